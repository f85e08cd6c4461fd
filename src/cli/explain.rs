//! `explain`: everything about one rule, or a family at a glance.

use super::arguments::{Explain, Shared};
use super::{Exit, compare, output, rules};
use crate::pack::Pack;
use crate::report::words;
use crate::source::Sources;
use crate::typecheck::Depth;
use crate::typecheck::checked::Rule;
use std::collections::BTreeMap;
use std::fmt::Write;

/// More cues of one rule are counted.
const CUES: usize = 12;

/// Prints the explanation.
pub fn run(options: &Explain, shared: &Shared) -> Exit {
    let mut sources = Sources::new();
    let loaded = rules::load(shared, Depth::Names, &mut sources);
    let pack = &loaded.pack;
    let mut problems = loaded.problems;
    let code = options.code.to_ascii_uppercase();
    let text = match (pack.rule(&code), pack.rules.families.iter().position(|family| family.code == code)) {
        (Some(_), _) | (None, Some(_)) if options.past => {
            let wanted = |rule: &&Rule| rule.code == code || rule.code.split('-').next() == Some(&code);
            let rules: Vec<&Rule> = pack.rules.rules.iter().filter(wanted).collect();
            compare::explain(pack, &rules, options.format, &mut sources, shared, &mut problems)
        }
        (Some(rule), _) => explain_rule(pack, rule, &sources),
        (None, Some(family)) => explain_family(pack, family),
        (None, None) => {
            problems.push(pack.unknown_rule(&options.code));
            String::new()
        }
    };
    output::problems(&problems, &sources, shared);
    output::print(&text);
    output::exit_for(&problems, pack)
}

fn explain_family(pack: &Pack, index: usize) -> String {
    let mut text = String::new();
    if let Some(family) = pack.rules.families.get(index) {
        let _ = writeln!(text, "{} {} (pillar {})", family.code, family.title, family.pillars.join(", "));
        if !family.about.is_empty() {
            let _ = writeln!(text, "{}", family.about);
        }
        text.push('\n');
    }
    for rule in pack.rules.rules.iter().filter(|rule| rule.family == Some(index)) {
        let _ = writeln!(text, "{}  {:<7}  {}", rule.code, rule.severity.name(), rule.title);
    }
    text
}

fn explain_rule(pack: &Pack, rule: &Rule, sources: &Sources) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{}: {}\n", rule.code, rule.title);
    let _ = writeln!(text, "applies to   {}", rules::kinds(pack, rule));
    let _ = writeln!(text, "severity     {}", rule.severity);
    let _ = writeln!(text, "why          {}", rule.because);
    let _ = writeln!(text, "what helps   {}", rule.help);
    let _ = writeln!(text, "\nsources");
    for source in &rule.sources {
        let Some(document) = pack.rules.documents.get(source.document) else { continue };
        let places: Vec<String> = source.places.iter().map(|(unit, places)| format!("{unit} {}", places.join(", "))).collect();
        let _ = writeln!(text, "  {}{}{}", document.name, if places.is_empty() { "" } else { ", " }, places.join("; "));
        let _ = writeln!(text, "    {}", document.title);
        if let Some(remark) = &source.remark {
            let _ = writeln!(text, "    note: {remark}");
        }
    }
    let _ = writeln!(text, "\nhow it is decided");
    text.push_str(&words::logic(pack, rule));
    for index in &rule.settings {
        if let Some(setting) = pack.rules.settings.get(*index) {
            let _ = writeln!(text, "\nsetting {} = {} (default {})\n  {}", setting.name, setting.value, setting.default, setting.doc);
        }
    }
    text.push_str(&cues(pack, rule));
    let _ = writeln!(text, "\nexamples");
    for example in &rule.examples {
        let how = if example.by_absence { " by absence" } else { "" };
        let title = example.title.as_ref().map(|title| format!(" ({title})")).unwrap_or_default();
        let data = sources.slice(example.span).split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(text, "  {}{how}{title}: {data}", example.verdict);
    }
    text
}

/// Which words of a bill suggest the facts that a rule asks for: its own cues in full, and how many others have.
fn cues(pack: &Pack, rule: &Rule) -> String {
    let vocabulary = &pack.vocabulary;
    let mut own = Vec::new();
    let mut others: BTreeMap<&str, usize> = BTreeMap::new();
    for cue in &pack.rules.cues {
        if cue.of_rule && cue.owner == rule.code {
            let facts = cue.suggests.iter().map(|suggested| {
                let path = vocabulary.field_path(suggested.record, suggested.field);
                let kind = vocabulary.record(suggested.record).field(suggested.field).map(|field| field.kind);
                match (&suggested.value, kind) {
                    (Some(value), Some(kind)) => format!("{path} = {}", vocabulary.show(kind, value)),
                    _ => path,
                }
            });
            own.push((facts.collect::<Vec<_>>().join(", "), format!("/{}/", cue.pattern.text)));
        } else if cue
            .suggests
            .iter()
            .any(|suggested| rule.facts.iter().any(|fact| (fact.record, fact.field) == (suggested.record, suggested.field)))
        {
            *others.entry(&cue.owner).or_default() += 1;
        }
    }
    if own.is_empty() && others.is_empty() {
        return String::new();
    }
    let mut text = "\nwords of a bill that suggest its facts\n".to_owned();
    for (facts, pattern) in own.iter().take(CUES) {
        let _ = writeln!(text, "  {}: {}", if facts.is_empty() { "to look at" } else { facts.as_str() }, shortened(pattern));
    }
    if let more @ 1.. = own.len().saturating_sub(CUES) {
        let _ = writeln!(text, "  and {more} more of its own");
    }
    if !others.is_empty() {
        let named: Vec<String> = others.into_iter().map(|(owner, number)| format!("{owner} ({number})")).collect();
        let _ = writeln!(text, "  cues elsewhere: {}", named.join(", "));
    }
    text
}

/// A pattern, cut where it is made of long lists of words.
fn shortened(pattern: &str) -> String {
    const LONGEST: usize = 200;
    if pattern.chars().nth(LONGEST).is_none() { pattern.to_owned() } else { pattern.chars().take(LONGEST).chain("…/".chars()).collect() }
}
