//! For a page: the same as for a terminal.

use super::{OfRule, Precedents, SHOWN, fared, findings, ids, listed, nobody, nothing_to_look_up, quote, see};
use crate::check::Checked;
use crate::outcome::Verdict;
use crate::past::{Answers, Fault, faults, others};
use crate::report::compare::markdown::safe;
use crate::report::prose::{capital, count};
use std::fmt::Write;

/// All of it.
pub fn render(report: &Precedents<'_>) -> String {
    let mut text = String::new();
    for bill in report.bills {
        self::bill(report, bill, &mut text);
    }
    if report.missing() > 0 {
        let _ = writeln!(text, "**{} of {} could not be used.**\n", report.missing(), count(report.inputs, "input"));
    }
    if !report.pack.broken.is_empty() {
        let _ = writeln!(text, "**Rules with errors could not be asked: {}.**\n", safe(&report.pack.broken.join(", ")));
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// What past laws say of one rule.
pub fn rule(of: &OfRule<'_>) -> String {
    let mut text = format!("## {}: {}\n\n{}\n\n", of.rule.code, safe(&of.rule.title), sentence(&fared(&of.answers)));
    met(&of.answers, true, &mut text);
    for (name, laws) in listed(&of.answers).into_iter().filter(|(_, laws)| !laws.is_empty()) {
        let _ = writeln!(text, "- {name}: {}", safe(&ids(laws)));
    }
    text
}

fn bill(report: &Precedents<'_>, bill: &Checked, text: &mut String) {
    let laws = others(bill, report.pack, report.laws);
    let faults = faults(bill, report.pack, &laws);
    let _ = writeln!(text, "# {}\n", safe(&bill.title));
    let _ = writeln!(text, "Described in {}. Asked: {}.\n", safe(report.sources.name(bill.file)), count(laws.len(), "past law"));
    if faults.is_empty() {
        let _ = writeln!(text, "{}\n", sentence(&nothing_to_look_up(bill)));
    }
    for fault in &faults {
        self::fault(report, fault, text);
    }
}

fn fault(report: &Precedents<'_>, fault: &Fault<'_>, text: &mut String) {
    let severity = fault.outcome.severity.unwrap_or(fault.rule.severity);
    let partly = if fault.outcome.verdict == Verdict::PartlyMet { ", partly met" } else { "" };
    let _ = writeln!(text, "## {}: {} ({severity}{partly})\n", fault.rule.code, safe(&fault.rule.title));
    for words in findings(report, fault) {
        let _ = writeln!(text, "- here: {}", safe(&words));
    }
    met(&fault.answers, report.all, text);
    let _ = writeln!(text, "\n{}\n", sentence(&fared(&fault.answers)));
}

fn met(answers: &Answers<'_>, all: bool, text: &mut String) {
    if let Some(words) = nobody(answers) {
        let _ = writeln!(text, "- **{words}**");
    }
    let most = if all { answers.met.len() } else { SHOWN };
    for example in answers.met.iter().take(most) {
        let quote = quote(example).map(|words| format!(": {}", safe(&words))).unwrap_or_default();
        let _ = writeln!(text, "- see {}{quote}", safe(&see(example, all)));
    }
    if let more @ 1.. = answers.met.len().saturating_sub(most) {
        let _ = writeln!(text, "- and {more} more");
    }
}

/// A line that stands by itself as a sentence.
fn sentence(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("{}.", capital(words)) }
}
