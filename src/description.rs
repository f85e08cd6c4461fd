//! A description of an initiative: typed facts with their places, read from a spanned tree and checked against the vocabulary.

mod gather;
pub mod json;
pub mod jurisdiction;
pub mod limits;
mod provenance;
mod read;
mod scalar;
pub mod write;
pub mod yaml;

#[cfg(test)]
mod align_tests;
#[cfg(test)]
mod json_tests;
#[cfg(test)]
mod read_tests;
#[cfg(test)]
mod yaml_tests;

pub use crate::node::{self, align};
pub use read::{Origin, read};

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use crate::vocabulary::{FieldKind, RecordId, SectionId, Value, Vocabulary};

/// A checked description.
#[derive(Debug)]
pub struct Description {
    /// The file it stands in.
    pub file: FileId,
    /// A short place for findings that have no better one: the title, or the first line.
    pub span: Span,
    /// The sections.
    pub root: Record,
    /// Kinds of initiative, as bits of the vocabulary's list.
    pub kinds: u64,
    /// Sections read in full, as bits.
    pub reviewed: u64,
    /// Where each reviewed section is said to be so.
    pub reviewed_at: Vec<(SectionId, Span)>,
    /// The file with the bill's own text, as written.
    pub text: Option<Spanned>,
    /// Whether it says for which vocabulary it was written.
    pub versioned: bool,
    /// Its first key.
    pub first_key: Option<Span>,
}

/// A record: a section, or one of a list.
#[derive(Debug, Clone)]
pub struct Record {
    /// Its type.
    pub record: RecordId,
    /// All of it.
    pub span: Span,
    /// Where in the law, who says so.
    pub provenance: Option<Box<Provenance>>,
    /// Its fields, by index.
    pub slots: Box<[Slot]>,
}

/// What stands in a field.
#[derive(Debug, Clone)]
pub enum Slot {
    /// Nothing.
    Unset,
    /// A value.
    Fact(Fact),
    /// A section that is one record.
    Record(Box<Record>),
    /// A list of records.
    List(List),
}

/// A list of records.
#[derive(Debug, Clone)]
pub struct List {
    /// Its key.
    pub key: Span,
    /// The records.
    pub records: Vec<Record>,
}

/// A value with its place and provenance.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The value.
    pub value: Value,
    /// Its words.
    pub span: Span,
    /// Where in the law, who says so.
    pub provenance: Option<Box<Provenance>>,
}

/// Words with their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned {
    /// The words.
    pub text: Box<str>,
    /// Where they stand.
    pub span: Span,
}

/// Where in the law a fact stands, and who says so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The provision.
    pub at: Option<Spanned>,
    /// The bill's own words.
    pub quote: Option<Spanned>,
    /// Who wrote it down.
    pub by: Option<Spanned>,
    /// When.
    pub on: Option<Spanned>,
    /// How sure.
    pub status: Option<FactStatus>,
    /// A remark.
    pub note: Option<Spanned>,
}

/// How sure a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactStatus {
    /// Proposed by a program.
    Suggested,
    /// Somebody stands for it.
    Confirmed,
    /// Somebody disagrees.
    Disputed,
}

impl FactStatus {
    /// From its word.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "suggested" => Some(Self::Suggested),
            "confirmed" => Some(Self::Confirmed),
            "disputed" => Some(Self::Disputed),
            _ => None,
        }
    }

    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Suggested => "suggested",
            Self::Confirmed => "confirmed",
            Self::Disputed => "disputed",
        }
    }
}

impl Record {
    /// What stands in a field.
    pub fn slot(&self, field: u16) -> &Slot {
        self.slots.get(usize::from(field)).unwrap_or(&Slot::Unset)
    }

    /// The fact in a field.
    pub fn fact(&self, field: u16) -> Option<&Fact> {
        match self.slot(field) {
            Slot::Fact(fact) => Some(fact),
            _ => None,
        }
    }

    /// The records of a list; empty when it is unset.
    pub fn list(&self, field: u16) -> &[Record] {
        match self.slot(field) {
            Slot::List(list) => &list.records,
            _ => &[],
        }
    }
}

impl Description {
    /// A section that is one record, if anything stands in it.
    pub fn section(&self, section: SectionId) -> Option<&Record> {
        match self.root.slot(section) {
            Slot::Record(record) => Some(record),
            _ => None,
        }
    }

