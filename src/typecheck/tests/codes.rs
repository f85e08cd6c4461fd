//! Every complaint about a rule file, with the words it underlines. The text of each case has mistakes of one code only, so
//! a complaint that follows from another one is noticed.

use super::{check, rule, snapshot};
use crate::for_tests::{codes_in, render};
use std::collections::BTreeSet;

/// A group of cues without mistakes.
const CUES: &str =
    "cues \"?\" { mark deadline \"?\" words who /me/ cue strong in heading /abc {who}/ unless /within {time}/ marks deadline }\n";

/// A code, and a text whose mistakes all have that code.
fn cases() -> Vec<(&'static str, String)> {
    let usual = "  violated when hrdd.mode = none says \"no\"\n  met when hrdd.mode = duty";
    let bare = |clauses: &str| format!("rule T-1 \"?\" {{\n{clauses}\n}}\n");
    let with = |clauses: &str| rule("T-1", &format!("{usual}\n{clauses}"));
    let defines = |conditions: &[&str]| {
        let lines = conditions.iter().enumerate().map(|(index, condition)| format!("define a{index} when {condition}\n"));
        lines.collect::<String>()
    };
    vec![
        (
            "unknown-mark",
            rule("T-1", "  violated when hrdd.mode == none && hrdd.steps ∩ { act } ≠ { } says “no”\n  met when hrdd.number ≥ 1; $"),
        ),
        ("bad-pattern", with("  cue /a(b/\n  cue /fine/\n  cue /[z-a]/ suggests hrdd.mode")),
        ("empty-pattern", with("  cue /(abc)?/\n  cue /\\b/ suggests hrdd.mode\n  cue /abc/ unless /x*/")),
        ("pattern-without-word", with("  cue /\\w+ \\d/\n  cue /a/")),
        ("unknown-mark-name", CUES.to_owned() + &with("  cue /abc/ marks deadlines\n  cue /abc/ marks fine")),
        ("duplicate-mark", CUES.to_owned() + "cues \"?\" { mark deadline \"?\" }\n"),
        ("duplicate-words", CUES.to_owned() + "cues \"?\" { words who /you/ }\n"),
        ("unknown-words", CUES.to_owned() + &with("  cue /a\\/b {whom} shall/ unless /{tim}/\n  cue /{who} {nothing}/")),
        ("circular-words", CUES.to_owned() + "cues \"?\" { words egg /{hen} egg/ words hen /hen|{egg}/ cue /{egg}/ }\n"),
        ("unused-mark", CUES.to_owned() + "cues \"?\" { mark spare \"?\" }\n"),
        ("unused-words", CUES.to_owned() + "cues \"?\" { words spare /abc/ words sparer /{spare} abc/ }\n"),
        ("unknown-family", rule("U-1", usual) + &rule("TT-1", usual)),
        ("unknown-document", with("  source E para 1\n  source \"d\"")),
        (
            "unknown-kind",
            with("  kinds hrdd-law, incentives\n  absence error for incentives, hrdd-law").replace("  absence never\n", "")
                + &rule("T-2", &format!("  absence warning for hrdd-law\n  absence error for content-platform\n{usual}\n  kinds hrdd-law"))
                    .replace("  absence never\n", ""),
        ),
        (
            "duplicate-clause",
            with(
                "  severity warning\n  kinds hrdd-law\n  kinds incentive\n  when hrdd.public\n  when hrdd.public\n  because \"a\"\n  because \"b\"\n\
            \u{20} help \"a\"\n  help \"b\"\n  absence never\n  otherwise when hrdd.public\n  otherwise when hrdd.public\n  for each c in content\n  for each d in duties",
            ) + &rule("T-2", &format!("{usual}\n  absence error always")),
        ),
        ("duplicate-rule", rule("T-1", usual) + &rule("T-2", usual) + &rule("T-1", usual)),
        ("duplicate-document", "document A { }\ndocument A { }\ndocument B { }\ndocument B { }\ndocument \"B\" { }\n".into()),
        ("duplicate-family", "family A \"?\" { }\nfamily A \"?\" { }\nfamily B \"?\" { }\nfamily B \"?\" { }\n".into()),
        (
            "duplicate-setting",
            "setting a = 1 \"?\"\nsetting a = 2 h \"?\"\nsetting b = 1 h \"?\"\nsetting b = 1 h \"?\"\n".to_owned()
                + &with("  violated when hrdd.number > settings.a and hrdd.delay > settings.b"),
        ),
        ("duplicate-definition", "define a when hrdd.public\ndefine a = { act }\ndefine b when hrdd.public\ndefine b when a\n".into()),
        (
            "unused-setting",
            "setting used = 1 \"?\"\nsetting spare = 1 \"?\"\n".to_owned() + &with("  violated when hrdd.number > settings.used"),
        ),
        (
            "unused-definition",
            "define used when hrdd.public\ndefine spare when hrdd.public\ndefine spare-set = { act }\n".to_owned()
                + &with("  violated when used and hrdd.mode = none"),
        ),
        (
            "unknown-setting",
            "setting strict = 1 h \"?\"\n".to_owned()
                + &with("  violated when hrdd.delay < settings.strct\n  also \"{settings.other}\" at hrdd.mode"),
        ),
        (
            "name-taken",
            "define hrdd when remedy.mechs is empty\n".to_owned()
                + &defines(&[
                    "some content in content: content.appeal",
                    "some settings in content: true-enough",
                    "some c in content: (none c in duties: c.force = voluntary)",
                ])
                .replace("true-enough", "hrdd.public"),
        ),
        (
            "circular-definition",
            "define self when hrdd.public or self\ndefine egg when not hen\ndefine hen when some c in content: egg\ndefine user when egg\n"
                .to_owned()
                + &with("  violated when hen or user"),
        ),
        (
            "wrong-argument",
            "define of-content(c in content) when c.appeal\ndefine of-all when hrdd.public\n".to_owned()
                + &defines(&["of-content", "some c in content: of-all(c)", "some d in duties: of-content(d)"]),
        ),
        (
            "unknown-definition",
            "define short(c in content) when c.deadline < 1 h\n".to_owned()
                + &defines(&["some c in content: shrt(c)", "some c in content: of(c)"]),
        ),
        (
            "unknown-name",
            "define short(c in content) when c.deadline < 1 h\ndefine strict when hrdd.public\n".to_owned()
                + &defines(&[
                    "some c in content: short(d)",
                    "strickt",
                    "hrdd.public and nothing",
                    "hrrd.mode = duty",
                    "duty = none",
                    "some c in content: d.appeal",
                ]),
        ),
        (
            "not-a-condition",
            "setting a = 1 \"?\"\n".to_owned()
                + &defines(&[
                    "hrdd.mode",
                    "hrdd.steps",
                    "hrdd.number",
                    "content",
                    "remedy.mechs",
                    "some c in content: c",
                    "settings.a",
                    "3",
                    "{ act }",
                    "hrdd.steps & { act }",
                    "count(content)",
                    "\"words\"",
                ]),
        ),
        ("type-mismatch", type_mismatches()),
        ("unknown-type", defines(&["{ act } = { act }", "{ act } has act", "{ act } & hrdd.steps is empty"])),
        (
            "unknown-value",
            "define core = { act, wind }\n".to_owned()
                + &defines(&[
                    "hrdd.mode = dutty",
                    "hrdd.mode in { duty, wind }",
                    "hrdd.steps has wind",
                    "hrdd.steps has any { act, wind, snow }",
                    "wind in hrdd.steps",
                    "hrdd.steps has any core",
                    "hrdd.mode in core",
                    "open = hrdd.mode",
                ])
                + &with("  cue /abc/ suggests hrdd.mode = dutty\n  cue /abc/ suggests hrdd.steps = wind"),
        ),
        (
            "none-in-set",
            defines(&["hrdd.steps = { none }", "hrdd.steps has none", "hrdd.steps has any { act, none }", "none in hrdd.steps"]),
        ),
        (
            "unknown-field",
            defines(&[
                "hrdd.mod = duty",
                "some c in content: c.targets = illegal",
                "some c in content: (some l in c.labels: l.words is set)",
                "hrdd.mode.duty = act",
                "count(hrdd.stepps) > 1",
                "hrdd.mode in hrdd.steppes",
            ]) + &with(
                "  says \"{hrdd} {hrdd.mod} {nothing} {} {duty}\" at hrdd.mood\n  also \"here\" at hrdd\n  also \"here\" at nothing\n\
            \u{20} cue /abc/ suggests hrdd.mod\n  cue /abc/ suggests hrd.mode\n  cue /abc/ suggests hrdd",
            ),
        ),
        (
            "unknown-list",
            defines(&["some c in contents: c.appeal", "count(c in nothing) > 1", "some d in duty: d.force = voluntary"])
                + "define about(c in contentt) when c.appeal\n"
                + &rule(
                    "T-1",
                    "  for each c in contnet\n  violated when c.appeal says \"{c.target}\" at c.target\n  met when c.foo\n  severity note when c.bar",
                ),
        ),
        (
            "list-needs-name",
            defines(&[
                "content.appeal",
                "remedy.mechs.free",
                "hrdd.public and content.deadline > 1 h",
                "some c in content: c.labels.text is set",
            ]),
        ),
        ("message-brace", with("  says \"an { open brace\"\n  says \"a closed } brace and {hrdd.mode\"\n  says \"fine: {{hrdd.mode}}\"")),
        ("no-kinds", String::new()),
        ("rule-without-message", rule("T-1", "  violated when hrdd.mode = none\n  met when hrdd.mode = duty")),
        ("rule-without-source", with("").replace("  source D para 1\n", "")),
        ("rule-without-severity", with("  severity note when hrdd.public").replace("  severity error\n", "")),
        ("rule-without-absence", with("").replace("  absence never\n", "")),
        ("rule-without-example", with("  example partly {}").replace("  example violated {}\n", "").replace("  example met {}\n", "")),
        ("rule-without-condition", bare("  source D para 1\n  severity error\n  absence never\n  example violated {}\n  example met {}")),
        ("too-large", too_large()),
        ("never-true", never_true()),
        (
            "always-true",
            rule(
                "T-1",
                "  violated when hrdd.mode in { duty, report, none } says \"no\"\n  violated when hrdd.public or not hrdd.public\n\
            \u{20} violated when some c in content: c.appeal = true or not c.appeal\n  met when count(content) = 1",
            ),
        ),
        ("both-verdicts", rule("T-1", "  violated when hrdd.public says \"no\"\n  met when hrdd.mode = duty and hrdd.steps has act")),
    ]
}

