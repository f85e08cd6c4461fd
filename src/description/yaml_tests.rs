//! Exact places, exact words, every style of scalar, and agreement with our reader of JSON.

use super::yaml::read;
use crate::description::json;
use crate::description::limits::MAX_PROBLEMS;
use crate::description::node::{Node, NodeValue, Style};
use crate::diagnostic::Diagnostic;
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
    let file = sources.add("test.yaml", text.to_owned());
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
    let text = "\u{feff}meta: { id: 'it''s', \"q\\u00e9\": \"é\" }\r\nlist:\r\n- one two  # why\r\n-\r\n- ~\r\n- null\r\nempty:\r\nlast: \"x\"\r\n";
    let (sources, tree) = good(text);
    let slice = |node: &Node| sources.slice(node.span).to_owned();
    assert_eq!(slice(&tree), text.trim_start_matches('\u{feff}').trim_end());
    let meta = entry(&tree, &sources, "meta");
    assert_eq!(slice(meta), "{ id: 'it''s', \"q\\u00e9\": \"é\" }");
    assert_eq!((slice(entry(meta, &sources, "id")).as_str(), entry(meta, &sources, "id").text(&sources)), ("it''s", Some("it's")));
    assert_eq!(slice(entry(meta, &sources, "qé")), "é");
    let list = entry(&tree, &sources, "list");
    assert_eq!(slice(list), "- one two  # why\r\n-\r\n- ~\r\n- null");
    let NodeValue::Sequence(items) = &list.value else { panic!() };
    assert_eq!(items.iter().map(slice).collect::<Vec<_>>(), ["one two", "", "~", "null"]);
    assert!(items[1..].iter().all(|item| item.value == NodeValue::Null));
    let empty = entry(&tree, &sources, "empty");
    assert_eq!((empty.value.clone(), sources.place(empty.span).line, sources.place(empty.span).column), (NodeValue::Null, 7, 7));
    assert_eq!(slice(entry(&tree, &sources, "last")), "x");
    for (text, column) in [("a:", 3), ("\"a\" : # c", 6), ("{a}", 3), ("{a: , b: 1}", 4), ("? a\n:: 1", 1)] {
        let (sources, tree) = good(text);
        let NodeValue::Mapping(entries) = &tree.value else { panic!() };
        assert_eq!((&entries[0].value.value, sources.place(entries[0].value.span).column), (&NodeValue::Null, column), "{text}");
    }
}

#[test]
fn block_lists_begin_at_their_first_dash() {
    for text in ["a:\n- - x\n  - y\n", "a:\n  - - x\n    - y\n", "a: # - no\n\n# - no\n- # c\n  - x\n  - y\n", "a:\n-\n  - x\n  - y"] {
        let (sources, tree) = good(text);
        let outer = entry(&tree, &sources, "a");
        let NodeValue::Sequence(items) = &outer.value else { panic!() };
        let first_dash = text.find("\n-").or(text.find("\n  -")).unwrap();
        assert_eq!(sources.slice(outer.span), text.split_at(first_dash).1.trim(), "{text}");
        assert_eq!(sources.slice(items[0].span), text.split_at(text.find("- x").unwrap()).1.trim_end(), "{text}");
    }
    let (sources, tree) = good("- a\n- b: c\n");
    let NodeValue::Sequence(items) = &tree.value else { panic!() };
    assert_eq!((sources.slice(tree.span), sources.slice(items[1].span)), ("- a\n- b: c", "b: c"));
}

#[test]
fn block_scalars_run_from_first_to_last_letter() {
    let text = "lit: |\n\n  one\n    two  \n\n  three\n\nfold: >-\n  one\n  two\n\n  three\nkeep: |+\n  x\n\nline: |-\n  é x\nnone: |\nind: |2\n    a\n  b";
    let (sources, tree) = good(text);
    let both = |key: &str| {
        let node = entry(&tree, &sources, key);
        (sources.slice(node.span), node.text(&sources).unwrap())
    };
    assert_eq!(both("lit"), ("one\n    two  \n\n  three", "\none\n  two  \n\nthree\n"));
    assert_eq!(both("fold"), ("one\n  two\n\n  three", "one two\nthree"));
    assert_eq!(both("keep"), ("x", "x\n\n"));
    assert_eq!(both("line"), ("é x", "é x"));
    assert_eq!(both("none"), ("", ""));
    assert_eq!(both("ind"), ("  a\n  b", "  a\nb\n"));
    let NodeValue::Scalar(line) = &entry(&tree, &sources, "line").value else { panic!() };
    assert_eq!((line.style, &line.decoded), (Style::Block, &None));
    let fold = entry(&tree, &sources, "fold");
    assert_eq!(sources.slice(fold.span_within(&sources, 4..13)), "two\n\n  three");
}

