//! SARIF 2.1.0, for code scanning and other viewers of findings.

mod model;
mod rules;

use super::Report;
use super::fingerprint::{self, Fingerprints};
use super::json::inapplicable;
use super::prose::few;
use crate::check::Checked;
use crate::diagnostic::{Diagnostic, Label};
use crate::diff::Item;
use crate::outcome::{Finding, Inapplicable, Outcome, Verdict, Waiver};
use crate::source::{FileId, Sources, Span};
use crate::typecheck::checked::Rule;
use model::*;
use std::collections::{BTreeMap, BTreeSet};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The name of the taxonomy, which is also the name rules cite the document by.
const TAXONOMY: &str = "UNGP";
/// Longer words of a text are left out of a region.
const SNIPPET: usize = 500;
/// More evidence of a met rule than this is not located.
const EVIDENCE: usize = 20;

/// Which verdicts become results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All five: SARIF has a `kind` for each.
    Everything,
    /// Violated and partly met, and remarks: for consumers that take every result for a failure, as GitHub does.
    Findings,
}

/// What SARIF calls what became of a result since the draft before: by number of the input, and item in it.
pub type BaselineState<'s> = dyn Fn(usize, Item) -> Option<&'static str> + 's;

/// All of a report, every verdict a result.
pub fn render(report: &Report<'_>) -> String {
    render_scope(report, Scope::Everything)
}

/// A report as SARIF.
pub fn render_scope(report: &Report<'_>, scope: Scope) -> String {
    render_with(report, scope, None)
}

/// A report of an old draft and a new one: what became of each result, by input and item; results of which nothing is said are left out.
pub fn render_baseline(report: &Report<'_>, state: &BaselineState<'_>) -> String {
    render_with(report, Scope::Everything, Some(state))
}

fn render_with(report: &Report<'_>, scope: Scope, state: Option<&BaselineState<'_>>) -> String {
    let mut writer = Writer::new(report);
    let mut results = Vec::new();
    for (number, checked) in report.checked.iter().enumerate() {
        for (item, mut result) in writer.input(checked, scope) {
            if let Some(state) = state {
                let Some(became) = state(number, item) else { continue };
                result.baseline_state = Some(became);
            }
            results.push(result);
        }
    }
    let mut fingerprints = Fingerprints::of("");
    results.extend(report.of_waivers().iter().map(|finding| writer.remark(None, finding, false, &mut fingerprints)));
    let invocation = writer.invocation();
    let run = Run {
        tool: Tool { driver: writer.driver() },
        invocations: [invocation],
        results,
        artifacts: writer.artifacts,
        taxonomies: vec![rules::taxonomy()],
        column_kind: "unicodeCodePoints",
        default_encoding: "utf-8",
    };
    super::json::pretty(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] })
}

struct Writer<'r> {
    report: &'r Report<'r>,
    /// Rules that were asked, by their index in the pack; their place here is `ruleIndex`.
    asked: Vec<usize>,
    /// Codes of remarks, which come after the rules.
    remarks: Vec<&'r str>,
    /// Codes of problems.
    problems: Vec<&'r str>,
    files: BTreeMap<FileId, usize>,
    artifacts: Vec<Artifact>,
}

impl<'r> Writer<'r> {
    fn new(report: &'r Report<'r>) -> Self {
        let asked: BTreeSet<usize> = report.checked.iter().flat_map(|checked| &checked.outcomes).map(|outcome| outcome.rule).collect();
        let remarks: BTreeSet<&str> = report
            .checked
            .iter()
            .flat_map(|checked| &checked.remarks)
            .chain(report.of_waivers())
            .map(|remark| remark.code.as_str())
            .collect();
        let problems: BTreeSet<&str> = report.problems.iter().map(|problem| problem.code.as_str()).collect();
        let mut writer = Self {
            report,
            asked: asked.into_iter().filter(|rule| report.pack.rules.rules.get(*rule).is_some()).collect(),
            remarks: remarks.into_iter().collect(),
            problems: problems.into_iter().collect(),
            files: BTreeMap::new(),
            artifacts: Vec::new(),
        };
        for checked in report.checked {
            let index = writer.artifact(checked.file).index;
            if let Some(artifact) = writer.artifacts.get_mut(index) {
                artifact.description = Some(Text::plain(checked.title.clone()));
            }
            for file in std::iter::once(checked.file).chain(checked.text()) {
                let index = writer.artifact(file).index;
                if let Some(artifact) = writer.artifacts.get_mut(index) {
                    artifact.roles = vec!["analysisTarget"];
                }
            }
        }
        writer
    }

