//! The logic of a rule in words, for people who do not read the rule language.

use crate::pack::Pack;
use crate::typecheck::OTHERS;
use crate::typecheck::checked::{
    AbsenceLine, Base, Binding, Comparison, Cond, CondKind, FieldRef, ListRef, Quantifier, Rule, SetOperator, Term,
};
use crate::vocabulary::{FieldKind, Value};
use std::fmt::Write;

/// All of a rule's logic: one line a condition.
pub fn logic(pack: &Pack, rule: &Rule) -> String {
    let words = Words { pack, rule };
    let mut text = String::new();
    let mut line = |lead: &str, words: String| _ = writeln!(text, "  {lead} {words}");
    if let Some(when) = &rule.when {
        line("asked only if", words.cond(when));
    }
    if let Some(otherwise) = &rule.otherwise {
        line("asked of every kind if", words.cond(otherwise));
    }
    if let Some(each) = &rule.each {
        line("asked of", words.each(each));
    }
    for branch in &rule.violated {
        line("violated if", words.cond(&branch.cond));
    }
    for met in &rule.met {
        line("met if", words.cond(met));
    }
    line("otherwise", "partly met when all these facts are known, undetermined when one is missing".into());
    for partly in &rule.partly {
        if let Some(severity) = partly.severity {
            let when = partly.cond.as_ref().map(|cond| format!(" if {}", words.cond(cond))).unwrap_or_default();
            line("partly met is a", format!("{severity}{when}"));
        }
    }
    for (severity, cond) in &rule.severities {
        line(&format!("{severity} if"), words.cond(cond));
    }
    if rule.absence.is_empty() {
        line("silence", "is no defect".into());
    }
    for absence in &rule.absence {
        line("silence", words.absence(absence));
    }
    text
}

/// The kinds a rule applies to, in words.
pub fn kinds(pack: &Pack, rule: &Rule) -> String {
    let names = match (rule.kinds, pack.vocabulary.kind_values()) {
        (Some(bits), Some(values)) => values.members(bits).collect::<Vec<_>>().join(", "),
        _ => "every kind".into(),
    };
    if rule.otherwise.is_some() { format!("{names}, and others where its condition holds") } else { names }
}

struct Words<'a> {
    pack: &'a Pack,
    rule: &'a Rule,
}

