//! Every format over one small description, and what all of them must keep to.
//!
//! The snapshots use a pack of their own, so that they change with the formats and not with the criteria.

use super::*;
use crate::check;
use crate::diagnostic::Severity;
use crate::pack;
use crate::text::import::import;
use crate::typecheck::Depth;
use std::fmt::Write;
use std::sync::Arc;

pub(super) const RULES: &str = r#"
vocabulary initiative 1 {
  kinds    meta.kinds
  reviewed coverage.reviewed
  section meta "What the initiative is." {
    field id slug required "A short name."
    field title text required "The title."
    field kinds set { hrdd-law, content-platform, incentive } required "What kind of initiative is it?"
  }
  section coverage "What was read." { field reviewed sections "Which sections were read in full?" }
  section hrdd "Due diligence." {
    field mode enum { duty, disclosure-only, none } "What must companies do?"
    field frequency enum { one-off, periodic, ongoing } "How often must companies look again?"
    field steps set { identify, act, track, none } "Which steps does due diligence consist of?"
    field public bool "Must companies publish what they find?"
  }
  section content list "Rules on content." {
    field target text "What content?"
    field deadline duration "How soon must it be gone?"
  }
}
document "A/HRC/50/56" { title "The practical application of the Guiding Principles" about "A report." }
document UNGP { title "Guiding Principles on Business and Human Rights" about "The yardstick." }
family HRD "Human rights due diligence" { pillar I, II about "The duty." }
family INC "Incentives" { pillar I about "Benefits." }
family CNT "Content" { pillar I about "Removal." }
setting strict_deadline = 24 h "The figure is ours."
rule HRD-001 "Companies must carry out due diligence" {
  source   "A/HRC/50/56" para 16
  source   UNGP principle 3, 15(b), 17
  kinds    hrdd-law
  severity error
  violated when hrdd.mode = none says "companies need not carry out due diligence" at hrdd.mode
  met when hrdd.mode = duty
  absence  always says "no provision found that makes companies carry out due diligence"
  because  "a statement can be true and change nothing"
  help     "add a duty"
  example  violated { hrdd: { mode: none } }
  example  met { hrdd: { mode: duty } }
}
rule HRD-002 "The duty holds all steps" {
  source   UNGP principle 17, 18 commentary
  kinds    hrdd-law
  when     hrdd.mode = duty
  severity error
  violated when count(hrdd.steps) <= 1 says "the duty holds only `{hrdd.steps}`" at hrdd.steps
  met when hrdd.steps has all { identify, act, track }
  partly   says "the duty holds `{hrdd.steps}`, which is not every step" at hrdd.steps
  absence  never
  because  "each step needs the next"
  help     "name the missing step"
  example  violated { hrdd: { mode: duty, steps: [identify] } }
  example  met { hrdd: { mode: duty, steps: [identify, act, track] } }
}
rule HRD-003 "Due diligence is ongoing" {
  source   "A/HRC/50/56" para 33
  source   UNGP principle 17(c)
  kinds    hrdd-law
  severity error
  violated when hrdd.frequency = one-off says "due diligence is required once, not as an ongoing exercise" at hrdd.frequency
  met when hrdd.frequency = ongoing
  also     "the duty itself" at hrdd.mode
  absence  never
  because  "human rights situations change, so an assessment ages; a new product, customer or market brings new harm that nobody has looked at yet"
  help     "add “on an ongoing basis” and the events that call for a new assessment"
  example  violated { hrdd: { frequency: one-off } }
  example  met { hrdd: { frequency: ongoing } }
}
rule HRD-004 "Findings are published" {
  source   UNGP principle 21
  kinds    hrdd-law
  severity warning
  violated when hrdd.public = false says "findings stay secret" at hrdd.public
  met when hrdd.public = true
  absence  never
  because  "nobody can check what nobody sees"
  help     "have them published"
  example  violated { hrdd: { public: false } }
  example  met { hrdd: { public: true } }
}
rule CNT-001 "Removal deadlines leave time to decide" {
  source   "A/HRC/50/56" para 21
  severity warning
  for each c in content
  violated when c.deadline <= settings.strict_deadline says "`{c.target}` must be gone within {c.deadline}" at c.deadline
  met when c.deadline > settings.strict_deadline
  absence  never
  because  "in a hurry, lawful speech is removed too"
  help     "leave time for a decision"
  example  violated { content: [{ target: all, deadline: 1 h }] }
  example  met { content: [{ target: all, deadline: 7 days }] }
}
rule INC-001 "Benefits have conditions" {
  source   UNGP principle 4
  kinds    incentive
  severity note
  violated when hrdd.mode = none says "benefits come without a condition" at hrdd.mode
  met when hrdd.mode = duty
  absence  never
  because  "public money should not pay for harm"
  help     "set a condition"
  example  violated { meta: { kinds: [incentive] }, hrdd: { mode: none } }
  example  met { meta: { kinds: [incentive] }, hrdd: { mode: duty } }
}
"#;

