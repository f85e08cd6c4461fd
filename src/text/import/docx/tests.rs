use super::*;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// A document of these parts.
fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated)).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn body(words: &str) -> String {
    format!(
        "<?xml version='1.0'?><w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>{words}<w:sectPr/></w:body></w:document>"
    )
}

fn lines(taken: &Taken) -> Vec<String> {
    let show = |paragraph: &Paragraph| {
        let hint = &paragraph.hint;
        let heading = hint.heading.map_or(String::new(), |level| format!("h{level} "));
        let number = hint.number.as_ref().map_or(String::new(), |number| format!("[{number}] "));
        let role = hint.role.map_or(String::new(), |role| format!("{role:?}: "));
        format!("{}{heading}{role}{number}{}", "> ".repeat(hint.indent.into()), paragraph.text)
    };
    taken.paragraphs.iter().map(show).collect()
}

fn shown(parts: &[(&str, &str)]) -> Vec<String> {
    lines(&paragraphs("law.docx", &packed(parts), MAX_UNPACKED).unwrap())
}

fn text(words: &str) -> Vec<String> {
    shown(&[("word/document.xml", &body(words))])
}

fn refused(bytes: &[u8]) -> (String, String) {
    let problem = paragraphs("law.docx", bytes, MAX_UNPACKED).err().unwrap();
    assert!(!problem.help.is_empty(), "{problem:?}");
    (problem.code, problem.message)
}

/// A paragraph of a list.
fn item(list: u32, level: u32, words: &str) -> String {
    format!("<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn level(at: u32, format: &str, shown: &str, more: &str) -> String {
    format!("<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>{more}<w:lvlText w:val='{shown}'/></w:lvl>")
}

#[test]
fn runs_signs_and_changes_become_words() {
    let source = "<w:p><w:r><w:t xml:space='preserve'>within </w:t></w:r><w:del><w:r><w:delText>seven</w:delText></w:r></w:del>\
        <w:ins><w:r><w:t>th</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ree</w:t></w:r></w:ins><w:r><w:tab/><w:t>days</w:t><w:noBreakHyphen/><w:t>x</w:t>\
        <w:softHyphen/><w:t>y &amp; &#167;</w:t><w:sym w:font='Symbol' w:char='F0B7'/><w:sym w:char='20AC'/></w:r>\
        <w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>ed</w:t></w:r></w:smartTag>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p>\
        <w:p/><w:sdt><w:sdtContent><w:p><w:r><w:t>held</w:t></w:r></w:p></w:sdtContent></w:sdt>\
        <w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>joined </w:t></w:r></w:p><w:p><w:r><w:t>to this</w:t></w:r></w:p>";
    assert_eq!(text(source), ["within three\tdays-xy & § €linked", "held", "joined to this"]);
}

#[test]
fn a_line_break_ends_a_line_and_not_a_sentence() {
    let source = "<w:p><w:r><w:t>Article 5</w:t><w:br/><w:t>Complaints</w:t><w:br/><w:t>and answers</w:t><w:br w:type='page'/><w:t>end</w:t></w:r></w:p>";
    assert_eq!(text(source), ["Article 5", "Complaints and answers end"]);
}

#[test]
fn fields_show_their_result_and_tables_of_contents_are_told() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let source = format!(
        "<w:p>{begin}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{separate}<w:r><w:t>1 Title 3</w:t></w:r></w:p><w:p><w:r><w:t>2 Lamps 4</w:t></w:r></w:p>\
        <w:p>{end}</w:p><w:p><w:r><w:t>See </w:t></w:r>{begin}<w:r><w:instrText>REF _1</w:instrText></w:r>{separate}<w:r><w:t>section 2</w:t></w:r>{end}</w:p>\
        <w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Contents</w:t></w:r></w:p></w:sdtContent></w:sdt>\
        <w:p><w:r><w:t>After</w:t></w:r></w:p>",
        begin = field("begin"),
        separate = field("separate"),
        end = field("end")
    );
    assert_eq!(text(&source), ["Contents: 1 Title 3", "Contents: 2 Lamps 4", "See section 2", "Contents: Contents", "After"]);
}

