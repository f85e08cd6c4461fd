//! From several proposals for one field to one value, or to none where the words point both ways.

use crate::detect::{Proposal, Strength};
use crate::value::{Quantity, QuantityType};
use crate::vocabulary::{FieldKind, Value, Vocabulary};
use std::cmp::Reverse;

/// So many places must suggest a kind of initiative, unless one of them is a strong sign. Laws of every kind mention the matter of
/// others in passing, once, as where an act on procurement names data protection; a kind decides which rules are asked at all.
pub const KIND_PLACES: usize = 2;
/// More different values than this for one field are not told apart: so many say nothing.
const RIVALS: usize = 64;

/// What came of the proposals for one field.
pub(super) enum Choice<'p> {
    /// A value, and the proposals that speak for it.
    One(Value, Vec<&'p Proposal>),
    /// None that is better than another.
    Open,
}

/// Weighs the proposals for a field. Sets are united; of several single values the strongest wins, then the one with more places.
pub(super) fn choose<'p>(kind: FieldKind, proposals: &[&'p Proposal], vocabulary: &Vocabulary, is_kinds: bool) -> Choice<'p> {
    let fitting: Vec<&'p Proposal> = proposals.iter().copied().filter(|proposal| fits(kind, &proposal.value, vocabulary)).collect();
    match kind {
        _ if is_kinds => of_kinds(&fitting),
        FieldKind::Set(_) => union(&fitting),
        _ => single(&fitting),
    }
}

/// Whether a value is of a field's type. What comes from rules is; figures read from the text might not be.
fn fits(kind: FieldKind, value: &Value, vocabulary: &Vocabulary) -> bool {
    match (kind, value) {
        (FieldKind::Bool, Value::Bool(_)) | (FieldKind::Set(_), Value::Set(_)) => true,
        (FieldKind::Quantity(wanted), Value::Quantity(found)) => type_of(found) == wanted,
        (FieldKind::Slug | FieldKind::Jurisdiction, Value::Quantity(Quantity::Text(_))) => true,
        (FieldKind::Enum(values), Value::Enum(index)) => usize::from(*index) < vocabulary.values(values).items.len(),
        _ => false,
    }
}

fn type_of(quantity: &Quantity) -> QuantityType {
    match quantity {
        Quantity::Number(_) => QuantityType::Number,
        Quantity::Percent(_) => QuantityType::Percent,
        Quantity::Money(_) => QuantityType::Money,
        Quantity::Duration(_) => QuantityType::Duration,
        Quantity::Date(_) => QuantityType::Date,
        Quantity::Text(_) => QuantityType::Text,
    }
}

/// The members of a set, or of one kind, as bits.
fn bits(value: &Value) -> u64 {
    match value {
        Value::Set(bits) => *bits,
        Value::Enum(index) => 1_u64.checked_shl(u32::from(*index)).unwrap_or(0),
        _ => 0,
    }
}

fn union<'p>(proposals: &[&'p Proposal]) -> Choice<'p> {
    let all = proposals.iter().fold(0, |all, proposal| all | bits(&proposal.value));
    // Words that suggest “none” do not speak for members that others suggest.
    let backing: Vec<&Proposal> = proposals.iter().copied().filter(|proposal| all == 0 || bits(&proposal.value) != 0).collect();
    if backing.is_empty() { Choice::Open } else { Choice::One(Value::Set(all), backing) }
}

/// How much speaks for something: its strongest sign, then in how many places.
fn weight(backing: &[&Proposal]) -> (Strength, usize) {
    let mut places: Vec<_> = backing.iter().map(|proposal| proposal.hit.extent).collect();
    places.sort_unstable();
    places.dedup();
    (backing.iter().map(|proposal| proposal.hit.strength).max().unwrap_or_default(), places.len())
}

fn single<'p>(proposals: &[&'p Proposal]) -> Choice<'p> {
    let mut rivals: Vec<(&Value, Vec<&'p Proposal>)> = Vec::new();
    for proposal in proposals.iter().copied() {
        if let Some((_, backing)) = rivals.iter_mut().find(|(value, _)| **value == proposal.value) {
            backing.push(proposal);
        } else if rivals.len() < RIVALS {
            rivals.push((&proposal.value, vec![proposal]));
        }
    }
    let mut weighed: Vec<_> = rivals.into_iter().map(|(value, backing)| (weight(&backing), value, backing)).collect();
    weighed.sort_by_key(|(weight, ..)| Reverse(*weight));
    let second = weighed.get(1).map(|(weight, ..)| *weight);
    match weighed.into_iter().next() {
        Some((best, value, backing)) if second.is_none_or(|second| second < best) => Choice::One(value.clone(), backing),
        _ => Choice::Open,
    }
}

/// The kinds that enough speaks for.
fn of_kinds<'p>(proposals: &[&'p Proposal]) -> Choice<'p> {
    let mut found = 0;
    let mut backing: Vec<&Proposal> = Vec::new();
    for bit in (0..u64::BITS).map(|bit| 1_u64 << bit) {
        let speaking: Vec<&Proposal> = proposals.iter().copied().filter(|proposal| bits(&proposal.value) & bit != 0).collect();
        let (strength, places) = weight(&speaking);
        if !speaking.is_empty() && (strength == Strength::Strong || places >= KIND_PLACES) {
            found |= bit;
            backing.extend(speaking);
        }
    }
    let of_one_kind = proposals.iter().any(|proposal| matches!(proposal.value, Value::Enum(_)));
    match (found, of_one_kind) {
        (0, _) => Choice::Open,
        (found, false) => Choice::One(Value::Set(found), backing),
        // A vocabulary whose initiatives are of one kind each.
        (found, true) if found.is_power_of_two() => Choice::One(Value::Enum(u16::try_from(found.trailing_zeros()).unwrap_or(0)), backing),
        (_, true) => Choice::Open,
    }
}
