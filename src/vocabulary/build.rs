//! Syntax tree → vocabulary: names resolved, types checked, silence worked out.

use super::{Field, FieldKind, FormerUnit, Moved, Record, RecordId, SectionId, Silence, Value, ValueName, Values, ValuesId, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::language::ast;
use crate::source::Span;
use crate::suggest::{choices, did_you_mean};
use crate::value::{Currency, QuantityType, TimeUnit};

/// Sets are kept as 64 bits, and so is the question whether a single value is one of some.
const MAX_VALUES: usize = 64;
/// Far more than any vocabulary needs; what is counted fits in 16 bits.
const MAX_FIELDS: usize = 1000;
const MAX_RECORDS: usize = 10_000;
const MAX_LISTS: usize = 60_000;
const TYPES: [&str; 12] =
    ["bool", "number", "percent", "money", "duration", "date", "text", "slug", "jurisdiction", "sections", "enum", "set"];

/// Builds the vocabulary from the `vocabulary` items of a pack: the first declares it, later ones of the same name and version add sections.
pub fn build(items: &[&ast::Vocabulary]) -> (Vocabulary, Vec<Diagnostic>) {
    let mut builder = Builder::default();
    for item in items {
        builder.sections(item);
    }
    for item in items {
        builder.fields(item);
    }
    builder.likes();
    for item in items {
        builder.directives(item);
    }
    builder.former_places();
    builder.silences();
    (builder.vocabulary, builder.diagnostics)
}

/// A field, the field it is like, and whether it takes any number of values.
type Like<'a> = (RecordId, u16, &'a ast::Path, bool);

