//! Reports read back by the readers that others wrote, with words in them that are out to be taken for something else.

use crate::world::{PROJECT, RULES, World};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use quick_junit::{NonSuccessKind, TestCaseStatus};
use serde_json::Value;
use std::collections::BTreeMap;
use ungp_check::report::csv::COLUMNS;
use ungp_check::report::markdown::LIMIT;

/// What each format has marks for.
const HOSTILE: &str = "=1+1 </details><script>x</script> | y | [l](http://evil.example) ![i](u) `a` ::error::no%0A, https://e.vil www.e.vil @all #1 ]]> &amp; \\u001b[31m \\u202e é 漢 \\\"q\\\" **b** $m$ -->";
/// The same as the program holds it.
const TITLE: &str = "=1+1 </details><script>x</script> | y | [l](http://evil.example) ![i](u) `a` ::error::no%0A, https://e.vil www.e.vil @all #1 ]]> &amp; ?[31m \u{fffd} é 漢 \"q\" **b** $m$ -->";
const FILE: &str = "a,b:c%0A|<b>=.yaml";

/// Two findings and an undetermined rule of a bill with such words, and a file name that has them too; one finding is waived.
fn hostile() -> World {
    let bill = format!(
        "vocabulary: initiative/1\nmeta: {{ id: xx-h, title: \"{HOSTILE}\", kinds: [content-platform] }}\ncontent:\n  - deadline: {{ is: 1 h, at: \"{HOSTILE}\" }}\n    reasons: {{ is: false, at: s 2 }}\n"
    );
    let rules = RULES.replace("more time", "more | <b>time</b> ::warning::").replace("removes lawful", "=removes | <i>lawful");
    let waivers =
        format!("waivers:\n  - {{ rule: REA-001, reason: \"{HOSTILE}\", owner: \"- o\", approver: \"@a\", expires: 2030-01-01 }}\n");
    World::new().with("own.rules", &rules).with(FILE, &bill).with("waivers.yaml", &waivers).with("ungp-check.toml", PROJECT)
}

fn hostile_report(world: &World, format: &str) -> String {
    let arguments = format!("check {FILE} clean.yaml missing.yaml --waivers waivers.yaml --today 2026-11-22 --format {format}");
    let ran = world.run(&arguments);
    assert_eq!(ran.exit, Some(2), "one of the inputs is missing");
    ran.stdout
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(header, COLUMNS, "the byte order mark is no part of the first name");
    let row = |record: csv::StringRecord| header.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn csv_holds_one_row_a_thing() {
    let text = hostile_report(&hostile(), "csv");
    assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "lines end as RFC 4180 has it, and no cell has two");
    let rows = rows(&text);
    let kinds: Vec<(&str, &str)> = rows.iter().map(|row| (row["row"].as_str(), row["code"].as_str())).collect();
    let expected = [
        ("problem", "unreadable"),
        ("finding", "TIM-001"),
        ("finding", "REA-001"),
        ("verdict", "REA-002"),
        ("verdict", "TIM-001"),
        ("verdict", "REA-001"),
        ("verdict", "REA-002"),
        ("summary", ""),
    ];
    assert_eq!(kinds, expected);
    let first = &rows[1];
    assert_eq!((first["title"].as_str(), first["provision"].as_str()), (&*format!("'{TITLE}"), &*format!("'{TITLE}")));
    assert_eq!((first["file"].as_str(), first["line"].as_str(), first["column"].as_str()), (FILE, "4", "21"));
    assert_eq!((first["verdict"].as_str(), first["severity"].as_str(), first["state"].as_str()), ("violated", "error", "counts"));
    assert_eq!((rows[2]["state"].as_str(), rows[2]["waiver_owner"].as_str()), ("waived", "'- o"));
    assert_eq!((rows[3]["verdict"].as_str(), rows[3]["needs"].as_str()), ("undetermined", "content[1].appeal: Can users appeal?"));
    assert_eq!(rows[7]["verdict"], "incomplete");
    for cell in rows.iter().flat_map(BTreeMap::values) {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell}");
        assert!(!cell.contains(char::is_control), "{cell:?}");
    }
}

