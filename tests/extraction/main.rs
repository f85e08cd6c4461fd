//! How much of real laws is found, measured against official mark-up, lists made by hand and descriptions.
//!
//! `UPDATE_DOCS=1 cargo test --test extraction` writes `docs/extraction.md`.

#![cfg(test)]

mod definitions;
mod proposals;
mod provisions;
mod quantities;

/// What stands above the figures.
const HEAD: &str = include_str!("extraction-head.md");

/// The page is what is measured now. It is left alone where the laws are not at hand.
#[test]
fn the_page_is_up_to_date() {
    let sections = [provisions::section(), definitions::section(), quantities::section(), proposals::section()];
    let Some(sections) = sections.into_iter().collect::<Option<Vec<String>>>() else {
        let _ = std::io::Write::write_all(&mut std::io::stderr(), b"SKIPPED docs/extraction.md: not all laws are there\n");
        return;
    };
    let sections: Vec<&str> = sections.iter().map(|section| section.trim()).collect();
    let page = format!("{}\n\n{}\n", HEAD.trim(), sections.join("\n\n"));
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/extraction.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, page).unwrap();
        return;
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == page, "docs/extraction.md is out of date: UPDATE_DOCS=1 cargo test --test extraction");
}
