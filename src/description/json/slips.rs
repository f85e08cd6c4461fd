//! What to say about the mistakes people make when they write JSON by hand.

use crate::description::gather::shown;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// A mistake in the form of the text.
pub(super) fn syntax(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("json-syntax", message)
}

/// A word without quotation marks that is no number, `true`, `false` or `null`.
pub(super) fn bare_word(word: &str, place: Span) -> Diagnostic {
    let named = shown(word);
    match word {
        "True" | "TRUE" | "False" | "FALSE" => {
            let lower = word.to_ascii_lowercase();
            syntax(format!("`{named}` is not known in JSON, which writes it in lower case"))
                .at(place, format!("write `{lower}`"))
                .help(format!("write `{lower}` here"))
        }
        "None" | "Null" | "NULL" | "nil" | "undefined" => {
            syntax(format!("`{named}` is not known in JSON, which writes `null` for no value"))
                .at(place, "write `null`")
                .help("write `null` here, or leave the field out")
        }
        "NaN" | "-NaN" | "nan" | "Infinity" | "-Infinity" | "+Infinity" | "inf" | "-inf" => {
            syntax(format!("`{named}` is not a number JSON can hold"))
                .at(place, "not a JSON number")
                .help("write a number or `null` here, or leave the field out")
        }
        _ => number_slip(word, &named, place).unwrap_or_else(|| {
            syntax(format!("the text `{named}` must stand between double quotation marks"))
                .at(place, "quotation marks are missing")
                .help("only numbers, `true`, `false` and `null` stand without quotation marks in JSON")
        }),
    }
}

/// A number written in a way that JSON does not take.
fn number_slip(word: &str, named: &str, place: Span) -> Option<Diagnostic> {
    let unsigned = word.trim_start_matches(['+', '-']);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || (whole.is_empty() && fraction.is_empty()) || word.len() - unsigned.len() > 1 {
        return None;
    }
    let mended = mended_number(word, unsigned);
    let (message, label) = if whole.len() > 1 && whole.starts_with('0') {
        ("starts with a zero, which JSON does not allow", "a leading zero")
    } else if whole.is_empty() {
        ("has no digit before its point, which JSON does not allow", "a digit is missing")
    } else if fraction.is_empty() {
        ("has no digit after its point, which JSON does not allow", "a digit is missing")
    } else if word.starts_with('+') {
        ("starts with a plus sign, which JSON does not allow", "a plus sign")
    } else {
        return None;
    };
    let help = format!("write `{}`, or put quotation marks around it if it is a text", shown(&mended));
    Some(syntax(format!("the number `{named}` {message}")).at(place, label).help(help))
}

fn mended_number(word: &str, unsigned: &str) -> String {
    let sign = if word.starts_with('-') { "-" } else { "" };
    let trimmed = unsigned.trim_start_matches('0');
    let zero_before = if trimmed.is_empty() || trimmed.starts_with('.') { "0" } else { "" };
    let zero_after = if trimmed.ends_with('.') { "0" } else { "" };
    format!("{sign}{zero_before}{trimmed}{zero_after}")
}

/// A key without quotation marks, or in odd ones.
pub(super) fn bare_key(word: &str, place: Span) -> Diagnostic {
    syntax(format!("the key `{}` must stand between double quotation marks", shown(word)))
        .at(place, "quotation marks are missing")
        .help(format!("write `\"{}\"`", shown(word)))
}

/// Quotation marks JSON does not know.
pub(super) fn odd_quotes(open: &str, close: &str, place: Span) -> Diagnostic {
    let what = match open {
        "'" => "single quotation marks".to_owned(),
        _ => format!("the quotation marks {open} and {close}"),
    };
    syntax(format!("a text in JSON stands between double quotation marks `\"`, not {what}"))
        .at(place, "not the quotation marks of JSON")
        .help("use the straight mark `\"` on both sides")
}

/// A comment.
pub(super) fn comment(place: Span) -> Diagnostic {
    syntax("a comment is not allowed in JSON")
        .at(place, "a comment")
        .help("remove it, or write the description in YAML, where comments start with `#`")
}

