//! The terms that a bill defines, for cues that are void where it does.

use super::fold::Folded;
use crate::text::definition::Definition;
use crate::text::document::Document;
use std::collections::HashSet;

/// A term of more words than this is looked for as a whole only.
const MAX_WORDS: usize = 8;

/// The defined terms, folded and in small letters.
#[derive(Debug, Default)]
pub(super) struct Defined {
    /// Whole terms.
    terms: HashSet<Vec<u8>>,
    /// Every run of words within a term.
    within: HashSet<Vec<u8>>,
}

impl Defined {
    /// All terms of a bill.
    pub fn of(document: &Document, definitions: &[Definition]) -> Self {
        let mut defined = Self::default();
        let mut folded = Folded::default();
        for definition in definitions {
            for term in std::iter::once(&definition.term).chain(&definition.aliases) {
                folded.set(document.words(*term));
                let term = folded.bytes.to_ascii_lowercase();
                runs(&term, |run| _ = defined.within.insert(run.to_vec()));
                defined.terms.insert(term);
            }
        }
        defined
    }

    /// Whether some words are a defined term, or a part of one, or hold one that is more than a single word.
    pub fn has(&self, words: &[u8]) -> bool {
        let words = words.to_ascii_lowercase();
        let mut held = false;
        runs(&words, |run| held |= run.contains(&b' ') && self.terms.contains(run));
        held || self.terms.contains(&words) || self.within.contains(&words)
    }
}

/// Every run of whole words.
fn runs(words: &[u8], mut each: impl FnMut(&[u8])) {
    let mut edges = vec![0];
    edges.extend(words.iter().enumerate().filter(|(_, letter)| **letter == b' ').map(|(at, _)| at + 1));
    edges.push(words.len() + 1);
    if edges.len() > MAX_WORDS + 1 {
        each(words);
        return;
    }
    for (index, start) in edges.iter().enumerate() {
        for end in edges.iter().skip(index + 1) {
            if let Some(run) = words.get(*start..end.saturating_sub(1)) {
                each(run);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use crate::text::definition::definitions;
    use crate::text::import::import;

    #[test]
    fn terms_their_parts_and_what_holds_them_are_defined() {
        let bill = "1. Definitions\n\nIn this Act “public order of the Republic” means the peace of its streets; “order” means an order of a court.\n";
        let document = import("bill.txt", bill.into(), &mut Sources::new()).unwrap();
        let defined = Defined::of(&document, &definitions(&document));
        for words in ["Public Order", "public order of the Republic", "order", "the public order of the Republic"] {
            assert!(defined.has(words.as_bytes()), "{words}");
        }
        for words in ["social order", "public peace", "streets", ""] {
            assert!(!defined.has(words.as_bytes()), "{words}");
        }
    }
}
