//! Key terms of a bill, from its definitions: those that are worded as they should not be, and on which a sanction or an order hangs.

use super::{Context, Detected, Hit, Proposal, Strength};
use crate::text::definition::{Definition, Drafting, Form};
use crate::text::document::{Document, Extent, ProvisionId};
use crate::value::Quantity;
use crate::vocabulary::{FieldKind, RecordId, Value, Vocabulary};
use aho_corasick::AhoCorasick;
use std::collections::BTreeSet;

/// What the vocabulary calls the list of terms, its fields and their values. Where it has no such list, nothing is proposed; where it
/// lacks a field or a value, that one is left out.
const LIST: &str = "defs";
const TERM: &str = "term";
const MEANING: &str = "meaning";
const STATUS: (&str, &str, &str) = ("status", "defined", "by-reference");
const DEFECTS: &str = "defects";
const CIRCULAR: &str = "circular";
const OPEN: &str = "open-list";
const EXECUTIVE: &str = "executive-expandable";
/// Sections and marks that say that a provision has a sanction or an order.
const SECTIONS: [&str; 3] = ["penalties", "powers", "content"];
const MARKS: [&str; 2] = ["fine", "imprisonment"];

/// More terms than this are not proposed: nobody goes through so many.
const MOST: usize = 60;
/// Definitions with more bytes are not given as the meaning.
const LONGEST_MEANING: usize = 400;
/// Shorter terms are found in any text.
const SHORTEST: usize = 3;

/// What is proposed of the definitions of a bill, besides what its cues found.
pub(super) fn propose(document: &Document, definitions: &[Definition], detected: &Detected, vocabulary: &Vocabulary) -> Vec<Proposal> {
    let Some(names) = Names::of(vocabulary) else { return Vec::new() };
    let wanted: Vec<&Definition> = definitions
        .iter()
        .filter(|one| one.form == Form::Term && (one.circular || is_open_list(one) || one.by_executive))
        .filter(|one| is_thing(document.words(one.term)))
        .collect();
    let used = used(document, &wanted, &sanctioned(document, detected, vocabulary));
    let first = detected.proposals.iter().map(|proposal| proposal.group).max().unwrap_or(0).saturating_add(1);
    let mut found = Vec::new();
    let chosen = wanted.iter().zip(used).filter(|(_, used)| *used).take(MOST);
    for (group, (definition, _)) in (first..).zip(chosen) {
        names.add(document, definition, group, &mut found);
    }
    found
}

/// Whether a definition that means to say all ends in “such as” or “and any other”. One that only includes adds to what the word says
/// by itself, which is no fault yet.
fn is_open_list(definition: &Definition) -> bool {
    definition.open && definition.drafting == Drafting::Means
}

/// Whether a term can be a key term: “specified means specified in the order” says only where to look.
fn is_thing(term: &str) -> bool {
    term.len() >= SHORTEST && (term.contains(' ') || !term.ends_with("ed"))
}

/// The sections and articles with a sanction or an order.
fn sanctioned(document: &Document, detected: &Detected, vocabulary: &Vocabulary) -> BTreeSet<ProvisionId> {
    let of_section = |record: RecordId| SECTIONS.contains(&vocabulary.section_name(vocabulary.record(record).section));
    let facts = detected.proposals.iter().filter(|proposal| of_section(proposal.record)).map(|proposal| &proposal.hit);
    let marks = detected.marks.iter().filter(|mark| MARKS.contains(&&*mark.name)).map(|mark| &mark.hit);
    let hits = facts.chain(marks).filter(|hit| hit.meant);
    hits.filter_map(|hit| document.unit(hit.provision?)).collect()
}

