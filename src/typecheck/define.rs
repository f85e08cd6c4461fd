//! Definitions: each checked by itself, and written out where it is used, within bounds.

use super::Checker;
use super::checked::{Cond, Term, TermType};
use super::names::Scope;
use crate::diagnostic::Diagnostic;
use crate::language::ast::{self, DefineBody, Name};
use crate::source::Span;
use crate::suggest::did_you_mean;
use crate::vocabulary::{FieldKind, Value};
use std::collections::HashSet;

/// Definitions within definitions, at most.
const MAX_EXPANSION: usize = 16;
/// Conditions within conditions, once definitions are written out.
const MAX_NESTED: usize = 256;
/// Conditions and values that the definitions of one rule may come to, and those of a whole pack.
const MAX_EXPANDED: usize = 20_000;
const MAX_EXPANDED_IN_ALL: usize = 2_000_000;

/// How far definitions have been written out where they are used.
#[derive(Default)]
pub(super) struct Expansion {
    /// How often a condition was given up because a definition has a mistake, which is reported where it stands.
    pub(super) lost: usize,
    /// What the rule or definition at hand comes to is too much, and why.
    pub(super) excess: Option<String>,
    /// Definitions with a mistake.
    broken: HashSet<usize>,
    circles: Vec<Diagnostic>,
    within: usize,
    /// Conditions within one another at the moment.
    pub(super) nested: usize,
    here: usize,
    in_all: usize,
}

impl Expansion {
    /// A new rule or definition begins.
    pub(super) fn begin(&mut self) {
        (self.here, self.excess) = (0, None);
    }

    /// Counts what is written out; false when it is too much.
    pub(super) fn charge(&mut self, amount: usize) -> bool {
        if self.within > 0 {
            self.here += amount;
            self.in_all += amount;
            if self.here > MAX_EXPANDED {
                self.excess.get_or_insert_with(|| format!("more than {MAX_EXPANDED} conditions and values"));
            } else if self.in_all > MAX_EXPANDED_IN_ALL {
                self.excess.get_or_insert_with(|| format!("more than {MAX_EXPANDED_IN_ALL} conditions and values in all rules together"));
            } else if self.nested > MAX_NESTED {
                self.excess.get_or_insert_with(|| format!("conditions more than {MAX_NESTED} deep"));
            }
        }
        self.excess.is_none()
    }
}

/// Checks the definitions by themselves, so that a mistake in one is reported once and in its own place.
pub(super) fn check_defines(checker: &mut Checker<'_>) {
    let items = checker.items;
    for define in &items.defines {
        let (before, lost) = (checker.diagnostics.len(), checker.expansion.lost);
        checker.expansion.begin();
        check_define(checker, define);
        if let Some(excess) = checker.expansion.excess.take() {
            let message = format!("written out, the definition `{}` comes to {excess}", define.name.text);
            checker.diagnostics.push(
                Diagnostic::error("too-large", message)
                    .at(define.name.span, "with all the definitions it uses")
                    .help("let it use fewer definitions, or each of them once"),
            );
        }
        let whole = checker.diagnostics.len() == before && checker.expansion.lost == lost;
        if let (false, Some(index)) = (whole, checker.defines.get(&*define.name.text)) {
            checker.expansion.broken.insert(*index);
        }
    }
    let circles = std::mem::take(&mut checker.expansion.circles);
    checker.diagnostics.extend(circles);
}

fn check_define(checker: &mut Checker<'_>, define: &ast::Define) {
    let DefineBody::Condition(body) = &define.body else { return };
    let mut scope = Scope::default();
    if let Some((name, list)) = &define.parameter {
        let Some((of, record, section)) = checker.list(list, &scope) else { return };
        scope = scope.with(name, of, record, section).0;
    }
    if let Some(index) = checker.defines.get(&*define.name.text) {
        scope.expanding.push(*index);
    }
    checker.condition(body, &scope);
}

