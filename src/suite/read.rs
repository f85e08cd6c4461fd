//! `expected.yaml` → [`Suite`], with every mistake in it.

use super::{By, Confidence, Expectation, Judgement, Suite};
use crate::description::{Spanned, yaml};
use crate::diagnostic::{Diagnostic, Severity};
use crate::node::{Entry, Node, NodeValue};
use crate::outcome::Verdict;
use crate::pack::Pack;
use crate::source::{FileId, Sources, Span};
use crate::suggest::{choices, did_you_mean, nearest};
use std::collections::HashMap;
use std::collections::hash_map::Entry as HashEntry;

/// The keys of a file.
const OF_FILE: [&str; 3] = ["law", "input", "expect"];
/// The keys of an expectation.
const OF_ONE: [&str; 11] = ["rule", "verdict", "by", "says", "confidence", "at", "message", "severity", "note", "todo", "judgement"];

/// Reads a file of expectations for the rules of a pack. Expectations with a mistake are left out of the suite, and the mistakes are in
/// the list; without a law or a list there is no suite.
pub fn read(file: FileId, sources: &Sources, pack: &Pack) -> (Option<Suite>, Vec<Diagnostic>) {
    let text = sources.text(file);
    let is_blank = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    if text.trim_start_matches('\u{feff}').lines().all(is_blank) {
        let problem = Diagnostic::error("no-expectations", "the file is empty, or holds only comments");
        let problem = problem.at(Span::new(file, 0..0), "expectations were expected here");
        return (None, vec![problem.help("begin with `law: ID`, then list what is expected under `expect:`")]);
    }
    let (node, problems) = yaml::read(file, text);
    let mut reader = Reader { sources, pack, problems };
    let suite = node.and_then(|node| reader.suite(&node, file));
    (suite, reader.problems)
}

