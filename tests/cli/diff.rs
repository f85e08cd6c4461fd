//! `diff`: two drafts.

use crate::world::{Ran, World, description};
use serde_json::Value;

const SARIF_SCHEMA: &str = include_str!("../data/sarif-2.1.0.json");

/// A bill with these records about content; the same short name for every draft.
fn bill(records: &[&str]) -> String {
    let records: String = records.iter().map(|record| format!("  - {record}\n")).collect();
    format!("vocabulary: initiative/1\nmeta: {{ id: bill, title: Bill, kinds: [content-platform] }}\ncontent:\n{records}")
}

const HASTE: &str = "{ origin: private-notice, deadline: 1 h, reasons: true, appeal: true, at: \"s 1\" }";
const SILENCE: &str = "{ origin: court-order, deadline: 3 days, reasons: false, appeal: true, at: \"s 2\" }";
const FINE: &str = "{ origin: court-order, deadline: 3 days, reasons: true, appeal: true, at: \"s 2\" }";

fn diff(old: &[&str], new: &[&str], options: &str) -> Ran {
    World::new().with("old.yaml", &bill(old)).with("new.yaml", &bill(new)).run(&format!("diff old.yaml new.yaml {options}"))
}

/// What `--format json` gives, which keeps to its schema.
fn json(old: &[&str], new: &[&str]) -> Value {
    let document = serde_json::from_str(&diff(old, new, "--format json --fail-on never").quietly(0).stdout).unwrap();
    let schema: Value = serde_json::from_str(&World::bare().run("schema diff").quietly(0).stdout).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let refusals: Vec<String> = jsonschema::validator_for(&schema).unwrap().iter_errors(&document).map(|error| error.to_string()).collect();
    assert_eq!(refusals, Vec::<String>::new());
    document
}

/// `class CODE` of each finding.
fn classes(document: &Value) -> Vec<String> {
    let class = |pair: &Value| format!("{} {}", pair["class"].as_str().unwrap(), pair["rule"].as_str().unwrap());
    document["findings"].as_array().unwrap().iter().map(class).collect()
}

