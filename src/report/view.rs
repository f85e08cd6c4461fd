//! What the formats for people have in common: findings in order, each advice once, counts and closing words.

use super::Report;
use super::prose::{LONG, clip, count, one_line};
use crate::check::{self, Checked, Look};
use crate::diagnostic::{Diagnostic, Severity, any_error};
use crate::outcome::{Evidence, Finding, Inapplicable, Outcome, Verdict, Waiver};
use crate::source::{FileId, Sources, Span};
use crate::typecheck::checked::Rule;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// Longer words to look for are cut.
const WORDS: usize = 50;
/// How many open questions people are shown.
pub(super) const QUESTIONS: usize = 10;

/// Findings and remarks of one input that are neither waived nor known: the gravest first, then by place.
pub(super) fn findings(report: &Report<'_>, checked: &Checked) -> Vec<Diagnostic> {
    let standing = drawn(report, checked).filter(|(finding, _)| !finding.is_set_aside()).map(|(_, diagnostic)| diagnostic);
    let mut findings: Vec<Diagnostic> = standing.chain(checked.new_remarks().cloned()).collect();
    findings.sort_by_key(order);
    findings
}

/// Findings of one input that are waived, in the same order.
pub(super) fn waived<'c>(report: &'c Report<'_>, checked: &'c Checked) -> Vec<(Diagnostic, &'c Waiver)> {
    let waived = drawn(report, checked).filter_map(|(finding, diagnostic)| Some((diagnostic, finding.waiver.as_deref()?)));
    let mut waived: Vec<_> = waived.collect();
    waived.sort_by_key(|(diagnostic, _)| order(diagnostic));
    waived
}

/// All findings of rules, each with its diagnostic.
fn drawn<'c>(report: &'c Report<'_>, checked: &'c Checked) -> impl Iterator<Item = (&'c Finding, Diagnostic)> {
    checked.outcomes.iter().flat_map(|outcome| outcome.findings.iter().zip(check::diagnostics(outcome, report.pack)))
}

/// The gravest first, then those with a place, by place.
pub(super) fn order(finding: &Diagnostic) -> (Reverse<Severity>, bool, Option<(FileId, u32)>) {
    let place = check::primary(finding);
    (Reverse(finding.severity), place.is_none(), place.map(|span| (span.file, span.start)))
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
    let doubt = evidence.doubt.map(|doubt| format!(", {}", doubt.name())).unwrap_or_default();
    format!("{}: {}{}{place}{doubt}", evidence.path, clip(&evidence.value, LONG), clip(&at, LONG))
}

/// `look at s 3(2), “at least once a year”, FILE:LINE (cue of HRD-001)`: where the answer to an open question may stand.
pub(super) fn look(sources: &Sources, look: &Look) -> String {
    let at = look.at.as_ref().map(|at| format!("{}, ", clip(at, LONG))).unwrap_or_default();
    // A line of a Word document or a PDF is nowhere to be seen, so that words are what a reader can search for.
    let words = clip(sources.slice(look.span).trim(), WORDS);
    format!("look at {at}“{words}”, {} ({})", file_line(sources, look.span), one_line(&look.because))
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
    counts.map(|(verdict, number)| (verdict, format!("{number} {verdict}{}", severities(checked, verdict)))).collect()
}

/// ` (4 errors, 1 waived, 2 known)`: how grave the violated rules are, and how many rules are wholly set aside.
fn severities(checked: &Checked, verdict: Verdict) -> String {
    let outcomes = || checked.outcomes.iter().filter(|outcome| outcome.verdict == verdict);
    let grave = if verdict == Verdict::Violated { by_severity(outcomes().filter_map(Outcome::standing)) } else { String::new() };
    let waived = outcomes().filter(|outcome| outcome.is_waived()).count();
    let set_aside = |outcome: &&Outcome| !outcome.findings.is_empty() && outcome.standing().is_none() && !outcome.is_waived();
    let known = outcomes().filter(set_aside).count();
    let number = |number: usize, what: &str| if number == 0 { String::new() } else { format!("{number} {what}") };
    let parts = [grave, number(waived, "waived"), number(known, "known")];
    let found: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if found.is_empty() { String::new() } else { format!(" ({})", found.join(", ")) }
}

