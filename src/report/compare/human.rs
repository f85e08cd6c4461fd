//! The tables for a terminal. What does not fit its width is broken into several tables, and never cut.

use super::{Comparison, Matrix, counted, family, key, letter};
use crate::diagnostic::Severity;
use crate::outcome::Verdict;
use crate::report::human::Options;
use crate::report::human::paint::{BOLD, DIM, GREEN, LOUD, OPEN, PARTLY, Paint};
use crate::report::prose::{LONG, clip, count, one_line, wrap};
use anstyle::Style;
use std::ops::Range;

/// Narrower terminals than this are taken to be this wide.
const MIN_WIDTH: usize = 40;
/// Spaces before a column.
const GAP: usize = 2;
/// The words before the columns get at least so much room where the titles need it.
const LABEL: usize = 44;

/// All of it.
pub fn render(comparison: &Comparison<'_>, options: &Options) -> String {
    let matrix = comparison.matrix();
    let width = options.width.max(MIN_WIDTH);
    let mut page = Page { width, paint: Paint::new(options.color) };
    page.table("verdicts by family", &matrix.heads, &families(&matrix));
    if matrix.shown() > 0 {
        page.table("rules", &matrix.heads, &rules(&matrix));
    } else {
        page.line(BOLD, if comparison.differences { "there is no rule in which they differ" } else { "there is no rule to show" });
        page.paint.plain("\n");
    }
    page.words(DIM, &key());
    page.legend(comparison, &matrix);
    for (index, remark) in comparison.remarks(&matrix).iter().enumerate() {
        page.words(if index == 0 && comparison.missing() > 0 { LOUD } else { DIM }, remark);
    }
    let compared = count(comparison.checked.len(), "initiative");
    page.words(BOLD, &format!("compared {compared} by {}", count(comparison.rules, "rule")));
    page.paint.into_text()
}

/// A line of a table.
struct Line {
    label: String,
    /// Empty for a heading.
    cells: Vec<(String, Style)>,
}

fn families(matrix: &Matrix<'_>) -> Vec<Line> {
    let line = |label: String, counts: &[[usize; 5]]| Line {
        label,
        cells: counts.iter().map(|counts| (counted(counts), if counts.first() == Some(&0) { Style::new() } else { BOLD })).collect(),
    };
    let mut lines: Vec<Line> = matrix
        .groups
        .iter()
        .map(|group| {
            let (code, title) = family(group);
            line(format!("{code} {title}").trim().to_owned(), &group.counts)
        })
        .collect();
    lines.push(line("all".to_owned(), &matrix.totals()));
    lines
}

fn rules(matrix: &Matrix<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for group in matrix.groups.iter().filter(|group| !group.rows.is_empty()) {
        let (code, title) = family(group);
        if !code.is_empty() {
            lines.push(Line { label: format!("{code} {title}"), cells: Vec::new() });
        }
        for row in &group.rows {
            let cells = row.cells.iter().map(|(verdict, severity)| (letter(*verdict).to_string(), style(*verdict, *severity)));
            lines.push(Line { label: format!("  {} {}", one_line(&row.rule.code), one_line(&row.rule.title)), cells: cells.collect() });
        }
    }
    lines
}

fn style(verdict: Verdict, severity: Option<Severity>) -> Style {
    match (verdict, severity) {
        (Verdict::Violated, Some(Severity::Error)) => LOUD,
        (Verdict::Violated, _) | (Verdict::PartlyMet, _) => PARTLY,
        (Verdict::Met, _) => GREEN,
        (Verdict::Undetermined, _) => OPEN,
        (Verdict::NotApplicable, _) => DIM,
    }
}

/// The head of a column in as many lines as it takes: short names may be broken after a `-`, so that columns need not be as wide as
/// they are long.
fn broken(head: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in head.split_inclusive('-') {
        match lines.last_mut() {
            // Two letters before a hyphen are no line of their own.
            Some(line) if line.chars().count() < 4 && line.chars().count() + part.chars().count() <= 8 => line.push_str(part),
            _ => lines.push(part.to_owned()),
        }
    }
    lines
}

/// Which columns go into which table: as many side by side as fit.
fn parts(widths: &[usize], room: usize) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut used = 0;
    for (index, width) in widths.iter().enumerate() {
        match parts.last_mut() {
            Some(part) if used + GAP + width <= room => {
                part.end = index + 1;
                used += GAP + width;
            }
            _ => {
                parts.push(index..index + 1);
                used = GAP + width;
            }
        }
    }
    parts
}

struct Page {
    width: usize,
    paint: Paint,
}

impl Page {
    fn line(&mut self, style: Style, words: &str) {
        self.paint.styled(style, words);
        self.paint.plain("\n");
    }

    fn words(&mut self, style: Style, words: &str) {
        for line in wrap(words, self.width) {
            self.line(style, &line);
        }
    }

