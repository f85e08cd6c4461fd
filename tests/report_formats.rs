//! Reports of the embedded criteria: JSON against its published schema, SARIF against the standard's.

#![cfg(test)]

use serde_json::Value;
use std::sync::Arc;
use ungp_check::check::{self, Checked};
use ungp_check::diagnostic::Diagnostic;
use ungp_check::outcome::Verdict;
use ungp_check::pack::{self, Pack};
use ungp_check::report::baseline::{self, Baseline};
use ungp_check::report::{Report, human, json, plain, sarif, short};
use ungp_check::source::Sources;
use ungp_check::text::import::import;
use ungp_check::typecheck::Depth;
use ungp_check::waiver::{self, Register};

const SARIF_SCHEMA: &str = include_str!("data/sarif-2.1.0.json");

const GOOD: &str = r#"vocabulary: initiative/1
meta: { id: xx-good-2026, title: "Good Bill, “quoted” é", kinds: [hrdd-law] }
coverage: { reviewed: [hrdd] }
hrdd:
  mode: { is: duty, at: "s 1", quote: "shall carry out due diligence" }
  frequency: { is: one-off, at: "s 2" }
  steps: { is: [identify-assess, integrate-act, communicate], quote: "not in the text" }
"#;
const BILL: &str = "1. Every company shall carry out due diligence.\n";
const BROKEN: &str = "vocabulary: initiative/1\nmeta: { id: xx-b, title: B, kinds: [hrdd-law] }\nhrdd: { mod: duty }\n";
const BARE: &str = "{\"vocabulary\": \"initiative/1\", \"meta\": {\"id\": \"xx-c\", \"title\": \"C\", \"kinds\": [\"incentive\"]}}";

struct Run {
    pack: Pack,
    sources: Sources,
    checked: Vec<Checked>,
    problems: Vec<Diagnostic>,
    inputs: usize,
    waivers: Option<Register>,
    baseline: Option<Baseline>,
}

fn run(inputs: &[(&str, &str, Option<&str>)]) -> Run {
    let mut sources = Sources::new();
    let (pack, mut problems) = pack::load(pack::embedded(), Depth::Names, &mut sources);
    assert_eq!(problems, [], "the embedded pack has no problems");
    let mut checked = Vec::new();
    for (name, text, bill) in inputs {
        let bill = bill.map(|bill| Arc::new(import("a folder/bill №1.txt", bill.into(), &mut sources).expect("a text")));
        let file = sources.add(*name, (*text).to_owned());
        let (description, found) = check::read(file, &sources, &pack);
        problems.extend(found);
        checked.extend(
            description.map(|description| {
                check::check(description, check::Beside { text: bill, ..Default::default() }, &sources, &pack, |_| true)
            }),
        );
    }
    Run { pack, sources, checked, problems, inputs: inputs.len(), waivers: None, baseline: None }
}

fn all() -> Run {
    run(&[("in/good.yaml", GOOD, Some(BILL)), ("b.yaml", BROKEN, None), ("c.json", BARE, None), ("/absolute/d.yaml", GOOD, None)])
}

/// With one finding waived, a waiver that has expired, one that waives nothing, and a baseline that knows what the bill had before.
fn set_aside() -> Run {
    let mut run = all();
    let before = GOOD.replace("is: one-off", "is: periodic");
    let earlier = crate::run(&[("in/good.yaml", &before, Some(BILL))]).json().to_string();
    let waiver = |rule: &str, until: &str| {
        format!("  - {{ rule: {rule}, reason: r, owner: o, approver: a, expires: {until}, law: xx-good-2026 }}\n")
    };
    let text = ["HRD-003", "HRD-001"].map(|rule| waiver(rule, "2026-11-22")).concat() + &waiver("HRD-002", "2026-11-21");
    let file = run.sources.add("waivers.yaml", format!("waivers:\n{text}"));
    let (written, problems) = waiver::read(file, &run.sources, &run.pack);
    assert_eq!(problems, []);
    let mut register = Register::new(file, written, jiff::civil::date(2026, 11, 22));
    register.apply(&mut run.checked, &run.pack, false);
    let file = run.sources.add("baseline.json", earlier);
    let mut baseline = baseline::read(file, &run.sources).unwrap();
    baseline.apply(&mut run.checked, &run.pack).unwrap();
    run.waivers = Some(register);
    run.baseline = Some(baseline);
    run
}

