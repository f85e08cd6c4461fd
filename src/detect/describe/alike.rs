//! Records that say the same of several provisions, made one: nobody wants to confirm the same power twenty times.

use crate::description::{Record, Slot};
use crate::value::Quantity;
use crate::vocabulary::Value;

/// More places than this are not listed for one record.
const PLACES: usize = 12;

/// Adds a record to a list, unless one there says as much already; takes the place of one that says less. Records of the same
/// name, the first text that they hold, are about one thing, and what one leaves open the other fills.
pub(super) fn add(record: Record, records: &mut Vec<Record>) {
    let name = name(&record).map(str::to_lowercase);
    for known in records.iter_mut() {
        if holds(known, &record) {
            join_places(known, &record);
            return;
        }
        if holds(&record, known) {
            let mut record = record;
            join_places(&mut record, known);
            *known = record;
            return;
        }
        if name.is_some() && self::name(known).map(str::to_lowercase) == name {
            join_places(known, &record);
            fill(known, record);
            return;
        }
    }
    records.push(record);
}

/// The first text a record holds: its term, its name.
fn name(record: &Record) -> Option<&str> {
    record.slots.iter().find_map(|slot| match slot {
        Slot::Fact(fact) => match &fact.value {
            Value::Quantity(Quantity::Text(words)) => Some(&**words),
            _ => None,
        },
        _ => None,
    })
}

/// Whether one record says all that another says.
fn holds(all: &Record, some: &Record) -> bool {
    let pairs = all.slots.iter().zip(&some.slots);
    pairs.into_iter().all(|pair| match pair {
        (_, Slot::Unset) => true,
        (Slot::Fact(all), Slot::Fact(some)) => match (&all.value, &some.value) {
            (Value::Set(all), Value::Set(some)) => all & some == *some,
            (Value::Quantity(Quantity::Text(one)), Value::Quantity(Quantity::Text(other))) => one.eq_ignore_ascii_case(other),
            (one, other) => one == other,
        },
        _ => false,
    })
}

/// Takes over what is open.
fn fill(known: &mut Record, record: Record) {
    for (slot, other) in known.slots.iter_mut().zip(record.slots) {
        if matches!(slot, Slot::Unset) {
            *slot = other;
        }
    }
}

/// Lists the places of both.
fn join_places(known: &mut Record, other: &Record) {
    let place = |record: &Record| record.provenance.as_deref().and_then(|provenance| Some(provenance.at.as_ref()?.text.to_string()));
    let (Some(there), Some(at)) = (place(other), known.provenance.as_mut().and_then(|provenance| provenance.at.as_mut())) else { return };
    let mut places: Vec<&str> = at.text.split(", ").collect();
    for place in there.split(", ") {
        if places.len() < PLACES && !places.contains(&place) {
            places.push(place);
        }
    }
    at.text = places.join(", ").into();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::description::{Fact, Provenance, Spanned};
    use crate::source::{Sources, Span};

    fn record(values: [Option<Value>; 3], at: &str) -> Record {
        let span = Span::new(Sources::new().add("x", ""), 0..0);
        let slot = |value: Option<Value>| value.map_or(Slot::Unset, |value| Slot::Fact(Fact { value, span, provenance: None }));
        let at = Some(Spanned { text: at.into(), span });
        let provenance = Some(Box::new(Provenance { at, ..Provenance::default() }));
        Record { record: 1, span, provenance, slots: values.into_iter().map(slot).collect() }
    }

    fn term(words: &str) -> Option<Value> {
        Some(Value::Quantity(Quantity::Text(words.into())))
    }

    fn listed(records: Vec<Record>) -> Vec<(String, usize)> {
        let mut list = Vec::new();
        records.into_iter().for_each(|record| add(record, &mut list));
        let set = |record: &Record| record.slots.iter().filter(|slot| !matches!(slot, Slot::Unset)).count();
        list.iter().map(|record| (record.provenance.as_ref().unwrap().at.as_ref().unwrap().text.to_string(), set(record))).collect()
    }

    #[test]
    fn the_same_in_several_places_is_one_record() {
        let (power, other) = (Some(Value::Enum(1)), Some(Value::Enum(2)));
        let records = vec![
            record([None, power.clone(), None], "s 1"),
            record([None, power.clone(), Some(Value::Bool(true))], "s 2"),
            record([None, power.clone(), None], "s 3"),
            record([None, power, Some(Value::Bool(false))], "s 4"),
            record([None, other, None], "s 5"),
        ];
        assert_eq!(listed(records), [("s 2, s 1, s 3".to_owned(), 2), ("s 4".to_owned(), 2), ("s 5".to_owned(), 1)]);
    }

    #[test]
    fn records_of_one_name_fill_each_other_and_contradict_nobody() {
        let records = vec![
            record([term("public order"), Some(Value::Enum(1)), None], "s 1"),
            record([term("Public Order"), Some(Value::Enum(2)), Some(Value::Bool(true))], "s 2"),
            record([term("morals"), None, None], "s 2"),
        ];
        assert_eq!(listed(records), [("s 1, s 2".to_owned(), 3), ("s 2".to_owned(), 1)]);
    }
}
