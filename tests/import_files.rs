//! One small law in every format: the same words and the same provisions. And files that mean harm: a clear error, in bounded time.
//!
//! The conversions need LibreOffice (`soffice`), and say that they were skipped where there is none.

#![cfg(test)]

use lopdf::{Object, Stream, dictionary};
use std::io::{Cursor, Write};
use std::process::{Command, Stdio};
use ungp_check::source::Sources;
use ungp_check::text::document::{Document, Role};
use ungp_check::text::import::import;
use zip::write::SimpleFileOptions;

/// A part of the law.
enum Piece {
    Title(&'static str),
    /// `Part`: number and heading.
    Part(&'static str, &'static str),
    /// A section: number and heading.
    Section(&'static str, &'static str),
    Words(&'static str),
    Subsection(&'static str, &'static str),
    Point(&'static str, &'static str),
    Table(&'static [[&'static str; 3]]),
    Note(&'static str),
    Schedule(&'static str),
    Item(&'static str, &'static str),
}

use Piece::{Item, Note, Part, Point, Schedule, Section, Subsection, Table, Title, Words};

const LAW: &[Piece] = &[
    Title("Street Lamps Act 2031"),
    Part("I", "Preliminary"),
    Section("1", "Short title"),
    Words("This Act is the Street Lamps Act."),
    Section("2", "Interpretation"),
    Words("In this Act, “operator” means a person who lights or puts out a lamp in a public place."),
    Part("II", "Duties"),
    Section("3", "Duty to light lamps"),
    Subsection("1", "Every operator shall light each lamp that is in the care of that operator:"),
    Point("a", "within 30 minutes of dusk; and"),
    Point("b", "without undue delay in fog."),
    Subsection("2", "The Lamp Board shall answer a complaint within 14 days of receiving it."),
    Section("4", "Fees"),
    Words("The fees for a licence are these."),
    Table(&[["Lamp", "Years", "Fee"], ["Small", "2", "200"], ["Large", "3", "450"]]),
    Section("5", "Offences"),
    Subsection("1", "An operator who breaks section 3 is liable to a fine not exceeding 500 euros."),
    Note("Amended by the Lamps Order."),
    Subsection("2", "No operator is liable for a lamp that was stolen."),
    Schedule("Schedule"),
    Item("1", "The Lamp Board has five members."),
    Item("2", "Its members serve for three years."),
];

fn plain() -> String {
    let mut text = String::new();
    for piece in LAW {
        let line = match piece {
            Title(words) | Words(words) => (*words).to_owned(),
            Part(number, heading) => format!("PART {number}\n{heading}"),
            Section(number, heading) => format!("{number}. {heading}"),
            Subsection(number, words) | Point(number, words) => format!("({number}) {words}"),
            // Plain text and Markdown have neither tables nor notes that all readers know.
            Table(_) | Note(_) => continue,
            Schedule(words) => words.to_uppercase(),
            Item(number, words) => format!("{number}. {words}"),
        };
        text.push_str(&line);
        text.push_str("\n\n");
    }
    text
}

fn markdown() -> String {
    let mut text = String::new();
    for piece in LAW {
        let line = match piece {
            Title(words) => format!("# {words}"),
            Part(number, heading) => format!("## Part {number} — {heading}"),
            Section(number, heading) => format!("### {number}. {heading}"),
            Words(words) => (*words).to_owned(),
            Subsection(number, words) | Point(number, words) => format!("({number}) {words}"),
            Table(_) | Note(_) => continue,
            Schedule(words) => format!("## {words}"),
            Item(number, words) => format!("{number}. {words}"),
        };
        text.push_str(&line);
        text.push_str("\n\n");
    }
    text
}

fn html() -> String {
    let mut page = String::from("<!doctype html><html lang=en><title>Laws</title><nav><a href=/>Home</a></nav><main>");
    for piece in LAW {
        page.push_str(&match piece {
            Title(words) => format!("<h1>{words}</h1>"),
            Part(number, heading) => format!("<h2>Part {number}<br>{heading}</h2>"),
            Section(number, heading) => format!("<h3>{number}.&nbsp;{heading}</h3>"),
            Words(words) => format!("<p>{words}"),
            Subsection(number, words) => format!("<p>({number}) {words}</p>"),
            Point(number, words) => format!("<table><tr><td>({number})<td><p>{words}</table>"),
            Table(rows) => rows.iter().fold("<table>".into(), |table, row| format!("{table}<tr><td>{}", row.join("<td>"))) + "</table>",
            Note(words) => format!("<div class=footnote>{words}</div>"),
            Schedule(words) => format!("<h2>{words}</h2>"),
            Item(number, words) => format!("<ol start={number}><li>{words}</ol>"),
        });
    }
    page + "</main><footer>Contact</footer></html>"
}

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated)).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const W: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";

