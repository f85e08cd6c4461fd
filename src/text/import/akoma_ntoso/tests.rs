use super::parts::schedule_number;
use crate::source::Sources;
use crate::text::document::{Document, Extent, ProvisionKind};
use crate::text::import::import;

fn read(xml: &str) -> (Sources, Document) {
    let mut sources = Sources::new();
    let document = import("bill.xml", xml.as_bytes().to_vec(), &mut sources).unwrap();
    (sources, document)
}

/// A bill with a body.
fn bill(body: &str) -> (Sources, Document) {
    read(&format!("<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><bill><body>{body}</body></bill></akomaNtoso>"))
}

/// Every paragraph: its role, its citation, its words.
fn lines(document: &Document) -> Vec<String> {
    let line = |block: &crate::text::document::Block| {
        let cited = block.provision.map(|id| document.citation(id)).unwrap_or_default();
        format!("{:?} [{cited}] {}", block.role, document.words(block.extent))
    };
    document.blocks.iter().map(line).collect()
}

fn units(document: &Document) -> Vec<(ProvisionKind, &str)> {
    document.provisions.iter().filter(|provision| provision.kind.is_unit()).map(|unit| (unit.kind, &*unit.number)).collect()
}

#[test]
fn provisions_have_citations_identifiers_and_headings() {
    let (_, document) = bill(
        "<part eId='pt_1'><num>Part 1</num><heading>Duties</heading>
           <section eId='sec_7'><num>7.</num><heading>Orders</heading>
             <subsection eId='sec_7__subsec_3'><num>(3)</num>
               <intro><p>An operator must</p></intro>
               <paragraph eId='a'><num>(a)</num><content><p>stop, and</p></content></paragraph>
               <paragraph eId='b'><num>(b)</num><content><p>report.</p></content></paragraph>
               <wrapUp><p>This lasts a year.</p></wrapUp>
             </subsection>
           </section></part>",
    );
    let expected = [
        "Heading [part 1] Part 1 Duties",
        "Heading [s 7] 7. Orders",
        "Text [s 7(3)] (3) An operator must",
        "Text [s 7(3)(a)] (a) stop, and",
        "Text [s 7(3)(b)] (b) report.",
        "Text [s 7(3)] This lasts a year.",
    ];
    assert_eq!(lines(&document), expected);
    let section = document.provisions.iter().find(|provision| provision.kind == ProvisionKind::Section).unwrap();
    assert_eq!((&*section.id, &*section.number, document.words(section.label)), ("sec_7", "7", "7."));
    assert_eq!(document.words(section.heading.unwrap()), "7. Orders");
    assert!(document.words(section.extent).ends_with("a year."));
}

#[test]
fn words_lead_back_through_inline_tags_and_references() {
    let (sources, document) =
        bill("<section><num>1</num><content><p>within <b>24</b>&#160;hours&nbsp;of <ref href='#x'>notice</ref></p></content></section>");
    let span = |words: &str| {
        let at = document.text.find(words).unwrap();
        sources.slice(document.span(Extent::new(at, at + words.len())))
    };
    assert_eq!(span("24 hours"), "24</b>&#160;hours");
    assert_eq!(span("hours of notice"), "hours&nbsp;of <ref href='#x'>notice");
    assert_eq!(lines(&document), ["Text [s 1] 1 within 24 hours of notice"]);
}

#[test]
fn quoted_structures_are_no_provisions_and_keep_the_stop_behind_them() {
    let (_, document) = bill(
        "<section><num>2</num><content><p>After section 5 insert—<mod><quotedStructure><section eId='q'><num>5A</num><heading>Fines</heading>
           <subsection><num>(1)</num><content><p>A fine of 10.</p></content></subsection></section></quotedStructure></mod>.</p></content></section>
         <section><num>3</num><content><p>For <quotedText>ten</quotedText> put <quotedText>twenty</quotedText>, and
           <quotedStructure><p>new words</p></quotedStructure> stand at the end.</p></content></section>",
    );
    let expected = [
        "Text [s 2] 2 After section 5 insert—",
        "Quoted [s 2] 5A Fines",
        "Quoted [s 2] (1) A fine of 10..",
        "Text [s 3] 3 For ten put twenty, and",
        "Quoted [s 3] new words",
        "Text [s 3] stand at the end.",
    ];
    assert_eq!(lines(&document), expected);
    assert_eq!(units(&document), [(ProvisionKind::Section, "2"), (ProvisionKind::Section, "3")]);
}

