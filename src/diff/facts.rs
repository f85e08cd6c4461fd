//! What two descriptions say differently: facts that changed, records that came and went, provisions that only moved.

use super::records::{about, pair};
use super::subject::at;
use crate::description::{Description, Fact, Record, Slot};
use crate::source::Span;
use crate::vocabulary::{Field, FieldKind, Silence, Value, Vocabulary};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// What one draft has where the other has something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Its path in that draft: `content[2].deadline`.
    pub path: String,
    /// Its value; what it is about, for a record; nothing where nothing is said.
    pub value: Option<String>,
    /// For what has no value: the section was read in full, so it is known to be silent.
    pub silent: bool,
    /// The place in the law.
    pub at: Option<String>,
    /// Where it stands in the description.
    pub span: Option<Span>,
}

/// A fact or a record that is not the same in both drafts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactChange {
    /// A record as a whole, and not a fact.
    pub record: bool,
    /// In the old draft; `None` for a record that is new.
    pub old: Option<Side>,
    /// In the new draft; `None` for a record that is gone.
    pub new: Option<Side>,
}

/// A provision with another number, and nothing else about it that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Its path in the new draft.
    pub path: String,
    /// Its place in the old draft.
    pub from: String,
    /// Its place in the new one.
    pub to: String,
}

/// Two descriptions beside each other.
#[derive(Debug, Default)]
pub struct Alignment {
    /// The path of each record that both have: new by old.
    pub paths: BTreeMap<String, String>,
    /// What differs, in the order of the vocabulary.
    pub changes: Vec<FactChange>,
    /// What has another number only.
    pub moved: Vec<Moved>,
}

impl Alignment {
    /// Lays two descriptions beside each other.
    pub fn of(old: &Description, new: &Description, vocabulary: &Vocabulary) -> Self {
        let mut work = Work { old, new, vocabulary, found: Self::default() };
        work.records(Some(&old.root), Some(&new.root), 0, ("", ""));
        work.found
    }
}

/// Whether two values mean the same: `24 h` and `1 day` do.
pub fn same(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Quantity(left), Value::Quantity(right)) => left == right || left.compare(right) == Some(Ordering::Equal),
        _ => old == new,
    }
}

struct Work<'a> {
    old: &'a Description,
    new: &'a Description,
    vocabulary: &'a Vocabulary,
    found: Alignment,
}

impl<'a> Work<'a> {
    /// Two records of one type. Either may be missing: a section that only one draft has.
    fn records(&mut self, old: Option<&'a Record>, new: Option<&'a Record>, record: u16, (old_path, new_path): (&str, &str)) {
        if old.is_some() && new.is_some() {
            self.found.paths.insert(old_path.to_owned(), new_path.to_owned());
        }
        let before = self.found.changes.len();
        let vocabulary = self.vocabulary;
        let holder = vocabulary.record(record);
        let join = |path: &str, name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        for (index, field) in (0_u16..).zip(&holder.fields) {
            let paths = (join(old_path, &field.name), join(new_path, &field.name));
            let slot = |record: Option<&'a Record>| record.map_or(&Slot::Unset, |record| record.slot(index));
            match field.kind {
                FieldKind::Record(id) => {
                    let inner = |slot: &'a Slot| if let Slot::Record(inner) = slot { Some(&**inner) } else { None };
                    self.records(inner(slot(old)), inner(slot(new)), id, (&paths.0, &paths.1));
                }
                FieldKind::List(_) => {
                    let list = |record: Option<&'a Record>| record.map_or(&[][..], |record| record.list(index));
                    self.lists(list(old), list(new), (&paths.0, &paths.1));
                }
                _ if names_the_draft(vocabulary, holder.section, field) => {}
                _ => {
                    let fact = |record: Option<&'a Record>| Some((record?.fact(index)?, record?));
                    self.fact(fact(old), fact(new), field, holder.section, paths);
                }
            }
        }
        if let (Some(old), Some(new), true) = (old, new, before == self.found.changes.len()) {
            self.moved(at(old.provenance.as_deref()), at(new.provenance.as_deref()), new_path);
        }
    }

    fn lists(&mut self, old: &'a [Record], new: &'a [Record], (old_path, new_path): (&str, &str)) {
        for (left, right) in pair(old, new, self.vocabulary) {
            let old = left.and_then(|index| Some((old.get(index)?, format!("{old_path}[{}]", index + 1))));
            let new = right.and_then(|index| Some((new.get(index)?, format!("{new_path}[{}]", index + 1))));
            match (old, new) {
                (Some((before, old_path)), Some((after, new_path))) => {
                    self.records(Some(before), Some(after), after.record, (&old_path, &new_path));
                }
                (old, new) => {
                    let side = |(record, path): (&Record, String)| Side {
                        path,
                        value: Some(about(record, self.vocabulary)),
                        silent: false,
                        at: at(record.provenance.as_deref()),
                        span: Some(record.span),
                    };
                    let change = FactChange { record: true, old: old.map(side), new: new.map(side) };
                    self.found.changes.push(change);
                }
            }
        }
    }

    fn fact(
        &mut self,
        old: Option<(&Fact, &Record)>,
        new: Option<(&Fact, &Record)>,
        field: &Field,
        section: u16,
        (old_path, new_path): (String, String),
    ) {
        let silent = (self.old.is_reviewed(section), self.new.is_reviewed(section));
        // Silence that was read means a value, and saying that value aloud changes nothing.
        let means = |fact: Option<(&Fact, &Record)>, reviewed: bool| match (fact, &field.silence) {
            (Some((fact, _)), _) => Some(fact.value.clone()),
            (None, Silence::Value(value)) if reviewed => Some(value.clone()),
            (None, _) => None,
        };
        let place = |(fact, record): (&Fact, &Record)| at(fact.provenance.as_deref()).or_else(|| at(record.provenance.as_deref()));
        match (means(old, silent.0), means(new, silent.1)) {
            (None, None) => {}
            (Some(before), Some(after)) if same(&before, &after) => {
                let own = |found: Option<(&Fact, &Record)>| found.and_then(|(fact, _)| at(fact.provenance.as_deref()));
                // A record that moved as a whole is told once.
                self.moved(own(old), own(new), &new_path);
            }
            _ if old.is_none() && new.is_none() => {}
            _ => {
                let side = |found: Option<(&Fact, &Record)>, path, silent: bool| Side {
                    path,
                    value: found.map(|(fact, _)| self.vocabulary.show(field.kind, &fact.value)),
                    silent: silent && found.is_none(),
                    at: found.and_then(place),
                    span: found.map(|(fact, _)| fact.span),
                };
                let change =
                    FactChange { record: false, old: Some(side(old, old_path, silent.0)), new: Some(side(new, new_path, silent.1)) };
                self.found.changes.push(change);
            }
        }
    }

    fn moved(&mut self, from: Option<String>, to: Option<String>, path: &str) {
        if let (Some(from), Some(to)) = (from, to)
            && from != to
        {
            self.found.moved.push(Moved { path: path.to_owned(), from, to });
        }
    }
}

/// The short name and the title of a draft are told once, at the top.
fn names_the_draft(vocabulary: &Vocabulary, section: u16, field: &Field) -> bool {
    vocabulary.section_name(section) == "meta" && matches!(&*field.name, "id" | "title")
}
