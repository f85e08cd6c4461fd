//! `check --output`: which files are written, when, and over what they never are.

use crate::world::World;
use std::path::Path;

/// Formats of text, each with an ending that means it, if one does.
pub const TEXTS: [(&str, &str); 10] = [
    ("human", ""),
    ("plain", ".txt"),
    ("short", ""),
    ("json", ".json"),
    ("ndjson", ".ndjson"),
    ("sarif", ".sarif"),
    ("junit", ".xml"),
    ("github", ""),
    ("markdown", ".md"),
    ("csv", ".csv"),
];

/// Refused with these words before anything is checked: nothing is printed, nothing is written.
#[track_caller]
fn refused(world: &World, arguments: &str, words: &str) {
    let before = world.names();
    let ran = world.run(&format!("check {arguments}"));
    assert_eq!((ran.exit, ran.stdout.as_str()), (Some(2), ""), "{arguments}\n{}", ran.stderr);
    assert!(ran.stderr.contains(words), "{arguments}\n{}", ran.stderr);
    assert_eq!(world.names(), before, "{arguments}");
}

#[test]
fn a_file_holds_what_would_be_printed() {
    let world = World::new();
    for (format, ending) in TEXTS {
        let printed = world.run(&format!("check error.yaml open.yaml --format {format}")).quietly(1).stdout;
        assert!(printed.contains("TIM-001"), "{format}");
        let ran = world.run(&format!("check error.yaml open.yaml --output {format}=named --format short")).quietly(1);
        assert_eq!(ran.stdout, world.run("check error.yaml open.yaml --format short").stdout, "standard output stays as it is");
        assert_eq!(world.read("named"), printed, "{format}");
        if !ending.is_empty() {
            world.run(&format!("check error.yaml open.yaml --output guessed{ending}")).quietly(1);
            assert_eq!(world.read(&format!("guessed{ending}")), printed, "{ending}");
        }
        assert_eq!(world.run(&format!("check error.yaml open.yaml --output {format}=-")).quietly(1).stdout, printed, "{format}=-");
    }
    assert!(world.names().iter().all(|name| !name.contains("tmp")), "{:?}", world.names());
}

#[test]
fn several_files_are_written_at_once() {
    let world = World::new();
    std::fs::create_dir(world.path().join("out")).unwrap();
    let ran = world.run("check error.yaml --output out/a.json --output out/a.sarif --output csv=out/b.txt --output junit=-").quietly(1);
    assert!(ran.stdout.starts_with("<?xml"));
    assert!(world.read("out/a.json").contains("ungp-check-report") && world.read("out/a.sarif").contains("sarif"));
    assert!(world.read("out/b.txt").contains("row,initiative"));
    // What is there is replaced.
    world.run("check clean.yaml --output out/a.json").quietly(0);
    assert!(world.read("out/a.json").contains("Clean Act") && !world.read("out/a.json").contains("Error Act"));
}

#[test]
fn files_have_no_colour_and_no_width() {
    let world = World::new();
    world.run("check error.yaml --color always --output human=a.log").quietly(1);
    assert!(!world.read("a.log").contains('\u{1b}'));
    let mut narrow = world.command("check error.yaml --output human=b.log");
    narrow.env("COLUMNS", "40").output().unwrap();
    assert_eq!(world.read("a.log"), world.read("b.log"));
}

#[test]
fn what_cannot_be_checked_is_in_the_files_too() {
    let world = World::new();
    for (format, _) in TEXTS {
        let ran = world.run(&format!("check missing.yaml --output {format}=out"));
        assert_eq!(ran.exit, Some(2));
        let written = world.read("out");
        assert!(written.contains("missing.yaml"), "{format}: {written}");
        let said = match format {
            "json" | "ndjson" => written.replace(' ', "").contains("\"complete\":false"),
            "sarif" => written.contains("\"executionSuccessful\": false"),
            _ => written.to_lowercase().contains("nothing was checked"),
        };
        assert!(said, "{format}: {written}");
    }
}

#[test]
fn mistakes_are_found_before_anything_is_checked() {
    let world = World::new();
    std::fs::create_dir(world.path().join("folder")).unwrap();
    refused(&world, "error.yaml --output nowhere/a.json", "there is no such folder");
    refused(&world, "error.yaml --output json=folder", "it is a folder");
    refused(&world, "error.yaml --output json=folder/", "it is a folder");
    refused(&world, "error.yaml --output jsn=a.json", "`jsn` is not a format; did you mean `json`?");
    refused(&world, "error.yaml --output pdf=a", "formats are");
    refused(&world, "error.yaml --output report", "the ending does not say which format");
    refused(&world, "error.yaml --output a.pdf", "the ending does not say which format");
    refused(&world, "error.yaml --output -", "write it, as `json=-`");
    refused(&world, "error.yaml --output json=", "no file is named");
    refused(&world, "error.yaml --output json=a --output csv=a", "two reports cannot share the file `a`");
    refused(&world, "error.yaml --output json=a --output csv=./folder/../a", "two reports cannot share the file");
    refused(&world, "error.yaml --output json=- --output csv=-", "two reports cannot share standard output");
    refused(&world, "error.yaml --output json=- --format short", "two reports cannot share standard output");
}

