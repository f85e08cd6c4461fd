//! Items and what they hold, but for rules' clauses.

use super::layout::{Blank, Break, Layout};
use crate::language::ast::{Define, DefineBody, EnumValue, Field, FieldType, File, Item, Record, Setting, Text, Vocabulary};
use crate::language::token::TokenKind;

/// The widest keyword in a document, in a family, and in a vocabulary.
const DOCUMENT: usize = "title".len();
const FAMILY: usize = "pillar".len();
const VOCABULARY: usize = "reviewed".len();

impl Layout<'_> {
    /// A whole file.
    pub(super) fn file(&mut self, file: &File) {
        self.indent(0, self.tokens.len(), 2);
        for item in &file.items {
            match item {
                Item::Vocabulary(vocabulary) => self.vocabulary(vocabulary),
                Item::Document(document) => {
                    let named = self.begin(document.name.span.start);
                    self.body(named + 1, DOCUMENT);
                }
                Item::Family(family) => {
                    self.begin(family.code.span.start);
                    let open = self.header(&family.title, 0);
                    self.body(open, FAMILY);
                }
                Item::Setting(setting) => self.setting(setting),
                Item::Define(define) => self.define(define),
                Item::Rule(rule) => {
                    self.begin(rule.code.span.start);
                    let open = self.header(&rule.title, 0);
                    self.block(open, 0);
                    for clause in &rule.clauses {
                        self.clause(clause);
                    }
                }
                Item::Cues(cues) => {
                    self.begin(cues.title.span.start);
                    let open = self.header(&cues.title, 0);
                    self.block(open, 0);
                    for entry in &cues.entries {
                        self.cues_entry(entry);
                    }
                }
            }
        }
        self.line(self.tokens.len().saturating_sub(1), Blank::One, 0);
    }

    /// Begins an item whose name, or title, stands at `named`; gives the token that is its name.
    fn begin(&mut self, named: u32) -> usize {
        let named = self.index_of(named);
        self.line(named.saturating_sub(1), Blank::One, 0);
        named
    }

    /// The texts that say what an item or section holds, up to the brace behind them, which is given.
    fn header(&mut self, texts: &Text, indent: usize) -> usize {
        let (first, last) = self.tokens_of(texts.span);
        self.breaks(first, Break::Group, indent + 2);
        self.texts(first, last, indent + 2);
        self.group(first.saturating_sub(1), last + 1);
        last + 1
    }

    /// Braces with a line for each thing they hold.
    fn block(&mut self, open: usize, indent: usize) {
        let close = self.closing(open);
        self.indent(open + 1, close, indent + 2);
        let breaks = if close > open + 1 { Break::Always } else { Break::Never };
        self.close(close, breaks, indent);
    }

    /// Braces with short clauses: a keyword, then texts, or names between commas or dots. Sections are left for later.
    fn body(&mut self, open: usize, width: usize) {
        self.block(open, 0);
        let close = self.closing(open);
        let mut keyword = open + 1;
        while keyword < close {
            if self.words(keyword) == "section" {
                let brace = (keyword..close).find(|index| self.kind(*index) == TokenKind::Mark("{"));
                keyword = brace.map_or(close, |brace| self.closing(brace) + 1);
                continue;
            }
            self.line(keyword, Blank::Keep, 2);
            self.pad(keyword, width);
            let (first, mut last) = (keyword + 1, keyword + 1);
            let text = self.kind(first) == TokenKind::Text;
            let goes_on = |kind: TokenKind| if text { kind == TokenKind::Text } else { matches!(kind, TokenKind::Mark(_)) };
            while last + 1 < close && (goes_on(self.kind(last + 1)) || !text && goes_on(self.kind(last))) {
                last += 1;
            }
            self.texts(first, last, width + 3);
            self.commas(first, last, width + 3);
            keyword = last + 1;
        }
    }

    /// Texts in a row: a text that began a line does so again, another where it does not fit.
    pub(super) fn texts(&mut self, first: usize, last: usize, indent: usize) {
        self.indent(first, last, indent);
        for index in first + 1..=last {
            let breaks = if self.begins_line(index) { Break::Always } else { Break::Fill };
            if self.kind(index) == TokenKind::Text {
                self.breaks(index, breaks, indent);
            }
        }
    }

    /// A list without brackets: the line may end after each comma.
    pub(super) fn commas(&mut self, first: usize, last: usize, indent: usize) {
        for index in first + 1..=last {
            if self.kind(index - 1) == TokenKind::Mark(",") {
                self.breaks(index, Break::Fill, indent);
            }
        }
    }

    fn setting(&mut self, setting: &Setting) {
        let named = self.begin(setting.name.span.start);
        let (first, last) = self.tokens_of(setting.doc.span);
        self.breaks(first, Break::Group, 2);
        self.texts(first, last, 2);
        self.group(named, last);
    }

    fn define(&mut self, define: &Define) {
        let named = self.begin(define.name.span.start);
        if define.parameter.is_some() {
            self.spaces(named + 1, 0);
        }
        match &define.body {
            DefineBody::Set(_, span) => self.set(*span, 0, true),
            DefineBody::Condition(condition) => {
                let (first, last) = self.tokens_of(condition.span);
                self.breaks(first.saturating_sub(1), Break::Group, 2);
                self.group(named, last);
                self.condition(condition, 4, false);
            }
        }
    }

    fn vocabulary(&mut self, vocabulary: &Vocabulary) {
        let named = self.begin(vocabulary.name.span.start);
        self.body(named + 2, VOCABULARY);
        for section in &vocabulary.sections {
            self.record(section, 2);
        }
    }

    /// A section, or a list within one.
    fn record(&mut self, record: &Record, indent: usize) {
        let keyword = self.index_of(record.name.span.start).saturating_sub(1);
        self.line(keyword, Blank::Keep, indent);
        let open = self.header(&record.doc, indent);
        self.block(open, indent);
        for field in &record.fields {
            self.field(field, indent + 2);
        }
        for list in &record.lists {
            self.record(list, indent + 2);
        }
    }

    fn field(&mut self, field: &Field, indent: usize) {
        let named = self.index_of(field.name.span.start);
        let (first, last) = self.tokens_of(field.doc.span);
        self.indent(named, last, indent + 2);
        self.line(named.saturating_sub(1), Blank::Keep, indent);
        self.breaks(first, Break::Group, indent + 2);
        self.texts(first, last, indent + 2);
        self.group(named, last);
        if let FieldType::Closed { values, .. } = &field.field_type {
            self.values(named + 2, values, indent);
        }
    }

    /// The values of an `enum` or `set`: a line for each that says what it means, the others side by side.
    fn values(&mut self, open: usize, values: &[EnumValue], indent: usize) {
        let mut alone = true;
        self.brackets(open, indent, true);
        for value in values {
            let named = self.index_of(value.name.span.start);
            let explained = value.alias.is_some() || value.doc.is_some();
            if named > open + 1 {
                self.entry(named, if alone || explained { Break::Group } else { Break::Fill }, indent + 2);
            }
            if let Some(doc) = &value.doc {
                let (first, last) = self.tokens_of(doc.span);
                self.texts(first, last, indent + 4);
            }
            alone = explained;
        }
    }

    /// Brackets that stand on one line if they fit. With `stays`, they stay open if the line ended after the opening one.
    pub(super) fn brackets(&mut self, open: usize, indent: usize, stays: bool) {
        let close = self.closing(open);
        self.indent(open + 1, close, indent + 2);
        if close <= open + 1 {
            self.close(close, Break::Never, indent);
            return;
        }
        let breaks = if stays && self.begins_line(open + 1) { Break::Always } else { Break::Group };
        self.breaks(open + 1, breaks, indent + 2);
        self.close(close, Break::Group, indent);
        self.group(open, close);
    }
}
