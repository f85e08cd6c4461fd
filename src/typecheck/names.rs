//! What a dotted path means where it stands: a bound record, a setting, a section's field, a definition, or a plain value.

use super::Checker;
use super::checked::{Base, FieldRef, ListRef};
use crate::diagnostic::Diagnostic;
use crate::language::ast::{Name, Path};
use crate::suggest::{choices, did_you_mean};
use crate::vocabulary::{FieldKind, RecordId, SectionId};
use smol_str::SmolStr;

/// A name bound by `for each`, a quantifier or a definition's parameter.
#[derive(Debug, Clone)]
pub struct Bound {
    /// The name in the rule.
    pub name: SmolStr,
    /// Its slot at run time.
    pub slot: u8,
    /// What it is.
    pub record: RecordId,
    /// Its section.
    pub section: SectionId,
    /// Whether it belongs to another law.
    pub other: bool,
}

/// Where a path starts: a section, or a bound record.
#[derive(Clone, Copy)]
struct Start {
    base: Base,
    record: RecordId,
    section: SectionId,
    other: bool,
}

/// The name of the other laws in view.
pub const OTHERS: &str = "others";

/// The names in view.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Innermost last.
    pub bound: Vec<Bound>,
    /// Definitions being expanded, to find circles.
    pub expanding: Vec<usize>,
}

impl Scope {
    pub fn find(&self, name: &str) -> Option<&Bound> {
        self.bound.iter().rev().find(|bound| &*bound.name == name)
    }

    /// The scope within a binding, and the slot of the new record.
    pub fn with(&self, name: &Name, list: ListRef, record: RecordId, section: SectionId) -> (Self, u8) {
        let slot = self.bound.iter().map(|bound| bound.slot + 1).max().unwrap_or(0);
        let mut inner = self.clone();
        let other = list.as_field().is_none_or(|field| field.other);
        inner.bound.push(Bound { name: name.text.clone(), slot, record, section, other });
        (inner, slot)
    }
}

/// What a path means.
#[derive(Debug, Clone)]
pub enum Meaning {
    /// A field with a value.
    Field(FieldRef, FieldKind),
    /// A list of records: the list, what it holds, its section.
    List(ListRef, RecordId, SectionId),
    /// A bound record by itself.
    Record(u8),
    /// A setting.
    Setting(usize),
    /// A definition.
    Define(usize),
    /// A single name that is nothing of these: perhaps a value.
    Plain,
    /// A mistake that was reported.
    Wrong,
}

