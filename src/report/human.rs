//! To a terminal, as a compiler would say it: the words underlined, then why, the source and what to do.

mod excerpt;
pub(super) mod paint;
#[cfg(test)]
mod tests;

use super::Report;
use super::digest::{self, Entry, Extent, FOLDED};
use super::prose::{LONG, clip, count, one_line, visible, wrap};
use super::view::{self, QUESTIONS, Said, Tone};
use crate::check::Checked;
use crate::diagnostic::{Diagnostic, Severity};
use crate::outcome::Verdict;
use crate::source::Sources;
use codespan_reporting::diagnostic as codespan;
use codespan_reporting::term::{Config, emit_to_write_style};
use excerpt::Excerpts;
use paint::{BOLD, DIM, GREEN, LOUD, OPEN, PARTLY, Paint};

/// How to print.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// With colours.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// Narrower terminals than this are taken to be this wide.
const MIN_WIDTH: usize = 40;
/// What codespan puts before a line of a file or of a note, beside the digits of line numbers.
const GUTTER: usize = 10;

/// All of a report.
pub fn render(report: &Report<'_>, options: &Options) -> String {
    render_extent(report, options, Extent::default())
}

/// As much of a report as is wanted.
pub fn render_extent(report: &Report<'_>, options: &Options, extent: Extent) -> String {
    let mut page = Page::new(report.sources, options);
    for problem in report.problems.iter().chain(report.of_waivers()).filter(|problem| extent.has(problem)) {
        page.diagnostic(problem, false);
    }
    for checked in report.checked {
        page.input(report, checked, extent);
    }
    for (tone, line) in view::closing(report) {
        page.paint.styled(if tone == Tone::Loud { LOUD } else { BOLD }, &line);
        page.paint.plain("\n");
    }
    page.paint.into_text()
}

/// Problems alone, for commands that have no report.
pub fn problems(problems: &[Diagnostic], sources: &Sources, options: &Options) -> String {
    let mut page = Page::new(sources, options);
    problems.iter().for_each(|problem| page.diagnostic(problem, false));
    page.paint.into_text()
}

struct Page<'a> {
    sources: &'a Sources,
    width: usize,
    paint: Paint,
}

impl<'a> Page<'a> {
    fn new(sources: &'a Sources, options: &Options) -> Self {
        Self { sources, width: options.width.max(MIN_WIDTH), paint: Paint::new(options.color) }
    }

    fn input(&mut self, report: &Report<'_>, checked: &Checked, extent: Extent) {
        let (entries, folded) = digest::entries(report, checked, extent);
        if extent.quiet && entries.is_empty() {
            return;
        }
        self.paint.styled(BOLD, &clip(&checked.title, LONG));
        self.paint.styled(DIM, &format!(" ({})", one_line(self.sources.name(checked.file))));
        self.paint.plain("\n\n");
        if !extent.quiet {
            self.digest(report, checked);
        }
        let mut said = Said::default();
        for entry in entries {
            match entry {
                Entry::Finding(mut finding) => {
                    let again = said.shorten(&mut finding);
                    self.diagnostic(&finding, again);
                }
                Entry::More(more) => self.more(&more.words(checked.file, self.sources)),
            }
        }
        if folded {
            self.paint.styled(DIM, FOLDED);
            self.paint.plain("\n\n");
        }
        if extent.quiet {
            return;
        }
        self.waived(report, checked);
        if report.explain_met {
            self.met(report, checked);
        }
        self.questions(report, checked);
        self.counts(checked);
    }

    /// What an input with many findings comes to.
    fn digest(&mut self, report: &Report<'_>, checked: &Checked) {
        let Some(digest) = digest::digest(report, checked) else { return };
        self.paint.styled(BOLD, &digest.count);
        let rest = digest.of.saturating_sub(digest.gravest.len());
        self.paint.plain(if rest == 0 { ":\n" } else { "; among the gravest:\n" });
        for line in digest.gravest {
            self.paint.plain(&format!("  {}\n", clip(&line, self.width.saturating_sub(3))));
        }
        self.paint.plain("\n");
    }

    /// Folded findings, on as many lines as their places need.
    fn more(&mut self, words: &str) {
        for (index, line) in wrap(words, self.width.saturating_sub(2)).into_iter().enumerate() {
            self.paint.plain(&format!("{}{line}\n", if index == 0 { "" } else { "  " }));
        }
        self.paint.plain("\n");
    }

