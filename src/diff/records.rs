//! Which record of a list in the new draft is which in the old one: by what they are about, and not by where they stand.
//!
//! Equal records find each other first. Of the rest, those belong together that have most in common, where a value counts the more the
//! fewer records have it: that both duties are mandatory says little, that both are about data retention says much. The first two
//! values of a record that are names or come from a closed list say what it is, and one of them must be the same. Figures and answers
//! of yes or no hardly count against a pair, since they are what amendments change.
//!
//! Whether the place in the law counts depends on whether articles were renumbered, which nobody says. So both readings are tried.

use super::facts::same;
use crate::description::{Record, Slot};
use crate::value::QuantityType;
use crate::vocabulary::{FieldKind, Value, Vocabulary};
use std::collections::{HashMap, VecDeque};

/// More pairs than this are not weighed against each other one by one.
const MOST_PAIRS: usize = 250_000;

/// The pairs, by index: old and new, in the order of the new draft, with those that are gone at the end.
///
/// Fines that differ in their figures only leave two readings: either each was renumbered, or each has another figure. The one that
/// takes fewer changes to tell is taken.
pub fn pair(old: &[Record], new: &[Record], vocabulary: &Vocabulary) -> Vec<(Option<usize>, Option<usize>)> {
    let renumbered = Pairs::of(old, new, vocabulary, First::Words);
    let amended = Pairs::of(old, new, vocabulary, First::Place);
    let pairs = if amended.cost(old, new) < renumbered.cost(old, new) { amended } else { renumbered };
    let gone = (0..old.len()).filter(|index| pairs.of_old.get(*index).is_some_and(Option::is_none)).map(|index| (Some(index), None));
    pairs.of_new.iter().enumerate().map(|(index, old)| (*old, Some(index))).chain(gone).collect()
}

/// Which sign counts first once those that are equal in all have found each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    /// All facts are equal: articles may have other numbers, and the same number mean another article.
    Words,
    /// The same place in the law, and the same two names.
    Place,
}

impl First {
    /// What the same place in the law, or the same quote, counts, against 2 for a name.
    fn same_place(self) -> f64 {
        if self == Self::Place { 4.0 } else { 0.5 }
    }
}

/// What a record is about, in a few words: its names and its values from closed lists, the first three.
pub fn about(record: &Record, vocabulary: &Vocabulary) -> String {
    names(record, vocabulary, 3)
}

fn names(record: &Record, vocabulary: &Vocabulary, most: usize) -> String {
    let fields = vocabulary.record(record.record).fields.iter().zip(&record.slots);
    let names = fields.filter(|(field, _)| names_it(field.kind)).filter_map(|(field, slot)| match slot {
        Slot::Fact(fact) => Some(crate::value::shorten(&vocabulary.show(field.kind, &fact.value)).into_owned()),
        _ => None,
    });
    names.take(most).collect::<Vec<_>>().join(", ")
}

/// Whether a value of this type can say what a record is.
fn names_it(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Enum(_) | FieldKind::Slug | FieldKind::Jurisdiction | FieldKind::Quantity(QuantityType::Text))
}

/// All that a record says.
fn in_words(record: &Record, vocabulary: &Vocabulary, with_place: bool) -> String {
    let mut words = String::new();
    if with_place {
        words.push_str(&super::subject::at(record.provenance.as_deref()).unwrap_or_default());
    }
    for (field, slot) in vocabulary.record(record.record).fields.iter().zip(&record.slots) {
        let said = match slot {
            Slot::Unset => continue,
            Slot::Fact(fact) => vocabulary.show(field.kind, &fact.value),
            Slot::Record(inner) => in_words(inner, vocabulary, with_place),
            Slot::List(list) => list.records.iter().map(|inner| in_words(inner, vocabulary, with_place)).collect(),
        };
        words.push_str(&format!("\u{1}{}\u{2}{said}", field.name));
    }
    words
}

struct Pairs {
    of_old: Vec<Option<usize>>,
    of_new: Vec<Option<usize>>,
}

