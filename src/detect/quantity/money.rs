//! Amounts of money.

use super::currency;
use super::token::{Kind, Tokens};
use crate::value::{Currency, Money};

/// “United States of America dollars”: more words than this do not belong to a currency.
const MAX_WORDS_BEFORE: usize = 4;

impl Tokens<'_> {
    /// An amount of money, and the token after it.
    pub(super) fn money(&self, at: usize, jurisdiction: Option<&str>) -> Option<(Money, usize)> {
        let (money, mut next) = self.bare_money(at, jurisdiction)?;
        next = self.after_repetition(next, |tokens, at| tokens.bare_money(at, jurisdiction));
        // “Rs. 5,000/-”, “Sh. 500/=”.
        if self.kind(next) == Kind::Slash && !self.gap(next) && matches!(self.text(next + 1), "-" | "=" | "–") {
            next += 2;
        }
        Some((money, next))
    }

    fn bare_money(&self, at: usize, jurisdiction: Option<&str>) -> Option<(Money, usize)> {
        self.sign_first(at, jurisdiction).or_else(|| self.number_first(at, jurisdiction))
    }

    /// `€ 500`, `US$20 million`, `Php1,000.00`, `EUR 10 000`, `Rs. 500`.
    fn sign_first(&self, at: usize, jurisdiction: Option<&str>) -> Option<(Money, usize)> {
        let (currency, next) = self.sign(at, jurisdiction)?;
        let Kind::Number(_) = self.kind(next) else { return None };
        let (amount, next) = self.number(next)?;
        Some((money(amount, currency), next))
    }

    /// A sign or an abbreviation: one token, or letters with a sign right after (`US$`), then perhaps a stop.
    fn sign(&self, at: usize, jurisdiction: Option<&str>) -> Option<(Currency, usize)> {
        let kind = self.kind(at);
        if kind == Kind::Sign {
            return Some((currency::sign(self.text(at), jurisdiction)?, at + 1));
        }
        let word = self.word(at);
        if word.is_empty() || word.len() > 5 {
            return None;
        }
        if self.kind(at + 1) == Kind::Sign && !self.gap(at + 1) {
            let joined = format!("{word}{}", self.text(at + 1));
            let currency = currency::sign(&joined, jurisdiction).or_else(|| currency::code(word))?;
            return Some((currency, at + 2));
        }
        if !currency::is_sign(word) {
            return None;
        }
        let next = at + 1 + usize::from(self.kind(at + 1) == Kind::Stop && !self.gap(at + 1));
        // A single letter must touch the figures, `R500`, or these must be grouped, `N 200,000`: “P 12” is a page.
        if word.len() == 1 && self.gap(next) && !self.text(next).contains(',') {
            return None;
        }
        Some((currency::sign(word, jurisdiction)?, next))
    }

    /// `10 000 000 EUR`, `five million Kenya shillings`, `500 US dollars`.
    fn number_first(&self, at: usize, jurisdiction: Option<&str>) -> Option<(Money, usize)> {
        let (amount, next) = self.number(at)?;
        let next = next + usize::from(self.is(next, "of"));
        if let Some(currency) = currency::code(self.word(next)) {
            return Some((money(amount, currency), next + 1));
        }
        if self.kind(next) == Kind::Sign {
            return Some((money(amount, currency::sign(self.text(next), jurisdiction)?), next + 1));
        }
        let mut before: Vec<&str> = Vec::new();
        for place in next..=next + MAX_WORDS_BEFORE {
            let word = self.word(place);
            if let Some(name) = currency::name(word) {
                // “pounds sterling”
                let sterling = usize::from(self.is(place + 1, "sterling"));
                if sterling == 1 {
                    before.push("sterling");
                }
                let currency = currency::named(name, &before, jurisdiction)?;
                return Some((money(amount, currency), place + 1 + sterling));
            }
            match self.kind(place) {
                Kind::Stop => continue,
                // A country has a capital; “ten persons pay in dollars” are no ten dollars.
                Kind::Word if word.starts_with(|letter: char| letter.is_ascii_uppercase()) || self.is_any(place, &["of", "us"]) => {}
                _ => break,
            }
            before.push(word);
        }
        None
    }
}

fn money(amount: f64, currency: Currency) -> Money {
    Money { amount, currency, converted: None }
}
