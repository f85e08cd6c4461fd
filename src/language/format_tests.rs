//! The layout, rule by rule, and that nothing but white space changes.

use super::format::{WIDTH, format};
use super::lexer::lex;
use super::parse;
use super::token::{Token, TokenKind};
use crate::diagnostic::Diagnostic;
use crate::pack::EMBEDDED;
use crate::source::Sources;
use proptest::prelude::*;
use proptest::sample::Index;
use std::sync::LazyLock;

fn run(text: &str) -> Result<String, Vec<Diagnostic>> {
    let mut sources = Sources::new();
    let file = sources.add("test.rules", text.to_owned());
    format(file, text)
}

#[track_caller]
fn formatted(text: &str) -> String {
    run(text).unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"))
}

/// `A50` and `B50` stand for names of fifty letters.
fn long(text: &str) -> String {
    text.replace("A50", &"a".repeat(50)).replace("B50", &"b".repeat(50))
}

/// What a text becomes, which must then stay as it is.
#[track_caller]
fn becomes(text: &str, wanted: &str) {
    let (text, wanted) = (long(text), long(wanted));
    let found = formatted(&text);
    assert!(found == wanted, "\nfound:\n{found}\nwanted:\n{wanted}");
    assert_eq!(formatted(&found), found, "the second time");
}

/// The same for the clauses of a rule.
#[track_caller]
fn clauses(text: &str, wanted: &str) {
    becomes(&format!("rule A-001 \"t\" {{\n{text}\n}}"), &format!("rule A-001 \"t\" {{\n{wanted}}}\n"));
}

/// The same for the fields of a section.
#[track_caller]
fn fields(text: &str, wanted: &str) {
    let around = |fields: &str| format!("vocabulary v 1 {{\n  section s \"t\" {{\n{fields}  }}\n}}\n");
    becomes(&around(&format!("{text}\n")), &around(wanted));
}

#[test]
fn the_text_ends_with_one_line_end() {
    ["", " ", "\n\n", "\u{feff}", "\r\n"].iter().for_each(|text| becomes(text, ""));
    for text in ["# c", "# c  \n\n", "\u{feff}# c\t\r\n \r\n"] {
        becomes(text, "# c\n");
    }
    becomes("\u{feff}document D {\r\n title \"a\"\r\n\"b\"}", "document D {\n  title \"a\"\n        \"b\"\n}\n");
}

#[test]
fn items_have_one_blank_line_between_them() {
    becomes(
        "setting a = 1 \"x\" setting b = 30days \"y\"\n\n\n\nsetting c=5% \"z\"",
        "setting a = 1 \"x\"\n\nsetting b = 30 days \"y\"\n\nsetting c = 5% \"z\"\n",
    );
    becomes(
        "# a\n\n\n# b\nsetting a = 1 \"x\" # c\n# d\n\n# e\nsetting b = 1 \"y\"\n# f\n",
        "# a\n\n# b\nsetting a = 1 \"x\" # c\n\n# d\n\n# e\nsetting b = 1 \"y\"\n\n# f\n",
    );
}

#[test]
fn blank_lines_between_clauses_stay_one_at_a_time() {
    clauses(
        "\n\n  kinds a\n\n\n  # why\n\n  severity error\n  met when a\n\n  # the end\n\n",
        "  kinds    a\n\n  # why\n\n  severity error\n  met when a\n\n  # the end\n",
    );
    becomes("rule A-001 \"t\" {\n\n}\nrule A-002 \"t\" { # c\n\n }", "rule A-001 \"t\" {}\n\nrule A-002 \"t\" { # c\n}\n");
}

