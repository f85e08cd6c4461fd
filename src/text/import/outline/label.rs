//! What a line begins with: `Section 12.`, `PART II –`, `FIRST SCHEDULE`, `(1)`, `a)`, `12.`. What it means is decided elsewhere.

use super::number::{self, Number};
use super::words::{self, Family, WORDS, Word};
use crate::text::document::is_invisible;
use std::ops::Range;

/// How a number without a word is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// `(1)`
    Brackets,
    /// `1)`
    Bracket,
    /// `1.`
    Stop,
    /// `1-`
    Dash,
    /// `1°`
    Degree,
    /// `1.2`, with this many figures.
    Decimal(u8),
}

/// A number without a word, as it is written between its marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub form: Form,
    pub text: String,
    /// Bytes of the line, from white space before it to its last mark.
    pub range: Range<usize>,
}

/// A word and its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    pub word: Word,
    pub number: Number,
    /// The number as it is cited; empty without one.
    pub text: String,
    pub range: Range<usize>,
    /// Where the words after it and its stops begin.
    pub rest: usize,
}

fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || is_invisible(letter)
}

/// Where words begin from a place on.
pub(super) fn skip_blank(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or("");
    from + rest.len() - rest.trim_start_matches(is_blank).len()
}

fn skip(text: &str, from: usize, wanted: impl Fn(char) -> bool) -> usize {
    let rest = text.get(from..).unwrap_or("");
    from + rest.len() - rest.trim_start_matches(wanted).len()
}

fn at(text: &str, from: usize) -> &str {
    text.get(from..).unwrap_or("")
}

/// Where words begin behind a number and its marks.
pub(super) fn skip_marks(text: &str, from: usize) -> usize {
    skip(text, from, |letter| is_blank(letter) || is_separator(letter))
}

/// Marks between a number and what it heads.
pub(super) fn is_separator(letter: char) -> bool {
    matches!(letter, '.' | ':' | '-' | '–' | '—' | '―' | '‑' | '−' | '\u{fffd}' | '．' | '：' | '`')
}

/// The label at the start of a line.
pub(super) fn label(text: &str) -> Option<Label> {
    let start = skip_blank(text, 0);
    number_first(text, start).or_else(|| far_east(text, start)).or_else(|| word_first(text, start))
}

/// The word at a place, and where it ends. Longer words win.
fn word_at(text: &str, start: usize) -> Option<(Word, usize)> {
    let head: String = at(text, start).chars().take(16).collect();
    let mut lower = String::new();
    // Lengths must fit the text, so letters whose case changes their length are kept.
    for letter in head.chars() {
        let mut small = letter.to_lowercase();
        match (small.next(), small.next()) {
            (Some(one), None) if one.len_utf8() == letter.len_utf8() => lower.push(one),
            _ => lower.push(letter),
        }
    }
    let capital = head.starts_with(|letter: char| letter.is_uppercase() || !letter.is_lowercase());
    let fits = |word: &str| {
        let after = at(&lower, word.len()).chars().next();
        // Arabic text taken from PDF has lost spaces.
        lower.starts_with(word) && (word.starts_with(is_arabic) || !after.is_some_and(char::is_alphabetic))
    };
    let (word, kind) = WORDS.iter().filter(|(word, _)| fits(word)).max_by_key(|(word, _)| word.len())?;
    capital.then_some((*kind, start + word.len()))
}

fn is_arabic(letter: char) -> bool {
    ('\u{600}'..='\u{6ff}').contains(&letter)
}

fn word_first(text: &str, start: usize) -> Option<Label> {
    if let Some(label) = ordinal_first(text, start) {
        return Some(label);
    }
    let (word, end) = word_at(text, start)?;
    let mut from = skip(text, end, is_blank);
    let lower: String = at(text, from).chars().take(4).collect::<String>().to_lowercase();
    if lower.starts_with("no.") || lower.starts_with("nr.") {
        from = skip_blank(text, from + 3);
    }
    let bracket = at(text, from).starts_with(['(', '[']);
    let number_at = if bracket { skip_blank(text, from + 1) } else { from };
    let Some((number, shown, length)) = number_of(at(text, number_at), word) else {
        return unnumbered(text, start, word, end);
    };
    let mut end = number_at + length;
    if bracket {
        end = skip_blank(text, end);
        if !at(text, end).starts_with([')', ']']) {
            return None;
        }
        end += 1;
    }
    let rest = rest_after(text, end)?;
    Some(Label { word, number, text: shown, range: start..end, rest })
}

/// `FIRST SCHEDULE`, `Erster Abschnitt`.
fn ordinal_first(text: &str, start: usize) -> Option<Label> {
    let ordinal: String = at(text, start).chars().take_while(|letter| letter.is_alphabetic()).take(14).collect();
    let number = if ordinal.len() < 3 { None } else { number::word(&ordinal.to_lowercase()) }?;
    let gap = start + ordinal.len();
    let (word, end) = word_at(text, skip_blank(text, gap))?;
    if matches!(word, Word::Unit(_)) {
        return None;
    }
    let rest = rest_after(text, end)?;
    Some(Label { word, number: Number::plain(number), text: number.to_string(), range: start..end, rest })
}

