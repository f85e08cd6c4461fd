//! What a page says of one input, put in order: findings under their criteria, what is set aside, and the marks in the bill's text.

use crate::check::{self, Checked};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::outcome::{Finding, Outcome, Waiver};
use crate::past::{self, Law};
use crate::report::{Report, view};
use crate::source::Span;
use crate::text::document::Extent;
use crate::typecheck::checked::Rule;
use std::collections::HashMap;
use std::ops::Range;

/// One input with everything a page needs of it.
pub(in crate::report) struct Bill<'r> {
    pub(in crate::report) report: &'r Report<'r>,
    pub(in crate::report) checked: &'r Checked,
    /// What its ids begin with.
    pub(super) prefix: String,
    /// Level of the headings of its sections.
    pub(super) level: usize,
    /// What stands, the gravest first.
    pub(in crate::report) cards: Vec<Card<'r>>,
    /// What is waived.
    pub(in crate::report) waived: Vec<(Found, &'r Waiver)>,
    /// What the baseline knows.
    pub(in crate::report) known: Vec<Found>,
    /// The law's own words, by the fact in the description behind which they stand.
    pub(in crate::report) quotes: HashMap<Span, String>,
    /// The past laws to learn from.
    pub(in crate::report) past: Vec<&'r Law>,
}

/// The findings of one criterion, or the remarks of one kind.
pub(in crate::report) struct Card<'r> {
    /// The criterion; none for remarks on the description.
    pub(in crate::report) of: Option<(&'r Rule, &'r Outcome)>,
    /// The gravest of its findings.
    pub(in crate::report) severity: Severity,
    /// Its findings.
    pub(in crate::report) found: Vec<Found>,
}

/// A finding or remark.
pub(in crate::report) struct Found {
    /// What is said.
    pub(in crate::report) said: Diagnostic,
    /// The provision it is about.
    pub(in crate::report) provision: Option<String>,
}

/// Words in the bill's text that a finding is about.
pub(super) struct Mark {
    /// Where they stand.
    pub(super) range: Range<usize>,
    /// Where in the order of findings theirs comes.
    pub(super) order: usize,
    /// Id of the finding.
    pub(super) finding: String,
    /// Its number, for people.
    pub(super) number: String,
    /// `error`, `warning`, `note` or `aside`.
    pub(super) class: &'static str,
    /// Whether the finding is led back to these words.
    pub(super) anchor: bool,
}

impl<'r> Bill<'r> {
    /// Sorts the outcomes of one input.
    pub(in crate::report) fn new(report: &'r Report<'r>, checked: &'r Checked, prefix: String, level: usize) -> Self {
        let drawn = || {
            checked.outcomes.iter().flat_map(|outcome| {
                let said = outcome.findings.iter().zip(check::diagnostics(outcome, report.pack));
                said.map(move |(finding, said)| (outcome, finding, said))
            })
        };
        let found = |finding: &Finding, said| Found { said, provision: finding.provision.clone() };
        let remarks = |known: bool| {
            let remarks = checked.remarks.iter().enumerate().filter(move |(index, _)| checked.known_remarks.contains(index) == known);
            remarks.map(|(_, remark)| Found { said: remark.clone(), provision: None })
        };
        let standing = drawn().filter(|(_, finding, _)| !finding.is_set_aside());
        let mut standing: Vec<(Option<&Outcome>, Found)> =
            standing.map(|(outcome, finding, said)| (Some(outcome), found(finding, said))).collect();
        standing.extend(remarks(false).map(|remark| (None, remark)));
        standing.sort_by_key(|(_, found)| view::order(&found.said));
        let waived = drawn().filter_map(|(_, finding, said)| Some((found(finding, said), finding.waiver.as_deref()?)));
        let mut waived: Vec<_> = waived.collect();
        waived.sort_by_key(|(found, _)| view::order(&found.said));
        let known = drawn().filter(|(_, finding, _)| finding.known && finding.waiver.is_none());
        let mut known: Vec<Found> = known.map(|(_, finding, said)| found(finding, said)).chain(remarks(true)).collect();
        known.sort_by_key(|found| view::order(&found.said));
        Self {
            report,
            checked,
            prefix,
            level,
            cards: cards(report, standing),
            waived,
            known,
            quotes: past::quotes(&checked.description, &report.pack.vocabulary),
            past: past::others(checked, report.pack, report.past),
        }
    }

