//! How far the rules say what critics, the catalogue and the laws' texts say: figures by family, and every disagreement. Markdown.

mod figures;
#[cfg(test)]
mod tests;

use super::pages::cell;
use super::prose::count;
use crate::pack::Pack;
use crate::suite::{By, Expectation, Judged, Judgement, Tested, words};
use figures::{Figures, Sums};
use std::fmt::Write;

/// The report on some laws; `level` is the level of its headings, 2 within a page.
pub fn markdown(laws: &[Tested<'_>], pack: &Pack, level: usize) -> String {
    let figures = Figures::of(laws, pack);
    let head = "#".repeat(level);
    let mut text = String::new();
    reach(&figures, &head, &mut text);
    support(&figures, &head, &mut text);
    praise(&figures, &head, &mut text);
    disagreements(laws, pack, &head, &mut text);
    text
}

/// `12 (34%)`
fn share(part: usize, of: usize) -> String {
    // Rounded half up, without floating point.
    match (part * 200 + of).checked_div(of * 2) {
        Some(percent) => format!("{part} ({percent}%)"),
        None => part.to_string(),
    }
}

/// A table with a row for each family of which there is anything to say, one for all, and one for each part of all.
fn table(figures: &Figures, head: &str, row: impl Fn(Sums) -> Option<Vec<String>>, parts: &[(String, Sums)], text: &mut String) {
    let columns = head.matches('|').count().saturating_sub(1);
    let _ = writeln!(text, "\n{head}\n|{}", "---|".repeat(columns));
    for family in &figures.families {
        if let Some(cells) = row(family.sums) {
            let _ = writeln!(text, "| {} {} | {} |", family.code, cell(&family.title), cells.join(" | "));
        }
    }
    for (name, sums) in std::iter::once(&("all".to_owned(), figures.all)).chain(parts) {
        let cells = row(*sums).unwrap_or_else(|| vec!["0".to_owned(); columns.saturating_sub(1)]);
        let _ = writeln!(text, "| **{name}** | {} |", cells.join(" | "));
    }
}

/// The rows for critics' points by confidence.
fn by_confidence(figures: &Figures) -> [(String, Sums); 2] {
    figures.confidences.map(|(name, sums)| (format!("of {name} confidence"), sums))
}

fn reach(figures: &Figures, head: &str, text: &mut String) {
    let _ = writeln!(
        text,
        "{head} What critics find\n\n\
         Points that a critic makes against a law, of high and medium confidence, and what the rules say of them. *Reached*: violated, or\n\
         partly met where no more was expected. *In part*: partly met where violated was expected. *Missed*: met, or not applicable."
    );
    let row = |Sums { reach: found, .. }: Sums| {
        let points = found.points();
        (points > 0).then(|| {
            let [reached, part] = [found.reached, found.in_part].map(|part| share(part, points));
            vec![points.to_string(), reached, part, found.undetermined.to_string(), found.missed.to_string()]
        })
    };
    table(figures, "| family | points | reached | in part | undetermined | missed |", row, &by_confidence(figures), text);
}

fn support(figures: &Figures, head: &str, text: &mut String) {
    let _ = writeln!(
        text,
        "\n{head} What the rules find\n\n\
         Errors and warnings of the rules over all laws, one for each rule and law, each counted once. *Contradicted*: somebody expects the\n\
         rule to be met or not to apply, whatever else is said. *By a critic*, or else *by text or catalogue*: violated or partly met is\n\
         expected, with high or medium confidence. *Nobody speaks* of the rest: whether they are right is not known from here."
    );
    let row = |Sums { support: found, .. }: Sums| {
        let all = found.all();
        (all > 0).then(|| {
            let parts = [found.critic, found.other, found.contradicted, found.nobody];
            std::iter::once(all.to_string()).chain(parts.map(|part| share(part, all))).collect()
        })
    };
    let columns = "| family | errors and warnings | supported by a critic | by text or catalogue | contradicted | nobody speaks |";
    table(figures, columns, row, &figures.severities.map(|(name, sums)| (name.to_owned(), sums)), text);
}

fn praise(figures: &Figures, head: &str, text: &mut String) {
    let _ =
        writeln!(text, "\n{head} What critics praise\n\nPoints where a critic says that a law does well, of high and medium confidence.");
    let row = |Sums { praise: found, .. }: Sums| {
        let points = found.points();
        (points > 0).then(|| {
            let rest = [found.partly, found.undetermined, found.violated, found.not_applicable].map(|part| part.to_string());
            [points.to_string(), share(found.met, points)].into_iter().chain(rest).collect()
        })
    };
    let columns = "| family | points | met | partly met | undetermined | violated | not applicable |";
    table(figures, columns, row, &by_confidence(figures), text);
}

/// A law, and an expectation that its rule does not share.
type Disagreement<'a> = (&'a Tested<'a>, &'a Judged<'a>);

fn disagreements(laws: &[Tested<'_>], pack: &Pack, head: &str, text: &mut String) {
    let all: Vec<Disagreement<'_>> = laws
        .iter()
        .flat_map(|law| law.judged.iter().filter(|judged| !judged.standing.ways().is_empty()).map(move |judged| (law, judged)))
        .collect();
    let expectations: usize = laws.iter().map(|law| law.judged.len()).sum();
    let _ = writeln!(text, "\n{head} Disagreements\n\n{} among {}.", count(all.len(), "disagreement"), count(expectations, "expectation"));
    if all.is_empty() {
        return;
    }
    judgements(&all, text);
    let _ = writeln!(text, "\n| law | rule | expected | by | found | judgement | why |\n|---|---|---|---|---|---|---|");
    for (law, judged) in all {
        let expectation = judged.expectation;
        let title = pack.rule(&expectation.rule.text).map(|rule| cell(&rule.title)).unwrap_or_default();
        let found = judged.standing.ways().iter().map(|way| in_table(way, expectation)).collect::<Vec<_>>().join("; ");
        let why = expectation.todo.as_ref().map_or("not known yet".to_owned(), |todo| cell(&todo.text));
        let _ = writeln!(
            text,
            "| `{}` | {} {title} | {} ({} confidence) | {} | {} | {} | {why} |",
            cell(law.id()),
            expectation.rule.text,
            expectation.verdict,
            expectation.confidence.name(),
            whose(expectation),
            cell(&found),
            expectation.judgement.map_or("", Judgement::name),
        );
    }
}

/// What was found, short where it is only another verdict.
fn in_table(way: &crate::suite::Way, expectation: &Expectation) -> String {
    match way {
        crate::suite::Way::Verdict(found) => found.name().to_owned(),
        other => words(other, expectation),
    }
}

fn whose(expectation: &Expectation) -> String {
    expectation.says.as_ref().map_or_else(|| format!("the {}", expectation.by.name()), |says| cell(&says.text))
}

/// Whose matter the disagreements are, by the word on which the expectation stands.
fn judgements(all: &[Disagreement<'_>], text: &mut String) {
    let _ = writeln!(text, "\n| whose matter | critic | catalogue | text |\n|---|---|---|---|");
    let judgements = Judgement::ALL.into_iter().map(Some).chain([None]);
    for judgement in judgements {
        let number =
            |by: By| all.iter().filter(|(_, judged)| judged.expectation.by == by && judged.expectation.judgement == judgement).count();
        let cells = By::ALL.map(number);
        if cells.iter().sum::<usize>() > 0 {
            let name = judgement.map_or("not judged".to_owned(), |judgement| format!("{}: {}", judgement.name(), judgement.meaning()));
            let _ = writeln!(text, "| {name} | {} |", cells.map(|cell| cell.to_string()).join(" | "));
        }
    }
}
