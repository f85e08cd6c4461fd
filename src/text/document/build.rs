//! Putting a document together, paragraph by paragraph, as an importer goes through its source.

use super::{Block, Document, Extent, Format, Provision, ProvisionId, ProvisionKind, Role, SourceMap};
use crate::source::{FileId, Sources};
use std::collections::HashMap;
use std::ops::Range;

/// Provisions nested deeper than this are put into the one at this depth.
pub const MAX_DEPTH: usize = 64;
/// More provisions than this are not told apart: the text stays, in the last one.
pub const MAX_PROVISIONS: usize = 200_000;

/// Puts a document together. White space is made single spaces, soft hyphens and marks without width are left out, and
/// paragraphs that have no words vanish.
#[derive(Debug)]
pub struct Builder {
    text: String,
    map: SourceMap,
    blocks: Vec<Block>,
    provisions: Vec<Provision>,
    /// The provisions around what comes next; `None` for one that was not kept.
    open: Vec<Option<ProvisionId>>,
    role: Role,
    /// Start of the paragraph being written.
    start: usize,
    /// A space that is due before the next words, with its source.
    space: Option<Range<usize>>,
    ids: HashMap<String, u32>,
}

impl Default for Builder {
    fn default() -> Self {
        Self::new()
    }
}

impl Builder {
    /// Begins a document.
    pub fn new() -> Self {
        Self {
            text: String::new(),
            map: SourceMap::default(),
            blocks: Vec::new(),
            provisions: Vec::new(),
            open: Vec::new(),
            role: Role::Front,
            start: 0,
            space: None,
            ids: HashMap::new(),
        }
    }

    /// Begins a provision inside the innermost that is open; ends the paragraph before it. `word` is its own word (`part`),
    /// or empty; `number` is bare; `id` is the source's own identifier, if it has one.
    pub fn open(&mut self, kind: ProvisionKind, word: &str, number: &str, id: Option<&str>) {
        self.end_block();
        if self.open.len() >= MAX_DEPTH || self.provisions.len() >= MAX_PROVISIONS {
            self.open.push(None);
            return;
        }
        let parent = self.innermost();
        let id = match id {
            Some(id) => id.to_owned(),
            None => self.made_id(parent, kind, word, number),
        };
        let id = self.unique(id);
        let at = Extent::new(self.text.len(), self.text.len());
        let (word, number) = (word.to_owned(), number.to_owned());
        self.open.push(u32::try_from(self.provisions.len()).ok());
        self.provisions.push(Provision { parent, kind, word, id, number, label: at, heading: None, extent: at });
    }

    /// Ends the innermost provision, and the paragraph in it.
    pub fn close(&mut self) {
        self.end_block();
        let end = u32::try_from(self.text.len().saturating_sub(1)).unwrap_or(u32::MAX);
        if let Some(provision) = self.open.pop().flatten().and_then(|id| self.provisions.get_mut(id as usize)) {
            provision.extent.end = end.max(provision.extent.start);
        }
    }

    /// How many provisions are open.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// The kind of the innermost open provision, and whether it has a heading.
    pub fn here(&self) -> Option<&Provision> {
        self.innermost().and_then(|id| self.provisions.get(id as usize))
    }

    /// Begins a paragraph; ends the one before.
    pub fn block(&mut self, role: Role) {
        self.end_block();
        self.role = role;
    }

