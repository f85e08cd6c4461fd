//! Files, rules and groups of cues: the loops that report a mistake and go on behind it.

use super::clause::{self, clause};
use super::cues;
use super::item::{self, item};
use super::{MAX_PROBLEMS, Parsed, mark, name, texts};
use crate::diagnostic::Diagnostic;
use crate::language::ast::{Clause, Cues, CuesEntry, File, Item, Rule};
use crate::language::token::{Token, TokenKind, Tokens};
use crate::source::Span;
use crate::suggest::did_you_mean;

/// Every item of a file.
pub(super) fn file(mut input: Tokens<'_>, diagnostics: &mut Vec<Diagnostic>) -> File {
    let mut file = File::default();
    while input.first().kind != TokenKind::End {
        if diagnostics.len() >= MAX_PROBLEMS {
            let message = format!("more than {MAX_PROBLEMS} mistakes, so reading stopped here");
            diagnostics.push(Diagnostic::error("too-many-problems", message).at(input.span(input.first()), "not read from here on"));
            return file;
        }
        forget(input);
        if input.at_name("rule") {
            let (rest, found) = rule(input, diagnostics);
            file.items.extend(found.map(|rule| Item::Rule(Box::new(rule))));
            input = rest;
            continue;
        }
        if input.at_name("cues") {
            let (rest, found) = cues(input, diagnostics);
            file.items.extend(found.map(Item::Cues));
            input = rest;
            continue;
        }
        let known = input.first().kind == TokenKind::Name && item::KEYWORDS.contains(&input.words(input.first()));
        if !known {
            if input.first().kind != TokenKind::Wrong {
                diagnostics.push(no_item(input));
            }
            input = next_item(input.advance());
            continue;
        }
        let (found, ended) = whole_item(input);
        if !ended {
            let (again, _) = strictly(input, whole_item);
            diagnostics.extend(report(input, input.first()));
            input = next_item(again.as_ref().map_or(input.advance(), |(rest, _)| *rest));
            // A condition that goes wrong half-way says something else than was meant; other items are whole.
            file.items.extend(again.and(found).map(|(_, found)| found).filter(|found| !matches!(found, Item::Define(_))));
        } else if let Some((rest, found)) = found {
            file.items.push(found);
            input = rest;
        }
    }
    file
}

/// An item, and whether it ends as it should.
fn whole_item(input: Tokens<'_>) -> (Option<(Tokens<'_>, Item)>, bool) {
    let Ok((rest, found)) = item(input) else { return (None, false) };
    let ended = ends_item(rest);
    if !ended {
        rest.refuse("another item");
    }
    (Some((rest, found)), ended)
}

/// Reads once more what could not be read, for a better place of the mistake.
fn strictly<'a, T>(input: Tokens<'a>, read: impl Fn(Tokens<'a>) -> T) -> T {
    forget(input);
    input.context.strict.set(true);
    let again = read(input);
    input.context.strict.set(false);
    again
}

/// After an item the next one begins, or the file ends; what the lexer refused has been reported.
fn ends_item(rest: Tokens<'_>) -> bool {
    match rest.first().kind {
        TokenKind::End | TokenKind::Wrong => true,
        TokenKind::Name => item::KEYWORDS.contains(&rest.words(rest.first())),
        _ => false,
    }
}

fn no_item(input: Tokens<'_>) -> Diagnostic {
    let next = input.first();
    let words = input.words(next);
    let expected = crate::suggest::choices(item::KEYWORDS, item::KEYWORDS.len());
    Diagnostic::error("syntax", format!("expected {expected}, found {}", describe(input, next)))
        .at(input.span(next), "no item begins like this")
        .maybe_help(did_you_mean(words, item::KEYWORDS))
}

/// What braces hold, entry by entry.
struct Entries<T> {
    /// How an entry is called, for messages.
    noun: &'static str,
    /// The words one can begin with.
    keywords: &'static [&'static str],
    /// Reads one.
    read: for<'a> fn(Tokens<'a>) -> Parsed<'a, T>,
}

const CLAUSES: Entries<Clause> = Entries { noun: "a clause", keywords: &clause::KEYWORDS, read: clause };
const CUES: Entries<CuesEntry> = Entries { noun: "a cue", keywords: &cues::KEYWORDS, read: cues::entry };

/// What was read between braces.
struct Body<'a, T> {
    rest: Tokens<'a>,
    found: Vec<T>,
    /// The closing brace, if it is there.
    close: Option<Span>,
    broken: bool,
}