#[test]
fn numbers_are_those_that_word_shows() {
    let numbering = format!(
        "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='0'>{}{}{}{}</w:abstractNum>\
        <w:abstractNum w:abstractNumId='1'>{}{}</w:abstractNum><w:abstractNum w:abstractNumId='2'><w:numStyleLink w:val='Linked'/></w:abstractNum>\
        <w:abstractNum w:abstractNumId='3'><w:styleLink w:val='Linked'/>{}</w:abstractNum>\
        <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='0'/></w:num>\
        <w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='7'/></w:lvlOverride></w:num>\
        <w:num w:numId='4'><w:abstractNumId w:val='1'/></w:num><w:num w:numId='5'><w:abstractNumId w:val='2'/></w:num></w:numbering>",
        level(0, "decimal", "Section %1.", ""),
        level(1, "decimal", "(%2)", ""),
        level(2, "lowerLetter", "(%3)", ""),
        level(3, "lowerRoman", "%1.%2(%4)", "<w:lvlRestart w:val='0'/>"),
        level(0, "upperRoman", "PART %1", ""),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(0, "bullet", "•", ""),
    );
    let source: String = [
        item(1, 0, "One"),
        item(1, 1, "sub"),
        item(1, 1, "sub"),
        item(1, 2, "point"),
        item(1, 3, "deep"),
        item(1, 0, "Two"),
        item(2, 1, "another list of the scheme goes on"),
        item(1, 3, "never restarts"),
        item(3, 0, "starts at seven"),
        item(3, 0, "Eight"),
        item(4, 0, "Part"),
        item(4, 1, "In Arabic"),
        item(5, 0, "bullet"),
        item(9, 0, "no such list"),
        item(0, 0, "none"),
        // It counts though it has no words.
        item(1, 0, ""),
        item(1, 0, "Ten"),
    ]
    .concat();
    assert_eq!(
        shown(&[("word/document.xml", &body(&source)), ("word/numbering.xml", &numbering)]),
        [
            "[Section 1.] One",
            "> [(1)] sub",
            "> [(2)] sub",
            "> > [(a)] point",
            "> > > [1.2(i)] deep",
            "[Section 2.] Two",
            "> [(1)] another list of the scheme goes on",
            "> > > [2.1(ii)] never restarts",
            "[Section 7.] starts at seven",
            "[Section 8.] Eight",
            "[PART I] Part",
            "> [1.1] In Arabic",
            "bullet",
            "no such list",
            "none",
            "[Section 10.] Ten",
        ]
    );
}

#[test]
fn counts_are_written_in_many_ways() {
    for (format, counts) in [
        ("lowerLetter", "a b c z aa bb"),
        ("upperLetter", "A B C Z AA BB"),
        ("lowerRoman", "i ii iii xxvi xxvii xxviii"),
        ("decimalZero", "01 02 03 26 27 28"),
        ("ordinal", "1st 2nd 3rd 26th 27th 28th"),
        ("cardinalText", "One Two Three 26 27 28"),
        ("ordinalText", "First Second Third 26 27 28"),
        ("arabicAbjad", "أ ب ج ض ظ غ"),
        ("chicago", "1 2 3 26 27 28"),
    ] {
        let numbering = format!(
            "<w:numbering><w:abstractNum w:abstractNumId='0'>{}</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>",
            level(0, format, "%1", "")
        );
        let source: String = (0..28).map(|_| item(1, 0, "x")).collect();
        let found = shown(&[("word/document.xml", &body(&source)), ("word/numbering.xml", &numbering)]);
        for (at, count) in [0, 1, 2, 25, 26, 27].into_iter().zip(counts.split(' ')) {
            assert_eq!(found[at], format!("[{count}] x"), "{format}");
        }
    }
}

