//! Tokens → syntax tree, with nom's combinators over a slice of tokens.
//!
//! What fails is reported at the furthest token reached, with everything that would have been right there, and parsing
//! goes on: at the next clause inside a rule, at the next item outside.

mod clause;
mod cues;
mod data;
mod expression;
mod item;
mod recover;

use super::ast::{File, Name, Path, Text};
use super::lexer::{Examples, lex_with, unescape};
use super::token::{Context, Furthest, Token, TokenKind, Tokens};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use nom::multi::many1;
use nom::{IResult, Parser};
use std::cell::{Cell, RefCell};

/// How deep parentheses, `not`, quantifiers and data may be nested.
pub const MAX_DEPTH: usize = 64;

/// Most mistakes listed for one file; reading stops at the next one.
pub const MAX_PROBLEMS: usize = 200;

/// nom's result over tokens. The error carries nothing: the furthest failure is kept in the [`Context`].
type Parsed<'a, T> = IResult<Tokens<'a>, T, ()>;

/// Parses a file: always a tree, and everything that was wrong.
pub fn parse(file: FileId, text: &str) -> (File, Vec<Diagnostic>) {
    parse_with(file, text, Examples::Read)
}

/// Parses a file; the data of examples may be left unread.
pub fn parse_with(file: FileId, text: &str, examples: Examples) -> (File, Vec<Diagnostic>) {
    let lexed = lex_with(file, text, examples);
    let mut diagnostics = lexed.diagnostics;
    let context = Context { file, text, depth: Cell::new(0), strict: Cell::new(false), furthest: RefCell::new(Furthest::default()) };
    let input = Tokens { rest: &lexed.tokens, context: &context };
    let parsed = recover::file(input, &mut diagnostics);
    diagnostics.sort_by_key(|diagnostic| diagnostic.primary().map_or(0, |label| label.span.start));
    (parsed, diagnostics)
}

/// Fails here, noting what would have been right.
fn refused<'a, T>(input: Tokens<'a>, expected: &'static str) -> Parsed<'a, T> {
    input.refuse(expected);
    Err(nom::Err::Error(()))
}

fn complained<'a, T>(input: Tokens<'a>, message: String) -> Parsed<'a, T> {
    input.complain(message);
    Err(nom::Err::Failure(()))
}

/// A token of one kind.
fn token<'a>(kind: TokenKind, expected: &'static str) -> impl Fn(Tokens<'a>) -> Parsed<'a, Token> {
    move |input| {
        let next = input.first();
        if next.kind == kind { Ok((input.advance(), next)) } else { refused(input, expected) }
    }
}

/// A mark such as `{`; `shown` is the mark in backticks.
fn mark<'a>(wanted: &'static str, shown: &'static str) -> impl Fn(Tokens<'a>) -> Parsed<'a, Token> {
    move |input| match input.first() {
        next @ Token { kind: TokenKind::Mark(found), .. } if found == wanted => Ok((input.advance(), next)),
        _ => refused(input, shown),
    }
}

/// A word of the grammar; `shown` is the word in backticks.
fn word<'a>(wanted: &'static str, shown: &'static str) -> impl Fn(Tokens<'a>) -> Parsed<'a, Token> {
    move |input| {
        let next = input.first();
        if input.at_name(wanted) { Ok((input.advance(), next)) } else { refused(input, shown) }
    }
}

/// Whether, on a second reading, the next word is not for what is being read but begins the next clause or item.
fn begins_another(input: Tokens<'_>) -> bool {
    input.context.strict.get() && (recover::begins_item(input) || clause::begins_clause(input) || cues::begins_entry(input))
}

