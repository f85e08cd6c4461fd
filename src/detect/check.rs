//! What is wrong with the patterns of a pack: looked for where packs are checked in full.

use super::pattern::{Flaw, flaw};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::ast;
use crate::source::Sources;
use crate::typecheck::checked::{Pattern, RuleSet};

/// Looks all patterns through. Cues that cannot be used are taken out, and so are rules that have one.
pub fn patterns(rules: &mut RuleSet, sources: &Sources) -> Vec<Diagnostic> {
    let mut problems: Vec<Diagnostic> = rules.words.iter().filter_map(|words| of_words(words, sources)).collect();
    let wrong_words = !problems.is_empty();
    let mut broken = Vec::new();
    let mut place = 0;
    let mut bad = Vec::with_capacity(rules.cues.len());
    for cue in &rules.cues {
        let own = problem(&cue.pattern, sources).map(|found| (cue.pattern.verbatim, found));
        // What only makes a match void is looked for where there is one, so it needs no word of its own.
        let unless = cue.unless.iter().filter_map(|unless| Some((unless.verbatim, problem(unless, sources)?)));
        let unless = unless.filter(|(_, problem)| problem.code != "pattern-without-word");
        let found: Vec<(bool, Diagnostic)> = own.into_iter().chain(unless).collect();
        let unusable = found.iter().any(|(_, problem)| problem.severity == Severity::Error);
        if unusable && cue.of_rule {
            broken.push(cue.owner.clone());
        }
        bad.push(unusable);
        // Of words that are wrong themselves it has been said.
        problems.extend(found.into_iter().filter(|(verbatim, _)| *verbatim || !wrong_words).map(|(_, problem)| problem));
    }
    rules.rules.retain(|rule| !broken.iter().any(|code| *code == rule.code));
    rules.cues.retain(|cue| {
        let unusable = bad.get(place) == Some(&true) || cue.of_rule && broken.contains(&cue.owner);
        place += 1;
        !unusable
    });
    problems
}

fn of_words(words: &Pattern, sources: &Sources) -> Option<Diagnostic> {
    // Words may be short, and may match nothing: what they are part of may not.
    problem(words, sources).filter(|problem| problem.code == "bad-pattern" || problem.code == "too-large")
}

fn problem(pattern: &Pattern, sources: &Sources) -> Option<Diagnostic> {
    Some(match flaw(&pattern.text)? {
        Flaw::Syntax(reason, place) => {
            let inside = place.filter(|_| pattern.verbatim);
            let span = inside.map(|range| ast::Text::place_in_pattern(pattern.span, sources.slice(pattern.span), range));
            Diagnostic::error("bad-pattern", format!("this pattern is not a regular expression: {}", reason.trim_end_matches('.')))
                .at(span.unwrap_or(pattern.span), if span.is_some() { "here" } else { "in this pattern" })
                .help("a `\\` before a mark such as `(` or `?` takes it as it stands")
        }
        Flaw::Empty => Diagnostic::error("empty-pattern", "this pattern also matches where nothing stands")
            .at(pattern.span, "may match no letter at all")
            .help("add a word that must be there"),
        Flaw::Large => Diagnostic::error("too-large", "this pattern is too large")
            .at(pattern.span, "in this pattern")
            .help("divide it into several cues, or repeat less within repetitions"),
        Flaw::Wordless => Diagnostic::warning("pattern-without-word", "nothing that is always the same is in every match of this pattern")
            .at(pattern.span, "every paragraph must be searched for it")
            .help("add a word that must be there; a search by words is much faster"),
    })
}
