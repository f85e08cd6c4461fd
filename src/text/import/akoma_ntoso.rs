//! Akoma Ntoso, versions 2.0 and 3.0 and the drafts between them: what each element is for the document.
//!
//! Names alone do not say what an element is: a `section` is the unit of a British act, a division of a European regulation, a paragraph
//! in a schedule. What matters is what stands around it and within it ([`structure`]). A collection holds the law among papers that
//! come with it ([`parts`]).

mod metadata;
mod parts;
mod structure;

use super::xml::{self, NodeId, Quotes, Scheme, Step, Tree, Writer, number};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Sources};
use crate::text::document::{Document, Format, Role};
use parts::{Part, Parts};
use structure::Structure;

/// A quotation within a sentence that has more words than this stands in a paragraph of its own.
const QUOTED_WORDS: usize = 15;

/// A quotation mark has no more characters, spaces included.
const LONGEST_MARK: usize = 4;

/// Reads it.
///
/// # Errors
/// It is broken.
pub(super) fn read(file: FileId, sources: &Sources) -> Result<Document, Vec<Diagnostic>> {
    let tree = xml::parse(file, sources.text(file)).map_err(|problem| vec![problem])?;
    let parts = Parts::of(&tree);
    let scheme = AkomaNtoso { structure: Structure::of(&tree), parts };
    let mut document = Writer::new(&tree, &scheme).write(Format::AkomaNtoso);
    let law = scheme.parts.law;
    document.title = metadata::title(&tree, law);
    document.language = metadata::language(&tree, law);
    document.jurisdiction = metadata::jurisdiction(&tree, law);
    Ok(document)
}

struct AkomaNtoso {
    structure: Structure,
    parts: Parts,
}

impl Scheme for AkomaNtoso {
    fn role(&self) -> Role {
        Role::Front
    }

    fn quotes(&self, tree: &Tree<'_>, node: NodeId) -> Option<Quotes> {
        if !tree.may_be_quoted(node) {
            return None;
        }
        // More than a mark or two is no quotation mark.
        let mark = |name| tree.attribute(node, name).filter(|mark| mark.chars().count() <= LONGEST_MARK).unwrap_or_default();
        let quotes = Quotes { open: mark("startQuote"), close: mark("endQuote") };
        (!quotes.open.is_empty() || !quotes.close.is_empty()).then_some(quotes)
    }

    fn step(&self, tree: &Tree<'_>, node: NodeId, role: Role) -> Step {
        match tree.name(node) {
            "meta" | "documentRef" | "componentRef" | "noteRef" => Step::Skip,
            "eol" | "br" => Step::Break,
            "heading" | "subheading" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Step::Heading,
            "num" => self.label(tree, node, role),
            "p" if is_remark(tree, node) => Step::Note,
            "p" | "block" | "listIntroduction" | "listWrapUp" | "longTitle" | "citation" | "tocItem" | "li" | "tr" | "td" | "th"
            | "caption" => Step::Block,
            "authorialNote" | "remark" | "del" => Step::Note,
            "quotedText" | "embeddedText" if is_short(tree, node) => Step::Inline,
            "component" | "attachment" => self.part(tree, node, role),
            name => match own_role(name).filter(|_| may_change(role)) {
                Some(own) => Step::Role(own),
                None => self.structural(tree, node, role),
            },
        }
    }
}

impl AkomaNtoso {
    fn label(&self, tree: &Tree<'_>, node: NodeId, role: Role) -> Step {
        let heading = tree.next_element(node).is_some_and(|next| matches!(tree.name(next), "heading" | "subheading"));
        let own = tree.parent(node).is_some_and(|parent| self.structure.opening(tree, parent, role).is_some());
        Step::Label { heading, own }
    }

    fn part(&self, tree: &Tree<'_>, node: NodeId, role: Role) -> Step {
        match self.parts.part(tree, node) {
            _ if !may_change(role) => Step::Inline,
            Part::Law => Step::Inline,
            Part::Beside => Step::Role(Role::Note),
            Part::Schedule(opening) => Step::Open(opening),
        }
    }

    fn structural(&self, tree: &Tree<'_>, node: NodeId, role: Role) -> Step {
        let name = tree.name(node);
        if name == "crossHeading" {
            return if role == Role::Text { Step::Group(0, structure::group(tree, node)) } else { Step::Heading };
        }
        match self.structure.opening(tree, node, role) {
            Some(_) if tree.attribute(node, "status").is_some_and(|status| status == "editorial") => Step::Role(Role::Note),
            Some(opening) => Step::Open(opening),
            None => Step::Inline,
        }
    }
}

/// The role that an element gives to what stands within it.
fn own_role(name: &str) -> Option<Role> {
    Some(match name {
        "coverPage" | "preface" | "preamble" | "collectionBody" | "header" => Role::Front,
        "recitals" => Role::Recital,
        "body" | "mainBody" | "fragmentBody" | "portionBody" | "amendmentBody" | "judgmentBody" => Role::Text,
        "conclusions" => Role::Closing,
        "toc" => Role::Contents,
        "table" => Role::Table,
        "quotedStructure" | "embeddedStructure" | "quotedText" | "embeddedText" => Role::Quoted,
        _ => return None,
    })
}

/// Whether what stands within may have another role: not in a quotation, a note, a table, the contents.
fn may_change(role: Role) -> bool {
    matches!(role, Role::Text | Role::Heading | Role::Front | Role::Recital | Role::Closing)
}

/// A few quoted words, which are read with their sentence.
fn is_short(tree: &Tree<'_>, node: NodeId) -> bool {
    let blocks = ["p", "block", "content", "blockList"];
    let inner = node + 1..tree.end(node);
    inner.clone().all(|inner| !blocks.contains(&tree.name(inner))) && tree.plain(node, &[]).split(' ').count() <= QUOTED_WORDS
}

/// An editor's remark that is marked as a paragraph like others: it stands in square brackets, and says how the law was changed.
fn is_remark(tree: &Tree<'_>, node: NodeId) -> bool {
    let mut buffer = [0; 4];
    let first = (node + 1..tree.end(node)).find_map(|inner| {
        let words = tree.words(inner, &mut buffer)?.0.trim_start();
        (!words.is_empty()).then(|| words.starts_with('['))
    });
    if first != Some(true) {
        return false;
    }
    let words = tree.plain(node, &[]);
    let changes = ["amended", "inserted", "substituted", "added", "deleted", "repealed", "replaced", "renumbered"];
    let (open, closed) = (words.matches('[').count(), words.trim_end_matches(['.', ';']).ends_with(']'));
    open == 1 && closed && words.contains(" by ") && changes.iter().any(|change| words.contains(change))
}

/// The number that an element shows: what its `num` holds, notes left out.
fn number_of(tree: &Tree<'_>, node: NodeId) -> String {
    label_of(tree, node).map(|label| number::bare(&label)).unwrap_or_default()
}

fn label_of(tree: &Tree<'_>, node: NodeId) -> Option<String> {
    Some(tree.plain(tree.child(node, "num")?, &["authorialNote", "remark", "noteRef"]))
}

/// The identifier that the source gives an element: `eId`, or `id` before version 3.
fn id_of(tree: &Tree<'_>, node: NodeId) -> Option<String> {
    tree.attribute(node, "eId").or_else(|| tree.attribute(node, "id")).filter(|id| !id.trim().is_empty())
}

#[cfg(test)]
mod tests;
