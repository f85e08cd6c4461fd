//! Conditions and operands.

use super::{MAX_DEPTH, Parsed, clause, complained, covered, data, deeper, listed, mark, name, path, refused, word};
use crate::language::ast::{Binding, Comparison, Expr, ExprKind, Has, Operand, OperandKind, Property, Quantifier, SetOperator};
use crate::language::token::{TokenKind, Tokens};
use nom::Parser;
use nom::branch::alt;

const CONDITION: &str = "a condition";

/// `a or b or c`
pub(super) fn expression(input: Tokens<'_>) -> Parsed<'_, Expr> {
    deeper(input, |input| joined(input, ("or", "`or`"), conjunction, ExprKind::Or))
}

fn conjunction(input: Tokens<'_>) -> Parsed<'_, Expr> {
    joined(input, ("and", "`and`"), negation, ExprKind::And)
}

fn joined<'a>(
    input: Tokens<'a>,
    (connective, shown): (&str, &'static str),
    part: fn(Tokens<'a>) -> Parsed<'a, Expr>,
    make: fn(Vec<Expr>) -> ExprKind,
) -> Parsed<'a, Expr> {
    let (mut rest, first) = part(input)?;
    if !rest.at_name(connective) {
        rest.refuse(shown);
        return Ok((rest, first));
    }
    let mut parts = vec![first];
    while rest.at_name(connective) {
        let (after, next) = part(rest.advance()).map_err(cut)?;
        parts.push(next);
        rest = after;
    }
    rest.refuse(shown);
    Ok((rest, Expr { span: covered(input, rest), kind: make(parts) }))
}

/// After a word that settles what follows, going back would only hide the mistake.
pub(super) fn cut(error: nom::Err<()>) -> nom::Err<()> {
    match error {
        nom::Err::Error(error) => nom::Err::Failure(error),
        other => other,
    }
}

fn negation(input: Tokens<'_>) -> Parsed<'_, Expr> {
    alt((not, parenthesised, quantifier, call, test)).parse(input)
}

fn not(input: Tokens<'_>) -> Parsed<'_, Expr> {
    let (rest, _) = word("not", CONDITION)(input)?;
    let (rest, inner) = deeper(rest, negation).map_err(cut)?;
    Ok((rest, Expr { span: covered(input, rest), kind: ExprKind::Not(Box::new(inner)) }))
}

fn parenthesised(input: Tokens<'_>) -> Parsed<'_, Expr> {
    let (rest, _) = mark("(", CONDITION)(input)?;
    let (rest, inner) = expression(rest).map_err(cut)?;
    let (rest, _) = mark(")", "`)`")(rest).map_err(cut)?;
    // The parentheses belong to the place: a label on the condition should show them.
    Ok((rest, Expr { span: covered(input, rest), ..inner }))
}

/// `some x in list where a: b`. The word `none` may also be a value, so three tokens decide.
fn quantifier(input: Tokens<'_>) -> Parsed<'_, Expr> {
    let quantifier = match input.words(input.first()) {
        "some" => Quantifier::Some,
        "every" => Quantifier::Every,
        "none" => Quantifier::None,
        _ => return refused(input, CONDITION),
    };
    let (name_token, in_token) = (input.nth(1), input.nth(2));
    if name_token.kind != TokenKind::Name || in_token.kind != TokenKind::Name || input.words(in_token) != "in" {
        return refused(input, CONDITION);
    }
    let (rest, binding) = binding(input.advance()).map_err(cut)?;
    let (rest, _) = mark(":", "`:`")(rest).map_err(cut)?;
    let (rest, body) = expression(rest).map_err(cut)?;
    let kind = ExprKind::Quantifier(quantifier, Box::new(binding), Box::new(body));
    Ok((rest, Expr { span: covered(input, rest), kind }))
}

/// `x in list where condition`
pub(super) fn binding(input: Tokens<'_>) -> Parsed<'_, Binding> {
    let (rest, bound) = name("a name for the record")(input)?;
    let (rest, _) = word("in", "`in`")(rest)?;
    let (rest, list) = path("a list of records")(rest)?;
    if !rest.at_name("where") {
        return Ok((rest, Binding { name: bound, list, filter: None }));
    }
    let (rest, filter) = expression(rest.advance()).map_err(cut)?;
    Ok((rest, Binding { name: bound, list, filter: Some(filter) }))
}

fn call(input: Tokens<'_>) -> Parsed<'_, Expr> {
    if input.at_name("count") || input.nth(1).kind != TokenKind::Mark("(") {
        return Err(nom::Err::Error(()));
    }
    let (rest, called) = name(CONDITION)(input)?;
    let (rest, argument) = name("the name of a record")(rest.advance()).map_err(cut)?;
    let (rest, _) = mark(")", "`)`")(rest).map_err(cut)?;
    Ok((rest, Expr { span: covered(input, rest), kind: ExprKind::Call(called, argument) }))
}

fn test(input: Tokens<'_>) -> Parsed<'_, Expr> {
    let (rest, left) = operand(input)?;
    let (rest, kind) = tail(rest, left)?;
    Ok((rest, Expr { span: covered(input, rest), kind }))
}

fn tail(input: Tokens<'_>, left: Operand) -> Parsed<'_, ExprKind> {
    if let TokenKind::Mark(found) = input.first().kind
        && let Some(comparison) = Comparison::parse(found)
    {
        let (rest, right) = operand(input.advance()).map_err(cut)?;
        return Ok((rest, ExprKind::Compare(left, comparison, right)));
    }
    let next = if input.first().kind == TokenKind::Name { input.words(input.first()) } else { "" };
    let after = input.advance();
    match next {
        "in" => operand(after).map_err(cut).map(|(rest, right)| (rest, ExprKind::In { left, negated: false, right })),
        "not" if after.at_name("in") => {
            operand(after.advance()).map_err(cut).map(|(rest, right)| (rest, ExprKind::In { left, negated: true, right }))
        }
        "within" => operand(after).map_err(cut).map(|(rest, right)| (rest, ExprKind::Within(left, right))),
        "has" => has(after).map_err(cut).map(|(rest, wanted)| (rest, ExprKind::Has(left, wanted))),
        "is" => is(after, left).map_err(cut),
        _ => {
            input.refuse("a comparison");
            Ok((input, ExprKind::Operand(left)))
        }
    }
}

fn has(input: Tokens<'_>) -> Parsed<'_, Has> {
    let make = match input.words(input.first()) {
        "any" => Has::Any,
        "all" => Has::All,
        // `has none { … }`; a bare `has none` asks for a value of that name, which typecheck explains.
        "none" if begins_operand(input.advance()) => Has::None,
        _ => return name("a value, `any`, `all` or `none`")(input).map(|(rest, value)| (rest, Has::Value(value))),
    };
    operand(input.advance()).map(|(rest, wanted)| (rest, make(wanted)))
}

/// Whether a set comes next, and not what may follow a complete condition.
fn begins_operand(input: Tokens<'_>) -> bool {
    let next = input.first();
    match next.kind {
        TokenKind::Mark("{") => true,
        TokenKind::Name => {
            // No clause begins with a path.
            let path = input.nth(1).kind == TokenKind::Mark(".");
            let word = input.words(next);
            path || !next.first_on_line && !matches!(word, "and" | "or" | "says") && !clause::KEYWORDS.contains(&word)
        }
        _ => false,
    }
}

fn is(input: Tokens<'_>, operand: Operand) -> Parsed<'_, ExprKind> {
    let negated = input.at_name("not");
    let input = if negated { input.advance() } else { input };
    let property = match input.words(input.first()) {
        "empty" => Property::Empty,
        "silent" => Property::Silent,
        "unset" => Property::Unset,
        "set" => Property::Set,
        _ => {
            return refused(
                input,
                if negated { "`empty`, `silent`, `unset` or `set`" } else { "`empty`, `silent`, `unset`, `set` or `not`" },
            );
        }
    };
    Ok((input.advance(), ExprKind::Is { operand, negated, property }))
}

/// `a & b without c`, from the left.
pub(super) fn operand(input: Tokens<'_>) -> Parsed<'_, Operand> {
    let (mut rest, mut left) = term(input)?;
    let mut length = 1;
    loop {
        let operator = match rest.first().kind {
            TokenKind::Mark("&") => SetOperator::Both,
            TokenKind::Mark("|") => SetOperator::Either,
            TokenKind::Name if rest.at_name("without") => SetOperator::Without,
            _ => return Ok((rest, left)),
        };
        // From the left means one level deeper each time.
        length += 1;
        if length > MAX_DEPTH {
            return complained(rest, format!("no more than {MAX_DEPTH} sets can be joined"));
        }
        let (after, right) = term(rest.advance()).map_err(cut)?;
        left = Operand { span: left.span.to(right.span), kind: OperandKind::Combine(Box::new(left), operator, Box::new(right)) };
        rest = after;
    }
}

fn term(input: Tokens<'_>) -> Parsed<'_, Operand> {
    let next = input.first();
    let (rest, kind) = match next.kind {
        TokenKind::Name if matches!(input.words(next), "and" | "or") && input.nth(1).kind != TokenKind::Mark(".") => {
            return refused(input, "a field or value");
        }
        TokenKind::Name if input.at_name("count") && input.nth(1).kind == TokenKind::Mark("(") => count(input)?,
        TokenKind::Name => path("a field or value")(input).map(|(rest, path)| (rest, OperandKind::Path(path)))?,
        TokenKind::Mark("{") => {
            listed(input.advance(), "}", "`}`", name("a value")).map(|(rest, names)| (rest, OperandKind::Set(names)))?
        }
        TokenKind::Number | TokenKind::Percent | TokenKind::Date | TokenKind::Text => {
            data::literal(input).map(|(rest, value)| (rest, OperandKind::Literal(value)))?
        }
        TokenKind::Mark("(") => return complained(input, "parentheses hold conditions, not values".into()),
        _ => return refused(input, "a field or value"),
    };
    Ok((rest, Operand { span: covered(input, rest), kind }))
}

fn count(input: Tokens<'_>) -> Parsed<'_, OperandKind> {
    let rest = input.advance().advance();
    let records = rest.first().kind == TokenKind::Name && rest.nth(1).kind == TokenKind::Name && rest.words(rest.nth(1)) == "in";
    let (rest, kind) = if records {
        binding(rest).map_err(cut).map(|(rest, binding)| (rest, OperandKind::CountRecords(Box::new(binding))))?
    } else {
        deeper(rest, operand).map_err(cut).map(|(rest, operand)| (rest, OperandKind::CountMembers(Box::new(operand))))?
    };
    let (rest, _) = mark(")", "`)`")(rest).map_err(cut)?;
    Ok((rest, kind))
}
