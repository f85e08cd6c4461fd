//! Checked rules × description → outcomes. Nothing here can fail: what could was refused when the rules were checked.

pub mod condition;
mod doubt;
pub mod explain;
mod finding;
pub mod kleene;
pub mod reach;
#[cfg(test)]
mod tests;

use crate::description::{Description, Provenance, Record, Slot};
use crate::diagnostic::{Label, Severity};
use crate::outcome::{Doubt, Evidence, Finding, Inapplicable, Outcome, Verdict};
use crate::source::{Sources, Span};
use crate::typecheck::checked::{Binding, Cond, FieldRef, Message, Rule, RuleSet};
use crate::vocabulary::Vocabulary;
use condition::{Bounds, quantify};
use explain::Explanation;
use kleene::Truth;

/// Everything a rule is evaluated against.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The rules.
    pub rules: &'a RuleSet,
    /// The vocabulary.
    pub vocabulary: &'a Vocabulary,
    /// The description.
    pub description: &'a Description,
    /// The texts, for the words of labels.
    pub sources: &'a Sources,
    /// Other laws in view.
    pub others: &'a [&'a Description],
    /// Quotes found in the bill's own text: where the quote is written, and where its words stand.
    pub quotes: &'a [(Span, Span)],
}

/// The outcomes of some rules, in the order of the pack. `wanted` says which rules are asked.
pub fn evaluate(view: View<'_>, wanted: impl Fn(&Rule) -> bool) -> Vec<Outcome> {
    let presence = Presence::of(view);
    let rules = view.rules.rules.iter().enumerate().filter(|(_, rule)| wanted(rule));
    rules.map(|(index, rule)| Judge::new(view, rule, &presence).judge(index)).collect()
}

/// What is asked of the whole description, worked out once.
#[derive(Debug)]
struct Presence {
    /// Which fields are set anywhere, by record type: what silence is asked of.
    set: Vec<Vec<bool>>,
    /// Whether any fact is suggested or disputed.
    doubtful: bool,
}

impl Presence {
    fn of(view: View<'_>) -> Self {
        let set = view.vocabulary.records.iter().map(|record| vec![false; record.fields.len()]).collect();
        let mut presence = Self { set, doubtful: false };
        presence.record(&view.description.root);
        presence
    }

    fn record(&mut self, record: &Record) {
        self.status(record.provenance.as_deref());
        for (index, slot) in record.slots.iter().enumerate() {
            let set = match slot {
                Slot::Unset => false,
                Slot::Fact(fact) => {
                    self.status(fact.provenance.as_deref());
                    true
                }
                Slot::Record(inner) => {
                    self.record(inner);
                    true
                }
                Slot::List(list) => {
                    list.records.iter().for_each(|inner| self.record(inner));
                    !list.records.is_empty()
                }
            };
            if set && let Some(place) = self.set.get_mut(usize::from(record.record)).and_then(|fields| fields.get_mut(index)) {
                *place = true;
            }
        }
    }

    fn status(&mut self, provenance: Option<&Provenance>) {
        self.doubtful |= provenance.is_some_and(|provenance| doubt::doubtful(provenance.status).is_some());
    }

    /// Its section was read in full, and the field is nowhere set.
    fn is_silent(&self, fact: FieldRef, view: View<'_>) -> bool {
        let set = self.set.get(usize::from(fact.record)).and_then(|fields| fields.get(usize::from(fact.field)));
        view.description.is_reviewed(fact.section) && set == Some(&false)
    }
}

struct Judge<'a> {
    view: View<'a>,
    rule: &'a Rule,
    presence: &'a Presence,
    bounds: Bounds<'a>,
    /// What it rests on that is doubtful that the rule is asked at all, or of the record bound now.
    ground: Doubt,
}

/// What one record, or the whole description, came to.
struct Case {
    violated: Truth,
    met: Truth,
}

impl<'a> Judge<'a> {
    fn new(view: View<'a>, rule: &'a Rule, presence: &'a Presence) -> Self {
        Self { view, rule, presence, bounds: Vec::new(), ground: Doubt::default() }
    }

    fn judge(mut self, index: usize) -> Outcome {
        let mut outcome = Outcome {
            rule: index,
            verdict: Verdict::NotApplicable,
            severity: None,
            by_absence: false,
            inapplicable: None,
            findings: Vec::new(),
            evidence: Vec::new(),
            missing: Vec::new(),
            doubt: Doubt::default(),
        };
        if self.rule.compares && self.view.others.is_empty() {
            outcome.inapplicable = Some(Inapplicable::Alone);
            return outcome;
        }
        let applies = self.applies(&mut outcome);
        if self.may_doubt() {
            self.ground = self.doubt_of_applying(applies);
        }
        match applies {
            Truth::False => {}
            Truth::Unknown => outcome.verdict = Verdict::Undetermined,
            Truth::True if self.is_silent() => self.silence(&mut outcome),
            Truth::True => match &self.rule.each {
                None => self.whole(&mut outcome),
                Some(binding) => self.each(binding, &mut outcome),
            },
        }
        outcome.severity = outcome.findings.iter().map(|finding| finding.severity).max();
        outcome.doubt = self.doubt_of_outcome(&outcome);
        outcome
    }

