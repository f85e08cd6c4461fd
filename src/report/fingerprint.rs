//! A name for a finding that stays the same when the description around it changes.
//!
//! FNV-1a, 128 bits, over four texts, each followed by a zero byte: the description's `meta.id`, the rule's code, the finding's
//! identity, and, from the second finding on with the same three, its number in decimal. Written as 32 hexadecimal digits.

use super::Report;
use crate::check::Checked;
use crate::outcome::Outcome;
use std::collections::HashMap;

/// Name of this kind of fingerprint in SARIF.
pub(super) const NAME: &str = "ungpCheck/v1";

fn fnv1a(texts: &[&str]) -> u128 {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let bytes = texts.iter().flat_map(|text| text.bytes().chain(std::iter::once(0)));
    bytes.fold(BASIS, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME))
}

/// Gives fingerprints to the findings of one input, in their order.
pub(super) struct Fingerprints<'a> {
    initiative: &'a str,
    seen: HashMap<u128, usize>,
}

impl<'a> Fingerprints<'a> {
    /// For one input.
    pub(super) fn new(report: &Report<'a>, checked: &'a Checked) -> Self {
        Self::of(checked.id(&report.pack.vocabulary))
    }

    /// For the initiative of this name.
    pub(super) fn of(initiative: &'a str) -> Self {
        Self { initiative, seen: HashMap::new() }
    }

    /// The next finding of a rule.
    pub(super) fn next(&mut self, code: &str, identity: &str) -> String {
        let hash = fnv1a(&[self.initiative, code, identity]);
        let count = self.seen.entry(hash).or_insert(0);
        *count += 1;
        let hash = if *count == 1 { hash } else { fnv1a(&[self.initiative, code, identity, &count.to_string()]) };
        format!("{hash:032x}")
    }

    /// Of a rule without findings: its verdict is what there is to recognise.
    pub(super) fn of_verdict(&mut self, code: &str, outcome: &Outcome) -> String {
        self.of_slug(code, outcome.verdict.slug())
    }

    /// The same, from the verdict as reports write it.
    pub(super) fn of_slug(&mut self, code: &str, verdict: &str) -> String {
        self.next(code, &format!("{code}.{verdict}||"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_fnv1a() {
        // The published values of the empty text and of "foobar", here without and with the zero byte that ends each text.
        assert_eq!(fnv1a(&[]), 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
        let by_hand = b"foobar\0"
            .iter()
            .fold(fnv1a(&[]), |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b));
        assert_eq!(fnv1a(&["foobar"]), by_hand);
        let foobar = b"foobar"
            .iter()
            .fold(fnv1a(&[]), |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b));
        assert_eq!(foobar, 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
    }

    #[test]
    fn equal_findings_are_told_apart_by_their_number() {
        let mut prints = Fingerprints { initiative: "x", seen: HashMap::new() };
        let (first, second, other) = (prints.next("A-1", "i"), prints.next("A-1", "i"), prints.next("A-2", "i"));
        assert!(first != second && second != other && first != other);
        let mut again = Fingerprints { initiative: "x", seen: HashMap::new() };
        assert_eq!(again.next("A-2", "i"), other);
        assert_eq!(again.next("A-1", "i"), first);
    }
}
