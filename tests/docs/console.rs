//! `console` blocks: the commands in them are run, and what a page shows must be what they print.
//!
//! A line that begins with `$ ` is a command, and what follows is its output. A page may show none of it; a line with nothing but `…`
//! stands for any number of lines, and one that ends in `…` for any that begins like it. `$ echo $?` shows the exit code of the command
//! before it. A page that defines files (`file=NAME` after the language of a block, and `add` to go on with one) has its commands run in
//! a folder with these files and the past laws; one that defines none has them run in the root of the repository.

use crate::blocks::{Block, Page, root};
use std::fmt::Write;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// One command, and the lines that a page shows below it.
struct Step<'b> {
    command: &'b str,
    shown: Vec<&'b str>,
    line: usize,
}

/// Runs every command of a page in order; gives what differs, and the page as it should be.
pub fn run(page: &Page) -> (Vec<String>, String) {
    let defines = page.blocks.iter().any(|block| block.value("file").is_some());
    let folder = tempfile::tempdir().unwrap();
    let place = if defines { folder.path() } else { root() };
    if defines {
        copy(&root().join("fixtures/past"), &folder.path().join("fixtures/past"));
    }
    let mut wrong = Vec::new();
    let mut mended = page.text.clone();
    let mut last = None;
    for block in &page.blocks {
        if let Some(name) = block.value("file") {
            write(&folder, name, block);
        }
        if block.language != "console" {
            continue;
        }
        block.allow(page, &[]);
        let mut text = String::new();
        for step in steps(page, block) {
            let printed = printed(page, &step, place, &mut last);
            let (shown, same) = (step.shown.join("\n"), matches(&step.shown, &printed.lines().collect::<Vec<_>>()));
            let _ = writeln!(text, "$ {}", step.command);
            if step.shown.is_empty() || same {
                text.push_str(&shown);
                text.push_str(if shown.is_empty() { "" } else { "\n" });
            } else {
                wrong.push(format!("{}:{}: $ {}\n--- shown\n{shown}\n--- printed\n{printed}", page.name, step.line, step.command));
                let cut = step.shown.iter().any(|line| line.ends_with('…') && !printed.lines().any(|printed| printed == *line));
                text.push_str(if cut { &shown } else { printed.trim_end_matches('\n') });
                text.push('\n');
            }
        }
        mended = mended.replacen(&format!("```console\n{}```", block.text), &format!("```console\n{text}```"), 1);
    }
    (wrong, mended)
}

/// The past laws are there for every page.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

fn write(folder: &TempDir, name: &str, block: &Block) {
    let path = folder.path().join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let before = if block.says("add") { std::fs::read_to_string(&path).unwrap() } else { String::new() };
    std::fs::write(path, before + &block.text).unwrap();
}

fn steps<'b>(page: &Page, block: &'b Block) -> Vec<Step<'b>> {
    let mut steps: Vec<Step<'b>> = Vec::new();
    for (index, line) in block.text.lines().enumerate() {
        let number = block.line + 1 + index;
        match (line.strip_prefix("$ "), steps.last_mut()) {
            (Some(command), _) => steps.push(Step { command, shown: Vec::new(), line: number }),
            (None, Some(step)) => step.shown.push(line),
            (None, None) => panic!("{}:{number}: output without a command", page.name),
        }
    }
    for step in &mut steps {
        // Blank lines before the next command are for the reader.
        while step.shown.last().is_some_and(|line| line.is_empty()) {
            step.shown.pop();
        }
    }
    steps
}

/// What a command prints on both streams, in the order in which it does.
fn printed(page: &Page, step: &Step<'_>, place: &Path, last: &mut Option<i32>) -> String {
    if step.command == "echo $?" {
        return format!("{}\n", last.unwrap());
    }
    let words = words(step.command);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let arguments = match words.as_slice() {
        ["ungp-check", arguments @ ..] | ["cargo", "run", "--release", "--", arguments @ ..] => arguments,
        _ => panic!("{}:{}: `{}` is no command that this test can run", page.name, step.line, step.command),
    };
    let (arguments, input) = match arguments {
        [before @ .., "<", file] => (before, Stdio::from(File::open(place.join(file)).unwrap())),
        all => (all, Stdio::null()),
    };
    let (arguments, into) = match arguments {
        [before @ .., ">", file] => (before, Some(place.join(file))),
        all => (all, None),
    };
    let output = tempfile::NamedTempFile::new().unwrap();
    // Clones of one file share its offset, so the two streams go on behind each other.
    let errors = output.as_file().try_clone().unwrap();
    let out = match into {
        Some(path) => File::create(path).unwrap(),
        None => output.as_file().try_clone().unwrap(),
    };
    let status = Command::new(env!("CARGO_BIN_EXE_ungp-check"))
        .args(arguments)
        .current_dir(place)
        .env_remove("COLUMNS")
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .stdin(input)
        .stdout(out)
        .stderr(errors)
        .status()
        .unwrap();
    *last = status.code();
    std::fs::read_to_string(output.path()).unwrap()
}

/// The words of a command, as a shell would split them; quotation marks are all of its syntax that pages need.
pub fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted = None;
    for letter in command.chars() {
        match (quoted, letter) {
            (Some(mark), _) if letter == mark => quoted = None,
            (None, '"' | '\'') => {
                quoted = Some(letter);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(letter),
        }
    }
    assert!(quoted.is_none(), "a quotation mark is not closed: {command}");
    words.extend(word);
    words
}

/// Whether lines are as shown; `…` alone stands for any lines.
fn matches(shown: &[&str], printed: &[&str]) -> bool {
    let end = |lines: &[&str]| lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    fits(&shown[..end(shown)], &printed[..end(printed)])
}

fn fits(shown: &[&str], printed: &[&str]) -> bool {
    match shown {
        [] => printed.is_empty(),
        ["…", rest @ ..] => (0..=printed.len()).any(|skipped| fits(rest, &printed[skipped..])),
        [first, rest @ ..] => printed.split_first().is_some_and(|(line, others)| is_line(first, line) && fits(rest, others)),
    }
}

/// A line that is shown may stop short with `…`.
fn is_line(shown: &str, printed: &str) -> bool {
    shown == printed || shown.strip_suffix('…').is_some_and(|start| printed.starts_with(start))
}

#[test]
fn cuts_stand_for_any_lines() {
    assert!(matches(&["a", "…", "d"], &["a", "b", "c", "d", ""]));
    assert!(matches(&["…"], &[]));
    assert!(matches(&["a …", "b"], &["a line", "b"]) && !matches(&["a …"], &["b line"]));
    assert!(!matches(&["a", "…", "d"], &["a", "b"]));
    assert!(!matches(&["a"], &["a", "b"]));
    assert_eq!(words("check 'a b' --only=\"X\" c"), ["check", "a b", "--only=X", "c"]);
}
