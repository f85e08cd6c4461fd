//! `init`: the skeleton for each kind can be read as it stands once it has a name, and with every question answered.

#![cfg(test)]

use std::path::PathBuf;
use std::process::{Command, Output};
use ungp_check::check;
use ungp_check::description::Description;
use ungp_check::pack::{self, Pack};
use ungp_check::report::skeleton;
use ungp_check::source::Sources;
use ungp_check::typecheck::Depth;
use ungp_check::typecheck::facts::asked;
use ungp_check::value::QuantityType;
use ungp_check::vocabulary::{Field, FieldKind};

fn loaded() -> (Pack, Sources) {
    let mut sources = Sources::new();
    let (pack, problems) = pack::load(pack::embedded(), Depth::Names, &mut sources);
    assert!(problems.is_empty(), "{problems:?}");
    (pack, sources)
}

/// Each kind alone, and all together.
fn kinds(pack: &Pack) -> Vec<u64> {
    let values = pack.vocabulary.kind_values().unwrap();
    let mut bits: Vec<u64> = (0..values.items.len()).map(|index| values.bit(u16::try_from(index).unwrap())).collect();
    bits.push(bits.iter().fold(0, |all, bit| all | bit));
    bits
}

fn read(text: &str, pack: &Pack, sources: &mut Sources) -> Description {
    let file = sources.add("skeleton.yaml", text.to_owned());
    let (description, problems) = check::read(file, sources, pack);
    let shown: Vec<_> =
        problems.iter().map(|problem| (&problem.message, problem.primary().map(|label| sources.place(label.span)))).collect();
    assert!(problems.is_empty(), "{shown:?}\n{text}");
    description.unwrap()
}

fn named(text: &str) -> String {
    text.replacen("\n  id:\n", "\n  id: xx-test-2026\n", 1).replacen("\n  title:\n", "\n  title: A test\n", 1)
}

/// A line without the `#` that is to be taken away.
fn uncommented(line: &str) -> String {
    match line.trim_start().strip_prefix('#') {
        Some(rest) if !rest.starts_with('#') => format!("{}{rest}", " ".repeat(line.len() - line.trim_start().len())),
        _ => line.to_owned(),
    }
}

fn value(pack: &Pack, field: &Field) -> String {
    let first = |id| pack.vocabulary.values(id).items[0].name.to_string();
    match field.kind {
        FieldKind::Enum(id) => first(id),
        FieldKind::Set(id) => format!("[{}]", first(id)),
        FieldKind::Bool => "true".into(),
        FieldKind::Slug => "xx-test-2026".into(),
        FieldKind::Jurisdiction => "EU".into(),
        FieldKind::Quantity(QuantityType::Number) => "3".into(),
        FieldKind::Quantity(QuantityType::Percent) => "4%".into(),
        FieldKind::Quantity(QuantityType::Money) => "5000 EUR".into(),
        FieldKind::Quantity(QuantityType::Duration) => "24 h".into(),
        FieldKind::Quantity(QuantityType::Date) => "2026-03-01".into(),
        FieldKind::Quantity(QuantityType::Text) => "some words".into(),
        FieldKind::Record(_) | FieldKind::List(_) => panic!("{} holds fields", field.name),
    }
}

/// Every question answered with a value of its type.
fn answered(text: &str, pack: &Pack) -> String {
    // The records that the lines are in, by indentation.
    let mut within: Vec<(usize, u16)> = Vec::new();
    let mut filled = String::new();
    for line in text.lines() {
        let line = uncommented(line);
        let indent = line.len() - line.trim_start().len();
        let Some(key) = line.trim().strip_suffix(':').filter(|key| !key.starts_with('#')) else {
            if !line.starts_with("text:") {
                filled += &format!("{line}\n");
            }
            continue;
        };
        within.retain(|(at, _)| *at < indent);
        let record = within.last().map_or(0, |(_, record)| *record);
        let holder = pack.vocabulary.record(record);
        let field = holder.field(holder.find(key).unwrap_or_else(|| panic!("`{key}` is not in `{}`", holder.path))).unwrap();
        match field.kind {
            FieldKind::Record(inner) | FieldKind::List(inner) => {
                within.push((indent, inner));
                filled += &format!("{line}\n");
            }
            _ => filled += &format!("{line} {}\n", value(pack, field)),
        }
    }
    filled
}

