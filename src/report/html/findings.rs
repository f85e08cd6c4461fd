//! The findings: each criterion that is not met with its places, its reason, its remedy, its sources, and how past laws solved it.

use super::gather::{Bill, Card, Found};
use super::markup::{Rich, Sentence, Text, cut, many, put};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::outcome::{DISPUTED, SUGGESTED, Verdict};
use crate::past::Answers;
use crate::report::precedents::{self, SHOWN};
use crate::report::prose::{LONG, capital};
use crate::source::{Sources, Span};

/// Longer quotes are cut.
const QUOTE: usize = 600;
/// Longer values are cut.
const VALUE: usize = 160;

/// The section with all findings that stand.
pub(super) fn section(bill: &Bill<'_>, page: &mut String) {
    let level = bill.level;
    let findings = bill.findings();
    put!(page, "<section><h{level} id=\"{}\">Findings", bill.id("findings"));
    put!(page, " <span class=\"of\">{}</span></h{level}>\n", if findings == 0 { "none".into() } else { findings.to_string() });
    if findings == 0 {
        page.push_str(
            "<p>Nothing was found, by these criteria, in what the description says of this initiative. That is all that it means: see \
             <a href=\"#limits\">what a linter cannot judge</a>.</p>\n",
        );
    } else {
        page.push_str(
            "<p>The gravest come first. An error is at odds with what the sources demand of States, a warning is a safeguard that is missing \
             or weak, a note is about good practice.</p>\n",
        );
    }
    for (index, card) in bill.cards.iter().enumerate() {
        self::card(bill, index, card, page);
    }
    page.push_str("</section>\n");
}

fn card(bill: &Bill<'_>, index: usize, card: &Card<'_>, page: &mut String) {
    let (level, several) = (bill.level + 1, card.found.len() > 1);
    let Some(first) = card.found.first() else { return };
    let id = bill.id(&format!("f{}", index + 1));
    put!(page, "<article class=\"card {}\" id=\"{id}\" aria-labelledby=\"{id}-h\">\n<p class=\"tags\">", card.severity);
    put!(page, "<span class=\"tag {0}\">{1}</span> ", card.severity, capital(card.severity.name()));
    put!(page, "<span class=\"code\">{}</span>", Text(&first.said.code));
    if let Some((rule, outcome)) = card.of {
        if let Some(family) = rule.family.and_then(|family| bill.report.pack.rules.families.get(family)) {
            put!(page, " · {}", Text(&family.title));
        }
        put!(page, " · {}", if outcome.verdict == Verdict::Violated && outcome.by_absence { "not found" } else { verdict(card) });
    } else {
        page.push_str(" · remark on the description");
    }
    put!(page, "</p>\n<h{level} id=\"{id}-h\"><span class=\"number\">{}.</span> ", index + 1);
    match card.of {
        Some((rule, _)) if several => {
            put!(page, "{} ({} findings): {}", capital(verdict(card)), card.found.len(), Rich(&cut(&rule.title, LONG)));
        }
        _ if several => put!(page, "{} remarks of one kind", card.found.len()),
        _ => put!(page, "{}", Rich(&cut(&capital(&first.said.message), LONG))),
    }
    put!(page, "</h{level}>\n");
    if several {
        page.push_str("<ol class=\"parts\">\n");
        for (part, found) in card.found.iter().enumerate() {
            self::part(bill, index, card, (part, found), page);
        }
        page.push_str("</ol>\n");
    } else {
        places(bill, first, &id, None, page);
    }
    about(bill, card, &first.said, page);
    page.push_str("</article>\n");
}

