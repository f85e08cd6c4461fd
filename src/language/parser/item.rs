//! Top-level items other than rules and groups of cues.

use super::expression::{cut, expression};
use super::{Parsed, complained, covered, data, listed, mark, name, name_or_text, names, path, refused, texts, token, word};
use crate::language::ast::{
    Define, DefineBody, Document, EnumValue, Family, Field, FieldType, Item, Name, Path, Record, Setting, Text, Vocabulary,
};
use crate::language::token::{TokenKind, Tokens};
use nom::Parser;
use nom::combinator::opt;

/// The words an item can begin with.
pub(super) const KEYWORDS: [&str; 7] = ["rule", "cues", "define", "setting", "family", "document", "vocabulary"];

/// One item that is no rule and no group of cues. The keyword is known to be the next token.
pub(super) fn item(input: Tokens<'_>) -> Parsed<'_, Item> {
    let after = input.advance();
    match input.words(input.first()) {
        "vocabulary" => vocabulary(after),
        "document" => document(after),
        "family" => family(after),
        "setting" => setting(after),
        "define" => define(after),
        _ => refused(input, "an item"),
    }
    .map_err(cut)
}

fn define(input: Tokens<'_>) -> Parsed<'_, Item> {
    let (rest, defined) = name("a name")(input)?;
    if rest.first().kind == TokenKind::Mark("=") {
        let (after, _) = mark("{", "`{`")(rest.advance())?;
        let (after, values) = listed(after, "}", "`}`", name("a value"))?;
        let body = DefineBody::Set(values, covered(rest.advance(), after));
        return Ok((after, Item::Define(Define { name: defined, parameter: None, body })));
    }
    let (rest, parameter) = opt(parameter).parse(rest)?;
    let (rest, _) = word("when", "`when`")(rest)?;
    let (rest, condition) = expression(rest)?;
    Ok((rest, Item::Define(Define { name: defined, parameter, body: DefineBody::Condition(condition) })))
}

fn parameter(input: Tokens<'_>) -> Parsed<'_, (Name, Path)> {
    let (rest, _) = mark("(", "`(`")(input)?;
    let (rest, bound) = name("a name for the record")(rest)?;
    let (rest, _) = word("in", "`in`")(rest)?;
    let (rest, list) = path("a list of records")(rest)?;
    let (rest, _) = mark(")", "`)`")(rest)?;
    Ok((rest, (bound, list)))
}

fn setting(input: Tokens<'_>) -> Parsed<'_, Item> {
    let (rest, named) = name("a name")(input)?;
    let (rest, _) = mark("=", "`=`")(rest)?;
    let (after, value) = data::literal(rest)?;
    let value_span = covered(rest, after);
    let (rest, doc) = texts("a quoted text that says what the setting is")(after)?;
    Ok((rest, Item::Setting(Setting { name: named, value, value_span, doc })))
}

fn document(input: Tokens<'_>) -> Parsed<'_, Item> {
    let (rest, named) = name_or_text("a name")(input)?;
    let (mut rest, _) = mark("{", "`{`")(rest)?;
    let mut found = Document { name: named, title: None, about: None };
    loop {
        if rest.at_name("title") {
            let (after, text) = texts("a quoted text")(rest.advance())?;
            found.title = Some(text);
            rest = after;
        } else if rest.at_name("about") {
            let (after, text) = texts("a quoted text")(rest.advance())?;
            found.about = Some(text);
            rest = after;
        } else {
            rest.refuse("`title`");
            rest.refuse("`about`");
            let (rest, _) = mark("}", "`}`")(rest)?;
            return Ok((rest, Item::Document(found)));
        }
    }
}

fn family(input: Tokens<'_>) -> Parsed<'_, Item> {
    let (rest, code) = name("a code of three letters")(input)?;
    let (rest, title) = texts("a quoted title")(rest)?;
    let (mut rest, _) = mark("{", "`{`")(rest)?;
    let mut found = Family { code, title, pillars: Vec::new(), about: None };
    loop {
        if rest.at_name("pillar") {
            let (after, pillars) = names("`I`, `II` or `III`")(rest.advance())?;
            found.pillars.extend(pillars);
            rest = after;
        } else if rest.at_name("about") {
            let (after, text) = texts("a quoted text")(rest.advance())?;
            found.about = Some(text);
            rest = after;
        } else {
            rest.refuse("`pillar`");
            rest.refuse("`about`");
            let (rest, _) = mark("}", "`}`")(rest)?;
            return Ok((rest, Item::Family(found)));
        }
    }
}

fn vocabulary(input: Tokens<'_>) -> Parsed<'_, Item> {
    let (rest, named) = name("a name")(input)?;
    let version_token = rest.first();
    let (rest, _) = token(TokenKind::Number, "a version number")(rest)?;
    let Ok(version) = input.words(version_token).parse() else {
        return complained(input.advance(), "a version is a whole number".into());
    };
    let (mut rest, _) = mark("{", "`{`")(rest)?;
    let mut found = Vocabulary { name: named, version, kinds: None, reviewed: None, sections: Vec::new() };
    loop {
        let keyword = if rest.first().kind == TokenKind::Name { rest.words(rest.first()) } else { "" };
        match keyword {
            "kinds" => {
                let (after, field) = path("a field")(rest.advance())?;
                found.kinds = Some(field);
                rest = after;
            }
            "reviewed" => {
                let (after, field) = path("a field")(rest.advance())?;
                found.reviewed = Some(field);
                rest = after;
            }
            "section" => {
                let (after, section) = record(rest.advance(), false)?;
                found.sections.push(section);
                rest = after;
            }
            _ => {
                rest.refuse("`section`");
                let (rest, _) = mark("}", "`}`")(rest)?;
                return Ok((rest, Item::Vocabulary(found)));
            }
        }
    }
}

/// A section after its keyword, or a list within one, which need not say again that it is a list.
fn record(input: Tokens<'_>, within: bool) -> Parsed<'_, Record> {
    let (rest, named) = name("a name")(input)?;
    let list = !within && rest.at_name("list");
    let (rest, doc) = texts("a quoted text that says what it holds")(if list { rest.advance() } else { rest })?;
    let (mut rest, _) = mark("{", "`{`")(rest)?;
    let mut found = Record { name: named, list, doc, fields: Vec::new(), lists: Vec::new() };
    loop {
        if rest.at_name("field") {
            let (after, next) = field(rest.advance())?;
            found.fields.push(next);
            rest = after;
        } else if rest.at_name("list") {
            let (after, next) = super::deeper(rest.advance(), |input| record(input, true))?;
            found.lists.push(Record { list: true, ..next });
            rest = after;
        } else {
            rest.refuse("`field`");
            rest.refuse("`list`");
            let (rest, _) = mark("}", "`}`")(rest)?;
            return Ok((rest, found));
        }
    }
}

fn field(input: Tokens<'_>) -> Parsed<'_, Field> {
    let (rest, named) = name("a name")(input)?;
    let (mut rest, field_type) = field_type(rest)?;
    let mut found = Field {
        name: named,
        field_type,
        required: None,
        silence: None,
        formerly: None,
        doc: Text { value: "".into(), span: covered(input, rest) },
    };
    loop {
        if rest.at_name("required") {
            found.required = Some(rest.span(rest.first()));
            rest = rest.advance();
        } else if rest.at_name("silence") {
            let (after, value) = name("a value or `absent`")(rest.advance())?;
            found.silence = Some(value);
            rest = after;
        } else if rest.at_name("formerly") {
            let (after, former) = path("the name it had")(rest.advance())?;
            let (after, unit) =
                if after.at_name("in") { name("a unit")(after.advance()).map(|(rest, unit)| (rest, Some(unit)))? } else { (after, None) };
            found.formerly = Some((former, unit));
            rest = after;
        } else {
            rest.refuse("`required`");
            rest.refuse("`silence`");
            rest.refuse("`formerly`");
            let (rest, doc) = texts("a quoted text that says what the field means")(rest)?;
            found.doc = doc;
            return Ok((rest, found));
        }
    }
}

fn field_type(input: Tokens<'_>) -> Parsed<'_, FieldType> {
    let (rest, word) = name("a type")(input)?;
    let set = &*word.text == "set";
    if !set && &*word.text != "enum" {
        return Ok((rest, FieldType::Plain(word)));
    }
    if rest.at_name("like") {
        let (rest, path) = path("a field")(rest.advance())?;
        return Ok((rest, FieldType::Like { set, path }));
    }
    rest.refuse("`like`");
    let (rest, _) = mark("{", "`{`")(rest)?;
    let (rest, values) = listed(rest, "}", "`}`", enum_value)?;
    Ok((rest, FieldType::Closed { set, values }))
}

fn enum_value(input: Tokens<'_>) -> Parsed<'_, EnumValue> {
    let (rest, named) = name("a value")(input)?;
    let (rest, alias) =
        if rest.at_name("alias") { name("a short form")(rest.advance()).map(|(rest, alias)| (rest, Some(alias)))? } else { (rest, None) };
    let (rest, doc) = if rest.first().kind == TokenKind::Text {
        texts("a quoted text")(rest).map(|(rest, doc)| (rest, Some(doc)))?
    } else {
        (rest, None)
    };
    Ok((rest, EnumValue { name: named, alias, doc }))
}