#[test]
fn notes_stand_behind_the_paragraph_they_interrupt() {
    let (_, document) = bill(
        "<section><num>1<authorialNote><p>see s 9</p></authorialNote></num><heading>Aim</heading>
           <content><p>within<authorialNote marker='1'><p>OJ L 1.</p></authorialNote> 24 hours<remark status='editorial'>[sic]</remark></p>
           <p>[s. 1 amended by s. 2 of another act]</p><p>[subject to] what follows</p></content></section>
         <section status='editorial'><content><p>page 3</p></content></section>",
    );
    let expected = [
        "Heading [s 1] 1 Aim",
        "Note [s 1] see s 9",
        "Text [s 1] within 24 hours",
        "Note [s 1] OJ L 1.",
        "Note [s 1] [sic]",
        "Note [s 1] [s. 1 amended by s. 2 of another act]",
        "Text [s 1] [subject to] what follows",
        "Note [] page 3",
    ];
    assert_eq!(lines(&document), expected);
    assert_eq!(units(&document), [(ProvisionKind::Section, "1")]);
}

#[test]
fn the_unit_is_what_stands_innermost() {
    let (_, document) = bill(
        "<chapter><num>CHAPTER I</num><section><num>Section 2</num><heading>Risk</heading>
           <article><num>Article 4</num><heading>Aim</heading><paragraph><num>1.</num><content><p>One.</p></content></paragraph>
           <paragraph><num>2.</num><list><intro><p>Two:</p></intro><point><num>(a)</num><content><p>a.</p></content></point></list></paragraph></article>
         </section></chapter>",
    );
    assert_eq!(units(&document), [(ProvisionKind::Article, "4")]);
    let expected = [
        "Heading [section 2] Section 2 Risk",
        "Heading [art 4] Article 4 Aim",
        "Text [art 4(1)] 1. One.",
        "Text [art 4(2)] 2. Two:",
        "Text [art 4(2)(a)] (a) a.",
    ];
    assert_eq!(lines(&document).get(1..).unwrap(), expected);
    // Bills may count in clauses, and levels may be divisions.
    let (_, document) = bill(
        "<level><num>I</num><heading>Aims</heading><article><num>Art. 1</num><content><p>x</p></content></article></level><clause><num>2</num><content><p>y</p></content></clause>",
    );
    assert_eq!(units(&document), [(ProvisionKind::Article, "1"), (ProvisionKind::Section, "2")]);
    assert_eq!(document.provisions[0].kind, ProvisionKind::Division);
}

#[test]
fn subsections_without_a_number_are_no_provisions() {
    let (_, document) = bill(
        "<section><num>1.</num><heading>Definitions</heading>
           <subsection id='s0'><content><p>In this law</p></content></subsection>
           <subsection id='s1'><content><p>“park” means a garden;</p></content></subsection></section>
         <section><num>2.</num><subsection><num>(1)</num><content><p>Whoever drives</p></content></subsection>
           <subsection id='s2'><content><p>pays a fine.</p></content></subsection>
           <subsection><num>(2)</num><content><p>Two.</p></content></subsection></section>",
    );
    let expected = [
        "Heading [s 1] 1. Definitions",
        "Text [s 1] In this law",
        "Text [s 1] “park” means a garden;",
        "Text [s 2] 2.",
        "Text [s 2(1)] (1) Whoever drives",
        "Text [s 2(1)] pays a fine.",
        "Text [s 2(2)] (2) Two.",
    ];
    assert_eq!(lines(&document), expected);
}

#[test]
fn schedules_in_the_body_hold_paragraphs() {
    let (_, document) = bill(
        "<section><num>1</num><content><p>x</p></content></section>
         <hcontainer name='schedules'><heading>Schedules</heading><hcontainer name='schedule' eId='sched_4'><num>Schedule 4</num><heading>Lists</heading>
           <part><num>Part 1</num><hcontainer name='crossheading'><heading>Work</heading>
             <paragraph><num>3</num><subparagraph><num>(1)</num><content><p>One.</p></content></subparagraph></paragraph></hcontainer></part>
           <section><num>9</num><content><p>Nine.</p></content></section></hcontainer></hcontainer>",
    );
    assert_eq!(units(&document), [(ProvisionKind::Section, "1")]);
    let lines = lines(&document);
    assert!(lines.contains(&"Heading [sch 4] Schedule 4 Lists".to_owned()), "{lines:#?}");
    assert!(lines.contains(&"Text [sch 4 para 3(1)] (1) One.".to_owned()), "{lines:#?}");
    assert!(lines.contains(&"Text [sch 4 para 9] 9 Nine.".to_owned()), "{lines:#?}");
}

