//! Waivers read, sorted by day, and matched with findings.

use super::*;
use crate::check;
use crate::for_tests::{render, snapshot};
use crate::pack::{self, PackFile};
use crate::source::Sources;
use crate::typecheck::Depth;

const RULES: &str = r#"
vocabulary initiative 1 {
  kinds    meta.kinds
  reviewed coverage.reviewed
  section meta "What it is." {
    field id slug required "Its name."
    field kinds set { act } required "What kind?"
  }
  section coverage "What was read." { field reviewed sections "Which sections?" }
  section content list "Rules on content." { field deadline duration "How soon?" }
  section hrdd "Due diligence." { field mode enum { duty, none } "What must companies do?" }
}
document "Brief" { title "A brief" }
family TIM "Time" { pillar I }
rule TIM-001 "Time to decide" {
  source   "Brief" para 1
  severity error
  for each c in content
  violated when c.deadline <= 24 h says "gone within `{c.deadline}`" at c.deadline
  met when c.deadline > 24 h
  absence  never
  because  "haste"
  help     "wait"
  example  violated { content: [{ deadline: 1 h }] }
  example  met { content: [{ deadline: 3 days }] }
}
rule TIM-002 "A duty" {
  source   "Brief" para 2
  severity warning
  violated when hrdd.mode = none says "no duty" at hrdd.mode
  met when hrdd.mode = duty
  absence  always says "no provision found"
  because  "harm"
  help     "add one"
  example  violated { hrdd: { mode: none } }
  example  met { hrdd: { mode: duty } }
}
"#;

const ACT: &str = "vocabulary: initiative/1\nmeta: { id: xx-a, kinds: [act] }\ncontent:\n  - { deadline: { is: 1 h, at: s 3(2) no 1 } }\n  - { deadline: { is: 2 h, at: s 4 } }\nhrdd: { mode: none }\n";

struct Run {
    sources: Sources,
    pack: Pack,
    checked: Vec<Checked>,
}

fn run(acts: &[&str]) -> Run {
    let mut sources = Sources::new();
    let (pack, problems) = pack::load(vec![PackFile { name: "made.rules".into(), text: RULES.into() }], Depth::Full, &mut sources);
    assert_eq!(problems, []);
    let mut checked = Vec::new();
    for act in acts {
        let file = sources.add("act.yaml", (*act).to_owned());
        let (description, problems) = check::read(file, &sources, &pack);
        assert_eq!(problems, []);
        checked.push(check::check(description.unwrap(), check::Beside::default(), &sources, &pack, |_| true));
    }
    Run { sources, pack, checked }
}

const DAY: Date = jiff::civil::date(2026, 11, 22);

impl Run {
    fn read(&mut self, name: &str, text: &str) -> (Vec<Written>, Vec<Diagnostic>) {
        let file = self.sources.add(name, text.to_owned());
        read(file, &self.sources, &self.pack)
    }

    /// Waivers without a mistake, applied on the day.
    fn apply(&mut self, text: &str) -> Register {
        let file = self.sources.add("waivers.yaml", text.to_owned());
        let (written, problems) = read(file, &self.sources, &self.pack);
        assert_eq!(problems, []);
        let mut register = Register::new(file, written, DAY);
        register.apply(&mut self.checked, &self.pack, true);
        register
    }

    /// `CODE PROVISION: REASON` of each finding of all inputs; no reason where it is not waived.
    fn waived(&self) -> Vec<String> {
        let outcomes = self.checked.iter().flat_map(|checked| &checked.outcomes);
        let findings = outcomes.flat_map(|outcome| outcome.findings.iter().map(move |finding| (outcome.rule, finding)));
        let reason = |finding: &Finding| finding.waiver.as_ref().map_or(String::new(), |waiver| waiver.reason.clone());
        let shown = findings.map(|(rule, finding)| {
            let provision = finding.provision.as_deref().unwrap_or("-");
            format!("{} {provision}: {}", self.pack.rules.rules[rule].code, reason(finding))
        });
        shown.collect()
    }
}

fn waiver(what: &str, reason: &str) -> String {
    format!("  - {{ {what}, reason: {reason}, owner: o, approver: a, expires: 2026-11-22 }}\n")
}

fn file(waivers: &[String]) -> String {
    format!("waivers:\n{}", waivers.concat())
}

#[test]
fn every_mistake_has_its_place_and_all_come_in_one_run() {
    let text = r#"waivers:
  - reason: for everything
  - rule: TIM-0001
  - rule: TIM
  - { rule: tim-001, resaon: x, by: me }
  - { rule: TIM-001, expires: 30.6.2027 }
  - { rule: TIM-001, expires: 2027-02-30 }
  - { rule: [TIM-001, TIM-002] }
  - { rule: TIM-001, at: "", law: }
  - { rule: TIM-001, reason: a, reason: b }
  - TIM-001
  -
  - { rule: "*" }
waiver: []
"#;
    let mut all = run(&[]);
    let (written, problems) = all.read("waivers.yaml", text);
    assert_eq!(
        written.iter().map(|waiver| waiver.reason.as_deref()).collect::<Vec<_>>(),
        [Some("a")],
        "only the one that is twice the same"
    );
    assert!(problems.iter().all(|problem| problem.severity == crate::diagnostic::Severity::Error));
    snapshot("waiver/snapshots", "waivers_with_mistakes", text, &render(&problems, &all.sources, "waivers.yaml"));
}

