//! What is read, in which ways it may be written.

use super::{Read, read_as, yaml};
use crate::description::FactStatus;
use crate::vocabulary::Value;

fn facts(text: &str) -> Vec<String> {
    let read = yaml(text);
    assert!(read.problems.is_empty(), "{}", read.shown());
    read.facts()
}

#[test]
fn every_type() {
    let text = "hrdd:\n  mode: duty\n  steps: [act, find]\n  public: true\n  number: 1_000.5\n  share: 6 %\n  fine: 200_000 EUR\n  delay: 30 days\n  start: 2024-07-25\n  wording: A text: 'with', marks\n  body: nhri-1\n";
    assert_eq!(
        facts(&text.replace("A text: 'with', marks", "\"A text: 'with', marks\"")),
        [
            "hrdd.mode = duty <duty>",
            "hrdd.steps = find, act <[act, find]>",
            "hrdd.public = true <true>",
            "hrdd.number = 1000.5 <1_000.5>",
            "hrdd.share = 6% <6 %>",
            "hrdd.fine = 200000 EUR <200_000 EUR>",
            "hrdd.delay = 30 days <30 days>",
            "hrdd.start = 2024-07-25 <2024-07-25>",
            "hrdd.wording = A text: 'with', marks <A text: 'with', marks>",
            "hrdd.body = nhri-1 <nhri-1>",
        ]
    );
}

#[test]
fn json_says_the_same() {
    let text = r#"{"meta": {"id": "a", "title": "t", "kinds": ["HL"]}, "hrdd": {"mode": "duty", "steps": "act", "public": false, "number": 3, "share": "6%",
        "fine": {"is": "5 EUR", "at": "s 1"}, "delay": "24 h"}, "content": [{"target": "illegal", "labels": [{"text": "a\u00e9b"}]}]}"#;
    let read = read_as("t.json", text);
    assert_eq!(
        read.facts(),
        [
            "hrdd.mode = duty <duty>",
            "hrdd.steps = act <act>",
            "hrdd.public = false <false>",
            "hrdd.number = 3 <3>",
            "hrdd.share = 6% <6%>",
            "hrdd.fine = 5 EUR <5 EUR> at s 1",
            "hrdd.delay = 24 h <24 h>",
            "content[1].labels[1].text = aéb <a\\u00e9b>",
            "content[1].target = illegal <illegal>",
        ]
    );
}

#[test]
fn short_and_long() {
    let long = "hrdd: { mode: { is: duty, at: s 1, quote: shall, by: ana, on: 2026-03-01, status: confirmed, note: sure }, steps: { is: [act], at: s 2 } }";
    let read = yaml(long);
    assert_eq!(read.facts(), ["hrdd.mode = duty <duty> at s 1", "hrdd.steps = act <[act]> at s 2"]);
    let mut provenance = None;
    read.description.as_ref().expect("a description").for_each_fact(&read.vocabulary, &mut |path, _, fact, _| {
        if path == "hrdd.mode" {
            provenance = fact.provenance.clone();
        }
    });
    let provenance = provenance.expect("who says so");
    let words =
        |words: Option<crate::description::Spanned>| words.map(|words| (words.text.to_string(), read.sources.slice(words.span).to_owned()));
    let twice = |word: &str| Some((word.to_owned(), word.to_owned()));
    assert_eq!((words(provenance.quote), words(provenance.by), words(provenance.on)), (twice("shall"), twice("ana"), twice("2026-03-01")));
    assert_eq!((provenance.status, words(provenance.note)), (Some(FactStatus::Confirmed), twice("sure")));
}

#[test]
fn a_record_says_where_it_stands() {
    let read =
        yaml("hrdd: { at: Part 2, mode: duty }\ncontent:\n  - { target: illegal, at: s 3, quote: unlawful content, status: confirmed }");
    let description = read.description.as_ref().expect("a description");
    let mut places = Vec::new();
    description.for_each_fact(&read.vocabulary, &mut |path, _, _, record| {
        let provenance =
            record.provenance.as_ref().map(|provenance| (provenance.at.clone().map(|at| at.text.to_string()), provenance.status));
        places.extend(provenance.map(|(at, status)| (path.to_owned(), at, status)));
    });
    // `status` is a field of its own in these records, and so is not about the record.
    assert_eq!(
        places,
        [
            ("hrdd.mode".to_owned(), Some("Part 2".to_owned()), None),
            ("content[1].target".to_owned(), Some("s 3".to_owned()), None),
            ("content[1].status".to_owned(), Some("s 3".to_owned()), None),
        ]
    );
    assert!(read.facts().contains(&"content[1].status = confirmed <confirmed>".to_owned()));
}

#[test]
fn money_with_its_conversion() {
    assert_eq!(facts("hrdd: { fine: 250000 CAD (170000 EUR) }"), ["hrdd.fine = 250000 CAD (170000 EUR) <250000 CAD (170000 EUR)>"]);
    assert_eq!(facts("hrdd: { fine: \" 5 EUR \" }"), ["hrdd.fine = 5 EUR < 5 EUR>"]);
}

