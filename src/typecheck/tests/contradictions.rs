//! What is not complained of: conditions that look contradictory, and are not.

use super::{check, rule};

fn said(clauses: &str) -> String {
    check(&rule("T-1", clauses)).shown()
}

#[test]
fn possible_conditions_are_left_alone() {
    let conditions = [
        "hrdd.mode = duty or hrdd.mode = report",
        "hrdd.mode != duty and hrdd.mode != report",
        // Nothing may be said of it: then it is none of its values.
        "hrdd.status != open and hrdd.status != closed",
        "hrdd.status not in { open, closed }",
        "not (hrdd.status = open or hrdd.status = closed)",
        "hrdd.status in { open, closed }",
        "hrdd.number != 1 and hrdd.number != 2",
        "not (hrdd.number < 5) and not (hrdd.number >= 5)",
        "hrdd.number < 5 or hrdd.number >= 5",
        "hrdd.number >= 5 and hrdd.number <= 5",
        "hrdd.delay > 1 month and hrdd.delay < 31 days",
        "hrdd.fine > 100 EUR and hrdd.fine < 100 USD",
        "hrdd.steps has act and hrdd.steps has find",
        "hrdd.steps has any { act, find } and hrdd.steps has none { find, track }",
        "hrdd.steps within { act } and hrdd.steps is not empty",
        "some c in content: c.appeal and (none d in content: d.appeal)",
        "count(content) > 1 and count(content) < 1",
        "every c in content where c.appeal: not c.appeal",
        "hrdd.mode is unset and hrdd.mode is not unset",
    ];
    for condition in conditions {
        let said = said(&format!("  violated when {condition} says \"no\"\n  met when count(duties) = 1"));
        assert_eq!(said, "", "of {condition}");
    }
}

#[test]
fn verdicts_that_exclude_each_other_are_left_alone() {
    let pairs = [
        ("hrdd.mode = none", "hrdd.mode = duty"),
        ("hrdd.public and hrdd.mode = none", "hrdd.public and hrdd.mode != none"),
        ("hrdd.status = open", "hrdd.status = closed"),
        ("hrdd.number < 5", "hrdd.number >= 5"),
        ("hrdd.steps is empty", "hrdd.steps has any { act, find }"),
        ("hrdd.steps is not empty and hrdd.steps has none { act, find, track }", "hrdd.public"),
        ("not hrdd.public", "hrdd.public = true"),
        // Records, counts and silence are not looked into.
        ("some c in content: c.appeal", "every c in content: c.appeal"),
    ];
    for (violated, met) in pairs {
        let said = said(&format!("  violated when {violated} says \"no\"\n  met when {met}"));
        assert!(!said.contains("both-verdicts"), "of {violated} and {met}: {said}");
    }
}

#[test]
fn what_keeps_two_verdicts_apart_may_stand_in_when_or_where() {
    let when = "  when hrdd.steps is not empty\n  violated when hrdd.steps within { act } says \"no\"\n  met when hrdd.steps has any { find, track }\n";
    assert_eq!(said(when), "");
    let within_each = "  for each c in content where c.target = illegal\n  violated when c.appeal and c.target != harmful says \"no\"\n  met when not c.appeal";
    assert_eq!(said(within_each), "");
    let overlapping = "  violated when hrdd.public says \"no\"\n  met when hrdd.mode = duty";
    assert!(said(overlapping).starts_with("both-verdicts"));
    assert_eq!(said(&format!("  when not hrdd.public or hrdd.mode = none\n{overlapping}")), "");
    // With `otherwise`, the rule is also asked where `when` does not hold.
    assert!(
        said(&format!("  when not hrdd.public or hrdd.mode = none\n  otherwise when count(content) = 1\n{overlapping}"))
            .starts_with("both-verdicts")
    );
}

#[test]
fn only_a_full_check_looks_for_them() {
    let mut sources = crate::source::Sources::new();
    let text =
        super::PRELUDE.to_owned() + &rule("T-1", "  violated when hrdd.public and not hrdd.public says \"no\"\n  met when hrdd.public");
    let files = vec![crate::pack::PackFile { name: "t.rules".into(), text: text.into() }];
    let (pack, problems) = crate::pack::load(files, crate::typecheck::Depth::Names, &mut sources);
    assert_eq!((pack.rules.rules.len(), problems.len()), (1, 0));
}
