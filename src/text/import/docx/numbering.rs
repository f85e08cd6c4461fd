//! The numbers that Word gives paragraphs: `1.1`, `(a)`, `Article 3`. They stand nowhere in the text; they are counted.

use super::xml::{self, Broken, Step};
use crate::text::import::html::list::roman;
use quick_xml::events::BytesStart;
use std::collections::{HashMap, HashSet};

/// Levels that Word has.
pub(super) const LEVELS: usize = 9;
/// Longest number shown, in bytes.
const LONGEST: usize = 200;
const CARDINALS: [&str; 20] = [
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
    "Twenty",
];
const ORDINALS: [&str; 20] = [
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
    "Seventeenth",
    "Eighteenth",
    "Nineteenth",
    "Twentieth",
];
const ARABIC: &str = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي";
const ABJAD: &str = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ";
const RUSSIAN: &str = "абвгдежзиклмнопрстуфхцчшщыэюя";
const HEBREW: &str = "אבגדהוזחטיכלמנסעפצקרשת";

/// How one level counts.
#[derive(Debug, Clone, Default)]
struct Level {
    start: Option<i64>,
    format: String,
    /// With `%1` for the count of the first level.
    shown: String,
    restart: Option<usize>,
    /// All counts in Arabic figures, whatever their levels say.
    plain: bool,
    style: Option<String>,
}

/// A way to count, shared by lists.
#[derive(Debug, Default)]
struct Scheme {
    levels: [Option<Level>; LEVELS],
    /// The name that it has, and the name of the one that is meant instead.
    named: Option<String>,
    instead: Option<String>,
}

/// A list that counts by a scheme.
#[derive(Debug, Default)]
struct List {
    scheme: i64,
    starts: [Option<i64>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

/// The lists of a document, and where their counts are.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    schemes: HashMap<i64, Scheme>,
    lists: HashMap<i64, List>,
    /// The counts, by scheme: lists of one scheme go on from each other.
    counts: HashMap<i64, [Option<i64>; LEVELS]>,
    /// Starts of lists that have been used up.
    started: HashSet<(i64, usize)>,
}

impl Numbering {
    /// The level of a list that belongs to a style.
    pub(super) fn level_of(&self, list: i64, style: &str) -> Option<u8> {
        let scheme = self.schemes.get(&self.lists.get(&list)?.scheme)?;
        let at = scheme.levels.iter().position(|level| level.as_ref().is_some_and(|level| level.style.as_deref() == Some(style)))?;
        u8::try_from(at).ok()
    }

    fn level(&self, list: i64, at: usize) -> Option<&Level> {
        let list = self.lists.get(&list)?;
        list.levels.get(at)?.as_ref().or_else(|| self.schemes.get(&list.scheme)?.levels.get(at)?.as_ref())
    }

    /// Counts one paragraph, and gives its number as it is shown; `None` for bullets and lists that are not there.
    pub(super) fn next(&mut self, list: i64, at: u8) -> Option<String> {
        let at = usize::from(at).min(LEVELS - 1);
        let scheme = self.lists.get(&list)?.scheme;
        let restarts: Vec<bool> = (0..LEVELS).map(|level| self.restarts(list, level, at)).collect();
        let start = self.level(list, at)?.start.unwrap_or(1);
        let fresh = self.lists.get(&list)?.starts.get(at).copied().flatten().filter(|_| self.started.insert((list, at)));
        let counts = self.counts.entry(scheme).or_default();
        let count = counts.get_mut(at)?;
        *count = Some(fresh.unwrap_or_else(|| count.map_or(start, |count| count.saturating_add(1))));
        for (count, restarts) in counts.iter_mut().zip(restarts) {
            if restarts {
                *count = None;
            }
        }
        let counts = *counts;
        self.shown(list, at, &counts)
    }

    /// Whether a level counts from its start again after a paragraph at another level.
    fn restarts(&self, list: i64, level: usize, after: usize) -> bool {
        level > after && self.level(list, level).and_then(|level| level.restart).is_none_or(|restart| after < restart)
    }

