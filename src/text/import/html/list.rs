//! The numbers that browsers give the items of lists.

use super::elements::Attributes;

/// How the items of a list are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    None,
    Decimal,
    Letter { upper: bool },
    Roman { upper: bool },
}

/// A list that is open.
#[derive(Debug)]
pub(super) struct List {
    style: Style,
    /// The number of the next item.
    next: i64,
    step: i64,
    /// Items that wait until the last one is known, with their places among the paragraphs: a reversed list without a start.
    pub waiting: Option<Vec<(usize, i64)>>,
}

impl List {
    /// The list that an element begins.
    pub(super) fn begin(name: &str, attributes: &Attributes<'_>) -> Self {
        let style = match name {
            "ol" => style(attributes).unwrap_or(Style::Decimal),
            _ => Style::None,
        };
        let reversed = attributes.get("reversed").is_some();
        let start = attributes.get("start").and_then(|start| start.trim().parse().ok());
        let waiting = (reversed && start.is_none()).then(Vec::new);
        // A waiting list counts its items; the numbers come at the end.
        let step = if reversed && waiting.is_none() { -1 } else { 1 };
        Self { style, next: start.unwrap_or(1), step, waiting }
    }

    /// The number of the next item, if it shows one.
    pub(super) fn item(&mut self, attributes: &Attributes<'_>) -> Option<i64> {
        if let Some(value) = attributes.get("value").and_then(|value| value.trim().parse().ok()) {
            self.next = value;
        }
        let number = self.next;
        self.next = self.next.saturating_add(self.step);
        let own = attributes.style("list-style-type").or_else(|| attributes.style("list-style"));
        let hidden = own.is_some_and(|style| style.contains("none"));
        (self.style != Style::None && !hidden).then_some(number)
    }

    /// A number as it is shown.
    pub(super) fn shown(&self, number: i64) -> String {
        let counted = u32::try_from(number).ok().filter(|number| *number > 0);
        let shown = match (self.style, counted) {
            (Style::Letter { upper }, Some(number)) => cased(letters(number), upper),
            (Style::Roman { upper }, Some(number)) if number < 4000 => cased(roman(number), upper),
            _ => number.to_string(),
        };
        format!("{shown}.")
    }

    /// The numbers of the items that waited, from the last item to the first.
    pub(super) fn settled(&mut self) -> Vec<(usize, String)> {
        let count = self.next.saturating_sub(1);
        let waiting = self.waiting.take().unwrap_or_default();
        waiting.into_iter().map(|(at, number)| (at, self.shown(count.saturating_sub(number).saturating_add(1)))).collect()
    }
}

fn style(attributes: &Attributes<'_>) -> Option<Style> {
    let by_style = attributes.style("list-style-type").or_else(|| attributes.style("list-style"));
    if let Some(style) = by_style {
        let word = style.split_whitespace().next().unwrap_or("").to_owned();
        return Some(match word.as_str() {
            "lower-alpha" | "lower-latin" => Style::Letter { upper: false },
            "upper-alpha" | "upper-latin" => Style::Letter { upper: true },
            "lower-roman" => Style::Roman { upper: false },
            "upper-roman" => Style::Roman { upper: true },
            "none" | "disc" | "circle" | "square" => Style::None,
            _ => Style::Decimal,
        });
    }
    match attributes.get("type")?.trim() {
        "a" => Some(Style::Letter { upper: false }),
        "A" => Some(Style::Letter { upper: true }),
        "i" => Some(Style::Roman { upper: false }),
        "I" => Some(Style::Roman { upper: true }),
        _ => None,
    }
}

fn cased(word: String, upper: bool) -> String {
    if upper { word.to_ascii_uppercase() } else { word }
}

/// `a` … `z`, `aa`, `ab` …
fn letters(number: u32) -> String {
    let mut left = number;
    let mut word = Vec::new();
    while left > 0 {
        left -= 1;
        word.push(char::from(b'a' + u8::try_from(left % 26).unwrap_or(0)));
        left /= 26;
    }
    word.iter().rev().collect()
}

/// A number in Roman figures, for numbers below 4000.
pub(in crate::text::import) fn roman(number: u32) -> String {
    const FIGURES: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut left = number;
    let mut word = String::new();
    for (value, figure) in FIGURES {
        while left >= value && word.len() < 64 {
            word.push_str(figure);
            left -= value;
        }
    }
    word
}
