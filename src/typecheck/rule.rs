//! One rule: its clauses gathered, checked, and what a rule must have.

use super::Checker;
use super::checked::{AbsenceLine, Also, Binding, Branch, Citation, Cond, Cue, Example, FieldRef, ListRef, Message, Part, Partly, Rule};
use super::facts::Walk;
use super::names::Scope;
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::ast::{self, Absence, ClauseKind};
use crate::source::Span;
use crate::suggest::did_you_mean;
use crate::verdict::Verdict;

/// Checks a rule and its cues. What is returned may only be used when no error was reported.
pub(super) fn check(checker: &mut Checker<'_>, source: &ast::Rule) -> (Rule, Vec<Cue>) {
    let mut rule = Rule {
        code: source.code.text.to_string(),
        title: source.title.value.to_string(),
        span: source.code.span,
        full_span: source.span,
        family: family(checker, source),
        sources: Vec::new(),
        kinds: None,
        first_kind: 0,
        when: None,
        otherwise: None,
        each: None,
        severity: Severity::Error,
        severities: Vec::new(),
        violated: Vec::new(),
        met: Vec::new(),
        partly: Vec::new(),
        absence: Vec::new(),
        also: Vec::new(),
        because: String::new(),
        help: String::new(),
        examples: Vec::new(),
        facts: Vec::new(),
        settings: Vec::new(),
        compares: false,
    };
    checker.expansion.begin();
    let scope = each(checker, source, &mut rule);
    let lost = scope.is_none();
    let mut cues = Vec::new();
    Clauses {
        checker,
        scope: scope.unwrap_or_default(),
        lost,
        rule: &mut rule,
        cues: &mut cues,
        seen: Vec::new(),
        says: Vec::new(),
        pending: Vec::new(),
    }
    .run(source);
    if let Some(excess) = checker.expansion.excess.take() {
        let message = format!("written out, the definitions that rule `{}` uses come to {excess}", rule.code);
        checker
            .diagnostics
            .push(Diagnostic::error("too-large", message).at(rule.span, "in this rule").help("divide it into several rules"));
    }
    required(checker, source, &rule);
    rests_on(&mut rule, checker);
    if !source.broken {
        super::contradiction::check(checker, &rule);
    }
    (rule, cues)
}

fn family(checker: &mut Checker<'_>, source: &ast::Rule) -> Option<usize> {
    let code = source.code.text.split('-').next().unwrap_or("");
    let found = checker.families.get(code).copied();
    if found.is_none() {
        let message = format!("no family `{code}` is declared for rule `{}`", source.code.text);
        let advice = did_you_mean(code, checker.families.keys().copied());
        let help = advice.unwrap_or_else(|| format!("declare it: `family {code} \"its title\" {{ pillar I }}`"));
        checker.diagnostics.push(
            Diagnostic::error("unknown-family", message)
                .at(source.code.span, "the letters before the first `-` name the family")
                .help(help),
        );
    }
    found
}

/// The `for each` clause goes first, wherever it stands: its name is in view in all the others. `None` when its list is
/// wrong: then the record is not known, and to complain of each place that names it would help nobody.
fn each(checker: &mut Checker<'_>, source: &ast::Rule, rule: &mut Rule) -> Option<Scope> {
    let binding = source.clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::ForEach(binding) => Some(binding),
        _ => None,
    });
    let Some(binding) = binding else { return Some(Scope::default()) };
    let (bound, inner) = checker.bind(binding, &Scope::default())?;
    rule.each = checker.filtered(bound, binding, &inner);
    Some(inner)
}

struct Clauses<'r, 'c, 'a> {
    checker: &'c mut Checker<'a>,
    scope: Scope,
    /// The record of `for each` is not known, so what may name it is not looked at.
    lost: bool,
    rule: &'r mut Rule,
    /// Its cues, which are kept with those of all rules.
    cues: &'r mut Vec<Cue>,
    /// Clauses that may stand only once, and where they did.
    seen: Vec<(&'static str, Span)>,
    /// All messages so far, for branches without one.
    says: Vec<Message>,
    /// Branches that wait for the next message.
    pending: Vec<Cond>,
}

