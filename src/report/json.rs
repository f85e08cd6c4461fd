//! Everything in a report, for programs. `docs/schema/report.json` describes it.

pub mod ndjson;

use super::Report;
use super::fingerprint::Fingerprints;
use super::view;
use crate::check::{Checked, Look};
use crate::description::FactStatus;
use crate::diagnostic::{self, Severity};
use crate::outcome::{self, Inapplicable, Outcome, Verdict};
use crate::pack::Pack;
use crate::source::{Sources, Span};
use crate::typecheck::checked::{self, Rule};
use serde::Serialize;
use std::collections::BTreeMap;

/// JSON Schema of what [`render`] gives.
pub const SCHEMA: &str = include_str!("../../docs/schema/report.json");
/// What says that a text is a report.
pub const FORMAT: &str = "ungp-check-report";
/// Rises when a program that reads the present form would misread a later one.
pub const VERSION: u32 = 1;
/// Longer words of a text are cut, and the number of characters left out is given.
const WORDS: usize = 500;

/// All of a report.
pub fn render(report: &Report<'_>) -> String {
    pretty(&document(report))
}

/// A document as every format of JSON is printed here.
pub(super) fn pretty(document: &impl Serialize) -> String {
    // Only maps with keys that are no text can fail to become JSON, and there are none.
    let mut text = serde_json::to_string_pretty(document).unwrap_or_default();
    text.push('\n');
    text
}

fn document<'a>(report: &Report<'a>) -> Document<'a> {
    Document {
        format: FORMAT,
        version: VERSION,
        tool: Tool::THIS,
        pack: pack(report),
        problems: report.problems.iter().map(|problem| diagnostic(problem, report.sources)).collect(),
        waivers: report.waivers.map(|register| Register {
            file: report.sources.name(register.file),
            in_force: register.in_force(),
            findings: register.findings.iter().map(|finding| diagnostic(finding, report.sources)).collect(),
        }),
        baseline: report.baseline.map(|baseline| Baseline {
            file: report.sources.name(baseline.file),
            known: report.checked.iter().map(Checked::known).sum(),
            gone: baseline.gone,
        }),
        inputs: report.checked.iter().map(|checked| input(report, checked)).collect(),
        summary: summary(report),
    }
}

#[derive(Serialize)]
struct Document<'a> {
    format: &'a str,
    version: u32,
    tool: Tool<'a>,
    pack: PackInfo<'a>,
    problems: Vec<Diagnostic<'a>>,
    waivers: Option<Register<'a>>,
    baseline: Option<Baseline<'a>>,
    inputs: Vec<Input<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
pub(super) struct Tool<'a> {
    name: &'a str,
    version: &'a str,
}

impl Tool<'_> {
    /// This program.
    pub(super) const THIS: Self = Self { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
}

#[derive(Serialize)]
struct PackInfo<'a> {
    vocabulary: Vocabulary<'a>,
    rules: usize,
    asked: usize,
    broken: &'a [String],
    settings: Vec<Setting<'a>>,
}

#[derive(Serialize)]
struct Vocabulary<'a> {
    name: &'a str,
    version: u32,
}

#[derive(Serialize)]
struct Setting<'a> {
    name: &'a str,
    value: String,
    default: String,
    changed: bool,
    meaning: &'a str,
}

#[derive(Serialize)]
struct Register<'a> {
    file: &'a str,
    in_force: usize,
    findings: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Baseline<'a> {
    file: &'a str,
    known: usize,
    gone: usize,
}

#[derive(Serialize)]
struct Input<'a> {
    file: &'a str,
    id: &'a str,
    text: Option<&'a str>,
    described: bool,
    suggested: usize,
    title: &'a str,
    kinds: Vec<&'a str>,
    reviewed: Vec<&'a str>,
    counts: Counts,
    outcomes: Vec<OutcomeInfo<'a>>,
    remarks: Vec<Remark<'a>>,
    open_questions: Vec<Question<'a>>,
}

/// By slug of a verdict, or name of a severity.
pub(super) type Counts = BTreeMap<&'static str, usize>;

