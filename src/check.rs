//! One input from its text to its outcomes: the pipeline that every command shares. Reads no file itself.

mod looks;
mod remarks;

pub use looks::{Look, Looks};
pub use remarks::{language, no_kind};

use crate::description::{self, Description, jurisdiction};
use crate::detect::describe::{Told, complete, describe};
use crate::detect::{self, Detected};
use crate::diagnostic::{Diagnostic, Severity};
use crate::evaluate::{View, evaluate};
use crate::outcome::{Missing, Outcome, Verdict};
use crate::pack::Pack;
use crate::source::{FileId, Sources, Span};
use crate::text::document::Document;
use crate::text::quote;
use crate::typecheck::checked::Rule;
use crate::vocabulary::Vocabulary;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An input that could be checked.
#[derive(Debug)]
pub struct Checked {
    /// Its file: the description, or the text where there is none.
    pub file: FileId,
    /// The bill's own text, if the description names one and it was read, or if it was checked without a description.
    pub document: Option<Arc<Document>>,
    /// Title of the initiative.
    pub title: String,
    /// The description, with what the bill's words suggest.
    pub description: Description,
    /// How many of its facts are only suggested.
    pub suggested: usize,
    /// How many of these are not in the description, but come from the bill's words.
    pub from_words: usize,
    /// Where to look for what nobody could say.
    pub looks: Looks,
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
#[derive(Debug, Clone, Default)]
pub struct Beside<'a> {
    /// The bill's own text.
    pub text: Option<Arc<Document>>,
    /// Descriptions of other laws; `None` where nobody named any.
    pub laws: Option<&'a [Description]>,
    /// Look at all of them, and not only at those that hold where the bill does.
    pub anywhere: bool,
}

/// Evaluates a description with what stands beside it. What the bill's own text suggests counts where the description says nothing.
pub fn check(description: Description, beside: Beside<'_>, sources: &Sources, pack: &Pack, wanted: impl Fn(&Rule) -> bool) -> Checked {
    let found = beside.text.as_deref().map(|document| search(document, pack)).unwrap_or_default();
    check_found(description, &found, beside, sources, pack, wanted)
}

/// The same with what was found in the text.
pub(crate) fn check_found(
    mut description: Description,
    found: &Detected,
    beside: Beside<'_>,
    sources: &Sources,
    pack: &Pack,
    wanted: impl Fn(&Rule) -> bool,
) -> Checked {
    let Some(document) = beside.text.as_deref() else {
        let stated = description.suggested(&pack.vocabulary);
        return Input { description, stated, beside, quotes: Vec::new(), remarks: Vec::new(), looks: Looks::default() }
            .evaluate(sources, pack, wanted);
    };
    let (quotes, mut remarks) = quote::find_all(&description, document, sources, &pack.vocabulary);
    let stated = description.suggested(&pack.vocabulary);
    let completed = complete(&mut description, document, found, &pack.vocabulary);
    remarks.extend(remarks::otherwise(&completed.otherwise));
    remarks.extend(remarks::language(document, Severity::Note));
    remarks.extend(remarks::cut(document, found));
    let looks = Looks::new(document, &completed.leads, &pack.vocabulary);
    Input { description, stated, beside, quotes, remarks, looks }.evaluate(sources, pack, wanted)
}

/// Checks a bill by its own words alone, so that every fact is only suggested.
///
/// # Errors
/// Neither the words nor whoever asks say what kind of initiative it is, so that nobody knows which rules are about it.
pub fn check_text(
    document: Arc<Document>,
    told: Told<'_>,
    beside: Beside<'_>,
    sources: &Sources,
    pack: &Pack,
    wanted: impl Fn(&Rule) -> bool,
) -> Result<Checked, Diagnostic> {
    let found = search(&document, pack);
    check_text_found(document, &found, told, beside, sources, pack, wanted)
}

/// The same with what was found in the text.
///
/// # Errors
/// As there.
pub(crate) fn check_text_found(
    document: Arc<Document>,
    found: &Detected,
    told: Told<'_>,
    beside: Beside<'_>,
    sources: &Sources,
    pack: &Pack,
    wanted: impl Fn(&Rule) -> bool,
) -> Result<Checked, Diagnostic> {
    let suggested = describe(&document, found, told, &pack.vocabulary);
    if suggested.description.kinds == 0 && pack.vocabulary.kinds.is_some() {
        return Err(remarks::no_kind(&document, found, &suggested, sources, &pack.vocabulary));
    }
    let looks = Looks::new(&document, &suggested.leads, &pack.vocabulary);
    let remarks = remarks::language(&document, Severity::Warning).into_iter().chain(remarks::cut(&document, found)).collect();
    let beside = Beside { text: Some(document), ..beside };
    Ok(Input { description: suggested.description, stated: 0, beside, quotes: Vec::new(), remarks, looks }.evaluate(sources, pack, wanted))
}

