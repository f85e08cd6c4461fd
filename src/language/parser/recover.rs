//! Files and rules: the loops that report a mistake and go on behind it.

use super::clause::{self, clause};
use super::item::{self, item};
use super::{MAX_PROBLEMS, Parsed, mark, name, texts};
use crate::diagnostic::Diagnostic;
use crate::language::ast::{Clause, File, Item, Rule};
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

/// A rule, clause by clause. `None` when not even its code and title could be read.
fn rule<'a>(input: Tokens<'a>, diagnostics: &mut Vec<Diagnostic>) -> (Tokens<'a>, Option<Rule>) {
    let header = |input: Tokens<'a>| -> Parsed<'a, _> {
        let (rest, code) = name("a code such as `HRD-003`")(input.advance())?;
        let (rest, title) = texts("a quoted title")(rest)?;
        let (rest, open) = mark("{", "`{`")(rest)?;
        Ok((rest, (code, title, open)))
    };
    let (mut rest, (code, title, open)) = match header(input) {
        Ok(parsed) => parsed,
        Err(_) => {
            diagnostics.extend(report(input, input.first()));
            return (next_item(input.advance()), None);
        }
    };
    let mut broken = false;
    let mut clauses: Vec<Clause> = Vec::new();
    loop {
        let next = rest.first();
        if next.kind == TokenKind::Mark("}") {
            let span = input.span(input.first()).to(rest.span(next));
            return (rest.advance(), Some(Rule { code, title, clauses, span, broken }));
        }
        if next.kind == TokenKind::End || begins_item(rest) {
            let known = input.span(open);
            diagnostics.push(
                Diagnostic::error("unclosed", format!("rule `{}` is not closed", code.text))
                    .at(shown_place(rest.span(next), rest, next), "expected `}` before this")
                    .also(known, "opened here"),
            );
            let span = input.span(input.first()).to(code.span);
            return (rest, Some(Rule { code, title, clauses, span, broken: true }));
        }
        if diagnostics.len() >= MAX_PROBLEMS {
            let span = input.span(input.first()).to(code.span);
            return (rest, Some(Rule { code, title, clauses, span, broken: true }));
        }
        forget(rest);
        let known = next.kind == TokenKind::Name && clause::KEYWORDS.contains(&rest.words(next));
        if known && let Some((after, found)) = whole_clause(rest) {
            clauses.push(found);
            rest = after;
            continue;
        }
        broken = true;
        if next.kind == TokenKind::Wrong {
            // The lexer has reported it.
        } else if known {
            strictly(rest, whole_clause);
            diagnostics.extend(report(rest, next));
        } else {
            diagnostics.push(no_clause(rest));
        }
        rest = next_clause(rest.advance());
    }
}

/// A clause, if what follows is a clause or the end; otherwise the mistake is at the end of this one.
fn whole_clause(rest: Tokens<'_>) -> Option<(Tokens<'_>, Clause)> {
    let (after, found) = clause(rest).ok()?;
    if at_boundary(after) {
        return Some((after, found));
    }
    after.refuse("a clause");
    None
}

fn at_boundary(rest: Tokens<'_>) -> bool {
    let next = rest.first();
    match next.kind {
        TokenKind::Mark("}") | TokenKind::End => true,
        TokenKind::Name => clause::KEYWORDS.contains(&rest.words(next)) || next.first_on_line,
        _ => false,
    }
}

fn no_clause(rest: Tokens<'_>) -> Diagnostic {
    let next = rest.first();
    let words = rest.words(next);
    let diagnostic = Diagnostic::error("syntax", format!("expected a clause, found {}", describe(rest, next)))
        .at(rest.span(next), "no clause begins like this");
    match did_you_mean(words, clause::KEYWORDS) {
        Some(advice) => diagnostic.help(advice),
        None => diagnostic.help(format!("clauses begin with {}", crate::suggest::choices(clause::KEYWORDS, clause::KEYWORDS.len()))),
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
    let known = words_expected.chain(clause::KEYWORDS).chain(items.iter().copied());
    let misspelt = if found.kind == TokenKind::Name && words.len() > 2 { did_you_mean(words, known) } else { None };
    Some(diagnostic.maybe_help(misspelt.filter(|_| furthest.special.is_none())))
}

fn kind_of(input: Tokens<'_>, opener: Token) -> String {
    let words = input.words(opener);
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

fn next_clause(mut input: Tokens<'_>) -> Tokens<'_> {
    let mut depth = 0_i64;
    loop {
        let next = input.first();
        match next.kind {
            TokenKind::End => return input,
            TokenKind::Mark("{") => depth += 1,
            TokenKind::Mark("}") if depth <= 0 => return input,
            TokenKind::Mark("}") => depth -= 1,
            TokenKind::Name if begins_item(input) => return input,
            TokenKind::Name if next.first_on_line && depth <= 0 && clause::KEYWORDS.contains(&input.words(next)) => return input,
            _ => {}
        }
        input = input.advance();
    }
}
