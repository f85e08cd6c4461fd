use super::super::{markdown, plain};
use crate::source::Sources;
use crate::text::document::{Document, Extent, Role, is_invisible};
use crate::text::import::paragraph::{Hint, Paragraph};
use crate::text::{document::Builder, document::Format};
use proptest::prelude::*;

fn read(text: &str) -> Document {
    let mut sources = Sources::new();
    let file = sources.add("law.txt", text.to_owned());
    plain::read(file, &sources)
}

fn read_markdown(text: &str) -> Document {
    let mut sources = Sources::new();
    let file = sources.add("law.md", text.to_owned());
    markdown::read(file, &sources)
}

/// Every provision as it is cited.
fn cited(document: &Document) -> Vec<String> {
    (0..document.provisions.len()).map(|id| document.citation(u32::try_from(id).unwrap())).collect()
}

/// The provision that words stand in.
fn at(document: &Document, words: &str) -> String {
    let start = document.text.find(words).unwrap_or_else(|| panic!("`{words}` is not in\n{}", document.text));
    let place = Extent::new(start, start + 1).start;
    document.provision_at(place).map(|id| document.citation(id)).unwrap_or_default()
}

fn role(document: &Document, words: &str) -> Role {
    let start = document.text.find(words).unwrap_or_else(|| panic!("`{words}` is not in\n{}", document.text));
    document.block_at(Extent::new(start, start).start).unwrap().role
}

fn heading(document: &Document, citation: &str) -> String {
    let id = cited(document).iter().position(|cited| cited == citation).unwrap();
    document.provisions[id].heading.map(|heading| document.words(heading).to_owned()).unwrap_or_default()
}

#[test]
fn parts_sections_subsections_and_points() {
    let document = read(
        "Drones Act 2030\n\nPART 1 - PRELIMINARY\n\nSection 1. Short title\n\nThis Act is the Drones Act 2030.\n\n\
         Section 2. Flights\n\n(1) A pilot must—\n(a) hold a licence; and\n(b) keep away from—\n(i) airports; and\n(ii) crowds.\n\n\
         (2) The Minister may make rules.\n\nSection 2A. Fees\n\n(1) The fee is fixed by order.\n\n\
         PART 2 - OFFENCES\n\nSection 3. Offences\n\nA person who flies without a licence commits an offence.\n",
    );
    assert_eq!(
        cited(&document),
        [
            "part 1",
            "s 1",
            "s 2",
            "s 2(1)",
            "s 2(1)(a)",
            "s 2(1)(b)",
            "s 2(1)(b)(i)",
            "s 2(1)(b)(ii)",
            "s 2(2)",
            "s 2A",
            "s 2A(1)",
            "part 2",
            "s 3"
        ]
    );
    assert_eq!(heading(&document, "s 2"), "Section 2. Flights");
    assert_eq!(heading(&document, "part 2"), "PART 2 - OFFENCES");
    assert_eq!(role(&document, "Drones Act 2030"), Role::Front);
    assert_eq!(super::title(&document).as_deref(), Some("Drones Act 2030"));
    let unit = document.provisions.iter().find(|provision| provision.number == "2A").unwrap();
    assert_eq!((document.words(unit.label), &*unit.id), ("Section 2A", "sec_2A"));
}

#[test]
fn bare_numbers_with_headings_before_behind_and_on_the_line() {
    let before = read(
        "Short title\n1. This Act may be cited as the Kites Act.\n\nLicences\n2. (1) Nobody may fly a kite without a licence.\n(2) The fee is small.\n\nPenalty\n3. A person who does commits an offence.\n",
    );
    assert_eq!(cited(&before), ["s 1", "s 2", "s 2(1)", "s 2(2)", "s 3"]);
    assert_eq!(heading(&before, "s 3"), "Penalty");
    let line = read(
        "1. Short title.—This Act may be called the Kites Act.\n2. Licences.—(1) Nobody may fly without one.\n(2) It costs little.\n3. Penalty.—Whoever flies shall pay.\n",
    );
    assert_eq!(cited(&line), ["s 1", "s 2", "s 2(1)", "s 2(2)", "s 3"]);
    assert_eq!(heading(&line, "s 2"), "2. Licences.—");
    let without_stop = read(
        "1 Short title\n\nThis Act may be cited as the Kites Act.\n\n2 Licences\n\n(1) Nobody may fly without one.\n\n(2) It costs little.\n\n3 Penalty\n\nWhoever flies shall pay.\n",
    );
    assert_eq!(cited(&without_stop), ["s 1", "s 2", "s 2(1)", "s 2(2)", "s 3"]);
    let british = read(
        "1.—(1) Nobody may fly a kite without a licence.\n(2) The fee is small.\n2.—(1) Whoever flies shall pay.\n(2) The sum is high.\n",
    );
    assert_eq!(cited(&british), ["s 1", "s 1(1)", "s 1(2)", "s 2", "s 2(1)", "s 2(2)"]);
}

