//! A description as a bill's own words suggest it: YAML to confirm, correct and extend.
//!
//! Lines with `##` explain, name places to look at, and list at the end what else the text holds; a line with one `#` is a question
//! that the words bear on without answering it, to be taken out of its comment and answered.

pub mod insert;
mod inventory;
mod tidy;

pub use tidy::{slug, tidy};

use super::prose::{count, wrap};
use crate::description::write::{self, Item};
use crate::description::{Record, Slot};
use crate::detect::describe::{Suggested, cited};
use crate::detect::{Context, Detected, Lead};
use crate::text::document::{Document, Extent};
use crate::vocabulary::{Field, FieldKind, RecordId, Value, Vocabulary};
use std::collections::{BTreeMap, BTreeSet};

/// Comments are broken at this column.
const WIDTH: usize = 120;
/// More places to look at than this are counted.
const LOOKS: usize = 5;
/// Where a fact is suggested already, so many places besides will do.
const LOOKS_BESIDES: usize = 2;
/// So many words around a place are shown.
const AROUND: usize = 24;

/// Everything there is to write down.
#[derive(Debug, Clone, Copy)]
pub struct Imported<'a> {
    /// The bill.
    pub document: &'a Document,
    /// What was found in it.
    pub detected: &'a Detected,
    /// The facts that it suggests, and places to look at.
    pub suggested: &'a Suggested,
    /// The facts as they are written: [`tidy`] makes them of the suggested ones.
    pub root: &'a Record,
    /// The vocabulary.
    pub vocabulary: &'a Vocabulary,
    /// The file of the bill, for people.
    pub name: &'a str,
    /// The file of the bill as the description names it; `None` where it cannot, since it lies elsewhere.
    pub text: Option<&'a str>,
}

/// The description.
pub fn render(imported: &Imported<'_>) -> String {
    let vocabulary = imported.vocabulary;
    let mut page = head(imported);
    let values = imported.detected.proposals.iter().map(|found| ((found.record, found.field, found.hit.extent), &found.value)).collect();
    let page_of = Page { imported, leads: leads(&imported.suggested.leads), values };
    for (section, field) in (0_u16..).zip(&vocabulary.root().fields) {
        let mut items = Vec::new();
        if vocabulary.reviewed.is_some_and(|(reviewed, _)| reviewed == section) {
            reviewed(vocabulary, field, &mut items);
        } else {
            page_of.slot(0, section, field, imported.root.slot(section), &mut items);
        }
        if !items.is_empty() {
            page.push('\n');
            write::render(&items, 0, &mut page);
        }
    }
    let rest = inventory::items(imported.document, &imported.detected.marks);
    if !rest.is_empty() {
        page.push('\n');
        write::render(&rest, 0, &mut page);
    }
    page
}

fn head(imported: &Imported<'_>) -> String {
    let vocabulary = imported.vocabulary;
    let facts = imported.suggested.description.suggested(vocabulary);
    let words = [
        format!(
            "What the words of {} suggest: {}, found by `ungp-check import`. Nobody has confirmed any of it, and `check` treats it so: a \
             finding that rests on it is a warning at most.",
            imported.name,
            count(facts, "fact"),
        ),
        "Go through it with the text. Where a suggestion is right, make `status: suggested` `status: confirmed`, and add `by:` with your \
         name; where it is wrong, mend it or take it out. A record of a list says once for all its facts where it stands and that it is \
         suggested. `## look at` names places that bear on a question without answering it: if they do, take the `#` away from its line \
         and from that of its section, and answer it. What the words do not tell is not here: `ungp-check init` has all questions."
            .to_owned(),
        "Once you have looked for all questions of a section in the whole text, name the section under `coverage.reviewed`.".to_owned(),
    ];
    let mut items: Vec<Item> = words.iter().flat_map(|words| wrap(words, WIDTH - 3)).map(Item::Comment).collect();
    items.push(Item::Value { name: "vocabulary".into(), value: format!("{}/{}", vocabulary.name, vocabulary.version) });
    match imported.text {
        Some(text) => items.push(Item::Value { name: "text".into(), value: write::quoted(text) }),
        None => {
            items.push(Item::Comment("Put the bill's text beside this file and name it here, to have the quotes looked up in it:".into()));
            items.push(Item::Open("text: ".into()));
        }
    }
    let mut page = String::new();
    write::render(&items, 0, &mut page);
    page
}

fn reviewed(vocabulary: &Vocabulary, section: &Field, items: &mut Vec<Item>) {
    let Some((_, field)) = vocabulary.reviewed else { return };
    let FieldKind::Record(record) = section.kind else { return };
    let Some(field) = vocabulary.record(record).field(field) else { return };
    let below = vec![Item::Value { name: field.name.to_string(), value: "[]".into() }];
    items.push(Item::Section { name: section.name.to_string(), items: below });
}

type Leads<'a> = BTreeMap<(RecordId, u16), Vec<&'a Lead>>;

/// The places by question, each once.
fn leads(all: &[Lead]) -> Leads<'_> {
    let mut leads: Leads<'_> = BTreeMap::new();
    for lead in all {
        leads.entry((lead.record, lead.field)).or_default().push(lead);
    }
    for places in leads.values_mut() {
        // Words of the law itself first: what stands in a recital or a heading only hints at it.
        places.sort_by_key(|lead| (!lead.hit.meant, lead.hit.extent));
        places.dedup_by_key(|lead| lead.hit.extent);
    }
    leads
}

struct Page<'a> {
    imported: &'a Imported<'a>,
    leads: Leads<'a>,
    /// What the words at a place suggest.
    values: BTreeMap<(RecordId, u16, Extent), &'a Value>,
}