#[test]
fn styles_tell_headings_numbers_titles_and_quotations() {
    let styles = "<w:styles><w:style w:type='paragraph' w:default='1' w:styleId='Normal'><w:name w:val='Normal'/></w:style>\
        <w:style w:type='paragraph' w:styleId='berschrift1'><w:name w:val='heading 1'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr><w:outlineLvl w:val='0'/></w:pPr></w:style>\
        <w:style w:type='paragraph' w:styleId='Sub'><w:name w:val='My sub'/><w:basedOn w:val='berschrift1'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr><w:outlineLvl w:val='1'/></w:pPr></w:style>\
        <w:style w:styleId='Loop'><w:name w:val='a'/><w:basedOn w:val='Loop'/></w:style><w:style w:styleId='T'><w:name w:val='Title'/></w:style>\
        <w:style w:styleId='Q'><w:name w:val='Quote'/></w:style><w:style w:styleId='C'><w:name w:val='toc 1'/></w:style>\
        <w:style w:styleId='In'><w:name w:val='Indented'/><w:pPr><w:ind w:left='1440'/></w:pPr></w:style></w:styles>";
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId='0'>{}{}</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>",
        level(0, "upperRoman", "Chapter %1", "<w:pStyle w:val='berschrift1'/>"),
        level(1, "decimal", "%2.", "<w:pStyle w:val='Sub'/>")
    );
    let paragraph =
        |style: &str, words: &str| format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>");
    let long = "A provision that drafters number by a heading. ".repeat(8);
    let source = [
        paragraph("T", "The Lamps Act"),
        paragraph("C", "1 Lamps 2"),
        paragraph("berschrift1", "Lamps"),
        paragraph("Sub", "Short title"),
        paragraph("Sub", &long),
        paragraph("Q", "quoted"),
        paragraph("Loop", "loop"),
        paragraph("In", "set in"),
        "<w:p><w:pPr><w:pStyle w:val='berschrift1'/><w:numPr><w:numId w:val='0'/></w:numPr><w:outlineLvl w:val='9'/></w:pPr><w:r><w:t>none of it</w:t></w:r></w:p>".to_owned(),
    ]
    .concat();
    let core = "<cp:coreProperties><dc:title>Draft 3</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>";
    let bytes = packed(&[
        ("word/document.xml", &body(&source)),
        ("word/styles.xml", styles),
        ("word/numbering.xml", &numbering),
        ("docProps/core.xml", core),
    ]);
    let taken = paragraphs("law.docx", &bytes, MAX_UNPACKED).unwrap();
    assert_eq!(
        lines(&taken),
        [
            "The Lamps Act",
            "Contents: 1 Lamps 2",
            "h1 [Chapter I] Lamps",
            "> h2 [1.] Short title",
            &format!("> [2.] {}", long.trim()),
            "Quoted: quoted",
            "loop",
            "> > set in",
            "none of it"
        ]
    );
    assert_eq!((taken.title.as_deref(), taken.language.as_deref()), (Some("The Lamps Act"), Some("en")));
    let bytes = packed(&[("word/document.xml", &body("")), ("docProps/core.xml", core)]);
    assert_eq!(paragraphs("law.docx", &bytes, MAX_UNPACKED).unwrap().title.as_deref(), Some("Draft 3"));
}

#[test]
fn notes_and_text_boxes_stand_behind_their_paragraph() {
    let footnotes = "<w:footnotes><w:footnote w:type='separator' w:id='-1'><w:p><w:r><w:t>line</w:t></w:r></w:p></w:footnote>\
        <w:footnote w:id='2'><w:p><w:r><w:footnoteRef/><w:t> A note.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let inner = |words: &str| format!("<w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent>");
    let source = format!(
        "<w:p><w:r><w:t>Lamps</w:t><w:footnoteReference w:id='2'/></w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>\
        <w:r><w:t> are lit.</w:t></w:r></w:p><w:p><w:r><w:t>After</w:t></w:r></w:p>",
        inner("boxed"),
        inner("boxed")
    );
    let found =
        shown(&[("word/document.xml", &body(&source)), ("word/footnotes.xml", footnotes), ("word/header1.xml", "<w:hdr>Head</w:hdr>")]);
    assert_eq!(found, ["Lamps are lit.", "boxed", "Note:  A note.".replace("  ", " ").as_str(), "After"]);
}

