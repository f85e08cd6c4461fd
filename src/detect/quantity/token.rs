//! A text cut into what quantities are made of: numbers in figures, words, and the signs between them.

use std::ops::Range;

/// Longer runs of digits are identifiers, not quantities.
const MAX_DIGITS: usize = 18;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// A number in figures, with its separators.
    Number(f64),
    /// ASCII letters.
    Word,
    /// `(` or `[`.
    Open,
    /// `)` or `]`.
    Close,
    /// A hyphen, or a dash used as one.
    Hyphen,
    /// `,`
    Comma,
    /// `.`
    Stop,
    /// `/`
    Slash,
    /// `%`
    Percent,
    /// A sign of a currency.
    Sign,
    /// Anything else.
    Other,
}

/// A token.
#[derive(Debug, Clone, Copy)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
    /// White space stands before it.
    gap: bool,
}

/// A text in tokens.
#[derive(Debug)]
pub(super) struct Tokens<'t> {
    text: &'t str,
    tokens: Vec<Token>,
}

impl<'t> Tokens<'t> {
    /// Cuts a text.
    pub(super) fn new(text: &'t str) -> Self {
        let mut tokens = Vec::new();
        let (mut at, mut gap) = (0, false);
        while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
            if letter.is_whitespace() {
                gap = true;
                at += letter.len_utf8();
                continue;
            }
            let (kind, end) = token(text, at, letter);
            tokens.push(Token { kind, start: at, end, gap });
            gap = false;
            at = end;
        }
        Self { text, tokens }
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// What a token is; `Other` after the end.
    pub(super) fn kind(&self, at: usize) -> Kind {
        self.tokens.get(at).map_or(Kind::Other, |token| token.kind)
    }

    /// The letters of a token.
    pub(super) fn text(&self, at: usize) -> &'t str {
        self.tokens.get(at).and_then(|token| self.text.get(token.start..token.end)).unwrap_or("")
    }

    /// The letters of a word; empty for everything else.
    pub(super) fn word(&self, at: usize) -> &'t str {
        if self.kind(at) == Kind::Word { self.text(at) } else { "" }
    }

    /// Whether a token is this word, whatever its capitals.
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.word(at).eq_ignore_ascii_case(word)
    }

    /// Whether a token is one of these words.
    pub(super) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        let word = self.word(at);
        !word.is_empty() && words.iter().any(|other| other.eq_ignore_ascii_case(word))
    }

    /// Whether white space stands before a token.
    pub(super) fn gap(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|token| token.gap)
    }

    /// The bytes from one token to before another.
    pub(super) fn range(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.tokens.get(from).map_or(0, |token| token.start);
        let end = to.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(start, |token| token.end);
        start..end.max(start)
    }

    /// After a quantity: the same once more in brackets, as in `ten (10)`, is part of it.
    pub(super) fn after_repetition<T>(&self, at: usize, read: impl Fn(&Self, usize) -> Option<(T, usize)>) -> usize {
        if self.kind(at) != Kind::Open {
            return at;
        }
        match read(self, at + 1) {
            Some((_, next)) if self.kind(next) == Kind::Close => next + 1,
            _ => at,
        }
    }
}

fn token(text: &str, at: usize, letter: char) -> (Kind, usize) {
    let one = at + letter.len_utf8();
    match letter {
        '0'..='9' => number(text, at),
        'a'..='z' | 'A'..='Z' => (Kind::Word, end_of(text, at, |byte| byte.is_ascii_alphabetic())),
        '(' | '[' => (Kind::Open, one),
        ')' | ']' => (Kind::Close, one),
        '-' | '\u{2010}'..='\u{2013}' => (Kind::Hyphen, one),
        ',' => (Kind::Comma, one),
        '.' => (Kind::Stop, one),
        '/' => (Kind::Slash, one),
        '%' => (Kind::Percent, one),
        '$' | '¢' | '£' | '¥' | '\u{20a0}'..='\u{20cf}' => (Kind::Sign, one),
        _ => (Kind::Other, one),
    }
}

