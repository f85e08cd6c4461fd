//! Sections and articles that are found in real laws, against the lists made by hand.

use std::fmt::Write;
use std::path::PathBuf;
use ungp_check::description::yaml;
use ungp_check::node::{Node, NodeValue};
use ungp_check::source::Sources;
use ungp_check::text::document::{Document, ProvisionKind};
use ungp_check::text::import::import;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A law as it was listed and as it was read.
struct Law {
    name: String,
    format: &'static str,
    listed: Vec<String>,
    found: Vec<String>,
}

fn get<'n>(node: &'n Node, key: &str, sources: &Sources) -> Option<&'n Node> {
    let NodeValue::Mapping(entries) = &node.value else { return None };
    entries.iter().find(|entry| entry.key.text(sources) == key).map(|entry| &entry.value)
}

/// `["1-3", "3a"]` → 1, 2, 3, 3a.
fn numbers(order: &Node, sources: &Sources) -> Vec<String> {
    let NodeValue::Sequence(items) = &order.value else { return Vec::new() };
    let mut numbers = Vec::new();
    for item in items.iter().filter_map(|item| item.text(sources)) {
        match item.split_once('-').and_then(|(from, to)| Some((from.parse::<u32>().ok()?, to.parse::<u32>().ok()?))) {
            Some((from, to)) => numbers.extend((from..=to).map(|number| number.to_string())),
            None => numbers.push(item.to_lowercase()),
        }
    }
    numbers
}

/// The numbers of sections and articles that do not stand in a schedule.
fn units(document: &Document) -> Vec<String> {
    let in_schedule = |index: usize| {
        let id = u32::try_from(index).unwrap();
        document.ancestors(id).any(|(_, provision)| provision.kind == ProvisionKind::Schedule)
    };
    let units = document.provisions.iter().enumerate().filter(|(index, provision)| provision.kind.is_unit() && !in_schedule(*index));
    units.map(|(_, provision)| provision.number.to_lowercase()).collect()
}

/// How many of one list stand in another, in the same order.
fn in_order(some: &[String], all: &[String]) -> usize {
    let mut row = vec![0; all.len() + 1];
    for one in some {
        let mut before = 0;
        for (index, other) in all.iter().enumerate() {
            let above = row[index + 1];
            row[index + 1] = if one == other { before + 1 } else { above.max(row[index]) };
            before = above;
        }
    }
    row[all.len()]
}

fn laws() -> Option<Vec<Law>> {
    let folder = std::env::var_os("UNGP_LAWS").map_or_else(|| root().join("../shared/laws"), PathBuf::from);
    let mut lists: Vec<PathBuf> =
        std::fs::read_dir(root().join("fixtures/extraction")).unwrap().map(|entry| entry.unwrap().path()).collect();
    lists.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    lists.sort();
    let mut laws = Vec::new();
    for list in lists {
        let mut sources = Sources::new();
        let file = sources.add("list.yaml", std::fs::read_to_string(&list).unwrap());
        let node = yaml::read(file, sources.text(file)).0.unwrap();
        let text = get(&node, "text", &sources).unwrap().text(&sources).unwrap().to_owned();
        let path = folder.join(text.strip_prefix("laws/").unwrap());
        let name = list.file_stem().unwrap().to_str().unwrap().to_owned();
        let Ok(bytes) = std::fs::read(&path) else {
            let _ = std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("SKIPPED {name}: {} is not there\n", path.display()));
            return None;
        };
        let order = get(&node, "provisions", &sources).and_then(|provisions| get(provisions, "order", &sources)).unwrap();
        let listed = numbers(order, &sources);
        let document = import(&text, bytes, &mut sources).unwrap();
        laws.push(Law { name, format: document.format.name(), listed, found: units(&document) });
    }
    Some(laws)
}

/// The section of the page; nothing where the laws are not there.
pub fn section() -> Option<String> {
    let mut shown = String::from(
        "## Provisions\n\n\
         Sections and articles outside schedules, by their numbers and in order, against lists made by hand from the texts.\n\n\
         | law | format | listed | found of them | found besides |\n|---|---|---|---|---|\n",
    );
    for law in laws()? {
        let right = in_order(&law.listed, &law.found);
        let _ = writeln!(shown, "| `{}` | {} | {} | {right} | {} |", law.name, law.format, law.listed.len(), law.found.len() - right);
    }
    Some(shown)
}

#[test]
fn nearly_all_units_are_found() {
    for law in laws().unwrap_or_default() {
        let right = in_order(&law.listed, &law.found);
        let wrong = law.found.len() - right;
        assert!(right * 100 >= law.listed.len() * 95, "{}: {right} of {}: {:?}", law.name, law.listed.len(), law.found);
        assert!(wrong * 20 <= law.listed.len(), "{}: {wrong} that are none: {:?}", law.name, law.found);
    }
}
