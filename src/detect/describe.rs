//! What was found → facts of a description, each suggested and with the words that suggest it. Facts of one list and group become
//! one record; where the words point both ways there is no fact but a lead.
//!
//! A person's word stands: a description is only completed where it says nothing and does not call a section silent.

mod alike;
mod choose;
mod complete;
#[cfg(test)]
pub(crate) mod tests;

pub use complete::{Completed, Otherwise, complete};

use super::{Detected, Lead, Proposal, Strength};
use crate::description::{Description, Fact, FactStatus, List, Provenance, Record, Slot, Spanned};
use crate::source::Span;
use crate::text::document::{Document, Extent, Role};
use crate::value::{Quantity, shorten};
use crate::vocabulary::{FieldKind, RecordId, Value, Vocabulary};
use choose::{Choice, choose};
use std::collections::BTreeMap;

/// More records than this are not suggested for one list: nobody goes through so many, and rules look at every pair of some lists.
pub const MAX_RECORDS: usize = 500;
/// More rules than this are not named as the reason for one fact.
const OWNERS: usize = 4;

/// What the person who asks knows of a bill besides its words.
#[derive(Debug, Clone, Copy, Default)]
pub struct Told<'a> {
    /// Kinds of initiative, as bits; 0 to go by the words.
    pub kinds: u64,
    /// Jurisdiction; `None` to go by what the source says.
    pub jurisdiction: Option<&'a str>,
}

/// Suggested facts, and what else there is to look at.
#[derive(Debug)]
pub struct Suggested {
    /// The facts.
    pub description: Description,
    /// Places that bear on a question without answering it: weak cues, and words that point both ways.
    pub leads: Vec<Lead>,
}

/// A bill described by its own words alone. Nothing counts as reviewed, so that silence stays unknown.
pub fn describe(document: &Document, detected: &Detected, told: Told<'_>, vocabulary: &Vocabulary) -> Suggested {
    let (mut root, leads) = facts(document, detected, vocabulary);
    let start = document.blocks.first().map_or(Extent::default(), |block| block.extent);
    let title = title(document).unwrap_or(start);
    let here = document.span(title);
    let words = document.title.clone().unwrap_or_else(|| document.words(title).to_owned());
    let of_document = || Some(Box::new(provenance("", here, None, "from the document itself")));
    let mut set = |field: &str, value: Value, provenance| meta(&mut root, field, Fact { value, span: here, provenance }, vocabulary);
    set("title", text(&words), of_document());
    match (told.jurisdiction, &document.jurisdiction) {
        (Some(told), _) => set("jurisdiction", text(told), None),
        (None, Some(found)) => set("jurisdiction", text(found), of_document()),
        (None, None) => {}
    }
    if told.kinds != 0
        && let Some((section, field)) = vocabulary.kinds
        && let Some(field) = vocabulary.record(vocabulary.section_record(section)).field(field)
    {
        let name = field.name.to_string();
        set(&name, Value::Set(told.kinds), None);
    }
    let kinds = kinds(&root, vocabulary);
    let file = document.source;
    let description =
        Description { file, span: here, root, kinds, reviewed: 0, reviewed_at: Vec::new(), text: None, versioned: true, first_key: None };
    Suggested { description, leads }
}

/// All facts that the words suggest, in a description without anything else.
fn facts(document: &Document, detected: &Detected, vocabulary: &Vocabulary) -> (Record, Vec<Lead>) {
    let mut leads = detected.leads.clone();
    let mut groups: BTreeMap<(RecordId, u32), Vec<&Proposal>> = BTreeMap::new();
    let homes = homes(vocabulary);
    for proposal in &detected.proposals {
        let home = homes.get(&proposal.record);
        if home.is_none() || proposal.hit.strength == Strength::Weak || !proposal.hit.meant {
            leads.push(lead(proposal));
            continue;
        }
        let group = if home.is_some_and(|home| home.list) { proposal.group } else { 0 };
        groups.entry((proposal.record, group)).or_default().push(proposal);
    }
    let mut draft = Draft { document, vocabulary, leads, root: empty(0, document.span(Extent::default()), vocabulary) };
    let mut lists: BTreeMap<RecordId, Vec<Record>> = BTreeMap::new();
    for ((id, _), proposals) in groups {
        let record = draft.record(id, &proposals);
        match homes.get(&id) {
            Some(home) if home.list && record.slots.iter().any(|slot| !matches!(slot, Slot::Unset)) => {
                let records = lists.entry(id).or_default();
                if records.len() < MAX_RECORDS {
                    alike::add(record, records);
                } else {
                    draft.leads.extend(proposals.iter().map(|proposal| lead(proposal)));
                }
            }
            Some(home) if !home.list => draft.section(home.field, record),
            _ => {}
        }
    }
    for (id, mut records) in lists {
        records.sort_by_key(|record| record.span);
        if let Some(home) = homes.get(&id) {
            draft.list(home, records);
        }
    }
    draft.leads.sort_by_key(|lead| lead.hit.extent);
    (draft.root, draft.leads)
}

