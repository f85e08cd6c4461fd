//! What people are shown first, and what is folded, where one input has many findings.

use super::Report;
use super::prose::{count, one_line};
use super::view;
use crate::check::{self, Checked};
use crate::diagnostic::{Diagnostic, Severity};
use crate::outcome::Verdict;
use crate::source::{FileId, Sources, Span};
use std::cmp::Reverse;
use std::collections::HashMap;

/// How many findings of one code are shown in full; the others are places on one line.
const EACH: usize = 3;
/// An input with more findings than this has a digest on top.
const MANY: usize = 10;
/// How many criteria the digest names.
const GRAVEST: usize = 3;

/// What is said where findings were folded.
pub(super) const FOLDED: &str = "findings of a rule beyond the third are named by place; --all shows them in full";

/// How much people are shown. Formats for programs show everything whatever this says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Extent {
    /// Only problems, errors and the last lines.
    pub quiet: bool,
    /// Every finding in full, however many a rule has.
    pub all: bool,
}

impl Extent {
    /// Whether a problem, or a finding about a waiver, is shown.
    pub(super) fn has(self, problem: &Diagnostic) -> bool {
        !self.quiet || problem.severity > Severity::Note
    }
}

/// A part of the list of findings of one input.
#[derive(Debug)]
pub(super) enum Entry {
    /// To be shown in full.
    Finding(Diagnostic),
    /// To be shown on one line.
    More(More),
}

/// The findings of one code beyond those that are shown in full.
#[derive(Debug)]
pub(super) struct More {
    code: String,
    severities: Vec<Severity>,
    places: Vec<Option<Span>>,
    /// The last one shown in full was as grave as these.
    alike: bool,
}

impl More {
    fn new(last: &Diagnostic) -> Self {
        Self { code: last.code.clone(), severities: Vec::new(), places: Vec::new(), alike: true }
    }

    fn add(&mut self, finding: &Diagnostic, shown: Severity) {
        self.alike &= finding.severity == shown;
        self.severities.push(finding.severity);
        self.places.push(check::primary(finding));
    }

    /// `and 7 more of VAG-008 at 12:3, 40:5`, with how grave they are where that differs, and the file where it is
    /// not the description, which is `file`.
    pub(super) fn words(&self, file: FileId, sources: &Sources) -> String {
        let grave = if self.alike { String::new() } else { format!(" ({})", view::by_severity(self.severities.iter().copied())) };
        let places = self.places(file, sources);
        let at = if places.is_empty() { String::new() } else { format!(" at {}", places.join(", ")) };
        let nowhere = match self.places.iter().filter(|place| place.is_none()).count() {
            0 => String::new(),
            _ if places.is_empty() => " without a place".into(),
            number => format!(", and {number} without a place"),
        };
        format!("and {} more of {}{grave}{at}{nowhere}", self.places.len(), one_line(&self.code))
    }
}

impl More {
    /// Each place once, with how often where that is more than once.
    fn places(&self, file: FileId, sources: &Sources) -> Vec<String> {
        let mut places: Vec<(String, usize)> = Vec::new();
        for span in self.places.iter().flatten() {
            let place = place(*span, file, sources);
            match places.iter_mut().find(|(known, _)| *known == place) {
                Some((_, times)) => *times += 1,
                None => places.push((place, 1)),
            }
        }
        places.into_iter().map(|(place, times)| if times == 1 { place } else { format!("{place} ({times} times)") }).collect()
    }
}

/// `12:3`, or `bill.txt:12:3` outside the description.
fn place(span: Span, file: FileId, sources: &Sources) -> String {
    let start = sources.place(span);
    let file = if span.file == file { String::new() } else { format!("{}:", one_line(sources.name(span.file))) };
    format!("{file}{}:{}", start.line, start.column)
}

/// The findings of one input that are neither waived nor known, in order, the many of one code folded; and whether any were.
pub(super) fn entries(report: &Report<'_>, checked: &Checked, extent: Extent) -> (Vec<Entry>, bool) {
    let mut findings = view::findings(report, checked);
    findings.retain(|finding| !extent.quiet || finding.severity == Severity::Error);
    let mut entries: Vec<Entry> = Vec::new();
    let mut seen: HashMap<String, (usize, Severity)> = HashMap::new();
    let mut folded: HashMap<String, usize> = HashMap::new();
    for finding in findings {
        let (number, severity) = seen.entry(finding.code.clone()).or_insert((0, finding.severity));
        *number += 1;
        if extent.all || *number <= EACH {
            *severity = finding.severity;
            let last = *number == EACH && !extent.all;
            let more = last.then(|| More::new(&finding));
            entries.push(Entry::Finding(finding));
            // Its place is kept, and given up again below if nothing comes.
            if let Some(more) = more {
                folded.insert(more.code.clone(), entries.len());
                entries.push(Entry::More(more));
            }
        } else if let Some(Entry::More(more)) = folded.get(&finding.code).and_then(|at| entries.get_mut(*at)) {
            more.add(&finding, *severity);
        }
    }
    entries.retain(|entry| !matches!(entry, Entry::More(more) if more.places.is_empty()));
    let any = entries.iter().any(|entry| matches!(entry, Entry::More(_)));
    (entries, any)
}

