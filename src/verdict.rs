//! The five answers a rule can give.

use std::fmt;

/// The five answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// The bill does what the criterion asks.
    Met,
    /// It does some of it.
    PartlyMet,
    /// It does the contrary, or is silent where silence is a defect.
    Violated,
    /// The description does not say enough.
    Undetermined,
    /// The criterion is not about such a bill.
    NotApplicable,
}

impl Verdict {
    /// All of them, in the order of a summary.
    pub const ALL: [Self; 5] = [Self::Violated, Self::PartlyMet, Self::Met, Self::Undetermined, Self::NotApplicable];

    /// For people: `partly met`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::PartlyMet => "partly met",
            Self::Violated => "violated",
            Self::Undetermined => "undetermined",
            Self::NotApplicable => "not applicable",
        }
    }

    /// For files: `partly-met`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::PartlyMet => "partly-met",
            Self::NotApplicable => "not-applicable",
            other => other.name(),
        }
    }

    /// From either form.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.name() == word || verdict.slug() == word)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}
