//! Text → tokens, with nom. Nothing is lost: comments are kept beside, and what is no token is reported and marked.

use super::parser::MAX_PROBLEMS;
use super::token::{Comment, Token, TokenKind};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use nom::bytes::complete::{tag, take, take_while_m_n, take_while1};
use nom::character::complete::char;
use nom::combinator::{opt, recognize};
use nom::sequence::{pair, preceded};
use nom::{IResult, Parser};

/// What the lexer gives.
#[derive(Debug)]
pub struct Lexed {
    /// Tokens, [`TokenKind::End`] last.
    pub tokens: Vec<Token>,
    /// Comments in order.
    pub comments: Vec<Comment>,
    /// Complaints.
    pub diagnostics: Vec<Diagnostic>,
}

/// The marks, longest first where one begins another.
const MARKS: [&str; 17] = ["!=", "<=", ">=", "{", "}", "(", ")", "[", "]", ",", ":", ".", "=", "<", ">", "&", "|"];

/// What people write for what the language calls otherwise.
const NEAR_MARKS: [(&str, &str); 14] = [
    ("==", "="),
    ("&&", "and"),
    ("||", "or"),
    ("≠", "!="),
    ("≤", "<="),
    ("≥", ">="),
    ("∈", "in"),
    ("∩", "&"),
    ("∪", "|"),
    ("\\", "without"),
    ("!", "not"),
    ("“", "\""),
    ("”", "\""),
    (";", "nothing: clauses need no separator"),
];

/// Whether the data of examples is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Examples {
    /// Yes.
    Read,
    /// No: each is one token, [`TokenKind::Data`]. Half of a pack is examples, and only its tests need them.
    Skip,
}

/// Turns a text into tokens.
pub fn lex(file: FileId, text: &str) -> Lexed {
    lex_with(file, text, Examples::Read)
}

/// Turns a text into tokens; the data of examples may be left unread.
pub fn lex_with(file: FileId, text: &str, examples: Examples) -> Lexed {
    let mut in_example = false;
    let mut lexed = Lexed {
        tokens: Vec::with_capacity(text.len() / if examples == Examples::Read { 6 } else { 12 }),
        comments: Vec::new(),
        diagnostics: Vec::new(),
    };
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut first_on_line = true;
    loop {
        let (length, line_end) = blank(rest);
        first_on_line |= line_end;
        rest = rest.get(length..).unwrap_or("");
        let Some(next) = rest.chars().next() else { break };
        let start = text.len() - rest.len();
        if next == '#' {
            let after = rest.find('\n').and_then(|at| rest.get(at..)).unwrap_or("");
            let words = rest.get(..rest.len() - after.len()).unwrap_or("").trim_end();
            lexed.comments.push(Comment { span: Span::new(file, start..start + words.len()), own_line: first_on_line });
            rest = after;
            continue;
        }
        if in_example
            && next == '{'
            && let Some(width) = balanced(rest)
        {
            in_example = false;
            rest = rest.get(width..).unwrap_or("");
            lexed.tokens.push(token_at(TokenKind::Data, start, start + width, first_on_line));
            first_on_line = false;
            continue;
        }
        let kind = match token(rest, next) {
            Ok((after, kind)) => {
                rest = after;
                kind
            }
            Err(_) => {
                let (after, diagnostic) = wrong(file, start, rest);
                rest = after;
                if lexed.diagnostics.len() < MAX_PROBLEMS {
                    lexed.diagnostics.push(diagnostic);
                }
                TokenKind::Wrong
            }
        };
        let end = text.len() - rest.len();
        if examples == Examples::Skip && first_on_line && kind == TokenKind::Name {
            // After a comma or an operator the word is a value.
            let value = matches!(lexed.tokens.last(), Some(Token { kind: TokenKind::Mark(mark), .. }) if *mark != "}" && *mark != "{");
            in_example = !value && text.get(start..end) == Some("example");
        }
        lexed.tokens.push(token_at(kind, start, end, first_on_line));
        first_on_line = false;
    }
    lexed.tokens.push(token_at(TokenKind::End, text.len(), text.len(), true));
    lexed
}