    /// The kinds and `when`, or else `otherwise when`.
    fn applies(&mut self, outcome: &mut Outcome) -> Truth {
        let kind = self.rule.kinds.is_none_or(|kinds| kinds & self.view.description.kinds != 0);
        let when = self.rule.when.as_ref().map_or(Truth::True, |when| self.view.truth(when, &mut self.bounds));
        let otherwise = self.rule.otherwise.as_ref().map_or(Truth::False, |otherwise| self.view.truth(otherwise, &mut self.bounds));
        let truth = Truth::from(kind).and(when).or(otherwise);
        outcome.inapplicable = (truth == Truth::False).then_some(if kind { Inapplicable::Condition } else { Inapplicable::Kind });
        if truth == Truth::Unknown {
            let conds = self.rule.when.iter().filter(|_| kind).chain(&self.rule.otherwise);
            let explanation = self.explained(conds);
            outcome.missing = explanation.missing;
        }
        if let (Truth::False, true) = (truth, kind) {
            outcome.evidence = self.explained(self.rule.when.iter()).evidence;
        }
        truth
    }

    fn explained(&mut self, conds: impl Iterator<Item = &'a Cond>) -> Explanation {
        let mut explanation = Explanation::default();
        conds.for_each(|cond| self.view.explain(cond, &mut self.bounds, &mut explanation));
        explanation
    }

    /// Every fact the rule rests on is known to be silent.
    fn is_silent(&self) -> bool {
        !self.rule.facts.is_empty() && self.rule.facts.iter().all(|fact| self.presence.is_silent(*fact, self.view))
    }

    fn silence(&mut self, outcome: &mut Outcome) {
        outcome.evidence = self.silent_evidence();
        let line = self.absence().and_then(|(index, severity)| Some((severity, self.rule.absence.get(index)?)));
        let Some((severity, line)) = line else {
            if self.met_by_silence() {
                outcome.verdict = Verdict::Met;
            } else {
                outcome.inapplicable = Some(Inapplicable::Silence);
            }
            return;
        };
        outcome.verdict = Verdict::Violated;
        outcome.by_absence = true;
        let missing = line.says.clone().unwrap_or_else(|| self.rule.title.clone());
        let message = if missing.starts_with("no provision found") { missing } else { format!("no provision found: {missing}") };
        let mut labels: Vec<Label> = Vec::new();
        for section in self.rule.facts.iter().map(|fact| fact.section) {
            let span = self.view.description.reviewed_span(section).unwrap_or(self.view.description.span);
            if !labels.iter().any(|label| label.span == span) {
                labels.push(Label { span, text: "read in full, and nothing found on this".into(), primary: labels.is_empty() });
            }
        }
        let key = format!("{}.absent", self.rule.code);
        let identity = format!("{key}||");
        let doubt = Doubt::default();
        let finding = Finding { severity, identity, key, message, labels, provision: None, waiver: None, known: false, doubt };
        outcome.findings.push(self.weighed(finding, Doubt::default()));
    }

    /// The line that makes silence a defect here, by index, with its severity.
    fn absence(&mut self) -> Option<(usize, Severity)> {
        let kinds = self.view.description.kinds;
        let base = self.severity();
        // Of several lines that fit, the gravest: a bill of two kinds owes what each of them owes.
        let lines = self.rule.absence.iter().enumerate().filter(|(_, line)| line.kinds.is_none_or(|wanted| wanted & kinds != 0));
        lines.map(|(index, line)| (index, line.severity.unwrap_or(base))).rev().max_by_key(|(_, severity)| *severity)
    }

    fn met_by_silence(&mut self) -> bool {
        match &self.rule.each {
            None => self.case().met == Truth::True,
            // Nothing is known of any record, so either there is none, or none that is silent on everything can be met.
            Some(binding) => self.cases(binding).iter().all(|(counts, case)| counts.negated().or(case.met) == Truth::True),
        }
    }

    fn silent_evidence(&self) -> Vec<Evidence> {
        let fact = |fact: &FieldRef| Evidence {
            path: self.view.vocabulary.field_path(fact.record, fact.field),
            value: "not found".into(),
            span: self.view.description.reviewed_span(fact.section),
            at: None,
            doubt: None,
        };
        self.rule.facts.iter().map(fact).collect()
    }

