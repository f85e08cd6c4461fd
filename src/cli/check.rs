//! `check`: descriptions against the rules.

use super::arguments::{Check, FailOn, Shared};
use super::{Exit, files, inputs, output, rules};
use crate::check::{self, Checked};
use crate::diagnostic::{Diagnostic, Severity, any_error};
use crate::outcome::Verdict;
use crate::pack::Pack;
use crate::report::Report;
use crate::source::{FileId, Sources};
use crate::suggest::{choices, did_you_mean};
use crate::typecheck::checked::Rule;
use std::path::Path;

/// Checks and prints.
pub fn run(options: &Check, shared: &Shared) -> Exit {
    let mut sources = Sources::new();
    let loaded = rules::load(shared, crate::typecheck::Depth::Names, &mut sources);
    let pack = loaded.pack;
    let mut problems = loaded.problems;
    let wanted = selection(options, &pack, &mut problems);
    let asked = pack.rules.rules.iter().filter(|rule| wanted.includes(rule)).count();
    if asked == 0 && !any_error(&problems) {
        problems.push(Diagnostic::error("nothing-to-check", "no rule is about these kinds and among those asked for"));
    }
    let found = inputs::descriptions(&options.inputs);
    problems.extend(found.problems);
    let mut checked = Vec::new();
    // A misspelt rule or kind: what would be checked is not what was meant.
    if asked > 0 && !wanted.misspelt {
        for path in &found.files {
            checked.extend(one(path, &wanted, &pack, &mut sources, &mut problems));
        }
    }
    let report = Report {
        pack: &pack,
        sources: &sources,
        checked: &checked,
        problems: &problems,
        inputs: found.files.len(),
        rules: asked,
        explain_met: options.explain_met,
    };
    output::print(&output::render(&report, options.format, shared));
    let fail_on = options.fail_on.or(loaded.fail_on).unwrap_or(FailOn::Error);
    if any_error(&problems) || checked.is_empty() || asked == 0 {
        return Exit::NotChecked;
    }
    if checked.iter().any(|checked| fails(checked, fail_on)) { Exit::Findings } else { Exit::Clean }
}

/// Which rules are asked.
struct Selection {
    only: Vec<String>,
    kinds: u64,
    misspelt: bool,
}

impl Selection {
    fn includes(&self, rule: &Rule) -> bool {
        let by_code = self.only.is_empty() || self.only.iter().any(|code| rule.code == *code || rule.code.split('-').next() == Some(code));
        by_code && (self.kinds == 0 || rule.kinds.is_none_or(|kinds| kinds & self.kinds != 0))
    }
}

fn selection(options: &Check, pack: &Pack, problems: &mut Vec<Diagnostic>) -> Selection {
    let mut selection = Selection { only: Vec::new(), kinds: 0, misspelt: false };
    for code in &options.only {
        let known = pack.rules.families.iter().any(|family| family.code == *code) || pack.rule(code).is_some();
        if known {
            selection.only.push(code.clone());
        } else {
            selection.misspelt = true;
            problems.push(pack.unknown_rule(code));
        }
    }
    let values = pack.vocabulary.kind_values();
    for kind in &options.kind {
        match values.and_then(|values| values.find(kind).map(|index| values.bit(index))) {
            Some(bit) => selection.kinds |= bit,
            None => {
                selection.misspelt = true;
                let names: Vec<&str> = values.map(|values| values.names().collect()).unwrap_or_default();
                let help = did_you_mean(kind, names.iter().copied()).unwrap_or_else(|| format!("kinds are {}", choices(names.iter().copied(), 20)));
                problems.push(Diagnostic::error("unknown-kind", format!("`{kind}` is not a kind of initiative")).help(help));
            }
        }
    }
    selection
}

/// Reads and checks one input; what is wrong with it goes to the problems.
fn one(path: &Path, wanted: &Selection, pack: &Pack, sources: &mut Sources, problems: &mut Vec<Diagnostic>) -> Option<Checked> {
    let text = match files::read(path) {
        Ok(text) => text,
        Err(problem) => {
            problems.push(problem);
            return None;
        }
    };
    let name = if path.as_os_str() == "-" { "<stdin>".to_owned() } else { path.display().to_string() };
    let file = sources.add(name, text);
    let (description, found) = check::read(file, sources, pack);
    problems.extend(found);
    let description = description?;
    let bill = match &description.text {
        None => None,
        Some(named) => match bill(path, &named.text, sources) {
            Ok(bill) => Some(bill),
            Err(problem) => {
                problems.push(problem.at(named.span, "named here"));
                return None;
            }
        },
    };
    Some(check::check(description, bill, sources, pack, |rule| wanted.includes(rule)))
}

/// The bill's own text, beside the description.
fn bill(description: &Path, name: &str, sources: &mut Sources) -> Result<FileId, Diagnostic> {
    let path = files::beside(description, name).map_err(|reason| Diagnostic::error("unreadable", format!("cannot read the bill's text `{name}`: {reason}")))?;
    let known = ["md", "markdown", "txt", "text"];
    if !inputs::has_extension(&path, &known) {
        let message = format!("the bill's text `{name}` is neither plain text nor Markdown");
        return Err(Diagnostic::error("unknown-format", message).help("save it as .txt or .md"));
    }
    let text = files::read(&path)?;
    Ok(sources.add(path.display().to_string(), text))
}

fn fails(checked: &Checked, fail_on: FailOn) -> bool {
    let level = match fail_on {
        FailOn::Never => return false,
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Note => Severity::Note,
        FailOn::Undetermined => {
            if checked.outcomes.iter().any(|outcome| outcome.verdict == Verdict::Undetermined) {
                return true;
            }
            Severity::Note
        }
    };
    checked.worst().is_some_and(|worst| worst >= level)
}
