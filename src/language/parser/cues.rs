//! Cues, and the entries of a group of them.

use super::expression::cut;
use super::{Parsed, covered, data, name, path, refused, texts, token};
use crate::language::ast::{Cue, CuesEntry, CuesEntryKind, Path, Sign, Strength, Text, Where};
use crate::language::token::{TokenKind, Tokens};
use crate::node::Node;

/// The words an entry can begin with.
pub(super) const KEYWORDS: [&str; 3] = ["mark", "words", "cue"];

/// Where a cue may look.
const PLACES: [(&str, Where); 4] =
    [("definition", Where::Definition), ("heading", Where::Heading), ("recital", Where::Recital), ("title", Where::Title)];

/// An entry on a line of its own that declares something is not taken for a name.
pub(super) fn begins_entry(input: Tokens<'_>) -> bool {
    let declares = matches!(input.words(input.first()), "mark" | "words");
    let whole = input.nth(1).kind == TokenKind::Name && matches!(input.nth(2).kind, TokenKind::Text | TokenKind::Pattern);
    input.first().first_on_line && declares && whole
}

/// One entry. The keyword is known to be the next token.
pub(super) fn entry(input: Tokens<'_>) -> Parsed<'_, CuesEntry> {
    let keyword = input.first();
    let after = input.advance();
    let (rest, kind) = match input.words(keyword) {
        "mark" => mark(after),
        "words" => words(after),
        "cue" => cue(after).map(|(rest, cue)| (rest, CuesEntryKind::Cue(Box::new(cue)))),
        _ => refused(input, "a cue"),
    }
    .map_err(cut)?;
    Ok((rest, CuesEntry { span: covered(input, rest), keyword: input.span(keyword), kind }))
}

fn mark(input: Tokens<'_>) -> Parsed<'_, CuesEntryKind> {
    let (rest, named) = name("a name for the mark")(input)?;
    let (rest, doc) = texts("a quoted text that says what is marked")(rest)?;
    Ok((rest, CuesEntryKind::Mark(named, doc)))
}

fn words(input: Tokens<'_>) -> Parsed<'_, CuesEntryKind> {
    let (rest, named) = name("a name for the words")(input)?;
    let (rest, found) = pattern("a pattern between slashes")(rest)?;
    Ok((rest, CuesEntryKind::Words(named, found)))
}

/// A pattern, slashes undone.
fn pattern<'a>(expected: &'static str) -> impl Fn(Tokens<'a>) -> Parsed<'a, Text> {
    move |input| {
        let (rest, found) = token(TokenKind::Pattern, expected)(input)?;
        let words = input.words(found);
        let body = words.get(1..words.len().saturating_sub(1)).unwrap_or("");
        Ok((rest, Text { value: body.replace("\\/", "/").into(), span: input.span(found) }))
    }
}

/// A cue after its keyword.
pub(super) fn cue(input: Tokens<'_>) -> Parsed<'_, Cue> {
    let (rest, strength) = strength(input);
    let (rest, place) = place(rest)?;
    let (rest, found) = pattern("a pattern between slashes")(rest)?;
    let (mut rest, unless) = if rest.at_name("unless") && rest.words(rest.nth(1)) != "defined" {
        pattern("a pattern between slashes")(rest.advance()).map(|(rest, unless)| (rest, Some(unless)))?
    } else {
        rest.refuse("`unless`");
        (rest, None)
    };
    let unless_defined = rest.at_name("unless") && rest.words(rest.nth(1)) == "defined";
    if unless_defined {
        rest = rest.advance().advance();
    }
    let mut signs = Vec::new();
    loop {
        if rest.at_name("marks") {
            let (after, mark) = name("a mark")(rest.advance())?;
            signs.push(Sign::Marks(mark));
            rest = after;
        } else if rest.at_name("suggests") {
            let (after, (field, value)) = fact(rest.advance())?;
            signs.push(Sign::Suggests(field, value));
            rest = after;
        } else if rest.at_name("adds") {
            let (after, (field, value)) = fact(rest.advance())?;
            signs.push(Sign::Adds(field, value));
            rest = after;
        } else {
            rest.refuse("`suggests`");
            rest.refuse("`adds`");
            rest.refuse("`marks`");
            return Ok((rest, Cue { strength, place, pattern: found, unless, unless_defined, signs }));
        }
    }
}

/// A field and perhaps its value.
fn fact(input: Tokens<'_>) -> Parsed<'_, (Path, Option<Node>)> {
    let (rest, field) = path("a field")(input)?;
    if rest.first().kind != TokenKind::Mark("=") {
        rest.refuse("`=`");
        return Ok((rest, (field, None)));
    }
    data::datum(rest.advance()).map(|(rest, value)| (rest, (field, Some(value))))
}

fn strength(input: Tokens<'_>) -> (Tokens<'_>, Strength) {
    if input.at_name("weak") {
        return (input.advance(), Strength::Weak);
    }
    if input.at_name("strong") {
        return (input.advance(), Strength::Strong);
    }
    input.refuse("`weak`");
    input.refuse("`strong`");
    (input, Strength::Fair)
}

fn place(input: Tokens<'_>) -> Parsed<'_, Option<Where>> {
    if !input.at_name("in") {
        input.refuse("`in`");
        return Ok((input, None));
    }
    let rest = input.advance();
    let found = PLACES.into_iter().find(|(word, _)| rest.at_name(word)).map(|(_, place)| place);
    match found {
        Some(place) => Ok((rest.advance(), Some(place))),
        None => refused(rest, "`definition`, `heading`, `recital` or `title`"),
    }
}
