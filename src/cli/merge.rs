//! `merge`: two people's descriptions of one initiative made one, and how far they agree.

use super::arguments::{Merge as Options, MergeFailOn, MergeFormat, Shared};
use super::{Exit, files, output, rules};
use crate::check;
use crate::description::Description;
use crate::diagnostic::{Diagnostic, any_error};
use crate::merge::{self, Reading};
use crate::pack::Pack;
use crate::report::merge::{self as words, Both};
use crate::source::{FileId, Sources};
use std::io::Write;
use std::path::Path;

/// Merges, writes and prints.
pub fn run(options: &Options, shared: &Shared) -> Exit {
    let mut sources = Sources::new();
    let loaded = rules::load(shared, crate::typecheck::Depth::Names, &mut sources);
    let pack = loaded.pack;
    let mut problems = loaded.problems;
    if options.first.as_os_str() == "-" && options.second.as_os_str() == "-" {
        let problem = Diagnostic::error("two-standard-inputs", "both descriptions cannot come from standard input");
        problems.push(problem.help("give at least one of them as a file"));
    }
    let mut read = Vec::new();
    if !any_error(&problems) {
        for path in [&options.first, &options.second] {
            read.extend(described(path, &pack, &mut sources, &mut problems));
        }
    }
    problems.extend(lost_comments(&read, &sources));
    let [first, second] = read.as_slice() else {
        output::problems(&problems, &sources, shared);
        return Exit::NotChecked;
    };
    let readings = [first, second].map(|description| Reading { description, name: sources.name(description.file) });
    let [one, other] = readings;
    let merged = match merge::merge(one, other, &pack.vocabulary) {
        Ok(merged) if !any_error(&problems) => merged,
        found => {
            problems.extend(found.err());
            output::problems(&problems, &sources, shared);
            return Exit::NotChecked;
        }
    };
    let both = Both { pack: &pack, sources: &sources, first: one, second: other, merged: &merged };
    let to_stdout = options.output.as_deref().is_some_and(|path| path.as_os_str() == "-");
    let report = match options.format {
        MergeFormat::Human => words::human(&both, &output::human_options(shared)),
        MergeFormat::Json => words::json(&both),
    };
    if to_stdout {
        let _ = std::io::stderr().lock().write_all(report.as_bytes());
    } else {
        output::print(&report);
    }
    if let Some(path) = &options.output {
        let page = words::description(&both, text(options, readings));
        if to_stdout {
            output::print(&page);
        } else {
            problems.extend(super::init::create_new(path, &page));
        }
    }
    if merged.overall.facts == 0 {
        let problem =
            Diagnostic::warning("nothing-to-compare", "there is no fact that both answered, so nothing is said on how far they agree");
        problems.push(problem.help("sections are compared in which both state facts, or which both read in full"));
    }
    output::problems(&problems, &sources, shared);
    match options.fail_on {
        _ if any_error(&problems) => Exit::NotChecked,
        MergeFailOn::Disagreement if !merged.disagreements.is_empty() => Exit::Findings,
        _ if merged.overall.facts == 0 => Exit::NotChecked,
        _ => Exit::Clean,
    }
}

fn described(path: &Path, pack: &Pack, sources: &mut Sources, problems: &mut Vec<Diagnostic>) -> Option<Description> {
    let text = match super::check::no_description(path).map_or_else(|| files::read(path), Err) {
        Ok(text) => text,
        Err(problem) => {
            problems.push(problem);
            return None;
        }
    };
    let (description, found) = check::read(sources.add(files::name(path), text), sources, pack);
    problems.extend(found);
    description
}

/// Comments are for the people who wrote them, and belong to no fact: they stay where they are, which ought to be known.
fn lost_comments(read: &[Description], sources: &Sources) -> Option<Diagnostic> {
    let comments = |file: FileId| sources.text(file).lines().any(|line| line.trim_start().starts_with('#'));
    let with: Vec<String> =
        read.iter().filter(|found| comments(found.file)).map(|found| format!("`{}`", sources.name(found.file))).collect();
    let (first, rest) = with.split_first()?;
    let names = rest.first().map_or_else(|| first.clone(), |second| format!("{first} and {second}"));
    let message = format!("the comments in {names} are not taken over: they stay in the files they are in");
    Some(Diagnostic::new(crate::diagnostic::Severity::Note, "comments-left", message).help("what others should read belongs into `note`"))
}

/// The name of the bill's text, where it means the same file from where the description is written.
fn text<'a>(options: &Options, readings: [Reading<'a>; 2]) -> Option<&'a str> {
    let folder = |path: &Path| {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        parent.canonicalize().ok()
    };
    let to = options.output.as_deref().unwrap_or(Path::new("."));
    let there = folder(to)?;
    let mut named: Vec<&str> = Vec::new();
    for (path, reading) in [&options.first, &options.second].into_iter().zip(readings) {
        if let Some(text) = &reading.description.text
            && folder(path).as_deref() == Some(&there)
            && !named.contains(&&*text.text)
        {
            named.push(&text.text);
        }
    }
    // Two names are two texts: somebody has to say which it is.
    match named.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}
