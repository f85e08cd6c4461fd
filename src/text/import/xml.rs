//! XML read into a tree that knows where every tag and word stands in the source.
//!
//! ```text
//! <p>within <b>24</b>&#160;hours</p>     p ─┬─ “within ”            verbatim
//!                                          ├─ b ── “24”            verbatim
//!                                          ├─ U+00A0               one character for the six bytes of its reference
//!                                          └─ “hours”              verbatim
//! ```
//!
//! Nodes lie in the order of the source, each with the end of what stands within it, so that a whole document is walked in one loop.
//! Nothing outside the file is read, and entities that the file declares are refused.

mod entities;
pub(super) mod number;
mod parse;
mod write;

pub(super) use parse::parse;
pub(super) use write::{Opening, Quotes, Scheme, Step, Writer};

use crate::source::{FileId, Span};
use quick_xml::events::BytesStart;
use std::collections::HashMap;
use std::ops::Range;

/// Elements nested deeper than this are refused.
pub(super) const MAX_DEPTH: usize = 256;
/// Documents with more elements and pieces of text than this are refused.
pub(super) const MAX_NODES: usize = 2_000_000;

/// Index of a node in its [`Tree`].
pub(super) type NodeId = usize;

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// An element; how long its name is, prefix included.
    Element { name: u32 },
    /// Words that stand in the source as they are.
    Words,
    /// A character that the source writes as a reference.
    Letter(char),
}

#[derive(Debug, Clone, Copy)]
struct Node {
    kind: Kind,
    parent: u32,
    /// One past the last node within.
    end: u32,
    /// Where it stands: the start tag of an element, or the text.
    from: u32,
    to: u32,
}

/// A document.
#[derive(Debug)]
pub(super) struct Tree<'t> {
    file: FileId,
    text: &'t str,
    nodes: Vec<Node>,
    /// Where the end tags of elements stand that name their quotation marks.
    end_tags: HashMap<NodeId, Range<usize>>,
}

impl<'t> Tree<'t> {
    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// One past the last node within a node.
    pub(super) fn end(&self, node: NodeId) -> NodeId {
        self.nodes.get(node).map_or(node + 1, |node| node.end as usize)
    }

    /// The element around a node; the root has none.
    pub(super) fn parent(&self, node: NodeId) -> Option<NodeId> {
        if node == 0 { None } else { self.nodes.get(node).map(|node| node.parent as usize) }
    }

    /// The elements around a node, from the inside out.
    pub(super) fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.parent(node), |node| self.parent(*node))
    }

    /// Where a node stands in the source: an element's start tag, or the text.
    pub(super) fn range(&self, node: NodeId) -> Range<usize> {
        self.nodes.get(node).map_or(0..0, |node| node.from as usize..node.to as usize)
    }

    /// The end tag of an element that names its quotation marks.
    pub(super) fn end_tag(&self, node: NodeId) -> Option<Range<usize>> {
        self.end_tags.get(&node).cloned()
    }

    /// Whether the start tag of an element speaks of quotation marks, so that its attributes are worth reading.
    pub(super) fn may_be_quoted(&self, node: NodeId) -> bool {
        self.is_element(node) && self.text.get(self.range(node)).is_some_and(|tag| tag.contains(QUOTE))
    }

    /// The name of an element without its prefix; empty for text.
    pub(super) fn name(&self, node: NodeId) -> &'t str {
        let Some(Node { kind: Kind::Element { name }, from, .. }) = self.nodes.get(node) else { return "" };
        let start = *from as usize + 1;
        let name = self.text.get(start..start + *name as usize).unwrap_or("");
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// Whether a node is an element.
    pub(super) fn is_element(&self, node: NodeId) -> bool {
        matches!(self.nodes.get(node), Some(Node { kind: Kind::Element { .. }, .. }))
    }

    /// The words of a text node and where they stand; `None` for an element.
    pub(super) fn words<'a>(&self, node: NodeId, buffer: &'a mut [u8; 4]) -> Option<(&'a str, Range<usize>)>
    where
        't: 'a,
    {
        let range = self.range(node);
        match self.nodes.get(node)?.kind {
            Kind::Element { .. } => None,
            Kind::Words => Some((self.text.get(range.clone())?, range)),
            Kind::Letter(letter) => Some((letter.encode_utf8(buffer), range)),
        }
    }

    /// The nodes directly within a node.
    pub(super) fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.end(node).min(self.len());
        let first = Some(node + 1).filter(|child| *child < end);
        std::iter::successors(first, move |child| Some(self.end(*child)).filter(|next| *next < end))
    }

    /// The first element of a name directly within a node, near its start: numbers, headings and metadata come first.
    pub(super) fn child(&self, node: NodeId, name: &str) -> Option<NodeId> {
        self.children(node).take(NEAR).find(|child| self.name(*child) == name)
    }

    /// The elements of a name at any depth within a node.
    pub(super) fn within<'a>(&'a self, node: NodeId, name: &'a str) -> impl Iterator<Item = NodeId> + 'a {
        (node + 1..self.end(node).min(self.len())).filter(move |inner| self.name(*inner) == name)
    }

    /// The next element beside a node.
    pub(super) fn next_element(&self, node: NodeId) -> Option<NodeId> {
        let end = self.end(self.parent(node)?).min(self.len());
        let next = Some(self.end(node)).filter(|next| *next < end);
        std::iter::successors(next, |next| Some(self.end(*next)).filter(|after| *after < end)).find(|next| self.is_element(*next))
    }

    /// An attribute with its references resolved: the one without a prefix, or else one with any.
    pub(super) fn attribute(&self, node: NodeId, name: &str) -> Option<String> {
        let Some(Node { kind: Kind::Element { name: length }, from, to, .. }) = self.nodes.get(node) else { return None };
        let tag = self.text.get(*from as usize + 1..(*to as usize).checked_sub(1)?)?;
        let tag = BytesStart::from_content(tag.strip_suffix('/').unwrap_or(tag), *length as usize);
        let mut found = None;
        for attribute in tag.attributes().with_checks(false).flatten() {
            if attribute.key.as_ref() == name {
                return Some(entities::resolved(&attribute.value));
            }
            if found.is_none() && attribute.key.local_name().as_ref() == name {
                found = Some(entities::resolved(&attribute.value));
            }
        }
        found
    }

    /// The words of a node and of all within it besides those elements that `leave_out` names, in single spaces.
    pub(super) fn plain(&self, node: NodeId, leave_out: &[&str]) -> String {
        let mut plain = String::new();
        let mut at = node;
        let mut buffer = [0; 4];
        while at < self.end(node).min(self.len()) && plain.len() < MAX_PLAIN {
            match self.words(at, &mut buffer) {
                Some((words, _)) => plain.push_str(words),
                None if leave_out.contains(&self.name(at)) => {
                    at = self.end(at);
                    continue;
                }
                None => {}
            }
            at += 1;
        }
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A span for a diagnostic.
    pub(super) fn span(&self, node: NodeId) -> Span {
        Span::new(self.file, self.range(node))
    }
}

/// How the attributes end that name quotation marks.
const QUOTE: &str = "Quote";
/// How many nodes are looked at for a child, so that asking in every child of a long list stays cheap.
const NEAR: usize = 24;
/// Titles and numbers are not longer than this.
const MAX_PLAIN: usize = 2_000;

#[cfg(test)]
mod tests;
