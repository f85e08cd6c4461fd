//! The verbs that define: “means”, “includes”, “has the same meaning as in”, “is to be read accordingly”.

use super::Drafting;
use super::token::{Kind, Line};

/// A defining verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verb {
    /// How it defines.
    pub drafting: Drafting,
    /// Past its last token.
    pub end: usize,
    /// What it needs around it to be taken for a definition.
    pub force: Force,
    /// It has the form of the plural, so that terms joined by “and” are several.
    pub plural: bool,
}

/// How sure the words are to define.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Force {
    /// Said of a term or anything else: “refers to”, “is deemed”.
    Weak,
    /// Said of a term at the beginning of a clause: “includes”.
    Fair,
    /// Said of terms only: “means”, “has the same meaning”.
    Strong,
}

/// Before it, “means” is a noun: “by means”, “any means”, “electronic means”.
const BEFORE_NOUN: [&str; 34] = [
    "by",
    "any",
    "other",
    "all",
    "such",
    "the",
    "these",
    "those",
    "electronic",
    "automated",
    "automatic",
    "effective",
    "technical",
    "some",
    "no",
    "its",
    "their",
    "whatever",
    "what",
    "which",
    "of",
    "appropriate",
    "reasonable",
    "necessary",
    "proportionate",
    "alternative",
    "sufficient",
    "same",
    "similar",
    "adequate",
    "legal",
    "unlawful",
    "digital",
    "own",
];
/// After it, “means” is a noun: “means of access”, “means that are”.
const AFTER_NOUN: [&str; 18] = [
    "of",
    "that",
    "which",
    "by",
    "used",
    "may",
    "shall",
    "must",
    "for",
    "are",
    "were",
    "is",
    "was",
    "will",
    "whereby",
    "through",
    "available",
    "or",
];

/// The defining verb that begins at a token.
pub(super) fn at(line: &Line<'_>, at: usize) -> Option<Verb> {
    if line.kind(at) != Kind::Word {
        return None;
    }
    let modal = usize::from(line.is(at, &["shall", "will", "must"]));
    let verb = at + modal + usize::from(line.is(at + modal, &["also"]));
    let found = |drafting, length: usize, force, plural| Some(Verb { drafting, end: verb + length, force, plural });
    match () {
        () if line.is(verb, &["means", "mean", "meaning"]) && (modal == 0 || line.is(verb, &["mean"])) => means(line, verb),
        () if line.is(verb, &["denotes", "denote", "signifies", "signify"]) => {
            found(Drafting::Means, 1, Force::Fair, line.is(verb, &["denote", "signify"]))
        }
        () if line.is(verb, &["includes", "include", "comprises", "encompasses"]) => {
            found(Drafting::Includes, 1, Force::Fair, line.is(verb, &["include"]))
        }
        () if line.is(verb, &["excludes", "exclude"]) => found(Drafting::Excludes, 1, Force::Fair, line.is(verb, &["exclude"])),
        () if line.is(verb, &["does", "do", "not"]) => negated(line, at, verb),
        () if line.is(verb, &["refers", "refer"]) && line.is(verb + 1, &["to"]) => {
            found(Drafting::Means, 2, Force::Weak, line.is(verb, &["refer"]))
        }
        () if line.is(verb, &["has", "have", "bears", "bear", "carries", "carry"]) => has_meaning(line, verb),
        () if line.is(verb, &["is", "are", "be"]) => passive(line, at, verb),
        () => None,
    }
}

fn means(line: &Line<'_>, verb: usize) -> Option<Verb> {
    if line.is(verb, &["meaning"]) {
        return None;
    }
    let and_includes = line.is(verb + 1, &["and"]) && line.is(verb + 2, &["includes", "include"]);
    let drafting = if and_includes { Drafting::MeansAndIncludes } else { Drafting::Means };
    Some(Verb { drafting, end: verb + if and_includes { 3 } else { 1 }, force: Force::Strong, plural: line.is(verb, &["mean"]) })
}