#[test]
fn a_heading_that_is_said_twice_is_one_section() {
    let document = read(
        "Section 7. Appeals\n\n7. Appeals An appeal lies to the court.\n\nSection 8. Costs\n\n8. —(1) Costs follow the event.\n\n(2) The court may order otherwise.\n\nSection 9. Rules\n\n9. The court may make rules.\n",
    );
    assert_eq!(cited(&document), ["s 7", "s 8", "s 8(1)", "s 8(2)", "s 9"]);
    assert_eq!(role(&document, "7. Appeals\nAn"), Role::Heading);
    assert_eq!((role(&document, "An appeal"), at(&document, "An appeal")), (Role::Text, "s 7".to_owned()));
}

#[test]
fn references_and_amounts_at_the_start_of_a_line_are_text() {
    let document = read(
        "Section 1. Duty\n\n(1) A firm must report within thirty\n\n(30) days.\n\n(2) A firm that breaks subsection\n\n(1) shall pay a fine.\n\n\
         (3) Where, under subsections\n\n(1) and\n\n(2), a firm has paid, or under paragraph\n(a) or\n(b) of that Act, nothing is due.\n\n\
         (4) The fee is for one\n\n(1) year to three\n\n(3) years.\n\nSection 2. End\n\nThis Act ends with the year under section\n\n12 of the Code.\n",
    );
    assert_eq!(cited(&document), ["s 1", "s 1(1)", "s 1(2)", "s 1(3)", "s 1(4)", "s 2"]);
    // What was broken is one paragraph again.
    assert!(document.text.contains("within thirty (30) days.\n"), "{}", document.text);
    assert!(document.text.contains("breaks subsection (1) shall pay a fine.\n"));
    assert_eq!(at(&document, "nothing is due"), "s 1(3)");
}

#[test]
fn the_letter_i_is_a_letter_after_h_and_a_numeral_before_ii() {
    let letters = "abcdefghijk".chars().map(|letter| format!("({letter}) one thing;\n")).collect::<String>();
    let document = read(&format!("Section 1. Things\n\nThese are things:\n{letters}\nSection 2. More\n\nMore things:\n(h) a thing:\n"));
    assert!(cited(&document).contains(&"s 1(i)".to_owned()) && cited(&document).contains(&"s 1(k)".to_owned()), "{:?}", cited(&document));
    let nested = "abcdefg".chars().map(|letter| format!("({letter}) one thing;\n")).collect::<String>();
    let document = read(&format!(
        "Section 1. Things\n\nThese are things:\n{nested}(h) another, which is—\n(i) large; or\n(ii) small;\n(i) the last.\n\nSection 2. More\n\nNothing more.\n"
    ));
    let cited = cited(&document);
    assert!(cited.contains(&"s 1(h)(ii)".to_owned()) && cited.contains(&"s 1(i)".to_owned()), "{cited:?}");
}

#[test]
fn words_after_a_list_belong_to_what_it_stands_in() {
    let document = read(
        "Section 1. Lists\n\n(1) A firm must—\n(a) keep records;\n(b) report.\nIt must do so in writing.\n\n(2) Where a firm—\n(a) has branches;\nin two towns or more;\n(b) has none,\n\
         it must say so.\n\nSection 2. End\n\nNothing more is said.\n",
    );
    assert_eq!(at(&document, "It must do so"), "s 1(1)");
    assert_eq!(at(&document, "in two towns"), "s 1(2)(a)");
    assert_eq!(at(&document, "it must say so"), "s 1(2)");
}

