//! Days of the calendar, with and without a year.

use super::token::{Kind, Tokens};
use jiff::civil::Date;
use std::fmt;

/// A day: of one year, or of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// From 1 to 31.
    pub day: i8,
    /// From 1 to 12.
    pub month: i8,
    /// The year, if there is one.
    pub year: Option<i16>,
}

impl Day {
    /// As a date, if it has a year.
    pub fn date(self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day).ok()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let month = usize::try_from(self.month - 1).ok().and_then(|month| MONTHS.get(month)).unwrap_or(&"");
        write!(out, "{} {month}", self.day)?;
        self.year.map_or(Ok(()), |year| write!(out, " {year}"))
    }
}

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

impl Tokens<'_> {
    /// A day, and the token after it: `25 May 2018`, `May 31`, `the 1st day of January, 2020`, `2018-05-25`.
    pub(super) fn day(&self, at: usize) -> Option<(Day, usize)> {
        if let Some((month, next)) = self.month(at) {
            let (day, next) = self.day_of_month(next)?;
            let (year, next) = self.year(next);
            return made(day, month, year, next);
        }
        if let Some(found) = self.iso(at) {
            return Some(found);
        }
        let (day, next) = self.day_of_month(at)?;
        let next = if self.is(next, "day") { next + 1 } else { next };
        let next = next + usize::from(self.is(next, "of"));
        let (month, next) = self.month(next)?;
        let (year, next) = self.year(next);
        made(day, month, year, next)
    }

    fn month(&self, at: usize) -> Option<(i8, usize)> {
        let word = self.word(at);
        // “May” is a month, “may” a permission.
        let found = MONTHS.iter().position(|month| *month == word || (word.len() > 3 && month.eq_ignore_ascii_case(word)))?;
        Some((i8::try_from(found).ok()? + 1, at + 1))
    }

    fn day_of_month(&self, at: usize) -> Option<(i8, usize)> {
        let (value, next) = match self.kind(at) {
            Kind::Number(value) if self.ordinal(at).is_none() => (value, at + 1),
            _ => self.ordinal(at)?,
        };
        (value.fract() == 0.0 && (1.0..=31.0).contains(&value)).then_some((value as i8, next))
    }

    fn year(&self, at: usize) -> (Option<i16>, usize) {
        let place = at + usize::from(self.kind(at) == Kind::Comma);
        match self.kind(place) {
            Kind::Number(year) if year.fract() == 0.0 && (1500.0..3000.0).contains(&year) => (Some(year as i16), place + 1),
            _ => (None, at),
        }
    }

    fn iso(&self, at: usize) -> Option<(Day, usize)> {
        let number = |at: usize| match self.kind(at) {
            Kind::Number(value) if value.fract() == 0.0 && value < 3000.0 => Some(value as i16),
            _ => None,
        };
        let hyphens = self.kind(at + 1) == Kind::Hyphen && self.kind(at + 3) == Kind::Hyphen;
        let (year, month, day) = (number(at).filter(|year| *year >= 1500)?, number(at + 2)?, number(at + 4)?);
        if !hyphens {
            return None;
        }
        made(i8::try_from(day).ok()?, i8::try_from(month).ok()?, Some(year), at + 5)
    }
}

/// The day, if the calendar has it.
fn made(day: i8, month: i8, year: Option<i16>, next: usize) -> Option<(Day, usize)> {
    // 2000 had a 29 February.
    Date::new(year.unwrap_or(2000), month, day).ok()?;
    Some((Day { day, month, year }, next))
}