#[test]
fn ndjson_says_what_json_says() {
    let world = hostile();
    let lines: Vec<Value> = hostile_report(&world, "ndjson").lines().map(json).collect();
    let whole = json(&hostile_report(&world, "json"));
    let schema = json(&world.run("schema ndjson").quietly(0).stdout);
    assert!(jsonschema::meta::is_valid(&schema), "not a JSON Schema");
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    for line in &lines {
        let refusals: Vec<String> = validator.iter_errors(line).map(|error| error.to_string()).collect();
        assert_eq!(refusals, Vec::<String>::new(), "{line}");
        let spoiled = {
            let mut spoiled = line.clone();
            spoiled["other"] = Value::Null;
            spoiled
        };
        assert!(!validator.is_valid(&spoiled), "the schema takes anything");
    }
    let of = |kind: &str| lines.iter().filter(|line| line["type"] == kind).cloned().collect::<Vec<_>>();
    assert_eq!((lines[0]["type"].as_str(), lines.last().unwrap()["type"].as_str()), (Some("head"), Some("summary")));
    for member in ["tool", "pack", "problems", "waivers", "baseline"] {
        assert_eq!(lines[0][member], whole[member], "{member}");
    }
    let same = |line: &Value, from: &Value| {
        for (name, value) in from.as_object().unwrap() {
            // What a verdict has as a list, its line has as a number.
            assert!(name == "findings" && line["type"] == "verdict" || line.get(name).is_none_or(|found| found == value), "{name}: {line}");
        }
    };
    let outcomes: Vec<&Value> =
        whole["inputs"].as_array().unwrap().iter().flat_map(|input| input["outcomes"].as_array().unwrap()).collect();
    let findings: Vec<&Value> = outcomes.iter().flat_map(|outcome| outcome["findings"].as_array().unwrap()).collect();
    let questions = whole["inputs"].as_array().unwrap().iter().flat_map(|input| input["open_questions"].as_array().unwrap());
    let lists =
        [("verdict", outcomes.clone()), ("finding", findings), ("question", questions.collect()), ("summary", vec![&whole["summary"]])];
    for (kind, from) in lists {
        let found = of(kind);
        assert!(!from.is_empty() && found.len() == from.len(), "{kind}");
        found.iter().zip(from).for_each(|(line, from)| same(line, from));
    }
    assert_eq!(
        (of("input")[0]["id"].as_str(), of("finding")[0]["help"].as_str()),
        (Some("xx-h"), Some("give more | <b>time</b> ::warning::"))
    );
}

/// What both schemas describe, they describe alike.
#[test]
fn the_schema_of_lines_follows_that_of_reports() {
    let world = World::bare();
    let (lines, whole) = (json(&world.run("schema ndjson").stdout), json(&world.run("schema report").stdout));
    let definitions = lines["$defs"].as_object().unwrap();
    assert!(definitions.len() > 8);
    definitions.iter().for_each(|(name, definition)| assert_eq!(definition, &whole["$defs"][name], "{name}"));
    for line in lines["oneOf"].as_array().unwrap() {
        let from = match line["title"].as_str().unwrap() {
            "head" => vec![&whole],
            "summary" => vec![&whole["properties"]["summary"]],
            "verdict" => vec![&whole["$defs"]["outcome"]],
            "finding" => vec![&whole["$defs"]["finding"], &whole["$defs"]["outcome"]],
            name => vec![&whole["$defs"][name]],
        };
        let own = ["type", "format", "initiative", "findings"];
        for (name, property) in line["properties"].as_object().unwrap().iter().filter(|(name, _)| !own.contains(&name.as_str())) {
            let there = from.iter().find_map(|from| from["properties"].get(name));
            assert!(there == Some(property) || name == "input", "{}: {name}", line["title"]);
        }
    }
}

