//! What the rules cover: the statements of the sources and the rules that test them, and the branches of rules that nothing reaches.

use super::pages::cell;
use super::prose::{clip, count};
use crate::evaluate::reach::Branch;
use crate::pack::Pack;
use crate::pack::trace::Statement;
use crate::source::Sources;
use crate::typecheck::checked::Rule;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Branches reached, rule by rule in the order of the pack.
pub type Reached = Vec<BTreeSet<Branch>>;

/// Everything there is to say about coverage.
#[derive(Debug)]
pub struct Coverage<'a> {
    /// The rules, loaded in full.
    pub pack: &'a Pack,
    /// Their texts.
    pub sources: &'a Sources,
    /// The traceability table; empty for rules that have none.
    pub statements: &'a [Statement],
    /// What the examples reach.
    pub examples: &'a Reached,
    /// How many laws were looked at besides, and what they reach.
    pub laws: Option<(usize, &'a Reached)>,
}

impl<'a> Coverage<'a> {
    /// Rules that no statement names.
    fn unnamed(&self) -> Vec<&'a Rule> {
        let names = |statement: &Statement, rule: &Rule| {
            let family = rule.code.split('-').next().unwrap_or("");
            statement.rules.contains(&rule.code) || statement.also.iter().any(|code| *code == rule.code || code == family)
        };
        let rules = self.pack.rules.rules.iter();
        rules.filter(|rule| !self.statements.iter().any(|statement| names(statement, rule))).collect()
    }

    /// Rules with the branches that are not reached.
    fn missed(&self, reached: &Reached) -> Vec<(&'a Rule, Vec<Branch>)> {
        let rules = self.pack.rules.rules.iter().zip(reached);
        let missed =
            rules.map(|(rule, reached)| (rule, Branch::all(rule).into_iter().filter(|branch| !reached.contains(branch)).collect()));
        missed.filter(|(_, branches): &(_, Vec<Branch>)| !branches.is_empty()).collect()
    }

    fn branches(&self) -> usize {
        self.pack.rules.rules.iter().map(|rule| Branch::all(rule).len()).sum()
    }

    fn reached_by(&self, whose: &str, reached: &Reached) -> String {
        let missed: usize = self.missed(reached).iter().map(|(_, branches)| branches.len()).sum();
        let all = self.branches();
        format!("{whose} reach {} of {all} branches", all - missed)
    }

    fn figures(&self) -> Vec<String> {
        let tested = self.statements.iter().filter(|statement| !statement.rules.is_empty()).count();
        let helped = self.statements.iter().filter(|statement| statement.rules.is_empty() && !statement.also.is_empty()).count();
        let rest = self.statements.len() - tested - helped;
        let mut lines = Vec::new();
        if !self.statements.is_empty() {
            lines.push(format!(
                "{}: {tested} cited by rules, {helped} answered by rules that cite other places, {rest} not testable",
                count(self.statements.len(), "statement")
            ));
            let unnamed = self.unnamed().len();
            lines.push(format!("{}, {unnamed} of them named by no statement", count(self.pack.rules.rules.len(), "rule")));
        }
        lines.push(self.reached_by("the examples", self.examples));
        if let Some((number, reached)) = self.laws {
            lines.push(self.reached_by(&count(number, "law"), reached));
        }
        lines
    }

    /// A branch in the words of the rule.
    fn branch(&self, rule: &Rule, branch: Branch) -> String {
        let words = |span| clip(&self.sources.slice(span).split_whitespace().collect::<Vec<_>>().join(" "), 160);
        match branch {
            Branch::Violated(index) => rule.violated.get(index).map(|branch| format!("violated when {}", words(branch.cond.span))),
            Branch::Met(index) => rule.met.get(index).map(|cond| format!("met when {}", words(cond.span))),
            Branch::Severity(index) => {
                rule.severities.get(index).map(|(severity, cond)| format!("severity {severity} when {}", words(cond.span)))
            }
            Branch::Partly(index) => rule.partly.get(index).map(|line| match &line.cond {
                Some(cond) => format!("partly when {}", words(cond.span)),
                None => "partly, otherwise".into(),
            }),
            Branch::Absence(index) => rule.absence.get(index).map(|line| {
                let kinds = line.kinds.zip(self.pack.vocabulary.kind_values());
                let kinds = kinds.map_or_else(|| "every kind".into(), |(bits, values)| values.members(bits).collect::<Vec<_>>().join(", "));
                format!("absence {} for {kinds}", line.severity.unwrap_or(rule.severity))
            }),
        }
        .unwrap_or_default()
    }
}