impl Run {
    fn report(&self) -> Report<'_> {
        let rules = self.pack.rules.rules.len();
        Report {
            pack: &self.pack,
            sources: &self.sources,
            checked: &self.checked,
            problems: &self.problems,
            inputs: self.inputs,
            rules,
            explain_met: true,
            waivers: self.waivers.as_ref(),
            baseline: self.baseline.as_ref(),
            past: &[],
            date: None,
        }
    }

    fn json(&self) -> Value {
        serde_json::from_str(&json::render(&self.report())).unwrap()
    }

    fn sarif(&self, scope: sarif::Scope) -> Value {
        serde_json::from_str(&sarif::render_scope(&self.report(), scope)).unwrap()
    }
}

fn validator(schema: &str) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(schema).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

fn refusals(validator: &jsonschema::Validator, document: &Value) -> Vec<String> {
    validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn json_keeps_to_its_schema() {
    let validator = validator(json::SCHEMA);
    for run in [all(), set_aside(), run(&[]), run(&[("b.yaml", BROKEN, None)])] {
        assert_eq!(refusals(&validator, &run.json()), Vec::<String>::new());
    }
    let document = all().json();
    assert!(document["inputs"][0]["remarks"][0]["code"] == "quote-not-found" && document["problems"][0]["code"] == "unknown-field");
    assert_eq!(document["summary"]["not_checked"], 1);
    assert_eq!(document["summary"]["complete"], false);
}

/// Pointers to everything in a document that can be spoiled.
fn places(document: &Value, path: &str, found: &mut Vec<String>) {
    let at = |path: &str| if path.is_empty() { document } else { document.pointer(path).unwrap() };
    found.push(path.to_owned());
    match at(path) {
        Value::Object(members) => {
            members.keys().for_each(|key| places(document, &format!("{path}/{}", key.replace('~', "~0").replace('/', "~1")), found))
        }
        // One item stands for its like.
        Value::Array(items) if !items.is_empty() => places(document, &format!("{path}/0"), found),
        _ => {}
    }
}

#[test]
fn the_json_schema_refuses_what_is_not_a_report() {
    let validator = validator(json::SCHEMA);
    let run = set_aside();
    let mut document = run.json();
    // One input is enough, with an outcome that has findings, one with evidence, one with sources and one with missing facts.
    let outcomes = document["inputs"][0]["outcomes"].as_array().unwrap();
    let mut chosen = vec![outcomes.iter().find(|outcome| outcome["findings"][0]["waiver"].is_object()).unwrap().clone()];
    chosen.extend(
        ["evidence", "sources", "missing"]
            .iter()
            .map(|member| outcomes.iter().find(|outcome| !outcome[*member].as_array().unwrap().is_empty()).unwrap().clone()),
    );
    document["inputs"].as_array_mut().unwrap().truncate(1);
    document["inputs"][0]["outcomes"] = Value::Array(chosen);
    assert!(validator.is_valid(&document));
    let mut paths = Vec::new();
    places(&document, "", &mut paths);
    (1..4).for_each(|place| places(&document, &format!("/inputs/0/outcomes/{place}"), &mut paths));
    assert!(paths.len() > 150, "{}", paths.len());
    for path in paths {
        let mut types = document.clone();
        *types.pointer_mut(&path).unwrap() = serde_json::json!({ "not": ["this"] });
        assert!(!validator.is_valid(&types), "another type at {path} passes");
        let Value::Object(members) = document.pointer(&path).unwrap() else { continue };
        let mut more = document.clone();
        more.pointer_mut(&path).unwrap().as_object_mut().unwrap().insert("surprise".into(), Value::Null);
        assert!(!validator.is_valid(&more), "a member too many at {path} passes");
        for key in members.keys() {
            let mut less = document.clone();
            less.pointer_mut(&path).unwrap().as_object_mut().unwrap().remove(key);
            assert!(!validator.is_valid(&less), "{path} passes without {key}");
        }
    }
}

#[test]
fn json_places_are_one_based_and_hold_the_words() {
    let document = all().json();
    let remark = &document["inputs"][0]["remarks"][0]["labels"][0];
    assert_eq!((remark["start"]["line"].as_u64(), remark["start"]["column"].as_u64()), (Some(7), Some(71)));
    assert_eq!(remark["words"], "not in the text");
    let outcome =
        |code: &str| document["inputs"][0]["outcomes"].as_array().unwrap().iter().find(|outcome| outcome["rule"] == code).unwrap().clone();
    assert_eq!(outcome("HRD-003")["findings"][0]["labels"][0]["words"], "one-off");
    let evidence = &outcome("HRD-001")["evidence"][0];
    assert_eq!(
        (evidence["path"].as_str(), evidence["value"].as_str(), evidence["at"].as_str()),
        (Some("hrdd.mode"), Some("duty"), Some("s 1"))
    );
    assert_eq!(evidence["place"]["start"]["line"], 5);
}

#[test]
fn sarif_keeps_to_the_standard() {
    // Two patterns of the published schema hold a `]` too many, which stricter regular expressions refuse.
    let validator = validator(&SARIF_SCHEMA.replace("{2}]?$", "{2}$"));
    for run in [all(), set_aside(), run(&[]), run(&[("b.yaml", BROKEN, None)])] {
        for scope in [sarif::Scope::Everything, sarif::Scope::Findings] {
            assert_eq!(refusals(&validator, &run.sarif(scope)), Vec::<String>::new());
        }
    }
    let mut spoiled = all().sarif(sarif::Scope::Everything);
    spoiled["runs"][0]["results"][0]["kind"] = "passed".into();
    assert!(!validator.is_valid(&spoiled));
}

#[test]
fn sarif_says_the_verdict_in_kind_and_level() {
    let run = all();
    let log = run.sarif(sarif::Scope::Everything);
    let results = log["runs"][0]["results"].as_array().unwrap();
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    for result in results {
        let (kind, level) = (result["kind"].as_str().unwrap(), result["level"].as_str().unwrap());
        assert_eq!(kind == "fail", level != "none", "{result}");
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert_eq!(result["locations"].as_array().unwrap().len(), 1);
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert!(["startLine", "startColumn", "endLine", "endColumn"].iter().all(|name| region[*name].as_u64().unwrap() >= 1), "{region}");
        let index = usize::try_from(result["locations"][0]["physicalLocation"]["artifactLocation"]["index"].as_u64().unwrap()).unwrap();
        let uri = &log["runs"][0]["artifacts"][index]["location"]["uri"];
        assert_eq!(*uri, result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]);
    }
    let of = |kind: &str| results.iter().filter(|result| result["kind"] == kind).count();
    let verdicts =
        |wanted: Verdict| run.checked.iter().flat_map(|checked| &checked.outcomes).filter(|outcome| outcome.verdict == wanted).count();
    assert_eq!(of("pass"), verdicts(Verdict::Met));
    assert_eq!(of("open"), verdicts(Verdict::Undetermined));
    assert_eq!(of("notApplicable"), verdicts(Verdict::NotApplicable));
    let findings: usize = run.checked.iter().flat_map(|checked| &checked.outcomes).map(|outcome| outcome.findings.len()).sum();
    let remarks: usize = run.checked.iter().map(|checked| checked.remarks.len()).sum();
    assert_eq!(of("fail"), findings + remarks);
    let only = run.sarif(sarif::Scope::Findings);
    assert_eq!(only["runs"][0]["results"].as_array().unwrap().len(), findings + remarks);
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
    assert_eq!(log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["descriptor"]["id"], "unknown-field");
}

