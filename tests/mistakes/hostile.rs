//! Descriptions that are not text, or are made to be too much. The answer must come soon and be short.

use crate::case::{Case, Group, case};
use crate::descriptions::HEAD;
use crate::rule_files::{OWN, ours};

fn yaml(title: &'static str, bytes: impl Into<Vec<u8>>) -> Case {
    case(Group::Descriptions, title).file("act.yaml", bytes).run("check act.yaml")
}

fn json(title: &'static str, bytes: impl Into<Vec<u8>>) -> Case {
    case(Group::Descriptions, title).file("act.json", bytes).run("check act.json")
}

/// Ten lists, each of nine aliases of the one before.
fn alias_bomb() -> String {
    let mut text = format!("{HEAD}a0: &a0 [x]\n");
    for level in 1..10 {
        let again = vec![format!("*a{}", level - 1); 9].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{again}]\n"));
    }
    text
}

pub fn cases() -> Vec<Case> {
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(HEAD.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let latin1: Vec<u8> = format!("{HEAD}content:\n  - note: caf").into_bytes().into_iter().chain([0xe9, b'\n']).collect();
    let finding = format!("{HEAD}content:\n  - origin: private-notice\n    deadline: 24 h\n");
    let works = |title, text: String| {
        let case = ours(Group::Descriptions, title)
            .file("act.yaml", text)
            .beside("own.rules", OWN)
            .run("check act.yaml --rules own.rules --fail-on warning");
        case.exit(1).says("content must be gone within `24 h`").at("act.yaml:5:15", "24 h").works()
    };
    vec![
        yaml("an empty file", "").says("the text is empty"),
        yaml("a file of comments", "# nothing yet\n").says("the text is empty, or holds only comments"),
        yaml("bytes that are not UTF-8", latin1)
            .says("`act.yaml` is not UTF-8")
            .says("line 4")
            .helps("save the file as UTF-8")
            .shown("`act.yaml` was saved in Latin-1, and has a `é` in line 4."),
        yaml("a file in UTF-16", utf16)
            .says("`act.yaml` is not UTF-8")
            .helps("this looks like UTF-16")
            .shown("`act.yaml` was saved as UTF-16."),
        yaml("NUL bytes in the text", format!("{HEAD}content:\n  - note: \"a\0b\"\n"))
            .says("the control character U+0000 is not allowed in YAML")
            .at("act.yaml:4:13", "?"),
        yaml(
            "a Word document instead of a description",
            [&b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00"[..], &[0xdf, 0xa4, 0xd2, 0x6c]].concat(),
        )
        .says("`act.yaml` is not UTF-8")
        .helps("this looks like a Word document")
        .shown("`act.yaml` is a .docx file that was renamed."),
        json("100,000 lists within one another, in JSON", "[".repeat(100_000)).says("nested more than 128 levels deep").slow(),
        json("100,000 lists within one another, closed again", "[".repeat(100_000) + &"]".repeat(100_000))
            .says("nested more than 128 levels deep")
            .slow(),
        yaml("100,000 lists within one another, in YAML", "[".repeat(100_000)).says("nested more than 128 levels deep").slow(),
        yaml("100,000 dashes, in YAML", "- ".repeat(100_000)).says("nested more than 128 levels deep").slow(),
        yaml("aliases that grow to a billion values", alias_bomb())
            .says("the anchor `&a0` is not allowed in a description")
            .at("act.yaml:3:5", "&a0"),
        yaml("a line of a million characters", format!("{HEAD}content:\n  - origin: {}\n", "x".repeat(1_000_000)))
            .says("is not a value of `origin`")
            .slow(),
        yaml(
            "10,000 unknown fields",
            HEAD.to_owned() + "content:\n  - " + &(0..10_000).map(|index| format!("x{index}: 1\n    ")).collect::<String>(),
        )
        .says("more problems are not shown")
        .slow(),
        yaml("a file of 50 MB", vec![b'#'; 50_000_000])
            .says("`act.yaml` is larger than")
            .helps("is this the right file?")
            .shown("`act.yaml` has 50 MB.")
            .slow(),
        yaml("letters that turn the line around", format!("{HEAD}content:\n  - origin: \u{202e}eciton-etavirp\n"))
            .says("is not a value of `origin`"),
        works("a byte order mark (works)", format!("\u{feff}{finding}")),
        works("line ends of Windows (work)", finding.replace('\n', "\r\n")),
    ]
}
