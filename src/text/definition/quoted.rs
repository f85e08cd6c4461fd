//! Terms in quotation marks, and what follows them.

use super::context::{past_scope, starts_clause};
use super::token::{Kind, Line};
use super::verb::{self, Force, Verb};
use super::{Drafting, Form, Head};

/// A term in quotation marks has at most so many tokens.
const LONGEST_TERM: usize = 40;
/// So many closing marks are tried for one that opens.
const MOST_CLOSING: usize = 6;
/// Between a term and its verb stand at most so many tokens: “, in relation to a relevant service,”.
const LONGEST_QUALIFIER: usize = 70;
/// So many terms are defined at once.
const MOST_TERMS: usize = 12;

/// Words with which what stands between a term and its verb may begin.
pub(super) const QUALIFIERS: [&str; 24] = [
    "in", "of", "when", "where", "for", "as", "without", "with", "used", "combined", "except", "on", "by", "under", "wherever", "whenever",
    "other", "unless", "includes", "applied", "if", "until", "to", "within",
];

/// What stands around a term.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'l> {
    /// The block is in a list of definitions.
    pub listed: bool,
    /// Past the block's label.
    pub start: usize,
    /// For each token the next defining verb, from [`verb::next`].
    pub verbs: &'l [usize],
}

impl Around<'_> {
    /// The next defining verb from a token on.
    pub(super) fn next_verb(&self, at: usize) -> usize {
        self.verbs.get(at).copied().unwrap_or(usize::MAX)
    }
}

/// The closing marks of a quotation that opens at a token.
fn closings<'l>(line: &'l Line<'_>, open: usize) -> impl Iterator<Item = usize> + 'l {
    // A quotation within a term would be marked otherwise; another term begins there.
    let ends = |at: &usize| line.is_mark(*at, &[';']) || matches!(line.kind(*at), Kind::End | Kind::Open);
    let within = (open + 2..=open + 1 + LONGEST_TERM).take_while(move |at| !ends(at));
    within.filter(|at| line.closes(*at)).take(MOST_CLOSING)
}

/// A way to find the verb: from the opening mark and what follows the terms, where it begins and which.
type Way = fn(&Line<'_>, usize, usize, Around<'_>) -> Option<(usize, Verb)>;

/// The definition of a term whose quotation mark opens at a token.
pub(super) fn read(line: &Line<'_>, open: usize, around: Around<'_>) -> Option<Head> {
    if !line.opens(open) || line.is(open.wrapping_sub(1), &["of", "definition"]) && defines_elsewhere(line, open) {
        return None;
    }
    let ways: [Way; 3] = [directly, with_qualifier, by_mark];
    let closings: Vec<_> = closings(line, open).map(|close| (close, further_terms(line, close + 1))).collect();
    for way in ways {
        for (close, (aliases, after)) in &closings {
            let Some((verb_at, verb)) = way(line, open, *after, around) else { continue };
            if verb.end > line.len() {
                continue;
            }
            let form = if refers(line, open) { Form::Reference } else { Form::Term };
            return Some(Head {
                begins: open,
                term: (open + 1, *close),
                aliases: aliases.clone(),
                words: verb_at,
                after: verb.end,
                form,
                drafting: verb.drafting,
            });
        }
    }
    None
}

/// “the definition of “employer””, “the meaning of “specified””: somebody speaks about a definition.
fn defines_elsewhere(line: &Line<'_>, open: usize) -> bool {
    (open.saturating_sub(3)..open).any(|at| line.is(at, &["definition", "definitions", "meaning"]))
}

/// “references to a “qualifying worker” are to”.
fn refers(line: &Line<'_>, open: usize) -> bool {
    let to = open.saturating_sub(1 + usize::from(line.is(open.wrapping_sub(1), &["a", "an", "the"])));
    line.is(to, &["to"]) && (to.saturating_sub(12)..to).any(|at| line.is(at, &["reference", "references"]))
}

/// Further terms after the first: `, “y” and “z”`, `or “y”`, `(“Y”)`.
fn further_terms(line: &Line<'_>, mut at: usize) -> (Vec<(usize, usize)>, usize) {
    let mut terms = Vec::new();
    while terms.len() < MOST_TERMS {
        let mut open = at;
        let bracket = line.is_mark(open, &['(']);
        open += usize::from(line.is_mark(open, &[',', '(', '/']));
        open += usize::from(line.is(open, &["and", "or"]));
        open += usize::from(line.is_mark(open, &['/'])) * 2;
        open += usize::from(line.is(open, &["the", "a", "an", "term", "also"]));
        if open == at || !line.opens(open) {
            break;
        }
        let follows = |close: &usize| {
            let next = close + 1;
            !matches!(line.kind(next), Kind::Word)
                || line.is(next, &["and", "or"])
                || verb::at(line, next).is_some()
                || line.is(next, &QUALIFIERS)
        };
        let Some(close) = closings(line, open).find(follows) else { break };
        terms.push((open + 1, close));
        at = close + 1 + usize::from(bracket && line.is_mark(close + 1, &[')']));
    }
    (terms, at)
}

