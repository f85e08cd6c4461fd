//! Two drafts at a terminal: the figures, then what is new, changed and fixed, a line or two each, then the facts behind it.

use super::super::human::paint::{BOLD, DIM, GREEN, LOUD, OPEN, PARTLY, Paint};
use super::super::prose::{LONG, clip, count, one_line, wrap};
use super::{Drafts, change, notes, place, places, reason, summary, summary_of_the_rest, verdict};
use crate::check::Checked;
use crate::diagnostic::Severity;
use crate::diff::{Class, Found, Pair};
use anstyle::Style;

/// More changed facts than this are counted, unless all are wanted.
const FACTS: usize = 40;

/// How to print.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// With colours.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Unchanged findings, moved provisions and every fact too.
    pub all: bool,
}

/// All that is told of two drafts.
pub fn render(drafts: &Drafts<'_>, options: Options) -> String {
    let mut page = Page { drafts, options, paint: Paint::new(options.color) };
    page.draft("old", drafts.old);
    page.draft("new", drafts.new);
    page.paint.plain("\n");
    page.paint.styled(BOLD, &summary(drafts.diff));
    page.paint.plain("\n");
    page.lines(0, &summary_of_the_rest(drafts.diff));
    for note in notes(drafts.diff) {
        page.lines(0, &format!("note: {note}"));
    }
    page.findings(Class::New, "new", LOUD);
    page.findings(Class::Changed, "changed", PARTLY);
    page.findings(Class::Open, "no longer decided", OPEN);
    page.findings(Class::Fixed, "fixed", GREEN);
    if options.all {
        page.findings(Class::Unchanged, "unchanged", DIM);
    }
    page.verdicts();
    page.facts();
    if options.all {
        page.moved();
    }
    page.paint.into_text()
}

struct Page<'d> {
    drafts: &'d Drafts<'d>,
    options: Options,
    paint: Paint,
}

impl Page<'_> {
    fn draft(&mut self, which: &str, checked: &Checked) {
        self.paint.plain(&format!("{which}: "));
        self.paint.styled(BOLD, &clip(&checked.title, LONG));
        self.paint.styled(DIM, &format!(" ({})", one_line(self.drafts.sources.name(checked.file))));
        self.paint.plain("\n");
    }

    /// Words that are indented and broken to the width.
    fn lines(&mut self, indent: usize, words: &str) {
        for line in wrap(words, self.options.width.saturating_sub(indent).max(20)) {
            self.paint.plain(&format!("{}{line}\n", " ".repeat(indent)));
        }
    }

    fn heading(&mut self, words: &str, style: Style) {
        self.paint.plain("\n");
        self.paint.styled(style, words);
        self.paint.plain("\n");
    }

    fn findings(&mut self, class: Class, title: &str, style: Style) {
        let pairs: Vec<&Pair> = self.drafts.diff.of(class).collect();
        if pairs.is_empty() {
            return;
        }
        self.heading(title, style);
        for pair in pairs {
            self.finding(pair);
        }
    }

    fn finding(&mut self, pair: &Pair) {
        let Some(found) = pair.new.as_ref().or(pair.old.as_ref()) else { return };
        self.lines(2, &head(pair, found));
        let mut place = place(found, self.drafts.sources);
        if let Some(reason) = reason(pair) {
            place = format!("{place}; {reason}");
        }
        self.lines(4, &place);
        if pair.class == Class::Changed
            && let Some(old) = &pair.old
        {
            let severity = if old.severity == found.severity { String::new() } else { format!("{} ", old.severity) };
            let message = if old.message == found.message { "the same".into() } else { format!("“{}”", one_line(&old.message)) };
            self.lines(4, &format!("was {severity}{message} ({})", super::place(old, self.drafts.sources)));
        } else if pair.moved()
            && let Some(at) = pair.old.as_ref().and_then(|old| old.at.as_ref())
        {
            self.lines(4, &format!("moved from {}", clip(at, LONG)));
        }
    }

    fn verdicts(&mut self) {
        let changes = &self.drafts.diff.verdicts;
        let groups = [
            ("newly undetermined", OPEN, changes.iter().filter(|change| change.opened()).collect::<Vec<_>>()),
            ("newly decided", BOLD, changes.iter().filter(|change| change.decided()).collect()),
            ("other verdicts", BOLD, changes.iter().filter(|change| !change.opened() && !change.decided()).collect()),
        ];
        for (title, style, changes) in groups {
            if !changes.is_empty() {
                self.heading(title, style);
            }
            for change in changes {
                self.lines(2, &format!("{} {}: {}", change.code, one_line(&change.title), verdict(change)));
            }
        }
    }

    fn facts(&mut self) {
        let facts = &self.drafts.diff.facts;
        if facts.is_empty() {
            return;
        }
        self.heading("changed facts", BOLD);
        let most = if self.options.all || facts.len() == FACTS + 1 { facts.len() } else { FACTS };
        for fact in facts.iter().take(most) {
            self.lines(2, &change(fact));
            let places = places(fact, self.drafts.sources);
            if !places.is_empty() {
                self.lines(4, &places);
            }
        }
        if let more @ 1.. = facts.len().saturating_sub(most) {
            self.lines(2, &format!("and {} more, which --all shows", count(more, "changed fact")));
        }
    }

    fn moved(&mut self) {
        let moved = &self.drafts.diff.moved;
        if moved.is_empty() {
            return;
        }
        self.heading("moved", DIM);
        for moved in moved {
            self.lines(2, &format!("{}: {} → {}", moved.path, clip(&moved.from, LONG), clip(&moved.to, LONG)));
        }
    }
}

/// `error[CNT-007]: users cannot appeal`
fn head(pair: &Pair, found: &Found) -> String {
    let graver = match (&pair.old, pair.class) {
        (Some(old), Class::Changed) if old.severity < found.severity => ", graver",
        (Some(old), Class::Changed) if old.severity > found.severity => ", less grave",
        _ => "",
    };
    let severity: Severity = found.severity;
    format!("{severity}[{}]{graver}: {}", one_line(&pair.code), one_line(&found.message))
}
