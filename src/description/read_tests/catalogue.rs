//! The embedded vocabulary still reads every fact under the name, and with the values, that the catalogue of criteria gave it.

use crate::description::parse;
use crate::language;
use crate::pack::EMBEDDED;
use crate::source::Sources;
use crate::typecheck::Items;
use crate::vocabulary::{self, Vocabulary};
use serde_json::Value;
use std::path::Path;

fn embedded() -> (Vocabulary, Sources) {
    let mut sources = Sources::new();
    let trees: Vec<_> = EMBEDDED
        .iter()
        .map(|(name, text)| {
            let file = sources.add(*name, *text);
            language::parse(file, text).0
        })
        .collect();
    let (vocabulary, problems) = vocabulary::build(&Items::of(&trees).vocabularies);
    assert!(problems.is_empty(), "{problems:#?}");
    (vocabulary, sources)
}

/// The values to try for a field of the catalogue, each as it stands in JSON.
fn values(path: &str, field: &Value, catalogue: &Value) -> Vec<String> {
    let listed = |field: &Value| -> Vec<String> {
        let words = field["values"].as_array().expect("values").iter().filter_map(Value::as_str);
        words.flat_map(|words| words.split(' ')).map(|word| format!("\"{word}\"")).collect()
    };
    let of_type = field["type"].as_str().expect("a type");
    match of_type {
        "bool" => vec!["true".into(), "false".into()],
        "number" => vec!["1".into(), "0.5".into(), "200000".into()],
        "text" => vec!["\"some words\"".into()],
        "slug" => vec!["\"de-netzdg-2017\"".into()],
        "code" => ["EU", "COE", "AU", "MULTI", "NO", "US-CO"].map(|code| format!("\"{code}\"")).to_vec(),
        "enum" | "set" => match path {
            "coverage.reviewed" => {
                let sections =
                    catalogue["vocabulary"].as_object().expect("the vocabulary").values().filter_map(|field| field["section"].as_str());
                sections.collect::<std::collections::BTreeSet<_>>().into_iter().map(|section| format!("\"{section}\"")).collect()
            }
            "powers[].aims" => listed(&catalogue["vocabulary"]["meta.stated_aims"]),
            _ => listed(field),
        },
        other => panic!("{path} has the type {other}"),
    }
}

/// A description in which the field has the value, and nothing else stands but what must.
fn description(path: &str, value: &str) -> String {
    let mut inner = value.to_owned();
    for name in path.split('.').rev() {
        inner = match name.strip_suffix("[]") {
            Some(name) => format!("{{\"{name}\": [{inner}]}}"),
            None => format!("{{\"{name}\": {inner}}}"),
        };
    }
    let required = [("id", "\"a\""), ("title", "\"t\""), ("kinds", "\"HL\"")];
    let meta: Vec<String> =
        required.iter().filter(|(name, _)| path != format!("meta.{name}")).map(|(name, value)| format!("\"{name}\": {value}")).collect();
    let rest = inner.trim_start_matches('{');
    match rest.strip_prefix("\"meta\": {") {
        Some(own) => format!("{{\"meta\": {{{}, {own}", meta.join(", ")),
        None => format!("{{\"meta\": {{{}}}, {rest}", meta.join(", ")),
    }
}

#[test]
fn every_path_and_value_of_the_catalogue_is_read() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/criteria/catalogue.json");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: there is no {}", file.display());
        return;
    };
    let catalogue: Value = serde_json::from_str(&text).expect("a catalogue");
    let (vocabulary, mut sources) = embedded();
    let fields = catalogue["vocabulary"].as_object().expect("the vocabulary");
    let mut refused = Vec::new();
    let mut tried = 0;
    for (path, field) in fields {
        let values = values(path, field, &catalogue);
        assert!(!values.is_empty(), "{path} has no values");
        for value in values {
            tried += 1;
            let text = description(path, &value);
            let file = sources.add("t.json", text.clone());
            let (read, problems) = parse(file, &sources, &vocabulary);
            let mut facts = 0;
            if let Some(read) = &read {
                read.for_each_fact(&vocabulary, &mut |path, _, _, _| facts += usize::from(!path.starts_with("meta.")));
            }
            if read.is_none() || !problems.is_empty() || (!path.starts_with("meta.") && facts != 1) {
                refused.push(format!("{path} = {value}: {}", problems.first().map_or("no fact", |problem| problem.message.as_str())));
            }
        }
    }
    assert_eq!(fields.len(), 224);
    assert!(tried > 900, "{tried}");
    assert!(refused.is_empty(), "{} of {tried} refused:\n{}", refused.len(), refused.join("\n"));
}

#[test]
fn short_forms_of_kinds() {
    let (vocabulary, mut sources) = embedded();
    let short = ["HL", "CP", "DP", "AI", "PR", "SS", "IN", "NP", "XC"];
    for (index, kind) in short.iter().enumerate() {
        let file = sources.add("t.yaml", format!("meta: {{ id: a, title: t, kinds: {kind} }}"));
        let (read, problems) = parse(file, &sources, &vocabulary);
        assert_eq!(read.map(|read| read.kinds), Some(1 << index), "{problems:#?}");
    }
}
