//! Terms without quotation marks: the term ends where the verb begins.

use super::context::past_scope;
use super::quoted::{QUALIFIERS, past_open_qualifier};
use super::token::{Kind, Line};
use super::verb::{self, Force, Verb};
use super::{Drafting, Form, Head};

/// A term in a list of definitions has at most so many words.
const LONGEST_LISTED: usize = 30;
/// A term elsewhere.
const LONGEST_ELSEWHERE: usize = 8;
/// The verb is looked for within so many tokens.
const LONGEST_HEAD: usize = 80;

/// How likely a definition is at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Expected {
    /// In the points of a definition.
    Never,
    /// Anywhere in the law.
    Hardly,
    /// Under a heading such as “Interpretation”.
    Perhaps,
    /// After “In this section,”.
    Scoped,
    /// In a list of definitions.
    Listed,
}

/// Words that no term begins with.
const NOT_FIRST: [&str; 50] = [
    "this",
    "that",
    "these",
    "those",
    "it",
    "he",
    "she",
    "they",
    "which",
    "who",
    "if",
    "where",
    "when",
    "whenever",
    "wherever",
    "unless",
    "subject",
    "every",
    "each",
    "no",
    "nothing",
    "nor",
    "not",
    "but",
    "and",
    "or",
    "so",
    "in",
    "for",
    "by",
    "to",
    "on",
    "at",
    "of",
    "from",
    "with",
    "without",
    "notwithstanding",
    "despite",
    "words",
    "such",
    "there",
    "is",
    "are",
    "references",
    "reference",
    "expressions",
    "unless",
    "any",
    "following",
];
/// Words that no term holds.
const NOT_WITHIN: [&str; 18] = [
    "shall",
    "must",
    "may",
    "will",
    "is",
    "are",
    "was",
    "were",
    "that",
    "should",
    "would",
    "if",
    "includes",
    "words",
    "expressions",
    "expression",
    "applies",
    "apply",
];

/// The definition whose term begins at a token.
pub(super) fn read(line: &Line<'_>, from: usize, expected: Expected) -> Option<Head> {
    if expected == Expected::Never {
        return None;
    }
    let begins = from;
    let from = past_article(line, from);
    if line.kind(from) == Kind::End || line.is(from, &NOT_FIRST) || line.opens(from) && expected < Expected::Perhaps {
        return None;
    }
    // A quotation that is closed was looked at as such.
    if line.opens(from) && (from + 2..from + LONGEST_LISTED).any(|at| line.closes(at)) {
        return None;
    }
    let from = from + usize::from(line.opens(from));
    if line.kind(from) != Kind::Word {
        return None;
    }
    let Some((verb_at, verb)) = find_verb(line, from, expected) else { return without_verb(line, begins, from, expected) };
    let qualified = qualifier(line, from, verb_at);
    let mut end = qualified.unwrap_or(verb_at);
    if line.closes(end.saturating_sub(1)) {
        end -= 1;
    }
    if !is_term(line, from, end, expected) || !defines(line, from, verb_at, verb, expected) {
        return None;
    }
    // After a qualifier “includes” may belong to the clause: only a list of definitions is sure.
    if qualified.is_some() && verb.force < Force::Strong && expected < Expected::Scoped {
        return None;
    }
    let mut terms = if verb.plural { split(line, from, end) } else { vec![(from, end)] };
    let term = terms.remove(0);
    Some(Head { begins, term, aliases: terms, words: verb_at, after: verb.end, form: Form::Term, drafting: verb.drafting })
}

/// A term whose points have the verbs, “voting share, with respect to”; or “a market day is a day on which”, after a phrase of scope.
fn without_verb(line: &Line<'_>, begins: usize, from: usize, expected: Expected) -> Option<Head> {
    let head = |end: usize, words: usize, after: usize| Head {
        begins,
        term: (from, end),
        aliases: Vec::new(),
        words,
        after,
        form: Form::Term,
        drafting: Drafting::Means,
    };
    let within = from + 1..from + LONGEST_ELSEWHERE;
    if expected == Expected::Listed {
        let end = within.clone().find(|at| line.is_mark(*at, &[',']) || line.is(*at, &["in", "with"]))?;
        let past = past_open_qualifier(line, end);
        return (past > end && is_term(line, from, end, expected)).then(|| head(end, past, past));
    }
    let article = line.is(from.wrapping_sub(1), &["a", "an"]) && from > begins;
    let verb_at = within.clone().find(|at| verb::copula(line, *at).is_some()).filter(|_| article && expected == Expected::Scoped)?;
    let verb = verb::copula(line, verb_at)?;
    is_term(line, from, verb_at, expected).then(|| head(verb_at, verb_at, verb.end))
}

/// Past “a”, “the”, “the term”.
fn past_article(line: &Line<'_>, from: usize) -> usize {
    let at = from + usize::from(line.is(from, &["a", "an", "the"]));
    if line.is(at, &["term", "word", "expression", "phrase"]) && verb::at(line, at + 1).is_none() { at + 1 } else { at }
}

