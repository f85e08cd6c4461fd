//! One pattern: quantities written out, compiled, and the words that any match of it must hold.
//!
//! Patterns are matched byte by byte over folded text (see `fold`), without Unicode classes: that keeps them some ten times
//! smaller, and compiling them is most of what a search costs.

use super::{backtrack, fold, quantity};
use crate::language::pattern::{Piece, pieces};
use crate::value::QuantityType;
use regex_automata::nfa::thompson::pikevm::{self, PikeVM};
use regex_automata::nfa::thompson::{self, NFA, WhichCaptures};
use regex_automata::util::captures::Captures;
use regex_automata::{Anchored, Input};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::literal::{ExtractKind, Extractor, Literal, Seq};
use regex_syntax::hir::{Hir, HirKind, Look};
use std::ops::Range;
use std::sync::LazyLock;

/// The largest automaton of one pattern, in bytes.
const MAX_SIZE: usize = 1 << 20;
/// How deep the groups of a pattern may be nested.
const MAX_NESTED: u32 = 50;
/// The longest match that is looked for, in characters.
pub(super) const MAX_MATCH: usize = 1_000;
/// Words shorter than this stand everywhere.
const SHORTEST: usize = 2;
/// Longer words are cut.
pub(super) const MAX_WORD: usize = 64;
/// Most words that a pattern is looked for by.
const MOST_WORDS: usize = 64;
/// Most sets of words that a paragraph must hold before a pattern is tried: a bit each.
const MOST_SETS: usize = 8;
/// How far into a sequence words are looked for.
const MOST_PARTS: usize = 64;

/// Quantities written out: what compiles.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Expanded {
    /// The regular expression, for folded text.
    pub text: String,
    /// The kinds of its quantities, in order. The n-th is the group named [`group`] of n.
    pub quantities: Vec<QuantityType>,
}

impl Expanded {
    /// Whether it has groups that somebody asks for.
    fn has_groups(&self) -> bool {
        !self.quantities.is_empty() || self.text.contains("<value>")
    }
}

/// The group whose words are the value of a text.
pub(super) const NAMED: &str = "value";

/// The name of the group with the n-th quantity.
pub(super) fn group(index: usize) -> String {
    format!("__{index}")
}

/// The kind of a placeholder, and the pattern it stands for.
fn placeholder(name: &str) -> Option<(QuantityType, &'static str)> {
    let found = quantity::PLACEHOLDERS.iter().find(|(placeholder, ..)| *placeholder == name);
    found.map(|(_, pattern, kind)| (*kind, *pattern))
}

/// Writes the quantities out and folds what is left.
pub(super) fn expand(written: &str) -> Expanded {
    let mut expanded = Expanded::default();
    for piece in pieces(written) {
        match piece {
            Piece::Plain(words) => expanded.text.push_str(&fold::pattern(words)),
            Piece::Name(name, _) => match placeholder(name) {
                Some((kind, fragment)) => {
                    let name = group(expanded.quantities.len());
                    expanded.text.push_str(&format!("(?P<{name}>{})", fold::pattern(fragment)));
                    expanded.quantities.push(kind);
                }
                // Names of words were written out before.
                None => expanded.text.push_str(name),
            },
        }
    }
    expanded
}

/// How a pattern is searched for: by words that every match holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Search {
    /// The words are all it matches, in the order in which it prefers them.
    Exact(Vec<Vec<u8>>, Edges),
    /// Every match begins with one of the words.
    Prefix(Vec<Vec<u8>>),
    /// Every match holds one of the words somewhere.
    Inner(Vec<Vec<u8>>),
    /// There are no such words.
    Everywhere,
}

/// What must stand around words that are all a pattern matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Edges {
    /// `\b` before.
    pub before: bool,
    /// `\w*` behind.
    pub tail: bool,
    /// `\b` behind.
    pub after: bool,
}

/// A compiled pattern. Matches are short and begin near words, so a search is cheap, and what counts is that compiling is.
#[derive(Debug)]
pub(super) struct Machine {
    nfa: NFA,
    /// For what backtracking has no room for.
    pike: PikeVM,
    /// The longest match, in characters.
    pub longest: usize,
}

/// What searches need to remember while they run.
#[derive(Debug, Default)]
pub(super) struct Memory {
    backtrack: backtrack::Memory,
    pike: Option<pikevm::Cache>,
}

