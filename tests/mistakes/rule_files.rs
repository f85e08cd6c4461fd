//! Mistakes in what a rule says and must have.

use crate::case::{Case, Group, case};
use crate::descriptions::{HEAD, right};

/// A rule file that is right.
pub const OWN: &str = "\
document \"Our brief\" { title \"What our coalition asks of laws on platforms\" }
family OWN \"Our own criteria\" { pillar I }

rule OWN-001 \"Time to decide\" {
  source   \"Our brief\" para 3
  kinds    content-platform
  severity warning
  for each c in content
  violated when c.deadline <= 24 h
           says \"content must be gone within `{c.deadline}`\" at c.deadline
  met when c.deadline > 24 h
  absence  never
  because  \"haste removes lawful speech\"
  help     \"give more time\"
  example  violated { content: [ { deadline: 1 h } ] }
  example  met { content: [ { deadline: 3 days } ] }
}
";

/// A small vocabulary: the embedded one would do as well, but takes longer.
const FACTS: &str = "\
vocabulary initiative 1 {
  kinds meta.kinds
  reviewed coverage.reviewed
  section meta \"what it is\" {
    field id slug required \"its short name\"
    field title text required \"its title\"
    field jurisdiction jurisdiction \"who makes it\"
    field kinds set { hrdd-law, content-platform } required \"what kind of initiative it is\"
  }
  section coverage \"what was read\" { field reviewed sections \"which sections were read in full\" }
  section content list \"rules that make content disappear\" {
    field origin enum { court-order, independent-authority, private-notice } \"what sets the duty in motion\"
    field deadline duration \"how much time the company has\"
    field reasons bool \"whether users must be given reasons\"
    field safeguards set { human-review, appeal, none } \"what protects lawful speech\"
  }
}
";

/// The right file with one thing changed.
pub fn changed(title: &'static str, from: &str, to: &str) -> Case {
    assert_eq!(OWN.matches(from).count(), 1, "{title}: `{from}` must be in the file once");
    whole(title, OWN.replace(from, to))
}

pub fn whole(title: &'static str, text: impl Into<Vec<u8>>) -> Case {
    ours(Group::RuleFiles, title).file("own.rules", text).run("rules check --rules own.rules")
}

/// With the small vocabulary in place of the embedded rules, through the project file.
pub fn ours(group: Group, title: &'static str) -> Case {
    case(group, title).beside("facts.rules", FACTS).beside("ungp-check.toml", "default_rules = false\npacks = [\"facts.rules\"]\n")
}

/// The right file with more behind it.
fn with(title: &'static str, more: &str) -> Case {
    whole(title, format!("{OWN}\n{more}"))
}

pub fn cases() -> Vec<Case> {
    let mut cases = parts();
    cases.extend(names());
    cases.extend(logic());
    cases.extend(messages());
    cases.extend(examples());
    cases.extend(packs());
    cases
}

fn parts() -> Vec<Case> {
    vec![
        changed("a rule without source", "  source   \"Our brief\" para 3\n", "")
            .says("rule `OWN-001` has no source")
            .at("own.rules:4:6", "OWN-001")
            .helps("a criterion nobody wrote is an opinion"),
        changed("a rule without severity", "  severity warning\n", "")
            .says("rule `OWN-001` has no severity")
            .at("own.rules:4:6", "OWN-001"),
        changed("a rule without a word on silence", "  absence  never\n", "")
            .says("rule `OWN-001` has no word on silence")
            .at("own.rules:4:6", "OWN-001"),
        changed("a rule without message", "           says \"content must be gone within `{c.deadline}`\" at c.deadline\n", "")
            .says("rule `OWN-001` has no message")
            .at("own.rules:4:6", "OWN-001"),
        changed("a rule without a condition that meets it", "  met when c.deadline > 24 h\n", "")
            .says("rule `OWN-001` has no `met when`")
            .at("own.rules:4:6", "OWN-001"),
        changed("a rule without an example that violates it", "  example  violated { content: [ { deadline: 1 h } ] }\n", "")
            .says("rule `OWN-001` has no example that violates it")
            .at("own.rules:4:6", "OWN-001"),
        changed("a rule without an example that meets it", "  example  met { content: [ { deadline: 3 days } ] }\n", "")
            .says("rule `OWN-001` has no example that meets it")
            .at("own.rules:4:6", "OWN-001"),
        changed("a clause twice", "  severity warning\n", "  severity warning\n  severity note\n")
            .says("a rule has `severity` once at most")
            .at("own.rules:8:3", "severity"),
    ]
}