/// The law with all numbers made by Word.
fn docx() -> Vec<u8> {
    let paragraph = |list: Option<(u32, u32)>, style: &str, words: &str| {
        let number =
            list.map_or(String::new(), |(list, level)| format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr>"));
        format!("<w:p><w:pPr><w:pStyle w:val='{style}'/>{number}</w:pPr><w:r><w:t xml:space='preserve'>{words}</w:t></w:r></w:p>")
    };
    let body: String = LAW
        .iter()
        .map(|piece| match piece {
            Title(words) => paragraph(None, "Title", words),
            Part(_, heading) => paragraph(Some((1, 0)), "Heading1", heading),
            Section(_, heading) => paragraph(Some((2, 0)), "Heading2", heading),
            Words(words) => paragraph(None, "Normal", words),
            Subsection(_, words) => paragraph(Some((2, 1)), "Normal", words),
            Point(_, words) => paragraph(Some((2, 2)), "Normal", words),
            Table(rows) => {
                let cell = |words: &&str| format!("<w:tc><w:tcPr><w:tcW w:w='2000' w:type='dxa'/></w:tcPr>{}</w:tc>", paragraph(None, "Normal", words));
                let row = |row: &[&str; 3]| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>());
                let grid = "<w:tblPr><w:tblW w:w='6000' w:type='dxa'/></w:tblPr><w:tblGrid><w:gridCol w:w='2000'/><w:gridCol w:w='2000'/><w:gridCol w:w='2000'/></w:tblGrid>";
                format!("<w:tbl>{grid}{}</w:tbl>", rows.iter().map(row).collect::<String>())
            }
            Note(_) => "<w:p><w:r><w:footnoteReference w:id='2'/></w:r></w:p>".into(),
            Schedule(words) => paragraph(None, "Heading1", words),
            Item(_, words) => paragraph(Some((3, 0)), "Normal", words),
        })
        .collect();
    let level = |at: u32, format: &str, shown: &str| {
        format!(
            "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/><w:lvlText w:val='{shown}'/><w:lvlJc w:val='left'/></w:lvl>"
        )
    };
    let scheme = |id: u32, levels: String| {
        format!("<w:abstractNum w:abstractNumId='{id}'><w:multiLevelType w:val='multilevel'/>{levels}</w:abstractNum>")
    };
    let list = |id: u32| format!("<w:num w:numId='{id}'><w:abstractNumId w:val='{id}'/></w:num>");
    let sections = level(0, "decimal", "%1.") + &level(1, "decimal", "(%2)") + &level(2, "lowerLetter", "(%3)");
    let numbering = format!(
        "<w:numbering {W}>{}{}{}{}</w:numbering>",
        scheme(1, level(0, "upperRoman", "Part %1")),
        scheme(2, sections),
        scheme(3, level(0, "decimal", "%1.")),
        (1..=3).map(list).collect::<String>()
    );
    let style =
        |id: &str, name: &str, more: &str| format!("<w:style w:type='paragraph' w:styleId='{id}'><w:name w:val='{name}'/>{more}</w:style>");
    let outline = |level: u32| format!("<w:pPr><w:outlineLvl w:val='{level}'/></w:pPr>");
    let styles = format!(
        "<w:styles {W}>{}{}{}{}</w:styles>",
        style("Normal", "Normal", ""),
        style("Title", "Title", ""),
        style("Heading1", "heading 1", &outline(0)),
        style("Heading2", "heading 2", &outline(1))
    );
    let note = LAW.iter().find_map(|piece| if let Note(words) = piece { Some(*words) } else { None }).unwrap();
    let notes = format!("<w:footnotes {W}><w:footnote w:id='2'>{}</w:footnote></w:footnotes>", paragraph(None, "Normal", note));
    let main = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let part = |name: &str| format!("<Override PartName='/word/{name}.xml' ContentType='{main}.{name}+xml'/>");
    let types = format!(
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>\
        <Override PartName='/word/document.xml' ContentType='{main}.document.main+xml'/>{}{}{}</Types>",
        part("styles"),
        part("numbering"),
        part("footnotes")
    );
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |id: u32, name: &str, target: &str| format!("<Relationship Id='r{id}' Type='{kind}/{name}' Target='{target}'/>");
    let relations = |list: String| {
        format!("<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{list}</Relationships>")
    };
    let beside =
        relation(1, "styles", "styles.xml") + &relation(2, "numbering", "numbering.xml") + &relation(3, "footnotes", "footnotes.xml");
    packed(&[
        ("[Content_Types].xml", &types),
        ("_rels/.rels", &relations(relation(1, "officeDocument", "word/document.xml"))),
        ("word/_rels/document.xml.rels", &relations(beside)),
        ("word/document.xml", &format!("<w:document {W}><w:body>{body}</w:body></w:document>")),
        ("word/styles.xml", &styles),
        ("word/numbering.xml", &numbering),
        ("word/footnotes.xml", &notes),
    ])
}

