//! Word documents: paragraphs with the numbers and headings that Word shows, which stand in parts of their own.
//!
//! ```text
//! zip ─ package: parts, bounded ─┬─ styles ── numbering ─┐
//!                                └─ body (quick-xml) ────┴─ cells: tables ─▶ paragraphs ─ outline ─▶ Document
//! ```
//!
//! A Word document is no text that a place could be shown in: spans point into the text taken from it.

mod body;
mod numbering;
mod package;
mod styles;
mod xml;

use super::outline;
use super::paragraph::Paragraph;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use crate::text::document::{Builder, Document, Format};
use package::Package;

/// Largest size of all parts that are read, unpacked, in bytes (64 MiB). A bill of a thousand pages has below ten.
const MAX_UNPACKED: usize = 64 * 1024 * 1024;

/// Reads it.
///
/// # Errors
/// It is damaged, protected with a password, too large, or no Word document.
pub(super) fn read(name: &str, bytes: &[u8], sources: &mut Sources) -> Result<Document, Vec<Diagnostic>> {
    let taken = paragraphs(name, bytes, MAX_UNPACKED).map_err(|problem| vec![problem])?;
    let mut builder = Builder::new();
    outline::build(&taken.paragraphs, &mut builder);
    let mut document = builder.finish_shown(name, Format::Docx, sources);
    document.title = document.title.or(taken.title);
    document.language = document.language.or(taken.language);
    Ok(document)
}

/// What was taken from a document.
struct Taken {
    paragraphs: Vec<Paragraph>,
    title: Option<String>,
    language: Option<String>,
}

fn paragraphs(name: &str, bytes: &[u8], limit: usize) -> Result<Taken, Diagnostic> {
    let mut package = Package::open(name, bytes, limit)?;
    let main = package.main_part()?;
    let beside = |package: &mut Package<'_>, part: &str| package.text(&package::beside(&main, part));
    let styles = beside(&mut package, "styles.xml")?.unwrap_or_default();
    let styles = styles::read(&styles).map_err(|broken| package.broken("word/styles.xml", &broken))?;
    let numbering = beside(&mut package, "numbering.xml")?.unwrap_or_default();
    let numbering = numbering::read(&numbering).map_err(|broken| package.broken("word/numbering.xml", &broken))?;
    let footnotes = beside(&mut package, "footnotes.xml")?.unwrap_or_default();
    let endnotes = beside(&mut package, "endnotes.xml")?.unwrap_or_default();
    let text = package.text(&main)?.unwrap_or_default();
    let core = package.text("docProps/core.xml")?.unwrap_or_default();
    let read = body::read(&body::Parts { text: &text, footnotes: &footnotes, endnotes: &endnotes }, &styles, numbering);
    let read = read.map_err(|(part, broken)| package.broken(part, &broken))?;
    // The properties are of no weight: what is wrong in them is no reason to refuse the text.
    let (title, language) = package::properties(&core).unwrap_or_default();
    Ok(Taken { paragraphs: read.paragraphs, title: read.title.or(title), language })
}

#[cfg(test)]
mod tests;
