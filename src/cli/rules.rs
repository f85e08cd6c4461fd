//! `rules`: loading packs for every command; listing, checking and formatting them.

use super::arguments::{FailOn, Rules, Shared};
use super::{Exit, files, inputs, output, project};
use crate::diagnostic::{Diagnostic, any_error};
use crate::pack::{self, Pack, PackFile, examples};
pub use crate::report::words::kinds;
use crate::source::{Sources, Span};
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
    /// The project's file of waivers, and where it is named.
    pub waivers: Option<(PathBuf, Span)>,
    /// The project's suites, and where each is named.
    pub suites: Vec<(PathBuf, Span)>,
}

/// Loads the embedded rules, those of the project file and those of the command line.
pub fn load(shared: &Shared, depth: Depth, sources: &mut Sources) -> Loaded {
    let (project, mut problems) = project::load(shared.project.as_deref(), sources);
    let default_rules = !shared.no_default_rules && project.default_rules != Some(false);
    let mut files = if default_rules { pack::embedded() } else { Vec::new() };
    let embedded = files.len();
    let named = project.packs.iter().map(|(path, span)| (path, Some(*span)));
    for (path, place) in named.chain(shared.rules.iter().map(|path| (path, None))) {
        let mut found = Vec::new();
        for file in pack_files(path, &mut found) {
            // A file named twice, or a copy of an embedded one, adds nothing.
            if !files.iter().any(|other| other.text == file.text) {
                files.push(file);
            }
        }
        problems.extend(found.into_iter().map(|problem| match place {
            Some(place) => problem.at(place, "named here"),
            None => problem,
        }));
    }
    // The embedded rules are checked in full by the tests; a stranger's are checked in full whenever they are used.
    let depth = if files.len() > embedded { Depth::Full } else { depth };
    let (mut pack, found) = pack::load(files, depth, sources);
    problems.extend(found);
    problems.extend(pack.override_settings(&project.settings));
    problems.extend(pack.override_severities(&project.severities));
    Loaded { pack, problems, fail_on: project.fail_on, waivers: project.waivers, suites: project.suites }
}

/// The files that one name stands for. A name that adds no rules is a mistake.
fn pack_files(named: &Path, problems: &mut Vec<Diagnostic>) -> Vec<PackFile> {
    let name = named.display();
    if inputs::has_extension(named, &["yaml", "yml", "json", "toml"]) {
        let problem = Diagnostic::error("not-rules", format!("`{name}` is not a file of rules"));
        problems.push(problem.help("rule files end in `.rules`; descriptions are named without `--rules`"));
        return Vec::new();
    }
    let before = problems.len();
    let mut found = Vec::new();
    for path in rule_files(named, problems) {
        match files::read(&path) {
            Ok(text) => found.push(PackFile { name: path.display().to_string(), text: text.into() }),
            Err(problem) => problems.push(problem),
        }
    }
    let says_nothing = |file: &PackFile| {
        file.text.trim_start_matches('\u{feff}').lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
    };
    if problems.len() == before && found.iter().all(says_nothing) {
        problems.push(
            Diagnostic::error("nothing-to-check", format!("no rules in `{name}`, which is empty but for comments"))
                .help("write a rule in it, or leave it out"),
        );
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
        Rules::Docs { out } => super::pages::run(out, shared),
        Rules::Coverage(options) => super::coverage::run(options, shared),
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
        let _ = writeln!(text, "{} {} (pillar {pillars}; {})", family.code, family.title, counted(rules.len(), "rule"));
        for rule in rules {
            let _ = writeln!(text, "  {}  {:<7}  {}", rule.code, rule.severity.name(), rule.title);
            let _ = writeln!(text, "           for {}", kinds(pack, rule));
        }
    }
    let _ = writeln!(text, "{} rules in {} families", pack.rules.rules.len(), pack.rules.families.len());
    output::print(&text);
    output::exit_for(&loaded.problems, pack)
}

fn check(only: &[String], shared: &Shared) -> Exit {
    let mut sources = Sources::new();
    let loaded = load(shared, Depth::Full, &mut sources);
    let pack = &loaded.pack;
    let mut problems = loaded.problems;
    let only: Vec<String> = only.iter().map(|code| pack.code(code).unwrap_or_else(|| code.clone())).collect();
    problems.extend(only.iter().filter(|code| pack.code(code).is_none()).map(|code| pack.unknown_rule(code)));
    let wanted = |rule: &Rule| only.is_empty() || only.iter().any(|code| rule.code == *code || rule.code.split('-').next() == Some(code));
    let (count, failures) = examples::run(pack, &sources, wanted);
    let rules = pack.rules.rules.iter().filter(|rule| wanted(rule)).count();
    let unusable = any_error(&problems);
    problems.extend(failures.iter().cloned());
    output::problems(&problems, &sources, shared);
    let broken = match pack.broken.len() {
        0 => String::new(),
        1 => format!("; 1 rule with errors was left out: {}", pack.broken.join(", ")),
        more => format!("; {more} rules with errors were left out: {}", pack.broken.join(", ")),
    };
    let (asked, run) = (counted(rules, "rule"), counted(count, "example"));
    output::print(&format!("{asked}, {run}, {} failed{broken}\n", failures.len()));
    match (unusable || rules == 0, failures.is_empty()) {
        (true, _) => Exit::NotChecked,
        (false, false) => Exit::Findings,
        (false, true) => Exit::Clean,
    }
}

/// `1 rule`, `2 rules`.
fn counted(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
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
                Err(error) => {
                    problems.push(Diagnostic::error("unwritable", format!("cannot write `{}`: {}", path.display(), files::reason(&error))))
                }
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
