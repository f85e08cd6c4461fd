//! Conditions that are always true, never true, or true for both verdicts: found by writing them as alternatives of plain
//! tests and looking whether the tests of one alternative can stand together.
//!
//! Tests about other records, counts and silence are opaque: they are assumed possible. So a complaint is always right, and
//! some contradictions go unseen.

use super::Checker;
use super::checked::{Comparison, Cond, CondKind, FieldRef, Quantifier, Rule, Term};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::value::Quantity;
use crate::vocabulary::{FieldKind, Value};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// More alternatives than this are not looked at.
const MAX_ALTERNATIVES: usize = 512;

/// Looks at every condition of a rule.
pub(super) fn check(checker: &mut Checker<'_>, rule: &Rule) {
    if !checker.full {
        return;
    }
    let mut finder = Finder { checker };
    let applies: Vec<&Cond> = rule.when.iter().collect();
    for cond in rule.when.iter().chain(&rule.otherwise) {
        finder.whole(cond, &[]);
    }
    let filter: Vec<&Cond> = rule.each.iter().filter_map(|each| each.filter.as_ref()).collect();
    let context: Vec<&Cond> = if rule.otherwise.is_none() { applies.iter().chain(&filter).copied().collect() } else { filter.clone() };
    let verdicts = rule.violated.iter().map(|branch| &branch.cond).chain(&rule.met);
    for cond in filter.iter().copied().chain(rule.severities.iter().map(|(_, cond)| cond)) {
        finder.whole(cond, &[]);
    }
    for cond in verdicts {
        finder.whole(cond, &context);
    }
    for branch in &rule.violated {
        for met in &rule.met {
            finder.overlap(&branch.cond, met, &context, rule);
        }
    }
}

struct Finder<'f, 'a> {
    checker: &'f mut Checker<'a>,
}

impl Finder<'_, '_> {
    fn whole(&mut self, cond: &Cond, context: &[&Cond]) {
        self.inner(cond);
        let mut parts: Vec<(&Cond, bool)> = context.iter().map(|cond| (*cond, true)).collect();
        parts.push((cond, true));
        if !self.possible(&parts) {
            let besides = if context.is_empty() { "" } else { ", given the rule's `when` and `where`" };
            self.report("never-true", format!("this condition can never be true{besides}"), cond.span);
            return;
        }
        if !self.possible(&[(cond, false)]) {
            self.report("always-true", "this condition is true whatever the value".into(), cond.span);
            return;
        }
        if let CondKind::Or(alternatives) = &cond.kind {
            for alternative in alternatives {
                parts.pop();
                parts.push((alternative, true));
                if !self.possible(&parts) {
                    self.report("never-true", "this alternative can never be true".into(), alternative.span);
                }
            }
        }
    }

    /// The conditions within quantifiers, each with its own filter.
    fn inner(&mut self, cond: &Cond) {
        match &cond.kind {
            CondKind::Or(parts) | CondKind::And(parts) => parts.iter().for_each(|part| self.inner(part)),
            CondKind::Not(inner) => self.inner(inner),
            CondKind::Quantified(quantifier, binding, body) => {
                let filter: Vec<&Cond> = binding.filter.iter().collect();
                if let Some(filter) = &binding.filter {
                    self.whole(filter, &[]);
                }
                // What `every` asks may well follow from nothing else than the filter's opposite, so only `some` and `none` see it.
                let context = if *quantifier == Quantifier::Every { Vec::new() } else { filter };
                self.whole(body, &context);
            }
            _ => {}
        }
    }

    fn report(&mut self, code: &str, message: String, span: Span) {
        let help = if code == "never-true" { "look for a value that excludes another, or a number out of reach" } else { "drop it, or ask `is set`" };
        self.checker.diagnostics.push(Diagnostic::error(code, message).at(span, "this condition").help(help));
    }

    /// One input for which the rule would say both.
    fn overlap(&mut self, violated: &Cond, met: &Cond, context: &[&Cond], rule: &Rule) {
        let mut parts: Vec<(&Cond, bool)> = context.iter().map(|cond| (*cond, true)).collect();
        parts.extend([(violated, true), (met, true)]);
        let Some(alternatives) = self.alternatives(&parts) else { return };
        let both = alternatives.iter().any(|tests| tests.opaque == 0 && tests.possible());
        if both {
            let message = format!("rule `{}` would be both violated and met for one bill", rule.code);
            self.checker.diagnostics.push(
                Diagnostic::error("both-verdicts", message)
                    .at(violated.span, "violated when this holds")
                    .also(met.span, "and met when this holds, which can be at the same time")
                    .help("add to `met when` what rules the violation out"),
            );
        }
    }

    fn possible(&mut self, parts: &[(&Cond, bool)]) -> bool {
        self.alternatives(parts).is_none_or(|alternatives| alternatives.iter().any(Tests::possible))
    }

    /// All parts together as alternatives; `None` when there are too many to look at.
    fn alternatives(&mut self, parts: &[(&Cond, bool)]) -> Option<Vec<Tests>> {
        let mut all = vec![Tests::default()];
        for (cond, wanted) in parts {
            all = self.and(all, cond, *wanted)?;
        }
        Some(all)
    }

    fn and(&mut self, all: Vec<Tests>, cond: &Cond, wanted: bool) -> Option<Vec<Tests>> {
        match (&cond.kind, wanted) {
            (CondKind::Not(inner), _) => self.and(all, inner, !wanted),
            (CondKind::And(parts), true) | (CondKind::Or(parts), false) => {
                let mut all = all;
                for part in parts {
                    all = self.and(all, part, wanted)?;
                }
                Some(all)
            }
            (CondKind::Or(parts), true) | (CondKind::And(parts), false) => {
                let mut union = Vec::new();
                for part in parts {
                    union.extend(self.and(all.clone(), part, wanted)?);
                    if union.len() > MAX_ALTERNATIVES {
                        return None;
                    }
                }
                Some(union)
            }
            _ => {
                let mut all = all;
                all.iter_mut().for_each(|tests| self.test(tests, cond, wanted));
                Some(all)
            }
        }
    }