#[test]
fn a_table_of_contents_is_not_the_law() {
    let body = "1. Short title\n\nThis Act may be cited as the Kites Act and applies to all kites.\n\n2. Licences\n\nNobody may fly a kite without a licence from the Minister.\n\n3. Penalty\n\nA person who flies without one commits an offence and must pay.\n";
    for head in ["ARRANGEMENT OF SECTIONS\n\n", ""] {
        let document =
            read(&format!("Kites Act\n\n{head}1. Short title ........ 2\n2. Licences ........ 3\n3. Penalty ........ 5\n\n{body}"));
        assert_eq!(cited(&document), ["s 1", "s 2", "s 3"], "{head}");
        assert_eq!(role(&document, "2. Licences ...."), Role::Contents, "{head}");
        assert_eq!(at(&document, "Nobody may fly"), "s 2");
    }
}

#[test]
fn schedules_number_anew() {
    let document = read(
        "Section 1. Duty\n\nA firm must register with the office.\n\nSection 2. Fees\n\nFees are in the Schedule.\n\nFIRST SCHEDULE\n\nFees\n\n1. The fee for a firm is ten.\n\n2. The fee for a branch is—\n(a) five; or\n(b) two.\n\nSECOND SCHEDULE\n\nPART I\n\n1. A form is needed.\n",
    );
    assert_eq!(
        cited(&document),
        [
            "s 1",
            "s 2",
            "sch 1",
            "sch 1 para 1",
            "sch 1 para 2",
            "sch 1 para 2(a)",
            "sch 1 para 2(b)",
            "sch 2",
            "sch 2 part I",
            "sch 2 para 1"
        ]
    );
    assert_eq!(heading(&document, "sch 1"), "FIRST SCHEDULE\nFees");
    let between = read(
        "Part I\n\nSection 1. Name\n\nThis is the Act on kites and their strings.\n\nSchedule 1\n\nSection 1. Term of office\n\n(1) A member serves five years.\n\nPart I\n\nSection 2. Board\n\nThere is a board with members.\n\nSchedule 1\n\nSection 2. Pay\n\nMembers are paid.\n\nPart II\n\nSection 3. Kites\n\nKites are free to fly.\n",
    );
    assert_eq!(
        cited(&between),
        ["part I", "s 1", "sch 1", "sch 1 para 1", "sch 1 para 1(1)", "part I", "s 2", "sch 1", "sch 1 para 2", "part II", "s 3"]
    );
}

#[test]
fn quoted_words_are_not_the_laws_own() {
    let document = read(
        "Article 1\n\nThe Kites Code is amended as follows:\n\n(1) the following article is inserted:\n\n‘Article 12a\n\nStrings\n\n1. Strings are short.\n\n2. Strings are thin.’;\n\n(2) Article 15 is deleted.\n\nArticle 2\n\nThis law enters into force at once.\n",
    );
    assert_eq!(cited(&document), ["art 1", "art 1(1)", "art 1(2)", "art 2"]);
    assert_eq!(role(&document, "2. Strings are thin"), Role::Quoted);
    assert_eq!(role(&document, "(2) Article 15"), Role::Text);
    // The closing mark is lost; the next instruction ends the quotation. Definitions are no quotations.
    let document = read(
        "Article 1\n\nThe Kites Code is amended as follows:\n\n(1) Article 3 is replaced by the following:\n\n‘3. Strings are short. (*1)\n\n(*1) Gazette 12.\n\n(2)\n\nin Article 5 the following is added:\n\n‘5. Kites are red.’\n\nArticle 2\n\nIn this law the following words are used:\n\n“kite” means a thing that flies;\n\n“string” means what holds it.\n",
    );
    assert_eq!(cited(&document), ["art 1", "art 1(1)", "art 1(2)", "art 2"]);
    assert_eq!((role(&document, "5. Kites are red"), role(&document, "“string” means")), (Role::Quoted, Role::Text));
}

