//! The reader's mistakes, and how expectations compare.

use super::*;
use crate::check::{self, Beside};
use crate::diagnostic::Diagnostic;
use crate::for_tests::{codes_in, render};
use crate::pack::{self, Pack, PackFile};
use crate::source::Sources;
use crate::typecheck::Depth;
use std::collections::BTreeSet;

const RULES: &str = r#"vocabulary initiative 1 {
  kinds meta.kinds
  reviewed coverage.reviewed
  section meta "What it is." {
    field id slug required "Its short name."
    field title text required "Its title."
    field kinds set { platform, other } required "What kind is it?"
  }
  section coverage "What was read." { field reviewed sections "What was read in full?" }
  section content list "Rules on content." {
    field deadline duration "How much time is there?"
    field appeal bool "Can users appeal?"
  }
}
document "Brief" { title "A brief" }
family TIM "Time" { pillar I }
family OTH "Others" { pillar I }
rule TIM-001 "Removal leaves time" {
  source "Brief" para 1
  kinds platform
  severity error
  for each c in content
  violated when c.deadline <= 24 h says "content must be gone within `{c.deadline}`" at c.deadline
  met when c.deadline > 24 h
  absence never
  example violated { content: [{ deadline: 1 h }] }
  example met { content: [{ deadline: 3 days }] }
}
rule TIM-002 "Users can appeal" {
  source "Brief" para 2
  severity warning
  for each c in content
  violated when not c.appeal says "users cannot appeal" at c.appeal
  met when c.appeal
  absence never
  example violated { content: [{ appeal: false }] }
  example met { content: [{ appeal: true }] }
}
rule OTH-001 "Not about this kind" {
  source "Brief" para 3
  kinds other
  severity note
  for each c in content
  violated when not c.appeal says "users cannot appeal" at c.appeal
  met when c.appeal
  absence never
  example violated { content: [{ appeal: false }] }
  example met { content: [{ appeal: true }] }
}
"#;

const LAW: &str = "vocabulary: initiative/1
meta: { id: xx-law, title: A law, kinds: [platform] }
content:
  - { deadline: { is: 1 h, at: s 3(2) no 2 } }
";

/// The pack, and the suite of a text with all complaints.
fn read_with_pack(text: &str) -> (Sources, Pack, Option<Suite>, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let rules = PackFile { name: "own.rules".into(), text: RULES.into() };
    let (pack, problems) = pack::load(vec![rules], Depth::Full, &mut sources);
    assert_eq!(problems, []);
    let file = sources.add("expected.yaml", text.to_owned());
    let (suite, problems) = read(file, &sources, &pack);
    (sources, pack, suite, problems)
}

/// `code: message` of each complaint about a text.
fn complaints(text: &str) -> String {
    let (sources, _, _, problems) = read_with_pack(text);
    render(&problems, &sources, "expected.yaml")
}

fn one(rest: &str) -> String {
    format!("law: xx-law\nexpect:\n  - {{ rule: TIM-001, verdict: violated, by: text, confidence: high{rest} }}\n")
}

