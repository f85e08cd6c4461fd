//! Two descriptions made one: figures worked by hand, and nothing lost.

use super::*;
use crate::description::write;
use crate::pack::{self, Pack};
use crate::source::Sources;
use crate::typecheck::Depth;
use proptest::prelude::*;
use std::sync::LazyLock;

static PACK: LazyLock<Pack> = LazyLock::new(|| {
    let mut sources = Sources::new();
    let (pack, problems) = pack::load(pack::embedded(), Depth::Names, &mut sources);
    assert!(problems.is_empty(), "{problems:?}");
    pack
});

fn read(text: &str, sources: &mut Sources) -> Description {
    let file = sources.add("a.yaml", text.to_owned());
    let (description, problems) = crate::check::read(file, sources, &PACK);
    assert!(problems.is_empty(), "{problems:?}\n{text}");
    description.unwrap()
}

const META: &str = "vocabulary: initiative/1\nmeta: { id: x, title: y, kinds: [incentive] }\n";

struct Done {
    merged: Merged,
    page: String,
}

fn merged(first: &str, second: &str) -> Done {
    let mut sources = Sources::new();
    let (first, second) = (read(&format!("{META}{first}"), &mut sources), read(&format!("{META}{second}"), &mut sources));
    let (one, other) = (Reading { description: &first, name: "ana.yaml" }, Reading { description: &second, name: "ben.yaml" });
    let merged = merge(one, other, &PACK.vocabulary).unwrap();
    let mut page = String::from("vocabulary: initiative/1\n");
    write::render(&write::items(&merged.root, &PACK.vocabulary), 0, &mut page);
    read(&page, &mut sources);
    Done { merged, page }
}

fn figures(done: &Done, section: &str) -> Agreement {
    let section = PACK.vocabulary.root().find(section).unwrap();
    done.merged.sections.iter().find(|found| found.section == section).map(|found| found.figures).unwrap_or_default()
}

fn answers(pairs: &[(&str, &str)]) -> Agreement {
    pairs.iter().map(|(one, other)| [(*one).to_owned(), (*other).to_owned()]).collect::<Answers>().figures()
}

/// The kappas below are worked from `(p − e) / (1 − e)`.
#[test]
fn kappa_by_hand() {
    // Of 50 answers, both yes 20, both no 15, yes against no 5, no against yes 10: p = 35/50 = 0.7. The first says yes 25 times and
    // the second 30 times: e = 25/50 × 30/50 + 25/50 × 20/50 = 0.3 + 0.2 = 0.5. So (0.7 − 0.5) / (1 − 0.5) = 0.4.
    let mut fifty = vec![("yes", "yes"); 20];
    fifty.extend(vec![("no", "no"); 15]);
    fifty.extend(vec![("yes", "no"); 5]);
    fifty.extend(vec![("no", "yes"); 10]);
    let found = answers(&fifty);
    assert_eq!((found.facts, found.agreed), (50, 35));
    assert!((found.kappa.unwrap() - 0.4).abs() < 1e-12);
    // Three categories, four answers a-a, b-b, c-c, a-b: p = 3/4. First: a 2, b 1, c 1; second: a 1, b 2, c 1:
    // e = (2×1 + 1×2 + 1×1) / 16 = 5/16. So (12/16 − 5/16) / (11/16) = 7/11.
    let found = answers(&[("a", "a"), ("b", "b"), ("c", "c"), ("a", "b")]);
    assert!((found.kappa.unwrap() - 7.0 / 11.0).abs() < 1e-12);
    // Nothing but disagreement, each with its own word: p = 0 and e = 0, so 0.
    assert_eq!(answers(&[("a", "b")]).kappa, Some(0.0));
    // Crosswise: p = 0, e = (1×1 + 1×1) / 4 = 1/2, so −1.
    assert_eq!(answers(&[("a", "b"), ("b", "a")]).kappa, Some(-1.0));
    // One and the same word throughout: e = 1, and nothing can be said.
    assert_eq!(answers(&[("a", "a"), ("a", "a")]), Agreement { facts: 2, agreed: 2, kappa: None });
    assert_eq!(answers(&[]), Agreement::default());
    assert_eq!(Agreement::default().share(), None);
}

