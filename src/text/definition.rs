//! Definitions in a bill, by the words that define: “term” means, includes, has the same meaning as in.
//!
//! ```text
//! document ─ blocks ─▶ tokens ─┬─ quoted: terms in quotation marks ──┐
//!                              ├─ plain: the term ends at the verb ──┼─▶ heads ─ span: how far the words go ─▶ definitions
//!                              └─ naming: “(hereinafter “x”)” ───────┘
//! ```
//!
//! Nothing here judges a definition; what is said of it ([`Definition::circular`] and the like) is how it is worded.

mod context;
mod naming;
mod nature;
mod plain;
mod quoted;
mod span;
mod token;
mod verb;

use super::document::{Document, Extent, ProvisionId, Role};
use context::past_label;
use plain::Expected;
use quoted::Around;
use span::Scope;
use token::{Kind, Line};

/// How a definition is drafted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Drafting {
    /// “means”: the words say all of it.
    Means,
    /// “includes”: the words add to what the term says by itself.
    Includes,
    /// “means … and includes …”.
    MeansAndIncludes,
    /// “has the same meaning as in”, “is to be construed in accordance with”.
    ByReference,
    /// “does not include”, alone.
    Excludes,
    /// “is deemed to be”, “is to be treated as”.
    Deeming,
}

/// What is defined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// A term.
    Term,
    /// What a reference to something is taken to be: “references to a worker are to”.
    Reference,
    /// A short name given in passing: “(hereinafter “the Commission”)”.
    ShortName,
}

/// A definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The term, without quotation marks.
    pub term: Extent,
    /// Further terms defined by the same words.
    pub aliases: Vec<Extent>,
    /// The defining words, from the verb on; for a short name, what is named.
    pub text: Extent,
    /// The term in another language, in brackets at the end.
    pub translation: Option<Extent>,
    /// The innermost provision that the term stands in.
    pub provision: Option<ProvisionId>,
    /// What is defined.
    pub form: Form,
    /// How it is drafted.
    pub drafting: Drafting,
    /// It stands in words that this bill puts into another law.
    pub inserted: bool,
    /// The term's own words carry the definition.
    pub circular: bool,
    /// It leaves open what else is meant: “includes”, “such as”, “and any other”.
    pub open: bool,
    /// The executive may widen it: “as may be prescribed”, “designated by order”.
    pub by_executive: bool,
}

/// A definition's beginning, in tokens of its block.
#[derive(Debug, Clone)]
struct Head {
    /// Where it begins, quotation mark included.
    begins: usize,
    term: (usize, usize),
    aliases: Vec<(usize, usize)>,
    /// Where the defining words begin.
    words: usize,
    /// Where reading goes on.
    after: usize,
    form: Form,
    drafting: Drafting,
}

/// The definitions of a bill, in the order of its text. Those that the bill puts into another law are not its own.
pub fn definitions(document: &Document) -> Vec<Definition> {
    all(document).into_iter().filter(|definition| !definition.inserted).collect()
}

/// The definitions that a bill puts into other laws, in the order of its text.
pub fn inserted(document: &Document) -> Vec<Definition> {
    all(document).into_iter().filter(|definition| definition.inserted).collect()
}

/// All of them.
fn all(document: &Document) -> Vec<Definition> {
    let mut reader = Reader { scope: Scope::default(), pointed: None, found: Vec::new() };
    for (index, block) in document.blocks.iter().enumerate() {
        let line = Line::new(document.words(block.extent), block.extent.start as usize);
        match block.role {
            Role::Text | Role::Table | Role::Quoted => reader.block(document, index, &line),
            Role::Heading => reader.scope.heading(document, index, context::is_heading(&line)),
            Role::Front | Role::Recital | Role::Note | Role::Contents | Role::Closing => {}
        }
    }
    span::complete(document, reader.found)
}

/// A head with its place.
#[derive(Debug)]
struct Found {
    block: usize,
    /// Where it begins in the running text.
    begins: usize,
    /// It begins the block.
    first: bool,
    /// Where the reading of the words goes on after the verb.
    after: usize,
    /// In a list of definitions.
    listed: bool,
    definition: Definition,
}

struct Reader {
    scope: Scope,
    /// The last block that was a point of a definition.
    pointed: Option<usize>,
    found: Vec<Found>,
}

