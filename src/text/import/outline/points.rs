//! Paragraphs and points within a unit: which level a number belongs to, and whether it is one at all.

use super::label::{Form, Item};
use super::line::{End, Line, first_letter};
use super::number::{self, Number};
use super::plan::Class;
use super::words;

/// How the numbers of a level run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Series {
    Arabic,
    Lower,
    Upper,
    LowerRoman,
    UpperRoman,
    /// `aa`, `bb`, `cc`.
    Double,
}

/// A level that is open, and its last number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Level {
    pub form: Form,
    pub series: Series,
    pub number: Number,
    /// Whether its words began small, as points within a sentence do.
    small: bool,
    /// Whether they began with a capital, as sentences do.
    capital: bool,
}

/// Where a number goes: into the level at this depth, or a new one there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub depth: usize,
    pub level: Level,
}

/// How far ahead the next number of a list is looked for, in paragraphs.
const AHEAD: usize = 60;
/// A step over more numbers than this is no repealed point.
const STEP: u32 = 6;

/// What a number can be.
pub(super) fn readings(item: &Item) -> Vec<(Series, Number)> {
    if let Form::Decimal(_) = item.form {
        let last = item.text.rsplit('.').next().and_then(|last| last.parse().ok());
        return last.map(|last| (Series::Arabic, Number::plain(last))).into_iter().collect();
    }
    let text = &*item.text;
    if let Some(read) = number::arabic(text) {
        return vec![(Series::Arabic, read.number)];
    }
    let upper = text.chars().all(char::is_uppercase);
    let lower = text.chars().all(char::is_lowercase);
    let mut found = Vec::new();
    if let Some(value) = number::roman(text).filter(|_| upper || lower) {
        found.push((if upper { Series::UpperRoman } else { Series::LowerRoman }, Number::plain(value)));
    }
    let first = text.chars().next().unwrap_or(' ');
    let value = alphabetical(first);
    if let Some(value) = value {
        let series = match text.chars().count() {
            1 if upper => Series::Upper,
            1 => Series::Lower,
            _ => Series::Double,
        };
        if series != Series::Double || lower && text.chars().all(|letter| letter == first) {
            found.push((series, Number::plain(value)));
        }
    }
    found
}

/// The place of a letter in its alphabet.
fn alphabetical(letter: char) -> Option<u32> {
    let small = letter.to_lowercase().next()?;
    match small {
        'a'..='z' => Some(small as u32 - 'a' as u32 + 1),
        // Cyrillic without й, as lists have it, and Arabic in the order of its numbers.
        'а'..='я' => u32::try_from("абвгдежзиклмнопрстуфхцчшщэюя".chars().position(|known| known == small)? + 1).ok(),
        _ => u32::try_from("أبجدهوزحطيكلمنسعفصقرشت".chars().position(|known| known == small || known == 'أ' && small == 'ا')? + 1).ok(),
    }
}

/// Whether two numbers can belong to one list: a bracket may be lost.
fn alike(one: Form, other: Form) -> bool {
    one == other || matches!((one, other), (Form::Brackets, Form::Bracket) | (Form::Bracket, Form::Brackets))
}

/// What surrounds a number at the start of a line.
#[derive(Clone, Copy)]
pub(super) struct Around<'a, 'p> {
    pub levels: &'a [Level],
    /// How the words before end; `None` right behind a heading or another number.
    pub before: Option<&'a str>,
    pub end: End,
    pub lines: &'a [Line<'p>],
    pub classes: &'a [Class],
    pub index: usize,
    /// The words behind the number.
    pub rest: &'a str,
    /// Whether another number stands before it on the line.
    pub inner: bool,
}

impl Around<'_, '_> {
    /// Where a number goes; `None` if it is only text: a broken reference, an amount, a year.
    pub(super) fn place(&self, item: &Item) -> Option<Place> {
        let readings = readings(item);
        let first = first_letter(self.rest);
        if first.is_some_and(|letter| matches!(letter, ',' | ';' | ')' | ']' | '.') || letter == '%') {
            return None;
        }
        let next = self.successor(item, &readings);
        let begin = self.beginning(item, &readings);
        // `(i)` behind `(h)`: a letter, unless `(ii)` follows.
        if let (Some(next), Some(begin)) = (next, begin)
            && next.level.series != begin.level.series
        {
            let roman = Number::plain(2);
            let chosen = if self.follows_soon(item.form, begin.level.series, roman) { begin } else { next };
            return self.believes(item, chosen, true).then_some(chosen);
        }
        if let Some(place) = next.filter(|place| self.believes(item, *place, true)) {
            return Some(place);
        }
        if let Some(place) = begin.filter(|place| self.believes(item, *place, false)) {
            return Some(place);
        }
        self.step(item, &readings).filter(|_| self.begins_sentence())
    }

    fn small(&self) -> bool {
        first_letter(self.rest).is_some_and(char::is_lowercase)
    }

    fn level(&self, item: &Item, series: Series, number: Number) -> Level {
        let capital = first_letter(self.rest).is_some_and(char::is_uppercase);
        Level { form: item.form, series, number, small: self.small(), capital }
    }

    fn successor(&self, item: &Item, readings: &[(Series, Number)]) -> Option<Place> {
        self.levels.iter().enumerate().rev().find_map(|(depth, level)| {
            let fits = |(series, number): &&(Series, Number)| {
                alike(level.form, item.form) && level.series == *series && number.follows(level.number)
            };
            let (series, number) = readings.iter().find(fits)?;
            Some(Place { depth, level: self.level(item, *series, *number) })
        })
    }

