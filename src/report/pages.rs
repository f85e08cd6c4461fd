//! The rules as pages of Markdown, one for each file of rules, and an index.

use super::words;
use crate::outcome::Outcome;
use crate::pack::{Pack, examples};
use crate::source::Sources;
use crate::typecheck::checked::{Citation, Example, Family, Rule};
use std::fmt::Write;
use std::path::Path;

const WRITTEN: &str = "Written by `ungp-check rules docs` from the rules; change them there.";

/// Names and texts of the pages, the index first. The pack must have been loaded in full, or its examples say nothing.
pub fn render(pack: &Pack, sources: &Sources) -> Vec<(String, String)> {
    let mut names: Vec<String> = Vec::new();
    for rule in &pack.rules.rules {
        let name = page_name(rule, sources);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let writer = Writer { pack, sources };
    let mut pages = vec![("README.md".to_owned(), writer.index(&names))];
    for name in names {
        let text = writer.page(&name);
        pages.push((name, text));
    }
    pages
}

/// The page of a rule: named after its file.
fn page_name(rule: &Rule, sources: &Sources) -> String {
    let file = sources.name(rule.span.file).trim_start_matches("embedded:");
    let stem = Path::new(file).file_stem().map_or_else(|| "rules".into(), |stem| stem.to_string_lossy().into_owned());
    // The index has this name.
    if stem.eq_ignore_ascii_case("readme") { "readme-rules.md".into() } else { format!("{stem}.md") }
}

struct Writer<'a> {
    pack: &'a Pack,
    sources: &'a Sources,
}

impl Writer<'_> {
    fn rules_on<'r>(&'r self, page: &'r str) -> impl Iterator<Item = &'r Rule> {
        self.pack.rules.rules.iter().filter(move |rule| page_name(rule, self.sources) == page)
    }

    /// The families on a page, in the order of their rules.
    fn families(&self, page: &str) -> Vec<usize> {
        let mut families = Vec::new();
        for family in self.rules_on(page).filter_map(|rule| rule.family) {
            if !families.contains(&family) {
                families.push(family);
            }
        }
        families
    }

    fn index(&self, names: &[String]) -> String {
        let rules = &self.pack.rules;
        let families = names.iter().map(|name| self.families(name).len()).sum::<usize>();
        let mut text = format!("# The rules\n\n{} rules in {families} families. {WRITTEN}\n", rules.rules.len());
        for name in names {
            for index in self.families(name) {
                let Some(family) = rules.families.get(index) else { continue };
                let _ = writeln!(text, "\n## [{} {}]({name})\n\n{}\n", family.code, plain(&family.title), plain(&family.about));
                let _ = writeln!(text, "| rule | severity | what it asks |\n|---|---|---|");
                for rule in self.rules_on(name).filter(|rule| rule.family == Some(index)) {
                    let _ = writeln!(text, "| [{0}]({name}#{1}) | {2} | {3} |", rule.code, anchor(rule), rule.severity, cell(&rule.title));
                }
            }
        }
        text
    }

    fn page(&self, name: &str) -> String {
        let mut text = String::new();
        for index in self.families(name) {
            let Some(family) = self.pack.rules.families.get(index) else { continue };
            if !text.is_empty() {
                text.push('\n');
            }
            head(family, &mut text);
            for rule in self.rules_on(name).filter(|rule| rule.family == Some(index)) {
                self.rule(rule, &mut text);
            }
        }
        text
    }

    fn rule(&self, rule: &Rule, text: &mut String) {
        let _ = writeln!(text, "\n## <a id=\"{}\"></a>{}: {}\n", anchor(rule), rule.code, plain(&rule.title));
        let _ = writeln!(text, "**Severity:** {}. **Kinds:** {}.\n", rule.severity, words::kinds(self.pack, rule));
        let _ = writeln!(text, "**Why it matters:** {}\n", plain(&rule.because));
        if !rule.help.is_empty() {
            let _ = writeln!(text, "**What helps:** {}\n", plain(&rule.help));
        }
        let _ = writeln!(text, "**What it checks:**\n");
        for line in words::logic(self.pack, rule).lines() {
            let _ = writeln!(text, "- {}", plain(line.trim()));
        }
        let _ = writeln!(text, "\n**Sources:**\n");
        for source in &rule.sources {
            self.source(source, text);
        }
        self.settings(rule, text);
        let _ = writeln!(text, "\n**Examples:**\n");
        for (number, example) in (1..).zip(&rule.examples) {
            self.example(number, rule, example, text);
        }
        let _ = writeln!(text, "\n**The rule:**\n\n```rules\n{}\n```", self.sources.slice(rule.full_span).trim_end());
    }

    fn source(&self, source: &Citation, text: &mut String) {
        let Some(document) = self.pack.rules.documents.get(source.document) else { return };
        let places = source.places.iter().map(|(unit, places)| format!(", {unit} {}", places.join(", "))).collect::<String>();
        let remark = source.remark.as_ref().map(|remark| format!(" ({})", plain(remark))).unwrap_or_default();
        let title = if document.title.is_empty() { String::new() } else { format!(": {}", plain(&document.title)) };
        let _ = writeln!(text, "- {}{places}{remark}{title}", plain(&document.name));
    }

    fn settings(&self, rule: &Rule, text: &mut String) {
        if rule.settings.is_empty() {
            return;
        }
        let _ = writeln!(text, "\n**Settings:**\n");
        for setting in rule.settings.iter().filter_map(|index| self.pack.rules.settings.get(*index)) {
            let _ = writeln!(text, "- `{}`, by default {}: {}", setting.name, setting.default, plain(&setting.doc));
        }
    }

    fn example(&self, number: usize, rule: &Rule, example: &Example, text: &mut String) {
        let outcome = examples::outcome(self.pack, rule, example, self.sources);
        let how = if example.by_absence { " by absence" } else { "" };
        let title = example.title.as_ref().map(|title| format!(", {}", plain(title))).unwrap_or_default();
        let data = self.sources.slice(example.span).split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(text, "{number}. {}{how}{title}: {}", example.verdict, code(&data));
        if let Ok(outcome) = outcome {
            answer(&outcome, text);
        }
    }
}

