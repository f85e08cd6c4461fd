//! Many spellings, each judged by hand; numbers spelled out and read back.

use super::*;
use crate::value::{Duration, TimeUnit};
use proptest::prelude::*;
use regex::Regex;

fn shown_times(text: &str) -> Vec<String> {
    let words = |range: &Range<usize>| text.get(range.clone()).unwrap().to_owned();
    times(text).iter().map(|time| format!("{} = {}", words(&time.range), time.value.duration)).collect()
}

fn amount(text: &str, jurisdiction: Option<&str>) -> String {
    moneys(text, jurisdiction).iter().map(|money| money.value.to_string()).collect::<Vec<_>>().join(", ")
}

fn first_number(text: &str) -> Option<f64> {
    numbers(text).first().map(|number| number.value)
}

#[test]
fn numbers_in_figures() {
    for (text, value) in [
        ("1,000,000", 1e6),
        ("1 000 000", 1e6),
        ("1\u{a0}000\u{a0}000", 1e6),
        ("1.5", 1.5),
        ("20.000", 20.0),
        ("20.000.000", 2e7),
        ("50,000.00", 5e4),
        ("1,5", 1.5),
        ("10,00,000", 1e6),
        ("1’000’000", 1e6),
        ("20 million", 2e7),
        ("1.2bn", 1.2e9),
        ("24 (twenty-four)", 24.0),
        ("7", 7.0),
    ] {
        assert_eq!(numbers(text).iter().map(|number| number.value).collect::<Vec<_>>(), [value], "{text}");
        assert_eq!(numbers(text)[0].range, 0..text.len(), "{text}");
    }
    // A list is several numbers, and so are figures that are no groups.
    assert_eq!(numbers("1, 2 and 3").len(), 3);
    assert_eq!(numbers("articles 5 100 2000").iter().map(|number| number.value).collect::<Vec<_>>(), [5100.0, 2000.0]);
    assert_eq!(numbers("number 123456789012345678901234567890"), []);
}

#[test]
fn numbers_in_words() {
    for (text, value) in [
        ("twenty-four", 24.0),
        ("twenty four", 24.0),
        ("one hundred and fifty thousand", 150_000.0),
        ("five million", 5e6),
        ("a hundred", 100.0),
        ("two thousand, five hundred", 2500.0),
        ("two thousand five hundred", 2500.0),
        ("One hundred thousand", 100_000.0),
        ("ten (10)", 10.0),
        ("two and a half", 2.5),
        ("one and one-half", 1.5),
        ("three-quarters", 0.75),
        ("two thirds", 2.0 / 3.0),
        ("one half", 0.5),
        ("five lakh", 500_000.0),
        ("two crore fifty lakh", 25_000_000.0),
    ] {
        assert_eq!(numbers(text).iter().map(|number| number.value).collect::<Vec<_>>(), [value], "{text}");
    }
    let several = |text| numbers(text).iter().map(|number| number.value).collect::<Vec<_>>();
    assert_eq!(several("between one hundred and two hundred"), [100.0, 200.0]);
    assert_eq!(several("five thousand and ten thousand"), [5000.0, 10_000.0]);
    assert_eq!(several("ten and twenty"), [10.0, 20.0]);
    assert_eq!(several("twenty, thirty or forty"), [20.0, 30.0, 40.0]);
    assert_eq!(several("someone wrote often about weight and heighten"), [0.0_f64; 0]);
}

#[test]
fn times_in_many_spellings() {
    for (text, wanted) in [
        ("within twenty four hours of it", "twenty four hours = 24 h"),
        ("ten (10) working days", "ten (10) working days = 10 days"),
        ("24 (twenty-four) hours", "24 (twenty-four) hours = 24 h"),
        ("a 24-hour limit", "24-hour = 24 h"),
        ("within a month", "a month = 1 month"),
        ("for an hour", "an hour = 1 h"),
        ("one (1) year and six (6) months", "one (1) year and six (6) months = 18 months"),
        ("2 years, 3 months", "2 years, 3 months = 27 months"),
        ("one day and twelve hours", "one day and twelve hours = 36 h"),
        ("a fortnight", "a fortnight = 2 weeks"),
        ("half a year", "half a year = 0.5 years"),
        ("two and a half years", "two and a half years = 2.5 years"),
        ("two further months", "two further months = 2 months"),
        ("a further six weeks", "six weeks = 6 weeks"),
        ("any of the next 30 days", "30 days = 30 days"),
        ("48hrs", "48hrs = 48 h"),
        ("the tenth day of the month", "tenth day = 10 days"),
        ("the 30th day", "30th day = 30 days"),
        ("at the start of the twenty-first year", "twenty-first year = 21 years"),
        ("once every quarter, or a quarter", "a quarter = 3 months"),
        ("three months’ notice", "three months = 3 months"),
        ("thirty minutes", "thirty minutes = 30 min"),
        ("sixty calendar days (60 days)", "sixty calendar days (60 days) = 60 days"),
    ] {
        assert_eq!(shown_times(text), [wanted], "{text}");
    }
    for text in ["2018-05-25", "25 May 2018", "the day after", "that year", "in year 2", "a second time", "Act 17 of 2025", "monthly"] {
        assert_eq!(shown_times(text), [""; 0], "{text}");
    }
    assert_eq!(shown_times("from six months to two years"), ["six months = 6 months", "two years = 2 years"]);
    assert_eq!(shown_times("six months and one year"), ["six months = 6 months", "one year = 1 year"]);
}

