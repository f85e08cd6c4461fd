//! Words made safe for a page: whatever comes from a file goes through [`Text`], [`Rich`] or [`Letter`] on its way to the page.

use crate::report::prose::{self, clip, one_line, visible};
use std::fmt::{self, Display, Formatter, Write};

/// Writes to a page. A text takes all there is, so nothing can go wrong.
macro_rules! put {
    ($page:expr, $($words:tt)+) => {{
        use std::fmt::Write as _;
        let _ = write!($page, $($words)+);
    }};
}
pub(super) use put;

/// Words as words, in elements and attributes: no mark of HTML in them counts, and no character acts on what is around it.
pub(super) struct Text<'t>(pub(super) &'t str);

impl Display for Text<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let words = visible(self.0);
        let mut from = 0;
        for (at, letter) in words.match_indices(['&', '<', '>', '"', '\'']) {
            out.write_str(words.get(from..at).unwrap_or(""))?;
            out.write_str(match letter {
                "&" => "&amp;",
                "<" => "&lt;",
                ">" => "&gt;",
                "\"" => "&quot;",
                _ => "&#39;",
            })?;
            from = at + letter.len();
        }
        out.write_str(words.get(from..).unwrap_or(""))
    }
}

/// Words on one line in which backticks stand around what comes from a description: that becomes `<code>`.
pub(super) struct Rich<'t>(pub(super) &'t str);

impl Display for Rich<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let words = one_line(self.0);
        if !words.matches('`').count().is_multiple_of(2) {
            return Text(&words).fmt(out);
        }
        for (index, part) in words.split('`').enumerate() {
            match index % 2 {
                0 => Text(part).fmt(out)?,
                _ => write!(out, "<code>{}</code>", Text(part))?,
            }
        }
        Ok(())
    }
}

/// The same as a sentence: with a capital, and a full stop where it has no other end.
pub(super) struct Sentence<'t>(pub(super) &'t str);

impl Display for Sentence<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let words = prose::capital(self.0);
        Rich(&words).fmt(out)?;
        if words.trim_end().ends_with(['.', '!', '?', '…']) { Ok(()) } else { out.write_char('.') }
    }
}

/// At most `most` characters; a backtick that loses its partner goes.
pub(super) fn cut(words: &str, most: usize) -> String {
    let words = clip(words, most);
    if words.matches('`').count().is_multiple_of(2) { words } else { words.replace('`', "") }
}

/// `a, b and c`
pub(super) fn series(items: &[String]) -> String {
    prose::series(items, "and")
}

/// `5 criteria`
pub(super) fn many(number: usize, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_mark_of_html_survives_and_nothing_turns_the_text_around() {
        let hostile = "</style><script>alert(\"1\")&'\u{202e}\u{0}\u{1b}[31m";
        let shown = Text(hostile).to_string();
        assert_eq!(shown, "&lt;/style&gt;&lt;script&gt;alert(&quot;1&quot;)&amp;&#39;\u{fffd}??[31m");
        assert_eq!(Text("é 漢 plain").to_string(), "é 漢 plain");
    }

    #[test]
    fn backticks_become_code_if_all_are_closed() {
        assert_eq!(Rich("within `24 <h>` of\na `notice`").to_string(), "within <code>24 &lt;h&gt;</code> of a <code>notice</code>");
        assert_eq!(Rich("a lone ` and <b>").to_string(), "a lone ` and &lt;b&gt;");
        assert_eq!(cut("one `two three` four", 8), "one two…");
    }

    #[test]
    fn sentences_begin_and_end_like_sentences() {
        assert_eq!(Sentence("why not").to_string(), "Why not.");
        assert_eq!(Sentence("why not?").to_string(), "Why not?");
        assert_eq!(series(&["a".into(), "b".into(), "c".into()]), "a, b and c");
        assert_eq!((many(1, "criterion", "criteria"), many(0, "criterion", "criteria")), ("1 criterion".into(), "0 criteria".into()));
    }
}
