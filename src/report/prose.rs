//! Words for people: counts, lists, line breaks, and user's text made safe for a terminal.

use std::borrow::Cow;

/// What to show instead of a character that a terminal would act on, or that reorders the text around it; as many bytes long.
fn substitute(letter: char) -> Option<&'static str> {
    match letter {
        '\n' | '\t' => None,
        '\0'..='\u{1f}' | '\u{7f}' => Some("?"),
        '\u{80}'..='\u{9f}' | '\u{61c}' => Some("¿"),
        '\u{180e}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' => {
            Some("\u{fffd}")
        }
        '\u{e0000}'..='\u{e007f}' => Some("🚫"),
        _ => None,
    }
}

/// Control characters, escapes and marks that turn the direction of text become visible ones of the same length in bytes,
/// so that every offset stays right. Line feeds and tabs stay.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|letter| substitute(letter).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match substitute(letter) {
            Some(other) => shown.push_str(other),
            None => shown.push(letter),
        }
    }
    Cow::Owned(shown)
}

/// [`visible`], on one line: what breaks or moves a line is a space.
pub(super) fn one_line(text: &str) -> String {
    let spaced: String = text.trim_end().chars().map(|letter| if matches!(letter, '\n' | '\r' | '\t') { ' ' } else { letter }).collect();
    visible(&spaced).into_owned()
}

/// Titles and values of users are cut to this many characters where people read them.
pub(super) const LONG: usize = 300;

/// At most `most` characters of a text, on one line, with a sign of what is left out.
pub(super) fn clip(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", one_line(text.get(..end).unwrap_or(""))),
        None => one_line(text),
    }
}

/// Breaks a text at spaces into lines of at most `width` characters, where its words allow. Line feeds stay.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.trim_end().split('\n') {
        let words = paragraph.trim_start_matches(' ');
        let mut length = paragraph.len() - words.len();
        let mut line = " ".repeat(length);
        let mut started = false;
        for word in words.trim_end().split(' ') {
            let letters = word.chars().count();
            if started && length + 1 + letters > width {
                lines.push(std::mem::take(&mut line));
                length = 0;
            } else if started {
                line.push(' ');
                length += 1;
            }
            line.push_str(word);
            length += letters;
            started = true;
        }
        lines.push(line);
    }
    lines
}

/// With a capital at its start.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `a, b and c`, or with another word between the last two; empty for none.
pub(super) fn series(items: &[String], connective: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} {connective} {last}", before.join(", ")),
    }
}

/// `1 error`, `2 errors`.
pub(super) fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

/// The first few names, and how many more there are.
pub(super) fn few<'n>(names: impl ExactSizeIterator<Item = &'n str>, most: usize) -> String {
    let more = names.len().saturating_sub(most);
    let mut words = names.take(most).collect::<Vec<_>>().join(", ");
    if more > 0 {
        words.push_str(&format!(" and {more} more"));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_characters_are_replaced_at_equal_length() {
        let hostile = "\u{1b}[31mred\u{7f}\u{9b}\u{61c}\u{202e}\u{2066}\u{feff}\u{e0041}\r\0 fine: é “ 漢 👩‍⚖️\u{200c}\t\n";
        let shown = visible(hostile);
        assert_eq!(shown, "?[31mred?¿¿���🚫?? fine: é “ 漢 👩‍⚖️\u{200c}\t\n");
        assert_eq!(shown.len(), hostile.len());
        assert!(matches!(visible("plain\ttext\n"), Cow::Borrowed(_)));
        assert_eq!(one_line("a\r\nb\tc\n"), "a  b c");
    }

    #[test]
    fn every_substitute_is_as_long_as_what_it_stands_for() {
        for letter in (0..=0x10_ffff).filter_map(char::from_u32) {
            if let Some(other) = substitute(letter) {
                assert_eq!(other.len(), letter.len_utf8(), "{letter:?}");
            }
        }
    }

    #[test]
    fn lines_break_at_spaces_and_lose_no_word() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("one unbreakablelonger two", 7), ["one", "unbreakablelonger", "two"]);
        assert_eq!(wrap("one\n\n  two three", 9), ["one", "", "  two", "three"]);
        assert_eq!(wrap("", 7), [""]);
    }

    #[test]
    fn few_names_say_how_many_are_left() {
        assert_eq!(few(["a", "b", "c"].into_iter(), 2), "a, b and 1 more");
        assert_eq!(few(["a", "b"].into_iter(), 2), "a, b");
        assert_eq!((count(1, "error"), count(0, "error")), ("1 error".into(), "0 errors".into()));
    }
}
