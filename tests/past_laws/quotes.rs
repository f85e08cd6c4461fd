//! Quotes are short and real, and nothing else is copied from a law.
//!
//! The laws' texts are not part of the project. Where they lie beside it (`../shared/laws`, or the folder named in `UNGP_LAWS`) they are
//! read; elsewhere the comparison is skipped, aloud.

use super::law::{Law, root};
use std::collections::{BTreeSet, HashSet};
use std::io::Write;
use std::path::PathBuf;
use ungp_check::description::yaml;
use ungp_check::node::{Node, NodeValue};
use ungp_check::source::Sources;

/// A quote may have this many words.
pub const LONGEST: usize = 12;

/// The text of each law, where one was found that may be read.
const TEXTS: &[(&str, &str)] = &[
    ("ca-s211-2023", "xml-ca/F-10.6.xml"),
    ("de-netzdg-2017", "text/de-netzdg-2017.md"),
    ("eu-aia-2024", "text/eu-ai-act-2024.md"),
    ("eu-dsa-2022", "text/eu-dsa-2022.md"),
    ("eu-gdpr-2016", "text/eu-gdpr-2016.md"),
    ("ke-cmca-2018", "text/ke-cmca-2018.txt"),
    ("sg-pofma-2019", "text/sg-pofma-2019.txt"),
];

/// The text of a law; `None`, said aloud, if it is not there.
pub fn text_of(law: &Law) -> Option<String> {
    let folder = std::env::var_os("UNGP_LAWS").map_or_else(|| root().join("../shared/laws"), PathBuf::from);
    let Some((_, name)) = TEXTS.iter().find(|(id, _)| *id == law.id) else {
        aloud(&format!("SKIPPED {}: no text of this law is known", law.id));
        return None;
    };
    match std::fs::read_to_string(folder.join(name)) {
        Ok(text) if name.ends_with(".xml") => Some(without_tags(&text)),
        Ok(text) => Some(text),
        Err(_) => {
            aloud(&format!("SKIPPED {}: {name} is not there; quotes and copies were not compared with the law", law.id));
            None
        }
    }
}

/// Past the capture of test output, so that it is seen.
fn aloud(words: &str) {
    let _ = writeln!(std::io::stderr(), "{words}");
}

fn without_tags(xml: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in xml.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => text.push(letter),
            _ => {}
        }
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&#160;", " ").replace("&amp;", "&")
}

/// White space and kinds of quotation marks and dashes do not count; everything else does.
pub fn folded(text: &str) -> String {
    let plain = text.chars().map(|letter| match letter {
        '‘' | '’' | '‚' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '–' | '—' | '‑' => '-',
        letter if letter.is_whitespace() => ' ',
        letter => letter,
    });
    plain.filter(|letter| *letter != '*').collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every quote of a description.
pub fn quotes(law: &Law) -> BTreeSet<String> {
    let mut quotes = BTreeSet::new();
    law.checked().description.for_each_fact(&law.pack.vocabulary, &mut |_, _, fact, record| {
        for provenance in [fact.provenance.as_deref(), record.provenance.as_deref()].into_iter().flatten() {
            quotes.extend(provenance.quote.as_ref().map(|quote| quote.text.to_string()));
        }
    });
    quotes
}

/// Words without punctuation, in lower case.
fn words(text: &str) -> Vec<String> {
    let apart = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    apart.map(str::to_lowercase).collect()
}

/// Runs of more than [`LONGEST`] words that stand in the law as well, outside the title.
pub fn copies(law: &Law, text: &str) -> Vec<String> {
    let text = words(text);
    let in_law: HashSet<&[String]> = text.windows(LONGEST + 1).collect();
    let mut sources = Sources::new();
    let file = sources.add("description", law.text().to_owned());
    let node = yaml::read(file, sources.text(file)).0.unwrap();
    let mut own = Vec::new();
    scalars(&node, &sources, &mut own);
    own.extend(law.text().lines().filter_map(|line| line.trim_start().strip_prefix('#')).map(str::to_owned));
    let title = law.checked().title.clone();
    let own = own.iter().filter(|text| **text != title).map(|text| words(text));
    let copied = own.flat_map(|words| {
        let runs: Vec<String> = words.windows(LONGEST + 1).filter(|run| in_law.contains(run)).map(|run| run.join(" ")).collect();
        runs
    });
    copied.collect()
}

fn scalars(node: &Node, sources: &Sources, found: &mut Vec<String>) {
    match &node.value {
        NodeValue::Mapping(entries) => entries.iter().for_each(|entry| scalars(&entry.value, sources, found)),
        NodeValue::Sequence(items) => items.iter().for_each(|item| scalars(item, sources, found)),
        _ => found.extend(node.text(sources).map(str::to_owned)),
    }
}