pub(super) const BILL: &str = "Section 1\nEvery company shall carry out due diligence,\nonce, before 1 January 2027.\n";

pub(super) const DESCRIPTION: &str = r#"vocabulary: initiative/1
meta: { id: xx-made-2026, title: Technology (Due Diligence) Bill, kinds: [hrdd-law] }
coverage: { reviewed: [content] }
hrdd:
  mode: { is: duty, at: "s 1", quote: "shall carry out due diligence" }
  frequency: { is: one-off, at: "s 1", quote: "once, before 1 January 2027" }
  steps: { is: [identify, act], at: "s 2", quote: "assess and act" }
content:
  - { target: unlawful content, deadline: 24 h, at: "s 7(1)" }
  - { target: hate speech, deadline: 1 h, at: "s 7(2)" }
"#;

/// Texts and what came of checking them.
pub(super) struct Run {
    pub(super) pack: Pack,
    pub(super) sources: Sources,
    pub(super) checked: Vec<Checked>,
    pub(super) problems: Vec<Diagnostic>,
    pub(super) inputs: usize,
    pub(super) explain_met: bool,
}

impl Run {
    pub(super) fn new() -> Self {
        let mut sources = Sources::new();
        let file = pack::PackFile { name: "made.rules".into(), text: RULES.into() };
        let (pack, problems) = pack::load(vec![file], Depth::Full, &mut sources);
        assert_eq!(problems, []);
        Self { pack, sources, checked: Vec::new(), problems: Vec::new(), inputs: 0, explain_met: false }
    }

    pub(super) fn input(mut self, name: &str, text: &str, bill: Option<&str>) -> Self {
        self.inputs += 1;
        let bill = bill.map(|bill| Arc::new(import("bill.txt", bill.into(), &mut self.sources).unwrap()));
        let file = self.sources.add(name, text.to_owned());
        let (description, problems) = check::read(file, &self.sources, &self.pack);
        self.problems.extend(problems);
        self.checked.extend(description.map(|description| {
            check::check(description, check::Beside { text: bill, ..Default::default() }, &self.sources, &self.pack, |_| true)
        }));
        self
    }

    pub(super) fn small() -> Self {
        Self::new().input("fixtures/made.yaml", DESCRIPTION, Some(BILL))
    }

    pub(super) fn report(&self) -> Report<'_> {
        Report {
            pack: &self.pack,
            sources: &self.sources,
            checked: &self.checked,
            problems: &self.problems,
            inputs: self.inputs,
            rules: self.pack.rules.rules.len(),
            explain_met: self.explain_met,
            waivers: None,
            baseline: None,
            past: &[],
            date: None,
        }
    }

    fn human(&self) -> String {
        human::render(&self.report(), &human::Options { color: false, width: 100 })
    }

    /// What went in and what came out, for a snapshot.
    fn shown(&self, output: &str) -> String {
        let mut text = String::new();
        for checked in &self.checked {
            for file in std::iter::once(checked.file).chain(checked.text()) {
                writeln!(text, "──── {}\n{}", self.sources.name(file), self.sources.text(file)).unwrap();
            }
        }
        let versioned = format!("\"{}\"", env!("CARGO_PKG_VERSION"));
        text + "──── output\n" + &output.replace(&versioned, "\"VERSION\"")
    }
}

#[test]
fn human_snapshot() {
    let mut run = Run::small();
    run.explain_met = true;
    insta::assert_snapshot!(run.shown(&run.human()));
}

#[test]
fn plain_snapshot() {
    let mut run = Run::small();
    run.explain_met = true;
    insta::assert_snapshot!(run.shown(&plain::render(&run.report())));
}

#[test]
fn short_snapshot() {
    let run = Run::small();
    insta::assert_snapshot!(run.shown(&short::render(&run.report())));
}

