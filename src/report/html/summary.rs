//! Five sentences for those who read no further: what was asked, what came of it, the gravest points, where they lie, what is open.

use super::families::bar;
use super::gather::{Bill, Card};
use super::markup::{Rich, Text, cut, many, put, series};
use crate::diagnostic::Severity;
use crate::outcome::Verdict;
use crate::report::prose::capital;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many points are named.
const POINTS: usize = 3;
/// Longer points are cut.
const POINT: usize = 200;

/// The section with the sentences and the numbers.
pub(super) fn section(bill: &Bill<'_>, page: &mut String) {
    let level = bill.level;
    put!(page, "<section class=\"summary\"><h{level} id=\"{}\">Summary</h{level}>\n", bill.id("summary"));
    for sentence in [asked(bill), found(bill), gravest(bill), families(bill), open(bill)] {
        put!(page, "<p>{sentence}</p>\n");
    }
    tiles(bill, page);
    page.push_str("</section>\n");
}

/// The numbers at a glance; each leads to what it counts.
fn tiles(bill: &Bill<'_>, page: &mut String) {
    let counts = bill.checked.counts();
    let all: usize = counts.iter().map(|(_, number)| number).sum();
    page.push_str("<ul class=\"tiles\">\n");
    for (verdict, number) in counts {
        let target = match verdict {
            Verdict::Violated | Verdict::PartlyMet => "findings",
            Verdict::Met => "met",
            Verdict::Undetermined => "open",
            Verdict::NotApplicable if number == 0 => "families",
            Verdict::NotApplicable => "na",
        };
        put!(page, "<li class=\"{}\"><a href=\"#{}\">", verdict.slug(), bill.id(target));
        put!(page, "<b>{number}</b> <span>{}</span></a></li>\n", verdict.name());
    }
    page.push_str("</ul>\n");
    bar(&counts.map(|(_, number)| number), all, page);
}

/// How many criteria were asked, and what became of them.
fn asked(bill: &Bill<'_>) -> String {
    let counts = bill.checked.counts();
    let of = |wanted: Verdict| counts.iter().filter(|(verdict, _)| *verdict == wanted).map(|(_, number)| *number).sum::<usize>();
    let asked: usize = counts.iter().map(|(_, number)| number).sum();
    let about = asked - of(Verdict::NotApplicable);
    let first = match about {
        0 => return format!("Of the {} asked, none is about an initiative like this one.", many(asked, "criterion", "criteria")),
        1 => format!("Of the {} asked, one is about an initiative like this one", many(asked, "criterion", "criteria")),
        about => format!("Of the {} asked, {about} are about an initiative like this one", many(asked, "criterion", "criteria")),
    };
    let waived = bill.checked.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Violated && outcome.is_waived()).count();
    let waived = if waived > 0 { format!(" ({waived} of them waived)") } else { String::new() };
    let undetermined = match of(Verdict::Undetermined) {
        0 => "every one of them could be decided".to_owned(),
        open => format!("{open} could not be decided"),
    };
    format!(
        "{first}: it violates {}{waived}, partly meets {} and meets {}, and {undetermined}.",
        of(Verdict::Violated),
        of(Verdict::PartlyMet),
        of(Verdict::Met)
    )
}

/// How many findings stand, by gravity.
fn found(bill: &Bill<'_>) -> String {
    let meanings = [
        (Severity::Error, "at odds with what the sources demand of States"),
        (Severity::Warning, "a safeguard that is missing or weak"),
        (Severity::Note, "good practice"),
    ];
    let words = meanings.into_iter().filter_map(|(severity, meaning)| match bill.of_severity(severity) {
        0 => None,
        number => Some(format!("{} ({meaning})", many(number, severity.name(), &format!("{severity}s")))),
    });
    let words: Vec<String> = words.collect();
    let set_aside = [(bill.waived.len(), "waived"), (bill.known.len(), "known from an earlier report")];
    let set_aside: Vec<String> =
        set_aside.into_iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")).collect();
    let set_aside = if set_aside.is_empty() { String::new() } else { format!("; {} stand apart below", series(&set_aside)) };
    match bill.findings() {
        0 => {
            format!("No finding stands here, which means that none was found, by these criteria, in what the description says{set_aside}.")
        }
        1 => format!("There is 1 finding: {}{set_aside}.", series(&words)),
        number => format!("There are {number} findings: {}{set_aside}.", series(&words)),
    }
}

