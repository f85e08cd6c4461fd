//! To the terminal: colour where it is wanted, and a closed pipe is no error.

use super::Exit;
use super::arguments::{ColorWhen, Format, Shared};
use crate::diagnostic::{Diagnostic, any_error};
use crate::pack::Pack;
use crate::report::{self, Report};
use crate::source::Sources;
use anstream::ColorChoice;
use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{IsTerminal, Write};

/// Writes to standard output. Whoever closed the pipe has read enough.
pub fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Whether to colour, as asked or as the terminal and `NO_COLOR` say.
pub fn colored(when: ColorWhen) -> bool {
    match when {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto => std::io::stdout().is_terminal() && anstream::AutoStream::choice(&std::io::stdout()) != ColorChoice::Never,
    }
}

/// Renders a report.
pub fn render(report: &Report<'_>, format: Format, shared: &Shared) -> String {
    match format {
        Format::Human => report::human::render(report, &report::human::Options { color: colored(shared.color), width: width() }),
        Format::Plain => report::plain::render(report),
        Format::Short => report::short::render(report),
        Format::Json => report::json::render(report),
        Format::Sarif => report::sarif::render(report),
    }
}

/// How people are shown things on standard output.
pub fn human_options(shared: &Shared) -> report::human::Options {
    report::human::Options { color: colored(shared.color), width: width() }
}

/// Columns of the terminal.
pub fn width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|columns| (40..=400).contains(columns)).unwrap_or(100)
}

/// The problems a person is shown: the first ones, and how many there are besides.
pub fn first<'a>(problems: &'a [Diagnostic], help: &str) -> Cow<'a, [Diagnostic]> {
    const SHOWN: usize = 20;
    let (shown, rest) = problems.split_at_checked(SHOWN).unwrap_or((problems, &[]));
    match rest.iter().map(|problem| problem.severity).max() {
        // One more takes no more room than the words that leave it out.
        None => Cow::Borrowed(problems),
        Some(_) if rest.len() == 1 => Cow::Borrowed(problems),
        Some(gravest) => {
            let more = Diagnostic::new(gravest, "more-problems", format!("{} more problems are not shown", rest.len())).help(help);
            let mut shown = shown.to_vec();
            drop_repeated_advice(&mut shown);
            shown.into_iter().chain([more]).collect()
        }
    }
}

/// With so many problems, the same advice is given once.
fn drop_repeated_advice(problems: &mut [Diagnostic]) {
    let mut given: HashSet<String> = HashSet::new();
    for problem in problems {
        problem.help.retain(|help| given.insert(help.clone()));
    }
}

/// Prints problems in the human format on standard error, for commands that have no report of their own.
pub fn problems(problems: &[Diagnostic], sources: &Sources, shared: &Shared) {
    if problems.is_empty() {
        return;
    }
    let options = report::human::Options { color: colored(shared.color) && std::io::stderr().is_terminal(), width: width() };
    let problems = first(problems, "mend these first, then run the command again");
    let text = report::human::problems(&problems, sources, &options);
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// The exit code that problems alone call for.
pub fn exit_for(problems: &[Diagnostic], pack: &Pack) -> Exit {
    if any_error(problems) || pack.rules.rules.is_empty() { Exit::NotChecked } else { Exit::Clean }
}