    fn test(&self, tests: &mut Tests, cond: &Cond, wanted: bool) {
        let understood = match &cond.kind {
            CondKind::Holds(field) => tests.one_of(*field, if wanted { 1 } else { 2 }),
            CondKind::In(Term::Field(field), Term::Literal(Value::Set(bits))) => tests.one_of(*field, self.choose(*field, *bits, wanted)),
            CondKind::Compare(Term::Field(field), comparison, Term::Literal(value)) => self.compared(tests, *field, *comparison, value, wanted),
            CondKind::Meets(Term::Field(field), Term::Literal(Value::Set(bits))) => tests.members(*field, *bits, wanted),
            CondKind::EmptySet(Term::Field(field)) => tests.members(*field, u64::MAX, !wanted),
            CondKind::Covers(Term::Field(field), Term::Literal(Value::Set(bits))) if wanted => {
                tests.set(*field).must |= bits;
                true
            }
            CondKind::Covers(Term::Literal(Value::Set(bits)), Term::Field(field)) => tests.members(*field, !bits, !wanted),
            _ => false,
        };
        if !understood {
            tests.opaque += 1;
        }
    }

    fn choose(&self, field: FieldRef, bits: u64, wanted: bool) -> u64 {
        let kind = self.checker.vocabulary.record(field.record).field(field.field).map(|field| field.kind);
        let all = match kind {
            Some(FieldKind::Enum(values)) => {
                let count = u32::try_from(self.checker.vocabulary.values(values).items.len()).unwrap_or(64);
                1_u64.checked_shl(count).map_or(u64::MAX, |bit| bit - 1)
            }
            _ => u64::MAX,
        };
        if wanted { bits & all } else { all & !bits }
    }

    fn compared(&self, tests: &mut Tests, field: FieldRef, comparison: Comparison, value: &Value, wanted: bool) -> bool {
        let equal = matches!(comparison, Comparison::Equal) == wanted;
        match value {
            Value::Enum(index) => tests.one_of(field, self.choose(field, 1_u64.checked_shl(u32::from(*index)).unwrap_or(0), equal)),
            Value::Bool(value) => tests.one_of(field, if *value == equal { 1 } else { 2 }),
            Value::Set(bits) if equal => {
                tests.set(field).must |= bits;
                tests.set(field).never |= !bits;
                true
            }
            Value::Set(_) => false,
            Value::Quantity(quantity) => {
                let comparison = if wanted { comparison } else { opposite(comparison) };
                tests.bounds.entry(field).or_default().push((comparison, quantity.clone()));
                true
            }
        }
    }
}

fn opposite(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::GreaterOrEqual,
        Comparison::LessOrEqual => Comparison::Greater,
        Comparison::Greater => Comparison::LessOrEqual,
        Comparison::GreaterOrEqual => Comparison::Less,
    }
}

/// The tests of one alternative, by field.
#[derive(Debug, Default, Clone)]
struct Tests {
    /// Values a single-valued field may still have.
    choices: BTreeMap<FieldRef, u64>,
    sets: BTreeMap<FieldRef, Members>,
    bounds: BTreeMap<FieldRef, Vec<(Comparison, Quantity)>>,
    /// Tests that were not understood.
    opaque: usize,
}

#[derive(Debug, Default, Clone)]
struct Members {
    must: u64,
    never: u64,
    some_of: Vec<u64>,
}

impl Tests {
    fn one_of(&mut self, field: FieldRef, bits: u64) -> bool {
        *self.choices.entry(field).or_insert(u64::MAX) &= bits;
        true
    }

    fn set(&mut self, field: FieldRef) -> &mut Members {
        self.sets.entry(field).or_default()
    }

    /// At least one of `bits` is in the set, or none is.
    fn members(&mut self, field: FieldRef, bits: u64, some: bool) -> bool {
        if some {
            self.set(field).some_of.push(bits);
        } else {
            self.set(field).never |= bits;
        }
        true
    }

    fn possible(&self) -> bool {
        self.choices.values().all(|bits| *bits != 0)
            && self.sets.values().all(|members| members.must & members.never == 0 && members.some_of.iter().all(|bits| bits & !members.never != 0))
            && self.bounds.values().all(|bounds| bounds.iter().enumerate().all(|(at, left)| bounds.iter().skip(at + 1).all(|right| compatible(left, right))))
    }
}

/// Whether some value satisfies two bounds. Bounds that cannot be compared are compatible.
fn compatible(left: &(Comparison, Quantity), right: &(Comparison, Quantity)) -> bool {
    use Comparison::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    let Some(order) = left.1.compare(&right.1) else { return true };
    match (left.0, right.0) {
        (Equal, Equal) => order == Ordering::Equal,
        (Equal, NotEqual) | (NotEqual, Equal) => order != Ordering::Equal,
        (Equal, Less) | (Greater | GreaterOrEqual, Less) | (Greater, LessOrEqual | Equal) => order == Ordering::Less,
        (Equal, LessOrEqual) | (GreaterOrEqual, LessOrEqual | Equal) => order != Ordering::Greater,
        (Equal, Greater) | (Less | LessOrEqual, Greater) | (Less, GreaterOrEqual | Equal) => order == Ordering::Greater,
        (Equal, GreaterOrEqual) | (LessOrEqual, GreaterOrEqual | Equal) => order != Ordering::Less,
        _ => true,
    }
}
