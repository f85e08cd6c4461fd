//! Which proposals belong to one record of a list.
//!
//! What one match suggests makes a record; matches in the same provision that do not contradict one another make the same one,
//! so that a fine and a term of imprisonment in one sentence are two records, and the least and the most of a fine are one. A paragraph
//! that leads points in (“is liable on conviction—”) says what it says of the record of each point. What only `adds` fills the records of
//! its own provision, or else those of its section or article; where there are none it is a place to look at.

use super::{Lead, Proposal};
use crate::source::Span;
use crate::text::document::Extent;
use crate::vocabulary::{FieldKind, RecordId, Value, Vocabulary};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A proposal before it has a group, and where it stands.
#[derive(Debug)]
pub(super) struct Loose {
    /// The proposal.
    pub proposal: Proposal,
    /// Whether it only fills a record that others make.
    pub adds: bool,
    /// Index of its paragraph.
    pub block: u32,
    /// The paragraphs that lead its provision in, from the inside out.
    pub leads: Vec<u32>,
    /// Its section or article.
    pub unit: Option<u32>,
}

/// Most proposals that one record takes over from elsewhere.
const MAX_TAKEN: usize = 100;
/// More records than this in one provision are not told apart.
const MAX_RECORDS: usize = 200;
/// Records after so many of one type take nothing over: more than are ever suggested, so that no text makes more of them than of itself.
const MAX_FILLED: usize = 2_000;
/// So many of a record's latest proposals are looked at for the figure that a match rests on: others lie too far before it.
const LATEST: usize = 64;

/// What a record is made in: a provision, or a paragraph outside of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Home {
    Provision(u32),
    Block(u32),
}

/// Proposals with their groups, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Grouped {
    /// Those that belong to a record. What several records take over is there once for each.
    pub proposals: Vec<Proposal>,
    /// Those that only fill records and found none.
    pub homeless: Vec<Lead>,
}

/// Gives every proposal its group.
pub(super) fn group(loose: Vec<Loose>, vocabulary: &Vocabulary) -> Grouped {
    let mut grouped = Grouped::default();
    let mut types: BTreeMap<RecordId, Vec<Loose>> = BTreeMap::new();
    for found in loose {
        let record = found.proposal.record;
        if vocabulary.record(record).path.ends_with("[]") {
            types.entry(record).or_default().push(found);
        } else {
            grouped.proposals.push(found.proposal);
        }
    }
    let mut next = 1;
    for found in types.into_values() {
        Sorter { found: &found, vocabulary, records: Vec::new(), waiting: Vec::new(), used: HashSet::new(), said_again: HashSet::new() }
            .run(&mut next, &mut grouped);
    }
    grouped.proposals.sort_by_key(|proposal| (proposal.hit.extent, proposal.group));
    grouped
}

/// A record in the making.
struct Record<'f> {
    unit: Option<u32>,
    /// What makes it.
    made: Vec<&'f Proposal>,
    /// What it takes over.
    taken: Vec<&'f Proposal>,
}

/// Matches of one provision that may be of one thing.
#[derive(Default)]
struct Part<'f> {
    members: Vec<&'f Proposal>,
    /// Of its members the first that says each value of a field that has one: what others can contradict.
    said: Vec<&'f Proposal>,
    /// Length of its longest match.
    longest: u32,
}

struct Sorter<'f> {
    found: &'f [Loose],
    vocabulary: &'f Vocabulary,
    records: Vec<Record<'f>>,
    /// What adds to records, in provisions that have none.
    waiting: Vec<&'f Loose>,
    /// What points have taken over from the paragraph that leads them in.
    used: HashSet<(Extent, Span, u16)>,
    /// What points say as well as the paragraph that leads them in.
    said_again: HashSet<(Extent, Span, u16)>,
}

fn lead(proposal: &Proposal) -> Lead {
    Lead { record: proposal.record, field: proposal.field, hit: proposal.hit.clone() }
}

/// What tells a proposal from others of its type.
fn key(proposal: &Proposal) -> (Extent, Span, u16) {
    (proposal.hit.extent, proposal.hit.cue, proposal.field)
}

