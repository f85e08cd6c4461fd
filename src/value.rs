//! Values with a type: numbers, percentages, money, durations and dates, how they are written, and how they compare.
//!
//! Comparison is three-valued where the answer depends on something nobody said: a month against 30 days, or two currencies.

use std::cmp::Ordering;
use std::fmt;

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeUnit {
    /// 60 seconds.
    Minute,
    /// 60 minutes.
    Hour,
    /// 24 hours.
    Day,
    /// 7 days.
    Week,
    /// A calendar month: 28 to 31 days.
    Month,
    /// 12 months.
    Year,
}

impl TimeUnit {
    /// Every spelling that is read, the usual one first for each unit.
    pub const SPELLINGS: [(&'static str, TimeUnit); 15] = [
        ("h", Self::Hour),
        ("hours", Self::Hour),
        ("hour", Self::Hour),
        ("min", Self::Minute),
        ("minute", Self::Minute),
        ("minutes", Self::Minute),
        ("days", Self::Day),
        ("day", Self::Day),
        ("d", Self::Day),
        ("weeks", Self::Week),
        ("week", Self::Week),
        ("months", Self::Month),
        ("month", Self::Month),
        ("years", Self::Year),
        ("year", Self::Year),
    ];

    /// From a word such as `h` or `days`.
    pub fn parse(word: &str) -> Option<Self> {
        Self::SPELLINGS.iter().find(|(spelling, _)| *spelling == word).map(|(_, unit)| *unit)
    }

    fn name(self, amount: f64) -> &'static str {
        let one = amount == 1.0;
        match self {
            Self::Minute => "min",
            Self::Hour => "h",
            Self::Day if one => "day",
            Self::Day => "days",
            Self::Week if one => "week",
            Self::Week => "weeks",
            Self::Month if one => "month",
            Self::Month => "months",
            Self::Year if one => "year",
            Self::Year => "years",
        }
    }

    /// Hours in one unit, least and most, by calendar.
    fn hours(self) -> (f64, f64) {
        match self {
            Self::Minute => (1.0 / 60.0, 1.0 / 60.0),
            Self::Hour => (1.0, 1.0),
            Self::Day => (24.0, 24.0),
            Self::Week => (168.0, 168.0),
            Self::Month => (28.0 * 24.0, 31.0 * 24.0),
            Self::Year => (365.0 * 24.0, 366.0 * 24.0),
        }
    }

    fn months(self) -> Option<f64> {
        match self {
            Self::Month => Some(1.0),
            Self::Year => Some(12.0),
            _ => None,
        }
    }
}

/// A length of time as it was written: `24 h`, `3 months`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Duration {
    /// How many units; not negative.
    pub amount: f64,
    /// The unit.
    pub unit: TimeUnit,
}

impl Duration {
    /// Which is longer; `None` when that depends on the calendar (`1 month` against `30 days`).
    pub fn compare(self, other: Self) -> Option<Ordering> {
        if let (Some(left), Some(right)) = (self.unit.months(), other.unit.months()) {
            return (self.amount * left).partial_cmp(&(other.amount * right));
        }
        let range = |duration: Self| {
            let (least, most) = duration.unit.hours();
            (least * duration.amount, most * duration.amount)
        };
        let ((left_least, left_most), (right_least, right_most)) = (range(self), range(other));
        // Sixtieths of an hour are not exact in binary; a second either way is the same length.
        let slack = 1.0 / 3600.0;
        if (left_least - right_least).abs() < slack && (left_most - right_most).abs() < slack && (left_most - left_least).abs() < slack {
            Some(Ordering::Equal)
        } else if left_most < right_least {
            Some(Ordering::Less)
        } else if left_least > right_most {
            Some(Ordering::Greater)
        } else {
            None
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.amount, self.unit.name(self.amount))
    }
}

/// Three capital letters, such as `EUR`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// From a word of three capitals.
    pub fn parse(word: &str) -> Option<Self> {
        let code: [u8; 3] = word.as_bytes().try_into().ok()?;
        code.iter().all(u8::is_ascii_uppercase).then_some(Self(code))
    }

    /// The code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

/// An amount of money, with what it was worth in another currency if somebody said so: `250000 CAD (170000 EUR)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Money {
    /// The amount in the law.
    pub amount: f64,
    /// The currency of the law.
    pub currency: Currency,
    /// The same, converted.
    pub converted: Option<(f64, Currency)>,
}

impl Money {
    fn amounts(&self) -> impl Iterator<Item = (f64, Currency)> + '_ {
        std::iter::once((self.amount, self.currency)).chain(self.converted)
    }

    /// Which is more; `None` when the two share no currency.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        self.amounts().find_map(|(left, currency)| {
            other.amounts().find(|(_, theirs)| *theirs == currency).and_then(|(right, _)| left.partial_cmp(&right))
        })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.amount, self.currency.code())?;
        match &self.converted {
            Some((amount, currency)) => write!(out, " ({amount} {})", currency.code()),
            None => Ok(()),
        }
    }
}