#[test]
fn an_equals_sign_in_a_name_is_no_format() {
    let world = World::new();
    world.run("check error.yaml --output ./a=b.json").quietly(1);
    world.run("check error.yaml --output json=c=d.txt").quietly(1);
    assert_eq!(world.read("a=b.json"), world.read("c=d.txt"));
}

#[test]
fn what_is_read_is_never_replaced() {
    let world =
        World::new().with("waivers.yaml", "waivers: []\n").with("bill/description.yaml", BESIDE).with("bill/bill.md", "# Bill\n\nWords.\n");
    let earlier = world.run("check error.yaml --format json").stdout;
    world.write("earlier.json", &earlier);
    let files = [
        ("error.yaml", "error.yaml"),
        ("error.yaml", "./bill/../error.yaml"),
        (".", "note.yaml"),
        ("*.yaml", "note.yaml"),
        ("error.yaml --with clean.yaml", "clean.yaml"),
        ("error.yaml --baseline earlier.json", "earlier.json"),
        ("error.yaml --waivers waivers.yaml", "waivers.yaml"),
        ("error.yaml", "own.rules"),
        ("error.yaml", "ungp-check.toml"),
    ];
    for (arguments, file) in files {
        let before = world.read(file);
        refused(&world, &format!("{arguments} --output json={file}"), "is read, and a report would replace it");
        assert_eq!(world.read(file), before);
    }
    // The text of a bill is known only when its description was read.
    let ran = world.run("check bill/description.yaml --output markdown=bill/bill.md --output json=other");
    assert_eq!(ran.exit, Some(2), "{}", ran.stderr);
    assert!(ran.stderr.contains("is read, and a report would replace it"), "{}", ran.stderr);
    assert_eq!(world.read("bill/bill.md"), "# Bill\n\nWords.\n");
    assert!(!world.names().contains(&"other".to_owned()), "a run with such a mistake writes nothing");
}

const BESIDE: &str = "vocabulary: initiative/1
meta: { id: xx-b, title: B, kinds: [content-platform] }
text: bill.md
content:
  - { deadline: 1 h, reasons: true, appeal: true }
";

#[cfg(unix)]
#[test]
fn links_are_followed_and_stay_links() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let world = World::new().with("real.json", "old");
    let at = |name: &str| world.path().join(name);
    symlink("real.json", at("link.json")).unwrap();
    symlink("error.yaml", at("alias.json")).unwrap();
    std::fs::set_permissions(at("real.json"), std::fs::Permissions::from_mode(0o640)).unwrap();
    refused(&world, "error.yaml --output alias.json", "is read, and a report would replace it");
    refused(&world, "error.yaml --output real.json --output link.json", "two reports cannot share the file");
    world.run("check error.yaml --output link.json").quietly(1);
    assert!(at("link.json").is_symlink() && world.read("real.json").contains("Error Act"));
    assert_eq!(std::fs::metadata(at("real.json")).unwrap().permissions().mode() & 0o777, 0o640);
    // What its owner has protected stays as it is.
    std::fs::set_permissions(at("real.json"), std::fs::Permissions::from_mode(0o440)).unwrap();
    refused(&world, "clean.yaml --output real.json", "it may only be read");
}

#[cfg(unix)]
#[test]
fn a_report_that_cannot_be_written_is_exit_2() {
    let world = World::new().with("old.json", "old");
    // The device that is always full.
    if Path::new("/dev/full").exists() {
        let ran = world.run("check clean.yaml --output json=/dev/full --output short=kept --format short");
        assert_eq!(ran.exit, Some(2), "{}", ran.stderr);
        assert!(ran.stderr.contains("cannot write `/dev/full`"), "{}", ran.stderr);
        assert_eq!(ran.stdout, world.read("kept"), "the others are written all the same");
    }
    world.run("check clean.yaml --output json=/dev/null --format short").quietly(0);
    assert!(!Path::new("/dev/null").is_file(), "a device is not replaced by a file");
    let ran = world.run("check clean.yaml --output short=/dev/stdout").quietly(0);
    assert_eq!(ran.stdout, world.run("check clean.yaml --format short").stdout);
}

/// A file is the old one or the new one, whenever somebody looks.
#[cfg(unix)]
#[test]
fn a_file_is_written_whole_or_not_at_all() {
    use std::os::unix::fs::MetadataExt;
    let world = World::new().with("a.json", "old");
    let number = |name: &str| std::fs::metadata(world.path().join(name)).unwrap().ino();
    let (before, open) = (number("a.json"), std::fs::File::open(world.path().join("a.json")).unwrap());
    world.run("check error.yaml --output a.json").quietly(1);
    assert_ne!(number("a.json"), before, "it was written beside its place and moved there");
    assert_eq!(std::io::read_to_string(open).unwrap(), "old", "whoever had it open still reads the old one");
    assert!(world.names().iter().all(|name| !name.starts_with(".ungp-check")), "{:?}", world.names());
}
