//! Mistakes in descriptions.

use crate::case::{Case, Group, case};

/// The first two lines of a description that is right so far.
pub const HEAD: &str = "\
vocabulary: initiative/1
meta: { id: ke-test-2026, title: Test Act, jurisdiction: KE, kinds: [content-platform] }
";

/// What makes the rule CNT-003 hold, so that no finding stands beside what the mistake gives.
pub const REST: &str = "\
content:
  - origin: private-notice
coverage: { reviewed: [content] }
";

/// A description that is right.
pub fn right() -> String {
    format!("{HEAD}{REST}")
}

/// A description of which only what follows its head matters, checked with one rule.
fn with(title: &'static str, rest: &str) -> Case {
    whole(title, format!("{HEAD}{rest}"))
}

fn whole(title: &'static str, text: impl Into<Vec<u8>>) -> Case {
    case(Group::Descriptions, title).file("act.yaml", text).run("check act.yaml")
}

fn json(title: &'static str, text: &str) -> Case {
    case(Group::Descriptions, title).file("act.json", text).run("check act.json")
}

pub fn cases() -> Vec<Case> {
    let mut cases = names();
    cases.extend(values());
    cases.extend(shapes());
    cases.extend(heads());
    cases.extend(syntax());
    cases
}

fn names() -> Vec<Case> {
    vec![
        with("a misspelt field", "content:\n  - target: illegal\n    dedline: 24 h\n")
            .says("`content` has no field `dedline`")
            .at("act.yaml:5:5", "dedline")
            .helps("did you mean `deadline`?"),
        with("a misspelt value", "content:\n  - origin: private-notise\n")
            .says("`private-notise` is not a value of `origin`")
            .at("act.yaml:4:13", "private-notise")
            .helps("did you mean `private-notice`?"),
        with("a misspelt section in `coverage.reviewed`", "coverage: { reviewed: [content, penaltys] }\n")
            .says("`penaltys` is not a value of `reviewed`")
            .at("act.yaml:3:33", "penaltys")
            .helps("did you mean `penalties`?"),
        with("a misspelt section", "penalites:\n  - nature: criminal\n")
            .says("there is no section `penalites`")
            .at("act.yaml:3:1", "penalites")
            .helps("did you mean `penalties`?"),
        with("a field outside its section", "max_fine: 5_000 KES\n")
            .says("there is no section `max_fine`")
            .at("act.yaml:3:1", "max_fine")
            .helps("`max_fine` is a field of `penalties[]`"),
        with("a misspelt key of a long value", "content:\n  - origin: { is: private-notice, quot: \"upon notice\" }\n")
            .says("`quot` is no part of a value")
            .at("act.yaml:4:35", "quot")
            .helps("did you mean `quote`?"),
        with("a long value without the value", "content:\n  - origin: { at: \"s 3\" }\n")
            .says("the value of `origin` is missing")
            .at("act.yaml:4:5", "origin")
            .helps("write `origin: { is: …, at: \"…\" }`"),
        whole("a misspelt kind of initiative", HEAD.replace("content-platform", "content-platfrom"))
            .says("`content-platfrom` is not a value of `kinds`")
            .at("act.yaml:2:70", "content-platfrom")
            .helps("did you mean `content-platform`?"),
        with("a misspelt status of a fact", "content:\n  - origin: { is: private-notice, status: sugested }\n")
            .says("`sugested` is not a status of a fact")
            .at("act.yaml:4:43", "sugested")
            .helps("did you mean `suggested`?"),
    ]
}

