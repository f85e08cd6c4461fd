//! Text as patterns see it: one byte a character, so that patterns are small and `.{0,40}` counts characters.
//!
//! ASCII stays as it is. Quotation marks, apostrophes, hyphens and spaces of every shape become the plain ones, letters with
//! accents small ones; signs of currencies keep a byte of their own, and whatever else there is becomes [`OTHER`].

use std::borrow::Cow;

/// A character that no pattern can name.
pub(super) const OTHER: u8 = 0x9f;

/// Characters beyond Latin-1 that patterns can name.
const NAMED: [(char, u8); 16] = [
    ('€', 0x80),
    ('₦', 0x81),
    ('₹', 0x82),
    ('₱', 0x83),
    ('₵', 0x84),
    ('…', 0x85),
    ('₩', 0x86),
    ('₫', 0x87),
    ('₺', 0x88),
    ('‰', 0x89),
    ('₽', 0x8a),
    ('₪', 0x8b),
    ('œ', 0x8c),
    ('₴', 0x8d),
    ('•', 0x8e),
    ('—', 0x97),
];

/// The byte of a character.
pub(super) fn fold(letter: char) -> u8 {
    let code = u32::from(letter);
    match letter {
        '\0'..='\x7f' => u8::try_from(code).unwrap_or(OTHER),
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | '´' | '＇' => b'\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' => b'"',
        '‐' | '‑' | '‒' | '–' | '−' | '\u{ad}' => b'-',
        '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => b' ',
        'À'..='Ö' | 'Ø'..='Þ' => u8::try_from(code + 0x20).unwrap_or(OTHER),
        '\u{a1}'..='\u{ff}' => u8::try_from(code).unwrap_or(OTHER),
        'Œ' => 0x8c,
        _ => NAMED.iter().find(|(named, _)| *named == letter).map_or(OTHER, |(_, byte)| *byte),
    }
}

/// A paragraph, folded. Offsets are in characters of it, or bytes of the fold, which is the same.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// One byte a character.
    pub bytes: Vec<u8>,
    /// Where characters stand that were longer than a byte: their place in the fold, and the bytes too many up to and with them.
    wide: Vec<(u32, u32)>,
}

impl Folded {
    /// Folds another text into the same memory.
    pub fn set(&mut self, text: &str) {
        self.bytes.clear();
        self.wide.clear();
        if text.is_ascii() {
            self.bytes.extend_from_slice(text.as_bytes());
            return;
        }
        let mut extra = 0_usize;
        let fit = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        for letter in text.chars() {
            if letter.len_utf8() > 1 {
                extra += letter.len_utf8() - 1;
                self.wide.push((fit(self.bytes.len()), fit(extra)));
            }
            self.bytes.push(fold(letter));
        }
    }

    /// Where an offset of the fold stands in the text.
    pub fn in_text(&self, at: usize) -> usize {
        let before = self.wide.partition_point(|(place, _)| (*place as usize) < at);
        at + before.checked_sub(1).and_then(|last| self.wide.get(last)).map_or(0, |(_, extra)| *extra as usize)
    }
}

/// A pattern for folded text: characters beyond ASCII become the byte that stands for them, white space one space.
pub(super) fn pattern(written: &str) -> Cow<'_, str> {
    if written.is_ascii() && !written.contains(['\t', '\n', '\r']) && !written.contains("  ") {
        return Cow::Borrowed(written);
    }
    let mut folded = String::with_capacity(written.len() + 16);
    let (mut escaped, mut space) = (false, false);
    for letter in written.chars() {
        let was_space = space;
        space = letter.is_whitespace() && !escaped;
        let was_escaped = escaped;
        escaped = letter == '\\' && !was_escaped;
        match letter {
            letter if letter.is_whitespace() && !was_escaped => {
                if !was_space {
                    folded.push(' ');
                }
            }
            letter if letter.is_ascii() => folded.push(letter),
            letter => {
                let byte = fold(letter);
                // A backslash before such a character would now escape something else.
                if was_escaped {
                    folded.pop();
                }
                match byte {
                    b'-' => folded.push_str("\\-"),
                    byte if byte.is_ascii() => folded.push(char::from(byte)),
                    byte => folded.push_str(&format!("\\x{byte:02X}")),
                }
            }
        }
    }
    Cow::Owned(folded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_of_every_shape_are_plain() {
        let mut folded = Folded::default();
        folded.set("“It’s” €5 – É\u{a0}é 法");
        assert_eq!(folded.bytes, [b"\"It's\" \x80", &b"5 - \xe9 \xe9 \x9f"[..]].concat());
    }

    #[test]
    fn patterns_name_what_is_folded() {
        assert_eq!(pattern("a b"), "a b");
        assert_eq!(pattern("a \t b"), "a b");
        assert_eq!(pattern("[’€–]+"), "['\\x80\\-]+");
        assert_eq!(pattern("\\’"), "'");
        assert_eq!(pattern("\\\\é"), "\\\\\\xE9");
    }

    proptest! {
        #[test]
        fn offsets_lead_back(text in "[a“é€法 ]{0,20}") {
            let mut folded = Folded::default();
            folded.set(&text);
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            prop_assert_eq!(folded.bytes.len() + 1, starts.len());
            for (at, start) in starts.iter().enumerate() {
                prop_assert_eq!(folded.in_text(at), *start);
            }
        }
    }
}
