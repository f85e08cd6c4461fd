//! Finding the quotes of a description in the bill's own text: through layout, exactly otherwise. What is not there is shown with
//! the nearest words that are; provisions that are cited and not there are found too.

mod fold;
mod near;
#[cfg(test)]
mod tests;

use super::citation::{self, Cited};
use super::document::{Document, Extent};
use crate::description::{Description, Provenance, Spanned};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Sources, Span};
use crate::suggest::nearest;
use crate::value::shorten;
use crate::vocabulary::Vocabulary;
use fold::Folded;
use near::Words;

/// A quote that comes more often than this is looked for no further: the first is as good.
const MAX_PLACES: usize = 1000;
/// With fewer sections or articles found, nothing is said of one that is not: the outline may have failed.
const LEAST_UNITS: usize = 3;
/// More differences between a quote and the nearest words are counted, not shown.
const MAX_DIFFERENCES: usize = 3;

/// What a description says of the bill's words.
#[derive(Debug, Default)]
struct Said<'d> {
    /// Quotes, each once, with the provision they are said to stand in.
    quotes: Vec<(&'d Spanned, Option<&'d Spanned>)>,
    /// Citations, each once.
    citations: Vec<&'d Spanned>,
}

impl<'d> Said<'d> {
    fn of(description: &'d Description, vocabulary: &Vocabulary) -> Self {
        let mut said = Self::default();
        let mut seen = std::collections::BTreeSet::new();
        description.for_each_fact(vocabulary, &mut |_, _, fact, record| {
            let of_record = record.provenance.as_deref();
            for provenance in fact.provenance.as_deref().into_iter().chain(of_record) {
                said.add(provenance, of_record, &mut seen);
            }
        });
        said
    }

    fn add(&mut self, own: &'d Provenance, record: Option<&'d Provenance>, seen: &mut std::collections::BTreeSet<Span>) {
        let at = own.at.as_ref().or_else(|| record?.at.as_ref());
        if let Some(quote) = own.quote.as_ref().filter(|quote| seen.insert(quote.span)) {
            self.quotes.push((quote, at));
        }
        if let Some(at) = own.at.as_ref().filter(|at| seen.insert(at.span)) {
            self.citations.push(at);
        }
    }
}

/// Where each quote of a description stands in the bill: where it is written, and its words. A finding for each that is not
/// there, and for each cited section or article that the bill does not have.
pub fn find_all(
    description: &Description,
    document: &Document,
    sources: &Sources,
    vocabulary: &Vocabulary,
) -> (Vec<(Span, Span)>, Vec<Diagnostic>) {
    let said = Said::of(description, vocabulary);
    let mut found = Vec::new();
    let mut remarks = Vec::new();
    // What was read from the bill's own words needs no looking for.
    let foreign = |words: &&Spanned| words.span.file != document.source;
    let quotes: Vec<_> = said.quotes.iter().filter(|(quote, _)| foreign(quote)).collect();
    if !quotes.is_empty() {
        let folded = Folded::new(&document.text);
        let mut words = None;
        for (quote, at) in quotes {
            let wanted = Folded::new(&quote.text);
            match find(document, &folded, wanted.text.trim_end(), at.map(|at| &*at.text)) {
                Some(extent) => found.push((quote.span, document.span(extent))),
                None => {
                    let words = words.get_or_insert_with(|| Words::new(&folded));
                    remarks.push(missing(quote, words.nearest(&folded, &wanted), document, sources));
                }
            }
        }
    }
    if document.unit_count() >= LEAST_UNITS {
        remarks.extend(said.citations.iter().copied().filter(|at| foreign(at)).filter_map(|at| no_such_provision(at, document, sources)));
    }
    (found, remarks)
}

/// Where folded words stand; of several places the one in the provision that is named, or else the first.
fn find(document: &Document, folded: &Folded, wanted: &str, at: Option<&str>) -> Option<Extent> {
    if wanted.is_empty() {
        return None;
    }
    let extent = |start: usize| {
        let range = folded.original(start..start + wanted.len())?;
        Some(Extent::new(range.start, range.end))
    };
    let mut places = memchr::memmem::find_iter(folded.text.as_bytes(), wanted.as_bytes()).take(MAX_PLACES);
    let first = places.next()?;
    let cited: Vec<Extent> = at.map(citation::read).unwrap_or_default().iter().filter_map(|cited| document.find_cited(cited)).collect();
    let within = |found: &Extent| cited.iter().any(|cited| cited.start <= found.start && found.end <= cited.end);
    let first = extent(first)?;
    if cited.is_empty() || within(&first) {
        return Some(first);
    }
    Some(places.filter_map(extent).find(within).unwrap_or(first))
}

/// The finding for a quote that is not in the bill.
fn missing(quote: &Spanned, near: Option<near::Near>, document: &Document, sources: &Sources) -> Diagnostic {
    let name = sources.name(document.source);
    let problem = Diagnostic::error("quote-not-found", format!("`{}` is not in {name}", shorten(&quote.text)))
        .at(quote.span, "these words are not in the bill's text");
    let Some(near) = near else { return problem.help("copy the words from the text; leave out what is left out there") };
    let place = document.span(Extent::new(near.range.start, near.range.end));
    let at = document.provision_at(u32::try_from(near.range.start).unwrap_or(0)).map(|id| document.citation(id)).unwrap_or_default();
    let label = if at.is_empty() { "the nearest words".to_owned() } else { format!("the nearest words ({at})") };
    let mut problem = problem.also(place, label);
    if near.only_case {
        return problem.note("only capital letters differ").help("copy the words as they stand in the bill");
    }
    let rest = near.differences.len().saturating_sub(MAX_DIFFERENCES);
    for (quoted, there) in near.differences.iter().take(MAX_DIFFERENCES) {
        problem = problem.note(match (quoted.is_empty(), there.is_empty()) {
            (false, false) => format!("the quote has `{}` where the bill has `{}`", shorten(quoted), shorten(there)),
            (true, _) => format!("the bill has `{}` there, the quote does not", shorten(there)),
            (_, true) => format!("the quote has `{}`, the bill does not", shorten(quoted)),
        });
    }
    if rest > 0 {
        problem = problem.note(format!("and {rest} more differences"));
    }
    problem.help("copy the words as they stand in the bill; quote two passages as two facts")
}

/// The finding for a section or article that is cited and that the bill does not have.
fn no_such_provision(at: &Spanned, document: &Document, sources: &Sources) -> Option<Diagnostic> {
    let Cited { number, .. } = citation::read(&at.text).into_iter().find(|cited| document.unit_numbered(&cited.number).is_none())?;
    let numbers = || document.provisions.iter().filter(|provision| provision.kind.is_unit()).map(|provision| provision.number.as_str());
    let help = match (nearest(&number, numbers().filter(|known| !known.is_empty())), numbers().next(), numbers().next_back()) {
        (Some(near), ..) => format!("did you mean `{near}`?"),
        (None, Some(first), Some(last)) => format!("its provisions were read as {first} to {last}"),
        _ => "look whether the text is the same version of the bill".to_owned(),
    };
    let message = format!("{} has no section or article `{}`", sources.name(document.source), shorten(&number));
    Some(Diagnostic::new(Severity::Warning, "no-such-provision", message).at(at.span, "cited here").help(help))
}
