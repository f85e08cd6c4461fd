//! `check --format github`: workflow commands, which GitHub makes annotations of. The gravest come first, since it shows ten of each
//! level of one step and passes over the rest.

use super::Report;
use super::entries::{self, Entry, Kind, Standing};
use super::prose::{LONG, clip, count, few, one_line};
use super::view;
use crate::check::Checked;
use crate::diagnostic::Severity;
use crate::outcome::Verdict;
use crate::source::{FileId, Place, Sources};

/// Longer messages are cut by GitHub, at 4,096 characters.
const MESSAGE: usize = 4000;
/// How many missing facts are named for one rule.
const NEEDS: usize = 5;

/// All of a report.
pub fn render(report: &Report<'_>) -> String {
    let mut text = String::new();
    let (incomplete, words) = entries::closing(report);
    let title = if incomplete { "not everything was checked" } else { "checked" };
    let level = if incomplete { Severity::Error } else { Severity::Note };
    let all = format!("{words}\n{}", entries::tool(report));
    command(level, None, &format!("ungp-check: {title}"), &all, &mut text);
    report.checked.iter().for_each(|checked| input(report, checked, &mut text));
    let of_inputs = report.checked.iter().flat_map(|checked| entries::of_input(report, checked));
    let mut entries: Vec<Entry<'_>> = entries::of_run(report).into_iter().chain(of_inputs).collect();
    // What is known is counted; what is waived must not take the room of what is not.
    entries.retain(|entry| !matches!(entry.standing, Standing::Known));
    entries.sort_by_key(|entry| (entry.kind != Kind::Problem, std::cmp::Reverse(level_of(entry))));
    for entry in &entries {
        annotate(entry, report.sources, &mut text);
    }
    text
}

/// What is waived is a notice, whatever it was before.
fn level_of(entry: &Entry<'_>) -> (bool, Severity) {
    match entry.standing {
        Standing::Waived(_) => (false, Severity::Note),
        _ => (true, entry.severity()),
    }
}

fn annotate(entry: &Entry<'_>, sources: &Sources, text: &mut String) {
    let found = &entry.diagnostic;
    let place = found.primary().and_then(|label| Some((name(sources, label.span.file)?, sources.place(label.span))));
    let rule = entry.rule.map(|(rule, _)| format!(" {}", rule.title)).unwrap_or_default();
    let waived = if matches!(entry.standing, Standing::Waived(_)) { format!("waived {}: ", entry.severity()) } else { String::new() };
    let title = format!("{waived}{}{rule}", found.code);
    let lines: Vec<String> = std::iter::once(one_line(&found.message)).chain(entry.about(sources)).chain(entry.advice()).collect();
    command(level_of(entry).1, place, &title, &lines.join("\n"), text);
}

/// What one input came to, with what could not be decided.
fn input(report: &Report<'_>, checked: &Checked, text: &mut String) {
    let mut lines = vec![view::counts_line(checked)];
    let open = checked.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Undetermined);
    for outcome in open {
        let code = report.pack.rules.rules.get(outcome.rule).map_or("", |rule| rule.code.as_str());
        let needs = few(outcome.missing.iter().map(|missing| missing.path.as_str()), NEEDS);
        let needs = if needs.is_empty() { "more than the description says".into() } else { needs };
        lines.push(format!("undetermined {code}: needs {needs}"));
    }
    let questions = checked.questions(report.pack);
    if let Some(first) = questions.first() {
        let settles = count(first.rules.len(), "verdict");
        lines.push(format!("{}; the first ({settles}): {}", count(questions.len(), "open question"), one_line(&first.missing.question)));
    }
    let place = name(report.sources, checked.file).map(|name| (name, Place { line: 1, column: 1 }));
    command(Severity::Note, place, &clip(&checked.title, LONG), &lines.join("\n"), text);
}

/// A file as GitHub looks for it in the repository; nothing for standard input and rules that come with the program.
fn name(sources: &Sources, file: FileId) -> Option<String> {
    let name = sources.name(file);
    if name == "<stdin>" || name.starts_with("embedded:") {
        return None;
    }
    let name = one_line(name.strip_prefix("./").unwrap_or(name));
    Some(if cfg!(windows) { name.replace('\\', "/") } else { name })
}

fn command(level: Severity, place: Option<(String, Place)>, title: &str, message: &str, text: &mut String) {
    let name = match level {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = place.map(|(file, at)| format!("file={},line={},col={},", property(&file), at.line, at.column)).unwrap_or_default();
    let message = match message.char_indices().nth(MESSAGE) {
        Some((end, _)) => format!("{}…", message.get(..end).unwrap_or("")),
        None => message.to_owned(),
    };
    text.push_str(&format!("::{name} {place}title={}::{}\n", property(&clip(title, LONG)), data(&message)));
}

/// The message of a command: what would end its line.
fn data(words: &str) -> String {
    words.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command: besides, what would end the property.
fn property(words: &str) -> String {
    data(words).replace(':', "%3A").replace(',', "%2C")
}
