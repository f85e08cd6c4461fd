//! What a page must keep to, whatever is in it: sound markup, links that lead somewhere, nothing loaded, and a bounded size.

use super::render;
use crate::check::{self, Beside};
use crate::outcome::{Verdict, Waiver};
use crate::pack;
use crate::past;
use crate::report::Report;
use crate::report::tests::{BILL, DESCRIPTION, Run};
use crate::source::{Sources, Span};
use crate::text::import::import;
use crate::typecheck::Depth;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// An opening tag.
#[derive(Debug)]
struct Tag {
    name: String,
    attributes: BTreeMap<String, String>,
}

/// Reads a page strictly: every tag is closed in order, every value stands in quotation marks, every attribute once, and no `<` or `&` is
/// left over. Gives the opening tags and the words between tags.
fn parse(page: &str) -> (Vec<Tag>, String) {
    let mut rest = page.strip_prefix("<!DOCTYPE html>\n").expect("a doctype");
    let (mut tags, mut open, mut words) = (Vec::new(), Vec::<String>::new(), String::new());
    let style = regex::Regex::new(r"(?s)^<style>(.*?)</style>").unwrap();
    let tag = regex::Regex::new(r#"^<([a-z][a-z0-9]*)((?: [a-zA-Z-]+(?:="[^"<]*")?)*)(/?)>"#).unwrap();
    let attribute = regex::Regex::new(r#" ([a-zA-Z-]+)(?:="([^"]*)")?"#).unwrap();
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        words.push_str(before);
        rest = from;
        if let Some(found) = style.captures(rest) {
            assert!(!found[1].contains("<"), "a mark in the style");
            rest = rest.split_at(found[0].len()).1;
        } else if let Some(closed) = rest.strip_prefix("</") {
            let (name, after) = closed.split_once('>').unwrap();
            assert_eq!(open.pop().as_deref(), Some(name), "before {:?}", after.chars().take(80).collect::<String>());
            rest = after;
        } else {
            let found = tag.captures(rest).unwrap_or_else(|| panic!("no tag: {:?}", rest.chars().take(80).collect::<String>()));
            let mut attributes = BTreeMap::new();
            for pair in attribute.captures_iter(&found[2]) {
                let value = pair.get(2).map_or("", |value| value.as_str()).to_owned();
                assert!(attributes.insert(pair[1].to_owned(), value).is_none(), "an attribute twice: {}", &found[0]);
            }
            if !["meta", "br"].contains(&&found[1]) && found[3].is_empty() {
                open.push(found[1].to_owned());
            }
            tags.push(Tag { name: found[1].to_owned(), attributes });
            rest = rest.split_at(found[0].len()).1;
        }
    }
    assert_eq!((rest.trim(), open), ("", Vec::new()));
    assert!(words.split('&').skip(1).all(|after| ["lt;", "gt;", "amp;", "quot;", "#39;"].iter().any(|known| after.starts_with(known))));
    (tags, words)
}

/// All that holds for every page. Gives its words.
fn sound(page: &str) -> String {
    let (tags, words) = parse(page);
    let with = |name: &'static str| tags.iter().filter_map(move |tag| Some((tag, tag.attributes.get(name)?)));
    let mut ids = BTreeSet::new();
    with("id").for_each(|(_, id)| assert!(ids.insert(id.as_str()), "the id {id} twice"));
    for (tag, target) in with("href") {
        let target = target.strip_prefix('#').unwrap_or_else(|| panic!("a link out of the page: {tag:?}"));
        assert!(ids.contains(target), "a link to nothing: {target}");
    }
    for name in ["aria-labelledby", "aria-describedby"] {
        with(name).for_each(|(tag, id)| assert!(ids.contains(id.as_str()), "{tag:?}"));
    }
    let loading =
        ["script", "link", "img", "iframe", "object", "embed", "base", "form", "input", "video", "audio", "source", "use", "image"];
    for tag in &tags {
        assert!(!loading.contains(&tag.name.as_str()), "{tag:?}");
        let handlers =
            |name: &String| name.starts_with("on") || ["src", "srcset", "style", "action", "background"].contains(&name.as_str());
        assert!(!tag.attributes.keys().any(handlers), "{tag:?}");
    }
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    assert!(
        !style.contains("@import") && !style.contains("http") && !style.replace("url(#", "").contains("url("),
        "the style loads something"
    );
    let mut level = 0;
    for tag in &tags {
        let Some(heading) = tag.name.strip_prefix('h').and_then(|level| level.parse::<usize>().ok()) else { continue };
        assert!(heading <= level + 1, "a heading h{heading} after h{level}");
        assert!(heading > 1 || level == 0, "a second h1");
        level = heading;
    }
    let landmarks = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
    assert_eq!(["header", "nav", "main", "footer"].map(landmarks), [1, 1, 1, 1]);
    words
}

/// A page without its style and the program's version, for a snapshot.
fn bare(page: &str) -> String {
    let (before, style) = page.split_once("<style>").unwrap();
    let after = style.split_once("</style>").unwrap().1;
    format!("{before}<style>…</style>{after}").replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

fn dated<'r>(run: &'r Run) -> Report<'r> {
    Report { date: Some(jiff::civil::date(2026, 11, 22)), ..run.report() }
}

