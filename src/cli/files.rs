//! Reading files: whole, bounded, as UTF-8, and never outside the folder of the file that names them.

use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use crate::suggest::nearest;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

/// The text of a file, or of standard input for `-`.
///
/// # Errors
/// The file cannot be read, is too large, or is not UTF-8.
pub fn read(path: &Path) -> Result<String, Diagnostic> {
    decode(path, read_bytes(path)?)
}

/// The bytes of a file, or of standard input for `-`: no more of them than a text may have.
///
/// # Errors
/// The file cannot be read, or is too large.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let name = path.display();
    let bytes = if path.as_os_str() == "-" { bounded(std::io::stdin().lock()) } else { std::fs::File::open(path).and_then(bounded) };
    let bytes = bytes.map_err(|error| {
        Diagnostic::error("unreadable", format!("cannot read `{name}`: {}", reason(&error))).maybe_help(advice(path, &error))
    })?;
    if bytes.len() > Sources::MAX_BYTES {
        let limit = Sources::MAX_BYTES / (1024 * 1024);
        let help = match super::texts::is_named_text(path) {
            true => "the longest acts known are below 10 MiB as text: save it without pictures, or one part at a time",
            false => "a description of the longest act known is below 1 MiB: is this the right file?",
        };
        return Err(Diagnostic::error("too-large", format!("`{name}` is larger than {limit} MiB")).help(help));
    }
    Ok(bytes)
}

/// What a file is called in reports.
pub fn name(path: &Path) -> String {
    if path.as_os_str() == "-" { "<stdin>".to_owned() } else { path.display().to_string() }
}

/// Bytes as text.
///
/// # Errors
/// They are not UTF-8.
pub fn decode(path: &Path, bytes: Vec<u8>) -> Result<String, Diagnostic> {
    let name = path.display();
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = error.as_bytes().get(..valid).map_or(1, |before| before.iter().filter(|byte| **byte == b'\n').count() + 1);
        Diagnostic::error("not-utf8", format!("`{name}` is not UTF-8: line {line}, byte {} of the file", valid + 1))
            .help(looks_like(error.as_bytes()))
    })
}

/// What a file that is not UTF-8 seems to be, and what to do with it.
fn looks_like(bytes: &[u8]) -> &'static str {
    let known: [(&[u8], &str); 5] = [
        (&[0xff, 0xfe], "this looks like UTF-16: save it as UTF-8"),
        (&[0xfe, 0xff], "this looks like UTF-16: save it as UTF-8"),
        (
            b"PK\x03\x04",
            "this looks like a Word document or another ZIP archive: a Word document is checked under a name that ends in .docx",
        ),
        (b"%PDF", "this looks like a PDF document: it is checked under a name that ends in .pdf"),
        (&[0xd0, 0xcf, 0x11, 0xe0], "this looks like an old Word document: save it as .docx"),
    ];
    known.iter().find(|(start, _)| bytes.starts_with(start)).map_or("save the file as UTF-8", |(_, help)| help)
}

/// What to do about a file that cannot be opened.
fn advice(path: &Path, error: &std::io::Error) -> Option<String> {
    match error.kind() {
        std::io::ErrorKind::NotFound => {}
        std::io::ErrorKind::IsADirectory => return Some("name a file in it".into()),
        _ => return None,
    }
    if let Ok(to) = std::fs::read_link(path) {
        return Some(format!("it is a link to `{}`, which is not there", to.display()));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Some(format!("there is no folder `{}` either; names start from the folder you are in", folder.display()));
    };
    let mut beside: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    beside.sort_unstable();
    let wanted = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
    let near =
        nearest(wanted, beside.iter().map(String::as_str)).map(|name| format!("did you mean `{}`?", path.with_file_name(name).display()));
    Some(near.unwrap_or_else(|| "names start from the folder you are in".into()))
}

fn bounded(from: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(Sources::MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// An error of the operating system in our words where we have some.
pub fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".into(),
        ErrorKind::PermissionDenied => "permission denied".into(),
        ErrorKind::IsADirectory => "it is a folder".into(),
        _ => error.to_string(),
    }
}

/// A file named within another, looked up beside it. Refuses names that lead out of its folder.
///
/// # Errors
/// The name is absolute, climbs, or a link leads elsewhere.
pub fn beside(holder: &Path, name: &str) -> Result<PathBuf, String> {
    if holder.as_os_str() == "-" {
        return Err("a description from standard input has no folder to look in".into());
    }
    let relative = Path::new(name);
    let inside = relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !inside {
        return Err("only files in the folder of the description are read".into());
    }
    let folder = match holder.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => Path::new("."),
    };
    // In the working folder the bare name reads best.
    let joined = if folder == Path::new(".") { relative.to_path_buf() } else { folder.join(relative) };
    let real = joined.canonicalize().map_err(|error| reason(&error))?;
    let real_folder = folder.canonicalize().map_err(|error| reason(&error))?;
    if !real.starts_with(real_folder) {
        return Err("it is a link that leads out of the folder of the description".into());
    }
    // Whoever wrote the description must not have the program wait at a pipe, or read a device.
    if real.is_file() || real.is_dir() { Ok(joined) } else { Err("it is no file but a pipe or a device".into()) }
}
