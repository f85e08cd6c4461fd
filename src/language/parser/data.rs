//! Literals, and the data of examples.

use super::{Parsed, begins_another, complained, covered, deeper, listed, mark, name, one_text, refused};
use crate::language::token::{Token, TokenKind, Tokens};
use crate::node::{Entry, Key, Node, NodeValue, Scalar, Style};
use crate::source::Span;
use crate::suggest::did_you_mean;
use crate::value::{Currency, Quantity, QuantityType, TimeUnit, parse_number, parse_quantity};
use std::collections::HashSet;

/// A number with or without unit, a percentage, date or text.
pub(super) fn literal(input: Tokens<'_>) -> Parsed<'_, Quantity> {
    let next = input.first();
    let words = input.words(next);
    let quantity = match next.kind {
        TokenKind::Number => return number(input),
        TokenKind::Percent => parse_quantity(words, QuantityType::Percent),
        TokenKind::Date => parse_quantity(words, QuantityType::Date),
        TokenKind::Text => return one_text("a value")(input).map(|(rest, text)| (rest, Quantity::Text(text.value.as_str().into()))),
        _ => return refused(input, "a value"),
    };
    match quantity {
        Ok(quantity) => Ok((input.advance(), quantity)),
        Err(malformed) => complained(input, malformed.problem),
    }
}

fn number(input: Tokens<'_>) -> Parsed<'_, Quantity> {
    let (number_token, rest) = (input.first(), input.advance());
    let words = input.words(number_token);
    let Some(plain) = parse_number(words) else {
        return complained(input, format!("`{words}` is not a number"));
    };
    if !has_unit(rest) {
        return Ok((rest, Quantity::Number(plain)));
    }
    let unit = rest.words(rest.first());
    let quantity_type = if Currency::parse(unit).is_some() { QuantityType::Money } else { QuantityType::Duration };
    match parse_quantity(&format!("{words} {unit}"), quantity_type) {
        Ok(quantity) => Ok((rest.advance(), quantity)),
        Err(malformed) => complained(input, malformed.problem),
    }
}

/// Whether the next token is a unit of the number before it. A name that is none may begin the next clause; when it stands
/// on the same line and looks like a misspelt unit, that is remembered for the message.
fn has_unit(rest: Tokens<'_>) -> bool {
    let next = rest.first();
    if next.kind != TokenKind::Name {
        return false;
    }
    let word = rest.words(next);
    if TimeUnit::parse(word).is_some() || Currency::parse(word).is_some() {
        return true;
    }
    if !next.first_on_line && !matches!(word, "and" | "or" | "says" | "at") {
        let unit = did_you_mean(word, TimeUnit::SPELLINGS.iter().map(|(spelling, _)| *spelling));
        if let Some(advice) = unit {
            rest.complain(format!("`{word}` is not a unit: {advice}"));
        }
    }
    false
}

/// `{ key: value, … }`
pub(super) fn data(input: Tokens<'_>) -> Parsed<'_, Node> {
    let (rest, _) = mark("{", "`{`")(input)?;
    let (rest, entries) = deeper(rest, |rest| listed(rest, "}", "`}`", entry))?;
    let mut keys = HashSet::with_capacity(entries.len());
    for found in &entries {
        let key = words_of(input, found.key.span);
        if !keys.insert(key) {
            let place = Tokens { rest: rest_from(input, found.key.span), ..input };
            return complained(place, format!("`{key}` is given twice"));
        }
    }
    Ok((rest, Node { span: covered(input, rest), value: NodeValue::Mapping(entries) }))
}

fn words_of<'a>(input: Tokens<'a>, span: Span) -> &'a str {
    input.context.text.get(span.range()).unwrap_or("")
}

/// The tokens from a place on, for a message that belongs there.
fn rest_from(input: Tokens<'_>, at: Span) -> &[Token] {
    let skipped = input.rest.partition_point(|token| token.start < at.start);
    input.rest.get(skipped..).unwrap_or(input.rest)
}

fn entry(input: Tokens<'_>) -> Parsed<'_, Entry> {
    let (rest, key) = name("a field name")(input)?;
    let (rest, _) = mark(":", "`:`")(rest)?;
    let (rest, value) = datum(rest)?;
    Ok((rest, Entry { key: Key { span: key.span, decoded: None }, value }))
}

/// One value of an example: the same tree that JSON and YAML become.
pub(super) fn datum(input: Tokens<'_>) -> Parsed<'_, Node> {
    let scalar = |style, decoded| NodeValue::Scalar(Scalar { style, decoded });
    match input.first().kind {
        TokenKind::Mark("{") => data(input),
        TokenKind::Mark("[") => {
            let (rest, nodes) = deeper(input.advance(), |rest| listed(rest, "]", "`]`", datum))?;
            Ok((rest, Node { span: covered(input, rest), value: NodeValue::Sequence(nodes) }))
        }
        TokenKind::Name if begins_another(input) => refused(input, "a value"),
        TokenKind::Name => Ok((input.advance(), Node { span: input.span(input.first()), value: scalar(Style::Plain, None) })),
        TokenKind::Text => {
            let (rest, text) = one_text("a value")(input)?;
            let span = Span { start: text.span.start + 1, end: text.span.end.saturating_sub(1), ..text.span };
            let decoded = (words_of(input, span) != text.value.as_str()).then(|| text.value.as_str().into());
            Ok((rest, Node { span, value: scalar(Style::DoubleQuoted, decoded) }))
        }
        _ => {
            let (rest, _) = literal(input)?;
            let rest = converted(rest);
            Ok((rest, Node { span: covered(input, rest), value: scalar(Style::Plain, None) }))
        }
    }
}

/// The conversion after an amount of money: `250000 CAD (170000 EUR)`.
fn converted(rest: Tokens<'_>) -> Tokens<'_> {
    let kinds = [rest.first().kind, rest.nth(1).kind, rest.nth(2).kind, rest.nth(3).kind];
    let shape = [TokenKind::Mark("("), TokenKind::Number, TokenKind::Name, TokenKind::Mark(")")];
    if kinds == shape { rest.advance().advance().advance().advance() } else { rest }
}