impl Pairs {
    fn of(old: &[Record], new: &[Record], vocabulary: &Vocabulary, first: First) -> Self {
        let mut pairs = Self { of_old: vec![None; old.len()], of_new: vec![None; new.len()] };
        let all = |records: &[Record], show: &dyn Fn(&Record) -> String| -> Vec<String> { records.iter().map(show).collect() };
        let mut equal = |show: &dyn Fn(&Record) -> String| pairs.equal(&all(old, show), &all(new, show));
        equal(&|record| in_words(record, vocabulary, true));
        if first == First::Place {
            equal(&|record| match super::subject::at(record.provenance.as_deref()) {
                Some(at) => format!("{at}\u{1}{}", names(record, vocabulary, 2)),
                None => String::new(),
            });
        }
        equal(&|record| in_words(record, vocabulary, false));
        let left = |of: &[Option<usize>]| of.iter().filter(|other| other.is_none()).count();
        if left(&pairs.of_old).saturating_mul(left(&pairs.of_new)) <= MOST_PAIRS {
            pairs.alike(old, new, vocabulary, first);
        } else {
            for most in [3, 2, 1] {
                let show = |record: &Record| names(record, vocabulary, most);
                pairs.equal(&all(old, &show), &all(new, &show));
            }
        }
        pairs
    }

    /// How much there is to tell: a fact that differs, a place that differs, and three for a record that only one draft has.
    fn cost(&self, old: &[Record], new: &[Record]) -> usize {
        let alone = self.of_old.iter().chain(&self.of_new).filter(|other| other.is_none()).count();
        let both = self.of_new.iter().zip(new).filter_map(|(old_index, new)| Some((old.get((*old_index)?)?, new)));
        let differs = |(old, new): (&Record, &Record)| {
            let facts = old.slots.iter().zip(&new.slots).filter(|slots| match slots {
                (Slot::Fact(old), Slot::Fact(new)) => !same(&old.value, &new.value),
                (Slot::Unset, Slot::Fact(_)) | (Slot::Fact(_), Slot::Unset) => true,
                _ => false,
            });
            facts.count() + usize::from(places(old)[0] != places(new)[0])
        };
        alone * 3 + both.map(differs).sum::<usize>()
    }

    fn join(&mut self, old: usize, new: usize) {
        if let (Some(left), Some(right)) = (self.of_old.get_mut(old), self.of_new.get_mut(new))
            && left.is_none()
            && right.is_none()
        {
            (*left, *right) = (Some(new), Some(old));
        }
    }

    /// Pairs those that say the same, in their order.
    ///
    /// Those that say nothing at all are left.
    fn equal(&mut self, old: &[String], new: &[String]) {
        let mut waiting: HashMap<&str, VecDeque<usize>> = HashMap::new();
        for (index, words) in
            old.iter().enumerate().filter(|(index, words)| !words.is_empty() && self.of_old.get(*index).is_some_and(Option::is_none))
        {
            waiting.entry(words).or_default().push_back(index);
        }
        let free: Vec<bool> = self.of_new.iter().map(Option::is_none).collect();
        for (index, words) in new.iter().enumerate().filter(|(index, _)| free.get(*index) == Some(&true)) {
            if let Some(found) = waiting.get_mut(words.as_str()).and_then(VecDeque::pop_front) {
                self.join(found, index);
            }
        }
    }

    /// Pairs those that have most in common, the most alike first.
    fn alike(&mut self, old: &[Record], new: &[Record], vocabulary: &Vocabulary, first: First) {
        let Some(any) = old.first().or(new.first()) else { return };
        let scale = Scale::new(old.iter().chain(new), vocabulary, any.record, first);
        let free_old = old.iter().enumerate().filter(|(index, _)| self.of_old.get(*index).is_some_and(Option::is_none));
        let mut scores = Vec::new();
        for (left, before) in free_old {
            for (right, after) in new.iter().enumerate().filter(|(index, _)| self.of_new.get(*index).is_some_and(Option::is_none)) {
                let score = scale.weigh(before, after);
                if score > 0.0 {
                    scores.push((score, left, right));
                }
            }
        }
        scores.sort_by(|one, two| {
            let nearness = |(_, left, right): &(f64, usize, usize)| (left.abs_diff(*right), *left, *right);
            two.0.total_cmp(&one.0).then_with(|| nearness(one).cmp(&nearness(two)))
        });
        for (_, left, right) in scores {
            self.join(left, right);
        }
    }
}

