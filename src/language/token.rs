//! The tokens of the rule language, and a slice of them as an input for nom.

use crate::source::{FileId, Span};
use std::cell::{Cell, RefCell};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// `hrdd`, `one-off`, `when`: names and the words of the grammar look alike.
    Name,
    /// `"…"`
    Text,
    /// `24`, `0.5`, `200_000`
    Number,
    /// `6%`
    Percent,
    /// `2024-07-25`
    Date,
    /// `/…/`
    Pattern,
    /// One of `{ } ( ) [ ] , : . & |` and the comparisons.
    Mark(&'static str),
    /// The data of an example, unread.
    Data,
    /// Something the lexer already complained about.
    Wrong,
    /// After the last token.
    End,
}

/// A token with its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// First byte in the file.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// True when nothing but white space stands before it on its line.
    pub first_on_line: bool,
}

/// A comment: `#` to the end of the line, the line end left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment {
    /// Where.
    pub span: Span,
    /// True when nothing else stands on its line.
    pub own_line: bool,
}

/// What the parser shares between all positions of one file: the text, and the furthest place it failed at.
#[derive(Debug)]
pub struct Context<'a> {
    /// The file the tokens come from.
    pub file: FileId,
    /// Its text.
    pub text: &'a str,
    /// How deep the nested expressions and data are at the moment.
    pub depth: Cell<usize>,
    /// Reading again what was wrong, for the message: then a word that begins a line and looks like the next clause or item
    /// is taken for that, and not for a name. Otherwise line ends carry no meaning.
    pub strict: Cell<bool>,
    /// What would have been right, at the furthest token where anything was refused.
    pub furthest: RefCell<Furthest>,
}

/// The furthest failure so far.
#[derive(Debug, Default, Clone)]
pub struct Furthest {
    /// Start of the token, in bytes.
    pub at: u32,
    /// What would have been right there, in the order tried.
    pub expected: Vec<&'static str>,
    /// A message better than "expected …".
    pub special: Option<String>,
}

/// The rest of the tokens: nom's input. Copying it copies two references.
#[derive(Debug, Clone, Copy)]
pub struct Tokens<'a> {
    /// What is left, the [`TokenKind::End`] token last.
    pub rest: &'a [Token],
    /// The file they come from.
    pub context: &'a Context<'a>,
}

/// The end, for slices that ran out; the lexer always writes one, so this is a safety net.
pub const END: Token = Token { kind: TokenKind::End, start: u32::MAX, end: u32::MAX, first_on_line: true };

impl<'a> Tokens<'a> {
    /// The next token.
    pub fn first(&self) -> Token {
        self.rest.first().copied().unwrap_or(END)
    }

    /// The token after `skip` others.
    pub fn nth(&self, skip: usize) -> Token {
        self.rest.get(skip).copied().unwrap_or(END)
    }

    /// Without the next token. The end token stays.
    pub fn advance(&self) -> Self {
        match self.rest {
            [_, rest @ ..] if !rest.is_empty() => Self { rest, ..*self },
            _ => *self,
        }
    }

    /// A token's words.
    pub fn words(&self, token: Token) -> &'a str {
        self.context.text.get(token.start as usize..token.end as usize).unwrap_or("")
    }

    /// A token's place.
    pub fn span(&self, token: Token) -> Span {
        let end = self.context.text.len();
        Span::new(self.context.file, (token.start as usize).min(end)..(token.end as usize).min(end))
    }

    /// True when the next token is this name.
    pub fn at_name(&self, name: &str) -> bool {
        let token = self.first();
        token.kind == TokenKind::Name && self.words(token) == name
    }

    /// Notes that `expected` would have been right at the next token.
    pub fn refuse(&self, expected: &'static str) {
        let at = self.first().start;
        let mut furthest = self.context.furthest.borrow_mut();
        if at > furthest.at {
            // Cleared, not replaced: this happens at nearly every token.
            furthest.at = at;
            furthest.expected.clear();
            furthest.special = None;
        }
        if at == furthest.at && furthest.special.is_none() && !furthest.expected.contains(&expected) {
            furthest.expected.push(expected);
        }
    }

    /// Notes a message of its own at the next token; it wins over "expected …".
    pub fn complain(&self, message: String) {
        let at = self.first().start;
        let mut furthest = self.context.furthest.borrow_mut();
        if at >= furthest.at && !(at == furthest.at && furthest.special.is_some()) {
            *furthest = Furthest { at, expected: Vec::new(), special: Some(message) };
        }
    }
}

impl<'a> nom::Input for Tokens<'a> {
    type Item = Token;
    type Iter = std::iter::Copied<std::slice::Iter<'a, Token>>;
    type IterIndices = std::iter::Enumerate<Self::Iter>;

    fn input_len(&self) -> usize {
        self.rest.len()
    }

    fn take(&self, count: usize) -> Self {
        Self { rest: self.rest.get(..count).unwrap_or(self.rest), ..*self }
    }

    fn take_from(&self, count: usize) -> Self {
        Self { rest: self.rest.get(count..).unwrap_or(&[]), ..*self }
    }

    fn take_split(&self, count: usize) -> (Self, Self) {
        (self.take_from(count), self.take(count))
    }

    fn position<P: Fn(Token) -> bool>(&self, predicate: P) -> Option<usize> {
        self.rest.iter().position(|token| predicate(*token))
    }

    fn iter_elements(&self) -> Self::Iter {
        self.rest.iter().copied()
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, nom::Needed> {
        if count <= self.rest.len() { Ok(count) } else { Err(nom::Needed::new(count - self.rest.len())) }
    }
}
