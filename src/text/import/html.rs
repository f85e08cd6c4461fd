//! HTML: block elements to paragraphs. Navigation, scripts and what is hidden are left out, numbers of lists are worked out, and
//! tables are told from pages set in columns.
//!
//! ```text
//! tokens (html5gum, with byte spans) ─ page: open elements, words ─ cells: tables ─▶ paragraphs ─ outline ─▶ Document
//! ```

mod elements;
pub(super) mod list;
mod page;
mod references;

use super::outline;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Sources};
use crate::text::document::{Builder, Document, Format};

/// Reads it.
///
/// # Errors
/// There are no words in it besides navigation.
pub(super) fn read(file: FileId, sources: &Sources) -> Result<Document, Vec<Diagnostic>> {
    let page = page::read(sources.text(file));
    if page.paragraphs.is_empty() {
        let problem =
            Diagnostic::error("empty-text", format!("there are no words in `{}` besides navigation and scripts", sources.name(file)));
        return Err(vec![problem.help("if a browser shows the bill, a script fetches it: save the page as shown, or its text")]);
    }
    let mut builder = Builder::new();
    outline::build(&page.paragraphs, &mut builder);
    let mut document = builder.finish(file, Format::Html);
    document.title = document.title.or(page.title);
    document.language = document.language.or(page.language);
    Ok(document)
}

#[cfg(test)]
mod tests;
