//! What kind of words a match stands in: a provision's own, a negation, a definition, a recital, a quotation, an aside.

use super::Context;
use super::fold::Folded;
use crate::language::ast::Where;
use crate::text::document::{Block, Document, ProvisionKind, Role};
use regex_automata::{Input, meta, util::syntax};
use std::ops::Range;
use std::sync::LazyLock;

/// How far before a match a negation may stand, and how far behind it; in characters of the same sentence.
const REACH_BEFORE: usize = 600;
const REACH_AFTER: usize = 200;
/// How far from a match `unless` looks, within the same sentence.
const REACH_UNLESS: usize = 2_000;
/// How many lead-ins around a point are looked at.
const MAX_LEADS: usize = 6;

/// Words that take back what follows them.
const NEGATION: &str = r"\bnothing (?:in|contained in) (?:this|the|that|these|any|sub|section|article|paragraph|part|chapter|regulation|act|rule|clause)\b|\b(?:shall|may|must|will|should|can|do|does|is|are|was|were|need) ?not be (?:construed|interpreted|taken|deemed|understood|read|required|obliged|compelled|bound|liable|subject|guilty|held|punishable|punished|imposed|regarded|considered|treated)\b|\b(?:is|are|was|were) not (?:required|obliged|obligated|bound|liable|subject|guilty|intended)\b|\bneed not\b|\b(?:does|do) not (?:require|oblige|impose|create|establish|confer|affect|prejudice|limit|entail)\b|\bshall not (?:require|oblige|impose|create|affect|prejudice|limit|entail)\b|\bwithout (?:requiring|imposing)\b|\bno (?:\w+ ){1,4}(?:shall|may|is|are|can) (?:be )?(?:required|obliged|compelled|bound|liable|subject|guilty|held)\b|\bno (?:general )?(?:obligation|duty|requirement)\b|\b(?:exempt|exempted|excluded) from\b";
/// What looks like such words and only says what is not there: “where no penalty is provided, … is liable”. The verb that [`NEGATION`]
/// ends with has another subject.
const NOT_THERE: &str = r"^no (?:\w+ ){1,3}?(?:is|are|was|were|has been|have been|had been) (?:\w+ly |otherwise )?(?:provided|prescribed|specified|stipulated|laid|set|fixed|stated|mentioned|made|given|imposed|indicated|available|found|received|appointed|designated)\b";
/// The same for rules that do not apply: it may stand before or behind.
const NOT_APPLIED: &str = r"\b(?:does|do|shall|will|is|are|did) not (?:be )?(?:apply|applicable|extend)\b";
/// What ends the reach of a negation.
///
/// What a lead-in's “if” or “where” leads to is the condition, and must be so.
const RESET: &str = r";|\bbut\b|\bunless\b|\bexcept\b|\bhowever\b|\bprovided\b|\bon (?:the )?conditions? that\b|\b(?:if|where|when)\W*$";
/// What ends the reach of a rule that does not apply: what follows is the condition.
const CONDITION: &str = r";|\bbut\b|\bunless\b|\bexcept\b|\bhowever\b|\bprovided\b|\bwhere\b|\bwhen\b|\bif\b";
/// How a definition begins: a term in quotation marks, perhaps numbered, and a verb.
const DEFINES: &str = r#"^[^\w"]*(?:\(?\w{1,5}[).] ?)?(?:in|for the purposes? of)?[^";:]{0,80}?["'][^"]{1,100}["'][^;]{0,60}?\b(?:means?|includes?|refers? to|has the (?:same )?meaning|have the (?:same )?meaning|shall mean|is defined|shall be construed)\b"#;
/// A heading over definitions.
const DEFINITIONS: &str = r"\b(?:definitions?|interpretation|glossary|defined terms|meaning of)\b";
/// How the long title of a law begins.
const LONG_TITLE: &str =
    r"^\W*(?:an? )?(?:act|bill|law|ordinance|regulation|decree|directive)\b.{0,40}\b(?:to|on|for|of|concerning|providing|laying)\b";

