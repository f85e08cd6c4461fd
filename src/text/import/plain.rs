//! Plain text: lines to paragraphs. Lines that were wrapped by hand are joined, page numbers and running heads set aside.

use super::outline;
use super::paragraph::{Hint, Paragraph};
use crate::source::{FileId, Sources};
use crate::text::document::{Builder, Document, Format, Role};
use std::collections::HashMap;
use std::ops::Range;

/// Reads plain text.
pub(super) fn read(file: FileId, sources: &Sources) -> Document {
    let mut builder = Builder::new();
    outline::build(&paragraphs(sources.text(file)), &mut builder);
    builder.finish(file, Format::Plain)
}

/// Wrapped lines are no longer than this, in letters.
const WIDEST: usize = 130;
/// Nor is a text wrapped whose lines are all shorter than this.
const NARROWEST: usize = 40;
/// A line that comes so often at the edge of a page is a running head.
const RUNNING: usize = 3;
/// Columns of white space to one step of indentation.
const STEP: usize = 4;

/// A line of the text.
#[derive(Debug)]
struct Line<'t> {
    /// Its words, without the white space around.
    words: &'t str,
    /// Where they stand.
    at: usize,
    indent: usize,
    /// Letters, the indentation included.
    width: usize,
    /// Whether a page ends or begins beside it.
    edge: bool,
}

fn paragraphs(text: &str) -> Vec<Paragraph> {
    let lines = lines(text);
    let heads = running_heads(&lines);
    let wrapped = wrapped(&lines);
    let mut found: Vec<Paragraph> = Vec::new();
    // What a page's edge puts between the lines of a paragraph is moved behind it.
    let mut notes: Vec<Paragraph> = Vec::new();
    let mut open: Option<(Paragraph, &Line)> = None;
    let mut blank = false;
    for line in &lines {
        if line.words.is_empty() {
            blank |= !line.edge;
            continue;
        }
        if heads.contains_key(&*fold(line.words)) && line.edge || is_page_number(line) {
            notes.push(paragraph(line, Some(Role::Note)));
            continue;
        }
        let joins = |before: &Line| wrapped.is_some_and(|width| !blank && continues(before, line, width));
        match &mut open {
            Some((paragraph, before)) if joins(before) => {
                // The line end stands for a space.
                let end = before.at + before.words.len();
                paragraph.push(text.get(end..line.at).unwrap_or(" "), end..line.at);
                paragraph.push(line.words, line.at..line.at + line.words.len());
                *before = line;
            }
            _ => {
                found.extend(open.take().map(|(paragraph, _)| paragraph));
                found.append(&mut notes);
                open = Some((paragraph(line, None), line));
            }
        }
        blank = false;
    }
    found.extend(open.map(|(paragraph, _)| paragraph));
    found.append(&mut notes);
    found
}

fn paragraph(line: &Line, role: Option<Role>) -> Paragraph {
    let indent = u8::try_from(line.indent / STEP).unwrap_or(u8::MAX);
    let mut paragraph = Paragraph::default();
    paragraph.hint = Hint { role, indent, ..Hint::default() };
    paragraph.push(line.words, line.at..line.at + line.words.len());
    paragraph
}

/// Lines end with a line feed, a carriage return, both, a form feed, or Unicode's separators.
fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found: Vec<Line> = Vec::new();
    let mut start = 0;
    let mut edge = false;
    let mut breaks =
        text.char_indices().filter(|(_, letter)| matches!(letter, '\n' | '\r' | '\u{c}' | '\u{2028}' | '\u{2029}' | '\u{85}')).peekable();
    loop {
        let next = breaks.next();
        let end = next.map_or(text.len(), |(at, _)| at);
        found.push(line(text, start..end, edge));
        let Some((at, mark)) = next else { break };
        start = at + mark.len_utf8();
        if mark == '\r' && breaks.next_if(|(next, letter)| *next == start && *letter == '\n').is_some() {
            start += 1;
        }
        // White space beside the end of a page is part of it.
        if mark == '\u{c}' {
            mark_edge(&mut found);
        }
        edge = mark == '\u{c}' || edge && found.last().is_some_and(|line| line.words.is_empty());
    }
    found
}

