//! What can be said of each paragraph by itself: its label, its numbers, how it ends, whether it looks like a heading.

use super::label::{self, Item, Label};
use super::words;
use crate::text::document::{Role, is_invisible};
use crate::text::import::paragraph::Paragraph;
use std::borrow::Cow;

/// How a paragraph ends, which says whether a new provision may begin behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// With a stop, colon, semicolon or dash, or with “; and”.
    Stop,
    /// With a comma.
    Comma,
    /// With a word that wants a number: “subsection”.
    Reference,
    /// In the middle of a sentence, or as headings end.
    Open,
}

/// A heading has no more letters than this.
pub(super) const LONGEST_HEADING: usize = 250;

/// A paragraph that is not blank, looked at by itself.
#[derive(Debug)]
pub(super) struct Line<'p> {
    pub paragraph: Cow<'p, Paragraph>,
    pub label: Option<Label>,
    pub bare: Option<Label>,
    pub items: Vec<Item>,
    pub end: End,
    /// Letters, so far as they matter.
    pub length: usize,
}

impl<'p> Line<'p> {
    /// Looks at a paragraph; `None` for a blank one.
    pub(super) fn new(paragraph: &'p Paragraph) -> Option<Self> {
        let paragraph = match &paragraph.hint.number {
            Some(number) => Cow::Owned(paragraph.with_number(number)),
            None => Cow::Borrowed(paragraph),
        };
        let text = &paragraph.text;
        let length = text.chars().filter(|letter| !letter.is_whitespace() && !is_invisible(*letter)).count();
        if length == 0 {
            return None;
        }
        let free = paragraph.hint.role.is_none();
        let label = if free { label::label(text) } else { None };
        let bare = if free { label::bare(text) } else { None };
        let items = if free { label::items(text, 0) } else { Vec::new() };
        let end = end(text);
        Some(Self { paragraph, label, bare, items, end, length })
    }

    /// Its words.
    pub(super) fn text(&self) -> &str {
        &self.paragraph.text
    }

    /// The words from a byte on.
    pub(super) fn from(&self, at: usize) -> &str {
        self.text().get(at..).unwrap_or("")
    }

    /// What the format says it is.
    pub(super) fn role(&self) -> Option<Role> {
        self.paragraph.hint.role
    }

    /// Whether the format says that it is a heading.
    pub(super) fn is_marked(&self) -> bool {
        self.paragraph.hint.heading.is_some()
    }

    /// Whether it may be a heading without a number: short, no sentence, beginning as a heading does.
    pub(super) fn may_head(&self) -> bool {
        let first = first_letter(self.text());
        let begins = first.is_some_and(|letter| letter.is_alphanumeric() && !letter.is_lowercase() || "“‘\"'«„".contains(letter));
        self.role().is_none()
            && self.items.is_empty()
            && begins
            && self.length <= LONGEST_HEADING
            && (self.end == End::Open || self.is_marked())
    }

    /// Whether it is written in a script with capitals.
    pub(super) fn is_cased(&self) -> bool {
        self.text().chars().take(200).any(|letter| letter.is_lowercase() || letter.is_uppercase())
    }
}

/// The first letter that shows.
pub(super) fn first_letter(text: &str) -> Option<char> {
    text.chars().find(|letter| !letter.is_whitespace() && !is_invisible(*letter))
}

/// How a text ends.
pub(super) fn end(text: &str) -> End {
    let text = text.trim_end_matches(|letter: char| letter.is_whitespace() || is_invisible(letter));
    if words::wants_number(text) {
        return End::Reference;
    }
    let bare = text.trim_end_matches(['"', '”', '’', '»', '\'', '*', '“']);
    let bare = if bare.is_empty() { text } else { bare };
    match bare.chars().next_back() {
        Some('.' | ';' | ':' | '—' | '–' | '―' | '-' | '?' | '!' | ']' | '؛' | '؟' | '。' | '；' | '：' | '…') => End::Stop,
        Some(',' | '،' | '、') => End::Comma,
        _ if ends_in_conjunction(bare) => End::Stop,
        _ => End::Open,
    }
}

/// “; and”, “, or”, “- und”: the end of a point in a list.
fn ends_in_conjunction(text: &str) -> bool {
    const CONJUNCTIONS: [&str; 14] = ["and", "or", "und", "oder", "sowie", "et", "ou", "y", "o", "e", "en", "of", "and/or", "dan"];
    let last = text.rsplit(char::is_whitespace).next().unwrap_or("");
    let before = text.strip_suffix(last).unwrap_or("").trim_end();
    CONJUNCTIONS.contains(&last) && before.ends_with([';', ',', '—', '–']) && !before.ends_with("),")
}
