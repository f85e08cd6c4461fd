//! The lines of a law, by their plan, into a document: provisions opened and closed, headings, text.

use super::closing;
use super::heading;
use super::label::{Form, Item, Label, skip_blank};
use super::line::{End, Line, end};
use super::number::Number;
use super::plan::{Class, Plan};
use super::points::{Around, Level};
use super::words::{Family, Word};
use crate::text::document::{Builder, ProvisionKind, Role};
use std::ops::Range;

/// A division that is open, or a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Open {
    word: Word,
    number: String,
}

/// A list of points that is open.
#[derive(Debug, Clone, Copy)]
struct List<'a> {
    /// The words before its first point.
    lead: &'a str,
    /// Whether this is not its first point.
    further: bool,
    /// Whether a point before has a verb of its own, so that this one may have, too.
    verb: bool,
}

impl List<'_> {
    /// Whether words that close it may stand on the line of the point.
    fn may_close(self) -> bool {
        self.further && !self.verb && closing::wants_verb(self.lead)
    }
}

/// Writes the document.
pub(super) struct Writer<'a, 'p> {
    lines: &'a [Line<'p>],
    plan: &'a Plan,
    builder: &'a mut Builder,
    divisions: Vec<Open>,
    /// The open unit's number.
    unit: Option<Number>,
    /// The heading of what is open, as far as it was read.
    heading: String,
    levels: Vec<Level>,
    /// For each open level its list: the words that lead it in.
    lists: Vec<List<'a>>,
    /// The words before, within the provision; empty behind a heading.
    before: &'a str,
    end: End,
    /// Whether the next words can go on in the paragraph that is being written.
    joins: bool,
    /// Whether the paragraph holds a number and nothing else.
    bare: bool,
    /// A heading that belongs to what begins next.
    ahead: Option<usize>,
}

