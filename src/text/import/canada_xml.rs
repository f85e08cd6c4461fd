//! The XML of Justice Canada: statutes and regulations as they are consolidated.
//!
//! A section's marginal note is its heading. Divisions are headings beside the sections they head, with a level. What is not in force,
//! what amends another law, and what was amended lately stands at the end, marked as sections like any other: it is no provision.

use super::xml::{self, NodeId, Opening, Scheme, Step, Tree, Writer, number};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Sources};
use crate::text::document::{Document, Format, ProvisionKind, Role};

/// What of the identification is read: the rest is numbers and dates.
const IDENTIFYING: [&str; 3] = ["LongTitle", "ShortTitle", "EnablingAuthority"];

/// Reads it.
///
/// # Errors
/// It is broken.
pub(super) fn read(file: FileId, sources: &Sources) -> Result<Document, Vec<Diagnostic>> {
    let tree = xml::parse(file, sources.text(file)).map_err(|problem| vec![problem])?;
    let scheme = Canada { schedules: schedules(&tree) };
    let mut document = Writer::new(&tree, &scheme).write(Format::CanadaXml);
    document.title = title(&tree);
    let language = tree.attribute(0, "lang");
    document.language = language.and_then(|language| Some(language.split('-').next()?.to_lowercase()));
    document.jurisdiction = Some("CA".to_owned());
    Ok(document)
}

fn title(tree: &Tree<'_>) -> Option<String> {
    let identification = tree.child(0, "Identification")?;
    let titles = ["ShortTitle", "LongTitle"].iter().filter_map(|name| tree.within(identification, name).next());
    titles.map(|title| tree.plain(title, &["Footnote", "FootnoteRef"])).find(|title| !title.is_empty())
}

/// For every node, whether it stands in a schedule.
fn schedules(tree: &Tree<'_>) -> Vec<bool> {
    let mut inside: Vec<bool> = Vec::with_capacity(tree.len());
    for node in 0..tree.len() {
        let around = tree.parent(node);
        inside.push(around.is_some_and(|around| inside.get(around) == Some(&true) || tree.name(around) == "Schedule"));
    }
    inside
}

struct Canada {
    schedules: Vec<bool>,
}

impl Scheme for Canada {
    fn role(&self) -> Role {
        Role::Front
    }

    fn step(&self, tree: &Tree<'_>, node: NodeId, role: Role) -> Step {
        let name = tree.name(node);
        match name {
            "FootnoteRef" | "AlternateText" | "RunningHead" => Step::Skip,
            "LineBreak" | "PageBreak" | "Leader" | "LeaderRightJustified" | "Separator" => Step::Break,
            "HistoricalNote" | "Footnote" | "OriginatingRef" | "Note" => Step::Note,
            "MarginalNote" | "TitleText" | "GroupHeading" => Step::Heading,
            "Label" => self.label(tree, node, role),
            "Identification" if role == Role::Front => Step::Inline,
            _ if in_identification(tree, node) && !IDENTIFYING.contains(&name) => Step::Skip,
            "Text"
            | "Provision"
            | "HistoricalNoteSubItem"
            | "LongTitle"
            | "ShortTitle"
            | "EnablingAuthority"
            | "Caption"
            | "row"
            | "entry"
            | "BilingualItemEn"
            | "BilingualItemFr"
            | "FormulaGroup"
            | "FormulaText"
            | "FormulaDefinition"
            | "FormulaParagraph"
            | "AmendmentCitation"
            | "AmendmentDate" => Step::Block,
            _ => match own_role(tree, node).filter(|_| matches!(role, Role::Text | Role::Heading | Role::Front)) {
                Some(own) => Step::Role(own),
                None => self.structural(tree, node, role),
            },
        }
    }
}

impl Canada {
    fn label(&self, tree: &Tree<'_>, node: NodeId, role: Role) -> Step {
        let heading = tree.next_element(node).is_some_and(|next| matches!(tree.name(next), "TitleText" | "OriginatingRef"));
        let titled = tree.parent(node).is_some_and(|parent| matches!(tree.name(parent), "Heading" | "ScheduleFormHeading"));
        let around = tree.parent(node).and_then(|parent| if titled { tree.parent(parent) } else { Some(parent) });
        let own = around.is_some_and(|around| self.opening(tree, around, role).is_some());
        let group = tree.parent(node).is_some_and(|parent| tree.name(parent) == "Heading") && role != Role::Quoted;
        Step::Label { heading: heading || titled, own: own || group }
    }