/// A rule, clause by clause. `None` when not even its code and title could be read.
fn rule<'a>(input: Tokens<'a>, diagnostics: &mut Vec<Diagnostic>) -> (Tokens<'a>, Option<Rule>) {
    let header = |input: Tokens<'a>| -> Parsed<'a, _> {
        let (rest, code) = name("a code such as `HRD-003`")(input.advance())?;
        let (rest, title) = texts("a quoted title")(rest)?;
        let (rest, open) = mark("{", "`{`")(rest)?;
        Ok((rest, (code, title, open)))
    };
    let Ok((rest, (code, title, open))) = header(input) else {
        diagnostics.extend(report(input, input.first()));
        return (next_item(input.advance()), None);
    };
    let body = CLAUSES.all(rest, input.span(open), &format!("rule `{}`", code.text), diagnostics);
    let span = input.span(input.first()).to(body.close.unwrap_or(code.span));
    (body.rest, Some(Rule { code, title, clauses: body.found, span, broken: body.broken }))
}

/// A group of cues, entry by entry. `None` when not even its title could be read.
fn cues<'a>(input: Tokens<'a>, diagnostics: &mut Vec<Diagnostic>) -> (Tokens<'a>, Option<Cues>) {
    let header = |input: Tokens<'a>| -> Parsed<'a, _> {
        let (rest, title) = texts("a quoted title")(input.advance())?;
        let (rest, open) = mark("{", "`{`")(rest)?;
        Ok((rest, (title, open)))
    };
    let Ok((rest, (title, open))) = header(input) else {
        diagnostics.extend(report(input, input.first()));
        return (next_item(input.advance()), None);
    };
    let body = CUES.all(rest, input.span(open), "this group of cues", diagnostics);
    (body.rest, Some(Cues { title, entries: body.found, broken: body.broken }))
}

impl<T> Entries<T> {
    /// Every entry up to the closing brace.
    fn all<'a>(&self, mut rest: Tokens<'a>, open: Span, whose: &str, diagnostics: &mut Vec<Diagnostic>) -> Body<'a, T> {
        let mut broken = false;
        let mut found = Vec::new();
        loop {
            let next = rest.first();
            if next.kind == TokenKind::Mark("}") {
                return Body { rest: rest.advance(), found, close: Some(rest.span(next)), broken };
            }
            if next.kind == TokenKind::End || begins_item(rest) {
                diagnostics.push(
                    Diagnostic::error("unclosed", format!("{whose} is not closed"))
                        .at(shown_place(rest.span(next), rest, next), "expected `}` before this")
                        .also(open, "opened here"),
                );
                return Body { rest, found, close: None, broken: true };
            }
            if diagnostics.len() >= MAX_PROBLEMS {
                return Body { rest, found, close: None, broken: true };
            }
            forget(rest);
            let known = next.kind == TokenKind::Name && self.keywords.contains(&rest.words(next));
            if known && let Some((after, entry)) = self.whole(rest) {
                found.push(entry);
                rest = after;
                continue;
            }
            broken = true;
            if next.kind == TokenKind::Wrong {
                // The lexer has reported it.
            } else if known {
                strictly(rest, |rest| self.whole(rest));
                diagnostics.extend(report(rest, next));
            } else {
                diagnostics.push(self.unknown(rest));
            }
            rest = self.next(rest.advance());
        }
    }

    /// An entry, if what follows is another or the end; otherwise the mistake is at the end of this one.
    fn whole<'a>(&self, rest: Tokens<'a>) -> Option<(Tokens<'a>, T)> {
        let (after, found) = (self.read)(rest).ok()?;
        if self.at_boundary(after) {
            return Some((after, found));
        }
        after.refuse(self.noun);
        None
    }

    fn at_boundary(&self, rest: Tokens<'_>) -> bool {
        let next = rest.first();
        match next.kind {
            TokenKind::Mark("}") | TokenKind::End => true,
            TokenKind::Name => self.keywords.contains(&rest.words(next)) || next.first_on_line,
            _ => false,
        }
    }

    fn unknown(&self, rest: Tokens<'_>) -> Diagnostic {
        let next = rest.first();
        let words = rest.words(next);
        let noun = self.noun;
        let diagnostic = Diagnostic::error("syntax", format!("expected {noun}, found {}", describe(rest, next)))
            .at(rest.span(next), format!("no {} begins like this", noun.trim_start_matches("a ")));
        match did_you_mean(words, self.keywords.iter().copied()) {
            Some(advice) => diagnostic.help(advice),
            None => {
                let known = crate::suggest::choices(self.keywords.iter().copied(), self.keywords.len());
                diagnostic.help(format!("{}s begin with {known}", noun.trim_start_matches("a ")))
            }
        }
    }

    fn next<'a>(&self, mut input: Tokens<'a>) -> Tokens<'a> {
        let mut depth = 0_i64;
        loop {
            let next = input.first();
            match next.kind {
                TokenKind::End => return input,
                TokenKind::Mark("{") => depth += 1,
                TokenKind::Mark("}") if depth <= 0 => return input,
                TokenKind::Mark("}") => depth -= 1,
                TokenKind::Name if begins_item(input) => return input,
                TokenKind::Name if next.first_on_line && depth <= 0 && self.keywords.contains(&input.words(next)) => return input,
                _ => {}
            }
            input = input.advance();
        }
    }
}