#[test]
fn keywords_are_padded() {
    clauses(
        "source U principle 17 (c),18 commentary , 6a commentary \"r\" source \"D\" session S1 . Q2 statement B1\n\
         kinds a,b when a for each x in a.b where p ( x ) otherwise when a severity error when a.b met when a\n\
         also \"m\" at a because \"b\" help \"h\" cue /a  b/ suggests a [ ].b=c cue /x/ suggests a",
        r#"  source   U principle 17(c), 18 commentary, 6a commentary "r"
  source   "D" session S1.Q2 statement B1
  kinds    a, b
  when     a
  for each x in a.b where p(x)
  otherwise when a
  severity error when a.b
  met when a
  also     "m" at a
  because  "b"
  help     "h"
  cue      /a  b/ suggests a[].b = c
  cue      /x/ suggests a
"#,
    );
    becomes("family A \"t\"{pillar I,II about \"a\"}", "family A \"t\" {\n  pillar I, II\n  about  \"a\"\n}\n");
    becomes("document D{about\"a\"title \"b\"}", "document D {\n  about \"a\"\n  title \"b\"\n}\n");
    becomes(
        "vocabulary v 1{kinds a . b reviewed a.c section s\"t\"{}}",
        "vocabulary v 1 {\n  kinds    a.b\n  reviewed a.c\n  section s \"t\" {}\n}\n",
    );
}

#[test]
fn a_message_has_a_line_of_its_own() {
    clauses(
        "violated when not(a)says\"m\"at a.b partly says \"m\" partly note when a partly warning says \"m\" partly when a says \"m\"\n\
         absence never absence always absence error for a,b says \"m\" met when a says \"m\" at b",
        r#"  violated when not (a)
           says "m" at a.b
  partly   says "m"
  partly   note when a
  partly   warning says "m"
  partly   when a
           says "m"
  absence  never
  absence  always
  absence  error for a, b
           says "m"
  met when a
  says     "m" at b
"#,
    );
}

#[test]
fn marks_have_the_usual_spaces() {
    clauses(
        "when a.b=1 and c!=20_000EUR or count( a&{ }|b without{x})>=2\n\
         met when d in{x,y ,z}and every x in a.b where x.c<5%:x.d within{e,}\n\
         example met{a:{b:[1,2 ,[ ]],c:\"d\",e:250_000CAD( 170_000EUR ),f:{ }},}",
        r#"  when     a.b = 1 and c != 20_000 EUR or count(a & {} | b without { x }) >= 2
  met when d in { x, y, z } and every x in a.b where x.c < 5%: x.d within { e, }
  example  met { a: { b: [1, 2, []], c: "d", e: 250_000 CAD (170_000 EUR), f: {} }, }
"#,
    );
}

#[test]
fn conditions_break_before_every_and() {
    clauses(
        "met when A50\nand B50 met when A50-a and B50-b violated when A50 and (B50 or c) and d says \"m\" partly when A50 and B50 and c\n\
         severity error when A50 and B50 and c",
        r#"  met when A50 and B50
  met when A50-a and B50-b
  violated when A50
            and (B50 or c)
            and d
           says "m"
  partly   when A50
            and B50
            and c
  severity error when A50
        and B50
        and c
"#,
    );
    clauses(
        "met when A50 and not (B50 or c and d) or A50 and B50 and not c",
        r#"  met when A50
            and not (B50 or c and d)
        or A50
            and B50
            and not c
"#,
    );
    becomes("define p(x in a.b) when A50 and B50", "define p(x in a.b)\n  when A50 and B50\n");
    becomes("define p when A50 and B50 and A50", "define p\n  when A50\n    and B50\n    and A50\n");
}

#[test]
fn quantifiers_and_sets_break_where_they_must() {
    clauses(
        "met when some x in A50 where B50: x.c and some y in A50: B50 for each x in A50 where B50 and B50 for each x in a where A50 and B50",
        r#"  met when some x in A50
            where B50: x.c
            and some y in A50:
                B50
  for each x in A50
        where B50 and B50
  for each x in a where A50
        and B50
"#,
    );
    clauses(
        "met when count(s & { A50, B50, c, d }) >= 2 when a in {\n b, c }",
        r#"  met when count(s & {
          A50, B50, c, d
        }) >= 2
  when     a in { b, c }
"#,
    );
    becomes("define s = { A50, B50, A50, c }", "define s = {\n  A50, B50,\n  A50, c\n}\n");
    becomes("define s = {\n a,b }", "define s = {\n  a, b\n}\n");
}

