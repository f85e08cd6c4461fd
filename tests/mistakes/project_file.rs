//! Mistakes in the project file.

use crate::case::{Case, Group, case};
use crate::descriptions::right;

fn with(title: &'static str, project: &str) -> Case {
    case(Group::ProjectFile, title).file("ungp-check.toml", project).beside("act.yaml", right()).run("check act.yaml --only CNT-003")
}

pub fn cases() -> Vec<Case> {
    vec![
        with("an unknown key", "fail_at = \"warning\"\n")
            .says("unknown field `fail_at`")
            .at("ungp-check.toml:1:1", "fail_at")
            .helps("did you mean `fail_on`?"),
        with("a level that is none", "fail_on = \"warnings\"\n")
            .says("`warnings` is not a level")
            .at("ungp-check.toml:1:11", "\"warnings\"")
            .helps("did you mean `warning`?"),
        with("a misspelt setting", "[settings]\nstrict_dedline = \"12 h\"\n")
            .says("no rule has a setting `strict_dedline`")
            .at("ungp-check.toml:2:1", "strict_dedline")
            .helps("did you mean `strict_deadline`?"),
        with("a setting of the wrong type", "[settings]\nstrict_deadline = \"12 EUR\"\n")
            .says("`EUR` is not a unit of time")
            .at("ungp-check.toml:2:19", "\"12 EUR\"")
            .helps("its default is `24 h`"),
        with("a setting without its unit", "[settings]\nstrict_deadline = 12\n")
            .says("`12` has no unit")
            .at("ungp-check.toml:2:19", "12")
            .helps("its default is `24 h`"),
        with("a list for a setting", "[settings]\nstrict_deadline = [\"12 h\"]\n")
            .says("the setting `strict_deadline` takes a single value")
            .at("ungp-check.toml:2:19", "[\"12 h\"]"),
        with("an unknown rule under `[severity]`", "[severity]\nCNT-0001 = \"note\"\n")
            .says("there is no rule or family `CNT-0001`")
            .at("ungp-check.toml:2:1", "CNT-0001")
            .helps("did you mean `CNT-001`?"),
        with("a family under `[severity]`", "[severity]\nCNT = \"note\"\n")
            .says("`CNT` is a family, and only a rule has a severity")
            .at("ungp-check.toml:2:1", "CNT"),
        with("a rule switched off", "[severity]\nCNT-001 = \"off\"\n")
            .says("`off` is not a severity")
            .at("ungp-check.toml:2:11", "\"off\"")
            .helps("a rule cannot be switched off here"),
        with("TOML that is not closed", "[settings\nstrict_deadline = \"12 h\"\n").says("unclosed table").at("ungp-check.toml:1:10", ""),
        with("a value without quotation marks", "fail_on = warning\n")
            .says("string values must be quoted")
            .at("ungp-check.toml:1:11", "warning"),
        with("a text for `default_rules`", "default_rules = \"no\"\n").says("expected a boolean").at("ungp-check.toml:1:17", "\"no\""),
        with("the same key twice, in TOML", "fail_on = \"error\"\nfail_on = \"note\"\n")
            .says("duplicate")
            .at("ungp-check.toml:2:1", "fail_on"),
        with("a folder of rules that is not there", "packs = [\"ours\"]\n")
            .says("cannot read `ours`: there is no such file")
            .at("ungp-check.toml:1:10", "\"ours\""),
        with("a folder without rules", "packs = [\"ours\"]\n")
            .folder("ours")
            .says("no rules in the folder `ours`")
            .at("ungp-check.toml:1:10", "\"ours\""),
        with("no rules left", "default_rules = false\n").says("these rules declare no vocabulary").helps("declare one"),
    ]
}
