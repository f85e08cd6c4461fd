//! YAML with places: the events of granit-parser, built into the spanned tree with an explicit stack.
//!
//! Only what a description needs is taken. Aliases, anchors, tags, merge keys, directives, keys with parts and a second
//! document are refused by name, so that a file means what it says where it says it, and so that nothing in it can grow when read.

mod words;

use super::gather::{Gathered, Stop};
use super::limits::MAX_DEPTH;
use super::node::{Entry, Key, Node, NodeValue, Scalar, Style};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use granit_parser::{Event, Parser, ScalarStyle, ScanError, StructureStyle, options};
use std::borrow::Cow;
use std::ops::Range;

/// Reads a YAML text of one document. The tree is `None` when reading had to stop; there is at least one error then.
///
/// A byte order mark at the start is passed over; places still count it.
pub fn read(file: FileId, text: &str) -> (Option<Node>, Vec<Diagnostic>) {
    let mut reader = Reader { file, text, open: Vec::new(), root: None, documents: 0, gathered: Gathered::default() };
    let tree = reader.document().ok();
    (tree, reader.gathered.finish())
}

/// What YAML takes for white space.
const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// A list or mapping not yet at its end.
struct Frame {
    /// First byte.
    start: usize,
    /// One past the last byte seen so far.
    end: usize,
    parts: Parts,
}

enum Parts {
    Sequence(Vec<Node>),
    Mapping(Vec<Entry>, Slot),
}

/// What a mapping waits for.
enum Slot {
    /// A key.
    Key,
    /// The value of this key, whose last byte (quotation marks included) is before the number given.
    Value(Key, usize),
    /// The value of a key that was refused; the value is dropped.
    Refused,
}

struct Reader<'a> {
    file: FileId,
    text: &'a str,
    open: Vec<Frame>,
    root: Option<Node>,
    documents: usize,
    gathered: Gathered,
}

