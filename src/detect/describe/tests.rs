//! Proposals made by hand against what becomes of them.

use super::*;
use crate::description;
use crate::detect::{Context, Hit};
use crate::pack::{self, Pack, PackFile};
use crate::source::Sources;
use crate::text::document::{Builder, Format, ProvisionKind};
use crate::typecheck::Depth;
use crate::value::{Duration, QuantityType, TimeUnit};
use proptest::prelude::*;

const VOCABULARY: &str = r#"
vocabulary law 1 {
  kinds    meta.kinds
  reviewed coverage.reviewed
  section meta "The law." {
    field title text required "What is it called?"
    field jurisdiction jurisdiction "Who enacts it?"
    field kinds set { hrdd-law, content-platform, incentive } required "Of which kind is it?"
  }
  section coverage "What was read." { field reviewed sections "Which sections?" }
  section hrdd "Due diligence." {
    field mode enum { duty, report, none } "What must be done?"
    field steps set { find, act, track, none } "Which steps?"
    field delay duration "How long may it take?"
    field public bool "Is it published?"
  }
  section content list "Which rules on content are there?" {
    field target enum { illegal, harmful } "What kind of content?"
    field deadline duration "How long?"
  }
  section remedy "Remedy." {
    list mechs "Which bodies hear complaints?" { field free bool "Is it free?" }
  }
}
"#;

/// A bill of sections, and a pack with the vocabulary.
pub(crate) struct World {
    pub(crate) pack: Pack,
    pub(crate) sources: Sources,
    pub(crate) document: Document,
}

/// Sections of one paragraph each, on lines of their own: `Sec. 1. words`.
pub(crate) fn world(rules: &str, sections: &[&str]) -> World {
    let mut sources = Sources::new();
    let (pack, problems) = pack::load(vec![PackFile { name: "t.rules".into(), text: rules.to_owned().into() }], Depth::Names, &mut sources);
    let serious: Vec<_> = problems.iter().filter(|problem| problem.severity == crate::diagnostic::Severity::Error).collect();
    assert!(serious.is_empty(), "{serious:#?}");
    let mut text = String::from("A Bill\n");
    let mut builder = Builder::new();
    builder.push("A Bill", 0..6);
    for (number, words) in (1..).zip(sections) {
        let label = format!("Sec. {number}.");
        builder.open(ProvisionKind::Section, "", &number.to_string(), None);
        builder.block(Role::Text);
        builder.push_label(&label, text.len()..text.len() + label.len());
        text.push_str(&label);
        text.push(' ');
        builder.space();
        builder.push(words, text.len()..text.len() + words.len());
        text.push_str(words);
        text.push('\n');
        builder.close();
    }
    let file = sources.add("bill.txt", text);
    let document = Builder::finish(builder, file, Format::Plain);
    World { pack, sources, document }
}

fn small() -> World {
    world(
        VOCABULARY,
        &[
            "Companies shall look into harm and shall act on it.",
            "Companies need only write a report within 30 days.",
            "Illegal posts shall go within 24 hours; harmful posts within 7 days.",
            "Anyone may complain to the ombudsman, free of charge.",
        ],
    )
}

/// `hrdd.mode = duty` from some words.
pub(crate) struct Clue<'a> {
    pub(crate) path: &'a str,
    pub(crate) value: &'a str,
    pub(crate) words: &'a str,
    pub(crate) strength: Strength,
    pub(crate) group: u32,
}

pub(crate) fn clue<'a>(path: &'a str, value: &'a str, words: &'a str) -> Clue<'a> {
    Clue { path, value, words, strength: Strength::Fair, group: 0 }
}

impl World {
    pub(crate) fn field(&self, path: &str) -> (RecordId, u16) {
        let vocabulary = &self.pack.vocabulary;
        let found = vocabulary.leaves().find(|(record, field, _)| vocabulary.field_path(*record, *field) == path);
        found.map(|(record, field, _)| (record, field)).unwrap_or_else(|| panic!("no field {path}"))
    }

    pub(crate) fn hit(&self, words: &str, strength: Strength) -> Hit {
        let at = self.document.text.find(words).unwrap_or_else(|| panic!("no words {words}"));
        let extent = Extent::new(at, at + words.len());
        let provision = self.document.provision_at(extent.start);
        let cue = Span::new(self.document.source, 0..0);
        Hit { extent, provision, cue, owner: "T-1".into(), strength, context: Context::Plain, meant: true }
    }

