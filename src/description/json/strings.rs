//! Strings that need more than a look for the closing quotation mark: escapes, and what must not stand in them.

use super::{Reader, lexemes, slips};
use crate::description::gather::Stop;
use std::ops::Range;

/// A string's words in the file, and its decoded text where that differs.
pub(super) type Text = (Range<usize>, Option<Box<str>>);

impl Reader<'_> {
    /// Reads a string from its opening quotation mark on.
    pub(super) fn string(&mut self) -> Result<Text, Stop> {
        let open = self.at();
        self.skip(1);
        let start = self.at();
        if let Ok((rest, run)) = lexemes::run(self.rest)
            && rest.first() == Some(&b'"')
        {
            self.skip(run.len() + 1);
            return Ok((start..start + run.len(), None));
        }
        self.string_in_pieces(open, start)
    }

    fn string_in_pieces(&mut self, open: usize, start: usize) -> Result<Text, Stop> {
        let mut decoded = String::new();
        let mut escaped = false;
        loop {
            let from = self.at();
            if let Ok((_, run)) = lexemes::run(self.rest) {
                self.skip(run.len());
                decoded.push_str(self.text.get(from..self.at()).unwrap_or(""));
            }
            let at = self.at();
            match self.rest.first().copied() {
                Some(b'"') => {
                    self.skip(1);
                    return Ok((start..at, escaped.then(|| decoded.into_boxed_str())));
                }
                Some(b'\\') => {
                    escaped = true;
                    decoded.push(self.escape()?);
                }
                Some(b'\n' | b'\r') => {
                    let problem = slips::line_break(self.span(open..open + 1), self.span(at..at));
                    return Err(self.gathered.fatal(problem));
                }
                Some(byte) => {
                    self.gathered.problem(slips::control(byte, self.span(at..at + 1)))?;
                    decoded.push(char::from(byte));
                    self.skip(1);
                }
                None => return Err(self.truncated(Some(open))),
            }
        }
    }

    /// Reads one escape. A wrong one is reported and stands for the replacement character.
    fn escape(&mut self) -> Result<char, Stop> {
        let at = self.at();
        let rest = self.text.get(at + 1..).unwrap_or("");
        let letter = match rest.chars().next() {
            Some('u') => return self.unicode_escape(at),
            Some(plain @ ('"' | '\\' | '/')) => plain,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            // The string's own end or the line's end is dealt with by the caller.
            None | Some('\n' | '\r') => {
                self.skip(1);
                return Ok('\\');
            }
            Some(other) => {
                let until = at + 1 + other.len_utf8();
                self.wrong_escape(at..until)?;
                self.skip(until - at);
                return Ok(char::REPLACEMENT_CHARACTER);
            }
        };
        self.skip(2);
        Ok(letter)
    }

    fn unicode_escape(&mut self, at: usize) -> Result<char, Stop> {
        let Some(first) = self.unit() else {
            let digits = self.rest.iter().skip(2).take_while(|byte| byte.is_ascii_hexdigit()).count();
            self.wrong_escape(at..at + 2 + digits)?;
            self.skip(2 + digits);
            return Ok(char::REPLACEMENT_CHARACTER);
        };
        self.skip(6);
        if let Ok(letter) = char::try_from(u32::from(first)) {
            return Ok(letter);
        }
        let second = self.unit();
        if let Some(second) = second
            && let Some(Ok(letter)) = char::decode_utf16([first, second]).next()
        {
            self.skip(6);
            return Ok(letter);
        }
        let escape = self.text.get(at..at + 6).unwrap_or("");
        self.gathered.problem(slips::lone_surrogate(escape, self.span(at..at + 6)))?;
        Ok(char::REPLACEMENT_CHARACTER)
    }

    /// The value of the `\uXXXX` that comes next, if one does.
    fn unit(&self) -> Option<u16> {
        let digits = self.rest.strip_prefix(b"\\u")?;
        let (_, digits) = lexemes::four_hex(digits).ok()?;
        u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    }

    fn wrong_escape(&mut self, range: Range<usize>) -> Result<(), Stop> {
        let escape = self.text.get(range.clone()).unwrap_or("");
        self.gathered.problem(slips::unknown_escape(escape, self.span(range)))
    }
}
