//! Levels and units of fines, whose worth another law fixes.

use super::token::{Kind, Tokens};
use std::fmt;

/// A fine as a step of a scale or a number of units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scale {
    /// `level 5 on the standard scale`, `level six`.
    Level(f64),
    /// `500 penalty units`.
    Units {
        /// How many.
        count: f64,
        /// What they are called, in the plural.
        name: &'static str,
    },
}

impl fmt::Display for Scale {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Level(level) => write!(out, "level {level}"),
            Self::Units { count, name } => write!(out, "{count} {name}"),
        }
    }
}

/// Units of fines in the laws of several countries, in two words: singular, plural, shown.
const UNITS: [(&str, &str, &str, &str); 12] = [
    ("penalty", "unit", "units", "penalty units"),
    ("penalty", "point", "points", "penalty points"),
    ("fine", "unit", "units", "fine units"),
    ("fee", "unit", "units", "fee units"),
    ("currency", "point", "points", "currency points"),
    ("monetary", "unit", "units", "monetary units"),
    ("tax", "unit", "units", "tax units"),
    ("accounting", "unit", "units", "accounting units"),
    ("basic", "amount", "amounts", "basic amounts"),
    ("minimum", "wage", "wages", "minimum wages"),
    ("minimum", "salary", "salaries", "minimum salaries"),
    ("day", "fine", "fines", "day fines"),
];
/// Scales of levels have fewer steps than this.
const MAX_LEVEL: f64 = 30.0;

impl Tokens<'_> {
    /// A level or a number of units, and the token after it.
    pub(super) fn scale(&self, at: usize) -> Option<(Scale, usize)> {
        if self.is(at, "level") {
            let (level, next) = self.number(at + 1).filter(|(level, _)| level.fract() == 0.0 && (1.0..MAX_LEVEL).contains(level))?;
            let named = self.is(next, "on") && self.is(next + 1, "the") && self.is(next + 2, "standard") && self.is(next + 3, "scale");
            return Some((Scale::Level(level), next + if named { 4 } else { 0 }));
        }
        let (count, next) = self.number(at)?;
        let second = next + 1 + usize::from(self.kind(next + 1) == Kind::Hyphen);
        let fits = |(first, one, many, _): &&(&str, &str, &str, &str)| self.is(next, first) && self.is_any(second, &[one, many]);
        let (.., name) = UNITS.iter().find(fits)?;
        Some((Scale::Units { count, name }, second + 1))
    }
}
