//! Character references such as `&nbsp;` and `&#167;`: where they stand, and what they stand for.

use html5gum::{DefaultEmitter, Token, Tokenizer};
use std::collections::HashMap;
use std::ops::Range;

/// The longest name HTML has, `CounterClockwiseContourIntegral`, with a margin.
const LONGEST: usize = 40;

/// What references stand for. A page has few of them, many times.
#[derive(Debug, Default)]
pub(super) struct References {
    known: HashMap<String, String>,
}

impl References {
    /// Cuts words of the source into what stands there and what is referred to; gives each with its source.
    pub(super) fn each(&mut self, source: &str, at: usize, mut give: impl FnMut(&str, Range<usize>)) {
        let mut from = 0;
        while let Some(found) = source.get(from..).and_then(|rest| rest.find('&')) {
            let start = from + found;
            give(source.get(from..start).unwrap_or(""), at + from..at + start);
            let rest = source.get(start..).unwrap_or("");
            let length = length(rest);
            let reference = rest.get(..length).unwrap_or("&");
            if length > 1 {
                give(self.meaning(reference), at + start..at + start + length);
            } else {
                give("&", at + start..at + start + 1);
            }
            from = start + length.max(1);
        }
        give(source.get(from..).unwrap_or(""), at + from..at + source.len());
    }

    fn meaning(&mut self, reference: &str) -> &str {
        self.known.entry(reference.to_owned()).or_insert_with(|| {
            let tokens = Tokenizer::new_with_emitter(reference, DefaultEmitter::<usize>::new_with_span());
            let text = tokens.filter_map(|token| match token {
                Ok(Token::String(words)) => Some(String::from_utf8_lossy(&words).into_owned()),
                _ => None,
            });
            text.collect()
        })
    }
}

/// How long the reference at the start of a text is, its semicolon included; 1 if it is only an ampersand.
fn length(text: &str) -> usize {
    let inside = |letter: &u8| letter.is_ascii_alphanumeric() || *letter == b'#';
    let name = text.bytes().skip(1).take(LONGEST).take_while(inside).count();
    if name == 0 {
        return 1;
    }
    1 + name + usize::from(text.as_bytes().get(1 + name) == Some(&b';'))
}
