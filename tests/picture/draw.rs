//! What a terminal shows, as SVG.

use std::fmt::Write;

/// Width and height of a character, and the space around the text.
const CELL: (usize, usize) = (8, 18);
const MARGIN: usize = 20;
/// Readable on the dark ground below: each has a contrast of at least 4.5 to 1.
const GROUND: &str = "#0d1117";
const PLAIN: &str = "#e6edf3";
const DIM: &str = "#8b949e";

/// How words look, from the terminal's escapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    pub bold: bool,
    pub dim: bool,
    pub color: Option<u8>,
}

impl Look {
    fn apply(&mut self, code: &str) {
        match code {
            "" | "0" => *self = Self::default(),
            "1" => self.bold = true,
            "2" => self.dim = true,
            other => match other.parse() {
                Ok(color @ (30..=37 | 90..=97)) => self.color = Some(color),
                _ => panic!("the program prints an escape that the picture does not know: {other}"),
            },
        }
    }

    fn fill(self) -> &'static str {
        match self.color.map(|color| color % 10) {
            Some(1) => "#ff7b72",
            Some(2) => "#56d364",
            Some(3) => "#e3b341",
            Some(4) => "#79c0ff",
            Some(5) => "#d2a8ff",
            Some(6) => "#56d4dd",
            _ if self.dim => DIM,
            _ => PLAIN,
        }
    }
}

/// A line in pieces that look alike.
pub type Line = Vec<(Look, String)>;

/// What was printed, line by line.
pub fn lines(printed: &str) -> Vec<Line> {
    let mut look = Look::default();
    let mut lines = Vec::new();
    for text in printed.trim_end().lines() {
        let mut line: Line = Vec::new();
        for (index, piece) in text.split('\u{1b}').enumerate() {
            let words = if index == 0 {
                piece
            } else {
                let (codes, words) = piece.strip_prefix('[').and_then(|rest| rest.split_once('m')).expect("only colours are printed");
                codes.split(';').for_each(|code| look.apply(code));
                words
            };
            match line.last_mut() {
                Some((last, before)) if *last == look => before.push_str(words),
                _ if words.is_empty() => {}
                _ => line.push((look, words.to_owned())),
            }
        }
        lines.push(line);
    }
    lines
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The picture: what was typed, and the lines below it.
pub fn svg(command: &str, lines: &[Line]) -> String {
    let length = |line: &Line| line.iter().map(|(_, words)| words.chars().count()).sum::<usize>();
    let columns = lines.iter().map(length).max().unwrap_or(0).max(command.chars().count());
    let (width, height) = (columns * CELL.0 + 2 * MARGIN, lines.len() * CELL.1 + 2 * MARGIN);
    let mut text = String::new();
    let _ = writeln!(
        text,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\">\n\
         <title>What {} prints</title>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{GROUND}\"/>\n\
         <g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"13\" xml:space=\"preserve\">",
        escaped(command)
    );
    for (row, line) in lines.iter().enumerate() {
        let mut column = 0;
        for (look, words) in line {
            let letters = words.chars().count();
            let blank = letters - words.trim_start().chars().count();
            let shown = words.trim();
            let wide = shown.chars().count();
            if wide > 0 {
                // Each piece has its place and its width, so that columns line up whatever font the reader has.
                let (x, y) = (MARGIN + (column + blank) * CELL.0, MARGIN + (row + 1) * CELL.1 - 5);
                let weight = if look.bold { " font-weight=\"bold\"" } else { "" };
                let _ = writeln!(
                    text,
                    "<text x=\"{x}\" y=\"{y}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{}\"{weight}>{}</text>",
                    wide * CELL.0,
                    look.fill(),
                    escaped(shown)
                );
            }
            column += letters;
        }
    }
    text.push_str("</g>\n</svg>\n");
    text
}