/// The figures and what is missing.
pub fn human(coverage: &Coverage<'_>) -> String {
    let mut text = coverage.figures().into_iter().map(|line| format!("{line}\n")).collect::<String>();
    if !coverage.statements.is_empty() {
        for rule in coverage.unnamed() {
            let _ = writeln!(text, "no statement names {}: {}", rule.code, rule.title);
        }
    }
    let mut list = |lead: &str, reached: &Reached| {
        let missed = coverage.missed(reached);
        if !missed.is_empty() {
            let _ = writeln!(text, "\n{lead}");
        }
        for (rule, branches) in missed {
            for branch in branches {
                let _ = writeln!(text, "  {}  {}", rule.code, coverage.branch(rule, branch));
            }
        }
    };
    list("no example reaches", coverage.examples);
    if let Some((_, reached)) = coverage.laws {
        list("no law reaches", reached);
    }
    text
}

/// The whole table as a page.
pub fn markdown(coverage: &Coverage<'_>) -> String {
    let mut text = String::from("# What the rules cover\n\nWritten by `ungp-check rules coverage --format markdown");
    text.push_str(if coverage.laws.is_some() { " --laws …`.\n\n" } else { "`.\n\n" });
    for line in coverage.figures() {
        let _ = writeln!(text, "- {line}");
    }
    statements(coverage, &mut text);
    let mut list = |title: &str, none: &str, reached: &Reached| {
        let _ = writeln!(text, "\n## {title}\n");
        let missed = coverage.missed(reached);
        if missed.is_empty() {
            let _ = writeln!(text, "{none}");
            return;
        }
        let _ = writeln!(text, "| rule | branch |\n|---|---|");
        for (rule, branches) in missed {
            for branch in branches {
                let _ = writeln!(text, "| {} | `{}` |", rule.code, coverage.branch(rule, branch).replace('|', "\\|").replace('`', "'"));
            }
        }
    };
    list("Branches that no example reaches", "None.", coverage.examples);
    if let Some((number, reached)) = coverage.laws {
        list(&format!("Branches that none of {} reaches", count(number, "law")), "None.", reached);
    }
    text
}

fn statements(coverage: &Coverage<'_>, text: &mut String) {
    if coverage.statements.is_empty() {
        return;
    }
    let _ = writeln!(
        text,
        "\nA rule is *cited* where its `source` lines name the place; rules that only help to answer a statement stand beside them. A family\n\
         stands for all its rules. The table is `rules/traceability.tsv`."
    );
    let mut document = None;
    for statement in coverage.statements {
        if document.replace(statement.document) != Some(statement.document) {
            let Some(found) = coverage.pack.rules.documents.get(statement.document) else { continue };
            let _ = writeln!(text, "\n## {}\n\n*{}*\n", cell(&found.name), cell(&found.title));
            let _ = writeln!(text, "| place | statement | cited by | helped by | remark |\n|---|---|---|---|---|");
        }
        let (rules, also) = (statement.rules.join(", "), statement.also.join(", "));
        let _ =
            writeln!(text, "| {} | {} | {rules} | {also} | {} |", cell(&statement.place), cell(&statement.text), cell(&statement.remark));
    }
    let _ = writeln!(text, "\n## Rules that no statement names\n");
    let unnamed = coverage.unnamed();
    if unnamed.is_empty() {
        let _ = writeln!(text, "None.");
    }
    for rule in unnamed {
        let _ = writeln!(text, "- {}: {}", rule.code, cell(&rule.title));
    }
}
