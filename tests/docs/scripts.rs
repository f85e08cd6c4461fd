//! Commands outside `console` blocks. A `sh` block is a script, and is run as it stands in a scratch folder with the rules and the past laws;
//! `not-run=WHY`, in hyphenated words, says why one is not. Elsewhere, as in a workflow, commands are at least read by the program.

use crate::blocks::{Block, Page, root};
use regex::Regex;
use std::path::Path;
use std::process::Command;

/// Languages of blocks whose text is a script, or what a reader would take for one.
const SCRIPTS: [&str; 4] = ["sh", "bash", "shell", "zsh"];

/// What a reader would type: a command at the start of a line, behind a prompt, behind `run:`, or behind another command.
fn commands(text: &str) -> Vec<String> {
    let start = Regex::new(r"(?:^|[;&|]\s|\$\s|run:\s*|-\s)\s*(?:[A-Z_]+=\S*\s+)*((?:ungp-check|cargo run)(?:\s[^#\n;&|]*|$))").unwrap();
    // A line that goes on below is one line.
    let lines = text.replace("\\\n", " ");
    lines.lines().flat_map(|line| start.captures_iter(line).map(|found| found[1].trim().to_owned()).collect::<Vec<_>>()).collect()
}

/// The arguments of a command as [`commands`] gives it, or nothing for what does not run this program.
fn arguments(command: &str) -> Option<Vec<String>> {
    let words = crate::console::words(command);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let rest = match words.as_slice() {
        ["ungp-check", rest @ ..] | ["cargo", "run", "--", rest @ ..] | ["cargo", "run", "--release", "--", rest @ ..] => rest,
        _ => return None,
    };
    // Where standard output goes is the shell's business.
    let own = rest.iter().take_while(|word| !word.starts_with(['>', '<']) && !word.starts_with("2>"));
    Some(own.map(|word| (*word).to_owned()).collect())
}

/// What was done with the commands of the pages.
#[derive(Debug, Default)]
pub struct Done {
    /// `sh` blocks that were run.
    pub run: usize,
    /// Commands that the program was only asked whether it knows them.
    pub read: usize,
    /// What is wrong, with its place.
    pub wrong: Vec<String>,
}

/// Runs or reads every command of a page that stands in a block, `console` blocks excepted.
pub fn check(page: &Page, done: &mut Done) {
    for block in page.blocks.iter().filter(|block| block.language != "console") {
        let place = format!("{}:{}", page.name, block.line);
        let is_script = SCRIPTS.contains(&block.language.as_str());
        if block.language == "sh" {
            block.allow(page, &["not-run"]);
        } else if is_script {
            done.wrong.push(format!("{place}: write `sh`, which is run, for `{}`", block.language));
        }
        if block.text.lines().any(|line| line.starts_with("$ ")) {
            done.wrong.push(format!("{place}: commands behind a prompt are run and compared in `console` blocks only"));
        }
        match block.value("not-run") {
            Some(why) if why.split('-').count() < 3 => done.wrong.push(format!("{place}: `{why}` is no reason not to run it")),
            None if block.language == "sh" => {
                done.run += 1;
                done.wrong.extend(run(block).map_err(|said| format!("{place}: {said}\n{}", block.text)).err());
            }
            _ => {
                for command in commands(&block.text) {
                    done.read += 1;
                    done.wrong.extend(read(&command).map_err(|said| format!("{place}: {command}\n{said}")).err());
                }
            }
        }
    }
}

