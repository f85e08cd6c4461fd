//! The clauses of a rule.

use super::cues::cue;
use super::expression::{binding, cut, expression};
use super::{Parsed, complained, covered, data, mark, name, name_or_text, names, path, refused, texts, token, word};
use crate::diagnostic::Severity;
use crate::language::ast::{Absence, Clause, ClauseKind, Example, Expr, Locator, Says, SourceRef};
use crate::language::token::{TokenKind, Tokens};
use crate::verdict::Verdict;
use nom::Parser;
use nom::combinator::opt;

/// The words a clause can begin with, in the order a rule usually has them.
pub(super) const KEYWORDS: [&str; 16] = [
    "source",
    "kinds",
    "when",
    "otherwise",
    "for",
    "severity",
    "violated",
    "met",
    "partly",
    "absence",
    "says",
    "also",
    "because",
    "help",
    "cue",
    "example",
];

const UNITS: [&str; 10] = ["para", "principle", "headline", "statement", "session", "card", "level", "article", "part", "box"];

/// A clause that begins on a line of its own is not taken for a field of that name: then what came before is incomplete.
pub(super) fn begins_clause(input: Tokens<'_>) -> bool {
    let (next, after) = (input.first(), input.nth(1));
    let continues = match after.kind {
        TokenKind::Text | TokenKind::Pattern => false,
        TokenKind::Name => matches!(input.words(after), "is" | "in" | "has" | "within" | "without" | "and" | "or"),
        _ => true,
    };
    next.first_on_line && KEYWORDS.contains(&input.words(next)) && !continues
}

