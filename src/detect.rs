//! Cues → what a bill's own words suggest: facts to confirm, marks that are no facts, and places where to look.
//!
//! ```text
//! document ─ engine: one pass, all cues ─▶ hits ─ context ─▶ Detected { proposals, marks, leads } ─ describe ─▶ suggested facts
//! ```
//!
//! The patterns live in `rules/`; what is here runs them and reads quantities. Nothing here decides anything.

mod across;
mod backtrack;
pub mod check;
mod context;
mod defined;
pub mod describe;
mod engine;
mod fold;
mod group;
mod mark;
mod pattern;
pub mod quantity;
mod terms;

pub use crate::language::ast::Strength;

use crate::source::Span;
use crate::text::definition::{Definition, definitions as definitions_of};
use crate::text::document::{Block, Document, Extent, ProvisionId};
use crate::typecheck::checked::{Cue, RuleSet, Suggestion};
use crate::value::{Quantity, QuantityType};
use crate::vocabulary::{FieldKind, RecordId, Value, Vocabulary};
use across::Across;
use context::{Paragraph, Surroundings};
use defined::Defined;
use engine::{Engine, Match, Scratch};
use group::Loose;
use smol_str::SmolStr;
use std::cell::OnceCell;
use std::ops::Range;

/// What kind of words a hit stands in. Only [`Context::Plain`] gives facts, unless a cue looks for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Context {
    /// A provision's own words.
    #[default]
    Plain,
    /// Under a negation: “nothing in this section requires”.
    Negated,
    /// In a definition.
    Definition,
    /// In a recital, preamble or title.
    Recital,
    /// In words that amend another law.
    Quoted,
    /// In a note, a table of contents, a heading.
    Aside,
}

/// Where a cue fired, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The words.
    pub extent: Extent,
    /// The provision they stand in.
    pub provision: Option<ProvisionId>,
    /// The pattern's place in the rules.
    pub cue: Span,
    /// The rule it belongs to, or the title of its group of cues.
    pub owner: SmolStr,
    /// How much it says.
    pub strength: Strength,
    /// What kind of words it stands in.
    pub context: Context,
    /// Whether that is the kind its cue looks for: the provisions' own words, unless the cue says otherwise.
    pub meant: bool,
}

impl Hit {
    fn of(cue: &Cue, extent: Extent, block: &Block, context: Context, meant: bool) -> Self {
        Self { extent, provision: block.provision, cue: cue.pattern.span, owner: cue.owner.clone(), strength: cue.strength, context, meant }
    }
}

/// A fact that the words suggest.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The record type and field: as `record` and `field` of the vocabulary.
    pub record: RecordId,
    /// The field.
    pub field: u16,
    /// The value.
    pub value: Value,
    /// For a record of a list: proposals of the same record type and group belong to one record.
    pub group: u32,
    /// Where and why.
    pub hit: Hit,
}

/// Something found that is no fact of the vocabulary: a deadline, a fine, a vague word.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// The mark's name: `deadline`.
    pub name: SmolStr,
    /// The figure, if there is one.
    pub value: Option<Quantity>,
    /// Where and why.
    pub hit: Hit,
}

/// A place that bears on a question, without an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Lead {
    /// The record type and field.
    pub record: RecordId,
    /// The field.
    pub field: u16,
    /// Where and why.
    pub hit: Hit,
}

/// All that was found in a bill.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Detected {
    /// Facts, in the order of the text.
    pub proposals: Vec<Proposal>,
    /// Marks, in the order of the text.
    pub marks: Vec<Mark>,
    /// Weak cues, cues without a value, and cues in words that they do not look for.
    pub leads: Vec<Lead>,
    /// Whether there was more than is kept: see [`MAX_HITS`].
    pub cut: bool,
}

/// Matches that are kept of a text: so many, and one for each [`HIT_EVERY`] bytes. A text of nothing but cues cannot fill the memory.
pub const MAX_HITS: usize = 2_000;
/// See [`MAX_HITS`].
pub const HIT_EVERY: usize = 40;

/// Runs all cues over a bill.
pub fn find(document: &Document, rules: &RuleSet, vocabulary: &Vocabulary) -> Detected {
    let definitions = OnceCell::new();
    let mut finder =
        Finder { document, rules, vocabulary, detected: Detected::default(), loose: Vec::new(), definitions: &definitions, defined: None };
    if let Some(engine) = rules.prepared.get_or_make(|| Engine::new(rules)) {
        finder.run(engine);
    }
    let grouped = group::group(finder.loose, vocabulary);
    finder.detected.proposals = grouped.proposals;
    finder.detected.leads.extend(grouped.homeless);
    // Those whose words stand before their paragraph come after the paragraph's own.
    finder.detected.marks.sort_by_key(|mark| mark.hit.extent.start);
    finder.detected.marks = mark::merged(finder.detected.marks);
    if !finder.detected.proposals.is_empty() {
        let definitions = definitions.get_or_init(|| definitions_of(document));
        let terms = terms::propose(document, definitions, &finder.detected, vocabulary);
        finder.detected.proposals.extend(terms);
        finder.detected.proposals.sort_by_key(|proposal| (proposal.hit.extent, proposal.group));
    }
    finder.detected
}