#[test]
fn scalars_have_no_type() {
    let (sources, tree) = good("a: no\nb: 24 h\nc: 0123\nd: 'null'\ne: 2024-01-01\nnull: x\n");
    for (key, text) in [("a", "no"), ("b", "24 h"), ("c", "0123"), ("d", "null"), ("e", "2024-01-01"), ("null", "x")] {
        assert_eq!(entry(&tree, &sources, key).text(&sources), Some(text));
    }
}

#[test]
fn what_a_description_does_not_take() {
    assert_eq!(slip("a: &x 1"), "1:4 yaml-anchor: the anchor `&x` is not allowed in a description — <&x> an anchor");
    assert_eq!(slip("a: 1\nb: *x"), "2:4 yaml-alias: the alias `*x` is not allowed in a description — <*x> an alias");
    assert_eq!(slip("a: 1\n*x : 2"), "2:1 yaml-alias: the alias `*x` is not allowed in a description — <*x> an alias");
    assert_eq!(slip("é: !!str 1"), "1:4 yaml-tag: the tag `!!str` is not allowed in a description — <!!str> a tag");
    assert_eq!(slip("a: !new\n  b: c"), "1:4 yaml-tag: the tag `!new` is not allowed in a description — <!new> a tag");
    assert_eq!(slip("a: !new"), "1:4 yaml-tag: the tag `!new` is not allowed in a description — <!new> a tag");
    assert_eq!(slip("a: !nope!x y"), "1:4 yaml-tag: the tag `!nope!x` is not allowed in a description — <!nope!x y> a tag");
    assert_eq!(slip("a:\n  <<: {b: c}"), "2:3 yaml-merge-key: the merge key `<<` is not allowed in a description — <<<> a merge key");
    assert_eq!(slip("[a, b]: c"), "1:1 yaml-key: a list cannot be a key — <[a, b]> used as a key");
    assert_eq!(slip("? a: b\n: c"), "1:3 yaml-key: a mapping cannot be a key — <a: b> used as a key");
    assert_eq!(slip("a: 1\n: c"), "2:1 yaml-key: a key is missing before the colon — <> write the key here");
    assert_eq!(
        slip("a: b\n---\nc: d"),
        "2:1 yaml-documents: a file holds one description, and here a second document starts — <---> a second document"
    );
    assert_eq!(
        slip("a: b\n...\nc: d"),
        "3:1 yaml-documents: a file holds one description, and here a second document starts — <> a second document"
    );
    for text in ["", "# only\n", "---\n", "\u{feff}", "\n\n", "--- # x\n...\n"] {
        assert_eq!(slip(text), "1:1 empty-description: the text is empty, or holds only comments — <> a description was expected");
    }
    assert_eq!(
        slip("%YAML 1.2\n---\na: b"),
        "1:1 yaml-directive: a line of instructions to YAML is not allowed in a description — <%YAML 1.2> an instruction"
    );
    good("--- # the one\na: b\n...\n");
}

#[test]
fn reading_goes_on_after_what_is_refused() {
    let text = "a: &x 1\na: *x\nb: !!int 2\n<<: *x\n[c]: d\ne: f\n";
    let outcome = run(text);
    let codes: Vec<_> = outcome.problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["yaml-anchor", "duplicate-key", "yaml-alias", "yaml-tag", "yaml-merge-key", "yaml-alias", "yaml-key"]);
    assert_eq!(entry(&outcome.tree.unwrap(), &outcome.sources, "e").text(&outcome.sources), Some("f"));
}

