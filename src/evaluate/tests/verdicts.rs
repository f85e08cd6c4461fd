//! Which verdict, of which severity.

use super::{answer, table, verdict};

const PLAIN: &str = "severity error absence never says \"no\"
    violated when hrdd.mode = none
    met when hrdd.mode = duty and hrdd.frequency = ongoing";

#[test]
fn the_five_answers() {
    table(
        PLAIN,
        &[
            ("hrdd: { mode: none }", "violated error"),
            ("hrdd: { mode: duty, frequency: ongoing }", "met"),
            ("hrdd: { mode: duty, frequency: one-off }", "partly met warning"),
            ("hrdd: { mode: report }", "partly met warning"),
            ("hrdd: { mode: duty }", "undetermined"),
            ("hrdd: { frequency: ongoing }", "undetermined"),
            ("hrdd: { frequency: one-off }", "undetermined"),
            ("", "undetermined"),
        ],
    );
}

#[test]
fn violated_goes_before_met_and_met_before_what_is_unknown() {
    let overlapping = "severity error absence never says \"no\" violated when hrdd.steps has find met when hrdd.mode = duty";
    table(
        overlapping,
        &[
            ("hrdd: { mode: duty, steps: [find] }", "violated error"),
            ("hrdd: { steps: [find] }", "violated error"),
            ("hrdd: { mode: duty }", "met"),
            ("hrdd: { mode: report }", "undetermined"),
            ("hrdd: { steps: none }", "undetermined"),
            ("hrdd: { mode: report, steps: none }", "partly met warning"),
        ],
    );
}

#[test]
fn one_branch_is_enough() {
    let body = "severity error absence never says \"no\"
        violated when hrdd.mode = none violated when hrdd.frequency = one-off
        met when hrdd.mode = duty met when hrdd.frequency = ongoing";
    table(
        body,
        &[
            ("hrdd: { mode: none, frequency: ongoing }", "violated error"),
            ("hrdd: { mode: duty, frequency: one-off }", "violated error"),
            ("hrdd: { mode: duty }", "met"),
            ("hrdd: { mode: report }", "undetermined"),
        ],
    );
}

#[test]
fn partly_met_is_one_level_lower() {
    for (severity, lowered) in [("error", "warning"), ("warning", "note"), ("note", "note")] {
        let body = format!("severity {severity} absence never violated when hrdd.mode = none says \"no\" met when hrdd.mode = duty");
        assert_eq!(verdict(&body, "hrdd: { mode: report }"), format!("partly met {lowered}"));
    }
}

#[test]
fn partly_takes_the_first_line_that_holds() {
    let body = "severity error absence never violated when hrdd.mode = none says \"no\" met when hrdd.mode = duty
        partly error when hrdd.frequency = one-off says \"once\" at hrdd.frequency
        partly note  when hrdd.steps has find      says \"found\"
        partly       says \"else\"";
    let rows = [
        ("hrdd: { mode: report, frequency: one-off, steps: [find] }", "partly met error", "error: once at 2:34 <one-off>"),
        ("hrdd: { mode: report, frequency: ongoing, steps: [find] }", "partly met note", "note: found at 2:15 <report> report"),
        // What is not known does not hold.
        ("hrdd: { mode: report, steps: [find] }", "partly met note", "note: found at 2:15 <report> report"),
        ("hrdd: { mode: report }", "partly met warning", "warning: else at 2:15 <report> report"),
    ];
    for (yaml, expected, finding) in rows {
        let found = answer(body, yaml);
        assert_eq!((found.verdict(), found.findings()), (expected.to_owned(), vec![finding.to_owned()]), "of `{yaml}`");
    }
}

#[test]
fn partly_without_a_line_says_the_title() {
    assert_eq!(answer(PLAIN, "hrdd: { mode: report }").findings(), ["warning: only partly met: A title at 2:15 <report> report"]);
}

#[test]
fn severity_takes_the_first_line_that_holds() {
    let body = "severity note severity error when hrdd.mode = report severity warning when hrdd.frequency = one-off
        absence never says \"no\" violated when hrdd.steps is empty met when hrdd.steps has all { find, act }";
    table(
        body,
        &[
            ("hrdd: { steps: none, mode: report, frequency: one-off }", "violated error"),
            ("hrdd: { steps: none, mode: duty, frequency: one-off }", "violated warning"),
            ("hrdd: { steps: none, frequency: one-off }", "violated warning"),
            ("hrdd: { steps: none }", "violated note"),
            ("hrdd: { steps: [act], mode: report }", "partly met warning"),
            ("hrdd: { steps: [act] }", "partly met note"),
        ],
    );
}

