//! Why a condition is true or false, and what is missing where it is unknown: only the parts that mattered.

use super::View;
use super::condition::{Bound, Bounds, Got, State, bound, is_settled};
use super::kleene::Truth;
use crate::outcome::{Evidence, Missing, Outcome};
use crate::typecheck::OTHERS;
use crate::typecheck::checked::{Base, Binding, Cond, CondKind, FieldRef, ListRef, Quantifier, Term};
use crate::vocabulary::{FieldKind, SectionId, Silence};

const MAX_EVIDENCE: usize = Outcome::MAX_EVIDENCE;

/// What was found.
#[derive(Debug, Default)]
pub struct Explanation {
    /// Facts that decided.
    pub evidence: Vec<Evidence>,
    /// Facts that would.
    pub missing: Vec<Missing>,
}

impl Explanation {
    fn is_full(&self) -> bool {
        self.evidence.len() >= MAX_EVIDENCE && self.missing.len() >= MAX_EVIDENCE
    }
}

impl<'a> View<'a> {
    /// Adds what made a condition come out as it did.
    pub fn explain(&self, cond: &'a Cond, bounds: &mut Bounds<'a>, into: &mut Explanation) {
        let truth = self.truth(cond, bounds);
        self.explain_as(cond, truth, bounds, into);
    }

    fn explain_as(&self, cond: &'a Cond, truth: Truth, bounds: &mut Bounds<'a>, into: &mut Explanation) {
        if into.is_full() {
            return;
        }
        match &cond.kind {
            CondKind::And(parts) | CondKind::Or(parts) => {
                // The parts that came out like the whole are the ones that made it so.
                for part in parts {
                    let found = self.truth(part, bounds);
                    if found == truth {
                        self.explain_as(part, found, bounds, into);
                    }
                }
            }
            CondKind::Not(inner) => self.explain_as(inner, truth.negated(), bounds, into),
            CondKind::Quantified(quantifier, binding, body) => {
                if truth == Truth::Unknown && self.explain_unsettled(binding, bounds, into) {
                    return;
                }
                let wanted = if *quantifier == Quantifier::None { truth.negated() } else { truth };
                let decides = |counts: Truth, holds: Truth| match quantifier {
                    Quantifier::Every => counts.negated().or(holds) == wanted,
                    _ => counts.and(holds) == wanted,
                };
                let mut any = false;
                self.each(binding, bounds, |counts, bounds| {
                    let holds = if counts == Truth::False { Truth::False } else { self.truth(body, bounds) };
                    if counts != Truth::False && decides(counts, holds) {
                        any = true;
                        // In what is decided, whether the record counts made no difference.
                        if let (Truth::Unknown, Truth::Unknown, Some(filter)) = (truth, counts, &binding.filter) {
                            self.explain_as(filter, counts, bounds, into);
                        }
                        self.explain_as(body, holds, bounds, into);
                    }
                });
                if !any {
                    self.explain_list(binding.list, binding.section, truth, bounds, into);
                }
            }
            CondKind::EmptyList(list, section) => self.explain_list(*list, *section, truth, bounds, into),
            CondKind::Holds(field) | CondKind::Unset(field) | CondKind::Silent(field) => self.explain_field(*field, truth, bounds, into),
            CondKind::Compare(left, _, right)
            | CondKind::In(left, right)
            | CondKind::Meets(left, right)
            | CondKind::Covers(left, right) => {
                // Where only one side is not known, the other is not missing. Two that are known could not be compared.
                let unknown = [left, right].map(|term| truth == Truth::Unknown && !self.is_known(term, bounds));
                for (term, is_unknown) in [left, right].into_iter().zip(unknown) {
                    if is_unknown || !unknown.contains(&true) {
                        self.explain_term(term, truth, bounds, into);
                    }
                }
            }
            CondKind::EmptySet(term) => self.explain_term(term, truth, bounds, into),
        }
    }

    fn explain_term(&self, term: &'a Term, truth: Truth, bounds: &mut Bounds<'a>, into: &mut Explanation) {
        match term {
            Term::Field(field) => self.explain_field(*field, truth, bounds, into),
            Term::Literal(_) | Term::Setting(_) => {}
            Term::CountMembers(inner) => self.explain_term(inner, truth, bounds, into),
            Term::Combine(left, _, right) => {
                self.explain_term(left, truth, bounds, into);
                self.explain_term(right, truth, bounds, into);
            }
            Term::CountRecords(binding) => {
                if truth == Truth::Unknown && self.explain_unsettled(binding, bounds, into) {
                    return;
                }
                self.explain_list(binding.list, binding.section, truth, bounds, into);
                if let Some(filter) = &binding.filter {
                    self.each(binding, bounds, |counts, bounds| {
                        if counts != Truth::Unknown || truth == Truth::Unknown {
                            self.explain_as(filter, counts, bounds, into);
                        }
                    });
                }
            }
        }
    }

    fn is_known(&self, term: &'a Term, bounds: &mut Bounds<'a>) -> bool {
        match self.term(term, bounds) {
            Got::Unknown => false,
            Got::Count(least, most) => least == most,
            Got::Absent | Got::Value(_) => true,
        }
    }

    /// For a list of which nobody knows whether any record counts: what would tell. False where that is known.
    pub(super) fn explain_unsettled(&self, binding: &'a Binding, bounds: &mut Bounds<'a>, into: &mut Explanation) -> bool {
        let counts = self.each(binding, bounds, |counts, _| counts);
        if is_settled(self.list_is_closed(binding.list, binding.section, bounds), counts.iter().copied()) {
            return false;
        }
        match &binding.filter {
            Some(filter) if counts.contains(&Truth::Unknown) => {
                self.each(binding, bounds, |counts, bounds| {
                    if counts == Truth::Unknown {
                        self.explain_as(filter, counts, bounds, into);
                    }
                });
            }
            _ => {
                let because = (!counts.is_empty()).then(|| "none of the records given is one that this is about".to_owned());
                push_missing(into, Missing { path: self.list_path(binding.list, bounds), question: self.list_doc(binding.list), because });
            }
        }
        true
    }

