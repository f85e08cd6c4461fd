//! The file of waivers, YAML or JSON, read with places; all its mistakes in one run.

use super::Written;
use crate::description::{limits::MAX_PROBLEMS, tree};
use crate::diagnostic::Diagnostic;
use crate::node::{Entry, Node, NodeValue};
use crate::pack::Pack;
use crate::source::{FileId, Sources, Span};
use crate::suggest::{choices, did_you_mean};
use crate::value::{Quantity, QuantityType, parse_quantity, shorten};
use jiff::civil::Date;

const KEYS: [&str; 7] = ["rule", "law", "at", "reason", "owner", "approver", "expires"];
/// More waivers than rules and provisions could ever call for.
const MAX_WAIVERS: usize = 10_000;

/// Reads the waivers of a file. One with a mistake is not among them, and the mistake is an error with its place.
pub fn read(file: FileId, sources: &Sources, pack: &Pack) -> (Vec<Written>, Vec<Diagnostic>) {
    let (node, problems) = tree(file, sources);
    let problems = problems.into_iter().map(|problem| in_our_words(problem, file)).collect();
    let mut reader = Reader { sources, pack, problems };
    let Some(node) = node else { return (Vec::new(), reader.problems) };
    let mut waivers = Vec::new();
    for item in reader.items(&node) {
        if reader.problems.len() >= MAX_PROBLEMS {
            let problem = Diagnostic::error("too-many-problems", format!("more than {MAX_PROBLEMS} problems, so reading stopped here"));
            reader.problems.push(problem.at(first_line(item.span, sources), "not read any further").help("mend the problems listed first"));
            break;
        }
        waivers.extend(reader.waiver(item));
    }
    reader.problems.sort_by_key(|problem| problem.primary().map(|label| label.span));
    (waivers, reader.problems)
}

/// The readers of YAML and JSON speak of descriptions.
fn in_our_words(mut problem: Diagnostic, file: FileId) -> Diagnostic {
    if problem.code == "empty-description" {
        let problem = Diagnostic::error("no-waivers", "the file of waivers is empty, or holds only comments");
        return problem.at(Span::new(file, 0..0), "waivers were expected").help("write `waivers: []` as long as there are none");
    }
    let ours = |words: &mut String| {
        *words = words
            .replace("one description", "one list of waivers")
            .replace("a description", "a file of waivers")
            .replace("the description", "the waivers");
    };
    ours(&mut problem.message);
    problem.help.iter_mut().for_each(ours);
    problem.labels.iter_mut().for_each(|label| ours(&mut label.text));
    problem
}

fn first_line(span: Span, sources: &Sources) -> Span {
    let line = sources.slice(span).lines().next().unwrap_or("").trim_end().len();
    Span::new(span.file, span.start as usize..span.start as usize + line)
}

