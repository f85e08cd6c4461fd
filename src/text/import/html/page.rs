//! A page from its tokens: which elements are open, and which words stand in which paragraph. Elements that were left open are
//! closed as browsers do; nothing here calls itself, so that no depth of elements is too deep.

mod words;

use super::elements::{Attributes, Kind, Link, ends_a_paragraph, is_of_head, kind};
use super::list::List;
use super::references::References;
use crate::text::document::Role;
use crate::text::import::cells::{self, Cell, Placed};
use crate::text::import::paragraph::Paragraph;
use html5gum::{DefaultEmitter, StartTag, State as TokenizerState, Token, Tokenizer};
use smol_str::SmolStr;
use std::collections::HashMap;

/// Links in a row that lead elsewhere on the page: fewer are no table of contents.
const CONTENTS: usize = 3;
/// Longest title taken, in characters.
const LONGEST_TITLE: usize = 300;

/// A page as it was read.
pub(super) struct Page {
    pub paragraphs: Vec<Paragraph>,
    pub title: Option<String>,
    pub language: Option<String>,
}

/// What holds for words where they stand.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    /// They are left out.
    skipped: bool,
    /// They are left out as a frame of the page, which an article within ends.
    frame: bool,
    in_article: bool,
    role: Option<Role>,
    heading: Option<u8>,
    indent: u8,
    cell: Option<Cell>,
    preformatted: bool,
    raised: bool,
    link: bool,
    /// The block quotation around them.
    quotation: Option<usize>,
}

/// An element that is open.
struct Open {
    name: SmolStr,
    /// What held before it.
    before: State,
    is_block: bool,
    /// It has ended, though elements within it have not.
    ended: bool,
    /// A space belongs behind it.
    is_number: bool,
}

/// Reads a page, element by element.
struct Reader<'t> {
    source: &'t str,
    state: State,
    open: Vec<Open>,
    /// Where the open elements of each name stand.
    by_name: HashMap<SmolStr, Vec<usize>>,
    blocks: Vec<usize>,
    lists: Vec<List>,
    /// For each table, the cell it stands in.
    tables: Vec<Option<Cell>>,
    /// The tables that are open, and where their next cell is.
    at: Vec<Cell>,
    references: References,
    words: words::Words,
    /// Whether the words of each block quotation are quoted law; unknown until its first paragraph is whole.
    quotations: Vec<Option<bool>>,
    placed: Vec<(Placed, bool)>,
    title: String,
    heading: Option<String>,
    language: Option<String>,
    is_xhtml: bool,
}

/// Reads a page.
pub(super) fn read(source: &str) -> Page {
    let mut reader = Reader {
        source,
        state: State::default(),
        open: Vec::new(),
        by_name: HashMap::new(),
        blocks: Vec::new(),
        lists: Vec::new(),
        tables: Vec::new(),
        at: Vec::new(),
        references: References::default(),
        words: words::Words::default(),
        quotations: Vec::new(),
        placed: Vec::new(),
        title: String::new(),
        heading: None,
        language: None,
        is_xhtml: source.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']).starts_with("<?xml"),
    };
    let mut tokens = Tokenizer::new_with_emitter(source, DefaultEmitter::<usize>::new_with_span());
    while let Some(token) = tokens.next() {
        match token {
            Ok(Token::StartTag(tag)) => {
                if let Some(state) = reader.start(&tag) {
                    tokens.set_state(state);
                }
            }
            Ok(Token::EndTag(tag)) => reader.end(&String::from_utf8_lossy(&tag.name)),
            Ok(Token::String(words)) => reader.text(words.span.start..words.span.end, &words),
            _ => {}
        }
    }
    reader.close_to(0);
    reader.end_paragraph();
    let Reader { placed, tables, title, heading, language, .. } = reader;
    let title = heading.or_else(|| Some(title.split_whitespace().collect::<Vec<_>>().join(" "))).filter(|title| !title.is_empty());
    let title = title.filter(|title| title.chars().count() <= LONGEST_TITLE);
    Page { paragraphs: cells::settle(without_contents(placed), &tables), title, language }
}

