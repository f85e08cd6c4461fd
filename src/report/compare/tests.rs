//! The matrix on a small pack: its cells, what it leaves out, and that nothing is lost on the way to any format.

use super::*;
use crate::past::tests::Small;
use crate::report::human::Options;

fn small() -> Small {
    Small::new()
        .bill("xx-one-2026", "[hrdd-law]", "hrdd: { mode: none, secret: false }\n")
        .bill("xx-two-2026", "[hrdd-law]", "hrdd: { mode: duty, secret: false }\n")
        .bill("xx-two-2026", "[incentive]", "hrdd: { mode: partial }\n")
}

fn comparison(small: &Small) -> Comparison<'_> {
    Comparison {
        pack: &small.pack,
        sources: &small.sources,
        checked: &small.bills,
        problems: &[],
        inputs: small.bills.len(),
        rules: small.pack.rules.rules.len(),
        differences: false,
    }
}

fn letters(matrix: &Matrix<'_>) -> Vec<String> {
    let rows = matrix.groups.iter().flat_map(|group| &group.rows);
    rows.map(|row| format!("{} {}", row.rule.code, row.cells.iter().map(|(verdict, _)| letter(*verdict)).collect::<String>())).collect()
}

fn human(comparison: &Comparison<'_>, width: usize) -> String {
    human::render(comparison, &Options { color: false, width })
}

#[test]
fn cells_counts_and_what_is_left_out() {
    let small = small();
    let mut comparison = comparison(&small);
    let matrix = comparison.matrix();
    assert_eq!(letters(&matrix), ["HRD-001 VMP", "HRD-002 MM?"]);
    assert_eq!((matrix.beside, matrix.alone, matrix.alike), (1, 0, 0), "the rule on content is about none of them");
    assert_eq!(matrix.totals().iter().map(counted).collect::<Vec<_>>(), ["1V 1M", "2M", "1P 1?"]);
    assert_eq!(matrix.heads, ["xx-one-2026", "xx-two-2026#1", "xx-two-2026#2"], "two drafts of one bill have different heads");
    comparison.differences = true;
    let pair = Comparison { checked: small.bills.get(..2).unwrap(), ..comparison };
    let matrix = pair.matrix();
    assert_eq!(letters(&matrix), ["HRD-001 VM"]);
    assert_eq!((matrix.alike, matrix.totals().iter().map(counted).collect::<Vec<_>>()), (1, vec!["1V 1M".to_owned(), "2M".to_owned()]));
}

#[test]
fn a_head_is_never_taken_twice() {
    let small = Small::new().bill("a", "[incentive]", "").bill("a", "[incentive]", "").bill("a", "[incentive]", "");
    assert_eq!(comparison(&small).heads(), ["a#1", "a#2", "a#3"]);
}

#[test]
fn letters_tell_verdicts_apart_without_colour() {
    let letters: std::collections::BTreeSet<char> = Verdict::ALL.map(letter).into();
    assert_eq!(letters.len(), 5);
    for verdict in Verdict::ALL {
        assert!(key().contains(&format!("{} {verdict}", letter(verdict))));
    }
}

#[test]
fn human_layout() {
    let small = small();
    insta::assert_snapshot!(human(&comparison(&small), 100));
    insta::assert_snapshot!(human(&Comparison { differences: true, inputs: 4, ..comparison(&small) }, 40));
}

#[test]
fn markdown_layout() {
    let small = small();
    insta::assert_snapshot!(markdown::render(&comparison(&small)));
}

/// Whatever the width, every column is in one of the tables, and only a column that is too wide by itself passes the edge.
#[test]
fn narrow_terminals_lose_no_column() {
    let mut small = Small::new();
    for number in 0..30 {
        small = small.bill(&format!("zz-number{number}-2026"), "[hrdd-law]", "hrdd: { mode: none }\n");
    }
    let comparison = comparison(&small);
    for width in [40, 60, 100, 400] {
        let text = human(&comparison, width);
        let rows: Vec<&str> = text.lines().filter(|line| line.contains("HRD-001")).collect();
        let cells: usize = rows.iter().map(|row| row.split_whitespace().filter(|word| *word == "V").count()).sum();
        assert_eq!(cells, 30, "width {width}\n{text}");
        assert!(text.lines().all(|line| line.chars().count() <= width), "width {width}\n{text}");
        let tables = text.lines().filter(|line| line.starts_with("rules")).count();
        assert_eq!(rows.len(), tables);
        assert!(width == 400 || text.contains(&format!("rules (table {tables} of {tables})\n")), "{text}");
    }
}

#[test]
fn colour_adds_nothing_but_colour() {
    let small = small();
    let comparison = comparison(&small);
    let colored = human::render(&comparison, &Options { color: true, width: 100 });
    let bare: String =
        colored.split('\u{1b}').enumerate().map(|(at, part)| if at == 0 { part } else { part.split_once('m').unwrap().1 }).collect();
    assert_ne!(colored, bare);
    assert_eq!(bare, human(&comparison, 100));
}

#[test]
fn programs_are_told_everything() {
    let small = small();
    let document: serde_json::Value = serde_json::from_str(&json::render(&comparison(&small))).unwrap();
    assert_eq!((document["format"].as_str(), document["version"].as_u64()), (Some("ungp-check-comparison"), Some(1)));
    let first = &document["initiatives"][0];
    assert_eq!((first["name"].as_str(), first["file"].as_str()), (Some("xx-one-2026"), Some("xx-one-2026.yaml")));
    assert_eq!((first["kinds"][0].as_str(), first["counts"]["violated"].as_u64()), (Some("hrdd-law"), Some(1)));
    let rule = &document["rules"][0];
    assert_eq!((rule["rule"].as_str(), rule["family"].as_str(), rule["differs"].as_bool()), (Some("HRD-001"), Some("HRD"), Some(true)));
    assert_eq!(rule["verdicts"][0], serde_json::json!({ "verdict": "violated", "severity": "warning" }));
    assert_eq!(rule["verdicts"][1], serde_json::json!({ "verdict": "met", "severity": null }));
    assert_eq!(document["families"][0]["counts"][2]["partly-met"].as_u64(), Some(1));
    let summary = serde_json::json!({ "inputs": 3, "compared": 3, "rules": 3, "shown": 2, "about_none": 1, "alike": 0, "complete": true });
    assert_eq!(document["summary"], summary);
    let one_lost: serde_json::Value = serde_json::from_str(&json::render(&Comparison { inputs: 4, ..comparison(&small) })).unwrap();
    assert_eq!(one_lost["summary"]["complete"].as_bool(), Some(false));
}

#[test]
fn spreadsheets_get_a_line_a_rule() {
    let small = small();
    let lines = [
        "family,rule,title,severity,xx-one-2026,xx-two-2026#1,xx-two-2026#2",
        "HRD,HRD-001,Companies must carry out due diligence,warning,violated,met,partly-met",
        "HRD,HRD-002,Findings are not secret,note,met,met,undetermined",
    ];
    assert_eq!(csv::render(&comparison(&small)), format!("{}\n", lines.join("\n")));
}

#[test]
fn marks_in_titles_are_words() {
    assert_eq!(markdown::safe("a *b* <c> [d](e) `f`"), "a \\*b\\* \\<c> \\[d\\](e) `f`");
    assert_eq!(markdown::safe("open ` <img>"), "open ' \\<img>");
    assert_eq!(markdown::safe("two\nlines \u{1b}[31m"), "two lines ?\\[31m");
}
