//! The words and marks of a block, as far as definitions are recognised by them.

use crate::text::document::Extent;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word or number, hyphens and apostrophes within it included.
    Word,
    /// A quotation mark that opens.
    Open,
    /// A quotation mark that closes, or an apostrophe at the end of a word.
    Close,
    /// A quotation mark that may do either.
    Either,
    /// A dash between words.
    Dash,
    /// Another mark.
    Mark(char),
    /// Past the end.
    End,
}

#[derive(Debug, Clone, Copy)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
}

/// The tokens of a block. Positions are counts of tokens; past the end everything is [`Kind::End`].
#[derive(Debug)]
pub(super) struct Line<'t> {
    text: &'t str,
    /// Where the block begins in the running text.
    base: usize,
    tokens: Vec<Token>,
    /// For each opening bracket that is closed, where; otherwise itself.
    closing: Vec<usize>,
}

impl<'t> Line<'t> {
    /// Reads a block that begins at `base`.
    pub(super) fn new(text: &'t str, base: usize) -> Self {
        let mut tokens: Vec<Token> = Vec::new();
        let mut letters = text.char_indices().peekable();
        let mut before = ' ';
        while let Some((start, letter)) = letters.next() {
            let after = letters.peek().map_or(' ', |(_, letter)| *letter);
            let end = start + letter.len_utf8();
            let joins = is_joint(letter, before, after);
            let goes_on = tokens.last_mut().filter(|last| last.kind == Kind::Word && last.end == start);
            match goes_on {
                Some(word) if letter.is_alphanumeric() || joins => word.end = end,
                _ if letter.is_whitespace() => {}
                _ => {
                    let (kind, wide) = match () {
                        () if letter.is_alphanumeric() => (Kind::Word, false),
                        () if letter == '`' && after == '`' => (Kind::Open, true),
                        () if letter == '\'' && after == '\'' => (Kind::Close, true),
                        () => (mark(letter, before, after), false),
                    };
                    if wide {
                        letters.next();
                    }
                    tokens.push(Token { kind, start, end: end + usize::from(wide) });
                }
            }
            before = letter;
        }
        let closing = closing(&tokens);
        Self { text, base, tokens, closing }
    }

    /// How many tokens.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// What a token is.
    pub(super) fn kind(&self, at: usize) -> Kind {
        self.tokens.get(at).map_or(Kind::End, |token| token.kind)
    }

    /// Its words.
    pub(super) fn word(&self, at: usize) -> &'t str {
        self.tokens.get(at).and_then(|token| self.text.get(token.start..token.end)).unwrap_or("")
    }

    /// Whether it is one of these words, in any case.
    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        let word = self.word(at);
        !word.is_empty() && words.iter().any(|known| word.eq_ignore_ascii_case(known))
    }

    /// Whether it is this mark.
    pub(super) fn is_mark(&self, at: usize, marks: &[char]) -> bool {
        matches!(self.kind(at), Kind::Mark(mark) if marks.contains(&mark))
    }

    /// Whether a quotation may begin here.
    pub(super) fn opens(&self, at: usize) -> bool {
        match self.kind(at) {
            Kind::Open => self.kind(at + 1) == Kind::Word || self.kind(at + 1) == Kind::Mark('('),
            Kind::Either => self.kind(at + 1) == Kind::Word,
            _ => false,
        }
    }

    /// Whether a quotation may end here.
    pub(super) fn closes(&self, at: usize) -> bool {
        matches!(self.kind(at), Kind::Close | Kind::Either)
    }

    /// Past the bracket that closes the one that opens here; the place itself where no bracket opens, or none closes.
    pub(super) fn past_bracket(&self, at: usize) -> usize {
        match self.closing.get(at) {
            Some(closing) if *closing > at => closing + 1,
            _ => at,
        }
    }

    /// Whether a sentence ends with this token.
    pub(super) fn ends_sentence(&self, at: usize) -> bool {
        if !self.is_mark(at, &['.', '?', '!']) {
            return false;
        }
        let abbreviates = at.checked_sub(1).is_some_and(|before| {
            let word = self.word(before);
            self.is(
                before,
                &[
                    "no", "nos", "art", "arts", "s", "ss", "sec", "cap", "para", "paras", "reg", "cl", "etc", "v", "Mr", "Ms", "Dr", "St",
                    "ch", "c",
                ],
            ) || word.len() == 1 && word.chars().all(char::is_uppercase)
        });
        let goes_on = self.word(at + 1).starts_with(|letter: char| letter.is_lowercase() || letter.is_numeric())
            || self.is_mark(at + 1, &[',', ';', ')', ':']);
        !(goes_on || abbreviates && self.kind(at + 1) != Kind::End)
    }

    /// The words from one token up to another, as a place in the running text.
    pub(super) fn extent(&self, from: usize, to: usize) -> Extent {
        let start = self.start(from);
        let end = to.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(start, |token| self.base + token.end);
        Extent::new(start, end)
    }

    /// Where a token begins in the running text; past the end, where the block ends.
    pub(super) fn start(&self, at: usize) -> usize {
        self.base + self.tokens.get(at).map_or(self.text.len(), |token| token.start)
    }
}

/// Whether a mark stands inside a word.
fn is_joint(letter: char, before: char, after: char) -> bool {
    let inside = before.is_alphanumeric() && after.is_alphanumeric();
    match letter {
        '\'' | '’' | '-' | '‑' | '‐' => inside,
        '.' => before.is_numeric() && after.is_numeric() || inside && before.is_uppercase() && after.is_uppercase(),
        _ => false,
    }
}

fn mark(letter: char, before: char, after: char) -> Kind {
    let (word_before, word_after) = (before.is_alphanumeric(), after.is_alphanumeric());
    match letter {
        '”' | '»' | '›' | '’' | '\'' if !word_before && word_after && (before.is_whitespace() || "([-—–:;".contains(before)) => {
            Kind::Open
        }
        '”' | '»' | '›' | '’' | '\'' => Kind::Close,
        '“' | '„' | '‟' | '«' | '‹' | '‘' | '‚' | '‛' if word_before && !word_after => Kind::Close,
        '“' | '„' | '‟' | '«' | '‹' | '‘' | '‚' | '‛' => Kind::Open,
        '"' if word_after && !word_before => Kind::Open,
        '"' if !word_after && !before.is_whitespace() => Kind::Close,
        '"' => Kind::Either,
        '—' | '–' | '―' | '-' | '‐' | '−' => Kind::Dash,
        _ => Kind::Mark(letter),
    }
}

/// Where each opening bracket is closed; the nearest one, and none within another by more than a few steps.
fn closing(tokens: &[Token]) -> Vec<usize> {
    let mut closing: Vec<usize> = (0..tokens.len()).collect();
    let mut open = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Mark('(' | '[') => open.push(at),
            Kind::Mark(')' | ']') => {
                if let Some(place) = open.pop().and_then(|start: usize| closing.get_mut(start)) {
                    *place = at;
                }
            }
            _ => {}
        }
    }
    closing
}
