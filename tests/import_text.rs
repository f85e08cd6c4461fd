//! Laws in plain text and Markdown, read and compared with the lists made by hand: the numbers of their units in order, and the
//! provisions that words stand in.

#![cfg(test)]

use std::collections::HashMap;
use std::io::Write;
use std::path::PathBuf;
use ungp_check::description::yaml;
use ungp_check::node::{Node, NodeValue};
use ungp_check::source::Sources;
use ungp_check::text::document::{Document, Extent, ProvisionKind};
use ungp_check::text::import::import;

const LAWS: [&str; 9] = [
    "ae-cybercrimes-2021",
    "de-netzdg-2017",
    "eu-dsa-2022",
    "eu-gdpr-2016",
    "gh-cybersecurity-2020",
    "ke-cmca-2018",
    "ph-privacy-2012",
    "sg-pofma-2019",
    "zw-interception-2007",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Past the capture of test output, so that it is seen.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// A list and the law it is about.
struct Law {
    list: Node,
    lists: Sources,
    document: Document,
}

fn value<'n>(node: &'n Node, key: &str, sources: &Sources) -> Option<&'n Node> {
    let NodeValue::Mapping(entries) = &node.value else { return None };
    entries.iter().find(|entry| entry.key.text(sources) == key).map(|entry| &entry.value)
}

fn items(node: Option<&Node>) -> &[Node] {
    match node.map(|node| &node.value) {
        Some(NodeValue::Sequence(items)) => items,
        _ => &[],
    }
}

fn law(name: &str) -> Option<Law> {
    let mut lists = Sources::new();
    let text = std::fs::read_to_string(root().join(format!("fixtures/extraction/{name}.yaml"))).unwrap();
    let file = lists.add(name, text);
    let list = yaml::read(file, lists.text(file)).0.unwrap();
    let path = value(&list, "text", &lists).unwrap().text(&lists).unwrap().to_owned();
    let folder = std::env::var_os("UNGP_LAWS").map_or_else(|| root().join("../shared/laws"), PathBuf::from);
    let path = folder.join(path.strip_prefix("laws/").unwrap());
    let Ok(bytes) = std::fs::read(&path) else {
        say(&format!("SKIPPED {name}: {} is not there", path.display()));
        return None;
    };
    let mut sources = Sources::new();
    let document = import(path.file_name().unwrap().to_str().unwrap(), bytes, &mut sources).unwrap();
    Some(Law { list, lists, document })
}

/// `["1-46", "46A", "47-68"]` as single numbers.
fn expected(law: &Law) -> Vec<String> {
    let provisions = value(&law.list, "provisions", &law.lists).unwrap();
    let mut numbers = Vec::new();
    for item in items(value(provisions, "order", &law.lists)) {
        let text = item.text(&law.lists).unwrap();
        match text.split_once('-').map(|(first, last)| (first.parse::<u32>(), last.parse::<u32>())) {
            Some((Ok(first), Ok(last))) => numbers.extend((first..=last).map(|number| number.to_string())),
            _ => numbers.push(text.to_owned()),
        }
    }
    numbers
}

fn units(document: &Document) -> Vec<String> {
    document.provisions.iter().filter(|provision| provision.kind.is_unit()).map(|provision| provision.number.clone()).collect()
}

/// What of the first list is not in the second, in order: from the longest common subsequence.
fn missing(wanted: &[String], found: &[String]) -> Vec<String> {
    let mut length = vec![vec![0usize; found.len() + 1]; wanted.len() + 1];
    for (w, one) in wanted.iter().enumerate().rev() {
        for (f, other) in found.iter().enumerate().rev() {
            length[w][f] = if one == other { length[w + 1][f + 1] + 1 } else { length[w + 1][f].max(length[w][f + 1]) };
        }
    }
    let (mut w, mut f, mut left) = (0, 0, Vec::new());
    while w < wanted.len() {
        if f < found.len() && wanted[w] == found[f] && length[w][f] == length[w + 1][f + 1] + 1 {
            (w, f) = (w + 1, f + 1);
        } else if f < found.len() && length[w][f + 1] >= length[w + 1][f] {
            f += 1;
        } else {
            left.push(wanted[w].clone());
            w += 1;
        }
    }
    left
}

