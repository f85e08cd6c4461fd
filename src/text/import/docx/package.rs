//! The parts of a Word document, which is a ZIP archive: read by name and never unpacked to a place, bounded by what really comes
//! out and not by what its headers promise.

use super::xml::{self, Broken, Step};
use crate::diagnostic::Diagnostic;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// More parts than this no word processor makes, pictures included.
const MAX_PARTS: usize = 20_000;
const REPAIR: &str = "open it in a word processor and save it again";

/// An open document.
pub(super) struct Package<'b> {
    name: &'b str,
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Bytes that may still come out, of all parts together.
    left: usize,
    limit: usize,
}

impl<'b> Package<'b> {
    /// Opens it.
    pub(super) fn open(name: &'b str, bytes: &'b [u8], limit: usize) -> Result<Self, Diagnostic> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            Diagnostic::error("broken-document", format!("`{name}` is a damaged Word document")).note(error.to_string()).help(REPAIR)
        })?;
        if archive.len() > MAX_PARTS {
            return Err(Diagnostic::error("too-large", format!("`{name}` has more than {MAX_PARTS} parts")).help(REPAIR));
        }
        Ok(Self { name, archive, left: limit, limit })
    }

    /// The name of the part with the text: where the package says it is, or where it usually is.
    pub(super) fn main_part(&mut self) -> Result<String, Diagnostic> {
        let relations = self.text("_rels/.rels")?.unwrap_or_default();
        let mut named = None;
        // If this list is broken, the usual place is as good.
        let _ = xml::walk(&relations, |step| {
            if let Step::Start("Relationship", tag) = step
                && xml::attribute(tag, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
            {
                named = xml::attribute(tag, "Target");
            }
            Ok(())
        });
        let named = named.map(|target| target.trim_start_matches('/').to_owned()).filter(|target| self.has(target));
        if let Some(part) = named.or_else(|| self.has("word/document.xml").then(|| "word/document.xml".to_owned())) {
            if part.starts_with("xl/") || part.starts_with("ppt/") {
                return Err(self.without_text());
            }
            return Ok(part);
        }
        Err(self.without_text())
    }

    fn without_text(&self) -> Diagnostic {
        let problem = format!("`{}` holds no text: there is no `word/document.xml` in it", self.name);
        Diagnostic::error("broken-document", problem).help("is it a Word document? open it in a word processor and save it as .docx")
    }

    fn has(&self, part: &str) -> bool {
        self.archive.index_for_name(part).is_some()
    }

    /// A part as text; `None` if there is none of this name.
    pub(super) fn text(&mut self, part: &str) -> Result<Option<String>, Diagnostic> {
        let file = match self.archive.by_name(part) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(self.name, part, &error)),
        };
        let mut bytes = Vec::new();
        let limit = u64::try_from(self.left).unwrap_or(u64::MAX).saturating_add(1);
        file.take(limit).read_to_end(&mut bytes).map_err(|error| damaged(self.name, part, &error.into()))?;
        let Some(left) = self.left.checked_sub(bytes.len()) else {
            let size = self.limit / (1024 * 1024);
            let problem = format!("`{}` is too large: unpacked, its text is more than {size} MiB", self.name);
            return Err(Diagnostic::error("too-large", problem).help("if it is a bill and no trap, save its text as .txt"));
        };
        self.left = left;
        super::super::encoding::decode(&format!("{}: {part}", self.name), bytes).map(Some)
    }

    /// A part that cannot be read.
    pub(super) fn broken(&self, part: &str, broken: &Broken) -> Diagnostic {
        let name = self.name;
        match broken {
            Broken::Xml(at) => {
                Diagnostic::error("broken-document", format!("`{name}` is damaged: `{part}` is not XML after byte {at}")).help(REPAIR)
            }
            Broken::Deep => Diagnostic::error("too-deep", format!("`{name}` is nested too deep in `{part}`")).help(REPAIR),
            Broken::Declared => {
                let problem = format!("`{name}` is not read: `{part}` declares a document type, as no word processor does");
                Diagnostic::error("broken-document", problem).note("declared entities could make any size of it").help(REPAIR)
            }
            Broken::Many => Diagnostic::error("too-large", format!("`{name}` has too many paragraphs")).help(REPAIR),
        }
    }
}

fn damaged(name: &str, part: &str, error: &ZipError) -> Diagnostic {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => {
            Diagnostic::error("encrypted", format!("`{name}` is protected with a password"))
                .help("open it with the password and save it without one")
        }
        _ => Diagnostic::error("broken-document", format!("`{name}` is damaged: `{part}` cannot be unpacked"))
            .note(error.to_string())
            .help(REPAIR),
    }
}

/// The name of a part in the folder of another.
pub(super) fn beside(part: &str, name: &str) -> String {
    part.rsplit_once('/').map_or_else(|| name.to_owned(), |(folder, _)| format!("{folder}/{name}"))
}

/// Title and language in the document's properties.
pub(super) fn properties(core: &str) -> Option<(Option<String>, Option<String>)> {
    let (mut title, mut language) = (String::new(), String::new());
    let mut inside = String::new();
    xml::walk(core, |step| {
        match step {
            Step::Start(name, _) => name.clone_into(&mut inside),
            Step::End(_) => inside.clear(),
            Step::Words(words) => match inside.as_str() {
                "title" => title.push_str(words),
                "language" => language.push_str(words),
                _ => {}
            },
        }
        Ok(())
    })
    .ok()?;
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    // What programs write when nobody has named the document.
    let is_made = ["Microsoft Word", "Document1", "Untitled", "Word Document"].iter().any(|start| title.starts_with(start));
    let language = language.trim().split(['-', '_']).next().unwrap_or("").to_lowercase();
    Some(((!title.is_empty() && !is_made).then_some(title), (!language.is_empty()).then_some(language)))
}