#[test]
fn tables_are_told_from_columns_of_numbers() {
    let cell = |words: &str| format!("<w:tc><w:tcPr/><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>");
    let row = |cells: &[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(|words| cell(words)).collect::<String>());
    let source = format!(
        "<w:tbl>{}{}</w:tbl><w:p><w:r><w:t>Fees</w:t></w:r></w:p><w:tbl>{}{}</w:tbl><w:p><w:r><w:t>End</w:t></w:r></w:p>",
        row(&["(a)", "a lamp;"]),
        row(&["(b)", "a torch."]),
        row(&["Lamp", "Fee"]),
        row(&["Torch", "5"])
    );
    assert_eq!(text(&source), ["(a) a lamp;", "(b) a torch.", "Fees", "Table: Lamp", "Table: Fee", "Table: Torch", "Table: 5", "End"]);
}

#[test]
fn the_text_may_lie_elsewhere() {
    let rels = "<Relationships><Relationship Type='http://x/officeDocument' Target='/word/document2.xml'/></Relationships>";
    let words = body("<w:p><w:r><w:t>here</w:t></w:r></w:p>");
    assert_eq!(shown(&[("_rels/.rels", rels), ("word/document2.xml", &words)]), ["here"]);
    // A name that climbs is never taken for a path, and a list that names nothing is no harm.
    let climbs = rels.replace("/word/document2.xml", "../../../etc/passwd");
    assert_eq!(shown(&[("../../../../tmp/evil", "x"), ("_rels/.rels", &climbs), ("word/document.xml", &words)]), ["here"]);
}

#[test]
fn what_is_wrong_is_said() {
    let good = packed(&[("word/document.xml", &body("<w:p/>"))]);
    assert_eq!(refused(&good[..good.len() / 2]), ("broken-document".into(), "`law.docx` is a damaged Word document".into()));
    let without = packed(&[("word/styles.xml", "<w:styles/>")]);
    assert_eq!(refused(&without).1, "`law.docx` holds no text: there is no `word/document.xml` in it");
    for cut in ["<w:document><w:body><w:p>", "<w:document></w:body>", "not XML at all <"] {
        let (code, message) = refused(&packed(&[("word/document.xml", cut)]));
        assert_eq!(code, "broken-document", "{message}");
        assert!(message.starts_with("`law.docx` is damaged: `word/document.xml` is not XML after byte"), "{message}");
    }
    let declared = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><w:document><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";
    let message = refused(&packed(&[("word/document.xml", declared)])).1;
    assert_eq!(message, "`law.docx` is not read: `word/document.xml` declares a document type, as no word processor does");
    let deep = format!("<w:document>{}{}</w:document>", "<w:sdt>".repeat(100_000), "</w:sdt>".repeat(100_000));
    assert_eq!(
        refused(&packed(&[("word/document.xml", &deep)])),
        ("too-deep".into(), "`law.docx` is nested too deep in `word/document.xml`".into())
    );
}

#[test]
fn a_bomb_is_refused_by_what_comes_out_of_it() {
    let bomb = packed(&[("word/document.xml", &body(&" ".repeat(3_000_000)))]);
    assert!(bomb.len() < 10_000);
    let problem = paragraphs("law.docx", &bomb, 2 * 1024 * 1024).err().unwrap();
    assert_eq!(
        (problem.code.as_str(), problem.message.as_str()),
        ("too-large", "`law.docx` is too large: unpacked, its text is more than 2 MiB")
    );
    // The parts together: each alone would pass.
    let half = " ".repeat(1_200_000);
    let parts = packed(&[("word/document.xml", &body(&half)), ("word/styles.xml", &format!("<w:styles>{half}</w:styles>"))]);
    assert_eq!(paragraphs("law.docx", &parts, 2 * 1024 * 1024).err().unwrap().code, "too-large");
    assert!(paragraphs("law.docx", &parts, 3 * 1024 * 1024).is_ok());
}
