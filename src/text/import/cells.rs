//! Tables of HTML and Word: which of them are tables, and which only set a text in columns, as official sites and drafters do.
//!
//! A table is not the law's running text (its cells are [`Role::Table`]) unless it has one column, is a list of numbers and
//! words in two columns, or holds whole provisions in its cells.

use super::paragraph::Paragraph;
use crate::text::document::Role;
use std::collections::HashMap;

/// A cell with more words than this holds a text, not an entry.
const LONG_CELL: usize = 2500;
/// Words beside `Article 5` or a bare `5` have to be this long for it to be their number, rather than an entry of a table.
const LONG_ENTRY: usize = 60;
/// Longest number of a provision that stands alone, in bytes.
const LONGEST_MARK: usize = 24;

/// A cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Cell {
    /// Index of the table, in the order in which they begin.
    pub table: u32,
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
}

/// A paragraph, and the innermost cell it stands in.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// The paragraph.
    pub paragraph: Paragraph,
    /// Its cell.
    pub cell: Option<Cell>,
}

/// How a table is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Its cells are text, one after another.
    Layout,
    /// Its first column numbers the second.
    Numbered,
    /// A table.
    Data,
}

/// What a cell holds.
#[derive(Debug, Default)]
struct Content {
    /// Bytes of words, those of tables within included.
    length: usize,
    /// Its only words so far, if they may be a number.
    mark: Option<Mark>,
    paragraphs: usize,
    /// Paragraphs that begin like a provision.
    provisions: usize,
    has_heading: bool,
    has_table: bool,
}

/// A number that stands alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// `(a)`, `1.`, `§ 3`, `–`: sure.
    Sure,
    /// `5`, `Article 5`: it depends on what stands beside it.
    Likely,
}

/// Reads the tables: gives their paragraphs the role of a table where they are one, and joins numbers to their words where not.
/// `within` says for each table in which cell it stands.
pub(super) fn settle(placed: Vec<Placed>, within: &[Option<Cell>]) -> Vec<Paragraph> {
    if placed.iter().all(|placed| placed.cell.is_none()) {
        return placed.into_iter().map(|placed| placed.paragraph).collect();
    }
    let kinds = kinds(&contents(&placed, within), within.len());
    let depths = depths(&kinds, within);
    let mut found: Vec<Paragraph> = Vec::with_capacity(placed.len());
    // A number that waits for its words, and its row.
    let mut waiting: Option<(Paragraph, Cell)> = None;
    for Placed { mut paragraph, cell } in placed {
        let kind = cell.and_then(|cell| kinds.get(cell.table as usize).copied());
        if let (Some(Kind::Numbered), Some(cell)) = (kind, cell) {
            let depth = depths.get(cell.table as usize).copied().unwrap_or(0);
            paragraph.hint.indent = paragraph.hint.indent.max(depth);
        }
        if let Some((mut number, of)) = waiting.take() {
            if cell.is_some_and(|cell| (cell.table, cell.row) == (of.table, of.row)) && paragraph.hint.number.is_none() {
                number.append(&paragraph);
                number.hint = paragraph.hint;
                found.push(number);
                continue;
            }
            found.push(number);
        }
        match (kind, cell) {
            (Some(Kind::Numbered), Some(cell)) if mark(&paragraph.text).is_some() => waiting = Some((paragraph, cell)),
            (Some(Kind::Data), _) => {
                paragraph.hint.role.get_or_insert(Role::Table);
                found.push(paragraph);
            }
            _ => found.push(paragraph),
        }
    }
    found.extend(waiting.map(|(number, _)| number));
    found
}

fn contents(placed: &[Placed], within: &[Option<Cell>]) -> HashMap<Cell, Content> {
    let mut contents: HashMap<Cell, Content> = HashMap::new();
    for Placed { paragraph, cell } in placed {
        let Some(cell) = cell else { continue };
        let content = contents.entry(*cell).or_default();
        content.paragraphs += 1;
        content.length += paragraph.text.len();
        content.mark = if content.paragraphs == 1 { mark(&paragraph.text) } else { None };
        content.provisions += usize::from(begins_like_a_provision(&paragraph.text) || paragraph.hint.number.is_some());
        content.has_heading |= paragraph.hint.heading.is_some();
    }
    // A table within a table: from the inside out, which is from the last to the first, each once.
    let mut length_of: HashMap<u32, usize> = HashMap::new();
    for (cell, content) in &contents {
        *length_of.entry(cell.table).or_default() += content.length;
    }
    for (table, around) in within.iter().enumerate().rev() {
        let Some(around) = around else { continue };
        let length = u32::try_from(table).ok().and_then(|table| length_of.get(&table).copied()).unwrap_or(0);
        if length > 0 {
            let content = contents.entry(*around).or_default();
            content.has_table = true;
            content.length += length;
            *length_of.entry(around.table).or_default() += length;
        }
    }
    contents
}

/// A row: its cells that have words, from the left.
type Row<'c> = Vec<(Cell, &'c Content)>;

