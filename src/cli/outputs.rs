//! `check --output`: which files a report goes to. Each is written whole or not at all, and none over anything that was read.

use super::arguments::{Check, Format, Shared};
use super::{files, output};
use crate::diagnostic::Diagnostic;
use crate::report::Report;
use crate::report::digest::Extent;
use crate::report::human::Options;
use crate::source::Sources;
use crate::suggest::{choices, did_you_mean};
use clap::ValueEnum;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Columns of a report for people in a file, which must not depend on who wrote it.
const WIDTH: usize = 100;

/// A report to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Its format.
    pub format: Format,
    /// Where to; standard output if there is none.
    pub file: Option<PathBuf>,
}

/// Reads `FORMAT=FILE` or `FILE`.
///
/// # Errors
/// The format is unknown or cannot be guessed, or no file is named; the reason is for the parser of the command line.
pub fn parse(argument: &str) -> Result<Output, String> {
    let is_name = |text: &str| !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    let (format, file) = match argument.split_once('=') {
        Some((name, file)) if is_name(name) => (Some(named(name)?), file),
        _ => (None, argument),
    };
    if file.is_empty() {
        return Err("no file is named: write the format and the file, as `json=report.json`".into());
    }
    let format = match format.or_else(|| by_ending(file)) {
        Some(format) => format,
        None if file == "-" => return Err("standard output has no ending that says which format: write it, as `json=-`".into()),
        None => {
            let endings = Format::ENDINGS.iter().map(|(ending, _)| *ending);
            let example = format!("write it, as `json={file}`, or use an ending: {}", endings.collect::<Vec<_>>().join(" "));
            return Err(format!("the ending does not say which format: {example}"));
        }
    };
    let is_standard = file == "-" || file == "/dev/stdout";
    Ok(Output { format, file: (!is_standard).then(|| PathBuf::from(file)) })
}

fn named(name: &str) -> Result<Format, String> {
    let names: Vec<String> =
        Format::value_variants().iter().filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned())).collect();
    let help = || {
        let near = did_you_mean(name, names.iter().map(String::as_str));
        near.unwrap_or_else(|| format!("formats are {}", choices(names.iter().map(String::as_str), 20)))
    };
    Format::from_str(name, false).map_err(|_| format!("`{name}` is not a format; {}", help()))
}

fn by_ending(file: &str) -> Option<Format> {
    let name = file.to_ascii_lowercase();
    Format::ENDINGS.iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, format)| *format)
}

/// What is wrong with the outputs of a command line, which is found before anything is checked. `read` are files that are read.
pub fn refused(options: &Check, read: &[PathBuf]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut standard = options.format.is_some() || options.summary;
    let mut known: Vec<PathBuf> = Vec::new();
    for output in &options.output {
        let Some(file) = &output.file else {
            if standard {
                let problem = Diagnostic::error("output-twice", "two reports cannot share standard output");
                problems.push(problem.help("give one of them a file, as `--output json=report.json`"));
            }
            standard = true;
            continue;
        };
        if let Some(problem) = unusable(file) {
            problems.push(problem);
            continue;
        }
        let Some(real) = real(file) else { continue };
        if known.contains(&real) {
            let problem = Diagnostic::error("output-twice", format!("two reports cannot share the file `{}`", file.display()));
            problems.push(problem.help("give each a name of its own"));
        }
        known.push(real);
    }
    let printed = options.output.iter().find(|output| output.file.is_none()).map(|output| output.format).or(options.format);
    if printed == Some(Format::Docx) && std::io::stdout().is_terminal() {
        let problem = Diagnostic::error("not-text", "a Word document cannot be shown on a terminal");
        problems.push(problem.help("give it a file: `--output report.docx`"));
    }
    problems.extend(would_replace(options, read.iter().map(PathBuf::as_path)));
    problems
}

/// The complaint that an output would replace a file that is read.
fn would_replace<'p>(options: &Check, read: impl Iterator<Item = &'p Path>) -> Vec<Diagnostic> {
    if options.output.iter().all(|output| output.file.is_none()) {
        return Vec::new();
    }
    let read: Vec<PathBuf> = read.filter_map(|path| path.canonicalize().ok()).collect();
    let is_read = |file: &&PathBuf| real(file).is_some_and(|file| read.contains(&file));
    let files = options.output.iter().filter_map(|output| output.file.as_ref()).filter(is_read);
    let problem = |file: &PathBuf| {
        let problem = Diagnostic::error("output-is-input", format!("`{}` is read, and a report would replace it", file.display()));
        problem.help("write the report to another file")
    };
    files.map(problem).collect()
}