/// Marks rows of links within the page as its table of contents.
fn without_contents(mut placed: Vec<(Placed, bool)>) -> Vec<Placed> {
    for run in placed.chunk_by_mut(|(_, left), (_, right)| *left && *right) {
        if run.len() >= CONTENTS {
            run.iter_mut().for_each(|(placed, _)| _ = placed.paragraph.hint.role.get_or_insert(Role::Contents));
        }
    }
    placed.into_iter().map(|(placed, _)| placed).collect()
}

impl Reader<'_> {
    /// Begins an element. Gives how the tokenizer has to go on where what follows is not made of elements.
    fn start(&mut self, tag: &StartTag<usize>) -> Option<TokenizerState> {
        let name = String::from_utf8_lossy(&tag.name);
        let attributes = Attributes::of(tag);
        let kind = kind(&name);
        if name == "html" {
            let language = attributes.get("lang").or_else(|| attributes.get("xml:lang"));
            self.language =
                language.and_then(|tag| tag.trim().split(['-', '_']).next()).filter(|tag| !tag.is_empty()).map(str::to_lowercase);
        }
        self.close_before(&name, kind);
        match &*name {
            "br" => self.words.line_break(),
            "hr" => self.end_paragraph(),
            "li" => self.item(&attributes),
            _ => {}
        }
        if kind == Kind::Void || self.is_xhtml && tag.self_closing {
            return None;
        }
        let is_block = !matches!(kind, Kind::Inline | Kind::Skipped);
        if is_block {
            self.end_paragraph();
        }
        let before = self.state;
        self.apply(&name, kind, &attributes);
        if matches!(&*name, "ol" | "ul" | "menu" | "dir") {
            self.state.indent = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
            self.lists.push(List::begin(&name, &attributes));
        }
        let is_number = kind == Kind::Inline && attributes.is_number();
        self.push(&name, before, is_block, is_number);
        match &*name {
            "title" | "textarea" => Some(TokenizerState::RcData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(TokenizerState::RawText),
            "script" => Some(TokenizerState::ScriptData),
            _ => None,
        }
    }

    fn push(&mut self, name: &str, before: State, is_block: bool, is_number: bool) {
        let at = self.open.len();
        let name = SmolStr::new(name);
        self.by_name.entry(name.clone()).or_default().push(at);
        if is_block {
            self.blocks.push(at);
        }
        self.open.push(Open { name, before, is_block, ended: false, is_number });
    }

    /// What an element says of the words in it.
    fn apply(&mut self, name: &str, kind: Kind, attributes: &Attributes<'_>) {
        let state = &mut self.state;
        match kind {
            Kind::Skipped => state.skipped = true,
            Kind::Furniture if !state.in_article => state.frame = true,
            Kind::Heading(level) => state.heading = Some(level),
            _ => {}
        }
        if attributes.is_hidden() {
            state.skipped = true;
        }
        if attributes.is_navigation() {
            state.frame = true;
        }
        if let Some(level) = attributes.heading() {
            state.heading = Some(level.clamp(1, 9));
        }
        if let Some(role) = attributes.role().filter(|_| !matches!(name, "body" | "html" | "main" | "article")) {
            state.role = Some(role);
        }
        match name {
            "main" | "article" => {
                state.frame = false;
                state.in_article = true;
            }
            "section" => state.in_article = true,
            "pre" | "listing" | "xmp" | "plaintext" => state.preformatted = true,
            "sup" => state.raised = true,
            "a" => match attributes.link() {
                // In the note itself the number leads back to the text, and belongs to the note.
                Link::Note if state.role != Some(Role::Note) => state.skipped = true,
                Link::Note | Link::Within => state.link = true,
                Link::None => {}
            },
            "blockquote" => {
                state.quotation = Some(self.quotations.len());
                state.indent = state.indent.saturating_add(1);
                self.quotations.push(None);
            }
            "table" => {
                let table = u32::try_from(self.tables.len()).unwrap_or(u32::MAX);
                self.tables.push(state.cell);
                self.at.push(Cell { table, row: 0, column: 0 });
            }
            "tr" | "caption" => {
                state.cell = None;
                if let Some(at) = self.at.last_mut() {
                    *at = Cell { row: at.row.saturating_add(1), column: 0, ..*at };
                }
            }
            "td" | "th" => {
                state.cell = self.at.last().copied();
                let wide = attributes.get("colspan").and_then(|span| span.trim().parse().ok()).unwrap_or(1).clamp(1, 1000);
                if let Some(at) = self.at.last_mut() {
                    at.column = at.column.saturating_add(wide);
                }
            }
            _ => {}
        }
    }

    /// Begins an item of a list: its number waits for its first words.
    fn item(&mut self, attributes: &Attributes<'_>) {
        self.end_paragraph();
        let Some(list) = self.lists.last_mut() else { return };
        let Some(number) = list.item(attributes) else { return };
        let reversed = list.waiting.is_some();
        let shown = list.shown(number);
        self.words.number(shown, reversed.then_some((self.lists.len() - 1, number)));
    }

    /// Where the innermost open element of a name stands.
    fn last(&self, name: &str) -> Option<usize> {
        self.by_name.get(name)?.last().copied()
    }

    fn last_of(&self, names: &[&str]) -> Option<usize> {
        names.iter().filter_map(|name| self.last(name)).max()
    }

    /// Closes what the start of an element closes, as `li` does the `li` before it.
    fn close_before(&mut self, name: &str, kind: Kind) {
        if !is_of_head(name)
            && let Some(head) = self.last("head")
        {
            self.close_to(head);
        }
        let cell = self.last_of(&["td", "th", "caption", "table"]);
        if ends_a_paragraph(name, kind)
            && let Some(paragraph) = self.last("p").filter(|at| Some(*at) > cell)
        {
            self.close_to(paragraph);
        }
        let (same, around): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ol", "ul", "menu", "dir"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "td" | "th" => (&["td", "th", "caption"], &["tr", "table"]),
            "tr" => (&["tr", "caption"], &["table"]),
            "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot", "caption"], &["table"]),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => (&["h1", "h2", "h3", "h4", "h5", "h6"], &["div", "section", "article"]),
            "option" | "optgroup" => (&["option"], &["select"]),
            "main" | "article" => (&["header", "aside", "footer", "nav"], &["main", "article", "section"]),
            "body" => (&["head"], &[]),
            _ => return,
        };
        let around = self.last_of(around).max(if matches!(name, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot") { None } else { cell });
        if let Some(at) = self.last_of(same).filter(|at| Some(*at) > around) {
            self.close_to(at);
        }
    }

    /// Ends an element, and those left open within it.
    fn end(&mut self, name: &str) {
        if name == "br" {
            self.words.line_break();
        }
        let Some(at) = self.last(name) else { return };
        let around = match name {
            "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "caption" => self.last("table"),
            "table" | "body" | "html" => None,
            _ => self.last_of(&["td", "th", "caption", "table"]),
        };
        if Some(at) < around {
            return;
        }
        // `<b><p>…</b>` ends the bold and not the paragraph.
        let is_block = self.open.get(at).is_some_and(|open| open.is_block);
        if !is_block && self.blocks.last().is_some_and(|block| *block > at) {
            if let Some(open) = self.open.get_mut(at) {
                open.ended = true;
            }
            if let Some(places) = self.by_name.get_mut(name) {
                places.pop();
            }
            return;
        }
        self.close_to(at);
    }

    /// Closes open elements, down to and with the one at a place.
    fn close_to(&mut self, at: usize) {
        while self.open.len() > at {
            let Some(open) = self.open.pop() else { return };
            if !open.ended
                && let Some(places) = self.by_name.get_mut(&open.name)
            {
                places.pop();
            }
            if open.is_block {
                self.end_paragraph();
                self.blocks.pop();
            }
            match &*open.name {
                "ol" | "ul" | "menu" | "dir" => self.end_list(),
                "table" => _ = self.at.pop(),
                "li" => self.words.forget_number(),
                _ => {}
            }
            self.state = open.before;
            if open.is_number {
                self.words.space();
            }
        }
    }

    fn end_list(&mut self) {
        let Some(mut list) = self.lists.pop() else { return };
        for (at, number) in list.settled() {
            if let Some((placed, _)) = self.placed.get_mut(at) {
                placed.paragraph.hint.number = Some(number);
            }
        }
    }
}
