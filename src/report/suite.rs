//! What `test` reports: laws against what is expected of them, and the examples of rules.

pub mod json;
pub mod junit;
#[cfg(test)]
mod tests;

use super::human;
use super::prose::count;
use crate::diagnostic::{Diagnostic, any_error};
use crate::pack::Pack;
use crate::pack::examples::Ran;
use crate::source::Sources;
use crate::suite::{Tally, Tested, finding};

/// Everything there is to report of one run.
#[derive(Debug)]
pub struct TestReport<'a> {
    /// The rules that were tested.
    pub pack: &'a Pack,
    /// All texts.
    pub sources: &'a Sources,
    /// Laws with what is expected of them.
    pub laws: &'a [Tested<'a>],
    /// Examples that were run.
    pub examples: &'a [Ran<'a>],
    /// Problems with packs, suites and descriptions.
    pub problems: &'a [Diagnostic],
    /// How many suites there are, tested or not.
    pub suites: usize,
}

impl TestReport<'_> {
    /// How many suites could not be tested.
    pub fn not_tested(&self) -> usize {
        self.suites.saturating_sub(self.laws.len())
    }

    /// How many examples did not come out.
    pub fn failed_examples(&self) -> usize {
        self.examples.iter().filter(|ran| !ran.failures.is_empty()).count()
    }

    /// Something was tested, and everything that was meant.
    pub fn is_complete(&self) -> bool {
        let something = Tally::of(self.laws).all() + self.examples.len() > 0;
        something && self.not_tested() == 0 && self.pack.broken.is_empty() && !any_error(self.problems)
    }

    /// Whether anything came out otherwise than it should.
    pub fn has_failures(&self) -> bool {
        let differs = self.laws.iter().flat_map(|law| &law.judged).any(|judged| judged.standing.is_failure());
        differs || self.failed_examples() > 0
    }

    /// What has to be mended, law by law, then the examples.
    pub fn findings(&self) -> Vec<Diagnostic> {
        let of_laws = self.laws.iter().flat_map(|law| law.judged.iter().filter_map(|judged| finding(law, judged)));
        of_laws.chain(self.examples.iter().flat_map(|ran| ran.failures.iter().cloned())).collect()
    }
}

/// What has to be mended, and the figures; problems are for standard error.
pub fn human(report: &TestReport<'_>, options: &human::Options) -> String {
    let mut text = human::problems(&report.findings(), report.sources, options);
    match (report.not_tested(), report.suites) {
        (0, _) => {}
        (missing, all) => text.push_str(&format!("{missing} of {} could not be tested\n", count(all, "law"))),
    }
    text.push_str(&summary(report));
    text.push('\n');
    text
}

/// `17 laws, 326 expectations: 296 agree, 0 differ, 30 known to differ; 640 examples, 0 failed`
pub fn summary(report: &TestReport<'_>) -> String {
    let tally = Tally::of(report.laws);
    let solved = if tally.solved == 0 { String::new() } else { format!(", {} marked `todo` and solved", tally.solved) };
    format!(
        "{}, {}: {} agree, {} differ, {} known to differ{solved}; {}, {} failed",
        count(report.laws.len(), "law"),
        count(tally.all(), "expectation"),
        tally.agree,
        tally.differ,
        tally.known,
        count(report.examples.len(), "example"),
        report.failed_examples()
    )
}
