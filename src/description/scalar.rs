//! One value: what the words of a scalar mean for a field of a given type. The field's type decides, never YAML's guess.

use super::jurisdiction;
use super::node::{Key, Node, NodeValue};
use super::read::{Reader, words};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::suggest::{choices, did_you_mean};
use crate::value::{Malformed, QuantityType, parse_number, parse_quantity, shorten};
use crate::vocabulary::{Field, FieldKind, FormerUnit, Value, ValuesId};
use std::borrow::Cow;

impl Reader<'_> {
    /// The value of a field, or `None` after reporting why not.
    pub(super) fn value(&mut self, field: &Field, node: &Node, key: &Key, unit: Option<FormerUnit>) -> Option<Value> {
        let empty = node.text(self.sources).is_some_and(|text| text.trim().is_empty());
        if empty || matches!(node.value, NodeValue::Null) {
            let help = if field.required {
                format!("give `{}` a value: every description must have it", field.name)
            } else {
                format!("give a value, or leave `{}` out: in a reviewed section that means the bill is silent", field.name)
            };
            let label = if empty { "it is empty" } else { "nothing follows" };
            self.diagnostics.push(Diagnostic::error("no-value", format!("`{}` has no value", field.name)).at(key.span, label).help(help));
            return None;
        }
        if let FieldKind::Set(values) = field.kind {
            return self.set(field, values, node);
        }
        let sources = self.sources;
        let Some(text) = node.text(sources) else {
            let help = match &node.value {
                NodeValue::Sequence(parts) if parts.len() == 1 => "leave the brackets out".to_owned(),
                _ => format!("write `{}: …` with one value", field.name),
            };
            let message = format!("`{}` takes a single value, not {}", field.name, node.kind());
            self.diagnostics.push(Diagnostic::error("wrong-type", message).at(self.shown(node), "one value expected").help(help));
            return None;
        };
        let text = text.trim();
        match field.kind {
            FieldKind::Bool => self.truth(field, text, node),
            FieldKind::Enum(values) => self.one_of(field, values, text, node).map(Value::Enum),
            FieldKind::Quantity(QuantityType::Text) => Some(words(text)),
            FieldKind::Quantity(kind) => self.quantity(kind, text, node, unit),
            FieldKind::Slug => self.slug(text, node),
            FieldKind::Jurisdiction => self.jurisdiction(text, node),
            FieldKind::Set(_) | FieldKind::Record(_) | FieldKind::List(_) => None,
        }
    }

    fn refuse<T>(&mut self, code: &str, message: String, span: Span, help: Option<String>) -> Option<T> {
        self.diagnostics.push(Diagnostic::error(code, message).at(span, "").maybe_help(help));
        None
    }

    fn truth(&mut self, field: &Field, text: &str, node: &Node) -> Option<Value> {
        let meant = match text {
            "true" => return Some(Value::Bool(true)),
            "false" => return Some(Value::Bool(false)),
            "yes" | "Yes" | "YES" | "on" | "On" | "ON" | "True" | "TRUE" | "y" | "Y" => Some("true"),
            "no" | "No" | "NO" | "off" | "Off" | "OFF" | "False" | "FALSE" | "n" | "N" => Some("false"),
            _ => None,
        };
        let message = format!("`{}` is `true` or `false`, not `{}`", field.name, shorten(text));
        let help = match meant {
            Some(meant) => format!("write `{meant}`: YAML's other words for it mean different things to different programs"),
            None => format!("write `true` or `false`, or leave `{}` out; what is between the two goes into `note`", field.name),
        };
        self.refuse("wrong-type", message, self.shown(node), Some(help))
    }

    fn one_of(&mut self, field: &Field, values: ValuesId, text: &str, node: &Node) -> Option<u16> {
        let known = self.vocabulary.values(values);
        if let Some(index) = known.find(text) {
            return Some(index);
        }
        let advice = if matches!(field.kind, FieldKind::Set(_)) && text == "none" {
            format!("for none of its values write `{}: []`", field.name)
        } else {
            did_you_mean(text, known.names()).unwrap_or_else(|| format!("its values are {}", choices(known.names(), 40)))
        };
        self.refuse("unknown-value", format!("`{}` is not a value of `{}`", shorten(text), field.name), self.shown(node), Some(advice))
    }

    /// A list of values; a single one may stand without brackets. `none` says that there is nothing, and stands alone.
    fn set(&mut self, field: &Field, values: ValuesId, node: &Node) -> Option<Value> {
        let single;
        let nodes: &[Node] = match &node.value {
            NodeValue::Sequence(nodes) => nodes,
            NodeValue::Scalar(_) => {
                single = node.clone();
                std::slice::from_ref(&single)
            }
            _ => {
                let message = format!("`{}` is a list of values, not {}", field.name, node.kind());
                return self.refuse("wrong-type", message, self.shown(node), Some(format!("write `{}: [ … ]`", field.name)));
            }
        };
        let mut bits = 0;
        let mut none = None;
        let mut whole = true;
        for part in nodes {
            if self.is_full() {
                return None;
            }
            let sources = self.sources;
            let Some(text) = part.text(sources) else {
                let message = format!("`{}` is a list of single values, this is {}", field.name, part.kind());
                self.refuse::<()>(
                    "wrong-type",
                    message,
                    self.shown(part),
                    Some("`at` and `quote` belong to the whole list: `{ is: [ … ], at: \"…\" }`".into()),
                );
                whole = false;
                continue;
            };
            let Some(index) = self.one_of(field, values, text.trim(), part) else {
                whole = false;
                continue;
            };
            let bit = self.vocabulary.values(values).bit(index);
            if bit == 0 {
                none = Some(part.span);
            } else if bits & bit != 0 {
                let message = format!("`{}` is listed twice", shorten(text.trim()));
                self.diagnostics.push(Diagnostic::warning("duplicate-value", message).at(self.shown(part), "again here"));
            }
            bits |= bit;
            self.reviewed_member(field, index, self.shown(part));
        }
        if let Some(span) = none
            && bits != 0
        {
            return self.refuse(
                "none-and-others",
                format!("`{}` cannot be `none` and have values", field.name),
                span,
                Some("keep `none` or the values".into()),
            );
        }
        whole.then_some(Value::Set(bits))
    }

    fn quantity(&mut self, kind: QuantityType, text: &str, node: &Node, unit: Option<FormerUnit>) -> Option<Value> {
        let text: Cow<'_, str> = match unit {
            Some(unit) if parse_number(text).is_some() => with_unit(text, unit).into(),
            _ => text.into(),
        };
        match parse_quantity(&text, kind) {
            Ok(quantity) => Some(Value::Quantity(quantity)),
            Err(Malformed { problem, help, range }) => {
                let written = node.text(self.sources).unwrap_or("");
                let offset = written.len() - written.trim_start().len();
                let span = node.span_within(self.sources, offset + range.start..offset + range.end);
                self.refuse("wrong-type", problem, span, help)
            }
        }
    }

    fn slug(&mut self, text: &str, node: &Node) -> Option<Value> {
        let good = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if good {
            return Some(words(text));
        }
        self.refuse(
            "wrong-type",
            format!("`{}` is not a short name", shorten(text)),
            self.shown(node),
            Some("use lower-case letters, digits and `-`, as in `de-netzdg-2017`".into()),
        )
    }

    fn jurisdiction(&mut self, text: &str, node: &Node) -> Option<Value> {
        if jurisdiction::is_known(text) {
            return Some(words(text));
        }
        let upper = text.to_ascii_uppercase();
        let help = if jurisdiction::is_known(&upper) {
            format!("did you mean `{upper}`?")
        } else {
            "write a country's two-letter code (`KE`), a part of one (`US-CA`), `EU`, `COE` or `MULTI`".into()
        };
        self.refuse("unknown-value", format!("`{}` is not a jurisdiction", shorten(text)), self.shown(node), Some(help))
    }
}

fn with_unit(number: &str, unit: FormerUnit) -> String {
    match unit {
        FormerUnit::Percent => format!("{number}%"),
        FormerUnit::Money(currency) => format!("{number} {}", currency.code()),
        FormerUnit::Time(unit) => {
            let spelling = crate::value::TimeUnit::SPELLINGS.iter().find(|(_, found)| *found == unit).map_or("h", |(spelling, _)| spelling);
            format!("{number} {spelling}")
        }
    }
}
