//! JSON with places: RFC 8259 to the letter, read into the spanned tree.
//!
//! The slips people make most often (trailing commas, comments, other quotation marks, `True`, leading zeros …) are each
//! reported by name and read as meant, so that one run finds all of them. Any problem reported here means the text is not
//! JSON; the tree that comes with it serves only to look for further problems.

mod lexemes;
mod slips;
mod strings;

use super::gather::{Gathered, Stop};
use super::limits::MAX_DEPTH;
use super::node::{Entry, Key, Node, NodeValue, Scalar, Style};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use std::ops::Range;

/// Reads a JSON text. The tree is `None` when reading had to stop; there is at least one error then.
///
/// A byte order mark at the start is passed over; places still count it.
pub fn read(file: FileId, text: &str) -> (Option<Node>, Vec<Diagnostic>) {
    let rest = text.strip_prefix('\u{feff}').unwrap_or(text).as_bytes();
    let mut reader = Reader { file, text, rest, open: Vec::new(), nodes: Vec::new(), entries: Vec::new(), gathered: Gathered::default() };
    let tree = reader.document().ok();
    (tree, reader.gathered.finish())
}

/// White space and marks without a shape that JSON does not take between values, ASCII aside.
fn is_invisible(letter: char) -> bool {
    !letter.is_ascii() && (letter.is_whitespace() || matches!(letter, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}'))
}

struct Reader<'a> {
    file: FileId,
    text: &'a str,
    /// What is not read yet. Where it starts follows from its length.
    rest: &'a [u8],
    /// Where the lists and objects around the present place were opened, outermost first.
    open: Vec<usize>,
    /// Items of the lists that are open. Each takes its own off the end when it closes, so that it allocates once.
    nodes: Vec<Node>,
    /// Entries of the objects that are open, likewise.
    entries: Vec<Entry>,
    gathered: Gathered,
}

impl<'a> Reader<'a> {
    fn at(&self) -> usize {
        self.text.len() - self.rest.len()
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or(&[]);
    }

    /// The character at the present place and the bytes it takes.
    fn letter(&self) -> Option<(char, Range<usize>)> {
        let letter = self.text.get(self.at()..)?.chars().next()?;
        Some((letter, self.at()..self.at() + letter.len_utf8()))
    }

    fn document(&mut self) -> Result<Node, Stop> {
        self.blank()?;
        if self.rest.is_empty() {
            let end = self.at();
            let problem = Diagnostic::error("empty-description", "the text is empty").at(self.span(end..end), "a value was expected here");
            return Err(self.gathered.fatal(problem.help("write at least `{}`")));
        }
        let tree = self.value()?;
        self.blank()?;
        match self.letter() {
            None => Ok(tree),
            Some((_, range)) => {
                let problem = slips::trailing_text(self.span(range));
                Err(self.gathered.fatal(problem))
            }
        }
    }

    /// Passes over white space, and over comments and invisible characters with a report.
    fn blank(&mut self) -> Result<(), Stop> {
        loop {
            if let Ok((rest, _)) = lexemes::blank(self.rest) {
                self.rest = rest;
            }
            match self.rest.first() {
                Some(b'/' | b'#' | 0x80..) if self.odd_blank()? => {}
                _ => return Ok(()),
            }
        }
    }