impl<'a, 'p> Writer<'a, 'p> {
    pub(super) fn new(lines: &'a [Line<'p>], plan: &'a Plan, builder: &'a mut Builder) -> Self {
        Self {
            lines,
            plan,
            builder,
            divisions: Vec::new(),
            unit: None,
            heading: String::new(),
            levels: Vec::new(),
            lists: Vec::new(),
            before: "",
            end: End::Stop,
            joins: false,
            bare: false,
            ahead: None,
        }
    }

    /// Writes all lines.
    pub(super) fn run(mut self) {
        let plan = self.plan;
        for (index, (line, class)) in self.lines.iter().zip(&plan.classes).enumerate() {
            match class {
                Class::Text => self.text(index, line, 0),
                Class::Unit(label) => self.unit(index, line, label, self.unit_kind()),
                Class::Part(label) => self.unit(index, line, label, ProvisionKind::Paragraph),
                Class::Again(label) => self.again(index, line, label),
                Class::Division(label) => self.division(index, line, label),
                Class::Schedule(label) => self.schedule(line, label),
                Class::Group => self.group(line),
                Class::Ahead => self.ahead = Some(index),
                Class::Title | Class::Subheading => self.title(line, *class == Class::Title),
                Class::Aside(role) => self.aside(line, *role),
                Class::Recital => self.recital(line),
            }
        }
        while self.builder.depth() > 0 {
            self.builder.close();
        }
    }

    fn unit_kind(&self) -> ProvisionKind {
        if self.plan.family == Family::Article { ProvisionKind::Article } else { ProvisionKind::Section }
    }

    /// Writes a part of a line as a paragraph of its own.
    fn block(&mut self, role: Role, line: &Line, range: Range<usize>) {
        self.builder.block(role);
        line.paragraph.write(range, self.builder);
        (self.joins, self.bare) = (false, false);
    }

    /// Closes levels down to a depth.
    fn close_levels(&mut self, depth: usize) {
        while self.levels.len() > depth {
            self.levels.pop();
            self.builder.close();
            (self.joins, self.bare) = (false, false);
        }
    }

    fn close_unit(&mut self) {
        self.close_levels(0);
        self.lists.clear();
        if self.unit.take().is_some() {
            self.builder.close();
        }
        self.heading.clear();
        (self.before, self.end) = ("", End::Stop);
        (self.joins, self.bare) = (false, false);
    }

    fn close_divisions(&mut self, depth: usize) {
        self.close_unit();
        while self.divisions.len() > depth {
            self.divisions.pop();
            self.builder.close();
        }
    }

    /// A heading that was kept for what has just been opened.
    fn write_ahead(&mut self) {
        if let Some(line) = self.ahead.take().and_then(|index| self.lines.get(index)) {
            self.heading = line.text().to_owned();
            self.block(Role::Heading, line, 0..line.text().len());
        }
    }

    fn unit(&mut self, index: usize, line: &'a Line<'p>, label: &Label, kind: ProvisionKind) {
        self.close_unit();
        self.builder.open(kind, "", &label.text, None);
        self.unit = Some(label.number);
        self.write_ahead();
        let text = line.text();
        let inner = super::label::items(text, label.rest);
        let head = match () {
            () if !inner.is_empty() && self.places(index, line, &inner, 0, true) => label.rest,
            () => self.head_end(index, line, label),
        };
        let role = if head > label.rest || text.len() == label.rest { Role::Heading } else { Role::Text };
        if head == label.rest && head < text.len() && inner.is_empty() {
            self.text_from(line, label.range.clone(), 0..text.len());
            return;
        }
        self.builder.block(role);
        self.label(line, 0..head, &label.range);
        self.heading = line.from(label.rest).get(..head - label.rest).unwrap_or("").to_owned();
        (self.joins, self.bare) = (false, false);
        if head < text.len() {
            self.text(index, line, head);
        }
    }

    /// Whether the numbers behind a unit's number are provisions in it.
    fn places(&self, index: usize, line: &Line, items: &[Item], nth: usize, inner: bool) -> bool {
        items.get(nth).is_some_and(|item| self.around(index, line.from(item.range.end), inner).place(item).is_some())
    }

    /// Where the heading of a unit ends on its line: at its number, if it has none there.
    fn head_end(&self, index: usize, line: &Line, label: &Label) -> usize {
        let rest = line.from(label.rest);
        if let Some(at) = heading::split(rest) {
            return label.rest + at;
        }
        let whole = line.text().len();
        let sentence = rest.trim_end().ends_with(['.', ';', ':', '—', ',']) && !line.is_marked();
        let follows = self.plan.classes.get(index + 1).is_some_and(|class| {
            !matches!(class, Class::Unit(_) | Class::Part(_) | Class::Division(_) | Class::Schedule(_) | Class::Group | Class::Ahead)
        });
        let numbers = matches!(label.word, Word::Unit(Family::Dot | Family::Bare));
        match () {
            () if self.heading_is_written() => label.rest,
            () if line.length > super::line::LONGEST_HEADING => label.rest,
            () if !follows && (sentence || numbers) => label.rest,
            // `SEC. 2. SHORT TITLE.`
            () if sentence && (numbers || line.length > 120) && rest.contains(char::is_lowercase) => label.rest,
            () => whole,
        }
    }

    fn heading_is_written(&self) -> bool {
        !self.heading.is_empty()
    }

    /// Writes a range of a line with the provision's number in it.
    fn label(&mut self, line: &Line, range: Range<usize>, label: &Range<usize>) {
        line.paragraph.write(range.start..label.start.max(range.start), self.builder);
        line.paragraph.write_label(label.clone(), self.builder);
        line.paragraph.write(label.end.min(range.end)..range.end, self.builder);
    }

    /// Writes text that begins with the provision's number.
    fn text_from(&mut self, line: &'a Line<'p>, label: Range<usize>, range: Range<usize>) {
        self.builder.block(if line.is_marked() { Role::Heading } else { Role::Text });
        let words = line.from(label.end).trim();
        self.label(line, range, &label);
        self.wrote(words);
    }

    /// Remembers how the words written end.
    fn wrote(&mut self, words: &'a str) {
        self.joins = true;
        self.bare = words.is_empty();
        if !words.is_empty() {
            self.before = words;
            self.end = end(words);
        }
    }

    /// The unit's number or heading once more: in the text, or as a running head.
    fn again(&mut self, index: usize, line: &'a Line<'p>, label: &Label) {
        let text = line.text();
        match heading::again(text, label.rest, &self.heading) {
            Some(end) if end < text.len() => {
                self.block(Role::Heading, line, 0..end);
                self.text(index, line, end);
            }
            Some(_) if self.before.is_empty() && self.levels.is_empty() => self.block(Role::Heading, line, 0..text.len()),
            Some(_) => self.block(Role::Note, line, 0..text.len()),
            None if line.is_marked() || label.rest == text.len() => self.block(Role::Note, line, 0..text.len()),
            None => self.text(index, line, 0),
        }
    }

    fn division(&mut self, index: usize, line: &'a Line<'p>, label: &Label) {
        if self.in_schedule() && self.plan.inside.get(index) == Some(&false) {
            self.close_divisions(0);
        }
        let open = Open { word: label.word, number: label.text.clone() };
        // A running head says once more where we are.
        if self.divisions.contains(&open) && (self.unit.is_some() || self.divisions.last() == Some(&open)) {
            let whole = 0..line.text().len();
            let role = if self.unit.is_some() { Role::Note } else { Role::Heading };
            self.block(role, line, whole);
            return;
        }
        let alike = |held: &Open| held.word == open.word && held.number.is_empty() == open.number.is_empty();
        let depth = self.divisions.iter().position(alike).unwrap_or(self.divisions.len());
        self.close_divisions(depth);
        let Word::Division(word) = label.word else { return };
        self.builder.open(ProvisionKind::Division, word, &label.text, None);
        self.divisions.push(open);
        self.write_ahead();
        self.builder.block(Role::Heading);
        self.label(line, 0..line.text().len(), &label.range);
        self.joins = false;
    }

    fn in_schedule(&self) -> bool {
        self.divisions.first().is_some_and(|first| matches!(first.word, Word::Schedule(_)))
    }

    fn schedule(&mut self, line: &'a Line<'p>, label: &Label) {
        self.close_divisions(0);
        let Word::Schedule(word) = label.word else { return };
        self.builder.open(ProvisionKind::Schedule, word, &label.text, None);
        self.divisions.push(Open { word: label.word, number: label.text.clone() });
        self.builder.block(Role::Heading);
        self.label(line, 0..line.text().len(), &label.range);
        self.joins = false;
    }

    /// A heading over several units, which is a division without a number.
    fn group(&mut self, line: &'a Line<'p>) {
        let open = Open { word: Word::Division(""), number: String::new() };
        let depth = self.divisions.iter().position(|held| *held == open).unwrap_or(self.divisions.len());
        self.close_divisions(depth);
        self.builder.open(ProvisionKind::Division, "", "", None);
        self.divisions.push(open);
        self.block(Role::Heading, line, 0..line.text().len());
    }

    fn title(&mut self, line: &'a Line<'p>, names: bool) {
        if names && self.unit.is_some() {
            self.heading = line.text().to_owned();
        }
        self.block(Role::Heading, line, 0..line.text().len());
        (self.before, self.end) = ("", End::Stop);
    }

    fn aside(&mut self, line: &'a Line<'p>, role: Role) {
        let after_recitals = self.unit == Some(Number::plain(0)) && role != Role::Recital;
        if role == Role::Closing || after_recitals {
            self.close_divisions(0);
        }
        self.block(role, line, 0..line.text().len());
        if role == Role::Quoted || role == Role::Table {
            (self.before, self.end) = ("", End::Stop);
        }
    }

    fn recital(&mut self, line: &'a Line<'p>) {
        self.close_divisions(0);
        let Some(item) = line.items.first() else { return };
        self.builder.open(ProvisionKind::Recital, "", &item.text, None);
        // Closed as a unit is, when the next one begins.
        self.unit = Some(Number::plain(0));
        self.builder.block(Role::Recital);
        self.label(line, 0..line.text().len(), &item.range);
    }

    fn around<'s>(&'s self, index: usize, rest: &'s str, inner: bool) -> Around<'s, 'p> {
        let before = (!self.before.is_empty()).then_some(self.before);
        Around { levels: &self.levels, before, end: self.end, lines: self.lines, classes: &self.plan.classes, index, rest, inner }
    }

    /// Writes words from a byte of the line on: numbers that are provisions, and text.
    fn text(&mut self, index: usize, line: &'a Line<'p>, from: usize) {
        let items = if line.role().is_some() { Vec::new() } else { super::label::items(line.text(), from) };
        let mut start = from;
        for (nth, item) in items.iter().enumerate() {
            // The unit's number once more, before its first words.
            let own = nth == 0 && item.form == Form::Stop && self.levels.is_empty() && self.before.is_empty() && self.is_own(item);
            let own = own && !(item.text == "1" && self.around(index, "", false).counts_on(item));
            if own {
                let rest = skip_blank(line.text(), item.range.end);
                if let Some(end) = heading::again(line.text(), rest, &self.heading) {
                    self.block(Role::Heading, line, start..end);
                    return self.text(index, line, end);
                }
                if items.len() > 1 {
                    continue;
                }
                break;
            }
            let Some(place) = self.around(index, line.from(item.range.end), nth > 0).place(item) else { break };
            if start < item.range.start && !line.text().get(start..item.range.start).unwrap_or("").trim().is_empty() {
                self.block(Role::Text, line, start..item.range.start);
            }
            self.enter_list(place.depth, place.level.number);
            self.close_levels(place.depth);
            let kind = match place.level.series {
                super::points::Series::Arabic if place.depth == 0 => ProvisionKind::Paragraph,
                _ => ProvisionKind::Point,
            };
            self.builder.open(kind, "", &item.text, None);
            self.levels.push(place.level);
            start = item.range.end;
            let next = items.get(nth + 1).filter(|_| self.places(index, line, &items, nth + 1, true));
            let end = next.map_or(line.text().len(), |next| next.range.start);
            if next.is_none() && self.closed_here(index, line, item) {
                return;
            }
            self.text_from(line, item.range.clone(), item.range.start..end);
            start = start.max(end);
            if next.is_none() {
                return;
            }
        }
        self.plain(index, line, start);
    }

    /// Notes that a point begins at a depth: the first of a list, or a further one.
    fn enter_list(&mut self, depth: usize, number: Number) {
        self.lists.truncate(depth + 1);
        match self.lists.get_mut(depth).filter(|_| number != Number::plain(1)) {
            Some(list) => (list.further, list.verb) = (true, list.verb || closing::has_verb(self.before)),
            None => {
                self.lists.truncate(depth);
                self.lists.push(List { lead: self.before, further: false, verb: false });
            }
        }
    }

    /// Writes a point on whose line the list ends, and the words that close the list in the provision that leads it in.
    fn closed_here(&mut self, index: usize, line: &'a Line<'p>, item: &Item) -> bool {
        let Some(list) = self.lists.last().copied().filter(|list| list.may_close()) else { return false };
        let Some(at) = closing::words(list.lead, line.from(item.range.end)) else { return false };
        let at = item.range.end + at;
        let depth = self.around(index, line.from(at), false).flush();
        // The list goes on behind it.
        if depth >= self.levels.len() {
            return false;
        }
        self.text_from(line, item.range.clone(), item.range.start..at);
        self.close_levels(depth);
        self.builder.block(Role::Text);
        line.paragraph.write(at..line.text().len(), self.builder);
        self.wrote(line.from(at).trim());
        true
    }

    fn is_own(&self, item: &Item) -> bool {
        let number = super::number::arabic(&item.text).map(|read| read.number);
        self.unit.is_some() && number == self.unit
    }

    /// Words without a number of their own.
    fn plain(&mut self, index: usize, line: &'a Line<'p>, from: usize) {
        let words = line.from(from).trim();
        if words.is_empty() {
            return;
        }
        // The rest of a sentence that was broken before a number, or the words of a number that stands alone.
        let broken = !line.items.is_empty() && self.end != End::Stop && from == 0;
        if self.joins && (broken || self.bare) {
            self.builder.space();
            line.paragraph.write(from..line.text().len(), self.builder);
            self.wrote(words);
            return;
        }
        if self.before.is_empty()
            && from == 0
            && let Some(end) = heading::again(line.text(), 0, &self.heading)
        {
            self.block(Role::Heading, line, 0..end);
            if end < line.text().len() {
                self.text(index, line, end);
            }
            return;
        }
        let depth = self.around(index, words, false).flush();
        if from == 0 && matches!(self.end, End::Stop | End::Comma) {
            self.close_levels(depth);
        }
        self.builder.block(Role::Text);
        line.paragraph.write(from..line.text().len(), self.builder);
        self.wrote(words);
    }
}
