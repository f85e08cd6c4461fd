//! Two people's descriptions of one initiative → one description, what they disagree on, and how far they agree.
//!
//! ```text
//! first ──┐                    ┌─ the merged facts: agreed once, one-sided as they are, disputed with both views
//!         ├─ section by section┤
//! second ─┘  (records paired)  ├─ disagreements, with both places
//!                              └─ answers side by side ─▶ share agreed, Cohen's kappa
//! ```
//!
//! Nothing that either wrote is dropped: where only one of two values, places, quotes or notes fits, the other goes into the note.

mod agreement;
mod facts;
mod provenance;
#[cfg(test)]
mod tests;

pub use agreement::{Agreement, Answers};

use crate::description::{Description, FactStatus, Provenance, Record, Slot};
use crate::diagnostic::Diagnostic;
use crate::diff::{about, pair};
use crate::source::Span;
use crate::vocabulary::{FieldKind, SectionId, Vocabulary};
use facts::Sides;

/// A description with the name of whoever wrote it, for facts that do not say.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// The description.
    pub description: &'a Description,
    /// Its file, as it was named.
    pub name: &'a str,
}

/// What one of the two says where they disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Who says it: `by`, or else the file.
    pub by: String,
    /// The value, or what a record is about; nothing where the text is held to be silent.
    pub value: Option<String>,
    /// The place in the law.
    pub at: Option<String>,
    /// The words of the law.
    pub quote: Option<String>,
    /// Where it stands in the description, or where it says that the section was read.
    pub span: Option<Span>,
}

/// A fact or record about which the two say different things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// Its path in the merged description.
    pub path: String,
    /// A record as a whole, and not a fact.
    pub record: bool,
    /// What the first says.
    pub first: View,
    /// What the second says.
    pub second: View,
}

/// How far they agree on one section.
#[derive(Debug, Clone, PartialEq)]
pub struct SectionAgreement {
    /// The section.
    pub section: SectionId,
    /// The figures.
    pub figures: Agreement,
}

/// Two descriptions made one.
#[derive(Debug)]
pub struct Merged {
    /// All sections.
    pub root: Record,
    /// What they disagree on, in the order of the vocabulary.
    pub disagreements: Vec<Disagreement>,
    /// How far they agree, for each section on which both said something.
    pub sections: Vec<SectionAgreement>,
    /// The same for all sections together.
    pub overall: Agreement,
    /// Sections that both read in full.
    pub reviewed: Vec<SectionId>,
    /// Sections that only the first, and only the second read in full.
    pub reviewed_by_one: [Vec<SectionId>; 2],
}

/// Merges two descriptions.
///
/// # Errors
/// They are about different initiatives.
pub fn merge(first: Reading<'_>, second: Reading<'_>, vocabulary: &Vocabulary) -> Result<Merged, Diagnostic> {
    let words = |reading: Reading<'_>| reading.description.words(vocabulary, "meta", "id").map(str::to_owned);
    if let (Some(one), Some(other)) = (words(first), words(second))
        && one != other
    {
        let problem = Diagnostic::error("different-initiatives", format!("the two describe different initiatives: `{one}` and `{other}`"))
            .at(id_span(first.description, vocabulary), format!("`{one}`"))
            .also(id_span(second.description, vocabulary), format!("`{other}`"));
        return Err(problem.help("give both the same `meta.id` if they are about the same text; `ungp-check diff` compares two drafts"));
    }
    let mut work = Work { sides: [first, second], vocabulary, disagreements: Vec::new(), answers: Vec::new(), section: 0 };
    let root = work.root();
    let sections = work.answers.iter().filter(|(_, answers)| !answers.is_empty());
    let sections = sections.map(|(section, answers)| SectionAgreement { section: *section, figures: answers.figures() }).collect();
    let all: Answers = work.answers.iter().flat_map(|(_, answers)| answers.iter().cloned()).collect();
    let read = |side: usize| {
        let of = |section: &u16| work.reviewed(side, *section) && !work.reviewed(1 - side, *section);
        (0_u16..).take(vocabulary.root().fields.len()).filter(of).collect()
    };
    let both = |section: &u16| work.reviewed(0, *section) && work.reviewed(1, *section);
    Ok(Merged {
        sections,
        overall: all.figures(),
        reviewed: (0_u16..).take(vocabulary.root().fields.len()).filter(both).collect(),
        reviewed_by_one: [read(0), read(1)],
        root,
        disagreements: work.disagreements,
    })
}

