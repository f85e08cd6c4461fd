//! The words of a bill that come nearest to a quote that is not in it, and where the two part.

use super::fold::Folded;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::HashMap;
use std::ops::Range;

/// Quotes with more words than this are compared by their first words.
const MAX_WORDS: usize = 120;
/// Runs of words that both share count as hints for a place; so many are looked at for each run.
const MAX_HINTS: usize = 50;
/// This share of a quote's words must stand at a place for it to be near.
const LEAST_SHARE: f64 = 0.6;

/// The nearest words.
#[derive(Debug)]
pub(super) struct Near {
    /// Where they stand in the original.
    pub range: Range<usize>,
    /// What is different: the quote's words, and the bill's.
    pub differences: Vec<(String, String)>,
    /// Only capitals differ.
    pub only_case: bool,
}

/// The words of a folded bill, made ready for many quotes.
#[derive(Debug)]
pub(super) struct Words<'t> {
    words: Vec<(&'t str, Range<usize>)>,
    /// Where each word stands, lower-cased.
    index: HashMap<String, Vec<u32>>,
}

impl<'t> Words<'t> {
    /// All words of a bill.
    pub(super) fn new(folded: &'t Folded) -> Self {
        let words = split(&folded.text);
        let mut index: HashMap<String, Vec<u32>> = HashMap::new();
        for (at, (word, _)) in (0_u32..).zip(&words) {
            index.entry(word.to_lowercase()).or_default().push(at);
        }
        Self { words, index }
    }

    /// The place that comes nearest to a quote, if any comes near.
    pub(super) fn nearest(&self, folded: &Folded, quote: &Folded) -> Option<Near> {
        let mut wanted: Vec<&str> = split(&quote.text).into_iter().map(|(word, _)| word).collect();
        wanted.truncate(MAX_WORDS);
        let start = self.best_start(&wanted)?;
        let spare = wanted.len() / 4 + 2;
        let first = start.saturating_sub(spare);
        let here = self.words.get(first..(start + wanted.len() + spare).min(self.words.len()))?;
        let lower = |word: &str| word.to_lowercase();
        let (left, right): (Vec<String>, Vec<String>) =
            (wanted.iter().map(|word| lower(word)).collect(), here.iter().map(|(word, _)| lower(word)).collect());
        let operations = capture_diff_slices(Algorithm::Myers, &left, &right);
        let same = |operation: &DiffOp| if let DiffOp::Equal { len, .. } = operation { *len } else { 0 };
        let shared: usize = operations.iter().map(same).sum();
        #[expect(clippy::cast_precision_loss, reason = "counts of at most MAX_WORDS words")]
        let share = shared as f64 / wanted.len() as f64;
        if share < LEAST_SHARE {
            return None;
        }
        // From the first shared word to the last: what lies before and after in the bill is not what was quoted.
        let equal = || operations.iter().filter(|operation| matches!(operation, DiffOp::Equal { .. }));
        let (from, to) = (equal().next()?.new_range().start, equal().next_back()?.new_range().end);
        let (from, to) = widened(&operations, from, to);
        let range = folded.original(here.get(from)?.1.start..here.get(to.checked_sub(1)?)?.1.end)?;
        let words = |range: Range<usize>| {
            let range = range.start.max(from)..range.end.min(to).max(range.start.max(from));
            here.get(range).unwrap_or_default().iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" ")
        };
        let differences: Vec<(String, String)> = operations
            .iter()
            .filter(|operation| !matches!(operation, DiffOp::Equal { .. }))
            .map(|operation| (wanted.get(operation.old_range()).unwrap_or_default().join(" "), words(operation.new_range())))
            .filter(|(quoted, there)| !(quoted.is_empty() && there.is_empty()))
            .collect();
        Some(Near { range, only_case: differences.is_empty(), differences })
    }

    /// Where most runs of two words of the quote say that it begins.
    fn best_start(&self, wanted: &[&str]) -> Option<usize> {
        let places = |word: &&str| self.index.get(&word.to_lowercase()).map(Vec::as_slice).unwrap_or_default();
        let mut votes: HashMap<usize, usize> = HashMap::new();
        for (offset, pair) in wanted.windows(2).enumerate() {
            let [first, second] = pair else { continue };
            let after = places(second);
            let runs = places(first).iter().filter(|at| after.binary_search(&(**at + 1)).is_ok());
            for at in runs.take(MAX_HINTS) {
                *votes.entry((*at as usize).saturating_sub(offset)).or_default() += 1;
            }
        }
        // Words left out or added shift what follows, so neighbours vote together.
        let around = |start: usize| -> usize { (start.saturating_sub(3)..=start + 3).filter_map(|near| votes.get(&near)).sum() };
        votes.keys().copied().max_by_key(|start| (around(*start), votes.get(start).copied(), std::cmp::Reverse(*start)))
    }
}

/// A first or last word that was replaced belongs to the nearest words too.
fn widened(operations: &[DiffOp], mut from: usize, mut to: usize) -> (usize, usize) {
    if let Some(DiffOp::Replace { new_index, new_len, old_len, .. }) = operations.first() {
        from = from.min(new_index + new_len.saturating_sub(*old_len));
    }
    if let Some(DiffOp::Replace { new_index, new_len, old_len, .. }) = operations.last() {
        to = to.max(new_index + new_len.min(old_len));
    }
    (from, to)
}

fn split(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut words = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        if !word.is_empty() {
            words.push((word, at..at + word.len()));
        }
        at += word.len() + 1;
    }
    words
}
