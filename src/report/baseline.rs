//! What was found before: an earlier report in JSON, against which findings are new or known.

use super::fingerprint::Fingerprints;
use super::json::{FORMAT, VERSION};
use crate::check::Checked;
use crate::description::json;
use crate::diagnostic::{Diagnostic, any_error};
use crate::node::{Node, NodeValue};
use crate::pack::Pack;
use crate::source::{FileId, Sources, Span};
use crate::value::shorten;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Findings of an earlier report.
#[derive(Debug)]
pub struct Baseline {
    /// Its file.
    pub file: FileId,
    /// Findings of the present inputs that it had and that are not there any more.
    pub gone: usize,
    initiatives: BTreeSet<String>,
    inputs: Span,
    /// Fingerprints of its results: findings, remarks, and verdicts without either.
    prints: HashSet<String>,
    /// Those of findings that were waived then: known only as long as they still are.
    waived: HashSet<String>,
    findings: Vec<Then>,
}

/// A finding or remark of the earlier report.
#[derive(Debug)]
struct Then {
    initiative: String,
    /// Its rule; none for a remark.
    rule: Option<String>,
    fingerprint: String,
}

/// The complaint that ends the reading.
type Refused = Box<Diagnostic>;

/// Reads an earlier report.
///
/// # Errors
/// The text is not JSON, not a report, or a report of another version.
pub fn read(file: FileId, sources: &Sources) -> Result<Baseline, Vec<Diagnostic>> {
    let advice = "a baseline is what `ungp-check check --format json` printed before";
    let text = sources.text(file).trim_start_matches('\u{feff}').trim();
    let message = if text.is_empty() { "the baseline is empty" } else { "the baseline is not a report of this program" };
    if !text.starts_with('{') {
        let problem = Diagnostic::error("not-a-report", message).at(Span::new(file, 0..0), "a report was expected");
        return Err(vec![problem.help(advice)]);
    }
    let (node, mut problems) = json::read(file, sources.text(file));
    let Some(node) = node.filter(|_| !any_error(&problems)) else {
        problems.iter_mut().take(1).for_each(|problem| problem.help.push(advice.into()));
        return Err(problems);
    };
    let mut baseline = Baseline {
        file,
        gone: 0,
        initiatives: BTreeSet::new(),
        inputs: node.span,
        prints: HashSet::new(),
        waived: HashSet::new(),
        findings: Vec::new(),
    };
    let reader = Reader { sources };
    reader.report(&node, &mut baseline).map_err(|problem| vec![problem.help(advice)])?;
    Ok(baseline)
}

impl Baseline {
    /// Marks the findings and remarks that are known, and counts those that are gone. Waivers must have been applied before.
    ///
    /// # Errors
    /// It is about none of the inputs.
    pub fn apply(&mut self, checked: &mut [Checked], pack: &Pack) -> Result<(), Diagnostic> {
        if !checked.is_empty() && !checked.iter().any(|checked| self.initiatives.contains(checked.id(&pack.vocabulary))) {
            return Err(self.of_others(checked, pack));
        }
        let mut asked: HashMap<String, HashSet<&str>> = HashMap::new();
        let mut now: HashSet<String> = HashSet::new();
        for checked in checked {
            let id = checked.id(&pack.vocabulary).to_owned();
            let mut prints = Fingerprints::of(&id);
            let mut of_input: HashSet<&str> = HashSet::new();
            for outcome in &mut checked.outcomes {
                let code = pack.rules.rules.get(outcome.rule).map_or("", |rule| rule.code.as_str());
                of_input.insert(code);
                for finding in &mut outcome.findings {
                    let print = prints.next(code, &finding.identity);
                    let lapsed = finding.waiver.is_none() && self.waived.contains(&print);
                    finding.known = self.knows(&print) && !lapsed;
                    now.insert(print);
                }
            }
            for (index, remark) in checked.remarks.iter().enumerate() {
                let print = prints.next(&remark.code, &remark.message);
                if self.knows(&print) {
                    checked.known_remarks.insert(index);
                }
                now.insert(print);
            }
            asked.entry(id).or_default().extend(of_input);
        }
        let was_asked = |then: &Then| {
            asked.get(&then.initiative).is_some_and(|rules| then.rule.as_ref().is_none_or(|rule| rules.contains(rule.as_str())))
        };
        self.gone = self.findings.iter().filter(|then| was_asked(then) && !now.contains(&then.fingerprint)).count();
        Ok(())
    }

    /// Whether a result with this fingerprint was in it.
    pub fn knows(&self, fingerprint: &str) -> bool {
        self.prints.contains(fingerprint)
    }

    fn of_others(&self, checked: &[Checked], pack: &Pack) -> Diagnostic {
        let names = |names: &mut dyn Iterator<Item = &str>| {
            let shown: Vec<String> = names.take(5).map(|name| format!("`{}`", shorten(name))).collect();
            shown.join(", ")
        };
        let had = names(&mut self.initiatives.iter().map(String::as_str));
        let has = names(&mut checked.iter().map(|checked| checked.id(&pack.vocabulary)));
        let had = if had.is_empty() { "no input".into() } else { had };
        let problem = Diagnostic::error("not-this-baseline", format!("the baseline is a report on {had}, and the inputs are {has}"));
        problem.at(self.inputs, "none of the inputs").help("name the report on this initiative; what is compared is its `meta.id`")
    }
}

