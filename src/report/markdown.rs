//! `check --format markdown`: a comment on a pull request. Tables of findings; why, source and advice folded away; cut to what a
//! comment may hold.

use super::Report;
use super::entries::{self, Entry, Standing};
use super::escape::{markdown as safe, markdown_line};
use super::prose::{LONG, clip, count};
use super::view::{self, QUESTIONS};
use crate::check::{self, Checked};
use crate::diagnostic::Severity;
use std::fmt::Write;

/// What a comment on GitHub may hold, in UTF-16 code units, which are never fewer than characters.
pub const LIMIT: usize = 65_536;

/// All of a report, or as much of it as a comment may hold, with what is left out said.
pub fn render(report: &Report<'_>) -> String {
    let page = Page::new(report);
    let whole = page.render(usize::MAX);
    if fits(&whole) {
        return whole;
    }
    // The most that fits: what comes first in the order of importance is kept.
    let (mut least, mut most) = (0, page.parts());
    while least + 1 < most {
        let middle = usize::midpoint(least, most);
        if fits(&page.render(middle)) {
            least = middle;
        } else {
            most = middle;
        }
    }
    page.render(least)
}

fn fits(text: &str) -> bool {
    text.encode_utf16().count() <= LIMIT
}

/// A piece of the page, escaped and ready.
struct Input {
    head: String,
    rows: Vec<(Severity, String)>,
    advice: Vec<String>,
    waived: Vec<String>,
    met: Vec<String>,
    questions: Vec<String>,
    more_questions: usize,
}

struct Page {
    title: String,
    closing: String,
    tool: String,
    problems: Vec<String>,
    inputs: Vec<Input>,
}

/// How many pieces of each kind are still to be shown. They are given out in the order in which they matter.
struct Room {
    problems: usize,
    inputs: usize,
    rows: usize,
    advice: usize,
    waived: usize,
    questions: usize,
    met: usize,
}

impl Page {
    fn new(report: &Report<'_>) -> Self {
        let (incomplete, closing) = entries::closing(report);
        let nothing = report.checked.is_empty() || report.rules == 0;
        let title = match (nothing, incomplete) {
            (true, _) => "Nothing was checked",
            (_, true) => "Not everything was checked",
            _ => "Alignment with the UN Guiding Principles",
        };
        let inputs = report.checked.iter().map(|checked| input(report, checked)).collect();
        let problems = entries::of_run(report).iter().map(|entry| problem(entry, report)).collect();
        Self { title: title.into(), closing: markdown_line(&closing), tool: safe(&entries::tool(report)), problems, inputs }
    }

    fn parts(&self) -> usize {
        let of = |count: fn(&Input) -> usize| self.inputs.iter().map(count).sum::<usize>();
        let each = |input: &Input| input.rows.len() + input.advice.len() + input.waived.len() + input.questions.len() + input.met.len();
        self.problems.len() + self.inputs.len() + of(|input| input.rows.len()) + self.inputs.iter().map(each).sum::<usize>() + 1
    }

    /// The page with so many pieces.
    fn render(&self, parts: usize) -> String {
        let mut left = parts;
        let mut take = |number: usize| {
            let taken = number.min(left);
            left -= taken;
            taken
        };
        let of = |count: fn(&Input) -> usize| self.inputs.iter().map(count).sum::<usize>();
        let mut room = Room {
            problems: take(self.problems.len()),
            inputs: take(self.inputs.len()),
            rows: take(of(|input| input.rows.len())),
            advice: take(of(|input| input.advice.len())),
            waived: take(of(|input| input.waived.len())),
            questions: take(of(|input| input.questions.len())),
            met: take(of(|input| input.met.len())),
        };
        let mut text = format!("## {}\n\n**{}**\n\n", self.title, self.closing);
        let left_out = self.left_out(&room);
        if !left_out.is_empty() {
            let _ = writeln!(text, "> Left out here, since a comment holds {LIMIT} characters: {left_out}. `--format json` has all.\n");
        }
        let problems = self.problems.iter().take(room.problems);
        problems.for_each(|problem| text.push_str(problem));
        if room.problems > 0 {
            text.push('\n');
        }
        let rows = self.rows_each(room.rows);
        for (input, rows) in self.inputs.iter().take(room.inputs).zip(rows) {
            input.render(rows, &mut room, &mut text);
        }
        let _ = writeln!(text, "<sub>{}</sub>", self.tool);
        text
    }