    fn legend(&mut self, comparison: &Comparison<'_>, matrix: &Matrix<'_>) {
        self.paint.plain("\n");
        for (head, checked) in matrix.heads.iter().zip(comparison.checked) {
            self.paint.styled(BOLD, head);
            self.paint.plain("\n");
            let file = one_line(comparison.sources.name(checked.file));
            for line in wrap(&format!("{} ({file})", clip(&checked.title, LONG)), self.width.saturating_sub(4)) {
                self.paint.plain(&format!("    {line}\n"));
            }
        }
        self.paint.plain("\n");
    }

    fn table(&mut self, title: &str, heads: &[String], lines: &[Line]) {
        let longest = lines.iter().map(|line| line.label.chars().count()).max().unwrap_or(0);
        let cell = |column: usize| lines.iter().filter_map(|line| line.cells.get(column)).map(|(cell, _)| cell.chars().count()).max();
        let widths = |heads: &[Vec<String>]| -> Vec<usize> {
            let head = |head: &Vec<String>| head.iter().map(|line| line.chars().count()).max().unwrap_or(0);
            heads.iter().enumerate().map(|(column, lines)| head(lines).max(cell(column).unwrap_or(0))).collect()
        };
        let mut heads: Vec<Vec<String>> = heads.iter().map(|head| vec![head.clone()]).collect();
        let least = longest.min(LABEL).min(self.width / 2);
        let fits = |widths: &[usize]| widths.iter().map(|width| GAP + width).sum::<usize>() + least <= self.width;
        if !fits(&widths(&heads)) {
            heads = heads.iter().map(|head| broken(&head.concat())).collect();
        }
        let widths = widths(&heads);
        let all: usize = widths.iter().map(|width| GAP + width).sum();
        let label = longest.min(self.width.saturating_sub(all)).max(least);
        let parts = parts(&widths, self.width.saturating_sub(label));
        for (index, part) in parts.iter().enumerate() {
            let number = if parts.len() == 1 { String::new() } else { format!(" (table {} of {})", index + 1, parts.len()) };
            self.line(BOLD, &format!("{title}{number}"));
            self.head(label, heads.get(part.clone()).unwrap_or_default(), widths.get(part.clone()).unwrap_or_default());
            for line in lines {
                self.row(label, line, part, &widths);
            }
            self.paint.plain("\n");
        }
    }

    fn head(&mut self, label: usize, heads: &[Vec<String>], widths: &[usize]) {
        let high = heads.iter().map(Vec::len).max().unwrap_or(0);
        for row in 0..high {
            let mut line = " ".repeat(label);
            for (head, width) in heads.iter().zip(widths) {
                // Short heads stand right above their column.
                let words = (row + head.len()).checked_sub(high).and_then(|row| head.get(row)).map_or("", String::as_str);
                line.push_str(&format!("{}{words:<width$}", " ".repeat(GAP)));
            }
            self.line(BOLD, line.trim_end());
        }
    }

    fn row(&mut self, label: usize, line: &Line, part: &Range<usize>, widths: &[usize]) {
        if line.cells.is_empty() {
            self.line(BOLD, &clip(&line.label, self.width));
            return;
        }
        let words = if line.label.chars().count() > label { clip(&line.label, label.saturating_sub(1)) } else { line.label.clone() };
        self.paint.plain(&format!("{words:<label$}"));
        let cells = line.cells.iter().zip(widths).enumerate().filter(|(column, _)| part.contains(column));
        for (column, ((cell, style), width)) in cells {
            self.paint.plain(&" ".repeat(GAP));
            self.paint.styled(*style, cell);
            if column + 1 < part.end {
                self.paint.plain(&" ".repeat(width.saturating_sub(cell.chars().count())));
            }
        }
        self.paint.plain("\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_all_there_and_fit_where_they_can() {
        assert_eq!(parts(&[3, 3, 3], 10), [0..2, 2..3]);
        assert_eq!(parts(&[3, 3, 3], 15).first(), Some(&(0..3)));
        assert_eq!(parts(&[30, 3], 10), [0..1, 1..2], "what is too wide has a table of its own");
        assert_eq!(parts(&[], 10), Vec::<Range<usize>>::new());
        for room in 0..60 {
            let columns: Vec<usize> = parts(&[4, 9, 1, 7, 7, 2, 12], room).into_iter().flatten().collect();
            assert_eq!(columns, (0..7).collect::<Vec<_>>(), "room for {room}");
        }
    }

    #[test]
    fn heads_break_after_hyphens_and_lose_nothing() {
        assert_eq!(broken("de-netzdg-2017"), ["de-", "netzdg-", "2017"]);
        assert_eq!(broken("eu-dsa-2022"), ["eu-dsa-", "2022"]);
        assert_eq!(broken("bill"), ["bill"]);
        assert_eq!(broken(""), Vec::<String>::new());
    }
}