fn end_of(text: &str, at: usize, belongs: impl Fn(u8) -> bool) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| belongs(**byte)).count()
}

/// A number in figures from its first digit on.
fn number(text: &str, start: usize) -> (Kind, usize) {
    let mut groups = vec![(Separator::None, start..end_of(text, start, |byte| byte.is_ascii_digit()))];
    let mut end = groups.first().map_or(start, |(_, group)| group.end);
    while let Some((separator, next)) = separator(text, end) {
        let group_end = end_of(text, next, |byte| byte.is_ascii_digit());
        if group_end == next || !joins(&groups, separator, group_end - next) {
            break;
        }
        groups.push((separator, next..group_end));
        end = group_end;
    }
    let digits: usize = groups.iter().map(|(_, group)| group.len()).sum();
    let value = if digits > MAX_DIGITS { None } else { value(text, &groups) };
    (value.map_or(Kind::Other, Kind::Number), end)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    None,
    Comma,
    Point,
    /// A space, also one that does not break, or the apostrophe of Switzerland.
    Space,
}

/// What stands between two groups of digits, and where the next begins.
fn separator(text: &str, at: usize) -> Option<(Separator, usize)> {
    let letter = text.get(at..)?.chars().next()?;
    let separator = match letter {
        ',' => Separator::Comma,
        '.' => Separator::Point,
        ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '\u{2019}' => Separator::Space,
        _ => return None,
    };
    Some((separator, at + letter.len_utf8()))
}

/// Whether another group of digits belongs to the number. A list such as “1, 2” has a space after the comma, and no group.
fn joins(groups: &[(Separator, Range<usize>)], separator: Separator, length: usize) -> bool {
    let Some((before, last)) = groups.last() else { return false };
    let first = groups.first().map_or(0, |(_, group)| group.len());
    match separator {
        Separator::None => false,
        // Groups of three; those of India, of two, must end in one of three, which `value` looks at.
        Separator::Comma => matches!(before, Separator::None | Separator::Comma) && first <= 3 && length <= 3,
        Separator::Space => matches!(before, Separator::None | Separator::Space) && first <= 3 && length == 3 && last.len() <= 3,
        // Either the one decimal point, or groups of three as on the Continent.
        Separator::Point => *before != Separator::Point || (length == 3 && last.len() == 3),
    }
}

/// The value of groups of digits.
fn value(text: &str, groups: &[(Separator, Range<usize>)]) -> Option<f64> {
    let points = groups.iter().filter(|(separator, _)| *separator == Separator::Point).count();
    let commas = groups.iter().filter(|(separator, _)| *separator == Separator::Comma).count();
    let last = groups.last().map_or(0, |(_, group)| group.len());
    // “1,5” is a decimal comma; “1,000” and “10,00,000” are groups; of “20.000.000” every point is one.
    let decimal_comma = commas == 1 && points == 0 && last < 3;
    if commas > 0 && !decimal_comma && !whole_groups(groups) {
        return None;
    }
    let mut plain = String::new();
    for (separator, group) in groups {
        let decimal = match separator {
            Separator::Point => points == 1,
            Separator::Comma => decimal_comma,
            _ => false,
        };
        if decimal {
            plain.push('.');
        }
        plain.push_str(text.get(group.clone())?);
    }
    plain.parse().ok()
}

/// Whether the last group before a decimal point has three digits, and those before it two or three.
fn whole_groups(groups: &[(Separator, Range<usize>)]) -> bool {
    let mut whole = groups.iter().filter(|(separator, _)| *separator == Separator::Comma).map(|(_, group)| group.len());
    let lengths: Vec<usize> = whole.by_ref().collect();
    lengths.last() == Some(&3) && lengths.iter().all(|length| (2..=3).contains(length))
}
