//! `check` on bills' own texts, and on descriptions that name one, through the real program.
//!
//! The bills are made up, and so are the rules, so that what is asserted does not change with the embedded criteria.

#![cfg(test)]

use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const RULES: &str = r#"vocabulary initiative 1 {
  kinds meta.kinds
  reviewed coverage.reviewed
  section meta "What the initiative is." {
    field id slug required "Its short name."
    field title text required "Its title."
    field jurisdiction jurisdiction "Who enacts it?"
    field kinds set { hrdd-law alias HL, content-platform alias CP } required "What kind of initiative is it?"
  }
  section coverage "What was read." { field reviewed sections "Which sections were read in full?" }
  section content list "Rules that make content disappear." {
    field deadline duration "How much time does the company have?"
    field reasons bool "Must users be given reasons?"
  }
  section hrdd "Due diligence." {
    field mode enum { none, duty } "Is there a duty?"
    field frequency enum { once, ongoing } "How often?"
  }
}
document "Our brief" { title "What our coalition asks of laws on platforms" }
family TIM "Time to decide" { pillar I }
family HRD "Due diligence" { pillar I }
rule TIM-001 "Removal leaves time to decide" {
  source   "Our brief" para 3
  kinds    content-platform
  severity error
  for each c in content
  violated when c.deadline <= 24 h says "content must be gone within `{c.deadline}`" at c.deadline
  met when c.deadline > 24 h
  absence  never
  because  "haste removes lawful speech"
  help     "give more time"
  cue      /posts? .{0,30}within \d+ (hours?|days?)/ suggests content[].deadline
  cue      strong /duties of platforms/ suggests meta.kinds = content-platform
  cue      /statement on the grounds/ suggests content[].reasons
  example  violated { content: [ { deadline: 1 h } ] }
  example  met { content: [ { deadline: 3 days } ] }
}
rule TIM-002 "Users are given reasons" {
  source   "Our brief" para 4
  kinds    content-platform
  severity warning
  for each c in content
  violated when not c.reasons says "users are given no reasons" at c.reasons
  met when c.reasons
  absence  never
  because  "without reasons nobody can object"
  help     "have reasons given"
  example  violated { content: [ { reasons: false } ] }
  example  met { content: [ { reasons: true } ] }
}
rule HRD-001 "Due diligence is ongoing" {
  source   "Our brief" para 9
  kinds    hrdd-law
  severity error
  violated when hrdd.frequency = once says "due diligence is required once" at hrdd.frequency
  met when hrdd.frequency = ongoing
  absence  never
  because  "an assessment ages"
  help     "have it repeated"
  cue      /a single assessment/ suggests hrdd.frequency = once
  cue      /assess .{0,40}risks/ suggests meta.kinds = hrdd-law
  example  violated { hrdd: { frequency: once } }
  example  met { hrdd: { frequency: ongoing } }
}
"#;

const PLATFORMS: &str = "Fair Feeds Bill\n\n1. This Act sets out the duties of platforms.\n\n2. Unlawful posts\n\n\
Flagged posts must be taken down within 24 hours.\n\nThe platform keeps a statement on the grounds.\n";

const CHAINS: &str =
    "Clean Chains Bill\n\n1. Companies shall assess human rights risks.\n\n2. They shall assess supply risks in a single assessment.\n";

/// A folder with the rules, and the program run in it.
struct World(TempDir);

impl World {
    fn new(files: &[(&str, &str)]) -> Self {
        let world = Self(TempDir::new().expect("a folder"));
        std::fs::create_dir(world.0.path().join("rules")).expect("a folder");
        for (name, text) in files.iter().copied().chain([("rules/own.rules", RULES)]) {
            world.write(name, text.as_bytes());
        }
        world
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }

    /// Exit code, standard output and standard error together.
    fn check(&self, arguments: &[&str]) -> (i32, String) {
        self.check_with(arguments, b"")
    }

    fn check_with(&self, arguments: &[&str], input: &[u8]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ungp-check"));
        command.args(["--no-default-rules", "--rules", "rules", "check"]).args(arguments).current_dir(self.0.path()).env("NO_COLOR", "1");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
        // A program that does not read its input has closed it.
        let _ = child.stdin.take().expect("an input").write_all(input);
        let output = child.wait_with_output().expect("an end");
        let text = String::from_utf8(output.stdout).expect("text") + &String::from_utf8(output.stderr).expect("text");
        (output.status.code().expect("a code"), text)
    }

