//! The past laws that are embedded, and which of them are named for a rule, on a small pack.

use super::*;
use crate::diagnostic::Severity;
use crate::pack::{self, PackFile};
use crate::typecheck::Depth;
use std::path::Path;

const RULES: &str = r#"
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
    field mode enum { duty, partial, none } "What must companies do?"
    field secret bool "May findings be kept secret?"
  }
  section content list "Rules on content." { field appeal bool "Can users appeal?" }
}
document UNGP { title "Guiding Principles on Business and Human Rights" about "The yardstick." }
family HRD "Due diligence" { pillar I, II about "The duty." }
family CNT "Content" { pillar I about "Removal." }
rule HRD-001 "Companies must carry out due diligence" {
  source   UNGP principle 17
  severity warning
  violated when hrdd.mode = none says "companies need not carry out due diligence" at hrdd.mode
  met when hrdd.mode = duty
  absence  never
  because  "b"
  help     "h"
  example  violated { hrdd: { mode: none } }
  example  met { hrdd: { mode: duty } }
}
rule HRD-002 "Findings are not secret" {
  source   UNGP principle 21
  severity note
  violated when hrdd.secret says "findings may be kept secret" at hrdd.secret
  met when not hrdd.secret
  absence  never
  because  "b"
  help     "h"
  example  violated { hrdd: { secret: true } }
  example  met { hrdd: { secret: false } }
}
rule CNT-001 "Users can appeal" {
  source   UNGP principle 31
  kinds    content-platform
  severity error
  for each c in content
  violated when not c.appeal says "users cannot appeal" at c.appeal
  met when c.appeal
  absence  never
  because  "b"
  help     "h"
  example  violated { content: [{ appeal: false }] }
  example  met { content: [{ appeal: true }] }
}
"#;

/// A small pack, and descriptions checked against it.
pub(crate) struct Small {
    pub(crate) pack: Pack,
    pub(crate) sources: Sources,
    pub(crate) laws: Vec<Law>,
    pub(crate) bills: Vec<Checked>,
}

impl Small {
    /// Four laws that answer the rules in different ways, and no bill yet.
    pub(crate) fn new() -> Self {
        let mut sources = Sources::new();
        let (pack, problems) = pack::load(vec![PackFile { name: "small.rules".into(), text: RULES.into() }], Depth::Full, &mut sources);
        assert_eq!(problems, []);
        let small = Self { pack, sources, laws: Vec::new(), bills: Vec::new() };
        small
            .law("aa-silent-2001", "[hrdd-law]", "coverage: { reviewed: [hrdd] }\n")
            .law("bb-plain-2002", "[incentive]", "hrdd: { mode: duty, secret: true }\n")
            .law("cc-other-2003", "[incentive]", "hrdd: { mode: { is: duty, at: s 3 }, secret: true }\n")
            .law("dd-quoted-2004", "[hrdd-law]", "hrdd: { mode: { is: duty, at: \"s 4, 5\", quote: \"shall look\" } }\n")
            .law("ee-same-2005", "[hrdd-law, content-platform]", "hrdd: { mode: { is: duty, at: s 6 } }\ncontent: [{ appeal: false }]\n")
            .law("ff-none-2006", "[hrdd-law]", "hrdd: { mode: none }\n")
            .law("gg-partly-2007", "[hrdd-law]", "hrdd: { mode: partial }\n")
    }

    pub(crate) fn checked(&mut self, name: &str, id: &str, kinds: &str, rest: &str) -> Checked {
        let title = format!("The act of {id} (Act {})", id.split('-').next().unwrap_or_default().to_uppercase());
        let text = format!("vocabulary: initiative/1\nmeta: {{ id: {id}, title: {title}, kinds: {kinds} }}\n{rest}");
        let file = self.sources.add(name, text);
        let (description, problems) = check::read(file, &self.sources, &self.pack);
        assert_eq!(problems, []);
        check::check(description.unwrap(), Beside::default(), &self.sources, &self.pack, |_| true)
    }

    fn law(mut self, id: &str, kinds: &str, rest: &str) -> Self {
        let checked = self.checked(&format!("{id}.yaml"), id, kinds, rest);
        self.laws.push(Law::new(id, checked, &self.pack.vocabulary));
        self
    }

    pub(crate) fn bill(mut self, id: &str, kinds: &str, rest: &str) -> Self {
        let checked = self.checked(&format!("{id}.yaml"), id, kinds, rest);
        self.bills.push(checked);
        self
    }

    /// A bill that violates everything.
    pub(crate) fn with_bill(self) -> Self {
        let rest = "hrdd: { mode: none, secret: true }\ncontent:\n  - { appeal: false }\n  - { appeal: true }\n  - { appeal: false }\n";
        self.bill("xx-bill-2026", "[hrdd-law, content-platform]", rest)
    }
}

fn met<'a>(answers: &'a Answers<'_>) -> Vec<&'a str> {
    answers.met.iter().map(|example| example.law.id.as_str()).collect()
}

fn ids<'a>(laws: &[&'a Law]) -> Vec<&'a str> {
    laws.iter().map(|law| law.id.as_str()).collect()
}