fn type_mismatches() -> String {
    let conditions = [
        "hrdd.mode < duty",
        "hrdd.steps > { act }",
        "hrdd.wording < \"b\"",
        "hrdd.public >= true",
        "hrdd.mode = { duty }",
        "hrdd.number = { act }",
        "hrdd.number = 3%",
        "hrdd.delay < 3",
        "hrdd.fine > 24 h",
        "hrdd.share = act",
        "hrdd.start < \"2024\"",
        "hrdd.wording = words",
        "hrdd.public = duty",
        "hrdd.mode = content",
        "some c in content: hrdd.mode = c",
        "hrdd.mode = hrdd.status",
        "hrdd.steps has any hrdd.topics",
        "hrdd.steps within hrdd.mode",
        "hrdd.steps = act",
        "hrdd.steps = none",
        "hrdd.mode has duty",
        "hrdd.number has duty",
        "hrdd.steps in { act }",
        "hrdd.number in { act }",
        "content has any { act }",
        "count(hrdd.mode) > 1",
        "count(content) = 1 h",
        "count(content) = duty",
        "hrdd.mode is empty",
        "hrdd.delay is empty",
        "content is unset",
        "content is silent",
        "3 is set",
        "{ act } is unset",
        "hrdd is set",
        "hrdd.mode in is-public",
        "hrdd.mode = is-public",
        "core",
        "hrdd.mode = core",
        "core = hrdd.mode",
        "some x in hrdd.mode: x.y",
        "count(hrdd.steps & hrdd.topics) > 1",
        "1 h = 1 EUR",
        "meta.jurisdiction = 1",
    ];
    let lines = conditions.iter().enumerate().map(|(index, condition)| format!("define a{index} when {condition}\n"));
    "define core = { act }\ndefine is-public when hrdd.public\n".to_owned()
        + &lines.collect::<String>()
        + &rule(
            "T-1",
            "  violated when hrdd.mode = none says \"no\"\n  met when hrdd.mode = duty\n  cue /abc/ suggests hrdd.number = many\n  cue /abc/ suggests hrdd.delay = 3\n\
             \u{20} cue /abc/ suggests hrdd.public = yes\n  cue /abc/ suggests hrdd.mode = { a: b }\n  cue /abc/ suggests hrdd.steps = [act]",
        )
}

