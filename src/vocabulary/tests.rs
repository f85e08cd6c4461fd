//! Vocabularies: what is built, and what is said of mistakes.

use super::{FieldKind, Silence, Value, Vocabulary, build};
use crate::diagnostic::Diagnostic;
use crate::for_tests::{codes_in, render, snapshot};
use crate::language;
use crate::pack::EMBEDDED;
use crate::source::Sources;
use crate::typecheck::Items;
use std::collections::BTreeSet;

struct Built {
    vocabulary: Vocabulary,
    problems: Vec<Diagnostic>,
    sources: Sources,
}

fn built(texts: &[&str]) -> Built {
    let mut sources = Sources::new();
    let mut trees = Vec::new();
    for text in texts {
        let file = sources.add("t.rules", (*text).to_owned());
        let (tree, problems) = language::parse(file, text);
        assert!(problems.is_empty(), "{}", render(&problems, &sources, "t.rules"));
        trees.push(tree);
    }
    let (vocabulary, problems) = build(&Items::of(&trees).vocabularies);
    Built { vocabulary, problems, sources }
}

/// One section around some fields.
fn section(fields: &str) -> String {
    format!("vocabulary v 1 {{\n  section s \"?\" {{\n{fields}\n  }}\n  section list-of list \"?\" {{ field b bool \"?\" }}\n}}\n")
}

fn cases() -> Vec<(&'static str, String)> {
    let many = |count: usize| (0..count).map(|index| format!("v{index}")).collect::<Vec<_>>().join(", ");
    let sections: String = (0..66).map(|index| format!("  section s{index} \"?\" {{ }}\n")).collect();
    let fields: String = (0..1002).map(|index| format!("field f{index} bool \"?\" ")).collect();
    vec![
        ("two-vocabularies", "vocabulary v 1 { }\nvocabulary v 2 { }\nvocabulary w 1 { }\n".into()),
        ("duplicate-field", section("    field a bool \"?\"\n    field a number \"?\"\n    list a \"?\" { field b bool \"?\" field b bool \"?\" }") + "vocabulary v 1 { section s \"?\" { } }\n"),
        ("unknown-type", section("    field a boolean \"?\"\n    field b bol \"?\"\n    field c list-of \"?\"")),
        ("unknown-unit", section("    field a duration formerly b in hous \"?\"\n    field c money formerly d in euro \"?\"")),
        ("duplicate-value", section("    field a enum { x, y, x } \"?\"\n    field b set { x alias y, y, z alias x } \"?\"")),
        ("unknown-value", section("    field a bool silence maybe \"?\"\n    field b enum { x } silence y \"?\"\n    field c number silence zero \"?\"\n    field d set { x } silence none \"?\"\n    field e text silence none \"?\"")),
        ("unknown-field", section("    field a enum like s.nothing \"?\"\n    field b enum like nothing.a \"?\"\n    field c bool formerly nothing.d \"?\"\n    field e bool formerly s.a.b \"?\"\n\
            \u{20}   list f \"?\" { field g bool formerly s.g \"?\" }").replace("  section s", "  kinds s.kinds\n  reviewed r.reviewed\n  section s")),
        ("type-mismatch", section("    field a enum like s.b \"?\"\n    field b bool \"?\"\n    field c set like s.c \"?\"\n    field d set like s.e \"?\"\n    field e enum like s.d \"?\"\n\
            \u{20}   field f money formerly g in months \"?\"\n    field h duration formerly i in EUR \"?\"\n    field j number formerly k in percent \"?\"")
            .replace("  section s", "  kinds s.b\n  reviewed list-of.b\n  section s")),
        ("too-large", format!("vocabulary v 1 {{\n{sections}}}\n{}", section(&format!("    field a set {{ {} }} \"?\"\n    field b enum {{ {} }} \"?\"\n    list l \"?\" {{ {fields} }}", many(65), many(70))).replace("section s ", "section s0000 "))),
    ]
}

