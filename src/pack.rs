//! Packs of rules: the embedded one, those of users, and the settings a project changes.

mod embedded;
pub mod examples;
pub mod trace;

pub use embedded::FILES as EMBEDDED;

use crate::diagnostic::{Diagnostic, Severity};
use crate::language::ast;
use crate::language::lexer::Examples;
use crate::language::parser::parse_with;
use crate::source::{FileId, Sources, Span};
use crate::suggest::did_you_mean;
use crate::typecheck::checked::{Rule, RuleSet};
use crate::typecheck::{Depth, Items, typecheck};
use crate::value::parse_quantity;
use crate::vocabulary::{self, Vocabulary};
use std::borrow::Cow;

/// A pack that can be run: its vocabulary and its checked rules.
#[derive(Debug, Default)]
pub struct Pack {
    /// The facts.
    pub vocabulary: Vocabulary,
    /// The rules.
    pub rules: RuleSet,
    /// Codes of rules that are in the files and could not be used, because of errors in them.
    pub broken: Vec<String>,
}

/// One file of a pack.
#[derive(Debug, Clone)]
pub struct PackFile {
    /// The name shown.
    pub name: String,
    /// Its text.
    pub text: Cow<'static, str>,
}

/// Below this a second thread costs more than it saves.
const PARALLEL_BYTES: usize = 64 * 1024;

/// The embedded files.
pub fn embedded() -> Vec<PackFile> {
    EMBEDDED.iter().map(|(name, text)| PackFile { name: format!("embedded:{name}"), text: Cow::Borrowed(*text) }).collect()
}

/// Loads files as one pack. What is wrong with some rules does not keep the others from being used.
pub fn load(files: Vec<PackFile>, depth: Depth, sources: &mut Sources) -> (Pack, Vec<Diagnostic>) {
    let examples = if depth == Depth::Full { Examples::Read } else { Examples::Skip };
    let ids: Vec<FileId> = files.into_iter().map(|file| sources.add(file.name, file.text)).collect();
    let (parsed, mut diagnostics) = parse_all(&ids, examples, sources);
    let items = Items::of(&parsed);
    if items.vocabularies.is_empty() {
        let diagnostic = Diagnostic::error("no-vocabulary", "these rules declare no vocabulary");
        diagnostics.push(diagnostic.help("leave out `--no-default-rules` to use the embedded one, or declare one"));
        return (Pack { broken: codes(&items), ..Pack::default() }, diagnostics);
    }
    let (vocabulary, found) = vocabulary::build(&items.vocabularies);
    diagnostics.extend(found);
    let (mut rules, found) = typecheck(&items, &vocabulary, sources, depth);
    diagnostics.extend(found);
    if depth == Depth::Full {
        diagnostics.extend(crate::detect::check::patterns(&mut rules, sources));
    }
    let broken = codes(&items).into_iter().filter(|code| !rules.rules.iter().any(|rule| rule.code == *code)).collect();
    (Pack { vocabulary, rules, broken }, diagnostics)
}

/// Parses files, two halves of them side by side where there is enough to do: parsing is most of what loading costs.
fn parse_all(ids: &[FileId], examples: Examples, sources: &Sources) -> (Vec<ast::File>, Vec<Diagnostic>) {
    let parse = |ids: &[FileId]| ids.iter().map(|id| parse_with(*id, sources.text(*id), examples)).collect::<Vec<_>>();
    let bytes = |ids: &[FileId]| ids.iter().map(|id| sources.text(*id).len()).sum::<usize>();
    let half = bytes(ids) / 2;
    let cut = (1..ids.len()).find(|cut| ids.get(..*cut).is_some_and(|first| bytes(first) >= half)).unwrap_or(0);
    let (first, second) = ids.split_at_checked(cut).unwrap_or((ids, &[]));
    let results = if half < PARALLEL_BYTES {
        parse(ids)
    } else {
        std::thread::scope(|scope| {
            let other = scope.spawn(|| parse(second));
            let mut results = parse(first);
            // A thread that did not come back is made up for, so that nothing is lost.
            results.extend(other.join().unwrap_or_else(|_| parse(second)));
            results
        })
    };
    let mut trees = Vec::with_capacity(results.len());
    let mut diagnostics = Vec::new();
    for (tree, found) in results {
        trees.push(tree);
        diagnostics.extend(found);
    }
    (trees, diagnostics)
}

fn codes(items: &Items<'_>) -> Vec<String> {
    items.rules.iter().map(|rule: &&ast::Rule| rule.code.text.to_string()).collect()
}

/// A setting that a project changes.
#[derive(Debug, Clone)]
pub struct Override {
    /// The setting's name and its place.
    pub name: (String, Span),
    /// The new value as written, and its place.
    pub value: (String, Span),
}