    fn explain_list(&self, list: ListRef, section: SectionId, truth: Truth, bounds: &Bounds<'a>, into: &mut Explanation) {
        let path = self.list_path(list, bounds);
        let records = self.records(list, bounds);
        if truth == Truth::Unknown && records.is_empty() {
            let question = self.list_doc(list);
            push_missing(into, Missing { path, question, because: None });
        } else if into.evidence.len() < MAX_EVIDENCE {
            let (value, span) = match records.len() {
                0 => ("none found".to_owned(), self.law_of(list, bounds).reviewed_span(section)),
                1 => ("1 record".to_owned(), records.get(0).map(|(record, _)| record.span)),
                count => (format!("{count} records"), records.get(0).map(|(record, _)| record.span)),
            };
            let doubt = self.doubt_of_list(list, bounds);
            push_evidence(into, Evidence { path, value, span, at: None, doubt });
        }
    }

    fn explain_field(&self, field: FieldRef, truth: Truth, bounds: &Bounds<'a>, into: &mut Explanation) {
        match self.state(field, bounds) {
            State::Unknown => {
                if truth == Truth::Unknown {
                    push_missing(into, Missing { path: self.path(field, bounds), question: self.doc(field), because: None });
                }
            }
            State::Fact(fact) => {
                if truth == Truth::Unknown && matches!(self.kind(field), FieldKind::Quantity(_)) {
                    // A value is there and could not be compared: another currency, or a month against days.
                    let because =
                        format!("`{}` cannot be compared with the rule's value", self.vocabulary.show(self.kind(field), &fact.value));
                    push_missing(into, Missing { path: self.path(field, bounds), question: self.doc(field), because: Some(because) });
                } else if truth != Truth::Unknown && into.evidence.len() < MAX_EVIDENCE {
                    let value = self.vocabulary.show(self.kind(field), &fact.value);
                    let at = self.place_in_law(field, fact, bounds).map(|at| at.text.to_string());
                    let doubt = self.doubt_status(field, bounds);
                    push_evidence(into, Evidence { path: self.path(field, bounds), value, span: Some(fact.span), at, doubt });
                }
            }
            State::Silent => {
                if truth != Truth::Unknown && into.evidence.len() < MAX_EVIDENCE {
                    let meant = match self.vocabulary.record(field.record).field(field.field).map(|field| (&field.silence, field.kind)) {
                        Some((Silence::Value(value), kind)) => format!("not found, so {}", self.vocabulary.show(kind, value)),
                        _ => "not found".into(),
                    };
                    let span = self.law(field.base, bounds).reviewed_span(field.section);
                    push_evidence(into, Evidence { path: self.path(field, bounds), value: meant, span, at: None, doubt: None });
                }
            }
        }
    }

    /// The type of a field.
    pub fn kind(&self, field: FieldRef) -> FieldKind {
        self.vocabulary.record(field.record).field(field.field).map_or(FieldKind::Bool, |field| field.kind)
    }

    fn doc(&self, field: FieldRef) -> String {
        self.vocabulary.record(field.record).field(field.field).map(|field| field.doc.clone()).unwrap_or_default()
    }

    fn list_doc(&self, list: ListRef) -> String {
        match list {
            ListRef::Section(section) => self.vocabulary.root().field(section).map(|field| field.doc.clone()).unwrap_or_default(),
            ListRef::Field(field) => self.doc(field),
            ListRef::Others => "Which other laws are in view?".to_owned(),
        }
    }

    /// `penalties[2].nature`: the path of a field in the description, records counted from 1.
    pub fn path(&self, field: FieldRef, bounds: &Bounds<'a>) -> String {
        let name = self.vocabulary.record(field.record).field(field.field).map_or("", |field| &field.name);
        format!("{}.{name}", self.base_path(field.base, bounds))
    }

    /// `penalties[2]`, `remedy`.
    pub fn base_path(&self, base: Base, bounds: &Bounds<'a>) -> String {
        match base {
            Base::Section(section) => self.vocabulary.section_name(section).to_owned(),
            Base::Bound(slot) => match bound(slot, bounds) {
                Some(Bound { list: ListRef::Others, law, .. }) => {
                    let id = law.words(self.vocabulary, "meta", "id").unwrap_or_else(|| self.sources.name(law.file));
                    format!("{OTHERS}[{id}]")
                }
                Some(bound) => format!("{}[{}]", self.list_path(bound.list, bounds), bound.index + 1),
                None => String::new(),
            },
            Base::Of(slot, section) => {
                format!("{}.{}", self.base_path(Base::Bound(slot), bounds), self.vocabulary.section_name(section))
            }
        }
    }

    /// `penalties`, `remedy.mechs`.
    pub fn list_path(&self, list: ListRef, bounds: &Bounds<'a>) -> String {
        match list {
            ListRef::Section(section) => self.vocabulary.section_name(section).to_owned(),
            ListRef::Field(field) => self.path(field, bounds),
            ListRef::Others => OTHERS.to_owned(),
        }
    }
}

fn push_missing(into: &mut Explanation, missing: Missing) {
    if into.missing.len() < MAX_EVIDENCE && !into.missing.contains(&missing) {
        into.missing.push(missing);
    }
}

fn push_evidence(into: &mut Explanation, evidence: Evidence) {
    if !into.evidence.contains(&evidence) {
        into.evidence.push(evidence);
    }
}
