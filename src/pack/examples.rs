//! The examples of rules, run as tests.

use super::Pack;
use crate::description::{Description, Origin, read};
use crate::diagnostic::Diagnostic;
use crate::evaluate::reach::{Branch, reach};
use crate::evaluate::{View, evaluate};
use crate::node::{Entry, Node, NodeValue};
use crate::outcome::{Outcome, Verdict};
use crate::source::Sources;
use crate::typecheck::OTHERS;
use crate::typecheck::checked::{Example, Rule};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// One example, run.
#[derive(Debug)]
pub struct Ran<'p> {
    /// Its rule.
    pub rule: &'p Rule,
    /// The example.
    pub example: &'p Example,
    /// Which of its rule's it is, from 1.
    pub number: usize,
    /// Why it did not come out as it says.
    pub failures: Vec<Diagnostic>,
}

/// Runs every example of every rule wanted. The pack must have been loaded in full.
pub fn each<'p>(pack: &'p Pack, sources: &Sources, wanted: impl Fn(&Rule) -> bool) -> Vec<Ran<'p>> {
    let rules = pack.rules.rules.iter().filter(|rule| wanted(rule));
    let examples = rules.flat_map(|rule| rule.examples.iter().zip(1..).map(move |(example, number)| (rule, example, number)));
    let ran = examples.map(|(rule, example, number)| {
        let failures = match outcome(pack, rule, example, sources) {
            Ok(outcome) => disagreement(rule, example, &outcome).into_iter().collect(),
            Err(problems) => problems,
        };
        Ran { rule, example, number, failures }
    });
    ran.collect()
}

/// Runs every example of every rule; gives how many ran, and one diagnostic for each that did not come out as it says.
pub fn run(pack: &Pack, sources: &Sources, wanted: impl Fn(&Rule) -> bool) -> (usize, Vec<Diagnostic>) {
    let ran = each(pack, sources, wanted);
    (ran.len(), ran.into_iter().flat_map(|ran| ran.failures).collect())
}

/// What a rule says of one of its examples.
///
/// # Errors
/// The example is no description of this vocabulary, or the pack was loaded without its examples.
pub fn outcome(pack: &Pack, rule: &Rule, example: &Example, sources: &Sources) -> Result<Outcome, Vec<Diagnostic>> {
    let laws = laws(pack, rule, example, sources)?;
    let others = laws.others();
    let view = laws.view(pack, sources, &others);
    evaluate(view, |other| other.code == rule.code).into_iter().next().ok_or_else(Vec::new)
}

/// Adds the branches of a rule that one of its examples reaches. `index` is the rule's in its set.
///
/// # Errors
/// As for [`outcome`].
pub fn reached(
    pack: &Pack,
    index: usize,
    example: &Example,
    sources: &Sources,
    branches: &mut BTreeSet<Branch>,
) -> Result<(), Vec<Diagnostic>> {
    let Some(rule) = pack.rules.rules.get(index) else { return Err(Vec::new()) };
    let laws = laws(pack, rule, example, sources)?;
    let others = laws.others();
    let view = laws.view(pack, sources, &others);
    reach(view, index, branches);
    Ok(())
}

/// The bill of an example, and the other laws that it brings.
#[derive(Debug)]
pub struct Laws {
    bill: Description,
    others: Vec<Description>,
}

impl Laws {
    /// The other laws, as a view wants them.
    pub fn others(&self) -> Vec<&Description> {
        self.others.iter().collect()
    }

    /// The example as something that rules can be asked of.
    pub fn view<'a>(&'a self, pack: &'a Pack, sources: &'a Sources, others: &'a [&'a Description]) -> View<'a> {
        View { rules: &pack.rules, vocabulary: &pack.vocabulary, description: &self.bill, sources, others, quotes: &[] }
    }
}

/// Reads an example: a description, which may also hold a list `others` of further ones.
///
/// # Errors
/// As for [`outcome`].
pub fn laws(pack: &Pack, rule: &Rule, example: &Example, sources: &Sources) -> Result<Laws, Vec<Diagnostic>> {
    let Some(data) = &example.data else { return Err(Vec::new()) };
    // The first kind a rule lists is the one its examples are about unless they say otherwise.
    let origin = Origin::Example { kinds: rule.first_kind };
    let mut problems = Vec::new();
    let mut one = |node: &Node| {
        let (description, found) = read(node, origin, sources, &pack.vocabulary);
        problems.extend(found);
        description
    };
    let (bill, others) = apart(data, sources);
    let (bill, others) = (one(&bill), others.iter().filter_map(&mut one).collect());
    bill.filter(|_| problems.is_empty()).map(|bill| Laws { bill, others }).ok_or(problems)
}

/// The data of the bill, and those of the other laws.
fn apart<'d>(data: &'d Node, sources: &Sources) -> (Cow<'d, Node>, &'d [Node]) {
    let NodeValue::Mapping(entries) = &data.value else { return (Cow::Borrowed(data), &[]) };
    let is_others = |entry: &Entry| entry.key.text(sources) == OTHERS;
    match entries.iter().find(|entry| is_others(entry)).map(|entry| &entry.value.value) {
        Some(NodeValue::Sequence(others)) => {
            let rest = entries.iter().filter(|entry| !is_others(entry)).cloned().collect();
            (Cow::Owned(Node { span: data.span, value: NodeValue::Mapping(rest) }), others)
        }
        _ => (Cow::Borrowed(data), &[]),
    }
}

/// Whether an outcome is what an example says: its verdict, and its severity where the example gives one.
pub fn agrees(example: &Example, outcome: &Outcome) -> bool {
    let verdict = outcome.verdict == example.verdict && outcome.by_absence == example.by_absence;
    verdict && (example.severity.is_none() || example.severity == outcome.severity)
}

fn disagreement(rule: &Rule, example: &Example, outcome: &Outcome) -> Option<Diagnostic> {
    if agrees(example, outcome) {
        return None;
    }
    let show = |verdict: Verdict, absent: bool, severity: Option<crate::diagnostic::Severity>| {
        let how = if absent { " by absence" } else { "" };
        format!("{verdict}{how}{}", severity.map(|severity| format!(" ({severity})")).unwrap_or_default())
    };
    let expected = show(example.verdict, example.by_absence, example.severity);
    let found = show(outcome.verdict, outcome.by_absence, outcome.severity);
    let mut diagnostic = Diagnostic::error("example-failed", format!("rule `{}` calls this example {found}, not {expected}", rule.code))
        .at(example.span, format!("expected {expected}"));
    for evidence in outcome.evidence.iter().take(6) {
        diagnostic = diagnostic.note(format!("rests on {}: {}", evidence.path, evidence.value));
    }
    for missing in outcome.missing.iter().take(6) {
        diagnostic = diagnostic.note(format!("not known: {}", missing.path));
    }
    Some(diagnostic)
}
