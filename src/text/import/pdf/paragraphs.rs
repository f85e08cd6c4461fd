//! Paragraphs from lines: by the room between lines, by indentation, by how a line ends and how the next begins.

use super::lines::Line;
use crate::text::import::cells::begins_like_a_provision;
use crate::text::import::paragraph::Paragraph;
use std::collections::{HashMap, HashSet};

/// A step down of more than so many times the usual one begins a paragraph.
const GAP: f32 = 1.25;
/// A line that ends so many sizes before the right edge is not full.
const SHORT: f32 = 4.0;
/// A line that begins so many sizes further in or out begins a paragraph.
const INDENT: f32 = 0.8;
/// A heading is so much larger than the text.
const LARGER: f32 = 1.12;
/// Longest heading, in bytes.
const LONGEST_HEADING: usize = 250;

/// What is usual in a document.
struct Usual {
    size: f32,
    /// From one line to the next, in sizes.
    step: f32,
    /// Most of the text is bold, so that it tells nothing.
    is_bold: bool,
}

/// Joins lines to paragraphs.
pub(super) fn join(pages: &[Vec<Line>]) -> Vec<Paragraph> {
    let usual = usual(pages);
    let known: HashSet<&str> = pages.iter().flatten().flat_map(|line| line.words.split_whitespace()).map(bare).collect();
    let mut made: Vec<Made> = Vec::new();
    for lines in pages {
        let right = lines.iter().map(|line| line.right).fold(f32::MIN, f32::max);
        let mut before: Option<&Line> = None;
        for line in lines {
            match (made.last_mut(), before) {
                (Some(last), Some(above)) if !begins(above, line, right, &usual, last) => last.add(line, &known),
                // The sentence goes on over the page.
                (Some(last), None) if goes_on_over_the_page(last, line, &usual) => last.add(line, &known),
                _ => made.push(Made::new(line)),
            }
            before = Some(line);
        }
    }
    made.into_iter().map(|made| made.end(&usual)).collect()
}

/// A paragraph in the making.
struct Made {
    words: String,
    size: f32,
    is_bold: bool,
    lines: usize,
    /// Where its first line begins, and its others.
    left: f32,
    rest: Option<f32>,
}

impl Made {
    fn new(line: &Line) -> Self {
        Self { words: line.words.clone(), size: line.size, is_bold: line.is_bold(), lines: 1, left: line.left, rest: None }
    }

    /// Adds a line. A word that was divided is made whole, unless the document has it with its hyphen.
    fn add(&mut self, line: &Line, known: &HashSet<&str>) {
        self.lines += 1;
        self.rest.get_or_insert(line.left);
        self.is_bold &= line.is_bold();
        let last = self.words.split(' ').next_back().unwrap_or("");
        let next = line.words.split(' ').next().unwrap_or("");
        let divided = last.strip_suffix(['-', '\u{ad}', '\u{2010}']).filter(|start| start.ends_with(char::is_alphabetic));
        match divided {
            Some(start) if next.starts_with(char::is_lowercase) => {
                let whole = format!("{start}{next}");
                let hyphened = format!("{start}-{next}");
                let keeps = !known.contains(bare(&whole)) && known.contains(bare(&hyphened));
                if !keeps {
                    self.words.pop();
                }
            }
            Some(_) if next.starts_with(char::is_alphabetic) => {}
            _ => self.words.push(' '),
        }
        self.words.push_str(&line.words);
    }

    fn end(self, usual: &Usual) -> Paragraph {
        let mut paragraph = Paragraph::default();
        paragraph.push(&self.words, 0..self.words.len());
        let has_letters = self.words.chars().any(char::is_alphabetic);
        let is_short = self.words.len() <= LONGEST_HEADING && self.lines <= 4 && !self.words.ends_with([';', ',']);
        let by_size = self.size > usual.size * LARGER;
        let by_weight = self.is_bold && !usual.is_bold;
        if has_letters && is_short && (by_size || by_weight) {
            let level = if self.size > usual.size * 1.5 {
                1
            } else if by_size {
                2
            } else {
                3
            };
            paragraph.hint.heading = Some(level);
        }
        paragraph
    }

