//! The lines that a diagnostic points into, cut to what fits, made safe for a terminal, and served to codespan.
//!
//! codespan draws whole lines, trusts them, and gives up without a word on a place that does not fit. So it never sees the
//! files: it sees excerpts, with every place moved along, and asks here for the line and column in the file itself.

use crate::diagnostic::Label;
use crate::report::prose::{LONG, clip, one_line, visible};
use crate::source::{FileId, SourceFile, Sources, Span};
use codespan_reporting::diagnostic as codespan;
use codespan_reporting::files::{Error, Files};
use std::collections::BTreeMap;
use std::ops::Range;

/// A label over more lines than this is drawn on its first only, and says where it ends.
const MAX_LINES: usize = 6;
/// Fewest characters a window of a long line shows.
const MIN_WINDOW: usize = 24;
/// Stands for what is left out of a line.
const CUT: &str = "…";

/// The excerpts of one diagnostic.
#[derive(Debug)]
pub struct Excerpts<'a> {
    files: Vec<Excerpt<'a>>,
}

#[derive(Debug)]
struct Excerpt<'a> {
    id: FileId,
    file: &'a SourceFile,
    name: String,
    text: String,
    /// In the order of the file.
    lines: Vec<Line>,
}

#[derive(Debug)]
struct Line {
    /// Number in the file, from 0.
    index: usize,
    /// Bytes of the excerpt.
    range: Range<usize>,
    pieces: Vec<Piece>,
}

/// A stretch of a line that is shown.
#[derive(Debug)]
struct Piece {
    /// First byte in the file.
    original: usize,
    /// First byte in the excerpt.
    at: usize,
    length: usize,
}

/// A label with its place made good.
struct Fitted<'a> {
    label: &'a Label,
    file: &'a SourceFile,
    range: Range<usize>,
    lines: Range<usize>,
    /// Where it really ends, if it is drawn on its first line only.
    to_line: Option<usize>,
}

impl<'a> Excerpts<'a> {
    /// Excerpts for some labels, lines of at most about `width` characters; the labels as codespan wants them; and the words of
    /// labels that point at no file.
    pub fn new(labels: &'a [Label], sources: &'a Sources, width: usize) -> (Self, Vec<codespan::Label<usize>>, Vec<String>) {
        let mut fitted = Vec::new();
        let mut homeless = Vec::new();
        for label in labels {
            match sources.file(label.span.file) {
                Some(file) => fitted.push(fit(label, file)),
                None if label.text.is_empty() => {}
                None => homeless.push(clip(&label.text, LONG)),
            }
        }
        let mut excerpts = Self { files: Vec::new() };
        for label in &fitted {
            if !excerpts.files.iter().any(|excerpt| excerpt.id == label.label.span.file) {
                excerpts.files.push(Excerpt::new(label.label.span.file, label.file, &fitted, width));
            }
        }
        let drawn = fitted.iter().filter_map(|label| excerpts.label(label)).collect();
        (excerpts, drawn, homeless)
    }

    fn label(&self, fitted: &Fitted<'_>) -> Option<codespan::Label<usize>> {
        let (file, excerpt) = self.files.iter().enumerate().find(|(_, excerpt)| excerpt.id == fitted.label.span.file)?;
        let (start, end) = (excerpt.moved(fitted.range.start, fitted.lines.start), excerpt.moved(fitted.range.end, fitted.lines.end));
        let mut message = clip(&fitted.label.text, LONG);
        if let Some(line) = fitted.to_line {
            let space = if message.is_empty() { "" } else { " " };
            message.push_str(&format!("{space}(to line {})", line + 1));
        }
        let style = if fitted.label.primary { codespan::LabelStyle::Primary } else { codespan::LabelStyle::Secondary };
        Some(codespan::Label::new(style, file, start..end.max(start)).with_message(message))
    }

