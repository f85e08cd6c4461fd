//! Mutants of a condition: the same condition with one thing in it changed.

use ungp_check::source::Span;
use ungp_check::typecheck::checked::{Binding, Comparison, Cond, CondKind, Quantifier, Term};
use ungp_check::value::{Duration, Money, Quantity};
use ungp_check::vocabulary::{FieldKind, Value, Values, ValuesId, Vocabulary};

/// One change: what it makes of a condition or value, where, and in words.
#[derive(Debug)]
pub struct Change<T> {
    pub made: T,
    pub span: Span,
    pub what: String,
}

impl<T> Change<T> {
    /// The change of a part as a change of the whole.
    fn lift<U>(self, whole: impl FnOnce(T) -> U) -> Change<U> {
        Change { made: whole(self.made), span: self.span, what: self.what }
    }
}

/// What names and numbers stand for.
pub struct World<'a> {
    pub vocabulary: &'a Vocabulary,
    /// Values of the settings.
    pub settings: Vec<Quantity>,
}

/// How the bits of a closed list are to be read.
#[derive(Clone, Copy)]
enum Bits {
    /// The members of a set: `none` is no member.
    Members,
    /// Single values: `none` is one of them.
    Single,
}

impl World<'_> {
    /// Every mutant of a condition.
    pub fn mutants(&self, cond: &Cond) -> Vec<Change<Cond>> {
        let mut found = self.inner(cond);
        if self.can_be_negated(&cond.kind) {
            let made = Cond { span: cond.span, kind: CondKind::Not(Box::new(cond.clone())) };
            found.push(Change { made, span: cond.span, what: "denied".into() });
        }
        found
    }

    /// Whether `not` before it says something that no other change says.
    fn can_be_negated(&self, kind: &CondKind) -> bool {
        match kind {
            CondKind::Not(_) | CondKind::Quantified(Quantifier::Some | Quantifier::None, ..) => false,
            CondKind::Compare(_, comparison, _) => !matches!(comparison, Comparison::Equal | Comparison::NotEqual),
            _ => true,
        }
    }

    fn inner(&self, cond: &Cond) -> Vec<Change<Cond>> {
        let span = cond.span;
        let here = |kind: CondKind, what: String| Change { made: Cond { span, kind }, span, what };
        let whole = |kind: CondKind| Cond { span, kind };
        let terms = |found: Vec<Change<Term>>, kind: &dyn Fn(Term) -> CondKind| -> Vec<Change<Cond>> {
            found.into_iter().map(|change| change.lift(|term| whole(kind(term)))).collect()
        };
        match &cond.kind {
            CondKind::Or(parts) => self.parts(parts, span, &CondKind::Or, here(CondKind::And(parts.clone()), "`or` as `and`".into())),
            CondKind::And(parts) => self.parts(parts, span, &CondKind::And, here(CondKind::Or(parts.clone()), "`and` as `or`".into())),
            CondKind::Not(inner) => {
                let denied = self.inner(inner).into_iter().map(|change| change.lift(|inner| whole(CondKind::Not(Box::new(inner)))));
                std::iter::once(here(inner.kind.clone(), "no longer denied".into())).chain(denied).collect()
            }
            CondKind::Quantified(quantifier, binding, body) => self.quantified(*quantifier, binding, body, span),
            CondKind::Compare(left, comparison, right) => {
                let other = flipped(*comparison);
                let what = format!("`{}` as `{}`", mark(*comparison), mark(other));
                let mut found = vec![here(CondKind::Compare(left.clone(), other, right.clone()), what)];
                let (left_kind, right_kind) = (self.values_of(right), self.values_of(left));
                found.extend(terms(self.terms(left, left_kind, Bits::Members, span), &|term| {
                    CondKind::Compare(term, *comparison, right.clone())
                }));
                found.extend(terms(self.terms(right, right_kind, Bits::Members, span), &|term| {
                    CondKind::Compare(left.clone(), *comparison, term)
                }));
                found
            }
            CondKind::In(left, right) => {
                terms(self.terms(right, self.values_of(left), Bits::Single, span), &|term| CondKind::In(left.clone(), term))
            }
            CondKind::Meets(left, right) => {
                let mut found =
                    terms(self.terms(left, self.values_of(right), Bits::Members, span), &|term| CondKind::Meets(term, right.clone()));
                let mut asked = self.terms(right, self.values_of(left), Bits::Members, span);
                // `has x` is one name, not a list to add to.
                if matches!(right, Term::Literal(Value::Set(bits)) if bits.count_ones() == 1) {
                    asked.retain(|change| !change.what.starts_with("with "));
                }
                found.extend(terms(asked, &|term| CondKind::Meets(left.clone(), term)));
                found
            }
            CondKind::Covers(left, right) => {
                let mut found =
                    terms(self.terms(left, self.values_of(right), Bits::Members, span), &|term| CondKind::Covers(term, right.clone()));
                found.extend(terms(self.terms(right, self.values_of(left), Bits::Members, span), &|term| {
                    CondKind::Covers(left.clone(), term)
                }));
                found
            }
            CondKind::EmptySet(term) => terms(self.terms(term, None, Bits::Members, span), &CondKind::EmptySet),
            CondKind::Holds(_) | CondKind::EmptyList(..) | CondKind::Unset(_) | CondKind::Silent(_) => Vec::new(),
        }
    }

    fn parts(&self, parts: &[Cond], span: Span, kind: &dyn Fn(Vec<Cond>) -> CondKind, other: Change<Cond>) -> Vec<Change<Cond>> {
        let mut found = vec![other];
        for (index, part) in parts.iter().enumerate() {
            for change in self.mutants(part) {
                let mut parts = parts.to_vec();
                found.push(change.lift(|part| {
                    parts[index] = part;
                    Cond { span, kind: kind(parts) }
                }));
            }
        }
        found
    }

    fn quantified(&self, quantifier: Quantifier, binding: &Binding, body: &Cond, span: Span) -> Vec<Change<Cond>> {
        let with = |quantifier, binding: &Binding, body: &Cond| Cond {
            span,
            kind: CondKind::Quantified(quantifier, Box::new(binding.clone()), Box::new(body.clone())),
        };
        let others = [Quantifier::Some, Quantifier::Every, Quantifier::None].into_iter().filter(|other| *other != quantifier);
        let mut found: Vec<_> = others
            .map(|other| Change { made: with(other, binding, body), span, what: format!("`{}` as `{}`", word(quantifier), word(other)) })
            .collect();
        found.extend(self.bindings(binding).into_iter().map(|change| change.lift(|binding| with(quantifier, &binding, body))));
        found.extend(self.mutants(body).into_iter().map(|change| change.lift(|body| with(quantifier, binding, &body))));
        found
    }

    /// The mutants of a binding's filter.
    fn bindings(&self, binding: &Binding) -> Vec<Change<Binding>> {
        let filter = binding.filter.iter().flat_map(|filter| self.mutants(filter));
        filter.map(|change| change.lift(|filter| Binding { filter: Some(filter), ..binding.clone() })).collect()
    }

    /// The closed list whose values a term is made of.
    fn values_of(&self, term: &Term) -> Option<ValuesId> {
        match term {
            Term::Field(field) => match self.vocabulary.record(field.record).field(field.field)?.kind {
                FieldKind::Enum(values) | FieldKind::Set(values) => Some(values),
                _ => None,
            },
            Term::Combine(left, _, right) => self.values_of(left).or_else(|| self.values_of(right)),
            _ => None,
        }
    }

    fn terms(&self, term: &Term, values: Option<ValuesId>, bits: Bits, span: Span) -> Vec<Change<Term>> {
        let change = |(value, what): (Value, String)| Change { made: Term::Literal(value), span, what };
        match term {
            Term::Literal(Value::Set(set)) => {
                values.map(|id| members(*set, self.vocabulary.values(id), bits)).unwrap_or_default().into_iter().map(change).collect()
            }
            Term::Literal(Value::Quantity(quantity)) => beside(quantity).into_iter().map(change).collect(),
            Term::Setting(index) => self.settings.get(*index).map(beside).unwrap_or_default().into_iter().map(change).collect(),
            Term::CountRecords(binding) => {
                self.bindings(binding).into_iter().map(|change| change.lift(|binding| Term::CountRecords(Box::new(binding)))).collect()
            }
            Term::CountMembers(inner) => self
                .terms(inner, None, bits, span)
                .into_iter()
                .map(|change| change.lift(|inner| Term::CountMembers(Box::new(inner))))
                .collect(),
            Term::Combine(left, operator, right) => {
                let values = values.or_else(|| self.values_of(term));
                let made = |left: &Term, right: &Term| Term::Combine(Box::new(left.clone()), *operator, Box::new(right.clone()));
                let lefts = self.terms(left, values, bits, span).into_iter().map(|change| change.lift(|left| made(&left, right)));
                let rights = self.terms(right, values, bits, span).into_iter().map(|change| change.lift(|right| made(left, &right)));
                lefts.chain(rights).collect()
            }
            Term::Field(_) | Term::Literal(_) => Vec::new(),
        }
    }
}

