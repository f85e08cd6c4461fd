//! What kind of terminal there is, if any: colour, width, and whether progress can be shown.
//!
//! The decisions are functions of what was found, so that tests can try every case; only [`Stream::of`] and its like ask the machine.

use super::arguments::ColorWhen;
use anstream::{AutoStream, ColorChoice};
use std::io::IsTerminal;

/// Where nothing says how wide: pipes and files.
const PIPED: usize = 100;
/// Text in longer lines is hard to read; who wants them sets COLUMNS.
const WIDEST: usize = 120;
/// What is believed of COLUMNS.
const BELIEVED: std::ops::RangeInclusive<usize> = 40..=400;

/// The two streams that words go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Out,
    /// Standard error.
    Err,
}

impl Stream {
    fn is_terminal(self) -> bool {
        match self {
            Self::Out => std::io::stdout().is_terminal(),
            Self::Err => std::io::stderr().is_terminal(),
        }
    }
}

/// Whether to colour what goes to a stream: as asked, or as the terminal, `NO_COLOR`, `CLICOLOR_FORCE`, `CLICOLOR` and `TERM` say.
pub fn colored(when: ColorWhen, stream: Stream) -> bool {
    match when {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto => {
            let choice = match stream {
                Stream::Out => AutoStream::choice(&std::io::stdout()),
                Stream::Err => AutoStream::choice(&std::io::stderr()),
            };
            choice != ColorChoice::Never
        }
    }
}

/// Lets the messages about arguments, which are printed before these are read, follow `--color` all the same.
pub fn choose_for_help(mut arguments: impl Iterator<Item = std::ffi::OsString>) {
    while let Some(argument) = arguments.next() {
        let when = match argument.to_str() {
            Some("--") => return,
            Some("--color") => arguments.next().and_then(|when| when.into_string().ok()),
            Some(argument) => argument.strip_prefix("--color=").map(str::to_owned),
            None => None,
        };
        match when.as_deref() {
            Some("always") => ColorChoice::Always.write_global(),
            Some("never") => ColorChoice::Never.write_global(),
            _ => {}
        }
    }
}

/// Columns for what goes to a stream.
pub fn width(stream: Stream) -> usize {
    let columns = std::env::var("COLUMNS").ok();
    let terminal = match stream {
        Stream::Out => terminal_size::terminal_size_of(std::io::stdout()),
        Stream::Err => terminal_size::terminal_size_of(std::io::stderr()),
    };
    columns_of(columns.as_deref(), terminal.map(|(width, _)| usize::from(width.0)))
}

/// COLUMNS wins where it is sensible, then the terminal, which some say is no column wide when they do not know.
fn columns_of(variable: Option<&str>, terminal: Option<usize>) -> usize {
    let asked = variable.and_then(|columns| columns.trim().parse().ok()).filter(|columns| BELIEVED.contains(columns));
    let found = || terminal.filter(|columns| *columns > 0).map(|columns| columns.clamp(*BELIEVED.start(), WIDEST));
    asked.or_else(found).unwrap_or(PIPED)
}

/// Whether progress can be drawn: on a terminal that can go back to the start of a line, where nobody asked for quiet.
pub fn shows_progress(quiet: bool) -> bool {
    can_redraw(quiet, Stream::Err.is_terminal(), std::env::var("TERM").ok().as_deref())
}

/// Windows has no `TERM`, and its terminals go back.
fn can_redraw(quiet: bool, terminal: bool, term: Option<&str>) -> bool {
    !quiet && terminal && term != Some("dumb")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_win_then_the_terminal_then_the_usual() {
        for (variable, terminal, expected) in [
            (None, None, PIPED),
            (None, Some(80), 80),
            (None, Some(0), PIPED),
            (None, Some(12), 40),
            (None, Some(300), WIDEST),
            (Some("90"), Some(60), 90),
            (Some(" 90 "), None, 90),
            (Some("300"), Some(80), 300),
            (Some("300"), None, 300),
            // Nonsense is no wish.
            (Some("0"), Some(80), 80),
            (Some("39"), Some(80), 80),
            (Some("99999999999999999999"), Some(80), 80),
            (Some("wide"), Some(80), 80),
            (Some(""), None, PIPED),
        ] {
            assert_eq!(columns_of(variable, terminal), expected, "COLUMNS {variable:?}, terminal {terminal:?}");
        }
    }

    #[test]
    fn progress_is_for_terminals_that_can_redraw() {
        assert!(can_redraw(false, true, Some("xterm-256color")));
        assert!(can_redraw(false, true, None));
        assert!(!can_redraw(true, true, Some("xterm")), "quiet");
        assert!(!can_redraw(false, false, Some("xterm")), "a pipe");
        assert!(!can_redraw(false, true, Some("dumb")));
    }
}