/// A text and a complaint with its code, place, underlined words and message; all codes of the reader are here.
fn mistakes() -> Vec<(String, &'static str)> {
    let several = |items: &str| format!("law: xx-law\nexpect:\n{items}\n");
    vec![
        ("# nothing\n".into(), "no-expectations 1:1 \"\" the file is empty, or holds only comments"),
        ("law: xx-law\nexpect: []\n".into(), "no-expectations 2:1 \"expect\" nothing is expected of this law"),
        ("law: xx-law\nexpect:\n".into(), "no-expectations 2:1 \"expect\" nothing is expected of this law"),
        ("law: xx-law\n".into(), "missing-key 1:1 \"law\" the file does not say `expect`"),
        (one("").replace("law: xx-law\n", ""), "missing-key 1:1 \"expect\" the file does not say `law`"),
        ("- law\n".into(), "wrong-type 1:1 \"- law\" a file of expectations is a mapping, and this is a list"),
        ("law: xx-law\nexpect: many\n".into(), "wrong-type 2:9 \"many\" `expect` is a list, and this is a single value"),
        (several("  - TIM-001"), "wrong-type 3:5 \"TIM-001\" an expectation is a mapping, and this is a single value"),
        (one(", todo: [a]"), "wrong-type 3:75 \"[a]\" `todo` is a text, and this is a list"),
        (one("").replace("expect:", "inptu: a.yaml\nexpect:"), "unknown-key 2:1 \"inptu\" a file of expectations has no key `inptu`"),
        (one(", sayz: x"), "unknown-key 3:69 \"sayz\" an expectation has no key `sayz`"),
        (several("  - { verdict: met, by: text, confidence: low }"), "missing-key 3:7 \"verdict\" an expectation does not say `rule`"),
        (several("  - { rule: TIM-001, verdict: met, by: critic, confidence: low }"), "missing-key 3:36 \"by\" a critic has no name"),
        (one(", says: me"), "says-without-critic 3:69 \"says\" `says` names a critic, and this is expected by `text`"),
        (one("").replace("violated", "violate"), "unknown-value 3:31 \"violate\" `violate` is not a value of `verdict`"),
        (one(", severity: grave"), "unknown-value 3:79 \"grave\" `grave` is not a value of `severity`"),
        (one("").replace("TIM-001", "TIM-011"), "unknown-rule 3:13 \"TIM-011\" there is no rule or family `TIM-011`"),
        (one("").replace("TIM-001", "TIM"), "unknown-rule 3:13 \"TIM\" `TIM` is a family, and a verdict is expected of a rule"),
        (
            one(", judgement: rule"),
            "judgement-without-todo 3:69 \"judgement\" `judgement` is about a known disagreement, and none is known",
        ),
        (one(", todo: \"\""), "empty-value 3:69 \"todo\" `todo` is empty"),
        (
            one("").replace("violated", "met").replace(" }", ", severity: error }"),
            "without-finding 3:64 \"severity\" a rule that is met has no `severity`",
        ),
        (
            several(
                "  - { rule: TIM-001, verdict: met, by: text, confidence: low }\n  - { rule: TIM-001, verdict: met, by: text, confidence: low }",
            ),
            "duplicate-expectation 4:13 \"TIM-001\" `TIM-001` is expected twice by `text`",
        ),
    ]
}

#[test]
fn every_mistake_has_its_place() {
    for (text, expected) in mistakes() {
        let found = complaints(&text);
        assert!(found.contains(expected), "{text}\nexpected {expected}\nfound\n{found}");
    }
}

#[test]
fn every_code_of_the_reader_is_tested() {
    let tested: BTreeSet<String> = mistakes().iter().filter_map(|(_, expected)| Some(expected.split_once(' ')?.0.to_owned())).collect();
    assert_eq!(codes_in(&["suite/read.rs"], &[]), tested);
}

#[test]
fn one_run_lists_all_mistakes_and_keeps_what_is_right() {
    let text = "law: xx-law\nexpcet: x\nexpect:\n  - { rule: TIM-01, verdict: vilated, by: critic, confidence: high, nots: x }\n  \
                - { rule: TIM-001, verdict: violated, by: text, confidence: high }\n  - { rule: TIM-002, verdict: met, by: text }\n";
    let (sources, _, suite, problems) = read_with_pack(text);
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(
        codes,
        ["unknown-key", "unknown-key", "unknown-value", "missing-key", "unknown-rule", "missing-key"],
        "{}",
        render(&problems, &sources, "")
    );
    let helps: Vec<&str> = problems.iter().flat_map(|problem| &problem.help).map(String::as_str).collect();
    for help in ["did you mean `expect`?", "did you mean `note`?", "did you mean `violated`?", "did you mean `TIM-001`?"] {
        assert!(helps.contains(&help), "no {help} in {helps:?}");
    }
    let kept: Vec<String> = suite.unwrap().expectations.iter().map(|one| one.rule.text.to_string()).collect();
    assert_eq!(kept, ["TIM-001"]);
}

