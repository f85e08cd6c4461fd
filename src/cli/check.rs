//! `check`: descriptions, and texts of bills, against the rules.

use super::arguments::{Check, FailOn, Format, Shared};
use super::progress::Progress;
use super::waivers::Aside;
use super::{Exit, files, inputs, output, outputs, rules, texts};
use crate::check::{self, Beside, Checked};
use crate::description::{Description, jurisdiction};
use crate::detect::describe::Told;
use crate::diagnostic::{Diagnostic, Severity, any_error};
use crate::outcome::{Inapplicable, Verdict};
use crate::pack::Pack;
use crate::past::{self, Law};
use crate::report::{Report, summary};
use crate::source::{Sources, Span};
use crate::suggest::{choices, did_you_mean};
use crate::typecheck::checked::Rule;
use std::path::{Path, PathBuf};

/// Checks and prints.
pub fn run(options: &Check, shared: &Shared) -> Exit {
    let mut sources = Sources::new();
    let loaded = rules::load(shared, crate::typecheck::Depth::Names, &mut sources);
    let pack = loaded.pack;
    let mut problems = loaded.problems;
    let wanted = selection(&options.only, &options.kind, &pack, &mut problems);
    let asked = pack.rules.rules.iter().filter(|rule| wanted.includes(rule)).count();
    if asked == 0 && !any_error(&problems) {
        problems.push(no_rule());
    }
    let found = inputs::descriptions(&options.inputs);
    let refused = outputs::refused(options, &files_read(options, &found.files, loaded.waivers.as_ref(), &sources));
    if !refused.is_empty() {
        output::problems(&refused, &sources, shared);
        return Exit::NotChecked;
    }
    problems.extend(found.problems);
    let before = problems.len();
    let laws = other_laws(options, &pack, &mut sources, &mut problems);
    let told = told(options, &wanted, &mut problems);
    let usable = !any_error(problems.get(before..).unwrap_or_default());
    let mut checked = Vec::new();
    // A misspelt rule or kind: what would be checked is not what was meant.
    if asked > 0 && !wanted.misspelt && usable {
        let laws = Beside { text: None, laws: laws.as_deref(), anywhere: options.any_jurisdiction };
        let mut progress = Progress::start("checking", found.files.len(), options.quiet);
        for path in &found.files {
            progress.step(&path.display().to_string());
            checked.extend(either(path, told, &wanted, laws.clone(), (&pack, &mut sources), &mut problems));
        }
        problems.extend(beside_the_point(&checked, &wanted, &pack));
        problems.extend(nothing_decided(&checked));
        problems.extend(nothing_compared(&checked));
    }
    let mut aside = Aside::read(options, loaded.waivers.as_ref(), &pack, &mut sources, &mut problems);
    aside.apply(&mut checked, found.files.len(), &pack, &mut problems);
    let past = past_laws(options, &checked, &wanted, &pack, &mut sources);
    let report = Report {
        pack: &pack,
        sources: &sources,
        checked: &checked,
        problems: &problems,
        inputs: found.files.len(),
        rules: asked,
        explain_met: options.explain_met,
        waivers: aside.waivers.as_ref(),
        baseline: aside.baseline.as_ref(),
        past: &past,
        date: Some(options.today.unwrap_or_else(super::waivers::today)),
    };
    let unwritten = outputs::write(&report, options, shared);
    output::problems(&unwritten, &sources, shared);
    let fail_on = options.fail_on.or(loaded.fail_on).unwrap_or(FailOn::Error);
    let fails = checked.iter().any(|checked| fails(checked, fail_on)) || reaches(aside.worst(), fail_on);
    let exit = match fails {
        _ if any_error(&problems) || any_error(&unwritten) || checked.is_empty() || asked == 0 => Exit::NotChecked,
        true => Exit::Findings,
        false => Exit::Clean,
    };
    if options.summary {
        let shown = problems.iter().filter(|problem| !options.quiet || problem.severity > Severity::Note);
        output::problems(&shown.cloned().collect::<Vec<_>>(), &sources, shared);
        output::print(&summary::render(&report, exit.number()));
    }
    exit
}