/// Runs the cues over a text in the language they are written in.
pub fn search(document: &Document, pack: &Pack) -> Detected {
    if remarks::is_english(document) { detect::find(document, &pack.rules, &pack.vocabulary) } else { Detected::default() }
}

/// All that the rules are asked of.
struct Input<'a> {
    description: Description,
    /// How many of its facts are suggested in the file itself.
    stated: usize,
    beside: Beside<'a>,
    quotes: Vec<(Span, Span)>,
    remarks: Vec<Diagnostic>,
    looks: Looks,
}

impl Input<'_> {
    fn evaluate(self, sources: &Sources, pack: &Pack, wanted: impl Fn(&Rule) -> bool) -> Checked {
        let Self { description, stated, beside: Beside { text, laws, anywhere }, quotes, mut remarks, looks } = self;
        let vocabulary = &pack.vocabulary;
        let others = in_view(&description, laws.unwrap_or_default(), anywhere, vocabulary);
        if laws.is_some() && others.is_empty() {
            remarks.push(nothing_in_view(&description, vocabulary));
        }
        let view = View { rules: &pack.rules, vocabulary, description: &description, sources, others: &others, quotes: &quotes };
        let outcomes = evaluate(view, wanted);
        let title = description.words(vocabulary, "meta", "title").filter(|title| !title.is_empty());
        let title = title.unwrap_or_else(|| sources.name(description.file)).to_owned();
        let suggested = description.suggested(vocabulary);
        Checked {
            file: description.file,
            document: text,
            title,
            suggested,
            from_words: suggested.saturating_sub(stated),
            description,
            looks,
            outcomes,
            remarks,
            known_remarks: BTreeSet::new(),
        }
    }
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
    /// Where the bill's own text stands, if it was read.
    pub fn text(&self) -> Option<FileId> {
        self.document.as_deref().map(|document| document.source)
    }

    /// Whether there is no description, and the bill was checked by its own words alone.
    pub fn is_text_alone(&self) -> bool {
        self.text() == Some(self.file)
    }

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

    /// The open questions as a person goes through them: what is asked in the same way of several records of a list is one question.
    pub fn questions<'p>(&self, pack: &'p Pack) -> Vec<Asked<'p>> {
        let mut asked: BTreeMap<(String, &str, Option<&str>), Asked<'p>> = BTreeMap::new();
        for outcome in self.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Undetermined) {
            let Some(rule) = pack.rules.rules.get(outcome.rule) else { continue };
            for missing in &outcome.missing {
                let key = (looks::of_all(&missing.path), missing.question.as_str(), missing.because.as_deref());
                let asked =
                    asked.entry(key).or_insert_with(|| Asked { missing: missing.clone(), paths: BTreeSet::new(), rules: Vec::new() });
                asked.paths.insert((missing.path.len(), missing.path.clone()));
                if asked.rules.last().is_none_or(|last| *last != rule.code) {
                    asked.rules.push(&rule.code);
                }
            }
        }
        let mut asked: Vec<_> = asked.into_values().collect();
        for asked in &mut asked {
            if let Some((_, first)) = asked.paths.first() {
                asked.missing.path.clone_from(first);
            }
        }
        asked.sort_by_key(|asked| std::cmp::Reverse(asked.rules.len()));
        asked
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

/// A question that is asked of one fact, or of the same fact of several records.
#[derive(Debug)]
pub struct Asked<'p> {
    /// The first of them.
    pub missing: Missing,
    /// All of their paths, each with its length so that the tenth record comes behind the ninth.
    paths: BTreeSet<(usize, String)>,
    /// The rules that wait for an answer, in the order of the pack.
    pub rules: Vec<&'p str>,
}

impl Asked<'_> {
    /// `inst[1].role, inst[2].role and 3 more`
    pub fn path(&self) -> String {
        /// So many records are named.
        const NAMED: usize = 2;
        let named: Vec<&str> = self.paths.iter().take(NAMED).map(|(_, path)| path.as_str()).collect();
        let more = self.paths.len().saturating_sub(named.len());
        format!("{}{}", named.join(", "), if more == 0 { String::new() } else { format!(" and {more} more") })
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
