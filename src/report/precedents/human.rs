//! For a terminal: the rules that a bill does not meet, the gravest first, each with the past laws that do.

use super::{OfRule, Precedents, SHOWN, fared, findings, ids, listed, nobody, nothing_to_look_up, quote, see};
use crate::check::Checked;
use crate::diagnostic::Severity;
use crate::outcome::Verdict;
use crate::past::{Answers, Fault, faults, others};
use crate::report::human::Options;
use crate::report::human::paint::{BOLD, DIM, GREEN, LOUD, PARTLY, Paint};
use crate::report::prose::{LONG, clip, count, one_line, wrap};
use anstyle::Style;

/// All of it.
pub fn render(report: &Precedents<'_>, options: &Options) -> String {
    let mut page = Page { width: options.width.max(40), paint: Paint::new(options.color), all: report.all };
    for bill in report.bills {
        page.bill(report, bill);
    }
    if report.missing() > 0 {
        page.words(LOUD, 0, &format!("{} of {} could not be used", report.missing(), count(report.inputs, "input")));
    }
    if !report.pack.broken.is_empty() {
        page.words(LOUD, 0, &format!("rules with errors could not be asked: {}", one_line(&report.pack.broken.join(", "))));
    }
    page.paint.into_text()
}

/// What past laws say of one rule.
pub fn rule(of: &OfRule<'_>, options: &Options) -> String {
    let mut page = Page { width: options.width.max(40), paint: Paint::new(options.color), all: true };
    page.words(BOLD, 0, &format!("{}: {}", of.rule.code, one_line(&of.rule.title)));
    page.words(Style::new(), 0, &fared(&of.answers));
    page.met(&of.answers, 0);
    for (name, laws) in listed(&of.answers).into_iter().filter(|(_, laws)| !laws.is_empty()) {
        page.words(Style::new(), 0, &format!("{name}: {}", ids(laws)));
    }
    page.paint.into_text()
}

struct Page {
    width: usize,
    paint: Paint,
    all: bool,
}

impl Page {
    fn words(&mut self, style: Style, indent: usize, words: &str) {
        for line in wrap(words, self.width.saturating_sub(indent)) {
            self.paint.plain(&" ".repeat(indent));
            self.paint.styled(style, &line);
            self.paint.plain("\n");
        }
    }

    fn bill(&mut self, report: &Precedents<'_>, bill: &Checked) {
        let laws = others(bill, report.pack, report.laws);
        let faults = faults(bill, report.pack, &laws);
        self.paint.styled(BOLD, &clip(&bill.title, LONG));
        self.paint.styled(DIM, &format!(" ({})", one_line(report.sources.name(bill.file))));
        self.paint.plain("\n\n");
        for fault in &faults {
            self.fault(report, fault);
        }
        if faults.is_empty() {
            self.words(BOLD, 0, &nothing_to_look_up(bill));
        } else {
            let met = faults.iter().filter(|fault| !fault.answers.met.is_empty()).count();
            let words = format!(
                "{} violated or partly met; past laws meet {met} of them ({} asked)",
                count(faults.len(), "rule"),
                count(laws.len(), "past law")
            );
            self.words(BOLD, 0, &words);
        }
        self.paint.plain("\n");
    }

    fn fault(&mut self, report: &Precedents<'_>, fault: &Fault<'_>) {
        let severity = fault.outcome.severity.unwrap_or(fault.rule.severity);
        let style = if severity == Severity::Error { LOUD } else { PARTLY };
        let partly = if fault.outcome.verdict == Verdict::PartlyMet { " (partly met)" } else { "" };
        self.paint.styled(style, &format!("{severity}[{}]", fault.rule.code));
        self.paint.plain(&format!(": {}{partly}\n", one_line(&fault.rule.title)));
        for words in findings(report, fault) {
            self.words(Style::new(), 2, &format!("here: {words}"));
        }
        self.met(&fault.answers, 2);
        self.words(DIM, 2, &fared(&fault.answers));
        self.paint.plain("\n");
    }

    /// The laws that meet a rule, or that none does.
    fn met(&mut self, answers: &Answers<'_>, indent: usize) {
        if let Some(words) = nobody(answers) {
            self.words(BOLD, indent, &words);
        }
        let most = if self.all { answers.met.len() } else { SHOWN };
        for example in answers.met.iter().take(most) {
            self.words(GREEN, indent, &format!("see {}", see(example, self.all)));
            if let Some(words) = quote(example) {
                self.words(Style::new(), indent + 4, &words);
            }
        }
        if let more @ 1.. = answers.met.len().saturating_sub(most) {
            self.words(Style::new(), indent, &format!("and {more} more (`--all` names them)"));
        }
    }
}
