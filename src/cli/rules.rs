//! `rules`: loading packs for every command; listing, checking and formatting them.

use super::arguments::{FailOn, Rules, Shared};
use super::{Exit, files, inputs, output, project};
use crate::diagnostic::{Diagnostic, any_error};
use crate::pack::{self, Pack, PackFile, examples};
use crate::source::Sources;
use crate::typecheck::Depth;
use crate::typecheck::checked::Rule;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Rules ready to use, with everything that was wrong on the way.
pub struct Loaded {
    /// The rules.
    pub pack: Pack,
    /// What was wrong.
    pub problems: Vec<Diagnostic>,
    /// The project's own level.
    pub fail_on: Option<FailOn>,
}

/// Loads the embedded rules, those of the project file and those of the command line.
pub fn load(shared: &Shared, depth: Depth, sources: &mut Sources) -> Loaded {
    let (project, mut problems) = project::load(shared.project.as_deref(), sources);
    let default_rules = !shared.no_default_rules && project.default_rules != Some(false);
    let mut files = if default_rules { pack::embedded() } else { Vec::new() };
    let embedded = files.len();
    for path in project.packs.iter().chain(&shared.rules) {
        files.extend(pack_files(path, &mut problems));
    }
    // The embedded rules are checked in full by the tests; a stranger's are checked in full whenever they are used.
    let depth = if files.len() > embedded { Depth::Full } else { depth };
    let (mut pack, found) = pack::load(files, depth, sources);
    problems.extend(found);
    problems.extend(pack.override_settings(&project.settings));
    problems.extend(pack.override_severities(&project.severities));
    Loaded { pack, problems, fail_on: project.fail_on }
}

fn pack_files(path: &Path, problems: &mut Vec<Diagnostic>) -> Vec<PackFile> {
    let mut found = Vec::new();
    for path in rule_files(path, problems) {
        match files::read(&path) {
            Ok(text) => found.push(PackFile { name: path.display().to_string(), text: text.into() }),
            Err(problem) => problems.push(problem),
        }
    }
    found
}

/// A rule file, or those in a folder.
fn rule_files(path: &Path, problems: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_path_buf()];
    }
    let found: Vec<PathBuf> = inputs::walk(path, problems).into_iter().filter(|path| inputs::has_extension(path, &["rules"])).collect();
    if found.is_empty() {
        let message = format!("no rules in the folder `{}`", path.display());
        problems.push(Diagnostic::error("nothing-to-check", message).help("rule files end in `.rules`"));
    }
    found
}

/// Runs one of the `rules` commands.
pub fn run(command: &Rules, shared: &Shared) -> Exit {
    match command {
        Rules::List => list(shared),
        Rules::Check { only } => check(only, shared),
        Rules::Fmt { paths, check } => fmt(paths, *check, shared),
    }
}

fn list(shared: &Shared) -> Exit {
    let mut sources = Sources::new();
    let loaded = load(shared, Depth::Names, &mut sources);
    output::problems(&loaded.problems, &sources, shared);
    let pack = &loaded.pack;
    let mut text = String::new();
    for (index, family) in pack.rules.families.iter().enumerate() {
        let rules: Vec<&Rule> = pack.rules.rules.iter().filter(|rule| rule.family == Some(index)).collect();
        if rules.is_empty() {
            continue;
        }
        let pillars = family.pillars.join(", ");
        let _ = writeln!(text, "{} {} (pillar {pillars}; {} rules)", family.code, family.title, rules.len());
        for rule in rules {
            let _ = writeln!(text, "  {}  {:<7}  {}", rule.code, rule.severity.name(), rule.title);
            let _ = writeln!(text, "           for {}", kinds(pack, rule));
        }
    }
    let _ = writeln!(text, "{} rules in {} families", pack.rules.rules.len(), pack.rules.families.len());
    output::print(&text);
    output::exit_for(&loaded.problems, pack)
}

/// The kinds a rule applies to, in words.
pub fn kinds(pack: &Pack, rule: &Rule) -> String {
    let names = match (rule.kinds, pack.vocabulary.kind_values()) {
        (Some(bits), Some(values)) => values.members(bits).collect::<Vec<_>>().join(", "),
        _ => "every kind".into(),
    };
    if rule.otherwise.is_some() { format!("{names}, and others where its condition holds") } else { names }
}

fn check(only: &[String], shared: &Shared) -> Exit {
    let mut sources = Sources::new();
    let loaded = load(shared, Depth::Full, &mut sources);
    let pack = &loaded.pack;
    let mut problems = loaded.problems;
    for code in only {
        if pack.rule(code).is_none() && !pack.rules.families.iter().any(|family| family.code == *code) {
            problems.push(pack.unknown_rule(code));
        }
    }
    let wanted = |rule: &Rule| only.is_empty() || only.iter().any(|code| rule.code == *code || rule.code.split('-').next() == Some(code));
    let (count, failures) = examples::run(pack, &sources, wanted);
    let rules = pack.rules.rules.iter().filter(|rule| wanted(rule)).count();
    let unusable = any_error(&problems);
    problems.extend(failures.iter().cloned());
    output::problems(&problems, &sources, shared);
    let broken = if pack.broken.is_empty() { String::new() } else { format!("; {} rules with errors were left out: {}", pack.broken.len(), pack.broken.join(", ")) };
    output::print(&format!("{rules} rules, {count} examples, {} failed{broken}\n", failures.len()));
    match (unusable || rules == 0, failures.is_empty()) {
        (true, _) => Exit::NotChecked,
        (false, false) => Exit::Findings,
        (false, true) => Exit::Clean,
    }
}

fn fmt(paths: &[PathBuf], only_check: bool, shared: &Shared) -> Exit {
    let mut sources = Sources::new();
    let mut problems = Vec::new();
    let mut exit = Exit::Clean;
    let mut text = String::new();
    let files: Vec<PathBuf> = paths.iter().flat_map(|path| rule_files(path, &mut problems)).collect();
    for path in &files {
        let before = match files::read(path) {
            Ok(before) => before,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let file = sources.add(path.display().to_string(), before.clone());
        match crate::language::format::format(file, &before) {
            Err(found) => problems.extend(found),
            Ok(after) if path.as_os_str() == "-" => text.push_str(&after),
            Ok(after) if after == before => {}
            Ok(_) if only_check => {
                let _ = writeln!(text, "would change {}", path.display());
                exit = Exit::Findings;
            }
            Ok(after) => match replace(path, &after) {
                Ok(()) => _ = writeln!(text, "formatted {}", path.display()),
                Err(error) => problems.push(Diagnostic::error("unwritable", format!("cannot write `{}`: {}", path.display(), files::reason(&error)))),
            },
        }
    }
    output::problems(&problems, &sources, shared);
    output::print(&text);
    if any_error(&problems) { Exit::NotChecked } else { exit }
}

/// Writes beside the file first, so that nothing is lost if that fails half-way.
fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let beside = path.with_extension("rules.new");
    std::fs::write(&beside, text)?;
    std::fs::rename(&beside, path).inspect_err(|_| _ = std::fs::remove_file(&beside))
}