struct Reader<'a> {
    sources: &'a Sources,
    pack: &'a Pack,
    problems: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn report(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    fn suite(&mut self, node: &Node, file: FileId) -> Option<Suite> {
        let NodeValue::Mapping(entries) = &node.value else {
            let problem = Diagnostic::error("wrong-type", format!("a file of expectations is a mapping, and this is {}", node.kind()));
            self.report(problem.at(node.span, "a mapping was expected").help("begin with `law: ID`, then `expect:`"));
            return None;
        };
        self.unknown_keys(entries, &OF_FILE, "a file of expectations");
        let law = self.text(entries, "law");
        let input = self.text(entries, "input");
        if find(entries, "law", self.sources).is_none() {
            self.missing("law", "the file", start(node), "write the `meta.id` of the law's description");
        }
        let expectations = match find(entries, "expect", self.sources).map(|entry| (&entry.value, entry.key.span)) {
            Some((Node { value: NodeValue::Sequence(items), .. }, _)) if !items.is_empty() => self.expectations(items),
            Some((Node { value: NodeValue::Sequence(_) | NodeValue::Null, .. }, key)) => {
                let problem = Diagnostic::error("no-expectations", "nothing is expected of this law");
                self.report(problem.at(key, "an empty list").help("list at least one `{ rule: …, verdict: …, by: …, confidence: … }`"));
                return None;
            }
            Some((other, _)) => {
                let problem = Diagnostic::error("wrong-type", format!("`expect` is a list, and this is {}", other.kind()));
                self.report(problem.at(other.span, "a list was expected").help("begin each expectation with `- `"));
                return None;
            }
            None => {
                self.missing("expect", "the file", start(node), "list what is expected of the law");
                return None;
            }
        };
        Some(Suite { file, law: law?, input, expectations })
    }

    fn expectations(&mut self, items: &[Node]) -> Vec<Expectation> {
        let mut seen: HashMap<(Box<str>, By), Span> = HashMap::new();
        let mut expectations = Vec::with_capacity(items.len());
        for item in items {
            let Some(expectation) = self.expectation(item) else { continue };
            match seen.entry((expectation.rule.text.clone(), expectation.by)) {
                HashEntry::Vacant(free) => {
                    free.insert(expectation.rule.span);
                    expectations.push(expectation);
                }
                HashEntry::Occupied(first) => {
                    let (rule, by) = (&expectation.rule.text, expectation.by.name());
                    let problem = Diagnostic::error("duplicate-expectation", format!("`{rule}` is expected twice by `{by}`"));
                    let problem = problem.at(expectation.rule.span, "again here").also(*first.get(), "first here");
                    self.report(problem.help("keep one of the two; another critic's name may go into the first one's `says`"));
                }
            }
        }
        expectations
    }

    fn expectation(&mut self, node: &Node) -> Option<Expectation> {
        let NodeValue::Mapping(entries) = &node.value else {
            let problem = Diagnostic::error("wrong-type", format!("an expectation is a mapping, and this is {}", node.kind()));
            self.report(problem.at(node.span, "a mapping was expected").help("write `{ rule: …, verdict: …, by: …, confidence: … }`"));
            return None;
        };
        let before = self.problems.len();
        self.unknown_keys(entries, &OF_ONE, "an expectation");
        let rule = self.text(entries, "rule");
        let verdict = self.one_of(entries, "verdict", &Verdict::ALL.map(|verdict| (verdict.slug(), verdict)));
        let by = self.one_of(entries, "by", &By::ALL.map(|by| (by.name(), by)));
        let confidence = self.one_of(entries, "confidence", &Confidence::ALL.map(|confidence| (confidence.name(), confidence)));
        let severities = [Severity::Error, Severity::Warning, Severity::Note];
        let severity = self.one_of(entries, "severity", &severities.map(|severity| (severity.name(), severity)));
        let judgement = self.one_of(entries, "judgement", &Judgement::ALL.map(|judgement| (judgement.name(), judgement)));
        let mut text = |key| self.text(entries, key);
        let (says, at, message, note, todo) = (text("says"), text("at"), text("message"), text("note"), text("todo"));
        for (key, help) in [
            ("rule", "name the rule: `rule: CNT-001`"),
            ("verdict", "say `violated`, `partly-met`, `met`, `undetermined` or `not-applicable`"),
            ("by", "say on whose word: `critic`, `catalogue` or `text`"),
            ("confidence", "say how sure it is that they say so: `high`, `medium` or `low`"),
        ] {
            // A misspelt key was complained of already.
            let misspelt = || entries.iter().any(|entry| nearest(entry.key.text(self.sources), OF_ONE) == Some(key));
            if find(entries, key, self.sources).is_none() && !misspelt() {
                self.missing(key, "an expectation", start(node), help);
            }
        }
        self.consistent(entries, by.map(|found| found.0), verdict.map(|found| found.0));
        let rule = rule?;
        let index = self.rule(&rule);
        if self.problems.len() > before {
            return None;
        }
        let (verdict, verdict_at) = verdict?;
        let (by, confidence, judgement) = (by?.0, confidence?.0, judgement.map(|found| found.0));
        let (span, index) = (node.span, index?);
        Some(Expectation { span, rule, index, verdict, verdict_at, by, says, confidence, at, message, severity, note, todo, judgement })
    }

    /// What is wrong with keys that hang together.
    fn consistent(&mut self, entries: &[Entry], by: Option<By>, verdict: Option<Verdict>) {
        let sources = self.sources;
        let key = |key: &str| find(entries, key, sources).map(|entry| entry.key.span);
        match (by, key("says")) {
            (Some(By::Critic), None) => {
                let problem = Diagnostic::error("missing-key", "a critic has no name");
                let problem = match key("by") {
                    Some(place) => problem.at(place, "a critic"),
                    None => problem,
                };
                self.report(problem.help("say who it is: `says: \"UN Special Rapporteur …, letter of …\"`"));
            }
            (Some(by @ (By::Catalogue | By::Text)), Some(place)) => {
                let message = format!("`says` names a critic, and this is expected by `{}`", by.name());
                let problem = Diagnostic::error("says-without-critic", message).at(place, "not a critic's");
                self.report(problem.help("write `by: critic`, or put the words into `note`"));
            }
            _ => {}
        }
        if let (Some(place), None) = (key("judgement"), key("todo")) {
            let problem = Diagnostic::error("judgement-without-todo", "`judgement` is about a known disagreement, and none is known");
            self.report(problem.at(place, "without `todo`").help("say in `todo` what the disagreement is, or leave `judgement` out"));
        }
        let without = [Verdict::Met, Verdict::Undetermined, Verdict::NotApplicable];
        let Some(verdict) = verdict.filter(|verdict| without.contains(verdict)) else { return };
        for name in ["severity", "message"] {
            if let Some(place) = key(name) {
                let message = format!("a rule that is {verdict} has no `{name}`, so this can never agree");
                let problem = Diagnostic::error("without-finding", message).at(place, "only findings have one");
                self.report(problem.help(format!("leave `{name}` out, or expect `violated` or `partly-met`")));
            }
        }
    }

    /// The index of a rule; complains of one that there is not.
    fn rule(&mut self, code: &Spanned) -> Option<usize> {
        let found = self.pack.rules.rules.iter().position(|rule| rule.code == *code.text);
        if found.is_none() {
            let is_family = self.pack.rules.families.iter().any(|family| family.code == *code.text);
            let problem = if is_family {
                let message = format!("`{}` is a family, and a verdict is expected of a rule", code.text);
                Diagnostic::error("unknown-rule", message).help("name one of its rules")
            } else {
                self.pack.unknown_rule(&code.text)
            };
            self.report(problem.at(code.span, "not a rule"));
        }
        found
    }

    fn unknown_keys(&mut self, entries: &[Entry], known: &[&str], whose: &str) {
        for entry in entries {
            let key = entry.key.text(self.sources);
            if !known.contains(&key) {
                let help = did_you_mean(key, known.iter().copied())
                    .unwrap_or_else(|| format!("keys are {}", choices(known.iter().copied(), known.len())));
                let problem = Diagnostic::error("unknown-key", format!("{whose} has no key `{key}`")).at(entry.key.span, "not a key");
                self.report(problem.help(help));
            }
        }
    }

    fn missing(&mut self, key: &str, whose: &str, place: Span, help: &str) {
        self.report(Diagnostic::error("missing-key", format!("{whose} does not say `{key}`")).at(place, "here").help(help));
    }

    /// The words of a key, if it is there; complains if they are none.
    fn text(&mut self, entries: &[Entry], key: &str) -> Option<Spanned> {
        let entry = find(entries, key, self.sources)?;
        let node = &entry.value;
        match node.text(self.sources) {
            Some(text) if !text.trim().is_empty() => Some(Spanned { text: text.trim().into(), span: node.span }),
            Some(_) => {
                let help =
                    if key == "todo" { "say why the rule says otherwise, or leave `todo` out" } else { "write it, or leave the key out" };
                let problem = Diagnostic::error("empty-value", format!("`{key}` is empty")).at(entry.key.span, "says nothing");
                self.report(problem.help(help));
                None
            }
            None => {
                let problem = Diagnostic::error("wrong-type", format!("`{key}` is a text, and this is {}", node.kind()));
                let place = if node.span.range().is_empty() { entry.key.span } else { node.span };
                self.report(problem.at(place, "a text was expected").help("write one text, in quotation marks if it holds `: ` or `#`"));
                None
            }
        }
    }

    /// The meaning of a key that takes one of some words, and where it stands.
    fn one_of<T: Copy>(&mut self, entries: &[Entry], key: &str, known: &[(&str, T)]) -> Option<(T, Span)> {
        let word = self.text(entries, key)?;
        if let Some((_, value)) = known.iter().find(|(name, _)| *name == &*word.text) {
            return Some((*value, word.span));
        }
        let names = || known.iter().map(|(name, _)| *name);
        let help = did_you_mean(&word.text, names()).unwrap_or_else(|| format!("`{key}` is {}", choices(names(), known.len())));
        let problem = Diagnostic::error("unknown-value", format!("`{}` is not a value of `{key}`", word.text));
        self.report(problem.at(word.span, "not a value").help(help));
        None
    }
}

fn find<'n>(entries: &'n [Entry], key: &str, sources: &Sources) -> Option<&'n Entry> {
    entries.iter().find(|entry| entry.key.text(sources) == key)
}

/// A short place for what is missing in a mapping: its first key.
fn start(node: &Node) -> Span {
    match &node.value {
        NodeValue::Mapping(entries) => entries.first().map_or(node.span, |entry| entry.key.span),
        _ => node.span,
    }
}
