//! Which format a file has: by its first bytes, and by its ending where they do not tell.

use super::encoding::glance;
use crate::diagnostic::Diagnostic;
use crate::text::document::Format;
use memchr::memmem;
use std::io::{Cursor, Read};

/// What the beginning of a file gives away: its bytes, what it is, what to do.
const KNOWN: [(&[u8], &str, &str); 14] = [
    (b"{\\rtf", "an RTF document", SAVE_AS_DOCX),
    (b"%!PS", "a PostScript file", "convert it to PDF"),
    (b"\x89PNG", "an image", RECOGNISE),
    (b"\xff\xd8\xff", "an image", RECOGNISE),
    (b"GIF8", "an image", RECOGNISE),
    (b"II*\0", "an image", RECOGNISE),
    (b"MM\0*", "an image", RECOGNISE),
    (b"\x1f\x8b", "a compressed file", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "an archive", UNPACK),
    (b"Rar!", "an archive", UNPACK),
    (b"BZh", "a compressed file", UNPACK),
    (b"\xfd7zXZ", "a compressed file", UNPACK),
    (b"\x7fELF", "a program", "name the file with the bill"),
    (b"MZ\x90", "a program", "name the file with the bill"),
];
const SAVE_AS_DOCX: &str = "open it in a word processor and save it as .docx";
const RECOGNISE: &str = "have its text recognised (OCR) and save that as .docx, .pdf or .txt";
const UNPACK: &str = "unpack it and name the file with the bill";
const WHICH_XML: &str =
    "of XML, Akoma Ntoso, the XML of Justice Canada and XHTML are read; many publishers offer Akoma Ntoso or HTML as well";
/// How far into a file the mark of a PDF may stand, as viewers have it.
const PDF_MARK: usize = 1024;
/// How many names in an archive are looked at.
const NAMES: usize = 10_000;

/// The format.
///
/// # Errors
/// A format that is known and cannot be read, with advice.
pub(super) fn format(name: &str, bytes: &[u8]) -> Result<Format, Diagnostic> {
    let lower = name.to_ascii_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    if bytes.is_empty() {
        return Err(Diagnostic::error("empty-text", format!("`{name}` is empty")).help("save the text again: nothing arrived in the file"));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive(name, bytes);
    }
    if memmem::find(bytes.get(..bytes.len().min(PDF_MARK)).unwrap_or_default(), b"%PDF-").is_some() {
        return Ok(Format::Pdf);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(compound(name, bytes));
    }
    if let Some((_, what, advice)) = KNOWN.iter().find(|(start, _, _)| bytes.starts_with(start)) {
        return Err(unknown(name, what, advice));
    }
    if matches!(bytes.get(4..8), Some(b"ftyp")) || (bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")) {
        return Err(unknown(name, "an image or a film", RECOGNISE));
    }
    for (ending, format) in [(".docx", "Word document"), (".pdf", "PDF document")] {
        if ends(&[ending]) {
            let problem = format!("`{name}` ends in {ending} and is no {format}");
            return Err(Diagnostic::error("unknown-format", problem).help("was it downloaded in full? open it, and save it again"));
        }
    }
    by_text(name, bytes, &ends)
}

/// The format of what is text, or should be.
fn by_text(name: &str, bytes: &[u8], ends: &impl Fn(&[&str]) -> bool) -> Result<Format, Diagnostic> {
    let text = glance(bytes, bytes.len());
    if text.contains('\0') {
        let what = "not text: there are zero bytes in it";
        return Err(Diagnostic::error("unknown-format", format!("`{name}` is {what}"))
            .help("save the bill as .docx, .pdf, .html, .md or .txt and name that file"));
    }
    if text.starts_with("MIME-Version:") || text.starts_with("From: <Saved by") {
        return Err(unknown(name, "a saved web archive", "save the page as HTML"));
    }
    let start = first_element(&text);
    let root = start.root.rsplit(':').next().unwrap_or("");
    match root {
        _ if root.eq_ignore_ascii_case("akomaNtoso") => return Ok(Format::AkomaNtoso),
        "Statute" | "Regulation" => return Ok(Format::CanadaXml),
        _ if root.eq_ignore_ascii_case("html") || start.doctype.eq_ignore_ascii_case("html") => return Ok(Format::Html),
        _ => {}
    }
    if ends(&[".html", ".htm", ".xhtml"]) {
        return Ok(Format::Html);
    }
    if ends(&[".md", ".markdown"]) {
        return Ok(Format::Markdown);
    }
    if start.is_xml || ends(&[".xml", ".akn"]) {
        return Err(other_xml(name, start.root));
    }
    Ok(Format::Plain)
}

fn unknown(name: &str, what: &str, advice: &str) -> Diagnostic {
    Diagnostic::error("unknown-format", format!("`{name}` seems to be {what}, which cannot be read")).help(advice)
}

