//! The bill's own text, escaped and marked, and nothing else: its running text in paragraphs, whatever format it came in, and the
//! words of findings as links to them.

use super::gather::{Bill, Mark};
use super::markup::{Text, put};
use crate::source::Sources;
use crate::text::document::{Document, Role};
use std::collections::BTreeSet;
use std::ops::Range;

/// The section with the text, if there is one.
pub(super) fn section(bill: &Bill<'_>, page: &mut String) {
    let Some(document) = bill.checked.document.as_deref() else { return };
    let level = bill.level;
    let marks = bill.marks();
    put!(page, "<section><h{level} id=\"{}\">The bill’s own text</h{level}>\n", bill.id("text"));
    put!(page, "<p>From <span class=\"file\">{}</span>. ", Text(bill.report.sources.name(document.source)));
    page.push_str(match marks.is_empty() {
        true if bill.checked.is_text_alone() => "No finding points to its words.",
        true => "No finding points to its words: the description quotes none that a finding rests on.",
        false => "Words that a finding rests on are underlined; they lead to the finding, whose number follows them.",
    });
    page.push_str(match document.format.is_text() {
        true => " The small figures are numbers of lines.</p>\n<div class=\"bill\">\n",
        false => " The small figures are numbers of paragraphs.</p>\n<div class=\"bill\">\n",
    });
    Marked::new(document, &marks).write(bill.report.sources, page);
    page.push_str("</div></section>\n");
}

/// A text with its marks.
struct Marked<'m> {
    document: &'m Document,
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
    fn new(document: &'m Document, marks: &'m [Mark]) -> Self {
        let mut edges: Vec<usize> = marks.iter().flat_map(|mark| [mark.range.start, mark.range.end]).collect();
        edges.sort_unstable();
        edges.dedup();
        Self { document, marks, edges, next: 0, active: BTreeSet::new(), begun: Vec::new() }
    }

    fn write(mut self, sources: &Sources, page: &mut String) {
        let mut edge = 0;
        let document = self.document;
        for block in &document.blocks {
            let line = sources.line(document.span(block.extent));
            put!(page, "<p{} data-l=\"{line}\" lang=\"\" dir=\"auto\">", class(block.role));
            let range = block.extent.range();
            let mut from = range.start;
            while let Some(to) = self.edges.get(edge).copied().filter(|to| *to < range.end) {
                if to > from {
                    self.piece(from..to, page);
                    from = to;
                }
                self.reach(to);
                edge += 1;
            }
            self.piece(from..range.end, page);
            page.push_str("</p>\n");
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
        let words = self.document.text.get(range.clone()).unwrap_or("").replace('\r', "");
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

/// What is not the law's own words looks so.
fn class(role: Role) -> &'static str {
    match role {
        Role::Heading => " class=\"h\"",
        Role::Note | Role::Contents | Role::Closing | Role::Quoted => " class=\"quiet\"",
        Role::Text | Role::Front | Role::Recital | Role::Table => "",
    }
}
