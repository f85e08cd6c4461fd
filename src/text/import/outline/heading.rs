//! Where the heading of a provision ends and its text begins, when both stand on one line.

use super::label::{is_separator, skip_blank};

/// How far a heading before its dash may reach, in letters.
const REACH: usize = 250;

/// Where the text behind a heading and its dash begins: `Penalties.— A person`.
pub(super) fn split(rest: &str) -> Option<usize> {
    for (at, letter) in rest.char_indices().take(REACH) {
        if !matches!(letter, '.' | ':') {
            continue;
        }
        let mark = skip_blank(rest, at + 1);
        let mut after = rest.get(mark..)?.chars();
        let dash = after.next()?;
        let wide = matches!(dash, '—' | '–' | '―' | '\u{fffd}')
            || dash == '-' && after.next().is_none_or(|next| !next.is_alphanumeric() || mark > at + 1);
        if wide {
            return Some(skip_blank(rest, mark + dash.len_utf8()));
        }
    }
    None
}

/// Whether a heading and a text stand together behind a number.
pub(super) fn parts(rest: &str) -> bool {
    split(rest).is_some()
}

/// Where a heading that is said again at the start of a text ends there, its marks included; `None` if it is not said again.
pub(super) fn again(text: &str, from: usize, heading: &str) -> Option<usize> {
    let counts = |letter: &char| letter.is_alphanumeric();
    let mut wanted = heading.chars().filter(counts).flat_map(char::to_lowercase).peekable();
    let mut end = from;
    let mut matched = 0;
    let mut letters = text.get(from..)?.char_indices();
    while wanted.peek().is_some() {
        let (at, letter) = letters.next()?;
        if !counts(&letter) {
            continue;
        }
        for small in letter.to_lowercase() {
            if wanted.next() != Some(small) {
                return None;
            }
        }
        matched += 1;
        end = from + at + letter.len_utf8();
    }
    let rest = text.get(end..)?;
    if matched < 4 || rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    let marks = rest.len()
        - rest.trim_start_matches(|letter: char| letter.is_whitespace() || is_separator(letter) || matches!(letter, ')' | ']')).len();
    // `7.—(1)`: what follows is the text.
    Some(end + marks)
}
