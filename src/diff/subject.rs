//! What a finding is about: the fact or the record of the description that holds the place it points at.

use crate::description::{Description, Provenance, Record, Slot};
use crate::outcome::Finding;
use crate::source::Span;
use crate::vocabulary::Vocabulary;

/// What a finding is about, in one description.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subject {
    /// The innermost record: `content[2]`, `hrdd`; empty where the finding is about no record, as one from silence is.
    pub record: String,
    /// The fact in it: `deadline`; empty where it is about the record as a whole.
    pub field: String,
    /// The place in the law.
    pub at: Option<String>,
}

impl Subject {
    /// Whether it is about one record of a list, and not about a section.
    pub fn is_listed(&self) -> bool {
        self.record.contains('[')
    }
}

/// A fact or record with the bytes it takes.
#[derive(Debug)]
struct Part {
    start: u32,
    end: u32,
    /// Index of the record around it.
    parent: Option<usize>,
    subject: Subject,
}

/// Every fact and record of a description by where it stands.
#[derive(Debug)]
pub struct Subjects {
    file: crate::source::FileId,
    parts: Vec<Part>,
    /// Indices of `parts` by start; of those that start together, the inner one last.
    by_start: Vec<usize>,
}

impl Subjects {
    /// Of one description.
    pub fn of(description: &Description, vocabulary: &Vocabulary) -> Self {
        let mut subjects = Self { file: description.file, parts: Vec::new(), by_start: Vec::new() };
        subjects.record(&description.root, vocabulary, "", None);
        // What says which sections were read is where findings from silence point: they are about what is not there.
        let reviewed = vocabulary.reviewed.map(|(section, _)| vocabulary.section_name(section).to_owned()).unwrap_or_default();
        for part in subjects.parts.iter_mut().filter(|part| part.subject.record == reviewed) {
            part.subject = Subject::default();
        }
        let mut by_start: Vec<usize> = (0..subjects.parts.len()).collect();
        by_start.sort_by_key(|index| subjects.parts.get(*index).map_or(0, |part| part.start));
        subjects.by_start = by_start;
        subjects
    }

    fn push(&mut self, span: Span, parent: Option<usize>, subject: Subject) -> usize {
        self.parts.push(Part { start: span.start, end: span.end, parent, subject });
        self.parts.len() - 1
    }

    fn record(&mut self, record: &Record, vocabulary: &Vocabulary, path: &str, parent: Option<usize>) {
        let at = at(record.provenance.as_deref());
        let own = (!path.is_empty())
            .then(|| self.push(record.span, parent, Subject { record: path.to_owned(), field: String::new(), at: at.clone() }));
        let dot = if path.is_empty() { "" } else { "." };
        for (field, slot) in vocabulary.record(record.record).fields.iter().zip(&record.slots) {
            match slot {
                Slot::Unset => {}
                Slot::Fact(fact) => {
                    let place = self::at(fact.provenance.as_deref()).or_else(|| at.clone());
                    self.push(fact.span, own, Subject { record: path.to_owned(), field: field.name.to_string(), at: place });
                }
                Slot::Record(inner) => self.record(inner, vocabulary, &format!("{path}{dot}{}", field.name), own),
                Slot::List(list) => {
                    for (index, inner) in list.records.iter().enumerate() {
                        self.record(inner, vocabulary, &format!("{path}{dot}{}[{}]", field.name, index + 1), own);
                    }
                }
            }
        }
    }

    /// What a finding is about, and where that is described: its first place in the description.
    pub fn subject(&self, finding: &Finding) -> (Subject, Option<Span>) {
        let span = finding.labels.iter().map(|label| label.span).find(|span| span.file == self.file);
        (span.map(|span| self.around(span)).unwrap_or_default(), span)
    }

    /// The innermost part around a place. Parts lie within each other or apart, so it is the last that starts before the place, or
    /// one around that.
    fn around(&self, span: Span) -> Subject {
        let before = |index: &usize| self.parts.get(*index).is_some_and(|part| part.start <= span.start);
        let last = self.by_start.partition_point(before);
        let mut next = last.checked_sub(1).and_then(|index| self.by_start.get(index)).copied();
        while let Some(part) = next.and_then(|index| self.parts.get(index)) {
            if part.end >= span.end {
                return part.subject.clone();
            }
            next = part.parent;
        }
        Subject::default()
    }
}

/// The place in the law.
pub fn at(provenance: Option<&Provenance>) -> Option<String> {
    Some(provenance?.at.as_ref()?.text.to_string())
}