/// The files that will be read, as far as the command line and the project file name them.
fn files_read(options: &Check, inputs: &[PathBuf], waivers: Option<&(PathBuf, Span)>, sources: &Sources) -> Vec<PathBuf> {
    if options.output.is_empty() {
        return Vec::new();
    }
    let named = options.waivers.iter().chain(&options.baseline).chain(waivers.map(|(path, _)| path)).chain(inputs).cloned();
    let with = inputs::descriptions(&options.with).files.into_iter();
    named.chain(with).chain(outputs::paths(sources).map(Path::to_path_buf)).collect()
}

/// The past laws, where a format will say how they solved what a bill does not. Those that do not fit the rules of a user are left out.
fn past_laws(options: &Check, checked: &[Checked], wanted: &Selection, pack: &Pack, sources: &mut Sources) -> Vec<Law> {
    let mut formats = options.output.iter().map(|output| output.format).chain(options.format);
    if checked.is_empty() || !formats.any(|format| matches!(format, Format::Html | Format::Docx)) {
        return Vec::new();
    }
    past::read(sources, pack, |rule| wanted.includes(rule)).0
}

/// Which rules are asked.
pub(super) struct Selection {
    only: Vec<String>,
    kinds: u64,
    /// A rule or kind that nobody knows was asked for.
    pub(super) misspelt: bool,
}

impl Selection {
    pub(super) fn includes(&self, rule: &Rule) -> bool {
        let by_code = self.only.is_empty() || self.only.iter().any(|code| rule.code == *code || rule.code.split('-').next() == Some(code));
        by_code && (self.kinds == 0 || rule.kinds.is_none_or(|kinds| kinds & self.kinds != 0))
    }
}

pub(super) fn selection(only: &[String], kind: &[String], pack: &Pack, problems: &mut Vec<Diagnostic>) -> Selection {
    let mut selection = Selection { only: Vec::new(), kinds: 0, misspelt: false };
    for code in only {
        if let Some(known) = pack.code(code) {
            selection.only.push(known);
        } else {
            selection.misspelt = true;
            problems.push(pack.unknown_rule(code));
        }
    }
    let values = pack.vocabulary.kind_values();
    for kind in kind {
        match values.and_then(|values| values.find(kind).map(|index| values.bit(index))) {
            Some(bit) => selection.kinds |= bit,
            None => {
                selection.misspelt = true;
                let names: Vec<&str> = values.map(|values| values.names().collect()).unwrap_or_default();
                let help = did_you_mean(kind, names.iter().copied())
                    .unwrap_or_else(|| format!("kinds are {}", choices(names.iter().copied(), 20)));
                problems.push(Diagnostic::error("unknown-kind", format!("`{kind}` is not a kind of initiative")).help(help));
            }
        }
    }
    selection
}

/// The complaint that `--only` and `--kind` leave no rule.
pub(super) fn no_rule() -> Diagnostic {
    Diagnostic::error("nothing-to-check", "no rule is about these kinds and among those asked for")
        .help("leave out `--kind` or `--only`; `ungp-check rules list` shows which rule is about which kinds")
}

/// The complaint that no rule asked is about any bill there is: nothing was checked then, which must not look like a pass.
pub(super) fn beside_the_point(checked: &[Checked], wanted: &Selection, pack: &Pack) -> Option<Diagnostic> {
    let about =
        |rule: &Rule, checked: &Checked| rule.otherwise.is_some() || rule.kinds.is_none_or(|kinds| kinds & checked.description.kinds != 0);
    let asked = || pack.rules.rules.iter().filter(|rule| wanted.includes(rule));
    if checked.is_empty() || checked.iter().any(|checked| asked().any(|rule| about(rule, checked))) {
        return None;
    }
    let one = checked.first().filter(|_| checked.len() == 1);
    let whom = if one.is_some() { "a bill of this kind" } else { "any of these bills" };
    let problem = Diagnostic::error("nothing-to-check", format!("none of the rules asked is about {whom}"));
    let problem = problem.help("ask other rules, or look whether `meta.kinds` names every kind that fits");
    let place = one.and_then(|checked| kinds_at(checked, pack));
    Some(match place {
        Some(span) => problem.at(span, "of these kinds"),
        None => problem,
    })
}

