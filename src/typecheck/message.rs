//! Messages: the `{path}` in them resolved, and what their labels point at.

use super::Checker;
use super::checked::{Message, Part, Target};
use super::names::{Meaning, Scope};
use crate::diagnostic::Diagnostic;
use crate::language::ast::{Name, Path, Says, Text};
use crate::source::Span;

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
                parts.extend(self.interpolated(inner, text.span, scope));
                rest = after;
            } else {
                let message = "a brace in a message has no partner";
                self.diagnostics.push(Diagnostic::error("message-brace", message).at(text.span, "in this text").help("write `{{` or `}}` for a brace itself"));
                rest = from.get(1..).unwrap_or("");
            }
        }
        words.push_str(rest);
        if !words.is_empty() {
            parts.push(Part::Words(words));
        }
        parts
    }

    fn interpolated(&mut self, inner: &str, span: Span, scope: &Scope) -> Option<Part> {
        let names = inner.trim().split('.').map(|name| Name { text: name.into(), span }).collect();
        let path = Path { names, span };
        match self.meaning(&path, scope) {
            Meaning::Field(field, _) => Some(Part::Field(field)),
            Meaning::Setting(index) => Some(Part::Setting(index)),
            Meaning::Wrong => None,
            _ => {
                let message = format!("`{{{inner}}}` is not a field with a value");
                self.diagnostics.push(Diagnostic::error("unknown-field", message).at(span, "in this text").help("name a field, such as `{c.deadline}`, or a setting, `{settings.name}`"));
                None
            }
        }
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
                self.diagnostics.push(Diagnostic::error("unknown-field", message).at(path.span, "not a field, record or list"));
                None
            }
        }
    }
}
