//! From text to the tree, and what is said of XML that is not well-formed.

use super::{Kind, MAX_DEPTH, MAX_NODES, Node, NodeId, Tree, entities};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::collections::HashMap;
use std::ops::Range;

/// More attributes than this in one tag are refused.
const MAX_ATTRIBUTES: usize = 256;
/// Names in messages are cut after this many characters.
const SHOWN: usize = 60;

/// Reads a document.
///
/// # Errors
/// The first place where it is not well-formed, declares entities, or passes a limit.
pub(in super::super) fn parse(file: FileId, text: &str) -> Result<Tree<'_>, Diagnostic> {
    // Offsets count from the start of the file, which may be a byte order mark.
    let start = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
    let mut reader = Reader::from_str(text.get(start..).unwrap_or(""));
    // Tags are matched here, where the places of both are known.
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut builder = TreeBuilder { tree: Tree { file, text, nodes: Vec::new(), end_tags: HashMap::new() }, open: Vec::new() };
    let offset = |position: u64| start + usize::try_from(position).unwrap_or(0);
    loop {
        let from = offset(reader.buffer_position());
        let event = reader.read_event();
        let range = from..offset(reader.buffer_position());
        match event {
            Ok(Event::Eof) => return builder.finish(),
            Ok(event) => builder.event(event, range)?,
            Err(error) => return Err(builder.broken(&error, offset(reader.error_position()))),
        }
    }
}

struct TreeBuilder<'t> {
    tree: Tree<'t>,
    /// The elements around what comes next.
    open: Vec<NodeId>,
}