/// The complaint that not one rule could be decided on any bill: that is no check either.
pub(super) fn nothing_decided(checked: &[Checked]) -> Option<Diagnostic> {
    let any = |wanted: &[Verdict]| checked.iter().flat_map(|checked| &checked.outcomes).any(|outcome| wanted.contains(&outcome.verdict));
    if any(&[Verdict::Violated, Verdict::PartlyMet, Verdict::Met]) || !any(&[Verdict::Undetermined]) {
        return None;
    }
    let problem =
        Diagnostic::error("nothing-decided", "nothing could be decided: the facts that the rules asked for turn on are not known");
    let problem = match checked {
        [one] if one.is_text_alone() => {
            problem.help("answer the open questions: `ungp-check import` writes down those the words bear on, `ungp-check init` all")
        }
        _ => problem.help("answer the open questions; `ungp-check init` writes them all down"),
    };
    Some(match checked {
        [one] => problem.at(one.description.span, "too little is said of this initiative"),
        _ => problem,
    })
}

/// The complaint that all rules asked compare a bill with other laws, and none was named.
fn nothing_compared(checked: &[Checked]) -> Option<Diagnostic> {
    let mut outcomes = checked.iter().flat_map(|checked| &checked.outcomes).peekable();
    outcomes.peek()?;
    if !outcomes.all(|outcome| outcome.inapplicable == Some(Inapplicable::Alone)) {
        return None;
    }
    let problem = Diagnostic::error("nothing-to-check", "the rules asked compare a bill with other laws, and no other law is in view");
    Some(problem.help("name descriptions of other laws with `--with`"))
}

fn kinds_at(checked: &Checked, pack: &Pack) -> Option<Span> {
    let (section, field) = pack.vocabulary.kinds?;
    Some(checked.description.section(section)?.fact(field)?.span)
}

/// What is plainly no description, by the ending of its name.
pub(super) fn no_description(path: &Path) -> Option<Diagnostic> {
    let name = path.display();
    if inputs::has_extension(path, &["rules"]) {
        let problem = Diagnostic::error("not-a-description", format!("`{name}` is a file of rules, not a description"));
        return Some(problem.help(format!("add it to the rules with `--rules {name}`")));
    }
    texts::is_named_text(path).then(|| {
        let problem = Diagnostic::error("not-a-description", format!("`{name}` is a text, and what is needed here is a description of it"));
        match path.file_stem().filter(|_| texts::is_read(path)) {
            Some(stem) => problem.help(format!(
                "`ungp-check import {} -o {}.yaml` writes down what its words suggest: go through that, and name the file here",
                name,
                stem.to_string_lossy()
            )),
            None => problem.help("save it as .docx, .html, .pdf or .txt: then `ungp-check import` describes it"),
        }
    })
}

/// The other laws of `--with`, or nothing where none are named. A law that cannot be read would be one the bill was not compared with.
fn other_laws(options: &Check, pack: &Pack, sources: &mut Sources, problems: &mut Vec<Diagnostic>) -> Option<Vec<Description>> {
    if options.with.is_empty() {
        return None;
    }
    let found = inputs::descriptions(&options.with);
    problems.extend(found.problems);
    Some(found.files.iter().filter_map(|path| described(path, pack, sources, problems)).collect())
}

/// Reads one description; what is wrong with it goes to the problems.
fn described(path: &Path, pack: &Pack, sources: &mut Sources, problems: &mut Vec<Diagnostic>) -> Option<Description> {
    let text = match no_description(path).map_or_else(|| files::read(path), Err) {
        Ok(text) => text,
        Err(problem) => {
            problems.push(problem);
            return None;
        }
    };
    parsed(path, text, pack, sources, problems)
}

fn parsed(path: &Path, text: String, pack: &Pack, sources: &mut Sources, problems: &mut Vec<Diagnostic>) -> Option<Description> {
    let file = sources.add(files::name(path), text);
    let (description, found) = check::read(file, sources, pack);
    problems.extend(found);
    description
}

