//! `test`: examples of rules, suites of laws, and every way in which nothing might be tested.

use crate::world::{PROJECT, RULES, Ran, World, description};
use insta::assert_snapshot;
use serde_json::Value;
use std::path::Path;

const AGREES: &str = "{ rule: TIM-001, verdict: violated, by: critic, says: Somebody, confidence: high, severity: error }";

fn expected(law: &str, items: &[&str]) -> String {
    let items: String = items.iter().map(|item| format!("  - {item}\n")).collect();
    format!("law: {law}\nexpect:\n{items}")
}

/// The small pack, and a suite of one law, which sets one hour.
fn world(items: &[&str]) -> World {
    let law = description("Haste Act", "{ deadline: { is: 1 h, at: s 3 }, reasons: true }");
    World::bare()
        .with("facts.rules", &World::new().read("facts.rules"))
        .with("own.rules", RULES)
        .with("ungp-check.toml", PROJECT)
        .with("laws/haste/description.yaml", &law)
        .with("laws/haste/expected.yaml", &expected("haste-act", items))
}

#[track_caller]
fn last_line(ran: &Ran) -> &str {
    ran.stdout.lines().last().unwrap_or_else(|| panic!("nothing: {ran:?}"))
}

#[test]
fn the_examples_of_all_rules_are_run() {
    let world = world(&[AGREES]);
    assert_eq!(world.run("test").quietly(0).stdout, "0 laws, 0 expectations: 0 agree, 0 differ, 0 known to differ; 6 examples, 0 failed\n");
    world.write("own.rules", &RULES.replace("deadline: 1 h", "deadline: 3 days"));
    let ran = world.run("test").quietly(1);
    assert!(ran.stdout.starts_with("error[example-failed]: rule `TIM-001` calls this example met, not violated\n"), "{}", ran.stdout);
    assert!(last_line(&ran).ends_with("6 examples, 1 failed"));
    assert!(last_line(&world.run("test --only REA").quietly(0)).ends_with("4 examples, 0 failed"), "the failure is in another family");
}

#[test]
fn what_agrees_passes() {
    let world = world(&[AGREES, "{ rule: REA-001, verdict: met, by: text, confidence: low }"]);
    for named in ["laws", "laws/haste", "laws/haste/expected.yaml", "laws laws/haste"] {
        let ran = world.run(&format!("test {named}")).quietly(0);
        assert_eq!(ran.stdout, "1 law, 2 expectations: 2 agree, 0 differ, 0 known to differ; 0 examples, 0 failed\n", "{named}");
    }
    let ran = world.run("test laws --only tim").quietly(0);
    assert!(ran.stdout.starts_with("1 law, 1 expectation: 1 agree"), "{}", ran.stdout);
}

#[test]
fn what_differs_fails_with_both_places() {
    let differs = "{ rule: TIM-001, verdict: met, by: critic, says: Somebody, confidence: high }";
    let known = "{ rule: REA-002, verdict: violated, by: text, confidence: low, todo: nobody wrote it down, judgement: description }";
    let solved = "{ rule: REA-001, verdict: met, by: text, confidence: low, todo: was wrong once }";
    let ran = world(&[differs, known, solved]).run("test laws").quietly(1);
    assert!(
        ran.stdout.contains("laws/haste/expected.yaml:3:31\n") && ran.stdout.contains("laws/haste/description.yaml:4:23\n"),
        "{}",
        ran.stdout
    );
    assert_snapshot!(ran.show());
    world(&[known]).run("test laws").quietly(0);
}

#[test]
fn places_messages_and_severities_are_compared() {
    let expectation = |rest: &str| format!("{{ rule: TIM-001, verdict: violated, by: text, confidence: high, {rest} }}");
    for agrees in ["at: s 3", "message: gone within", "severity: error"] {
        world(&[&expectation(agrees)]).run("test laws").quietly(0);
    }
    for (differs, says) in [
        ("at: s 4", "it names no place with `s 4`, only `s 3`"),
        ("message: too late", "no message has `too late`, only `content must be gone within `1 h``"),
        ("severity: note", "its severity is error, not note"),
    ] {
        let ran = world(&[&expectation(differs)]).run("test laws").quietly(1);
        let line = format!("error[expectation-failed]: `TIM-001` calls `haste-act` violated as expected, but {says}\n");
        assert!(ran.stdout.starts_with(&line), "{}", ran.stdout);
    }
}

#[test]
fn mistakes_in_expectations_are_all_told_and_give_2() {
    let ran = world(&[
        "{ rule: TIM-01, verdict: violated, by: text, confidence: high }",
        "{ rule: TIM-001, verdict: vilated, by: critic, confidense: high }",
        "{ rule: REA-001, verdict: met, by: text, confidence: low }",
        "{ rule: REA-001, verdict: met, by: text, confidence: low, judgement: rule }",
    ])
    .run("test laws");
    assert_eq!(ran.exit, Some(2));
    assert_eq!(
        last_line(&ran),
        "1 law, 1 expectation: 1 agree, 0 differ, 0 known to differ; 0 examples, 0 failed",
        "what is right is tested"
    );
    assert_snapshot!(ran.show());
}

