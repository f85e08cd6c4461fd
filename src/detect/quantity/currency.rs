//! Which currency is meant: by its code, its sign, or its name, where need be with the law's own country.

use crate::value::Currency;
use iso_currency::Currency as Iso;
use std::str::FromStr;
use std::sync::OnceLock;

/// Signs and abbreviations that mean one currency everywhere, as they are written.
const CERTAIN: [(&str, &str); 34] = [
    ("€", "EUR"),
    ("EURO", "EUR"),
    ("US$", "USD"),
    ("USD$", "USD"),
    ("S$", "SGD"),
    ("A$", "AUD"),
    ("AU$", "AUD"),
    ("C$", "CAD"),
    ("CA$", "CAD"),
    ("NZ$", "NZD"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("J$", "JMD"),
    ("TT$", "TTD"),
    ("BZ$", "BZD"),
    ("FJ$", "FJD"),
    ("N$", "NAD"),
    ("R$", "BRL"),
    ("₹", "INR"),
    ("₦", "NGN"),
    ("₱", "PHP"),
    ("Php", "PHP"),
    ("PhP", "PHP"),
    ("KSh", "KES"),
    ("Ksh", "KES"),
    ("Kshs", "KES"),
    ("KShs", "KES"),
    ("USh", "UGX"),
    ("UShs", "UGX"),
    ("TSh", "TZS"),
    ("TShs", "TZS"),
    ("₵", "GHS"),
    ("₩", "KRW"),
    ("₫", "VND"),
];

/// Signs and abbreviations that need the country: the name of the currency, and what is meant where the country is not known.
const DOUBTFUL: [(&str, &str, Option<&str>); 20] = [
    ("$", "dollar", None),
    ("$", "peso", None),
    ("£", "pound", Some("GBP")),
    ("¥", "yen", None),
    ("¥", "yuan", None),
    ("¥", "renminbi", None),
    ("¢", "cedi", None),
    ("GH¢", "cedi", Some("GHS")),
    ("R", "rand", Some("ZAR")),
    ("P", "peso", None),
    ("P", "pula", None),
    ("K", "kwacha", None),
    ("K", "kina", None),
    ("N", "naira", None),
    ("Rs", "rupee", None),
    ("Re", "rupee", None),
    ("Sh", "shilling", None),
    ("Shs", "shilling", None),
    ("Tk", "taka", None),
    ("Le", "leone", None),
];

/// Names of currencies, the plurals that are not made with an `s` beside the singular.
const NAMES: [(&str, &str); 74] = [
    ("dollar", "dollar"),
    ("shilling", "shilling"),
    ("peso", "peso"),
    ("rupee", "rupee"),
    ("pound", "pound"),
    ("franc", "franc"),
    ("dirham", "dirham"),
    ("rand", "rand"),
    ("naira", "naira"),
    ("cedi", "cedi"),
    ("euro", "euro"),
    ("kwacha", "kwacha"),
    ("birr", "birr"),
    ("dinar", "dinar"),
    ("riyal", "riyal"),
    ("rial", "rial"),
    ("reais", "real"),
    ("yen", "yen"),
    ("yuan", "yuan"),
    ("renminbi", "renminbi"),
    ("won", "won"),
    ("baht", "baht"),
    ("rupiah", "rupiah"),
    ("ringgit", "ringgit"),
    ("dong", "dong"),
    ("lira", "lira"),
    ("krona", "kron"),
    ("kronor", "kron"),
    ("krone", "kron"),
    ("kroner", "kron"),
    ("zloty", "zloty"),
    ("forint", "forint"),
    ("koruna", "koruna"),
    ("leu", "leu"),
    ("lei", "leu"),
    ("lev", "lev"),
    ("leva", "lev"),
    ("ruble", "ruble"),
    ("rouble", "ruble"),
    ("hryvnia", "hryvnia"),
    ("hryvnias", "hryvnia"),
    ("taka", "taka"),
    ("kina", "kina"),
    ("pula", "pula"),
    ("loti", "loti"),
    ("maloti", "loti"),
    ("lilangeni", "lilangeni"),
    ("emalangeni", "lilangeni"),
    ("leone", "leone"),
    ("dalasi", "dalasi"),
    ("kyat", "kyat"),
    ("riel", "riel"),
    ("tugrik", "tögrög"),
    ("tenge", "tenge"),
    ("lari", "lari"),
    ("dram", "dram"),
    ("manat", "manat"),
    ("guarani", "guaran"),
    ("guaranies", "guaran"),
    ("sol", "sol"),
    ("soles", "sol"),
    ("bolivar", "bol"),
    ("bolivares", "bol"),
    ("balboa", "balboa"),
    ("quetzal", "quetzal"),
    ("quetzales", "quetzal"),
    ("lempira", "lempira"),
    ("cordoba", "córdoba"),
    ("gourde", "gourde"),
    ("metical", "metical"),
    ("meticais", "metical"),
    ("ariary", "ariary"),
    ("shekel", "shekel"),
    ("som", "som"),
];

/// The name of a currency in a word such as `shillings`, as it stands within the full names of currencies.
pub(super) fn name(word: &str) -> Option<&'static str> {
    let find = |word: &str| NAMES.iter().find(|(written, _)| written.eq_ignore_ascii_case(word)).map(|(_, name)| *name);
    find(word).or_else(|| find(word.strip_suffix(['s', 'S'])?))
}