/// The example of docs/describing.md: ana and ben both read `process` in full… see there.
#[test]
fn figures_of_a_section() {
    let fields = PACK.vocabulary.record(PACK.vocabulary.section_record(PACK.vocabulary.root().find("hrdd").unwrap())).fields.len();
    let done = merged("hrdd: { mode: duty, gender: true, frequency: ongoing }\n", "hrdd: { mode: duty, gender: false, triggers: [] }\n");
    // Nobody read all of it: only what both state counts. p = 1/2, e = (duty 1×1 + true 1×0 + false 0×1) / 4 = 1/4: (1/2 − 1/4) / (3/4).
    let found = figures(&done, "hrdd");
    assert_eq!((found.facts, found.agreed), (2, 1));
    assert!((found.kappa.unwrap() - 1.0 / 3.0).abs() < 1e-12);
    assert_eq!(done.merged.disagreements.len(), 1);
    // Both read all of it: every field but those in their own words counts, silence too.
    let both = "coverage: { reviewed: [hrdd] }\n";
    let done = merged(&format!("{both}hrdd: {{ mode: duty }}\n"), &format!("{both}hrdd: {{ mode: duty }}\n"));
    let found = figures(&done, "hrdd");
    assert!(found.facts > 5 && found.facts <= fields && found.agreed == found.facts, "{found:?}");
    assert_eq!(found.kappa, Some(1.0));
}

#[test]
fn what_agrees_is_told_once_with_both_names_and_the_fuller_quote() {
    let done = merged(
        "hrdd:\n  mode: { is: duty, at: s 3, quote: identify risks, by: ana, on: 2026-01-01, note: clear }\n",
        "hrdd:\n  mode: { is: duty, at: s 3, quote: shall  identify risks to people, by: ben, on: 2026-02-01, status: confirmed, note: see s 9 }\n",
    );
    let line = "  mode: { is: duty, at: \"s 3\", quote: \"shall  identify risks to people\", by: \"ana, ben\", on: 2026-02-01, status: confirmed, note: \"clear; ben: see s 9\" }\n";
    assert!(done.page.contains(line), "{}", done.page);
    assert_eq!(done.merged.disagreements, []);
}

#[test]
fn quotes_and_places_that_differ_are_both_kept() {
    let done = merged(
        "hrdd: { mode: { is: duty, at: s 3, quote: one thing, by: ana } }\n",
        "hrdd: { mode: { is: duty, at: s 4, quote: another thing, by: ben } }\n",
    );
    assert!(done.page.contains("note: \"ben quotes “another thing”; ben has it at s 4\""), "{}", done.page);
}

#[test]
fn a_disagreement_keeps_both_views() {
    let done = merged(
        "hrdd: { mode: { is: duty, at: s 3, quote: shall assess, by: ana, status: confirmed } }\n",
        "hrdd: { mode: { is: none, at: s 4, quote: may assess, by: ben, on: 2026-01-01, note: a power } }\n",
    );
    let line = "mode: { is: duty, at: \"s 3\", quote: \"shall assess\", by: \"ana\", status: disputed, note: \"ben: `none`, s 4, “may assess”, on 2026-01-01, noting: a power; confirmed by ana\" }";
    assert!(done.page.contains(line), "{}", done.page);
    let found = &done.merged.disagreements[0];
    assert_eq!((found.path.as_str(), found.first.by.as_str(), found.second.by.as_str()), ("hrdd.mode", "ana", "ben"));
    assert_eq!((found.first.value.as_deref(), found.second.value.as_deref()), (Some("duty"), Some("none")));
}

#[test]
fn silence_that_was_read_is_an_answer() {
    // `gender` means `false` where the section was read in full and says nothing: ana says so aloud, and they agree.
    let done = merged("hrdd: { gender: false }\n", "coverage: { reviewed: [hrdd] }\nhrdd: { mode: duty }\n");
    assert_eq!(done.merged.disagreements, []);
    assert_eq!(figures(&done, "hrdd").facts, 1);
    let done = merged("hrdd: { gender: true }\n", "coverage: { reviewed: [hrdd] }\n");
    assert_eq!(done.merged.disagreements.len(), 1);
    assert!(
        done.page.contains("gender: { is: true, status: disputed, note: \"ben.yaml read the section in full and found nothing\" }"),
        "{}",
        done.page
    );
    // The other way round the value is kept too: nothing is lost.
    let done = merged("coverage: { reviewed: [hrdd] }\n", "hrdd: { gender: true }\n");
    assert!(done.page.contains("gender: { is: true, status: disputed, note: \"ana.yaml read"), "{}", done.page);
    let done = merged("hrdd: { gender: true }\n", "hrdd: { mode: duty }\n");
    assert_eq!((done.merged.disagreements.len(), figures(&done, "hrdd").facts), (0, 0), "nobody looked");
}

