//! `compare`: initiatives side by side, or a bill beside the past laws that come with the program.

use super::arguments::{Compare, CompareFormat, FailOn, PastFormat, Shared};
use super::check::{self, Selection};
use super::{Exit, inputs, output, rules};
use crate::check::{Beside, Checked};
use crate::diagnostic::{Diagnostic, Severity, any_error};
use crate::outcome::Inapplicable;
use crate::pack::Pack;
use crate::past::{self, Answers, Law};
use crate::report::compare::{self, Comparison};
use crate::report::precedents::{self, OfRule, Precedents};
use crate::source::Sources;
use crate::suggest::nearest;
use crate::typecheck::Depth;
use crate::typecheck::checked::Rule;
use std::path::{Path, PathBuf};

/// What an argument stands for.
enum Input {
    /// A file with a description.
    File(PathBuf),
    /// A past law that comes with the program.
    Law(&'static str, &'static str),
}

/// What was read before anything is printed.
struct Read {
    pack: Pack,
    sources: Sources,
    problems: Vec<Diagnostic>,
    checked: Vec<Checked>,
    wanted: Selection,
    inputs: usize,
    asked: usize,
}

/// Compares and prints.
pub fn run(options: &Compare, shared: &Shared) -> Exit {
    let mut sources = Sources::new();
    let loaded = rules::load(shared, Depth::Names, &mut sources);
    let (pack, mut problems) = (loaded.pack, loaded.problems);
    if options.past && options.format == CompareFormat::Csv {
        problems
            .push(Diagnostic::error("unknown-format", "there is no CSV of what past laws say").help("use `--format json` or `markdown`"));
    }
    let wanted = check::selection(&options.only, &options.kind, &pack, &mut problems);
    let asked = pack.rules.rules.iter().filter(|rule| wanted.includes(rule)).count();
    if asked == 0 && !any_error(&problems) {
        problems.push(check::no_rule());
    }
    let found = named(&options.inputs, &mut problems);
    problems.extend(too_few(&found, options.past, &problems));
    let mut read = Read { pack, sources, problems, checked: Vec::new(), wanted, inputs: found.len(), asked };
    // A misspelt rule or kind: what would be compared is not what was meant.
    if asked > 0 && !read.wanted.misspelt {
        read.all(&found);
    }
    let fail_on = options.fail_on.or(loaded.fail_on).unwrap_or(FailOn::Error);
    if options.past { with_past(read, options, shared, fail_on) } else { side_by_side(&read, options, shared, fail_on) }
}

/// What the arguments stand for, each once, in their order.
fn named(arguments: &[String], problems: &mut Vec<Diagnostic>) -> Vec<Input> {
    let mut found: Vec<Input> = Vec::new();
    for argument in arguments {
        match past::find(argument).filter(|_| !Path::new(argument).exists()) {
            Some((id, text)) if !found.iter().any(|input| matches!(input, Input::Law(known, _) if *known == id)) => {
                found.push(Input::Law(id, text));
            }
            Some(_) => {}
            None => {
                let files = inputs::descriptions(std::slice::from_ref(argument));
                problems.extend(files.problems);
                for file in files.files {
                    if !found.iter().any(|input| matches!(input, Input::File(known) if *known == file)) {
                        found.push(Input::File(file));
                    }
                }
            }
        }
    }
    found
}

/// The complaint that there is nothing to compare with.
fn too_few(found: &[Input], with_past: bool, problems: &[Diagnostic]) -> Option<Diagnostic> {
    if with_past || found.len() > 1 || any_error(problems) {
        return None;
    }
    let problem = Diagnostic::error("nothing-to-compare", "only one initiative is named, and at least two are compared");
    Some(
        problem
            .help("name another description, or a past law by its short name, such as `eu-dsa-2022`")
            .help("`--past` looks up how past laws meet what this one does not"),
    )
}

impl Read {
    /// Reads and checks every input.
    fn all(&mut self, found: &[Input]) {
        for input in found {
            let checked = match input {
                Input::File(path) => self.file(path),
                Input::Law(id, text) => self.law(id, text),
            };
            self.checked.extend(checked);
        }
        self.problems.extend(check::beside_the_point(&self.checked, &self.wanted, &self.pack));
        self.problems.extend(check::nothing_decided(&self.checked));
        self.problems.extend(self.nothing_asked());
    }

    fn file(&mut self, path: &Path) -> Option<Checked> {
        let before = self.problems.len();
        let checked = check::one(path, &self.wanted, Beside::default(), &self.pack, &mut self.sources, &mut self.problems);
        // A misspelt short name of a past law looks like a file that is not there.
        let law = path.to_str().filter(|_| !path.exists()).and_then(|name| nearest(name, past::LAWS.iter().map(|(id, _)| *id)));
        if let (None, Some(law), Some(problem)) = (&checked, law, self.problems.get_mut(before)) {
            problem.help.push(format!("there is a past law `{law}`"));
        }
        checked
    }

    fn law(&mut self, id: &str, text: &'static str) -> Option<Checked> {
        let file = past::add(id, text, &mut self.sources);
        let (description, found) = crate::check::read(file, &self.sources, &self.pack);
        self.problems.extend(found);
        let wanted = |rule: &Rule| self.wanted.includes(rule);
        Some(crate::check::check(description?, Beside::default(), &self.sources, &self.pack, wanted))
    }