#[test]
fn a_law_that_cannot_be_tested_gives_2() {
    let cases = [
        (
            "expected.yaml",
            expected("hast-act", &[AGREES]),
            "the expectations are about `hast-act`, and the description is about `haste-act`",
        ),
        (
            "expected.yaml",
            format!("input: other.yaml\n{}", expected("haste-act", &[AGREES])),
            "the description `other.yaml` of `haste-act` cannot be read",
        ),
        (
            "expected.yaml",
            format!("input: ../x.yaml\n{}", expected("haste-act", &[AGREES])),
            "only files in the folder of the description are read",
        ),
        ("expected.yaml", "law: haste-act\nexpect: []\n".to_owned(), "nothing is expected of this law"),
        ("expected.yaml", String::new(), "the file is empty, or holds only comments"),
        ("description.yaml", "vocabulary: initiative/1\nmeta: { id: haste-act, titel: x }\n".to_owned(), "titel"),
    ];
    for (name, text, says) in cases {
        let world = world(&[AGREES]);
        world.write(&format!("laws/haste/{name}"), &text);
        let ran = world.run("test laws");
        assert_eq!(ran.exit, Some(2), "{text}: {ran:?}");
        assert!(ran.stderr.contains(says), "{says} is not in {}", ran.stderr);
        assert!(ran.stdout.starts_with("1 of 1 law could not be tested\n0 laws, "), "{}", ran.stdout);
    }
    let world = world(&[AGREES]);
    std::fs::remove_file(world.path().join("laws/haste/description.yaml")).unwrap();
    let ran = world.run("test laws");
    assert_eq!(ran.exit, Some(2));
    assert!(ran.stderr.contains("error[no-description]") && ran.stderr.contains("laws/haste/expected.yaml:1:6\n"), "{}", ran.stderr);
}

#[test]
fn nothing_tested_is_no_pass() {
    let world = world(&[AGREES]).with("empty/readme.txt", "nothing").with("alone/a.yaml", &description("Alone", "{ deadline: 1 h }"));
    for (arguments, says) in [
        ("test empty", "no suite and no rules in the folder `empty`"),
        ("test alone", "there are descriptions in it; write what others say"),
        ("test laws empty", "no suite and no rules in the folder `empty`"),
        ("test lws", "did you mean `laws`?"),
        ("test laws/haste/description.yaml", "`laws/haste/description.yaml` is a description, and what is tested is a suite"),
        ("test laws --only REA-002", "no expectation and no example is about the rules asked"),
        ("test laws --only XYZ", "there is no rule or family `XYZ`"),
        ("test --agreement", "there are no laws to compare with"),
        ("test own.rulez", "did you mean `own.rules`?"),
        ("test laws --rules none.rules", "cannot read `none.rules`"),
    ] {
        let ran = world.run(arguments);
        assert_eq!(ran.exit, Some(2), "{arguments}: {ran:?}");
        assert!(ran.stderr.contains(says), "{arguments}: {says} is not in {}", ran.stderr);
    }
}

#[test]
fn a_description_of_which_nothing_is_expected_is_noted() {
    let world = world(&[AGREES]).with("laws/other/description.yaml", &description("Other Act", "{ deadline: 1 h }"));
    let ran = world.run("test laws");
    assert_eq!(ran.exit, Some(0));
    assert_snapshot!(ran.show());
}

#[test]
fn the_suites_of_the_project_are_tested_with_all_examples() {
    let world = world(&[AGREES]).with("ungp-check.toml", &format!("suites = [\"laws\"]\n{PROJECT}"));
    let ran = world.run("test").quietly(0);
    assert_eq!(ran.stdout, "1 law, 1 expectation: 1 agree, 0 differ, 0 known to differ; 6 examples, 0 failed\n");
    world.write("ungp-check.toml", &format!("suites = [\"lwas\"]\n{PROJECT}"));
    let ran = world.run("test");
    assert_eq!(ran.exit, Some(2), "{ran:?}");
    assert!(ran.stderr.contains("ungp-check.toml:1:11\n"), "{}", ran.stderr);
}

#[test]
fn rule_files_and_folders_that_are_named_have_their_examples_run() {
    let world = world(&[AGREES]).with(
        "more/more.rules",
        &RULES
            .replace("TIM-001", "MOR-001")
            .replace("REA-00", "MOR-01")
            .replace("family REA", "family MOR")
            .lines()
            .filter(|line| !line.starts_with("family TIM") && !line.starts_with("document"))
            .collect::<Vec<_>>()
            .join("\n")
            .replace("setting too_short", "setting too_brief")
            .replace("settings.too_short", "settings.too_brief"),
    );
    let ran = world.run("test own.rules").quietly(0);
    assert!(last_line(&ran).ends_with("6 examples, 0 failed"), "a file of the project is not loaded twice: {}", ran.stdout);
    let ran = world.run("test more").quietly(0);
    assert!(last_line(&ran).ends_with("6 examples, 0 failed"), "{}", ran.stdout);
    let ran = world.run("test more laws").quietly(0);
    assert_eq!(last_line(&ran), "1 law, 1 expectation: 1 agree, 0 differ, 0 known to differ; 6 examples, 0 failed");
    world.write("more/more.rules", "rule MOR-001 \"x\" {\n");
    assert_eq!(world.run("test more").exit, Some(2), "broken rules are no pass");
}

