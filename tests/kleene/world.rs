//! The small world the conditions are about: its vocabulary, and descriptions of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Random choices, used up one after the other; zeros when they run out, so that cutting them makes everything simpler.
pub(crate) struct Tape {
    choices: Vec<u16>,
    at: usize,
}

impl Tape {
    pub(crate) fn new(choices: Vec<u16>) -> Self {
        Self { choices, at: 0 }
    }

    /// One of `count` choices.
    pub(crate) fn pick(&mut self, count: usize) -> usize {
        let choice = self.choices.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(choice) % count
    }

    pub(crate) fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.pick(choices.len())]
    }

    pub(crate) fn some_of<T: Copy + Ord>(&mut self, choices: &[T]) -> BTreeSet<T> {
        let bits = self.pick(1 << choices.len());
        choices.iter().enumerate().filter(|(index, _)| bits & (1 << index) != 0).map(|(_, choice)| *choice).collect()
    }

    pub(crate) fn chance(&mut self, in_ten: usize) -> bool {
        self.pick(10) >= 10 - in_ten
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Bool,
    Enum(&'static [&'static str]),
    Set,
    Number,
}

/// What silence means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Silence {
    Absent,
    False,
    Word(&'static str),
    EmptySet,
}

/// The members of all sets. In a set `none` is no member but says that there is none.
pub(crate) const TAGS: &[&str] = &["r", "s", "t"];
const ONE: &[&str] = &["r", "s", "t", "none"];

/// The fields of every record: name, type, and the meaning of silence by the rules of the language.
pub(crate) const FIELDS: &[(&str, Kind, Silence)] = &[
    ("flag", Kind::Bool, Silence::False),
    ("secret", Kind::Bool, Silence::Absent),
    ("pick", Kind::Enum(&["a", "b", "c"]), Silence::Absent),
    ("mode", Kind::Enum(&["x", "y", "none"]), Silence::Word("none")),
    ("tone", Kind::Enum(&["loud", "none", "silent"]), Silence::Word("silent")),
    ("rate", Kind::Enum(&["low", "high"]), Silence::Word("high")),
    ("one", Kind::Enum(ONE), Silence::Word("none")),
    ("tags", Kind::Set, Silence::EmptySet),
    ("more", Kind::Set, Silence::EmptySet),
    ("holes", Kind::Set, Silence::Absent),
    ("size", Kind::Number, Silence::Absent),
];

pub(crate) fn field(name: &str) -> (Kind, Silence) {
    let found = FIELDS.iter().find(|(known, ..)| *known == name).expect("a field of the vocabulary");
    (found.1, found.2)
}