/// “does not include”, “do not mean”, “shall not include”.
fn negated(line: &Line<'_>, at: usize, verb: usize) -> Option<Verb> {
    let not = verb + usize::from(!line.is(verb, &["not"]));
    let stands = line.is(not, &["not"]) && (not > at) && line.is(not + 1, &["include", "mean", "comprise"]);
    stands.then_some(Verb { drafting: Drafting::Excludes, end: not + 2, force: Force::Fair, plural: line.is(verb, &["do"]) })
}

/// “has the same meaning as in”, “have the meanings respectively assigned to them”, “has a corresponding meaning”.
fn has_meaning(line: &Line<'_>, verb: usize) -> Option<Verb> {
    let noun = (verb + 1..verb + 7).find(|at| line.is(*at, &["meaning", "meanings", "signification"]))?;
    let between = (verb + 1..noun).all(|at| {
        line.is(
            at,
            &[
                "the",
                "a",
                "an",
                "same",
                "respective",
                "like",
                "corresponding",
                "similar",
                "cognate",
                "that",
                "its",
                "their",
                "ordinary",
                "or",
            ],
        )
    });
    if !between || line.is(verb + 1, &["its", "their"]) {
        return None;
    }
    let plural = line.is(verb, &["have", "bear", "carry"]) && !line.is(verb.saturating_sub(1), &["shall", "will", "must"]);
    Some(Verb { drafting: Drafting::ByReference, end: noun + 1, force: Force::Strong, plural })
}

/// “is to be construed”, “shall be read”, “are defined in”, “is deemed to include”, “is taken to be”.
fn passive(line: &Line<'_>, at: usize, verb: usize) -> Option<Verb> {
    let be = line.is(verb, &["be"]);
    if be && verb == at {
        return None;
    }
    let mut word = verb + 1;
    if !be && line.is(word, &["to"]) && line.is(word + 1, &["be"]) {
        word += 2;
    }
    word += usize::from(line.is(word, &["also", "hereby", "further"]));
    let (drafting, force) = match () {
        () if line.is(word, &["defined"]) && line.is(word + 1, &["as"]) => (Drafting::Means, Force::Strong),
        () if line.is(word, &["defined"]) && line.is(word + 1, &["to"]) && line.is(word + 2, &["mean"]) => (Drafting::Means, Force::Strong),
        () if line.is(word, &["defined"]) && line.is(word + 1, &["in", "by", "under", "at"]) => (Drafting::ByReference, Force::Fair),
        () if line.is(word, &["construed", "interpreted", "read", "understood"]) => (Drafting::ByReference, Force::Fair),
        () if line.is(word, &["deemed", "treated", "taken", "regarded", "considered"]) => (Drafting::Deeming, Force::Weak),
        () => return None,
    };
    let end = word + 1 + usize::from(line.is(word + 1, &["as", "in", "by", "accordingly"]));
    Some(Verb { drafting, end, force, plural: line.is(verb, &["are"]) })
}

/// “is a”, “are the”: defines where a term is expected, and nowhere else.
pub(super) fn copula(line: &Line<'_>, at: usize) -> Option<Verb> {
    let stands = line.is(at, &["is", "are"]) && line.is(at + 1, &["a", "an", "the", "any", "one"]);
    stands.then_some(Verb { drafting: Drafting::Means, end: at + 1, force: Force::Weak, plural: line.is(at, &["are"]) })
}

/// Whether “means” stands here as a noun.
pub(super) fn is_noun(line: &Line<'_>, at: usize, quoted: bool) -> bool {
    if !line.is(at, &["means"]) {
        return false;
    }
    let parted = line.is_mark(at.saturating_sub(1), &[',']);
    let after = line.is(at + 1, &AFTER_NOUN) && !parted || line.is(at + 1, &["to"]) && !quoted && !parted;
    after && !(quoted && line.closes(at.saturating_sub(1))) || line.is(at.saturating_sub(1), &BEFORE_NOUN)
}

/// For each token of a line the next one, from it on, at which a verb begins that may define a term; `usize::MAX` after the last.
pub(super) fn next(line: &Line<'_>) -> Vec<usize> {
    let mut next = vec![usize::MAX; line.len()];
    let mut last = usize::MAX;
    for (at_token, place) in next.iter_mut().enumerate().rev() {
        if at(line, at_token).is_some() {
            last = at_token;
        }
        *place = last;
    }
    next
}
