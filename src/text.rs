//! The bill's own words: at this stage a plain or Markdown text in which quotes are found.

pub mod quote;
