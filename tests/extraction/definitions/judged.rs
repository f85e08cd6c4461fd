//! Disagreements with the mark-up, read one by one. Where a term was found that is not marked, it is nearly always a definition that
//! the mark-up leaves out: a second term in one definition, “and “x” has a corresponding meaning”, a definition in the midst of a
//! section. What is listed here is not.

/// Found, and no definition, or the wrong words.
pub const WRONG: [(&str, &str); 3] =
    [("municipal-planning", "land"), ("credit-control", "act"), ("employment-rights", "member of a trade union")];

/// Found, and a matter of taste: a sentence that says what a figure includes.
pub const TASTE: [(&str, &str); 1] = [("T-3.4", "annual revenues of a canadian carrier")];

/// Marked, and cut wrongly by the mark-up: an apostrophe taken for the end of the term, two terms taken for one.
pub const CUT: [(&str, &str); 2] = [("municipal-planning", "owners"), ("municipal-planning", "shop' or 'shops")];

/// Whether a list holds a term of a law.
pub fn holds(list: &[(&str, &str)], path: &str, term: &str) -> bool {
    list.iter().any(|(law, listed)| path.contains(law) && *listed == term)
}