    fn severity(&mut self) -> Severity {
        let raised = self.raised().and_then(|index| self.rule.severities.get(index));
        raised.map_or(self.rule.severity, |(severity, _)| *severity)
    }

    /// The conditional severity that wins, by index.
    fn raised(&mut self) -> Option<usize> {
        self.rule.severities.iter().position(|(_, cond)| self.view.truth(cond, &mut self.bounds) == Truth::True)
    }

    /// The two conditions for the whole description, or for the record that is bound now.
    fn case(&mut self) -> Case {
        let violated = Truth::any(self.rule.violated.iter().map(|branch| self.view.truth(&branch.cond, &mut self.bounds)));
        let met = Truth::any(self.rule.met.iter().map(|cond| self.view.truth(cond, &mut self.bounds)));
        Case { violated, met }
    }

    fn whole(&mut self, outcome: &mut Outcome) {
        let case = self.case();
        outcome.verdict = verdict(case.violated, case.met);
        let explanation = self.explanation(outcome.verdict, &case);
        outcome.evidence = explanation.evidence;
        outcome.missing = explanation.missing;
        match outcome.verdict {
            Verdict::Violated => self.violations(&outcome.evidence, &mut outcome.findings),
            Verdict::PartlyMet => outcome.findings.push(self.partly(&outcome.evidence)),
            _ => {}
        }
    }

    fn explanation(&mut self, verdict: Verdict, case: &Case) -> Explanation {
        let violated = self.rule.violated.iter().map(|branch| &branch.cond);
        match verdict {
            Verdict::Violated => {
                let conds: Vec<&Cond> = violated.filter(|cond| self.view.truth(cond, &mut self.bounds) == Truth::True).collect();
                self.explained(conds.into_iter())
            }
            Verdict::Met => {
                let conds: Vec<&Cond> =
                    self.rule.met.iter().filter(|cond| self.view.truth(cond, &mut self.bounds) == Truth::True).collect();
                self.explained(conds.into_iter())
            }
            _ => {
                // What is unknown in either; of a condition that is settled only the evidence counts.
                let mut explanation = self.explained(violated.filter(|_| case.violated != Truth::True));
                let met = self.explained(self.rule.met.iter());
                // A fact that both conditions rest on is evidence once.
                for found in met.evidence {
                    if verdict == Verdict::PartlyMet && !explanation.evidence.contains(&found) {
                        explanation.evidence.push(found);
                    }
                }
                for missing in met.missing {
                    if !explanation.missing.contains(&missing) {
                        explanation.missing.push(missing);
                    }
                }
                explanation
            }
        }
    }

    /// One finding for each branch that holds.
    fn violations(&mut self, evidence: &[Evidence], findings: &mut Vec<Finding>) {
        let severity = self.severity();
        for branch in &self.rule.violated {
            if self.view.truth(&branch.cond, &mut self.bounds) == Truth::True {
                let finding = self.view.finding(self.rule, &branch.says, severity, evidence, &mut self.bounds);
                let doubt = self.doubt_of(std::iter::once(&branch.cond)).and(self.doubt_of_severity());
                let finding = self.weighed(finding, doubt);
                // Two branches without messages of their own may share one.
                if findings.last().is_none_or(|last| last.labels != finding.labels || last.message != finding.message) {
                    findings.push(finding);
                }
            }
        }
    }

    /// The first line about partly met that holds, by index.
    fn partly_line(&mut self) -> Option<usize> {
        let holds = |cond: Option<&'a Cond>, bounds: &mut Bounds<'a>| cond.is_none_or(|cond| self.view.truth(cond, bounds) == Truth::True);
        self.rule.partly.iter().position(|line| holds(line.cond.as_ref(), &mut self.bounds))
    }

    fn partly(&mut self, evidence: &[Evidence]) -> Finding {
        let lowered = self.severity().lowered();
        let line = self.partly_line().and_then(|index| self.rule.partly.get(index));
        let severity = line.and_then(|line| line.severity).unwrap_or(lowered);
        let fallback = Message {
            key: format!("{}.partly", self.rule.code),
            text: vec![crate::typecheck::checked::Part::Words(format!("only partly met: {}", self.rule.title))],
            at: None,
        };
        let message = line.and_then(|line| line.says.as_ref()).unwrap_or(&fallback);
        let finding = self.view.finding(self.rule, message, severity, evidence, &mut self.bounds);
        let rests_on = self.rule.violated.iter().map(|branch| &branch.cond).chain(&self.rule.met);
        let doubt = self.doubt_of(rests_on.chain(line.and_then(|line| line.cond.as_ref()))).and(self.doubt_of_severity());
        self.weighed(finding, doubt)
    }

