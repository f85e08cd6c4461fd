//! Spanned tree → description: every key must be in the vocabulary and every value of its field's type. All mistakes are
//! reported in one run; a fact with a mistake is left out.

use super::limits::MAX_PROBLEMS;
use super::node::{Entry, Key, Node, NodeValue};
use super::{Description, Fact, List, Provenance, Record, Slot, Spanned, provenance};
use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Span};
use crate::suggest::{choices, did_you_mean};
use crate::value::{Quantity, shorten};
use crate::vocabulary::{Field, FieldKind, FormerUnit, RecordId, SectionId, Value, Vocabulary};

/// Where a tree comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A file: required fields must be there.
    File,
    /// An example in a rule: required fields may be left out, and the kind is this one unless it says otherwise.
    Example {
        /// Kinds as bits.
        kinds: u64,
    },
}

/// Reads a description from a tree.
pub fn read(node: &Node, origin: Origin, sources: &Sources, vocabulary: &Vocabulary) -> (Option<Description>, Vec<Diagnostic>) {
    let mut reader = Reader { sources, vocabulary, diagnostics: Vec::new(), moved: Vec::new(), reviewed_at: Vec::new() };
    let description = reader.description(node, origin);
    if reader.is_full() {
        let stopped = Diagnostic::error("too-many-problems", format!("more than {MAX_PROBLEMS} problems, so reading stopped here"));
        reader.diagnostics.truncate(MAX_PROBLEMS);
        let last = reader.diagnostics.last().and_then(Diagnostic::primary).map_or(node.span, |label| label.span);
        reader.diagnostics.push(stopped.at(last, "not read any further").help("mend the problems listed, then check again"));
    }
    (description, reader.diagnostics)
}

pub(super) struct Reader<'a> {
    pub(super) sources: &'a Sources,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Facts written under their former section.
    moved: Vec<(SectionId, u16, Span, Fact)>,
    reviewed_at: Vec<(SectionId, Span)>,
}

impl<'a> Reader<'a> {
    fn description(&mut self, node: &Node, origin: Origin) -> Option<Description> {
        let NodeValue::Mapping(entries) = &node.value else {
            self.diagnostics.push(
                Diagnostic::error("wrong-type", format!("a description is a mapping of sections, not {}", node.kind()))
                    .at(self.shown(node), "expected sections")
                    .help(format!("begin with `vocabulary: {}/{}` and a `meta:` section", self.vocabulary.name, self.vocabulary.version)),
            );
            return None;
        };
        let mut root = self.empty(0, node.span);
        let mut text = None;
        let mut versioned = false;
        for entry in entries {
            if self.is_full() {
                return None;
            }
            match entry.key.text(self.sources) {
                "vocabulary" => {
                    versioned = true;
                    self.version(&entry.value);
                }
                "text" => text = self.text_file(&entry.value),
                name => self.top_level(&mut root, name, entry),
            }
        }
        self.settle_moved(&mut root);
        if let Origin::Example { kinds } = origin {
            self.default_kinds(&mut root, kinds, node.span);
        }
        let kinds = self.bits(&root, self.vocabulary.kinds);
        let reviewed = self.bits(&root, self.vocabulary.reviewed);
        if origin == Origin::File {
            self.required(&root, node);
        }
        let span = self.headline(&root, entries);
        Some(Description {
            file: node.span.file,
            span,
            root,
            kinds,
            reviewed,
            reviewed_at: std::mem::take(&mut self.reviewed_at),
            text,
            versioned,
            first_key: entries.first().map(|entry| entry.key.span),
        })
    }

    /// The title if there is one: the best place for what concerns the whole.
    fn headline(&self, root: &Record, entries: &[Entry]) -> Span {
        let title = self.vocabulary.root().find("meta").and_then(|section| match root.slot(section) {
            Slot::Record(record) => {
                self.vocabulary.record(record.record).find("title").and_then(|field| record.fact(field)).map(|fact| fact.span)
            }
            _ => None,
        });
        title.or_else(|| entries.first().map(|entry| entry.key.span)).unwrap_or(root.span)
    }

    fn empty(&self, record: RecordId, span: Span) -> Record {
        let count = self.vocabulary.record(record).fields.len();
        Record { record, span, provenance: None, slots: std::iter::repeat_with(|| Slot::Unset).take(count).collect() }
    }

    fn version(&mut self, node: &Node) {
        let expected = format!("{}/{}", self.vocabulary.name, self.vocabulary.version);
        if node.text(self.sources) != Some(expected.as_str()) {
            let written = node.text(self.sources).map_or_else(|| node.kind().to_owned(), |text| format!("`{}`", shorten(text)));
            self.diagnostics.push(
                Diagnostic::error("wrong-vocabulary", format!("this description is written for {written}, the rules are for `{expected}`"))
                    .at(self.shown(node), format!("expected `{expected}`")),
            );
        }
    }

