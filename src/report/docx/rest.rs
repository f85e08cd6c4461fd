//! What follows the findings: what is met, what is open, what is set aside, problems, sources, and how to read all of it.

use super::body::{Body, Cell, Table, WIDTH, cell};
use super::findings::{finding, notes, place};
use super::words::{Run, code, marked, plain, quiet, sentence, strong};
use super::{detail, opening};
use crate::check::Checked;
use crate::diagnostic::Diagnostic;
use crate::outcome::Evidence;
use crate::report::html::gather::Bill;
use crate::report::prose::{LONG, clip, count, one_line};
use crate::report::{Report, view};
use std::collections::BTreeSet;

/// How many facts are named for one rule that is met.
const FACTS: usize = 4;

/// The rules that are met, with the facts they rest on.
pub fn met(report: &Report<'_>, checked: &Checked, level: usize, body: &mut Body) {
    body.heading(level, "What is met");
    let met = view::met(report, checked);
    if met.is_empty() {
        body.text(vec![plain("No rule is met.")]);
        return;
    }
    body.paragraph(
        "Lead",
        vec![plain("Each of these rests on what the description says, at the lines given; whoever wrote it answers for it.")],
    );
    let rows = met.iter().map(|(rule, outcome)| {
        let mut facts: Cell = outcome.evidence.iter().take(FACTS).map(|fact| fact_words(report, checked, fact)).collect();
        if let more @ 1.. = outcome.evidence.len().saturating_sub(FACTS) {
            facts.push(vec![quiet(&format!("and {}", count(more, "more fact")))]);
        }
        vec![vec![vec![strong(&rule.code), plain(&format!(" {}", clip(&rule.title, LONG)))]], facts]
    });
    let widths = vec![4100, WIDTH - 4100];
    let head = ["Rule", "Rests on"].map(str::to_owned).to_vec();
    body.table(Table { caption: "Rules that are met".into(), widths, head, rows: rows.collect() });
}

/// `hrdd.mode: duty, s 3(1), line 12`
fn fact_words(report: &Report<'_>, checked: &Checked, fact: &Evidence) -> Vec<Run> {
    let at = fact.at.as_ref().map(|at| format!(", {}", clip(at, LONG))).unwrap_or_default();
    let place = fact.span.map(|span| match span.file == checked.file {
        true => format!(", line {}", report.sources.place(span).line),
        false => format!(", {}", view::file_line(report.sources, span)),
    });
    let doubt = fact.doubt.map(|doubt| format!(", {}", doubt.name())).unwrap_or_default();
    vec![code(&fact.path), plain(&format!(": {}{at}{doubt}", clip(&fact.value, LONG))), quiet(&place.unwrap_or_default())]
}

/// All open questions, those first that would settle most.
pub fn questions(report: &Report<'_>, checked: &Checked, level: usize, body: &mut Body) {
    body.heading(level, "Open questions");
    let questions = checked.questions(report.pack);
    if questions.is_empty() {
        body.text(vec![plain("None.")]);
        return;
    }
    body.paragraph(
        "Lead",
        vec![plain(
            "An answer in the description would help to settle the rules named beside it. Those that would settle most come first.",
        )],
    );
    let rows = questions.iter().map(|question| {
        let missing = &question.missing;
        let mut asked: Cell = vec![marked(&missing.question)];
        asked.extend(missing.because.as_ref().map(|because| vec![quiet(because)]));
        asked.extend(checked.looks.at(&missing.path).into_iter().map(|look| vec![quiet(&view::look(report.sources, look))]));
        vec![asked, vec![vec![code(&question.path())]], cell(&question.rules.join(", "))]
    });
    let widths = vec![WIDTH - 4700, 2500, 2200];
    let head = ["Question", "Fact", "Rules"].map(str::to_owned).to_vec();
    body.table(Table { caption: "Open questions".into(), widths, head, rows: rows.collect() });
}

/// What somebody stands for, and what an earlier report knew.
pub fn set_aside(bill: &Bill<'_>, level: usize, body: &mut Body) {
    if bill.report.waivers.is_some() {
        body.heading(level, "Waived findings");
        if bill.waived.is_empty() {
            body.text(vec![plain("None.")]);
        }
        for (found, waiver) in &bill.waived {
            finding(bill, found, "", &format!(" ({} {}, waived)", found.said.severity, found.said.code), body);
            detail(body, "Reason", vec![plain(&clip(&waiver.reason, LONG))]);
            detail(body, "Owner", vec![plain(&clip(&waiver.owner, LONG))]);
            detail(body, "Approved by", vec![plain(&clip(&waiver.approver, LONG))]);
            detail(
                body,
                "Until",
                vec![plain(&opening::day(waiver.expires)), quiet(&format!(" ({})", place(bill.report.sources, waiver.span)))],
            );
        }
    }
    if bill.report.baseline.is_some() {
        body.heading(level, "Known from the baseline");
        if bill.known.is_empty() {
            body.text(vec![plain("None.")]);
        }
        for found in &bill.known {
            finding(bill, found, "", &format!(" ({} {}, known)", found.said.severity, found.said.code), body);
        }
    }
}

