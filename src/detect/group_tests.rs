use super::super::tests::{bill, found};
use crate::text::document::Role;

const CUES: &str = "
  cue /imprisonment/ suggests penalties[].nature = prison
  cue /a fine as follows/ suggests penalties[].nature = fine
  cue /fine not exceeding {money}/ suggests penalties[].nature = fine suggests penalties[].most
  cue /not exceeding {time}/ suggests penalties[].term
  cue /compan(y|ies)/ adds penalties[].against = company
  cue /individual|person/ adds penalties[].against = person
";

/// The records: for each group its facts, in order.
fn records(paragraphs: &[(&str, Role, &str)]) -> Vec<String> {
    let found = found(CUES, &bill(paragraphs));
    let mut records: std::collections::BTreeMap<u32, Vec<String>> = Default::default();
    for line in found.lines() {
        let (group, rest) = line.split_once(' ').unwrap();
        // A place to look at is in no group.
        if group.parse::<u32>().is_err() {
            continue;
        }
        let fact = rest.strip_prefix("penalties[].").unwrap().split(" “").next().unwrap();
        records.entry(group.parse().unwrap()).or_default().push(fact.to_owned());
    }
    records.into_values().map(|facts| facts.join(", ")).collect()
}

#[test]
fn a_provision_is_a_record() {
    let paragraphs = [
        ("1", Role::Text, "A company is liable to a fine not exceeding €5."),
        ("2", Role::Text, "A person is liable to imprisonment not exceeding 2 years."),
        ("", Role::Text, "A company is liable to imprisonment."),
        ("", Role::Text, "A person is liable to imprisonment."),
    ];
    assert_eq!(
        records(&paragraphs),
        [
            "against = company, nature = fine, most = 5 EUR",
            "against = person, nature = prison, term = 2 years",
            "against = company, nature = prison",
            "against = person, nature = prison"
        ]
    );
}

#[test]
fn points_take_over_what_leads_them_in() {
    let paragraphs = [
        ("1(2)", Role::Text, "Whoever lies commits an offence and is liable to a fine as follows—"),
        ("1(2)(a)", Role::Text, "for an individual, a fine not exceeding €5 or imprisonment not exceeding 3 years;"),
        ("1(2)(b)", Role::Text, "for a company, one not exceeding that, or fine not exceeding €10."),
        ("1(2)(c)", Role::Text, "for nobody, nothing."),
    ];
    assert_eq!(
        records(&paragraphs),
        [
            "against = person, nature = fine, most = 5 EUR",
            "against = person, nature = prison, term = 3 years",
            "against = company, nature = fine, most = 10 EUR"
        ]
    );
}

#[test]
fn a_lead_in_without_records_below_is_one_itself() {
    let paragraphs = [
        ("1", Role::Text, "A company is liable to a fine not exceeding €5 if it—"),
        ("1(a)", Role::Text, "lies;"),
        ("1(b)", Role::Text, "steals."),
    ];
    assert_eq!(records(&paragraphs), ["against = company, nature = fine, most = 5 EUR"]);
}

#[test]
fn a_second_figure_begins_a_second_record() {
    let paragraphs = [("1", Role::Text, "An individual is liable to a fine not exceeding €5, and a company to a fine not exceeding €10.")];
    assert_eq!(records(&paragraphs), ["against = person, nature = fine, most = 5 EUR", "against = company, nature = fine, most = 10 EUR"]);
}

#[test]
fn the_same_figure_found_twice_is_one() {
    let cues = "cue /fine not exceeding {money}/ suggests penalties[].most\ncue /not exceeding {money}/ suggests penalties[].most";
    let found = found(cues, &bill(&[("1", Role::Text, "a fine not exceeding €5")]));
    assert!(found.lines().count() == 2 && found.lines().all(|line| line.starts_with("1 ")), "{found}");
}

#[test]
fn what_only_adds_makes_no_record_and_fills_those_of_its_section() {
    let paragraphs = [
        ("1(1)", Role::Text, "No company may lie."),
        ("1(2)", Role::Text, "Whoever does is liable to a fine not exceeding €5 and to imprisonment."),
        ("2", Role::Text, "A company may appeal."),
    ];
    assert_eq!(records(&paragraphs), ["against = company, nature = fine, most = 5 EUR", "against = company, nature = prison"]);
}

#[test]
fn words_that_disagree_on_one_record_are_all_kept_for_whoever_weighs_them() {
    let paragraphs = [("1", Role::Text, "A person or a company is liable to imprisonment.")];
    assert_eq!(records(&paragraphs), ["against = person, against = company, nature = prison"]);
}

#[test]
fn of_two_readings_of_a_figure_the_longer_counts() {
    let cues = "cue /fine not exceeding {money}/ suggests penalties[].nature = fine suggests penalties[].most
                cue /to a fine not exceeding {money} for each day/ suggests penalties[].nature = prison suggests penalties[].most";
    let found = found(cues, &bill(&[("1", Role::Text, "liable to a fine not exceeding €5 for each day")]));
    assert!(found.lines().count() == 2 && found.contains("nature = prison") && !found.contains("nature = fine"), "{found}");
}

#[test]
fn what_a_lead_in_says_and_no_point_takes_over_is_a_record() {
    let paragraphs = [
        ("1", Role::Text, "Whoever lies is liable to imprisonment—"),
        ("1(a)", Role::Text, "and a fine not exceeding €5; or"),
        ("1(b)", Role::Text, "a fine not exceeding €10."),
    ];
    let expected = ["nature = fine, most = 5 EUR", "nature = fine, most = 10 EUR", "nature = prison"];
    assert_eq!(records(&paragraphs), expected);
}