    /// How many rows of each input are shown of so many: errors of all inputs before warnings of any.
    fn rows_each(&self, mut left: usize) -> Vec<usize> {
        let mut each = vec![0; self.inputs.len()];
        for severity in [Severity::Error, Severity::Warning, Severity::Note] {
            for (shown, input) in each.iter_mut().zip(&self.inputs) {
                let taken = input.rows.iter().filter(|(of, _)| *of == severity).count().min(left);
                *shown += taken;
                left -= taken;
            }
        }
        each
    }

    fn left_out(&self, room: &Room) -> String {
        let of = |count: fn(&Input) -> usize| self.inputs.iter().map(count).sum::<usize>();
        let missing = [
            (self.problems.len() - room.problems, "problem"),
            (self.inputs.len() - room.inputs, "input"),
            (of(|input| input.rows.len()) - room.rows, "finding"),
            (of(|input| input.advice.len()) - room.advice, "piece of advice"),
            (of(|input| input.waived.len()) - room.waived, "waived finding"),
            (of(|input| input.questions.len()) - room.questions, "open question"),
            (of(|input| input.met.len()) - room.met, "met rule"),
        ];
        let words = |(number, what): (usize, &str)| match what.split_once(' ') {
            Some(("piece", rest)) => format!("{} {rest}", count(number, "piece")),
            _ => count(number, what),
        };
        missing.into_iter().filter(|(number, _)| *number > 0).map(words).collect::<Vec<_>>().join(", ")
    }
}

impl Input {
    fn render(&self, rows: usize, room: &mut Room, text: &mut String) {
        text.push_str(&self.head);
        let rows = self.rows.get(..rows).unwrap_or_default();
        if !rows.is_empty() {
            text.push_str("| | rule | finding | provision | place |\n|---|---|---|---|---|\n");
            rows.iter().for_each(|(_, row)| text.push_str(row));
            text.push('\n');
        }
        folded("Why, sources and what to do", some(&self.advice, &mut room.advice), "", text);
        folded("Waived", some(&self.waived, &mut room.waived), "", text);
        let more = match self.more_questions {
            0 => String::new(),
            more => format!("- and {more} more; `--format json` lists all\n"),
        };
        folded("Open questions", some(&self.questions, &mut room.questions), &more, text);
        folded("Met", some(&self.met, &mut room.met), "", text);
    }
}

/// As many of some pieces as there is room for.
fn some<'p>(pieces: &'p [String], room: &mut usize) -> &'p [String] {
    let taken = pieces.len().min(*room);
    *room -= taken;
    pieces.get(..taken).unwrap_or_default()
}

fn folded(title: &str, pieces: &[String], last: &str, text: &mut String) {
    if pieces.is_empty() {
        return;
    }
    let _ = writeln!(text, "<details><summary>{title} ({})</summary>\n\n{}{last}\n</details>\n", pieces.len(), pieces.concat());
}

fn input(report: &Report<'_>, checked: &Checked) -> Input {
    let entries = entries::of_input(report, checked);
    let file = safe(&clip(report.sources.name(checked.file), LONG));
    let head = format!("### {} ({file})\n\n{}\n\n", safe(&clip(&checked.title, LONG)), safe(&view::counts_line(checked)));
    let counting: Vec<&Entry<'_>> = entries.iter().filter(|entry| matches!(entry.standing, Standing::Counts)).collect();
    let waived = entries.iter().filter(|entry| matches!(entry.standing, Standing::Waived(_)));
    let questions = checked.questions(report.pack);
    let question = |asked: &check::Asked<'_>| {
        let missing = &asked.missing;
        let because = missing.because.as_ref().map(|because| format!(" ({})", safe(because))).unwrap_or_default();
        let looks = checked.looks.at(&missing.path).into_iter().map(|look| format!("  - {}\n", safe(&view::look(report.sources, look))));
        let (asked, rules) = (safe(&format!("{}: {}", asked.path(), missing.question)), safe(&asked.rules.join(", ")));
        format!("- {asked}{because}: for {rules}\n{}", looks.collect::<String>())
    };
    let met = if report.explain_met { view::met(report, checked) } else { Vec::new() };
    let met = met.into_iter().map(|(rule, outcome)| {
        let facts: Vec<String> = outcome.evidence.iter().map(|evidence| view::evidence(report.sources, evidence)).collect();
        format!("- {}: {}\n", safe(&format!("{} {}", rule.code, rule.title)), safe(&facts.join("; ")))
    });
    Input {
        head,
        rows: counting.iter().map(|entry| (entry.severity(), row(entry, report))).collect(),
        advice: advice(&counting, report),
        waived: waived.map(|entry| listed(entry, report)).collect(),
        met: met.collect(),
        questions: questions.iter().take(QUESTIONS).map(question).collect(),
        more_questions: questions.len().saturating_sub(QUESTIONS),
    }
}