    fn driver(&self) -> ToolComponent {
        let rules = self.asked.iter().filter_map(|rule| self.report.pack.rules.rules.get(*rule));
        let named = |code: &&str| Descriptor { id: (*code).to_owned(), ..Descriptor::default() };
        ToolComponent {
            name: env!("CARGO_PKG_NAME"),
            version: Some(env!("CARGO_PKG_VERSION")),
            semantic_version: Some(env!("CARGO_PKG_VERSION")),
            short_description: Text::plain(env!("CARGO_PKG_DESCRIPTION")),
            rules: rules.map(|rule| rules::rule(self.report.pack, rule)).chain(self.remarks.iter().map(named)).collect(),
            notifications: self.problems.iter().map(named).collect(),
            supported_taxonomies: vec![ComponentReference { name: TAXONOMY, index: 0 }],
            ..ToolComponent::default()
        }
    }

    fn invocation(&mut self) -> Invocation {
        let problems = self.report.problems;
        Invocation {
            execution_successful: self.report.is_complete(),
            tool_execution_notifications: problems.iter().map(|problem| self.notification(problem)).collect(),
        }
    }

    fn notification(&mut self, problem: &Diagnostic) -> Notification {
        let index = self.problems.iter().position(|code| *code == problem.code).unwrap_or(0);
        Notification {
            descriptor: DescriptorReference { id: problem.code.clone(), index },
            level: problem.severity.name(),
            message: Text::plain(with_advice(problem)),
            locations: problem.labels.iter().map(|label| self.location(label.span, &label.text, None)).collect(),
        }
    }

    fn input(&mut self, checked: &'r Checked, scope: Scope) -> Vec<(Item, ResultObject)> {
        let mut results = Vec::new();
        let mut fingerprints = Fingerprints::new(self.report, checked);
        for (number, outcome) in checked.outcomes.iter().enumerate() {
            let Some(rule) = self.report.pack.rules.rules.get(outcome.rule) else { continue };
            let rule = (rule, self.asked.iter().position(|asked| *asked == outcome.rule).unwrap_or(0));
            for (which, finding) in outcome.findings.iter().enumerate() {
                results.push((Item::Finding(number, which), self.failed(checked, rule, outcome, finding, &mut fingerprints)));
            }
            if outcome.findings.is_empty() && scope == Scope::Everything {
                results.push((Item::Verdict(number), self.other(checked, rule, outcome, &mut fingerprints)));
            }
        }
        for (number, remark) in checked.remarks.iter().enumerate() {
            results.push((
                Item::Remark(number),
                self.remark(Some(checked), remark, checked.known_remarks.contains(&number), &mut fingerprints),
            ));
        }
        results
    }

    fn failed(
        &mut self,
        checked: &Checked,
        (rule, index): (&Rule, usize),
        outcome: &Outcome,
        finding: &Finding,
        fingerprints: &mut Fingerprints<'_>,
    ) -> ResultObject {
        let (locations, related_locations) = self.locations(checked.description.span, &finding.labels);
        let suppressions = finding.waiver.as_deref().map(|waiver| self.suppression(waiver));
        ResultObject {
            rule_id: rule.code.clone(),
            rule_index: index,
            kind: "fail",
            level: finding.severity.name(),
            message: Text::plain(in_doubt(finding)),
            locations,
            related_locations,
            partial_fingerprints: fingerprint(fingerprints.next(&rule.code, &finding.identity)),
            suppressions: self.report.waivers.map(|_| suppressions.into_iter().collect()),
            baseline_state: self.state(finding.known),
            properties: ResultProperties {
                message_key: Some(finding.key.clone()),
                suggested: finding.doubt.suggested.then_some(true),
                disputed: finding.doubt.disputed.then_some(true),
                ..properties(checked, outcome)
            },
        }
    }

