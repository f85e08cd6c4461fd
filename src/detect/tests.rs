//! Cues on small bills: what is found, in which words, and what is made of it.

use super::*;
use crate::for_tests::render;
use crate::pack::{self, Pack, PackFile};
use crate::source::Sources;
use crate::text::document::{Builder, Format, ProvisionKind, Role};
use crate::typecheck::Depth;
use std::fmt::Write;

/// Facts for cues to be about.
const PRELUDE: &str = r#"
vocabulary law 1 {
  kinds    meta.kinds
  reviewed coverage.reviewed
  section meta "The law." { field kinds set { platform, works } "Of which kind is it?" }
  section coverage "What was read." { field reviewed sections "Which sections?" }
  section duty "A duty." {
    field mode enum { duty, none } "What must be done?"
    field delay duration "How long may it take?"
    field share percent "Which share?"
    field count number "How many?"
    field public bool "Is it public?"
  }
  section penalties list "Penalties." {
    field nature enum { fine, prison } "What happens?"
    field least money "How much at least?"
    field most money "How much at most?"
    field term duration "How long?"
    field against enum { company, person } "Whom?"
  }
}
"#;

pub(super) fn loaded(cues: &str) -> Pack {
    let (pack, problems, shown) = checked(cues);
    assert!(problems.is_empty(), "{shown}");
    pack
}

fn checked(cues: &str) -> (Pack, Vec<crate::diagnostic::Diagnostic>, String) {
    let mut sources = Sources::new();
    let text = format!("cues \"test\" {{\n{cues}\n}}\n");
    let files = vec![PackFile { name: "prelude".into(), text: PRELUDE.into() }, PackFile { name: "t.rules".into(), text: text.into() }];
    let (pack, problems) = pack::load(files, Depth::Full, &mut sources);
    let shown = render(&problems, &sources, "t.rules");
    (pack, problems, shown)
}

/// A bill from paragraphs: where each stands (`2(1)(a)`, the first number a section, figures in brackets paragraphs of it, letters
/// points; empty for nowhere), what it is, its words. A heading is that of the provision it stands in.
pub(super) fn bill(paragraphs: &[(&str, Role, &str)]) -> Document {
    let mut sources = Sources::new();
    let source: String = paragraphs.iter().map(|(_, _, words)| format!("{words}\n")).collect();
    let file = sources.add("bill", source);
    let mut builder = Builder::new();
    let mut open: Vec<&str> = Vec::new();
    let mut at = 0;
    for (place, role, words) in paragraphs {
        let steps: Vec<&str> = place.split(['(', ')']).filter(|step| !step.is_empty()).collect();
        let same = open.iter().zip(&steps).take_while(|(left, right)| left == right).count();
        open.drain(same..).for_each(|_| builder.close());
        for step in steps.iter().skip(same) {
            let kind = match open.len() {
                0 => ProvisionKind::Section,
                _ if step.parse::<u32>().is_ok() => ProvisionKind::Paragraph,
                _ => ProvisionKind::Point,
            };
            builder.open(kind, "", step, None);
            open.push(step);
        }
        builder.block(*role);
        builder.push(words, at..at + words.len());
        at += words.len() + 1;
    }
    open.iter().for_each(|_| builder.close());
    let mut document = builder.finish(file, Format::Plain);
    // The builder leaves headings to importers.
    for block in document.blocks.clone().iter().filter(|block| block.role == Role::Heading) {
        if let Some(provision) = block.provision.and_then(|id| document.provisions.get_mut(id as usize)) {
            provision.heading = Some(block.extent);
        }
    }
    document
}

pub(super) fn text(words: &str) -> Document {
    bill(&words.lines().map(|line| ("", Role::Text, line)).collect::<Vec<_>>())
}

/// Everything found, a line each: what it is, its value, its words, and the context if it is not the provisions' own words.
pub(super) fn found(cues: &str, document: &Document) -> String {
    let pack = loaded(cues);
    shown(&find(document, &pack.rules, &pack.vocabulary), document, &pack)
}

