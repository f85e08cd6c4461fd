//! Reading files: whole, bounded, as UTF-8, and never outside the folder of the file that names them.

use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

/// The text of a file, or of standard input for `-`.
///
/// # Errors
/// The file cannot be read, is too large, or is not UTF-8.
pub fn read(path: &Path) -> Result<String, Diagnostic> {
    let name = path.display();
    let bytes = if path.as_os_str() == "-" { bounded(std::io::stdin().lock()) } else { std::fs::File::open(path).and_then(bounded) };
    let bytes = bytes.map_err(|error| Diagnostic::error("unreadable", format!("cannot read `{name}`: {}", reason(&error))))?;
    if bytes.len() > Sources::MAX_BYTES {
        let limit = Sources::MAX_BYTES / (1024 * 1024);
        return Err(Diagnostic::error("too-large", format!("`{name}` is larger than {limit} MiB")).help("a description of the longest act known is below 1 MiB: is this the right file?"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = error.as_bytes().get(..valid).map_or(1, |before| before.iter().filter(|byte| **byte == b'\n').count() + 1);
        let start = error.as_bytes().get(..2).unwrap_or_default();
        let utf16 = start == [0xff, 0xfe] || start == [0xfe, 0xff];
        let help = if utf16 { "this looks like UTF-16: save it as UTF-8" } else { "save the file as UTF-8" };
        Diagnostic::error("not-utf8", format!("`{name}` is not UTF-8: line {line}, byte {} of the file", valid + 1)).help(help)
    })
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
    let joined = folder.join(relative);
    let real = joined.canonicalize().map_err(|error| reason(&error))?;
    let real_folder = folder.canonicalize().map_err(|error| reason(&error))?;
    if real.starts_with(real_folder) { Ok(joined) } else { Err("it is a link that leads out of the folder of the description".into()) }
}