impl Checker<'_> {
    /// Finds out what a path means; reports names that do not exist.
    pub(super) fn meaning(&mut self, path: &Path, scope: &Scope) -> Meaning {
        let Some((first, rest)) = path.names.split_first() else { return Meaning::Wrong };
        if let Some(bound) = scope.find(&first.text).cloned() {
            return match rest {
                [] => Meaning::Record(bound.slot),
                _ => {
                    let Bound { slot, record, section, other, .. } = bound;
                    self.within(Start { base: Base::Bound(slot), record, section, other }, first, rest)
                }
            };
        }
        if let ("settings", [name]) = (&*first.text, rest) {
            return self.setting(name).map_or(Meaning::Wrong, Meaning::Setting);
        }
        if let Some(section) = self.vocabulary.root().find(&first.text) {
            let kind = self.vocabulary.root().field(section).map(|field| field.kind);
            return match (kind, rest) {
                (Some(FieldKind::List(record)), []) => Meaning::List(ListRef::Section(section), record, section),
                (Some(FieldKind::List(_)), _) => self.needs_binding(path, &first.text, rest),
                (Some(FieldKind::Record(_)), []) => Meaning::Plain,
                (Some(FieldKind::Record(record)), _) => {
                    self.within(Start { base: Base::Section(section), record, section, other: false }, first, rest)
                }
                _ => Meaning::Wrong,
            };
        }
        match (rest, self.defines.get(&*first.text)) {
            ([], _) if first.text == OTHERS => Meaning::List(ListRef::Others, 0, 0),
            (_, _) if first.text == OTHERS => self.needs_binding(path, OTHERS, rest),
            ([], Some(define)) => Meaning::Define(*define),
            ([], None) => Meaning::Plain,
            _ => self.unknown_start(first, scope),
        }
    }

    fn unknown_start(&mut self, first: &Name, scope: &Scope) -> Meaning {
        let known = scope.bound.iter().map(|bound| &*bound.name).chain(self.vocabulary.root().names()).chain(["settings"]);
        let advice = did_you_mean(&first.text, known);
        let diagnostic = Diagnostic::error("unknown-name", format!("`{}` is neither a section nor a record in view", first.text))
            .at(first.span, "not known here");
        self.diagnostics
            .push(diagnostic.help(advice.unwrap_or_else(|| "records get a name by `for each`, `some`, `every` or `none`".into())));
        Meaning::Wrong
    }

    fn needs_binding(&mut self, path: &Path, list: &str, rest: &[Name]) -> Meaning {
        let field = rest.iter().map(|name| &*name.text).collect::<Vec<_>>().join(".");
        let short = list.rsplit('.').next().and_then(|name| name.chars().next()).unwrap_or('x');
        self.diagnostics.push(
            Diagnostic::error("list-needs-name", format!("`{list}` is a list: `{}` does not say of which record", path.joined()))
                .at(path.span, "of which one?")
                .help(format!("write `some {short} in {list}: {short}.{field} …`, or `for each {short} in {list}` for the whole rule")),
        );
        Meaning::Wrong
    }

    fn within(&mut self, start: Start, holder: &Name, rest: &[Name]) -> Meaning {
        let Start { base, record, section, other } = start;
        let Some((name, deeper)) = rest.split_first() else { return Meaning::Wrong };
        let here = self.vocabulary.record(record);
        let found = here.find(&name.text).or_else(|| here.find_former(&name.text).map(|(index, _)| index));
        let Some((index, field)) = found.and_then(|index| here.field(index).map(|field| (index, field))) else {
            let what = if here.path.is_empty() { holder.text.to_string() } else { here.path.clone() };
            let diagnostic =
                Diagnostic::error("unknown-field", format!("`{what}` has no field `{}`", name.text)).at(name.span, "not in the vocabulary");
            let advice = did_you_mean(&name.text, here.names()).unwrap_or_else(|| format!("its fields are {}", choices(here.names(), 30)));
            self.diagnostics.push(diagnostic.help(advice));
            return Meaning::Wrong;
        };
        // Of a whole law the fields are its sections.
        let section = if record == 0 { index } else { section };
        let reference = FieldRef { base, record, field: index, section, other };
        match (field.kind, deeper) {
            (FieldKind::Record(_), []) => Meaning::Plain,
            (FieldKind::Record(inner), _) => {
                let Base::Bound(slot) = base else { return Meaning::Wrong };
                self.within(Start { base: Base::Of(slot, section), record: inner, section, other }, name, deeper)
            }
            (FieldKind::List(inner), []) => Meaning::List(ListRef::Field(reference), inner, section),
            (FieldKind::List(_), _) => {
                let list = format!("{}.{}", holder.text, name.text);
                let names: Vec<Name> = std::iter::once(holder).chain(rest).cloned().collect();
                let span = rest.iter().fold(holder.span, |span, name| span.to(name.span));
                let path = Path { names, span };
                self.needs_binding(&path, &list, deeper)
            }
            (kind, []) => Meaning::Field(reference, kind),
            (_, [next, ..]) => {
                let diagnostic =
                    Diagnostic::error("unknown-field", format!("`{}` has no fields of its own", name.text)).at(next.span, "nothing within");
                self.diagnostics.push(diagnostic);
                Meaning::Wrong
            }
        }
    }

    /// The list that a binding goes over.
    pub(super) fn list(&mut self, path: &Path, scope: &Scope) -> Option<(ListRef, RecordId, SectionId)> {
        match self.meaning(path, scope) {
            Meaning::List(list, record, section) => Some((list, record, section)),
            Meaning::Wrong => None,
            Meaning::Plain => {
                let lists: Vec<String> = self.lists();
                let diagnostic = Diagnostic::error("unknown-list", format!("there is no list `{}`", path.joined()))
                    .at(path.span, "not a list of records");
                let known = || lists.iter().map(String::as_str);
                let advice = did_you_mean(&path.joined(), known()).unwrap_or_else(|| format!("lists are {}", choices(known(), 20)));
                self.diagnostics.push(diagnostic.help(advice));
                None
            }
            _ => {
                self.diagnostics.push(
                    Diagnostic::error("type-mismatch", format!("`{}` is not a list of records", path.joined())).at(path.span, "not a list"),
                );
                None
            }
        }
    }

    /// The paths of all lists, `[]` left out.
    fn lists(&self) -> Vec<String> {
        let lists = self.vocabulary.records.iter().filter(|record| record.path.ends_with("[]"));
        lists.map(|record| record.path.replace("[]", "")).collect()
    }

    /// The field of a path that walks into lists, as cues write it: the record, the field, its type.
    pub(super) fn anywhere(&mut self, path: &Path) -> Option<(RecordId, u16, FieldKind)> {
        let (last, holders) = path.names.split_last()?;
        let mut record: RecordId = 0;
        for (index, name) in path.names.iter().enumerate() {
            let here = self.vocabulary.record(record);
            let found = here.find(&name.text).or_else(|| here.find_former(&name.text).map(|(index, _)| index));
            let kind = found.and_then(|index| here.field(index)).map(|field| field.kind);
            match (found, kind) {
                (_, Some(FieldKind::Record(inner) | FieldKind::List(inner))) if index < holders.len() => record = inner,
                (Some(found), Some(kind)) if index == holders.len() && !matches!(kind, FieldKind::Record(_)) => {
                    return Some((record, found, kind));
                }
                _ => {
                    let advice = did_you_mean(&name.text, here.names());
                    let message = if found.is_some() {
                        format!("`{}` is not a field with a value", last.text)
                    } else {
                        format!("the vocabulary has no `{}` here", name.text)
                    };
                    self.diagnostics.push(Diagnostic::error("unknown-field", message).at(name.span, "not a field").maybe_help(advice));
                    return None;
                }
            }
        }
        None
    }
}
