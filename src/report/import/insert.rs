//! Suggestions put into a description that somebody has worked on. Lines are only added, so that every byte of what is there stays:
//! a fact where the field is open, a record where no other covers its place.

use super::super::prose::few;
use crate::description::node::{Node, NodeValue};
use crate::description::write::{self, Item};
use crate::description::{Description, Fact, FactStatus, Provenance, Record, Slot};
use crate::diagnostic::Diagnostic;
use crate::diff::{about, same};
use crate::source::{Sources, Span};
use crate::vocabulary::{FieldKind, SectionId, Vocabulary};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A description with suggestions added.
#[derive(Debug, Default)]
pub struct Inserted {
    /// The new text of the file.
    pub text: String,
    /// Paths of the facts and records that were added.
    pub added: Vec<String>,
    /// Suggestions of an earlier import that the words do not bear out any more: kept, with their places.
    pub unsupported: Vec<(String, Span)>,
    /// Suggestions left out since a person says that the section was read in full, or that a list has nothing.
    pub answered: usize,
}

/// Adds to a description what it leaves open. `old` and `tree` are both read from the same file.
///
/// # Errors
/// The file is laid out so that nothing can be added to it safely.
pub fn insert(old: &Description, tree: &Node, new: &Record, vocabulary: &Vocabulary, sources: &Sources) -> Result<Inserted, Diagnostic> {
    let text = sources.text(old.file);
    let mut work = Work { old, text, sources, vocabulary, pieces: Vec::new(), inserted: Inserted::default() };
    if work.is_flow(tree) {
        let problem =
            Diagnostic::error("not-in-lines", "suggestions are added as lines of YAML, and this file is written in braces throughout");
        let first = Span::new(old.file, tree.span.start as usize..tree.span.start as usize + 1);
        return Err(problem
            .at(first, "JSON, or YAML in braces")
            .help("write the suggestions to a new file, and copy from it what is right"));
    }
    for (section, field) in (0_u16..).zip(&vocabulary.root().fields) {
        if vocabulary.reviewed.is_some_and(|(reviewed, _)| reviewed == section) {
            continue;
        }
        work.slot((&old.root, tree), new.slot(section), section, (&field.name, field.kind), (section, ""))?;
    }
    work.unsupported(new);
    work.inserted.text = work.assembled();
    Ok(work.inserted)
}

struct Work<'a> {
    old: &'a Description,
    text: &'a str,
    sources: &'a Sources,
    vocabulary: &'a Vocabulary,
    /// What is put in, before which byte, and where the block begins that it ends. Of blocks that end together the inner one
    /// begins later, and comes first.
    pieces: Vec<(usize, Reverse<u32>, String)>,
    inserted: Inserted,
}

impl<'a> Work<'a> {
    /// One field of a record that is written at a node: a section of the description, or a field or list of a section.
    fn slot(
        &mut self,
        (holder, node): (&Record, &Node),
        new: &Slot,
        index: u16,
        (name, kind): (&str, FieldKind),
        (section, path): (SectionId, &str),
    ) -> Result<(), Diagnostic> {
        let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        let there = holder.slot(index);
        let settled = self.old.is_reviewed(section);
        match (there, new) {
            (_, Slot::Unset) => {}
            (Slot::Record(there), Slot::Record(new)) => {
                let Some(below) = self.below(node, name) else { return Ok(()) };
                for (index, field) in (0_u16..).zip(&self.vocabulary.record(new.record).fields) {
                    self.slot((there, below), new.slot(index), index, (&field.name, field.kind), (section, &path))?;
                }
            }
            (Slot::List(list), Slot::List(new)) => {
                if settled || list.records.is_empty() {
                    self.inserted.answered += new.records.len();
                    return Ok(());
                }
                let placed = Placed::all(&list.records);
                let is_fresh = |new: &&Record| {
                    let new = Placed::of(new);
                    !placed.iter().any(|there| there.covers(&new))
                };
                let fresh: Vec<&Record> = new.records.iter().filter(is_fresh).collect();
                if fresh.is_empty() {
                    return Ok(());
                }
                let Some(below) = self.below(node, name) else { return Ok(()) };
                let first = list.records.len() + 1;
                self.inserted
                    .added
                    .extend((first..).zip(&fresh).map(|(number, record)| format!("{path}[{number}] ({})", about(record, self.vocabulary))));
                let records: Vec<Vec<Item>> = fresh.iter().map(|record| write::items(record, self.vocabulary)).collect();
                self.records(below, &records)?;
            }
            (Slot::Unset, new) => {
                if settled {
                    self.inserted.answered += facts(new);
                    return Ok(());
                }
                let Some(item) = self.item(new, name, kind) else { return Ok(()) };
                self.inserted.added.push(path);
                self.items(node, &[item])?;
            }
            _ => {}
        }
        Ok(())
    }

