//! Citations of provisions as descriptions write them, `ss 7(1), 11, 21-23`, read and looked up in a bill.

use super::document::{Document, Extent, Provision, ProvisionId, ProvisionKind};

/// Words for sections and articles before their numbers.
const UNIT_WORDS: [&str; 13] = ["s", "ss", "sec", "secs", "section", "sections", "art", "arts", "article", "articles", "§", "§§", "sect"];
/// A citation longer than this is no citation.
const LONGEST: usize = 2000;
/// Ranges wider than this are taken by their ends.
const WIDEST: u32 = 500;

/// One section or article that is cited, and what within it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// Its number: `7`, `46A`.
    pub number: String,
    /// The steps within: `["1", "a"]`; empty for all of it.
    pub steps: Vec<String>,
}

/// The sections and articles that a citation names, in order; of a range each. What it says in other words (`whole Act`, `recital 4`,
/// `Sch 2`) is left out.
pub fn read(citation: &str) -> Vec<Cited> {
    let mut found: Vec<Cited> = Vec::new();
    let mut units = false;
    let mut range_from: Option<u32> = None;
    for token in tokens(citation.get(..LONGEST.min(citation.len())).unwrap_or("")) {
        match token {
            Token::Word(word) => {
                units = UNIT_WORDS.contains(&&*word) || (units && matches!(&*word, "and" | "to"));
                range_from = None;
            }
            Token::Number(number) if units => {
                if let (Some(from), Ok(to)) = (range_from.take(), number.parse::<u32>())
                    && to > from
                    && to - from <= WIDEST
                {
                    found.extend((from + 1..to).map(|number| Cited { number: number.to_string(), steps: Vec::new() }));
                }
                found.push(Cited { number, steps: Vec::new() });
            }
            Token::Step(step) if units => {
                if let Some(last) = found.last_mut() {
                    last.steps.push(step);
                }
            }
            // `7(1), (3)`: another part of the same section.
            Token::AnotherStep(step) if units => {
                if let Some(number) = found.last().map(|last| last.number.clone()) {
                    found.push(Cited { number, steps: vec![step] });
                }
            }
            Token::Dash if units => {
                range_from = found.last().filter(|last| last.steps.is_empty()).and_then(|last| last.number.parse().ok())
            }
            Token::Stop => range_from = None,
            _ => {}
        }
    }
    found
}

/// A piece of a citation.
#[derive(Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Number(String),
    /// `(1)` right behind a number or another step.
    Step(String),
    /// `(1)` behind a comma or space.
    AnotherStep(String),
    Dash,
    Stop,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text.chars().peekable();
    let mut joined = false;
    while let Some(letter) = rest.next() {
        let was_joined = std::mem::take(&mut joined);
        match letter {
            '(' => {
                let step: String = std::iter::from_fn(|| rest.next_if(|letter| *letter != ')')).collect();
                rest.next();
                // `(2)-(4)` is a range of steps: the first and the last stand for it.
                tokens.push(if was_joined { Token::Step(step.trim().into()) } else { Token::AnotherStep(step.trim().into()) });
                joined = true;
            }
            '-' | '–' | '—' => tokens.push(Token::Dash),
            letter if letter.is_ascii_digit() => {
                let mut number = String::from(letter);
                while let Some(next) = rest.next_if(|next| next.is_alphanumeric() || matches!(next, '.' | '/')) {
                    number.push(next);
                }
                tokens.push(Token::Number(number.trim_end_matches(['.', '/']).to_owned()));
                joined = true;
            }
            letter if letter.is_alphabetic() || letter == '§' => {
                let mut word = String::from(letter);
                while let Some(next) = rest.next_if(|next| next.is_alphabetic() || *next == '§') {
                    word.push(next);
                }
                tokens.push(Token::Word(word.to_lowercase()));
            }
            ' ' | '.' => joined = was_joined && letter == '.',
            _ => tokens.push(Token::Stop),
        }
    }
    tokens
}

impl Document {
    /// The section or article with a number; where a number comes twice, the first.
    pub fn unit_numbered(&self, number: &str) -> Option<ProvisionId> {
        let same = |provision: &Provision| provision.kind.is_unit() && provision.number.eq_ignore_ascii_case(number);
        self.provisions.iter().position(same).and_then(|at| u32::try_from(at).ok())
    }

    /// What a citation means in this bill: the innermost provision of its steps that is there.
    pub fn find_cited(&self, cited: &Cited) -> Option<Extent> {
        let unit = self.unit_numbered(&cited.number)?;
        let mut here = unit;
        for step in &cited.steps {
            match self.child_numbered(here, step) {
                Some(child) => here = child,
                None => break,
            }
        }
        self.provision(here).map(|provision| provision.extent)
    }

    fn child_numbered(&self, parent: ProvisionId, number: &str) -> Option<ProvisionId> {
        let from = parent as usize + 1;
        let end = self.provision(parent)?.extent.end;
        let below = self.provisions.get(from..)?.iter().zip(parent + 1..).take_while(|(provision, _)| provision.extent.start <= end);
        let mut below = below.filter(|(provision, _)| provision.parent == Some(parent));
        below.find(|(provision, _)| provision.number.eq_ignore_ascii_case(number)).map(|(_, id)| id)
    }

    /// How many sections and articles it has outside its schedules.
    pub fn unit_count(&self) -> usize {
        let in_schedule = |provision: &Provision| {
            provision.parent.is_some_and(|parent| self.ancestors(parent).any(|(_, around)| around.kind == ProvisionKind::Schedule))
        };
        self.provisions.iter().filter(|provision| provision.kind.is_unit() && !in_schedule(provision)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(citation: &str) -> String {
        let one = |cited: Cited| format!("{}{}", cited.number, cited.steps.iter().map(|step| format!("({step})")).collect::<String>());
        read(citation).into_iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn citations_are_read_as_lawyers_write_them() {
        let cases = [
            ("s 7(3)(a)", "7(3)(a)"),
            ("ss 7(1), 11, 21-23", "7(1) 11 21 22 23"),
            ("art 3(1)(l), (v)", "3(1)(l) 3(v)"),
            ("arts 49(2), 56", "49(2) 56"),
            ("s 46A and s 51 (2)", "46A 51 51(2)"),
            ("§ 3 Abs. 2", "3"),
            ("whole Act", ""),
            ("recital 12; art 4", "4"),
            ("s 59; Schs 5-7", "59"),
            ("ss 474.33, 474.34", "474.33 474.34"),
            ("drafts of 2017 and 2018", ""),
            ("Article 16(6), recital 50", "16(6)"),
            ("ss 1-100000", "1 100000"),
            ("((((", ""),
        ];
        for (citation, expected) in cases {
            assert_eq!(shown(citation), expected, "{citation}");
        }
    }
}
