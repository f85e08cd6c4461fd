//! What a condition's truth rests on that nobody has confirmed. Where either of two facts would do, the firmer counts; so a fact that
//! words suggest never takes away from what a person has said.

use super::condition::{Bound, Bounds, State, bound};
use super::kleene::Truth;
use super::{Judge, View};
use crate::description::{FactStatus, Provenance, Record};
use crate::diagnostic::Severity;
use crate::outcome::{A_RECORD, Doubt, Doubtful, Finding, Outcome, Verdict};
use crate::typecheck::checked::{Binding, Cond, CondKind, FieldRef, ListRef, Quantifier, Term};

/// A status that is not somebody's word.
pub(super) fn doubtful(status: Option<FactStatus>) -> Option<FactStatus> {
    status.filter(|status| *status != FactStatus::Confirmed)
}

fn status(provenance: Option<&Provenance>) -> Option<FactStatus> {
    provenance?.status
}

impl<'a> View<'a> {
    /// What the present truth of a condition rests on that is doubtful; nothing where it is not known.
    pub(super) fn doubt(&self, cond: &'a Cond, bounds: &mut Bounds<'a>) -> Doubt {
        let truth = self.truth(cond, bounds);
        self.doubt_as(cond, truth, bounds)
    }

    fn doubt_as(&self, cond: &'a Cond, truth: Truth, bounds: &mut Bounds<'a>) -> Doubt {
        let of_all = |parts: &'a [Cond], bounds: &mut Bounds<'a>| Doubt::all(parts.iter().map(|part| self.doubt(part, bounds)));
        let of_any = |parts: &'a [Cond], bounds: &mut Bounds<'a>| {
            let alike: Vec<&Cond> = parts.iter().filter(|part| self.truth(part, bounds) == truth).collect();
            Doubt::any(alike.into_iter().map(|part| self.doubt_as(part, truth, bounds)))
        };
        match &cond.kind {
            _ if truth == Truth::Unknown => Doubt::default(),
            CondKind::And(parts) if truth == Truth::True => of_all(parts, bounds),
            CondKind::Or(parts) if truth == Truth::False => of_all(parts, bounds),
            CondKind::And(parts) | CondKind::Or(parts) => of_any(parts, bounds),
            CondKind::Not(inner) => self.doubt_as(inner, truth.negated(), bounds),
            CondKind::Quantified(quantifier, binding, body) => self.doubt_of_records(*quantifier, binding, body, truth, bounds),
            CondKind::EmptyList(list, _) => self.doubt_of_some(*list, bounds),
            CondKind::Holds(field) | CondKind::Unset(field) | CondKind::Silent(field) => self.doubt_of_field(*field, bounds),
            CondKind::Compare(left, _, right)
            | CondKind::In(left, right)
            | CondKind::Meets(left, right)
            | CondKind::Covers(left, right) => self.doubt_of_term(left, bounds).and(self.doubt_of_term(right, bounds)),
            CondKind::EmptySet(term) => self.doubt_of_term(term, bounds),
        }
    }

    /// One record decides that some record is so, and every record that none is.
    fn doubt_of_records(
        &self,
        quantifier: Quantifier,
        binding: &'a Binding,
        body: &'a Cond,
        truth: Truth,
        bounds: &mut Bounds<'a>,
    ) -> Doubt {
        let deciding = match quantifier {
            Quantifier::Every => Truth::False,
            Quantifier::Some | Quantifier::None => Truth::True,
        };
        let one_decides = (truth == Truth::True) == (quantifier == Quantifier::Some);
        let each = self.each(binding, bounds, |counts, bounds| {
            let holds = if counts == Truth::False { Truth::False } else { self.truth(body, bounds) };
            let decides = counts == Truth::True && holds == deciding;
            if one_decides && !decides {
                return None;
            }
            let doubt = self.doubt_of_filter(binding, bounds);
            Some(if counts == Truth::False { doubt } else { doubt.and(self.doubt_as(body, holds, bounds)) })
        });
        let each = each.into_iter().flatten();
        if one_decides { Doubt::any(each) } else { Doubt::all(each) }
    }

    /// What it rests on that the record bound now counts, or does not.
    pub(super) fn doubt_of_filter(&self, binding: &'a Binding, bounds: &mut Bounds<'a>) -> Doubt {
        binding.filter.as_ref().map_or_else(Doubt::default, |filter| self.doubt(filter, bounds))
    }

