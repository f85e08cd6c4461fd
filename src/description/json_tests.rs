//! Exact places, exact words, and agreement with serde_json.

use super::json::read;
use crate::description::limits::{MAX_DEPTH, MAX_NODES, MAX_PROBLEMS};
use crate::description::node::{Node, NodeValue};
use crate::diagnostic::{Diagnostic, any_error};
use crate::source::Sources;
use proptest::prelude::*;
use serde_json::Value;

struct Outcome {
    sources: Sources,
    tree: Option<Node>,
    problems: Vec<Diagnostic>,
}

fn run(text: &str) -> Outcome {
    let mut sources = Sources::new();
    let file = sources.add("test.json", text.to_owned());
    let (tree, problems) = read(file, text);
    Outcome { sources, tree, problems }
}

/// The tree of a text that must be read without a word.
fn good(text: &str) -> (Sources, Node) {
    let outcome = run(text);
    assert_eq!(outcome.problems, [], "{text}");
    (outcome.sources, outcome.tree.unwrap())
}

/// Each problem as `line:column code: message`, then each label as `<slice> text`.
fn told(text: &str) -> Vec<String> {
    let outcome = run(text);
    let told = outcome.problems.iter().map(|problem| {
        let place = outcome.sources.place(problem.primary().unwrap().span);
        let labels: String =
            problem.labels.iter().map(|label| format!(" <{}> {}", outcome.sources.slice(label.span), label.text)).collect();
        format!("{}:{} {}: {} —{labels}", place.line, place.column, problem.code, problem.message)
    });
    told.collect()
}

/// The one problem of a text.
fn slip(text: &str) -> String {
    let mut told = told(text);
    assert_eq!(told.len(), 1, "{text}: {told:?}");
    told.remove(0)
}

fn entry<'a>(node: &'a Node, sources: &Sources, key: &str) -> &'a Node {
    let NodeValue::Mapping(entries) = &node.value else { panic!("no mapping") };
    &entries.iter().find(|entry| entry.key.text(sources) == key).unwrap().value
}

#[test]
fn spans_cover_the_words() {
    let text = "\u{feff}{\r\n  \"é\" : \"wörd\",\n \"n\": -1.5e+3, \"list\": [ true , null,{ } ], \"\\u0061b\": \"x\\ny\" }\n";
    let (sources, tree) = good(text);
    assert_eq!(sources.slice(tree.span), text.trim_start_matches('\u{feff}').trim_end());
    assert_eq!(sources.slice(entry(&tree, &sources, "é").span), "wörd");
    assert_eq!(sources.slice(entry(&tree, &sources, "n").span), "-1.5e+3");
    let list = entry(&tree, &sources, "list");
    assert_eq!(sources.slice(list.span), "[ true , null,{ } ]");
    let NodeValue::Sequence(items) = &list.value else { panic!() };
    let slices: Vec<_> = items.iter().map(|item| sources.slice(item.span)).collect();
    assert_eq!(slices, ["true", "null", "{ }"]);
    assert_eq!(items[1].value, NodeValue::Null);
    let escaped = entry(&tree, &sources, "ab");
    assert_eq!((sources.slice(escaped.span), escaped.text(&sources)), ("x\\ny", Some("x\ny")));
    let NodeValue::Mapping(entries) = &tree.value else { panic!() };
    assert_eq!(sources.slice(entries[3].key.span), "\\u0061b");
    assert_eq!(entries[0].key.decoded, None);
    assert_eq!(sources.place(entries[0].key.span).column, 4);
}

