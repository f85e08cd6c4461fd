//! Mistakes in what stands beside a bill: other laws, expectations, drafts, past laws, waivers and baselines.

use crate::case::{Case, Group, case};
use crate::descriptions::{HEAD, right};

fn given(title: &'static str, arguments: &'static str) -> Case {
    case(Group::Beside, title).beside("act.yaml", right()).run(arguments)
}

/// A suite of one law in the folder `laws`, with these expectations.
fn suite(title: &'static str, expected: &str) -> Case {
    case(Group::Beside, title).beside("laws/description.yaml", right()).file("laws/expected.yaml", expected).run("test laws")
}

fn waivers(title: &'static str, text: &str) -> Case {
    given(title, "check act.yaml --only CNT-003 --waivers ours.yaml").file("ours.yaml", text)
}

pub fn cases() -> Vec<Case> {
    let mut cases = other_laws();
    cases.extend(suites());
    cases.extend(drafts());
    cases.extend(waived());
    cases
}

fn other_laws() -> Vec<Case> {
    vec![
        given("`--with` a folder without descriptions", "check act.yaml --only COH-014 --with laws")
            .folder("laws")
            .says("no description in the folder `laws`"),
        given("`--with` a law that cannot be read", "check act.yaml --only COH-014 --with law.yaml")
            .file("law.yaml", "vocabulary: initiative/1\nmeta: { id: x, title: X, kinds: [platform] }\n")
            .says("`platform` is not a value of `kinds`")
            .at("law.yaml:2:34", "platform"),
        given("only rules that compare, and no other law", "check act.yaml --only COH-014")
            .says("no other law is in view")
            .helps("name descriptions of other laws with `--with`"),
        given("only rules that compare, and a law from elsewhere", "check act.yaml --only COH-014 --with law.yaml")
            .file("law.yaml", HEAD.replace("KE", "UG").replace("ke-test", "ug-test"))
            .says("none of those given holds in `KE`")
            .helps("`--any-jurisdiction` compares with laws from elsewhere too"),
    ]
}

fn suites() -> Vec<Case> {
    vec![
        suite(
            "an expectation with a rule that does not exist",
            "law: ke-test-2026\nexpect:\n  - { rule: CNT-01, verdict: met, by: text, confidence: high }\n",
        )
        .says("there is no rule or family `CNT-01`")
        .helps("did you mean `CNT-001`?")
        .at("laws/expected.yaml:3:13", "CNT-01"),
        suite(
            "an expectation with a misspelt verdict",
            "law: ke-test-2026\nexpect:\n  - { rule: CNT-003, verdict: violate, by: text, confidence: high }\n",
        )
        .says("`violate` is not a value of `verdict`")
        .helps("did you mean `violated`?")
        .at("laws/expected.yaml:3:31", "violate"),
        suite(
            "expectations about another law",
            "law: ke-test-2025\nexpect:\n  - { rule: CNT-003, verdict: met, by: text, confidence: high }\n",
        )
        .says("the expectations are about `ke-test-2025`")
        .at("laws/expected.yaml:1:6", "ke-test-2025"),
        suite("a critic without a name", "law: ke-test-2026\nexpect:\n  - { rule: CNT-003, verdict: met, by: critic, confidence: high }\n")
            .says("a critic has no name")
            .helps("say who it is"),
        case(Group::Beside, "expectations without a description")
            .file("laws/expected.yaml", "law: ke-test-2026\nexpect:\n  - { rule: CNT-003, verdict: met, by: text, confidence: high }\n")
            .run("test laws")
            .says("the description `description.yaml` of `ke-test-2026` cannot be read"),
        case(Group::Beside, "a folder without a suite").folder("laws").run("test laws").says("no suite and no rules in the folder `laws`"),
    ]
}

fn drafts() -> Vec<Case> {
    vec![
        given("one draft alone", "diff act.yaml").says("required arguments were not provided"),
        given("a draft that is not there", "diff act.yaml bill.yaml").says("cannot read `bill.yaml`"),
        given("a folder with several descriptions as a draft", "diff act.yaml bills")
            .beside("bills/one.yaml", right())
            .beside("bills/two.yaml", right())
            .says("bills"),
        given("one bill to compare", "compare act.yaml")
            .says("only one initiative is named")
            .helps("name another description, or a past law by its short name"),
        given("a past law that does not exist", "compare act.yaml eu-dsa-2023").says("eu-dsa-2023"),
    ]
}

fn waived() -> Vec<Case> {
    let whole = "reason: r, owner: o, approver: a, expires: 2099-01-01";
    vec![
        waivers("a waiver without a rule", &format!("waivers:\n  - {{ {whole} }}\n"))
            .says("this waiver names no rule")
            .at("ours.yaml:2:7", "reason"),
        waivers("a waiver for a misspelt rule", &format!("waivers:\n  - {{ rule: CNT-03, {whole} }}\n"))
            .says("there is no rule or family `CNT-03`")
            .helps("did you mean `CNT-003`?")
            .at("ours.yaml:2:13", "CNT-03"),
        waivers(
            "a waiver with an impossible date",
            "waivers:\n  - { rule: CNT-003, reason: r, owner: o, approver: a, expires: 2027-02-30 }\n",
        )
        .says("2027-02-30")
        .at("ours.yaml:2:65", "2027-02-30"),
        waivers("an empty file of waivers", "").says("waivers"),
        given("a baseline that is a description", "check act.yaml --only CNT-003 --baseline act.yaml")
            .says("the baseline is not a report of this program")
            .helps("a baseline is what `ungp-check check --format json` printed before"),
        given("a baseline that is not there", "check act.yaml --only CNT-003 --baseline old.json").says("cannot read `old.json`"),
    ]
}
