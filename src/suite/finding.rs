//! What is reported of an expectation that does not come out: where it is written, where the rule points, what it rests on.

use super::{Expectation, Judged, Standing, Tested, Way};
use crate::diagnostic::Diagnostic;
use crate::outcome::{Inapplicable, Outcome, Verdict};
use crate::source::Span;

/// More facts than this are counted, not listed.
const FACTS: usize = 6;

/// What has to be done about an expectation: nothing where it agrees or is known to differ.
pub fn finding(law: &Tested<'_>, judged: &Judged<'_>) -> Option<Diagnostic> {
    let (expectation, outcome) = (judged.expectation, judged.outcome);
    let rule = &expectation.rule.text;
    match &judged.standing {
        Standing::Agrees | Standing::Known(_) => None,
        Standing::Solved => {
            let message = format!("`{rule}` says of `{}` what is expected, and is marked `todo`", law.id());
            let place = expectation.todo.as_ref().map_or(expectation.span, |todo| todo.span);
            let also = if expectation.judgement.is_some() { " and `judgement`" } else { "" };
            Some(Diagnostic::error("todo-solved", message).at(place, "solved").help(format!("remove `todo`{also}")))
        }
        Standing::Differs(ways) => {
            let first = ways.first()?;
            let rest = ways.iter().skip(1);
            let place = place(expectation, first);
            let mut diagnostic =
                Diagnostic::error("expectation-failed", message(law, expectation, outcome, first)).at(place, expected(expectation));
            for way in rest {
                diagnostic = diagnostic.also(self::place(expectation, way), words(way, expectation));
            }
            if let Some(span) = pointed_at(outcome) {
                diagnostic = diagnostic.also(span, format!("found {}", outcome.verdict));
            }
            Some(
                facts(diagnostic, outcome)
                    .help("mend what is wrong: the rule, the description or the expectation; if none is, say why in `todo`"),
            )
        }
    }
}

/// What a rule says instead, in one line.
pub fn message(law: &Tested<'_>, expectation: &Expectation, outcome: &Outcome, way: &Way) -> String {
    let (rule, id) = (&expectation.rule.text, law.id());
    match way {
        Way::Verdict(found) => format!("`{rule}` calls `{id}` {found}, not {}", expectation.verdict),
        Way::Severity(_) | Way::Place(_) | Way::Message(_) => {
            format!("`{rule}` calls `{id}` {} as expected, but {}", outcome.verdict, words(way, expectation))
        }
    }
}

/// A way in words.
pub fn words(way: &Way, expectation: &Expectation) -> String {
    let listed = |found: &[String]| found.iter().take(FACTS).map(|found| format!("`{found}`")).collect::<Vec<_>>().join(", ");
    let wanted = |words: &Option<crate::description::Spanned>| words.as_ref().map(|words| words.text.to_string()).unwrap_or_default();
    match way {
        Way::Verdict(found) => format!("it is {found}, not {}", expectation.verdict),
        Way::Severity(found) => {
            let wanted = expectation.severity.map_or("", |(severity, _)| severity.name());
            format!("its severity is {}, not {wanted}", found.map_or("none", |found| found.name()))
        }
        Way::Place(found) if found.is_empty() => format!("it names no place at all, and not `{}`", wanted(&expectation.at)),
        Way::Place(found) => format!("it names no place with `{}`, only {}", wanted(&expectation.at), listed(found)),
        Way::Message(found) => format!("no message has `{}`, only {}", wanted(&expectation.message), listed(found)),
    }
}

/// Where the part of an expectation stands that does not come out.
fn place(expectation: &Expectation, way: &Way) -> Span {
    let of = |words: &Option<crate::description::Spanned>| words.as_ref().map(|words| words.span);
    match way {
        Way::Verdict(_) => Some(expectation.verdict_at),
        Way::Severity(_) => expectation.severity.map(|(_, span)| span),
        Way::Place(_) => of(&expectation.at),
        Way::Message(_) => of(&expectation.message),
    }
    .unwrap_or(expectation.span)
}

fn expected(expectation: &Expectation) -> String {
    let whose = match &expectation.says {
        Some(says) => says.text.to_string(),
        None => format!("the {}", expectation.by.name()),
    };
    format!("expected by {whose}, {} confidence", expectation.confidence.name())
}

/// The place in the description that a rule points at: that of its first finding, or its first fact.
fn pointed_at(outcome: &Outcome) -> Option<Span> {
    let labels = outcome.findings.iter().filter_map(|finding| finding.labels.iter().find(|label| label.primary).or(finding.labels.first()));
    labels.map(|label| label.span).next().or_else(|| outcome.evidence.iter().find_map(|evidence| evidence.span))
}

/// The facts that an outcome rests on, those it waits for, or why it does not apply.
fn facts(mut diagnostic: Diagnostic, outcome: &Outcome) -> Diagnostic {
    if let Some(found) = outcome.findings.first() {
        diagnostic = diagnostic.note(format!("it says: {}", found.message));
    }
    if outcome.by_absence {
        diagnostic = diagnostic.note("it is violated by absence: the reviewed sections say nothing of it");
    }
    for evidence in outcome.evidence.iter().take(FACTS) {
        let at = evidence.at.as_ref().map(|at| format!(", {at}")).unwrap_or_default();
        diagnostic = diagnostic.note(format!("rests on {}: {}{at}", evidence.path, evidence.value));
    }
    if let more @ 1.. = outcome.evidence.len().saturating_sub(FACTS) {
        diagnostic = diagnostic.note(format!("and on {more} more"));
    }
    for missing in outcome.missing.iter().take(FACTS) {
        diagnostic = diagnostic.note(format!("not known: {}", missing.path));
    }
    match outcome.inapplicable.filter(|_| outcome.verdict == Verdict::NotApplicable) {
        Some(why) => diagnostic.note(format!("it does not apply: {}", inapplicable(why))),
        None => diagnostic,
    }
}

fn inapplicable(why: Inapplicable) -> &'static str {
    match why {
        Inapplicable::Kind => "the rule is about other kinds of initiative",
        Inapplicable::Condition => "its `when` does not hold",
        Inapplicable::Silence => "the law is silent, and that is no defect in this kind",
        Inapplicable::Alone => "it compares a law with others, and a suite has none in view",
    }
}