/// What stands on top of an input with many findings.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Digest {
    /// `49 findings (12 errors, 37 warnings)`
    pub count: String,
    /// `VAG-001 violated (4 errors): TITLE`: the gravest criteria, one line each.
    pub gravest: Vec<String>,
    /// How many criteria and kinds of remark have findings.
    pub of: usize,
}

/// The digest of an input, where it has many findings.
pub(super) fn digest(report: &Report<'_>, checked: &Checked) -> Option<Digest> {
    let findings = view::findings(report, checked);
    if findings.len() <= MANY {
        return None;
    }
    let mut codes: Vec<(&str, Vec<&Diagnostic>)> = Vec::new();
    for finding in &findings {
        match codes.iter_mut().find(|(code, _)| *code == finding.code) {
            Some((_, found)) => found.push(finding),
            None => codes.push((&finding.code, vec![finding])),
        }
    }
    // The gravest first, then the more frequent; the rest stays in the order of the text.
    codes.sort_by_key(|(_, found)| {
        let worst = found.iter().map(|finding| finding.severity).max();
        Reverse((worst, found.iter().filter(|finding| Some(finding.severity) == worst).count()))
    });
    let severities = |found: &mut dyn Iterator<Item = Severity>| view::by_severity(found);
    let line = |(code, found): &(&str, Vec<&Diagnostic>)| {
        let grave = severities(&mut found.iter().map(|finding| finding.severity));
        headline(code, &grave, found, report, checked)
    };
    Some(Digest {
        count: format!("{} ({})", count(findings.len(), "finding"), severities(&mut findings.iter().map(|finding| finding.severity))),
        gravest: codes.iter().take(GRAVEST).map(line).collect(),
        of: codes.len(),
    })
}

/// A rule with its verdict, how grave its findings are, and its title; what is no rule's with its message.
fn headline(code: &str, grave: &str, found: &[&Diagnostic], report: &Report<'_>, checked: &Checked) -> String {
    let rule = report.pack.rules.rules.iter().enumerate().find(|(_, rule)| rule.code == code);
    match rule {
        Some((index, rule)) => {
            let outcome = checked.outcomes.iter().find(|outcome| outcome.rule == index);
            let verdict = outcome.map_or(Verdict::Violated, |outcome| outcome.verdict);
            format!("{code} {verdict} ({grave}): {}", one_line(&rule.title))
        }
        None => {
            let message = found.first().map(|finding| one_line(&finding.message)).unwrap_or_default();
            format!("{} ({grave}): {message}", one_line(code))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_findings_name_every_place_once() {
        let mut sources = Sources::new();
        let law = sources.add("law.yaml", "a\nb\nc\n".to_owned());
        let bill = sources.add("bill.txt", "word\n".to_owned());
        let at = |file, start| Diagnostic::error("X-001", "wrong").at(Span { file, start, end: start + 1 }, "");
        let words = |findings: &[Diagnostic]| {
            let mut more = More::new(&at(law, 0));
            findings.iter().for_each(|finding| more.add(finding, Severity::Error));
            more.words(law, &sources)
        };
        assert_eq!(words(&[at(law, 2)]), "and 1 more of X-001 at 2:1");
        assert_eq!(words(&[at(law, 2), at(law, 4), at(law, 2), at(bill, 0)]), "and 4 more of X-001 at 2:1 (2 times), 3:1, bill.txt:1:1");
        assert_eq!(words(&[Diagnostic::error("X-001", "nowhere")]), "and 1 more of X-001 without a place");
        assert_eq!(words(&[at(law, 2), Diagnostic::error("X-001", "nowhere")]), "and 2 more of X-001 at 2:1, and 1 without a place");
        let mild = Diagnostic { severity: Severity::Note, ..at(law, 4) };
        assert_eq!(words(&[at(law, 2), mild]), "and 2 more of X-001 (1 error, 1 note) at 2:1, 3:1");
    }
}