/// Where the records of a type stand.
struct Home {
    /// In which record: the description itself, or a section of it.
    holder: RecordId,
    /// In which of its fields.
    field: u16,
    /// In a list.
    list: bool,
}

/// Sections, and lists that are sections or stand in one. A list within a list has no home: nothing says which record it is for.
fn homes(vocabulary: &Vocabulary) -> BTreeMap<RecordId, Home> {
    let mut homes = BTreeMap::new();
    for (section, field) in (0_u16..).zip(&vocabulary.root().fields) {
        match field.kind {
            FieldKind::List(id) => {
                homes.insert(id, Home { holder: 0, field: section, list: true });
            }
            FieldKind::Record(id) => {
                homes.insert(id, Home { holder: 0, field: section, list: false });
                for (index, inner) in (0_u16..).zip(&vocabulary.record(id).fields) {
                    if let FieldKind::List(list) = inner.kind {
                        homes.insert(list, Home { holder: id, field: index, list: true });
                    }
                }
            }
            _ => {}
        }
    }
    homes
}

fn lead(proposal: &Proposal) -> Lead {
    Lead { record: proposal.record, field: proposal.field, hit: proposal.hit.clone() }
}

struct Draft<'a> {
    document: &'a Document,
    vocabulary: &'a Vocabulary,
    leads: Vec<Lead>,
    root: Record,
}

impl Draft<'_> {
    /// A record with what its proposals come to, field by field.
    fn record(&mut self, id: RecordId, proposals: &[&Proposal]) -> Record {
        let extent = self.extent(proposals);
        let mut record = empty(id, self.document.span(extent), self.vocabulary);
        let mut fields: BTreeMap<u16, Vec<&Proposal>> = BTreeMap::new();
        for proposal in proposals {
            fields.entry(proposal.field).or_default().push(proposal);
        }
        for (index, proposals) in fields {
            let Some(field) = self.vocabulary.record(id).field(index) else { continue };
            let is_kinds =
                self.vocabulary.kinds.is_some_and(|(section, kinds)| kinds == index && self.vocabulary.section_record(section) == id);
            match choose(field.kind, &proposals, self.vocabulary, is_kinds) {
                Choice::One(value, backing) => {
                    let fact = self.fact(value, &backing);
                    if let Some(slot) = record.slots.get_mut(usize::from(index)) {
                        *slot = Slot::Fact(fact);
                    }
                }
                Choice::Open => self.leads.extend(proposals.iter().map(|proposal| lead(proposal))),
            }
        }
        if let Some(first) = proposals.iter().min_by_key(|proposal| proposal.hit.extent) {
            let words = self.document.words(extent);
            let why = why(proposals);
            record.provenance = Some(Box::new(provenance(words, record.span, self.cited(first), &why)));
        }
        record
    }

    /// The first words of a group and, where they stand in one paragraph, everything up to the last.
    fn extent(&self, proposals: &[&Proposal]) -> Extent {
        let first = proposals.iter().map(|proposal| proposal.hit.extent).min().unwrap_or_default();
        let block = self.document.block_at(first.start).map_or(first, |block| block.extent);
        let here = proposals.iter().map(|proposal| proposal.hit.extent).filter(|extent| block.contains(extent.start));
        let end = here.map(|extent| extent.end).max().unwrap_or(first.end).min(block.end).max(first.end);
        Extent { start: first.start, end }
    }

    fn fact(&self, value: Value, backing: &[&Proposal]) -> Fact {
        // The strongest words, and of equals the first, stand for the fact.
        let best = backing.iter().min_by_key(|proposal| (std::cmp::Reverse(proposal.hit.strength), proposal.hit.extent));
        let extent = best.map_or(Extent::default(), |best| best.hit.extent);
        let span = self.document.span(extent);
        let at = best.and_then(|best| self.cited(best));
        let provenance = provenance(self.document.words(extent), span, at, &why(backing));
        Fact { value, span, provenance: Some(Box::new(provenance)) }
    }

    fn cited(&self, proposal: &Proposal) -> Option<String> {
        cited(self.document, &proposal.hit)
    }

    fn section(&mut self, field: u16, record: Record) {
        if record.slots.iter().all(|slot| matches!(slot, Slot::Unset)) {
            return;
        }
        if let Some(slot) = self.root.slots.get_mut(usize::from(field)) {
            // What is said of a section stands with its facts: all of them together have no one place.
            *slot = Slot::Record(Box::new(Record { provenance: None, ..record }));
        }
    }

    fn list(&mut self, home: &Home, records: Vec<Record>) {
        let Some(key) = records.first().map(|first| first.span) else { return };
        let list = Slot::List(List { key, records });
        let slots = if home.holder == 0 {
            &mut self.root.slots
        } else {
            let vocabulary = self.vocabulary;
            let section = vocabulary.record(home.holder).section;
            let Some(slot) = self.root.slots.get_mut(usize::from(section)) else { return };
            if matches!(slot, Slot::Unset) {
                *slot = Slot::Record(Box::new(empty(home.holder, key, vocabulary)));
            }
            let Slot::Record(holder) = slot else { return };
            &mut holder.slots
        };
        if let Some(slot) = slots.get_mut(usize::from(home.field)) {
            *slot = list;
        }
    }
}

