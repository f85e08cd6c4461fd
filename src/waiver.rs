//! Waivers: findings that somebody has decided to live with, for a while and with a name under it.
//!
//! A waiver hides nothing. It marks findings, which stay in every report and no longer count for the exit code. One that is
//! incomplete, has expired or matches nothing is a finding itself.

mod read;
#[cfg(test)]
mod tests;

pub use read::read;

use crate::check::Checked;
use crate::diagnostic::Diagnostic;
use crate::outcome::{Finding, Verdict, Waiver};
use crate::pack::Pack;
use crate::source::{FileId, Span};
use crate::suggest::choices;
use crate::value::shorten;
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// A waiver as it was written. What makes it a waiver at all, the rule, is there; the rest may not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Code of the rule, which is one of the pack.
    pub rule: String,
    /// The `meta.id` of the law.
    pub law: Option<String>,
    /// The provision of the law.
    pub at: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Who agreed to it.
    pub approver: Option<String>,
    /// The last day on which it holds, and where that is said.
    pub expires: Option<(Date, Span)>,
    /// Where it stands: the rule's code.
    pub span: Span,
}

/// The waivers of one file: those in force, and what is to be said of the others.
#[derive(Debug)]
pub struct Register {
    /// The file.
    pub file: FileId,
    /// Incomplete, expired and unused waivers, in the order of the file.
    pub findings: Vec<Diagnostic>,
    waivers: Vec<Arc<Waiver>>,
}

impl Register {
    /// Sorts the waivers of a file on a day: in force, or a finding.
    pub fn new(file: FileId, written: Vec<Written>, today: Date) -> Self {
        let mut register = Self { file, findings: Vec::new(), waivers: Vec::new() };
        for waiver in written {
            match in_force(waiver, today) {
                Ok(waiver) => register.waivers.push(Arc::new(waiver)),
                Err(findings) => register.findings.extend(findings),
            }
        }
        register
    }

    /// How many waivers are in force.
    pub fn in_force(&self) -> usize {
        self.waivers.len()
    }

    /// Marks the findings that are waived, and adds a finding for each waiver that waives none. `all` says that every input could
    /// be checked: without the missing one nobody knows whether a waiver for any law is unused.
    pub fn apply(&mut self, checked: &mut [Checked], pack: &Pack, all: bool) {
        let mut by_rule: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, waiver) in self.waivers.iter().enumerate() {
            by_rule.entry(&waiver.rule).or_default().push(index);
        }
        let mut uses: Vec<Use> = self.waivers.iter().map(|waiver| Use::of(waiver)).collect();
        for checked in checked {
            let id = checked.id(&pack.vocabulary).to_owned();
            for outcome in &mut checked.outcomes {
                let code = pack.rules.rules.get(outcome.rule).map_or("", |rule| &rule.code);
                let for_rule = by_rule.get(code).map(Vec::as_slice).unwrap_or_default();
                let of_law = |index: &usize| self.waivers.get(*index)?.law.as_ref().is_none_or(|law| *law == id).then_some(*index);
                let candidates: Vec<usize> = for_rule.iter().filter_map(of_law).collect();
                for index in &candidates {
                    if let Some(found) = uses.get_mut(*index) {
                        found.verdict.get_or_insert(outcome.verdict);
                    }
                }
                outcome.findings.iter_mut().for_each(|finding| self.waive(finding, &candidates, &mut uses));
            }
        }
        let unused = self.waivers.iter().zip(&uses).filter(|(waiver, _)| all || waiver.law.is_some());
        let unused: Vec<Diagnostic> = unused.filter_map(|(waiver, found)| self.unused(waiver, found)).collect();
        self.findings.extend(unused);
        self.findings.sort_by_key(|finding| finding.primary().map(|label| label.span));
    }

    /// Gives a finding the first of the waivers that match it, and the others a note that they came too late.
    fn waive(&self, finding: &mut Finding, candidates: &[usize], uses: &mut [Use]) {
        let provision = finding.provision.as_deref().map(folded);
        let mut first = None;
        for index in candidates {
            let (Some(waiver), Some(found)) = (self.waivers.get(*index), uses.get_mut(*index)) else { continue };
            let fits = found.at.is_none() || found.at == provision;
            match first {
                _ if !fits => found.elsewhere.extend(finding.provision.clone()),
                None => {
                    first = Some(*index);
                    found.used = true;
                    finding.waiver = Some(Arc::clone(waiver));
                }
                Some(earlier) => _ = found.earlier.get_or_insert(earlier),
            }
        }
    }

    /// The finding that a waiver waives nothing. One for a law that is not here, or for a rule that was not asked, is let be.
    fn unused(&self, waiver: &Waiver, found: &Use) -> Option<Diagnostic> {
        let verdict = found.verdict.filter(|_| !found.used)?;
        let rule = &waiver.rule;
        if let Some(earlier) = found.earlier.and_then(|earlier| self.waivers.get(earlier)) {
            let problem = Diagnostic::warning("waiver-unused", format!("what this waiver of `{rule}` is for is waived already"));
            let problem = problem.at(waiver.span, "waives nothing more").also(earlier.span, "waived by this one, which comes first");
            return Some(problem.help("keep one of the two"));
        }
        let problem = Diagnostic::warning("waiver-unused", format!("this waiver of `{rule}` matches no finding"));
        let problem = problem.at(waiver.span, "waives nothing");
        Some(match (&waiver.at, verdict) {
            (Some(at), _) if !found.elsewhere.is_empty() => {
                let places: Vec<String> = found.elsewhere.iter().take(5).map(|place| format!("`{}`", shorten(place))).collect();
                let more = if found.elsewhere.len() > places.len() { " and elsewhere" } else { "" };
                let places = places.join(", ");
                problem.help(format!("no finding of `{rule}` is at `{}`; what there is stands at {places}{more}", shorten(at)))
            }
            (_, Verdict::Undetermined) => {
                problem.help("the verdict is undetermined now: answer the open question before you take the waiver out")
            }
            // Findings there are, but of none does the description say where in the law it is.
            (Some(at), Verdict::Violated | Verdict::PartlyMet) => problem.help(format!(
                "the description gives no place for what `{rule}` finds: leave out `at: {}`, or write the place there",
                shorten(at)
            )),
            (_, verdict) => problem.help(format!("take it out: the verdict is {verdict} now")),
        })
    }
}

