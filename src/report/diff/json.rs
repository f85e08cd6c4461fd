//! Two drafts for programs. `docs/schema/diff.json` describes it.

use super::Drafts;
use crate::check::Checked;
use crate::diff::{Class, FactChange, Found, Pair, Side};
use crate::report::json::{Tool, pretty};
use crate::source::{Sources, Span};
use serde::Serialize;
use std::collections::BTreeMap;

/// JSON Schema of what [`render`] gives.
pub const SCHEMA: &str = include_str!("../../../docs/schema/diff.json");
/// Rises when a program that reads the present form would misread a later one.
pub const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format: &'a str,
    version: u32,
    tool: Tool<'a>,
    rules: usize,
    old: Draft,
    new: Draft,
    summary: Summary,
    findings: Vec<PairInfo<'a>>,
    verdicts: Vec<VerdictInfo<'a>>,
    facts: Vec<FactInfo<'a>>,
    moved: Vec<MovedInfo<'a>>,
}

#[derive(Serialize)]
struct Draft {
    id: String,
    title: String,
    file: String,
}

#[derive(Serialize)]
struct Summary {
    findings: BTreeMap<&'static str, usize>,
    worst: Option<&'static str>,
    moved_findings: usize,
    verdicts: usize,
    newly_undetermined: usize,
    newly_decided: usize,
    facts: usize,
    moved: usize,
    same_id: bool,
    identical: bool,
}

#[derive(Serialize)]
struct PairInfo<'a> {
    rule: &'a str,
    class: &'static str,
    worse: bool,
    moved: bool,
    provision_gone: bool,
    verdicts: Option<Both<&'static str>>,
    old: Option<FoundInfo<'a>>,
    new: Option<FoundInfo<'a>>,
}

#[derive(Serialize)]
struct Both<T> {
    old: T,
    new: T,
}

#[derive(Serialize)]
struct FoundInfo<'a> {
    severity: &'static str,
    message: &'a str,
    path: &'a str,
    at: Option<&'a str>,
    place: Option<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct VerdictInfo<'a> {
    rule: &'a str,
    title: &'a str,
    old: &'static str,
    new: &'static str,
    newly_undetermined: bool,
    newly_decided: bool,
    missing: &'a [String],
}

#[derive(Serialize)]
struct FactInfo<'a> {
    path: &'a str,
    record: bool,
    old: Option<SideInfo<'a>>,
    new: Option<SideInfo<'a>>,
}

#[derive(Serialize)]
struct SideInfo<'a> {
    path: &'a str,
    value: Option<&'a str>,
    silent: bool,
    at: Option<&'a str>,
    place: Option<Place<'a>>,
}

#[derive(Serialize)]
struct MovedInfo<'a> {
    path: &'a str,
    old: &'a str,
    new: &'a str,
}

/// All that is told of two drafts.
pub fn render(drafts: &Drafts<'_>) -> String {
    let (diff, sources) = (drafts.diff, drafts.sources);
    let draft = |checked: &Checked| Draft {
        id: checked.description.words(&drafts.pack.vocabulary, "meta", "id").unwrap_or("").to_owned(),
        title: checked.title.clone(),
        file: sources.name(checked.file).to_owned(),
    };
    let document = Document {
        format: "ungp-check-diff",
        version: VERSION,
        tool: Tool::THIS,
        rules: drafts.rules,
        old: draft(drafts.old),
        new: draft(drafts.new),
        summary: summary(drafts),
        findings: diff.pairs.iter().map(|found| pair(found, sources)).collect(),
        verdicts: diff
            .verdicts
            .iter()
            .map(|change| VerdictInfo {
                rule: &change.code,
                title: &change.title,
                old: change.from.slug(),
                new: change.to.slug(),
                newly_undetermined: change.opened(),
                newly_decided: change.decided(),
                missing: &change.missing,
            })
            .collect(),
        facts: diff.facts.iter().map(|change| fact(change, sources)).collect(),
        moved: diff.moved.iter().map(|moved| MovedInfo { path: &moved.path, old: &moved.from, new: &moved.to }).collect(),
    };
    pretty(&document)
}

fn summary(drafts: &Drafts<'_>) -> Summary {
    let diff = drafts.diff;
    Summary {
        findings: Class::ALL.map(|class| (class.slug(), diff.of(class).count())).into(),
        worst: diff.worst().map(crate::diagnostic::Severity::name),
        moved_findings: diff.of(Class::Unchanged).filter(|pair| pair.moved()).count(),
        verdicts: diff.verdicts.len(),
        newly_undetermined: diff.verdicts.iter().filter(|change| change.opened()).count(),
        newly_decided: diff.verdicts.iter().filter(|change| change.decided()).count(),
        facts: diff.facts.len(),
        moved: diff.moved.len(),
        same_id: diff.ids.is_none(),
        identical: diff.identical,
    }
}

fn pair<'a>(pair: &'a Pair, sources: &'a Sources) -> PairInfo<'a> {
    PairInfo {
        rule: &pair.code,
        class: pair.class.slug(),
        worse: pair.worse().is_some(),
        moved: pair.moved(),
        provision_gone: pair.gone,
        verdicts: pair.verdicts.map(|(old, new)| Both { old: old.slug(), new: new.slug() }),
        old: pair.old.as_ref().map(|found| found_info(found, sources)),
        new: pair.new.as_ref().map(|found| found_info(found, sources)),
    }
}

fn found_info<'a>(found: &'a Found, sources: &'a Sources) -> FoundInfo<'a> {
    FoundInfo {
        severity: found.severity.name(),
        message: &found.message,
        path: &found.path,
        at: found.at.as_deref(),
        place: found.span.map(|span| place(span, sources)),
    }
}

fn fact<'a>(change: &'a FactChange, sources: &'a Sources) -> FactInfo<'a> {
    let side = |side: &'a Side| SideInfo {
        path: &side.path,
        value: side.value.as_deref(),
        silent: side.silent,
        at: side.at.as_deref(),
        place: side.span.map(|span| place(span, sources)),
    };
    let path = change.new.as_ref().or(change.old.as_ref()).map_or("", |side| &side.path);
    FactInfo { path, record: change.record, old: change.old.as_ref().map(side), new: change.new.as_ref().map(side) }
}

fn place(span: Span, sources: &Sources) -> Place<'_> {
    let place = sources.place(span);
    Place { file: sources.name(span.file), line: place.line, column: place.column }
}
