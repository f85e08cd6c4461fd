//! Styles of a Word document, as far as they tell headings, numbers, quotations and tables of contents.

use super::xml::{self, Broken, Step};
use crate::text::document::Role;
use std::collections::HashMap;

/// How many styles may be based on one another.
const MAX_CHAIN: usize = 20;
/// Twentieths of a point that count as one step of indentation: half an inch, with room for millimetres.
const STEP: i64 = 700;

/// A reference to numbering: its identifier, 0 for none, and a level.
pub(super) type NumberOf = (Option<i64>, Option<u8>);

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    number: NumberOf,
    indent: Option<i64>,
}

/// The styles, by identifier.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

/// What a paragraph's style comes to, with those it is based on.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Level of a heading, from 1.
    pub heading: Option<u8>,
    /// Its numbering, and the identifier of the style that has it.
    pub number: NumberOf,
    pub numbered_by: String,
    pub role: Option<Role>,
    pub is_title: bool,
    /// Indentation in twentieths of a point.
    pub indent: Option<i64>,
}

impl Styles {
    /// What a style comes to.
    pub(super) fn look(&self, style: Option<&str>) -> Look {
        let mut look = Look::default();
        let mut next = style.or(self.default.as_deref());
        let mut outline = None;
        for _ in 0..MAX_CHAIN {
            let Some((id, style)) = next.and_then(|id| self.styles.get_key_value(id)) else { break };
            let name = style.name.to_ascii_lowercase();
            outline = outline.or(style.outline).or_else(|| name.strip_prefix("heading ")?.trim().parse::<u8>().ok()?.checked_sub(1));
            if look.number.0.is_none() && style.number.0.is_some() {
                look.numbered_by.clone_from(id);
            }
            look.number = (look.number.0.or(style.number.0), look.number.1.or(style.number.1));
            look.indent = look.indent.or(style.indent);
            look.role = look.role.or_else(|| role(&name));
            look.is_title |= name == "title";
            next = style.based_on.as_deref();
        }
        look.heading = outline.filter(|level| *level < 9).map(|level| level + 1);
        look
    }
}

fn role(name: &str) -> Option<Role> {
    match name {
        "quote" | "intense quote" | "block text" => Some(Role::Quoted),
        "footnote text" | "endnote text" => Some(Role::Note),
        _ if name.starts_with("toc ") || name == "table of figures" => Some(Role::Contents),
        _ => None,
    }
}

/// Steps of indentation.
pub(super) fn steps(indent: i64) -> u8 {
    u8::try_from(indent.max(0) / STEP).unwrap_or(u8::MAX)
}

/// The indentation that an element `ind` gives.
pub(super) fn indent(tag: &quick_xml::events::BytesStart<'_>) -> Option<i64> {
    xml::attribute(tag, "left").or_else(|| xml::attribute(tag, "start"))?.parse().ok()
}

/// Reads the styles.
pub(super) fn read(text: &str) -> Result<Styles, Broken> {
    let mut styles = Styles::default();
    let mut open: Option<(String, Style)> = None;
    if text.is_empty() {
        return Ok(styles);
    }
    xml::walk(text, |step| {
        match step {
            Step::Start("style", tag) => {
                let id = xml::attribute(tag, "styleId").unwrap_or_default();
                let is_default = xml::attribute(tag, "default").is_some_and(|value| value == "1" || value == "true");
                if is_default && xml::attribute(tag, "type").is_some_and(|kind| kind == "paragraph") {
                    styles.default = Some(id.clone());
                }
                open = Some((id, Style::default()));
            }
            Step::End("style") => styles.styles.extend(open.take()),
            Step::Start(name, tag) => {
                if let Some((_, style)) = open.as_mut() {
                    property(style, name, tag);
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(styles)
}

fn property(style: &mut Style, name: &str, tag: &quick_xml::events::BytesStart<'_>) {
    match name {
        "name" => style.name = xml::attribute(tag, "val").unwrap_or_default(),
        "basedOn" => style.based_on = xml::attribute(tag, "val"),
        "outlineLvl" => style.outline = xml::value(tag),
        "numId" => style.number.0 = xml::value(tag),
        "ilvl" => style.number.1 = xml::value(tag),
        "ind" => style.indent = indent(tag),
        _ => {}
    }
}
