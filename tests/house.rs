//! The house rules that can be read from the source: which module may use which, and what is embedded.

#![cfg(test)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Modules from the ground up. Each may use those before it, and itself.
const ORDER: [&str; 23] = [
    "source",
    "diagnostic",
    "suggest",
    "value",
    "verdict",
    "node",
    "language",
    "vocabulary",
    "typecheck",
    "description",
    "outcome",
    "evaluate",
    "text",
    "detect",
    "pack",
    "check",
    "waiver",
    "suite",
    "diff",
    "merge",
    "past",
    "report",
    "cli",
];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn rank(module: &str) -> Option<usize> {
    ORDER.iter().position(|known| *known == module)
}

/// The modules named after `crate::` in a text, `use crate::{a, b::c}` included, comments left out.
fn used(text: &str) -> BTreeSet<String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let name = |from: &str| from.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect::<String>();
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = code.get(at + "crate::".len()..).unwrap();
        match rest.strip_prefix('{') {
            None => _ = found.insert(name(rest)),
            Some(group) => {
                let group = group.split("};").next().unwrap();
                let mut depth = 0;
                let mut start = true;
                for (offset, letter) in group.char_indices() {
                    match letter {
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        letter if start && letter.is_alphabetic() => {
                            found.insert(name(group.get(offset..).unwrap()));
                            start = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    found
}

fn backward_arrows(module: &str, text: &str) -> Vec<String> {
    let own = rank(module);
    let wrong = |target: &String| match (own, rank(target)) {
        (Some(own), Some(target)) => target > own,
        _ => true,
    };
    used(text).into_iter().filter(wrong).map(|target| format!("{module} -> {target}")).collect()
}

#[test]
fn no_arrow_runs_back() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for path in rust_files(&source) {
        let relative = path.strip_prefix(&source).unwrap();
        let module = relative.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned();
        let is_test = relative.components().any(|part| part.as_os_str().to_str().unwrap().ends_with("tests"))
            || relative.to_str().unwrap().ends_with("tests.rs");
        if module == "lib" || module == "main" || is_test {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        // Tests within a file may look around freely.
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        wrong.extend(backward_arrows(&module, text));
        seen.insert(module);
    }
    assert_eq!(wrong, Vec::<String>::new(), "modules use others above them");
    let missing: Vec<&&str> = ORDER.iter().filter(|module| !seen.contains(**module)).collect();
    assert!(missing.is_empty(), "no such modules: {missing:?}");
}

#[test]
fn a_backward_arrow_would_be_seen() {
    assert_eq!(backward_arrows("source", "use crate::cli::main;"), ["source -> cli"]);
    assert_eq!(backward_arrows("language", "use crate::{source::Span, report::{human, json}};"), ["language -> report"]);
    assert_eq!(backward_arrows("value", "fn f() { crate::typecheck::x() }"), ["value -> typecheck"]);
    assert_eq!(backward_arrows("cli", "use crate::source::Span;\n// crate::nothing"), Vec::<String>::new());
}

#[test]
fn every_rule_file_is_embedded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut there: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".rules"))
        .collect();
    there.sort();
    let mut embedded: Vec<String> = ungp_check::pack::EMBEDDED.iter().map(|(name, _)| (*name).to_owned()).collect();
    embedded.sort();
    assert_eq!(there, embedded);
}

#[test]
fn files_stay_readable() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let long: Vec<String> = rust_files(&source)
        .iter()
        .map(|path| (path, std::fs::read_to_string(path).unwrap().lines().count()))
        .filter(|(_, lines)| *lines > 600)
        .map(|(path, lines)| format!("{} has {lines} lines", path.display()))
        .collect();
    assert_eq!(long, Vec::<String>::new());
}
