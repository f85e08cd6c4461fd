//! Everything that is reported, an entry each: for formats that give each thing a row, a line or an annotation of its own.

use super::fingerprint::Fingerprints;
use super::prose::{LONG, clip, one_line};
use super::{Report, view};
use crate::check::{self, Checked};
use crate::diagnostic::{Diagnostic, Severity};
use crate::outcome::{Doubt, Inapplicable, Outcome, Waiver};
use crate::source::{Place, Sources, Span};
use crate::typecheck::checked::Rule;

/// What an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A rule found something in a bill.
    Finding,
    /// Something is wrong with a description that can be checked all the same.
    Remark,
    /// A waiver is incomplete, expired or unused.
    OfWaiver,
    /// A problem with rules, settings or inputs.
    Problem,
}

/// Whether an entry counts for the exit code.
#[derive(Debug, Clone, Copy)]
pub(super) enum Standing<'r> {
    /// It does.
    Counts,
    /// It was in the baseline already.
    Known,
    /// Somebody stands for it.
    Waived(&'r Waiver),
}

impl Standing<'_> {
    /// For a cell.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Counts => "counts",
            Self::Known => "known",
            Self::Waived(_) => "waived",
        }
    }

    fn rank(self) -> u8 {
        match self {
            Self::Counts => 0,
            Self::Known => 1,
            Self::Waived(_) => 2,
        }
    }
}

/// One thing to report.
#[derive(Debug)]
pub(super) struct Entry<'r> {
    pub(super) kind: Kind,
    /// The input it is about; none for problems and waivers.
    pub(super) checked: Option<&'r Checked>,
    /// The rule and what it says of the input; for findings only.
    pub(super) rule: Option<(&'r Rule, &'r Outcome)>,
    pub(super) diagnostic: Diagnostic,
    /// The provision of the law.
    pub(super) provision: Option<&'r str>,
    pub(super) standing: Standing<'r>,
    /// Of findings and remarks.
    pub(super) fingerprint: Option<String>,
    /// What a finding rests on that nobody has confirmed.
    pub(super) doubt: Option<&'r Doubt>,
}

/// Problems, then findings about waivers, in their order.
pub(super) fn of_run<'r>(report: &Report<'r>) -> Vec<Entry<'r>> {
    let of_waivers = report.waivers.map_or(&[][..], |register| &register.findings);
    let kinds = [(Kind::Problem, report.problems), (Kind::OfWaiver, of_waivers)];
    let entry = |kind, found: &Diagnostic| Entry {
        kind,
        checked: None,
        rule: None,
        diagnostic: found.clone(),
        provision: None,
        standing: Standing::Counts,
        fingerprint: None,
        doubt: None,
    };
    kinds.into_iter().flat_map(|(kind, found)| found.iter().map(move |found| entry(kind, found))).collect()
}

/// Findings and remarks of one input: those that count, the known ones, the waived ones; each the gravest first, then by place.
pub(super) fn of_input<'r>(report: &Report<'r>, checked: &'r Checked) -> Vec<Entry<'r>> {
    let mut entries = Vec::new();
    let mut fingerprints = Fingerprints::new(report, checked);
    for outcome in &checked.outcomes {
        let Some(rule) = report.pack.rules.rules.get(outcome.rule) else { continue };
        for (finding, diagnostic) in outcome.findings.iter().zip(check::diagnostics(outcome, report.pack)) {
            let standing = match finding.waiver.as_deref() {
                Some(waiver) => Standing::Waived(waiver),
                None if finding.known => Standing::Known,
                None => Standing::Counts,
            };
            entries.push(Entry {
                kind: Kind::Finding,
                checked: Some(checked),
                rule: Some((rule, outcome)),
                diagnostic,
                provision: finding.provision.as_deref(),
                standing,
                fingerprint: Some(fingerprints.next(&rule.code, &finding.identity)),
                doubt: Some(&finding.doubt),
            });
        }
    }
    for (index, remark) in checked.remarks.iter().enumerate() {
        entries.push(Entry {
            kind: Kind::Remark,
            checked: Some(checked),
            rule: None,
            diagnostic: remark.clone(),
            provision: None,
            standing: if checked.known_remarks.contains(&index) { Standing::Known } else { Standing::Counts },
            fingerprint: Some(fingerprints.next(&remark.code, &remark.message)),
            doubt: None,
        });
    }
    entries.sort_by_key(|entry| (entry.standing.rank(), view::order(&entry.diagnostic)));
    entries
}