#[test]
fn sarif_names_files_as_uris() {
    let log = all().sarif(sarif::Scope::Findings);
    let uris: Vec<&str> =
        log["runs"][0]["artifacts"].as_array().unwrap().iter().map(|artifact| artifact["location"]["uri"].as_str().unwrap()).collect();
    assert_eq!(uris, ["in/good.yaml", "a%20folder/bill%20%E2%84%961.txt", "c.json", "file:///absolute/d.yaml", "b.yaml"]);
}

#[test]
fn sarif_points_at_the_principles() {
    let log = all().sarif(sarif::Scope::Everything);
    let run = &log["runs"][0];
    let rule = run["tool"]["driver"]["rules"].as_array().unwrap().iter().find(|rule| rule["id"] == "HRD-003").unwrap();
    let target = &rule["relationships"][0]["target"];
    assert_eq!((target["id"].as_str(), target["toolComponent"]["name"].as_str()), (Some("17"), Some("UNGP")));
    let taxon = &run["taxonomies"][0]["taxa"][usize::try_from(target["index"].as_u64().unwrap()).unwrap()];
    assert_eq!((taxon["id"].as_str(), run["taxonomies"][0]["taxa"].as_array().unwrap().len()), (Some("17"), 31));
}

#[test]
fn fingerprints_survive_edits_around_a_finding() {
    let prints = |text: &str| -> Vec<(String, String)> {
        let log = run(&[("x.yaml", text, None)]).sarif(sarif::Scope::Findings);
        let results = log["runs"][0]["results"].as_array().unwrap();
        results
            .iter()
            .map(|result| {
                (result["ruleId"].as_str().unwrap().to_owned(), result["partialFingerprints"]["ungpCheck/v1"].as_str().unwrap().to_owned())
            })
            .collect()
    };
    let before = prints(GOOD);
    assert_eq!(before, prints(&GOOD.replace("hrdd:\n", "# a remark\n\nhrdd:\n")));
    let mut apart: Vec<&String> = before.iter().map(|(_, print)| print).collect();
    apart.sort();
    apart.dedup();
    assert_eq!(apart.len(), before.len());
    let other = prints(&GOOD.replace("xx-good-2026", "xx-other-2026"));
    assert!(before.iter().zip(&other).all(|(one, two)| one.0 == two.0 && one.1 != two.1));
    let document = run(&[("x.yaml", GOOD, None)]).json();
    let in_json = document["inputs"][0]["outcomes"].as_array().unwrap().iter().flat_map(|outcome| outcome["findings"].as_array().unwrap());
    assert_eq!(
        in_json.map(|finding| finding["fingerprint"].as_str().unwrap()).collect::<Vec<_>>(),
        before.iter().map(|(_, print)| print.as_str()).collect::<Vec<_>>()
    );
}

