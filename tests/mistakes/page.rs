//! The page `docs/mistakes.md`, from what the program said.

use crate::case::{Case, Content, Group};
use crate::run::Ran;
use std::fmt::Write;

/// Longer files are cut around the place that the message points at.
const LINES: usize = 16;
const AROUND: usize = 4;
/// Longer lines are cut.
const COLUMNS: usize = 110;
/// Longer outputs are cut.
const OUTPUT: usize = 28;

const OPENING: &str = "\
# Mistakes, and what the program says

Every mistake in this list is made on purpose by `cargo test --test mistakes`, which runs the program on it and writes this page
from what it printed; the page cannot promise what the program does not do. No mistake exits with 0, in any format, for a check
that did not happen must not look like one that was passed.

Exit codes: 0 nothing at or above `--fail-on`, 1 findings, 2 something could not be checked.
";

pub fn build(ran: &[(Case, Ran)]) -> String {
    let mut page = String::from(OPENING);
    let numbered = |group: Group| ran.iter().enumerate().filter(move |(_, (case, _))| case.group == group);
    for group in Group::ALL {
        let _ = writeln!(page, "\n## {}\n\n| | mistake | code | exit | what is printed |\n|---|---|---|---|---|", group.title());
        for (index, (case, ran)) in numbered(group) {
            let (code, words) = headline(ran);
            let code = code.map_or_else(|| "—".to_owned(), |code| format!("`{code}`"));
            let title = cell(case.title);
            let _ = writeln!(page, "| [{n}](#m{n}) | {title} | {code} | {} | {} |", case.exit, cell(&words), n = index + 1);
        }
    }
    for group in Group::ALL {
        let _ = writeln!(page, "\n## {} in full", group.title());
        for (index, (case, ran)) in numbered(group) {
            one(&mut page, index + 1, case, ran);
        }
    }
    page
}

fn headline(ran: &Ran) -> (Option<String>, String) {
    if let Some((code, message)) = ran.headlines().into_iter().next() {
        return (Some(code), message);
    }
    let first = ran.output.lines().find_map(|line| line.strip_prefix("error: "));
    (None, first.or_else(|| ran.output.lines().find(|line| !line.is_empty())).unwrap_or("").to_owned())
}

fn cell(words: &str) -> String {
    words.replace('|', "\\|").replace('<', "&lt;")
}

fn one(page: &mut String, number: usize, case: &Case, ran: &Ran) {
    let _ = writeln!(page, "\n<a id=\"m{number}\"></a>\n### {number}. {}\n", case.title);
    if let Some(words) = case.shown {
        let _ = writeln!(page, "{words}\n");
    } else {
        for (path, content) in &case.files {
            input(page, path, content, ran);
        }
    }
    let output = without_embedded(ran.output.trim_end());
    let _ = writeln!(page, "```console\n$ {}", case.command());
    for line in output.iter().take(if output.len() > OUTPUT + 3 { OUTPUT } else { output.len() }) {
        let _ = writeln!(page, "{line}");
    }
    if output.len() > OUTPUT + 3 {
        let _ = writeln!(page, "… ({} more lines)", output.len() - OUTPUT);
    }
    let _ = writeln!(page, "```\n\nExit code {}.", case.exit);
}

/// The lines of an output, without the excerpts from embedded rules: those change with every rule.
fn without_embedded(output: &str) -> Vec<&str> {
    let mut within = false;
    let mut lines = Vec::new();
    for line in output.lines() {
        if let Some((before, _)) = line.split_once(".rules:").filter(|(before, _)| before.contains("┌─ embedded:")) {
            within = true;
            lines.push(line.get(..before.len() + ".rules".len()).unwrap_or(line));
        } else if line.is_empty() || line.contains(" = ") {
            within = false;
        }
        if !within {
            lines.push(line);
        }
    }
    lines
}

fn input(page: &mut String, path: &str, content: &Content, ran: &Ran) {
    let bytes = match content {
        Content::Link(to) => {
            let _ = writeln!(page, "`{path}` is a link to `{to}`.\n");
            return;
        }
        Content::Folder => {
            let _ = writeln!(page, "`{path}` is an empty folder.\n");
            return;
        }
        Content::Bytes(bytes) => bytes,
    };
    let ending = path.rsplit('.').next().unwrap_or("");
    let language = if ["yaml", "json", "toml"].contains(&ending) { ending } else { "text" };
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<&str> = text.lines().collect();
    let place =
        ran.places().into_iter().find_map(|place| place.at.strip_prefix(path)?.strip_prefix(':')?.split(':').next()?.parse::<usize>().ok());
    let (from, to) = match place {
        _ if lines.len() <= LINES => (0, lines.len()),
        Some(line) => (line.saturating_sub(AROUND + 1), (line + AROUND).min(lines.len())),
        None => (0, LINES),
    };
    let _ = writeln!(page, "`{path}`{}:\n\n```{language}", if from > 0 { format!(", from line {}", from + 1) } else { String::new() });
    for line in lines.get(from..to).unwrap_or_default() {
        let _ = writeln!(page, "{}", shortened(line));
    }
    if to < lines.len() {
        let _ = writeln!(page, "…");
    }
    let _ = writeln!(page, "```\n");
}

/// A line without control characters, and not too long.
fn shortened(line: &str) -> String {
    let hidden = |letter: char| {
        matches!(letter, '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || letter.is_control() && letter != '\t'
    };
    let visible: String = line.chars().map(|letter| if hidden(letter) { '\u{fffd}' } else { letter }).collect();
    match visible.char_indices().nth(COLUMNS) {
        Some((end, _)) => format!("{}… ({} characters)", visible.get(..end).unwrap_or(""), visible.chars().count()),
        None => visible,
    }
}
