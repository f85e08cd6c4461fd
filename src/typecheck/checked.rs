//! Checked rules: every name resolved to an index, every type settled. What evaluation runs, and cannot fail on.

use crate::diagnostic::Severity;
pub use crate::language::ast::{Comparison, Quantifier, SetOperator, Strength, Where};
use crate::node::Node;
use crate::source::Span;
use crate::value::Quantity;
use crate::verdict::Verdict;
use crate::vocabulary::{FieldKind, RecordId, SectionId, Value};
use smol_str::SmolStr;
use std::any::Any;
use std::sync::OnceLock;

/// Everything of a pack that checks.
#[derive(Debug, Default)]
pub struct RuleSet {
    /// Families, in the order of the pack.
    pub families: Vec<Family>,
    /// Rules, in the order of the pack.
    pub rules: Vec<Rule>,
    /// Settings.
    pub settings: Vec<Setting>,
    /// Documents that rules cite.
    pub documents: Vec<Document>,
    /// What cues may mark.
    pub marks: Vec<MarkName>,
    /// The cues of all rules and groups, in the order of the pack.
    pub cues: Vec<Cue>,
    /// Names of words that stand for a pattern, for what checks the patterns: each by itself.
    pub words: Vec<Pattern>,
    /// What the search makes of the cues, once.
    pub prepared: Prepared,
}

/// A place for what a later step makes of the rules the first time it needs it.
#[derive(Default)]
pub struct Prepared(OnceLock<Box<dyn Any + Send + Sync>>);

impl Prepared {
    /// What was made, or is made now. There is one kind of thing: whoever asks for another gets nothing.
    pub fn get_or_make<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> Option<&T> {
        self.0.get_or_init(|| Box::new(make())).downcast_ref()
    }
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Prepared({})", self.0.get().is_some())
    }
}

/// A group of rules.
#[derive(Debug)]
pub struct Family {
    /// `HRD`
    pub code: String,
    /// Its title.
    pub title: String,
    /// Pillars of the Guiding Principles.
    pub pillars: Vec<String>,
    /// What it asks.
    pub about: String,
}

/// A document that rules cite.
#[derive(Debug)]
pub struct Document {
    /// The name it is cited by.
    pub name: String,
    /// Its full title.
    pub title: String,
    /// What it is, and what is known of its wording.
    pub about: String,
}

/// A calibration.
#[derive(Debug)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// Its value now.
    pub value: Quantity,
    /// The pack's own value.
    pub default: Quantity,
    /// What it is, and why the default.
    pub doc: String,
    /// Where it is declared.
    pub span: Span,
}

/// A checked rule.
#[derive(Debug)]
pub struct Rule {
    /// `HRD-003`
    pub code: String,
    /// One line.
    pub title: String,
    /// Where its code stands.
    pub span: Span,
    /// The whole rule.
    pub full_span: Span,
    /// Index of its family.
    pub family: Option<usize>,
    /// Citations.
    pub sources: Vec<Citation>,
    /// Kinds of initiative it applies to, as bits; `None` for all.
    pub kinds: Option<u64>,
    /// The first kind it lists, as a bit: what its examples are about.
    pub first_kind: u64,
    /// What must hold besides.
    pub when: Option<Cond>,
    /// What makes it apply whatever the kind.
    pub otherwise: Option<Cond>,
    /// The records it is asked of, one by one.
    pub each: Option<Binding>,
    /// Severity of a violation.
    pub severity: Severity,
    /// Severities that win when their condition holds.
    pub severities: Vec<(Severity, Cond)>,
    /// What makes it violated: any of them.
    pub violated: Vec<Branch>,
    /// What makes it met: any of them.
    pub met: Vec<Cond>,
    /// Messages and severities for partly met.
    pub partly: Vec<Partly>,
    /// When silence is a defect.
    pub absence: Vec<AbsenceLine>,
    /// Further labels.
    pub also: Vec<Also>,
    /// Why it matters.
    pub because: String,
    /// What to do.
    pub help: String,
    /// Examples.
    pub examples: Vec<Example>,
    /// The facts it rests on, for silence.
    pub facts: Vec<FieldRef>,
    /// The settings it rests on.
    pub settings: Vec<usize>,
    /// Whether it compares the bill with other laws.
    pub compares: bool,
}

/// A citation.
#[derive(Debug)]
pub struct Citation {
    /// Index into the documents.
    pub document: usize,
    /// Unit and places: (`para`, [`13`, `82(b)`]).
    pub places: Vec<(String, Vec<String>)>,
    /// A remark.
    pub remark: Option<String>,
}

/// One way to violate a rule.
#[derive(Debug)]
pub struct Branch {
    /// The condition.
    pub cond: Cond,
    /// Its message.
    pub says: Message,
}

/// A message for partly met.
#[derive(Debug)]
pub struct Partly {
    /// Its severity, if not one lower than the rule's.
    pub severity: Option<Severity>,
    /// When it applies.
    pub cond: Option<Cond>,
    /// The message.
    pub says: Option<Message>,
}

/// A line about silence.
#[derive(Debug)]
pub struct AbsenceLine {
    /// If not the rule's own severity.
    pub severity: Option<Severity>,
    /// Kinds as bits; `None` for every kind.
    pub kinds: Option<u64>,
    /// What is missing.
    pub says: Option<String>,
}

/// A further label.
#[derive(Debug)]
pub struct Also {
    /// Words.
    pub text: Vec<Part>,
    /// What it points at.
    pub at: Target,
    /// For each of some records.
    pub binding: Option<Binding>,
}

/// Words with a place.
#[derive(Debug, Clone)]
pub struct Message {
    /// Stable key: `HRD-003.violated.1`.
    pub key: String,
    /// Words and values.
    pub text: Vec<Part>,
    /// What it points at.
    pub at: Option<Target>,
}