#[test]
fn units_are_found_in_order() {
    let mut wrong = Vec::new();
    for name in LAWS {
        let Some(law) = law(name) else { continue };
        let (wanted, found) = (expected(&law), units(&law.document));
        let (lost, false_ones) = (missing(&wanted, &found), missing(&found, &wanted));
        let line = format!("{name}: {} found, {} expected, missing {lost:?}, false {false_ones:?}", found.len(), wanted.len());
        say(&line);
        if !lost.is_empty() || !false_ones.is_empty() {
            wrong.push(line);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `s 13(5)(b)` → `s 13`; `§ 3(2)` → `s 3`. What stands behind is left out: “subpara 1”, “no 2”.
fn citation(at: &str) -> Option<String> {
    let at = at.trim().replace("§ ", "s ");
    let at = at.strip_prefix("Sch").map_or(at.clone(), |rest| format!("sch{rest}"));
    let mut words = at.split(' ');
    let (kind, number) = (words.next()?, words.next()?);
    matches!(kind, "s" | "art").then(|| format!("{kind} {number}"))
}

fn unit_of(citation: &str) -> &str {
    citation.split('(').next().unwrap_or(citation)
}

/// Every place of words in the running text, white space and case aside.
fn places(document: &Document, words: &str) -> Vec<Extent> {
    let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let flat = document.text.replace('\n', " ");
    let words = fold(words);
    flat.match_indices(&words).map(|(at, found)| Extent::new(at, at + found.len())).collect()
}

#[test]
fn words_lie_in_the_provision_that_the_list_says() {
    let mut totals: HashMap<&str, [usize; 5]> = HashMap::new();
    let verbose = std::env::var_os("UNGP_VERBOSE").is_some();
    for name in LAWS {
        let Some(law) = law(name) else { continue };
        let total = totals.entry(name).or_default();
        for key in ["deadlines", "durations", "fines", "imprisonment"] {
            for entry in items(value(&law.list, key, &law.lists)) {
                let text = |key: &str| value(entry, key, &law.lists).and_then(|node| node.text(&law.lists)).unwrap_or_default().to_owned();
                let (at, words) = (text("at"), text("words"));
                let Some(wanted) = citation(&at) else { continue };
                let places = places(&law.document, &words);
                let cited =
                    |extent: &Extent| law.document.provision_at(extent.start).map(|id| law.document.citation(id)).unwrap_or_default();
                let found: Vec<String> = places.iter().map(cited).collect();
                total[0] += 1;
                let unit = found.iter().any(|found| unit_of(found) == unit_of(&wanted));
                let whole = found.contains(&wanted);
                total[1] += usize::from(unit);
                total[2] += usize::from(whole);
                // Words that stand in one place only cannot be right by chance.
                total[3] += usize::from(found.len() == 1);
                total[4] += usize::from(found.len() == 1 && whole);
                if verbose && !whole {
                    let mut near: Vec<_> = found.iter().filter(|found| !unit || unit_of(found) == unit_of(&wanted)).collect();
                    near.truncate(3);
                    say(&format!("  {name}: `{words}` at {wanted}, found {near:?}"));
                }
            }
        }
    }
    let mut wrong = Vec::new();
    for name in LAWS {
        let Some([all, unit, whole, once, once_whole]) = totals.get(name) else { continue };
        say(&format!(
            "{name}: {all} entries, {unit} in their unit, {whole} in their paragraph or point; of {once} whose words stand in one place, {once_whole}"
        ));
        // Words that go on behind the last point of a list on its own line are taken for that point's.
        if unit != all || whole * 100 < all * 87 {
            wrong.push(name);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
#[ignore = "prints a law's outline, for reading: UNGP_OUTLINE=file cargo test --test import_text outline -- --ignored --nocapture"]
fn outline() {
    let path = PathBuf::from(std::env::var_os("UNGP_OUTLINE").unwrap());
    let mut sources = Sources::new();
    let document = import(path.file_name().unwrap().to_str().unwrap(), std::fs::read(&path).unwrap(), &mut sources).unwrap();
    println!("title {:?} language {:?}", document.title, document.language);
    for block in &document.blocks {
        let words: String = document.words(block.extent).chars().take(90).collect();
        let cited = block.provision.map(|id| document.citation(id)).unwrap_or_default();
        let depth = block.provision.map_or(0, |id| document.ancestors(id).count());
        println!("{:?}{:>4}|{}{cited} | {words}", block.role, depth, "  ".repeat(depth));
    }
    let units = document.provisions.iter().filter(|provision| matches!(provision.kind, ProvisionKind::Section | ProvisionKind::Article));
    println!("{} units", units.count());
}

/// A publisher has put the paragraphs of the schedule between the sections, and headings of parts at the end of sections: both come
/// back many times, and are told apart all the same.
#[test]
fn displaced_schedules_and_headings_that_run_on_are_told_apart() {
    let Some(law) = law("zw-interception-2007") else { return };
    let listed = |key: &str| {
        let provisions = value(&law.list, "provisions", &law.lists).unwrap();
        value(provisions, key, &law.lists).unwrap().text(&law.lists).unwrap().parse::<usize>().unwrap()
    };
    let different = |wanted: &dyn Fn(&ungp_check::text::document::Provision) -> bool| {
        let found = law.document.provisions.iter().filter(|provision| wanted(provision));
        found.map(|provision| provision.number.as_str()).collect::<std::collections::BTreeSet<_>>().len()
    };
    assert_eq!(different(&|provision| provision.word == "part"), listed("parts"));
    assert_eq!(different(&|provision| provision.kind == ProvisionKind::Schedule), listed("schedules"));
    assert_eq!(law.document.provisions.iter().filter(|provision| provision.kind.is_unit()).count(), listed("sections"));
    // No text ends in the heading of a part.
    let text = law.document.blocks.iter().filter(|block| block.role == ungp_check::text::document::Role::Text);
    let runs_on = text.map(|block| law.document.words(block.extent)).find(|words| words.contains(". Part I") || words.contains("] Part I"));
    assert_eq!(runs_on, None);
}
