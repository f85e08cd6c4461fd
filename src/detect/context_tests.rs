use super::super::tests::{bill, found, text};
use super::*;

/// The context of the word `report` in some words.
fn context(words: &str) -> Context {
    of(&found("cue /report\\w*/ suggests duty.mode = duty", &text(words)))
}

fn of(found: &str) -> Context {
    match found {
        found if found.contains("Negated") => Context::Negated,
        found if found.contains("Definition") => Context::Definition,
        found if found.contains("Recital") => Context::Recital,
        found if found.contains("Quoted") => Context::Quoted,
        found if found.contains("Aside") => Context::Aside,
        found => {
            assert!(found.starts_with("duty.mode = duty"), "{found}");
            Context::Plain
        }
    }
}

#[test]
fn negations_are_seen() {
    for negated in [
        "Nothing in this Act requires a firm to report.",
        "A firm shall not be required to keep or report anything.",
        "No person shall be required to report.",
        "No provider of a service may be obliged to report.",
        "No firm that is small may be obliged to report.",
        "Where it is small, no firm is required to report.",
        "A firm is not liable if it has failed to report.",
        "This shall not be construed as a duty to report.",
        "There is no obligation to report.",
        "A small firm is exempt from the duty to report.",
        "This section does not apply to reports of firms.",
        "The duty to report does not apply to small firms.",
        "It need not report.",
        "A firm is not required, at any time in the year, to report.",
    ] {
        assert_eq!(context(negated), Context::Negated, "{negated}");
    }
}

#[test]
fn what_is_no_negation_is_none() {
    for plain in [
        "A firm shall report.",
        "The delay to report shall not exceed 24 hours.",
        "It shall report not later than the third day.",
        "It shall report no later than May.",
        "No person shall sell arms. A firm shall report.",
        "This section does not apply where a firm has to report.",
        "The section does not apply to farms, but all shall report.",
        "A firm is not required to pay; it shall report.",
        "It shall report; this section does not apply to farms.",
        "A firm is not required to pay unless it shall report.",
        "A firm that does not report commits an offence.",
        "It is not required by s. 4. It shall report.",
        "Whoever breaks a rule for which no penalty is provided is liable to report.",
        "Where no other rule is prescribed are subject to it all who report.",
        "A firm is not liable, on condition that it shall report.",
    ] {
        assert_eq!(context(plain), Context::Plain, "{plain}");
    }
}

#[test]
fn a_lead_in_takes_back_its_points() {
    let paragraphs = |lead: &'static str| {
        let paragraphs = [
            ("1(1)", Role::Text, lead),
            ("1(1)(a)", Role::Text, "to report;"),
            ("1(1)(b)", Role::Text, "to watch and—"),
            ("1(1)(b)(i)", Role::Text, "to report."),
        ];
        found("cue /report\\w*/ suggests duty.mode = duty", &bill(&paragraphs))
    };
    assert_eq!(paragraphs("Nothing in this section requires a firm—").matches("Negated").count(), 2);
    assert_eq!(paragraphs("A firm shall—").matches("duty.mode = duty").count(), 2);
    // Under a condition stands what must be so.
    assert_eq!(paragraphs("A firm is not liable for a text, on condition that it tries—").matches("duty.mode = duty").count(), 2);
    assert_eq!(paragraphs("A firm is not liable for a text where—").matches("duty.mode = duty").count(), 2);
    // A sentence that ended leads nothing in.
    assert_eq!(paragraphs("A firm is not required to pay.").matches("duty.mode = duty").count(), 2);
}

#[test]
fn definitions_are_seen() {
    for definition in [
        "“report” means a text.",
        "(a) ‘annual report’ includes drafts;",
        "In this Act, \"report\" has the meaning given in section 4.",
        "2. “Firm”: refers to one that has to report",
    ] {
        assert_eq!(context(definition), Context::Definition, "{definition}");
    }
    for plain in ["A report means work for the “firm”.", "It shall report by means of a form.", "The report includes “facts”."] {
        assert_eq!(context(plain), Context::Plain, "{plain}");
    }
}

#[test]
fn roles_are_contexts() {
    let context = |role| of(&found("cue /report/ suggests duty.mode = duty", &bill(&[("", role, "shall report")])));
    assert_eq!(context(Role::Text), Context::Plain);
    assert_eq!(context(Role::Table), Context::Plain);
    assert_eq!(context(Role::Recital), Context::Recital);
    assert_eq!(context(Role::Front), Context::Recital);
    assert_eq!(context(Role::Quoted), Context::Quoted);
    for aside in [Role::Heading, Role::Note, Role::Contents, Role::Closing] {
        assert_eq!(context(aside), Context::Aside);
    }
}

#[test]
fn sentences_end_where_they_end() {
    let parts = |text: &str| {
        let starts = sentences(text.as_bytes());
        let ends = starts.iter().skip(1).map(|end| *end as usize).chain([text.len()]);
        starts.iter().zip(ends).map(|(start, end)| text.get(*start as usize..end).unwrap().trim().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(parts("One. Two? Three! Four"), ["One.", "Two?", "Three!", "Four"]);
    assert_eq!(parts("See s. 4, No. 5 and art. 6 of J. Smith, e.g. A."), ["See s. 4, No. 5 and art. 6 of J. Smith, e.g. A."]);
    assert_eq!(parts("It costs 2.5 per cent. and no more. (2) End."), ["It costs 2.5 per cent. and no more.", "(2) End."]);
    assert_eq!(parts("He said “yes.” Then".replace(['“', '”'], "\"").as_str()), ["He said \"yes.\"", "Then"]);
    assert_eq!(parts(""), [""]);
}

#[test]
fn one_endless_sentence_takes_no_endless_time() {
    let words = "shall report and is not required to pay and ".repeat(30_000);
    let begun = std::time::Instant::now();
    let shown = found("cue /report/ unless /zebra/ suggests duty.mode = duty", &text(&words));
    assert!(shown.lines().count() > 100 && begun.elapsed() < std::time::Duration::from_secs(20));
}
