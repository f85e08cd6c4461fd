//! What a verdict rests on that nobody has confirmed: facts that words only suggest, and facts that somebody disputes.

use crate::description::FactStatus;
use crate::value::shorten;

/// How the note on suggested facts begins.
pub const SUGGESTED: &str = "suggested by the bill's words, nobody has confirmed it: ";
/// How the note on disputed facts begins.
pub const DISPUTED: &str = "disputed by somebody who read the bill: ";
/// The value of a record as a whole, where that it is there is what counts.
pub const A_RECORD: &str = "a record";
/// More facts than this are not named: the first ones tell where to look.
const NAMED: usize = 4;

/// The doubtful facts of a verdict; none for one that is firm.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doubt {
    /// One of its facts is only suggested.
    pub suggested: bool,
    /// One of its facts is disputed.
    pub disputed: bool,
    /// Which facts, as far as they are named.
    pub facts: Vec<Doubtful>,
    /// There are more than those.
    pub more: bool,
}

/// A fact that nobody has confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubtful {
    /// Its path.
    pub path: String,
    /// Its value.
    pub value: String,
    /// Suggested or disputed.
    pub status: FactStatus,
    /// Why: the cue that fired, or what somebody noted.
    pub note: Option<String>,
}

impl Doubt {
    /// One fact, if it is doubtful.
    pub fn of(fact: Doubtful) -> Self {
        let (suggested, disputed) = (fact.status == FactStatus::Suggested, fact.status == FactStatus::Disputed);
        Self { suggested, disputed, facts: vec![fact], more: false }
    }

    /// Nothing is doubtful.
    pub fn is_firm(&self) -> bool {
        !self.suggested && !self.disputed
    }

    /// Of what rests on this and on another.
    pub fn and(mut self, other: Self) -> Self {
        self.suggested |= other.suggested;
        self.disputed |= other.disputed;
        self.more |= other.more;
        for fact in other.facts {
            if self.facts.contains(&fact) {
                continue;
            }
            if self.facts.len() < NAMED {
                self.facts.push(fact);
            } else {
                self.more = true;
            }
        }
        self
    }

    /// Of what rests on either of some: if one is firm, so is the whole; otherwise the first stands for all.
    pub fn any(all: impl Iterator<Item = Self>) -> Self {
        let mut least: Option<Self> = None;
        for doubt in all {
            if doubt.is_firm() {
                return doubt;
            }
            least.get_or_insert(doubt);
        }
        least.unwrap_or_default()
    }

    /// Of what rests on all of some.
    pub fn all(all: impl Iterator<Item = Self>) -> Self {
        all.fold(Self::default(), Self::and)
    }

    /// `suggested`, `disputed`, or both; nothing for what is firm.
    pub fn name(&self) -> Option<&'static str> {
        match (self.suggested, self.disputed) {
            (true, true) => Some("suggested, disputed"),
            (true, false) => Some("suggested"),
            (false, true) => Some("disputed"),
            (false, false) => None,
        }
    }

    /// A message that says so.
    pub fn marked(&self, message: &str) -> String {
        self.name().map_or_else(|| message.to_owned(), |name| format!("{message} ({name})"))
    }

    /// What is doubtful, and why it is there.
    pub fn notes(&self) -> Vec<String> {
        let each = [(self.suggested, FactStatus::Suggested, SUGGESTED), (self.disputed, FactStatus::Disputed, DISPUTED)];
        let notes = each.into_iter().filter(|(there, ..)| *there).map(|(_, status, begin)| {
            let named = self.facts.iter().filter(|fact| fact.status == status).map(Doubtful::words);
            let mut named: Vec<String> = named.collect();
            if self.more || named.is_empty() {
                named.push("other facts".into());
            }
            format!("{begin}{}", named.join("; "))
        });
        notes.collect()
    }
}

impl Doubtful {
    /// `` `hrdd.mode` is duty (cue of HRD-001) ``
    fn words(&self) -> String {
        let note = self.note.as_deref().map(|note| format!(" ({})", shortened(note))).unwrap_or_default();
        match self.value.as_str() {
            A_RECORD => format!("there is `{}`{note}", self.path),
            value => format!("`{}` is {}{note}", self.path, shorten(value)),
        }
    }
}

/// A reason is longer than a value: the title of a group of cues must not be cut.
fn shortened(note: &str) -> String {
    const LONGEST: usize = 120;
    if note.chars().nth(LONGEST).is_none() { note.to_owned() } else { note.chars().take(LONGEST).chain(Some('…')).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(path: &str, status: FactStatus) -> Doubt {
        Doubt::of(Doubtful { path: path.into(), value: "x".into(), status, note: None })
    }

    #[test]
    fn what_rests_on_either_is_as_firm_as_the_firmer() {
        let (suggested, disputed) = (fact("a", FactStatus::Suggested), fact("b", FactStatus::Disputed));
        assert!(Doubt::any([suggested.clone(), Doubt::default()].into_iter()).is_firm());
        assert_eq!(Doubt::any([suggested.clone(), disputed.clone()].into_iter()), suggested);
        let both = Doubt::all([suggested, disputed, Doubt::default()].into_iter());
        assert_eq!(both.name(), Some("suggested, disputed"));
        assert_eq!(both.notes(), [format!("{SUGGESTED}`a` is x"), format!("{DISPUTED}`b` is x")]);
    }

    #[test]
    fn few_facts_are_named_and_none_is_forgotten() {
        let many = Doubt::all((0..9).map(|index| fact(&index.to_string(), FactStatus::Suggested)));
        assert_eq!(many.facts.len(), NAMED);
        assert!(many.notes()[0].ends_with("`3` is x; other facts"), "{:?}", many.notes());
    }
}