/// A piece of a message.
#[derive(Debug, Clone)]
pub enum Part {
    /// Words.
    Words(String),
    /// The value of a field.
    Field(FieldRef),
    /// The value of a setting.
    Setting(usize),
}

/// What a label points at.
#[derive(Debug, Clone)]
pub enum Target {
    /// A field.
    Field(FieldRef),
    /// A bound record.
    Record(u8),
    /// A list in a section.
    List(ListRef),
}

/// A regular expression with its place. Names of words are written out; `{time}` and its like are still there.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// The expression.
    pub text: String,
    /// Where it stands in the pack.
    pub span: Span,
    /// Whether it is what stands at the place, no names written out: then a mistake in it can be shown to the letter.
    pub verbatim: bool,
}

/// A text pattern, and what it is a sign of.
#[derive(Debug)]
pub struct Cue {
    /// What is looked for.
    pub pattern: Pattern,
    /// What makes it void, in the same sentence.
    pub unless: Option<Pattern>,
    /// Whether it is void where the bill defines the words.
    pub unless_defined: bool,
    /// The code of its rule, or the title of its group.
    pub owner: SmolStr,
    /// Whether the owner is a rule.
    pub of_rule: bool,
    /// How much it says.
    pub strength: Strength,
    /// Where it looks, if not at the provisions' own words.
    pub place: Option<Where>,
    /// The marks it sets, as indices of [`RuleSet::marks`].
    pub marks: Vec<usize>,
    /// The facts it suggests.
    pub suggests: Vec<Suggestion>,
}

/// A fact that a cue suggests.
#[derive(Debug, Clone)]
pub struct Suggestion {
    /// The record type.
    pub record: RecordId,
    /// The field.
    pub field: u16,
    /// The value; without one it is read from the words, if it is a quantity or a text.
    pub value: Option<Value>,
    /// Whether it only fills a record that other words make.
    pub adds: bool,
}

/// Something that cues find and that is no fact.
#[derive(Debug)]
pub struct MarkName {
    /// Its name.
    pub name: SmolStr,
    /// What it is.
    pub doc: String,
    /// Where it is declared.
    pub span: Span,
}

/// An example.
#[derive(Debug)]
pub struct Example {
    /// Verdict expected.
    pub verdict: Verdict,
    /// Violated by silence.
    pub by_absence: bool,
    /// Severity expected.
    pub severity: Option<Severity>,
    /// What it shows.
    pub title: Option<String>,
    /// The words of the description.
    pub span: Span,
    /// The description; there when the pack was loaded in full.
    pub data: Option<Node>,
}

/// Where a field's record comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Base {
    /// A section that is one record.
    Section(SectionId),
    /// A bound record.
    Bound(u8),
    /// A section of a bound law.
    Of(u8, SectionId),
}

/// A field, reached from a section or a bound record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldRef {
    /// Where to start.
    pub base: Base,
    /// The record type there.
    pub record: RecordId,
    /// The field.
    pub field: u16,
    /// The section, for what was reviewed.
    pub section: SectionId,
    /// Whether it is a fact of another law, not of the bill.
    pub other: bool,
}

/// A list of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ListRef {
    /// A section that is a list.
    Section(SectionId),
    /// A list within a section or bound record.
    Field(FieldRef),
    /// The other laws in view, each a whole description.
    Others,
}

impl ListRef {
    /// The field that holds the list; a section that is a list is a field of the description itself. The other laws are none.
    pub fn as_field(self) -> Option<FieldRef> {
        match self {
            Self::Section(section) => Some(FieldRef { base: Base::Section(section), record: 0, field: section, section, other: false }),
            Self::Field(field) => Some(field),
            Self::Others => None,
        }
    }
}

/// `x in list where filter`
#[derive(Debug, Clone)]
pub struct Binding {
    /// The slot the record is bound to.
    pub slot: u8,
    /// The list.
    pub list: ListRef,
    /// Its section.
    pub section: SectionId,
    /// What its records are.
    pub record: RecordId,
    /// Which records count.
    pub filter: Option<Cond>,
}

/// A condition.
#[derive(Debug, Clone)]
pub struct Cond {
    /// Where it stands in the rule.
    pub span: Span,
    /// What it asks.
    pub kind: CondKind,
}

/// Conditions.
#[derive(Debug, Clone)]
pub enum CondKind {
    /// Any.
    Or(Vec<Cond>),
    /// All.
    And(Vec<Cond>),
    /// The contrary.
    Not(Box<Cond>),
    /// Over records.
    Quantified(Quantifier, Box<Binding>, Box<Cond>),
    /// A bool field.
    Holds(FieldRef),
    /// Two values of one type.
    Compare(Term, Comparison, Term),
    /// A value in a set.
    In(Term, Term),
    /// Two sets share a member.
    Meets(Term, Term),
    /// The left set holds all of the right.
    Covers(Term, Term),
    /// A set without members.
    EmptySet(Term),
    /// A list without records.
    EmptyList(ListRef, SectionId),
    /// Unset in a reviewed section.
    Unset(FieldRef),
    /// Unset in a reviewed section, or the value that silence means.
    Silent(FieldRef),
}

/// Something with a value.
#[derive(Debug, Clone)]
pub enum Term {
    /// A field.
    Field(FieldRef),
    /// A value in the rule.
    Literal(Value),
    /// A setting.
    Setting(usize),
    /// How many records.
    CountRecords(Box<Binding>),
    /// How many members.
    CountMembers(Box<Term>),
    /// Of two sets.
    Combine(Box<Term>, SetOperator, Box<Term>),
}

/// What a term yields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermType {
    /// The type of a field; closed lists by identity.
    Field(FieldKind),
    /// A count.
    Count,
}