impl Machine {
    /// Compiles; `None` for what was refused when the pack was checked.
    pub fn new(expanded: &Expanded) -> Option<Self> {
        build(expanded).ok()
    }

    /// The leftmost match within a range, and it begins no later than at `last`. Gives its groups too.
    pub fn find(&self, bytes: &[u8], within: Range<usize>, last: usize, memory: &mut Memory) -> Option<Captures> {
        if within.start > within.end || within.end > bytes.len() {
            return None;
        }
        if backtrack::fits(&self.nfa, within.len()) {
            return backtrack::find(&self.nfa, bytes, within, last, &mut memory.backtrack);
        }
        let anchored = if last <= within.start { Anchored::Yes } else { Anchored::No };
        let input = Input::new(bytes).span(within).anchored(anchored);
        let mut groups = Captures::all(self.nfa.group_info().clone());
        let cache = memory.pike.get_or_insert_with(|| self.pike.create_cache());
        cache.reset(&self.pike);
        let found = self.pike.search_slots(cache, &input, groups.slots_mut());
        groups.set_pattern(found);
        groups.get_match().is_some_and(|found| found.start() <= last).then_some(groups)
    }
}

fn build(expanded: &Expanded) -> Result<Machine, Unbuilt> {
    let hir = parser(true).parse(&expanded.text).map_err(|error| Unbuilt::Wrong(reason(&error)))?;
    let captures = if expanded.has_groups() { WhichCaptures::All } else { WhichCaptures::Implicit };
    let config = thompson::Config::new().utf8(false).which_captures(captures).nfa_size_limit(Some(MAX_SIZE)).shrink(false);
    let refused = |error: thompson::BuildError| match error.size_limit() {
        Some(_) => Unbuilt::Large,
        None => Unbuilt::Wrong(error.to_string()),
    };
    let nfa = thompson::Compiler::new().configure(config).build_from_hir(&hir).map_err(refused)?;
    let longest = hir.properties().maximum_len().unwrap_or(MAX_MATCH).min(MAX_MATCH);
    let pike = PikeVM::builder().build_from_nfa(nfa.clone()).map_err(refused)?;
    Ok(Machine { nfa, pike, longest })
}

/// Why a pattern was not compiled.
enum Unbuilt {
    Large,
    Wrong(String),
}

fn parser(any_case: bool) -> regex_syntax::Parser {
    ParserBuilder::new().unicode(false).utf8(false).case_insensitive(any_case).nest_limit(MAX_NESTED).build()
}

/// Parses as it is compiled, but for capitals.
fn parse(text: &str) -> Result<Hir, Box<regex_syntax::Error>> {
    parser(false).parse(text).map_err(Box::new)
}

/// What is wrong with a pattern.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// It is no regular expression: why, and the bytes at fault if they are known.
    Syntax(String, Option<std::ops::Range<usize>>),
    /// It matches where nothing stands.
    Empty,
    /// It is too large.
    Large,
    /// It has no word to look for.
    Wordless,
}

/// Looks a pattern through.
pub(super) fn flaw(written: &str) -> Option<Flaw> {
    // With quantities replaced by as many letters, places are the pattern's own.
    let stand_in: String = pieces(written)
        .into_iter()
        .map(|piece| match piece {
            Piece::Plain(words) => words.to_owned(),
            Piece::Name(name, _) => "x".repeat(name.len() + 2),
        })
        .collect();
    if let Err(error) = regex_syntax::ast::parse::ParserBuilder::new().nest_limit(MAX_NESTED).build().parse(&stand_in) {
        let span = error.span();
        return Some(Flaw::Syntax(error.kind().to_string(), Some(span.start.offset..span.end.offset)));
    }
    let expanded = expand(written);
    match parse(&expanded.text) {
        Err(error) => return Some(Flaw::Syntax(reason(&error), None)),
        Ok(hir) if hir.properties().minimum_len().is_none_or(|least| least == 0) => return Some(Flaw::Empty),
        Ok(_) => {}
    }
    match build(&expanded) {
        Err(Unbuilt::Large) => Some(Flaw::Large),
        Err(Unbuilt::Wrong(reason)) => Some(Flaw::Syntax(reason, None)),
        Ok(_) if search(&expanded) == Search::Everywhere => Some(Flaw::Wordless),
        Ok(_) => None,
    }
}

fn reason(error: &regex_syntax::Error) -> String {
    match error {
        regex_syntax::Error::Parse(error) => error.kind().to_string(),
        regex_syntax::Error::Translate(error) => error.kind().to_string(),
        _ => error.to_string(),
    }
}

