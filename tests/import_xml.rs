//! Real laws in Akoma Ntoso and in the XML of Justice Canada, read by the importers and counted by another method beside them.

#![cfg(test)]

use regex::Regex;
use roxmltree::Node;
use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use ungp_check::source::Sources;
use ungp_check::text::document::{Document, ProvisionKind};
use ungp_check::text::import::import;

/// The by-law of which the publisher has a title and no text.
const EMPTY: &str = "za-cpt__2016__municipal-planning-second-amendment__2016-11-18.xml";

fn folder() -> PathBuf {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/laws");
    std::env::var_os("UNGP_LAWS").map_or_else(beside, PathBuf::from)
}

/// The laws of a folder, or none with a word about it.
fn laws(kind: &str) -> Vec<PathBuf> {
    let folder = folder().join(kind);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        // Past the capture of test output, so that it is seen.
        let _ = writeln!(std::io::stderr(), "SKIPPED laws in {kind}: {} is not there", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "xml") && path.file_name().is_some_and(|name| name != EMPTY));
    paths.sort();
    assert!(!paths.is_empty(), "{} is empty", folder.display());
    paths
}

struct Law {
    name: String,
    text: String,
    sources: Sources,
    document: Document,
}

fn read(path: &Path) -> Law {
    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
    let bytes = std::fs::read(path).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let mut sources = Sources::new();
    let begun = std::time::Instant::now();
    match import(&name, bytes, &mut sources) {
        Ok(document) => {
            println!("{:48.48} {:>8} bytes in {:>6} µs", name, text.len(), begun.elapsed().as_micros());
            Law { name, text, sources, document }
        }
        Err(problems) => panic!("{name}: {problems:?}"),
    }
}

fn numbers(document: &Document, wanted: impl Fn(ProvisionKind) -> bool) -> Vec<&str> {
    document.provisions.iter().filter(|provision| wanted(provision.kind)).map(|provision| &*provision.number).collect()
}

