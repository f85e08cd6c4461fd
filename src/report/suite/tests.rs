//! JUnit with hostile texts, read back by somebody else's reader.

use super::*;
use crate::check::{self, Beside, Checked};
use crate::pack::{self, PackFile, examples};
use crate::suite::{self, Suite};
use crate::typecheck::Depth;
use quick_junit::{NonSuccessKind, Report as JUnit, TestCaseStatus};

/// Everything that XML has marks for, cannot hold, or would change.
const HOSTILE: &str = "<&>\"' ]]> \u{1b}[31m \0 \u{8} \u{7f} \u{85} \u{fffe} \u{202e} é 漢 👩‍⚖️ \t \r\n end";

const RULES: &str = r#"vocabulary initiative 1 {
  kinds meta.kinds
  reviewed coverage.reviewed
  section meta "What it is." {
    field id slug required "Its short name."
    field title text required "Its title."
    field kinds set { platform, other } required "What kind is it?"
  }
  section coverage "What was read." { field reviewed sections "What was read in full?" }
  section content list "Rules on content." { field appeal bool "Can users appeal?" }
}
document "Brief" { title "A brief" }
family TIM "Time" { pillar I }
rule TIM-001 "Users can appeal" {
  source "Brief" para 1
  severity error
  for each c in content
  violated when not c.appeal says "users <cannot> appeal & complain" at c.appeal
  met when c.appeal
  absence never
  example violated "wrong <on> purpose" { content: [{ appeal: true }] }
  example met { content: [{ appeal: true }] }
}
"#;
const LAW: &str = "vocabulary: initiative/1\nmeta: { id: xx-law, title: A law, kinds: [platform] }\ncontent:\n  - { appeal: false }\n";

/// Between quotation marks of YAML, with what it does not take as it is escaped.
fn quoted(text: &str) -> String {
    let plain = |letter: char| letter == ' ' || letter.is_alphanumeric() || letter > '\u{ffff}';
    let letters = text.chars().map(|letter| if plain(letter) { letter.to_string() } else { format!("\\u{:04x}", u32::from(letter)) });
    format!("\"{}\"", letters.collect::<String>())
}

fn suite_of(text: String, name: &str, pack: &Pack, sources: &mut Sources) -> (Suite, Checked) {
    let file = sources.add(name, text);
    let (suite, problems) = suite::read(file, sources, pack);
    assert_eq!(problems, []);
    let law = sources.add("description.yaml", LAW);
    let description = check::read(law, sources, pack).0.unwrap();
    (suite.unwrap(), check::check(description, Beside::default(), sources, pack, |_| true))
}

/// A law that agrees, one that differs by a critic with a hostile name, one known to differ for a hostile reason; two examples, of which
/// one fails; and a problem.
fn with_report<T>(problems: &[Diagnostic], then: impl Fn(&TestReport<'_>) -> T) -> T {
    let mut sources = Sources::new();
    let (pack, found) = pack::load(vec![PackFile { name: "own.rules".into(), text: RULES.into() }], Depth::Full, &mut sources);
    assert_eq!(found, []);
    let expected = |rest: &str| format!("law: xx-law\nexpect:\n  - {{ rule: TIM-001, confidence: high, {rest} }}\n");
    let pairs = [
        suite_of(expected("verdict: violated, by: text"), "a", &pack, &mut sources),
        suite_of(expected(&format!("verdict: met, by: critic, says: {}", quoted(HOSTILE))), "b", &pack, &mut sources),
        suite_of(expected(&format!("verdict: met, by: text, todo: {}", quoted(HOSTILE))), "c", &pack, &mut sources),
    ];
    let laws: Vec<Tested<'_>> = pairs.iter().map(|(suite, checked)| Tested::new(suite, checked)).collect();
    let ran = examples::each(&pack, &sources, |_| true);
    then(&TestReport { pack: &pack, sources: &sources, laws: &laws, examples: &ran, problems, suites: 4 })
}

#[test]
fn junit_is_read_back_as_it_was_meant() {
    let problems = [Diagnostic::error("unreadable", format!("cannot read `{HOSTILE}`")), Diagnostic::warning("w", "no error")];
    let xml = with_report(&problems, junit::render);
    let allowed = |letter: char| !letter.is_control() || letter == '\n';
    assert!(xml.chars().all(allowed), "{xml:?}");
    let read = JUnit::deserialize_from_str(&xml).unwrap();
    assert_eq!((read.tests, read.failures, read.errors), (6, 2, 1));
    let names: Vec<&str> = read.test_suites.iter().map(|suite| suite.name.as_str()).collect();
    assert_eq!(names, ["xx-law", "xx-law", "xx-law", "examples", "problems"]);
    let case = |suite: usize, case: usize| &read.test_suites[suite].test_cases[case];
    assert!(matches!(case(0, 0).status, TestCaseStatus::Success { .. }));
    assert_eq!(case(0, 0).name.as_str(), "TIM-001 violated, by text");
    let failed = |suite, number| match &case(suite, number).status {
        TestCaseStatus::NonSuccess { kind, message, ty, description, .. } => {
            (*kind, ty.as_ref().unwrap().to_string(), message.as_ref().unwrap().to_string(), description.as_ref().unwrap().to_string())
        }
        other => panic!("{other:?}"),
    };
    let (kind, ty, message, text) = failed(1, 0);
    assert_eq!(
        (kind, ty.as_str(), message.as_str()),
        (NonSuccessKind::Failure, "expectation-failed", "`TIM-001` calls `xx-law` violated, not met")
    );
    assert!(
        text.contains("error expectation-failed at b line 3 column 49") && text.contains("it says: users <cannot> appeal & complain"),
        "{text}"
    );
    assert!(text.contains("expected by <&>\"' ]]> ?[31m"), "{text}");
    let TestCaseStatus::Skipped { message, .. } = &case(2, 0).status else { panic!("{:?}", case(2, 0)) };
    let message = message.as_ref().unwrap().to_string();
    assert!(message.starts_with("known to differ: <&>\"' ]]> \u{fffd}[31m \u{fffd} \u{fffd} \u{fffd} \u{fffd}"), "{message:?}");
    assert!(message.ends_with("end") && message.contains(" é 漢 👩‍⚖️ "), "{message:?}");
    // This reader drops tabs and carriage returns; others would make blanks of them, were they not escaped.
    assert!(xml.contains("⚖️ &#9; &#13;&#10; end\"/>"), "{xml}");
    let (kind, ty, ..) = failed(3, 0);
    assert_eq!((kind, ty.as_str()), (NonSuccessKind::Failure, "example-failed"));
    assert_eq!(case(3, 0).name.as_str(), "TIM-001 example 1, violated: wrong <on> purpose");
    assert!(matches!(case(3, 1).status, TestCaseStatus::Success { .. }));
    let (kind, ty, ..) = failed(4, 0);
    assert_eq!((kind, ty.as_str()), (NonSuccessKind::Error, "unreadable"));
}

#[test]
fn the_summary_counts_what_is_there() {
    let (summary, complete, failures) = with_report(&[], |report| (summary(report), report.is_complete(), report.has_failures()));
    assert_eq!(summary, "3 laws, 3 expectations: 1 agree, 1 differ, 1 known to differ; 2 examples, 1 failed");
    assert!(!complete && failures, "one law of four was not tested");
}
