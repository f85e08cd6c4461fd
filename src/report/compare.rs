//! Initiatives side by side: what each rule says of each of them, as a matrix.

pub mod csv;
pub mod human;
pub mod json;
pub mod markdown;
#[cfg(test)]
mod tests;

use super::prose::{count, one_line};
use crate::check::Checked;
use crate::diagnostic::{Diagnostic, Severity, any_error};
use crate::outcome::{Inapplicable, Verdict};
use crate::pack::Pack;
use crate::past::outcome;
use crate::source::Sources;
use crate::typecheck::checked::{Family, Rule};
use std::collections::HashMap;

/// Everything there is to say of one comparison.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// The rules.
    pub pack: &'a Pack,
    /// All texts.
    pub sources: &'a Sources,
    /// The initiatives, in the order in which they are shown.
    pub checked: &'a [Checked],
    /// Problems with packs, settings and inputs.
    pub problems: &'a [Diagnostic],
    /// How many inputs were named, usable or not.
    pub inputs: usize,
    /// How many rules were asked.
    pub rules: usize,
    /// Show only the rules in which the initiatives differ.
    pub differences: bool,
}

/// The letter that stands for a verdict, and what it means. None of them depends on colour.
pub fn letter(verdict: Verdict) -> char {
    match verdict {
        Verdict::Violated => 'V',
        Verdict::PartlyMet => 'P',
        Verdict::Met => 'M',
        Verdict::Undetermined => '?',
        Verdict::NotApplicable => '-',
    }
}

/// `V violated, P partly met, …`
pub(super) fn key() -> String {
    Verdict::ALL.map(|verdict| format!("{} {verdict}", letter(verdict))).join(", ")
}

/// One rule, and what it says of each initiative.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// The rule.
    pub(super) rule: &'a Rule,
    /// One for each initiative, with the gravity of what was found.
    pub(super) cells: Vec<(Verdict, Option<Severity>)>,
}

impl Row<'_> {
    /// Whether the initiatives come to different verdicts.
    pub(super) fn differs(&self) -> bool {
        self.cells.windows(2).any(|pair| matches!(pair, [left, right] if left.0 != right.0))
    }
}

/// The rules of one family.
#[derive(Debug)]
pub(super) struct Group<'a> {
    /// The family, if the rules have one.
    pub(super) family: Option<&'a Family>,
    /// For each initiative how many rules came to each verdict, in the order of [`Verdict::ALL`]. All rules asked are counted.
    pub(super) counts: Vec<[usize; 5]>,
    /// The rules that are shown.
    pub(super) rows: Vec<Row<'a>>,
}

/// What stands in the tables.
#[derive(Debug, Default)]
pub(super) struct Matrix<'a> {
    /// A short name for each initiative, no two alike.
    pub(super) heads: Vec<String>,
    /// Families in the order of the pack; those that are about no initiative are left out.
    pub(super) groups: Vec<Group<'a>>,
    /// How many rules are about none of the initiatives.
    pub(super) beside: usize,
    /// How many of these compare a bill with other laws, which is not done here.
    pub(super) alone: usize,
    /// How many rules are left out because the initiatives do not differ.
    pub(super) alike: usize,
}

