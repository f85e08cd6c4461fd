//! Which branches of a rule came true on a description: what tells whether the examples of a rule show all that it can say.

use super::kleene::Truth;
use super::{Case, Judge, Presence, View, verdict};
use crate::outcome::{Inapplicable, Outcome, Verdict};
use crate::typecheck::checked::Rule;
use std::collections::BTreeSet;

/// A part of a rule that decides a verdict or a severity, by its index in the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Branch {
    /// A `violated when`.
    Violated(usize),
    /// A `met when`.
    Met(usize),
    /// A `partly` line.
    Partly(usize),
    /// An `absence` line.
    Absence(usize),
    /// A severity with a condition.
    Severity(usize),
}

impl Branch {
    /// All branches of a rule, in the order of this list.
    pub fn all(rule: &Rule) -> Vec<Self> {
        let violated = (0..rule.violated.len()).map(Self::Violated);
        let met = (0..rule.met.len()).map(Self::Met);
        let partly = (0..rule.partly.len()).map(Self::Partly);
        let absence = (0..rule.absence.len()).map(Self::Absence);
        let severity = (0..rule.severities.len()).map(Self::Severity);
        violated.chain(met).chain(partly).chain(absence).chain(severity).collect()
    }
}

/// Adds the branches of a rule that the description reaches. `index` is the rule's in its set.
pub fn reach(view: View<'_>, index: usize, reached: &mut BTreeSet<Branch>) {
    let Some(rule) = view.rules.rules.get(index) else { return };
    let presence = Presence::of(view);
    let judge = || Judge::new(view, rule, &presence);
    let outcome = judge().judge(index);
    let mut judge = judge();
    if !applies(&outcome, &mut judge) {
        return;
    }
    if judge.is_silent()
        && let Some((line, _)) = judge.absence()
    {
        reached.insert(Branch::Absence(line));
        // A line with a severity of its own needs no other.
        if rule.absence.get(line).is_some_and(|line| line.severity.is_none()) {
            reached.extend(judge.raised().map(Branch::Severity));
        }
        return;
    }
    match &rule.each {
        None => {
            let case = judge.case();
            judge.reached(&case, reached);
        }
        Some(binding) => {
            let mut bounds = Vec::new();
            view.each(binding, &mut bounds, |counts, bounds| {
                if counts != Truth::True {
                    return;
                }
                let mut inner = Judge { bounds: std::mem::take(bounds), ..Judge::new(view, rule, &presence) };
                let case = inner.case();
                inner.reached(&case, reached);
                *bounds = inner.bounds;
            });
        }
    }
}

/// Whether the rule is about the description at all.
fn applies(outcome: &Outcome, judge: &mut Judge<'_>) -> bool {
    match outcome.verdict {
        Verdict::Met | Verdict::PartlyMet | Verdict::Violated => true,
        Verdict::NotApplicable => outcome.inapplicable == Some(Inapplicable::Silence),
        Verdict::Undetermined => judge.applies(&mut outcome.clone()) == Truth::True,
    }
}

impl Judge<'_> {
    /// The branches that hold for the whole description, or for the record that is bound now.
    fn reached(&mut self, case: &Case, reached: &mut BTreeSet<Branch>) {
        let holds = |truth: Truth| truth == Truth::True;
        let own = verdict(case.violated, case.met);
        for (index, branch) in self.rule.violated.iter().enumerate() {
            if holds(self.view.truth(&branch.cond, &mut self.bounds)) {
                reached.insert(Branch::Violated(index));
            }
        }
        for (index, cond) in self.rule.met.iter().enumerate().filter(|_| own == Verdict::Met) {
            if holds(self.view.truth(cond, &mut self.bounds)) {
                reached.insert(Branch::Met(index));
            }
        }
        let partly = self.partly_line().filter(|_| own == Verdict::PartlyMet);
        reached.extend(partly.map(Branch::Partly));
        // A severity counts where it decides: not where a line about partly met has one of its own.
        let of_its_own = partly.and_then(|line| self.rule.partly.get(line)).is_some_and(|line| line.severity.is_some());
        if matches!(own, Verdict::Violated | Verdict::PartlyMet) && !of_its_own {
            reached.extend(self.raised().map(Branch::Severity));
        }
    }
}
