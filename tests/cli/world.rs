//! A folder with a small pack of rules and some descriptions, and the program run in it.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A small vocabulary, so that what is printed does not change with the embedded criteria.
const FACTS: &str = r#"vocabulary initiative 1 {
  kinds meta.kinds
  reviewed coverage.reviewed
  section meta "What the initiative is." {
    field id slug required "Its short name."
    field title text required "Its title."
    field kinds set { hrdd-law alias HL, content-platform alias CP } required "What kind of initiative is it?"
  }
  section coverage "What was read." {
    field reviewed sections "Which sections were read in full?"
  }
  section content list "Rules that make content disappear." {
    field origin enum { court-order, private-notice } "What sets the duty in motion?"
    field deadline duration "How much time does the company have?"
    field reasons bool "Must users be given reasons?"
    field appeal bool "Can users appeal?"
  }
  section hrdd "Due diligence." {
    field mode enum { none, duty } "Is there a duty?"
  }
}
"#;

/// Three rules in two families; each example decides one.
pub const RULES: &str = r#"# What we look at.
document "Our brief" { title "What our coalition asks of laws on platforms" }
family TIM "Time to decide" { pillar I about "Haste removes lawful speech." }
family REA "Reasons and appeals" { pillar III }
setting too_short = 24 h "Less than a day is too short. Our own calibration."

rule TIM-001 "Removal leaves time to decide" {
  source   "Our brief" para 3
  kinds    content-platform
  severity error
  for each c in content
  violated when c.deadline <= settings.too_short
           says "content must be gone within `{c.deadline}`" at c.deadline
  met when c.deadline > settings.too_short
  absence  never
  because  "haste removes lawful speech"
  help     "give more time"
  example  violated { content: [ { deadline: 1 h } ] }
  example  met { content: [ { deadline: 3 days } ] }
}

rule REA-001 "Users are given reasons" {
  source   "Our brief" para 4, 5
  kinds    content-platform
  severity warning
  for each c in content
  violated when not c.reasons says "users are given no reasons" at c.reasons
  met when c.reasons
  absence  never
  because  "who knows no reasons cannot appeal"
  help     "add that reasons are given"
  example  violated { content: [ { reasons: false } ] }
  example  met { content: [ { reasons: true } ] }
}

rule REA-002 "Users can appeal" {
  source   "Our brief" para 6
  kinds    content-platform, hrdd-law
  severity note
  for each c in content
  violated when not c.appeal says "users cannot appeal" at c.appeal
  met when c.appeal
  absence  never
  because  "mistakes are made"
  help     "add an appeal"
  example  violated { content: [ { appeal: false } ] }
  example  met { content: [ { appeal: true } ] }
}
"#;

pub const PROJECT: &str = "default_rules = false\npacks = [\"facts.rules\", \"own.rules\"]\n";

/// A description that fixes the three facts the rules ask about.
pub fn description(title: &str, content: &str) -> String {
    let id = title.to_lowercase().replace(' ', "-");
    format!("vocabulary: initiative/1\nmeta: {{ id: {id}, title: {title}, kinds: [content-platform] }}\ncontent:\n  - {content}\n")
}

/// The folder.
pub struct World(TempDir);

/// What the program did.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    pub exit: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl World {
    /// With the small pack, and one description for each gravity of finding.
    pub fn new() -> Self {
        let world = Self::bare().with("facts.rules", FACTS).with("own.rules", RULES).with("ungp-check.toml", PROJECT);
        world
            .with("error.yaml", &description("Error Act", "{ deadline: 1 h, reasons: true, appeal: true }"))
            .with("warning.yaml", &description("Warning Act", "{ deadline: 3 days, reasons: false, appeal: true }"))
            .with("note.yaml", &description("Note Act", "{ deadline: 3 days, reasons: true, appeal: false }"))
            .with("open.yaml", &description("Open Act", "{ deadline: 3 days, reasons: true }"))
            .with("clean.yaml", &description("Clean Act", "{ deadline: 3 days, reasons: true, appeal: true }"))
    }

    /// With nothing: the embedded rules are used.
    pub fn bare() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn with(self, path: &str, text: &str) -> Self {
        self.write(path, text);
        self
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path().join(path)).unwrap()
    }

    /// The names in the folder, in order.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            std::fs::read_dir(self.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The program in the folder, without the environment of whoever runs the tests.
    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ungp-check"));
        command.args(arguments.split_whitespace()).current_dir(self.path()).env_clear().env("COLUMNS", "100");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn run(&self, arguments: &str) -> Ran {
        Ran::of(self.command(arguments).output().unwrap())
    }

    pub fn run_with_input(&self, arguments: &str, input: &str) -> Ran {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        Ran::of(child.wait_with_output().unwrap())
    }
}

impl Ran {
    pub fn of(output: std::process::Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
        Self { exit: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// All of it, for a snapshot.
    pub fn show(&self) -> String {
        let part = |name: &str, text: &str| if text.is_empty() { String::new() } else { format!("\n-- {name}\n{text}") };
        format!("exit {}{}{}", self.exit.unwrap_or(-1), part("stdout", &self.stdout), part("stderr", &self.stderr))
    }

    /// Fails unless it ended with this code and said nothing on standard error.
    #[track_caller]
    pub fn quietly(self, exit: i32) -> Self {
        assert_eq!((self.exit, self.stderr.as_str()), (Some(exit), ""), "{}", self.stdout);
        self
    }

    /// `VERDICT[CODE]` of each finding in the format `short`, with the file it is in.
    pub fn findings(&self) -> Vec<String> {
        let code = |line: &str| {
            let (place, rest) = line.split_once(": ")?;
            let file = place.split(':').next()?;
            let code = rest.split_once(']')?.0;
            Some(format!("{file} {code}]"))
        };
        self.stdout.lines().filter(|line| line.contains('[')).filter_map(code).collect()
    }
}