    fn cases(&mut self, binding: &'a Binding) -> Vec<(Truth, Case)> {
        let (view, rule, presence) = (self.view, self.rule, self.presence);
        view.each(binding, &mut self.bounds, |counts, bounds| {
            if counts == Truth::False {
                return (counts, Case { violated: Truth::False, met: Truth::True });
            }
            let mut inner = Judge { bounds: std::mem::take(bounds), ..Judge::new(view, rule, presence) };
            let case = inner.case();
            *bounds = inner.bounds;
            (counts, case)
        })
    }

    /// Record by record: violated if one is, met if every one is.
    fn each(&mut self, binding: &'a Binding, outcome: &mut Outcome) {
        let closed = self.view.list_is_closed(binding.list, binding.section, &self.bounds);
        let cases = self.cases(binding);
        let violated: Vec<(Truth, Truth)> = cases.iter().map(|(counts, case)| (*counts, case.violated)).collect();
        let met: Vec<(Truth, Truth)> = cases.iter().map(|(counts, case)| (*counts, case.met)).collect();
        let violated = quantify(crate::typecheck::checked::Quantifier::Some, closed, &violated);
        let met = quantify(crate::typecheck::checked::Quantifier::Every, closed, &met);
        outcome.verdict = verdict(violated, met);
        if outcome.verdict == Verdict::Undetermined {
            // What would tell whether any record counts comes before what is missing of each.
            let mut explanation = Explanation::default();
            self.view.explain_unsettled(binding, &mut self.bounds, &mut explanation);
            outcome.missing = explanation.missing;
        } else if cases.iter().all(|(counts, _)| *counts == Truth::False) {
            let path = self.view.list_path(binding.list, &self.bounds);
            let span = self.view.description.reviewed_span(binding.section);
            outcome.evidence.push(Evidence { path, value: "none found that this is about".into(), span, at: None, doubt: None });
        }
        let (view, rule, presence, wanted) = (self.view, self.rule, self.presence, outcome.verdict);
        let (may_doubt, ground) = (self.may_doubt(), self.ground.clone());
        let mut cases = cases.into_iter();
        view.each(binding, &mut self.bounds, |counts, bounds| {
            let Some((_, case)) = cases.next() else { return };
            let own = verdict(counts.and(case.violated), counts.negated().or(case.met));
            // A record may be met by itself and still keep the whole open: whether it is violated is not known.
            let unknown = counts.and(case.violated) == Truth::Unknown || counts.negated().or(case.met) == Truth::Unknown;
            let own = if wanted == Verdict::Undetermined && unknown { wanted } else { own };
            // What adds neither a finding nor evidence that would be kept need not be looked at again.
            let reports = matches!(own, Verdict::Violated | Verdict::PartlyMet);
            if counts == Truth::False || own != wanted || (outcome.is_full() && !reports) {
                return;
            }
            let mut inner = Judge { bounds: std::mem::take(bounds), ..Judge::new(view, rule, presence) };
            if may_doubt {
                inner.ground = ground.clone().and(view.doubt_of_filter(binding, &mut inner.bounds));
            }
            inner.one_of_each(counts, &case, own, binding, outcome);
            *bounds = inner.bounds;
        });
    }

    /// What one record adds to the outcome of the rule.
    fn one_of_each(&mut self, counts: Truth, case: &Case, own: Verdict, binding: &'a Binding, outcome: &mut Outcome) {
        let mut explanation = if outcome.is_full() { Explanation::default() } else { self.explanation(own, case) };
        // In what is decided, whether the record counts made no difference.
        let open = own == Verdict::Undetermined && counts == Truth::Unknown && !outcome.is_full();
        if let (true, Some(filter)) = (open, &binding.filter) {
            explanation.missing.extend(self.explained(std::iter::once(filter)).missing);
        }
        match own {
            Verdict::Violated => self.violations(&explanation.evidence, &mut outcome.findings),
            Verdict::PartlyMet => outcome.findings.push(self.partly(&explanation.evidence)),
            _ => {}
        }
        let room = Outcome::MAX_EVIDENCE.saturating_sub(outcome.evidence.len());
        outcome.evidence.extend(explanation.evidence.into_iter().take(room));
        for missing in explanation.missing {
            if outcome.missing.len() < Outcome::MAX_EVIDENCE && !outcome.missing.contains(&missing) {
                outcome.missing.push(missing);
            }
        }
    }
}

fn verdict(violated: Truth, met: Truth) -> Verdict {
    match (violated, met) {
        (Truth::True, _) => Verdict::Violated,
        (_, Truth::True) => Verdict::Met,
        (Truth::False, Truth::False) => Verdict::PartlyMet,
        _ => Verdict::Undetermined,
    }
}
