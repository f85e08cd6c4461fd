//! The same finding in every format: each says its code, severity, message, place, provision and what to do, and none says them twice.
//!
//! `UPDATE_DOCS=1 cargo test --test cli` writes the table into `docs/formats.md`.

use crate::world::World;
use serde_json::Value;
use std::path::Path;

const ACT: &str = "vocabulary: initiative/1
meta: { id: xx-act-2026, title: The Act, kinds: [content-platform] }
content:
  - { deadline: 3 days, reasons: { is: false, at: s 3(2) }, appeal: true }
";
const MESSAGE: &str = "users are given no reasons";
const HELP: &str = "add that reasons are given";
/// What of a finding is looked for, in this order.
const PARTS: [&str; 6] = ["code", "severity", "message", "place", "provision", "help"];

/// How a format is read.
enum Read {
    /// Each part is a piece of the text, which is there once.
    Text([&'static str; 6]),
    /// Each part is a member of a JSON value, or of the first line of this type.
    Json(Option<&'static str>, [&'static str; 6]),
    /// Each part is in one or more columns.
    Csv([&'static str; 6]),
    /// Each part is among the words of a page, which may come back to them, as a summary does.
    Page([&'static str; 6]),
}

/// Not shown, by design.
const NONE: &str = "";

fn formats() -> [(&'static str, Read, usize); 12] {
    [
        ("human", Read::Text(["[REA-001]:", "warning[", MESSAGE, "act.yaml:4:40", "^^^^^ s 3(2)", "help: add that reasons are given"]), 1),
        (
            "plain",
            Read::Text([
                "REA-001 at",
                "warning REA",
                MESSAGE,
                "act.yaml line 4 column 40",
                "there: s 3(2)",
                "help: add that reasons are given",
            ]),
            1,
        ),
        ("short", Read::Text(["[REA-001]:", "warning[", MESSAGE, "act.yaml:4:40:", NONE, NONE]), 1),
        (
            "json",
            Read::Json(
                None,
                [
                    "/inputs/0/outcomes/0/rule",
                    "/inputs/0/outcomes/0/findings/0/severity",
                    "/inputs/0/outcomes/0/findings/0/message",
                    "/inputs/0/outcomes/0/findings/0/labels/0/start",
                    "/inputs/0/outcomes/0/findings/0/provision",
                    "/inputs/0/outcomes/0/help",
                ],
            ),
            // `identity` is what the fingerprint is made of.
            2,
        ),
        ("ndjson", Read::Json(Some("finding"), ["/rule", "/severity", "/message", "/labels/0/start", "/provision", "/help"]), 2),
        (
            "sarif",
            Read::Json(
                None,
                [
                    "/runs/0/results/0/ruleId",
                    "/runs/0/results/0/level",
                    "/runs/0/results/0/message/text",
                    "/runs/0/results/0/locations/0/physicalLocation/region",
                    "/runs/0/results/0/locations/0/message/text",
                    "/runs/0/tool/driver/rules/0/help/text",
                ],
            ),
            1,
        ),
        (
            "junit",
            Read::Text([
                "warning REA-001 at",
                "<failure type=\"warning\"",
                "message=\"users are given no reasons\"",
                "act.yaml:4:40",
                "provision: s 3(2)",
                "help: add that reasons are given",
            ]),
            1,
        ),
        (
            "github",
            Read::Text([
                "title=REA-001 ",
                "::warning ",
                "::users are given no reasons",
                "file=act.yaml,line=4,col=40",
                "provision: s 3(2)",
                "help: add that reasons are given",
            ]),
            1,
        ),
        (
            "markdown",
            Read::Text([
                "| REA-001 |",
                "| warning |",
                "| users are given no reasons |",
                "| act.yaml:4:40 |",
                "| s 3(2) |",
                "help: add that reasons are given",
            ]),
            1,
        ),
        ("csv", Read::Csv(["code", "severity", "message", "file, line, column", "provision", "help"]), 1),
        (
            "html",
            Read::Page([
                "REA-001",
                "Warning",
                "Users are given no reasons",
                "description 4:40",
                "s 3(2)",
                "What to do Add that reasons are given.",
            ]),
            0,
        ),
        (
            "docx",
            Read::Page([
                "REA-001",
                "Warnings",
                "Users are given no reasons.",
                "description, line 4, column 40",
                "Provision s 3(2)",
                "What to do Add that reasons are given.",
            ]),
            0,
        ),
    ]
}

fn once(text: &str, part: &str, format: &str) -> String {
    assert_eq!(text.matches(part).count(), 1, "{format}: `{part}` in\n{text}");
    format!("`{}`", part.trim_matches(['|', ' ']))
}

fn member(text: &str, kind: Option<&str>, pointer: &str, expected: &str, format: &str) -> String {
    let value: Value = match kind {
        None => serde_json::from_str(text).unwrap(),
        Some(kind) => {
            let mut lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
            lines.find(|line| line["type"] == kind).unwrap()
        }
    };
    let found = value.pointer(pointer).unwrap_or_else(|| panic!("{format}: {pointer} in\n{text}"));
    let shown = match found {
        Value::String(words) => words.clone(),
        place => {
            let number = |names: [&str; 2]| names.iter().find_map(|name| place[*name].as_u64()).unwrap();
            format!("{}:{}", number(["line", "startLine"]), number(["column", "startColumn"]))
        }
    };
    // The advice of SARIF has the reason and the sources before it.
    let is_help = pointer.ends_with("/help/text") && shown.contains(&format!("Help: {expected}"));
    assert!(shown == expected || is_help, "{format}: {pointer}: {shown}");
    format!("`{}`", pointer.trim_start_matches('/').replace("/0", "[]").replace('/', "."))
}

fn column(text: &str, names: &str, expected: &str) -> String {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).filter(|row| &row[0] == "finding").collect();
    let [row] = rows.as_slice() else { panic!("{text}") };
    let cell = |name: &str| &row[header.iter().position(|known| known == name).unwrap()];
    assert_eq!(names.split(", ").map(cell).collect::<Vec<_>>().join(":"), expected, "{names}");
    names.split(", ").map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The words of a page without its tags, each run of white space a blank.
fn words(file: &Path) -> String {
    let bytes = std::fs::read(file).unwrap();
    let text = match zip::ZipArchive::new(std::io::Cursor::new(&bytes)) {
        Ok(mut parts) => std::io::read_to_string(parts.by_name("word/document.xml").unwrap()).unwrap(),
        Err(_) => String::from_utf8(bytes).unwrap(),
    };
    let body = text.split_once("<body").map_or(text.as_str(), |(_, body)| body);
    let words = regex::Regex::new("<[^>]*>").unwrap().replace_all(body, " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_same_finding_in_every_format() {
    let world = World::new().with("act.yaml", ACT);
    let mut table = format!("| format | {} |\n|---|{}\n", PARTS.join(" | "), "---|".repeat(PARTS.len()));
    for (format, read, messages) in formats() {
        if let Read::Page(parts) = read {
            world.run(&format!("check act.yaml --only REA-001 --output {format}=page")).quietly(0);
            let words = words(&world.path().join("page"));
            parts.iter().for_each(|part| assert!(words.contains(part), "{format}: {part} in\n{words}"));
            table.push_str(&format!("| `{format}` | {} |\n", parts.map(|part| format!("`{part}`")).join(" | ")));
            continue;
        }
        let text = world.run(&format!("check act.yaml --only REA-001 --format {format}")).quietly(0).stdout;
        assert_eq!(text.matches(MESSAGE).count(), messages, "{format}: the message in\n{text}");
        let helps = text.matches(HELP).count();
        let cells: Vec<String> = match read {
            Read::Page(_) => Vec::new(),
            Read::Text(parts) => {
                assert_eq!(helps, usize::from(!parts[5].is_empty()), "{format}: the advice in\n{text}");
                parts.map(|part| if part == NONE { "—".into() } else { once(&text, part, format) }).into()
            }
            Read::Json(kind, pointers) => {
                // SARIF wants it as text and as Markdown.
                assert_eq!(helps, if format == "sarif" { 2 } else { 1 }, "{format}: the advice in\n{text}");
                let expected = ["REA-001", "warning", MESSAGE, "4:40", "s 3(2)", HELP];
                pointers.iter().zip(expected).map(|(pointer, expected)| member(&text, kind, pointer, expected, format)).collect()
            }
            Read::Csv(columns) => {
                assert_eq!(helps, 1, "{format}: the advice in\n{text}");
                let expected = ["REA-001", "warning", MESSAGE, "act.yaml:4:40", "s 3(2)", HELP];
                columns.iter().zip(expected).map(|(names, expected)| column(&text, names, expected)).collect()
            }
        };
        table.push_str(&format!("| `{format}` | {} |\n", cells.join(" | ")));
    }
    assert_eq!(table.lines().count(), 2 + crate::outputs::TEXTS.len() + 2, "every format is here");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md");
    let page = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let (begin, end) = ("<!-- written by tests/cli/side_by_side.rs -->\n", "<!-- end -->");
    let (before, rest) = page.split_once(begin).unwrap();
    let (there, after) = rest.split_once(end).unwrap();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, format!("{before}{begin}{table}{end}{after}")).unwrap();
    } else {
        assert_eq!(there, table, "run UPDATE_DOCS=1 cargo test --test cli");
    }
}
