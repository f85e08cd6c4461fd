//! What a definition is like: circular, open, or left to the executive.

use super::Drafting;
use super::token::{Kind, Line};

/// Words that say nothing of their own.
const LITTLE: [&str; 48] = [
    "a", "an", "the", "any", "all", "such", "that", "which", "who", "is", "are", "be", "been", "was", "of", "in", "to", "for", "by", "or",
    "and", "as", "on", "at", "with", "under", "from", "this", "these", "those", "means", "mean", "includes", "include", "shall", "may",
    "other", "term", "it", "its", "act", "section", "has", "have", "also", "so", "being", "said",
];
/// A definition that says its own term and no more than this many other words is carried by the term.
const OWN_WORDS: usize = 3;
/// So many words of a definition are looked at.
const LOOKED_AT: usize = 400;

/// Whether a definition is carried by the term's own words: “harmful content means content that is harmful”.
pub(super) fn is_circular(term: &Line<'_>, text: &Line<'_>, drafting: Drafting) -> bool {
    if !matches!(drafting, Drafting::Means | Drafting::MeansAndIncludes) {
        return false;
    }
    let own: Vec<String> = (0..term.len()).filter(|at| tells(term, *at)).map(|at| stem(term.word(at))).collect();
    let mut said = vec![false; own.len()];
    let mut others = 0;
    for at in 0..text.len().min(LOOKED_AT) {
        if !tells(text, at) {
            continue;
        }
        let word = text.word(at);
        let stem = stem(word);
        // “the Board of Directors” is a name: it says which one.
        let name = word.starts_with(char::is_uppercase);
        match own.iter().position(|own| *own == stem).and_then(|place| said.get_mut(place)) {
            Some(said) if !name => *said = true,
            _ => others += 1,
        }
        if others > OWN_WORDS {
            return false;
        }
    }
    // “person means a natural or juristic person”: the kinds of a thing say what it is.
    let kinds = said.len() == 1 && others >= 2 && (0..text.len().min(LOOKED_AT)).any(|at| text.is(at, &["or", "and"]));
    !said.is_empty() && said.iter().all(|said| *said) && !kinds
}

fn tells(line: &Line<'_>, at: usize) -> bool {
    line.kind(at) == Kind::Word && !line.is(at, &LITTLE)
}

/// A word without its ending, roughly.
fn stem(word: &str) -> String {
    let lower = word.to_lowercase();
    let short = ["ations", "ation", "ings", "ing", "fully", "ful", "ers", "er", "ors", "or", "ed", "es", "ly", "al", "s", "e"];
    let end =
        short.iter().find(|ending| lower.ends_with(**ending) && lower.chars().count() >= ending.len() + 4).map_or(0, |ending| ending.len());
    lower.get(..lower.len() - end).unwrap_or(&lower).to_owned()
}

/// Whether a definition leaves open what else is meant: “includes”, “such as”, “and any other”.
pub(super) fn is_open(text: &Line<'_>, drafting: Drafting) -> bool {
    let includes = matches!(drafting, Drafting::Includes | Drafting::MeansAndIncludes);
    includes
        || (0..text.len()).any(|at| {
            let two = |first: &str, second: &[&str]| text.is(at, &[first]) && text.is(at + 1, second);
            two("such", &["as"])
                || (two("and", &["other"]) || two("or", &["other"])) && (text.is(at + 2, &["similar"]) || left_open(text, at))
                || (two("and", &["any"]) || two("or", &["any"])) && text.is(at + 2, &["other", "similar"])
                || two("any", &["similar"])
                || two("without", &["limitation", "limiting"])
                || text.is(at, &["including"]) && (at + 1..at + 5).any(|at| text.is(at, &["limited", "limitation"]))
                || two("among", &["others", "other"])
                || two("inter", &["alia"])
                || text.is(at, &["etc"])
                || two("the", &["like"]) && text.is(at.wrapping_sub(1), &["and", "or"])
        })
}

/// “or other bodies as may be prescribed”.
fn left_open(text: &Line<'_>, at: usize) -> bool {
    (at + 2..at + 14)
        .take_while(|at| !text.is_mark(*at, &[';', '.']))
        .any(|at| text.is(at, &["prescribed", "specified", "determined", "designated", "prescribe", "specify"]))
}

/// Whether the executive may widen or change a definition: “as may be prescribed”, “designated by order”.
pub(super) fn is_left_to_executive(text: &Line<'_>) -> bool {
    (0..text.len()).any(|at| {
        if text.is(at, &["prescribed"]) {
            return !(at + 1..at + 3).any(|at| text.is(at, &["section", "sections", "subsection", "article", "law", "act"]));
        }
        let decides = ["designated", "specified", "declared", "determined", "notified", "listed", "approved", "added", "defined"];
        if text.is(at, &decides) && text.is(at + 1, &["by", "in"]) {
            return (at + 2..at + 8).take_while(|at| text.kind(*at) == Kind::Word).any(|at| is_executive(text, at));
        }
        text.is(at, &["may"])
            && (at + 1..at + 12).any(|at| {
                text.is(
                    at,
                    &[
                        "prescribe",
                        "designate",
                        "specify",
                        "declare",
                        "determine",
                        "notify",
                        "designated",
                        "specified",
                        "determined",
                        "declared",
                    ],
                )
            })
            && (at.saturating_sub(6)..at + 16).any(|at| is_executive(text, at))
    })
}

fn is_executive(text: &Line<'_>, at: usize) -> bool {
    let lower = text.is(
        at,
        &[
            "regulations",
            "order",
            "notice",
            "notification",
            "gazette",
            "decree",
            "ministry",
            "government",
            "rules",
            "proclamation",
            "executive",
        ],
    );
    let office = [
        "Minister",
        "Ministers",
        "Secretary",
        "President",
        "Governor",
        "Commission",
        "Authority",
        "Board",
        "Council",
        "Director",
        "Commissioner",
        "Cabinet",
    ];
    lower || office.contains(&text.word(at))
}