fn values() -> Vec<Case> {
    vec![
        with("YAML's `no` for false", "content:\n  - reasons: no\n")
            .says("`reasons` is `true` or `false`, not `no`")
            .at("act.yaml:4:14", "no")
            .helps("write `false`"),
        with("YAML's `Yes` for true", "content:\n  - reasons: Yes\n")
            .says("`reasons` is `true` or `false`, not `Yes`")
            .at("act.yaml:4:14", "Yes")
            .helps("write `true`"),
        with("a word for a bool", "content:\n  - reasons: partly\n")
            .says("`reasons` is `true` or `false`, not `partly`")
            .at("act.yaml:4:14", "partly"),
        with("a time without unit", "content:\n  - deadline: 24\n").says("`24` has no unit").at("act.yaml:4:15", "24").helps("24 h"),
        with("an unknown unit of time", "content:\n  - deadline: 24 hrz\n").says("`hrz` is not a unit of time").at("act.yaml:4:18", "hrz"),
        with("money where a time belongs", "content:\n  - deadline: 24 EUR\n")
            .says("`EUR` is not a unit of time")
            .at("act.yaml:4:18", "EUR"),
        with("money without currency", "penalties:\n  - max_fine: 50000000\n")
            .says("`50000000` has no unit")
            .at("act.yaml:4:15", "50000000")
            .helps("EUR"),
        with("a currency that does not exist", "penalties:\n  - max_fine: 50 EURO\n")
            .says("`50 EURO` is not an amount of money")
            .at("act.yaml:4:15", "50 EURO"),
        with("a percentage without its sign", "penalties:\n  - turnover: 6\n").says("`6` has no unit").at("act.yaml:4:15", "6").helps("6%"),
        with("a negative sum", "penalties:\n  - max_fine: -5 EUR\n")
            .says("`-5 EUR` is not an amount of money")
            .at("act.yaml:4:15", "-5 EUR"),
        with("a day that does not exist", "content:\n  - origin: { is: private-notice, on: 2026-02-30 }\n")
            .says("`2026-02-30` is not a date")
            .at("act.yaml:4:39", "2026-02-30"),
        with("an empty value", "content:\n  - origin:\n")
            .says("`origin` has no value")
            .at("act.yaml:4:5", "origin")
            .helps("or leave `origin` out"),
        with("`none` beside other values", "scope:\n  size_basis: [none, turnover]\n")
            .says("`size_basis` cannot be `none` and have values")
            .at("act.yaml:4:16", "none")
            .helps("keep `none` or the values"),
        whole("a country that does not exist", HEAD.replace("KE", "ZZ"))
            .says("`ZZ` is not a jurisdiction")
            .at("act.yaml:2:58", "ZZ")
            .helps("two-letter code"),
        whole("an id with capitals and spaces", HEAD.replace("ke-test-2026", "Test Act"))
            .says("`Test Act` is not a short name")
            .at("act.yaml:2:13", "Test Act")
            .helps("lower-case letters"),
    ]
}

fn shapes() -> Vec<Case> {
    vec![
        with("one record where a list is expected", "content:\n  target: illegal\n")
            .says("`content` is a list of records, not a mapping")
            .at("act.yaml:4:3", "target: illegal")
            .helps("begin each record with `- `, even a single one"),
        with("a list where one record is expected", "hrdd:\n  - mode: duty\n")
            .says("`hrdd` holds fields, not a list")
            .at("act.yaml:4:3", "- mode: duty")
            .helps("write its fields below it"),
        with("a list where one value is expected", "content:\n  - origin: [private-notice, court-order]\n")
            .says("`origin` takes a single value, not a list")
            .at("act.yaml:4:13", "[private-notice, court-order]"),
        with("words where records are expected", "content:\n  - illegal content\n")
            .says("a record of `content` has fields, this is")
            .at("act.yaml:4:5", "illegal content"),
        with("a section that says nothing", "remedy:\n").says("`remedy` holds fields, not").helps("`coverage.reviewed`"),
        whole("a list instead of a description", "- target: illegal\n")
            .says("a description is a mapping of sections")
            .helps("begin with `vocabulary: initiative/1`"),
        whole("prose instead of a description", "The platform shall remove illegal content within 24 hours.\n")
            .says("a description is a mapping of sections")
            .helps("begin with `vocabulary: initiative/1`"),
    ]
}

