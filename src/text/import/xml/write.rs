//! From the tree to the document: one loop over the nodes, in which a [`Scheme`] says what each element is.

use super::{NodeId, Tree};
use crate::text::document::{Builder, Document, Format, ProvisionKind, Role};
use std::ops::Range;

/// What an element is for the document.
#[derive(Debug)]
pub(in super::super) enum Step {
    /// Nothing of its own: what stands within goes on in the same paragraph.
    Inline,
    /// Left out, with all within.
    Skip,
    /// A line break within a paragraph.
    Break,
    /// Begins and ends a paragraph. After a number it goes on in the number's paragraph.
    Block,
    /// A paragraph that is a heading.
    Heading,
    /// A number; `heading` where a heading follows that it stands with, `own` where it is that of the innermost provision.
    Label {
        /// Whether a heading follows.
        heading: bool,
        /// Whether the innermost provision bears it.
        own: bool,
    },
    /// All within has this role.
    Role(Role),
    /// A note: it stands behind the paragraph that it interrupts.
    Note,
    /// A provision.
    Open(Opening),
    /// A heading that opens a division, which lasts until a heading of the same or a higher level, or the end of what it stands in.
    Group(u8, Opening),
}

/// A provision that begins.
#[derive(Debug)]
pub(in super::super) struct Opening {
    /// Its kind.
    pub kind: ProvisionKind,
    /// Its own word, or empty.
    pub word: String,
    /// Its number, or empty.
    pub number: String,
    /// The source's own identifier.
    pub id: Option<String>,
    /// The role of what stands within.
    pub role: Role,
    /// One past the last node that belongs to it: its own end, or that of siblings that go on with it.
    pub end: NodeId,
}

/// Quotation marks; either may be missing.
#[derive(Debug, Default)]
pub(in super::super) struct Quotes {
    /// Before the words.
    pub open: String,
    /// Behind them.
    pub close: String,
}

