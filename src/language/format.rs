//! Text → the same tokens and comments in the usual layout.
//!
//! Only the white space between tokens is chosen anew: the printer writes every token and every comment of the file in
//! order, so nothing can be lost. The syntax tree decides what stands between them.
//!
//! - Items begin at the margin, with one blank line between them. What braces hold is indented by two, one clause a line;
//!   blank lines between clauses stay, at most one at a time.
//! - The keyword of a clause is padded to the widest of its kind, so that what follows lines up; `met when`, `for each` and
//!   `otherwise when` are not. Lines that go on stand in the same column.
//! - What fits in [`WIDTH`] is joined. What does not is broken at places that depend on the clause: before every `and` or
//!   every `or` of a condition; before `at`, `suggests`, `for some`; after commas; between the entries of brackets.
//! - A message has a line of its own, unless nothing but `partly` and a severity stands before it.
//! - Texts in a row keep their lines. Data stays open when a line ends after its opening bracket; where it does not fit, it
//!   moves to a line of its own, or else is opened.
//! - Values of an `enum` or `set` that say what they mean have a line each, and so have entries of data that hold records;
//!   others stand side by side.

mod clauses;
mod conditions;
mod items;
mod layout;
mod print;

use super::lexer::lex;
use super::parse;
use crate::diagnostic::{Diagnostic, any_error};
use crate::source::FileId;
use layout::Layout;

/// The longest line, in characters.
pub const WIDTH: usize = 120;

/// The formatted text, or the errors for which the text is left alone. Formatting twice is formatting once.
pub fn format(file: FileId, text: &str) -> Result<String, Vec<Diagnostic>> {
    let (tree, diagnostics) = parse(file, text);
    if any_error(&diagnostics) {
        return Err(diagnostics);
    }
    let lexed = lex(file, text);
    let mut layout = Layout::new(text, &lexed.tokens);
    layout.file(&tree);
    Ok(print::print(&layout, &lexed.comments))
}
