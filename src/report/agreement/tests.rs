//! The figures, on laws made for them.

use super::figures::{Figures, Praise, Reach, Support};
use crate::check::{self, Beside, Checked};
use crate::pack::{self, PackFile};
use crate::source::Sources;
use crate::suite::{self, Suite, Tested};
use crate::typecheck::Depth;

/// Rules that are violated (`A-1` an error, `A-4` a note), partly met (`A-2`, a warning), met (`A-3`), open (`B-1`) and not about this
/// kind (`B-2`).
fn rules() -> String {
    let mut text = r#"vocabulary initiative 1 {
  kinds meta.kinds
  reviewed coverage.reviewed
  section meta "What it is." {
    field id slug required "Its short name."
    field title text required "Its title."
    field kinds set { platform, other } required "What kind is it?"
  }
  section coverage "What was read." { field reviewed sections "What was read in full?" }
  section law "The law." { field no enum { bad, half, good } "?" field half enum { bad, half, good } "?" field yes enum { bad, half, good } "?" field open enum { bad, half, good } "?" }
}
document "Brief" { title "A brief" }
family A "First | family" { pillar I }
family B "Second" { pillar I }
"#
    .to_owned();
    let rules = [
        ("A-1", "no", "error", "platform"),
        ("A-2", "half", "error", "platform"),
        ("A-3", "yes", "error", "platform"),
        ("A-4", "no", "note", "platform"),
    ];
    for (code, field, severity, kind) in rules.into_iter().chain([("B-1", "open", "error", "platform"), ("B-2", "no", "error", "other")]) {
        text.push_str(&format!(
            "rule {code} \"Rule {code}\" {{\n  source \"Brief\" para 1\n  kinds {kind}\n  severity {severity}\n  \
             violated when law.{field} = bad says \"bad\" at law.{field}\n  met when law.{field} = good\n  absence never\n  \
             example violated {{ law: {{ {field}: bad }} }}\n  example met {{ law: {{ {field}: good }} }}\n}}\n"
        ));
    }
    text
}

fn figures(expectations: &[&str]) -> (Figures, String) {
    let mut sources = Sources::new();
    let (pack, problems) = pack::load(vec![PackFile { name: "own.rules".into(), text: rules().into() }], Depth::Full, &mut sources);
    assert_eq!(problems, []);
    let text = "vocabulary: initiative/1\nmeta: { id: xx-law, title: A law, kinds: [platform] }\nlaw: { no: bad, half: half, yes: good }\n";
    let law = sources.add("description.yaml", text);
    let description = check::read(law, &sources, &pack).0.unwrap();
    let checked: Checked = check::check(description, Beside::default(), &sources, &pack, |_| true);
    let mut expected = String::from("law: xx-law\nexpect:\n");
    expectations.iter().for_each(|one| expected.push_str(&format!("  - {{ {one} }}\n")));
    let file = sources.add("expected.yaml", expected);
    let (suite, problems) = suite::read(file, &sources, &pack);
    assert_eq!(problems, []);
    let suite: Suite = suite.unwrap();
    let laws = [Tested::new(&suite, &checked)];
    (Figures::of(&laws, &pack), super::markdown(&laws, &pack, 2))
}

fn critic(rule: &str, verdict: &str, confidence: &str) -> String {
    format!("rule: {rule}, verdict: {verdict}, by: critic, says: Somebody, confidence: {confidence}")
}

