//! Quantities as legislation writes them in English: “ten (10) working days”, “Two million pesos (Php2,000,000.00)”, “4 %”, “level six”.
//!
//! There are two halves, which belong together. The patterns ([`TIME`], [`MONEY`], …) are what a cue's placeholder `{time}` stands
//! for: they are cheap and let too much through. The readers ([`times`], [`moneys`], …) go over the words, say exactly where
//! each quantity stands, and refuse what is none.

mod currency;
mod date;
mod money;
mod number;
mod pattern;
mod scale;
mod time;
mod token;

pub use date::Day;
pub(super) use number::words as number_words;
pub use pattern::{DATE, MONEY, NUMBER, OFTEN, PERCENT, SCALE, TIME};
pub use scale::Scale;
pub use time::{DayKind, Time};

use crate::value::{Duration, Money, Quantity, QuantityType};
use std::ops::Range;
use token::Tokens;

/// Something read from words, and which words.
#[derive(Debug, Clone, PartialEq)]
pub struct Written<T> {
    /// Where it stands in the text it was read from.
    pub range: Range<usize>,
    /// What it is.
    pub value: T,
}

/// A placeholder of cues: its name, what stands for it in the pattern, and the type of its value.
pub const PLACEHOLDERS: [(&str, &str, QuantityType); 7] = [
    ("time", TIME, QuantityType::Duration),
    ("often", OFTEN, QuantityType::Duration),
    ("money", MONEY, QuantityType::Money),
    ("percent", PERCENT, QuantityType::Percent),
    ("number", NUMBER, QuantityType::Number),
    ("date", DATE, QuantityType::Date),
    ("scale", SCALE, QuantityType::Text),
];

/// Lengths of time, in order: `24-hour`, `ten (10) working days`, `one year and six months`, `the tenth day`.
pub fn times(text: &str) -> Vec<Written<Time>> {
    collect(text, |tokens, at| tokens.time(at))
}

/// How often something comes back, in order: `quarterly`, `every year`. What is counted (`every two years`) is among [`times`].
pub fn recurrences(text: &str) -> Vec<Written<Duration>> {
    collect(text, |tokens, at| tokens.recurrence(at))
}

/// Amounts of money, in order. A bare `$` or “shillings” is of the jurisdiction, a code as in `KE`; without one it is left out.
pub fn moneys(text: &str, jurisdiction: Option<&str>) -> Vec<Written<Money>> {
    collect(text, |tokens, at| tokens.money(at, jurisdiction))
}

/// Percentages, in order: `4 %`, `six per cent`, `ten percentum (10%)`.
pub fn percents(text: &str) -> Vec<Written<f64>> {
    collect(text, |tokens, at| tokens.percent(at))
}

/// Numbers, in order, in figures, in words, or in both; fractions in words are numbers too.
pub fn numbers(text: &str) -> Vec<Written<f64>> {
    collect(text, |tokens, at| tokens.number(at))
}

/// Levels and units of fines, in order: `level six`, `2,500 penalty units`.
pub fn scales(text: &str) -> Vec<Written<Scale>> {
    collect(text, |tokens, at| tokens.scale(at))
}

/// Days of the calendar, in order: `25 May 2018`, `May 31 of each year`.
pub fn days(text: &str) -> Vec<Written<Day>> {
    collect(text, |tokens, at| tokens.day(at))
}

/// The first quantity of a type in some words. Of times, one that is counted (`ten days`) goes before one that is numbered (`the tenth
/// day`), and that before how often something comes back (`quarterly`).
pub fn read(kind: QuantityType, words: &str, jurisdiction: Option<&str>) -> Option<Quantity> {
    match kind {
        QuantityType::Duration => {
            let found = times(words);
            let counted = found.iter().find(|time| !time.value.ordinal);
            let time = counted.or(found.first());
            let often = recurrences(words).into_iter().next();
            // The year of “twice a year” is none by itself.
            let comes_back =
                often.filter(|often| time.is_none_or(|time| often.range.start < time.range.start && time.range.end <= often.range.end));
            comes_back.map(|often| often.value).or(time.map(|time| time.value.duration)).map(Quantity::Duration)
        }
        QuantityType::Money => moneys(words, jurisdiction).into_iter().next().map(|money| Quantity::Money(Box::new(money.value))),
        QuantityType::Percent => percents(words).first().map(|percent| Quantity::Percent(percent.value)),
        QuantityType::Number => numbers(words).first().map(|number| Quantity::Number(number.value)),
        QuantityType::Date => days(words).iter().find_map(|day| day.value.date()).map(Quantity::Date),
        QuantityType::Text => None,
    }
}

/// As [`read`], for a mark, which has no field to fit: levels and units of fines and days without a year become words, as in
/// `2500 penalty units` and `31 May`.
pub fn figure(kind: QuantityType, words: &str, jurisdiction: Option<&str>) -> Option<Quantity> {
    let text = |shown: String| Quantity::Text(shown.into());
    match kind {
        QuantityType::Text => scales(words).first().map(|scale| text(scale.value.to_string())),
        QuantityType::Date => read(kind, words, jurisdiction).or_else(|| days(words).first().map(|day| text(day.value.to_string()))),
        _ => read(kind, words, jurisdiction),
    }
}

/// Goes over a text from left to right; what was read is not read again.
fn collect<T>(text: &str, read: impl Fn(&Tokens<'_>, usize) -> Option<(T, usize)>) -> Vec<Written<T>> {
    let tokens = Tokens::new(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match read(&tokens, at) {
            Some((value, next)) if next > at => {
                found.push(Written { range: tokens.range(at, next), value });
                at = next;
            }
            _ => at += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests;
