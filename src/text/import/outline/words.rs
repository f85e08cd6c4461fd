//! The words of drafters: for units, divisions and schedules, for contents, references, amendments and signatures.

/// What the units of a law are numbered with. One law has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Family {
    /// `Section 12`.
    Section,
    /// `§ 12`.
    Sign,
    /// `Article 12`.
    Article,
    /// `Clause 12`, as bills have it.
    Clause,
    /// `12.`.
    Dot,
    /// `12 Heading`.
    Bare,
}

/// What a word before a number says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// A unit; some are also words for divisions, in laws that have other units.
    Unit(Family),
    /// A division, by its English word.
    Division(&'static str),
    /// A schedule, by its English word.
    Schedule(&'static str),
}

/// Words, in lower case, longer ones before those they begin with.
pub(super) const WORDS: [(&str, Word); 94] = [
    ("section", Word::Unit(Family::Section)),
    ("sec.", Word::Unit(Family::Section)),
    ("sec", Word::Unit(Family::Section)),
    ("§", Word::Unit(Family::Sign)),
    ("article", Word::Unit(Family::Article)),
    ("artikel", Word::Unit(Family::Article)),
    ("artículo", Word::Unit(Family::Article)),
    ("articulo", Word::Unit(Family::Article)),
    ("articolo", Word::Unit(Family::Article)),
    ("artigo", Word::Unit(Family::Article)),
    ("artykuł", Word::Unit(Family::Article)),
    ("articol", Word::Unit(Family::Article)),
    ("artikla", Word::Unit(Family::Article)),
    ("art.", Word::Unit(Family::Article)),
    ("art", Word::Unit(Family::Article)),
    ("članak", Word::Unit(Family::Article)),
    ("článek", Word::Unit(Family::Article)),
    ("čl.", Word::Unit(Family::Article)),
    ("madde", Word::Unit(Family::Article)),
    ("pasal", Word::Unit(Family::Article)),
    ("điều", Word::Unit(Family::Article)),
    ("статья", Word::Unit(Family::Article)),
    ("стаття", Word::Unit(Family::Article)),
    ("член", Word::Unit(Family::Article)),
    ("άρθρο", Word::Unit(Family::Article)),
    ("المادة", Word::Unit(Family::Article)),
    ("مادة", Word::Unit(Family::Article)),
    ("ماده", Word::Unit(Family::Article)),
    ("clause", Word::Unit(Family::Clause)),
    ("subpart", Word::Division("subpart")),
    ("part", Word::Division("part")),
    ("parte", Word::Division("part")),
    ("partie", Word::Division("part")),
    ("teil", Word::Division("part")),
    ("deel", Word::Division("part")),
    ("часть", Word::Division("part")),
    ("الجزء", Word::Division("part")),
    ("القسم", Word::Division("part")),
    ("subchapter", Word::Division("subchapter")),
    ("chapter", Word::Division("chapter")),
    ("chap.", Word::Division("chapter")),
    ("chapitre", Word::Division("chapter")),
    ("capítulo", Word::Division("chapter")),
    ("capitulo", Word::Division("chapter")),
    ("capo", Word::Division("chapter")),
    ("kapitel", Word::Division("chapter")),
    ("kapittel", Word::Division("chapter")),
    ("hoofdstuk", Word::Division("chapter")),
    ("rozdział", Word::Division("chapter")),
    ("bölüm", Word::Division("chapter")),
    ("chương", Word::Division("chapter")),
    ("bab", Word::Division("chapter")),
    ("глава", Word::Division("chapter")),
    ("الفصل", Word::Division("chapter")),
    ("فصل", Word::Division("chapter")),
    ("subtitle", Word::Division("subtitle")),
    ("title", Word::Division("title")),
    ("titel", Word::Division("title")),
    ("titre", Word::Division("title")),
    ("título", Word::Division("title")),
    ("titulo", Word::Division("title")),
    ("titolo", Word::Division("title")),
    ("الباب", Word::Division("title")),
    ("subdivision", Word::Division("subdivision")),
    ("unterabschnitt", Word::Division("subdivision")),
    ("division", Word::Division("division")),
    ("abschnitt", Word::Division("division")),
    ("afdeling", Word::Division("division")),
    ("الفرع", Word::Division("division")),
    ("book", Word::Division("book")),
    ("buch", Word::Division("book")),
    ("livre", Word::Division("book")),
    ("libro", Word::Division("book")),
    ("boek", Word::Division("book")),
    ("sección", Word::Division("section")),
    ("seccion", Word::Division("section")),
    ("seção", Word::Division("section")),
    ("secção", Word::Division("section")),
    ("sezione", Word::Division("section")),
    ("раздел", Word::Division("section")),
    ("schedule", Word::Schedule("schedule")),
    ("annexe", Word::Schedule("annex")),
    ("annexure", Word::Schedule("annex")),
    ("annex", Word::Schedule("annex")),
    ("anlage", Word::Schedule("annex")),
    ("anhang", Word::Schedule("annex")),
    ("anexo", Word::Schedule("annex")),
    ("allegato", Word::Schedule("annex")),
    ("bijlage", Word::Schedule("annex")),
    ("приложение", Word::Schedule("annex")),
    ("الملحق", Word::Schedule("annex")),
    ("ملحق", Word::Schedule("annex")),
    ("الجدول", Word::Schedule("schedule")),
    ("appendix", Word::Schedule("appendix")),
];

/// Headings of a table of contents.
const CONTENTS: [&str; 20] = [
    "contents",
    "table of contents",
    "arrangement of sections",
    "arrangement of clauses",
    "arrangement of articles",
    "arrangement of act",
    "arrangement of provisions",
    "section headings",
    "inhaltsübersicht",
    "inhaltsverzeichnis",
    "sommaire",
    "table des matières",
    "índice",
    "indice",
    "sumario",
    "sumário",
    "inhoudsopgave",
    "المحتويات",
    "الفهرس",
    "оглавление",
];

/// Whether a line is the heading of a table of contents.
pub(super) fn heads_contents(line: &str) -> bool {
    let lower = line.trim().trim_end_matches([':', '.']).to_lowercase();
    CONTENTS.contains(&&*lower)
}

/// Words, in lower case, behind which a number is a reference.
const BEFORE_REFERENCE: [&str; 62] = [
    "subsection",
    "subsections",
    "section",
    "sections",
    "sub-section",
    "sub-sections",
    "paragraph",
    "paragraphs",
    "subparagraph",
    "subparagraphs",
    "sub-paragraph",
    "sub-paragraphs",
    "article",
    "articles",
    "clause",
    "clauses",
    "subclause",
    "sub-clause",
    "point",
    "points",
    "item",
    "items",
    "regulation",
    "regulations",
    "rule",
    "rules",
    "chapter",
    "part",
    "schedule",
    "annex",
    "no",
    "no.",
    "nos",
    "nr",
    "nr.",
    "art.",
    "s.",
    "ss.",
    "para",
    "para.",
    "paras",
    "absatz",
    "absätze",
    "absätzen",
    "abs.",
    "absatzes",
    "nummer",
    "nummern",
    "buchstabe",
    "buchstaben",
    "satz",
    "artikel",
    "alinéa",
    "apartado",
    "número",
    "inciso",
    "comma",
    "lettera",
    "lid",
    "onderdeel",
    "المادة",
    "البند",
];

/// Whether a text ends in a word that wants a number.
pub(super) fn wants_number(text: &str) -> bool {
    let last = text.trim_end().rsplit(|letter: char| letter.is_whitespace() || letter == '(').next().unwrap_or("");
    last.len() < 40 && BEFORE_REFERENCE.contains(&&*last.to_lowercase())
}

/// Words that follow the number in a reference, not in a heading: `§ 3 Absatz 2`.
const IN_REFERENCE: [&str; 12] =
    ["Absatz", "Abs.", "Absätze", "Satz", "Sätze", "Nummer", "Nr.", "Buchstabe", "Abs", "Nr", "Unterabsatz", "Halbsatz"];

/// Whether what stands behind a number goes on with a reference.
pub(super) fn goes_on_referring(rest: &str) -> bool {
    rest.split_whitespace().next().is_some_and(|word| IN_REFERENCE.contains(&word.trim_end_matches(',')))
}

/// Numbers in words, behind which a figure in brackets is that number again: “thirty (30) days”.
const NUMBER_WORDS: [&str; 34] = [
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
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "un",
    "deux",
    "trois",
    "cinq",
    "dix",
];

/// Whether a text ends in a number in words.
pub(super) fn ends_in_number(text: &str) -> bool {
    let last = text.trim_end().rsplit(|letter: char| letter.is_whitespace() || letter == '-').next().unwrap_or("");
    last.len() < 20 && NUMBER_WORDS.contains(&&*last.to_lowercase())
}

/// Words of amendment, in lower case.
const AMENDING: [&str; 30] = [
    "amend",
    "replac",
    "substitut",
    "insert",
    "added",
    "adding",
    "addition of",
    "renumber",
    "eingefügt",
    "gefasst",
    "ersetzt",
    "geändert",
    "angefügt",
    "remplacé",
    "inséré",
    "ajouté",
    "modifié",
    "rédigé",
    "sustitu",
    "añad",
    "modifica",
    "insertar",
    "queda redactad",
    "sostitu",
    "inserit",
    "aggiunt",
    "substituí",
    "acrescent",
    "vervangen",
    "ingevoegd",
];

/// Whether a text says that words of another law are changed.
pub(super) fn amends(text: &str) -> bool {
    let lower = text.to_lowercase();
    AMENDING.iter().any(|word| lower.contains(word))
}

/// How the formula of signing begins, in lower case.
const CLOSING: [&str; 22] = [
    "done at ",
    "given at ",
    "given under ",
    "approved,",
    "approved:",
    "in witness whereof",
    "fait à ",
    "fait le ",
    "hecho en ",
    "dado en ",
    "fatto a ",
    "gedaan te ",
    "geschehen zu ",
    "dated this ",
    "dated the ",
    "i assent",
    "this act was passed",
    "ausgefertigt ",
    "utfärdad ",
    "brasília,",
    "dado no ",
    "صدر ",
];

/// Whether a line begins what stands behind the last provision: place, date, signatures.
pub(super) fn begins_closing(line: &str) -> bool {
    let start: String = line.trim_start().chars().take(30).flat_map(char::to_lowercase).collect();
    line.len() < 400 && CLOSING.iter().any(|formula| start.starts_with(formula))
}

/// Words that open the reasons of a law, in lower case.
const REASONS: [&str; 12] = [
    "whereas",
    "having regard",
    "in erwägung",
    "considérant",
    "vu ",
    "considerando",
    "visto",
    "gezien",
    "overwegende",
    "acting in accordance",
    "after transmission",
    "nach stellungnahme",
];

/// Whether a line belongs to the reasons before a law.
pub(super) fn gives_reasons(line: &str) -> bool {
    let start: String = line.trim_start().chars().take(24).flat_map(char::to_lowercase).collect();
    REASONS.iter().any(|words| start.starts_with(words))
}

/// Words in the title of a law, in lower case.
const TITLES: [&str; 34] = [
    "act",
    "bill",
    "law",
    "regulation",
    "regulations",
    "directive",
    "decree",
    "code",
    "ordinance",
    "order",
    "rules",
    "constitution",
    "proclamation",
    "statute",
    "by-law",
    "bylaw",
    "policy",
    "plan",
    "strategy",
    "guidelines",
    "gesetz",
    "verordnung",
    "loi",
    "décret",
    "ley",
    "decreto",
    "lei",
    "legge",
    "wet",
    "besluit",
    "قانون",
    "مرسوم",
    "закон",
    "règlement",
];

/// Whether a line names a kind of law.
pub(super) fn names_law(line: &str) -> bool {
    let lower = line.to_lowercase();
    lower.split(|letter: char| !letter.is_alphanumeric() && letter != '-').any(|word| TITLES.contains(&word) || word.ends_with("gesetz"))
        || lower.contains("قانون")
        || lower.contains('法')
}

/// Whether a line is the formula by which a law is adopted, which ends its reasons.
pub(super) fn adopts(line: &str) -> bool {
    const FORMULAS: [&str; 12] = [
        "have adopted this",
        "has adopted this",
        "be it enacted",
        "enacts as follows",
        "enacted by",
        "haben folgende",
        "hat folgend",
        "ont adopté",
        "a adopté",
        "han adoptado",
        "decreta",
        "hanno adottato",
    ];
    let lower: String = line.chars().take(600).flat_map(char::to_lowercase).collect();
    FORMULAS.iter().any(|formula| lower.contains(formula))
}

/// Whether what stands behind a number goes on with another reference: “or”, “of subsection”.
pub(super) fn joins_references(rest: &str) -> bool {
    const JOINING: [&str; 12] = ["or", "and", "of", "to", "oder", "und", "bis", "des", "ou", "et", "y", "o"];
    rest.split_whitespace().next().is_some_and(|word| JOINING.contains(&word.trim_end_matches(',')))
}
