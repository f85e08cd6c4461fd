//! The pages under `docs/rules` are what `rules docs` writes now.
//!
//! `UPDATE_DOCS=1 cargo test --test rule_pages` rewrites them.

#![cfg(test)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn write(out: &Path) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_ungp-check")).current_dir(root()).args(["rules", "docs", "--out"]).arg(out).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn pages(folder: &Path) -> BTreeMap<String, String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return BTreeMap::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(&path).unwrap())).collect()
}

#[test]
fn pages_are_as_the_rules_are_now() {
    let there = root().join("docs/rules");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        for name in pages(&there).keys() {
            std::fs::remove_file(there.join(name)).unwrap();
        }
        write(&there);
    }
    let fresh = tempfile::tempdir().unwrap();
    write(fresh.path());
    let (fresh, there) = (pages(fresh.path()), pages(&there));
    let stale: Vec<&String> = fresh.keys().chain(there.keys()).filter(|name| fresh.get(*name) != there.get(*name)).collect();
    assert!(stale.is_empty(), "run `UPDATE_DOCS=1 cargo test --test rule_pages`: {stale:?} differ");
}

#[test]
fn pages_hold_every_rule_with_its_code_and_what_its_examples_say() {
    let fresh = tempfile::tempdir().unwrap();
    write(fresh.path());
    let pages = pages(fresh.path());
    let all: String = pages.values().map(String::as_str).collect();
    let rules = std::fs::read_dir(root().join("rules")).unwrap().map(|entry| entry.unwrap().path());
    let rules: String = rules
        .filter(|path| path.extension().is_some_and(|ending| ending == "rules"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let codes: Vec<&str> = rules.lines().filter_map(|line| line.strip_prefix("rule ")?.split(' ').next()).collect();
    assert!(codes.len() >= 140);
    for code in codes {
        assert_eq!(all.matches(&format!("<a id=\"{}\"></a>{code}: ", code.to_lowercase())).count(), 1, "{code}");
        assert!(all.contains(&format!("```rules\nrule {code} ")), "{code} does not show its code");
        assert!(pages["README.md"].contains(&format!("#{})", code.to_lowercase())), "{code} is not in the index");
    }
    let hrd = &pages["hrd-due-diligence.md"];
    assert!(hrd.contains(
        "1. violated: `{ hrdd: { mode: none } }`\n    - error: companies are not required to carry out human rights due diligence\n"
    ));
    assert!(hrd.contains("- State duty paper, headline H3, statement B11, B15: Bridging Governance Gaps"));
    assert!(hrd.contains("    - would be decided by `hrdd.mode`\n"));
}

#[test]
fn a_page_that_is_right_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let output = Command::new(env!("CARGO_BIN_EXE_ungp-check")).args(["rules", "docs", "--out"]).arg(folder.path()).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains(", 0 of them changed"));
}