/// What is wrong with waivers, packs and inputs.
pub fn problems(report: &Report<'_>, body: &mut Body) {
    if !report.of_waivers().is_empty() {
        body.heading(1, "Findings about waivers");
        report.of_waivers().iter().for_each(|problem| diagnostic(report, problem, body));
    }
    if !report.problems.is_empty() {
        body.heading(1, "Problems");
        body.text(vec![plain(
            "These are about the run itself. While there is an error among them, this report may not be all there is to say.",
        )]);
        report.problems.iter().for_each(|problem| diagnostic(report, problem, body));
    }
}

fn diagnostic(report: &Report<'_>, problem: &Diagnostic, body: &mut Body) {
    let mut runs = marked(&sentence(&problem.message));
    runs.push(quiet(&format!(" ({} {})", problem.severity, one_line(&problem.code))));
    body.paragraph("Finding", runs);
    for label in &problem.labels {
        let text = if label.text.is_empty() { String::new() } else { format!(": {}", clip(&label.text, LONG)) };
        detail(body, "Place", vec![quiet(&format!("{}{text}", place(report.sources, label.span)))]);
    }
    notes(problem, body);
}

/// The documents that the rules of standing findings cite, with their titles.
pub fn sources(report: &Report<'_>, bills: &[Bill<'_>], body: &mut Body) {
    let rules = bills.iter().flat_map(|bill| &bill.cards).filter_map(|card| card.of).map(|(rule, _)| rule);
    let cited: BTreeSet<usize> = rules.flat_map(|rule| &rule.sources).map(|citation| citation.document).collect();
    let documents: Vec<_> = cited.into_iter().filter_map(|index| report.pack.rules.documents.get(index)).collect();
    if documents.is_empty() {
        return;
    }
    body.heading(1, "Sources that the findings cite");
    for document in documents {
        body.bullet(vec![strong(&one_line(&document.name)), plain(&format!(": {}", one_line(&document.title)))]);
    }
}

const VERDICTS: [(&str, &str); 5] = [
    (
        "Violated",
        "the bill does the contrary of what the rule asks, or is silent where silence is a defect; then the finding says “not found”.",
    ),
    ("Partly met", "it does some of it."),
    ("Met", "it does what the rule asks, as far as the description says."),
    ("Undetermined", "the description does not say enough. This is neither good nor bad, and never a pass."),
    ("Not applicable", "the rule is not about such a bill, or the bill is silent where silence is no defect."),
];

const LIMITS: [(&str, &str); 6] = [
    (
        "Whether the description is right.",
        "The program checks what somebody wrote down about the bill. Have a second person read the bill and compare.",
    ),
    (
        "What happens in practice.",
        "A bill without a finding can be abused, and one with many be applied with care. Only the text was looked at.",
    ),
    ("The law around it.", "A constitution, another act or the courts may already say what this bill leaves out."),
    ("Whether a figure is right.", "How many hours are too few is a judgement. Findings that rest on one name it as a calibration."),
    ("The weight of it all.", "The number of findings is no score, and bills cannot be ranked by it."),
    ("Whether the aim is good.", "The rules ask how a bill treats people on the way there."),
];

/// How to read it, and what it cannot say.
pub fn reading(body: &mut Body) {
    body.heading(1, "How to read this report");
    body.text(vec![plain(
        "A rule is one criterion, drawn from the source it cites. It is put to a description of the bill, which somebody has written from the \
         bill’s text, and has one of five answers:",
    )]);
    for (verdict, meaning) in VERDICTS {
        body.bullet(vec![strong(verdict), plain(&format!(": {meaning}"))]);
    }
    body.text(vec![plain(
        "A finding names the rule, the provision and the place in the description or the bill, counted from line 1 and column 1. Past laws are \
         named where they meet a rule; that is no praise of the whole law. A waived finding stays here with the name of whoever stands for it.",
    )]);
    body.heading(1, "What a linter cannot judge");
    for (what, why) in LIMITS {
        body.bullet(vec![strong(what), plain(&format!(" {why}"))]);
    }
}
