//! `test --format junit`: JUnit XML, as continuous integration reads it. One test suite a law, one for the examples, and one for what
//! could not be tested, so that a reader of the file alone sees that too.

use super::TestReport;
use crate::diagnostic::Diagnostic;
use crate::pack::examples::Ran;
use crate::report::plain;
use crate::report::xml::{self, Case, Ended, TestSuite};
use crate::suite::{Judged, Standing, Tested, finding};

/// All of a report.
pub fn render(report: &TestReport<'_>) -> String {
    let mut suites: Vec<TestSuite> = report.laws.iter().map(|law| of_law(law, report)).collect();
    if !report.examples.is_empty() {
        let cases = report.examples.iter().map(|ran| of_example(ran, report)).collect();
        suites.push(TestSuite { name: "examples".into(), properties: Vec::new(), cases });
    }
    let errors: Vec<Case> = report.problems.iter().zip(1..).filter_map(|(problem, number)| of_problem(problem, number, report)).collect();
    if !errors.is_empty() {
        suites.push(TestSuite { name: "problems".into(), properties: Vec::new(), cases: errors });
    }
    xml::write("ungp-check test", &suites)
}

fn of_law(law: &Tested<'_>, report: &TestReport<'_>) -> TestSuite {
    let cases = law.judged.iter().map(|judged| of_expectation(law, judged, report)).collect();
    TestSuite { name: law.id().to_owned(), properties: Vec::new(), cases }
}

fn of_expectation(law: &Tested<'_>, judged: &Judged<'_>, report: &TestReport<'_>) -> Case {
    let expectation = judged.expectation;
    let name = format!("{} {}, by {}", expectation.rule.text, expectation.verdict, expectation.by.name());
    let result = match &judged.standing {
        Standing::Agrees => Ended::Passed,
        Standing::Known(_) => {
            let why = expectation.todo.as_ref().map_or("", |todo| &todo.text);
            Ended::Skipped { kind: String::new(), message: format!("known to differ: {why}"), text: String::new() }
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
