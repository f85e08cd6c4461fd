//! The traceability table: every statement of the documents that the criteria were drawn from, with the rules that test it or the reason
//! why no rule can. It is data, kept beside the rules, and is compared with what the rules cite.

use super::Pack;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Sources, Span};
use crate::suggest::did_you_mean;
use crate::typecheck::checked::Citation;
use std::collections::{BTreeSet, HashMap};

/// The table of the embedded rules, and its name.
pub const TABLE: (&str, &str) = ("embedded:traceability.tsv", include_str!("../../rules/traceability.tsv"));

/// One statement of a document.
#[derive(Debug)]
pub struct Statement {
    /// Index of the document.
    pub document: usize,
    /// Unit and place as rules cite them: `para 82(d)`, `session S2.Q3`, `box limitations (a)`.
    pub place: String,
    /// What it says, in short.
    pub text: String,
    /// Codes of the rules that cite it.
    pub rules: Vec<String>,
    /// Codes of rules, and of whole families, that help to answer it without citing it.
    pub also: Vec<String>,
    /// A remark; without any rule, the reason.
    pub remark: String,
    /// Its line.
    pub span: Span,
}

/// Reads a table. Lines that begin with `#` are comments; the others have up to six columns between tabs.
pub fn read(file: FileId, sources: &Sources, pack: &Pack) -> (Vec<Statement>, Vec<Diagnostic>) {
    let mut reader = Reader { pack, statements: Vec::new(), problems: Vec::new(), seen: HashMap::new() };
    let mut start = 0;
    for line in sources.text(file).split_inclusive('\n') {
        let words = line.trim_end();
        if !words.is_empty() && !words.starts_with('#') {
            reader.line(words, Span::new(file, start..start + words.len()));
        }
        start += line.len();
    }
    (reader.statements, reader.problems)
}

struct Reader<'p> {
    pack: &'p Pack,
    statements: Vec<Statement>,
    problems: Vec<Diagnostic>,
    seen: HashMap<(usize, String), Span>,
}

impl Reader<'_> {
    fn line(&mut self, words: &str, span: Span) {
        let mut columns = words.split('\t').map(str::trim);
        let mut next = || columns.next().unwrap_or("");
        let (name, place, text, rules, also, remark) = (next(), next(), next(), next(), next(), next());
        if place.is_empty() || text.is_empty() || columns.next().is_some() {
            let message = "a line of the table has a document, a place, a statement, rules, further rules and a remark, between tabs";
            self.problems.push(Diagnostic::error("bad-table", message).at(span, "not such a line"));
            return;
        }
        let documents = &self.pack.rules.documents;
        let Some(document) = documents.iter().position(|document| document.name == name) else {
            let advice = did_you_mean(name, documents.iter().map(|document| document.name.as_str()));
            let message = format!("no document `{name}` is declared");
            self.problems.push(Diagnostic::error("unknown-document", message).at(span, "not declared").maybe_help(advice));
            return;
        };
        if let Some(first) = self.seen.insert((document, place.to_owned()), span) {
            let message = format!("{name} {place} stands twice in the table");
            self.problems.push(Diagnostic::error("duplicate-statement", message).at(span, "again here").also(first, "first here"));
        }
        let (rules, also) = (self.codes(rules, span, false), self.codes(also, span, true));
        if rules.is_empty() && also.is_empty() && remark.is_empty() {
            let message = format!("no rule tests {name} {place}, and no reason is given");
            self.problems.push(Diagnostic::error("untested-statement", message).at(span, "name a rule, or say why none can"));
        }
        let statement = Statement { document, place: place.into(), text: text.into(), rules, also, remark: remark.into(), span };
        self.statements.push(statement);
    }

    fn codes(&mut self, words: &str, span: Span, families: bool) -> Vec<String> {
        let codes: Vec<String> = words.split(',').map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned).collect();
        for code in &codes {
            let family = families && self.pack.rules.families.iter().any(|family| family.code == *code);
            if !family && self.pack.rule(code).is_none() {
                self.problems.push(self.pack.unknown_rule(code).at(span, "named in this line"));
            }
        }
        codes
    }
}

/// Where the table and the `source` lines of the rules differ, for the documents that the table is about.
pub fn disagreements(statements: &[Statement], pack: &Pack) -> Vec<Diagnostic> {
    let documents: BTreeSet<usize> = statements.iter().map(|statement| statement.document).collect();
    let name = |document: usize| pack.rules.documents.get(document).map_or("", |document| document.name.as_str());
    let mut problems = Vec::new();
    for statement in statements {
        let place = format!("{} {}", name(statement.document), statement.place);
        for code in &statement.rules {
            let Some(rule) = pack.rule(code) else { continue };
            if !rule.sources.iter().any(|source| source.document == statement.document && places(source).contains(&statement.place)) {
                let message = format!("the table says that rule `{code}` tests {place}, which the rule does not cite");
                problems
                    .push(Diagnostic::error("uncited-statement", message).at(statement.span, "in the table").also(rule.span, "the rule"));
            }
        }
        for code in statement.also.iter().filter(|code| statement.rules.contains(code)) {
            let message = format!("rule `{code}` stands twice in the line of {place}");
            problems.push(Diagnostic::error("duplicate-statement", message).at(statement.span, "once as citing it, once as not"));
        }
    }
    for rule in &pack.rules.rules {
        for source in rule.sources.iter().filter(|source| documents.contains(&source.document)) {
            for place in places(source) {
                let known = statements.iter().find(|statement| statement.document == source.document && statement.place == place);
                let cited = format!("{} {place}", name(source.document));
                let problem = match known {
                    Some(statement) if statement.rules.contains(&rule.code) => continue,
                    Some(statement) => {
                        let message = format!("rule `{}` cites {cited}, where the table does not name it", rule.code);
                        Diagnostic::error("untraced-rule", message).also(statement.span, "the line of the table")
                    }
                    None => Diagnostic::error("untraced-rule", format!("rule `{}` cites {cited}, which is not in the table", rule.code)),
                };
                problems.push(problem.at(rule.span, "this rule"));
            }
        }
    }
    problems
}

/// The places of a citation as the table writes them. The parts of a box are told by the letters in the remark.
fn places(source: &Citation) -> Vec<String> {
    let letters: Vec<&str> = ["(a)", "(b)", "(c)", "(d)"]
        .into_iter()
        .filter(|letter| source.remark.as_ref().is_some_and(|remark| remark.contains(letter)))
        .collect();
    let mut found = Vec::new();
    for (unit, places) in &source.places {
        for place in places {
            if unit == "box" && !letters.is_empty() {
                found.extend(letters.iter().map(|letter| format!("box {place} {letter}")));
            } else {
                found.push(format!("{unit} {place}"));
            }
        }
    }
    found
}