/// How much a value tells.
struct Scale<'v> {
    vocabulary: &'v Vocabulary,
    kinds: Vec<FieldKind>,
    /// The fields that say what a record is.
    leading: Vec<usize>,
    /// How many records have a value in a field.
    counts: Vec<HashMap<String, usize>>,
    /// How many records have a place in the law, or a quote.
    places: HashMap<Box<str>, usize>,
    first: First,
}

/// The place in the law and the quote.
fn places(record: &Record) -> [Option<&str>; 2] {
    let provenance = record.provenance.as_deref();
    [provenance.and_then(|found| found.at.as_ref()), provenance.and_then(|found| found.quote.as_ref())]
        .map(|words| words.map(|words| &*words.text))
}

/// How telling it is to have what so many of them have.
fn rarity(all: usize, like: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts of records are far below 2^52")]
    let ratio = (all + 2) as f64 / like.max(2) as f64;
    ratio.ln()
}

impl<'v> Scale<'v> {
    fn new<'r>(records: impl Iterator<Item = &'r Record>, vocabulary: &'v Vocabulary, record: u16, first: First) -> Self {
        let kinds: Vec<FieldKind> = vocabulary.record(record).fields.iter().map(|field| field.kind).collect();
        let leading = kinds.iter().enumerate().filter(|(_, kind)| names_it(**kind)).map(|(index, _)| index).take(2).collect();
        let mut scale =
            Self { vocabulary, counts: kinds.iter().map(|_| HashMap::new()).collect(), kinds, leading, places: HashMap::new(), first };
        for record in records {
            for place in places(record).into_iter().flatten() {
                *scale.places.entry(place.into()).or_default() += 1;
            }
            for (index, slot) in record.slots.iter().enumerate() {
                if let (Slot::Fact(fact), Some(kind)) = (slot, scale.kinds.get(index))
                    && let Some(counts) = scale.counts.get_mut(index)
                {
                    *counts.entry(vocabulary.show(*kind, &fact.value)).or_default() += 1;
                }
            }
        }
        scale
    }

    /// How telling it is to have this value.
    fn weight(&self, index: usize, value: &Value) -> f64 {
        let (Some(counts), Some(kind)) = (self.counts.get(index), self.kinds.get(index)) else { return 0.0 };
        rarity(counts.values().sum(), counts.get(&self.vocabulary.show(*kind, value)).copied().unwrap_or(1))
    }

    /// How much two records have in common; at most zero when nothing says that they are about the same.
    fn weigh(&self, old: &Record, new: &Record) -> f64 {
        let shared_places = places(old).into_iter().zip(places(new)).filter_map(|(left, right)| left.filter(|_| left == right));
        let all = self.places.values().sum();
        let weights: Vec<f64> = shared_places.map(|place| rarity(all, self.places.get(place).copied().unwrap_or(1))).collect();
        let mut score = weights.iter().sum::<f64>() * self.first.same_place();
        let mut named = self.first == First::Place && !weights.is_empty();
        for (index, kind) in self.kinds.iter().enumerate() {
            let (Some(Slot::Fact(before)), Some(Slot::Fact(after))) = (old.slots.get(index), new.slots.get(index)) else { continue };
            let leads = self.leading.contains(&index);
            let weight = f64::midpoint(self.weight(index, &before.value), self.weight(index, &after.value));
            let (equal, other) = match kind {
                _ if leads => (2.0, -1.5),
                FieldKind::Enum(_) | FieldKind::Slug | FieldKind::Jurisdiction => (1.0, -0.5),
                FieldKind::Set(_) => (1.0, -0.3),
                _ => (0.5, -0.05),
            };
            let share = shared(&before.value, &after.value);
            named |= leads && share >= 1.0;
            score += weight * (equal * share + other * (1.0 - share));
        }
        if named { score } else { 0.0 }
    }
}

/// How much of two values is the same, from 0 to 1.
fn shared(old: &Value, new: &Value) -> f64 {
    match (old, new) {
        (Value::Set(left), Value::Set(right)) if left | right != 0 => {
            f64::from((left & right).count_ones()) / f64::from((left | right).count_ones())
        }
        _ => f64::from(u8::from(same(old, new))),
    }
}