#[test]
fn every_skeleton_reads_back_once_it_has_a_name() {
    let (pack, mut sources) = loaded();
    for kinds in kinds(&pack) {
        let text = skeleton::render(&pack, kinds);
        let description = read(&named(&text), &pack, &mut sources);
        assert_eq!(description.kinds, kinds);
        assert_eq!(description.reviewed, 0);
    }
}

#[test]
fn every_question_of_every_skeleton_can_be_answered() {
    let (pack, mut sources) = loaded();
    for kinds in kinds(&pack) {
        let text = answered(&skeleton::render(&pack, kinds), &pack);
        let description = read(&text, &pack, &mut sources);
        // Nothing that a rule about the kind asks is missing: no rule waits for a fact.
        let mut facts = std::collections::BTreeSet::new();
        description.for_each_fact(&pack.vocabulary, &mut |path, _, _, _| _ = facts.insert(path.replace("[1]", "[]")));
        for rule in pack.rules.rules.iter().filter(|rule| rule.kinds.is_none_or(|bits| bits & kinds != 0)) {
            for (record, field) in asked(rule) {
                let kind = pack.vocabulary.record(record).field(field).unwrap().kind;
                let path = pack.vocabulary.field_path(record, field);
                let there = match kind {
                    FieldKind::List(_) | FieldKind::Record(_) => facts.iter().any(|fact| fact.starts_with(&format!("{path}[]."))),
                    _ => facts.contains(&path),
                };
                assert!(there, "{} asks {path}", rule.code);
            }
        }
    }
}

#[test]
fn a_skeleton_asks_only_what_a_rule_needs() {
    let (pack, _) = loaded();
    let values = pack.vocabulary.kind_values().unwrap();
    let plan = skeleton::render(&pack, values.bit(values.find("national-action-plan").unwrap()));
    assert!(!plan.contains("deadline_word:"), "a plan removes no content");
    let platform = skeleton::render(&pack, values.bit(values.find("content-platform").unwrap()));
    assert!(platform.contains("deadline_word:"));
    assert!(plan.lines().chain(platform.lines()).all(|line| line.chars().count() <= 122));
}

/// The lines that ask: keys in the open or in a comment, but not those that only hold others.
fn keys(text: &str) -> Vec<String> {
    let lines: Vec<String> = text.lines().map(uncommented).collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let key = |line: &str| line.trim().split_once(':').map(|(key, _)| key.to_owned());
    let asks = |index: usize| {
        let line = &lines[index];
        let holds =
            lines[index + 1..].iter().find(|line| !line.trim_start().starts_with('#')).is_some_and(|next| indent(next) > indent(line));
        !line.trim_start().starts_with('#') && !line.starts_with("text:") && !line.starts_with("vocabulary:") && !holds
    };
    (0..lines.len()).filter(|index| asks(*index)).filter_map(|index| key(&lines[index])).collect()
}

#[test]
fn the_head_counts_the_questions() {
    let (pack, _) = loaded();
    for kinds in kinds(&pack) {
        let text = skeleton::render(&pack, kinds);
        // The kinds and what was reviewed are answered already.
        let count = keys(&text).iter().filter(|key| !["kinds", "reviewed"].contains(&key.as_str())).count();
        let head = text.lines().take_while(|line| line.starts_with("##")).map(|line| line.trim_start_matches("## ")).collect::<Vec<_>>();
        assert!(head.join(" ").contains(&format!("they ask the {count} questions below")), "{count}\n{text}");
    }
}

