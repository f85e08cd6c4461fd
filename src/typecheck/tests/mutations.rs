//! Any tokens at all, and the embedded rules with something changed: always an answer.

use super::check;
use crate::language::parse;
use crate::pack::EMBEDDED;
use crate::source::Sources;
use proptest::prelude::*;

/// Everything that can stand in a rule, and some that cannot.
const TOKENS: &[&str] = &[
    "rule",
    "define",
    "setting",
    "family",
    "document",
    "vocabulary",
    "section",
    "list",
    "field",
    "kinds",
    "reviewed",
    "enum",
    "set",
    "like",
    "alias",
    "required",
    "silence",
    "formerly",
    "in",
    "source",
    "para",
    "when",
    "otherwise",
    "for",
    "each",
    "severity",
    "error",
    "violated",
    "met",
    "partly",
    "absence",
    "never",
    "always",
    "says",
    "at",
    "also",
    "because",
    "help",
    "cue",
    "cues",
    "suggests",
    "marks",
    "mark",
    "words",
    "weak",
    "unless",
    "heading",
    "example",
    "some",
    "every",
    "none",
    "where",
    "and",
    "or",
    "not",
    "has",
    "any",
    "all",
    "within",
    "is",
    "empty",
    "silent",
    "unset",
    "count",
    "without",
    "commentary",
    "bool",
    "duration",
    "hrdd",
    "content",
    "mode",
    "duty",
    "T-1",
    "a",
    "x",
    "settings",
    "true",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ",",
    ":",
    ".",
    "=",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "&",
    "|",
    "\"text\"",
    "\"{hrdd.mode} {\"",
    "\"\\q\"",
    "\"open",
    "/p/",
    "/(/",
    "/open",
    "1",
    "24",
    "h",
    "EUR",
    "0.5",
    "6%",
    "2024-07-25",
    "2024-99-99",
    "1_",
    "#",
    "$",
    "==",
    "“",
    "é",
    "\u{feff}",
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\t",
];

fn soup() -> impl Strategy<Value = String> {
    let token = proptest::sample::select(TOKENS);
    proptest::collection::vec((token, prop::bool::weighted(0.9)), 0..400)
        .prop_map(|tokens| tokens.into_iter().map(|(token, space)| format!("{token}{}", if space { " " } else { "" })).collect())
}

/// Every place lies in its text, and every complaint has one.
fn answers(text: &str) {
    let checked = check(text);
    let shown = checked.shown();
    for label in checked.problems.iter().flat_map(|problem| &problem.labels) {
        let within = checked.sources.text(label.span.file);
        assert!(within.get(label.span.range()).is_some(), "a place that is none: {shown}");
    }
    // A rule is usable or broken, never both and never neither.
    let mut sources = Sources::new();
    let file = sources.add("t", text.to_owned());
    let (tree, _) = parse(file, text);
    let codes = tree.items.iter().filter_map(|item| match item {
        crate::language::ast::Item::Rule(rule) => Some(rule.code.text.to_string()),
        _ => None,
    });
    for code in codes {
        assert!(checked.usable().contains(&code.as_str()) != checked.pack.broken.contains(&code), "{code}: {shown}");
        assert!(!checked.problems.is_empty() || checked.pack.broken.is_empty(), "{code} is broken, and nobody says why");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_tokens(text in soup()) {
        answers(&text);
    }

    #[test]
    fn any_tokens_within_a_rule(text in soup()) {
        answers(&super::rule("T-1", &text));
        answers(&format!("define a when {text}"));
    }

    #[test]
    fn any_characters(text in "\\PC{0,200}|[ -~\n]{0,200}") {
        answers(&text);
    }

    /// Tokens of the embedded rules struck out, doubled, moved or replaced.
    #[test]
    fn embedded_rules_with_something_changed(
        file in 0..EMBEDDED.len(),
        start in any::<proptest::sample::Index>(),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), 0..4_u8, proptest::sample::select(TOKENS)), 1..6),
    ) {
        let lines: Vec<&str> = EMBEDDED[file].1.lines().collect();
        let first = start.index(lines.len());
        let part = lines[first..lines.len().min(first + 60)].join("\n");
        let mut pieces: Vec<String> = part.split_inclusive([' ', '\n', '.', ',', '"', '}']).map(str::to_owned).collect();
        if pieces.is_empty() {
            return Ok(());
        }
        for (at, change, token) in changes {
            let at = at.index(pieces.len());
            match change {
                0 => drop(std::mem::take(&mut pieces[at])),
                1 => pieces[at] = pieces[at].repeat(2),
                2 => pieces.swap(at, at / 2),
                _ => pieces[at] = format!("{token} "),
            }
        }
        answers(&pieces.concat());
    }
}

/// Cut off anywhere, at the end of any token.
#[test]
fn embedded_rules_cut_off() {
    for (_, text) in EMBEDDED {
        let mut cut = 0;
        while cut < text.len() {
            cut = (cut + text.len() / 12 + 1).min(text.len());
            while !text.is_char_boundary(cut) {
                cut += 1;
            }
            let mut sources = Sources::new();
            let part = text.get(..cut).expect("a boundary").to_owned();
            let file = sources.add("t", part.clone());
            let (tree, problems) = parse(file, &part);
            let rules = tree.items.iter().filter(|item| matches!(item, crate::language::ast::Item::Rule(_))).count();
            let begun = part.lines().filter(|line| line.starts_with("rule ")).count();
            assert!(rules == begun || !problems.is_empty(), "{rules} of {begun} rules, and no complaint");
        }
    }
}
