//! The findings of one input by gravity, each rule with its places, its reason and its remedy, and how past laws solved it.

use super::body::Body;
use super::words::{Run, code, marked, plain, quiet, sentence, strong};
use super::{detail, detail_lead};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::outcome::{DISPUTED, Outcome, SUGGESTED, Verdict};
use crate::past::Answers;
use crate::report::html::gather::{Bill, Card, Found};
use crate::report::precedents::{self, SHOWN};
use crate::report::prose::{LONG, capital, clip, count, one_line};
use crate::source::{Sources, Span};

/// Longer quotes are cut.
const QUOTE: usize = 600;
/// Longer values are cut.
const VALUE: usize = 160;

/// The section. With several inputs its headings say whose findings they are one level up, so the gravity takes the place of the title.
pub fn section(bill: &Bill<'_>, level: usize, body: &mut Body) {
    if level == 1 || bill.cards.is_empty() {
        body.heading(level, "Findings");
    }
    if bill.cards.is_empty() {
        let none = "None that stands. That means: nothing was found, by these criteria, in what the description says.";
        body.text(vec![plain(none)]);
    }
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let cards: Vec<&Card<'_>> = bill.cards.iter().filter(|card| card.severity == severity).collect();
        let findings: usize = cards.iter().map(|card| card.found.len()).sum();
        if findings > 0 {
            let points = if cards.len() == findings { String::new() } else { format!("{}, ", count(cards.len(), "point")) };
            let heading = format!("{} ({points}{})", capital(&format!("{severity}s")), count(findings, "finding"));
            body.heading(2, &if level == 1 { heading } else { format!("Findings: {}", heading.to_lowercase()) });
            body.text(vec![plain(meaning(severity))]);
        }
        cards.into_iter().for_each(|card| self::card(bill, card, body));
    }
}

fn meaning(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "At odds with what the sources demand, or a mistake that makes the description unreliable.",
        Severity::Warning => "A safeguard is missing or weak, or something is doubtful.",
        Severity::Note => "Good practice, or worth knowing.",
    }
}

fn card(bill: &Bill<'_>, card: &Card<'_>, body: &mut Body) {
    let Some(first) = card.found.first() else { return };
    let heading = match card.of {
        Some((rule, outcome)) => format!("{} {}: {}", rule.code, fared(outcome), clip(&rule.title, LONG)),
        None => format!("{}: remark on the description", first.said.code),
    };
    body.heading(3, &heading);
    for (index, found) in card.found.iter().enumerate() {
        let number = if card.found.len() > 1 { format!("({}) ", index + 1) } else { String::new() };
        let grave = if found.said.severity == card.severity { String::new() } else { format!(" ({})", found.said.severity) };
        finding(bill, found, &number, &grave, body);
        if index > 0 {
            differing(&first.said, &found.said, body);
        }
    }
    notes(&first.said, body);
    solved(bill, card, body);
}

/// What became of the rule, in a word that also tells what was found from what was not.
fn fared(outcome: &Outcome) -> &'static str {
    if outcome.verdict == Verdict::Violated && outcome.by_absence { "not found" } else { outcome.verdict.name() }
}

/// A finding and its places.
pub fn finding(bill: &Bill<'_>, found: &Found, number: &str, grave: &str, body: &mut Body) {
    let mut runs = Vec::new();
    runs.extend((!number.is_empty()).then(|| strong(number)));
    runs.extend(marked(&sentence(&found.said.message)));
    runs.extend((!grave.is_empty()).then(|| quiet(grave)));
    body.paragraph("Finding", runs);
    if let Some(provision) = &found.provision {
        detail_lead(body, "Provision", vec![plain(&clip(provision, LONG))]);
    }
    let sources = bill.report.sources;
    let Some(main) = found.said.primary() else { return };
    let in_text = |label: &Label| Some(label.span.file) == bill.checked.text();
    let found_there = found.said.labels.iter().any(in_text);
    let others = found.said.labels.iter().filter(|label| !std::ptr::eq(*label, main));
    let mut quoted: Vec<String> = Vec::new();
    let mut named = "";
    for (position, label) in std::iter::once(main).chain(others).enumerate() {
        let (words, from) = match bill.checked.text() {
            Some(_) if in_text(label) => (Some(sources.slice(label.span)), ""),
            // The text has them, so they stand with its own label.
            Some(_) if found_there => (None, ""),
            Some(_) => (quoted_for(bill, label), " (as the description quotes them; not found in the text)"),
            None => (quoted_for(bill, label), " (as the description quotes them)"),
        };
        let words = words.map(|words| clip(words.trim(), QUOTE)).filter(|words| !words.is_empty() && !quoted.contains(words));
        if let Some(words) = words {
            detail_lead(body, "Words of the bill", vec![plain(&format!("“{words}”")), quiet(from)]);
            quoted.push(words);
            named = "";
        }
        let what = if position == 0 { "Place" } else { "Also at" };
        // Of several in a row the first says what they are.
        detail(body, if what == named { "" } else { what }, at(bill, label, found.provision.as_deref()));
        named = what;
    }
}

