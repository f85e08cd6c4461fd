//! What others expect the program to say of a law: `fixtures/past/LAW/expected.yaml`, and how it compares.

use super::law::{Law, root};
use ungp_check::description::yaml;
use ungp_check::node::{Node, NodeValue};
use ungp_check::outcome::{Outcome, Verdict};
use ungp_check::source::{Place, Sources};

/// One line of the file.
#[derive(Debug)]
pub struct Expectation {
    /// A rule's code.
    pub rule: String,
    /// The verdict that the source would give.
    pub verdict: Verdict,
    /// `critic`, `catalogue` or `text`.
    pub by: String,
    /// Who says so, for a critic.
    pub says: Option<String>,
    /// `high`, `medium` or `low`.
    pub confidence: String,
    /// The place in the law that the finding, or the evidence, has to name.
    pub at: Option<String>,
    /// Why the program is known to say otherwise.
    pub todo: Option<String>,
    /// Where it is written, for messages.
    pub place: String,
}

const KEYS: [&str; 8] = ["rule", "verdict", "by", "says", "confidence", "at", "note", "todo"];

/// Reads the expectations for one law, and every mistake in the file.
pub fn read(law: &Law) -> (Vec<Expectation>, Vec<String>) {
    let name = format!("fixtures/past/{}/expected.yaml", law.id);
    let text = std::fs::read_to_string(root().join(&name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut sources = Sources::new();
    let file = sources.add(name, text);
    let (node, found) = yaml::read(file, sources.text(file));
    let mut wrong: Vec<String> = found.iter().map(|found| found.message.clone()).collect();
    let node = node.unwrap_or_else(|| panic!("{}: {wrong:?}", sources.name(file)));
    if value(&node, "law", &sources).and_then(|law| law.text(&sources)) != Some(&law.id) {
        wrong.push(format!("{}: `law` is not `{}`", sources.name(file), law.id));
    }
    let Some(NodeValue::Sequence(items)) = value(&node, "expect", &sources).map(|list| &list.value) else {
        panic!("{}: no list `expect`", sources.name(file));
    };
    let expected = items.iter().filter_map(|item| expectation(item, &sources).map_err(|mistakes| wrong.extend(mistakes)).ok()).collect();
    (expected, wrong)
}

fn value<'n>(node: &'n Node, key: &str, sources: &Sources) -> Option<&'n Node> {
    let NodeValue::Mapping(entries) = &node.value else { return None };
    entries.iter().find(|entry| entry.key.text(sources) == key).map(|entry| &entry.value)
}

fn expectation(node: &Node, sources: &Sources) -> Result<Expectation, Vec<String>> {
    let Place { line, column } = sources.place(node.span);
    let place = format!("{}:{line}:{column}", sources.name(node.span.file));
    let NodeValue::Mapping(entries) = &node.value else { return Err(vec![format!("{place}: no mapping")]) };
    let keys = entries.iter().map(|entry| entry.key.text(sources));
    let mut wrong: Vec<String> = keys.filter(|key| !KEYS.contains(key)).map(|key| format!("{place}: unknown key `{key}`")).collect();
    let get = |key: &str| value(node, key, sources).and_then(|value| value.text(sources)).map(str::to_owned);
    let mut one_of = |key: &str, allowed: &[&str]| {
        let found = get(key).unwrap_or_default();
        if !allowed.contains(&&*found) {
            wrong.push(format!("{place}: `{key}` is `{found}`, not one of {allowed:?}"));
        }
        found
    };
    let by = one_of("by", &["critic", "catalogue", "text"]);
    let confidence = one_of("confidence", &["high", "medium", "low"]);
    let verdict = one_of("verdict", &Verdict::ALL.map(Verdict::slug));
    if (by == "critic") != get("says").is_some() {
        wrong.push(format!("{place}: `says` names the critic, and nobody else"));
    }
    let verdict = Verdict::parse(&verdict).ok_or_else(|| wrong.clone())?;
    let rule = get("rule").unwrap_or_default();
    let expectation = Expectation { rule, verdict, by, says: get("says"), confidence, at: get("at"), todo: get("todo"), place };
    if wrong.is_empty() { Ok(expectation) } else { Err(wrong) }
}

/// Why the program does not say what is expected; `None` if it does.
pub fn disagreement(expected: &Expectation, law: &Law) -> Option<String> {
    let Some(outcome) = law.outcome(&expected.rule) else { return Some("there is no such rule".into()) };
    if outcome.verdict != expected.verdict {
        return Some(format!("the program says {}, not {}", outcome.verdict, expected.verdict));
    }
    let at = expected.at.as_deref()?;
    let places = places(outcome);
    let found = places.iter().any(|place| place.contains(at));
    (!found).then(|| format!("the program names no place with `{at}`, but {places:?}"))
}

/// The places in the law that an outcome names: in its labels and in its evidence.
pub fn places(outcome: &Outcome) -> Vec<String> {
    let labels = outcome.findings.iter().flat_map(|finding| &finding.labels).map(|label| label.text.clone());
    let mut places: Vec<String> = labels.chain(outcome.evidence.iter().filter_map(|evidence| evidence.at.clone())).collect();
    places.sort();
    places.dedup();
    places
}