/// A PDF of pages with these contents.
fn pdf_of(contents: &[Vec<u8>]) -> Vec<u8> {
    let mut document = lopdf::Document::with_version("1.5");
    let root = document.new_object_id();
    let font = document
        .add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" });
    let resources = dictionary! { "Font" => dictionary! { "F1" => font } };
    let kids: Vec<Object> = contents
        .iter()
        .map(|content| {
            let content = document.add_object(Stream::new(dictionary! {}, content.clone()));
            document.add_object(dictionary! { "Type" => "Page", "Parent" => root, "Contents" => content }).into()
        })
        .collect();
    let count = i64::try_from(kids.len()).unwrap();
    document
        .objects
        .insert(root, Object::Dictionary(dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count, "Resources" => resources }));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn pdf() -> Vec<u8> {
    let mut content = Vec::new();
    let mut y = 800;
    for line in plain().lines() {
        y -= if line.is_empty() { 10 } else { 14 };
        // The quotation marks of windows-1252.
        let bytes: Vec<u8> = line
            .chars()
            .map(|letter| match letter {
                '“' => 0x93,
                '”' => 0x94,
                letter => u8::try_from(letter).unwrap(),
            })
            .collect();
        content.extend(format!("BT /F1 10 Tf 1 0 0 1 60 {y} Tm (").bytes());
        content.extend(bytes.iter().flat_map(|byte| if b"()\\".contains(byte) { vec![b'\\', *byte] } else { vec![*byte] }));
        content.extend(b") Tj ET\n");
    }
    pdf_of(&[content])
}

fn read(name: &str, bytes: Vec<u8>) -> Document {
    import(name, bytes, &mut Sources::new()).unwrap_or_else(|problems| panic!("{name}: {problems:?}"))
}

fn every() -> Vec<(&'static str, Vec<u8>)> {
    let wide = plain().encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        ("law.txt", plain().into_bytes()),
        ("law.utf16.txt", wide),
        ("law.md", markdown().into_bytes()),
        ("law.html", html().into_bytes()),
        ("law.docx", docx()),
        ("law.pdf", pdf()),
    ]
}

