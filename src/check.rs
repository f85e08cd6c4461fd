//! One input from its text to its outcomes: the pipeline that every command shares. Reads no file itself.

use crate::description::{self, Description, jurisdiction};
use crate::diagnostic::{Diagnostic, Severity};
use crate::evaluate::{View, evaluate};
use crate::outcome::{Missing, Outcome, Verdict};
use crate::pack::Pack;
use crate::source::{FileId, Sources, Span};
use crate::text::quote;
use crate::typecheck::checked::Rule;
use crate::vocabulary::Vocabulary;
use std::collections::{BTreeMap, BTreeSet};

/// An input that could be checked.
#[derive(Debug)]
pub struct Checked {
    /// Its file.
    pub file: FileId,
    /// The bill's own text, if the description names one and it was read.
    pub text: Option<FileId>,
    /// Title of the initiative.
    pub title: String,
    /// The description.
    pub description: Description,
    /// What each rule says, in the order of the pack.
    pub outcomes: Vec<Outcome>,
    /// What is wrong with the description without making it unusable: a quote that is not in the bill.
    pub remarks: Vec<Diagnostic>,
    /// Which of the remarks, by index, were in the baseline already.
    pub known_remarks: BTreeSet<usize>,
}

/// Reads a description. Its complaints are the second part; without an error there is a description.
pub fn read(file: FileId, sources: &Sources, pack: &Pack) -> (Option<Description>, Vec<Diagnostic>) {
    let (description, mut problems) = description::parse(file, sources, &pack.vocabulary);
    if description.as_ref().is_none_or(|found| found.versioned) {
        return (description, problems);
    }
    let start = description.as_ref().and_then(|found| found.first_key).unwrap_or(Span::new(file, 0..0));
    let version = format!("vocabulary: {}/{}", pack.vocabulary.name, pack.vocabulary.version);
    let problem = Diagnostic::error("no-version", "this description does not say for which vocabulary it is written");
    problems.push(problem.at(start, "expected before this").help(format!("begin with `{version}`")));
    (None, problems)
}

/// What stands beside a bill: its own text, and other laws.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside<'a> {
    /// The bill's own text.
    pub text: Option<FileId>,
    /// Descriptions of other laws; `None` where nobody named any.
    pub laws: Option<&'a [Description]>,
    /// Look at all of them, and not only at those that hold where the bill does.
    pub anywhere: bool,
}

/// Evaluates a description with what stands beside it.
pub fn check(description: Description, beside: Beside<'_>, sources: &Sources, pack: &Pack, wanted: impl Fn(&Rule) -> bool) -> Checked {
    let Beside { text, laws, anywhere } = beside;
    let (quotes, mut remarks) = match text {
        Some(text) => quote::find_all(&description, text, sources, &pack.vocabulary),
        None => (Vec::new(), Vec::new()),
    };
    let others = in_view(&description, laws.unwrap_or_default(), anywhere, &pack.vocabulary);
    if laws.is_some() && others.is_empty() {
        remarks.push(nothing_in_view(&description, &pack.vocabulary));
    }
    let view =
        View { rules: &pack.rules, vocabulary: &pack.vocabulary, description: &description, sources, others: &others, quotes: &quotes };
    let outcomes = evaluate(view, wanted);
    let title = description.words(&pack.vocabulary, "meta", "title").unwrap_or_else(|| sources.name(description.file)).to_owned();
    Checked { file: description.file, text, title, description, outcomes, remarks, known_remarks: BTreeSet::new() }
}

/// The laws that a bill is compared with: not itself, and only those that hold where it does, unless all are wanted. A law or
/// bill that does not say where it holds is compared with every other.
fn in_view<'a>(bill: &Description, laws: &'a [Description], anywhere: bool, vocabulary: &Vocabulary) -> Vec<&'a Description> {
    let words = |law: &'a Description, field| law.words(vocabulary, "meta", field);
    let (id, here) = (bill.words(vocabulary, "meta", "id"), bill.words(vocabulary, "meta", "jurisdiction"));
    let holds_here = |law| match (here, words(law, "jurisdiction")) {
        (Some(here), Some(there)) => jurisdiction::holds_in(there, here),
        _ => true,
    };
    let itself = |law: &'a Description| law.file == bill.file || id.is_some_and(|id| words(law, "id") == Some(id));
    laws.iter().filter(|law| !itself(law) && (anywhere || holds_here(law))).collect()
}

