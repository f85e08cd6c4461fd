//! Mistakes in the writing of the rule language, and rule files made to be too much.

use crate::case::Case;
use crate::rule_files::{OWN, changed, whole};

pub fn cases() -> Vec<Case> {
    let mut cases = words();
    cases.extend(marks());
    cases.extend(hostile());
    cases
}

fn words() -> Vec<Case> {
    vec![
        changed("a misspelt clause", "severity warning", "severty  warning")
            .says("expected a clause, found `severty`")
            .at("own.rules:7:3", "severty")
            .helps("did you mean `severity`?"),
        changed("a misspelt item", "family OWN", "famly OWN")
            .says("found `famly`")
            .at("own.rules:2:1", "famly")
            .helps("did you mean `family`?"),
        changed("a severity that does not exist", "severity warning", "severity serious")
            .says("expected `error`, `warning` or `note`, found `serious`")
            .at("own.rules:7:12", "serious"),
        changed("a clause of two words with one missing", "met when c.deadline", "met c.deadline")
            .says("expected `when`, found `c`")
            .at("own.rules:11:7", "c"),
        changed("a title without quotation marks", "\"Time to decide\"", "Time to decide")
            .says("expected a quoted title")
            .at("own.rules:4:14", "Time"),
        changed("`in` without a list", "c in content", "c in").says("there is no list `violated`").at("own.rules:9:3", "violated"),
    ]
}

fn marks() -> Vec<Case> {
    vec![
        changed("a rule that is not closed", "deadline: 3 days } ] }\n}\n", "deadline: 3 days } ] }\n")
            .says("rule `OWN-001` is not closed")
            .at("own.rules:16:53", ""),
        changed("a brace of an example that is not closed", "{ deadline: 1 h } ] }", "{ deadline: 1 h ] }")
            .says("expected `,` or `}`, found `]`")
            .at("own.rules:15:50", "]"),
        changed("a text that is not closed", "\"give more time\"", "\"give more time")
            .says("this text is not closed on its line")
            .at("own.rules:14:12", "\"give more time"),
        changed("`==` for `=`", "c.deadline <= 24 h", "c.origin == court-order")
            .says("`==` means nothing in a rule")
            .at("own.rules:9:26", "==")
            .helps("`=`"),
        changed("`&&` for `and`", "c.deadline <= 24 h", "c.deadline <= 24 h && c.reasons")
            .says("`&&` means nothing in a rule")
            .at("own.rules:9:36", "&&")
            .helps("`and`"),
        changed("typographic quotation marks", "\"give more time\"", "“give more time”")
            .says("`“` means nothing in a rule")
            .at("own.rules:14:12", "“"),
        changed("a semicolon after a clause", "absence  never", "absence  never;")
            .says("`;` means nothing in a rule")
            .at("own.rules:12:17", ";"),
        changed("square brackets for a set", "c.deadline <= 24 h", "c.origin in [court-order]")
            .says("expected a field or value, found `[`")
            .at("own.rules:9:29", "["),
    ]
}

fn hostile() -> Vec<Case> {
    let parentheses = format!("{}c.deadline <= 24 h{}", "(".repeat(10_000), ")".repeat(10_000));
    let nots = format!("{}c.reasons", "not ".repeat(10_000));
    let mut ladder = OWN.replace("when c.deadline <= 24 h", "when d40(c)") + "define d0(c in content) when c.reasons\n";
    for level in 1..=40 {
        ladder.push_str(&format!("define d{level}(c in content) when d{0}(c) or d{0}(c)\n", level - 1));
    }
    vec![
        changed("10,000 parentheses within one another", "c.deadline <= 24 h", &parentheses)
            .says("this is nested more than 64 deep")
            .slow(),
        changed("10,000 times `not`", "c.deadline <= 24 h", &nots).says("this is nested more than 64 deep").slow(),
        whole("definitions that grow to a billion conditions", ladder).says("comes to more than 20000 conditions and values").slow(),
        whole("10,000 lines that are no rules", "what is this\n".repeat(10_000)).says("no item begins like this").slow(),
        whole("a rule file that is not UTF-8", b"# caf\xe9\n".to_vec())
            .says("`own.rules` is not UTF-8")
            .shown("`own.rules` was saved in Latin-1."),
        whole("a rule file of 50 MB", vec![b'#'; 50_000_000]).says("`own.rules` is larger than").shown("`own.rules` has 50 MB.").slow(),
    ]
}