/// XML that is not read, with what it is where that is known.
fn other_xml(name: &str, root: &str) -> Diagnostic {
    match root.rsplit(':').next().unwrap_or("") {
        "" => Diagnostic::error("unknown-format", format!("`{name}` ends like XML and has no element in it")).help(WHICH_XML),
        "wordDocument" | "package" => unknown(name, "a Word document in one XML file", "open it in Word and save it as .docx"),
        "document" if root.starts_with("office:") => unknown(name, "an OpenDocument text in one XML file", SAVE_AS_DOCX),
        "Legislation" => unknown(name, "legislation.gov.uk's own XML", "download Akoma Ntoso or HTML instead: `data.akn`, `data.xht`"),
        _ => unknown(name, &format!("XML of a kind that is not known (its first element is `{}`)", shortened(root)), WHICH_XML),
    }
}

fn shortened(word: &str) -> String {
    word.chars().take(60).collect()
}

/// How XML or HTML begins.
#[derive(Default)]
struct Start<'t> {
    /// Whether it says that it is XML.
    is_xml: bool,
    /// The name after `<!DOCTYPE`.
    doctype: &'t str,
    /// The name of the first element, prefix included.
    root: &'t str,
}

/// Goes past declarations, comments and a document type, however long, to the first element.
fn first_element(text: &str) -> Start<'_> {
    let mut start = Start::default();
    let mut rest = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    loop {
        rest = rest.trim_start();
        let Some(mark) = rest.strip_prefix('<') else { return start };
        let after = if let Some(inside) = mark.strip_prefix('?') {
            start.is_xml |= inside.starts_with("xml");
            inside.split_once("?>")
        } else if let Some(inside) = mark.strip_prefix("!--") {
            inside.split_once("-->")
        } else if let Some(inside) = mark.strip_prefix('!') {
            let words = inside.get(..7).filter(|word| word.eq_ignore_ascii_case("doctype")).and_then(|_| inside.get(7..)).unwrap_or("");
            start.doctype = name_at(words.trim_start());
            // A list of declarations in brackets has ends of its own.
            let simple = inside.find('>').unwrap_or(inside.len());
            match inside.find('[').filter(|bracket| *bracket < simple) {
                Some(bracket) => inside.get(bracket..).and_then(|list| list.split_once(']')).and_then(|(_, after)| after.split_once('>')),
                None => inside.split_once('>'),
            }
        } else {
            start.root = name_at(mark);
            return start;
        };
        match after {
            Some((_, after)) => rest = after,
            None => return start,
        }
    }
}

fn name_at(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphanumeric() && !":_-.".contains(letter)).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

/// What a ZIP archive holds.
fn archive(name: &str, bytes: &[u8]) -> Result<Format, Diagnostic> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        let problem = format!("`{name}` is a damaged Word document or another damaged ZIP archive");
        return Err(
            Diagnostic::error("broken-document", problem).help("was it downloaded in full? open it in a word processor and save it again")
        );
    };
    let has = |start: &str| archive.file_names_raw().take(NAMES).any(|name| name.starts_with(start.as_bytes()));
    if has("word/") {
        return Ok(Format::Docx);
    }
    let known = [("xl/", "an Excel workbook"), ("ppt/", "a PowerPoint presentation")];
    if let Some((_, what)) = known.iter().find(|(start, _)| has(start)) {
        return Err(unknown(name, what, "save the words of the bill as .docx or .txt"));
    }
    if has("[Content_Types].xml") {
        return Ok(Format::Docx);
    }
    let mut kind = String::new();
    if let Ok(mimetype) = archive.by_name("mimetype") {
        let mut start = Vec::new();
        // What cannot be read tells nothing, and then it is an archive like any other.
        if mimetype.take(100).read_to_end(&mut start).is_ok() {
            kind = String::from_utf8_lossy(&start).into_owned();
        }
    }
    let (what, advice) = match kind.trim() {
        kind if kind.starts_with("application/vnd.oasis.opendocument.text") => ("an OpenDocument text", SAVE_AS_DOCX),
        kind if kind.starts_with("application/vnd.oasis") => ("an OpenDocument file", SAVE_AS_DOCX),
        kind if kind.starts_with("application/epub") => ("an e-book (EPUB)", "save its text as HTML, .docx or .txt"),
        _ => ("a ZIP archive", UNPACK),
    };
    Err(unknown(name, what, advice))
}

/// What a compound file of old Office programs holds: they keep the names of its parts in UTF-16.
fn compound(name: &str, bytes: &[u8]) -> Diagnostic {
    let has = |part: &str| {
        let wide: Vec<u8> = part.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(bytes, &wide).is_some()
    };
    if has("EncryptedPackage") {
        return Diagnostic::error("encrypted", format!("`{name}` is protected with a password"))
            .help("open it with the password and save it without one");
    }
    if has("WordDocument") {
        return unknown(name, "an old Word document (.doc)", "open it in a word processor and save it as .docx");
    }
    unknown(name, "a file of an old Office program", SAVE_AS_DOCX)
}

#[cfg(test)]
#[path = "sniff_tests.rs"]
mod tests;
