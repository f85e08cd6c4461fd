//! Real amendments: what is known of them from the laws themselves, against what `diff` says.
//!
//! The expectations were written from the texts of the laws before the program was run on them.

#![cfg(test)]

use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// What the program says of two descriptions.
struct Drafts(Value);

impl Drafts {
    /// `None` where a description is not there.
    fn compare(old: &str, new: &str) -> Option<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let there = |path: &str| root.join("fixtures").join(path).is_file();
        (there(old) && there(new)).then(|| Self::run(old, new))
    }

    fn run(old: &str, new: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
        let output = Command::new(env!("CARGO_BIN_EXE_ungp-check"))
            .args(["diff", old, new, "--format", "json", "--fail-on", "never"])
            .current_dir(root)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        Self(serde_json::from_slice(&output.stdout).unwrap())
    }

    fn list(&self, member: &str) -> &[Value] {
        self.0[member].as_array().unwrap()
    }

    /// The classes of all findings of a rule.
    fn classes(&self, rule: &str) -> Vec<&str> {
        let of_rule = self.list("findings").iter().filter(|finding| finding["rule"] == rule);
        of_rule.map(|finding| finding["class"].as_str().unwrap()).collect()
    }

    /// `old → new` of a rule whose verdict changed.
    fn verdict(&self, rule: &str) -> Option<String> {
        let change = self.list("verdicts").iter().find(|change| change["rule"] == rule)?;
        Some(format!("{} → {}", change["old"].as_str()?, change["new"].as_str()?))
    }

    /// `old → new` of facts whose path is this one without the numbers of records.
    fn facts(&self, path: &str) -> Vec<String> {
        let numbers = regex::Regex::new(r"\[\d+\]").unwrap();
        let facts = self.list("facts").iter().filter(|fact| fact["record"] == false);
        let alike = facts.filter(|fact| numbers.replace_all(fact["path"].as_str().unwrap(), "[]") == path);
        let value = |side: &Value| side["value"].as_str().unwrap_or("-").to_owned();
        alike.map(|fact| format!("{} → {}", value(&fact["old"]), value(&fact["new"]))).collect()
    }

    /// What the records are about that only one side (`old` or `new`) has, with their places in the law.
    fn records(&self, side: &str) -> Vec<String> {
        let other = if side == "old" { "new" } else { "old" };
        let records = self.list("facts").iter().filter(|fact| fact["record"] == true && fact[other].is_null());
        records.map(|fact| format!("{}, {}", fact[side]["value"].as_str().unwrap(), fact[side]["at"].as_str().unwrap_or("-"))).collect()
    }

    #[track_caller]
    fn has_record(&self, side: &str, words: &[&str]) {
        let records = self.records(side);
        assert!(records.iter().any(|record| words.iter().all(|word| record.contains(word))), "{words:?} in {records:#?}");
    }
}

/// The Act of 3 June 2021 (BGBl. I p. 1436) and the Act against right-wing extremism (s 3a).
#[test]
fn netzdg_2021_adds_the_counter_presentation() {
    let drafts = Drafts::compare("past/de-netzdg-2017/description.yaml", "drafts/de-netzdg-2021.yaml").expect("both are in the project");
    // s 3b: users and complainants can have every decision reviewed, and what was removed comes back.
    assert_eq!(drafts.verdict("CNT-007").as_deref(), Some("violated → met"));
    assert_eq!(drafts.classes("CNT-007"), ["fixed", "fixed"]);
    assert_eq!(drafts.facts("content[].internal_appeal"), ["false → true", "false → true"]);
    // s 3c: independent arbitration.
    assert!(drafts.classes("CNT-008").iter().all(|class| *class == "fixed") && !drafts.classes("CNT-008").is_empty());
    drafts.has_record("new", &["out-of-court-body", "s 3c"]);
    // s 3a: reports to the Federal Criminal Police Office, with user name and address.
    drafts.has_record("new", &["company, data-access", "s 3a"]);
    // s 5a: researchers; s 4a: the office can order a breach to end.
    assert_eq!(drafts.facts("report.researchers"), ["- → true"]);
    assert_eq!(drafts.facts("inst[].powers").len(), 1);
    // The deadlines were left alone, and what is said of them too.
    assert_eq!(drafts.facts("content[].deadline"), Vec::<String>::new());
    assert!(drafts.classes("CNT-001").contains(&"unchanged") && !drafts.classes("CNT-001").contains(&"new"));
    // Renumbered fines: s 4(1) nos 7-8 became 8-9.
    assert!(drafts.list("moved").iter().any(|moved| moved["new"].as_str().unwrap().contains("nos 8-9")));
    assert_eq!(drafts.0["summary"]["same_id"], false);
}