/// An invisible character that is not white space in JSON.
pub(super) fn odd_blank(letter: char, place: Span) -> Diagnostic {
    syntax(format!("the invisible character U+{:04X} may not stand here", u32::from(letter)))
        .at(place, "an invisible character")
        .help("delete it, or replace it by an ordinary space; such characters often come along when text is pasted")
}

/// A comma with nothing after it.
pub(super) fn trailing_comma(place: Span) -> Diagnostic {
    syntax("a trailing comma is not allowed in JSON").at(place, "remove this comma")
}

/// A comma with nothing before it.
pub(super) fn stray_comma(place: Span) -> Diagnostic {
    syntax("a comma without a value before it is not allowed in JSON").at(place, "remove this comma, or write a value before it")
}

/// Two values side by side.
pub(super) fn missing_comma(place: Span) -> Diagnostic {
    syntax("a comma is missing between two values").at(place, "put a comma here")
}

/// A key and a value side by side.
pub(super) fn missing_colon(key: &str, place: Span) -> Diagnostic {
    syntax(format!("a colon is missing after the key `{}`", shown(key))).at(place, "put a colon here")
}

/// `=` or `=>` for a colon.
pub(super) fn equals_sign(key: &str, place: Span) -> Diagnostic {
    syntax(format!("a colon must follow the key `{}`, not an equals sign", shown(key))).at(place, "write `:`")
}

/// A key alone.
pub(super) fn missing_value(key: &str, place: Span) -> Diagnostic {
    syntax(format!("the key `{}` has no value", shown(key)))
        .at(place, "a value is missing here")
        .help("write a value, `null`, or leave the key out")
}

/// Something after the end.
pub(super) fn trailing_text(place: Span) -> Diagnostic {
    syntax("the text goes on after its end: a JSON text holds one value only")
        .at(place, "not part of the value before")
        .help("remove what follows, or put the values into one list `[…]`")
}

/// A character that can begin nothing.
pub(super) fn unexpected(letter: char, place: Span, expected: &str) -> Diagnostic {
    let named = match letter {
        letter if letter.is_control() => format!("control character U+{:04X}", u32::from(letter)),
        letter => format!("`{letter}`"),
    };
    syntax(format!("unexpected {named}")).at(place, format!("{expected} was expected here"))
}

/// A closing bracket of the wrong kind.
pub(super) fn wrong_bracket(found: char, place: Span, open: Span, closer: char) -> Diagnostic {
    syntax(format!("`{found}` cannot close what is open here"))
        .at(place, format!("`{closer}` was expected"))
        .also(open, "opened here")
        .help(format!("write `{closer}`, or look for a bracket left open in between"))
}

/// A line break within a string.
pub(super) fn line_break(open: Span, place: Span) -> Diagnostic {
    syntax("a string must end on the line where it starts")
        .at(place, "the line ends here")
        .also(open, "the string starts here")
        .help("add the closing `\"`; a line break inside a text is written `\\n`")
}

/// A raw control character within a string.
pub(super) fn control(byte: u8, place: Span) -> Diagnostic {
    let (name, escape) = match byte {
        b'\t' => ("a tab".to_owned(), "\\t".to_owned()),
        _ => (format!("the control character U+{byte:04X}"), format!("\\u{byte:04x}")),
    };
    syntax(format!("{name} may not stand in a string as it is")).at(place, format!("write `{escape}`"))
}

/// A backslash followed by something that makes no escape.
pub(super) fn unknown_escape(escape: &str, place: Span) -> Diagnostic {
    syntax(format!("`{}` is not an escape JSON knows", shown(escape)))
        .at(place, "unknown escape")
        .help("JSON knows `\\\"`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` and `\\u` with four hexadecimal digits; a backslash itself is written `\\\\`")
}

/// Half a surrogate pair.
pub(super) fn lone_surrogate(escape: &str, place: Span) -> Diagnostic {
    syntax(format!("`{escape}` is half of a pair and means nothing alone"))
        .at(place, "the other half is missing")
        .help("characters past U+FFFF are written as two `\\u` escapes side by side; write the character itself instead")
}
