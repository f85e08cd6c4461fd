//! Adding suggested facts to what a person has written, where that person says nothing.

use super::{facts, shown};
use crate::description::{Description, Fact, Provenance, Record, Slot};
use crate::detect::{Detected, Lead};
use crate::source::Span;
use crate::text::document::Document;
use crate::value::Quantity;
use crate::vocabulary::{FieldKind, Value, Vocabulary};
use std::cmp::Ordering;

/// What came of completing a description.
#[derive(Debug, Default)]
pub struct Completed {
    /// How many facts were added.
    pub added: usize,
    /// Where the description says something else than the words suggest, in the order of the vocabulary.
    pub otherwise: Vec<Otherwise>,
    /// How many records were suggested for lists in which a person has written records, and were left out.
    pub beside: usize,
    /// Places to look at.
    pub leads: Vec<Lead>,
}

/// A fact that words suggest and a description answers otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Otherwise {
    /// Path of the fact or list.
    pub path: String,
    /// What the description says: a value, or that the section is silent.
    pub said: String,
    /// Where it says so.
    pub said_at: Option<Span>,
    /// What the words suggest.
    pub suggested: String,
    /// The words.
    pub words: Span,
    /// The provision they stand in.
    pub at: Option<String>,
}

/// Adds suggested facts where a field is unset and its section is not said to have been read in full. What a person wrote is never
/// changed, and a list in which a person wrote records, or that there are none, gets none.
pub fn complete(description: &mut Description, document: &Document, detected: &Detected, vocabulary: &Vocabulary) -> Completed {
    let (root, leads) = facts(document, detected, vocabulary);
    let mut completed = Completed { leads, ..Completed::default() };
    for (section, (new, field)) in (0_u16..).zip(root.slots.into_vec().into_iter().zip(&vocabulary.root().fields)) {
        let silent = description.is_reviewed(section).then(|| description.reviewed_span(section));
        if let Some(there) = description.root.slots.get_mut(usize::from(section)) {
            Merge { silent, vocabulary, completed: &mut completed }.slot(there, new, &field.name, field.kind);
        }
    }
    completed
}

/// One section on its way into a description.
struct Merge<'a> {
    /// The section was read in full, and where that is said.
    silent: Option<Option<Span>>,
    vocabulary: &'a Vocabulary,
    completed: &'a mut Completed,
}

impl Merge<'_> {
    fn slot(&mut self, there: &mut Slot, new: Slot, path: &str, kind: FieldKind) {
        match (there, new) {
            (_, Slot::Unset) => {}
            (Slot::Unset, new) if self.silent.is_some() => self.called_silent(&new, path, kind),
            (there @ Slot::Unset, new) => {
                self.completed.added += count(&new);
                *there = new;
            }
            (Slot::Record(there), Slot::Record(new)) => {
                let vocabulary = self.vocabulary;
                let fields = &vocabulary.record(new.record).fields;
                for ((there, new), field) in there.slots.iter_mut().zip(new.slots.into_vec()).zip(fields) {
                    self.slot(there, new, &format!("{path}.{}", field.name), field.kind);
                }
            }
            (Slot::Fact(said), Slot::Fact(new)) if differs(&said.value, &new.value) => {
                let said_at = Some(said.span);
                self.fact(path, shown(self.vocabulary, kind, &said.value), said_at, kind, &new);
            }
            (Slot::List(list), Slot::List(new)) if list.records.is_empty() => {
                new.records.iter().for_each(|record| self.record(path, "none", Some(list.key), record));
            }
            (Slot::List(_), Slot::List(new)) => self.completed.beside += new.records.len(),
            _ => {}
        }
    }

    fn called_silent(&mut self, new: &Slot, path: &str, kind: FieldKind) {
        let said_at = self.silent.flatten();
        match new {
            Slot::Unset => {}
            Slot::Fact(fact) => self.fact(path, "silent".into(), said_at, kind, fact),
            Slot::List(list) => list.records.iter().for_each(|record| self.record(path, "silent", said_at, record)),
            Slot::Record(record) => {
                let vocabulary = self.vocabulary;
                for (new, field) in record.slots.iter().zip(&vocabulary.record(record.record).fields) {
                    self.called_silent(new, &format!("{path}.{}", field.name), field.kind);
                }
            }
        }
    }

    fn fact(&mut self, path: &str, said: String, said_at: Option<Span>, kind: FieldKind, new: &Fact) {
        let (suggested, at) = (shown(self.vocabulary, kind, &new.value), cited(new.provenance.as_deref()));
        self.completed.otherwise.push(Otherwise { path: path.to_owned(), said, said_at, suggested, words: new.span, at });
    }

    fn record(&mut self, path: &str, said: &str, said_at: Option<Span>, new: &Record) {
        let (path, said, at) = (path.to_owned(), said.to_owned(), cited(new.provenance.as_deref()));
        self.completed.otherwise.push(Otherwise { path, said, said_at, suggested: "a record".into(), words: new.span, at });
    }
}

fn cited(provenance: Option<&Provenance>) -> Option<String> {
    Some(provenance?.at.as_ref()?.text.to_string())
}

/// How many facts a slot holds. Records nest no deeper than the vocabulary.
fn count(slot: &Slot) -> usize {
    match slot {
        Slot::Unset => 0,
        Slot::Fact(_) => 1,
        Slot::Record(record) => record.slots.iter().map(count).sum(),
        Slot::List(list) => list.records.iter().flat_map(|record| &record.slots).map(count).sum(),
    }
}

/// Whether what is suggested goes against what is said. More members of a set than are suggested do not, and nor do other words.
fn differs(said: &Value, suggested: &Value) -> bool {
    match (said, suggested) {
        (Value::Set(said), Value::Set(suggested)) => suggested & !said != 0,
        (Value::Quantity(Quantity::Text(_)), _) => false,
        (Value::Quantity(said), Value::Quantity(suggested)) => said.compare(suggested) != Some(Ordering::Equal),
        (said, suggested) => said != suggested,
    }
}
