//! Every mutant of every rule against the rule's own examples.

use crate::mutants::{Change, World};
use std::collections::BTreeMap;
use std::path::Path;
use ungp_check::evaluate::evaluate;
use ungp_check::outcome::Outcome;
use ungp_check::pack::examples::{self, Laws};
use ungp_check::pack::{self, EMBEDDED, Pack, PackFile};
use ungp_check::source::{Sources, Span};
use ungp_check::typecheck::Depth;
use ungp_check::typecheck::checked::{Cond, Rule};

/// What became of one mutant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// An example fails.
    Killed,
    /// Every example holds, and one no longer gets the message recorded for it.
    Reworded,
    /// Nothing changes for any example.
    Survived,
}

/// One mutant.
#[derive(Debug)]
pub struct Mutant {
    pub rule: String,
    /// `violated`, `met`, …
    pub clause: &'static str,
    /// The condition as the rule has it.
    pub words: String,
    /// What was changed in it.
    pub what: String,
    /// `rules/FILE:LINE`
    pub place: String,
    pub fate: Fate,
}

impl Mutant {
    /// What `reasons.txt` knows it by: no line, so that it outlives edits elsewhere in the file.
    pub fn key(&self) -> String {
        format!("{} | {} | {} | {}", self.rule, self.clause, self.words, self.what)
    }
}

/// The mutants of all rules, in the order of the pack. Each thread changes rules of its own in place.
pub fn run(recorded: &Recorded) -> Vec<Mutant> {
    let halves = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|half| scope.spawn(move || half_of(half, recorded))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    let mut found: Vec<(usize, Mutant)> = halves.into_iter().flatten().collect();
    found.sort_by_key(|(number, _)| *number);
    found.into_iter().map(|(_, mutant)| mutant).collect()
}

/// The rules as they lie in the folder, which `tests/house.rs` compares with what is embedded.
fn load(sources: &mut Sources) -> Pack {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let file = |name: &str| PackFile { name: format!("rules/{name}"), text: std::fs::read_to_string(folder.join(name)).unwrap().into() };
    let (pack, problems) = pack::load(EMBEDDED.iter().map(|(name, _)| file(name)).collect(), Depth::Full, sources);
    assert!(problems.is_empty(), "the rules have mistakes: {:?}", problems.iter().map(|problem| &problem.message).collect::<Vec<_>>());
    pack
}

/// Every second rule, with the numbers of its mutants among those of all rules.
fn half_of(half: usize, recorded: &Recorded) -> Vec<(usize, Mutant)> {
    let mut sources = Sources::new();
    let mut pack = load(&mut sources);
    let mut number = 0;
    let mut found = Vec::new();
    for index in 0..pack.rules.rules.len() {
        let mutants = mutants(&pack, index);
        let first = number;
        number += mutants.len();
        if index % 2 != half {
            continue;
        }
        let bench = Bench::new(&pack, index, &sources, recorded);
        for (offset, (clause, change)) in mutants.into_iter().enumerate() {
            let (span, what) = (change.span, change.what);
            let original = std::mem::replace(clause.slot(&mut pack.rules.rules[index]), change.made);
            let fate = bench.fate(&pack, &sources);
            *clause.slot(&mut pack.rules.rules[index]) = original;
            let rule = pack.rules.rules[index].code.clone();
            found.push((
                first + offset,
                Mutant { rule, clause: clause.name(), words: words(span, &sources), what, place: place(span, &sources), fate },
            ));
        }
    }
    found
}