impl<'f> Sorter<'f> {
    fn run(mut self, next: &mut u32, grouped: &mut Grouped) {
        let mut homes: BTreeMap<Home, Vec<&Loose>> = BTreeMap::new();
        let mut blocks: HashMap<u32, Vec<&Loose>> = HashMap::new();
        for loose in self.found {
            let home = loose.proposal.hit.provision.map_or(Home::Block(loose.block), Home::Provision);
            homes.entry(home).or_default().push(loose);
            blocks.entry(loose.block).or_default().push(loose);
        }
        // A paragraph whose points make records of their own makes none by itself.
        let leading = self.found.iter().filter(|loose| !loose.adds).flat_map(|loose| &loose.leads);
        let leading: BTreeSet<u32> = leading.copied().collect();
        for members in homes.values() {
            let own: Vec<&Loose> = members.iter().copied().filter(|loose| !leading.contains(&loose.block)).collect();
            self.home(&own, &blocks);
        }
        // What a lead-in says and no point has taken over stands for itself.
        for members in homes.values() {
            let left = |loose: &&&Loose| leading.contains(&loose.block) && (loose.adds || !self.used.contains(&key(&loose.proposal)));
            let (again, own): (Vec<&Loose>, Vec<&Loose>) =
                members.iter().filter(left).copied().partition(|loose| self.said_again.contains(&key(&loose.proposal)));
            grouped.homeless.extend(again.iter().map(|loose| lead(&loose.proposal)));
            if own.iter().any(|loose| !loose.adds) {
                self.home(&own, &HashMap::new());
            }
        }
        self.settle_waiting(grouped);
        for record in self.records {
            grouped
                .proposals
                .extend(record.made.into_iter().chain(record.taken).map(|proposal| Proposal { group: *next, ..proposal.clone() }));
            *next = next.saturating_add(1);
        }
    }

