//! `check --waivers`: what is waived stays in sight and does not fail; what is wrong with a waiver is said.

use crate::world::{World, description};
use insta::assert_snapshot;
use serde_json::Value;

const ACT: &str = "vocabulary: initiative/1
meta: { id: xx-act-2026, title: The Act, kinds: [content-platform] }
content:
  - { deadline: { is: 1 h, at: s 3(2) }, reasons: true, appeal: true, at: s 3 }
  - { deadline: { is: 2 h, at: s 4 }, reasons: true, appeal: false, at: s 4 }
";

const WAIVERS: &str = r#"# Decided on 3 November.
waivers:
  - rule: TIM-001
    law: xx-act-2026
    at: "s 3(2)"
    reason: "the hour holds for manifestly unlawful content only"
    owner: Ministry of Justice, unit R B 3
    approver: A. Example
    expires: 2027-06-30
  - rule: TIM-001
    at: "s 4"
    reason: "as above"
    owner: Ministry of Justice, unit R B 3
    approver: A. Example
    expires: 2026-11-22
"#;

/// Of each kind that is not in force, one; and one that waives nothing.
const DOUBTFUL: &str = r#"waivers:
  - { rule: TIM-001, reason: until the report, owner: unit 3, approver: A. Example, expires: 2026-11-21 }
  - { rule: REA-002, reason: later, expires: 2027-01-01 }
  - { rule: REA-001, reason: later, owner: unit 3, approver: A. Example, expires: 2027-01-01 }
"#;

const DAY: &str = "--waivers waivers.yaml --today 2026-11-22";

