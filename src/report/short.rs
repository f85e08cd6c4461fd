//! One line a finding, as editors and `grep` read it: `FILE:LINE:COLUMN: error[CODE]: message`.

use super::Report;
use super::digest::Extent;
use super::prose::{LONG, clip, few, one_line};
use super::view;
use crate::check::Checked;
use crate::diagnostic::{Diagnostic, Severity};
use crate::outcome::{Verdict, Waiver};
use crate::source::Sources;

/// How many missing facts a line names.
const NEEDS: usize = 5;

/// All of a report.
pub fn render(report: &Report<'_>) -> String {
    render_extent(report, Extent::default())
}

/// All of a report, or only problems, errors and the summary. Nothing is folded here: each finding has its line.
pub fn render_extent(report: &Report<'_>, extent: Extent) -> String {
    let problems = report.problems.iter().chain(report.of_waivers()).filter(|problem| extent.has(problem));
    let mut lines: Vec<String> = problems.map(|problem| line(problem, report.sources)).collect();
    for checked in report.checked {
        let mut findings = view::findings(report, checked);
        findings.retain(|finding| !extent.quiet || finding.severity == Severity::Error);
        lines.extend(findings.iter().map(|finding| line(finding, report.sources)));
        if extent.quiet {
            continue;
        }
        lines.extend(view::waived(report, checked).iter().map(|(finding, waiver)| waived(finding, waiver, report.sources)));
        lines.extend(undetermined(report, checked));
    }
    lines.push(summary(report));
    lines.push(String::new());
    lines.join("\n")
}

fn line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    format!("{}{}[{}]: {}", place(diagnostic, sources), diagnostic.severity, one_line(&diagnostic.code), one_line(&diagnostic.message))
}

/// A waived finding does not say its gravity where the others do, so that nothing takes it for one of them.
fn waived(diagnostic: &Diagnostic, waiver: &Waiver, sources: &Sources) -> String {
    let (code, message) = (one_line(&diagnostic.code), one_line(&diagnostic.message));
    let until = format!("{} until {}: {}", diagnostic.severity, waiver.expires, clip(&waiver.reason, LONG));
    let by = format!("owner {}, approved by {}", clip(&waiver.owner, LONG), clip(&waiver.approver, LONG));
    format!("{}waived[{code}]: {message} ({until}; {by})", place(diagnostic, sources))
}

/// `FILE:LINE:COLUMN: `, or nothing.
fn place(diagnostic: &Diagnostic, sources: &Sources) -> String {
    diagnostic.primary().map(|label| format!("{}: ", super::entries::at(sources, label.span))).unwrap_or_default()
}

fn undetermined(report: &Report<'_>, checked: &Checked) -> Vec<String> {
    let name = one_line(report.sources.name(checked.file));
    let open = checked.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Undetermined);
    let rules = open.filter_map(|outcome| Some((report.pack.rules.rules.get(outcome.rule)?, outcome)));
    let line = |(rule, outcome): (&crate::typecheck::checked::Rule, &crate::outcome::Outcome)| {
        let needs = few(outcome.missing.iter().map(|missing| missing.path.as_str()), NEEDS);
        let needs = if needs.is_empty() { "more than the description says".into() } else { needs };
        format!("{name}: undetermined[{}]: needs {needs}", rule.code)
    };
    rules.map(line).collect()
}

/// The last line: what was checked, or what could not be, on one line.
fn summary(report: &Report<'_>) -> String {
    view::closing(report).into_iter().map(|(_, words)| words).collect::<Vec<_>>().join("; ")
}
