//! `schema`: what a description and a report look like, for other programs and for readers.

use super::arguments::{Schema, SchemaOf, Shared};
use super::{Exit, output, rules};
use crate::source::Sources;
use crate::typecheck::Depth;
use crate::vocabulary::{reference, schema};

/// Prints one of them.
pub fn run(options: &Schema, shared: &Shared) -> Exit {
    let written_by_hand = match options.of {
        SchemaOf::Report => Some(crate::report::json::SCHEMA),
        SchemaOf::Ndjson => Some(crate::report::json::ndjson::SCHEMA),
        SchemaOf::Test => Some(crate::report::suite::json::SCHEMA),
        SchemaOf::Diff => Some(crate::report::diff::SCHEMA),
        SchemaOf::Merge => Some(crate::report::merge::SCHEMA),
        _ => None,
    };
    if let Some(schema) = written_by_hand {
        output::print(schema);
        return Exit::Clean;
    }
    let mut sources = Sources::new();
    let loaded = rules::load(shared, Depth::Names, &mut sources);
    output::problems(&loaded.problems, &sources, shared);
    let vocabulary = &loaded.pack.vocabulary;
    output::print(&match options.of {
        SchemaOf::Vocabulary => reference::markdown(vocabulary),
        _ => schema::json_schema(vocabulary),
    });
    output::exit_for(&loaded.problems, &loaded.pack)
}
