//! The matrix for a spreadsheet: a line a rule, a column an initiative.

use super::{Comparison, family};
use crate::report::escape;

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
    let cells: Vec<String> = cells.map(|cell| escape::csv(&cell)).collect();
    text.push_str(&cells.join(","));
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_keep_to_themselves() {
        let mut text = String::new();
        line(["a,b", "say \"no\"", "=HYPERLINK(\"x\",\"y\")", "two\nlines", "plain"].map(str::to_owned).into_iter(), &mut text);
        assert_eq!(text, "\"a,b\",\"say \"\"no\"\"\",\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\",\"two\nlines\",plain\n");
    }
}
