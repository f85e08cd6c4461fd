//! `compare`, and `explain --past`: initiatives side by side, and the past laws that come with the program.

use crate::world::{Ran, World, description};
use insta::assert_snapshot;
use serde_json::Value;

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}", ran.stdout))
}

#[test]
fn tables() {
    let world = World::new();
    assert_snapshot!(world.run("compare error.yaml warning.yaml open.yaml").show());
    assert_snapshot!(world.run("compare error.yaml warning.yaml --differences").show());
    assert_snapshot!(world.run("compare error.yaml warning.yaml --format markdown").show());
    assert_snapshot!(world.run("compare error.yaml warning.yaml --format csv").show());
}

#[test]
fn inputs_are_those_of_check() {
    let world = World::new().with("drafts/a.yaml", &description("A", "{ deadline: 1 h }"));
    world.write("drafts/b.yaml", &description("B", "{ deadline: 9 days }"));
    let names = |arguments: &str| {
        let document = json(&world.run(&format!("compare {arguments} --format json")));
        let names = document["initiatives"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names("drafts"), "a b");
    assert_eq!(names("drafts/*.yaml clean.yaml"), "a b clean-act");
    assert_eq!(names("clean.yaml drafts clean.yaml drafts/a.yaml"), "clean-act a b", "each once, in their order");
    let piped = world.run_with_input("compare - clean.yaml --format csv --only TIM", &world.read("error.yaml")).quietly(1);
    assert_eq!(piped.stdout.lines().next(), Some("family,rule,title,severity,error-act,clean-act"));
}

#[test]
fn exit_codes_are_those_of_check() {
    let world = World::new();
    for format in ["human", "markdown", "csv", "json"] {
        let run = |arguments: &str| world.run(&format!("compare {arguments} --format {format}")).quietly_or(format).exit;
        assert_eq!(run("clean.yaml warning.yaml"), Some(0), "{format}");
        assert_eq!(run("clean.yaml warning.yaml --fail-on warning"), Some(1), "{format}");
        assert_eq!(run("clean.yaml error.yaml"), Some(1), "{format}");
        assert_eq!(run("clean.yaml error.yaml --fail-on never"), Some(0), "{format}");
        assert_eq!(run("clean.yaml"), Some(2), "{format}: one is not compared");
        assert_eq!(run("clean.yaml nowhere.yaml"), Some(2), "{format}");
        assert_eq!(run("clean.yaml error.yaml nowhere.yaml"), Some(2), "{format}");
        assert_eq!(run("clean.yaml error.yaml --only TMI"), Some(2), "{format}");
    }
}

impl Ran {
    /// Complaints go to standard error, or into the document.
    fn quietly_or(self, format: &str) -> Self {
        let complains = self.exit == Some(2);
        let (out, errors) = (self.stdout.contains("problems"), !self.stderr.is_empty());
        assert_eq!(errors, complains && format != "json", "{}", self.show());
        assert_eq!(out, format == "json", "{}", self.show());
        self
    }
}

#[test]
fn what_cannot_be_compared() {
    let world = World::new();
    assert_snapshot!(world.run("compare clean.yaml").show());
    assert_snapshot!(world.run("compare clean.yaml error.yaml nowhere.yaml --only TIM").show());
    assert_snapshot!(world.run("compare clean.yaml eu-dsa-2032").show());
    assert_snapshot!(World::bare().run("compare eu-dsa-2022 --past --only CNT-004 --format csv").show());
}

/// The embedded laws are described in the embedded vocabulary.
#[test]
fn rules_that_past_laws_do_not_fit() {
    let world = World::new();
    for arguments in ["compare error.yaml --past", "explain TIM-001 --past"] {
        let ran = world.run(arguments);
        assert_eq!((ran.exit, ran.stdout.as_str()), (Some(2), ""), "{}", ran.stderr);
        assert!(ran.stderr.contains("past-laws-unreadable"), "{}", ran.stderr);
    }
}

#[test]
fn a_spreadsheet_runs_nothing() {
    let world = World::new();
    let rule = world.read("own.rules").replace("\"Users can appeal\"", "\"=1+1, or else\"");
    world.write("own.rules", &rule);
    let ran = world.run("compare clean.yaml open.yaml --only REA-002 --format csv").quietly(0);
    assert_eq!(ran.stdout.lines().nth(1), Some("REA,REA-002,\"'=1+1, or else\",note,met,undetermined"));
}

const BILL: &str = "vocabulary: initiative/1\nmeta: { id: xx-bill-2026, title: A Bill on Platforms, kinds: [content-platform] }\n\
                    coverage: { reviewed: [content] }\ncontent:\n  - target: illegal\n    monitoring: general-required\n";

#[test]
fn past_laws_stand_in_for_files() {
    let world = World::bare().with("bill.yaml", BILL);
    let ran = world.run("compare bill.yaml eu-dsa-2022 de-netzdg-2017 --only CNT-001,CNT-004 --format csv").quietly(1);
    assert_eq!(ran.stdout.lines().next(), Some("family,rule,title,severity,xx-bill-2026,eu-dsa-2022,de-netzdg-2017"));
    let row = ran.stdout.lines().find(|line| line.contains("CNT-001")).unwrap();
    assert!(row.ends_with(",met,violated"), "{row}");
    // A file of that name is the file.
    world.write("eu-dsa-2022", "not a description");
    assert_eq!(world.run("compare bill.yaml eu-dsa-2022 --only CNT-004").exit, Some(2));
}

#[test]
fn past_laws_for_what_a_bill_does_not_meet() {
    let world = World::bare().with("bill.yaml", BILL);
    let ran = world.run("compare bill.yaml --past --only CNT-004").quietly(1);
    assert!(ran.stdout.contains("error[CNT-004]: "), "{}", ran.stdout);
    assert!(ran.stdout.contains("(bill.yaml:6)"), "the place in the bill, from 1: {}", ran.stdout);
    assert!(ran.stdout.contains("see Digital Services Act art 8 (`eu-dsa-2022`)\n"), "{}", ran.stdout);
    let document = json(&world.run("compare bill.yaml --past --only CNT-004 --format json"));
    let rule = &document["bills"][0]["rules"][0];
    assert_eq!((rule["rule"].as_str(), rule["verdict"].as_str()), (Some("CNT-004"), Some("violated")));
    assert_eq!(rule["findings"][0]["place"]["start"]["line"], 6);
    let laws = document["laws"].as_array().unwrap().len();
    assert_eq!(document["bills"][0]["asked"].as_u64(), Some(laws as u64));
    let law = rule["past"]["met"].as_array().unwrap().iter().find(|law| law["id"] == "eu-dsa-2022").unwrap();
    assert_eq!((law["same_kind"].as_bool(), law["places"][0].as_str()), (Some(true), Some("art 8")));
    let lengths: u64 =
        ["met", "partly_met", "violated", "undetermined"].iter().map(|list| rule["past"][*list].as_array().unwrap().len() as u64).sum();
    assert_eq!(rule["past"]["applicable"].as_u64(), Some(lengths));
    assert_eq!(lengths + rule["past"]["not_applicable"].as_u64().unwrap(), laws as u64, "every law is accounted for");
    let markdown = world.run("compare bill.yaml --past --only CNT-004 --format markdown").quietly(1);
    assert!(markdown.stdout.contains("\n- see Digital Services Act art 8 (`eu-dsa-2022`)"), "{}", markdown.stdout);
}

/// A past law is not its own example, by whatever way it comes.
#[test]
fn a_past_law_beside_the_others() {
    let world = World::bare();
    for (law, format) in [("de-netzdg-2017", "human"), ("de-netzdg-2017", "markdown")] {
        let ran = world.run(&format!("compare {law} --past --only CNT-008 --all --format {format}")).quietly(1);
        assert!(ran.stdout.contains("(`eu-dsa-2022`)") && !ran.stdout.contains("(`de-netzdg-2017`)"), "{}", ran.stdout);
    }
    let fine = world.run("compare eu-dsa-2022 --past --only CNT-004").quietly(0);
    assert!(fine.stdout.contains("there is nothing to look up"), "{}", fine.stdout);
    assert_eq!(world.run("compare eu-dsa-2022 --past --only CNT-004 --fail-on undetermined").exit, Some(0));
}

#[test]
fn several_bills_and_some_that_are_lost() {
    let world = World::bare().with("bill.yaml", BILL);
    let ran = world.run("compare bill.yaml de-netzdg-2017 --past --only CNT-001,CNT-004").quietly(1);
    assert!(ran.stdout.contains("A Bill on Platforms (bill.yaml)\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("Network Enforcement Act (embedded:past/de-netzdg-2017.yaml)\n"), "{}", ran.stdout);
    let lost = world.run("compare bill.yaml nowhere.yaml --past --only CNT-004");
    assert_eq!(lost.exit, Some(2));
    assert!(lost.stdout.ends_with("1 of 2 inputs could not be used\n") && lost.stderr.contains("nowhere.yaml"), "{}", lost.show());
    assert_eq!(world.run("compare bill.yaml eu-dsa-2022 --all").exit, Some(2), "--all is for --past");
    assert_eq!(world.run("compare bill.yaml eu-dsa-2022 --only COH-009").exit, Some(2), "a rule that is not asked here");
}

#[test]
fn one_rule_over_all_past_laws() {
    let world = World::bare();
    let ran = world.run("explain CNT-008 --past").quietly(0);
    let first = ran.stdout.lines().next().unwrap();
    assert!(first.starts_with("CNT-008: ") && world.run("explain CNT-008").stdout.starts_with(first), "{}", ran.stdout);
    assert!(ran.stdout.contains("see Digital Services Act ") && ran.stdout.contains("art 21"), "{}", ran.stdout);
    let violated = ran.stdout.lines().find(|line| line.starts_with("violated: ")).unwrap();
    assert!(violated.contains("de-netzdg-2017"), "{violated}");
    let document = json(&world.run("explain cnt-008 --past --format json"));
    let rule = &document["rules"][0];
    assert_eq!((rule["rule"].as_str(), document["format"].as_str()), (Some("CNT-008"), Some("ungp-check-rule-precedents")));
    assert!(rule["past"]["violated"].as_array().unwrap().iter().any(|id| id == "de-netzdg-2017"));
    let markdown = world.run("explain CNT-008 --past --format markdown").quietly(0);
    assert!(markdown.stdout.starts_with("## CNT-008: "), "{}", markdown.stdout);
}

#[test]
fn a_family_over_all_past_laws() {
    let world = World::bare();
    let ran = world.run("explain CNT --past").quietly(0);
    let rules = world.run("explain CNT").stdout.lines().filter(|line| line.starts_with("CNT-")).count();
    assert_eq!(ran.stdout.lines().filter(|line| line.starts_with("CNT-")).count(), rules);
    let document = json(&world.run("explain CNT --past --format json"));
    assert_eq!(document["rules"].as_array().unwrap().len(), rules);
    assert_eq!(world.run("explain CNT-008 --format json").exit, Some(2), "--format is for --past");
    assert_eq!(world.run("explain CNT-999 --past").exit, Some(2));
}