impl Entry<'_> {
    pub(super) fn severity(&self) -> Severity {
        self.diagnostic.severity
    }

    /// Where it is: the file's name on one line, and the place in it.
    pub(super) fn place(&self, sources: &Sources) -> Option<(String, Place)> {
        self.diagnostic.primary().map(|label| (one_line(sources.name(label.span.file)), sources.place(label.span)))
    }

    /// What is said at the main place, where it is not the provision.
    pub(super) fn there(&self) -> Option<&str> {
        let text = self.diagnostic.primary().map(|label| label.text.as_str())?;
        (!text.is_empty() && Some(text) != self.provision).then_some(text)
    }

    /// The other places, with what is said there.
    pub(super) fn also(&self, sources: &Sources) -> Vec<String> {
        let primary = self.diagnostic.primary();
        let others = self.diagnostic.labels.iter().filter(|label| !primary.is_some_and(|primary| std::ptr::eq(primary, *label)));
        let said = |text: &str| if text.is_empty() { String::new() } else { format!(": {}", clip(text, LONG)) };
        others.map(|label| format!("{}{}", at(sources, label.span), said(&label.text))).collect()
    }

    /// What is its own beside code, severity, message and main place, a line each.
    pub(super) fn about(&self, sources: &Sources) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        lines.extend(self.provision.map(|provision| format!("provision: {}", clip(provision, LONG))));
        lines.extend(self.there().map(|there| format!("there: {}", clip(there, LONG))));
        lines.extend(self.also(sources).into_iter().map(|place| format!("also at {place}")));
        if let Standing::Waived(waiver) = self.standing {
            lines.push(waived(waiver));
        }
        lines
    }

    /// Why, source, calibration and help, a line each: mostly the same for all findings of a rule.
    pub(super) fn advice(&self) -> Vec<String> {
        let help = self.diagnostic.help.iter().map(|help| format!("help: {}", one_line(help)));
        self.diagnostic.notes.iter().map(|note| one_line(note)).chain(help).collect()
    }
}

/// `waived until 2027-06-30: the reason (owner: unit 3; approved by: A. Example)`
pub(super) fn waived(waiver: &Waiver) -> String {
    let Waiver { reason, owner, approver, expires, .. } = waiver;
    let (owner, approver) = (clip(owner, LONG), clip(approver, LONG));
    format!("waived until {expires}: {} (owner: {owner}; approved by: {approver})", clip(reason, LONG))
}

/// `FILE:LINE:COLUMN`
pub(super) fn at(sources: &Sources, span: Span) -> String {
    let place = sources.place(span);
    format!("{}:{}:{}", one_line(sources.name(span.file)), place.line, place.column)
}

/// Why a rule does not apply.
pub(super) fn inapplicable(reason: Inapplicable) -> &'static str {
    match reason {
        Inapplicable::Kind => "not about this kind of initiative",
        Inapplicable::Condition => "its condition does not hold",
        Inapplicable::Silence => "silence is no defect here",
        Inapplicable::Alone => "no other law is in view",
    }
}

/// `ungp-check 0.1.0, rules of initiative/1`: the program and what it asked.
pub(super) fn tool(report: &Report<'_>) -> String {
    let vocabulary = &report.pack.vocabulary;
    let (rules, asked) = (report.pack.rules.rules.len(), report.rules);
    let (name, version) = (env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
    format!("{name} {version}, vocabulary {}/{}, {asked} of {rules} rules asked", one_line(&vocabulary.name), vocabulary.version)
}

/// The last words on a run, and whether they must not be missed.
pub(super) fn closing(report: &Report<'_>) -> (bool, String) {
    let lines: Vec<String> = view::closing(report).into_iter().map(|(_, words)| words).collect();
    (!report.is_complete(), lines.join("; "))
}