impl Checker<'_> {
    /// Expands a definition where it is used.
    pub(super) fn expand(&mut self, index: usize, argument: Option<&Name>, span: Span, scope: &Scope) -> Option<Cond> {
        let items = self.items;
        let define = items.defines.get(index)?;
        if let Some(used) = self.used.defines.get_mut(index) {
            *used = true;
        }
        if scope.expanding.contains(&index) {
            let message = format!("the definition `{}` goes in a circle", define.name.text);
            self.expansion.circles.push(
                Diagnostic::error("circular-definition", message)
                    .at(span, "used within itself")
                    .also(define.name.span, "defined here")
                    .help("write out what is meant here instead of naming it"),
            );
            self.expansion.lost += 1;
            return None;
        }
        if self.expansion.broken.contains(&index) {
            self.expansion.lost += 1;
            return None;
        }
        if scope.expanding.len() >= MAX_EXPANSION {
            self.expansion.excess.get_or_insert_with(|| format!("more than {MAX_EXPANSION} definitions within one another"));
            return None;
        }
        let DefineBody::Condition(body) = &define.body else {
            let message = format!("`{}` is a set, not a condition", define.name.text);
            self.diagnostics.push(
                Diagnostic::error("type-mismatch", message)
                    .at(span, "not a condition")
                    .help("compare something with it: `… in`, `… has any`"),
            );
            return None;
        };
        let inner = match (&define.parameter, argument) {
            (None, None) => Scope { bound: Vec::new(), expanding: scope.expanding.clone() },
            (Some((parameter, list)), Some(argument)) => self.argument(parameter, list, argument, scope)?,
            (Some((parameter, list)), None) => {
                let help = format!(
                    "write `{}({})` where `{}` is a record of `{}`",
                    define.name.text,
                    parameter.text,
                    parameter.text,
                    list.joined()
                );
                self.diagnostics.push(
                    Diagnostic::error("wrong-argument", format!("`{}` is about a record", define.name.text))
                        .at(span, "about which one?")
                        .help(help),
                );
                return None;
            }
            (None, Some(argument)) => {
                self.diagnostics.push(
                    Diagnostic::error("wrong-argument", format!("`{}` takes no record", define.name.text))
                        .at(argument.span, "nothing goes here"),
                );
                return None;
            }
        };
        let mut inner = inner;
        inner.expanding.push(index);
        // What is wrong in the body is reported where it is defined.
        let before = self.diagnostics.len();
        self.expansion.within += 1;
        let expanded = self.condition(body, &inner);
        self.expansion.within -= 1;
        self.diagnostics.truncate(before);
        if expanded.is_none() {
            self.expansion.lost += 1;
        }
        expanded
    }

    fn argument(&mut self, parameter: &Name, list: &ast::Path, argument: &Name, scope: &Scope) -> Option<Scope> {
        let Some(bound) = scope.find(&argument.text).cloned() else {
            let advice = did_you_mean(&argument.text, scope.bound.iter().map(|bound| &*bound.name));
            self.diagnostics.push(
                Diagnostic::error("unknown-name", format!("there is no record `{}` here", argument.text))
                    .at(argument.span, "not in view")
                    .maybe_help(advice),
            );
            return None;
        };
        let before = self.diagnostics.len();
        let wanted = self.list(list, &Scope::default());
        self.diagnostics.truncate(before);
        if wanted.is_some_and(|(_, record, _)| record != bound.record) {
            let message = format!("`{}` is not a record of `{}`", argument.text, list.joined());
            self.diagnostics.push(Diagnostic::error("wrong-argument", message).at(argument.span, "another kind of record"));
            return None;
        }
        let inner = super::names::Bound { name: parameter.text.clone(), ..bound };
        Some(Scope { bound: vec![inner], expanding: scope.expanding.clone() })
    }

    pub(super) fn call(&mut self, name: &Name, argument: &Name, span: Span, scope: &Scope) -> Option<Cond> {
        match self.defines.get(&*name.text).copied() {
            Some(index) => self.expand(index, Some(argument), span, scope),
            None => {
                let advice = did_you_mean(&name.text, self.defines.keys().copied().chain(["count"]));
                let advice =
                    advice.unwrap_or_else(|| format!("define it outside the rule: `define {}({} in …) when …`", name.text, argument.text));
                self.diagnostics.push(
                    Diagnostic::error("unknown-definition", format!("nothing called `{}` is defined", name.text))
                        .at(name.span, "not defined")
                        .help(advice),
                );
                None
            }
        }
    }

    /// The members of a named set, for the field it is used with. A name that is no value there is a mistake of the use.
    pub(super) fn named_members(
        &mut self,
        path: &ast::Path,
        names: &[Name],
        span: Span,
        members: impl Fn(&mut Self) -> Option<u64>,
    ) -> Option<u64> {
        let before = self.diagnostics.len();
        let found = members(self);
        for problem in self.diagnostics.iter_mut().skip(before) {
            let at = names
                .iter()
                .find(|name| problem.labels.first().is_some_and(|label| label.span == name.span))
                .map_or(span, |name| name.span);
            problem.labels.clear();
            *problem = problem.clone().at(span, format!("`{}` does not fit here", path.joined())).also(at, "in this definition");
        }
        found
    }

    /// A definition as a value: a set of names, whose type the other side says.
    pub(super) fn defined_set(
        &mut self,
        index: usize,
        path: &ast::Path,
        span: Span,
        expected: Option<TermType>,
    ) -> Option<(Term, TermType)> {
        let items = self.items;
        if let Some(used) = self.used.defines.get_mut(index) {
            *used = true;
        }
        match (items.defines.get(index).map(|define| &define.body), expected) {
            (Some(DefineBody::Set(names, _)), Some(TermType::Field(FieldKind::Set(values)))) => {
                let bits = self.named_members(path, names, span, |checker| checker.members(names, values))?;
                Some((Term::Literal(Value::Set(bits)), TermType::Field(FieldKind::Set(values))))
            }
            (Some(DefineBody::Set(..)), _) => {
                self.diagnostics.push(
                    Diagnostic::error("type-mismatch", format!("`{}` is a set", path.joined()))
                        .at(span, "a set")
                        .help("put the field first: `field has any …` or `field in …`"),
                );
                None
            }
            _ => {
                self.diagnostics.push(
                    Diagnostic::error("type-mismatch", format!("`{}` is a condition, not a value", path.joined())).at(span, "a condition"),
                );
                None
            }
        }
    }
}
