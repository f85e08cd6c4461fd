//! Lines of a page, from pieces of text in the order in which they were written.

/// A piece of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub words: String,
    pub left: f32,
    pub right: f32,
    /// Its base line, from below.
    pub y: f32,
    pub size: f32,
    pub is_bold: bool,
}

/// A line.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Line {
    pub words: String,
    pub left: f32,
    pub right: f32,
    pub y: f32,
    pub size: f32,
    /// Bytes of its words that are bold.
    bold: usize,
}

impl Line {
    pub(super) fn is_bold(&self) -> bool {
        self.bold * 10 >= self.words.len() * 9
    }
}

/// Pieces become lines: those on one base line are one, as long as they go on to the right.
#[derive(Debug, Default)]
pub(super) struct Lines {
    lines: Vec<Line>,
}

/// So far off, in sizes, a piece is still on the line.
const LEVEL: f32 = 0.25;
/// So far off, in sizes, a smaller piece is raised or lowered in the line.
const RAISED: f32 = 0.7;
/// A piece below this share of the line's size is smaller.
const SMALLER: f32 = 0.85;
/// A gap of so many sizes between two pieces is a space.
const SPACE: f32 = 0.15;
/// A gap of more sizes than this parts two columns, unless a number stands before it.
const COLUMN: f32 = 4.0;
/// So far back, in sizes, a piece may begin and still go on: kerning, accents, letters written twice for weight.
const BACK: f32 = 1.0;
/// Longest number of a provision that its words may be set far away from, in bytes.
const NUMBER: usize = 12;

impl Lines {
    pub(super) fn write(&mut self, piece: Piece) {
        if piece.words.trim().is_empty() {
            // A space that is written out parts words like any other.
            if let Some(line) = self.lines.last_mut().filter(|line| goes_on(line, &piece))
                && !line.words.ends_with(' ')
            {
                line.words.push(' ');
            }
            return;
        }
        match self.lines.last_mut() {
            Some(line) if goes_on(line, &piece) => {
                if is_note_number(line, &piece) {
                    line.right = line.right.max(piece.right);
                    return;
                }
                if piece.left - line.right > SPACE * piece.size.min(line.size) && !line.words.ends_with(' ') {
                    line.words.push(' ');
                }
                line.bold += if piece.is_bold { piece.words.len() } else { 0 };
                line.words.push_str(&piece.words);
                line.right = line.right.max(piece.right);
                if piece.size > line.size {
                    (line.size, line.y) = (piece.size, piece.y);
                }
            }
            _ => {
                let bold = if piece.is_bold { piece.words.len() } else { 0 };
                let Piece { words, left, right, y, size, .. } = piece;
                self.lines.push(Line { words, left, right, y, size, bold });
            }
        }
    }

    /// The lines, from above to below as they are read.
    pub(super) fn end(self) -> Vec<Line> {
        let mut lines = self.lines;
        for line in &mut lines {
            line.words = line.words.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        lines.retain(|line| !line.words.is_empty());
        // Most programs write a page as it is read, column after column. Where most steps go up, the order says nothing.
        let steps = lines.windows(2).filter(|pair| matches!(pair, [above, below] if below.y > above.y + above.size)).count();
        if steps * 2 > lines.len() {
            lines.sort_by(|above, below| below.y.total_cmp(&above.y).then(above.left.total_cmp(&below.left)));
        }
        lines
    }
}

/// Whether a piece goes on in a line.
fn goes_on(line: &Line, piece: &Piece) -> bool {
    let size = line.size.max(piece.size);
    let off = (line.y - piece.y).abs();
    let is_level = off <= LEVEL * size || (piece.size < SMALLER * line.size || line.size < SMALLER * piece.size) && off <= RAISED * size;
    let gap = piece.left - line.right;
    let is_number = line.words.len() <= NUMBER;
    is_level && gap >= -BACK * size && (gap <= COLUMN * size || is_number)
}

/// Whether a piece is the raised number of a footnote, which stands in the middle of a sentence and is none of its words. A power
/// of ten is none: it stands behind a figure.
fn is_note_number(line: &Line, piece: &Piece) -> bool {
    let is_raised = piece.y - line.y > LEVEL * 0.6 * line.size && piece.size < SMALLER * line.size;
    let words = piece.words.trim().trim_matches(['(', ')', '[', ']', '*']);
    is_raised
        && words.len() <= 3
        && words.chars().all(|letter| letter.is_ascii_digit())
        && !line.words.ends_with(|letter: char| letter.is_ascii_digit())
}
