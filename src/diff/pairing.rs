//! Findings of the old draft and of the new one, paired.
//!
//! Within one rule, the surest sign first: the same words about the same record; the same identity; the same message about the same
//! record with other values; another message about it; the same place in the law; and at last, where a rule is about the bill as a
//! whole, the same rule. What no sign pairs is new or fixed.

use super::facts::Alignment;
use super::subject::{Subject, Subjects};
use super::{Class, Found, Item, Pair};
use crate::check::Checked;
use crate::diagnostic::{Diagnostic, Severity};
use crate::outcome::{Finding, Outcome, Verdict};
use crate::pack::Pack;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

/// A finding with what there is to recognise it by.
struct Known<'a> {
    finding: &'a Finding,
    found: Found,
    subject: Subject,
    /// The record it is about, by its path in the new draft; `None` where the new draft has no such record.
    record: Option<String>,
}

/// Pairs the findings of rules, rule by rule.
pub fn pair(old: &Checked, new: &Checked, alignment: &Alignment, pack: &Pack) -> Vec<Pair> {
    let vocabulary = &pack.vocabulary;
    let subjects = (Subjects::of(&old.description, vocabulary), Subjects::of(&new.description, vocabulary));
    let before: BTreeMap<usize, (usize, &Outcome)> =
        old.outcomes.iter().enumerate().map(|(index, outcome)| (outcome.rule, (index, outcome))).collect();
    let mut answered = HashSet::new();
    new.description.for_each_fact(vocabulary, &mut |path, _, _, _| _ = answered.insert(path.to_owned()));
    let mut pairs = Vec::new();
    for (index, outcome) in new.outcomes.iter().enumerate() {
        let (Some(rule), Some((old_index, old_outcome))) = (pack.rules.rules.get(outcome.rule), before.get(&outcome.rule)) else {
            continue;
        };
        let was = known(old_outcome, *old_index, &subjects.0, |record| alignment.paths.get(record).cloned());
        let is = known(outcome, index, &subjects.1, |record| Some(record.to_owned()));
        let verdicts = (old_outcome.verdict, outcome.verdict);
        for (left, right) in matched(&was, &is) {
            let (left, right) = (left.and_then(|index| was.get(index)), right.and_then(|index| is.get(index)));
            let gone = right.is_none() && left.is_some_and(|left| left.record.is_none());
            let class = match (left, right) {
                (Some(left), Some(right)) if alike(&left.found, &right.found) => Class::Unchanged,
                (Some(_), Some(_)) => Class::Changed,
                (None, _) => Class::New,
                (Some(left), None) if verdicts.1 == Verdict::Undetermined || unanswered(left, verdicts.1, new, pack, &answered) => {
                    Class::Open
                }
                (Some(_), None) => Class::Fixed,
            };
            let found = |known: Option<&Known<'_>>| known.map(|known| known.found.clone());
            pairs.push(Pair { code: rule.code.clone(), class, old: found(left), new: found(right), verdicts: Some(verdicts), gone });
        }
    }
    pairs
}

fn alike(old: &Found, new: &Found) -> bool {
    old.severity == new.severity && old.message == new.message
}

fn known<'a>(outcome: &'a Outcome, index: usize, subjects: &Subjects, record: impl Fn(&str) -> Option<String>) -> Vec<Known<'a>> {
    let known = |(number, finding): (usize, &'a Finding)| {
        let (subject, span) = subjects.subject(finding);
        let path = match (subject.record.as_str(), subject.field.as_str()) {
            (record, "") => record.to_owned(),
            ("", field) => field.to_owned(),
            (record, field) => format!("{record}.{field}"),
        };
        let found = Found {
            item: Item::Finding(index, number),
            severity: finding.severity,
            message: finding.message.clone(),
            path,
            at: subject.at.clone(),
            span: span.or_else(|| finding.labels.first().map(|label| label.span)),
        };
        Known { finding, found, record: record(&subject.record), subject }
    };
    outcome.findings.iter().enumerate().map(known).collect()
}

