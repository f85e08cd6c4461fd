//! `rules` and `yaml` blocks: each must be read without a mistake, or give the one it says.
//!
//! A `rules` block holds complete items, which are loaded together with the embedded pack and whose examples are run. With
//! `fragment=clause` it holds clauses, with `fragment=condition` conditions, one a paragraph; `each="x in list"` is written `each=x:list`
//! and names the record they are about. `wrong=CODE` says which mistake is shown, and a `text` block with `printed` right after it holds
//! lines of what is printed. A `yaml` block without `vocabulary:` is read below a short `meta` section.

use crate::blocks::{Block, Page};
use ungp_check::description;
use ungp_check::diagnostic::{Diagnostic, Severity};
use ungp_check::pack::{self, Pack, PackFile, examples};
use ungp_check::report::human;
use ungp_check::source::Sources;
use ungp_check::typecheck::Depth;

const FAMILY: &str = "family DOC \"Examples of the documentation\" { pillar I }\n";
/// What a rule must have, with the clause that begins it.
const REQUIRED: [(&str, &str); 7] = [
    ("source", "source UNGP principle 1"),
    ("severity", "severity error"),
    ("violated when", "violated when hrdd.mode = none says \"no\" at hrdd.mode"),
    ("met when", "met when hrdd.mode = duty"),
    ("absence", "absence never"),
    ("example", "example violated { hrdd: { mode: none } }\n  example met { hrdd: { mode: duty } }"),
    ("kinds", "kinds hrdd-law, content-platform, data-protection"),
];
const META: &str = "vocabulary: initiative/1\nmeta: { id: xx-example-2026, title: An example, kinds: [content-platform] }\n";

/// A text and what is wrong with it.
struct Found {
    sources: Sources,
    problems: Vec<Diagnostic>,
}

/// Checks the `rules` blocks of a page; gives how many there are.
pub fn rules(page: &Page) -> usize {
    let mut count = 0;
    let mut files: Vec<(&str, String)> = Vec::new();
    for (index, block) in page.blocks.iter().enumerate().filter(|(_, block)| block.language == "rules") {
        count += 1;
        block.allow(page, &["fragment", "each", "wrong", "file", "add"]);
        let mut text = block.text.clone();
        if let Some(name) = block.value("file") {
            let before = files.iter().position(|(known, _)| *known == name).map(|at| files.remove(at).1);
            text = before.filter(|_| block.says("add")).unwrap_or_default() + &text;
            files.push((name, text.clone()));
        }
        for text in whole(page, block, &text) {
            verdict(page, block, &load(&text), page.blocks.get(index + 1));
        }
    }
    count
}

/// Checks the `yaml` blocks of a page; gives how many there are.
pub fn descriptions(page: &Page) -> usize {
    let mut count = 0;
    let mut files: Vec<(&str, String)> = Vec::new();
    let (pack, problems) = pack::load(pack::embedded(), Depth::Names, &mut Sources::new());
    assert!(problems.is_empty());
    for (index, block) in page.blocks.iter().enumerate().filter(|(_, block)| block.language == "yaml") {
        count += 1;
        block.allow(page, &["wrong", "file", "add"]);
        let mut text = block.text.clone();
        if let Some(name) = block.value("file") {
            let before = files.iter().position(|(known, _)| *known == name).map(|at| files.remove(at).1);
            text = before.filter(|_| block.says("add")).unwrap_or_default() + &text;
            files.push((name, text.clone()));
        } else if !text.contains("vocabulary:") {
            text = format!("{META}{text}");
        }
        verdict(page, block, &read(&text, &pack), page.blocks.get(index + 1));
    }
    count
}

/// The complete items that a block stands for.
fn whole(page: &Page, block: &Block, text: &str) -> Vec<String> {
    let each = block.value("each").map(|each| {
        let (name, list) = each.split_once(':').unwrap_or_else(|| panic!("{}:{}: write `each=name:list`", page.name, block.line));
        format!("  for each {name} in {list}\n")
    });
    let each = each.unwrap_or_default();
    match block.value("fragment") {
        None => vec![text.to_owned()],
        Some("clause") => vec![rule(&each, text)],
        Some("condition") => {
            let paragraphs = text.split("\n\n").map(str::trim).filter(|condition| !condition.is_empty());
            paragraphs.map(|condition| rule(&each, &format!("  severity warning when {condition}\n"))).collect()
        }
        Some(other) => panic!("{}:{}: there is no fragment `{other}`", page.name, block.line),
    }
}

/// A rule around some clauses, with whatever they lack.
fn rule(each: &str, clauses: &str) -> String {
    let has = |clause: &str| {
        clauses.lines().any(|line| {
            let line = line.split('#').next().unwrap_or("").trim_start();
            // A severity with a condition does not stand for one without.
            line.starts_with(clause) && !(clause == "severity" && line.contains(" when "))
        })
    };
    let missing: Vec<&str> = REQUIRED.iter().filter(|(clause, _)| !has(clause)).map(|(_, text)| *text).collect();
    format!("{FAMILY}rule DOC-001 \"An example\" {{\n{each}{clauses}\n  {}\n}}\n", missing.join("\n  "))
}

fn load(text: &str) -> Found {
    let mut sources = Sources::new();
    let fragment = text.starts_with(FAMILY);
    let mut files = pack::embedded();
    // Of all the pack a fragment needs only these, and there are many fragments.
    files.retain(|file| !fragment || ["embedded:vocabulary.rules", "embedded:documents.rules"].contains(&file.name.as_str()));
    files.push(PackFile { name: "block.rules".into(), text: text.to_owned().into() });
    let (pack, mut problems) = pack::load(files, Depth::Full, &mut sources);
    // A definition or setting shown by itself is used by nothing; the mistake is shown where the page says so.
    let (unused, others): (Vec<_>, Vec<_>) = problems.into_iter().partition(|problem| problem.code.starts_with("unused-"));
    problems = if text.contains("\nrule ") || text.starts_with("rule ") { unused.into_iter().chain(others).collect() } else { others };
    // The conditions of fragments are about other things than the examples of the rule around them.
    if !fragment {
        let (_, failures) = examples::run(&pack, &sources, |rule| sources.name(rule.span.file) == "block.rules");
        problems.extend(failures);
    }
    Found { sources, problems }
}

fn read(text: &str, pack: &Pack) -> Found {
    let mut sources = Sources::new();
    let file = sources.add("block.yaml", text.to_owned());
    let (_, problems) = description::parse(file, &sources, &pack.vocabulary);
    Found { sources, problems }
}

/// Fails unless a block has the mistake it says, or none.
fn verdict(page: &Page, block: &Block, found: &Found, next: Option<&Block>) {
    let rendered = human::problems(&found.problems, &found.sources, &human::Options { color: false, width: 100 });
    let place = format!("{}:{}", page.name, block.line);
    let Some(wanted) = block.value("wrong") else {
        let errors = found.problems.iter().any(|problem| problem.severity >= Severity::Warning);
        assert!(!errors, "{place}: this block should be right\n{}\n{rendered}", block.text);
        return;
    };
    assert!(found.problems.iter().any(|problem| problem.code == wanted), "{place}: no `{wanted}` in\n{}\n{rendered}", block.text);
    for line in next.filter(|next| next.language == "text" && next.says("printed")).iter().flat_map(|next| next.text.lines()) {
        let seen = rendered.lines().any(|printed| printed.trim().trim_start_matches("= ") == line.trim());
        assert!(seen, "{place}: not printed: {line}\n{rendered}");
    }
}
