//! One page for people who decide: self-contained, without a script, for screens of any width, for paper and for screen readers.

mod families;
mod findings;
pub(super) mod gather;
mod lists;
mod markup;
mod reading;
mod summary;
#[cfg(test)]
mod tests;
mod text;

use super::Report;
use super::prose::LONG;
use super::view::{self, Tone};
use crate::check::Checked;
use crate::outcome::Verdict;
use gather::Bill;
use markup::{Rich, Sentence, Text, cut, many, put, series};
use std::collections::BTreeSet;

const STYLE: &str = include_str!("html/style.css");
/// Nothing is loaded, from wherever it may be, and nothing runs.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// All of a report, as one file.
pub fn render(report: &Report<'_>) -> String {
    let several = report.checked.len() > 1;
    let bills: Vec<Bill<'_>> = (1..)
        .zip(report.checked)
        .map(|(number, checked)| Bill::new(report, checked, format!("i{number}"), if several { 3 } else { 2 }))
        .collect();
    let title = title(report);
    let mut page = String::new();
    head(&title, &mut page);
    header(report, &title, &mut page);
    page.push_str("<div class=\"columns\">\n");
    contents(report, &bills, &mut page);
    page.push_str("<main id=\"main\" tabindex=\"-1\">\n");
    loud(report, &mut page);
    lists::problems(report, &mut page);
    if several {
        overview(&bills, &mut page);
    }
    for bill in &bills {
        self::bill(bill, several, &mut page);
    }
    page.push_str(reading::READING);
    page.push_str("</main>\n</div>\n");
    footer(report, &mut page);
    page.push_str("</body>\n</html>\n");
    page
}

/// What the page is called. It must not sound like a pass when nothing was checked.
fn title(report: &Report<'_>) -> String {
    match report.checked {
        [] => "Nothing was checked".to_owned(),
        [one] => cut(&one.title, LONG),
        several => format!("{} initiatives", several.len()),
    }
}

