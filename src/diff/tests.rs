//! Records and facts laid beside each other, on the embedded vocabulary; findings are tested through the command.

use super::facts::{Alignment, FactChange};
use crate::check;
use crate::pack::{self, Pack};
use crate::source::Sources;
use crate::typecheck::Depth;

const HEAD: &str = "vocabulary: initiative/1\nmeta: { id: xx-a, title: A, kinds: [content-platform] }\n";

fn align(old: &str, new: &str) -> Alignment {
    let mut sources = Sources::new();
    let (pack, _) = pack::load(pack::embedded(), Depth::Names, &mut sources);
    let mut read = |name: &str, body: &str, pack: &Pack| {
        let file = sources.add(name, format!("{HEAD}{body}"));
        let (description, problems) = check::read(file, &sources, pack);
        description.unwrap_or_else(|| panic!("{name}: {problems:#?}"))
    };
    let (old, new) = (read("old.yaml", old, &pack), read("new.yaml", new, &pack));
    Alignment::of(&old, &new, &pack.vocabulary)
}

/// `path: old → new`, `+ path: about` and `- path: about`.
fn changes(alignment: &Alignment) -> Vec<String> {
    let show = |change: &FactChange| {
        let value = |side: &super::Side| side.value.clone().unwrap_or_else(|| if side.silent { "silent" } else { "unset" }.to_owned());
        match (&change.old, &change.new) {
            (Some(old), Some(new)) => format!("{}: {} → {}", new.path, value(old), value(new)),
            (None, Some(new)) => format!("+ {}: {}", new.path, value(new)),
            (Some(old), None) => format!("- {}: {}", old.path, value(old)),
            (None, None) => "nothing".to_owned(),
        }
    };
    alignment.changes.iter().map(show).collect()
}

const FINE: &str = "  - { against: company, nature: admin-fine, for: [safeguard-failure], max_fine: 5 EUR, at: \"s 4(1)\" }\n";
const SMALL_FINE: &str = "  - { against: company, nature: admin-fine, for: [procedural], max_fine: 1 EUR, at: \"s 4(2)\" }\n";
const PRISON: &str = "  - { against: director-officer, nature: imprisonment, prison: 2 years, at: \"s 5\" }\n";

fn penalties(records: &[&str]) -> String {
    format!("penalties:\n{}", records.concat())
}

#[test]
fn a_record_put_in_at_the_top_is_the_only_one_that_is_new() {
    let found = align(&penalties(&[FINE, SMALL_FINE]), &penalties(&[PRISON, FINE, SMALL_FINE]));
    assert_eq!(changes(&found), ["+ penalties[1]: director-officer, imprisonment"]);
    assert_eq!(found.paths.get("penalties[1]").map(String::as_str), Some("penalties[2]"));
    let back = align(&penalties(&[PRISON, FINE, SMALL_FINE]), &penalties(&[FINE, SMALL_FINE]));
    assert_eq!(changes(&back), ["- penalties[1]: director-officer, imprisonment"]);
}

#[test]
fn the_order_of_records_means_nothing() {
    let orders = [[FINE, SMALL_FINE, PRISON], [PRISON, SMALL_FINE, FINE], [SMALL_FINE, PRISON, FINE]];
    for order in orders {
        let found = align(&penalties(&orders[0]), &penalties(&order));
        assert_eq!((changes(&found), found.moved.len()), (Vec::new(), 0));
    }
}

#[test]
fn amended_figures_belong_to_the_same_record_even_at_another_place() {
    let new = [&SMALL_FINE.replace("1 EUR", "2 EUR").replace("4(2)", "9(2)"), &FINE.replace("5 EUR", "50 EUR").replace("4(1)", "9(1)")];
    let found = align(&penalties(&[FINE, SMALL_FINE]), &penalties(&new.map(String::as_str)));
    assert_eq!(changes(&found), ["penalties[1].max_fine: 1 EUR → 2 EUR", "penalties[2].max_fine: 5 EUR → 50 EUR"]);
    let fine = &found.changes[1];
    let sides = (fine.old.as_ref().unwrap(), fine.new.as_ref().unwrap());
    assert_eq!(
        (sides.0.path.as_str(), sides.0.at.as_deref(), sides.1.at.as_deref()),
        ("penalties[1].max_fine", Some("s 4(1)"), Some("s 9(1)"))
    );
}

