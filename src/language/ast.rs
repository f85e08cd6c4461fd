//! The syntax tree of rule files: owned, spanned, nothing checked yet.

mod cue;

pub use cue::{Cue, Cues, CuesEntry, CuesEntryKind, Sign, Strength, Where};

use crate::diagnostic::Severity;
use crate::node::Node;
use crate::source::Span;
use crate::value::Quantity;
use crate::verdict::Verdict;
use smol_str::SmolStr;

/// A name with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: SmolStr,
    /// Where it stands.
    pub span: Span,
}

/// One or more quoted texts, joined with a space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The decoded words.
    pub value: SmolStr,
    /// From the first quotation mark to the last.
    pub span: Span,
}

impl Text {
    /// The place of some bytes of a pattern, of which `raw` is the source: there, a slash is written `\/`.
    pub fn place_in_pattern(span: Span, raw: &str, range: std::ops::Range<usize>) -> Span {
        let raw_of = |wanted: usize| {
            let (mut decoded, mut at) = (0, 1);
            let bytes = raw.as_bytes();
            while decoded < wanted && at + 1 < bytes.len() {
                at += if bytes.get(at..at + 2) == Some(br"\/") { 2 } else { 1 };
                decoded += 1;
            }
            at
        };
        let start = span.start as usize;
        Span::new(span.file, start + raw_of(range.start)..start + raw_of(range.end))
    }
}

/// Names joined by dots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The names, at least one.
    pub names: Vec<Name>,
    /// All of it.
    pub span: Span,
}

impl Path {
    /// As written, dots between the names.
    pub fn joined(&self) -> String {
        self.names.iter().map(|name| &*name.text).collect::<Vec<_>>().join(".")
    }
}

/// A parsed file.
#[derive(Debug, Default)]
pub struct File {
    /// Its items, those with mistakes left out or marked.
    pub items: Vec<Item>,
}

/// A top-level item.
#[derive(Debug)]
pub enum Item {
    /// `vocabulary …`
    Vocabulary(Vocabulary),
    /// `document …`
    Document(Document),
    /// `family …`
    Family(Family),
    /// `setting …`
    Setting(Setting),
    /// `define …`
    Define(Define),
    /// `rule …`
    Rule(Box<Rule>),
    /// `cues …`
    Cues(Cues),
}

/// The facts a description may hold.
#[derive(Debug)]
pub struct Vocabulary {
    /// Its name.
    pub name: Name,
    /// Its version.
    pub version: u32,
    /// The field with the kinds of initiative.
    pub kinds: Option<Path>,
    /// The field with the sections read in full.
    pub reviewed: Option<Path>,
    /// Sections.
    pub sections: Vec<Record>,
}

/// A section, or a list of records.
#[derive(Debug)]
pub struct Record {
    /// Its name.
    pub name: Name,
    /// A list of records, not one.
    pub list: bool,
    /// What it holds, for people.
    pub doc: Text,
    /// Fields.
    pub fields: Vec<Field>,
    /// Lists of records within.
    pub lists: Vec<Record>,
}

/// A field of the vocabulary.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub field_type: FieldType,
    /// It must be given.
    pub required: Option<Span>,
    /// What silence means, if not the usual: a value, or `absent`.
    pub silence: Option<Name>,
    /// The name it had, and the unit that bare numbers had there.
    pub formerly: Option<(Path, Option<Name>)>,
    /// What it means, for people.
    pub doc: Text,
}

/// The type as written.
#[derive(Debug)]
pub enum FieldType {
    /// A word such as `bool` or `duration`.
    Plain(Name),
    /// `enum { … }` or `set { … }`.
    Closed {
        /// Any number of values.
        set: bool,
        /// The values.
        values: Vec<EnumValue>,
    },
    /// `enum like path` or `set like path`.
    Like {
        /// Any number of values.
        set: bool,
        /// The field whose values it takes.
        path: Path,
    },
}