/// Definitions that double each time, and a chain of them.
fn too_large() -> String {
    let mut text = "define b0 when hrdd.public or hrdd.number = 1\n".to_owned();
    for index in 1..16 {
        text += &format!("define b{index} when b{0} or b{0}\n", index - 1);
    }
    text += "define c0 when hrdd.public\n";
    for index in 1..18 {
        text += &format!("define c{index} when not c{}\n", index - 1);
    }
    text + &rule("T-1", "  violated when b12 and b11 says \"no\"\n  met when b12 or b11 or b12")
}

fn never_true() -> String {
    let alternatives = [
        "hrdd.mode = duty and hrdd.mode = report",
        "hrdd.mode in { duty, report } and hrdd.mode not in { duty, report, none }",
        "hrdd.public and not hrdd.public",
        "hrdd.steps has act and hrdd.steps is empty",
        "hrdd.steps within { act } and hrdd.steps has any { find, track }",
        "hrdd.steps = { act } and hrdd.steps = { find }",
        "hrdd.steps is not empty and hrdd.steps has none { find, act, track }",
        "hrdd.delay < 1 h and hrdd.delay > 1 day",
        "hrdd.number > 5 and hrdd.number = 5",
        "not (hrdd.mode = duty or hrdd.mode != duty)",
        "some c in content where c.appeal: not c.appeal",
        "hrdd.public and (hrdd.mode = duty and hrdd.mode = none or hrdd.mode = report)",
    ];
    let lines = alternatives.iter().map(|condition| format!("  violated when {condition}\n"));
    lines
        .collect::<String>()
        .lines()
        .enumerate()
        .map(|(index, line)| {
            rule(
                &format!("T-{index}"),
                &format!("{line} says \"no\"\n  met when hrdd.start > 2024-01-01 and hrdd.start < 2024-02-01 and count(content) = 1"),
            )
        })
        .collect::<String>()
        + &rule(
            "T-99",
            "  when hrdd.mode = duty\n  for each c in content where c.appeal\n  violated when hrdd.mode = none says \"no\"\n  violated when not c.appeal\n  met when count(duties) = 1 and hrdd.public or hrdd.mode = report",
        )
}