    fn item(&self, new: &Slot, name: &str, kind: FieldKind) -> Option<Item> {
        let name = name.to_owned();
        Some(match new {
            Slot::Unset => return None,
            Slot::Fact(fact) => {
                Item::Value { name, value: write::long(&write::value(kind, &fact.value, self.vocabulary), fact.provenance.as_deref()) }
            }
            Slot::Record(record) => Item::Section { name, items: write::items(record, self.vocabulary) },
            Slot::List(list) => {
                Item::List { name, records: list.records.iter().map(|record| write::items(record, self.vocabulary)).collect() }
            }
        })
    }

    /// The value under a key.
    fn below<'n>(&self, node: &'n Node, name: &str) -> Option<&'n Node> {
        let NodeValue::Mapping(entries) = &node.value else { return None };
        entries.iter().find(|entry| entry.key.text(self.sources) == name).map(|entry| &entry.value)
    }

    fn is_flow(&self, node: &Node) -> bool {
        self.sources.slice(node.span).starts_with(['{', '['])
    }

    /// Puts items at the end of a mapping.
    fn items(&mut self, node: &Node, items: &[Item]) -> Result<(), Diagnostic> {
        if self.is_flow(node) {
            let within = items.iter().map(flow).collect::<Vec<_>>().join(", ");
            return self.within(node, &within);
        }
        let mut lines = String::new();
        write::render(items, self.margin(node)?, &mut lines);
        self.after(node, lines);
        Ok(())
    }

    /// Puts records at the end of a list.
    fn records(&mut self, node: &Node, records: &[Vec<Item>]) -> Result<(), Diagnostic> {
        if self.is_flow(node) {
            let within = records.iter().map(|record| braces(record)).collect::<Vec<_>>().join(", ");
            return self.within(node, &within);
        }
        let mut lines = String::new();
        let margin = self.margin(node)?;
        records.iter().for_each(|record| write::render_record(record, margin, &mut lines));
        self.after(node, lines);
        Ok(())
    }

    /// How far a block is indented. It must begin its line, or nobody could say where its next line begins.
    fn margin(&self, node: &Node) -> Result<usize, Diagnostic> {
        let start = node.span.start as usize;
        let before = self.text.get(..start).unwrap_or("");
        let line = before.rsplit('\n').next().unwrap_or("").trim_start_matches('\u{feff}');
        // A key between quotation marks begins at the first of them.
        let line = line.strip_suffix(['"', '\'']).unwrap_or(line);
        if line.bytes().all(|byte| byte == b' ') {
            return Ok(line.len());
        }
        let problem = Diagnostic::error("not-in-lines", "nothing can be added here, since what is there does not begin a line");
        let first = Span::new(self.old.file, start..start);
        Err(problem.at(first, "begins in the midst of a line").help("begin a new line before it, indented by two spaces"))
    }

    /// After the line on which a block ends.
    fn after(&mut self, node: &Node, lines: String) {
        let end = node.span.end as usize;
        let rest = self.text.get(end..).unwrap_or("");
        let at = rest.find('\n').map_or(self.text.len(), |at| end + at + 1);
        self.pieces.push((at, Reverse(node.span.start), lines));
    }

    /// Before the closing bracket.
    fn within(&mut self, node: &Node, words: &str) -> Result<(), Diagnostic> {
        let all = self.sources.slice(node.span);
        let inner = all.get(..all.len().saturating_sub(1)).unwrap_or("").trim_end();
        // A comment at the end would swallow what is put behind it.
        if inner.lines().next_back().is_some_and(|line| line.contains(" #") || line.trim_start().starts_with('#')) {
            let problem =
                Diagnostic::error("not-in-lines", "nothing can be added in these brackets, since a comment stands before the last one");
            return Err(problem.at(node.span, "ends with a comment").help("write it without brackets, a line for each key"));
        }
        let lead = match inner.chars().next_back() {
            Some('{' | '[') if inner.len() == 1 => "",
            Some(',') => " ",
            _ => ", ",
        };
        let at = node.span.start as usize + inner.len();
        self.pieces.push((at, Reverse(node.span.start), format!("{lead}{words}")));
        Ok(())
    }

    fn assembled(&mut self) -> String {
        let mut pieces = std::mem::take(&mut self.pieces);
        pieces.sort_by_key(|(at, begins, _)| (*at, *begins));
        let windows = self.text.contains("\r\n");
        let mut whole = String::with_capacity(self.text.len() + pieces.iter().map(|(.., words)| words.len()).sum::<usize>());
        let mut from = 0;
        for (at, _, words) in pieces {
            whole.push_str(self.text.get(from..at).unwrap_or(""));
            if at == self.text.len() && !whole.ends_with('\n') {
                // The last line has no end yet.
                whole.push_str(if windows { "\r\n" } else { "\n" });
            }
            whole.push_str(&if windows { words.replace('\n', "\r\n") } else { words });
            from = at;
        }
        whole.push_str(self.text.get(from..).unwrap_or(""));
        whole
    }

    /// Suggestions that are there and are not among the new ones.
    fn unsupported(&mut self, new: &Record) {
        let mut lost = Vec::new();
        for (section, field) in (0_u16..).zip(&self.vocabulary.root().fields) {
            unsupported(self.old.root.slot(section), new.slot(section), &field.name, self.vocabulary, &mut lost);
        }
        self.inserted.unsupported = lost;
    }
}

