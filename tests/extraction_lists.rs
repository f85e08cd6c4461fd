//! The lists made by hand of what real laws hold, `fixtures/extraction`: complete entries, and words that stand in the law.

#![cfg(test)]

use std::io::Write;
use std::path::PathBuf;
use ungp_check::description::yaml;
use ungp_check::node::{Node, NodeValue};
use ungp_check::source::{Sources, Span};

const LISTS: [&str; 5] = ["deadlines", "durations", "fines", "imprisonment", "not"];
/// More words than this would be a copy.
const LONGEST: usize = 8;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

struct List {
    name: String,
    sources: Sources,
    node: Node,
}

fn lists() -> Vec<List> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(root().join("fixtures/extraction")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    paths.sort();
    let read = |path: &PathBuf| {
        let mut sources = Sources::new();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let file = sources.add(name.clone(), std::fs::read_to_string(path).unwrap());
        let (node, problems) = yaml::read(file, sources.text(file));
        assert!(problems.is_empty(), "{name}: {problems:?}");
        List { name, node: node.unwrap(), sources }
    };
    paths.iter().map(read).collect()
}

impl List {
    fn value<'n>(&self, node: &'n Node, key: &str) -> Option<&'n Node> {
        let NodeValue::Mapping(entries) = &node.value else { return None };
        entries.iter().find(|entry| entry.key.text(&self.sources) == key).map(|entry| &entry.value)
    }

    fn text(&self, node: &Node, key: &str) -> Option<String> {
        Some(self.value(node, key)?.text(&self.sources)?.to_owned())
    }

    fn entries(&self, key: &str) -> &[Node] {
        match self.value(&self.node, key).map(|node| &node.value) {
            Some(NodeValue::Sequence(items)) => items,
            _ => &[],
        }
    }

    fn place(&self, span: Span) -> String {
        format!("{}:{}", self.name, self.sources.place(span).line)
    }

    /// The law, if it is there, its white space collapsed and its tags left out.
    fn law(&self) -> Option<String> {
        let folder = std::env::var_os("UNGP_LAWS").map_or_else(|| root().join("../shared/laws"), PathBuf::from);
        let path = self.text(&self.node, "text").unwrap();
        let path = folder.join(path.strip_prefix("laws/").unwrap());
        let Ok(text) = std::fs::read_to_string(&path) else {
            // Past the capture of test output, so that it is seen.
            let _ = writeln!(std::io::stderr(), "SKIPPED {}: {} is not there", self.name, path.display());
            return None;
        };
        Some(collapsed(&if path.extension().is_some_and(|ending| ending == "xml") { without_tags(&text) } else { text }))
    }
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_tags(xml: &str) -> String {
    let mut inside = false;
    let text = xml.chars().filter(|letter| {
        let keep = !inside && *letter != '<';
        inside = *letter == '<' || inside && *letter != '>';
        keep
    });
    text.collect::<String>().replace("&amp;", "&").replace("&#8217;", "’")
}

#[test]
fn every_entry_has_a_place_words_and_a_value() {
    let lists = lists();
    assert_eq!(lists.len(), 16);
    let mut wrong = Vec::new();
    let mut count = 0;
    for list in &lists {
        assert!(list.value(&list.node, "provisions").is_some(), "{}", list.name);
        for key in LISTS {
            for entry in list.entries(key) {
                count += 1;
                let place = list.place(entry.span);
                let words = list.text(entry, "words").unwrap_or_default();
                if words.is_empty() || words.split_whitespace().count() > LONGEST {
                    wrong.push(format!("{place}: no words, or more than {LONGEST}: `{words}`"));
                }
                let wanted = if key == "not" { ["at", "why"] } else { ["at", "value"] };
                wrong.extend(wanted.iter().filter(|key| list.value(entry, key).is_none()).map(|key| format!("{place}: no `{key}`")));
            }
        }
    }
    assert!(count > 900, "only {count} entries");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_words_stand_in_the_law() {
    let mut wrong = Vec::new();
    for list in lists() {
        let Some(law) = list.law() else { continue };
        let entries = LISTS.iter().flat_map(|key| list.entries(key)).collect::<Vec<_>>();
        for entry in entries {
            let words = list.text(entry, "words").unwrap();
            if !law.contains(&collapsed(&words)) {
                wrong.push(format!("{}: not in the law: `{words}`", list.place(entry.span)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} entries:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn tags_are_left_out_and_words_kept() {
    assert_eq!(collapsed(&without_tags("<p>not <b>more</b>\n than &amp;</p>")), "not more than &");
}
