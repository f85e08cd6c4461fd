//! The vocabulary as a page of Markdown: every section, field and value.

use super::{Field, FieldKind, FormerUnit, Record, Silence, Vocabulary};
use std::fmt::Write;

/// The page, with a final line end.
pub fn markdown(vocabulary: &Vocabulary) -> String {
    let mut page = String::new();
    let sections = &vocabulary.root().fields;
    let fields = vocabulary.leaves().count();
    let _ = writeln!(page, "# The vocabulary `{}/{}`\n", vocabulary.name, vocabulary.version);
    let _ = writeln!(
        page,
        "{} sections, {fields} fields. Written by `ungp-check schema vocabulary` from `rules/vocabulary.rules`; change it there.\n\n\
         A field that is left out is unknown. In a section that `coverage.reviewed` names, it means that the bill is silent, and the\n\
         column *silence* says what that amounts to (— for nothing: no comparison with it holds).\n",
        sections.len()
    );
    for field in sections {
        let (FieldKind::Record(id) | FieldKind::List(id)) = field.kind else { continue };
        let list = if matches!(field.kind, FieldKind::List(_)) { " (a list of records)" } else { "" };
        let _ = writeln!(page, "## `{}`{list}\n\n{}\n", field.name, field.doc);
        record(vocabulary, vocabulary.record(id), &mut page);
    }
    page.truncate(page.trim_end().len());
    page.push('\n');
    page
}

fn record(vocabulary: &Vocabulary, record: &Record, page: &mut String) {
    let _ = writeln!(page, "| field | type | silence | question |\n|---|---|---|---|");
    for field in record.fields.iter().filter(|field| !matches!(field.kind, FieldKind::List(_))) {
        let required = if field.required { ", required" } else { "" };
        let _ = writeln!(
            page,
            "| `{}` | {}{required} | {} | {}{} |",
            field.name,
            field.kind.name(),
            silence(vocabulary, field),
            cell(&field.doc),
            former(field)
        );
    }
    for field in &record.fields {
        let (FieldKind::Enum(id) | FieldKind::Set(id)) = field.kind else { continue };
        let _ = writeln!(page, "\nValues of `{}`:\n", field.name);
        for item in &vocabulary.values(id).items {
            let alias = item.alias.as_ref().map(|alias| format!(" (`{alias}`)")).unwrap_or_default();
            let doc = item.doc.as_ref().map(|doc| format!(": {doc}")).unwrap_or_default();
            let _ = writeln!(page, "- `{}`{alias}{doc}", item.name);
        }
    }
    page.push('\n');
    for field in &record.fields {
        if let FieldKind::List(id) = field.kind {
            let inner = vocabulary.record(id);
            let _ = writeln!(page, "### `{}`\n\n{}\n", inner.path, field.doc);
            self::record(vocabulary, inner, page);
        }
    }
}

fn silence(vocabulary: &Vocabulary, field: &Field) -> String {
    match &field.silence {
        Silence::Absent => "—".into(),
        Silence::Value(value) => format!("`{}`", vocabulary.show(field.kind, value)),
    }
}

fn former(field: &Field) -> String {
    match &field.formerly {
        None => String::new(),
        Some((name, None)) => format!(" Formerly `{name}`."),
        Some((name, Some(unit))) => {
            let unit = match unit {
                FormerUnit::Percent => "percent".to_owned(),
                FormerUnit::Money(currency) => currency.code().to_owned(),
                FormerUnit::Time(unit) => crate::value::TimeUnit::SPELLINGS
                    .iter()
                    .find(|(_, found)| found == unit)
                    .map_or("", |(spelling, _)| spelling)
                    .to_owned(),
            };
            format!(" Formerly `{name}`, a bare number in {unit}.")
        }
    }
}

/// A text in a table's cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