fn row(entry: &Entry<'_>, report: &Report<'_>) -> String {
    let place = entry.place(report.sources).map(|(file, at)| format!("{file}:{}:{}", at.line, at.column)).unwrap_or_default();
    let message = clip(&entry.diagnostic.message, 2 * LONG);
    let provision = clip(entry.provision.unwrap_or(""), LONG);
    let cells = [entry.severity().name(), &entry.diagnostic.code, &message, &provision, &place].map(safe);
    format!("| {} |\n", cells.join(" | "))
}

/// What is said with the findings of each rule, once, and with the places of each finding beside the first.
fn advice(found: &[&Entry<'_>], report: &Report<'_>) -> Vec<String> {
    let mut codes: Vec<(&str, Vec<&Entry<'_>>)> = Vec::new();
    for entry in found {
        match codes.iter_mut().find(|(code, _)| *code == entry.diagnostic.code) {
            Some((_, entries)) => entries.push(entry),
            None => codes.push((&entry.diagnostic.code, vec![entry])),
        }
    }
    codes.into_iter().filter_map(|(code, entries)| of_code(code, &entries, report)).collect()
}

fn of_code(code: &str, entries: &[&Entry<'_>], report: &Report<'_>) -> Option<String> {
    let title = entries.first().and_then(|entry| entry.rule).map(|(rule, _)| format!(" {}", safe(&rule.title))).unwrap_or_default();
    let mut lines: Vec<String> = Vec::new();
    for entry in entries {
        // Which of several it is about; the provision is in the table.
        let of = entry.place(report.sources).filter(|_| entries.len() > 1);
        let of = of.map(|(_, at)| format!("{}:{}: ", at.line, at.column)).unwrap_or_default();
        let about = entry.about(report.sources).into_iter().filter(|line| !line.starts_with("provision: "));
        let about = about.map(|line| format!("{of}{line}"));
        for line in entry.advice().into_iter().chain(about) {
            let line = safe(&line);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    (!lines.is_empty())
        .then(|| format!("- **{}**{title}\n{}", safe(code), lines.iter().map(|line| format!("  - {line}\n")).collect::<String>()))
}

/// A waived finding.
fn listed(entry: &Entry<'_>, report: &Report<'_>) -> String {
    let (head, about) = (head(entry, report), entry.about(report.sources));
    format!("- {head}\n{}", about.iter().map(|line| format!("  - {}\n", safe(line))).collect::<String>())
}

/// A problem or a finding about a waiver, which is not folded away.
fn problem(entry: &Entry<'_>, report: &Report<'_>) -> String {
    let mut text = format!("- **{}** {}\n", entry.severity(), head(entry, report));
    for line in entry.about(report.sources).into_iter().chain(entry.advice()) {
        let _ = writeln!(text, "  - {}", safe(&line));
    }
    text
}

/// `CODE at PLACE: message`
fn head(entry: &Entry<'_>, report: &Report<'_>) -> String {
    let place = entry.place(report.sources).map(|(file, at)| format!(" at {file}:{}:{}", at.line, at.column)).unwrap_or_default();
    let severity = if matches!(entry.standing, Standing::Waived(_)) { format!("{} ", entry.severity()) } else { String::new() };
    safe(&format!("{severity}{}{place}: {}", entry.diagnostic.code, clip(&entry.diagnostic.message, 2 * LONG)))
}
