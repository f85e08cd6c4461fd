//! `explain` and `rules`.

use crate::world::{RULES, World};
use insta::assert_snapshot;

#[test]
fn a_rule_and_a_family_are_explained() {
    let world = World::new();
    assert_snapshot!(world.run("explain REA-001").show());
    assert_snapshot!(world.run("explain REA").show());
    assert_eq!(world.run("explain rea-001"), world.run("explain REA-001"), "capitals do not matter");
}

#[test]
fn embedded_rules_and_families_are_explained() {
    let world = World::bare();
    let rule = world.run("explain HRD-003").quietly(0).stdout;
    for part in ["HRD-003: ", "applies to ", "severity ", "why ", "what helps ", "\nsources\n", "\nhow it is decided\n", "\nexamples\n"] {
        assert!(rule.contains(part), "no `{part}` in {rule}");
    }
    let family = world.run("explain HRD").quietly(0).stdout;
    assert!(family.starts_with("HRD ") && family.contains("\nHRD-003  error "), "{family}");
}

#[test]
fn rules_are_listed() {
    assert_snapshot!(World::new().run("rules list").show());
}

#[test]
fn rules_are_checked() {
    let world = World::new();
    assert_snapshot!(world.run("rules check").show());
    assert_snapshot!(world.run("rules check --only tim").show());
    world.write("own.rules", &RULES.replace("deadline: 1 h", "deadline: 3 days"));
    assert_snapshot!(world.run("rules check").show());
    assert_eq!(
        world.run("rules check --only REA").quietly(0).stdout,
        "2 rules, 4 examples, 0 failed\n",
        "the failure is in another family"
    );
}

#[test]
fn rules_are_formatted() {
    let world = World::new();
    let untidy = RULES
        .replace("\n  severity error", "\n      severity     error")
        .replace("{ content: [ { deadline: 1 h } ] }", "{content:[{deadline:1 h}]}");
    assert_ne!(untidy, RULES);
    world.write("own.rules", &untidy);

    let would = world.run("rules fmt --check own.rules").quietly(1);
    assert_eq!((would.stdout.as_str(), world.read("own.rules")), ("would change own.rules\n", untidy.clone()), "--check changes nothing");

    let names = world.names();
    assert_eq!(world.run("rules fmt own.rules").quietly(0).stdout, "formatted own.rules\n");
    let tidy = world.read("own.rules");
    assert!(tidy.contains("\n  severity error\n") && tidy.starts_with("# What we look at.\n"), "{tidy}");
    assert_eq!(world.names(), names, "nothing is left beside the file");

    assert_eq!(world.run("rules fmt own.rules").quietly(0).stdout, "", "there is nothing left to do");
    assert_eq!(world.run("rules fmt --check own.rules").quietly(0).stdout, "");
    assert_eq!(world.run_with_input("rules fmt -", &untidy).quietly(0).stdout, tidy, "standard input goes to standard output");
    assert_eq!(world.run("rules check").quietly(0).stdout, "3 rules, 6 examples, 0 failed\n", "and means the same");
}

#[test]
fn folders_of_rules_are_formatted() {
    let world = World::bare()
        .with("pack/a.rules", "family  AAA  \"A\" { pillar I }\n")
        .with("pack/more/b.rules", "family BBB   \"B\" { pillar I }\n")
        .with("pack/notes.txt", "family   X\n");
    assert_eq!(world.run("rules fmt --check pack").quietly(1).stdout, "would change pack/a.rules\nwould change pack/more/b.rules\n");
    world.run("rules fmt pack").quietly(0);
    world.run("rules fmt --check pack").quietly(0);
    assert_eq!(world.read("pack/notes.txt"), "family   X\n");
}

#[test]
fn a_file_with_mistakes_is_left_as_it_is() {
    let world = World::bare().with("a.rules", "family  AAA  \"A\" { pillar I }\n").with("b.rules", "family  BBB  B { pillar I }\n");
    let ran = world.run("rules fmt a.rules b.rules");
    assert_eq!((ran.exit, ran.stdout.as_str()), (Some(2), "formatted a.rules\n"));
    assert!(ran.stderr.contains("expected a quoted title, found `B`"), "{}", ran.stderr);
    assert_eq!(world.read("b.rules"), "family  BBB  B { pillar I }\n");
}