#[test]
fn files_that_hold_no_waivers() {
    let cases = [
        ("", "no-waivers 1:1"),
        ("# none yet\n", "no-waivers 1:1"),
        ("{}", "no-waivers 1:1"),
        ("waivers:\n", "wrong-type 1:9"),
        ("waivers: TIM-001\n", "wrong-type 1:10"),
        ("- rule: TIM-001\n", "wrong-type 1:1"),
        ("waiver:\n  - rule: TIM-001\n", "unknown-key 1:1"),
        ("waivers: &all []\n", "yaml-anchor 1:10"),
    ];
    for (text, expected) in cases {
        let mut all = run(&[]);
        let (written, problems) = all.read("waivers.yaml", text);
        let shown = render(&problems, &all.sources, "waivers.yaml");
        assert!(written.is_empty() && shown.starts_with(expected) && problems.len() == 1, "{text:?}\n{shown}");
        assert!(!shown.contains("description"), "{shown}");
    }
    let (written, problems) = run(&[]).read("waivers.yaml", "waivers: []\n");
    assert_eq!((written, problems), (Vec::new(), Vec::new()));
    let (written, problems) = run(&[]).read("w.json", r#"{"waivers": [{"rule": "TIM-001", "expires": "2026-11-22"}]}"#);
    assert_eq!((written.len(), written[0].expires.map(|(day, _)| day), problems), (1, Some(DAY), Vec::new()));
}

#[test]
fn too_much_of_it_is_refused_in_time() {
    let many = format!("waivers:\n{}", waiver("rule: TIM-001", "r").repeat(10_001));
    let (written, problems) = run(&[]).read("waivers.yaml", &many);
    assert_eq!((written.len(), problems.len(), problems[0].code.as_str()), (0, 1, "too-large"));
    let wrong = format!("waivers:\n{}", "  - { rule: X }\n".repeat(5_000));
    let (_, problems) = run(&[]).read("waivers.yaml", &wrong);
    assert_eq!((problems.len(), problems[200].code.as_str()), (201, "too-many-problems"));
    let deep = format!("waivers: {}", "[".repeat(100_000));
    assert_eq!(run(&[]).read("waivers.yaml", &deep).1[0].code, "too-deep");
}

#[test]
fn a_waiver_is_for_a_rule_a_law_and_a_place() {
    let all = ["TIM-001 s 3(2) no 1: ", "TIM-001 s 4: ", "TIM-002 -: "];
    assert_eq!(run(&[ACT]).waived(), all);
    let waived = |text: &str| {
        let mut run = run(&[ACT]);
        let register = run.apply(text);
        (run.waived(), register.findings.iter().map(|finding| finding.code.clone()).collect::<Vec<_>>())
    };
    let none: Vec<String> = Vec::new();
    let (found, said) = waived(&file(&[waiver("rule: TIM-001", "r")]));
    assert_eq!((found, said), (vec!["TIM-001 s 3(2) no 1: r".into(), "TIM-001 s 4: r".into(), "TIM-002 -: ".to_owned()], none.clone()));
    let (found, said) = waived(&file(&[waiver("rule: TIM-001, law: xx-a, at: \"S 3(2)  no 1\"", "r")]));
    assert_eq!((found, said), (vec!["TIM-001 s 3(2) no 1: r".into(), "TIM-001 s 4: ".into(), "TIM-002 -: ".to_owned()], none.clone()));
    // A place does not take in what is below it, and another law is none of ours.
    let (found, said) = waived(&file(&[waiver("rule: TIM-001, at: s 3(2)", "r")]));
    assert_eq!((found.as_slice(), said), (all.map(str::to_owned).as_slice(), vec!["waiver-unused".to_owned()]));
    let (found, said) = waived(&file(&[waiver("rule: TIM-001, law: xx-b", "r")]));
    assert_eq!((found.as_slice(), said), (all.map(str::to_owned).as_slice(), none));
    let (_, said) = waived(&file(&[waiver("rule: TIM-002, at: s 3", "r")]));
    assert_eq!(said, ["waiver-unused"]);
}

#[test]
fn the_first_of_two_counts_and_the_second_is_unused_unless_it_waives_more() {
    let mut two = run(&[ACT]);
    let register = two.apply(&file(&[waiver("rule: TIM-001, at: s 4", "first"), waiver("rule: TIM-001, at: s 4", "second")]));
    assert_eq!(two.waived()[1], "TIM-001 s 4: first");
    let second = &register.findings[0];
    assert_eq!((register.findings.len(), second.code.as_str(), second.labels.len()), (1, "waiver-unused", 2));
    assert_eq!(two.sources.place(second.labels[0].span).line, 3);
    assert_eq!(two.sources.place(second.labels[1].span).line, 2);
    let mut more = run(&[ACT]);
    let register = more.apply(&file(&[waiver("rule: TIM-001, at: s 4", "first"), waiver("rule: TIM-001", "second")]));
    assert_eq!((more.waived()[0].as_str(), more.waived()[1].as_str()), ("TIM-001 s 3(2) no 1: second", "TIM-001 s 4: first"));
    assert_eq!(register.findings, []);
}

#[test]
fn the_last_day_still_counts_and_the_next_does_not() {
    let text = file(&[waiver("rule: TIM-001", "r")]);
    let mut all = run(&[]);
    let (written, _) = all.read("waivers.yaml", &text);
    let file = all.sources.add("x", "");
    assert_eq!(Register::new(file, written.clone(), DAY).in_force(), 1);
    let next = Register::new(file, written, DAY.tomorrow().unwrap());
    assert_eq!((next.in_force(), next.findings[0].code.as_str()), (0, "waiver-expired"));
    assert_eq!(all.sources.slice(next.findings[0].labels[1].span), "2026-11-22");
}

#[test]
fn each_part_of_a_waiver_is_needed() {
    for (part, value) in [("reason", "r"), ("owner", "o"), ("approver", "a"), ("expires", "2026-11-22")] {
        let full = file(&[waiver("rule: TIM-001", "r")]);
        for less in [full.replace(&format!(", {part}: {value}"), ""), full.replace(&format!("{part}: {value}"), &format!("{part}: \" \""))]
        {
            let mut run = run(&[ACT]);
            let register = run.apply(&less);
            let finding = &register.findings[0];
            assert_eq!((register.in_force(), register.findings.len(), finding.code.as_str()), (0, 1, "waiver-incomplete"), "{less}");
            assert!(finding.message.ends_with(&format!("it has no `{part}`")), "{}", finding.message);
            assert!(run.waived().iter().all(|finding| finding.ends_with(": ")));
        }
    }
    let both = run(&[ACT]).apply("waivers: [{ rule: TIM-001, expires: 2020-01-01 }]\n");
    assert_eq!(both.findings.iter().map(|finding| finding.code.as_str()).collect::<Vec<_>>(), ["waiver-incomplete", "waiver-expired"]);
}

#[test]
fn an_unused_waiver_says_why() {
    let help = |act: &str, waiver: String| {
        let register = run(&[act]).apply(&file(&[waiver]));
        register.findings.iter().flat_map(|finding| finding.help.clone()).collect::<Vec<_>>()
    };
    let at_9 = waiver("rule: TIM-001, at: s 9", "r");
    assert_eq!(help(ACT, at_9.clone()), ["no finding of `TIM-001` is at `s 9`; what there is stands at `s 3(2) no 1`, `s 4`"]);
    let placeless = ["the description gives no place for what `TIM-002` finds: leave out `at: s 9`, or write the place there"];
    assert_eq!(help(ACT, waiver("rule: TIM-002, at: s 9", "r")), placeless);
    let met = ACT.replace("mode: none", "mode: duty");
    assert_eq!(help(&met, waiver("rule: TIM-002", "r")), ["take it out: the verdict is met now"]);
    let open = "vocabulary: initiative/1\nmeta: { id: xx-a, kinds: [act] }\n";
    let undetermined = ["the verdict is undetermined now: answer the open question before you take the waiver out"];
    assert_eq!(help(open, waiver("rule: TIM-002", "r")), undetermined);
}

#[test]
fn a_rule_that_was_not_asked_and_an_input_that_is_missing_say_nothing_of_a_waiver() {
    let text = file(&[waiver("rule: TIM-002", "r"), waiver("rule: TIM-001, law: xx-a, at: s 9", "r")]);
    let mut some = run(&[ACT]);
    some.checked[0].outcomes.retain(|outcome| some.pack.rules.rules[outcome.rule].code == "TIM-001");
    let register = some.apply(&text);
    assert_eq!(register.findings.len(), 1, "TIM-002 was not asked");
    let mut missing = run(&["vocabulary: initiative/1\nmeta: { id: xx-a, kinds: [act] }\nhrdd: { mode: duty }\n"]);
    let waivers = missing.sources.add("waivers.yaml", text);
    let (written, _) = read(waivers, &missing.sources, &missing.pack);
    let mut register = Register::new(waivers, written, DAY);
    register.apply(&mut missing.checked, &missing.pack, false);
    assert_eq!(register.findings.iter().map(|finding| finding.labels[0].span.start).collect::<Vec<_>>().len(), 1);
    assert_eq!(missing.sources.place(register.findings[0].labels[0].span).line, 3, "what is for any law may be for the missing one");
}