fn id_span(description: &Description, vocabulary: &Vocabulary) -> Span {
    let fact = vocabulary.root().find("meta").and_then(|section| {
        let record = description.section(section)?;
        record.fact(vocabulary.record(record.record).find("id")?)
    });
    fact.map_or(description.span, |fact| fact.span)
}

/// The work on two descriptions.
struct Work<'a> {
    sides: [Reading<'a>; 2],
    vocabulary: &'a Vocabulary,
    disagreements: Vec<Disagreement>,
    /// By section, in the order of the vocabulary.
    answers: Vec<(SectionId, Answers)>,
    /// The section at hand.
    section: SectionId,
}

/// An empty record, for a section that one of the two left out.
fn empty(record: u16, span: Span, vocabulary: &Vocabulary) -> Record {
    let count = vocabulary.record(record).fields.len();
    Record { record, span, provenance: None, slots: std::iter::repeat_with(|| Slot::Unset).take(count).collect() }
}

impl<'a> Work<'a> {
    fn side(&self, side: usize) -> Reading<'a> {
        let [first, second] = self.sides;
        if side == 0 { first } else { second }
    }

    fn reviewed(&self, side: usize, section: SectionId) -> bool {
        self.side(side).description.is_reviewed(section)
    }

    fn root(&mut self) -> Record {
        let [first, second] = self.sides.map(|side| &side.description.root);
        let mut root = empty(0, first.span, self.vocabulary);
        let vocabulary = self.vocabulary;
        for (section, field) in (0_u16..).zip(&vocabulary.root().fields) {
            self.section = section;
            self.answers.push((section, Answers::default()));
            let slot = match field.kind {
                _ if vocabulary.reviewed.is_some_and(|(reviewed, _)| reviewed == section) => self.coverage(section),
                FieldKind::Record(record) => {
                    let missing = empty(record, first.span, vocabulary);
                    let of = |root: &'a Record| if let Slot::Record(found) = root.slot(section) { Some(&**found) } else { None };
                    let (one, other) = (of(first), of(second));
                    let merged = self.records([one.unwrap_or(&missing), other.unwrap_or(&missing)], &field.name, false);
                    if one.is_some() || other.is_some() { Slot::Record(Box::new(merged)) } else { Slot::Unset }
                }
                FieldKind::List(_) => self.list([first.slot(section), second.slot(section)], &field.name),
                _ => Slot::Unset,
            };
            if let Some(into) = root.slots.get_mut(usize::from(section)) {
                *into = slot;
            }
        }
        root
    }

    /// What both read in full. The section is there if it is in both.
    fn coverage(&self, section: SectionId) -> Slot {
        let of = |side: usize| self.side(side).description.section(section);
        let (Some(one), Some(other), Some((_, field))) = (of(0), of(1), self.vocabulary.reviewed) else { return Slot::Unset };
        let mut record = one.clone();
        let both = self.side(0).description.reviewed & self.side(1).description.reviewed;
        let others = other.fact(field);
        if let Some(slot) = record.slots.get_mut(usize::from(field)) {
            match (&mut *slot, others) {
                (Slot::Fact(fact), Some(theirs)) => {
                    fact.value = crate::vocabulary::Value::Set(both);
                    fact.provenance = self.agreed([fact.provenance.as_deref(), theirs.provenance.as_deref()], [None, None]);
                }
                _ => *slot = Slot::Unset,
            }
        }
        Slot::Record(Box::new(record))
    }

    /// Two records about the same. In a record of a list, what neither filled in is left out of the figures: which fields bear on
    /// a record depends on what it is about.
    fn records(&mut self, both: [&Record; 2], path: &str, listed: bool) -> Record {
        let [first, second] = both;
        let around = both.map(|record| record.provenance.as_deref());
        let mut merged = empty(first.record, first.span, self.vocabulary);
        merged.provenance = self.agreed(around, [None, None]);
        let vocabulary = self.vocabulary;
        for (index, field) in (0_u16..).zip(&vocabulary.record(first.record).fields) {
            let path = format!("{path}.{}", field.name);
            let slot = match field.kind {
                FieldKind::List(_) => self.list([first.slot(index), second.slot(index)], &path),
                FieldKind::Record(_) => Slot::Unset,
                _ => {
                    let sides = Sides { facts: both.map(|record| record.fact(index)), around, merged: merged.provenance.as_deref() };
                    self.fact(sides, field, &path, listed).map_or(Slot::Unset, Slot::Fact)
                }
            };
            if let Some(into) = merged.slots.get_mut(usize::from(index)) {
                *into = slot;
            }
        }
        merged
    }

    fn list(&mut self, slots: [&Slot; 2], path: &str) -> Slot {
        let records = slots.map(|slot| if let Slot::List(list) = slot { list.records.as_slice() } else { &[] });
        let said = [0, 1].map(|side| {
            let slot = if side == 0 { slots[0] } else { slots[1] };
            self.reviewed(side, self.section) || matches!(slot, Slot::List(list) if list.records.is_empty())
        });
        let [first, second] = records;
        if said == [true, true] && first.is_empty() && second.is_empty() {
            self.answer(["none".into(), "none".into()]);
        }
        let mut pairs = pair(first, second, self.vocabulary);
        // As the first has them, then what only the second has.
        pairs.sort_by_key(|(one, other)| (one.is_none(), *one, *other));
        let mut merged = Vec::with_capacity(pairs.len());
        for (one, other) in pairs {
            let path = format!("{path}[{}]", merged.len() + 1);
            let found = [one.and_then(|at| first.get(at)), other.and_then(|at| second.get(at))];
            match found {
                [Some(one), Some(other)] => {
                    if !is_suggested(None, one.provenance.as_deref()) && !is_suggested(None, other.provenance.as_deref()) {
                        self.answer(["a record".into(), "a record".into()]);
                    }
                    merged.push(self.records([one, other], &path, true));
                }
                [Some(alone), None] => merged.push(self.alone(alone, 0, said[1], slots[1], &path)),
                [None, Some(alone)] => merged.push(self.alone(alone, 1, said[0], slots[0], &path)),
                [None, None] => {}
            }
        }
        match (slots[0], slots[1]) {
            (Slot::List(list), _) | (_, Slot::List(list)) => Slot::List(crate::description::List { key: list.key, records: merged }),
            _ => Slot::Unset,
        }
    }

    /// A record that one of the two has. If the other looked for all there are, that is a disagreement.
    fn alone(&mut self, record: &Record, side: usize, looked: bool, others: &Slot, path: &str) -> Record {
        let mut kept = record.clone();
        if !looked || is_suggested(None, record.provenance.as_deref()) {
            return kept;
        }
        let provenance = record.provenance.as_deref();
        let here = View {
            by: provenance::name(&[provenance], self.side(side).name),
            value: Some(about(record, self.vocabulary)),
            at: provenance::words(provenance, |found| &found.at),
            quote: provenance::words(provenance, |found| &found.quote),
            span: Some(record.span),
        };
        let listed = if let Slot::List(list) = others { Some(list.key) } else { None };
        let there = self.silent(1 - side, listed);
        let mut note = Provenance { status: Some(FactStatus::Disputed), ..Provenance::default() };
        provenance::add_note(&mut note, &format!("{} looked for all there are and has no such record", there.by), record.span);
        facts::dispute_record(&mut kept, &note, self.vocabulary);
        let both = if side == 0 { [here, there] } else { [there, here] };
        let answer = |view: &View| if view.value.is_some() { "a record".to_owned() } else { "none".to_owned() };
        let answers = [answer(&both[0]), answer(&both[1])];
        self.answer(answers);
        let [first, second] = both;
        self.disagreements.push(Disagreement { path: path.to_owned(), record: true, first, second });
        kept
    }

    /// The view of somebody who looked and found nothing.
    fn silent(&self, side: usize, span: Option<Span>) -> View {
        let reading = self.side(side);
        let read = reading.description.reviewed_span(self.section).or(span);
        let by = self.vocabulary.reviewed.and_then(|(section, field)| {
            let record = reading.description.section(section)?;
            let own = record.fact(field).and_then(|fact| fact.provenance.as_deref());
            Some(provenance::name(&[own, record.provenance.as_deref()], reading.name))
        });
        View { by: by.unwrap_or_else(|| reading.name.to_owned()), value: None, at: None, quote: None, span: read }
    }

    fn answer(&mut self, both: [String; 2]) {
        if let Some((_, answers)) = self.answers.last_mut() {
            answers.add(both);
        }
    }
}

/// Whether nobody has confirmed a fact yet: it says so, or the record around it does.
fn is_suggested(own: Option<&Provenance>, around: Option<&Provenance>) -> bool {
    let status = |provenance: Option<&Provenance>| provenance.and_then(|found| found.status);
    status(own).or_else(|| status(around)) == Some(FactStatus::Suggested)
}
