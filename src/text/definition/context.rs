//! What announces definitions: “In this Act—”, “The following definitions apply”, a heading “Definitions”; and where a clause begins.

use super::token::{Kind, Line};

/// A phrase that says where a definition applies is at most so many tokens long.
const LONGEST_SCOPE: usize = 60;

/// What a definition may apply to.
const UNITS: [&str; 38] = [
    "act",
    "acts",
    "section",
    "sections",
    "subsection",
    "subsections",
    "part",
    "parts",
    "chapter",
    "chapters",
    "schedule",
    "schedules",
    "article",
    "articles",
    "paragraph",
    "paragraphs",
    "subparagraph",
    "subparagraphs",
    "regulation",
    "regulations",
    "by-law",
    "by-laws",
    "law",
    "code",
    "order",
    "decree",
    "directive",
    "division",
    "title",
    "annex",
    "item",
    "ordinance",
    "rule",
    "rules",
    "clause",
    "clauses",
    "scheme",
    "definition",
];

/// Words that no such phrase holds.
const NOT_IN_SCOPE: [&str; 18] = [
    "shall",
    "must",
    "may",
    "is",
    "are",
    "has",
    "have",
    "been",
    "means",
    "includes",
    "which",
    "who",
    "any",
    "word",
    "words",
    "expression",
    "expressions",
    "person",
];

/// Past a number or letter before the words of a provision: `(1)`, `(a)`, `2.`, `1.1`, `—`.
pub(super) fn past_label(line: &Line<'_>) -> usize {
    // Words for another law begin with a quotation mark, before their own number or before a term in marks of its own.
    let quoted = matches!(line.kind(0), Kind::Open | Kind::Either);
    let bracket = line.kind(1) == Kind::Mark('(') && line.past_bracket(1) == 4 && is_number(line.word(2));
    let mut at = 0;
    if quoted && (line.kind(1) == Kind::Open || bracket) {
        at = 1;
    }
    for _ in 0..4 {
        let next = match line.kind(at) {
            Kind::Mark('(' | '[') if line.past_bracket(at) == at + 3 && is_number(line.word(at + 1)) => at + 3,
            Kind::Word if is_number(line.word(at)) && line.is_mark(at + 1, &['.', ')']) => at + 2,
            Kind::Word if line.word(at).starts_with(|letter: char| letter.is_numeric()) && is_number(line.word(at)) => at + 1,
            Kind::Dash if at > 0 => at + 1,
            Kind::Mark('•' | '·' | '*' | '§' | '¶') => at + 1,
            _ => return at,
        };
        at = next;
    }
    at
}

/// Whether a word can be a provision's number: `12`, `3A`, `a`, `iv`.
fn is_number(word: &str) -> bool {
    let digits = word.chars().filter(|letter| letter.is_numeric() || *letter == '.').count();
    let letters = word.chars().count() - digits;
    digits > 0 && letters <= 2
        || letters <= 2 && digits == 0 && letters > 0
        || letters <= 5 && word.chars().all(|letter| "ivxlIVXL".contains(letter))
}

/// Past a phrase such as “In this section,”, “For the purposes of Part 2 —”, “In this Act, unless the context otherwise requires,”;
/// `None` where there is none. The mark after it belongs to it.
pub(super) fn past_scope(line: &Line<'_>, from: usize) -> Option<usize> {
    let mut at = scope_start(line, from)?;
    let mut unit = false;
    let last = at + LONGEST_SCOPE;
    while at < last {
        match line.kind(at) {
            Kind::End => return unit.then_some(at),
            Kind::Mark(':') | Kind::Dash => return unit.then_some(past_marks(line, at)),
            Kind::Mark(',') if line.is(at + 1, &["unless", "except", "save"]) => return Some(past_exception(line, at + 1)),
            Kind::Mark(',') if !unit || goes_on(line, at + 1) => {}
            Kind::Mark(',') => return Some(past_marks(line, at)),
            Kind::Mark('(') => at = line.past_bracket(at).max(at + 1) - 1,
            Kind::Mark('.') if !line.ends_sentence(at) => {}
            Kind::Mark(_) => return None,
            Kind::Open | Kind::Either if unit && line.opens(at) => return Some(at),
            Kind::Word if line.is(at, &["unless", "except"]) && unit => return Some(past_exception(line, at)),
            Kind::Word if line.is(at, &UNITS) => {
                unit = true;
                if let Some(end) = past_unit(line, at) {
                    return Some(end);
                }
            }
            Kind::Word if line.is(at, &NOT_IN_SCOPE) => return None,
            _ => {}
        }
        at += 1;
    }
    None
}

/// Past the words that such a phrase begins with.
fn scope_start(line: &Line<'_>, from: usize) -> Option<usize> {
    let first =
        line.is(from, &["in", "for", "under", "within", "throughout", "as", "when", "whenever", "wherever", "where", "unless", "subject"]);
    if !first {
        return None;
    }
    let used = line.is(from, &["as", "when", "whenever", "wherever", "where"]);
    let purposes = line.is(from, &["for"]);
    match () {
        () if used && line.is(from + 1, &["used"]) => Some(from + 2),
        () if used || line.is(from + 1, &["relation", "respect", "accordance", "addition", "any"]) => None,
        () if purposes && line.is(from + 1, &["purposes"]) => Some(from + 2),
        () if purposes && line.is(from + 1, &["the"]) && line.is(from + 2, &["purpose", "purposes"]) => Some(from + 3),
        () if purposes => None,
        () if line.is(from, &["subject", "unless"]) => Some(from + 1),
        () => Some(from + 1),
    }
}

