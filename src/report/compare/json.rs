//! The comparison for programs. docs/formats.md describes it.

use super::{Comparison, family};
use crate::diagnostic::Severity;
use crate::outcome::Verdict;
use crate::report::json::{Counts, Diagnostic, Tool, diagnostic, pretty};
use serde::Serialize;

/// Rises when a program that reads the present form would misread a later one.
pub const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format: &'a str,
    version: u32,
    tool: Tool<'a>,
    problems: Vec<Diagnostic<'a>>,
    initiatives: Vec<Initiative<'a>>,
    families: Vec<Family>,
    rules: Vec<Rule<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Initiative<'a> {
    name: &'a str,
    title: &'a str,
    file: &'a str,
    kinds: Vec<&'a str>,
    counts: Counts,
}

#[derive(Serialize)]
struct Family {
    code: String,
    title: String,
    counts: Vec<Counts>,
}

#[derive(Serialize)]
struct Rule<'a> {
    rule: &'a str,
    title: &'a str,
    family: String,
    severity: &'static str,
    differs: bool,
    verdicts: Vec<Cell>,
}

#[derive(Serialize)]
struct Cell {
    verdict: &'static str,
    severity: Option<&'static str>,
}

#[derive(Serialize)]
struct Summary {
    inputs: usize,
    compared: usize,
    rules: usize,
    shown: usize,
    about_none: usize,
    alike: usize,
    complete: bool,
}

/// All of it.
pub fn render(comparison: &Comparison<'_>) -> String {
    let matrix = comparison.matrix();
    let values = comparison.pack.vocabulary.kind_values();
    let initiatives = matrix.heads.iter().zip(comparison.checked).map(|(name, checked)| Initiative {
        name,
        title: &checked.title,
        file: comparison.sources.name(checked.file),
        kinds: values.map(|values| values.members(checked.description.kinds).collect()).unwrap_or_default(),
        counts: checked.counts().into_iter().map(|(verdict, number)| (verdict.slug(), number)).collect(),
    });
    let families = matrix.groups.iter().map(|group| {
        let (code, title) = family(group);
        Family { code, title, counts: group.counts.iter().map(counts).collect() }
    });
    let rules = matrix.groups.iter().flat_map(|group| {
        group.rows.iter().map(|row| Rule {
            rule: &row.rule.code,
            title: &row.rule.title,
            family: family(group).0,
            severity: row.rule.severity.name(),
            differs: row.differs(),
            verdicts: row.cells.iter().map(|(verdict, severity)| cell(*verdict, *severity)).collect(),
        })
    });
    let document = Document {
        format: "ungp-check-comparison",
        version: VERSION,
        tool: Tool::THIS,
        problems: comparison.problems.iter().map(|problem| diagnostic(problem, comparison.sources)).collect(),
        initiatives: initiatives.collect(),
        families: families.collect(),
        rules: rules.collect(),
        summary: Summary {
            inputs: comparison.inputs,
            compared: comparison.checked.len(),
            rules: comparison.rules,
            shown: matrix.shown(),
            about_none: matrix.beside,
            alike: matrix.alike,
            complete: comparison.is_complete(),
        },
    };
    pretty(&document)
}

fn counts(numbers: &[usize; 5]) -> Counts {
    Verdict::ALL.into_iter().map(Verdict::slug).zip(numbers.iter().copied()).collect()
}

fn cell(verdict: Verdict, severity: Option<Severity>) -> Cell {
    Cell { verdict: verdict.slug(), severity: severity.map(Severity::name) }
}
