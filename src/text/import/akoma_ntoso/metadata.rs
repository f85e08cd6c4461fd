//! Title, language and jurisdiction, from the metadata and the title page.

use crate::text::import::xml::{NodeId, Tree};

/// Languages as ISO 639 writes them in three letters, and as we do.
const LANGUAGES: [(&str, &str); 62] = [
    ("eng", "en"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("deu", "de"),
    ("ger", "de"),
    ("ita", "it"),
    ("spa", "es"),
    ("esp", "es"),
    ("por", "pt"),
    ("nld", "nl"),
    ("dut", "nl"),
    ("pol", "pl"),
    ("ron", "ro"),
    ("rum", "ro"),
    ("afr", "af"),
    ("zul", "zu"),
    ("xho", "xh"),
    ("sot", "st"),
    ("tsn", "tn"),
    ("swa", "sw"),
    ("sna", "sn"),
    ("nya", "ny"),
    ("amh", "am"),
    ("som", "so"),
    ("kin", "rw"),
    ("ara", "ar"),
    ("fas", "fa"),
    ("heb", "he"),
    ("cym", "cy"),
    ("wel", "cy"),
    ("gle", "ga"),
    ("gla", "gd"),
    ("ell", "el"),
    ("gre", "el"),
    ("swe", "sv"),
    ("fin", "fi"),
    ("dan", "da"),
    ("nor", "no"),
    ("ces", "cs"),
    ("cze", "cs"),
    ("hun", "hu"),
    ("bul", "bg"),
    ("hrv", "hr"),
    ("slk", "sk"),
    ("slo", "sk"),
    ("slv", "sl"),
    ("est", "et"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mlt", "mt"),
    ("cat", "ca"),
    ("eus", "eu"),
    ("glg", "gl"),
    ("ukr", "uk"),
    ("rus", "ru"),
    ("tur", "tr"),
    ("hin", "hi"),
    ("urd", "ur"),
    ("zho", "zh"),
    ("chi", "zh"),
    ("jpn", "ja"),
    ("kor", "ko"),
];
/// Countries as ISO 3166 writes them in three letters, what else is found for them, and as we do.
const COUNTRIES: [(&str, &str); 46] = [
    ("uk", "GB"),
    ("gbr", "GB"),
    ("ita", "IT"),
    ("fra", "FR"),
    ("deu", "DE"),
    ("esp", "ES"),
    ("prt", "PT"),
    ("nld", "NL"),
    ("bel", "BE"),
    ("aut", "AT"),
    ("che", "CH"),
    ("pol", "PL"),
    ("rou", "RO"),
    ("irl", "IE"),
    ("swe", "SE"),
    ("nor", "NO"),
    ("dnk", "DK"),
    ("fin", "FI"),
    ("grc", "GR"),
    ("usa", "US"),
    ("can", "CA"),
    ("mex", "MX"),
    ("bra", "BR"),
    ("arg", "AR"),
    ("chl", "CL"),
    ("ury", "UY"),
    ("col", "CO"),
    ("per", "PE"),
    ("zaf", "ZA"),
    ("nam", "NA"),
    ("bwa", "BW"),
    ("ken", "KE"),
    ("uga", "UG"),
    ("tza", "TZ"),
    ("rwa", "RW"),
    ("nga", "NG"),
    ("gha", "GH"),
    ("sle", "SL"),
    ("zwe", "ZW"),
    ("zmb", "ZM"),
    ("mwi", "MW"),
    ("aus", "AU"),
    ("nzl", "NZ"),
    ("ind", "IN"),
    ("jpn", "JP"),
    ("sgp", "SG"),
];
/// A heading of fewer words names the sort of paper (“draft law”) rather than this one.
const TITLE_WORDS: usize = 4;

/// The title: the short one where there is one.
pub(super) fn title(tree: &Tree<'_>, law: NodeId) -> Option<String> {
    let known = |title: String| Some(title).filter(|title| title.chars().any(char::is_alphabetic));
    let alias = || tree.child(law, "meta").and_then(|meta| tree.within(meta, "FRBRalias").find_map(|alias| short_name(tree, alias)));
    let short = || outside_quotes(tree, law, "shortTitle").map(|title| tree.plain(title, NOTES)).and_then(known);
    let variable = || tree.within(law, "FRBRname").find_map(|name| variable(tree, &tree.attribute(name, "value")?)).and_then(known);
    let shown = || {
        let titles = [outside_quotes(tree, law, "docTitle"), outside_quotes(tree, 0, "docTitle")];
        let titles: Vec<String> = titles.into_iter().flatten().map(|title| tree.plain(title, NOTES)).filter_map(known).collect();
        titles.iter().find(|title| title.split(' ').count() >= TITLE_WORDS).or(titles.first()).cloned()
    };
    let long = || outside_quotes(tree, law, "longTitle").map(|title| tree.plain(title, NOTES)).and_then(known);
    alias().or_else(variable).or_else(short).or_else(shown).or_else(long)
}

const NOTES: &[&str] = &["authorialNote", "remark", "noteRef"];

/// A name that people use, rather than a number or an address.
fn short_name(tree: &Tree<'_>, alias: NodeId) -> Option<String> {
    let kind = tree.attribute(alias, "name").unwrap_or_default().to_lowercase();
    let title = kind.is_empty() || ["title", "short", "alias", "common", "nick"].iter().any(|word| kind.contains(word));
    let value = tree.attribute(alias, "value")?.split_whitespace().collect::<Vec<_>>().join(" ");
    (title && value.contains(' ') && !value.starts_with(['#', '/'])).then_some(value)
}

/// Drafting tools keep the title once, and point to it.
fn variable(tree: &Tree<'_>, value: &str) -> Option<String> {
    let id = value.strip_prefix('#')?;
    let concept = tree.within(0, "TLCConcept").find(|concept| tree.attribute(*concept, "eId").as_deref() == Some(id))?;
    tree.attribute(concept, "showAs")
}

/// The first element of a name that is the law's own.
fn outside_quotes(tree: &Tree<'_>, within: NodeId, name: &str) -> Option<NodeId> {
    let foreign =
        |node: &NodeId| tree.ancestors(*node).any(|around| matches!(tree.name(around), "quotedStructure" | "quotedText" | "meta"));
    let mut found = tree.within(within, name).filter(|node| !foreign(node));
    found.find(|node| !tree.plain(*node, NOTES).is_empty())
}

/// The language, in two letters where we know them.
pub(super) fn language(tree: &Tree<'_>, law: NodeId) -> Option<String> {
    let stated = tree.child(law, "meta").and_then(|meta| {
        let language = tree.within(meta, "FRBRlanguage").next()?;
        tree.attribute(language, "language").or_else(|| tree.attribute(language, "value"))
    });
    let language = stated.or_else(|| tree.attribute(law, "lang")).or_else(|| tree.attribute(0, "lang"))?.to_lowercase();
    let language = language.split(['-', '_']).next().unwrap_or("").to_owned();
    let known = LANGUAGES.iter().find(|(long, _)| *long == language).map(|(_, short)| (*short).to_owned());
    known.or(Some(language)).filter(|language| !language.is_empty())
}

/// The jurisdiction: a country's code or `EU`, without the region.
pub(super) fn jurisdiction(tree: &Tree<'_>, law: NodeId) -> Option<String> {
    let meta = tree.child(law, "meta").or_else(|| tree.within(0, "meta").next())?;
    let country = tree.within(meta, "FRBRcountry").find_map(|country| tree.attribute(country, "value"));
    let from_address = || {
        let address = tree.within(meta, "FRBRuri").find_map(|address| tree.attribute(address, "value"))?;
        address.trim_start_matches('/').split('/').find(|step| *step != "akn").map(str::to_owned)
    };
    let country = country.filter(|country| !country.trim().is_empty()).or_else(from_address)?.trim().to_lowercase();
    let country = country.split(['-', '_']).next().unwrap_or("").to_owned();
    match COUNTRIES.iter().find(|(other, _)| *other == country) {
        Some((_, code)) => Some((*code).to_owned()),
        None => Some(country.to_uppercase()).filter(|code| code.len() == 2),
    }
}
