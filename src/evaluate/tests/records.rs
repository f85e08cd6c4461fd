//! Rules that ask each record of a list.

use super::{answer, table};

const EACH: &str = "for each c in content severity error absence never
    violated when c.deadline < 24 h says \"`{c.target}` within {c.deadline}\" at c.deadline
    met when c.appeal and c.deadline >= 24 h";

#[test]
fn no_record_at_all() {
    table(
        EACH,
        &[
            ("", "undetermined"),
            ("content: []", "met"),
            ("coverage: { reviewed: [content] }", "met"),
            ("coverage: { reviewed: [content] }\ncontent: []", "met"),
        ],
    );
    assert_eq!(answer(EACH, "").missing(), ["content: Which rules on content are there?"]);
    assert_eq!(answer(EACH, "content: []").evidence(), ["content = none found that this is about"]);
}

#[test]
fn one_record() {
    table(
        EACH,
        &[
            ("content: [{ deadline: 1 h }]", "violated error"),
            ("content: [{ deadline: 2 days, appeal: true }]", "met"),
            ("content: [{ deadline: 2 days, appeal: false }]", "partly met warning"),
            ("content: [{ deadline: 2 days }]", "undetermined"),
            ("content: [{ appeal: true }]", "undetermined"),
            // Read in full: no appeal, and no deadline that could be long enough.
            ("coverage: { reviewed: [content] }\ncontent: [{ deadline: 2 days }]", "partly met warning"),
            ("coverage: { reviewed: [content] }\ncontent: [{ appeal: true }]", "partly met warning"),
        ],
    );
}

#[test]
fn several_records() {
    let (bad, good, half, open) =
        ("{ deadline: 1 h }", "{ deadline: 2 days, appeal: true }", "{ deadline: 2 days, appeal: false }", "{ appeal: true }");
    let rows = [
        (vec![good, good], "met"),
        (vec![good, bad], "violated error"),
        (vec![open, bad, half], "violated error"),
        (vec![good, half], "partly met warning"),
        // One that is only partly met is not met, but another may be violated.
        (vec![half, open], "undetermined"),
        (vec![good, open], "undetermined"),
    ];
    for (records, expected) in rows {
        assert_eq!(answer(EACH, &format!("content: [{}]", records.join(", "))).verdict(), expected, "of {records:?}");
    }
}

#[test]
fn a_record_that_is_met_by_itself_may_keep_the_rule_open() {
    let rule = "for each c in content severity error absence never
        violated when c.deadline < 24 h and hrdd.mode = none says \"too short\"
        met when c.appeal";
    let found = answer(rule, "content: [{ deadline: 1 h, appeal: true }, { deadline: 9 days, appeal: false }]");
    assert_eq!(found.verdict(), "undetermined");
    assert_eq!(found.missing(), ["hrdd.mode: What must be done?"]);
}

#[test]
fn a_finding_for_each_record_that_violates() {
    let found = answer(
        EACH,
        "content:\n  - { target: illegal, deadline: 1 h }\n  - { target: harmful, deadline: 3 days, appeal: true }\n  - { deadline: 2 h, at: s 3(2) }",
    );
    assert_eq!(
        found.findings(),
        ["error: `illegal` within 1 h at 3:34 <1 h>", "error: `not stated` within 2 h at 5:17 <2 h> s 3(2)"],
        "what is not known is said to be so"
    );
    assert_eq!(found.evidence(), ["content[1].deadline = 1 h", "content[3].deadline = 2 h"]);
}

#[test]
fn each_record_has_its_own_severity() {
    let body = "for each c in content severity warning severity error when c.target = illegal absence never
        violated when not c.appeal says \"no\" at c.appeal met when c.appeal";
    let found = answer(body, "content: [{ target: harmful, appeal: false }, { target: illegal, appeal: false }, { appeal: false }]");
    assert_eq!(found.findings(), ["warning: no at 2:38 <false>", "error: no at 2:74 <false>", "warning: no at 2:93 <false>"]);
    assert_eq!(found.verdict(), "violated error", "the gravest");
}

#[test]
fn each_record_is_partly_met_by_itself() {
    let body = "for each c in content severity error absence never violated when c.deadline < 1 h says \"no\" met when c.deadline > 1 day
        partly note when c.target = harmful says \"short for {c.target}\" at c.deadline partly says \"short\" at c";
    let found = answer(body, "content: [{ target: harmful, deadline: 2 h }, { deadline: 2 days }, { deadline: 3 h }]");
    assert_eq!(found.findings(), ["note: short for harmful at 2:40 <2 h>", "warning: short at 2:69 <{ deadline: 3 h }>"]);
    assert_eq!(found.verdict(), "partly met warning");
}