#[test]
fn long_clauses_break_where_they_must() {
    clauses(
        "kinds A50, B50, c, defg absence for A50, B50, c12 says \"m\" source U para \"A50\", \"B50\", 3 principle 4 \"r\"",
        r#"  kinds    A50, B50, c,
           defg
  absence  for A50, B50,
           c12
           says "m"
  source   U para "A50",
           "B50", 3 principle 4 "r"
"#,
    );
    clauses(
        "partly says \"A50B50\" at c.d says \"A50B50\"\n\"x\" at c.d cue /A50B50/ suggests c.d = e cue /A50/ suggests c.d = e",
        r#"  partly   says "A50B50"
           at c.d
  says     "A50B50"
           "x" at c.d
  cue      /A50B50/
           suggests c.d = e
  cue      /A50/ suggests c.d = e
"#,
    );
    clauses(
        "also \"x\"\nat e\nfor some x in y where x.z also \"A50\" at B50 for some x in y where x.z also \"x\" at x for some x in y where A50 and B50 and z",
        r#"  also     "x" at e for some x in y where x.z
  also     "A50" at B50
           for some x in y where x.z
  also     "x" at x
           for some x in y where A50
               and B50
               and z
"#,
    );
}

#[test]
fn cues_break_before_their_signs() {
    clauses(
        "cue weak in title /A50/ unless /B50/ marks c\ncue /A50B50/\nunless /x/ marks y suggests a.b = c suggests A50.b cue /A50/ unless /x/ suggests c.d suggests A50.b",
        r#"  cue      weak in title /A50/
           unless /B50/ marks c
  cue      /A50B50/
           unless /x/ marks y suggests a.b = c suggests A50.b
  cue      /A50/ unless /x/ suggests c.d
           suggests A50.b
"#,
    );
    becomes(
        "cues \"t\" { mark a \"A50\" \"B50\" \"c\"\nmark d \"A50\" \"B501234567890\"\nwords b /A50B50 1234567890/\n\n\n# c\ncue /{b}/ marks a }",
        "cues \"t\" {\n  mark  a \"A50\" \"B50\" \"c\"\n  mark  d \"A50\"\n        \"B501234567890\"\n  words b\n        /A50B50 1234567890/\n\n  # c\n  cue   /{b}/ marks a\n}\n",
    );
}

#[test]
fn texts_keep_their_lines() {
    clauses(
        "because\n\n\"a\" \"b\"\n\"c\" help \"A50\" \"B50\" \"c12\"",
        r#"  because  "a" "b"
           "c"
  help     "A50" "B50"
           "c12"
"#,
    );
    becomes("rule A-001 \"a\" \"b\" {}", "rule A-001 \"a\" \"b\" {}\n");
    becomes("rule A-001 \"a\"\n\"b\" {}", "rule A-001\n  \"a\"\n  \"b\" {}\n");
    becomes("rule A-001 \"A50B50A50\" {}", "rule A-001\n  \"A50B50A50\" {}\n");
    becomes("setting s = 1 \"a\" setting t = 1 \"a\"\n\"b\"", "setting s = 1 \"a\"\n\nsetting t = 1\n  \"a\"\n  \"b\"\n");
}

#[test]
fn data_is_joined_moved_or_opened() {
    clauses(
        "example met\n{ a: { b: c }, d: e }\nexample met { a: {\nb: c }, d: e }\nexample met \"B50\" { a: { b: A50 }, d: e }\n\
         example met \"t\" { a: { b: A50, c: B50 }, e: [{ f: g }] }\n\
         example met\n{\na: { b: c } }",
        r#"  example  met { a: { b: c }, d: e }
  example  met {
    a: {
      b: c
    },
    d: e
  }
  example  met "B50"
           { a: { b: A50 }, d: e }
  example  met "t" {
    a: { b: A50, c: B50 },
    e: [{ f: g }]
  }
  example  met {
    a: { b: c }
  }
"#,
    );
}

#[test]
fn open_data_has_a_line_for_each_entry_that_holds_records() {
    clauses(
        "example met {\na: [{ b: A50, c: B50, d: [e, f], g: h }, { b: c }], d: [A50, B50, c], e: [{ f: A50, g: B50, h12: i }] }",
        r#"  example  met {
    a: [
      {
        b: A50, c: B50,
        d: [e, f], g: h
      },
      { b: c }
    ],
    d: [A50, B50, c],
    e: [{
      f: A50, g: B50,
      h12: i
    }]
  }
"#,
    );
}

