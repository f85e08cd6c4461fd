//! What lies beside this test: the messages of examples, and why some mutants may live.

use crate::run::Recorded;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The project's folder.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Whether the page and the records are to be written.
pub fn updating() -> bool {
    std::env::var_os("UPDATE_DOCS").is_some()
}

/// `tests/mutation/messages.txt`: a line an example, `RULE => KEYS <= WORDS OF THE EXAMPLE`.
pub fn recorded() -> Recorded {
    let text = std::fs::read_to_string(messages_file()).unwrap_or_default();
    let line = |line: &str| {
        let (rule, rest) = line.split_once(" => ")?;
        let (keys, words) = rest.split_once(" <= ")?;
        Some(((rule.to_owned(), words.to_owned()), keys.to_owned()))
    };
    text.lines().map(|text| line(text).unwrap_or_else(|| panic!("not a record: {text}"))).collect()
}

/// Where the messages are recorded.
pub fn messages_file() -> PathBuf {
    root().join("tests/mutation/messages.txt")
}

/// Why a mutant may live: `tests/mutation/reasons.txt`, `RULE | CLAUSE | CONDITION | CHANGE => REASON`.
pub fn reasons() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(root().join("tests/mutation/reasons.txt")).unwrap();
    let line = |line: &str| line.split_once(" => ").map(|(key, reason)| (key.to_owned(), reason.to_owned()));
    text.lines().map(|text| line(text).unwrap_or_else(|| panic!("not a reason: {text}"))).collect()
}