fn nothing_in_view(bill: &Description, vocabulary: &Vocabulary) -> Diagnostic {
    let of = bill.words(vocabulary, "meta", "jurisdiction").map(|code| format!(" in `{code}`")).unwrap_or_default();
    let message = format!("the bill was compared with no other law: none of those given holds{of}");
    Diagnostic::new(Severity::Warning, "no-other-law", message)
        .at(bill.span, "of this bill")
        .help("look whether `meta.jurisdiction` is right in each; `--any-jurisdiction` compares with laws from elsewhere too")
}

impl Checked {
    /// How many rules came to each verdict, in the order of [`Verdict::ALL`].
    pub fn counts(&self) -> [(Verdict, usize); 5] {
        Verdict::ALL.map(|verdict| (verdict, self.outcomes.iter().filter(|outcome| outcome.verdict == verdict).count()))
    }

    /// The gravest finding or remark that is neither waived nor known from a baseline.
    pub fn worst(&self) -> Option<Severity> {
        let findings = self.outcomes.iter().filter_map(Outcome::standing);
        findings.chain(self.new_remarks().map(|remark| remark.severity)).max()
    }

    /// The remarks that were not in the baseline; all of them where there is none.
    pub fn new_remarks(&self) -> impl Iterator<Item = &Diagnostic> {
        self.remarks.iter().enumerate().filter(|(index, _)| !self.known_remarks.contains(index)).map(|(_, remark)| remark)
    }

    /// The `meta.id` of the initiative; empty for a vocabulary without one.
    pub fn id(&self, vocabulary: &Vocabulary) -> &str {
        self.description.words(vocabulary, "meta", "id").unwrap_or("")
    }

    /// How many findings are waived.
    pub fn waived(&self) -> usize {
        self.outcomes.iter().flat_map(|outcome| &outcome.findings).filter(|finding| finding.waiver.is_some()).count()
    }

    /// How many findings and remarks are known from the baseline; waived ones are not counted again.
    pub fn known(&self) -> usize {
        let findings = self.outcomes.iter().flat_map(|outcome| &outcome.findings);
        findings.filter(|finding| finding.known && finding.waiver.is_none()).count() + self.known_remarks.len()
    }

    /// The open questions, those that would settle most verdicts first: the fact, and the rules that wait for it.
    pub fn open_questions<'p>(&self, pack: &'p Pack) -> Vec<(Missing, Vec<&'p str>)> {
        let mut questions: BTreeMap<Missing, Vec<&str>> = BTreeMap::new();
        for outcome in self.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Undetermined) {
            let Some(rule) = pack.rules.rules.get(outcome.rule) else { continue };
            for missing in &outcome.missing {
                questions.entry(missing.clone()).or_default().push(&rule.code);
            }
        }
        let mut questions: Vec<_> = questions.into_iter().collect();
        questions.sort_by_key(|(_, rules)| std::cmp::Reverse(rules.len()));
        questions
    }
}

/// All diagnostics of the findings of one outcome, ready to render.
pub fn diagnostics(outcome: &Outcome, pack: &Pack) -> Vec<Diagnostic> {
    let Some(rule) = pack.rules.rules.get(outcome.rule) else { return Vec::new() };
    let citation = pack.citation(rule);
    let render = |finding| {
        let mut diagnostic = crate::outcome::to_diagnostic(finding, &rule.code, &rule.because, &citation, &rule.help);
        diagnostic.notes.extend(pack.calibrations(rule));
        diagnostic
    };
    outcome.findings.iter().map(render).collect()
}

/// The place of a finding in the law, for outputs that show only one: the primary label.
pub fn primary(diagnostic: &Diagnostic) -> Option<Span> {
    diagnostic.primary().map(|label| label.span)
}