#[test]
fn a_new_error_fails() {
    insta::assert_snapshot!(diff(&[SILENCE], &[HASTE, FINE], "").quietly(1).show(), @r"
    exit 1
    -- stdout
    old: Bill (old.yaml)
    new: Bill (new.yaml)

    findings: 1 new, 0 changed, 1 fixed, 0 unchanged
    2 rules with another verdict (0 newly undetermined, 0 newly decided); 1 changed fact, 1 new record,
    0 gone, 0 moved provisions

    new
      error[TIM-001]: content must be gone within `1 h`
        s 1, new.yaml:4; was met

    fixed
      warning[REA-001]: users are given no reasons
        s 2, old.yaml:4; now met

    other verdicts
      TIM-001 Removal leaves time to decide: met → violated
      REA-001 Users are given reasons: violated → met

    changed facts
      content[1] is new: private-notice
        s 1; new.yaml:4
      content[2].reasons: false → true
        s 2; old.yaml:4 → new.yaml:5
    ");
}

#[test]
fn what_is_mended_or_only_moved_passes() {
    diff(&[HASTE], &[FINE], "").quietly(0);
    // In front of it came another, and its number changed: the same finding still.
    let moved = SILENCE.replace("s 2", "s 12");
    let ran = diff(&[SILENCE], &[FINE, &moved], "--all").quietly(0);
    assert!(ran.stdout.contains("0 new, 0 changed, 0 fixed, 1 unchanged (1 moved)"), "{}", ran.stdout);
    assert!(ran.stdout.contains("s 12, new.yaml:5\n    moved from s 2"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("other verdicts"), "{}", ran.stdout);
    let document = json(&[SILENCE], &[FINE, &moved]);
    assert_eq!(classes(&document), ["unchanged REA-001"]);
    assert_eq!((&document["findings"][0]["moved"], &document["findings"][0]["new"]["path"]), (&true.into(), &"content[2].reasons".into()));
    assert_eq!(document["moved"][0], serde_json::json!({ "path": "content[2]", "old": "s 2", "new": "s 12" }));
}

#[test]
fn an_amended_provision_is_changed_and_not_new() {
    let two = HASTE.replace("1 h", "2 h");
    let ran = diff(&[HASTE], &[&two], "").quietly(0);
    assert!(ran.stdout.contains("0 new, 1 changed, 0 fixed"), "{}", ran.stdout);
    assert!(ran.stdout.contains("was “content must be gone within `1 h`” (s 1, old.yaml:4)"), "{}", ran.stdout);
    assert!(ran.stdout.contains("content[1].deadline: 1 h → 2 h\n    s 1; old.yaml:4 → new.yaml:4"), "{}", ran.stdout);
    let document = json(&[HASTE], &[&two]);
    let pair = &document["findings"][0];
    assert_eq!((pair["class"].as_str(), pair["worse"].as_bool()), (Some("changed"), Some(false)));
    let place = |side: &str| (pair[side]["place"]["line"].as_u64().unwrap(), pair[side]["place"]["column"].as_u64().unwrap());
    assert_eq!((place("old"), place("new")), ((4, 41), (4, 41)));
}

#[test]
fn what_is_no_longer_said_is_not_fixed() {
    let unsaid = SILENCE.replace("reasons: false, ", "");
    let document = json(&[SILENCE], &[&unsaid]);
    assert_eq!(classes(&document), ["open REA-001"]);
    assert_eq!(document["summary"]["newly_undetermined"], 1);
    assert_eq!(document["verdicts"][0]["missing"], serde_json::json!(["content[1].reasons"]));
    let ran = diff(&[SILENCE], &[&unsaid], "").quietly(0);
    assert!(ran.stdout.contains("0 fixed, 1 no longer decided") && ran.stdout.contains("newly undetermined"), "{}", ran.stdout);
    diff(&[SILENCE], &[&unsaid], "--fail-on undetermined").quietly(1);
    // The rule is violated elsewhere, so its verdict says nothing of this record.
    let other = SILENCE.replace("s 2", "s 3").replace("court-order", "private-notice");
    assert_eq!(classes(&json(&[SILENCE, &other], &[&unsaid, &other])), ["unchanged REA-001", "open REA-001"]);
    // And the other way about: a question that was answered.
    let document = json(&[&unsaid], &[FINE]);
    assert_eq!((classes(&document).len(), &document["summary"]["newly_decided"]), (0, &1.into()));
}

#[test]
fn levels_fail_as_they_say() {
    let cases: [(&[&str], &[&str], [i32; 6]); 5] = [
        // never, new-error, new-warning, new, undetermined, any
        (&[FINE], &[HASTE], [0, 1, 1, 1, 1, 1]),
        (&[FINE], &[SILENCE], [0, 0, 1, 1, 1, 1]),
        (&[FINE], &["{ deadline: 3 days, reasons: true, appeal: false }"], [0, 0, 0, 1, 1, 1]),
        (&[HASTE], &[FINE], [0, 0, 0, 0, 0, 1]),
        (&[HASTE], &[HASTE], [0; 6]),
    ];
    for (old, new, exits) in cases {
        for (level, exit) in ["never", "new-error", "new-warning", "new", "undetermined", "any"].into_iter().zip(exits) {
            assert_eq!(diff(old, new, &format!("--fail-on {level}")).exit, Some(exit), "{level} {new:?}");
        }
    }
}

#[test]
fn the_project_says_the_level_too() {
    let world = World::new().with("old.yaml", &bill(&[FINE])).with("new.yaml", &bill(&[SILENCE]));
    let project = format!("fail_on = \"warning\"\n{}", world.read("ungp-check.toml"));
    let world = world.with("ungp-check.toml", &project);
    world.run("diff old.yaml new.yaml").quietly(1);
    world.run("diff old.yaml new.yaml --fail-on new-error").quietly(0);
}

#[test]
fn only_some_rules() {
    let ran = diff(&[FINE], &[HASTE], "--only REA").quietly(0);
    assert!(ran.stdout.contains("findings: 0 new"), "{}", ran.stdout);
    diff(&[FINE], &[HASTE], "--only tim-001").quietly(1);
}

#[test]
fn other_names_are_no_hindrance() {
    let ran = World::new().run("diff note.yaml error.yaml");
    assert_eq!(ran.exit, Some(1));
    assert!(ran.stdout.contains("note: the drafts have different names in `meta.id`, `note-act` and `error-act`"), "{}", ran.stdout);
    let ran = World::new().run("diff note.yaml note.yaml").quietly(0);
    assert!(ran.stdout.contains("note: the two descriptions are the same, word for word"), "{}", ran.stdout);
}

#[test]
fn markdown_is_safe_in_a_comment() {
    let title = "\"A | B <script>alert(1)</script> @everyone\"";
    let hostile = bill(&[HASTE]).replace("title: Bill", &format!("title: {title}")).replace("s 1", "s 1 | <b>");
    let world = World::new().with("old.yaml", &bill(&[SILENCE])).with("new.yaml", &hostile);
    let ran = world.run("diff old.yaml new.yaml --format markdown").quietly(1);
    insta::assert_snapshot!(ran.show(), @r"
    exit 1
    -- stdout
    ## What the amendments change

    - old: Bill (old.yaml)
    - new: A \| B &#60;script&#62;alert(1)&#60;/script&#62; &#64;&#8203;everyone (new.yaml)

    **findings: 1 new, 0 changed, 1 fixed, 0 unchanged**  
    2 rules with another verdict (0 newly undetermined, 0 newly decided); 0 changed facts, 1 new record, 1 gone, 0 moved provisions

    ### New (1)

    | | rule | finding | place | why |
    |---|---|---|---|---|
    | error | TIM-001 | content must be gone within <code>1 h</code> | s 1 \| &#60;b&#62;, new.yaml:4 | was met |

    ### Fixed (1)

    | | rule | finding | place | why |
    |---|---|---|---|---|
    | warning | REA-001 | users are given no reasons | s 2, old.yaml:4 | now met |

    ### Verdicts

    | rule | title | verdict |
    |---|---|---|
    | TIM-001 | Removal leaves time to decide | met → violated |
    | REA-001 | Users are given reasons | violated → met |

    <details><summary>Changed facts (2)</summary>

    | fact | old | new | place |
    |---|---|---|---|
    | content&#91;1&#93; | — | private-notice | s 1 \| &#60;b&#62;; new.yaml:4 |
    | content&#91;1&#93; | court-order | — | s 2; old.yaml:4 |

    </details>
    ");
    assert!(!ran.stdout.contains("<script") && !ran.stdout.contains("@everyone") && !ran.stdout.contains("<b>"));
    for line in ran.stdout.lines().filter(|line| line.starts_with("| ")) {
        let pipes = line.matches('|').count() - line.matches("\\|").count();
        assert!([4, 5, 6].contains(&pipes), "{line}");
    }
}

#[test]
fn sarif_keeps_to_the_standard_and_says_what_became_of_each_result() {
    let validator = {
        // Two patterns of the published schema hold a `]` too many, which stricter regular expressions refuse.
        let schema: Value = serde_json::from_str(&SARIF_SCHEMA.replace("{2}]?$", "{2}$")).unwrap();
        jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
    };
    let states = |old: &[&str], new: &[&str]| -> Vec<String> {
        let log: Value = serde_json::from_str(&diff(old, new, "--format sarif --fail-on never").quietly(0).stdout).unwrap();
        let refusals: Vec<String> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
        assert_eq!(refusals, Vec::<String>::new());
        assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], true);
        let results = log["runs"][0]["results"].as_array().unwrap();
        let show = |result: &Value| {
            let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
            let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
            format!("{} {} {} {}", text(&result["ruleId"]), text(&result["kind"]), text(&result["baselineState"]), text(uri))
        };
        results.iter().map(show).collect()
    };
    assert_eq!(
        states(&[SILENCE], &[HASTE, FINE]),
        ["REA-001 fail absent old.yaml", "TIM-001 fail new new.yaml", "REA-001 pass new new.yaml", "REA-002 pass unchanged new.yaml"]
    );
    let two = HASTE.replace("1 h", "2 h");
    assert_eq!(states(&[HASTE], &[&two]).first().map(String::as_str), Some("TIM-001 fail updated new.yaml"));
    assert_eq!(states(&[HASTE], &[HASTE]).first().map(String::as_str), Some("TIM-001 fail unchanged new.yaml"));
}

#[test]
fn what_cannot_be_compared_gives_two() {
    let other = description("Other", "{ deadline: 1 h }").replace("initiative/1", "response/1");
    let world = World::new().with("other.yaml", &other).with("many/a.yaml", &bill(&[FINE])).with("many/b.yaml", &bill(&[FINE]));
    let world = world.with("one/a.yaml", &bill(&[FINE])).with("vague.yaml", &bill(&["{ origin: court-order }"]));
    let cases = [
        ("error.yaml missing.yaml", "unreadable"),
        ("missing.yaml error.yaml", "unreadable"),
        ("error.yaml other.yaml", "vocabulary"),
        ("error.yaml many", "not-one-draft"),
        ("error.yaml *.nothing", "nothing-to-check"),
        ("- -", "two-standard-inputs"),
        ("error.yaml note.yaml --only XXX-001", "unknown-rule"),
        ("error.yaml vague.yaml", "nothing-decided"),
        ("error.yaml own.rules", "not-a-description"),
    ];
    for (arguments, code) in cases {
        let ran = world.run(&format!("diff {arguments}"));
        assert_eq!((ran.exit, ran.stdout.as_str()), (Some(2), ""), "{arguments}: {}", ran.show());
        assert!(ran.stderr.contains(&format!("[{code}")) || ran.stderr.contains(&format!("-{code}]")), "{arguments}: {}", ran.stderr);
    }
    // A folder with one description is that draft; one draft may come from standard input.
    world.run("diff one clean.yaml").quietly(0);
    let ran = world.run_with_input("diff clean.yaml -", &bill(&[HASTE]));
    assert!(ran.exit == Some(1) && ran.stdout.contains("<stdin>:4"), "{}", ran.show());
}