/// What is known while a bill is read from paragraph to paragraph.
struct Reading<'d> {
    around: Surroundings<'d>,
    paragraph: Paragraph,
    across: Across,
    scratch: Scratch,
    found: Vec<Match>,
    /// How many more matches are kept.
    left: usize,
}

impl<'d> Reading<'d> {
    fn new(document: &'d Document) -> Self {
        Self {
            around: Surroundings::new(document),
            paragraph: Paragraph::default(),
            across: Across::default(),
            scratch: Scratch::default(),
            found: Vec::new(),
            left: MAX_HITS + document.text.len() / HIT_EVERY,
        }
    }
}

struct Finder<'a> {
    document: &'a Document,
    rules: &'a RuleSet,
    vocabulary: &'a Vocabulary,
    detected: Detected,
    loose: Vec<Loose>,
    /// The bill's definitions, once somebody asks.
    definitions: &'a OnceCell<Vec<Definition>>,
    /// The terms that it defines, once a cue asks.
    defined: Option<Defined>,
}

impl Finder<'_> {
    fn run(&mut self, engine: &Engine) {
        let document = self.document;
        let mut reading = Reading::new(document);
        for (index, block) in (0_u32..).zip(&document.blocks) {
            reading.around.enter(index, block);
            reading.paragraph.set(document.words(block.extent));
            if !(self.paragraph(engine, index, block, &mut reading) && self.led_in(engine, index, block, &mut reading)) {
                self.detected.cut = true;
                return;
            }
        }
    }

    /// What cues find in a paragraph; `false` when there is too much.
    fn paragraph(&mut self, engine: &Engine, index: u32, block: &Block, reading: &mut Reading<'_>) -> bool {
        let Reading { around, paragraph, scratch, found, left, .. } = reading;
        engine.search(&paragraph.folded, scratch, found);
        for matched in found.drain(..) {
            let Some(cue) = self.rules.cues.get(matched.cue as usize) else { continue };
            if cue.unless.is_some() {
                let within = paragraph.around(&matched.range);
                if engine.is_void(matched.cue, &paragraph.folded, within, scratch) {
                    continue;
                }
            }
            if cue.unless_defined && self.is_defined(&paragraph.folded.bytes, &matched.range) {
                continue;
            }
            if *left == 0 {
                return false;
            }
            *left -= 1;
            let context = paragraph.context(&matched.range, block, around);
            let meant = paragraph.is_meant(context, block, cue.place, self.document);
            let base = block.extent.start as usize;
            let extent = |range: &Range<usize>| {
                Extent::new(base + paragraph.folded.in_text(range.start), base + paragraph.folded.in_text(range.end))
            };
            let hit = Hit::of(cue, extent(&matched.range), block, context, meant);
            let quantities = matched.quantities.iter().map(|(kind, range)| (*kind, extent(range))).collect();
            let unit = block.provision.and_then(|provision| self.document.unit(provision));
            let place = Place { block: index, leads: around.leads(block.provision).collect(), unit };
            self.keep(cue, hit, Figures { quantities, named: matched.named.as_ref().map(extent) }, place);
        }
        true
    }

    /// Marks whose figure stands in a paragraph and whose words stand before it; `false` when there is too much.
    fn led_in(&mut self, engine: &Engine, index: u32, block: &Block, reading: &mut Reading<'_>) -> bool {
        let Reading { around, paragraph, across, scratch, found, left } = reading;
        if !across.enter(index, block, self.document, around) {
            return true;
        }
        engine.search(&across.folded, scratch, found);
        for matched in found.drain(..) {
            let cue = self.rules.cues.get(matched.cue as usize).filter(|cue| !cue.marks.is_empty() && !cue.unless_defined);
            let figures = matched.quantities.iter().map(|(_, range)| range);
            let Some(cue) = cue.filter(|_| across.is_across(&matched.range, figures)) else { continue };
            if engine.is_void(matched.cue, &across.folded, 0..across.folded.bytes.len(), scratch) {
                continue;
            }
            if *left == 0 {
                return false;
            }
            *left -= 1;
            let context = paragraph.context(&(0..0), block, around);
            let meant = paragraph.is_meant(context, block, cue.place, self.document);
            let base = block.extent.start as usize;
            let extent = |range: &Range<usize>| {
                let range = across.in_paragraph(range);
                Extent::new(base + range.start, base + range.end)
            };
            let quantities: Vec<_> = matched.quantities.iter().map(|(kind, range)| (*kind, extent(range))).collect();
            let start = matched.quantities.iter().map(|(_, range)| range.start).min().unwrap_or(matched.range.start);
            self.mark(cue, &Hit::of(cue, extent(&(start..matched.range.end)), block, context, meant), &quantities);
        }
        true
    }

    /// Whether the bill defines the words of a match, or words that hold them or that they hold.
    fn is_defined(&mut self, folded: &[u8], range: &Range<usize>) -> bool {
        let (document, definitions) = (self.document, self.definitions);
        let defined = self.defined.get_or_insert_with(|| Defined::of(document, definitions.get_or_init(|| definitions_of(document))));
        folded.get(range.clone()).is_some_and(|words| defined.has(words))
    }

    /// Makes the marks of a match.
    fn mark(&mut self, cue: &Cue, hit: &Hit, quantities: &[(QuantityType, Extent)]) {
        for mark in &cue.marks {
            let Some(mark) = self.rules.marks.get(*mark) else { continue };
            let value = self.figure(hit, quantities);
            self.detected.marks.push(Mark { name: mark.name.clone(), value, hit: hit.clone() });
        }
    }

    /// Makes of a match what its cue says.
    fn keep(&mut self, cue: &Cue, hit: Hit, figures: Figures, place: Place) {
        self.mark(cue, &hit, &figures.quantities);
        let mut taken: Vec<QuantityType> = Vec::new();
        for suggestion in &cue.suggests {
            let (record, field) = (suggestion.record, suggestion.field);
            let value = suggestion.value.clone().or_else(|| self.read(suggestion, &hit, &figures, &mut taken));
            match value.filter(|_| hit.meant && hit.strength > Strength::Weak) {
                Some(value) => {
                    let proposal = Proposal { record, field, value, group: 0, hit: hit.clone() };
                    self.loose.push(Loose {
                        proposal,
                        adds: suggestion.adds,
                        block: place.block,
                        leads: place.leads.clone(),
                        unit: place.unit,
                    });
                }
                None => self.detected.leads.push(Lead { record, field, hit: hit.clone() }),
            }
        }
    }

    /// The figure of a mark: what a placeholder matched, or, where the pattern has none, the time in the whole match.
    fn figure(&self, hit: &Hit, quantities: &[(QuantityType, Extent)]) -> Option<Quantity> {
        let read =
            |kind: QuantityType, extent: Extent| quantity::figure(kind, self.document.words(extent), self.document.jurisdiction.as_deref());
        match quantities {
            [] => read(QuantityType::Duration, hit.extent),
            _ => quantities.iter().find_map(|(kind, extent)| read(*kind, *extent)),
        }
    }

    /// The value of a suggestion without one: the quantity of its kind, the second for the second of that kind; or, where the
    /// pattern has no placeholder, whatever the whole match says. A text is the words of the group `value`, or the whole match.
    fn read(&self, suggestion: &Suggestion, hit: &Hit, figures: &Figures, taken: &mut Vec<QuantityType>) -> Option<Value> {
        let field = self.vocabulary.record(suggestion.record).field(suggestion.field)?;
        let FieldKind::Quantity(kind) = field.kind else { return None };
        if kind == QuantityType::Text {
            let words = self.document.words(figures.named.unwrap_or(hit.extent)).trim();
            return (!words.is_empty()).then(|| Value::Quantity(Quantity::Text(words.into())));
        }
        let quantities = &figures.quantities;
        let number = taken.iter().filter(|before| **before == kind).count();
        taken.push(kind);
        let mut of_kind = quantities.iter().filter(|(found, _)| *found == kind).map(|(_, extent)| *extent);
        let extent = match of_kind.clone().nth(number).or_else(|| of_kind.next()) {
            Some(extent) => extent,
            None if quantities.is_empty() => hit.extent,
            None => return None,
        };
        self.quantity(kind, extent).map(Value::Quantity)
    }

    fn quantity(&self, kind: QuantityType, extent: Extent) -> Option<Quantity> {
        quantity::read(kind, self.document.words(extent), self.document.jurisdiction.as_deref())
    }
}

/// The parts of a match that say how much, or what.
struct Figures {
    quantities: Vec<(QuantityType, Extent)>,
    /// The group `value`.
    named: Option<Extent>,
}

/// Where a match stands, for what belongs together.
struct Place {
    block: u32,
    leads: Vec<u32>,
    unit: Option<u32>,
}

#[cfg(test)]
mod tests;