/// The words that the description quotes for a fact.
fn quoted_for<'b>(bill: &'b Bill<'_>, label: &Label) -> Option<&'b str> {
    bill.quotes.get(&label.span).map(String::as_str)
}

/// `description, line 6, column 52: 24 h`
fn at(bill: &Bill<'_>, label: &Label, provision: Option<&str>) -> Vec<Run> {
    let sources = bill.report.sources;
    let of_bill = |name: &str| of_file(name, sources, label.span);
    let (words, in_text) = match label.span.file {
        file if Some(file) == bill.checked.text() => (of_bill("text of the bill"), true),
        file if file == bill.checked.file => (of_bill("description"), false),
        _ => (place(sources, label.span), false),
    };
    let mut runs = vec![quiet(&words)];
    let value = sources.slice(label.span).trim();
    if !in_text && !value.is_empty() {
        runs.push(quiet(": "));
        runs.push(code(&clip(value, VALUE)));
    }
    if !label.text.is_empty() && Some(label.text.as_str()) != provision {
        runs.push(quiet(&format!(" ({})", clip(&label.text, LONG).replace('`', "’"))));
    }
    runs
}

/// `bill.md, line 6, column 52`
pub fn place(sources: &Sources, span: Span) -> String {
    of_file(&one_line(sources.name(span.file)), sources, span)
}

fn of_file(name: &str, sources: &Sources, span: Span) -> String {
    let place = sources.place(span);
    format!("{name}, line {}, column {}", place.line, place.column)
}

/// What a later finding of a rule says that the first does not.
fn differing(first: &Diagnostic, later: &Diagnostic, body: &mut Body) {
    later.notes.iter().filter(|note| !first.notes.contains(note)).for_each(|words| note(words, body));
    later.help.iter().filter(|help| !first.help.contains(help)).for_each(|help| advice(help, body));
}

/// Why, source, calibration and help.
pub fn notes(said: &Diagnostic, body: &mut Body) {
    said.notes.iter().for_each(|words| note(words, body));
    said.help.iter().for_each(|help| advice(help, body));
}

fn note(note: &str, body: &mut Body) {
    let names = [("why: ", "Why"), ("source: ", "Source"), ("calibration, not in the sources: ", "Calibration")];
    let named = names.into_iter().find_map(|(prefix, name)| Some((name, note.strip_prefix(prefix)?)));
    if let Some(words) = note.strip_prefix(SUGGESTED) {
        return detail(body, "Suggested", marked(&format!("by the bill’s words, and nobody has confirmed it: {words}")));
    }
    if let Some(words) = note.strip_prefix(DISPUTED) {
        return detail(body, "Disputed", marked(&format!("by somebody who read the bill: {words}")));
    }
    match named {
        Some(("Why", words)) => detail(body, "Why", marked(&sentence(words))),
        Some(("Calibration", words)) => {
            let mut runs = marked(words);
            runs.push(plain(": a figure of these criteria, not of the sources"));
            detail(body, "Calibration", runs);
        }
        Some((name, words)) => detail(body, name, marked(words)),
        None => detail(body, "Note", marked(&sentence(note))),
    }
}

fn advice(help: &str, body: &mut Body) {
    detail(body, "What to do", marked(&sentence(help)));
}

/// At most three past laws that meet the rule, with places and words.
fn solved(bill: &Bill<'_>, card: &Card<'_>, body: &mut Body) {
    let Some((_, outcome)) = card.of.filter(|_| !bill.past.is_empty()) else { return };
    let answers = Answers::of(outcome.rule, bill.checked.description.kinds, bill.past.iter().copied());
    let fared = precedents::nobody(&answers).unwrap_or_else(|| precedents::fared(&answers));
    let line = if answers.met.is_empty() { detail } else { detail_lead };
    line(body, "Past laws", marked(&sentence(&fared)));
    for example in answers.met.iter().take(SHOWN) {
        let mut runs = marked(&precedents::see(example, false));
        if let Some(words) = precedents::quote(example) {
            runs.push(plain(&format!(": {words}")));
        }
        body.paragraph("DetailBullet", runs);
    }
}
