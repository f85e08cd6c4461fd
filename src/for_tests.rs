//! What the tests of the core share: complaints as text, and the codes that a part of the program can give.

use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::Sources;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// `code line:col "words underlined" message`, and below it labels and help. Places in a file other than `here` say so.
pub fn render(problems: &[Diagnostic], sources: &Sources, here: &str) -> String {
    let mut shown = String::new();
    for problem in problems {
        let place = |label: &Label| {
            let place = sources.place(label.span);
            let words: String = sources.slice(label.span).split_whitespace().collect::<Vec<_>>().join(" ");
            let words = if words.chars().count() > 60 { words.chars().take(50).chain("…".chars()).collect() } else { words };
            let file = Some(sources.name(label.span.file)).filter(|name| *name != here).map_or(String::new(), |name| format!("{name}:"));
            format!("{file}{}:{} \"{words}\"", place.line, place.column)
        };
        let (main, others) = problem.labels.split_first().expect("a place");
        assert!(main.primary && others.iter().all(|label| !label.primary), "{problem:#?}");
        assert!(!problem.message.ends_with('.') && !problem.message.starts_with(char::is_uppercase), "{problem:#?}");
        let grave = if problem.severity == Severity::Error { String::new() } else { format!("{}: ", problem.severity) };
        writeln!(shown, "{grave}{} {} {}", problem.code, place(main), problem.message).expect("a text");
        writeln!(shown, "    ^ {}", main.text).expect("a text");
        others.iter().for_each(|label| writeln!(shown, "    {} {}", place(label), label.text).expect("a text"));
        problem.notes.iter().for_each(|note| writeln!(shown, "    note: {note}").expect("a text"));
        problem.help.iter().for_each(|help| writeln!(shown, "    help: {help}").expect("a text"));
    }
    shown
}

/// The codes of all complaints in some source files and folders, tests and `except` left out, read from the source itself.
pub fn codes_in(places: &[&str], except: &[&str]) -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    places.iter().for_each(|place| rust_files(&root.join(place), &mut files));
    files
        .retain(|file| !except.iter().any(|skipped| file.to_string_lossy().contains(skipped)) && !file.to_string_lossy().contains("tests"));
    assert!(files.len() >= places.len(), "{files:?}");
    let direct =
        regex::Regex::new(r#"(?:Diagnostic::(?:error|warning|new)|report|refuse(?:::<\(\)>)?)\(\s*(?:Severity::\w+,\s*)?"([a-z-]+)""#)
            .expect("a pattern");
    let listed = regex::Regex::new(r#"\(\s*"(rule-without-[a-z]+)""#).expect("a pattern");
    let twice = regex::Regex::new(r#"is_new\(\s*"([a-z]+)""#).expect("a pattern");
    let any = regex::Regex::new(r"Diagnostic::(?:error|warning|new)\(").expect("a pattern");
    let named = regex::Regex::new(
        r#"Diagnostic::(?:error|warning|new)\(\s*(?:Severity::\w+,\s*)?(?:"[a-z-]+"|code,|format!\("duplicate-\{what\}"\))"#,
    )
    .expect("a pattern");
    let mut codes = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source file");
        assert_eq!(any.find_iter(&text).count(), named.find_iter(&text).count(), "a code that is not written out in {}", file.display());
        codes.extend(direct.captures_iter(&text).chain(listed.captures_iter(&text)).map(|found| found[1].to_owned()));
        codes.extend(twice.captures_iter(&text).map(|found| format!("duplicate-{}", &found[1])));
    }
    codes
}

fn rust_files(place: &Path, files: &mut Vec<PathBuf>) {
    if place.is_dir() {
        std::fs::read_dir(place).expect("a folder").for_each(|entry| rust_files(&entry.expect("an entry").path(), files));
    } else if place.extension().is_some_and(|extension| extension == "rs") {
        files.push(place.to_owned());
    }
}

/// A snapshot in a folder under `src` that shows a text and what is said of it.
pub fn snapshot(folder: &str, name: &str, text: &str, shown: &str) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => folder }, {
        insta::assert_snapshot!(name, format!("{}\n\n{shown}", text.trim_end()));
    });
}
