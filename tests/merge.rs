//! `merge`: two annotators' descriptions through the real program.

#![cfg(test)]

use serde_json::Value;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const ANA: &str = "vocabulary: initiative/1\ntext: bill.md\nmeta: { id: x-1, title: A bill, kinds: [hrdd-law] }\n\
    coverage: { reviewed: [penalties] }\n\
    hrdd:\n  mode: { is: duty, at: s 4(1), quote: shall identify risks, by: ana }\n  gender: true\n\
    penalties:\n  - { against: company, nature: admin-fine, at: s 9, by: ana }\n";

const BEN: &str = "vocabulary: initiative/1\ntext: bill.md\nmeta: { id: x-1, title: A bill, kinds: [hrdd-law] }\n\
    coverage: { reviewed: [penalties, hrdd] }\n\
    hrdd:\n  mode: { is: none, at: s 4, quote: may identify, by: ben }\n  gender: true\n\
    penalties:\n  - { against: company, nature: admin-fine, at: s 9, by: ben }\n  - { against: company, nature: imprisonment, at: s 10, by: ben }\n";

struct Ran {
    exit: Option<i32>,
    stdout: String,
    stderr: String,
}

fn run(folder: &Path, arguments: &str) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_ungp-check")).args(arguments.split_whitespace()).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { exit: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("ana.yaml"), ANA).unwrap();
    std::fs::write(folder.path().join("ben.yaml"), BEN).unwrap();
    std::fs::write(folder.path().join("bill.md"), "Companies shall identify risks, or may identify them.\n").unwrap();
    folder
}

#[test]
fn disagreements_are_shown_and_kept() {
    let folder = folder();
    let ran = run(folder.path(), "merge ana.yaml ben.yaml -o both.yaml");
    assert_eq!(ran.exit, Some(1), "{}{}", ran.stdout, ran.stderr);
    for words in [
        "warning[disagreement]: `hrdd.mode` is `duty` for `ana` and `none` for `ben`",
        "ana.yaml:6:15",
        "^^^^ ana: s 4(1), “shall identify risks”",
        "ben.yaml:6:15",
        "---- ben: s 4, “may identify”",
        "warning[disagreement]: only `ben` has the record `penalties[2]` (company, imprisonment); `ana.yaml` looked for all there are",
        // Of penalties: a record, its two facts, and a record that ana has not. p = 3/4; words of ana: a record 1, company 1,
        // admin-fine 1, none 1; of ben: a record 2, company 1, admin-fine 1: e = (1×2 + 1 + 1) / 16 = 1/4, kappa (1/2) / (3/4) = 0.67.
        "penalties      4       3   75%       0.67",
        "only ben.yaml read in full: `hrdd`",
        "2 disagreements on ",
    ] {
        assert!(ran.stdout.contains(words), "{words}\n{}", ran.stdout);
    }
    let page = std::fs::read_to_string(folder.path().join("both.yaml")).unwrap();
    for line in [
        "## 2 disagreements: look for `status: disputed`.",
        "## Read in full by ben.yaml alone, and so not in `coverage.reviewed`: hrdd\n",
        "text: \"bill.md\"\n",
        "  reviewed: [penalties]\n",
        "  mode: { is: duty, at: \"s 4(1)\", quote: \"shall identify risks\", by: \"ana\", status: disputed, note: \"ben: `none`, s 4, “may identify”\" }\n",
        "    by: \"ana, ben\"\n",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
    let checked = run(folder.path(), "check both.yaml --format short");
    assert!(!checked.stderr.contains("error[") && !checked.stdout.contains("error[quote"), "{}{}", checked.stdout, checked.stderr);
    // Nothing is overwritten.
    let again = run(folder.path(), "merge ana.yaml ben.yaml -o both.yaml");
    assert_eq!(again.exit, Some(2));
    assert!(again.stderr.contains("error[file-exists]"), "{}", again.stderr);
    assert_eq!(std::fs::read_to_string(folder.path().join("both.yaml")).unwrap(), page);
    // To standard output it is the same, and the report goes to the other.
    let printed = run(folder.path(), "merge ana.yaml ben.yaml -o -");
    assert_eq!(printed.stdout, page);
    assert!(printed.stderr.contains("warning[disagreement]"), "{}", printed.stderr);
}

#[test]
fn json_follows_its_schema() {
    let folder = folder();
    let ran = run(folder.path(), "merge ana.yaml ben.yaml --format json --fail-on never");
    assert_eq!(ran.exit, Some(0), "{}", ran.stderr);
    let schema: Value = serde_json::from_str(&run(folder.path(), "schema merge").stdout).unwrap();
    assert!(jsonschema::meta::is_valid(&schema), "not a JSON Schema");
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    let errors: Vec<String> = jsonschema::validator_for(&schema).unwrap().iter_errors(&report).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new());
    let first = &report["disagreements"][0];
    assert_eq!(
        (&first["path"], &first["first"]["value"], &first["second"]["place"]["line"]),
        (&"hrdd.mode".into(), &"duty".into(), &6.into())
    );
    let penalties = report["sections"].as_array().unwrap().iter().find(|section| section["section"] == "penalties").unwrap();
    assert_eq!((&penalties["facts"], &penalties["agreed"]), (&4.into(), &3.into()));
    assert!((penalties["kappa"].as_f64().unwrap() - 2.0 / 3.0).abs() < 1e-9);
}

#[test]
fn exit_codes_and_complaints() {
    let folder = folder();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    assert_eq!(run(folder.path(), "merge ana.yaml ana.yaml").exit, Some(0));
    write("other.yaml", &BEN.replace("x-1", "x-2"));
    write("broken.yaml", &BEN.replace("gender: true", "gender: perhaps"));
    // Nothing that both answered: no kinds in common can be left out, so the title and kinds differ in status only.
    for (arguments, code) in [
        ("merge ana.yaml other.yaml", "error[different-initiatives]"),
        ("merge ana.yaml broken.yaml", "error[wrong-type]"),
        ("merge ana.yaml none.yaml", "error[unreadable]"),
        ("merge - -", "error[two-standard-inputs]"),
    ] {
        let ran = run(folder.path(), arguments);
        assert_eq!(ran.exit, Some(2), "{arguments}: {}", ran.stderr);
        assert!(ran.stderr.contains(code), "{arguments}: {}", ran.stderr);
    }
    let suggested = "vocabulary: initiative/1\nmeta: { id: x-1, title: A bill, kinds: { is: [hrdd-law], status: suggested } }\n";
    write("suggested.yaml", suggested);
    let ran = run(folder.path(), "merge suggested.yaml suggested.yaml");
    assert_eq!(ran.exit, Some(2), "what nobody answered is no agreement: {}", ran.stdout);
    assert!(ran.stderr.contains("warning[nothing-to-compare]"), "{}", ran.stderr);
}

#[test]
fn comments_are_said_to_stay_behind() {
    let folder = folder();
    std::fs::write(folder.path().join("ana.yaml"), format!("# to do\n{ANA}")).unwrap();
    let ran = run(folder.path(), "merge ana.yaml ben.yaml");
    assert!(ran.stderr.contains("note[comments-left]: the comments in `ana.yaml` are not taken over"), "{}", ran.stderr);
}
