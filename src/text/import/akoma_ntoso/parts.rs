//! Which document of a file is the law, and what the others are: its schedules, or papers that come with it.

use super::{id_of, number, structure};
use crate::text::document::{ProvisionKind, Role};
use crate::text::import::xml::{NodeId, Opening, Tree};

/// What names of documents hold that explain a law.
const BESIDE: [&str; 14] = [
    "explan",
    "memorandum",
    "motiv",
    "expos",
    "relaz",
    "relpres",
    "rapport",
    "report",
    "statement",
    "fiche",
    "impact",
    "assessment",
    "summary",
    "letter",
];
/// What names of schedules hold.
const SCHEDULE: [&str; 12] =
    ["schedule", "annex", "appendix", "appendice", "anexo", "allegato", "anlage", "anhang", "bijlage", "bylae", "tabel", "skedule"];
/// Those of them that are cited as annexes.
const ANNEX: [&str; 7] = ["annex", "anexo", "allegato", "anlage", "anhang", "bijlage", "bylae"];

/// What a part of a file is.
pub(super) enum Part {
    /// The law, or what it stands in.
    Law,
    /// A schedule of it.
    Schedule(Opening),
    /// A paper that comes with it.
    Beside,
}

/// The documents of a file.
pub(super) struct Parts {
    /// The element of the law: the first act or bill, or else the first document.
    pub(super) law: NodeId,
}

impl Parts {
    pub(super) fn of(tree: &Tree<'_>) -> Self {
        let named = |names: &[&str]| (1..tree.len()).find(|node| names.contains(&tree.name(*node)));
        let law = named(&["act", "bill"]).or_else(|| named(&["doc", "statement", "documentCollection"])).unwrap_or(0);
        Self { law }
    }

    /// What a component or an attachment is.
    pub(super) fn part(&self, tree: &Tree<'_>, node: NodeId) -> Part {
        if node <= self.law && self.law < tree.end(node) || holds_law(tree, node) {
            return Part::Law;
        }
        if !is_schedule(tree, node) { Part::Beside } else { Part::Schedule(schedule(tree, node)) }
    }
}

fn holds_law(tree: &Tree<'_>, node: NodeId) -> bool {
    tree.children(node).any(|child| matches!(tree.name(child), "act" | "bill"))
}

/// What a part is called, in lower case: its document's name and short title, its own heading and identifier.
fn names(tree: &Tree<'_>, node: NodeId) -> String {
    let doc = tree.children(node).find(|child| tree.attribute(*child, "name").is_some());
    let name = doc.and_then(|doc| tree.attribute(doc, "name")).unwrap_or_default();
    let heading = tree.child(node, "heading").map(|heading| tree.plain(heading, &[])).unwrap_or_default();
    format!("{name} {} {heading} {}", alias(tree, node).unwrap_or_default(), id_of(tree, node).unwrap_or_default()).to_lowercase()
}

fn alias(tree: &Tree<'_>, node: NodeId) -> Option<String> {
    meta(tree, node, "FRBRalias").and_then(|alias| tree.attribute(alias, "value"))
}

/// An element of the metadata of the document that a part holds.
fn meta<'a>(tree: &'a Tree<'_>, node: NodeId, name: &'a str) -> Option<NodeId> {
    let doc = tree.children(node).find(|child| tree.child(*child, "meta").is_some())?;
    let meta = tree.child(doc, "meta")?;
    tree.within(meta, name).next()
}

/// Whether a component or an attachment is a schedule of the law rather than a paper beside it.
pub(super) fn is_schedule(tree: &Tree<'_>, node: NodeId) -> bool {
    if holds_law(tree, node) {
        return false;
    }
    let subtype = meta(tree, node, "FRBRsubtype").and_then(|subtype| tree.attribute(subtype, "value")).unwrap_or_default();
    let name = tree.children(node).find_map(|child| tree.attribute(child, "name")).unwrap_or_default();
    let kind = format!("{name} {subtype}").to_lowercase();
    if BESIDE.iter().any(|word| kind.contains(word)) {
        return false;
    }
    let names = names(tree, node);
    // A collection holds anything; what hangs on an act is part of it.
    let collected = tree.children(0).any(|child| tree.name(child) == "documentCollection");
    !collected
        || tree.ancestors(node).any(|around| matches!(tree.name(around), "act" | "bill"))
        || SCHEDULE.iter().any(|word| names.contains(word))
}

fn schedule(tree: &Tree<'_>, node: NodeId) -> Opening {
    let heading = tree.child(node, "heading").map(|heading| tree.plain(heading, &["authorialNote"]));
    let called = [heading, alias(tree, node), tree.children(node).find_map(|child| tree.attribute(child, "name"))];
    let called: Vec<String> = called.into_iter().flatten().collect();
    let number = called.iter().map(|name| schedule_number(name)).find(|number| !number.is_empty()).unwrap_or_default();
    let called: Vec<&str> = called.iter().map(String::as_str).collect();
    let wrapper = ["article", "section", "hcontainer"].iter().find_map(|name| {
        tree.within(node, name).next().filter(|inner| structure::is_alone(tree, *inner) && tree.child(*inner, "num").is_none())
    });
    let id = wrapper.and_then(|inner| id_of(tree, inner)).filter(|_| id_of(tree, node).is_none_or(|id| id.starts_with("comp")));
    let id = id.or_else(|| id_of(tree, node));
    let word = schedule_word(&called).to_owned();
    Opening { kind: ProvisionKind::Schedule, word, number, id, role: Role::Text, end: tree.end(node) }
}

/// The number in what a schedule is called: `Schedule 1`, `ANNEX II`, `schedule2`, `schedulea`; empty if there is none for certain.
pub(super) fn schedule_number(name: &str) -> String {
    let lower = name.to_lowercase();
    let Some(word) = SCHEDULE.iter().find(|word| lower.starts_with(**word)) else { return String::new() };
    // Names that are put together have no space before their number.
    let rest = name.get(word.len()..).unwrap_or("");
    let rest = if *word == "annex" { rest.strip_prefix(['e', 'E']).unwrap_or(rest) } else { rest };
    let rest = rest.strip_prefix(['_', '-']).unwrap_or(rest);
    if rest.strip_prefix(['s', 'S']).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)) {
        // More than one: `Schedules`.
        return String::new();
    }
    let number = number::bare(rest.split([':', '—', '–']).next().unwrap_or(""));
    let roman = number.chars().all(|letter| "IVXLC".contains(letter));
    let certain = number.chars().any(char::is_numeric) || roman || number.chars().count() == 1;
    if certain { number.to_uppercase() } else { String::new() }
}

/// The word for a schedule that is called by these names.
pub(super) fn schedule_word(names: &[&str]) -> &'static str {
    let names = names.join(" ").to_lowercase();
    if ANNEX.iter().any(|word| names.contains(word)) {
        "annex"
    } else if names.contains("appendi") {
        "appendix"
    } else {
        "schedule"
    }
}
