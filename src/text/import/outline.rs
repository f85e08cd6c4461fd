//! From paragraphs to provisions, for formats that do not mark them: by numbers, headings and their order.
//!
//! ```text
//! paragraphs ─ line: each by itself ─ plan: units by their sequence, contents, schedules, quotations ─ write: points ─▶ Builder
//! ```

mod chain;
mod closing;
mod contents;
mod heading;
mod label;
mod line;
mod number;
mod plan;
mod points;
mod quoted;
mod run_on;
mod words;
mod write;

use super::paragraph::Paragraph;
use crate::text::document::{Builder, Document, Role};

/// Writes paragraphs into a document, finding the provisions.
pub(super) fn build(paragraphs: &[Paragraph], builder: &mut Builder) {
    let split = run_on::split(paragraphs);
    let paragraphs = split.as_deref().unwrap_or(paragraphs);
    let lines: Vec<line::Line> = paragraphs.iter().filter_map(line::Line::new).collect();
    let plan = plan::make(&lines);
    write::Writer::new(&lines, &plan, builder).run();
}

/// Marks the words that amend another law, in quotation marks over paragraphs, where the format does not.
pub(super) fn mark_quoted(document: &mut Document) {
    quoted::mark_blocks(document);
}

/// Whether a line begins with what can be the number of a provision, so that it is no mere continuation of the line before.
pub(super) fn begins_provision(line: &str) -> bool {
    label::label(line).is_some() || !label::items(line, 0).is_empty()
}

/// The title, if a line before the first provision reads like one.
pub(super) fn title(document: &Document) -> Option<String> {
    /// Titles of laws are long at times; longer is text.
    const LONGEST: usize = 300;
    let front = document.blocks.iter().take_while(|block| matches!(block.role, Role::Front | Role::Note | Role::Contents));
    let mut lines = front.filter(|block| block.role == Role::Front).map(|block| document.words(block.extent)).take(12);
    let named = lines.clone().find(|line| line.len() <= LONGEST && words::names_law(line));
    let plain = |line: &&str| line.len() <= LONGEST && !line.ends_with(['.', ';', ':', ',']) && line.chars().any(char::is_alphabetic);
    named.or_else(|| lines.find(plain)).map(str::to_owned)
}

#[cfg(test)]
mod tests;
