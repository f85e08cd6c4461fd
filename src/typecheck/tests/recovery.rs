//! Mistakes of form: each is told at the token that is wrong, and what comes after is read all the same.

use super::{check, rule, snapshot};

/// The codes that are shown here rather than among the others.
pub const CODES: [&str; 3] = ["syntax", "unclosed", "too-many-problems"];

const FINE: &str = "  violated when hrdd.mode = none says \"no\"\n  met when hrdd.mode = duty";

fn told(name: &str, text: &str) -> super::Checked {
    let checked = check(text);
    snapshot(name, text, &checked.shown());
    checked
}

#[test]
fn several_mistakes_in_one_run() {
    let text = rule("T-1", FINE)
        + &rule(
            "T-2",
            "  violated whn hrdd.mode = none says \"no\"\n  met when hrdd.mode duty\n  partly\n  helps \"this\"\n  because no-quotes",
        )
        + "settting a = 1 \"?\"\n"
        + &rule("T-3", FINE)
        + "setting b 1 \"?\"\nsetting c = 1 hous \"?\"\nfamily\ndocument { }\ndefine d = act\ndefine e(c) when hrdd.public\n"
        + "rule \"no code\" { }\nrule T-4 { }\n"
        + &rule("T-5", "  violated when hrdd.nothing says \"no\"\n  met when hrdd.mode = duty")
        + &rule("T-6", FINE);
    let checked = told("several_mistakes_in_one_run", &text);
    assert_eq!(checked.usable(), ["T-1", "T-3", "T-6"]);
    assert_eq!(checked.pack.broken, ["T-2", "T-5"]);
}

#[test]
fn one_broken_rule_among_good_ones() {
    for broken in [
        "  violated when hrdd.mode = says \"no\"\n  met when hrdd.mode = duty",
        "  violated when hrdd.mode = nothing says \"no\"\n  met when hrdd.mode = duty",
    ] {
        let checked = check(&(rule("T-1", FINE) + &rule("T-2", broken) + &rule("T-3", FINE)));
        assert_eq!(checked.problems.len(), 1, "{}", checked.shown());
        assert_eq!((checked.usable(), checked.pack.broken.clone()), (vec!["T-1", "T-3"], vec!["T-2".to_owned()]));
    }
}

/// A rule that rests on a definition with a mistake cannot be used, though the rule itself has none: it would otherwise run
/// without one of its conditions.
#[test]
fn a_broken_definition_breaks_the_rules_that_use_it() {
    let text = "define bad when hrdd.mode = nothing\ndefine worse when not bad\ndefine egg when hen\ndefine hen when egg\n".to_owned()
        + &rule("T-1", FINE)
        + &rule("T-2", &format!("{FINE}\n  violated when bad"))
        + &rule("T-3", &format!("{FINE}\n  met when worse"))
        + &rule("T-4", &format!("{FINE}\n  severity note when hen"))
        + &rule("T-5", &format!("{FINE}\n  partly when egg says \"?\""));
    let checked = check(&text);
    assert_eq!(checked.codes(), ["unknown-value", "circular-definition"], "{}", checked.shown());
    assert_eq!(checked.usable(), ["T-1"]);
    assert_eq!(checked.pack.broken, ["T-2", "T-3", "T-4", "T-5"]);
}

#[test]
fn a_missing_brace() {
    let unclosed = rule("T-1", FINE).trim_end().trim_end_matches('}').to_owned();
    let checked = told("a_missing_brace", &format!("{unclosed}{}", rule("T-2", FINE)));
    assert_eq!(checked.usable(), ["T-2"]);
    let checked = told("a_missing_brace_at_the_end", &format!("{}{unclosed}", rule("T-2", FINE)));
    assert_eq!(checked.usable(), ["T-2"]);
}

#[test]
fn a_text_that_is_not_closed() {
    let text =
        rule("T-1", "  violated when hrdd.mode = none says \"no\n  met when hrdd.mode = duty\n  cue /a/b/\n  cue /open\n  help \"fine\"")
            + &rule("T-2", FINE);
    let checked = told("a_text_that_is_not_closed", &text);
    assert_eq!(checked.usable(), ["T-2"]);
}

#[test]
fn mistakes_of_form() {
    let conditions = [
        "",
        "and hrdd.public",
        "hrdd.public and",
        "hrdd.public or or hrdd.public",
        "not",
        "(hrdd.public",
        "hrdd.public)",
        "()",
        "hrdd.mode =",
        "hrdd.mode = = duty",
        "hrdd. = duty",
        "hrdd.mode is",
        "hrdd.mode is not",
        "hrdd.mode is maybe",
        "hrdd.steps has",
        "hrdd.steps has any",
        "hrdd.steps has none { act } core",
        "hrdd.steps in { act",
        "hrdd.steps = { act find }",
        "hrdd.steps = { 3 }",
        "some c in content c.appeal",
        "some c content: c.appeal",
        "some c in: c.appeal",
        "every in content: x",
        "count(content",
        "count() > 1",
        "count(c in content where) > 1",
        "(hrdd.number) > 1",
        "hrdd.number > 1 hous",
        "hrdd.number > 1__0_",
        "hrdd.start > 2024-13-01",
        "short(",
        "short()",
        "short(c.d)",
        "hrdd.steps & > 1",
        "hrdd.wording = \"a\\q\"",
        "hrdd.mode = duty hrdd.mode",
    ];
    let lines = conditions.iter().enumerate().map(|(index, condition)| format!("define a{index} when {condition}\n"));
    let checked = told("mistakes_of_form_in_conditions", &lines.collect::<String>());
    assert!(checked.codes().iter().all(|code| *code == "syntax"), "{}", checked.shown());
    assert_eq!(checked.problems.len(), conditions.len(), "one each: {}", checked.shown());
}

