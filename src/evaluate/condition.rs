//! Conditions against a description.

use super::View;
use super::kleene::Truth;
use crate::description::{Description, Fact, Record, Slot};
use crate::typecheck::checked::{Base, Binding, Comparison, Cond, CondKind, FieldRef, ListRef, Quantifier, SetOperator, Term};
use crate::value::Quantity;
use crate::vocabulary::{SectionId, Silence, Value};
use std::borrow::Cow;
use std::cmp::Ordering;

/// A bound record: which one of which list.
#[derive(Debug, Clone, Copy)]
pub struct Bound<'a> {
    /// The record.
    pub record: &'a Record,
    /// The list it stands in.
    pub list: ListRef,
    /// Its index there, from 0.
    pub index: usize,
    /// The law it belongs to: the bill, or another in view.
    pub law: &'a Description,
}

/// The records of a list.
#[derive(Debug, Clone, Copy)]
pub enum Records<'a> {
    /// Of one law.
    Of(&'a [Record], &'a Description),
    /// The other laws themselves.
    Others(&'a [&'a Description]),
}

impl<'a> Records<'a> {
    /// How many.
    pub fn len(self) -> usize {
        match self {
            Self::Of(records, _) => records.len(),
            Self::Others(laws) => laws.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// One of them, with the law it belongs to.
    pub fn get(self, index: usize) -> Option<(&'a Record, &'a Description)> {
        match self {
            Self::Of(records, law) => records.get(index).map(|record| (record, law)),
            Self::Others(laws) => laws.get(index).map(|law| (&law.root, *law)),
        }
    }
}

/// The bound records, by slot.
pub type Bounds<'a> = Vec<Option<Bound<'a>>>;

/// The record in a slot.
pub fn bound<'a>(slot: u8, bounds: &Bounds<'a>) -> Option<Bound<'a>> {
    bounds.get(usize::from(slot)).copied().flatten()
}

/// What is known of a field.
#[derive(Debug, Clone, Copy)]
pub enum State<'a> {
    /// A value is written.
    Fact(&'a Fact),
    /// Its section was read in full, and nothing was found.
    Silent,
    /// Nobody said.
    Unknown,
}

/// What a term yields.
#[derive(Debug, Clone)]
pub enum Got<'a> {
    /// Not known.
    Unknown,
    /// Silence, and silence means no value.
    Absent,
    /// A value.
    Value(Cow<'a, Value>),
    /// A count, at least and at most.
    Count(usize, usize),
}

