//! Markdown: what it marks goes into hints, the marks themselves are left out, and the number of a list's item is text.

use super::outline;
use super::paragraph::{Hint, Paragraph};
use crate::source::{FileId, Sources};
use crate::text::document::{Builder, Document, Format, Role};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Reads Markdown.
pub(super) fn read(file: FileId, sources: &Sources) -> Document {
    let mut builder = Builder::new();
    outline::build(&paragraphs(sources.text(file)), &mut builder);
    builder.finish(file, Format::Markdown)
}

fn paragraphs(text: &str) -> Vec<Paragraph> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut reader = Reader {
        text,
        found: Vec::new(),
        open: Paragraph::default(),
        lists: 0,
        quotes: 0,
        footnote: false,
        cell: false,
        columns: 0,
        struck: false,
        skipped: false,
    };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.event(event, range);
    }
    reader.end();
    let mut found = reader.found;
    plain_quotes(&mut found);
    found
}

/// A text that stands mostly in block quotes uses them to set it in, not to quote.
fn plain_quotes(found: &mut [Paragraph]) {
    let length = |quoted: bool| -> usize {
        let these = found.iter().filter(|paragraph| (paragraph.hint.role == Some(Role::Quoted)) == quoted);
        these.map(|paragraph| paragraph.text.len()).sum()
    };
    if length(true) > length(false) {
        for paragraph in found.iter_mut().filter(|paragraph| paragraph.hint.role == Some(Role::Quoted)) {
            paragraph.hint.role = None;
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    found: Vec<Paragraph>,
    open: Paragraph,
    lists: u8,
    quotes: u8,
    footnote: bool,
    cell: bool,
    columns: usize,
    struck: bool,
    /// Inside the front matter.
    skipped: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.close(tag),
            Event::Text(words) => self.words(&words, range),
            Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => self.inner(&words, range),
            Event::InlineHtml(html) if html.starts_with("<br") => self.line_end(range),
            Event::HardBreak => self.line_end(range),
            Event::SoftBreak => self.soft_break(range),
            Event::FootnoteReference(words) => self.inner(&words, range),
            Event::Rule => self.end(),
            Event::Html(_) | Event::InlineHtml(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.end();
                self.open.hint.heading = Some(depth(*level));
            }
            Tag::Paragraph if self.open.text.trim().is_empty() || !self.only_number() => self.end(),
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::TableHead | Tag::TableRow => self.end(),
            Tag::BlockQuote(_) => {
                self.end();
                self.quotes = self.quotes.saturating_add(1);
            }
            Tag::List(_) => {
                self.end();
                self.lists = self.lists.saturating_add(1);
            }
            Tag::Item => {
                self.end();
                self.number(range);
            }
            Tag::FootnoteDefinition(_) => {
                self.end();
                self.footnote = true;
            }
            Tag::Table(columns) => {
                self.end();
                self.columns = columns.len();
            }
            Tag::TableCell => {
                self.end();
                self.cell = true;
            }
            Tag::Strikethrough => self.struck = true,
            Tag::MetadataBlock(_) => {
                self.end();
                self.skipped = true;
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock => self.end(),
            TagEnd::BlockQuote(_) => {
                self.end();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.end();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::FootnoteDefinition => {
                self.end();
                self.footnote = false;
            }
            TagEnd::TableCell => {
                self.end();
                self.cell = false;
            }
            TagEnd::Strikethrough => self.struck = false,
            TagEnd::MetadataBlock(_) => {
                self.open = Paragraph::default();
                self.skipped = false;
            }
            _ => {}
        }
    }

    /// Puts the number of a list's item before its words, as it stands in the source.
    fn number(&mut self, range: Range<usize>) {
        let item = self.text.get(range.clone()).unwrap_or("");
        let blank = item.len() - item.trim_start().len();
        let number: &str = item.get(blank..).unwrap_or("");
        let digits = number.len() - number.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        if digits > 0
            && let Some(mark) = number.get(..digits + 1)
        {
            let start = range.start + blank;
            self.open.push(mark, start..start + mark.len());
            self.open.push(" ", start + mark.len()..start + mark.len() + 1);
        }
    }

    /// Whether the open paragraph holds nothing but the number of an item.
    fn only_number(&self) -> bool {
        let text = self.open.text.trim();
        text.len() <= 10 && text.ends_with(['.', ')']) && text.starts_with(|letter: char| letter.is_ascii_digit())
    }

    fn words(&mut self, words: &str, range: Range<usize>) {
        if self.skipped || self.struck {
            return;
        }
        // Entities and escapes are shorter than their source; then the words stand for all of it.
        self.open.push(words, range);
    }

    /// Words within marks of their own, such as a span of code.
    fn inner(&mut self, words: &str, range: Range<usize>) {
        let source = self.text.get(range.clone()).unwrap_or("");
        match source.find(words) {
            Some(at) => self.words(words, range.start + at..range.start + at + words.len()),
            None => self.words(words, range),
        }
    }

    /// A line end that parts lines for the reader: a new paragraph of the same kind.
    fn line_end(&mut self, _: Range<usize>) {
        let hint = self.open.hint.clone();
        self.end();
        self.open.hint = hint;
    }

    /// A line end within a paragraph: a new one where the next line begins with a provision's number and the sentence is over.
    fn soft_break(&mut self, range: Range<usize>) {
        let next = self.text.get(range.end..).unwrap_or("").split('\n').next().unwrap_or("");
        let ended = self.open.text.trim_end().ends_with(['.', ';', ':', '—', '-']);
        if self.open.hint.heading.is_none() && ended && outline::begins_provision(next.trim_start_matches(['*', '_', ' ', '>'])) {
            return self.line_end(range);
        }
        self.open.push(" ", range);
    }

    /// Ends the paragraph.
    fn end(&mut self) {
        let mut paragraph = std::mem::take(&mut self.open);
        if paragraph.text.trim().is_empty() {
            return;
        }
        // A table of two columns, number and text, is a list.
        let numbers = self.columns <= 2 && outline::begins_provision(&paragraph.text);
        paragraph.hint = Hint {
            role: match () {
                () if self.footnote => Some(Role::Note),
                () if self.cell && !numbers => Some(Role::Table),
                () if self.quotes > 0 => Some(Role::Quoted),
                () => None,
            },
            indent: self.lists,
            ..paragraph.hint
        };
        self.found.push(paragraph);
    }
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
#[path = "markdown_tests.rs"]
mod tests;
