//! The table of contents before a law: its headings come again, with bodies.

use super::label::Form;
use super::line::Line;
use super::plan::Class;
use super::words;
use crate::text::document::Role;
use std::collections::HashMap;

/// Entries of a table of contents have no more letters.
const LONGEST: usize = 220;
/// Fewer entries than this are no table of contents, unless it is headed as one.
const FEWEST: usize = 3;

/// Marks tables of contents.
pub(super) fn mark(lines: &[Line], classes: &mut [Class]) {
    let headed = lines.iter().position(|line| line.role().is_none() && words::heads_contents(line.text()));
    let range = match headed {
        Some(start) => run(lines, start + 1).map(|end| start..end),
        None => {
            let first = lines.iter().position(|line| has_number(line) && line.role().is_none());
            first.and_then(|first| run(lines, first).filter(|end| numbered(lines, first, *end) >= FEWEST).map(|end| first..end))
        }
    };
    let Some(range) = range else { return };
    for class in classes.get_mut(range).unwrap_or_default() {
        if *class == Class::Text {
            *class = Class::Aside(Role::Contents);
        }
    }
}

fn has_number(line: &Line) -> bool {
    line.label.is_some() || line.bare.is_some() || !line.items.is_empty()
}

fn numbered(lines: &[Line], start: usize, end: usize) -> usize {
    lines.get(start..end).unwrap_or_default().iter().filter(|line| has_number(line)).count()
}

/// Where the entries that begin here end: at the line that is the first of them once more.
fn run(lines: &[Line], start: usize) -> Option<usize> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (index, line) in lines.iter().enumerate().skip(start) {
        if line.length > LONGEST || is_sentence(line) {
            return None;
        }
        let key = key(line.text());
        if key.is_empty() {
            continue;
        }
        match seen.get(&key) {
            // The first entries; later ones may come twice within the table.
            Some(order) if *order < 3 && index >= start + FEWEST => return Some(index),
            Some(_) => {}
            None if has_number(line) || seen.is_empty() => {
                let order = seen.len();
                seen.insert(key, order);
            }
            None => {}
        }
    }
    None
}

/// Whether a line is a sentence of the law, which no table of contents has.
fn is_sentence(line: &Line) -> bool {
    let text = line.text().trim_end();
    let subsection = line.items.iter().any(|item| item.form == Form::Brackets);
    (line.length > 70 || subsection || !has_number(line))
        && text.ends_with(['.', ';', ':', '—'])
        && !text.ends_with("..")
        && text.contains(char::is_lowercase)
}

/// A heading without what differs in the table: leaders, page numbers, marks, case.
fn key(text: &str) -> String {
    let end = text.trim_end().trim_end_matches(|letter: char| letter.is_numeric());
    // A page number stands apart from the words by a gap or by dots.
    let apart = end.ends_with(['.', '\t', '…']) || end.ends_with("  ") || end.ends_with(' ') && end.contains(char::is_numeric);
    let text = if apart && end.contains(char::is_alphabetic) { end } else { text };
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).take(LONGEST).collect()
}