#[test]
fn records_are_paired_and_what_one_alone_has_is_kept() {
    let fine = "penalties:\n  - { against: company, nature: admin-fine, max_fine: 1 day, at: s 9, by: ana }\n".replace("1 day", "100 EUR");
    let both = format!("{fine}  - {{ against: company, nature: imprisonment, at: s 10, by: ana }}\n");
    let bens = "penalties:\n  - { against: company, nature: admin-fine, max_fine: 200 EUR, at: s 9, by: ben, note: doubled }\n";
    let done = merged(&both, bens);
    let paths: Vec<&str> = done.merged.disagreements.iter().map(|found| found.path.as_str()).collect();
    assert_eq!(paths, ["penalties[1].max_fine"], "ben did not say that these are all");
    // A record, and two facts of which one is the same: 2 of 3; `against`, `nature` and `max_fine` make it 3 of 4.
    assert_eq!((figures(&done, "penalties").facts, figures(&done, "penalties").agreed), (4, 3));
    let done = merged(&both, &format!("coverage: {{ reviewed: [penalties] }}\n{bens}"));
    let found = &done.merged.disagreements[1];
    assert!(found.record && found.path == "penalties[2]" && found.second.value.is_none(), "{found:?}");
    assert!(done.page.contains("note: \"ben.yaml looked for all there are and has no such record\""), "{}", done.page);
    assert_eq!((figures(&done, "penalties").facts, figures(&done, "penalties").agreed), (5, 3));
}

#[test]
fn who_says_what_stays_with_a_fact_that_one_alone_has() {
    let done = merged(
        "penalties:\n  - { against: company, nature: admin-fine, at: s 9, by: ana, status: confirmed }\n",
        "penalties:\n  - { against: company, nature: admin-fine, max_fine: 1 EUR, at: s 9(1), by: ben, status: suggested }\n",
    );
    assert!(done.page.contains("max_fine: { is: 1 EUR, at: \"s 9(1)\", by: \"ben\", status: suggested }"), "{}", done.page);
    assert!(done.page.contains("    by: \"ana, ben\"\n    status: confirmed\n"), "{}", done.page);
}

#[test]
fn what_a_program_suggests_is_nobodys_answer() {
    let done = merged("hrdd: { mode: duty }\n", "hrdd: { mode: { is: none, status: suggested, quote: may } }\n");
    assert_eq!((done.merged.disagreements.len(), figures(&done, "hrdd").facts), (0, 0));
    assert!(done.page.contains("mode: { is: duty, note: \"ben.yaml: `none`, “may”, suggested\" }"), "{}", done.page);
    let done = merged("hrdd: { mode: { is: none, status: suggested, quote: may } }\n", "hrdd: { mode: duty }\n");
    assert!(done.page.contains("mode: { is: duty, note: \"ana.yaml: `none`, “may”, suggested\" }"), "{}", done.page);
}

#[test]
fn only_what_both_read_is_reviewed() {
    let done = merged("coverage: { reviewed: [hrdd, content] }\n", "coverage: { reviewed: [content, penalties] }\n");
    let names = |sections: &[u16]| sections.iter().map(|section| PACK.vocabulary.section_name(*section).to_owned()).collect::<Vec<_>>();
    assert_eq!(names(&done.merged.reviewed), ["content"]);
    assert_eq!(done.merged.reviewed_by_one.clone().map(|read| names(&read)), [vec!["hrdd".to_owned()], vec!["penalties".to_owned()]]);
    assert!(done.page.contains("reviewed: [content]\n"), "{}", done.page);
}