impl Reader {
    fn block(&mut self, document: &Document, index: usize, line: &Line<'_>) {
        let start = past_label(line);
        let announces = context::announces(line);
        let expected = if announces { Expected::Listed } else { self.scope.expected(document, index) };
        // The points of a definition are no entries of the list.
        let point = start > 0 && expected == Expected::Listed && !announces && self.unfinished(document, index);
        let heads = heads(line, start, expected, point);
        if point {
            self.pointed = Some(index);
        }
        self.scope.read(document, index, announces, !heads.is_empty(), start > 0);
        let Some(block) = document.blocks.get(index) else { return };
        let inserted = block.role == Role::Quoted || self.scope.amends(index);
        for head in heads {
            let words = line.extent(head.words, line.len());
            let definition = Definition {
                term: line.extent(head.term.0, head.term.1),
                aliases: head.aliases.iter().map(|alias| line.extent(alias.0, alias.1)).collect(),
                text: if head.form == Form::ShortName { line.extent(head.words, head.begins) } else { words },
                translation: None,
                provision: block.provision,
                form: head.form,
                drafting: head.drafting,
                inserted: inserted || amended_before(line, head.begins),
                circular: false,
                open: false,
                by_executive: false,
            };
            self.found.push(Found {
                block: index,
                begins: line.start(head.begins),
                first: head.begins <= start + 1,
                after: line.start(head.after),
                listed: expected >= Expected::Perhaps,
                definition,
            });
        }
        self.scope.amending(index, ends_in_amendment(line));
    }
}

impl Reader {
    /// Whether the definition found last is still open where a block begins, one of its points.
    fn unfinished(&self, document: &Document, index: usize) -> bool {
        let Some(last) = self.found.last().filter(|last| last.definition.form != Form::ShortName) else { return false };
        let (Some(block), Some(before)) = (document.blocks.get(index), document.blocks.get(last.block)) else { return false };
        let said = Extent { start: last.definition.text.start, end: before.extent.end };
        let goes_on = span::within(document, block.provision, before.provision) && !span::is_finished(document.words(said));
        // Between them stand points only.
        let deeper = block.provision != before.provision;
        goes_on && (deeper || index == last.block + 1 || self.pointed == Some(index - 1))
    }
}

/// The heads in a block, in order, none within another.
fn heads(line: &Line<'_>, start: usize, expected: Expected, point: bool) -> Vec<Head> {
    let verbs = verb::next(line);
    let around = Around { listed: expected >= Expected::Perhaps, start, verbs: &verbs };
    let places = plain::places(line, start, if point { Expected::Never } else { expected });
    let mut places = places.iter().peekable();
    let mut heads: Vec<Head> = Vec::new();
    let mut at = 0;
    while at < line.len() {
        while places.next_if(|place| place.0 < at).is_some() {}
        let place = places.next_if(|place| place.0 == at);
        let quotes = || if line.opens(at) { quoted::read(line, at, around) } else { None };
        let named = || naming::named(line, at, start);
        let plain = || {
            let (at, expected) = *place?;
            naming::reference(line, at).or_else(|| plain::read(line, at, expected))
        };
        match quotes().or_else(plain).or_else(named) {
            Some(head) => {
                at = head.after.max(at + 1);
                heads.push(head);
            }
            None => at += 1,
        }
    }
    heads
}

/// Words after which those of another law follow.
const AMENDS: [&str; 9] = ["insert", "inserted", "substitute", "substituted", "inserting", "substituting", "added", "add", "adding"];

/// Whether a block ends with “insert—”, so that the next one belongs to another law.
fn ends_in_amendment(line: &Line<'_>) -> bool {
    let marked = |at: usize| line.kind(at) == Kind::Dash || line.is_mark(at, &[':']);
    line.len().checked_sub(1).is_some_and(|last| marked(last) && (last.saturating_sub(6)..last).any(|at| line.is(at, &AMENDS)))
}

/// Whether “insert” or the like stands shortly before a term.
fn amended_before(line: &Line<'_>, begins: usize) -> bool {
    let before = (begins.saturating_sub(4)..begins).any(|at| line.is(at, &AMENDS));
    before && begins > 0
}

#[cfg(test)]
mod tests;
