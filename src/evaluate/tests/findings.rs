//! Messages, places, evidence, and what a finding is known by.

use super::answer;

const DEADLINE: &str = "severity error absence never violated when hrdd.delay < settings.strict
    says \"{hrdd.delay} is less than {settings.strict}; steps {hrdd.steps}; {{mode}} {hrdd.mode}\" at hrdd.delay
    met when hrdd.delay >= settings.strict";

#[test]
fn values_in_messages() {
    let found = answer(DEADLINE, "hrdd: { delay: 60 min, steps: [act, find] }");
    assert_eq!(found.findings(), ["error: 60 min is less than 24 h; steps find, act; {mode} not stated at 2:16 <60 min>"]);
    let found = answer(DEADLINE, "coverage: { reviewed: [hrdd] }\nhrdd: { delay: 60 min, steps: none }");
    assert_eq!(found.findings(), ["error: 60 min is less than 24 h; steps none; {mode} nothing at 3:16 <60 min>"]);
    assert_eq!(found.pack.calibrations(&found.pack.rules.rules[0]).as_deref(), Some("calibration, not in the sources: `strict` = 24 h"));
}

#[test]
fn a_place_in_the_law_is_the_facts_own_or_its_records() {
    let own = answer(DEADLINE, "hrdd: { at: Part 2, delay: { is: 1 h, at: s 9 } }");
    assert_eq!(own.findings(), ["error: 1 h is less than 24 h; steps not stated; {mode} not stated at 2:34 <1 h> s 9"]);
    let of_record = answer(DEADLINE, "hrdd: { at: Part 2, delay: 1 h }");
    assert_eq!(of_record.findings(), ["error: 1 h is less than 24 h; steps not stated; {mode} not stated at 2:28 <1 h> Part 2"]);
    assert_eq!(own.outcome.evidence[0].at.as_deref(), Some("s 9"));
}

#[test]
fn a_label_on_what_is_silent_shows_where_it_was_read() {
    let body = "severity error absence never violated when hrdd.frequency is not set and hrdd.mode = duty says \"no rhythm\" at hrdd.frequency met when hrdd.mode = none";
    let found = answer(body, "coverage: { reviewed: [remedy, hrdd] }\nhrdd: { mode: duty }");
    assert_eq!(found.findings(), ["error: no rhythm at 2:32 <hrdd> read in full, and nothing found on this"]);
    // Of a record, the record.
    let body = "for each c in content severity error absence never violated when not c.appeal and c.target = illegal says \"no appeal\" at c.appeal met when c.appeal";
    let found = answer(body, "coverage: { reviewed: [content] }\ncontent:\n  - target: illegal\n    at: s 4");
    assert_eq!(found.findings(), ["error: no appeal at 4:5 <target: illegal> s 4"]);
}

#[test]
fn without_a_place_the_first_evidence_or_else_the_title() {
    let body = "severity error absence never violated when hrdd.mode = none says \"no\" met when hrdd.mode = duty";
    assert_eq!(answer(body, "hrdd: { mode: { is: none, at: s 1 } }").findings(), ["error: no at 2:21 <none> s 1"]);
    let body = "severity error absence never violated when 1 < 2 says \"no\" met when hrdd.mode = duty";
    let titled = answer(body, "meta: { title: The Act, kinds: incentive }");
    assert_eq!(titled.findings(), ["error: no at 1:16 <The Act>"]);
}

#[test]
fn a_branch_without_a_message_borrows_the_next_one() {
    let body = "severity error absence never
        violated when hrdd.mode = none
        violated when hrdd.frequency = one-off says \"the first\" at hrdd
        violated when hrdd.steps is empty
        met when hrdd.mode = duty";
    // `at hrdd` would be wrong: a section is no place.
    let body = body.replace(" at hrdd\n", "\n");
    assert_eq!(answer(&body, "hrdd: { mode: none }").findings(), ["error: the first at 2:15 <none> none"]);
    assert_eq!(answer(&body, "hrdd: { mode: duty, steps: none }").findings(), ["error: the first at 2:28 <none> none"]);
    let body = body.replace("met when", "says \"the second\" met when");
    assert_eq!(answer(&body, "hrdd: { mode: duty, steps: none }").findings(), ["error: the second at 2:28 <none> none"]);
    let both = answer(&body, "hrdd: { mode: none, frequency: one-off, steps: none }");
    let keys: Vec<&str> = both.outcome.findings.iter().map(|finding| finding.key.as_str()).collect();
    assert_eq!(keys, ["T-1.violated.1", "T-1.violated.2"], "two branches with one message make one finding");
}

