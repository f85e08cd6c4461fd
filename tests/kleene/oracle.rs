//! What a condition means, construct by construct, said as plainly as possible.

use super::condition::{Base, Binding, Comparison, Cond, Field, List, Number, Operator, Property, Quantifier, Set};
use super::world::{Description, Record, Silence, Value, field};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Truth {
    False,
    Unknown,
    True,
}

use Truth::{False, True, Unknown};

fn known(truth: bool) -> Truth {
    if truth { True } else { False }
}

fn contrary(truth: Truth) -> Truth {
    match truth {
        True => False,
        Unknown => Unknown,
        False => True,
    }
}

fn unless(negated: bool, truth: Truth) -> Truth {
    if negated { contrary(truth) } else { truth }
}

/// What is known of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Known<T> {
    Unknown,
    /// The text is silent, and silence means no value at all.
    Absent,
    Is(T),
}

/// The bound records, each with its section.
#[derive(Clone, Default)]
struct Bound<'a>(BTreeMap<String, (&'a Record, &'static str)>);

pub(crate) fn truth(description: &Description, cond: &Cond) -> Truth {
    Oracle { description }.truth(cond, &Bound::default())
}

struct Oracle<'a> {
    description: &'a Description,
}

impl<'a> Oracle<'a> {
    fn truth(&self, cond: &Cond, bound: &Bound<'a>) -> Truth {
        match cond {
            // Kleene: the greatest and the least of false < unknown < true.
            Cond::Or(parts) => parts.iter().map(|part| self.truth(part, bound)).max().expect("two parts"),
            Cond::And(parts) => parts.iter().map(|part| self.truth(part, bound)).min().expect("two parts"),
            Cond::Not(inner) => contrary(self.truth(inner, bound)),
            Cond::Quantified(quantifier, binding, body) => self.quantified(*quantifier, binding, body, bound),
            Cond::Holds(field) => match self.value(field, bound) {
                Known::Unknown => Unknown,
                Known::Absent => False,
                Known::Is(value) => known(value == Value::Bool(true)),
            },
            Cond::BoolIs(field, value) => equal(self.value(field, bound), true, Value::Bool(*value)),
            Cond::WordIs(field, wanted, word) => equal(self.value(field, bound), *wanted, Value::Word(word)),
            Cond::SameWord(left, wanted, right) => match self.value(right, bound) {
                Known::Is(right) => equal(self.value(left, bound), *wanted, right),
                Known::Unknown => Unknown,
                Known::Absent if self.value(left, bound) == Known::Unknown => Unknown,
                Known::Absent => known(!wanted),
            },
            Cond::OneOf(field, wanted, words) | Cond::OneOfNamed(field, wanted, _, words) => {
                unless(!wanted, one_of(self.value(field, bound), Known::Is(words.clone())))
            }
            Cond::OneOfField(left, wanted, right) => unless(!wanted, one_of(self.value(left, bound), self.members(right, bound))),
            Cond::MemberOf(word, wanted, right) => unless(!wanted, one_of(Known::Is(Value::Word(word)), self.members(right, bound))),
            Cond::SetIs(set, wanted, members) => match self.set(set, bound) {
                Known::Unknown => Unknown,
                Known::Absent => known(!wanted),
                Known::Is(set) => known((set == *members) == *wanted),
            },
            Cond::HasValue(set, word) => {
                two_sets(self.set(set, bound), Known::Is(BTreeSet::from([*word])), |set, word| word.is_subset(set))
            }
            Cond::HasAny(left, right) => two_sets(self.set(left, bound), self.set(right, bound), |left, right| !left.is_disjoint(right)),
            Cond::HasAll(left, right) => two_sets(self.set(left, bound), self.set(right, bound), |left, right| right.is_subset(left)),
            Cond::HasNone(left, right) => {
                contrary(two_sets(self.set(left, bound), Known::Is(right.clone()), |left, right| !left.is_disjoint(right)))
            }
            Cond::Within(left, right) => two_sets(self.set(left, bound), self.set(right, bound), |left, right| left.is_subset(right)),
            Cond::EmptySet(set, wanted) => unless(
                !wanted,
                match self.set(set, bound) {
                    Known::Unknown => Unknown,
                    Known::Absent => False,
                    Known::Is(set) => known(set.is_empty()),
                },
            ),
            Cond::EmptyList(list, wanted) => {
                let (records, closed) = self.records(list, bound);
                let empty = if !records.is_empty() { False } else { if closed { True } else { Unknown } };
                unless(!wanted, empty)
            }
            Cond::Is(field, wanted, property) => unless(!wanted, self.property(field, *property, bound)),
            Cond::Numbers(left, comparison, right) => self.numbers(left, *comparison, right, bound),
            Cond::Defined(_, None, body) => self.truth(body, &Bound::default()),
            Cond::Defined(_, Some((parameter, argument)), body) => {
                let inner = Bound(BTreeMap::from([(parameter.clone(), bound.0[argument])]));
                self.truth(body, &inner)
            }
        }
    }

