//! Two drafts of one bill: what changed in the findings, in the verdicts, and in the facts they rest on.
//!
//! ```text
//! old ─┐            ┌─ facts: which record is which, what differs ─┐
//!      ├─ Checked ──┤                                              ├─▶ Diff
//! new ─┘            └─ findings: paired by what they are about ────┘
//! ```
//!
//! Findings are paired by rule, by the record or fact they are about, and by their words; never by the line they stand on.

mod facts;
mod pairing;
mod records;
mod subject;
#[cfg(test)]
mod tests;

pub use facts::{FactChange, Moved, Side, same};
pub use records::{about, pair};

use crate::check::Checked;
use crate::diagnostic::Severity;
use crate::outcome::{Outcome, Verdict};
use crate::pack::Pack;
use crate::source::Span;
use facts::Alignment;
use std::collections::BTreeMap;

/// What became of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Only the new draft has it.
    New,
    /// Both have it about the same provision, with another message or severity.
    Changed,
    /// The old draft had it, and the facts that would tell whether the new one has are missing.
    Open,
    /// Only the old draft had it.
    Fixed,
    /// Both have it.
    Unchanged,
}

impl Class {
    /// In the order in which they are told.
    pub const ALL: [Self; 5] = [Self::New, Self::Changed, Self::Open, Self::Fixed, Self::Unchanged];

    /// Its name in files.
    pub fn slug(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Open => "open",
            Self::Fixed => "fixed",
            Self::Unchanged => "unchanged",
        }
    }
}

/// Which finding of an input: by index of its outcome and in that, or a remark by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Item {
    /// `outcomes[0].findings[1]`
    Finding(usize, usize),
    /// The outcome as a whole, for a rule without findings.
    Verdict(usize),
    /// `remarks[0]`
    Remark(usize),
}

/// A finding as one draft has it.
#[derive(Debug, Clone)]
pub struct Found {
    /// Which it is.
    pub item: Item,
    /// Severity.
    pub severity: Severity,
    /// The message, values filled in.
    pub message: String,
    /// The fact or record it is about; empty where it is about none.
    pub path: String,
    /// The place in the law.
    pub at: Option<String>,
    /// Where it points: the description, or else the bill's text.
    pub span: Option<Span>,
}

/// A finding in either draft or in both.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The rule's code, or the name of a remark.
    pub code: String,
    /// What became of it.
    pub class: Class,
    /// In the old draft.
    pub old: Option<Found>,
    /// In the new draft.
    pub new: Option<Found>,
    /// The rule's verdicts on the two drafts; nothing for a remark.
    pub verdicts: Option<(Verdict, Verdict)>,
    /// The provision it was about is gone from the new draft.
    pub gone: bool,
}

impl Pair {
    /// The same finding about a provision with another number.
    pub fn moved(&self) -> bool {
        let at = |found: &Option<Found>| found.as_ref().and_then(|found| found.at.clone());
        matches!((at(&self.old), at(&self.new)), (Some(old), Some(new)) if old != new)
    }

    /// New, or graver than it was: with the severity it now has.
    pub fn worse(&self) -> Option<Severity> {
        let now = self.new.as_ref()?.severity;
        self.old.as_ref().is_none_or(|old| old.severity < now).then_some(now)
    }
}

/// A rule that says something else of the new draft than of the old one.
#[derive(Debug, Clone)]
pub struct VerdictChange {
    /// Index of the rule in the pack.
    pub rule: usize,
    /// The rule's code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Of the old draft.
    pub from: Verdict,
    /// Of the new draft.
    pub to: Verdict,
    /// The facts that would decide it now.
    pub missing: Vec<String>,
}

impl VerdictChange {
    /// It was settled, and is an open question now.
    pub fn opened(&self) -> bool {
        self.to == Verdict::Undetermined
    }

    /// It was an open question, and is decided now.
    pub fn decided(&self) -> bool {
        self.from == Verdict::Undetermined && matches!(self.to, Verdict::Violated | Verdict::PartlyMet | Verdict::Met)
    }
}

/// What changed from one draft to the other.
#[derive(Debug)]
pub struct Diff {
    /// All findings of both, those of one rule together, in the order of the pack; remarks last.
    pub pairs: Vec<Pair>,
    /// Rules with another verdict, in the order of the pack.
    pub verdicts: Vec<VerdictChange>,
    /// Facts and records that differ, in the order of the vocabulary.
    pub facts: Vec<FactChange>,
    /// Provisions with another number, and nothing else about them that changed.
    pub moved: Vec<Moved>,
    /// The short names, where the drafts have different ones.
    pub ids: Option<(String, String)>,
    /// The two say the same word for word.
    pub identical: bool,
}

impl Diff {
    /// Findings of one class.
    pub fn of(&self, class: Class) -> impl Iterator<Item = &Pair> {
        self.pairs.iter().filter(move |pair| pair.class == class)
    }

    /// The gravest finding that is new or graver than it was.
    pub fn worst(&self) -> Option<Severity> {
        self.pairs.iter().filter_map(Pair::worse).max()
    }
}

/// Compares two drafts that were checked against the same rules.
pub fn compare(old: &Checked, new: &Checked, pack: &Pack, sources: &crate::source::Sources) -> Diff {
    let vocabulary = &pack.vocabulary;
    let alignment = Alignment::of(&old.description, &new.description, vocabulary);
    let mut pairs = pairing::pair(old, new, &alignment, pack);
    pairs.extend(pairing::remarks(old, new));
    let id = |checked: &Checked| checked.description.words(vocabulary, "meta", "id").unwrap_or("").to_owned();
    let ids = Some((id(old), id(new))).filter(|(old, new)| old != new);
    Diff {
        verdicts: verdicts(old, new, pack),
        facts: alignment.changes,
        moved: alignment.moved,
        identical: sources.text(old.file) == sources.text(new.file) && old.text().is_none() && new.text().is_none(),
        pairs,
        ids,
    }
}

fn verdicts(old: &Checked, new: &Checked, pack: &Pack) -> Vec<VerdictChange> {
    let before: BTreeMap<usize, &Outcome> = old.outcomes.iter().map(|outcome| (outcome.rule, outcome)).collect();
    let change = |outcome: &Outcome| {
        let from = before.get(&outcome.rule)?.verdict;
        let rule = pack.rules.rules.get(outcome.rule)?;
        (from != outcome.verdict).then(|| VerdictChange {
            rule: outcome.rule,
            code: rule.code.clone(),
            title: rule.title.clone(),
            from,
            to: outcome.verdict,
            missing: outcome.missing.iter().map(|missing| missing.path.clone()).collect(),
        })
    };
    new.outcomes.iter().filter_map(change).collect()
}
