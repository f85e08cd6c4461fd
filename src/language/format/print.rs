//! Layout → text.

use super::WIDTH;
use super::layout::{Blank, Break, Gap, Group, Layout};
use crate::language::token::{Comment, TokenKind};
use std::cmp::Reverse;

/// Writes the tokens and comments of a file as its layout says.
pub(super) fn print(layout: &Layout<'_>, comments: &[Comment]) -> String {
    let mut groups = layout.groups.clone();
    groups.sort_by_key(|group| (group.first, Reverse(group.last)));
    let mut groups = groups.into_iter().peekable();
    let measures = Measures::of(layout, comments);
    let mut printer = Printer { layout, comments, out: String::with_capacity(layout.text.len() + 1024), column: 0 };
    // Tokens up to this one, which excludes it, are on the line of the group they belong to.
    let mut joined = 0;
    for (index, gap) in layout.gaps.iter().enumerate() {
        let ends = match gap.breaks {
            Break::Always => true,
            Break::Never => false,
            Break::Group => index >= joined,
            Break::Fill => index >= joined && !measures.fits(printer.column + gap.spaces, index, index),
            Break::Whole => {
                let group = groups.peek().copied();
                let fits = |column| group.is_some_and(|group: Group| measures.fits(column, group.first, group.last));
                let behind = printer.column + gap.spaces;
                index >= joined && (!fits(behind) && fits(gap.indent) || !measures.fits(behind, index, index))
            }
        };
        printer.gap(index, gap, ends);
        while let Some(group) = groups.next_if(|group| group.first <= index) {
            if group.last >= joined && measures.fits(printer.column, group.first, group.last) {
                joined = group.last + 1;
            }
        }
        printer.write(layout.words(index));
    }
    if !printer.out.is_empty() {
        printer.out.push('\n');
    }
    printer.out
}

struct Printer<'a> {
    layout: &'a Layout<'a>,
    /// Comments not written yet.
    comments: &'a [Comment],
    out: String,
    column: usize,
}

impl Printer<'_> {
    /// Writes what stands before a token: its comments, then a line end or spaces.
    fn gap(&mut self, index: usize, gap: &Gap, mut ends: bool) {
        let kind = self.layout.kind(index);
        let start = self.layout.tokens.get(index).map_or(0, |token| token.start as usize);
        let previous = index.checked_sub(1).and_then(|before| self.layout.tokens.get(before));
        let mut behind = previous.map_or(0, |token| token.end as usize);
        // Nothing has begun a line since an opening brace, or since the item before this one.
        let mut opened = previous.is_some_and(|token| token.kind == TokenKind::Mark("{"));
        let mut first = true;
        while let Some((comment, rest)) = self.comments.split_first()
            && comment.span.range().start < start
        {
            if comment.own_line {
                let blank = !opened && self.blank(gap.blank, first, behind..comment.span.range().start);
                self.line(blank, gap.comment_indent);
                (opened, first) = (false, false);
            } else {
                self.write(" ");
            }
            self.write(self.layout.text.get(comment.span.range()).unwrap_or(""));
            (behind, ends, self.comments) = (comment.span.range().end, true, rest);
        }
        match kind {
            TokenKind::End => {}
            _ if ends => {
                let closes = matches!(kind, TokenKind::Mark("}" | "]"));
                let blank = !opened && !closes && self.blank(gap.blank, first, behind..start);
                self.line(blank, gap.indent);
            }
            _ => (0..gap.spaces).for_each(|_| self.write(" ")),
        }
    }

    fn blank(&self, blank: Blank, first: bool, between: std::ops::Range<usize>) -> bool {
        let written = || self.layout.text.get(between).is_some_and(|between| between.bytes().filter(|byte| *byte == b'\n').count() > 1);
        match blank {
            Blank::Drop => false,
            Blank::One if first => true,
            Blank::Keep | Blank::One => written(),
        }
    }

    fn line(&mut self, blank: bool, indent: usize) {
        if self.out.is_empty() {
            return;
        }
        self.out.push_str(if blank { "\n\n" } else { "\n" });
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.column = indent;
    }

    fn write(&mut self, words: &str) {
        self.out.push_str(words);
        self.column += width(words);
    }
}

fn width(words: &str) -> usize {
    if words.is_ascii() { words.len() } else { words.chars().count() }
}

/// How wide things are on one line.
struct Measures {
    /// For each token the columns before it and behind it, if the whole file stood on one line.
    columns: Vec<(usize, usize)>,
    /// For each token how many gaps that must break stand before it in the file, its own among them.
    forced: Vec<usize>,
    /// For each token the next one before which a line may end.
    next: Vec<usize>,
}

impl Measures {
    fn of(layout: &Layout<'_>, comments: &[Comment]) -> Self {
        let tokens = layout.tokens.len();
        let mut measures = Self { columns: Vec::with_capacity(tokens), forced: Vec::with_capacity(tokens), next: vec![tokens; tokens] };
        let mut breakable = Vec::with_capacity(tokens);
        let mut comments = comments.iter().peekable();
        let (mut column, mut forced) = (0, 0);
        for (index, (token, gap)) in layout.tokens.iter().zip(&layout.gaps).enumerate() {
            let mut commented = false;
            while comments.next_if(|comment| comment.span.start < token.start).is_some() {
                commented = true;
            }
            forced += usize::from(commented || gap.breaks == Break::Always);
            let start = column + gap.spaces;
            column = start + width(layout.words(index));
            measures.columns.push((start, column));
            measures.forced.push(forced);
            breakable.push(commented || gap.breaks != Break::Never);
        }
        let mut next = tokens;
        for (index, (slot, breakable)) in measures.next.iter_mut().zip(breakable).enumerate().rev() {
            *slot = next;
            if breakable {
                next = index;
            }
        }
        measures
    }

    /// Whether some tokens, and what cannot be parted from the last of them, fit on a line from a column on.
    fn fits(&self, column: usize, first: usize, last: usize) -> bool {
        let next = self.next.get(last).copied().unwrap_or(last + 1);
        let start = self.columns.get(first).map_or(0, |(start, _)| *start);
        let end = next.checked_sub(1).and_then(|before| self.columns.get(before)).map_or(start, |(_, end)| *end);
        let forced = self.forced.get(first) != self.forced.get(last);
        !forced && column + end.saturating_sub(start) <= WIDTH
    }
}