fn shown(detected: &Detected, document: &Document, pack: &Pack) -> String {
    let mut out = String::new();
    let words = |hit: &Hit| {
        let context = if hit.context == Context::Plain { String::new() } else { format!(" {:?}", hit.context) };
        format!("“{}”{context}", document.words(hit.extent))
    };
    for proposal in &detected.proposals {
        let kind = pack.vocabulary.record(proposal.record).field(proposal.field).unwrap().kind;
        let value = pack.vocabulary.show(kind, &proposal.value);
        let group = if proposal.group == 0 { String::new() } else { format!("{} ", proposal.group) };
        let path = pack.vocabulary.field_path(proposal.record, proposal.field);
        writeln!(out, "{group}{path} = {value} {}", words(&proposal.hit)).unwrap();
    }
    for mark in &detected.marks {
        let value = mark.value.as_ref().map_or(String::new(), |value| format!(" {value}"));
        writeln!(out, "{}{value} {}", mark.name, words(&mark.hit)).unwrap();
    }
    for lead in &detected.leads {
        writeln!(out, "? {} {}", pack.vocabulary.field_path(lead.record, lead.field), words(&lead.hit)).unwrap();
    }
    out
}

#[track_caller]
fn finds(cues: &str, words: &str, wanted: &str) {
    assert_eq!(found(cues, &text(words)), wanted);
}

#[test]
fn values_are_stated_or_read() {
    finds(
        "cue /shall publish/ suggests duty.public = true suggests duty.mode = duty",
        "It shall publish.",
        "duty.public = true “shall publish”\nduty.mode = duty “shall publish”\n",
    );
    finds(
        "cue /within {time}/ suggests duty.delay",
        "Within 24 hours or within 3 days",
        "duty.delay = 24 h “Within 24 hours”\nduty.delay = 3 days “within 3 days”\n",
    );
    // Without a placeholder the whole match is read.
    finds("cue /deadline of \\d+ days/ suggests duty.delay", "a deadline of 30 days", "duty.delay = 30 days “deadline of 30 days”\n");
    finds("cue /share of {percent}/ suggests duty.share", "a share of 2.5 per cent", "duty.share = 2.5% “share of 2.5 per cent”\n");
    finds("cue /at least {number} members/ suggests duty.count", "at least 7 members", "duty.count = 7 “at least 7 members”\n");
}

#[test]
fn several_quantities_are_taken_in_order() {
    let cue = "cue /from {money} to {money} (or {time})?/ suggests penalties[].least suggests penalties[].most suggests penalties[].term";
    finds(
        cue,
        "a fine from €5 to €1,000 or 2 years",
        "1 penalties[].least = 5 EUR “from €5 to €1,000 or 2 years”\n1 penalties[].most = 1000 EUR “from €5 to €1,000 or 2 years”\n1 penalties[].term = 2 years “from €5 to €1,000 or 2 years”\n",
    );
    // A quantity of another kind than the field's is none.
    finds("cue /within {time}/ suggests duty.share", "within 2 days", "? duty.share “within 2 days”\n");
}

#[test]
fn marks_have_the_first_figure() {
    let cues = "mark deadline \"a time to act\"\ncue /within {time}/ marks deadline\ncue /forthwith/ marks deadline";
    finds(cues, "act within 3 days and forthwith", "deadline 3 days “within 3 days”\ndeadline “forthwith”\n");
}

#[test]
fn what_is_no_fact_is_a_lead() {
    finds(
        "cue /audit/ suggests duty.mode\ncue weak /audit/ suggests duty.mode = duty",
        "an audit",
        "? duty.mode “audit”\n? duty.mode “audit”\n",
    );
    finds("cue /audit/", "an audit", "");
}

#[test]
fn capitals_quotes_and_dashes_make_no_difference() {
    let cue = "cue /\"provider's\" end-use/ suggests duty.public = true";
    finds(cue, "Élan of “Provider’s” END–use", "duty.public = true ““Provider’s” END–use”\n");
    finds(
        "cue /“provider’s” end–use/ suggests duty.public = true",
        "\"provider's\" end-use",
        "duty.public = true “\"provider's\" end-use”\n",
    );
    finds("cue /(?-i:AI) system/ suggests duty.public = true", "ai system, AI System", "duty.public = true “AI System”\n");
    finds("cue /\\bpays  {money}/ marks cost\nmark cost \"?\"", "Ÿ法 pays €20", "cost 20 EUR “pays €20”\n");
}

#[test]
fn nothing_goes_across_paragraphs() {
    finds(
        "cue /first.*second/ suggests duty.public = true\ncue /^second$/ suggests duty.public = false",
        "first\nsecond\nthe second",
        "duty.public = false “second”\n",
    );
}

