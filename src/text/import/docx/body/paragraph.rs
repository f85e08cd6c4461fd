//! One paragraph of a Word document: its lines, and what its properties and its style make of it.

use super::Reader;
use crate::text::import::cells::{Placed, begins_like_a_provision};
use crate::text::import::docx::styles::{NumberOf, steps};
use crate::text::import::paragraph::{Hint, Paragraph};

/// A paragraph longer than this is no heading, whatever its style, in bytes: many drafters number whole provisions by headings.
const LONGEST_HEADING: usize = 250;
/// Longest title taken, in bytes.
const LONGEST_TITLE: usize = 400;

/// A paragraph that is open.
#[derive(Debug, Default)]
pub(super) struct Frame {
    /// Its words; a new line where it breaks a line.
    words: String,
    pub style: Option<String>,
    pub number: NumberOf,
    pub outline: Option<u8>,
    pub indent: Option<i64>,
    /// Its end was deleted.
    pub is_joined: bool,
    pub is_contents: bool,
    /// Notes that it refers to.
    pub notes: Vec<(char, String)>,
    /// Paragraphs of the text boxes in it.
    boxes: Vec<Placed>,
}

impl Frame {
    pub(super) fn new(is_contents: bool) -> Self {
        Self { is_contents, ..Self::default() }
    }

    pub(super) fn write(&mut self, words: &str) {
        self.words.push_str(words);
    }

    /// Its lines: broken ones are paragraphs, unless the sentence goes on.
    fn lines(&self) -> Vec<Paragraph> {
        let mut lines: Vec<String> = Vec::new();
        let mut empty = false;
        for line in self.words.split('\n').map(str::trim) {
            if line.is_empty() {
                empty = true;
                continue;
            }
            let goes_on = |before: &String| {
                let ended = before.ends_with(['.', ';', ':', '!', '?', '—']);
                !empty && !ended && line.starts_with(char::is_lowercase) && !begins_like_a_provision(line)
            };
            match lines.last_mut() {
                Some(before) if goes_on(before) => {
                    before.push(' ');
                    before.push_str(line);
                }
                _ => lines.push(line.to_owned()),
            }
            empty = false;
        }
        let paragraph = |line: String| {
            let mut paragraph = Paragraph::default();
            paragraph.push(&line, 0..line.len());
            paragraph
        };
        lines.into_iter().map(paragraph).collect()
    }
}

impl Reader<'_> {
    /// Ends a paragraph, or joins it to the next where its end was deleted.
    pub(super) fn end_paragraph(&mut self, mut frame: Frame) {
        if self.frames.is_empty()
            && let Some(carried) = self.carried.take()
        {
            frame.words.insert_str(0, &carried.words);
            frame.notes.splice(0..0, carried.notes);
            frame.boxes.splice(0..0, carried.boxes);
        }
        if frame.is_joined && self.frames.is_empty() {
            self.carried = Some(frame);
            return;
        }
        self.finish(frame);
    }

    /// Puts a paragraph where it belongs, with its notes and text boxes behind it.
    pub(super) fn finish(&mut self, mut frame: Frame) {
        let boxes = std::mem::take(&mut frame.boxes);
        let mut placed = self.made(&frame);
        placed.extend(boxes);
        for note in std::mem::take(&mut frame.notes) {
            let paragraphs = self.notes.remove(&note).unwrap_or_default();
            placed.extend(paragraphs.into_iter().map(|paragraph| Placed { paragraph, cell: self.cell }));
        }
        match self.frames.last_mut() {
            Some(around) => around.boxes.extend(placed),
            None => self.placed.extend(placed),
        }
    }

    fn made(&mut self, frame: &Frame) -> Vec<Placed> {
        let look = self.styles.look(frame.style.as_deref());
        let list = frame.number.0.or(look.number.0).filter(|list| *list != 0);
        let mut number = None;
        let mut level = None;
        if let Some(list) = list {
            let by_style = || look.number.1.or_else(|| self.numbering.level_of(list, &look.numbered_by));
            let at = frame.number.1.or_else(by_style).unwrap_or(0);
            level = Some(at);
            number = self.numbering.next(list, at);
        }
        let mut lines = frame.lines();
        let Some(first) = lines.first() else { return Vec::new() };
        if look.is_title && self.title.is_none() && !self.in_note && first.text.len() <= LONGEST_TITLE {
            self.title = Some(lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" "));
        }
        let heading = frame.outline.map_or(look.heading, |outline| (outline < 9).then_some(outline + 1));
        let hint = Hint {
            heading: heading.filter(|_| frame.words.len() <= LONGEST_HEADING),
            number: None,
            indent: level.unwrap_or_else(|| steps(frame.indent.or(look.indent).unwrap_or(0))),
            role: self.role(frame).or(look.role),
        };
        for line in &mut lines {
            line.hint = hint.clone();
        }
        if let Some(first) = lines.first_mut() {
            first.hint.number = number;
        }
        lines.into_iter().map(|paragraph| Placed { paragraph, cell: self.cell }).collect()
    }
}