    fn text_file(&mut self, node: &Node) -> Option<Spanned> {
        match node.text(self.sources) {
            Some(text) if !text.trim().is_empty() => Some(Spanned { text: text.into(), span: node.span }),
            _ => {
                self.diagnostics.push(
                    Diagnostic::error("wrong-type", "`text` must be the name of a file")
                        .at(self.shown(node), "a file name expected")
                        .help("name one file; put the parts of a bill into one"),
                );
                None
            }
        }
    }

    fn top_level(&mut self, root: &mut Record, name: &str, entry: &Entry) {
        let Some(section) = self.vocabulary.root().find(name) else {
            let known = self.vocabulary.root().names().chain(["vocabulary", "text"]);
            let homes = self.homes(name);
            let advice = did_you_mean(name, known)
                .or(homes)
                .unwrap_or_else(|| format!("sections are {}", choices(self.vocabulary.root().names(), 30)));
            self.diagnostics.push(
                Diagnostic::error("unknown-section", format!("there is no section `{}`", shorten(name)))
                    .at(entry.key.span, "not in the vocabulary")
                    .help(advice),
            );
            return;
        };
        let slot = match self.vocabulary.root().field(section).map(|field| field.kind) {
            Some(FieldKind::List(record)) => self.list(record, entry, name),
            Some(FieldKind::Record(record)) => self.section(record, entry, name),
            _ => Slot::Unset,
        };
        if let Some(into) = root.slots.get_mut(usize::from(section)) {
            *into = slot;
        }
    }

    fn section(&mut self, record: RecordId, entry: &Entry, name: &str) -> Slot {
        match &entry.value.value {
            NodeValue::Mapping(entries) => Slot::Record(Box::new(self.record(record, &entry.value, entries, name))),
            _ => {
                let found = entry.value.kind();
                let fields = self.vocabulary.record(record);
                let key = entry.value.text(self.sources).and_then(|text| text.split_once(':')).map(|(key, _)| key.trim());
                let help = match key {
                    Some(key) if fields.find(key).is_some() => format!("put a space behind the colon: `{key}: …`"),
                    _ => format!(
                        "write its fields below it, or leave `{name}` out; a section that was read and says nothing goes into `coverage.reviewed`"
                    ),
                };
                self.diagnostics.push(
                    Diagnostic::error("wrong-type", format!("`{name}` holds fields, not {found}"))
                        .at(self.shown(&entry.value), "expected fields")
                        .help(help),
                );
                Slot::Unset
            }
        }
    }

    fn list(&mut self, record: RecordId, entry: &Entry, name: &str) -> Slot {
        let NodeValue::Sequence(nodes) = &entry.value.value else {
            let found = entry.value.kind();
            self.diagnostics.push(
                Diagnostic::error("wrong-type", format!("`{name}` is a list of records, not {found}"))
                    .at(self.shown(&entry.value), "expected a list")
                    .help(format!("begin each record with `- `, even a single one; for none at all write `{name}: []`")),
            );
            return Slot::Unset;
        };
        let mut records = Vec::with_capacity(nodes.len());
        for node in nodes {
            if self.is_full() {
                break;
            }
            match &node.value {
                NodeValue::Mapping(entries) => records.push(self.record(record, node, entries, name)),
                _ => {
                    let message = format!("a record of `{name}` has fields, this is {}", node.kind());
                    self.diagnostics.push(Diagnostic::error("wrong-type", message).at(self.shown(node), "expected fields"));
                }
            }
        }
        Slot::List(List { key: entry.key.span, records })
    }

    fn record(&mut self, id: RecordId, node: &Node, entries: &[Entry], name: &str) -> Record {
        let mut record = self.empty(id, node.span);
        let declared = self.vocabulary.record(id);
        for entry in entries {
            if self.is_full() {
                break;
            }
            let key = entry.key.text(self.sources);
            if let Some(index) = declared.find(key) {
                self.field(&mut record, declared.field(index), index, entry, None);
            } else if provenance::KEYS.contains(&key) {
                self.provenance(&mut record.provenance, key, entry);
            } else if let Some((index, unit)) = declared.find_former(key) {
                self.field(&mut record, declared.field(index), index, entry, unit);
            } else if !self.moved_field(id, key, entry) {
                self.unknown_field(id, key, &entry.key, name);
            }
        }
        record
    }

