//! Cues: the marks and words they name, the facts they suggest. The patterns themselves are looked at where they are run.

use super::Checker;
use super::checked::{Cue, MarkName, Pattern, RuleSet, Suggestion, TermType};
use crate::diagnostic::Diagnostic;
use crate::language::ast::{self, CuesEntryKind, Sign};
use crate::language::pattern::{PLACEHOLDERS, Piece, pieces};
use crate::node::{Node, NodeValue, Scalar};
use crate::suggest::did_you_mean;
use crate::vocabulary::{FieldKind, Value};
use std::collections::HashMap;

/// How deep words may be made of words.
const MAX_DEPTH: usize = 16;

/// The longest pattern, words written out, in bytes.
pub(super) const MAX_PATTERN: usize = 32 * 1024;

/// Words that stand for a pattern.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    name: &'a ast::Name,
    pattern: &'a ast::Text,
}

/// Why words could not be written out.
enum Excess {
    Deep,
    Long,
    /// Something else was wrong and has been reported.
    Reported,
}

impl<'a> Checker<'a> {
    /// What groups of cues declare, before any cue is looked at: all files may use it.
    pub(super) fn marks_and_words(&mut self, set: &mut RuleSet) {
        let (mut marks, mut words) = (HashMap::new(), HashMap::new());
        let items = self.items;
        for entry in items.cues.iter().flat_map(|cues| &cues.entries) {
            match &entry.kind {
                CuesEntryKind::Mark(name, doc) => {
                    if self.is_new("mark", name, &mut marks) {
                        self.marks.insert(&name.text, set.marks.len());
                        set.marks.push(MarkName { name: name.text.clone(), doc: doc.value.to_string(), span: name.span });
                    }
                }
                CuesEntryKind::Words(name, _) if PLACEHOLDERS.contains(&&*name.text) => {
                    let message = format!("`{{{}}}` stands for a quantity already", name.text);
                    self.diagnostics.push(Diagnostic::error("name-taken", message).at(name.span, "choose another name"));
                }
                CuesEntryKind::Words(name, pattern) => {
                    if self.is_new("words", name, &mut words) {
                        self.words.insert(&name.text, Words { name, pattern });
                    }
                }
                CuesEntryKind::Cue(_) => {}
            }
        }
        self.used.marks = vec![false; set.marks.len()];
        if self.full {
            self.check_words(set);
        }
    }

    /// The patterns of words, for themselves.
    fn check_words(&mut self, set: &mut RuleSet) {
        let items = self.items;
        let entries = items.cues.iter().flat_map(|cues| &cues.entries);
        for entry in entries {
            if let CuesEntryKind::Words(_, pattern) = &entry.kind {
                set.words.extend(self.pattern(pattern));
            }
        }
        // Only what cues use counts as used.
        self.used.words.clear();
    }

    /// The cues of groups.
    pub(super) fn cues(&mut self, set: &mut RuleSet) {
        let items = self.items;
        for cues in &items.cues {
            for entry in &cues.entries {
                if let CuesEntryKind::Cue(cue) = &entry.kind {
                    let checked = self.cue(cue, &cues.title.value, false);
                    set.cues.extend(checked);
                }
            }
        }
    }

    /// A cue; `None` when something in it is wrong.
    pub(super) fn cue(&mut self, cue: &ast::Cue, owner: &str, of_rule: bool) -> Option<Cue> {
        let pattern = self.pattern(&cue.pattern);
        let unless = cue.unless.as_ref().map(|unless| self.pattern(unless));
        let (mut marks, mut suggests, mut whole) = (Vec::new(), Vec::new(), true);
        for sign in &cue.signs {
            match sign {
                Sign::Marks(name) => match self.mark(name) {
                    Some(mark) => marks.push(mark),
                    None => whole = false,
                },
                Sign::Suggests(path, value) | Sign::Adds(path, value) => match self.suggested(path, value.as_ref()) {
                    Some(suggestion) => suggests.push(Suggestion { adds: matches!(sign, Sign::Adds(..)), ..suggestion }),
                    None => whole = false,
                },
            }
        }
        let unless = match unless {
            Some(unless) => Some(unless?),
            None => None,
        };
        let checked = Cue {
            pattern: pattern?,
            unless,
            unless_defined: cue.unless_defined,
            owner: if of_rule { owner.into() } else { format!("“{owner}”").into() },
            of_rule,
            strength: cue.strength,
            place: cue.place,
            marks,
            suggests,
        };
        whole.then_some(checked)
    }

    fn mark(&mut self, name: &ast::Name) -> Option<usize> {
        let found = self.marks.get(&*name.text).copied();
        match found {
            Some(index) => {
                if let Some(used) = self.used.marks.get_mut(index) {
                    *used = true;
                }
            }
            None => {
                let advice = did_you_mean(&name.text, self.marks.keys().copied());
                let help = advice.unwrap_or_else(|| format!("declare it in a group of cues: `mark {} \"what it is\"`", name.text));
                self.diagnostics.push(
                    Diagnostic::error("unknown-mark-name", format!("no mark `{}` is declared", name.text))
                        .at(name.span, "not declared")
                        .help(help),
                );
            }
        }
        found
    }

