//! Outcomes → what people and programs read. Each format is a function from a [`Report`] to text.

pub mod agreement;
pub mod baseline;
pub mod compare;
pub mod coverage;
pub mod csv;
pub mod diff;
pub mod digest;
pub mod docx;
mod entries;
mod escape;
mod fingerprint;
pub mod github;
pub mod html;
pub mod human;
pub mod import;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod merge;
pub mod pages;
pub mod plain;
pub mod precedents;
mod prose;
pub mod sarif;
pub mod short;
pub mod skeleton;
#[cfg(test)]
mod suggested_tests;
pub mod suite;
pub mod summary;
#[cfg(test)]
mod tests;
mod view;
pub mod words;
mod xml;

use crate::check::Checked;
use crate::diagnostic::{Diagnostic, any_error};
use crate::pack::Pack;
use crate::past::Law;
use crate::source::Sources;
use crate::waiver::Register;
use baseline::Baseline;
use jiff::civil::Date;

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
    /// The waivers, if there is a file of them.
    pub waivers: Option<&'a Register>,
    /// The earlier report that findings were compared with.
    pub baseline: Option<&'a Baseline>,
    /// Past laws that were asked the same rules, for formats that say how others solved what a bill does not; may be none.
    pub past: &'a [Law],
    /// The day of the report, for formats that give one.
    pub date: Option<Date>,
}

impl Report<'_> {
    /// How many inputs could not be checked.
    pub fn not_checked(&self) -> usize {
        self.inputs.saturating_sub(self.checked.len())
    }

    /// Findings about waivers: incomplete, expired, unused.
    pub fn of_waivers(&self) -> &[Diagnostic] {
        self.waivers.map_or(&[], |register| &register.findings)
    }

    /// Every input was checked against every rule that was meant, and nothing went wrong on the way.
    pub fn is_complete(&self) -> bool {
        let something = !self.checked.is_empty() && self.rules > 0;
        something && self.not_checked() == 0 && self.pack.broken.is_empty() && !any_error(self.problems)
    }
}