struct Words {
    negation: Option<meta::Regex>,
    not_there: Option<meta::Regex>,
    not_applied: Option<meta::Regex>,
    reset: Option<meta::Regex>,
    condition: Option<meta::Regex>,
    defines: Option<meta::Regex>,
    definitions: Option<meta::Regex>,
    long_title: Option<meta::Regex>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let syntax = syntax::Config::new().unicode(false).utf8(false).case_insensitive(true);
    let regex = |pattern| {
        meta::Builder::new().configure(meta::Config::new().utf8_empty(false).dfa(false).onepass(false)).syntax(syntax).build(pattern).ok()
    };
    Words {
        negation: regex(NEGATION),
        not_there: regex(NOT_THERE),
        not_applied: regex(NOT_APPLIED),
        reset: regex(RESET),
        condition: regex(CONDITION),
        defines: regex(DEFINES),
        definitions: regex(DEFINITIONS),
        long_title: regex(LONG_TITLE),
    }
});

/// The last match that is not one only by its looks.
fn last(regex: &Option<meta::Regex>, bytes: &[u8], within: Range<usize>) -> Option<Range<usize>> {
    let meant = |found: &Range<usize>| bytes.get(found.clone()).is_some_and(|words| !has(&WORDS.not_there, words, 0..words.len()));
    regex.as_ref()?.find_iter(input(bytes, within)?).map(|found| found.range()).filter(meant).last()
}

/// A part of a paragraph to search; `None` if it is none.
pub(super) fn input(bytes: &[u8], within: Range<usize>) -> Option<Input<'_>> {
    (within.start <= within.end && within.end <= bytes.len()).then(|| Input::new(bytes).span(within))
}

fn has(regex: &Option<meta::Regex>, bytes: &[u8], within: Range<usize>) -> bool {
    regex.as_ref().zip(input(bytes, within)).is_some_and(|(regex, input)| regex.is_match(input))
}

/// A paragraph that is being searched, and what was found out about it so far.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Its words, folded.
    pub folded: Folded,
    /// Where its sentences begin, once somebody asked.
    sentences: Vec<u32>,
    defines: Option<bool>,
    led_negated: Option<bool>,
    title: Option<bool>,
}

/// What is known of the paragraphs before.
#[derive(Debug)]
pub(super) struct Surroundings<'d> {
    document: &'d Document,
    /// For each provision its last paragraph so far.
    last: Vec<Option<u32>>,
    /// For each provision the paragraph that leads it in, if its first paragraph has been reached.
    lead: Vec<Option<Option<u32>>>,
    /// For each paragraph that leads others in, whether a negation at its end takes back what follows, once asked.
    negated: std::collections::HashMap<u32, bool>,
    memory: Folded,
}

impl<'d> Surroundings<'d> {
    pub fn new(document: &'d Document) -> Self {
        let count = document.provisions.len();
        Self { document, last: vec![None; count], lead: vec![None; count], negated: Default::default(), memory: Folded::default() }
    }

    /// Goes on to a paragraph.
    pub fn enter(&mut self, index: u32, block: &Block) {
        let Some(provision) = block.provision else { return };
        // A provision may begin with another within it: then the paragraph before both leads both in.
        let entered: Vec<u32> = self.document.ancestors(provision).map(|(id, _)| id).collect();
        for id in entered {
            if self.lead.get(id as usize) != Some(&None) {
                break;
            }
            let parent = self.document.provision(id).and_then(|provision| provision.parent);
            let lead = parent.and_then(|parent| self.last.get(parent as usize).copied().flatten()).filter(|lead| self.leads_in(*lead));
            if let Some(slot) = self.lead.get_mut(id as usize) {
                *slot = Some(lead);
            }
        }
        if matches!(block.role, Role::Text | Role::Table)
            && let Some(slot) = self.last.get_mut(provision as usize)
        {
            *slot = Some(index);
        }
    }

    /// Whether what follows a paragraph continues its sentence.
    fn leads_in(&self, index: u32) -> bool {
        let words = self.document.blocks.get(index as usize).map_or("", |block| self.document.words(block.extent));
        !words.trim_end().ends_with(['.', ';', '?', '!'])
    }

