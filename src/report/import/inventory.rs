//! What else a bill holds, as comments: how many provisions of which kind, and the marks that are no facts, with their places.

use super::super::prose::count;
use super::{around, tidy};
use crate::description::write::Item;
use crate::detect::Mark;
use crate::detect::describe::cited;
use crate::text::definition::{Definition, Drafting, Form, definitions};
use crate::text::document::{Document, ProvisionKind};
use std::collections::BTreeMap;

/// More places than this of one mark are counted.
const MOST: usize = 60;

/// The comments.
pub(super) fn items(document: &Document, marks: &[Mark]) -> Vec<Item> {
    let mut items = vec![Item::Comment("What else is in the text, to look through: nothing below is a fact of this description.".into())];
    let provisions = provisions(document);
    if !provisions.is_empty() {
        items.push(Item::Comment(format!("provisions: {provisions}")));
    }
    items.extend(defined(document));
    let mut named: BTreeMap<&str, Vec<&Mark>> = BTreeMap::new();
    for mark in marks.iter().filter(|mark| mark.hit.meant) {
        named.entry(&mark.name).or_default().push(mark);
    }
    for (name, mut marks) in named {
        marks.sort_by_key(|mark| mark.hit.extent);
        marks.dedup_by_key(|mark| mark.hit.extent);
        items.push(Item::Comment(format!("{name}: {}", count(marks.len(), "place"))));
        for mark in marks.iter().take(MOST) {
            let cited = cited(document, &mark.hit).map(|cited| format!("{cited} ")).unwrap_or_default();
            let value = mark.value.as_ref().map(|value| format!(" = {value}")).unwrap_or_default();
            items.push(Item::Comment(format!("- {cited}“{}”{value}", around(document, mark.hit.extent))));
        }
        if let more @ 1.. = marks.len().saturating_sub(MOST) {
            items.push(Item::Comment(format!("- and {}", count(more, "more place"))));
        }
    }
    if items.len() > 1 { items } else { Vec::new() }
}

/// The terms that the bill defines, with how they are worded.
fn defined(document: &Document) -> Vec<Item> {
    let found = definitions(document);
    let mut terms: Vec<&Definition> = found.iter().filter(|definition| definition.form == Form::Term).collect();
    if terms.is_empty() {
        return Vec::new();
    }
    terms.sort_by_key(|definition| definition.term);
    let mut items = vec![Item::Comment(format!("definitions: {}", count(terms.len(), "term")))];
    for definition in terms.iter().take(MOST) {
        let place = definition.provision.map(|id| document.citation(id)).filter(|cited| !cited.is_empty());
        let place = place.map(|cited| format!("{cited} ")).unwrap_or_default();
        items.push(Item::Comment(format!("- {place}“{}”: {}", tidy::shortened(document.words(definition.term)), worded(definition))));
    }
    if let more @ 1.. = terms.len().saturating_sub(MOST) {
        items.push(Item::Comment(format!("- and {}", count(more, "more term"))));
    }
    items
}

/// `includes, open list, the executive may widen it`
fn worded(definition: &Definition) -> String {
    let drafting = match definition.drafting {
        Drafting::Means => "means",
        Drafting::Includes => "includes",
        Drafting::MeansAndIncludes => "means and includes",
        Drafting::ByReference => "by reference",
        Drafting::Excludes => "does not include",
        Drafting::Deeming => "is deemed to be",
    };
    let said = [
        (definition.circular, "explained by itself"),
        (definition.open, "open list"),
        (definition.by_executive, "the executive may widen it"),
    ];
    let said = said.iter().filter(|(holds, _)| *holds).map(|(_, words)| *words);
    std::iter::once(drafting).chain(said).collect::<Vec<_>>().join(", ")
}

/// `2 schedules, 45 sections, 120 paragraphs`
fn provisions(document: &Document) -> String {
    let kinds = [
        (ProvisionKind::Schedule, "schedule"),
        (ProvisionKind::Division, "division"),
        (ProvisionKind::Section, "section"),
        (ProvisionKind::Article, "article"),
        (ProvisionKind::Recital, "recital"),
        (ProvisionKind::Paragraph, "paragraph"),
        (ProvisionKind::Point, "point"),
    ];
    let counted = kinds.map(|(kind, name)| (document.provisions.iter().filter(|found| found.kind == kind).count(), name));
    counted.into_iter().filter(|(number, _)| *number > 0).map(|(number, name)| count(number, name)).collect::<Vec<_>>().join(", ")
}