#[derive(Default)]
struct Builder<'a> {
    vocabulary: Vocabulary,
    diagnostics: Vec<Diagnostic>,
    /// Fields typed `like` another, to be resolved when all fields are known.
    likes: Vec<Like<'a>>,
    moved: Vec<(RecordId, u16, &'a ast::Path, Option<FormerUnit>)>,
    silences: Vec<(RecordId, u16, &'a ast::Name)>,
    section_values: Option<ValuesId>,
}

fn id(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(u16::MAX)
}

impl<'a> Builder<'a> {
    fn sections(&mut self, item: &'a ast::Vocabulary) {
        if self.vocabulary.records.is_empty() {
            self.vocabulary.name = item.name.text.to_string();
            self.vocabulary.version = item.version;
            self.vocabulary.records.push(Record { path: String::new(), doc: String::new(), fields: Vec::new(), section: 0 });
        } else if self.vocabulary.name != *item.name.text || self.vocabulary.version != item.version {
            let message = format!(
                "this pack's vocabulary is `{}` {}, not `{}` {}",
                self.vocabulary.name, self.vocabulary.version, item.name.text, item.version
            );
            self.diagnostics.push(
                Diagnostic::error("two-vocabularies", message)
                    .at(item.name.span, "a second vocabulary")
                    .help("a pack has one: add `--no-default-rules` to use yours without the embedded rules"),
            );
        }
        for section in &item.sections {
            let record = self.record(section, String::new(), id(self.vocabulary.root().fields.len()));
            let kind = if section.list { FieldKind::List(record) } else { FieldKind::Record(record) };
            self.add(0, &section.name, section.doc.value.to_string(), kind);
        }
        if let Some(beyond) = self.vocabulary.root().fields.get(MAX_VALUES).map(|field| field.span) {
            self.too_large(beyond, format!("a vocabulary has at most {MAX_VALUES} sections"));
        }
        let names = self
            .vocabulary
            .root()
            .fields
            .iter()
            .take(MAX_VALUES)
            .map(|field| ValueName { name: field.name.clone(), alias: None, doc: None })
            .collect();
        match self.section_values {
            Some(values) => {
                if let Some(slot) = self.vocabulary.values.get_mut(usize::from(values)) {
                    slot.items = names;
                }
            }
            None => {
                self.section_values = Some(id(self.vocabulary.values.len()));
                self.vocabulary.values.push(Values { items: names });
            }
        }
    }

    /// Declares an empty record type for a section or list, and those within it.
    fn record(&mut self, source: &ast::Record, parent: String, section: SectionId) -> RecordId {
        let dot = if parent.is_empty() { "" } else { "." };
        let path = format!("{parent}{dot}{}{}", source.name.text, if source.list { "[]" } else { "" });
        let record = id(self.vocabulary.records.len());
        if self.vocabulary.records.len() >= MAX_RECORDS {
            self.too_large(source.name.span, format!("a vocabulary has at most {MAX_RECORDS} sections and lists"));
            return record;
        }
        self.vocabulary.records.push(Record { path: path.clone(), doc: source.doc.value.to_string(), fields: Vec::new(), section });
        for list in &source.lists {
            let inner = self.record(list, path.clone(), section);
            self.add(record, &list.name, list.doc.value.to_string(), FieldKind::List(inner));
        }
        record
    }

    fn add(&mut self, record: RecordId, name: &ast::Name, doc: String, kind: FieldKind) -> Option<u16> {
        let holder = self.vocabulary.records.get_mut(usize::from(record))?;
        if let Some(first) = holder.fields.iter().find(|field| *field.name == *name.text) {
            let first = first.span;
            self.diagnostics.push(
                Diagnostic::error("duplicate-field", format!("`{}` is declared twice", name.text))
                    .at(name.span, "again here")
                    .also(first, "first here"),
            );
            return None;
        }
        if holder.fields.len() >= MAX_FIELDS {
            self.too_large(name.span, format!("a section or record has at most {MAX_FIELDS} fields"));
            return None;
        }
        holder.fields.push(Field {
            name: name.text.clone(),
            doc,
            kind,
            silence: Silence::Absent,
            required: false,
            formerly: None,
            span: name.span,
        });
        Some(id(holder.fields.len() - 1))
    }

    /// Complains once of a vocabulary beyond all measure; the rest of it is left out.
    fn too_large(&mut self, span: Span, message: String) {
        if !self.diagnostics.iter().any(|known| known.message == message) {
            self.diagnostics.push(Diagnostic::error("too-large", message).at(span, "one too many"));
        }
    }

    fn fields(&mut self, item: &'a ast::Vocabulary) {
        for section in &item.sections {
            let Some(field) = self.vocabulary.root().find(&section.name.text) else { continue };
            let record = self.vocabulary.section_record(field);
            self.record_fields(section, record);
        }
    }

    fn record_fields(&mut self, source: &'a ast::Record, record: RecordId) {
        for field in &source.fields {
            self.field(field, record);
        }
        for list in &source.lists {
            let inner = self.vocabulary.record(record);
            if let Some(FieldKind::List(inner)) = inner.find(&list.name.text).and_then(|index| inner.field(index)).map(|field| field.kind) {
                self.record_fields(list, inner);
            }
        }
    }

    fn field(&mut self, source: &'a ast::Field, record: RecordId) {
        let kind = self.kind(&source.field_type);
        let Some(index) = self.add(record, &source.name, source.doc.value.to_string(), kind) else { return };
        if let ast::FieldType::Like { set, path } = &source.field_type {
            self.likes.push((record, index, path, *set));
        }
        if let Some(silence) = &source.silence {
            self.silences.push((record, index, silence));
        }
        let former = source.formerly.as_ref().map(|(path, unit)| (path, unit.as_ref().and_then(|unit| self.unit(unit, kind))));
        if let Some(slot) =
            self.vocabulary.records.get_mut(usize::from(record)).and_then(|holder| holder.fields.get_mut(usize::from(index)))
        {
            slot.required = source.required.is_some();
            match former {
                Some((path, unit)) if path.names.len() == 1 => slot.formerly = path.names.first().map(|name| (name.text.clone(), unit)),
                Some((path, unit)) => self.moved.push((record, index, path, unit)),
                None => {}
            }
        }
    }

    fn unit(&mut self, unit: &ast::Name, kind: FieldKind) -> Option<FormerUnit> {
        let found = match &*unit.text {
            "percent" => Some(FormerUnit::Percent),
            word => TimeUnit::parse(word).map(FormerUnit::Time).or_else(|| Currency::parse(word).map(FormerUnit::Money)),
        };
        if found.is_none() {
            let advice = did_you_mean(&unit.text, TimeUnit::SPELLINGS.iter().map(|(spelling, _)| *spelling));
            self.diagnostics.push(
                Diagnostic::error("unknown-unit", format!("`{}` is no unit", unit.text))
                    .at(unit.span, "not a unit of time or a currency")
                    .maybe_help(advice),
            );
        }
        let fits = match found {
            Some(FormerUnit::Time(_)) => kind == FieldKind::Quantity(QuantityType::Duration),
            Some(FormerUnit::Money(_)) => kind == FieldKind::Quantity(QuantityType::Money),
            Some(FormerUnit::Percent) => kind == FieldKind::Quantity(QuantityType::Percent),
            None => true,
        };
        if !fits {
            let message = format!("`{}` is no unit for the type `{}`", unit.text, kind.name());
            self.diagnostics.push(Diagnostic::error("type-mismatch", message).at(unit.span, "another kind of unit"));
        }
        found.filter(|_| fits)
    }

    fn kind(&mut self, source: &ast::FieldType) -> FieldKind {
        match source {
            ast::FieldType::Closed { set, values } => self.closed(*set, values),
            ast::FieldType::Like { .. } => FieldKind::Bool,
            ast::FieldType::Plain(word) => match &*word.text {
                "bool" => FieldKind::Bool,
                "slug" => FieldKind::Slug,
                "jurisdiction" => FieldKind::Jurisdiction,
                "sections" => FieldKind::Set(self.section_values.unwrap_or(0)),
                other => match QuantityType::ALL.into_iter().find(|kind| kind.name() == other) {
                    Some(kind) => FieldKind::Quantity(kind),
                    None => {
                        let diagnostic = Diagnostic::error("unknown-type", format!("`{other}` is not a type")).at(word.span, "not a type");
                        let advice = did_you_mean(other, TYPES).unwrap_or_else(|| format!("types are {}", choices(TYPES, TYPES.len())));
                        self.diagnostics.push(diagnostic.help(advice));
                        FieldKind::Quantity(QuantityType::Text)
                    }
                },
            },
        }
    }

    fn closed(&mut self, set: bool, values: &[ast::EnumValue]) -> FieldKind {
        if let Some(beyond) = values.get(MAX_VALUES) {
            let message = format!("a closed list has at most {MAX_VALUES} values");
            self.diagnostics.push(
                Diagnostic::error("too-large", message)
                    .at(beyond.name.span, "one too many")
                    .help("divide them between two fields, or take a `text`"),
            );
        }
        let mut list = Values::default();
        for value in values.iter().take(MAX_VALUES) {
            for word in std::iter::once(&value.name).chain(&value.alias) {
                if list.find(&word.text).is_some() {
                    self.diagnostics
                        .push(Diagnostic::error("duplicate-value", format!("`{}` is listed twice", word.text)).at(word.span, "again here"));
                }
            }
            list.items.push(ValueName {
                name: value.name.text.clone(),
                alias: value.alias.as_ref().map(|alias| alias.text.clone()),
                doc: value.doc.as_ref().map(|doc| doc.value.to_string()),
            });
        }
        if let (true, Some(first)) = (self.vocabulary.values.len() >= MAX_LISTS, source_span(values)) {
            self.too_large(first, format!("a vocabulary has at most {MAX_LISTS} closed lists"));
            return FieldKind::Bool;
        }
        let values = id(self.vocabulary.values.len());
        self.vocabulary.values.push(list);
        if set { FieldKind::Set(values) } else { FieldKind::Enum(values) }
    }

    fn likes(&mut self) {
        // One may be like another that is like a third, so they are gone through until nothing more is learnt.
        let mut waiting = std::mem::take(&mut self.likes);
        loop {
            let before = waiting.len();
            waiting = waiting.into_iter().filter_map(|like| self.like(like)).collect();
            if waiting.len() == before {
                break;
            }
        }
        for (.., path, _) in waiting {
            self.diagnostics.push(
                Diagnostic::error("type-mismatch", format!("`{}` has no closed list of values", path.joined()))
                    .at(path.span, "not an enum or set"),
            );
        }
    }

    /// Gives a field the values of another; gives it back when that one has none, or none yet.
    fn like(&mut self, like: Like<'a>) -> Option<Like<'a>> {
        let (record, index, path, set) = like;
        let (found, field) = self.resolve(path)?;
        let Some(FieldKind::Enum(values) | FieldKind::Set(values)) = self.vocabulary.record(found).field(field).map(|field| field.kind)
        else {
            return Some(like);
        };
        if let Some(field) =
            self.vocabulary.records.get_mut(usize::from(record)).and_then(|holder| holder.fields.get_mut(usize::from(index)))
        {
            field.kind = if set { FieldKind::Set(values) } else { FieldKind::Enum(values) };
        }
        None
    }

    /// The record and field of a path from the root; lists are walked into.
    fn resolve(&mut self, path: &ast::Path) -> Option<(RecordId, u16)> {
        let mut record: RecordId = 0;
        let (last, holders) = path.names.split_last()?;
        for name in holders {
            let holder = self.vocabulary.record(record);
            record = match holder.find(&name.text).and_then(|index| holder.field(index)).map(|field| field.kind) {
                Some(FieldKind::Record(inner) | FieldKind::List(inner)) => inner,
                _ => {
                    self.unknown(record, name);
                    return None;
                }
            };
        }
        match self.vocabulary.record(record).find(&last.text) {
            Some(index) => Some((record, index)),
            None => {
                self.unknown(record, last);
                None
            }
        }
    }

    fn unknown(&mut self, record: RecordId, name: &ast::Name) {
        let holder = self.vocabulary.record(record);
        let diagnostic = Diagnostic::error("unknown-field", format!("the vocabulary has no `{}` here", name.text))
            .at(name.span, "not a field")
            .maybe_help(did_you_mean(&name.text, holder.names()));
        self.diagnostics.push(diagnostic);
    }

    fn directives(&mut self, item: &ast::Vocabulary) {
        if let Some(path) = &item.kinds
            && let Some(found) = self.directive(path)
        {
            self.vocabulary.kinds = Some(found);
        }
        if let Some(path) = &item.reviewed
            && let Some(found) = self.directive(path)
        {
            self.vocabulary.reviewed = Some(found);
        }
    }

    fn directive(&mut self, path: &ast::Path) -> Option<(SectionId, u16)> {
        let (record, field) = self.resolve(path)?;
        let holder = self.vocabulary.record(record);
        if holder.path.contains('[') || !matches!(holder.field(field).map(|field| field.kind), Some(FieldKind::Set(_) | FieldKind::Enum(_)))
        {
            self.diagnostics.push(
                Diagnostic::error("type-mismatch", format!("`{}` must be a set in a section", path.joined())).at(path.span, "not a set"),
            );
            return None;
        }
        Some((holder.section, field))
    }

    fn former_places(&mut self) {
        for (record, field, path, unit) in std::mem::take(&mut self.moved) {
            let section = self.vocabulary.record(record).section;
            let Some((last, holders)) = path.names.split_last() else { continue };
            let holder = holders.first().and_then(|name| self.vocabulary.root().find(&name.text));
            if self.vocabulary.record(record).path.contains('[') {
                let message = "a field of a list cannot have stood in another section";
                self.diagnostics.push(
                    Diagnostic::error("unknown-field", message)
                        .at(path.span, "another place")
                        .help("only its name may differ: write `formerly name`"),
                );
                continue;
            }
            match (holder, holders.len()) {
                (Some(from), 1) => {
                    let from = self.vocabulary.section_record(from);
                    self.vocabulary.moved.push(Moved { from, name: last.text.clone(), section, field, unit });
                }
                _ => self.diagnostics.push(
                    Diagnostic::error("unknown-field", format!("`{}` is not a place in a section", path.joined()))
                        .at(path.span, "write `section.name`"),
                ),
            }
        }
    }

    fn silences(&mut self) {
        let declared = std::mem::take(&mut self.silences);
        for record in 0..id(self.vocabulary.records.len()) {
            for index in 0..id(self.vocabulary.record(record).fields.len()) {
                let explicit = declared.iter().find(|(of, field, _)| (*of, *field) == (record, index)).map(|(_, _, name)| *name);
                let Some(kind) = self.vocabulary.record(record).field(index).map(|field| field.kind) else { continue };
                let silence = match explicit {
                    Some(name) => self.declared_silence(kind, name),
                    None => self.usual_silence(kind),
                };
                if let Some(field) =
                    self.vocabulary.records.get_mut(usize::from(record)).and_then(|holder| holder.fields.get_mut(usize::from(index)))
                {
                    field.silence = silence;
                }
            }
        }
    }

    fn usual_silence(&self, kind: FieldKind) -> Silence {
        match kind {
            FieldKind::Bool => Silence::Value(Value::Bool(false)),
            FieldKind::Set(_) => Silence::Value(Value::Set(0)),
            FieldKind::Enum(values) => {
                let values = self.vocabulary.values(values);
                values.find("silent").or_else(|| values.find("none")).map_or(Silence::Absent, |index| Silence::Value(Value::Enum(index)))
            }
            _ => Silence::Absent,
        }
    }

    fn declared_silence(&mut self, kind: FieldKind, name: &ast::Name) -> Silence {
        let found = match (kind, &*name.text) {
            (_, "absent") => return Silence::Absent,
            (FieldKind::Bool, "true") => Some(Value::Bool(true)),
            (FieldKind::Bool, "false") => Some(Value::Bool(false)),
            (FieldKind::Enum(values), word) => self.vocabulary.values(values).find(word).map(Value::Enum),
            (FieldKind::Set(values), word) => {
                let values = self.vocabulary.values(values);
                values.find(word).map(|index| Value::Set(values.bit(index)))
            }
            _ => None,
        };
        found.map_or_else(
            || {
                self.diagnostics.push(unknown_silence(name, name.span));
                Silence::Absent
            },
            Silence::Value,
        )
    }
}

fn source_span(values: &[ast::EnumValue]) -> Option<Span> {
    values.first().map(|value| value.name.span)
}

fn unknown_silence(name: &ast::Name, span: Span) -> Diagnostic {
    Diagnostic::error("unknown-value", format!("silence cannot mean `{}` here", name.text))
        .at(span, "not a value of this field")
        .help("write one of the field's values, or `absent`")
}
