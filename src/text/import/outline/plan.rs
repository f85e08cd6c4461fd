//! What each line of a law is, seen from the whole: units by their sequence, schedules, contents, quotations, front and end.

use super::chain::{self, Candidate};
use super::label::{Form, Label};
use super::line::{End, Line};
use super::number::{self, Number};
use super::words::{self, Family, Word};
use super::{contents, quoted};
use crate::text::document::Role;

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Class {
    /// Words of the provision that is open, or numbers within it.
    Text,
    /// Begins a unit.
    Unit(Label),
    /// Begins a numbered paragraph of a schedule that is headed like a unit.
    Part(Label),
    /// The heading of the open unit once more.
    Again(Label),
    /// Begins a division.
    Division(Label),
    /// Begins a schedule.
    Schedule(Label),
    /// A heading over several units.
    Group,
    /// The heading of what begins on the next line.
    Ahead,
    /// The heading of what began on the line before, or more of it.
    Title,
    /// A heading within a unit.
    Subheading,
    /// Not the law's own provisions.
    Aside(Role),
    /// A recital and its number.
    Recital,
}

/// The plan of a law.
#[derive(Debug)]
pub(super) struct Plan {
    pub classes: Vec<Class>,
    pub family: Family,
    /// Which lines stand in a schedule.
    pub inside: Vec<bool>,
}

/// Makes the plan.
pub(super) fn make(lines: &[Line]) -> Plan {
    let mut classes: Vec<Class> = lines.iter().map(|line| line.role().map_or(Class::Text, Class::Aside)).collect();
    quoted::mark(lines, &mut classes);
    brackets(lines, &mut classes);
    contents::mark(lines, &mut classes);
    let family = family(lines, &classes);
    let inside = schedules(lines, &mut classes, family);
    units(lines, &mut classes, family, &inside);
    divisions(lines, &mut classes, family);
    ends(lines, &mut classes, family);
    headings(lines, &mut classes);
    Plan { classes, family, inside }
}

/// A paragraph that stands in square brackets as a whole is a publisher's note; one that begins with a star in brackets is a
/// footnote to amending text.
fn brackets(lines: &[Line], classes: &mut [Class]) {
    for (line, class) in lines.iter().zip(classes) {
        let text = line.text().trim();
        let inner = text.strip_prefix('[').and_then(|text| text.trim_end_matches('.').strip_suffix(']'));
        let bracketed = inner.is_some_and(|inner| !inner.contains(']') && inner.len() > 3);
        if *class == Class::Text && (bracketed || text.starts_with("(*")) {
            *class = Class::Aside(Role::Note);
        }
    }
}

/// The label that makes a line a candidate of a family.
pub(super) fn labelled(line: &Line, family: Family) -> Option<Label> {
    match family {
        Family::Dot => {
            let item = line.items.first().filter(|item| item.form == Form::Stop)?;
            let read = number::arabic(&item.text).filter(|read| read.length == item.text.len())?;
            let rest = super::label::skip_marks(line.text(), item.range.end);
            Some(Label { word: Word::Unit(family), number: read.number, text: read.text, range: item.range.clone(), rest })
        }
        Family::Bare => line.bare.clone(),
        _ => line.label.clone().filter(|label| label.word == Word::Unit(family)),
    }
}

/// Whether a line heads a division in a law whose units are of the family.
fn divides(line: &Line, family: Family) -> Option<Label> {
    let label = line.label.clone()?;
    match label.word {
        Word::Division(_) => Some(label),
        // `SECTION 1` among articles.
        Word::Unit(Family::Section) if family == Family::Article => Some(Label { word: Word::Division("section"), ..label }),
        // `Article I` over sections.
        Word::Unit(Family::Article) if matches!(family, Family::Section | Family::Sign) => {
            Some(Label { word: Word::Division("article"), ..label })
        }
        _ => None,
    }
    .filter(|label| heads(line, label))
}

/// Whether what follows the number of a division or schedule can be its heading.
fn heads(line: &Line, label: &Label) -> bool {
    let rest = line.from(label.rest);
    let sentence = line.end == End::Stop && rest.trim_end().ends_with(['.', ';', ':']) && rest.contains(char::is_lowercase);
    line.is_marked() || line.length <= super::line::LONGEST_HEADING && !sentence && line.end != End::Comma
}

