//! A text made comparable: what layout, fonts and keyboards change is made alike, everything else stays.
//!
//! White space becomes one space; kinds of quotation marks and dashes become one; ligatures, wide and composed letters become
//! their parts; hyphens within a word vanish, with the line break after them; marks without width and Markdown's emphasis too.

use crate::text::document::is_invisible;
use unicode_normalization::char::decompose_compatible;

/// A folded text, with the way back.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of `text`, where its character begins in the original.
    from: Vec<u32>,
    /// For each byte of `text`, where its character ends in the original.
    to: Vec<u32>,
}

impl Folded {
    /// Folds a text.
    pub(super) fn new(original: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(original.len()),
            from: Vec::with_capacity(original.len()),
            to: Vec::with_capacity(original.len()),
        };
        let mut letters = original.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            let end = at + letter.len_utf8();
            if is_hyphen(letter) && folded.text.ends_with(char::is_alphabetic) && is_within_word(original, end) {
                // The line break behind it goes too.
                while letters.next_if(|(_, next)| next.is_whitespace() || is_invisible(*next)).is_some() {}
                continue;
            }
            folded.push(letter, at, end);
        }
        folded
    }

    fn push(&mut self, letter: char, at: usize, end: usize) {
        if is_invisible(letter) || letter == '*' {
            return;
        }
        if letter.is_ascii() && !letter.is_ascii_whitespace() {
            self.put(letter, at, end);
            return;
        }
        decompose_compatible(letter, |part| self.put(alike(part), at, end));
    }

    fn put(&mut self, letter: char, at: usize, end: usize) {
        if letter == ' ' && (self.text.is_empty() || self.text.ends_with(' ')) {
            return;
        }
        let fit = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        self.text.push(letter);
        self.from.resize(self.text.len(), fit(at));
        self.to.resize(self.text.len(), fit(end));
    }

    /// Where a range of the folded text stands in the original.
    pub(super) fn original(&self, range: std::ops::Range<usize>) -> Option<std::ops::Range<usize>> {
        let start = *self.from.get(range.start)?;
        let end = *self.to.get(range.end.checked_sub(1)?)?;
        Some(start as usize..end as usize)
    }
}

fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}' | '\u{2011}' | '¬')
}

/// Whether a word goes on behind a hyphen, at once or after a line break.
fn is_within_word(original: &str, after: usize) -> bool {
    let rest = original.get(after..).unwrap_or("");
    let word = rest.trim_start_matches(|letter: char| letter.is_whitespace() || is_invisible(letter));
    word.starts_with(if word.len() == rest.len() { char::is_alphabetic } else { char::is_lowercase })
}

fn alike(letter: char) -> char {
    match letter {
        '“' | '”' | '„' | '«' | '»' | '″' | '‟' => '"',
        '‘' | '’' | '‚' | '′' | '‹' | '›' | '`' | '´' | 'ʼ' => '\'',
        '–' | '—' | '‑' | '‐' | '−' | '‒' | '―' => '-',
        letter if letter.is_whitespace() => ' ',
        letter => letter,
    }
}
