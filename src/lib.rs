//! A linter for regulation.
//!
//! ```text
//! rules/*.rules ──lexer──parser──▶ syntax tree ──typecheck──▶ checked rules ─┐
//!                                       └──────▶ vocabulary ──┐               ├─ evaluate ─▶ outcomes ─▶ reports
//! description (YAML, JSON) ──▶ spanned tree ──────────────────┴─▶ description ┘
//! ```
//!
//! Every step collects all problems and gives them as [`diagnostic::Diagnostic`]s with places in [`source::Sources`].

pub mod check;
pub mod cli;
pub mod description;
pub mod detect;
pub mod diagnostic;
pub mod diff;
pub mod evaluate;
pub mod language;
pub mod merge;
pub mod node;
pub mod outcome;
pub mod pack;
pub mod past;
pub mod report;
pub mod source;
pub mod suggest;
pub mod suite;
pub mod text;
pub mod typecheck;
pub mod value;
pub mod verdict;
pub mod vocabulary;
pub mod waiver;

#[cfg(test)]
mod for_tests;
