//! Descriptions, from their text: what is read, and what is said of mistakes.

mod catalogue;
mod mistakes;
mod values;

use super::{Description, parse};
use crate::diagnostic::Diagnostic;
use crate::for_tests;
use crate::language;
use crate::source::Sources;
use crate::vocabulary::{self, Vocabulary};

const VOCABULARY: &str = r#"
vocabulary law 1 {
  kinds    meta.kinds
  reviewed coverage.reviewed
  section meta "The law." {
    field id slug required "A short name."
    field title text required "Its title."
    field jurisdiction jurisdiction "Who makes it?"
    field kinds set { hrdd-law alias HL, content-platform alias CP } required "Of which kind is it?"
  }
  section coverage "What was read." { field reviewed sections "Which sections?" }
  section hrdd "Due diligence." {
    field mode enum { duty, report, none } formerly form "What must be done?"
    field steps set { find, act, track, none } "Which steps?"
    field public bool "Is it public?"
    field number number "How many?"
    field share percent formerly share_pct in percent "Which share?"
    field fine money formerly fine_eur in EUR "How much?"
    field delay duration formerly delay_days in days "How long may it take?"
    field start date "From when?"
    field wording text "In which words?"
    field body slug "Which body?"
  }
  section content list "Rules on content." {
    field target enum { illegal, harmful } "What kind of content?"
    field deadline duration "How long?"
    field status enum { proposed, confirmed } "How far is it?"
    list labels "Labels." { field text text "Which words?" }
  }
  section making "How it is made." {
    field consulted set { public, none } formerly process.consulted "Who was asked?"
    field comments duration formerly process.comment_days in days "How long?"
  }
  section process "What was once all of it." { field review bool "Is it reviewed?" }
}
"#;

/// A description, read; with what is said of it.
struct Read {
    vocabulary: Vocabulary,
    sources: Sources,
    description: Option<Description>,
    problems: Vec<Diagnostic>,
}

fn read_as(name: &str, text: &str) -> Read {
    let mut sources = Sources::new();
    let pack = sources.add("t.rules", VOCABULARY);
    let (tree, problems) = language::parse(pack, VOCABULARY);
    assert!(problems.is_empty(), "{problems:#?}");
    let (vocabulary, problems) = vocabulary::build(&crate::typecheck::Items::of([&tree]).vocabularies);
    assert!(problems.is_empty(), "{problems:#?}");
    let file = sources.add(name, text.to_owned());
    let (description, problems) = parse(file, &sources, &vocabulary);
    Read { vocabulary, sources, description, problems }
}

/// YAML with what every description must have.
fn yaml(text: &str) -> Read {
    read_as("t.yaml", &format!("{META}{text}"))
}

const META: &str = "meta: { id: a-1, title: An Act, kinds: HL }\n";

impl Read {
    fn shown(&self) -> String {
        for_tests::render(&self.problems, &self.sources, self.sources.iter().last().map_or("", |(_, file)| file.name()))
    }

    /// Every fact but those of `meta`: `hrdd.mode = duty <words> at s 1`.
    fn facts(&self) -> Vec<String> {
        let description = self.description.as_ref().unwrap_or_else(|| panic!("{}", self.shown()));
        let mut facts = Vec::new();
        description.for_each_fact(&self.vocabulary, &mut |path, kind, fact, _| {
            if !path.starts_with("meta.") {
                let at = fact
                    .provenance
                    .as_ref()
                    .and_then(|provenance| provenance.at.as_ref())
                    .map_or(String::new(), |at| format!(" at {}", at.text));
                facts.push(format!("{path} = {} <{}>{at}", self.vocabulary.show(kind, &fact.value), self.sources.slice(fact.span)));
            }
        });
        facts
    }
}