/// Marks the last lines as standing at the end of a page, back to the last with words.
fn mark_edge(lines: &mut [Line]) {
    for line in lines.iter_mut().rev() {
        line.edge = true;
        if !line.words.is_empty() {
            break;
        }
    }
}

fn line(text: &str, range: Range<usize>, edge: bool) -> Line<'_> {
    let all = text.get(range.clone()).unwrap_or("");
    let rest = all.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    let indent = all.len() - rest.len();
    let words = rest.trim_end();
    let columns = all.get(..indent).unwrap_or("").chars().map(|letter| if letter == '\t' { STEP } else { 1 }).sum();
    Line { words, at: range.start + indent, indent: columns, width: columns + words.chars().count(), edge }
}

/// The width that the text was wrapped at, if it was: many lines run on below each other, nearly as wide as the widest.
fn wrapped(lines: &[Line]) -> Option<usize> {
    let mut widths: Vec<usize> = lines.iter().filter(|line| !line.words.is_empty()).map(|line| line.width).collect();
    widths.sort_unstable();
    let width = *widths.get(widths.len().saturating_sub(1) * 95 / 100)?;
    let followed = lines.iter().zip(lines.iter().skip(1)).filter(|(line, next)| !line.words.is_empty() && !next.words.is_empty());
    let (full, all) = followed.fold((0, 0), |(full, all), (line, _)| (full + usize::from(line.width * 4 >= width * 3), all + 1));
    ((NARROWEST..=WIDEST).contains(&width) && all > 2 && full * 2 > all).then_some(width)
}

/// Whether a line goes on with the paragraph of the line before.
fn continues(before: &Line, line: &Line, width: usize) -> bool {
    let small = line.words.starts_with(char::is_lowercase);
    let full = before.width * 4 >= width * 3;
    let ended = before.words.ends_with(['.', ';', ':', '—']);
    let deeper = line.indent > before.indent + 1 && ended;
    !deeper
        && (small || full)
        && !(outline::begins_provision(line.words) && (ended || line.indent != before.indent || !full || !small && !broken(before)))
}

/// Whether a line ends in a word that wants the number on the next.
fn broken(before: &Line) -> bool {
    before.words.ends_with(|letter: char| letter.is_lowercase() || letter == ',' || letter == '§')
}

/// A line without its figures, as pages differ in them.
fn fold(words: &str) -> String {
    words.chars().filter(|letter| !letter.is_numeric() && !letter.is_whitespace()).take(200).collect()
}

/// Lines that stand at the edges of several pages.
fn running_heads(lines: &[Line]) -> HashMap<String, usize> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for line in lines.iter().filter(|line| line.edge && !line.words.is_empty() && line.width < 120) {
        *seen.entry(fold(line.words)).or_insert(0) += 1;
    }
    seen.retain(|key, times| *times >= RUNNING && !key.is_empty());
    seen
}

/// `- 12 -`, `Page 3 of 20`, and a number alone beside the end of a page.
fn is_page_number(line: &Line) -> bool {
    let words = line.words;
    if words.len() > 30 || !words.contains(char::is_numeric) {
        return false;
    }
    let dashed = words.starts_with(['-', '–', '—']) && words.ends_with(['-', '–', '—']);
    let inner = words.trim_matches(['-', '–', '—', ' ']);
    let digits = inner.chars().all(char::is_numeric);
    let lower = words.to_lowercase();
    let named = ["page ", "seite ", "página ", "pagina "].iter().any(|word| lower.strip_prefix(word).is_some_and(is_count));
    named || digits && (dashed || line.edge && inner.len() <= 4)
}

/// `3`, `3 of 20`, `3/20`.
fn is_count(text: &str) -> bool {
    text.split([' ', '/'])
        .all(|word| matches!(word, "of" | "von" | "sur" | "de" | "di" | "van") || !word.is_empty() && word.chars().all(char::is_numeric))
}

#[cfg(test)]
#[path = "plain_tests.rs"]
mod tests;
