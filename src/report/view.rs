//! What the formats for people have in common: findings in order, each advice once, counts and closing words.

use super::Report;
use super::prose::{LONG, clip, count, one_line};
use crate::check::{self, Checked};
use crate::diagnostic::{Diagnostic, Severity, any_error};
use crate::outcome::{Evidence, Inapplicable, Outcome, Verdict};
use crate::source::{Sources, Span};
use crate::typecheck::checked::Rule;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// How many open questions people are shown.
pub(super) const QUESTIONS: usize = 10;

/// Findings and remarks of one input: the gravest first, then by place.
pub(super) fn findings(report: &Report<'_>, checked: &Checked) -> Vec<Diagnostic> {
    let of_rules = checked.outcomes.iter().flat_map(|outcome| check::diagnostics(outcome, report.pack));
    let mut findings: Vec<Diagnostic> = of_rules.chain(checked.remarks.iter().cloned()).collect();
    findings.sort_by_key(|finding| {
        let place = check::primary(finding);
        (Reverse(finding.severity), place.is_none(), place.map(|span| (span.file, span.start)))
    });
    findings
}

/// What was said with the first finding of each code, so that it need not be said again.
#[derive(Debug, Default)]
pub(super) struct Said {
    lines: HashMap<String, HashSet<String>>,
}

impl Said {
    /// Leaves out of a finding what an earlier one with its code said in the same words; true if anything was left out.
    pub(super) fn shorten(&mut self, finding: &mut Diagnostic) -> bool {
        let Some(said) = self.lines.get(&finding.code) else {
            self.lines.insert(finding.code.clone(), finding.notes.iter().chain(&finding.help).cloned().collect());
            return false;
        };
        let before = finding.notes.len() + finding.help.len();
        finding.notes.retain(|note| !said.contains(note));
        finding.help.retain(|help| !said.contains(help));
        finding.notes.len() + finding.help.len() < before
    }
}

/// Rules that are met, with their outcomes, in the order of the pack.
pub(super) fn met<'r>(report: &Report<'r>, checked: &'r Checked) -> Vec<(&'r Rule, &'r Outcome)> {
    let met = checked.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Met);
    met.filter_map(|outcome| Some((report.pack.rules.rules.get(outcome.rule)?, outcome))).collect()
}

/// `FILE:LINE`
pub(super) fn file_line(sources: &Sources, span: Span) -> String {
    format!("{}:{}", one_line(sources.name(span.file)), sources.place(span).line)
}

/// `hrdd.mode: duty, s 3(1), FILE:LINE`
pub(super) fn evidence(sources: &Sources, evidence: &Evidence) -> String {
    let at = evidence.at.as_ref().map(|at| format!(", {at}")).unwrap_or_default();
    let place = evidence.span.map(|span| format!(", {}", file_line(sources, span))).unwrap_or_default();
    format!("{}: {}{}{place}", evidence.path, clip(&evidence.value, LONG), clip(&at, LONG))
}

/// How grave words are, for those who can show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// Not to be missed.
    Loud,
    /// Like everything else.
    Even,
}

/// `6 violated (4 errors, 2 warnings)`, and so on for each verdict.
pub(super) fn counts(checked: &Checked) -> Vec<(Verdict, String)> {
    let counts = checked.counts().into_iter();
    counts
        .map(|(verdict, number)| {
            (verdict, format!("{number} {verdict}{}", if verdict == Verdict::Violated { severities(checked) } else { String::new() }))
        })
        .collect()
}

fn severities(checked: &Checked) -> String {
    let violated = checked.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Violated);
    let found = by_severity(violated.filter_map(|outcome| outcome.severity));
    if found.is_empty() { String::new() } else { format!(" ({found})") }
}

/// `4 errors, 2 warnings`; nothing for none.
fn by_severity(severities: impl Iterator<Item = Severity>) -> String {
    let severities: Vec<Severity> = severities.collect();
    let each = [Severity::Error, Severity::Warning, Severity::Note].into_iter().filter_map(|severity| {
        let number = severities.iter().filter(|found| **found == severity).count();
        (number > 0).then(|| count(number, severity.name()))
    });
    each.collect::<Vec<_>>().join(", ")
}

/// [`counts`] on one line.
pub(super) fn counts_line(checked: &Checked) -> String {
    counts(checked).into_iter().map(|(_, words)| words).collect::<Vec<_>>().join(", ")
}

/// What to say last, over all inputs.
pub(super) fn closing(report: &Report<'_>) -> Vec<(Tone, String)> {
    let mut lines = Vec::new();
    if let Some(loud) = not_checked(report) {
        lines.push((Tone::Loud, loud));
    }
    if !report.pack.broken.is_empty() {
        let broken = count(report.pack.broken.len(), "rule");
        lines.push((Tone::Loud, format!("{broken} with errors could not be asked: {}", one_line(&report.pack.broken.join(", ")))));
    }
    if any_error(report.problems) && lines.is_empty() {
        lines.push((Tone::Loud, "there were problems: what is reported here may not be all".into()));
    }
    if report.checked.is_empty() || report.rules == 0 {
        return lines;
    }
    let outcomes = || report.checked.iter().flat_map(|checked| &checked.outcomes);
    let of_rules = outcomes().flat_map(|outcome| outcome.findings.iter().map(|finding| finding.severity));
    let of_descriptions = report.checked.iter().flat_map(|checked| checked.remarks.iter().map(|remark| remark.severity));
    let severities: Vec<Severity> = of_rules.chain(of_descriptions).collect();
    let found = match by_severity(severities.iter().copied()) {
        none if none.is_empty() => "no findings".into(),
        found => format!("{} ({found})", count(severities.len(), "finding")),
    };
    let open = outcomes().filter(|outcome| outcome.verdict == Verdict::Undetermined).count();
    let open = if open == 0 { String::new() } else { format!("; {} undetermined", count(open, "verdict")) };
    let checked = count(report.checked.len(), "input");
    lines.push((Tone::Even, format!("checked {checked} against {}: {found}{open}", count(report.rules, "rule"))));
    lines.extend(alone(report).map(|line| (Tone::Even, line)));
    lines
}

/// That some rules compare bills with other laws and could not, since none was named.
fn alone(report: &Report<'_>) -> Option<String> {
    let is_alone = |outcome: &&Outcome| outcome.inapplicable == Some(Inapplicable::Alone);
    let most = report.checked.iter().map(|checked| checked.outcomes.iter().filter(is_alone).count()).max()?;
    let (verb, who) = if most == 1 { ("compares", "was") } else { ("compare", "were") };
    (most > 0).then(|| format!("{} that {verb} a bill with other laws {who} not asked: name such laws with --with", count(most, "rule")))
}

fn not_checked(report: &Report<'_>) -> Option<String> {
    if report.rules == 0 {
        return Some("nothing was checked: there are no rules to ask".into());
    }
    match (report.not_checked(), report.inputs) {
        (0, _) if report.checked.is_empty() => Some("nothing was checked: there are no inputs".into()),
        (0, _) => None,
        (1, 1) => Some("nothing was checked: the only input could not be used".into()),
        (missing, all) if missing == all => Some(format!("nothing was checked: none of the {all} inputs could be used")),
        (missing, all) => Some(format!("{missing} of {all} inputs could not be checked")),
    }
}