fn forget(input: Tokens<'_>) {
    let mut furthest = input.context.furthest.borrow_mut();
    furthest.at = 0;
    furthest.expected.clear();
    furthest.special = None;
    input.context.depth.set(0);
}

/// The mistake at the furthest token reached; nothing when the lexer reported that token already.
fn report(input: Tokens<'_>, opener: Token) -> Option<Diagnostic> {
    let furthest = input.context.furthest.borrow().clone();
    let found = input.rest.iter().copied().find(|token| token.start >= furthest.at).unwrap_or_else(|| input.first());
    if found.kind == TokenKind::Wrong {
        return None;
    }
    let place = input.span(found);
    let words = input.words(found);
    let message = match &furthest.special {
        Some(special) => special.clone(),
        None => format!("expected {}, found {}", expected(&furthest.expected), describe(input, found)),
    };
    let label = if furthest.special.is_some() { "here" } else { "not expected here" };
    let mut diagnostic = Diagnostic::error("syntax", message).at(shown_place(place, input, found), label);
    if opener != found {
        diagnostic = diagnostic.also(input.span(opener), format!("in this {}", kind_of(input, opener)));
    }
    let words_expected =
        furthest.expected.iter().flat_map(|shown| shown.split('`').skip(1).step_by(2)).filter(|word| word.starts_with(char::is_alphabetic));
    let items = if furthest.expected.contains(&"another item") { item::KEYWORDS.as_slice() } else { &[] };
    let known = words_expected.chain(clause::KEYWORDS).chain(cues::KEYWORDS).chain(items.iter().copied());
    let misspelt = if found.kind == TokenKind::Name && words.len() > 2 { did_you_mean(words, known) } else { None };
    Some(diagnostic.maybe_help(misspelt.filter(|_| furthest.special.is_none())))
}

fn kind_of(input: Tokens<'_>, opener: Token) -> String {
    let words = input.words(opener);
    if words == "cues" {
        return "group of cues".to_owned();
    }
    if item::KEYWORDS.contains(&words) { words.to_owned() } else { format!("`{words}` clause") }
}

/// The end of a file has no width: point just behind the last token instead.
fn shown_place(place: Span, input: Tokens<'_>, found: Token) -> Span {
    if found.kind != TokenKind::End {
        return place;
    }
    let trimmed = input.context.text.trim_end().len();
    Span::new(place.file, trimmed..trimmed)
}

fn expected(options: &[&'static str]) -> String {
    // A condition may begin with a field or value, which says no more.
    let told: Vec<&str> =
        options.iter().copied().filter(|option| *option != "a field or value" || !options.contains(&"a condition")).collect();
    match told.as_slice() {
        [] => "something else".into(),
        [only] => (*only).into(),
        [before @ .., last] => format!("{} or {last}", before.join(", ")),
    }
}

fn describe(input: Tokens<'_>, token: Token) -> String {
    match token.kind {
        TokenKind::End => "the end of the file".into(),
        TokenKind::Text => "a quoted text".into(),
        TokenKind::Pattern => "a pattern".into(),
        _ => format!("`{}`", crate::value::shorten(input.words(token))),
    }
}

/// An item keyword at the very start of a line: also the sign that a rule before it was not closed.
pub(super) fn begins_item(input: Tokens<'_>) -> bool {
    let next = input.first();
    let start = next.start as usize;
    let at_margin = start == 0 || input.context.text.as_bytes().get(start - 1).is_some_and(|byte| matches!(byte, b'\n' | b'\r'));
    next.kind == TokenKind::Name && at_margin && item::KEYWORDS.contains(&input.words(next))
}

fn next_item(mut input: Tokens<'_>) -> Tokens<'_> {
    let mut depth = 0_i64;
    loop {
        let next = input.first();
        match next.kind {
            TokenKind::End => return input,
            TokenKind::Mark("{") => depth += 1,
            TokenKind::Mark("}") => depth -= 1,
            TokenKind::Name if begins_item(input) => return input,
            TokenKind::Name if depth <= 0 && next.first_on_line && item::KEYWORDS.contains(&input.words(next)) => return input,
            _ => {}
        }
        input = input.advance();
    }
}
