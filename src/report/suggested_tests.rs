//! A bill checked by its own words alone: every format says that its findings rest on suggestions, and where the words stand.

use super::tests::RULES;
use super::*;
use crate::check::{self, Beside};
use crate::description;
use crate::detect::Strength;
use crate::detect::describe::Told;
use crate::detect::describe::tests::{Clue, World, clue, world};
use crate::diagnostic::Severity;
use crate::outcome::Verdict;
use crate::text::document::Document;
use serde_json::Value;
use std::sync::Arc;

const MESSAGE: &str = "due diligence is required once, not as an ongoing exercise";

/// A bill and what came of it.
struct Bill {
    pack: Pack,
    sources: Sources,
    checked: Vec<Checked>,
}

fn bill(jurisdiction: Option<&str>, language: Option<&str>) -> Bill {
    let sections = [
        "Every company shall look for harm in its chain.",
        "It shall do so once, before the end of 2027.",
        "What it finds may stay with it.",
    ];
    let mut world = world(RULES, &sections);
    world.document.language = language.map(str::to_owned);
    let strong = Clue { strength: Strength::Strong, ..clue("meta.kinds", "hrdd-law", "look for harm") };
    let weak = Clue { strength: Strength::Weak, ..clue("hrdd.public", "false", "may stay with it") };
    let clues = [strong, weak, clue("hrdd.mode", "duty", "shall look for harm"), clue("hrdd.frequency", "one-off", "once, before")];
    let found = world.detected(&clues);
    let World { pack, sources, document } = world;
    let told = Told { kinds: 0, jurisdiction };
    let checked = check::check_text_found(Arc::new(document), &found, told, Beside::default(), &sources, &pack, |_| true);
    Bill { checked: vec![checked.unwrap()], pack, sources }
}

impl Bill {
    fn report(&self) -> Report<'_> {
        Report {
            pack: &self.pack,
            sources: &self.sources,
            checked: &self.checked,
            problems: &[],
            inputs: 1,
            rules: self.pack.rules.rules.len(),
            explain_met: true,
            waivers: None,
            baseline: None,
            past: &[],
            date: None,
        }
    }

    fn verdict(&self, code: &str) -> (Verdict, bool) {
        let outcome = self.checked[0].outcomes.iter().find(|outcome| self.pack.rules.rules[outcome.rule].code == code).unwrap();
        (outcome.verdict, outcome.doubt.suggested)
    }
}

