//! How far two people agree: the share of equal answers, and Cohen's kappa.

use std::collections::BTreeMap;

/// Pairs of answers to the same questions, the first one's and the second one's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(Vec<[String; 2]>);

/// The figures.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Agreement {
    /// Facts on which both gave an answer.
    pub facts: usize,
    /// Those with the same answer.
    pub agreed: usize,
    /// Cohen's kappa; `None` without facts, and where both gave one and the same answer throughout.
    pub kappa: Option<f64>,
}

impl Answers {
    /// Adds what both say on one question.
    pub fn add(&mut self, both: [String; 2]) {
        self.0.push(both);
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &[String; 2]> {
        self.0.iter()
    }

    /// The figures. With `n` questions of which `a` have the same answer, and `f(k)` and `s(k)` answers `k` of the first and the
    /// second, kappa is `(p − e) / (1 − e)` with `p = a / n` and `e = Σ f(k) s(k) / n²`, which is `(n a − c) / (n² − c)` with
    /// `c = Σ f(k) s(k)`: counted in whole numbers, so that nothing is lost before the one division.
    pub fn figures(&self) -> Agreement {
        let mut counts: BTreeMap<&str, [u64; 2]> = BTreeMap::new();
        let mut agreed = 0;
        for [first, second] in &self.0 {
            agreed += usize::from(first == second);
            counts.entry(first).or_default()[0] += 1;
            counts.entry(second).or_default()[1] += 1;
        }
        let chance: u64 = counts.values().map(|[first, second]| first * second).sum();
        let number = self.0.len() as u64;
        let whole = number * number;
        #[expect(clippy::cast_precision_loss, reason = "far below 2^52: a text holds at most two million values")]
        let kappa = (whole > chance).then(|| ((number * agreed as u64) as f64 - chance as f64) / (whole - chance) as f64);
        Agreement { facts: self.0.len(), agreed, kappa }
    }
}

impl FromIterator<[String; 2]> for Answers {
    fn from_iter<T: IntoIterator<Item = [String; 2]>>(all: T) -> Self {
        Self(all.into_iter().collect())
    }
}

impl Agreement {
    /// The share of equal answers, from 0 to 1; `None` without facts.
    pub fn share(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
        (self.facts > 0).then(|| self.agreed as f64 / self.facts as f64)
    }
}
