//! Rules that compare a bill with other laws.

use super::{answer, beside};

const ANY: &str = "severity error absence never
    violated when some o in others: o.hrdd.mode = duty says \"a duty\" at hrdd.mode
    met when none o in others: o.hrdd.mode = duty";
const EACH: &str = "for each o in others severity error absence never
    violated when some d in content: some e in o.content: d.target = e.target and d.deadline < e.deadline
      says \"`{o.meta.title}` gives more time\"
    met when every d in content: every e in o.content: d.target != e.target or d.deadline >= e.deadline
    also \"here\" at d.deadline for some d in content
    also \"there\" at e.deadline for some e in o.content";

#[test]
fn without_other_laws_nothing_is_compared() {
    assert_eq!(answer(ANY, "hrdd: { mode: duty }").verdict(), "not applicable: alone");
    assert_eq!(answer(EACH, "content: []").verdict(), "not applicable: alone");
}

#[test]
fn what_is_known_of_each_law_is_its_own() {
    for (laws, expected) in [
        (&["hrdd: { mode: duty }"][..], "violated error"),
        (&["hrdd: { mode: none }"], "met"),
        (&[""], "undetermined"),
        // Whether the bill was read in full says nothing about the other law.
        (&["", "hrdd: { mode: duty }"], "violated error"),
        (&["", "hrdd: { mode: none }"], "undetermined"),
        (&["coverage: { reviewed: [hrdd] }"], "met"),
        (&["coverage: { reviewed: [hrdd] }", "hrdd: { mode: report }"], "met"),
    ] {
        assert_eq!(beside(ANY, "coverage: { reviewed: [hrdd, content] }", laws).verdict(), expected, "{laws:?}");
        assert_eq!(beside(ANY, "hrdd: { mode: duty }", laws).verdict(), expected, "{laws:?}");
    }
}

#[test]
fn the_bills_silence_is_no_other_laws() {
    // Everything the rule asks of the bill is silent: that is no defect here, and no verdict either, for the other law speaks.
    let found = beside(EACH, "coverage: { reviewed: [content] }", &["content: [{ target: illegal, deadline: 2 days }]"]);
    assert_eq!(found.verdict(), "met", "no rule on content that could give less time");
    let found = beside(EACH, "content: [{ target: illegal, deadline: 1 h }]", &["coverage: { reviewed: [content] }"]);
    assert_eq!(found.verdict(), "met");
}

#[test]
fn findings_point_into_both_files() {
    let law = "meta: { kinds: hrdd-law, title: Old Act }\ncontent: [{ target: illegal, deadline: 2 days, at: s 9 }]";
    let found = beside(EACH, "content: [{ target: illegal, deadline: 1 h, at: cl 3 }]", &[law]);
    assert_eq!(found.findings(), ["error: `Old Act` gives more time at 2:40 <1 h> here (cl 3); 2:40 <2 days> there (s 9)"]);
    let files: Vec<_> = found.outcome.findings[0].labels.iter().map(|label| found.sources.name(label.span.file)).collect();
    assert_eq!(files, ["t.yaml", "0.yaml"]);
    let evidence = found.evidence();
    assert!(evidence.contains(&"content[1].deadline = 1 h".to_owned()), "{evidence:?}");
    assert!(evidence.iter().any(|line| line.starts_with("others[") && line.ends_with("content[1].deadline = 2 days")), "{evidence:?}");
}

#[test]
fn a_finding_for_each_law_that_clashes() {
    let law = |title: &str, deadline: &str| {
        format!("meta: {{ kinds: hrdd-law, title: {title} }}\ncontent: [{{ target: illegal, deadline: {deadline} }}]")
    };
    let (one, two, three) = (law("One", "2 days"), law("Two", "30 min"), law("Three", "5 days"));
    let found = beside(EACH, "content: [{ target: illegal, deadline: 1 h }]", &[&one, &two, &three]);
    let messages: Vec<_> = found.outcome.findings.iter().map(|finding| finding.message.clone()).collect();
    assert_eq!(messages, ["`One` gives more time", "`Three` gives more time"]);
}

#[test]
fn what_is_missing_says_in_which_law() {
    let found = beside(ANY, "", &["meta: { kinds: hrdd-law, title: Old Act }"]);
    assert_eq!(found.missing(), ["others[0.yaml].hrdd.mode: What must be done?"]);
}
