//! All cues in one pass: an automaton finds the words that patterns cannot do without, and only a paragraph that has one of
//! them is searched by the pattern itself, which is compiled the first time.

use super::fold::Folded;
use super::pattern::{self, Edges, Expanded, Machine, Memory, Search};
use crate::typecheck::checked::RuleSet;
use crate::value::QuantityType;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex_automata::util::captures::Captures;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// Most matches of one cue in one paragraph: more would say nothing new.
pub(super) const MAX_IN_BLOCK: u32 = 1_000;

/// So many characters of a paragraph are looked through for words before what was found there is looked at.
const CHUNK: usize = 2_048;

/// A pattern that is compiled when it is first needed.
#[derive(Debug)]
struct Lazy {
    expanded: Expanded,
    machine: OnceLock<Option<Machine>>,
}

impl Lazy {
    fn new(expanded: Expanded) -> Self {
        Self { expanded, machine: OnceLock::new() }
    }

    fn machine(&self) -> Option<&Machine> {
        self.machine.get_or_init(|| Machine::new(&self.expanded)).as_ref()
    }
}

/// What is done where a word of a cue was found.
#[derive(Debug, Clone, Copy)]
enum Mode {
    Exact(Edges),
    Prefix,
    Inner,
}

/// The patterns of a cue.
#[derive(Debug)]
struct Patterns {
    pattern: Lazy,
    mode: Mode,
    unless: Option<Lazy>,
}

/// What a pack's cues are made into, once.
#[derive(Debug)]
pub(super) struct Engine {
    cues: Vec<Patterns>,
    automaton: Option<AhoCorasick>,
    /// For each word of the automaton the cues that look for it, and how much each prefers it: 0 first.
    wanted: Vec<Vec<(u32, u32)>>,
    /// Cues without such a word, which every paragraph is searched by.
    always: Vec<u32>,
    /// What a paragraph must hold besides.
    company: Company,
}

/// The words without which a cue need not be tried in a paragraph: of each of its sets one must be there. Most patterns have a
/// common word, such as “shall”, and a rare one; looking for both spares most of the trials.
#[derive(Debug, Default)]
struct Company {
    automaton: Option<AhoCorasick>,
    /// For each word the cues that need it, and the bit of its set.
    needed: Vec<Vec<(u32, u8)>>,
    /// For each cue the bits of all its sets.
    complete: Vec<u8>,
}

impl Company {
    fn new(sets: &[Vec<Vec<Vec<u8>>>]) -> Self {
        let mut words: HashMap<&[u8], usize> = HashMap::new();
        let (mut list, mut company) = (Vec::new(), Self::default());
        for (cue, sets) in (0_u32..).zip(sets) {
            let mut complete = 0;
            for (bit, set) in (0..u8::BITS).map(|bit| 1_u8 << bit).zip(sets) {
                complete |= bit;
                for word in set {
                    let at = *words.entry(word).or_insert_with(|| {
                        list.push(word);
                        company.needed.push(Vec::new());
                        company.needed.len() - 1
                    });
                    if let Some(cues) = company.needed.get_mut(at) {
                        cues.push((cue, bit));
                    }
                }
            }
            company.complete.push(complete);
        }
        let kind = Some(AhoCorasickKind::ContiguousNFA);
        company.automaton = AhoCorasick::builder().ascii_case_insensitive(true).kind(kind).build(&list).ok();
        company
    }

    /// Notes for each cue which of its sets a paragraph has a word of.
    fn note(&self, bytes: &[u8], seen: &mut Vec<u8>) {
        seen.clear();
        match &self.automaton {
            // Without an automaton everything is tried.
            None => seen.clone_from(&self.complete),
            Some(automaton) => {
                seen.resize(self.complete.len(), 0);
                for word in automaton.find_overlapping_iter(bytes) {
                    for (cue, bit) in self.needed.get(word.pattern().as_usize()).into_iter().flatten() {
                        if let Some(seen) = seen.get_mut(*cue as usize) {
                            *seen |= bit;
                        }
                    }
                }
            }
        }
    }

    /// Whether a cue can match in the paragraph noted.
    fn is_complete(&self, cue: u32, seen: &[u8]) -> bool {
        seen.get(cue as usize) == self.complete.get(cue as usize)
    }
}

/// A match, in bytes of the paragraph as it was folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    /// Index of the cue.
    pub cue: u32,
    /// Where.
    pub range: Range<usize>,
    /// What the group `value` matched.
    pub named: Option<Range<usize>>,
    /// The quantities that placeholders matched.
    pub quantities: Vec<(QuantityType, Range<usize>)>,
}

