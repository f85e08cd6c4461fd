//! Lengths of time.

use super::token::{Kind, Tokens};
use crate::value::{Duration, TimeUnit};

/// Which days count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DayKind {
    /// All days; also where nothing is said.
    #[default]
    Calendar,
    /// Days on which work is done: working, business, banking, court days.
    Working,
    /// Days on which a house of parliament sits.
    Sitting,
}

/// A length of time as a law writes it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Time {
    /// How long.
    pub duration: Duration,
    /// Which days count.
    pub days: DayKind,
    /// It was numbered, not counted: “the tenth day”.
    pub ordinal: bool,
}

/// The words for units: how many of which.
const UNITS: [(&str, f64, TimeUnit); 27] = [
    // Not “second”, which is far oftener the ordinal.
    ("seconds", 1.0 / 60.0, TimeUnit::Minute),
    ("minute", 1.0, TimeUnit::Minute),
    ("minutes", 1.0, TimeUnit::Minute),
    ("hour", 1.0, TimeUnit::Hour),
    ("hours", 1.0, TimeUnit::Hour),
    ("hr", 1.0, TimeUnit::Hour),
    ("hrs", 1.0, TimeUnit::Hour),
    ("h", 1.0, TimeUnit::Hour),
    ("day", 1.0, TimeUnit::Day),
    ("days", 1.0, TimeUnit::Day),
    ("weekday", 1.0, TimeUnit::Day),
    ("weekdays", 1.0, TimeUnit::Day),
    ("workday", 1.0, TimeUnit::Day),
    ("workdays", 1.0, TimeUnit::Day),
    ("week", 1.0, TimeUnit::Week),
    ("weeks", 1.0, TimeUnit::Week),
    ("fortnight", 2.0, TimeUnit::Week),
    ("fortnights", 2.0, TimeUnit::Week),
    ("month", 1.0, TimeUnit::Month),
    ("months", 1.0, TimeUnit::Month),
    ("quarter", 3.0, TimeUnit::Month),
    ("quarters", 3.0, TimeUnit::Month),
    ("semester", 6.0, TimeUnit::Month),
    ("year", 1.0, TimeUnit::Year),
    ("years", 1.0, TimeUnit::Year),
    ("decade", 10.0, TimeUnit::Year),
    ("decades", 10.0, TimeUnit::Year),
];

/// Words for what comes back: after how long.
const RECURRENCES: [(&str, f64, TimeUnit); 16] = [
    ("hourly", 1.0, TimeUnit::Hour),
    ("daily", 1.0, TimeUnit::Day),
    ("weekly", 1.0, TimeUnit::Week),
    ("fortnightly", 2.0, TimeUnit::Week),
    ("biweekly", 2.0, TimeUnit::Week),
    ("monthly", 1.0, TimeUnit::Month),
    ("bimonthly", 2.0, TimeUnit::Month),
    ("quarterly", 3.0, TimeUnit::Month),
    ("biannual", 6.0, TimeUnit::Month),
    ("biannually", 6.0, TimeUnit::Month),
    ("annual", 1.0, TimeUnit::Year),
    ("annually", 1.0, TimeUnit::Year),
    ("yearly", 1.0, TimeUnit::Year),
    ("biennial", 2.0, TimeUnit::Year),
    ("biennially", 2.0, TimeUnit::Year),
    ("triennial", 3.0, TimeUnit::Year),
];

/// Words between number and unit that make no difference here.
const PLAIN: [&str; 19] = [
    "calendar",
    "clear",
    "consecutive",
    "continuous",
    "successive",
    "further",
    "additional",
    "more",
    "other",
    "full",
    "whole",
    "entire",
    "complete",
    "civil",
    "natural",
    "financial",
    "fiscal",
    "ordinary",
    "single",
];
const WORKING: [&str; 8] = ["working", "business", "banking", "court", "judicial", "juridical", "trading", "office"];
/// More words than this do not stand between number and unit.
const MAX_WORDS_BETWEEN: usize = 3;
/// More parts than this has no time: `1 year, 2 months and 3 days`.
const MAX_PARTS: usize = 4;

