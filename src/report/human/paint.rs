//! A page of text with colour, or without.

use anstyle::{AnsiColor, Color, Reset, Style};
use codespan_reporting::diagnostic::{LabelStyle, Severity};
use codespan_reporting::term::WriteStyle;
use std::io::{self, Write};

const RED: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::BrightRed)));
const YELLOW: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::BrightYellow)));
const CYAN: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::BrightCyan)));
const BLUE: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::BrightBlue)));

/// Titles and messages.
pub const BOLD: Style = Style::new().bold();
/// What is met.
pub const GREEN: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Green)));
/// What is not known; never the colour of what is met.
pub const OPEN: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::BrightMagenta)));
/// What is beside the point.
pub const DIM: Style = Style::new().dimmed();
/// What must not be missed.
pub const LOUD: Style = RED.bold();
/// Partly met.
pub const PARTLY: Style = YELLOW;

/// The page.
#[derive(Debug)]
pub struct Paint {
    bytes: Vec<u8>,
    color: bool,
}

impl Paint {
    /// An empty page.
    pub fn new(color: bool) -> Self {
        Self { bytes: Vec::new(), color }
    }

    /// Adds words.
    pub fn plain(&mut self, words: &str) {
        self.bytes.extend_from_slice(words.as_bytes());
    }

    /// Adds words in a style.
    pub fn styled(&mut self, style: Style, words: &str) {
        self.set(style);
        self.plain(words);
        self.end();
    }

    fn set(&mut self, style: Style) {
        if self.color {
            self.plain(&format!("{}{}", Reset.render(), style.render()));
        }
    }

    fn end(&mut self) {
        if self.color {
            self.plain(&Reset.render().to_string());
        }
    }

    /// The page as text.
    pub fn into_text(self) -> String {
        // Only text was written; codespan writes through formatting, which is text too.
        String::from_utf8(self.bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }
}

impl Write for Paint {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn of(severity: Severity) -> Style {
    match severity {
        Severity::Bug | Severity::Error => RED,
        Severity::Warning => YELLOW,
        Severity::Note | Severity::Help => CYAN,
    }
}

impl WriteStyle for Paint {
    fn set_header(&mut self, severity: Severity) -> io::Result<()> {
        self.set(of(severity).bold());
        Ok(())
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.set(BOLD);
        Ok(())
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.set(BLUE);
        Ok(())
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.set(BLUE);
        Ok(())
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.set(BLUE);
        Ok(())
    }

    fn set_label(&mut self, severity: Severity, style: LabelStyle) -> io::Result<()> {
        self.set(if style == LabelStyle::Primary { of(severity) } else { BLUE });
        Ok(())
    }

    fn reset(&mut self) -> io::Result<()> {
        self.end();
        Ok(())
    }
}