    fn odd_blank(&mut self) -> Result<bool, Stop> {
        let at = self.at();
        if let Ok((_, comment)) = lexemes::comment(self.rest) {
            self.gathered.problem(slips::comment(self.span(at..at + comment.len())))?;
            self.skip(comment.len());
            return Ok(true);
        }
        match self.letter() {
            Some((letter, range)) if is_invisible(letter) => {
                self.skip(letter.len_utf8());
                self.gathered.problem(slips::odd_blank(letter, self.span(range)))?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn value(&mut self) -> Result<Node, Stop> {
        let at = self.at();
        let file = self.file;
        self.gathered.count(|| Span::new(file, at..at + 1))?;
        match self.rest.first() {
            Some(b'"') => {
                let (range, decoded) = self.string()?;
                Ok(self.scalar(range, Style::DoubleQuoted, decoded))
            }
            Some(b'{') => self.object(),
            Some(b'[') => self.list(),
            Some(b'-' | b'0'..=b'9') => self.bare(lexemes::number(self.rest).map_or(0, |(_, number)| number.len())),
            Some(b't' | b'f' | b'n') => self.bare(lexemes::literal(self.rest).map_or(0, |(_, literal)| literal.len())),
            _ => self.bare(0),
        }
    }

    fn scalar(&self, range: Range<usize>, style: Style, decoded: Option<Box<str>>) -> Node {
        Node { span: self.span(range), value: NodeValue::Scalar(Scalar { style, decoded }) }
    }

    /// A number or literal of so many bytes, unless more letters follow at once or there is none: then a slip.
    fn bare(&mut self, length: usize) -> Result<Node, Stop> {
        let at = self.at();
        let (piece, after) = self.rest.split_at_checked(length).unwrap_or((&[], self.rest));
        let goes_on = after.first().is_some_and(|byte| lexemes::is_word(*byte));
        if piece.is_empty() || (goes_on && !self.text.get(at + length..).is_some_and(|rest| rest.starts_with(is_invisible))) {
            return self.odd_scalar();
        }
        self.rest = after;
        if piece == b"null" {
            return Ok(Node { span: self.span(at..at + length), value: NodeValue::Null });
        }
        Ok(self.scalar(at..at + length, Style::Plain, None))
    }

    /// Where a value should be: odd quotation marks, or a word without any. Read as meant, and reported.
    fn odd_scalar(&mut self) -> Result<Node, Stop> {
        let at = self.at();
        if let Some(inner) = self.odd_quoted()? {
            return Ok(self.scalar(inner, Style::Plain, None));
        }
        let Some(word) = self.word() else { return Err(self.unexpected("a value")) };
        let range = at..at + word.len();
        self.skip(word.len());
        self.gathered.problem(slips::bare_word(word, self.span(range.clone())))?;
        Ok(self.scalar(range, Style::Plain, None))
    }

    /// The word without quotation marks that comes next.
    fn word(&self) -> Option<&'a str> {
        let (_, word) = lexemes::word(self.rest).ok()?;
        let word = self.text.get(self.at()..self.at() + word.len())?;
        word.split(is_invisible).next().filter(|word| !word.is_empty())
    }

    /// Text between odd quotation marks: reports them and gives the place of the text.
    fn odd_quoted(&mut self) -> Result<Option<Range<usize>>, Stop> {
        let at = self.at();
        let Ok((_, (open, inner, close))) = lexemes::odd_quoted(self.rest) else { return Ok(None) };
        let start = at + open.len();
        let end = start + inner.len();
        let until = end + close.len();
        let marks = (self.text.get(at..start).unwrap_or(""), self.text.get(end..until).unwrap_or(""));
        self.gathered.problem(slips::odd_quotes(marks.0, marks.1, self.span(at..until)))?;
        self.skip(until - at);
        Ok(Some(start..end))
    }

    fn list(&mut self) -> Result<Node, Stop> {
        let start = self.enter()?;
        let mark = self.nodes.len();
        let mut more = self.first(b']')?;
        while more {
            let item = self.value()?;
            self.nodes.push(item);
            more = self.next(b']')?;
        }
        self.open.pop();
        let items = self.nodes.drain(mark..).collect();
        Ok(Node { span: self.span(start..self.at()), value: NodeValue::Sequence(items) })
    }

    fn object(&mut self) -> Result<Node, Stop> {
        let start = self.enter()?;
        let mark = self.entries.len();
        let mut more = self.first(b'}')?;
        while more {
            let key = self.key()?;
            let value = self.entry_value(&key)?;
            self.entries.push(Entry { key, value });
            more = self.next(b'}')?;
        }
        self.open.pop();
        let mut entries = self.entries.drain(mark..).collect();
        self.gathered.drop_duplicates(self.text, &mut entries)?;
        Ok(Node { span: self.span(start..self.at()), value: NodeValue::Mapping(entries) })
    }

    /// Takes an opening bracket. The depth is limited here, which bounds the recursion of `value`.
    fn enter(&mut self) -> Result<usize, Stop> {
        let at = self.at();
        if self.open.len() >= MAX_DEPTH {
            return Err(self.gathered.too_deep(self.span(at..at + 1)));
        }
        self.open.push(at);
        self.skip(1);
        Ok(at)
    }

    /// After an opening bracket: is there a first item?
    fn first(&mut self, closer: u8) -> Result<bool, Stop> {
        self.blank()?;
        while self.rest.first() == Some(&b',') {
            self.stray_comma()?;
        }
        match self.rest.first() {
            Some(byte) if *byte == closer => {
                self.skip(1);
                Ok(false)
            }
            Some(b']' | b'}') => Err(self.wrong_bracket(closer)),
            Some(_) => Ok(true),
            None => Err(self.truncated(None)),
        }
    }

    /// After an item: is there another?
    fn next(&mut self, closer: u8) -> Result<bool, Stop> {
        let end = self.at();
        self.blank()?;
        match self.rest.first() {
            Some(b',') => self.comma(closer),
            Some(byte) if *byte == closer => {
                self.skip(1);
                Ok(false)
            }
            Some(b']' | b'}') => Err(self.wrong_bracket(closer)),
            Some(b'"' | b'{' | b'[' | b'\'') => self.missing_comma(end),
            Some(byte) if lexemes::is_word(*byte) => self.missing_comma(end),
            Some(_) => Err(self.unexpected(if closer == b']' { "a comma or `]`" } else { "a comma or `}`" })),
            None => Err(self.truncated(None)),
        }
    }

    fn comma(&mut self, closer: u8) -> Result<bool, Stop> {
        let comma = self.at();
        self.skip(1);
        self.blank()?;
        while self.rest.first() == Some(&b',') {
            self.stray_comma()?;
        }
        match self.rest.first() {
            Some(byte) if *byte == closer => {
                self.gathered.problem(slips::trailing_comma(self.span(comma..comma + 1)))?;
                self.skip(1);
                Ok(false)
            }
            Some(b']' | b'}') => Err(self.wrong_bracket(closer)),
            Some(_) => Ok(true),
            None => Err(self.truncated(None)),
        }
    }

    fn stray_comma(&mut self) -> Result<(), Stop> {
        let at = self.at();
        self.gathered.problem(slips::stray_comma(self.span(at..at + 1)))?;
        self.skip(1);
        self.blank()
    }

    fn missing_comma(&mut self, end: usize) -> Result<bool, Stop> {
        self.gathered.problem(slips::missing_comma(self.span(end..end)))?;
        Ok(true)
    }

    fn key(&mut self) -> Result<Key, Stop> {
        if self.rest.first() == Some(&b'"') {
            let (range, decoded) = self.string()?;
            return Ok(Key { span: self.span(range), decoded });
        }
        if let Some(inner) = self.odd_quoted()? {
            return Ok(Key { span: self.span(inner), decoded: None });
        }
        let Some(word) = self.word() else { return Err(self.unexpected("a key between quotation marks")) };
        let span = self.span(self.at()..self.at() + word.len());
        self.skip(word.len());
        self.gathered.problem(slips::bare_key(word, span))?;
        Ok(Key { span, decoded: None })
    }

    /// The colon after a key, and the value.
    fn entry_value(&mut self, key: &Key) -> Result<Node, Stop> {
        let end = self.at();
        self.blank()?;
        match self.rest.first() {
            Some(b':') => self.skip(1),
            None => return Err(self.truncated(None)),
            _ => self.odd_colon(key, end)?,
        }
        let end = self.at();
        self.blank()?;
        match self.rest.first() {
            Some(b',' | b'}') => {
                let place = self.span(end..end);
                self.gathered.problem(slips::missing_value(self.key_text(key), place))?;
                Ok(Node { span: place, value: NodeValue::Null })
            }
            None => Err(self.truncated(None)),
            _ => self.value(),
        }
    }

    fn odd_colon(&mut self, key: &Key, end: usize) -> Result<(), Stop> {
        let at = self.at();
        match self.rest.first() {
            Some(b'=') => {
                let length = if self.rest.starts_with(b"=>") { 2 } else { 1 };
                self.gathered.problem(slips::equals_sign(self.key_text(key), self.span(at..at + length)))?;
                self.skip(length);
                Ok(())
            }
            // A value is missing too, and that is what will be reported.
            Some(b',' | b'}') => Ok(()),
            Some(byte) if matches!(byte, b'"' | b'{' | b'[' | b'\'') || lexemes::is_word(*byte) => {
                self.gathered.problem(slips::missing_colon(self.key_text(key), self.span(end..end)))
            }
            _ => Err(self.unexpected("a colon")),
        }
    }

    fn key_text<'k>(&'k self, key: &'k Key) -> &'k str {
        key.decoded.as_deref().unwrap_or_else(|| self.text.get(key.span.range()).unwrap_or(""))
    }

    fn unexpected(&mut self, expected: &str) -> Stop {
        match self.letter() {
            None => self.truncated(None),
            Some((letter, range)) => self.gathered.fatal(slips::unexpected(letter, Span::new(self.file, range), expected)),
        }
    }

    fn wrong_bracket(&mut self, closer: u8) -> Stop {
        let at = self.at();
        let open = self.open.last().copied().unwrap_or(at);
        let found = self.rest.first().copied().unwrap_or(closer);
        let problem = slips::wrong_bracket(char::from(found), self.span(at..at + 1), self.span(open..open + 1), char::from(closer));
        self.gathered.fatal(problem)
    }

    /// The text ends too early: says what was open, innermost first, and points at where it was opened.
    fn truncated(&mut self, string: Option<usize>) -> Stop {
        /// More labels than this would hide the text between them.
        const MOST: usize = 3;
        let end = self.text.trim_end().len();
        let what = match (string, self.open.last()) {
            (Some(_), _) => "a string",
            (None, Some(open)) if self.text.as_bytes().get(*open) == Some(&b'[') => "a list",
            _ => "an object",
        };
        let mut problem = slips::syntax(format!("the text ends while {what} is still open")).at(self.span(end..end), "the text ends here");
        if let Some(open) = string {
            problem = problem.also(self.span(open..open + 1), "this string is not closed");
        }
        for open in self.open.iter().rev().take(MOST) {
            problem = problem.also(self.span(*open..*open + 1), "this is not closed");
        }
        let closers = self.open.iter().rev().map(|open| if self.text.as_bytes().get(*open) == Some(&b'[') { ']' } else { '}' });
        let closers: String = string.map(|_| '"').into_iter().chain(closers).take(8).collect();
        self.gathered.fatal(problem.help(format!("the file may have been cut off; what is open ends with `{closers}`")))
    }
}