    /// Any command, with its exit code and all it says on one line.
    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ungp-check"));
        command.args(["--no-default-rules", "--rules", "rules"]).args(arguments).current_dir(self.0.path()).env("NO_COLOR", "1");
        let output = command.output().expect("the program");
        let text = String::from_utf8(output.stdout).expect("text") + &String::from_utf8(output.stderr).expect("text");
        (output.status.code().expect("a code"), text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let (_, text) = self.check(&[arguments, &["--format", "json"]].concat());
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }
}

#[test]
fn a_text_is_checked_by_its_own_words_and_its_findings_are_warnings() {
    let world = World::new(&[("feeds.txt", PLATFORMS)]);
    let (code, said) = world.check(&["feeds.txt", "--format", "short"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("feeds.txt:7:9: warning[TIM-001]: content must be gone within `24 h` (suggested)\n"), "{said}");
    assert!(said.contains("feeds.txt: undetermined[TIM-002]: needs content[1].reasons"), "{said}");
    assert!(said.contains("1 finding (1 warning); 1 verdict undetermined"), "{said}");
    assert!(said.contains("ungp-check import feeds.txt -o bill.yaml"), "{said}");
    let (_, human) = world.check(&["feeds.txt"]);
    assert!(human.contains("7 │ Flagged posts must be taken down within 24 hours.\n  │         ^^^^^"), "{human}");
    assert!(human.contains("look at") && human.contains("cue of TIM-001"), "{human}");
}

#[test]
fn places_are_those_of_the_words_in_the_file() {
    let world = World::new(&[("feeds.md", &PLATFORMS.replace("within 24 hours", "**within 24 hours**"))]);
    let report = world.json(&["feeds.md"]);
    let input = &report["inputs"][0];
    assert_eq!((&input["described"], &input["file"], &input["kinds"][0]), (&false.into(), &"feeds.md".into(), &"content-platform".into()));
    let label = &input["outcomes"][0]["findings"][0]["labels"][0];
    assert_eq!((&label["start"]["line"], &label["start"]["column"]), (&7.into(), &9.into()));
    assert!(label["words"].as_str().expect("words").starts_with("posts must be taken down"), "{label}");
    assert_eq!(input["outcomes"][0]["findings"][0]["suggested"], true);
}

#[test]
fn the_gate_counts_suggested_findings_as_what_they_are() {
    let world = World::new(&[("feeds.txt", PLATFORMS)]);
    for (level, code) in [("error", 0), ("warning", 1), ("note", 1), ("undetermined", 1), ("never", 0)] {
        assert_eq!(world.check(&["feeds.txt", "--fail-on", level]).0, code, "{level}");
    }
}

#[test]
fn the_kind_comes_from_the_words_or_from_the_option_or_nothing_is_checked() {
    let plain = PLATFORMS.replace("duties of platforms", "duties of some");
    let world = World::new(&[("feeds.txt", &plain), ("chains.txt", CHAINS)]);
    let (code, said) = world.check(&["feeds.txt"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("error[no-kind]: the words of `feeds.txt` do not say what kind of initiative it is"), "{said}");
    assert!(said.contains("with `--kind`: `hrdd-law` or `content-platform`") && said.contains("suggested fact"), "{said}");
    assert!(said.contains("nothing was checked"), "{said}");
    let (code, said) = world.check(&["feeds.txt", "--kind", "CP", "--format", "short"]);
    assert!(code == 0 && said.contains("warning[TIM-001]"), "{said}");
    // Two places that are no strong sign are enough, and the finding rests on them too.
    let (code, said) = world.check(&["chains.txt", "--format", "plain"]);
    assert!(
        code == 0 && said.contains("warning HRD-001") && said.contains("`meta.kinds` is hrdd-law (cue of HRD-001; in 2 places)"),
        "{said}"
    );
    // Who asks says so: then it is no suggestion.
    let (_, said) = world.check(&["chains.txt", "--kind", "hrdd-law", "--format", "plain"]);
    assert!(said.contains("warning HRD-001") && !said.contains("`meta.kinds`"), "{said}");
}

#[test]
fn texts_and_descriptions_are_checked_together() {
    let stated = "vocabulary: initiative/1\nmeta: { id: a, title: A, kinds: [content-platform] }\ncontent: [{ deadline: 2 h }]\n";
    let world = World::new(&[("feeds.txt", PLATFORMS), ("a.yaml", stated)]);
    let (code, said) = world.check(&["a.yaml", "feeds.txt", "--format", "short"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("a.yaml:3:23: error[TIM-001]: content must be gone within `2 h`\n"), "{said}");
    assert!(said.contains("feeds.txt:7:9: warning[TIM-001]") && said.contains("checked 2 inputs"), "{said}");
    // One that cannot be checked does not pass for one that was.
    let (code, said) = world.check(&["a.yaml", "feeds.txt", "gone.pdf"]);
    assert!(code == 2 && said.contains("1 of 3 inputs could not be checked"), "{said}");
}

#[test]
fn a_description_is_completed_from_its_text_and_stands_where_it_speaks() {
    let description = |rest: &str| {
        format!("vocabulary: initiative/1\ntext: feeds.txt\nmeta: {{ id: a, title: A, kinds: [content-platform, hrdd-law] }}\n{rest}")
    };
    let silent = description("coverage: { reviewed: [content] }\n");
    let open = description("hrdd: { frequency: ongoing }\n");
    let text = PLATFORMS.to_owned() + "\nA single assessment is enough.\n";
    let world = World::new(&[("feeds.txt", &text), ("silent.yaml", &silent), ("open.yaml", &open)]);
    let (code, said) = world.check(&["open.yaml", "--format", "short"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("feeds.txt:7:9: warning[TIM-001]: content must be gone within `24 h` (suggested)\n"), "{said}");
    assert!(!said.contains("HRD-001") && said.contains("note[answered-otherwise]"), "what a person says stands: {said}");
    let (code, said) = world.check(&["silent.yaml", "--format", "short"]);
    assert!(code == 0 && !said.contains("[TIM-001]"), "what a person calls silent stays silent: {said}");
    assert!(said.contains("feeds.txt:11:1: warning[HRD-001]: due diligence is required once (suggested)\n"), "{said}");
}

#[test]
fn a_status_in_a_description_does_the_same() {
    let file = |status: &str| {
        format!(
            "vocabulary: initiative/1\nmeta: {{ id: a, title: A, kinds: [hrdd-law] }}\nhrdd: {{ frequency: {{ is: once, status: {status} }} }}\n"
        )
    };
    let world = World::new(&[("s.yaml", &file("suggested")), ("d.yaml", &file("disputed")), ("c.yaml", &file("confirmed"))]);
    let expected = [("s.yaml", 0, "warning", " (suggested)"), ("d.yaml", 0, "warning", " (disputed)"), ("c.yaml", 1, "error", "")];
    for (name, code, severity, mark) in expected {
        let (got, said) = world.check(&[name, "--format", "short"]);
        assert_eq!(got, code, "{name}: {said}");
        assert!(said.contains(&format!("{name}:3:26: {severity}[HRD-001]: due diligence is required once{mark}\n")), "{name}: {said}");
    }
}

#[test]
fn every_format_says_that_it_is_suggested() {
    let world = World::new(&[("feeds.txt", PLATFORMS)]);
    for format in ["human", "plain", "short", "json", "ndjson", "sarif", "junit", "github", "markdown", "csv", "html"] {
        let (code, said) = world.check(&["feeds.txt", "--format", format]);
        assert_eq!(code, 0, "{format}: {said}");
        let mark = if matches!(format, "json" | "ndjson" | "csv") { "suggested" } else { "(suggested)" };
        let message = said.find("content must be gone within").unwrap_or_else(|| panic!("{format}: {said}"));
        assert!(said.contains(mark), "{format} at {message}: {said}");
    }
}

#[test]
fn a_page_shows_running_text_and_no_mark_up() {
    let xml = "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><bill name=\"bill\"><body>\n\
        <section eId=\"sec_1\"><num>1</num><content><p>This Act sets out the duties of platforms.</p></content></section>\n\
        <section eId=\"sec_2\"><num>2</num><content><p>Flagged posts must be <b>taken</b> down within 24 hours.</p></content></section>\n\
        </body></bill></akomaNtoso>\n";
    let world = World::new(&[("feeds.xml", xml)]);
    let (code, said) = world.check(&["feeds.xml", "--format", "short"]);
    assert!(code == 0 && said.contains("feeds.xml:3:") && said.contains("warning[TIM-001]"), "{said}");
    let (_, page) = world.check(&["feeds.xml", "--format", "html"]);
    assert!(page.contains("href=\"#i1-f1\">posts must be taken down within 24 hours<sup>"), "{page}");
    assert!(page.contains("<b class=\"provision\">s 2</b>") && !page.contains("&lt;p&gt;"), "{page}");
}

#[test]
fn standard_input_is_a_text_or_a_description() {
    let world = World::new(&[]);
    let (code, said) = world.check_with(&["-", "--format", "short"], PLATFORMS.as_bytes());
    assert!(code == 0 && said.contains("<stdin>:7:9: warning[TIM-001]"), "{said}");
    let stated = b"# ours\nvocabulary: initiative/1\nmeta: { id: a, title: A, kinds: [content-platform] }\ncontent: [{ deadline: 2 h }]\n";
    let (code, said) = world.check_with(&["-", "--format", "short"], stated);
    assert!(code == 1 && said.contains("<stdin>:4:23: error[TIM-001]"), "{said}");
    let (code, said) = world.check_with(&["-"], b"");
    assert!(code == 2 && said.contains("nothing was checked"), "{said}");
}

#[test]
fn a_folder_is_one_of_descriptions_and_says_so() {
    let world = World::new(&[("bills/feeds.txt", PLATFORMS), ("bills/more.html", "<p>x</p>")]);
    let (code, said) = world.check(&["bills"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("no description in the folder `bills`") && said.contains("2 texts"), "{said}");
    assert!(said.contains("bills/*.html") || said.contains("bills/*.txt"), "{said}");
    let (code, said) = world.check(&["bills/*.txt", "--format", "short"]);
    assert!(code == 0 && said.contains("bills/feeds.txt:7:9"), "{said}");
}

#[test]
fn what_cannot_be_read_is_said_and_is_no_pass() {
    let world = World::new(&[("empty.txt", " \n"), ("old.rtf", "{\\rtf1}")]);
    world.write("broken.docx", b"PK\x03\x04 nothing of the kind");
    world.write("large.txt", &vec![b'a'; 33 * 1024 * 1024]);
    for (name, code) in [
        ("empty.txt", "empty-text"),
        ("old.rtf", "unknown-format"),
        ("broken.docx", ""),
        ("large.txt", "too-large"),
        ("gone.txt", "unreadable"),
    ] {
        let (exit, said) = world.check(&[name, "--kind", "CP"]);
        assert!(exit == 2 && said.contains(&format!("error[{code}")) && said.contains("nothing was checked"), "{name}: {said}");
    }
}

#[test]
fn who_enacts_decides_which_other_laws_are_in_view() {
    let other = "vocabulary: initiative/1\nmeta: { id: b, title: B, jurisdiction: NO, kinds: [hrdd-law] }\n";
    let world = World::new(&[("feeds.txt", PLATFORMS), ("b.yaml", other)]);
    let there = |code: &str| {
        world.check(&["feeds.txt", "--with", "b.yaml", "--jurisdiction", code, "--format", "short"]).1.contains("no-other-law")
    };
    assert!(!there("NO") && there("SE"));
    let (code, said) = world.check(&["feeds.txt", "--jurisdiction", "Norway"]);
    assert!(code == 2 && said.contains("error[unknown-jurisdiction]: `Norway`"), "{said}");
    // A law in view is a description.
    let (code, said) = world.check(&["feeds.txt", "--with", "feeds.txt"]);
    assert!(code == 2 && said.contains("error[not-a-description]: `feeds.txt` is a text"), "{said}");
}

#[test]
fn real_laws_are_read_without_a_description() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/laws/text");
    let law = folder.join("sg-pofma-2019.txt");
    if !law.exists() {
        eprintln!("SKIPPED a real law without a description: {} is not there", law.display());
        return;
    }
    let output = Command::new(env!("CARGO_BIN_EXE_ungp-check"))
        .args(["check", "--kind", "content-platform", "--format", "json"])
        .arg(&law)
        .output()
        .expect("the program");
    let report: Value = serde_json::from_slice(&output.stdout).expect("a report");
    let findings: Vec<&Value> = report["inputs"][0]["outcomes"]
        .as_array()
        .expect("outcomes")
        .iter()
        .flat_map(|outcome| outcome["findings"].as_array().expect("findings"))
        .collect();
    assert!(findings.iter().all(|finding| finding["severity"] != "error" && finding["suggested"] == true), "{findings:?}");
    let words = std::fs::read_to_string(&law).expect("a text");
    for label in findings.iter().flat_map(|finding| finding["labels"].as_array().expect("labels")) {
        let found = label["words"].as_str().expect("words");
        assert!(words.contains(found), "{label}");
    }
}

const GERMAN: &str = "Gesetz über die Fristen der Plattformen

§ 1 Anwendungsbereich

Dieses Gesetz gilt für die Anbieter von Plattformen, die von der Öffentlichkeit genutzt werden.

§ 2 Fristen

Der Anbieter muss den Inhalt innerhalb von 24 Stunden nach dem Eingang der Meldung entfernen, und er hat dem Nutzer die Gründe zu nennen.
";

const ARABIC: &str = "قانون بشأن المنصات الرقمية

المادة 1

تسري أحكام هذا القانون على كل منصة رقمية يستخدمها الجمهور في الدولة.

المادة 2

يجب على المنصة أن تزيل المحتوى خلال 24 ساعة من تلقي البلاغ، وأن تذكر الأسباب.
";

#[test]
fn a_text_in_another_language_is_said_to_be_one_and_nothing_passes() {
    let world = World::new(&[("gesetz.txt", GERMAN), ("qanun.txt", ARABIC)]);
    for (name, language) in [("gesetz.txt", "de"), ("qanun.txt", "ar")] {
        let (code, said) = world.run(&["check", name]);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains(&format!("error[no-kind]: `{name}` is in `{language}` and the cues are English")), "{said}");
        assert!(said.contains("nothing was checked") && said.contains("`--kind`"), "{said}");
        let (code, said) = world.run(&["check", name, "--kind", "content-platform"]);
        assert_eq!(code, 2, "no cue fires, so nothing is decided: {said}");
        assert!(said.contains(&format!("warning[language]: the text is in `{language}` and the cues are English")), "{said}");
        assert!(said.contains("error[nothing-decided]") && !said.contains("(suggested)"), "{said}");
    }
}

#[test]
fn commands_that_need_a_description_say_how_to_come_by_one() {
    let stated = "vocabulary: initiative/1\nmeta: { id: a, title: A, kinds: [content-platform] }\n";
    let world = World::new(&[("feeds.txt", PLATFORMS), ("a.yaml", stated), ("old.odt", "PK")]);
    for arguments in [["diff", "a.yaml", "feeds.txt"], ["compare", "a.yaml", "feeds.txt"], ["merge", "feeds.txt", "a.yaml"]] {
        let (code, said) = world.run(&arguments);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains("error[not-a-description]: `feeds.txt` is a text"), "{arguments:?}: {said}");
        assert!(said.contains("`ungp-check import feeds.txt -o feeds.yaml`"), "{arguments:?}: {said}");
    }
    let (code, said) = world.run(&["merge", "a.yaml", "old.odt"]);
    assert!(code == 2 && said.contains("save it as .docx, .html, .pdf or .txt"), "{said}");
    let (code, said) = world.run(&["test", "feeds.txt"]);
    assert!(code == 2 && said.contains("error[not-a-suite]: `feeds.txt` is a bill's text"), "{said}");
}

#[test]
fn a_rule_is_explained_with_the_words_that_suggest_its_facts() {
    let (code, said) = World::new(&[]).run(&["explain", "TIM-001"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("words of a bill that suggest its facts content[].deadline: /posts?"), "{said}");
    assert!(said.contains("meta.kinds = content-platform: /duties of platforms/"), "{said}");
    let (_, said) = World::new(&[]).run(&["explain", "TIM-002"]);
    assert!(said.contains("cues elsewhere: TIM-001 (1)"), "{said}");
}
