//! Mistakes on the command line: what was asked is not what was meant, or there is nothing to check.

use crate::case::{Case, Group, case};
use crate::descriptions::{HEAD, right};

/// A description that is right, at hand for every command.
fn given(title: &'static str, arguments: &'static str) -> Case {
    case(Group::CommandLine, title).beside("act.yaml", right()).run(arguments)
}

fn alone(title: &'static str, arguments: &'static str) -> Case {
    case(Group::CommandLine, title).run(arguments)
}

pub fn cases() -> Vec<Case> {
    let mut cases = arguments();
    cases.extend(selections());
    cases.extend(inputs());
    cases.extend(rules());
    cases
}

fn arguments() -> Vec<Case> {
    vec![
        alone("no arguments", "").says("Usage: ungp-check"),
        alone("no input", "check").says("required arguments were not provided").says("<INPUT>"),
        alone("a misspelt command", "chekc act.yaml").says("unrecognized subcommand 'chekc'").helps("'check'"),
        given("a misspelt option", "check act.yaml --fail-one warning").says("unexpected argument '--fail-one'").helps("'--fail-on'"),
        given("a format that does not exist", "check act.yaml --format jsn").says("invalid value 'jsn' for '--format").helps("'json'"),
        given("a level that does not exist", "check act.yaml --fail-on warnings")
            .says("invalid value 'warnings' for '--fail-on")
            .helps("'warning'"),
        alone("a rule to explain that does not exist", "explain HRD-0003")
            .says("there is no rule or family `HRD-0003`")
            .helps("did you mean `HRD-003`?"),
        alone("a schema that does not exist", "schema descriptions").says("invalid value 'descriptions'").helps("'description'"),
    ]
}

fn selections() -> Vec<Case> {
    vec![
        given("an unknown rule in `--only`", "check act.yaml --only HRD-999").says("there is no rule or family `HRD-999`"),
        given("a misspelt family in `--only`", "check act.yaml --only HDR")
            .says("there is no rule or family `HDR`")
            .helps("did you mean `HRD`?"),
        given("one misspelt rule among others", "check act.yaml --only CNT-001,CTN-002")
            .says("there is no rule or family `CTN-002`")
            .helps("did you mean `CNT-002`?"),
        given("nothing in `--only`", "check act.yaml --only=").says("there is no rule or family ``"),
        given("an unknown kind in `--kind`", "check act.yaml --kind content-platfrom")
            .says("`content-platfrom` is not a kind of initiative")
            .helps("did you mean `content-platform`?"),
        given("a rule that is not about the kind asked for", "check act.yaml --only HRD-010 --kind content-platform")
            .says("no rule is about these kinds and among those asked for"),
        given("a rule that is not about this bill", "check act.yaml --only HRD-010")
            .says("none of the rules asked is about a bill of this kind")
            .at("act.yaml:2:69", "[content-platform]"),
        given("an unknown family for `rules check`", "rules check --only HDR")
            .says("there is no rule or family `HDR`")
            .helps("did you mean `HRD`?"),
    ]
}