    /// An id within this input.
    pub(super) fn id(&self, name: &str) -> String {
        format!("{}-{name}", self.prefix)
    }

    /// `description 6:52`: files that the head of the page names are not named again.
    pub(super) fn place(&self, span: Span) -> String {
        let place = self.report.sources.place(span);
        let file = match Some(span.file) {
            file if file == self.checked.text() => "text",
            Some(file) if file == self.checked.file => "description",
            _ => self.report.sources.name(span.file),
        };
        format!("{file} {}:{}", place.line, place.column)
    }

    /// How many findings stand.
    pub(super) fn findings(&self) -> usize {
        self.cards.iter().map(|card| card.found.len()).sum()
    }

    /// How many findings of a gravity stand.
    pub(super) fn of_severity(&self, severity: Severity) -> usize {
        self.cards.iter().flat_map(|card| &card.found).filter(|found| found.said.severity == severity).count()
    }

    /// The places in the bill's text that findings are about, by where they begin.
    pub(super) fn marks(&self) -> Vec<Mark> {
        let mut marks = Vec::new();
        for (index, card) in self.cards.iter().enumerate() {
            for (part, found) in card.found.iter().enumerate() {
                self.mark(found, self.id(&card.place(index, part)), card.number(index, part), found.said.severity.name(), &mut marks);
            }
        }
        for (index, (found, _)) in self.waived.iter().enumerate() {
            self.mark(found, self.id(&format!("w{}", index + 1)), format!("waived {}", index + 1), "aside", &mut marks);
        }
        for (index, found) in self.known.iter().enumerate() {
            self.mark(found, self.id(&format!("k{}", index + 1)), format!("known {}", index + 1), "aside", &mut marks);
        }
        marks.sort_by_key(|mark| (mark.range.start, mark.order));
        marks
    }

    /// Where the words of a label stand in the bill's running text, if they do.
    pub(super) fn extent_of(&self, label: &Label) -> Option<Extent> {
        let document = self.checked.document.as_deref()?;
        document.extent_of(label.span).filter(|extent| !document.words(*extent).trim().is_empty())
    }

    fn mark(&self, found: &Found, finding: String, number: String, class: &'static str, marks: &mut Vec<Mark>) {
        let order = marks.len();
        let mut anchor = true;
        for extent in found.said.labels.iter().filter_map(|label| self.extent_of(label)) {
            let (finding, number) = (finding.clone(), number.clone());
            marks.push(Mark { range: extent.range(), order, finding, number, class, anchor });
            anchor = false;
        }
    }
}

impl Card<'_> {
    /// The number of one of its findings, for people: `3`, or `3.2` where there are several.
    pub(super) fn number(&self, index: usize, part: usize) -> String {
        if self.found.len() == 1 { format!("{}", index + 1) } else { format!("{}.{}", index + 1, part + 1) }
    }

    /// The same in an id.
    pub(super) fn place(&self, index: usize, part: usize) -> String {
        if self.found.len() == 1 { format!("f{}", index + 1) } else { format!("f{}-{}", index + 1, part + 1) }
    }
}

/// Findings under the criterion that says them, in the order of the first of each.
fn cards<'r>(report: &Report<'r>, standing: Vec<(Option<&'r Outcome>, Found)>) -> Vec<Card<'r>> {
    let mut cards: Vec<Card<'r>> = Vec::new();
    let mut by_code: HashMap<String, usize> = HashMap::new();
    for (outcome, found) in standing {
        let index = *by_code.entry(found.said.code.clone()).or_insert(cards.len());
        match cards.get_mut(index) {
            Some(card) => card.found.push(found),
            None => {
                let of = outcome.and_then(|outcome| Some((report.pack.rules.rules.get(outcome.rule)?, outcome)));
                cards.push(Card { of, severity: found.said.severity, found: vec![found] });
            }
        }
    }
    cards
}