    /// The paragraphs that lead a provision in, from the inside out.
    pub fn leads(&self, provision: Option<u32>) -> impl Iterator<Item = u32> + '_ {
        let ancestors = provision.into_iter().flat_map(|id| self.document.ancestors(id));
        let inner = ancestors.take_while(|(_, provision)| matches!(provision.kind, ProvisionKind::Point | ProvisionKind::Paragraph));
        inner.filter_map(|(id, _)| self.lead.get(id as usize).copied().flatten().flatten()).take(MAX_LEADS)
    }

    /// Whether a lead-in takes back what it leads in.
    fn is_negated(&mut self, lead: u32) -> bool {
        if let Some(known) = self.negated.get(&lead) {
            return *known;
        }
        let words = self.document.blocks.get(lead as usize).map_or("", |block| self.document.words(block.extent));
        self.memory.set(words);
        let end = self.memory.bytes.len();
        let start = sentences(&self.memory.bytes).last().map_or(0, |start| *start as usize).max(end.saturating_sub(REACH_BEFORE));
        let negated = negated_before(&self.memory.bytes, start..end);
        self.negated.insert(lead, negated);
        negated
    }

    /// Whether a paragraph defines a term, or leads in from one that does, or stands under a heading that says so.
    fn defines(&mut self, block: &Block, folded: &Folded) -> bool {
        if has(&WORDS.defines, &folded.bytes, 0..folded.bytes.len().min(400)) {
            return true;
        }
        let leads: Vec<u32> = self.leads(block.provision).collect();
        for lead in leads {
            let words = self.document.blocks.get(lead as usize).map_or("", |block| self.document.words(block.extent));
            self.memory.set(shortened(words, 400));
            if has(&WORDS.defines, &self.memory.bytes, 0..self.memory.bytes.len()) {
                return true;
            }
        }
        let document = self.document;
        let headings = block.provision.into_iter().flat_map(|id| document.ancestors(id));
        let headings = headings.filter(|(_, provision)| !matches!(provision.kind, ProvisionKind::Division | ProvisionKind::Schedule));
        for heading in headings.filter_map(|(_, provision)| provision.heading) {
            self.memory.set(shortened(document.words(heading), 200));
            if has(&WORDS.definitions, &self.memory.bytes, 0..self.memory.bytes.len()) {
                return true;
            }
        }
        false
    }
}

/// At most so many bytes of a text, and no character cut.
pub(super) fn shortened(words: &str, most: usize) -> &str {
    let end = (0..=most.min(words.len())).rev().find(|end| words.is_char_boundary(*end)).unwrap_or(0);
    words.get(..end).unwrap_or("")
}

impl Paragraph {
    /// Goes on to another paragraph.
    pub fn set(&mut self, words: &str) {
        self.folded.set(words);
        self.sentences.clear();
        (self.defines, self.led_negated, self.title) = (None, None, None);
    }

    /// The sentence, or sentences, around a match.
    fn sentence(&mut self, range: &Range<usize>) -> Range<usize> {
        if self.sentences.is_empty() {
            self.sentences = sentences(&self.folded.bytes);
        }
        let after = self.sentences.partition_point(|start| *start as usize <= range.start);
        let start = after.checked_sub(1).and_then(|before| self.sentences.get(before)).map_or(0, |start| *start as usize);
        let next = self.sentences.partition_point(|start| (*start as usize) < range.end).max(after);
        let end = self.sentences.get(next).map_or(self.folded.bytes.len(), |start| *start as usize);
        start..end.max(range.end)
    }

    /// Where `unless` looks for a match.
    pub fn around(&mut self, range: &Range<usize>) -> Range<usize> {
        let sentence = self.sentence(range);
        sentence.start.max(range.start.saturating_sub(REACH_UNLESS))..sentence.end.min(range.end + REACH_UNLESS)
    }

    /// The kind of words that a match stands in.
    pub fn context(&mut self, range: &Range<usize>, block: &Block, around: &mut Surroundings<'_>) -> Context {
        match block.role {
            Role::Quoted => return Context::Quoted,
            Role::Front | Role::Recital => return Context::Recital,
            Role::Heading | Role::Note | Role::Contents | Role::Closing => return Context::Aside,
            Role::Text | Role::Table => {}
        }
        let folded = &self.folded;
        if *self.defines.get_or_insert_with(|| around.defines(block, folded)) {
            return Context::Definition;
        }
        let led = *self.led_negated.get_or_insert_with(|| {
            let leads: Vec<u32> = around.leads(block.provision).collect();
            leads.into_iter().any(|lead| around.is_negated(lead))
        });
        if led || self.is_negated(range) { Context::Negated } else { Context::Plain }
    }

