//! What changed between two drafts, for people and for programs.

mod human;
mod json;
mod markdown;

pub use human::{Options, render as human};
pub use json::{SCHEMA, VERSION, render as json};
pub use markdown::render as markdown;

use super::prose::{LONG, clip, count, few, one_line};
use crate::check::Checked;
use crate::diff::{Class, Diff, FactChange, Found, Item, Pair, Side, VerdictChange};
use crate::outcome::Verdict;
use crate::pack::Pack;
use crate::source::Sources;
use std::collections::HashMap;

/// How many missing facts a line names.
const NEEDS: usize = 5;

/// Everything there is to tell of two drafts.
#[derive(Debug)]
pub struct Drafts<'a> {
    /// The rules that were asked of both.
    pub pack: &'a Pack,
    /// All texts.
    pub sources: &'a Sources,
    /// The old draft.
    pub old: &'a Checked,
    /// The new draft.
    pub new: &'a Checked,
    /// What changed.
    pub diff: &'a Diff,
    /// How many rules were asked.
    pub rules: usize,
}

/// A report with both drafts, the old one first, in which each result says what became of it. Of the old draft only those findings are
/// results that the new one does not have.
pub fn sarif(report: &super::Report<'_>, diff: &Diff) -> String {
    let mut states: HashMap<(usize, Item), &'static str> = HashMap::new();
    for pair in &diff.pairs {
        let state = match pair.class {
            Class::New => "new",
            Class::Changed => "updated",
            Class::Unchanged => "unchanged",
            Class::Fixed | Class::Open => "absent",
        };
        match (&pair.old, &pair.new) {
            (_, Some(new)) => _ = states.insert((1, new.item), state),
            (Some(old), None) => _ = states.insert((0, old.item), state),
            (None, None) => {}
        }
    }
    let new = report.checked.get(1).map(|checked| checked.outcomes.as_slice()).unwrap_or_default();
    for (number, outcome) in new.iter().enumerate().filter(|(_, outcome)| outcome.findings.is_empty()) {
        let state = match diff.verdicts.iter().find(|change| change.rule == outcome.rule).map(|change| change.from) {
            None => "unchanged",
            // The old draft had findings instead, which are results of their own.
            Some(Verdict::Violated | Verdict::PartlyMet) => "new",
            Some(_) => "updated",
        };
        states.insert((1, Item::Verdict(number)), state);
    }
    super::sarif::render_baseline(report, &|input, item| states.get(&(input, item)).copied())
}

/// The findings of a diff by class, for the first line of every format.
fn summary(diff: &Diff) -> String {
    let number = |class| diff.of(class).count();
    let worse = diff.of(Class::Changed).filter(|pair| pair.worse().is_some()).count();
    let moved = diff.of(Class::Unchanged).filter(|pair| pair.moved()).count();
    let besides = |number: usize, word: &str| if number == 0 { String::new() } else { format!(" ({number} {word})") };
    let open = number(Class::Open);
    let mut parts = vec![
        format!("{} new", number(Class::New)),
        format!("{} changed{}", number(Class::Changed), besides(worse, "graver")),
        format!("{} fixed", number(Class::Fixed)),
    ];
    if open > 0 {
        parts.push(format!("{open} no longer decided"));
    }
    parts.push(format!("{} unchanged{}", number(Class::Unchanged), besides(moved, "moved")));
    format!("findings: {}", parts.join(", "))
}

/// What changed besides findings.
fn summary_of_the_rest(diff: &Diff) -> String {
    let opened = diff.verdicts.iter().filter(|change| change.opened()).count();
    let decided = diff.verdicts.iter().filter(|change| change.decided()).count();
    let rules = if diff.verdicts.len() == 1 {
        "1 rule with another verdict".into()
    } else {
        format!("{} rules with another verdict", diff.verdicts.len())
    };
    let facts = count(diff.facts.iter().filter(|change| !change.record).count(), "changed fact");
    let came = count(diff.facts.iter().filter(|change| change.record && change.old.is_none()).count(), "new record");
    let went = diff.facts.iter().filter(|change| change.record && change.new.is_none()).count();
    let moved = count(diff.moved.len(), "moved provision");
    format!("{rules} ({opened} newly undetermined, {decided} newly decided); {facts}, {came}, {went} gone, {moved}")
}

/// The words about two drafts that are not two versions of one.
fn notes(diff: &Diff) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some((old, new)) = &diff.ids {
        notes.push(format!(
            "the drafts have different names in `meta.id`, `{}` and `{}`: compared all the same",
            one_line(old),
            one_line(new)
        ));
    }
    if diff.identical {
        notes.push("the two descriptions are the same, word for word".into());
    }
    notes
}

/// Why a finding is there now, or is not any more.
fn reason(pair: &Pair) -> Option<String> {
    let (from, to) = pair.verdicts?;
    match pair.class {
        Class::New => Some(match from {
            Verdict::NotApplicable => "the rule did not apply".into(),
            Verdict::Violated | Verdict::PartlyMet => "the rule was not met before either, for other reasons".into(),
            Verdict::Met | Verdict::Undetermined => format!("was {from}"),
        }),
        Class::Open => Some("the facts that would tell are missing now".into()),
        Class::Fixed => Some(match to {
            Verdict::Met => "now met".into(),
            Verdict::NotApplicable => "the rule no longer applies".into(),
            _ if pair.gone => format!("the provision is gone; the rule is {to}"),
            _ => format!("the rule is still {to}, for other reasons"),
        }),
        Class::Changed | Class::Unchanged => None,
    }
}

/// `s 3(2) no 2, FILE:LINE`
fn place(found: &Found, sources: &Sources) -> String {
    let at = found.at.as_ref().map(|at| clip(at, LONG));
    let line = found.span.map(|span| super::view::file_line(sources, span));
    at.into_iter().chain(line).collect::<Vec<_>>().join(", ")
}

/// A value of a fact, or in what way there is none.
fn value(side: &Side) -> String {
    match (&side.value, side.silent) {
        (Some(value), _) => clip(value, LONG),
        (None, true) => "nothing found".into(),
        (None, false) => "not stated".into(),
    }
}

/// `content[1].deadline: 24 h → 48 h`, and for a record what it is.
fn change(change: &FactChange) -> String {
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => format!("{}: {} → {}", new.path, value(old), value(new)),
        (None, Some(new)) => format!("{} is new: {}", new.path, value(new)),
        (Some(old), None) => format!("{} is gone: {}", old.path, value(old)),
        (None, None) => String::new(),
    }
}

/// Both places of a changed fact: in the law, and in the descriptions.
fn places(change: &FactChange, sources: &Sources) -> String {
    let law = |side: &Side| side.at.as_ref().map(|at| clip(at, LONG));
    let line = |side: &Side| side.span.map(|span| super::view::file_line(sources, span));
    let both = |of: &dyn Fn(&Side) -> Option<String>| {
        let (old, new) = (change.old.as_ref().and_then(of), change.new.as_ref().and_then(of));
        match (old, new) {
            (Some(old), Some(new)) if old == new => Some(new),
            (Some(old), Some(new)) => Some(format!("{old} → {new}")),
            (old, new) => old.or(new),
        }
    };
    both(&law).into_iter().chain(both(&line)).collect::<Vec<_>>().join("; ")
}

/// `met → violated`, and what would decide a verdict that is open.
fn verdict(change: &VerdictChange) -> String {
    let needs = few(change.missing.iter().map(String::as_str), NEEDS);
    let needs = if needs.is_empty() || change.to != Verdict::Undetermined { String::new() } else { format!(", needs {needs}") };
    format!("{} → {}{needs}", change.from, change.to)
}
