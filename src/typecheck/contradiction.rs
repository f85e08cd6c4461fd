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
use crate::vocabulary::{FieldKind, Silence, Value};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// More alternatives than this are not looked at.
const MAX_ALTERNATIVES: usize = 512;
/// Nor more bounds on one number.
const MAX_BOUNDS: usize = 32;
/// Nor more tests in one rule, or in a whole pack: what is left then is taken to be possible.
const MAX_STEPS: usize = 200_000;
const MAX_STEPS_IN_ALL: usize = 20_000_000;

/// Looks at every condition of a rule.
pub(super) fn check(checker: &mut Checker<'_>, rule: &Rule) {
    if !checker.full {
        return;
    }
    let mut finder = Finder { steps: 0, checker };
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
            if finder.is_spent() {
                return;
            }
            finder.overlap(&branch.cond, met, &context, rule);
        }
    }
}

struct Finder<'f, 'a> {
    steps: usize,
    checker: &'f mut Checker<'a>,
}

impl Finder<'_, '_> {
    fn is_spent(&self) -> bool {
        self.steps > MAX_STEPS || self.checker.steps > MAX_STEPS_IN_ALL
    }

    fn step(&mut self, amount: usize) -> Option<()> {
        self.steps += amount;
        self.checker.steps += amount;
        (!self.is_spent()).then_some(())
    }

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
        let help = if code == "never-true" {
            "look for a value that excludes another, or a number out of reach"
        } else {
            "drop it, or ask `is set`"
        };
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
                    self.step(all.len())?;
                    union.extend(self.and(all.clone(), part, wanted)?);
                    if union.len() > MAX_ALTERNATIVES {
                        return None;
                    }
                }
                Some(union)
            }
            _ => {
                let mut all = all;
                self.step(all.len())?;
                all.iter_mut().for_each(|tests| self.test(tests, cond, wanted));
                Some(all)
            }
        }
    }

    fn test(&self, tests: &mut Tests, cond: &Cond, wanted: bool) {
        let understood = match &cond.kind {
            CondKind::Holds(field) => tests.one_of(*field, if wanted { 1 } else { 2 }, !wanted && self.can_be_absent(*field)),
            CondKind::In(Term::Field(field), Term::Literal(Value::Set(bits))) => self.choose(tests, *field, *bits, wanted),
            CondKind::Compare(Term::Field(field), comparison, Term::Literal(value)) => {
                self.compared(tests, *field, *comparison, value, wanted)
            }
            CondKind::Meets(Term::Field(field), Term::Literal(Value::Set(bits))) => self.members(tests, *field, *bits, wanted, wanted),
            CondKind::EmptySet(Term::Field(field)) => self.members(tests, *field, u64::MAX, !wanted, wanted),
            CondKind::Covers(Term::Field(field), Term::Literal(Value::Set(bits))) if wanted => {
                let members = self.set(tests, *field, true);
                members.must |= bits;
                true
            }
            CondKind::Covers(Term::Literal(Value::Set(bits)), Term::Field(field)) => self.members(tests, *field, !bits, !wanted, wanted),
            _ => false,
        };
        if !understood {
            tests.opaque += 1;
        }
    }

    /// Whether silence of a field means no value at all: then a test of it is false, and its opposite true.
    fn can_be_absent(&self, field: FieldRef) -> bool {
        self.checker.vocabulary.record(field.record).field(field.field).is_some_and(|field| field.silence == Silence::Absent)
    }

    /// Every value that a field can have.
    fn universe(&self, field: FieldRef) -> u64 {
        let kind = self.checker.vocabulary.record(field.record).field(field.field).map(|field| field.kind);
        match kind {
            Some(FieldKind::Enum(values)) => {
                let count = u32::try_from(self.checker.vocabulary.values(values).items.len()).unwrap_or(64);
                1_u64.checked_shl(count).map_or(u64::MAX, |bit| bit - 1)
            }
            Some(FieldKind::Set(values)) => {
                let values = self.checker.vocabulary.values(values);
                (0..u16::try_from(values.items.len()).unwrap_or(64)).fold(0, |all, index| all | values.bit(index))
            }
            _ => u64::MAX,
        }
    }

    /// An enum is one of some values, or is none of them.
    fn choose(&self, tests: &mut Tests, field: FieldRef, bits: u64, wanted: bool) -> bool {
        let all = self.universe(field);
        if wanted { tests.one_of(field, bits & all, false) } else { tests.one_of(field, all & !bits, self.can_be_absent(field)) }
    }

    /// What is asked of the members of a set; a set that is absent satisfies no test, only the opposite of one.
    fn set<'t>(&self, tests: &'t mut Tests, field: FieldRef, wanted: bool) -> &'t mut Members {
        let start = || Members { absent: self.can_be_absent(field), ..Members::default() };
        let members = tests.sets.entry(field).or_insert_with(start);
        members.absent &= !wanted;
        members
    }

    /// At least one of `bits` is in the set, or none is.
    fn members(&self, tests: &mut Tests, field: FieldRef, bits: u64, some: bool, wanted: bool) -> bool {
        let bits = bits & self.universe(field);
        let members = self.set(tests, field, wanted);
        if some {
            members.some_of.push(bits);
        } else {
            members.never |= bits;
        }
        true
    }

    fn compared(&self, tests: &mut Tests, field: FieldRef, comparison: Comparison, value: &Value, wanted: bool) -> bool {
        let equal = matches!(comparison, Comparison::Equal) == wanted;
        match value {
            Value::Enum(index) => self.choose(tests, field, 1_u64.checked_shl(u32::from(*index)).unwrap_or(0), equal),
            Value::Bool(value) => tests.one_of(field, if *value == equal { 1 } else { 2 }, !equal && self.can_be_absent(field)),
            Value::Set(bits) if equal => {
                let never = self.universe(field) & !bits;
                let members = self.set(tests, field, true);
                members.must |= bits;
                members.never |= never;
                true
            }
            Value::Set(_) => false,
            Value::Quantity(quantity) => {
                // Without a value only `!=` is true, and the opposite of the others.
                let absent = (comparison == Comparison::NotEqual) == wanted && self.can_be_absent(field);
                let comparison = if wanted { comparison } else { opposite(comparison) };
                let bounds = tests.bounds.entry(field).or_default();
                if bounds.len() >= MAX_BOUNDS {
                    return false;
                }
                bounds.push(Bound { comparison, quantity: quantity.clone(), absent });
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
    /// Values a single-valued field may still have, and whether it may be absent.
    choices: BTreeMap<FieldRef, (u64, bool)>,
    sets: BTreeMap<FieldRef, Members>,
    bounds: BTreeMap<FieldRef, Vec<Bound>>,
    /// Tests that were not understood.
    opaque: usize,
}

#[derive(Debug, Default, Clone)]
struct Members {
    must: u64,
    never: u64,
    some_of: Vec<u64>,
    /// There may be no set at all.
    absent: bool,
}

/// A comparison of a number, money, … with a value.
#[derive(Debug, Clone)]
struct Bound {
    comparison: Comparison,
    quantity: Quantity,
    /// It also holds when there is no value.
    absent: bool,
}

impl Tests {
    fn one_of(&mut self, field: FieldRef, bits: u64, absent: bool) -> bool {
        let left = self.choices.entry(field).or_insert((u64::MAX, true));
        *left = (left.0 & bits, left.1 && absent);
        true
    }

    fn possible(&self) -> bool {
        self.choices.values().all(|(bits, absent)| *bits != 0 || *absent)
            && self.sets.values().all(Members::possible)
            && self.bounds.values().all(|bounds| {
                let compatible = |(at, left): (usize, &Bound)| bounds.iter().skip(at + 1).all(|right| compatible(left, right));
                bounds.iter().all(|bound| bound.absent) || bounds.iter().enumerate().all(compatible)
            })
    }
}

impl Members {
    fn possible(&self) -> bool {
        self.absent || self.must & self.never == 0 && self.some_of.iter().all(|bits| bits & !self.never != 0)
    }
}

/// Whether some value satisfies two bounds. Bounds that cannot be compared are compatible.
fn compatible(left: &Bound, right: &Bound) -> bool {
    use Comparison::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    let Some(order) = left.quantity.compare(&right.quantity) else { return true };
    match (left.comparison, right.comparison) {
        (Equal, Equal) => order == Ordering::Equal,
        (Equal, NotEqual) | (NotEqual, Equal) => order != Ordering::Equal,
        (Equal, Less) | (Greater | GreaterOrEqual, Less) | (Greater, LessOrEqual | Equal) => order == Ordering::Less,
        (Equal, LessOrEqual) | (GreaterOrEqual, LessOrEqual | Equal) => order != Ordering::Greater,
        (Equal, Greater) | (Less | LessOrEqual, Greater) | (Less, GreaterOrEqual | Equal) => order == Ordering::Greater,
        (Equal, GreaterOrEqual) | (LessOrEqual, GreaterOrEqual | Equal) => order != Ordering::Less,
        _ => true,
    }
}