/// How to search for a pattern, and the sets of words of which a paragraph must hold one of each.
pub(super) fn plan(expanded: &Expanded) -> (Search, Vec<Vec<Vec<u8>>>) {
    let Ok(hir) = parse(&expanded.text) else { return (Search::Everywhere, Vec::new()) };
    match search_in(&hir, expanded) {
        exact @ Search::Exact(..) => (exact, Vec::new()),
        search => (search, needed(&hir)),
    }
}

/// How to search for a pattern.
fn search(expanded: &Expanded) -> Search {
    plan(expanded).0
}

fn search_in(hir: &Hir, expanded: &Expanded) -> Search {
    // Where capitals matter, words that are found whatever their capitals are no match yet.
    if expanded.quantities.is_empty()
        && !expanded.text.contains("(?-")
        && let Some(exact) = exact(hir)
    {
        return exact;
    }
    let prefix = better(Some(extract(hir)), None);
    match best(hir) {
        None => Search::Everywhere,
        Some(inner) => match prefix {
            // To look from the first word on is much cheaper than to look around another.
            Some(prefix) if prefix.min_literal_len() >= Some(4) || prefix.min_literal_len() >= inner.min_literal_len() => {
                Search::Prefix(words(&prefix))
            }
            _ => Search::Inner(words(&inner)),
        },
    }
}

/// Sets of words of which each match holds one of each: those of the parts that follow one another. At most [`MOST_SETS`].
fn needed(hir: &Hir) -> Vec<Vec<Vec<u8>>> {
    let HirKind::Concat(parts) = hir.kind() else { return Vec::new() };
    parts.iter().take(MOST_PARTS).filter_map(best).map(|seq| words(&seq)).take(MOST_SETS).collect()
}

fn words(seq: &Seq) -> Vec<Vec<u8>> {
    let mut words: Vec<Vec<u8>> = ordered(seq);
    words.sort();
    words.dedup();
    words
}

fn ordered(seq: &Seq) -> Vec<Vec<u8>> {
    seq.literals().unwrap_or_default().iter().map(|literal| literal.as_bytes().to_ascii_lowercase()).collect()
}

/// The words, if they are all a pattern matches.
fn exact(hir: &Hir) -> Option<Search> {
    let mut parts: &[Hir] = match hir.kind() {
        HirKind::Concat(parts) => parts,
        _ => std::slice::from_ref(hir),
    };
    let boundary = Hir::look(Look::WordAscii);
    let mut edges = Edges::default();
    if let [first, rest @ ..] = parts
        && *first == boundary
    {
        (edges.before, parts) = (true, rest);
    }
    if let [rest @ .., last] = parts
        && *last == boundary
    {
        (edges.after, parts) = (true, rest);
    }
    if let [rest @ .., last] = parts
        && let HirKind::Repetition(repetition) = last.kind()
        && (repetition.min, repetition.max, repetition.greedy) == (0, None, true)
        && Some(&*repetition.sub) == WORD_LETTER.as_ref()
    {
        (edges.tail, parts) = (true, rest);
    }
    if parts.iter().any(|part| !part.properties().look_set().is_empty()) {
        return None;
    }
    let seq = joined(parts.iter().map(extract)).filter(|seq| seq.is_exact() && seq.min_literal_len() >= Some(SHORTEST))?;
    Some(Search::Exact(ordered(&seq), edges))
}

static WORD_LETTER: LazyLock<Option<Hir>> = LazyLock::new(|| parse(r"\w").ok());

/// The better of two sets of words: longer first, then fewer.
fn better(left: Option<Seq>, right: Option<Seq>) -> Option<Seq> {
    let score = |seq: &Seq| (seq.min_literal_len().unwrap_or(0).min(8), MOST_WORDS.saturating_sub(seq.len().unwrap_or(MOST_WORDS)));
    let usable = |seq: &Seq| seq.is_finite() && !seq.is_empty() && seq.min_literal_len().is_some_and(|least| least >= SHORTEST);
    match (left.filter(usable), right.filter(usable)) {
        (Some(left), Some(right)) => Some(if score(&right) > score(&left) { right } else { left }),
        (left, right) => left.or(right),
    }
}

