//! The typed facts a description may hold, built from the `vocabulary` items of a pack.
//!
//! A vocabulary is a tree of records. Record 0 is the description itself, whose fields are the sections.

mod build;
pub mod reference;
pub mod schema;
#[cfg(test)]
mod tests;

pub use build::build;

use crate::source::Span;
use crate::value::{Currency, Quantity, QuantityType, TimeUnit};
use smol_str::SmolStr;

/// Index of a record type.
pub type RecordId = u16;
/// Index of a closed list of values.
pub type ValuesId = u16;
/// Index of a section: a field of record 0.
pub type SectionId = u16;

/// The vocabulary.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// `initiative`
    pub name: String,
    /// `1`
    pub version: u32,
    /// Record types; 0 is the root.
    pub records: Vec<Record>,
    /// Closed lists of values.
    pub values: Vec<Values>,
    /// Section and field with the kinds of initiative.
    pub kinds: Option<(SectionId, u16)>,
    /// Section and field with the sections read in full.
    pub reviewed: Option<(SectionId, u16)>,
    /// Fields that once stood in another section.
    pub moved: Vec<Moved>,
}

/// A field that once stood elsewhere.
#[derive(Debug)]
pub struct Moved {
    /// The record it stood in.
    pub from: RecordId,
    /// Its name there.
    pub name: SmolStr,
    /// The section it stands in now.
    pub section: SectionId,
    /// The field there.
    pub field: u16,
    /// The unit bare numbers had.
    pub unit: Option<FormerUnit>,
}

/// A record type: a section, or what a list holds.
#[derive(Debug)]
pub struct Record {
    /// Dotted path, `[]` after lists: `remedy.mechs[]`; empty for the root.
    pub path: String,
    /// What it holds.
    pub doc: String,
    /// Its fields, in the order of the file.
    pub fields: Vec<Field>,
    /// The section it belongs to.
    pub section: SectionId,
}

/// A field.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: SmolStr,
    /// What it means.
    pub doc: String,
    /// Its type.
    pub kind: FieldKind,
    /// What silence means.
    pub silence: Silence,
    /// It must be given.
    pub required: bool,
    /// The name it had in this record, and the unit bare numbers had.
    pub formerly: Option<(SmolStr, Option<FormerUnit>)>,
    /// Where it is declared.
    pub span: Span,
}

/// The unit of bare numbers under a former name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FormerUnit {
    /// `in months`
    Time(TimeUnit),
    /// `in EUR`
    Money(Currency),
    /// `in percent`
    Percent,
}

/// The type of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// `true` or `false`
    Bool,
    /// A number, money, … or free text.
    Quantity(QuantityType),
    /// Lower-case letters, digits and `-`.
    Slug,
    /// A country, part of one, or organisation of States.
    Jurisdiction,
    /// One value of a closed list.
    Enum(ValuesId),
    /// Any number of values of a closed list.
    Set(ValuesId),
    /// One record.
    Record(RecordId),
    /// A list of records.
    List(RecordId),
}

/// What it means that a reviewed section leaves a field out.
#[derive(Debug, Clone, PartialEq)]
pub enum Silence {
    /// Nothing: there is no value, and comparisons with it are false.
    Absent,
    /// This value.
    Value(Value),
}

/// A value of a description.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `true` or `false`
    Bool(bool),
    /// A number, money, duration, date or text.
    Quantity(Quantity),
    /// Index into a closed list.
    Enum(u16),
    /// Bits for the members; bit n is value n. The value `none` of a set has no bit: it is the empty set.
    Set(u64),
}

/// A closed list of values.
#[derive(Debug, Default)]
pub struct Values {
    /// The values in order.
    pub items: Vec<ValueName>,
}

/// One value of a closed list.
#[derive(Debug)]
pub struct ValueName {
    /// The value.
    pub name: SmolStr,
    /// A short form.
    pub alias: Option<SmolStr>,
    /// What it means.
    pub doc: Option<String>,
}

impl Values {
    /// Index of a value or its short form.
    pub fn find(&self, word: &str) -> Option<u16> {
        let position = self.items.iter().position(|item| &*item.name == word || item.alias.as_deref() == Some(word))?;
        u16::try_from(position).ok()
    }

    /// The name of a value.
    pub fn name(&self, index: u16) -> &str {
        self.items.get(usize::from(index)).map_or("", |item| &item.name)
    }

