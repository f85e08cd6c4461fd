//! Findings: messages with their values filled in, and the places they point at.

use super::View;
use super::condition::{Bounds, State, bound};
use super::kleene::Truth;
use crate::description::{Description, Fact, Record, Slot, Spanned};
use crate::diagnostic::{Label, Severity};
use crate::outcome::{Doubt, Evidence, Finding};
use crate::source::Span;
use crate::typecheck::checked::{Base, FieldRef, ListRef, Message, Part, Rule, Target};

/// More further labels than this on one finding are counted, not shown.
const MAX_LABELS: usize = 8;

/// Whether there is something to point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Presence {
    /// A fact, a record or a list.
    There,
    /// Nothing, in a section that was read in full.
    Silent,
    /// Nothing, and nobody looked.
    Unknown,
}

/// A place found for a label.
struct Place {
    span: Span,
    /// The provision of the law.
    at: Option<String>,
    /// Whether anything stands there.
    presence: Presence,
    /// The same words in the bill's own text.
    in_text: Option<Span>,
}

impl<'a> View<'a> {
    /// A message as a finding. `evidence` gives the place when the message names none.
    pub fn finding(
        &self,
        rule: &'a Rule,
        message: &Message,
        severity: Severity,
        evidence: &[Evidence],
        bounds: &mut Bounds<'a>,
    ) -> Finding {
        let mut labels = Vec::new();
        let place = message.at.as_ref().and_then(|target| self.place(target, bounds));
        let identity = self.identity(message, place.as_ref(), bounds);
        let mut provision = place.as_ref().and_then(|place| place.at.clone());
        if let Some(place) = place {
            self.push(place, String::new(), true, &mut labels);
        }
        self.also(rule, bounds, &mut labels);
        if let Some(first) = labels.first_mut() {
            first.primary = true;
        } else {
            let found = evidence.iter().find_map(|evidence| evidence.span.map(|span| (span, evidence)));
            let (span, text) = found.map_or((self.description.span, String::new()), |(span, evidence)| {
                (self.first_line(span), evidence.at.as_ref().map_or_else(|| evidence.value.clone(), |at| at.clone()))
            });
            provision = found.and_then(|(_, evidence)| evidence.at.clone());
            labels.push(Label { span, text, primary: true });
        }
        let (key, message) = (message.key.clone(), self.words(&message.text, bounds));
        Finding { severity, key, message, labels, identity, provision, waiver: None, known: false, doubt: Doubt::default() }
    }

    fn push(&self, place: Place, text: String, primary: bool, labels: &mut Vec<Label>) {
        let said = match (&place.at, text.is_empty()) {
            (Some(at), true) => at.clone(),
            (Some(at), false) => format!("{text} ({at})"),
            (None, true) if place.presence == Presence::Silent => "read in full, and nothing found on this".into(),
            (None, _) => text,
        };
        match place.in_text {
            Some(span) => {
                labels.push(Label { span, text: said, primary });
                labels.push(Label { span: place.span, text: "described here".into(), primary: false });
            }
            None => labels.push(Label { span: place.span, text: said, primary }),
        }
    }

    fn also(&self, rule: &'a Rule, bounds: &mut Bounds<'a>, labels: &mut Vec<Label>) {
        for also in &rule.also {
            let mut found = Vec::new();
            match &also.binding {
                None => found.extend(self.also_label(also, bounds)),
                Some(binding) => {
                    let each = self.each(
                        binding,
                        bounds,
                        |counts, bounds| if counts == Truth::True { self.also_label(also, bounds) } else { None },
                    );
                    found.extend(each.into_iter().flatten());
                }
            }
            let room = MAX_LABELS.saturating_sub(labels.len());
            for (place, text) in found.into_iter().take(room) {
                if !labels.iter().any(|label| label.span == place.span) {
                    self.push(place, text, false, labels);
                }
            }
        }
    }

    /// A further label only points at what is there: silence needs no second label.
    fn also_label(&self, also: &'a crate::typecheck::checked::Also, bounds: &Bounds<'a>) -> Option<(Place, String)> {
        let place = self.place(&also.at, bounds).filter(|place| place.presence == Presence::There)?;
        Some((place, self.words(&also.text, bounds)))
    }

    /// A message's words with the values of its fields.
    pub fn words(&self, parts: &[Part], bounds: &Bounds<'a>) -> String {
        parts
            .iter()
            .map(|part| match part {
                Part::Words(words) => words.clone(),
                Part::Setting(index) => self.rules.settings.get(*index).map(|setting| setting.value.to_string()).unwrap_or_default(),
                Part::Field(field) => match self.state(*field, bounds) {
                    State::Fact(fact) => crate::value::shorten(&self.vocabulary.show(self.kind(*field), &fact.value)).into_owned(),
                    State::Silent => "nothing".into(),
                    State::Unknown => "not stated".into(),
                },
            })
            .collect()
    }