#[test]
fn a_regulation_with_recitals_chapters_and_signatures() {
    let document = read(
        "REGULATION ON KITES\n\nWhereas:\n\n(1) Kites fly across borders.\n\n(2) They need strings.\n\nHAVE ADOPTED THIS REGULATION:\n\nCHAPTER I\n\nGENERAL PROVISIONS\n\nArticle 1\n\nSubject matter\n\n\
         1. This Regulation applies to kites.\n\n2. It does not apply to:\n\n(a)\n\ntoys;\n\n(b)\n\nballoons.\n\nSECTION 1\n\nDuties\n\nArticle 2\n\nStrings\n\nStrings shall hold.\n\n\
         CHAPTER II\n\nFINAL PROVISIONS\n\nArticle 3\n\nEntry into force\n\nThis Regulation enters into force tomorrow.\n\nDone at Ghent, 1 May 2030.\n\nFor the Council\n\nThe President\n\n(1) Gazette 5.\n\nANNEX I\n\nColours\n\n1. Red is allowed.\n",
    );
    assert_eq!(
        cited(&document),
        [
            "recital 1",
            "recital 2",
            "chapter I",
            "art 1",
            "art 1(1)",
            "art 1(2)",
            "art 1(2)(a)",
            "art 1(2)(b)",
            "section 1",
            "art 2",
            "chapter II",
            "art 3",
            "annex I",
            "annex I para 1"
        ]
    );
    assert_eq!(heading(&document, "art 1"), "Article 1\nSubject matter");
    assert_eq!(heading(&document, "chapter II"), "CHAPTER II\nFINAL PROVISIONS");
    assert!(document.text.contains("(a) toys;\n"), "{}", document.text);
    for (words, wanted) in [
        ("REGULATION ON KITES", Role::Front),
        ("Whereas", Role::Recital),
        ("(2) They need", Role::Recital),
        ("HAVE ADOPTED", Role::Front),
        ("Done at", Role::Closing),
        ("The President", Role::Closing),
        ("(1) Gazette", Role::Note),
        ("1. Red", Role::Text),
    ] {
        assert_eq!(role(&document, words), wanted, "{words}");
    }
}

#[test]
fn german_paragraphs_with_absatz_nummer_and_buchstabe() {
    let document = read(
        "Drachengesetz\n\nErster Abschnitt\n\n§ 1 Anwendungsbereich\n\n(1) Dieses Gesetz gilt für Drachen, die nach\n§ 2 Absatz 1 zugelassen sind, und für Schnüre der in\n§ 3 genannten Art, soweit nichts anderes bestimmt ist.\n\n\
         (2) Es gilt nicht für\n\n1. Spielzeug, das\n\na) leicht ist oder\n\nb) klein ist,\n\n2. Ballone.\n\nSatz 1 gilt auch im Ausland.\n\n§ 2 Zulassung\n\nDie Zulassung erteilt die Behörde auf Antrag.\n\n§ 2a Gebühren\n\nGebühren werden erhoben, wenn die Behörde es bestimmt.\n",
    );
    assert_eq!(
        cited(&document),
        ["division 1", "s 1", "s 1(1)", "s 1(2)", "s 1(2)(1)", "s 1(2)(1)(a)", "s 1(2)(1)(b)", "s 1(2)(2)", "s 2", "s 2a"]
    );
    assert_eq!(at(&document, "Satz 1 gilt"), "s 1(2)");
}

#[test]
fn other_scripts_and_languages() {
    let arabic = read(
        "قانون رقم 5\n\nالباب الأول\n\nالمادة (1)\n\nيسري هذا القانون على الطائرات الورقية كافة.\n\nالمادة (2): التعريفات\n\n1- الطائرة هي ما يطير.\n\n2- الخيط هو ما يمسكها.\n\nالمادة 3 مكرر من القانون تسري على ما سبق ذكره في هذا الباب من أحكام عامة وخاصة.\n",
    );
    assert_eq!(cited(&arabic), ["title 1", "art 1", "art 2", "art 2(1)", "art 2(2)"]);
    let chinese = read("第一章 总则\n\n第一条 为了安全,制定本法。\n\n第二条 本法适用于风筝。\n\n第十二条规定的风筝除外。\n");
    assert_eq!(cited(&chinese), ["chapter 1", "art 1", "art 2"]);
    let french = read(
        "TITRE Ier\n\nArticle 1\n\nLa présente loi s'applique aux cerfs-volants.\n\nArticle 2\n\nLa licence est délivrée par le ministre.\n\nArticle 2 bis\n\nElle est gratuite.\n",
    );
    assert_eq!(cited(&french).iter().filter(|cited| cited.starts_with("art")).collect::<Vec<_>>(), ["art 1", "art 2", "art 2bis"]);
    let spanish = read(
        "CAPÍTULO I\n\nArtículo 1. Objeto. Esta ley regula las cometas.\n\nArtículo 2. Licencia. Nadie volará una cometa sin licencia.\n\nArtículo 3. Multas. La multa será de diez.\n",
    );
    assert_eq!(cited(&spanish), ["chapter I", "art 1", "art 2", "art 3"]);
}

