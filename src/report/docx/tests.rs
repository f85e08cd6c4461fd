//! The document read back by others: the container by its own reader, the XML by a strict parser that knows nothing of ours.

use super::words::{Stretch, begins_leftward, is_all_leftward, marked, sentence, stretches};
use super::*;
use crate::check::Checked;
use crate::diagnostic::Diagnostic;
use crate::report::baseline;
use crate::report::tests::{BILL, DESCRIPTION, Run};
use crate::report::view;
use crate::waiver::{self, Register};
use roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

const W: &str = super::body::NAMESPACE;
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Names of the parts with their texts, in the order of the container.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = (0..archive.len()).map(|index| archive.by_index(index).unwrap().name().unwrap().into_owned()).collect();
    let text = |name: &String| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        (name.clone(), text)
    };
    names.iter().map(text).collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    parts(bytes).into_iter().find(|(found, _)| found == name).unwrap_or_else(|| panic!("no part {name}")).1
}

/// A paragraph: its style and its words, tabs as they are.
#[derive(Debug, PartialEq, Eq)]
struct Paragraph {
    style: String,
    words: String,
}

fn words(node: Node<'_, '_>) -> String {
    let piece = |node: Node<'_, '_>| match node.tag_name().name() {
        "t" => node.text().unwrap_or("").to_owned(),
        "tab" => "\t".to_owned(),
        _ => String::new(),
    };
    node.descendants().map(piece).collect()
}

fn paragraphs(bytes: &[u8]) -> Vec<Paragraph> {
    let text = part(bytes, "word/document.xml");
    let document = Document::parse(&text).unwrap();
    let all = document.descendants().filter(|node| node.has_tag_name((W, "p")));
    let paragraph = |node: Node<'_, '_>| {
        let style = node.descendants().find(|node| node.has_tag_name((W, "pStyle"))).unwrap().attribute((W, "val")).unwrap();
        Paragraph { style: style.to_owned(), words: words(node) }
    };
    all.map(paragraph).collect()
}

pub(in crate::report) fn all_words(bytes: &[u8]) -> String {
    paragraphs(bytes).into_iter().map(|paragraph| paragraph.words + "\n").collect()
}

/// A message as it stands in the document.
fn shown(message: &str) -> String {
    marked(&sentence(message)).into_iter().map(|run| run.words).collect()
}

fn small() -> Vec<u8> {
    render(&Run::small().report()).unwrap()
}