fn find_verb(line: &Line<'_>, from: usize, expected: Expected) -> Option<(usize, Verb)> {
    let mut at = from + 1;
    while at < from + LONGEST_HEAD {
        match line.kind(at) {
            Kind::End | Kind::Mark(';') | Kind::Mark(')') => return None,
            Kind::Mark('(' | '[') => at = line.past_bracket(at).max(at + 1) - 1,
            Kind::Mark('.') if line.ends_sentence(at) => return None,
            Kind::Mark(':') | Kind::Dash if expected == Expected::Listed && at <= from + 6 && is_entry(line, at) => {
                let drafting = Drafting::Means;
                // “service — the provision of …”, and no verb of definition after it.
                return find_verb(line, at + 1, Expected::Hardly)
                    .filter(|(_, verb)| verb.force == Force::Strong)
                    .or(Some((at, Verb { drafting, end: at + 1, force: Force::Weak, plural: false })));
            }
            Kind::Word => {
                if let Some(verb) = verb::at(line, at).filter(|_| !verb::is_noun(line, at, false)) {
                    let relative = line.is(at - 1, &["which", "that", "who", "it", "not"]);
                    if line.is(at - 1, &["and", "or", "but"]) {
                        return None;
                    }
                    if !relative {
                        return Some((at, verb));
                    }
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Whether a colon or dash stands in an entry of a list, not in a heading.
fn is_entry(line: &Line<'_>, at: usize) -> bool {
    let last = line.len().saturating_sub(1);
    last > at + 1 && line.is_mark(last, &[';', '.', ','])
}

/// Where words that narrow the term begin, between it and the verb: “, in relation to a department,”, “in respect of a person,”.
fn qualifier(line: &Line<'_>, from: usize, verb: usize) -> Option<usize> {
    let phrase = |at: usize| {
        line.is(at, &["in"]) && line.is(at + 1, &["relation", "respect", "the"])
            || line.is(at, &["with"]) && line.is(at + 1, &["respect", "reference", "regard"])
            || line.is(at, &["when", "where"]) && line.is(at + 1, &["used", "applied", "referring", "the"])
    };
    let comma = |at: usize| line.is_mark(at, &[',']) && (line.is(at + 1, &QUALIFIERS) || at + 1 == verb);
    let joined = |at: usize| line.is(at - 1, &["and", "or"]);
    (from + 1..verb).find(|at| phrase(*at) && !joined(*at) || comma(*at) || line.is_mark(*at, &['(']) && line.past_bracket(*at) >= verb)
}

/// Whether words look like a term.
fn is_term(line: &Line<'_>, from: usize, end: usize, expected: Expected) -> bool {
    let words = (from..end).filter(|at| line.kind(*at) == Kind::Word).count();
    let most = if expected >= Expected::Scoped { LONGEST_LISTED } else { LONGEST_ELSEWHERE };
    let held = (from..end).any(|at| line.is(at, &NOT_WITHIN) || line.opens(at));
    words > 0 && words <= most && !held && line.word(from).chars().any(char::is_alphabetic)
}

/// Whether the verb defines here.
fn defines(line: &Line<'_>, from: usize, at: usize, verb: Verb, expected: Expected) -> bool {
    if verb.drafting == Drafting::Deeming || line.is(from, &["terms", "headings"]) && line.is(from + 1, &["used", "defined", "which"]) {
        return false;
    }
    match (verb.force, expected) {
        (_, Expected::Listed) => !capital_the(line, from) || verb.force == Force::Strong,
        (Force::Strong, Expected::Scoped) => true,
        (Force::Fair, Expected::Scoped) => at <= from + 6,
        (Force::Strong, Expected::Perhaps) => true,
        (Force::Weak, Expected::Perhaps) => verb.drafting == Drafting::Means,
        (Force::Strong, Expected::Hardly) => verb.drafting == Drafting::ByReference && at <= from + 6 || is_explained(line, verb),
        _ => false,
    }
}

/// “The report includes …” is a sentence, no definition.
fn capital_the(line: &Line<'_>, from: usize) -> bool {
    from.checked_sub(1).is_some_and(|before| matches!(line.word(before), "The" | "A" | "An" | "Any"))
}

/// Whether “means” is followed by what explains a thing, not by “that …”.
fn is_explained(line: &Line<'_>, verb: Verb) -> bool {
    line.kind(verb.end) == Kind::Dash
        || line.is_mark(verb.end, &[':'])
        || line.is(verb.end, &["a", "an", "the", "any", "all", "every", "each", "one", "such", "either"])
}

/// Terms joined by “and”, “or” and commas.
fn split(line: &Line<'_>, from: usize, end: usize) -> Vec<(usize, usize)> {
    let mut terms = Vec::new();
    let mut start = from;
    for at in from..=end {
        let joint = at == end || line.is_mark(at, &[',']) || line.is(at, &["and", "or"]);
        if joint {
            let term = past_article(line, start);
            if term < at {
                terms.push((term, at));
            }
            start = at + 1;
        }
    }
    if terms.is_empty() { vec![(from, end)] } else { terms }
}

/// The places in a block where a term without quotation marks may begin, and how likely it is.
pub(super) fn places(line: &Line<'_>, start: usize, expected: Expected) -> Vec<(usize, Expected)> {
    let listed = expected == Expected::Listed;
    let mut places = Vec::new();
    let (mut clause, mut here) = (start, expected);
    loop {
        match past_scope(line, clause) {
            Some(scope) if scope < line.len() => {
                places.push((scope, if here == Expected::Never { here } else { here.max(Expected::Scoped) }))
            }
            Some(_) => {}
            None => places.push((clause, here)),
        }
        let Some(end) = (clause + 1..line.len()).find(|at| line.ends_sentence(*at) || listed && line.is_mark(*at, &[';'])) else {
            return places;
        };
        // Another sentence in a list of definitions says more of the same term.
        here = if line.is_mark(end, &[';']) { expected } else { expected.min(Expected::Perhaps) };
        clause = end + 1 + usize::from(line.is(end + 1, &["and", "or"]));
        // Past a French term in brackets: “; (service)”.
        clause = line.past_bracket(clause);
    }
}