/// The verb right after the term.
fn directly(line: &Line<'_>, open: usize, after: usize, around: Around<'_>) -> Option<(usize, Verb)> {
    let skip = after + usize::from(line.is_mark(after, &[',']) && verb::at(line, after + 1).is_some());
    if let Some(bound) = bound(line, open, skip) {
        return Some(bound);
    }
    let verb = verb::at(line, skip).or_else(|| verb::copula(line, skip))?;
    (!verb::is_noun(line, skip, true) && admitted(line, open, verb, around)).then_some((skip, verb))
}

/// “references to “x” are to”, “by “x” is meant”.
fn bound(line: &Line<'_>, open: usize, at: usize) -> Option<(usize, Verb)> {
    let verb = |end| Verb { drafting: Drafting::Means, end, force: Force::Strong, plural: false };
    if !line.is(at, &["is", "are"]) {
        return None;
    }
    if line.is(at + 1, &["meant"]) {
        return line.is(open.wrapping_sub(1), &["by"]).then_some((at, verb(at + 2)));
    }
    let reference = (at + 1..at + 4).find(|at| line.is(*at, &["to"]) && !line.is(at + 1, &["be"]))?;
    let between = (at + 1..reference).all(|at| line.is(at, &["a", "reference", "references"]));
    (between && refers(line, open)).then_some((at, verb(reference + 1)))
}

/// Whether a verb defines at this place.
fn admitted(line: &Line<'_>, open: usize, verb: Verb, around: Around<'_>) -> bool {
    match verb.force {
        Force::Strong => true,
        Force::Fair => starts_clause(line, open, around.start) || refers(line, open),
        Force::Weak => {
            let scoped = around.listed || past_scope(line, around.start).is_some() || open <= around.start + 2;
            scoped && starts_clause(line, open, around.start)
        }
    }
}

/// The verb after words that narrow the term: “, in relation to a service,”.
fn with_qualifier(line: &Line<'_>, open: usize, after: usize, around: Around<'_>) -> Option<(usize, Verb)> {
    let begins = line.is_mark(after, &[',', '(', '[']) || line.is(after, &QUALIFIERS) || line.kind(after) == Kind::Dash && around.listed;
    if !begins || line.is(after, &["to", "if"]) || around.next_verb(after) > after + LONGEST_QUALIFIER {
        return None;
    }
    let mut at = after;
    while at < after + LONGEST_QUALIFIER {
        match line.kind(at) {
            Kind::End | Kind::Mark(';') => return None,
            Kind::Mark('(' | '[') => at = line.past_bracket(at).max(at + 1) - 1,
            Kind::Mark(')' | ']') => return None,
            Kind::Mark('.') if line.ends_sentence(at) => return None,
            // A nearer term has the verb.
            Kind::Open | Kind::Either if line.opens(at) && has_verb(line, at) => return None,
            Kind::Word => {
                let verb = verb::at(line, at).filter(|verb| verb.force >= Force::Fair && !verb::is_noun(line, at, false));
                if let Some(verb) = verb {
                    let relative = line.is(at.saturating_sub(1), &["which", "that", "who", "it"]);
                    let certain = verb.force == Force::Strong || starts_clause(line, open, around.start);
                    if certain && !relative {
                        return Some((at, verb));
                    }
                }
                if line.is(at, &["insert", "substitute", "omit", "repeal"]) {
                    return None;
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Whether a defining verb follows the quotation that opens at a token.
fn has_verb(line: &Line<'_>, open: usize) -> bool {
    closings(line, open).any(|close| verb::at(line, close + 1).is_some_and(|verb| verb.force >= Force::Fair))
}

/// A mark in place of the verb: `“x”: a person who`, `“x” — a person who`; in a list of definitions.
fn by_mark(line: &Line<'_>, open: usize, after: usize, around: Around<'_>) -> Option<(usize, Verb)> {
    if !around.listed || !starts_clause(line, open, around.start) || line.is(open.wrapping_sub(1), &["of"]) {
        return None;
    }
    let mut end = past_open_qualifier(line, after);
    while line.is_mark(end, &[':', ',']) || line.kind(end) == Kind::Dash {
        end += 1;
    }
    let points = end > after && end >= line.len() && line.word(end - 1) != ",";
    let dash = (after..end).any(|at| !line.is_mark(at, &[',']));
    let last = end >= line.len();
    // Only points follow: “owner”, (a) in relation to …
    let stands = dash || points || last && (end > after || open <= around.start + 1);
    stands.then_some((end, Verb { drafting: Drafting::Means, end, force: Force::Weak, plural: false }))
}

/// Past words that narrow the term, where points follow with the rest: “, with respect to”, “, in relation to a goat —”; otherwise the
/// place itself.
pub(super) fn past_open_qualifier(line: &Line<'_>, after: usize) -> usize {
    let from = after + usize::from(line.is_mark(after, &[',']));
    let narrows = line.is(from, &["in", "with"]) && line.is(from + 1, &["relation", "respect", "the"]);
    let last = line.len().saturating_sub(1);
    let open = line.kind(last) == Kind::Dash || line.is_mark(last, &[':']) || line.is(last, &["to", "of"]);
    let whole = || (from..last).all(|at| !line.is_mark(at, &[';', '.', ':']));
    if narrows && open && last < from + LONGEST_QUALIFIER && whole() { line.len() } else { after }
}
