//! The words that close a list on the line of its last point: “… or (b) sells it, commits an offence”. They belong to the provision
//! that leads the list in.

/// What a provision says at last of those whom it is about, in lower case.
const VERBS: [&str; 22] = [
    "commits an offence",
    "commits the",
    "commit an offence",
    "is guilty of",
    "are guilty of",
    "shall be guilty",
    "is liable",
    "are liable",
    "shall be liable",
    "shall, on conviction",
    "shall on conviction",
    "shall, upon conviction",
    "shall upon conviction",
    "shall, on summary conviction",
    "shall be punished",
    "shall be punishable",
    "is punishable",
    "shall commit an offence",
    "is deemed to have committed",
    "shall be deemed to have committed",
    "is, on conviction",
    "commits the same offence",
];
/// How a lead-in begins that is a clause of its own, so that the words behind the list name whom they are about.
const CONDITIONS: [&str; 5] = ["where ", "if ", "when ", "whenever ", "in case "];
/// Whom, in such words.
const SUBJECTS: [&str; 12] = [
    "the person ",
    "that person ",
    "such person ",
    "each person ",
    "every person ",
    "he ",
    "she ",
    "they ",
    "the company ",
    "the body corporate ",
    "the corporation ",
    "the offender ",
];
/// A verb follows its subject within so many bytes.
const NEAR: usize = 160;
/// Behind which words a verb is not that of the provision.
const RELATIVE: [&str; 6] = ["who", "which", "that", "whoever", "to", "and"];

/// Whether a lead-in still wants its verb, and words with a verb may stand behind the list.
pub(super) fn wants_verb(lead: &str) -> bool {
    let lead = lead.trim_end();
    let open = lead.ends_with(['—', '–', '-', ':', '―', ',']) || lead.ends_with(" who") || lead.ends_with(" which");
    open && (is_condition(lead) || !has_verb(lead))
}

/// Whether a text says of itself what the closing words say; a point that does has no closing words for the whole list.
pub(super) fn has_verb(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    VERBS.iter().any(|verb| {
        lower.match_indices(verb).any(|(at, _)| {
            let before = lower.get(..at).unwrap_or("").trim_end().rsplit(' ').next().unwrap_or("");
            !RELATIVE.contains(&before)
        })
    })
}

/// Where the closing words begin in the last point of a list, at the comma's end; `None` where there are none.
pub(super) fn words(lead: &str, point: &str) -> Option<usize> {
    let lower = point.to_ascii_lowercase();
    let condition = is_condition(lead);
    let commas = lower.match_indices([',', ';', '—', '–']);
    commas.filter_map(|(at, mark)| Some((at + mark.len(), lower.get(at + mark.len()..)?))).find_map(|(at, rest)| {
        let words = rest.trim_start();
        let begins = match condition {
            true => SUBJECTS.iter().any(|subject| words.starts_with(subject)) && has_verb_near(words),
            false => VERBS.iter().any(|verb| words.starts_with(verb)),
        };
        begins.then_some(at + rest.len() - words.len())
    })
}

/// Whether a verb stands in the first words.
fn has_verb_near(words: &str) -> bool {
    let end = (0..=NEAR.min(words.len())).rev().find(|end| words.is_char_boundary(*end)).unwrap_or(0);
    has_verb(words.get(..end).unwrap_or(""))
}

fn is_condition(lead: &str) -> bool {
    let words = lead.trim_start_matches(|letter: char| !letter.is_alphabetic()).to_ascii_lowercase();
    // The provision's number may stand before: `(3) Where`.
    let words = words.split_once(") ").filter(|(number, _)| number.len() < 6).map_or(&*words, |(_, rest)| rest);
    let words = words.strip_prefix("however, ").unwrap_or(words);
    CONDITIONS.iter().any(|begins| words.starts_with(begins))
}
