//! The commands as they are meant to be used: what goes to standard output, what to standard error, and the exit code.
//!
//! What goes wrong is in `tests/mistakes`. `UPDATE_DOCS=1 cargo test --test cli` rewrites the pages that commands print.

#[cfg(test)]
mod baseline;
#[cfg(test)]
mod check;
#[cfg(test)]
mod compare;
#[cfg(test)]
mod diff;
#[cfg(test)]
mod habits;
#[cfg(test)]
mod outputs;
#[cfg(test)]
mod project;
#[cfg(test)]
mod readers;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod side_by_side;
#[cfg(test)]
mod suites;
#[cfg(test)]
mod table;
#[cfg(test)]
mod terminal;
#[cfg(test)]
mod waivers;
#[cfg(test)]
mod world;