impl<'t> TreeBuilder<'t> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), Diagnostic> {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::Empty(tag) => {
                self.start(&tag, range)?;
                self.close();
                Ok(())
            }
            Event::End(tag) => self.end(tag.name().as_ref(), range),
            Event::Text(_) => self.words(Kind::Words, range),
            Event::CData(_) => self.words(Kind::Words, range.start + "<![CDATA[".len()..range.end.saturating_sub("]]>".len())),
            Event::GeneralRef(reference) => match entities::resolve(&reference.into_inner()) {
                Some(letter) => self.words(Kind::Letter(letter), range),
                None => Err(self.unknown_reference(range)),
            },
            Event::DocType(_) => self.doctype(range),
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, range: Range<usize>) -> Result<(), Diagnostic> {
        let name = tag.name();
        let name: &str = name.as_ref();
        if !name.starts_with(|letter: char| letter.is_alphabetic() || matches!(letter, '_' | ':')) {
            let problem = self.error(range, format!("`<{}` begins no tag", shown(name)), "no name of an element");
            return Err(problem.help("write a lone `<` as `&lt;`"));
        }
        for (count, attribute) in tag.attributes().with_checks(false).enumerate() {
            if count == MAX_ATTRIBUTES {
                return Err(self.error(
                    range,
                    format!("the tag `<{}>` has more than {MAX_ATTRIBUTES} attributes", shown(name)),
                    "this tag",
                ));
            }
            if let Err(problem) = attribute {
                return Err(self
                    .error(range, format!("the attributes of `<{}>` are broken: {problem}", shown(name)), "in this tag")
                    .help("write every attribute as name=\"value\""));
            }
        }
        if self.open.is_empty() && self.tree.len() > 0 {
            let problem = self.error(range, format!("`<{}>` stands after the end of the document", shown(name)), "a second document");
            return Err(problem.also(self.tree.span(0), "the document begins here").help("give one document in a file"));
        }
        if self.open.len() >= MAX_DEPTH {
            let problem = self.place("too-deep", range, format!("elements are nested more than {MAX_DEPTH} deep"), "the one too many");
            return Err(problem.help("no law is nested so deep: look whether the file was made as it should"));
        }
        let kind = Kind::Element { name: u32::try_from(name.len()).unwrap_or(0) };
        let node = self.push(kind, range)?;
        self.open.push(node);
        Ok(())
    }

    fn end(&mut self, name: &str, range: Range<usize>) -> Result<(), Diagnostic> {
        let Some(innermost) = self.open.last().copied() else {
            let problem = self.error(range, format!("`</{}>` ends nothing", shown(name)), "nothing is open here");
            return Err(problem.help("take it out, or put the start tag before it"));
        };
        let expected = self.full_name(innermost);
        if expected != name {
            let message = format!("`</{}>` stands where `</{}>` is expected", shown(name), shown(expected));
            let problem = self.error(range, message, format!("expected `</{}>`", shown(expected)));
            return Err(problem
                .also(self.tree.span(innermost), "opened here")
                .help("end the elements in the reverse order of their start"));
        }
        if self.tree.may_be_quoted(innermost) {
            self.tree.end_tags.insert(innermost, range);
        }
        self.close();
        Ok(())
    }

    fn close(&mut self) {
        let end = u32::try_from(self.tree.len()).unwrap_or(u32::MAX);
        if let Some(node) = self.open.pop().and_then(|node| self.tree.nodes.get_mut(node)) {
            node.end = end;
        }
    }

    fn words(&mut self, kind: Kind, range: Range<usize>) -> Result<(), Diagnostic> {
        if range.is_empty() {
            return Ok(());
        }
        if self.open.is_empty() {
            if kind == Kind::Words && self.tree.text.get(range.clone()).is_some_and(|words| words.trim().is_empty()) {
                return Ok(());
            }
            let problem = self.error(range, "there is text outside the document's element".to_owned(), "outside all elements");
            return Err(problem.help("look whether the file is whole and XML"));
        }
        self.push(kind, range).map(|_| ())
    }

    fn push(&mut self, kind: Kind, range: Range<usize>) -> Result<NodeId, Diagnostic> {
        let id = self.tree.len();
        if id >= MAX_NODES {
            return Err(self.place("too-large", range, format!("the file has more than {MAX_NODES} elements and pieces of text"), "here"));
        }
        let fit = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let parent = fit(self.open.last().copied().unwrap_or(0));
        self.tree.nodes.push(Node { kind, parent, end: fit(id + 1), from: fit(range.start), to: fit(range.end) });
        Ok(id)
    }

    /// Entities that a file declares are how a small file becomes a huge one, or reads another: they are refused, not expanded.
    fn doctype(&self, range: Range<usize>) -> Result<(), Diagnostic> {
        let text = self.tree.text.get(range.clone()).unwrap_or("");
        let Some(at) = text.find("<!ENTITY") else { return Ok(()) };
        let from = range.start + at;
        let to = text.get(at..).and_then(|rest| rest.find('>')).map_or(range.end, |length| from + length + 1);
        let problem = self.place("entity-declared", from..to, "the file declares an entity".to_owned(), "declared here");
        Err(problem
            .note("entities are not expanded: they can make a small file huge, or read other files")
            .help("save the file with its entities expanded, and leave the declarations out"))
    }

    fn unknown_reference(&self, range: Range<usize>) -> Diagnostic {
        let name = shown(self.tree.text.get(range.clone()).unwrap_or("")).to_owned();
        let problem = self.place("unknown-entity", range, format!("it is not known what `{name}` stands for"), "not declared");
        problem.help("write the character itself, or its number as in `&#8217;`")
    }

    /// What the reader itself found.
    fn broken(&self, error: &Error, at: usize) -> Diagnostic {
        let rest = self.tree.text.get(at..).unwrap_or("");
        let line = rest.lines().next().unwrap_or("");
        let length = line.char_indices().nth(SHOWN).map_or(line.len(), |(end, _)| end);
        let range = at..at + length;
        match error {
            Error::IllFormed(IllFormedError::UnclosedReference) => {
                let problem = self.error(range, "a lone `&` begins a reference that does not end".to_owned(), "no `;` follows");
                problem.help("write a lone `&` as `&amp;`")
            }
            Error::Syntax(problem) => {
                let (what, end) = unfinished(problem);
                let problem = self.error(range, format!("the file ends within {what}"), format!("no `{end}` follows"));
                problem.help("look whether the file is whole")
            }
            other => self.error(range, format!("the XML is broken: {other}"), "here").help("look whether the file is whole and XML"),
        }
    }

    fn finish(self) -> Result<Tree<'t>, Diagnostic> {
        let end = self.tree.text.len();
        if let Some(innermost) = self.open.last().copied() {
            let name = shown(self.full_name(innermost)).to_owned();
            let message = format!("the file ends before `</{name}>`");
            let problem = self.error(end..end, message, format!("expected `</{name}>`"));
            let open = self.open.len();
            return Err(problem
                .also(self.tree.span(innermost), "opened here")
                .note(format!("{open} {} not ended", if open == 1 { "element is" } else { "elements are" }))
                .help("look whether the file is whole"));
        }
        if self.tree.len() == 0 {
            let problem = self.error(0..0, "there is no XML in the file".to_owned(), "expected an element");
            return Err(problem.help("look whether it is the right file"));
        }
        Ok(self.tree)
    }

    fn full_name(&self, node: NodeId) -> &'t str {
        let Some(Node { kind: Kind::Element { name }, from, .. }) = self.tree.nodes.get(node) else { return "" };
        let start = *from as usize + 1;
        self.tree.text.get(start..start + *name as usize).unwrap_or("")
    }

    fn error(&self, range: Range<usize>, message: String, label: impl Into<String>) -> Diagnostic {
        self.place("broken-xml", range, message, label)
    }

    fn place(&self, code: &str, range: Range<usize>, message: String, label: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, message).at(Span::new(self.tree.file, range), label)
    }
}

/// What the file ended in, and what would have ended it.
fn unfinished(problem: &SyntaxError) -> (&'static str, &'static str) {
    match problem {
        SyntaxError::InvalidBangMarkup => ("a declaration", ">"),
        SyntaxError::UnclosedPI | SyntaxError::UnclosedXmlDecl => ("a processing instruction", "?>"),
        SyntaxError::UnclosedComment => ("a comment", "-->"),
        SyntaxError::UnclosedDoctype => ("the DOCTYPE", ">"),
        SyntaxError::UnclosedCData => ("a CDATA section", "]]>"),
        SyntaxError::UnclosedSingleQuotedAttributeValue => ("the value of an attribute", "'"),
        SyntaxError::UnclosedDoubleQuotedAttributeValue => ("the value of an attribute", "\""),
        _ => ("a tag", ">"),
    }
}

/// A name for a message, cut where it is too long.
fn shown(name: &str) -> &str {
    name.char_indices().nth(SHOWN).and_then(|(end, _)| name.get(..end)).unwrap_or(name)
}
