//! `check`: inputs, selections, levels and formats.

use crate::world::{Ran, World, description};
use insta::assert_snapshot;

const FILES: [&str; 5] = ["error", "warning", "note", "open", "clean"];
const FORMATS: [&str; 5] = ["human", "plain", "short", "json", "sarif"];

#[test]
fn one_file() {
    let world = World::new();
    assert_snapshot!(world.run("check error.yaml").show());
    assert_snapshot!(world.run("check open.yaml --explain-met").show());
}

#[test]
fn several_files() {
    let world = World::new();
    assert_snapshot!(world.run("check warning.yaml error.yaml --format short").show());
    let twice = world.run("check error.yaml error.yaml --format short").quietly(1);
    assert_eq!(twice, world.run("check error.yaml --format short"), "a file named twice is checked once");
}

#[test]
fn a_folder() {
    let world = World::new()
        .with("drafts/b/act.json", "{\"vocabulary\":\"initiative/1\",\"meta\":{\"id\":\"a\",\"title\":\"A\",\"kinds\":[\"hrdd-law\"]}}");
    world.write("drafts/a.yml", &description("A", "{ deadline: 1 h }"));
    world.write("drafts/notes.yaml", "todo: read part 3\n");
    world.write("drafts/readme.md", "# Drafts\n");
    world.write("drafts/.hidden/act.yaml", "not even YAML: [\n");
    assert_snapshot!(world.run("check drafts --format short").show());
    assert_eq!(world.run("check drafts/ --only TIM --format short").quietly(1).findings(), ["drafts/a.yml error[TIM-001]"]);
}

#[test]
fn a_glob() {
    let world = World::new()
        .with("drafts/2025/act.yaml", &description("A", "{ reasons: false }"))
        .with("drafts/2026/act.yaml", &description("B", "{ deadline: 1 h }"));
    let found = world.run("check drafts/*/act.yaml --only TIM,REA-001 --format short").quietly(1);
    assert_eq!(
        found.findings(),
        [
            "drafts/2025/act.yaml warning[REA-001]",
            "drafts/2025/act.yaml undetermined[TIM-001]",
            "drafts/2026/act.yaml error[TIM-001]",
            "drafts/2026/act.yaml undetermined[REA-001]"
        ]
    );
    assert_eq!(world.run("check **/2026/*.yaml --only TIM --format short").quietly(1).findings(), ["drafts/2026/act.yaml error[TIM-001]"]);
    assert_eq!(
        world.run("check {error,warning}.yaml --format short").quietly(1).findings(),
        ["error.yaml error[TIM-001]", "warning.yaml warning[REA-001]"]
    );
}

#[test]
fn standard_input() {
    let world = World::new();
    let text = world.read("error.yaml");
    let piped = world.run_with_input("check - --format short", &text).quietly(1);
    assert_eq!(piped.stdout.replace("<stdin>", "error.yaml"), world.run("check error.yaml --format short").stdout);
    // JSON is told from YAML by its first character.
    let json = world.run_with_input("check - --format short", "{\"vocabulary\":\"initiative/1\",\"meta\":{\"id\":\"a\",\"title\":\"A\",\"kinds\":[\"content-platform\"]},\"content\":[{\"deadline\":\"1 h\"}]}");
    assert_eq!(json.quietly(1).findings()[0], "<stdin> error[TIM-001]");
}

#[test]
fn places_count_from_one() {
    let world = World::new();
    let found = world.run("check error.yaml --format short").quietly(1);
    assert!(found.stdout.starts_with("error.yaml:4:17: error[TIM-001]"), "{}", found.stdout);
    let json: serde_json::Value = serde_json::from_str(&world.run("check error.yaml --format json").stdout).unwrap();
    assert!(json.to_string().contains("\"line\":4"), "{json:#}");
}

