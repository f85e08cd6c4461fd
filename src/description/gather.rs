//! What the readers of JSON and YAML do alike: list problems, count values against the limits, drop duplicate keys.

use super::limits::{MAX_DEPTH, MAX_NODES, MAX_PROBLEMS};
use super::node::{Entry, Key};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use std::collections::HashMap;

/// Reading cannot go on. Why is among the problems already.
#[derive(Debug)]
pub(super) struct Stop;

/// The problems found so far, and the number of values counted.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    problems: Vec<Diagnostic>,
    nodes: usize,
}

impl Gathered {
    /// Lists a problem after which reading goes on, unless there are too many already.
    pub(super) fn problem(&mut self, problem: Diagnostic) -> Result<(), Stop> {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
            return Ok(());
        }
        let mut last = Diagnostic::error("too-many-problems", format!("more than {MAX_PROBLEMS} problems, so reading stopped here"));
        if let Some(label) = problem.primary() {
            last = last.at(label.span, "not read any further");
        }
        self.problems.push(last.help("mend the problems listed, then check again"));
        Err(Stop)
    }

    /// Lists the problem that ends the reading.
    pub(super) fn fatal(&mut self, problem: Diagnostic) -> Stop {
        self.problems.push(problem);
        Stop
    }

    /// Counts one more value, found at `place`.
    pub(super) fn count(&mut self, place: impl FnOnce() -> Span) -> Result<(), Stop> {
        self.nodes += 1;
        if self.nodes <= MAX_NODES {
            return Ok(());
        }
        let problem = Diagnostic::error("too-large", format!("the text holds more than {MAX_NODES} values"));
        Err(self.fatal(problem.at(place(), "reading stopped here").help("split the description into several files")))
    }

    /// Ends the reading at a bracket, dash or key that would nest too deep.
    pub(super) fn too_deep(&mut self, place: Span) -> Stop {
        let problem = Diagnostic::error("too-deep", format!("lists and mappings are nested more than {MAX_DEPTH} levels deep"));
        self.fatal(
            problem
                .at(place, "one level too many")
                .help("no field of a description needs such depth: look for brackets or dashes left open"),
        )
    }

    /// All problems in the order of their places.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        let mut problems = self.problems;
        problems.sort_by_key(|problem| problem.primary().map(|label| label.span));
        problems
    }

    /// Reports every key that came before in the same mapping, and keeps only the first of each.
    pub(super) fn drop_duplicates(&mut self, text: &str, entries: &mut Vec<Entry>) -> Result<(), Stop> {
        let repeats = find_repeats(text, entries);
        if repeats.is_empty() {
            return Ok(());
        }
        for (first, again) in &repeats {
            let (Some(first), Some(again)) = (entries.get(*first), entries.get(*again)) else { continue };
            let problem = Diagnostic::error("duplicate-key", format!("the key `{}` appears twice", shown(key_text(text, &again.key))))
                .at(again.key.span, "again here")
                .also(first.key.span, "first here")
                .help("keep one of the two, or give them different names");
            self.problem(problem)?;
        }
        // Both run in the order written, so one pass suffices.
        let mut dropped = repeats.iter().map(|(_, again)| *again).peekable();
        let mut index = 0..;
        entries.retain(|_| dropped.next_if_eq(&index.next().unwrap_or(usize::MAX)).is_none());
        Ok(())
    }
}

/// Pairs of indices: where a key stands first, and where it stands again, in the order of the latter.
fn find_repeats(text: &str, entries: &[Entry]) -> Vec<(usize, usize)> {
    /// Up to here comparing all pairs is quicker than hashing: most pairs differ in length already.
    const FEW: usize = 32;
    let mut repeats = Vec::new();
    if entries.len() <= FEW {
        for (again, entry) in entries.iter().enumerate() {
            if let Some(first) = entries.iter().take(again).position(|earlier| same_key(text, &earlier.key, &entry.key)) {
                repeats.push((first, again));
            }
        }
        return repeats;
    }
    let mut seen = HashMap::with_capacity(entries.len());
    for (index, entry) in entries.iter().enumerate() {
        let first = *seen.entry(key_text(text, &entry.key)).or_insert(index);
        if first != index {
            repeats.push((first, index));
        }
    }
    repeats
}

fn same_key(text: &str, left: &Key, right: &Key) -> bool {
    let raw = left.decoded.is_none() && right.decoded.is_none();
    if raw && left.span.end - left.span.start != right.span.end - right.span.start {
        return false;
    }
    key_text(text, left) == key_text(text, right)
}

fn key_text<'a>(text: &'a str, key: &'a Key) -> &'a str {
    key.decoded.as_deref().unwrap_or_else(|| text.get(key.span.range()).unwrap_or(""))
}

/// A piece of the user's text for a message: one line, and not too long.
pub(super) fn shown(words: &str) -> String {
    const MOST: usize = 40;
    let line: String = words.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(MOST + 1).collect();
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(&line)),
        None => line,
    }
}
