//! What the mark-up says is defined.

use roxmltree::{Document, Node, ParsingOptions};

/// How a publisher marks definitions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// `DefinedTermEn`, where it is defined: not in a marginal note, not where it only speaks of “the definition x”, not repealed,
    /// and not in what the editors append to the act.
    Canada,
    /// `def` around the term.
    Def,
    /// `def` around the term, in the words that the bill puts into another law.
    DefInserted,
    /// `term` before `def`, which holds the defining words.
    TermAndDef,
}

/// A term that the mark-up says is defined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The number of the section or article it stands in.
    pub unit: String,
    /// Compared form.
    pub term: String,
}

/// As terms are compared: lower case, no quotation marks, single spaces.
pub fn normal(term: &str) -> String {
    let bare: String = term.chars().filter(|letter| !"“”„\"«»`·\u{ad}".contains(*letter)).collect();
    let bare = bare.replace(['’', '‘'], "'");
    let words: Vec<&str> = bare.split_whitespace().collect();
    words.join(" ").trim_matches(['\'', ' ', ',', '.', ':']).to_lowercase()
}

/// The terms marked as defined, in the order of the law.
pub fn marked(xml: &str, mode: Mode) -> Vec<Marked> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(xml, options).unwrap();
    let defines = |node: &Node| match mode {
        Mode::Canada => node.has_tag_name("DefinedTermEn") && is_defined_in_canada(*node),
        Mode::Def => node.tag_name().name() == "def" && !inside(*node, &["quotedStructure"]),
        Mode::DefInserted => node.tag_name().name() == "def" && inside(*node, &["quotedStructure"]),
        Mode::TermAndDef => {
            node.tag_name().name() == "term"
                && inside(*node, &["body"])
                && node
                    .next_siblings()
                    .skip(1)
                    .take_while(|next| next.tag_name().name() != "term")
                    .any(|next| next.tag_name().name() == "def")
        }
    };
    let found = document.descendants().filter(defines);
    found.map(|node| Marked { unit: unit(node), term: normal(&words(node)) }).filter(|marked| !marked.term.is_empty()).collect()
}

fn inside(node: Node, names: &[&str]) -> bool {
    node.ancestors().any(|above| names.contains(&above.tag_name().name()))
}

fn words(node: Node) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

fn is_defined_in_canada(node: Node) -> bool {
    if inside(node, &["MarginalNote", "TitleText", "RelatedOrNotInForce", "RecentAmendments"]) {
        return false;
    }
    let repealed =
        node.next_sibling().is_some_and(|next| words(next).trim_start().starts_with("[Repealed") || next.has_tag_name("Repealed"));
    let before = node.prev_sibling().map(words).unwrap_or_default();
    let spoken_of = before.trim_end().ends_with("definition") || before.trim_end().ends_with("definitions");
    !repealed && !spoken_of
}

/// The number of the unit around it.
fn unit(node: Node) -> String {
    let units = ["Section", "section", "article"];
    // The outermost: those within are words for another law.
    let Some(around) = node.ancestors().filter(|above| units.contains(&above.tag_name().name())).last() else { return String::new() };
    let number = around.children().find(|child| ["Label", "num"].contains(&child.tag_name().name())).map(words).unwrap_or_default();
    number
        .chars()
        .filter(|letter| letter.is_alphanumeric() || *letter == '.')
        .collect::<String>()
        .trim_end_matches('.')
        .trim_start_matches("Article")
        .to_owned()
}