/// Reads and checks one description.
pub(super) fn one(
    path: &Path,
    wanted: &Selection,
    laws: Beside<'_>,
    pack: &Pack,
    sources: &mut Sources,
    problems: &mut Vec<Diagnostic>,
) -> Option<Checked> {
    let description = described(path, pack, sources, problems)?;
    with_text(path, description, wanted, laws, (pack, sources), problems)
}

/// Checks a description with the text that it names.
fn with_text(
    path: &Path,
    description: Description,
    wanted: &Selection,
    laws: Beside<'_>,
    (pack, sources): (&Pack, &mut Sources),
    problems: &mut Vec<Diagnostic>,
) -> Option<Checked> {
    let text = match &description.text {
        None => None,
        Some(named) => match texts::beside(path, &named.text, sources) {
            Ok(text) => Some(text),
            Err(found) => {
                let named_here = |problem: Diagnostic| match problem.labels.is_empty() {
                    true => problem.at(named.span, "named here"),
                    false => problem.also(named.span, "named here"),
                };
                problems.extend(found.into_iter().map(named_here));
                return None;
            }
        },
    };
    Some(check::check(description, Beside { text, ..laws }, sources, pack, |rule| wanted.includes(rule)))
}

/// Reads and checks one input, be it a description or a bill's own text.
fn either(
    path: &Path,
    told: Told<'_>,
    wanted: &Selection,
    laws: Beside<'_>,
    (pack, sources): (&Pack, &mut Sources),
    problems: &mut Vec<Diagnostic>,
) -> Option<Checked> {
    let is_description = inputs::has_extension(path, &["yaml", "yml", "json", "rules"]);
    if is_description || path.is_dir() {
        return one(path, wanted, laws, pack, sources, problems);
    }
    let read = files::read_bytes(path).map_err(|problem| vec![problem]);
    let document = read.and_then(|bytes| match texts::is_named_text(path) || texts::is_text(&bytes) {
        true => texts::of_bytes(path, bytes, sources).map(Ok),
        false => files::decode(path, bytes).map(Err).map_err(|problem| vec![problem]),
    });
    let checked = match document {
        Ok(Ok(document)) => {
            check::check_text(document, told, laws, sources, pack, |rule| wanted.includes(rule)).map_err(|problem| vec![problem])
        }
        Ok(Err(text)) => {
            let description = parsed(path, text, pack, sources, problems)?;
            return with_text(path, description, wanted, laws, (pack, sources), problems);
        }
        Err(found) => Err(found),
    };
    checked.map_err(|found| problems.extend(found)).ok()
}

/// What the options say of bills whose text is checked, or what is wrong with that.
fn told<'o>(options: &'o Check, wanted: &Selection, problems: &mut Vec<Diagnostic>) -> Told<'o> {
    let jurisdiction = options.jurisdiction.as_deref();
    if let Some(code) = jurisdiction.filter(|code| !jurisdiction::is_known(code)) {
        let problem = Diagnostic::error("unknown-jurisdiction", format!("`{code}` is no code of a jurisdiction"));
        problems.push(
            problem.help("give a country code of two letters such as `NO`, a part of a country such as `US-CA`, `EU`, `COE` or `MULTI`"),
        );
    }
    Told { kinds: wanted.kinds, jurisdiction }
}

/// Whether an input has something at or above the level that fails.
pub(super) fn fails(checked: &Checked, fail_on: FailOn) -> bool {
    let open = || checked.outcomes.iter().any(|outcome| outcome.verdict == Verdict::Undetermined);
    fail_on == FailOn::Undetermined && open() || reaches(checked.worst(), fail_on)
}

/// Whether the gravest of some findings is at or above the level that fails.
fn reaches(worst: Option<Severity>, fail_on: FailOn) -> bool {
    let level = match fail_on {
        FailOn::Never => return false,
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Note | FailOn::Undetermined => Severity::Note,
    };
    worst.is_some_and(|worst| worst >= level)
}
