//! Whether the examples of a rule would notice a change in it: every rule of the embedded pack, with one operator, quantifier,
//! connective, negation, set member or threshold of its conditions changed, against the rule's own examples.
//!
//! `UPDATE_DOCS=1 cargo test --test mutation` writes `docs/mutation.md` and records the messages of new examples.

#[cfg(test)]
mod mutants;
#[cfg(test)]
mod page;
#[cfg(test)]
mod recorded;
#[cfg(test)]
mod run;

use recorded::{messages_file, reasons, recorded, root, updating};
use run::{Fate, Mutant};
use std::collections::BTreeSet;

/// The least share of mutants that some example must notice, in hundredths.
const LEAST: usize = 95;

/// Which of a rule's messages an example gets; examples themselves say only the verdict and its severity. New examples are
/// recorded by the update, and looked at from then on.
#[test]
fn examples_get_the_messages_recorded() {
    let now = run::messages();
    if updating() {
        let line = |((rule, words), keys): (&(String, String), &String)| format!("{rule} => {keys} <= {words}\n");
        std::fs::write(messages_file(), now.iter().map(line).collect::<String>()).unwrap();
        return;
    }
    let recorded = recorded();
    assert!(recorded.len() >= 500, "only {} messages are recorded", recorded.len());
    let other = |(example, keys): (&(String, String), &String)| {
        let now = now.get(example).filter(|now| *now != keys)?;
        Some(format!("{}: {} gets {now}, not {keys}", example.0, example.1))
    };
    let wrong: Vec<String> = recorded.iter().filter_map(other).collect();
    assert!(wrong.is_empty(), "if this is meant, run UPDATE_DOCS=1 cargo test --test mutation\n{}", wrong.join("\n"));
}

#[test]
fn examples_notice_changed_rules() {
    let recorded = if updating() { run::messages() } else { recorded() };
    let all = run::run(&recorded);
    let survivors: Vec<&Mutant> = all.iter().filter(|mutant| mutant.fate == Fate::Survived).collect();
    let killed = all.len() - survivors.len();
    let list: Vec<String> = survivors.iter().map(|mutant| format!("{}: {}", mutant.place, mutant.key())).collect();
    println!("{} mutants, {killed} killed; survivors:\n{}", all.len(), list.join("\n"));
    assert!(all.len() >= 3000, "only {} mutants: are all rules looked at?", all.len());
    assert!(killed * 100 >= all.len() * LEAST, "of {} mutants only {killed} are noticed:\n{}", all.len(), list.join("\n"));
    if updating() {
        let reasons = reasons();
        std::fs::write(root().join("docs/mutation.md"), page::write(&all, &reasons)).unwrap();
        let keys: BTreeSet<String> = survivors.iter().map(|mutant| mutant.key()).collect();
        let unused: Vec<&String> = reasons.keys().filter(|key| !keys.contains(*key)).collect();
        assert!(unused.is_empty(), "no such survivors any more, so delete their reasons: {unused:#?}");
    }
}
