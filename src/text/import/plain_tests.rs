use super::*;

fn texts(text: &str) -> Vec<String> {
    paragraphs(text).iter().map(|paragraph| paragraph.text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn lines_end_in_every_way() {
    let wanted = ["one", "two", "three", "four", "five"];
    assert_eq!(texts("\u{feff}one\ntwo\r\nthree\rfour\u{2028}\n\n  five\u{a0}\n"), wanted);
    assert!(texts("\n \r\n\t").is_empty());
}

#[test]
fn wrapped_lines_are_joined_and_numbers_begin_anew() {
    let text = "Section 1. Kites\n\nA kite is a thing that flies in the wind and is held by a string, as under\nsection 12 of the Code, where the string may be of any length that the pilot\nis able to hold.\n(1) No kite may be flown in the night, unless it carries a light that can be\nseen from the ground.\n(2) The Minister may exempt kites of\n(a) less than one pound and kites that are flown by persons under ten years;\n(b) no string.\n";
    assert_eq!(
        texts(text),
        [
            "Section 1. Kites",
            "A kite is a thing that flies in the wind and is held by a string, as under section 12 of the Code, where the string may be of any length that the pilot is able to hold.",
            "(1) No kite may be flown in the night, unless it carries a light that can be seen from the ground.",
            "(2) The Minister may exempt kites of",
            "(a) less than one pound and kites that are flown by persons under ten years;",
            "(b) no string.",
        ]
    );
}

#[test]
fn page_numbers_and_running_heads_are_notes_behind_the_paragraph() {
    let page = |number: usize| {
        format!(
            "Kites Bill\n\nThe kite number {number} must be flown with care, and its string must be held by\na person who is able to hold it and who stands on the\n{number}\n\u{c}Kites Bill\n\nground with both feet.\n"
        )
    };
    let found = paragraphs(&(1..=4).map(page).collect::<String>());
    let words = |role: Option<Role>| {
        found.iter().filter(|paragraph| paragraph.hint.role == role).map(|paragraph| paragraph.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(words(Some(Role::Note)).iter().filter(|note| *note == "Kites Bill").count(), 4);
    assert!(words(Some(Role::Note)).contains(&"3".to_owned()));
    let text = words(None).join("\n");
    assert!(text.contains("stands on the\nground with both feet."), "{text}");
    assert!(is_page_number(&line("- 12 -", 0..6, false)) && is_page_number(&line("Page 3 of 20", 0..12, false)));
    assert!(!is_page_number(&line("12", 0..2, false)) && !is_page_number(&line("Page of the King", 0..16, false)));
}