#[test]
fn html_snapshot() {
    let run = Run::small();
    let page = render(&dated(&run));
    sound(&page);
    insta::assert_snapshot!(bare(&page));
}

#[test]
fn words_of_findings_are_marked_in_the_text_and_lead_both_ways() {
    let page = render(&Run::small().report());
    sound(&page);
    let mark = "once, before 1 January 2027<sup><span class=\"unseen\"> finding </span>1</sup></a>";
    assert!(page.contains(&format!("<a class=\"mark error\" id=\"i1-f1-t\" href=\"#i1-f1\">{mark}")), "{page}");
    assert!(page.contains("<a href=\"#i1-f1-t\">text 3:1</a>"), "{page}");
    assert!(page.contains(" data-l=\"1\" lang=\"\" dir=\"auto\">Section 1"), "{page}");
}

#[test]
fn several_inputs_are_one_page_with_a_part_each() {
    let run = Run::new().input("a.yaml", DESCRIPTION, Some(BILL)).input("b.yaml", DESCRIPTION, None);
    let page = render(&run.report());
    let words = sound(&page);
    assert!(page.contains("<h1 dir=\"auto\">2 initiatives</h1>") && page.contains("<h2 id=\"i2\""), "{page}");
    assert_eq!(words.matches("How to read this").count(), 2, "in the contents and on the page");
}

const HOSTILE: &str = "</style></title><script src=//x.example>alert(1)</script> & \\\"' onload=x \\u202egnidne\\0";

#[test]
fn hostile_words_stay_words() {
    let yaml = DESCRIPTION.replace("Technology (Due Diligence) Bill", &format!("\"{HOSTILE}\""));
    let yaml = yaml.replace("unlawful content", &format!("\"{HOSTILE}\"")).replace("\"s 7(1)\"", &format!("\"{HOSTILE}\""));
    assert_eq!(yaml.matches(HOSTILE).count(), 3);
    let bill = "<b>Section</b> 1 &amp; \u{202e}x\r\n\r\nonce, before\r\n1 January 2027 </div></main>\n";
    let run = Run::new().input("<img src=x>\"'.yaml", &yaml, Some(bill));
    assert_eq!(run.checked.len(), 1, "{:?}", run.problems);
    let page = render(&run.report());
    let words = sound(&page);
    for visible in
        ["&lt;/style&gt;&lt;/title&gt;&lt;script", "&lt;img src=x&gt;", "&lt;b&gt;Section&lt;/b&gt; 1 &amp;amp; x", "&lt;/main&gt;"]
    {
        assert!(words.contains(visible), "{visible}");
    }
    assert!(!page.chars().any(|letter| letter == '\u{202e}' || letter.is_control() && letter != '\n'));
}

