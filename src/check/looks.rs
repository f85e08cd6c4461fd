//! Where to look for the answer to an open question: places whose words bear on it without giving it.

use crate::detect::describe::cited;
use crate::detect::{Context, Lead};
use crate::source::Span;
use crate::text::document::Document;
use crate::vocabulary::Vocabulary;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

/// More places than this are not named for one question.
pub const PLACES: usize = 3;

/// A place to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The words.
    pub span: Span,
    /// The provision they stand in.
    pub at: Option<String>,
    /// Why: the cue that fired.
    pub because: String,
}

/// Places by the field that they bear on: `content[].deadline`.
#[derive(Debug, Clone, Default)]
pub struct Looks(BTreeMap<String, Vec<Look>>);

impl Looks {
    /// The best few places for each field: strong signs first, then in the order of the text.
    pub fn new(document: &Document, leads: &[Lead], vocabulary: &Vocabulary) -> Self {
        let mut by_field: BTreeMap<(u16, u16), Vec<&Lead>> = BTreeMap::new();
        // Notes and quotations of other laws answer nothing about this one.
        for lead in leads.iter().filter(|lead| !matches!(lead.hit.context, Context::Aside | Context::Quoted)) {
            by_field.entry((lead.record, lead.field)).or_default().push(lead);
        }
        let mut looks = BTreeMap::new();
        for ((record, field), mut leads) in by_field {
            leads.sort_by_key(|lead| (!lead.hit.meant, Reverse(lead.hit.strength), lead.hit.extent));
            looks.insert(vocabulary.field_path(record, field), best(document, &leads));
        }
        Self(looks)
    }

    /// Where to look for a fact, or for the records of a list: `content[2].deadline`, `content`.
    pub fn at(&self, path: &str) -> Vec<&Look> {
        let path = of_all(path);
        if let Some(found) = self.0.get(&path) {
            return found.iter().collect();
        }
        let within = format!("{path}[].");
        let below = self.0.range(within.clone()..).take_while(|(field, _)| field.starts_with(&within));
        let mut found: Vec<&Look> = below.flat_map(|(_, looks)| looks).collect();
        found.sort_by_key(|look| look.span);
        let mut places: Vec<&Look> = Vec::with_capacity(PLACES);
        for look in found {
            if places.len() < PLACES && !places.iter().any(|there| there.is_same_for_a_reader(look)) {
                places.push(look);
            }
        }
        places
    }
}

impl Look {
    /// Whether a reader who was sent to the one has seen the other: it is in the same provision and for the same reason.
    fn is_same_for_a_reader(&self, other: &Self) -> bool {
        self.span == other.span || (self.at.is_some() && self.at == other.at && self.because == other.because)
    }
}

/// The first few of some places, one for each provision and reason.
fn best(document: &Document, leads: &[&Lead]) -> Vec<Look> {
    let mut places: Vec<Look> = Vec::with_capacity(PLACES);
    let mut seen = HashSet::new();
    for lead in leads {
        let place = document.block_at(lead.hit.extent.start).map_or(lead.hit.extent.start, |block| block.extent.start);
        if places.len() < PLACES && seen.insert((place, lead.hit.owner.as_str())) {
            let look = look(document, lead);
            if !places.iter().any(|there| there.is_same_for_a_reader(&look)) {
                places.push(look);
            }
        }
    }
    places
}

fn look(document: &Document, lead: &Lead) -> Look {
    let context = match lead.hit.context {
        Context::Plain | Context::Aside | Context::Quoted => "",
        Context::Negated => ", under a negation",
        Context::Definition => ", in a definition",
        Context::Recital => ", in a recital or the preamble",
    };
    let because = format!("cue of {}{context}", lead.hit.owner);
    Look { span: document.span(lead.hit.extent), at: cited(document, &lead.hit), because }
}

/// `content[2].deadline` → `content[].deadline`
pub(crate) fn of_all(path: &str) -> String {
    let mut all = String::with_capacity(path.len());
    let mut inside = false;
    for letter in path.chars() {
        inside &= letter != ']';
        if !inside {
            all.push(letter);
        }
        inside |= letter == '[';
    }
    all
}