fn token_at(kind: TokenKind, start: usize, end: usize, first_on_line: bool) -> Token {
    let fit = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
    Token { kind, start: fit(start), end: fit(end), first_on_line }
}

/// Bytes of white space, and whether a line ends in them.
fn blank(text: &str) -> (usize, bool) {
    let mut line_end = false;
    let plain = text.bytes().position(|byte| {
        line_end |= byte == b'\n';
        !matches!(byte, b' ' | b'\n' | b'\t' | b'\r')
    });
    let plain = plain.unwrap_or(text.len());
    // Other white space is rare: only then look at characters.
    if text.as_bytes().get(plain).is_none_or(u8::is_ascii) {
        return (plain, line_end);
    }
    let length = text.find(|letter: char| !(letter.is_whitespace() || letter == '\u{feff}')).unwrap_or(text.len());
    (length, text.get(..length).is_some_and(|skipped| skipped.contains('\n')))
}

/// Bytes from an opening brace to its partner, through texts and comments; `None` when there is none.
fn balanced(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut at = 0;
    loop {
        let rest = bytes.get(at..)?;
        // A comment may hold any brace or quotation mark, so it counts from where it begins.
        let next = memchr::memchr3(b'{', b'}', b'"', rest)?;
        if let Some(comment) = memchr::memchr(b'#', rest.get(..next)?) {
            at += comment + memchr::memchr(b'\n', rest.get(comment..)?)?;
            continue;
        }
        at += next + 1;
        match rest.get(next)? {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => at += closing(bytes.get(at..)?, b'"')? + 1,
        }
    }
}

/// Where the delimiter stands that closes what `bytes` begins with, on the same line; a backslash takes the byte after it along.
fn closing(bytes: &[u8], delimiter: u8) -> Option<usize> {
    let mut at = 0;
    loop {
        let found = at + memchr::memchr3(delimiter, b'\\', b'\n', bytes.get(at..)?)?;
        match bytes.get(found)? {
            b'\\' => at = found + 2,
            b'\n' => return None,
            _ => return Some(found),
        }
    }
}

fn token(rest: &str, next: char) -> IResult<&str, TokenKind> {
    match next {
        'a'..='z' | 'A'..='Z' => name(rest),
        '"' => quoted(rest),
        '/' => pattern(rest),
        '0'..='9' => number(rest),
        _ => mark(rest),
    }
}

fn name(rest: &str) -> IResult<&str, TokenKind> {
    // Names are ASCII, so bytes are enough.
    let end = rest.bytes().position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')).unwrap_or(rest.len());
    let (after, _) = take(end).parse(rest)?;
    Ok((after, TokenKind::Name))
}

fn quoted(rest: &str) -> IResult<&str, TokenKind> {
    let (after, _) = delimited_by(rest, '"')?;
    Ok((after, TokenKind::Text))
}

fn pattern(rest: &str) -> IResult<&str, TokenKind> {
    let (after, _) = delimited_by(rest, '/')?;
    Ok((after, TokenKind::Pattern))
}

/// From one delimiter to the next on the same line; a backslash takes the character after it along.
fn delimited_by(rest: &str, delimiter: char) -> IResult<&str, &str> {
    let refused = || nom::Err::Error(nom::error::Error::new(rest, nom::error::ErrorKind::Char));
    let (body, _) = char(delimiter).parse(rest)?;
    // Delimiters, backslashes and line ends are ASCII, so bytes are enough.
    let close = u8::try_from(delimiter).ok().and_then(|delimiter| closing(body.as_bytes(), delimiter));
    let (inner, after) = close.and_then(|at| body.split_at_checked(at)).ok_or_else(refused)?;
    let (after, _) = char(delimiter).parse(after)?;
    Ok((after, inner))
}

