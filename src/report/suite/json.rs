//! `test --format json`. `docs/schema/test.json` describes it.

use super::TestReport;
use crate::diagnostic::Severity;
use crate::outcome::Outcome;
use crate::pack::examples::Ran;
use crate::report::json::{Diagnostic, Evidence, Place, Tool, diagnostic, evidence_info, inapplicable, place, pretty};
use crate::source::Sources;
use crate::suite::{Judged, Judgement, Tally, Tested, finding, words};
use serde::Serialize;

/// JSON Schema of what [`render`] gives.
pub const SCHEMA: &str = include_str!("../../../docs/schema/test.json");
/// Rises when a program that reads the present form would misread a later one.
pub const VERSION: u32 = 1;

/// All of a report.
pub fn render(report: &TestReport<'_>) -> String {
    let tally = Tally::of(report.laws);
    let document = Document {
        format: "ungp-check-test",
        version: VERSION,
        tool: Tool::THIS,
        problems: report.problems.iter().map(|problem| diagnostic(problem, report.sources)).collect(),
        laws: report.laws.iter().map(|tested| law(tested, report.sources)).collect(),
        examples: report.examples.iter().map(|ran| example(ran, report.sources)).collect(),
        summary: Summary {
            laws: report.laws.len(),
            not_tested: report.not_tested(),
            expectations: tally.all(),
            agree: tally.agree,
            differ: tally.differ,
            known: tally.known,
            solved: tally.solved,
            examples: report.examples.len(),
            failed: report.failed_examples(),
            complete: report.is_complete(),
        },
    };
    pretty(&document)
}

#[derive(Serialize)]
struct Document<'a> {
    format: &'a str,
    version: u32,
    tool: Tool<'a>,
    problems: Vec<Diagnostic<'a>>,
    laws: Vec<Law<'a>>,
    examples: Vec<Example<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Law<'a> {
    id: &'a str,
    title: &'a str,
    file: &'a str,
    description: &'a str,
    expectations: Vec<Expectation<'a>>,
}

#[derive(Serialize)]
struct Expectation<'a> {
    rule: &'a str,
    standing: &'static str,
    expected: Expected<'a>,
    found: Found<'a>,
    differs: Vec<String>,
    place: Place<'a>,
    message: Option<String>,
}

#[derive(Serialize)]
struct Expected<'a> {
    verdict: &'static str,
    severity: Option<&'static str>,
    at: Option<&'a str>,
    message: Option<&'a str>,
    by: &'static str,
    says: Option<&'a str>,
    confidence: &'static str,
    note: Option<&'a str>,
    todo: Option<&'a str>,
    judgement: Option<&'static str>,
}

#[derive(Serialize)]
struct Found<'a> {
    verdict: &'static str,
    severity: Option<&'static str>,
    by_absence: bool,
    inapplicable: Option<&'static str>,
    messages: Vec<&'a str>,
    evidence: Vec<Evidence<'a>>,
    missing: Vec<&'a str>,
}

#[derive(Serialize)]
struct Example<'a> {
    rule: &'a str,
    number: usize,
    title: Option<&'a str>,
    verdict: &'static str,
    severity: Option<&'static str>,
    by_absence: bool,
    place: Place<'a>,
    failures: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Summary {
    laws: usize,
    not_tested: usize,
    expectations: usize,
    agree: usize,
    differ: usize,
    known: usize,
    solved: usize,
    examples: usize,
    failed: usize,
    complete: bool,
}

fn law<'a>(tested: &'a Tested<'a>, sources: &'a Sources) -> Law<'a> {
    Law {
        id: tested.id(),
        title: &tested.checked.title,
        file: sources.name(tested.suite.file),
        description: sources.name(tested.checked.file),
        expectations: tested.judged.iter().map(|judged| expectation(tested, judged, sources)).collect(),
    }
}

fn expectation<'a>(law: &Tested<'a>, judged: &Judged<'a>, sources: &'a Sources) -> Expectation<'a> {
    let expectation = judged.expectation;
    let text = |words: &'a Option<crate::description::Spanned>| words.as_ref().map(|words| &*words.text);
    Expectation {
        rule: &expectation.rule.text,
        standing: judged.standing.name(),
        expected: Expected {
            verdict: expectation.verdict.slug(),
            severity: expectation.severity.map(|(severity, _)| severity.name()),
            at: text(&expectation.at),
            message: text(&expectation.message),
            by: expectation.by.name(),
            says: text(&expectation.says),
            confidence: expectation.confidence.name(),
            note: text(&expectation.note),
            todo: text(&expectation.todo),
            judgement: expectation.judgement.map(Judgement::name),
        },
        found: found(judged.outcome, sources),
        differs: judged.standing.ways().iter().map(|way| words(way, expectation)).collect(),
        place: place(expectation.span, sources),
        message: finding(law, judged).map(|finding| finding.message),
    }
}

fn found<'a>(outcome: &'a Outcome, sources: &'a Sources) -> Found<'a> {
    Found {
        verdict: outcome.verdict.slug(),
        severity: outcome.severity.map(Severity::name),
        by_absence: outcome.by_absence,
        inapplicable: outcome.inapplicable.map(inapplicable),
        messages: outcome.findings.iter().map(|finding| &*finding.message).collect(),
        evidence: outcome.evidence.iter().map(|evidence| evidence_info(evidence, sources)).collect(),
        missing: outcome.missing.iter().map(|missing| &*missing.path).collect(),
    }
}

fn example<'a>(ran: &'a Ran<'a>, sources: &'a Sources) -> Example<'a> {
    Example {
        rule: &ran.rule.code,
        number: ran.number,
        title: ran.example.title.as_deref(),
        verdict: ran.example.verdict.slug(),
        severity: ran.example.severity.map(Severity::name),
        by_absence: ran.example.by_absence,
        place: place(ran.example.span, sources),
        failures: ran.failures.iter().map(|failure| diagnostic(failure, sources)).collect(),
    }
}