/// Past the unit named at a token, where the phrase ends without a mark: “In this section X means”, “In subsection (2) X means”.
fn past_unit(line: &Line<'_>, unit: usize) -> Option<usize> {
    let mut at = unit + 1;
    let number = |at: usize| {
        let word = line.word(at);
        let roman = !word.is_empty() && word.chars().all(|letter| "IVXLC".contains(letter));
        roman || is_number(word) && (word.chars().any(char::is_numeric) || word.len() == 1) && !line.is(at, &["a", "i"])
    };
    while line.kind(at) == Kind::Mark('(') || number(at) {
        at = if line.kind(at) == Kind::Mark('(') { line.past_bracket(at).max(at + 1) } else { at + 1 };
    }
    let ends = line.kind(at) == Kind::Word
        && !line.is(at, &["and", "or", "to", "of", "unless", "except", "other", "itself", "only", "save", "in", "as", "made"]);
    ends.then_some(at)
}

/// Whether a phrase goes on after a comma: with another number, “and section 4”, “unless the context otherwise requires”.
fn goes_on(line: &Line<'_>, at: usize) -> bool {
    let number = line.word(at).starts_with(|letter: char| letter.is_numeric()) || line.is_mark(at, &['(']);
    number
        || line.is(at, &["unless", "except", "save"])
        || line.is(at, &["and", "or", "sections", "articles", "paragraphs"]) && !line.opens(at + 1)
}

/// Past “unless the context otherwise requires,”: up to a mark, a quotation, or the verb of the exception and its object.
fn past_exception(line: &Line<'_>, from: usize) -> usize {
    for at in from..from + LONGEST_SCOPE {
        match line.kind(at) {
            Kind::End | Kind::Open | Kind::Either => return at,
            Kind::Mark(',') if goes_on(line, at + 1) => {}
            Kind::Mark(',' | ':' | ';') | Kind::Dash => return past_marks(line, at),
            // What follows without a mark: “otherwise requires access means”.
            Kind::Word
                if line.is(at, &["requires", "indicates", "appears", "provided", "expressed"]) && line.kind(at + 1) == Kind::Word =>
            {
                let more = line.is(at + 1, &["otherwise", "or", "a", "another"]);
                if !more {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    from
}

fn past_marks(line: &Line<'_>, mut at: usize) -> usize {
    while line.is_mark(at, &[',', ':', '.']) || line.kind(at) == Kind::Dash {
        at += 1;
    }
    at
}

/// Whether a block announces definitions in what follows it.
pub(super) fn announces(line: &Line<'_>) -> bool {
    let first = past_label(line);
    // “Definitions. — In this Act …”: a heading that runs on.
    let first = (first..first + 8)
        .find(|at| line.is_mark(at + 1, &['.']) || line.kind(at + 1) == Kind::Dash)
        .filter(|_| is_heading_word(line, first))
        .map_or(first, |end| past_marks(line, end + 1));
    let scope = past_scope(line, first);
    if scope.is_some_and(|end| end >= line.len()) {
        return true;
    }
    // “In this Act— access means …”.
    let runs_on = scope.filter(|end| line.kind(end.saturating_sub(1)) == Kind::Dash || line.is_mark(end.saturating_sub(1), &[':']));
    if runs_on.is_some() {
        return true;
    }
    let from = scope.unwrap_or(first);
    let following = (from..from + 12).find(|at| line.is(*at, &["following"]));
    following.is_some_and(|following| {
        let many = (following + 1..following + 6)
            .any(|at| line.is(at, &["definitions", "terms", "words", "expressions", "interpretation", "meanings", "phrases"]));
        let apply =
            (following + 1..following + 25).any(|at| line.is(at, &["apply", "meaning", "meanings", "mean", "defined", "interpretation"]));
        many && apply
    }) || (first..first + 14).any(|at| line.is(at, &["respective", "following"]) && line.is(at + 1, &["meanings"]))
}

fn is_heading_word(line: &Line<'_>, at: usize) -> bool {
    line.is(at, &["definition", "definitions", "interpretation", "glossary", "meaning", "meanings", "defined", "terms", "dictionary"])
}

/// Whether a heading is that of definitions: “Definitions”, “Interpretation of terms”, “Meaning of “employer””.
pub(super) fn is_heading(line: &Line<'_>) -> bool {
    let mut at = 0;
    // “Section 3.”, “Article 2 —”
    while at < 4 && !is_heading_word(line, at) {
        at += 1;
    }
    let many = (at..at + 6).any(|at| line.is(at, &["definition", "definitions", "interpretation", "glossary", "defined", "dictionary"]));
    (many || at < 4 && line.is(at, &["meaning", "meanings"])) && line.len() <= 16
}

/// Where a clause may begin at which a term is defined: `start`, or after a semicolon, a dash or colon, “and”.
pub(super) fn starts_clause(line: &Line<'_>, at: usize, start: usize) -> bool {
    let mut before = at;
    while before > start
        && line.is(
            before - 1,
            &["a", "an", "the", "term", "terms", "word", "words", "expression", "expressions", "phrase", "symbol", "in", "particular"],
        )
    {
        before -= 1;
    }
    if before <= start {
        return true;
    }
    let last = before - 1;
    let mark = line.is_mark(last, &[';', ':', '.', ',', ')', '(']) || matches!(line.kind(last), Kind::Dash | Kind::Close);
    // Run together: “requires“Authority” means”.
    let run_on = line.kind(at) == Kind::Open && line.kind(last) == Kind::Word && line.extent(last, last + 1).end as usize == line.start(at);
    let joined = line.is(last, &["and", "or"]) && (last == start || line.is_mark(last - 1, &[';', ',', '.', ')', '(']));
    mark || run_on || joined || past_scope(line, start).is_some_and(|end| end == before || end == at)
}
