use crate::source::Sources;
use crate::text::document::{Document, ProvisionKind};
use crate::text::import::import;

fn read(body: &str) -> Document {
    let mut sources = Sources::new();
    let xml = format!(
        "<?xml version='1.0'?><Statute xmlns:lims='http://justice.gc.ca/lims' xml:lang='en'><Identification><LongTitle>An Act about gardens</LongTitle>
         <ShortTitle>Gardens Act</ShortTitle><RunningHead>Gardens</RunningHead><Chapter><ConsolidatedNumber>G-1</ConsolidatedNumber></Chapter></Identification>{body}</Statute>"
    );
    import("G-1.xml", xml.into_bytes(), &mut sources).unwrap()
}

fn lines(document: &Document) -> Vec<String> {
    let line = |block: &crate::text::document::Block| {
        let cited = block.provision.map(|id| document.citation(id)).unwrap_or_default();
        format!("{:?} [{cited}] {}", block.role, document.words(block.extent))
    };
    document.blocks.iter().map(line).collect()
}

const FRONT: [&str; 2] = ["Front [] An Act about gardens", "Front [] Gardens Act"];

#[test]
fn sections_have_marginal_notes_for_headings() {
    let document = read(
        "<Introduction><Preamble><Provision><MarginalNote>Preamble</MarginalNote><Text>Whereas gardens matter;</Text></Provision></Preamble></Introduction>
         <Body><Heading level='1'><Label>PART I</Label><TitleText>Duties</TitleText></Heading>
         <Heading level='2'><TitleText>Reports</TitleText></Heading>
         <Section lims:id='5'><MarginalNote>Report</MarginalNote><Label><Emphasis>*</Emphasis>3.01<FootnoteRef>*</FootnoteRef></Label><Subsection><Label>(1)</Label><Text>An owner must</Text>
           <Paragraph><Label>(a)</Label><Text>report; and</Text><Subparagraph><Label>(i)</Label><Text>yearly,</Text></Subparagraph></Paragraph>
           <ContinuedSectionSubsection><Text>without delay.</Text></ContinuedSectionSubsection></Subsection>
           <Footnote status='editorial'><Label>*</Label><Text>[Note: in force.]</Text></Footnote>
           <HistoricalNote><HistoricalNoteSubItem>2030, c. 1</HistoricalNoteSubItem><HistoricalNoteSubItem>2031, c. 2</HistoricalNoteSubItem></HistoricalNote></Section>
         <Heading level='1'><Label>PART II</Label><TitleText>Money</TitleText></Heading>
         <Section><Label>4</Label><Text>Pay <XRefExternal>fees</XRefExternal>.</Text></Section></Body>",
    );
    let expected = [
        "Front [] Preamble",
        "Front [] Whereas gardens matter;",
        "Heading [part I] PART I Duties",
        "Heading [part] Reports",
        "Heading [s 3.01] Report",
        "Text [s 3.01] *3.01",
        "Text [s 3.01(1)] (1) An owner must",
        "Text [s 3.01(1)(a)] (a) report; and",
        "Text [s 3.01(1)(a)(i)] (i) yearly,",
        "Text [s 3.01(1)] without delay.",
        "Note [s 3.01] * [Note: in force.]",
        "Note [s 3.01] 2030, c. 1",
        "Note [s 3.01] 2031, c. 2",
        "Heading [part II] PART II Money",
        "Text [s 4] 4 Pay fees.",
    ];
    assert_eq!(lines(&document), FRONT.iter().chain(&expected).map(|line| (*line).to_owned()).collect::<Vec<_>>());
    assert_eq!(document.title.as_deref(), Some("Gardens Act"));
    assert_eq!((document.language.as_deref(), document.jurisdiction.as_deref()), (Some("en"), Some("CA")));
    let section = document.provisions.iter().find(|provision| provision.kind == ProvisionKind::Section).unwrap();
    assert_eq!((document.words(section.heading.unwrap()), &*section.id, document.words(section.label)), ("Report", "sec_3.01", "*3.01"));
    let part = document.provisions.iter().find(|provision| provision.number == "I").unwrap();
    assert_eq!((&*part.word, document.words(part.label), document.words(part.heading.unwrap())), ("part", "PART I", "PART I Duties"));
}