#[test]
fn only_some_rules() {
    let world = World::new();
    let asked = |arguments: &str| summary(&world.run(&format!("check error.yaml --format short {arguments}")));
    assert_eq!(asked(""), "checked 1 input against 3 rules: 1 finding (1 error)");
    assert_eq!(asked("--only TIM-001"), "checked 1 input against 1 rule: 1 finding (1 error)");
    assert_eq!(asked("--only REA"), "checked 1 input against 2 rules: no findings");
    assert_eq!(asked("--only REA-001,TIM"), asked("--only REA-001 --only TIM"));
    assert_eq!(asked("--only tim-001"), asked("--only TIM-001"), "capitals do not matter");
}

#[test]
fn only_some_kinds() {
    let world = World::new();
    let asked = |arguments: &str| summary(&world.run(&format!("check error.yaml --format short {arguments}")));
    assert_eq!(asked("--kind hrdd-law"), "checked 1 input against 1 rule: no findings");
    assert_eq!(asked("--kind HL"), asked("--kind hrdd-law"), "the short form means the same");
    assert_eq!(asked("--kind hrdd-law,content-platform"), asked(""));
}

fn summary(ran: &Ran) -> String {
    ran.stdout.lines().last().unwrap().to_owned()
}

#[test]
fn each_level_fails_on_what_it_says() {
    let world = World::new();
    let table = [
        ("never", [0, 0, 0, 0, 0]),
        ("error", [1, 0, 0, 0, 0]),
        ("warning", [1, 1, 0, 0, 0]),
        ("note", [1, 1, 1, 0, 0]),
        ("undetermined", [1, 1, 1, 1, 0]),
    ];
    for (level, expected) in table {
        let found = FILES.map(|file| world.run(&format!("check {file}.yaml --fail-on {level} --format short")).exit.unwrap());
        assert_eq!(found, expected, "--fail-on {level} for {FILES:?}");
    }
    let without = FILES.map(|file| world.run(&format!("check {file}.yaml --format short")).exit.unwrap());
    assert_eq!(without, [1, 0, 0, 0, 0], "the level is error unless said otherwise");
}

#[test]
fn each_format_exits_alike() {
    let world = World::new();
    world.write("broken.yaml", "vocabulary: initiative/1\nmeta: { id: x, title: X, knids: [hrdd-law] }\n");
    for (file, expected) in [("error", 1), ("warning", 1), ("note", 0), ("open", 0), ("clean", 0), ("broken", 2)] {
        for format in FORMATS {
            let ran = world.run(&format!("check {file}.yaml --fail-on warning --format {format}")).quietly(expected);
            assert!(ran.stdout.ends_with('\n') && ran.stdout.trim().len() > 20, "{file} in {format} prints too little: {}", ran.stdout);
        }
    }
}

/// Nothing depends on the order in which files, threads or maps happen to come.
#[test]
fn the_same_input_gives_the_same_bytes() {
    let world = World::new();
    for format in FORMATS {
        let command = format!("check error.yaml warning.yaml note.yaml open.yaml --format {format}");
        assert_eq!(world.run(&command), world.run(&command), "{format}");
    }
}

#[test]
fn a_past_law_against_the_embedded_rules() {
    let world = World::bare();
    let law = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/past/de-netzdg-2017/description.yaml");
    world.write("netzdg.yaml", &std::fs::read_to_string(law).unwrap());
    let ran = world.run("check netzdg.yaml --format short").quietly(1);
    assert!(ran.findings().iter().any(|finding| finding.contains("error[CNT-001]")), "{}", ran.stdout);
    let rules = world.run("rules list").quietly(0).stdout.lines().last().unwrap().split(" rules").next().unwrap().to_owned();
    assert!(summary(&ran).starts_with(&format!("checked 1 input against {rules} rules: ")), "{}", summary(&ran));
}