#[test]
fn different_initiatives_are_refused() {
    let mut sources = Sources::new();
    let (one, other) = (read(META, &mut sources), read(&META.replace("id: x", "id: z"), &mut sources));
    let reading = |description| Reading { description, name: "a" };
    let problem = merge(reading(&one), reading(&other), &PACK.vocabulary).unwrap_err();
    assert_eq!(problem.code, "different-initiatives");
    assert_eq!(problem.labels.iter().map(|label| sources.slice(label.span)).collect::<Vec<_>>(), ["x", "z"]);
}

/// All that is said of every fact, for comparing descriptions.
fn facts(description: &Description) -> Vec<String> {
    let mut found = Vec::new();
    description.for_each_fact(&PACK.vocabulary, &mut |path, _, fact, record| {
        let said = [fact.provenance.as_deref().map(write::says), record.provenance.as_deref().map(write::says)];
        found.push(format!("{path} {:?} {said:?}", fact.value));
    });
    found
}

#[test]
fn merging_with_itself_changes_nothing() {
    let mut read_ones = 0;
    for law in std::fs::read_dir(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/past")).unwrap() {
        let Ok(text) = std::fs::read_to_string(law.unwrap().path().join("description.yaml")) else { continue };
        let mut sources = Sources::new();
        let description = read(&text, &mut sources);
        let reading = Reading { description: &description, name: "a.yaml" };
        let merged = merge(reading, reading, &PACK.vocabulary).unwrap();
        assert_eq!(merged.disagreements, []);
        assert!(merged.overall.kappa.is_none_or(|kappa| (kappa - 1.0).abs() < 1e-12));
        let mut page = String::from("vocabulary: initiative/1\n");
        write::render(&write::items(&merged.root, &PACK.vocabulary), 0, &mut page);
        assert_eq!(facts(&read(&page, &mut sources)), facts(&description));
        read_ones += 1;
    }
    assert!(read_ones > 5, "{read_ones} past laws");
}

/// A description in which each part may be there, with a quote of its own.
fn made(who: &str) -> impl Strategy<Value = String> {
    let who = who.to_owned();
    let parts = (0..4_u8, 0..4_u8, 0..4_u8, 0..3_u8, any::<bool>(), any::<bool>());
    parts.prop_map(move |(mode, gender, fines, places, reviewed, named)| {
        let by = if named { format!(", by: {who}") } else { String::new() };
        let mut text = if reviewed { "coverage: { reviewed: [hrdd, penalties] }\n".to_owned() } else { String::new() };
        let fact =
            |name: &str, value: &str, extra: &str| format!("  {name}: {{ is: {value}, quote: \"{who} {name} {value}\"{by}{extra} }}\n");
        let mut section = String::new();
        match mode {
            1 => section += &fact("mode", "duty", ""),
            2 => section += &fact("mode", "none", ", status: confirmed"),
            3 => section += &fact("mode", "duty", ", status: suggested"),
            _ => {}
        }
        match gender {
            1 => section += &fact("gender", "true", ", note: why"),
            2 => section += &fact("gender", "false", ""),
            _ => {}
        }
        if !section.is_empty() {
            text += &format!("hrdd:\n{section}");
        }
        if fines > 0 {
            text += "penalties:\n";
        }
        for number in 1..=fines {
            let nature = if (number + places) % 2 == 0 { "admin-fine" } else { "imprisonment" };
            text += &format!(
                "  - {{ against: company, nature: {nature}, at: s {}, quote: \"{who} fine {number}\"{by}, status: confirmed }}\n",
                number + places
            );
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Every quote and every value that either wrote is in the merged description, and figures do not hang on who comes first.
    #[test]
    fn nothing_is_lost(first in made("ana"), second in made("ben")) {
        let done = merged(&first, &second);
        for text in [&first, &second] {
            for quote in text.split("quote: \"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
                prop_assert!(done.page.contains(quote), "{quote}\n{first}\n{second}\n{}", done.page);
            }
        }
        let back = merged(&second, &first);
        prop_assert_eq!(done.merged.overall.facts, back.merged.overall.facts);
        prop_assert_eq!(done.merged.overall.agreed, back.merged.overall.agreed);
        prop_assert_eq!(done.merged.disagreements.len(), back.merged.disagreements.len());
        let between = |kappa: Option<f64>| kappa.is_none_or(|kappa| (-1.0..=1.0).contains(&kappa));
        prop_assert!(between(done.merged.overall.kappa));
    }
}