#[test]
fn components_are_schedules_or_papers_beside_the_law() {
    let (_, document) = read(
        "<akomaNtoso xmlns='http://www.akomantoso.org/2.0'><act><meta><identification><FRBRWork><FRBRalias value='Garden By-law, 2030'/>
           <FRBRcountry value='za-cpt'/></FRBRWork><FRBRExpression><FRBRlanguage language='eng'/></FRBRExpression></identification></meta>
           <body><section id='section-1'><num>1.</num><content><p>See Schedule 2.</p></content></section></body></act>
         <components><component id='component-1'><doc name='schedule2'><meta><FRBRalias value='Schedule 2'/></meta><mainBody>
           <article id='schedule-2'><heading>Repealed laws</heading><section id='schedule-2.section-0'><content>
             <table><tr><td><p>No</p></td><td><p>Name</p></td></tr></table></content></section></article></mainBody></doc></component>
           <component id='component-2'><doc name='memorandum'><mainBody><section><num>1</num><content><p>Why.</p></content></section></mainBody></doc></component>
         </components></akomaNtoso>",
    );
    let expected =
        ["Text [s 1] 1. See Schedule 2.", "Heading [sch 2] Repealed laws", "Table [sch 2] No", "Table [sch 2] Name", "Note [] 1 Why."];
    assert_eq!(lines(&document), expected);
    let schedule = document.provisions.last().unwrap();
    assert_eq!((schedule.kind, &*schedule.id, &*schedule.number), (ProvisionKind::Schedule, "schedule-2", "2"));
    assert_eq!(document.title.as_deref(), Some("Garden By-law, 2030"));
    assert_eq!((document.language.as_deref(), document.jurisdiction.as_deref()), (Some("en"), Some("ZA")));
}

#[test]
fn a_collection_holds_the_law_among_other_papers() {
    let (_, document) = read(
        "<akomaNtoso><documentCollection><collectionBody><component><documentRef href='#c1'/></component></collectionBody></documentCollection>
         <components><component eId='c1'><doc name='explanation'><mainBody><article><num>Article 1</num><content><p>Reasons.</p></content></article></mainBody></doc></component>
         <component eId='c2'><bill><preface><longTitle><p><docTitle>Proposal for a Regulation on gardens</docTitle></p></longTitle></preface>
           <preamble><recitals><intro><p>Whereas:</p></intro><recital eId='rec_1'><num>(1)</num><p>Gardens matter.</p></recital></recitals></preamble>
           <body><article><num>Article 1</num><content><p>Gardens stay.</p></content></article></body>
           <conclusions><p>Done at Rome</p></conclusions></bill></component>
         <component eId='c3'><doc name='ANNEX II'><mainBody><paragraph><num>1.</num><content><p>List.</p></content></paragraph></mainBody></doc></component></components></akomaNtoso>",
    );
    let expected = [
        "Note [] Article 1 Reasons.",
        "Front [] Proposal for a Regulation on gardens",
        "Recital [] Whereas:",
        "Recital [recital 1] (1) Gardens matter.",
        "Text [art 1] Article 1 Gardens stay.",
        "Closing [] Done at Rome",
        "Text [annex II para 1] 1. List.",
    ];
    assert_eq!(lines(&document), expected);
    assert_eq!(document.title.as_deref(), Some("Proposal for a Regulation on gardens"));
}

#[test]
fn items_contents_and_crossheadings() {
    let (_, document) = bill(
        "<section><num>1</num><heading>Aim</heading><content><blockList><listIntroduction>No person may</listIntroduction>
           <item><num>(a)</num><blockList><listIntroduction>bring in</listIntroduction><item><num>(i)</num><p>dogs;</p></item></blockList></item>
           <item><num>–</num><p>shout.</p></item></blockList></content></section>
         <crossHeading>Money</crossHeading><section><num>2</num><content><p>Pay.</p></content></section>",
    );
    let expected = [
        "Heading [s 1] 1 Aim",
        "Text [s 1] No person may",
        "Text [s 1(a)] (a) bring in",
        "Text [s 1(a)(i)] (i) dogs;",
        "Text [s 1] – shout.",
        "Heading [part] Money",
        "Text [s 2] 2 Pay.",
    ];
    assert_eq!(lines(&document), expected);
}

#[test]
fn long_lists_and_depth_cost_no_more_than_their_size() {
    // Would not end if every item looked at all others.
    let items: String = (0..20_000).map(|number| format!("<item><num>({number})</num><p>x</p></item>")).collect();
    let open = "<section><num>1</num><content><blockList>";
    let (_, document) = bill(&format!("{open}{items}</blockList></content></section>"));
    assert_eq!(document.provisions.len(), 20_001);
    let bare = "<subsection><content><p>y</p></content></subsection>".repeat(20_000);
    let (_, document) =
        bill(&format!("<section><num>1</num><subsection><num>(1)</num><content><p>x</p></content></subsection>{bare}</section>"));
    assert_eq!((document.provisions.len(), document.blocks.len()), (2, 20_002));
    let nested = format!("{}<p>deep</p>{}", "<point><num>a</num>".repeat(200), "</point>".repeat(200));
    let (_, document) = bill(&format!("<article><num>1</num>{nested}</article>"));
    assert_eq!(document.provisions.len(), 64);
}