#[derive(Serialize)]
struct OutcomeInfo<'a> {
    rule: &'a str,
    title: &'a str,
    family: Option<Family<'a>>,
    verdict: &'static str,
    severity: Option<&'static str>,
    waived: bool,
    by_absence: bool,
    suggested: bool,
    disputed: bool,
    inapplicable: Option<&'static str>,
    findings: Vec<Finding<'a>>,
    because: &'a str,
    help: &'a str,
    sources: Vec<Source<'a>>,
    settings: Vec<&'a str>,
    evidence: Vec<Evidence<'a>>,
    missing: Vec<Missing<'a>>,
}

#[derive(Serialize)]
struct Family<'a> {
    code: &'a str,
    title: &'a str,
    pillars: &'a [String],
}

#[derive(Serialize)]
struct Finding<'a> {
    severity: &'static str,
    key: &'a str,
    message: &'a str,
    labels: Vec<Label<'a>>,
    identity: &'a str,
    fingerprint: String,
    provision: Option<&'a str>,
    suggested: bool,
    disputed: bool,
    doubtful: Vec<Doubtful<'a>>,
    waiver: Option<Waiver<'a>>,
    known: Option<bool>,
}

#[derive(Serialize)]
struct Doubtful<'a> {
    path: &'a str,
    value: &'a str,
    status: &'static str,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct Waiver<'a> {
    rule: &'a str,
    law: Option<&'a str>,
    at: Option<&'a str>,
    reason: &'a str,
    owner: &'a str,
    approver: &'a str,
    expires: String,
    place: Place<'a>,
}

#[derive(Serialize)]
struct Remark<'a> {
    #[serde(flatten)]
    remark: Diagnostic<'a>,
    fingerprint: String,
    known: Option<bool>,
}

#[derive(Serialize)]
pub(super) struct Label<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    text: &'a str,
    primary: bool,
    words: &'a str,
    words_left_out: usize,
}

#[derive(Serialize)]
pub(super) struct Place<'a> {
    file: &'a str,
    start: Position,
    end: Position,
}

#[derive(Serialize)]
pub(super) struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Source<'a> {
    document: &'a str,
    title: &'a str,
    places: Vec<Unit<'a>>,
    remark: Option<&'a str>,
}

#[derive(Serialize)]
struct Unit<'a> {
    unit: &'a str,
    places: &'a [String],
}

#[derive(Serialize)]
pub(super) struct Evidence<'a> {
    path: &'a str,
    value: &'a str,
    at: Option<&'a str>,
    status: Option<&'static str>,
    place: Option<Place<'a>>,
}

#[derive(Serialize)]
struct Missing<'a> {
    path: &'a str,
    question: &'a str,
    because: Option<&'a str>,
}

#[derive(Serialize)]
struct Question<'a> {
    path: String,
    question: String,
    because: Option<String>,
    rules: Vec<&'a str>,
    look_at: Vec<LookInfo<'a>>,
}

#[derive(Serialize)]
struct LookInfo<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    at: Option<&'a str>,
    words: &'a str,
    because: &'a str,
}

#[derive(Serialize)]
pub(super) struct Diagnostic<'a> {
    code: &'a str,
    severity: &'static str,
    message: &'a str,
    labels: Vec<Label<'a>>,
    notes: &'a [String],
    help: &'a [String],
}

#[derive(Serialize)]
struct Summary {
    inputs: usize,
    checked: usize,
    not_checked: usize,
    rules: usize,
    counts: Counts,
    findings: Counts,
    waived: usize,
    known: usize,
    complete: bool,
}

fn pack<'a>(report: &Report<'a>) -> PackInfo<'a> {
    let Pack { vocabulary, rules, broken } = report.pack;
    let setting = |setting: &'a checked::Setting| Setting {
        name: &setting.name,
        value: setting.value.to_string(),
        default: setting.default.to_string(),
        changed: setting.value != setting.default,
        meaning: &setting.doc,
    };
    PackInfo {
        vocabulary: Vocabulary { name: &vocabulary.name, version: vocabulary.version },
        rules: rules.rules.len(),
        asked: report.rules,
        broken,
        settings: rules.settings.iter().map(setting).collect(),
    }
}