/// `SCHEDULE`, `THE SCHEDULE [s. 5]`, `ANNEX`: alone, or with the provision it belongs to.
fn unnumbered(text: &str, start: usize, word: Word, end: usize) -> Option<Label> {
    let Word::Schedule(_) = word else { return None };
    let rest = skip(text, end, |letter| is_blank(letter) || is_separator(letter));
    let after = at(text, rest);
    if !(after.is_empty() || after.starts_with(['(', '[']) && after.trim_end().ends_with([')', ']'])) {
        return None;
    }
    Some(Label { word, number: Number::plain(1), text: String::new(), range: start..end, rest })
}

/// A number behind a word: digits, a roman numeral, a word, one capital letter.
fn number_of(text: &str, word: Word) -> Option<(Number, String, usize)> {
    if let Some(read) = number::arabic(text) {
        return Some((read.number, read.text, read.length));
    }
    let letters: String = text.chars().take_while(|letter| letter.is_alphabetic()).take(16).collect();
    if let Some(value) = number::roman(&letters).filter(|_| letters.starts_with(|letter: char| letter.is_uppercase())) {
        return Some((Number::plain(value), letters.clone(), letters.len()));
    }
    if letters.len() == 1 && letters.starts_with(|letter: char| letter.is_ascii_uppercase()) && !matches!(word, Word::Unit(_)) {
        let value = letters.bytes().next().map_or(0, |letter| u32::from(letter - b'A') + 1);
        return Some((Number::plain(value), letters, 1));
    }
    let value = number::word(&letters.to_lowercase()).filter(|_| !letters.starts_with(|letter: char| letter.is_lowercase()))?;
    Some((Number::plain(value), value.to_string(), letters.len()))
}

/// Where the words behind a number begin, if they can be a heading or the text itself; `None` where the number is a reference.
fn rest_after(text: &str, end: usize) -> Option<usize> {
    let after = at(text, end);
    let blank = skip_blank(text, end);
    let gap = blank > end;
    let next = at(text, blank).chars().next();
    let rest = skip(text, end, |letter| is_blank(letter) || is_separator(letter));
    let separated = at(text, blank).starts_with(is_separator);
    match next {
        None => Some(blank),
        // `Section 12.5` and `Article 5-7` are references.
        Some(_) if separated && !gap && at(text, end + 1).starts_with(char::is_numeric) => None,
        Some(_) if separated => Some(rest),
        Some(',' | ';' | ')' | ']' | '/') => None,
        Some('(') => gap.then_some(blank).filter(|_| !after.trim_start().starts_with("(1) of")),
        Some(letter) if !gap => (is_arabic(letter) && text.len() < 200).then_some(blank),
        Some(letter) if letter.is_uppercase() || matches!(letter, '“' | '‘' | '"' | '«' | '„' | '[' | '\'') => {
            (!words::goes_on_referring(at(text, blank))).then_some(blank)
        }
        // A script without capitals: only a line as short as a heading.
        Some(letter) if letter.is_alphabetic() && !letter.is_lowercase() => (text.trim().chars().count() < 60).then_some(blank),
        Some(_) => None,
    }
}

/// `12 §`, `3. Abschnitt`.
fn number_first(text: &str, start: usize) -> Option<Label> {
    let read = number::arabic(at(text, start))?;
    let after = start + read.length;
    let after = if at(text, after).starts_with('.') { after + 1 } else { after };
    let word_start = skip_blank(text, after);
    if word_start == after {
        return None;
    }
    let (word, end) = word_at(text, word_start)?;
    if !matches!(word, Word::Unit(Family::Sign) | Word::Division(_)) {
        return None;
    }
    // `3. Chapter 5 …` has a number of its own behind the word.
    let rest = rest_after(text, end)?;
    if at(text, rest).starts_with(char::is_numeric) {
        return None;
    }
    Some(Label { word, number: read.number, text: read.text, range: start..end, rest })
}

/// `第十二条`, `제12조`.
fn far_east(text: &str, start: usize) -> Option<Label> {
    let mut letters = at(text, start).chars();
    let first = letters.next().filter(|first| matches!(first, '第' | '제'))?;
    let inner: String = letters.clone().take_while(|letter| !"条條章节節编編조장절편".contains(*letter)).take(9).collect();
    let value = number::chinese(inner.trim())?;
    let sign = letters.nth(inner.chars().count())?;
    let word = match sign {
        '条' | '條' | '조' => Word::Unit(Family::Article),
        '章' | '장' => Word::Division("chapter"),
        '节' | '節' | '절' => Word::Division("section"),
        '编' | '編' | '편' => Word::Division("part"),
        _ => return None,
    };
    let end = start + first.len_utf8() + inner.len() + sign.len_utf8();
    let after = at(text, end);
    // A reference goes on at once with a particle or another number.
    let heads = after.is_empty() || after.starts_with(|letter: char| is_blank(letter) || matches!(letter, '(' | '（' | '【' | '：'));
    let rest = skip_blank(text, end);
    heads.then_some(Label { word, number: Number::plain(value), text: value.to_string(), range: start..end, rest })
}