#[test]
fn which_days_count_is_kept() {
    let kind = |text: &str| times(text)[0].value.days;
    assert_eq!(kind("five business days"), DayKind::Working);
    assert_eq!(kind("15 working days"), DayKind::Working);
    assert_eq!(kind("seven sitting days"), DayKind::Sitting);
    assert_eq!(kind("seven clear days"), DayKind::Calendar);
    assert_eq!(kind("ten days"), DayKind::Calendar);
}

#[test]
fn ordinals_come_after_what_is_counted() {
    assert_eq!(
        read(QuantityType::Duration, "on the first day of a period of three weeks", None),
        Some(Quantity::Duration(Duration { amount: 3.0, unit: TimeUnit::Week }))
    );
}

#[test]
fn what_comes_back() {
    let shown = |text: &str| recurrences(text).iter().map(|often| often.value.to_string()).collect::<Vec<_>>();
    for (text, wanted) in [
        ("quarterly reports", "3 months"),
        ("annually", "1 year"),
        ("at least once every quarter", "3 months"),
        ("once a month", "1 month"),
        ("twice in each financial year", "0.5 years"),
        ("semi-annually", "6 months"),
        ("half-yearly", "6 months"),
        ("each year", "1 year"),
        ("Daily", "1 day"),
    ] {
        assert_eq!(shown(text), [wanted], "{text}");
    }
    assert_eq!(shown("a year, half weekly pay, once in a while"), ["1 week"]);
    let year = Quantity::Duration(Duration { amount: 1.0, unit: TimeUnit::Year });
    assert_eq!(read(QuantityType::Duration, "an annual report", None), Some(year));
    let half = Quantity::Duration(Duration { amount: 0.5, unit: TimeUnit::Year });
    assert_eq!(read(QuantityType::Duration, "twice a year", None), Some(half));
}

#[test]
fn percentages() {
    for (text, value) in [
        ("4 %", 4.0),
        ("4%", 4.0),
        ("6 per cent", 6.0),
        ("six percent", 6.0),
        ("ten percentum (10%)", 10.0),
        ("twenty per centum", 20.0),
        ("0.5 percentage points", 0.5),
        ("25 basis points", 0.25),
        ("2,5 %", 2.5),
    ] {
        assert_eq!(percents(text).iter().map(|percent| percent.value).collect::<Vec<_>>(), [value], "{text}");
    }
    assert_eq!(percents("five persons per centre"), []);
}

#[test]
fn money_with_its_currency() {
    for (text, wanted) in [
        ("€ 500", "500 EUR"),
        ("10 000 000 EUR", "10000000 EUR"),
        ("EUR 10 000", "10000 EUR"),
        ("US$20 million", "20000000 USD"),
        ("S$20,000", "20000 SGD"),
        ("£5,000", "5000 GBP"),
        ("£5m", "5000000 GBP"),
        ("R500 000", "500000 ZAR"),
        ("₹ 5 crore", "50000000 INR"),
        ("₦500,000.00", "500000 NGN"),
        ("GH¢5,000", "5000 GHS"),
        ("KSh. 200,000", "200000 KES"),
        ("fifty million euros", "50000000 EUR"),
        ("500,000 Naira", "500000 NGN"),
        ("five thousand pounds sterling", "5000 GBP"),
        ("one million United States dollars", "1000000 USD"),
        ("ten thousand US dollars", "10000 USD"),
        ("500 Kenya shillings", "500 KES"),
        ("Two million pesos (Php2,000,000.00)", "2000000 PHP"),
        ("AED 100,000", "100000 AED"),
        ("300,000 rand", "300000 ZAR"),
    ] {
        // Bare pesos are of somewhere.
        let jurisdiction = text.contains("pesos").then_some("PH");
        assert_eq!(amount(text, jurisdiction), wanted, "{text}");
        assert_eq!(moneys(text, jurisdiction)[0].range, 0..text.len(), "{text}");
    }
}

