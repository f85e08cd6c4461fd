use super::super::tests::{bill, loaded};
use super::*;
use crate::detect;

/// The marks in some paragraphs: name, figure, words.
fn marks(paragraphs: &[(&str, Role, &str)]) -> Vec<String> {
    let pack = loaded(
        "mark fine \"a fine\"\nmark deadline \"a time\"\n\
         cue /\\bfines?\\b[^;]{0,90}?{money}/ marks fine\n\
         cue /\\bwithin {time}/ unless /\\bpreceding\\b/ marks deadline",
    );
    let document = bill(paragraphs);
    let found = detect::find(&document, &pack.rules, &pack.vocabulary).marks;
    let shown = |mark: detect::Mark| {
        let value = mark.value.map_or("-".to_owned(), |value| value.to_string());
        format!("{} {value} [{}]{}", mark.name, document.words(mark.hit.extent), if mark.hit.meant { "" } else { " not meant" })
    };
    found.into_iter().map(shown).collect()
}

#[test]
fn points_have_what_their_lead_in_says() {
    let found = marks(&[
        ("1(1)", Role::Text, "A skipper is liable to a fine—"),
        ("1(1)(a)", Role::Text, "(a) of up to 500 EUR; and"),
        ("1(1)(b)", Role::Text, "(b) for a “second” breach, 900 EUR."),
        ("1(2)", Role::Text, "He shall answer within:"),
        ("1(2)(a)", Role::Text, "ten days; or"),
        ("1(2)(b)", Role::Text, "a month."),
        ("1(3)", Role::Text, "A mate is liable to a fine—"),
        ("1(3)(a)", Role::Text, "(a) of up to eighty euros."),
    ]);
    let wanted = [
        "fine 500 EUR [500 EUR]",
        "fine 900 EUR [900 EUR]",
        "deadline 10 days [ten days]",
        "deadline 1 month [a month]",
        "fine 80 EUR [eighty euros]",
    ];
    assert_eq!(found, wanted);
}

#[test]
fn points_of_points_have_it_too() {
    let found = marks(&[
        ("1(1)", Role::Text, "A skipper is liable to a fine of at most—"),
        ("1(1)(a)", Role::Text, "(a) in the harbour—"),
        ("1(1)(a)(i)", Role::Text, "(i) 500 EUR by day;"),
    ]);
    assert_eq!(found, ["fine 500 EUR [500 EUR]"]);
}

#[test]
fn cells_have_what_stands_above_their_table() {
    let found = marks(&[
        ("1", Role::Text, "The fines are:"),
        ("1", Role::Table, "Mooring at night"),
        ("1", Role::Table, "500 EUR"),
        ("1", Role::Table, "900 EUR"),
        ("2", Role::Text, "The fees are:"),
        ("2", Role::Table, "70 EUR"),
    ]);
    assert_eq!(found, ["fine 500 EUR [500 EUR]", "fine 900 EUR [900 EUR]"]);
}

#[test]
fn what_is_no_figure_of_the_lead_in_stays_away() {
    for (lead, point) in [
        ("A skipper is liable to a fine where—", "the cargo is worth more than 500 EUR."),
        ("A skipper is liable to a fine.", "The fee is 500 EUR."),
        ("A skipper pays a fine of 700 EUR; he also pays:", "a fee of 500 EUR."),
        ("The figures within—", "the preceding ten days, or ten days after."),
    ] {
        let found = marks(&[("1(1)", Role::Text, lead), ("1(1)(a)", Role::Text, point)]);
        assert!(!found.iter().any(|mark| mark.contains("500") || mark.contains("deadline")), "{found:?}");
    }
}

#[test]
fn a_mark_found_both_ways_is_one() {
    let found = marks(&[("1(1)", Role::Text, "A skipper is liable to a fine—"), ("1(1)(a)", Role::Text, "a fine of 500 EUR;")]);
    assert_eq!(found, ["fine 500 EUR [fine of 500 EUR]"]);
}

#[test]
fn a_lead_in_that_takes_back_does_so_here() {
    let found = marks(&[("1(1)", Role::Text, "No skipper is liable to a fine of—"), ("1(1)(a)", Role::Text, "500 EUR;")]);
    assert_eq!(found, ["fine 500 EUR [500 EUR] not meant"]);
}

#[test]
fn numbers_before_the_words_are_left_out() {
    for (words, wanted) in [
        ("(a) ten days", "ten days"),
        ("(iv) $5", "$5"),
        ("12. ten", "ten"),
        ("• ten", "ten"),
        ("$500.00 a day", "$500.00 a day"),
        ("A member shall. Ten", "A member shall. Ten"),
        ("", ""),
    ] {
        assert_eq!(unnumbered(words), wanted);
    }
}

#[test]
fn one_endless_lead_in_takes_no_endless_time() {
    let lead = format!("A skipper {} is liable to a fine of—", "of a ship ".repeat(20_000));
    let points: Vec<String> = (1..2_000).map(|number| format!("1(1)({number})")).collect();
    let mut paragraphs = vec![("1(1)", Role::Text, lead.as_str())];
    paragraphs.extend(points.iter().map(|place| (place.as_str(), Role::Text, "500 EUR;")));
    let begun = std::time::Instant::now();
    assert_eq!(marks(&paragraphs).len(), points.len());
    assert!(begun.elapsed() < std::time::Duration::from_secs(20));
}
