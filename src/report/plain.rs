//! The same as the format for terminals, in sentences: for screen readers and logs. No drawing, no colour, no columns.

use super::Report;
use super::digest::{self, Entry, Extent, FOLDED};
use super::prose::{LONG, clip, count, one_line};
use super::view::{self, QUESTIONS, Said};
use crate::check::Checked;
use crate::diagnostic::{Diagnostic, Label};
use crate::source::{Sources, Span};

/// Longer words of a text are cut.
const WORDS: usize = 200;

/// All of a report.
pub fn render(report: &Report<'_>) -> String {
    render_extent(report, Extent::default())
}

/// As much of a report as is wanted.
pub fn render_extent(report: &Report<'_>, extent: Extent) -> String {
    let mut page = Page { sources: report.sources, text: String::new() };
    for problem in report.problems.iter().chain(report.of_waivers()).filter(|problem| extent.has(problem)) {
        page.diagnostic(problem, false);
    }
    for checked in report.checked {
        page.input(report, checked, extent);
    }
    for (_, line) in view::closing(report) {
        page.line(&line);
    }
    page.text
}

/// Problems alone, for reports that are not about bills.
pub(super) fn problems(problems: &[Diagnostic], sources: &Sources) -> String {
    let mut page = Page { sources, text: String::new() };
    problems.iter().for_each(|problem| page.diagnostic(problem, false));
    page.text
}

struct Page<'r> {
    sources: &'r Sources,
    text: String,
}

impl Page<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn input(&mut self, report: &Report<'_>, checked: &Checked, extent: Extent) {
        let (entries, folded) = digest::entries(report, checked, extent);
        if extent.quiet && entries.is_empty() {
            return;
        }
        let sources = self.sources;
        self.line(&format!("input: {}", clip(&checked.title, LONG)));
        self.line(&format!("file: {}", one_line(sources.name(checked.file))));
        if let Some(text) = checked.text().filter(|_| !checked.is_text_alone()) {
            self.line(&format!("text of the bill: {}", one_line(sources.name(text))));
        }
        if !extent.quiet {
            self.digest(report, checked);
        }
        self.line("");
        let mut said = Said::default();
        for entry in entries {
            match entry {
                Entry::Finding(mut finding) => {
                    let again = said.shorten(&mut finding);
                    self.diagnostic(&finding, again);
                }
                Entry::More(more) => {
                    self.line(&more.words(checked.file, sources));
                    self.line("");
                }
            }
        }
        if folded {
            self.line(FOLDED);
            self.line("");
        }
        if extent.quiet {
            return;
        }
        self.waived(report, checked);
        if report.explain_met {
            self.met(report, checked);
        }
        self.questions(report, checked);
        self.line(&format!("result: {}", view::counts_line(checked)));
        self.line("");
    }

    /// What an input with many findings comes to.
    fn digest(&mut self, report: &Report<'_>, checked: &Checked) {
        let Some(digest) = digest::digest(report, checked) else { return };
        self.line(&format!("in short: {}", digest.count));
        for line in digest.gravest {
            self.line(&format!("among the gravest: {line}"));
        }
    }

    fn diagnostic(&mut self, diagnostic: &Diagnostic, again: bool) {
        let sources = self.sources;
        let primary = diagnostic.primary();
        let place = primary.map(|label| format!(" at {}", at(sources, label.span))).unwrap_or_default();
        self.line(&format!("{} {}{place}: {}", diagnostic.severity, one_line(&diagnostic.code), one_line(&diagnostic.message)));
        if let Some(label) = primary {
            self.words(label);
            if !label.text.is_empty() {
                self.line(&format!("there: {}", clip(&label.text, LONG)));
            }
        }
        for label in diagnostic.labels.iter().filter(|label| !primary.is_some_and(|primary| std::ptr::eq(primary, *label))) {
            let text = if label.text.is_empty() { String::new() } else { format!(": {}", clip(&label.text, LONG)) };
            self.line(&format!("also at {}{text}", at(sources, label.span)));
            self.words(label);
        }
        for note in &diagnostic.notes {
            self.line(&one_line(note));
        }
        for help in &diagnostic.help {
            self.line(&format!("help: {}", one_line(help)));
        }
        if again {
            self.line(&format!("see the first {} above", one_line(&diagnostic.code)));
        }
        self.line("");
    }

    fn words(&mut self, label: &Label) {
        let words = self.sources.slice(label.span);
        if !words.trim().is_empty() {
            self.line(&format!("words: “{}”", clip(words, WORDS)));
        }
    }

    fn waived(&mut self, report: &Report<'_>, checked: &Checked) {
        for (finding, waiver) in view::waived(report, checked) {
            let place = finding.primary().map(|label| format!(" at {}", at(self.sources, label.span))).unwrap_or_default();
            self.line(&format!("waived {} {}{place}: {}", finding.severity, one_line(&finding.code), one_line(&finding.message)));
            self.line(&format!("waived until {}: {}", waiver.expires, clip(&waiver.reason, LONG)));
            self.line(&format!("owner: {}", clip(&waiver.owner, LONG)));
            self.line(&format!("approved by: {}", clip(&waiver.approver, LONG)));
            self.line(&format!("the waiver: {}", at(self.sources, waiver.span)));
            self.line("");
        }
    }

    fn met(&mut self, report: &Report<'_>, checked: &Checked) {
        for (rule, outcome) in view::met(report, checked) {
            self.line(&format!("met {}: {}", rule.code, one_line(&rule.title)));
            for evidence in &outcome.evidence {
                self.line(&format!("rests on {}", view::evidence(self.sources, evidence)));
            }
            self.line("");
        }
    }

    fn questions(&mut self, report: &Report<'_>, checked: &Checked) {
        let questions = checked.questions(report.pack);
        for (number, asked) in questions.iter().take(QUESTIONS).enumerate() {
            let (missing, rules) = (&asked.missing, &asked.rules);
            self.line(&format!("open question {}: {}: {}", number + 1, asked.path(), one_line(&missing.question)));
            if let Some(because) = &missing.because {
                self.line(&one_line(because));
            }
            self.line(&format!("the answer would help to settle {}: {}", count(rules.len(), "verdict"), rules.join(", ")));
            for look in checked.looks.at(&missing.path) {
                self.line(&view::look(self.sources, look));
            }
            self.line("");
        }
        if let more @ 1.. = questions.len().saturating_sub(QUESTIONS) {
            self.line(&format!("and {} more; --format json lists all", count(more, "open question")));
            self.line("");
        }
    }
}

/// `FILE line 12 column 5`
fn at(sources: &Sources, span: Span) -> String {
    let place = sources.place(span);
    format!("{} line {} column {}", one_line(sources.name(span.file)), place.line, place.column)
}