impl Page<'_> {
    /// A field with what is suggested for it, and the places that bear on it.
    fn slot(&self, holder: RecordId, index: u16, field: &Field, slot: &Slot, items: &mut Vec<Item>) {
        let name = field.name.to_string();
        match (field.kind, slot) {
            (FieldKind::Record(record), slot) => {
                let inner = if let Slot::Record(inner) = slot { Some(&**inner) } else { None };
                let mut below = Vec::new();
                for (index, field) in (0_u16..).zip(&self.imported.vocabulary.record(record).fields) {
                    self.slot(record, index, field, inner.map_or(&Slot::Unset, |inner| inner.slot(index)), &mut below);
                }
                let open = below.iter().all(|item| matches!(item, Item::Comment(_) | Item::Open(_)));
                match (below.is_empty(), open) {
                    (true, _) => {}
                    // A section without a fact is a comment as a whole.
                    (false, true) => {
                        items.push(Item::Open(format!("{name}:")));
                        items.extend(below.into_iter().map(|item| match item {
                            Item::Open(words) => Item::Open(format!("  {words}")),
                            other => other,
                        }));
                    }
                    (false, false) => items.push(Item::Section { name, items: below }),
                }
            }
            (FieldKind::List(record), slot) => {
                let list = if let Slot::List(list) = slot { list.records.as_slice() } else { &[] };
                let before = items.len();
                for (index, field) in (0_u16..).zip(&self.imported.vocabulary.record(record).fields) {
                    self.looks(record, index, field, (&format!("{name}[].{}: ", field.name), LOOKS), items);
                }
                if !list.is_empty() {
                    let records = list.iter().map(|record| write::items(record, self.imported.vocabulary)).collect();
                    items.push(Item::List { name, records });
                } else if items.len() > before {
                    items.push(Item::Open(format!("{name}:")));
                }
            }
            (_, Slot::Fact(fact)) => {
                self.looks(holder, index, field, ("", LOOKS_BESIDES), items);
                let value = write::value(field.kind, &fact.value, self.imported.vocabulary);
                items.push(Item::Value { name, value: write::long(&value, fact.provenance.as_deref()) });
            }
            _ => {
                if self.looks(holder, index, field, ("", LOOKS), items) {
                    items.push(Item::Open(format!("{name}:")));
                }
            }
        }
    }

    /// What the words at a place suggest, where others suggest something else.
    fn meant(&self, lead: &Lead) -> Option<String> {
        let value = self.values.get(&(lead.record, lead.field, lead.hit.extent))?;
        let field = self.imported.vocabulary.record(lead.record).field(lead.field)?;
        Some(self.imported.vocabulary.show(field.kind, value))
    }

    /// The question and the places that bear on it, if there are any.
    fn looks(&self, record: RecordId, index: u16, field: &Field, (lead, most): (&str, usize), items: &mut Vec<Item>) -> bool {
        let Some(places) = self.leads.get(&(record, index)) else { return false };
        // Of one provision, one place for each answer will do.
        let mut seen = BTreeSet::new();
        let same = |place: &&&Lead| (place.hit.provision.ok_or(place.hit.extent), self.meant(place));
        let places: Vec<&&Lead> = places.iter().filter(|place| seen.insert(same(place))).collect();
        let question = field.doc.split_inclusive('?').next().unwrap_or("");
        items.extend(wrap(&format!("{lead}{question}"), WIDTH - 6).into_iter().map(Item::Comment));
        let document = self.imported.document;
        for place in places.iter().take(most) {
            let cited = cited(document, &place.hit).map(|cited| format!(" {cited}")).unwrap_or_default();
            let context = match place.hit.context {
                Context::Plain => "",
                Context::Negated => " (denied)",
                Context::Definition => " (in a definition)",
                Context::Recital => " (in a recital or title)",
                Context::Quoted => " (in words that amend another law)",
                Context::Aside => " (in a heading or note)",
            };
            let meant = self.meant(place).map(|value| format!(", for `{value}`")).unwrap_or_default();
            items.push(Item::Comment(format!("look at{cited}{meant}{context}: “{}”", around(document, place.hit.extent))));
        }
        if let more @ 1.. = places.len().saturating_sub(most) {
            items.push(Item::Comment(format!("and at {}", count(more, "more place"))));
        }
        true
    }
}

/// Words with a few of those around them in their paragraph; `…` stands for what is left out.
fn around(document: &Document, extent: Extent) -> String {
    let block = document.block_at(extent.start).map_or(extent, |block| block.extent);
    let end = extent.end.min(block.end);
    let before = document.words(Extent { start: block.start, end: extent.start });
    let after = document.words(Extent { start: end, end: block.end });
    let own = tidy::shortened(document.words(Extent { start: extent.start, end }));
    let margin = AROUND.saturating_sub(own.split(' ').count()) / 2;
    // Whole words, and what is stuck to the words themselves: `(` or a full stop.
    let start = match margin {
        0 => before.rfind(' ').map_or(0, |at| at + 1),
        _ => before.rmatch_indices(' ').nth(margin).map_or(0, |(at, _)| at + 1),
    };
    let stop = after.match_indices(' ').nth(margin).map_or(after.len(), |(at, _)| at);
    let (head, tail) = (before.get(start..).unwrap_or(""), after.get(..stop).unwrap_or(""));
    let cut = |cut: bool| if cut { "…" } else { "" };
    if own.len() < document.words(Extent { start: extent.start, end }).len() {
        return format!("{}{head}{own}…", cut(start > 0));
    }
    format!("{}{head}{own}{tail}{}", cut(start > 0), cut(stop < after.len()))
}

#[cfg(test)]
mod tests;