/// What the rule says of an example.
fn answer(outcome: &Outcome, text: &mut String) {
    for finding in &outcome.findings {
        let _ = writeln!(text, "    - {}: {}", finding.severity, plain(&finding.message));
    }
    if !outcome.missing.is_empty() {
        let open: Vec<String> = outcome.missing.iter().map(|missing| format!("`{}`", missing.path)).collect();
        let _ = writeln!(text, "    - would be decided by {}", open.join(", "));
    }
}

fn head(family: &Family, text: &mut String) {
    let pillars = if family.pillars.len() == 1 { "Pillar" } else { "Pillars" };
    let _ = writeln!(
        text,
        "# {}: {}\n\n{pillars} {}. {WRITTEN}\n\n{}",
        family.code,
        plain(&family.title),
        family.pillars.join(", "),
        plain(&family.about)
    );
}

fn anchor(rule: &Rule) -> String {
    rule.code.to_ascii_lowercase()
}

/// Code within a line, whatever backticks it holds.
fn code(words: &str) -> String {
    if words.contains('`') { format!("`` {words} ``") } else { format!("`{words}`") }
}

/// Words that Markdown must not take for its own marks; what stands in backticks is left as it is.
pub(super) fn plain(words: &str) -> String {
    let mut shown = String::with_capacity(words.len());
    let mut within = false;
    for letter in words.chars() {
        match letter {
            '`' => within = !within,
            '*' | '_' | '<' | '[' | ']' if !within => shown.push('\\'),
            '\n' => {
                shown.push(' ');
                continue;
            }
            _ => {}
        }
        shown.push(letter);
    }
    shown
}

/// The same in a table's cell.
pub(super) fn cell(words: &str) -> String {
    plain(words).replace('|', "\\|")
}
