//! From bytes to text: UTF-8 and UTF-16, with or without a byte order mark, and Western European pages that say what they are.

use crate::diagnostic::Diagnostic;
use std::borrow::Cow;

/// How much of a file is looked at to tell UTF-16 without a byte order mark, in bytes.
const SAMPLE: usize = 4096;
/// How far into a file a declaration of its encoding is looked for, as browsers do.
const DECLARATION: usize = 1024;

/// The order of bytes in UTF-16.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Little,
    Big,
}

/// What the bytes 0x80 to 0x9F stand for in windows-1252; the rest of it is the start of Unicode.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of a file.
///
/// # Errors
/// It is neither UTF-8 nor UTF-16, and does not say that it is windows-1252.
pub(super) fn decode(name: &str, bytes: Vec<u8>) -> Result<String, Diagnostic> {
    if let Some((order, start)) = utf16(&bytes) {
        return decode_utf16(name, bytes.get(start..).unwrap_or_default(), order);
    }
    let (wrong, bytes) = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => (error.utf8_error().valid_up_to(), error.into_bytes()),
    };
    match declared(&bytes).as_deref() {
        Some("windows-1252" | "iso-8859-1" | "latin1" | "cp1252" | "x-cp1252" | "us-ascii" | "ascii") => Ok(decode_western(&bytes)),
        Some(encoding) if encoding != "utf-8" && encoding != "utf8" => {
            let message = format!("`{name}` is written in the encoding `{encoding}`, which is not read");
            Err(Diagnostic::error("not-utf8", message).help("open it in an editor or a browser and save it as UTF-8"))
        }
        _ => {
            let before = bytes.get(..wrong).unwrap_or_default();
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            let message = format!("`{name}` is not UTF-8: line {line}, byte {} of the file", wrong + 1);
            Err(Diagnostic::error("not-utf8", message).help("save the file as UTF-8"))
        }
    }
}

/// The first `limit` bytes as text, whatever they are: to look at, not to keep.
pub(super) fn glance(bytes: &[u8], limit: usize) -> Cow<'_, str> {
    let head = bytes.get(..limit).unwrap_or(bytes);
    match utf16(bytes) {
        Some((order, start)) => Cow::Owned(char::decode_utf16(units(head.get(start..).unwrap_or_default(), order)).flatten().collect()),
        None => String::from_utf8_lossy(head),
    }
}

/// Whether it is UTF-16: by its byte order mark, or because every zero byte stands on the same side of its pair, which no other text
/// has. Gives the order and where the text begins.
fn utf16(bytes: &[u8]) -> Option<(Order, usize)> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => return None,
        [0xff, 0xfe, ..] => return Some((Order::Little, 2)),
        [0xfe, 0xff, ..] => return Some((Order::Big, 2)),
        _ => {}
    }
    if bytes.len() < 4 || bytes.len() % 2 == 1 {
        return None;
    }
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    // Spaces and line ends alone make a tenth of any script.
    let some = (sample.len() / 40).max(2);
    match (zeros(0), zeros(1)) {
        (0, right) if right >= some => Some((Order::Little, 0)),
        (left, 0) if left >= some => Some((Order::Big, 0)),
        _ => None,
    }
}

fn units(bytes: &[u8], order: Order) -> impl Iterator<Item = u16> {
    bytes.chunks_exact(2).map(move |pair| match (pair, order) {
        ([low, high], Order::Little) | ([high, low], Order::Big) => u16::from_le_bytes([*low, *high]),
        _ => 0,
    })
}