#[test]
fn json_snapshot() {
    let run = Run::small();
    insta::assert_snapshot!(run.shown(&json::render(&run.report())));
}

#[test]
fn sarif_snapshot() {
    let run = Run::small();
    insta::assert_snapshot!(run.shown(&sarif::render(&run.report())));
}

const BROKEN: &str = "vocabulary: initiative/1\nmeta: { id: xx-b, title: B, kinds: [hrdd-law] }\nhrdd: { mod: duty }\n";

#[test]
fn two_inputs_of_which_one_is_broken() {
    let run = Run::new().input("a.yaml", DESCRIPTION, None).input("b.yaml", BROKEN, None);
    insta::assert_snapshot!(run.human());
    for text in [run.human(), plain::render(&run.report()), short::render(&run.report())] {
        assert!(text.contains("1 of 2 inputs could not be checked"), "{text}");
    }
    assert!(!run.report().is_complete());
}

#[test]
fn places_are_one_based_and_the_right_words_are_underlined() {
    let run = Run::small();
    let document: serde_json::Value = serde_json::from_str(&json::render(&run.report())).unwrap();
    let outcomes = document["inputs"][0]["outcomes"].as_array().unwrap();
    let of = |code: &str| outcomes.iter().find(|outcome| outcome["rule"] == code).unwrap();
    let label = &of("HRD-003")["findings"][0]["labels"][0];
    assert_eq!((label["file"].as_str(), label["primary"].as_bool()), (Some("bill.txt"), Some(true)));
    assert_eq!((label["start"]["line"].as_u64(), label["start"]["column"].as_u64()), (Some(3), Some(1)));
    assert_eq!((label["end"]["line"].as_u64(), label["end"]["column"].as_u64()), (Some(3), Some(28)));
    assert_eq!(label["words"], "once, before 1 January 2027");
    let described = &of("HRD-003")["findings"][0]["labels"][1];
    assert_eq!((described["start"]["line"].as_u64(), described["start"]["column"].as_u64()), (Some(6), Some(20)));
    assert_eq!(described["words"], "one-off");
    let hours = of("CNT-001")["findings"].as_array().unwrap();
    assert_eq!(hours.iter().map(|finding| finding["labels"][0]["words"].as_str().unwrap()).collect::<Vec<_>>(), ["24 h", "1 h"]);
    let short = short::render(&run.report());
    assert!(short.contains("bill.txt:3:1: error[HRD-003]: due diligence is required once, not as an ongoing exercise\n"), "{short}");
    assert!(short.contains("fixtures/made.yaml:10:38: warning[CNT-001]: `hate speech` must be gone within 1 h\n"), "{short}");
    let human = run.human();
    assert!(human.contains("┌─ bill.txt:3:1\n"), "{human}");
    assert!(human.contains("3 │ once, before 1 January 2027.\n  │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^ s 1\n"), "{human}");
}

#[test]
fn verdicts_are_what_the_tests_count_on() {
    let run = Run::small();
    let verdicts: Vec<String> =
        run.checked[0].outcomes.iter().map(|outcome| format!("{} {}", run.pack.rules.rules[outcome.rule].code, outcome.verdict)).collect();
    let expected =
        ["HRD-001 met", "HRD-002 partly met", "HRD-003 violated", "HRD-004 undetermined", "CNT-001 violated", "INC-001 not applicable"];
    assert_eq!(verdicts, expected);
}

#[test]
fn findings_come_by_severity_and_then_by_place() {
    let run = Run::small();
    let order: Vec<(Severity, String)> =
        view::findings(&run.report(), &run.checked[0]).into_iter().map(|finding| (finding.severity, finding.code)).collect();
    use crate::diagnostic::Severity::{Error, Warning};
    let expected = [(Error, "HRD-003"), (Error, "quote-not-found"), (Warning, "HRD-002"), (Warning, "CNT-001"), (Warning, "CNT-001")];
    assert_eq!(order.iter().map(|(severity, code)| (*severity, code.as_str())).collect::<Vec<_>>(), expected);
}

#[test]
fn a_repeated_rule_says_why_once_and_loses_nothing() {
    let run = Run::small();
    for text in [run.human(), plain::render(&run.report())] {
        assert_eq!(text.matches("in a hurry, lawful speech is removed too").count(), 1, "{text}");
        assert_eq!(text.matches("see the first CNT-001 above").count(), 1, "{text}");
        assert!(text.contains("must be gone within 24 h") && text.contains("must be gone within 1 h"), "{text}");
    }
    let mut said = view::Said::default();
    let mut first = Diagnostic::error("x", "m").note("why: a").help("one");
    let mut second = Diagnostic::error("x", "m").note("why: a").help("another");
    assert!(!said.shorten(&mut first) && said.shorten(&mut second));
    assert_eq!((second.notes.len(), second.help), (0, vec!["another".to_owned()]));
}

