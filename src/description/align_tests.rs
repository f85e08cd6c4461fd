//! Each word of a decoded text must be found again in the raw one.

use super::align::raw_range;
use crate::description::node::Style;
use proptest::prelude::*;

/// The raw text that a piece of the decoded text came from.
fn raw_of<'a>(raw: &'a str, decoded: &str, style: Style, piece: &str) -> &'a str {
    let at = decoded.find(piece).unwrap();
    let found = raw_range(raw, decoded, style, at..at + piece.len()).unwrap();
    raw.get(found).unwrap()
}

#[test]
fn json_escapes() {
    let (raw, decoded) = (r#"a\nb \"c\" \u00e9d \ud83d\ude00e\/"#, "a\nb \"c\" éd 😀e/");
    let of = |piece: &str| raw_of(raw, decoded, Style::DoubleQuoted, piece);
    assert_eq!(of("a"), "a");
    assert_eq!(of("\n"), "\\n");
    assert_eq!(of("a\nb"), "a\\nb");
    assert_eq!(of("\"c\""), "\\\"c\\\"");
    assert_eq!(of("éd"), "\\u00e9d");
    assert_eq!(of("😀"), "\\ud83d\\ude00");
    assert_eq!(of("e/"), "e\\/");
    assert_eq!(of(decoded), raw);
}

#[test]
fn yaml_escapes_and_folds() {
    let (raw, decoded) = ("a\\x41 \\U0001F600\\\r\n   b  \n\n\t c\\\n\n  d \\_e", "aA 😀b\nc\nd \u{a0}e");
    let of = |piece: &str| raw_of(raw, decoded, Style::DoubleQuoted, piece);
    assert_eq!(of("aA"), "a\\x41");
    assert_eq!(of("😀"), "\\U0001F600");
    assert_eq!(of("😀b"), "\\U0001F600\\\r\n   b");
    assert_eq!(of("b"), "b");
    assert_eq!(of("b\nc"), "b  \n\n\t c");
    assert_eq!(of("c\nd"), "c\\\n\n  d");
    assert_eq!(of("\u{a0}e"), "\\_e");
}

#[test]
fn single_quotes_and_plain() {
    assert_eq!(raw_of("it''s  so\n  long", "it's  so long", Style::SingleQuoted, "it's"), "it''s");
    assert_eq!(raw_of("it''s  so\n  long", "it's  so long", Style::SingleQuoted, "so long"), "so\n  long");
    assert_eq!(raw_of("one two\r\n  three\r\n\r\n four", "one two three\nfour", Style::Plain, "two three"), "two\r\n  three");
    assert_eq!(raw_of("one two\r\n  three\r\n\r\n four", "one two three\nfour", Style::Plain, "four"), "four");
}

#[test]
fn blocks() {
    let (raw, decoded) = ("one\n    two  \n\n  three", "\none\n  two  \n\nthree\n");
    let of = |piece: &str| raw_of(raw, decoded, Style::Block, piece);
    assert_eq!(of("one"), "one");
    assert_eq!(of("two"), "two");
    assert_eq!(of("two  "), "two  ");
    assert_eq!(of("two  \n\nthree"), "two  \n\n  three");
    assert_eq!(raw_of("one\n  two\n\n  three", "one two\nthree\n", Style::Block, "one two"), "one\n  two");
    // The line break at the very end was chomped off the place, so it is empty there.
    assert_eq!(raw_range(raw, decoded, Style::Block, decoded.len() - 1..decoded.len()), Some(raw.len()..raw.len()));
}

#[test]
fn edges() {
    assert_eq!(raw_range("a\\nb", "a\nb", Style::DoubleQuoted, 0..0), Some(0..0));
    assert_eq!(raw_range("a\\nb", "a\nb", Style::DoubleQuoted, 2..2), Some(3..3));
    assert_eq!(raw_range("a\\nb", "a\nb", Style::DoubleQuoted, 3..3), Some(4..4));
    assert_eq!(raw_range("\\u00e9x", "éx", Style::DoubleQuoted, 1..2), Some(0..6));
    assert_eq!(raw_range("éx''", "éx'", Style::SingleQuoted, 1..1), Some(0..2));
    assert_eq!(raw_range("", "", Style::Block, 0..0), Some(0..0));
    assert_eq!(raw_range("", "\n\n", Style::Block, 0..2), Some(0..0));
    let (from, to) = (2, 1);
    assert_eq!(raw_range("abc", "abc", Style::Plain, from..to), None);
    assert_eq!(raw_range("abc", "abc", Style::Plain, 0..4), None);
    assert_eq!(raw_range("abc", "axc", Style::Plain, 0..3), None);
    assert_eq!(raw_range("abc", "axc", Style::Block, 0..3), None);
    assert_eq!(raw_range("abc", "ab", Style::DoubleQuoted, 0..2), None);
}

const STYLES: [Style; 4] = [Style::Plain, Style::SingleQuoted, Style::DoubleQuoted, Style::Block];

proptest! {
    #[test]
    fn any_two_texts_give_places_on_boundaries(raw in "[aé😀\\\\'u0 \n\r]{0,12}", decoded in "[aé😀\\\\'u0 \n]{0,12}", start in 0..30usize, length in 0..30usize) {
        for style in STYLES {
            if let Some(found) = raw_range(&raw, &decoded, style, start..start + length) {
                prop_assert!(raw.get(found).is_some());
            }
        }
    }

    #[test]
    fn a_text_without_escapes_maps_to_itself(text in "[aé😀x ]{0,12}", start in 0..12usize, length in 0..12usize) {
        for style in STYLES {
            if text.get(start..start + length).is_some() {
                prop_assert_eq!(raw_range(&text, &text, style, start..start + length), Some(start..start + length));
            }
        }
    }
}
