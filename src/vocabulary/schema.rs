//! The vocabulary as a JSON Schema (draft 2020-12) of a description, for editors and other programs.
//!
//! It accepts what the reader accepts, but for what JSON Schema cannot say well: that `none` stands alone in a set, and that
//! a fact is not given twice under two names.

use super::{Field, FieldKind, Record, Silence, Values, Vocabulary};
use crate::value::{QuantityType, TimeUnit};
use serde_json::{Map, Value, json};

/// The schema as JSON, two spaces of indent, a final line end.
pub fn json_schema(vocabulary: &Vocabulary) -> String {
    let mut properties = Map::new();
    let version = format!("{}/{}", vocabulary.name, vocabulary.version);
    properties.insert("vocabulary".into(), json!({ "const": version, "description": "The vocabulary this description is written for." }));
    properties.insert(
        "text".into(),
        json!({ "type": "string", "minLength": 1, "description": "A file beside this one with the bill's own text." }),
    );
    let mut required = vec!["vocabulary".to_owned()];
    for field in &vocabulary.root().fields {
        properties.insert(field.name.to_string(), section(vocabulary, field));
        if let FieldKind::Record(id) = field.kind
            && vocabulary.record(id).fields.iter().any(|field| field.required)
        {
            required.push(field.name.to_string());
        }
    }
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("A description for ungp-check, vocabulary {version}"),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
        "$defs": definitions(vocabulary),
    });
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

fn definitions(vocabulary: &Vocabulary) -> Value {
    let words = json!({ "type": "string", "minLength": 1 });
    let units: Vec<&str> = TimeUnit::SPELLINGS.iter().map(|(spelling, _)| *spelling).collect();
    let number = r"[0-9][0-9_]*(\.[0-9][0-9_]*)?";
    let mut definitions = json!({
        "provenance": {
            "at": { "type": "string", "minLength": 1, "description": "The provision of the law." },
            "quote": { "type": "string", "minLength": 1, "description": "The bill's own words." },
            "by": { "type": "string", "minLength": 1, "description": "Who wrote this down." },
            "on": { "type": "string", "format": "date", "description": "When." },
            "status": { "enum": ["suggested", "confirmed", "disputed"], "description": "How sure it is." },
            "note": { "type": "string", "minLength": 1, "description": "A remark." },
        },
        "words": words,
        "percent": { "type": "string", "pattern": format!("^{number} ?%$") },
        "money": { "type": "string", "pattern": format!(r"^{number} [A-Z]{{3}}( \({number} [A-Z]{{3}}\))?$") },
        "duration": { "type": "string", "pattern": format!("^{number} ?({})$", units.join("|")) },
        "date": { "type": "string", "format": "date" },
        "slug": { "type": "string", "pattern": "^[a-z0-9-]+$" },
        "jurisdiction": { "type": "string", "pattern": "^([A-Z]{2}(-[A-Z0-9]{1,3})?|COE|MULTI)$" },
    });
    // Keywords of a definition must be schemas, so the provenance keys get one each.
    if let Some(map) = definitions.as_object_mut()
        && let Some(Value::Object(keys)) = map.remove("provenance")
    {
        for (key, schema) in keys {
            map.insert(format!("provenance-{key}"), schema);
        }
    }
    for (id, values) in vocabulary.values.iter().enumerate() {
        if let Some(map) = definitions.as_object_mut() {
            map.insert(format!("values-{id}"), json!({ "enum": spellings(values) }));
        }
    }
    definitions
}

/// Every spelling of every value. YAML readers turn `true` and `false` into booleans, so those are allowed as such too.
fn spellings(values: &Values) -> Vec<Value> {
    let mut all = Vec::new();
    for item in &values.items {
        all.extend(std::iter::once(&item.name).chain(&item.alias).map(|word| Value::from(&**word)));
        match &*item.name {
            "true" => all.push(Value::Bool(true)),
            "false" => all.push(Value::Bool(false)),
            _ => {}
        }
    }
    all
}

