//! Words of users in formats that give some signs a meaning: they stay words.

use super::prose::one_line;
use std::borrow::Cow;
use std::fmt::Write;

/// Words that no reader of Markdown takes for anything but words: on a line, in a cell, in a heading, and where `@name`, `#1`, an
/// address or `$` would mean something to a forge. What stands between two backticks becomes code.
pub(super) fn markdown(words: &str) -> String {
    let words = one_line(words);
    let mut text = String::with_capacity(words.len());
    let mut code = false;
    let paired = words.matches('`').count().is_multiple_of(2);
    let mut letters = words.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        match letter {
            '`' if paired => {
                text.push_str(if code { "</code>" } else { "<code>" });
                code = !code;
            }
            '|' => text.push_str("\\|"),
            '&' | '<' | '>' | '`' | '*' | '_' | '[' | ']' | '~' | '\\' | '@' | '#' | '$' | '!' => {
                let _ = write!(text, "&#{};", u32::from(letter));
            }
            letter => text.push(letter),
        }
        // What a forge makes of the finished page: it sees no entities, so a space of no width has to part the words.
        let calls = matches!(letter, '@' | '#') && next.is_alphanumeric();
        let host = |text: &str| text.len() >= 4 && text.get(text.len() - 4..).is_some_and(|end| end.eq_ignore_ascii_case("www."));
        let address = letter == ':' && next == '/' || letter == '.' && host(&text);
        if calls || address {
            text.push_str("&#8203;");
        }
    }
    text
}

/// One line that begins where nothing else does: what would make a list, a quote or a heading of it is none.
pub(super) fn markdown_line(words: &str) -> String {
    let text = markdown(words);
    let text = text.trim_start();
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let mut rest = text.chars().skip(digits);
    match rest.next() {
        Some(sign @ ('.' | ')')) if digits > 0 => {
            let tail: String = rest.collect();
            format!("{}\\{sign}{tail}", text.chars().take(digits).collect::<String>())
        }
        Some('-' | '+' | '=') if digits == 0 => format!("\\{text}"),
        _ => text.to_owned(),
    }
}

/// A cell of a CSV file, quoted where it must be. A spreadsheet runs a cell that begins like a formula, and some do so for the wide
/// forms of these signs as well: an apostrophe before it makes it words.
pub(super) fn csv(cell: &str) -> String {
    quoted(&harmless(cell))
}

fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r', ';', '\t']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        assert_eq!(markdown("a|b <script> `x|y`\n# @all"), "a\\|b &#60;script&#62; <code>x\\|y</code> &#35; &#64;&#8203;all");
        assert_eq!(markdown("one ` mark, *b* [l](u) \\|"), "one &#96; mark, &#42;b&#42; &#91;l&#93;(u) &#92;\\|");
        assert_eq!(markdown("http://a.b www.c.d #1 $x$"), "http:&#8203;//a.b www.&#8203;c.d &#35;&#8203;1 &#36;x&#36;");
    }

    #[test]
    fn a_line_is_no_list() {
        assert_eq!(markdown_line("1. January"), "1\\. January");
        assert_eq!(markdown_line("2) of"), "2\\) of");
        assert_eq!(markdown_line("- not"), "\\- not");
        assert_eq!(markdown_line("1 January"), "1 January");
        assert_eq!(markdown_line(""), "");
    }

    #[test]
    fn a_cell_is_never_a_formula() {
        for sign in ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"] {
            assert!(harmless(&format!("{sign}1+1")).starts_with(&format!("'{sign}")), "{sign:?}");
        }
        assert_eq!(harmless("1=1"), "1=1");
        assert_eq!(harmless(""), "");
    }

    #[test]
    fn cells_keep_to_themselves() {
        assert_eq!(csv("a,b"), "\"a,b\"");
        assert_eq!(csv("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
        assert_eq!(csv("plain"), "plain");
    }
}