#[test]
fn words_within_escapes() {
    let (sources, tree) = good(r#""a \u201cquoted\u201d \ud83d\ude00 word""#);
    let decoded = tree.text(&sources).unwrap();
    let slice = |word: &str| {
        let at = decoded.find(word).unwrap();
        sources.slice(tree.span_within(&sources, at..at + word.len()))
    };
    assert_eq!(slice("quoted"), "quoted");
    assert_eq!(slice("“quoted”"), r"\u201cquoted\u201d");
    assert_eq!(slice("😀"), r"\ud83d\ude00");
    assert_eq!(slice("word"), "word");
}

#[test]
fn every_slip_has_its_words() {
    assert_eq!(slip("[1, 2,\n]"), "1:6 json-syntax: a trailing comma is not allowed in JSON — <,> remove this comma");
    assert_eq!(slip("{\"a\": 1,}"), "1:8 json-syntax: a trailing comma is not allowed in JSON — <,> remove this comma");
    assert_eq!(
        slip("[1,,2]"),
        "1:4 json-syntax: a comma without a value before it is not allowed in JSON — <,> remove this comma, or write a value before it"
    );
    assert_eq!(slip("{ // why\n}"), "1:3 json-syntax: a comment is not allowed in JSON — <// why> a comment");
    assert_eq!(slip("/* a\nb */ {}"), "1:1 json-syntax: a comment is not allowed in JSON — </* a\nb */> a comment");
    assert_eq!(slip("[1] # end"), "1:5 json-syntax: a comment is not allowed in JSON — <# end> a comment");
    assert_eq!(
        slip("{'a': 1}"),
        "1:2 json-syntax: a text in JSON stands between double quotation marks `\"`, not single quotation marks — <'a'> not the quotation marks of JSON"
    );
    assert_eq!(
        slip("[“né”]"),
        "1:2 json-syntax: a text in JSON stands between double quotation marks `\"`, not the quotation marks “ and ” — <“né”> not the quotation marks of JSON"
    );
    assert_eq!(slip("[007]"), "1:2 json-syntax: the number `007` starts with a zero, which JSON does not allow — <007> a leading zero");
    assert_eq!(
        slip("[.5]"),
        "1:2 json-syntax: the number `.5` has no digit before its point, which JSON does not allow — <.5> a digit is missing"
    );
    assert_eq!(
        slip("[-5.]"),
        "1:2 json-syntax: the number `-5.` has no digit after its point, which JSON does not allow — <-5.> a digit is missing"
    );
    assert_eq!(slip("[+5]"), "1:2 json-syntax: the number `+5` starts with a plus sign, which JSON does not allow — <+5> a plus sign");
    assert_eq!(slip("[NaN]"), "1:2 json-syntax: `NaN` is not a number JSON can hold — <NaN> not a JSON number");
    assert_eq!(slip("[-Infinity]"), "1:2 json-syntax: `-Infinity` is not a number JSON can hold — <-Infinity> not a JSON number");
    assert_eq!(slip("[True]"), "1:2 json-syntax: `True` is not known in JSON, which writes it in lower case — <True> write `true`");
    assert_eq!(slip("[None]"), "1:2 json-syntax: `None` is not known in JSON, which writes `null` for no value — <None> write `null`");
    assert_eq!(
        slip("[24h]"),
        "1:2 json-syntax: the text `24h` must stand between double quotation marks — <24h> quotation marks are missing"
    );
    assert_eq!(
        slip("{mode: 1}"),
        "1:2 json-syntax: the key `mode` must stand between double quotation marks — <mode> quotation marks are missing"
    );
    assert_eq!(slip("{\"a\" = 1}"), "1:6 json-syntax: a colon must follow the key `a`, not an equals sign — <=> write `:`");
    assert_eq!(slip("{\"a\" 1}"), "1:5 json-syntax: a colon is missing after the key `a` — <> put a colon here");
    assert_eq!(slip("{\"a\": 1\n \"b\": 2}"), "1:8 json-syntax: a comma is missing between two values — <> put a comma here");
    assert_eq!(slip("{\"a\":, \"b\": 2}"), "1:6 json-syntax: the key `a` has no value — <> a value is missing here");
    assert_eq!(slip("{\"a\"}"), "1:5 json-syntax: the key `a` has no value — <> a value is missing here");
    assert_eq!(
        slip("{} {}"),
        "1:4 json-syntax: the text goes on after its end: a JSON text holds one value only — <{> not part of the value before"
    );
    assert_eq!(slip("[1; 2]"), "1:3 json-syntax: unexpected `;` — <;> a comma or `]` was expected here");
    assert_eq!(slip("[1}"), "1:3 json-syntax: `}` cannot close what is open here — <}> `]` was expected <[> opened here");
    assert_eq!(slip("[1,\u{a0}2]"), "1:4 json-syntax: the invisible character U+00A0 may not stand here — <\u{a0}> an invisible character");
    assert_eq!(
        slip("[1\u{a0}, 2]"),
        "1:3 json-syntax: the invisible character U+00A0 may not stand here — <\u{a0}> an invisible character"
    );
    assert_eq!(slip(""), "1:1 empty-description: the text is empty — <> a value was expected here");
    assert_eq!(slip("\u{feff} \n"), "2:1 empty-description: the text is empty — <> a value was expected here");
}

#[test]
fn slips_in_strings() {
    assert_eq!(slip("[\"a\tb\"]"), "1:4 json-syntax: a tab may not stand in a string as it is — <\t> write `\\t`");
    assert_eq!(
        slip("[\"a\u{1}b\"]"),
        "1:4 json-syntax: the control character U+0001 may not stand in a string as it is — <\u{1}> write `\\u0001`"
    );
    assert_eq!(
        slip("[\"a\nb\"]"),
        "1:4 json-syntax: a string must end on the line where it starts — <> the line ends here <\"> the string starts here"
    );
    assert_eq!(slip(r#"["C:\dir"]"#), r"1:5 json-syntax: `\d` is not an escape JSON knows — <\d> unknown escape");
    assert_eq!(slip(r#"["\é"]"#), r"1:3 json-syntax: `\é` is not an escape JSON knows — <\é> unknown escape");
    assert_eq!(slip(r#"["\u12g4"]"#), r"1:3 json-syntax: `\u12` is not an escape JSON knows — <\u12> unknown escape");
    assert_eq!(
        slip(r#"["é\ud83dx"]"#),
        r"1:4 json-syntax: `\ud83d` is half of a pair and means nothing alone — <\ud83d> the other half is missing"
    );
    assert_eq!(
        slip(r#"["\ude00"]"#),
        r"1:3 json-syntax: `\ude00` is half of a pair and means nothing alone — <\ude00> the other half is missing"
    );
    assert_eq!(told(r#"["\ud83d\ud83d\ude00"]"#).len(), 1);
}

#[test]
fn a_text_cut_off_says_what_is_open() {
    assert_eq!(
        slip("{\"a\": [1,\n {\"b\": \"cd"),
        "2:11 json-syntax: the text ends while a string is still open — <> the text ends here \
         <\"> this string is not closed <{> this is not closed <[> this is not closed <{> this is not closed"
    );
    assert_eq!(run("{\"a\": [1,\n {\"b\": \"cd").problems[0].help, ["the file may have been cut off; what is open ends with `\"}]}`"]);
    assert_eq!(slip("[1, "), "1:4 json-syntax: the text ends while a list is still open — <> the text ends here <[> this is not closed");
    assert_eq!(
        slip("{\"a\":"),
        "1:6 json-syntax: the text ends while an object is still open — <> the text ends here <{> this is not closed"
    );
    for text in ["[", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "\"", "\"\\", "\"\\u", "[1", "[[],", "[tru", "/*", "-", "'"] {
        let outcome = run(text);
        assert!(any_error(&outcome.problems), "{text}");
    }
}

#[test]
fn reading_goes_on_after_slips() {
    let text = "{a: 'x', // c\n \"b\": [01, .5,], \"a\": NaN,}";
    let outcome = run(text);
    assert_eq!(outcome.problems.len(), 9, "{:?}", told(text));
    assert!(outcome.problems.is_sorted_by_key(|problem| problem.primary().unwrap().span));
    let tree = outcome.tree.unwrap();
    assert_eq!(entry(&tree, &outcome.sources, "a").text(&outcome.sources), Some("x"));
    let NodeValue::Sequence(items) = &entry(&tree, &outcome.sources, "b").value else { panic!() };
    assert_eq!(items.len(), 2);
}

#[test]
fn duplicate_keys_name_both_places() {
    let text = "{\"a\": 1, \"b\": {\"c\": 1, \"c\": 2},\n \"\\u0061\": 3, \"a\": 4}";
    assert_eq!(
        told(text),
        [
            "1:25 duplicate-key: the key `c` appears twice — <c> again here <c> first here",
            "2:3 duplicate-key: the key `a` appears twice — <\\u0061> again here <a> first here",
            "2:16 duplicate-key: the key `a` appears twice — <a> again here <a> first here",
        ]
    );
    let outcome = run(text);
    let tree = outcome.tree.unwrap();
    let NodeValue::Mapping(entries) = &tree.value else { panic!() };
    assert_eq!(entries.len(), 2);
    assert_eq!(outcome.sources.slice(entries[0].value.span), "1");
    // Past a few dozen keys another way of looking takes over.
    let many: String = (0..100).map(|number| format!("\"k{}\": {number}, ", number % 90)).collect();
    let outcome = run(&format!("{{{many}\"last\": 1}}"));
    assert_eq!(outcome.problems.len(), 10);
    let NodeValue::Mapping(entries) = &outcome.tree.unwrap().value else { panic!() };
    assert_eq!(entries.len(), 91);
}

#[test]
fn hostile_texts_end_soon() {
    for text in ["[".repeat(100_000), "{\"a\":".repeat(100_000), "[{\"a\":".repeat(100_000)] {
        let outcome = run(&text);
        assert_eq!(outcome.tree, None);
        assert_eq!(outcome.problems.len(), 1);
        assert_eq!(outcome.problems[0].code, "too-deep");
    }
    assert_eq!(slip(&"[".repeat(200)), "1:129 too-deep: lists and mappings are nested more than 128 levels deep — <[> one level too many");
    good(&format!("{}{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH)));
    let long = "x".repeat(10_000_000);
    let (sources, tree) = good(&format!("\"{long}\""));
    assert_eq!(sources.slice(tree.span).len(), 10_000_000);
    let values = format!("[{}1]", "1,".repeat(MAX_NODES));
    assert_eq!(run(&values).problems[0].code, "too-large");
    for text in [
        format!("[{}", ",".repeat(1_000_000)),
        format!("{{{}}}", "\"a\":1,".repeat(100_000)),
        format!("[{}", "'' ".repeat(100_000)),
        "//\n".repeat(100_000),
        format!("[{}", "“ ".repeat(1_000_000)),
    ] {
        let outcome = run(&text);
        assert_eq!(outcome.problems.len(), MAX_PROBLEMS + 1);
        assert!(outcome.problems.iter().any(|problem| problem.code == "too-many-problems"));
    }
}

fn same(node: &Node, value: &Value, sources: &Sources) {
    let slice = sources.slice(node.span);
    match (&node.value, value) {
        (NodeValue::Null, Value::Null) => assert_eq!(slice, "null"),
        (NodeValue::Scalar(_), Value::Bool(truth)) => assert_eq!(slice, truth.to_string()),
        (NodeValue::Scalar(_), Value::Number(_)) => assert_eq!(slice, value.to_string()),
        (NodeValue::Scalar(scalar), Value::String(text)) => {
            assert_eq!(node.text(sources), Some(text.as_str()));
            assert_eq!(serde_json::from_str::<String>(&format!("\"{slice}\"")).unwrap(), *text);
            assert_eq!(scalar.decoded.is_none(), slice == text);
        }
        (NodeValue::Sequence(items), Value::Array(values)) => {
            assert_eq!(items.len(), values.len());
            assert!(slice.starts_with('[') && slice.ends_with(']'));
            items.iter().zip(values).for_each(|(item, value)| same(item, value, sources));
        }
        (NodeValue::Mapping(entries), Value::Object(values)) => {
            assert_eq!(entries.len(), values.len());
            assert!(slice.starts_with('{') && slice.ends_with('}'));
            for entry in entries {
                same(&entry.value, &values[entry.key.text(sources)], sources);
            }
        }
        (found, expected) => panic!("{found:?} is not {expected}"),
    }
}

/// Prints every character of a string as `\uXXXX`.
struct Escaping;

impl serde_json::ser::Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + std::io::Write>(&mut self, out: &mut W, fragment: &str) -> std::io::Result<()> {
        fragment.encode_utf16().try_for_each(|unit| write!(out, "\\u{unit:04x}"))
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let text = "[a-zé字😀\"\\\\/\n\u{1}\u{7f}\u{2028} ]{0,6}";
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text.prop_map(Value::from)
    ];
    leaf.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map(text, inner, 0..6).prop_map(|map| map.into_iter().collect::<Value>())
        ]
    })
}

/// Characters that make or break JSON.
const PIECES: &[&str] = &[
    "{", "}", "[", "]", ",", ":", "\"", "\\", "'", "/", "//", "/*", "*/", "#", "0", "1", "-", "+", ".", "e", "E", "true", "null", "nul",
    "NaN", " ", "\n", "\r", "\t", "\u{a0}", "é", "😀", "\u{0}", "\u{1f}", "\u{7f}", "\\u", "\\ud83d", "\\ude00", "\\n", "\\x", "“", "”",
    "=", ";", "a", "\u{feff}",
];

/// A valid text with some pieces taken out or put in.
fn near_json() -> impl Strategy<Value = String> {
    let edits = proptest::collection::vec((any::<prop::sample::Index>(), 0..3usize, 0..PIECES.len()), 0..4);
    (any_value(), any::<bool>(), edits).prop_map(|(value, pretty, edits)| {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        let mut letters: Vec<char> = text.unwrap().chars().collect();
        for (index, remove, piece) in edits {
            let at = index.index(letters.len() + 1);
            let until = (at + remove).min(letters.len());
            letters.splice(at..until, PIECES[piece].chars().filter(|_| remove != 1));
        }
        letters.into_iter().collect()
    })
}

/// What serde_json takes that we do not, or the other way round, by decision.
fn agreed(text: &str) {
    if text.starts_with('\u{feff}') {
        return;
    }
    let outcome = run(text);
    let ours = outcome.problems.iter().all(|problem| matches!(problem.code.as_str(), "duplicate-key" | "too-deep"));
    match serde_json::from_str::<Value>(text) {
        Ok(_) => assert!(ours, "refused {text:?}: {:?}", told(text)),
        Err(error) if error.to_string().contains("number out of range") || error.to_string().contains("recursion limit") => {}
        Err(error) => assert!(!ours, "took {text:?}, though {error}"),
    }
    for label in outcome.problems.iter().flat_map(|problem| &problem.labels) {
        assert!(text.get(label.span.range()).is_some(), "{text:?}: {label:?}");
    }
}

proptest! {
    #[test]
    fn the_tree_is_the_value(value in any_value()) {
        let mut escaped = Vec::new();
        serde::Serialize::serialize(&value, &mut serde_json::Serializer::with_formatter(&mut escaped, Escaping)).unwrap();
        for text in [value.to_string(), format!("{value:#}"), String::from_utf8(escaped).unwrap()] {
            let (sources, tree) = good(&text);
            same(&tree, &value, &sources);
        }
    }

    #[test]
    fn we_take_what_serde_json_takes(text in near_json()) {
        agreed(&text);
    }

    #[test]
    fn nothing_makes_it_panic(pieces in proptest::collection::vec(0..PIECES.len(), 0..30), noise in ".{0,20}") {
        agreed(&pieces.into_iter().map(|piece| PIECES[piece]).collect::<String>());
        agreed(&noise);
    }
}
