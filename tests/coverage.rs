//! The traceability table agrees with the rules, every branch has an example, and `docs/coverage.md` says how things are now.
//!
//! `UPDATE_DOCS=1 cargo test --test coverage` rewrites the page.

#![cfg(test)]

use std::path::PathBuf;
use std::process::{Command, Output};
use ungp_check::diagnostic::Diagnostic;
use ungp_check::pack::{self, Pack, trace};
use ungp_check::source::Sources;
use ungp_check::typecheck::Depth;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn coverage(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ungp-check"));
    command.current_dir(root()).env("COLUMNS", "100").args(["rules", "coverage"]).args(arguments).output().unwrap()
}

fn loaded() -> (Pack, Sources) {
    let mut sources = Sources::new();
    let (pack, problems) = pack::load(pack::embedded(), Depth::Names, &mut sources);
    assert!(problems.is_empty(), "{problems:?}");
    (pack, sources)
}

fn messages(problems: &[Diagnostic]) -> Vec<&str> {
    problems.iter().map(|problem| problem.message.as_str()).collect()
}

/// What is wrong with a table, in itself and against the rules.
fn mistakes(table: &str) -> Vec<String> {
    let (pack, mut sources) = loaded();
    let file = sources.add("table.tsv", table.to_owned());
    let (statements, mut problems) = trace::read(file, &sources, &pack);
    problems.extend(trace::disagreements(&statements, &pack));
    problems.into_iter().map(|problem| problem.message).collect()
}

#[test]
fn the_table_agrees_with_the_rules() {
    let (pack, mut sources) = loaded();
    let file = sources.add(trace::TABLE.0, trace::TABLE.1);
    let (statements, problems) = trace::read(file, &sources, &pack);
    assert_eq!(messages(&problems), Vec::<&str>::new());
    assert_eq!(messages(&trace::disagreements(&statements, &pack)), Vec::<&str>::new());
    for rule in &pack.rules.rules {
        assert!(statements.iter().any(|statement| statement.rules.contains(&rule.code)), "no statement names {}", rule.code);
    }
    // Every paragraph of the report, and every headline and question of the other two.
    let has = |document: &str, place: &str| {
        let index = pack.rules.documents.iter().position(|found| found.name == document).unwrap();
        statements
            .iter()
            .any(|statement| statement.document == index && (statement.place == place || statement.place.starts_with(&format!("{place}("))))
    };
    for paragraph in 1..=88 {
        assert!(has("A/HRC/50/56", &format!("para {paragraph}")), "paragraph {paragraph}");
    }
    for (session, questions) in [(1, 4), (2, 5), (4, 5)] {
        for question in 1..=questions {
            assert!(has("Concept note 2022", &format!("session S{session}.Q{question}")));
        }
    }
    for headline in 1..=5 {
        assert!(has("State duty paper", &format!("headline H{headline}")));
    }
}

#[test]
fn mistakes_in_a_table_are_found() {
    let found = |table: &str| mistakes(table);
    let first = |table: &str| found(table).first().cloned().unwrap_or_default();
    assert_eq!(first("A/HRC/50/57\tpara 1\tSomething\tHRD-001\n"), "no document `A/HRC/50/57` is declared");
    assert_eq!(first("A/HRC/50/56\tpara 33\tSomething\tHRD-999\n"), "there is no rule or family `HRD-999`");
    assert_eq!(first("A/HRC/50/56\tpara 33\tSomething\n"), "no rule tests A/HRC/50/56 para 33, and no reason is given");
    assert!(first("A/HRC/50/56\tpara 33\n").starts_with("a line of the table has"));
    assert_eq!(first("A/HRC/50/56\tpara 1\tA\t\t\tr\nA/HRC/50/56\tpara 1\tB\t\t\tr\n"), "A/HRC/50/56 para 1 stands twice in the table");
    assert_eq!(
        first("A/HRC/50/56\tpara 1\tA\tHRD-003\n"),
        "the table says that rule `HRD-003` tests A/HRC/50/56 para 1, which the rule does not cite"
    );
    let untraced = found("A/HRC/50/56\tpara 33\tA\t\tHRD\n");
    assert!(untraced.contains(&"rule `HRD-003` cites A/HRC/50/56 para 33, where the table does not name it".to_owned()), "{untraced:?}");
    assert!(untraced.iter().any(|message| message.ends_with("which is not in the table")));
}

#[test]
fn every_branch_has_an_example() {
    let output = coverage(&[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}\n{}", String::from_utf8_lossy(&output.stderr));
    let missed: Vec<&str> = text.lines().skip_while(|line| *line != "no example reaches").skip(1).map(str::trim).collect();
    // It comes true where a project lowers `emergency_confirmation`, which an example cannot.
    assert_eq!(missed, ["RGT-006  partly, otherwise"]);
}

#[test]
fn a_branch_without_an_example_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let rules = r#"
family DOC "Test" { pillar I }
rule DOC-001 "Two ways to fail, one shown" {
  source   UNGP principle 1
  severity error
  severity warning when meta.kinds has incentive
  violated when hrdd.mode = none says "a" at hrdd.mode
  violated when hrdd.mode = disclosure-only says "b" at hrdd.mode
  met when hrdd.mode = duty
  partly   when hrdd.frequency = ongoing says "c"
  absence  error for hrdd-law says "no provision found"
  absence  note for incentive says "no provision found"
  because  "x"
  help     "y"
  example  violated { meta: { kinds: [hrdd-law] }, hrdd: { mode: none } }
  example  met { meta: { kinds: [hrdd-law] }, hrdd: { mode: duty } }
  example  absent note { meta: { kinds: [incentive] }, coverage: { reviewed: [hrdd] } }
}
"#;
    let path = folder.path().join("doc.rules");
    std::fs::write(&path, rules).unwrap();
    let output = coverage(&["--rules", path.to_str().unwrap()]);
    let text = String::from_utf8(output.stdout).unwrap();
    let missed: Vec<&str> = text.lines().filter(|line| line.contains("  DOC-001  ")).map(str::trim).collect();
    let expected = [
        "DOC-001  violated when hrdd.mode = disclosure-only",
        "DOC-001  partly when hrdd.frequency = ongoing",
        "DOC-001  absence error for hrdd-law",
        "DOC-001  severity warning when meta.kinds has incentive",
    ];
    assert_eq!(missed, expected, "{text}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("no statement names DOC-001"));
}

#[test]
fn nothing_to_look_at_is_no_coverage() {
    let folder = tempfile::tempdir().unwrap();
    let output = coverage(&["--laws", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn the_page_is_as_the_rules_and_laws_are_now() {
    let output = coverage(&["--format", "markdown", "--laws", "fixtures/past"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let fresh = String::from_utf8(output.stdout).unwrap();
    let path = root().join("docs/coverage.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &fresh).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(fresh == there, "docs/coverage.md is stale: run `UPDATE_DOCS=1 cargo test --test coverage`");
}
