//! Past laws that come with the program: their descriptions, and how they answer the rules that a bill does not meet.
//!
//! They are read and checked only when somebody asks, and no file is needed for it.

mod embedded;
#[cfg(test)]
pub(crate) mod tests;

pub use embedded::LAWS;

use crate::check::{self, Beside, Checked};
use crate::description::Description;
use crate::diagnostic::{Diagnostic, Severity, any_error};
use crate::outcome::{Evidence, Outcome, Verdict};
use crate::pack::Pack;
use crate::source::{FileId, Sources, Span};
use crate::typecheck::checked::Rule;
use crate::vocabulary::Vocabulary;
use std::cmp::Reverse;
use std::collections::HashMap;

/// A past law with what the rules say of it.
#[derive(Debug)]
pub struct Law {
    /// Its short name.
    pub id: String,
    /// Its description, and the outcomes.
    pub checked: Checked,
    /// The law's own words, by the place of the fact in the description that they stand behind.
    quotes: HashMap<Span, String>,
}

impl Law {
    /// A checked description as a past law.
    pub fn new(id: impl Into<String>, checked: Checked, vocabulary: &Vocabulary) -> Self {
        let quotes = quotes(&checked.description, vocabulary);
        Self { id: id.into(), checked, quotes }
    }

    /// The name people know it by: what its title says in brackets at the end, or else all of the title.
    pub fn name(&self) -> &str {
        common_name(&self.checked.title)
    }

    /// How many of the rules that were asked it violates gravely.
    fn grave_faults(&self) -> usize {
        let grave = |outcome: &&Outcome| outcome.verdict == Verdict::Violated && outcome.severity == Some(Severity::Error);
        self.checked.outcomes.iter().filter(grave).count()
    }

    /// The law's own words behind a fact, where the description quotes them.
    pub fn quote(&self, evidence: &Evidence) -> Option<&str> {
        self.quotes.get(&evidence.span?).map(String::as_str)
    }
}

/// `Digital Services Act` of `Regulation (EU) 2022/2065 … (Digital Services Act)`. What is in brackets is a name if it has several
/// words and begins with a capital.
fn common_name(title: &str) -> &str {
    let within = title.trim_end().strip_suffix(')').and_then(|before| before.rsplit_once(" ("));
    let is_name = |name: &str| {
        name.starts_with(char::is_uppercase) && name.contains(' ') && name.chars().all(|letter| letter.is_alphabetic() || letter == ' ')
    };
    within.map(|(_, name)| name).filter(|name| is_name(name)).unwrap_or(title)
}

/// The quotes that stand with a fact itself: that of a whole record need not be about any one of its facts.
pub fn quotes(description: &Description, vocabulary: &Vocabulary) -> HashMap<Span, String> {
    let mut found = HashMap::new();
    description.for_each_fact(vocabulary, &mut |_, _, fact, _| {
        if let Some(quote) = fact.provenance.as_ref().and_then(|provenance| provenance.quote.as_ref()) {
            found.insert(fact.span, quote.text.to_string());
        }
    });
    found
}

/// The text of an embedded law by its short name.
pub fn find(id: &str) -> Option<(&'static str, &'static str)> {
    LAWS.iter().find(|(known, _)| *known == id).copied()
}

/// Adds the text of an embedded law to the others, under a name that says what it is.
pub fn add(id: &str, text: &'static str, sources: &mut Sources) -> FileId {
    sources.add(format!("embedded:past/{id}.yaml"), text)
}

/// Reads all embedded laws and asks them the rules that are wanted, in order of name; with what is wrong with them. A law with an
/// error is not among those given: these laws are written for the embedded vocabulary, and another may not know their facts.
pub fn read(sources: &mut Sources, pack: &Pack, wanted: impl Fn(&Rule) -> bool + Sync) -> (Vec<Law>, Vec<Diagnostic>) {
    let files: Vec<(&str, FileId)> = LAWS.iter().map(|(id, text)| (*id, add(id, text, sources))).collect();
    let (sources, wanted) = (&*sources, &wanted);
    let part = |files: &[(&'static str, FileId)]| files.iter().map(|(id, file)| one(id, *file, sources, pack, wanted)).collect::<Vec<_>>();
    // They do not depend on one another, so each processor takes its share.
    let threads = std::thread::available_parallelism().map_or(1, usize::from).clamp(1, 8);
    let parts: Vec<_> = std::thread::scope(|scope| {
        let shares = files.chunks(files.len().div_ceil(threads).max(1));
        let running: Vec<_> = shares.map(|share| (share, scope.spawn(move || part(share)))).collect();
        // A thread that did not come back is made up for, so that nothing is lost.
        running.into_iter().flat_map(|(share, thread)| thread.join().unwrap_or_else(|_| part(share))).collect()
    });
    let mut laws = Vec::with_capacity(parts.len());
    let mut problems = Vec::new();
    for (law, found) in parts {
        laws.extend(law);
        problems.extend(found);
    }
    (laws, problems)
}

fn one(id: &str, file: FileId, sources: &Sources, pack: &Pack, wanted: &impl Fn(&Rule) -> bool) -> (Option<Law>, Vec<Diagnostic>) {
    let (description, problems) = check::read(file, sources, pack);
    let usable = description.filter(|_| !any_error(&problems));
    let law = usable.map(|description| {
        let checked = check::check(description, Beside::default(), sources, pack, wanted);
        Law::new(id, checked, &pack.vocabulary)
    });
    (law, problems)
}

/// A past law that meets a rule.
#[derive(Debug)]
pub struct Example<'a> {
    /// The law.
    pub law: &'a Law,
    /// The facts that its verdict rests on.
    pub evidence: &'a [Evidence],
    /// Where in the law these facts stand, each place once.
    pub places: Vec<&'a str>,
    /// Whether it is of a kind that the bill is of too.
    pub same_kind: bool,
}

impl Example<'_> {
    /// Whether the law meets the rule because it has nothing to say on it.
    pub fn by_silence(&self) -> bool {
        let nothing = |evidence: &Evidence| evidence.value.starts_with("not found") || evidence.value == "none found";
        self.places.is_empty() && !self.evidence.is_empty() && self.evidence.iter().all(nothing)
    }

    /// The law's own words behind the first fact for which they are quoted, and where they stand.
    pub fn quote(&self) -> Option<(&str, &str)> {
        self.evidence.iter().find_map(|evidence| Some((evidence.at.as_deref()?, self.law.quote(evidence)?)))
    }
}