    /// A pattern with the words it names written out.
    fn pattern(&mut self, text: &ast::Text) -> Option<Pattern> {
        let mut written = String::new();
        match self.write_out(text, 0, &mut written) {
            Ok(verbatim) => return Some(Pattern { text: written, span: text.span, verbatim }),
            Err(Excess::Reported) => {}
            Err(Excess::Deep) => {
                let message = format!("the words in this pattern are made of words more than {MAX_DEPTH} deep");
                self.diagnostics.push(
                    Diagnostic::error("circular-words", message)
                        .at(text.span, "in this pattern")
                        .help("words cannot be made of themselves"),
                );
            }
            Err(Excess::Long) => {
                let message = format!("written out, this pattern is longer than {MAX_PATTERN} letters");
                self.diagnostics
                    .push(Diagnostic::error("too-large", message).at(text.span, "in this pattern").help("divide it into several cues"));
            }
        }
        None
    }

    /// Writes out; says whether nothing had to be.
    fn write_out(&mut self, text: &ast::Text, depth: usize, written: &mut String) -> Result<bool, Excess> {
        if depth > MAX_DEPTH {
            return Err(Excess::Deep);
        }
        let mut verbatim = true;
        for piece in pieces(&text.value) {
            match piece {
                Piece::Plain(words) => written.push_str(words),
                Piece::Name(name, _) if PLACEHOLDERS.contains(&name) => {
                    written.push('{');
                    written.push_str(name);
                    written.push('}');
                }
                Piece::Name(name, at) => {
                    let Some(words) = self.words.get(name).copied() else {
                        self.unknown_words(name, at, text);
                        return Err(Excess::Reported);
                    };
                    verbatim = false;
                    self.used.words.insert(name.to_owned());
                    written.push_str("(?:");
                    self.write_out(words.pattern, depth + 1, written)?;
                    written.push(')');
                }
            }
            if written.len() > MAX_PATTERN {
                return Err(Excess::Long);
            }
        }
        Ok(verbatim)
    }

    fn unknown_words(&mut self, name: &str, at: usize, text: &ast::Text) {
        let known = self.words.keys().copied().chain(PLACEHOLDERS);
        let help = did_you_mean(name, known)
            .unwrap_or_else(|| format!("declare it in a group of cues: `words {name} /…/`; a brace that stands for itself is `\\{{`"));
        let span = ast::Text::place_in_pattern(text.span, self.sources.slice(text.span), at..at + name.len() + 2);
        self.diagnostics
            .push(Diagnostic::error("unknown-words", format!("no words `{name}` are declared")).at(span, "not declared").help(help));
    }

    pub(super) fn unused_marks_and_words(&mut self) {
        let unused_marks = self.marks.iter().filter(|(_, index)| self.used.marks.get(**index) == Some(&false));
        let mut names: Vec<&ast::Name> = Vec::new();
        let is_unused: Vec<&str> = unused_marks.map(|(name, _)| *name).collect();
        for entry in self.items.cues.iter().flat_map(|cues| &cues.entries) {
            match &entry.kind {
                CuesEntryKind::Mark(name, _) if is_unused.contains(&&*name.text) => names.push(name),
                _ => {}
            }
        }
        for name in names {
            self.diagnostics.push(
                Diagnostic::warning("unused-mark", format!("no cue marks anything as `{}`", name.text))
                    .at(name.span, "never used")
                    .help("use it, or delete it"),
            );
        }
        let mut unused: Vec<&ast::Name> =
            self.words.iter().filter(|(name, _)| !self.used.words.contains(**name)).map(|(_, words)| words.name).collect();
        unused.sort_by_key(|name| (name.span.file, name.span.start));
        for name in unused {
            self.diagnostics.push(
                Diagnostic::warning("unused-words", format!("no cue uses `{{{}}}`", name.text))
                    .at(name.span, "never used")
                    .help("use it, or delete it"),
            );
        }
    }

    fn suggested(&mut self, path: &ast::Path, value: Option<&Node>) -> Option<Suggestion> {
        let (record, field, kind) = self.anywhere(path)?;
        let value = match value {
            Some(node) => Some(self.suggested_value(path, kind, node)?),
            None => None,
        };
        Some(Suggestion { record, field, value, adds: false })
    }

    fn suggested_value(&mut self, path: &ast::Path, kind: FieldKind, node: &Node) -> Option<Value> {
        let word = match &node.value {
            NodeValue::Scalar(Scalar { decoded: Some(decoded), .. }) => Some(decoded.to_string()),
            NodeValue::Scalar(_) => Some(self.sources.slice(node.span).to_owned()),
            _ => None,
        };
        match (kind, word) {
            (FieldKind::Enum(values) | FieldKind::Set(values), Some(word)) => match self.vocabulary.values(values).find(&word) {
                Some(index) if matches!(kind, FieldKind::Set(_)) => Some(Value::Set(self.vocabulary.values(values).bit(index))),
                Some(index) => Some(Value::Enum(index)),
                None => {
                    self.unknown_value(&word, node.span, values);
                    None
                }
            },
            (FieldKind::Bool, Some(word)) if word == "true" || word == "false" => Some(Value::Bool(word == "true")),
            (FieldKind::Quantity(quantity), Some(word)) => match crate::value::parse_quantity(&word, quantity) {
                Ok(quantity) => Some(Value::Quantity(quantity)),
                Err(malformed) => {
                    self.diagnostics.push(
                        Diagnostic::error("type-mismatch", malformed.problem)
                            .at(node.span, "not a value of this field")
                            .maybe_help(malformed.help),
                    );
                    None
                }
            },
            _ => {
                self.diagnostics.push(
                    Diagnostic::error("type-mismatch", format!("this is no value of `{}`", path.joined()))
                        .at(node.span, format!("expected {}", self.type_name(TermType::Field(kind)))),
                );
                None
            }
        }
    }
}