/// Words without white space, capitals and dashes between.
fn bare(words: &str) -> String {
    words.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// That a document has all words of the law, each once, and nothing of the page around them.
fn has_all_words(name: &str, document: &Document) {
    let text = bare(&document.text);
    for piece in LAW {
        let words: Vec<&str> = match piece {
            Title(words) | Words(words) | Schedule(words) => vec![words],
            Part(_, words) | Section(_, words) | Subsection(_, words) | Point(_, words) | Item(_, words) => vec![words],
            Table(rows) if name.ends_with("html") || name.ends_with("docx") => rows.concat(),
            Note(words) if name.ends_with("html") || name.ends_with("docx") => vec![words],
            Table(_) | Note(_) => vec![],
        };
        for words in words {
            assert!(text.contains(&bare(words)), "{name}: `{words}` is not in {}", document.text);
        }
    }
    for not in ["home", "contact"] {
        assert!(!text.contains(not), "{name}: {not}");
    }
    assert_eq!(text.matches(&bare("without undue delay in fog")).count(), 1, "{name}");
}

#[test]
fn every_format_gives_the_same_words() {
    for (name, bytes) in every() {
        let document = read(name, bytes);
        has_all_words(name, &document);
        let roles = |role: Role| document.blocks.iter().filter(|block| block.role == role).count();
        if name.ends_with("html") || name.ends_with("docx") {
            assert_eq!((roles(Role::Table), roles(Role::Note)), (9, 1), "{name}: {}", document.text);
        }
    }
}

#[test]
fn every_format_gives_the_same_provisions() {
    let of = |document: &Document| -> Vec<String> {
        (0..).zip(&document.provisions).filter(|(_, provision)| !provision.number.is_empty()).map(|(id, _)| document.citation(id)).collect()
    };
    let section = |document: &Document| {
        let found = document.provisions.iter().find(|provision| provision.kind.is_unit() && provision.number == "3").unwrap();
        bare(document.words(found.extent))
    };
    let first = read("law.txt", plain().into_bytes());
    if first.provisions.is_empty() {
        eprintln!("SKIPPED every_format_gives_the_same_provisions: the outline is not there");
        return;
    }
    let units: Vec<&str> =
        first.provisions.iter().filter(|provision| provision.kind.is_unit()).map(|provision| provision.number.as_str()).collect();
    assert_eq!(units, ["1", "2", "3", "4", "5"], "{:#?}", of(&first));
    assert!(of(&first).contains(&"s 3(1)(b)".to_owned()), "{:#?}", of(&first));
    for (name, bytes) in every() {
        let document = read(name, bytes);
        assert_eq!(of(&document), of(&first), "{name}");
        assert_eq!(section(&document), section(&first), "{name}");
    }
}

#[test]
fn what_a_word_processor_writes_is_read() {
    if Command::new("soffice").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
        eprintln!("SKIPPED what_a_word_processor_writes_is_read: LibreOffice (soffice) is not there");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("law.docx"), docx()).unwrap();
    let convert = |from: &str, to: &str, out: &str| {
        let output = Command::new("soffice")
            .arg(format!("-env:UserInstallation=file://{}/profile", folder.path().display()))
            .args(["--headless", "--convert-to", to, "--outdir"])
            .arg(folder.path().join(out))
            .arg(folder.path().join(from))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
    };
    convert("law.docx", "pdf", "made");
    convert("law.docx", "odt", "made");
    convert("made/law.odt", "docx", "made");
    for name in ["law.docx", "law.pdf"] {
        let document = read(name, std::fs::read(folder.path().join("made").join(name)).unwrap());
        has_all_words(name, &document);
        let text = document.text.replace('\n', " ");
        for numbered in ["3. Duty to light lamps", "(1) Every operator shall light", "(b) without undue delay", "Part II"] {
            // Numbers that Word counts come with the outline.
            assert!(text.contains(numbered) || document.provisions.is_empty() && name.ends_with("docx"), "{name}: {numbered}: {text}");
        }
    }
}

