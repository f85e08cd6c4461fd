//! What to say when a YAML text cannot be read, in words that tell what to do about it.

use crate::description::gather::shown;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use granit_parser::ErrorKind as Kind;

fn syntax(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("yaml-syntax", message)
}

/// The character at an offset, or the empty place there at the end of the text or of a line.
pub(super) fn letter_at(file: FileId, text: &str, at: usize) -> Span {
    let letter = text.get(at..).and_then(|rest| rest.chars().next()).filter(|letter| !matches!(letter, '\n' | '\r'));
    Span::new(file, at..at + letter.map_or(0, char::len_utf8))
}

/// A tag such as `!!str`.
pub(super) fn tag(tag: &str, place: Span) -> Diagnostic {
    Diagnostic::error("yaml-tag", format!("the tag `{}` is not allowed in a description", shown(tag)))
        .at(place, "a tag")
        .help("remove it: each field knows its type; to begin a text with `!`, put it between quotation marks")
}

/// An alias such as `*name`.
pub(super) fn alias(alias: &str, place: Span) -> Diagnostic {
    Diagnostic::error("yaml-alias", format!("the alias `{}` is not allowed in a description", shown(alias)))
        .at(place, "an alias")
        .help("write the value out, so that it has a place of its own; to begin a text with `*`, put it between quotation marks")
}

/// An anchor such as `&name`.
pub(super) fn anchor(anchor: &str, place: Span) -> Diagnostic {
    Diagnostic::error("yaml-anchor", format!("the anchor `{}` is not allowed in a description", shown(anchor)))
        .at(place, "an anchor")
        .help("remove it; to begin a text with `&`, put it between quotation marks")
}

/// The key `<<`.
pub(super) fn merge_key(place: Span) -> Diagnostic {
    Diagnostic::error("yaml-merge-key", "the merge key `<<` is not allowed in a description")
        .at(place, "a merge key")
        .help("write the fields out, so that each has a place of its own")
}

/// A list or mapping for a key.
pub(super) fn key_with_parts(kind: &str, place: Span) -> Diagnostic {
    Diagnostic::error("yaml-key", format!("{kind} cannot be a key"))
        .at(place, "used as a key")
        .help("a key is one word or a text; to begin a text with `[` or `{`, put it between quotation marks")
}

/// A colon without a key.
pub(super) fn missing_key(place: Span) -> Diagnostic {
    Diagnostic::error("yaml-key", "a key is missing before the colon").at(place, "write the key here")
}

/// A second document.
pub(super) fn second_document(place: Span) -> Diagnostic {
    Diagnostic::error("yaml-documents", "a file holds one description, and here a second document starts")
        .at(place, "a second document")
        .help("move it to a file of its own, or remove the line `---`")
}

/// The problem for an error of the scanner at a byte offset; `None` where the nesting went too deep.
pub(super) fn explain(kind: &Kind, file: FileId, text: &str, at: usize) -> Option<Diagnostic> {
    if matches!(kind, Kind::RecursionLimitExceeded) {
        return None;
    }
    let scene = Scene { file, text, at };
    let problem = scene.tab(kind).or_else(|| scene.quotes(kind)).or_else(|| scene.brackets(kind));
    let problem = problem.or_else(|| scene.keys(kind)).or_else(|| scene.indentation(kind)).or_else(|| scene.signs(kind));
    Some(problem.unwrap_or_else(|| {
        syntax(format!("this is not YAML that can be read: {kind}"))
            .at(scene.here(), "reading stopped here")
            .help("look at this line and the one above it")
    }))
}

/// Where the scanner stopped.
struct Scene<'a> {
    file: FileId,
    text: &'a str,
    at: usize,
}

