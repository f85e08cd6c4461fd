//! Which elements are provisions, and of which kind.

use super::{id_of, label_of, number, number_of, parts};
use crate::text::document::{ProvisionKind, Role};
use crate::text::import::xml::{NodeId, Opening, Tree};

/// What an element's name says it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Schedule,
    Division,
    Unit(ProvisionKind),
    /// A unit where no other is around it, otherwise below one.
    PerhapsUnit,
    /// Below a unit.
    Low,
    /// Whatever it holds.
    Any,
    None,
}

/// What stands within and around elements, which their names do not say.
pub(super) struct Structure {
    holds: Vec<Holds>,
    around: Vec<Around>,
}

/// What stands within an element, quotations left out.
#[derive(Debug, Clone, Copy, Default)]
struct Holds {
    article: bool,
    unit: bool,
}

/// What stands around an element.
#[derive(Debug, Clone, Copy, Default)]
struct Around {
    unit: bool,
    schedule: bool,
    /// Whether the nearest provision around is itself below a unit.
    low: bool,
}

impl Structure {
    pub(super) fn of(tree: &Tree<'_>) -> Self {
        let holds = holds(tree);
        let mut around: Vec<Around> = Vec::with_capacity(tree.len());
        for node in 0..tree.len() {
            let outer = tree.parent(node).and_then(|parent| Some((parent, *around.get(parent)?)));
            let holds = outer.and_then(|(parent, _)| holds.get(parent).copied()).unwrap_or_default();
            around.push(outer.map_or_else(Around::default, |(parent, outer)| outer.within(tree, parent, holds)));
        }
        Self { holds, around }
    }

    fn holds(&self, node: NodeId) -> Holds {
        self.holds.get(node).copied().unwrap_or_default()
    }

    /// The provision that an element is, if it is one where words have this role.
    pub(super) fn opening(&self, tree: &Tree<'_>, node: NodeId, role: Role) -> Option<Opening> {
        if matches!(role, Role::Front | Role::Recital) && tree.name(node) == "recital" {
            let number = Some(number_of(tree, node)).filter(|number| !number.is_empty())?;
            return Some(opening(tree, node, ProvisionKind::Recital, String::new(), number, Role::Recital));
        }
        if role != Role::Text {
            return None;
        }
        let sort = sort(tree, node);
        if sort == Sort::None {
            return None;
        }
        let number = number_of(tree, node);
        let shown = !number.is_empty() || tree.child(node, "heading").is_some();
        let around = self.around.get(node).copied().unwrap_or_default();
        let holds = self.holds(node);
        let kind = match sort {
            Sort::Schedule => return Some(schedule(tree, node)),
            Sort::Unit(ProvisionKind::Section) if holds.article => ProvisionKind::Division,
            Sort::Unit(kind) if !around.unit && !around.schedule => return Some(opening(tree, node, kind, String::new(), number, role)),
            Sort::PerhapsUnit if !around.unit && !around.schedule && !holds.unit && !number.is_empty() => ProvisionKind::Section,
            Sort::Unit(_) if around.schedule && number.is_empty() && is_alone(tree, node) => return None,
            Sort::Division => ProvisionKind::Division,
            _ if holds.unit => ProvisionKind::Division,
            Sort::Any if number.is_empty() => ProvisionKind::Division,
            _ => low(tree, node, around, &number),
        };
        if !shown {
            return None;
        }
        let word = if kind == ProvisionKind::Division { division_word(tree, node, sort) } else { String::new() };
        let mut opening = opening(tree, node, kind, word, number, role);
        opening.end = end(tree, node, &opening);
        Some(opening)
    }
}

fn opening(tree: &Tree<'_>, node: NodeId, kind: ProvisionKind, word: String, number: String, role: Role) -> Opening {
    Opening { kind, word, number, id: id_of(tree, node), role, end: tree.end(node) }
}

/// A schedule that stands in the body.
fn schedule(tree: &Tree<'_>, node: NodeId) -> Opening {
    let heading = tree.child(node, "heading").map(|heading| tree.plain(heading, &["authorialNote"]));
    let label = label_of(tree, node).filter(|label| !label.is_empty());
    let name = tree.attribute(node, "name").unwrap_or_default();
    let number = match (&label, &heading) {
        (Some(label), _) => number::bare(label),
        (None, Some(heading)) => parts::schedule_number(heading),
        _ => String::new(),
    };
    let word = parts::schedule_word(&[label.as_deref().unwrap_or(""), heading.as_deref().unwrap_or(""), &name]);
    opening(tree, node, ProvisionKind::Schedule, word.to_owned(), number, Role::Text)
}

/// A heading beside what it heads.
pub(super) fn group(tree: &Tree<'_>, node: NodeId) -> Opening {
    let end = tree.parent(node).map_or(tree.len(), |parent| tree.end(parent));
    Opening { end, ..opening(tree, node, ProvisionKind::Division, String::new(), String::new(), Role::Text) }
}

