//! What is not a finding that stands: what is met, what is open, what is set aside, and what went wrong.

use super::findings::{place, places, tag};
use super::gather::{Bill, Found};
use super::markup::{Rich, Sentence, Text, cut, many, put, series};
use crate::check::Asked;
use crate::diagnostic::{Diagnostic, Severity};
use crate::outcome::{Evidence, Inapplicable, Outcome, Verdict};
use crate::report::prose::{LONG, capital, few};
use crate::report::{Report, view};
use crate::typecheck::checked::Rule;

/// More facts for one criterion are counted.
const EVIDENCE: usize = 8;
/// More open questions are counted.
const QUESTIONS: usize = 60;
/// More criteria that wait for one answer are counted.
const WAITING: usize = 12;
/// Longer values are cut.
const VALUE: usize = 120;

/// What is met, by family, with the facts it rests on.
pub(super) fn met(bill: &Bill<'_>, page: &mut String) {
    let met = view::met(bill.report, bill.checked);
    let (level, below) = (bill.level, bill.level + 1);
    put!(page, "<section><h{level} id=\"{}\">What is met <span class=\"of\">{}</span></h{level}>\n", bill.id("met"), met.len());
    if met.is_empty() {
        page.push_str("<p>No criterion is met.</p>\n</section>\n");
        return;
    }
    page.push_str("<p>Below each criterion stand the facts of the description that it rests on. It is met on paper, as described.</p>\n");
    let mut family = None;
    for (rule, outcome) in met {
        if family != Some(rule.family) {
            if family.is_some() {
                page.push_str("</ul>\n");
            }
            family = Some(rule.family);
            let title = rule.family.and_then(|family| bill.report.pack.rules.families.get(family)).map_or("Others", |family| &family.title);
            put!(page, "<h{below}>{}</h{below}>\n<ul class=\"met\">\n", Text(title));
        }
        put!(page, "<li><p><span class=\"code\">{}</span> {}</p>\n", Text(&rule.code), Rich(&cut(&rule.title, LONG)));
        evidence(bill, outcome, page);
        page.push_str("</li>\n");
    }
    page.push_str("</ul>\n</section>\n");
}

fn evidence(bill: &Bill<'_>, outcome: &Outcome, page: &mut String) {
    if outcome.evidence.is_empty() {
        return;
    }
    page.push_str("<ul class=\"evidence\">");
    for Evidence { path, value, span, at, doubt } in outcome.evidence.iter().take(EVIDENCE) {
        put!(page, "<li><code>{}</code>: {}", Text(path), Text(&cut(value, VALUE)));
        if let Some(at) = at {
            put!(page, ", <b class=\"provision\">{}</b>", Text(&cut(at, LONG)));
        }
        if let Some(span) = span {
            put!(page, " <span class=\"file\">({})</span>", Text(&bill.place(*span)));
        }
        if let Some(doubt) = doubt {
            put!(page, " <em>{}</em>", doubt.name());
        }
        page.push_str("</li>");
    }
    if let more @ 1.. = outcome.evidence.len().saturating_sub(EVIDENCE) {
        put!(page, "<li>and {}</li>", many(more, "more fact", "more facts"));
    }
    page.push_str("</ul>\n");
}

/// The open questions, those that would settle most first.
pub(super) fn questions(bill: &Bill<'_>, page: &mut String) {
    let questions = bill.checked.questions(bill.report.pack);
    let open = bill.checked.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Undetermined).count();
    let level = bill.level;
    put!(page, "<section><h{level} id=\"{}\">Open questions <span class=\"of\">{}</span></h{level}>\n", bill.id("open"), questions.len());
    if open == 0 {
        page.push_str("<p>None: every criterion that is about such a bill could be decided.</p>\n</section>\n");
        return;
    }
    put!(page, "<p>{} could not be decided, because {}. ", capital(&many(open, "criterion", "criteria")), not_enough(bill));
    page.push_str("Undetermined is neither good nor bad. The answers that would settle most come first.</p>\n<ol class=\"questions\">\n");
    for asked in questions.iter().take(QUESTIONS) {
        question(bill, asked, page);
    }
    page.push_str("</ol>\n");
    if let more @ 1.. = questions.len().saturating_sub(QUESTIONS) {
        put!(page, "<p>And {}, which the report in JSON lists.</p>\n", many(more, "more question", "more questions"));
    }
    page.push_str("</section>\n");
}