fn candidates(lines: &[Line], classes: &[Class], family: Family, inside: &[bool]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut after_division = false;
    for (index, line) in lines.iter().enumerate() {
        let open = classes.get(index) == Some(&Class::Text) && !inside.get(index).copied().unwrap_or(false);
        if !open {
            continue;
        }
        after_division |= divides(line, family).is_some();
        let Some(label) = labelled(line, family) else { continue };
        if !can_begin(lines, index, family) {
            continue;
        }
        let body = body(lines, index, family, &label);
        let weight = 1 + if body >= 60 { 3 } else { 0 } + if line.is_marked() { 3 } else { 0 };
        found.push(Candidate { line: index, number: label.number, weight, sure: line.is_marked(), after_division });
        after_division = false;
    }
    found
}

/// Whether a unit can begin here: not in the middle of a sentence, where only a number is at the start of the line.
fn can_begin(lines: &[Line], index: usize, family: Family) -> bool {
    let Some(before) = index.checked_sub(1).and_then(|index| lines.get(index)) else { return true };
    match family {
        Family::Dot | Family::Bare => !matches!(before.end, End::Comma | End::Reference) || before.is_marked(),
        _ => before.end != End::Comma,
    }
}

/// How many letters stand behind a candidate before the next one.
fn body(lines: &[Line], index: usize, family: Family, label: &Label) -> usize {
    let own = lines.get(index).map_or(0, |line| line.from(label.rest).len());
    let after =
        lines.iter().skip(index + 1).take(4).take_while(|line| labelled(line, family).is_none_or(|next| next.number == label.number));
    let behind: usize = after.map(|line| line.length).sum();
    if behind == 0 && own < 120 { 0 } else { own + behind }
}

const FAMILIES: [Family; 6] = [Family::Section, Family::Sign, Family::Article, Family::Clause, Family::Dot, Family::Bare];

/// What the units of the law are numbered with: what makes the heaviest sequence, words before bare numbers.
fn family(lines: &[Line], classes: &[Class]) -> Family {
    let mut best: Option<(i64, usize, Family)> = None;
    let mut numbers: Option<(i64, usize, Family)> = None;
    for family in FAMILIES {
        let found = candidates(lines, classes, family, &[]);
        let chain = chain::best(&found);
        let entry = (chain.score, chain.picked.len(), family);
        let slot = if matches!(family, Family::Dot | Family::Bare) { &mut numbers } else { &mut best };
        if entry.1 > 0 && slot.is_none_or(|held| entry.0 > held.0) {
            *slot = Some(entry);
        }
    }
    match (best, numbers) {
        (None, None) => Family::Section,
        (Some((.., family)), None) | (None, Some((.., family))) => family,
        (Some((_, length, word)), Some((_, more, number))) => {
            let ones = lines.iter().filter(|line| labelled(line, number).is_some_and(|label| label.number == Number::plain(1))).count();
            let sure = lines.iter().any(|line| line.is_marked() && labelled(line, word).is_some());
            if sure || ones >= 2 || length * 2 >= more { word } else { number }
        }
    }
}

/// Marks the headings of schedules, and says which lines lie in one.
fn schedules(lines: &[Line], classes: &mut [Class], family: Family) -> Vec<bool> {
    let mut inside = vec![false; lines.len()];
    let mut open = false;
    let mut unit: Option<Number> = None;
    let mut division: Option<Label> = None;
    for (index, line) in lines.iter().enumerate() {
        if classes.get(index) != Some(&Class::Text) {
            if let Some(inside) = inside.get_mut(index) {
                *inside = open;
            }
            continue;
        }
        let label = line.label.as_ref().filter(|label| matches!(label.word, Word::Schedule(_)) && heads(line, label));
        // A schedule before the first unit is a reference to one, or a list of them.
        if let Some(label) = label.filter(|_| unit.is_some()) {
            open = true;
            if let Some(class) = classes.get_mut(index) {
                *class = Class::Schedule(label.clone());
            }
        } else if let Some(label) = divides(line, family) {
            open = open && !returns(lines, index, &label, division.as_ref(), unit, family);
            if !open {
                division = Some(label);
            }
        } else if !open && let Some(label) = labelled(line, family) {
            // The greatest so far would follow a stray reference, so a step must be small.
            let near = unit.is_none_or(|unit| label.number.after(unit).is_some_and(|gap| gap <= 5));
            unit = if near { Some(label.number) } else { unit };
        }
        if let Some(inside) = inside.get_mut(index) {
            *inside = open;
        }
    }
    inside
}

