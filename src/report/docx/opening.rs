//! What stands first: what was checked and with what, and what came of it in a few sentences.

use super::body::{Body, Table, WIDTH, cell};
use super::detail;
use super::words::{marked, plain, quiet, sentence};
use crate::check::Checked;
use crate::diagnostic::Severity;
use crate::outcome::Verdict;
use crate::report::Report;
use crate::report::html::gather::{Bill, Card};
use crate::report::prose::{LONG, capital, clip, count, few, one_line};
use crate::report::view::{self, Tone};
use jiff::civil::Date;

/// How many of the gravest points the summary names.
const GRAVEST: usize = 5;
const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// `22 November 2026`
pub fn day(date: Date) -> String {
    let month = usize::try_from(date.month() - 1).ok().and_then(|month| MONTHS.get(month)).unwrap_or(&"");
    format!("{} {month} {}", date.day(), date.year())
}

/// The title of the document.
pub fn title(report: &Report<'_>) -> String {
    match report.checked {
        _ if report.rules == 0 => "Nothing was checked".into(),
        [] => "Nothing was checked".into(),
        [one] => clip(&one.title, LONG),
        more => format!("{} initiatives", more.len()),
    }
}

/// The title, and what the document is.
pub fn head(report: &Report<'_>, body: &mut Body) {
    body.paragraph("Title", vec![plain(&title(report))]);
    let date = report.date.map(|date| format!(", {}", day(date))).unwrap_or_default();
    body.paragraph("Subtitle", vec![plain(&format!("Report of a check against criteria{date}"))]);
}

/// The sentences that must not be missed, if something was not checked.
pub fn alerts(report: &Report<'_>, body: &mut Body) {
    for (_, line) in view::closing(report).into_iter().filter(|(tone, _)| *tone == Tone::Loud) {
        body.paragraph("Alert", marked(&sentence(&line)));
    }
}

/// What was checked, and with what.
pub fn checked(report: &Report<'_>, body: &mut Body) {
    body.heading(1, "What was checked");
    for (index, checked) in report.checked.iter().enumerate() {
        if index > 0 {
            body.text(Vec::new());
        }
        input(report, checked, body);
    }
    if report.checked.is_empty() {
        body.text(vec![plain(&format!("{} named; none could be checked.", sentence_count(report.inputs)))]);
    }
    body.heading(1, "What it was checked with");
    with(report, body);
}

fn sentence_count(inputs: usize) -> String {
    if inputs == 0 { "No input was".into() } else { format!("{} {}", count(inputs, "input"), if inputs == 1 { "was" } else { "were" }) }
}

fn input(report: &Report<'_>, checked: &Checked, body: &mut Body) {
    let vocabulary = &report.pack.vocabulary;
    detail(body, "Initiative", vec![plain(&clip(&checked.title, LONG))]);
    let id = checked.id(vocabulary);
    if !id.is_empty() {
        detail(body, "Short name", vec![plain(&clip(id, LONG))]);
    }
    let kinds: Vec<&str> = vocabulary.kind_values().map(|values| values.members(checked.description.kinds).collect()).unwrap_or_default();
    let kinds = if kinds.is_empty() { "none given".to_owned() } else { kinds.join(", ") };
    detail(body, "Kind", vec![plain(&kinds)]);
    if checked.is_text_alone() {
        detail(body, "Description", vec![plain("none: every fact is suggested by the bill’s words, and nobody has confirmed it")]);
    } else {
        detail(body, "Description", vec![plain(report.sources.name(checked.file))]);
    }
    match checked.text() {
        Some(text) => detail(body, "Text of the bill", vec![plain(report.sources.name(text))]),
        None => detail(body, "Text of the bill", vec![plain("not given: quotes could not be looked up in it")]),
    }
    let sections = (0_u16..).zip(&vocabulary.root().fields).filter(|(section, _)| checked.description.is_reviewed(*section));
    let reviewed: Vec<&str> = sections.map(|(_, field)| &*field.name).collect();
    let words = match reviewed.is_empty() {
        true => "no part: what the description does not say counts as unknown".to_owned(),
        false => format!("{}; what the description does not say there, the bill does not provide", reviewed.join(", ")),
    };
    detail(body, "Read in full", vec![plain(&words)]);
}

