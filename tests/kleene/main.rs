//! Evaluation against an oracle: random conditions, printed as rules, on random descriptions, printed as JSON. The oracle
//! knows nothing of the program; it follows the definition of each construct.

#[cfg(test)]
mod condition;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod world;
