//! Suggested facts as they are written: quotes of a length that people read, and nothing said twice.

use crate::description::{Fact, Provenance, Record, Slot, Spanned};
use crate::source::Span;
use crate::value::Quantity;
use crate::vocabulary::{Value, Vocabulary};
use unicode_normalization::UnicodeNormalization;

/// A quote has at most so many words.
const WORDS: usize = 20;
/// And so many characters, for scripts without spaces between words.
const LETTERS: usize = 240;

/// The suggested facts as they are written, with a short name for the whole.
pub fn tidy(root: &Record, id: &str, vocabulary: &Vocabulary) -> Record {
    let mut tidied = root.clone();
    record(&mut tidied, false, vocabulary);
    name(&mut tidied, id, vocabulary);
    tidied
}

/// Records nest no deeper than the vocabulary.
fn record(holder: &mut Record, listed: bool, vocabulary: &Vocabulary) {
    let declared = vocabulary.record(holder.record);
    let mut around = holder.provenance.take();
    if let Some(around) = around.as_deref_mut() {
        // A field of that name would be taken for it.
        let free = |key: &str| declared.find(key).is_none();
        around.at.take_if(|_| !free("at"));
        around.quote.take_if(|_| !free("quote"));
        around.note.take_if(|_| !free("note"));
        around.status.take_if(|_| !free("status"));
    }
    for slot in &mut holder.slots {
        match slot {
            Slot::Unset => {}
            Slot::Fact(fact) => fact_of(fact, around.as_deref().filter(|_| listed)),
            Slot::Record(inner) => record(inner, false, vocabulary),
            Slot::List(list) => list.records.iter_mut().for_each(|inner| record(inner, true, vocabulary)),
        }
    }
    around.as_deref_mut().into_iter().for_each(shorten);
    holder.provenance = around.filter(|around| **around != Provenance::default());
}

/// What the record around says already is left out.
fn fact_of(fact: &mut Fact, around: Option<&Provenance>) {
    let Some(mut own) = fact.provenance.take() else { return };
    if let Some(around) = around {
        let same = |one: &Option<Spanned>, other: &Option<Spanned>| match (one, other) {
            (Some(one), Some(other)) => one.text == other.text,
            _ => false,
        };
        own.status.take_if(|status| around.status == Some(*status));
        if same(&own.at, &around.at) {
            own.at = None;
        }
        if same(&own.quote, &around.quote) {
            own.quote = None;
        }
        // The record tells in how many places its cues fired.
        if let (Some(one), Some(other)) = (&own.note, &around.note)
            && other.text.starts_with(&*one.text)
        {
            own.note = None;
        }
    }
    shorten(&mut own);
    fact.provenance = Some(own).filter(|own| **own != Provenance::default());
}

fn shorten(provenance: &mut Provenance) {
    if let Some(quote) = &mut provenance.quote {
        let short = shortened(&quote.text).trim();
        if short.len() < quote.text.len() {
            quote.text = short.into();
        }
    }
    provenance.quote.take_if(|quote| quote.text.is_empty());
}

/// The first words of a text, whole ones.
pub(super) fn shortened(words: &str) -> &str {
    let end = words.match_indices(' ').nth(WORDS - 1).map_or(words.len(), |(at, _)| at);
    let words = words.get(..end).unwrap_or(words);
    match words.char_indices().nth(LETTERS) {
        None => words,
        Some((at, _)) => {
            let cut = words.get(..at).unwrap_or(words);
            cut.rfind(' ').and_then(|space| cut.get(..space)).filter(|whole| !whole.is_empty()).unwrap_or(cut)
        }
    }
}

/// A short name from the name of a file: `Online Safety Bill (2026).docx` gives `online-safety-bill-2026`.
pub fn slug(file: &str) -> String {
    let stem = file.rsplit(['/', '\\']).next().unwrap_or("");
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| if stem.is_empty() { "bill" } else { stem });
    let plain: String = stem.nfkd().filter(|letter| !unicode_normalization::char::is_combining_mark(*letter)).take(80).collect();
    let words = plain.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    if slug.is_empty() { "bill".into() } else { slug }
}

fn name(root: &mut Record, id: &str, vocabulary: &Vocabulary) {
    let Some(section) = vocabulary.root().find("meta") else { return };
    let Some(Slot::Record(meta)) = root.slots.get_mut(usize::from(section)) else { return };
    let Some(field) = vocabulary.record(meta.record).find("id") else { return };
    let span = Span { end: meta.span.start, ..meta.span };
    if let Some(slot) = meta.slots.get_mut(usize::from(field)) {
        *slot = Slot::Fact(Fact { value: Value::Quantity(Quantity::Text(id.into())), span, provenance: None });
    }
}
