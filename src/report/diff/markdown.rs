//! Two drafts as a comment on a pull request: figures, tables, and the facts folded away.

use super::super::escape::markdown as safe;
use super::super::prose::{LONG, clip};
use super::{Drafts, notes, place, reason, summary, summary_of_the_rest, value, verdict};
use crate::diff::{Class, Found, Pair, Side};
use std::fmt::Write;

/// More changed facts than this are counted: sites refuse long comments.
const FACTS: usize = 200;

/// All that is told of two drafts.
pub fn render(drafts: &Drafts<'_>) -> String {
    let diff = drafts.diff;
    let name =
        |checked: &crate::check::Checked| format!("{} ({})", safe(&clip(&checked.title, LONG)), safe(drafts.sources.name(checked.file)));
    let mut text = format!("## What the amendments change\n\n- old: {}\n- new: {}\n\n", name(drafts.old), name(drafts.new));
    let _ = writeln!(text, "**{}**  \n{}", summary(diff), summary_of_the_rest(diff));
    for note in notes(diff) {
        let _ = writeln!(text, "\n> {}", safe(&note));
    }
    findings(drafts, Class::New, "New", &mut text);
    findings(drafts, Class::Changed, "Changed", &mut text);
    findings(drafts, Class::Open, "No longer decided", &mut text);
    findings(drafts, Class::Fixed, "Fixed", &mut text);
    if !diff.verdicts.is_empty() {
        let _ = writeln!(text, "\n### Verdicts\n\n| rule | title | verdict |\n|---|---|---|");
        for change in &diff.verdicts {
            let _ = writeln!(text, "| {} | {} | {} |", safe(&change.code), safe(&change.title), safe(&verdict(change)));
        }
    }
    facts(drafts, &mut text);
    text
}

fn findings(drafts: &Drafts<'_>, class: Class, title: &str, text: &mut String) {
    let pairs: Vec<&Pair> = drafts.diff.of(class).collect();
    if pairs.is_empty() {
        return;
    }
    let last = if class == Class::Changed { "was" } else { "why" };
    let _ = writeln!(text, "\n### {title} ({})\n\n| | rule | finding | place | {last} |\n|---|---|---|---|---|", pairs.len());
    for pair in pairs {
        let Some(found) = pair.new.as_ref().or(pair.old.as_ref()) else { continue };
        let was = |old: &Found| {
            let message = if old.message == found.message { String::new() } else { format!(": {}", old.message) };
            let place = place(old, drafts.sources);
            format!("{}{message} ({place})", old.severity)
        };
        let last = match (&pair.old, class) {
            (Some(old), Class::Changed) => was(old),
            _ => reason(pair).unwrap_or_default(),
        };
        let cells = [found.severity.name(), &pair.code, &found.message, &place(found, drafts.sources), &last].map(safe);
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
}

fn facts(drafts: &Drafts<'_>, text: &mut String) {
    let facts = &drafts.diff.facts;
    if facts.is_empty() {
        return;
    }
    let _ =
        writeln!(text, "\n<details><summary>Changed facts ({})</summary>\n\n| fact | old | new | place |\n|---|---|---|---|", facts.len());
    for change in facts.iter().take(FACTS) {
        let path = change.new.as_ref().or(change.old.as_ref()).map(|side| side.path.as_str()).unwrap_or_default();
        let side = |side: &Option<Side>| side.as_ref().map_or("—".to_owned(), value);
        let cells = [path, &side(&change.old), &side(&change.new), &super::places(change, drafts.sources)].map(safe);
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    if let more @ 1.. = facts.len().saturating_sub(FACTS) {
        let _ = writeln!(text, "\nand {more} more");
    }
    let _ = writeln!(text, "\n</details>");
}