    fn beginning(&self, item: &Item, readings: &[(Series, Number)]) -> Option<Place> {
        let (series, number) = readings.iter().find(|(_, number)| *number == Number::plain(1))?;
        let held = self.levels.iter().position(|level| level.form == item.form && level.series == *series);
        Some(Place { depth: held.unwrap_or(self.levels.len()), level: self.level(item, *series, *number) })
    }

    /// A number some steps on, as where points were repealed, or the second of a list whose first stands within a line.
    fn step(&self, item: &Item, readings: &[(Series, Number)]) -> Option<Place> {
        for (depth, level) in self.levels.iter().enumerate().rev() {
            let fits = |(series, number): &&(Series, Number)| {
                level.form == item.form && level.series == *series && number.after(level.number).is_some_and(|gap| gap <= STEP)
            };
            if let Some((series, number)) = readings.iter().find(fits) {
                return Some(Place { depth, level: self.level(item, *series, *number) });
            }
        }
        let (series, number) = readings.iter().find(|(_, number)| number.value == 2)?;
        let held = self.levels.iter().any(|level| level.form == item.form && level.series == *series);
        (!held).then(|| Place { depth: self.levels.len(), level: self.level(item, *series, *number) })
    }

    fn begins_sentence(&self) -> bool {
        self.before.is_none() || self.end == End::Stop
    }

    /// Whether a number in its order is one: what stands before and behind it must not make it a reference or an amount.
    fn believes(&self, item: &Item, place: Place, next: bool) -> bool {
        let held = self.levels.get(place.depth);
        let again = !next && held.is_some();
        let Some(before) = self.before else { return true };
        if self.inner {
            return true;
        }
        if self.end == End::Stop {
            // A list that begins anew among numbered paragraphs must go on.
            return !again || place.level.series != Series::Arabic || self.goes_on(item, place);
        }
        if words::joins_references(self.rest) || self.end == End::Reference && first_letter(self.rest).is_none() {
            return false;
        }
        if words::ends_in_number(before) && place.level.series == Series::Arabic {
            return false;
        }
        let first = first_letter(self.rest);
        let capital = first.is_some_and(|letter| letter.is_uppercase() || "“‘\"«„([".contains(letter));
        match (self.end, next) {
            (End::Reference, true) => capital && self.rest.len() > 30,
            (End::Reference, false) => held.is_none() && self.goes_on(item, place),
            (_, true) if first.is_none() => place.level.series != Series::Arabic,
            (_, true) if place.level.series != Series::Arabic => first.is_some_and(|letter| letter.is_lowercase() || capital),
            (_, true) => capital || self.small() && held.is_some_and(|level| level.small),
            (_, false) => !again && (first.is_none() || self.goes_on(item, place)),
        }
    }

    /// Whether the second number of a list that begins here comes soon.
    fn goes_on(&self, item: &Item, place: Place) -> bool {
        self.follows_soon(item.form, place.level.series, Number::plain(2))
    }

    /// The next lines, with where they are.
    fn ahead(&self) -> impl Iterator<Item = (usize, &Line<'_>, &Class)> {
        let start = self.index + 1;
        let lines = self.lines.get(start..).unwrap_or_default().iter();
        let classes = self.classes.get(start..).unwrap_or_default().iter();
        lines.zip(classes).take(AHEAD).enumerate().map(move |(at, (line, class))| (start + at, line, class))
    }

    /// Whether `2.` follows soon in the same unit, so that `1.` is a paragraph and not the unit's number once more.
    pub(super) fn counts_on(&self, item: &Item) -> bool {
        self.follows_soon(item.form, Series::Arabic, Number::plain(2))
    }

    fn follows_soon(&self, form: Form, series: Series, wanted: Number) -> bool {
        for (_, line, class) in self.ahead() {
            if matches!(class, Class::Unit(_) | Class::Division(_) | Class::Schedule(_) | Class::Part(_)) {
                return false;
            }
            let Some(item) = line.items.first().filter(|item| item.form == form) else { continue };
            let readings = readings(item);
            if readings.contains(&(series, wanted)) {
                return true;
            }
            if readings.contains(&(series, Number::plain(1))) {
                return false;
            }
        }
        false
    }

    /// Where words without a number stand: the depth of the levels that stay open. They close a list that does not go on.
    pub(super) fn flush(&self) -> usize {
        for (at, line, class) in self.ahead() {
            if matches!(class, Class::Unit(_) | Class::Division(_) | Class::Schedule(_) | Class::Part(_) | Class::Group) {
                break;
            }
            let Some(item) = line.items.first().filter(|_| *class == Class::Text) else { continue };
            let readings = readings(item);
            if let Some(place) = self.successor(item, &readings) {
                return place.depth + 1;
            }
            // A list that begins anew says nothing of the one before; anything else may be a broken reference.
            if let Some(place) = self.beginning(item, &readings) {
                let sentence = self.lines.get(at.saturating_sub(1)).is_some_and(|line| line.end == End::Stop);
                match place.depth < self.levels.len() {
                    true if sentence => return place.depth.max(self.numbered()),
                    false => return self.numbered(),
                    true => {}
                }
            }
        }
        self.numbered()
    }

    /// The levels of numbered paragraphs, which words without a number do not end.
    fn numbered(&self) -> usize {
        let sentences = self.before.is_some_and(|before| before.ends_with('.'));
        usize::from(self.levels.first().is_some_and(|level| level.series == Series::Arabic || level.capital && sentences))
    }
}
