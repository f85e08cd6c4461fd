//! How far a long run is: one line on standard error, redrawn, and gone at the end. Nothing for short runs and nothing into pipes.

use super::terminal::{self, Stream};
use std::io::Write;
use std::time::{Duration, Instant};

/// Shorter runs show nothing.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the line is redrawn at most.
const PACE: Duration = Duration::from_millis(100);
/// Back to the start of the line, and away with what stands there.
const CLEAR: &str = "\r\u{1b}[K";

/// The line.
pub struct Progress {
    line: Option<Line<std::io::Stderr>>,
}

impl Progress {
    /// Begins a run of some steps; where there is no terminal to show it on, or nobody wants it, nothing is ever written.
    pub fn start(what: &'static str, steps: usize, quiet: bool) -> Self {
        let wanted = steps > 1 && terminal::shows_progress(quiet);
        let line = || Line::new(std::io::stderr(), what, steps, terminal::width(Stream::Err), Instant::now());
        Self { line: wanted.then(line) }
    }

    /// Says that the next step begins.
    pub fn step(&mut self, name: &str) {
        if let Some(line) = &mut self.line {
            line.step(name, Instant::now());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(line) = &mut self.line {
            line.clear();
        }
    }
}

/// What is drawn, where and when.
struct Line<W: Write> {
    to: W,
    what: &'static str,
    steps: usize,
    width: usize,
    step: usize,
    started: Instant,
    drawn: Option<Instant>,
}

impl<W: Write> Line<W> {
    fn new(to: W, what: &'static str, steps: usize, width: usize, started: Instant) -> Self {
        Self { to, what, steps, width, step: 0, started, drawn: None }
    }

    fn step(&mut self, name: &str, now: Instant) {
        self.step += 1;
        let since = |then: Instant| now.saturating_duration_since(then);
        if since(self.started) < PATIENCE || self.drawn.is_some_and(|drawn| since(drawn) < PACE) {
            return;
        }
        self.drawn = Some(now);
        let words = format!("{} {} of {}: {}", self.what, self.step, self.steps, safe(name));
        // One column is left free: some terminals go to the next line when the last is full.
        let mut room = self.width.saturating_sub(1);
        let fits = |letter: &char| {
            let columns = if letter.is_ascii() { 1 } else { 2 };
            let fits = columns <= room;
            room = if fits { room - columns } else { 0 };
            fits
        };
        let words: String = words.chars().take_while(fits).collect();
        let _ = write!(self.to, "{CLEAR}{words}");
        let _ = self.to.flush();
    }

    fn clear(&mut self) {
        if self.drawn.take().is_some() {
            let _ = write!(self.to, "{CLEAR}");
            let _ = self.to.flush();
        }
    }
}

/// Names of files may hold anything, and a control character could move the cursor.
fn safe(name: &str) -> String {
    name.chars().map(|letter| if letter.is_control() { '?' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(steps: &[(u64, &str)], width: usize) -> String {
        let start = Instant::now();
        let mut bytes = Vec::new();
        let mut line = Line::new(&mut bytes, "checking", 9, width, start);
        for (at, name) in steps {
            line.step(name, start + Duration::from_millis(*at));
        }
        line.clear();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn short_runs_leave_no_trace() {
        assert_eq!(drawn(&[(0, "a"), (100, "b"), (499, "c")], 80), "");
    }

    #[test]
    fn long_runs_are_shown_and_cleared() {
        let text = drawn(&[(0, "a"), (500, "b"), (550, "too soon"), (600, "d")], 80);
        assert_eq!(text, "\r\u{1b}[Kchecking 2 of 9: b\r\u{1b}[Kchecking 4 of 9: d\r\u{1b}[K");
    }

    #[test]
    fn the_line_stays_one_line_and_names_do_nothing() {
        assert_eq!(drawn(&[(900, "a name that is long")], 24), "\r\u{1b}[Kchecking 1 of 9: a name\r\u{1b}[K");
        assert_eq!(drawn(&[(900, "法律法律法律")], 24), "\r\u{1b}[Kchecking 1 of 9: 法律法\r\u{1b}[K", "wide letters");
        assert_eq!(drawn(&[(900, "a\u{1b}[2J\nb\r")], 80), "\r\u{1b}[Kchecking 1 of 9: a?[2J?b?\r\u{1b}[K");
    }
}
