//! What is written of made-up bills, with proposals made by hand.

use super::*;
use crate::description::{Description, FactStatus};
use crate::detect::describe::{Told, describe};
use crate::detect::{Hit, Mark, Proposal, Strength};
use crate::pack::{self, Pack};
use crate::source::{Sources, Span};
use crate::text::document::{Builder, Format, ProvisionKind, Role};
use crate::typecheck::Depth;
use crate::value::{QuantityType, parse_quantity};
use crate::vocabulary::Value;
use proptest::prelude::*;
use std::sync::LazyLock;

pub(super) static PACK: LazyLock<Pack> = LazyLock::new(|| {
    let mut sources = Sources::new();
    let (pack, problems) = pack::load(pack::embedded(), Depth::Names, &mut sources);
    assert!(problems.is_empty(), "{problems:?}");
    pack
});

pub(super) const LINES: [&str; 5] = [
    "Online Harbour Act",
    "A harbour platform shall take down unlawful notices within 24 hours of a complaint.",
    "A platform that fails is liable to a fine of up to 5000 EUR, and its officer to imprisonment.",
    "Companies shall assess risks to people each year; nothing here requires them to publish the result.",
    "The authority may order a platform to hand over records.",
];

/// A document with a section for each paragraph after the first.
pub(super) fn document(lines: &[&str], sources: &mut Sources) -> Document {
    let text = lines.join("\n");
    let file = sources.add("bill.txt", text.clone());
    let mut builder = Builder::new();
    let mut at = 0;
    for (number, line) in lines.iter().enumerate() {
        if number > 0 {
            builder.open(ProvisionKind::Section, "", &number.to_string(), None);
        }
        builder.block(if number == 0 { Role::Front } else { Role::Text });
        builder.push(line, at..at + line.len());
        at += line.len() + 1;
        if number > 0 {
            builder.close();
        }
    }
    let mut document = builder.finish(file, Format::Plain);
    document.title = Some(lines[0].to_owned());
    document
}

fn field(path: &str) -> (RecordId, u16, FieldKind) {
    let vocabulary = &PACK.vocabulary;
    vocabulary
        .leaves()
        .find(|(record, index, _)| vocabulary.field_path(*record, *index) == path)
        .map_or_else(|| panic!("no {path}"), |(record, index, field)| (record, index, field.kind))
}

fn value_of(kind: FieldKind, words: &str) -> Value {
    let vocabulary = &PACK.vocabulary;
    match kind {
        FieldKind::Bool => Value::Bool(words == "true"),
        FieldKind::Enum(id) => Value::Enum(vocabulary.values(id).find(words).unwrap()),
        FieldKind::Set(id) => {
            Value::Set(words.split(' ').map(|word| vocabulary.values(id).bit(vocabulary.values(id).find(word).unwrap())).sum())
        }
        FieldKind::Quantity(kind) => Value::Quantity(parse_quantity(words, kind).unwrap()),
        _ => Value::Quantity(parse_quantity(words, QuantityType::Text).unwrap()),
    }
}

fn hit(document: &Document, words: &str, strength: Strength) -> Hit {
    let at = document.text.find(words).unwrap_or_else(|| panic!("no {words}"));
    let extent = Extent::new(at, at + words.len());
    let cue = Span::new(document.source, 0..0);
    Hit {
        extent,
        provision: document.provision_at(extent.start),
        cue,
        owner: "CNT-001".into(),
        strength,
        context: Context::Plain,
        meant: true,
    }
}

pub(super) fn proposal(document: &Document, path: &str, value: &str, words: &str, group: u32) -> Proposal {
    let (record, field, kind) = field(path);
    Proposal { record, field, value: value_of(kind, value), group, hit: hit(document, words, Strength::Strong) }
}

fn lead(document: &Document, path: &str, words: &str) -> Lead {
    let (record, field, _) = field(path);
    Lead { record, field, hit: hit(document, words, Strength::Weak) }
}

pub(super) fn detected(document: &Document) -> Detected {
    let one = |path, value, words, group| proposal(document, path, value, words, group);
    let mark = Mark {
        name: "deadline".into(),
        value: Some(parse_quantity("24 h", QuantityType::Duration).unwrap()),
        hit: hit(document, "within 24 hours", Strength::Strong),
    };
    Detected {
        proposals: vec![
            one("meta.kinds", "content-platform", "platform", 0),
            one("content[].deadline", "24 h", "within 24 hours", 1),
            one("content[].target", "illegal", "unlawful notices", 1),
            one("penalties[].nature", "admin-fine", "a fine", 2),
            one("penalties[].max_fine", "5000 EUR", "5000 EUR", 2),
            one("penalties[].nature", "imprisonment", "imprisonment", 3),
            one("hrdd.mode", "duty", "shall assess risks to people", 0),
            one("hrdd.frequency", "periodic", "each year", 0),
            one("hrdd.frequency", "one-off", "nothing here", 0),
        ],
        marks: vec![mark],
        leads: vec![lead(document, "powers[].power", "order a platform to hand over records")],
        ..Detected::default()
    }
}