    fn doubt_of_presence(&self, record: &Record, path: impl FnOnce() -> String) -> Doubt {
        let provenance = record.provenance.as_deref();
        let Some(status) = doubtful(status(provenance)) else { return Doubt::default() };
        let note = provenance.and_then(|provenance| provenance.note.as_ref()).map(|note| note.text.to_string());
        Doubt::of(Doubtful { path: path(), value: A_RECORD.into(), status, note })
    }

    /// That a list has records.
    fn doubt_of_some(&self, list: ListRef, bounds: &Bounds<'a>) -> Doubt {
        let records = self.records(list, bounds);
        let each = (0..records.len()).filter_map(|index| Some((index, records.get(index)?.0)));
        Doubt::any(
            each.map(|(index, record)| self.doubt_of_presence(record, || format!("{}[{}]", self.list_path(list, bounds), index + 1))),
        )
    }

    /// Whether all records of a list are suggested or disputed.
    pub(super) fn doubt_of_list(&self, list: ListRef, bounds: &Bounds<'a>) -> Option<FactStatus> {
        self.doubt_of_some(list, bounds).facts.first().map(|fact| fact.status)
    }

    fn doubt_of_field(&self, field: FieldRef, bounds: &Bounds<'a>) -> Doubt {
        let State::Fact(fact) = self.state(field, bounds) else { return Doubt::default() };
        let Some(status) = self.doubt_status(field, bounds) else { return Doubt::default() };
        let holder = self.holder(field.base, bounds).and_then(|record| record.provenance.as_deref());
        let note = |provenance: Option<&Provenance>| Some(provenance?.note.as_ref()?.text.to_string());
        let note = note(fact.provenance.as_deref()).or_else(|| note(holder));
        Doubt::of(Doubtful { path: self.path(field, bounds), value: self.vocabulary.show(self.kind(field), &fact.value), status, note })
    }

    /// Whether a fact is suggested or disputed: by its own status, or else by that of its record.
    pub(super) fn doubt_status(&self, field: FieldRef, bounds: &Bounds<'a>) -> Option<FactStatus> {
        let State::Fact(fact) = self.state(field, bounds) else { return None };
        let of_record = || status(self.holder(field.base, bounds)?.provenance.as_deref());
        doubtful(status(fact.provenance.as_deref()).or_else(of_record))
    }

    fn doubt_of_term(&self, term: &'a Term, bounds: &mut Bounds<'a>) -> Doubt {
        match term {
            Term::Field(field) => self.doubt_of_field(*field, bounds),
            Term::Literal(_) | Term::Setting(_) => Doubt::default(),
            Term::CountMembers(inner) => self.doubt_of_term(inner, bounds),
            Term::Combine(left, _, right) => self.doubt_of_term(left, bounds).and(self.doubt_of_term(right, bounds)),
            Term::CountRecords(binding) => {
                let each = self.each(binding, bounds, |_, bounds| {
                    let Some(Bound { record, index, .. }) = bound(binding.slot, bounds) else { return Doubt::default() };
                    let there = self.doubt_of_presence(record, || format!("{}[{}]", self.list_path(binding.list, bounds), index + 1));
                    there.and(self.doubt_of_filter(binding, bounds))
                });
                Doubt::all(each.into_iter())
            }
        }
    }

    /// What the kinds of initiative rest on.
    pub(super) fn doubt_of_kinds(&self) -> Doubt {
        let Some((section, field)) = self.vocabulary.kinds else { return Doubt::default() };
        let Some(record) = self.description.section(section) else { return Doubt::default() };
        let Some(fact) = record.fact(field) else { return Doubt::default() };
        let own = status(fact.provenance.as_deref()).or_else(|| status(record.provenance.as_deref()));
        let Some(status) = doubtful(own) else { return Doubt::default() };
        let path = self.vocabulary.field_path(record.record, field);
        let kind = self.vocabulary.record(record.record).field(field).map(|field| field.kind);
        let value = kind.map(|kind| self.vocabulary.show(kind, &fact.value)).unwrap_or_default();
        let note = fact.provenance.as_deref().and_then(|provenance| provenance.note.as_ref()).map(|note| note.text.to_string());
        Doubt::of(Doubtful { path, value, status, note })
    }
}

