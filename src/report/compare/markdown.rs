//! The tables for a page.

use super::{Comparison, Group, Matrix, counted, family, key, letter};
use crate::report::pages::plain;
use crate::report::prose::one_line;
use std::fmt::Write;

/// All of it.
pub fn render(comparison: &Comparison<'_>) -> String {
    let matrix = comparison.matrix();
    let mut text = String::new();
    let _ = writeln!(text, "## Verdicts by family\n");
    head("family", &matrix, &mut text);
    for group in &matrix.groups {
        row(&named(group), group.counts.iter().map(counted), &mut text);
    }
    row("all", matrix.totals().iter().map(counted), &mut text);
    let _ = writeln!(text, "\n## Rules\n");
    if matrix.shown() == 0 {
        let _ = writeln!(text, "There is no rule to show.");
    } else {
        head("rule", &matrix, &mut text);
    }
    for group in matrix.groups.iter().filter(|group| !group.rows.is_empty()) {
        row(&format!("**{}**", named(group)), matrix.heads.iter().map(|_| String::new()), &mut text);
        for rule in &group.rows {
            let title = format!("{} {}", cell(&rule.rule.code), cell(&rule.rule.title));
            row(&title, rule.cells.iter().map(|(verdict, _)| letter(*verdict).to_string()), &mut text);
        }
    }
    let _ = writeln!(text, "\n{}\n", safe(&key()));
    for (name, checked) in matrix.heads.iter().zip(comparison.checked) {
        let _ = writeln!(text, "- {}: {} ({})", safe(name), safe(&checked.title), safe(comparison.sources.name(checked.file)));
    }
    let remarks = comparison.remarks(&matrix);
    if !remarks.is_empty() {
        text.push('\n');
    }
    for remark in remarks {
        let _ = writeln!(text, "- {}", safe(&remark));
    }
    text
}

fn named(group: &Group<'_>) -> String {
    let (code, title) = family(group);
    format!("{} {}", cell(&code), cell(&title)).trim().to_owned()
}

fn head(first: &str, matrix: &Matrix<'_>, text: &mut String) {
    row(first, matrix.heads.iter().map(|head| cell(head)), text);
    let _ = writeln!(text, "|---|{}", "---|".repeat(matrix.heads.len()));
}

fn row(first: &str, cells: impl Iterator<Item = String>, text: &mut String) {
    let cells: Vec<String> = cells.collect();
    let _ = writeln!(text, "| {first} | {} |", cells.join(" | "));
}

/// Words of users that Markdown must not take for its own marks; what stands in backticks is left as it is if all of them are closed.
pub(in crate::report) fn safe(words: &str) -> String {
    let words = one_line(words);
    let words = if words.matches('`').count().is_multiple_of(2) { words } else { words.replace('`', "'") };
    plain(&words)
}

/// The same in a table's cell.
fn cell(words: &str) -> String {
    safe(words).replace('|', "\\|")
}