fn unsupported(old: &Slot, new: &Slot, path: &str, vocabulary: &Vocabulary, lost: &mut Vec<(String, Span)>) {
    match (old, new) {
        (Slot::Record(old), new) => {
            let new = if let Slot::Record(new) = new { Some(new) } else { None };
            for (index, field) in (0_u16..).zip(&vocabulary.record(old.record).fields) {
                let new = new.map_or(&Slot::Unset, |new| new.slot(index));
                unsupported(old.slot(index), new, &format!("{path}.{}", field.name), vocabulary, lost);
            }
        }
        (Slot::Fact(fact), new) if is_suggested(fact.provenance.as_deref()) && !says(new, fact) => {
            lost.push((path.to_owned(), fact.span));
        }
        (Slot::List(list), new) => {
            let new = if let Slot::List(new) = new { new.records.as_slice() } else { &[] };
            let new = Placed::all(new);
            for (number, record) in (1..).zip(&list.records).filter(|(_, record)| is_suggested(record.provenance.as_deref())) {
                let there = Placed::of(record);
                if !new.iter().any(|new| there.covers(new)) {
                    lost.push((format!("{path}[{number}]"), record.span));
                }
            }
        }
        _ => {}
    }
}

fn says(slot: &Slot, fact: &Fact) -> bool {
    matches!(slot, Slot::Fact(new) if same(&fact.value, &new.value))
}

fn is_suggested(provenance: Option<&Provenance>) -> bool {
    provenance.is_some_and(|found| found.status == Some(FactStatus::Suggested))
}

/// How many facts or records a slot holds.
fn facts(slot: &Slot) -> usize {
    match slot {
        Slot::Unset => 0,
        Slot::Fact(_) => 1,
        Slot::Record(record) => record.slots.iter().map(facts).sum(),
        Slot::List(list) => list.records.len(),
    }
}

/// An item between braces: `mode: { is: duty }`.
fn flow(item: &Item) -> String {
    match item {
        Item::Comment(_) | Item::Open(_) => String::new(),
        Item::Value { name, value } => format!("{name}: {value}"),
        Item::Section { name, items } => format!("{name}: {}", braces(items)),
        Item::List { name, records } => format!("{name}: [{}]", records.iter().map(|record| braces(record)).collect::<Vec<_>>().join(", ")),
    }
}

fn braces(items: &[Item]) -> String {
    format!("{{ {} }}", items.iter().map(flow).filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", "))
}

/// A record with where it and its facts stand in the law, and their quotes, made comparable.
struct Placed<'r> {
    record: &'r Record,
    at: Vec<String>,
    quotes: Vec<String>,
}