#[test]
fn what_critics_find_is_reached_or_not() {
    let expected = [
        critic("A-1", "violated", "high"),
        critic("A-2", "violated", "medium"),
        critic("A-3", "partly-met", "high"),
        critic("B-1", "violated", "high"),
        critic("B-2", "violated", "high"),
        critic("A-4", "partly-met", "low"),
    ];
    let (figures, _) = figures(&expected.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(figures.all.reach, Reach { reached: 1, in_part: 1, undetermined: 1, missed: 2 }, "low confidence does not count");
    let [(high, of_high), (medium, of_medium)] = &figures.confidences;
    assert_eq!((*high, of_high.reach), ("high", Reach { in_part: 0, ..figures.all.reach }));
    assert_eq!((*medium, of_medium.reach), ("medium", Reach { in_part: 1, ..Reach::default() }));
    let [first, second] = figures.families.as_slice() else { panic!("{figures:?}") };
    assert_eq!((first.sums.reach.points(), second.sums.reach.points()), (3, 2));
    assert_eq!(first.sums.reach, Reach { reached: 1, in_part: 1, undetermined: 0, missed: 1 });
}

#[test]
fn partly_met_is_reached_where_no_more_was_expected() {
    let (figures, _) = figures(&[&critic("A-2", "partly-met", "high"), &critic("A-1", "partly-met", "high")]);
    assert_eq!(figures.all.reach, Reach { reached: 2, ..Reach::default() });
}

#[test]
fn what_the_rules_find_has_support_or_not() {
    // Two are errors or warnings: A-1 and A-2. A-4 is a note.
    let [(_, errors), (_, warnings)] = figures(&["rule: A-1, verdict: violated, by: text, confidence: high"]).0.severities;
    assert_eq!((errors.support.other, errors.support.all(), warnings.support.nobody, warnings.support.all()), (1, 1, 1, 1));
    let support = |expected: &[&str]| figures(expected).0.all.support;
    let nobody = "rule: A-4, verdict: violated, by: text, confidence: high";
    assert_eq!(support(&[nobody]), Support { nobody: 2, ..Support::default() });
    let by_text = "rule: A-1, verdict: violated, by: text, confidence: high";
    assert_eq!(support(&[by_text]), Support { other: 1, nobody: 1, ..Support::default() });
    assert_eq!(support(&[by_text, &critic("A-1", "partly-met", "medium")]), Support { critic: 1, nobody: 1, ..Support::default() });
    assert_eq!(support(&[&critic("A-1", "violated", "low")]), Support { nobody: 2, ..Support::default() }, "low confidence is no support");
    let against = "rule: A-1, verdict: met, by: catalogue, confidence: low, todo: they see it otherwise";
    assert_eq!(support(&[against, by_text]), Support { contradicted: 1, nobody: 1, ..Support::default() }, "but a contradiction counts");
    assert_eq!(
        support(&["rule: A-2, verdict: undetermined, by: text, confidence: high, todo: why"]),
        Support { nobody: 2, ..Support::default() }
    );
}

#[test]
fn what_critics_praise_is_met_or_not() {
    let (figures, _) = figures(&[
        &critic("A-3", "met", "high"),
        &critic("A-1", "met", "medium"),
        &critic("B-2", "met", "high"),
        &critic("A-2", "met", "low"),
    ]);
    assert_eq!(figures.all.praise, Praise { met: 1, violated: 1, not_applicable: 1, ..Praise::default() });
}

#[test]
fn every_disagreement_is_in_the_table() {
    let known = format!("{}, todo: \"one | other\", judgement: calibration", critic("A-2", "violated", "high"));
    let (_, page) =
        figures(&[&known, &critic("A-3", "violated", "high"), "rule: A-1, verdict: violated, by: text, confidence: high, at: s 9"]);
    for line in [
        "3 disagreements among 3 expectations.",
        "| calibration: the two draw the line at different places | 1 | 0 | 0 |",
        "| not judged | 1 | 0 | 1 |",
        "| `xx-law` | A-2 Rule A-2 | violated (high confidence) | Somebody | partly met | calibration | one \\| other |",
        "| `xx-law` | A-3 Rule A-3 | violated (high confidence) | Somebody | met |  | not known yet |",
        "| `xx-law` | A-1 Rule A-1 | violated (high confidence) | the text | it names no place at all, and not `s 9` |  | not known yet |",
        "| A First \\| family | 2 | 0 (0%) | 1 (50%) | 0 | 1 |",
    ] {
        assert!(page.lines().any(|found| found == line), "no `{line}` in\n{page}");
    }
}

#[test]
fn shares_are_rounded() {
    assert_eq!([super::share(1, 3), super::share(2, 3), super::share(1, 8), super::share(0, 0)], ["1 (33%)", "2 (67%)", "1 (13%)", "0"]);
}
