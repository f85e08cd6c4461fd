//! `check --baseline`: only what is new is reported, and what is known is counted.

use crate::world::World;
use insta::assert_snapshot;
use serde_json::Value;

const ACT: &str = "vocabulary: initiative/1
text: act.txt
meta: { id: xx-act-2026, title: The Act, kinds: [content-platform] }
content:
  - { deadline: { is: 1 h, at: s 3(2), quote: not in it }, reasons: true, appeal: true }
  - { deadline: { is: 2 h, at: s 4 }, reasons: true, appeal: false }
";

/// The same bill later: everything has moved, one finding has gone, one has come, and one has another value.
const LATER: &str = "# Reported out of committee.
vocabulary: initiative/1
text: act.txt
meta:
  id: xx-act-2026
  title: The Amended Act
  kinds: [content-platform]

content:
  - deadline: { is: 2 h, at: s 4 }
    reasons: false
    appeal: true
  - deadline: { is: 1 h, at: s 3(2), quote: not in it }
    reasons: true
    appeal: true
  - { deadline: 30 min, reasons: true, appeal: true }
";

fn world() -> World {
    let world = World::new().with("act.yaml", ACT).with("act.txt", "Section 3\nWithin one hour.\n");
    world.write("base.json", &world.run("check act.yaml --format json").stdout);
    world
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn against_itself_nothing_is_new() {
    let world = world();
    let again = world.run("check act.yaml --baseline base.json --format short --fail-on note").quietly(0);
    assert_eq!(again.stdout, "checked 1 input against 3 rules: no findings; 4 known from the baseline, left out\n");
    assert_eq!(world.run("check act.yaml --format short --fail-on note").quietly(1).findings().len(), 4);
}

#[test]
fn only_what_is_new_is_reported() {
    let world = world();
    world.write("act.yaml", LATER);
    for format in ["human", "plain", "short"] {
        let ran = world.run(&format!("check act.yaml --baseline base.json --format {format}")).quietly(1);
        assert_snapshot!(format!("baseline_{format}"), ran.show());
    }
}

#[test]
fn what_moves_stays_known() {
    let world = world();
    let moved = [
        ACT.replace("content:\n", "\n# A remark.\n\ncontent:\n"),
        // The two records change places.
        "vocabulary: initiative/1\ntext: act.txt\nmeta: { id: xx-act-2026, title: Another, kinds: [content-platform] }\ncontent:\n  - { appeal: false, reasons: true, deadline: { at: s 4, is: 2 h } }\n  - { deadline: { is: 1 h, at: s 3(2), quote: not in it }, reasons: true, appeal: true }\n".to_owned(),
    ];
    for text in moved {
        world.write("other name.yaml", &text);
        let mut command = world.command("check --baseline base.json --format short --fail-on note");
        let ran = crate::world::Ran::of(command.arg("other name.yaml").output().unwrap()).quietly(0);
        assert_eq!(ran.stdout, "checked 1 input against 3 rules: no findings; 4 known from the baseline, left out\n", "{text}");
    }
    // Another law with the same mistakes is another law.
    world.write("copy.yaml", &ACT.replace("xx-act-2026", "xx-copy"));
    let both = world.run("check act.yaml copy.yaml --baseline base.json --format short").quietly(1);
    assert!(both.findings().len() == 4 && both.findings().iter().all(|finding| finding.starts_with("copy.yaml")), "{}", both.stdout);
}

#[test]
fn programs_are_told_of_both() {
    let world = world();
    world.write("act.yaml", LATER);
    let report = json(&world.run("check act.yaml --baseline base.json --format json").quietly(1).stdout);
    let of = |code: &str| {
        let outcomes = report["inputs"][0]["outcomes"].as_array().unwrap();
        let outcome = outcomes.iter().find(|outcome| outcome["rule"] == code).unwrap().clone();
        let findings = outcome["findings"].as_array().unwrap().clone();
        findings
            .iter()
            .map(|finding| (finding["message"].as_str().unwrap().to_owned(), finding["known"].as_bool().unwrap()))
            .collect::<Vec<_>>()
    };
    let within = |time: &str, known| (format!("content must be gone within `{time}`"), known);
    assert_eq!(of("TIM-001"), [within("2 h", true), within("1 h", true), within("30 min", false)]);
    assert_eq!(of("REA-001"), [("users are given no reasons".to_owned(), false)]);
    assert_eq!(report["inputs"][0]["remarks"][0]["known"], true);
    assert_eq!(report["baseline"], serde_json::json!({ "file": "base.json", "known": 3, "gone": 1 }));
    assert_eq!(report["summary"]["findings"], serde_json::json!({ "error": 1, "warning": 1, "note": 0 }));
    let log = json(&world.run("check act.yaml --baseline base.json --format sarif").stdout);
    let results = log["runs"][0]["results"].as_array().unwrap();
    let states: Vec<String> = results
        .iter()
        .map(|result| {
            format!(
                "{} {} {}",
                result["ruleId"].as_str().unwrap(),
                result["kind"].as_str().unwrap(),
                result["baselineState"].as_str().unwrap()
            )
        })
        .collect();
    let expected = [
        "TIM-001 fail unchanged",
        "TIM-001 fail unchanged",
        "TIM-001 fail new",
        "REA-001 fail new",
        "REA-002 pass new",
        "quote-not-found fail unchanged",
    ];
    assert_eq!(states, expected);
    assert!(!world.run("check act.yaml --format sarif").stdout.contains("baselineState"));
}

#[test]
fn what_was_not_asked_is_not_gone() {
    let world = world();
    let some = world.run("check act.yaml --only REA --baseline base.json --format short --fail-on note").quietly(0);
    assert_eq!(some.stdout, "checked 1 input against 2 rules: no findings; 2 known from the baseline, left out\n");
    world.write("clean.yaml", &world.read("clean.yaml").replace("id: clean-act", "id: xx-act-2026"));
    let gone = world.run("check clean.yaml --baseline base.json --format short").quietly(0);
    let expected =
        "checked 1 input against 3 rules: no findings; none known from the baseline; 4 of the baseline are gone: write it anew\n";
    assert_eq!(gone.stdout, expected);
}

#[test]
fn a_baseline_does_not_prolong_a_waiver() {
    let world = world().with("act.yaml", &ACT.replace(", quote: not in it", ""));
    world.write("waivers.yaml", "waivers: [{ rule: TIM-001, reason: r, owner: o, approver: a, expires: 2026-11-22 }]\n");
    let on = |day: &str, more: &str| world.run(&format!("check act.yaml --waivers waivers.yaml --today {day} {more}"));
    world.write("base.json", &on("2026-11-22", "--format json").quietly(0).stdout);
    let then = on("2026-11-22", "--baseline base.json --format short").quietly(0);
    assert!(then.stdout.ends_with("no findings, 2 waived; 1 known from the baseline, left out\n"), "{}", then.stdout);
    let later = on("2026-11-23", "--baseline base.json --format short").quietly(1);
    assert_eq!(
        later.findings(),
        ["waivers.yaml warning[waiver-expired]", "act.yaml error[TIM-001]", "act.yaml error[TIM-001]"],
        "waived then, and neither waived nor known now"
    );
}

#[test]
fn open_questions_still_fail() {
    let world = World::new();
    world.write("base.json", &world.run("check open.yaml --format json").stdout);
    world.run("check open.yaml --baseline base.json --format short --fail-on note").quietly(0);
    let open = world.run("check open.yaml --baseline base.json --format short --fail-on undetermined").quietly(1);
    assert_eq!(open.findings(), ["open.yaml undetermined[REA-002]"]);
}

#[test]
fn what_is_no_baseline_ends_in_2_and_hides_no_finding() {
    let right = world().read("base.json");
    let cases = [
        ("empty", String::new()),
        ("not_json", "{ \"format\": \"ungp-check-report\",\n  version: 1 }".to_owned()),
        ("not_a_report", "[1, 2]".to_owned()),
        ("sarif", world().run("check act.yaml --format sarif").stdout),
        ("another_version", right.replacen("\"version\": 1,", "\"version\": 2,", 1)),
        ("no_inputs", right.replacen("\"inputs\": [", "\"input\": [", 1)),
        ("no_fingerprint", right.replacen("\"fingerprint\"", "\"finger\"", 1)),
        ("another_law", right.replace("\"id\": \"xx-act-2026\"", "\"id\": \"xx-other\"")),
        ("cut", right.chars().take(2000).collect()),
    ];
    for (name, text) in cases {
        let world = world();
        world.write("base.json", &text);
        let ran = world.run("check act.yaml --baseline base.json --only TIM --format short");
        assert_eq!((ran.exit, ran.stderr.as_str()), (Some(2), ""), "{name}\n{}", ran.stdout);
        assert!(ran.stdout.starts_with("base.json:") && ran.stdout.contains("act.yaml:5:23: error[TIM-001]"), "{name}\n{}", ran.stdout);
        assert_snapshot!(format!("no_baseline_{name}"), ran.show());
    }
    let lost = world().run("check act.yaml --baseline bas.json --format short");
    assert_eq!(lost.exit, Some(2));
    assert!(lost.stdout.contains("error[unreadable]: cannot read `bas.json`"), "{}", lost.stdout);
    let human = world();
    human.write("base.json", &right.replacen("\"version\": 1,", "\"version\": 2,", 1));
    assert_snapshot!("no_baseline_human", human.run("check act.yaml --baseline base.json --only TIM").show());
}