fn world(waivers: &str) -> World {
    World::new().with("act.yaml", ACT).with("waivers.yaml", waivers)
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn waived_findings_stay_in_sight_and_do_not_fail() {
    let world = world(WAIVERS);
    for format in ["human", "plain", "short"] {
        assert_snapshot!(format!("waived_{format}"), world.run(&format!("check act.yaml {DAY} --format {format}")).quietly(0).show());
    }
    world.run("check act.yaml --format short").quietly(1);
    world.run(&format!("check act.yaml {DAY} --fail-on note --format short")).quietly(1);
    world.run(&format!("check act.yaml {DAY} --fail-on note --only TIM --format short")).quietly(0);
    // Colour adds nothing but colour.
    let bare = world.run(&format!("check act.yaml {DAY}")).stdout;
    let colored = world.run(&format!("check act.yaml {DAY} --color always")).stdout;
    let parts = colored.split('\u{1b}').enumerate();
    assert_eq!(parts.map(|(at, part)| if at == 0 { part } else { part.split_once('m').unwrap().1 }).collect::<String>(), bare);
}

#[test]
fn json_holds_the_whole_waiver() {
    let world = world(WAIVERS);
    let ran = world.run(&format!("check act.yaml {DAY} --format json")).quietly(0);
    let report = json(&ran.stdout);
    let outcome = &report["inputs"][0]["outcomes"][0];
    assert_eq!(
        (outcome["rule"].as_str(), outcome["verdict"].as_str(), outcome["waived"].as_bool()),
        (Some("TIM-001"), Some("violated"), Some(true))
    );
    let finding = &outcome["findings"][0];
    assert_eq!((&finding["severity"], &finding["provision"], &finding["known"]), (&"error".into(), &"s 3(2)".into(), &Value::Null));
    let waiver = &finding["waiver"];
    assert_eq!(
        (&waiver["place"]["file"], &waiver["place"]["start"]),
        (&"waivers.yaml".into(), &serde_json::json!({ "line": 3, "column": 11 }))
    );
    assert_snapshot!("waived_json_waiver", serde_json::to_string_pretty(waiver).unwrap());
    let summary =
        serde_json::json!({ "waivers": report["waivers"], "counts": report["inputs"][0]["counts"], "summary": report["summary"] });
    assert_snapshot!("waived_json_summary", serde_json::to_string_pretty(&summary).unwrap());
    let without = json(&world.run("check act.yaml --format json").stdout);
    assert_eq!((&without["waivers"], &without["inputs"][0]["outcomes"][0]["findings"][0]["waiver"]), (&Value::Null, &Value::Null));
}

#[test]
fn sarif_suppresses_and_keeps_the_result() {
    let world = world(WAIVERS);
    let log = json(&world.run(&format!("check act.yaml {DAY} --format sarif")).quietly(0).stdout);
    let results = log["runs"][0]["results"].as_array().unwrap();
    // Once one result has the list, all of them must have it.
    let suppressed: Vec<(&str, usize)> =
        results.iter().map(|result| (result["ruleId"].as_str().unwrap(), result["suppressions"].as_array().unwrap().len())).collect();
    assert_eq!(suppressed, [("TIM-001", 1), ("TIM-001", 1), ("REA-001", 0), ("REA-002", 0)]);
    assert_eq!((&results[0]["kind"], &results[0]["level"]), (&"fail".into(), &"error".into()));
    assert_snapshot!("waived_sarif", serde_json::to_string_pretty(&results[0]["suppressions"][0]).unwrap());
    let without = world.run("check act.yaml --format sarif").stdout;
    assert!(!without.contains("suppressions"));
}

#[test]
fn what_is_wrong_with_a_waiver_is_a_finding() {
    let world = world(DOUBTFUL);
    for format in ["human", "plain", "short"] {
        assert_snapshot!(format!("doubtful_{format}"), world.run(&format!("check act.yaml {DAY} --format {format}")).quietly(1).show());
    }
    let report = json(&world.run(&format!("check act.yaml {DAY} --format json")).stdout);
    let codes: Vec<&str> =
        report["waivers"]["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["waiver-expired", "waiver-incomplete", "waiver-unused"]);
    assert_eq!((&report["waivers"]["in_force"], &report["summary"]["findings"]["warning"]), (&1.into(), &3.into()));
    let log = json(&world.run(&format!("check act.yaml {DAY} --format sarif")).stdout);
    let results = log["runs"][0]["results"].as_array().unwrap();
    let expired = results.iter().find(|result| result["ruleId"] == "waiver-expired").unwrap();
    assert_eq!((&expired["kind"], &expired["level"]), (&"fail".into(), &"warning".into()));
    assert_eq!(expired["locations"][0]["physicalLocation"]["region"]["startLine"], 2);
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules[usize::try_from(expired["ruleIndex"].as_u64().unwrap()).unwrap()]["id"], "waiver-expired");
}

#[test]
fn a_finding_about_a_waiver_fails_from_warnings_on() {
    let world = World::new().with("waivers.yaml", "waivers: [{ rule: TIM-001, expires: 2020-01-01 }]\n");
    for (level, exit) in [("error", 0), ("warning", 1), ("note", 1), ("undetermined", 1), ("never", 0)] {
        world.run(&format!("check clean.yaml {DAY} --format short --fail-on {level}")).quietly(exit);
    }
}

#[test]
fn the_day_decides() {
    let world = world(WAIVERS);
    let short = |today: &str| world.run(&format!("check act.yaml --waivers waivers.yaml --today {today} --only TIM --format short"));
    short("2026-11-22").quietly(0);
    let next = short("2026-11-23").quietly(1);
    assert_eq!(next.findings(), ["waivers.yaml warning[waiver-expired]", "act.yaml error[TIM-001]", "act.yaml waived[TIM-001]"]);
    short("2027-07-01").quietly(1);
    let wrong = short("22.11.2026");
    assert_eq!((wrong.exit, wrong.stdout.as_str()), (Some(2), ""));
    assert!(wrong.stderr.contains("22.11.2026") && wrong.stderr.contains("--today"), "{}", wrong.stderr);
    // Without it, it is today, which is neither in the year 9999 nor before 2026.
    let soon = world.read("waivers.yaml").replace("2027-06-30", "9999-12-31").replace("2026-11-22", "2025-12-31");
    world.write("waivers.yaml", &soon);
    let now = world.run("check act.yaml --waivers waivers.yaml --only TIM --format short").quietly(1);
    assert_eq!(now.findings(), ["waivers.yaml warning[waiver-expired]", "act.yaml error[TIM-001]", "act.yaml waived[TIM-001]"]);
}

#[test]
fn open_questions_and_remarks_cannot_be_waived() {
    let waive = |rule: &str| format!("waivers: [{{ rule: {rule}, reason: r, owner: o, approver: a, expires: 2027-01-01 }}]\n");
    let world = World::new().with("waivers.yaml", &waive("REA-002"));
    let open = world.run(&format!("check open.yaml {DAY} --fail-on undetermined --format short")).quietly(1);
    assert_eq!(open.findings(), ["waivers.yaml warning[waiver-unused]", "open.yaml undetermined[REA-002]"]);
    world.write("waivers.yaml", &waive("quote-not-found"));
    assert_snapshot!(world.run(&format!("check error.yaml {DAY} --format short")).show());
}

#[test]
fn the_project_file_names_the_waivers() {
    let world = world(WAIVERS);
    world.write("ungp-check.toml", &format!("waivers = \"law/waivers.yaml\"\n{}", world.read("ungp-check.toml")));
    world.write("law/waivers.yaml", &WAIVERS.replace("2026-11-22", "2026-11-23"));
    // Relative to the project file, also from below.
    world.write("law/act.yaml", ACT);
    let mut below = world.command("check act.yaml --today 2026-11-23 --format short");
    let below = crate::world::Ran::of(below.current_dir(world.path().join("law")).output().unwrap());
    assert_eq!((below.exit, below.stdout.matches("waived[TIM-001]").count()), (Some(0), 2), "{}", below.stdout);
    world.run("check act.yaml --today 2026-11-23 --format short").quietly(0);
    // The command line wins.
    world.run("check act.yaml --today 2026-11-23 --format short --waivers waivers.yaml").quietly(1);
    world.write("ungp-check.toml", &world.read("ungp-check.toml").replace("law/waivers", "law/wavers"));
    let lost = world.run("check act.yaml --format short");
    assert_eq!((lost.exit, lost.stderr.as_str()), (Some(2), ""));
    assert!(lost.stdout.starts_with("ungp-check.toml:1:11: error[unreadable]: cannot read `law/wavers.yaml`"), "{}", lost.stdout);
}

#[test]
fn they_may_lie_among_the_descriptions() {
    let world = World::new().with("law/act.yaml", ACT).with("law/waivers.yaml", WAIVERS);
    world.write("law/baseline.json", &world.run("check law/act.yaml --format json").stdout);
    let ran = world.run("check law --waivers law/waivers.yaml --today 2026-11-22 --only TIM --format short").quietly(0);
    assert_eq!(ran.findings(), ["law/act.yaml waived[TIM-001]", "law/act.yaml waived[TIM-001]"]);
    world.write("law/notes.yaml", "todo: read part 3\n");
    assert!(world.run("check law --format short").stdout.starts_with("note[skipped]: `law/notes.yaml` does not say"), "others are named");
}

#[test]
fn a_waiver_for_a_law_that_is_not_here_is_let_be() {
    let other = "waivers: [{ rule: TIM-001, law: xx-other, reason: r, owner: o, approver: a, expires: 2027-01-01 }]\n";
    let world = world(other);
    let ran = world.run(&format!("check act.yaml {DAY} --only TIM --format short")).quietly(1);
    assert_eq!(ran.findings(), ["act.yaml error[TIM-001]", "act.yaml error[TIM-001]"]);
    world.write("other.yaml", &description("xx other", "{ deadline: 3 days }"));
    let both = world.run(&format!("check act.yaml other.yaml {DAY} --only TIM --format short")).quietly(1);
    assert_eq!(both.findings()[0], "waivers.yaml warning[waiver-unused]");
}

#[test]
fn mistakes_in_the_file_end_in_2_and_hide_no_finding() {
    let full = "reason: r, owner: o, approver: a, expires: 2027-01-01";
    let cases = [
        ("empty", String::new()),
        ("misspelt_rule", format!("waivers: [{{ rule: TIM-0O1, {full} }}]\n")),
        ("family", format!("waivers: [{{ rule: TIM, {full} }}]\n")),
        ("everything", format!("waivers: [{{ {full} }}]\n")),
        ("misspelt_key", format!("waivers:\n  - rule: TIM-001\n    resaon: x\n    {}\n", full.replace(", ", "\n    "))),
        ("no_date", format!("waivers: [{{ rule: TIM-001, {} }}]\n", full.replace("2027-01-01", "next year"))),
        ("not_yaml", "waivers: [{ rule: TIM-001\n".to_owned()),
    ];
    for (name, text) in cases {
        let ran = world(&text).run(&format!("check act.yaml {DAY} --only TIM --format short"));
        assert_eq!((ran.exit, ran.stderr.as_str()), (Some(2), ""), "{name}\n{}", ran.stdout);
        assert!(ran.stdout.starts_with("waivers.yaml:") && ran.stdout.contains("act.yaml:4:23: error[TIM-001]"), "{name}\n{}", ran.stdout);
        assert_snapshot!(format!("mistake_{name}"), ran.show());
    }
    let lost = world(WAIVERS).run("check act.yaml --waivers wavers.yaml --format short");
    assert_eq!(lost.exit, Some(2));
    assert!(lost.stdout.contains("error[unreadable]: cannot read `wavers.yaml`"), "{}", lost.stdout);
    let world = World::new().with("act.yaml", ACT);
    std::fs::write(world.path().join("waivers.yaml"), b"waivers: \xff\xfe").unwrap();
    assert_eq!(world.run(&format!("check act.yaml {DAY}")).exit, Some(2));
}

#[test]
fn hostile_words_do_no_harm() {
    let evil = WAIVERS.replace("as above", "a\\u001b[31m\\nb\\u202e").replace("A. Example", &"x".repeat(5000));
    let world = world(&evil);
    for format in ["human", "plain", "short"] {
        let shown = world.run(&format!("check act.yaml {DAY} --format {format}")).quietly(0).stdout;
        assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}') && !shown.contains(&"x".repeat(400)), "{shown}");
        assert!(shown.contains("a?[31m b"), "{shown}");
    }
}