    /// A rule without findings: met, undetermined or not applicable.
    fn other(
        &mut self,
        checked: &Checked,
        (rule, index): (&Rule, usize),
        outcome: &Outcome,
        fingerprints: &mut Fingerprints<'_>,
    ) -> ResultObject {
        let (kind, message) = match outcome.verdict {
            Verdict::Met => ("pass", format!("met: {}", rule.title)),
            Verdict::Undetermined => {
                let missing = few(outcome.missing.iter().map(|missing| missing.path.as_str()), EVIDENCE);
                let needs = if missing.is_empty() { String::new() } else { format!(" (needs {missing})") };
                ("open", format!("undetermined: {}{needs}", rule.title))
            }
            Verdict::NotApplicable => ("notApplicable", format!("not applicable{}: {}", reason(outcome.inapplicable), rule.title)),
            // A verdict with findings is none of this function's; one that lost them must not pass for a pass.
            Verdict::Violated | Verdict::PartlyMet => ("review", format!("{}: {}", outcome.verdict, rule.title)),
        };
        let evidence = outcome.evidence.iter().filter_map(|evidence| {
            let at = evidence.at.as_ref().map(|at| format!(", {at}")).unwrap_or_default();
            let doubt = evidence.doubt.map(|doubt| format!(", {}", doubt.name())).unwrap_or_default();
            let text = format!("{}: {}{at}{doubt}", evidence.path, evidence.value);
            evidence.span.map(|span| Label { span, text, primary: false })
        });
        let evidence: Vec<Label> = if kind == "pass" { evidence.take(EVIDENCE).collect() } else { Vec::new() };
        let (locations, related_locations) = self.locations(checked.description.span, &evidence);
        let print = fingerprints.of_verdict(&rule.code, outcome);
        ResultObject {
            rule_id: rule.code.clone(),
            rule_index: index,
            kind,
            level: "none",
            message: Text::plain(message),
            locations,
            related_locations,
            suppressions: self.report.waivers.map(|_| Vec::new()),
            baseline_state: self.state(self.report.baseline.is_some_and(|baseline| baseline.knows(&print))),
            partial_fingerprints: fingerprint(print),
            properties: properties(checked, outcome),
        }
    }

    /// What a waiver is in SARIF: it was decided outside of the text that is checked, and somebody accepted it.
    fn suppression(&mut self, waiver: &Waiver) -> Suppression {
        let Waiver { reason, owner, approver, expires, span, .. } = waiver;
        Suppression {
            kind: "external",
            status: "accepted",
            justification: format!("{reason} (owner: {owner}; approved by: {approver}; until {expires})"),
            location: self.location(*span, "", None),
            properties: SuppressionProperties { owner: owner.clone(), approver: approver.clone(), expires: expires.to_string() },
        }
    }

