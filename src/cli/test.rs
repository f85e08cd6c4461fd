//! `test`: the examples of rules, and laws against what others expect the rules to say of them.

mod find;

use super::arguments::{Shared, Test, TestFormat};
use super::check::{self, Selection};
use super::progress::Progress;
use super::{Exit, files, output, rules};
use crate::check::{Beside, Checked};
use crate::diagnostic::{Diagnostic, Severity, any_error};
use crate::pack::Pack;
use crate::pack::examples::{self, Ran};
use crate::report::agreement;
use crate::report::suite::{TestReport, human, json, junit};
use crate::source::Sources;
use crate::suite::{self, Suite, Tally, Tested};
use crate::typecheck::Depth;
use crate::typecheck::checked::Rule;
use find::Found;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Tests and prints.
pub fn run(options: &Test, shared: &Shared) -> Exit {
    let mut sources = Sources::new();
    let mut named = find::suites(&options.paths);
    let everything = options.paths.is_empty();
    let examples_wanted = !options.agreement && (everything || !named.rules.is_empty());
    let depth = if examples_wanted { Depth::Full } else { Depth::Names };
    let mut shared_with_named = shared.clone();
    shared_with_named.rules.append(&mut named.rules);
    let loaded = rules::load(&shared_with_named, depth, &mut sources);
    let pack = loaded.pack;
    let mut problems = loaded.problems;
    let wanted = check::selection(&options.only, &[], &pack, &mut problems);
    if everything {
        for (folder, place) in &loaded.suites {
            named.add_folder(folder, Some(*place));
        }
    }
    problems.append(&mut named.problems);
    let mut pairs = Vec::new();
    if !wanted.misspelt {
        let mut progress = Progress::start("testing", named.suites.len(), options.quiet);
        for path in named.suites.clone() {
            progress.step(&path.display().to_string());
            pairs.extend(pair(&path, &mut named, &wanted, &pack, &mut sources, &mut problems));
        }
        problems.extend(named.unused());
    }
    // What was read is no longer added to, so that reports can borrow it.
    let (pairs, sources) = (pairs, sources);
    let laws: Vec<Tested<'_>> =
        pairs.iter().map(|(suite, checked)| Tested::new(suite, checked)).filter(|law| !law.judged.is_empty()).collect();
    let of_named = |rule: &Rule| everything || named.is_rule_file(sources.text(rule.span.file));
    let ran = if examples_wanted && !wanted.misspelt {
        examples::each(&pack, &sources, |rule| wanted.includes(rule) && of_named(rule))
    } else {
        Vec::new()
    };
    problems.extend(nothing_tested(options, &laws, &ran, &problems));
    if options.quiet {
        problems.retain(|problem| problem.severity > Severity::Note);
    }
    let suites = laws.len() + named.suites.len().saturating_sub(pairs.len());
    let report = TestReport { pack: &pack, sources: &sources, laws: &laws, examples: &ran, problems: &problems, suites };
    print(&report, options, shared);
    match (report.is_complete(), report.has_failures()) {
        (false, _) => Exit::NotChecked,
        (true, true) => Exit::Findings,
        (true, false) => Exit::Clean,
    }
}

fn print(report: &TestReport<'_>, options: &Test, shared: &Shared) {
    if options.agreement || options.format == TestFormat::Human {
        output::problems(report.problems, report.sources, shared);
    }
    let nothing = report.laws.is_empty() && report.examples.is_empty();
    output::print(&match options.format {
        _ if options.agreement && nothing => String::new(),
        _ if options.agreement => format!("# Agreement\n\n{}", agreement::markdown(report.laws, report.pack, 2)),
        TestFormat::Human => human(report, &output::human_options(shared)),
        TestFormat::Junit => junit::render(report),
        TestFormat::Json => json::render(report),
    });
}

/// The complaint that nothing came of the whole run, where nothing else explains it.
fn nothing_tested(options: &Test, laws: &[Tested<'_>], ran: &[Ran<'_>], problems: &[Diagnostic]) -> Option<Diagnostic> {
    if Tally::of(laws).all() + ran.len() > 0 || any_error(problems) {
        return None;
    }
    let (message, help) = if !options.only.is_empty() {
        ("no expectation and no example is about the rules asked", "leave out `--only`, or name other folders")
    } else if options.agreement {
        ("there are no laws to compare with", "name folders of suites, or write `suites = [\"folder\"]` into the project file")
    } else {
        ("there are no examples and no suites to test", "name folders of suites or packs of rules")
    };
    Some(Diagnostic::error("nothing-to-check", message).help(help))
}

/// A suite and its law, checked; nothing where either cannot be used, which is among the problems then.
fn pair(
    path: &Path,
    named: &mut Found,
    wanted: &Selection,
    pack: &Pack,
    sources: &mut Sources,
    problems: &mut Vec<Diagnostic>,
) -> Option<(Suite, Checked)> {
    let text = files::read(path).map_err(|problem| problems.push(problem)).ok()?;
    let file = sources.add(path.display().to_string(), text);
    let (suite, found) = suite::read(file, sources, pack);
    problems.extend(found);
    let suite = suite?;
    let input = input(path, &suite).map_err(|problem| problems.push(problem)).ok()?;
    named.used(&input);
    let checked = check::one(&input, wanted, Beside::default(), pack, sources, problems)?;
    match other_law(&suite, &checked, pack) {
        Some(problem) => {
            problems.push(problem);
            None
        }
        None => Some((suite, checked)),
    }
}

/// The description that a suite is about.
fn input(path: &Path, suite: &Suite) -> Result<PathBuf, Diagnostic> {
    let name = suite.input();
    files::beside(path, name).map_err(|reason| {
        let message = format!("the description `{name}` of `{}` cannot be read: {reason}", suite.law.text);
        let problem = Diagnostic::error("no-description", message);
        match &suite.input {
            Some(input) => problem.at(input.span, "named here").help("put the description beside the file, and give its bare name"),
            None => problem
                .at(suite.law.span, "expected of this law")
                .help(format!("put the description beside the file as `{}`, or name it with `input:`", suite::INPUT)),
        }
    })
}

/// The complaint that a description is about another law than the expectations.
fn other_law(suite: &Suite, checked: &Checked, pack: &Pack) -> Option<Diagnostic> {
    let id = checked.description.words(&pack.vocabulary, "meta", "id").unwrap_or("");
    if id == &*suite.law.text {
        return None;
    }
    let message = format!("the expectations are about `{}`, and the description is about `{id}`", suite.law.text);
    let problem = Diagnostic::error("other-law", message).at(suite.law.span, "not the description's `meta.id`");
    Some(
        problem
            .also(checked.description.span, "the description")
            .help("write the description's `meta.id` as `law`, or name the right description with `input`"),
    )
}

/// The note that nothing is expected of some descriptions.
fn unused_note(unused: &BTreeSet<PathBuf>) -> Option<Diagnostic> {
    const SHOWN: usize = 5;
    let first = unused.first()?;
    let note = |message: String| Diagnostic::new(Severity::Note, "no-expectations", message);
    let help = format!("write what others say of it into `{}` beside it", suite::NAME);
    if unused.len() == 1 {
        return Some(note(format!("nothing is expected of `{}`, which was not tested", first.display())).help(help));
    }
    let names: Vec<String> = unused.iter().take(SHOWN).map(|path| path.display().to_string()).collect();
    let more = unused.len().saturating_sub(SHOWN);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message = format!("nothing is expected of {} descriptions, which were not tested", unused.len());
    Some(note(message).note(format!("not tested: {}{rest}", names.join(", "))).help(help))
}