impl Clauses<'_, '_, '_> {
    fn run(&mut self, source: &ast::Rule) {
        // A definition or quantifier must not see the record of `for each` in `when`, which is asked of the whole description.
        let outside = Scope::default();
        for clause in &source.clauses {
            let names_record = matches!(
                clause.kind,
                ClauseKind::Severity(_, Some(_))
                    | ClauseKind::Violated(..)
                    | ClauseKind::Met(_)
                    | ClauseKind::Partly { .. }
                    | ClauseKind::Says(_)
                    | ClauseKind::Also { .. }
            );
            if self.lost && names_record {
                continue;
            }
            match &clause.kind {
                ClauseKind::Source(found) => self.source(found),
                ClauseKind::Kinds(names) if self.once("kinds", clause) => {
                    self.rule.kinds = self.kinds(names);
                    let values = self.checker.vocabulary.kind_values();
                    let first = values.zip(names.first()).and_then(|(values, name)| Some(values.bit(values.find(&name.text)?)));
                    self.rule.first_kind = first.unwrap_or(0);
                }
                ClauseKind::When(expr) if self.once("when", clause) => self.rule.when = self.checker.condition(expr, &outside),
                ClauseKind::OtherwiseWhen(expr) if self.once("otherwise", clause) => {
                    self.rule.otherwise = self.checker.condition(expr, &outside)
                }
                ClauseKind::ForEach(_) => _ = self.once("for each", clause),
                ClauseKind::Severity(severity, None) if self.once("severity", clause) => self.rule.severity = *severity,
                ClauseKind::Severity(severity, Some(expr)) => {
                    let cond = self.checker.condition(expr, &self.scope);
                    self.rule.severities.extend(cond.map(|cond| (*severity, cond)));
                }
                ClauseKind::Violated(expr, says) => self.violated(expr, says.as_ref()),
                ClauseKind::Met(expr) => {
                    let cond = self.checker.condition(expr, &self.scope);
                    self.rule.met.extend(cond);
                }
                ClauseKind::Partly { severity, condition, says } => self.partly(*severity, condition.as_ref(), says.as_ref()),
                ClauseKind::Absence(absence) => self.absence(absence, clause),
                ClauseKind::Says(says) => self.message(says),
                ClauseKind::Also { text, at, binding } => self.also(text, at, binding.as_ref()),
                ClauseKind::Because(text) if self.once("because", clause) => self.rule.because = text.value.to_string(),
                ClauseKind::Help(text) if self.once("help", clause) => self.rule.help = text.value.to_string(),
                ClauseKind::Cue(cue) => self.cues.extend(self.checker.cue(cue, &self.rule.code, true)),
                ClauseKind::Example(example) => self.example(example),
                _ => {}
            }
        }
        self.leftover(source.broken);
        self.kinds_of_absence(source);
    }

    fn once(&mut self, what: &'static str, clause: &ast::Clause) -> bool {
        if let Some((_, first)) = self.seen.iter().find(|(seen, _)| *seen == what) {
            let message = format!("a rule has `{what}` once at most");
            self.checker.diagnostics.push(
                Diagnostic::error("duplicate-clause", message)
                    .at(clause.keyword, "again here")
                    .also(*first, "first here")
                    .help("keep one of the two"),
            );
            return false;
        }
        self.seen.push((what, clause.keyword));
        true
    }

    fn source(&mut self, source: &ast::SourceRef) {
        let Some(document) = self.checker.documents.get(&*source.document.text).copied() else {
            let advice = did_you_mean(&source.document.text, self.checker.documents.keys().copied());
            let message = format!("no document `{}` is declared", source.document.text);
            self.checker.diagnostics.push(
                Diagnostic::error("unknown-document", message)
                    .at(source.document.span, "not declared")
                    .help(advice.unwrap_or_else(|| "declare it with `document`".into())),
            );
            return;
        };
        let places = source
            .places
            .iter()
            .map(|(unit, places)| (unit.text.to_string(), places.iter().map(|place| place.text.to_string()).collect()))
            .collect();
        self.rule.sources.push(Citation { document, places, remark: source.remark.as_ref().map(|text| text.value.to_string()) });
    }

    fn kinds(&mut self, names: &[ast::Name]) -> Option<u64> {
        let Some(values) = self.checker.vocabulary.kind_values() else {
            if let Some(first) = names.first() {
                self.checker
                    .diagnostics
                    .push(Diagnostic::error("no-kinds", "this vocabulary has no kinds").at(first.span, "kinds of what?"));
            }
            return None;
        };
        let mut bits = 0;
        for name in names {
            match values.find(&name.text) {
                Some(index) => bits |= values.bit(index),
                None => {
                    let advice = did_you_mean(&name.text, values.names())
                        .unwrap_or_else(|| format!("kinds are {}", crate::suggest::choices(values.names(), 20)));
                    self.checker.diagnostics.push(
                        Diagnostic::error("unknown-kind", format!("`{}` is not a kind of initiative", name.text))
                            .at(name.span, "not a kind")
                            .help(advice),
                    );
                }
            }
        }
        Some(bits)
    }

    fn violated(&mut self, expr: &ast::Expr, says: Option<&ast::Says>) {
        let cond = self.checker.condition(expr, &self.scope);
        self.pending.extend(cond);
        if let Some(says) = says {
            self.message(says);
        }
    }

    /// A message serves every branch that waits for one.
    fn message(&mut self, says: &ast::Says) {
        let key = format!("{}.violated.{}", self.rule.code, self.says.len() + 1);
        let message = self.checker.says(says, key, &self.scope);
        self.rule.violated.extend(self.pending.drain(..).map(|cond| Branch { cond, says: message.clone() }));
        self.says.push(message);
    }

    /// Branches after the last message take the first one.
    fn leftover(&mut self, broken: bool) {
        if let Some(message) = self.says.first() {
            self.rule.violated.extend(self.pending.drain(..).map(|cond| Branch { cond, says: message.clone() }));
        } else if !self.pending.is_empty() && !broken {
            let message = format!("rule `{}` has no message", self.rule.code);
            self.checker.diagnostics.push(
                Diagnostic::error("rule-without-message", message)
                    .at(self.rule.span, "what should a finding say?")
                    .help("add `says \"what is wrong\" at field`"),
            );
        }
    }

    fn partly(&mut self, severity: Option<Severity>, condition: Option<&ast::Expr>, says: Option<&ast::Says>) {
        let cond = match condition {
            Some(expr) => match self.checker.condition(expr, &self.scope) {
                Some(cond) => Some(cond),
                None => return,
            },
            None => None,
        };
        let key = format!("{}.partly.{}", self.rule.code, self.rule.partly.len() + 1);
        let says = says.map(|says| self.checker.says(says, key, &self.scope));
        self.rule.partly.push(Partly { severity, cond, says });
    }

    fn absence(&mut self, absence: &Absence, clause: &ast::Clause) {
        match absence {
            Absence::Never => _ = self.once("absence never", clause),
            Absence::Defect { severity, kinds, says } => {
                let bits = kinds.as_ref().and_then(|names| self.kinds(names));
                self.rule.absence.push(AbsenceLine {
                    severity: *severity,
                    kinds: bits,
                    says: says.as_ref().map(|text| text.value.to_string()),
                });
            }
        }
    }

    /// Silence can only be a defect in a bill that the rule is about. Looked at last, for clauses stand in any order.
    fn kinds_of_absence(&mut self, source: &ast::Rule) {
        let Some(of_rule) = self.rule.kinds.filter(|_| self.rule.otherwise.is_none() && !source.broken) else { return };
        let clauses = source.clauses.iter().filter(|clause| matches!(clause.kind, ClauseKind::Absence(Absence::Defect { .. })));
        for (clause, line) in clauses.zip(&self.rule.absence) {
            if line.kinds.is_some_and(|bits| bits & !of_rule != 0) {
                let message = "silence of a kind the rule does not apply to";
                self.checker.diagnostics.push(Diagnostic::error("unknown-kind", message).at(clause.span, "not among the rule's `kinds`"));
            }
        }
    }

    fn also(&mut self, text: &ast::Text, at: &ast::Path, binding: Option<&ast::Binding>) {
        let (binding, scope) = match binding {
            Some(binding) => match self.checker.binding(binding, &self.scope) {
                Some((binding, scope)) => (Some(binding), scope),
                None => return,
            },
            None => (None, self.scope.clone()),
        };
        let text = self.checker.parts(text, &scope);
        if let Some(at) = self.checker.target(at, &scope) {
            self.rule.also.push(Also { text, at, binding });
        }
    }

    fn example(&mut self, example: &ast::Example) {
        self.rule.examples.push(Example {
            verdict: example.verdict,
            by_absence: example.by_absence,
            severity: example.severity,
            title: example.title.as_ref().map(|text| text.value.to_string()),
            span: example.span,
            data: example.data.clone(),
        });
    }
}