#[test]
fn duplicate_keys_name_both_places() {
    assert_eq!(slip("a: 1\nb: {c: 2}\n\"\\x61\": 3"), "3:2 duplicate-key: the key `a` appears twice — <\\x61> again here <a> first here");
    let many: String = (0..100).map(|number| format!("k{}: {number}\n", number % 90)).collect();
    let outcome = run(&many);
    assert_eq!(outcome.problems.len(), 10);
    let NodeValue::Mapping(entries) = &outcome.tree.unwrap().value else { panic!() };
    assert_eq!(entries.len(), 90);
}

#[test]
fn tabs_and_indentation() {
    let tab = |place: &str| format!("{place} yaml-syntax: a line is indented with a tab, and YAML takes only spaces there — <\t> a tab");
    assert_eq!(slip("a:\n\tb: c"), tab("2:1"));
    assert_eq!(slip("é: b\n \tc: d"), tab("2:2"));
    assert_eq!(slip("a: 'b\n\tc'"), tab("2:1"));
    assert_eq!(slip("a: |\n\tb"), tab("2:1"));
    assert_eq!(
        slip("a:\r\n  b: c\r\n d: e\r\n"),
        "3:2 yaml-syntax: `d: e` does not line up with the keys it belongs to — <d: e> another key was expected in line with those above"
    );
    assert_eq!(
        slip("a: b\n  c: d"),
        "2:3 yaml-syntax: the key `c` is indented deeper than the keys beside it — <c> the value above has ended already"
    );
    assert_eq!(
        slip("- a\nb: c"),
        "2:1 yaml-syntax: `b: c` does not begin with a dash like the items above — <b: c> another list item was expected"
    );
    assert_eq!(slip("a: b\nfoo\nc: d"), "2:1 yaml-syntax: a colon is missing after the key `foo` — <foo> a key with a colon was expected");
    assert_eq!(
        slip("a: \"b\nc\"\n"),
        "2:1 yaml-syntax: a quoted text goes on in a line that is not indented enough — <c> indent this line"
    );
}