/// One clause. The keyword is known to be the next token.
pub(super) fn clause(input: Tokens<'_>) -> Parsed<'_, Clause> {
    let keyword = input.first();
    let after = input.advance();
    let (rest, kind) = match input.words(keyword) {
        "source" => source(after).map(|(rest, source)| (rest, ClauseKind::Source(source))),
        "kinds" => names("a kind of initiative")(after).map(|(rest, kinds)| (rest, ClauseKind::Kinds(kinds))),
        "when" => expression(after).map(|(rest, condition)| (rest, ClauseKind::When(condition))),
        "otherwise" => when(after).map(|(rest, condition)| (rest, ClauseKind::OtherwiseWhen(condition))),
        "for" => word("each", "`each`")(after).and_then(|(rest, _)| binding(rest)).map(|(rest, found)| (rest, ClauseKind::ForEach(found))),
        "severity" => severity_clause(after),
        "violated" => violated(after),
        "met" => when(after).map(|(rest, condition)| (rest, ClauseKind::Met(condition))),
        "partly" => partly(after),
        "absence" => absence(after).map(|(rest, absence)| (rest, ClauseKind::Absence(absence))),
        "says" => says(input).map(|(rest, found)| (rest, ClauseKind::Says(found))),
        "also" => also(after),
        "because" => texts("a quoted text")(after).map(|(rest, text)| (rest, ClauseKind::Because(text))),
        "help" => texts("a quoted text")(after).map(|(rest, text)| (rest, ClauseKind::Help(text))),
        "cue" => cue(after).map(|(rest, cue)| (rest, ClauseKind::Cue(Box::new(cue)))),
        "example" => example(after).map(|(rest, example)| (rest, ClauseKind::Example(example))),
        _ => refused(input, "a clause"),
    }
    .map_err(cut)?;
    Ok((rest, Clause { span: covered(input, rest), keyword: input.span(keyword), kind }))
}

fn when(input: Tokens<'_>) -> Parsed<'_, Expr> {
    let (rest, _) = word("when", "`when`")(input)?;
    expression(rest)
}

fn optional_when(input: Tokens<'_>) -> Parsed<'_, Option<Expr>> {
    if input.at_name("when") {
        return when(input).map_err(cut).map(|(rest, condition)| (rest, Some(condition)));
    }
    input.refuse("`when`");
    Ok((input, None))
}

fn severity(input: Tokens<'_>) -> Parsed<'_, Severity> {
    match Severity::parse(input.words(input.first())) {
        Some(severity) if input.first().kind == TokenKind::Name => Ok((input.advance(), severity)),
        _ => refused(input, "`error`, `warning` or `note`"),
    }
}

fn severity_clause(input: Tokens<'_>) -> Parsed<'_, ClauseKind> {
    let (rest, severity) = severity(input)?;
    let (rest, condition) = optional_when(rest)?;
    Ok((rest, ClauseKind::Severity(severity, condition)))
}

fn says(input: Tokens<'_>) -> Parsed<'_, Says> {
    let (rest, _) = word("says", "`says`")(input)?;
    let (rest, text) = texts("a quoted text")(rest)?;
    if !rest.at_name("at") {
        rest.refuse("`at`");
        return Ok((rest, Says { text, at: None }));
    }
    let (rest, at) = path("a field")(rest.advance())?;
    Ok((rest, Says { text, at: Some(at) }))
}

fn optional_says(input: Tokens<'_>) -> Parsed<'_, Option<Says>> {
    if input.at_name("says") {
        says(input).map_err(cut).map(|(rest, found)| (rest, Some(found)))
    } else {
        input.refuse("`says`");
        Ok((input, None))
    }
}

fn violated(input: Tokens<'_>) -> Parsed<'_, ClauseKind> {
    let (rest, condition) = when(input)?;
    let (rest, says) = optional_says(rest)?;
    Ok((rest, ClauseKind::Violated(condition, says)))
}

fn partly(input: Tokens<'_>) -> Parsed<'_, ClauseKind> {
    let (rest, severity) = opt(severity).parse(input)?;
    let (rest, condition) = optional_when(rest)?;
    let (rest, says) = optional_says(rest)?;
    if severity.is_none() && condition.is_none() && says.is_none() {
        return Err(nom::Err::Error(()));
    }
    Ok((rest, ClauseKind::Partly { severity, condition, says }))
}

fn absence(input: Tokens<'_>) -> Parsed<'_, Absence> {
    if input.at_name("never") {
        return Ok((input.advance(), Absence::Never));
    }
    input.refuse("`never`");
    let (rest, severity) = opt(severity).parse(input)?;
    let (rest, kinds) = if rest.at_name("for") {
        names("a kind of initiative")(rest.advance()).map(|(rest, kinds)| (rest, Some(kinds)))?
    } else if rest.at_name("always") {
        (rest.advance(), None)
    } else {
        rest.refuse("`for`");
        return refused(rest, "`always`");
    };
    let (rest, text) =
        if rest.at_name("says") { texts("a quoted text")(rest.advance()).map(|(rest, text)| (rest, Some(text)))? } else { (rest, None) };
    Ok((rest, Absence::Defect { severity, kinds, says: text }))
}

fn also(input: Tokens<'_>) -> Parsed<'_, ClauseKind> {
    let (rest, text) = texts("a quoted text")(input)?;
    let (rest, _) = word("at", "`at`")(rest)?;
    let (rest, at) = path("a field or record")(rest)?;
    let joined = rest.at_name("for") && rest.words(rest.nth(1)) == "some";
    if !joined {
        return Ok((rest, ClauseKind::Also { text, at, binding: None }));
    }
    let (rest, found) = binding(rest.advance().advance())?;
    Ok((rest, ClauseKind::Also { text, at, binding: Some(found) }))
}

fn example(input: Tokens<'_>) -> Parsed<'_, Example> {
    let (verdict, by_absence) = match input.words(input.first()) {
        "violated" => (Verdict::Violated, false),
        "absent" => (Verdict::Violated, true),
        "met" => (Verdict::Met, false),
        "partly" => (Verdict::PartlyMet, false),
        "undetermined" => (Verdict::Undetermined, false),
        "not-applicable" => (Verdict::NotApplicable, false),
        _ => return refused(input, "`violated`, `absent`, `met`, `partly`, `undetermined` or `not-applicable`"),
    };
    let (rest, severity) = opt(severity).parse(input.advance())?;
    let (rest, title) = if rest.first().kind == TokenKind::Text {
        texts("a quoted text")(rest).map(|(rest, text)| (rest, Some(text)))?
    } else {
        (rest, None)
    };
    if rest.first().kind == TokenKind::Data {
        let span = rest.span(rest.first());
        return Ok((rest.advance(), Example { verdict, by_absence, severity, title, span, data: None }));
    }
    let (rest, data) = data::data(rest)?;
    Ok((rest, Example { verdict, by_absence, severity, title, span: data.span, data: Some(data) }))
}

fn source(input: Tokens<'_>) -> Parsed<'_, SourceRef> {
    let (mut rest, document) = name_or_text("a document")(input)?;
    let mut places = Vec::new();
    while rest.first().kind == TokenKind::Name && UNITS.contains(&rest.words(rest.first())) {
        let (after, unit) = name("a unit")(rest)?;
        let (mut after, first) = locator(after)?;
        let mut locators = vec![first];
        while after.first().kind == TokenKind::Mark(",") {
            let (next, found) = locator(after.advance())?;
            locators.push(found);
            after = next;
        }
        places.push((unit, locators));
        rest = after;
    }
    let word = rest.words(rest.first());
    if rest.first().kind == TokenKind::Name && !rest.first().first_on_line && !KEYWORDS.contains(&word) {
        let known = crate::suggest::choices(UNITS, UNITS.len());
        return complained(rest, format!("`{word}` is no unit of a document: units are {known}"));
    }
    let (rest, remark) = if rest.first().kind == TokenKind::Text {
        texts("a quoted text")(rest).map(|(rest, text)| (rest, Some(text)))?
    } else {
        (rest, None)
    };
    Ok((rest, SourceRef { document, places, remark }))
}

/// `82(b)`, `18 commentary`, `S1.Q2`, or a quoted text.
fn locator(input: Tokens<'_>) -> Parsed<'_, Locator> {
    let first = input.first();
    let mut rest = input.advance();
    match first.kind {
        TokenKind::Text => {
            let (rest, text) = super::one_text("a place in the document")(input)?;
            return Ok((rest, Locator { text: text.value, span: text.span }));
        }
        TokenKind::Number => {
            // `53-55` is lexed as a number and a mistake; `6a` as a number and a name without space between.
            if rest.first().kind == TokenKind::Name && rest.first().start == first.end {
                rest = rest.advance();
            }
            while rest.first().kind == TokenKind::Mark("(") {
                let (after, _) = name("a letter")(rest.advance()).or_else(|_| {
                    token(TokenKind::Number, "a number")(rest.advance())
                        .map(|(rest, found)| (rest, crate::language::ast::Name { text: "".into(), span: rest.span(found) }))
                })?;
                (rest, _) = mark(")", "`)`")(after)?;
            }
            if rest.at_name("commentary") {
                rest = rest.advance();
            }
        }
        TokenKind::Name => (rest, _) = path("a place in the document")(input)?,
        _ => return refused(input, "a place in the document"),
    }
    let span = covered(input, rest);
    let text = input.context.text.get(span.range()).unwrap_or("");
    Ok((rest, Locator { text: text.into(), span }))
}