    fn structural(&self, tree: &Tree<'_>, node: NodeId, role: Role) -> Step {
        if tree.name(node) == "Heading" && role == Role::Text {
            let level = tree.attribute(node, "level").and_then(|level| level.trim().parse().ok()).unwrap_or(1);
            return Step::Group(level, group(tree, node));
        }
        if tree.name(node) == "Heading" {
            return Step::Heading;
        }
        self.opening(tree, node, role).map_or(Step::Inline, Step::Open)
    }

    /// The provision that an element is, if it is one.
    fn opening(&self, tree: &Tree<'_>, node: NodeId, role: Role) -> Option<Opening> {
        if !matches!(role, Role::Text | Role::Heading) {
            return if tree.name(node) == "Schedule" && role == Role::Front { Some(schedule(tree, node)) } else { None };
        }
        let in_schedule = self.schedules.get(node) == Some(&true);
        let kind = match tree.name(node) {
            "Schedule" => return Some(schedule(tree, node)),
            "FormGroup" => return form(tree, node),
            "Section" if !in_schedule => ProvisionKind::Section,
            "Section" | "Subsection" | "Article" => ProvisionKind::Paragraph,
            "Paragraph" | "Subparagraph" | "Clause" | "Subclause" | "Subsubclause" | "Item" => ProvisionKind::Point,
            _ => return None,
        };
        let number = number_of(tree, node);
        let shown = kind == ProvisionKind::Section || !number.is_empty() || tree.child(node, "MarginalNote").is_some();
        let opening = Opening { kind, word: String::new(), number, id: None, role: Role::Text, end: tree.end(node) };
        shown.then_some(opening)
    }
}

/// The number in an element's label. A mark for a footnote is none of it.
fn number_of(tree: &Tree<'_>, node: NodeId) -> String {
    tree.child(node, "Label").map(|label| number::bare(&tree.plain(label, &["FootnoteRef"]))).unwrap_or_default()
}

/// A division under a heading: up to the end of what the heading stands in.
fn group(tree: &Tree<'_>, node: NodeId) -> Opening {
    let label = tree.child(node, "Label").map(|label| tree.plain(label, &["FootnoteRef"])).unwrap_or_default();
    let end = tree.parent(node).map_or(tree.len(), |parent| tree.end(parent));
    let (word, number) = (number::word(&label), number::bare(&label));
    Opening { kind: ProvisionKind::Division, word, number, id: None, role: Role::Text, end }
}

fn schedule(tree: &Tree<'_>, node: NodeId) -> Opening {
    let heading = tree.child(node, "ScheduleFormHeading");
    let number = heading.map(|heading| number_of(tree, heading)).unwrap_or_default();
    let word = "schedule".to_owned();
    Opening { kind: ProvisionKind::Schedule, word, number, id: None, role: Role::Text, end: tree.end(node) }
}

/// A form in a schedule, if it has a heading.
fn form(tree: &Tree<'_>, node: NodeId) -> Option<Opening> {
    let heading = tree.child(node, "ScheduleFormHeading")?;
    let (word, number) = ("form".to_owned(), number_of(tree, heading));
    Some(Opening { kind: ProvisionKind::Division, word, number, id: None, role: Role::Text, end: tree.end(node) })
}

fn in_identification(tree: &Tree<'_>, node: NodeId) -> bool {
    tree.parent(node).is_some_and(|around| tree.name(around) == "Identification")
}

/// The role that an element gives to what stands within it.
fn own_role(tree: &Tree<'_>, node: NodeId) -> Option<Role> {
    Some(match tree.name(node) {
        "Introduction" | "Preamble" | "Enacts" | "Order" => Role::Front,
        "Body" => Role::Text,
        "AmendedText" | "ReadAsText" | "AmendedContent" | "QuotedText" => Role::Quoted,
        "RelatedOrNotInForce" | "RecentAmendments" => Role::Note,
        "Schedule" if is_not_in_force(tree, node) => Role::Note,
        "TableGroup" | "table" | "Table" => Role::Table,
        "TableOfProvisions" | "TOC" => Role::Contents,
        "SignatureBlock" => Role::Closing,
        _ => return None,
    })
}

/// The publisher's schedules of what is related or not in force.
fn is_not_in_force(tree: &Tree<'_>, node: NodeId) -> bool {
    let id = tree.attribute(node, "id").unwrap_or_default();
    matches!(&*id, "RelatedProvs" | "NifProvs") || tree.child(node, "BillPiece").is_some()
}

#[cfg(test)]
mod tests;
