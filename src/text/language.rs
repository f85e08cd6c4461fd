//! Which language a text is in: by its script, and among those in Latin letters by their commonest words.

/// So many words are looked at.
const LOOKED_AT: usize = 5_000;
/// With fewer known words nothing is said.
const FEWEST: usize = 3;

/// The commonest short words of a language; those that others share are left out where they can be.
const COMMON: [(&str, &[&str]); 12] = [
    ("en", &["the", "of", "and", "to", "or", "shall", "by", "any", "which", "this", "be", "that", "with", "must", "may"]),
    ("de", &["der", "die", "und", "das", "den", "des", "von", "zu", "mit", "ist", "nach", "sind", "oder", "dem", "nicht"]),
    ("fr", &["le", "les", "des", "et", "du", "une", "est", "dans", "aux", "sont", "pour", "par", "ou", "au", "ce"]),
    ("es", &["el", "los", "las", "y", "del", "una", "por", "para", "con", "en", "se", "al", "lo", "su", "o"]),
    ("it", &["il", "di", "della", "del", "dei", "delle", "che", "per", "gli", "è", "nel", "sono", "alla", "con", "o"]),
    ("pt", &["o", "os", "da", "do", "das", "dos", "uma", "não", "para", "em", "no", "na", "ao", "por", "ou"]),
    ("nl", &["het", "een", "van", "en", "dat", "de", "voor", "zijn", "aan", "wordt", "bij", "door", "niet", "op", "of"]),
    ("sv", &["och", "att", "som", "en", "av", "ska", "för", "inte", "till", "är", "eller", "med", "det", "den", "om"]),
    ("pl", &["i", "w", "z", "na", "do", "nie", "się", "oraz", "lub", "jest", "o", "przez", "ust", "przepisy", "od"]),
    ("ro", &["și", "de", "în", "la", "sau", "din", "cu", "pentru", "prin", "care", "se", "este", "nu", "al", "ale"]),
    ("tr", &["ve", "bu", "bir", "ile", "veya", "için", "olan", "olarak", "maddesi", "kanun", "fıkra", "göre", "da", "de", "en"]),
    (
        "id",
        &[
            "dan",
            "yang",
            "dalam",
            "dengan",
            "atau",
            "untuk",
            "pada",
            "ayat",
            "dimaksud",
            "di",
            "oleh",
            "ini",
            "tidak",
            "pasal",
            "sebagaimana",
        ],
    ),
];

/// The language of a text as in `en`, if it is plain.
pub fn of(text: &str) -> Option<&'static str> {
    if let Some(language) = by_script(text) {
        return Some(language);
    }
    let mut hits = [0usize; COMMON.len()];
    for word in text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).take(LOOKED_AT) {
        let lower = word.to_lowercase();
        for (hit, (_, common)) in hits.iter_mut().zip(COMMON) {
            *hit += usize::from(common.contains(&&*lower));
        }
    }
    let mut order: Vec<(usize, &str)> = hits.into_iter().zip(COMMON.map(|(language, _)| language)).collect();
    order.sort_by_key(|(hits, _)| std::cmp::Reverse(*hits));
    let (first, second) = (order.first()?, order.get(1)?);
    // A quarter more than the next, since neighbours share words.
    (first.0 >= FEWEST && first.0 * 4 > second.0 * 5).then_some(first.1)
}

/// The language that a script speaks for, where most letters are in it.
fn by_script(text: &str) -> Option<&'static str> {
    let (mut letters, mut arabic, mut persian, mut han, mut kana, mut hangul, mut cyrillic, mut ukrainian) = (0, 0, 0, 0, 0, 0, 0, 0);
    let (mut greek, mut hebrew, mut devanagari, mut thai) = (0, 0, 0, 0);
    for letter in text.chars().filter(|letter| letter.is_alphabetic()).take(LOOKED_AT * 4) {
        letters += 1;
        match letter {
            'پ' | 'چ' | 'ژ' | 'گ' | 'ی' => persian += 1,
            '\u{600}'..='\u{6ff}' => arabic += 1,
            '\u{4e00}'..='\u{9fff}' => han += 1,
            '\u{3040}'..='\u{30ff}' => kana += 1,
            '\u{ac00}'..='\u{d7af}' => hangul += 1,
            'і' | 'ї' | 'є' | 'ґ' | 'І' | 'Ї' | 'Є' => ukrainian += 1,
            '\u{400}'..='\u{4ff}' => cyrillic += 1,
            '\u{370}'..='\u{3ff}' => greek += 1,
            '\u{590}'..='\u{5ff}' => hebrew += 1,
            '\u{900}'..='\u{97f}' => devanagari += 1,
            '\u{e00}'..='\u{e7f}' => thai += 1,
            _ => {}
        }
    }
    let most = |count: usize| count * 2 > letters && count > 10;
    Some(match () {
        () if most(arabic + persian) => {
            if persian * 25 > arabic {
                "fa"
            } else {
                "ar"
            }
        }
        () if most(han + kana) => {
            if kana * 10 > han {
                "ja"
            } else {
                "zh"
            }
        }
        () if most(hangul) => "ko",
        () if most(cyrillic + ukrainian) => {
            if ukrainian * 50 > cyrillic {
                "uk"
            } else {
                "ru"
            }
        }
        () if most(greek) => "el",
        () if most(hebrew) => "he",
        () if most(devanagari) => "hi",
        () if most(thai) => "th",
        () => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn languages_are_told_by_script_and_by_their_commonest_words() {
        let cases = [
            ("The Minister may by order exempt any person to whom this Act applies.", Some("en")),
            ("Die Behörde ist nach der Anhörung und mit Zustimmung des Rates zuständig.", Some("de")),
            ("Les fournisseurs sont tenus de publier un rapport dans les délais fixés par le ministre.", Some("fr")),
            ("Los proveedores deberán publicar un informe y remitirlo al ministerio en el plazo fijado por la ley.", Some("es")),
            ("Il ministro adotta il decreto che disciplina gli obblighi della società e delle imprese.", Some("it")),
            ("O ministro não pode delegar os poderes da autoridade em uma entidade privada.", Some("pt")),
            ("Het bestuur stelt een verslag op dat aan de minister wordt gezonden voor het einde van het jaar.", Some("nl")),
            ("يعاقب بالحبس كل من خالف أحكام هذا القانون", Some("ar")),
            ("违反本法规定的,由有关主管部门责令改正", Some("zh")),
            ("Настоящий закон вступает в силу со дня опубликования", Some("ru")),
            ("12 34 §", None),
            ("", None),
        ];
        for (text, language) in cases {
            assert_eq!(of(text), language, "{text}");
        }
    }
}