fn name<'a>(expected: &'static str) -> impl Fn(Tokens<'a>) -> Parsed<'a, Name> {
    move |input| {
        if begins_another(input) {
            return refused(input, expected);
        }
        let (rest, found) = token(TokenKind::Name, expected)(input)?;
        Ok((rest, Name { text: input.words(found).into(), span: input.span(found) }))
    }
}

/// A name or a quoted text taken as a name: documents are called by either.
fn name_or_text<'a>(expected: &'static str) -> impl Fn(Tokens<'a>) -> Parsed<'a, Name> {
    move |input| match input.first().kind {
        TokenKind::Text => one_text(expected)(input).map(|(rest, text)| (rest, Name { text: text.value, span: text.span })),
        _ => name(expected)(input),
    }
}

fn one_text<'a>(expected: &'static str) -> impl Fn(Tokens<'a>) -> Parsed<'a, Text> {
    move |input| {
        let (rest, found) = token(TokenKind::Text, expected)(input)?;
        let words = input.words(found);
        let body = words.get(1..words.len().saturating_sub(1)).unwrap_or("");
        if !body.contains('\\') {
            return Ok((rest, Text { value: body.into(), span: input.span(found) }));
        }
        let (value, unknown) = unescape(body);
        match unknown {
            Some((_, letter)) => complained(
                input,
                format!("`\\{letter}` is not an escape: write `\\\\` for a backslash; `\\\"`, `\\n` and `\\t` are the others"),
            ),
            None => Ok((rest, Text { value: value.into(), span: input.span(found) })),
        }
    }
}

/// One or more texts, joined with a space.
fn texts<'a>(expected: &'static str) -> impl Fn(Tokens<'a>) -> Parsed<'a, Text> {
    move |input| {
        let (rest, parts) = many1(one_text(expected)).parse(input)?;
        let span = parts.iter().map(|part| part.span).reduce(|first, part| first.to(part));
        let Some(span) = span else { return refused(input, expected) };
        let value = parts.iter().map(|part| &*part.value).collect::<Vec<_>>().join(" ").into();
        Ok((rest, Text { value, span }))
    }
}

/// `a.b.c`; `[]` after a name may mark a list and means nothing more.
fn path<'a>(expected: &'static str) -> impl Fn(Tokens<'a>) -> Parsed<'a, Path> {
    move |input| {
        let (mut rest, first) = name(expected)(input)?;
        let mut span = first.span;
        let mut names = vec![first];
        loop {
            let bracketed = rest.first().kind == TokenKind::Mark("[") && rest.nth(1).kind == TokenKind::Mark("]");
            let after = if bracketed { rest.advance().advance() } else { rest };
            if after.first().kind != TokenKind::Mark(".") {
                return Ok((rest, Path { names, span }));
            }
            let (next, part) = name("a field name")(after.advance())?;
            span = span.to(part.span);
            names.push(part);
            rest = next;
        }
    }
}

/// Elements between commas; a comma may follow the last one. Stops before anything that cannot begin an element.
fn listed<'a, T>(
    input: Tokens<'a>,
    close: &'static str,
    shown: &'static str,
    element: impl Fn(Tokens<'a>) -> Parsed<'a, T>,
) -> Parsed<'a, Vec<T>> {
    let mut elements = Vec::new();
    let mut rest = input;
    loop {
        if rest.first().kind == TokenKind::Mark(close) {
            return Ok((rest.advance(), elements));
        }
        let (after, found) = element(rest)?;
        elements.push(found);
        rest = after;
        match rest.first().kind {
            TokenKind::Mark(",") => rest = rest.advance(),
            TokenKind::Mark(found) if found == close => {}
            _ => {
                rest.refuse("`,`");
                return refused(rest, shown);
            }
        }
    }
}

/// Names between commas, at least one, no bracket around them.
fn names<'a>(expected: &'static str) -> impl Fn(Tokens<'a>) -> Parsed<'a, Vec<Name>> {
    move |input| {
        let (mut rest, first) = name(expected)(input)?;
        let mut found = vec![first];
        while rest.first().kind == TokenKind::Mark(",") {
            let (after, next) = name(expected)(rest.advance())?;
            found.push(next);
            rest = after;
        }
        Ok((rest, found))
    }
}

/// Runs a parser one level deeper; refuses what is nested too deep.
fn deeper<'a, T>(input: Tokens<'a>, parser: impl Fn(Tokens<'a>) -> Parsed<'a, T>) -> Parsed<'a, T> {
    let depth = input.context.depth.get();
    if depth >= MAX_DEPTH {
        return complained(input, format!("this is nested more than {MAX_DEPTH} deep: give a part of it a name with `define`"));
    }
    input.context.depth.set(depth + 1);
    let result = parser(input);
    input.context.depth.set(depth);
    result
}

/// From the first token of `input` to the last one before `rest`.
fn covered(input: Tokens<'_>, rest: Tokens<'_>) -> Span {
    let used = input.rest.len().saturating_sub(rest.rest.len());
    let last = used.checked_sub(1).and_then(|index| input.rest.get(index)).copied().unwrap_or_else(|| input.first());
    input.span(input.first()).to(input.span(last))
}