/// One value of a closed list.
#[derive(Debug)]
pub struct EnumValue {
    /// The value.
    pub name: Name,
    /// A short form of it.
    pub alias: Option<Name>,
    /// What it means, where the name does not say.
    pub doc: Option<Text>,
}

/// A document that rules may cite.
#[derive(Debug)]
pub struct Document {
    /// The name rules cite it by.
    pub name: Name,
    /// Its full title.
    pub title: Option<Text>,
    /// What it is.
    pub about: Option<Text>,
}

/// A group of rules.
#[derive(Debug)]
pub struct Family {
    /// Three letters.
    pub code: Name,
    /// Its title.
    pub title: Text,
    /// Pillars of the Guiding Principles it belongs to.
    pub pillars: Vec<Name>,
    /// What it asks.
    pub about: Option<Text>,
}

/// A calibration that a project may change.
#[derive(Debug)]
pub struct Setting {
    /// Its name.
    pub name: Name,
    /// The default.
    pub value: Quantity,
    /// The literal's place.
    pub value_span: Span,
    /// What it is, and why this value.
    pub doc: Text,
}

/// A named condition or set.
#[derive(Debug)]
pub struct Define {
    /// Its name.
    pub name: Name,
    /// The record it is about, and the list such records come from.
    pub parameter: Option<(Name, Path)>,
    /// The condition or set.
    pub body: DefineBody,
}

/// What a definition stands for.
#[derive(Debug)]
pub enum DefineBody {
    /// `when condition`
    Condition(Expr),
    /// `= { … }`
    Set(Vec<Name>, Span),
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// `HRD-003`
    pub code: Name,
    /// One line.
    pub title: Text,
    /// Clauses in the order written.
    pub clauses: Vec<Clause>,
    /// From `rule` to the closing brace.
    pub span: Span,
    /// A clause had a syntax error, so the rule cannot be used.
    pub broken: bool,
}

/// One clause with its place.
#[derive(Debug)]
pub struct Clause {
    /// From its keyword to its last token.
    pub span: Span,
    /// Its keyword.
    pub keyword: Span,
    /// What it says.
    pub kind: ClauseKind,
}

/// A message with the place it is about.
#[derive(Debug, Clone)]
pub struct Says {
    /// Words, with `{path}` for values.
    pub text: Text,
    /// The fact it points at.
    pub at: Option<Path>,
}

/// `x in path where condition`
#[derive(Debug)]
pub struct Binding {
    /// The name of the record.
    pub name: Name,
    /// The list.
    pub list: Path,
    /// Which records count.
    pub filter: Option<Expr>,
}

/// The clauses of a rule.
#[derive(Debug)]
pub enum ClauseKind {
    /// `source DOC …`
    Source(SourceRef),
    /// `kinds …`
    Kinds(Vec<Name>),
    /// `when …`
    When(Expr),
    /// `otherwise when …`
    OtherwiseWhen(Expr),
    /// `for each …`
    ForEach(Binding),
    /// `severity …`
    Severity(Severity, Option<Expr>),
    /// `violated when …`
    Violated(Expr, Option<Says>),
    /// `met when …`
    Met(Expr),
    /// `partly …`
    Partly {
        /// Its severity, if not one lower than the rule's.
        severity: Option<Severity>,
        /// When this message applies.
        condition: Option<Expr>,
        /// The message.
        says: Option<Says>,
    },
    /// `absence …`
    Absence(Absence),
    /// `says …` by itself.
    Says(Says),
    /// `also …`
    Also {
        /// Words, with `{path}` for values.
        text: Text,
        /// What to point at.
        at: Path,
        /// For each of some records.
        binding: Option<Binding>,
    },
    /// `because …`
    Because(Text),
    /// `help …`
    Help(Text),
    /// `cue …`
    Cue(Box<Cue>),
    /// `example …`
    Example(Example),
}

/// Whether silence is a defect.
#[derive(Debug)]
pub enum Absence {
    /// Never.
    Never,
    /// For every kind, or some.
    Defect {
        /// If not the rule's own.
        severity: Option<Severity>,
        /// `None` for every kind.
        kinds: Option<Vec<Name>>,
        /// What is missing, for people.
        says: Option<Text>,
    },
}

