//! Names and types: syntax trees of a pack → checked rules, or errors with places. One bad rule leaves the others whole.

pub mod checked;
mod condition;
mod contradiction;
mod cue;
mod define;
pub mod facts;
mod message;
mod names;
mod rule;
#[cfg(test)]
mod tests;

pub use names::OTHERS;

use crate::diagnostic::{Diagnostic, any_error};
use crate::language::ast;
use crate::source::Sources;
use crate::suggest::did_you_mean;
use crate::value::QuantityType;
use crate::vocabulary::Vocabulary;
use checked::{Document, Family, RuleSet, Setting};
use define::Expansion;
use std::collections::{HashMap, HashSet};

/// The items of a pack, sorted by sort.
#[derive(Debug, Default)]
pub struct Items<'a> {
    /// Families.
    pub families: Vec<&'a ast::Family>,
    /// Documents.
    pub documents: Vec<&'a ast::Document>,
    /// Settings.
    pub settings: Vec<&'a ast::Setting>,
    /// Definitions.
    pub defines: Vec<&'a ast::Define>,
    /// Rules.
    pub rules: Vec<&'a ast::Rule>,
    /// Groups of cues.
    pub cues: Vec<&'a ast::Cues>,
    /// Vocabularies.
    pub vocabularies: Vec<&'a ast::Vocabulary>,
}

impl<'a> Items<'a> {
    /// Sorts the items of several files.
    pub fn of(files: impl IntoIterator<Item = &'a ast::File>) -> Self {
        let mut items = Self::default();
        for item in files.into_iter().flat_map(|file| &file.items) {
            match item {
                ast::Item::Vocabulary(found) => items.vocabularies.push(found),
                ast::Item::Document(found) => items.documents.push(found),
                ast::Item::Family(found) => items.families.push(found),
                ast::Item::Setting(found) => items.settings.push(found),
                ast::Item::Define(found) => items.defines.push(found),
                ast::Item::Rule(found) => items.rules.push(found),
                ast::Item::Cues(found) => items.cues.push(found),
            }
        }
        items
    }
}

/// How much is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Names and types: all that evaluation needs. For a pack that was checked in full before, such as the embedded one.
    Names,
    /// Also patterns, and conditions that are always or never true.
    Full,
}

/// Checks a pack's items against a vocabulary. Rules with errors are left out of the set; their errors are in the list.
pub fn typecheck(items: &Items<'_>, vocabulary: &Vocabulary, sources: &Sources, depth: Depth) -> (RuleSet, Vec<Diagnostic>) {
    let full = depth == Depth::Full;
    let mut checker = Checker {
        vocabulary,
        sources,
        full,
        items,
        settings: HashMap::new(),
        defines: HashMap::new(),
        documents: HashMap::new(),
        families: HashMap::new(),
        marks: HashMap::new(),
        words: HashMap::new(),
        setting_types: Vec::new(),
        expansion: Expansion::default(),
        steps: 0,
        used: Used::default(),
        diagnostics: Vec::new(),
    };
    let mut set = RuleSet::default();
    checker.documents(&mut set);
    checker.families(&mut set);
    checker.settings(&mut set);
    checker.defines();
    checker.marks_and_words(&mut set);
    checker.rules(&mut set);
    checker.cues(&mut set);
    checker.unused();
    (set, checker.diagnostics)
}

/// What some rule or definition used.
#[derive(Default)]
struct Used {
    settings: Vec<bool>,
    defines: Vec<bool>,
    marks: Vec<bool>,
    words: HashSet<String>,
}

