use super::*;

fn placed(cell: Place, words: &str) -> Placed {
    let mut paragraph = Paragraph::default();
    paragraph.push(words, 0..words.len());
    Placed { paragraph, cell: cell.map(|(table, row, column)| Cell { table, row, column }) }
}

/// Table, row and column.
type Place = Option<(u32, u32, u32)>;

fn read(paragraphs: &[(Place, &str)], within: &[Place]) -> Vec<String> {
    let placed = paragraphs.iter().map(|(cell, words)| placed(*cell, words)).collect();
    let within: Vec<_> = within.iter().map(|cell| cell.map(|(table, row, column)| Cell { table, row, column })).collect();
    let show = |paragraph: Paragraph| {
        let role = if paragraph.hint.role == Some(Role::Table) { "|" } else { "" };
        format!("{role}{}{}", " ".repeat(paragraph.hint.indent.into()), paragraph.text)
    };
    settle(placed, &within).into_iter().map(show).collect()
}

#[test]
fn a_table_stays_one() {
    let found = read(
        &[
            (None, "Fees"),
            (Some((0, 0, 0)), "No."),
            (Some((0, 0, 1)), "Licence"),
            (Some((0, 0, 2)), "Fee"),
            (Some((0, 1, 0)), "1."),
            (Some((0, 1, 1)), "Small operator"),
            (Some((0, 1, 2)), "200"),
            (None, "After."),
        ],
        &[None],
    );
    assert_eq!(found, ["Fees", "|No.", "|Licence", "|Fee", "|1.", "|Small operator", "|200", "After."]);
    // Two columns that refer to provisions are entries, not numbers.
    let found = read(
        &[(Some((0, 0, 0)), "Article 1"), (Some((0, 0, 1)), "Article 2"), (Some((0, 1, 0)), "Article 3"), (Some((0, 1, 1)), "—")],
        &[None],
    );
    assert_eq!(found, ["|Article 1", "|Article 2", "|Article 3", "|—"]);
}

#[test]
fn numbers_are_joined_to_their_words_and_inner_lists_are_set_in() {
    let found = read(
        &[
            (Some((0, 0, 0)), "(a)"),
            (Some((0, 0, 1)), "the operator:"),
            (Some((1, 0, 0)), "(i)"),
            (Some((1, 0, 1)), "keeps a register; and"),
            (Some((1, 1, 0)), "(ii)"),
            (Some((1, 1, 1)), "shows it."),
            (Some((0, 1, 0)), "(b)"),
            (Some((0, 1, 1)), "the board."),
        ],
        &[None, Some((0, 0, 1))],
    );
    assert_eq!(found, ["(a) the operator:", " (i) keeps a register; and", " (ii) shows it.", "(b) the board."]);
    let long = "Every operator keeps a register of the notices that reach it, for two years.";
    assert_eq!(read(&[(Some((0, 0, 1)), "Article 5"), (Some((0, 0, 3)), long)], &[None]), [format!("Article 5 {long}")]);
}

#[test]
fn a_table_that_holds_the_law_does_not_hide_it() {
    let found = read(
        &[
            (Some((0, 0, 0)), "Home"),
            (Some((0, 0, 1)), "1. This is the Lamps Act."),
            (Some((0, 0, 1)), "2. Lamps are lit at dusk."),
            (Some((1, 0, 0)), "Lamp"),
            (Some((1, 0, 1)), "Hour"),
        ],
        &[None, Some((0, 0, 1))],
    );
    assert_eq!(found, ["Home", "1. This is the Lamps Act.", "2. Lamps are lit at dusk.", "|Lamp", "|Hour"]);
    assert_eq!(read(&[(Some((0, 0, 0)), "One column."), (Some((0, 1, 0)), "Two rows.")], &[None]), ["One column.", "Two rows."]);
}

#[test]
fn numbers_of_provisions_are_told_from_words() {
    for sure in ["(a)", "1.", "(1)", "a)", "iv.", "3A.", "(aa)", "1.2.3.", "§ 3", "§3a", "(1)(a)", "—", "•", "(أ)", "“(2)"] {
        assert_eq!(mark(sure), Some(Mark::Sure), "{sure}");
    }
    for likely in ["5", "5A", "Article 5", "Section 12."] {
        assert_eq!(mark(likely), Some(Mark::Likely), "{likely}");
    }
    for not in ["", "Fee", "No", "Small operator", "Article 5 and 6", "EUR 500", "the board.", "Repealed."] {
        assert_eq!(mark(not), None, "{not}");
    }
    for begins in ["1. A lamp", "(1) A lamp", "12.—(1) A lamp", "§ 3 Lamps", "Article 5 Lamps", "Section 5. Lamps"] {
        assert!(begins_like_a_provision(begins), "{begins}");
    }
    for not in ["A lamp (a) is", "1.", "Article 5", "5 lamps", "in 2020 lamps", "12 months"] {
        assert!(!begins_like_a_provision(not), "{not}");
    }
}