fn verdict(card: &Card<'_>) -> &'static str {
    card.of.map_or("", |(_, outcome)| outcome.verdict.name())
}

/// One of several findings of a criterion.
fn part(bill: &Bill<'_>, index: usize, card: &Card<'_>, (part, found): (usize, &Found), page: &mut String) {
    let id = bill.id(&card.place(index, part));
    put!(page, "<li id=\"{id}\"><p class=\"said\"><span class=\"number\">{}</span> ", card.number(index, part));
    if found.said.severity != card.severity {
        put!(page, "<span class=\"tag {0}\">{1}</span> ", found.said.severity, capital(found.said.severity.name()));
    }
    put!(page, "{}</p>\n", Rich(&cut(&capital(&found.said.message), LONG)));
    let number = card.number(index, 0);
    places(bill, found, &id, card.found.first().filter(|_| part > 0).map(|first| (first, number.as_str())), page);
    // What the first of them does not say is said here.
    let first = card.found.first().map(|first| &first.said);
    let new = |words: &&String| in_doubt(words) || first.is_some_and(|first| !first.notes.contains(words) && !first.help.contains(words));
    for words in found.said.notes.iter().chain(&found.said.help).filter(new) {
        put!(page, "<p class=\"more\">{}</p>\n", Sentence(&cut(words, QUOTE)));
    }
    page.push_str("</li>\n");
}

/// The places of a finding, the main one first, with the words that stand there. `like` is a finding that was shown before, with its
/// number: further places that are the same are not listed again.
pub(super) fn places(bill: &Bill<'_>, found: &Found, id: &str, like: Option<(&Found, &str)>, page: &mut String) {
    let sources = bill.report.sources;
    let Some(main) = found.said.primary() else { return };
    // The mark in the bill's text leads back from the first label there.
    let in_text = |label: &Label| Some(label.span.file) == bill.checked.text();
    let marked = found.said.labels.iter().find(|label| in_text(label) && bill.extent_of(label).is_some());
    let link = |label: &Label| marked.is_some_and(|marked| std::ptr::eq(marked, label)).then(|| format!("{id}-t"));
    let words = |label: &Label| {
        let words = if in_text(label) { Some(sources.slice(label.span)) } else { bill.quotes.get(&label.span).map(String::as_str) };
        words.map(|words| cut(words.trim(), QUOTE)).filter(|words| !words.is_empty())
    };
    let mut quoted: Vec<String> = Vec::new();
    page.push_str("<div class=\"place\">");
    if let Some(words) = words(main) {
        put!(page, "<blockquote dir=\"auto\">“{}”</blockquote>", Text(&words));
        quoted.push(words);
    }
    page.push_str("<p class=\"at\">");
    let provision = found.provision.as_deref().filter(|provision| !provision.is_empty());
    if let Some(provision) = provision {
        put!(page, "<b class=\"provision\">{}</b> · ", Text(&cut(provision, LONG)));
    }
    at(bill, main, main.text != provision.unwrap_or_default(), link(main), page);
    page.push_str("</p></div>\n");
    let others = || found.said.labels.iter().filter(|label| !std::ptr::eq(*label, main));
    if others().next().is_none() {
        return;
    }
    let again = like.filter(|(earlier, _)| {
        let before = earlier.said.primary();
        let before = earlier.said.labels.iter().filter(|label| before.is_some_and(|main| !std::ptr::eq(*label, main)));
        others().eq(before) && others().nth(1).is_some() && others().all(|label| link(label).is_none())
    });
    if let Some((_, number)) = again {
        put!(page, "<p class=\"also\">the places of {number}.</p>\n");
        return;
    }
    page.push_str("<ul class=\"also\" aria-label=\"Further places\">");
    for label in others() {
        page.push_str("<li>");
        if let Some(words) = words(label).filter(|words| !quoted.contains(words)) {
            put!(page, "<q dir=\"auto\">{}</q> ", Text(&words));
            quoted.push(words);
        }
        at(bill, label, true, link(label), page);
        page.push_str("</li>");
    }
    page.push_str("</ul>\n");
}

/// `described here · 24 h · description 6:52`
fn at(bill: &Bill<'_>, label: &Label, with_text: bool, link: Option<String>, page: &mut String) {
    if with_text && !label.text.is_empty() {
        put!(page, "{} · ", Rich(&cut(&label.text, LONG)));
    }
    let value = bill.report.sources.slice(label.span).trim();
    if Some(label.span.file) != bill.checked.text() && !value.is_empty() {
        put!(page, "<code dir=\"auto\">{}</code> · ", Text(&cut(value, VALUE)));
    }
    let place = bill.place(label.span);
    match link {
        Some(link) => put!(page, "<a href=\"#{link}\">{}</a>", Text(&place)),
        None => put!(page, "<span class=\"file\">{}</span>", Text(&place)),
    }
}

/// `bill.md, line 6, column 52`
pub(super) fn place(sources: &Sources, span: Span) -> String {
    let place = sources.place(span);
    format!("{}, line {}, column {}", sources.name(span.file), place.line, place.column)
}

/// What holds for all findings of a criterion.
fn about(bill: &Bill<'_>, card: &Card<'_>, said: &Diagnostic, page: &mut String) {
    page.push_str("<dl>\n");
    // With several findings the title is the heading.
    if let Some((rule, _)) = card.of.filter(|_| card.found.len() == 1) {
        put!(page, "<div><dt>What is asked</dt><dd>{}</dd></div>\n", Sentence(&cut(&rule.title, LONG)));
    }
    // Of several findings each says for itself what it rests on.
    let notes = said.notes.iter().filter(|note| card.found.len() == 1 || !in_doubt(note));
    let notes: Vec<(&str, &str)> = notes.map(|note| named(note)).collect();
    notes.iter().filter(|(name, _)| [NOT_CONFIRMED, IN_DISPUTE].contains(name)).for_each(|(name, words)| note_line(name, words, page));
    notes.iter().filter(|(name, _)| *name == WHY).for_each(|(name, words)| note_line(name, words, page));
    for help in &said.help {
        put!(page, "<div class=\"remedy\"><dt>What to do</dt><dd>{}</dd></div>\n", Sentence(help));
    }
    solved(bill, card, page);
    let rest = notes.iter().filter(|(name, _)| ![WHY, NOT_CONFIRMED, IN_DISPUTE].contains(name));
    rest.for_each(|(name, words)| note_line(name, words, page));
    page.push_str("</dl>\n");
}

fn note_line(name: &str, words: &str, page: &mut String) {
    put!(page, "<div><dt>{name}</dt><dd>{}</dd></div>\n", Sentence(words));
}

/// Whether a note says that nobody has confirmed what a finding rests on.
fn in_doubt(note: &str) -> bool {
    note.starts_with(SUGGESTED) || note.starts_with(DISPUTED)
}

const WHY: &str = "Why it matters";
const NOT_CONFIRMED: &str = "Suggested by the bill’s words; nobody has confirmed it";
const IN_DISPUTE: &str = "Disputed by somebody who read the bill";

/// What a note is about, and what it says.
fn named(note: &str) -> (&'static str, &str) {
    let names = [
        ("why: ", WHY),
        ("source: ", "Source"),
        ("calibration, not in the sources: ", "A figure of this program, not of the sources"),
        (SUGGESTED, NOT_CONFIRMED),
        (DISPUTED, IN_DISPUTE),
    ];
    let found = names.into_iter().find_map(|(prefix, name)| Some((name, note.strip_prefix(prefix)?)));
    found.unwrap_or(("Note", note))
}

fn solved(bill: &Bill<'_>, card: &Card<'_>, page: &mut String) {
    let Some((_, outcome)) = card.of.filter(|_| !bill.past.is_empty()) else { return };
    let answers = Answers::of(outcome.rule, bill.checked.description.kinds, bill.past.iter().copied());
    page.push_str("<div><dt>How past laws solved it</dt><dd>");
    if let Some(words) = precedents::nobody(&answers) {
        put!(page, "{}</dd></div>\n", Sentence(&words));
        return;
    }
    if !answers.met.is_empty() {
        page.push_str("<ul>");
        for example in answers.met.iter().take(SHOWN) {
            put!(page, "<li>{}", Rich(&precedents::see(example, false)));
            if let Some(words) = precedents::quote(example) {
                put!(page, ": {}", Rich(&words));
            }
            page.push_str("</li>");
        }
        page.push_str("</ul>");
    }
    put!(page, "<span class=\"fared\">{}", Sentence(&precedents::fared(&answers)));
    if let more @ 1.. = answers.met.len().saturating_sub(SHOWN) {
        put!(
            page,
            " {} not named here.",
            if more == 1 { "One that does is".into() } else { format!("{} that do are", many(more, "law", "laws")) }
        );
    }
    page.push_str("</span></dd></div>\n");
}

/// `Error`, for those who do not see the colour.
pub(super) fn tag(severity: Severity, page: &mut String) {
    put!(page, "<span class=\"tag {severity}\">{}</span> ", capital(severity.name()));
}