/// Whether the heading of a division leads back from a schedule into the law: it is the division that was left, or the next
/// one, and the next unit goes on where the law was left. Some publishers put schedules between the sections.
fn returns(lines: &[Line], index: usize, label: &Label, division: Option<&Label>, unit: Option<Number>, family: Family) -> bool {
    let (Some(division), Some(unit)) = (division, unit) else { return false };
    let goes_on = label.word == division.word && (label.number == division.number || label.number.follows(division.number));
    let next = lines.iter().skip(index + 1).take(4).find_map(|line| labelled(line, family));
    goes_on && next.is_some_and(|next| next.number.after(unit).is_some_and(|gap| gap <= 5))
}

fn units(lines: &[Line], classes: &mut [Class], family: Family, inside: &[bool]) {
    let found = candidates(lines, classes, family, inside);
    let chain = chain::best(&found);
    let mut picked = chain.picked.iter().filter_map(|index| found.get(*index)).map(|candidate| candidate.line).peekable();
    let mut open: Option<Number> = None;
    let mut part: Option<Number> = None;
    let worded = !matches!(family, Family::Dot | Family::Bare);
    for (index, line) in lines.iter().enumerate() {
        let chosen = picked.next_if_eq(&index).is_some();
        let Some(class) = classes.get_mut(index) else { continue };
        if let Class::Schedule(_) = class {
            (open, part) = (None, None);
        }
        let Some(label) = labelled(line, family).filter(|_| *class == Class::Text) else { continue };
        if inside.get(index).copied().unwrap_or(false) {
            let follows = part.map_or(label.number.value <= 20, |part| label.number.after(part).is_some_and(|gap| gap <= 3));
            if part == Some(label.number) && worded {
                *class = Class::Again(label);
            } else if family != Family::Dot && (follows || worded && label.number.value == 1) {
                part = Some(label.number);
                *class = Class::Part(label);
            }
        } else if chosen || line.is_marked() && worded && open != Some(label.number) {
            open = Some(label.number);
            *class = Class::Unit(label);
        } else if open == Some(label.number) && worded {
            *class = Class::Again(label);
        }
    }
}

fn divisions(lines: &[Line], classes: &mut [Class], family: Family) {
    for (line, class) in lines.iter().zip(classes) {
        if *class != Class::Text {
            continue;
        }
        if let Some(label) = divides(line, family) {
            *class = Class::Division(label);
        } else if line.paragraph.hint.heading.is_some_and(|level| level > 1)
            && let Some(label) = numeral(line.text())
        {
            *class = Class::Division(label);
        }
    }
}

/// A heading that is a roman numeral and nothing else.
fn numeral(text: &str) -> Option<Label> {
    let trimmed = text.trim();
    let value = number::roman(trimmed).filter(|_| trimmed.starts_with(char::is_uppercase))?;
    let start = super::label::skip_blank(text, 0);
    let end = start + trimmed.len();
    Some(Label { word: Word::Division(""), number: Number::plain(value), text: trimmed.to_owned(), range: start..end, rest: text.len() })
}

/// Marks what stands before the first provision, and after the last.
fn ends(lines: &[Line], classes: &mut [Class], family: Family) {
    let begins = |class: &Class| matches!(class, Class::Unit(_) | Class::Division(_) | Class::Schedule(_));
    let first = classes.iter().position(begins).unwrap_or(0);
    front(lines, classes, first, family);
    let Some(last) = classes.iter().rposition(|class| matches!(class, Class::Unit(_))) else { return };
    let mut closing = false;
    let mut notes = false;
    for (index, line) in lines.iter().enumerate().skip(last + 1) {
        let Some(class) = classes.get_mut(index) else { break };
        match class {
            Class::Schedule(_) => (closing, notes) = (false, false),
            Class::Text | Class::Division(_) => {
                closing |= words::begins_closing(line.text());
                notes |= closing
                    && line.items.first().is_some_and(|item| item.form == Form::Brackets && item.text.starts_with(char::is_numeric));
                if closing {
                    *class = Class::Aside(if notes { Role::Note } else { Role::Closing });
                }
            }
            _ => {}
        }
    }
}

