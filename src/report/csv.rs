//! `check --format csv`: a row a finding, a row a verdict without one, for a spreadsheet. RFC 4180, with a byte order mark, without
//! which spreadsheets take UTF-8 for something else.

use super::Report;
use super::entries::{self, Entry, Kind, Standing};
use super::escape;
use super::prose::one_line;
use crate::check::Checked;
use crate::outcome::Outcome;
use crate::source::Sources;
use crate::typecheck::checked::Rule;

/// The names of the columns, in their order.
pub const COLUMNS: [&str; 29] = [
    "row",
    "initiative",
    "title",
    "file",
    "line",
    "column",
    "code",
    "rule",
    "family",
    "verdict",
    "severity",
    "state",
    "message",
    "provision",
    "words",
    "there",
    "also",
    "why",
    "source",
    "calibration",
    "notes",
    "help",
    "needs",
    "waiver_reason",
    "waiver_owner",
    "waiver_approver",
    "waiver_until",
    "fingerprint",
    "doubt",
];
/// Longer words of a text are left out: a cell is no place to read them.
const WORDS: usize = 500;

/// All of a report.
pub fn render(report: &Report<'_>) -> String {
    let mut text = String::from("\u{feff}");
    line(COLUMNS.into_iter(), &mut text);
    let mut add = |row: &Row| line(row.cells(), &mut text);
    entries::of_run(report).iter().for_each(|entry| add(&found(entry, report)));
    for checked in report.checked {
        entries::of_input(report, checked).iter().for_each(|entry| add(&found(entry, report)));
        for outcome in checked.outcomes.iter().filter(|outcome| outcome.findings.is_empty()) {
            if let Some(rule) = report.pack.rules.rules.get(outcome.rule) {
                add(&verdict(checked, rule, outcome, report));
            }
        }
    }
    add(&summary(report));
    text
}

fn line<'c>(cells: impl Iterator<Item = &'c str>, text: &mut String) {
    let cells: Vec<String> = cells.map(|cell| escape::csv(&one_line(cell))).collect();
    text.push_str(&cells.join(","));
    text.push_str("\r\n");
}

/// Cells by the names of their columns; a cell that nobody sets is empty.
#[derive(Default)]
struct Row(Vec<(&'static str, String)>);

impl Row {
    fn new(kind: &str) -> Self {
        let mut row = Self::default();
        row.set("row", kind);
        row
    }

    fn set(&mut self, column: &'static str, cell: impl Into<String>) {
        self.0.push((column, cell.into()));
    }

    fn cells(&self) -> impl Iterator<Item = &str> {
        let cell = |column: &str| self.0.iter().find(|(name, _)| *name == column).map_or("", |(_, cell)| cell.as_str());
        COLUMNS.into_iter().map(cell)
    }

    fn input(&mut self, checked: &Checked, report: &Report<'_>) {
        self.set("initiative", checked.id(&report.pack.vocabulary));
        self.set("title", checked.title.as_str());
    }

    fn rule(&mut self, rule: &Rule, outcome: &Outcome, report: &Report<'_>) {
        self.set("code", rule.code.as_str());
        self.set("rule", rule.title.as_str());
        let family = rule.family.and_then(|family| report.pack.rules.families.get(family));
        self.set("family", family.map_or("", |family| family.code.as_str()));
        self.set("verdict", outcome.verdict.slug());
        self.set("why", rule.because.as_str());
        self.set("source", report.pack.citation(rule));
        self.set("calibration", report.pack.calibrations(rule).unwrap_or_default());
    }
}

fn found(entry: &Entry<'_>, report: &Report<'_>) -> Row {
    let mut row = Row::new(match entry.kind {
        Kind::Finding => "finding",
        Kind::Remark => "remark",
        Kind::OfWaiver => "waiver",
        Kind::Problem => "problem",
    });
    let found = &entry.diagnostic;
    if let Some(checked) = entry.checked {
        row.input(checked, report);
    }
    match entry.rule {
        Some((rule, outcome)) => {
            row.rule(rule, outcome, report);
            if let Some(doubt) = entry.doubt {
                row.set("doubt", doubt.name().unwrap_or_default());
                row.set("notes", doubt.notes().join("; "));
            }
        }
        None => {
            row.set("code", found.code.as_str());
            row.set("notes", found.notes.join("; "));
        }
    }
    place(entry, report.sources, &mut row);
    row.set("severity", entry.severity().name());
    row.set("state", entry.standing.name());
    row.set("message", found.message.as_str());
    row.set("provision", entry.provision.unwrap_or(""));
    row.set("there", entry.there().unwrap_or(""));
    row.set("also", entry.also(report.sources).join("; "));
    row.set("help", found.help.join("; "));
    if let Standing::Waived(waiver) = entry.standing {
        row.set("waiver_reason", waiver.reason.as_str());
        row.set("waiver_owner", waiver.owner.as_str());
        row.set("waiver_approver", waiver.approver.as_str());
        row.set("waiver_until", waiver.expires.to_string());
    }
    row.set("fingerprint", entry.fingerprint.clone().unwrap_or_default());
    row
}

fn place(entry: &Entry<'_>, sources: &Sources, row: &mut Row) {
    if let Some(label) = entry.diagnostic.primary() {
        let words = sources.slice(label.span);
        row.set("words", if words.chars().nth(WORDS).is_none() { words } else { "" });
    }
    let Some((file, place)) = entry.place(sources) else { return };
    row.set("file", file);
    row.set("line", place.line.to_string());
    row.set("column", place.column.to_string());
}

/// A rule without findings.
fn verdict(checked: &Checked, rule: &Rule, outcome: &Outcome, report: &Report<'_>) -> Row {
    let mut row = Row::new("verdict");
    row.input(checked, report);
    row.rule(rule, outcome, report);
    row.set("file", report.sources.name(checked.file));
    let needs: Vec<String> = outcome.missing.iter().map(|missing| format!("{}: {}", missing.path, missing.question)).collect();
    row.set("needs", needs.join("; "));
    row.set("message", outcome.inapplicable.map_or("", entries::inapplicable));
    row.set("doubt", outcome.doubt.name().unwrap_or_default());
    row.set("also", looks(checked, outcome, report.sources).join("; "));
    row
}

/// Where to look for what is missing: `SECTION.FIELD: FILE:LINE:COLUMN (s 3)`.
fn looks(checked: &Checked, outcome: &Outcome, sources: &Sources) -> Vec<String> {
    let each = outcome.missing.iter().flat_map(|missing| {
        checked.looks.at(&missing.path).into_iter().map(|look| {
            let at = look.at.as_ref().map(|at| format!(" ({at})")).unwrap_or_default();
            format!("look for {} at {}{at}", missing.path, entries::at(sources, look.span))
        })
    });
    each.collect()
}

/// The last row: what was checked, or that it was not.
fn summary(report: &Report<'_>) -> Row {
    let mut row = Row::new("summary");
    let (incomplete, words) = entries::closing(report);
    row.set("verdict", if incomplete { "incomplete" } else { "complete" });
    row.set("message", words);
    row.set("notes", entries::tool(report));
    row
}