/// What every rule must have.
fn required(checker: &mut Checker<'_>, source: &ast::Rule, rule: &Rule) {
    // In a rule with syntax errors the clause may be there and unreadable.
    if source.broken {
        return;
    }
    let has = |verdicts: &[Verdict]| {
        source.clauses.iter().any(|clause| matches!(&clause.kind, ClauseKind::Example(example) if verdicts.contains(&example.verdict)))
    };
    let count = |wanted: fn(&ClauseKind) -> bool| source.clauses.iter().filter(|clause| wanted(&clause.kind)).count();
    let missing = [
        (
            "rule-without-source",
            count(|kind| matches!(kind, ClauseKind::Source(_))) == 0,
            "no source",
            "add `source \"document\" para 1`: a criterion nobody wrote is an opinion",
        ),
        (
            "rule-without-condition",
            count(|kind| matches!(kind, ClauseKind::Violated(..))) == 0,
            "no `violated when`",
            "say what violates it",
        ),
        ("rule-without-condition", count(|kind| matches!(kind, ClauseKind::Met(_))) == 0, "no `met when`", "say what meets it"),
        (
            "rule-without-severity",
            count(|kind| matches!(kind, ClauseKind::Severity(_, None))) == 0,
            "no severity",
            "add `severity error`, `warning` or `note`",
        ),
        (
            "rule-without-absence",
            count(|kind| matches!(kind, ClauseKind::Absence(_))) == 0,
            "no word on silence",
            "add `absence never`, or say for which kinds silence is a defect",
        ),
        ("rule-without-example", !has(&[Verdict::Violated]), "no example that violates it", "add `example violated { … }`"),
        ("rule-without-example", !has(&[Verdict::Met]), "no example that meets it", "add `example met { … }`"),
    ];
    for (code, _, what, help) in missing.into_iter().filter(|(_, missing, ..)| *missing) {
        checker.diagnostics.push(Diagnostic::error(code, format!("rule `{}` has {what}", rule.code)).at(rule.span, what).help(help));
    }
    let never = count(|kind| matches!(kind, ClauseKind::Absence(Absence::Never)));
    if never > 0 && !rule.absence.is_empty() {
        checker.diagnostics.push(
            Diagnostic::error("duplicate-clause", format!("rule `{}` says both that silence is never a defect and that it is", rule.code))
                .at(rule.span, "two answers"),
        );
    }
}