#[test]
fn every_part_is_well_formed_and_known_to_the_container() {
    let bytes = small();
    let parts = parts(&bytes);
    for (name, text) in &parts {
        Document::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    let names: BTreeSet<String> = parts.iter().map(|(name, _)| name.clone()).collect();
    assert_eq!(parts[0].0, "[Content_Types].xml", "readers that stream look for it first");
    let types = Document::parse(&parts[0].1).unwrap();
    let typed = types.descendants().filter_map(|node| node.attribute("PartName")).map(|name| name.trim_start_matches('/').to_owned());
    let untyped: Vec<String> = names.difference(&typed.collect()).filter(|name| !name.ends_with(".rels")).cloned().collect();
    assert_eq!(untyped, ["[Content_Types].xml"]);
}

#[test]
fn links_lead_to_parts_and_nowhere_else() {
    let bytes = small();
    let parts = parts(&bytes);
    let names: BTreeSet<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    for (folder, name) in [("", "_rels/.rels"), ("word/", "word/_rels/document.xml.rels")] {
        let text = part(&bytes, name);
        let links = Document::parse(&text).unwrap();
        let links: Vec<Node<'_, '_>> = links.root_element().children().filter(Node::is_element).collect();
        assert!(links.len() > 2);
        for link in links {
            assert_eq!(link.attribute("TargetMode"), None);
            assert!(names.contains(format!("{folder}{}", link.attribute("Target").unwrap()).as_str()), "{link:?}");
        }
    }
    assert!(parts.iter().all(|(name, text)| !name.contains("vba") && !text.contains("TargetMode") && !text.contains("w:hyperlink")));
    let document = part(&bytes, "word/document.xml");
    let document = Document::parse(&document).unwrap();
    let footer = document.descendants().find(|node| node.has_tag_name((W, "footerReference"))).unwrap();
    let links = part(&bytes, "word/_rels/document.xml.rels");
    let links = Document::parse(&links).unwrap();
    let link = links.descendants().find(|node| node.attribute("Id") == footer.attribute((R, "id"))).unwrap();
    assert_eq!(link.attribute("Target"), Some("footer1.xml"));
}

#[test]
fn styles_and_lists_that_are_used_exist() {
    let bytes = small();
    let values = |part_name: &str, tag: &str, attribute: &str| -> BTreeSet<String> {
        let text = part(&bytes, part_name);
        let document = Document::parse(&text).unwrap();
        let found = document.descendants().filter(|node| node.has_tag_name((W, tag)));
        found.filter_map(|node| node.attribute((W, attribute))).map(str::to_owned).collect()
    };
    let styles = values("word/styles.xml", "style", "styleId");
    for (part_name, tag) in [
        ("word/document.xml", "pStyle"),
        ("word/document.xml", "rStyle"),
        ("word/document.xml", "tblStyle"),
        ("word/footer1.xml", "pStyle"),
        ("word/numbering.xml", "pStyle"),
        ("word/styles.xml", "basedOn"),
        ("word/styles.xml", "next"),
    ] {
        let used = values(part_name, tag, "val");
        assert!(!used.is_empty() && used.is_subset(&styles), "{part_name} {tag}: {:?}", used.difference(&styles));
    }
    let lists = values("word/numbering.xml", "num", "numId");
    assert!(values("word/styles.xml", "numId", "val").is_subset(&lists));
    assert!(part(&bytes, "word/styles.xml").contains("w:lang w:val=\"en-GB\""));
}

#[test]
fn headings_are_those_of_a_navigation_pane() {
    let report = paragraphs(&small());
    let headings: Vec<(&str, &str)> =
        report.iter().filter_map(|paragraph| Some((paragraph.style.strip_prefix("Heading")?, paragraph.words.as_str()))).collect();
    let expected = [
        ("1", "Summary"),
        ("1", "What was checked"),
        ("1", "What it was checked with"),
        ("1", "Verdicts by family"),
        ("1", "Findings"),
        ("2", "Errors (2 findings)"),
        ("3", "HRD-003 violated: Due diligence is ongoing"),
        ("3", "quote-not-found: remark on the description"),
        ("2", "Warnings (2 points, 3 findings)"),
        ("3", "HRD-002 partly met: The duty holds all steps"),
        ("3", "CNT-001 violated: Removal deadlines leave time to decide"),
        ("1", "What is met"),
        ("1", "Open questions"),
        ("1", "Sources that the findings cite"),
        ("1", "How to read this report"),
        ("1", "What a linter cannot judge"),
    ];
    assert_eq!(headings, expected);
    let title: Vec<&Paragraph> = report.iter().filter(|paragraph| paragraph.style == "Title").collect();
    assert_eq!(title.iter().map(|title| title.words.as_str()).collect::<Vec<_>>(), ["Technology (Due Diligence) Bill"]);
    let several = Run::new().input("a.yaml", DESCRIPTION, None).input("b.yaml", DESCRIPTION, None);
    let several = paragraphs(&render(&several.report()).unwrap());
    let mut level = 0;
    for heading in several.iter().filter_map(|paragraph| paragraph.style.strip_prefix("Heading")) {
        let next: usize = heading.parse().unwrap();
        assert!(next <= level + 1, "no level is left out");
        level = next;
    }
    assert_eq!(
        several.iter().filter(|paragraph| paragraph.words == "Findings: warnings (2 points, 3 findings)").count(),
        2,
        "{several:#?}"
    );
}

/// How often each finding's message stands in a paragraph of its own, against how often it was found.
#[track_caller]
fn findings_are_all_there_once(checked: &Checked, findings: &[Diagnostic], bytes: &[u8]) {
    let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
    findings.iter().for_each(|finding| *wanted.entry(shown(&finding.message)).or_default() += 1);
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for paragraph in paragraphs(bytes).iter().filter(|paragraph| paragraph.style == "Finding") {
        let message = wanted.keys().filter(|message| paragraph.words.contains(message.as_str())).max_by_key(|message| message.len());
        *found.entry(message.unwrap_or_else(|| panic!("not a finding of {}: {}", checked.title, paragraph.words)).clone()).or_default() +=
            1;
    }
    assert_eq!(found, wanted);
}

#[test]
fn every_finding_is_there_once_with_its_places_reason_and_remedy() {
    let run = Run::small();
    let report = run.report();
    let bytes = render(&report).unwrap();
    let findings = view::findings(&report, &run.checked[0]);
    assert_eq!(findings.len(), 5);
    findings_are_all_there_once(&run.checked[0], &findings, &bytes);
    let text = all_words(&bytes);
    for words in [
        "Provision\ts 1\n",
        "Words of the bill\t“once, before 1 January 2027”\n",
        "Place\ttext of the bill, line 3, column 1",
        "Also at\tdescription, line 6, column 20: one-off",
        "Place\tdescription, line 9, column 43: 24 h\n",
        "Why\tHuman rights situations change",
        "Source\tA/HRC/50/56 para 33; UNGP principle 17(c)\n",
        "Calibration\tstrict_deadline = 24 h: a figure",
        "Words of the bill\t“assess and act” (as the description quotes them; not found in the text)\n",
        "What to do\tAdd “on an ongoing basis”",
        "A/HRC/50/56: The practical application of the Guiding Principles\n",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert_eq!(text.matches("In a hurry, lawful speech is removed too").count(), 1);
}

#[test]
fn what_is_met_and_what_is_open_is_in_tables_with_a_head() {
    let bytes = small();
    let text = part(&bytes, "word/document.xml");
    let document = Document::parse(&text).unwrap();
    let tables: Vec<Node<'_, '_>> = document.descendants().filter(|node| node.has_tag_name((W, "tbl"))).collect();
    assert_eq!(tables.len(), 3);
    for table in &tables {
        let rows: Vec<Node<'_, '_>> = table.children().filter(|node| node.has_tag_name((W, "tr"))).collect();
        let heads = rows.iter().map(|row| row.descendants().any(|node| node.has_tag_name((W, "tblHeader"))));
        assert_eq!(heads.collect::<Vec<_>>(), (0..rows.len()).map(|index| index == 0).collect::<Vec<_>>());
        let columns = table.descendants().filter(|node| node.has_tag_name((W, "gridCol"))).count();
        assert!(rows.iter().all(|row| row.children().filter(|node| node.has_tag_name((W, "tc"))).count() == columns));
        let total: usize = table
            .descendants()
            .filter(|node| node.has_tag_name((W, "gridCol")))
            .map(|node| node.attribute((W, "w")).unwrap().parse::<usize>().unwrap())
            .sum();
        assert_eq!(total, super::body::WIDTH);
        let layout = table.descendants().find(|node| node.has_tag_name((W, "tblLayout"))).unwrap();
        assert_eq!(layout.attribute((W, "type")), Some("fixed"));
    }
    let cells = |row: &Node<'_, '_>| row.children().filter(|node| node.has_tag_name((W, "tc"))).map(words).collect::<Vec<_>>();
    let rows =
        |table: &Node<'_, '_>| table.children().filter(|node| node.has_tag_name((W, "tr"))).map(|row| cells(&row)).collect::<Vec<_>>();
    let families = rows(&tables[0]);
    assert_eq!(families[0], ["Family", "Violated", "Partly met", "Met", "Undetermined", "Not applicable"]);
    assert_eq!(families[1], ["HRD Human rights due diligence", "1", "1", "1", "1", "–"]);
    assert_eq!(families.last().unwrap(), &["All", "2", "1", "1", "1", "1"]);
    assert_eq!(rows(&tables[1])[1], ["HRD-001 Companies must carry out due diligence", "hrdd.mode: duty, s 1, line 5"]);
    assert_eq!(rows(&tables[2])[1], ["Must companies publish what they find?", "hrdd.public", "HRD-004"]);
}

#[test]
fn hostile_words_stay_words() {
    let title = "</w:t><w:p>&amp; \\\"<!--]]> \\u0000\\u0007\\uFFFE\\u202Egnp.exe\\u2066 ` $x$ {PAGE} =1+1";
    let description = DESCRIPTION.replace("Technology (Due Diligence) Bill", &format!("\"{title}\""));
    let description = description.replace("hate speech", "'`</w:r>` & <b>'");
    let run = Run::new().input("in/<&\">.yaml", &description, Some(BILL));
    assert_eq!(run.checked.len(), 1, "{:#?}", run.problems);
    let bytes = render(&run.report()).unwrap();
    let clean = paragraphs(&small());
    let hostile = paragraphs(&bytes);
    assert_eq!(hostile.len(), clean.len(), "no word makes a paragraph");
    let found = &hostile[0].words;
    assert!(found.starts_with("</w:t><w:p>&amp; \"<!--]]> ??�") && found.contains("�gnp.exe�"), "{found:?}");
    let text = all_words(&bytes);
    assert!(text.contains("`</w:r>` & <b>") || text.contains("</w:r> & <b>"), "{text}");
    assert!(text.contains("in/<&\">.yaml"), "{text}");
    for (name, text) in parts(&bytes) {
        let document = Document::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let forbidden = |letter: char| {
            letter.is_control() && !matches!(letter, '\n' | '\t')
                || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
        };
        assert!(!text.contains(forbidden), "{name}");
        let codes: Vec<&str> = document.descendants().filter_map(|node| node.attribute((W, "instr"))).collect();
        assert!(codes.iter().all(|code| [" PAGE ", " NUMPAGES "].contains(code)), "{codes:?}");
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let (first, second) = (small(), small());
    assert!(first == second);
    let mut archive = zip::ZipArchive::new(Cursor::new(&first)).unwrap();
    for index in 0..archive.len() {
        let part = archive.by_index(index).unwrap();
        assert_eq!(part.last_modified(), Some(zip::DateTime::default()), "{:?}", part.name());
        assert_eq!(part.unix_mode(), Some(0o100_644), "{:?}", part.name());
    }
    let run = Run::small();
    let dated = render(&Report { date: Some(jiff::civil::date(2026, 11, 22)), ..run.report() }).unwrap();
    assert!(dated != first);
    assert!(all_words(&dated).contains("Report of a check against criteria, 22 November 2026\n"));
    assert!(part(&dated, "docProps/core.xml").contains("<dcterms:created xsi:type=\"dcterms:W3CDTF\">2026-11-22T00:00:00Z<"));
    assert!(!part(&first, "docProps/core.xml").contains("dcterms:created"));
}

#[test]
fn the_document_says_what_it_is() {
    let bytes = small();
    let core = part(&bytes, "docProps/core.xml");
    let core = Document::parse(&core).unwrap();
    let of = |name: &str| core.descendants().find(|node| node.tag_name().name() == name).and_then(|node| node.text()).unwrap();
    let tool = format!("ungp-check {}", env!("CARGO_PKG_VERSION"));
    assert_eq!(of("title"), format!("Technology (Due Diligence) Bill: report of {tool}"));
    assert_eq!((of("language"), of("creator")), ("en-GB", tool.as_str()));
    let footer = part(&bytes, "word/footer1.xml");
    let footer = Document::parse(&footer).unwrap();
    assert_eq!(words(footer.root_element()), format!("Technology (Due Diligence) Bill · {tool}\tPage 1 of 1"));
    let text = all_words(&bytes);
    for words in [format!("Program\t{tool}\n"), "Criteria\t6 rules in 3 families; vocabulary initiative/1\n".into()] {
        assert!(text.contains(&words), "{words}\n{text}");
    }
}

#[test]
fn nothing_checked_is_no_pass() {
    let alerts = |bytes: &[u8]| -> Vec<String> {
        paragraphs(bytes).into_iter().filter(|paragraph| paragraph.style == "Alert").map(|paragraph| paragraph.words).collect()
    };
    let none = render(&Run::new().report()).unwrap();
    assert_eq!(paragraphs(&none)[0].words, "Nothing was checked");
    assert_eq!(alerts(&none), ["Nothing was checked: there are no inputs."]);
    assert!(all_words(&none).contains("That is not a pass"));
    let run = Run::small();
    let rules = render(&Report { rules: 0, ..run.report() }).unwrap();
    assert_eq!(paragraphs(&rules)[0].words, "Nothing was checked");
    assert!(!all_words(&rules).contains("certificate"));
    let broken = "vocabulary: initiative/1\nmeta: { id: xx-b, title: B, kinds: [hrdd-law] }\nhrdd: { mod: duty }\n";
    let half = Run::new().input("a.yaml", DESCRIPTION, None).input("b.yaml", broken, None);
    let bytes = render(&half.report()).unwrap();
    assert_eq!(alerts(&bytes), ["1 of 2 inputs could not be checked."]);
    let text = all_words(&bytes);
    for problem in &half.problems {
        assert!(text.contains(&shown(&problem.message)), "{}\n{text}", problem.message);
    }
    let open = Run::new().input("c.yaml", "vocabulary: initiative/1\nmeta: { id: xx-c, title: C, kinds: [hrdd-law] }\n", None);
    let text = all_words(&render(&open.report()).unwrap());
    for words in ["5 undetermined", "neither good nor bad", "That is no certificate"] {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

#[test]
fn what_is_set_aside_is_there_with_the_names_under_it() {
    let mut run = Run::small();
    let earlier = crate::report::json::render(&run.report());
    let text = "waivers:\n  - { rule: HRD-003, reason: a pilot, owner: unit 3, approver: A. Example, expires: 2027-06-30 }\n\
                - { rule: HRD-001, reason: none, owner: o, approver: a, expires: 2027-06-30 }\n";
    let text = text.replace("\n- {", "\n  - {");
    let file = run.sources.add("waivers.yaml", text);
    let (written, problems) = waiver::read(file, &run.sources, &run.pack);
    assert_eq!(problems, []);
    let mut register = Register::new(file, written, jiff::civil::date(2026, 11, 22));
    register.apply(&mut run.checked, &run.pack, true);
    let waived = render(&Report { waivers: Some(&register), ..run.report() }).unwrap();
    let text = all_words(&waived);
    for words in [
        "Waived findings\nDue diligence is required once, not as an ongoing exercise. (error HRD-003, waived)\n",
        "Reason\ta pilot\n",
        "Owner\tunit 3\n",
        "Approved by\tA. Example\n",
        "Until\t30 June 2027",
        "Findings about waivers\n",
        "This waiver of HRD-001 matches no finding. (warning waiver-unused)",
        "1 waived",
        "Waivers\twaivers.yaml (2 in force)\n",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert_eq!(text.matches("not as an ongoing exercise").count(), 1, "a waived finding is no point of the summary");
    let mut run = Run::small();
    let file = run.sources.add("baseline.json", earlier);
    let mut known = baseline::read(file, &run.sources).unwrap();
    known.apply(&mut run.checked, &run.pack).unwrap();
    let bytes = render(&Report { baseline: Some(&known), ..run.report() }).unwrap();
    let text = all_words(&bytes);
    assert!(text.contains("Known from the baseline\n") && text.contains("(error HRD-003, known)"), "{text}");
    assert!(text.contains("5 known from the baseline, left out"), "{text}");
    assert_eq!(paragraphs(&bytes).iter().filter(|paragraph| paragraph.words.ends_with(", known)")).count(), 5);
}

#[test]
fn past_laws_that_meet_a_rule_are_named_at_most_three() {
    let mut run = Run::small();
    let good = DESCRIPTION.replace("is: one-off", "is: ongoing").replace("id: xx-made-2026", "id: ID");
    let laws: Vec<crate::past::Law> = (1..=5)
        .map(|number| {
            let id = format!("xx-{number}");
            let file = run.sources.add(format!("{id}.yaml"), good.replace("id: ID", &format!("id: {id}")));
            let (description, problems) = crate::check::read(file, &run.sources, &run.pack);
            assert_eq!(problems, []);
            let checked = crate::check::check(description.unwrap(), Default::default(), &run.sources, &run.pack, |_| true);
            crate::past::Law::new(id, checked, &run.pack.vocabulary)
        })
        .collect();
    let bytes = render(&Report { past: &laws, ..run.report() }).unwrap();
    let report = paragraphs(&bytes);
    let rule = report.iter().position(|paragraph| paragraph.words.starts_with("HRD-003 violated")).unwrap();
    let end = report.iter().skip(rule + 1).position(|paragraph| paragraph.style.starts_with("Heading")).unwrap();
    let named: Vec<&str> = report[rule..rule + 1 + end]
        .iter()
        .filter(|paragraph| paragraph.style == "DetailBullet")
        .map(|paragraph| paragraph.words.as_str())
        .collect();
    let expected = ["xx-1", "xx-2", "xx-3"].map(|id| format!("Technology (Due Diligence) Bill s 1 ({id}): “once, before 1 January 2027”"));
    assert_eq!(named, expected);
    assert!(all_words(&bytes).contains("Past laws\tThe rule is about 5 past laws: 5 meet it.\n"));
    assert!(all_words(&bytes).contains("Past laws\tNo past law meets it (5 asked).\n"));
}

#[test]
fn words_run_in_their_own_direction() {
    let right = |words| Stretch { words, leftward: true };
    let left = |words| Stretch { words, leftward: false };
    assert_eq!(stretches("plain"), [left("plain")]);
    assert_eq!(stretches(""), []);
    assert_eq!(stretches("art 3 (حرية الرأي 12 ب) of"), [left("art 3 ("), right("حرية الرأي 12 ب"), left(") of")]);
    assert_eq!(stretches("שלום a עולם"), [right("שלום"), left(" a "), right("עולם")]);
    assert!(begins_leftward(["1. ", "حرية a"].into_iter()) && !begins_leftward(["a حرية"].into_iter()) && !begins_leftward([].into_iter()));
    assert!(
        is_all_leftward(["1. ", "حرية"].into_iter()) && !is_all_leftward(["حرية a"].into_iter()) && !is_all_leftward(["1"].into_iter())
    );
    let description = DESCRIPTION.replace("Technology (Due Diligence) Bill", "قانون المنصات 2026");
    let run = Run::new().input("a.yaml", &description, Some(BILL));
    let bytes = render(&run.report()).unwrap();
    assert_eq!(paragraphs(&bytes)[0].words, "قانون المنصات 2026");
    let text = part(&bytes, "word/document.xml");
    assert!(text.contains("<w:pStyle w:val=\"Title\"/><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr>"), "{text}");
}

#[test]
fn sentences_and_marks() {
    let said = ["companies lie", "why?", "add “x.”", "`é` is", ""].map(sentence);
    assert_eq!(said, ["Companies lie.", "Why?", "Add “x.”", "`é` is.", ""]);
    let runs: Vec<(String, bool)> = marked("`a` and `b`: c").into_iter().map(|run| (run.words, run.look == Look::Code)).collect();
    assert_eq!(runs, [("a", true), (" and ", false), ("b", true), (": c", false)].map(|(words, code)| (words.to_owned(), code)));
    assert_eq!(marked("one ` mark").len(), 1);
}