fn inputs() -> Vec<Case> {
    vec![
        alone("a file that is not there", "check act.yaml")
            .says("cannot read `act.yaml`: there is no such file")
            .helps("names start from the folder you are in"),
        given("a misspelt file", "check atc.yaml").says("cannot read `atc.yaml`: there is no such file").helps("did you mean `act.yaml`?"),
        alone("a folder that is not there", "check drafts/act.yaml")
            .says("cannot read `drafts/act.yaml`")
            .helps("there is no folder `drafts` either"),
        given("one of two files is not there", "check act.yaml bill.yaml --only CNT-003")
            .says("cannot read `bill.yaml`")
            .says("1 of 2 inputs could not be checked"),
        alone("a link to a file that is gone", "check act.yaml")
            .link("act.yaml", "gone.yaml")
            .says("cannot read `act.yaml`")
            .helps("it is a link to `gone.yaml`, which is not there"),
        alone("an empty folder", "check drafts")
            .folder("drafts")
            .says("no description in the folder `drafts`")
            .helps("there is no .yaml, .yml or .json file in it"),
        alone("a folder without descriptions", "check drafts")
            .file("drafts/notes.yaml", "todo: read part 3\n")
            .says("no description in the folder `drafts`")
            .helps("does not say `vocabulary: …`"),
        alone("a folder of broken descriptions", "check drafts")
            .file("drafts/a.yaml", "vocabulary: initiative/1\nmeta: {\n")
            .file("drafts/b.json", "{ \"vocabulary\": \"initiative/1\",, }\n")
            .says("nothing was checked"),
        alone("a folder with a link to a file that is gone", "check drafts --only CNT-003")
            .beside("drafts/act.yaml", right())
            .link("drafts/bill.yaml", "gone.yaml")
            .says("cannot read `drafts/bill.yaml`")
            .helps("gone.yaml"),
        alone("a folder with a description that forgets to say so", "check drafts --only CNT-003")
            .beside("drafts/act.yaml", right())
            .file("drafts/bill.yaml", HEAD.replace("vocabulary: initiative/1\n", ""))
            .says("this description does not say for which vocabulary it is written")
            .at("drafts/bill.yaml:1:1", "meta"),
        given("a pattern that matches nothing", "check *.json").says("nothing matches `*.json`"),
        given("a pattern with a mistake", "check {act,bill.yaml").says("`{act,bill.yaml` is not a glob"),
        alone("nothing on standard input", "check -").says("the text is empty").at("<stdin>:1:1", ""),
        alone("a bill of which nobody says what kind it is", "check act.md")
            .file("act.md", "# Test Act\n\n3. The fee is paid at once.\n")
            .says("the words of `act.md` do not say what kind of initiative it is")
            .helps("`--kind`"),
        alone("a bill in a format that is not read", "check act.odt --kind CP")
            .file("act.odt", "a text")
            .says("`act.odt` is")
            .helps(".docx"),
        alone("a code of a jurisdiction that is none", "check act.md --kind CP --jurisdiction Norway")
            .file("act.md", "# Test Act\n\n3. The fee is paid at once.\n")
            .says("`Norway` is no code of a jurisdiction")
            .helps("`NO`"),
        alone("a folder with the texts of bills only", "check drafts")
            .file("drafts/act.md", "# Test Act\n\n3. The fee is paid at once.\n")
            .says("no description in the folder `drafts`")
            .helps("`drafts/*.md`"),
        alone("a bill for another law in view", "check act.md --with act.md --kind CP")
            .file("act.md", "# Test Act\n\n3. The fee is paid at once.\n")
            .says("`act.md` is a text, and what is needed here is a description of it"),
        alone("a rule file instead of a description", "check own.rules")
            .file("own.rules", "family OWN \"Ours\" { pillar I }\n")
            .says("`own.rules` is a file of rules, not a description")
            .helps("`--rules own.rules`"),
    ]
}

fn rules() -> Vec<Case> {
    vec![
        given("`--rules` with a folder without rules", "check act.yaml --only CNT-003 --rules ours")
            .folder("ours")
            .says("no rules in the folder `ours`")
            .helps("rule files end in `.rules`"),
        given("`--rules` with a file that is not there", "check act.yaml --only CNT-003 --rules ours.rules")
            .says("cannot read `ours.rules`: there is no such file"),
        given("`--rules` with a description", "check act.yaml --only CNT-003 --rules act.yaml").says("`act.yaml` is not a file of rules"),
        given("an empty rule file", "check act.yaml --only CNT-003 --rules ours.rules")
            .file("ours.rules", "# to be written\n")
            .says("no rules in `ours.rules`"),
        given("`--no-default-rules` without rules", "check act.yaml --no-default-rules")
            .says("these rules declare no vocabulary")
            .helps("leave out `--no-default-rules`"),
        alone("`rules check` without rules", "rules check --no-default-rules")
            .says("these rules declare no vocabulary")
            .helps("leave out `--no-default-rules`"),
        alone("`rules fmt` of a file that is not there", "rules fmt ours.rules").says("cannot read `ours.rules`"),
        alone("`rules fmt` of a file with mistakes", "rules fmt ours.rules")
            .file("ours.rules", "family OWN Ours { pillar I }\n")
            .says("expected a quoted title")
            .at("ours.rules:1:12", "Ours"),
        given("a project file that is not there", "check act.yaml --only CNT-003 --project ours.toml")
            .says("cannot read `ours.toml`: there is no such file"),
    ]
}
