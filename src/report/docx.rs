//! For a word processor: the same report as a document that people comment on, print and file.
//!
//! ```text
//! Report ── opening, findings, rest ──▶ Body ── xml ──▶ word/document.xml ─┐
//!                                              parts/*.xml (styles, lists) ─┴─ package ──▶ bytes
//! ```
//!
//! No macros, no links out of the document, no fields but the numbers of pages. The same report gives the same bytes.

mod body;
mod findings;
mod opening;
mod package;
mod rest;
#[cfg(test)]
pub(super) mod tests;
mod words;
mod xml;

use super::Report;
use super::html::gather::Bill;
use super::prose::clip;
use body::Body;
use package::{Properties, pack};
use words::{Look, Run, strong};

/// All of a report, as a document in Office Open XML (`.docx`). Its day is [`Report::date`].
///
/// # Errors
/// The container could not be written; the reason is for people.
pub fn render(report: &Report<'_>) -> Result<Vec<u8>, String> {
    let level = if report.checked.len() > 1 { 2 } else { 1 };
    let bills: Vec<Bill<'_>> = report.checked.iter().map(|checked| Bill::new(report, checked, String::new(), level)).collect();
    let title = opening::title(report);
    let properties = Properties {
        title: format!("{title}: report of {}", opening::tool()),
        tool: opening::tool(),
        date: report.date.map(|date| date.to_string()),
        foot: format!("{} · {}", clip(&title, 64), opening::tool()),
    };
    pack(&content(report, &bills, level).into_xml(), &properties)
}

fn content(report: &Report<'_>, bills: &[Bill<'_>], level: usize) -> Body {
    let mut body = Body::default();
    opening::head(report, &mut body);
    opening::summary(report, bills, &mut body);
    opening::checked(report, &mut body);
    for (bill, checked) in bills.iter().zip(report.checked) {
        if level > 1 {
            body.heading(1, &clip(&checked.title, 120));
        }
        opening::families(report, checked, level, &mut body);
        findings::section(bill, level, &mut body);
        rest::met(report, checked, level, &mut body);
        rest::questions(report, checked, level, &mut body);
        rest::set_aside(bill, level, &mut body);
    }
    rest::problems(report, &mut body);
    rest::sources(report, bills, &mut body);
    rest::reading(&mut body);
    body
}

/// A line of small print: what it is, and the words.
fn detail(body: &mut Body, name: &str, words: Vec<Run>) {
    body.paragraph("Detail", named(name, words));
}

/// The same, on one page with what follows.
fn detail_lead(body: &mut Body, name: &str, words: Vec<Run>) {
    body.paragraph("DetailLead", named(name, words));
}

fn named(name: &str, words: Vec<Run>) -> Vec<Run> {
    let lead = [strong(name), Run { words: "\t".into(), look: Look::Plain }];
    lead.into_iter().chain(words).collect()
}