fn section(vocabulary: &Vocabulary, field: &Field) -> Value {
    let (record, list) = match field.kind {
        FieldKind::Record(id) => (vocabulary.record(id), false),
        FieldKind::List(id) => (vocabulary.record(id), true),
        _ => return json!(true),
    };
    let moved = vocabulary.moved.iter().filter(|moved| vocabulary.record(moved.from).path == record.path);
    let mut object = object(vocabulary, record);
    for moved in moved {
        let target = vocabulary.record(vocabulary.section_record(moved.section));
        if let (Some(to), Some(properties)) = (target.field(moved.field), object.get_mut("properties").and_then(Value::as_object_mut)) {
            properties.insert(moved.name.to_string(), former(vocabulary, to, &format!("{}.{}", target.path, to.name)));
        }
    }
    let mut schema = if list { json!({ "type": "array", "items": object }) } else { object };
    describe(&mut schema, &field.doc);
    schema
}

fn object(vocabulary: &Vocabulary, record: &Record) -> Value {
    let mut properties = Map::new();
    for key in ["at", "quote", "by", "on", "status", "note"] {
        properties.insert(key.into(), json!({ "$ref": format!("#/$defs/provenance-{key}") }));
    }
    for field in &record.fields {
        properties.insert(field.name.to_string(), property(vocabulary, field));
        if let Some((name, _)) = &field.formerly {
            properties.insert(name.to_string(), former(vocabulary, field, &field.name));
        }
    }
    let required: Vec<&str> = record.fields.iter().filter(|field| field.required).map(|field| &*field.name).collect();
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if let (Some(map), false) = (schema.as_object_mut(), required.is_empty()) {
        map.insert("required".into(), json!(required));
    }
    schema
}

fn property(vocabulary: &Vocabulary, field: &Field) -> Value {
    if let FieldKind::List(id) = field.kind {
        let mut schema = json!({ "type": "array", "items": object(vocabulary, vocabulary.record(id)) });
        describe(&mut schema, &field.doc);
        return schema;
    }
    let mut schema = short_or_long(value(field.kind));
    let silence = match &field.silence {
        Silence::Absent => String::new(),
        Silence::Value(value) => format!(" In a reviewed section silence means: {}.", vocabulary.show(field.kind, value)),
    };
    describe(&mut schema, &format!("{}{silence}", field.doc));
    schema
}

/// A former name: bare numbers are allowed there, since the name said the unit.
fn former(vocabulary: &Vocabulary, field: &Field, now: &str) -> Value {
    let mut schema = match field.kind {
        FieldKind::Quantity(_) => short_or_long(json!({ "anyOf": [{ "type": "number", "minimum": 0 }, value(field.kind)] })),
        _ => property(vocabulary, field),
    };
    describe(&mut schema, &format!("Former name of `{now}`."));
    if let Some(map) = schema.as_object_mut() {
        map.insert("deprecated".into(), json!(true));
    }
    schema
}

fn short_or_long(value: Value) -> Value {
    let mut long = Map::new();
    long.insert("is".into(), value.clone());
    for key in ["at", "quote", "by", "on", "status", "note"] {
        long.insert(key.into(), json!({ "$ref": format!("#/$defs/provenance-{key}") }));
    }
    json!({ "anyOf": [value, { "type": "object", "properties": long, "required": ["is"], "additionalProperties": false }] })
}

fn value(kind: FieldKind) -> Value {
    let reference = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
    match kind {
        FieldKind::Bool => json!({ "type": "boolean" }),
        FieldKind::Quantity(QuantityType::Number) => json!({ "type": "number", "minimum": 0 }),
        FieldKind::Quantity(QuantityType::Text) => reference("words"),
        FieldKind::Quantity(kind) => reference(kind.name()),
        FieldKind::Slug => reference("slug"),
        FieldKind::Jurisdiction => reference("jurisdiction"),
        FieldKind::Enum(values) => reference(&format!("values-{values}")),
        FieldKind::Set(values) => {
            let one = reference(&format!("values-{values}"));
            json!({ "anyOf": [one, { "type": "array", "items": one }] })
        }
        FieldKind::Record(_) | FieldKind::List(_) => json!(true),
    }
}

fn describe(schema: &mut Value, words: &str) {
    if let Some(map) = schema.as_object_mut() {
        map.insert("description".into(), Value::from(words));
    }
}