    fn shown(&self, list: i64, at: usize, counts: &[Option<i64>; LEVELS]) -> Option<String> {
        let level = self.level(list, at)?;
        if level.format == "bullet" {
            return None;
        }
        let mut shown = String::new();
        let mut rest = level.shown.chars().peekable();
        while let Some(letter) = rest.next() {
            let figure = if letter == '%' { rest.peek().and_then(|next| next.to_digit(10)).filter(|figure| *figure > 0) } else { None };
            let Some(figure) = figure else {
                shown.push(letter);
                continue;
            };
            rest.next();
            let of = usize::try_from(figure).unwrap_or(1) - 1;
            let counted = self.level(list, of);
            let count = counts.get(of).copied().flatten().or_else(|| counted?.start).unwrap_or(1);
            let format = if level.plain { "decimal" } else { counted.map_or("decimal", |counted| counted.format.as_str()) };
            shown.push_str(&formatted(count, format));
        }
        let shown = shown.trim();
        (shown.chars().any(char::is_alphanumeric) && shown.len() <= LONGEST).then(|| shown.to_owned())
    }
}

/// A count in one of Word's formats.
fn formatted(count: i64, format: &str) -> String {
    let small = usize::try_from(count).ok().and_then(|count| count.checked_sub(1));
    let of = |words: &[&str]| small.and_then(|at| words.get(at).map(|word| (*word).to_owned()));
    let letter = |alphabet: &str| small.and_then(|at| lettered(at, alphabet));
    let found = match format {
        "lowerLetter" => letter("abcdefghijklmnopqrstuvwxyz"),
        "upperLetter" => letter("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "lowerRoman" => u32::try_from(count).ok().filter(|count| (1..4000).contains(count)).map(roman),
        "upperRoman" => u32::try_from(count).ok().filter(|count| (1..4000).contains(count)).map(|count| roman(count).to_ascii_uppercase()),
        "cardinalText" => of(&CARDINALS),
        "ordinalText" => of(&ORDINALS),
        "arabicAlpha" => letter(ARABIC),
        "arabicAbjad" => letter(ABJAD),
        "russianLower" => letter(RUSSIAN),
        "russianUpper" => letter(RUSSIAN).map(|letters| letters.to_uppercase()),
        "hebrew1" | "hebrew2" => letter(HEBREW),
        "decimalZero" => Some(format!("{count:02}")),
        "ordinal" => Some(format!("{count}{}", ending(count))),
        "none" => Some(String::new()),
        _ => None,
    };
    found.unwrap_or_else(|| count.to_string())
}

fn ending(count: i64) -> &'static str {
    match (count % 100, count % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

/// `a` … `z`, then `aa`, `bb` …, as Word has it.
fn lettered(at: usize, alphabet: &str) -> Option<String> {
    let size = alphabet.chars().count();
    let letter = alphabet.chars().nth(at % size)?;
    let times = at / size + 1;
    (times <= 20).then(|| std::iter::repeat_n(letter, times).collect())
}

/// Where the reading is.
#[derive(Default)]
struct Place {
    scheme: Option<(i64, Scheme)>,
    list: Option<(i64, List)>,
    /// The level that is open, and its place.
    level: Option<(usize, Level)>,
    /// The level whose start a list overrides.
    over: Option<usize>,
}

/// Reads the lists.
pub(super) fn read(text: &str) -> Result<Numbering, Broken> {
    let mut numbering = Numbering::default();
    let mut place = Place::default();
    if text.is_empty() {
        return Ok(numbering);
    }
    xml::walk(text, |step| {
        match step {
            Step::Start(name, tag) => place.start(name, tag),
            Step::End("lvl") => place.end_level(),
            Step::End("abstractNum") => numbering.schemes.extend(place.scheme.take()),
            Step::End("num") => numbering.lists.extend(place.list.take()),
            Step::End("lvlOverride") => place.over = None,
            _ => {}
        }
        Ok(())
    })?;
    // A scheme may only say which other is meant, by the name of a style.
    let named: HashMap<String, i64> = numbering.schemes.iter().filter_map(|(id, scheme)| Some((scheme.named.clone()?, *id))).collect();
    for list in numbering.lists.values_mut() {
        let instead = numbering.schemes.get(&list.scheme).and_then(|scheme| named.get(scheme.instead.as_ref()?));
        list.scheme = instead.copied().unwrap_or(list.scheme);
    }
    Ok(numbering)
}

impl Place {
    fn start(&mut self, name: &str, tag: &BytesStart<'_>) {
        let id = |attribute: &str| xml::attribute(tag, attribute).and_then(|id| id.parse::<i64>().ok());
        let level_at = || id("ilvl").and_then(|at| usize::try_from(at).ok()).filter(|at| *at < LEVELS);
        match name {
            "abstractNum" => self.scheme = id("abstractNumId").map(|id| (id, Scheme::default())),
            "num" => self.list = id("numId").map(|id| (id, List::default())),
            "abstractNumId" => {
                if let Some((_, list)) = self.list.as_mut() {
                    list.scheme = xml::value(tag).unwrap_or(-1);
                }
            }
            "lvlOverride" => self.over = level_at(),
            "startOverride" => {
                if let (Some((_, list)), Some(at)) = (self.list.as_mut(), self.over)
                    && let Some(start) = list.starts.get_mut(at)
                {
                    *start = xml::value(tag);
                }
            }
            "lvl" => self.level = level_at().map(|at| (at, Level::default())),
            "styleLink" => {
                if let Some((_, scheme)) = self.scheme.as_mut() {
                    scheme.named = xml::attribute(tag, "val");
                }
            }
            "numStyleLink" => {
                if let Some((_, scheme)) = self.scheme.as_mut() {
                    scheme.instead = xml::attribute(tag, "val");
                }
            }
            _ => {
                if let Some((_, level)) = self.level.as_mut() {
                    property(level, name, tag);
                }
            }
        }
    }

    fn end_level(&mut self) {
        let Some((at, level)) = self.level.take() else { return };
        let levels = match (self.list.as_mut(), self.scheme.as_mut()) {
            (Some((_, list)), _) => &mut list.levels,
            (None, Some((_, scheme))) => &mut scheme.levels,
            (None, None) => return,
        };
        if let Some(place) = levels.get_mut(at) {
            *place = Some(level);
        }
    }
}

fn property(level: &mut Level, name: &str, tag: &BytesStart<'_>) {
    match name {
        "start" => level.start = xml::value(tag),
        "numFmt" => level.format = xml::attribute(tag, "val").unwrap_or_default(),
        "lvlText" => level.shown = xml::attribute(tag, "val").unwrap_or_default(),
        "lvlRestart" => level.restart = xml::value(tag),
        "isLgl" => level.plain = xml::is_on(tag),
        "pStyle" => level.style = xml::attribute(tag, "val"),
        _ => {}
    }
}
