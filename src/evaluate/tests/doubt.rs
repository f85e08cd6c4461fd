//! What nobody has confirmed: facts that are suggested or disputed, and the verdicts that rest on them.

use super::Answer;
use crate::description::FactStatus;

const MODE: &str = r#"severity error violated when hrdd.mode = none says "no duty" at hrdd.mode met when hrdd.mode = duty"#;

/// A rule without a word on silence, to which that is added.
fn answer(body: &str, yaml: &str) -> Answer {
    let absence = if body.contains("absence") { "" } else { " absence never" };
    super::answer(&format!("{body}{absence}"), yaml)
}

/// `violated warning (suggested: hrdd.mode)`: the verdict, and what it rests on that is doubtful.
fn doubt(body: &str, yaml: &str) -> String {
    let answer = answer(body, yaml);
    let doubt = &answer.outcome.doubt;
    assert_eq!(doubt.is_firm(), doubt.facts.is_empty());
    for finding in &answer.outcome.findings {
        assert!(finding.doubt.is_firm() || finding.severity < crate::diagnostic::Severity::Error, "{finding:#?}");
    }
    let name = doubt.name().map(|name| {
        let paths: Vec<&str> = doubt.facts.iter().map(|fact| fact.path.as_str()).collect();
        format!(" ({name}: {})", paths.join(", "))
    });
    format!("{}{}", answer.verdict(), name.unwrap_or_default())
}

fn table(body: &str, rows: &[(&str, &str)]) {
    for (yaml, expected) in rows {
        assert_eq!(doubt(body, yaml), *expected, "of `{yaml}`");
    }
}

#[test]
fn what_is_suggested_or_disputed_is_a_warning_at_most_and_says_so() {
    table(
        MODE,
        &[
            ("hrdd: { mode: none }", "violated error"),
            ("hrdd: { mode: { is: none, status: confirmed } }", "violated error"),
            ("hrdd: { mode: { is: none, status: suggested } }", "violated warning (suggested: hrdd.mode)"),
            ("hrdd: { mode: { is: none, status: disputed } }", "violated warning (disputed: hrdd.mode)"),
            ("hrdd: { mode: { is: duty, status: suggested } }", "met (suggested: hrdd.mode)"),
            ("hrdd: { mode: { is: report, status: suggested } }", "partly met warning (suggested: hrdd.mode)"),
            ("hrdd: { steps: { is: [find], status: suggested } }", "undetermined"),
        ],
    );
    let note = MODE.replace("severity error", "severity note");
    assert_eq!(doubt(&note, "hrdd: { mode: { is: none, status: suggested } }"), "violated note (suggested: hrdd.mode)", "no graver either");
}

#[test]
fn evidence_and_notes_say_why() {
    let answer = answer(MODE, "hrdd: { mode: { is: none, at: s 3, status: suggested, note: cue of T-1 } }");
    assert_eq!(answer.outcome.evidence.iter().map(|evidence| evidence.doubt).collect::<Vec<_>>(), [Some(FactStatus::Suggested)]);
    let finding = &answer.outcome.findings[0];
    assert_eq!(finding.doubt.notes(), ["suggested by the bill's words, nobody has confirmed it: `hrdd.mode` is none (cue of T-1)"]);
    let said = crate::outcome::to_diagnostic(finding, "T-1", "because", "D", "help");
    assert_eq!(said.message, "no duty (suggested)");
    assert!(said.notes[0].starts_with(crate::outcome::SUGGESTED) && said.notes.len() == 3, "{:?}", said.notes);
}

#[test]
fn a_status_of_a_record_holds_for_its_facts_unless_they_have_their_own() {
    let body = r#"severity error for each c in content violated when c.origin = private says "x" at c.origin met when c.origin = court"#;
    table(
        body,
        &[
            ("content: [{ origin: private, status: suggested }]", "violated warning (suggested: content[1].origin)"),
            ("content: [{ origin: { is: private, status: confirmed }, status: suggested }]", "violated error"),
            ("content: [{ origin: { is: private, status: suggested } }]", "violated warning (suggested: content[1].origin)"),
            ("content: [{ origin: private, status: suggested }, { origin: private }]", "violated error"),
            ("content: [{ origin: court, status: suggested }, { origin: court }]", "met (suggested: content[1].origin)"),
        ],
    );
    let two = answer(body, "content: [{ origin: private, status: suggested }, { origin: private }]");
    let each: Vec<bool> = two.outcome.findings.iter().map(|finding| finding.doubt.suggested).collect();
    assert_eq!(each, [true, false], "each record by itself");
}

