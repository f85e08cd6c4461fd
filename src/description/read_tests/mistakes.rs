//! Every complaint about what a description says, in YAML and in JSON, with the words it underlines.

use super::{META, Read, read_as, yaml};
use crate::for_tests::{codes_in, snapshot};
use std::collections::BTreeSet;

/// A code, a description in YAML, and one in JSON that begins within its object.
const CASES: &[(&str, &str, &str)] = &[
    (
        "wrong-type",
        "text: \nhrdd:
  public: no
  number: many
  share: 6
  fine: 5 Euro
  delay: 24 hous
  start: 25.07.2024
  body: The Body
  mode: [duty]
  steps: [[act], { is: find }]
  wording: [a, b]
content: { target: illegal }
making: true
coverage:
  - hrdd
process:
  review: { is: maybe, at: [s, 1], quote: '', on: yesterday }
",
        r#""text": ["a"],
 "hrdd": { "public": "yes", "number": "a\u00e9 3", "share": 6, "fine": "5", "delay": "24 \u0068ous", "start": "2024-13-01", "body": "\tThe Body ",
   "mode": ["duty", "none"], "steps": [["act"]], "wording": { "is": ["a"] } },
 "content": [ { "labels": "a" }, "b", null ],
 "making": [],
 "process": { "review": 1, "by": {} }"#,
    ),
    (
        "no-value",
        "hrdd:\n  mode:\n  steps: ~\n  number: { is: , at: s 1 }\n  wording: ''\n  public: \"  \"\n",
        r#""hrdd": { "mode": null, "steps": "", "wording": " ", "public": { "is": null } }"#,
    ),
    (
        "unknown-value",
        "hrdd: { mode: dutty, steps: [act, finds, sing] }\ncontent: [{ target: unlawful, deadline: { is: 1 h, status: confirmd } }]\nprocess: { review: { is: true, status: perhaps } }\ncoverage: { reviewed: [hrdd, contents] }\n",
        r#""hrdd": { "mode": "Duty", "steps": "fi\u006ed s" }, "coverage": { "reviewed": "meta\u002e" }"#,
    ),
    (
        "unknown-section",
        "contents: []\nmode: duty\nstatus: x\n? a very strange key\n: 1\n",
        r#""con\u0074ents": [], "deadline": "1 h", "colour": {}"#,
    ),
    (
        "unknown-field",
        "hrdd: { mod: duty, deadline: 1 h, colour: red }\ncontent: [{ targets: illegal, labels: [{ texts: a }] }]\n",
        r#""hrdd": { "m\u006fd": "duty" }, "content": [ { "is": "illegal" } ]"#,
    ),
    (
        "unknown-key",
        "hrdd:\n  mode: { is: duty, quot: shall, where: s 1 }\n  steps: { is: act, find: true }\n",
        r#""hrdd": { "mode": { "is": "duty", "va\u006cue": 1 } }"#,
    ),
    ("missing-is", "hrdd: { mode: { at: s 1 }, steps: {} }\n", r#""hrdd": { "mode": { "quote": "shall" } }"#),
    ("none-and-others", "hrdd: { steps: [act, none, find] }\n", r#""hrdd": { "steps": { "is": ["none", "act"] } }"#),
    ("duplicate-value", "hrdd: { steps: [act, find, act, act] }\n", r#""hrdd": { "steps": ["act", "\u0061ct"] }"#),
    (
        "duplicate-key",
        "hrdd: { delay: 1 h, delay_days: 2 }\nmaking: { consulted: none }\nprocess: { consulted: public, comment_days: 3 }\n",
        r#""hrdd": { "form": "duty", "mode": "duty" }, "process": { "consulted": "none" }, "making": { "consulted": "none" }"#,
    ),
    ("wrong-vocabulary", "vocabulary: initiative/1\n", r#""vocabulary": { "law": 1 }"#),
];

#[test]
fn each_code_with_the_words_it_underlines() {
    for (code, in_yaml, in_json) in CASES {
        let in_yaml = format!("{META}{in_yaml}");
        let in_json = format!("{{\"meta\": {{ \"id\": \"a\", \"title\": \"t\", \"kinds\": \"HL\" }},\n {in_json}\n}}\n");
        for (name, text) in [("yaml", &in_yaml), ("json", &in_json)] {
            let read = read_as(&format!("t.{name}"), text);
            only(code, &read);
            snapshot("description/snapshots", &format!("{code}.{name}"), text, &read.shown());
        }
    }
}

/// Nothing but this code, and nothing twice.
fn only(code: &str, read: &Read) {
    let codes: BTreeSet<&str> = read.problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, BTreeSet::from([code]), "{}", read.shown());
    let places: BTreeSet<_> = read.problems.iter().map(|problem| (problem.labels[0].span, &problem.message)).collect();
    assert_eq!(places.len(), read.problems.len(), "{}", read.shown());
    assert!(
        read.problems.iter().all(|problem| problem.labels[0].span.start < problem.labels[0].span.end || code == "wrong-type"),
        "no words: {}",
        read.shown()
    );
}

#[test]
fn required_fields_that_are_missing() {
    for (name, text) in [
        ("missing-field.yaml", "hrdd: { mode: duty }\nmeta:\n  titel: An Act\n  kinds: []\n"),
        ("missing-field.json", "{\n  \"meta\": { \"title\": \"t\" }\n}\n"),
    ] {
        let read = read_as(&name.replace("missing-field", "t"), text);
        assert!(read.problems.iter().any(|problem| problem.code == "missing-field"));
        snapshot("description/snapshots", name, text, &read.shown());
    }
}

#[test]
fn a_description_that_is_no_mapping() {
    for (name, text) in [("list.yaml", "- meta\n- hrdd\n"), ("word.yaml", "just words\n"), ("list.json", "[1, 2]")] {
        let read = read_as(name, text);
        only("wrong-type", &read);
        snapshot("description/snapshots", &format!("no-mapping.{name}"), text, &read.shown());
    }
}

#[test]
fn too_many_problems() {
    let records: String = (0..300).map(|_| "  - { target: unlawful }\n").collect();
    let read = yaml(&format!("content:\n{records}"));
    assert_eq!(read.problems.len(), 201);
    let last = read.problems.last().expect("a problem");
    assert_eq!((last.code.as_str(), read.sources.place(last.labels[0].span).line), ("too-many-problems", 202));
    // As many again in other sections are not looked for.
    let many: String = (0..20_000).map(|index| format!("  colour{index}: red\n")).collect();
    assert_eq!(yaml(&format!("hrdd:\n{many}")).problems.len(), 201);
    let values: Vec<&str> = vec!["nothing"; 20_000];
    assert_eq!(yaml(&format!("hrdd: {{ steps: [{}] }}", values.join(", "))).problems.len(), 201);
}

#[test]
fn every_code_is_covered() {
    let covered: BTreeSet<String> =
        CASES.iter().map(|(code, ..)| *code).chain(["missing-field", "too-many-problems"]).map(str::to_owned).collect();
    assert_eq!(codes_in(&["description/read.rs", "description/scalar.rs", "description/provenance.rs"], &[]), covered);
}

#[test]
fn all_mistakes_in_one_run() {
    let read = yaml(
        "hrdd: { mode: dutty, number: many, colour: red }\nnothing: 1\ncontent:\n  - target: unlawful\n    deadline: { at: s 1 }\n  - 3\n",
    );
    let codes: Vec<&str> = read.problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["unknown-value", "wrong-type", "unknown-field", "unknown-section", "unknown-value", "missing-is", "wrong-type"]);
}