#[test]
fn what_is_missing_is_named_by_record() {
    let found = answer(EACH, "content: [{ deadline: 2 days, appeal: true }, { deadline: 2 days }, {}]");
    assert_eq!(
        found.missing(),
        ["content[2].appeal: Is there an appeal?", "content[3].deadline: How long?", "content[3].appeal: Is there an appeal?"]
    );
}

#[test]
fn only_the_records_that_the_filter_lets_through() {
    let body = EACH.replace("in content", "in content where c.target = illegal");
    let read = "coverage: { reviewed: [content] }\n";
    table(
        &body,
        &[
            ("content: [{ target: illegal, deadline: 1 h }, { target: harmful, deadline: 1 h }]", "violated error"),
            ("content: [{ target: illegal, deadline: 2 days, appeal: true }, { target: harmful, deadline: 1 h }]", "met"),
            // None is left: in a list that was read that is an answer.
            (&format!("{read}content: [{{ target: harmful, deadline: 1 h }}]"), "met"),
            ("content: [{ target: harmful, deadline: 1 h }]", "undetermined"),
            // Whether it counts is not known.
            ("content: [{ deadline: 1 h }]", "undetermined"),
            // Met if it counts; if it does not, nobody knows of others.
            ("content: [{ deadline: 2 days, appeal: true }]", "undetermined"),
            ("content: [{ target: illegal, deadline: 2 days, appeal: true }, { deadline: 2 days, appeal: true }]", "met"),
        ],
    );
    // Met either way: then nothing is missing.
    let either = "content: [{ target: illegal, deadline: 2 days, appeal: true }, { deadline: 2 days, appeal: true }]";
    assert_eq!(answer(&body, either).missing(), [""; 0]);
    assert_eq!(answer(&body, "content: [{ deadline: 2 days, appeal: true }]").missing(), ["content[1].target: What kind of content?"]);
    let none_fits = answer(&body, "content: [{ target: harmful }]");
    assert_eq!(none_fits.missing(), ["content: Which rules on content are there?"]);
    assert_eq!(none_fits.outcome.missing[0].because.as_deref(), Some("none of the records given is one that this is about"));
}

#[test]
fn the_same_in_a_quantifier() {
    let body = "severity error absence never violated when some c in content where c.target = illegal: c.deadline < 1 h says \"no\"
        met when every c in content where c.target = illegal: c.deadline >= 1 h";
    table(
        body,
        &[
            ("", "undetermined"),
            ("content: []", "met"),
            ("content: [{ target: illegal, deadline: 1 min }]", "violated error"),
            ("content: [{ target: illegal, deadline: 1 day }, { target: harmful, deadline: 1 min }]", "met"),
            ("content: [{ target: harmful, deadline: 1 min }]", "undetermined"),
            ("coverage: { reviewed: [content] }\ncontent: [{ target: harmful, deadline: 1 min }]", "met"),
            ("content: [{ deadline: 1 day }]", "undetermined"),
            ("content: [{ deadline: 1 day }, { target: illegal, deadline: 1 day }]", "met"),
        ],
    );
    assert_eq!(answer(body, "content: [{ target: harmful }]").missing(), ["content: Which rules on content are there?"]);
    assert_eq!(answer(body, "content: [{ deadline: 1 day }]").missing(), ["content[1].target: What kind of content?"]);
}

#[test]
fn silence_of_every_record() {
    let body = EACH.replace("absence never", "absence warning always");
    table(
        &body,
        &[
            ("coverage: { reviewed: [content] }", "absent warning"),
            // There is a rule on content, and nothing in it about time or appeal.
            ("coverage: { reviewed: [content] }\ncontent: [{ target: illegal }]", "absent warning"),
            ("coverage: { reviewed: [content] }\ncontent: [{ target: illegal }, { deadline: 1 h }]", "violated error"),
            ("content: [{ target: illegal }]", "undetermined"),
        ],
    );
}

#[test]
fn a_list_within_a_section() {
    let body = "for each m in remedy.mechs severity error absence never violated when not m.free says \"no\" at m.free met when m.free";
    let found = answer(body, "remedy: { judicial: claim, mechs: [{ free: true }, { free: false }] }");
    assert_eq!((found.verdict().as_str(), found.evidence()), ("violated error", vec!["remedy.mechs[2].free = false".to_owned()]));
    assert_eq!(answer(body, "remedy: { judicial: claim }").missing(), ["remedy.mechs: Which bodies hear complaints?"]);
}