    fn is_negated(&mut self, range: &Range<usize>) -> bool {
        let sentence = self.sentence(range);
        let bytes = &self.folded.bytes;
        let before = sentence.start.max(range.start.saturating_sub(REACH_BEFORE))..range.start;
        if negated_before(bytes, before) {
            return true;
        }
        let after = range.end..sentence.end.min(range.end + REACH_AFTER);
        let clause =
            after.start..bytes.get(after.clone()).and_then(|after| memchr::memchr(b';', after)).map_or(after.end, |at| after.start + at);
        has(&WORDS.not_applied, bytes, clause)
    }

    /// Whether a match stands where a cue looks for it.
    pub fn is_meant(&mut self, context: Context, block: &Block, place: Option<Where>, document: &Document) -> bool {
        match place {
            None => context == Context::Plain,
            Some(Where::Definition) => context == Context::Definition,
            Some(Where::Heading) => block.role == Role::Heading,
            Some(Where::Recital) => context == Context::Recital && !self.is_title(block, document),
            Some(Where::Title) => self.is_title(block, document),
        }
    }

    /// Whether the paragraph is the law's title, or its long one.
    fn is_title(&mut self, block: &Block, document: &Document) -> bool {
        let bytes = &self.folded.bytes;
        *self.title.get_or_insert_with(|| {
            let words = document.words(block.extent);
            let titled =
                document.title.as_deref().is_some_and(|title| !title.is_empty() && (words.contains(title) || title.contains(words)));
            block.role == Role::Front && (titled || has(&WORDS.long_title, bytes, 0..bytes.len().min(200)))
        })
    }
}

/// Whether a negation reaches the end of a range.
fn negated_before(bytes: &[u8], within: Range<usize>) -> bool {
    let reaches = |negation: &Option<meta::Regex>, reset: &Option<meta::Regex>| {
        last(negation, bytes, within.clone()).is_some_and(|found| !has(reset, bytes, found.end..within.end))
    };
    reaches(&WORDS.negation, &WORDS.reset) || reaches(&WORDS.not_applied, &WORDS.condition)
}

/// Words with a full stop that do not end a sentence.
const ABBREVIATIONS: [&[u8]; 36] = [
    b"s", b"ss", b"no", b"nos", b"art", b"arts", b"sec", b"secs", b"para", b"paras", b"par", b"cl", b"sch", b"cap", b"ch", b"v", b"vs",
    b"e.g", b"i.e", b"mr", b"mrs", b"ms", b"dr", b"st", b"p", b"pp", b"vol", b"reg", b"regs", b"r", b"cf", b"approx", b"viz", b"ed", b"al",
    b"subs",
];

/// Where the sentences of a paragraph begin; the first at 0.
fn sentences(bytes: &[u8]) -> Vec<u32> {
    let mut starts = vec![0];
    for stop in memchr::memchr3_iter(b'.', b'!', b'?', bytes) {
        let behind = bytes.get(stop + 1..).unwrap_or_default();
        let closing = behind.iter().take_while(|byte| matches!(byte, b'"' | b'\'' | b')')).count();
        let Some((b' ', [next, ..])) = behind.get(closing..).and_then(<[u8]>::split_first) else { continue };
        let begins = next.is_ascii_uppercase() || next.is_ascii_digit() || matches!(next, b'(' | b'"' | b'\'' | b'[') || *next >= 0x80;
        if begins && !is_abbreviation(bytes.get(..stop).unwrap_or_default()) {
            starts.push(u32::try_from(stop + 1 + closing + 1).unwrap_or(u32::MAX));
        }
    }
    starts
}

/// Whether the word at the end, or a single capital, is one that a full stop shortens.
fn is_abbreviation(before: &[u8]) -> bool {
    let length = before.iter().rev().take(7).take_while(|byte| byte.is_ascii_alphabetic() || **byte == b'.').count();
    let word = before.get(before.len() - length..).unwrap_or_default();
    matches!(word, [letter] if letter.is_ascii_uppercase()) || ABBREVIATIONS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

#[cfg(test)]
#[path = "context_tests.rs"]
mod tests;