/// A severity that a project changes.
#[derive(Debug, Clone)]
pub struct SeverityOverride {
    /// The rule's code and its place.
    pub code: (String, Span),
    /// The new severity.
    pub severity: Severity,
}

impl Pack {
    /// A rule by its code.
    pub fn rule(&self, code: &str) -> Option<&Rule> {
        self.rules.rules.iter().find(|rule| rule.code == code)
    }

    /// The code of a rule or family that is meant: as written, or in capitals.
    pub fn code(&self, written: &str) -> Option<String> {
        let known = |code: &String| self.rule(code).is_some() || self.rules.families.iter().any(|family| family.code == *code);
        Some(written.to_owned()).filter(known).or_else(|| Some(written.to_ascii_uppercase()).filter(known))
    }

    /// Changes settings; complains of those that do not exist or have another type.
    pub fn override_settings(&mut self, changes: &[Override]) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for change in changes {
            let (name, place) = (&change.name.0, change.name.1);
            let known: Vec<String> = self.rules.settings.iter().map(|setting| setting.name.clone()).collect();
            let Some(setting) = self.rules.settings.iter_mut().find(|setting| setting.name == *name) else {
                let advice = did_you_mean(name, known.iter().map(String::as_str))
                    .unwrap_or_else(|| format!("settings are {}", crate::suggest::choices(known.iter().map(String::as_str), 20)));
                diagnostics.push(
                    Diagnostic::error("unknown-setting", format!("no rule has a setting `{name}`")).at(place, "not a setting").help(advice),
                );
                continue;
            };
            match parse_quantity(change.value.0.trim(), setting.default.quantity_type()) {
                Ok(value) => setting.value = value,
                Err(malformed) => {
                    let default = format!("its default is `{}`", setting.default);
                    diagnostics.push(
                        Diagnostic::error("wrong-type", malformed.problem)
                            .at(change.value.1, "not a value of this setting")
                            .maybe_help(malformed.help)
                            .help(default),
                    );
                }
            }
        }
        diagnostics
    }

    /// Changes the severity of rules; complains of codes that do not exist.
    pub fn override_severities(&mut self, changes: &[SeverityOverride]) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for change in changes {
            match self.rules.rules.iter_mut().find(|rule| rule.code == change.code.0) {
                Some(rule) => {
                    rule.severity = change.severity;
                    rule.severities.clear();
                    rule.absence.iter_mut().for_each(|line| line.severity = None);
                }
                None if self.rules.families.iter().any(|family| family.code == change.code.0) => {
                    let message = format!("`{}` is a family, and only a rule has a severity", change.code.0);
                    diagnostics
                        .push(Diagnostic::error("unknown-rule", message).at(change.code.1, "not a rule").help("name each of its rules"));
                }
                None => diagnostics.push(self.unknown_rule(&change.code.0).at(change.code.1, "not a rule")),
            }
        }
        diagnostics
    }

    /// The complaint about a code or family that no rule has, without a place.
    pub fn unknown_rule(&self, code: &str) -> Diagnostic {
        let families = self.rules.families.iter().map(|family| family.code.as_str());
        let known = self.rules.rules.iter().map(|rule| rule.code.as_str()).chain(families);
        let broken = self.broken.iter().any(|broken| broken == code);
        let message =
            if broken { format!("rule `{code}` has errors and cannot be used") } else { format!("there is no rule or family `{code}`") };
        Diagnostic::error("unknown-rule", message)
            .help(did_you_mean(code, known).unwrap_or_else(|| "`ungp-check rules list` shows them all".into()))
    }

    /// How a rule cites its sources: `A/HRC/50/56 para 33; UNGP principle 17(c), 18`.
    pub fn citation(&self, rule: &Rule) -> String {
        let sources = rule.sources.iter().map(|source| {
            let name = self.rules.documents.get(source.document).map_or("", |document| document.name.as_str());
            let places = source.places.iter().map(|(unit, places)| format!(" {unit} {}", places.join(", ")));
            format!("{name}{}", places.collect::<String>())
        });
        sources.collect::<Vec<_>>().join("; ")
    }

    /// The calibrations a rule rests on, for its findings: `strict_deadline` = 24 h.
    pub fn calibrations(&self, rule: &Rule) -> Option<String> {
        let named: Vec<String> = rule
            .settings
            .iter()
            .filter_map(|index| self.rules.settings.get(*index))
            .map(|setting| format!("`{}` = {}", setting.name, setting.value))
            .collect();
        (!named.is_empty()).then(|| format!("calibration, not in the sources: {}", named.join(", ")))
    }
}