#[test]
fn every_format_says_what_could_not_be_checked() {
    let run = all();
    let report = run.report();
    for text in [human::render(&report, &human::Options { color: true, width: 80 }), plain::render(&report), short::render(&report)] {
        assert!(text.contains("1 of 4 inputs could not be checked"), "{text}");
        assert!(text.contains("HRD-003") && text.contains("unknown-field") && text.contains("quote-not-found"), "{text}");
    }
}

#[test]
fn a_description_on_one_line_of_a_megabyte_stays_short() {
    let filler = "x".repeat(1_000_000);
    let text = format!(
        "{{\"vocabulary\": \"initiative/1\", \"meta\": {{\"id\": \"xx-l\", \"title\": \"L\\u001b[31m{filler}\", \"kinds\": [\"hrdd-law\"]}}, \"hrdd\": {{\"mode\": {{\"is\": \"none\", \"note\": \"{filler}\"}}}}}}"
    );
    let run = run(&[("long.json", &text, None)]);
    assert_eq!(run.checked.len(), 1, "{:?}", run.problems);
    let human = human::render(&run.report(), &human::Options { color: false, width: 100 });
    assert!(human.contains("error[HRD-001]") && human.len() < 40_000, "{}", human.len());
    assert!(!human.contains('\u{1b}'));
    for line in [plain::render(&run.report()), short::render(&run.report())] {
        assert!(!line.contains('\u{1b}') && line.len() < 40_000, "{}", line.len());
    }
}

#[test]
fn what_is_set_aside_is_in_every_format() {
    let run = set_aside();
    let document = run.json();
    assert_eq!((&document["waivers"]["in_force"], &document["summary"]["waived"]), (&2.into(), &2.into()));
    let known = document["baseline"]["known"].as_u64().unwrap();
    assert!(known > 0 && document["summary"]["known"] == known && document["baseline"]["gone"] == 1, "{document:#}");
    let log = run.sarif(sarif::Scope::Everything);
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.iter().filter(|result| result["suppressions"].as_array().unwrap().len() == 1).count(), 2);
    let of = |state: &str| results.iter().filter(|result| result["kind"] == "fail" && result["baselineState"] == state).count();
    assert_eq!(of("unchanged") as u64, known);
    assert_eq!(of("new") + of("unchanged"), results.iter().filter(|result| result["kind"] == "fail").count());
    let report = run.report();
    for text in [human::render(&report, &human::Options { color: true, width: 80 }), plain::render(&report), short::render(&report)] {
        assert!(text.contains("waiver-expired") && text.contains("waiver-unused"), "{text}");
        assert!(text.contains(", 2 waived") && text.contains(&format!("{known} known from the baseline, left out")), "{text}");
    }
}