/// Words without the breaks that a narrow page makes.
fn unbroken(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn verdicts_rest_on_suggestions_and_are_warnings_at_most() {
    let bill = bill(None, None);
    assert_eq!(bill.verdict("HRD-001"), (Verdict::Met, true));
    assert_eq!(bill.verdict("HRD-003"), (Verdict::Violated, true));
    assert_eq!(bill.verdict("HRD-004"), (Verdict::Undetermined, false), "a weak cue decides nothing");
    assert_eq!(bill.verdict("CNT-001"), (Verdict::Undetermined, false), "silence is not known");
    assert_eq!(bill.checked[0].worst(), Some(Severity::Warning));
    assert_eq!(bill.checked[0].title, "A Bill");
}

#[test]
fn people_read_that_it_is_suggested_why_and_where() {
    let bill = bill(None, None);
    let report = bill.report();
    let note = "suggested by the bill's words, nobody has confirmed it: `hrdd.frequency` is one-off (cue of T-1); `meta.kinds` is hrdd-law (cue of T-1)";
    let human = human::render(&report, &human::Options { color: false, width: 400 });
    assert!(human.contains(&format!("warning[HRD-003]: {MESSAGE} (suggested)\n  ┌─ bill.txt:3:24\n")), "{human}");
    assert!(
        human.contains("3 │ Sec. 2. It shall do so once, before the end of 2027.\n  │                        ^^^^^^^^^^^^ s 2\n"),
        "{human}"
    );
    assert!(human.contains(note), "{human}");
    assert!(human.contains("hrdd.mode: duty, s 1, bill.txt:2, suggested"), "{human}");
    assert!(human.contains("    look at s 3, “may stay with it”, bill.txt:4 (cue of T-1)\n"), "{human}");
    let next = "3 facts are only suggested, and nobody has confirmed them: to answer and confirm, ungp-check import bill.txt -o bill.yaml";
    assert!(human.ends_with(&format!("{next}\n")), "{human}");

    let plain = plain::render(&report);
    assert!(
        plain.contains(&format!("warning HRD-003 at bill.txt line 3 column 24: {MESSAGE} (suggested)\nwords: “once, before”\n")),
        "{plain}"
    );
    assert!(
        plain.contains(note)
            && plain.contains("look at s 3, “may stay with it”, bill.txt:4 (cue of T-1)")
            && !plain.contains("text of the bill"),
        "{plain}"
    );
    let short = short::render(&report);
    assert!(short.contains(&format!("bill.txt:3:24: warning[HRD-003]: {MESSAGE} (suggested)\n")), "{short}");
    let markdown = markdown::render(&report);
    assert!(
        markdown.contains(&format!("{MESSAGE} (suggested)"))
            && markdown.contains("nobody has confirmed it")
            && markdown.contains("look at s 3"),
        "{markdown}"
    );
    let github = github::render(&report);
    assert!(github.contains("::warning file=bill.txt,line=3,col=24,") && github.contains("(suggested)"), "{github}");
    let junit = junit::render(&report);
    assert!(junit.contains(&format!("{MESSAGE} (suggested)")) && junit.contains("nobody has confirmed it"), "{junit}");
    let html = unbroken(&html::render(&report));
    assert!(html.contains("<dt>Suggested by the bill’s words; nobody has confirmed it</dt><dd>") && html.contains("(suggested)"), "{html}");
    assert!(html.contains("<div><dt>Description</dt><dd>none: every fact is suggested"), "{html}");
    assert!(html.contains("It shall do so <a class=\"mark warning\" id=\"i1-f1-t\" href=\"#i1-f1\">once, before<sup>"), "{html}");
    assert!(html.contains("<li>Look at <q dir=\"auto\">may stay with it</q>, <b class=\"provision\">s 3</b>"), "{html}");
    let docx = super::docx::tests::all_words(&docx::render(&report).unwrap());
    assert!(docx.contains("(suggested)") && docx.contains("nobody has confirmed it") && docx.contains("look at s 3"), "{docx}");
}

#[test]
fn programs_read_it_in_members_of_their_own() {
    let bill = bill(None, None);
    let report = bill.report();
    let json: Value = serde_json::from_str(&json::render(&report)).unwrap();
    let input = &json["inputs"][0];
    assert_eq!((&input["described"], &input["suggested"], &input["text"]), (&false.into(), &3.into(), &"bill.txt".into()));
    let outcome = |code: &str| input["outcomes"].as_array().unwrap().iter().find(|outcome| outcome["rule"] == code).unwrap();
    let finding = &outcome("HRD-003")["findings"][0];
    assert_eq!((&finding["suggested"], &finding["disputed"], &finding["severity"]), (&true.into(), &false.into(), &"warning".into()));
    assert_eq!(finding["message"], MESSAGE);
    assert_eq!(finding["doubtful"][1]["note"], "cue of T-1");
    let label = &finding["labels"][0];
    assert_eq!((&label["words"], &label["start"]["line"], &label["start"]["column"]), (&"once, before".into(), &3.into(), &24.into()));
    assert_eq!(outcome("HRD-001")["suggested"], true);
    assert_eq!(outcome("HRD-001")["evidence"][0]["status"], "suggested");
    let question = input["open_questions"].as_array().unwrap().iter().find(|question| question["path"] == "hrdd.public").unwrap();
    assert_eq!((&question["look_at"][0]["words"], &question["look_at"][0]["at"]), (&"may stay with it".into(), &"s 3".into()));

    let lines = json::ndjson::render(&report);
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines.iter().any(|line| line["type"] == "finding" && line["rule"] == "HRD-003" && line["suggested"] == true));

    let sarif: Value = serde_json::from_str(&sarif::render(&report)).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let result = results.iter().find(|result| result["ruleId"] == "HRD-003").unwrap();
    assert_eq!((&result["level"], &result["properties"]["suggested"]), (&"warning".into(), &true.into()));
    assert!(result["message"]["text"].as_str().unwrap().starts_with(&format!("{MESSAGE} (suggested)\nsuggested by the bill's words")));
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 3);

    let csv = csv::render(&report);
    let head: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
    let row = csv.lines().find(|line| line.contains(MESSAGE)).unwrap();
    assert_eq!(head.last(), Some(&"doubt"));
    assert!(row.ends_with(",suggested"), "{row}");
}