#[test]
fn fields_have_their_texts_behind_or_below_them() {
    fields(
        "field a bool required \"t\"\nfield b money formerly c.d\nin EUR silence absent \"A50B50\"\nfield c enum like a.b \"t\"\n\"u\"\n\n\n\
         list l \"t\" { field d text \"t\" } list m \"A50 B50 12345678\" {}",
        r#"    field a bool required "t"
    field b money formerly c.d in EUR silence absent
      "A50B50"
    field c enum like a.b
      "t"
      "u"

    list l "t" {
      field d text "t"
    }
    list m
      "A50 B50 12345678" {}
"#,
    );
}

#[test]
fn values_that_explain_themselves_have_a_line_each() {
    fields(
        "field a enum{a,b \"t\",c} \"t\"\nfield b set {\na, b, c \"t\", d alias D, e, f, g \"t\"\n\"u\", A50, B50, h } required \"t\"",
        r#"    field a enum { a, b "t", c } "t"
    field b set {
      a, b,
      c "t",
      d alias D,
      e, f,
      g "t"
        "u",
      A50, B50, h
    } required
      "t"
"#,
    );
}

#[test]
fn comments_stay_beside_their_tokens() {
    clauses(
        "# a\nkinds # b\na, # c\n# d\nb\nwhen a # e\nand b # f\n# g\nor c\nexample met { # h\na: [ # i\n], # j\n# k\n} # l\n# m",
        r#"  # a
  kinds # b
           a, # c
           # d
           b
  when     a # e
            and b # f
        # g
        or c
  example  met { # h
    a: [ # i
    ], # j
    # k
  } # l
  # m
"#,
    );
    fields(
        "field # a\na # b\nenum { a, # c\n\n# d\nb\n# e\n} # f\n\"t\" # g\n\n# h",
        r#"    field # a
      a # b
      enum {
      a, # c

      # d
      b
      # e
    } # f
      "t" # g

    # h
"#,
    );
}

#[test]
fn files_with_errors_are_left_alone() {
    for text in
        ["rule", "rule A-001 \"t\" { kinds }", "setting a = 1", "document D { title \"a }", "when", "rule A-001 \"t\" { when a;", "}"]
    {
        let problems = run(text).expect_err(text);
        assert!(!problems.is_empty());
        assert_eq!(problems, parse(Sources::new().add("test.rules", ""), text).1, "{text}");
    }
}

#[test]
fn only_texts_patterns_and_comments_are_too_long() {
    for (name, text) in EMBEDDED {
        let found = formatted(text);
        let long = found.lines().find(|line| line.chars().count() > WIDTH && !line.contains(['"', '/', '#']));
        assert_eq!(long, None, "{name}");
    }
}

#[test]
fn embedded_files_are_formatted() {
    for (name, text) in EMBEDDED {
        let found = formatted(text);
        let changed = text.lines().zip(found.lines()).position(|(before, after)| before != after);
        assert!(found == *text, "`{name}` is not formatted, see line {}", changed.map_or(0, |line| line + 1));
    }
}

/// Something of everything, so that shrunk failures are small.
const SAMPLE: &str = r#"
vocabulary v 1 { kinds a.b reviewed c.d section s "t" "u" { field a enum { a alias A, b "t" "u", c, d } silence a "t"
  field b set like c.d formerly e.f in h required "t" list l "t" { field c text "t" } } section r list "t" {} }
document "D" { title "a" "b" about "c" } family A "t" { pillar I, II about "a" "b" } setting s = 20_000 EUR "t" "u"
cues "t" "u" { mark a "t" "u" words b /c/ cue weak /{b}/ marks a suggests c.d = { e: f } suggests g cue in title /x/ }
define p(x in a.b) when x.c = 1 and (x.d or not x.e) define q when r define s = { a, b, }
rule A-001 "t" { source U principle 17(c), 18 commentary, 6a commentary para "x" "r" kinds a, b when a for each x in a.b where p(x)
  otherwise when a[].b < 5% severity error when a violated when not (a) and b or c says "m" "n" at a.b met when count(x in a where b) > 1
  partly note when some x in a where b and c: d or e says "m" partly says "m" absence error for a, b says "m" "n" absence never
  says "m" at a also "m" at a for some x in b where c and d because "b" "c" help "h" cue /a b/ suggests a[].b = [c, d] cue /x/
  cue strong in heading /a/ unless /b/ marks c suggests d.e marks f
  example absent note "t" "u" { a: { b: [{ c: 90 days }, { d: {} }], e: 250_000 CAD (170_000 EUR), f: "" }, g: [] } example met {} }