/// For each definition whether its term stands in one of these provisions, outside the definition itself.
fn used(document: &Document, definitions: &[&Definition], units: &BTreeSet<ProvisionId>) -> Vec<bool> {
    let mut used = vec![false; definitions.len()];
    let terms = definitions.iter().map(|definition| document.words(definition.term));
    // One pass for all terms, whatever their number.
    let Ok(search) = AhoCorasick::builder().ascii_case_insensitive(true).build(terms) else { return used };
    if definitions.is_empty() {
        return used;
    }
    for block in &document.blocks {
        let inside = block.provision.and_then(|provision| document.unit(provision)).is_some_and(|unit| units.contains(&unit));
        if !inside {
            continue;
        }
        let words = document.words(block.extent);
        for found in search.find_overlapping_iter(words) {
            let at = found.pattern().as_usize();
            let extent = Extent::new(block.extent.start as usize + found.start(), block.extent.start as usize + found.end());
            let own = definitions.get(at).is_some_and(|one| one.term.start <= extent.start && extent.start < one.text.end);
            if let Some(used) = used.get_mut(at).filter(|_| !own && is_whole(words, found.start(), found.end())) {
                *used = true;
            }
        }
    }
    used
}

/// Whether a range is a whole word or several, a plural included.
fn is_whole(words: &str, start: usize, end: usize) -> bool {
    let before = words.get(..start).and_then(|before| before.chars().next_back());
    let after = words.get(end..).unwrap_or("");
    let after = after.strip_prefix('s').unwrap_or(after).chars().next();
    let letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    !letter(before) && !letter(after)
}

/// Where the vocabulary has what is proposed.
struct Names<'v> {
    vocabulary: &'v Vocabulary,
    record: RecordId,
    term: u16,
}

impl<'v> Names<'v> {
    fn of(vocabulary: &'v Vocabulary) -> Option<Self> {
        let FieldKind::List(record) = vocabulary.root().field(vocabulary.root().find(LIST)?)?.kind else { return None };
        let term = vocabulary.record(record).find(TERM)?;
        Some(Self { vocabulary, record, term })
    }

    /// Proposes one term with what is wrong with its definition.
    fn add(&self, document: &Document, definition: &Definition, group: u32, found: &mut Vec<Proposal>) {
        let extent = Extent { start: definition.term.start, end: definition.text.end.max(definition.term.end) };
        let hit = Hit {
            extent,
            provision: definition.provision,
            cue: document.span(definition.term),
            owner: "definitions".into(),
            strength: Strength::Strong,
            context: Context::Definition,
            meant: true,
        };
        let mut give = |field: Option<u16>, value: Option<Value>| {
            if let (Some(field), Some(value)) = (field, value) {
                found.push(Proposal { record: self.record, field, value, group, hit: hit.clone() });
            }
        };
        let record = self.vocabulary.record(self.record);
        let text = |extent| Some(Value::Quantity(Quantity::Text(document.words(extent).into())));
        give(Some(self.term), text(definition.term));
        if document.words(definition.text).len() <= LONGEST_MEANING {
            give(record.find(MEANING), text(definition.text));
        }
        let status = if definition.drafting == Drafting::ByReference { STATUS.2 } else { STATUS.1 };
        give(record.find(STATUS.0), self.value(STATUS.0, &[status]));
        let defects = [(definition.circular, CIRCULAR), (is_open_list(definition), OPEN), (definition.by_executive, EXECUTIVE)];
        let defects: Vec<&str> = defects.iter().filter(|(has, _)| *has).map(|(_, name)| *name).collect();
        give(record.find(DEFECTS), self.value(DEFECTS, &defects));
    }

    /// A value of a closed list, or a set of them.
    fn value(&self, field: &str, names: &[&str]) -> Option<Value> {
        let record = self.vocabulary.record(self.record);
        match record.field(record.find(field)?)?.kind {
            FieldKind::Enum(id) => self.vocabulary.values(id).find(names.first()?).map(Value::Enum),
            FieldKind::Set(id) => {
                let values = self.vocabulary.values(id);
                let bits = names.iter().filter_map(|name| values.find(name)).fold(0, |bits, index| bits | values.bit(index));
                (bits != 0).then_some(Value::Set(bits))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
#[path = "terms_tests.rs"]
mod tests;