    pub(crate) fn proposal(&self, clue: &Clue<'_>) -> Proposal {
        let (record, field) = self.field(clue.path);
        let kind = self.pack.vocabulary.record(record).field(field).unwrap().kind;
        let value = match kind {
            FieldKind::Bool => Value::Bool(clue.value == "true"),
            FieldKind::Enum(id) => Value::Enum(self.pack.vocabulary.values(id).find(clue.value).unwrap()),
            FieldKind::Set(id) => {
                let values = self.pack.vocabulary.values(id);
                Value::Set(values.bit(values.find(clue.value).unwrap()))
            }
            FieldKind::Quantity(QuantityType::Text) => Value::Quantity(Quantity::Text(clue.value.into())),
            _ => {
                let (amount, unit) = clue.value.split_once(' ').unwrap();
                Value::Quantity(Quantity::Duration(Duration { amount: amount.parse().unwrap(), unit: TimeUnit::parse(unit).unwrap() }))
            }
        };
        Proposal { record, field, value, group: clue.group, hit: self.hit(clue.words, clue.strength) }
    }

    pub(crate) fn detected(&self, clues: &[Clue<'_>]) -> Detected {
        Detected { proposals: clues.iter().map(|clue| self.proposal(clue)).collect(), ..Detected::default() }
    }

    fn described(&self, clues: &[Clue<'_>]) -> Suggested {
        describe(&self.document, &self.detected(clues), Told::default(), &self.pack.vocabulary)
    }

    /// `hrdd.mode = duty <words> s 1 T-1`, for every fact but the title.
    fn facts(&self, description: &Description) -> Vec<String> {
        let mut facts = Vec::new();
        description.for_each_fact(&self.pack.vocabulary, &mut |path, kind, fact, _| {
            if path == "meta.title" {
                return;
            }
            let provenance = fact.provenance.as_deref().unwrap();
            assert_eq!(provenance.status, Some(FactStatus::Suggested), "{path}");
            let at = provenance.at.as_ref().map_or("", |at| &*at.text);
            let words = self.sources.slice(fact.span);
            assert_eq!(&*provenance.quote.as_ref().unwrap().text, words);
            let note = &provenance.note.as_ref().unwrap().text;
            facts.push(format!("{path} = {} <{words}> {at}, {note}", self.pack.vocabulary.show(kind, &fact.value)));
        });
        facts
    }
}

#[test]
fn a_fact_has_its_words_its_place_and_its_cue() {
    let world = small();
    let suggested = world.described(&[clue("hrdd.mode", "duty", "shall act")]);
    assert_eq!(world.facts(&suggested.description), ["hrdd.mode = duty <shall act> s 1, cue of T-1"]);
    assert_eq!(suggested.description.words(&world.pack.vocabulary, "meta", "title"), Some("A Bill"));
    assert_eq!(suggested.description.suggested(&world.pack.vocabulary), 1, "the mode; the title is no answer");
    assert!(suggested.leads.is_empty());
}

#[test]
fn nothing_is_reviewed_so_that_silence_stays_unknown() {
    let world = small();
    let description = world.described(&[clue("hrdd.mode", "duty", "shall act")]).description;
    assert_eq!((description.reviewed, description.reviewed_at.len()), (0, 0));
    assert!((0..5).all(|section| !description.is_reviewed(section)));
}

#[test]
fn of_two_values_the_stronger_wins_then_the_one_in_more_places_then_none() {
    let world = small();
    let two = |strength| {
        [
            Clue { strength, ..clue("hrdd.mode", "duty", "shall act") },
            clue("hrdd.mode", "report", "write a report"),
            clue("hrdd.mode", "report", "a report"),
        ]
    };
    let mode = |clues: &[Clue<'_>]| {
        let suggested = world.described(clues);
        let leads = suggested.leads.len();
        (world.facts(&suggested.description).into_iter().next().unwrap_or_default(), leads)
    };
    assert_eq!(mode(&two(Strength::Strong)), ("hrdd.mode = duty <shall act> s 1, cue of T-1".into(), 0));
    assert_eq!(mode(&two(Strength::Fair)), ("hrdd.mode = report <write a report> s 2, cue of T-1; in 2 places".into(), 0));
    assert_eq!(mode(&two(Strength::Fair)[..2]), (String::new(), 2), "the words point both ways: leads, and no fact");
    // The same place twice is one place.
    let again = [clue("hrdd.mode", "duty", "shall act"), clue("hrdd.mode", "duty", "shall act"), clue("hrdd.mode", "report", "a report")];
    assert_eq!(mode(&again), (String::new(), 3));
}

#[test]
fn sets_are_united_and_none_speaks_for_no_member() {
    let world = small();
    let clues =
        [clue("hrdd.steps", "find", "look into harm"), clue("hrdd.steps", "none", "need only"), clue("hrdd.steps", "act", "act on it")];
    let facts = world.facts(&world.described(&clues).description);
    assert_eq!(facts, ["hrdd.steps = find, act <look into harm> s 1, cue of T-1; in 2 places"]);
    assert_eq!(world.facts(&world.described(&clues[1..2]).description), ["hrdd.steps = none <need only> s 2, cue of T-1"]);
}

#[test]
fn a_group_is_a_record_and_records_come_by_place() {
    let world = small();
    let clues = [
        Clue { group: 1, ..clue("content[].target", "harmful", "harmful posts") },
        Clue { group: 1, ..clue("content[].deadline", "7 days", "within 7 days") },
        Clue { group: 2, ..clue("content[].target", "illegal", "Illegal posts") },
        Clue { group: 2, ..clue("content[].deadline", "24 h", "within 24 hours") },
        Clue { group: 9, ..clue("remedy.mechs[].free", "true", "free of charge") },
    ];
    let description = world.described(&clues).description;
    assert_eq!(
        world.facts(&description),
        [
            "content[1].target = illegal <Illegal posts> s 3, cue of T-1",
            "content[1].deadline = 24 h <within 24 hours> s 3, cue of T-1",
            "content[2].target = harmful <harmful posts> s 3, cue of T-1",
            "content[2].deadline = 7 days <within 7 days> s 3, cue of T-1",
            "remedy.mechs[1].free = true <free of charge> s 4, cue of T-1",
        ]
    );
    let content = description.root.list(world.pack.vocabulary.root().find("content").unwrap());
    let spans: Vec<&str> = content.iter().map(|record| world.sources.slice(record.span)).collect();
    assert_eq!(spans, ["Illegal posts shall go within 24 hours", "harmful posts within 7 days"]);
    assert!(content.iter().all(|record| record.provenance.as_deref().unwrap().status == Some(FactStatus::Suggested)));
}

#[test]
fn weak_words_and_words_under_a_negation_are_places_to_look_at() {
    let world = small();
    let mut detected = world.detected(&[Clue { strength: Strength::Weak, ..clue("hrdd.mode", "duty", "shall act") }]);
    let mut negated = world.proposal(&clue("hrdd.mode", "duty", "Companies need only"));
    (negated.hit.context, negated.hit.meant) = (Context::Negated, false);
    detected.proposals.push(negated);
    let suggested = describe(&world.document, &detected, Told::default(), &world.pack.vocabulary);
    assert_eq!(world.facts(&suggested.description), [""; 0]);
    assert_eq!(suggested.leads.len(), 2);
}

#[test]
fn a_kind_takes_two_places_or_one_strong_sign_or_a_persons_word() {
    let world = small();
    let kinds = |clues: &[Clue<'_>], told| {
        let told = Told { kinds: told, jurisdiction: None };
        describe(&world.document, &world.detected(clues), told, &world.pack.vocabulary).description.kinds
    };
    let once = clue("meta.kinds", "content-platform", "Illegal posts");
    let strong = Clue { strength: Strength::Strong, ..clue("meta.kinds", "hrdd-law", "look into harm") };
    let twice = [once, clue("meta.kinds", "content-platform", "harmful posts")];
    assert_eq!(kinds(&twice[..1], 0), 0, "in passing");
    assert_eq!(kinds(&twice, 0), 0b10);
    assert_eq!(kinds(&[strong], 0), 0b1);
    assert_eq!(kinds(&twice, 0b100), 0b100, "who asks knows better");
}

#[test]
fn what_is_told_is_no_suggestion() {
    let world = small();
    let told = Told { kinds: 1, jurisdiction: Some("NO") };
    let description = describe(&world.document, &Detected::default(), told, &world.pack.vocabulary).description;
    assert_eq!(description.words(&world.pack.vocabulary, "meta", "jurisdiction"), Some("NO"));
    assert_eq!(description.suggested(&world.pack.vocabulary), 0, "what is told, and the title");
}

#[test]
fn a_value_of_another_type_is_no_fact() {
    let world = small();
    let mut detected = world.detected(&[clue("hrdd.delay", "30 days", "within 30 days")]);
    detected.proposals[0].value = Value::Bool(true);
    let suggested = describe(&world.document, &detected, Told::default(), &world.pack.vocabulary);
    assert_eq!(world.facts(&suggested.description), [""; 0]);
}

/// A description completed: every fact as `path = value`, and what was left out as `path: said / suggested`.
fn completed(world: &mut World, yaml: &str, clues: &[Clue<'_>]) -> (Vec<String>, Vec<String>, Completed) {
    let file = world.sources.add("t.yaml", format!("meta: {{ title: T, kinds: hrdd-law }}\n{yaml}"));
    let (description, problems) = description::parse(file, &world.sources, &world.pack.vocabulary);
    let mut description = description.unwrap_or_else(|| panic!("{problems:?}"));
    let completed = complete(&mut description, &world.document, &world.detected(clues), &world.pack.vocabulary);
    let mut facts = Vec::new();
    description.for_each_fact(&world.pack.vocabulary, &mut |path, kind, fact, _| {
        if !path.starts_with("meta.") && !path.starts_with("coverage.") {
            facts.push(format!("{path} = {}", world.pack.vocabulary.show(kind, &fact.value)));
        }
    });
    let otherwise = completed.otherwise.iter().map(|other| format!("{}: {} / {}", other.path, other.said, other.suggested));
    (facts, otherwise.collect(), completed)
}

#[test]
fn a_description_is_completed_only_where_it_says_nothing() {
    let mut world = small();
    let clues = [
        clue("hrdd.mode", "report", "write a report"),
        clue("hrdd.public", "true", "a report"),
        clue("hrdd.steps", "act", "act on it"),
        Clue { group: 1, ..clue("content[].target", "illegal", "Illegal posts") },
    ];
    let (facts, otherwise, completed) = completed(&mut world, "hrdd: { mode: duty, steps: [find, act] }\n", &clues);
    assert_eq!(facts, ["hrdd.mode = duty", "hrdd.steps = find, act", "hrdd.public = true", "content[1].target = illegal"]);
    assert_eq!(otherwise, ["hrdd.mode: duty / report"], "more steps than suggested are no contradiction");
    assert_eq!(completed.added, 2);
    assert_eq!(world.sources.slice(completed.otherwise[0].words), "write a report");
    assert_eq!(world.sources.slice(completed.otherwise[0].said_at.unwrap()), "duty");
    assert_eq!(completed.otherwise[0].at.as_deref(), Some("s 2"));
}

#[test]
fn silence_and_lists_of_a_person_stand() {
    let mut world = small();
    let clues = [
        clue("hrdd.public", "true", "a report"),
        Clue { group: 1, ..clue("content[].target", "illegal", "Illegal posts") },
        Clue { group: 3, ..clue("remedy.mechs[].free", "true", "free of charge") },
    ];
    let reviewed = "coverage: { reviewed: [hrdd, content, remedy] }\n";
    let (facts, otherwise, done) = completed(&mut world, reviewed, &clues);
    assert_eq!((facts, done.added), (vec![], 0));
    assert_eq!(otherwise, ["hrdd.public: silent / true", "content: silent / a record", "remedy.mechs: silent / a record"]);
    let (facts, otherwise, done) = completed(&mut world, "content: [{ target: harmful }]\nremedy: { mechs: [] }\n", &clues);
    assert_eq!(facts, ["hrdd.public = true", "content[1].target = harmful"]);
    assert_eq!((otherwise, done.beside), (vec!["remedy.mechs: none / a record".to_owned()], 1));
}

proptest! {
    /// Whatever is suggested, no fact that a person wrote changes, and a reviewed section gets none.
    #[test]
    fn suggestions_never_override(
        picks in proptest::collection::vec((0_usize..6, 0_usize..3, 0_u32..3), 0..12),
        mode in 0_usize..4,
        reviewed in any::<bool>(),
    ) {
        let mut world = small();
        let words = ["shall act", "a report", "within 7 days"];
        let table = [
            ("hrdd.mode", "duty"), ("hrdd.mode", "report"), ("hrdd.steps", "act"), ("hrdd.delay", "30 days"),
            ("content[].target", "illegal"), ("meta.kinds", "incentive"),
        ];
        let clues: Vec<Clue<'_>> = picks
            .iter()
            .map(|(which, place, group)| Clue { group: *group, ..clue(table[*which].0, table[*which].1, words[*place]) })
            .collect();
        let said = ["", "hrdd: { mode: none }\n", "hrdd: { mode: none, steps: [track] }\n", "content: [{ target: harmful }]\n"][mode];
        let yaml = format!("{said}{}", if reviewed { "coverage: { reviewed: [hrdd, content] }\n" } else { "" });
        let (before, ..) = completed(&mut world, &yaml, &[]);
        let (after, _, done) = completed(&mut world, &yaml, &clues);
        prop_assert!(before.iter().all(|fact| after.contains(fact)), "{before:?} {after:?}");
        prop_assert_eq!(after.len(), before.len() + done.added);
        prop_assert!(!reviewed || after == before);
    }
}