#[test]
fn signs_and_quotation_marks() {
    assert_eq!(slip("says: he said: no"), "1:14 yaml-syntax: a value may not hold a colon followed by a space — <:> the second colon");
    assert_eq!(slip("a: @b"), "1:4 yaml-syntax: a text may not begin with `@` in YAML — <@> a sign YAML keeps for itself");
    assert_eq!(slip("a: *"), "1:4 yaml-syntax: a text may not begin with `*` in YAML — <*> a sign YAML keeps for itself");
    assert_eq!(slip("a: %b"), "1:4 yaml-syntax: a text may not begin with `%` in YAML — <%> a sign YAML keeps for itself");
    assert_eq!(slip("a: 'b"), "1:4 yaml-syntax: the quotation mark `'` is never closed — <'> opened here");
    assert_eq!(slip("a: \"b\" c"), "1:8 yaml-syntax: a text goes on after its closing quotation mark — <c> not part of the text before");
    assert_eq!(slip("a: 'don't'"), "1:9 yaml-syntax: a text goes on after its closing quotation mark — <t> not part of the text before");
    assert_eq!(slip(r#"a: "é\\ \u00e9 \d""#), r"1:16 yaml-syntax: `\d` is not an escape YAML knows — <\d> unknown escape");
    assert_eq!(slip(r#"a: "\ud83d\ude00 \ud83d""#), r"1:18 yaml-syntax: `\ud83d` is not an escape YAML knows — <\ud83d> unknown escape");
    assert_eq!(slip(r#"a: "\x4""#), r"1:5 yaml-syntax: `\x4` is not an escape YAML knows — <\x4> unknown escape");
    assert_eq!(slip("a: b\u{7}c"), "1:5 yaml-syntax: the control character U+0007 is not allowed in YAML — <\u{7}> this character");
    assert_eq!(slip("a: b\0c\nd: e"), "1:5 yaml-syntax: the control character U+0000 is not allowed in YAML — <\0> this character");
    assert_eq!(slip("a: - b"), "1:4 yaml-syntax: a list may not start on the line of its key — <-> this dash");
    assert_eq!(slip("a: | text\n  more"), "1:4 yaml-syntax: a text may not start on the line of its `|` or `>` — <|> this sign");
}

#[test]
fn brackets() {
    assert_eq!(slip("a: [1,\n 2"), "1:4 yaml-syntax: the bracket `[` is never closed — <[> opened here");
    assert_eq!(slip("a: {b: [1}"), "1:8 yaml-syntax: the bracket `[` is closed by `}` — <[> opened here");
    assert_eq!(slip("a: [1]]"), "1:7 yaml-syntax: a closing bracket closes nothing — <]> no bracket is open here");
    assert_eq!(slip("[a, , b]"), "1:5 yaml-syntax: a value is missing — <,> expected before this");
    assert_eq!(slip("[\n- a\n]"), "2:1 yaml-syntax: a dash may not begin an item between brackets — <-> this dash");
    assert_eq!(slip("{} {}"), "1:4 yaml-syntax: the text goes on after its end — <{> not part of what is before");
}

#[test]
fn hostile_texts_end_soon() {
    for text in ["[", "- ", "{a: ", "? ", ": ", "[a, ", "- ? "] {
        let outcome = run(&text.repeat(100_000));
        assert_eq!(outcome.tree, None);
        assert!(outcome.problems.iter().any(|problem| problem.code == "too-deep"), "{text}: {:?}", outcome.problems.last());
    }
    assert_eq!(slip(&"- ".repeat(200)), "1:257 too-deep: lists and mappings are nested more than 128 levels deep — <-> one level too many");
    let mixed = format!("{}{}{}", "- ".repeat(100), "[".repeat(100), "]".repeat(100));
    assert_eq!(slip(&mixed), "1:229 too-deep: lists and mappings are nested more than 128 levels deep — <[> one level too many");
    good(&format!("{}{}", "- ".repeat(128), "x"));
    let steps: String = (0..2_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert_eq!(told(&steps).len(), 1);
    let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c]\n".to_owned() + &"e: [*d, *d]\n".repeat(10_000);
    assert_eq!(run(&bomb).problems.len(), MAX_PROBLEMS + 1);
    for text in ["x".repeat(10_000_000), format!("a: {}", "x ".repeat(500_000)), format!("a: \"{}\"", "x ".repeat(500_000))] {
        good(&text);
    }
    for text in ["!a ", "&a ", "'", "%a\n", "---\n", "a: b: ", "\"\\\n", "? a\n", "{\"a\" "] {
        assert!(!run(&text.repeat(100_001)).problems.is_empty());
    }
}

/// Every place lies in the text, in its parent, and after the place before it.
fn check_places(node: &Node, text: &str) {
    assert!(text.get(node.span.range()).is_some(), "{text:?} {node:?}");
    let mut last = node.span.start;
    let mut inside = |place: crate::source::Span| {
        assert!(place.start >= last && place.end <= node.span.end, "{text:?}: {place:?} in {node:?}");
        last = place.end;
    };
    match &node.value {
        NodeValue::Null | NodeValue::Scalar(_) => {}
        NodeValue::Sequence(items) => items.iter().for_each(|item| inside(item.span)),
        NodeValue::Mapping(entries) => entries.iter().for_each(|entry| {
            inside(entry.key.span);
            inside(entry.value.span);
        }),
    }
    match &node.value {
        NodeValue::Null | NodeValue::Scalar(_) => {}
        NodeValue::Sequence(items) => items.iter().for_each(|item| check_places(item, text)),
        NodeValue::Mapping(entries) => entries.iter().for_each(|entry| check_places(&entry.value, text)),
    }
}

fn sound(text: &str) {
    let outcome = run(text);
    if let Some(tree) = &outcome.tree {
        check_places(tree, text);
    }
    assert!(outcome.tree.is_some() || !outcome.problems.is_empty());
    for problem in &outcome.problems {
        assert!(!problem.message.contains("cannot be read") && !problem.message.contains("can be read"), "{text:?}: {}", problem.message);
        assert!(problem.labels.iter().all(|label| text.get(label.span.range()).is_some()), "{text:?}: {problem:?}");
    }
}

/// A word, and how the gap before it is written.
type Words = Vec<(String, usize)>;

/// Writes words in one of the five styles, below the key `k`.
fn written(words: &Words, style: usize, line_end: &str, escape: bool) -> String {
    let mut out = String::from(["k: ", "k: '", "k: \"", "k: |-", "k: >"][style]);
    if style > 2 {
        out += &format!("{line_end}  ");
    }
    for (index, (word, gap)) in words.iter().enumerate() {
        let next_line = format!("{line_end}  ");
        let blank_line = format!("{line_end}{next_line}");
        let escaped_line = format!(" \\{next_line}");
        let gap = [" ", "  ", &next_line, &blank_line, if style == 2 { &escaped_line } else { &next_line }][*gap];
        out += if index == 0 { "" } else { gap };
        match style {
            1 => out += &word.replace('\'', "''"),
            2 => word.chars().for_each(|letter| match letter {
                '"' | '\\' => out.extend(['\\', letter]),
                _ if escape && letter.is_ascii() => out += &format!("\\x{:02x}", u32::from(letter)),
                _ if escape => letter.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out += &format!("\\u{unit:04X}")),
                _ => out.push(letter),
            }),
            _ => out += word,
        }
    }
    out + ["", "'", "\"", "", ""][style] + line_end
}

const PIECES: &[&str] = &[
    "a",
    "b",
    "é",
    "😀",
    "- ",
    "-",
    ": ",
    ":",
    "? ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "\n",
    "\n  ",
    "\n\t",
    "\r\n",
    "\r",
    " ",
    "\t",
    "#",
    " #c",
    "|",
    ">",
    "|-\n  x",
    "'",
    "\"",
    "\\",
    "\\x41",
    "\\ud83d",
    "&a ",
    "*a",
    "!t ",
    "!!str ",
    "<<",
    "---",
    "...",
    "%YAML 1.2\n",
    "%",
    "@",
    "`",
    "~",
    "null",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "\u{0}",
    "\u{7}",
];

proptest! {
    #[test]
    fn words_come_back_with_their_places(
        words in proptest::collection::vec(("[a-zé字😀ß]{1,4}(['\"\\\\]?[a-zé😀]){0,2}", 0..5usize), 1..12),
        style in 0..5usize,
        crlf in any::<bool>(),
        escape in any::<bool>(),
    ) {
        let text = written(&words, style, if crlf { "\r\n" } else { "\n" }, escape);
        let (sources, tree) = good(&text);
        let node = entry(&tree, &sources, "k");
        let decoded = node.text(&sources).unwrap();
        let found: Vec<_> = decoded.split_whitespace().collect();
        prop_assert_eq!(&found, &words.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>(), "{}", text);
        let mut from = 0;
        for (word, _) in &words {
            let at = from + decoded.get(from..).and_then(|rest| rest.find(word.as_str())).unwrap();
            from = at + word.len();
            let slice = sources.slice(node.span_within(&sources, at..from));
            match style {
                1 => prop_assert_eq!(&slice.replace("''", "'"), word),
                2 => {
                    let (inner_sources, inner) = good(&format!("\"{slice}\""));
                    prop_assert_eq!(inner.text(&inner_sources), Some(word.as_str()));
                }
                _ => prop_assert_eq!(slice, word),
            }
        }
    }

    #[test]
    fn json_is_read_alike(
        texts in proptest::collection::vec("[a-zé字😀\"\\\\/\n\u{1}\u{2028} :,#'&*!-]{0,8}", 1..8),
        numbers in proptest::collection::vec(any::<i32>(), 0..4),
        pretty in any::<bool>(),
    ) {
        let map = texts.iter().map(|text| (text.clone(), Value::from(numbers.clone()))).collect::<Value>();
        let value = Value::from(vec![Value::from(texts), map, Value::Null, Value::from(true), Value::from(Vec::<i32>::new())]);
        let text = if pretty { format!("{value:#}") } else { value.to_string() };
        let mut sources = Sources::new();
        let file = sources.add("both", text.clone());
        prop_assert_eq!(read(file, &text), json::read(file, &text));
    }

    #[test]
    fn nothing_makes_it_panic(pieces in proptest::collection::vec(0..PIECES.len(), 0..25), noise in ".{0,30}") {
        sound(&pieces.into_iter().map(|piece| PIECES[piece]).collect::<String>());
        sound(&noise);
    }
}
