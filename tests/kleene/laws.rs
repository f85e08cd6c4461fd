//! The oracle's answer, and laws that hold whatever the answer is.

use super::condition::{Cond, Maker};
use super::harness::{rules, rules_of};
use super::oracle::{Truth, truth};
use super::world::{Description, Tape, Value, field};
use proptest::prelude::*;
use std::collections::BTreeMap;
use ungp_check::outcome::{Inapplicable, Verdict};

/// Conditions, and the definitions they use.
fn conditions(choices: Vec<u16>, count: usize) -> (Vec<Cond>, String) {
    let mut tape = Tape::new(choices);
    let mut maker = Maker::new(&mut tape);
    let made = (0..count).map(|_| maker.condition()).collect();
    (made, maker.defines)
}

fn texts(conditions: &[Cond]) -> Vec<String> {
    conditions.iter().map(Cond::text).collect()
}

fn tape(length: usize) -> impl Strategy<Value = Vec<u16>> {
    proptest::collection::vec(any::<u16>(), 0..length)
}

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    /// The program and the oracle agree on every condition.
    #[test]
    fn agrees_with_the_oracle(of_conditions in tape(400), of_descriptions in proptest::collection::vec(tape(250), 4)) {
        let (conditions, defines) = conditions(of_conditions, 8);
        let mut rules = rules(&defines, &texts(&conditions));
        for choices in of_descriptions {
            let description = Description::any(&mut Tape::new(choices));
            let json = description.json();
            let (found, _) = rules.ask(&json);
            for (cond, found) in conditions.iter().zip(found) {
                let expected = truth(&description, cond);
                prop_assert_eq!(found, expected, "{}\n{}\n{}", cond.text(), defines, json);
            }
        }
    }

    /// What is known stays so, whatever is learnt besides: fact after fact, in a random order.
    #[test]
    fn facts_never_overturn(of_conditions in tape(400), of_description in tape(250), of_facts in tape(200)) {
        let (conditions, defines) = conditions(of_conditions, 8);
        let mut rules = rules(&defines, &texts(&conditions));
        let mut description = Description::any(&mut Tape::new(of_description));
        let mut facts = Tape::new(of_facts);
        let (mut before, _) = rules.ask(&description.json());
        for _ in 0..12 {
            let unknowns = description.unknowns();
            if unknowns.is_empty() {
                break;
            }
            let place = &unknowns[facts.pick(unknowns.len())];
            let value = Value::any(field(place.field).0, &mut facts);
            let more = description.with(place, value);
            let (after, _) = rules.ask(&more.json());
            for ((cond, before), after) in conditions.iter().zip(&before).zip(&after) {
                prop_assert!(*before == Truth::Unknown || before == after, "{before:?} became {after:?}: {}\n{defines}\n{}\n{}", cond.text(), description.json(), more.json());
            }
            (description, before) = (more, after);
        }
    }

    /// What is known stays so when a section is read in full and silence gets its meaning.
    #[test]
    fn reading_never_overturns(of_conditions in tape(400), of_description in tape(250)) {
        let (conditions, defines) = conditions(of_conditions, 8);
        let mut rules = rules(&defines, &texts(&conditions));
        let description = Description::any(&mut Tape::new(of_description));
        let (before, _) = rules.ask(&description.json());
        for section in ["s", "w", "l"] {
            let mut read = description.clone();
            read.reviewed.insert(section);
            let (after, _) = rules.ask(&read.json());
            for ((cond, before), after) in conditions.iter().zip(&before).zip(&after) {
                prop_assert!(*before == Truth::Unknown || before == after, "{before:?} became {after:?}: {}\n{defines}\n{}\n{}", cond.text(), description.json(), read.json());
            }
        }
    }

    /// True means true, and false false, for every value that up to three unknown fields could have.
    #[test]
    fn known_means_known_for_every_completion(of_conditions in tape(400), of_description in tape(250), of_places in tape(6)) {
        let (conditions, defines) = conditions(of_conditions, 8);
        let mut rules = rules(&defines, &texts(&conditions));
        let description = Description::any(&mut Tape::new(of_description));
        let (before, _) = rules.ask(&description.json());
        // Fields that the conditions are about, the others would change nothing.
        let named: String = texts(&conditions).join(" ") + &defines;
        let unknowns: Vec<_> = description.unknowns().into_iter().filter(|place| named.contains(&format!(".{}", place.field))).collect();
        if unknowns.is_empty() {
            return Ok(());
        }
        let mut places = Tape::new(of_places);
        let mut completions = vec![description.clone()];
        for _ in 0..3 {
            let place = &unknowns[places.pick(unknowns.len())];
            completions = completions.iter().flat_map(|so_far| Value::all(field(place.field).0).into_iter().map(|value| so_far.with(place, value))).collect();
        }
        for completion in completions {
            let (after, _) = rules.ask(&completion.json());
            for ((cond, before), after) in conditions.iter().zip(&before).zip(&after) {
                prop_assert!(*before == Truth::Unknown || before == after, "{before:?} became {after:?}: {}\n{defines}\n{}\n{}", cond.text(), description.json(), completion.json());
            }
        }
    }

    /// De Morgan, double negation, and the quantifiers through one another.
    #[test]
    fn conditions_that_mean_the_same(of_conditions in tape(300), of_description in tape(250)) {
        let (conditions, defines) = conditions(of_conditions, 3);
        let [a, b, c] = [&conditions[0], &conditions[1], &conditions[2]].map(Cond::text);
        let same = [
            (format!("not (({a}) and ({b}))"), format!("(not ({a})) or not ({b})")),
            (format!("not (({a}) or ({b}))"), format!("(not ({a})) and not ({b})")),
            (format!("not not ({a})"), a.clone()),
            (format!("({a}) and (({b}) or ({c}))"), format!("({a}) and ({b}) or ({a}) and ({c})")),
            (format!("none z in l where ({a}): z.flag"), format!("not (some z in l where ({a}): z.flag)")),
            (format!("every z in l where z.pick = a: ({b})"), format!("none z in l where z.pick = a: not ({b})")),
            (format!("some z in l where z.secret: ({a})"), format!("not (every z in l where z.secret: not ({a}))")),
            ("count(z in l where z.secret) = 0".to_owned(), "none z in l where z.secret: true-enough".to_owned()),
            ("s.tags has none { r, t }".to_owned(), "not (s.tags has any { r, t })".to_owned()),
            ("s.tags within w.more".to_owned(), "w.more has all s.tags".to_owned()),
        ];
        let defines = defines + "define true-enough when count(l) = count(l) or l is empty or l is not empty\n";
        let texts: Vec<String> = same.iter().flat_map(|(left, right)| [left.clone(), right.clone()]).collect();
        let mut rules = rules(&defines, &texts);
        let json = Description::any(&mut Tape::new(of_description)).json();
        let (truths, _) = rules.ask(&json);
        for (pair, texts) in truths.chunks(2).zip(texts.chunks(2)) {
            prop_assert_eq!(pair[0], pair[1], "{} / {}\n{}\n{}", texts[0], texts[1], defines, json);
        }
    }

    /// To ask each record is to ask whether some record violates and every one is met, over the same records.
    #[test]
    fn for_each_is_some_and_every(of_conditions in tape(300), of_description in tape(250)) {
        let mut tape = Tape::new(of_conditions);
        let mut maker = Maker::new(&mut tape);
        let mut clauses = Vec::new();
        for _ in 0..4 {
            let [filter, violated, met] = [maker.about("z"), maker.about("z"), maker.about("z")].map(|cond| cond.text());
            let list = if maker.tape.chance(7) { format!("z in l where {filter}") } else { "z in l".to_owned() };
            clauses.push(format!("for each {list}\n  violated when {violated}\n  says \"?\" at z\n  met when {met}"));
            clauses.push(format!("violated when some {list}: {violated}\n  says \"?\"\n  met when every {list}: {met}"));
        }
        let defines = std::mem::take(&mut maker.defines);
        // Half of what is defined may stand in a filter that was dropped.
        let used: String = defines.lines().filter(|line| is_used(line, &clauses, &defines)).map(|line| format!("{line}\n")).collect();
        let mut rules = rules_of(&used, &clauses);
        let json = Description::any(&mut Tape::new(of_description)).json();
        let (_, outcomes) = rules.ask(&json);
        for (pair, clauses) in outcomes.chunks(2).zip(clauses.chunks(2)) {
            let [each, whole] = pair else { panic!("a pair") };
            let silent = [each, whole].iter().any(|outcome| outcome.evidence.iter().any(|evidence| evidence.value == "not found"));
            prop_assert!(silent || each.verdict == whole.verdict, "{:?} {:?} {}\n{used}\n{json}", each.verdict, whole.verdict, clauses[0]);
            prop_assert_eq!(each.verdict == Verdict::Undetermined, !each.missing.is_empty(), "{} {:?}\n{}\n{}", clauses[0], each, used, json);
            prop_assert!(each.verdict != Verdict::Violated || !each.findings.is_empty(), "{}\n{used}\n{json}", clauses[0]);
        }
    }

    /// A rule that is violated when a condition holds and met when it does not: its verdict follows, and where it cannot be
    /// given, the fields that are named as missing are unknown indeed.
    #[test]
    fn verdicts_follow_and_say_what_is_missing(of_conditions in tape(400), of_description in tape(250)) {
        let (conditions, defines) = conditions(of_conditions, 8);
        let mut rules = rules(&defines, &texts(&conditions));
        let description = Description::any(&mut Tape::new(of_description));
        let json = description.json();
        let (truths, outcomes) = rules.ask(&json);
        let unread: BTreeMap<&str, bool> = ["s", "w", "l"].into_iter().map(|section| (section, !description.reviewed.contains(section))).collect();
        for ((cond, truth), outcome) in conditions.iter().zip(truths).zip(outcomes) {
            let context = || format!("{}\n{defines}\n{json}\n{outcome:#?}", cond.text());
            let by_silence = outcome.inapplicable == Some(Inapplicable::Silence);
            match truth {
                Truth::True if by_silence => {}
                Truth::True => prop_assert_eq!(outcome.verdict, Verdict::Violated, "{}", context()),
                Truth::False => prop_assert_eq!(outcome.verdict, Verdict::Met, "{}", context()),
                Truth::Unknown => {
                    prop_assert_eq!(outcome.verdict, Verdict::Undetermined, "{}", context());
                    prop_assert!(!outcome.missing.is_empty(), "nothing is missing: {}", context());
                }
            }
            for missing in &outcome.missing {
                let section = missing.path.split(['.', '[']).next().expect("a section");
                prop_assert!(unread[section], "{} was read: {}", missing.path, context());
            }
            prop_assert!(truth == Truth::Unknown || outcome.missing.is_empty(), "{}", context());
        }
    }
}