#[test]
fn further_labels() {
    let body = "severity error absence never violated when hrdd.mode = none says \"no\" at hrdd.mode met when hrdd.mode = duty
        also \"{hrdd.frequency}\" at hrdd.frequency
        also \"of {c.target}\" at c.deadline for some c in content where c.deadline < 1 day";
    let found = answer(
        body,
        "hrdd: { mode: none, frequency: one-off }\ncontent: [{ target: illegal, deadline: 1 h, at: s 2 }, { deadline: 2 days }, { deadline: 2 h }]",
    );
    assert_eq!(
        found.findings(),
        ["error: no at 2:15 <none>; 2:32 <one-off> one-off; 3:40 <1 h> of illegal (s 2); 3:90 <2 h> of not stated"]
    );
    // Nothing is there to point at.
    assert_eq!(answer(body, "coverage: { reviewed: [content] }\nhrdd: { mode: none }").findings(), ["error: no at 3:15 <none>"]);
}

#[test]
fn a_finding_is_known_by_words_that_survive_a_record_put_before() {
    let body = "for each c in content severity error absence never violated when c.deadline < 1 day says \"{c.deadline} for {c.target}\" at c.deadline met when c.deadline > 1 day";
    let record = "{ target: illegal, deadline: 1 h, at: s 3 }";
    let identities = |yaml: &str| answer(body, yaml).outcome.findings.iter().map(|finding| finding.identity.clone()).collect::<Vec<_>>();
    let alone = identities(&format!("content: [{record}]"));
    let second = identities(&format!("content: [{{ target: harmful, deadline: 2 h, at: s 1 }}, {{ deadline: 3 days }}, {record}]"));
    assert_eq!(second.len(), 2);
    assert_eq!(second.last(), alone.first());
    assert_ne!(second.first(), second.last());
    // Another provision, or other words, is another finding.
    assert_ne!(identities(&format!("content: [{}]", record.replace("s 3", "s 4"))), alone);
    assert_ne!(identities(&format!("content: [{}]", record.replace("1 h", "2 h"))), alone);
}

#[test]
fn evidence_is_what_decided() {
    let body = "severity error absence never violated when hrdd.mode = none and hrdd.steps is empty says \"no\"
        met when hrdd.mode = duty or hrdd.frequency = ongoing or some c in content: c.appeal";
    let of = |yaml: &str| answer(body, yaml).evidence();
    assert_eq!(of("hrdd: { mode: none, steps: none, frequency: one-off }"), ["hrdd.mode = none", "hrdd.steps = none"]);
    assert_eq!(of("hrdd: { mode: report, frequency: ongoing }"), ["hrdd.frequency = ongoing"]);
    assert_eq!(of("content: [{ appeal: false }, { appeal: true, at: s 2 }]"), ["content[2].appeal = true"]);
    assert_eq!(
        of("coverage: { reviewed: [content, hrdd] }\nhrdd: { mode: report, steps: [act] }"),
        ["hrdd.mode = report", "hrdd.steps = act", "hrdd.frequency = not found", "content = none found"]
    );
}

#[test]
fn what_cannot_be_compared_is_missing_with_its_reason() {
    let body = "severity error absence never violated when hrdd.delay > 30 days says \"no\" met when hrdd.delay <= 30 days";
    let found = answer(body, "hrdd: { delay: 1 month }");
    assert_eq!((found.verdict().as_str(), found.missing()), ("undetermined", vec!["hrdd.delay: How long may it take?".to_owned()]));
    assert_eq!(found.outcome.missing[0].because.as_deref(), Some("`1 month` cannot be compared with the rule's value"));
    assert_eq!(super::verdict(body, "hrdd: { delay: 2 months }"), "violated error");
}

#[test]
fn of_a_comparison_only_the_side_that_is_unknown_is_missing() {
    let body = "severity error absence never violated when some c in content: c.deadline > hrdd.delay says \"no\" met when every c in content: c.deadline <= hrdd.delay";
    let found = answer(body, "content: [{ deadline: 1 h }]");
    assert_eq!(found.missing(), ["hrdd.delay: How long may it take?"]);
    assert_eq!(found.outcome.missing[0].because, None);
}

#[test]
fn the_description_knows_where_it_stands() {
    let found =
        answer("severity error absence never violated when hrdd.mode = none says \"no\" met when hrdd.mode = duty", "hrdd: { mode: duty }");
    assert_eq!(found.sources.name(found.description.file), "t.yaml");
    assert_eq!((found.verdict().as_str(), found.findings().len(), found.missing().len()), ("met", 0, 0));
}