impl<'a> Judge<'a> {
    /// Whether there is anything to doubt: otherwise nobody need look.
    pub(super) fn may_doubt(&self) -> bool {
        self.presence.doubtful || self.rule.compares
    }

    /// A finding with what it rests on. What nobody has confirmed is no error: this is the one place that sees to it.
    pub(super) fn weighed(&self, mut finding: Finding, doubt: Doubt) -> Finding {
        // What it says first; that the rule is asked at all comes last.
        finding.doubt = doubt.and(self.ground.clone());
        if !finding.doubt.is_firm() {
            finding.severity = finding.severity.min(Severity::Warning);
        }
        finding
    }

    /// What some conditions rest on together.
    pub(super) fn doubt_of(&mut self, conds: impl Iterator<Item = &'a Cond>) -> Doubt {
        if !self.may_doubt() {
            return Doubt::default();
        }
        Doubt::all(conds.map(|cond| self.view.doubt(cond, &mut self.bounds)))
    }

    /// What the severity rests on, where a condition decides it.
    pub(super) fn doubt_of_severity(&mut self) -> Doubt {
        let raised = self.raised().and_then(|index| self.rule.severities.get(index));
        self.doubt_of(raised.map(|(_, cond)| cond).into_iter())
    }

    /// What it rests on that the rule is asked, or is not.
    pub(super) fn doubt_of_applying(&mut self, applies: Truth) -> Doubt {
        let rule = self.rule;
        let kinds = || if rule.kinds.is_some() { self.view.doubt_of_kinds() } else { Doubt::default() };
        let of_kind = rule.kinds.is_none_or(|kinds| kinds & self.view.description.kinds != 0);
        let bounds = &mut self.bounds;
        let mut holds = |cond: Option<&'a Cond>, otherwise| cond.map_or(otherwise, |cond| self.view.truth(cond, bounds));
        let (when, otherwise) = (holds(rule.when.as_ref(), Truth::True), holds(rule.otherwise.as_ref(), Truth::False));
        let own = |cond: Option<&'a Cond>, bounds: &mut Bounds<'a>| cond.map_or_else(Doubt::default, |cond| self.view.doubt(cond, bounds));
        match applies {
            Truth::Unknown => Doubt::default(),
            Truth::True => {
                let first = (of_kind && when == Truth::True).then(|| kinds().and(own(rule.when.as_ref(), &mut self.bounds)));
                let second = (otherwise == Truth::True).then(|| own(rule.otherwise.as_ref(), &mut self.bounds));
                Doubt::any(first.into_iter().chain(second))
            }
            Truth::False => {
                let by_kind = (!of_kind).then(&kinds);
                let by_when = (when == Truth::False).then(|| own(rule.when.as_ref(), &mut self.bounds));
                Doubt::any(by_kind.into_iter().chain(by_when)).and(own(rule.otherwise.as_ref(), &mut self.bounds))
            }
        }
    }

    /// What the verdict rests on.
    pub(super) fn doubt_of_outcome(&mut self, outcome: &Outcome) -> Doubt {
        if !self.may_doubt() {
            return Doubt::default();
        }
        match outcome.verdict {
            Verdict::Undetermined => Doubt::default(),
            Verdict::NotApplicable => self.ground.clone(),
            Verdict::Violated | Verdict::PartlyMet => Doubt::any(outcome.findings.iter().map(|finding| finding.doubt.clone())),
            Verdict::Met => {
                let (view, rule, ground) = (self.view, self.rule, self.ground.clone());
                let met = |bounds: &mut Bounds<'a>| {
                    let met: Vec<&Cond> = rule.met.iter().filter(|cond| view.truth(cond, bounds) == Truth::True).collect();
                    Doubt::any(met.into_iter().map(|cond| view.doubt(cond, bounds)))
                };
                match &rule.each {
                    None => ground.and(met(&mut self.bounds)),
                    Some(binding) => {
                        let each = view.each(binding, &mut self.bounds, |counts, bounds| {
                            let filter = view.doubt_of_filter(binding, bounds);
                            if counts == Truth::True { filter.and(met(bounds)) } else { filter }
                        });
                        Doubt::all(std::iter::once(ground).chain(each))
                    }
                }
            }
        }
    }
}
