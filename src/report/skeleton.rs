//! The beginning of a description: every question that the rules about some kinds of initiative ask, as YAML with comments.
//!
//! Lines with `##` explain; a line with one `#` is to be taken out of its comment. So the skeleton can be read as it stands, and an
//! editor's "uncomment" does what one expects. Where a list may hold many records, the questions stand above and the lines to be
//! copied stand together below them: a second record is a copy of those lines, not of pages of comments.

use super::prose::{count, wrap};
use crate::pack::Pack;
use crate::typecheck::facts::asked;
use crate::value::QuantityType;
use crate::vocabulary::{Field, FieldKind, RecordId, SectionId, Values, ValuesId, Vocabulary};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Comments are broken at this column.
const WIDTH: usize = 120;
/// Sections that fewer rules ask about come last.
const FEW_RULES: usize = 4;
/// A list of values shorter than this is written again rather than pointed at.
const SHORT_LIST: usize = 6;

/// The skeleton for kinds of initiative, given as bits.
pub fn render(pack: &Pack, kinds: u64) -> String {
    let vocabulary = &pack.vocabulary;
    let mut asked_by: BTreeMap<(RecordId, u16), Askers> = BTreeMap::new();
    let about = |bits: Option<u64>| bits.is_none_or(|bits| bits & kinds != 0);
    let rules: Vec<_> = pack.rules.rules.iter().filter(|rule| about(rule.kinds) || rule.otherwise.is_some()).collect();
    for rule in &rules {
        for field in asked(rule) {
            let askers = asked_by.entry(field).or_default();
            let codes = if rule.compares { &mut askers.comparing } else { &mut askers.alone };
            codes.insert(&rule.code);
        }
    }
    let mut skeleton = Skeleton { vocabulary, asked_by, kinds, text: String::new(), questions: 0, shown: BTreeMap::new() };
    let (often, seldom) = skeleton.order();
    for section in &often {
        skeleton.section(*section);
    }
    if !seldom.is_empty() {
        let words = "Few rules ask about what follows, and most bills say little on it: leave it for last, or out.";
        let _ = write!(skeleton.text, "\n## {}\n## {words}\n", "-".repeat(words.len()));
    }
    for section in &seldom {
        skeleton.section(*section);
    }
    skeleton.head(rules.len(), often.len() + seldom.len()) + &skeleton.text
}

/// The rules that ask about a field: those about the bill alone, and those that compare it with other laws.
#[derive(Default)]
struct Askers<'a> {
    alone: BTreeSet<&'a str>,
    comparing: BTreeSet<&'a str>,
}

struct Skeleton<'a> {
    vocabulary: &'a Vocabulary,
    asked_by: BTreeMap<(RecordId, u16), Askers<'a>>,
    kinds: u64,
    text: String,
    /// How many questions there are so far.
    questions: usize,
    /// Where a closed list of values was last written out.
    shown: BTreeMap<ValuesId, String>,
}

/// Where lines are written: after how many spaces, and how deep within what is commented out.
#[derive(Clone, Copy)]
struct Margin {
    before: usize,
    within: usize,
}

impl Margin {
    const TOP: Self = Self { before: 0, within: 0 };

    /// A comment stays one when the line around it is uncommented.
    fn comment(self) -> String {
        let spaces = " ".repeat(self.before);
        if self.within == 0 { format!("{spaces}## ") } else { format!("{spaces}#{}## ", " ".repeat(self.within)) }
    }

    fn line(self) -> String {
        format!("{}#{}", " ".repeat(self.before), " ".repeat(self.within))
    }

    fn deeper(self, by: usize) -> Self {
        Self { within: self.within + by, ..self }
    }
}

