//! `docs/past-laws.md`: verdicts of all laws in figures, how far critics agree, and where the program is known to disagree.

use std::fmt::Write;
use ungp_check::suite::{By, Confidence, Judged, Tested};

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
  Regulation can be waived, was mended after the first run. How the other 48 fared at first, [agreement.md](agreement.md) says.

";

/// The head of `docs/agreement.md`.
pub const AGREEMENT: &str = "# Agreement

<!-- Written by `UPDATE_DOCS=1 cargo test --test past_laws`; the section on the first run is `tests/past_laws/agreement-first.md`. -->

How far the rules say of past laws what independent critics have said of them, what the catalogue of criteria took them for, and what
their texts show. [Past laws](past-laws.md) says where the expectations come from and how to read them. The same figures, on whatever
rules and laws you have:

```sh
ungp-check test fixtures/past --agreement
```

A critic who says nothing about a point has not said that it is fine, and no critic went through all criteria. So *nobody speaks* means
that a finding stands on the description and the rule alone.

";

/// The page.
pub fn page(all: &[Tested<'_>]) -> String {
    let mut page = HEAD.to_owned();
    verdicts(all, &mut page);
    agreement(all, &mut page);
    disagreements(all, &mut page);
    page
}

fn verdicts(all: &[Tested<'_>], page: &mut String) {
    page.push_str("## Verdicts\n\n| law | violated | partly met | met | undetermined | not applicable |\n|---|---|---|---|---|---|\n");
    for one in all {
        let counts: Vec<String> = one.checked.counts().iter().map(|(_, count)| count.to_string()).collect();
        writeln!(page, "| {} (`{}`) | {} |", cell(&one.checked.title), one.id(), counts.join(" | ")).unwrap();
    }
}

fn agreement(all: &[Tested<'_>], page: &mut String) {
    page.push_str(
        "\n## Agreement\n\nExpectations on which the program says the same, of all. [Agreement](agreement.md) has more figures.\n\n",
    );
    page.push_str("| law | critic | catalogue | text |\n|---|---|---|---|\n");
    let figure = |law: Option<&str>, by: By, confident: bool| {
        let laws = all.iter().filter(|one| law.is_none_or(|id| one.id() == id));
        let wanted = |one: &&Judged<'_>| one.expectation.by == by && (!confident || one.expectation.confidence == Confidence::High);
        let compared: Vec<bool> =
            laws.flat_map(|one| one.judged.iter().filter(wanted).map(|judged| judged.standing.ways().is_empty())).collect();
        let agreed = compared.iter().filter(|agrees| **agrees).count();
        if compared.is_empty() { "–".to_owned() } else { format!("{agreed} of {}", compared.len()) }
    };
    let row = |law: Option<&str>, confident: bool| By::ALL.map(|by| figure(law, by, confident)).join(" | ");
    for one in all {
        writeln!(page, "| `{}` | {} |", one.id(), row(Some(one.id()), false)).unwrap();
    }
    writeln!(page, "| **all** | {} |", row(None, false)).unwrap();
    writeln!(page, "| **of high confidence** | {} |", row(None, true)).unwrap();
}

fn disagreements(all: &[Tested<'_>], page: &mut String) {
    page.push_str("\n## Known disagreements\n\n| law | rule | expected | by | the program says | why |\n|---|---|---|---|---|---|\n");
    for one in all {
        for Judged { expectation, outcome, .. } in &one.judged {
            let Some(why) = &expectation.todo else { continue };
            let by = expectation.says.as_ref().map_or_else(|| expectation.by.name().to_owned(), |says| cell(&says.text));
            let (rule, verdict, confidence) = (&expectation.rule.text, expectation.verdict, expectation.confidence.name());
            let (id, said) = (one.id(), outcome.verdict);
            writeln!(page, "| `{id}` | {rule} | {verdict} ({confidence} confidence) | {by} | {said} | {} |", cell(&why.text)).unwrap();
        }
    }
}

/// Words fit for a cell of a table.
fn cell(words: &str) -> String {
    words.replace('|', "\\|")
}
