//! Names given in passing, “(hereinafter “the Commission”)”, and rules how references are read.

use super::token::{Kind, Line};
use super::verb;
use super::{Drafting, Form, Head};

/// A name without quotation marks has at most so many words.
const LONGEST_NAME: usize = 8;
/// A bracket that gives a name has at most so many tokens.
const LONGEST_BRACKET: usize = 30;
/// What is named stands within so many tokens before.
const LONGEST_NAMED: usize = 60;
/// What a reference is to has at most so many tokens.
const LONGEST_REFERENCE: usize = 40;

/// The name given in the bracket that opens at a token, or after “hereinafter referred to as”.
pub(super) fn named(line: &Line<'_>, at: usize, start: usize) -> Option<Head> {
    let bracket = line.is_mark(at, &['(']);
    let close = line.past_bracket(at).checked_sub(1).filter(|close| *close > at);
    if bracket && close.is_none_or(|close| close > at + LONGEST_BRACKET) || !bracket && !speaks_on(line, at) {
        return None;
    }
    let close = if bracket { close? } else { line.len() };
    let (name, said) = past_saying(line, at + usize::from(bracket), close);
    if !said && !bracket {
        return None;
    }
    let article = name + usize::from(line.is(name, &["the", "a", "an"]));
    let terms = quoted_names(line, article, close, bracket, said);
    let terms = if terms.is_empty() && said { plain_name(line, article, close) } else { terms };
    let (term, aliases) = terms.split_first()?;
    // What is named: from where its clause begins.
    let before = (start.max(at.saturating_sub(LONGEST_NAMED))..at).rev();
    let words = before.take_while(|at| !line.ends_sentence(*at) && !line.is_mark(*at, &[';', ':'])).last()?;
    Some(Head {
        begins: at,
        term: *term,
        aliases: aliases.to_vec(),
        words,
        after: terms.last()?.1,
        form: Form::ShortName,
        drafting: Drafting::Means,
    })
}

/// Whether “hereinafter” gives a name here, not “as hereinafter provided”.
fn speaks_on(line: &Line<'_>, at: usize) -> bool {
    let next = at + 1 + usize::from(line.is_mark(at + 1, &[',']));
    line.is(at, &["hereinafter", "hereafter"])
        && (line.is(next, &["referred", "called", "known", "collectively", "the"]) || line.opens(next))
}

/// Past “hereinafter referred to as”, “in this Act called”; and whether any such words stand there.
fn past_saying(line: &Line<'_>, from: usize, close: usize) -> (usize, bool) {
    let last = close.min(from + 16);
    let said = (from..last).rev().find(|at| line.is(*at, &["as", "called", "hereinafter", "hereafter", "henceforth"]));
    let before = |said: usize| !(from..said).any(|at| line.opens(at) || line.is_mark(at, &[';', '.']));
    let speaks = |said: usize| {
        (from..=said)
            .any(|at| line.is(at, &["hereinafter", "hereafter", "henceforth", "herein", "referred", "called", "known", "collectively"]))
            && !(from..said).any(|at| line.is(at, &["formerly", "previously", "also", "commonly", "otherwise"]))
    };
    match said.filter(|said| before(*said) && speaks(*said)) {
        Some(said) => {
            let name = said + 1 + usize::from(line.is_mark(said + 1, &[',']));
            // “(called in this Part the original notice)”
            let scope = line.is(name, &["in"]) && line.is(name + 1, &["this"]) && line.kind(name + 2) == Kind::Word;
            (name + if scope { 3 } else { 0 }, true)
        }
        None => (from, false),
    }
}

