//! Runs the program in a folder of its own and reads what it says as a person would.

use crate::case::{Case, Content};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// What the program said.
#[derive(Debug)]
pub struct Ran {
    pub exit: Option<i32>,
    pub stdout: String,
    /// Standard error, then standard output.
    pub output: String,
    /// The same with white space and drawing made single spaces.
    pub unwrapped: String,
}

/// A place in the output, and the words underlined there.
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    pub at: String,
    pub words: String,
}

pub fn run(case: &Case, more: &[&str]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    for (path, content) in case.files.iter().chain(&case.beside) {
        write(&folder.path().join(path), content);
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_ungp-check"));
    command.args(&case.arguments).args(more).current_dir(folder.path()).env_clear().env("NO_COLOR", "1").env("COLUMNS", "100");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // The program may well end before it has read everything.
    let _ = child.stdin.take().unwrap().write_all(&case.stdin);
    let output = child.wait_with_output().unwrap();
    let stdout = String::from_utf8(output.stdout).expect("the output is UTF-8");
    let stderr = String::from_utf8(output.stderr).expect("the output is UTF-8");
    let both = format!("{stderr}{stdout}");
    let unwrapped = crate::unwrapped(&both);
    Ran { exit: output.status.code(), stdout, output: both, unwrapped }
}

fn write(path: &Path, content: &Content) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    match content {
        Content::Bytes(bytes) => std::fs::write(path, bytes).unwrap(),
        Content::Folder => std::fs::create_dir_all(path).unwrap(),
        #[cfg(unix)]
        Content::Link(to) => std::os::unix::fs::symlink(to, path).unwrap(),
        #[cfg(not(unix))]
        Content::Link(_) => {}
    }
}

impl Ran {
    /// Code and message of each `error[code]: message`, and of warnings and notes.
    pub fn headlines(&self) -> Vec<(String, String)> {
        let headline = |line: &str| {
            let rest = ["error[", "warning[", "note["].iter().find_map(|start| line.strip_prefix(start))?;
            let (code, message) = rest.split_once("]: ")?;
            Some((code.to_owned(), message.to_owned()))
        };
        self.output.lines().filter_map(headline).collect()
    }

    /// Whether somebody who reads this knows what to do: advice, or words that say what was expected.
    pub fn gives_advice(&self) -> bool {
        ["help: ", "tip: ", "--help", "Usage", "expected ", "did you mean", "remove this", "units are", "give a part"]
            .iter()
            .any(|words| self.output.contains(words))
    }

    /// Every place, with the words that the marks below the line point at.
    pub fn places(&self) -> Vec<Place> {
        let lines: Vec<&str> = self.output.lines().collect();
        let mut places = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let Some((_, at)) = line.split_once("┌─ ") else { continue };
            let number = at.rsplit(':').nth(1).unwrap_or("");
            let below = lines.iter().skip(index + 1).take_while(|line| !line.contains("┌─ ") && !line.is_empty());
            let below: Vec<&&str> = below.collect();
            let source = below.iter().position(|line| line.split_once('│').is_some_and(|(gutter, _)| gutter.trim() == number));
            let words = source.and_then(|source| underlined(below.get(source)?, below.get(source + 1..)?)).unwrap_or_default();
            places.push(Place { at: at.to_owned(), words });
        }
        places
    }
}

/// The part of a source line above the carets. An underline over several lines has none.
fn underlined(source: &str, below: &[&&str]) -> Option<String> {
    let (_, source) = source.split_once('│')?;
    let marks = below.iter().find(|line| line.contains('^'))?;
    let (_, marks) = marks.split_once('│')?;
    let start = marks.chars().position(|letter| letter == '^')?;
    let width = marks.chars().skip(start).take_while(|letter| *letter == '^').count();
    Some(source.chars().skip(start).take(width).collect::<String>().trim_end().to_owned())
}
