//! `test --format junit`: JUnit XML, as continuous integration reads it. One test suite a law, one for the examples, and one for what
//! could not be tested, so that a reader of the file alone sees that too.

use super::TestReport;
use crate::diagnostic::Diagnostic;
use crate::pack::examples::Ran;
use crate::report::plain;
use crate::suite::{Judged, Standing, Tested, finding};
use std::borrow::Cow;
use std::fmt::Write;

/// All of a report.
pub fn render(report: &TestReport<'_>) -> String {
    let mut suites: Vec<TestSuite> = report.laws.iter().map(|law| of_law(law, report)).collect();
    if !report.examples.is_empty() {
        suites.push(TestSuite { name: "examples", cases: report.examples.iter().map(|ran| of_example(ran, report)).collect() });
    }
    let errors: Vec<Case> = report.problems.iter().zip(1..).filter_map(|(problem, number)| of_problem(problem, number, report)).collect();
    if !errors.is_empty() {
        suites.push(TestSuite { name: "problems", cases: errors });
    }
    write(&suites)
}

struct TestSuite<'a> {
    name: &'a str,
    cases: Vec<Case>,
}

struct Case {
    /// Of what: the law, or the rule of an example.
    class: String,
    name: String,
    result: Ended,
}

/// How a case ended: its short message, its kind, and all there is to say.
enum Ended {
    Passed,
    Failed { kind: String, message: String, text: String },
    Errored { kind: String, message: String, text: String },
    Skipped { message: String },
}

fn of_law<'a>(law: &Tested<'a>, report: &TestReport<'_>) -> TestSuite<'a> {
    TestSuite { name: law.id(), cases: law.judged.iter().map(|judged| of_expectation(law, judged, report)).collect() }
}

fn of_expectation(law: &Tested<'_>, judged: &Judged<'_>, report: &TestReport<'_>) -> Case {
    let expectation = judged.expectation;
    let name = format!("{} {}, by {}", expectation.rule.text, expectation.verdict, expectation.by.name());
    let result = match &judged.standing {
        Standing::Agrees => Ended::Passed,
        Standing::Known(_) => {
            let why = expectation.todo.as_ref().map_or("", |todo| &todo.text);
            Ended::Skipped { message: format!("known to differ: {why}") }
        }
        Standing::Differs(_) | Standing::Solved => failed(finding(law, judged).as_slice(), report),
    };
    Case { class: law.id().to_owned(), name, result }
}

fn of_example(ran: &Ran<'_>, report: &TestReport<'_>) -> Case {
    let title = ran.example.title.as_ref().map(|title| format!(": {title}")).unwrap_or_default();
    let absent = if ran.example.by_absence { " by absence" } else { "" };
    let name = format!("{} example {}, {}{absent}{title}", ran.rule.code, ran.number, ran.example.verdict);
    let result = if ran.failures.is_empty() { Ended::Passed } else { failed(&ran.failures, report) };
    Case { class: ran.rule.code.clone(), name, result }
}

/// An error is something that was meant to be tested and was not; what is less than that is not of interest here.
fn of_problem(problem: &Diagnostic, number: usize, report: &TestReport<'_>) -> Option<Case> {
    (problem.severity == crate::diagnostic::Severity::Error).then(|| Case {
        class: "ungp-check".into(),
        name: format!("problem {number}: {}", problem.code),
        result: Ended::Errored {
            kind: problem.code.clone(),
            message: problem.message.clone(),
            text: plain::problems(std::slice::from_ref(problem), report.sources),
        },
    })
}

fn failed(found: &[Diagnostic], report: &TestReport<'_>) -> Ended {
    Ended::Failed {
        kind: found.first().map(|found| found.code.clone()).unwrap_or_default(),
        message: found.iter().map(|found| found.message.as_str()).collect::<Vec<_>>().join("; "),
        text: plain::problems(found, report.sources),
    }
}

/// How many cases there are, failed, errored, skipped.
fn counts<'a>(cases: impl Iterator<Item = &'a Case>) -> [usize; 4] {
    let mut counts = [0; 4];
    let [all, failed, errored, skipped] = &mut counts;
    for case in cases {
        *all += 1;
        match case.result {
            Ended::Passed => {}
            Ended::Failed { .. } => *failed += 1,
            Ended::Errored { .. } => *errored += 1,
            Ended::Skipped { .. } => *skipped += 1,
        }
    }
    counts
}

fn write(suites: &[TestSuite<'_>]) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let [all, failed, errored, _] = counts(suites.iter().flat_map(|suite| &suite.cases));
    let _ = writeln!(xml, "<testsuites name=\"ungp-check test\" tests=\"{all}\" failures=\"{failed}\" errors=\"{errored}\">");
    for suite in suites {
        let [all, failed, errored, skipped] = counts(suite.cases.iter());
        let _ = writeln!(
            xml,
            "  <testsuite name=\"{}\" tests=\"{all}\" failures=\"{failed}\" errors=\"{errored}\" skipped=\"{skipped}\">",
            attribute(suite.name)
        );
        suite.cases.iter().for_each(|case| write_case(case, &mut xml));
        xml.push_str("  </testsuite>\n");
    }
    xml.push_str("</testsuites>\n");
    xml
}

fn write_case(case: &Case, xml: &mut String) {
    let _ = write!(xml, "    <testcase classname=\"{}\" name=\"{}\"", attribute(&case.class), attribute(&case.name));
    let (element, kind, message, text) = match &case.result {
        Ended::Passed => {
            xml.push_str("/>\n");
            return;
        }
        Ended::Skipped { message } => {
            let _ = write!(xml, ">\n      <skipped message=\"{}\"/>\n    </testcase>\n", attribute(message));
            return;
        }
        Ended::Failed { kind, message, text } => ("failure", kind, message, text),
        Ended::Errored { kind, message, text } => ("error", kind, message, text),
    };
    let (kind, message, text) = (attribute(kind), attribute(message), content(text.trim_end()));
    let _ = write!(xml, ">\n      <{element} type=\"{kind}\" message=\"{message}\">{text}</{element}>\n    </testcase>\n");
}

/// What XML 1.0 may hold at all. The rest cannot be escaped either.
fn is_allowed(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
        && !('\u{7f}'..='\u{9f}').contains(&letter)
}

fn escaped(text: &str, in_attribute: bool) -> Cow<'_, str> {
    let special = |letter: char| {
        let always = matches!(letter, '&' | '<' | '>' | '\r') || !is_allowed(letter);
        always || in_attribute && matches!(letter, '"' | '\n' | '\t')
    };
    if !text.contains(special) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' if in_attribute => safe.push_str("&quot;"),
            // White space that a reader would turn into a blank.
            '\n' | '\t' if in_attribute => _ = write!(safe, "&#{};", u32::from(letter)),
            '\r' => safe.push_str("&#13;"),
            letter if is_allowed(letter) => safe.push(letter),
            _ => safe.push('\u{fffd}'),
        }
    }
    Cow::Owned(safe)
}

fn attribute(text: &str) -> Cow<'_, str> {
    escaped(text, true)
}

fn content(text: &str) -> Cow<'_, str> {
    escaped(text, false)
}