/// The gravest points: the first of the gravest in each of the families that have most of them, then the others.
fn gravest(bill: &Bill<'_>) -> String {
    // Remarks are about the description, and points are about the bill where there are any.
    let about_bill = bill.cards.iter().any(|card| card.of.is_some());
    let named = || bill.cards.iter().enumerate().filter(|(_, card)| card.of.is_some() == about_bill);
    let Some(worst) = named().map(|(_, card)| card.severity).max() else {
        return "There is no grave point to name.".to_owned();
    };
    let gravest: Vec<(usize, &Card<'_>)> = named().filter(|(_, card)| card.severity == worst).collect();
    let family = |card: &Card<'_>| card.of.and_then(|(rule, _)| rule.family);
    let mut families: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    gravest.iter().for_each(|(index, card)| families.entry(family(card)).or_default().push(*index));
    let mut families: Vec<Vec<usize>> = families.into_values().collect();
    families.sort_by_key(|cards| Reverse(cards.len()));
    // One of each family in turn, so that three points are three matters where there are three.
    let turns = families.iter().map(Vec::len).max().unwrap_or(0);
    let in_turn = (0..turns).flat_map(|turn| families.iter().filter_map(move |cards| cards.get(turn).copied()));
    let points: Vec<String> = in_turn.take(POINTS).filter_map(|index| point(bill, index)).collect();
    let first = if points.len() == 1 { "The gravest point" } else { "The gravest points" };
    format!("{first}: {}.", points.join("; "))
}

/// What the first finding of a card says, as a link to it.
fn point(bill: &Bill<'_>, index: usize) -> Option<String> {
    let card = bill.cards.get(index)?;
    let found = card.found.first()?;
    let at = found.provision.as_ref().map(|at| format!(" ({})", Text(&cut(at, 60)))).unwrap_or_default();
    let target = bill.id(&format!("f{}", index + 1));
    Some(format!("<a href=\"#{target}\">{}</a>{at}", Rich(&cut(&found.said.message, POINT))))
}

/// In which families the bill falls short, and which it meets best.
fn families(bill: &Bill<'_>) -> String {
    // Family: short, met, decided.
    let mut families: BTreeMap<usize, (usize, usize, usize)> = BTreeMap::new();
    for outcome in &bill.checked.outcomes {
        let Some(family) = bill.report.pack.rules.rules.get(outcome.rule).and_then(|rule| rule.family) else { continue };
        let (short, met, decided) = families.entry(family).or_default();
        match outcome.verdict {
            Verdict::Violated | Verdict::PartlyMet => *short += 1,
            Verdict::Met => *met += 1,
            Verdict::Undetermined | Verdict::NotApplicable => continue,
        }
        *decided += 1;
    }
    let title = |family: usize| bill.report.pack.rules.families.get(family).map_or("", |family| &family.title);
    let named = |(family, number, decided): &(usize, usize, usize)| format!("{} ({number} of {decided})", Text(title(*family)));
    let mut short: Vec<(usize, usize, usize)> = families.iter().map(|(family, (short, _, decided))| (*family, *short, *decided)).collect();
    short.retain(|(_, short, _)| *short > 0);
    short.sort_by_key(|(_, short, _)| Reverse(*short));
    short.truncate(3);
    // By share; a family of one or two tells little.
    let mut met: Vec<(usize, usize, usize)> = families.iter().map(|(family, (_, met, decided))| (*family, *met, *decided)).collect();
    met.retain(|(family, met, _)| *met > 0 && !short.iter().any(|(fails, ..)| fails == family));
    met.sort_by_key(|(_, met, decided)| (*decided < 3, Reverse(met * 1000 / (*decided).max(1)), Reverse(*decided)));
    let short: Vec<String> = short.iter().map(named).collect();
    let best = met.first().map(named);
    match (short.is_empty(), best) {
        (false, Some(best)) => format!("Most criteria that are not fully met belong to {}; best met are those of {best}.", series(&short)),
        (false, None) => format!("The criteria that are not fully met belong to {}.", series(&short)),
        (true, Some(best)) => format!("Every criterion that could be decided is met, most clearly those of {best}."),
        (true, None) => "No criterion could be decided, so nothing can be said of any family.".to_owned(),
    }
}

/// What is open, and what would settle most of it.
fn open(bill: &Bill<'_>) -> String {
    let open = bill.checked.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Undetermined).count();
    let questions = bill.checked.questions(bill.report.pack);
    let place = bill.id("open");
    match (open, questions.first()) {
        (0, _) => "No question is open, so all of this rests on what the description says.".to_owned(),
        (open, None) => format!("{} still open.", capital(&are(open))),
        (open, Some(asked)) => format!(
            "{} still open, and the answer that would settle most is that to <a href=\"#{place}\"><code>{}</code></a> ({}).",
            are(open),
            Text(&asked.path()),
            many(asked.rules.len(), "criterion", "criteria")
        ),
    }
}

fn are(open: usize) -> String {
    if open == 1 { "1 verdict is".into() } else { format!("{open} verdicts are") }
}
