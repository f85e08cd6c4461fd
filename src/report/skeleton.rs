//! The beginning of a description: every question that the rules about some kinds of initiative ask, as YAML with comments.
//!
//! Lines with `##` explain; a line with one `#` is to be taken out of its comment. So the skeleton can be read as it stands, and an
//! editor's "uncomment" does what one expects.

use super::prose::wrap;
use crate::pack::Pack;
use crate::typecheck::facts::asked;
use crate::value::QuantityType;
use crate::vocabulary::{Field, FieldKind, RecordId, SectionId, Values, Vocabulary};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Comments are broken at this column.
const WIDTH: usize = 120;

/// The skeleton for kinds of initiative, given as bits.
pub fn render(pack: &Pack, kinds: u64) -> String {
    let vocabulary = &pack.vocabulary;
    let mut asked_by: BTreeMap<(RecordId, u16), Vec<&str>> = BTreeMap::new();
    let about = |bits: Option<u64>| bits.is_none_or(|bits| bits & kinds != 0);
    let rules: Vec<_> = pack.rules.rules.iter().filter(|rule| about(rule.kinds) || rule.otherwise.is_some()).collect();
    for rule in &rules {
        for field in asked(rule) {
            asked_by.entry(field).or_default().push(&rule.code);
        }
    }
    let mut skeleton = Skeleton { vocabulary, asked_by, kinds, text: String::new() };
    skeleton.head(rules.len());
    let sections = (0_u16..).zip(&vocabulary.root().fields);
    sections.for_each(|(index, field)| skeleton.section(index, field));
    skeleton.text
}

struct Skeleton<'a> {
    vocabulary: &'a Vocabulary,
    asked_by: BTreeMap<(RecordId, u16), Vec<&'a str>>,
    kinds: u64,
    text: String,
}

/// Where lines are written: after how many spaces, and how deep within what is commented out.
#[derive(Clone, Copy)]
struct Margin {
    before: usize,
    within: usize,
}

impl Margin {
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
    fn head(&mut self, rules: usize) {
        let (vocabulary, kinds) = (self.vocabulary, self.kinds);
        let names = vocabulary.kind_values().map(|values| values.members(kinds).collect::<Vec<_>>().join(", ")).unwrap_or_default();
        let words = [
            format!("A description for `ungp-check check`, of kind {names}: the questions of the {rules} rules that may apply."),
            "Lines with `##` explain. To answer a question, take the single `#` away from its line, and from the line of its section, and \
             write the answer behind the colon. What stays commented out is unknown, which is no answer: the rules that need it say so."
                .into(),
            "An answer can say where it stands: `mode: { is: duty, at: \"s 4(1)\", quote: \"words of the bill\" }`. With `text:` the quotes \
             are looked up in the bill."
                .into(),
        ];
        let top = Margin { before: 0, within: 0 };
        words.iter().for_each(|words| self.comment(top, words, ""));
        let _ = writeln!(self.text, "vocabulary: {}/{}\n#text: bill.txt", vocabulary.name, vocabulary.version);
    }

