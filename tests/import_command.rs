//! `import`: from a text to a description that `check` takes, and suggestions added to one that is there.

#![cfg(test)]

use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const BILL: &str = "# Harbour Platforms Act\n\n**1.** (1) A platform shall remove unlawful content within 24 hours of a notice.\n\n\
    **2.** (1) A company shall carry out human rights due diligence at least once a year.\n\n\
    (2) A platform that fails to do so is liable to a fine not exceeding 5000 EUR.\n";

struct Ran {
    exit: Option<i32>,
    stdout: String,
    stderr: String,
}

/// The program, run in a folder.
fn run(folder: &Path, arguments: &str) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_ungp-check")).args(arguments.split_whitespace()).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { exit: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bill.md"), BILL).unwrap();
    folder
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn what_is_imported_can_be_checked() {
    let folder = folder();
    let ran = run(folder.path(), "import bill.md --kind content-platform --jurisdiction NO -o bill.yaml");
    assert_eq!(ran.exit, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.starts_with("wrote bill.yaml: "), "{}", ran.stdout);
    let page = read(folder.path(), "bill.yaml");
    for line in [
        "text: \"bill.md\"\n",
        "  id: bill\n",
        "  jurisdiction: NO\n",
        "  kinds: [content-platform]\n",
        "  reviewed: []\n",
        "## provisions: ",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
    let checked = run(folder.path(), "check bill.yaml --format short");
    assert!(!checked.stdout.contains("error[") && !checked.stderr.contains("error["), "{}{}", checked.stdout, checked.stderr);
    assert_eq!(checked.exit, Some(0), "suggestions are warnings at most: {}{}", checked.stdout, checked.stderr);
    // Without a file it goes to standard output, the same.
    assert_eq!(run(folder.path(), "import bill.md --kind content-platform --jurisdiction NO").stdout, page);
}

#[test]
fn nothing_is_overwritten() {
    let folder = folder();
    std::fs::write(folder.path().join("bill.yaml"), "mine").unwrap();
    let ran = run(folder.path(), "import bill.md --kind CP -o bill.yaml");
    assert_eq!((ran.exit, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("error[file-exists]") && ran.stderr.contains("--merge"), "{}", ran.stderr);
    assert_eq!(read(folder.path(), "bill.yaml"), "mine");
}

#[test]
fn a_text_that_lies_elsewhere_is_not_named() {
    let folder = folder();
    std::fs::create_dir(folder.path().join("out")).unwrap();
    assert_eq!(run(folder.path(), "import bill.md --kind CP -o out/bill.yaml").exit, Some(0));
    let page = read(folder.path(), "out/bill.yaml");
    assert!(page.contains("\n#text: \n") && !page.contains("\ntext:"), "{page}");
    std::fs::create_dir(folder.path().join("texts")).unwrap();
    std::fs::rename(folder.path().join("bill.md"), folder.path().join("texts/bill.md")).unwrap();
    assert_eq!(run(folder.path(), "import texts/bill.md --kind CP -o below.yaml").exit, Some(0));
    assert!(read(folder.path(), "below.yaml").contains("\ntext: \"texts/bill.md\"\n"));
}

#[test]
fn what_is_wrong_is_told_and_nothing_written() {
    let folder = folder();
    std::fs::write(folder.path().join("rhyme.txt"), "Roses are red.\n").unwrap();
    for (arguments, code) in [
        ("import rhyme.txt -o x.yaml", "error[no-kind]"),
        ("import bill.md --kind boat -o x.yaml", "error[unknown-kind]"),
        ("import bill.md --kind CP --jurisdiction QQQ -o x.yaml", "error[unknown-value]"),
        ("import none.md --kind CP -o x.yaml", "error[unreadable]"),
        ("import bill.md --kind CP -o none/x.yaml", "error[unwritable]"),
        ("import bill.md --kind CP --merge -o x.yaml", "error[unreadable]"),
    ] {
        let ran = run(folder.path(), arguments);
        assert_eq!(ran.exit, Some(2), "{arguments}");
        assert!(ran.stderr.contains(code), "{arguments}: {}", ran.stderr);
        assert!(!folder.path().join("x.yaml").exists(), "{arguments}");
    }
    assert_eq!(run(folder.path(), "import bill.md --merge").exit, Some(2), "there is nothing to merge with");
}

#[test]
fn suggestions_are_added_and_what_is_there_stays() {
    let folder = folder();
    let mine = "# my notes\nvocabulary: initiative/1\ntext: bill.md\nmeta: { id: hp, title: Harbour, kinds: [content-platform] } # sic\n\
        content:\n  - target: illegal # all of it\n    at: Section 1 (1)\n";
    std::fs::write(folder.path().join("bill.yaml"), mine).unwrap();
    let ran = run(folder.path(), "import bill.md -o bill.yaml --merge");
    assert_eq!(ran.exit, Some(0), "{}", ran.stderr);
    let page = read(folder.path(), "bill.yaml");
    let mut letters = page.chars();
    assert!(mine.chars().all(|letter| letters.any(|other| other == letter)), "{page}");
    assert_eq!(page.matches("Section 1 (1)").count(), 1);
    assert_ne!(page, mine, "{}", ran.stdout);
    assert!(ran.stdout.starts_with("added to bill.yaml, all suggested: "), "{}", ran.stdout);
    assert!(!run(folder.path(), "check bill.yaml").stderr.contains("error["));
    let again = run(folder.path(), "import bill.md -o bill.yaml --merge");
    assert_eq!((again.exit, again.stdout.as_str()), (Some(0), "nothing to add to bill.yaml\n"));
    assert_eq!(read(folder.path(), "bill.yaml"), page);
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn a_description_with_mistakes_is_left_as_it_is() {
    let folder = folder();
    let broken = "vocabulary: initiative/1\nmeta: { id: hp, title: Harbour, kinds: [boat] }\n";
    let json = r#"{ "vocabulary": "initiative/1", "meta": { "id": "x", "title": "y", "kinds": ["incentive"] } }"#;
    for (text, code) in [(broken, "error[unknown-value]"), (json, "error[not-in-lines]")] {
        std::fs::write(folder.path().join("bill.yaml"), text).unwrap();
        let name = if text == json { "bill.json" } else { "bill.yaml" };
        std::fs::write(folder.path().join(name), text).unwrap();
        let ran = run(folder.path(), &format!("import bill.md -o {name} --merge"));
        assert_eq!(ran.exit, Some(2), "{}", ran.stderr);
        assert!(ran.stderr.contains(code), "{}", ran.stderr);
        assert_eq!(read(folder.path(), name), text);
    }
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_rights_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    std::fs::create_dir(folder.path().join("real")).unwrap();
    let real = folder.path().join("real/bill.yaml");
    std::fs::write(&real, "vocabulary: initiative/1\nmeta: { id: hp, title: Harbour, kinds: [content-platform] }\n").unwrap();
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("real/bill.yaml", folder.path().join("bill.yaml")).unwrap();
    assert_eq!(run(folder.path(), "import bill.md -o bill.yaml --merge").exit, Some(0));
    assert!(folder.path().join("bill.yaml").is_symlink());
    assert!(std::fs::read_to_string(&real).unwrap().contains("status: suggested"));
    assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
}

/// Real laws: what is written of them can be checked, with all quotes found, and importing again adds nothing.
#[test]
fn real_laws() {
    let laws = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/laws");
    for law in [
        "text/sg-pofma-2019.txt",
        "text/eu-gdpr-2016.md",
        "text/zw-interception-2007.txt",
        "akn/za-jhb__2009__informal-trading__2012-03-14.xml",
    ] {
        let Ok(bytes) = std::fs::read(laws.join(law)) else {
            eprintln!("SKIPPED {law}: it is not there");
            continue;
        };
        let folder = tempfile::tempdir().unwrap();
        let name = law.rsplit('/').next().unwrap();
        std::fs::write(folder.path().join(name), bytes).unwrap();
        let ran = run(folder.path(), &format!("import {name} --kind CP,DP -o law.yaml"));
        assert_eq!(ran.exit, Some(0), "{law}: {}", ran.stderr);
        let checked = run(folder.path(), "check law.yaml --format short");
        assert!(!checked.stdout.contains("error[") && !checked.stderr.contains("error["), "{law}: {}{}", checked.stdout, checked.stderr);
        let again = run(folder.path(), &format!("import {name} -o law.yaml --merge"));
        assert_eq!(again.stdout, "nothing to add to law.yaml\n", "{law}: {}", again.stderr);
    }
}

#[test]
fn a_description_of_the_draft_before_is_told_from_one_of_this_text() {
    let folder = folder();
    assert_eq!(run(folder.path(), "import bill.md --kind content-platform -o bill.yaml").exit, Some(0));
    let same = run(folder.path(), "import bill.md -o bill.yaml --merge");
    assert!(!same.stderr.contains("another-text"), "{}", same.stderr);
    std::fs::write(folder.path().join("next.md"), BILL.replace("within 24 hours", "within 48 hours")).unwrap();
    let next = run(folder.path(), "import next.md -o bill.yaml --merge");
    assert_eq!(next.exit, Some(0), "{}", next.stderr);
    assert!(next.stderr.contains("warning[another-text]: the quotes in `bill.yaml` are looked up in `bill.md`"), "{}", next.stderr);
    assert!(next.stderr.contains("`text: next.md`"), "{}", next.stderr);
    // Told so, `check` names what the next draft no longer says.
    let page = read(folder.path(), "bill.yaml").replace("text: \"bill.md\"", "text: next.md");
    std::fs::write(folder.path().join("bill.yaml"), page).unwrap();
    let checked = run(folder.path(), "check bill.yaml --format short");
    assert!(checked.stdout.contains("quote-not-found") && checked.stdout.contains("within 24 hours"), "{}", checked.stdout);
}
