//! `init`: the beginning of a description, with the questions that matter for its kinds.

use super::arguments::{Init, Shared};
use super::{Exit, files, output, rules};
use crate::diagnostic::Diagnostic;
use crate::pack::Pack;
use crate::report::skeleton;
use crate::source::Sources;
use crate::suggest::{choices, did_you_mean};
use crate::typecheck::Depth;
use std::io::Write;
use std::path::Path;

/// Prints the skeleton, or writes it to a file that is not there yet.
pub fn run(options: &Init, shared: &Shared) -> Exit {
    let mut sources = Sources::new();
    let loaded = rules::load(shared, Depth::Names, &mut sources);
    let pack = &loaded.pack;
    let mut problems = loaded.problems;
    let kinds = kinds(&options.kind, pack, &mut problems);
    if kinds != 0 && !crate::diagnostic::any_error(&problems) {
        let text = skeleton::render(pack, kinds);
        match &options.output {
            None => output::print(&text),
            Some(path) => problems.extend(write_new(path, &text)),
        }
    }
    output::problems(&problems, &sources, shared);
    output::exit_for(&problems, pack)
}

pub(super) fn kinds(names: &[String], pack: &Pack, problems: &mut Vec<Diagnostic>) -> u64 {
    let Some(values) = pack.vocabulary.kind_values() else {
        problems.push(Diagnostic::error("no-kinds", "this vocabulary has no kinds"));
        return 0;
    };
    let mut bits = 0;
    for name in names {
        match values.find(name) {
            Some(index) => bits |= values.bit(index),
            None => {
                let help = did_you_mean(name, values.names()).unwrap_or_else(|| format!("kinds are {}", choices(values.names(), 20)));
                problems.push(Diagnostic::error("unknown-kind", format!("`{name}` is not a kind of initiative")).help(help));
            }
        }
    }
    bits
}

/// Writes a file, and says so on standard output.
fn write_new(path: &Path, text: &str) -> Option<Diagnostic> {
    let problem = create_new(path, text);
    if problem.is_none() {
        output::print(&format!("wrote {}\n", path.display()));
    }
    problem
}

/// Writes a file that is not there yet. Whoever has a file has work in it, so none is ever replaced.
pub(super) fn create_new(path: &Path, text: &str) -> Option<Diagnostic> {
    let name = path.display();
    match std::fs::File::create_new(path) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            let problem = Diagnostic::error("file-exists", format!("`{name}` is there already, and is left as it is"));
            return Some(problem.help("choose another name, or move the file away"));
        }
        Err(error) => return Some(Diagnostic::error("unwritable", format!("cannot write `{name}`: {}", files::reason(&error)))),
        Ok(mut file) => {
            if let Err(error) = file.write_all(text.as_bytes()) {
                // What is half-written would stand in the way of the next attempt.
                let _ = std::fs::remove_file(path);
                return Some(Diagnostic::error("unwritable", format!("cannot write `{name}`: {}", files::reason(&error))));
            }
        }
    }
    None
}