#[test]
fn bare_names_of_money_are_the_countrys_own() {
    for (text, country, wanted) in [
        ("$250,000", "CA", "250000 CAD"),
        ("$20,000", "SG", "20000 SGD"),
        ("$20,000", "MX", "20000 MXN"),
        ("ten million shillings", "KE", "10000000 KES"),
        ("ten million shillings", "TZ", "10000000 TZS"),
        ("Rs. 5,000/-", "IN", "5000 INR"),
        ("Rs 5,000", "PK", "5000 PKR"),
        ("P10,000.00", "PH", "10000 PHP"),
        ("P10,000", "BW", "10000 BWP"),
        ("100,000 dirhams", "AE", "100000 AED"),
        ("500 francs", "CH", "500 CHF"),
        ("500 pounds", "EG", "500 EGP"),
        ("500 dollars", "US-CA", "500 USD"),
        ("five cedis", "GH", "5 GHS"),
        ("200 000 kronor", "SE", "200000 SEK"),
        ("K5,000", "ZM", "5000 ZMW"),
        ("N 200,000", "NG", "200000 NGN"),
    ] {
        assert_eq!(amount(text, Some(country)), wanted, "{text} {country}");
        assert_eq!(moneys(text, Some(country))[0].range, 0..text.len(), "{text}");
    }
    for text in ["$250,000", "ten million shillings", "100,000 dirhams", "500 dollars"] {
        assert_eq!(amount(text, None), "", "{text}");
    }
    assert_eq!(amount("500 dollars", Some("EU")), "");
}

#[test]
fn what_is_no_money() {
    for text in ["P 12", "Article R 5", "S 20", "ten persons pay in dollars", "s 5 (2)", "the euro", "20 members", "All 5", "N 14"] {
        assert_eq!(amount(text, Some("SG")), "", "{text}");
    }
}

#[test]
fn levels_and_units_of_fines() {
    let shown = |text: &str| scales(text).iter().map(|scale| scale.value.to_string()).collect::<Vec<_>>();
    assert_eq!(shown("a fine not exceeding level 5 on the standard scale"), ["level 5"]);
    assert_eq!(shown("a fine not exceeding level six or"), ["level 6"]);
    assert_eq!(
        shown("not less than two thousand, five hundred penalty units and not more than 5,000 penalty units"),
        ["2500 penalty units", "5000 penalty units"]
    );
    assert_eq!(shown("forty-eight currency points"), ["48 currency points"]);
    assert_eq!(shown("a high level of protection of 5 units, level 2.5"), [""; 0]);
}

#[test]
fn days_of_the_calendar() {
    let shown = |text: &str| days(text).iter().map(|day| day.value.to_string()).collect::<Vec<_>>();
    assert_eq!(shown("by 25 May 2018"), ["25 May 2018"]);
    assert_eq!(shown("on or before May 31 of each year"), ["31 May"]);
    assert_eq!(shown("the 1st day of January, 2020"), ["1 January 2020"]);
    assert_eq!(shown("since 2018-05-25"), ["25 May 2018"]);
    assert_eq!(shown("September 30, 2024"), ["30 September 2024"]);
    assert_eq!(shown("section 5 may 31 times, 31 February, 40 May"), [""; 0]);
    assert_eq!(read(QuantityType::Date, "May 31", None), None);
    assert_eq!(figure(QuantityType::Date, "May 31", None), Some(Quantity::Text("31 May".into())));
}

#[test]
fn ranges_give_two() {
    assert_eq!(shown_times("not less than one year and not more than five years").len(), 2);
    assert_eq!(amount("not less than $500 and not more than $1,000", Some("CA")), "500 CAD, 1000 CAD");
}

