//! Finding the quotes of a description in the bill's own text: through white space, kinds of quotation marks, dashes and
//! Markdown's emphasis, exactly otherwise.

use crate::description::Description;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Sources, Span};
use crate::value::shorten;
use crate::vocabulary::Vocabulary;

/// A text made comparable, with the byte in the original that each of its bytes comes from.
#[derive(Debug)]
struct Folded {
    text: String,
    /// Start in the original of each character, by byte of `text`; one more for the end.
    from: Vec<usize>,
}

/// One character as it is compared, or `None` where it does not count. White space is a space.
fn fold(letter: char) -> Option<char> {
    match letter {
        '\u{ad}' | '\u{200b}' | '\u{feff}' | '*' => None,
        '“' | '”' | '„' | '«' | '»' | '″' => Some('"'),
        '‘' | '’' | '‚' | '′' => Some('\''),
        '–' | '—' | '‑' | '‐' | '−' => Some('-'),
        letter if letter.is_whitespace() => Some(' '),
        letter => Some(letter),
    }
}

fn folded(text: &str) -> Folded {
    let mut folded = Folded { text: String::with_capacity(text.len()), from: Vec::with_capacity(text.len() + 1) };
    let mut after_space = true;
    for (at, letter) in text.char_indices() {
        let Some(letter) = fold(letter) else { continue };
        if letter == ' ' && after_space {
            continue;
        }
        after_space = letter == ' ';
        folded.text.push(letter);
        folded.from.resize(folded.text.len(), at);
    }
    folded.from.push(text.len());
    folded
}

/// Where each quote of a description stands in the text, and a finding for each that does not.
pub fn find_all(
    description: &Description,
    text: FileId,
    sources: &Sources,
    vocabulary: &Vocabulary,
) -> (Vec<(Span, Span)>, Vec<Diagnostic>) {
    let mut wanted = Vec::new();
    description.for_each_fact(vocabulary, &mut |_, _, fact, record| {
        let own = fact.provenance.as_deref().and_then(|provenance| provenance.quote.as_ref());
        let of_record = record.provenance.as_deref().and_then(|provenance| provenance.quote.as_ref());
        for quote in own.into_iter().chain(of_record) {
            if !wanted.iter().any(|(span, _): &(Span, &str)| *span == quote.span) {
                wanted.push((quote.span, &*quote.text));
            }
        }
    });
    if wanted.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let original = sources.text(text);
    let haystack = folded(original);
    let mut found = Vec::new();
    let mut missing = Vec::new();
    for (span, words) in wanted {
        match find(&haystack, original, words) {
            Some(range) => found.push((span, Span::new(text, range))),
            None => missing.push(
                Diagnostic::error("quote-not-found", format!("`{}` is not in {}", shorten(words), sources.name(text)))
                    .at(span, "these words are not in the bill's text")
                    .help("copy the words from the text; leave out what is left out there"),
            ),
        }
    }
    (found, missing)
}

fn find(haystack: &Folded, original: &str, words: &str) -> Option<std::ops::Range<usize>> {
    let needle = folded(words);
    let needle = needle.text.trim();
    if needle.is_empty() {
        return None;
    }
    let at = haystack.text.find(needle)?;
    let start = *haystack.from.get(at)?;
    let last = needle.chars().next_back().map_or(1, char::len_utf8);
    let last_start = *haystack.from.get(at + needle.len() - last)?;
    let last_width = original.get(last_start..)?.chars().next().map_or(1, char::len_utf8);
    Some(start..last_start + last_width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(text: &'a str, words: &str) -> Option<&'a str> {
        find(&folded(text), text, words).and_then(|range| text.get(range))
    }

    #[test]
    fn quotes_are_found_through_layout_only() {
        let text = "remove it “within\n   24 **hours**” — or sooner é.";
        assert_eq!(found(text, "within 24 hours\" - or"), Some("within\n   24 **hours**” — or"));
        assert_eq!(found(text, "sooner é"), Some("sooner é"));
        assert_eq!(found(text, "within 24 Hours"), None);
        assert_eq!(found(text, "  "), None);
    }
}
