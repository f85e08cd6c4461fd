//! One line for scripts: always the same parts in the same order, and the words of the parts never change with their number.

use super::{Report, view};
use crate::check::Checked;
use crate::diagnostic::Severity;
use crate::outcome::Verdict;

/// The line, with the exit code that the command gives.
pub fn render(report: &Report<'_>, exit: u8) -> String {
    let found = view::standing(report);
    let of = |severity: Severity| found.iter().filter(|one| **one == severity).count();
    let each = |count: fn(&Checked) -> usize| report.checked.iter().map(count).sum::<usize>();
    let open = |checked: &Checked| checked.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Undetermined).count();
    let problems = report.problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    let parts = [
        (report.inputs, "inputs"),
        (report.rules, "rules"),
        (of(Severity::Error), "errors"),
        (of(Severity::Warning), "warnings"),
        (of(Severity::Note), "notes"),
        (each(Checked::waived), "waived"),
        (each(Checked::known), "known"),
        (each(open), "undetermined"),
        (report.not_checked(), "not checked"),
        (problems, "problems"),
    ];
    let parts: Vec<String> = parts.iter().map(|(number, what)| format!("{number} {what}")).collect();
    format!("ungp-check: {}, exit {exit}\n", parts.join(", "))
}
