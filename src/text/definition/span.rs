//! Where a list of definitions ends, and how far the words of one definition go.

use super::token::{Kind, Line};
use super::{Definition, Drafting, Form, Found, context, nature, plain::Expected};
use crate::text::document::{Document, Extent, ProvisionId, Role};

/// The words of a definition go on over at most so many blocks.
const MOST_BLOCKS: usize = 200;

/// Where the reader is: in a list of definitions, under a heading of definitions, in words of another law.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// The provision in which definitions were announced; the outer `None` is nowhere.
    list: Option<Option<ProvisionId>>,
    /// The provision that has a heading such as “Interpretation”.
    heading: Option<Option<ProvisionId>>,
    /// The block after which the words of another law stand.
    amending: Option<usize>,
}

impl Scope {
    /// A heading ends what was before it, unless it stands within.
    pub(super) fn heading(&mut self, document: &Document, block: usize, of_definitions: bool) {
        let provision = document.blocks.get(block).and_then(|block| block.provision);
        let inside = |list: Option<ProvisionId>| list.is_some() && within(document, provision, list);
        if !self.list.is_some_and(inside) {
            self.list = None;
        }
        if of_definitions {
            self.heading = Some(provision);
        } else if !self.heading.is_some_and(inside) {
            self.heading = None;
        }
    }

    /// What may be expected in a block.
    pub(super) fn expected(&self, document: &Document, block: usize) -> Expected {
        let Some(place) = document.blocks.get(block) else { return Expected::Hardly };
        let holds = |list: Option<Option<ProvisionId>>| list.is_some_and(|list| within(document, place.provision, list));
        match () {
            () if holds(self.list) => Expected::Listed,
            () if holds(self.heading) => Expected::Perhaps,
            () => Expected::Hardly,
        }
    }

    /// What a block was.
    pub(super) fn read(&mut self, document: &Document, block: usize, announces: bool, defines: bool, labelled: bool) {
        let Some(place) = document.blocks.get(block) else { return };
        if announces {
            self.list = Some(place.provision);
        } else if let Some(list) = self.list {
            // Where provisions are not known, a numbered paragraph that defines nothing ends the list.
            let over = list.is_none() && labelled && !defines && document.provisions.is_empty() && !is_point(document.words(place.extent));
            if over || !within(document, place.provision, list) {
                self.list = None;
            }
        }
    }

    /// Says whether a block ends with “insert—”.
    pub(super) fn amending(&mut self, block: usize, amends: bool) {
        self.amending = amends.then_some(block);
    }

    /// Whether a block belongs to another law.
    pub(super) fn amends(&self, block: usize) -> bool {
        self.amending.is_some_and(|last| last + 1 == block)
    }
}

/// Whether a provision is another one or stands within it. Everything without provisions stands in nothing.
pub(super) fn within(document: &Document, inner: Option<ProvisionId>, outer: Option<ProvisionId>) -> bool {
    match (inner, outer) {
        (Some(inner), Some(outer)) => document.ancestors(inner).any(|(id, _)| id == outer),
        (None, None) => true,
        _ => false,
    }
}

/// Whether a block begins with a letter or small Roman number in brackets.
fn is_point(words: &str) -> bool {
    words.strip_prefix('(').and_then(|rest| rest.split(')').next()).is_some_and(|label| label.chars().all(char::is_lowercase))
}

/// Whether a block begins with a label: `(a)`, `1.`, `a)`.
fn is_labelled(words: &str) -> bool {
    context::past_label(&Line::new(words.split_whitespace().next().unwrap_or(""), 0)) > 0
}

/// Completes what was found: how far the words go, the term in another language, and what the definition is like.
pub(super) fn complete(document: &Document, found: Vec<Found>) -> Vec<Definition> {
    let mut definitions = Vec::with_capacity(found.len());
    let mut found = found.into_iter().peekable();
    while let Some(one) = found.next() {
        // A name in passing does not end the definition it stands in.
        let next = found.peek().map(|next| (next.block, next.begins, next.first));
        let mut definition = one.definition.clone();
        if definition.form != Form::ShortName {
            definition.text.end = end(document, &one, next);
            trim(document, &mut definition);
        }
        describe(document, &mut definition, one.after);
        definitions.push(definition);
    }
    definitions
}