    /// The complaint that the only rules asked are those that compare a bill with other laws, which is not done here.
    fn nothing_asked(&self) -> Option<Diagnostic> {
        let mut outcomes = self.checked.iter().flat_map(|checked| &checked.outcomes).peekable();
        outcomes.peek()?;
        if !outcomes.all(|outcome| outcome.inapplicable == Some(Inapplicable::Alone)) {
            return None;
        }
        let problem =
            Diagnostic::error("nothing-to-check", "the rules asked compare a bill with other laws, which this command does not do");
        Some(problem.help("ask them with `ungp-check check BILL --with LAWS`"))
    }

    fn exit(&self, fail_on: FailOn) -> Exit {
        if any_error(&self.problems) || self.checked.is_empty() || self.asked == 0 {
            Exit::NotChecked
        } else if self.checked.iter().any(|checked| check::fails(checked, fail_on)) {
            Exit::Findings
        } else {
            Exit::Clean
        }
    }
}

fn side_by_side(read: &Read, options: &Compare, shared: &Shared, fail_on: FailOn) -> Exit {
    if options.format != CompareFormat::Json {
        output::problems(&read.problems, &read.sources, shared);
    }
    let comparison = Comparison {
        pack: &read.pack,
        sources: &read.sources,
        checked: &read.checked,
        problems: &read.problems,
        inputs: read.inputs,
        rules: read.asked,
        differences: options.differences,
    };
    // A table of one is no comparison; programs get a document all the same, which says so.
    let enough = read.checked.len() > 1;
    match options.format {
        CompareFormat::Json => output::print(&compare::json::render(&comparison)),
        _ if !enough => {}
        CompareFormat::Human => output::print(&compare::human::render(&comparison, &output::human_options(shared))),
        CompareFormat::Markdown => output::print(&compare::markdown::render(&comparison)),
        CompareFormat::Csv => output::print(&compare::csv::render(&comparison)),
    }
    if enough { read.exit(fail_on) } else { Exit::NotChecked }
}

fn with_past(mut read: Read, options: &Compare, shared: &Shared, fail_on: FailOn) -> Exit {
    let mut laws = Vec::new();
    if !read.checked.is_empty() {
        laws = past_laws(&mut read.sources, &read.pack, |rule| read.wanted.includes(rule), &mut read.problems);
    }
    if options.format != CompareFormat::Json {
        output::problems(&read.problems, &read.sources, shared);
    }
    let report = Precedents {
        pack: &read.pack,
        sources: &read.sources,
        bills: &read.checked,
        laws: &laws,
        problems: &read.problems,
        inputs: read.inputs,
        rules: read.asked,
        all: options.all,
    };
    match options.format {
        CompareFormat::Json => output::print(&precedents::json::render(&report)),
        _ if laws.is_empty() => {}
        CompareFormat::Human => output::print(&precedents::human::render(&report, &output::human_options(shared))),
        CompareFormat::Markdown => output::print(&precedents::markdown::render(&report)),
        CompareFormat::Csv => {}
    }
    read.exit(fail_on)
}

/// The past laws, asked the rules that are wanted. One that cannot be read was not asked, which is said.
fn past_laws(sources: &mut Sources, pack: &Pack, wanted: impl Fn(&Rule) -> bool + Sync, problems: &mut Vec<Diagnostic>) -> Vec<Law> {
    let (laws, found) = past::read(sources, pack, wanted);
    let lost = past::LAWS.len() - laws.len();
    if lost > 0 {
        let message = match past::LAWS.len() {
            all if all == lost => "the past laws that come with the program do not fit these rules, so none was asked".to_owned(),
            all => format!("{lost} of the {all} past laws that come with the program do not fit these rules and were not asked"),
        };
        let first = found.iter().find(|problem| problem.severity == Severity::Error);
        let why = first.map(|problem| format!("the first difficulty: {}", problem.message));
        let mut problem = Diagnostic::error("past-laws-unreadable", message);
        problem.notes.extend(why);
        problems.push(problem.help(
            "they are described in the vocabulary of the embedded rules: use that, without `--no-default-rules` or `default_rules = false`",
        ));
    }
    laws
}

/// `explain CODE --past`: what past laws say of one rule, or how they fare in a family. Gives the text to print.
pub fn explain(
    pack: &Pack,
    wanted: &[&Rule],
    format: PastFormat,
    sources: &mut Sources,
    shared: &Shared,
    problems: &mut Vec<Diagnostic>,
) -> String {
    let laws = past_laws(sources, pack, |rule| wanted.iter().any(|wanted| wanted.code == rule.code), problems);
    if laws.is_empty() {
        return String::new();
    }
    let indices = pack.rules.rules.iter().enumerate().filter(|(_, rule)| wanted.iter().any(|wanted| wanted.code == rule.code));
    // No bill is in view, so no law is more like it than another.
    let rules: Vec<OfRule<'_>> = indices.map(|(index, rule)| OfRule { pack, rule, answers: Answers::of(index, 0, &laws) }).collect();
    let each = |text: &dyn Fn(&OfRule<'_>) -> String| rules.iter().map(text).collect::<Vec<_>>().join("\n");
    match format {
        PastFormat::Human => each(&|rule| precedents::human::rule(rule, &output::human_options(shared))),
        PastFormat::Markdown => each(&precedents::markdown::rule),
        PastFormat::Json => precedents::json::rules(&rules, sources),
    }
}