fn holds(tree: &Tree<'_>) -> Vec<Holds> {
    let mut holds = vec![Holds::default(); tree.len()];
    let mut node = 0;
    while node < tree.len() {
        if matches!(tree.name(node), "quotedStructure" | "embeddedStructure" | "meta" | "table" | "toc") {
            node = tree.end(node);
            continue;
        }
        if let Sort::Unit(kind) = sort(tree, node) {
            let article = kind == ProvisionKind::Article;
            for around in tree.ancestors(node) {
                let Some(holds) = holds.get_mut(around) else { break };
                // What is said of this one was said of those around it.
                if holds.unit && (holds.article || !article) {
                    break;
                }
                holds.unit = true;
                holds.article |= article;
            }
        }
        node += 1;
    }
    holds
}

impl Around {
    /// What stands around the children of an element that this stands around.
    fn within(self, tree: &Tree<'_>, node: NodeId, holds: Holds) -> Self {
        if matches!(tree.name(node), "act" | "bill" | "component" | "attachment") {
            let schedule = matches!(tree.name(node), "component" | "attachment") && parts::is_schedule(tree, node);
            return Self { schedule, ..Self::default() };
        }
        match sort(tree, node) {
            Sort::Schedule => Self { schedule: true, ..Self::default() },
            Sort::Unit(ProvisionKind::Section) if holds.article => self,
            Sort::Unit(_) if !self.schedule => Self { unit: true, low: self.unit, ..self },
            // What wraps a schedule is none of its paragraphs.
            Sort::Unit(_) if !number_of(tree, node).is_empty() => Self { low: true, ..self },
            Sort::PerhapsUnit if !self.unit && !self.schedule && !holds.unit => Self { unit: true, ..self },
            Sort::Low | Sort::PerhapsUnit | Sort::Any if !holds.unit && !number_of(tree, node).is_empty() => Self { low: true, ..self },
            _ => self,
        }
    }
}

/// The kind of what stands below a unit, or in a schedule.
fn low(tree: &Tree<'_>, node: NodeId, around: Around, number: &str) -> ProvisionKind {
    let name = tree.name(node);
    let digit = number.chars().next().is_none_or(char::is_numeric);
    let never = matches!(name, "point" | "indent" | "item" | "alinea");
    if !around.low && !never && (digit || matches!(name, "subsection" | "section" | "article")) {
        ProvisionKind::Paragraph
    } else {
        ProvisionKind::Point
    }
}

/// Whether an element is the only one in the body of its document: then it wraps what stands in it, and its heading is that of the whole.
pub(super) fn is_alone(tree: &Tree<'_>, node: NodeId) -> bool {
    let Some(parent) = tree.parent(node).filter(|parent| matches!(tree.name(*parent), "mainBody" | "body")) else { return false };
    tree.children(parent).filter(|child| tree.is_element(*child)).take(2).count() == 1
}

/// Publishers mark the rest of a sentence as a further subsection without a number: it belongs to the numbered one before it.
fn end(tree: &Tree<'_>, node: NodeId, opening: &Opening) -> NodeId {
    let name = tree.name(node);
    let mut last = node;
    if opening.number.is_empty() || !matches!(name, "subsection" | "paragraph") || opening.kind == ProvisionKind::Division {
        return tree.end(node);
    }
    while let Some(next) = tree.next_element(last)
        && tree.name(next) == name
        && tree.child(next, "num").is_none()
        && tree.child(next, "heading").is_none()
    {
        last = next;
    }
    tree.end(last)
}

fn division_word(tree: &Tree<'_>, node: NodeId, sort: Sort) -> String {
    match tree.name(node) {
        name if sort == Sort::Division && !matches!(name, "hcontainer" | "transitional") => name.to_lowercase(),
        "section" => "section".to_owned(),
        _ => label_of(tree, node).map(|label| number::word(&label)).unwrap_or_default(),
    }
}

fn sort(tree: &Tree<'_>, node: NodeId) -> Sort {
    match tree.name(node) {
        "part" | "subpart" | "title" | "subtitle" | "book" | "tome" | "chapter" | "subchapter" | "division" | "subdivision"
        | "transitional" => Sort::Division,
        "section" => Sort::Unit(ProvisionKind::Section),
        "article" => Sort::Unit(ProvisionKind::Article),
        "rule" | "clause" => Sort::PerhapsUnit,
        "subsection" | "paragraph" | "subparagraph" | "subrule" | "subclause" | "point" | "indent" | "alinea" | "item" | "list"
        | "sublist" | "level" | "proviso" => Sort::Low,
        "schedule" | "annex" | "appendix" => Sort::Schedule,
        "tblock" => Sort::Any,
        "hcontainer" => match tree.attribute(node, "name").unwrap_or_default().to_lowercase().as_str() {
            "schedule" | "annex" | "annexe" | "appendix" => Sort::Schedule,
            "schedules" | "annexes" | "appendices" | "attachments" => Sort::None,
            "section" | "regulation" => Sort::Unit(ProvisionKind::Section),
            "article" => Sort::Unit(ProvisionKind::Article),
            "rule" | "clause" => Sort::PerhapsUnit,
            "part" | "chapter" | "title" | "book" | "division" | "subdivision" | "crossheading" | "group" => Sort::Division,
            name if name.starts_with("definition") => Sort::None,
            _ => Sort::Any,
        },
        _ => Sort::None,
    }
}