fn number(rest: &str) -> IResult<&str, TokenKind> {
    let digits = |least, most| take_while_m_n(least, most, |letter: char| letter.is_ascii_digit());
    let date: IResult<&str, _> = recognize((digits(4, 4), char('-'), digits(2, 2), char('-'), digits(2, 2))).parse(rest);
    if let Ok((after, _)) = date {
        return Ok((after, TokenKind::Date));
    }
    let grouped = || take_while1(|letter: char| letter.is_ascii_digit() || letter == '_');
    let (after, _) = recognize(pair(grouped(), opt(preceded(char('.'), grouped())))).parse(rest)?;
    let (after, percent) = opt(char('%')).parse(after)?;
    Ok((after, if percent.is_some() { TokenKind::Percent } else { TokenKind::Number }))
}

fn mark(rest: &str) -> IResult<&str, TokenKind> {
    let refused = || nom::Err::Error(nom::error::Error::new(rest, nom::error::ErrorKind::Tag));
    let next = rest.as_bytes().first().copied().unwrap_or(0);
    // Only these begin marks of other languages that begin like ours.
    let doubtful = matches!(next, b'=' | b'&' | b'|' | b'!');
    if doubtful && NEAR_MARKS.iter().any(|(written, _)| rest.starts_with(written)) && !rest.starts_with("!=") {
        return Err(refused());
    }
    let found = MARKS.iter().find(|mark| mark.as_bytes().first() == Some(&next) && rest.starts_with(**mark)).ok_or_else(refused)?;
    let (after, _) = tag(*found).parse(rest)?;
    Ok((after, TokenKind::Mark(found)))
}

/// Reports what is no token and skips it: to the end of the line for something left open, otherwise one mark.
fn wrong(file: FileId, start: usize, rest: &str) -> (&str, Diagnostic) {
    for (delimiter, what) in [('"', "text"), ('/', "pattern")] {
        if rest.starts_with(delimiter) {
            let line = rest.find('\n').map_or(rest, |at| rest.get(..at).unwrap_or(rest)).trim_end();
            let span = Span::new(file, start..start + line.len());
            let diagnostic = Diagnostic::error("unclosed", format!("this {what} is not closed on its line"))
                .at(span, format!("no closing `{delimiter}` before the end of the line"))
                .help(match delimiter {
                    '"' => "close it with `\"`; several texts in a row are joined with a space",
                    _ => "close it with `/`; a slash within a pattern is written `\\/`",
                });
            return (rest.get(line.len()..).unwrap_or(""), diagnostic);
        }
    }
    let near = NEAR_MARKS.iter().find(|(written, _)| rest.starts_with(written));
    let width = near.map_or_else(|| rest.chars().next().map_or(1, char::len_utf8), |(written, _)| written.len());
    let written = rest.get(..width).unwrap_or("");
    let diagnostic = Diagnostic::error("unknown-mark", format!("`{}` means nothing in a rule", written.escape_debug()))
        .at(Span::new(file, start..start + width), "not part of the language")
        .maybe_help(
            near.map(|(_, meant)| format!("write {}", if meant.contains(' ') { (*meant).to_owned() } else { format!("`{meant}`") })),
        );
    (rest.get(width..).unwrap_or(""), diagnostic)
}

/// Decodes the words between the delimiters of a text: `\"`, `\\`, `\n`, `\t`. Another escape is given back as its offset and letter.
pub fn unescape(body: &str) -> (String, Option<(usize, char)>) {
    let mut decoded = String::with_capacity(body.len());
    let mut unknown = None;
    let mut letters = body.char_indices();
    while let Some((at, letter)) = letters.next() {
        if letter != '\\' {
            decoded.push(letter);
            continue;
        }
        match letters.next() {
            Some((_, 'n')) => decoded.push('\n'),
            Some((_, 't')) => decoded.push('\t'),
            Some((_, same @ ('"' | '\\' | '/'))) => decoded.push(same),
            Some((_, other)) => {
                unknown.get_or_insert((at, other));
                decoded.push(other);
            }
            None => {}
        }
    }
    (decoded, unknown)
}
