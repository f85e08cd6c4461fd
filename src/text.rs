//! A bill's own words: formats read into running text with provisions, definitions in it, and quotes found in it.

pub mod citation;
pub mod definition;
pub mod document;
pub mod import;
pub mod language;
pub mod quote;