/// The currency of an ISO code in capitals that is in use or was; not funds or metals.
pub(super) fn code(word: &str) -> Option<Currency> {
    let iso = Iso::from_code(word).filter(|iso| !iso.is_special() && !iso.is_fund())?;
    Currency::parse(iso.code())
}

/// The currency of a sign or an abbreviation, with its capitals as written.
pub(super) fn sign(sign: &str, jurisdiction: Option<&str>) -> Option<Currency> {
    if let Some((_, code)) = CERTAIN.iter().find(|(written, _)| *written == sign) {
        return Currency::parse(code);
    }
    let mut otherwise = None;
    for (_, name, usual) in DOUBTFUL.iter().filter(|(written, ..)| *written == sign) {
        if let Some(currency) = jurisdiction.and_then(|country| of_country(country, name)) {
            return Some(currency);
        }
        otherwise = otherwise.or(usual.and_then(Currency::parse));
    }
    otherwise.or_else(|| code(sign))
}

/// Whether a word before figures could be a sign of a currency: to look at it before anything else is tried.
pub(super) fn is_sign(word: &str) -> bool {
    CERTAIN.iter().any(|(sign, _)| *sign == word) || DOUBTFUL.iter().any(|(sign, ..)| *sign == word) || code(word).is_some()
}

/// The currency of a name, with the words before it: “United States dollars” is American in every country, “dollars” that of the
/// law's own. Without a country, a name that only one currency has.
pub(super) fn named(name: &str, before: &[&str], jurisdiction: Option<&str>) -> Option<Currency> {
    if let Some(currency) = before.first().and_then(|_| of_people(name, before)) {
        return Some(currency);
    }
    jurisdiction.and_then(|country| of_country(country, name)).or_else(|| only(name))
}

/// The currency of a country that has this name: the one in use before those that were.
fn of_country(country: &str, name: &str) -> Option<Currency> {
    // Laws of a part of a country have its money: `US-CA`, `ZA-JHB`.
    let country = iso_currency::Country::from_str(country.get(..2)?).ok()?;
    let mut used = Iso::from_country(country);
    used.retain(|iso| full_name(*iso).contains(name));
    let current = used.iter().find(|iso| iso.flags().is_empty()).or(used.first())?;
    Currency::parse(current.code())
}

/// The currency of a people or country named before it: `Kenya shillings`, `Singapore dollars`, `US dollars`.
fn of_people(name: &str, before: &[&str]) -> Option<Currency> {
    let whose = before.join(" ").to_ascii_lowercase();
    let whose = match whose.as_str() {
        "us" | "u.s." | "american" | "united states of america" => "united states",
        "uk" | "sterling" | "british" => "pound sterling",
        "uae" | "emirati" => "united arab emirates",
        other => other.strip_prefix("the ").unwrap_or(other),
    };
    // “Kenya” and “Kenyan”, “Nigeria” and “Nigerian”: all but the last letters.
    let stem = whose.get(..whose.len().saturating_sub(1)).filter(|stem| stem.len() >= 4)?;
    let found = current().iter().find(|iso| {
        let full = full_name(**iso);
        full.starts_with(stem) && full.contains(name)
    })?;
    Currency::parse(found.code())
}

/// The currency that alone has a name: `naira`, `rand`.
fn only(name: &str) -> Option<Currency> {
    let mut having = current().iter().filter(|iso| full_name(**iso).split([' ', '-']).any(|word| word == name));
    let first = having.next()?;
    having.next().is_none().then(|| Currency::parse(first.code())).flatten()
}

fn full_name(iso: Iso) -> String {
    iso.name().to_lowercase()
}

/// All currencies in use.
fn current() -> &'static [Iso] {
    static CURRENT: OnceLock<Vec<Iso>> = OnceLock::new();
    CURRENT.get_or_init(|| (0..1000).filter_map(Iso::from_numeric).filter(|iso| iso.flags().is_empty()).collect())
}