#[test]
fn a_text_in_another_language_says_that_nothing_was_looked_for() {
    let world = world(RULES, &["Alle Unternehmen müssen prüfen."]);
    let World { pack, sources, mut document } = world;
    document.language = Some("de".into());
    let (document, told): (Arc<Document>, _) = (Arc::new(document), |kinds| Told { kinds, jurisdiction: None });
    let check = |kinds| check::check_text(document.clone(), told(kinds), Beside::default(), &sources, &pack, |_| true);
    let problem = check(0).unwrap_err();
    assert_eq!(problem.code, "no-kind");
    assert!(problem.message.contains("is in `de` and the cues are English"), "{problem:?}");
    let checked = check(1).unwrap();
    assert_eq!(
        checked.remarks.iter().map(|remark| (remark.code.as_str(), remark.severity)).collect::<Vec<_>>(),
        [("language", Severity::Warning)]
    );
    assert!(checked.outcomes.iter().all(|outcome| matches!(outcome.verdict, Verdict::Undetermined | Verdict::NotApplicable)));
}

#[test]
fn an_unknown_kind_is_an_error_that_says_what_was_found_and_what_to_choose_from() {
    let world = world(RULES, &["A company shall look for harm.", "It may stop."]);
    let found = world.detected(&[clue("hrdd.mode", "duty", "look for harm"), clue("meta.kinds", "incentive", "may stop")]);
    let World { pack, sources, document } = world;
    let problem =
        check::check_text_found(Arc::new(document), &found, Told::default(), Beside::default(), &sources, &pack, |_| true).unwrap_err();
    assert_eq!(
        problem.message,
        "the words of `bill.txt` do not say what kind of initiative it is, so nobody knows which rules are about it"
    );
    assert_eq!(problem.notes, ["found: plain text, 2 sections or articles, 1 suggested fact"]);
    assert_eq!(problem.help, ["name every kind that fits with `--kind`: `hrdd-law`, `content-platform` or `incentive`"]);
    assert_eq!(sources.slice(problem.primary().unwrap().span), "A Bill");
}

#[test]
fn a_description_and_its_text_are_both_used() {
    let mut world =
        world(RULES, &["Every company shall look for harm.", "It shall do so once, before the end of 2027.", "Its findings stay secret."]);
    let yaml = "vocabulary: initiative/1\nmeta: { id: x, title: T, kinds: [hrdd-law] }\ncoverage: { reviewed: [content] }\n\
                hrdd: { mode: none, public: true }\n";
    let clues = [
        clue("hrdd.mode", "duty", "shall look for harm"),
        clue("hrdd.frequency", "one-off", "once, before"),
        clue("hrdd.public", "false", "stay secret"),
        clue("content[].deadline", "1 h", "Its findings"),
    ];
    let found = world.detected(&clues);
    let file = world.sources.add("x.yaml", yaml);
    let (description, problems) = description::parse(file, &world.sources, &world.pack.vocabulary);
    let World { pack, sources, document } = world;
    let beside = Beside { text: Some(Arc::new(document)), ..Beside::default() };
    let checked = check::check_found(description.unwrap_or_else(|| panic!("{problems:?}")), &found, beside, &sources, &pack, |_| true);
    let bill = Bill { checked: vec![checked], pack, sources };
    let short = short::render(&bill.report());
    assert!(short.contains("x.yaml:4:15: error[HRD-001]: companies need not carry out due diligence\n"), "stated, so an error: {short}");
    assert!(short.contains(&format!("bill.txt:3:24: warning[HRD-003]: {MESSAGE} (suggested)\n")), "{short}");
    assert_eq!(bill.verdict("HRD-004"), (Verdict::Met, false), "a person said so");
    assert_eq!(bill.verdict("CNT-001"), (Verdict::Met, false), "a section called silent stays silent, and no record is added");
    let remark = &bill.checked[0].remarks[0];
    assert_eq!((remark.code.as_str(), remark.severity), ("answered-otherwise", Severity::Note));
    assert_eq!(remark.message, "the text has words that suggest something else than the description says, in 3 places");
    assert_eq!(remark.notes, ["also: `hrdd.public` is true, suggested false (s 3); `content` is silent, suggested a record (s 3)"]);
    let next = "to write it down and confirm it, ungp-check import bill.txt -o x.yaml --merge";
    assert!(short.ends_with(&format!("1 fact is only suggested, and nobody has confirmed it: {next}\n")), "{short}");
}