/// A single value that is neither a name from a closed list nor a set of such names.
#[derive(Debug, Clone, PartialEq)]
pub enum Quantity {
    /// A plain number.
    Number(f64),
    /// A percentage; `6%` is 6.
    Percent(f64),
    /// Money; boxed, so that a description's many other values stay small.
    Money(Box<Money>),
    /// A length of time.
    Duration(Duration),
    /// A calendar day.
    Date(jiff::civil::Date),
    /// Free text.
    Text(Box<str>),
}

/// The type of a [`Quantity`], and what users call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuantityType {
    /// `3`, `0.5`
    Number,
    /// `6%`
    Percent,
    /// `200000 EUR`
    Money,
    /// `24 h`
    Duration,
    /// `2024-07-25`
    Date,
    /// any text
    Text,
}

impl QuantityType {
    /// All types, in the order of the reference.
    pub const ALL: [Self; 6] = [Self::Number, Self::Percent, Self::Money, Self::Duration, Self::Date, Self::Text];

    /// The word in the vocabulary.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Percent => "percent",
            Self::Money => "money",
            Self::Duration => "duration",
            Self::Date => "date",
            Self::Text => "text",
        }
    }

    /// `a number`, `an amount of money`: for messages.
    pub fn article(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Percent => "a percentage",
            Self::Money => "an amount of money",
            Self::Duration => "a duration",
            Self::Date => "a date",
            Self::Text => "a text",
        }
    }

    /// How to write one, for messages.
    pub fn example(self) -> &'static str {
        match self {
            Self::Number => "`3` or `0.5`",
            Self::Percent => "`6%`",
            Self::Money => "`200000 EUR`",
            Self::Duration => "`24 h`, `30 days`, `6 months` or `2 years`",
            Self::Date => "`2024-07-25`",
            Self::Text => "some words",
        }
    }
}

impl Quantity {
    /// Its type.
    pub fn quantity_type(&self) -> QuantityType {
        match self {
            Self::Number(_) => QuantityType::Number,
            Self::Percent(_) => QuantityType::Percent,
            Self::Money(_) => QuantityType::Money,
            Self::Duration(_) => QuantityType::Duration,
            Self::Date(_) => QuantityType::Date,
            Self::Text(_) => QuantityType::Text,
        }
    }

    /// The order of two values of one type; `None` when nobody can say, or the types differ.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Number(left), Self::Number(right)) | (Self::Percent(left), Self::Percent(right)) => left.partial_cmp(right),
            (Self::Money(left), Self::Money(right)) => left.compare(right),
            (Self::Duration(left), Self::Duration(right)) => left.compare(*right),
            (Self::Date(left), Self::Date(right)) => Some(left.cmp(right)),
            (Self::Text(left), Self::Text(right)) => Some(folded(left).cmp(&folded(right))),
            _ => None,
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(out, "{number}"),
            Self::Percent(number) => write!(out, "{number}%"),
            Self::Money(money) => write!(out, "{money}"),
            Self::Duration(duration) => write!(out, "{duration}"),
            Self::Date(date) => write!(out, "{date}"),
            Self::Text(text) => out.write_str(text),
        }
    }
}

/// A text as it is compared: capitals, white space and quotation marks make no difference.
fn folded(text: &str) -> String {
    let plain = text.replace(['"', '\'', '‘', '’', '“', '”', '«', '»', '„'], "").to_lowercase();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A plain decimal number: digits, `_` between digits, one decimal point, an optional exponent; finite and not negative.
pub fn parse_number(text: &str) -> Option<f64> {
    let first = text.bytes().next()?;
    let shape = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'_' | b'.' | b'e' | b'E' | b'+' | b'-'));
    if !first.is_ascii_digit() || !shape || text.ends_with(['_', '.']) {
        return None;
    }
    let plain: std::borrow::Cow<'_, str> = if text.contains('_') { text.replace('_', "").into() } else { text.into() };
    plain.parse().ok().filter(|number: &f64| number.is_finite())
}

/// Why a text is no value of a type: what is wrong, and the bytes of the text that are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// What is wrong, for a message.
    pub problem: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The bytes at fault.
    pub range: std::ops::Range<usize>,
}

impl Malformed {
    fn whole(text: &str, kind: QuantityType) -> Self {
        Self {
            problem: format!("`{}` is not {}", shorten(text), kind.article()),
            help: Some(match kind {
                _ if text.starts_with('-') => format!("it cannot be negative: write {}", kind.example()),
                QuantityType::Money => format!("write an amount and a currency of three capitals: {}", kind.example()),
                _ => format!("write {}", kind.example()),
            }),
            range: 0..text.len(),
        }
    }
}

/// At most 60 characters of a user's text, for a message.
pub fn shorten(text: &str) -> std::borrow::Cow<'_, str> {
    if text.chars().nth(60).is_none() { text.into() } else { format!("{}…", text.chars().take(59).collect::<String>()).into() }
}