#[test]
fn nothing_found_is_not_a_pass() {
    let text = "vocabulary: initiative/1\nmeta: { id: xx-c, title: C, kinds: [hrdd-law] }\n";
    let run = Run::new().input("c.yaml", text, None);
    let human = run.human();
    assert!(human.contains("0 violated, 0 partly met, 0 met, 5 undetermined, 1 not applicable\n"), "{human}");
    assert!(human.ends_with("checked 1 input against 6 rules: no findings; 5 verdicts undetermined\n"), "{human}");
    assert!(short::render(&run.report()).contains("c.yaml: undetermined[HRD-003]: needs hrdd.frequency\n"));
    let none = Run::new();
    assert_eq!(none.human(), "nothing was checked: there are no inputs\n");
    assert_eq!(short::render(&none.report()), "nothing was checked: there are no inputs\n");
    let only = Run::new().input("b.yaml", BROKEN, None);
    assert!(only.human().ends_with("nothing was checked: the only input could not be used\n"), "{}", only.human());
    let rules = Report { rules: 0, ..run.report() };
    assert!(plain::render(&rules).ends_with("nothing was checked: there are no rules to ask\n"));
    let mut broken = Run::small();
    broken.pack.broken.push("HRD-009".into());
    assert!(broken.human().contains("1 rule with errors could not be asked: HRD-009\n"));
}

#[test]
fn what_is_undetermined_is_never_green() {
    let mut run = Run::small();
    run.explain_met = true;
    let text = human::render(&run.report(), &human::Options { color: true, width: 100 });
    let green = "\u{1b}[32m";
    let greens: Vec<&str> = text.split(green).skip(1).map(|rest| rest.split('\u{1b}').next().unwrap()).collect();
    assert_eq!(greens, ["HRD-001", "1 met"]);
    let without: String = human::render(&run.report(), &human::Options { color: false, width: 100 });
    assert!(!without.contains('\u{1b}'));
    let bare: String =
        text.split('\u{1b}').enumerate().map(|(index, part)| if index == 0 { part } else { part.split_once('m').unwrap().1 }).collect();
    assert_eq!(bare, without, "colour adds nothing but colour");
}

#[test]
fn long_lists_of_questions_say_how_many_are_left() {
    let fields: String = (0..15).map(|number| format!("field f{number} bool \"Question {number}?\"\n")).collect();
    let rules: String = (0..15)
        .map(|number| {
            format!(
                "rule X-{number:03} \"Rule {number}\" {{ source UNGP principle 1\n severity note\n violated when s.f{number} = false says \"no\" at s.f{number}\n met when s.f{number} = true\n absence never\n because \"b\"\n help \"h\"\n \
                 example violated {{ s: {{ f{number}: false }} }}\n example met {{ s: {{ f{number}: true }} }} }}\n"
            )
        })
        .collect();
    let pack = RULES.replace("section content list", &format!("section s \"S.\" {{ {fields} }}\nsection content list"))
        + "family X \"X\" { pillar I about \"x\" }\n"
        + &rules;
    let mut sources = Sources::new();
    let (pack, problems) = pack::load(vec![pack::PackFile { name: "made.rules".into(), text: pack.into() }], Depth::Names, &mut sources);
    assert_eq!(problems, []);
    let run = Run { pack, sources, ..Run::new() }.input("a.yaml", DESCRIPTION, None);
    let human = run.human();
    assert!(human.contains("  and 6 more (--format json lists all)\n"), "{human}");
    assert!(plain::render(&run.report()).contains("and 6 open questions more; --format json lists all\n"));
    let document: serde_json::Value = serde_json::from_str(&json::render(&run.report())).unwrap();
    assert_eq!(document["inputs"][0]["open_questions"].as_array().unwrap().len(), 16);
}

#[test]
fn the_same_report_gives_the_same_text() {
    let (one, two) = (Run::small(), Run::small());
    assert_eq!(json::render(&one.report()), json::render(&two.report()));
    assert_eq!(sarif::render(&one.report()), sarif::render(&two.report()));
}
