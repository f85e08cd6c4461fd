//! Inputs that are a bill's own text, and the text that stands beside a description: which files are such, and reading them.

use super::{files, inputs};
use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use crate::text::document::Document;
use crate::text::import;
use std::path::Path;
use std::sync::Arc;

/// So many lines tell whether a text without an ending is a description.
const LOOKED_AT: usize = 400;

/// Endings of files that hold a text in a format that is not read.
const OTHER_ENDINGS: [&str; 4] = ["rtf", "odt", "doc", "pages"];

/// Whether a name is that of a text: of a format that is read, or of one that is known and is not.
pub(super) fn is_named_text(path: &Path) -> bool {
    inputs::has_extension(path, &import::ENDINGS) || inputs::has_extension(path, &OTHER_ENDINGS)
}

/// Whether a name is that of a text in a format that is read.
pub(super) fn is_read(path: &Path) -> bool {
    inputs::has_extension(path, &import::ENDINGS)
}

/// Whether bytes that came without a telling name are a text: they begin as a document does, or no line of theirs begins with a key
/// as every description's do.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    const STARTS: [&[u8]; 4] = [b"PK\x03\x04", b"%PDF", b"\xff\xfe", b"\xfe\xff"];
    if STARTS.iter().any(|start| bytes.starts_with(start)) {
        return true;
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let has_key = |line: &str| {
        let key = line.trim_start_matches('"').find(|letter: char| !letter.is_ascii_lowercase() && letter != '_');
        let rest = key.and_then(|end| line.trim_start_matches('"').get(end..)).unwrap_or("");
        key != Some(0) && rest.trim_start_matches('"').starts_with(':')
    };
    let words = text.split_whitespace().nth(1).is_some() && !text.starts_with(['{', '[', '-']);
    text.starts_with('<') || (words && !text.lines().take(LOOKED_AT).any(has_key))
}

/// Reads a text into a document.
///
/// # Errors
/// All that is wrong with it.
pub(super) fn read(path: &Path, sources: &mut Sources) -> Result<Arc<Document>, Vec<Diagnostic>> {
    let bytes = files::read_bytes(path).map_err(|problem| vec![problem])?;
    of_bytes(path, bytes, sources)
}

/// The same for bytes that were read.
pub(super) fn of_bytes(path: &Path, bytes: Vec<u8>, sources: &mut Sources) -> Result<Arc<Document>, Vec<Diagnostic>> {
    if inputs::has_extension(path, &OTHER_ENDINGS) {
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let problem = Diagnostic::error("unknown-format", format!("`{}` is a .{ending} file, which is not read", path.display()));
        return Err(vec![problem.help("save it as .docx, .html, .pdf or .txt")]);
    }
    import::import(&files::name(path), bytes, sources).map(Arc::new)
}

/// The bill's own text that a description names, beside the description.
///
/// # Errors
/// It cannot be read, or must not be.
pub(super) fn beside(description: &Path, name: &str, sources: &mut Sources) -> Result<Arc<Document>, Vec<Diagnostic>> {
    let refused = |reason| vec![Diagnostic::error("unreadable", format!("cannot read the bill's text `{name}`: {reason}"))];
    let path = files::beside(description, name).map_err(|reason| {
        let advice = "put the text beside the description, and give its bare name";
        refused(reason).into_iter().map(|problem| problem.help(advice)).collect::<Vec<_>>()
    })?;
    read(&path, sources)
}
