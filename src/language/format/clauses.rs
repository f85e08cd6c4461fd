//! The clauses of a rule, and the entries of a group of cues.

use super::layout::{Blank, Break, Layout};
use crate::language::ast::{Absence, Clause, ClauseKind, Cue, CuesEntry, CuesEntryKind, Example, Path, Says, Sign, SourceRef, Text};
use crate::language::token::TokenKind;
use crate::source::Span;

/// The width of a keyword, and where what follows it begins.
const KEYWORD: usize = "severity".len();
const COLUMN: usize = 2 + KEYWORD + 1;

/// The same for the entries of a group of cues.
const CUES_KEYWORD: usize = "words".len();
const CUES_COLUMN: usize = 2 + CUES_KEYWORD + 1;

/// Where the lines of a broken condition begin: alone, and above a message, which it stays to the right of.
const CONDITION: usize = 8;
const CONDITION_OF_MESSAGE: usize = COLUMN + 1;

impl Layout<'_> {
    /// One clause.
    pub(super) fn clause(&mut self, clause: &Clause) {
        let (keyword, last) = self.tokens_of(clause.span);
        self.indent(keyword, last, COLUMN);
        self.line(keyword, Blank::Keep, 2);
        if !matches!(clause.kind, ClauseKind::Met(_) | ClauseKind::OtherwiseWhen(_) | ClauseKind::ForEach(_)) {
            self.pad(keyword, KEYWORD);
        }
        match &clause.kind {
            ClauseKind::Source(source) => self.source(source),
            ClauseKind::Kinds(_) => self.commas(keyword + 1, last, COLUMN),
            ClauseKind::When(condition) | ClauseKind::OtherwiseWhen(condition) | ClauseKind::Met(condition) => {
                self.condition(condition, CONDITION, false);
            }
            ClauseKind::ForEach(binding) => self.binding(binding, CONDITION, false),
            ClauseKind::Severity(_, condition) => {
                condition.iter().for_each(|condition| self.condition(condition, CONDITION, false));
            }
            ClauseKind::Violated(condition, says) => {
                self.condition(condition, CONDITION_OF_MESSAGE, false);
                says.iter().for_each(|says| self.message(says, Break::Always));
            }
            ClauseKind::Partly { condition, says, .. } => {
                condition.iter().for_each(|condition| self.condition(condition, CONDITION_OF_MESSAGE, false));
                let breaks = if condition.is_some() { Break::Always } else { Break::Never };
                says.iter().for_each(|says| self.message(says, breaks));
            }
            ClauseKind::Absence(Absence::Defect { says: Some(text), .. }) => {
                let says = self.index_of(text.span.start).saturating_sub(1);
                self.commas(keyword + 1, says, COLUMN);
                self.breaks(says, Break::Always, COLUMN);
                self.text(text);
            }
            ClauseKind::Absence(_) => self.commas(keyword + 1, last, COLUMN),
            ClauseKind::Says(says) => self.message_text(says),
            ClauseKind::Also { text, at, binding } => {
                self.text(text);
                self.word_before(at);
                if let Some(binding) = binding {
                    let for_some = self.index_of(binding.name.span.start).saturating_sub(2);
                    self.breaks(for_some, Break::Group, COLUMN);
                    self.group(self.tokens_of(text.span).1, last);
                    self.binding(binding, COLUMN, true);
                }
            }
            ClauseKind::Because(text) | ClauseKind::Help(text) => self.text(text),
            ClauseKind::Cue(cue) => self.cue(cue, COLUMN),
            ClauseKind::Example(example) => self.example(example),
        }
    }

    /// One entry of a group of cues.
    pub(super) fn cues_entry(&mut self, entry: &CuesEntry) {
        let (keyword, last) = self.tokens_of(entry.span);
        self.indent(keyword, last, CUES_COLUMN);
        self.line(keyword, Blank::Keep, 2);
        self.pad(keyword, CUES_KEYWORD);
        match &entry.kind {
            CuesEntryKind::Mark(_, doc) => {
                let (first, last) = self.tokens_of(doc.span);
                self.breaks(first, Break::Fill, CUES_COLUMN);
                self.texts(first, last, CUES_COLUMN);
            }
            CuesEntryKind::Words(_, pattern) => {
                let pattern = self.index_of(pattern.span.start);
                self.breaks(pattern, Break::Fill, CUES_COLUMN);
            }
            CuesEntryKind::Cue(cue) => self.cue(cue, CUES_COLUMN),
        }
    }

    /// A cue after its keyword: the line may end before `unless` and before each sign.
    fn cue(&mut self, cue: &Cue, column: usize) {
        let before = |layout: &mut Self, span: Span| {
            let word = layout.index_of(span.start).saturating_sub(1);
            layout.breaks(word, Break::Fill, column);
        };
        cue.unless.iter().for_each(|unless| before(self, unless.span));
        for sign in &cue.signs {
            match sign {
                Sign::Marks(mark) => before(self, mark.span),
                Sign::Suggests(path, value) | Sign::Adds(path, value) => {
                    before(self, path.span);
                    value.iter().for_each(|value| self.data(value, column));
                }
            }
        }
    }

    fn text(&mut self, text: &Text) {
        let (first, last) = self.tokens_of(text.span);
        self.texts(first, last, COLUMN);
    }

    /// `at field` or `suggests field`: the line may end before it.
    fn word_before(&mut self, path: &Path) {
        let word = self.index_of(path.span.start).saturating_sub(1);
        self.breaks(word, Break::Fill, COLUMN);
    }

    /// `says …` within a clause.
    fn message(&mut self, says: &Says, breaks: Break) {
        let word = self.index_of(says.text.span.start).saturating_sub(1);
        self.breaks(word, breaks, COLUMN);
        self.message_text(says);
    }

    fn message_text(&mut self, says: &Says) {
        self.text(&says.text);
        says.at.iter().for_each(|at| self.word_before(at));
    }

    fn source(&mut self, source: &SourceRef) {
        for (unit, locators) in &source.places {
            self.breaks(self.index_of(unit.span.start), Break::Fill, COLUMN);
            for (place, locator) in locators.iter().enumerate() {
                let (first, last) = self.tokens_of(locator.span);
                if place > 0 {
                    self.breaks(first, Break::Fill, COLUMN);
                }
                self.locator(first, last);
            }
        }
        if let Some(remark) = &source.remark {
            self.breaks(self.index_of(remark.span.start), Break::Fill, COLUMN);
            self.later_texts(remark);
        }
    }

    /// `17(c)`, `6a commentary`: a letter that touches the number is part of it, and one that does not is not.
    fn locator(&mut self, first: usize, last: usize) {
        for index in first + 1..=last {
            let touches = |before: usize| self.tokens.get(before).map(|token| token.end) == self.tokens.get(index).map(|token| token.start);
            let suffix = index == first + 1 && self.kind(index) == TokenKind::Name && touches(first);
            if suffix || self.kind(index) == TokenKind::Mark("(") {
                self.spaces(index, 0);
            }
        }
    }

    /// Texts of which the first has been placed already.
    fn later_texts(&mut self, text: &Text) {
        let (first, last) = self.tokens_of(text.span);
        if last > first {
            self.texts(first + 1, last, COLUMN);
            self.breaks(first + 1, if self.begins_line(first + 1) { Break::Always } else { Break::Fill }, COLUMN);
        }
    }

    fn example(&mut self, example: &Example) {
        if let Some(title) = &example.title {
            self.breaks(self.index_of(title.span.start), Break::Fill, COLUMN);
            self.later_texts(title);
        }
        self.breaks(self.index_of(example.span.start), Break::Whole, COLUMN);
        if let Some(data) = &example.data {
            self.data(data, 2);
        }
    }
}
