//! One rule on one description: the whole way from their texts to the outcome.

mod doubt;
mod findings;
mod others;
mod records;
mod verdicts;

use super::{View, evaluate};
use crate::description::{self, Description};
use crate::outcome::{Inapplicable, Outcome, Verdict};
use crate::pack::{self, Pack, PackFile};
use crate::source::{Sources, Span};
use crate::typecheck::Depth;

const VOCABULARY: &str = r#"
vocabulary law 1 {
  kinds    meta.kinds
  reviewed coverage.reviewed
  section meta "The law." {
    field title text "What is it called?"
    field kinds set { hrdd-law, content-platform, incentive } required "Of which kind is it?"
  }
  section coverage "What was read." { field reviewed sections "Which sections?" }
  section hrdd "Due diligence." {
    field mode enum { duty, report, none } "What must be done?"
    field frequency enum { ongoing, one-off } "How often?"
    field steps set { find, act, track, none } "Which steps?"
    field delay duration "How long may it take?"
  }
  section content list "Which rules on content are there?" {
    field target enum { illegal, harmful } "What kind of content?"
    field origin enum { court, private } "Who asks?"
    field deadline duration "How long?"
    field appeal bool "Is there an appeal?"
  }
  section remedy "Remedy." {
    field judicial enum { claim, none } "Is there a claim?"
    list mechs "Which bodies hear complaints?" { field free bool "Is it free?" }
  }
}
document D { title "A document" }
family T "Tests" { pillar I }
setting strict = 24 h "What is too short."
"#;

/// A rule and a description, evaluated.
struct Answer {
    pack: Pack,
    sources: Sources,
    description: Description,
    outcome: Outcome,
}

/// The one rule of `body` on a description in YAML, to which `meta` is added if it has none.
fn answer(body: &str, yaml: &str) -> Answer {
    beside(body, yaml, &[])
}

/// The same with other laws in view.
fn beside(body: &str, yaml: &str, others: &[&str]) -> Answer {
    let mut sources = Sources::new();
    let rule = format!("rule T-1 \"A title\" {{ source D para 1 {body} example violated {{}} example met {{}} }}");
    let text = format!("{VOCABULARY}{rule}");
    let (pack, problems) = pack::load(vec![PackFile { name: "t.rules".into(), text: text.into() }], Depth::Names, &mut sources);
    let serious: Vec<_> = problems.iter().filter(|problem| problem.code != "unused-setting").collect();
    assert!(serious.is_empty(), "{serious:#?}");
    let mut described = |name: String, yaml: &str| {
        let meta = if yaml.contains("meta:") { "" } else { "meta: { kinds: hrdd-law }\n" };
        let file = sources.add(name, format!("{meta}{yaml}"));
        let (description, problems) = description::parse(file, &sources, &pack.vocabulary);
        description.unwrap_or_else(|| panic!("{problems:#?}"))
    };
    let description = described("t.yaml".into(), yaml);
    let others: Vec<Description> = others.iter().enumerate().map(|(index, yaml)| described(format!("{index}.yaml"), yaml)).collect();
    let others: Vec<&Description> = others.iter().collect();
    let view = View {
        rules: &pack.rules,
        vocabulary: &pack.vocabulary,
        description: &description,
        sources: &sources,
        others: &others,
        quotes: &[],
    };
    let [outcome]: [Outcome; 1] = evaluate(view, |_| true).try_into().expect("one rule");
    Answer { pack, sources, description, outcome }
}

/// `violated error`, `absent warning`, `partly met note`, `not applicable: kind`.
fn verdict(body: &str, yaml: &str) -> String {
    answer(body, yaml).verdict()
}

impl Answer {
    fn verdict(&self) -> String {
        let Outcome { verdict, severity, by_absence, inapplicable, .. } = &self.outcome;
        let name = if *by_absence { "absent" } else { verdict.name() };
        match (verdict, severity, inapplicable) {
            (Verdict::NotApplicable, None, Some(why)) => {
                let why = match why {
                    Inapplicable::Kind => "kind",
                    Inapplicable::Condition => "condition",
                    Inapplicable::Silence => "silence",
                    Inapplicable::Alone => "alone",
                };
                format!("{name}: {why}")
            }
            (_, Some(severity), None) => format!("{name} {severity}"),
            (_, None, None) => name.to_owned(),
            other => panic!("{other:?} do not go together"),
        }
    }

    /// `3:5 <words>`
    fn place(&self, span: Span) -> String {
        let place = self.sources.place(span);
        format!("{}:{} <{}>", place.line, place.column, self.sources.slice(span))
    }

    /// Severity, message and labels of each finding: `error: message at 3:5 <words> label; 4:5 <words> label`.
    fn findings(&self) -> Vec<String> {
        let show = |finding: &crate::outcome::Finding| {
            let labels = finding.labels.iter().map(|label| format!("{} {}", self.place(label.span), label.text).trim_end().to_owned());
            assert!(finding.labels.iter().filter(|label| label.primary).count() == 1 && finding.labels[0].primary, "{finding:#?}");
            format!("{}: {} at {}", finding.severity, finding.message, labels.collect::<Vec<_>>().join("; "))
        };
        self.outcome.findings.iter().map(show).collect()
    }

    /// `hrdd.mode = duty`
    fn evidence(&self) -> Vec<String> {
        self.outcome.evidence.iter().map(|evidence| format!("{} = {}", evidence.path, evidence.value)).collect()
    }

    fn missing(&self) -> Vec<String> {
        self.outcome.missing.iter().map(|missing| format!("{}: {}", missing.path, missing.question)).collect()
    }
}

/// Each description of a table comes to the verdict beside it.
fn table(body: &str, rows: &[(&str, &str)]) {
    for (yaml, expected) in rows {
        assert_eq!(verdict(body, yaml), *expected, "of `{yaml}`");
    }
}