    /// The records of one provision.
    fn home(&mut self, own: &[&'f Loose], blocks: &HashMap<u32, Vec<&'f Loose>>) {
        let makers: Vec<&Loose> = own.iter().copied().filter(|loose| !loose.adds).collect();
        let Some(first) = makers.first() else {
            self.waiting.extend(own);
            return;
        };
        let unit = first.unit;
        let lead = first.leads.iter().flat_map(|block| blocks.get(block).into_iter().flatten()).map(|loose| &loose.proposal);
        let lead: Vec<&Proposal> = lead.take(MAX_TAKEN).collect();
        let adders: Vec<&Proposal> = own.iter().filter(|loose| loose.adds).map(|loose| &loose.proposal).take(MAX_TAKEN).collect();
        let makers: Vec<&Proposal> = makers.iter().map(|loose| &loose.proposal).collect();
        let parted = self.parted(&makers);
        let starts: Vec<u32> = parted.iter().filter_map(|made| made.iter().map(|one| one.hit.extent.start).min()).collect();
        for (index, made) in parted.into_iter().enumerate() {
            let near = adders.iter().copied().filter(|adder| self.is_set(adder) || self.is_nearest(adder, &adders, index, &starts));
            let mut taken: Vec<&Proposal> = near.filter(|adder| self.is_open(adder, &made)).collect();
            let from_lead: Vec<&Proposal> =
                lead.iter().copied().filter(|lead| self.is_open(lead, &made) && self.is_open(lead, &taken)).collect();
            let says_the_same = |lead: &&&Proposal| made.iter().any(|own| own.field == lead.field && own.value == lead.value);
            self.used.extend(from_lead.iter().map(|lead| key(lead)));
            self.said_again.extend(lead.iter().filter(says_the_same).map(|lead| key(lead)));
            taken.extend(from_lead);
            let taken = if self.records.len() < MAX_FILLED { taken } else { Vec::new() };
            self.records.push(Record { unit, made, taken });
        }
    }

    /// Whether a fact can still be added to some others.
    fn is_open(&self, proposal: &Proposal, others: &[&Proposal]) -> bool {
        self.is_set(proposal) || others.iter().all(|own| own.field != proposal.field)
    }

    /// Whether of the words that add to a field none are nearer before a record than these: “an individual to a fine of €5, and a
    /// company to one of €10”. What stands between two records belongs to the second, unless the first has nothing before it.
    fn is_nearest(&self, adder: &Proposal, adders: &[&Proposal], record: usize, starts: &[u32]) -> bool {
        // Which record words stand before, by their place.
        let before = |one: &Proposal| starts.partition_point(|start| *start <= one.hit.extent.start);
        let same: Vec<usize> = adders.iter().filter(|one| one.field == adder.field).map(|one| before(one)).collect();
        let nearest = same.iter().copied().filter(|place| *place <= record).max();
        let nearest = nearest.or_else(|| same.iter().copied().min());
        nearest == Some(before(adder))
    }

    /// Matches put together as far as they do not contradict one another: with the latest record that they fit.
    fn parted(&self, makers: &[&'f Proposal]) -> Vec<Vec<&'f Proposal>> {
        let mut matches: Vec<Vec<&Proposal>> = Vec::new();
        for proposal in makers.iter().copied() {
            let same = |found: &&mut Vec<&Proposal>| {
                found.iter().any(|one| one.hit.extent == proposal.hit.extent && one.hit.cue == proposal.hit.cue)
            };
            match matches.iter_mut().rev().take(MAX_RECORDS).find(same) {
                Some(found) => found.push(proposal),
                None => matches.push(vec![proposal]),
            }
        }
        let mut records: Vec<Part<'f>> = Vec::new();
        for found in matches {
            if let Some(rival) = records.iter_mut().rev().take(MAX_RECORDS).find(|record| self.same_figure(record, &found)) {
                // Two readings of one figure: the longer match has seen more of what is around it.
                let found = self.part(found);
                if found.longest > rival.longest {
                    *rival = found;
                }
                continue;
            }
            match records.iter_mut().rev().take(MAX_RECORDS).find(|record| self.fit(record, &found)) {
                Some(record) => self.join(record, found),
                None => records.push(self.part(found)),
            }
        }
        records.into_iter().map(|record| record.members).collect()
    }

    fn part(&self, found: Vec<&'f Proposal>) -> Part<'f> {
        let mut part = Part::default();
        self.join(&mut part, found);
        part
    }

    fn join(&self, record: &mut Part<'f>, found: Vec<&'f Proposal>) {
        for one in found {
            let is_said = |said: &&Proposal| said.field == one.field && said.value == one.value;
            if !self.is_set(one) && !record.said.iter().any(is_said) {
                record.said.push(one);
            }
            record.longest = record.longest.max(one.hit.extent.end.saturating_sub(one.hit.extent.start));
            record.members.push(one);
        }
    }

    /// Whether a match says nothing that cannot be said of the same thing.
    fn fit(&self, record: &Part<'_>, found: &[&Proposal]) -> bool {
        let contradicts = |one: &Proposal, other: &Proposal| one.field == other.field && one.value != other.value && !self.is_set(one);
        !found.iter().any(|one| record.said.iter().any(|other| contradicts(one, other)))
    }

    /// Whether a record and a match rest on the same figure, and still do not fit.
    fn same_figure(&self, record: &Part<'_>, found: &[&Proposal]) -> bool {
        let is_same = |one: &Proposal, other: &Proposal| {
            one.field == other.field
                && one.value == other.value
                && matches!(one.value, Value::Quantity(_))
                && one.hit.extent.start < other.hit.extent.end
                && other.hit.extent.start < one.hit.extent.end
        };
        let latest = || record.members.iter().rev().take(LATEST);
        !self.fit(record, found) && found.iter().any(|one| latest().any(|other| is_same(one, other)))
    }

    /// Fills the records of a section with what the rest of it adds, where nothing nearer has filled them.
    fn settle_waiting(&mut self, grouped: &mut Grouped) {
        let mut of_unit: HashMap<u32, Vec<usize>> = HashMap::new();
        for (index, record) in self.records.iter().enumerate() {
            if let Some(unit) = record.unit.filter(|_| index < MAX_FILLED) {
                of_unit.entry(unit).or_default().push(index);
            }
        }
        let mut added: Vec<Vec<&Proposal>> = self.records.iter().map(|_| Vec::new()).collect();
        let fields = |record: &Record<'_>| record.made.iter().chain(&record.taken).map(|own| own.field).collect::<BTreeSet<u16>>();
        let filled: Vec<BTreeSet<u16>> = self.records.iter().map(fields).collect();
        for loose in &self.waiting {
            let proposal = &loose.proposal;
            let records = loose.unit.and_then(|unit| of_unit.get(&unit));
            let Some(records) = records else {
                grouped.homeless.push(lead(proposal));
                continue;
            };
            for index in records.iter().take(MAX_RECORDS) {
                let open = self.is_set(proposal) || filled.get(*index).is_some_and(|filled| !filled.contains(&proposal.field));
                if let Some(added) = added.get_mut(*index).filter(|added| open && added.len() < MAX_TAKEN) {
                    added.push(proposal);
                }
            }
        }
        for (record, added) in self.records.iter_mut().zip(added) {
            record.taken.extend(added);
        }
    }

    fn is_set(&self, proposal: &Proposal) -> bool {
        let field = self.vocabulary.record(proposal.record).field(proposal.field);
        field.is_some_and(|field| matches!(field.kind, FieldKind::Set(_)))
    }
}

#[cfg(test)]
#[path = "group_tests.rs"]
mod tests;
