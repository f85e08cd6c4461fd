//! One fact as two people have it.

use super::provenance::{add_note, in_words, name, names, words};
use super::{Disagreement, View, Work, is_suggested};
use crate::description::{Fact, FactStatus, Provenance, Record, Slot};
use crate::diff::same;
use crate::value::QuantityType;
use crate::vocabulary::{Field, FieldKind, Silence, Vocabulary};

/// A fact of both, with what the records around say.
#[derive(Clone, Copy)]
pub(super) struct Sides<'f> {
    pub facts: [Option<&'f Fact>; 2],
    pub around: [Option<&'f Provenance>; 2],
    /// What the merged record around says.
    pub merged: Option<&'f Provenance>,
}

impl Sides<'_> {
    fn own(&self, side: usize) -> Option<&Provenance> {
        self.facts.get(side)?.as_ref()?.provenance.as_deref()
    }

    fn around(&self, side: usize) -> Option<&Provenance> {
        self.around.get(side).copied().flatten()
    }

    fn is_suggested(&self, side: usize) -> bool {
        is_suggested(self.own(side), self.around(side))
    }
}

impl Work<'_> {
    /// The merged fact, if either has one. `listed` says that it belongs to a record of a list.
    pub(super) fn fact(&mut self, sides: Sides<'_>, field: &Field, path: &str, listed: bool) -> Option<Fact> {
        let vocabulary = self.vocabulary;
        let show = |fact: &Fact| vocabulary.show(field.kind, &fact.value);
        // What annotators word themselves is no answer that can be counted.
        let counted = !matches!(field.kind, FieldKind::Quantity(QuantityType::Text) | FieldKind::Slug);
        let silence = match &field.silence {
            Silence::Value(value) => vocabulary.show(field.kind, value),
            Silence::Absent => "(silent)".to_owned(),
        };
        match sides.facts {
            [None, None] => {
                if counted && !listed && self.reviewed(0, self.section) && self.reviewed(1, self.section) {
                    self.answer([silence.clone(), silence]);
                }
                None
            }
            [Some(one), Some(other)] => {
                let suggested = [sides.is_suggested(0), sides.is_suggested(1)];
                let agree = same(&one.value, &other.value);
                if counted && suggested == [false, false] {
                    self.answer(if agree { [show(one), show(one)] } else { [show(one), show(other)] });
                }
                Some(match (agree, suggested) {
                    (true, _) => self.both(one, other, sides),
                    // What a program proposed is nobody's view against what somebody says.
                    (false, [true, false]) => self.outweighed(1, sides, field),
                    (false, [false, true]) => self.outweighed(0, sides, field),
                    (false, _) => self.disputed(0, sides, field, path),
                })
            }
            [Some(alone), None] | [None, Some(alone)] => {
                let side = usize::from(sides.facts[0].is_none());
                let other = 1 - side;
                if sides.is_suggested(side) || !self.reviewed(other, self.section) {
                    return Some(Self::inherited(alone, side, sides));
                }
                let agree = matches!(&field.silence, Silence::Value(value) if same(value, &alone.value));
                if counted {
                    let value = if agree { silence.clone() } else { show(alone) };
                    self.answer(if side == 0 { [value, silence] } else { [silence, value] });
                }
                if agree {
                    return Some(Self::inherited(alone, side, sides));
                }
                Some(self.disputed(side, sides, field, path))
            }
        }
    }

    fn both(&self, one: &Fact, other: &Fact, sides: Sides<'_>) -> Fact {
        let provenance = match (&one.provenance, &other.provenance) {
            (None, None) => None,
            (Some(own), None) => Some(with_name(own, sides.around(1))),
            (None, Some(own)) => Some(with_name(own, sides.around(0))),
            (one, other) => self.agreed([one.as_deref(), other.as_deref()], sides.around),
        };
        Fact { value: one.value.clone(), span: one.span, provenance }
    }

    /// A fact as one of them has it. What it took from her record is written to it where the merged record says otherwise.
    fn inherited(fact: &Fact, side: usize, sides: Sides<'_>) -> Fact {
        let mut kept = fact.clone();
        let (Some(around), Some(merged)) = (sides.around(side), sides.merged) else { return kept };
        let mut provenance = kept.provenance.take().unwrap_or_default();
        let text = |words: &Option<crate::description::Spanned>| words.as_ref().map(|words| words.text.clone());
        if provenance.by.is_none() && text(&around.by) != text(&merged.by) {
            provenance.by.clone_from(&around.by);
        }
        if provenance.at.is_none() && text(&around.at) != text(&merged.at) {
            provenance.at.clone_from(&around.at);
        }
        if provenance.status.is_none() && around.status != merged.status {
            provenance.status = around.status;
        }
        kept.provenance = (*provenance != Provenance::default()).then_some(provenance);
        kept
    }

    fn view(&self, side: usize, sides: Sides<'_>, field: &Field) -> View {
        let Some(fact) = sides.facts.get(side).copied().flatten() else { return self.silent(side, None) };
        let (own, around) = (sides.own(side), sides.around(side));
        View {
            by: name(&[own, around], self.side(side).name),
            value: Some(self.vocabulary.show(field.kind, &fact.value)),
            at: words(own, |found| &found.at).or_else(|| words(around, |found| &found.at)),
            quote: words(own, |found| &found.quote),
            span: Some(fact.span),
        }
    }

    /// The fact of one side with the other's view in its note.
    fn with_view(&self, side: usize, sides: Sides<'_>, field: &Field) -> Option<Fact> {
        let fact = sides.facts.get(side).copied().flatten()?;
        let mut kept = Self::inherited(fact, side, sides);
        let other = in_words(&self.view(1 - side, sides, field), sides.own(1 - side));
        add_note(kept.provenance.get_or_insert_default(), &other, fact.span);
        Some(kept)
    }

    fn outweighed(&self, side: usize, sides: Sides<'_>, field: &Field) -> Fact {
        self.with_view(side, sides, field).unwrap_or_else(|| self.none(side))
    }

    fn disputed(&mut self, side: usize, sides: Sides<'_>, field: &Field, path: &str) -> Fact {
        let views = [self.view(0, sides, field), self.view(1, sides, field)];
        let [first, second] = views;
        let by = if side == 0 { first.by.clone() } else { second.by.clone() };
        self.disagreements.push(Disagreement { path: path.to_owned(), record: false, first, second });
        let mut fact = self.with_view(side, sides, field).unwrap_or_else(|| self.none(side));
        let provenance = fact.provenance.get_or_insert_default();
        if let Some(status) = provenance.status.filter(|status| *status == FactStatus::Confirmed) {
            add_note(provenance, &format!("{} by {by}", status.name()), fact.span);
        }
        provenance.status = Some(FactStatus::Disputed);
        fact
    }

    /// Stands where no fact can be missing.
    fn none(&self, side: usize) -> Fact {
        Fact { value: crate::vocabulary::Value::Set(0), span: self.side(side).description.span, provenance: None }
    }
}

/// What one says of a fact in so many words, with the name of the other, who says the same in short.
fn with_name(own: &Provenance, around: Option<&Provenance>) -> Box<Provenance> {
    let mut kept = own.clone();
    if kept.by.is_some() {
        kept.by = names(kept.by.as_ref(), around.and_then(|found| found.by.as_ref()));
    }
    Box::new(kept)
}

/// Marks a record as disputed, on its first fact where its own field of that name is in the way.
pub(super) fn dispute_record(record: &mut Record, dispute: &Provenance, vocabulary: &Vocabulary) {
    let declared = vocabulary.record(record.record);
    let own = declared.find("status").is_none() && declared.find("note").is_none();
    let into = if own {
        Some(&mut record.provenance)
    } else {
        record.slots.iter_mut().find_map(|slot| if let Slot::Fact(fact) = slot { Some(&mut fact.provenance) } else { None })
    };
    let Some(into) = into.map(|into| into.get_or_insert_default()) else { return };
    into.status = dispute.status;
    if let Some(note) = &dispute.note {
        add_note(into, &note.text, note.span);
    }
}