fn with(report: &Report<'_>, body: &mut Body) {
    let pack = report.pack;
    detail(body, "Program", vec![plain(&tool())]);
    let families = pack.rules.families.len();
    let families = if families == 1 { "1 family".into() } else { format!("{families} families") };
    let all = pack.rules.rules.len();
    let of = if report.rules == all { String::new() } else { format!(" of {all}") };
    let vocabulary = format!("vocabulary {}/{}", pack.vocabulary.name, pack.vocabulary.version);
    detail(body, "Criteria", vec![plain(&format!("{}{of} in {families}; {vocabulary}", count(report.rules, "rule")))]);
    let settings = pack.rules.settings.iter().filter(|setting| setting.value != setting.default);
    let settings: Vec<String> =
        settings.map(|setting| format!("`{}` = {} instead of {}", setting.name, setting.value, setting.default)).collect();
    detail(
        body,
        "Settings",
        if settings.is_empty() { vec![plain("as they come with the criteria")] } else { marked(&settings.join(", ")) },
    );
    if let Some(register) = report.waivers {
        let words = format!("{} ({} in force)", one_line(report.sources.name(register.file)), register.in_force());
        detail(body, "Waivers", vec![plain(&words)]);
    }
    if let Some(baseline) = report.baseline {
        detail(body, "Baseline", vec![plain(report.sources.name(baseline.file))]);
    }
    if !report.past.is_empty() {
        detail(body, "Past laws", vec![plain(&format!("descriptions of {}, asked the same rules", count(report.past.len(), "law")))]);
    }
    if let Some(date) = report.date {
        detail(body, "Date", vec![plain(&day(date))]);
    }
}

/// `ungp-check 0.1.0`
pub fn tool() -> String {
    format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
}

/// What came of it.
pub fn summary(report: &Report<'_>, bills: &[Bill<'_>], body: &mut Body) {
    body.heading(1, "Summary");
    alerts(report, body);
    if report.checked.is_empty() || report.rules == 0 {
        body.text(vec![plain("There are no verdicts. That is not a pass: nobody has looked.")]);
        return;
    }
    for (bill, checked) in bills.iter().zip(report.checked) {
        of_one(bill, checked, bills.len() > 1, body);
    }
    if bills.len() > 1 {
        initiatives(report, body);
    }
    for (_, line) in view::closing(report).into_iter().filter(|(tone, _)| *tone == Tone::Even) {
        body.text(marked(&sentence(&line)));
    }
    if report.checked.iter().flat_map(|checked| &checked.outcomes).any(|outcome| outcome.verdict == Verdict::Undetermined) {
        body.text(vec![plain(
            "What is undetermined is neither good nor bad: the description does not say enough to decide. The open questions say what is \
             missing.",
        )]);
    }
}

fn of_one(bill: &Bill<'_>, checked: &Checked, named: bool, body: &mut Body) {
    let of = if named { format!(" of {}", clip(&checked.title, LONG)) } else { String::new() };
    let words = format!("{} asked{of}: {}.", sentence_asked(checked.outcomes.len()), view::counts_line(checked));
    body.text(vec![plain(&words)]);
    // Remarks are about the description, and points are about the bill where there are any.
    let of_bill = bill.cards.iter().any(|card| card.of.is_some());
    let points = || bill.cards.iter().filter(|card| card.of.is_some() == of_bill);
    let Some(worst) = points().map(|card| card.severity).max() else {
        let none =
            "No finding stands, by these criteria, in what the description says. That is no certificate; see what a linter cannot judge.";
        body.text(vec![plain(none)]);
        return;
    };
    let gravest: Vec<&Card<'_>> = points().filter(|card| card.severity == worst).collect();
    let what = match worst {
        Severity::Error => "The gravest points are errors:",
        Severity::Warning => "There are no errors. The gravest points are warnings:",
        Severity::Note => "There are no errors and no warnings. The points are notes:",
    };
    body.paragraph("Lead", vec![plain(what)]);
    for card in gravest.iter().take(GRAVEST) {
        point(card, body);
    }
    if let more @ 1.. = gravest.len().saturating_sub(GRAVEST) {
        body.bullet(vec![plain(&format!("and {more} more of this gravity, under Findings"))]);
    }
}

