//! Past legislation as a regression suite: the descriptions under `fixtures/past` against what critics, the catalogue of criteria
//! and the laws' own texts say of them.
//!
//! `UPDATE_DOCS=1 cargo test --test past_laws` writes `docs/past-laws.md` and `docs/agreement.md`.

#![cfg(test)]

#[path = "past_laws/law.rs"]
mod law;
#[path = "past_laws/page.rs"]
mod page;
#[path = "past_laws/quotes.rs"]
mod quotes;
#[path = "past_laws/underlined.rs"]
mod underlined;

use law::{Law, laws, root};
use quotes::{LONGEST, copies, folded, text_of};
use std::collections::BTreeSet;
use underlined::CASES;
use ungp_check::check::{self, Beside};
use ungp_check::report::agreement;
use ungp_check::source::Sources;
use ungp_check::suite::{self, Standing, Tested, finding};

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
    let mut count = 0;
    for law in laws() {
        let said = |found: &ungp_check::diagnostic::Diagnostic| {
            let place = found.primary().map(|label| law.sources.place(label.span)).map_or(0, |place| place.line);
            format!("fixtures/past/{}/expected.yaml:{place}: {}", law.id, found.message)
        };
        wrong.extend(law.mistakes.iter().map(said));
        let tested = law.tested();
        assert_eq!(tested.id(), law.id, "`law` and the folder differ");
        assert_eq!(tested.judged.len(), tested.suite.expectations.len(), "{}: every rule answers", law.id);
        count += tested.judged.len();
        wrong.extend(tested.judged.iter().filter_map(|judged| finding(&tested, judged)).map(|found| said(&found)));
    }
    assert!(count >= 313, "only {count} expectations");
    assert!(wrong.is_empty(), "{} expectations fail:\n{}", wrong.len(), wrong.join("\n"));
}

/// How one expectation of a law compares: as if it were the only one in the file.
fn standing(law: &Law, expectation: &str) -> Standing {
    let mut sources = Sources::new();
    let text = format!("law: {}\nexpect:\n  - {{ {expectation}, by: text, confidence: high }}\n", law.id);
    let file = sources.add("expected.yaml", text);
    let (suite, mistakes) = suite::read(file, &sources, &law.pack);
    assert!(mistakes.is_empty(), "{mistakes:?}");
    let suite = suite.unwrap();
    let tested = Tested::new(&suite, law.checked());
    tested.judged[0].standing.clone()
}

#[test]
fn a_wrong_expectation_is_noticed() {
    let law = law::law("de-netzdg-2017");
    let of = |expectation: &str| standing(law, expectation);
    assert_eq!(of("rule: CNT-001, verdict: violated, at: s 3(2) no 2"), Standing::Agrees);
    assert!(matches!(of("rule: CNT-001, verdict: met, todo: why"), Standing::Known(_)));
    assert!(matches!(of("rule: CNT-001, verdict: met"), Standing::Differs(_)));
    assert!(matches!(of("rule: CNT-001, verdict: violated, at: s 99"), Standing::Differs(_)));
    assert_eq!(of("rule: CNT-001, verdict: violated, todo: why"), Standing::Solved);
}

/// Changing a fact of a law is noticed too: otherwise the suite would hold nothing.
#[test]
fn a_changed_description_is_noticed() {
    let law = law::law("de-netzdg-2017");
    let changed = law.text().replace("deadline: { is: 24 h,", "deadline: { is: 30 days,");
    assert_ne!(changed, law.text());
    let mut sources = Sources::new();
    let (pack, _) = ungp_check::pack::load(ungp_check::pack::embedded(), ungp_check::typecheck::Depth::Names, &mut sources);
    let file = sources.add("description.yaml", changed);
    let description = check::read(file, &sources, &pack).0.unwrap();
    let checked = check::check(description, Beside::default(), &sources, &pack, |_| true);
    let tested = Tested::new(law.suite.as_ref().unwrap(), &checked);
    let differing: Vec<&str> =
        tested.judged.iter().filter(|judged| judged.standing.is_failure()).map(|judged| &*judged.expectation.rule.text).collect();
    assert_eq!(differing, ["CNT-001"]);
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

/// What a file says is what was worked out; with `UPDATE_DOCS` it is made so.
fn up_to_date(name: &str, page: &str) {
    let path = root().join(name);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, page).unwrap();
        return;
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == page, "{name} is out of date: UPDATE_DOCS=1 cargo test --test past_laws");
}

#[test]
fn the_page_is_up_to_date() {
    let compared: Vec<Tested<'_>> = laws().iter().map(Law::tested).collect();
    up_to_date("docs/past-laws.md", &page::page(&compared));
}

/// The page on agreement: what it is, the figures as first found, which are kept by hand, and the figures as they are.
#[test]
fn the_agreement_is_up_to_date() {
    let compared: Vec<Tested<'_>> = laws().iter().map(Law::tested).collect();
    let first = std::fs::read_to_string(root().join("tests/past_laws/agreement-first.md")).unwrap();
    let now = agreement::markdown(&compared, &laws()[0].pack, 3);
    up_to_date("docs/agreement.md", &format!("{}{}\n\n## The figures now\n\n{now}", page::AGREEMENT, first.trim_end()));
}