impl Skeleton<'_> {
    fn head(&self, rules: usize, sections: usize) -> String {
        let (vocabulary, kinds) = (self.vocabulary, self.kinds);
        let names = vocabulary.kind_values().map(|values| values.members(kinds).collect::<Vec<_>>().join(", ")).unwrap_or_default();
        let words = [
            format!(
                "A description for `ungp-check check`, of kind {names}. {} may apply; they ask the {} below, in {sections} sections. The \
                 sections that most rules ask about come first, and behind each question stands how many rules ask it. Most questions can \
                 stay unanswered: no bill has something on all of them, and `check` names the open ones that would settle most.",
                count(rules, "rule"),
                count(self.questions, "question"),
            ),
            "Lines with `##` explain. To answer a question, take the single `#` away from its line and from the line of its section, and \
             write the answer behind the colon and a space. Where there may be many records, take it away from the lines from `-` on that \
             you need, and copy them for each further record. What stays commented out is unknown, which is no answer: the rules that \
             need it say so. What is asked only for `--with` serves to compare the bill with other laws."
                .into(),
            "An answer can say where it stands: `mode: { is: duty, at: \"s 4(1)\", quote: \"words of the bill\" }`. With `text:` the quotes \
             are looked up in the bill."
                .into(),
        ];
        let mut head = String::new();
        for line in words.iter().flat_map(|words| wrap(words, WIDTH - 3)) {
            let _ = writeln!(head, "## {line}");
        }
        let _ = writeln!(head, "vocabulary: {}/{}\n#text: bill.txt", vocabulary.name, vocabulary.version);
        head
    }

    /// The sections that are wanted: first those that hold what must be written, then by how many rules ask about them; and apart
    /// those that few ask about.
    fn order(&self) -> (Vec<SectionId>, Vec<SectionId>) {
        let mut often = Vec::new();
        let mut seldom = Vec::new();
        for (section, field) in (0_u16..).zip(&self.vocabulary.root().fields) {
            let (wanted, open) = match field.kind {
                FieldKind::Record(record) => (self.is_wanted(record, section), self.is_open(record)),
                FieldKind::List(record) => (self.asked_by.contains_key(&(0, section)) || self.is_asked(record), false),
                _ => (false, false),
            };
            let rules = self.rules(section).len();
            match (wanted, open || rules >= FEW_RULES) {
                (false, _) => {}
                (true, true) => often.push((!open, Reverse(rules), section)),
                (true, false) => seldom.push((!open, Reverse(rules), section)),
            }
        }
        let sorted = |mut sections: Vec<(bool, Reverse<usize>, SectionId)>| {
            // Sections that must be there keep their order.
            sections.sort_by_key(|(late, rules, section)| (*late, late.then_some(*rules), *section));
            sections.into_iter().map(|(_, _, section)| section).collect()
        };
        (sorted(often), sorted(seldom))
    }

    /// The rules about the bill alone that ask anything of a section.
    fn rules(&self, section: SectionId) -> BTreeSet<&str> {
        let within = |record: RecordId| record != 0 && self.vocabulary.record(record).section == section;
        let asked = self.asked_by.iter().filter(|((record, field), _)| within(*record) || (*record == 0 && *field == section));
        asked.flat_map(|(_, askers)| askers.alone.iter().copied()).collect()
    }

    fn section(&mut self, section: SectionId) {
        let Some(field) = self.vocabulary.root().field(section) else { return };
        let rules = self.rules(section).len();
        let asking = match rules {
            0 => String::new(),
            1 => " 1 rule asks here.".into(),
            _ => format!(" {rules} rules ask here."),
        };
        self.text.push('\n');
        match field.kind {
            FieldKind::Record(record) => {
                let open = self.is_open(record);
                self.comment(Margin::TOP, &format!("{}{}", field.doc, if open { "" } else { &asking }), "");
                let _ = writeln!(self.text, "{}{}:", if open { "" } else { "#" }, field.name);
                self.fields(record, section, Margin { before: 2, within: 0 });
            }
            FieldKind::List(record) => {
                self.comment(Margin::TOP, &format!("{}{asking} Write `{}: []` for none at all.", field.doc, field.name), "");
                self.list(field, record, section, Margin::TOP);
            }
            _ => {}
        }
    }

    /// A record that holds what must be written in any case.
    fn is_open(&self, record: RecordId) -> bool {
        let fields = &self.vocabulary.record(record).fields;
        fields.iter().any(|field| field.required) || self.is_reviewed_section(record)
    }

    fn is_reviewed_section(&self, record: RecordId) -> bool {
        self.vocabulary.reviewed.is_some_and(|(section, _)| self.vocabulary.section_record(section) == record)
    }

    fn is_wanted(&self, record: RecordId, section: SectionId) -> bool {
        let special = [self.vocabulary.kinds, self.vocabulary.reviewed].into_iter().flatten().any(|(found, _)| found == section);
        special || self.is_open(record) || self.is_asked(record)
    }

    /// Whether a field of a record, or of a list within it, is asked for.
    fn is_asked(&self, record: RecordId) -> bool {
        let mut fields = (0_u16..).zip(&self.vocabulary.record(record).fields);
        fields.any(|(index, field)| {
            let within = matches!(field.kind, FieldKind::List(inner) | FieldKind::Record(inner) if self.is_asked(inner));
            within || self.asked_by.contains_key(&(record, index))
        })
    }

    /// The fields of a record that belong into the skeleton.
    fn wanted(&self, record: RecordId, section: SectionId) -> Vec<(u16, &Field)> {
        // A list that is only asked whether it is empty shows all that its records may hold.
        let all = !self.is_asked(record) && !self.is_open(record);
        let fields = (0_u16..).zip(&self.vocabulary.record(record).fields);
        let wanted = fields.filter(|(index, field)| {
            let asked = all || self.asked_by.contains_key(&(record, *index));
            match field.kind {
                FieldKind::List(inner) | FieldKind::Record(inner) => asked || self.is_asked(inner),
                // Which other laws a bill is compared with depends on where it holds.
                FieldKind::Jurisdiction => asked || self.is_open(record),
                _ => asked || field.required || self.is_special(section, *index),
            }
        });
        wanted.collect()
    }

    /// Each field of a section with its question above it.
    fn fields(&mut self, record: RecordId, section: SectionId, margin: Margin) {
        let vocabulary = self.vocabulary;
        let wanted: Vec<u16> = self.wanted(record, section).into_iter().map(|(index, _)| index).collect();
        for index in wanted {
            let Some(field) = vocabulary.record(record).field(index) else { continue };
            match field.kind {
                FieldKind::List(inner) => {
                    self.comment(margin, &format!("{} Write `{}: []` for none at all.", field.doc, field.name), "");
                    self.list(field, inner, section, margin);
                }
                FieldKind::Record(inner) => {
                    self.comment(margin, &field.doc, "");
                    let _ = writeln!(self.text, "{}{}:", margin.line(), field.name);
                    self.fields(inner, section, margin.deeper(2));
                }
                _ => self.field(record, index, field, margin, section),
            }
        }
    }

    /// The questions about the records of a list, and below them the lines to copy for each record.
    fn list(&mut self, field: &Field, record: RecordId, section: SectionId, margin: Margin) {
        self.legend(record, section, margin, "");
        let _ = writeln!(self.text, "{}{}:", margin.line(), field.name);
        self.template(record, section, margin);
    }

    fn legend(&mut self, record: RecordId, section: SectionId, margin: Margin, path: &str) {
        let vocabulary = self.vocabulary;
        let wanted: Vec<u16> = self.wanted(record, section).into_iter().map(|(index, _)| index).collect();
        for index in wanted {
            let Some(field) = vocabulary.record(record).field(index) else { continue };
            let name = format!("{path}{}", field.name);
            match field.kind {
                FieldKind::List(inner) | FieldKind::Record(inner) => {
                    self.comment(margin, &format!("{name}: {}", field.doc), "  ");
                    self.legend(inner, section, margin, &format!("{name}."));
                }
                _ => self.question(record, index, field, margin, &format!("{name}: ")),
            }
        }
    }

    fn template(&mut self, record: RecordId, section: SectionId, margin: Margin) {
        let _ = writeln!(self.text, "{}-", margin.deeper(2).line());
        self.keys(record, section, margin.deeper(4));
    }

    fn keys(&mut self, record: RecordId, section: SectionId, margin: Margin) {
        let keys: Vec<_> = self.wanted(record, section).into_iter().map(|(_, field)| (field.name.clone(), field.kind)).collect();
        for (name, kind) in keys {
            let _ = writeln!(self.text, "{}{name}:", margin.line());
            match kind {
                FieldKind::List(inner) => self.template(inner, section, margin),
                FieldKind::Record(inner) => self.keys(inner, section, margin.deeper(2)),
                _ => {}
            }
        }
    }

    /// The kinds, and the sections that were read.
    fn is_special(&self, section: SectionId, field: u16) -> bool {
        let place = Some((section, field));
        place == self.vocabulary.kinds || place == self.vocabulary.reviewed
    }

    fn field(&mut self, record: RecordId, index: u16, field: &Field, margin: Margin, section: SectionId) {
        let place = Some((section, index));
        if place == self.vocabulary.kinds {
            self.comment(margin, &field.doc, "");
            let names = self.vocabulary.kind_values().map(|values| values.members(self.kinds).collect::<Vec<_>>().join(", "));
            let _ = writeln!(self.text, "  {}: [{}]", field.name, names.unwrap_or_default());
        } else if place == self.vocabulary.reviewed {
            self.reviewed(field, margin);
        } else {
            self.question(record, index, field, margin, "");
            let line = if field.required && margin.within == 0 { " ".repeat(margin.before) } else { margin.line() };
            let _ = writeln!(self.text, "{line}{}:", field.name);
        }
    }

    fn reviewed(&mut self, field: &Field, margin: Margin) {
        let words = "Begin with none. Add a section once you have looked for all its questions in the whole text: from then on what you left \
                     unset there is reported as missing from the bill, where before it counts as not yet looked at.";
        self.comment(margin, &format!("{} {words}", field.doc), "");
        let sections = self.vocabulary.root().fields.iter().map(|field| &*field.name).collect::<Vec<_>>().join(", ");
        self.comment(margin, &format!("(any of: {sections})"), "");
        let _ = writeln!(self.text, "  {}: []", field.name);
    }

    /// The question of a field, how it is answered and how many rules ask it, and what the values mean.
    fn question(&mut self, record: RecordId, index: u16, field: &Field, margin: Margin, lead: &str) {
        self.questions += 1;
        let hang = if lead.is_empty() { "" } else { "  " };
        let (form, values) = self.form(field, record, index);
        let asking = self.asking(record, index, field);
        let form = [form, asking].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("; ");
        self.comment(margin, &format!("{lead}{} ({form})", field.doc), hang);
        if let Some(values) = values {
            self.comment(margin, &format!("  {values}"), "  ");
        }
    }

    fn asking(&self, record: RecordId, index: u16, field: &Field) -> String {
        match self.asked_by.get(&(record, index)) {
            Some(askers) if !askers.alone.is_empty() => count(askers.alone.len(), "rule"),
            Some(_) => "only for `--with`".into(),
            None if field.kind == FieldKind::Jurisdiction => "for `--with`".into(),
            None => String::new(),
        }
    }

    /// How an answer is written, in a word or two, and the values in a line of their own where they need one.
    fn form(&mut self, field: &Field, record: RecordId, index: u16) -> (String, Option<String>) {
        let words = match field.kind {
            FieldKind::Enum(id) => return self.closed("one of", id, record, index),
            FieldKind::Set(id) => return self.closed("any of, as in [a, b]", id, record, index),
            FieldKind::Bool => "true or false",
            FieldKind::Slug => "lower-case letters, digits and `-`",
            FieldKind::Jurisdiction => "a code such as NO, US-CA, EU",
            FieldKind::Quantity(QuantityType::Number) => "a number",
            FieldKind::Quantity(QuantityType::Percent) => "a percentage, such as 4%",
            FieldKind::Quantity(QuantityType::Money) => "money, such as 50000 EUR",
            FieldKind::Quantity(QuantityType::Duration) => "a duration, such as 24 h or 3 months",
            FieldKind::Quantity(QuantityType::Date) => "a date, such as 2026-03-01",
            FieldKind::Quantity(QuantityType::Text) => "in words",
            FieldKind::Record(_) | FieldKind::List(_) => "",
        };
        (words.into(), None)
    }

    fn closed(&mut self, lead: &str, id: ValuesId, record: RecordId, index: u16) -> (String, Option<String>) {
        let vocabulary = self.vocabulary;
        let values = vocabulary.values(id);
        if values.items.len() < SHORT_LIST && values.items.iter().all(|item| item.doc.is_none()) {
            return (format!("{lead}: {}", values.names().collect::<Vec<_>>().join(", ")), None);
        }
        let same = |other: &ValuesId| *other == id || is_same(vocabulary.values(*other), values);
        let before = self.shown.iter().find(|(other, _)| same(other)).map(|(_, path)| path.clone());
        match before {
            Some(path) if values.items.len() >= SHORT_LIST => (format!("{lead}: the values of `{path}` above"), None),
            _ => {
                self.shown.insert(id, vocabulary.field_path(record, index));
                (lead.into(), Some(explained(values)))
            }
        }
    }

    /// Words as comments; lines after the first begin with `hang`.
    fn comment(&mut self, margin: Margin, words: &str, hang: &str) {
        let lead = margin.comment();
        let width = WIDTH.saturating_sub(lead.len() + hang.len()).max(40);
        for (index, line) in wrap(words, width).iter().enumerate() {
            let hang = if index == 0 { "" } else { hang };
            let _ = writeln!(self.text, "{lead}{hang}{}", line.trim_end());
        }
    }
}

fn is_same(one: &Values, other: &Values) -> bool {
    one.items.len() == other.items.len() && one.items.iter().zip(&other.items).all(|(a, b)| a.name == b.name && a.doc == b.doc)
}

/// The values with their meanings, one behind the other: a line for each would make the skeleton twice as long.
fn explained(values: &Values) -> String {
    let each = values.items.iter().map(|item| match &item.doc {
        Some(doc) => format!("`{}` ({doc})", item.name),
        None => format!("`{}`", item.name),
    });
    each.collect::<Vec<_>>().join(", ")
}
