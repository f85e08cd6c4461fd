//! A provision's number from the words that show it: `Section 3.` → `3`, `(a)` → `a`, `Artículo 1º` → `1`, `Art. 14 bis` → `14 bis`.

/// What stands before a number, or alone where there is none.
const WORDS: [&str; 66] = [
    "part",
    "title",
    "book",
    "tome",
    "chapter",
    "subchapter",
    "division",
    "subdivision",
    "section",
    "sec",
    "subsection",
    "article",
    "art",
    "rule",
    "regulation",
    "clause",
    "paragraph",
    "para",
    "subparagraph",
    "point",
    "item",
    "level",
    "schedule",
    "schedules",
    "sched",
    "sch",
    "annex",
    "annexe",
    "appendix",
    "attachment",
    "form",
    "table",
    "recital",
    "parte",
    "partie",
    "teil",
    "deel",
    "título",
    "titolo",
    "titre",
    "titel",
    "capítulo",
    "capitulo",
    "capo",
    "chapitre",
    "kapitel",
    "hoofdstuk",
    "hoofstuk",
    "sección",
    "seccion",
    "seção",
    "sezione",
    "abschnitt",
    "afdeling",
    "artículo",
    "articulo",
    "artigo",
    "articolo",
    "artikel",
    "anexo",
    "allegato",
    "anlage",
    "anhang",
    "bijlage",
    "bylae",
    "libro",
];
/// What follows a number that was put in later.
const LATER: [&str; 10] = ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies", "novies", "decies"];

/// Whether a word names a kind of provision rather than one of them.
fn is_word(token: &str) -> bool {
    let lower = token.to_lowercase();
    WORDS.contains(&&*lower)
}

/// The number in a label; empty if there is none, as for a bullet or the word alone.
pub(in super::super) fn bare(label: &str) -> String {
    let tokens: Vec<&str> = label.split_whitespace().map(trimmed).filter(|token| !token.is_empty()).collect();
    let numeric = tokens.iter().position(|token| token.chars().any(char::is_numeric));
    let Some(at) = numeric else {
        // Letters: the last one that is no word for a provision, `Part A`, `Chapter IV — …` has it second.
        return match &*tokens {
            [word, number, ..] if is_word(word) => (*number).to_owned(),
            [number] | [number, ..] if !is_word(number) => (*number).to_owned(),
            _ => String::new(),
        };
    };
    let number = tokens.get(at).copied().unwrap_or("");
    let number = number.strip_suffix("er").filter(|bare| bare.chars().all(char::is_numeric)).unwrap_or(number);
    match tokens.get(at + 1).filter(|next| LATER.contains(&&*next.to_lowercase())) {
        Some(later) => format!("{number} {later}"),
        None => number.to_owned(),
    }
}

/// The word before a number, in lower case: `part` for `PART I`; empty without one.
pub(in super::super) fn word(label: &str) -> String {
    let first = label.split_whitespace().map(trimmed).find(|token| !token.is_empty());
    first.filter(|token| is_word(token)).map(str::to_lowercase).unwrap_or_default()
}

/// A token without brackets, stops and ordinal signs around it, but with the bracket that belongs to `6(1)`.
fn trimmed(token: &str) -> &str {
    let outer = |letter: char| !letter.is_alphanumeric() || matches!(letter, 'º' | 'ª' | '°');
    let bare = token.trim_matches(outer);
    let Some(open) = bare.find('(') else { return bare };
    if bare.get(open..).is_some_and(|rest| rest.contains(')')) {
        return bare;
    }
    token.find(bare).and_then(|at| token.get(at..at + bare.len() + 1)).filter(|closed| closed.ends_with(')')).unwrap_or(bare)
}