#[test]
fn whether_a_rule_applies() {
    let body = format!("{PLAIN} kinds hrdd-law, incentive when remedy.judicial = claim");
    table(
        &body,
        &[
            ("remedy: { judicial: claim }\nhrdd: { mode: none }", "violated error"),
            ("meta: { kinds: [content-platform, incentive] }\nremedy: { judicial: claim }\nhrdd: { mode: none }", "violated error"),
            ("remedy: { judicial: none }\nhrdd: { mode: none }", "not applicable: condition"),
            ("coverage: { reviewed: [remedy] }\nhrdd: { mode: none }", "not applicable: condition"),
            ("hrdd: { mode: none }", "undetermined"),
            ("meta: { kinds: content-platform }\nremedy: { judicial: claim }\nhrdd: { mode: none }", "not applicable: kind"),
            // Of another kind, the unknown condition does not matter.
            ("meta: { kinds: content-platform }\nhrdd: { mode: none }", "not applicable: kind"),
        ],
    );
    assert_eq!(answer(&body, "hrdd: { mode: none }").missing(), ["remedy.judicial: Is there a claim?"]);
    assert_eq!(answer(&body, "remedy: { judicial: none }").evidence(), ["remedy.judicial = none"]);
}

#[test]
fn otherwise_applies_whatever_the_kind() {
    let body = format!("{PLAIN} kinds hrdd-law when hrdd.steps has find otherwise when remedy.judicial = claim");
    let other = "meta: { kinds: content-platform }\n";
    table(
        &body,
        &[
            (&format!("{other}remedy: {{ judicial: claim }}\nhrdd: {{ mode: none }}"), "violated error"),
            (&format!("{other}remedy: {{ judicial: none }}\nhrdd: {{ mode: none }}"), "not applicable: kind"),
            (&format!("{other}hrdd: {{ mode: none, steps: [find] }}"), "undetermined"),
            // Of its own kind either will do.
            ("hrdd: { mode: none, steps: [find] }", "violated error"),
            ("hrdd: { mode: none, steps: none }\nremedy: { judicial: claim }", "violated error"),
            ("hrdd: { mode: none, steps: none }\nremedy: { judicial: none }", "not applicable: condition"),
            ("hrdd: { mode: none, steps: none }", "undetermined"),
        ],
    );
    let unknown = answer(&body, &format!("{other}hrdd: {{ steps: none }}"));
    assert_eq!(unknown.missing(), ["remedy.judicial: Is there a claim?"], "only what could make it apply");
}

#[test]
fn silence_is_a_defect_where_the_rule_says_so() {
    let body = "severity error violated when hrdd.frequency = one-off says \"no\" met when hrdd.frequency = ongoing
        absence note for hrdd-law
        absence warning for content-platform says \"a rhythm\"";
    let read = |kinds: &str| format!("meta: {{ kinds: [{kinds}] }}\ncoverage: {{ reviewed: [hrdd] }}");
    table(
        body,
        &[
            (&read("hrdd-law"), "absent note"),
            (&read("content-platform"), "absent warning"),
            (&read("incentive"), "not applicable: silence"),
            (&read("hrdd-law, content-platform"), "absent warning"),
            (&read("incentive, hrdd-law"), "absent note"),
            // Nobody looked: that is no silence.
            ("", "undetermined"),
            ("coverage: { reviewed: [remedy] }", "undetermined"),
            // Something was found.
            ("coverage: { reviewed: [hrdd] }\nhrdd: { frequency: ongoing }", "met"),
            ("coverage: { reviewed: [hrdd] }\nhrdd: { frequency: one-off }", "violated error"),
            // Something else was found: about what the rule asks the text is silent.
            ("coverage: { reviewed: [hrdd] }\nhrdd: { mode: duty }", "absent note"),
        ],
    );
}

#[test]
fn of_two_lines_that_are_equally_grave_the_first_speaks() {
    let body = "severity error violated when hrdd.frequency = one-off says \"no\" met when hrdd.frequency = ongoing
        absence warning for hrdd-law says \"the first\" absence warning for content-platform says \"the second\"";
    let found = answer(body, "meta: { kinds: [content-platform, hrdd-law] }\ncoverage: { reviewed: [hrdd] }");
    assert_eq!(found.findings(), ["warning: no provision found: the first at 2:24 <hrdd> read in full, and nothing found on this"]);
}