impl Tokens<'_> {
    /// A length of time, and the token after it.
    pub(super) fn time(&self, at: usize) -> Option<(Time, usize)> {
        let (mut time, mut next) = self.simple_time(at)?;
        if time.ordinal {
            return Some((time, next));
        }
        for _ in 1..MAX_PARTS {
            let comma = usize::from(self.kind(next) == Kind::Comma);
            let joint = comma + usize::from(self.is(next + comma, "and"));
            let Some((part, after)) = (joint > 0).then(|| self.simple_time(next + joint)).flatten() else { break };
            // “one year or six months” are two; so are “six months and one year”.
            if part.ordinal || size(part.duration.unit) >= size(time.duration.unit) {
                break;
            }
            time.duration = sum(time.duration, part.duration);
            next = after;
        }
        Some((time, self.after_repetition(next, Self::simple_time)))
    }

    /// One number and one unit.
    fn simple_time(&self, at: usize) -> Option<(Time, usize)> {
        if let Some((amount, next)) = self.ordinal(at) {
            return self.unit(amount, next, true);
        }
        let (amount, next) = self.half_of(at).or_else(|| self.number(at)).or_else(|| self.article(at))?;
        self.unit(amount, next, false)
    }

    /// “half a year”, “half-year”.
    fn half_of(&self, at: usize) -> Option<(f64, usize)> {
        let joint = self.kind(at + 1) == Kind::Hyphen || self.is_any(at + 1, &["a", "an"]);
        (self.is(at, "half") && joint).then_some((0.5, at + 2))
    }

    /// “a month”, “an hour”: one. Not “a day care centre”: the unit must be followed by no noun, which is left to the cues.
    fn article(&self, at: usize) -> Option<(f64, usize)> {
        self.is_any(at, &["a", "an"]).then_some((1.0, at + 1))
    }

    /// The unit, with the words before it.
    fn unit(&self, amount: f64, at: usize, ordinal: bool) -> Option<(Time, usize)> {
        let mut next = at + usize::from(self.kind(at) == Kind::Hyphen);
        let mut days = DayKind::Calendar;
        for _ in 0..MAX_WORDS_BETWEEN {
            if self.is_any(next, &WORKING) {
                days = DayKind::Working;
            } else if self.is(next, "sitting") {
                days = DayKind::Sitting;
            } else if !self.is_any(next, &PLAIN) {
                break;
            }
            next += 1 + usize::from(self.kind(next + 1) == Kind::Hyphen);
        }
        let word = self.word(next);
        let (_, factor, unit) = UNITS.iter().find(|(name, ..)| name.eq_ignore_ascii_case(word))?;
        if word.eq_ignore_ascii_case("weekdays") || word.eq_ignore_ascii_case("workdays") {
            days = DayKind::Working;
        }
        if self.is(next + 1, "sitting") || (self.is_any(next + 1, &["of", "on"]) && self.is(next + 2, "sitting")) {
            days = DayKind::Sitting;
        }
        Some((Time { duration: Duration { amount: amount * factor, unit: *unit }, days, ordinal }, next + 1))
    }
}

impl Tokens<'_> {
    /// How often something comes back, and the token after it: `quarterly`, `every year`, `once a month`, `twice in each year`.
    pub(super) fn recurrence(&self, at: usize) -> Option<(Duration, usize)> {
        let half = self.is_any(at, &["half", "semi"]);
        let word = at + if half { 1 + usize::from(self.kind(at + 1) == Kind::Hyphen) } else { 0 };
        let found = RECURRENCES.iter().find(|(name, ..)| self.is(word, name));
        if let Some((_, amount, unit)) = found.filter(|(.., unit)| !half || *unit == TimeUnit::Year) {
            let duration = if half { Duration { amount: 6.0, unit: TimeUnit::Month } } else { Duration { amount: *amount, unit: *unit } };
            return Some((duration, word + 1));
        }
        let times = if self.is(at, "twice") { 2.0 } else { 1.0 };
        let counted = self.is_any(at, &["once", "twice"]);
        let next = at + usize::from(counted);
        let next = next + usize::from(self.is(next, "in"));
        let each = self.is_any(next, &["every", "each", "per"]) || (counted && self.is_any(next, &["a", "an", "any"]));
        let (time, end) = each.then(|| self.unit(1.0, next + 1, false)).flatten()?;
        Some((Duration { amount: time.duration.amount / times, ..time.duration }, end))
    }
}

/// The order of units.
fn size(unit: TimeUnit) -> u8 {
    match unit {
        TimeUnit::Minute => 0,
        TimeUnit::Hour => 1,
        TimeUnit::Day => 2,
        TimeUnit::Week => 3,
        TimeUnit::Month => 4,
        TimeUnit::Year => 5,
    }
}

/// Two parts of one time, in the smaller unit. Years and months do not come to days; there 365 and 30 are taken.
fn sum(larger: Duration, smaller: Duration) -> Duration {
    let months = |duration: Duration| match duration.unit {
        TimeUnit::Year => Some(12.0 * duration.amount),
        TimeUnit::Month => Some(duration.amount),
        _ => None,
    };
    if let (Some(larger), Some(smaller)) = (months(larger), months(smaller)) {
        return Duration { amount: larger + smaller, unit: TimeUnit::Month };
    }
    let minutes = |unit: TimeUnit| match unit {
        TimeUnit::Minute => 1.0,
        TimeUnit::Hour => 60.0,
        TimeUnit::Day => 1440.0,
        TimeUnit::Week => 10_080.0,
        TimeUnit::Month => 43_200.0,
        TimeUnit::Year => 525_600.0,
    };
    let factor = minutes(larger.unit) / minutes(smaller.unit);
    Duration { amount: larger.amount * factor + smaller.amount, unit: smaller.unit }
}
