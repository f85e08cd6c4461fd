//! Every text the program reads, in one database, and places in it.
//!
//! A [`Span`] is a byte range in one file. Lines and columns are worked out when somebody asks, and are 1-based.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// Which text of a [`Sources`] a span lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

/// A byte range in one file, `start..end`, on character boundaries of that file's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets. Texts are refused above [`Sources::MAX_BYTES`], so offsets fit in 32 bits;
    /// one that does not is cut to the largest.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let fit = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { file, start: fit(range.start), end: fit(range.end.max(range.start)) }
    }

    /// The bytes it covers.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// From the start of `self` to the end of `other`; `self` when they lie in different files.
    pub fn to(self, other: Span) -> Span {
        if self.file == other.file {
            Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
        } else {
            self
        }
    }

    /// The empty span right after this one.
    pub fn after(self) -> Span {
        Span { start: self.end, ..self }
    }
}

/// A 1-based place: line, and column counted in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters (Unicode scalar values), from 1.
    pub column: usize,
}

/// One text with its name.
#[derive(Debug)]
pub struct SourceFile {
    name: String,
    text: Cow<'static, str>,
    line_starts: OnceLock<Vec<usize>>,
}

impl SourceFile {
    /// The name shown to people: a path, `<stdin>`, or `embedded:NAME`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Byte offsets at which lines start; the first is 0.
    pub fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            std::iter::once(0).chain(self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1)).collect()
        })
    }

    /// 0-based index of the line that holds `offset`; offsets past the end belong to the last line.
    pub fn line_index(&self, offset: usize) -> usize {
        self.line_starts().partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// Byte range of a 0-based line, its line end included; `None` past the last line.
    pub fn line_range(&self, line: usize) -> Option<Range<usize>> {
        let starts = self.line_starts();
        let start = *starts.get(line)?;
        Some(start..starts.get(line + 1).copied().unwrap_or(self.text.len()))
    }

    /// The place of a byte offset. A byte order mark at the start of the text takes no column.
    pub fn place(&self, offset: usize) -> Place {
        let line = self.line_index(offset);
        let start = self.line_starts().get(line).copied().unwrap_or(0);
        let before = self.text.get(start..offset).unwrap_or("");
        let before = if start == 0 { before.strip_prefix('\u{feff}').unwrap_or(before) } else { before };
        Place { line: line + 1, column: before.chars().count() + 1 }
    }
}

/// The database of texts. Files are only added, so a [`FileId`] stays good.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Largest text taken, in bytes (32 MiB).
    pub const MAX_BYTES: usize = 32 * 1024 * 1024;

    /// An empty database.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text under a name and gives its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Cow<'static, str>>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(SourceFile { name: name.into(), text: text.into(), line_starts: OnceLock::new() });
        id
    }

    /// The file of an id; `None` only for an id of another database.
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// Name of a file, or the empty text.
    pub fn name(&self, id: FileId) -> &str {
        self.file(id).map_or("", SourceFile::name)
    }

    /// Text of a file, or the empty text.
    pub fn text(&self, id: FileId) -> &str {
        self.file(id).map_or("", SourceFile::text)
    }

    /// The words a span covers; empty for a span that does not fit its file.
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.file).get(span.range()).unwrap_or("")
    }

    /// Where a span starts.
    pub fn place(&self, span: Span) -> Place {
        self.file(span.file).map_or(Place { line: 1, column: 1 }, |file| file.place(span.start as usize))
    }

    /// The line on which a span begins, from 1: without counting the columns of a line, which may be as long as a file.
    pub fn line(&self, span: Span) -> usize {
        self.file(span.file).map_or(1, |file| file.line_index(span.start as usize) + 1)
    }

    /// Where a span ends (the place just after its last character).
    pub fn end_place(&self, span: Span) -> Place {
        self.file(span.file).map_or(Place { line: 1, column: 1 }, |file| file.place(span.end as usize))
    }

    /// All files with their ids, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0u32..).map(FileId).zip(&self.files)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_one_based_and_count_characters() {
        let mut sources = Sources::new();
        let file = sources.add("x", "aé\nbcd\r\n\nz");
        let at = |offset: usize| sources.place(Span::new(file, offset..offset));
        assert_eq!(at(0), Place { line: 1, column: 1 });
        assert_eq!(at(3), Place { line: 1, column: 3 });
        assert_eq!(at(4), Place { line: 2, column: 1 });
        assert_eq!(at(10), Place { line: 4, column: 1 });
        assert_eq!(at(99), Place { line: 4, column: 1 });
    }

    #[test]
    fn byte_order_mark_takes_no_column() {
        let mut sources = Sources::new();
        let file = sources.add("x", "\u{feff}ab");
        assert_eq!(sources.place(Span::new(file, 4..5)), Place { line: 1, column: 2 });
    }
}
