//! From the running text back to the source, and from the source to the running text.

use super::Extent;
use std::ops::Range;

/// Words of the running text and the bytes of the source they come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    text: u32,
    text_len: u32,
    source: u32,
    source_len: u32,
}

impl Piece {
    /// Whether the words stand in the source as they are, byte for byte.
    fn is_verbatim(self) -> bool {
        self.text_len == self.source_len
    }

    fn text_end(self) -> u32 {
        self.text + self.text_len
    }

    fn source_end(self) -> u32 {
        self.source + self.source_len
    }
}

/// The way between running text and source. Pieces lie in the order of the text, and without overlap.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct SourceMap {
    pieces: Vec<Piece>,
    /// Whether the sources lie out of order somewhere, as where a note is moved behind its paragraph.
    moved: bool,
}

impl SourceMap {
    /// The map of a text that is its own source.
    pub fn identity(length: usize) -> Self {
        let mut map = Self::default();
        map.add(0, length, 0..length);
        map
    }

    /// Says where the next words come from. Words of another length than their source stand for all of it; a piece of equal
    /// length is taken byte for byte, and joined to the one before where both go on.
    pub(super) fn add(&mut self, text: usize, text_len: usize, source: Range<usize>) {
        let fit = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let piece = Piece { text: fit(text), text_len: fit(text_len), source: fit(source.start), source_len: fit(source.len()) };
        if piece.text_len == 0 {
            return;
        }
        if let Some(last) = self.pieces.last_mut()
            && last.is_verbatim()
            && piece.is_verbatim()
            && last.text_end() == piece.text
            && last.source_end() == piece.source
        {
            last.text_len += piece.text_len;
            last.source_len += piece.source_len;
            return;
        }
        self.moved |= self.pieces.last().is_some_and(|last| piece.source < last.source || piece.source_end() < last.source_end());
        self.pieces.push(piece);
    }

    /// The source of an extent: from the source of its first byte to that of its last. What has no source of its own, such as
    /// the end of a paragraph, gives the empty range after what stands before it.
    pub fn source_of(&self, extent: Extent) -> Range<usize> {
        let first = self.pieces.partition_point(|piece| piece.text_end() <= extent.start);
        let last = self.pieces.partition_point(|piece| piece.text < extent.end);
        let Some(inside) = self.pieces.get(first..last).filter(|inside| !inside.is_empty()) else {
            let before = first.checked_sub(1).and_then(|at| self.pieces.get(at)).map_or(0, |piece| piece.source_end());
            return before as usize..before as usize;
        };
        let start = inside.first().map_or(0, |piece| match piece.is_verbatim() {
            true => piece.source + extent.start.saturating_sub(piece.text),
            false => piece.source,
        });
        let end = inside.last().map_or(start, |piece| match piece.is_verbatim() {
            true => piece.source_end() - piece.text_end().saturating_sub(extent.end),
            false => piece.source_end(),
        });
        start as usize..end.max(start) as usize
    }

    /// What of the running text comes from a range of the source; `None` where nothing does. Sources may lie out of order, as
    /// where a note is moved behind its paragraph: then it is everything from the first to the last.
    pub fn text_of(&self, source: Range<usize>) -> Option<Extent> {
        let overlaps = |piece: &&Piece| (piece.source as usize) < source.end && source.start < piece.source_end() as usize;
        // In order, what overlaps lies together; otherwise all must be looked at.
        let inside = if self.moved { 0..self.pieces.len() } else { self.between(&source) };
        let mut found: Option<Extent> = None;
        for piece in self.pieces.get(inside).into_iter().flatten().filter(overlaps) {
            let (mut start, mut end) = (piece.text, piece.text_end());
            if piece.is_verbatim() {
                start += u32::try_from(source.start).unwrap_or(u32::MAX).saturating_sub(piece.source);
                end -= piece.source_end().saturating_sub(u32::try_from(source.end).unwrap_or(u32::MAX));
            }
            let (first, last) = found.map_or((start, end), |found| (found.start.min(start), found.end.max(end)));
            found = Some(Extent { start: first, end: last });
        }
        found
    }

    /// The pieces that a range of the source may overlap, where their sources lie in order.
    fn between(&self, source: &Range<usize>) -> Range<usize> {
        let first = self.pieces.partition_point(|piece| piece.source_end() as usize <= source.start);
        let last = self.pieces.partition_point(|piece| (piece.source as usize) < source.end);
        first..last.max(first)
    }
}