#[test]
fn agreement_is_a_page() {
    let known = "{ rule: REA-002, verdict: violated, by: text, confidence: low, todo: nobody | wrote it down, judgement: description }";
    let ran = world(&[AGREES, known]).run("test laws --agreement").quietly(0);
    assert_snapshot!(ran.stdout);
    assert_eq!(world(&[AGREES]).run("test laws --agreement --format json").exit, Some(2));
}

#[test]
fn json_is_as_its_schema_says() {
    let printed = World::bare().run("schema test").quietly(0).stdout;
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema/test.json");
    assert_eq!(printed, std::fs::read_to_string(file).unwrap().replace("\r\n", "\n"));
    let schema: Value = serde_json::from_str(&printed).unwrap();
    assert!(jsonschema::meta::is_valid(&schema), "not a JSON Schema");
    let validator = jsonschema::validator_for(&schema).unwrap();
    let differs = "{ rule: TIM-001, verdict: met, by: critic, says: Somebody, confidence: high, at: s 3, note: x }";
    let known = "{ rule: REA-002, verdict: violated, by: text, confidence: low, severity: note, message: x, todo: why, judgement: scope }";
    let world = world(&[differs, known]).with("ungp-check.toml", &format!("suites = [\"laws\"]\n{PROJECT}"));
    for (arguments, exit) in [("test", 1), ("test laws", 1), ("test nothing", 2), ("test laws --only XYZ", 2)] {
        let ran = world.run(&format!("{arguments} --format json")).quietly(exit);
        let report: Value = serde_json::from_str(&ran.stdout).unwrap();
        let refused: Vec<String> = validator.iter_errors(&report).map(|error| format!("{error} at {}", error.instance_path())).collect();
        assert_eq!(refused, Vec::<String>::new(), "{arguments}");
        assert_eq!(report["summary"]["complete"], Value::Bool(exit != 2), "{arguments}");
    }
    let report: Value = serde_json::from_str(&world.run("test --format json").stdout).unwrap();
    let one = &report["laws"][0]["expectations"][0];
    assert_eq!(
        (&one["standing"], &one["place"]["start"]["line"], &one["place"]["start"]["column"]),
        (&"differs".into(), &3.into(), &5.into())
    );
    assert_eq!(one["message"], "`TIM-001` calls `haste-act` violated, not met");
    assert_eq!((&one["found"]["evidence"][0]["place"]["start"]["line"], &report["examples"][5]["number"]), (&4.into(), &2.into()));
}

#[test]
fn junit_says_what_differs_and_what_could_not_be_tested() {
    let ran = world(&[
        "{ rule: TIM-001, verdict: met, by: text, confidence: high }",
        "{ rule: TIM-01, verdict: met, by: text, confidence: high }",
    ])
    .run("test laws --format junit")
    .quietly(2);
    let read = quick_junit::Report::deserialize_from_str(&ran.stdout).unwrap();
    assert_eq!((read.tests, read.failures, read.errors), (2, 1, 1), "{}", ran.stdout);
    assert_snapshot!(ran.stdout);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { _ = std::fs::copy(&path, &target).unwrap() }
    }
}

/// A change of one embedded criterion, in a copy, is noticed by past laws and by the rule's own examples.
#[test]
fn a_changed_copy_of_the_embedded_rules_is_noticed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let world = World::bare();
    copy(&root.join("fixtures/past"), &world.path().join("past"));
    copy(&root.join("rules"), &world.path().join("own"));
    let unchanged = world.run("test past own").quietly(0);
    assert!(last_line(&unchanged).starts_with(&format!("{} laws, ", std::fs::read_dir(root.join("fixtures/past")).unwrap().count())));

    let name = "own/cnt-content-removal.rules";
    let changed = world.read(name).replace("setting strict_deadline = 24 h", "setting strict_deadline = 12 h");
    assert_ne!(changed, world.read(name));
    world.write(name, &changed);
    let ran = world.run("test past own --no-default-rules").quietly(1);
    assert!(ran.stdout.contains("`CNT-001` calls `de-netzdg-2017` partly met, not violated"), "{}", ran.stdout);
    assert!(ran.stdout.contains("error[example-failed]: rule `CNT-001` calls this example"), "{}", ran.stdout);
    // Beside the embedded rules it is a second copy of every code in that file.
    let twice = world.run("test past own");
    assert_eq!(twice.exit, Some(2));
    assert!(twice.stderr.contains("error[duplicate-rule]"), "{}", twice.stderr);
}
