//! A description written down as YAML, so that reading it gives back the same facts, places and quotes.
//!
//! Values are laid out as people write them: a plain one on its line, one with a place or a quote in braces behind its name, a
//! record with a key a line. Whatever comes from a text stands in double quotes, with everything escaped that an editor would not
//! show or would take for an instruction: control characters, and those that turn the direction of writing.

use super::provenance::KEYS;
use super::{Provenance, Record, Slot};
use crate::value::Quantity;
use crate::vocabulary::{FieldKind, Value, Vocabulary};
use std::fmt::Write;

/// Something that is written: a line, or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// Words after `## `.
    Comment(String),
    /// A line to be taken out of its comment: `#mode:`. The words are names of the vocabulary, with spaces before them where the
    /// line is further in.
    Open(String),
    /// `name: value`, the value in YAML already.
    Value {
        /// The key.
        name: String,
        /// The value.
        value: String,
    },
    /// A key with items below it.
    Section {
        /// The key.
        name: String,
        /// What is below it.
        items: Vec<Item>,
    },
    /// A key with records below it.
    List {
        /// The key.
        name: String,
        /// The items of each record.
        records: Vec<Vec<Item>>,
    },
}

/// Writes items after so many spaces.
pub fn render(items: &[Item], indent: usize, text: &mut String) {
    let margin = " ".repeat(indent);
    for item in items {
        let _ = match item {
            Item::Comment(words) => writeln!(text, "{margin}## {}", one_line(words)),
            Item::Open(words) => writeln!(text, "{margin}#{words}"),
            Item::Value { name, value } => writeln!(text, "{margin}{name}: {value}"),
            Item::Section { name, items } if items.is_empty() => writeln!(text, "{margin}{name}: {{}}"),
            Item::Section { name, items } => {
                let _ = writeln!(text, "{margin}{name}:");
                render(items, indent + 2, text);
                Ok(())
            }
            Item::List { name, records } if records.is_empty() => writeln!(text, "{margin}{name}: []"),
            Item::List { name, records } => {
                let _ = writeln!(text, "{margin}{name}:");
                records.iter().for_each(|record| render_record(record, indent + 2, text));
                Ok(())
            }
        };
    }
}

/// Writes a record of a list, from its dash on. Comments before its first key stand above the dash.
pub fn render_record(items: &[Item], indent: usize, text: &mut String) {
    let is_comment = |item: &Item| matches!(item, Item::Comment(_) | Item::Open(_));
    let above = items.iter().take_while(|item| is_comment(item)).count();
    let (above, keys) = items.split_at_checked(above).unwrap_or((items, &[]));
    render(above, indent, text);
    let margin = " ".repeat(indent);
    if keys.is_empty() {
        let _ = writeln!(text, "{margin}- {{}}");
        return;
    }
    let mut lines = String::new();
    render(keys, indent + 2, &mut lines);
    // The dash stands where the first key has its two spaces.
    let _ = write!(text, "{margin}- {}", lines.trim_start_matches(' '));
}

/// What a record says, in the order of the vocabulary, its own place and quote last.
pub fn items(record: &Record, vocabulary: &Vocabulary) -> Vec<Item> {
    let mut found = Vec::new();
    for (field, slot) in vocabulary.record(record.record).fields.iter().zip(&record.slots) {
        let name = field.name.to_string();
        match slot {
            Slot::Unset => {}
            Slot::Fact(fact) => {
                found.push(Item::Value { name, value: long(&value(field.kind, &fact.value, vocabulary), fact.provenance.as_deref()) });
            }
            Slot::Record(inner) => found.push(Item::Section { name, items: items(inner, vocabulary) }),
            Slot::List(list) => {
                found.push(Item::List { name, records: list.records.iter().map(|inner| items(inner, vocabulary)).collect() });
            }
        }
    }
    let says = record.provenance.as_deref().map(says).unwrap_or_default();
    found.extend(says.into_iter().map(|(name, words)| Item::Value { name: name.to_owned(), value: scalar(name, words) }));
    found
}

/// A value with its provenance behind it, in braces; the value alone where there is none.
pub fn long(value: &str, provenance: Option<&Provenance>) -> String {
    let says = provenance.map(says).unwrap_or_default();
    if says.is_empty() {
        return value.to_owned();
    }
    let mut text = format!("{{ is: {value}");
    for (name, words) in says {
        let _ = write!(text, ", {name}: {}", scalar(name, words));
    }
    text + " }"
}

/// What a provenance says, in the order of its keys.
pub fn says(provenance: &Provenance) -> Vec<(&'static str, &str)> {
    let Provenance { at, quote, by, on, status, note } = provenance;
    let said = [at, quote, by, on].map(|part| part.as_ref().map(|words| &*words.text));
    let said = said.into_iter().chain([status.map(super::FactStatus::name), note.as_ref().map(|words| &*words.text)]);
    KEYS.into_iter().zip(said).filter_map(|(key, words)| Some((key, words?))).collect()
}

fn scalar(name: &str, words: &str) -> String {
    // A date and a word of three need no quotation marks.
    if matches!(name, "on" | "status") { words.to_owned() } else { quoted(words) }
}

/// A value in YAML.
pub fn value(kind: FieldKind, value: &Value, vocabulary: &Vocabulary) -> String {
    match (kind, value) {
        (FieldKind::Set(id), Value::Set(0)) if vocabulary.values(id).find("none").is_some() => "none".into(),
        (FieldKind::Set(id), Value::Set(set)) => format!("[{}]", vocabulary.values(id).members(*set).collect::<Vec<_>>().join(", ")),
        (FieldKind::Slug | FieldKind::Jurisdiction, Value::Quantity(Quantity::Text(text))) if is_bare(text) => text.to_string(),
        (_, Value::Quantity(Quantity::Text(text))) => quoted(text),
        _ => vocabulary.show(kind, value),
    }
}

fn is_bare(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !matches!(text, "null" | "Null" | "NULL")
}

/// Words between double quotes, as YAML and JSON both read them for what is below U+10000.
pub fn quoted(words: &str) -> String {
    let mut text = String::with_capacity(words.len() + 2);
    text.push('"');
    for letter in words.chars() {
        match letter {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            letter if is_unseen(letter) => {
                let code = u32::from(letter);
                let _ = if code > 0xffff { write!(text, "\\U{code:08X}") } else { write!(text, "\\u{code:04X}") };
            }
            letter => text.push(letter),
        }
    }
    text.push('"');
    text
}

/// What an editor does not show, or what turns the words around it.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
        || (u32::from(letter) & 0xfffe) == 0xfffe
}

/// Words for a comment: on one line, and nothing in them that is not seen.
pub fn one_line(words: &str) -> String {
    let seen: String = words.chars().map(|letter| if is_unseen(letter) { ' ' } else { letter }).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