fn heads() -> Vec<Case> {
    vec![
        whole("no `meta.id`", HEAD.replace("id: ke-test-2026, ", ""))
            .says("`meta.id` is missing")
            .at("act.yaml:2:7", "{ title: Test Act, jurisdiction: KE, kinds: [content-platform] }"),
        whole("no kind of initiative", HEAD.replace(", kinds: [content-platform]", ""))
            .says("`meta.kinds` is missing")
            .helps("Name every kind that fits"),
        whole("an empty list of kinds", HEAD.replace("[content-platform]", "[]"))
            .says("`meta.kinds` names nothing")
            .at("act.yaml:2:69", "[]"),
        whole("no `meta` at all", "vocabulary: initiative/1\ncontent: []\n").says("`meta.id` is missing").says("`meta.kinds` is missing"),
        whole("a version of the vocabulary that does not exist", HEAD.replace("initiative/1", "initiative/2"))
            .says("this description is written for `initiative/2`, the rules are for `initiative/1`")
            .at("act.yaml:1:13", "initiative/2"),
        whole("no version of the vocabulary", HEAD.replace("vocabulary: initiative/1\n", ""))
            .says("this description does not say for which vocabulary it is written")
            .at("act.yaml:1:1", "meta")
            .helps("begin with `vocabulary: initiative/1`"),
        with("three mistakes at once", "content:\n  - dedline: 24 h\n    reasons: no\npenaltys: []\n")
            .says("`content` has no field `dedline`")
            .says("`reasons` is `true` or `false`, not `no`")
            .says("there is no section `penaltys`")
            .at("act.yaml:4:5", "dedline")
            .at("act.yaml:5:14", "no")
            .at("act.yaml:6:1", "penaltys"),
    ]
}

fn syntax() -> Vec<Case> {
    let start = "{\n  \"vocabulary\": \"initiative/1\",\n  \"meta\": { \"id\": \"ke-test-2026\", \"title\": \"Test Act\",\n    \"jurisdiction\": \"KE\", \"kinds\": [\"content-platform\"] }";
    vec![
        with("the same key twice, in YAML", "content: []\ncontent:\n  - target: illegal\n")
            .says("the key `content` appears twice")
            .at("act.yaml:4:1", "content")
            .helps("keep one of the two"),
        json("the same key twice, in JSON", &format!("{start},\n  \"content\": [],\n  \"content\": []\n}}\n"))
            .says("the key `content` appears twice")
            .at("act.json:6:4", "content"),
        json("JSON that breaks off", &format!("{start},\n  \"content\": [ {{ \"target\": \"illegal\""))
            .says("the text ends while an object is still open")
            .at("act.json:5:37", ""),
        json("a comma after the last element, in JSON", &format!("{start},\n  \"content\": [],\n}}\n"))
            .says("a trailing comma is not allowed in JSON")
            .at("act.json:5:16", ","),
        json("single quotes in JSON", "{ 'vocabulary': 'initiative/1' }\n")
            .says("a text in JSON stands between double quotation marks")
            .at("act.json:1:3", "'vocabulary'"),
        json("a comment in JSON", &format!("{start},\n  // nothing yet\n  \"content\": []\n}}\n"))
            .says("a comment is not allowed in JSON")
            .at("act.json:5:3", "// nothing yet"),
        with("a tab that indents YAML", "content:\n\t- target: illegal\n").says("a line is indented with a tab").at("act.yaml:4:1", ""),
        with("a quotation mark that is not closed, in YAML", "content:\n  - origin: { is: private-notice, at: \"s 3 }\n")
            .says("the quotation mark `\"` is never closed")
            .at("act.yaml:4:39", "\""),
        with("a colon within words, in YAML", "content:\n  - note: see also: s 4\n")
            .says("a value may not hold a colon followed by a space")
            .at("act.yaml:4:19", ":")
            .helps("put the value between quotation marks"),
        with("a YAML alias", "content:\n  - &first { target: illegal }\n  - *first\n").says("alias").at("act.yaml:5:5", "*first"),
        with("a YAML tag", "content:\n  - target: !important illegal\n").says("tag").at("act.yaml:4:13", "!important"),
        with("two YAML documents in one file", "---\nvocabulary: initiative/1\n")
            .says("here a second document starts")
            .at("act.yaml:3:1", "---"),
    ]
}