/// What past laws say of one rule.
#[derive(Debug, Default)]
pub struct Answers<'a> {
    /// Those that meet it: first those whose description says where, of these the ones most like the bill, and of these the ones
    /// with words to quote.
    pub met: Vec<Example<'a>>,
    /// Those that partly meet it.
    pub partly: Vec<&'a Law>,
    /// Those that violate it.
    pub violated: Vec<&'a Law>,
    /// Those whose description does not say enough.
    pub undetermined: Vec<&'a Law>,
    /// How many it is not about.
    pub not_applicable: usize,
}

impl<'a> Answers<'a> {
    /// What some laws say of a rule, given by its index. `kinds` are those of the bill, as bits.
    pub fn of(rule: usize, kinds: u64, laws: impl IntoIterator<Item = &'a Law>) -> Self {
        let mut answers = Self::default();
        for law in laws {
            let Some(outcome) = outcome(&law.checked, rule) else { continue };
            match outcome.verdict {
                Verdict::Met => answers.met.push(example(law, outcome, kinds)),
                Verdict::PartlyMet => answers.partly.push(law),
                Verdict::Violated => answers.violated.push(law),
                Verdict::Undetermined => answers.undetermined.push(law),
                Verdict::NotApplicable => answers.not_applicable += 1,
            }
        }
        let shared = |law: &Law| (law.checked.description.kinds & kinds).count_ones();
        // A law that breaks most other rules is a poor model even where it meets this one. Stable, so that equals stay in order of name.
        answers.met.sort_by_key(|example| {
            let (law, shared) = (example.law, shared(example.law));
            (example.places.is_empty(), shared == 0, law.grave_faults(), Reverse(shared), example.quote().is_none())
        });
        answers
    }

    /// How many laws the rule is about.
    pub fn applicable(&self) -> usize {
        self.met.len() + self.partly.len() + self.violated.len() + self.undetermined.len()
    }
}

fn example<'a>(law: &'a Law, outcome: &'a Outcome, kinds: u64) -> Example<'a> {
    let mut places: Vec<&str> = Vec::new();
    for place in outcome.evidence.iter().filter_map(|evidence| evidence.at.as_deref()) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    Example { law, evidence: &outcome.evidence, places, same_kind: law.checked.description.kinds & kinds != 0 }
}

/// What a rule, given by its index, says of a checked description, if it was asked. Outcomes come in the order of the pack.
pub fn outcome(checked: &Checked, rule: usize) -> Option<&Outcome> {
    let found = checked.outcomes.binary_search_by_key(&rule, |outcome| outcome.rule).ok()?;
    checked.outcomes.get(found)
}

/// A rule that a bill violates or partly meets, and what past laws say of it.
#[derive(Debug)]
pub struct Fault<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// What it says of the bill.
    pub outcome: &'a Outcome,
    /// What it says of past laws.
    pub answers: Answers<'a>,
}

/// The past laws that a bill can be compared with: all but itself.
pub fn others<'a>(bill: &Checked, pack: &Pack, laws: &'a [Law]) -> Vec<&'a Law> {
    let id = bill.description.words(&pack.vocabulary, "meta", "id");
    laws.iter().filter(|law| Some(law.id.as_str()) != id).collect()
}

/// The rules that a bill violates or partly meets, the gravest first, with the answers of these laws.
pub fn faults<'a>(bill: &'a Checked, pack: &'a Pack, laws: &[&'a Law]) -> Vec<Fault<'a>> {
    let failed = bill.outcomes.iter().filter(|outcome| matches!(outcome.verdict, Verdict::Violated | Verdict::PartlyMet));
    let fault = |outcome: &'a Outcome| {
        let rule = pack.rules.rules.get(outcome.rule)?;
        let answers = Answers::of(outcome.rule, bill.description.kinds, laws.iter().copied());
        Some(Fault { rule, outcome, answers })
    };
    let mut faults: Vec<Fault<'a>> = failed.filter_map(fault).collect();
    faults.sort_by_key(|fault| Reverse(fault.outcome.severity));
    faults
}