/// Words in one line, as they are compared.
fn collapsed(text: &str) -> String {
    let shown = text.chars().filter(|letter| !matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}'));
    shown.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is(node: Node<'_, '_>, names: &[&str]) -> bool {
    node.is_element() && names.contains(&node.tag_name().name())
}

/// The number that the text of an element itself shows, by the letters and figures at its end.
fn shown_number(node: Node<'_, '_>, label: &str) -> String {
    let Some(label) = node.children().find(|child| is(*child, &[label])) else { return String::new() };
    let own: String = label.children().filter_map(|child| child.text().filter(|_| child.is_text())).collect();
    NUMBER.find(&own).map(|found| found.as_str().to_owned()).unwrap_or_default()
}

/// The numbers of the units of a law in Akoma Ntoso: its articles, or its sections where it has none, of the act or the bill
/// itself, outside quotations, schedules and what the editor put in.
fn counted_akn(text: &str) -> Vec<String> {
    let tree = roxmltree::Document::parse(text).unwrap();
    let law = tree.descendants().find(|node| is(*node, &["act", "bill"])).unwrap();
    let body = law.children().find(|node| is(*node, &["body"])).unwrap();
    let foreign = |node: Node<'_, '_>| {
        node.ancestors().any(|around| {
            let schedule = is(around, &["hcontainer"]) && around.attribute("name").is_some_and(|name| name.starts_with("schedule"));
            schedule || is(around, &["quotedStructure", "quotedText", "table"]) || around.attribute("status") == Some("editorial")
        })
    };
    let units = |name| body.descendants().filter(|node| is(*node, &[name]) && !foreign(*node)).collect::<Vec<_>>();
    let articles = units("article");
    let units = if articles.is_empty() { units("section") } else { articles };
    units.into_iter().map(|unit| shown_number(unit, "num")).collect()
}

/// The numbers of the sections in the body of a Canadian law.
fn counted_ca(text: &str) -> Vec<String> {
    let text = text.trim_start_matches('\u{feff}');
    let tree = roxmltree::Document::parse(text).unwrap();
    let body = tree.root_element().children().find(|node| is(*node, &["Body"])).unwrap();
    body.children().filter(|node| is(*node, &["Section"])).map(|section| shown_number(section, "Label")).collect()
}

/// Counts the units of a law by their numbers.
type Count = fn(&str) -> Vec<String>;

#[test]
fn units_are_those_that_another_method_counts() {
    let count: [(&str, Count); 2] = [("akn", counted_akn), ("xml-ca", counted_ca)];
    let mut wrong = Vec::new();
    for (kind, counted) in count {
        for path in laws(kind) {
            let law = read(&path);
            let (found, expected) = (numbers(&law.document, ProvisionKind::is_unit), counted(&law.text));
            let of = |wanted: ProvisionKind| numbers(&law.document, |kind| kind == wanted).len();
            println!(
                "{:48.48} units {:>4}  divisions {:>4}  schedules {:>2}  recitals {:>3}  paragraphs {:>4}  points {:>5}  blocks {:>5}",
                law.name,
                found.len(),
                of(ProvisionKind::Division),
                of(ProvisionKind::Schedule),
                of(ProvisionKind::Recital),
                of(ProvisionKind::Paragraph),
                of(ProvisionKind::Point),
                law.document.blocks.len()
            );
            if found != expected {
                wrong.push(format!("{}: found {found:?}\nexpected {expected:?}", law.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Notes that stand behind their paragraph; line breaks and dotted lines, which are spaces; all other tags, which are nothing.
static NOTES: LazyLock<Regex> = LazyLock::new(|| {
    let note = |name: &str| format!(r"<(?:\w+:)?{name}\b[^>]*>.*?</(?:\w+:)?{name}>");
    Regex::new(&format!("(?s){}", ["authorialNote", "remark", "FootnoteRef"].map(note).join("|"))).unwrap()
});
static BREAKS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<(?:\w+:)?(?:eol|br|Leader|LineBreak)\b[^>]*>").unwrap());
static TAGS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?s)<!--.*?-->|<[^>]*>").unwrap());
static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[0-9]+(?:\.[0-9]+)*[A-Z]*").unwrap());

/// Where tags stand that print a quotation mark, and the mark: the start tag its `startQuote`, the end tag its `endQuote`.
fn quotation_marks(xml: &str) -> HashMap<usize, String> {
    let mut marks = HashMap::new();
    let mut open: Vec<String> = Vec::new();
    for tag in TAGS.find_iter(xml).filter(|tag| !tag.as_str().starts_with("<!") && !tag.as_str().starts_with("<?")) {
        let attribute = |name: &str| {
            let value = tag.as_str().split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split_once('"'));
            value.map(|(value, _)| value.to_owned()).unwrap_or_default()
        };
        if tag.as_str().starts_with("</") {
            marks.insert(tag.start(), open.pop().unwrap());
        } else if !tag.as_str().ends_with("/>") {
            marks.insert(tag.start(), attribute("startQuote"));
            open.push(attribute("endQuote"));
        }
    }
    marks.retain(|_, mark| !mark.is_empty());
    marks
}

/// A range of the source with the marks in place of the tags that print them.
fn marked(source: &str, start: usize, marks: &HashMap<usize, String>) -> String {
    let mark = |tag: &regex::Captures<'_>| {
        let whole = tag.get(0).unwrap();
        marks.get(&(start + whole.start())).cloned().unwrap_or_else(|| whole.as_str().to_owned())
    };
    TAGS.replace_all(source, mark).into_owned()
}

/// What a range of the source shows: tags out, notes out that stand behind their paragraph, references resolved.
fn shown(source: &str) -> String {
    let text = NOTES.replace_all(source, "");
    let text = BREAKS.replace_all(&text, " ");
    let text = TAGS.replace_all(&text, "").into_owned();
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#8217;", "’"), ("&#160;", " "), ("&amp;", "&")];
    collapsed(&named.iter().fold(text, |text, (name, letter)| text.replace(name, letter)))
}

/// Letters and figures only: a space is put between a number and its words where the source has none.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

#[test]
fn every_paragraph_leads_back_to_its_words() {
    let mut wrong = Vec::new();
    let mut looked_at = 0;
    for path in laws("akn").iter().chain(&laws("xml-ca")) {
        let law = read(path);
        let marks = quotation_marks(&law.text);
        // A prime, so that no regular pattern of the drafting is missed.
        for block in law.document.blocks.iter().step_by(7) {
            let words = law.document.words(block.extent);
            let span = law.document.span(block.extent);
            let source = law.sources.slice(span);
            looked_at += 1;
            if letters(&shown(&marked(source, span.range().start, &marks))) != letters(words) {
                wrong.push(format!("{}: `{words}` is from `{source}`", law.name));
            }
        }
    }
    println!("{looked_at} paragraphs");
    assert!(wrong.is_empty(), "{} of {looked_at}:\n{}", wrong.len(), wrong.iter().take(20).cloned().collect::<Vec<_>>().join("\n"));
}

#[test]
fn provisions_nest_and_hold_their_words() {
    for path in laws("akn").iter().chain(&laws("xml-ca")) {
        let Law { name, document, .. } = read(path);
        for (at, provision) in document.provisions.iter().enumerate() {
            let around = provision.parent.map(|parent| &document.provisions[parent as usize]);
            let inside =
                around.is_none_or(|around| around.extent.start <= provision.extent.start && provision.extent.end <= around.extent.end);
            assert!(inside, "{name}: {} is not within what stands around it", provision.id);
            assert!(provision.parent.is_none_or(|parent| (parent as usize) < at), "{name}: {}", provision.id);
            assert!(!provision.number.contains(['(', '[', ']']), "{name}: {}", provision.number);
            for part in [Some(provision.label), provision.heading].into_iter().flatten().filter(|part| !part.is_empty()) {
                let held = provision.extent.start <= part.start && part.end <= provision.extent.end;
                assert!(held, "{name}: {} does not hold `{}`", provision.id, document.words(part));
            }
        }
        for block in &document.blocks {
            let Some(provision) = block.provision.and_then(|id| document.provision(id)) else { continue };
            let held = provision.extent.start <= block.extent.start && block.extent.end <= provision.extent.end;
            assert!(held, "{name}: {} does not hold `{}`", provision.id, document.words(block.extent));
        }
    }
}

/// The value of a key in the lists made by hand.
fn listed(list: &str, key: &str) -> Option<String> {
    let line = list.lines().find_map(|line| line.trim().strip_prefix(key)?.strip_prefix(':'))?;
    Some(line.trim().to_owned())
}

/// The numbers in `["1-28"]`, or the words in `["a", "b"]`.
fn values(listed: &str) -> Vec<String> {
    let items = listed.trim_matches(['[', ']']).split(',').map(|item| item.trim().trim_matches('"'));
    let numbers = |item: &str| {
        let (first, last) = item.split_once('-')?;
        Some((first.parse::<u32>().ok()?..=last.parse().ok()?).map(|number| number.to_string()).collect::<Vec<_>>())
    };
    items.flat_map(|item| numbers(item).unwrap_or_else(|| vec![item.to_owned()])).collect()
}

#[test]
fn provisions_are_those_listed_by_hand() {
    for name in ["ca-f-10.6", "za-informal-trading-2009", "za-public-parks-2010"] {
        let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/extraction").join(format!("{name}.yaml"));
        let list = std::fs::read_to_string(list).unwrap();
        let path = folder().join(listed(&list, "text").unwrap().strip_prefix("laws/").unwrap());
        if !path.exists() {
            let _ = writeln!(std::io::stderr(), "SKIPPED {name}: {} is not there", path.display());
            continue;
        }
        let document = read(&path).document;
        let order = values(&listed(&list, "order").unwrap());
        assert_eq!(numbers(&document, ProvisionKind::is_unit), order, "{name}");
        assert_eq!(listed(&list, "sections").unwrap(), order.len().to_string(), "{name}");
        let schedules = numbers(&document, |kind| kind == ProvisionKind::Schedule).len();
        assert_eq!(listed(&list, "schedules").unwrap(), schedules.to_string(), "{name}");
        let parts = document.provisions.iter().filter(|provision| provision.word == "part").count();
        assert_eq!(listed(&list, "parts").unwrap(), parts.to_string(), "{name}");
        let ids = |wanted: fn(ProvisionKind) -> bool| {
            document.provisions.iter().filter(|provision| wanted(provision.kind)).map(|provision| provision.id.clone()).collect::<Vec<_>>()
        };
        if let Some(expected) = listed(&list, "eids") {
            assert_eq!(ids(ProvisionKind::is_unit), values(&expected), "{name}");
        }
        if let Some(expected) = listed(&list, "schedule_eids") {
            assert_eq!(ids(|kind| kind == ProvisionKind::Schedule), values(&expected), "{name}");
        }
    }
}

#[test]
fn a_law_without_words_is_said_to_be_empty() {
    let path = folder().join("akn").join(EMPTY);
    let Ok(bytes) = std::fs::read(&path) else { return };
    let problems = import(EMPTY, bytes, &mut Sources::new()).unwrap_err();
    assert_eq!(problems[0].code, "empty-text");
}

#[test]
fn titles_languages_and_jurisdictions() {
    let expected = [
        ("akn/eu_COM20130619_EN-8.xml", "EU", "en"),
        ("akn/it_senato_ddl_2013.xml", "IT", "it"),
        ("akn/uk-bankruptcy-scotland-bill.xml", "GB", "en"),
        ("akn/us_Act_2011-11-29.xml", "US", "en"),
        ("akn/uy_bill_2010-09-27.xml", "UY", "es"),
        ("akn/za-jhb__2009__informal-trading__2012-03-14.xml", "ZA", "en"),
        ("xml-ca/T-3.4.xml", "CA", "en"),
    ];
    for (name, jurisdiction, language) in expected {
        let path = folder().join(name);
        if !path.exists() {
            let _ = writeln!(std::io::stderr(), "SKIPPED {name}: {} is not there", path.display());
            continue;
        }
        let document = read(&path).document;
        assert_eq!((document.jurisdiction.as_deref(), document.language.as_deref()), (Some(jurisdiction), Some(language)), "{name}");
        assert!(document.title.as_deref().is_some_and(|title| title.contains(' ') && !title.contains('#')), "{name}: {:?}", document.title);
    }
}
