use super::*;
use std::io::Write;
use zip::write::SimpleFileOptions;

fn found(name: &str, bytes: impl AsRef<[u8]>) -> Result<Format, String> {
    format(name, bytes.as_ref()).map_err(|problem| {
        assert!(!problem.help.is_empty(), "{problem:?}");
        format!("{}: {}", problem.code, problem.message)
    })
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn text_is_told_by_its_start_and_then_by_its_name() {
    let long = format!("<?xml version='1.0'?>\n<!-- {} -->", "x".repeat(100_000));
    for (name, text, format) in [
        ("law.xml", "<akomaNtoso xmlns='x'><act/>".to_owned(), Format::AkomaNtoso),
        ("law.txt", format!("{long}<an:akomaNtoso>"), Format::AkomaNtoso),
        ("law.xml", "\u{feff} <!DOCTYPE a [<!ENTITY b '>'>]><akomantoso>".into(), Format::AkomaNtoso),
        ("law", "<?xml version='1.0'?><Statute lims:x='1'>".into(), Format::CanadaXml),
        ("law.xml", "<Regulation>".into(), Format::CanadaXml),
        ("law.txt", "<!doctype HTML public 'x'>\n<title>".into(), Format::Html),
        ("law.txt", "<!-- saved --><HTML lang=en>".into(), Format::Html),
        ("law.xml", "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>".into(), Format::Html),
        ("law.HTM", "<p>1. Lamps".into(), Format::Html),
        ("law.md", "<div>1. Lamps".into(), Format::Markdown),
        ("law.txt", "<1> Lamps, and the akomaNtoso of them".into(), Format::Plain),
        ("law", "1. Lamps".into(), Format::Plain),
        ("law.txt", "<".repeat(100_000), Format::Plain),
        ("law.txt", "<!--".repeat(100_000), Format::Plain),
    ] {
        assert_eq!(found(name, &text), Ok(format), "{name}: {}", text.chars().take(40).collect::<String>());
        assert_eq!(found(name, wide(&format!("\u{feff}{text}"))), Ok(format), "{name} in UTF-16");
    }
    assert_eq!(found("law.pdf", "\r\n%PDF-1.7"), Ok(Format::Pdf));
}

#[test]
fn other_xml_is_named() {
    let wrong = |text: &str| found("law.xml", text).unwrap_err();
    assert!(wrong("<?xml version='1.0'?><Legislation>").contains("legislation.gov.uk"));
    assert!(wrong("<w:wordDocument>").contains("a Word document in one XML file"));
    assert!(wrong("<office:document>").contains("an OpenDocument text in one XML file"));
    let unknown = "XML of a kind that is not known (its first element is `ris:dokument`)";
    assert_eq!(wrong("<ris:dokument>"), format!("unknown-format: `law.xml` seems to be {unknown}, which cannot be read"));
    assert_eq!(wrong("Lamps"), "unknown-format: `law.xml` ends like XML and has no element in it");
}

#[test]
fn archives_are_told_by_what_they_hold() {
    let of = |parts: &[(&str, &str)]| found("law.docx", zipped(parts));
    assert_eq!(of(&[("word/document.xml", "")]), Ok(Format::Docx));
    assert_eq!(of(&[("[Content_Types].xml", "")]), Ok(Format::Docx));
    let wrong = |parts: &[(&str, &str)]| of(parts).unwrap_err();
    assert!(wrong(&[("xl/workbook.xml", "")]).contains("seems to be an Excel workbook, which"));
    assert!(wrong(&[("ppt/presentation.xml", "")]).contains("a PowerPoint presentation"));
    assert!(wrong(&[("mimetype", "application/vnd.oasis.opendocument.text")]).contains("an OpenDocument text"));
    assert!(wrong(&[("mimetype", "application/epub+zip")]).contains("an e-book"));
    assert!(wrong(&[("law.txt", "Lamps")]).contains("a ZIP archive"));
    assert!(wrong(&[]).contains("a ZIP archive"));
    let whole = zipped(&[("word/document.xml", "Lamps")]);
    for length in [4, 30, whole.len() / 2, whole.len() - 1] {
        assert!(
            found("law.docx", &whole[..length]).unwrap_err().starts_with("broken-document: `law.docx` is a damaged Word document"),
            "{length}"
        );
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let old = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), vec![0; 100], wide("WordDocument")].concat();
    assert_eq!(
        found("law.doc", &old).unwrap_err(),
        "unknown-format: `law.doc` seems to be an old Word document (.doc), which cannot be read"
    );
    let locked = [b"\xd0\xcf\x11\xe0".to_vec(), wide("EncryptedPackage")].concat();
    assert_eq!(found("law.docx", &locked).unwrap_err(), "encrypted: `law.docx` is protected with a password");
    for (start, what) in [
        (&b"{\\rtf1"[..], "an RTF document"),
        (b"\x89PNG\r\n", "an image"),
        (b"\xff\xd8\xff\xe0", "an image"),
        (b"\0\0\0\x18ftypheic", "an image or a film"),
        (b"\x1f\x8b\x08", "a compressed file"),
        (b"MIME-Version: 1.0\r\n", "a saved web archive"),
    ] {
        assert_eq!(found("law", start).unwrap_err(), format!("unknown-format: `law` seems to be {what}, which cannot be read"));
    }
    assert_eq!(found("law.txt", b"").unwrap_err(), "empty-text: `law.txt` is empty");
    for zeros in [&b"\0"[..], b"Lamps\0 are lit", b"\0\0\0\0\0\0\0\0"] {
        assert!(found("law.txt", zeros).unwrap_err().starts_with("unknown-format: `law.txt` is not text"), "{zeros:?}");
    }
    assert_eq!(found("law.docx", "Lamps").unwrap_err(), "unknown-format: `law.docx` ends in .docx and is no Word document");
    assert_eq!(found("law.pdf", "Lamps").unwrap_err(), "unknown-format: `law.pdf` ends in .pdf and is no PDF document");
}