    fn holder(&self, base: &Base, bound: &Bound<'a>) -> (Option<&'a Record>, &'static str) {
        match base {
            Base::Section(section) => (self.description.sections.get(section), section),
            Base::Bound(name) => (Some(bound.0[name].0), bound.0[name].1),
        }
    }

    /// A fact, or what silence means where the section was read in full, or unknown.
    fn value(&self, wanted: &Field, bound: &Bound<'a>) -> Known<Value> {
        let (record, section) = self.holder(&wanted.base, bound);
        if let Some(value) = record.and_then(|record| record.facts.get(wanted.name)) {
            return Known::Is(value.clone());
        }
        if !self.description.reviewed.contains(section) {
            return Known::Unknown;
        }
        match field(wanted.name).1 {
            Silence::Absent => Known::Absent,
            Silence::False => Known::Is(Value::Bool(false)),
            Silence::Word(word) => Known::Is(Value::Word(word)),
            Silence::EmptySet => Known::Is(Value::Set(BTreeSet::new())),
        }
    }

    fn members(&self, field: &Field, bound: &Bound<'a>) -> Known<BTreeSet<&'static str>> {
        match self.value(field, bound) {
            Known::Is(Value::Set(set)) => Known::Is(set),
            Known::Is(other) => panic!("{other:?} is no set"),
            Known::Unknown => Known::Unknown,
            Known::Absent => Known::Absent,
        }
    }

    /// In an operation a set that is absent has no members. What is unknown makes the whole unknown, except that nothing can
    /// be shared with, or left of, an empty set.
    fn set(&self, set: &Set, bound: &Bound<'a>) -> Known<BTreeSet<&'static str>> {
        match set {
            Set::Field(field) => self.members(field, bound),
            Set::Literal(members) | Set::Named(_, members) => Known::Is(members.clone()),
            Set::Joined(left, operator, right) => {
                let part = |set| match self.set(set, bound) {
                    Known::Unknown => None,
                    Known::Absent => Some(BTreeSet::new()),
                    Known::Is(members) => Some(members),
                };
                let (left, right) = (part(left), part(right));
                let empty = |set: &Option<BTreeSet<_>>| set.as_ref().is_some_and(BTreeSet::is_empty);
                match (operator, &left, &right) {
                    (Operator::Both, ..) if empty(&left) || empty(&right) => Known::Is(BTreeSet::new()),
                    (Operator::Without, ..) if empty(&left) => Known::Is(BTreeSet::new()),
                    (_, None, _) | (_, _, None) => Known::Unknown,
                    (Operator::Both, Some(left), Some(right)) => Known::Is(left & right),
                    (Operator::Either, Some(left), Some(right)) => Known::Is(left | right),
                    (Operator::Without, Some(left), Some(right)) => Known::Is(left - right),
                }
            }
        }
    }

    /// The records of a list, and whether there can be no others: it was read in full, or is written as empty.
    fn records(&self, list: &List, bound: &Bound<'a>) -> (Vec<(&'a Record, &'static str)>, bool) {
        let (written, section) = match list {
            List::L => (self.description.l.as_ref(), "l"),
            List::Inner(base) => {
                let (record, section) = self.holder(base, bound);
                (record.and_then(|record| record.inner.as_ref()), section)
            }
        };
        let closed = self.description.reviewed.contains(section) || written.is_some_and(Vec::is_empty);
        (written.into_iter().flatten().map(|record| (record, section)).collect(), closed)
    }

    /// Each record of a binding, bound, with the truth of the filter.
    fn bindings(&self, binding: &Binding, bound: &Bound<'a>) -> (Vec<(Truth, Bound<'a>)>, bool) {
        let (records, closed) = self.records(&binding.list, bound);
        let each = records.into_iter().map(|record| {
            let mut inner = bound.clone();
            inner.0.insert(binding.name.clone(), record);
            (binding.filter.as_ref().map_or(True, |filter| self.truth(filter, &inner)), inner)
        });
        (each.collect(), closed)
    }

    /// The answer for every way in which the filter could come out where it is not known: known if they all agree.
    fn quantified(&self, quantifier: Quantifier, binding: &Binding, body: &Cond, bound: &Bound<'a>) -> Truth {
        let (records, closed) = self.bindings(binding, bound);
        let bodies: Vec<(Truth, Truth)> = records.iter().map(|(counts, inner)| (*counts, self.truth(body, inner))).collect();
        agreed(selections(&bodies).map(|bodies| {
            if bodies.is_empty() && !closed {
                return Unknown;
            }
            let some = bodies.iter().copied().max().unwrap_or(False);
            match quantifier {
                Quantifier::Some => some,
                Quantifier::None => contrary(some),
                Quantifier::Every => bodies.iter().copied().min().unwrap_or(True),
            }
        }))
    }

    fn property(&self, wanted: &Field, property: Property, bound: &Bound<'a>) -> Truth {
        let (record, section) = self.holder(&wanted.base, bound);
        let reviewed = self.description.reviewed.contains(section);
        let unset = match (record.and_then(|record| record.facts.get(wanted.name)), reviewed) {
            (Some(_), _) => False,
            (None, true) => True,
            (None, false) => Unknown,
        };
        match property {
            Property::Unset => unset,
            Property::Set => contrary(unset),
            Property::Silent if unset == False => known(match (self.value(wanted, bound), field(wanted.name).1) {
                (Known::Is(Value::Bool(false)), Silence::False) => true,
                (Known::Is(Value::Word(word)), Silence::Word(meant)) => word == meant,
                (Known::Is(Value::Set(set)), Silence::EmptySet) => set.is_empty(),
                _ => false,
            }),
            Property::Silent => unset,
        }
    }

    /// Every number it may be; `None` when it may be any.
    fn number(&self, number: &Number, bound: &Bound<'a>) -> Known<BTreeSet<usize>> {
        let counted = |(records, closed): (Vec<(Truth, Bound<'a>)>, bool)| {
            let records: Vec<(Truth, ())> = records.into_iter().map(|(counts, _)| (counts, ())).collect();
            let counts: BTreeSet<usize> = selections(&records).map(|selected| selected.len()).collect();
            if counts.contains(&0) && !closed { Known::Unknown } else { Known::Is(counts) }
        };
        match number {
            Number::Literal(number) => Known::Is(BTreeSet::from([*number as usize])),
            Number::Setting => Known::Is(BTreeSet::from([2])),
            Number::Field(field) => match self.value(field, bound) {
                Known::Is(Value::Number(number)) => Known::Is(BTreeSet::from([number as usize])),
                Known::Is(other) => panic!("{other:?} is no number"),
                Known::Unknown => Known::Unknown,
                Known::Absent => Known::Absent,
            },
            Number::Members(set) => match self.set(set, bound) {
                Known::Is(set) => Known::Is(BTreeSet::from([set.len()])),
                Known::Unknown => Known::Unknown,
                Known::Absent => Known::Absent,
            },
            Number::Records(binding) => counted(self.bindings(binding, bound)),
            Number::List(list) => counted(self.bindings(&Binding { name: "?".into(), list: list.clone(), filter: None }, bound)),
        }
    }

    fn numbers(&self, left: &Number, comparison: Comparison, right: &Number, bound: &Bound<'a>) -> Truth {
        let (left, right) = (self.number(left, bound), self.number(right, bound));
        match (left, right) {
            (Known::Unknown, _) | (_, Known::Unknown) => Unknown,
            (Known::Absent, _) | (_, Known::Absent) => known(comparison == Comparison::NotEqual),
            (Known::Is(left), Known::Is(right)) => agreed(left.iter().flat_map(|left| {
                right.iter().map(move |right| {
                    known(match comparison {
                        Comparison::Equal => left == right,
                        Comparison::NotEqual => left != right,
                        Comparison::Less => left < right,
                        Comparison::LessOrEqual => left <= right,
                        Comparison::Greater => left > right,
                        Comparison::GreaterOrEqual => left >= right,
                    })
                })
            })),
        }
    }
}

/// Known if all agree.
fn agreed(truths: impl Iterator<Item = Truth>) -> Truth {
    let all: BTreeSet<Truth> = truths.collect();
    match all.first() {
        Some(only) if all.len() == 1 => *only,
        _ => Unknown,
    }
}

/// What may be left after a filter: every way in which those that are unknown could come out.
fn selections<T: Copy>(records: &[(Truth, T)]) -> impl Iterator<Item = Vec<T>> {
    let unknown = records.iter().filter(|(counts, _)| *counts == Unknown).count();
    (0..1_usize << unknown).map(move |bits| {
        let mut next = 0;
        let mut counts = |truth| {
            if truth == Unknown {
                next += 1;
                bits & (1 << (next - 1)) != 0
            } else {
                truth == True
            }
        };
        records.iter().filter(|(truth, _)| counts(*truth)).map(|(_, found)| *found).collect()
    })
}

/// What is absent is unequal to everything.
fn equal(value: Known<Value>, wanted: bool, other: Value) -> Truth {
    match value {
        Known::Unknown => Unknown,
        Known::Absent => known(!wanted),
        Known::Is(value) => known((value == other) == wanted),
    }
}

fn one_of(value: Known<Value>, set: Known<BTreeSet<&'static str>>) -> Truth {
    match (value, set) {
        (Known::Absent, _) | (_, Known::Absent) => False,
        (Known::Unknown, _) | (_, Known::Unknown) => Unknown,
        (Known::Is(Value::Word(word)), Known::Is(set)) => known(set.contains(word)),
        (other, _) => panic!("{other:?} is no word"),
    }
}

type Members = BTreeSet<&'static str>;

fn two_sets(left: Known<Members>, right: Known<Members>, holds: fn(&Members, &Members) -> bool) -> Truth {
    match (left, right) {
        (Known::Absent, _) | (_, Known::Absent) => False,
        (Known::Unknown, _) | (_, Known::Unknown) => Unknown,
        (Known::Is(left), Known::Is(right)) => known(holds(&left, &right)),
    }
}