    fn has_ended(&self) -> bool {
        self.words.ends_with(['.', ';', ':', '!', '?', '—', '”', '"'])
    }
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

/// Whether a line begins a paragraph, after the line above it on the page.
fn begins(above: &Line, line: &Line, right: f32, usual: &Usual, made: &Made) -> bool {
    let size = above.size.max(line.size);
    let step = above.y - line.y;
    // Up again: another column, or a box.
    if step < -LINE_NOISE * size {
        return made.has_ended() || begins_like_a_provision(&line.words) || !line.words.starts_with(char::is_lowercase);
    }
    let is_full = above.right > right - SHORT * size;
    if step > usual.step * GAP * size
        || (above.size - line.size).abs() > 0.08 * size
        || above.is_bold() != line.is_bold() && !usual.is_bold && !goes_on(above, line)
    {
        return true;
    }
    let set = made.rest.unwrap_or(made.left);
    let shift = line.left - set;
    // The first line of a paragraph may hang out or be set in; later ones keep their edge.
    let is_shifted = if made.lines > 1 {
        shift.abs() > INDENT * size
    } else {
        shift > INDENT * size && !begins_like_a_provision(&made.words) && is_full && made.has_ended()
    };
    if begins_like_a_provision(&line.words) {
        // `subsection ⏎ (1) of section 35` goes on at the same edge, in the middle of a sentence.
        return made.has_ended() || !is_full || shift.abs() > INDENT * size || ends_in_a_joint(&made.words);
    }
    if is_shifted {
        return true;
    }
    // `PART II` below a full last line: what ends a paragraph has a full stop, and a heading has none.
    let is_open = !line.words.ends_with(['.', ';', ':', ',', '—']) && line.right < right - SHORT * size;
    if made.has_ended() && is_open && line.words.starts_with(char::is_uppercase) {
        return true;
    }
    // Above is the last line of a paragraph, or a heading.
    !is_full && (made.has_ended() || !line.words.starts_with(char::is_lowercase) && above.words.len() < 60 && !ends_openly(&above.words))
}

/// Steps up below this share of the size are none.
const LINE_NOISE: f32 = 0.5;

/// Whether a sentence goes on, though the weight changes: a defined term in bold at a line's end.
fn goes_on(above: &Line, line: &Line) -> bool {
    line.words.starts_with(char::is_lowercase) && !above.words.ends_with(['.', ';', ':'])
}

/// Whether words end where another item of a list follows: `…, and`.
fn ends_in_a_joint(words: &str) -> bool {
    [", and", ", or", "; and", "; or", ",", ", und", " oder", ", et", ", ou"].iter().any(|end| words.ends_with(end))
}

/// Whether words cannot be the end of a heading.
fn ends_openly(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or("");
    matches!(last, "of" | "the" | "and" | "or" | "to" | "in" | "a" | "an" | "by" | "for" | "with" | "de" | "la" | "der" | "die" | "und")
        || words.ends_with(',')
}

fn goes_on_over_the_page(made: &Made, line: &Line, usual: &Usual) -> bool {
    !made.has_ended()
        && (made.size - line.size).abs() <= 0.08 * usual.size
        && made.is_bold == line.is_bold()
        && !begins_like_a_provision(&line.words)
        && line.words.starts_with(|letter: char| letter.is_lowercase() || letter.is_numeric())
}

/// What most of the text is like, by its bytes.
fn usual(pages: &[Vec<Line>]) -> Usual {
    let mut sizes: HashMap<i64, usize> = HashMap::new();
    let mut steps: HashMap<i64, usize> = HashMap::new();
    let (mut bold, mut all) = (0, 0);
    for lines in pages {
        for line in lines {
            *sizes.entry((line.size * 10.0).round() as i64).or_default() += line.words.len();
            bold += if line.is_bold() { line.words.len() } else { 0 };
            all += line.words.len();
        }
        for pair in lines.windows(2) {
            if let [above, below] = pair
                && above.y > below.y
                && above.size > 0.0
            {
                *steps.entry(((above.y - below.y) / above.size * 20.0).round() as i64).or_default() += below.words.len();
            }
        }
    }
    let most =
        |counts: &HashMap<i64, usize>| counts.iter().max_by_key(|(value, count)| (**count, -**value)).map(|(value, _)| *value as f32);
    let step = most(&steps).map_or(1.2, |step| step / 20.0);
    Usual { size: most(&sizes).map_or(10.0, |size| size / 10.0), step: step.clamp(0.9, 2.2), is_bold: bold * 2 > all }
}