#[test]
fn matches_of_a_cue_do_not_overlap() {
    finds("cue /aba/ suggests duty.public = true", "ababa aba", "duty.public = true “aba”\nduty.public = true “aba”\n");
}

#[test]
fn unless_looks_at_the_sentence() {
    let cue = "cue /shall report/ unless /voluntar/ suggests duty.mode = duty";
    finds(cue, "A firm shall report. It may voluntarily do more.", "duty.mode = duty “shall report”\n");
    finds(cue, "Voluntarily it shall report to the Authority under s. 5 of this Act.", "");
    finds(cue, "It shall report under s. 5, voluntarily.", "");
}

#[test]
fn words_are_written_out() {
    let cues = "words who /(Minister|{body})/\nwords body /Authority/\ncue /the {who} shall/ suggests duty.mode = duty";
    finds(
        cues,
        "the Authority shall, the Minister shall, the Court shall",
        "duty.mode = duty “the Authority shall”\nduty.mode = duty “the Minister shall”\n",
    );
}

#[test]
fn a_cue_looks_where_it_says() {
    let paragraphs = [
        ("", Role::Front, "An Act to provide for data"),
        ("", Role::Front, "Whereas data matter"),
        ("", Role::Recital, "data are many"),
        ("1", Role::Heading, "Interpretation"),
        ("1", Role::Text, "In this Act, “data” means facts"),
        ("2", Role::Heading, "Care of data"),
        ("2", Role::Text, "data shall be kept"),
    ];
    let document = bill(&paragraphs);
    let places = |place: &str| {
        let found = found(&format!("cue {place} /(\\w+ )?data/ suggests duty.public = true"), &document);
        found.lines().filter(|line| line.starts_with("duty")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(places(""), ["duty.public = true “data”"]);
    assert_eq!(places("in title"), ["duty.public = true “for data” Recital"]);
    assert_eq!(places("in recital"), ["duty.public = true “Whereas data” Recital", "duty.public = true “data” Recital"]);
    assert_eq!(places("in heading"), ["duty.public = true “of data” Aside"]);
    assert_eq!(places("in definition"), ["duty.public = true “data” Definition"]);
}

#[test]
fn flaws_of_patterns_are_told_with_their_place() {
    let cues = r"
  words bad /[z-a]/
  cue /{bad} abc/
  cue /fine/ unless /a\/b (c/
  cue /(abc)?/
  cue /{time} (\w{900}abc){900}/
  cue /\w+/
  cue /\p{Greek} abc/
  cue /within {time}/";
    let (pack, problems, shown) = checked(cues);
    let text = format!("cues \"test\" {{\n{cues}\n}}");
    crate::for_tests::snapshot("detect/snapshots", "flaws_of_patterns", &text, &shown);
    assert_eq!(problems.len(), 6, "{shown}");
    let left: Vec<&str> = pack.rules.cues.iter().map(|cue| cue.pattern.text.as_str()).collect();
    assert_eq!(left, [r"\w+", "within {time}"], "the others cannot be used");
}

#[test]
fn a_text_of_nothing_but_cues_is_cut() {
    let pack = loaded("cue /abc/ suggests duty.public = true");
    let document = text(&"abc ".repeat(200_000));
    let detected = find(&document, &pack.rules, &pack.vocabulary);
    assert_eq!((detected.proposals.len(), detected.cut), (engine::MAX_IN_BLOCK as usize, false));
    let document = text(&"abc abc abc abc\n".repeat(20_000));
    let detected = find(&document, &pack.rules, &pack.vocabulary);
    assert_eq!((detected.proposals.len(), detected.cut), (MAX_HITS + document.text.len() / HIT_EVERY, true));
}

#[test]
fn a_thousand_cues_of_a_stranger() {
    let cues: String = (0..1_000)
        .map(|index| format!("cue /(word|term)s? {index}\\b.{{0,60}}\\w+ (?:x{index}|shall)/ suggests duty.public = true\n"))
        .collect();
    let pack = loaded(&cues);
    let document = text(&(0..3_000).map(|index| format!("the word {index} that shall be\n")).collect::<String>());
    let detected = find(&document, &pack.rules, &pack.vocabulary);
    assert_eq!(detected.proposals.len(), 1_000);
}