/// A citation.
#[derive(Debug)]
pub struct SourceRef {
    /// The document.
    pub document: Name,
    /// Places in it: unit and locators.
    pub places: Vec<(Name, Vec<Locator>)>,
    /// A remark.
    pub remark: Option<Text>,
}

/// A place in a document, such as `82(b)` or `18 commentary`.
#[derive(Debug)]
pub struct Locator {
    /// As it is printed.
    pub text: SmolStr,
    /// Where it stands.
    pub span: Span,
}

/// An example that is run as a test.
#[derive(Debug)]
pub struct Example {
    /// The verdict expected.
    pub verdict: Verdict,
    /// `absent`: a violation by silence.
    pub by_absence: bool,
    /// The severity expected.
    pub severity: Option<Severity>,
    /// What it shows.
    pub title: Option<Text>,
    /// The words of the description.
    pub span: Span,
    /// The description, unless examples were left unread.
    pub data: Option<Node>,
}

/// A condition with its place.
#[derive(Debug)]
pub struct Expr {
    /// All of it.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// Conditions.
#[derive(Debug)]
pub enum ExprKind {
    /// `a or b`
    Or(Vec<Expr>),
    /// `a and b`
    And(Vec<Expr>),
    /// `not a`
    Not(Box<Expr>),
    /// `some x in list where a: b`
    Quantifier(Quantifier, Box<Binding>, Box<Expr>),
    /// `name(record)`
    Call(Name, Name),
    /// A field or definition that is a condition by itself.
    Operand(Operand),
    /// `a < b`
    Compare(Operand, Comparison, Operand),
    /// `a in b`, `a not in b`
    In {
        /// What is looked for.
        left: Operand,
        /// `not in`
        negated: bool,
        /// Where.
        right: Operand,
    },
    /// `a has …`
    Has(Operand, Has),
    /// `a within b`
    Within(Operand, Operand),
    /// `a is [not] …`
    Is {
        /// Of what.
        operand: Operand,
        /// `is not`
        negated: bool,
        /// Which property.
        property: Property,
    },
}

/// How many records must fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    /// At least one.
    Some,
    /// All.
    Every,
    /// Not one.
    None,
}

/// `has …`
#[derive(Debug)]
pub enum Has {
    /// One value.
    Value(Name),
    /// At least one of them.
    Any(Operand),
    /// All of them.
    All(Operand),
    /// Not one of them.
    None(Operand),
}

/// `is …`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Property {
    /// A set or list without members.
    Empty,
    /// Unset in a reviewed section, or the value that silence means.
    Silent,
    /// Unset in a reviewed section.
    Unset,
    /// Not `unset`.
    Set,
}

/// Comparison operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparison {
    /// From its mark.
    pub fn parse(mark: &str) -> Option<Self> {
        Some(match mark {
            "=" => Self::Equal,
            "!=" => Self::NotEqual,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            _ => return None,
        })
    }

    /// Its mark.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

/// Something that has a value.
#[derive(Debug)]
pub struct Operand {
    /// All of it.
    pub span: Span,
    /// What it is.
    pub kind: OperandKind,
}

/// Operands.
#[derive(Debug)]
pub enum OperandKind {
    /// A field, a bound record's field, a setting, a definition, or a value of a closed list.
    Path(Path),
    /// A number, money, …
    Literal(Quantity),
    /// `{ a, b }`
    Set(Vec<Name>),
    /// `count(x in list where a)`
    CountRecords(Box<Binding>),
    /// `count(set)`
    CountMembers(Box<Operand>),
    /// `a & b`, `a | b`, `a without b`
    Combine(Box<Operand>, SetOperator, Box<Operand>),
}

/// Operations on sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetOperator {
    /// `&`
    Both,
    /// `|`
    Either,
    /// `without`
    Without,
}
