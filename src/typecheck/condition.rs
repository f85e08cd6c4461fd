//! Conditions and operands: types worked out from both sides, so that a bare name can be a value of the field it meets.

use super::Checker;
use super::checked::{Binding, Cond, CondKind, Quantifier, SetOperator, Term, TermType};
use super::names::{Meaning, OTHERS, Scope};
use crate::diagnostic::Diagnostic;
use crate::language::ast::{self, Comparison, DefineBody, Expr, ExprKind, Has, Name, Operand, OperandKind, Property};
use crate::source::Span;
use crate::suggest::{choices, did_you_mean};
use crate::value::{Quantity, QuantityType};
use crate::vocabulary::{FieldKind, Value, ValuesId};

/// More names in view at once than any rule needs; slots are counted in a byte.
const MAX_BOUND: u8 = 100;
impl Checker<'_> {
    /// A condition, or `None` after reporting what is wrong with it.
    pub(super) fn condition(&mut self, expr: &Expr, scope: &Scope) -> Option<Cond> {
        if !self.expansion.charge(1) {
            return None;
        }
        self.expansion.nested += 1;
        let cond = self.one_condition(expr, scope);
        self.expansion.nested -= 1;
        cond
    }

    fn one_condition(&mut self, expr: &Expr, scope: &Scope) -> Option<Cond> {
        let kind = match &expr.kind {
            ExprKind::Or(parts) => CondKind::Or(self.conditions(parts, scope)?),
            ExprKind::And(parts) => CondKind::And(self.conditions(parts, scope)?),
            ExprKind::Not(inner) => CondKind::Not(Box::new(self.condition(inner, scope)?)),
            ExprKind::Quantifier(quantifier, binding, body) => self.quantified(*quantifier, binding, body, scope)?,
            ExprKind::Call(name, argument) => return self.call(name, argument, expr.span, scope),
            ExprKind::Operand(operand) => return self.holds(operand, scope),
            ExprKind::Compare(left, comparison, right) => self.compare(left, *comparison, right, scope)?,
            ExprKind::In { left, negated, right } => return self.within_list(left, *negated, right, expr.span, scope),
            ExprKind::Has(left, wanted) => return self.has(left, wanted, expr.span, scope),
            ExprKind::Within(left, right) => {
                let (left, values) = self.set(left, None, scope)?;
                let (right, _) = self.set(right, Some(values), scope)?;
                CondKind::Covers(right, left)
            }
            ExprKind::Is { operand, negated, property } => return self.is(operand, *negated, *property, expr.span, scope),
        };
        Some(Cond { span: expr.span, kind })
    }

    /// All parts are checked, so that each mistake is reported.
    fn conditions(&mut self, parts: &[Expr], scope: &Scope) -> Option<Vec<Cond>> {
        let checked: Vec<Option<Cond>> = parts.iter().map(|part| self.condition(part, scope)).collect();
        checked.into_iter().collect()
    }

    /// `x in list where filter`, with the scope inside it.
    pub(super) fn binding(&mut self, binding: &ast::Binding, scope: &Scope) -> Option<(Binding, Scope)> {
        let (bound, inner) = self.bind(binding, scope)?;
        Some((self.filtered(bound, binding, &inner)?, inner))
    }

    /// `x in list`, with the scope in which `x` is known.
    pub(super) fn bind(&mut self, binding: &ast::Binding, scope: &Scope) -> Option<(Binding, Scope)> {
        let (list, record, section) = self.list(&binding.list, scope)?;
        if scope.find(&binding.name.text).is_some()
            || self.vocabulary.root().find(&binding.name.text).is_some()
            || matches!(&*binding.name.text, "settings" | OTHERS)
        {
            let message = format!("`{}` already means something here", binding.name.text);
            self.diagnostics.push(Diagnostic::error("name-taken", message).at(binding.name.span, "choose another name"));
            return None;
        }
        let (inner, slot) = scope.with(&binding.name, list, record, section);
        if slot > MAX_BOUND {
            // Only definitions written out within one another get so far: what is nested by hand is refused before.
            self.expansion.excess.get_or_insert_with(|| format!("more than {MAX_BOUND} records named within one another"));
            return None;
        }
        Some((Binding { slot, list, section, record, filter: None }, inner))
    }

    /// The binding with its filter, which may speak of the record itself.
    pub(super) fn filtered(&mut self, bound: Binding, binding: &ast::Binding, inner: &Scope) -> Option<Binding> {
        let filter = match &binding.filter {
            Some(filter) => Some(self.condition(filter, inner)?),
            None => None,
        };
        Some(Binding { filter, ..bound })
    }

    fn quantified(&mut self, quantifier: Quantifier, binding: &ast::Binding, body: &Expr, scope: &Scope) -> Option<CondKind> {
        let (binding, inner) = self.binding(binding, scope)?;
        let body = self.condition(body, &inner)?;
        Some(CondKind::Quantified(quantifier, Box::new(binding), Box::new(body)))
    }

    /// A field or definition that is a condition by itself.
    fn holds(&mut self, operand: &Operand, scope: &Scope) -> Option<Cond> {
        let wrong = |checker: &mut Self, message: String, help: String| {
            checker
                .diagnostics
                .push(Diagnostic::error("not-a-condition", message).at(operand.span, "not true or false by itself").help(help));
            None
        };
        let OperandKind::Path(path) = &operand.kind else {
            return wrong(self, "this is a value, not a condition".into(), "compare it with something".into());
        };
        match self.meaning(path, scope) {
            Meaning::Field(field, FieldKind::Bool) => Some(Cond { span: operand.span, kind: CondKind::Holds(field) }),
            Meaning::Define(index) => self.expand(index, None, operand.span, scope),
            Meaning::Field(_, kind) => {
                let example = match kind {
                    FieldKind::Set(_) => "is not empty` or `… has …",
                    FieldKind::Enum(_) => "= …",
                    _ => "is set",
                };
                wrong(
                    self,
                    format!("`{}` is of type {}, not a condition", path.joined(), kind.name()),
                    format!("compare it: `{} {example}`", path.joined()),
                )
            }
            Meaning::List(..) => wrong(
                self,
                format!("`{}` is a list, not a condition", path.joined()),
                format!("write `{} is not empty` or `some … in {}: …`", path.joined(), path.joined()),
            ),
            Meaning::Record(_) => wrong(
                self,
                format!("`{}` is a record, not a condition", path.joined()),
                format!("name a field of it: `{}.…`", path.joined()),
            ),
            Meaning::Setting(_) => {
                wrong(self, format!("`{}` is a value, not a condition", path.joined()), "compare a field with it".into())
            }
            Meaning::Plain => {
                let known =
                    self.defines.keys().copied().chain(self.vocabulary.root().names()).chain(scope.bound.iter().map(|bound| &*bound.name));
                let advice = did_you_mean(&path.joined(), known);
                self.diagnostics.push(
                    Diagnostic::error("unknown-name", format!("`{}` is not a condition", path.joined()))
                        .at(operand.span, "not known here")
                        .maybe_help(advice),
                );
                None
            }
            Meaning::Wrong => None,
        }
    }

    fn compare(&mut self, left: &Operand, comparison: Comparison, right: &Operand, scope: &Scope) -> Option<CondKind> {
        // A bare name takes its type from the other side, so the side that has one of its own goes first.
        let (left_term, right_term, kind) = if self.is_plain(left, scope) && !self.is_plain(right, scope) {
            let (right, kind) = self.term(right, None, scope)?;
            let (left, _) = self.term(left, Some(kind), scope)?;
            (left, right, kind)
        } else {
            let (left, kind) = self.term(left, None, scope)?;
            let (right, _) = self.term(right, Some(kind), scope)?;
            (left, right, kind)
        };
        let ordered = matches!(kind, TermType::Count | TermType::Field(FieldKind::Quantity(_)))
            && kind != TermType::Field(FieldKind::Quantity(QuantityType::Text));
        if !ordered && !matches!(comparison, Comparison::Equal | Comparison::NotEqual) {
            let message = format!("`{}` has no order, so `{}` cannot compare it", self.words(left), comparison.mark());
            self.diagnostics.push(
                Diagnostic::error("type-mismatch", message)
                    .at(left.span.to(right.span), "not ordered")
                    .help("use `=`, `!=`, `in` or `has`"),
            );
            return None;
        }
        Some(CondKind::Compare(left_term, comparison, right_term))
    }

    fn words(&self, operand: &Operand) -> String {
        match &operand.kind {
            OperandKind::Path(path) => path.joined(),
            _ => "this".into(),
        }
    }

    fn is_plain(&mut self, operand: &Operand, scope: &Scope) -> bool {
        match self.quietly(operand, scope) {
            None => matches!(operand.kind, OperandKind::Set(_)),
            Some(meaning) => matches!(meaning, Meaning::Plain),
        }
    }

    /// What a path means, for a first look that reports nothing; `None` for what is no path.
    fn quietly(&mut self, operand: &Operand, scope: &Scope) -> Option<Meaning> {
        let OperandKind::Path(path) = &operand.kind else { return None };
        let before = self.diagnostics.len();
        let meaning = self.meaning(path, scope);
        self.diagnostics.truncate(before);
        Some(meaning)
    }

    /// A term and its type. `expected` is the type of the other side.
    fn term(&mut self, operand: &Operand, expected: Option<TermType>, scope: &Scope) -> Option<(Term, TermType)> {
        let (term, found) = match &operand.kind {
            OperandKind::Literal(quantity) => return self.literal(quantity, operand.span, expected),
            OperandKind::Set(names) => match expected {
                Some(TermType::Field(FieldKind::Set(values))) => {
                    (Term::Literal(Value::Set(self.members(names, values)?)), TermType::Field(FieldKind::Set(values)))
                }
                Some(TermType::Field(FieldKind::Enum(_))) => {
                    self.diagnostics.push(
                        Diagnostic::error("type-mismatch", "a single value is compared with a set")
                            .at(operand.span, "a set")
                            .help("write `in` instead of `=`, or `not in` instead of `!=`"),
                    );
                    return None;
                }
                Some(other) => return self.mismatch(operand.span, other, "a set"),
                None => {
                    self.diagnostics.push(
                        Diagnostic::error("unknown-type", "nothing says what these values belong to")
                            .at(operand.span, "values of which field?")
                            .help("put the field first"),
                    );
                    return None;
                }
            },
            OperandKind::CountRecords(binding) => (Term::CountRecords(Box::new(self.binding(binding, scope)?.0)), TermType::Count),
            OperandKind::CountMembers(inner) => match self.quietly(inner, scope) {
                Some(Meaning::List(list, record, section)) => {
                    let slot = scope.bound.iter().map(|bound| bound.slot + 1).max().unwrap_or(0);
                    (Term::CountRecords(Box::new(Binding { slot, list, section, record, filter: None })), TermType::Count)
                }
                _ => (Term::CountMembers(Box::new(self.set(inner, None, scope)?.0)), TermType::Count),
            },
            OperandKind::Combine(left, operator, right) => {
                let values = match expected {
                    Some(TermType::Field(FieldKind::Set(values))) => Some(values),
                    _ => None,
                };
                let (left, values) = self.set(left, values, scope)?;
                let (right, _) = self.set(right, Some(values), scope)?;
                (combine(left, *operator, right), TermType::Field(FieldKind::Set(values)))
            }
            OperandKind::Path(path) => return self.path(path, operand.span, expected, scope),
        };
        self.fits(operand.span, expected, found)?;
        Some((term, found))
    }

    fn literal(&mut self, quantity: &Quantity, span: Span, expected: Option<TermType>) -> Option<(Term, TermType)> {
        let found = TermType::Field(FieldKind::Quantity(quantity.quantity_type()));
        let textual =
            matches!(expected, Some(TermType::Field(FieldKind::Slug | FieldKind::Jurisdiction))) && matches!(quantity, Quantity::Text(_));
        let count = expected == Some(TermType::Count) && matches!(quantity, Quantity::Number(_));
        if !textual && !count {
            self.fits(span, expected, found)?;
        }
        Some((Term::Literal(Value::Quantity(quantity.clone())), expected.unwrap_or(found)))
    }

    fn path(&mut self, path: &ast::Path, span: Span, expected: Option<TermType>, scope: &Scope) -> Option<(Term, TermType)> {
        // Where a closed list is expected, one of its values wins over a section of the same name.
        if let (Some(TermType::Field(kind @ (FieldKind::Enum(values) | FieldKind::Set(values)))), [name]) =
            (expected, path.names.as_slice())
            && scope.find(&name.text).is_none()
            && let Some(index) = self.vocabulary.values(values).find(&name.text)
        {
            if matches!(kind, FieldKind::Set(_)) {
                let message = format!("a set is compared with the single value `{}`", name.text);
                let nothing = self.vocabulary.values(values).bit(index) == 0;
                let help = if nothing {
                    "write `is empty`".to_owned()
                } else {
                    format!("write `has {}`, or `= {{ {} }}` for exactly that", name.text, name.text)
                };
                self.diagnostics.push(Diagnostic::error("type-mismatch", message).at(span, "one value").help(help));
                return None;
            }
            return Some((Term::Literal(Value::Enum(index)), TermType::Field(kind)));
        }
        let (term, found) = match self.meaning(path, scope) {
            Meaning::Field(field, kind) => (Term::Field(field), TermType::Field(kind)),
            Meaning::Setting(index) => {
                let kind = self.setting_types.get(index).copied()?;
                let found = TermType::Field(FieldKind::Quantity(kind));
                let count = expected == Some(TermType::Count) && kind == QuantityType::Number;
                (Term::Setting(index), if count { TermType::Count } else { found })
            }
            Meaning::Define(index) => return self.defined_set(index, path, span, expected),
            Meaning::Plain => return self.plain(path, span, expected),
            Meaning::List(..) => {
                self.diagnostics.push(
                    Diagnostic::error("type-mismatch", format!("`{}` is a list of records", path.joined())).at(span, "a list").help(
                        format!("write `{} is empty`, `count({}) …` or `some … in {}: …`", path.joined(), path.joined(), path.joined()),
                    ),
                );
                return None;
            }
            Meaning::Record(_) => {
                self.diagnostics.push(
                    Diagnostic::error("type-mismatch", format!("`{}` is a record", path.joined()))
                        .at(span, "a record")
                        .help(format!("name a field of it: `{}.…`", path.joined())),
                );
                return None;
            }
            Meaning::Wrong => return None,
        };
        self.fits(span, expected, found)?;
        Some((term, found))
    }

    /// A single name that only the expected type can explain.
    fn plain(&mut self, path: &ast::Path, span: Span, expected: Option<TermType>) -> Option<(Term, TermType)> {
        let word = path.joined();
        match expected {
            Some(kind @ TermType::Field(FieldKind::Bool)) if word == "true" || word == "false" => {
                Some((Term::Literal(Value::Bool(word == "true")), kind))
            }
            Some(kind @ TermType::Field(FieldKind::Slug | FieldKind::Jurisdiction)) => {
                Some((Term::Literal(Value::Quantity(Quantity::Text(word.into()))), kind))
            }
            Some(TermType::Field(FieldKind::Enum(values) | FieldKind::Set(values))) => {
                self.unknown_value(&word, span, values);
                None
            }
            Some(other) => self.mismatch(span, other, &format!("the name `{word}`")),
            None => {
                let known = self.vocabulary.root().names().chain(self.defines.keys().copied());
                let advice = did_you_mean(&word, known);
                self.diagnostics.push(
                    Diagnostic::error("unknown-name", format!("`{word}` is neither a field nor defined"))
                        .at(span, "not known here")
                        .maybe_help(advice),
                );
                None
            }
        }
    }

    pub(super) fn unknown_value(&mut self, word: &str, span: Span, values: ValuesId) {
        let values = self.vocabulary.values(values);
        let advice = did_you_mean(word, values.names()).unwrap_or_else(|| format!("its values are {}", choices(values.names(), 24)));
        self.diagnostics.push(
            Diagnostic::error("unknown-value", format!("`{word}` is not a value of this field")).at(span, "not a value").help(advice),
        );
    }

    fn none_in_set(&mut self, span: Span) {
        self.diagnostics.push(
            Diagnostic::error("none-in-set", "in a set, `none` stands for no value at all")
                .at(span, "cannot be a member")
                .help("write `is empty`"),
        );
    }

    /// The bits of some names in a set.
    pub(super) fn members(&mut self, names: &[Name], values: ValuesId) -> Option<u64> {
        let mut bits = self.expansion.charge(names.len()).then_some(0);
        for name in names {
            match self.vocabulary.values(values).find(&name.text) {
                Some(index) if self.vocabulary.values(values).bit(index) == 0 => {
                    self.none_in_set(name.span);
                    bits = None;
                }
                Some(index) => bits = bits.map(|bits| bits | self.vocabulary.values(values).bit(index)),
                None => {
                    self.unknown_value(&name.text, name.span, values);
                    bits = None;
                }
            }
        }
        bits
    }

    /// The bits of some names for the question whether an enum is one of them; here `none` is a value like others.
    fn alternatives(&mut self, names: &[Name], values: ValuesId) -> Option<u64> {
        let mut bits = self.expansion.charge(names.len()).then_some(0_u64);
        for name in names {
            match self.vocabulary.values(values).find(&name.text) {
                Some(index) => bits = bits.map(|bits| bits | 1_u64.checked_shl(u32::from(index)).unwrap_or(0)),
                None => {
                    self.unknown_value(&name.text, name.span, values);
                    bits = None;
                }
            }
        }
        bits
    }

    fn fits(&mut self, span: Span, expected: Option<TermType>, found: TermType) -> Option<()> {
        let number = TermType::Field(FieldKind::Quantity(QuantityType::Number));
        match expected {
            None => Some(()),
            Some(expected) if expected == found => Some(()),
            Some(TermType::Count) if found == number => Some(()),
            Some(expected) if expected == number && found == TermType::Count => Some(()),
            Some(expected) => {
                let shown = self.type_name(found);
                self.mismatch(span, expected, &shown)
            }
        }
    }

    fn mismatch<T>(&mut self, span: Span, expected: TermType, found: &str) -> Option<T> {
        let wanted = self.type_name(expected);
        let mut diagnostic = Diagnostic::error("type-mismatch", format!("expected {wanted}, found {found}")).at(span, "of another type");
        if let TermType::Field(FieldKind::Quantity(kind)) = expected {
            diagnostic = diagnostic.help(format!("write {}", kind.example()));
        }
        self.diagnostics.push(diagnostic);
        None
    }

    pub(super) fn type_name(&self, kind: TermType) -> String {
        match kind {
            TermType::Count => "a number".into(),
            TermType::Field(FieldKind::Bool) => "`true` or `false`".into(),
            TermType::Field(FieldKind::Quantity(QuantityType::Money)) => "an amount of money".into(),
            TermType::Field(FieldKind::Quantity(QuantityType::Percent)) => "a percentage".into(),
            TermType::Field(FieldKind::Quantity(kind)) => format!("a {}", kind.name()),
            TermType::Field(FieldKind::Enum(values)) => format!("one of {}", choices(self.vocabulary.values(values).names(), 6)),
            TermType::Field(FieldKind::Set(values)) => format!("a set of {}", choices(self.vocabulary.values(values).names(), 6)),
            TermType::Field(other) => format!("a {}", other.name()),
        }
    }

    /// A term that must be a set.
    fn set(&mut self, operand: &Operand, values: Option<ValuesId>, scope: &Scope) -> Option<(Term, ValuesId)> {
        let (term, found) = self.term(operand, values.map(|values| TermType::Field(FieldKind::Set(values))), scope)?;
        match found {
            TermType::Field(FieldKind::Set(values)) => Some((term, values)),
            other => {
                let shown = self.type_name(other);
                let mut diagnostic =
                    Diagnostic::error("type-mismatch", format!("expected a set, found {shown}")).at(operand.span, "not a set");
                if matches!(other, TermType::Field(FieldKind::Enum(_))) {
                    diagnostic = diagnostic.help("a single value is compared with `=`, `!=`, `in` or `not in`");
                }
                self.diagnostics.push(diagnostic);
                None
            }
        }
    }

    fn within_list(&mut self, left: &Operand, negated: bool, right: &Operand, span: Span, scope: &Scope) -> Option<Cond> {
        // `value in set-field` reads well too: then the right side says what the value is.
        if self.is_plain(left, scope) {
            let (set, values) = self.set(right, None, scope)?;
            let (term, _) = self.term(left, Some(TermType::Field(FieldKind::Enum(values))), scope)?;
            if matches!(&term, Term::Literal(Value::Enum(index)) if self.vocabulary.values(values).bit(*index) == 0) {
                self.none_in_set(left.span);
                return None;
            }
            return Some(negate(Cond { span, kind: CondKind::In(term, set) }, negated));
        }
        let (term, found) = self.term(left, None, scope)?;
        let TermType::Field(FieldKind::Enum(values)) = found else {
            let help = if matches!(found, TermType::Field(FieldKind::Set(_))) {
                "for a set write `has any`, `has all`, `has none` or `within`"
            } else {
                "compare it with `=`, `<`, …"
            };
            self.diagnostics.push(
                Diagnostic::error("type-mismatch", "`in` asks about a single value of a closed list")
                    .at(left.span, self.type_name(found))
                    .help(help),
            );
            return None;
        };
        let set = match &right.kind {
            OperandKind::Set(names) => Term::Literal(Value::Set(self.alternatives(names, values)?)),
            OperandKind::Path(path) => match self.quietly(right, scope) {
                Some(Meaning::Define(index)) => {
                    let items = self.items;
                    let Some(DefineBody::Set(names, _)) = items.defines.get(index).map(|define| &define.body) else {
                        self.diagnostics.push(
                            Diagnostic::error("type-mismatch", format!("`{}` is a condition, not a set", path.joined()))
                                .at(right.span, "a condition"),
                        );
                        return None;
                    };
                    if let Some(used) = self.used.defines.get_mut(index) {
                        *used = true;
                    }
                    let bits = self.named_members(path, names, right.span, |checker| checker.alternatives(names, values))?;
                    Term::Literal(Value::Set(bits))
                }
                _ => self.set(right, Some(values), scope)?.0,
            },
            _ => self.set(right, Some(values), scope)?.0,
        };
        Some(negate(Cond { span, kind: CondKind::In(term, set) }, negated))
    }

    fn has(&mut self, left: &Operand, wanted: &Has, span: Span, scope: &Scope) -> Option<Cond> {
        let (set, values) = self.set(left, None, scope)?;
        let kind = match wanted {
            Has::Value(name) => CondKind::Meets(set, Term::Literal(Value::Set(self.members(std::slice::from_ref(name), values)?))),
            Has::Any(operand) => CondKind::Meets(set, self.set(operand, Some(values), scope)?.0),
            Has::All(operand) => CondKind::Covers(set, self.set(operand, Some(values), scope)?.0),
            Has::None(operand) => {
                let meets = Cond { span, kind: CondKind::Meets(set, self.set(operand, Some(values), scope)?.0) };
                CondKind::Not(Box::new(meets))
            }
        };
        Some(Cond { span, kind })
    }

    fn is(&mut self, operand: &Operand, negated: bool, property: Property, span: Span, scope: &Scope) -> Option<Cond> {
        let meaning = match &operand.kind {
            OperandKind::Path(path) => Some(self.meaning(path, scope)),
            _ => None,
        };
        let kind = match (property, meaning) {
            (_, Some(Meaning::Wrong)) => return None,
            (Property::Empty, Some(Meaning::List(list, _, section))) => CondKind::EmptyList(list, section),
            (Property::Empty, _) => CondKind::EmptySet(self.set(operand, None, scope)?.0),
            (Property::Silent, Some(Meaning::Field(field, _))) => CondKind::Silent(field),
            (Property::Unset | Property::Set, Some(Meaning::Field(field, _))) => CondKind::Unset(field),
            (_, Some(Meaning::List(..))) => {
                self.diagnostics.push(
                    Diagnostic::error("type-mismatch", "a list is empty or not, never unset")
                        .at(operand.span, "a list")
                        .help("write `is empty`"),
                );
                return None;
            }
            _ => {
                self.diagnostics
                    .push(Diagnostic::error("type-mismatch", "only a field can be set, unset or silent").at(operand.span, "not a field"));
                return None;
            }
        };
        Some(negate(Cond { span, kind }, negated != (property == Property::Set)))
    }
}

fn combine(left: Term, operator: SetOperator, right: Term) -> Term {
    Term::Combine(Box::new(left), operator, Box::new(right))
}

fn negate(cond: Cond, negated: bool) -> Cond {
    if negated { Cond { span: cond.span, kind: CondKind::Not(Box::new(cond)) } } else { cond }
}
