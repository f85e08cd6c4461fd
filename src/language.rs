//! The rule language: text → tokens → syntax tree, and back to text.

pub mod ast;
pub mod lexer;
pub mod parser;
pub mod token;

pub use parser::parse;
