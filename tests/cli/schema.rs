//! `schema`: the printed pages are those in `docs/`, and the schema of descriptions accepts what the reader accepts.

use crate::world::World;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use ungp_check::description::yaml;
use ungp_check::node::{Node, NodeValue, Scalar, Style};
use ungp_check::source::Sources;

fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// What a command prints is what the file says; with `UPDATE_DOCS` the file is made so.
fn pinned(arguments: &str, path: &str) -> String {
    let printed = World::bare().run(arguments).quietly(0).stdout;
    let file = in_repository(path);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, &printed).unwrap();
    }
    let there = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert!(there == printed, "{path} is not what `ungp-check {arguments}` prints: run UPDATE_DOCS=1 cargo test --test cli");
    printed
}

#[test]
fn the_page_of_the_vocabulary() {
    let page = pinned("schema vocabulary", "docs/vocabulary.md");
    assert!(page.starts_with("# The vocabulary `initiative/1`\n") && page.contains("\n## `content` (a list of records)\n"));
}

#[test]
fn the_schema_of_descriptions() {
    let text = pinned("schema", "docs/schema/description.json");
    assert_eq!(text, World::bare().run("schema description").quietly(0).stdout);
    let schema: Value = serde_json::from_str(&text).unwrap();
    assert!(jsonschema::meta::is_valid(&schema), "not a JSON Schema");
}

#[test]
fn the_schema_of_reports() {
    // This one is written by hand, and printed as it is.
    let text = World::bare().run("schema report").quietly(0).stdout;
    assert_eq!(text, std::fs::read_to_string(in_repository("docs/schema/report.json")).unwrap().replace("\r\n", "\n"));
    let schema: Value = serde_json::from_str(&text).unwrap();
    assert!(jsonschema::meta::is_valid(&schema), "not a JSON Schema");
    let validator = validator(&text);
    let world = World::new();
    for arguments in
        ["check error.yaml open.yaml --format json", "check missing.yaml --format json", "check clean.yaml --explain-met --format json"]
    {
        let report: Value = serde_json::from_str(&world.run(arguments).stdout).unwrap();
        assert_eq!(refusals(&validator, &report), Vec::<String>::new(), "{arguments}");
    }
}

/// Another vocabulary gives another schema.
#[test]
fn the_schema_of_an_own_vocabulary() {
    let world = World::new();
    let schema = world.run("schema").quietly(0).stdout;
    let validator = validator(&schema);
    assert_eq!(refusals(&validator, &to_json(&world.read("error.yaml"))), Vec::<String>::new());
    assert!(world.run("schema vocabulary").quietly(0).stdout.contains("Rules that make content disappear."));
}

fn validator(schema: &str) -> jsonschema::Validator {
    jsonschema::options().should_validate_formats(true).build(&serde_json::from_str(schema).unwrap()).unwrap()
}

fn refusals(validator: &jsonschema::Validator, document: &Value) -> Vec<String> {
    validator.iter_errors(document).map(|error| format!("{} at {}", error, error.instance_path())).collect()
}

/// YAML as a program that does not know the vocabulary reads it, with numbers and booleans.
fn to_json(text: &str) -> Value {
    let mut sources = Sources::new();
    let file = sources.add("t.yaml", text.to_owned());
    let (node, problems) = yaml::read(file, sources.text(file));
    assert_eq!(problems, []);
    value(&node.unwrap(), &sources)
}

fn value(node: &Node, sources: &Sources) -> Value {
    match &node.value {
        NodeValue::Null => Value::Null,
        NodeValue::Sequence(nodes) => nodes.iter().map(|node| value(node, sources)).collect(),
        NodeValue::Mapping(entries) => {
            entries.iter().map(|entry| (entry.key.text(sources).to_owned(), value(&entry.value, sources))).collect::<Map<_, _>>().into()
        }
        NodeValue::Scalar(Scalar { style, .. }) => {
            let words = node.text(sources).unwrap();
            let plain = (*style == Style::Plain).then(|| match words {
                "true" => Some(json!(true)),
                "false" => Some(json!(false)),
                _ => words.parse::<f64>().ok().and(serde_json::from_str(words).ok()),
            });
            plain.flatten().unwrap_or_else(|| json!(words))
        }
    }
}

#[test]
fn past_laws_fit_the_schema() {
    let validator = validator(&World::bare().run("schema").stdout);
    let mut laws: Vec<PathBuf> =
        std::fs::read_dir(in_repository("fixtures/past")).unwrap().map(|entry| entry.unwrap().path().join("description.yaml")).collect();
    laws.sort();
    assert!(laws.len() >= 14, "where are the past laws?");
    for law in laws {
        let description = to_json(&std::fs::read_to_string(&law).unwrap());
        assert_eq!(refusals(&validator, &description), Vec::<String>::new(), "{}", law.display());
    }
}

#[test]
fn mistakes_do_not_fit_the_schema() {
    let validator = validator(&World::bare().run("schema").stdout);
    let good = "vocabulary: initiative/1\nmeta: { id: a, title: A, jurisdiction: KE, kinds: [content-platform] }\ncontent:\n  - { origin: private-notice, deadline: 24 h, reasons: true }\n";
    assert_eq!(refusals(&validator, &to_json(good)), Vec::<String>::new());
    let mistakes = [
        ("initiative/1", "initiative/2"),
        ("vocabulary: initiative/1\n", ""),
        ("id: a, ", ""),
        ("id: a", "id: A B"),
        (", kinds: [content-platform]", ""),
        ("content-platform", "content-platfrom"),
        ("jurisdiction: KE", "jurisdiction: Kenya"),
        ("content:", "contents:"),
        ("private-notice", "private-notise"),
        ("24 h", "24"),
        ("24 h", "24 EUR"),
        ("reasons: true", "reasons: no"),
        ("reasons: true", "reason: true"),
        ("deadline: 24 h", "deadline: { at: s 3 }"),
        ("deadline: 24 h", "deadline: { is: 24 h, quot: x }"),
        ("- { origin", "{ origin"),
    ];
    let world = World::bare();
    for (from, to) in mistakes {
        let broken = good.replace(from, to);
        assert_ne!(broken, good, "{from}");
        assert_ne!(refusals(&validator, &to_json(&broken)), Vec::<String>::new(), "the schema takes `{to}` for `{from}`");
        world.write("broken.yaml", &broken);
        assert_eq!(world.run("check broken.yaml --only CNT-001").exit, Some(2), "and the program must not take it either: `{to}`");
    }
}