    fn excerpt(&self, id: usize) -> Result<&Excerpt<'a>, Error> {
        self.files.get(id).ok_or(Error::FileMissing)
    }
}

/// The bytes of a line that are shown: without its line end, and without a byte order mark.
fn content(file: &SourceFile, line: usize) -> Range<usize> {
    let range = file.line_range(line).unwrap_or_else(|| file.text().len()..file.text().len());
    let text = file.text().get(range.clone()).unwrap_or("");
    let start = if range.start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { range.start };
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    start..(range.start + text.len()).max(start)
}

/// Moves a place into its file, onto whole characters, and off line ends.
fn fit<'a>(label: &'a Label, file: &'a SourceFile) -> Fitted<'a> {
    let text = file.text();
    let Span { start, end, .. } = label.span;
    let start = (0..=text.len().min(start as usize)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let end = (text.len().min(end as usize).max(start)..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(start);
    let words = text.get(start..end).unwrap_or("");
    let end = start + words.trim_end_matches(['\n', '\r']).len();
    let within = |line: usize, offset: usize| {
        let content = content(file, line);
        offset.clamp(content.start, content.end)
    };
    let (first, last) = (file.line_index(start), file.line_index(end));
    let start = within(first, start);
    if last - first > MAX_LINES {
        return Fitted { label, file, range: start..content(file, first).end, lines: first..first, to_line: Some(last) };
    }
    Fitted { label, file, range: start..within(last, end), lines: first..last, to_line: None }
}

impl<'a> Excerpt<'a> {
    fn new(id: FileId, file: &'a SourceFile, labels: &[Fitted<'_>], width: usize) -> Self {
        // What must be seen of each line: the labels' own words, or only their ends where they run over several lines.
        let mut wanted: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
        for label in labels.iter().filter(|label| label.label.span.file == id) {
            let (first, last) = (label.lines.start, label.lines.end);
            (first..=last).for_each(|line| _ = wanted.entry(line).or_default());
            if first == last {
                wanted.entry(first).or_default().push(label.range.clone());
            } else {
                wanted.entry(first).or_default().push(label.range.start..label.range.start);
                wanted.entry(last).or_default().push(label.range.end..label.range.end);
            }
        }
        // A single line between two others is drawn, not left out.
        let between: Vec<usize> = wanted.keys().filter(|line| wanted.contains_key(&(*line + 2))).map(|line| line + 1).collect();
        between.into_iter().for_each(|line| _ = wanted.entry(line).or_default());
        let mut excerpt = Self { id, file, name: one_line(file.name()), text: String::new(), lines: Vec::new() };
        wanted.into_iter().for_each(|(line, ranges)| excerpt.push(line, ranges, width));
        excerpt
    }

    fn push(&mut self, index: usize, wanted: Vec<Range<usize>>, width: usize) {
        let content = content(self.file, index);
        let start = self.text.len();
        let mut pieces = Vec::new();
        let mut shown_to = content.start;
        for window in windows(self.file.text(), content.clone(), wanted, width) {
            if window.start > shown_to {
                self.text.push_str(CUT);
            }
            pieces.push(Piece { original: window.start, at: self.text.len(), length: window.len() });
            shown_to = window.end;
            self.text.push_str(&visible(self.file.text().get(window).unwrap_or("")));
        }
        if shown_to < content.end {
            self.text.push_str(CUT);
        }
        self.lines.push(Line { index, range: start..self.text.len(), pieces });
        self.text.push('\n');
    }

    fn line(&self, index: usize) -> Option<&Line> {
        self.lines.binary_search_by_key(&index, |line| line.index).ok().and_then(|at| self.lines.get(at))
    }

    /// From a byte of the file to a byte of the excerpt; what is cut away counts as the sign that stands for it.
    fn moved(&self, offset: usize, line: usize) -> usize {
        let Some(line) = self.line(line) else { return 0 };
        let mut moved = line.range.start;
        for piece in line.pieces.iter().filter(|piece| piece.original <= offset) {
            let past = offset - piece.original;
            let cut = if past > piece.length { CUT.len() } else { 0 };
            moved = piece.at + past.min(piece.length) + cut;
        }
        moved.min(line.range.end)
    }

    /// From a byte of the excerpt to a byte of the file.
    fn original(&self, line: &Line, offset: usize) -> usize {
        let piece = line.pieces.iter().rev().find(|piece| piece.at <= offset).or(line.pieces.first());
        piece.map_or(0, |piece| piece.original + offset.saturating_sub(piece.at).min(piece.length))
    }
}

/// The parts of a line to show: all of it if it fits, else a window around each wanted range, in order and apart.
fn windows(text: &str, line: Range<usize>, wanted: Vec<Range<usize>>, width: usize) -> Vec<Range<usize>> {
    let words = text.get(line.clone()).unwrap_or("");
    if words.len() <= width || words.chars().nth(width).is_none() {
        return vec![line];
    }
    let mut wanted = wanted;
    if wanted.is_empty() {
        wanted.push(line.start..line.start);
    }
    wanted.sort_by_key(|range| (range.start, range.end));
    wanted.dedup();
    let room = (width / wanted.len()).max(MIN_WINDOW);
    let mut windows: Vec<Range<usize>> = Vec::new();
    for range in wanted {
        let window = window(text, &line, &range, room);
        match windows.last_mut() {
            Some(last) if window.start <= last.end + CUT.len() => last.end = last.end.max(window.end),
            _ => windows.push(window),
        }
    }
    windows
}

/// About `room` characters of a line with a range in the middle; only the beginning of a range that is longer.
fn window(text: &str, line: &Range<usize>, range: &Range<usize>, room: usize) -> Range<usize> {
    let forward = |from: usize, letters: usize| {
        let rest = text.get(from..line.end).unwrap_or("");
        rest.char_indices().nth(letters).map_or(line.end, |(at, _)| from + at)
    };
    let back = |from: usize, letters: usize| {
        let before = text.get(line.start..from).unwrap_or("");
        before.char_indices().rev().nth(letters.saturating_sub(1)).map_or(line.start, |(at, _)| line.start + at)
    };
    let letters = |range: Range<usize>| text.get(range).unwrap_or("").chars().count();
    let end = forward(range.start, room * 2 / 3).min(range.end);
    let spare = room.saturating_sub(letters(range.start..end));
    let start = if spare < 2 { range.start } else { back(range.start, spare / 2) };
    let after = spare.saturating_sub(letters(start..range.start));
    let end = forward(end, after);
    let missing = room.saturating_sub(letters(start..end));
    (if missing == 0 { start } else { back(start, missing) })..end
}

impl<'a> Files<'a> for Excerpts<'_> {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.excerpt(id)?.name)
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.excerpt(id)?.text)
    }

    fn line_index(&'a self, id: usize, byte: usize) -> Result<usize, Error> {
        let lines = &self.excerpt(id)?.lines;
        let at = lines.partition_point(|line| line.range.start <= byte).saturating_sub(1);
        lines.get(at).map(|line| line.index).ok_or(Error::LineTooLarge { given: at, max: lines.len() })
    }

    fn column_number(&'a self, id: usize, index: usize, byte: usize) -> Result<usize, Error> {
        let excerpt = self.excerpt(id)?;
        let line = excerpt.line(index).ok_or(Error::LineTooLarge { given: index, max: excerpt.lines.len() })?;
        Ok(excerpt.file.place(excerpt.original(line, byte)).column)
    }

    fn line_range(&'a self, id: usize, index: usize) -> Result<Range<usize>, Error> {
        let excerpt = self.excerpt(id)?;
        let line = excerpt.line(index).ok_or(Error::LineTooLarge { given: index, max: excerpt.lines.len() })?;
        Ok(line.range.clone())
    }
}