struct Reader<'a> {
    sources: &'a Sources,
    pack: &'a Pack,
    problems: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// The items below `waivers`.
    fn items<'n>(&mut self, root: &'n Node) -> &'n [Node] {
        let NodeValue::Mapping(entries) = &root.value else {
            let problem = Diagnostic::error("wrong-type", format!("a file of waivers has the key `waivers`, and this is {}", root.kind()));
            let problem = problem.at(first_line(root.span, self.sources), "the key `waivers` was expected");
            self.problems.push(problem.help("begin with `waivers:`, and list the waivers below it"));
            return &[];
        };
        let mut items: Option<&[Node]> = None;
        for entry in entries {
            if entry.key.text(self.sources) != "waivers" {
                self.unknown(entry, &["waivers"], "a file of waivers");
                items = items.or(Some(&[]));
                continue;
            }
            items = Some(match &entry.value.value {
                NodeValue::Sequence(items) => items,
                _ => {
                    let problem = Diagnostic::error("wrong-type", format!("`waivers` takes a list, and this is {}", entry.value.kind()));
                    let place = first_line(entry.value.span, self.sources);
                    self.problems.push(problem.at(place, "a list was expected").help("write `waivers: []` as long as there are none"));
                    &[]
                }
            });
        }
        let items = items.unwrap_or_else(|| {
            let problem = Diagnostic::error("no-waivers", "the file has no key `waivers`").at(root.span, "`waivers` was expected here");
            self.problems.push(problem.help("write `waivers: []` as long as there are none"));
            &[]
        });
        match items.get(MAX_WAIVERS) {
            None => items,
            Some(beyond) => {
                let problem = Diagnostic::error("too-large", format!("the file holds more than {MAX_WAIVERS} waivers"));
                self.problems.push(problem.at(first_line(beyond.span, self.sources), "one too many").help("is this the right file?"));
                &[]
            }
        }
    }

    fn unknown(&mut self, entry: &Entry, known: &[&str], of: &str) {
        let key = entry.key.text(self.sources);
        let help = did_you_mean(key, known.iter().copied()).unwrap_or_else(|| match known {
            [only] => format!("its only key is `{only}`"),
            _ => format!("its keys are {}", choices(known.iter().copied(), known.len()).replace(" or ", " and ")),
        });
        let problem = Diagnostic::error("unknown-key", format!("{of} has no key `{}`", shorten(key)));
        self.problems.push(problem.at(entry.key.span, "not a key").help(help));
    }

    fn waiver(&mut self, item: &Node) -> Option<Written> {
        let NodeValue::Mapping(entries) = &item.value else {
            let problem = Diagnostic::error(
                "wrong-type",
                format!("a waiver is a mapping with a rule, a reason and more, and this is {}", item.kind()),
            );
            let place = first_line(item.span, self.sources);
            self.problems
                .push(problem.at(place, "a mapping was expected").help("write `rule: CODE`, and below it `reason: …` and the rest"));
            return None;
        };
        let before = self.problems.len();
        for entry in entries.iter().filter(|entry| !KEYS.contains(&entry.key.text(self.sources))) {
            self.unknown(entry, &KEYS, "a waiver");
        }
        let (rule, span) = self.rule(entries, item)?;
        let law = self.place(entries, "law");
        let at = self.place(entries, "at");
        let (reason, owner, approver) = (self.words(entries, "reason"), self.words(entries, "owner"), self.words(entries, "approver"));
        let expires = self.words(entries, "expires").and_then(|(words, span)| Some((self.date(&words, span)?, span)));
        let text = |found: Option<(String, Span)>| found.map(|(words, _)| words);
        let written = Written { rule, law, at, reason: text(reason), owner: text(owner), approver: text(approver), expires, span };
        (self.problems.len() == before).then_some(written)
    }

    /// The rule, without which a waiver would be for everything.
    fn rule(&mut self, entries: &[Entry], item: &Node) -> Option<(String, Span)> {
        let before = self.problems.len();
        let Some((written, span)) = self.words(entries, "rule") else {
            if self.problems.len() == before {
                let place = entries.first().map_or(item.span, |entry| entry.key.span);
                let problem = Diagnostic::error("missing-rule", "this waiver names no rule, and so would be for everything");
                self.problems.push(problem.at(place, "`rule` is missing").help("write `rule: CODE`, as it stands in the finding"));
            }
            return None;
        };
        let Some(code) = self.pack.code(&written) else {
            self.problems.push(self.pack.unknown_rule(&shorten(&written)).at(span, "not a rule"));
            return None;
        };
        if self.pack.rule(&code).is_some() {
            return Some((code, span));
        }
        let problem = Diagnostic::error("unknown-rule", format!("`{code}` is a family, and a waiver is for one rule"));
        self.problems.push(problem.at(span, "not a rule").help("write a waiver for each rule, with a reason of its own"));
        None
    }

    /// The words of a key, if there are any; nothing written is as good as no key.
    fn words(&mut self, entries: &[Entry], key: &str) -> Option<(String, Span)> {
        let entry = entries.iter().find(|entry| entry.key.text(self.sources) == key)?;
        match &entry.value.value {
            NodeValue::Null => None,
            NodeValue::Scalar(_) => {
                let words = entry.value.text(self.sources).unwrap_or("").trim();
                (!words.is_empty()).then(|| (words.to_owned(), first_line(entry.value.span, self.sources)))
            }
            NodeValue::Sequence(_) | NodeValue::Mapping(_) => {
                let problem = Diagnostic::error("wrong-type", format!("`{key}` takes one value, and this is {}", entry.value.kind()));
                let place = first_line(entry.value.span, self.sources);
                self.problems.push(problem.at(place, "a single value was expected").help("write a waiver for each"));
                None
            }
        }
    }

    /// `law` or `at`: what narrows a waiver. Left empty it would be for more than was meant.
    fn place(&mut self, entries: &[Entry], key: &str) -> Option<String> {
        let before = self.problems.len();
        let found = self.words(entries, key);
        let entry = entries.iter().find(|entry| entry.key.text(self.sources) == key);
        if let (None, Some(entry), true) = (&found, entry, self.problems.len() == before) {
            let whole = if key == "law" { "every law" } else { "the whole rule" };
            let problem = Diagnostic::error("empty-value", format!("`{key}` is empty")).at(entry.key.span, "nothing is written here");
            self.problems.push(problem.help(format!("write what it is for, or leave `{key}` out to waive {whole}")));
        }
        found.map(|(words, _)| words)
    }

    fn date(&mut self, words: &str, span: Span) -> Option<Date> {
        match parse_quantity(words, QuantityType::Date) {
            Ok(Quantity::Date(date)) => Some(date),
            Ok(_) => None,
            Err(malformed) => {
                let problem = Diagnostic::error("wrong-type", malformed.problem).at(span, "not a day");
                self.problems.push(problem.maybe_help(malformed.help));
                None
            }
        }
    }
}