/// A set without each of its members, and with one more: the next in the order of the closed list, where neighbours are alike.
fn members(set: u64, values: &Values, bits: Bits) -> Vec<(Value, String)> {
    let all: Vec<(u64, &str)> = (0_u16..)
        .zip(values.names())
        .map(|(index, name)| (if matches!(bits, Bits::Single) { 1 << index } else { values.bit(index) }, name))
        .filter(|(bit, _)| *bit != 0)
        .collect();
    let there = |(bit, _): &&(u64, &str)| set & bit != 0;
    let mut found: Vec<_> = all.iter().filter(there).map(|(bit, name)| (Value::Set(set & !bit), format!("without `{name}`"))).collect();
    let last = all.iter().rposition(|one| there(&one)).unwrap_or(0);
    let (before, after) = all.split_at(last);
    let next = after.iter().chain(before).find(|(bit, _)| set & bit == 0);
    found.extend(next.map(|(bit, name)| (Value::Set(set | bit), format!("with `{name}` besides"))));
    found
}

/// A threshold one unit lower and one unit higher; a value below 0 could not be written.
fn beside(quantity: &Quantity) -> Vec<(Value, String)> {
    let moved = |by: f64| -> Option<Quantity> {
        let near = |amount: f64| Some(amount + by).filter(|amount| *amount >= 0.0);
        Some(match quantity {
            Quantity::Number(number) => Quantity::Number(near(*number)?),
            Quantity::Percent(number) => Quantity::Percent(near(*number)?),
            Quantity::Money(money) => Quantity::Money(Box::new(Money { amount: near(money.amount)?, ..**money })),
            Quantity::Duration(duration) => Quantity::Duration(Duration { amount: near(duration.amount)?, unit: duration.unit }),
            Quantity::Date(date) if by > 0.0 => Quantity::Date(date.tomorrow().ok()?),
            Quantity::Date(date) => Quantity::Date(date.yesterday().ok()?),
            Quantity::Text(_) => return None,
        })
    };
    [-1.0, 1.0]
        .into_iter()
        .filter_map(moved)
        .map(|other| (format!("`{quantity}` as `{other}`"), other))
        .map(|(what, other)| (Value::Quantity(other), what))
        .collect()
}

fn flipped(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::LessOrEqual,
        Comparison::LessOrEqual => Comparison::Less,
        Comparison::Greater => Comparison::GreaterOrEqual,
        Comparison::GreaterOrEqual => Comparison::Greater,
    }
}

fn mark(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "=",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}

fn word(quantifier: Quantifier) -> &'static str {
    match quantifier {
        Quantifier::Some => "some",
        Quantifier::Every => "every",
        Quantifier::None => "none",
    }
}
