//! The XML of Word's parts, element by element, with bounds: no declarations of entities, no endless nesting.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Deepest nesting of elements. Word itself stays below a hundred.
const MAX_DEPTH: usize = 2000;

/// What is wrong with a part.
#[derive(Debug)]
pub(super) enum Broken {
    /// It is no XML, or ends too early; where, in bytes.
    Xml(u64),
    /// Its elements are nested too deep.
    Deep,
    /// It declares a document type, as no word processor does: entities could make any size of it.
    Declared,
    /// It has more paragraphs than can be.
    Many,
}

/// An element's beginning, end, or words, by its name without prefix.
pub(super) enum Step<'s> {
    /// An element begins. One without content gives an end as well.
    Start(&'s str, &'s BytesStart<'s>),
    /// It ends.
    End(&'s str),
    /// Words.
    Words(&'s str),
}

/// Goes through a part.
pub(super) fn walk(text: &str, mut step: impl FnMut(Step<'_>) -> Result<(), Broken>) -> Result<(), Broken> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut depth = 0usize;
    loop {
        let at = reader.buffer_position();
        let event = reader.read_event().map_err(|_| Broken::Xml(at))?;
        match &event {
            Event::Start(tag) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(Broken::Deep);
                }
                step(Step::Start(own(tag.name().0), tag))?;
            }
            Event::Empty(tag) => {
                step(Step::Start(own(tag.name().0), tag))?;
                step(Step::End(own(tag.name().0)))?;
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                step(Step::End(own(tag.name().0)))?;
            }
            Event::Text(words) => step(Step::Words(&words.xml10_content()))?,
            Event::CData(words) => step(Step::Words(&words.xml10_content()))?,
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(letter)) => step(Step::Words(letter.encode_utf8(&mut [0; 4])))?,
                Ok(None) => step(Step::Words(named(&reference.xml10_content())))?,
                Err(_) => return Err(Broken::Xml(at)),
            },
            Event::DocType(_) => return Err(Broken::Declared),
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(Broken::Xml(at)),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// The five entities XML has without a declaration.
fn named(entity: &str) -> &'static str {
    match entity {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
}

/// A name without its prefix.
fn own(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, own)| own)
}

/// An attribute by its name without prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).filter_map(Result::ok).find(|attribute| own(attribute.key.0) == name)?;
    Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_or_else(|_| found.value.to_string(), std::borrow::Cow::into_owned))
}

/// The attribute `val`, read as what is wanted.
pub(super) fn value<T: std::str::FromStr>(tag: &BytesStart<'_>) -> Option<T> {
    attribute(tag, "val")?.parse().ok()
}

/// Whether a switch such as `w:vanish` is on: without a value it is.
pub(super) fn is_on(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off"))
}