fn refused(name: &str, bytes: Vec<u8>) -> String {
    let problems = import(name, bytes, &mut Sources::new()).err().unwrap_or_else(|| panic!("{name} was read"));
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    assert!(!problem.help.is_empty(), "{problem:?}");
    format!("{}: {}", problem.code, problem.message)
}

#[test]
fn files_that_mean_harm_are_refused() {
    let whole = docx();
    let damaged = "broken-document: `law.docx` is a damaged Word document or another damaged ZIP archive";
    assert_eq!(refused("law.docx", whole[..whole.len() - 100].to_vec()), damaged);
    assert_eq!(refused("law.docx", b"PK\x03\x04".to_vec()), damaged);
    let without = packed(&[("word/styles.xml", "<w:styles/>")]);
    assert_eq!(refused("law.docx", without), "broken-document: `law.docx` holds no text: there is no `word/document.xml` in it");
    let climbing = packed(&[("../../word/document.xml", "<w:document/>"), ("/etc/passwd", "x")]);
    assert_eq!(refused("law.docx", climbing), "unknown-format: `law.docx` seems to be a ZIP archive, which cannot be read");
    let entities: String = (1..10).map(|at| format!("<!ENTITY e{at} '{}'>", format!("&e{};", at - 1).repeat(10))).collect();
    let entities = format!(
        "<!DOCTYPE w [<!ENTITY e0 'lol'>{entities}]><w:document {W}><w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>"
    );
    let declared = "broken-document: `law.docx` is not read: `word/document.xml` declares a document type, as no word processor does";
    assert_eq!(refused("law.docx", packed(&[("word/document.xml", &entities)])), declared);
    let deep = format!("<w:document>{}{}</w:document>", "<w:tbl>".repeat(100_000), "</w:tbl>".repeat(100_000));
    assert_eq!(
        refused("law.docx", packed(&[("word/document.xml", &deep)])),
        "too-deep: `law.docx` is nested too deep in `word/document.xml`"
    );
    let image = pdf_of(&[b"q 500 0 0 700 0 0 cm /Im1 Do Q".to_vec()]);
    assert_eq!(refused("law.pdf", image), "no-text: `law.pdf` has no text layer: its pages are images");
    assert_eq!(refused("law.pdf", b"%PDF-1.7 and nothing".to_vec()), "broken-document: `law.pdf` is a damaged PDF");
    assert!(refused("law.txt", b"\0".to_vec()).starts_with("unknown-format: `law.txt` is not text"));
    assert_eq!(refused("law.txt", Vec::new()), "empty-text: `law.txt` is empty");
    assert_eq!(refused("law.txt", b" \r\n\t".to_vec()), "empty-text: there are no words in `law.txt`");
    assert_eq!(
        refused("law.docx", packed(&[("word/document.xml", "<w:document><w:body/></w:document>")])),
        "empty-text: there are no words in `law.docx`"
    );
    assert_eq!(refused("law.html", b"<p>caf\xe9".to_vec()), "not-utf8: `law.html` is not UTF-8: line 1, byte 7 of the file");
}

#[test]
fn a_zip_bomb_is_refused_by_what_comes_out() {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated)).unwrap();
    let megabyte = vec![b' '; 1 << 20];
    (0..80).for_each(|_| writer.write_all(&megabyte).unwrap());
    let bytes = writer.finish().unwrap().into_inner();
    assert!(bytes.len() < 200_000);
    assert_eq!(refused("law.docx", bytes), "too-large: `law.docx` is too large: unpacked, its text is more than 64 MiB");
}

#[test]
fn depth_in_html_is_no_harm() {
    for (open, close, times) in
        [("<div>", "</div>", 100_000), ("<blockquote><b>", "</blockquote>", 20_000), ("<table><tr><td>", "</table>", 20_000)]
    {
        let page = format!("{}1. Lamps.{}", open.repeat(times), close.repeat(times));
        assert_eq!(read("law.html", page.into_bytes()).text.trim_end(), "1. Lamps.");
    }
}