    /// How a result compares with the baseline, if there is one.
    fn state(&self, known: bool) -> Option<&'static str> {
        self.report.baseline.map(|_| if known { "unchanged" } else { "new" })
    }

    /// A remark on a description, or a finding about a waiver, which is about no initiative.
    fn remark(&mut self, checked: Option<&Checked>, remark: &Diagnostic, known: bool, fingerprints: &mut Fingerprints<'_>) -> ResultObject {
        let somewhere =
            checked.map(|checked| checked.description.span).or_else(|| self.report.waivers.map(|all| Span::new(all.file, 0..0)));
        let (locations, related_locations) = match somewhere {
            Some(span) => self.locations(span, &remark.labels),
            None => (Vec::new(), Vec::new()),
        };
        let index = self.asked.len() + self.remarks.iter().position(|code| *code == remark.code).unwrap_or(0);
        ResultObject {
            rule_id: remark.code.clone(),
            rule_index: index,
            kind: "fail",
            level: remark.severity.name(),
            message: Text::plain(with_advice(remark)),
            locations,
            related_locations,
            partial_fingerprints: fingerprint(fingerprints.next(&remark.code, &remark.message)),
            suppressions: self.report.waivers.map(|_| Vec::new()),
            baseline_state: self.state(known),
            properties: ResultProperties {
                initiative: checked.map(|checked| checked.title.clone()).unwrap_or_default(),
                ..ResultProperties::default()
            },
        }
    }

    /// The main place, of which there is always one since GitHub refuses a file over a result without, and the others.
    fn locations(&mut self, otherwise: Span, labels: &[Label]) -> (Vec<Location>, Vec<Location>) {
        let primary = labels.iter().position(|label| label.primary).unwrap_or(0);
        let main = labels.get(primary).map_or((otherwise, ""), |label| (label.span, label.text.as_str()));
        let others = labels.iter().enumerate().filter(|(index, _)| *index != primary);
        let mut related = Vec::new();
        for (number, (_, label)) in others.enumerate() {
            related.push(self.location(label.span, &label.text, Some(number + 1)));
        }
        (vec![self.location(main.0, main.1, None)], related)
    }

    fn location(&mut self, span: Span, text: &str, id: Option<usize>) -> Location {
        let sources = self.report.sources;
        let (start, end) = (sources.place(span), sources.end_place(span));
        let words = sources.slice(span);
        let snippet = (!words.is_empty() && words.chars().nth(SNIPPET).is_none()).then(|| Text::plain(words));
        let region = Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column, snippet };
        let message = (!text.is_empty()).then(|| Text::plain(text));
        Location { id, physical_location: PhysicalLocation { artifact_location: self.artifact(span.file), region }, message }
    }

    fn artifact(&mut self, file: FileId) -> ArtifactLocation {
        let next = self.artifacts.len();
        let index = *self.files.entry(file).or_insert(next);
        let uri = uri(self.report.sources, file);
        if index == next {
            let location = ArtifactLocation { uri: uri.clone(), index };
            self.artifacts.push(Artifact { location, description: None, roles: Vec::new() });
        }
        ArtifactLocation { uri, index }
    }
}

fn fingerprint(hash: String) -> BTreeMap<&'static str, String> {
    BTreeMap::from([(fingerprint::NAME, hash)])
}

fn properties(checked: &Checked, outcome: &Outcome) -> ResultProperties {
    ResultProperties {
        initiative: checked.title.clone(),
        verdict: Some(outcome.verdict.slug()),
        by_absence: outcome.by_absence.then_some(true),
        suggested: outcome.doubt.suggested.then_some(true),
        disputed: outcome.doubt.disputed.then_some(true),
        message_key: None,
        inapplicable: outcome.inapplicable.map(inapplicable),
        missing: outcome.missing.iter().map(|missing| missing.path.clone()).collect(),
    }
}

fn reason(inapplicable: Option<Inapplicable>) -> &'static str {
    match inapplicable {
        Some(Inapplicable::Kind) => " to this kind of initiative",
        Some(Inapplicable::Condition) => ", since its condition does not hold",
        Some(Inapplicable::Silence) => ", since silence is no defect here",
        Some(Inapplicable::Alone) => ", since no other law is in view",
        None => "",
    }
}

/// A message has no other place for what it rests on that nobody has confirmed.
fn in_doubt(finding: &Finding) -> String {
    let notes = finding.doubt.notes().into_iter().map(|note| format!("\n{note}"));
    std::iter::once(finding.doubt.marked(&finding.message)).chain(notes).collect()
}

/// A message has no other place for what to do.
fn with_advice(diagnostic: &Diagnostic) -> String {
    let notes = diagnostic.notes.iter().map(|note| format!("\n{note}"));
    let help = diagnostic.help.iter().map(|help| format!("\nhelp: {help}"));
    std::iter::once(diagnostic.message.clone()).chain(notes).chain(help).collect()
}

/// A file's name as a relative reference, or as a `file:` URI when its path is absolute.
fn uri(sources: &Sources, file: FileId) -> String {
    let name = sources.name(file);
    let name = if cfg!(windows) { name.replace('\\', "/") } else { name.to_owned() };
    let drive = cfg!(windows) && name.as_bytes().get(1) == Some(&b':');
    let lead = match (drive, name.starts_with('/')) {
        (true, _) => "file:///",
        (_, true) => "file://",
        _ => "",
    };
    let mut uri = lead.to_owned();
    for (at, byte) in name.bytes().enumerate() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            b':' if drive && at == 1 => uri.push(':'),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