    /// Whether a section was read in full.
    pub fn is_reviewed(&self, section: SectionId) -> bool {
        self.reviewed & 1_u64.checked_shl(u32::from(section)).unwrap_or(0) != 0
    }

    /// Where it says that a section was read in full.
    pub fn reviewed_span(&self, section: SectionId) -> Option<Span> {
        self.reviewed_at.iter().find(|(found, _)| *found == section).map(|(_, span)| *span)
    }

    /// A text fact of a section, such as `meta.title`.
    pub fn words(&self, vocabulary: &Vocabulary, section: &str, field: &str) -> Option<&str> {
        let section = vocabulary.root().find(section)?;
        let record = self.section(section)?;
        let field = vocabulary.record(record.record).find(field)?;
        match &record.fact(field)?.value {
            Value::Quantity(crate::value::Quantity::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// How many facts are only suggested: by their own status, or else by that of their record.
    pub fn suggested(&self, vocabulary: &Vocabulary) -> usize {
        /// What the bill is called and who makes it: no words were taken for an answer there.
        const OF_THE_FILE: [&str; 2] = ["meta.title", "meta.jurisdiction"];
        let status = |provenance: Option<&Provenance>| provenance?.status;
        let mut count = 0;
        self.for_each_fact(vocabulary, &mut |path, _, fact, record| {
            let found = status(fact.provenance.as_deref()).or_else(|| status(record.provenance.as_deref()));
            count += usize::from(found == Some(FactStatus::Suggested) && !OF_THE_FILE.contains(&path));
        });
        count
    }

    /// Every fact with its path (`penalties[2].nature`, from 1), its type and the record it stands in.
    pub fn for_each_fact<'a>(&'a self, vocabulary: &Vocabulary, visit: &mut dyn FnMut(&str, FieldKind, &'a Fact, &'a Record)) {
        walk(&self.root, vocabulary, "", visit);
    }
}

fn walk<'a>(record: &'a Record, vocabulary: &Vocabulary, path: &str, visit: &mut dyn FnMut(&str, FieldKind, &'a Fact, &'a Record)) {
    let dot = if path.is_empty() { "" } else { "." };
    for (field, slot) in vocabulary.record(record.record).fields.iter().zip(&record.slots) {
        match slot {
            Slot::Unset => {}
            Slot::Fact(fact) => visit(&format!("{path}{dot}{}", field.name), field.kind, fact, record),
            Slot::Record(inner) => walk(inner, vocabulary, &format!("{path}{dot}{}", field.name), visit),
            Slot::List(list) => {
                for (index, inner) in list.records.iter().enumerate() {
                    walk(inner, vocabulary, &format!("{path}{dot}{}[{}]", field.name, index + 1), visit);
                }
            }
        }
    }
}

/// Reads a description from text: YAML, or JSON when it begins like JSON or is named so.
///
/// Gives the description unless an error makes it unusable, and every complaint.
pub fn parse(file: FileId, sources: &crate::source::Sources, vocabulary: &Vocabulary) -> (Option<Description>, Vec<Diagnostic>) {
    let (node, mut diagnostics) = tree(file, sources);
    if crate::diagnostic::any_error(&diagnostics) && node.is_none() {
        return (None, diagnostics);
    }
    let Some(node) = node else { return (None, diagnostics) };
    let (description, more) = read(&node, Origin::File, sources, vocabulary);
    diagnostics.extend(more);
    let usable = !crate::diagnostic::any_error(&diagnostics);
    (description.filter(|_| usable), diagnostics)
}

/// Reads a text, YAML or JSON, into a spanned tree. There is at least one error where there is none.
pub fn tree(file: FileId, sources: &crate::source::Sources) -> (Option<crate::node::Node>, Vec<Diagnostic>) {
    let text = sources.text(file);
    if is_json(sources.name(file), text) { json::read(file, text) } else { yaml::read(file, text) }
}

/// A name wins; without one that tells, the first character does: YAML descriptions do not begin with a brace.
fn is_json(name: &str, text: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    if lower.ends_with(".json") {
        return true;
    }
    if lower.ends_with(".yaml") || lower.ends_with(".yml") {
        return false;
    }
    text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
}
