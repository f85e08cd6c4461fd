//! `check --format ndjson`: what the report in JSON says, an object a line, so that a program can read it line by line and pick.
//! `docs/schema/ndjson.json` describes the lines.

use super::{Document, Family, Input, OutcomeInfo, Report, Summary, document};
use serde::Serialize;

/// JSON Schema of one line of what [`render`] gives.
pub const SCHEMA: &str = include_str!("../../../docs/schema/ndjson.json");
/// What says that a text is a stream of this kind.
const FORMAT: &str = "ungp-check-lines";

/// All of a report.
pub fn render(report: &Report<'_>) -> String {
    let Document { version, tool, pack, problems, waivers, baseline, inputs, summary, .. } = document(report);
    let mut text = String::new();
    line(&Line::Head { format: FORMAT, version, tool, pack, problems, waivers, baseline }, &mut text);
    inputs.into_iter().for_each(|input| lines(input, &mut text));
    line(&Line::Summary(summary), &mut text);
    text
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line<'a> {
    Head {
        format: &'a str,
        version: u32,
        tool: super::Tool<'a>,
        pack: super::PackInfo<'a>,
        problems: Vec<super::Diagnostic<'a>>,
        waivers: Option<super::Register<'a>>,
        baseline: Option<super::Baseline<'a>>,
    },
    Input {
        file: &'a str,
        id: &'a str,
        text: Option<&'a str>,
        described: bool,
        suggested: usize,
        title: &'a str,
        kinds: Vec<&'a str>,
        reviewed: Vec<&'a str>,
        counts: super::Counts,
    },
    Finding {
        #[serde(flatten)]
        of: Of<'a>,
        rule: &'a str,
        title: &'a str,
        family: Option<&'a Family<'a>>,
        verdict: &'static str,
        #[serde(flatten)]
        finding: &'a super::Finding<'a>,
        because: &'a str,
        help: &'a str,
        sources: &'a [super::Source<'a>],
        settings: &'a [&'a str],
    },
    Verdict {
        #[serde(flatten)]
        of: Of<'a>,
        rule: &'a str,
        title: &'a str,
        family: Option<&'a Family<'a>>,
        verdict: &'static str,
        severity: Option<&'static str>,
        waived: bool,
        by_absence: bool,
        suggested: bool,
        disputed: bool,
        inapplicable: Option<&'static str>,
        findings: usize,
        evidence: &'a [super::Evidence<'a>],
        missing: &'a [super::Missing<'a>],
    },
    Remark {
        #[serde(flatten)]
        of: Of<'a>,
        #[serde(flatten)]
        remark: super::Remark<'a>,
    },
    Question {
        #[serde(flatten)]
        of: Of<'a>,
        #[serde(flatten)]
        question: super::Question<'a>,
    },
    Summary(Summary),
}

/// Which input a line is about.
#[derive(Serialize, Clone, Copy)]
struct Of<'a> {
    input: &'a str,
    initiative: &'a str,
}

fn line(line: &Line<'_>, text: &mut String) {
    // Only maps with keys that are no text can fail to become JSON, and there are none.
    text.push_str(&serde_json::to_string(line).unwrap_or_default());
    text.push('\n');
}

fn lines(input: Input<'_>, text: &mut String) {
    let Input { file, id, text: bill, described, suggested, title, kinds, reviewed, counts, outcomes, remarks, open_questions } = input;
    let of = Of { input: file, initiative: id };
    line(&Line::Input { file, id, text: bill, described, suggested, title, kinds, reviewed, counts }, text);
    outcomes.iter().for_each(|outcome| of_outcome(of, outcome, text));
    remarks.into_iter().for_each(|remark| line(&Line::Remark { of, remark }, text));
    open_questions.into_iter().for_each(|question| line(&Line::Question { of, question }, text));
}

/// The verdict of a rule, then its findings.
fn of_outcome<'a>(of: Of<'a>, outcome: &'a OutcomeInfo<'a>, text: &mut String) {
    let OutcomeInfo { rule, title, verdict, because, help, .. } = outcome;
    let family = outcome.family.as_ref();
    let said = Line::Verdict {
        of,
        rule,
        title,
        family,
        verdict,
        severity: outcome.severity,
        waived: outcome.waived,
        by_absence: outcome.by_absence,
        suggested: outcome.suggested,
        disputed: outcome.disputed,
        inapplicable: outcome.inapplicable,
        findings: outcome.findings.len(),
        evidence: &outcome.evidence,
        missing: &outcome.missing,
    };
    line(&said, text);
    for finding in &outcome.findings {
        let (sources, settings) = (outcome.sources.as_slice(), outcome.settings.as_slice());
        line(&Line::Finding { of, rule, title, family, verdict, finding, because, help, sources, settings }, text);
    }
}