/// The facts and settings a rule rests on: those its verdict conditions use, what only says whether it applies left out.
fn rests_on(rule: &mut Rule, checker: &Checker<'_>) {
    let mut found = Found::default();
    let conds = rule.violated.iter().map(|branch| &branch.cond).chain(&rule.met);
    conds.for_each(|cond| found.cond(cond));
    rule.severities.iter().for_each(|(_, cond)| found.settings_of(cond));
    if let Some(filter) = rule.each.as_ref().and_then(|each| each.filter.as_ref()) {
        found.cond(filter);
    }
    let mut applies = Found::default();
    rule.when.iter().chain(&rule.otherwise).for_each(|cond| applies.cond(cond));
    let each = rule.each.as_ref().is_some_and(|each| each.list == ListRef::Others);
    found.compares |= each || applies.compares;
    let kinds_section = checker.vocabulary.kinds.map(|(section, _)| section);
    found.facts.retain(|fact| Some(fact.section) != kinds_section);
    // The same field under two bound names is one fact.
    let mut facts: Vec<FieldRef> = Vec::new();
    for fact in found.facts {
        let same = |other: &FieldRef| other.record == fact.record && other.field == fact.field;
        if !facts.iter().any(same) {
            facts.push(fact);
        }
    }
    for part in rule.violated.iter().flat_map(|branch| &branch.says.text) {
        if let Part::Setting(index) = part {
            found.settings.push(*index);
        }
    }
    found.settings.sort_unstable();
    found.settings.dedup();
    (rule.facts, rule.settings, rule.compares) = (facts, found.settings, found.compares);
}

#[derive(Default)]
struct Found {
    facts: Vec<FieldRef>,
    settings: Vec<usize>,
    /// Whether other laws are asked.
    compares: bool,
}

impl Found {
    fn settings_of(&mut self, cond: &Cond) {
        let mut inner = Self::default();
        inner.cond(cond);
        self.settings.append(&mut inner.settings);
    }
}

impl Walk for Found {
    fn field(&mut self, field: FieldRef) {
        // The bill's silence is not another law's.
        if !field.other {
            self.facts.push(field);
        }
    }

    fn list(&mut self, list: ListRef) {
        match list.as_field() {
            Some(field) => self.field(field),
            None => self.compares = true,
        }
    }

    fn setting(&mut self, index: usize) {
        self.settings.push(index);
    }

    /// A list within a section is a fact of its own. A section that is a list shows in its records' fields, unless none of
    /// them is asked about.
    fn binding(&mut self, binding: &Binding, body: Option<&Cond>) {
        let before = self.facts.len();
        binding.filter.iter().chain(body).for_each(|cond| self.cond(cond));
        let Some(list) = binding.list.as_field() else {
            self.compares = true;
            return;
        };
        let mut of_records = self.facts.iter().skip(before).filter(|fact| fact.record == binding.record);
        if !list.other && (matches!(binding.list, ListRef::Field(_)) || of_records.next().is_none()) {
            self.facts.insert(before, list);
        }
    }
}
