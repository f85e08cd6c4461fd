//! Packs of rules: the embedded one, those of users, and the settings a project changes.

mod embedded;
pub mod examples;

pub use embedded::FILES as EMBEDDED;

use crate::diagnostic::{Diagnostic, Severity, any_error};
use crate::language::lexer::Examples;
use crate::language::parser::parse_with;
use crate::language::ast;
use crate::source::{Sources, Span};
use crate::suggest::did_you_mean;
use crate::typecheck::checked::{Rule, RuleSet};
use crate::typecheck::{Depth, Items, typecheck};
use crate::value::{Quantity, parse_quantity};
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

/// The embedded files.
pub fn embedded() -> Vec<PackFile> {
    EMBEDDED.iter().map(|(name, text)| PackFile { name: format!("embedded:{name}"), text: Cow::Borrowed(*text) }).collect()
}

/// Loads files as one pack. What is wrong with some rules does not keep the others from being used.
pub fn load(files: Vec<PackFile>, depth: Depth, sources: &mut Sources) -> (Pack, Vec<Diagnostic>) {
    let examples = if depth == Depth::Full { Examples::Read } else { Examples::Skip };
    let mut diagnostics = Vec::new();
    let mut parsed = Vec::with_capacity(files.len());
    for file in files {
        let id = sources.add(file.name, file.text);
        let (tree, found) = parse_with(id, sources.text(id), examples);
        diagnostics.extend(found);
        parsed.push(tree);
    }
    let items = Items::of(&parsed);
    if items.vocabularies.is_empty() {
        let diagnostic = Diagnostic::error("no-vocabulary", "these rules declare no vocabulary");
        diagnostics.push(diagnostic.help("leave out `--no-default-rules` to use the embedded one, or declare one"));
        return (Pack { broken: codes(&items), ..Pack::default() }, diagnostics);
    }
    let (vocabulary, found) = vocabulary::build(&items.vocabularies);
    diagnostics.extend(found);
    let (rules, found) = typecheck(&items, &vocabulary, sources, depth);
    diagnostics.extend(found);
    let broken = codes(&items).into_iter().filter(|code| !rules.rules.iter().any(|rule| rule.code == *code)).collect();
    (Pack { vocabulary, rules, broken }, diagnostics)
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

    /// Changes settings; complains of those that do not exist or have another type.
    pub fn override_settings(&mut self, changes: &[Override]) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for change in changes {
            let (name, place) = (&change.name.0, change.name.1);
            let known: Vec<String> = self.rules.settings.iter().map(|setting| setting.name.clone()).collect();
            let Some(setting) = self.rules.settings.iter_mut().find(|setting| setting.name == *name) else {
                let advice = did_you_mean(name, known.iter().map(String::as_str)).unwrap_or_else(|| format!("settings are {}", crate::suggest::choices(known.iter().map(String::as_str), 20)));
                diagnostics.push(Diagnostic::error("unknown-setting", format!("no rule has a setting `{name}`")).at(place, "not a setting").help(advice));
                continue;
            };
            match parse_quantity(change.value.0.trim(), setting.default.quantity_type()) {
                Ok(value) => setting.value = value,
                Err(malformed) => {
                    let default = format!("its default is `{}`", setting.default);
                    diagnostics.push(Diagnostic::error("wrong-type", malformed.problem).at(change.value.1, "not a value of this setting").maybe_help(malformed.help).help(default));
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
        let message = if broken { format!("rule `{code}` has errors and cannot be used") } else { format!("there is no rule or family `{code}`") };
        Diagnostic::error("unknown-rule", message).help(did_you_mean(&code.to_ascii_uppercase(), known).unwrap_or_else(|| "`ungp-check rules list` shows them all".into()))
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
        let named: Vec<String> = rule.settings.iter().filter_map(|index| self.rules.settings.get(*index)).map(|setting| format!("`{}` = {}", setting.name, setting.value)).collect();
        (!named.is_empty()).then(|| format!("calibration, not in the sources: {}", named.join(", ")))
    }

    /// The value of a setting.
    pub fn setting(&self, name: &str) -> Option<&Quantity> {
        self.rules.settings.iter().find(|setting| setting.name == name).map(|setting| &setting.value)
    }
}

/// Whether a pack may be used at all: something in it can be run.
pub fn is_usable(pack: &Pack, diagnostics: &[Diagnostic]) -> bool {
    !pack.rules.rules.is_empty() || !any_error(diagnostics)
}