impl<'a> View<'a> {
    /// The record a field is looked up in.
    pub fn holder(&self, base: Base, bounds: &Bounds<'a>) -> Option<&'a Record> {
        match base {
            Base::Section(section) => self.description.section(section),
            Base::Bound(slot) => bound(slot, bounds).map(|bound| bound.record),
            Base::Of(slot, section) => bound(slot, bounds).and_then(|bound| bound.law.section(section)),
        }
    }

    /// The law that a path leads into: the bill, or another in view.
    pub fn law(&self, base: Base, bounds: &Bounds<'a>) -> &'a Description {
        match base {
            Base::Section(_) => self.description,
            Base::Bound(slot) | Base::Of(slot, _) => bound(slot, bounds).map_or(self.description, |bound| bound.law),
        }
    }

    /// The law that a list belongs to; the other laws are the bill's affair.
    pub fn law_of(&self, list: ListRef, bounds: &Bounds<'a>) -> &'a Description {
        match list {
            ListRef::Section(_) | ListRef::Others => self.description,
            ListRef::Field(field) => self.law(field.base, bounds),
        }
    }

    /// What is known of a field.
    pub fn state(&self, field: FieldRef, bounds: &Bounds<'a>) -> State<'a> {
        match self.holder(field.base, bounds).and_then(|record| record.fact(field.field)) {
            Some(fact) => State::Fact(fact),
            None if self.law(field.base, bounds).is_reviewed(field.section) => State::Silent,
            None => State::Unknown,
        }
    }

    /// The records of a list.
    pub fn records(&self, list: ListRef, bounds: &Bounds<'a>) -> Records<'a> {
        match list {
            ListRef::Section(section) => Records::Of(self.description.root.list(section), self.description),
            ListRef::Field(field) => {
                let records = self.holder(field.base, bounds).map_or(&[] as &[Record], |record| record.list(field.field));
                Records::Of(records, self.law(field.base, bounds))
            }
            ListRef::Others => Records::Others(self.others),
        }
    }

    /// Whether somebody said that a list is empty: it is written as empty, or its section was read in full.
    pub fn list_is_closed(&self, list: ListRef, section: SectionId, bounds: &Bounds<'a>) -> bool {
        let written = match list {
            ListRef::Section(section) => matches!(self.description.root.slot(section), Slot::List(_)),
            ListRef::Field(field) => {
                self.holder(field.base, bounds).is_some_and(|record| matches!(record.slot(field.field), Slot::List(_)))
            }
            // Whoever names the other laws says that these are the ones.
            ListRef::Others => return true,
        };
        self.law_of(list, bounds).is_reviewed(section) || (written && self.records(list, bounds).is_empty())
    }

    /// The truth of a condition.
    pub fn truth(&self, cond: &'a Cond, bounds: &mut Bounds<'a>) -> Truth {
        match &cond.kind {
            CondKind::Or(parts) => Truth::any(parts.iter().map(|part| self.truth(part, bounds))),
            CondKind::And(parts) => Truth::all(parts.iter().map(|part| self.truth(part, bounds))),
            CondKind::Not(inner) => self.truth(inner, bounds).negated(),
            CondKind::Quantified(quantifier, binding, body) => self.quantified(*quantifier, binding, body, bounds),
            CondKind::Holds(field) => match self.field(*field, bounds) {
                Got::Value(value) => Truth::from(matches!(*value, Value::Bool(true))),
                Got::Absent => Truth::False,
                Got::Unknown | Got::Count(..) => Truth::Unknown,
            },
            CondKind::Compare(left, comparison, right) => compare(&self.term(left, bounds), *comparison, &self.term(right, bounds)),
            CondKind::In(left, right) => self.within(left, right, bounds),
            CondKind::Meets(left, right) => self.sets(left, right, bounds, |left, right| left & right != 0),
            CondKind::Covers(left, right) => self.sets(left, right, bounds, |left, right| right & !left == 0),
            CondKind::EmptySet(term) => match self.set(term, bounds) {
                Some(Some(bits)) => Truth::from(bits == 0),
                Some(None) => Truth::False,
                None => Truth::Unknown,
            },
            CondKind::EmptyList(list, section) => {
                match (self.records(*list, bounds).is_empty(), self.list_is_closed(*list, *section, bounds)) {
                    (false, _) => Truth::False,
                    (true, true) => Truth::True,
                    (true, false) => Truth::Unknown,
                }
            }
            CondKind::Unset(field) => match self.state(*field, bounds) {
                State::Fact(_) => Truth::False,
                State::Silent => Truth::True,
                State::Unknown => Truth::Unknown,
            },
            CondKind::Silent(field) => match self.state(*field, bounds) {
                State::Fact(fact) => Truth::from(matches!(self.silence(*field), Silence::Value(value) if *value == fact.value)),
                State::Silent => Truth::True,
                State::Unknown => Truth::Unknown,
            },
        }
    }

    fn silence(&self, field: FieldRef) -> &'a Silence {
        self.vocabulary.record(field.record).field(field.field).map_or(&Silence::Absent, |field| &field.silence)
    }

    fn field(&self, field: FieldRef, bounds: &Bounds<'a>) -> Got<'a> {
        match self.state(field, bounds) {
            State::Fact(fact) => Got::Value(Cow::Borrowed(&fact.value)),
            State::Unknown => Got::Unknown,
            State::Silent => match self.silence(field) {
                Silence::Absent => Got::Absent,
                Silence::Value(value) => Got::Value(Cow::Borrowed(value)),
            },
        }
    }

    /// Runs something for each record of a binding, with the truth of its filter.
    pub fn each<R>(&self, binding: &'a Binding, bounds: &mut Bounds<'a>, mut visit: impl FnMut(Truth, &mut Bounds<'a>) -> R) -> Vec<R> {
        let records = self.records(binding.list, bounds);
        let slot = usize::from(binding.slot);
        if bounds.len() <= slot {
            bounds.resize(slot + 1, None);
        }
        let before = bounds.get(slot).copied().flatten();
        let mut results = Vec::with_capacity(records.len());
        for index in 0..records.len() {
            let Some((record, law)) = records.get(index) else { break };
            if let Some(place) = bounds.get_mut(slot) {
                *place = Some(Bound { record, list: binding.list, index, law });
            }
            let counts = binding.filter.as_ref().map_or(Truth::True, |filter| self.truth(filter, bounds));
            results.push(visit(counts, bounds));
        }
        if let Some(place) = bounds.get_mut(slot) {
            *place = before;
        }
        results
    }

    fn quantified(&self, quantifier: Quantifier, binding: &'a Binding, body: &'a Cond, bounds: &mut Bounds<'a>) -> Truth {
        let truths = self.each(binding, bounds, |counts, bounds| {
            let holds = if counts == Truth::False { Truth::False } else { self.truth(body, bounds) };
            (counts, holds)
        });
        let closed = self.list_is_closed(binding.list, binding.section, bounds);
        quantify(quantifier, closed, &truths)
    }

    /// A term's value.
    pub fn term(&self, term: &'a Term, bounds: &mut Bounds<'a>) -> Got<'a> {
        match term {
            Term::Field(field) => self.field(*field, bounds),
            Term::Literal(value) => Got::Value(Cow::Borrowed(value)),
            Term::Setting(index) => match self.rules.settings.get(*index) {
                Some(setting) => Got::Value(Cow::Owned(Value::Quantity(setting.value.clone()))),
                None => Got::Unknown,
            },
            Term::CountRecords(binding) => {
                let truths = self.each(binding, bounds, |counts, _| counts);
                if !is_settled(self.list_is_closed(binding.list, binding.section, bounds), truths.iter().copied()) {
                    return Got::Unknown;
                }
                let sure = truths.iter().filter(|truth| **truth == Truth::True).count();
                let maybe = truths.iter().filter(|truth| **truth == Truth::Unknown).count();
                Got::Count(sure, sure + maybe)
            }
            Term::CountMembers(inner) => match self.set(inner, bounds) {
                Some(Some(bits)) => {
                    let count = bits.count_ones() as usize;
                    Got::Count(count, count)
                }
                Some(None) => Got::Absent,
                None => Got::Unknown,
            },
            Term::Combine(..) => match self.set(term, bounds) {
                Some(Some(bits)) => Got::Value(Cow::Owned(Value::Set(bits))),
                Some(None) => Got::Absent,
                None => Got::Unknown,
            },
        }
    }

    /// The bits of a set: `None` for unknown, `Some(None)` for absent.
    fn set(&self, term: &'a Term, bounds: &mut Bounds<'a>) -> Option<Option<u64>> {
        if let Term::Literal(Value::Set(bits)) = term {
            return Some(Some(*bits));
        }
        if let Term::Combine(left, operator, right) = term {
            let (left, right) =
                (self.set(left, bounds).map(|bits| bits.unwrap_or(0)), self.set(right, bounds).map(|bits| bits.unwrap_or(0)));
            return match (operator, left, right) {
                (SetOperator::Both, Some(0), _) | (SetOperator::Both, _, Some(0)) | (SetOperator::Without, Some(0), _) => Some(Some(0)),
                (SetOperator::Both, Some(left), Some(right)) => Some(Some(left & right)),
                (SetOperator::Either, Some(left), Some(right)) => Some(Some(left | right)),
                (SetOperator::Without, Some(left), Some(right)) => Some(Some(left & !right)),
                _ => None,
            };
        }
        match self.term(term, bounds) {
            Got::Value(value) => match *value {
                Value::Set(bits) => Some(Some(bits)),
                _ => Some(None),
            },
            Got::Absent => Some(None),
            Got::Unknown | Got::Count(..) => None,
        }
    }

    fn sets(&self, left: &'a Term, right: &'a Term, bounds: &mut Bounds<'a>, test: fn(u64, u64) -> bool) -> Truth {
        match (self.set(left, bounds), self.set(right, bounds)) {
            (Some(Some(left)), Some(Some(right))) => Truth::from(test(left, right)),
            (Some(None), _) | (_, Some(None)) => Truth::False,
            _ => Truth::Unknown,
        }
    }

    fn within(&self, left: &'a Term, right: &'a Term, bounds: &mut Bounds<'a>) -> Truth {
        match (self.term(left, bounds), self.set(right, bounds)) {
            (Got::Absent, _) | (_, Some(None)) => Truth::False,
            (Got::Value(value), Some(Some(bits))) => match *value {
                Value::Enum(index) => Truth::from(bits & 1_u64.checked_shl(u32::from(index)).unwrap_or(0) != 0),
                _ => Truth::False,
            },
            _ => Truth::Unknown,
        }
    }
}

/// Whether a list can be spoken of at all: somebody read it in full, or one of its records is known to count. Otherwise it
/// may be that no record counts, and nobody knows whether there are others.
pub fn is_settled(closed: bool, mut counts: impl Iterator<Item = Truth>) -> bool {
    closed || counts.any(|counts| counts == Truth::True)
}

/// A quantifier over records, each with the truth of its filter and of its body. Over no record at all it depends on whether
/// somebody said that there is none.
pub fn quantify(quantifier: Quantifier, closed: bool, truths: &[(Truth, Truth)]) -> Truth {
    if !is_settled(closed, truths.iter().map(|(counts, _)| *counts)) {
        return Truth::Unknown;
    }
    let counted = truths.iter().filter(|(counts, _)| *counts != Truth::False);
    match quantifier {
        Quantifier::Some => Truth::any(counted.map(|(counts, holds)| counts.and(*holds))),
        Quantifier::Every => Truth::all(counted.map(|(counts, holds)| counts.negated().or(*holds))),
        Quantifier::None => Truth::any(counted.map(|(counts, holds)| counts.and(*holds))).negated(),
    }
}

/// A comparison. Silence without a value is unequal to everything and neither less nor more.
pub fn compare(left: &Got<'_>, comparison: Comparison, right: &Got<'_>) -> Truth {
    match (left, right) {
        (Got::Unknown, _) | (_, Got::Unknown) => Truth::Unknown,
        (Got::Absent, _) | (_, Got::Absent) => Truth::from(comparison == Comparison::NotEqual),
        (Got::Count(least, most), Got::Value(value)) => counted(*least, *most, comparison, value),
        (Got::Value(value), Got::Count(least, most)) => counted(*least, *most, mirrored(comparison), value),
        (Got::Count(left, left_most), Got::Count(right, right_most)) => counts((*left, *left_most), comparison, (*right, *right_most)),
        (Got::Value(left), Got::Value(right)) => values(left, comparison, right),
    }
}

fn values(left: &Value, comparison: Comparison, right: &Value) -> Truth {
    match (left, right) {
        (Value::Quantity(left), Value::Quantity(right)) => Truth::from_option(left.compare(right).map(|order| holds(comparison, order))),
        _ => Truth::from((left == right) == (comparison == Comparison::Equal)),
    }
}

fn counted(least: usize, most: usize, comparison: Comparison, value: &Value) -> Truth {
    let Value::Quantity(Quantity::Number(number)) = value else { return Truth::Unknown };
    // Every count between the two is possible, so the answer is known when they all agree.
    Truth::from_option({
        let mut answers = (least..=most).map(|count| {
            let count = u32::try_from(count).map_or(f64::INFINITY, f64::from);
            count.partial_cmp(number).is_some_and(|order| holds(comparison, order))
        });
        let first = answers.next();
        first.filter(|first| answers.all(|answer| answer == *first))
    })
}

/// Two counts, each at least and at most: known when all that are possible agree.
fn counts(left: (usize, usize), comparison: Comparison, right: (usize, usize)) -> Truth {
    let (below, above) = (left.1 < right.0, left.0 > right.1);
    let (not_above, not_below) = (left.1 <= right.0, left.0 >= right.1);
    let decided = |holds: bool, fails: bool| Truth::from_option(if holds { Some(true) } else { fails.then_some(false) });
    match comparison {
        Comparison::Less => decided(below, not_below),
        Comparison::LessOrEqual => decided(not_above, above),
        Comparison::Greater => decided(above, not_above),
        Comparison::GreaterOrEqual => decided(not_below, below),
        Comparison::Equal => decided(not_above && not_below, below || above),
        Comparison::NotEqual => decided(below || above, not_above && not_below),
    }
}

fn holds(comparison: Comparison, order: Ordering) -> bool {
    match comparison {
        Comparison::Equal => order == Ordering::Equal,
        Comparison::NotEqual => order != Ordering::Equal,
        Comparison::Less => order == Ordering::Less,
        Comparison::LessOrEqual => order != Ordering::Greater,
        Comparison::Greater => order == Ordering::Greater,
        Comparison::GreaterOrEqual => order != Ordering::Less,
    }
}

fn mirrored(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        same => same,
    }
}
