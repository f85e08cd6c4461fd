//! The picture in the readme: what the program prints on a terminal, colours and all, drawn as SVG.
//!
//! `scripts/picture` draws it anew. Where the picture is out of date, this test fails.

#[cfg(test)]
#[path = "picture/draw.rs"]
mod draw;

use draw::{Look, lines, svg};
use std::path::Path;
use std::process::Command;

const ARGUMENTS: [&str; 4] = ["check", "fixtures/past/de-netzdg-2017/description.yaml", "--only", "CNT-004,CNT-008,PRO-002"];
const PICTURE: &str = "docs/images/check.svg";

#[test]
fn the_picture_shows_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(env!("CARGO_BIN_EXE_ungp-check"))
        .args(ARGUMENTS)
        .args(["--color", "always"])
        .current_dir(root)
        .env("COLUMNS", "100")
        .env_remove("NO_COLOR")
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let command = format!("ungp-check {}", ARGUMENTS.join(" "));
    let mut drawn = vec![vec![(Look { dim: true, ..Look::default() }, "$ ".to_owned()), (Look::default(), command.clone())], Vec::new()];
    drawn.extend(lines(&printed));
    let picture = svg(&command, &drawn);
    let path = root.join(PICTURE);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &picture).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == picture, "{PICTURE} is out of date: run scripts/picture");
}

#[test]
fn escapes_become_looks() {
    let found = lines("\u{1b}[0m\u{1b}[1m\u{1b}[91mred <\u{1b}[0m plain\n\nnext");
    let red = Look { bold: true, dim: false, color: Some(91) };
    assert_eq!(found[0], [(red, "red <".to_owned()), (Look::default(), " plain".to_owned())]);
    assert_eq!(found.len(), 3);
    let drawn = svg("x", &found);
    assert!(drawn.contains("fill=\"#ff7b72\" font-weight=\"bold\">red &lt;</text>"), "{drawn}");
}
