//! The figures of agreement, by family and in all.

use crate::diagnostic::Severity;
use crate::outcome::{Outcome, Verdict};
use crate::pack::Pack;
use crate::suite::{By, Confidence, Expectation, Judged, Tested};

/// What critics find, and what the rules say of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Reach {
    pub reached: usize,
    pub in_part: usize,
    pub undetermined: usize,
    pub missed: usize,
}

impl Reach {
    pub fn points(self) -> usize {
        self.reached + self.in_part + self.undetermined + self.missed
    }

    fn add(&mut self, expected: Verdict, found: Verdict) {
        let slot = match (expected, found) {
            (_, Verdict::Violated) | (Verdict::PartlyMet, Verdict::PartlyMet) => &mut self.reached,
            (_, Verdict::PartlyMet) => &mut self.in_part,
            (_, Verdict::Undetermined) => &mut self.undetermined,
            (_, Verdict::Met | Verdict::NotApplicable) => &mut self.missed,
        };
        *slot += 1;
    }
}

/// What the rules find, and who says so too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Support {
    pub critic: usize,
    pub other: usize,
    pub contradicted: usize,
    pub nobody: usize,
}

impl Support {
    pub fn all(self) -> usize {
        self.critic + self.other + self.contradicted + self.nobody
    }

    /// Adds one finding, given everything that is expected of its rule.
    fn add<'e>(&mut self, expected: impl Iterator<Item = &'e Expectation> + Clone) {
        let faults = |expectation: &&Expectation| is_fault(expectation.verdict) && is_sure(expectation);
        let slot = if expected.clone().any(|one| matches!(one.verdict, Verdict::Met | Verdict::NotApplicable)) {
            &mut self.contradicted
        } else if expected.clone().filter(faults).any(|one| one.by == By::Critic) {
            &mut self.critic
        } else if expected.clone().any(|one| faults(&one)) {
            &mut self.other
        } else {
            &mut self.nobody
        };
        *slot += 1;
    }
}

/// What critics praise, and what the rules say of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Praise {
    pub met: usize,
    pub partly: usize,
    pub undetermined: usize,
    pub violated: usize,
    pub not_applicable: usize,
}

impl Praise {
    pub fn points(self) -> usize {
        self.met + self.partly + self.undetermined + self.violated + self.not_applicable
    }

    fn add(&mut self, found: Verdict) {
        let slot = match found {
            Verdict::Met => &mut self.met,
            Verdict::PartlyMet => &mut self.partly,
            Verdict::Undetermined => &mut self.undetermined,
            Verdict::Violated => &mut self.violated,
            Verdict::NotApplicable => &mut self.not_applicable,
        };
        *slot += 1;
    }
}

/// The three of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub reach: Reach,
    pub support: Support,
    pub praise: Praise,
}

/// Those of one family.
#[derive(Debug)]
pub(super) struct Family {
    pub code: String,
    pub title: String,
    pub sums: Sums,
}

/// All figures.
#[derive(Debug)]
pub(super) struct Figures {
    /// In the order of the pack.
    pub families: Vec<Family>,
    pub all: Sums,
    /// Critics' points of high confidence, and of medium.
    pub confidences: [(&'static str, Sums); 2],
    /// The rules' errors, and their warnings.
    pub severities: [(&'static str, Sums); 2],
}

impl Figures {
    pub fn of(laws: &[Tested<'_>], pack: &Pack) -> Self {
        let families = pack.rules.families.iter().enumerate().map(|(index, family)| {
            let of_family = |rule: usize| pack.rules.rules.get(rule).is_some_and(|rule| rule.family == Some(index));
            Family { code: family.code.clone(), title: family.title.clone(), sums: sums(laws, of_family, is_sure, is_grave) }
        });
        let confident = |wanted: Confidence| (wanted.name(), sums(laws, |_| true, |one| one.confidence == wanted, is_grave));
        let severe = |name, wanted: Severity| (name, sums(laws, |_| true, is_sure, |severity| severity == wanted));
        Self {
            families: families.collect(),
            all: sums(laws, |_| true, is_sure, is_grave),
            confidences: [Confidence::High, Confidence::Medium].map(confident),
            severities: [severe("errors", Severity::Error), severe("warnings", Severity::Warning)],
        }
    }
}

/// The figures over some rules, given by their index, some expectations of critics, and findings of some severities.
fn sums(
    laws: &[Tested<'_>],
    rules: impl Fn(usize) -> bool,
    expectations: impl Fn(&Expectation) -> bool,
    severities: impl Fn(Severity) -> bool,
) -> Sums {
    let mut sums = Sums::default();
    for law in laws {
        let of_critics = |judged: &&Judged<'_>| judged.expectation.by == By::Critic && expectations(judged.expectation);
        for judged in law.judged.iter().filter(|judged| rules(judged.expectation.index)).filter(of_critics) {
            let (expected, found) = (judged.expectation.verdict, judged.outcome.verdict);
            match expected {
                Verdict::Violated | Verdict::PartlyMet => sums.reach.add(expected, found),
                Verdict::Met => sums.praise.add(found),
                Verdict::Undetermined | Verdict::NotApplicable => {}
            }
        }
        let is_meant = |outcome: &&Outcome| is_fault(outcome.verdict) && outcome.severity.is_some_and(&severities);
        for outcome in law.checked.outcomes.iter().filter(|outcome| rules(outcome.rule)).filter(is_meant) {
            sums.support.add(law.suite.expectations.iter().filter(|expectation| expectation.index == outcome.rule));
        }
    }
    sums
}

fn is_fault(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Violated | Verdict::PartlyMet)
}

fn is_grave(severity: Severity) -> bool {
    severity >= Severity::Warning
}

/// Whether a source is sure enough to count.
fn is_sure(expectation: &Expectation) -> bool {
    expectation.confidence >= Confidence::Medium
}