fn front(lines: &[Line], classes: &mut [Class], first: usize, family: Family) {
    let text = |class: &Class| *class == Class::Text;
    let before = lines.get(..first).unwrap_or_default();
    let reasons = family == Family::Article || before.iter().any(|line| words::gives_reasons(line.text()));
    let mut last: Option<Number> = None;
    let mut recitals = Vec::new();
    for (index, line) in before.iter().enumerate() {
        let number = line.items.first().filter(|item| item.form == Form::Brackets).and_then(|item| number::arabic(&item.text));
        let Some(read) = number.filter(|_| classes.get(index).is_some_and(text)) else { continue };
        if last.map_or(read.number.value == 1, |last| read.number.after(last).is_some_and(|gap| gap <= 2)) {
            last = Some(read.number);
            recitals.push(index);
        }
    }
    if !reasons || recitals.len() < 2 {
        recitals.clear();
    }
    let mut begun = false;
    for (index, line) in before.iter().enumerate() {
        let Some(class) = classes.get_mut(index).filter(|class| text(class)) else { continue };
        begun |= words::gives_reasons(line.text()) || recitals.first() == Some(&index);
        *class = match () {
            () if recitals.binary_search(&index).is_ok() => Class::Recital,
            () if begun && !words::adopts(line.text()) => Class::Aside(Role::Recital),
            () => Class::Aside(Role::Front),
        };
        begun &= !words::adopts(line.text());
    }
}

/// Finds headings without numbers: of what stands before them, of what comes next, and over groups of units.
fn headings(lines: &[Line], classes: &mut [Class]) {
    for (index, line) in lines.iter().enumerate() {
        let class = |at: Option<usize>| at.and_then(|at| classes.get(at));
        if class(Some(index)) != Some(&Class::Text) || !line.may_head() {
            continue;
        }
        let before = index.checked_sub(1);
        let behind = class(Some(index + 1));
        let heads_next = matches!(behind, Some(Class::Unit(_) | Class::Part(_) | Class::Division(_)));
        let alone =
            |at: Option<usize>, label: &Label| at.and_then(|at| lines.get(at)).is_some_and(|line| line.from(label.rest).trim().is_empty());
        let more = behind.is_some() && !matches!(behind, Some(Class::Unit(_) | Class::Part(_)));
        let found = match class(before) {
            Some(Class::Unit(label) | Class::Part(label)) if alone(before, label) && more => Some(Class::Title),
            Some(Class::Division(_) | Class::Schedule(_)) if line.length <= 160 => Some(Class::Title),
            _ if line.is_marked() && !heads_next => Some(if is_lower(lines, classes, index) { Class::Subheading } else { Class::Group }),
            _ if !heads_next || !line.is_cased() && !line.is_marked() => None,
            _ if !settled(lines, classes, before) => None,
            _ if wants_heading(lines, classes, index + 1) => Some(Class::Ahead),
            _ => Some(Class::Group),
        };
        if let (Some(found), Some(class)) = (found, classes.get_mut(index)) {
            *class = found;
        }
    }
}

/// Whether the line before has come to an end, so that a heading can stand here.
fn settled(lines: &[Line], classes: &[Class], before: Option<usize>) -> bool {
    let Some(before) = before else { return true };
    let heading = matches!(classes.get(before), Some(Class::Group | Class::Title | Class::Division(_) | Class::Aside(_)));
    heading || lines.get(before).is_some_and(|line| line.end == End::Stop)
}

/// Whether the unit on a line has its text directly behind its number, so that a heading stands before it.
fn wants_heading(lines: &[Line], classes: &[Class], index: usize) -> bool {
    let (Some(line), Some(Class::Unit(label) | Class::Part(label))) = (lines.get(index), classes.get(index)) else { return false };
    let rest = line.from(label.rest).trim();
    !rest.is_empty() && line.end != End::Open && !super::heading::parts(rest)
}

/// Whether a marked heading stands below the last unit's.
fn is_lower(lines: &[Line], classes: &[Class], index: usize) -> bool {
    let own = lines.get(index).and_then(|line| line.paragraph.hint.heading);
    // Headings lie close together, so the search is short.
    let unit = (index.saturating_sub(200)..index).rev().find(|at| matches!(classes.get(*at), Some(Class::Unit(_))));
    let above = unit.and_then(|at| lines.get(at)).map(|line| line.paragraph.hint.heading);
    matches!((above, own), (Some(above), Some(own)) if above.is_none_or(|above| own > above))
}