struct Checker<'a> {
    vocabulary: &'a Vocabulary,
    sources: &'a Sources,
    full: bool,
    items: &'a Items<'a>,
    settings: HashMap<&'a str, usize>,
    defines: HashMap<&'a str, usize>,
    documents: HashMap<&'a str, usize>,
    families: HashMap<&'a str, usize>,
    marks: HashMap<&'a str, usize>,
    words: HashMap<&'a str, cue::Words<'a>>,
    /// The types of the settings, by index.
    setting_types: Vec<QuantityType>,
    expansion: Expansion,
    /// Tests that were looked at in search of contradictions.
    steps: usize,
    used: Used,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Checker<'a> {
    /// Whether a name is declared for the first time; complains of the second.
    fn is_new(&mut self, what: &str, name: &'a ast::Name, seen: &mut HashMap<&'a str, &'a ast::Name>) -> bool {
        let Some(first) = seen.get(&*name.text).copied() else {
            seen.insert(&name.text, name);
            return true;
        };
        let help = match what {
            "rule" => "give it another code; the severity of an embedded rule is changed under `[severity]` in `ungp-check.toml`",
            "setting" => "give it another name; the value of an embedded setting is changed under `[settings]` in `ungp-check.toml`",
            _ => "names are shared by all files of a pack: drop one of the two, or give it another name",
        };
        self.diagnostics.push(
            Diagnostic::error(format!("duplicate-{what}"), format!("{what} `{}` is declared twice", name.text))
                .at(name.span, "again here")
                .also(first.span, "first here")
                .help(help),
        );
        false
    }

    fn documents(&mut self, set: &mut RuleSet) {
        let mut seen = HashMap::new();
        for document in &self.items.documents {
            if self.is_new("document", &document.name, &mut seen) {
                self.documents.insert(&document.name.text, set.documents.len());
                set.documents.push(Document {
                    name: document.name.text.to_string(),
                    title: document.title.as_ref().map(|text| text.value.to_string()).unwrap_or_default(),
                    about: document.about.as_ref().map(|text| text.value.to_string()).unwrap_or_default(),
                });
            }
        }
    }

    fn families(&mut self, set: &mut RuleSet) {
        let mut seen = HashMap::new();
        for family in &self.items.families {
            if self.is_new("family", &family.code, &mut seen) {
                self.families.insert(&family.code.text, set.families.len());
                set.families.push(Family {
                    code: family.code.text.to_string(),
                    title: family.title.value.to_string(),
                    pillars: family.pillars.iter().map(|pillar| pillar.text.to_string()).collect(),
                    about: family.about.as_ref().map(|text| text.value.to_string()).unwrap_or_default(),
                });
            }
        }
    }

    fn settings(&mut self, set: &mut RuleSet) {
        let mut seen = HashMap::new();
        for setting in &self.items.settings {
            if self.is_new("setting", &setting.name, &mut seen) {
                self.settings.insert(&setting.name.text, set.settings.len());
                self.setting_types.push(setting.value.quantity_type());
                set.settings.push(Setting {
                    name: setting.name.text.to_string(),
                    value: setting.value.clone(),
                    default: setting.value.clone(),
                    doc: setting.doc.value.to_string(),
                    span: setting.name.span,
                });
            }
        }
        self.used.settings = vec![false; set.settings.len()];
    }

    fn defines(&mut self) {
        let mut seen = HashMap::new();
        for (index, define) in self.items.defines.iter().enumerate() {
            if !self.is_new("definition", &define.name, &mut seen) {
                continue;
            }
            let others = define.name.text == names::OTHERS;
            if others || self.vocabulary.root().find(&define.name.text).is_some() {
                let of = if others { "the set of other laws" } else { "a section" };
                let message = format!("`{}` is the name of {of}", define.name.text);
                self.diagnostics.push(Diagnostic::error("name-taken", message).at(define.name.span, "choose another name"));
            }
            self.defines.insert(&define.name.text, index);
        }
        self.used.defines = vec![false; self.items.defines.len()];
        define::check_defines(self);
    }

    fn rules(&mut self, set: &mut RuleSet) {
        let mut seen = HashMap::new();
        for source in &self.items.rules {
            if !self.is_new("rule", &source.code, &mut seen) {
                continue;
            }
            let (before, lost) = (self.diagnostics.len(), self.expansion.lost);
            let (checked, cues) = rule::check(self, source);
            let failed = self.diagnostics.get(before..).is_some_and(any_error);
            if !failed && !source.broken && self.expansion.lost == lost {
                set.rules.push(checked);
                set.cues.extend(cues);
            }
        }
    }

    /// Settings and definitions that nothing uses are mistakes: most often a misspelt name at the place of use.
    fn unused(&mut self) {
        // A broken rule may be the one that uses them.
        let broken = self.items.rules.iter().any(|rule| rule.broken) || self.items.cues.iter().any(|cues| cues.broken);
        if broken || any_error(&self.diagnostics) {
            return;
        }
        self.unused_marks_and_words();
        for setting in &self.items.settings {
            if self.settings.get(&*setting.name.text).and_then(|index| self.used.settings.get(*index)) == Some(&false) {
                let diagnostic = Diagnostic::error("unused-setting", format!("no rule uses the setting `{}`", setting.name.text))
                    .at(setting.name.span, "never used")
                    .help(format!("use it as `settings.{}`, or delete it", setting.name.text));
                self.diagnostics.push(diagnostic);
            }
        }
        for define in &self.items.defines {
            if self.defines.get(&*define.name.text).and_then(|index| self.used.defines.get(*index)) == Some(&false) {
                let diagnostic = Diagnostic::error("unused-definition", format!("no rule uses `{}`", define.name.text))
                    .at(define.name.span, "never used")
                    .help("use it, or delete it");
                self.diagnostics.push(diagnostic);
            }
        }
    }

    fn setting(&mut self, name: &ast::Name) -> Option<usize> {
        match self.settings.get(&*name.text).copied() {
            Some(index) => {
                if let Some(used) = self.used.settings.get_mut(index) {
                    *used = true;
                }
                Some(index)
            }
            None => {
                let advice = did_you_mean(&name.text, self.settings.keys().copied());
                self.diagnostics.push(
                    Diagnostic::error("unknown-setting", format!("there is no setting `{}`", name.text))
                        .at(name.span, "not declared")
                        .maybe_help(advice),
                );
                None
            }
        }
    }
}