/// A word of a cue, found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Sighting {
    cue: u32,
    start: u32,
    preference: u32,
    end: u32,
}

/// How far a cue has got in a paragraph.
#[derive(Debug, Clone, Copy, Default)]
struct Progress {
    /// The number of the paragraph.
    paragraph: u32,
    /// The end of its last match.
    end: u32,
    /// How many matches it has had.
    matches: u32,
}

/// What is used again from paragraph to paragraph.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    paragraph: u32,
    progress: Vec<Progress>,
    sightings: Vec<Sighting>,
    later: Vec<Sighting>,
    memory: Memory,
    /// For each cue the sets of words that the paragraph has.
    company: Vec<u8>,
}

impl Scratch {
    /// Where a cue may go on in this paragraph; `None` when it has matched often enough.
    fn from(&mut self, cue: u32) -> Option<usize> {
        let paragraph = self.paragraph;
        let progress = self.progress.get_mut(cue as usize)?;
        if progress.paragraph != paragraph {
            *progress = Progress { paragraph, ..Progress::default() };
        }
        (progress.matches < MAX_IN_BLOCK).then_some(progress.end as usize)
    }

    fn matched(&mut self, cue: u32, end: usize) {
        if let Some(progress) = self.progress.get_mut(cue as usize) {
            progress.end = u32::try_from(end).unwrap_or(u32::MAX);
            progress.matches += 1;
        }
    }
}

impl Engine {
    pub fn new(rules: &RuleSet) -> Self {
        let mut words: HashMap<Vec<u8>, usize> = HashMap::new();
        let (mut list, mut wanted) = (Vec::new(), Vec::<Vec<(u32, u32)>>::new());
        let (mut cues, mut always) = (Vec::with_capacity(rules.cues.len()), Vec::new());
        let mut company = Vec::with_capacity(rules.cues.len());
        for (index, cue) in (0_u32..).zip(&rules.cues) {
            let expanded = pattern::expand(&cue.pattern.text);
            let (search, needed) = pattern::plan(&expanded);
            company.push(needed);
            let (mode, required) = match search {
                Search::Exact(words, edges) => (Mode::Exact(edges), words),
                Search::Prefix(words) => (Mode::Prefix, words),
                Search::Inner(words) => (Mode::Inner, words),
                Search::Everywhere => {
                    always.push(index);
                    (Mode::Inner, Vec::new())
                }
            };
            for (preference, word) in (0_u32..).zip(required) {
                let at = *words.entry(word.clone()).or_insert_with(|| {
                    list.push(word);
                    wanted.push(Vec::new());
                    wanted.len() - 1
                });
                if let Some(cues) = wanted.get_mut(at) {
                    cues.push((index, preference));
                }
            }
            let unless = cue.unless.as_ref().map(|unless| Lazy::new(pattern::expand(&unless.text)));
            cues.push(Patterns { pattern: Lazy::new(expanded), mode, unless });
        }
        let kind = Some(AhoCorasickKind::ContiguousNFA);
        let automaton = AhoCorasick::builder().ascii_case_insensitive(true).kind(kind).build(&list).ok();
        if automaton.is_none() {
            // Too many words for one automaton: slower, and still right.
            always = (0_u32..).zip(&cues).map(|(index, _)| index).collect();
        }
        Self { cues, automaton, wanted, always, company: Company::new(&company) }
    }

    /// Every match in a paragraph, in the order of the text.
    pub fn search(&self, folded: &Folded, scratch: &mut Scratch, found: &mut Vec<Match>) {
        scratch.paragraph = scratch.paragraph.wrapping_add(1);
        scratch.progress.resize(self.cues.len(), Progress::default());
        for cue in &self.always {
            self.everywhere(*cue, &folded.bytes, scratch, found);
        }
        self.company.note(&folded.bytes, &mut scratch.company);
        if let Some(automaton) = &self.automaton {
            self.words(automaton, &folded.bytes, scratch, found);
        }
        found.sort_by_key(|found| (found.range.start, found.cue));
    }

    /// Follows the words through a paragraph, a part of it at a time, so that what is noted stays small.
    fn words(&self, automaton: &AhoCorasick, bytes: &[u8], scratch: &mut Scratch, found: &mut Vec<Match>) {
        let fit = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let mut next = CHUNK;
        for word in automaton.find_overlapping_iter(bytes) {
            if word.end() > next {
                // A longer word that began before may still end.
                self.look(fit(word.end() - pattern::MAX_WORD.min(word.end())), bytes, scratch, found);
                next = word.end() + CHUNK;
            }
            for (cue, preference) in self.wanted.get(word.pattern().as_usize()).into_iter().flatten() {
                if !self.company.is_complete(*cue, &scratch.company) {
                    continue;
                }
                scratch.sightings.push(Sighting { cue: *cue, start: fit(word.start()), preference: *preference, end: fit(word.end()) });
            }
        }
        self.look(u32::MAX, bytes, scratch, found);
    }