/// Reads a value of a type from the text of a description.
///
/// # Errors
/// Says what is wrong and where in the text.
pub fn parse_quantity(text: &str, kind: QuantityType) -> Result<Quantity, Malformed> {
    match kind {
        QuantityType::Text => Ok(Quantity::Text(text.into())),
        QuantityType::Number => parse_number(text).map(Quantity::Number).ok_or_else(|| Malformed::whole(text, kind)),
        QuantityType::Percent => match text.strip_suffix('%').map(str::trim_end).and_then(parse_number) {
            Some(number) => Ok(Quantity::Percent(number)),
            None => Err(missing_unit(text, kind, "%")),
        },
        QuantityType::Date => text.parse().map(Quantity::Date).map_err(|_| Malformed::whole(text, kind)),
        QuantityType::Duration => parse_duration(text).map(Quantity::Duration),
        QuantityType::Money => parse_money(text).map(|money| Quantity::Money(Box::new(money))),
    }
}

fn missing_unit(text: &str, kind: QuantityType, unit: &str) -> Malformed {
    let mut malformed = Malformed::whole(text, kind);
    if parse_number(text).is_some() {
        malformed.problem = format!("`{text}` has no unit");
        malformed.help = Some(match kind {
            QuantityType::Percent => format!("write `{text}{unit}`"),
            QuantityType::Money => format!("write `{text}{unit}` if that is the currency, otherwise the law's own"),
            _ => format!("write `{text}{unit}` if that is the unit, otherwise the unit of the law: {}", kind.example()),
        });
    }
    malformed
}

fn parse_duration(text: &str) -> Result<Duration, Malformed> {
    let kind = QuantityType::Duration;
    let unit_at = text.find(|letter: char| letter.is_alphabetic()).ok_or_else(|| missing_unit(text, kind, " h"))?;
    let (number, word) = text.split_at(unit_at);
    let amount = parse_number(number.trim_end()).ok_or_else(|| Malformed::whole(text, kind))?;
    match TimeUnit::parse(word) {
        Some(unit) => Ok(Duration { amount, unit }),
        None => Err(Malformed {
            problem: format!("`{}` is not a unit of time", shorten(word)),
            help: crate::suggest::did_you_mean(word, TimeUnit::SPELLINGS.iter().map(|(spelling, _)| *spelling))
                .or_else(|| Some("units are `min`, `h`, `days`, `weeks`, `months` and `years`".into())),
            range: unit_at..text.len(),
        }),
    }
}

fn parse_money(text: &str) -> Result<Money, Malformed> {
    let kind = QuantityType::Money;
    let (main, converted) = match text.split_once('(') {
        None => (text, None),
        Some((main, rest)) => (main.trim_end(), Some(rest.strip_suffix(')').ok_or_else(|| Malformed::whole(text, kind))?)),
    };
    let (amount, currency) = amount_of_money(main).ok_or_else(|| missing_unit(text, kind, " EUR"))?;
    let converted = match converted {
        None => None,
        Some(other) => Some(amount_of_money(other.trim()).ok_or_else(|| Malformed::whole(text, kind))?),
    };
    Ok(Money { amount, currency, converted })
}

fn amount_of_money(text: &str) -> Option<(f64, Currency)> {
    let (number, code) = text.rsplit_once(' ')?;
    Some((parse_number(number.trim_end())?, Currency::parse(code)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn duration(text: &str) -> Duration {
        parse_duration(text).unwrap()
    }

    #[test]
    fn durations_compare_by_calendar() {
        assert_eq!(duration("24 h").compare(duration("1 day")), Some(Ordering::Equal));
        assert_eq!(duration("60 min").compare(duration("1 h")), Some(Ordering::Equal));
        assert_eq!(duration("24 months").compare(duration("2 years")), Some(Ordering::Equal));
        assert_eq!(duration("1 month").compare(duration("30 days")), None);
        assert_eq!(duration("1 month").compare(duration("27 days")), Some(Ordering::Greater));
        assert_eq!(duration("72h").compare(duration("1 month")), Some(Ordering::Less));
    }

    #[test]
    fn money_compares_in_a_shared_currency() {
        let money = |text| parse_money(text).unwrap();
        assert_eq!(money("250000 CAD (170000 EUR)").compare(&money("200000 EUR")), Some(Ordering::Less));
        assert_eq!(money("250000 CAD").compare(&money("200000 EUR")), None);
        assert_eq!(money("1_000 EUR").compare(&money("1000 EUR")), Some(Ordering::Equal));
    }

    #[test]
    fn malformed_values_say_where() {
        let wrong = |text, kind| parse_quantity(text, kind).unwrap_err();
        let unit = wrong("24 hous", QuantityType::Duration);
        assert_eq!((unit.range, unit.help.as_deref()), (3..7, Some("did you mean `hours`?")));
        assert_eq!(wrong("24", QuantityType::Duration).problem, "`24` has no unit");
        assert_eq!(wrong("-3", QuantityType::Number).problem, "`-3` is not a number");
        assert_eq!(wrong("1e999", QuantityType::Number).problem, "`1e999` is not a number");
        assert_eq!(wrong("2024-02-30", QuantityType::Date).problem, "`2024-02-30` is not a date");
        assert_eq!(wrong("5 Euro", QuantityType::Money).problem, "`5 Euro` is not an amount of money");
    }
}
