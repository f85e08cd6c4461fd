//! `rules docs`: a page for each family of rules.

use super::arguments::Shared;
use super::{Exit, files, output, rules};
use crate::diagnostic::Diagnostic;
use crate::report::pages;
use crate::source::Sources;
use crate::typecheck::Depth;
use std::path::Path;

/// Writes the pages that differ from what is there.
pub fn run(out: &Path, shared: &Shared) -> Exit {
    let mut sources = Sources::new();
    let loaded = rules::load(shared, Depth::Full, &mut sources);
    let pack = &loaded.pack;
    let mut problems = loaded.problems;
    let pages = if pack.rules.rules.is_empty() { Vec::new() } else { pages::render(pack, &sources) };
    let mut written = 0;
    for (name, text) in &pages {
        let path = out.join(name);
        if std::fs::read_to_string(&path).is_ok_and(|before| before == *text) {
            continue;
        }
        match std::fs::create_dir_all(out).and_then(|()| std::fs::write(&path, text)) {
            Ok(()) => written += 1,
            Err(error) => {
                let message = format!("cannot write `{}`: {}", path.display(), files::reason(&error));
                problems.push(Diagnostic::error("unwritable", message));
                break;
            }
        }
    }
    output::problems(&problems, &sources, shared);
    output::print(&format!("{} pages in {}, {written} of them changed\n", pages.len(), out.display()));
    output::exit_for(&problems, pack)
}
