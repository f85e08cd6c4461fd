//! What is said of a bill's own text besides findings: its language, that nobody knows its kind, and where it suggests something else
//! than the description says.

use crate::detect::Detected;
use crate::detect::describe::{Otherwise, Suggested};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Sources, Span};
use crate::suggest::choices;
use crate::text::document::{Document, Extent};
use crate::vocabulary::Vocabulary;
use std::collections::BTreeMap;

/// More places than this are counted in the remark that the text suggests something else.
const NAMED: usize = 5;
/// More names of marks than this are left out of what was found.
const MARKS: usize = 12;

/// Whether cues can be looked for: they are English. A text that does not say its language is taken to be.
pub(super) fn is_english(document: &Document) -> bool {
    document.language.as_deref().is_none_or(|language| {
        let primary = language.split(['-', '_']).next().unwrap_or("");
        primary.eq_ignore_ascii_case("en") || primary.eq_ignore_ascii_case("eng")
    })
}

fn head(document: &Document) -> Span {
    document.span(document.blocks.first().map_or(Extent::default(), |block| block.extent))
}

/// That nothing was searched, since the text is in another language.
pub fn language(document: &Document, severity: Severity) -> Option<Diagnostic> {
    let language = document.language.as_deref().filter(|_| !is_english(document))?;
    let message = format!("the text is in `{language}` and the cues are English, so nothing was looked for in its words");
    let remark = Diagnostic::new(severity, "language", message).at(head(document), "not English");
    Some(remark.help("write down what it provides; `ungp-check init` lists the questions"))
}

/// That cues fired more often than anybody would look at.
pub(super) fn cut(document: &Document, found: &Detected) -> Option<Diagnostic> {
    let remark =
        Diagnostic::new(Severity::Note, "too-many-cues", "cues fire on more words of the text than are kept: not all were looked at");
    let remark = remark.at(head(document), "of this text");
    found.cut.then(|| remark.help("check the text in parts, or look whether it is the right file"))
}

/// That nobody says of what kind a bill is, with what was found in it.
pub fn no_kind(document: &Document, found: &Detected, suggested: &Suggested, sources: &Sources, vocabulary: &Vocabulary) -> Diagnostic {
    let name = sources.name(document.source);
    let message = match &document.language {
        Some(language) if !is_english(document) => {
            format!(
                "`{name}` is in `{language}` and the cues are English, so its words were not searched for what kind of initiative it is"
            )
        }
        _ => format!("the words of `{name}` do not say what kind of initiative it is, so nobody knows which rules are about it"),
    };
    let kinds = vocabulary.kind_values().map(|values| choices(values.names(), 20)).unwrap_or_default();
    let problem = Diagnostic::error("no-kind", message).at(suggested.description.span, "of this bill");
    problem.note(inventory(document, found, suggested, vocabulary)).help(format!("name every kind that fits with `--kind`: {kinds}"))
}

/// `found: plain text, 12 provisions, 3 suggested facts; deadline 4, fine 2`
fn inventory(document: &Document, found: &Detected, suggested: &Suggested, vocabulary: &Vocabulary) -> String {
    let count = |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
    let units = document.provisions.iter().filter(|provision| provision.kind.is_unit()).count();
    // What stands in the document's head is no fact that a cue suggests.
    let mut facts = 0;
    suggested.description.for_each_fact(vocabulary, &mut |path, _, _, _| facts += usize::from(!path.starts_with("meta.")));
    let mut marks: BTreeMap<&str, usize> = BTreeMap::new();
    for mark in &found.marks {
        *marks.entry(mark.name.as_str()).or_default() += 1;
    }
    let marks: Vec<String> = marks.into_iter().take(MARKS).map(|(name, number)| format!("{name} {number}")).collect();
    let marks = if marks.is_empty() { String::new() } else { format!("; {}", marks.join(", ")) };
    let (units, facts) = (count(units, "section or article"), count(facts, "suggested fact"));
    format!("found: {}, {}, {facts}{marks}", document.format.name(), units.replace("section or articles", "sections or articles"))
}

/// Where the words suggest something else than a person says: worth a second look, and no finding.
pub(super) fn otherwise(otherwise: &[Otherwise]) -> Option<Diagnostic> {
    let first = otherwise.first()?;
    let places = if otherwise.len() == 1 { "1 place".to_owned() } else { format!("{} places", otherwise.len()) };
    let message = format!("the text has words that suggest something else than the description says, in {places}");
    let mut remark = Diagnostic::new(Severity::Note, "answered-otherwise", message);
    remark = remark.at(first.words, format!("suggests that `{}` is {}", first.path, first.suggested));
    if let Some(said_at) = first.said_at {
        remark = remark.also(said_at, format!("described as {}", first.said));
    }
    let each = otherwise.iter().skip(1).take(NAMED).map(|other| {
        let at = other.at.as_ref().map(|at| format!(" ({at})")).unwrap_or_default();
        format!("`{}` is {}, suggested {}{at}", other.path, other.said, other.suggested)
    });
    let mut each: Vec<String> = each.collect();
    if let more @ 1.. = otherwise.len().saturating_sub(NAMED + 1) {
        each.push(format!("and {more} more"));
    }
    if !each.is_empty() {
        remark = remark.note(format!("also: {}", each.join("; ")));
    }
    Some(remark.help("look at these words again; the description stands as it is"))
}
