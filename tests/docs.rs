//! The documentation: every example is read, every command is run, every link leads somewhere, every dependency is explained.
//!
//! `UPDATE_DOCS=1 cargo test --test docs` writes the output of commands into the pages where they show all of it.

#[cfg(test)]
#[path = "docs/blocks.rs"]
mod blocks;
#[cfg(test)]
#[path = "docs/console.rs"]
mod console;
#[cfg(test)]
#[path = "docs/examples.rs"]
mod examples;
#[cfg(test)]
#[path = "docs/scripts.rs"]
mod scripts;

use blocks::{Page, anchors, pages, root};
use regex::Regex;
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn examples_of_rules_are_right() {
    for (page, least) in [("docs/language.md", 25), ("docs/writing-rules.md", 10)] {
        let found = examples::rules(&Page::read(page));
        assert!(found >= least, "{page} has {found} blocks of rules: has their language changed?");
    }
}

#[test]
fn examples_of_descriptions_are_right() {
    let found = examples::descriptions(&Page::read("docs/describing.md"));
    assert!(found >= 15, "docs/describing.md has {found} blocks of YAML: has their language changed?");
}

#[test]
fn commands_print_what_is_shown() {
    let update = std::env::var_os("UPDATE_DOCS").is_some();
    let mut wrong = Vec::new();
    for page in pages().iter().filter(|page| !page.name.ends_with("mistakes.md")) {
        // The page of mistakes is written by a test of its own.
        let (found, mended) = console::run(page);
        if update && mended != page.text {
            std::fs::write(root().join(&page.name), &mended).unwrap();
            let (left, _) = console::run(&Page::read(&page.name));
            wrong.extend(left);
        } else {
            wrong.extend(found);
        }
    }
    let help = "outputs without a `…` line are brought up to date by UPDATE_DOCS=1 cargo test --test docs";
    assert!(wrong.is_empty(), "{help}\n\n{}", wrong.join("\n\n"));
}

/// Every block with a command is run, or says why not; `console` blocks are run above.
#[test]
fn scripts_run() {
    let pages = pages();
    scripts::all_pages_are_read(&pages);
    let mut done = scripts::Done::default();
    pages.iter().for_each(|page| scripts::check(page, &mut done));
    assert!(done.wrong.is_empty(), "{}", done.wrong.join("\n\n"));
    assert!(done.run >= 3, "{done:?}: has the way scripts are written changed?");
}

/// Commands in running text are not run, but the program must know them: with `--help` behind it, a command is read up to there.
#[test]
fn commands_in_prose_exist() {
    let inline = Regex::new("`ungp-check ([^`]+)`").unwrap();
    let mut count = 0;
    for page in pages().iter().filter(|page| !page.name.ends_with("mistakes.md")) {
        for found in inline.captures_iter(&page.prose()) {
            count += 1;
            // `NAME` stands for any format.
            let words: Vec<&str> = found[1].split_whitespace().map(|word| if word == "NAME" { "json" } else { word }).collect();
            // `ungp-check help` takes no option.
            let words = if words == ["help"] { Vec::new() } else { words };
            let output = std::process::Command::new(env!("CARGO_BIN_EXE_ungp-check")).args(&words).arg("--help").output().unwrap();
            assert!(output.status.success(), "{}: {}\n{}", page.name, &found[0], String::from_utf8_lossy(&output.stderr));
        }
    }
    assert!(count >= 10, "only {count} commands: has the way they are written changed?");
}

#[test]
fn links_lead_to_files() {
    let link = Regex::new(r"\[[^\]]*\]\(([^)\s]+)\)").unwrap();
    let mut lost = Vec::new();
    let mut count = 0;
    for page in pages() {
        let folder = root().join(Path::new(&page.name).parent().unwrap());
        for found in link.captures_iter(&page.prose()) {
            let target = &found[1];
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            count += 1;
            let (file, anchor) = target.split_once('#').map_or((target, None), |(file, anchor)| (file, Some(anchor)));
            let path = if file.is_empty() { root().join(&page.name) } else { folder.join(file) };
            let there = path.exists() && anchor.is_none_or(|anchor| anchors(&path).contains(anchor));
            if !there {
                lost.push(format!("{}: {target}", page.name));
            }
        }
    }
    assert_eq!(lost, Vec::<String>::new());
    assert!(count >= 20, "only {count} links: has the way they are written changed?");
}