/// How the one expectation of a text compares, and what is reported of it.
fn standing(text: &str) -> (Standing, Option<String>) {
    let (mut sources, pack, suite, problems) = read_with_pack(text);
    assert_eq!(problems, [], "{text}");
    let law = sources.add("description.yaml", LAW);
    let (description, found) = check::read(law, &sources, &pack);
    assert_eq!(found, []);
    let checked = check::check(description.unwrap(), Beside::default(), &sources, &pack, |_| true);
    let suite = suite.unwrap();
    let tested = Tested::new(&suite, &checked);
    let [judged] = tested.judged.as_slice() else { panic!("{tested:?}") };
    (judged.standing.clone(), finding(&tested, judged).map(|found| render(&[found], &sources, "")))
}

#[test]
fn what_agrees_needs_nothing() {
    for rest in ["", ", at: \"3(2)\", severity: error, message: within `1 h`, note: a remark"] {
        assert_eq!(standing(&one(rest)), (Standing::Agrees, None), "{rest}");
    }
    let undetermined = one("").replace("TIM-001", "TIM-002").replace("violated", "undetermined");
    assert_eq!(standing(&undetermined), (Standing::Agrees, None));
}

#[test]
fn each_way_of_differing_is_seen() {
    let cases = [
        (one("").replace("violated", "met"), Way::Verdict(Verdict::Violated)),
        (one(", severity: note"), Way::Severity(Some(Severity::Error))),
        (one(", at: s 99"), Way::Place(vec!["s 3(2) no 2".into()])),
        (one(", message: without haste"), Way::Message(vec!["content must be gone within `1 h`".into()])),
    ];
    for (text, way) in cases {
        assert_eq!(standing(&text).0, Standing::Differs(vec![way.clone()]), "{text}");
        let (known, reported) = standing(&text.replace(" }", ", todo: they see it otherwise, judgement: calibration }"));
        assert_eq!((known, reported), (Standing::Known(vec![way]), None), "{text}");
    }
    assert_eq!(standing(&one(", at: s 99, severity: note")).0.ways().len(), 2);
}

#[test]
fn what_is_solved_must_be_marked_so() {
    let (standing, reported) = standing(&one(", todo: why, judgement: rule"));
    assert_eq!(standing, Standing::Solved);
    let reported = reported.unwrap();
    assert!(
        reported.contains("todo-solved expected.yaml:3:75 \"why\"") && reported.contains("remove `todo` and `judgement`"),
        "{reported}"
    );
}

#[test]
fn a_difference_shows_both_places_and_the_facts() {
    let reported = standing(&one("").replace("violated", "met")).1.unwrap();
    assert_eq!(
        reported,
        "expectation-failed expected.yaml:3:31 \"met\" `TIM-001` calls `xx-law` violated, not met\n    \
         ^ expected by the text, high confidence\n    \
         description.yaml:4:23 \"1 h\" found violated\n    \
         note: it says: content must be gone within `1 h`\n    \
         note: rests on content[1].deadline: 1 h, s 3(2) no 2\n    \
         help: mend what is wrong: the rule, the description or the expectation; if none is, say why in `todo`\n"
    );
    let open = standing(&one("").replace("TIM-001", "TIM-002")).1.unwrap();
    assert!(open.contains("note: not known: content[1].appeal"), "{open}");
    let beside = standing(&one("").replace("TIM-001", "OTH-001")).1.unwrap();
    assert!(beside.contains("note: it does not apply: the rule is about other kinds of initiative"), "{beside}");
}

#[test]
fn only_what_was_asked_is_judged() {
    let (mut sources, pack, suite, _) = read_with_pack(&one(""));
    let law = sources.add("description.yaml", LAW);
    let description = check::read(law, &sources, &pack).0.unwrap();
    let checked = check::check(description, Beside::default(), &sources, &pack, |rule| rule.code == "TIM-002");
    let suite = suite.unwrap();
    assert!(Tested::new(&suite, &checked).judged.is_empty());
    assert_eq!(Tally::of(&[Tested::new(&suite, &checked)]).all(), 0);
}
