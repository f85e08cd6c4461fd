//! The program under test, from text to truth.

use super::oracle::Truth;
use super::world::vocabulary;
use ungp_check::description;
use ungp_check::evaluate::{View, evaluate, kleene};
use ungp_check::outcome::Outcome;
use ungp_check::pack::{self, Pack, PackFile};
use ungp_check::source::Sources;
use ungp_check::typecheck::Depth;

/// A pack, loaded.
pub(crate) struct Rules {
    pack: Pack,
    sources: Sources,
}

/// A rule for each condition: violated when it holds, met when it does not.
pub(crate) fn rules(defines: &str, conditions: &[String]) -> Rules {
    let clauses = |condition: &String| format!("violated when {condition}\n  says \"?\"\n  met when not ({condition})");
    rules_of(defines, &conditions.iter().map(clauses).collect::<Vec<_>>())
}

/// A rule for each text with its conditions.
pub(crate) fn rules_of(defines: &str, clauses: &[String]) -> Rules {
    let mut text = vocabulary();
    text += "document D { title \"?\" }\nfamily T \"?\" { pillar I }\nsetting limit = 2 \"?\"\n";
    text += defines;
    for (index, clauses) in clauses.iter().enumerate() {
        text += &format!(
            "rule T-{index:03} \"?\" {{\n  source D para 1\n  severity error\n  {clauses}\n  absence never\n  example violated {{}}\n  example met {{}}\n}}\n"
        );
    }
    let mut sources = Sources::new();
    let file = PackFile { name: "t.rules".into(), text: text.clone().into() };
    let (pack, problems) = pack::load(vec![file], Depth::Names, &mut sources);
    let serious: Vec<_> = problems.iter().filter(|problem| problem.code != "unused-setting").collect();
    assert!(serious.is_empty(), "{serious:#?}\n{text}");
    assert_eq!(pack.rules.rules.len(), clauses.len(), "{text}");
    Rules { pack, sources }
}

impl Rules {
    /// The truth of each rule's condition, and what each rule says.
    pub(crate) fn ask(&mut self, description: &str) -> (Vec<Truth>, Vec<Outcome>) {
        let file = self.sources.add("t.json", description.to_owned());
        let (read, problems) = description::parse(file, &self.sources, &self.pack.vocabulary);
        let read = read.unwrap_or_else(|| panic!("{problems:#?}\n{description}"));
        assert!(problems.is_empty(), "{problems:#?}\n{description}");
        let view = View {
            rules: &self.pack.rules,
            vocabulary: &self.pack.vocabulary,
            description: &read,
            sources: &self.sources,
            others: &[],
            quotes: &[],
        };
        let truths = self.pack.rules.rules.iter().map(|rule| match view.truth(&rule.violated[0].cond, &mut Vec::new()) {
            kleene::Truth::True => Truth::True,
            kleene::Truth::False => Truth::False,
            kleene::Truth::Unknown => Truth::Unknown,
        });
        (truths.collect(), evaluate(view, |_| true))
    }
}