fn words(span: Span, sources: &Sources) -> String {
    sources.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn place(span: Span, sources: &Sources) -> String {
    format!("{}:{}", sources.name(span.file), sources.place(span).line)
}

/// The messages that examples get: by rule and words of the example, the keys of its findings without the rule's code.
pub type Recorded = BTreeMap<(String, String), String>;

/// The messages that the rules give their examples now; examples without any finding are left out.
pub fn messages() -> Recorded {
    let mut sources = Sources::new();
    let pack = load(&mut sources);
    let mut found = Recorded::new();
    for index in 0..pack.rules.rules.len() {
        let bench = Bench::new(&pack, index, &sources, &Recorded::new());
        let rule = &pack.rules.rules[index];
        for (example, description) in rule.examples.iter().zip(&bench.descriptions) {
            let told = told(&bench.outcome(description, &pack, &sources));
            if !told.is_empty() {
                found.insert((rule.code.clone(), words(example.span, &sources)), told);
            }
        }
    }
    found
}

/// A rule's examples, read once, and the messages recorded for them.
struct Bench {
    rule: usize,
    descriptions: Vec<Laws>,
    recorded: Vec<Option<String>>,
}

impl Bench {
    fn new(pack: &Pack, rule: usize, sources: &Sources, recorded: &Recorded) -> Self {
        let checked = &pack.rules.rules[rule];
        let descriptions = checked.examples.iter().map(|example| examples::laws(pack, checked, example, sources).unwrap()).collect();
        let recorded =
            checked.examples.iter().map(|example| recorded.get(&(checked.code.clone(), words(example.span, sources))).cloned()).collect();
        let bench = Self { rule, descriptions, recorded };
        for (example, description) in checked.examples.iter().zip(&bench.descriptions) {
            let outcome = bench.outcome(description, pack, sources);
            assert!(examples::agrees(example, &outcome), "an example of {} fails: {}", checked.code, words(example.span, sources));
        }
        bench
    }

    fn outcome(&self, laws: &Laws, pack: &Pack, sources: &Sources) -> Outcome {
        let code = &pack.rules.rules[self.rule].code;
        let others = laws.others();
        evaluate(laws.view(pack, sources, &others), |rule| rule.code == *code).pop().unwrap()
    }

    fn fate(&self, pack: &Pack, sources: &Sources) -> Fate {
        let mut fate = Fate::Survived;
        for ((example, description), recorded) in pack.rules.rules[self.rule].examples.iter().zip(&self.descriptions).zip(&self.recorded) {
            let outcome = self.outcome(description, pack, sources);
            if !examples::agrees(example, &outcome) {
                return Fate::Killed;
            }
            if recorded.as_ref().is_some_and(|recorded| *recorded != told(&outcome)) {
                fate = Fate::Reworded;
            }
        }
        fate
    }
}

/// What an outcome tells the reader besides its verdict: which messages.
fn told(outcome: &Outcome) -> String {
    let tails = outcome.findings.iter().map(|finding| finding.key.split_once('.').map_or("", |(_, tail)| tail));
    tails.collect::<Vec<_>>().join(", ")
}

/// Where in a rule a condition stands.
#[derive(Debug, Clone, Copy)]
enum Clause {
    When,
    Otherwise,
    Filter,
    Severity(usize),
    Violated(usize),
    Met(usize),
    Partly(usize),
}

impl Clause {
    fn name(self) -> &'static str {
        match self {
            Self::When => "when",
            Self::Otherwise => "otherwise when",
            Self::Filter => "for each … where",
            Self::Severity(_) => "severity … when",
            Self::Violated(_) => "violated when",
            Self::Met(_) => "met when",
            Self::Partly(_) => "partly when",
        }
    }

    fn slot(self, rule: &mut Rule) -> &mut Cond {
        match self {
            Self::When => rule.when.as_mut().unwrap(),
            Self::Otherwise => rule.otherwise.as_mut().unwrap(),
            Self::Filter => rule.each.as_mut().unwrap().filter.as_mut().unwrap(),
            Self::Severity(index) => &mut rule.severities[index].1,
            Self::Violated(index) => &mut rule.violated[index].cond,
            Self::Met(index) => &mut rule.met[index],
            Self::Partly(index) => rule.partly[index].cond.as_mut().unwrap(),
        }
    }
}

fn mutants(pack: &Pack, index: usize) -> Vec<(Clause, Change<Cond>)> {
    let rule = &pack.rules.rules[index];
    let settings = pack.rules.settings.iter().map(|setting| setting.value.clone()).collect();
    let world = World { vocabulary: &pack.vocabulary, settings };
    let filter = rule.each.iter().filter_map(|each| each.filter.as_ref());
    let mut clauses: Vec<(Clause, &Cond)> = Vec::new();
    clauses.extend(rule.when.iter().map(|cond| (Clause::When, cond)));
    clauses.extend(rule.otherwise.iter().map(|cond| (Clause::Otherwise, cond)));
    clauses.extend(filter.map(|cond| (Clause::Filter, cond)));
    clauses.extend(rule.severities.iter().enumerate().map(|(index, (_, cond))| (Clause::Severity(index), cond)));
    clauses.extend(rule.violated.iter().enumerate().map(|(index, branch)| (Clause::Violated(index), &branch.cond)));
    clauses.extend(rule.met.iter().enumerate().map(|(index, cond)| (Clause::Met(index), cond)));
    clauses.extend(rule.partly.iter().enumerate().filter_map(|(index, partly)| Some((Clause::Partly(index), partly.cond.as_ref()?))));
    clauses.into_iter().flat_map(|(clause, cond)| world.mutants(cond).into_iter().map(move |change| (clause, change))).collect()
}
