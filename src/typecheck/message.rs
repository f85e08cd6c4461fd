//! Messages: the `{path}` in them resolved, and what their labels point at.

use super::Checker;
use super::checked::{Message, Part, Target};
use super::names::{Meaning, Scope};
use crate::diagnostic::Diagnostic;
use crate::language::ast::{Name, Path, Says, Text};
use crate::source::Span;
use std::ops::Range;

impl Checker<'_> {
    pub(super) fn says(&mut self, says: &Says, key: String, scope: &Scope) -> Message {
        let at = says.at.as_ref().and_then(|path| self.target(path, scope));
        Message { key, text: self.parts(&says.text, scope), at }
    }

    /// Splits a text at its `{…}`; `{{` and `}}` are braces.
    pub(super) fn parts(&mut self, text: &Text, scope: &Scope) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut words = String::new();
        let mut rest: &str = &text.value;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
            words.push_str(before);
            let start = text.value.len() - from.len();
            if let Some(after) = from.strip_prefix("{{") {
                words.push('{');
                rest = after;
            } else if let Some(after) = from.strip_prefix("}}") {
                words.push('}');
                rest = after;
            } else if let Some((inner, after)) = from.strip_prefix('{').and_then(|after| after.split_once('}')) {
                if !words.is_empty() {
                    parts.push(Part::Words(std::mem::take(&mut words)));
                }
                parts.extend(self.interpolated(text, start..start + inner.len() + 2, scope));
                rest = after;
            } else {
                let message = "a brace in a message has no partner";
                let span = self.place_in(text, start..start + 1);
                self.diagnostics
                    .push(Diagnostic::error("message-brace", message).at(span, "only one").help("write `{{` or `}}` for a brace itself"));
                rest = from.get(1..).unwrap_or("");
            }
        }
        words.push_str(rest);
        if !words.is_empty() {
            parts.push(Part::Words(words));
        }
        parts
    }

    /// What stands between two braces, the braces included in `range`.
    fn interpolated(&mut self, text: &Text, range: Range<usize>, scope: &Scope) -> Option<Part> {
        let whole = text.value.get(range.clone()).unwrap_or("");
        let mut start = range.start + 1;
        let mut names = Vec::new();
        for written in whole.trim_matches(['{', '}']).split('.') {
            let name = written.trim();
            let from = start + written.len() - written.trim_start().len();
            names.push(Name { text: name.into(), span: self.place_in(text, from..from + name.len()) });
            start += written.len() + 1;
        }
        let path = Path { names, span: self.place_in(text, range) };
        match self.meaning(&path, scope) {
            Meaning::Field(field, _) => Some(Part::Field(field)),
            Meaning::Setting(index) => Some(Part::Setting(index)),
            Meaning::Wrong => None,
            _ => {
                let message = format!("`{whole}` is not a field with a value");
                let help = "name a field, such as `{c.deadline}`, or a setting, `{settings.name}`";
                self.diagnostics.push(Diagnostic::error("unknown-field", message).at(path.span, "nothing to put here").help(help));
                None
            }
        }
    }

    /// Where some bytes of a text stand in the file; the whole text if escapes are in the way.
    fn place_in(&self, text: &Text, range: Range<usize>) -> Span {
        let raw = self.sources.slice(text.span);
        if raw.contains('\\') {
            return text.span;
        }
        // Several texts in a row are joined with one space.
        let (mut at, mut pieces, mut inside) = (0, 0, false);
        let (mut start, mut end) = (None, None);
        for (place, letter) in raw.char_indices() {
            if letter == '"' {
                inside = !inside;
                pieces += usize::from(inside);
                at += usize::from(inside && pieces > 1);
            } else if inside {
                start = start.or_else(|| (at == range.start).then_some(place));
                at += letter.len_utf8();
                end = end.or_else(|| (at == range.end).then_some(place + letter.len_utf8()));
            }
        }
        let base = text.span.start as usize;
        start.zip(end).map_or(text.span, |(start, end)| Span::new(text.span.file, base + start..base + end))
    }

    /// What a label points at.
    pub(super) fn target(&mut self, path: &Path, scope: &Scope) -> Option<Target> {
        match self.meaning(path, scope) {
            Meaning::Field(field, _) => Some(Target::Field(field)),
            Meaning::Record(slot) => Some(Target::Record(slot)),
            Meaning::List(list, ..) => Some(Target::List(list)),
            Meaning::Wrong => None,
            _ => {
                let message = format!("`{}` is nothing a label could point at", path.joined());
                self.diagnostics.push(
                    Diagnostic::error("unknown-field", message)
                        .at(path.span, "not a field, record or list")
                        .help("name a field, such as `hrdd.mode` or `c.deadline`, a record or a list"),
                );
                None
            }
        }
    }
}