#[test]
fn broken_files_are_refused_with_a_place() {
    let mut sources = Sources::new();
    let xml = "<akomaNtoso><bill><body><section><num>1</num></body></bill></akomaNtoso>";
    let problems = import("bill.xml", xml.as_bytes().to_vec(), &mut sources).unwrap_err();
    assert_eq!((&*problems[0].code, sources.slice(problems[0].primary().unwrap().span)), ("broken-xml", "</body>"));
    let problems = import("bill.xml", b"<akomaNtoso><bill/></akomaNtoso>".to_vec(), &mut sources).unwrap_err();
    assert_eq!(problems[0].code, "empty-text");
}

#[test]
fn schedules_are_numbered_by_what_they_are_called() {
    let cases = [
        ("Schedule 1", "1"),
        ("schedulea", "A"),
        ("ANNEX II: Lists", "II"),
        ("Annexe 3", "3"),
        ("Schedules", ""),
        ("Schedules of aims", ""),
        ("Schedule of fees", ""),
        ("Reasons", ""),
    ];
    for (name, number) in cases {
        assert_eq!(schedule_number(name), number, "{name}");
    }
}

#[test]
fn quotation_marks_in_tags_are_printed_and_lead_back_to_them() {
    let (sources, document) = bill(
        "<section><num>1</num><content><p>In this Act <def startQuote='“' endQuote='”'>raft</def> means a
           <b>boat</b>.</p></content></section>
         <section><num>2</num><content><p>After section 5 insert—<mod><quotedStructure startQuote='“' endQuote='”'>
           <section><num>5A</num><heading>Rafts</heading><subsection><num>(1)</num><content><p> A <def startQuote='“' endQuote='”'>float</def>
           sinks.</p></content></subsection></section>
           </quotedStructure></mod>.</p></content></section>
         <section><num>3</num><content><p>For <quotedText startQuote='“' endQuote='”'>ten</quotedText>, <quotedText startQuote='“'
           endQuote='”'><i/></quotedText>put more.</p></content></section>",
    );
    let expected = [
        "Text [s 1] 1 In this Act “raft” means a boat.",
        "Text [s 2] 2 After section 5 insert—",
        "Quoted [s 2] “5A Rafts",
        "Quoted [s 2] (1) A “float” sinks.”.",
        "Text [s 3] 3 For “ten”, put more.",
    ];
    assert_eq!(lines(&document), expected);
    let span = |words: &str| {
        let at = document.text.find(words).unwrap();
        sources.slice(document.span(Extent::new(at, at + words.len())))
    };
    assert_eq!(span("raft"), "raft");
    assert_eq!(span("“raft”"), "<def startQuote='“' endQuote='”'>raft</def>");
    assert_eq!(span("sinks.”"), "sinks.</p></content></subsection></section>\n           </quotedStructure>");
}

#[test]
fn an_identifier_that_a_source_gives_twice_is_made_unique() {
    let (_, document) = bill(
        "<section eId='sec_1'><num>1</num><content><p>One.</p></content></section>
         <section eId='sec_1-2'><num>2</num><content><p>Two.</p></content></section>
         <section eId='sec_1'><num>3</num><content><p>Three.</p></content></section>
         <section><num>1</num><content><p>Four.</p></content></section>",
    );
    let ids: Vec<&str> = document.provisions.iter().map(|provision| &*provision.id).collect();
    assert_eq!(ids, ["sec_1", "sec_1-2", "sec_1-3", "sec_1-4"]);
}

#[test]
fn quoted_paragraphs_without_tags_of_their_own_are_known_by_their_marks() {
    let (_, document) = bill(
        "<article><num>Art. 1</num><paragraph><num>1.</num><content><p>L'articolo 2 della legge è sostituito dal seguente:</p>
           <p>«Art. 2. -- Gli aquiloni sono liberi.</p><p>I fili sono bianchi».</p></content></paragraph>
           <paragraph><num>2.</num><content><p>Il ministro decide:</p><p>«entro un mese».</p></content></paragraph></article>",
    );
    let roles: Vec<String> = lines(&document).iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(roles, ["Text", "Text", "Quoted", "Quoted", "Text", "Text"], "{:#?}", lines(&document));
}
