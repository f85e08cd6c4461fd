//! Which suites and packs some paths mean. A folder without any is an error, never a pass.

use crate::cli::{files, inputs, texts};
use crate::diagnostic::{Diagnostic, any_error};
use crate::source::Span;
use crate::suite;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// Files of expectations, each once, folders in order of name.
    pub suites: Vec<PathBuf>,
    /// Files of rules.
    pub rules: Vec<PathBuf>,
    /// The texts of these files.
    rule_texts: Vec<String>,
    /// Descriptions in folders, of which nothing may be expected.
    descriptions: BTreeSet<PathBuf>,
    /// Descriptions that a suite is about.
    used: BTreeSet<PathBuf>,
    /// What was named and is not there.
    pub problems: Vec<Diagnostic>,
}

/// Finds what some paths mean.
pub fn suites(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in paths {
        if path.is_dir() {
            found.add_folder(path, None);
        } else if inputs::has_extension(path, &["rules"]) {
            found.add_rules(path.clone());
        } else if path.is_file() && texts::is_named_text(path) {
            let message = format!("`{}` is a bill's text, and what is tested is a suite", path.display());
            let help = "name a folder with a description of it and an `expected.yaml`; `check` checks the text itself";
            found.problems.push(Diagnostic::error("not-a-suite", message).help(help));
        } else if path.is_file() && inputs::is_description(path) {
            let message = format!("`{}` is a description, and what is tested is a suite", path.display());
            let help = format!("name its folder, or the `{}` that says what is expected of it; `check` checks it", suite::NAME);
            found.problems.push(Diagnostic::error("not-a-suite", message).help(help));
        } else {
            // What is not there is for the reader to say.
            found.add_suite(path.clone());
        }
    }
    found
}

impl Found {
    fn add_suite(&mut self, path: PathBuf) {
        if !self.suites.contains(&path) {
            self.suites.push(path);
        }
    }

    fn add_rules(&mut self, path: PathBuf) {
        if self.rules.contains(&path) {
            return;
        }
        // A file that cannot be read is complained of where rules are loaded.
        self.rule_texts.extend(files::read(&path));
        self.rules.push(path);
    }

    /// Looks through a folder. One named in a project file, at a place, holds suites only: its rules are among the packs if they are
    /// meant.
    pub fn add_folder(&mut self, folder: &Path, named: Option<Span>) {
        let before = self.problems.len();
        let mut descriptions = BTreeSet::new();
        let mut any = false;
        for path in inputs::walk(folder, &mut self.problems) {
            if path.file_name().is_some_and(|name| name == suite::NAME) {
                any = true;
                self.add_suite(path);
            } else if inputs::has_extension(&path, &["rules"]) && named.is_none() {
                any = true;
                self.add_rules(path);
            } else if inputs::has_extension(&path, &["yaml", "yml", "json"]) && inputs::is_description(&path) {
                descriptions.insert(path);
            }
        }
        let unreadable = self.problems.get(before..).is_some_and(any_error);
        if !any && !unreadable {
            let what = if named.is_some() { "no suite" } else { "no suite and no rules" };
            let message = format!("{what} in the folder `{}`", folder.display());
            let help = match descriptions.len() {
                0 => format!("a suite is a description with a file `{}` beside it; rule files end in `.rules`", suite::NAME),
                _ => format!("there are descriptions in it; write what others say of them into a file `{}` beside each", suite::NAME),
            };
            self.problems.push(Diagnostic::error("nothing-to-check", message).help(help));
        } else {
            self.descriptions.append(&mut descriptions);
        }
        if let Some(place) = named {
            let found = self.problems.split_off(before);
            self.problems.extend(found.into_iter().map(|problem| problem.at(place, "named here")));
        }
    }

    /// Whether a text is that of a file of rules that was named.
    pub fn is_rule_file(&self, text: &str) -> bool {
        self.rule_texts.iter().any(|named| named == text)
    }

    /// Remembers that a suite is about this description.
    pub fn used(&mut self, path: &Path) {
        self.used.insert(path.to_path_buf());
    }

    /// The note that nothing is expected of some descriptions.
    pub fn unused(&self) -> Option<Diagnostic> {
        let unused: BTreeSet<PathBuf> = self.descriptions.difference(&self.used).cloned().collect();
        super::unused_note(&unused)
    }
}