#[test]
fn junit_is_never_green_over_what_was_not_checked() {
    let world = hostile();
    let report = quick_junit::Report::deserialize_from_str(&hostile_report(&world, "junit")).unwrap();
    assert_eq!((report.tests, report.failures, report.errors), (8, 1, 2));
    let [first, clean, run] = report.test_suites.as_slice() else { panic!("{:?}", report.test_suites) };
    assert_eq!(first.name.as_str(), FILE);
    assert!(first.properties.iter().any(|property| property.name.as_str() == "title" && property.value.as_str() == TITLE));
    let ended = |suite: &quick_junit::TestSuite| -> Vec<(String, String)> {
        let kind = |status: &TestCaseStatus| match status {
            TestCaseStatus::Success { .. } => "passed".to_owned(),
            TestCaseStatus::NonSuccess { kind: NonSuccessKind::Failure, ty, .. } => format!("failed {}", ty.as_ref().unwrap().as_str()),
            TestCaseStatus::NonSuccess { kind: NonSuccessKind::Error, ty, .. } => format!("error {}", ty.as_ref().unwrap().as_str()),
            TestCaseStatus::Skipped { ty, .. } => format!("skipped {}", ty.as_ref().unwrap().as_str()),
        };
        let code = |name: &str| name.split([' ', ':']).next().unwrap().to_owned();
        suite.test_cases.iter().map(|case| (code(case.name.as_str()), kind(&case.status))).collect()
    };
    let pairs = |suite| ended(suite).into_iter().map(|(code, kind)| format!("{code} {kind}")).collect::<Vec<_>>();
    assert_eq!(pairs(first), ["TIM-001 failed error", "REA-001 skipped waived", "REA-002 skipped undetermined"]);
    assert_eq!(pairs(clean), ["TIM-001 passed", "REA-001 passed", "REA-002 passed"]);
    assert_eq!(pairs(run), ["everything error incomplete", "problem error unreadable"]);
    let TestCaseStatus::NonSuccess { message, description, .. } = &first.test_cases[0].status else { panic!() };
    assert_eq!(message.as_ref().unwrap().as_str(), "content must be gone within `1 h`");
    let text = description.as_ref().unwrap().as_str();
    assert!(text.starts_with(&format!("error TIM-001 at {FILE}:4:21\nprovision: {TITLE}\n")), "{text}");
    assert!(text.ends_with("help: give more | <b>time</b> ::warning::"), "{text}");

    let states = |arguments: &str| {
        let ran = world.run(&format!("check {arguments} --format junit"));
        let report = quick_junit::Report::deserialize_from_str(&ran.stdout).unwrap();
        (ran.exit, report.failures, report.errors)
    };
    assert_eq!(states("clean.yaml"), (Some(0), 0, 0));
    assert_eq!(states("missing.yaml"), (Some(2), 0, 2));
    assert_eq!(states("clean.yaml --only XXX"), (Some(2), 0, 2));
    assert_eq!(states("clean.yaml --kind hrdd-law --only TIM"), (Some(2), 0, 2), "no rule is left");
    let earlier = world.run("check error.yaml --format json").stdout;
    world.write("earlier.json", &earlier);
    assert_eq!(states("error.yaml --baseline earlier.json"), (Some(0), 0, 0), "what is known is skipped");
    assert_eq!(states("open.yaml --fail-on never"), (Some(0), 0, 0));
}

/// A workflow command, read as the runner of GitHub Actions reads one: `::NAME KEY=VALUE,KEY=VALUE::MESSAGE`.
fn command(line: &str) -> (String, BTreeMap<String, String>, String) {
    let (head, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let data = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n");
    let property = |text: &str| data(text).replace("%3A", ":").replace("%2C", ",").replace("%25", "%");
    let pairs = properties.split(',').filter_map(|pair| pair.split_once('='));
    (name.to_owned(), pairs.map(|(key, value)| (key.to_owned(), property(value))).collect(), data(message).replace("%25", "%"))
}

#[test]
fn github_reads_every_line_as_one_command() {
    let world = hostile();
    let text = hostile_report(&world, "github");
    let commands: Vec<_> = text.lines().map(command).collect();
    let names: Vec<(&str, &str)> = commands.iter().map(|(name, properties, _)| (name.as_str(), properties["title"].as_str())).collect();
    let clip = TITLE;
    let expected = [
        ("error", "ungp-check: not everything was checked"),
        ("notice", clip),
        ("notice", "Clean Act"),
        ("error", "unreadable"),
        ("error", "TIM-001 Removal leaves time to decide"),
        ("notice", "waived warning: REA-001 Users are given reasons"),
    ];
    assert_eq!(names, expected);
    let (_, properties, message) = &commands[4];
    let keys: Vec<&str> = properties.keys().map(String::as_str).collect();
    assert_eq!(keys, ["col", "file", "line", "title"], "nothing in a name or title becomes a property");
    assert_eq!((properties["file"].as_str(), properties["line"].as_str(), properties["col"].as_str()), (FILE, "4", "21"));
    let lines: Vec<&str> = message.lines().collect();
    let expected =
        ["content must be gone within `1 h`".to_owned(), format!("provision: {TITLE}"), "why: haste =removes | <i>lawful".to_owned()];
    assert!(lines.iter().zip(&expected).take(2).all(|(line, expected)| line == expected), "{lines:#?}");
    assert_eq!(*lines.last().unwrap(), "help: give more | <b>time</b> ::warning::");
    assert!(commands[1].2.contains("undetermined REA-002: needs content[1].appeal"));
    assert!(commands.iter().all(|(_, _, message)| message.chars().count() < 4096));
}

/// The page as text, a line a block, and what there is in it beside text.
struct Page {
    text: String,
    cells: Vec<usize>,
    html: Vec<String>,
}

fn page(markdown: &str) -> Page {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM;
    let mut page = Page { text: String::new(), cells: Vec::new(), html: Vec::new() };
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(text) => page.text.push_str(&text),
            // The one piece of code in Markdown's own way is ours.
            Event::Code(code) if &*code == "--format json" => page.text.push_str(&code),
            Event::Html(html) | Event::InlineHtml(html) => page.html.push(html.trim().to_owned()),
            Event::Start(Tag::TableRow) => page.cells.push(0),
            Event::Start(Tag::TableCell) => page.cells.last_mut().map(|cells| *cells += 1).unwrap_or_default(),
            Event::End(TagEnd::TableCell) => page.text.push_str(" ¦ "),
            Event::End(_) | Event::SoftBreak => page.text.push('\n'),
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::Strikethrough | Tag::FootnoteDefinition(_))
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::HardBreak
            | Event::Rule => panic!("{event:?} in\n{}", markdown.chars().take(3000).collect::<String>()),
            _ => {}
        }
    }
    page.text = page.text.replace('\u{200b}', "");
    page
}

