//! The parts in their container. The same parts give the same bytes on every machine: no clock, no names of systems, one compressor.

use super::body::NAMESPACE;
use super::xml::Xml;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

const TYPES: &str = include_str!("parts/content-types.xml");
const PACKAGE_LINKS: &str = include_str!("parts/package-rels.xml");
const DOCUMENT_LINKS: &str = include_str!("parts/document-rels.xml");
const STYLES: &str = include_str!("parts/styles.xml");
const NUMBERING: &str = include_str!("parts/numbering.xml");
const SETTINGS: &str = include_str!("parts/settings.xml");

/// What the document says of itself.
#[derive(Debug)]
pub struct Properties {
    /// Its title.
    pub title: String,
    /// The program and its version.
    pub tool: String,
    /// The day it was made, as 2026-11-22.
    pub date: Option<String>,
    /// What stands at the foot of each page, before the number.
    pub foot: String,
}

/// All parts, packed.
///
/// # Errors
/// The container could not be written, which happens only where memory or its own limits end.
pub fn pack(document: &str, properties: &Properties) -> Result<Vec<u8>, String> {
    let (core, app, footer) = (core(properties), app(properties), footer(properties));
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", PACKAGE_LINKS),
        ("docProps/app.xml", &app),
        ("docProps/core.xml", &core),
        ("word/_rels/document.xml.rels", DOCUMENT_LINKS),
        ("word/document.xml", document),
        ("word/footer1.xml", &footer),
        ("word/numbering.xml", NUMBERING),
        ("word/settings.xml", SETTINGS),
        ("word/styles.xml", STYLES),
    ];
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(System::Unix)
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name, options).map_err(|error| error.to_string())?;
        writer.write_all(text.as_bytes()).map_err(|error| error.to_string())?;
    }
    Ok(writer.finish().map_err(|error| error.to_string())?.into_inner())
}

fn core(properties: &Properties) -> String {
    let mut xml = Xml::new();
    let spaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    xml.within("cp:coreProperties", &spaces, |xml| {
        xml.within("dc:title", &[], |xml| xml.words(&properties.title));
        xml.within("dc:creator", &[], |xml| xml.words(&properties.tool));
        xml.within("dc:language", &[], |xml| xml.words("en-GB"));
        if let Some(date) = &properties.date {
            for name in ["dcterms:created", "dcterms:modified"] {
                xml.within(name, &[("xsi:type", "dcterms:W3CDTF")], |xml| xml.words(&format!("{date}T00:00:00Z")));
            }
        }
    });
    xml.into_text()
}

fn app(properties: &Properties) -> String {
    let mut xml = Xml::new();
    xml.within("Properties", &[("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties")], |xml| {
        xml.within("Application", &[], |xml| xml.words(&properties.tool));
    });
    xml.into_text()
}

/// `What was checked; ungp-check 0.1.0        Page 2 of 9`
fn footer(properties: &Properties) -> String {
    let mut xml = Xml::new();
    let words = |xml: &mut Xml, words: &str| xml.within("w:t", &[("xml:space", "preserve")], |xml| xml.words(words));
    let run = |xml: &mut Xml, said: &str| xml.within("w:r", &[], |xml| words(xml, said));
    // What a field holds is what is shown until a program counts the pages, which all do when they lay them out.
    let number = |xml: &mut Xml, name: &str| xml.within("w:fldSimple", &[("w:instr", name)], |xml| run(xml, "1"));
    xml.within("w:ftr", &[("xmlns:w", NAMESPACE)], |xml| {
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| xml.value("w:pStyle", "Footer"));
            run(xml, &properties.foot);
            xml.within("w:r", &[], |xml| xml.empty("w:tab", &[]));
            run(xml, "Page ");
            number(xml, " PAGE ");
            run(xml, " of ");
            number(xml, " NUMPAGES ");
        });
    });
    xml.into_text()
}
