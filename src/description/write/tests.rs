//! What is written is read back as it was.

use super::*;
use crate::description::Description;
use crate::pack::{self, Pack};
use crate::source::Sources;
use crate::typecheck::Depth;
use proptest::prelude::*;

fn pack() -> (Pack, Sources) {
    let mut sources = Sources::new();
    let (pack, problems) = pack::load(pack::embedded(), Depth::Names, &mut sources);
    assert!(problems.is_empty(), "{problems:?}");
    (pack, sources)
}

fn read(text: &str, pack: &Pack, sources: &mut Sources) -> Description {
    let file = sources.add("a.yaml", text.to_owned());
    let (description, problems) = crate::check::read(file, sources, pack);
    assert!(problems.is_empty(), "{problems:?}\n{text}");
    description.unwrap()
}

fn written(description: &Description, pack: &Pack) -> String {
    let mut text = String::from("vocabulary: initiative/1\n");
    render(&items(&description.root, &pack.vocabulary), 0, &mut text);
    text
}

/// Every fact with all that is said of it.
fn facts(description: &Description, pack: &Pack) -> Vec<String> {
    let mut found = Vec::new();
    description.for_each_fact(&pack.vocabulary, &mut |path, _, fact, record| {
        let own = fact.provenance.as_deref().map(says);
        let around = record.provenance.as_deref().map(says);
        found.push(format!("{path} {:?} {own:?} {around:?}", fact.value));
    });
    found
}

const WHOLE: &str = r#"
vocabulary: initiative/1
meta: { id: xx-1, title: "A \"Bill\": of #1", kinds: [content-platform], jurisdiction: "NO", date: 2026-03-01 }
content:
  - target: illegal
    deadline: { is: 24 h, at: s 3(2), quote: "within 24 hours", by: ana, on: 2026-03-01, status: confirmed, note: "a: b" }
    at: s 3
  - {}
penalties:
  - { against: company, nature: admin-fine, max_fine: 5_000_000 RLC (450_000.5 EUR), turnover: 4.5%, for: [content-non-removal] }
hrdd: { mode: none, triggers: [] }
remedy:
  mechs:
    - operator: company
      at: s 4
      note: the only one
powers: []
invest: {}
"#;

#[test]
fn what_is_written_reads_back() {
    let (pack, mut sources) = pack();
    let before = read(WHOLE, &pack, &mut sources);
    let text = written(&before, &pack);
    let after = read(&text, &pack, &mut sources);
    assert_eq!(facts(&before, &pack), facts(&after, &pack), "{text}");
    assert!(facts(&before, &pack).len() > 12);
    assert_eq!(text, written(&after, &pack), "writing settles at once");
    assert!(text.contains("  - target: illegal\n    deadline: { is: 24 h, at: \"s 3(2)\""), "{text}");
    assert!(text.contains("powers: []\n") && text.contains("  - {}\n"), "{text}");
}

#[test]
fn unseen_characters_are_escaped() {
    assert_eq!(quoted("a\u{202e}b\u{7}\"\\\u{85}"), r#""a\u202Eb\u0007\"\\\u0085""#);
    assert_eq!(quoted("قانون"), "\"قانون\"");
    assert_eq!(one_line("a\n b\u{2028}#c"), "a b #c");
}

proptest! {
    /// Any words at all can be a quote.
    #[test]
    fn any_quote_reads_back(words in any::<String>()) {
        prop_assume!(!words.trim().is_empty());
        static PACK: std::sync::LazyLock<Pack> = std::sync::LazyLock::new(|| pack().0);
        let (pack, mut sources) = (&*PACK, Sources::new());
        let text = format!("vocabulary: initiative/1\nmeta: {{ id: a, title: b, kinds: [incentive] }}\nhrdd:\n  mode: {{ is: duty, quote: {} }}\n", quoted(&words));
        let description = read(&text, pack, &mut sources);
        let mut quotes = Vec::new();
        description.for_each_fact(&pack.vocabulary, &mut |_, _, fact, _| {
            quotes.extend(fact.provenance.iter().filter_map(|found| found.quote.as_ref()).map(|quote| quote.text.to_string()));
        });
        prop_assert_eq!(quotes, vec![words.trim().to_owned()]);
    }
}