    fn section(&mut self, section: SectionId, field: &Field) {
        let top = Margin { before: 0, within: 0 };
        let inner = Margin { before: 2, within: 0 };
        match field.kind {
            FieldKind::Record(record) if self.is_wanted(record, section) => {
                self.text.push('\n');
                self.comment(top, &field.doc, "");
                let open = if self.is_open(record) { "" } else { "#" };
                let _ = writeln!(self.text, "{open}{}:", field.name);
                self.fields(record, section, inner);
            }
            FieldKind::List(record) if self.asked_by.contains_key(&(0, section)) || self.is_asked(record) => {
                self.text.push('\n');
                self.comment(top, &field.doc, "");
                self.comment(top, "Write one block like this for each, and an empty list, `[]`, for none at all.", "");
                self.asked(top, 0, section);
                let _ = writeln!(self.text, "#{}:", field.name);
                self.template(record, section, top);
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

    fn fields(&mut self, record: RecordId, section: SectionId, margin: Margin) {
        // A list that is only asked whether it is empty shows all that its records may hold.
        let all = !self.is_asked(record) && !self.is_open(record);
        for (index, field) in (0_u16..).zip(&self.vocabulary.record(record).fields) {
            match field.kind {
                FieldKind::List(inner) | FieldKind::Record(inner)
                    if all || self.asked_by.contains_key(&(record, index)) || self.is_asked(inner) =>
                {
                    self.comment(margin, &field.doc, "");
                    self.asked(margin, record, index);
                    let _ = writeln!(self.text, "{}{}:", margin.line(), field.name);
                    self.template(inner, section, margin);
                }
                FieldKind::List(_) | FieldKind::Record(_) => {}
                _ if all || field.required || self.is_special(section, index) || self.asked_by.contains_key(&(record, index)) => {
                    self.field(record, index, field, margin, section);
                }
                _ => {}
            }
        }
    }

    fn template(&mut self, record: RecordId, section: SectionId, margin: Margin) {
        let _ = writeln!(self.text, "{}-", margin.deeper(2).line());
        self.fields(record, section, margin.deeper(4));
    }

    /// The kinds, and the sections that were read.
    fn is_special(&self, section: SectionId, field: u16) -> bool {
        let place = Some((section, field));
        place == self.vocabulary.kinds || place == self.vocabulary.reviewed
    }

    fn field(&mut self, record: RecordId, index: u16, field: &Field, margin: Margin, section: SectionId) {
        self.comment(margin, &field.doc, "");
        let place = Some((section, index));
        if place == self.vocabulary.kinds {
            let names = self.vocabulary.kind_values().map(|values| values.members(self.kinds).collect::<Vec<_>>().join(", "));
            let _ = writeln!(self.text, "  {}: [{}]", field.name, names.unwrap_or_default());
            return;
        }
        if place == self.vocabulary.reviewed {
            self.reviewed(field, margin);
            return;
        }
        self.form(field, margin);
        self.asked(margin, record, index);
        if field.required && margin.within == 0 {
            let _ = writeln!(self.text, "{}{}:", " ".repeat(margin.before), field.name);
        } else {
            let _ = writeln!(self.text, "{}{}:", margin.line(), field.name);
        }
    }

    fn reviewed(&mut self, field: &Field, margin: Margin) {
        let words = "Begin with none. Add a section once you have looked for all its questions in the whole text: from then on what you left \
                     unset there is reported as missing from the bill, where before it counts as not yet looked at.";
        self.comment(margin, words, "");
        let sections = self.vocabulary.root().fields.iter().map(|field| &*field.name).collect::<Vec<_>>().join(", ");
        self.comment(margin, &format!("any of: {sections}"), "");
        let _ = writeln!(self.text, "  {}: []", field.name);
    }

    /// How an answer is written.
    fn form(&mut self, field: &Field, margin: Margin) {
        let words = match field.kind {
            FieldKind::Enum(id) => return self.values("one of", self.vocabulary.values(id), margin),
            FieldKind::Set(id) => return self.values("any of, as in [a, b]", self.vocabulary.values(id), margin),
            FieldKind::Bool => "true or false",
            FieldKind::Slug => "lower-case letters, digits and `-`",
            FieldKind::Jurisdiction => "a code such as NO, US-CA, EU",
            FieldKind::Quantity(QuantityType::Number) => "a number",
            FieldKind::Quantity(QuantityType::Percent) => "a percentage, such as 4%",
            FieldKind::Quantity(QuantityType::Money) => "money, such as 50000 EUR",
            FieldKind::Quantity(QuantityType::Duration) => "a duration, such as 24 h or 3 months",
            FieldKind::Quantity(QuantityType::Date) => "a date, such as 2026-03-01",
            FieldKind::Quantity(QuantityType::Text) => "in words",
            FieldKind::Record(_) | FieldKind::List(_) => return,
        };
        self.comment(margin, &format!("({words})"), "");
    }

    fn values(&mut self, lead: &str, values: &Values, margin: Margin) {
        if values.items.iter().all(|item| item.doc.is_none()) {
            let names = values.names().collect::<Vec<_>>().join(", ");
            self.comment(margin, &format!("({lead}: {names})"), "");
            return;
        }
        self.comment(margin, &format!("({lead})"), "");
        // Values that need no words stand together.
        let mut bare: Vec<&str> = Vec::new();
        for item in &values.items {
            match &item.doc {
                None => bare.push(&item.name),
                Some(doc) => {
                    self.bare(&mut bare, margin);
                    self.comment(margin, &format!("- {}: {doc}", item.name), "  ");
                }
            }
        }
        self.bare(&mut bare, margin);
    }

    fn bare(&mut self, names: &mut Vec<&str>, margin: Margin) {
        if !names.is_empty() {
            self.comment(margin, &format!("- {}", names.join(", ")), "  ");
            names.clear();
        }
    }

    fn asked(&mut self, margin: Margin, record: RecordId, field: u16) {
        if let Some(rules) = self.asked_by.get(&(record, field)) {
            let rules: BTreeSet<&str> = rules.iter().copied().collect();
            let words = format!("for {}", rules.into_iter().collect::<Vec<_>>().join(", "));
            self.comment(margin, &words, "");
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