fn names() -> Vec<Case> {
    vec![
        changed("an unknown field in a condition", "c.deadline <= 24 h", "c.dedline <= 24 h")
            .says("`content[]` has no field `dedline`")
            .at("own.rules:9:19", "dedline")
            .helps("did you mean `deadline`?"),
        changed("an unknown field that is like no other", "c.deadline <= 24 h", "c.police <= 24 h")
            .says("`content[]` has no field `police`")
            .at("own.rules:9:19", "police")
            .helps("its fields are `origin`, `deadline`, `reasons` or `safeguards`"),
        changed("an unknown value in a condition", "c.deadline <= 24 h", "c.origin = police")
            .says("`police` is not a value of")
            .at("own.rules:9:28", "police"),
        changed("an unknown list", "c in content", "c in contents")
            .says("there is no list `contents`")
            .at("own.rules:8:17", "contents")
            .helps("did you mean `content`?"),
        changed("a list without a name for its records", "c.deadline <= 24 h", "content.deadline <= 24 h")
            .says("`content` is a list: `content.deadline` does not say of which record")
            .at("own.rules:9:17", "content.deadline")
            .helps("write `some c in content: c.deadline …`"),
        changed("an unknown document", "source   \"Our brief\"", "source   \"Our breif\"")
            .says("no document `Our breif` is declared")
            .at("own.rules:5:12", "\"Our breif\"")
            .helps("did you mean `Our brief`?"),
        changed("a unit of a document that is none", "para 3", "paragraph 3")
            .says("`paragraph` is no unit of a document")
            .at("own.rules:5:24", "paragraph")
            .helps("para"),
        changed("an unknown family", "family OWN", "family OWM")
            .says("no family `OWN` is declared")
            .at("own.rules:4:6", "OWN-001")
            .helps("did you mean `OWM`?"),
        changed("an unknown kind", "kinds    content-platform", "kinds    content-platfrom")
            .says("`content-platfrom` is not a kind of initiative")
            .at("own.rules:6:12", "content-platfrom")
            .helps("did you mean `content-platform`?"),
        whole(
            "an unknown setting",
            OWN.replace("c.deadline <= 24 h", "c.deadline <= settings.our_dedline")
                + "setting our_deadline = 24 h \"what we find too short\"\n",
        )
        .says("there is no setting `our_dedline`")
        .at("own.rules:9:40", "our_dedline")
        .helps("did you mean `our_deadline`?"),
        changed("an undefined predicate", "c.deadline <= 24 h", "hasty(c)")
            .says("nothing called `hasty` is defined")
            .at("own.rules:9:17", "hasty"),
        with("a code used twice", "rule OWN-001 \"Again\" { }\n").says("rule `OWN-001` is declared twice").at("own.rules:19:6", "OWN-001"),
        case(Group::RuleFiles, "a code that the embedded rules use")
            .file("own.rules", OWN.replace("OWN-001", "CNT-001"))
            .beside("act.yaml", right())
            .run("check act.yaml --rules own.rules --only CNT-003")
            .says("rule `CNT-001` is declared twice")
            .at("own.rules:4:6", "CNT-001"),
        with("a definition that nothing uses", "define hasty(c in content) when c.deadline <= 1 h\n")
            .says("no rule uses `hasty`")
            .at("own.rules:19:8", "hasty"),
        with("a setting that nothing uses", "setting our_deadline = 24 h \"What we find too short.\"\n")
            .says("no rule uses the setting `our_deadline`")
            .at("own.rules:19:9", "our_deadline")
            .helps("settings.our_deadline"),
        whole(
            "definitions that go in a circle",
            OWN.replace("when c.deadline <= 24 h", "when hasty(c)")
                + "define hasty(c in content) when rash(c)\ndefine rash(c in content) when hasty(c)\n",
        )
        .says("goes in a circle")
        .at("own.rules:19:32", "hasty(c)"),
    ]
}

fn logic() -> Vec<Case> {
    vec![
        changed("a comparison of different types", "c.deadline <= 24 h", "c.deadline <= 24 EUR")
            .says("expected a duration")
            .at("own.rules:9:31", "24 EUR"),
        changed("an order among values that have none", "c.deadline <= 24 h", "c.origin < court-order")
            .says("`c.origin` has no order")
            .at("own.rules:9:17", "c.origin < court-order")
            .helps("use `=`, `!=`, `in` or `has`"),
        changed("a field that is no condition", "c.deadline <= 24 h", "c.deadline")
            .says("`c.deadline` is of type duration, not a condition")
            .at("own.rules:9:17", "c.deadline"),
        changed("one value compared with several", "c.deadline <= 24 h", "c.origin = { court-order, private-notice }")
            .says("a single value is compared with a set")
            .at("own.rules:9:28", "{ court-order, private-notice }")
            .helps("write `in` instead of `=`"),
        changed("a misspelt unit", "c.deadline <= 24 h", "c.deadline <= 24 hous")
            .says("`hous` is not a unit")
            .says("did you mean `hours`?")
            .at("own.rules:9:34", "hous"),
        changed("a number without unit", "c.deadline <= 24 h", "c.deadline <= 24")
            .says("expected a duration, found a number")
            .at("own.rules:9:31", "24"),
        changed("a condition that is never true", "c.deadline <= 24 h", "c.deadline <= 24 h and c.deadline > 48 h")
            .says("this condition can never be true")
            .at("own.rules:9:17", "c.deadline <= 24 h and c.deadline > 48 h"),
        changed("a condition that is always true", "c.deadline <= 24 h", "c.origin = court-order or c.origin != court-order")
            .says("this condition is true whatever the value")
            .at("own.rules:9:17", "c.origin = court-order or c.origin != court-order"),
        changed("both verdicts at once", "c.deadline > 24 h", "c.deadline > 12 h")
            .says("rule `OWN-001` would be both violated and met for one bill")
            .at("own.rules:9:17", "c.deadline <= 24 h")
            .helps("add to `met when` what rules the violation out"),
        changed("`none` in a set", "c.deadline <= 24 h", "c.safeguards has any { none, appeal }")
            .says("in a set, `none` stands for no value at all")
            .at("own.rules:9:40", "none")
            .helps("write `is empty`"),
    ]
}

