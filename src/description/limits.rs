//! How much a description may hold. Each limit keeps time and memory bounded on hostile input, far above any real law.

/// Deepest nesting of lists and mappings. Trees no deeper than this can be walked and dropped by recursion.
pub const MAX_DEPTH: usize = 128;

/// Most values (scalars, lists, mappings) in one text.
pub const MAX_NODES: usize = 2_000_000;

/// Most problems listed for one text; reading stops at the next one.
pub const MAX_PROBLEMS: usize = 200;