fn kinds(contents: &HashMap<Cell, Content>, tables: usize) -> Vec<Kind> {
    let mut cells: Vec<(Cell, &Content)> = contents.iter().map(|(cell, content)| (*cell, content)).collect();
    cells.sort_unstable_by_key(|(cell, _)| *cell);
    let mut kinds = vec![Kind::Layout; tables];
    for table in cells.chunk_by(|(left, _), (right, _)| left.table == right.table) {
        let index = table.first().map_or(0, |(cell, _)| cell.table as usize);
        if let Some(kind) = kinds.get_mut(index) {
            *kind = kind_of(table);
        }
    }
    kinds
}

fn kind_of(cells: &[(Cell, &Content)]) -> Kind {
    let rows: Vec<Row<'_>> = cells.chunk_by(|(left, _), (right, _)| left.row == right.row).map(<[_]>::to_vec).collect();
    let columns: std::collections::BTreeSet<u32> = cells.iter().map(|(cell, _)| cell.column).collect();
    if columns.len() <= 1 || rows.iter().all(|row| row.len() <= 1) {
        return Kind::Layout;
    }
    let numbered = rows.iter().filter(|row| is_numbered(row)).count();
    if rows.iter().all(|row| row.len() <= 2) && numbered * 2 >= rows.len() {
        return Kind::Numbered;
    }
    let holds_text = |content: &Content| content.has_heading || content.has_table || content.provisions >= 2 || content.length > LONG_CELL;
    match cells.iter().any(|(_, content)| holds_text(content)) {
        true => Kind::Layout,
        false => Kind::Data,
    }
}

/// Whether a row is a number and its words.
fn is_numbered(row: &[(Cell, &Content)]) -> bool {
    match row {
        [(_, number), (_, words)] => match number.mark {
            Some(Mark::Sure) => true,
            Some(Mark::Likely) => words.length >= LONG_ENTRY,
            None => false,
        },
        _ => false,
    }
}

/// How deep each table of numbers lies in others.
fn depths(kinds: &[Kind], within: &[Option<Cell>]) -> Vec<u8> {
    let mut depths: Vec<u8> = Vec::with_capacity(within.len());
    for around in within {
        let depth = around.map_or(0, |cell| {
            let outer = depths.get(cell.table as usize).copied().unwrap_or(0);
            outer.saturating_add(u8::from(kinds.get(cell.table as usize) == Some(&Kind::Numbered)))
        });
        depths.push(depth);
    }
    depths
}

/// Whether words are nothing but the number of a provision, or a dash or dot of a list.
fn mark(text: &str) -> Option<Mark> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST_MARK {
        return None;
    }
    if text.chars().all(|letter| "-–—•·▪●○*".contains(letter)) {
        return Some(Mark::Sure);
    }
    let bare: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let closed = bare.ends_with([')', '.', ']']);
    let inside = bare.trim_start_matches('§').trim_matches(['(', ')', '.', '[', ']', '"', '“', '‘']);
    let parts = inside.split(['.', '(', ')']).filter(|part| !part.is_empty());
    let (mut count, mut all_short) = (0, true);
    for part in parts {
        count += 1;
        all_short &= part.chars().count() <= 5 && part.chars().all(char::is_alphanumeric);
    }
    let has_digit = inside.chars().any(char::is_numeric);
    if count > 0
        && count <= 4
        && all_short
        && !text.trim_end_matches('.').contains(char::is_whitespace)
        && (closed || text.starts_with('§'))
    {
        return Some(Mark::Sure);
    }
    if text.starts_with('§') && has_digit && all_short {
        return Some(Mark::Sure);
    }
    // `5`, `5A`, `Article 5`, `SECTION 5.`, and not `EUR 5`
    let mut words = text.split_whitespace();
    let last = words.next_back().unwrap_or("").trim_end_matches('.');
    let is_word = |word: &str| word.chars().any(char::is_lowercase) || !word.is_ascii() || word.len() > 3;
    let is_likely = words.next().is_none_or(is_word) && words.next().is_none();
    (is_likely && last.chars().count() <= 5 && last.starts_with(char::is_numeric) && last.chars().all(char::is_alphanumeric))
        .then_some(Mark::Likely)
}

/// Whether a paragraph begins with a provision's number and goes on with words.
pub(super) fn begins_like_a_provision(text: &str) -> bool {
    let text = text.trim_start();
    let first = text.split_whitespace().next().unwrap_or("");
    let rest = text.get(first.len()..).unwrap_or("").trim_start();
    if rest.is_empty() {
        return false;
    }
    if first.chars().all(char::is_alphabetic) {
        // `Article 5 …`, `Section 5. …`
        let number = rest.split_whitespace().next().unwrap_or("");
        return rest.len() > number.len()
            && mark(&format!("{first} {number}")) == Some(Mark::Likely)
            && first.starts_with(char::is_uppercase);
    }
    first.starts_with('§') || (first.ends_with(['.', ')']) && mark(first) == Some(Mark::Sure)) || dashed(first)
}

/// `12.—(1)`: number and first subsection in one.
fn dashed(word: &str) -> bool {
    word.split_once(['—', '–']).is_some_and(|(before, after)| mark(before) == Some(Mark::Sure) && after.starts_with('('))
}

#[cfg(test)]
#[path = "cells_tests.rs"]
mod tests;
