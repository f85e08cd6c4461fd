//! What is said of past laws, on a small pack.

use super::*;
use crate::past::tests::Small;
use crate::report::human::Options;

fn report(small: &Small) -> Precedents<'_> {
    Precedents {
        pack: &small.pack,
        sources: &small.sources,
        bills: &small.bills,
        laws: &small.laws,
        problems: &[],
        inputs: small.bills.len(),
        rules: small.pack.rules.rules.len(),
        all: false,
    }
}

fn human(report: &Precedents<'_>) -> String {
    human::render(report, &Options { color: false, width: 100 })
}

fn of_rule(small: &Small, index: usize) -> OfRule<'_> {
    OfRule { pack: &small.pack, rule: &small.pack.rules.rules[index], answers: Answers::of(index, 0, &small.laws) }
}

#[test]
fn layouts() {
    let small = Small::new().with_bill();
    insta::assert_snapshot!(human(&report(&small)));
    insta::assert_snapshot!(markdown::render(&report(&small)));
    insta::assert_snapshot!(human::rule(&of_rule(&small, 0), &Options { color: false, width: 100 }));
    insta::assert_snapshot!(markdown::rule(&of_rule(&small, 1)));
}

#[test]
fn three_are_named_unless_all_are_wanted() {
    let small = Small::new().with_bill();
    let some = human(&report(&small));
    let all = human(&Precedents { all: true, ..report(&small) });
    let named = |text: &str| text.lines().filter(|line| line.starts_with("  see ")).count();
    assert_eq!((named(&some), named(&all)), (4, 5));
    assert!(some.contains("  and 1 more (`--all` names them)\n") && !all.contains("--all"), "{some}");
    assert!(all.contains("see Act BB (`bb-plain-2002`), whose description names no place"), "{all}");
}

#[test]
fn a_message_is_said_once_with_all_its_lines() {
    let small = Small::new().with_bill();
    assert!(human(&report(&small)).contains("  here: users cannot appeal (xx-bill-2026.yaml:5, 7)\n"));
}

#[test]
fn that_nobody_meets_a_rule_is_said() {
    let small = Small::new().with_bill();
    let text = human(&report(&small));
    assert!(text.contains("  no past law meets it (1 asked)\n  the rule is about 1 past law: 1 violates it\n"), "{text}");
    let none = Precedents { laws: &[], ..report(&small) };
    assert!(human(&none).contains("the rule is about none of the past laws"));
}

#[test]
fn a_bill_without_faults_and_one_that_was_lost() {
    let small = Small::new().bill("yy-fine-2026", "[hrdd-law]", "hrdd: { mode: duty }\n");
    let text = human(&Precedents { inputs: 2, ..report(&small) });
    assert!(text.contains("no rule is violated or partly met, so there is nothing to look up; 1 rule undetermined\n"), "{text}");
    assert!(text.ends_with("1 of 2 inputs could not be used\n"), "{text}");
    assert!(!Precedents { inputs: 2, ..report(&small) }.is_complete() && report(&small).is_complete());
}

#[test]
fn programs_get_every_law_with_its_facts() {
    let small = Small::new().with_bill();
    let document: serde_json::Value = serde_json::from_str(&json::render(&report(&small))).unwrap();
    let bill = &document["bills"][0];
    assert_eq!((bill["file"].as_str(), bill["asked"].as_u64()), (Some("xx-bill-2026.yaml"), Some(7)));
    let rules: Vec<&str> = bill["rules"].as_array().unwrap().iter().map(|rule| rule["rule"].as_str().unwrap()).collect();
    assert_eq!(rules, ["CNT-001", "HRD-001", "HRD-002"]);
    let place = &bill["rules"][0]["findings"][1]["place"];
    assert_eq!((place["start"]["line"].as_u64(), place["start"]["column"].as_u64()), (Some(7), Some(15)));
    let met = bill["rules"][1]["past"]["met"].as_array().unwrap();
    assert_eq!(
        met.iter().map(|law| law["id"].as_str().unwrap()).collect::<Vec<_>>(),
        ["dd-quoted-2004", "ee-same-2005", "cc-other-2003", "bb-plain-2002"]
    );
    assert_eq!(met[0]["facts"][0]["quote"], "shall look");
    assert_eq!((met[0]["places"][0].as_str(), met[0]["facts"][0]["path"].as_str()), (Some("s 4, 5"), Some("hrdd.mode")));
    assert_eq!(bill["rules"][1]["past"]["violated"], serde_json::json!(["ff-none-2006"]));
    assert_eq!(document["summary"], serde_json::json!({ "inputs": 1, "checked": 1, "rules": 3, "laws": 7, "complete": true }));
    let document: serde_json::Value = serde_json::from_str(&json::rules(&[of_rule(&small, 0)], &small.sources)).unwrap();
    let rule = &document["rules"][0];
    assert_eq!(
        (rule["rule"].as_str(), rule["past"]["applicable"].as_u64(), rule["past"]["not_applicable"].as_u64()),
        (Some("HRD-001"), Some(6), Some(1))
    );
}