#[test]
fn scripts_in_pages_exist() {
    let script = Regex::new(r"\b(scripts|\.ci)/[a-z-]+").unwrap();
    for page in pages() {
        for found in script.find_iter(&page.text) {
            assert!(root().join(found.as_str()).exists(), "{}: there is no {}", page.name, found.as_str());
        }
    }
}

#[test]
fn every_dependency_is_explained() {
    let manifest: toml::Table = std::fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    let mut used = BTreeSet::new();
    let mut tables = vec![&manifest];
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    tables.extend(targets.iter().flat_map(|targets| targets.values()).filter_map(toml::Value::as_table));
    for table in tables {
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            used.extend(table.get(kind).and_then(toml::Value::as_table).iter().flat_map(|found| found.keys().cloned()));
        }
    }
    let page = Page::read("docs/dependencies.md");
    let row = Regex::new(r"(?m)^\| `([a-z0-9_-]+)` \|").unwrap();
    let explained: BTreeSet<String> = row.captures_iter(&page.text).map(|found| found[1].to_owned()).collect();
    let unexplained: Vec<_> = used.difference(&explained).collect();
    let gone: Vec<_> = explained.difference(&used).collect();
    assert!(unexplained.is_empty(), "docs/dependencies.md has no line for {unexplained:?}");
    assert!(gone.is_empty(), "docs/dependencies.md explains what is not used: {gone:?}");
}

/// The page on the architecture lists the modules in the order that the test of the house enforces.
#[test]
fn modules_are_listed_in_their_order() {
    let house = std::fs::read_to_string(root().join("tests/house.rs")).unwrap();
    let list = Regex::new(r"(?s)const ORDER: \[&str; \d+\] = \[(.*?)\]").unwrap().captures(&house).unwrap()[1].to_owned();
    let order: Vec<String> = Regex::new(r#""([a-z]+)""#).unwrap().captures_iter(&list).map(|found| found[1].to_owned()).collect();
    let page = Page::read("docs/architecture.md");
    let table = page.text.split("## ").find(|part| part.starts_with("The modules")).unwrap();
    let row = Regex::new(r"(?m)^\| `([a-z]+)` \|").unwrap();
    let listed: Vec<String> = row.captures_iter(table).map(|found| found[1].to_owned()).collect();
    assert_eq!(listed, order, "docs/architecture.md and tests/house.rs differ");
}

/// The words of the language in its reference and in its parser are the same.
#[test]
fn the_grammar_has_the_words_of_the_parser() {
    let page = Page::read("docs/language.md");
    let grammar: String = page.blocks.iter().filter(|block| block.language == "ebnf").map(|block| block.text.as_str()).collect();
    let terminal = Regex::new(r#""([a-z-]+)""#).unwrap();
    let shown: BTreeSet<String> = terminal.captures_iter(&grammar).map(|found| found[1].to_owned()).collect();
    let folder = root().join("src/language/parser");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut source: String = files.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let asked = Regex::new(r#"(?:word|at_name|joined)\((?:input, )?"([a-z-]+)""#).unwrap();
    let lists = Regex::new(r"(?s)(?:KEYWORDS|UNITS): \[&str; \d+\] =\s*\[(.*?)\]").unwrap();
    let mut known: BTreeSet<String> = asked.captures_iter(&source).map(|found| found[1].to_owned()).collect();
    for list in lists.captures_iter(&source) {
        known.extend(terminal.captures_iter(&list[1]).map(|found| found[1].to_owned()));
    }
    assert!(known.len() > 50, "the parser asks for words in another way now: {known:?}");
    let missing: Vec<_> = known.difference(&shown).collect();
    assert!(missing.is_empty(), "not in the grammar of docs/language.md: {missing:?}");
    // Types and units are looked up elsewhere; every other word must occur in the parser.
    source.push_str(&std::fs::read_to_string(root().join("src/vocabulary/build.rs")).unwrap());
    source.push_str(&std::fs::read_to_string(root().join("src/diagnostic.rs")).unwrap());
    source.push_str(&std::fs::read_to_string(root().join("src/value.rs")).unwrap());
    let invented: Vec<_> = shown.iter().filter(|word| !source.contains(&format!("\"{word}\""))).collect();
    assert!(invented.is_empty(), "the parser knows nothing of {invented:?}");
}
