//! Added rules and the project file.

use crate::world::{PROJECT, RULES, World, description};
use insta::assert_snapshot;

/// Own rules for the embedded vocabulary.
const ADDED: &str = r#"document "Our brief" { title "What our coalition asks of laws on platforms" }
family OWN "Our own criteria" { pillar I }
rule OWN-001 "Removal leaves a day" {
  source   "Our brief" para 3
  kinds    content-platform
  severity note
  for each c in content
  violated when c.deadline <= 24 h says "content must be gone within `{c.deadline}`" at c.deadline
  met when c.deadline > 24 h
  absence  never
  because  "haste removes lawful speech"
  help     "give more time"
  example  violated { content: [ { deadline: 1 h } ] }
  example  met { content: [ { deadline: 3 days } ] }
}
"#;

#[test]
fn rules_are_added_to_the_embedded_ones() {
    let world = World::bare().with("rules/own.rules", ADDED).with("act.yaml", &description("Act", "{ deadline: 1 h }"));
    for named in ["rules/own.rules", "rules"] {
        let ran = world.run(&format!("check act.yaml --rules {named} --only OWN,CNT-001 --format short"));
        assert_eq!(ran.findings(), ["act.yaml error[CNT-001]", "act.yaml note[OWN-001]"]);
    }
    let listed = world.run("rules list --rules rules").quietly(0).stdout;
    assert!(listed.contains("\n  OWN-001  note     Removal leaves a day\n") && listed.contains("\n  CNT-001  "), "{listed}");
    world.write("ungp-check.toml", "packs = [\"rules\"]\n");
    assert_eq!(world.run("rules list").quietly(0).stdout, listed, "in the project file it means the same");
}

#[test]
fn a_project_changes_a_setting() {
    let world = World::new();
    assert_eq!(world.run("check error.yaml --format short").findings(), ["error.yaml error[TIM-001]"]);
    world.write("ungp-check.toml", &format!("{PROJECT}[settings]\ntoo_short = \"30 min\"\n"));
    assert_eq!(world.run("check error.yaml --format short").quietly(0).findings(), Vec::<String>::new());
    assert_snapshot!(world.run("explain TIM-001").show());
}

#[test]
fn a_project_changes_a_severity() {
    let world = World::new();
    world.write("ungp-check.toml", &format!("{PROJECT}[severity]\nTIM-001 = \"note\"\nREA-002 = \"error\"\n"));
    assert_eq!(world.run("check error.yaml --format short").quietly(0).findings(), ["error.yaml note[TIM-001]"]);
    assert_eq!(world.run("check note.yaml --format short").quietly(1).findings(), ["note.yaml error[REA-002]"]);
}

#[test]
fn a_project_changes_the_level_and_the_command_line_wins() {
    let world = World::new();
    world.write("ungp-check.toml", &format!("fail_on = \"note\"\n{PROJECT}"));
    world.run("check note.yaml").quietly(1);
    world.run("check note.yaml --fail-on error").quietly(0);
}

#[test]
fn the_nearest_project_file_counts() {
    let world = World::new();
    world.write("far/drafts/act.yaml", &world.read("error.yaml"));
    let mut command = world.command("check act.yaml --format short");
    let ran = crate::world::Ran::of(command.current_dir(world.path().join("far/drafts")).output().unwrap());
    assert_eq!(ran.quietly(1).findings(), ["act.yaml error[TIM-001]"], "found from two folders below");

    world.write("other.toml", &format!("{PROJECT}[severity]\nTIM-001 = \"warning\"\n"));
    assert_eq!(world.run("check error.yaml --project other.toml --format short").quietly(0).findings(), ["error.yaml warning[TIM-001]"]);
    // Folders of rules are looked for beside the project file.
    world.write("far/own.toml", "default_rules = false\npacks = [\"../facts.rules\", \"../own.rules\"]\n");
    assert_eq!(world.run("check error.yaml --project far/own.toml --format short").quietly(1).findings(), ["error.yaml error[TIM-001]"]);
}

#[test]
fn without_the_embedded_rules() {
    let world = World::new();
    std::fs::remove_file(world.path().join("ungp-check.toml")).unwrap();
    let ran = world.run("check error.yaml --no-default-rules --rules facts.rules --rules own.rules --format short").quietly(1);
    assert_eq!(ran.findings(), ["error.yaml error[TIM-001]"]);
    assert!(RULES.contains("rule TIM-001"));
}
