//! Random conditions: their own tree, and how they are written in a rule.

use super::world::{FIELDS, Kind, TAGS, Tape};
use std::collections::BTreeSet;
use std::fmt::Write;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quantifier {
    Some,
    Every,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

use Comparison::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};

/// A section, or the name of a bound record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Base {
    Section(&'static str),
    Bound(String),
}

#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) base: Base,
    pub(crate) name: &'static str,
}

/// The section `l`, or the list `inner` of a record.
#[derive(Debug, Clone)]
pub(crate) enum List {
    L,
    Inner(Base),
}

#[derive(Debug, Clone)]
pub(crate) struct Binding {
    pub(crate) name: String,
    pub(crate) list: List,
    pub(crate) filter: Option<Box<Cond>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Both,
    Either,
    Without,
}

#[derive(Debug, Clone)]
pub(crate) enum Set {
    Field(Field),
    Literal(BTreeSet<&'static str>),
    /// A named set.
    Named(String, BTreeSet<&'static str>),
    Joined(Box<Set>, Operator, Box<Set>),
}

#[derive(Debug, Clone)]
pub(crate) enum Number {
    Field(Field),
    Literal(u32),
    /// `settings.limit`, which is 2.
    Setting,
    Records(Binding),
    /// Of a whole list, without a name for its records.
    List(List),
    Members(Set),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Property {
    Silent,
    Unset,
    Set,
}

#[derive(Debug, Clone)]
pub(crate) enum Cond {
    Or(Vec<Cond>),
    And(Vec<Cond>),
    Not(Box<Cond>),
    Quantified(Quantifier, Binding, Box<Cond>),
    Holds(Field),
    BoolIs(Field, bool),
    WordIs(Field, bool, &'static str),
    SameWord(Field, bool, Field),
    OneOf(Field, bool, BTreeSet<&'static str>),
    /// An enum in a named set, and a member in a set.
    OneOfNamed(Field, bool, String, BTreeSet<&'static str>),
    OneOfField(Field, bool, Field),
    MemberOf(&'static str, bool, Field),
    SetIs(Set, bool, BTreeSet<&'static str>),
    HasValue(Set, &'static str),
    HasAny(Set, Set),
    HasAll(Set, Set),
    HasNone(Set, BTreeSet<&'static str>),
    Within(Set, Set),
    EmptySet(Set, bool),
    EmptyList(List, bool),
    Is(Field, bool, Property),
    Numbers(Number, Comparison, Number),
    /// A definition: its name, and for one about a record its parameter and the record it is asked of.
    Defined(String, Option<(String, String)>, Box<Cond>),
}

/// Makes conditions; what they define is kept for the pack.
pub(crate) struct Maker<'t> {
    pub(crate) tape: &'t mut Tape,
    names: usize,
    /// The text of the definitions made so far.
    pub(crate) defines: String,
}

/// A bound record: its name, and whether it has a list of its own (is of `l`, not of a list within).
type Scope = Vec<(String, bool)>;

impl<'t> Maker<'t> {
    pub(crate) fn new(tape: &'t mut Tape) -> Self {
        Self { tape, names: 0, defines: String::new() }
    }

    fn name(&mut self, letter: char) -> String {
        self.names += 1;
        format!("{letter}{}", self.names)
    }

    pub(crate) fn condition(&mut self) -> Cond {
        self.any(4, &Vec::new())
    }

    /// A condition that may speak of a record of `l` by this name.
    pub(crate) fn about(&mut self, name: &str) -> Cond {
        self.any(2, &vec![(name.to_owned(), true)])
    }

    fn any(&mut self, depth: usize, scope: &Scope) -> Cond {
        if depth == 0 {
            return self.test(scope);
        }
        match self.tape.pick(12) {
            0..=4 => self.test(scope),
            5 | 6 => Cond::And((0..2 + self.tape.pick(2)).map(|_| self.any(depth - 1, scope)).collect()),
            7 | 8 => Cond::Or((0..2 + self.tape.pick(2)).map(|_| self.any(depth - 1, scope)).collect()),
            9 => Cond::Not(Box::new(self.any(depth - 1, scope))),
            10 => {
                let quantifier = self.tape.one_of(&[Quantifier::Some, Quantifier::Every, Quantifier::None]);
                let (binding, inner) = self.binding(depth, scope);
                Cond::Quantified(quantifier, binding, Box::new(self.any(depth - 1, &inner)))
            }
            _ => self.defined(depth, scope),
        }
    }

    fn binding(&mut self, depth: usize, scope: &Scope) -> (Binding, Scope) {
        let name = self.name('v');
        let list = self.list(scope);
        let mut inner = scope.clone();
        inner.push((name.clone(), matches!(list, List::L)));
        let filter = self.tape.chance(5).then(|| Box::new(self.any(depth.saturating_sub(2), &inner)));
        (Binding { name, list, filter }, inner)
    }

    fn list(&mut self, scope: &Scope) -> List {
        let mut lists = vec![List::L, List::Inner(Base::Section("s"))];
        lists.extend(scope.iter().filter(|(_, nested)| *nested).map(|(name, _)| List::Inner(Base::Bound(name.clone()))));
        let index = self.tape.pick(lists.len());
        lists.swap_remove(index)
    }

    fn defined(&mut self, depth: usize, scope: &Scope) -> Cond {
        let name = self.name('d');
        let of_l: Vec<&String> = scope.iter().filter(|(_, nested)| *nested).map(|(name, _)| name).collect();
        let about = if of_l.is_empty() || self.tape.pick(2) == 0 { None } else { Some((*of_l[self.tape.pick(of_l.len())]).clone()) };
        let parameter = self.name('p');
        let inner = if about.is_some() { vec![(parameter.clone(), true)] } else { Vec::new() };
        let body = self.any(depth - 1, &inner);
        let head = if about.is_some() { format!("({parameter} in l)") } else { String::new() };
        writeln!(self.defines, "define {name}{head} when {}", body.text()).expect("a text");
        Cond::Defined(name, about.map(|argument| (parameter, argument)), Box::new(body))
    }

    fn field_of(&mut self, scope: &Scope, wanted: &[&'static str]) -> Field {
        let mut bases = vec![Base::Section("s"), Base::Section("w")];
        // Bound records are the more interesting the deeper they are.
        for (name, _) in scope {
            bases.extend([Base::Bound(name.clone()), Base::Bound(name.clone())]);
        }
        let index = self.tape.pick(bases.len());
        Field { base: bases.swap_remove(index), name: self.tape.one_of(wanted) }
    }

    fn set(&mut self, scope: &Scope) -> Set {
        let first = Set::Field(self.field_of(scope, &["tags", "more", "holes"]));
        self.joined(first, scope)
    }

    /// A set whose type the other side says: it may begin with a literal.
    fn other_set(&mut self, scope: &Scope) -> Set {
        let first = self.atom(scope);
        self.joined(first, scope)
    }

    fn joined(&mut self, first: Set, scope: &Scope) -> Set {
        (0..self.tape.pick(5).saturating_sub(2)).fold(first, |left, _| {
            let operator = self.tape.one_of(&[Operator::Both, Operator::Either, Operator::Without]);
            Set::Joined(Box::new(left), operator, Box::new(self.atom(scope)))
        })
    }

    fn atom(&mut self, scope: &Scope) -> Set {
        match self.tape.pick(4) {
            0 | 1 => Set::Literal(self.tape.some_of(TAGS)),
            2 => Set::Field(self.field_of(scope, &["tags", "more", "holes"])),
            _ => {
                let (name, members) = self.named_set(TAGS);
                Set::Named(name, members)
            }
        }
    }

    fn named_set(&mut self, values: &'static [&'static str]) -> (String, BTreeSet<&'static str>) {
        let (name, members) = (self.name('n'), self.tape.some_of(values));
        writeln!(self.defines, "define {name} = {}", braced(&members)).expect("a text");
        (name, members)
    }

    fn number(&mut self, scope: &Scope) -> Number {
        match self.tape.pick(7) {
            0 | 1 => Number::Literal(self.tape.pick(4) as u32),
            2 => Number::Field(self.field_of(scope, &["size"])),
            3 => Number::Setting,
            4 => Number::Members(self.set(scope)),
            5 => Number::List(self.list(scope)),
            _ => Number::Records(self.binding(2, scope).0),
        }
    }

    fn test(&mut self, scope: &Scope) -> Cond {
        let equal = self.tape.pick(2) == 0;
        match self.tape.pick(18) {
            0 => Cond::Holds(self.field_of(scope, &["flag", "secret"])),
            1 => Cond::BoolIs(self.field_of(scope, &["flag", "secret"]), equal),
            2 | 3 => {
                let (field, values) = self.enumeration(scope);
                Cond::WordIs(field, equal, self.tape.one_of(values))
            }
            4 => {
                let (left, _) = self.enumeration(scope);
                let right = self.field_of(scope, &[left.name]);
                Cond::SameWord(left, equal, right)
            }
            5 => {
                let (field, values) = self.enumeration(scope);
                Cond::OneOf(field, equal, self.tape.some_of(values))
            }
            6 => {
                let (field, values) = self.enumeration(scope);
                let (name, members) = self.named_set(values);
                Cond::OneOfNamed(field, equal, name, members)
            }
            7 => Cond::OneOfField(self.field_of(scope, &["one"]), equal, self.field_of(scope, &["tags", "more", "holes"])),
            8 => Cond::MemberOf(self.tape.one_of(TAGS), equal, self.field_of(scope, &["tags", "more", "holes"])),
            9 => Cond::SetIs(self.set(scope), equal, self.tape.some_of(TAGS)),
            10 => Cond::HasValue(self.set(scope), self.tape.one_of(TAGS)),
            11 => Cond::HasAny(self.set(scope), self.other_set(scope)),
            12 => Cond::HasAll(self.set(scope), self.other_set(scope)),
            13 => Cond::HasNone(self.set(scope), self.tape.some_of(TAGS)),
            14 => Cond::Within(self.set(scope), self.other_set(scope)),
            15 => match self.tape.pick(2) {
                0 => Cond::EmptySet(self.set(scope), equal),
                _ => Cond::EmptyList(self.list(scope), equal),
            },
            16 => {
                let names: Vec<&'static str> = FIELDS.iter().map(|(name, ..)| *name).collect();
                let property = self.tape.one_of(&[Property::Silent, Property::Unset, Property::Set]);
                Cond::Is(self.field_of(scope, &names), equal, property)
            }
            _ => {
                let comparison = self.tape.one_of(&[Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual]);
                Cond::Numbers(self.number(scope), comparison, self.number(scope))
            }
        }
    }

    fn enumeration(&mut self, scope: &Scope) -> (Field, &'static [&'static str]) {
        let field = self.field_of(scope, &["pick", "mode", "tone", "rate", "one"]);
        match super::world::field(field.name).0 {
            Kind::Enum(values) => (field, values),
            other => panic!("{other:?} is no enum"),
        }
    }
}

fn braced(members: &BTreeSet<&'static str>) -> String {
    format!("{{ {} }}", members.iter().copied().collect::<Vec<_>>().join(", "))
}

impl Field {
    fn text(&self) -> String {
        format!("{}.{}", self.base.text(), self.name)
    }
}

impl Base {
    fn text(&self) -> &str {
        match self {
            Self::Section(name) => name,
            Self::Bound(name) => name,
        }
    }
}

impl List {
    fn text(&self) -> String {
        match self {
            Self::L => "l".into(),
            Self::Inner(base) => format!("{}.inner", base.text()),
        }
    }
}

impl Binding {
    fn text(&self) -> String {
        let filter = self.filter.as_ref().map_or(String::new(), |filter| format!(" where {}", filter.text()));
        format!("{} in {}{filter}", self.name, self.list.text())
    }
}

impl Set {
    fn text(&self) -> String {
        match self {
            Self::Field(field) => field.text(),
            Self::Literal(members) => braced(members),
            Self::Named(name, _) => name.clone(),
            Self::Joined(left, operator, right) => {
                let mark = match operator {
                    Operator::Both => "&",
                    Operator::Either => "|",
                    Operator::Without => "without",
                };
                format!("{} {mark} {}", left.text(), right.text())
            }
        }
    }
}

impl Number {
    fn text(&self) -> String {
        match self {
            Self::Field(field) => field.text(),
            Self::Literal(number) => number.to_string(),
            Self::Setting => "settings.limit".into(),
            Self::Records(binding) => format!("count({})", binding.text()),
            Self::List(list) => format!("count({})", list.text()),
            Self::Members(set) => format!("count({})", set.text()),
        }
    }
}

fn equals(equal: bool) -> &'static str {
    if equal { "=" } else { "!=" }
}

fn in_or_not(equal: bool) -> &'static str {
    if equal { "in" } else { "not in" }
}

fn is_or_not(equal: bool) -> &'static str {
    if equal { "is" } else { "is not" }
}

impl Cond {
    /// As it is written in a rule, with no more parentheses than `and` within `or` needs.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Or(parts) => parts.iter().map(Self::part_of_or).collect::<Vec<_>>().join(" or "),
            Self::And(parts) => parts.iter().map(Self::part_of_and).collect::<Vec<_>>().join(" and "),
            Self::Not(inner) => format!("not {}", inner.part_of_and()),
            Self::Quantified(quantifier, binding, body) => {
                let word = match quantifier {
                    Quantifier::Some => "some",
                    Quantifier::Every => "every",
                    Quantifier::None => "none",
                };
                format!("{word} {}: {}", binding.text(), body.text())
            }
            Self::Holds(field) => field.text(),
            Self::BoolIs(field, value) => format!("{} = {value}", field.text()),
            Self::WordIs(field, equal, word) => format!("{} {} {word}", field.text(), equals(*equal)),
            Self::SameWord(left, equal, right) => format!("{} {} {}", left.text(), equals(*equal), right.text()),
            Self::OneOf(field, equal, words) => format!("{} {} {}", field.text(), in_or_not(*equal), braced(words)),
            Self::OneOfNamed(field, equal, name, _) => format!("{} {} {name}", field.text(), in_or_not(*equal)),
            Self::OneOfField(left, equal, right) => format!("{} {} {}", left.text(), in_or_not(*equal), right.text()),
            Self::MemberOf(word, equal, right) => format!("{word} {} {}", in_or_not(*equal), right.text()),
            Self::SetIs(set, equal, members) => format!("{} {} {}", set.text(), equals(*equal), braced(members)),
            Self::HasValue(set, word) => format!("{} has {word}", set.text()),
            Self::HasAny(left, right) => format!("{} has any {}", left.text(), right.text()),
            Self::HasAll(left, right) => format!("{} has all {}", left.text(), right.text()),
            Self::HasNone(left, right) => format!("{} has none {}", left.text(), braced(right)),
            Self::Within(left, right) => format!("{} within {}", left.text(), right.text()),
            Self::EmptySet(set, equal) => format!("{} {} empty", set.text(), is_or_not(*equal)),
            Self::EmptyList(list, equal) => format!("{} {} empty", list.text(), is_or_not(*equal)),
            Self::Is(field, equal, property) => {
                let word = match property {
                    Property::Silent => "silent",
                    Property::Unset => "unset",
                    Property::Set => "set",
                };
                format!("{} {} {word}", field.text(), is_or_not(*equal))
            }
            Self::Numbers(left, comparison, right) => {
                let mark = match comparison {
                    Equal => "=",
                    NotEqual => "!=",
                    Less => "<",
                    LessOrEqual => "<=",
                    Greater => ">",
                    GreaterOrEqual => ">=",
                };
                format!("{} {mark} {}", left.text(), right.text())
            }
            Self::Defined(name, None, _) => name.clone(),
            Self::Defined(name, Some((_, argument)), _) => format!("{name}({argument})"),
        }
    }

    fn part_of_or(&self) -> String {
        if matches!(self, Self::Or(_)) || self.runs_on() { format!("({})", self.text()) } else { self.text() }
    }

    fn part_of_and(&self) -> String {
        if matches!(self, Self::Or(_) | Self::And(_)) || self.runs_on() { format!("({})", self.text()) } else { self.text() }
    }

    /// A quantifier's body runs as far to the right as it can.
    fn runs_on(&self) -> bool {
        match self {
            Self::Quantified(..) => true,
            Self::Not(inner) => inner.runs_on(),
            _ => false,
        }
    }
}