/// Why something is open: a person has not said it, or no person was asked.
fn not_enough(bill: &Bill<'_>) -> &'static str {
    if bill.checked.is_text_alone() { "the bill’s words alone do not tell" } else { "the description does not say enough" }
}

fn question(bill: &Bill<'_>, asked: &Asked<'_>, page: &mut String) {
    let (missing, rules) = (&asked.missing, &asked.rules);
    put!(page, "<li><p>{}</p>\n<p class=\"at\">", Rich(&missing.question));
    if let Some(because) = &missing.because {
        put!(page, "{} ", Sentence(because));
    }
    put!(page, "Answered by <code>{}</code>; would help to settle {}: ", Text(&asked.path()), many(rules.len(), "criterion", "criteria"));
    put!(page, "<span class=\"code\">{}</span></p>", Text(&few(rules.iter().copied(), WAITING)));
    let looks = bill.checked.looks.at(&missing.path);
    if !looks.is_empty() {
        page.push_str("<ul class=\"also\" aria-label=\"Places to look at\">");
        for look in looks {
            put!(page, "<li>Look at <q dir=\"auto\">{}</q>", Text(&cut(bill.report.sources.slice(look.span).trim(), VALUE)));
            if let Some(at) = &look.at {
                put!(page, ", <b class=\"provision\">{}</b>", Text(&cut(at, LONG)));
            }
            put!(page, " ({}; <span class=\"file\">{}</span>)</li>", Text(&look.because), Text(&bill.place(look.span)));
        }
        page.push_str("</ul>");
    }
    page.push_str("</li>\n");
}

/// What somebody has decided to live with, and what was known before.
pub(super) fn set_aside(bill: &Bill<'_>, page: &mut String) {
    let level = bill.level;
    if !bill.waived.is_empty() {
        put!(page, "<section><h{level} id=\"{}\">Waived <span class=\"of\">{}</span></h{level}>\n", bill.id("waived"), bill.waived.len());
        page.push_str("<p>These findings stand as well. Somebody has decided, for a while and by name, to live with them.</p>\n<ol class=\"aside\">\n");
        for (index, (found, waiver)) in bill.waived.iter().enumerate() {
            let id = bill.id(&format!("w{}", index + 1));
            short(bill, found, &id, page);
            put!(page, "<dl><div><dt>Until</dt><dd>{}</dd></div>", waiver.expires);
            for (name, words) in [("Reason", &waiver.reason), ("Answers for it", &waiver.owner), ("Approved by", &waiver.approver)] {
                put!(page, "<div><dt>{name}</dt><dd>{}</dd></div>", Text(&cut(words, LONG)));
            }
            let place = place(bill.report.sources, waiver.span);
            put!(page, "<div><dt>The waiver</dt><dd class=\"file\">{}</dd></div></dl></li>\n", Text(&place));
        }
        page.push_str("</ol>\n</section>\n");
    }
    if !bill.known.is_empty() {
        put!(
            page,
            "<section><h{level} id=\"{}\">Known before <span class=\"of\">{}</span></h{level}>\n",
            bill.id("known"),
            bill.known.len()
        );
        page.push_str("<p>These findings were in the earlier report that this one was compared with. They stand, and are not new.</p>\n<ol class=\"aside\">\n");
        for (index, found) in bill.known.iter().enumerate() {
            short(bill, found, &bill.id(&format!("k{}", index + 1)), page);
            page.push_str("</li>\n");
        }
        page.push_str("</ol>\n</section>\n");
    }
}

fn short(bill: &Bill<'_>, found: &Found, id: &str, page: &mut String) {
    put!(page, "<li id=\"{id}\"><p class=\"said\">");
    tag(found.said.severity, page);
    put!(page, "<span class=\"code\">{}</span> {}</p>\n", Text(&found.said.code), Rich(&cut(&capital(&found.said.message), LONG)));
    places(bill, found, id, None, page);
    advice(&found.said, page);
}

/// What is said with a problem or a finding that has no card of its own.
fn advice(said: &Diagnostic, page: &mut String) {
    for words in said.notes.iter().chain(&said.help) {
        put!(page, "<p class=\"more\">{}</p>\n", Sentence(words));
    }
}

/// What is not about such a bill, and why.
pub(super) fn inapplicable(bill: &Bill<'_>, page: &mut String) {
    let outcomes: Vec<(&Rule, &Outcome)> = bill
        .checked
        .outcomes
        .iter()
        .filter(|outcome| outcome.verdict == Verdict::NotApplicable)
        .filter_map(|outcome| Some((bill.report.pack.rules.rules.get(outcome.rule)?, outcome)))
        .collect();
    let level = bill.level;
    if outcomes.is_empty() {
        return;
    }
    put!(
        page,
        "<section><h{level} id=\"{}\">Not asked of this bill <span class=\"of\">{}</span></h{level}>\n",
        bill.id("na"),
        outcomes.len()
    );
    let reasons = [
        (Some(Inapplicable::Kind), "about initiatives of another kind"),
        (Some(Inapplicable::Condition), "about something that this bill does not do"),
        (Some(Inapplicable::Silence), "on which the bill is silent, and may be"),
        (Some(Inapplicable::Alone), "about other laws beside the bill, of which none was named"),
        (None, "not applicable for other reasons"),
    ];
    page.push_str("<ul class=\"evidence\">\n");
    for (reason, words) in reasons {
        let codes: Vec<&str> =
            outcomes.iter().filter(|(_, outcome)| outcome.inapplicable == reason).map(|(rule, _)| rule.code.as_str()).collect();
        if !codes.is_empty() {
            let number = many(codes.len(), "criterion", "criteria");
            put!(page, "<li>{number} {words}: <span class=\"code\">{}</span></li>\n", Text(&codes.join(", ")));
        }
    }
    page.push_str("</ul>\n</section>\n");
}

/// What went wrong, before everything else, and what is to be said of waivers.
pub(super) fn problems(report: &Report<'_>, page: &mut String) {
    let list = |id: &str, title: &str, problems: &[Diagnostic], page: &mut String| {
        if problems.is_empty() {
            return;
        }
        put!(page, "<section><h2 id=\"{id}\">{title} <span class=\"of\">{}</span></h2>\n<ul class=\"aside\">\n", problems.len());
        for problem in problems {
            page.push_str("<li><p class=\"said\">");
            tag(problem.severity, page);
            put!(page, "<span class=\"code\">{}</span> {}</p>\n", Text(&problem.code), Rich(&cut(&capital(&problem.message), LONG)));
            for label in &problem.labels {
                put!(page, "<p class=\"at\"><span class=\"file\">{}</span>", Text(&place(report.sources, label.span)));
                let words = report.sources.slice(label.span).trim();
                if !words.is_empty() {
                    put!(page, " · <code dir=\"auto\">{}</code>", Text(&cut(words, VALUE)));
                }
                if !label.text.is_empty() {
                    put!(page, " · {}", Rich(&cut(&label.text, LONG)));
                }
                page.push_str("</p>\n");
            }
            advice(problem, page);
            page.push_str("</li>\n");
        }
        page.push_str("</ul>\n</section>\n");
    };
    list("problems", trouble(report), report.problems, page);
    list("waivers", "Waivers to look at", report.of_waivers(), page);
}

/// What the list of problems is called: a note is no trouble.
pub(super) fn trouble(report: &Report<'_>) -> &'static str {
    if report.problems.iter().any(|problem| problem.severity > Severity::Note) { "What went wrong" } else { "Notes on this run" }
}

/// Settings that are not what the pack says, as words.
pub(super) fn changed(report: &Report<'_>) -> Option<String> {
    let changed = report.pack.rules.settings.iter().filter(|setting| setting.value != setting.default);
    let words: Vec<String> =
        changed.map(|setting| format!("`{}` is {} instead of {}", setting.name, setting.value, setting.default)).collect();
    (!words.is_empty()).then(|| series(&words))
}