#[test]
fn each_code_with_the_words_it_underlines() {
    for (code, text) in cases() {
        let found = built(&[&text]);
        let shown = render(&found.problems, &found.sources, "t.rules");
        let codes: BTreeSet<&str> = found.problems.iter().map(|problem| problem.code.as_str()).collect();
        assert_eq!(codes, BTreeSet::from([code]), "{shown}");
        let places: BTreeSet<_> = found.problems.iter().map(|problem| (problem.labels[0].span, &problem.message)).collect();
        assert_eq!(places.len(), found.problems.len(), "something is said twice: {shown}");
        let short = if text.len() > 3000 { "(many sections, values and fields)" } else { &text };
        snapshot("vocabulary/snapshots", code, short, &shown);
    }
}

#[test]
fn every_code_is_covered() {
    let covered: BTreeSet<String> = cases().into_iter().map(|(code, _)| code.to_owned()).collect();
    assert_eq!(codes_in(&["vocabulary", "vocabulary.rs"], &[]), covered);
}

#[test]
fn sections_and_fields() {
    let found = built(&[
        &section(
            "    field a enum { x, y } \"What?\"\n    field b set like s.a \"?\"\n    list l \"Some.\" { field c text \"?\" list m \"More.\" { field d date required \"?\" } }",
        ),
        "vocabulary v 1 { kinds more.k section more \"More.\" { field k set { p, q } \"?\" field r sections \"?\" } reviewed more.r }",
    ]);
    assert!(found.problems.is_empty(), "{:#?}", found.problems);
    let vocabulary = &found.vocabulary;
    assert_eq!((vocabulary.name.as_str(), vocabulary.version), ("v", 1));
    assert_eq!(vocabulary.root().names().collect::<Vec<_>>(), ["s", "list-of", "more"]);
    let leaves: Vec<String> = vocabulary
        .leaves()
        .map(|(record, index, field)| format!("{} {}", vocabulary.field_path(record, index), field.kind.name()))
        .collect();
    assert_eq!(leaves, ["s.a enum", "s.b set", "s.l[].c text", "s.l[].m[].d date", "list-of[].b bool", "more.k set", "more.r set"]);
    assert_eq!(vocabulary.kind_values().map(|values| values.names().collect::<Vec<_>>()), Some(vec!["p", "q"]));
    let (section, field) = vocabulary.reviewed.expect("a field");
    let Some(FieldKind::Set(values)) = vocabulary.record(vocabulary.section_record(section)).field(field).map(|field| field.kind) else {
        panic!("a set")
    };
    assert_eq!(vocabulary.values(values).names().collect::<Vec<_>>(), ["s", "list-of", "more"], "sections of a later item too");
}

/// A field may be like one that is declared after it, and that is like another in turn.
#[test]
fn like_in_any_order() {
    let found = built(&[&section("    field a set like s.b \"?\"\n    field b enum like s.c \"?\"\n    field c set { x, y } \"?\"")]);
    assert!(found.problems.is_empty(), "{:#?}", found.problems);
    let kinds: Vec<FieldKind> = found.vocabulary.leaves().take(3).map(|(.., field)| field.kind).collect();
    let [FieldKind::Set(a), FieldKind::Enum(b), FieldKind::Set(c)] = kinds[..] else { panic!("{kinds:?}") };
    assert!(a == b && b == c);
}