impl<'a> Reader<'a> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    fn document(&mut self) -> Result<Node, Stop> {
        let options = options! {
            emit_comments: false,
            disallow_directives: true,
            emit_anchor_events: true,
            emit_unresolved_aliases: true,
            flow_nesting_limit: MAX_DEPTH,
            block_nesting_limit: MAX_DEPTH,
        };
        for step in Parser::new_from_str_with_options(self.text, options) {
            match step {
                Ok((event, span)) => self.event(event, &span)?,
                Err(error) => return Err(self.scan_error(&error)),
            }
        }
        self.root.take().ok_or_else(|| {
            let problem = Diagnostic::error("empty-description", "the text is empty, or holds only comments");
            self.gathered
                .fatal(problem.at(Span::new(self.file, 0..0), "a description was expected").help("write at least one `key: value`"))
        })
    }

    fn scan_error(&mut self, error: &ScanError) -> Stop {
        // Texts always come with byte offsets; the end is a fallback that still lies in the text.
        let at = error.marker().byte_offset().unwrap_or(self.text.len());
        let problem = words::explain(error.kind(), self.file, self.text, at);
        match problem {
            Some(problem) => self.gathered.fatal(problem),
            None => self.gathered.too_deep(words::letter_at(self.file, self.text, at)),
        }
    }

    fn event(&mut self, event: Event<'a>, span: &granit_parser::Span) -> Result<(), Stop> {
        let range = span.byte_range().unwrap_or(self.text.len()..self.text.len());
        if event.tag().is_some() {
            let place = span.tag_span().and_then(|tag| tag.byte_range()).unwrap_or_else(|| range.clone());
            let tag = self.text.get(place.clone()).unwrap_or("");
            self.gathered.problem(words::tag(tag, self.span(place)))?;
        }
        if event.is_node() {
            let place = self.span(range.clone());
            self.gathered.count(|| place)?;
        }
        match event {
            Event::DocumentStart(..) => self.document_start(range),
            Event::Scalar(decoded, style, ..) => self.scalar(decoded, style, range),
            Event::SequenceStart(style, ..) => {
                let start = if style == StructureStyle::Block { self.dash(range.start) } else { range.start };
                self.enter(start..range.end, Parts::Sequence(Vec::new()))
            }
            Event::MappingStart(..) => self.enter(range, Parts::Mapping(Vec::new(), Slot::Key)),
            Event::SequenceEnd | Event::MappingEnd => self.leave(range),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                let place = self.span(range.clone());
                self.gathered.problem(words::alias(self.text.get(range.clone()).unwrap_or(""), place))?;
                // As a key it was reported just now; as a value it stands for nothing.
                match self.open.last_mut() {
                    Some(Frame { parts: Parts::Mapping(_, slot @ Slot::Key), .. }) => {
                        *slot = Slot::Refused;
                        Ok(())
                    }
                    _ => self.place(Node { span: place, value: NodeValue::Null }, range),
                }
            }
            Event::Anchor(_, _) => {
                let place = self.span(range.clone());
                self.gathered.problem(words::anchor(self.text.get(range).unwrap_or(""), place))
            }
            _ => Ok(()),
        }
    }

    fn document_start(&mut self, range: Range<usize>) -> Result<(), Stop> {
        self.documents += 1;
        if self.documents < 2 {
            return Ok(());
        }
        let place = self.span(range);
        Err(self.gathered.fatal(words::second_document(place)))
    }

    fn scalar(&mut self, decoded: Cow<'a, str>, style: ScalarStyle, range: Range<usize>) -> Result<(), Stop> {
        let raw = self.text.get(range.clone()).unwrap_or("");
        let (inner, style) = match style {
            ScalarStyle::Plain if raw.is_empty() => return self.nothing(range.start),
            ScalarStyle::Plain => (range.clone(), Style::Plain),
            ScalarStyle::SingleQuoted => (range.start + 1..range.end.saturating_sub(1), Style::SingleQuoted),
            ScalarStyle::DoubleQuoted => (range.start + 1..range.end.saturating_sub(1), Style::DoubleQuoted),
            // An empty block may come with its header or the blank lines after it; what is there is not content.
            ScalarStyle::Literal | ScalarStyle::Folded if decoded.trim_end_matches(BLANKS).is_empty() => {
                (range.start..range.start, Style::Block)
            }
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let content = raw.trim_end_matches(BLANKS).len();
                (range.start..range.start + content, Style::Block)
            }
        };
        let raw = self.text.get(inner.clone()).unwrap_or("");
        let expects_key = matches!(self.open.last(), Some(Frame { parts: Parts::Mapping(_, Slot::Key), .. }));
        let null = style == Style::Plain && !expects_key && matches!(raw, "~" | "null" | "Null" | "NULL");
        let value = if null {
            NodeValue::Null
        } else {
            let decoded = (decoded != raw).then(|| decoded.into_owned().into_boxed_str());
            NodeValue::Scalar(Scalar { style, decoded })
        };
        let outer = if style == Style::Block { inner.clone() } else { range };
        self.place(Node { span: self.span(inner), value }, outer)
    }

    /// No value at all. After a key, the place to write one is past the colon.
    fn nothing(&mut self, at: usize) -> Result<(), Stop> {
        if self.open.is_empty() {
            // `---` and nothing more: no better than an empty text.
            return Ok(());
        }
        let at = match self.open.last() {
            Some(Frame { parts: Parts::Mapping(_, Slot::Value(_, key_end)), .. }) => {
                let after = self.text.get(*key_end..).unwrap_or("");
                let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
                let colon = *key_end + blanks;
                if colon >= at && after.trim_start_matches([' ', '\t']).starts_with(':') { colon + 1 } else { at }
            }
            _ => at,
        };
        self.place(Node { span: self.span(at..at), value: NodeValue::Null }, at..at)
    }

    fn enter(&mut self, range: Range<usize>, parts: Parts) -> Result<(), Stop> {
        if self.open.len() >= MAX_DEPTH {
            let place = words::letter_at(self.file, self.text, range.start);
            return Err(self.gathered.too_deep(place));
        }
        self.open.push(Frame { start: range.start, end: range.end, parts });
        Ok(())
    }

    fn leave(&mut self, range: Range<usize>) -> Result<(), Stop> {
        let Some(frame) = self.open.pop() else { return Ok(()) };
        // The end of a block collection is where the next thing begins; only a closing bracket is part of it.
        let end = if range.is_empty() { frame.end } else { range.end };
        let value = match frame.parts {
            Parts::Sequence(items) => NodeValue::Sequence(items),
            Parts::Mapping(mut entries, _) => {
                self.gathered.drop_duplicates(self.text, &mut entries)?;
                NodeValue::Mapping(entries)
            }
        };
        let outer = frame.start..end;
        self.place(Node { span: self.span(outer.clone()), value }, outer)
    }

    /// Puts a finished node where it belongs; `outer` is its place with quotation marks.
    fn place(&mut self, node: Node, outer: Range<usize>) -> Result<(), Stop> {
        let Some(frame) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        frame.end = frame.end.max(outer.end);
        match &mut frame.parts {
            Parts::Sequence(items) => items.push(node),
            Parts::Mapping(entries, slot) => match std::mem::replace(slot, Slot::Key) {
                Slot::Value(key, _) => entries.push(Entry { key, value: node }),
                Slot::Refused => {}
                Slot::Key => return self.key(node, outer),
            },
        }
        Ok(())
    }

    fn key(&mut self, node: Node, outer: Range<usize>) -> Result<(), Stop> {
        let raw = self.text.get(node.span.range()).unwrap_or("");
        let slot = match node.value {
            NodeValue::Scalar(Scalar { style: Style::Plain, .. }) if raw == "<<" => {
                self.gathered.problem(words::merge_key(node.span))?;
                Slot::Refused
            }
            NodeValue::Scalar(scalar) => Slot::Value(Key { span: node.span, decoded: scalar.decoded }, outer.end),
            NodeValue::Null => {
                self.gathered.problem(words::missing_key(node.span))?;
                Slot::Refused
            }
            NodeValue::Sequence(_) | NodeValue::Mapping(_) => {
                self.gathered.problem(words::key_with_parts(node.kind(), node.span))?;
                Slot::Refused
            }
        };
        if let Some(Frame { parts: Parts::Mapping(_, waiting), .. }) = self.open.last_mut() {
            *waiting = slot;
        }
        Ok(())
    }

    /// Where a block list begins. A list no deeper than its key is announced only at its first item, past the dash.
    fn dash(&self, at: usize) -> usize {
        let Some(Frame { parts: Parts::Mapping(_, Slot::Value(_, key_end)), .. }) = self.open.last() else { return at };
        let gap = self.text.get(*key_end..at).unwrap_or("");
        let mut line_start = *key_end;
        for line in gap.split_inclusive('\n') {
            let rest = line.trim_start_matches([' ', '\t']);
            let is_dash = rest.strip_prefix('-').is_some_and(|after| after.is_empty() || after.starts_with([' ', '\t', '\r', '\n']));
            if is_dash {
                return line_start + line.len() - rest.len();
            }
            line_start += line.len();
        }
        at
    }
}
