//! Cues, and groups of them.

use super::{Name, Path, Text};
use crate::node::Node;
use crate::source::Span;

/// How much the words of a cue say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Strength {
    /// A place where to look; never a fact.
    Weak,
    /// Usually right.
    #[default]
    Fair,
    /// Nearly always right.
    Strong,
}

/// Where a cue looks, if not at the provisions' own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Where {
    /// `in definition`
    Definition,
    /// `in heading`
    Heading,
    /// `in recital`: the preamble too.
    Recital,
    /// `in title`
    Title,
}

/// A text pattern, and what it is a sign of.
#[derive(Debug)]
pub struct Cue {
    /// How much it says.
    pub strength: Strength,
    /// Where it looks.
    pub place: Option<Where>,
    /// The regular expression, slashes undone.
    pub pattern: Text,
    /// Words in the same sentence that make it void.
    pub unless: Option<Text>,
    /// `unless defined`: it is void where the bill defines the words.
    pub unless_defined: bool,
    /// What it is a sign of.
    pub signs: Vec<Sign>,
}

/// What a cue is a sign of.
#[derive(Debug)]
pub enum Sign {
    /// `marks NAME`
    Marks(Name),
    /// `suggests path [= datum]`
    Suggests(Path, Option<Node>),
    /// `adds path [= datum]`: only to a record that other words make.
    Adds(Path, Option<Node>),
}

/// Cues that belong to no rule, and what cues share.
#[derive(Debug)]
pub struct Cues {
    /// What they are about.
    pub title: Text,
    /// Entries in the order written.
    pub entries: Vec<CuesEntry>,
    /// An entry had a syntax error and is not here.
    pub broken: bool,
}

/// One entry with its place.
#[derive(Debug)]
pub struct CuesEntry {
    /// From its keyword to its last token.
    pub span: Span,
    /// Its keyword.
    pub keyword: Span,
    /// What it says.
    pub kind: CuesEntryKind,
}

/// The entries of a group of cues.
#[derive(Debug)]
pub enum CuesEntryKind {
    /// `mark NAME "what it is"`
    Mark(Name, Text),
    /// `words NAME /…/`
    Words(Name, Text),
    /// `cue …`
    Cue(Box<Cue>),
}