/// The fact that a finding was about is not given any more, in a section that nobody says was read in full. Others violate the rule
/// still, so its verdict does not tell that this is open.
fn unanswered(old: &Known<'_>, verdict: Verdict, new: &Checked, pack: &Pack, answered: &HashSet<String>) -> bool {
    let name = old.subject.record.split(['.', '[']).next().unwrap_or("");
    let (Some(section), Some(record)) = (pack.vocabulary.root().find(name), &old.record) else { return false };
    let settled = old.subject.field.is_empty() || verdict == Verdict::Met || new.description.is_reviewed(section);
    !settled && !answered.contains(&format!("{record}.{}", old.subject.field))
}

type Sign = fn(&Known<'_>) -> Option<String>;

/// What findings are recognised by, the surest first. A finding without a sign is not paired by it.
const SIGNS: [Sign; 8] = [
    |known| Some(format!("{}\u{1}{}\u{1}{}\u{1}{}", known.finding.key, record(known)?, known.subject.field, known.finding.message)),
    |known| Some(known.finding.identity.clone()),
    |known| Some(format!("{}\u{1}{}\u{1}{}", known.finding.key, record(known)?, known.subject.field)),
    |known| Some(format!("{}\u{1}{}", known.finding.key, record(known)?)),
    |known| Some(record(known)?.to_owned()).filter(|_| known.subject.is_listed()),
    // Key, path and place without the words.
    |known| Some(known.finding.identity.splitn(4, '|').take(3).collect::<Vec<_>>().join("|")).filter(|_| known.subject.at.is_some()),
    |known| Some(known.finding.key.clone()).filter(|_| !known.subject.is_listed()),
    |known| Some(String::new()).filter(|_| !known.subject.is_listed()),
];

fn record<'k>(known: &'k Known<'_>) -> Option<&'k str> {
    known.record.as_deref()
}

/// The pairs by index, those with a finding of the new draft first.
fn matched(old: &[Known<'_>], new: &[Known<'_>]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut of_new: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    for sign in SIGNS {
        let mut waiting: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (index, (known, _)) in old.iter().zip(&taken).enumerate().filter(|(_, (_, taken))| !**taken) {
            if let Some(sign) = sign(known) {
                waiting.entry(sign).or_default().push_back(index);
            }
        }
        for (known, partner) in new.iter().zip(&mut of_new).filter(|(_, partner)| partner.is_none()) {
            let found = sign(known).and_then(|sign| waiting.get_mut(&sign)).and_then(VecDeque::pop_front);
            if let Some(taken) = found.and_then(|index| taken.get_mut(index)) {
                *taken = true;
                *partner = found;
            }
        }
    }
    let gone = taken.iter().enumerate().filter(|(_, taken)| !**taken).map(|(index, _)| (Some(index), None));
    of_new.iter().enumerate().map(|(index, old)| (*old, Some(index))).chain(gone).collect()
}

/// Pairs the remarks on the two descriptions, by their code and words.
pub fn remarks(old: &Checked, new: &Checked) -> Vec<Pair> {
    let found = |(index, remark): (usize, &Diagnostic)| Found {
        item: Item::Remark(index),
        severity: remark.severity,
        message: remark.message.clone(),
        path: String::new(),
        at: None,
        span: remark.primary().map(|label| label.span),
    };
    let mut waiting: BTreeMap<(&str, &str, Severity), VecDeque<Found>> = BTreeMap::new();
    for (index, remark) in old.remarks.iter().enumerate() {
        waiting.entry((&remark.code, &remark.message, remark.severity)).or_default().push_back(found((index, remark)));
    }
    let mut pairs = Vec::new();
    for (index, remark) in new.remarks.iter().enumerate() {
        let before = waiting.get_mut(&(remark.code.as_str(), remark.message.as_str(), remark.severity)).and_then(VecDeque::pop_front);
        let class = if before.is_some() { Class::Unchanged } else { Class::New };
        pairs.push(Pair { code: remark.code.clone(), class, old: before, new: Some(found((index, remark))), verdicts: None, gone: false });
    }
    for ((code, _, _), left) in waiting {
        let fixed = |old| Pair { code: code.to_owned(), class: Class::Fixed, old: Some(old), new: None, verdicts: None, gone: false };
        pairs.extend(left.into_iter().map(fixed));
    }
    pairs
}