#[test]
fn laws_with_places_come_first_then_those_of_a_kind_then_those_with_fewest_faults() {
    let small = Small::new();
    let kinds = small.pack.vocabulary.kind_values().unwrap();
    let bit = |name: &str| kinds.bit(kinds.find(name).unwrap());
    let of = |kinds: u64| Answers::of(0, kinds, &small.laws);
    let both = of(bit("hrdd-law") | bit("content-platform"));
    let faults = |id: &str| small.laws.iter().find(|law| law.id == id).unwrap().grave_faults();
    assert!(faults("dd-quoted-2004") < faults("ee-same-2005"), "{} and {}", faults("dd-quoted-2004"), faults("ee-same-2005"));
    assert_eq!(met(&both), ["dd-quoted-2004", "ee-same-2005", "cc-other-2003", "bb-plain-2002"], "fewer faults win");
    assert_eq!(met(&of(bit("hrdd-law"))), ["dd-quoted-2004", "ee-same-2005", "cc-other-2003", "bb-plain-2002"], "here too");
    assert_eq!(met(&of(bit("incentive"))), ["cc-other-2003", "dd-quoted-2004", "ee-same-2005", "bb-plain-2002"]);
    assert_eq!(both.met.iter().map(|example| example.same_kind).collect::<Vec<_>>(), [true, true, false, false]);
    assert_eq!((ids(&both.partly), ids(&both.violated)), (vec!["gg-partly-2007"], vec!["ff-none-2006"]));
    // `aa-silent-2001` has nothing to say on it, and silence is no defect.
    assert_eq!((both.applicable(), both.not_applicable), (6, 1));
}

#[test]
fn silence_can_meet_a_rule_and_is_told_from_a_missing_place() {
    let small = Small::new();
    let answers = Answers::of(1, 0, &small.laws);
    assert_eq!(met(&answers), ["aa-silent-2001"]);
    assert!(answers.met[0].by_silence(), "{:?}", answers.met[0].evidence);
    assert_eq!(ids(&answers.violated), ["bb-plain-2002", "cc-other-2003"]);
    assert_eq!(answers.undetermined.len(), 4);
    let duty = Answers::of(0, 0, &small.laws);
    let plain = duty.met.iter().find(|example| example.law.id == "bb-plain-2002").unwrap();
    assert!(!plain.by_silence() && plain.places.is_empty());
}

#[test]
fn places_and_quotes_are_those_of_the_facts() {
    let small = Small::new();
    let answers = Answers::of(0, 0, &small.laws);
    let of = |id: &str| answers.met.iter().find(|example| example.law.id == id).unwrap();
    assert_eq!((of("dd-quoted-2004").places.as_slice(), of("dd-quoted-2004").quote()), (&["s 4, 5"][..], Some(("s 4, 5", "shall look"))));
    assert_eq!((of("cc-other-2003").places.as_slice(), of("cc-other-2003").quote()), (&["s 3"][..], None));
}

#[test]
fn the_gravest_faults_come_first_and_a_law_is_not_its_own_example() {
    let small = Small::new().with_bill().bill("ee-same-2005", "[hrdd-law]", "hrdd: { mode: partial }\n");
    let of = |bill: &Checked| {
        let laws = others(bill, &small.pack, &small.laws);
        let faults = faults(bill, &small.pack, &laws);
        let shown = faults.iter().map(|fault| (fault.rule.code.clone(), fault.outcome.severity.unwrap(), met(&fault.answers).len()));
        (laws.len(), shown.collect::<Vec<_>>())
    };
    use Severity::{Error, Note, Warning};
    assert_eq!(of(&small.bills[0]), (7, vec![("CNT-001".into(), Error, 0), ("HRD-001".into(), Warning, 4), ("HRD-002".into(), Note, 1)]));
    assert_eq!(of(&small.bills[1]), (6, vec![("HRD-001".into(), Note, 3)]), "partly met, and not compared with itself");
}

#[test]
fn names_in_brackets_are_what_people_say() {
    assert_eq!(common_name("Regulation (EU) 2022/2065 on a Market (Digital Services Act)"), "Digital Services Act");
    for whole in
        ["Act (ZEDE)", "Act 2015, section 54 (supply chains)", "Lei Geral (Lei 13.709/2018)", "An Act", "(Only This)", "", ")", " ("]
    {
        assert_eq!(common_name(whole), whole);
    }
}

#[test]
fn every_law_in_the_folder_is_embedded_in_order_of_name() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/past");
    let mut there: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    there.sort();
    let embedded: Vec<&str> = LAWS.iter().map(|(id, _)| *id).collect();
    assert_eq!(embedded, there, "src/past/embedded.rs has a line for each folder under fixtures/past, in order of name");
}

#[test]
fn every_embedded_law_is_read_and_answers_what_is_asked() {
    let mut sources = Sources::new();
    let (pack, _) = pack::load(pack::embedded(), Depth::Names, &mut sources);
    let (laws, problems) = read(&mut sources, &pack, |rule| rule.code.starts_with("REM-"));
    assert_eq!(problems, []);
    assert_eq!(laws.iter().map(|law| law.id.as_str()).collect::<Vec<_>>(), LAWS.iter().map(|(id, _)| *id).collect::<Vec<_>>());
    let asked = pack.rules.rules.iter().filter(|rule| rule.code.starts_with("REM-")).count();
    for law in &laws {
        assert_eq!(law.checked.outcomes.len(), asked);
        assert_eq!(law.checked.description.words(&pack.vocabulary, "meta", "id"), Some(law.id.as_str()));
    }
}

#[test]
fn laws_that_another_vocabulary_does_not_know_are_not_asked() {
    let mut small = Small::new();
    let (laws, problems) = read(&mut small.sources, &small.pack, |_| true);
    assert!(laws.is_empty() && any_error(&problems));
}