/// Whether a definition is used by a clause, or by another one that is.
fn is_used(line: &str, clauses: &[String], defines: &str) -> bool {
    let name = |line: &str| line.split([' ', '(']).nth(1).expect("a name").to_owned();
    let names = |text: &str, name: &str| text.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == name);
    let own = name(line);
    let body = |line: &str| line.split_once(" when ").map_or(String::new(), |(_, body)| body.to_owned());
    clauses.iter().any(|clause| names(clause, &own))
        || defines.lines().any(|other| names(&body(other), &own) && is_used(other, clauses, defines))
}

/// The laws would hold of conditions that are never true, so: all three answers are common, and every construct is used.
#[test]
fn conditions_are_varied() {
    let mut seed = 7_u64;
    let mut tape = |length: usize| -> Vec<u16> {
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 40) as u16
        };
        (0..length).map(|_| next()).collect()
    };
    let mut answers: BTreeMap<Truth, usize> = BTreeMap::new();
    let mut all_texts = String::new();
    for _ in 0..200 {
        let (conditions, defines) = conditions(tape(300), 6);
        let description = Description::any(&mut Tape::new(tape(250)));
        conditions.iter().for_each(|cond| *answers.entry(truth(&description, cond)).or_default() += 1);
        all_texts += &(texts(&conditions).join(" ") + &defines);
    }
    assert!([Truth::True, Truth::False, Truth::Unknown].iter().all(|truth| answers[truth] > 200), "{answers:?}");
    let words = [
        "some v",
        "every v",
        "none v",
        "where ",
        "and ",
        "or ",
        "not ",
        "in ",
        "not in ",
        "has r",
        "has any ",
        "has all ",
        "has none ",
        "within ",
        "without ",
        "& ",
        "| ",
        "is empty",
        "is not empty",
        "is silent",
        "is not silent",
        "is unset",
        "is set",
        "count(v",
        "count(l)",
        "count(s.",
        "settings.limit",
        "= true",
        "!= ",
        "<= ",
        ">= ",
        "< ",
        "> ",
    ];
    for word in words {
        assert!(all_texts.contains(&format!(" {word}")), "no `{word}`");
    }
}