#[test]
fn each_code_with_the_words_it_underlines() {
    for (code, text) in cases() {
        if code == "no-kinds" {
            continue;
        }
        let checked = check(&text);
        let codes: BTreeSet<&str> = checked.codes().into_iter().collect();
        assert_eq!(codes, BTreeSet::from([code]), "{}", checked.shown());
        let places: BTreeSet<(_, &str)> =
            checked.problems.iter().map(|problem| (problem.labels[0].span, problem.message.as_str())).collect();
        assert_eq!(places.len(), checked.problems.len(), "something is said twice: {}", checked.shown());
        snapshot(code, &text, &checked.shown());
    }
}

/// Kinds can only be missing in a vocabulary of another sort.
#[test]
fn a_vocabulary_without_kinds() {
    let text = format!(
        "vocabulary v 1 {{ section s \"?\" {{ field a bool \"?\" }} }}\ndocument D {{ }}\nfamily T \"?\" {{ }}\n{}",
        rule("T-1", "  kinds hrdd-law\n  violated when s.a says \"no\"\n  met when not s.a")
    );
    let mut sources = crate::source::Sources::new();
    let files = vec![crate::pack::PackFile { name: "t.rules".into(), text: text.clone().into() }];
    let (pack, problems) = crate::pack::load(files, crate::typecheck::Depth::Full, &mut sources);
    snapshot("no-kinds", &text, &render(&problems, &sources, "t.rules"));
    assert_eq!(problems.len(), 1);
    assert!(pack.rules.rules.is_empty());
}

#[test]
fn every_code_is_covered() {
    let covered: BTreeSet<String> =
        cases().into_iter().map(|(code, _)| code.to_owned()).chain(super::recovery::CODES.map(str::to_owned)).collect();
    assert_eq!(codes_in(&["language", "typecheck", "typecheck.rs", "detect/check.rs"], &["language/format"]), covered);
}
