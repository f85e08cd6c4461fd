//! Runs of words with one look each, and the direction they are written in.

use crate::report::prose::one_line;

/// How a run looks: a character style of `parts/styles.xml`, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Like the paragraph.
    Plain,
    /// What must not be missed.
    Strong,
    /// A name or value to be written just so.
    Code,
    /// Places and other small print.
    Quiet,
}

impl Look {
    /// The name of its style.
    pub fn style(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Strong => Some("Strong"),
            Self::Code => Some("Code"),
            Self::Quiet => Some("Quiet"),
        }
    }
}

/// Words with one look, on one line, without characters that would act or turn the text around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub words: String,
    /// Their look.
    pub look: Look,
}

/// Words on one line; a blank at their end, which parts them from the next run, stays.
fn run(words: &str, look: Look) -> Run {
    let mut safe = one_line(words);
    if words.ends_with(' ') {
        safe.push(' ');
    }
    Run { words: safe, look }
}

/// Words that look like their paragraph.
pub fn plain(words: &str) -> Run {
    run(words, Look::Plain)
}

/// Words that must not be missed.
pub fn strong(words: &str) -> Run {
    run(words, Look::Strong)
}

/// Small print.
pub fn quiet(words: &str) -> Run {
    run(words, Look::Quiet)
}

/// A sentence in which backticks stand around names: these become runs of their own. With an odd number of backticks nobody knows
/// which belong together, and all of them stay.
pub fn marked(sentence: &str) -> Vec<Run> {
    if !sentence.matches('`').count().is_multiple_of(2) {
        return vec![plain(sentence)];
    }
    let look = |index: usize| if index.is_multiple_of(2) { Look::Plain } else { Look::Code };
    let parts = one_line(sentence);
    let runs = parts.split('`').enumerate().map(|(index, words)| Run { words: words.to_owned(), look: look(index) });
    runs.filter(|run| !run.words.is_empty()).collect()
}

/// A message as a sentence: a capital at its start and a full stop at its end.
pub fn sentence(message: &str) -> String {
    let message = one_line(message);
    let mut letters = message.chars();
    let Some(first) = letters.next() else { return String::new() };
    // What is quoted may end with a stop of its own.
    let end = message.trim_end_matches(['”', '"', '’']);
    let stop = if end.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    format!("{}{}{stop}", first.to_uppercase(), letters.as_str())
}

/// A stretch of words that runs in one direction.
#[derive(Debug, PartialEq, Eq)]
pub struct Stretch<'a> {
    /// The words.
    pub words: &'a str,
    /// They run from right to left.
    pub leftward: bool,
}

/// Letters of Hebrew, Arabic and the other scripts that run from right to left.
fn is_leftward(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Cuts words where the direction changes. Blanks, digits and signs between two letters that run leftward belong to them.
pub fn stretches(words: &str) -> Vec<Stretch<'_>> {
    let mut cuts = vec![(0, false)];
    let mut last_end = 0;
    let mut leftward = false;
    for (at, letter) in words.char_indices() {
        if is_leftward(letter) {
            if !leftward {
                cuts.push((at, true));
            }
            leftward = true;
            last_end = at + letter.len_utf8();
        } else if leftward && letter.is_alphabetic() {
            cuts.push((last_end, false));
            leftward = false;
        }
    }
    if leftward {
        cuts.push((last_end, false));
    }
    let ends = cuts.iter().skip(1).map(|(at, _)| *at).chain([words.len()]);
    let stretch = |((start, leftward), end): (&(usize, bool), usize)| {
        words.get(*start..end).filter(|words| !words.is_empty()).map(|words| Stretch { words, leftward: *leftward })
    };
    cuts.iter().zip(ends).filter_map(stretch).collect()
}

/// Whether the first letter of some words runs leftward.
pub fn begins_leftward<'a>(mut words: impl Iterator<Item = &'a str>) -> bool {
    words.find_map(|words| words.chars().find(|letter| letter.is_alphabetic())).is_some_and(is_leftward)
}

/// Whether they have letters, and all of them run leftward.
pub fn is_all_leftward<'a>(words: impl Iterator<Item = &'a str>) -> bool {
    let mut letters = words.flat_map(str::chars).filter(|letter| letter.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(is_leftward)
}

/// A name or value to be written just so.
pub fn code(words: &str) -> Run {
    run(words, Look::Code)
}