/// What became of a waiver in a run.
#[derive(Debug, Default)]
struct Use {
    /// The place it is for, ready to compare.
    at: Option<String>,
    /// It waives something.
    used: bool,
    /// The verdict of its rule on the first law it is for, if the rule was asked.
    verdict: Option<Verdict>,
    /// The waiver that came before it.
    earlier: Option<usize>,
    /// Where its rule has findings it does not match.
    elsewhere: BTreeSet<String>,
}

impl Use {
    fn of(waiver: &Waiver) -> Self {
        Self { at: waiver.at.as_deref().map(folded), ..Self::default() }
    }
}

/// A place in a law as it is compared: capitals and white space make no difference.
fn folded(at: &str) -> String {
    at.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A waiver that holds on a day, or why it does not.
fn in_force(written: Written, today: Date) -> Result<Waiver, Vec<Diagnostic>> {
    let Written { rule, law, at, reason, owner, approver, expires, span } = written;
    let parts =
        [("reason", reason.is_none()), ("owner", owner.is_none()), ("approver", approver.is_none()), ("expires", expires.is_none())];
    let missing: Vec<&str> = parts.into_iter().filter(|(_, missing)| *missing).map(|(name, _)| name).collect();
    let mut findings = Vec::new();
    if !missing.is_empty() {
        let without = choices(missing.iter().copied(), 4);
        let problem = Diagnostic::warning("waiver-incomplete", format!("this waiver of `{rule}` is not in force: it has no {without}"));
        findings.push(problem.at(span, "waives nothing").help("write all of it: `reason`, `owner`, `approver` and `expires`"));
    }
    if let Some((last, place)) = expires.filter(|(last, _)| *last < today) {
        let problem = Diagnostic::warning("waiver-expired", format!("this waiver of `{rule}` expired on {last}"));
        findings.push(
            problem
                .at(span, "waives nothing any more")
                .also(place, format!("today is {today}"))
                .help("mend what it was for and take it out, or have a new day approved"),
        );
    }
    match (reason, owner, approver, expires) {
        (Some(reason), Some(owner), Some(approver), Some((expires, _))) if findings.is_empty() => {
            Ok(Waiver { rule, law, at, reason, owner, approver, expires, span })
        }
        _ => Err(findings),
    }
}