pub(super) fn root(document: &Document, detected: &Detected) -> (Suggested, Record) {
    let suggested = describe(document, detected, Told::default(), &PACK.vocabulary);
    let root = tidy(&suggested.description.root, "harbour", &PACK.vocabulary);
    (suggested, root)
}

fn rendered(document: &Document, detected: &Detected, kinds: u64) -> String {
    let suggested = describe(document, detected, Told { kinds, jurisdiction: None }, &PACK.vocabulary);
    let root = tidy(&suggested.description.root, "harbour", &PACK.vocabulary);
    let vocabulary = &PACK.vocabulary;
    render(&Imported { document, detected, suggested: &suggested, root: &root, vocabulary, name: "bill.txt", text: Some("bill.txt") })
}

pub(super) fn read(text: &str, sources: &mut Sources) -> Description {
    let file = sources.add("a.yaml", text.to_owned());
    let (description, problems) = crate::check::read(file, sources, &PACK);
    assert!(problems.is_empty(), "{problems:?}\n{text}");
    description.unwrap()
}

/// Every fact is suggested, but for the short name and what the person who asked said; every quote is in the bill.
fn assert_suggested(description: &Description, document: &Document, told: &[&str]) -> usize {
    let mut facts = 0;
    description.for_each_fact(&PACK.vocabulary, &mut |path, _, fact, record| {
        let (own, around) = (fact.provenance.as_deref(), record.provenance.as_deref());
        let status = own.and_then(|found| found.status).or(around.and_then(|found| found.status));
        if path != "meta.id" && path != "coverage.reviewed" && !told.contains(&path) {
            assert_eq!(status, Some(FactStatus::Suggested), "{path}");
        }
        for quote in [own, around].into_iter().flatten().filter_map(|found| found.quote.as_ref()) {
            assert!(document.text.contains(&*quote.text), "{:?} is not in {:?}", quote.text, document.text);
            assert!(quote.text.split(' ').count() <= 20, "{}", quote.text);
        }
        facts += 1;
    });
    facts
}

