//! Two descriptions made one: the file, and what is told of it. Figures are rounded half away from zero.

mod json;

use super::human::{self, Options};
use super::prose::{clip, count, one_line, series};
use crate::description::write::{self, Item};
use crate::diagnostic::Diagnostic;
use crate::merge::{Agreement, Disagreement, Merged, Reading, View};
use crate::pack::Pack;
use crate::source::Sources;
use crate::vocabulary::{SectionId, Vocabulary};
use std::fmt::Write;

pub use json::SCHEMA;

/// A quote in a message is cut to so many characters.
const QUOTE: usize = 120;

/// Everything there is to tell of a merge.
#[derive(Debug, Clone, Copy)]
pub struct Both<'a> {
    /// The rules' vocabulary.
    pub pack: &'a Pack,
    /// All texts.
    pub sources: &'a Sources,
    /// The first description.
    pub first: Reading<'a>,
    /// The second.
    pub second: Reading<'a>,
    /// What became of them.
    pub merged: &'a Merged,
}

/// The merged description. `text` is the bill's own text as seen from the file that is written.
pub fn description(both: &Both<'_>, text: Option<&str>) -> String {
    let (merged, vocabulary) = (both.merged, &both.pack.vocabulary);
    let mut head = vec![Item::Comment(format!("Merged by `ungp-check merge` from {} and {}.", both.first.name, both.second.name))];
    if !merged.disagreements.is_empty() {
        head.push(Item::Comment(format!(
            "{}: look for `status: disputed`. The value is one view, the note tells the other.",
            count(merged.disagreements.len(), "disagreement")
        )));
    }
    for (reading, sections) in [both.first, both.second].into_iter().zip(&merged.reviewed_by_one) {
        if !sections.is_empty() {
            let words =
                format!("Read in full by {} alone, and so not in `coverage.reviewed`: {}", reading.name, names(sections, vocabulary));
            head.push(Item::Comment(words));
        }
    }
    head.push(Item::Value { name: "vocabulary".into(), value: format!("{}/{}", vocabulary.name, vocabulary.version) });
    match text {
        Some(text) => head.push(Item::Value { name: "text".into(), value: write::quoted(text) }),
        None => {
            for reading in [both.first, both.second] {
                if let Some(text) = &reading.description.text {
                    head.push(Item::Comment(format!("text: {} beside {}", text.text, reading.name)));
                }
            }
        }
    }
    let mut page = String::new();
    write::render(&head, 0, &mut page);
    write::render(&write::items(&merged.root, vocabulary), 0, &mut page);
    page
}

fn names(sections: &[SectionId], vocabulary: &Vocabulary) -> String {
    sections.iter().map(|section| vocabulary.section_name(*section)).collect::<Vec<_>>().join(", ")
}

/// The disagreements as a compiler would tell them, then how far the two agree, by section and in all.
pub fn human(both: &Both<'_>, options: &Options) -> String {
    let told: Vec<Diagnostic> = both.merged.disagreements.iter().map(diagnostic).collect();
    let mut page = human::problems(&told, both.sources, options);
    table(both, &mut page);
    page
}

/// One disagreement.
pub fn diagnostic(disagreement: &Disagreement) -> Diagnostic {
    let Disagreement { path, record, first, second } = disagreement;
    let message = match (&first.value, &second.value) {
        (Some(one), Some(other)) => {
            format!("`{path}` is `{}` for {} and `{}` for {}", short(one), who(first), short(other), who(second))
        }
        (one, other) => {
            let (finder, reader) = if one.is_some() { (first, second) } else { (second, first) };
            let value = one.as_ref().or(other.as_ref()).map_or("", String::as_str);
            match record {
                true => {
                    format!("only {} has the record `{path}` ({}); {} looked for all there are", who(finder), short(value), who(reader))
                }
                false => format!("`{path}` is `{}` for {}; for {} the text is silent", short(value), who(finder), who(reader)),
            }
        }
    };
    let mut told = Diagnostic::warning("disagreement", message);
    for (number, view) in [first, second].into_iter().enumerate() {
        let Some(span) = view.span else { continue };
        told = if number == 0 || told.labels.is_empty() { told.at(span, said(view)) } else { told.also(span, said(view)) };
    }
    told
}

fn short(value: &str) -> String {
    clip(&one_line(value), QUOTE)
}

fn who(view: &View) -> String {
    format!("`{}`", short(&view.by))
}

/// What one of them says, for a label.
fn said(view: &View) -> String {
    let mut words = one_line(&view.by);
    match &view.value {
        None => words.push_str(": read in full"),
        Some(_) => {
            let place = view.at.iter().map(|at| one_line(at)).chain(view.quote.iter().map(|quote| format!("“{}”", short(quote))));
            let place = place.collect::<Vec<_>>().join(", ");
            if !place.is_empty() {
                let _ = write!(words, ": {place}");
            }
        }
    }
    words
}

fn table(both: &Both<'_>, page: &mut String) {
    let merged = both.merged;
    let vocabulary = &both.pack.vocabulary;
    let rows: Vec<(&str, Agreement)> = merged
        .sections
        .iter()
        .map(|found| (vocabulary.section_name(found.section), found.figures))
        .chain([("all", merged.overall)])
        .collect();
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).max("section".len());
    let _ = writeln!(page, "{:<width$}  facts  agreed         kappa", "section");
    for (name, figures) in rows {
        let share = figures.share().map_or_else(|| "–".to_owned(), |share| format!("{:.0}%", share * 100.0));
        let kappa = figures.kappa.map_or_else(|| "undefined".to_owned(), |kappa| format!("{kappa:.2}"));
        let _ = writeln!(page, "{name:<width$}  {:>5}  {:>6} {share:>5}  {kappa:>9}", figures.facts, figures.agreed);
    }
    page.push('\n');
    for (reading, sections) in [both.first, both.second].into_iter().zip(&merged.reviewed_by_one) {
        if !sections.is_empty() {
            let names: Vec<String> = sections.iter().map(|section| format!("`{}`", vocabulary.section_name(*section))).collect();
            let _ = writeln!(page, "only {} read in full: {}", one_line(reading.name), series(&names, "and"));
        }
    }
    let _ = match merged.overall.facts {
        0 => writeln!(page, "no fact was answered by both, so there is nothing to compare"),
        facts => writeln!(page, "{} on {} that both answered", count(merged.disagreements.len(), "disagreement"), count(facts, "fact")),
    };
}

/// The same for programs; `docs/schema/merge.json` describes it.
pub fn json(both: &Both<'_>) -> String {
    json::render(both)
}
