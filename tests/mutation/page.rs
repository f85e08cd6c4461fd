//! `docs/mutation.md`.

use crate::run::{Fate, Mutant};
use std::collections::BTreeMap;
use std::fmt::Write;

const INTRODUCTION: &str = "# Would the examples notice?\n
Each rule's conditions are changed in one place at a time: a comparison, a quantifier, `and` for `or`, a `not` more or less,\n\
a member of a set taken out or one put in, a threshold moved by one unit. The rule's own examples are then run. A change that\n\
an example notices, by its verdict, its severity or the message recorded for it in `tests/mutation/messages.txt`, is *killed*.\n\
One that no example notices is a *survivor*: either it changes nothing that could be noticed, or an example is missing.\n
`UPDATE_DOCS=1 cargo test --test mutation` writes this page; the same test without it runs every change and fails when\n\
fewer than 95 in 100 are killed.\n";

#[derive(Default)]
struct Tally {
    mutants: usize,
    by_verdict: usize,
    by_message: usize,
}

impl Tally {
    fn row(&self, name: &str) -> String {
        let killed = self.by_verdict + self.by_message;
        let tenths = killed * 1000 / self.mutants.max(1);
        format!("| {name} | {} | {killed} | {} | {}.{} % |\n", self.mutants, self.by_message, tenths / 10, tenths % 10)
    }

    fn add(&mut self, fate: Fate) {
        self.mutants += 1;
        self.by_verdict += usize::from(fate == Fate::Killed);
        self.by_message += usize::from(fate == Fate::Reworded);
    }
}

/// The page: the share killed for each family, and the survivors, each with its reason.
pub fn write(all: &[Mutant], reasons: &BTreeMap<String, String>) -> String {
    let mut whole = Tally::default();
    let mut families: BTreeMap<&str, Tally> = BTreeMap::new();
    for mutant in all {
        whole.add(mutant.fate);
        families.entry(mutant.rule.split('-').next().unwrap()).or_default().add(mutant.fate);
    }
    let mut page = format!(
        "{INTRODUCTION}\n## Killed\n\n| family | changes | killed | of these by the message alone | share |\n|---|--:|--:|--:|--:|\n"
    );
    for (family, tally) in &families {
        page.push_str(&tally.row(family));
    }
    page.push_str(&whole.row("all"));
    page.push_str("\n## Survivors\n");
    let mut last = "";
    for mutant in all.iter().filter(|mutant| mutant.fate == Fate::Survived) {
        if mutant.rule != last {
            let _ = write!(page, "\n### {}\n\n", mutant.rule);
            last = &mutant.rule;
        }
        let reason = reasons.get(&mutant.key()).map_or("a gap: nobody has looked at it yet", String::as_str);
        let _ = writeln!(page, "- `{}`, {}: `{}`, {}: {reason}", mutant.place, mutant.clause, mutant.words, mutant.what);
    }
    page
}