#[test]
fn overlapping_words_lead_to_each_of_their_findings() {
    let yaml = DESCRIPTION
        .replace("deadline: 24 h", "deadline: { is: 24 h, quote: \"carry out due diligence, once\" }")
        .replace("deadline: 1 h", "deadline: { is: 1 h, quote: \"out due diligence\" }");
    let page = render(&Run::new().input("a.yaml", &yaml, Some(BILL)).report());
    sound(&page);
    for id in ["i1-f1-t", "i1-f3-1-t", "i1-f3-2-t"] {
        assert_eq!(page.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
    }
    let text = page.split_once("<div class=\"bill\">").unwrap().1;
    let plain = regex::Regex::new("<sup>.*?</sup>|<[^>]*>").unwrap().replace_all(text, "").into_owned();
    assert!(plain.starts_with(&format!("\n{}", BILL.trim_end())), "no word is lost or said twice: {plain}");
}

#[test]
fn nothing_checked_is_no_pass() {
    let broken = "vocabulary: initiative/1\nmeta: { id: xx-b, title: B, kinds: [hrdd-law] }\nhrdd: { mod: duty }\n";
    let run = Run::new().input("b.yaml", broken, None);
    let page = render(&run.report());
    let words = sound(&page);
    assert!(page.contains("<h1 dir=\"auto\">Nothing was checked</h1>") && page.contains("<title>Nothing was checked"), "{page}");
    assert!(words.contains("Nothing was checked: the only input could not be used.") && words.contains("unknown-field"), "{words}");
    assert!(!words.contains("Summary"), "{words}");
    let both = Run::new().input("a.yaml", DESCRIPTION, None).input("b.yaml", broken, None);
    assert!(sound(&render(&both.report())).contains("1 of 2 inputs could not be checked."));
}

#[test]
fn what_is_set_aside_stands_apart_and_is_not_lost() {
    let mut run = Run::small();
    let expires = jiff::civil::date(2027, 6, 30);
    let text = |words: &str| words.to_owned();
    let span = Span::new(run.checked[0].file, 0..10);
    let (rule, reason, owner) = (text("HRD-003"), text("the <reason>"), text("unit 3"));
    let waiver = Waiver { rule, law: None, at: None, reason, owner, approver: text("A. Example"), expires, span };
    let with_findings = run.checked[0].outcomes.iter_mut().filter(|outcome| !outcome.findings.is_empty());
    let found: Vec<_> = with_findings.collect();
    for (index, outcome) in found.into_iter().enumerate() {
        for finding in &mut outcome.findings {
            match index {
                0 => finding.known = true,
                1 => finding.waiver = Some(Arc::new(waiver.clone())),
                _ => {}
            }
        }
    }
    let page = render(&run.report());
    let words = sound(&page);
    for said in ["Waived ", "the &lt;reason&gt;", "2027-06-30", "A. Example", "Known before ", "1 waived and 1 known", "finding waived 1"] {
        assert!(words.replace("finding </span>", "finding ").contains(said), "{said} in {words}");
    }
}

#[test]
fn the_summary_has_five_sentences_and_names_the_gravest() {
    let page = render(&Run::small().report());
    let summary = page.split_once("<section class=\"summary\">").unwrap().1.split_once("<ul").unwrap().0;
    assert_eq!(summary.matches("<p>").count(), 5, "{summary}");
    assert!(summary.contains("<a href=\"#i1-f1\">due diligence is required once, not as an ongoing exercise</a> (s 1)"), "{summary}");
    let silent = "vocabulary: initiative/1\nmeta: { id: xx-b, title: B, kinds: [incentive] }\n";
    let page = render(&Run::new().input("b.yaml", silent, None).report());
    sound(&page);
    let summary = page.split_once("<section class=\"summary\">").unwrap().1.split_once("<ul").unwrap().0;
    assert_eq!(summary.matches("<p>").count(), 5, "{summary}");
    assert!(summary.contains("nothing can be said of any family"), "{summary}");
}

/// A bill of 500 KB, and a description of it with at least 300 findings, against the criteria that come with the program.
fn large() -> (String, String) {
    let mut bill = String::new();
    let mut yaml = String::from(
        "vocabulary: initiative/1\ntext: bill.txt\nmeta: { id: xx-large-2026, title: Large Bill, kinds: [content-platform] }\ncoverage: { reviewed: [content, penalties] }\ncontent:\n",
    );
    for number in 1..=60 {
        bill.push_str(&format!("{number}. A platform shall remove within {number} hours what is offensive <here>.\n\n"));
        bill.push_str(&"Words & \"more words\" that nobody quotes, as bills have them.\n".repeat(137));
        bill.push('\n');
        yaml.push_str(&format!(
            "  - {{ at: s {number}, target: {{ is: lawful-harmful, quote: \"{number}. A platform shall remove\" }}, origin: private-notice, deadline: {{ is: {} h, quote: \"within {number} hours\" }}, user_notice: false, internal_appeal: false }}\n",
            1 + number % 20
        ));
    }
    (bill, yaml)
}

#[test]
fn a_large_bill_makes_a_page_of_bounded_size_in_bounded_time() {
    let mut sources = Sources::new();
    let (pack, problems) = pack::load(pack::embedded(), Depth::Names, &mut sources);
    assert_eq!(problems, []);
    let (bill, yaml) = large();
    assert!(bill.len() >= 500_000, "{}", bill.len());
    let text = Arc::new(import("bill.txt", bill.into_bytes(), &mut sources).unwrap());
    let file = sources.add("large.yaml", yaml);
    let (description, problems) = check::read(file, &sources, &pack);
    let checked = [check::check(
        description.unwrap_or_else(|| panic!("{problems:?}")),
        Beside { text: Some(text), ..Beside::default() },
        &sources,
        &pack,
        |_| true,
    )];
    assert_eq!(checked[0].remarks, []);
    let findings: usize = checked[0].outcomes.iter().map(|outcome| outcome.findings.len()).sum();
    assert!(findings >= 300, "{findings}");
    let (past, _) = past::read(&mut sources, &pack, |_| true);
    let report = Report {
        pack: &pack,
        sources: &sources,
        checked: &checked,
        problems: &[],
        inputs: 1,
        rules: pack.rules.rules.len(),
        explain_met: false,
        waivers: None,
        baseline: None,
        past: &past,
        date: None,
    };
    let before = Instant::now();
    let page = render(&report);
    let took = before.elapsed();
    println!("{findings} findings, {} bytes, {took:?}", page.len());
    sound(&page);
    assert!(page.len() < 3_000_000, "{} bytes", page.len());
    // Unoptimised and on a busy machine; what must not happen is that it grows with the square.
    assert!(took < Duration::from_secs(10), "{took:?}");
    assert!(checked[0].outcomes.iter().any(|outcome| outcome.verdict == Verdict::Violated));
    assert!(page.contains("How past laws solved it") && page.contains("dir=\"auto\">“within 60 hours”</blockquote>"));
}