#[test]
fn mistakes_in_clauses() {
    let clauses = [
        "source",
        "source D paragraph 1",
        "source D para",
        "source D para 1(",
        "source D para 1,",
        "kinds",
        "kinds hrdd-law,",
        "when",
        "otherwise",
        "otherwise hrdd.public",
        "for c in content",
        "for each content",
        "severity",
        "severity grave",
        "severity error when",
        "violated",
        "met",
        "partly",
        "partly grave",
        "absence",
        "absence error",
        "absence grave always",
        "absence for",
        "says",
        "says no",
        "says \"no\" at",
        "also \"here\"",
        "also \"here\" at",
        "because",
        "help",
        "cue",
        "cue \"words\"",
        "cue /abc/ suggests",
        "cue /abc/ suggests hrdd.mode =",
        "cue feeble /abc/",
        "cue weak",
        "cue in /abc/",
        "cue in headings /abc/",
        "cue /abc/ unless",
        "cue /abc/ unless x",
        "cue /abc/ marks",
        "cue /abc/ marks \"x\"",
        "cue /abc/ suggests hrdd.mode marks",
        "example",
        "example maybe {}",
        "example met",
        "example met { a }",
        "example met { a: }",
        "example met { a: 1, a: 2 }",
        "example met { a: [1 }",
        "example met { \"a\": 1 }",
        "vilated when hrdd.public",
        "hrdd.public",
        "\"text\"",
        "{ }",
        ", kinds",
    ];
    let lines = clauses.map(|clause| format!("  {clause}\n  cue /fine/")).join("\n");
    let text = format!("rule T-1 \"?\" {{\n{lines}\n}}\n{}", rule("T-2", FINE));
    let checked = told("mistakes_in_clauses", &text);
    assert_eq!(checked.usable(), ["T-2"]);
    assert!(checked.codes().iter().all(|code| *code == "syntax"), "{}", checked.shown());
    assert_eq!(checked.problems.len(), clauses.len(), "{}", checked.shown());
}

#[test]
fn mistakes_in_groups_of_cues() {
    let entries = [
        "mark",
        "mark a",
        "mark \"a\"",
        "words a",
        "words a \"b\"",
        "words /abc/",
        "cue",
        "cue /abc/ mark x",
        "marks a \"b\"",
        "word a /abc/",
        "help \"me\"",
        "{ }",
    ];
    let lines = entries.map(|entry| format!("  {entry}\n  cue /fine/")).join("\n");
    let text = format!("cues \"?\" {{\n{lines}\n}}\ncues {{ }}\ncues \"?\"\n{}cues \"open\" {{\n  cue /fine/\n", rule("T-1", FINE));
    let checked = told("mistakes_in_groups_of_cues", &text);
    assert_eq!(checked.usable(), ["T-1"]);
    // All but those that a wrong line is taken to continue, and the one before `mark x`, and that of the open group.
    assert_eq!(checked.pack.rules.cues.len(), entries.len() - 2 + 2, "the entries around are used");
    assert_eq!(checked.problems.len(), entries.len() + 3, "{}", checked.shown());
}

#[test]
fn mistakes_in_vocabularies() {
    let text = "vocabulary law 1 {\n  section a { field b bool \"?\" }\n}\nvocabulary law {\n}\nvocabulary law 1.5 { }\nvocabulary law 1 {\n  section a \"?\" { field bool \"?\" }\n}\n\
        vocabulary law 1 { section a \"?\" { field b enum \"?\" } }\nvocabulary law 1 { section a \"?\" { field b bool silence \"?\" } }\nvocabulary law 1 { section a \"?\" { field b bool } }\n\
        vocabulary law 1 { section a \"?\" { field b enum { c alias \"d\" } \"?\" } }\nvocabulary law 1 { fields }\n";
    let checked = told("mistakes_in_vocabularies", text);
    assert!(checked.codes().iter().all(|code| *code == "syntax"), "{}", checked.shown());
}

#[test]
fn a_file_with_too_many_mistakes_is_given_up() {
    let checked = check(&("define a when\n".repeat(300) + &rule("T-1", FINE)));
    assert_eq!(checked.codes().iter().filter(|code| **code == "syntax").count(), 200);
    assert_eq!(checked.codes().last(), Some(&"too-many-problems"));
    let last = checked.problems.last().expect("a problem");
    assert_eq!((checked.sources.place(last.labels[0].span).line, checked.sources.slice(last.labels[0].span)), (201, "define"));
    let garbage = check(&"$".repeat(100_000));
    assert_eq!(garbage.problems.len(), 201);
}
