//! The picture: a bar for each family of criteria, by verdict, beside the numbers it stands for.

use super::gather::Bill;
use super::markup::{Text, put};
use crate::outcome::Verdict;
use crate::report::Report;
use std::collections::BTreeMap;

/// Verdicts of one family.
struct Row<'r> {
    code: &'r str,
    title: &'r str,
    counts: [usize; Verdict::ALL.len()],
    /// Numbers of its cards, from 1.
    cards: Vec<usize>,
}

/// Patterns that tell the parts of a bar apart without colour; once on a page.
pub(super) const PATTERNS: &str = "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\" focusable=\"false\"><defs>\
<pattern id=\"p-partly-met\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<rect class=\"partly-met\" width=\"6\" height=\"6\"/><rect class=\"on\" width=\"2\" height=\"6\"/></pattern>\
<pattern id=\"p-undetermined\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
<rect class=\"undetermined\" width=\"6\" height=\"6\"/><circle class=\"on\" cx=\"3\" cy=\"3\" r=\"1.2\"/></pattern>\
<pattern id=\"p-met\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
<rect class=\"met\" width=\"8\" height=\"8\"/><rect class=\"on\" y=\"3\" width=\"8\" height=\"1\"/></pattern>\
</defs></svg>\n";

/// The section with the table of families.
pub(super) fn section(bill: &Bill<'_>, page: &mut String) {
    let level = bill.level;
    let rows = rows(bill);
    put!(page, "<section><h{level} id=\"{}\">By family of criteria</h{level}>\n", bill.id("families"));
    page.push_str(
        "<p>Each bar is as long as the family has criteria. The numbers beside it say the same.</p>\n<table class=\"families\">\n",
    );
    page.push_str("<caption class=\"unseen\">Verdicts by family of criteria</caption>\n<thead><tr><th scope=\"col\">Family</th>");
    Verdict::ALL.iter().for_each(|verdict| column(*verdict, page));
    page.push_str("</tr></thead>\n<tbody>\n");
    let most = rows.iter().map(|row| row.counts.iter().sum::<usize>()).max().unwrap_or(1).max(1);
    for row in &rows {
        put!(page, "<tr><th scope=\"row\"><span class=\"code\">{}</span> {}", Text(row.code), Text(row.title));
        bar(&row.counts, most, page);
        if !row.cards.is_empty() {
            put!(page, "<span class=\"refs\">{}", if row.cards.len() == 1 { "Finding" } else { "Findings" });
            for card in &row.cards {
                put!(page, " <a href=\"#{}\">{card}</a>", bill.id(&format!("f{card}")));
            }
            page.push_str("</span>");
        }
        page.push_str("</th>");
        numbers(&row.counts, page);
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n<tfoot><tr><th scope=\"row\">All</th>");
    numbers(&bill.checked.counts().map(|(_, number)| number), page);
    page.push_str("</tr></tfoot>\n</table></section>\n");
}

fn rows<'r>(bill: &Bill<'r>) -> Vec<Row<'r>> {
    let report: &'r Report<'r> = bill.report;
    // Rules without a family come last.
    let mut rows: BTreeMap<usize, Row<'r>> = BTreeMap::new();
    let row = |family: Option<usize>| {
        let known = family.and_then(|family| report.pack.rules.families.get(family));
        let (code, title) = known.map_or(("", "Others"), |family| (&family.code, &family.title));
        Row { code, title, counts: [0; Verdict::ALL.len()], cards: Vec::new() }
    };
    for outcome in &bill.checked.outcomes {
        let Some(rule) = report.pack.rules.rules.get(outcome.rule) else { continue };
        let found = rows.entry(rule.family.unwrap_or(usize::MAX)).or_insert_with(|| row(rule.family));
        let all = found.counts.iter_mut().zip(Verdict::ALL);
        all.filter(|(_, verdict)| *verdict == outcome.verdict).for_each(|(count, _)| *count += 1);
    }
    for (number, card) in (1..).zip(&bill.cards) {
        let Some((rule, _)) = card.of else { continue };
        if let Some(row) = rows.get_mut(&rule.family.unwrap_or(usize::MAX)) {
            row.cards.push(number);
        }
    }
    rows.into_values().collect()
}

pub(super) fn column(verdict: Verdict, page: &mut String) {
    put!(page, "<th scope=\"col\"><span class=\"key\">");
    swatch(verdict, page);
    put!(page, "<span class=\"name\">{}</span></span></th>", verdict.name());
}

/// A small square like the part of a bar, for headings.
fn swatch(verdict: Verdict, page: &mut String) {
    let slug = verdict.slug();
    put!(page, "<svg class=\"swatch\" width=\"14\" height=\"14\" aria-hidden=\"true\" focusable=\"false\">");
    put!(page, "<rect class=\"{slug} part\" width=\"14\" height=\"14\"/></svg>");
}

/// What people read is the numbers; the bar repeats them.
pub(super) fn bar(counts: &[usize], most: usize, page: &mut String) {
    page.push_str("<svg class=\"bar\" width=\"100%\" height=\"12\" aria-hidden=\"true\" focusable=\"false\">");
    let mut before = 0;
    for (number, verdict) in counts.iter().zip(Verdict::ALL).filter(|(number, _)| **number > 0) {
        let (from, width) = (percent(before, most), percent(*number, most));
        put!(page, "<rect class=\"{} part\" x=\"{from}%\" width=\"{width}%\" height=\"12\"/>", verdict.slug());
        before += number;
    }
    page.push_str("</svg>");
}

/// With two digits after the point, without the inexactness of fractions.
fn percent(part: usize, whole: usize) -> String {
    let hundredths = part * 10_000 / whole.max(1);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

pub(super) fn numbers(counts: &[usize], page: &mut String) {
    for number in counts {
        let class = if *number == 0 { " class=\"zero\"" } else { "" };
        put!(page, "<td{class}>{number}</td>");
    }
}