    fn place(&self, target: &Target, bounds: &Bounds<'a>) -> Option<Place> {
        match target {
            Target::Field(field) => Some(self.field_place(*field, bounds)),
            Target::Record(slot) => {
                let bound = bound(*slot, bounds)?;
                // A whole law is pointed at by its title.
                if bound.list == ListRef::Others {
                    return Some(Place { span: bound.law.span, at: None, presence: Presence::There, in_text: None });
                }
                Some(self.record_place(bound.record))
            }
            Target::List(list) => Some(self.list_place(*list, bounds)),
        }
    }

    fn list_place(&self, list: ListRef, bounds: &Bounds<'a>) -> Place {
        if let Some((first, _)) = self.records(list, bounds).get(0) {
            return self.record_place(first);
        }
        if let Some(key) = self.written_list(list, bounds) {
            return Place { span: key, at: None, presence: Presence::There, in_text: None };
        }
        let law = self.law_of(list, bounds);
        silent_place(law, list.as_field().map_or(0, |field| field.section))
    }

    /// The key of a list that is written, if only as empty.
    fn written_list(&self, list: ListRef, bounds: &Bounds<'a>) -> Option<Span> {
        let slot = match list {
            ListRef::Section(section) => self.description.root.slot(section),
            ListRef::Field(field) => self.holder(field.base, bounds)?.slot(field.field),
            ListRef::Others => return None,
        };
        match slot {
            Slot::List(list) => Some(list.key),
            _ => None,
        }
    }

    fn record_place(&self, record: &Record) -> Place {
        let provenance = record.provenance.as_deref();
        let at = provenance.and_then(|provenance| provenance.at.as_ref());
        let quote = provenance.and_then(|provenance| provenance.quote.as_ref());
        Place {
            span: self.first_line(record.span),
            at: at.map(|at| at.text.to_string()),
            presence: Presence::There,
            in_text: quote.and_then(|quote| self.quoted(quote)),
        }
    }

    fn field_place(&self, field: FieldRef, bounds: &Bounds<'a>) -> Place {
        match self.state(field, bounds) {
            State::Fact(fact) => {
                let at = self.place_in_law(field, fact, bounds).map(|at| at.text.to_string());
                let quote = fact.provenance.as_deref().and_then(|provenance| provenance.quote.as_ref());
                let quote = quote.or_else(|| match field.base {
                    // A record's quote speaks for its fields; a section's would be too far away.
                    Base::Bound(_) => self.holder(field.base, bounds)?.provenance.as_deref()?.quote.as_ref(),
                    Base::Section(_) | Base::Of(..) => None,
                });
                Place {
                    span: self.first_line(fact.span),
                    at,
                    presence: Presence::There,
                    in_text: quote.and_then(|quote| self.quoted(quote)),
                }
            }
            _ => match field.base {
                Base::Bound(slot) => match bound(slot, bounds) {
                    Some(bound) if bound.list != ListRef::Others => self.record_place(bound.record),
                    _ => silent_place(self.law(field.base, bounds), field.section),
                },
                Base::Section(section) | Base::Of(_, section) => silent_place(self.law(field.base, bounds), section),
            },
        }
    }

    /// Where in the law a fact stands: its own place, or its record's or section's.
    pub fn place_in_law(&self, field: FieldRef, fact: &'a Fact, bounds: &Bounds<'a>) -> Option<&'a Spanned> {
        let own = fact.provenance.as_deref().and_then(|provenance| provenance.at.as_ref());
        own.or_else(|| self.holder(field.base, bounds)?.provenance.as_deref()?.at.as_ref())
    }

    fn quoted(&self, quote: &Spanned) -> Option<Span> {
        self.quotes.iter().find(|(written, _)| *written == quote.span).map(|(_, found)| *found)
    }

    fn first_line(&self, span: Span) -> Span {
        let words = self.sources.slice(span);
        let line = words.lines().next().unwrap_or("").trim_end();
        Span::new(span.file, span.start as usize..span.start as usize + line.len())
    }

    /// What a finding is about, in words that survive edits elsewhere in the description.
    fn identity(&self, message: &Message, place: Option<&Place>, bounds: &Bounds<'a>) -> String {
        let what = match &message.at {
            Some(Target::Field(field)) => match field.base {
                Base::Section(_) | Base::Of(..) => self.path(*field, bounds),
                Base::Bound(_) => self.vocabulary.field_path(field.record, field.field),
            },
            Some(Target::List(list)) => self.list_path(*list, bounds),
            Some(Target::Record(slot)) => bound(*slot, bounds).map_or_else(String::new, |bound| self.list_path(bound.list, bounds)),
            None => String::new(),
        };
        let at = place.and_then(|place| place.at.as_deref()).unwrap_or("");
        format!("{}|{what}|{at}|{}", message.key, self.words(&message.text, bounds))
    }
}

/// The place that says that a section was read in full, or else the law's title.
fn silent_place(law: &Description, section: u16) -> Place {
    let reviewed = law.reviewed_span(section);
    let silence = if reviewed.is_some() { Presence::Silent } else { Presence::Unknown };
    Place { span: reviewed.unwrap_or(law.span), at: None, presence: silence, in_text: None }
}
