//! Figures that words before them lead in: “a fine not exceeding—(a) for a first offence, $500”, a table of sums under “the fines are:”.
//!
//! Cues look at one paragraph at a time. Where one begins with a figure, and another leads it in, the end of that and the beginning of this
//! are put together and searched again, for marks whose figure stands in this one.

use super::context::{Surroundings, shortened};
use super::fold::Folded;
use super::pattern::{self, Machine, Memory};
use crate::text::document::{Block, Document, Role};
use aho_corasick::AhoCorasick;
use std::ops::Range;
use std::sync::LazyLock;

/// How much of what leads in is looked at, and how much of what is led in; in bytes.
const MAX_BEFORE: usize = 200;
const MAX_AFTER: usize = 200;
/// A cell with more than this holds more than a sum.
const MAX_CELL: usize = 60;
/// Words with which a lead-in ends that make a condition of what follows: “a fine if he— (a) sells more than $500 worth”.
const CONDITIONS: [&str; 9] = ["if", "where", "when", "unless", "who", "which", "that", "whenever", "whose"];

/// Words of which one stands in every quantity that is written without figures.
static COUNTS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let units = ["minute", "hour", "day", "week", "fortnight", "month", "quarter", "year", "per cent", "percent", "level", "unit"];
    AhoCorasick::builder().ascii_case_insensitive(true).build(units.into_iter().chain(super::quantity::number_words())).ok()
});

/// A figure of any kind.
static FIGURE: LazyLock<Option<Machine>> = LazyLock::new(|| Machine::new(&pattern::expand("{time}|{money}|{percent}|{scale}")));

/// The end of a lead-in and the beginning of a paragraph.
#[derive(Debug, Default)]
pub(super) struct Across {
    text: String,
    /// Both, folded.
    pub folded: Folded,
    /// Where the paragraph's own words begin: in the folded text, in the text, and how many of its bytes were left out.
    own: Range<usize>,
    left_out: usize,
    /// The last paragraph that was no cell of a table.
    above: Option<u32>,
    memory: Memory,
}

impl Across {
    /// Goes on to a paragraph; says whether there is something to search.
    pub fn enter(&mut self, index: u32, block: &Block, document: &Document, around: &Surroundings<'_>) -> bool {
        let before = match block.role {
            Role::Table if block.extent.range().len() <= MAX_CELL => self.above.into_iter().collect(),
            Role::Text => {
                self.above = Some(index);
                let earlier = index.checked_sub(1).and_then(|earlier| document.blocks.get(earlier as usize));
                if earlier.is_some_and(|earlier| earlier.provision == block.provision) {
                    return false;
                }
                around.leads(block.provision).collect::<Vec<u32>>()
            }
            Role::Table => return false,
            _ => {
                self.above = Some(index);
                return false;
            }
        };
        !before.is_empty() && self.join(&before, block, document)
    }

    /// Puts the lead-ins, from the inside out, before the paragraph.
    fn join(&mut self, before: &[u32], block: &Block, document: &Document) -> bool {
        let whole = document.words(block.extent);
        let words = unnumbered(whole);
        self.left_out = whole.len() - words.len();
        let words = shortened(words, MAX_AFTER);
        self.folded.set(words);
        let end = self.folded.bytes.len();
        // Most paragraphs hold no quantity, and to see that by the words of quantities is much cheaper than by their pattern.
        let may_count =
            self.folded.bytes.iter().any(u8::is_ascii_digit) || COUNTS.as_ref().is_some_and(|counts| counts.is_match(&self.folded.bytes));
        if !may_count {
            return false;
        }
        let figure = FIGURE.as_ref().and_then(|figure| figure.find(&self.folded.bytes, 0..end, end, &mut self.memory));
        if figure.is_none() {
            return false;
        }
        let mut parts: Vec<&str> = Vec::new();
        let mut left = MAX_BEFORE;
        for lead in before {
            let lead = document.blocks.get(*lead as usize).map_or("", |lead| document.words(lead.extent));
            // A long one leads in many points: only its end is looked at each time.
            let end = lead.get(ceiling(lead, lead.len().saturating_sub(left))..).unwrap_or("");
            let end = if end.len() == lead.len() { unnumbered(end) } else { end };
            let end = end.trim_end_matches(|letter: char| !letter.is_alphanumeric());
            if parts.is_empty() && ends_in_condition(end) {
                return false;
            }
            parts.push(end);
            left = left.saturating_sub(end.len() + 1);
            if left == 0 {
                break;
            }
        }
        self.text.clear();
        for part in parts.iter().rev() {
            self.text.push_str(part);
            self.text.push(' ');
        }
        let own = self.text.len();
        self.text.push_str(words);
        self.folded.set(&self.text);
        self.own = self.folded.bytes.len() - end..own;
        true
    }

    /// Whether a match begins in what leads in and has all its figures in what is led in.
    pub fn is_across<'a>(&self, whole: &Range<usize>, mut figures: impl Iterator<Item = &'a Range<usize>>) -> bool {
        let mut some = false;
        let inside = figures.all(|figure| {
            some = true;
            figure.start >= self.own.start
        });
        whole.start < self.own.start && inside && some
    }

    /// The part of a match that stands in the paragraph, in bytes from where the paragraph begins.
    pub fn in_paragraph(&self, range: &Range<usize>) -> Range<usize> {
        let place = |at: usize| self.folded.in_text(at).saturating_sub(self.own.end) + self.left_out;
        place(range.start.max(self.own.start))..place(range.end)
    }
}

/// Without the number before it: `(a)`, `12.`, `(iv)`, `•`.
fn unnumbered(words: &str) -> &str {
    let trimmed =
        words.trim_start_matches(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '(' | '$' | '€' | '£' | '"' | '“'));
    let Some((label, rest)) = trimmed.split_once([')', '.']) else { return trimmed };
    let label = label.trim_start_matches('(');
    let is_label = (1..=5).contains(&label.len()) && label.chars().all(char::is_alphanumeric) && rest.starts_with(char::is_whitespace);
    if is_label { rest.trim_start() } else { trimmed }
}

fn ends_in_condition(lead: &str) -> bool {
    let last = lead.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or("");
    CONDITIONS.iter().any(|word| last.eq_ignore_ascii_case(word))
}

fn ceiling(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

#[cfg(test)]
#[path = "across_tests.rs"]
mod tests;