fn input<'a>(report: &Report<'a>, checked: &'a Checked) -> Input<'a> {
    let vocabulary = &report.pack.vocabulary;
    let mut fingerprints = Fingerprints::new(report, checked);
    let sections = (0_u16..).zip(&vocabulary.root().fields);
    let question = |(missing, rules): (outcome::Missing, Vec<&'a str>)| {
        let look_at = checked.looks.at(&missing.path).into_iter().map(|look| look_info(look, report.sources)).collect();
        Question { path: missing.path, question: missing.question, because: missing.because, rules, look_at }
    };
    Input {
        file: report.sources.name(checked.file),
        id: checked.id(vocabulary),
        text: checked.text().map(|text| report.sources.name(text)),
        described: !checked.is_text_alone(),
        suggested: checked.suggested,
        title: &checked.title,
        kinds: vocabulary.kind_values().map(|values| values.members(checked.description.kinds).collect()).unwrap_or_default(),
        reviewed: sections.filter(|(section, _)| checked.description.is_reviewed(*section)).map(|(_, field)| &*field.name).collect(),
        counts: counts_and_waived(std::slice::from_ref(checked)),
        outcomes: checked.outcomes.iter().filter_map(|outcome| outcome_info(report, outcome, &mut fingerprints)).collect(),
        remarks: checked.remarks.iter().enumerate().map(|numbered| remark(report, checked, numbered, &mut fingerprints)).collect(),
        open_questions: checked.open_questions(report.pack).into_iter().map(question).collect(),
    }
}

fn outcome_info<'a>(report: &Report<'a>, outcome: &'a Outcome, fingerprints: &mut Fingerprints<'_>) -> Option<OutcomeInfo<'a>> {
    let rule: &'a Rule = report.pack.rules.rules.get(outcome.rule)?;
    let family = rule.family.and_then(|family| report.pack.rules.families.get(family));
    Some(OutcomeInfo {
        rule: &rule.code,
        title: &rule.title,
        family: family.map(|family| Family { code: &family.code, title: &family.title, pillars: &family.pillars }),
        verdict: outcome.verdict.slug(),
        severity: outcome.severity.map(Severity::name),
        waived: outcome.is_waived(),
        by_absence: outcome.by_absence,
        suggested: outcome.doubt.suggested,
        disputed: outcome.doubt.disputed,
        inapplicable: outcome.inapplicable.map(inapplicable),
        findings: outcome.findings.iter().map(|found| finding(found, rule, report, fingerprints)).collect(),
        because: &rule.because,
        help: &rule.help,
        sources: rule.sources.iter().map(|source| citation(report.pack, source)).collect(),
        settings: rule
            .settings
            .iter()
            .filter_map(|index| report.pack.rules.settings.get(*index))
            .map(|setting| setting.name.as_str())
            .collect(),
        evidence: outcome.evidence.iter().map(|evidence| evidence_info(evidence, report.sources)).collect(),
        missing: outcome
            .missing
            .iter()
            .map(|missing| Missing { path: &missing.path, question: &missing.question, because: missing.because.as_deref() })
            .collect(),
    })
}

/// Why a rule does not apply, for files.
pub(super) fn inapplicable(reason: Inapplicable) -> &'static str {
    match reason {
        Inapplicable::Kind => "kind",
        Inapplicable::Condition => "condition",
        Inapplicable::Silence => "silence",
        Inapplicable::Alone => "alone",
    }
}

fn finding<'a>(finding: &'a outcome::Finding, rule: &Rule, report: &Report<'a>, fingerprints: &mut Fingerprints<'_>) -> Finding<'a> {
    Finding {
        severity: finding.severity.name(),
        key: &finding.key,
        message: &finding.message,
        labels: labels(&finding.labels, report.sources),
        identity: &finding.identity,
        fingerprint: fingerprints.next(&rule.code, &finding.identity),
        provision: finding.provision.as_deref(),
        suggested: finding.doubt.suggested,
        disputed: finding.doubt.disputed,
        doubtful: finding.doubt.facts.iter().map(doubtful).collect(),
        waiver: finding.waiver.as_deref().map(|found| waiver(found, report.sources)),
        known: report.baseline.map(|_| finding.known),
    }
}

fn doubtful(fact: &outcome::Doubtful) -> Doubtful<'_> {
    Doubtful { path: &fact.path, value: &fact.value, status: fact.status.name(), note: fact.note.as_deref() }
}

fn look_info<'a>(look: &'a Look, sources: &'a Sources) -> LookInfo<'a> {
    LookInfo { place: place(look.span, sources), at: look.at.as_deref(), words: words(look.span, sources).0, because: &look.because }
}

