//! The pieces JSON is made of, and the look-alikes people write by mistake. Each parser takes bytes and leaves the rest.

use nom::branch::alt;
use nom::bytes::complete::{tag, take, take_till, take_until, take_while, take_while_m_n, take_while1};
use nom::character::complete::{digit1, one_of};
use nom::combinator::{opt, recognize};
use nom::{IResult, Parser};

/// What a piece gives: the rest, and the piece's bytes. A failed piece needs no reason: the caller knows what it looked for.
type Piece<'a> = IResult<&'a [u8], &'a [u8], ()>;

/// The four bytes JSON takes as white space; none of them is also fine.
pub(super) fn blank(input: &[u8]) -> Piece<'_> {
    take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).parse(input)
}

/// Text within a string up to a quotation mark, a backslash or a control character.
pub(super) fn run(input: &[u8]) -> Piece<'_> {
    /// Bytes looked at together: the compiler turns the test of so many into a few vector instructions.
    const STRIDE: usize = 16;
    let stops = |byte: &u8| (*byte == b'"') | (*byte == b'\\') | (*byte < 0x20);
    let strides = input.chunks_exact(STRIDE).take_while(|chunk| !chunk.iter().fold(false, |stop, byte| stop | stops(byte))).count();
    let clear = strides * STRIDE;
    let tail = input.get(clear..).unwrap_or(&[]);
    take(clear + tail.iter().position(stops).unwrap_or(tail.len())).parse(input)
}

/// A number as RFC 8259 has it.
pub(super) fn number(input: &[u8]) -> Piece<'_> {
    let fraction = (tag("."), digit1);
    let exponent = (one_of("eE"), opt(one_of("+-")), digit1);
    recognize((opt(tag("-")), alt((tag("0"), digit1)), opt(fraction), opt(exponent))).parse(input)
}

/// `true`, `false` or `null`.
pub(super) fn literal(input: &[u8]) -> Piece<'_> {
    alt((tag("true"), tag("false"), tag("null"))).parse(input)
}

/// Four hexadecimal digits.
pub(super) fn four_hex(input: &[u8]) -> Piece<'_> {
    take_while_m_n(4, 4, |byte: u8| byte.is_ascii_hexdigit()).parse(input)
}

/// True for what may stand in a word without quotation marks: letters of any script, digits, and the signs of numbers, dates and names.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || matches!(byte, b'_' | b'+' | b'-' | b'.' | b'$' | b'%' | b'@')
}

/// A word without quotation marks: a misspelt number or literal, or a text or key whose quotation marks were forgotten.
pub(super) fn word(input: &[u8]) -> Piece<'_> {
    take_while1(is_word).parse(input)
}

/// A comment of another language: `// …`, `# …` or `/* … */`.
pub(super) fn comment(input: &[u8]) -> Piece<'_> {
    let to_line_end = || take_till(|byte| byte == b'\n' || byte == b'\r');
    let long = (tag("/*"), take_until("*/"), tag("*/"));
    alt((recognize((tag("//"), to_line_end())), recognize((tag("#"), to_line_end())), recognize(long))).parse(input)
}

/// A text and the marks around it: the opening one, the text, the closing one.
type Quoted<'a> = IResult<&'a [u8], (&'a [u8], &'a [u8], &'a [u8]), ()>;

/// A text between quotation marks JSON does not know, closed on the same line.
pub(super) fn odd_quoted<'a>(input: &'a [u8]) -> Quoted<'a> {
    /// Looking further would let a hostile line be searched over and over.
    const LONGEST: usize = 10_000;
    let between = |open: &'static str, close: &'static str| {
        move |input: &'a [u8]| {
            let (rest, open) = tag(open).parse(input)?;
            let near = rest.get(..LONGEST).unwrap_or(rest);
            let (_, line) = take_till(|byte| byte == b'\n' || byte == b'\r').parse(near)?;
            let (_, text): (&[u8], &[u8]) = take_until(close).parse(line)?;
            let (rest, close) = tag(close).parse(rest.get(text.len()..).unwrap_or(&[]))?;
            Ok((rest, (open, text, close)))
        }
    };
    alt((
        between("'", "'"),
        between("“", "”"),
        between("‘", "’"),
        between("„", "“"),
        between("”", "”"),
        between("«", "»"),
        between("`", "`"),
    ))
    .parse(input)
}