#[test]
fn numbers_that_begin_again_in_each_chapter() {
    let chapter = |number: usize| {
        let sections: String = (1..=4)
            .map(|section| format!("Section {section}. Kites\n\nThis is what applies to kites of that kind, and to strings.\n\n"))
            .collect();
        format!("CHAPTER {number}\n\n{sections}")
    };
    let document = read(&(1..=3).map(chapter).collect::<String>());
    assert_eq!(document.provisions.iter().filter(|provision| provision.kind.is_unit()).count(), 12, "{:?}", cited(&document));
}

#[test]
fn headings_over_groups_of_sections() {
    let document = read(
        "Part 1\n\n1 Licences\n\nNobody flies without a licence.\n\nOffences\n\n2 Flying without one\n\nThat is an offence.\n\n3 Lending one\n\nThat is one too.\n\nPart 2\n\n4 Rules\n\nThere may be rules.\n",
    );
    assert_eq!(cited(&document), ["part 1", "s 1", "part", "s 2", "s 3", "part 2", "s 4"]);
    assert_eq!(heading(&document, "part"), "Offences");
    assert_eq!(at(&document, "That is one too"), "s 3");
}

#[test]
fn markdown_marks_are_left_out_and_numbers_of_lists_kept() {
    let source = "---\nTitle: Kites\n---\n\n# Kites *Act*\n\n## § 1 Scope\n\nIt applies to **kites** since 15\\.4.2030:\n\n1.  red ones,\n\n    a)  large\n\n    b)  small\n\n2.  blue ones.\n\n> quoted\n\n| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n\n## § 2 Strings\n\nSee [the list](http://example.org/x) &amp; more.\n";
    let document = read_markdown(source);
    assert_eq!(cited(&document), ["s 1", "s 1(1)", "s 1(1)(a)", "s 1(1)(b)", "s 1(2)", "s 2"]);
    assert!(document.text.contains("It applies to kites since 15.4.2030:\n1. red ones,\na) large\n"), "{}", document.text);
    assert!(document.text.contains("See the list & more.\n") && !document.text.contains("Title"));
    assert_eq!((role(&document, "quoted"), role(&document, "3\n")), (Role::Quoted, Role::Table));
    let start = document.text.find("kites since 15.4").unwrap();
    let span = document.span(Extent::new(start, start + "kites since 15.4".len()));
    assert_eq!(source.get(span.range()).unwrap(), "kites** since 15\\.4");
}

#[test]
fn a_number_that_the_format_makes_is_read_like_one_that_is_written() {
    let paragraph = |number: Option<&str>, text: &str, at: usize| {
        let mut paragraph = Paragraph::default();
        paragraph.hint = Hint { number: number.map(str::to_owned), ..Hint::default() };
        paragraph.push(text, at..at + text.len());
        paragraph
    };
    let source = "Section 1. Duties A firm must: report; pay.";
    let pieces = [(None, "Section 1. Duties"), (Some("(1)"), "A firm must:"), (Some("(a)"), "report;"), (Some("(b)"), "pay.")];
    let paragraphs: Vec<Paragraph> = pieces.iter().map(|(number, text)| paragraph(*number, text, source.find(text).unwrap())).collect();
    let mut sources = Sources::new();
    let file = sources.add("law", source);
    let mut builder = Builder::new();
    super::build(&paragraphs, &mut builder);
    let document = builder.finish(file, Format::Html);
    assert_eq!(cited(&document), ["s 1", "s 1(1)", "s 1(1)(a)", "s 1(1)(b)"]);
    let start = document.text.find("report").unwrap();
    assert_eq!(sources.slice(document.span(Extent::new(start, start + 6))), "report");
}

/// What shows, without white space.
fn shown(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && !is_invisible(*letter)).collect()
}

fn check_loss(text: &str) {
    let document = read(text);
    assert_eq!(shown(&document.text), shown(text));
    for (index, block) in document.blocks.iter().enumerate().take(40) {
        let source = document.span(block.extent).range();
        let back = text.get(source).unwrap();
        assert_eq!(shown(back), shown(document.words(block.extent)), "block {index}");
    }
    let mut last = 0;
    for block in &document.blocks {
        assert!(block.extent.start >= last);
        last = block.extent.end;
    }
    for (id, provision) in document.provisions.iter().enumerate() {
        if let Some(parent) = provision.parent {
            let parent = (parent as usize) < id;
            assert!(parent);
        }
    }
}

