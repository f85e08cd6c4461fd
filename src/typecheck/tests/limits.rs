//! Files that are meant to be too much: bounded time, no overflow, an error with a place.

use super::{check, rule};
use std::time::{Duration, Instant};

const FINE: &str = "  violated when hrdd.mode = none says \"no\"\n  met when hrdd.mode = duty";

/// The first complaint, which must be of nesting; nothing else may be said.
fn too_deep(text: &str) {
    let checked = check(text);
    let shown = checked.shown();
    assert_eq!(checked.codes(), ["syntax"], "{}", shown.chars().take(2000).collect::<String>());
    assert!(shown.contains("this is nested more than 64 deep") || shown.contains("no more than 64 sets can be joined"), "{shown}");
}

#[test]
fn a_hundred_thousand_levels() {
    let many = 100_000;
    too_deep(&format!("define a when {}hrdd.public{}\n", "(".repeat(many), ")".repeat(many)));
    too_deep(&format!("define a when {}hrdd.public\n", "not ".repeat(many)));
    too_deep(&format!("define a when {}hrdd.public{}\n", "not (".repeat(many), ")".repeat(many)));
    too_deep(&format!("define a when {}hrdd.public\n", "some c in content: ".repeat(many)));
    too_deep(&format!("define a when {} 1 = 1\n", "some c in content where ".repeat(many)));
    too_deep(&format!("define a when {}hrdd.steps{} = 1\n", "count(".repeat(many), ")".repeat(many)));
    too_deep(&format!("define a when hrdd.steps{} is empty\n", " & hrdd.steps".repeat(many)));
    too_deep(&rule("T-1", &format!("{FINE}\n  example met {}{}", "{ a: ".repeat(many), "}".repeat(many))));
    too_deep(&rule("T-1", &format!("{FINE}\n  example met {{ a: {}{} }}", "[".repeat(many), "]".repeat(many))));
    too_deep(&format!("vocabulary law 1 {{ section a \"?\" {{ {} {} }} }}", "list b \"?\" {".repeat(many), "}".repeat(many)));
}

#[test]
fn as_deep_as_allowed() {
    let nested = format!("{}hrdd.mode = none{}", "(".repeat(60), ")".repeat(60));
    let checked = check(&rule("T-1", &format!("  violated when {nested} says \"no\"\n  met when {}hrdd.mode = duty", "not ".repeat(60))));
    assert_eq!(checked.usable(), ["T-1"], "{}", checked.shown());
    // As deep as can be, sixteen times within one another.
    let mut text = "define a0 when hrdd.public\n".to_owned();
    for index in 1..16 {
        text += &format!("define a{index} when {}a{}{}\n", "not (".repeat(31), index - 1, ")".repeat(31));
    }
    let checked = check(&(text + &rule("T-1", &format!("{FINE}\n  violated when a15"))));
    assert_eq!(checked.codes().first(), Some(&"too-large"), "{}", checked.shown());
    assert!(checked.usable().is_empty() && checked.pack.broken == ["T-1"]);
}

#[test]
fn wide_is_not_deep() {
    let many = 20_000;
    let text = rule(
        "T-1",
        &format!("  violated when hrdd.mode = none{} says \"no\"\n  met when hrdd.mode = duty", " or hrdd.mode = none".repeat(many)),
    );
    assert_eq!(check(&text).usable(), ["T-1"]);
    let text = rule("T-1", &format!("{FINE}\n  help {}", "\"words\" ".repeat(many)));
    let checked = check(&text);
    assert_eq!(checked.pack.rules.rules[0].help.len(), "words ".len() * many - 1);
}

/// Forty definitions, each using the one before twice or a hundred times.
#[test]
fn definitions_that_multiply() {
    for times in [2, 100] {
        let mut text = "define a0 when hrdd.public\n".to_owned();
        for index in 1..40 {
            text += &format!("define a{index} when {}\n", vec![format!("a{}", index - 1); times].join(" and "));
        }
        let begun = Instant::now();
        let checked = check(&(text + &rule("T-1", &format!("{FINE}\n  violated when a39")) + &rule("T-2", FINE)));
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
        assert!(checked.codes().iter().all(|code| *code == "too-large"), "{}", checked.shown());
        assert_eq!(checked.usable(), ["T-2"]);
    }
}

/// Names bound within one another, through definitions: more than slots can count.
#[test]
fn records_within_records_through_definitions() {
    let mut text = "define a0(c in content) when c.appeal\n".to_owned();
    for index in 1..15 {
        let bound: String = (0..20).map(|level| format!("some x{level} in content: ")).collect();
        text += &format!("define a{index}(c in content) when {bound}a{}(x19)\n", index - 1);
    }
    let checked = check(&(text + &rule("T-1", &format!("{FINE}\n  violated when some c in content: a14(c)"))));
    assert!(checked.shown().contains("more than 100 records named within one another"), "{}", checked.shown());
    assert!(checked.usable().is_empty());
}

#[test]
fn ten_thousand_rules() {
    let text: String = (0..10_000).map(|index| rule(&format!("T-{index}"), FINE)).collect();
    let begun = Instant::now();
    let checked = check(&text);
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    assert_eq!((checked.usable().len(), checked.problems.len()), (10_000, 0));
}

/// Text that would be read again and again if a mistake at its end sent the parser back to its beginning.
#[test]
fn mistakes_are_not_read_squared() {
    let cases = [
        format!("rule T-1 \"?\" {{\n{} $\n}}", "when (hrdd.public) and\n".repeat(20_000)),
        format!("rule T-1 \"?\" {{\n{}\n}}", "when (hrdd.public) and\n".repeat(20_000)),
        "rule ".repeat(50_000),
        "rule T-1 \"?\" { ".repeat(20_000),
        "{ ".repeat(50_000),
        "$".repeat(200_000),
        "\"".repeat(50_001),
        format!("rule T-1 \"?\" {{ example met {{ {} }} }}", (0..30_000).map(|index| format!("k{index}: 1, ")).collect::<String>()),
        format!("define a when hrdd.mode in {{ {} }}", "duty, ".repeat(50_000)),
        rule("T-1", &format!("{FINE}\n  when {}", vec!["hrdd.number > 1"; 20_000].join(" and "))),
        rule(
            "T-1",
            &format!("{}\n{}", "  violated when hrdd.number > 1 says \"no\"\n".repeat(3_000), "  met when hrdd.number < 1\n".repeat(3_000)),
        ),
        (0..20_000).map(|index| format!("setting s{index} = 1 \"?\"\nfamily F{index} \"?\" {{ }}\ndocument D{index} {{ }}\n")).collect(),
    ];
    for text in cases {
        let begun = Instant::now();
        let _ = check(&text);
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?} for {}", begun.elapsed(), text.chars().take(60).collect::<String>());
    }
}
