//! PDF, its text layer: what is written where on each page, put together to lines and paragraphs.
//!
//! ```text
//! bytes ─ lopdf ─ page: what is written where ─ lines ─ furniture: repeated heads and feet ─ paragraphs ─ outline ─▶ Document
//! ```
//!
//! A PDF is no text that a place could be shown in: spans point into the text taken from it. The library that reads it may fail
//! on rubbish in ways of its own, so it works in a thread that is waited for so long and no longer.

mod font;
mod furniture;
mod lines;
mod page;
mod paragraphs;

use super::outline;
use super::paragraph::Paragraph;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use crate::text::document::{Builder, Document, Format};
use lopdf::LoadOptions;
use std::cell::Cell;
use std::sync::{Once, mpsc};
use std::time::Duration;

/// Largest size of one stream, unpacked, in bytes (16 MiB).
const MAX_STREAM: usize = 16 * 1024 * 1024;
/// Largest size of the descriptions of all pages, unpacked, in bytes (64 MiB).
const MAX_PAGES_SIZE: usize = 64 * 1024 * 1024;
/// Most pages read.
const MAX_PAGES: usize = 10_000;
/// How long a PDF is waited for. One of a thousand pages takes a few seconds.
const PATIENCE: Duration = Duration::from_secs(60);
/// The thread's stack in bytes: the library goes a hundred levels deep, and needs room on each.
const STACK: usize = 16 * 1024 * 1024;
/// Fewer letters on a page, over all pages, than this are stamps on scanned paper, not its text.
const LETTERS_OF_A_PAGE: usize = 10;

/// Why a PDF cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Failure {
    Broken,
    Encrypted,
    TooLarge,
    /// It has pages and no letters on them.
    NoText,
    /// Its letters have no meaning: only their shapes are there.
    NoLetters,
    /// It takes too long.
    Slow,
}

/// What was taken from a PDF.
struct Taken {
    paragraphs: Vec<Paragraph>,
    title: Option<String>,
    language: Option<String>,
}

/// Reads it.
///
/// # Errors
/// It is damaged, protected with a password, too large, or has no text in it.
pub(super) fn read(name: &str, bytes: &[u8], sources: &mut Sources) -> Result<Document, Vec<Diagnostic>> {
    let taken = apart(bytes.to_vec()).map_err(|failure| vec![failure.told(name)])?;
    let mut builder = Builder::new();
    outline::build(&taken.paragraphs, &mut builder);
    let mut document = builder.finish_shown(name, Format::Pdf, sources);
    document.title = document.title.or(taken.title);
    document.language = document.language.or(taken.language);
    Ok(document)
}

/// Reads it in a thread of its own: a panic of the library ends that one only, and so does what never ends.
fn apart(bytes: Vec<u8>) -> Result<Taken, Failure> {
    let (sender, receiver) = mpsc::channel();
    let work = move || {
        keep_quiet();
        // Nobody waits for the answer any more when it comes too late.
        let _ = sender.send(taken(&bytes));
    };
    let started = std::thread::Builder::new().name("pdf".into()).stack_size(STACK).spawn(work);
    if started.is_err() {
        return Err(Failure::Slow);
    }
    match receiver.recv_timeout(PATIENCE) {
        Ok(taken) => taken,
        Err(mpsc::RecvTimeoutError::Timeout) => Err(Failure::Slow),
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(Failure::Broken),
    }
}

thread_local! {
    /// Whether a panic in this thread is told as a damaged file, and by nobody else.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Keeps panics of this thread off standard error: what the library stumbled over is no news to a reader. Those of all other threads
/// go where they went before.
fn keep_quiet() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            // While a thread ends there is no telling any more, and then it is told.
            if !QUIET.try_with(Cell::get).unwrap_or(false) {
                before(panic);
            }
        }));
    });
    QUIET.set(true);
}