#[test]
fn figures_that_cascade_are_amended_where_they_stand() {
    let fine = |euro: u32, at: u32| format!("  - {{ against: company, nature: admin-fine, max_fine: {euro} EUR, at: \"s {at}\" }}\n");
    let (old, new) = ([fine(5, 1), fine(10, 2)], [fine(10, 1), fine(20, 2)]);
    let found = align(&penalties(&[&old[0], &old[1]]), &penalties(&[&new[0], &new[1]]));
    assert_eq!(changes(&found), ["penalties[1].max_fine: 5 EUR → 10 EUR", "penalties[2].max_fine: 10 EUR → 20 EUR"]);
    assert_eq!(found.moved.len(), 0);
    // With one put in before them they were renumbered.
    let new = [PRISON.replace("s 5", "s 1"), fine(5, 2), fine(10, 3)];
    let found = align(&penalties(&[&old[0], &old[1]]), &penalties(&[&new[0], &new[1], &new[2]]));
    assert_eq!((changes(&found), found.moved.len()), (vec!["+ penalties[1]: director-officer, imprisonment".to_owned()], 2));
}

#[test]
fn a_fine_does_not_turn_into_a_prison_sentence() {
    let found = align(&penalties(&[FINE]), &penalties(&[PRISON]));
    assert_eq!(changes(&found), ["+ penalties[1]: director-officer, imprisonment", "- penalties[1]: company, admin-fine"]);
    // At the same place in the law it does.
    let found = align(&penalties(&[FINE]), &penalties(&[&PRISON.replace("s 5", "s 4(1)")]));
    assert!(changes(&found).contains(&"penalties[1].nature: admin-fine → imprisonment".to_owned()), "{:?}", changes(&found));
}

#[test]
fn another_number_alone_is_a_move() {
    let found = align(&penalties(&[FINE]), &penalties(&[&FINE.replace("4(1)", "7")]));
    assert_eq!(changes(&found), Vec::<String>::new());
    let moved: Vec<_> = found.moved.iter().map(|moved| (moved.path.as_str(), moved.from.as_str(), moved.to.as_str())).collect();
    assert_eq!(moved, [("penalties[1]", "s 4(1)", "s 7")]);
    let fact = |at: &str| format!("hrdd: {{ mode: {{ is: duty, at: \"{at}\" }} }}\n");
    assert_eq!(align(&fact("s 1"), &fact("s 2")).moved[0].path, "hrdd.mode");
}

#[test]
fn the_same_time_in_other_words_is_no_change() {
    let content = |deadline: &str| format!("content:\n  - {{ target: illegal, origin: private-notice, deadline: {deadline} }}\n");
    assert_eq!(changes(&align(&content("24 h"), &content("1 day"))), Vec::<String>::new());
    assert_eq!(changes(&align(&content("24 h"), &content("48 h"))), ["content[1].deadline: 24 h → 48 h"]);
}

#[test]
fn silence_that_was_read_is_told_from_what_nobody_looked_at() {
    let read = "coverage: { reviewed: [hrdd] }\n";
    let said = "hrdd: { mode: duty, gender: false }\n";
    let unsaid = "hrdd: { mode: duty }\n";
    // Silence means `false` there: saying so changes nothing but the answer to what was read.
    assert_eq!(changes(&align(&format!("{read}{unsaid}"), &format!("{read}{said}"))), Vec::<String>::new());
    assert_eq!(changes(&align(unsaid, said)), ["hrdd.gender: unset → false"]);
    let yes = said.replace("false", "true");
    assert_eq!(changes(&align(&format!("{read}{unsaid}"), &format!("{read}{yes}"))), ["hrdd.gender: silent → true"]);
    assert_eq!(changes(&align(&format!("{read}{yes}"), &format!("{read}{unsaid}"))), ["hrdd.gender: true → silent"]);
}

#[test]
fn so_many_records_that_not_all_can_be_weighed_still_find_each_other() {
    let records = |from: usize, fine: usize| -> String {
        let one = |number: usize| format!("  - {{ term: term {number}, role: service, meaning: m{fine} }}\n");
        format!("defs:\n{}", (from..from + 600).rev().map(one).collect::<String>())
    };
    let found = align(&records(0, 1), &records(1, 2));
    let changes = changes(&found);
    // All but one have another meaning; one is gone, and one is new.
    assert_eq!(changes.iter().filter(|change| change.ends_with("m1 → m2")).count(), 599);
    assert_eq!(changes.iter().filter(|change| change.starts_with(['+', '-'])).count(), 2);
}
