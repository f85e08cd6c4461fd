//! Outcomes → what people and programs read. Each format is a function from a [`Report`] to text.

pub mod human;
pub mod json;
pub mod plain;
pub mod sarif;
pub mod short;
#[cfg(test)]
mod tests;

use crate::check::Checked;
use crate::diagnostic::Diagnostic;
use crate::pack::Pack;
use crate::source::Sources;

/// Everything there is to report of one run.
#[derive(Debug)]
pub struct Report<'a> {
    /// The rules that were used.
    pub pack: &'a Pack,
    /// All texts.
    pub sources: &'a Sources,
    /// Inputs that were checked.
    pub checked: &'a [Checked],
    /// Problems with packs, settings and inputs; inputs with an error are not among `checked`.
    pub problems: &'a [Diagnostic],
    /// How many inputs were named, checked or not.
    pub inputs: usize,
    /// How many rules were asked.
    pub rules: usize,
    /// Show the evidence of rules that are met.
    pub explain_met: bool,
}