fn taken(bytes: &[u8]) -> Result<Taken, Failure> {
    let options = LoadOptions { max_decompressed_size: Some(MAX_STREAM), ..LoadOptions::default() };
    let document = match lopdf::Document::load_mem_with_options(bytes, options) {
        Ok(document) => document,
        Err(lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_)) => return Err(Failure::Encrypted),
        Err(_) => return Err(Failure::Broken),
    };
    if document.is_encrypted() {
        return Err(Failure::Encrypted);
    }
    let pages: Vec<lopdf::ObjectId> = document.page_iter().take(MAX_PAGES + 1).collect();
    if pages.is_empty() {
        return Err(Failure::Broken);
    }
    if pages.len() > MAX_PAGES {
        return Err(Failure::TooLarge);
    }
    let mut read = page::read(&document, &pages, MAX_PAGES_SIZE)?;
    let letters = |lines: &[lines::Line]| -> (usize, usize) {
        let all = || lines.iter().flat_map(|line| line.words.chars());
        (all().filter(|letter| letter.is_alphanumeric()).count(), all().filter(|letter| *letter == char::REPLACEMENT_CHARACTER).count())
    };
    let (good, bad) = read.iter().map(|lines| letters(lines)).fold((0, 0), |(good, bad), (more, worse)| (good + more, bad + worse));
    if bad > good {
        return Err(Failure::NoLetters);
    }
    if good < LETTERS_OF_A_PAGE * pages.len() {
        return Err(Failure::NoText);
    }
    furniture::remove(&mut read);
    let (title, language) = properties(&document);
    Ok(Taken { paragraphs: paragraphs::join(&read), title, language })
}

/// Title and language, as the document's properties have them.
fn properties(document: &lopdf::Document) -> (Option<String>, Option<String>) {
    let text = |object: &lopdf::Object| lopdf::decode_text_string(object).ok();
    let info = document.trailer.get_deref(b"Info", document).and_then(lopdf::Object::as_dict).ok();
    let title = info.and_then(|info| text(info.get_deref(b"Title", document).ok()?));
    let title = title.map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
    // Programs put the file's name there.
    let is_made = |title: &str| title.is_empty() || title.starts_with("Microsoft Word") || !title.contains(' ') || title.len() > 300;
    let language = document.catalog().ok().and_then(|catalog| text(catalog.get_deref(b"Lang", document).ok()?));
    let language = language.and_then(|tag| tag.trim().split(['-', '_']).next().map(str::to_lowercase)).filter(|tag| !tag.is_empty());
    (title.filter(|title| !is_made(title)), language)
}

impl Failure {
    fn told(self, name: &str) -> Diagnostic {
        match self {
            Self::Broken => Diagnostic::error("broken-document", format!("`{name}` is a damaged PDF"))
                .help("was it downloaded in full? open it in a viewer and print it to a new PDF, or save its text"),
            Self::Encrypted => Diagnostic::error("encrypted", format!("`{name}` is protected with a password"))
                .help("open it with the password and print it to a new PDF, or save its text"),
            Self::TooLarge => {
                Diagnostic::error("too-large", format!("`{name}` is too large: more than {MAX_PAGES} pages or 64 MiB of text"))
                    .help("name the part with the bill, or save its text as .txt")
            }
            Self::NoText => Diagnostic::error("no-text", format!("`{name}` has no text layer: its pages are images"))
                .help("have its text recognised (OCR, for example with ocrmypdf), or look for a Word or HTML version"),
            Self::NoLetters => {
                Diagnostic::error("no-text", format!("the letters of `{name}` cannot be read: it holds their shapes and not what they are"))
                    .help("have its text recognised (OCR, for example with ocrmypdf), or look for a Word or HTML version")
            }
            Self::Slow => Diagnostic::error("too-large", format!("`{name}` takes longer than {} seconds to read", PATIENCE.as_secs()))
                .help("print it to a new PDF, or save its text as .txt"),
        }
    }
}

#[cfg(test)]
mod tests;