fn waiver<'a>(waiver: &'a outcome::Waiver, sources: &'a Sources) -> Waiver<'a> {
    Waiver {
        rule: &waiver.rule,
        law: waiver.law.as_deref(),
        at: waiver.at.as_deref(),
        reason: &waiver.reason,
        owner: &waiver.owner,
        approver: &waiver.approver,
        expires: waiver.expires.to_string(),
        place: place(waiver.span, sources),
    }
}

fn remark<'a>(
    report: &Report<'a>,
    checked: &Checked,
    (index, remark): (usize, &'a diagnostic::Diagnostic),
    fingerprints: &mut Fingerprints<'_>,
) -> Remark<'a> {
    Remark {
        remark: diagnostic(remark, report.sources),
        fingerprint: fingerprints.next(&remark.code, &remark.message),
        known: report.baseline.map(|_| checked.known_remarks.contains(&index)),
    }
}

fn citation<'a>(pack: &'a Pack, source: &'a checked::Citation) -> Source<'a> {
    let document = pack.rules.documents.get(source.document);
    Source {
        document: document.map_or("", |document| &document.name),
        title: document.map_or("", |document| &document.title),
        places: source.places.iter().map(|(unit, places)| Unit { unit, places }).collect(),
        remark: source.remark.as_deref(),
    }
}

pub(super) fn evidence_info<'a>(evidence: &'a outcome::Evidence, sources: &'a Sources) -> Evidence<'a> {
    Evidence {
        path: &evidence.path,
        value: &evidence.value,
        at: evidence.at.as_deref(),
        status: evidence.doubt.map(FactStatus::name),
        place: evidence.span.map(|span| place(span, sources)),
    }
}

pub(super) fn diagnostic<'a>(diagnostic: &'a diagnostic::Diagnostic, sources: &'a Sources) -> Diagnostic<'a> {
    Diagnostic {
        code: &diagnostic.code,
        severity: diagnostic.severity.name(),
        message: &diagnostic.message,
        labels: labels(&diagnostic.labels, sources),
        notes: &diagnostic.notes,
        help: &diagnostic.help,
    }
}

fn labels<'a>(labels: &'a [diagnostic::Label], sources: &'a Sources) -> Vec<Label<'a>> {
    let label = |label: &'a diagnostic::Label| {
        let (words, words_left_out) = words(label.span, sources);
        Label { place: place(label.span, sources), text: &label.text, primary: label.primary, words, words_left_out }
    };
    labels.iter().map(label).collect()
}

/// The words of a span, cut, and how many characters are left out.
fn words(span: Span, sources: &Sources) -> (&str, usize) {
    let all = sources.slice(span);
    let words = all.char_indices().nth(WORDS).and_then(|(end, _)| all.get(..end)).unwrap_or(all);
    (words, all.get(words.len()..).unwrap_or("").chars().count())
}

pub(super) fn place(span: Span, sources: &Sources) -> Place<'_> {
    let (start, end) = (sources.place(span), sources.end_place(span));
    Place {
        file: sources.name(span.file),
        start: Position { line: start.line, column: start.column },
        end: Position { line: end.line, column: end.column },
    }
}

pub(super) fn counts<'a>(checked: impl Iterator<Item = &'a Checked>) -> Counts {
    let mut counts: Counts = Verdict::ALL.map(|verdict| (verdict.slug(), 0)).into();
    for (verdict, number) in checked.flat_map(Checked::counts) {
        *counts.entry(verdict.slug()).or_default() += number;
    }
    counts
}

/// [`counts`], and how many of the rules counted there are waived.
fn counts_and_waived(checked: &[Checked]) -> Counts {
    let mut counts = counts(checked.iter());
    counts.insert("waived", checked.iter().flat_map(|checked| &checked.outcomes).filter(|outcome| outcome.is_waived()).count());
    counts
}

fn summary(report: &Report<'_>) -> Summary {
    let mut findings: Counts = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| (severity.name(), 0)).into();
    for severity in view::standing(report) {
        *findings.entry(severity.name()).or_default() += 1;
    }
    Summary {
        inputs: report.inputs,
        checked: report.checked.len(),
        not_checked: report.not_checked(),
        rules: report.rules,
        counts: counts_and_waived(report.checked),
        findings,
        waived: report.checked.iter().map(Checked::waived).sum(),
        known: report.checked.iter().map(Checked::known).sum(),
        complete: report.is_complete(),
    }
}