#[test]
fn definitions_are_paragraphs_without_a_provision() {
    let document = read(
        "<Body><Section><Label>2</Label><Text>In this Act,</Text><Definition><Text><DefinedTermEn>park</DefinedTermEn> means
           <Repealed>[Repealed]</Repealed> (<DefinedTermFr>parc</DefinedTermFr>)</Text><Paragraph><Label>(a)</Label><Text>a wood.</Text></Paragraph></Definition></Section></Body>",
    );
    let expected = ["Text [s 2] 2 In this Act,", "Text [s 2] park means [Repealed] (parc)", "Text [s 2(a)] (a) a wood."];
    assert_eq!(lines(&document).get(2..).unwrap(), expected);
}

#[test]
fn what_amends_or_is_not_in_force_is_no_provision() {
    let document = read(
        "<Body><Section><Label>1</Label><Text>The Woods Act is amended:</Text><AmendedText><SectionPiece><Section><Label>9</Label><Text>Trees stay</Text></Section></SectionPiece></AmendedText></Section>
         <Section><Label>2</Label><Text>It is read as</Text><ReadAsText><Section><Label>10</Label><Text>Trees grow</Text></Section></ReadAsText></Section></Body>
         <Schedule id='NifProvs'><ScheduleFormHeading><TitleText>AMENDMENTS NOT IN FORCE</TitleText></ScheduleFormHeading><BillPiece><RelatedOrNotInForce>
           <Heading level='5'><TitleText>2030, c. 9</TitleText></Heading><Section><MarginalNote>Later</MarginalNote><Label>3</Label><Text>Not yet.</Text></Section></RelatedOrNotInForce></BillPiece></Schedule>
         <RecentAmendments><Amendment><AmendmentCitation>2030, c. 7</AmendmentCitation><AmendmentDate>2030-01-01</AmendmentDate></Amendment></RecentAmendments>",
    );
    let numbers: Vec<&str> = document.provisions.iter().map(|provision| &*provision.number).collect();
    assert_eq!(numbers, ["1", "2"]);
    let found = lines(&document);
    assert_eq!(
        found.get(2..5).unwrap(),
        ["Text [s 1] 1 The Woods Act is amended:", "Quoted [s 1] 9 Trees stay", "Text [s 2] 2 It is read as"]
    );
    assert!(found.iter().skip(6).all(|line| line.starts_with("Note []")), "{found:#?}");
    assert_eq!(found.len(), 6 + 6);
}

#[test]
fn schedules_hold_forms_lists_and_tables() {
    let document = read(
        "<Body><Section><Label>1</Label><Text>See the schedules.</Text></Section></Body>
         <Schedule><ScheduleFormHeading><Label>SCHEDULE 1</Label><OriginatingRef>(Section 1)</OriginatingRef><TitleText>Parks</TitleText></ScheduleFormHeading>
           <FormGroup><ScheduleFormHeading><Label>FORM 2</Label><TitleText>Oath</TitleText></ScheduleFormHeading><Provision><Text>I swear<Leader/>it.</Text></Provision></FormGroup>
           <List><Item><Label>1</Label><Text>North park</Text></Item></List>
           <TableGroup><table><tgroup><row><entry>Oak</entry><entry>12</entry></row></tgroup></table></TableGroup></Schedule>",
    );
    let expected = [
        "Heading [sch 1] SCHEDULE 1",
        "Note [sch 1] (Section 1)",
        "Heading [sch 1] Parks",
        "Heading [sch 1 form 2] FORM 2 Oath",
        "Text [sch 1 form 2] I swear it.",
        "Text [sch 1 para 1] 1 North park",
        "Table [sch 1] Oak",
        "Table [sch 1] 12",
    ];
    assert_eq!(lines(&document).get(3..).unwrap(), expected);
}