fn sentence_asked(rules: usize) -> String {
    format!("{} {}", count(rules, "rule"), if rules == 1 { "was" } else { "were" })
}

/// One of the gravest points: what is wrong, the code, and where.
fn point(card: &Card<'_>, body: &mut Body) {
    let Some(first) = card.found.first() else { return };
    let mut runs = marked(&sentence(&clip(&first.said.message, LONG)));
    let mut places: Vec<&str> = Vec::new();
    for place in card.found.iter().filter_map(|found| found.provision.as_deref()) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let at = if places.is_empty() { String::new() } else { format!("; {}", few(places.into_iter(), 4)) };
    let more = match card.found.len() {
        1 => String::new(),
        number => format!("; the first of {number} findings"),
    };
    runs.push(quiet(&format!(" ({}{more}{at})", first.said.code)));
    body.bullet(runs);
}

/// A line an initiative, where there are several.
fn initiatives(report: &Report<'_>, body: &mut Body) {
    let rows = report.checked.iter().map(|checked| {
        let counts = checked.counts().into_iter().map(|(_, number)| cell(&number.to_string()));
        std::iter::once(cell(&clip(&checked.title, 120))).chain(counts).collect()
    });
    body.table(verdicts("Verdicts by initiative", "Initiative", rows.collect()));
}

/// The table of families by verdict, for one input.
pub fn families(report: &Report<'_>, checked: &Checked, level: usize, body: &mut Body) {
    body.heading(level, "Verdicts by family");
    let rules = &report.pack.rules;
    let family = |outcome: &crate::outcome::Outcome| rules.rules.get(outcome.rule).and_then(|rule| rule.family);
    let mut rows = Vec::new();
    let named = rules.families.iter().enumerate().map(|(index, family)| (Some(index), format!("{} {}", family.code, family.title)));
    for (index, name) in named.chain([(None, "No family".to_owned())]) {
        let outcomes: Vec<_> = checked.outcomes.iter().filter(|outcome| family(outcome) == index).collect();
        if outcomes.is_empty() {
            continue;
        }
        let number = |verdict: Verdict| outcomes.iter().filter(|outcome| outcome.verdict == verdict).count();
        rows.push(std::iter::once(cell(&name)).chain(Verdict::ALL.map(|verdict| counted(number(verdict)))).collect());
    }
    let all = checked.counts().map(|(_, number)| vec![vec![super::words::strong(&number.to_string())]]);
    rows.push(std::iter::once(vec![vec![super::words::strong("All")]]).chain(all).collect());
    body.table(verdicts("Verdicts by family", "Family", rows));
}

/// A nought is easier to overlook as a dash.
fn counted(number: usize) -> super::body::Cell {
    if number == 0 { vec![vec![quiet("–")]] } else { cell(&number.to_string()) }
}

fn verdicts(caption: &str, first: &str, rows: Vec<Vec<super::body::Cell>>) -> Table {
    let narrow = [960, 900, 700, 1440, 1200];
    let widths = std::iter::once(WIDTH - narrow.iter().sum::<usize>()).chain(narrow).collect();
    let names = Verdict::ALL.map(|verdict| capital(verdict.name()));
    Table { caption: caption.into(), widths, head: std::iter::once(first.to_owned()).chain(names).collect(), rows }
}