impl Words<'_> {
    fn absence(&self, line: &AbsenceLine) -> String {
        let severity = line.severity.unwrap_or(self.rule.severity);
        let kinds = match (line.kinds, self.pack.vocabulary.kind_values()) {
            (Some(bits), Some(values)) => format!("in {}", values.members(bits).collect::<Vec<_>>().join(", ")),
            _ => "in every kind it applies to".into(),
        };
        format!("is a defect ({severity}) {kinds}")
    }

    fn each(&self, binding: &Binding) -> String {
        let list = self.list(binding.list);
        match &binding.filter {
            None => format!("each record of `{list}`"),
            Some(filter) => format!("each record of `{list}` for which {}", self.cond(filter)),
        }
    }

    fn cond(&self, cond: &Cond) -> String {
        self.said(cond, true)
    }

    /// The condition, or its contrary where `wanted` is false.
    fn said(&self, cond: &Cond, wanted: bool) -> String {
        match &cond.kind {
            CondKind::Not(inner) => self.said(inner, !wanted),
            CondKind::And(parts) => self.joined(parts, if wanted { " and " } else { " or " }, wanted),
            CondKind::Or(parts) => self.joined(parts, if wanted { " or " } else { " and " }, wanted),
            CondKind::Quantified(quantifier, binding, body) => self.quantified(*quantifier, binding, body, wanted),
            CondKind::Holds(field) => format!("`{}` is {wanted}", self.field(*field)),
            CondKind::Compare(left, comparison, right) => self.compare(left, *comparison, right, wanted),
            CondKind::In(left, right) => format!("{} is{} {}", self.term(left, left), not(wanted), self.alternatives(left, right)),
            CondKind::Meets(left, right) if wanted => format!("{} includes {}", self.term(left, left), self.members(left, right, "or")),
            CondKind::Meets(left, right) => format!("{} includes none of {}", self.term(left, left), self.members(left, right, "and")),
            CondKind::Covers(left, right) if matches!(left, Term::Literal(_)) => {
                format!(
                    "{} includes {} {}",
                    self.term(right, right),
                    if wanted { "nothing but" } else { "more than" },
                    self.members(right, left, "and")
                )
            }
            CondKind::Covers(left, right) => {
                format!(
                    "{} {} all of {}",
                    self.term(left, left),
                    if wanted { "includes" } else { "does not include" },
                    self.members(left, right, "and")
                )
            }
            CondKind::EmptySet(term) => format!("{} is{} empty", self.term(term, term), not(wanted)),
            CondKind::EmptyList(list, _) => format!("`{}` is{} empty", self.list(*list), not(wanted)),
            CondKind::Unset(field) => format!("`{}` is {}", self.field(*field), if wanted { "not said" } else { "said" }),
            CondKind::Silent(field) => {
                format!("the bill is {} `{}`", if wanted { "silent on" } else { "not silent on" }, self.field(*field))
            }
        }
    }

    fn joined(&self, parts: &[Cond], connective: &str, wanted: bool) -> String {
        let part = |part: &Cond| {
            let said = self.said(part, wanted);
            if matches!(part.kind, CondKind::And(_) | CondKind::Or(_)) { format!("({said})") } else { said }
        };
        parts.iter().map(part).collect::<Vec<_>>().join(connective)
    }

    fn quantified(&self, quantifier: Quantifier, binding: &Binding, body: &Cond, wanted: bool) -> String {
        let lead = match (quantifier, wanted) {
            (Quantifier::Some, true) | (Quantifier::None, false) => "at least one record",
            (Quantifier::Every, true) => "every record",
            (Quantifier::None, true) | (Quantifier::Some, false) => "no record",
            (Quantifier::Every, false) => "not every record",
        };
        let list = self.list(binding.list);
        let filter = binding.filter.as_ref().map(|filter| format!(" for which {}", self.cond(filter))).unwrap_or_default();
        format!("{lead} of `{list}`{filter} is such that {}", self.cond(body))
    }

    fn compare(&self, left: &Term, comparison: Comparison, right: &Term, wanted: bool) -> String {
        let typed = if matches!(left, Term::Literal(_)) { right } else { left };
        let verb = match (comparison, wanted) {
            (Comparison::Equal, true) | (Comparison::NotEqual, false) => "is",
            (Comparison::Equal, false) | (Comparison::NotEqual, true) => "is not",
            (Comparison::Less, true) | (Comparison::GreaterOrEqual, false) => "is less than",
            (Comparison::LessOrEqual, true) | (Comparison::Greater, false) => "is at most",
            (Comparison::Greater, true) | (Comparison::LessOrEqual, false) => "is more than",
            (Comparison::GreaterOrEqual, true) | (Comparison::Less, false) => "is at least",
        };
        format!("{} {verb} {}", self.term(left, typed), self.term(right, typed))
    }

    fn term(&self, term: &Term, typed: &Term) -> String {
        match term {
            Term::Field(field) => format!("`{}`", self.field(*field)),
            Term::Literal(value) => self.value(value, typed),
            Term::Setting(index) => self
                .pack
                .rules
                .settings
                .get(*index)
                .map(|setting| format!("{} (the setting `{}`)", setting.value, setting.name))
                .unwrap_or_default(),
            Term::CountRecords(binding) => {
                let filter = binding.filter.as_ref().map(|filter| format!(" for which {}", self.cond(filter))).unwrap_or_default();
                format!("the number of records of `{}`{filter}", self.list(binding.list))
            }
            Term::CountMembers(inner) => format!("the number of values in {}", self.term(inner, inner)),
            Term::Combine(left, operator, right) => {
                let between = match operator {
                    SetOperator::Both => "that are also in",
                    SetOperator::Either => "together with",
                    SetOperator::Without => "without",
                };
                format!("{} {between} {}", self.term(left, typed), self.members(left, right, "and"))
            }
        }
    }

    fn kind(&self, term: &Term) -> Option<FieldKind> {
        match term {
            Term::Field(field) => self.pack.vocabulary.record(field.record).field(field.field).map(|field| field.kind),
            Term::Combine(left, _, _) => self.kind(left),
            _ => None,
        }
    }

    fn value(&self, value: &Value, typed: &Term) -> String {
        match (value, self.kind(typed)) {
            (Value::Set(_), _) => self.listed(value, typed, "and"),
            (_, Some(kind)) => format!("`{}`", self.pack.vocabulary.show(kind, value)),
            (Value::Quantity(quantity), None) => format!("`{quantity}`"),
            (Value::Bool(value), None) => format!("`{value}`"),
            (Value::Enum(_), None) => String::new(),
        }
    }

    fn members(&self, typed: &Term, set: &Term, connective: &str) -> String {
        match set {
            Term::Literal(value) => self.listed(value, typed, connective),
            other => self.term(other, other),
        }
    }

    fn listed(&self, value: &Value, typed: &Term, connective: &str) -> String {
        let (Value::Set(bits), Some(FieldKind::Set(values) | FieldKind::Enum(values))) = (value, self.kind(typed)) else {
            return String::new();
        };
        let names: Vec<String> = self.pack.vocabulary.values(values).members(*bits).map(|name| format!("`{name}`")).collect();
        series(&names, connective)
    }

    /// The alternatives for a single value; here `none` is a value like others.
    fn alternatives(&self, typed: &Term, set: &Term) -> String {
        let (Term::Literal(Value::Set(bits)), Some(FieldKind::Enum(values))) = (set, self.kind(typed)) else {
            return format!("in {}", self.term(set, set));
        };
        let items = &self.pack.vocabulary.values(values).items;
        let chosen = (0_u32..).zip(items).filter(|(index, _)| bits & 1_u64.checked_shl(*index).unwrap_or(0) != 0);
        let names: Vec<String> = chosen.map(|(_, item)| format!("`{}`", item.name)).collect();
        series(&names, "or")
    }

    fn field(&self, field: FieldRef) -> String {
        let name = self.pack.vocabulary.record(field.record).field(field.field).map_or("", |field| &field.name);
        let other = if field.other { "other " } else { "" };
        match field.base {
            Base::Section(section) | Base::Of(_, section) => format!("{other}{}.{name}", self.pack.vocabulary.section_name(section)),
            Base::Bound(_) => format!("{other}{name}"),
        }
    }

    fn list(&self, list: ListRef) -> String {
        match list {
            ListRef::Section(section) => self.pack.vocabulary.section_name(section).to_owned(),
            ListRef::Field(field) => self.field(field),
            ListRef::Others => OTHERS.to_owned(),
        }
    }
}

fn not(wanted: bool) -> &'static str {
    if wanted { "" } else { " not" }
}

fn series(names: &[String], connective: &str) -> String {
    if names.is_empty() { "nothing".into() } else { super::prose::series(names, connective) }
}