/// A vocabulary of elements.
pub(in super::super) trait Scheme {
    /// What an element is. `role` is that of what stands around it.
    fn step(&self, tree: &Tree<'_>, node: NodeId, role: Role) -> Step;

    /// The quotation marks that stand around an element's words, where the source keeps them in its tag.
    fn quotes(&self, _tree: &Tree<'_>, _node: NodeId) -> Option<Quotes> {
        None
    }

    /// The role before anything says another.
    fn role(&self) -> Role {
        Role::Text
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FrameKind {
    Block,
    Label {
        own: bool,
    },
    Role,
    Provision,
    Group(u8),
    /// Words in quotation marks, whose closing one the writer keeps.
    Quotes,
}

/// Something that ends later.
#[derive(Debug)]
struct Frame {
    kind: FrameKind,
    end: NodeId,
    /// The role to go back to.
    outer: Role,
}

/// Writes a tree into a document.
pub(in super::super) struct Writer<'a, S> {
    tree: &'a Tree<'a>,
    scheme: &'a S,
    builder: Builder,
    frames: Vec<Frame>,
    role: Role,
    /// Whether a paragraph has begun, and its role.
    block: Option<Role>,
    /// A number was written, and what follows goes on in its paragraph.
    joined: bool,
    /// A quotation ended: what follows begins a new paragraph, unless it is but a stop.
    tail: bool,
    /// Notes within the paragraph, which stand behind it.
    notes: Vec<NodeId>,
    /// An opening quotation mark that stands before the next words, and where it comes from.
    opening: Option<(String, Range<usize>)>,
    /// The closing marks of the quotations around, outermost first.
    closing: Vec<(String, Range<usize>)>,
}

impl<'a, S: Scheme> Writer<'a, S> {
    /// A writer that has written nothing.
    pub(in super::super) fn new(tree: &'a Tree<'a>, scheme: &'a S) -> Self {
        let role = scheme.role();
        Self {
            tree,
            scheme,
            builder: Builder::new(),
            frames: Vec::new(),
            role,
            block: None,
            joined: false,
            tail: false,
            notes: Vec::new(),
            opening: None,
            closing: Vec::new(),
        }
    }

    /// Writes everything.
    pub(in super::super) fn write(mut self, format: Format) -> Document {
        let mut node = 0;
        while node < self.tree.len() {
            self.leave(node);
            node = match self.tree.is_element(node) {
                true => self.element(node),
                false => {
                    self.words(node);
                    node + 1
                }
            };
        }
        self.leave(usize::MAX);
        self.finish_block();
        let file = self.tree.span(0).file;
        self.builder.finish(file, format)
    }

    /// Ends what ends before a node.
    fn leave(&mut self, node: NodeId) {
        while let Some(frame) = self.frames.pop_if(|frame| frame.end <= node) {
            match frame.kind {
                // A stop behind a quotation belongs to it.
                FrameKind::Block if self.role == Role::Quoted => self.tail = self.block.is_some(),
                FrameKind::Block => self.finish_block(),
                FrameKind::Quotes => self.close_quotes(),
                FrameKind::Label { .. } => {
                    self.builder.space();
                    self.joined = self.block.is_some();
                }
                FrameKind::Role => match self.role {
                    Role::Quoted if self.block.is_some() && self.inside_block() => self.tail = true,
                    _ => self.finish_block(),
                },
                FrameKind::Provision | FrameKind::Group(_) => {
                    self.finish_block();
                    self.builder.close();
                }
            }
            self.role = frame.outer;
        }
    }

    /// Takes an element and gives the node to go on with.
    fn element(&mut self, node: NodeId) -> NodeId {
        let end = self.tree.end(node);
        match self.scheme.step(self.tree, node, self.role) {
            Step::Inline => {}
            Step::Skip => return end,
            Step::Break => self.builder.space(),
            Step::Block => self.begin(FrameKind::Block, end, self.role),
            Step::Heading => self.begin(FrameKind::Block, end, self.heading_role(true)),
            Step::Label { heading, own } => {
                self.joined = false;
                self.begin(FrameKind::Label { own }, end, self.heading_role(heading));
            }
            Step::Role(role) => {
                self.finish_block();
                self.push(FrameKind::Role, end, role);
            }
            Step::Note if self.inside_block() => {
                self.notes.push(node);
                return end;
            }
            Step::Note => {
                self.finish_block();
                self.push(FrameKind::Role, end, Role::Note);
            }
            Step::Open(opening) => self.open(FrameKind::Provision, opening),
            Step::Group(level, opening) => {
                self.finish_block();
                while let Some(before) = self.frames.pop_if(|frame| matches!(frame.kind, FrameKind::Group(other) if other >= level)) {
                    self.builder.close();
                    self.role = before.outer;
                }
                self.open(FrameKind::Group(level), opening);
                self.begin(FrameKind::Block, end, self.heading_role(true));
            }
        }
        if let Some(quotes) = self.scheme.quotes(self.tree, node) {
            self.open_quotes(node, quotes);
        }
        node + 1
    }

    /// Remembers the marks around an element: the first is written before its first words.
    fn open_quotes(&mut self, node: NodeId, quotes: Quotes) {
        let tag = self.tree.range(node);
        let end = self.tree.end_tag(node).unwrap_or(tag.clone());
        match &mut self.opening {
            // A quotation that begins with another.
            Some((marks, _)) => marks.push_str(&quotes.open),
            None if quotes.open.is_empty() => {}
            None => self.opening = Some((quotes.open, tag)),
        }
        self.closing.push((quotes.close, end));
        self.push(FrameKind::Quotes, self.tree.end(node), self.role);
    }

    /// Writes the closing mark behind the last words, unless there were none.
    fn close_quotes(&mut self) {
        let Some((mark, source)) = self.closing.pop() else { return };
        if self.opening.take().is_some() || mark.is_empty() {
            return;
        }
        if self.block.is_none() {
            self.builder.block(self.role);
            self.block = Some(self.role);
        }
        self.builder.no_space();
        self.builder.push(&mark, source);
    }

    fn open(&mut self, kind: FrameKind, opening: Opening) {
        self.finish_block();
        self.builder.open(opening.kind, &opening.word, &opening.number, opening.id.as_deref());
        self.push(kind, opening.end, opening.role);
    }

    fn push(&mut self, kind: FrameKind, end: NodeId, role: Role) {
        self.frames.push(Frame { kind, end, outer: self.role });
        self.role = role;
    }

    /// Begins a paragraph, or goes on in that of the number before it.
    fn begin(&mut self, kind: FrameKind, end: NodeId, role: Role) {
        if !(self.joined && self.block == Some(role) && !self.tail) {
            self.finish_block();
        }
        self.joined = false;
        self.push(kind, end, role);
    }

    /// Headings are told apart among the law's own words only.
    fn heading_role(&self, heading: bool) -> Role {
        if heading && self.role == Role::Text { Role::Heading } else { self.role }
    }

    fn inside_block(&self) -> bool {
        self.frames.iter().rev().any(|frame| matches!(frame.kind, FrameKind::Block | FrameKind::Label { .. }))
    }

    /// Ends the paragraph, and writes the notes that stood in it.
    fn finish_block(&mut self) {
        self.builder.end_block();
        self.block = None;
        self.joined = false;
        self.tail = false;
        for note in std::mem::take(&mut self.notes) {
            self.note(note);
        }
    }

    /// Writes a note: its words, in paragraphs where it has any.
    fn note(&mut self, note: NodeId) {
        self.builder.block(Role::Note);
        let mut buffer = [0; 4];
        let mut node = note;
        while node < self.tree.end(note).min(self.tree.len()) {
            match self.tree.words(node, &mut buffer) {
                Some((words, source)) => self.builder.push(words, source),
                None => match self.scheme.step(self.tree, node, Role::Note) {
                    Step::Skip => {
                        node = self.tree.end(node);
                        continue;
                    }
                    Step::Inline | Step::Note => {}
                    Step::Break | Step::Label { .. } => self.builder.space(),
                    _ => self.builder.end_block(),
                },
            }
            node += 1;
        }
        self.builder.end_block();
    }

    fn words(&mut self, node: NodeId) {
        let mut buffer = [0; 4];
        let Some((words, source)) = self.tree.words(node, &mut buffer) else { return };
        let blank = words.chars().all(char::is_whitespace);
        if self.tail && words.chars().any(char::is_alphanumeric) {
            self.finish_block();
        }
        if self.block.is_none() {
            if blank {
                return;
            }
            self.builder.block(self.role);
            self.block = Some(self.role);
        }
        let (words, source) = if blank { (words, source) } else { self.open_with_mark(words, source) };
        let innermost = self.frames.iter().rev().map(|frame| frame.kind).find(|kind| *kind != FrameKind::Quotes);
        match innermost {
            Some(FrameKind::Label { own: true }) => self.builder.push_label(words, source),
            _ => self.builder.push(words, source),
        }
        // White space between a number and the words keeps them together.
        self.joined &= blank;
    }

    /// Writes an opening mark that is due, and gives the words that stand behind it: white space stays before it.
    fn open_with_mark<'w>(&mut self, words: &'w str, source: Range<usize>) -> (&'w str, Range<usize>) {
        let Some((mark, tag)) = self.opening.take() else { return (words, source) };
        let rest = words.trim_start();
        let blank = words.len() - rest.len();
        // A reference to a character stands for it as a whole, and is never blank here.
        let within = (source.start + blank).min(source.end);
        self.builder.push(words.get(..blank).unwrap_or(""), source.start..within);
        self.builder.push(&mark, tag);
        (rest, within..source.end)
    }
}