    /// Looks at the words that begin before an offset, cue by cue.
    fn look(&self, before: u32, bytes: &[u8], scratch: &mut Scratch, found: &mut Vec<Match>) {
        let mut sightings = std::mem::take(&mut scratch.sightings);
        let mut later = std::mem::take(&mut scratch.later);
        later.extend(sightings.iter().filter(|sighting| sighting.start >= before));
        sightings.retain(|sighting| sighting.start < before);
        sightings.sort_unstable();
        for sighting in &sightings {
            self.at(*sighting, bytes, scratch, found);
        }
        sightings.clear();
        (scratch.sightings, scratch.later) = (later, sightings);
    }

    /// Whether a cue matches where one of its words was found.
    fn at(&self, sighting: Sighting, bytes: &[u8], scratch: &mut Scratch, found: &mut Vec<Match>) {
        let Some(patterns) = self.cues.get(sighting.cue as usize) else { return };
        let (cue, start, end) = (sighting.cue, sighting.start as usize, sighting.end as usize);
        let Some(from) = scratch.from(cue).filter(|from| *from <= start) else { return };
        let mode = match patterns.mode {
            Mode::Exact(edges) => {
                if let Some(end) = whole_words(edges, bytes, start, end) {
                    scratch.matched(cue, end);
                    found.push(Match { cue, range: start..end, named: None, quantities: Vec::new() });
                }
                return;
            }
            mode => mode,
        };
        let Some(machine) = patterns.pattern.machine() else { return };
        let first = match mode {
            Mode::Prefix => start,
            _ => from.max(start.saturating_sub(machine.longest)),
        };
        let within = first..bytes.len().min(start + machine.longest);
        // What begins behind the word does not hold it: the word it holds has its turn.
        if let Some(groups) = machine.find(bytes, within, start, &mut scratch.memory) {
            self.keep(cue, &groups, &patterns.pattern, scratch, found);
        }
    }

    fn keep(&self, cue: u32, groups: &Captures, pattern: &Lazy, scratch: &mut Scratch, found: &mut Vec<Match>) {
        let Some(range) = groups.get_match().map(|whole| whole.range()) else { return };
        let quantities = (0_usize..).zip(&pattern.expanded.quantities);
        let quantities = quantities.filter_map(|(index, kind)| Some((*kind, groups.get_group_by_name(&pattern::group(index))?.range())));
        scratch.matched(cue, range.end);
        let named = groups.get_group_by_name(pattern::NAMED).map(|group| group.range());
        found.push(Match { cue, range, named, quantities: quantities.collect() });
    }

    /// A cue without words: from one end of the paragraph to the other.
    fn everywhere(&self, cue: u32, bytes: &[u8], scratch: &mut Scratch, found: &mut Vec<Match>) {
        let Some(patterns) = self.cues.get(cue as usize) else { return };
        let Some(machine) = patterns.pattern.machine() else { return };
        while let Some(from) = scratch.from(cue) {
            let Some(groups) = machine.find(bytes, from..bytes.len(), bytes.len(), &mut scratch.memory) else { return };
            self.keep(cue, &groups, &patterns.pattern, scratch, found);
        }
    }

    /// Whether a cue's `unless` matches somewhere in a range of the paragraph.
    pub fn is_void(&self, cue: u32, folded: &Folded, within: Range<usize>, scratch: &mut Scratch) -> bool {
        let unless = self.cues.get(cue as usize).and_then(|patterns| patterns.unless.as_ref());
        let Some(machine) = unless.and_then(Lazy::machine) else { return false };
        machine.find(&folded.bytes, within.clone(), within.end, &mut scratch.memory).is_some()
    }
}

/// The end of a match that is no more than a word, if what stands around it is as it must be.
fn whole_words(edges: Edges, bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    let is_letter = |at: usize| bytes.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let is_boundary = |at: usize| at.checked_sub(1).is_some_and(is_letter) != is_letter(at);
    let tail = if edges.tail {
        bytes.get(end..)?.iter().take(pattern::MAX_MATCH).enumerate().take_while(|(at, _)| is_letter(end + at)).count()
    } else {
        0
    };
    let end = end + tail;
    ((!edges.before || is_boundary(start)) && (!edges.after || is_boundary(end))).then_some(end)
}
