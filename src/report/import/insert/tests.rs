//! Suggestions put into descriptions laid out in many ways.

use super::super::tests::{LINES, PACK, detected, document, proposal, read, root};
use super::*;
use proptest::prelude::*;

/// The new text, checked: it reads, says all it said, and has every byte of the old one in order.
fn inserted(old: &str) -> Result<Inserted, Diagnostic> {
    let mut sources = Sources::new();
    let document = document(&LINES, &mut sources);
    let (_, new) = root(&document, &detected(&document));
    let before = read(old, &mut sources);
    let (tree, _) = crate::description::tree(before.file, &sources);
    let inserted = insert(&before, &tree.unwrap(), &new, &PACK.vocabulary, &sources)?;
    let after = read(&inserted.text, &mut sources);
    unchanged(&before, &after, &PACK.vocabulary).unwrap();
    let mut letters = inserted.text.chars();
    assert!(old.chars().all(|letter| letters.any(|other| other == letter)), "{}", inserted.text);
    // What was added once is not added again.
    let (tree, _) = crate::description::tree(after.file, &sources);
    let again = insert(&after, &tree.unwrap(), &new, &PACK.vocabulary, &sources).unwrap();
    assert_eq!((again.added, &again.text), (Vec::new(), &inserted.text));
    Ok(inserted)
}

const META: &str = "vocabulary: initiative/1\nmeta: { id: x, title: y, kinds: [incentive] }\n";

#[test]
fn sections_that_are_missing_come_last() {
    let found = inserted(META).unwrap();
    assert_eq!(found.added, ["hrdd", "penalties", "content"]);
    assert!(found.text.starts_with(META), "{}", found.text);
    assert!(found.text.contains("\nhrdd:\n  mode: { is: duty, at: \"s 3\""), "{}", found.text);
    assert_eq!(inserted(META.trim_end()).unwrap().added.len(), 3, "without an end to the last line");
}

#[test]
fn a_fact_goes_to_the_end_of_its_section_and_comments_stay() {
    let old = format!(
        "# mine\n{META}hrdd:   # what they must do\n    # not sure\n    gender: true  # ana\n\n# on penalties\npenalties: []\n# the end\n"
    );
    let found = inserted(&old).unwrap();
    assert_eq!(found.added, ["hrdd.mode", "content"]);
    assert!(found.text.contains("    gender: true  # ana\n    mode: { is: duty,"), "{}", found.text);
    assert!(found.text.contains("\npenalties: []\ncontent:\n"), "{}", found.text);
    assert_eq!(found.answered, 2, "there are no penalties, somebody says");
}

#[test]
fn what_somebody_says_is_left() {
    let old = format!(
        "{META}coverage: {{ reviewed: [hrdd] }}\nhrdd: {{ gender: false }}\ncontent: []\npenalties:\n- against: company\n  at: Section 2 (1)\n"
    );
    let found = inserted(&old).unwrap();
    assert_eq!((found.added, found.text, found.answered), (Vec::new(), old, 2));
}

#[test]
fn a_record_is_added_where_no_other_covers_its_place() {
    let old = format!("{META}penalties:\n- against: company\n  at: s 9\n-   nature: naming\n    at: s 22\nhrdd:\n  mode: none\n");
    let found = inserted(&old).unwrap();
    assert_eq!(found.added, ["penalties[3] (admin-fine)", "penalties[4] (imprisonment)", "content"]);
    assert!(found.text.contains("    at: s 22\n- nature:"), "{}", found.text);
    assert!(found.text.contains("  mode: none\ncontent:\n"), "{}", found.text);
}

#[test]
fn braces_and_brackets_are_added_to_within() {
    let old = format!("{META}hrdd: {{ gender: true }}\npenalties: [ {{ against: company, at: s 9 }}, ]\n");
    let found = inserted(&old).unwrap();
    assert!(found.text.contains("hrdd: { gender: true, mode: { is: duty,"), "{}", found.text);
    assert!(found.text.contains("at: s 9 }, { nature:"), "{}", found.text);
    assert_eq!(inserted(&format!("{META}hrdd: {{}}\n")).unwrap().added[0], "hrdd.mode");
    let comment = format!("{META}hrdd: {{ gender: true # yes\n  }}\n");
    assert_eq!(inserted(&comment).unwrap_err().code, "not-in-lines");
}

