//! `diff`: two drafts of a bill, and what changed in the findings.

use super::arguments::{Diff as Options, DiffFailOn, DiffFormat, FailOn, Shared};
use super::{Exit, check, inputs, output, rules};
use crate::check::{Beside, Checked};
use crate::diagnostic::{Diagnostic, Severity, any_error};
use crate::diff::{self, Class, Diff};
use crate::outcome::Verdict;
use crate::pack::Pack;
use crate::report::diff::{self as words, Drafts};
use crate::report::{self, Report};
use crate::source::Sources;
use std::path::PathBuf;

/// Compares and prints.
pub fn run(options: &Options, shared: &Shared) -> Exit {
    let mut sources = Sources::new();
    let loaded = rules::load(shared, crate::typecheck::Depth::Names, &mut sources);
    let pack = loaded.pack;
    let mut problems = loaded.problems;
    let wanted = check::selection(&options.only, &[], &pack, &mut problems);
    let asked = pack.rules.rules.iter().filter(|rule| wanted.includes(rule)).count();
    if asked == 0 && !any_error(&problems) {
        problems.push(Diagnostic::error("nothing-to-check", "there are no rules to ask of the two drafts"));
    }
    if options.old == "-" && options.new == "-" {
        let problem = Diagnostic::error("two-standard-inputs", "both drafts cannot come from standard input");
        problems.push(problem.help("give at least one of them as a file"));
    }
    let mut drafts = Vec::new();
    if !any_error(&problems) {
        for named in [&options.old, &options.new] {
            let Some(path) = draft(named, &mut problems) else { continue };
            drafts.extend(check::one(&path, &wanted, Beside::default(), &pack, &mut sources, &mut problems));
        }
    }
    let diff = match drafts.as_slice() {
        [old, new] if !any_error(&problems) => {
            problems.extend(nothing_to_compare(&drafts));
            Some(diff::compare(old, new, &pack, &sources))
        }
        _ => None,
    };
    let Some(diff) = diff.filter(|_| !any_error(&problems)) else {
        return not_compared(options, &pack, &sources, &problems, asked, shared);
    };
    output::problems(&problems, &sources, shared);
    let report = report(&pack, &sources, &drafts, &problems, asked);
    let [old, new] = drafts.as_slice() else { return Exit::NotChecked };
    let beside = Drafts { pack: &pack, sources: &sources, old, new, diff: &diff, rules: asked };
    output::print(&match options.format {
        DiffFormat::Human => {
            let report::human::Options { color, width } = output::human_options(shared);
            words::human(&beside, words::Options { color, width, all: options.all })
        }
        DiffFormat::Json => words::json(&beside),
        DiffFormat::Markdown => words::markdown(&beside),
        DiffFormat::Sarif => words::sarif(&report, &diff),
    });
    let fail_on = options.fail_on.unwrap_or_else(|| of_project(loaded.fail_on));
    if fails(&diff, fail_on) { Exit::Findings } else { Exit::Clean }
}

/// Says what went wrong. A program that reads SARIF is told in SARIF too.
fn not_compared(options: &Options, pack: &Pack, sources: &Sources, problems: &[Diagnostic], asked: usize, shared: &Shared) -> Exit {
    if options.format == DiffFormat::Sarif {
        output::print(&crate::report::sarif::render(&report(pack, sources, &[], problems, asked)));
    }
    output::problems(problems, sources, shared);
    Exit::NotChecked
}

fn report<'a>(pack: &'a Pack, sources: &'a Sources, checked: &'a [Checked], problems: &'a [Diagnostic], rules: usize) -> Report<'a> {
    Report { pack, sources, checked, problems, inputs: 2, rules, explain_met: false, waivers: None, baseline: None, past: &[], date: None }
}

/// The one file that a name stands for; a folder may hold one description.
fn draft(named: &str, problems: &mut Vec<Diagnostic>) -> Option<PathBuf> {
    let found = inputs::descriptions(&[named.to_owned()]);
    let usable = !any_error(&found.problems);
    // That other files of a folder were left out goes without saying where only one draft was meant.
    problems.extend(found.problems.into_iter().filter(|problem| problem.code != "skipped"));
    match found.files.as_slice() {
        [one] => Some(one.clone()),
        files if usable => {
            let message = format!("`{named}` stands for {} descriptions, and one draft is compared with one other", files.len());
            problems.push(Diagnostic::error("not-one-draft", message).help("name the file of each draft"));
            None
        }
        _ => None,
    }
}

/// The complaint that the rules say nothing of these drafts, so that no difference would mean nothing.
fn nothing_to_compare(drafts: &[Checked]) -> Option<Diagnostic> {
    let [old, new] = drafts else { return None };
    let any = |checked: &Checked, wanted: &[Verdict]| checked.outcomes.iter().any(|outcome| wanted.contains(&outcome.verdict));
    let decided = [Verdict::Violated, Verdict::PartlyMet, Verdict::Met];
    if any(new, &decided) {
        return None;
    }
    if any(new, &[Verdict::Undetermined]) {
        let message = "nothing could be decided of the new draft: the facts that the rules asked for turn on are not known";
        let problem = Diagnostic::error("nothing-decided", message).at(new.description.span, "too little is said of this draft");
        return Some(problem.help("answer the open questions; `ungp-check check` lists them"));
    }
    (!any(old, &decided)).then(|| {
        let problem = Diagnostic::error("nothing-to-check", "none of the rules asked is about these drafts");
        problem.help("ask other rules, or look whether `meta.kinds` names every kind that fits")
    })
}

/// What the project file's level means for two drafts.
fn of_project(level: Option<FailOn>) -> DiffFailOn {
    match level {
        Some(FailOn::Never) => DiffFailOn::Never,
        Some(FailOn::Error) | None => DiffFailOn::NewError,
        Some(FailOn::Warning) => DiffFailOn::NewWarning,
        Some(FailOn::Note) => DiffFailOn::New,
        Some(FailOn::Undetermined) => DiffFailOn::Undetermined,
    }
}

fn fails(diff: &Diff, fail_on: DiffFailOn) -> bool {
    let level = match fail_on {
        DiffFailOn::Never => return false,
        DiffFailOn::NewError => Severity::Error,
        DiffFailOn::NewWarning => Severity::Warning,
        DiffFailOn::New => Severity::Note,
        DiffFailOn::Undetermined => {
            if diff.verdicts.iter().any(diff::VerdictChange::opened) || diff.of(Class::Open).next().is_some() {
                return true;
            }
            Severity::Note
        }
        DiffFailOn::Any => return diff.pairs.iter().any(|pair| pair.class != Class::Unchanged) || !diff.verdicts.is_empty(),
    };
    diff.worst().is_some_and(|worst| worst >= level)
}
