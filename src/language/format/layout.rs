//! What stands between the tokens: decided by the walk over the tree, carried out by the printer.

use crate::language::token::{Token, TokenKind};
use crate::source::Span;

/// Whether a line ends before a token. Where a comment stands it always does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    /// No.
    Never,
    /// When what follows, up to the next place that may break, does not fit on the line.
    Fill,
    /// When the group that begins here does not fit on the line, but would on one of its own.
    Whole,
    /// When the innermost group around it is broken.
    Group,
    /// Yes.
    Always,
}

/// Blank lines before a token and before the comments that stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blank {
    /// None.
    Drop,
    /// As written, at most one.
    Keep,
    /// One before the first of them, then as written.
    One,
}

/// What stands before a token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gap {
    /// Whether a line ends here.
    pub breaks: Break,
    /// Blank lines, where one does.
    pub blank: Blank,
    /// Spaces, where none does.
    pub spaces: usize,
    /// The token's column when it begins a line.
    pub indent: usize,
    /// The column of comments before it that have a line of their own.
    pub comment_indent: usize,
}

/// Tokens that stand on one line if they fit, and otherwise break at all gaps marked [`Break::Group`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    /// The first token; the gap before it does not belong to the group.
    pub first: usize,
    /// The last token.
    pub last: usize,
}

/// The gaps and groups of a file.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    /// The file's text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// The gap before each token.
    pub gaps: Vec<Gap>,
    /// Groups, in any order.
    pub groups: Vec<Group>,
    /// For each opening bracket its closing one; itself for any other token.
    closing: Vec<usize>,
}

impl<'a> Layout<'a> {
    /// Everything on one line, with the usual spaces.
    pub(super) fn new(text: &'a str, tokens: &'a [Token]) -> Self {
        let mut gaps = Vec::with_capacity(tokens.len());
        let mut closing: Vec<usize> = (0..tokens.len()).collect();
        let mut open = Vec::new();
        let mut before = TokenKind::Mark("(");
        for (index, token) in tokens.iter().enumerate() {
            let spaces = usize::from(spaced(before, token.kind));
            gaps.push(Gap { breaks: Break::Never, blank: Blank::Drop, spaces, indent: 0, comment_indent: 0 });
            match token.kind {
                TokenKind::Mark("{" | "[" | "(") => open.push(index),
                TokenKind::Mark("}" | "]" | ")") => {
                    if let Some(opened) = open.pop().and_then(|opened| closing.get_mut(opened)) {
                        *opened = index;
                    }
                }
                _ => {}
            }
            before = token.kind;
        }
        Self { text, tokens, gaps, groups: Vec::new(), closing }
    }

    /// The token that holds a byte.
    pub(super) fn index_of(&self, offset: u32) -> usize {
        self.tokens.partition_point(|token| token.start <= offset).saturating_sub(1)
    }

    /// The first and last token of a place.
    pub(super) fn tokens_of(&self, span: Span) -> (usize, usize) {
        (self.index_of(span.start), self.index_of(span.end.saturating_sub(1)))
    }

    /// What a token is.
    pub(super) fn kind(&self, index: usize) -> TokenKind {
        self.tokens.get(index).map_or(TokenKind::End, |token| token.kind)
    }

    /// A token's words.
    pub(super) fn words(&self, index: usize) -> &'a str {
        self.tokens.get(index).and_then(|token| self.text.get(token.start as usize..token.end as usize)).unwrap_or("")
    }

    /// Whether a token begins a line in the text as written.
    pub(super) fn begins_line(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| token.first_on_line)
    }

    /// The bracket that closes an opening one.
    pub(super) fn closing(&self, index: usize) -> usize {
        self.closing.get(index).copied().unwrap_or(index)
    }

    /// Groups tokens.
    pub(super) fn group(&mut self, first: usize, last: usize) {
        self.groups.push(Group { first, last });
    }

    /// Where the tokens of a range stand when they begin a line.
    pub(super) fn indent(&mut self, first: usize, last: usize, indent: usize) {
        for gap in self.gaps.iter_mut().take(last.saturating_add(1)).skip(first) {
            gap.indent = indent;
            gap.comment_indent = indent;
        }
    }

    /// Lets a line end before a token.
    pub(super) fn breaks(&mut self, index: usize, breaks: Break, indent: usize) {
        if let Some(gap) = self.gaps.get_mut(index) {
            *gap = Gap { breaks, indent, comment_indent: indent, ..*gap };
        }
    }

    /// Begins a line with a token, blank lines before it as `blank` says.
    pub(super) fn line(&mut self, index: usize, blank: Blank, indent: usize) {
        self.breaks(index, Break::Always, indent);
        if let Some(gap) = self.gaps.get_mut(index) {
            gap.blank = blank;
        }
    }

    /// The same as [`Self::breaks`] for what stands in brackets: where a line ends, a blank one stays.
    pub(super) fn entry(&mut self, index: usize, breaks: Break, indent: usize) {
        self.breaks(index, breaks, indent);
        if let Some(gap) = self.gaps.get_mut(index) {
            gap.blank = Blank::Keep;
        }
    }

    /// The same for a closing bracket: comments before it belong to what it closes.
    pub(super) fn close(&mut self, index: usize, breaks: Break, indent: usize) {
        self.breaks(index, breaks, indent);
        if let Some(gap) = self.gaps.get_mut(index) {
            gap.blank = Blank::Keep;
            gap.comment_indent = indent + 2;
        }
    }

    /// Sets the spaces before a token.
    pub(super) fn spaces(&mut self, index: usize, spaces: usize) {
        if let Some(gap) = self.gaps.get_mut(index) {
            gap.spaces = spaces;
        }
    }

    /// Pads a keyword, so that what follows lines up.
    pub(super) fn pad(&mut self, keyword: usize, width: usize) {
        let written = self.words(keyword).len();
        self.spaces(keyword + 1, width.saturating_sub(written) + 1);
    }
}

/// Whether a space stands between two tokens on one line, as far as the two alone tell.
fn spaced(before: TokenKind, after: TokenKind) -> bool {
    match (before, after) {
        (_, TokenKind::Mark("," | ":" | "." | ")" | "]")) | (TokenKind::Mark("." | "(" | "["), _) => false,
        // A path through a list: `content[].target`.
        (TokenKind::Name, TokenKind::Mark("[")) => false,
        (TokenKind::Mark("{"), TokenKind::Mark("}")) => false,
        _ => true,
    }
}
