//! A paragraph of a format that does not say which provision it belongs to, on its way to the outline.

use crate::text::document::{Builder, Role};
use std::ops::Range;

/// What the format says of a paragraph besides its words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Hint {
    /// It is a heading, of this level from 1.
    pub heading: Option<u8>,
    /// A number that the format makes and that is not among the words, as shown: `(a)`, `3.`.
    pub number: Option<String>,
    /// How deep it is set in: levels of lists, or steps of indentation.
    pub indent: u8,
    /// It is a table's cell, a footnote, a quotation, a table of contents.
    pub role: Option<Role>,
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Its words, as in the source besides mark-up.
    pub text: String,
    /// Where they come from: start in `text`, and the source. A piece whose source is as long as its words is verbatim.
    pieces: Vec<(usize, Range<usize>)>,
    /// What else the format says.
    pub hint: Hint,
}

impl Paragraph {
    /// Adds words and where they stand.
    pub(super) fn push(&mut self, words: &str, source: Range<usize>) {
        if words.is_empty() {
            return;
        }
        let at = self.text.len();
        let goes_on = words.len() == source.len()
            && self.pieces.last().is_some_and(|(start, last)| last.end == source.start && last.len() == at - start);
        match self.pieces.last_mut() {
            Some((_, last)) if goes_on => last.end = source.end,
            _ => self.pieces.push((at, source)),
        }
        self.text.push_str(words);
    }

    /// The paragraph with a number that the format makes before its words. The number has no place of its own in the source, and
    /// leads to where the words begin.
    pub(super) fn with_number(&self, number: &str) -> Self {
        let start = self.source_at(0);
        let mut numbered = Self { hint: Hint { number: None, ..self.hint.clone() }, ..Self::default() };
        numbered.push(&format!("{number} "), start..start);
        self.each(0..self.text.len(), |words, source| numbered.push(words, source));
        numbered
    }

    /// A part of it.
    pub(super) fn part(&self, range: Range<usize>) -> Self {
        let mut part = Self { hint: self.hint.clone(), ..Self::default() };
        self.each(range, |words, source| part.push(words, source));
        part
    }

    /// Hands a part of the words to the builder, with their places.
    pub(super) fn write(&self, range: Range<usize>, builder: &mut Builder) {
        self.each(range, |words, source| builder.push(words, source));
    }

    /// Hands the words of a provision's number to the builder.
    pub(super) fn write_label(&self, range: Range<usize>, builder: &mut Builder) {
        self.each(range, |words, source| builder.push_label(words, source));
    }

    fn each(&self, range: Range<usize>, mut give: impl FnMut(&str, Range<usize>)) {
        for (index, (start, source)) in self.pieces.iter().enumerate() {
            let end = self.pieces.get(index + 1).map_or(self.text.len(), |(next, _)| *next);
            let (from, to) = (range.start.max(*start), range.end.min(end));
            let Some(words) = self.text.get(from..to).filter(|words| !words.is_empty()) else { continue };
            let verbatim = source.len() == end - start;
            give(words, if verbatim { source.start + from - start..source.start + to - start } else { source.clone() });
        }
    }

    /// Adds another paragraph's words behind these, after a space.
    pub(super) fn append(&mut self, other: &Self) {
        let after = other.pieces.first().map_or(0, |(_, source)| source.start);
        self.push(" ", after..after);
        other.each(0..other.text.len(), |words, source| self.push(words, source));
    }

    /// Where a place in `text` stands in the source.
    pub(super) fn source_at(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.pieces.get(index).map_or(0, |(start, source)| (source.start + at - start).min(source.end))
    }
}
