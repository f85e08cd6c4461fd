//! Who says what, made one: names joined, the fuller quote kept, and what does not fit beside it put into the note.

use super::{View, Work};
use crate::description::{FactStatus, Provenance, Spanned};
use crate::source::Span;

/// One of the words of a provenance.
pub(super) fn words(provenance: Option<&Provenance>, part: impl Fn(&Provenance) -> &Option<Spanned>) -> Option<String> {
    Some(part(provenance?).as_ref()?.text.to_string())
}

/// Who says something: the innermost `by`, or else the file.
pub(super) fn name(from: &[Option<&Provenance>], file: &str) -> String {
    from.iter().find_map(|provenance| words(*provenance, |found| &found.by)).unwrap_or_else(|| file.to_owned())
}

/// Adds to a note, unless it says so already: merging again what was merged before adds nothing.
pub(super) fn add_note(provenance: &mut Provenance, more: &str, span: Span) {
    let note = match &provenance.note {
        Some(note) if note.text.contains(more) => return,
        Some(note) => format!("{}; {more}", note.text),
        None => more.to_owned(),
    };
    provenance.note = Some(Spanned { text: note.into(), span });
}

/// All of a view in one line, for a note: nothing of it is lost there.
pub(super) fn in_words(view: &View, provenance: Option<&Provenance>) -> String {
    let mut said = match &view.value {
        Some(value) => format!("{}: `{value}`", view.by),
        None => format!("{} read the section in full and found nothing", view.by),
    };
    if let Some(at) = &view.at {
        said.push_str(&format!(", {at}"));
    }
    if let Some(quote) = &view.quote {
        said.push_str(&format!(", “{quote}”"));
    }
    let own = |part: fn(&Provenance) -> &Option<Spanned>| words(provenance, part);
    if let Some(on) = own(|found| &found.on) {
        said.push_str(&format!(", on {on}"));
    }
    if let Some(status) = provenance.and_then(|found| found.status) {
        said.push_str(&format!(", {}", status.name()));
    }
    if let Some(note) = own(|found| &found.note) {
        said.push_str(&format!(", noting: {note}"));
    }
    said
}

impl Work<'_> {
    /// What is said of a fact or record on which both agree. `around` names those who say it where the fact itself does not.
    pub(super) fn agreed(&self, both: [Option<&Provenance>; 2], around: [Option<&Provenance>; 2]) -> Option<Box<Provenance>> {
        let (first, second) = match both {
            [None, None] => return None,
            [Some(one), None] | [None, Some(one)] => return Some(Box::new(one.clone())),
            [Some(first), Some(second)] => (first, second),
        };
        let theirs = name(&[Some(second), around[1]], self.side(1).name);
        let mut merged = first.clone();
        merged.by = names(first.by.as_ref(), second.by.as_ref());
        merged.status = status(first.status, second.status);
        // The later date: from then on both stand for it.
        merged.on = [&first.on, &second.on].into_iter().flatten().max_by(|one, other| one.text.cmp(&other.text)).cloned();
        match (&first.quote, &second.quote) {
            (_, None) => {}
            (None, Some(_)) => merged.quote.clone_from(&second.quote),
            (Some(one), Some(other)) => match (plain(&one.text), plain(&other.text)) {
                (one, other) if one.contains(&other) => {}
                (one, other) if other.contains(&one) => merged.quote.clone_from(&second.quote),
                _ => add_note(&mut merged, &format!("{theirs} quotes “{}”", other.text), other.span),
            },
        }
        match (&first.at, &second.at) {
            (None, Some(_)) => merged.at.clone_from(&second.at),
            (Some(one), Some(other)) if plain(&one.text) != plain(&other.text) => {
                add_note(&mut merged, &format!("{theirs} has it at {}", other.text), other.span);
            }
            _ => {}
        }
        match (&first.note, &second.note) {
            (None, Some(_)) if merged.note.is_none() => merged.note.clone_from(&second.note),
            (_, Some(other)) => {
                let said = merged.note.as_ref().is_some_and(|note| note.text.contains(&*other.text));
                if !said {
                    add_note(&mut merged, &format!("{theirs}: {}", other.text), other.span);
                }
            }
            (_, None) => {}
        }
        Some(Box::new(merged))
    }
}

/// Words without what layout changes.
fn plain(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Both names, each once.
pub(super) fn names(first: Option<&Spanned>, second: Option<&Spanned>) -> Option<Spanned> {
    let (Some(one), Some(other)) = (first, second) else { return first.or(second).cloned() };
    let mut all: Vec<&str> = one.text.split(", ").collect();
    for name in other.text.split(", ") {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    Some(Spanned { text: all.join(", ").into(), span: one.span })
}

/// Whoever doubts is heard; who confirms outweighs who leaves it open; a fact without a status is somebody's own.
fn status(first: Option<FactStatus>, second: Option<FactStatus>) -> Option<FactStatus> {
    let weight = |status: &Option<FactStatus>| match status {
        Some(FactStatus::Disputed) => 3,
        Some(FactStatus::Confirmed) => 2,
        None => 1,
        Some(FactStatus::Suggested) => 0,
    };
    std::cmp::max_by_key(second, first, weight)
}
