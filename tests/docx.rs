//! The Word report of real laws: everything that JSON says was found is in it, and a word processor can read it.
//!
//! The second needs LibreOffice (`soffice`), and says that it was skipped where there is none.

#![cfg(test)]

use roxmltree::{Document, Node};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const LAWS: [&str; 2] = ["eu-dsa-2022", "sg-pofma-2019"];

/// A law checked by the program: its report as a document and as JSON.
fn checked(law: &str, folder: &Path) -> (PathBuf, Value) {
    let description = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/past").join(law).join("description.yaml");
    let document = folder.join(format!("{law}.docx"));
    let output = Command::new(env!("CARGO_BIN_EXE_ungp-check"))
        .arg("check")
        .arg(description)
        .args(["--format", "json", "--today", "2026-11-22", "--output"])
        .arg(format!("docx={}", document.display()))
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(1), ""));
    (document, serde_json::from_slice(&output.stdout).unwrap())
}

/// Words without marks, capitals and stops, as a message and its sentence have them in common.
fn bare(words: &str) -> String {
    words.replace('`', "").trim_end_matches('.').to_lowercase()
}

/// Code and messages of all findings.
fn findings(json: &Value) -> Vec<(String, String)> {
    let outcomes = json["inputs"][0]["outcomes"].as_array().unwrap();
    let of = |outcome: &Value| {
        let code = outcome["rule"].as_str().unwrap().to_owned();
        let found = outcome["findings"].as_array().unwrap().clone();
        found.into_iter().map(move |finding| (code.clone(), bare(finding["message"].as_str().unwrap())))
    };
    outcomes.iter().flat_map(of).collect()
}

/// Style and words of each paragraph.
fn paragraphs(file: &Path) -> Vec<(String, String)> {
    let bytes = std::fs::read(file).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    let document = Document::parse(&text).unwrap();
    let named = |node: Node<'_, '_>, name: &str| node.has_tag_name((W, name));
    let paragraph = |node: Node<'_, '_>| {
        let style = node.descendants().find(|node| named(*node, "pStyle")).and_then(|node| node.attribute((W, "val"))).unwrap();
        let words = node.descendants().filter(|node| named(*node, "t")).filter_map(|node| node.text()).collect();
        (style.to_owned(), words)
    };
    document.descendants().filter(|node| named(*node, "p")).map(paragraph).collect()
}

#[test]
fn every_finding_of_the_json_report_stands_once_under_its_rule() {
    let folder = tempfile::tempdir().unwrap();
    for law in LAWS {
        let (file, json) = checked(law, folder.path());
        let mut wanted: BTreeMap<(String, String), usize> = BTreeMap::new();
        findings(&json).into_iter().for_each(|finding| *wanted.entry(finding).or_default() += 1);
        let mut found: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut code = String::new();
        for (style, words) in paragraphs(&file) {
            match style.as_str() {
                "Heading3" => code = words.split(' ').next().unwrap().to_owned(),
                "Finding" => {
                    // Without the number of the finding within its rule, and how grave it is where that differs.
                    let numbered = words.strip_prefix('(').and_then(|rest| rest.split_once(") "));
                    let words = numbered.filter(|(number, _)| number.parse::<usize>().is_ok()).map_or(words.as_str(), |(_, rest)| rest);
                    let graves = [" (error)", " (warning)", " (note)"];
                    let words = graves.iter().find_map(|grave| words.strip_suffix(grave)).unwrap_or(words);
                    *found.entry((code.clone(), bare(words))).or_default() += 1;
                }
                _ => {}
            }
        }
        assert_eq!(found, wanted, "{law}");
        assert!(found.len() > 20, "{law}");
        // Places, reasons and past laws come with the findings.
        let all: Vec<String> = paragraphs(&file).into_iter().map(|(_, words)| words).collect();
        for lead in ["Provision", "Place", "Why", "Source", "What to do", "Past laws"] {
            assert!(all.iter().filter(|words| words.starts_with(lead)).count() > 5, "{law}: {lead}");
        }
    }
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let bytes = |folder: &Path| std::fs::read(checked("sg-pofma-2019", folder).0).unwrap();
    let first = bytes(first.path());
    assert!(first == bytes(second.path()));
    assert!(first.len() < 200_000, "{} bytes", first.len());
}

/// A document as LibreOffice has it in another format.
fn converted(file: &Path, format: &str, ending: &str) -> Vec<u8> {
    let folder = file.parent().unwrap();
    let output = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}/profile", folder.display()))
        .args(["--headless", "--convert-to", format, "--outdir"])
        .arg(folder)
        .arg(file)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    std::fs::read(file.with_extension(ending)).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

#[test]
fn a_word_processor_reads_all_of_it() {
    if Command::new("soffice").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
        eprintln!("skipped: LibreOffice (soffice) is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for law in LAWS {
        let (file, json) = checked(law, folder.path());
        let text = bare(&String::from_utf8(converted(&file, "txt:Text (encoded):UTF8", "txt")).unwrap());
        for (code, message) in findings(&json) {
            assert!(text.contains(&message) && text.contains(&code.to_lowercase()), "{law}: {code} {message}");
        }
        assert!(text.contains("what a linter cannot judge"));
        let pages = converted(&file, "pdf", "pdf");
        assert!(pages.starts_with(b"%PDF-") && pages.len() > 20_000, "{} bytes", pages.len());
    }
}
