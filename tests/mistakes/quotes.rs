//! Mistakes in quotes, and in naming the bill's own text.

use crate::case::{Case, Group, case};
use crate::descriptions::HEAD;

/// A description that names a text and quotes it.
fn naming(title: &'static str, text: &str, quote: &str) -> Case {
    let description = format!(
        "{HEAD}text: {text}\ncontent:\n  - origin: {{ is: private-notice, quote: \"{quote}\" }}\ncoverage: {{ reviewed: [content] }}\n"
    );
    case(Group::Quotes, title).file("act.yaml", description).run("check act.yaml --only CNT-003")
}

const BILL: &str = "# Test Act\n\n3. A platform shall remove illegal content upon notice by any person.\n";

pub fn cases() -> Vec<Case> {
    vec![
        naming("a quote that is not in the text", "act.md", "within 24 hours of a notice")
            .file("act.md", BILL)
            .exit(1)
            .says("`within 24 hours of a notice` is not in act.md")
            .at("act.yaml:5:43", "within 24 hours of a notice")
            .helps("copy the words from the text"),
        naming("a quote with an omission", "act.md", "remove […] upon notice")
            .file("act.md", BILL)
            .exit(1)
            .says("is not in act.md")
            .helps("copy the words as they stand in the bill"),
        naming("an empty quote", "act.md", "")
            .file("act.md", BILL)
            .says("`quote` must be words, not nothing")
            .helps("or leave `quote` out"),
        naming("a text that is not there", "acts.md", "upon notice")
            .file("act.md", BILL)
            .says("cannot read the bill's text `acts.md`: there is no such file")
            .at("act.yaml:3:7", "acts.md"),
        naming("a text outside the folder", "../act.md", "upon notice")
            .says("only files in the folder of the description are read")
            .at("act.yaml:3:7", "../act.md"),
        naming("a text by its absolute path", "/etc/passwd", "root")
            .says("only files in the folder of the description are read")
            .at("act.yaml:3:7", "/etc/passwd"),
        case(Group::Quotes, "a text behind a link that leads out")
            .file("drafts/act.yaml", format!("{HEAD}text: act.md\n"))
            .file("secret/other.md", "not for everybody\n")
            .link("drafts/act.md", "../secret/other.md")
            .run("check drafts/act.yaml --only CNT-003")
            .says("it is a link that leads out of the folder")
            .at("drafts/act.yaml:3:7", "act.md"),
        naming("a text of an unknown format", "act.rtf", "upon notice")
            .file("act.rtf", "{\\rtf1 upon notice}")
            .says("`act.rtf` is")
            .at("act.yaml:3:7", "act.rtf"),
        naming("a text that is a folder", "act.md", "upon notice").folder("act.md").says("it is a folder").at("act.yaml:3:7", "act.md"),
        naming("a text that is not UTF-8", "act.md", "upon notice")
            .file("act.md", b"caf\xe9".to_vec())
            .says("`act.md` is not UTF-8")
            .at("act.yaml:3:7", "act.md"),
        naming("a text that is empty", "act.md", "upon notice").file("act.md", "").says("`act.md` is empty").at("act.yaml:3:7", "act.md"),
        case(Group::Quotes, "a text that is a list")
            .file("act.yaml", format!("{HEAD}text: [act.md, annex.md]\n"))
            .run("check act.yaml")
            .says("`text` must be the name of a file")
            .at("act.yaml:3:7", "[act.md, annex.md]"),
        {
            let mut piped = naming("a text named on standard input", "act.md", "upon notice").run("check -");
            piped.files.clear();
            piped.stdin = format!("{HEAD}text: act.md\n").into_bytes();
            piped.says("a description from standard input has no folder to look in").at("<stdin>:3:7", "act.md")
        },
    ]
}