#[test]
fn absence_without_a_severity_has_the_rules_own() {
    let body = "severity warning severity error when remedy.judicial = none violated when hrdd.frequency = one-off says \"no\"
        met when hrdd.frequency = ongoing absence always";
    table(
        body,
        &[
            ("coverage: { reviewed: [hrdd] }", "absent warning"),
            ("coverage: { reviewed: [hrdd] }\nremedy: { judicial: none }", "absent error"),
            ("meta: { kinds: incentive }\ncoverage: { reviewed: [hrdd] }", "absent warning"),
        ],
    );
}

#[test]
fn every_fact_must_be_silent() {
    let body = "severity error violated when hrdd.mode = none and remedy.judicial = none says \"no\"
        met when hrdd.mode = duty or remedy.judicial = claim or meta.kinds has incentive absence error always";
    table(
        body,
        &[
            ("coverage: { reviewed: [hrdd, remedy] }", "absent error"),
            ("coverage: { reviewed: [hrdd] }", "undetermined"),
            // `none` that somebody wrote down is no silence, though it means the same.
            ("coverage: { reviewed: [hrdd, remedy] }\nhrdd: { mode: none }", "violated error"),
            ("coverage: { reviewed: [hrdd, remedy] }\nhrdd: { mode: duty }", "met"),
        ],
    );
    let found = answer(body, "coverage: { reviewed: [remedy, hrdd] }").findings();
    let label = "read in full, and nothing found on this";
    assert_eq!(found, [format!("error: no provision found: A title at 2:32 <hrdd> {label}; 2:24 <remedy> {label}")]);
}

#[test]
fn where_silence_is_no_defect_it_may_meet_the_rule() {
    let met_by_silence = "severity error violated when hrdd.steps has find says \"no\" met when hrdd.steps is empty";
    let not = "severity error violated when hrdd.steps has find says \"no\" met when hrdd.steps has act";
    // Silence means `none`, and violates: still it is no defect.
    let violated = "severity error violated when hrdd.mode = none says \"no\" met when hrdd.mode = duty";
    for absence in ["absence never", "absence error for content-platform"] {
        let read = "coverage: { reviewed: [hrdd] }";
        assert_eq!(verdict(&format!("{met_by_silence} {absence}"), read), "met");
        assert_eq!(verdict(&format!("{not} {absence}"), read), "not applicable: silence");
        assert_eq!(verdict(&format!("{violated} {absence}"), read), "not applicable: silence");
        assert_eq!(answer(&format!("{not} {absence}"), read).evidence(), ["hrdd.steps = not found"]);
    }
    assert_eq!(verdict(&format!("{violated} absence never"), "coverage: { reviewed: [hrdd] }\nhrdd: { mode: none }"), "violated error");
}

#[test]
fn a_list_is_silent_when_it_was_read_and_is_empty() {
    let bare = "severity error violated when count(content) > 1 and hrdd.mode = none says \"no\" met when content is empty and hrdd.mode = duty absence warning always";
    table(
        bare,
        &[
            ("coverage: { reviewed: [hrdd, content] }", "absent warning"),
            ("coverage: { reviewed: [hrdd, content] }\ncontent: []", "absent warning"),
            // Nobody looked whether there are rules on content.
            ("coverage: { reviewed: [hrdd] }", "undetermined"),
            ("coverage: { reviewed: [hrdd, content] }\ncontent: [{ target: illegal }, {}]", "violated error"),
        ],
    );
    let inner = "severity error violated when some m in remedy.mechs: not m.free says \"no\" met when some m in remedy.mechs: m.free absence warning always";
    table(
        inner,
        &[
            ("coverage: { reviewed: [remedy] }", "absent warning"),
            ("coverage: { reviewed: [remedy] }\nremedy: { mechs: [] }", "absent warning"),
            ("coverage: { reviewed: [remedy] }\nremedy: { mechs: [{ free: false }] }", "violated error"),
            ("coverage: { reviewed: [remedy] }\nremedy: { mechs: [{ free: true }] }", "met"),
            // There is a body, and that it is free is not said.
            ("coverage: { reviewed: [remedy] }\nremedy: { mechs: [{}] }", "violated error"),
        ],
    );
}
