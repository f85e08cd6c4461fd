//! What a rule says of a description: verdict, evidence, findings.

mod doubt;

use crate::description::FactStatus;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::Span;
pub use crate::verdict::Verdict;
pub use doubt::{A_RECORD, DISPUTED, Doubt, Doubtful, SUGGESTED};
use std::sync::Arc;

/// Why a rule does not apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inapplicable {
    /// The initiative is of another kind.
    Kind,
    /// The rule's `when` does not hold.
    Condition,
    /// The bill is silent, and silence is no defect in this kind of bill.
    Silence,
    /// It compares the bill with other laws, and none is in view.
    Alone,
}

/// The answer of one rule.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Index of the rule in its [`RuleSet`](crate::typecheck::checked::RuleSet).
    pub rule: usize,
    /// The answer.
    pub verdict: Verdict,
    /// Severity of a violated or partly met rule.
    pub severity: Option<Severity>,
    /// Violated because nothing was found.
    pub by_absence: bool,
    /// Why it does not apply.
    pub inapplicable: Option<Inapplicable>,
    /// What to report: one for each record that violates, one otherwise; none for met and not applicable.
    pub findings: Vec<Finding>,
    /// The facts it rested on.
    pub evidence: Vec<Evidence>,
    /// The facts that would decide it.
    pub missing: Vec<Missing>,
    /// What it rests on that nobody has confirmed.
    pub doubt: Doubt,
}

impl Outcome {
    /// More evidence for one verdict is not kept: nobody reads it.
    pub const MAX_EVIDENCE: usize = 24;

    /// Whether it holds all the evidence that is kept, or all the open questions.
    pub fn is_full(&self) -> bool {
        self.evidence.len() >= Self::MAX_EVIDENCE || self.missing.len() >= Self::MAX_EVIDENCE
    }

    /// The gravest of its findings that are neither waived nor known from a baseline.
    pub fn standing(&self) -> Option<Severity> {
        self.findings.iter().filter(|finding| !finding.is_set_aside()).map(|finding| finding.severity).max()
    }

    /// Whether it has findings and all of them are waived.
    pub fn is_waived(&self) -> bool {
        !self.findings.is_empty() && self.findings.iter().all(|finding| finding.waiver.is_some())
    }
}

/// Something to report about a rule.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Severity.
    pub severity: Severity,
    /// Stable key of the message: `HRD-003.violated.1`.
    pub key: String,
    /// The message, values filled in.
    pub message: String,
    /// Places, the primary first.
    pub labels: Vec<Label>,
    /// What it is about, in words that survive edits: the fact's path and its place in the law.
    pub identity: String,
    /// The provision of the law it is about, as the description gives it.
    pub provision: Option<String>,
    /// The waiver in force for it.
    pub waiver: Option<Arc<Waiver>>,
    /// It was in the baseline already.
    pub known: bool,
    /// What it rests on that nobody has confirmed: then it is a warning at most.
    pub doubt: Doubt,
}

impl Finding {
    /// Whether it does not count for the exit code: somebody stands for it, or it is not new.
    pub fn is_set_aside(&self) -> bool {
        self.waiver.is_some() || self.known
    }
}

/// A waiver in force: somebody has decided, for a while, to live with a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// Code of the rule.
    pub rule: String,
    /// The `meta.id` of the law it is for; any law without it.
    pub law: Option<String>,
    /// The provision it is for; the whole rule without it.
    pub at: Option<String>,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// Who agreed to it.
    pub approver: String,
    /// The last day on which it holds.
    pub expires: jiff::civil::Date,
    /// Where it stands in the file of waivers: the rule's code.
    pub span: Span,
}

/// A fact that a verdict rested on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Its path: `penalties[2].nature`, from 1.
    pub path: String,
    /// Its value, or `not found` for a silent one.
    pub value: String,
    /// Where it stands in the description; the reviewed entry for a silent one.
    pub span: Option<Span>,
    /// Its place in the law.
    pub at: Option<String>,
    /// Suggested or disputed: nobody has confirmed it.
    pub doubt: Option<FactStatus>,
}

/// A fact that would help to decide.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// Its path: `hrdd.frequency`, `penalties[2].factors`.
    pub path: String,
    /// What to answer, from the vocabulary.
    pub question: String,
    /// Why what is there is not enough: a value that could not be compared, or records of which none is meant.
    pub because: Option<String>,
}

/// What the program says of one rule on one description, as a diagnostic.
pub fn to_diagnostic(finding: &Finding, code: &str, because: &str, sources: &str, help: &str) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(finding.severity, code, finding.doubt.marked(&finding.message));
    diagnostic.labels.clone_from(&finding.labels);
    diagnostic.notes = finding.doubt.notes();
    if !because.is_empty() {
        diagnostic = diagnostic.note(format!("why: {because}"));
    }
    if !sources.is_empty() {
        diagnostic = diagnostic.note(format!("source: {sources}"));
    }
    if help.is_empty() { diagnostic } else { diagnostic.help(help) }
}
