//! `check --format junit`: a suite an input, a case a rule, as continuous integration reads it. What was not checked is an error in
//! the file, so that it is never green because nothing was asked.

use super::Report;
use super::entries::{self, Entry, Kind, Standing};
use super::prose::{few, one_line};
use super::view;
use super::xml::{self, Case, Ended, TestSuite};
use crate::check::Checked;
use crate::diagnostic::Severity;
use crate::outcome::{Outcome, Verdict};
use crate::source::Sources;
use crate::typecheck::checked::Rule;

/// How many missing facts the short message names.
const NEEDS: usize = 5;

/// All of a report.
pub fn render(report: &Report<'_>) -> String {
    let mut suites: Vec<TestSuite> = report.checked.iter().map(|checked| of_input(report, checked)).collect();
    suites.push(of_run(report));
    xml::write("ungp-check check", &suites)
}

fn of_input(report: &Report<'_>, checked: &Checked) -> TestSuite {
    let entries = entries::of_input(report, checked);
    let id = checked.id(&report.pack.vocabulary);
    let class = if id.is_empty() { one_line(report.sources.name(checked.file)) } else { id.to_owned() };
    let rules = checked.outcomes.iter().filter_map(|outcome| Some((report.pack.rules.rules.get(outcome.rule)?, outcome)));
    let of_rule = |(rule, outcome): (&Rule, &Outcome)| {
        let found: Vec<&Entry<'_>> = entries.iter().filter(|entry| entry.rule.is_some_and(|(_, of)| std::ptr::eq(of, outcome))).collect();
        let name = format!("{} {}", rule.code, one_line(&rule.title));
        Case { class: class.clone(), name, result: ended(outcome, &found, report.sources) }
    };
    let mut cases: Vec<Case> = rules.map(of_rule).collect();
    for (entry, number) in entries.iter().filter(|entry| entry.kind == Kind::Remark).zip(1..) {
        let name = format!("remark {number}: {}", entry.diagnostic.code);
        cases.push(Case { class: class.clone(), name, result: failed(&[entry], report.sources) });
    }
    let properties = vec![
        ("title", one_line(&checked.title)),
        ("verdicts", view::counts_line(checked)),
        ("open questions", checked.open_questions(report.pack).len().to_string()),
    ];
    TestSuite { name: one_line(report.sources.name(checked.file)), properties, cases }
}

/// How a rule ended: what was found fails it, what nobody can say or somebody stands for is skipped.
fn ended(outcome: &Outcome, found: &[&Entry<'_>], sources: &Sources) -> Ended {
    match outcome.verdict {
        Verdict::Met => Ended::Passed,
        Verdict::Violated | Verdict::PartlyMet => failed(found, sources),
        Verdict::NotApplicable => {
            let reason = outcome.inapplicable.map_or("", entries::inapplicable);
            Ended::Skipped { kind: "not-applicable".into(), message: format!("not applicable: {reason}"), text: String::new() }
        }
        Verdict::Undetermined => {
            let needs = few(outcome.missing.iter().map(|missing| missing.path.as_str()), NEEDS);
            let needs = if needs.is_empty() { "more than the description says".into() } else { needs };
            let questions = outcome.missing.iter().map(|missing| format!("{}: {}", missing.path, one_line(&missing.question)));
            let text = questions.collect::<Vec<_>>().join("\n");
            Ended::Skipped { kind: "undetermined".into(), message: format!("undetermined: needs {needs}"), text }
        }
    }
}

/// Findings of one rule, or a remark: failed if any counts, else skipped since all are known or waived.
fn failed(found: &[&Entry<'_>], sources: &Sources) -> Ended {
    let counting: Vec<&Entry<'_>> = found.iter().copied().filter(|entry| matches!(entry.standing, Standing::Counts)).collect();
    let all_waived = found.iter().all(|entry| matches!(entry.standing, Standing::Waived(_)));
    let shown = if counting.is_empty() { found } else { &counting };
    let messages = messages(shown);
    let text = text(found, messages.len() > 1, sources);
    let message = messages.join("; ");
    match counting.iter().map(|entry| entry.severity()).max() {
        Some(worst) => Ended::Failed { kind: worst.name().into(), message, text },
        None if found.is_empty() => {
            // A verdict with findings that lost them must not pass for a pass.
            Ended::Failed { kind: "error".into(), message: "violated".into(), text }
        }
        None if all_waived => Ended::Skipped { kind: "waived".into(), message: format!("waived: {message}"), text },
        None => Ended::Skipped { kind: "known".into(), message: format!("known from the baseline: {message}"), text },
    }
}

/// The messages, each once.
fn messages(found: &[&Entry<'_>]) -> Vec<String> {
    let mut messages: Vec<String> = Vec::new();
    for entry in found {
        let message = one_line(&entry.diagnostic.message);
        if !messages.contains(&message) {
            messages.push(message);
        }
    }
    messages
}

/// Each finding with its places, then the advice, each line once. Where there are several messages, each finding has its own.
fn text(found: &[&Entry<'_>], several: bool, sources: &Sources) -> String {
    let mut lines = Vec::new();
    let mut advice: Vec<String> = Vec::new();
    for entry in found {
        let place = entry.diagnostic.primary().map(|label| format!(" at {}", entries::at(sources, label.span))).unwrap_or_default();
        let message = if several { format!(": {}", one_line(&entry.diagnostic.message)) } else { String::new() };
        let known = if matches!(entry.standing, Standing::Known) { "known " } else { "" };
        lines.push(format!("{known}{} {}{place}{message}", entry.severity(), entry.diagnostic.code));
        lines.extend(entry.about(sources));
        for line in entry.advice() {
            if !advice.contains(&line) {
                advice.push(line);
            }
        }
    }
    lines.extend(advice);
    lines.join("\n")
}

/// Problems and findings about waivers, and whether all was checked that was meant.
fn of_run(report: &Report<'_>) -> TestSuite {
    let class = || env!("CARGO_PKG_NAME").to_owned();
    let (incomplete, closing) = entries::closing(report);
    let result = if incomplete {
        Ended::Errored { kind: "incomplete".into(), message: closing.clone(), text: String::new() }
    } else {
        Ended::Passed
    };
    let mut cases = vec![Case { class: class(), name: "everything was checked".into(), result }];
    for (entry, number) in entries::of_run(report).iter().zip(1..) {
        let found = &entry.diagnostic;
        let (kind, message, text) = (found.code.clone(), one_line(&found.message), text(&[entry], false, report.sources));
        let (what, result) = match (entry.kind, entry.severity()) {
            (Kind::Problem, Severity::Error) => ("problem", Ended::Errored { kind, message, text }),
            // A word on the side, such as a file that was passed over.
            (Kind::Problem, _) => ("problem", Ended::Skipped { kind, message, text }),
            _ => ("waiver", Ended::Failed { kind: entry.severity().name().into(), message, text }),
        };
        cases.push(Case { class: class(), name: format!("{what} {number}: {}", found.code), result });
    }
    TestSuite { name: "run".into(), properties: vec![("tool", entries::tool(report)), ("result", closing)], cases }
}
