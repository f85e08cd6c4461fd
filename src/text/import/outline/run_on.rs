//! Headings of parts and schedules that run on at the end of the provision before: they begin a paragraph of their own.

use super::label::{self, Form, Label};
use super::words::Word;
use crate::text::import::paragraph::Paragraph;

/// A heading that runs on has no more bytes, its number included.
const LONGEST: usize = 200;

/// The paragraphs with headings cut off that run on; `None` where there are none.
pub(super) fn split(paragraphs: &[Paragraph]) -> Option<Vec<Paragraph>> {
    let mut next: Option<&Paragraph> = None;
    let mut cuts: Vec<Option<usize>> = vec![None; paragraphs.len()];
    for (paragraph, cut) in paragraphs.iter().zip(&mut cuts).rev() {
        if paragraph.text.trim().is_empty() {
            continue;
        }
        *cut = next.and_then(|next| heading(paragraph, next));
        next = Some(paragraph);
    }
    cuts.iter().any(Option::is_some).then(|| {
        let pieces = paragraphs.iter().zip(&cuts).flat_map(|(paragraph, cut)| match cut {
            Some(at) => vec![paragraph.part(0..*at), paragraph.part(*at..paragraph.text.len())],
            None => vec![paragraph.clone()],
        });
        pieces.collect()
    })
}

/// Where the heading begins that runs on at the end of a paragraph. Only where a unit or a heading follows is
/// it one: elsewhere it is a reference.
fn heading(paragraph: &Paragraph, next: &Paragraph) -> Option<usize> {
    let text = paragraph.text.trim_end();
    if paragraph.hint.role.is_some() || paragraph.hint.heading.is_some() || text.ends_with(['.', ';', ',', ':', ')', ']', '—']) {
        return None;
    }
    let from = (0..=text.len().saturating_sub(LONGEST)).rev().find(|at| text.is_char_boundary(*at))?;
    let tail = text.get(from..)?;
    let blanks = tail.match_indices(' ').map(|(at, _)| from + at);
    let stops = blanks.filter(|at| text.get(..*at).is_some_and(ends_sentence));
    let mut found = stops.filter_map(|at| {
        let at = label::skip_blank(text, at);
        Some((at, label::label(text.get(at..)?)?))
    });
    let (at, _) = found.find(|(at, label)| is_heading(text.get(*at..).unwrap_or(""), label))?;
    follows(next).then_some(at)
}

/// Whether a text ends in a full stop or bracket that ends a sentence, not in an abbreviation or a number.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end();
    let word = text.trim_end_matches(['.', ';']).rsplit(' ').next().unwrap_or("");
    let whole = word.chars().count() > 2 && word.ends_with(char::is_alphabetic) || word.ends_with([')', ']', '”', '"', '’']);
    text.ends_with(']') || text.ends_with(['.', ';']) && whole
}

fn is_heading(tail: &str, label: &Label) -> bool {
    let rest = tail.get(label.rest..).unwrap_or("").trim();
    let worded = matches!(label.word, Word::Division(_) | Word::Schedule(_)) && !label.text.is_empty();
    let begins = rest.chars().next().is_none_or(|first| first.is_uppercase() || "“‘\"[".contains(first));
    worded && begins && !rest.contains(". ") && !rest.contains(';')
}

/// Whether what comes next begins a unit, or is another heading, or this one once more.
fn follows(next: &Paragraph) -> bool {
    if next.hint.role.is_some() {
        return false;
    }
    match label::label(&next.text) {
        Some(label) => {
            matches!(label.word, Word::Unit(_)) || next.text.len() <= LONGEST && !next.text.trim_end().ends_with(['.', ';', ','])
        }
        None => label::items(&next.text, 0).first().is_some_and(|item| item.form == Form::Stop),
    }
}
