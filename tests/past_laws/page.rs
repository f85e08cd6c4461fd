//! `docs/past-laws.md`: verdicts of all laws in figures, how far critics agree, and where the program is known to disagree.

use super::expected::{Expectation, disagreement};
use super::law::Law;
use std::fmt::Write;

/// A law with what is expected of it.
pub struct Compared {
    /// The law.
    pub law: &'static Law,
    /// What others expect.
    pub expected: Vec<Expectation>,
}

const HEAD: &str = "# Past laws

<!-- Written by `UPDATE_DOCS=1 cargo test --test past_laws`. -->

The folder `fixtures/past` holds descriptions of laws that exist, with the place of every fact. Beside each lies `expected.yaml`: what
others say of the law, written down before the rules were run on it. A test compares the two. Each expectation says on whose word it
stands:

- **critic**: a third party, such as a UN Special Rapporteur, a court or a coalition of organisations, named with it;
- **catalogue**: the law served as an example, good or bad, when the criterion was drawn up;
- **text**: a reading of the law itself, at the place named.

A description follows the law's text, never the verdict that is wanted. Where the program and its source disagree, the text decides
which of them is mended; what is left stands in the last table with its reason, and the test fails once it is out of date.

How to read the figures:

- **Confidence** says how sure it is that the source says so. Below `high` the source was not checked against its document, and an
  attribution may be one-sided; where a source praises or faults a law in general, which criteria it means is a judgement.
- Only the column *critic* measures the program against somebody else. Whoever wrote the *text* column had read the descriptions, and
  for laws whose text was not at hand it rests on them and on memory.
- On the first run of the first fourteen laws the program agreed with 34 of 42 expectations of critics, 66 of 88 of the catalogue and
  116 of 117 of the text. Three facts that bear on the catalogue's were then found to be misread and were mended from the law: how the
  Digital Services Act names the business model, that Parliament and Council can stop changes to the AI Act's list, and that the rules on
  national security notices in the Investigatory Powers Act are public. For the three laws added later (`de-lksg-2021`, `eu-gdpr-2016`,
  `uk-msa-2015`) one hand wrote first the expectations, then the description; one fact, whether rights under the General Data Protection
  Regulation can be waived, was mended after the first run.

";

/// The page.
pub fn page(all: &[Compared]) -> String {
    let mut page = HEAD.to_owned();
    verdicts(all, &mut page);
    agreement(all, &mut page);
    disagreements(all, &mut page);
    page
}

fn verdicts(all: &[Compared], page: &mut String) {
    page.push_str("## Verdicts\n\n| law | violated | partly met | met | undetermined | not applicable |\n|---|---|---|---|---|---|\n");
    for one in all {
        let checked = one.law.checked();
        let counts: Vec<String> = checked.counts().iter().map(|(_, count)| count.to_string()).collect();
        writeln!(page, "| {} (`{}`) | {} |", cell(&checked.title), one.law.id, counts.join(" | ")).unwrap();
    }
}

fn agreement(all: &[Compared], page: &mut String) {
    page.push_str("\n## Agreement\n\nExpectations on which the program says the same, of all.\n\n");
    page.push_str("| law | critic | catalogue | text |\n|---|---|---|---|\n");
    let figure = |law: Option<&str>, by: &str, confident: bool| {
        let laws = all.iter().filter(|one| law.is_none_or(|id| one.law.id == id));
        let wanted = |one: &&Expectation| one.by == by && (!confident || one.confidence == "high");
        let compared: Vec<bool> =
            laws.flat_map(|one| one.expected.iter().filter(wanted).map(|expected| disagreement(expected, one.law).is_none())).collect();
        let agreed = compared.iter().filter(|agrees| **agrees).count();
        if compared.is_empty() { "–".to_owned() } else { format!("{agreed} of {}", compared.len()) }
    };
    let row = |law: Option<&str>, confident: bool| ["critic", "catalogue", "text"].map(|by| figure(law, by, confident)).join(" | ");
    for one in all {
        writeln!(page, "| `{}` | {} |", one.law.id, row(Some(&one.law.id), false)).unwrap();
    }
    writeln!(page, "| **all** | {} |", row(None, false)).unwrap();
    writeln!(page, "| **of high confidence** | {} |", row(None, true)).unwrap();
}

fn disagreements(all: &[Compared], page: &mut String) {
    page.push_str("\n## Known disagreements\n\n| law | rule | expected | by | the program says | why |\n|---|---|---|---|---|---|\n");
    for one in all {
        for expected in &one.expected {
            let Some(why) = &expected.todo else { continue };
            let said = one.law.outcome(&expected.rule).map_or("", |outcome| outcome.verdict.name());
            let by = expected.says.as_ref().map_or_else(|| expected.by.clone(), |says| cell(says));
            let Expectation { rule, verdict, confidence, .. } = expected;
            let id = &one.law.id;
            writeln!(page, "| `{id}` | {rule} | {verdict} ({confidence} confidence) | {by} | {said} | {} |", cell(why)).unwrap();
        }
    }
}

/// Words fit for a cell of a table.
fn cell(words: &str) -> String {
    words.replace('|', "\\|")
}