    fn field(&mut self, record: &mut Record, field: Option<&'a Field>, index: u16, entry: &Entry, unit: Option<FormerUnit>) {
        let Some(field) = field else { return };
        let Some(slot) = record.slots.get_mut(usize::from(index)) else { return };
        if let Slot::Fact(Fact { span, .. }) | Slot::List(List { key: span, .. }) = slot {
            // The same key twice was found before; this is a present and a former name of one field.
            let message = format!("`{}` is given twice, under its present and its former name", field.name);
            self.diagnostics.push(Diagnostic::error("duplicate-key", message).at(entry.key.span, "again here").also(*span, "first here"));
            return;
        }
        *slot = match field.kind {
            FieldKind::List(inner) => self.list(inner, entry, &field.name),
            _ => self.fact(field, entry, unit).map_or(Slot::Unset, Slot::Fact),
        };
    }

    /// A short value, or a long one with `is`.
    fn fact(&mut self, field: &'a Field, entry: &Entry, unit: Option<FormerUnit>) -> Option<Fact> {
        let NodeValue::Mapping(parts) = &entry.value.value else {
            let value = self.value(field, &entry.value, &entry.key, unit)?;
            return Some(Fact { value, span: self.shown(&entry.value), provenance: None });
        };
        let mut provenance: Option<Box<Provenance>> = None;
        let mut value = None;
        let mut has_value = false;
        for part in parts {
            if self.is_full() {
                break;
            }
            match part.key.text(self.sources) {
                "is" => {
                    has_value = true;
                    value = self.value(field, &part.value, &part.key, unit).map(|value| (value, self.shown(&part.value)));
                }
                key if provenance::KEYS.contains(&key) => self.provenance(&mut provenance, key, part),
                key => {
                    let known = provenance::KEYS.iter().copied().chain(["is"]);
                    let advice = did_you_mean(key, known)
                        .unwrap_or_else(|| "a long value has `is`, `at`, `quote`, `by`, `on`, `status` and `note`".into());
                    self.diagnostics.push(
                        Diagnostic::error("unknown-key", format!("`{}` is no part of a value", shorten(key)))
                            .at(part.key.span, "not known here")
                            .help(advice),
                    );
                }
            }
        }
        if !has_value {
            self.diagnostics.push(
                Diagnostic::error("missing-is", format!("the value of `{}` is missing", field.name))
                    .at(entry.key.span, "no `is` below this")
                    .help(format!("write `{}: {{ is: …, at: \"…\" }}`", field.name)),
            );
        }
        value.map(|(value, span)| Fact { value, span, provenance })
    }

    fn moved_field(&mut self, from: RecordId, key: &str, entry: &Entry) -> bool {
        let vocabulary = self.vocabulary;
        let Some(moved) = vocabulary.moved.iter().find(|moved| moved.from == from && &*moved.name == key) else { return false };
        let record = vocabulary.section_record(moved.section);
        if let Some(field) = vocabulary.record(record).field(moved.field)
            && let Some(fact) = self.fact(field, entry, moved.unit)
        {
            self.moved.push((moved.section, moved.field, entry.key.span, fact));
        }
        true
    }

    fn settle_moved(&mut self, root: &mut Record) {
        for (section, field, key, fact) in std::mem::take(&mut self.moved) {
            let record = self.vocabulary.section_record(section);
            let empty = self.empty(record, key);
            let Some(slot) = root.slots.get_mut(usize::from(section)) else { continue };
            if matches!(slot, Slot::Unset) {
                *slot = Slot::Record(Box::new(empty));
            }
            let Slot::Record(into) = slot else { continue };
            match into.slots.get_mut(usize::from(field)) {
                Some(into @ Slot::Unset) => *into = Slot::Fact(fact),
                Some(Slot::Fact(there)) => {
                    let message = "this fact is given twice, in its present and its former section";
                    self.diagnostics.push(Diagnostic::error("duplicate-key", message).at(key, "again here").also(there.span, "first here"));
                }
                _ => {}
            }
        }
    }

    fn unknown_field(&mut self, id: RecordId, key: &str, at: &Key, name: &str) {
        let declared = self.vocabulary.record(id);
        let advice = did_you_mean(key, declared.names())
            .or_else(|| self.homes(key))
            .unwrap_or_else(|| format!("its fields are {}", choices(declared.names(), 30)));
        self.diagnostics.push(
            Diagnostic::error("unknown-field", format!("`{name}` has no field `{}`", shorten(key)))
                .at(at.span, "not in the vocabulary")
                .help(advice),
        );
    }

    /// The sections that do have a field of this name.
    fn homes(&self, key: &str) -> Option<String> {
        let homes: Vec<&str> =
            self.vocabulary.records.iter().skip(1).filter(|record| record.find(key).is_some()).map(|record| record.path.as_str()).collect();
        (!homes.is_empty()).then(|| format!("`{key}` is a field of {}", choices(homes, 6)))
    }

