//! Fonts: what the codes of a text mean, and how wide they are.

use lopdf::{Dictionary, Document, Encoding, Object};
use std::collections::HashMap;

/// Largest table that says what codes mean, unpacked, in bytes.
const MAX_TABLE: usize = 4 * 1024 * 1024;

/// A font.
pub(super) struct Font<'d> {
    /// What its own table says that codes mean, and what its encoding says.
    table: Option<Encoding<'d>>,
    encoding: Option<Encoding<'d>>,
    /// Codes are of two bytes.
    is_wide: bool,
    is_bold: bool,
    widths: HashMap<u32, f32>,
    usual: f32,
    /// Whether widths are known at all, or guessed by letter.
    has_widths: bool,
    is_typewriter: bool,
}

/// A sign that was written.
pub(super) struct Sign {
    /// What it means; the replacement character if that is not known.
    pub words: String,
    /// Its width, for a size of one.
    pub width: f32,
    /// Whether it is the single byte 32, which spacing between words applies to.
    pub is_space: bool,
}

/// A font's description without its encoding, so that only its table is asked what codes mean: the library prefers the encoding,
/// which subset fonts fill with codes of their own. `None` if the font has no table.
pub(super) fn with_table_only(font: &Dictionary) -> Option<Dictionary> {
    font.get(b"ToUnicode").ok()?;
    let mut copy = font.clone();
    copy.remove(b"Encoding");
    copy.set("Type", Object::Name(b"Font".to_vec()));
    Some(copy)
}

impl<'d> Font<'d> {
    /// A font from its description, and from its copy without encoding.
    pub(super) fn new(document: &'d Document, font: &'d Dictionary, copy: Option<&'d Dictionary>) -> Self {
        let table = copy.and_then(|copy| copy.get_font_encoding_with_limit(document, MAX_TABLE).ok());
        let table = table.filter(|encoding| matches!(encoding, Encoding::UnicodeMapEncoding(_)));
        let is_wide = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type0");
        let encoding = font.get_font_encoding_with_limit(document, MAX_TABLE).ok();
        // Where codes are of two bytes, one of the encodings of single bytes is a guess of the library that helps nobody.
        let encoding = encoding.filter(|encoding| !is_wide || !matches!(encoding, Encoding::OneByteEncoding(_) | Encoding::Differences(_)));
        let name =
            font.get(b"BaseFont").and_then(Object::as_name).map(|name| String::from_utf8_lossy(name).to_lowercase()).unwrap_or_default();
        let mut made = Self {
            table,
            encoding,
            is_wide,
            is_bold: ["bold", "black", "heavy"].iter().any(|word| name.contains(word)),
            widths: HashMap::new(),
            usual: 0.5,
            has_widths: false,
            is_typewriter: name.contains("courier") || name.contains("mono"),
        };
        match is_wide {
            true => made.wide_widths(document, font),
            false => made.simple_widths(document, font),
        }
        made
    }

    pub(super) fn is_bold(&self) -> bool {
        self.is_bold
    }

    fn simple_widths(&mut self, document: &Document, font: &Dictionary) {
        let Ok(widths) = font.get_deref(b"Widths", document).and_then(Object::as_array) else { return };
        let first =
            font.get_deref(b"FirstChar", document).and_then(Object::as_i64).ok().and_then(|first| u32::try_from(first).ok()).unwrap_or(0);
        for (code, width) in (first..).zip(widths.iter().take(256)) {
            if let Some(width) = number(document, width) {
                self.widths.insert(code, width / 1000.0);
            }
        }
        self.has_widths = !self.widths.is_empty();
    }

    fn wide_widths(&mut self, document: &Document, font: &Dictionary) {
        self.usual = 1.0;
        self.has_widths = true;
        let inner = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok().and_then(|fonts| fonts.first());
        let inner = inner.and_then(|inner| document.dereference(inner).ok()).and_then(|(_, inner)| inner.as_dict().ok());
        let Some(inner) = inner else { return };
        if let Some(usual) = inner.get(b"DW").ok().and_then(|width| number(document, width)) {
            self.usual = usual / 1000.0;
        }
        let Ok(list) = inner.get_deref(b"W", document).and_then(Object::as_array) else { return };
        let code = |object: Option<&Object>| object.and_then(|object| number(document, object)).map(|code| code.clamp(0.0, 65535.0) as u32);
        let mut rest = list.iter();
        while let Some(first) = code(rest.next()) {
            let Some(next) = rest.next().and_then(|next| document.dereference(next).ok()).map(|(_, next)| next) else { return };
            if let Ok(widths) = next.as_array() {
                for (code, width) in (first..=65535).zip(widths) {
                    self.widths.insert(code, number(document, width).unwrap_or(0.0) / 1000.0);
                }
            } else {
                let (last, width) = (code(Some(next)).unwrap_or(first), rest.next().and_then(|width| number(document, width)));
                let width = width.unwrap_or(0.0) / 1000.0;
                (first..=last).for_each(|code| _ = self.widths.insert(code, width));
            }
        }
    }

    /// The signs of a text.
    pub(super) fn signs(&self, bytes: &[u8], mut give: impl FnMut(Sign)) {
        for code in bytes.chunks(if self.is_wide { 2 } else { 1 }) {
            let words = self.meaning(code);
            let value = code.iter().fold(0u32, |value, byte| value * 256 + u32::from(*byte));
            let width = match self.widths.get(&value) {
                Some(width) => *width,
                None if self.has_widths => self.usual,
                None => self.guessed(&words),
            };
            give(Sign { words, width, is_space: code == b" " });
        }
    }

    fn meaning(&self, code: &[u8]) -> String {
        let from = |encoding: &Option<Encoding<'_>>| {
            let words = encoding.as_ref()?.bytes_to_string(code).ok()?;
            // A code without meaning; and marks that fonts leave where they have none.
            let is_known = !words.is_empty() && !words.contains(['\u{fffd}', '\0']);
            is_known.then_some(words)
        };
        from(&self.table).or_else(|| from(&self.encoding)).unwrap_or_else(|| "\u{fffd}".into())
    }

    /// About how wide a letter is in a font that says nothing, as the fourteen fonts of every viewer may.
    fn guessed(&self, words: &str) -> f32 {
        match words.chars().next() {
            _ if self.is_typewriter => 0.6,
            Some('i' | 'j' | 'l' | 't' | 'f' | 'r' | '.' | ',' | ';' | ':' | '\'' | '|' | '!' | '(' | ')' | '[' | ']' | ' ' | 'I') => 0.28,
            Some('m' | 'w' | 'M' | 'W' | '—') => 0.85,
            Some(letter) if letter.is_uppercase() => 0.68,
            _ => 0.53,
        }
    }
}

/// A number, directly or by reference.
pub(super) fn number(document: &Document, object: &Object) -> Option<f32> {
    document.dereference(object).ok()?.1.as_float().ok()
}