/// Laws and a bill for `--with`, and one rule that compares.
fn with_laws() -> World {
    let world = World::new();
    let act = |id: &str, deadline: &str| {
        format!(
            "vocabulary: initiative/1\nmeta: {{ id: {id}, title: The {id} act, kinds: [content-platform] }}\ncontent: [{{ deadline: {deadline} }}]\n"
        )
    };
    world.write("laws/long.yaml", &act("long", "9 days"));
    world.write("laws/short.yaml", &act("short", "1 h"));
    world.write("bill.yaml", &act("bill", "2 days"));
    let rule = "rule TIM-002 \"No less time than in other laws\" {\n  source \"Our brief\" para 7\n  severity error\n  for each o in others\n  violated when some c in content: some d in o.content: c.deadline < d.deadline\n           says \"less time than in `{o.meta.title}`\"\n  met when every c in content: every d in o.content: c.deadline >= d.deadline\n  also \"here\" at c.deadline for some c in content\n  also \"there\" at d.deadline for some d in o.content\n  absence never\n  because \"b\"\n  help \"h\"\n  example violated { content: [{ deadline: 1 h }], others: [{ content: [{ deadline: 2 h }] }] }\n  example met { content: [{ deadline: 2 h }], others: [{ content: [{ deadline: 2 h }] }] }\n}\n";
    world.write("others.rules", rule);
    world.with("ungp-check.toml", "default_rules = false\npacks = [\"facts.rules\", \"own.rules\", \"others.rules\"]\n")
}

#[test]
fn other_laws() {
    let world = with_laws();
    assert_eq!(world.run("rules check").exit, Some(0));
    assert_snapshot!(world.run("check bill.yaml --with laws --only TIM-002").show());
    let sarif = world.run("check bill.yaml --with laws --only TIM-002 --format sarif").quietly(1).stdout;
    assert!(sarif.contains("laws/long.yaml") && sarif.contains("bill.yaml"), "{sarif}");
    // The bill among the laws is not compared with itself.
    world.write("laws/bill.yaml", &world.read("bill.yaml"));
    assert_eq!(world.run("check laws/short.yaml --with laws/short.yaml --only TIM --format short").exit, Some(1));
    let all = world.run("check laws --with laws --only TIM-002 --format short").quietly(1);
    assert_eq!(all.findings(), ["laws/bill.yaml error[TIM-002]", "laws/short.yaml error[TIM-002]", "laws/short.yaml error[TIM-002]"]);
}

#[test]
fn other_laws_that_are_not_there() {
    let world = with_laws();
    assert_snapshot!(world.run("check bill.yaml --only TIM-002").show());
    assert_snapshot!(world.run("check bill.yaml --with bill.yaml --only TIM --format short").show());
    assert_snapshot!(world.run("check bill.yaml --with nowhere").show());
    world.write("laws/broken.yaml", "vocabulary: initiative/1\nmeta: { id: x, title: X, kinds: [hrdd] }\n");
    assert_snapshot!(world.run("check bill.yaml --with laws --only TIM --format short").show());
    assert_eq!(world.run("check bill.yaml --any-jurisdiction").exit, Some(2));
}

#[test]
fn other_laws_of_other_places() {
    let world = World::bare();
    let act = |id: &str, place: &str, monitoring: &str| {
        format!(
            "vocabulary: initiative/1\nmeta: {{ id: {id}, title: {id}, kinds: [content-platform], jurisdiction: {place} }}\ncontent: [{{ monitoring: {monitoring} }}]\n"
        )
    };
    world.write("bill.yaml", &act("bill", "DE", "general-required"));
    world.write("union.yaml", &act("union", "EU", "prohibited"));
    world.write("far.yaml", &act("far", "KE", "prohibited"));
    let run = |arguments: &str| world.run(&format!("check bill.yaml --only COH-014 --format short {arguments}"));
    assert_eq!(run("--with union.yaml").quietly(1).findings(), ["bill.yaml error[COH-014]"]);
    assert_snapshot!(run("--with far.yaml").show());
    assert_eq!(run("--with far.yaml --any-jurisdiction").quietly(1).findings(), ["bill.yaml error[COH-014]"]);
}