    /// Adds words to the paragraph. `source` is where they stand; words of the same length are taken to stand there byte for
    /// byte, others to stand for all of it.
    pub fn push(&mut self, words: &str, source: Range<usize>) {
        let verbatim = words.len() == source.len();
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            // Most of a text is runs of plain letters, which go in one step.
            let run = if verbatim { rest.bytes().take_while(u8::is_ascii_graphic).count() } else { 0 };
            if let Some(run) = rest.get(..run).filter(|run| !run.is_empty()) {
                self.letters(run, source.start + at..source.start + at + run.len());
                at += run.len();
                continue;
            }
            let Some(letter) = rest.chars().next() else { break };
            let end = at + letter.len_utf8();
            let from = if verbatim { source.start + at..source.start + end } else { source.clone() };
            if letter.is_whitespace() {
                self.space.get_or_insert(from);
            } else if !is_invisible(letter) {
                self.letters(words.get(at..end).unwrap_or(""), from);
            }
            at = end;
        }
    }

    /// Adds the words of a provision's number, and remembers them as its label. Words pushed piece by piece become one label.
    pub fn push_label(&mut self, words: &str, source: Range<usize>) {
        let at = self.text.len();
        self.push(words, source);
        let at = at + usize::from(self.text.get(at..).is_some_and(|new| new.starts_with(' ')));
        let label = Extent::new(at, self.text.len());
        if let Some(provision) = self.innermost().and_then(|id| self.provisions.get_mut(id as usize)) {
            let goes_on = !provision.label.is_empty() && provision.label.start as usize >= self.start;
            provision.label = if goes_on { Extent { start: provision.label.start, ..label } } else { label };
        }
    }

    /// Takes back a space that is due, before a mark that closes.
    pub fn no_space(&mut self) {
        self.space = None;
    }

    /// A space, unless one is there: for a source that has none between two words.
    pub fn space(&mut self) {
        if self.text.len() > self.start {
            self.space.get_or_insert(usize::MAX..usize::MAX);
        }
    }

    /// The words of the paragraph so far.
    pub fn current(&self) -> &str {
        self.text.get(self.start..).unwrap_or("")
    }

    /// Adds letters without space between them.
    fn letters(&mut self, letters: &str, from: Range<usize>) {
        if let Some(space) = self.space.take()
            && self.text.len() > self.start
        {
            if space.start != usize::MAX {
                self.map.add(self.text.len(), 1, space);
            }
            self.text.push(' ');
        }
        self.map.add(self.text.len(), letters.len(), from);
        self.text.push_str(letters);
    }

    /// Ends the paragraph: the next words begin a new one of the same role.
    pub fn end_block(&mut self) {
        self.space = None;
        if self.text.len() == self.start {
            return;
        }
        let extent = Extent::new(self.start, self.text.len());
        let provision = self.innermost();
        self.blocks.push(Block { extent, role: self.role, provision });
        if self.role == Role::Heading
            && let Some(provision) = provision.and_then(|id| self.provisions.get_mut(id as usize))
        {
            // More lines of the same heading stand directly below it; a heading further on is one within the provision.
            provision.heading = match provision.heading {
                None => Some(extent),
                Some(heading) if heading.end + 1 == extent.start => Some(Extent { start: heading.start, ..extent }),
                kept => kept,
            };
        }
        self.text.push('\n');
        self.start = self.text.len();
    }

    fn innermost(&self) -> Option<ProvisionId> {
        self.open.iter().rev().find_map(|open| *open)
    }

    /// An identifier made different from those before it: sources give one twice, and numbers come back.
    fn unique(&mut self, id: String) -> String {
        let Some(mut seen) = self.ids.get(&id).copied() else {
            self.ids.insert(id.clone(), 1);
            return id;
        };
        let (unused, seen) = loop {
            seen = seen.saturating_add(1);
            let other = format!("{id}-{seen}");
            if !self.ids.contains_key(&other) {
                break (other, seen);
            }
        };
        self.ids.insert(id, seen);
        self.ids.insert(unused.clone(), 1);
        unused
    }

    /// An identifier in Akoma Ntoso's manner.
    fn made_id(&self, parent: Option<ProvisionId>, kind: ProvisionKind, word: &str, number: &str) -> String {
        let before = parent.and_then(|id| self.provisions.get(id as usize)).map(|parent| (parent.kind, format!("{}__", parent.id)));
        // A unit is numbered through the whole law, so that its place in the divisions does not count.
        let before = match before {
            Some((ProvisionKind::Division, _)) if kind.is_unit() => String::new(),
            Some((_, before)) => before,
            None => String::new(),
        };
        let number: String = number.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '.')).collect();
        let name = match kind {
            ProvisionKind::Section => "sec",
            ProvisionKind::Article => "art",
            ProvisionKind::Schedule if word == "annex" => "annex",
            ProvisionKind::Schedule => "sched",
            ProvisionKind::Recital => "rec",
            ProvisionKind::Paragraph => "para",
            ProvisionKind::Point => "point",
            ProvisionKind::Division => match word {
                "chapter" => "chp",
                "" => "hcontainer",
                word => word,
            },
        };
        if number.is_empty() { format!("{before}{name}") } else { format!("{before}{name}_{number}") }
    }

    /// The document, for a source that is a text. Provisions still open end here.
    pub fn finish(mut self, source: FileId, format: Format) -> Document {
        while !self.open.is_empty() {
            self.close();
        }
        self.end_block();
        self.text.shrink_to_fit();
        let Self { text, map, blocks, provisions, .. } = self;
        Document { source, format, title: None, language: None, jurisdiction: None, text, map, blocks, provisions }
    }

    /// The document, for a source that is no text: spans point into the running text, which is added under the name.
    pub fn finish_shown(self, name: &str, format: Format, sources: &mut Sources) -> Document {
        let nowhere = sources.add(name, "");
        let mut document = self.finish(nowhere, format);
        document.source = sources.add(name, document.text.clone());
        document.map = SourceMap::identity(document.text.len());
        document
    }
}

/// Marks that show nothing and may stand within a word: soft hyphen, joiners, direction marks, byte order mark.
pub(crate) fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
