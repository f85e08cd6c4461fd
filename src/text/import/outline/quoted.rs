//! Words that amend another law, in quotation marks over paragraphs: their numbers are not this law's.

use super::line::Line;
use super::plan::Class;
use super::words;
use crate::text::document::{Block, Document, Role};
use std::ops::Range;

/// Kinds of quotation marks: those that open, those that close.
const KINDS: [(char, &[char]); 5] = [('“', &['”', '"', '“']), ('‘', &['’', '\'']), ('„', &['“', '”']), ('«', &['»']), ('"', &['"', '”'])];
/// More paragraphs than this in one quotation were not meant.
const MOST: usize = 3_000;

/// What of a paragraph says whether it is quoted.
#[derive(Debug, Clone, Copy)]
struct Shown<'t> {
    text: &'t str,
    /// It is a heading.
    heading: bool,
    /// It is hardly more than a number.
    number: bool,
    /// It is short enough to be an instruction.
    short: bool,
}

/// Marks quoted paragraphs.
pub(super) fn mark(lines: &[Line], classes: &mut [Class]) {
    let shown: Vec<Shown> = lines.iter().map(Shown::of_line).collect();
    for quoted in quotations(&shown) {
        for class in classes.get_mut(quoted).unwrap_or_default() {
            if matches!(class, Class::Text) {
                *class = Class::Aside(Role::Quoted);
            }
        }
    }
}

/// Marks quoted paragraphs of a document whose format marks provisions, but not always the words of other laws.
pub(in super::super) fn mark_blocks(document: &mut Document) {
    let shown: Vec<Shown> = document.blocks.iter().map(|block| Shown::of_block(document, block)).collect();
    for quoted in quotations(&shown) {
        for block in document.blocks.get_mut(quoted).unwrap_or_default() {
            if block.role == Role::Text {
                block.role = Role::Quoted;
            }
        }
    }
}

impl<'t> Shown<'t> {
    fn of_line(line: &'t Line<'_>) -> Self {
        let (heading, number) = (line.is_marked(), line.length < LONGEST_NUMBER && !line.items.is_empty());
        Self { text: line.text(), heading, number, short: line.length < LONGEST_INSTRUCTION }
    }

    fn of_block(document: &'t Document, block: &Block) -> Self {
        let text = document.words(block.extent);
        let number = text.len() < LONGEST_NUMBER && !super::label::items(text, 0).is_empty();
        Self { text, heading: block.role == Role::Heading, number, short: text.len() < LONGEST_INSTRUCTION }
    }

    fn opening(self) -> Option<usize> {
        let first = super::line::first_letter(self.text)?;
        KINDS.iter().position(|(open, _)| *open == first)
    }

    fn leads(self) -> bool {
        self.text.trim_end().ends_with([':', '—', '–', '-', '―'])
    }
}

/// The runs of quoted paragraphs.
fn quotations(lines: &[Shown]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let ends: Vec<Vec<usize>> = KINDS.iter().map(|(_, close)| closing(lines, close)).collect();
    let stops = stops(lines);
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        let kind = line.opening().filter(|_| announced(lines, index));
        let close = kind.and_then(|kind| ends.get(kind)).and_then(|ends| ends.get(index).copied()).map(|last| last.saturating_add(1));
        // The closing mark may be lost behind a footnote; then the next instruction or heading ends the quotation.
        let stop = kind.and(stops.get(index + 1).copied());
        let end = close.into_iter().chain(stop).min().filter(|end| *end <= index + MOST && *end <= lines.len());
        let Some(end) = end else {
            index += 1;
            continue;
        };
        found.push(index..end);
        index = end.max(index + 1);
    }
    found
}

/// For each line the first one from there on that cannot be quoted: a marked heading, or the next instruction to amend.
fn stops(lines: &[Shown]) -> Vec<usize> {
    let mut next = usize::MAX;
    let mut stops = vec![usize::MAX; lines.len() + 1];
    for (index, line) in lines.iter().enumerate().rev() {
        let instructs = line.opening().is_none() && line.short && line.leads() && words::amends(tail(line.text));
        let numbered = line.number && next == index + 1;
        if line.heading || instructs || numbered {
            next = index;
        }
        if let Some(stop) = stops.get_mut(index) {
            *stop = next;
        }
    }
    stops
}

/// An instruction to amend has no more letters.
const LONGEST_INSTRUCTION: usize = 300;
/// A number alone has fewer.
const LONGEST_NUMBER: usize = 12;

/// For each line the first one from there on that ends with a closing mark.
fn closing(lines: &[Shown], close: &[char]) -> Vec<usize> {
    let mut next = usize::MAX;
    let mut ends = vec![usize::MAX; lines.len()];
    for (index, line) in lines.iter().enumerate().rev() {
        let text = line.text.trim_end();
        let text = text.strip_suffix(" and").or_else(|| text.strip_suffix(" or")).unwrap_or(text);
        if text.trim_end_matches(['.', ';', ',', ':', ' ']).ends_with(close) {
            next = index;
        }
        if let Some(end) = ends.get_mut(index) {
            *end = next;
        }
    }
    ends
}

/// Whether the words before say that another law is changed, and lead over to its new words.
fn announced(lines: &[Shown], index: usize) -> bool {
    let before = |back: usize| index.checked_sub(back).and_then(|at| lines.get(at));
    // The formula may stand above the number of the point that is new.
    let amends = (1..=3).filter_map(before).any(|line| words::amends(tail(line.text)));
    let leads = |back: usize| before(back).is_some_and(|line| line.leads());
    amends && (leads(1) || before(1).is_some_and(|line| line.number) && leads(2))
}

/// The end of a text, where the formula stands.
fn tail(text: &str) -> &str {
    let start = text.char_indices().rev().nth(250).map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or("")
}