#[test]
fn what_silence_means() {
    let fields = [
        ("bool", "false"),
        ("bool silence true", "true"),
        ("bool silence absent", "absent"),
        ("set { x, y }", "nothing"),
        ("set { x, none }", "none"),
        ("set { x, y } silence y", "y"),
        ("set { x, none } silence none", "none"),
        ("set { x } silence absent", "absent"),
        ("enum { x, none, silent }", "silent"),
        ("enum { x, none }", "none"),
        ("enum { x, y }", "absent"),
        ("enum { x, y } silence y", "y"),
        ("enum { x, none } silence absent", "absent"),
        ("number", "absent"),
        ("money", "absent"),
        ("duration", "absent"),
        ("percent", "absent"),
        ("date", "absent"),
        ("text", "absent"),
        ("slug", "absent"),
        ("jurisdiction", "absent"),
        ("sections", "nothing"),
    ];
    let lines: Vec<String> = fields.iter().enumerate().map(|(index, (field, _))| format!("    field f{index} {field} \"?\"")).collect();
    let found = built(&[&section(&lines.join("\n"))]);
    assert!(found.problems.is_empty(), "{:#?}", found.problems);
    let means: Vec<(&str, String)> = found
        .vocabulary
        .leaves()
        .zip(fields)
        .map(|((.., field), (written, _))| match &field.silence {
            Silence::Absent => (written, "absent".to_owned()),
            Silence::Value(value) => (written, found.vocabulary.show(field.kind, value)),
        })
        .collect();
    let expected: Vec<(&str, String)> = fields.iter().map(|(written, means)| (*written, (*means).to_owned())).collect();
    assert_eq!(means, expected);
}

/// Sets are bits: as many values as there are bits, and `none` without one.
#[test]
fn as_many_values_as_fit() {
    let values: Vec<String> = (0..64).map(|index| format!("v{index}")).collect();
    let found = built(&[&section(&format!("    field a set {{ {} }} \"?\"\n    field b set {{ x, none, y }} \"?\"", values.join(", ")))]);
    assert!(found.problems.is_empty());
    let lists: Vec<_> = found.vocabulary.leaves().take(2).map(|(.., field)| field.kind).collect();
    let [FieldKind::Set(a), FieldKind::Set(b)] = lists[..] else { panic!("{lists:?}") };
    let (a, b) = (found.vocabulary.values(a), found.vocabulary.values(b));
    assert_eq!(a.find("v63").map(|index| a.bit(index)), Some(1 << 63));
    assert_eq!(a.members(u64::MAX).count(), 64);
    assert_eq!((b.bit(0), b.bit(1), b.bit(2)), (1, 0, 4));
    assert_eq!(found.vocabulary.show(lists[1], &Value::Set(5)), "x, y");
}

#[test]
fn a_vocabulary_beyond_all_measure_takes_bounded_time() {
    let values: String = (0..100_000).map(|index| format!("v{index}, ")).collect();
    let fields: String = (0..20_000).map(|index| format!("field f{index} bool \"?\"\n")).collect();
    let sections: String = (0..10_000).map(|index| format!("section s{index} \"?\" {{ }}\n")).collect();
    let begun = std::time::Instant::now();
    let found = built(&[&format!("vocabulary v 1 {{ section a \"?\" {{ field b set {{ {values} }} \"?\" {fields} }} {sections} }}")]);
    assert!(begun.elapsed() < std::time::Duration::from_secs(30), "{:?}", begun.elapsed());
    assert!(found.problems.iter().all(|problem| problem.code == "too-large"), "{:#?}", found.problems.first());
}

/// Everything in the embedded vocabulary says what it is: forms and questions are made of it.
#[test]
fn every_field_of_the_embedded_vocabulary_is_documented() {
    let texts: Vec<&str> = EMBEDDED.iter().map(|(_, text)| *text).collect();
    let found = built(&texts);
    assert!(found.problems.is_empty(), "{:#?}", found.problems);
    let vocabulary = &found.vocabulary;
    assert!(vocabulary.leaves().count() > 200 && vocabulary.kinds.is_some() && vocabulary.reviewed.is_some());
    for (record, index, field) in vocabulary.leaves() {
        let (path, doc) = (vocabulary.field_path(record, index), field.doc.trim());
        assert!(
            doc.split_whitespace().count() >= 3 && doc.starts_with(char::is_uppercase) && doc.ends_with(['.', '?', ')']),
            "{path}: {doc}"
        );
    }
    for record in vocabulary.records.iter().skip(1) {
        assert!(record.doc.split_whitespace().count() >= 3, "{}: {}", record.path, record.doc);
    }
}
