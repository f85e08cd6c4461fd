//! Which files a command line means: files, folders, globs, standard input. What matches nothing is an error, never a pass.

use super::files;
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::import::ENDINGS;
use globset::GlobBuilder;
use ignore::WalkBuilder;
use std::path::{Path, PathBuf};

/// Files found, and complaints.
#[derive(Debug, Default)]
pub struct Inputs {
    /// Files to read, `-` for standard input, each once, folders in order of name.
    pub files: Vec<PathBuf>,
    /// What was named and is not there.
    pub problems: Vec<Diagnostic>,
}

/// Finds the descriptions that some arguments mean.
pub fn descriptions(arguments: &[String]) -> Inputs {
    let mut inputs = Inputs::default();
    for argument in arguments {
        let path = Path::new(argument);
        if argument == "-" || path.is_file() {
            inputs.add(path.to_path_buf());
        } else if path.is_dir() {
            inputs.folder(path, argument);
        } else if argument.contains(['*', '?', '[', '{']) {
            inputs.glob(argument);
        } else {
            // Anything else, such as a pipe, is for the reader to try.
            inputs.add(path.to_path_buf());
        }
    }
    inputs
}

impl Inputs {
    fn add(&mut self, path: PathBuf) {
        if !self.files.contains(&path) {
            self.files.push(path);
        }
    }

    fn folder(&mut self, folder: &Path, argument: &str) {
        let found = walk(folder, &mut self.problems);
        let texts: Vec<PathBuf> = found.iter().filter(|path| has_extension(path, &ENDINGS) && !is_about(path)).cloned().collect();
        let candidates = found.into_iter().filter(|path| has_extension(path, &["yaml", "yml", "json"]));
        let (descriptions, others): (Vec<PathBuf>, Vec<PathBuf>) = candidates.partition(|path| is_description(path));
        if descriptions.is_empty() {
            let message = format!("no description in the folder `{argument}`");
            let help = match others.len() {
                0 => "there is no .yaml, .yml or .json file in it".to_owned(),
                1 => "one file in it has the right ending, but does not say `vocabulary: …`".to_owned(),
                count => format!("{count} files in it have the right ending, but none says `vocabulary: …`"),
            };
            let problem = Diagnostic::error("nothing-to-check", message).help(help);
            self.problems.push(problem.maybe_help(texts_there(&texts)));
        } else {
            let others: Vec<PathBuf> = others.into_iter().filter(|path| !stands_beside(path)).collect();
            if !others.is_empty() {
                self.problems.push(skipped(&others));
            }
        }
        descriptions.into_iter().for_each(|path| self.add(path));
    }

    fn glob(&mut self, pattern: &str) {
        let matcher = match GlobBuilder::new(pattern).literal_separator(true).build() {
            Ok(glob) => glob.compile_matcher(),
            Err(error) => {
                self.problems.push(
                    Diagnostic::error("bad-glob", format!("`{pattern}` is not a glob: {}", error.kind()))
                        .help("`[{]` stands for a brace itself, and `[[]` for a bracket"),
                );
                return;
            }
        };
        // Walk from the folder before the first wildcard.
        let fixed = pattern.find(['*', '?', '[', '{']).and_then(|at| pattern.get(..at)).unwrap_or("");
        let start = fixed.rsplit_once('/').map_or(".", |(folder, _)| if folder.is_empty() { "/" } else { folder });
        let found: Vec<PathBuf> = if Path::new(start).is_dir() { walk(Path::new(start), &mut self.problems) } else { Vec::new() };
        let matching: Vec<PathBuf> =
            found.into_iter().filter(|path| matcher.is_match(path.strip_prefix("./").unwrap_or(path)) || matcher.is_match(path)).collect();
        if matching.is_empty() {
            let help = format!("files are looked for in `{start}`; `*` stops at a `/`, and `**/*.yaml` looks into all folders");
            self.problems.push(Diagnostic::error("nothing-to-check", format!("nothing matches `{pattern}`")).help(help));
        }
        for path in matching {
            self.add(path.strip_prefix("./").map(Path::to_path_buf).unwrap_or(path));
        }
    }
}