fn messages() -> Vec<Case> {
    vec![
        changed("an unknown field in a message", "`{c.deadline}`", "`{c.dedline}`")
            .says("`content[]` has no field `dedline`")
            .at("own.rules:10:50", "dedline")
            .helps("did you mean `deadline`?"),
        changed("a brace in a message without its partner", "`{c.deadline}`", "`{c.deadline`")
            .says("a brace in a message has no partner")
            .at("own.rules:10:47", "{")
            .helps("write `{{` or `}}`"),
        changed("a list in a message", "`{c.deadline}`", "`{content}`")
            .says("`{content}` is not a field with a value")
            .at("own.rules:10:47", "{content}"),
        changed("a message that points at no field", "at c.deadline", "at meta")
            .says("`meta` is nothing a label could point at")
            .at("own.rules:10:65", "meta"),
        changed(
            "a cue whose pattern is broken",
            "  absence  never\n",
            "  absence  never\n  cue      /within (24|48 hours/ suggests content[].deadline\n",
        )
        .says("this pattern is not a regular expression")
        .at("own.rules:13:20", "("),
        changed(
            "a cue that suggests no value",
            "  absence  never\n",
            "  absence  never\n  cue      /police/ suggests content[].origin = police\n",
        )
        .says("`police` is not a value of")
        .at("own.rules:13:49", "police"),
    ]
}

fn examples() -> Vec<Case> {
    vec![
        changed("an example that fails", "deadline: 1 h", "deadline: 25 h")
            .exit(1)
            .says("rule `OWN-001` calls this example met, not violated")
            .at("own.rules:15:21", "{ content: [ { deadline: 25 h } ] }"),
        changed("an example with an unknown field", "{ deadline: 1 h }", "{ dedline: 1 h }")
            .exit(1)
            .says("`content` has no field `dedline`")
            .at("own.rules:15:36", "dedline")
            .helps("did you mean `deadline`?"),
        changed("an example with a wrong value", "deadline: 1 h", "deadline: 1").exit(1).says("`1` has no unit").at("own.rules:15:46", "1"),
        changed("an example without verdict", "example  violated {", "example  {")
            .says("expected `violated`, `absent`, `met`")
            .at("own.rules:15:12", "{"),
    ]
}

fn packs() -> Vec<Case> {
    let rule = OWN.split_once("\n\n").map_or("", |(_, rule)| rule);
    let two = OWN.replace("c.deadline <= 24 h", "c.dedline <= 24 h") + "\n" + &rule.replace("OWN-001", "OWN-002");
    vec![
        ours(Group::RuleFiles, "one rule with a mistake beside a good one (the good one still runs)")
            .file("own.rules", two)
            .file("act.yaml", format!("{HEAD}content:\n  - deadline: 24 h\n"))
            .run("check act.yaml --rules own.rules")
            .says("`content[]` has no field `dedline`")
            .says("warning[OWN-002]: content must be gone within `24 h`")
            .says("1 rule with errors could not be asked: OWN-001")
            .at("own.rules:9:19", "dedline")
            .at("act.yaml:4:15", "24 h"),
        ours(Group::RuleFiles, "asking only for a rule with a mistake")
            .file("own.rules", OWN.replace("c.deadline <= 24 h", "c.dedline <= 24 h"))
            .beside("act.yaml", right())
            .run("check act.yaml --rules own.rules --only OWN-001")
            .says("rule `OWN-001` has errors and cannot be used"),
        case(Group::RuleFiles, "rules without a vocabulary")
            .file("own.rules", OWN)
            .beside("act.yaml", right())
            .run("check act.yaml --no-default-rules --rules own.rules")
            .says("these rules declare no vocabulary")
            .helps("leave out `--no-default-rules`"),
        case(Group::RuleFiles, "two vocabularies")
            .file("own.rules", "vocabulary ours 1 { kinds meta.kinds section meta \"m\" { field kinds set { a } \"k\" } }\n")
            .beside("act.yaml", right())
            .run("check act.yaml --only CNT-003 --rules own.rules")
            .says("this pack's vocabulary is `initiative` 1, not `ours` 1"),
    ]
}