#[test]
fn sections_that_most_rules_ask_about_come_first() {
    let (pack, _) = loaded();
    let values = pack.vocabulary.kind_values().unwrap();
    let text = skeleton::render(&pack, values.bit(values.find("surveillance-security").unwrap()));
    let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} is not in {text}"));
    let order = ["\nmeta:", "\ncoverage:", "\n#powers:", "\n#penalties:", "\n## Few rules ask", "\n#invest:"].map(place);
    assert!(order.is_sorted(), "{order:?}");
}

/// The records of a list are lines without comments, so that a second one is a copy of the first.
#[test]
fn the_lines_of_a_record_can_be_copied() {
    let (pack, mut sources) = loaded();
    let values = pack.vocabulary.kind_values().unwrap();
    let text = skeleton::render(&pack, values.bit(values.find("surveillance-security").unwrap()));
    let filled = answered(&text, &pack);
    let record = filled.split_once("\npowers:\n").unwrap().1.split_once("\n\n").unwrap().0;
    assert!(record.starts_with("  -\n    power: ") && !record.contains('#'), "{record}");
    let twice = filled.replacen(record, &format!("{record}\n{record}"), 1);
    let mut powers = 0;
    read(&twice, &pack, &mut sources)
        .for_each_fact(&pack.vocabulary, &mut |path, _, _, _| powers += usize::from(path.ends_with("].power")));
    assert_eq!(powers, 2);
}

#[test]
fn a_skeleton_is_no_book() {
    let (pack, _) = loaded();
    for kinds in kinds(&pack) {
        let text = skeleton::render(&pack, kinds);
        let (lines, questions) = (text.lines().count(), keys(&text).len());
        assert!(lines < 6 * questions + 60, "{lines} lines for {questions} questions");
    }
}

/// Slips that are easily made while the comments go: each is named with what to do.
#[test]
fn slips_in_filling_in_are_named() {
    let (pack, mut sources) = loaded();
    let values = pack.vocabulary.kind_values().unwrap();
    let text = skeleton::render(&pack, values.bit(values.find("surveillance-security").unwrap()));
    let mut help = |text: &str| {
        let file = sources.add("skeleton.yaml", text.to_owned());
        let (_, problems) = check::read(file, &sources, &pack);
        problems.iter().flat_map(|problem| problem.help.clone()).collect::<Vec<_>>().join("\n")
    };
    let unnamed = help(&text);
    assert!(unnamed.contains("every description must have it") && !unnamed.contains("leave"), "{unnamed}");
    let named = named(&text);
    let slips = [
        ("  #mode:", "  mode: none", "`mode` is a field of `hrdd`"),
        ("#    power:", "    power: interception", "if the line that it belongs to is a comment, uncomment that"),
        ("#hrdd:\n", "hrdd:\n  mode:none\n", "put a space behind the colon: `mode: …`"),
        ("#stated_aims:", "stated_aims: none", "for none of its values write `stated_aims: []`"),
        ("#powers:\n#  -\n#    power:", "powers:\n    power: interception", "begin each record with `- `"),
    ];
    for (from, to, wanted) in slips {
        assert!(named.contains(from), "{from}");
        let given = help(&named.replacen(from, to, 1));
        assert!(given.contains(wanted), "{to}: {given}");
    }
}

fn init(folder: &std::path::Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ungp-check")).current_dir(folder).arg("init").args(arguments).output().unwrap()
}

#[test]
fn a_file_is_written_and_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("bill.yaml");
    let output = init(folder.path(), &["--kind", "CP,surveillance-security", "-o", "bill.yaml"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(written.contains("\n  kinds: [content-platform, surveillance-security]\n"));
    std::fs::write(&path, "my work").unwrap();
    let output = init(folder.path(), &["--kind", "CP", "-o", "bill.yaml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("`bill.yaml` is there already"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "my work");
}

#[test]
fn an_unknown_kind_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let output = init(folder.path(), &["--kind", "content-platfrom", "-o", "bill.yaml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("did you mean `content-platform`?"));
    assert!(!folder.path().join("bill.yaml").exists());
}