/// More numbers than this at the start of a line are text.
const MOST_ITEMS: usize = 4;

/// The numbers without a word at a place: `(1)(a)`, `12.`, `7.—(1)`.
pub(super) fn items(text: &str, from: usize) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    let mut from = from;
    while found.len() < MOST_ITEMS {
        let start = skip(text, from, |letter| is_blank(letter) || !found.is_empty() && is_separator(letter));
        let Some(item) = item(text, start) else { break };
        // `1. 2. 3.` is no nesting; only brackets stand behind another number.
        if !found.is_empty() && !matches!(item.form, Form::Brackets) {
            break;
        }
        from = item.range.end;
        found.push(item);
    }
    found
}

fn item(text: &str, start: usize) -> Option<Item> {
    let rest = at(text, start);
    let bracket = rest.starts_with('(');
    let inner = if bracket { skip_blank(text, start + 1) } else { start };
    let token: String = at(text, inner).chars().take_while(|letter| letter.is_alphanumeric()).take(8).collect();
    if token.is_empty() || !fits_item(&token) {
        return None;
    }
    let end = inner + token.len();
    if bracket {
        let close = skip_blank(text, end);
        let closed = at(text, close).starts_with(')');
        return closed.then(|| Item { form: Form::Brackets, text: token, range: start..close + 1 });
    }
    if let Some(decimal) = decimal(text, start) {
        return Some(decimal);
    }
    let mark = at(text, end).chars().next()?;
    let after = end + mark.len_utf8();
    let next = at(text, after).chars().next();
    let numeric = token.starts_with(|letter| number::digit(letter).is_some());
    let apart = next.is_none_or(|next| is_blank(next) || matches!(next, '—' | '–' | '(' | '“' | '‘' | '"' | '\u{fffd}'));
    let form = match mark {
        ')' => Form::Bracket,
        '.' if apart || numeric && next.is_some_and(char::is_uppercase) => Form::Stop,
        '-' | '–' | '/' if numeric && next.is_none_or(|next| !next.is_numeric() && !next.is_lowercase()) => Form::Dash,
        '°' | 'º' if numeric => Form::Degree,
        _ => return None,
    };
    Some(Item { form, text: token, range: start..after })
}

/// Digits with at most two letters behind them, or letters that count: one to three, or a roman numeral.
fn fits_item(token: &str) -> bool {
    if let Some(read) = number::arabic(token) {
        return read.length == token.len() && read.number.value < 1000;
    }
    let alike = token.chars().all(|letter| token.starts_with(letter)) && token.len() <= 3;
    token.chars().all(char::is_alphabetic) && (token.chars().count() == 1 || alike || number::roman(token).is_some())
}

/// `1.2`, `3.1.4.`
fn decimal(text: &str, start: usize) -> Option<Item> {
    let token: String = at(text, start).chars().take_while(|letter| letter.is_ascii_digit() || *letter == '.').take(24).collect();
    let bare = token.trim_end_matches('.');
    let figures: Vec<&str> = bare.split('.').collect();
    let fits = figures.len() >= 2 && figures.len() <= 6 && figures.iter().all(|figure| (1..=3).contains(&figure.len()));
    let apart = at(text, start + token.len()).chars().next().is_none_or(is_blank);
    // Thousands are set with stops, too: `1.500 Euro`.
    let amount = figures.iter().skip(1).all(|figure| figure.len() == 3);
    let depth = u8::try_from(figures.len()).ok()?;
    (fits && apart && !amount && token.len() - bare.len() <= 1).then(|| Item {
        form: Form::Decimal(depth),
        text: bare.to_owned(),
        range: start..start + token.len(),
    })
}

/// `12 Heading`: a number, a space and a capital.
pub(super) fn bare(text: &str) -> Option<Label> {
    let start = skip_blank(text, 0);
    let read = number::arabic(at(text, start))?;
    let end = start + read.length;
    let rest = skip_blank(text, end);
    let capital = at(text, rest).starts_with(|letter: char| letter.is_uppercase() || matches!(letter, '“' | '‘' | '"'));
    let fits = rest > end && capital && read.number.value < 1000 && text.trim().chars().count() < 160;
    let reference = words::goes_on_referring(at(text, rest));
    (fits && !reference).then_some(Label { word: Word::Unit(Family::Bare), number: read.number, text: read.text, range: start..end, rest })
}