/// What Parliament and Council added to the proposal of the Commission.
#[test]
fn the_dsa_grew_between_proposal_and_adoption() {
    let drafts = Drafts::compare("drafts/eu-dsa-2020.yaml", "past/eu-dsa-2022/description.yaml").expect("both are in the project");
    // art 54: compensation.
    assert_eq!(drafts.facts("remedy.judicial"), ["existing-preserved → new-cause"]);
    // art 36: crisis response; arts 31-32: compliance by design and information on marketplaces.
    drafts.has_record("new", &["company-direction", "art 36"]);
    drafts.has_record("new", &["product-safety", "arts 31-32"]);
    // arts 25-28, 38-39: the duty that was there for advertising and very large services is the same duty, wider and elsewhere.
    assert!(drafts.list("moved").iter().any(|moved| moved["old"] == "arts 24, 29-30" && moved["new"] == "arts 25-28, 38, 39"));
    assert_eq!(drafts.facts("scope.lifecycle"), ["deployment, use → design, deployment, use"]);
    // art 34(1)(d): gender-based violence; art 35(1): what measures do to fundamental rights.
    assert_eq!(drafts.facts("hrdd.gender"), ["false → true"]);
    assert_eq!(drafts.facts("hrdd.mitigation_check"), ["false → true"]);
    assert_eq!(drafts.facts("hrdd.priority"), ["none → severity-and-likelihood"]);
    // art 21(4): 90 days; art 9(5): users are told of orders.
    assert_eq!(drafts.facts("remedy.mechs[].decision_time"), ["- → 90 days"]);
    assert_eq!(drafts.facts("content[].user_notice"), ["false → true", "false → true"]);
    // The ceiling of fines stayed at 6 %.
    assert_eq!(drafts.facts("penalties[].turnover"), Vec::<String>::new());
    // Nearly every article has another number; what did not change besides must not look new.
    let number = |class: &str| drafts.0["summary"]["findings"][class].as_u64().unwrap();
    assert!(drafts.0["summary"]["moved"].as_u64().unwrap() > 30, "{}", drafts.0["summary"]);
    assert!(number("unchanged") > 4 * (number("new") + number("changed")), "{}", drafts.0["summary"]);
    assert!(drafts.records("old").is_empty(), "{:?}", drafts.records("old"));
}

/// The amendments of October 2022 (G.S.R. 794(E)).
#[test]
fn indian_rules_gained_an_appellate_committee() {
    let Some(drafts) = Drafts::compare("drafts/in-it-rules-2021-first.yaml", "past/in-it-rules-2021/description.yaml") else {
        eprintln!("left out: fixtures/past/in-it-rules-2021 is not there");
        return;
    };
    // r 3A: committees named by the government, and the way to them from the grievance officer.
    drafts.has_record("new", &["executive", "r 3A"]);
    drafts.has_record("new", &["Grievance Appellate Committee"]);
    assert_eq!(drafts.facts("remedy.mechs[].appeal"), ["none → higher-body"]);
    // First proviso to r 3(2)(a)(i): 72 hours for part of the list.
    assert_eq!(drafts.facts("content[].deadline"), ["15 days → 72 h"]);
    // r 3(1)(n): respect for the rights of citizens.
    drafts.has_record("new", &["policy-commitment", "r 3(1)(n)"]);
    // Tracing, blocking and the 36 hours are as they were.
    assert!(drafts.records("old").is_empty(), "{:?}", drafts.records("old"));
    assert_eq!(drafts.facts("powers[].power"), Vec::<String>::new());
    assert!(drafts.classes("RGT-008").iter().all(|class| *class == "unchanged") && !drafts.classes("RGT-008").is_empty());
}

/// Directive (EU) 2026/470.
#[test]
fn the_omnibus_takes_back() {
    let pair = ("past/eu-csddd-2024/description.yaml", "past/eu-csddd-omnibus-2026/description.yaml");
    let Some(drafts) = Drafts::compare(pair.0, pair.1) else {
        eprintln!("left out: fixtures/past/eu-csddd-2024 or eu-csddd-omnibus-2026 is not there");
        return;
    };
    // The harmonised civil liability is gone, and with it the reach through groups and across borders.
    assert_eq!(drafts.facts("remedy.judicial"), ["new-cause → existing-preserved"]);
    assert_eq!(drafts.facts("remedy.group_liability"), ["parent-and-controlled → silent"]);
    assert!(drafts.classes("REM-005").contains(&"new"), "{:?}", drafts.verdict("REM-005"));
    // Fewer stakeholders, at fewer steps; no climate plan; protection is lowered.
    assert_eq!(drafts.facts("hrdd.engagement"), ["each-step → some-steps"]);
    assert_eq!(drafts.facts("coh.regression"), ["none → lowers"]);
    drafts.has_record("old", &["company, other", "art 22"]);
    // A ceiling of 3 % in place of a floor of 5 %.
    assert_eq!(drafts.facts("penalties[].turnover"), ["5% → 3%"]);
    // It mends little: more is new than fixed.
    let number = |class: &str| drafts.0["summary"]["findings"][class].as_u64().unwrap();
    assert!(number("new") > number("fixed"), "{}", drafts.0["summary"]);
}