impl<'a> Scene<'a> {
    fn here(&self) -> Span {
        letter_at(self.file, self.text, self.at)
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn letter(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn line_start(&self) -> usize {
        self.text.get(..self.at).and_then(|before| before.rfind('\n')).map_or(0, |found| found + 1)
    }

    /// The words from here to the end of the line, without blanks and comment-free only by luck: for showing, not for judging.
    fn to_line_end(&self) -> (&'a str, Span) {
        let line = self.rest().lines().next().unwrap_or("").trim_end();
        (line, Span::new(self.file, self.at..self.at + line.len()))
    }

    fn tab(&self, kind: &Kind) -> Option<Diagnostic> {
        let named = matches!(
            kind,
            Kind::TabNotAllowed
                | Kind::TabInBlockIndentation
                | Kind::TabInIndentation
                | Kind::TabInPlainScalar
                | Kind::TabAtBlockScalarStart
        );
        // A tab may also make a line belong to the text above, so that its colon is the first thing out of place.
        let guilty = matches!(kind, Kind::MappingValueNotAllowed | Kind::SimpleKeyExpected | Kind::ExpectedBlockMappingKey)
            && self.text.get(self.line_start()..self.at).is_some_and(|before| before.trim_start_matches(' ').starts_with('\t'));
        let problem = || syntax("a line is indented with a tab, and YAML takes only spaces there");
        (named || guilty).then(|| problem().at(self.tab_place(), "a tab").help("replace the tab by spaces"))
    }

    /// The scanner may stop before or after the tab it means: it is here, or the next one that indents a line.
    fn tab_place(&self) -> Span {
        let mut line_start = self.line_start();
        if self.letter() != Some('\t') {
            for line in self.text.get(line_start..).unwrap_or("").split_inclusive('\n') {
                let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
                if let Some(tab) = line.get(..blanks).and_then(|blanks| blanks.find('\t')) {
                    return Span::new(self.file, line_start + tab..line_start + tab + 1);
                }
                line_start += line.len();
            }
        }
        self.here()
    }

    fn quotes(&self, kind: &Kind) -> Option<Diagnostic> {
        let mark = self.letter().filter(|letter| *letter == '\'').unwrap_or('"');
        Some(match kind {
            Kind::UnclosedQuotedScalar => syntax(format!("the quotation mark `{mark}` is never closed"))
                .at(self.here(), "opened here")
                .help(format!("add the closing `{mark}`; a text that begins with a quotation mark goes between marks of the other kind")),
            Kind::InvalidTrailingDoubleQuotedScalar => syntax("a text goes on after its closing quotation mark")
                .at(self.here(), "not part of the text before")
                .help("inside double quotation marks write `\\\"` for each mark of the text itself"),
            Kind::InvalidTrailingSingleQuotedScalar => syntax("a text goes on after its closing quotation mark")
                .at(self.here(), "not part of the text before")
                .help("inside single quotation marks write `''` for each apostrophe of the text itself, or use double marks"),
            Kind::DocumentIndicatorInQuotedScalar => syntax("a line of a quoted text begins with `---` or `...`, which ends the document")
                .at(self.here(), "this text")
                .help("indent the lines of the text"),
            Kind::InvalidQuotedScalarIndent => syntax("a quoted text goes on in a line that is not indented enough")
                .at(self.here(), "indent this line")
                .help("indent every line of the text deeper than its key"),
            Kind::UnknownQuotedScalarEscape
            | Kind::InvalidQuotedScalarHexEscape
            | Kind::InvalidLowSurrogateHexEscape
            | Kind::InvalidLowSurrogate
            | Kind::MissingLowSurrogate
            | Kind::UnpairedLowSurrogate
            | Kind::InvalidUnicodeEscape => self.escape(),
            _ => return None,
        })
    }

    /// The scanner points at the opening quotation mark; the escape it means is the first wrong one after it.
    fn escape(&self) -> Diagnostic {
        let place = wrong_escape(self.rest()).map_or(self.here(), |(start, end)| Span::new(self.file, self.at + start..self.at + end));
        let escape = self.text.get(place.range()).unwrap_or("");
        syntax(format!("`{}` is not an escape YAML knows", shown(escape)))
            .at(place, "unknown escape")
            .help("write a backslash as `\\\\`, or use single quotation marks, where a backslash is just a backslash")
    }

    fn brackets(&self, kind: &Kind) -> Option<Diagnostic> {
        Some(match kind {
            Kind::UnclosedFlowCollection { open } => {
                let close = closer(*open);
                syntax(format!("the bracket `{open}` is never closed"))
                    .at(self.here(), "opened here")
                    .help(format!("add the closing `{close}`"))
            }
            Kind::MismatchedFlowCollectionEnd { open, close } => {
                let right = closer(*open);
                syntax(format!("the bracket `{open}` is closed by `{close}`"))
                    .at(self.here(), "opened here")
                    .help(format!("close it with `{right}`"))
            }
            Kind::MisplacedFlowCollectionEnd => syntax("a closing bracket closes nothing")
                .at(self.here(), "no bracket is open here")
                .help("remove it, or put the text that holds it between quotation marks"),
            Kind::ExpectedFlowMappingSeparator => syntax("a comma or `}` is missing").at(self.here(), "expected before this"),
            Kind::ExpectedFlowSequenceSeparator => syntax("a comma or `]` is missing").at(self.here(), "expected before this"),
            Kind::BlockEntryInFlowCollection | Kind::PlainScalarStartsWithDashFlowIndicator => {
                syntax("a dash may not begin an item between brackets")
                    .at(self.here(), "this dash")
                    .help("separate the items by commas, without dashes")
            }
            // The names speak of the end, but any token that begins no value gives one of these.
            Kind::UnexpectedEofFlowSequence
            | Kind::UnexpectedEofFlowMapping
            | Kind::UnexpectedEofImplicitFlowMapping
            | Kind::UnexpectedEofBlockSequence
            | Kind::UnexpectedEofBlockMapping
            | Kind::UnexpectedEof
            | Kind::ExpectedNodeContent
            | Kind::UnexpectedEndOfPlainScalar => {
                let label = if self.rest().is_empty() { "expected here" } else { "expected before this" };
                syntax("a value is missing").at(self.here(), label).help("write a value, or remove the sign that announces one")
            }
            Kind::FlowMappingValueAdjacentCollection | Kind::InvalidColonPlacement | Kind::InvalidMappingValueWhitespace => {
                syntax("a colon may not stand here")
                    .at(self.here(), "this place")
                    .help("write a space after a key's colon; put a text that holds `: ` between quotation marks")
            }
            _ => return None,
        })
    }

    fn keys(&self, kind: &Kind) -> Option<Diagnostic> {
        let (line, line_place) = self.to_line_end();
        Some(match kind {
            Kind::MappingValueNotAllowed => return Some(self.second_colon()),
            Kind::SimpleKeyExpected | Kind::InvalidSimpleKey => syntax(format!("a colon is missing after the key `{}`", shown(line)))
                .at(line_place, "a key with a colon was expected")
                .help("write `key: value`; indent the line if it belongs to the text above"),
            Kind::ExpectedBlockMappingKey => syntax(format!("`{}` does not line up with the keys it belongs to", shown(line)))
                .at(line_place, "another key was expected in line with those above")
                .help("give this line the same indentation as the keys beside it; if the line that it belongs to is a comment, uncomment that"),
            Kind::ExpectedBlockSequenceEntry => syntax(format!("`{}` does not begin with a dash like the items above", shown(line)))
                .at(line_place, "another list item was expected")
                .help("begin it with `- ` in line with the dashes above, or indent it to belong to the item above"),
            Kind::MappingKeyNotAllowed => {
                syntax("a key may not stand here").at(self.here(), "this place").help("start it on a line of its own")
            }
            Kind::BlockSequenceEntryNotAllowed => syntax("a list may not start on the line of its key")
                .at(self.here(), "this dash")
                .help("start it on the next line, or write it between brackets: `[…]`"),
            Kind::ExpectedDocumentStart | Kind::InvalidDocumentEnd => syntax("the text goes on after its end")
                .at(self.here(), "not part of what is before")
                .help("a description is one mapping: look for a missing colon or a wrong indentation on this line"),
            _ => return None,
        })
    }

    /// A colon where the value was on already: two on one line, or a line indented under a finished value.
    fn second_colon(&self) -> Diagnostic {
        let line = self.text.get(self.line_start()..self.at).unwrap_or("");
        if line.contains(": ") || line.contains(":\t") {
            return syntax("a value may not hold a colon followed by a space")
                .at(self.here(), "the second colon")
                .help("put the value between quotation marks, or write a nested mapping on lines of its own");
        }
        let key = line.trim_start();
        let place = Span::new(self.file, self.at - key.len()..self.at);
        syntax(format!("the key `{}` is indented deeper than the keys beside it", shown(key)))
            .at(place, "the value above has ended already")
            .help("line it up with the key above, or put that key's value on lines of its own")
    }

    fn indentation(&self, kind: &Kind) -> Option<Diagnostic> {
        Some(match kind {
            Kind::InvalidIndentation | Kind::InvalidFlowScalarIndent => syntax("the indentation of this line fits nothing above it")
                .at(self.here(), "this line")
                .help("line it up with the lines it belongs to"),
            Kind::InvalidBlockScalarIndent => syntax("a line is indented less than the first line of its text")
                .at(self.here(), "this line")
                .help("indent every line of the text at least as far as its first line"),
            Kind::InvalidBlockScalarHeader => syntax("a text may not start on the line of its `|` or `>`")
                .at(self.here(), "this sign")
                .help("start the text on the next line; to begin a text with `|` or `>`, put it between quotation marks"),
            Kind::ZeroBlockScalarIndent => {
                syntax("the number after `|` or `>` must be 1 to 9").at(self.here(), "this sign").help("leave the number out")
            }
            Kind::CommentInterceptedScalar => syntax("a comment cuts a text of several lines in two")
                .at(self.here(), "this place")
                .help("move the comment, or put the text between quotation marks; `#` after a space begins a comment"),
            Kind::CommentNotSeparated => syntax("a comment must have a space before its `#`").at(self.here(), "this place"),
            Kind::ExpectedWhitespace | Kind::InvalidBlockEntryWhitespace => syntax("a space is missing").at(self.here(), "before this"),
            _ => return None,
        })
    }

    fn signs(&self, kind: &Kind) -> Option<Diagnostic> {
        Some(match kind {
            Kind::UnexpectedCharacter { character } if character.is_control() => {
                let code = u32::from(*character);
                let place = self.rest().find(*character).map_or(self.here(), |found| letter_at(self.file, self.text, self.at + found));
                syntax(format!("the control character U+{code:04X} is not allowed in YAML")).at(place, "this character").help("delete it")
            }
            Kind::UnexpectedCharacter { character } => syntax(format!("a text may not begin with `{character}` in YAML"))
                .at(self.here(), "a sign YAML keeps for itself")
                .help("put the text between quotation marks"),
            Kind::MissingAnchorOrAliasName => {
                let sign = self.letter().unwrap_or('*');
                syntax(format!("a text may not begin with `{sign}` in YAML"))
                    .at(self.here(), "a sign YAML keeps for itself")
                    .help("put the text between quotation marks")
            }
            Kind::BomInsideDocument => {
                syntax("a byte order mark stands within the text").at(self.here(), "an invisible character").help("delete it")
            }
            Kind::InvalidGlobalTagCharacter
            | Kind::ExpectedTagBang
            | Kind::InvalidTagTerminator
            | Kind::MissingTagUri
            | Kind::UnclosedVerbatimTag
            | Kind::UndeclaredTagHandle
            | Kind::InvalidTagEscape
            | Kind::InvalidTagUtf8LeadingByte
            | Kind::InvalidTagUtf8TrailingByte
            | Kind::InvalidTagUtf8 => {
                let (line, place) = self.to_line_end();
                tag(line.split_whitespace().next().unwrap_or("!"), place)
            }
            Kind::DirectiveDisallowed => {
                let (_, place) = self.to_line_end();
                Diagnostic::error("yaml-directive", "a line of instructions to YAML is not allowed in a description")
                    .at(place, "an instruction")
                    .help("remove the line; to begin a text with `%`, put it between quotation marks")
            }
            _ => return None,
        })
    }
}

fn closer(open: char) -> char {
    if open == '[' { ']' } else { '}' }
}

/// Start and end of the first escape in a double-quoted text that YAML does not know, counted from its opening mark.
fn wrong_escape(quoted: &str) -> Option<(usize, usize)> {
    let mut rest = quoted;
    loop {
        let start = quoted.len() - rest.len();
        let escape = rest.get(rest.find('\\')?..)?;
        let start = start + rest.len() - escape.len();
        let kind = escape.chars().nth(1)?;
        let wanted = match kind {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let body = escape.get(1 + kind.len_utf8()..)?;
        let digits = body.bytes().take(wanted).take_while(u8::is_ascii_hexdigit).count();
        let end = 1 + kind.len_utf8() + digits;
        let known = kind.is_ascii() && "0abt\tnvfre \"/\\N_LPxuU\r\n".contains(kind) && digits == wanted;
        let code = u32::from_str_radix(body.get(..digits)?, 16).unwrap_or(0);
        let pair = matches!(code, 0xD800..=0xDBFF) && low_surrogate(escape.get(end..)?);
        if !known || (wanted > 0 && !pair && char::from_u32(code).is_none()) {
            return Some((start, start + end));
        }
        rest = escape.get(if pair { end + 6 } else { end }..)?;
    }
}

fn low_surrogate(escape: &str) -> bool {
    let digits = escape.strip_prefix("\\u").and_then(|digits| digits.get(..4));
    digits.and_then(|digits| u16::from_str_radix(digits, 16).ok()).is_some_and(|unit| (0xDC00..=0xDFFF).contains(&unit))
}
