//! Reading a bill in any format into a [`Document`]: which format it is, and one importer for each.
//!
//! ```text
//! bytes ─ sniff ─┬─ Akoma Ntoso, Justice Canada XML ── elements ──────────────────────▶ Builder ─▶ Document
//!                └─ plain, Markdown, HTML, DOCX, PDF ── paragraphs ── outline (numbers) ──▲
//! ```

mod akoma_ntoso;
mod canada_xml;
mod cells;
mod docx;
mod encoding;
mod html;
mod markdown;
mod outline;
mod paragraph;
mod pdf;
mod plain;
mod sniff;
mod xml;

use super::document::{Document, Format};
use super::language;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;

/// The endings of the files that can be read.
pub const ENDINGS: [&str; 11] = ["xml", "akn", "docx", "html", "htm", "xhtml", "md", "markdown", "pdf", "txt", "text"];

/// Reads a bill. `name` is what people call the file; its first bytes and its ending tell the format. On success the text that
/// spans point into has been added to the sources.
///
/// # Errors
/// What is wrong with the file, with a place where it has one: an unknown or broken format, no words in it, too large.
pub fn import(name: &str, bytes: Vec<u8>, sources: &mut Sources) -> Result<Document, Vec<Diagnostic>> {
    let format = sniff::format(name, &bytes).map_err(|problem| vec![problem])?;
    let mut document = match format {
        Format::Docx => docx::read(name, &bytes, sources),
        Format::Pdf => pdf::read(name, &bytes, sources),
        _ => {
            let text = encoding::decode(name, bytes).map_err(|problem| vec![problem])?;
            let file = sources.add(name, text);
            match format {
                Format::AkomaNtoso => akoma_ntoso::read(file, sources),
                Format::CanadaXml => canada_xml::read(file, sources),
                Format::Html => html::read(file, sources),
                Format::Markdown => Ok(markdown::read(file, sources)),
                _ => Ok(plain::read(file, sources)),
            }
        }
    }?;
    if document.blocks.is_empty() {
        let problem = Diagnostic::error("empty-text", format!("there are no words in `{name}`"));
        return Err(vec![problem.help("save the text again and look whether it is the right file")]);
    }
    // The other formats went through the outline, which does the same.
    if matches!(format, Format::AkomaNtoso | Format::CanadaXml) {
        outline::mark_quoted(&mut document);
    }
    document.title = document.title.take().or_else(|| outline::title(&document));
    document.language = document.language.take().or_else(|| language::of(&document.text).map(str::to_owned));
    Ok(document)
}