/// Names in quotation marks that fill the bracket.
fn quoted_names(line: &Line<'_>, mut at: usize, close: usize, bracket: bool, said: bool) -> Vec<(usize, usize)> {
    let mut names = Vec::new();
    while line.opens(at) && names.len() < 4 {
        // French and other languages' marks hold the term in that language.
        if line.word(at) == "«" {
            return Vec::new();
        }
        let ends = |end: &usize| line.closes(*end) && (line.kind(end + 1) != Kind::Word || line.is(end + 1, &["and", "or"]));
        let within = at + 2..close.min(at + 2 + LONGEST_REFERENCE);
        let Some(end) = within.clone().find(ends).or_else(|| within.clone().find(|end| line.closes(*end))) else { break };
        names.push((at + 1, end));
        at = end + 1;
        at += usize::from(line.is_mark(at, &[',', '/']));
        at += usize::from(line.is(at, &["and", "or"]));
        at += usize::from(line.is(at, &["the", "a", "an"]));
    }
    let fills = at >= close || said || names.is_empty();
    if bracket && !fills { Vec::new() } else { names }
}

/// A name without quotation marks: up to the bracket that closes, or a comma.
fn plain_name(line: &Line<'_>, from: usize, close: usize) -> Vec<(usize, usize)> {
    let last = close.min(from + LONGEST_NAME + 1);
    let end = (from..last).find(|at| matches!(line.kind(*at), Kind::Mark(_) | Kind::Dash | Kind::End)).unwrap_or(last);
    let whole = end == close || line.is_mark(end, &[',', ';', '.']);
    if whole && end > from && end <= from + LONGEST_NAME && line.kind(from) == Kind::Word { vec![(from, end)] } else { Vec::new() }
}

/// “A reference in this Act to the making of a decision includes …”, whose clause begins at a token.
pub(super) fn reference(line: &Line<'_>, from: usize) -> Option<Head> {
    let noun = (from..from + 3).find(|at| line.is(*at, &["reference", "references"]))?;
    let lead = (from..noun).all(|at| line.is(at, &["a", "any", "every", "all"]));
    // “references in subsections (1) to (4) to a goat”
    let range = |at: usize| line.is_mark(at + 1, &['(']) || line.word(at + 1).starts_with(|letter: char| letter.is_numeric());
    let to = (noun + 1..noun + 20).find(|at| line.is(*at, &["to"]) && !range(*at))?;
    let mark = |at: usize| line.is_mark(at, &[';', ':']) || line.kind(at) == Kind::End || line.ends_sentence(at);
    if !lead || (noun + 1..to).any(|at| mark(at) || line.is_mark(at, &[','])) {
        return None;
    }
    let term = to + 1 + usize::from(line.is(to + 1, &["a", "an", "the", "any"]));
    let last = term + LONGEST_REFERENCE;
    let verb_at = (term + 1..last).take_while(|at| !mark(*at)).find(|at| reads(line, *at).is_some())?;
    let (drafting, after) = reads(line, verb_at)?;
    let mut end = (term..verb_at).find(|at| line.is_mark(*at, &[','])).filter(|end| *end > term).unwrap_or(verb_at);
    let quoted = line.opens(term);
    let close = (term + 2..end).find(|at| quoted && line.closes(*at));
    if let Some(close) = close.or_else(|| line.closes(end - 1).then(|| end - 1)) {
        end = close;
    }
    let term = (term + usize::from(quoted), end);
    (term.0 < term.1).then(|| Head { begins: from, term, aliases: Vec::new(), words: verb_at, after, form: Form::Reference, drafting })
}

/// The verb of a rule how references are read.
fn reads(line: &Line<'_>, at: usize) -> Option<(Drafting, usize)> {
    if line.is(at, &["is", "are"]) {
        let article = at + 1 + usize::from(line.is(at + 1, &["a", "an"]));
        let noun = article + usize::from(line.is(article, &["reference", "references"]));
        let to = line.is(noun, &["to"]) && !line.is(noun + 1, &["be"]);
        if to {
            return Some((Drafting::Means, noun + 1));
        }
    }
    let verb = verb::at(line, at)?;
    let excluded = verb.force == verb::Force::Weak && verb.drafting == Drafting::Means || verb::is_noun(line, at, false);
    (!excluded).then_some((verb.drafting, verb.end))
}
