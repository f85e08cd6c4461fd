//! The matrix for a spreadsheet: a line a rule, a column an initiative.

use super::{Comparison, family};
use std::borrow::Cow;

/// All of it: first the names of the columns, then the rules.
pub fn render(comparison: &Comparison<'_>) -> String {
    let matrix = comparison.matrix();
    let mut text = String::new();
    let first = ["family", "rule", "title", "severity"].map(str::to_owned);
    line(first.into_iter().chain(matrix.heads.iter().cloned()), &mut text);
    for group in &matrix.groups {
        for row in &group.rows {
            let about = [family(group).0, row.rule.code.clone(), row.rule.title.clone(), row.rule.severity.name().to_owned()];
            line(about.into_iter().chain(row.cells.iter().map(|(verdict, _)| verdict.slug().to_owned())), &mut text);
        }
    }
    text
}

fn line(cells: impl Iterator<Item = String>, text: &mut String) {
    let cells: Vec<String> = cells.map(|cell| quoted(&harmless(&cell))).collect();
    text.push_str(&cells.join(","));
    text.push('\n');
}

/// A spreadsheet runs a cell that begins like a formula, and some do so for the wide forms of these signs as well: an apostrophe
/// before it makes it words.
fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r', ';', '\t']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula() {
        for sign in ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"] {
            assert!(harmless(&format!("{sign}1+1")).starts_with(&format!("'{sign}")), "{sign:?}");
        }
        assert_eq!(harmless("1=1"), "1=1");
        assert_eq!(harmless(""), "");
    }

    #[test]
    fn cells_keep_to_themselves() {
        let mut text = String::new();
        line(["a,b", "say \"no\"", "=HYPERLINK(\"x\",\"y\")", "two\nlines", "plain"].map(str::to_owned).into_iter(), &mut text);
        assert_eq!(text, "\"a,b\",\"say \"\"no\"\"\",\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\",\"two\nlines\",plain\n");
    }
}
