//! Numbers: in figures, in words, in both, with fractions; ordinals; percentages.

use super::token::{Kind, Tokens};

/// More words than this are no number.
const MAX_WORDS: usize = 24;

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [(&str, f64); 9] = [
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fourty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
];
const SCALES: [(&str, f64); 8] = [
    ("thousand", 1e3),
    ("lakh", 1e5),
    ("lakhs", 1e5),
    ("million", 1e6),
    ("crore", 1e7),
    ("crores", 1e7),
    ("billion", 1e9),
    ("trillion", 1e12),
];
/// The words of which numbers without figures are made.
pub fn words() -> impl Iterator<Item = &'static str> {
    let named = TENS.iter().chain(&SCALES).chain(&PARTS).map(|(word, _)| *word);
    SMALL.into_iter().chain(named).chain(["hundred"])
}

/// Letters for a scale, only right after figures: `20m`.
const LETTERS: [(&str, f64); 5] = [("k", 1e3), ("m", 1e6), ("mn", 1e6), ("bn", 1e9), ("b", 1e9)];
const ORDINALS: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
const ROUND_ORDINALS: [(&str, f64); 9] = [
    ("twentieth", 20.0),
    ("thirtieth", 30.0),
    ("fortieth", 40.0),
    ("fiftieth", 50.0),
    ("sixtieth", 60.0),
    ("seventieth", 70.0),
    ("eightieth", 80.0),
    ("ninetieth", 90.0),
    ("hundredth", 100.0),
];
const PARTS: [(&str, f64); 7] =
    [("half", 2.0), ("third", 3.0), ("quarter", 4.0), ("fourth", 4.0), ("fifth", 5.0), ("sixth", 6.0), ("tenth", 10.0)];

/// What a word adds to a number.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Numeral {
    Small(f64),
    Tens(f64),
    Hundred,
    Scale(f64),
}

fn named(table: &[(&str, f64)], word: &str) -> Option<f64> {
    table.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, value)| *value)
}

fn position(table: &[&str], word: &str) -> Option<f64> {
    let found = table.iter().position(|name| name.eq_ignore_ascii_case(word))?;
    u8::try_from(found).ok().map(f64::from)
}

fn numeral(word: &str) -> Option<Numeral> {
    if !(3..=9).contains(&word.len()) {
        return None;
    }
    position(&SMALL, word)
        .map(Numeral::Small)
        .or_else(|| named(&TENS, word).map(Numeral::Tens))
        .or_else(|| (word.eq_ignore_ascii_case("hundred") || word.eq_ignore_ascii_case("hundreds")).then_some(Numeral::Hundred))
        .or_else(|| named(&SCALES, word).map(Numeral::Scale))
}

/// A number in words as far as it was read.
#[derive(Debug, Clone, Copy)]
struct Spelled {
    /// Whole thousands, millions …
    total: f64,
    /// What is below the next thousand, or whatever scale follows.
    group: f64,
    /// Only smaller scales may follow.
    below: f64,
    /// Only smaller values may be added to the group.
    room: f64,
}

impl Spelled {
    const START: Self = Self { total: 0.0, group: 0.0, below: f64::INFINITY, room: 1000.0 };

    fn value(self) -> f64 {
        self.total + self.group
    }

    /// With one more word; `None` if it cannot follow.
    fn with(self, next: Numeral) -> Option<Self> {
        let started = self.value() > 0.0;
        match next {
            Numeral::Small(0.0) => (!started && self.room == 1000.0).then_some(Self { room: 0.0, ..self }),
            Numeral::Small(small) => {
                let fits = small < self.room && (self.room >= 100.0 || small < 10.0);
                fits.then_some(Self { group: self.group + small, room: 1.0, ..self })
            }
            Numeral::Tens(tens) => (self.room >= 100.0).then_some(Self { group: self.group + tens, room: 10.0, ..self }),
            Numeral::Hundred if !started => Some(Self { group: 100.0, room: 100.0, ..self }),
            Numeral::Hundred => {
                let fits = (1.0..100.0).contains(&self.group) && self.room < 100.0;
                fits.then_some(Self { group: self.group * 100.0, room: 100.0, ..self })
            }
            Numeral::Scale(scale) => {
                let fits = self.group > 0.0 && scale < self.below;
                fits.then_some(Self { total: self.total + self.group * scale, group: 0.0, below: scale, room: 1000.0 })
            }
        }
    }
}