impl<'a> Comparison<'a> {
    pub(super) fn matrix(&self) -> Matrix<'a> {
        let mut matrix = Matrix { heads: self.heads(), ..Matrix::default() };
        let mut families: HashMap<Option<usize>, usize> = HashMap::new();
        for (index, rule) in self.pack.rules.rules.iter().enumerate() {
            let outcomes: Vec<_> = self.checked.iter().filter_map(|checked| outcome(checked, index)).collect();
            // A rule that was asked was asked of every initiative.
            if outcomes.is_empty() || outcomes.len() != self.checked.len() {
                continue;
            }
            if outcomes.iter().all(|outcome| outcome.verdict == Verdict::NotApplicable) {
                matrix.beside += 1;
                matrix.alone += usize::from(outcomes.iter().all(|outcome| outcome.inapplicable == Some(Inapplicable::Alone)));
                continue;
            }
            let place = *families.entry(rule.family).or_insert_with(|| {
                let family = rule.family.and_then(|family| self.pack.rules.families.get(family));
                matrix.groups.push(Group { family, counts: vec![[0; 5]; outcomes.len()], rows: Vec::new() });
                matrix.groups.len() - 1
            });
            let Some(group) = matrix.groups.get_mut(place) else { continue };
            let row = Row { rule, cells: outcomes.iter().map(|outcome| (outcome.verdict, outcome.severity)).collect() };
            for (counts, (verdict, _)) in group.counts.iter_mut().zip(&row.cells) {
                add(counts, *verdict, 1);
            }
            if self.differences && !row.differs() {
                matrix.alike += 1;
            } else {
                group.rows.push(row);
            }
        }
        matrix
    }

    /// Short names: `meta.id`, or the name of the file; numbered where two are alike.
    fn heads(&self) -> Vec<String> {
        let name = |checked: &Checked| {
            let id = checked.description.words(&self.pack.vocabulary, "meta", "id").map(one_line);
            id.filter(|id| !id.trim().is_empty()).unwrap_or_else(|| one_line(self.sources.name(checked.file)))
        };
        let names: Vec<String> = self.checked.iter().map(name).collect();
        let mut heads: Vec<String> = Vec::new();
        for (index, name) in names.iter().enumerate() {
            let alike = names.iter().filter(|other| *other == name).count() > 1;
            let before = names.iter().take(index).filter(|other| *other == name).count();
            let numbers = (before + 1..).map(|number| format!("{name}#{number}"));
            let mut candidates = (!alike).then(|| name.clone()).into_iter().chain(numbers);
            heads.extend(candidates.find(|head| !heads.contains(head)));
        }
        heads
    }

    /// How many inputs are missing from the tables.
    pub(super) fn missing(&self) -> usize {
        self.inputs.saturating_sub(self.checked.len())
    }

    /// Whether everything that was named is in the tables, and was asked every rule that was meant.
    pub(super) fn is_complete(&self) -> bool {
        self.missing() == 0 && self.checked.len() > 1 && self.rules > 0 && self.pack.broken.is_empty() && !any_error(self.problems)
    }

    /// What the tables do not show, a sentence each: what could not be compared first.
    pub(super) fn remarks(&self, matrix: &Matrix<'_>) -> Vec<String> {
        let mut lines = Vec::new();
        if self.missing() > 0 {
            lines.push(format!("{} of {} could not be compared", self.missing(), count(self.inputs, "input")));
        }
        if !self.pack.broken.is_empty() {
            let broken = count(self.pack.broken.len(), "rule");
            lines.push(format!("{broken} with errors could not be asked: {}", one_line(&self.pack.broken.join(", "))));
        }
        match matrix.beside {
            0 => {}
            1 => lines.push("1 rule is about none of them and is left out".to_owned()),
            more => lines.push(format!("{more} rules are about none of them and are left out")),
        }
        if matrix.alone > 0 {
            lines.push(format!("of these, {} a bill with other laws: see `check --with`", compare(matrix.alone)));
        }
        match matrix.alike {
            0 => {}
            1 => lines.push("1 rule says the same of all of them and is left out; the counts include it".to_owned()),
            more => lines.push(format!("{more} rules say the same of all of them and are left out; the counts include them")),
        }
        lines
    }
}

fn compare(rules: usize) -> String {
    if rules == 1 { "1 compares".to_owned() } else { format!("{rules} compare") }
}

fn add(counts: &mut [usize; 5], verdict: Verdict, number: usize) {
    for (count, known) in counts.iter_mut().zip(Verdict::ALL) {
        *count += if known == verdict { number } else { 0 };
    }
}

impl Matrix<'_> {
    /// How many rules came to each verdict for each initiative, over all families.
    pub(super) fn totals(&self) -> Vec<[usize; 5]> {
        let mut totals = vec![[0; 5]; self.heads.len()];
        for group in &self.groups {
            for (total, counts) in totals.iter_mut().zip(&group.counts) {
                total.iter_mut().zip(counts).for_each(|(total, count)| *total += count);
            }
        }
        totals
    }

    /// How many rules are shown.
    pub(super) fn shown(&self) -> usize {
        self.groups.iter().map(|group| group.rows.len()).sum()
    }
}

/// `3V 1P 5M 2?`: what is not zero; `-` where no rule of the family is about the initiative.
pub(super) fn counted(counts: &[usize; 5]) -> String {
    let numbers = Verdict::ALL.into_iter().zip(counts).filter(|(verdict, number)| **number > 0 && *verdict != Verdict::NotApplicable);
    let words: Vec<String> = numbers.map(|(verdict, number)| format!("{number}{}", letter(verdict))).collect();
    if words.is_empty() { letter(Verdict::NotApplicable).to_string() } else { words.join(" ") }
}

/// The family's code and title; nothing for rules without one.
pub(super) fn family(group: &Group<'_>) -> (String, String) {
    group.family.map(|family| (one_line(&family.code), one_line(&family.title))).unwrap_or_default()
}