/// What each placeholder must match whole.
#[test]
fn patterns_cover_what_readers_read() {
    let whole = |pattern: &str| Regex::new(&format!("(?i)^{pattern}$")).unwrap();
    let spellings: [(&str, &[&str]); 7] = [
        (OFTEN, &["quarterly", "every year", "once a month", "twice in each financial year", "semi-annually", "half-yearly", "annual"]),
        (
            TIME,
            &[
                "twenty four hours",
                "ten (10) working days",
                "24 (twenty-four) hours",
                "24-hour",
                "a month",
                "one (1) year and six (6) months",
                "two further months",
                "48hrs",
                "one hundred and twenty days",
                "two and a half years",
            ],
        ),
        (
            MONEY,
            &[
                "10 000 000 EUR",
                "€ 500",
                "$250,000",
                "S$20,000",
                "$20 million",
                "Two million pesos (Php2,000,000.00)",
                "five million Kenya shillings",
                "one hundred and fifty thousand United States of America dollars",
                "R500 000",
                "Rs. 5,000",
                "KSh. 200,000",
            ],
        ),
        (PERCENT, &["4 %", "six per cent", "ten percentum (10%)", "0.5 percentage points"]),
        (NUMBER, &["24", "1,000", "twenty-four (24)", "one hundred and fifty thousand", "2 000"]),
        (SCALE, &["level 5 on the standard scale", "level six", "two thousand, five hundred penalty units", "500 penalty units"]),
        (DATE, &["25 May 2018", "May 31", "1st day of January, 2020", "2018-05-25"]),
    ];
    for (pattern, texts) in spellings {
        for text in texts {
            assert!(whole(pattern).is_match(text), "{text}");
        }
    }
}

#[test]
fn placeholders_are_read_with_their_own_type() {
    for ((name, pattern, kind), text) in PLACEHOLDERS.iter().zip(["ten days", "yearly", "5 EUR", "4 %", "seven", "1 May 2020", "level 3"]) {
        let pattern = Regex::new(&format!("(?i){pattern}")).unwrap();
        let words = pattern.find(text).unwrap().as_str();
        assert!(figure(*kind, words, None).is_some(), "{name}: {text}");
    }
}

fn spelled(number: u64) -> String {
    let below_hundred = |number: u64| -> String {
        let small = [
            "",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ];
        let tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
        match (number / 10, number % 10) {
            (0 | 1, _) => small[number as usize].to_owned(),
            (ten, 0) => tens[ten as usize].to_owned(),
            (ten, unit) => format!("{}-{}", tens[ten as usize], small[unit as usize]),
        }
    };
    let below_thousand = |number: u64| match (number / 100, number % 100) {
        (0, rest) => below_hundred(rest),
        (hundreds, 0) => format!("{} hundred", below_hundred(hundreds)),
        (hundreds, rest) => format!("{} hundred and {}", below_hundred(hundreds), below_hundred(rest)),
    };
    let mut parts = Vec::new();
    for (scale, name) in
        [(1_000_000_000_000, " trillion"), (1_000_000_000, " billion"), (1_000_000, " million"), (1000, " thousand"), (1, "")]
    {
        let group = number / scale % 1000;
        if group > 0 {
            parts.push(format!("{}{name}", below_thousand(group)));
        }
    }
    parts.join(" ")
}

proptest! {
    /// Every number up to a trillion, spelled out, is read back; also with “and” before the last, and without hyphens.
    #[test]
    fn spelled_numbers_are_read_back(digits in 1_u32..=13, seed in 1_u64..=1_000_000_000_000) {
        let number = (seed % 10_u64.pow(digits - 1).max(1)).max(1);
        let words = spelled(number);
        for words in [words.clone(), words.replace('-', " "), words.to_uppercase(), words.replace(" and ", " ")] {
            prop_assert_eq!(first_number(&words), Some(number as f64), "{}", words);
            prop_assert_eq!(numbers(&words).len(), 1, "{}", words);
        }
    }

    /// Figures with groups, too.
    #[test]
    fn grouped_figures_are_read_back(number in 0_u64..=1_000_000_000_000) {
        for separator in [",", " ", "\u{a0}"] {
            let digits = number.to_string();
            let mut grouped = String::new();
            for (at, digit) in digits.chars().enumerate() {
                if at > 0 && (digits.len() - at) % 3 == 0 {
                    grouped.push_str(separator);
                }
                grouped.push(digit);
            }
            prop_assert_eq!(first_number(&grouped), Some(number as f64), "{}", grouped);
        }
    }

    /// Nothing that is put in stops a reader, and what it finds lies in the text.
    #[test]
    fn any_text_is_read(text in "(?s)[0-9a-z ,.()$€%/\u{2013}'-]{0,80}|.{0,40}") {
        for range in times(&text).into_iter().map(|time| time.range)
            .chain(moneys(&text, Some("KE")).into_iter().map(|money| money.range))
            .chain(percents(&text).into_iter().map(|percent| percent.range))
            .chain(scales(&text).into_iter().map(|scale| scale.range))
            .chain(days(&text).into_iter().map(|day| day.range))
        {
            prop_assert!(text.get(range.clone()).is_some_and(|words| !words.is_empty()), "{:?}", range);
        }
    }
}
