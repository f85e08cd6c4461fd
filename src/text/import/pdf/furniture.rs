//! Heads, feet and page numbers: what stands at the same place on most pages is none of the law's words.

use super::lines::Line;
use std::collections::HashMap;

/// Lines looked at from above and from below on each page.
const OUTERMOST: usize = 3;
/// Fewer pages than this have no head that repeats.
const PAGES: usize = 3;

/// Removes them.
pub(super) fn remove(pages: &mut [Vec<Line>]) {
    let mut seen: HashMap<(String, bool), usize> = HashMap::new();
    for lines in pages.iter() {
        let mut here: Vec<(String, bool)> =
            outermost(lines).into_iter().filter_map(|(at, above)| Some((pattern(&lines.get(at)?.words), above))).collect();
        here.sort_unstable();
        here.dedup();
        for place in here {
            *seen.entry(place).or_default() += 1;
        }
    }
    // Left and right pages may have heads of their own.
    let enough = (pages.len() * 2 / 5).max(PAGES);
    let count = pages.len();
    for (index, lines) in pages.iter_mut().enumerate() {
        let mut gone: Vec<usize> = Vec::new();
        let mut inside = [false; 2];
        for (at, above) in outermost(lines) {
            let Some(line) = lines.get(at) else { continue };
            let repeats = seen.get(&(pattern(&line.words), above)).is_some_and(|pages| *pages >= enough);
            // Within the first line that is the law's, everything is: a table may say the same on every page.
            let Some(inside) = inside.get_mut(usize::from(above)).filter(|inside| !**inside) else { continue };
            if repeats || is_page_number(&line.words, index + 1, count) {
                gone.push(at);
            } else {
                *inside = true;
            }
        }
        let mut at = 0;
        lines.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
    }
}

/// Places of the lines that stand outermost on a page, and whether they stand above.
fn outermost(lines: &[Line]) -> Vec<(usize, bool)> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    let height = |at: &usize| lines.get(*at).map_or(0.0, |line| line.y);
    order.sort_by(|left, right| height(right).total_cmp(&height(left)));
    // On a page of few lines none is outermost.
    let each = OUTERMOST.min(lines.len() / 2);
    let above = order.iter().take(each).map(|at| (*at, true));
    above.chain(order.iter().rev().take(each).map(|at| (*at, false))).collect()
}

/// A line without what changes from page to page.
fn pattern(words: &str) -> String {
    let mut pattern = String::with_capacity(words.len());
    for letter in words.chars() {
        let letter = if letter.is_numeric() { '#' } else { letter };
        if !(letter == '#' && pattern.ends_with('#')) {
            pattern.push(letter);
        }
    }
    // A number in Roman figures alone.
    if !pattern.is_empty() && pattern.chars().all(|letter| "ivxlcIVXLC".contains(letter)) { "#".into() } else { pattern }
}

/// Whether words are the number of this page: `3`, `- 3 -`, `Page 3`, `3/12`, `Page 3 of 12`.
fn is_page_number(words: &str, page: usize, pages: usize) -> bool {
    let bare = words.trim_matches(|letter: char| !letter.is_alphanumeric());
    let lower = bare.to_lowercase();
    let rest =
        ["page", "seite", "página", "pagina", "صفحة", "p."].iter().find_map(|word| lower.strip_prefix(word)).unwrap_or(&lower).trim();
    let mut numbers = rest.split(|letter: char| !letter.is_numeric()).filter(|number| !number.is_empty());
    let (first, second, more) = (numbers.next(), numbers.next(), numbers.next());
    let others: String = rest.chars().filter(|letter| letter.is_alphabetic()).collect();
    let is = |number: Option<&str>, wanted: usize| number.and_then(|number| number.parse().ok()) == Some(wanted);
    match (first, second, more) {
        (Some(_), None, None) => others.is_empty() && is(first, page),
        (Some(_), Some(_), None) => {
            matches!(others.as_str(), "" | "of" | "von" | "de" | "sur" | "di") && is(first, page) && is(second, pages)
        }
        _ => false,
    }
}