#[test]
fn who_enacts_may_be_told() {
    let bill = bill(Some("NO"), Some("en-GB"));
    assert_eq!(bill.checked[0].description.words(&bill.pack.vocabulary, "meta", "jurisdiction"), None, "no such field in this vocabulary");
    assert!(bill.checked[0].remarks.is_empty(), "English of any country is searched");
}

/// A description with some suggested fact, beside the bill, and whatever the words suggest.
fn beside(name: &str, yaml: &str, clues: &[Clue<'_>]) -> String {
    let mut world = world(RULES, &["Every company shall look for harm.", "It shall do so once, before the end of 2027."]);
    let found = world.detected(clues);
    let file = world.sources.add(name, yaml.to_owned());
    let (description, problems) = description::parse(file, &world.sources, &world.pack.vocabulary);
    let World { pack, sources, document } = world;
    let beside = Beside { text: Some(Arc::new(document)), ..Beside::default() };
    let checked = check::check_found(description.unwrap_or_else(|| panic!("{problems:?}")), &found, beside, &sources, &pack, |_| true);
    short::render(&Bill { checked: vec![checked], pack, sources }.report())
}

#[test]
fn the_closing_words_name_what_can_be_done_about_suggestions() {
    let once = [clue("hrdd.frequency", "one-off", "once, before")];
    let in_file =
        "vocabulary: initiative/1\nmeta: { id: x, title: T, kinds: [hrdd-law] }\nhrdd: { mode: { is: duty, status: suggested } }\n";
    let said = beside("x.yaml", in_file, &[]);
    assert!(said.ends_with("1 fact is only suggested, and nobody has confirmed it: look at each and set its `status`\n"), "{said}");
    let said = beside("my law.yaml", in_file, &once);
    let both = "2 facts are only suggested, and nobody has confirmed them: set the `status` of the 1 written down; for the rest, ungp-check \
                import bill.txt -o 'my law.yaml' --merge\n";
    assert!(said.ends_with(both), "{said}");
    // A file of JSON is not added to.
    let said = beside("x.json", r#"{"vocabulary": "initiative/1", "meta": {"id": "x", "title": "T", "kinds": ["hrdd-law"]}}"#, &once);
    assert!(said.ends_with("ungp-check import bill.txt -o suggested.yaml\n"), "{said}");
}

#[test]
fn what_is_asked_of_many_records_is_one_question_for_people_and_many_for_programs() {
    let world = world(RULES, &["Posts go.", "Pages go.", "Videos go.", "Songs go."]);
    let words = ["Posts go", "Pages go", "Videos go", "Songs go"];
    let clues: Vec<_> = (1..).zip(words).map(|(group, words)| Clue { group, ..clue("content[].target", words, words) }).collect();
    let found = world.detected(&clues);
    let World { pack, sources, document } = world;
    let told = Told { kinds: u64::MAX >> 32, jurisdiction: None };
    let checked = check::check_text_found(Arc::new(document), &found, told, Beside::default(), &sources, &pack, |_| true).unwrap();
    let paths: Vec<String> = checked.open_questions(&pack).into_iter().map(|(missing, _)| missing.path).collect();
    let all = |field: &str| paths.iter().filter(|path| path.ends_with(field)).count();
    assert_eq!(all("].deadline"), 4, "{paths:?}");
    let asked: Vec<String> = checked.questions(&pack).iter().map(check::Asked::path).collect();
    assert!(asked.contains(&"content[1].deadline, content[2].deadline and 2 more".to_owned()), "{asked:?}");
    assert_eq!(asked.iter().filter(|path| path.contains("deadline")).count(), 1, "{asked:?}");
    let bill = Bill { checked: vec![checked], pack, sources };
    let human = human::render(&bill.report(), &human::Options { color: false, width: 200 });
    assert!(human.contains("  content[1].deadline, content[2].deadline and 2 more: would help to settle 1 verdict\n"), "{human}");
}
