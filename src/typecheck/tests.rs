//! What is wrong with rules, and how it is said.

mod codes;
mod contradictions;
mod limits;
mod mutations;
mod recovery;

use crate::diagnostic::Diagnostic;
use crate::for_tests;
use crate::pack::{self, Pack, PackFile};
use crate::source::Sources;
use crate::typecheck::Depth;

/// A pack of its own, for the texts under test to be about.
pub const PRELUDE: &str = r#"
vocabulary law 1 {
  kinds    meta.kinds
  reviewed coverage.reviewed
  section meta "The law." {
    field id slug "Its short name."
    field title text "Its title."
    field jurisdiction jurisdiction "Who makes it?"
    field kinds set { hrdd-law, content-platform, incentive } "Of which kind is it?"
  }
  section coverage "What was read." { field reviewed sections "Which sections?" }
  section hrdd "Due diligence." {
    field mode enum { duty, report, none } "What must be done?"
    field status enum { open, closed } "Where does it stand?"
    field steps set { find, act, track, none } formerly stages "Which steps?"
    field topics set { water, air } "Which topics?"
    field public bool "Is it public?"
    field delay duration "How long may it take?"
    field share percent "Which share?"
    field fine money "How much?"
    field start date "From when?"
    field number number "How many?"
    field wording text "In which words?"
  }
  section content list "Rules on content." {
    field target enum { illegal, harmful } "What kind of content?"
    field deadline duration "How long?"
    field appeal bool "Is there an appeal?"
    list labels "Labels." { field text text "Which words?" }
  }
  section duties list "Duties." { field force enum { mandatory, voluntary } "How strong?" }
  section remedy "Remedy." { list mechs "Which bodies?" { field free bool "Is it free?" } }
}
document D { title "A document" }
family T "Tests" { pillar I }
"#;

/// A rule without mistakes around some clauses.
pub fn rule(code: &str, clauses: &str) -> String {
    format!(
        "rule {code} \"?\" {{\n  source D para 1\n  severity error\n  absence never\n  example violated {{}}\n  example met {{}}\n{clauses}\n}}\n"
    )
}

/// A text as a file of a pack, after the prelude.
struct Checked {
    pack: Pack,
    sources: Sources,
    problems: Vec<Diagnostic>,
}

fn check(text: &str) -> Checked {
    let mut sources = Sources::new();
    let file = |name: &str, text: &str| PackFile { name: name.into(), text: text.to_owned().into() };
    let (pack, problems) = pack::load(vec![file("prelude", PRELUDE), file("t.rules", text)], Depth::Full, &mut sources);
    Checked { pack, sources, problems }
}

impl Checked {
    /// The codes, each as often as it was given.
    fn codes(&self) -> Vec<&str> {
        self.problems.iter().map(|problem| problem.code.as_str()).collect()
    }

    /// The rules that can be used.
    fn usable(&self) -> Vec<&str> {
        self.pack.rules.rules.iter().map(|rule| rule.code.as_str()).collect()
    }

    /// Everything that is said, with the words it is said of.
    fn shown(&self) -> String {
        for_tests::render(&self.problems, &self.sources, "t.rules")
    }
}

fn snapshot(name: &str, text: &str, shown: &str) {
    for_tests::snapshot("typecheck/snapshots", name, text, shown);
}
