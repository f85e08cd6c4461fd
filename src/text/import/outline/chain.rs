//! The sequence of a law's units among everything that looks like one: the heaviest rising chain of numbers.

use super::number::Number;
use std::collections::HashMap;

/// A line that may begin a unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub line: usize,
    pub number: Number,
    /// How much speaks for it by itself.
    pub weight: i64,
    /// Whether the format marks it as a heading, so that it needs no neighbours.
    pub sure: bool,
    /// Whether a division was headed since the candidate before.
    pub after_division: bool,
}

/// For a number that follows directly on the one before.
const NEXT: i64 = 3;
/// A step over more numbers than this parts a chain in two.
const GAP: u32 = 20;
/// A part of a chain with so many units stands for itself.
const RUN: usize = 3;

/// A chain: indices of candidates in order, and their weight.
#[derive(Debug, Default, Clone)]
pub(super) struct Chain {
    pub picked: Vec<usize>,
    pub score: i64,
}

/// The best chain. Where numbers begin again under the divisions of a law, each division has its own.
pub(super) fn best(candidates: &[Candidate]) -> Chain {
    let whole = heaviest(candidates, 0);
    let mut parts = Chain::default();
    let mut start = 0;
    let mut sections = 0;
    for end in 1..=candidates.len() {
        let begins = candidates.get(end).is_none_or(|next| next.after_division && next.number == Number::plain(1));
        if begins {
            let part = heaviest(candidates.get(start..end).unwrap_or_default(), start);
            parts.score += part.score;
            parts.picked.extend(part.picked);
            sections += 1;
            start = end;
        }
    }
    // Numbers that begin again must explain much more than one chain does.
    if sections > 1 && parts.picked.len() * 2 > whole.picked.len() * 3 { parts } else { whole }
}

/// The heaviest rising chain, in `n log n`.
fn heaviest(candidates: &[Candidate], offset: usize) -> Chain {
    let mut numbers: Vec<Number> = candidates.iter().map(|candidate| candidate.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut tree = Fenwick { best: vec![None; numbers.len() + 1] };
    let mut at_number: HashMap<Number, (i64, usize)> = HashMap::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(candidates.len());
    let mut top: Option<(i64, usize)> = None;
    for (index, candidate) in candidates.iter().enumerate() {
        let rank = numbers.partition_point(|number| *number < candidate.number);
        let mut from = tree.up_to(rank);
        for earlier in predecessors(candidate.number) {
            if let Some((score, at)) = at_number.get(&earlier)
                && from.is_none_or(|(best, _)| score + NEXT > best)
            {
                from = Some((score + NEXT, *at));
            }
        }
        let score = candidate.weight + from.map_or(0, |(score, _)| score);
        before.push(from.map(|(_, at)| at));
        tree.put(rank + 1, (score, index));
        let held = at_number.entry(candidate.number).or_insert((score, index));
        if score > held.0 {
            *held = (score, index);
        }
        if top.is_none_or(|(best, _)| score > best) {
            top = Some((score, index));
        }
    }
    let mut picked = Vec::new();
    let mut at = top.map(|(_, index)| index);
    while let Some(index) = at {
        picked.push(index);
        at = before.get(index).copied().flatten();
    }
    picked.reverse();
    let picked = without_outliers(candidates, picked).into_iter().map(|index| index + offset).collect();
    Chain { picked, score: top.map_or(0, |(score, _)| score) }
}

/// The numbers that the given one follows directly.
fn predecessors(number: Number) -> impl Iterator<Item = Number> {
    let Number { value, suffix } = number;
    let put_in = (1..=2).filter_map(move |back| Some(Number { value, suffix: suffix.checked_sub(back)? }));
    let last = value.checked_sub(1).filter(|_| suffix <= 1);
    put_in.chain((0..=12).filter_map(move |suffix| Some(Number { value: last?, suffix })))
}

/// Leaves out what stands apart: a few numbers behind a wide gap, such as a year or another law's section at a line's start.
fn without_outliers(candidates: &[Candidate], picked: Vec<usize>) -> Vec<usize> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let number = |index: usize| candidates.get(index).map_or(0, |candidate| candidate.number.value);
    for index in picked {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| number(index) - number(*last) <= GAP) => run.push(index),
            _ => runs.push(vec![index]),
        }
    }
    let longest = runs.iter().map(Vec::len).max().unwrap_or(0);
    let sure = |index: &usize| candidates.get(*index).is_some_and(|candidate| candidate.sure);
    runs.into_iter().filter(|run| run.len() >= RUN.min(longest) || run.iter().all(sure)).flatten().collect()
}

/// The best of everything up to a rank.
struct Fenwick {
    best: Vec<Option<(i64, usize)>>,
}

impl Fenwick {
    fn up_to(&self, mut rank: usize) -> Option<(i64, usize)> {
        let mut found: Option<(i64, usize)> = None;
        while rank > 0 {
            if let Some((score, at)) = self.best.get(rank).copied().flatten()
                && found.is_none_or(|(best, earlier)| score > best || score == best && at < earlier)
            {
                found = Some((score, at));
            }
            rank &= rank - 1;
        }
        found
    }

    fn put(&mut self, mut rank: usize, value: (i64, usize)) {
        while let Some(slot) = self.best.get_mut(rank) {
            if slot.is_none_or(|(best, _)| value.0 > best) {
                *slot = Some(value);
            }
            rank += rank & rank.wrapping_neg();
        }
    }
}
