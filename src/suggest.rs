//! "Did you mean": the known names nearest to a misspelt one.

/// The advice for a misspelt name, ready to show, or `None` when nothing known is near.
///
/// `word` is what was written, `known` are the names that would have been right there.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, known).map(|name| format!("did you mean `{name}`?"))
}

/// The nearest known name, if it is near enough: at most a third of the letters differ, or one begins with the other.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(word);
    let letters = folded.chars().count();
    if letters == 0 || letters > 64 {
        return None;
    }
    // Of a single letter every other one is a neighbour.
    let limit = (letters / 3).clamp(usize::from(letters > 1), 4);
    known
        .into_iter()
        // What was written is known, only not right where it stands: to suggest it would help nobody.
        .filter(|name| *name != word)
        .map(|name| (distance(&folded, &fold(name)), name))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// `a`, `b` or `c`: a list of choices for a message, cut after `most` of them.
pub fn choices<'a>(known: impl IntoIterator<Item = &'a str>, most: usize) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    let shown: Vec<String> = known.iter().take(most).map(|name| format!("`{name}`")).collect();
    let rest = known.len().saturating_sub(most);
    match (shown.split_last(), rest) {
        (None, _) => String::new(),
        (Some((last, [])), 0) => last.clone(),
        (Some((last, before)), 0) => format!("{} or {last}", before.join(", ")),
        (Some(_), rest) => format!("{} and {rest} more", shown.join(", ")),
    }
}

/// Case and the choice between `_` and `-` do not count as mistakes.
fn fold(word: &str) -> String {
    word.chars().flat_map(char::to_lowercase).map(|letter| if letter == '_' || letter == ' ' { '-' } else { letter }).collect()
}

fn distance(left: &str, right: &str) -> usize {
    if left.len().min(right.len()) >= 4 && (right.starts_with(left) || left.starts_with(right)) {
        return 1;
    }
    strsim::osa_distance(left, right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_name() {
        let known = ["frequency", "mode", "steps", "max_fine"];
        assert_eq!(nearest("frequncy", known), Some("frequency"));
        assert_eq!(nearest("max-fine", known), Some("max_fine"));
        assert_eq!(nearest("freq", known), Some("frequency"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("", known), None);
        assert_eq!((nearest("e", ["d"]), nearest("d", ["D"])), (None, Some("D")));
        assert_eq!((nearest("mode", known), nearest("MODE", known)), (None, Some("mode")));
    }

    #[test]
    fn lists_of_choices() {
        assert_eq!(choices([], 5), "");
        assert_eq!(choices(["a"], 5), "`a`");
        assert_eq!(choices(["a", "b", "c"], 5), "`a`, `b` or `c`");
        assert_eq!(choices(["a", "b", "c"], 2), "`a`, `b` and 1 more");
    }
}