fn empty(record: RecordId, span: Span, vocabulary: &Vocabulary) -> Record {
    let slots = vocabulary.record(record).fields.iter().map(|_| Slot::Unset).collect();
    Record { record, span, provenance: None, slots }
}

fn provenance(quote: &str, span: Span, at: Option<String>, note: &str) -> Provenance {
    let spanned = |words: &str| Some(Spanned { text: words.into(), span }).filter(|spanned| !spanned.text.is_empty());
    Provenance {
        at: at.as_deref().and_then(spanned),
        quote: spanned(quote),
        status: Some(FactStatus::Suggested),
        note: spanned(note),
        ..Provenance::default()
    }
}

/// The provision that words stand in, as lawyers cite it.
pub fn cited(document: &Document, hit: &super::Hit) -> Option<String> {
    let provision = hit.provision.or_else(|| document.provision_at(hit.extent.start))?;
    Some(document.citation(provision)).filter(|cited| !cited.is_empty())
}

/// `cue of HRD-001`, `cues of HRD-001, HRD-004; in 3 places`.
fn why(proposals: &[&Proposal]) -> String {
    let mut owners: Vec<&str> = Vec::new();
    let mut places: Vec<Extent> = Vec::new();
    for proposal in proposals {
        if !owners.contains(&proposal.hit.owner.as_str()) && owners.len() <= OWNERS {
            owners.push(&proposal.hit.owner);
        }
        places.push(proposal.hit.extent);
    }
    places.sort_unstable();
    places.dedup();
    let more = if owners.len() > OWNERS { " and others" } else { "" };
    owners.truncate(OWNERS);
    let cues = if owners.len() == 1 && more.is_empty() { "cue" } else { "cues" };
    let places = if places.len() > 1 { format!("; in {} places", places.len()) } else { String::new() };
    format!("{cues} of {}{more}{places}", owners.join(", "))
}

fn text(words: &str) -> Value {
    Value::Quantity(Quantity::Text(words.into()))
}

/// Sets a field of the section `meta`, if there is such a field.
fn meta(root: &mut Record, field: &str, fact: Fact, vocabulary: &Vocabulary) {
    let Some(section) = vocabulary.root().find("meta") else { return };
    let record = vocabulary.section_record(section);
    let Some(field) = vocabulary.record(record).find(field) else { return };
    let Some(slot) = root.slots.get_mut(usize::from(section)) else { return };
    if matches!(slot, Slot::Unset) {
        *slot = Slot::Record(Box::new(empty(record, fact.span, vocabulary)));
    }
    if let Slot::Record(meta) = slot
        && let Some(slot) = meta.slots.get_mut(usize::from(field))
    {
        *slot = Slot::Fact(fact);
    }
}

/// Where the title stands: the first words at the head that are the same as the title, or else the first line.
fn title(document: &Document) -> Option<Extent> {
    /// A title stands within the first blocks, or nowhere.
    const HEAD: usize = 60;
    let title = document.title.as_deref()?;
    let head = document.blocks.iter().take(HEAD).filter(|block| matches!(block.role, Role::Front | Role::Heading | Role::Text));
    head.map(|block| block.extent).find_map(|extent| {
        let at = extent.start as usize + document.words(extent).find(title)?;
        Some(Extent::new(at, at + title.len()))
    })
}

/// The kinds of initiative as bits.
fn kinds(root: &Record, vocabulary: &Vocabulary) -> u64 {
    let Some((section, field)) = vocabulary.kinds else { return 0 };
    let Slot::Record(meta) = root.slot(section) else { return 0 };
    match meta.fact(field).map(|fact| &fact.value) {
        Some(Value::Set(bits)) => *bits,
        Some(Value::Enum(index)) => 1_u64.checked_shl(u32::from(*index)).unwrap_or(0),
        _ => 0,
    }
}

/// A value in few words, for remarks.
fn shown(vocabulary: &Vocabulary, kind: FieldKind, value: &Value) -> String {
    shorten(&vocabulary.show(kind, value)).into_owned()
}
