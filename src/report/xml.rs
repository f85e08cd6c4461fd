//! JUnit XML, as continuous integration reads it, and what XML can hold.

use std::borrow::Cow;
use std::fmt::Write;

/// A group of cases.
pub(super) struct TestSuite {
    pub(super) name: String,
    /// What is said of all of it, by name.
    pub(super) properties: Vec<(&'static str, String)>,
    pub(super) cases: Vec<Case>,
}

/// One thing that was asked.
pub(super) struct Case {
    /// Of what: a law, a rule.
    pub(super) class: String,
    pub(super) name: String,
    pub(super) result: Ended,
}

/// How a case ended: its kind, its short message, and all there is to say.
pub(super) enum Ended {
    Passed,
    Failed {
        kind: String,
        message: String,
        text: String,
    },
    Errored {
        kind: String,
        message: String,
        text: String,
    },
    /// Kind and text may be empty.
    Skipped {
        kind: String,
        message: String,
        text: String,
    },
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

/// All of a file.
pub(super) fn write(name: &str, suites: &[TestSuite]) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let [all, failed, errored, _] = counts(suites.iter().flat_map(|suite| &suite.cases));
    let _ = writeln!(xml, "<testsuites name=\"{name}\" tests=\"{all}\" failures=\"{failed}\" errors=\"{errored}\">");
    for suite in suites {
        let [all, failed, errored, skipped] = counts(suite.cases.iter());
        let _ = writeln!(
            xml,
            "  <testsuite name=\"{}\" tests=\"{all}\" failures=\"{failed}\" errors=\"{errored}\" skipped=\"{skipped}\">",
            attribute(&suite.name)
        );
        if !suite.properties.is_empty() {
            xml.push_str("    <properties>\n");
            for (name, value) in &suite.properties {
                let _ = writeln!(xml, "      <property name=\"{name}\" value=\"{}\"/>", attribute(value));
            }
            xml.push_str("    </properties>\n");
        }
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
        Ended::Failed { kind, message, text } => ("failure", kind, message, text),
        Ended::Errored { kind, message, text } => ("error", kind, message, text),
        Ended::Skipped { kind, message, text } => ("skipped", kind, message, text),
    };
    let kind = if kind.is_empty() { String::new() } else { format!(" type=\"{}\"", attribute(kind)) };
    let (message, text) = (attribute(message), content(text.trim_end()));
    let _ = write!(xml, ">\n      <{element}{kind} message=\"{message}\"");
    let _ = if text.is_empty() { write!(xml, "/>") } else { write!(xml, ">{text}</{element}>") };
    xml.push_str("\n    </testcase>\n");
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

/// Text between quotes.
pub(super) fn attribute(text: &str) -> Cow<'_, str> {
    escaped(text, true)
}

/// Text between tags.
pub(super) fn content(text: &str) -> Cow<'_, str> {
    escaped(text, false)
}
