//! Matching by bounded backtracking, for many short searches with many patterns.
//!
//! It remembers which states were tried where, so that no pattern takes more than states times characters. What is remembered is
//! wiped where it was written and nowhere else: most searches end after a few steps, and to wipe all of it costs more than they do.

use regex_automata::nfa::thompson::{NFA, State};
use regex_automata::util::captures::Captures;
use regex_automata::util::primitives::{NonMaxUsize, SmallIndex, StateID};
use std::ops::Range;

/// Most pairs of state and place that are remembered: one MiB.
const MAX_VISITED: usize = 8 << 20;
/// States and places in one word of memory.
const WORD: usize = u64::BITS as usize;

/// What is still to be tried.
#[derive(Debug, Clone, Copy)]
enum Frame {
    Step(StateID, usize),
    /// A group's edge goes back to what it was.
    Restore(SmallIndex, Option<NonMaxUsize>),
}

/// What searches need to remember while they run.
#[derive(Debug, Default)]
pub(super) struct Memory {
    stack: Vec<Frame>,
    /// A bit for each state at each place; all 0 between searches.
    visited: Vec<u64>,
    /// The words of it that are not 0.
    written: Vec<usize>,
    slots: Vec<Option<NonMaxUsize>>,
}

/// Whether there is room to search so many characters.
pub(super) fn fits(nfa: &NFA, length: usize) -> bool {
    length.saturating_add(1).saturating_mul(nfa.states().len()) <= MAX_VISITED
}

/// The leftmost match within a range that begins no later than at `last`. The range must lie in the text, and fit.
pub(super) fn find(nfa: &NFA, bytes: &[u8], within: Range<usize>, last: usize, memory: &mut Memory) -> Option<Captures> {
    let needed = (within.len() + 1).saturating_mul(nfa.states().len()) / WORD + 1;
    if memory.visited.len() < needed {
        memory.visited.resize(needed, 0);
    }
    memory.slots.clear();
    memory.slots.resize(nfa.group_info().slot_len(), None);
    memory.stack.clear();
    let mut search = Search { nfa, bytes, within: within.clone(), memory };
    let found = (within.start..=last.min(within.end)).any(|at| search.from(at));
    for word in memory.written.drain(..) {
        if let Some(word) = memory.visited.get_mut(word) {
            *word = 0;
        }
    }
    found.then(|| {
        let mut groups = Captures::all(nfa.group_info().clone());
        for (to, from) in groups.slots_mut().iter_mut().zip(&memory.slots) {
            *to = *from;
        }
        groups.set_pattern(Some(regex_automata::PatternID::ZERO));
        groups
    })
}

struct Search<'a> {
    nfa: &'a NFA,
    bytes: &'a [u8],
    within: Range<usize>,
    memory: &'a mut Memory,
}

