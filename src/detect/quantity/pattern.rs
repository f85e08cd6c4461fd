//! The patterns that stand for quantities in cues. They are loops over single words, without classes of Unicode and without counted
//! repetition of anything long, so that a pattern with a placeholder compiles fast; what they let through too much, the readers refuse.

/// A piece of a number: figures, or one word of it.
macro_rules! piece {
    () => {
        "(?:[0-9]+(?:[,.][0-9]+)*|one|two|three|four(?:teen)?|five|six(?:ty|teen)?|seven(?:ty|teen)?|eight(?:y|een)?|nine(?:ty|teen)?|ten\
         |eleven|twelve|thir(?:ty|teen)|fou?rty|fif(?:ty|teen)|twenty|hundred|thousand|(?:m|b|tr)illion|lakhs?|crores?|half)"
    };
}

/// Pieces, each with what separates it from the next.
macro_rules! pieces {
    () => {
        concat!(r"(?:[(]?(?:an? )?", piece!(), r"[)]?(?:, | and (?:an? )?| ?-? ?))+")
    };
}

macro_rules! unit {
    () => {
        concat!(
            "(?:(?:calendar|clear|consecutive|continuous|successive|further|additional|more|full|whole|working|business|banking",
            "|court|sitting|civil)[ -]){0,2}",
            r"(?:minutes?|hours?|hrs?|h|days?|weekdays?|weeks?|fortnights?|months?|years?)(?-u:\b)"
        )
    };
}

macro_rules! month {
    () => {
        "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    };
}

/// A number: `24`, `1,000`, `twenty-four (24)`.
pub const NUMBER: &str = concat!(piece!(), "(?:(?:, | and | ?-? ?)[(]?", piece!(), "[)]?)*");
/// A length of time: `24-hour`, `ten (10) working days`, `one year and six months`, `a month`.
pub const TIME: &str = concat!("(?:(?:an? |", pieces!(), ")", unit!(), "(?:(?:,? and |, )(?:an? |", pieces!(), ")", unit!(), ")?)");
/// How often something comes back: `quarterly`, `every year`, `once a month`.
pub const OFTEN: &str = concat!(
    "(?:(?:(?:once|twice) (?:a|an|in any) |(?:once |twice )?(?:in )?(?:every|each|per) )(?:calendar |financial |fiscal )?",
    r"(?:hour|day|week|fortnight|month|quarter|year)(?-u:\b)",
    r"|(?:bi|semi-)?annual(?:ly)?(?-u:\b)|(?:half-)?yearly|quarterly|(?:bi)?monthly|fortnightly|(?:bi)?weekly|daily|hourly",
    r"|biennial(?:ly)?(?-u:\b)|triennial)"
);
/// A percentage: `4 %`, `six per cent`.
pub const PERCENT: &str = concat!("(?:", pieces!(), r"(?:%|per ?cent(?:um)?(?-u:\b)|percentage points?)(?: [(][0-9.,]+ ?%[)])?)");
/// An amount of money: `€ 500`, `10 000 000 EUR`, `Two million pesos (Php2,000,000.00)`.
pub const MONEY: &str = concat!(
    "(?:",
    r"(?:[A-Za-z]{0,3}(?:€|\$|£|¥|₹|₦|₱|₵|¢|₩)|(?-u:\b)(?:(?-i:[A-Z]{3}|Php|PhP|P|R|K|N)|KSh?s?\.?|Rs?\.?|[UT]?Shs?\.?|Tk\.?|Le)) ?",
    r"[0-9]+(?:[,. ][0-9]+)*(?: ?(?:thousand|million|billion|trillion|lakhs?|crores?|bn|m)(?-u:\b))?",
    "|",
    pieces!(),
    r"(?:of )?(?:€|(?-i:[A-Z]{3})(?-u:\b)|(?-i:(?:[A-Z][A-Za-z.]{1,14} (?:of )?){0,3})(?:dollar|shilling|peso|rupee|pound|franc|dirham|rand|naira|cedi|euro",
    "|kwacha|birr|dinar|riyal|rial|reais|yen|yuan|renminbi|won|baht|rupiah|ringgit|dong|lira|kron[aeor]+|zloty|forint|koruna",
    "|le[uiv]|rou?ble|hryvnia|taka|kina|pula|ma?loti|emalangeni|leone|dalasi|kyat|riel|tenge|lari|dram|manat|soles|balboa",
    r"|quetzal|lempira|meticais|shekel)s?(?-u:\b))",
    r")(?: [(][^()]{1,40}[)])?"
);
/// A level or units of a fine: `level 5 on the standard scale`, `2,500 penalty units`.
pub const SCALE: &str = concat!(
    "(?:level ",
    piece!(),
    "(?: on the standard scale)?|",
    pieces!(),
    "(?:(?:penalty|fine|fee|currency|monetary|tax|accounting|basic)[ -](?:unit|point|amount)s?|minimum (?:wages?|salar(?:y|ies))|day[ -]fines?))"
);
/// A day of the calendar: `25 May 2018`, `May 31`.
pub const DATE: &str = concat!(
    "(?:[0-9]{1,2}(?:st|nd|rd|th)?(?: day)?(?: of)? ",
    month!(),
    "(?:,? [0-9]{4})?|",
    month!(),
    " [0-9]{1,2}(?:st|nd|rd|th)?(?:,? [0-9]{4})?|[0-9]{4}-[0-9]{2}-[0-9]{2})"
);