#[test]
fn markdown_keeps_words_to_themselves() {
    let markdown = hostile_report(&hostile(), "markdown");
    let page = page(&markdown);
    assert!(page.text.starts_with("Not everything was checked\n"), "{}", page.text);
    let bare = TITLE.replace('`', "");
    assert!(page.text.contains(&format!("{bare} ({FILE})\n")), "{}", page.text);
    assert_eq!(page.cells.iter().filter(|cells| **cells != 5).count(), 0, "{:?}", page.cells);
    assert!(page.text.contains(&format!("error ¦ TIM-001 ¦ content must be gone within 1 h ¦ {bare} ¦ {FILE}:4:21 ¦ ")), "{}", page.text);
    for words in ["why: haste =removes | <i>lawful", "help: give more | <b>time</b> ::warning::", "content[1].appeal: Can users appeal?"] {
        assert!(page.text.contains(words), "{words}\n{}", page.text);
    }
    assert!(page.text.contains(&format!("waived until 2030-01-01: {bare} (owner: - o; approved by: @a)")), "{}", page.text);
    let known = ["<code>", "</code>", "</details>", "<sub>", "</sub>"];
    for html in &page.html {
        let ours = known.contains(&html.as_str()) || html.starts_with("<details><summary>") && html.ends_with("</summary>");
        assert!(ours, "{html}\n{markdown}");
    }
    for (call, what) in [("@all", "a call"), ("#1", "a reference"), ("https://e.vil", "an address"), ("www.e.vil", "an address")] {
        assert!(!markdown.contains(call), "{what} is left: {call}");
    }
    // Folded parts are closed again, or what comes after them would be folded away too.
    let opened = page.html.iter().filter(|html| html.starts_with("<details>")).count();
    assert!(opened >= 3 && opened == page.html.iter().filter(|html| *html == "</details>").count(), "{:?}", page.html);
}

#[test]
fn markdown_fits_into_a_comment_and_says_what_it_left_out() {
    let world = World::new();
    let records = "  - { deadline: 1 h, reasons: false, appeal: false, at: 'a provision with a long name, and then some more words' }\n";
    for (id, many) in [("a", 100), ("b", 300)] {
        let head = format!("vocabulary: initiative/1\nmeta: {{ id: xx-{id}, title: Many 漢字, kinds: [content-platform] }}\ncontent:\n");
        world.write(&format!("{id}.yaml"), &(head + &records.repeat(many)));
    }
    let markdown = world.run("check a.yaml b.yaml --format markdown").quietly(1).stdout;
    let length = markdown.encode_utf16().count();
    assert!((LIMIT - 1000..=LIMIT).contains(&length), "{length}");
    let page = page(&markdown);
    let said = page.text.lines().find(|line| line.starts_with("Left out here")).unwrap();
    let left_out: usize = said.split(": ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    assert_eq!(page.cells.len() + left_out, 1200, "{said}");
    // Errors of the second bill come before notes of the first.
    assert_eq!(page.text.matches("error ¦ ").count(), 400);
    assert!(page.text.contains("checked 2 inputs against 3 rules: 1200 findings"));
    // One that fits leaves nothing out.
    assert!(!world.run("check error.yaml --format markdown").quietly(1).stdout.contains("Left out"));
}
