//! The bill's own text, escaped and marked, and nothing else: paragraphs as they stand, and the words of findings as links to them.

use super::gather::{Bill, Mark};
use super::markup::{Text, put};
use std::collections::BTreeSet;
use std::ops::Range;

/// The section with the text, if there is one.
pub(super) fn section(bill: &Bill<'_>, page: &mut String) {
    let Some(file) = bill.checked.text else { return };
    let level = bill.level;
    let marks = bill.marks();
    put!(page, "<section><h{level} id=\"{}\">The bill’s own text</h{level}>\n", bill.id("text"));
    put!(page, "<p>From <span class=\"file\">{}</span>. ", Text(bill.report.sources.name(file)));
    page.push_str(match marks.is_empty() {
        true => "No finding points to its words: the description quotes none that a finding rests on.",
        false => "Words that a finding rests on are underlined; they lead to the finding, whose number follows them.",
    });
    page.push_str(" The small figures are numbers of lines.</p>\n<div class=\"bill\">\n");
    Marked::new(bill.report.sources.text(file), &marks).write(page);
    page.push_str("</div></section>\n");
}

/// A text with its marks.
struct Marked<'m> {
    text: &'m str,
    marks: &'m [Mark],
    /// Where marks begin or end, each place once.
    edges: Vec<usize>,
    /// The next mark to begin, by the order of `marks`.
    next: usize,
    /// Marks at the present place: order of the finding, index.
    active: BTreeSet<(usize, usize)>,
    /// Marks that have begun and to which nothing leads yet.
    begun: Vec<usize>,
}

impl<'m> Marked<'m> {
    /// The marks come by where they begin.
    fn new(text: &'m str, marks: &'m [Mark]) -> Self {
        let mut edges: Vec<usize> = marks.iter().flat_map(|mark| [mark.range.start, mark.range.end]).collect();
        edges.sort_unstable();
        edges.dedup();
        Self { text, marks, edges, next: 0, active: BTreeSet::new(), begun: Vec::new() }
    }

    fn write(mut self, page: &mut String) {
        let mut edge = 0;
        let mut line = 1;
        for block in blocks(self.text) {
            let words = self.text.get(block.range.clone()).unwrap_or("");
            line += block.lines_before;
            let heading = if words.starts_with('#') { " class=\"h\"" } else { "" };
            put!(page, "<p{heading} data-l=\"{line}\" lang=\"\" dir=\"auto\">");
            let mut from = block.range.start;
            while let Some(to) = self.edges.get(edge).copied().filter(|to| *to < block.range.end) {
                if to > from {
                    self.piece(from..to, page);
                    from = to;
                }
                self.reach(to);
                edge += 1;
            }
            self.piece(from..block.range.end, page);
            page.push_str("</p>\n");
            line += words.matches('\n').count();
        }
        self.anchors(page);
    }

    /// Begins and ends what begins and ends here.
    fn reach(&mut self, place: usize) {
        let marks = self.marks;
        self.active.retain(|(_, index)| marks.get(*index).is_some_and(|mark| mark.range.end > place));
        while let Some(mark) = marks.get(self.next).filter(|mark| mark.range.start <= place) {
            if mark.range.end > place {
                self.active.insert((mark.order, self.next));
            }
            if mark.anchor {
                self.begun.push(self.next);
            }
            self.next += 1;
        }
    }

    /// A piece in which no mark begins or ends.
    fn piece(&mut self, range: Range<usize>, page: &mut String) {
        let words = self.text.get(range.clone()).unwrap_or("").replace('\r', "");
        let marks = self.marks;
        let mut active = self.active.iter().filter_map(|(_, index)| Some((*index, marks.get(*index)?)));
        let Some((gravest, first)) = active.next().filter(|_| !words.trim().is_empty()) else {
            put!(page, "{}", Text(&words));
            return;
        };
        let ends = |mark: &Mark| mark.range.end == range.end;
        put!(page, "<a class=\"mark {}\"", first.class);
        if self.begun.contains(&gravest) {
            put!(page, " id=\"{}-t\"", first.finding);
        }
        put!(page, " href=\"#{}\">{}", first.finding, Text(&words));
        if ends(first) {
            number(first, page);
        }
        page.push_str("</a>");
        for (_, mark) in active.filter(|(_, mark)| ends(mark)) {
            put!(page, "<a class=\"ref\" href=\"#{}\">", mark.finding);
            number(mark, page);
            page.push_str("</a>");
        }
        self.begun.retain(|index| *index != gravest);
        self.anchors(page);
    }

    /// What leads to marks that have begun, where the words themselves belong to another.
    fn anchors(&mut self, page: &mut String) {
        for mark in std::mem::take(&mut self.begun).into_iter().filter_map(|index| self.marks.get(index)) {
            put!(page, "<span id=\"{}-t\"></span>", mark.finding);
        }
    }
}

fn number(mark: &Mark, page: &mut String) {
    put!(page, "<sup><span class=\"unseen\"> finding </span>{}</sup>", Text(&mark.number));
}

/// A paragraph: lines without an empty one between them.
struct Block {
    range: Range<usize>,
    /// How many lines there are between it and the one before.
    lines_before: usize,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let (mut at, mut open, mut lines) = (start, false, 0);
    for line in text.get(start..).unwrap_or("").split_inclusive('\n') {
        let end = at + line.len();
        let content = at + line.trim_end().len();
        match blocks.last_mut().filter(|_| open) {
            _ if line.trim().is_empty() => {
                // The line break at the end of a paragraph is none of it, so it counts here.
                lines += usize::from(std::mem::take(&mut open)) + 1;
            }
            Some(block) => block.range.end = content,
            None => {
                blocks.push(Block { range: at..content, lines_before: std::mem::take(&mut lines) });
                open = true;
            }
        }
        at = end;
    }
    blocks
}