    fn diagnostic(&mut self, diagnostic: &Diagnostic, again: bool) {
        let room = self.width.saturating_sub(GUTTER);
        let (excerpts, mut labels, homeless) = Excerpts::new(&diagnostic.labels, self.sources, room);
        if let Some(first) = labels.first_mut().filter(|_| diagnostic.labels.iter().all(|label| !label.primary)) {
            first.style = codespan::LabelStyle::Primary;
        }
        let severity = match diagnostic.severity {
            Severity::Error => codespan::Severity::Error,
            Severity::Warning => codespan::Severity::Warning,
            Severity::Note => codespan::Severity::Note,
        };
        let note = |words: &str| wrap(&visible(words).replace(['\r', '\t'], " "), room).join("\n");
        let mut notes: Vec<String> = homeless;
        notes.extend(diagnostic.notes.iter().map(|words| note(words)));
        notes.extend(diagnostic.help.iter().map(|help| note(&format!("help: {help}"))));
        if again {
            notes.push(format!("see the first {} above", one_line(&diagnostic.code)));
        }
        let drawn = codespan::Diagnostic::new(severity)
            .with_code(one_line(&diagnostic.code))
            .with_message(one_line(&diagnostic.message))
            .with_labels(labels)
            .with_notes(notes);
        if emit_to_write_style(&mut self.paint, &Config::default(), &excerpts, &drawn).is_err() {
            self.without_places(diagnostic);
        }
    }

    /// When a diagnostic cannot be drawn, its words must not be lost.
    fn without_places(&mut self, diagnostic: &Diagnostic) {
        let place = diagnostic.primary().map(|label| format!("{}: ", view::file_line(self.sources, label.span))).unwrap_or_default();
        self.paint.plain(&format!("\n{place}{}[{}]: {}\n", diagnostic.severity, one_line(&diagnostic.code), one_line(&diagnostic.message)));
        for words in diagnostic.labels.iter().map(|label| &label.text).chain(&diagnostic.notes).chain(&diagnostic.help) {
            self.paint.plain(&format!("  = {}\n", one_line(words)));
        }
        self.paint.plain("\n");
    }

    /// Words under a heading, indented.
    fn indented(&mut self, indent: usize, words: &str) {
        for line in wrap(words, self.width.saturating_sub(indent)) {
            self.paint.plain(&format!("{}{line}\n", " ".repeat(indent)));
        }
    }

    /// Waived findings, each with its place, its message and who stands for it.
    fn waived(&mut self, report: &Report<'_>, checked: &Checked) {
        let waived = view::waived(report, checked);
        if waived.is_empty() {
            return;
        }
        self.paint.styled(BOLD, "waived");
        self.paint.plain("\n");
        for (finding, waiver) in waived {
            let place = finding.primary().map(|label| format!(" at {}", view::file_line(self.sources, label.span))).unwrap_or_default();
            self.paint.styled(DIM, &format!("  [waived] {}[{}]{place}", finding.severity, one_line(&finding.code)));
            self.paint.plain("\n");
            self.indented(4, &one_line(&finding.message));
            self.indented(4, &format!("until {}: {}", waiver.expires, clip(&waiver.reason, LONG)));
            let by = format!("owner {}; approved by {}", clip(&waiver.owner, LONG), clip(&waiver.approver, LONG));
            self.indented(4, &format!("{by} ({})", view::file_line(self.sources, waiver.span)));
        }
        self.paint.plain("\n");
    }

    fn met(&mut self, report: &Report<'_>, checked: &Checked) {
        let met = view::met(report, checked);
        if met.is_empty() {
            return;
        }
        self.paint.styled(BOLD, "met");
        self.paint.plain("\n");
        for (rule, outcome) in met {
            self.paint.plain("  ");
            self.paint.styled(GREEN, &rule.code);
            self.paint.plain(&format!(": {}\n", one_line(&rule.title)));
            for evidence in &outcome.evidence {
                self.indented(4, &view::evidence(self.sources, evidence));
            }
        }
        self.paint.plain("\n");
    }

    fn questions(&mut self, report: &Report<'_>, checked: &Checked) {
        let questions = checked.questions(report.pack);
        if questions.is_empty() {
            return;
        }
        self.paint.styled(BOLD, "open questions");
        self.paint.plain("\n");
        for asked in questions.iter().take(QUESTIONS) {
            let (missing, rules) = (&asked.missing, &asked.rules);
            self.paint.plain("  ");
            self.paint.styled(OPEN, &asked.path());
            self.paint.plain(&format!(": would help to settle {}\n", count(rules.len(), "verdict")));
            self.indented(4, &one_line(&missing.question));
            if let Some(because) = &missing.because {
                self.indented(4, &one_line(because));
            }
            self.indented(4, &format!("asked by {}", rules.join(", ")));
            for look in checked.looks.at(&missing.path) {
                self.indented(4, &view::look(self.sources, look));
            }
        }
        if let more @ 1.. = questions.len().saturating_sub(QUESTIONS) {
            self.paint.plain(&format!("  and {more} more (--format json lists all)\n"));
        }
        self.paint.plain("\n");
    }

    fn counts(&mut self, checked: &Checked) {
        for (index, (verdict, words)) in view::counts(checked).into_iter().enumerate() {
            if index > 0 {
                self.paint.plain(", ");
            }
            let style = match verdict {
                _ if words.starts_with("0 ") => DIM,
                Verdict::Violated => LOUD,
                Verdict::PartlyMet => PARTLY,
                Verdict::Met => GREEN,
                Verdict::Undetermined => OPEN,
                Verdict::NotApplicable => DIM,
            };
            self.paint.styled(style, &words);
        }
        self.paint.plain("\n\n");
    }
}
