//! To the terminal: colour where it is wanted, and a closed pipe is no error.

use super::Exit;
use super::arguments::{Format, Shared};
use super::terminal::{self, Stream};
use crate::diagnostic::{Diagnostic, any_error};
use crate::pack::Pack;
use crate::report::digest::Extent;
use crate::report::{self, Report};
use crate::source::Sources;
use std::borrow::Cow;
use std::collections::HashSet;
use std::io::Write;

/// Writes to standard output. Whoever closed the pipe has read enough.
pub fn print(text: &str) {
    print_bytes(text.as_bytes());
}

/// The same for what need not be text.
pub fn print_bytes(bytes: &[u8]) {
    let _ = std::io::stdout().lock().write_all(bytes);
}

/// Renders a report. `options` are for the format for people at a terminal; the others do not ask for colour or width. `extent` is for
/// the formats for people; the others have everything.
///
/// # Errors
/// The format could not be made; the reason is for people.
pub fn render(report: &Report<'_>, format: Format, options: &report::human::Options, extent: Extent) -> Result<Vec<u8>, String> {
    let shown = match format {
        Format::Human | Format::Plain => first(report.problems, "mend these first, or see all with `--format short`"),
        _ => Cow::Borrowed(report.problems),
    };
    let report = &Report { problems: &shown, ..*report };
    let text = match format {
        Format::Human => report::human::render_extent(report, options, extent),
        Format::Plain => report::plain::render_extent(report, extent),
        Format::Short => report::short::render_extent(report, extent),
        Format::Json => report::json::render(report),
        Format::Ndjson => report::json::ndjson::render(report),
        Format::Sarif => report::sarif::render(report),
        Format::Junit => report::junit::render(report),
        Format::Github => report::github::render(report),
        Format::Markdown => report::markdown::render(report),
        Format::Csv => report::csv::render(report),
        Format::Html => report::html::render(report),
        Format::Docx => return report::docx::render(report),
    };
    Ok(text.into_bytes())
}

/// How people are shown things on standard output.
pub fn human_options(shared: &Shared) -> report::human::Options {
    report::human::Options { color: terminal::colored(shared.color, Stream::Out), width: terminal::width(Stream::Out) }
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
    let options = report::human::Options { color: terminal::colored(shared.color, Stream::Err), width: terminal::width(Stream::Err) };
    let problems = first(problems, "mend these first, then run the command again");
    let text = report::human::problems(&problems, sources, &options);
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// The exit code that problems alone call for.
pub fn exit_for(problems: &[Diagnostic], pack: &Pack) -> Exit {
    if any_error(problems) || pack.rules.rules.is_empty() { Exit::NotChecked } else { Exit::Clean }
}
