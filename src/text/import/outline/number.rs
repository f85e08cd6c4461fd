//! Numbers of provisions as drafters write them, and their order: `46A` after `46`, `3bis` after `3`, `iv` after `iii`.

/// A number with its rank among those put in later: `46A` is 46 with rank 1. Ordered as they follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Number {
    pub value: u32,
    pub suffix: u32,
}

impl Number {
    /// A number without a suffix.
    pub(super) fn plain(value: u32) -> Self {
        Self { value, suffix: 0 }
    }

    /// Whether it follows directly: the next number, or the next one put in.
    pub(super) fn follows(self, before: Self) -> bool {
        self.value == before.value && self.suffix > before.suffix && self.suffix <= before.suffix + 2
            || self.value == before.value + 1 && self.suffix <= 1
    }

    /// How far it lies behind another; `None` if it does not.
    pub(super) fn after(self, before: Self) -> Option<u32> {
        (self > before).then(|| self.value - before.value)
    }
}

/// A number that was read at the start of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Read {
    pub number: Number,
    /// As it is written, without spaces.
    pub text: String,
    /// Bytes of the text that it takes.
    pub length: usize,
}

/// Greater numbers are amounts or years, not provisions.
const GREATEST: u32 = 9_999;

const LATIN: [(&str, u32); 9] =
    [("bis", 2), ("ter", 3), ("quater", 4), ("quinquies", 5), ("sexies", 6), ("septies", 7), ("octies", 8), ("novies", 9), ("decies", 10)];

/// The value of a digit, western or Arabic.
pub(super) fn digit(letter: char) -> Option<u32> {
    match letter {
        '0'..='9' => letter.to_digit(10),
        '\u{660}'..='\u{669}' => Some(letter as u32 - 0x660),
        '\u{6f0}'..='\u{6f9}' => Some(letter as u32 - 0x6f0),
        _ => None,
    }
}

/// Reads digits and what may be put behind them: `46`, `46A`, `46-A`, `3 bis`.
pub(super) fn arabic(text: &str) -> Option<Read> {
    let mut value = 0u32;
    let mut length = 0;
    for letter in text.chars() {
        let Some(digit) = digit(letter) else { break };
        value = value.checked_mul(10)?.checked_add(digit)?;
        length += letter.len_utf8();
    }
    if length == 0 || value > GREATEST {
        return None;
    }
    let rest = text.get(length..)?;
    let shown = text.get(..length)?;
    let (suffix, more) = suffix(rest);
    let written: String = rest.get(..more)?.chars().filter(|letter| letter.is_alphanumeric()).collect();
    Some(Read { number: Number { value, suffix }, text: format!("{shown}{written}"), length: length + more })
}

/// The rank of the letters behind a number, and how many bytes they take.
fn suffix(rest: &str) -> (u32, usize) {
    let gap = rest.chars().take_while(|letter| matches!(letter, ' ' | '\u{a0}' | '-')).map(char::len_utf8).sum::<usize>();
    let joined = rest.starts_with('-') && gap == 1;
    let Some(tail) = rest.get(gap..) else { return (0, 0) };
    let word: String = tail.chars().take_while(|letter| letter.is_alphabetic()).take(10).collect();
    if let Some((_, rank)) = LATIN.iter().find(|(latin, _)| word.eq_ignore_ascii_case(latin)) {
        return (*rank, gap + word.len());
    }
    let letters = word.len();
    let ends = !tail.get(letters..).is_some_and(|after| after.starts_with(char::is_alphanumeric));
    let fits = gap == 0 && letters <= 2 || joined && letters == 1 && word.starts_with(|letter: char| letter.is_ascii_uppercase());
    if letters == 0 || !ends || !fits || !word.is_ascii() {
        return (0, 0);
    }
    let rank = word.bytes().fold(0, |rank, letter| rank * 26 + u32::from(letter.to_ascii_lowercase() - b'a') + 1);
    (rank, gap + letters)
}

/// The value of a roman numeral in one case, up to 399, in its usual form.
pub(super) fn roman(text: &str) -> Option<u32> {
    let lower = text.to_ascii_lowercase();
    if text.is_empty() || text.len() > 12 || (text != lower && text != text.to_ascii_uppercase()) {
        return None;
    }
    let mut value = 0u32;
    let mut before = 0;
    for letter in lower.chars().rev() {
        let worth = match letter {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            'c' => 100,
            _ => return None,
        };
        value = if worth < before { value.checked_sub(worth)? } else { value + worth };
        before = before.max(worth);
    }
    (as_roman(value) == lower).then_some(value)
}

fn as_roman(mut value: u32) -> String {
    const STEPS: [(u32, &str); 9] = [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let mut written = String::new();
    for (worth, letters) in STEPS {
        while value >= worth && written.len() < 16 {
            written.push_str(letters);
            value -= worth;
        }
    }
    written
}

/// Numbers as words, in the languages whose laws write them so; each row is one number, from 1.
const WORDS: [&str; 12] = [
    "first one i erster erste erstes premier première primero primera primeiro primo prima eerste الأول الأولى اول",
    "second two zweiter zweite zweites deuxième segundo segunda secondo seconda tweede الثاني الثانية",
    "third three dritter dritte drittes troisième tercero tercera terceiro terzo terza derde الثالث الثالثة",
    "fourth four vierter vierte viertes quatrième cuarto cuarta quarto quarta vierde الرابع الرابعة",
    "fifth five fünfter fünfte fünftes cinquième quinto quinta vijfde الخامس الخامسة",
    "sixth six sechster sechste sechstes sixième sexto sexta sesto sesta zesde السادس السادسة",
    "seventh seven siebter siebte siebtes siebenter septième séptimo sétimo settimo zevende السابع السابعة",
    "eighth eight achter achte achtes huitième octavo oitavo ottavo achtste الثامن الثامنة",
    "ninth nine neunter neunte neuntes neuvième noveno nono negende التاسع التاسعة",
    "tenth ten zehnter zehnte zehntes dixième décimo decimo tiende العاشر العاشرة",
    "eleventh eleven elfter elfte elftes onzième undécimo",
    "twelfth twelve zwölfter zwölfte zwölftes douzième duodécimo",
];

/// The value of a number written as a word, in lower case.
pub(super) fn word(lower: &str) -> Option<u32> {
    let row = WORDS.iter().position(|row| row.split(' ').any(|word| word == lower))?;
    u32::try_from(row + 1).ok()
}

/// The value of a number in Chinese characters, up to 9999.
pub(super) fn chinese(text: &str) -> Option<u32> {
    let (mut total, mut digit) = (0u32, 0u32);
    for letter in text.chars() {
        let unit = match letter {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => 0,
        };
        if unit > 0 {
            total = total.checked_add(digit.max(1) * unit)?;
            digit = 0;
        } else {
            digit = match "〇一二三四五六七八九".chars().position(|known| known == letter) {
                Some(value) => u32::try_from(value).ok()?,
                None if letter == '零' => 0,
                None => letter.to_digit(10).and_then(|next| digit.checked_mul(10)?.checked_add(next))?,
            };
        }
        if total > GREATEST {
            return None;
        }
    }
    let value = total.checked_add(digit)?;
    (value > 0 && value <= GREATEST).then_some(value)
}
