//! The facts a rule asks for, what only says whether it applies included: what a description must answer for it to be decided.

use super::checked::{Binding, Cond, CondKind, FieldRef, ListRef, Rule, Term};
use crate::vocabulary::RecordId;
use std::collections::BTreeSet;

/// Fields by record type and index. A section that is a list is a field of the description itself, record 0.
pub fn asked(rule: &Rule) -> BTreeSet<(RecordId, u16)> {
    let mut asked = Asked(BTreeSet::new());
    let violated = rule.violated.iter().map(|branch| &branch.cond);
    let partly = rule.partly.iter().filter_map(|line| line.cond.as_ref());
    let severities = rule.severities.iter().map(|(_, cond)| cond);
    let conds = rule.when.iter().chain(&rule.otherwise).chain(violated).chain(&rule.met).chain(partly).chain(severities);
    conds.for_each(|cond| asked.cond(cond));
    rule.each.iter().for_each(|binding| asked.binding(binding, None));
    asked.0
}

/// A walk over everything that conditions ask for.
pub(super) trait Walk {
    /// A field.
    fn field(&mut self, field: FieldRef);

    /// A list, as a field of what holds it.
    fn list(&mut self, list: ListRef) {
        if let Some(field) = list.as_field() {
            self.field(field);
        }
    }

    /// A setting.
    fn setting(&mut self, _index: usize) {}

    /// A binding with the condition asked of its records, if any.
    fn binding(&mut self, binding: &Binding, body: Option<&Cond>);

    /// All of a condition.
    fn cond(&mut self, cond: &Cond) {
        match &cond.kind {
            CondKind::Or(parts) | CondKind::And(parts) => parts.iter().for_each(|part| self.cond(part)),
            CondKind::Not(inner) => self.cond(inner),
            CondKind::Quantified(_, binding, body) => self.binding(binding, Some(body)),
            CondKind::Holds(field) | CondKind::Unset(field) | CondKind::Silent(field) => self.field(*field),
            CondKind::Compare(left, _, right)
            | CondKind::In(left, right)
            | CondKind::Meets(left, right)
            | CondKind::Covers(left, right) => {
                self.term(left);
                self.term(right);
            }
            CondKind::EmptySet(term) => self.term(term),
            CondKind::EmptyList(list, _) => self.list(*list),
        }
    }

    /// All of a term.
    fn term(&mut self, term: &Term) {
        match term {
            Term::Field(field) => self.field(*field),
            Term::Literal(_) => {}
            Term::Setting(index) => self.setting(*index),
            Term::CountRecords(binding) => self.binding(binding, None),
            Term::CountMembers(inner) => self.term(inner),
            Term::Combine(left, _, right) => {
                self.term(left);
                self.term(right);
            }
        }
    }
}

struct Asked(BTreeSet<(RecordId, u16)>);

impl Walk for Asked {
    fn field(&mut self, field: FieldRef) {
        // What another law says is not asked of the bill.
        if !field.other {
            self.0.insert((field.record, field.field));
        }
    }

    fn binding(&mut self, binding: &Binding, body: Option<&Cond>) {
        self.list(binding.list);
        binding.filter.iter().chain(body).for_each(|cond| self.cond(cond));
    }
}