/// Where the words of a definition end.
fn end(document: &Document, one: &Found, next: Option<(usize, usize, bool)>) -> u32 {
    let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    let Some(block) = document.blocks.get(one.block) else { return one.definition.text.end };
    if let Some((_, begins, _)) = next.filter(|next| next.0 == one.block) {
        return at(begins).max(one.definition.text.start);
    }
    let mut end = block.extent.end;
    if !one.listed
        && let Some(sentence) = sentence_end(document.words(Extent { start: one.definition.text.start, end }))
    {
        return one.definition.text.start + at(sentence);
    }
    let enters = !is_finished(document.words(Extent { start: one.definition.text.start, end }));
    let mut open = enters;
    for (index, after) in document.blocks.iter().enumerate().skip(one.block + 1).take(MOST_BLOCKS) {
        if matches!(after.role, Role::Note) {
            continue;
        }
        if after.role != block.role || next.is_some_and(|next| next.0 == index && next.2) {
            break;
        }
        let words = document.words(after.extent);
        let deeper =
            enters && after.provision != block.provision && block.provision.is_some() && within(document, after.provision, block.provision);
        let beside =
            after.provision == block.provision && (is_point(words) || goes_on(words) || open && words.starts_with(char::is_lowercase));
        let sibling = !deeper && !beside && open && is_point(words) && same_parent(document, after.provision, block.provision);
        let unit = after.provision.and_then(|id| document.provision(id)).is_some_and(|provision| provision.kind.is_unit());
        if unit && after.provision != block.provision || !(deeper && (open || is_labelled(words)) || beside || sibling && !one.first) {
            break;
        }
        end = after.extent.end;
        open = !is_finished(words);
        if let Some((_, begins, _)) = next.filter(|next| next.0 == index) {
            return at(begins);
        }
    }
    end
}

/// Whether words begin as the rest of a sentence does: “but does not include”.
fn goes_on(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or("");
    ["and", "or", "but", "nor", "including", "excluding", "provided", "whether", "which", "being"].contains(&first.trim_end_matches(','))
}

fn same_parent(document: &Document, one: Option<ProvisionId>, other: Option<ProvisionId>) -> bool {
    let parent = |id: Option<ProvisionId>| id.and_then(|id| document.provision(id)).and_then(|provision| provision.parent);
    parent(one).is_some() && parent(one) == parent(other)
}

/// Whether words come to an end: with a stop or semicolon, a term in another language after it or not.
pub(super) fn is_finished(words: &str) -> bool {
    let words = words.strip_suffix(')').and_then(|bare| bare.rfind('(').and_then(|open| bare.get(..open))).map_or(words, |before| {
        let before = before.trim_end();
        if before.ends_with([';', '.']) { before } else { words }
    });
    let words = words.trim_end();
    let words = words.strip_suffix(" and").or_else(|| words.strip_suffix(" or")).unwrap_or(words);
    words.ends_with([';', '.', '”', '"'])
}

/// Past the end of the first sentence of words.
fn sentence_end(words: &str) -> Option<usize> {
    let line = Line::new(words, 0);
    (0..line.len()).find(|at| line.ends_sentence(*at)).map(|at| line.start(at) + 1).filter(|end| *end < words.len())
}

/// Leaves out what ends the words: marks, “and” before the next one, the term in another language.
fn trim(document: &Document, definition: &mut Definition) {
    let mut text = definition.text;
    let line = Line::new(document.words(text), text.start as usize);
    let mut last = line.len();
    let is_end = |at: usize| line.is_mark(at, &[';', '.', ',']);
    let before = |last: usize| last.checked_sub(1);
    // What precedes the next term in the same block: “; and “x”, “; the “x”.
    while before(last).is_some_and(|at| line.is(at, &["and", "or", "the", "a", "an", "term"]) || is_end(at) || line.kind(at) == Kind::Open)
    {
        last -= 1;
    }
    if before(last).is_some_and(|at| line.is_mark(at, &[')']))
        && let Some(open) = (last.saturating_sub(30)..last).find(|at| line.past_bracket(*at) == last)
        && before(open).is_some_and(|at| line.is_mark(at, &[';', '.']) || line.is(at, &["and", "or"]))
        && (open..last).all(|at| !line.word(at).contains(char::is_numeric))
    {
        definition.translation = Some(line.extent(open + 1, last - 1));
        last = open;
    }
    while before(last).is_some_and(|at| is_end(at) || line.is(at, &["and", "or"]) && at > 0 && is_end(at - 1)) {
        last -= 1;
    }
    if last > 0 {
        text.end = line.extent(0, last).end;
    }
    definition.text = text;
}

/// What the words are like.
fn describe(document: &Document, definition: &mut Definition, after: usize) {
    let term = Line::new(document.words(definition.term), 0);
    let text = Line::new(document.words(definition.text), 0);
    let said = Extent::new(after.min(definition.text.end as usize), definition.text.end as usize);
    let said = Line::new(document.words(said), 0);
    let also = (0..said.len()).any(|at| {
        said.is(at, &["and", "also"])
            && (said.is(at + 1, &["includes", "include"]) || said.is(at + 1, &["also"]) && said.is(at + 2, &["includes"]))
    });
    if also && definition.drafting == Drafting::Means {
        definition.drafting = Drafting::MeansAndIncludes;
    }
    if definition.form == Form::ShortName {
        return;
    }
    definition.circular = nature::is_circular(&term, &said, definition.drafting);
    definition.open = nature::is_open(&said, definition.drafting);
    definition.by_executive = nature::is_left_to_executive(&text);
}