    fn bits(&mut self, root: &Record, field: Option<(SectionId, u16)>) -> u64 {
        let Some((section, field)) = field else { return 0 };
        let Slot::Record(record) = root.slot(section) else { return 0 };
        match record.fact(field).map(|fact| &fact.value) {
            Some(Value::Set(bits)) => *bits,
            Some(Value::Enum(index)) => 1_u64.checked_shl(u32::from(*index)).unwrap_or(0),
            _ => 0,
        }
    }

    /// An example that names no kind is about the first kind of its rule, as if it said so.
    fn default_kinds(&mut self, root: &mut Record, kinds: u64, span: Span) {
        let Some((section, field)) = self.vocabulary.kinds else { return };
        let empty = self.empty(self.vocabulary.section_record(section), span);
        let Some(slot) = root.slots.get_mut(usize::from(section)) else { return };
        if matches!(slot, Slot::Unset) {
            *slot = Slot::Record(Box::new(empty));
        }
        if let Slot::Record(record) = slot
            && let Some(into @ Slot::Unset) = record.slots.get_mut(usize::from(field))
        {
            *into = Slot::Fact(Fact { value: Value::Set(kinds), span, provenance: None });
        }
    }

    /// Remembers where each reviewed section is named, for findings from silence.
    pub(super) fn reviewed_member(&mut self, field: &Field, index: u16, span: Span) {
        let reviewed = self
            .vocabulary
            .reviewed
            .and_then(|(section, index)| self.vocabulary.record(self.vocabulary.section_record(section)).field(index));
        if reviewed.is_some_and(|reviewed| std::ptr::eq(reviewed, field)) {
            self.reviewed_at.push((index, span));
        }
    }

    fn required(&mut self, root: &Record, node: &Node) {
        let vocabulary = self.vocabulary;
        for (section, holder) in (0_u16..).zip(&vocabulary.root().fields) {
            let FieldKind::Record(id) = holder.kind else { continue };
            for (index, field) in (0_u16..).zip(&vocabulary.record(id).fields).filter(|(_, field)| field.required) {
                let record = match root.slot(section) {
                    Slot::Record(record) => Some(record),
                    _ => None,
                };
                let path = format!("{}.{}", holder.name, field.name);
                match record.and_then(|record| record.fact(index)) {
                    Some(Fact { value: Value::Set(0), span, .. }) => {
                        self.diagnostics.push(
                            Diagnostic::error("missing-field", format!("`{path}` names nothing"))
                                .at(*span, "nothing in it")
                                .help(field.doc.clone()),
                        );
                    }
                    Some(_) => {}
                    // A value that was refused has its own message.
                    None if self.is_written(node, &holder.name, field) => {}
                    None => {
                        let span =
                            record.map_or_else(|| first_line(node.span, self.sources), |record| first_line(record.span, self.sources));
                        self.diagnostics.push(
                            Diagnostic::error("missing-field", format!("`{path}` is missing"))
                                .at(span, "not found here")
                                .help(field.doc.clone()),
                        );
                    }
                }
            }
        }
    }

    /// Whether something is written under a field's name, whatever it is.
    fn is_written(&self, node: &Node, section: &str, field: &Field) -> bool {
        let named = |key: &str| key == &*field.name || field.formerly.as_ref().is_some_and(|(former, _)| &**former == key);
        let section = value_of(node, self.sources, |key| key == section);
        section.is_some_and(|section| !matches!(section.value, NodeValue::Mapping(_)) || value_of(section, self.sources, named).is_some())
    }

    /// So much is wrong that more would help nobody.
    pub(super) fn is_full(&self) -> bool {
        self.diagnostics.len() >= MAX_PROBLEMS
    }

    /// Where to point for a node: an empty value has no width, so its place is enough.
    pub(super) fn shown(&self, node: &Node) -> Span {
        match node.value {
            NodeValue::Mapping(_) | NodeValue::Sequence(_) => node.span,
            _ => trimmed(node.span, self.sources),
        }
    }
}

/// What stands under a key of a mapping.
fn value_of<'n>(node: &'n Node, sources: &Sources, wanted: impl Fn(&str) -> bool) -> Option<&'n Node> {
    match &node.value {
        NodeValue::Mapping(entries) => entries.iter().find(|entry| wanted(entry.key.text(sources))).map(|entry| &entry.value),
        _ => None,
    }
}

fn trimmed(span: Span, sources: &Sources) -> Span {
    let words = sources.slice(span).trim_end();
    Span::new(span.file, span.start as usize..span.start as usize + words.len())
}

fn first_line(span: Span, sources: &Sources) -> Span {
    let words = sources.slice(span);
    let line = words.lines().next().unwrap_or("").trim_end();
    Span::new(span.file, span.start as usize..span.start as usize + line.len())
}

/// The text of a quantity, for values kept as words.
pub(super) fn words(text: &str) -> Value {
    Value::Quantity(Quantity::Text(text.into()))
}
