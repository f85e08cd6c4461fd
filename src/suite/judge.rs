//! How an expectation compares with what its rule said.

use super::Expectation;
use crate::diagnostic::Severity;
use crate::outcome::{Outcome, Verdict};

/// How an expectation compares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The rule says what is expected.
    Agrees,
    /// It says something else, in these ways.
    Differs(Vec<Way>),
    /// It says something else, and `todo` says why.
    Known(Vec<Way>),
    /// `todo` says that it says something else, and it does not.
    Solved,
}

impl Standing {
    /// The word in reports for programs.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Differs(_) => "differs",
            Self::Known(_) => "known",
            Self::Solved => "solved",
        }
    }

    /// In which ways the rule says something else.
    pub fn ways(&self) -> &[Way] {
        match self {
            Self::Differs(ways) | Self::Known(ways) => ways,
            Self::Agrees | Self::Solved => &[],
        }
    }

    /// Whether somebody has to do something about it.
    pub fn is_failure(&self) -> bool {
        matches!(self, Self::Differs(_) | Self::Solved)
    }
}

/// One way in which a rule says something else than expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// Another verdict: this one.
    Verdict(Verdict),
    /// Another severity: this one.
    Severity(Option<Severity>),
    /// No place contains the words of `at`; these are the places there are.
    Place(Vec<String>),
    /// No message contains the words of `message`; these are the messages there are.
    Message(Vec<String>),
}

pub(super) fn standing(expectation: &Expectation, outcome: &Outcome) -> Standing {
    let ways = ways(expectation, outcome);
    match (ways.is_empty(), &expectation.todo) {
        (true, None) => Standing::Agrees,
        (true, Some(_)) => Standing::Solved,
        (false, None) => Standing::Differs(ways),
        (false, Some(_)) => Standing::Known(ways),
    }
}

/// In which ways an outcome is not as expected. Of another verdict, the other things say nothing.
fn ways(expectation: &Expectation, outcome: &Outcome) -> Vec<Way> {
    if outcome.verdict != expectation.verdict {
        return vec![Way::Verdict(outcome.verdict)];
    }
    let mut ways = Vec::new();
    if expectation.severity.is_some_and(|(severity, _)| outcome.severity != Some(severity)) {
        ways.push(Way::Severity(outcome.severity));
    }
    let lacks = |found: &[String], words: &str| !found.iter().any(|found| found.contains(words));
    if let Some(at) = &expectation.at {
        let places = places(outcome);
        if lacks(&places, &at.text) {
            ways.push(Way::Place(places));
        }
    }
    if let Some(message) = &expectation.message {
        let messages: Vec<String> = outcome.findings.iter().map(|finding| finding.message.clone()).collect();
        if lacks(&messages, &message.text) {
            ways.push(Way::Message(messages));
        }
    }
    ways
}

/// The places in the law that an outcome names: in the labels of its findings and in its evidence, each once, in order.
fn places(outcome: &Outcome) -> Vec<String> {
    let labels = outcome.findings.iter().flat_map(|finding| &finding.labels).map(|label| label.text.clone());
    let mut places: Vec<String> = labels.chain(outcome.evidence.iter().filter_map(|evidence| evidence.at.clone())).collect();
    places.retain(|place| !place.is_empty());
    places.sort();
    places.dedup();
    places
}