#[test]
fn sets_and_none() {
    let set = |text: &str| {
        let read = yaml(text);
        let description = read.description.as_ref().unwrap_or_else(|| panic!("{}", read.shown()));
        let section = read.vocabulary.root().find("hrdd").expect("a section");
        let record = description.section(section).expect("the section");
        let field = read.vocabulary.record(record.record).find("steps").expect("a field");
        record.fact(field).map(|fact| fact.value.clone())
    };
    assert_eq!(set("hrdd: { steps: act }"), set("hrdd: { steps: [act] }"));
    assert_eq!(set("hrdd: { steps: [find, act] }"), set("hrdd: { steps: [act, find] }"));
    let nothing = Some(Value::Set(0));
    for text in ["hrdd: { steps: none }", "hrdd: { steps: [none] }", "hrdd: { steps: [] }", "hrdd: { steps: { is: none } }"] {
        assert_eq!(set(text), nothing, "{text}");
    }
    assert_eq!(set("hrdd: {}"), None);
    assert_eq!(facts("hrdd: { steps: [] }"), ["hrdd.steps = none <[]>"]);
}

#[test]
fn kinds_by_their_short_forms() {
    let kinds = |written: &str| {
        let read = read_as("t.yaml", &format!("meta: {{ id: a, title: t, kinds: {written} }}"));
        read.description.map(|description| description.kinds)
    };
    assert_eq!(kinds("HL"), Some(1));
    assert_eq!(kinds("[CP, HL]"), Some(3));
    assert_eq!(kinds("[content-platform, hrdd-law]"), Some(3));
    assert_eq!(kinds("hl"), None);
}

#[test]
fn norway_is_no_falsehood() {
    let read = yaml("hrdd: { wording: NO, mode: none }");
    assert_eq!(read.facts(), ["hrdd.mode = none <none>", "hrdd.wording = NO <NO>"]);
    let read = read_as("t.yaml", "meta: { id: a, title: Off, jurisdiction: NO, kinds: HL }");
    assert!(read.problems.is_empty(), "{}", read.shown());
    let description = read.description.as_ref().expect("a description");
    assert_eq!(description.words(&read.vocabulary, "meta", "jurisdiction"), Some("NO"));
    assert_eq!(description.words(&read.vocabulary, "meta", "title"), Some("Off"));
}

#[test]
fn former_names_and_places() {
    assert_eq!(
        facts(
            "hrdd: { form: duty, share_pct: 6, fine_eur: 200000, delay_days: 30 }\nprocess: { consulted: [public], comment_days: 14, review: true }"
        ),
        [
            "hrdd.mode = duty <duty>",
            "hrdd.share = 6% <6>",
            "hrdd.fine = 200000 EUR <200000>",
            "hrdd.delay = 30 days <30>",
            "making.consulted = public <[public]>",
            "making.comments = 14 days <14>",
            "process.review = true <true>",
        ]
    );
    // With a unit of its own, the former name's does not matter; nor does it for the present name.
    assert_eq!(facts("hrdd: { delay_days: 2 weeks }"), ["hrdd.delay = 2 weeks <2 weeks>"]);
    assert_eq!(facts("hrdd: { delay_days: { is: 2, at: s 1 } }"), ["hrdd.delay = 2 days <2> at s 1"]);
    assert!(yaml("hrdd: { delay: 30 }").description.is_none());
}

#[test]
fn what_was_read_in_full() {
    let read = yaml("coverage: { reviewed: [hrdd, content] }");
    let description = read.description.as_ref().expect("a description");
    let section = |name| read.vocabulary.root().find(name).expect("a section");
    assert!(
        description.is_reviewed(section("hrdd"))
            && description.is_reviewed(section("content"))
            && !description.is_reviewed(section("making"))
    );
    let place = description.reviewed_span(section("content")).expect("a place");
    assert_eq!((read.sources.slice(place), read.sources.place(place).column), ("content", 30));
}

#[test]
fn what_must_be_there() {
    let place = |text: &str| {
        let read = read_as("t.yaml", text);
        read.problems
            .iter()
            .map(|problem| format!("{} <{}>", problem.message, read.sources.slice(problem.labels[0].span)))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        place("hrdd: { mode: duty }"),
        [
            "`meta.id` is missing <hrdd: { mode: duty }>",
            "`meta.title` is missing <hrdd: { mode: duty }>",
            "`meta.kinds` is missing <hrdd: { mode: duty }>"
        ]
    );
    // A value that is wrong is said to be so, and what else is missing all the same.
    assert_eq!(place("meta:\n  id: A!\n  kinds: HL"), ["`A!` is not a short name <A!>", "`meta.title` is missing <id: A!>"]);
    // A bill of no kind at all would have no rule applied to it.
    assert_eq!(place("meta: { id: a, title: t, kinds: [] }"), ["`meta.kinds` names nothing <[]>"]);
    assert_eq!(place("meta: { id: a, title: t, kinds: { is: [] } }"), ["`meta.kinds` names nothing <[]>"]);
}

/// The lines of a description that concern its file as a whole.
#[test]
fn vocabulary_and_text() {
    let read = yaml("vocabulary: law/1\ntext: act.md\n");
    let description = read.description.as_ref().expect("a description");
    let text = description.text.as_ref().expect("a text");
    assert_eq!((&*text.text, read.sources.slice(text.span)), ("act.md", "act.md"));
    assert_eq!(read.sources.slice(description.span), "An Act");
}

#[test]
fn an_unusable_description_is_not_given() {
    let all: [Read; 3] = [yaml("hrdd: { mode: dut }"), yaml("nothing: 1"), yaml("hrdd: [")];
    assert!(all.iter().all(|read| read.description.is_none() && !read.problems.is_empty()));
    let warned = yaml("hrdd: { steps: [act, act] }");
    assert!(warned.description.is_some() && warned.problems.len() == 1);
}
