//! A spanned tree: what JSON, YAML and the `example` clauses of rules are read into before the vocabulary gives it meaning.
//!
//! Scalars carry no type. `no`, `24`, `true` are text here; the vocabulary's field decides what they mean.

pub mod align;

use crate::source::{Sources, Span};
use std::ops::Range;

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The value's words: for a quoted scalar the text between the quotation marks, for a block scalar its lines,
    /// for a sequence or mapping everything from its first byte to its last.
    pub span: Span,
    /// The value.
    pub value: NodeValue,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeValue {
    /// `null`, `~`, or nothing at all.
    Null,
    /// A text, number, name: anything without parts.
    Scalar(Scalar),
    /// An ordered list.
    Sequence(Vec<Node>),
    /// Keys with values, in the order written. Duplicate keys were reported, and only the first is here.
    Mapping(Vec<Entry>),
}

/// One key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: Key,
    /// The value.
    pub value: Node,
}

/// A key with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key's words, without quotation marks.
    pub span: Span,
    /// The decoded key where it differs from the words at `span`.
    pub decoded: Option<Box<str>>,
}

impl Key {
    /// The key, decoded.
    pub fn text<'a>(&'a self, sources: &'a Sources) -> &'a str {
        self.decoded.as_deref().unwrap_or_else(|| sources.slice(self.span))
    }
}

/// How a scalar was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Bare: a YAML plain scalar, a JSON number or `true`/`false`, a name or number in an example.
    Plain,
    /// JSON or YAML, between double quotes; backslash escapes.
    DoubleQuoted,
    /// YAML, between single quotes; `''` is the only escape.
    SingleQuoted,
    /// YAML `|` or `>`.
    Block,
}

/// A scalar's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// How it was written.
    pub style: Style,
    /// The decoded text where it differs from the words at the node's span.
    pub decoded: Option<Box<str>>,
}

impl Node {
    /// The decoded text of a scalar; `None` for anything else.
    pub fn text<'a>(&'a self, sources: &'a Sources) -> Option<&'a str> {
        match &self.value {
            NodeValue::Scalar(scalar) => Some(scalar.decoded.as_deref().unwrap_or_else(|| sources.slice(self.span))),
            _ => None,
        }
    }

    /// The place of some bytes of a scalar's decoded text, through escapes and block indentation.
    /// The whole node when it is no scalar or the range does not fit.
    pub fn span_within(&self, sources: &Sources, range: Range<usize>) -> Span {
        let NodeValue::Scalar(scalar) = &self.value else { return self.span };
        let raw = sources.slice(self.span);
        match &scalar.decoded {
            None if range.end <= raw.len() => {
                let start = self.span.start as usize;
                Span::new(self.span.file, start + range.start..start + range.end)
            }
            None => self.span,
            Some(decoded) => align::raw_range(raw, decoded, scalar.style, range).map_or(self.span, |found| {
                let start = self.span.start as usize;
                Span::new(self.span.file, start + found.start..start + found.end)
            }),
        }
    }

    /// What kind of thing it is, for messages: `a list`, `a mapping`, `a text`, `nothing`.
    pub fn kind(&self) -> &'static str {
        match self.value {
            NodeValue::Null => "nothing",
            NodeValue::Scalar(_) => "a single value",
            NodeValue::Sequence(_) => "a list",
            NodeValue::Mapping(_) => "a mapping",
        }
    }
}
