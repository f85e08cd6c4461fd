//! A regression suite: what others expect the rules to say of a law (`expected.yaml`), and how it compares with what they say.
//!
//! Pure functions over texts and what was checked. No file is read here.

mod finding;
mod judge;
mod read;
#[cfg(test)]
mod tests;

pub use finding::{finding, message, words};
pub use judge::{Standing, Way};
pub use read::read;

use crate::check::Checked;
use crate::description::Spanned;
use crate::diagnostic::Severity;
use crate::outcome::{Outcome, Verdict};
use crate::source::{FileId, Span};

/// The usual name of a file of expectations.
pub const NAME: &str = "expected.yaml";
/// The description that is meant where the file names none.
pub const INPUT: &str = "description.yaml";

/// One file of expectations.
#[derive(Debug)]
pub struct Suite {
    /// The file.
    pub file: FileId,
    /// The law it is about: the description's `meta.id`.
    pub law: Spanned,
    /// The description, beside the file; [`INPUT`] if none is named.
    pub input: Option<Spanned>,
    /// What is expected, in the order written.
    pub expectations: Vec<Expectation>,
}

impl Suite {
    /// The name of the description's file.
    pub fn input(&self) -> &str {
        self.input.as_ref().map_or(INPUT, |input| &input.text)
    }
}

/// What somebody expects one rule to say of the law.
#[derive(Debug)]
pub struct Expectation {
    /// All of it.
    pub span: Span,
    /// The rule's code.
    pub rule: Spanned,
    /// The rule's index in the pack.
    pub index: usize,
    /// The verdict expected.
    pub verdict: Verdict,
    /// Where the verdict stands.
    pub verdict_at: Span,
    /// On whose word.
    pub by: By,
    /// Who says so, for a critic.
    pub says: Option<Spanned>,
    /// How sure it is that they do.
    pub confidence: Confidence,
    /// Words that the place of a finding or of the evidence must contain.
    pub at: Option<Spanned>,
    /// Words that the message of a finding must contain.
    pub message: Option<Spanned>,
    /// The severity expected, and where it stands.
    pub severity: Option<(Severity, Span)>,
    /// A remark.
    pub note: Option<Spanned>,
    /// Why the rules are known to say something else.
    pub todo: Option<Spanned>,
    /// Whose matter the known disagreement is.
    pub judgement: Option<Judgement>,
}

/// On whose word an expectation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// A third party: a Special Rapporteur, a court, a coalition.
    Critic,
    /// The law was an example when the criterion was drawn up.
    Catalogue,
    /// A reading of the law itself.
    Text,
}

impl By {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Critic, Self::Catalogue, Self::Text];

    /// The word in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Critic => "critic",
            Self::Catalogue => "catalogue",
            Self::Text => "text",
        }
    }
}

/// How sure it is that the source says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// A guess from what the source says in general.
    Low,
    /// The source says something close to it.
    Medium,
    /// The source says it.
    High,
}

impl Confidence {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::High, Self::Medium, Self::Low];

    /// The word in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

/// Whose matter a known disagreement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Judgement {
    /// The rule is wrong.
    Rule,
    /// The description is wrong, or the vocabulary cannot say it.
    Description,
    /// The critic speaks of practice and not of the text.
    Practice,
    /// The two draw the line at different places.
    Calibration,
    /// The critic speaks of something the rule does not ask.
    Scope,
}

impl Judgement {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Rule, Self::Description, Self::Practice, Self::Calibration, Self::Scope];

    /// The word in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Description => "description",
            Self::Practice => "practice",
            Self::Calibration => "calibration",
            Self::Scope => "scope",
        }
    }

    /// What it means, in a few words.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Rule => "the rule is wrong",
            Self::Description => "the description is wrong or cannot say it",
            Self::Practice => "the source speaks of practice, the rule of the text",
            Self::Calibration => "the two draw the line at different places",
            Self::Scope => "the source speaks of something the rule does not ask",
        }
    }
}

/// One expectation beside what its rule said.
#[derive(Debug)]
pub struct Judged<'a> {
    /// What is expected.
    pub expectation: &'a Expectation,
    /// What the rule said.
    pub outcome: &'a Outcome,
    /// How the two compare.
    pub standing: Standing,
}

/// A law with everything that is expected of it.
#[derive(Debug)]
pub struct Tested<'a> {
    /// The expectations.
    pub suite: &'a Suite,
    /// What the rules said.
    pub checked: &'a Checked,
    /// One for each expectation whose rule was asked, in the order written.
    pub judged: Vec<Judged<'a>>,
}

impl<'a> Tested<'a> {
    /// Compares every expectation whose rule was asked. `checked` must come from the pack that the suite was read with.
    pub fn new(suite: &'a Suite, checked: &'a Checked) -> Self {
        let judged = suite.expectations.iter().filter_map(|expectation| {
            let outcome = checked.outcomes.iter().find(|outcome| outcome.rule == expectation.index)?;
            Some(Judged { expectation, outcome, standing: judge::standing(expectation, outcome) })
        });
        let judged = judged.collect();
        Self { suite, checked, judged }
    }

    /// The law's name.
    pub fn id(&self) -> &'a str {
        &self.suite.law.text
    }
}

/// How many expectations came to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// As expected.
    pub agree: usize,
    /// Otherwise than expected.
    pub differ: usize,
    /// Otherwise than expected, and known to be.
    pub known: usize,
    /// Known to be otherwise, and as expected now.
    pub solved: usize,
}

impl Tally {
    /// Over some laws.
    pub fn of(laws: &[Tested<'_>]) -> Self {
        let mut tally = Self::default();
        for judged in laws.iter().flat_map(|law| &law.judged) {
            match judged.standing {
                Standing::Agrees => tally.agree += 1,
                Standing::Differs(_) => tally.differ += 1,
                Standing::Known(_) => tally.known += 1,
                Standing::Solved => tally.solved += 1,
            }
        }
        tally
    }

    /// All expectations.
    pub fn all(self) -> usize {
        self.agree + self.differ + self.known + self.solved
    }
}