#[test]
fn what_is_written_reads_back_suggested() {
    let mut sources = Sources::new();
    let document = document(&LINES, &mut sources);
    let page = rendered(&document, &detected(&document), 0);
    let description = read(&page, &mut sources);
    assert_eq!(assert_suggested(&description, &document, &[]), 10, "{page}");
    assert!(description.text.is_some());
    for line in [
        "  id: harbour\n",
        "  mode: { is: duty, at: \"s 3\", quote: \"shall assess risks to people\", status: suggested, note: \"cue of CNT-001\" }\n",
        // The words of the record first, what is its own with each fact.
        "  - target: { is: illegal, quote: \"unlawful notices\" }\n    deadline: { is: 24 h, quote: \"within 24 hours\" }\n    at: \"s 1\"\n",
        "  - nature: imprisonment\n    at: \"s 2\"\n    quote: \"imprisonment\"\n    status: suggested\n",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
}

#[test]
fn alternatives_and_places_are_comments() {
    let mut sources = Sources::new();
    let document = document(&LINES, &mut sources);
    let page = rendered(&document, &detected(&document), 0);
    // The words point both ways on how often risks are assessed.
    let (above, _) = page.split_once("  #frequency:\n").unwrap_or_else(|| panic!("{page}"));
    assert!(above.contains("  ## look at s 3, for `one-off`: “"), "{above}");
    assert!(above.contains("  ## look at s 3, for `periodic`: “Companies shall assess risks to people each year; nothing here requires them to publish the result.”"), "{above}");
    assert!(above.trim_end().ends_with('”'), "{above}");
    assert!(page.contains("## look at s 4: “The authority may order a platform to hand over records.”\n#powers:\n"), "{page}");
    assert!(page.contains("## provisions: 4 sections\n## deadline: 1 place\n## - s 1 “"), "{page}");
    assert!(page.contains(" = 24 h\n") || page.contains(" = 24 hours\n"), "{page}");
}

#[test]
fn questions_taken_out_of_their_comment_can_be_answered() {
    let mut sources = Sources::new();
    let document = document(&LINES, &mut sources);
    let page = rendered(&document, &detected(&document), 0);
    let answered = page.replace("  #frequency:\n", "  frequency: periodic\n").replace("#powers:\n", "powers: []\n");
    assert_ne!(answered, page);
    assert_eq!(read(&answered, &mut sources).for_test_count(), read(&page, &mut sources).for_test_count() + 1);
}

#[test]
fn a_section_with_questions_alone_can_be_uncommented_whole() {
    let mut sources = Sources::new();
    let document = document(&LINES, &mut sources);
    let detected = Detected { leads: vec![lead(&document, "hrdd.mode", "assess risks")], ..Detected::default() };
    let page = rendered(&document, &detected, 1);
    assert!(page.contains("\n#hrdd:\n## Does") && page.contains("\n#  mode:\n"), "{page}");
    let answered = page.replace("\n#hrdd:", "\nhrdd:").replace("\n#  mode:", "\n  mode: duty");
    assert_eq!(read(&answered, &mut sources).for_test_count(), read(&page, &mut sources).for_test_count() + 1);
}

impl Description {
    fn for_test_count(&self) -> usize {
        let mut facts = 0;
        self.for_each_fact(&PACK.vocabulary, &mut |_, _, _, _| facts += 1);
        facts
    }
}

#[test]
fn a_record_whose_own_field_has_the_name_of_a_key_says_it_with_its_facts() {
    let mut sources = Sources::new();
    let document = document(&LINES, &mut sources);
    let (record, ..) = field("defs[].status");
    let path =
        PACK.vocabulary.record(record).fields.iter().find(|field| matches!(field.kind, FieldKind::Enum(_)) && field.name != "status");
    let other = path.map(|field| field.name.clone()).unwrap();
    let words = |name: &str| {
        let (.., kind) = field(&format!("defs[].{name}"));
        let FieldKind::Enum(id) = kind else { panic!("{name}") };
        PACK.vocabulary.values(id).name(0).to_owned()
    };
    let kinds = proposal(&document, "meta.kinds", "content-platform", "platform", 0);
    let one = proposal(&document, &format!("defs[].{other}"), &words(&other), "unlawful notices", 1);
    let detected = Detected { proposals: vec![kinds, one], ..Detected::default() };
    let description = read(&rendered(&document, &detected, 0), &mut sources);
    assert_eq!(assert_suggested(&description, &document, &[]), 5);
}

#[test]
fn short_names_come_from_file_names() {
    assert_eq!(slug("a/b/Online Safety Bill (2026).docx"), "online-safety-bill-2026");
    assert_eq!(slug("Gesetz über Häfen.txt"), "gesetz-uber-hafen");
    assert_eq!(slug("قانون.pdf"), "bill");
    assert_eq!(slug(".txt"), "bill");
    assert_eq!(slug("<stdin>"), "stdin");
}

#[test]
fn quotes_end_with_a_word() {
    let long = "word ".repeat(50);
    assert_eq!(tidy::shortened(long.trim()).split(' ').count(), 20);
    let unbroken = "字".repeat(500);
    assert_eq!(tidy::shortened(&unbroken).chars().count(), 240);
    assert_eq!(tidy::shortened(""), "");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the words are and wherever a cue fires, what is written reads back, suggested, with quotes that are in the bill.
    #[test]
    fn any_words_read_back(lines in proptest::collection::vec("\\PC{1,80}|[a-z: #{}\\[\\]\"'|>&*!%@`,\u{202e}\u{7}\u{85}\u{feff}-]{1,60}", 1..6), picks in proptest::collection::vec((any::<prop::sample::Index>(), 1..40_usize, 0..4_u32), 0..8)) {
        let mut sources = Sources::new();
        let lines: Vec<&str> = std::iter::once("Title").chain(lines.iter().map(String::as_str)).collect();
        let document = document(&lines, &mut sources);
        let paths = [("content[].deadline", "24 h"), ("content[].target", "illegal"), ("hrdd.mode", "duty"), ("meta.standards_other", "x: y")];
        let mut detected = Detected::default();
        for (pick, length, group) in picks {
            let block = document.blocks[pick.index(document.blocks.len())].extent;
            let words: Vec<char> = document.words(block).chars().take(length).collect();
            let words: String = words.into_iter().collect();
            prop_assume!(!words.trim().is_empty());
            let (path, value) = paths[group as usize];
            let mut one = proposal(&document, path, value, &words, group);
            one.hit.extent = Extent::new(block.start as usize, block.start as usize + words.len());
            detected.leads.push(Lead { record: one.record, field: one.field, hit: one.hit.clone() });
            detected.proposals.push(one);
        }
        let page = rendered(&document, &detected, 1);
        let description = read(&page, &mut sources);
        assert_suggested(&description, &document, &["meta.kinds"]);
    }
}

#[test]
fn definitions_are_listed_with_how_they_are_worded() {
    let mut sources = Sources::new();
    let lines = [
        "Online Harbour Act",
        "In this Act “quay” includes a pier; “loud noise” means noise that is loud; “berth” has the same meaning as in the Ports Act.",
        "A platform that fails is liable to a fine of up to 5000 EUR.",
    ];
    let document = document(&lines, &mut sources);
    let detected = Detected { marks: Vec::new(), ..Detected::default() };
    let page = rendered(&document, &detected, 1);
    let expected = "## definitions: 3 terms\n## - s 1 “quay”: includes, open list\n## - s 1 “loud noise”: means, explained by itself\n\
                    ## - s 1 “berth”: by reference\n";
    assert!(page.contains(expected), "{page}");
}
