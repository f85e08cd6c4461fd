//! Past legislation as a regression suite: the descriptions under `fixtures/past` against what critics, the catalogue of criteria
//! and the laws' own texts say of them.
//!
//! `UPDATE_DOCS=1 cargo test --test past_laws` writes `docs/past-laws.md`.

#[cfg(test)]
#[path = "past_laws/expected.rs"]
mod expected;
#[cfg(test)]
#[path = "past_laws/law.rs"]
mod law;
#[cfg(test)]
#[path = "past_laws/page.rs"]
mod page;
#[cfg(test)]
#[path = "past_laws/quotes.rs"]
mod quotes;
#[cfg(test)]
#[path = "past_laws/underlined.rs"]
mod underlined;

use expected::{Expectation, disagreement, read};
use law::{Law, laws, root};
use page::Compared;
use quotes::{LONGEST, copies, folded, text_of};
use std::collections::BTreeSet;
use underlined::CASES;

#[test]
fn every_law_loads_without_complaint() {
    assert!(laws().len() >= 14, "only {} laws", laws().len());
    for law in laws() {
        let complaints: Vec<_> = law.complaints.iter().map(|found| (&found.code, &found.message)).collect();
        assert!(complaints.is_empty(), "{}: {complaints:?}", law.id);
        let checked = law.checked();
        assert_eq!(checked.outcomes.len(), law.pack.rules.rules.len(), "{}: every rule answers", law.id);
        assert_eq!(checked.description.words(&law.pack.vocabulary, "meta", "id"), Some(&*law.id), "folder and `meta.id` differ");
    }
}

#[test]
fn verdicts_are_as_expected() {
    let mut wrong = Vec::new();
    for law in laws() {
        let (expected, mistakes) = read(law);
        wrong.extend(mistakes);
        assert!(!expected.is_empty(), "{}: nothing is expected", law.id);
        let mut seen = BTreeSet::new();
        for one in &expected {
            if !seen.insert((&one.rule, &one.by)) {
                wrong.push(format!("{}: {} is expected twice by `{}`", one.place, one.rule, one.by));
            }
            wrong.extend(fault(one, law).map(|why| format!("{}: {}: {why}", one.place, one.rule)));
        }
    }
    assert!(wrong.is_empty(), "{} expectations fail:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is wrong with an expectation: it does not come out, or it is marked and does.
fn fault(expected: &Expectation, law: &Law) -> Option<String> {
    if law.outcome(&expected.rule).is_none() {
        return Some("there is no such rule".into());
    }
    match (disagreement(expected, law), &expected.todo) {
        (None, Some(_)) => Some("it is as expected now: remove `todo`".into()),
        (why, None) => why,
        (Some(_), Some(_)) => None,
    }
}

#[test]
fn a_wrong_expectation_is_noticed() {
    let law = law::law("de-netzdg-2017");
    let expectation = |rule: &str, verdict, at: Option<&str>, todo: Option<&str>| Expectation {
        rule: rule.into(),
        verdict,
        by: "text".into(),
        says: None,
        confidence: "high".into(),
        at: at.map(Into::into),
        todo: todo.map(Into::into),
        place: String::new(),
    };
    use ungp_check::outcome::Verdict::{Met, Violated};
    let of = |expectation: Expectation| fault(&expectation, law).unwrap_or_default();
    assert_eq!(of(expectation("CNT-001", Violated, Some("s 3(2) no 2"), None)), "");
    assert_eq!(of(expectation("CNT-001", Met, None, Some("why"))), "");
    assert!(of(expectation("CNT-001", Met, None, None)).contains("says violated, not met"));
    assert!(of(expectation("CNT-001", Violated, Some("s 99"), None)).contains("names no place with `s 99`"));
    assert!(of(expectation("CNT-001", Violated, None, Some("why"))).contains("remove `todo`"));
    assert!(of(expectation("CNT-999", Violated, None, Some("why"))).contains("no such rule"));
}

#[test]
fn findings_underline_the_exact_words() {
    assert!(CASES.len() >= 25);
    let laws: BTreeSet<&str> = CASES.iter().map(|(law, ..)| *law).collect();
    assert!(laws.len() >= 14, "only {laws:?}");
    let wrong: Vec<String> = CASES.iter().filter_map(underlined::wrong).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}

#[test]
fn a_wrong_underline_is_noticed() {
    let wrong = |words, message| underlined::wrong(&("fr-vigilance-2017", "REM-003", words, message)).unwrap_or_default();
    let message = "people harmed must prove everything themselves, though the company holds what they need to know";
    assert_eq!(wrong("evidence: { is: «claimant-bears-all»,", message), "");
    assert!(wrong("evidence: { is: «claimant-bears»-all,", message).contains("expected"));
    assert!(wrong("evidence: { is: «claimant-bears-all»,", "another message").contains("expected"));
    assert!(wrong("graduated: «true»", message).contains("times, not once"));
    assert!(wrong("evidence: «nothing»", message).contains("0 times"));
}

#[test]
fn reports_stay_as_they_are() {
    for law in laws() {
        insta::with_settings!({
            snapshot_path => "snapshots",
            prepend_module_to_snapshot => false,
            input_file => format!("fixtures/past/{}/description.yaml", law.id),
            description => format!("ungp-check check --format short fixtures/past/{}/description.yaml", law.id),
            omit_expression => true,
        }, {
            insta::assert_snapshot!(format!("past_laws__{}", law.id), law.short());
        });
    }
}

#[test]
fn quotes_are_short_and_real_and_nothing_else_is_copied() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for law in laws() {
        let quotes = quotes::quotes(law);
        count += quotes.len();
        let long = quotes.iter().filter(|quote| quote.split_whitespace().count() > LONGEST);
        wrong.extend(long.map(|quote| format!("{}: more than {LONGEST} words: `{quote}`", law.id)));
        let Some(text) = text_of(law) else { continue };
        let plain = folded(&text);
        let lost = quotes.iter().filter(|quote| !plain.contains(&folded(quote)));
        wrong.extend(lost.map(|quote| format!("{}: not in the law: `{quote}`", law.id)));
        wrong.extend(copies(law, &text).iter().map(|run| format!("{}: copied from the law: `{run}`", law.id)));
    }
    assert!(count >= 200, "only {count} quotes were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_page_is_up_to_date() {
    let compared: Vec<Compared> = laws().iter().map(|law| Compared { law, expected: read(law).0 }).collect();
    let page = page::page(&compared);
    let path = root().join("docs/past-laws.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, page).unwrap();
        return;
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == page, "docs/past-laws.md is out of date: UPDATE_DOCS=1 cargo test --test past_laws");
}