/// Asks the program whether it knows a command; with `--help` behind it nothing happens.
fn read(command: &str) -> Result<(), String> {
    let Some(arguments) = arguments(command) else { return Err("this does not run the program".into()) };
    let output = Command::new(env!("CARGO_BIN_EXE_ungp-check")).args(arguments).arg("--help").output().unwrap();
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

/// Runs a script. Findings are an answer; what could not be checked is a failure, and so is any other program that fails.
#[cfg(unix)]
fn run(block: &Block) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("project");
    for part in ["rules", "fixtures/past"] {
        crate::console::copy(&root().join(part), &place.join(part));
    }
    let stand_in = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    };
    let called = "echo called >> \"$STAND_INS/calls\"";
    let program = env!("CARGO_BIN_EXE_ungp-check");
    stand_in("ungp-check", &format!("{called}\n\"{program}\" \"$@\"\ncode=$?\n[ $code -le 1 ]"));
    stand_in(
        "cargo",
        "[ \"$1\" = run ] || { echo \"this test cannot run cargo $1: mark the block not-run\" >&2; exit 1; }\n\
         while [ \"$1\" != -- ]; do shift; done\nshift\nexec ungp-check \"$@\"",
    );
    let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
    let mut shell = Command::new("sh");
    shell.args(["-e", "-c", &block.text]).current_dir(&place).env("PATH", path).env("STAND_INS", folder.path());
    let output = shell.output().unwrap();
    if !output.status.success() {
        return Err(format!("this fails\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    let calls = std::fs::read_to_string(folder.path().join("calls")).map_or(0, |calls| calls.lines().count());
    let wanted = commands(&block.text).len();
    if calls == wanted && wanted > 0 { Ok(()) } else { Err(format!("{calls} commands ran, of {wanted}")) }
}

#[cfg(not(unix))]
fn run(block: &Block) -> Result<(), String> {
    commands(&block.text).iter().try_for_each(|command| read(command))
}

#[test]
fn commands_are_found_where_readers_find_them() {
    let text = "cp -r a b  # copy\nungp-check check a.yaml   # all\n$ ungp-check rules list\n      - run: ungp-check check bills --output sarif=out.sarif\n\
                A=1 cargo run --release -- test \\\n  fixtures/past && ungp-check man > a.1\nthe ungp-check in words\nungp-check-toml: no\n";
    assert_eq!(
        commands(text),
        [
            "ungp-check check a.yaml",
            "ungp-check rules list",
            "ungp-check check bills --output sarif=out.sarif",
            "cargo run --release -- test    fixtures/past",
            "ungp-check man > a.1"
        ]
    );
    assert_eq!(arguments("ungp-check man > a.1").unwrap(), ["man"]);
    assert_eq!(arguments("cargo run -- check x 2>y").unwrap(), ["check", "x"]);
    assert_eq!(arguments("cargo run"), None);
}

#[test]
fn what_is_neither_run_nor_marked_is_wrong() {
    let wrong = |text: &str| {
        let mut done = Done::default();
        check(&Page::of("made.md", text), &mut done);
        (done.run, done.read, done.wrong.join("\n"))
    };
    assert_eq!(wrong("```sh\nungp-check rules list > list.txt\n```\n"), (1, 0, String::new()));
    assert_eq!(wrong("```sh\ncargo run -- check fixtures/past/de-netzdg-2017/description.yaml\n```\n"), (1, 0, String::new()), "findings");
    assert_eq!(wrong("```sh not-run=it-takes-an-hour\nungp-check check a.yaml\n```\n"), (0, 1, String::new()));
    assert_eq!(wrong("```yaml\n- run: ungp-check check bills --quiet\n```\n"), (0, 1, String::new()));
    for (text, said) in [
        ("```sh\nungp-check check absent.yaml\n```\n", "this fails"),
        ("```sh\nungp-check check --no-such-option fixtures/past\n```\n", "this fails"),
        ("```sh\ncargo test\n```\n", "mark the block not-run"),
        ("```sh\nls\n```\n", "0 commands ran, of 0"),
        ("```sh\nfalse || true; ungp-check schema | head -1; [ 1 = 2 ] && ungp-check rules list || true\n```\n", "1 commands ran, of 2"),
        ("```sh not-run=no\nungp-check check a.yaml\n```\n", "no reason"),
        ("```bash\nungp-check rules list\n```\n", "write `sh`"),
        ("```text\n$ ungp-check rules list\n```\n", "`console` blocks only"),
        ("```yaml\n- run: ungp-check check bills --no-such-option\n```\n", "--no-such-option"),
    ] {
        let (_, _, found) = wrong(text);
        assert!(found.contains(said), "{text}{found}");
    }
}

/// Fails unless a page of the project is among those that are read.
pub fn all_pages_are_read(pages: &[Page]) {
    fn walk(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                found.push(path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    let mut found = Vec::new();
    for folder in ["docs", "fixtures", "rules"] {
        walk(&root().join(folder), &mut found);
    }
    found.retain(|name| !pages.iter().any(|page| page.name == *name));
    assert_eq!(found, Vec::<String>::new(), "these pages are in folders that no test looks into");
}
