//! Kleene's three-valued logic.

/// True, false, or not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Truth {
    /// Known to hold.
    True,
    /// Known not to hold.
    False,
    /// Not known.
    Unknown,
}

use Truth::{False, True, Unknown};

impl Truth {
    /// From a plain answer.
    pub fn from(known: bool) -> Self {
        if known { True } else { False }
    }

    /// From an answer that may be missing.
    pub fn from_option(known: Option<bool>) -> Self {
        known.map_or(Unknown, Self::from)
    }

    /// Both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (False, _) | (_, False) => False,
            (True, True) => True,
            _ => Unknown,
        }
    }

    /// At least one holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (True, _) | (_, True) => True,
            (False, False) => False,
            _ => Unknown,
        }
    }

    /// The contrary.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            True => False,
            False => True,
            Unknown => Unknown,
        }
    }

    /// All hold; true for none at all. Stops at the first that does not.
    pub fn all(truths: impl IntoIterator<Item = Self>) -> Self {
        let mut all = True;
        for truth in truths {
            all = all.and(truth);
            if all == False {
                break;
            }
        }
        all
    }

    /// Some hold; false for none at all. Stops at the first that does.
    pub fn any(truths: impl IntoIterator<Item = Self>) -> Self {
        let mut any = False;
        for truth in truths {
            any = any.or(truth);
            if any == True {
                break;
            }
        }
        any
    }
}