"#;

/// The texts of items, to be laid out at random.
static ITEMS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut items = Vec::new();
    for text in EMBEDDED.iter().map(|(_, text)| *text).chain([SAMPLE]) {
        let (mut depth, mut start) = (0, 0);
        for token in &lex(Sources::new().add("test.rules", ""), text).tokens {
            depth += i32::from(token.kind == TokenKind::Mark("{")) - i32::from(token.kind == TokenKind::Mark("}"));
            let keywords = ["vocabulary", "document", "family", "setting", "define", "rule", "cues", ""];
            if depth == 0 && keywords.contains(&words(text, token)) {
                items.push(text.get(start..token.start as usize).unwrap().to_owned());
                start = token.start as usize;
            }
        }
    }
    items
});

fn words<'a>(text: &'a str, token: &Token) -> &'a str {
    text.get(token.start as usize..token.end as usize).unwrap()
}

const BETWEEN: [&str; 12] =
    ["", "", "", " ", " ", "\n", "\n\n\n", "\t\r\n\u{feff} ", " # c\n", "#\n\n", "\n# own \t\r\n", "\n\n  # é \"{\n\n\n# b\n\n"];

/// The tokens of a text with other things between them. A letter that touches a number keeps touching it.
fn laid_out(text: &str, choices: &[Index]) -> String {
    let tokens = lex(Sources::new().add("test.rules", ""), text).tokens;
    let mut out = String::new();
    for (index, pair) in tokens.windows(2).enumerate() {
        out.push_str(words(text, &pair[0]));
        let marked = pair.iter().any(|token| matches!(token.kind, TokenKind::Mark("{" | "}" | "[" | "]" | "(" | ")" | "," | ":" | "=")));
        match *choices[index % choices.len()].get(&BETWEEN) {
            _ if pair[0].end == pair[1].start && (pair[0].kind, pair[1].kind) == (TokenKind::Number, TokenKind::Name) => {}
            "" if !marked => out.push(' '),
            between => out.push_str(between),
        }
    }
    out
}

/// What must not change: tokens, and comments with the number of tokens before each.
#[derive(Debug, PartialEq)]
struct Content<'a> {
    tokens: Vec<(TokenKind, &'a str)>,
    comments: Vec<(&'a str, usize)>,
}

fn content(text: &str) -> Content<'_> {
    let lexed = lex(Sources::new().add("test.rules", ""), text);
    let before = |start: u32| lexed.tokens.partition_point(|token| token.start < start);
    let comments = lexed.comments.iter().map(|comment| (text.get(comment.span.range()).unwrap(), before(comment.span.start))).collect();
    Content { tokens: lexed.tokens.iter().map(|token| (token.kind, words(text, token))).collect(), comments }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_white_space_changes(which in proptest::collection::vec(any::<Index>(), 1..4), choices in proptest::collection::vec(any::<Index>(), 1..90)) {
        let text: String = which.iter().map(|which| which.get(&ITEMS[..]).as_str()).collect();
        let text = laid_out(&text, &choices);
        let found = formatted(&text);
        prop_assert_eq!(content(&found), content(&text));
        prop_assert_eq!(&formatted(&found), &found);
        prop_assert!(!found.contains("\n\n\n") && !found.starts_with('\n') && !found.ends_with("\n\n"), "{}", found);
        prop_assert!(found.is_empty() || found.ends_with('\n'));
        prop_assert!(found.lines().all(|line| line.trim_end() == line || line.trim_start().starts_with('#')), "{}", found);
    }

    #[test]
    fn anything_is_formatted_or_refused(text in "(rule|[A-Z]-1|when|[{}(),:.=\"# \n]|and|met|a|1){0,40}") {
        if let Ok(found) = run(&text) {
            prop_assert_eq!(content(&found), content(&text));
        }
    }
}
