//! What past laws say of the rules that a bill does not meet, and of one rule: where to look for words that do.

pub mod human;
pub mod json;
pub mod markdown;
#[cfg(test)]
mod tests;

use super::prose::{clip, count, one_line};
use super::view::file_line;
use crate::check::{Checked, diagnostics, primary};
use crate::diagnostic::{Diagnostic, any_error};
use crate::outcome::Verdict;
use crate::pack::Pack;
use crate::past::{Answers, Example, Fault, Law};
use crate::source::{Sources, Span};
use crate::typecheck::checked::Rule;

/// How many laws are named for one rule, unless all are wanted.
pub const SHOWN: usize = 3;
/// How many places in one law are named, unless all are wanted.
const PLACES: usize = 4;
/// Longer quotes are cut.
const QUOTE: usize = 160;

/// Everything there is to say of some bills and of the past laws.
#[derive(Debug)]
pub struct Precedents<'a> {
    /// The rules.
    pub pack: &'a Pack,
    /// All texts.
    pub sources: &'a Sources,
    /// The bills.
    pub bills: &'a [Checked],
    /// The past laws.
    pub laws: &'a [Law],
    /// Problems with packs, settings and inputs.
    pub problems: &'a [Diagnostic],
    /// How many bills were named, usable or not.
    pub inputs: usize,
    /// How many rules were asked.
    pub rules: usize,
    /// Name every law and every place.
    pub all: bool,
}

impl Precedents<'_> {
    fn missing(&self) -> usize {
        self.inputs.saturating_sub(self.bills.len())
    }

    fn is_complete(&self) -> bool {
        self.missing() == 0 && !self.bills.is_empty() && self.rules > 0 && self.pack.broken.is_empty() && !any_error(self.problems)
    }
}

/// What past laws say of one rule.
#[derive(Debug)]
pub struct OfRule<'a> {
    /// The rules.
    pub pack: &'a Pack,
    /// The rule.
    pub rule: &'a Rule,
    /// The answers.
    pub answers: Answers<'a>,
}

/// `arts 20(1), 21; art 27 and 2 more`: where in a law the facts stand.
fn places(example: &Example<'_>, all: bool) -> Option<String> {
    if example.places.is_empty() {
        return None;
    }
    let most = if all { example.places.len() } else { PLACES };
    let more = example.places.len().saturating_sub(most);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    // A place may hold commas itself.
    let first: Vec<String> = example.places.iter().take(most).map(|place| one_line(place)).collect();
    Some(first.join("; ") + &rest)
}

/// `Digital Services Act art 20 (`eu-dsa-2022`)`
pub(super) fn see(example: &Example<'_>, all: bool) -> String {
    let name = clip(example.law.name(), 100);
    match places(example, all) {
        Some(places) => format!("{name} {places} (`{}`)", example.law.id),
        None if example.by_silence() => format!("{name} (`{}`), which meets it by saying nothing on it", example.law.id),
        None => format!("{name} (`{}`), whose description names no place", example.law.id),
    }
}

/// The law's own words: “…” at art 20(1).
pub(super) fn quote(example: &Example<'_>) -> Option<String> {
    let (at, words) = example.quote()?;
    Some(if example.places.len() > 1 {
        format!("“{}” ({})", clip(words, QUOTE), one_line(at))
    } else {
        format!("“{}”", clip(words, QUOTE))
    })
}

/// How past laws fared, in one sentence: how many were asked, and what the rule says of them.
pub(super) fn fared(answers: &Answers<'_>) -> String {
    let asked = match answers.applicable() {
        0 => return "the rule is about none of the past laws".to_owned(),
        1 => "the rule is about 1 past law".to_owned(),
        more => format!("the rule is about {more} past laws"),
    };
    let numbers = [
        (answers.met.len(), Verdict::Met),
        (answers.partly.len(), Verdict::PartlyMet),
        (answers.violated.len(), Verdict::Violated),
        (answers.undetermined.len(), Verdict::Undetermined),
    ];
    let words = numbers.into_iter().filter(|(number, _)| *number > 0).map(|(number, verdict)| match verdict {
        Verdict::Met => format!("{number} {} it", if number == 1 { "meets" } else { "meet" }),
        Verdict::PartlyMet => format!("{number} partly {} it", if number == 1 { "meets" } else { "meet" }),
        Verdict::Violated => format!("{number} {} it", if number == 1 { "violates" } else { "violate" }),
        Verdict::Undetermined | Verdict::NotApplicable => format!("{number} undetermined"),
    });
    format!("{asked}: {}", words.collect::<Vec<_>>().join(", "))
}

/// That no past law meets a rule; nothing if one does.
pub(super) fn nobody(answers: &Answers<'_>) -> Option<String> {
    if !answers.met.is_empty() || answers.applicable() == 0 {
        return None;
    }
    Some(format!("no past law meets it ({} asked)", answers.applicable()))
}

/// Short names of laws: `uk-msa-2015, us-far-2217`.
fn ids(laws: &[&Law]) -> String {
    laws.iter().map(|law| law.id.as_str()).collect::<Vec<_>>().join(", ")
}

/// Titles of the lists of laws by verdict, and the laws.
fn listed<'a, 'b>(answers: &'b Answers<'a>) -> [(&'static str, &'b [&'a Law]); 3] {
    [("partly met", &answers.partly), ("violated", &answers.violated), ("undetermined", &answers.undetermined)]
}

/// What a rule finds in the bill, each message once, with all its places: `users cannot appeal (bill.yaml:9, 14, 20)`.
fn findings(report: &Precedents<'_>, fault: &Fault<'_>) -> Vec<String> {
    let mut found: Vec<(String, Vec<Span>)> = Vec::new();
    for finding in diagnostics(fault.outcome, report.pack) {
        let place = primary(&finding);
        match found.iter_mut().find(|(message, _)| *message == finding.message) {
            Some((_, places)) => places.extend(place),
            None => found.push((finding.message, place.into_iter().collect())),
        }
    }
    found.iter().map(|(message, places)| format!("{}{}", one_line(message), at(report.sources, places))).collect()
}

/// ` (bill.yaml:9, 14, 20)`: the lines of one file after its name.
fn at(sources: &Sources, places: &[Span]) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut last = None;
    for span in places {
        let line = sources.place(*span).line;
        match last {
            Some((file, before)) if file == span.file && before == line => {}
            Some((file, _)) if file == span.file => words.push(line.to_string()),
            _ => words.push(file_line(sources, *span)),
        }
        last = Some((span.file, line));
    }
    if words.is_empty() { String::new() } else { format!(" ({})", words.join(", ")) }
}

/// What to say of a bill without a fault.
fn nothing_to_look_up(bill: &Checked) -> String {
    let open = bill.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Undetermined).count();
    let open = if open == 0 { String::new() } else { format!("; {} undetermined", count(open, "rule")) };
    format!("no rule is violated or partly met, so there is nothing to look up{open}")
}
