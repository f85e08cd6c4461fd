//! The names in a pattern: `{time}` and `{authority}` among regular expressions, whose own braces (`.{0,40}`, `\p{L}`) are none.

/// What a pattern can ask for by a name that nobody declares: a quantity, in figures or words.
pub const PLACEHOLDERS: [&str; 7] = ["time", "often", "money", "percent", "number", "date", "scale"];

/// A part of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// As it stands.
    Plain(&'a str),
    /// A name in braces, and the byte of the pattern where the opening brace stands.
    Name(&'a str, usize),
}

/// The parts of a pattern, in order.
pub fn pieces(pattern: &str) -> Vec<Piece<'_>> {
    let bytes = pattern.as_bytes();
    let mut found = Vec::new();
    let (mut plain, mut at, mut classes) = (0, 0, 0_usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at = escaped(bytes, at),
            b'[' => {
                classes += 1;
                at = class_begin(bytes, at);
            }
            b']' => {
                classes = classes.saturating_sub(1);
                at += 1;
            }
            b'{' if classes == 0 => match named(pattern, at) {
                Some(name) => {
                    found.extend(pattern.get(plain..at).filter(|words| !words.is_empty()).map(Piece::Plain));
                    found.push(Piece::Name(name, at));
                    at += name.len() + 2;
                    plain = at;
                }
                None => at += 1,
            },
            _ => at += 1,
        }
    }
    found.extend(pattern.get(plain..).filter(|words| !words.is_empty()).map(Piece::Plain));
    found
}

/// Behind an escape: `\p{…}` and `\x{…}` take their braces along, and so does `\b{start}`; `\b{time}` is a word's edge and a name.
fn escaped(bytes: &[u8], at: usize) -> usize {
    if bytes.get(at + 2) != Some(&b'{') {
        return at + 2;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let close = rest.iter().position(|byte| *byte == b'}').map_or(bytes.len(), |close| at + close + 1);
    let inside = bytes.get(at + 3..close.saturating_sub(1)).unwrap_or_default();
    let taken = match bytes.get(at + 1) {
        Some(b'p' | b'P' | b'x' | b'u' | b'U') => true,
        Some(b'b') => [&b"start"[..], b"end", b"start-half", b"end-half"].contains(&inside),
        _ => false,
    };
    if taken { close } else { at + 2 }
}

/// Behind the beginning of a class: a bracket that comes first stands for itself.
fn class_begin(bytes: &[u8], at: usize) -> usize {
    let at = at + 1 + usize::from(bytes.get(at + 1) == Some(&b'^'));
    at + usize::from(bytes.get(at) == Some(&b']'))
}

/// The name between braces, if it is one.
fn named(pattern: &str, open: usize) -> Option<&str> {
    let rest = pattern.get(open + 1..)?;
    let name = rest.get(..rest.find('}')?)?;
    let is_name = name.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    is_name.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_braces() {
        let names = |pattern| {
            let names = pieces(pattern).into_iter().filter_map(|piece| match piece {
                Piece::Name(name, at) => Some((name.to_owned(), at)),
                Piece::Plain(_) => None,
            });
            names.collect::<Vec<_>>()
        };
        assert_eq!(names("within {time} of"), [("time".into(), 7)]);
        assert_eq!(names("{a}{b-c}"), [("a".into(), 0), ("b-c".into(), 3)]);
        for none in [
            ".{0,40}",
            "a{2}",
            r"\p{Greek}x",
            r"\x{41}",
            r"\{time\}",
            "[{time}]",
            "[]{time}]",
            "[^]{time}]",
            "{",
            "{time",
            "{ti me}",
            "{2x}",
        ] {
            assert_eq!(names(none), [], "{none}");
        }
        assert_eq!(names(r"\\{time}"), [("time".into(), 2)]);
        // The edge of a word, and a name; `\b{start}` is an edge of its own kind.
        assert_eq!(names(r"\b{time}"), [("time".into(), 2)]);
        assert_eq!(names(r"\b{start}a\b{end-half}"), []);
        assert_eq!(names(r"[[:alpha:]a]{time}"), [("time".into(), 12)]);
        assert_eq!(names(r"\b{time}\b"), [("time".into(), 2)]);
        assert_eq!(names(r"\b{start}a"), []);
        assert_eq!(names(r"\"), []);
    }

    #[test]
    fn pieces_put_together_are_the_pattern() {
        for pattern in ["within {time} of {a}", "", "{a}", "é{b}é", r"\", r"\é{x}"] {
            let text: String = pieces(pattern)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Plain(words) => words.to_owned(),
                    Piece::Name(name, _) => format!("{{{name}}}"),
                })
                .collect();
            assert_eq!(text, pattern);
        }
    }
}
