//! `rules coverage`: the statements of the sources against the rules, and the branches that examples and laws reach.

use super::arguments::{Coverage, CoverageFormat, Shared};
use super::{Exit, files, inputs, output, rules};
use crate::check;
use crate::diagnostic::{Diagnostic, any_error};
use crate::evaluate::View;
use crate::evaluate::reach::{Branch, reach};
use crate::pack::{Pack, examples, trace};
use crate::report::coverage::{self, Reached};
use crate::source::Sources;
use crate::typecheck::Depth;
use std::collections::BTreeSet;

/// Prints the coverage. Exit code 1 where the table and the rules disagree; a branch without an example is only shown, for some come
/// true under other settings alone.
pub fn run(options: &Coverage, shared: &Shared) -> Exit {
    let mut sources = Sources::new();
    let loaded = rules::load(shared, Depth::Full, &mut sources);
    let pack = &loaded.pack;
    let mut problems = loaded.problems;
    let statements = if shared.no_default_rules { Vec::new() } else { statements(pack, &mut sources, &mut problems) };
    let examples = by_examples(pack, &sources, &mut problems);
    let laws = by_laws(&options.laws, pack, &mut sources, &mut problems);
    let unusable = any_error(&problems);
    let disagreements = trace::disagreements(&statements, pack);
    let found = !disagreements.is_empty();
    problems.extend(disagreements);
    output::problems(&problems, &sources, shared);
    let laws = laws.as_ref().map(|(number, reached)| (*number, reached));
    let report = coverage::Coverage { pack, sources: &sources, statements: &statements, examples: &examples, laws };
    output::print(&match options.format {
        CoverageFormat::Human => coverage::human(&report),
        CoverageFormat::Markdown => coverage::markdown(&report),
    });
    match (unusable || pack.rules.rules.is_empty(), found) {
        (true, _) => Exit::NotChecked,
        (false, true) => Exit::Findings,
        (false, false) => Exit::Clean,
    }
}

fn statements(pack: &Pack, sources: &mut Sources, problems: &mut Vec<Diagnostic>) -> Vec<trace::Statement> {
    let file = sources.add(trace::TABLE.0, trace::TABLE.1);
    let (statements, found) = trace::read(file, sources, pack);
    problems.extend(found);
    statements
}

fn by_examples(pack: &Pack, sources: &Sources, problems: &mut Vec<Diagnostic>) -> Reached {
    let mut reached = Vec::with_capacity(pack.rules.rules.len());
    for (index, rule) in pack.rules.rules.iter().enumerate() {
        let mut branches = BTreeSet::new();
        for example in &rule.examples {
            if let Err(found) = examples::reached(pack, index, example, sources, &mut branches) {
                problems.extend(found);
            }
        }
        reached.push(branches);
    }
    reached
}

/// How many laws there are, and what they reach together; nothing where none are asked for.
fn by_laws(arguments: &[String], pack: &Pack, sources: &mut Sources, problems: &mut Vec<Diagnostic>) -> Option<(usize, Reached)> {
    if arguments.is_empty() {
        return None;
    }
    let found = inputs::descriptions(arguments);
    problems.extend(found.problems);
    let mut reached: Vec<BTreeSet<Branch>> = vec![BTreeSet::new(); pack.rules.rules.len()];
    let mut number = 0;
    for path in &found.files {
        let file = match files::read(path) {
            Ok(text) => sources.add(path.display().to_string(), text),
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let (description, found) = check::read(file, sources, pack);
        problems.extend(found);
        let Some(description) = description else { continue };
        number += 1;
        let view = View { rules: &pack.rules, vocabulary: &pack.vocabulary, description: &description, sources, others: &[], quotes: &[] };
        for (index, branches) in reached.iter_mut().enumerate() {
            reach(view, index, branches);
        }
    }
    Some((number, reached))
}
