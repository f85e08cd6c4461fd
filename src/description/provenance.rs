//! `at`, `quote`, `by`, `on`, `status` and `note`: where a fact stands in the law, and who says so.

use super::node::{Entry, Node, NodeValue};
use super::read::Reader;
use super::{FactStatus, Provenance, Spanned};
use crate::diagnostic::Diagnostic;
use crate::suggest::did_you_mean;
use crate::value::{QuantityType, parse_quantity, shorten};

/// The keys, in the order they are usually written.
pub(super) const KEYS: [&str; 6] = ["at", "quote", "by", "on", "status", "note"];

impl Reader<'_> {
    /// Takes one of the provenance keys in.
    pub(super) fn provenance(&mut self, provenance: &mut Option<Box<Provenance>>, key: &str, entry: &Entry) {
        let Some(words) = self.provenance_words(key, &entry.value) else { return };
        let into = provenance.get_or_insert_default();
        match key {
            "at" => into.at = Some(words),
            "quote" => into.quote = Some(words),
            "by" => into.by = Some(words),
            "note" => into.note = Some(words),
            "on" => match parse_quantity(&words.text, QuantityType::Date) {
                Ok(_) => into.on = Some(words),
                Err(malformed) => self
                    .diagnostics
                    .push(Diagnostic::error("wrong-type", malformed.problem).at(words.span, "not a date").maybe_help(malformed.help)),
            },
            _ => match FactStatus::parse(&words.text) {
                Some(status) => into.status = Some(status),
                None => {
                    let known = ["suggested", "confirmed", "disputed"];
                    let help = did_you_mean(&words.text, known).unwrap_or_else(|| "write `suggested`, `confirmed` or `disputed`".into());
                    let message = format!("`{}` is not a status of a fact", shorten(&words.text));
                    self.diagnostics.push(Diagnostic::error("unknown-value", message).at(words.span, "not a status").help(help));
                }
            },
        }
    }

    fn provenance_words(&mut self, key: &str, node: &Node) -> Option<Spanned> {
        if let Some(text) = node.text(self.sources).map(str::trim)
            && !text.is_empty()
        {
            return Some(Spanned { text: text.into(), span: node.span });
        }
        let what = if matches!(node.value, NodeValue::Null | NodeValue::Scalar(_)) { "nothing".to_owned() } else { node.kind().to_owned() };
        self.diagnostics.push(
            Diagnostic::error("wrong-type", format!("`{key}` must be words, not {what}"))
                .at(self.shown(node), "words expected")
                .help(format!("write `{key}: \"…\"`, or leave `{key}` out")),
        );
        None
    }
}
