use super::*;

fn read(text: &str) -> Vec<(String, Hint)> {
    paragraphs(text)
        .into_iter()
        .map(|paragraph| (paragraph.text.split_whitespace().collect::<Vec<_>>().join(" "), paragraph.hint))
        .collect()
}

fn texts(text: &str) -> Vec<String> {
    read(text).into_iter().map(|(text, _)| text).collect()
}

#[test]
fn numbers_of_lists_are_text_and_bullets_are_not() {
    assert_eq!(texts("Rules:\n\n3. three\n4. four\n\n- one\n* two\n\n1) a\n"), ["Rules:", "3. three", "4. four", "one", "two", "1) a"]);
    assert_eq!(texts("(1) one\n(2) two;\n(3) three\n"), ["(1) one (2) two;", "(3) three"]);
}

#[test]
fn marks_of_every_kind_are_left_out() {
    let text = "# *Title* #\n\nSome **bold** `code` <b>html</b> <!-- comment --> text[^1] with &sect; 3 and a\\. stop.\n\n<!-- block -->\n\n~~~\ncode block\n~~~\n\n[^1]: A note.\n";
    let found = read(text);
    assert_eq!(found[0], ("Title".to_owned(), Hint { heading: Some(1), ..Hint::default() }));
    assert_eq!(found[1].0, "Some bold code html text1 with § 3 and a. stop.");
    assert_eq!(found[2].0, "code block");
    assert_eq!((&*found[3].0, found[3].1.role), ("A note.", Some(Role::Note)));
}

#[test]
fn a_text_that_stands_in_block_quotes_is_not_quoted() {
    assert_eq!(read("A short line.\n\n> quoted\n")[1].1.role, Some(Role::Quoted));
    assert!(read("Law\n\n> Section 1. Kites\n>\n> Kites are free.\n").iter().all(|(_, hint)| hint.role.is_none()));
}

#[test]
fn cells_of_tables_are_cells_unless_a_list_is_set_as_one() {
    let roles = |text: &str| read(text).into_iter().map(|(_, hint)| hint.role).collect::<Vec<_>>();
    assert_eq!(roles("| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n"), [Some(Role::Table); 6]);
    let list = read("| Number | Duty |\n|---|---|\n| (a) | report |\n| (b) | pay |\n");
    assert!(list.iter().any(|(text, hint)| text == "(a)" && hint.role.is_none()));
}
