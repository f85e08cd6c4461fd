//! The rule language: text → tokens → syntax tree, and back to text.

pub mod ast;
pub mod format;
#[cfg(test)]
mod format_tests;
pub mod lexer;
pub mod parser;
pub mod pattern;
pub mod token;

pub use parser::parse;
