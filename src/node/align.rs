//! From decoded text back to the words in the file: through escapes, doubled quotation marks, folding and indentation.
//!
//! The raw and the decoded text are walked side by side. Stretches that are alike in both are mapped byte for byte; an
//! escape or a fold is mapped as a whole, so that a place never falls inside one.

use super::Style;
use std::ops::Range;

/// Finds the bytes of `raw` that `range` of `decoded` came from.
///
/// `raw` is the scalar's text as it stands in the file, without quotation marks; `decoded` is what it means. A range that cuts
/// through a character is widened to hold all of it. `None` when the range does not fit `decoded`, or the two texts do not
/// belong together.
pub fn raw_range(raw: &str, decoded: &str, style: Style, range: Range<usize>) -> Option<Range<usize>> {
    if range.start > range.end || range.end > decoded.len() {
        return None;
    }
    let start = (0..=range.start).rev().find(|at| decoded.is_char_boundary(*at))?;
    let end = (range.end..=decoded.len()).find(|at| decoded.is_char_boundary(*at))?;
    let mut walk = Walk { raw, decoded, raw_at: 0, decoded_at: 0, wanted: start..end, found_start: None, found_end: 0 };
    while !walk.is_done() {
        match style {
            Style::Block => walk.block_step()?,
            Style::Plain | Style::SingleQuoted | Style::DoubleQuoted => walk.flow_step(style)?,
        }
    }
    // An empty range at the very end, or one that holds only what was chomped, has nothing of its own in the file.
    let start = walk.found_start.unwrap_or(raw.len());
    Some(start..walk.found_end.max(start))
}

/// What YAML counts as white space; no-break spaces and the like are content.
fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// Length of the stretch at the start of `text` whose bytes all pass. The bytes tested for are ASCII, so it ends between characters.
fn stretch(text: &str, pass: impl Fn(u8) -> bool) -> usize {
    text.bytes().position(|byte| !pass(byte)).unwrap_or(text.len())
}

struct Walk<'a> {
    raw: &'a str,
    decoded: &'a str,
    raw_at: usize,
    decoded_at: usize,
    wanted: Range<usize>,
    found_start: Option<usize>,
    found_end: usize,
}

impl<'a> Walk<'a> {
    fn is_done(&self) -> bool {
        self.decoded_at >= self.decoded.len() || (self.found_start.is_some() && self.decoded_at >= self.wanted.end)
    }

    fn raw_rest(&self) -> Option<&'a str> {
        self.raw.get(self.raw_at..)
    }

    fn decoded_rest(&self) -> Option<&'a str> {
        self.decoded.get(self.decoded_at..)
    }

    /// `length` bytes are the same in both texts.
    fn alike(&mut self, length: usize) {
        let (from, until) = (self.decoded_at, self.decoded_at + length);
        if self.found_start.is_none() && self.wanted.start < until {
            self.found_start = Some(self.raw_at + self.wanted.start.saturating_sub(from));
        }
        if self.wanted.end > from {
            self.found_end = self.raw_at + self.wanted.end.min(until) - from;
        }
        self.raw_at += length;
        self.decoded_at = until;
    }

    /// The next `raw` bytes of the one stand for the next `decoded` bytes of the other, as a whole.
    fn stands_for(&mut self, raw: usize, decoded: usize) {
        let (from, until) = (self.decoded_at, self.decoded_at + decoded);
        if self.found_start.is_none() && self.wanted.start < until {
            self.found_start = Some(self.raw_at);
        }
        if self.wanted.end > from && decoded > 0 {
            self.found_end = self.raw_at + raw;
        }
        self.raw_at += raw;
        self.decoded_at = until;
    }

    /// Block scalars: the characters other than white space are the same in both, in the same order.
    fn block_step(&mut self) -> Option<()> {
        let (raw, decoded) = (self.raw_rest()?, self.decoded_rest()?);
        let raw_gap = raw.get(..stretch(raw, is_white))?;
        let decoded_gap = decoded.get(..stretch(decoded, is_white))?;
        // Indentation and folding change only the part of a gap that is neither its common beginning nor its common end.
        let head = raw_gap.bytes().zip(decoded_gap.bytes()).take_while(|(left, right)| left == right).count();
        let (raw_gap, decoded_gap) = (raw_gap.get(head..)?, decoded_gap.get(head..)?);
        let tail = raw_gap.bytes().rev().zip(decoded_gap.bytes().rev()).take_while(|(left, right)| left == right).count();
        self.alike(head);
        self.stands_for(raw_gap.len() - tail, decoded_gap.len() - tail);
        self.alike(tail);
        let (raw, decoded) = (self.raw_rest()?, self.decoded_rest()?);
        let word = decoded.get(..stretch(decoded, |byte| !is_white(byte)))?;
        raw.starts_with(word).then(|| self.alike(word.len()))
    }

    /// Quoted and plain scalars: escapes, and line breaks folded with the blanks around them.
    fn flow_step(&mut self, style: Style) -> Option<()> {
        let raw = self.raw_rest()?;
        let special =
            |byte: u8| is_white(byte) || (style == Style::DoubleQuoted && byte == b'\\') || (style == Style::SingleQuoted && byte == b'\'');
        let word = raw.get(..stretch(raw, |byte| !special(byte)))?;
        if !self.decoded_rest()?.starts_with(word) {
            return None;
        }
        self.alike(word.len());
        let raw = self.raw_rest()?;
        match raw.as_bytes() {
            [b'\\', b'\r' | b'\n', ..] => self.fold(1, 0),
            [b'\\', ..] => self.escape(raw),
            [b'\'', b'\'', ..] => self.decoded_rest()?.starts_with('\'').then(|| self.stands_for(2, 1)),
            [byte, ..] if is_white(*byte) => self.fold(0, 1),
            // The raw text may end before the decoded one only if both end here.
            _ => self.decoded_rest()?.is_empty().then_some(()),
        }
    }

    /// White space after `skip` bytes: kept as it is on one line, folded into `single` spaces or into line breaks over several.
    fn fold(&mut self, skip: usize, single: usize) -> Option<()> {
        let raw = self.raw_rest()?;
        let gap = raw.get(skip..)?;
        let length = stretch(gap, is_white);
        let gap = gap.get(..length)?;
        let breaks = gap.bytes().filter(|byte| *byte == b'\n').count() + gap.matches('\r').count() - gap.matches("\r\n").count();
        let decoded = self.decoded_rest()?;
        match breaks {
            0 => decoded.starts_with(gap).then(|| self.alike(length)),
            1 => decoded.starts_with(if single == 1 { " " } else { "" }).then(|| self.stands_for(skip + length, single)),
            _ => {
                let kept = breaks - 1;
                let matches = decoded.get(..kept)?.bytes().all(|byte| byte == b'\n');
                matches.then(|| self.stands_for(skip + length, kept))
            }
        }
    }

    /// A backslash escape of JSON or YAML. What it decodes to is known already; only its length matters.
    fn escape(&mut self, raw: &str) -> Option<()> {
        let decoded = self.decoded_rest()?.chars().next()?.len_utf8();
        let kind = raw.chars().nth(1)?;
        let length = match kind {
            'x' => 4,
            // Only a surrogate pair, two escapes, gives a character of four bytes.
            'u' if decoded == 4 => 12,
            'u' => 6,
            'U' => 10,
            other => 1 + other.len_utf8(),
        };
        raw.get(..length)?;
        self.stands_for(length, decoded);
        Some(())
    }
}