/// `4 errors, 2 warnings`; nothing for none.
pub(super) fn by_severity(severities: impl Iterator<Item = Severity>) -> String {
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
    let severities = standing(report);
    let found = match by_severity(severities.iter().copied()) {
        none if none.is_empty() => "no findings".into(),
        found => format!("{} ({found})", count(severities.len(), "finding")),
    };
    let open = outcomes().filter(|outcome| outcome.verdict == Verdict::Undetermined).count();
    let open = if open == 0 { String::new() } else { format!("; {} undetermined", count(open, "verdict")) };
    let checked = count(report.checked.len(), "input");
    let waived: usize = report.checked.iter().map(Checked::waived).sum();
    let waived = if waived == 0 { String::new() } else { format!(", {waived} waived") };
    lines.push((Tone::Even, format!("checked {checked} against {}: {found}{waived}{open}", count(report.rules, "rule"))));
    lines.extend(suggested(report).map(|line| (Tone::Even, line)));
    lines.extend(compared(report).into_iter().map(|line| (Tone::Even, line)));
    lines.extend(alone(report).map(|line| (Tone::Even, line)));
    lines
}

/// How many facts are only suggested, and what to do about it.
fn suggested(report: &Report<'_>) -> Option<String> {
    let suggested: usize = report.checked.iter().map(|checked| checked.suggested).sum();
    let alone: Vec<&Checked> = report.checked.iter().filter(|checked| checked.is_text_alone()).collect();
    if suggested == 0 && alone.is_empty() {
        return None;
    }
    let (facts, nobody) = match suggested {
        0 => ("no fact is suggested by the bills' words".to_owned(), ""),
        1 => ("1 fact is only suggested".to_owned(), ", and nobody has confirmed it"),
        many => (format!("{many} facts are only suggested"), ", and nobody has confirmed them"),
    };
    let next = match alone.as_slice() {
        [] => next(report, suggested),
        [one, ..] => format!("to answer and confirm, ungp-check import {} -o bill.yaml", quoted(report.sources.name(one.file))),
    };
    Some(format!("{facts}{nobody}: {next}"))
}

/// What to do about suggested facts of descriptions: those in the file have a status to set, and those from the text are not yet in it.
fn next(report: &Report<'_>, suggested: usize) -> String {
    let from_words: usize = report.checked.iter().map(|checked| checked.from_words).sum();
    let Some((checked, text)) = report.checked.iter().filter(|checked| checked.from_words > 0).find_map(|one| Some((one, one.text()?)))
    else {
        return "look at each and set its `status`".to_owned();
    };
    let name = report.sources.name(checked.file);
    // A file of JSON is not added to, and standard input cannot be.
    let into = if name.ends_with(".json") || name == "<stdin>" { "suggested.yaml".to_owned() } else { format!("{} --merge", quoted(name)) };
    let import = format!("ungp-check import {} -o {into}", quoted(report.sources.name(text)));
    match suggested.saturating_sub(from_words) {
        0 if suggested == 1 => format!("to write it down and confirm it, {import}"),
        0 => format!("to write them down and confirm them, {import}"),
        stated => format!("set the `status` of the {stated} written down; for the rest, {import}"),
    }
}

/// A file's name as it is given in a shell.
fn quoted(name: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "/._-+".contains(letter);
    match one_line(name) {
        name if name == "<stdin>" => "bill.txt".to_owned(),
        name if name.chars().all(plain) => name,
        name => format!("'{}'", name.replace('\'', "'\\''")),
    }
}

/// The gravity of everything that counts: findings, remarks, and findings about waivers.
pub(super) fn standing(report: &Report<'_>) -> Vec<Severity> {
    let findings = report.checked.iter().flat_map(|checked| &checked.outcomes).flat_map(|outcome| &outcome.findings);
    let of_rules = findings.filter(|finding| !finding.is_set_aside()).map(|finding| finding.severity);
    let remarks = report.checked.iter().flat_map(Checked::new_remarks).chain(report.of_waivers());
    of_rules.chain(remarks.map(|remark| remark.severity)).collect()
}

/// How the findings compare with the baseline, if there is one and they do.
fn compared(report: &Report<'_>) -> Vec<String> {
    let Some(baseline) = report.baseline else { return Vec::new() };
    let known: usize = report.checked.iter().map(Checked::known).sum();
    let mut lines = vec![match known {
        0 => "none known from the baseline".to_owned(),
        known => format!("{known} known from the baseline, left out"),
    }];
    match baseline.gone {
        0 => {}
        1 => lines.push("1 of the baseline is gone: write it anew".into()),
        gone => lines.push(format!("{gone} of the baseline are gone: write it anew")),
    }
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
