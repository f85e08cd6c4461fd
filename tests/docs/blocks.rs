//! The fenced blocks of a page of Markdown.

use regex::Regex;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What stands between two fences.
#[derive(Debug, Clone)]
pub struct Block {
    /// The first word after the fence.
    pub language: String,
    /// The words after it: `file=a.yaml`, `add`.
    attributes: Vec<String>,
    /// What stands within, with its line ends.
    pub text: String,
    /// The line of the opening fence, from 1.
    pub line: usize,
}

impl Block {
    /// What stands after `name=`.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find_map(|attribute| attribute.strip_prefix(name)?.strip_prefix('='))
    }

    /// Whether a word stands there by itself.
    pub fn says(&self, word: &str) -> bool {
        self.attributes.iter().any(|attribute| attribute == word)
    }

    /// Fails on words that mean nothing: a misspelt one would switch a check off.
    pub fn allow(&self, page: &Page, known: &[&str]) {
        for attribute in &self.attributes {
            let name = attribute.split('=').next().unwrap();
            assert!(known.contains(&name), "{}:{}: `{attribute}` means nothing here", page.name, self.line);
        }
    }
}

/// A page with its blocks.
#[derive(Debug)]
pub struct Page {
    /// Its path from the root of the repository.
    pub name: String,
    /// All of it.
    pub text: String,
    /// Its blocks.
    pub blocks: Vec<Block>,
}

impl Page {
    /// Reads a page.
    pub fn read(name: &str) -> Self {
        let text = std::fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        Self::of(name, &text)
    }

    /// A page with this text.
    pub fn of(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), text: text.to_owned(), blocks: blocks(name, text) }
    }

    /// Its words without the blocks, line by line, for what is looked for in prose.
    pub fn prose(&self) -> String {
        let mut within = false;
        let lines = self.text.lines().filter(|line| {
            let fence = line.starts_with("```");
            within ^= fence;
            !within && !fence
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every page of Markdown that belongs to the project, in order of name.
pub fn pages() -> Vec<Page> {
    let mut found = Vec::new();
    for folder in [".", "docs", "docs/decisions", "docs/rules", "fixtures", "fixtures/extraction", "rules"] {
        let Ok(entries) = std::fs::read_dir(root().join(folder)) else { continue };
        let paths = entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|ending| ending == "md"));
        found.extend(paths.map(|path| Path::new(folder).join(path.file_name().unwrap())));
    }
    found.sort();
    found.iter().map(|path: &PathBuf| Page::read(path.to_str().unwrap().trim_start_matches("./"))).collect()
}

/// The names that headings of a page can be linked by.
pub fn anchors(path: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(path).unwrap();
    let headings = text.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    let name = |heading: &str| {
        let lower = heading.to_lowercase().replace(' ', "-");
        lower.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_')).collect::<String>()
    };
    let named = Regex::new("<a (?:id|name)=\"([^\"]+)\"").unwrap();
    headings.map(name).chain(named.captures_iter(&text).map(|found| found[1].to_owned())).collect()
}

fn blocks(name: &str, text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (index, line) in text.lines().enumerate() {
        match (line.strip_prefix("```"), open.as_mut()) {
            (Some(""), Some(_)) => blocks.extend(open.take()),
            (Some(info), None) => {
                let mut words = info.split_whitespace().map(str::to_owned);
                let language = words.next().unwrap_or_default();
                open = Some(Block { language, attributes: words.collect(), text: String::new(), line: index + 1 });
            }
            (_, Some(block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "{name}: a block is not closed");
    blocks
}