impl Tokens<'_> {
    /// A number, and the token after it: `24`, `1 000 000`, `twenty-four (24)`, `two and a half`, `three-quarters`, `20 million`.
    pub(super) fn number(&self, at: usize) -> Option<(f64, usize)> {
        let (value, next) = self.bare_number(at)?;
        Some((value, self.after_repetition(next, Self::bare_number)))
    }

    fn bare_number(&self, at: usize) -> Option<(f64, usize)> {
        let (value, next) = self.figures(at).or_else(|| self.spelled(at))?;
        Some(self.with_half(value, next))
    }

    /// A number in figures, with the scale after it.
    fn figures(&self, at: usize) -> Option<(f64, usize)> {
        let Kind::Number(value) = self.kind(at) else { return None };
        let next = at + 1;
        let scale = named(&SCALES, self.word(next));
        let letters = || (!self.gap(next)).then(|| named(&LETTERS, self.word(next))).flatten();
        match scale.or_else(letters) {
            Some(scale) => Some((value * scale, next + 1)),
            // “30th” is an ordinal, “46A” and “3rd” are names.
            None if !self.gap(next) && self.is_any(next, &["st", "nd", "rd", "th"]) => None,
            None => Some((value, next)),
        }
    }

    /// A number in words.
    fn spelled(&self, at: usize) -> Option<(f64, usize)> {
        // “a hundred”, “a thousand”.
        let leading = self.is(at, "a") && matches!(numeral(self.word(at + 1)), Some(Numeral::Hundred | Numeral::Scale(_)));
        let mut spelled = if leading { Spelled { group: 1.0, room: 1.0, ..Spelled::START } } else { Spelled::START };
        let mut next = at + usize::from(leading);
        // Where a number ended for sure: before an “and” or a comma, which may begin another one.
        let mut sure = None;
        let mut any = false;
        for _ in 0..MAX_WORDS {
            let joint = if any { self.joint(next, spelled) } else { 0 };
            let Some(numeral) = numeral(self.word(next + joint)) else { break };
            if joint > 0 && self.kind(next) != Kind::Hyphen {
                sure = Some((spelled, next));
            }
            match spelled.with(numeral) {
                Some(more) => (spelled, next, any) = (more, next + joint + 1, true),
                // “one hundred and two hundred”: the “and” does not join.
                None if matches!(numeral, Numeral::Hundred | Numeral::Scale(_)) && sure.is_some() => {
                    (spelled, next) = sure?;
                    break;
                }
                None => break,
            }
        }
        if !any {
            return None;
        }
        self.part(spelled.value(), next).or(Some((spelled.value(), next)))
    }

    /// How many tokens join two words of a number here: a hyphen, “and”, a comma.
    fn joint(&self, at: usize, before: Spelled) -> usize {
        let after_round = before.room >= 100.0;
        match self.kind(at) {
            Kind::Hyphen => 1,
            Kind::Comma if after_round && before.group == 0.0 => 1 + usize::from(self.is(at + 1, "and")),
            Kind::Word if self.is(at, "and") && after_round => 1,
            _ => 0,
        }
    }

    /// “three-quarters”, “one third”: the numerator has been read.
    fn part(&self, numerator: f64, at: usize) -> Option<(f64, usize)> {
        let at = at + usize::from(self.kind(at) == Kind::Hyphen);
        let word = self.word(at);
        let whole = if numerator == 1.0 { Some(word) } else { word.strip_suffix('s').or((word == "halves").then_some("half")) };
        let parts = named(&PARTS, whole?)?;
        (numerator > 0.0 && numerator < parts).then_some((numerator / parts, at + 1))
    }

    /// “two and a half”, “one and one-half”.
    fn with_half(&self, value: f64, at: usize) -> (f64, usize) {
        if !self.is(at, "and") || !self.is_any(at + 1, &["a", "one"]) {
            return (value, at);
        }
        let half = at + 2 + usize::from(self.kind(at + 2) == Kind::Hyphen);
        if self.is(half, "half") { (value + 0.5, half + 1) } else { (value, at) }
    }

    /// An ordinal, and the token after it: `30th`, `tenth`, `twenty-first`, `one hundredth`.
    pub(super) fn ordinal(&self, at: usize) -> Option<(f64, usize)> {
        if let Kind::Number(value) = self.kind(at) {
            return (!self.gap(at + 1) && self.is_any(at + 1, &["st", "nd", "rd", "th"])).then_some((value, at + 2));
        }
        let word = self.word(at);
        if let Some(value) = position(&ORDINALS, word).or_else(|| named(&ROUND_ORDINALS, word)) {
            return Some((value, at + 1));
        }
        let tens = named(&TENS, word)?;
        let last = at + 1 + usize::from(self.kind(at + 1) == Kind::Hyphen);
        let unit = position(&ORDINALS, self.word(last)).filter(|unit| (1.0..10.0).contains(unit))?;
        Some((tens + unit, last + 1))
    }

    /// A percentage, and the token after it.
    pub(super) fn percent(&self, at: usize) -> Option<(f64, usize)> {
        let (value, next) = self.bare_percent(at)?;
        Some((value, self.after_repetition(next, Self::bare_percent)))
    }

    fn bare_percent(&self, at: usize) -> Option<(f64, usize)> {
        let (value, next) = self.number(at)?;
        let next = next + usize::from(self.kind(next) == Kind::Hyphen);
        if self.kind(next) == Kind::Percent || self.is_any(next, &["percent", "percentum"]) {
            return Some((value, next + 1));
        }
        if self.is(next, "per") && self.is_any(next + 1, &["cent", "centum"]) {
            return Some((value, next + 2));
        }
        if self.is(next, "percentage") && self.is_any(next + 1, &["point", "points"]) {
            return Some((value, next + 2));
        }
        let basis = self.is(next, "basis") && self.is_any(next + 1, &["point", "points"]);
        basis.then_some((value / 100.0, next + 2))
    }
}