/// Why nothing can be written to a file, as far as can be known before.
fn unusable(file: &Path) -> Option<Diagnostic> {
    let name = file.display();
    let refused = |reason: &str, help: &str| Some(Diagnostic::error("unwritable", format!("cannot write `{name}`: {reason}")).help(help));
    if file.is_dir() || file.file_name().is_none() || name.to_string().ends_with(['/', std::path::MAIN_SEPARATOR]) {
        return refused("it is a folder", "name a file in it");
    }
    let folder = folder(file);
    if !folder.is_dir() {
        let help = format!("make the folder `{}` first; names start from the folder you are in", folder.display());
        return refused("there is no such folder", &help);
    }
    // A renamed file would take the place of one that its owner has protected.
    let protected = std::fs::metadata(file).is_ok_and(|found| found.is_file() && found.permissions().readonly());
    if protected { refused("it may only be read", "allow writing to it, or choose another name") } else { None }
}

fn folder(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// One name for each file, whether it is there yet or not.
fn real(file: &Path) -> Option<PathBuf> {
    file.canonicalize().ok().or_else(|| Some(folder(file).canonicalize().ok()?.join(file.file_name()?)))
}

/// Writes all reports, and prints the one for standard output. Gives what went wrong.
pub fn write(report: &Report<'_>, options: &Check, shared: &Shared) -> Vec<Diagnostic> {
    // The text of a bill is known only now that its description was read.
    let mut problems = would_replace(options, paths(report.sources));
    if !problems.is_empty() {
        return problems;
    }
    let mut standard = options.format.unwrap_or(Format::Human);
    let plain = Options { color: false, width: WIDTH };
    for Output { format, file } in &options.output {
        let Some(file) = file else {
            standard = *format;
            continue;
        };
        let refused = |reason: String| Diagnostic::error("unwritable", format!("cannot write `{}`: {reason}", file.display()));
        let written = output::render(report, *format, &plain, Extent { quiet: false, all: true })
            .and_then(|bytes| whole(file, &bytes).map_err(|error| files::reason(&error)));
        problems.extend(written.map_err(refused).err());
    }
    // The line for scripts says how it ends, which is not known yet.
    if options.summary {
        return problems;
    }
    let extent = Extent { quiet: options.quiet, all: options.all };
    match output::render(report, standard, &output::human_options(shared), extent) {
        Ok(bytes) => output::print_bytes(&bytes),
        Err(reason) => problems.push(Diagnostic::error("unwritable", format!("cannot write the report: {reason}"))),
    }
    problems
}

/// The files that texts came from. Names of texts that are no files, such as `<stdin>`, lead nowhere.
pub fn paths(sources: &Sources) -> impl Iterator<Item = &Path> {
    sources.iter().map(|(_, source)| Path::new(source.name()))
}

/// Writes a file beside its place and moves it there, so that nobody finds half of one. A link stays a link; a pipe or a device is
/// written to as it is.
fn whole(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let file = file.canonicalize().unwrap_or_else(|_| file.to_path_buf());
    let before = std::fs::metadata(&file).ok();
    if before.as_ref().is_some_and(|found| !found.is_file()) {
        return std::fs::OpenOptions::new().write(true).open(&file)?.write_all(bytes);
    }
    let (beside, mut temporary) = new_beside(&file)?;
    let moved = temporary
        .write_all(bytes)
        .and_then(|()| before.map_or(Ok(()), |before| temporary.set_permissions(before.permissions())))
        .and_then(|()| temporary.sync_all())
        .and_then(|()| std::fs::rename(&beside, &file));
    if moved.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    moved
}

/// A new file in the folder of another.
fn new_beside(file: &Path) -> std::io::Result<(PathBuf, std::fs::File)> {
    let mut number = 0;
    loop {
        let beside = folder(file).join(format!(".ungp-check-{}-{number}.tmp", std::process::id()));
        match std::fs::File::create_new(&beside) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && number < 100 => number += 1,
            other => return other.map(|opened| (beside, opened)),
        }
    }
}