/// The vocabulary, as it is written in a pack.
pub(crate) fn vocabulary() -> String {
    let fields = |own: bool| {
        FIELDS.iter().fold(String::new(), |mut text, (name, kind, silence)| {
            let kind = match kind {
                Kind::Bool => "bool".to_owned(),
                Kind::Number => "number".to_owned(),
                Kind::Set if own && *name == "tags" => "set { r, s, t, none }".to_owned(),
                Kind::Set => "set like s.tags".to_owned(),
                Kind::Enum(_) if *name == "one" => "enum like s.tags".to_owned(),
                Kind::Enum(values) if own => format!("enum {{ {} }}", values.join(", ")),
                Kind::Enum(_) => format!("enum like s.{name}"),
            };
            let silence = match (*name, silence) {
                ("secret" | "holes", _) => " silence absent",
                ("rate", _) => " silence high",
                _ => "",
            };
            writeln!(text, "    field {name} {kind}{silence} \"?\"").expect("a text");
            text
        })
    };
    let (own, like) = (fields(true), fields(false));
    format!(
        "vocabulary world 1 {{\n  kinds meta.kinds\n  reviewed coverage.reviewed\n\
         section meta \"?\" {{ field kinds set {{ k }} required \"?\" }}\n\
         section coverage \"?\" {{ field reviewed sections \"?\" }}\n\
         section s \"?\" {{\n{own}    list inner \"?\" {{\n{like} }} }}\n\
         section w \"?\" {{\n{like} }}\n\
         section l list \"?\" {{\n{like}    list inner \"?\" {{\n{like} }} }}\n}}\n"
    )
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Bool(bool),
    Word(&'static str),
    Set(BTreeSet<&'static str>),
    Number(u32),
}

impl Value {
    pub(crate) fn any(kind: Kind, tape: &mut Tape) -> Self {
        match kind {
            Kind::Bool => Self::Bool(tape.pick(2) == 1),
            Kind::Enum(values) => Self::Word(tape.one_of(values)),
            Kind::Set => Self::Set(tape.some_of(TAGS)),
            Kind::Number => Self::Number(tape.pick(4) as u32),
        }
    }

    /// Every value of a type; for numbers, all that a condition could tell apart.
    pub(crate) fn all(kind: Kind) -> Vec<Self> {
        match kind {
            Kind::Bool => vec![Self::Bool(false), Self::Bool(true)],
            Kind::Enum(values) => values.iter().map(|value| Self::Word(value)).collect(),
            Kind::Set => (0..8).map(|bits| Self::Set(Tape::new(vec![bits]).some_of(TAGS))).collect(),
            Kind::Number => (0..5).map(Self::Number).collect(),
        }
    }

    fn json(&self) -> String {
        match self {
            Self::Bool(value) => value.to_string(),
            Self::Word(word) => format!("\"{word}\""),
            Self::Set(set) if set.is_empty() => "\"none\"".to_owned(),
            Self::Set(set) => format!("[{}]", set.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ")),
            Self::Number(number) => number.to_string(),
        }
    }
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Record {
    pub(crate) facts: BTreeMap<&'static str, Value>,
    pub(crate) inner: Option<Vec<Record>>,
}

impl Record {
    fn any(tape: &mut Tape, nested: bool) -> Self {
        let mut record = Self::default();
        for (name, kind, _) in FIELDS {
            if tape.chance(5) {
                record.facts.insert(name, Value::any(*kind, tape));
            }
        }
        if nested && tape.chance(5) {
            record.inner = Some((0..tape.pick(3)).map(|_| Self::any(tape, false)).collect());
        }
        record
    }

    fn json(&self) -> String {
        let facts = self.facts.iter().map(|(name, value)| format!("\"{name}\": {}", value.json()));
        let inner = self.inner.iter().map(|inner| format!("\"inner\": {}", list(inner)));
        format!("{{{}}}", facts.chain(inner).collect::<Vec<_>>().join(", "))
    }
}

fn list(records: &[Record]) -> String {
    format!("[{}]", records.iter().map(Record::json).collect::<Vec<_>>().join(", "))
}

/// A description: each section may be left out, and each may have been read in full.
#[derive(Debug, Clone, Default)]
pub(crate) struct Description {
    pub(crate) reviewed: BTreeSet<&'static str>,
    pub(crate) sections: BTreeMap<&'static str, Record>,
    pub(crate) l: Option<Vec<Record>>,
}

impl Description {
    pub(crate) fn any(tape: &mut Tape) -> Self {
        let mut description = Self { reviewed: tape.some_of(&["s", "w", "l"]), ..Self::default() };
        for section in ["s", "w"] {
            if tape.chance(7) {
                let nested = section == "s";
                description.sections.insert(section, Record::any(tape, nested));
            }
        }
        if tape.chance(8) {
            description.l = Some((0..tape.pick(4)).map(|_| Record::any(tape, true)).collect());
        }
        description
    }

    pub(crate) fn json(&self) -> String {
        let reviewed = self.reviewed.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        let mut json = format!("{{\"meta\": {{\"kinds\": \"k\"}}, \"coverage\": {{\"reviewed\": [{reviewed}]}}");
        for (name, record) in &self.sections {
            write!(json, ", \"{name}\": {}", record.json()).expect("a text");
        }
        if let Some(l) = &self.l {
            write!(json, ", \"l\": {}", list(l)).expect("a text");
        }
        json + "}"
    }

    /// Where a field is unknown: its section was not read in full, and it is not set.
    pub(crate) fn unknowns(&self) -> Vec<Place> {
        let mut places = Vec::new();
        let mut of_record = |record: Option<&Record>, section, path: &[usize]| {
            for (name, ..) in FIELDS {
                if record.is_none_or(|record| !record.facts.contains_key(name)) {
                    places.push(Place { section, path: path.to_vec(), field: name });
                }
            }
        };
        for section in ["s", "w"].into_iter().filter(|section| !self.reviewed.contains(section)) {
            let record = self.sections.get(section);
            of_record(record, section, &[]);
            for (index, inner) in record.iter().flat_map(|record| &record.inner).flatten().enumerate() {
                of_record(Some(inner), section, &[index]);
            }
        }
        if !self.reviewed.contains("l") {
            for (index, record) in self.l.iter().flatten().enumerate() {
                of_record(Some(record), "l", &[index]);
                for (below, inner) in record.inner.iter().flatten().enumerate() {
                    of_record(Some(inner), "l", &[index, below]);
                }
            }
        }
        places
    }

    /// The same with one fact more.
    pub(crate) fn with(&self, place: &Place, value: Value) -> Self {
        let mut more = self.clone();
        let (records, path) = match place.section {
            "l" => (more.l.get_or_insert_default(), place.path.as_slice()),
            section => {
                let record = more.sections.entry(section).or_default();
                if place.path.is_empty() {
                    record.facts.insert(place.field, value);
                    return more;
                }
                (record.inner.get_or_insert_default(), place.path.as_slice())
            }
        };
        let record = match path {
            [index] => &mut records[*index],
            [index, below] => &mut records[*index].inner.as_mut().expect("a list within")[*below],
            _ => panic!("no such place"),
        };
        record.facts.insert(place.field, value);
        more
    }
}

/// A field of one record.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    section: &'static str,
    path: Vec<usize>,
    pub(crate) field: &'static str,
}