fn head(title: &str, page: &mut String) {
    page.push_str("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    put!(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.push_str("<meta name=\"color-scheme\" content=\"light dark\">\n");
    put!(page, "<meta name=\"generator\" content=\"{} {}\">\n", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
    put!(page, "<title>{}: checked against the UN Guiding Principles</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n", Text(title));
    page.push_str("<a class=\"skip\" href=\"#main\">Skip to the report</a>\n");
    page.push_str(families::PATTERNS);
}

fn header(report: &Report<'_>, title: &str, page: &mut String) {
    page.push_str("<header>\n<p class=\"over\">Checked against the UN Guiding Principles on Business and Human Rights</p>\n");
    put!(page, "<h1 dir=\"auto\">{}</h1>\n<dl>\n", Text(title));
    if let [one] = report.checked {
        what(report, one, page);
    }
    put!(page, "<div><dt>Criteria</dt><dd>{}</dd></div>\n", Rich(&pack(report)));
    put!(page, "<div><dt>Program</dt><dd>{} {}</dd></div>\n", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
    if let Some(date) = report.date {
        put!(page, "<div><dt>Date</dt><dd><time datetime=\"{date}\">{}</time></dd></div>\n", date.strftime("%-d %B %Y"));
    }
    page.push_str("</dl>\n</header>\n");
}

/// What was checked: the description, the text, and what the description says of the initiative.
fn what(report: &Report<'_>, checked: &Checked, page: &mut String) {
    let vocabulary = &report.pack.vocabulary;
    let file = |name: &str| format!("<span class=\"file\">{}</span>", Text(name));
    let description = match checked.is_text_alone() {
        true => "none: every fact is suggested by the bill’s words, and nobody has confirmed it".to_owned(),
        false => file(report.sources.name(checked.file)),
    };
    put!(page, "<div><dt>Description</dt><dd>{description}</dd></div>\n");
    let text = checked.text().map_or("not given: no quote was looked up".to_owned(), |text| file(report.sources.name(text)));
    put!(page, "<div><dt>Text</dt><dd>{text}</dd></div>\n");
    let kinds: Vec<&str> = vocabulary.kind_values().map(|values| values.members(checked.description.kinds).collect()).unwrap_or_default();
    put!(page, "<div><dt>Kinds</dt><dd>{}</dd></div>\n", Text(&kinds.join(", ")));
    if let Some(jurisdiction) = checked.description.words(vocabulary, "meta", "jurisdiction") {
        put!(page, "<div><dt>Jurisdiction</dt><dd>{}</dd></div>\n", Text(&cut(jurisdiction, LONG)));
    }
    let sections = (0_u16..).zip(&vocabulary.root().fields);
    let reviewed: Vec<&str> =
        sections.filter(|(section, _)| checked.description.is_reviewed(*section)).map(|(_, field)| &*field.name).collect();
    let reviewed = if reviewed.is_empty() { "no section of the vocabulary".to_owned() } else { reviewed.join(", ") };
    put!(page, "<div><dt>Read in full</dt><dd>{}</dd></div>\n", Text(&reviewed));
}

/// `146 of 149 criteria, vocabulary initiative/1; …`: which rules were asked, whose they are, and what was changed in them.
fn pack(report: &Report<'_>) -> String {
    let pack = report.pack;
    let all = pack.rules.rules.len();
    let asked = if report.rules == all {
        many(all, "criterion", "criteria")
    } else {
        format!("{} of {}", report.rules, many(all, "criterion", "criteria"))
    };
    let names: BTreeSet<&str> = pack.rules.rules.iter().map(|rule| report.sources.name(rule.span.file)).collect();
    let (embedded, own): (Vec<&str>, Vec<&str>) = names.into_iter().partition(|name| name.starts_with("embedded:"));
    let mut from: Vec<String> = Vec::new();
    if !embedded.is_empty() {
        from.push("the pack that comes with the program".to_owned());
    }
    from.extend(own.iter().take(5).map(|name| cut(name, 100)));
    if let more @ 1.. = own.len().saturating_sub(5) {
        from.push(many(more, "more file", "more files"));
    }
    let vocabulary = format!("vocabulary {}/{}", pack.vocabulary.name, pack.vocabulary.version);
    let changed = lists::changed(report).map(|words| format!("; changed: {words}")).unwrap_or_default();
    let from = if from.is_empty() { String::new() } else { format!(" from {}", series(&from)) };
    format!("{asked}{from}; {vocabulary}{changed}")
}

fn contents(report: &Report<'_>, bills: &[Bill<'_>], page: &mut String) {
    page.push_str("<nav aria-label=\"Contents\"><p class=\"navhead\" aria-hidden=\"true\">Contents</p>\n<ul>\n");
    let entry = |target: &str, words: &str, page: &mut String| put!(page, "<li><a href=\"#{target}\">{words}</a></li>\n");
    if !report.problems.is_empty() {
        entry("problems", lists::trouble(report), page);
    }
    if !report.of_waivers().is_empty() {
        entry("waivers", "Waivers to look at", page);
    }
    match bills {
        [one] => sections(one, page),
        several => {
            if several.len() > 1 {
                entry("overview", "Side by side", page);
            }
            for bill in several {
                put!(
                    page,
                    "<li><a href=\"#{}\"><span dir=\"auto\">{}</span></a>\n<ul>\n",
                    bill.prefix,
                    Text(&cut(&bill.checked.title, 90))
                );
                sections(bill, page);
                page.push_str("</ul></li>\n");
            }
        }
    }
    entry("reading", "How to read this", page);
    entry("limits", "What a linter cannot judge", page);
    page.push_str("</ul>\n</nav>\n");
}

/// Entries of the table of contents for one input.
fn sections(bill: &Bill<'_>, page: &mut String) {
    let count = |wanted: Verdict| bill.checked.counts().iter().filter(|(verdict, _)| *verdict == wanted).map(|(_, number)| number).sum();
    let (met, open, na): (usize, usize, usize) = (count(Verdict::Met), count(Verdict::Undetermined), count(Verdict::NotApplicable));
    let entries = [
        (true, "summary", "Summary", None),
        (true, "families", "By family of criteria", None),
        (true, "findings", "Findings", Some(bill.findings())),
        (!bill.waived.is_empty(), "waived", "Waived", Some(bill.waived.len())),
        (!bill.known.is_empty(), "known", "Known before", Some(bill.known.len())),
        (true, "met", "What is met", Some(met)),
        (true, "open", "Open questions", Some(if open == 0 { 0 } else { bill.checked.questions(bill.report.pack).len() })),
        (na > 0, "na", "Not asked of this bill", Some(na)),
        (bill.checked.text().is_some(), "text", "The bill’s own text", None),
    ];
    for (_, id, words, number) in entries.into_iter().filter(|(there, ..)| *there) {
        let number = number.map(|number| format!(" <span class=\"of\">{number}</span>")).unwrap_or_default();
        put!(page, "<li><a href=\"#{}\">{words}{number}</a></li>\n", bill.id(id));
    }
}

/// What must not be missed: that something could not be checked.
fn loud(report: &Report<'_>, page: &mut String) {
    let loud: Vec<String> = view::closing(report).into_iter().filter(|(tone, _)| *tone == Tone::Loud).map(|(_, words)| words).collect();
    if loud.is_empty() {
        return;
    }
    page.push_str("<div class=\"alert\">\n");
    loud.iter().for_each(|words| put!(page, "<p><strong>{}</strong></p>\n", Sentence(words)));
    page.push_str("</div>\n");
}

/// Several inputs side by side.
fn overview(bills: &[Bill<'_>], page: &mut String) {
    page.push_str(
        "<section><h2 id=\"overview\">Side by side</h2>\n<p>How many criteria came to which verdict. The numbers are no ranking.</p>\n",
    );
    page.push_str("<table class=\"families\">\n<caption class=\"unseen\">Verdicts by initiative</caption>\n<thead><tr><th scope=\"col\">Initiative</th>");
    Verdict::ALL.iter().for_each(|verdict| families::column(*verdict, page));
    page.push_str("</tr></thead>\n<tbody>\n");
    for bill in bills {
        let counts = bill.checked.counts().map(|(_, number)| number);
        put!(page, "<tr><th scope=\"row\"><a href=\"#{}\" dir=\"auto\">{}</a>", bill.prefix, Text(&cut(&bill.checked.title, LONG)));
        families::bar(&counts, counts.iter().sum(), page);
        page.push_str("</th>");
        families::numbers(&counts, page);
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table></section>\n");
}

fn bill(bill: &Bill<'_>, several: bool, page: &mut String) {
    if several {
        put!(
            page,
            "<div class=\"initiative\">\n<h2 id=\"{}\" dir=\"auto\">{}</h2>\n<dl class=\"what\">\n",
            bill.prefix,
            Text(&cut(&bill.checked.title, LONG))
        );
        what(bill.report, bill.checked, page);
        page.push_str("</dl>\n");
    }
    summary::section(bill, page);
    families::section(bill, page);
    findings::section(bill, page);
    lists::set_aside(bill, page);
    lists::met(bill, page);
    lists::questions(bill, page);
    lists::inapplicable(bill, page);
    text::section(bill, page);
    if several {
        page.push_str("</div>\n");
    }
}

fn footer(report: &Report<'_>, page: &mut String) {
    page.push_str("<footer>\n");
    for (_, words) in view::closing(report) {
        put!(page, "<p>{}</p>\n", Sentence(&words));
    }
    if !report.past.is_empty() {
        put!(page, "<p>Past laws asked for solutions: {}.</p>\n", report.past.len());
    }
    put!(
        page,
        "<p>Made by {} {}. This page loads nothing and runs nothing.</p>\n</footer>\n",
        env!("CARGO_PKG_NAME"),
        env!("CARGO_PKG_VERSION")
    );
}