    /// All names, short forms left out.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.items.iter().map(|item| &*item.name)
    }

    /// The bit of a value in a set; the value `none` has no bit.
    pub fn bit(&self, index: u16) -> u64 {
        if self.name(index) == "none" { 0 } else { 1_u64.checked_shl(u32::from(index)).unwrap_or(0) }
    }

    /// The names of a set's members, in the order of the list.
    pub fn members(&self, set: u64) -> impl Iterator<Item = &str> {
        (0_u16..).zip(&self.items).filter(move |(index, _)| set & self.bit(*index) != 0).map(|(_, item)| &*item.name)
    }
}

impl Record {
    /// Index of a field by its present name.
    pub fn find(&self, name: &str) -> Option<u16> {
        u16::try_from(self.fields.iter().position(|field| &*field.name == name)?).ok()
    }

    /// Index of a field by a name it had, with the unit bare numbers had.
    pub fn find_former(&self, name: &str) -> Option<(u16, Option<FormerUnit>)> {
        (0_u16..).zip(&self.fields).find_map(|(index, field)| match &field.formerly {
            Some((former, unit)) if &**former == name => Some((index, *unit)),
            _ => None,
        })
    }

    /// A field by index.
    pub fn field(&self, index: u16) -> Option<&Field> {
        self.fields.get(usize::from(index))
    }

    /// The present names of its fields.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|field| &*field.name)
    }
}

impl Vocabulary {
    /// The root record, whose fields are the sections.
    pub fn root(&self) -> &Record {
        self.record(0)
    }

    /// A record type by id.
    pub fn record(&self, id: RecordId) -> &Record {
        static NONE: Record = Record { path: String::new(), doc: String::new(), fields: Vec::new(), section: 0 };
        self.records.get(usize::from(id)).unwrap_or(&NONE)
    }

    /// A closed list by id.
    pub fn values(&self, id: ValuesId) -> &Values {
        static NONE: Values = Values { items: Vec::new() };
        self.values.get(usize::from(id)).unwrap_or(&NONE)
    }

    /// Name of a section.
    pub fn section_name(&self, section: SectionId) -> &str {
        self.root().field(section).map_or("", |field| &field.name)
    }

    /// The record type of a section; a list section gives what the list holds.
    pub fn section_record(&self, section: SectionId) -> RecordId {
        match self.root().field(section).map(|field| field.kind) {
            Some(FieldKind::Record(id) | FieldKind::List(id)) => id,
            _ => 0,
        }
    }

    /// The closed list of kinds of initiative, if this vocabulary has kinds.
    pub fn kind_values(&self) -> Option<&Values> {
        let (section, field) = self.kinds?;
        match self.record(self.section_record(section)).field(field)?.kind {
            FieldKind::Set(id) | FieldKind::Enum(id) => Some(self.values(id)),
            _ => None,
        }
    }

    /// A path such as `remedy.mechs[].free` for a field of a record.
    pub fn field_path(&self, record: RecordId, field: u16) -> String {
        let holder = self.record(record);
        let name = holder.field(field).map_or("", |field| &field.name);
        if holder.path.is_empty() { name.to_owned() } else { format!("{}.{name}", holder.path) }
    }

    /// A value as people write it.
    pub fn show(&self, kind: FieldKind, value: &Value) -> String {
        match (kind, value) {
            (_, Value::Bool(value)) => value.to_string(),
            (_, Value::Quantity(quantity)) => quantity.to_string(),
            (FieldKind::Enum(id), Value::Enum(index)) => self.values(id).name(*index).to_owned(),
            (FieldKind::Set(id), Value::Set(0)) => {
                if self.values(id).find("none").is_some() {
                    "none".into()
                } else {
                    "nothing".into()
                }
            }
            (FieldKind::Set(id), Value::Set(set)) => self.values(id).members(*set).collect::<Vec<_>>().join(", "),
            _ => String::new(),
        }
    }

    /// Every field that holds a value, with its record, in the order of the file.
    pub fn leaves(&self) -> impl Iterator<Item = (RecordId, u16, &Field)> {
        (0_u16..).zip(&self.records).flat_map(|(id, record)| {
            (0_u16..)
                .zip(&record.fields)
                .filter(|(_, field)| !matches!(field.kind, FieldKind::Record(_) | FieldKind::List(_)))
                .map(move |(index, field)| (id, index, field))
        })
    }
}

impl FieldKind {
    /// What users call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Quantity(kind) => kind.name(),
            Self::Slug => "slug",
            Self::Jurisdiction => "jurisdiction",
            Self::Enum(_) => "enum",
            Self::Set(_) => "set",
            Self::Record(_) => "section",
            Self::List(_) => "list",
        }
    }
}