#[test]
fn of_two_reasons_the_firmer_counts() {
    let either =
        r#"severity error violated when hrdd.mode = none or hrdd.frequency = one-off says "x" at hrdd.mode met when hrdd.mode = duty"#;
    let both = either.replace(" or hrdd", " and hrdd");
    let suggested = "hrdd: { mode: none, frequency: { is: one-off, status: suggested } }";
    assert_eq!(doubt(either, suggested), "violated error");
    assert_eq!(doubt(&both, suggested), "violated warning (suggested: hrdd.frequency)");
    let branches = r#"severity error violated when hrdd.mode = none says "x" at hrdd.mode
        violated when hrdd.frequency = one-off says "y" at hrdd.frequency met when hrdd.mode = duty"#;
    let answer = answer(branches, suggested);
    let each: Vec<String> =
        answer.outcome.findings.iter().map(|finding| format!("{} {}", finding.severity, finding.doubt.suggested)).collect();
    assert_eq!(each, ["error false", "warning true"], "each branch by itself");
}

#[test]
fn a_condition_that_is_false_rests_on_all_of_either_and_on_one_of_both() {
    let all = r#"severity error violated when not (hrdd.mode = duty or hrdd.frequency = ongoing) says "x" at hrdd.mode met when hrdd.mode = duty"#;
    let one = all.replace(" or hrdd", " and hrdd");
    let yaml = "hrdd: { mode: none, frequency: { is: one-off, status: disputed } }";
    assert_eq!(doubt(all, yaml), "violated warning (disputed: hrdd.frequency)");
    assert_eq!(doubt(&one, yaml), "violated error");
}

#[test]
fn that_a_rule_is_asked_may_rest_on_a_suggestion() {
    let when = format!("when hrdd.frequency = ongoing {MODE}");
    table(
        &when,
        &[
            ("hrdd: { mode: none, frequency: { is: ongoing, status: suggested } }", "violated warning (suggested: hrdd.frequency)"),
            (
                "hrdd: { mode: none, frequency: { is: one-off, status: suggested } }",
                "not applicable: condition (suggested: hrdd.frequency)",
            ),
        ],
    );
    let of_kind = format!("kinds hrdd-law {MODE} absence always");
    let meta = |kind: &str| format!("meta: {{ kinds: {{ is: [{kind}], status: suggested }} }}\n");
    table(
        &of_kind,
        &[
            (&format!("{}hrdd: {{ mode: none }}", meta("hrdd-law")), "violated warning (suggested: meta.kinds)"),
            (&format!("{}coverage: {{ reviewed: [hrdd] }}", meta("hrdd-law")), "absent warning (suggested: meta.kinds)"),
            (&format!("{}hrdd: {{ mode: none }}", meta("incentive")), "not applicable: kind (suggested: meta.kinds)"),
        ],
    );
    assert_eq!(doubt(MODE, &format!("{}hrdd: {{ mode: none }}", meta("hrdd-law"))), "violated error", "a rule about every kind");
}

#[test]
fn a_severity_may_rest_on_a_suggestion() {
    let raised = MODE.replace("severity error", "severity warning severity error when hrdd.frequency = one-off");
    table(
        &raised,
        &[
            ("hrdd: { mode: none, frequency: one-off }", "violated error"),
            ("hrdd: { mode: none, frequency: { is: one-off, status: suggested } }", "violated warning (suggested: hrdd.frequency)"),
            ("hrdd: { mode: none, frequency: { is: ongoing, status: suggested } }", "violated warning"),
        ],
    );
}

#[test]
fn records_decide_one_by_one_or_all_together() {
    let some = r#"severity error violated when some c in content where c.target = illegal: c.origin = private says "x" at content met when hrdd.mode = duty"#;
    let none = r#"severity error violated when none c in content: c.origin = court says "x" at content met when hrdd.mode = duty"#;
    let two = "content: [{ target: illegal, origin: private, status: suggested }, { target: illegal, origin: private }]";
    assert_eq!(doubt(some, two), "violated error", "the second is enough");
    assert_eq!(doubt(none, two), "violated warning (suggested: content[1].origin)", "the first is needed too");
    let filtered = "content: [{ target: { is: illegal, status: suggested }, origin: private }]";
    assert_eq!(doubt(some, filtered), "violated warning (suggested: content[1].target)");
    let count = r#"severity error violated when count(c in content) >= 1 says "x" at content met when hrdd.mode = duty"#;
    assert_eq!(doubt(count, "content: [{ target: illegal, status: suggested }]"), "violated warning (suggested: content[1])");
}
