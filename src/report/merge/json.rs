//! A merge for programs. `docs/schema/merge.json` describes it.

use super::Both;
use crate::merge::{Agreement, Reading, View};
use crate::report::json::{Tool, pretty};
use crate::source::Sources;
use serde::Serialize;

/// JSON Schema of what `merge --format json` gives.
pub const SCHEMA: &str = include_str!("../../../docs/schema/merge.json");
/// Rises when a program that reads the present form would misread a later one.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format: &'a str,
    version: u32,
    tool: Tool<'a>,
    id: &'a str,
    first: Input<'a>,
    second: Input<'a>,
    reviewed: Vec<&'a str>,
    overall: Figures,
    sections: Vec<Section<'a>>,
    disagreements: Vec<Disagreement<'a>>,
}

#[derive(Serialize)]
struct Input<'a> {
    file: &'a str,
    reviewed_alone: Vec<&'a str>,
}

#[derive(Serialize)]
struct Figures {
    facts: usize,
    agreed: usize,
    share: Option<f64>,
    kappa: Option<f64>,
}

#[derive(Serialize)]
struct Section<'a> {
    section: &'a str,
    #[serde(flatten)]
    figures: Figures,
}

#[derive(Serialize)]
struct Disagreement<'a> {
    path: &'a str,
    record: bool,
    first: Said<'a>,
    second: Said<'a>,
}

#[derive(Serialize)]
struct Said<'a> {
    by: &'a str,
    value: Option<&'a str>,
    at: Option<&'a str>,
    quote: Option<&'a str>,
    place: Option<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

/// All that is told of a merge.
pub fn render(both: &Both<'_>) -> String {
    let vocabulary = &both.pack.vocabulary;
    let merged = both.merged;
    let names = |sections: &[u16]| sections.iter().map(|section| vocabulary.section_name(*section)).collect();
    let [alone, others] = &merged.reviewed_by_one;
    let input =
        |reading: Reading<'_>, alone: &[u16]| Input { file: both.sources.name(reading.description.file), reviewed_alone: names(alone) };
    let document = Document {
        format: "ungp-check-merge",
        version: VERSION,
        tool: Tool::THIS,
        id: both.first.description.words(vocabulary, "meta", "id").unwrap_or(""),
        first: input(both.first, alone),
        second: input(both.second, others),
        reviewed: names(&merged.reviewed),
        overall: figures(merged.overall),
        sections: merged
            .sections
            .iter()
            .map(|found| Section { section: vocabulary.section_name(found.section), figures: figures(found.figures) })
            .collect(),
        disagreements: merged
            .disagreements
            .iter()
            .map(|found| Disagreement {
                path: &found.path,
                record: found.record,
                first: said(&found.first, both.sources),
                second: said(&found.second, both.sources),
            })
            .collect(),
    };
    pretty(&document)
}

fn figures(of: Agreement) -> Figures {
    Figures { facts: of.facts, agreed: of.agreed, share: of.share(), kappa: of.kappa }
}

fn said<'a>(view: &'a View, sources: &'a Sources) -> Said<'a> {
    let place = |span| {
        let place = sources.place(span);
        Place { file: sources.name(span.file), line: place.line, column: place.column }
    };
    Said { by: &view.by, value: view.value.as_deref(), at: view.at.as_deref(), quote: view.quote.as_deref(), place: view.span.map(place) }
}