fn decode_utf16(name: &str, bytes: &[u8], order: Order) -> Result<String, Diagnostic> {
    let mut text = String::with_capacity(bytes.len() / 2);
    for decoded in char::decode_utf16(units(bytes, order)) {
        match decoded {
            Ok(letter) => text.push(letter),
            Err(_) => {
                let line = text.matches('\n').count() + 1;
                let message = format!("`{name}` is broken UTF-16: half of a character stands alone in line {line}");
                return Err(Diagnostic::error("not-utf8", message).help("save the file as UTF-8"));
            }
        }
    }
    if bytes.len() % 2 == 1 {
        let message = format!("`{name}` is broken UTF-16: it ends in the middle of a character");
        return Err(Diagnostic::error("not-utf8", message).help("was the file cut off? save it again, as UTF-8"));
    }
    Ok(text)
}

fn decode_western(bytes: &[u8]) -> String {
    let letter = |byte: &u8| match byte {
        0x80..=0x9f => WINDOWS_1252.get(usize::from(byte - 0x80)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from(*byte),
    };
    bytes.iter().map(letter).collect()
}

/// The encoding that an XML declaration or an HTML `meta` names, in lower case.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(DECLARATION)).unwrap_or_default()).to_ascii_lowercase();
    let after = if head.trim_start().starts_with("<?xml") { head.split_once("encoding") } else { None };
    let after = after.or_else(|| head.split_once("charset"))?.1;
    let value = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = value.find(|letter: char| !letter.is_ascii_alphanumeric() && !"-_:.".contains(letter)).unwrap_or(value.len());
    value.get(..end).filter(|name| !name.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    fn read(bytes: Vec<u8>) -> Result<String, String> {
        decode("law.txt", bytes).map_err(|problem| format!("{}: {}", problem.code, problem.message))
    }

    #[test]
    fn utf16_is_read_with_and_without_a_mark() {
        for text in ["1. Short title.\nThis is the Act.", "§ 1 Über die Prüfung €", "المادة (1) يسمى هذا القانون قانون السلامة", "1. 𝒜 b"]
        {
            for little in [true, false] {
                assert_eq!(read(utf16(text, little)).unwrap(), text);
                assert_eq!(read(utf16(&format!("\u{feff}{text}"), little)).unwrap(), text);
            }
        }
    }

    #[test]
    fn utf8_keeps_its_mark_so_that_bytes_stay_where_they_are() {
        assert_eq!(read("\u{feff}1. Title".into()).unwrap(), "\u{feff}1. Title");
        assert_eq!(read(Vec::new()).unwrap(), "");
        assert_eq!(read(b"a\0".to_vec()).unwrap(), "a\0");
    }

    #[test]
    fn western_pages_are_read_where_they_say_so() {
        let page = b"<meta charset=\"windows-1252\"><p>\x93within\x94 5\x80 caf\xe9".to_vec();
        assert!(read(page).unwrap().ends_with("“within” 5€ café"));
        let xml = b"<?xml version='1.0' encoding='ISO-8859-1'?><p>caf\xe9</p>".to_vec();
        assert!(read(xml).unwrap().contains("café"));
    }

    #[test]
    fn another_encoding_is_named() {
        let wrong = read(b"<meta http-equiv=x content='text/html; charset=Shift_JIS'>\n\x93\xfa".to_vec()).unwrap_err();
        assert_eq!(wrong, "not-utf8: `law.txt` is written in the encoding `shift_jis`, which is not read");
        let wrong = read(b"one\ntwo caf\xe9".to_vec()).unwrap_err();
        assert_eq!(wrong, "not-utf8: `law.txt` is not UTF-8: line 2, byte 12 of the file");
        // The declaration lies, but what is UTF-8 is UTF-8.
        assert!(read("<meta charset=latin1>é".into()).unwrap().ends_with('é'));
    }

    #[test]
    fn broken_utf16_says_where() {
        let mut half = utf16("\u{feff}one\ntwo", true);
        half.extend(0xd800u16.to_le_bytes());
        half.extend(utf16("x", true));
        assert_eq!(read(half).unwrap_err(), "not-utf8: `law.txt` is broken UTF-16: half of a character stands alone in line 2");
        let mut cut = utf16("\u{feff}one", false);
        cut.pop();
        assert!(read(cut).unwrap_err().contains("ends in the middle"));
    }
}