#[test]
fn other_line_ends_and_marks_of_documents_are_kept() {
    let old = format!("---\n{META}hrdd:\n  gender: true\n...\n").replace('\n', "\r\n");
    let found = inserted(&old).unwrap();
    assert!(!found.text.replace("\r\n", "").contains('\n'), "{:?}", found.text);
    assert!(found.text.ends_with("\r\n...\r\n"), "{:?}", found.text);
    inserted(&format!("\u{feff}{META}")).unwrap();
}

#[test]
fn a_note_over_several_lines_does_not_confuse() {
    let old = format!(
        "{META}hrdd:\n  gender:\n    is: true\n    note: |\n      one\n\n      two\n\n\npenalties:\n  - against: company\n    note: >-\n      folded\n      words\n    at: \"s 9\"\n"
    );
    let found = inserted(&old).unwrap();
    assert_eq!(found.added.len(), 4, "{}", found.text);
    inserted(&format!("{META}hrdd:\n  gender: {{ is: true,\n    note: 'two\n    lines' }}")).unwrap();
}

#[test]
fn a_file_in_braces_throughout_is_refused() {
    let json = r#"{ "vocabulary": "initiative/1", "meta": { "id": "x", "title": "y", "kinds": ["incentive"] } }"#;
    let problem = inserted(json).unwrap_err();
    assert_eq!((problem.code.as_str(), problem.labels[0].span.range()), ("not-in-lines", 0..1));
}

#[test]
fn earlier_suggestions_that_the_words_do_not_bear_out_are_named() {
    let old = format!(
        "{META}hrdd:\n  mode: {{ is: none, status: suggested }}\n  gender: {{ is: true, status: suggested }}\n  steps: []\npenalties:\n  - {{ against: company, at: s 99, status: suggested }}\n  - {{ against: company, at: s 98, status: confirmed }}\n"
    );
    let found = inserted(&old).unwrap();
    let paths: Vec<&str> = found.unsupported.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["hrdd.mode", "hrdd.gender", "penalties[1]"]);
}

#[test]
fn places_are_compared_as_lawyers_cite_them() {
    assert_eq!(place("Section 3 (2)"), "s 3(2)");
    assert_eq!(place("§ 3 (2)"), place("s. 3(2)"));
    assert!(within("s 3(2)(a)", "s 3(2)") && within("s 3(2) no 2", "s 3(2)") && within("s 3", "s 3"));
    assert!(!within("s 34", "s 3") && !within("s 3a", "s 3") && !within("s 3(21)", "s 3(2"));
}

#[test]
fn a_record_without_a_place_covers_what_it_agrees_with() {
    let mut sources = Sources::new();
    let document = document(&LINES, &mut sources);
    let one = proposal(&document, "penalties[].nature", "imprisonment", "imprisonment", 1);
    let kinds = proposal(&document, "meta.kinds", "content-platform", "platform", 0);
    let found = crate::detect::Detected { proposals: vec![kinds, one], ..crate::detect::Detected::default() };
    let (_, new) = root(&document, &found);
    for (nature, added) in [("imprisonment", 0), ("admin-fine", 1)] {
        let old = read(&format!("{META}penalties:\n  - nature: {nature}\n"), &mut sources);
        let (tree, _) = crate::description::tree(old.file, &sources);
        assert_eq!(insert(&old, &tree.unwrap(), &new, &PACK.vocabulary, &sources).unwrap().added.len(), added, "{nature}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Any mixture of layouts: nothing is lost, and what is added is added once.
    #[test]
    fn nothing_is_lost(
        parts in proptest::sample::subsequence(vec![
            "hrdd:\n  gender: true\n", "hrdd: { gender: true }\n", "penalties:\n- against: company\n  at: s 9\n",
            "content:\n    -   origin: private-notice\n        at: s 1(1)\n", "\"inst\":\n  - { at: s 4 }\n", "# words\n\n", "powers: []\n",
            "remedy:\n  mechs:\n  - operator: company\n    # ours\n\n", "penalties: [{ at: s 8 }]\n",
        ], 0..9),
        windows in any::<bool>(),
        end in any::<bool>(),
    ) {
        let mut seen = std::collections::BTreeSet::new();
        let parts: String = parts.into_iter().filter(|part| part.starts_with('#') || seen.insert(part.split(':').next())).collect();
        let mut old = format!("{META}{parts}");
        if !end {
            old = old.trim_end().to_owned();
        }
        if windows {
            old = old.replace('\n', "\r\n");
        }
        inserted(&old).unwrap();
    }
}