struct Reader<'s> {
    sources: &'s Sources,
}

impl Reader<'_> {
    fn report(&self, root: &Node, baseline: &mut Baseline) -> Result<(), Refused> {
        let is_report = self.member(root, "format").and_then(|node| node.text(self.sources)) == Some(FORMAT);
        if !is_report {
            let place = self.member(root, "format").map_or(self.opening(root), |node| node.span);
            let problem = Diagnostic::error("not-a-report", "the baseline is not a report of this program");
            return Err(Box::new(problem.at(place, format!("`\"format\": \"{FORMAT}\"` was expected"))));
        }
        let version = self.member(root, "version");
        let written = version.and_then(|node| node.text(self.sources)).unwrap_or("nothing");
        if written != VERSION.to_string() {
            let message =
                format!("the baseline is of version {} of the format, and this program reads version {VERSION}", shorten(written));
            let place = version.map_or(self.opening(root), |node| node.span);
            let problem = Diagnostic::error("report-version", message).at(place, "another version");
            return Err(Box::new(problem.help("write the baseline anew with this version of the program")));
        }
        let inputs = self.wanted(root, "inputs")?;
        if let Some(entry) = self.entry(root, "inputs") {
            baseline.inputs = entry;
        }
        for input in self.list(inputs, "inputs")? {
            self.input(input, baseline)?;
        }
        Ok(())
    }

    fn input(&self, input: &Node, baseline: &mut Baseline) -> Result<(), Refused> {
        let id = self.text(input, "id")?.to_owned();
        let mut prints = Fingerprints::of(&id);
        for outcome in self.list(self.wanted(input, "outcomes")?, "outcomes")? {
            let rule = self.text(outcome, "rule")?;
            let findings = self.list(self.wanted(outcome, "findings")?, "findings")?;
            for finding in findings {
                let fingerprint = self.text(finding, "fingerprint")?;
                if !matches!(self.wanted(finding, "waiver")?.value, NodeValue::Null) {
                    baseline.waived.insert(fingerprint.to_owned());
                }
                baseline.had(&id, Some(rule), fingerprint);
            }
            if findings.is_empty() {
                baseline.prints.insert(prints.of_slug(rule, self.text(outcome, "verdict")?));
            }
        }
        for remark in self.list(self.wanted(input, "remarks")?, "remarks")? {
            baseline.had(&id, None, self.text(remark, "fingerprint")?);
        }
        baseline.initiatives.insert(id);
        Ok(())
    }

    fn member<'n>(&self, node: &'n Node, name: &str) -> Option<&'n Node> {
        let NodeValue::Mapping(entries) = &node.value else { return None };
        entries.iter().find(|entry| entry.key.text(self.sources) == name).map(|entry| &entry.value)
    }

    /// The place of a key.
    fn entry(&self, node: &Node, name: &str) -> Option<Span> {
        let NodeValue::Mapping(entries) = &node.value else { return None };
        entries.iter().find(|entry| entry.key.text(self.sources) == name).map(|entry| entry.key.span)
    }

    fn wanted<'n>(&self, node: &'n Node, name: &str) -> Result<&'n Node, Refused> {
        self.member(node, name).ok_or_else(|| {
            let problem = Diagnostic::error("not-a-report", format!("the baseline lacks `{name}`, which every report has"));
            let problem = problem.at(self.opening(node), format!("`{name}` was expected in here"));
            Box::new(problem.help("write the baseline anew with this version of the program"))
        })
    }

    fn list<'n>(&self, node: &'n Node, name: &str) -> Result<&'n [Node], Refused> {
        match &node.value {
            NodeValue::Sequence(items) => Ok(items),
            _ => Err(self.wrong(node, name, "a list")),
        }
    }

    fn text<'n>(&'n self, node: &'n Node, name: &str) -> Result<&'n str, Refused> {
        let found = self.wanted(node, name)?;
        found.text(self.sources).ok_or_else(|| self.wrong(found, name, "a text"))
    }

    fn wrong(&self, node: &Node, name: &str, expected: &str) -> Refused {
        let message = format!("`{name}` of the baseline is {}, and in a report it is {expected}", node.kind());
        Box::new(Diagnostic::error("not-a-report", message).at(self.opening(node), format!("{expected} was expected")))
    }

    /// The first line of a value: all of a report would be too much to point at.
    fn opening(&self, node: &Node) -> Span {
        let line =
            self.sources.slice(node.span).lines().next().unwrap_or("").trim_end().chars().take(80).map(char::len_utf8).sum::<usize>();
        let start = node.span.start as usize;
        Span::new(node.span.file, start..start + line)
    }
}

impl Baseline {
    fn had(&mut self, initiative: &str, rule: Option<&str>, fingerprint: &str) {
        self.prints.insert(fingerprint.to_owned());
        let (initiative, rule) = (initiative.to_owned(), rule.map(str::to_owned));
        self.findings.push(Then { initiative, rule, fingerprint: fingerprint.to_owned() });
    }
}