/// The best words of an expression. As deep as groups may be nested, no deeper.
fn best(hir: &Hir) -> Option<Seq> {
    match hir.kind() {
        HirKind::Capture(capture) => best(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => better(Some(extract(hir)), best(&repetition.sub)),
        HirKind::Concat(parts) => {
            // Each part is gone through once: together they would be once for each place to begin at.
            let words: Vec<Seq> = parts.iter().take(MOST_PARTS).map(extract).collect();
            let from = |from: usize| joined(words.iter().skip(from).take(8).cloned());
            let whole = joined(words.iter().cloned());
            let inner = parts.iter().take(MOST_PARTS).map(best);
            (1..words.len()).map(from).chain(inner).fold(whole, better)
        }
        HirKind::Alternation(branches) => {
            let mut all = Seq::empty();
            for branch in branches {
                all.union(&mut best(branch)?);
                if all.len().is_none_or(|words| words > MOST_WORDS) {
                    return better(Some(extract(hir)), None);
                }
            }
            better(Some(extract(hir)), Some(all))
        }
        _ => better(Some(extract(hir)), None),
    }
}

/// The words of expressions that follow each other, from the words of each.
fn joined(parts: impl Iterator<Item = Seq>) -> Option<Seq> {
    let mut whole = Seq::singleton(Literal::exact(Vec::new()));
    for mut part in parts {
        // Nothing can be added to words that are cut off, nor to all words there are.
        if whole.is_inexact() {
            break;
        }
        if whole.max_cross_len(&part).is_some_and(|words| words > MOST_WORDS) {
            part.make_infinite();
        }
        whole.cross_forward(&mut part);
        whole.keep_first_bytes(MAX_WORD);
    }
    whole.is_finite().then_some(whole)
}

fn extract(hir: &Hir) -> Seq {
    Extractor::new().kind(ExtractKind::Prefix).limit_class(6).limit_literal_len(MAX_WORD).limit_total(MOST_WORDS).extract(hir)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pattern: &str) -> (&'static str, Vec<String>) {
        let (kind, words) = match search(&expand(pattern)) {
            Search::Exact(words, _) => ("exact", words),
            Search::Prefix(words) => ("prefix", words),
            Search::Inner(words) => ("inner", words),
            Search::Everywhere => ("everywhere", Vec::new()),
        };
        (kind, words.into_iter().map(|word| String::from_utf8(word).unwrap()).collect())
    }

    #[test]
    fn words_are_found_where_they_are() {
        let wanted = |kind, words: &[&str]| (kind, words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(r"\bHuman rights\b"), wanted("exact", &["human rights"]));
        assert_eq!(of(r"labou?rs? law\w*"), wanted("exact", &["labours law", "labour law", "labors law", "labor law"]));
        assert_eq!(of(r"\b(prevent|mitigate)\b.{0,40}\badverse\b"), wanted("prefix", &["mitigate", "prevent"]));
        assert_eq!(of(r"\b(?-i:AI) systems"), wanted("prefix", &["ai systems"]));
        assert_eq!(of(r"\bof\b.{0,40}\badverse\b"), wanted("inner", &["adverse"]));
        assert_eq!(of(r"\b\w+ (Imprisonment|fine)\b"), wanted("inner", &[" fine", " imprisonment"]));
        assert_eq!(of(r"(\w+ day|\d+ years?) later"), wanted("inner", &[" later"]));
        assert_eq!(of(r"(a|\d\w) \w+"), wanted("everywhere", &[]));
    }

    #[test]
    fn flaws_are_told_apart() {
        let syntax = |pattern: &str| match flaw(pattern) {
            Some(Flaw::Syntax(_, place)) => place,
            other => panic!("{pattern}: {other:?}"),
        };
        assert_eq!(syntax("a(b"), Some(1..2));
        assert_eq!(syntax("{time} [z-a]"), Some(8..11));
        assert_eq!(syntax(r"\p{L}abc"), None);
        assert_eq!(flaw("(abc)?"), Some(Flaw::Empty));
        assert_eq!(flaw(r"\b"), Some(Flaw::Empty));
        assert_eq!(flaw(r"(\w{500}abc){500}"), Some(Flaw::Large));
        assert_eq!(flaw("(.{0,1000}abc){1000}"), Some(Flaw::Large));
        assert_eq!(flaw(r"\w+ \d"), Some(Flaw::Wordless));
        assert_eq!(flaw("within {time}"), None);
        assert!(matches!(flaw(&"(".repeat(10_000)), Some(Flaw::Syntax(..))));
    }
}
