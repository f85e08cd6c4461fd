//! For programs: every law and every place. docs/formats.md describes it.

use super::{OfRule, Precedents};
use crate::check::{Checked, diagnostics};
use crate::past::{self, Answers, Fault, Law};
use crate::report::json::{Diagnostic, Evidence, Place, Tool, diagnostic, evidence_info, place, pretty};
use crate::source::Sources;
use serde::Serialize;

/// Rises when a program that reads the present form would misread a later one.
pub const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format: &'a str,
    version: u32,
    tool: Tool<'a>,
    problems: Vec<Diagnostic<'a>>,
    laws: Vec<LawInfo<'a>>,
    bills: Vec<Bill<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct LawInfo<'a> {
    id: &'a str,
    title: &'a str,
    kinds: Vec<&'a str>,
}

#[derive(Serialize)]
struct Bill<'a> {
    title: &'a str,
    file: &'a str,
    kinds: Vec<&'a str>,
    asked: usize,
    rules: Vec<FaultInfo<'a>>,
}

#[derive(Serialize)]
struct FaultInfo<'a> {
    rule: &'a str,
    title: &'a str,
    verdict: &'static str,
    severity: &'static str,
    findings: Vec<Finding<'a>>,
    past: AnswersInfo<'a>,
}

#[derive(Serialize)]
struct Finding<'a> {
    severity: &'static str,
    message: String,
    place: Option<Place<'a>>,
}

#[derive(Serialize)]
struct AnswersInfo<'a> {
    applicable: usize,
    not_applicable: usize,
    met: Vec<ExampleInfo<'a>>,
    partly_met: Vec<&'a str>,
    violated: Vec<&'a str>,
    undetermined: Vec<&'a str>,
}

#[derive(Serialize)]
struct ExampleInfo<'a> {
    id: &'a str,
    same_kind: bool,
    by_silence: bool,
    places: Vec<&'a str>,
    facts: Vec<Fact<'a>>,
}

#[derive(Serialize)]
struct Fact<'a> {
    #[serde(flatten)]
    evidence: Evidence<'a>,
    quote: Option<&'a str>,
}

#[derive(Serialize)]
struct Summary {
    inputs: usize,
    checked: usize,
    rules: usize,
    laws: usize,
    complete: bool,
}

/// All of it.
pub fn render(report: &Precedents<'_>) -> String {
    let document = Document {
        format: "ungp-check-precedents",
        version: VERSION,
        tool: Tool::THIS,
        problems: report.problems.iter().map(|problem| diagnostic(problem, report.sources)).collect(),
        laws: report.laws.iter().map(|law| law_info(report, law)).collect(),
        bills: report.bills.iter().map(|bill| bill_info(report, bill)).collect(),
        summary: Summary {
            inputs: report.inputs,
            checked: report.bills.len(),
            rules: report.rules,
            laws: report.laws.len(),
            complete: report.is_complete(),
        },
    };
    pretty(&document)
}

#[derive(Serialize)]
struct RulesDocument<'a> {
    format: &'a str,
    version: u32,
    tool: Tool<'a>,
    rules: Vec<RuleInfo<'a>>,
}

#[derive(Serialize)]
struct RuleInfo<'a> {
    rule: &'a str,
    title: &'a str,
    past: AnswersInfo<'a>,
}

/// What past laws say of some rules.
pub fn rules<'a>(of: &'a [OfRule<'a>], sources: &'a Sources) -> String {
    let rule = |of: &'a OfRule<'a>| RuleInfo { rule: &of.rule.code, title: &of.rule.title, past: answers(&of.answers, sources) };
    let rules = of.iter().map(rule).collect();
    pretty(&RulesDocument { format: "ungp-check-rule-precedents", version: VERSION, tool: Tool::THIS, rules })
}

fn kinds<'a>(report: &Precedents<'a>, bits: u64) -> Vec<&'a str> {
    report.pack.vocabulary.kind_values().map(|values| values.members(bits).collect()).unwrap_or_default()
}

fn law_info<'a>(report: &Precedents<'a>, law: &'a Law) -> LawInfo<'a> {
    LawInfo { id: &law.id, title: &law.checked.title, kinds: kinds(report, law.checked.description.kinds) }
}

fn bill_info<'a>(report: &Precedents<'a>, bill: &'a Checked) -> Bill<'a> {
    let laws = past::others(bill, report.pack, report.laws);
    Bill {
        title: &bill.title,
        file: report.sources.name(bill.file),
        kinds: kinds(report, bill.description.kinds),
        asked: laws.len(),
        rules: past::faults(bill, report.pack, &laws).iter().map(|fault| fault_info(report, fault)).collect(),
    }
}

fn fault_info<'a>(report: &Precedents<'a>, fault: &Fault<'a>) -> FaultInfo<'a> {
    let findings = diagnostics(fault.outcome, report.pack).into_iter().map(|finding| Finding {
        severity: finding.severity.name(),
        place: crate::check::primary(&finding).map(|span| place(span, report.sources)),
        message: finding.message,
    });
    FaultInfo {
        rule: &fault.rule.code,
        title: &fault.rule.title,
        verdict: fault.outcome.verdict.slug(),
        severity: fault.outcome.severity.unwrap_or(fault.rule.severity).name(),
        findings: findings.collect(),
        past: answers(&fault.answers, report.sources),
    }
}

fn answers<'a>(answers: &Answers<'a>, sources: &'a Sources) -> AnswersInfo<'a> {
    let ids = |laws: &[&'a Law]| laws.iter().map(|law| law.id.as_str()).collect();
    let example = |example: &past::Example<'a>| {
        let law: &'a Law = example.law;
        let fact = |evidence| Fact { quote: law.quote(evidence), evidence: evidence_info(evidence, sources) };
        ExampleInfo {
            id: &law.id,
            same_kind: example.same_kind,
            by_silence: example.by_silence(),
            places: example.places.clone(),
            facts: example.evidence.iter().map(fact).collect(),
        }
    };
    AnswersInfo {
        applicable: answers.applicable(),
        not_applicable: answers.not_applicable,
        met: answers.met.iter().map(example).collect(),
        partly_met: ids(&answers.partly),
        violated: ids(&answers.violated),
        undetermined: ids(&answers.undetermined),
    }
}