proptest! {
    #[test]
    fn nothing_is_lost_whatever_the_text(lines in proptest::collection::vec(
        "(Section |Article |§ |PART |Schedule |ANNEX |المادة |Chapter |第|)[0-9IVX(]{0,3}[.):—-]{0,2}[a-z(ivx)]{0,4}[ \u{a0}]?[A-Za-zäé“”‘’\", ;:.—ط条]{0,30}",
        0..40,
    ), ends in proptest::collection::vec(0usize..4, 40)) {
        let mut text = String::new();
        for (line, end) in lines.iter().zip(ends) {
            text.push_str(line);
            text.push_str(["\n", "\n\n", "\r\n", "\r"][end]);
        }
        check_loss(&text);
    }

    #[test]
    fn any_text_at_all(text in "[^\u{c}]{0,200}") {
        // Page numbers between dashes are set aside.
        check_loss(&text.replace(['-', '–', '—'], "x"));
        let _ = read_markdown(&text);
    }
}

#[test]
fn hostile_texts_take_linear_time() {
    let many = 20_000;
    let levels = ["(1)", "(a)", "(i)", "(A)", "(I)", "1.", "a)", "aa)", "1.1", "1.1.1", "-"];
    let texts = [
        (0..many).map(|at| format!("{} x\n", levels[at % levels.len()])).collect::<String>(),
        "(".repeat(200_000),
        "x ".repeat(1_000_000),
        "\n".repeat(500_000),
        (0..many).map(|at| format!("{at}\n")).collect(),
        (0..many).map(|at| format!("{at}. Kites\n")).collect(),
        "Section 1. Kites\n".repeat(many),
        "‘3. Kites are amended by inserting the following:\n".repeat(many),
        "Chapter 1\nSection 1\n".repeat(many / 2),
        "PART I\n".repeat(many),
        "1. a\n\u{c}".repeat(many),
    ];
    for text in texts {
        let document = read(&text);
        assert!(document.blocks.len() <= text.len());
    }
}

#[test]
fn words_that_close_a_list_stand_in_what_leads_it_in() {
    let document = read(
        "Section 1. Kites\n\n(1) A person who—\n\n(a) flies a kite at night;\n\n(b) sells one to a child who is alone; or\n\n\
         (c) cuts a string, commits an offence and is liable to a fine.\n\n(2) Where a kite falls and the fall—\n\n(a) breaks a window; or\n\n\
         (b) hurts a dog, the person who flew it shall be liable on conviction—\n\n(a) to a fine; or\n\n(b) to both.\n\n\
         (3) In a case under this section—\n\n(a) the pilot is liable to a fine; and\n\n(b) everybody who held the string, or paid for it, is liable to half.\n\n\
         Section 2. Nets\n\nNobody shall—\n\n(a) spread a net which—\n\n(i) is torn; or\n\n(ii) is wet, is guilty of an offence;\n\n(b) keep one.\n",
    );
    assert_eq!(at(&document, "cuts a string,"), "s 1(1)(c)");
    assert_eq!(at(&document, "commits an offence"), "s 1(1)");
    assert_eq!(at(&document, "the person who flew"), "s 1(2)");
    assert_eq!(at(&document, "to both"), "s 1(2)(b)");
    assert_eq!(at(&document, "is liable to half"), "s 1(3)(b)");
    assert_eq!(at(&document, "is guilty of an offence"), "s 2(a)");
    assert_eq!(at(&document, "keep one"), "s 2(b)");
}

#[test]
fn headings_that_run_on_at_the_end_of_a_section_begin_a_part() {
    let document = read(
        "Section 1. Kites\n\nKites are free to all. PART II Strings and knots\n\nSection 2. Strings\n\n(1) Strings are white. They follow Part I\n\n\
         (2) Knots are tied (see Schedule 1). Part III – Winds\n\nPart III\n\nSection 3. Winds\n\nWinds are measured as said in Part II\n\nSection 4. End\n\nThis is the end.\n",
    );
    assert_eq!(at(&document, "PART II"), "part II");
    assert_eq!(heading(&document, "part II"), "PART II Strings and knots");
    assert_eq!(at(&document, "They follow Part I"), "s 2(1)");
    assert_eq!(heading(&document, "part III"), "Part III – Winds\nPart III");
    assert_eq!(at(&document, "as said in Part II"), "s 3");
    assert_eq!(cited(&document).iter().filter(|cited| cited.starts_with("part")).count(), 2);
}