/// What to do where a folder holds no description but texts of bills, which are checked only when they are named: many a folder
/// holds texts that are no bills.
fn texts_there(texts: &[PathBuf]) -> Option<String> {
    let first = texts.first()?;
    let ending = first.extension()?.to_str()?;
    let all = first.parent()?.join(format!("*.{ending}"));
    let there = if texts.len() == 1 { "1 text is there that".to_owned() } else { format!("{} texts are there that", texts.len()) };
    Some(format!("{there} may be a bill: texts are checked when they are named, as by `{}`", all.display()))
}

/// What stands in folders about the files beside it.
fn is_about(path: &Path) -> bool {
    path.file_stem().and_then(|stem| stem.to_str()).is_some_and(|stem| stem.eq_ignore_ascii_case("readme"))
}

/// The remark that some files of a folder were left out.
fn skipped(others: &[PathBuf]) -> Diagnostic {
    let message = match others {
        [one] => format!("`{}` does not say `vocabulary: …` and so was not taken for a description", one.display()),
        _ => format!("{} files do not say `vocabulary: …` and so were not taken for descriptions", others.len()),
    };
    let skipped = Diagnostic::new(Severity::Note, "skipped", message)
        .help("begin a description with `vocabulary: …`, or leave the file as it is if it is none");
    if others.len() == 1 {
        return skipped;
    }
    let names: Vec<String> = others.iter().take(5).map(|path| path.display().to_string()).collect();
    let more = others.len().saturating_sub(5);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    skipped.note(format!("skipped: {}{rest}", names.join(", ")))
}

/// All files below a folder in order of name; hidden and git-ignored ones are left out.
pub fn walk(folder: &Path, problems: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in WalkBuilder::new(folder).require_git(false).sort_by_file_name(std::cmp::Ord::cmp).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => found.push(entry.into_path()),
            Ok(entry) if entry.path_is_symlink() => match std::fs::metadata(entry.path()) {
                // Links to folders may run in circles.
                Ok(behind) if behind.is_dir() => {
                    let message = format!("the folder `{}` is a link and was not looked into", entry.path().display());
                    problems
                        .push(Diagnostic::new(Severity::Note, "skipped", message).help("name it on the command line to have it checked"));
                }
                Ok(behind) if !behind.is_file() => {}
                // A link to nothing is kept: to read it gives the error.
                _ => found.push(entry.into_path()),
            },
            Ok(_) => {}
            Err(error) => problems.push(Diagnostic::error("unreadable", format!("cannot read all of `{}`: {error}", folder.display()))),
        }
    }
    found
}

/// Whether a path has one of some endings.
pub fn has_extension(path: &Path, endings: &[&str]) -> bool {
    path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| endings.iter().any(|known| known.eq_ignore_ascii_case(ending)))
}

/// What belongs beside descriptions and is none: the expectations of a suite, a file of waivers, or an earlier report.
fn stands_beside(path: &Path) -> bool {
    let Ok(text) = files::read(path) else { return false };
    let has = |key: &str| text.trim_start_matches('\u{feff}').lines().any(|line| line.starts_with(key));
    has("waivers:")
        || has("law:") && has("expect:")
        || text
            .trim_start_matches(['\u{feff}', '{', ' ', '\r', '\n'])
            .starts_with(&format!("\"format\": \"{}\"", crate::report::json::FORMAT))
}

/// In a folder only files that say which vocabulary they use are descriptions, and those that have forgotten it. What cannot
/// be read is taken for one too, so that reading it gives the error.
pub fn is_description(path: &Path) -> bool {
    let Ok(text) = files::read(path) else { return true };
    let in_yaml = |key: &str| {
        text.trim_start_matches('\u{feff}').lines().any(|line| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')))
    };
    // A schema has the same key, but no text behind it.
    let in_json = text
        .split("\"vocabulary\"")
        .skip(1)
        .any(|rest| rest.trim_start().strip_prefix(':').is_some_and(|rest| rest.trim_start().starts_with('"')));
    in_json || in_yaml("vocabulary") || in_yaml("meta") && text.contains("jurisdiction") && text.contains("kinds")
}
