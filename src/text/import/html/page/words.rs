//! Words into paragraphs: line breaks, numbers that wait for their words, links, quotations.

use super::Reader;
use crate::text::document::Role;
use crate::text::import::cells::{Placed, begins_like_a_provision};
use crate::text::import::paragraph::Paragraph;
use std::ops::Range;

/// A line of preformatted text that is at least so long goes on in the next line.
const FULL_LINE: usize = 50;
/// A paragraph longer than this is no heading, whatever it is marked as, in bytes.
const LONGEST_HEADING: usize = 400;

/// The paragraph that is being read.
#[derive(Debug, Default)]
pub(super) struct Words {
    paragraph: Paragraph,
    /// Line breaks since the last words.
    breaks: u8,
    /// Bytes since the last line break.
    line: usize,
    /// Bytes of words, and those of them within links.
    length: usize,
    linked: usize,
    number: Option<Number>,
}

/// A list's number that waits for the first words of its item.
#[derive(Debug)]
struct Number {
    shown: String,
    /// The list that has to be known in full, and the count of the item.
    waits: Option<(usize, i64)>,
}

impl Words {
    pub(super) fn line_break(&mut self) {
        if !self.paragraph.text.is_empty() {
            self.breaks = self.breaks.saturating_add(1);
        }
    }

    pub(super) fn number(&mut self, shown: String, waits: Option<(usize, i64)>) {
        self.number = Some(Number { shown, waits });
    }

    pub(super) fn forget_number(&mut self) {
        self.number = None;
    }

    /// A space, where the source has none between a number and its words.
    pub(super) fn space(&mut self) {
        if self.paragraph.text.ends_with(|letter: char| !letter.is_whitespace()) {
            let at = self.paragraph.source_at(self.paragraph.text.len());
            self.paragraph.push(" ", at..at);
        }
    }

    /// Whether the words after a line break belong to a new paragraph.
    fn breaks_before(&self, next: &str, preformatted: bool) -> bool {
        if self.breaks >= 2 {
            return true;
        }
        let ended = self.paragraph.text.trim_end().ends_with(['.', ';', ':', '!', '?', '—']);
        let next = next.trim_start();
        if next.starts_with(char::is_lowercase) && !begins_like_a_provision(next) {
            return ended;
        }
        !preformatted || self.line < FULL_LINE || ended || begins_like_a_provision(next)
    }
}

impl Reader<'_> {
    /// Words of the source, as they are there.
    pub(super) fn text(&mut self, range: Range<usize>, decoded: &[u8]) {
        if self.open.last().is_some_and(|open| open.name == "title") && self.title.is_empty() {
            self.title = String::from_utf8_lossy(decoded).into_owned();
        }
        if self.state.skipped || self.state.frame || self.state.raised && self.state.link {
            return;
        }
        let Some(words) = self.source.get(range.clone()) else { return };
        let mut references = std::mem::take(&mut self.references);
        references.each(words, range.start, |words, source| {
            if self.state.preformatted && words.len() == source.len() {
                self.lines(words, source.start);
            } else {
                self.add(words, source);
            }
        });
        self.references = references;
    }

    fn lines(&mut self, words: &str, at: usize) {
        let mut at = at;
        for line in words.split_inclusive('\n') {
            self.add(line, at..at + line.len());
            at += line.len();
            if line.ends_with('\n') {
                self.words.line_break();
            }
        }
    }

    fn add(&mut self, words: &str, source: Range<usize>) {
        let visible = words.trim().len();
        if visible == 0 {
            // White space between blocks is none of the text's.
            if !self.words.paragraph.text.is_empty() {
                self.words.paragraph.push(words, source);
            }
            return;
        }
        if self.words.breaks > 0 {
            if self.words.breaks_before(words, self.state.preformatted) {
                self.end_paragraph();
            } else {
                self.words.paragraph.push(" ", source.start..source.start);
            }
            self.words.breaks = 0;
            self.words.line = 0;
        }
        self.words.line += visible;
        self.words.length += visible;
        self.words.linked += if self.state.link { visible } else { 0 };
        self.words.paragraph.push(words, source);
    }

    /// Ends the paragraph, with what is known of it.
    pub(super) fn end_paragraph(&mut self) {
        self.words.breaks = 0;
        self.words.line = 0;
        let (length, linked) = (std::mem::take(&mut self.words.length), std::mem::take(&mut self.words.linked));
        let mut paragraph = std::mem::take(&mut self.words.paragraph);
        if length == 0 {
            return;
        }
        let words = paragraph.text.trim();
        if self.state.heading == Some(1) && self.heading.is_none() {
            self.heading = Some(words.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        let heading = self.state.heading.filter(|_| words.len() <= LONGEST_HEADING);
        let is_contents = length == linked && heading.is_none();
        let role = self.state.role.or_else(|| self.quoted(words).then_some(Role::Quoted));
        paragraph.hint.heading = heading;
        paragraph.hint.role = role;
        paragraph.hint.indent = self.state.indent;
        // A text that has its number in words does not show the list's: its style says so in a file of its own.
        if let Some(number) = self.words.number.take().filter(|_| !begins_like_a_provision(&paragraph.text)) {
            if let Some((list, count)) = number.waits
                && let Some(waiting) = self.lists.get_mut(list).and_then(|list| list.waiting.as_mut())
            {
                waiting.push((self.placed.len(), count));
            }
            paragraph.hint.number = Some(number.shown);
        }
        self.placed.push((Placed { paragraph, cell: self.state.cell }, is_contents));
    }

    /// Whether the words stand in a block quotation that quotes law, rather than one that only sets them in: that begins with a
    /// number without a quotation mark and after words that quote nothing.
    fn quoted(&mut self, words: &str) -> bool {
        let Some(quotation) = self.state.quotation else { return false };
        if let Some(Some(known)) = self.quotations.get(quotation) {
            return *known;
        }
        let before = self.placed.last().map_or("", |(placed, _)| placed.paragraph.text.as_str()).to_lowercase();
        let amends = ["substitut", "insert", "replac", "amend", "add", "read as follows"].iter().any(|word| before.contains(word));
        let quoted = words.starts_with(['"', '“', '„', '«', '‘', '\'']) || amends || !begins_like_a_provision(words);
        if let Some(known) = self.quotations.get_mut(quotation) {
            *known = Some(quoted);
        }
        quoted
    }
}