impl<'r> Placed<'r> {
    /// All records of a list: worked out once, since each is compared with many.
    fn all(records: &'r [Record]) -> Vec<Self> {
        records.iter().map(Self::of).collect()
    }

    fn of(record: &'r Record) -> Self {
        let mut placed = Self { record, at: Vec::new(), quotes: Vec::new() };
        let facts = record.slots.iter().filter_map(|slot| if let Slot::Fact(fact) = slot { fact.provenance.as_deref() } else { None });
        for provenance in record.provenance.as_deref().into_iter().chain(facts) {
            if let Some(words) = &provenance.at {
                let each = words.text.split([',', ';']).flat_map(|part| part.split(" and "));
                placed.at.extend(each.map(place).filter(|place| !place.is_empty()));
            }
            // One word may stand anywhere.
            let quote = provenance.quote.iter().map(|words| words.text.split_whitespace().collect::<Vec<_>>().join(" "));
            placed.quotes.extend(quote.filter(|words| words.split(' ').nth(2).is_some()));
        }
        placed.at.dedup();
        placed
    }

    /// Whether a record that is there is about the place of a suggested one. One that names no place nor words covers those it agrees
    /// with.
    fn covers(&self, new: &Placed<'_>) -> bool {
        let placed = |record: &Record| record.provenance.as_deref().is_some_and(|found| found.at.is_some() || found.quote.is_some());
        if self.at.is_empty() && self.quotes.is_empty() && !placed(self.record) {
            let both = self.record.slots.iter().zip(&new.record.slots).filter_map(|slots| match slots {
                (Slot::Fact(there), Slot::Fact(new)) => Some(same(&there.value, &new.value)),
                _ => None,
            });
            let (agreed, all) = both.fold((0, 0), |(agreed, all), same| (agreed + usize::from(same), all + 1));
            return all > 0 && agreed == all;
        }
        let at = self.at.iter().any(|there| new.at.iter().any(|new| within(there, new) || within(new, there)));
        let shared = |there: &String| new.quotes.iter().any(|new| there.contains(new.as_str()) || new.contains(there.as_str()));
        at || self.quotes.iter().any(shared)
    }
}

/// `Section 3 (2)` and `s. 3(2)` are `s 3(2)`.
fn place(words: &str) -> String {
    let lower = words.to_lowercase().replace('§', "s ").replace('.', " ").replace(" (", "(");
    let mut parts: Vec<&str> = lower.split_whitespace().collect();
    if let Some(first) = parts.first_mut() {
        *first = match *first {
            "section" | "sections" | "sec" | "ss" => "s",
            "article" | "articles" | "arts" => "art",
            "schedule" => "sch",
            other => other,
        };
    }
    parts.join(" ")
}

/// Whether a place is another or lies in it: `s 3(2)` in `s 3`, but not `s 34`.
fn within(inner: &str, outer: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['(', ' ']))
}

/// Makes sure that nothing that was there has changed: every fact and record of the old description is in the new one, as it was.
///
/// # Errors
/// Names what would have changed.
pub fn unchanged(old: &Description, new: &Description, vocabulary: &Vocabulary) -> Result<(), String> {
    let listed = |description: &Description| {
        let mut facts = BTreeMap::new();
        description.for_each_fact(vocabulary, &mut |path, _, fact, record| {
            let said = |provenance: Option<&Provenance>| provenance.map(|found| format!("{:?}", write::says(found)));
            let words = format!("{:?} {:?} {:?}", fact.value, said(fact.provenance.as_deref()), said(record.provenance.as_deref()));
            facts.insert(path.to_owned(), words);
        });
        facts
    };
    let (before, after) = (listed(old), listed(new));
    let changed: Vec<&str> = before.iter().filter(|(path, words)| after.get(*path) != Some(words)).map(|(path, _)| path.as_str()).collect();
    match changed.as_slice() {
        [] if old.reviewed == new.reviewed && old.text.as_ref().map(|text| &text.text) == new.text.as_ref().map(|text| &text.text) => {
            Ok(())
        }
        [] => Err("what it says of itself".into()),
        changed => Err(few(changed.iter().copied(), 5)),
    }
}

#[cfg(test)]
mod tests;