impl Search<'_> {
    /// Whether a match begins here.
    fn from(&mut self, at: usize) -> bool {
        self.memory.stack.push(Frame::Step(self.nfa.start_anchored(), at));
        while let Some(frame) = self.memory.stack.pop() {
            match frame {
                Frame::Step(state, at) => {
                    if self.follow(state, at) {
                        return true;
                    }
                }
                Frame::Restore(slot, before) => {
                    if let Some(slot) = self.memory.slots.get_mut(slot.as_usize()) {
                        *slot = before;
                    }
                }
            }
        }
        false
    }

    /// Goes on from a state as far as it leads; what else could be tried from there is put on the stack.
    fn follow(&mut self, mut state: StateID, mut at: usize) -> bool {
        while self.is_new(state, at) {
            // What lies behind the range is not to be seen, but by what looks whether a word ends.
            let next = match self.nfa.state(state) {
                State::ByteRange { trans } => (at < self.within.end && trans.matches(self.bytes, at)).then_some(trans.next),
                State::Sparse(sparse) if at < self.within.end => sparse.matches(self.bytes, at),
                State::Dense(dense) if at < self.within.end => dense.matches(self.bytes, at),
                State::Sparse(_) | State::Dense(_) | State::Fail => None,
                State::Match { .. } => return true,
                other => {
                    let Some(next) = self.aside(other, at) else { return false };
                    state = next;
                    continue;
                }
            };
            let Some(next) = next else { return false };
            (state, at) = (next, at + 1);
        }
        false
    }

    /// The next state of one that takes no character.
    fn aside(&mut self, state: &State, at: usize) -> Option<StateID> {
        match state {
            State::Look { look, next } => self.nfa.look_matcher().matches(*look, self.bytes, at).then_some(*next),
            State::Union { alternates } => {
                let (first, others) = alternates.split_first()?;
                self.memory.stack.extend(others.iter().rev().map(|other| Frame::Step(*other, at)));
                Some(*first)
            }
            State::BinaryUnion { alt1, alt2 } => {
                self.memory.stack.push(Frame::Step(*alt2, at));
                Some(*alt1)
            }
            State::Capture { next, slot, .. } => {
                if let Some(edge) = self.memory.slots.get_mut(slot.as_usize()) {
                    self.memory.stack.push(Frame::Restore(*slot, *edge));
                    *edge = NonMaxUsize::new(at);
                }
                Some(*next)
            }
            _ => None,
        }
    }

    /// Whether a state was never tried at a place; from now on it was.
    fn is_new(&mut self, state: StateID, at: usize) -> bool {
        let index = (at - self.within.start) * self.nfa.states().len() + state.as_usize();
        let Some(word) = self.memory.visited.get_mut(index / WORD) else { return false };
        let bit = 1 << (index % WORD);
        if *word == 0 {
            self.memory.written.push(index / WORD);
        }
        let new = *word & bit == 0;
        *word |= bit;
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use regex_automata::Input;
    use regex_automata::nfa::thompson::pikevm::PikeVM;

    /// Preferences, repetitions that may be empty, groups in repetitions, edges of words, classes, and the end of the text.
    const PATTERNS: [&str; 9] =
        ["ab|a", r"\ba+?b", "(a*)*b", "(a|(b))+c", r"\b(ab|a)(b*)\b", "[ab]{2,4}c?", r"(a b|a) ?(b c)?", "a$|^b", "(?s).{0,3}c"];

    fn groups(found: Option<&Captures>) -> Vec<Option<Range<usize>>> {
        found.map(|found| found.iter().map(|group| group.map(|span| span.range())).collect()).unwrap_or_default()
    }

    proptest! {
        /// The library's own machine finds the same.
        #[test]
        fn it_finds_what_another_machine_finds(text in "[abc ]{0,12}", start in 0..6_usize, length in 0..9_usize, last in 0..12_usize) {
            let within = start.min(text.len())..(start + length).min(text.len());
            let mut memory = Memory::default();
            for pattern in PATTERNS {
                let pike = PikeVM::new(pattern).unwrap();
                let (mut cache, mut wanted) = (pike.create_cache(), pike.create_captures());
                pike.captures(&mut cache, Input::new(&text).span(within.clone()), &mut wanted);
                let wanted = Some(&wanted).filter(|found| found.get_match().is_some_and(|found| found.start() <= last));
                // The same memory again: what an earlier search wrote must be gone.
                let found = find(pike.get_nfa(), text.as_bytes(), within.clone(), last, &mut memory);
                prop_assert_eq!(groups(found.as_ref()), groups(wanted), "{} {:?}", pattern, within);
                prop_assert!(memory.visited.iter().all(|word| *word == 0));
            }
        }
    }

    #[test]
    fn no_pattern_takes_long() {
        let pike = PikeVM::new("(a*)*(a*)*b").unwrap();
        let text = vec![b'a'; 10_000];
        assert!(fits(pike.get_nfa(), text.len()) && !fits(pike.get_nfa(), MAX_VISITED));
        assert!(find(pike.get_nfa(), &text, 0..text.len(), text.len(), &mut Memory::default()).is_none());
    }
}
