//! The text of a Word document: its paragraphs, tables, notes and text boxes, as they would be printed once all tracked changes
//! are accepted.

mod paragraph;

use super::numbering::Numbering;
use super::styles::{self, Styles};
use super::xml::{self, Broken, Step};
use crate::text::document::Role;
use crate::text::import::cells::{self, Cell, Placed};
use crate::text::import::paragraph::Paragraph;
use paragraph::Frame;
use quick_xml::events::BytesStart;
use std::collections::HashMap;

/// More paragraphs than this are refused.
const MAX_PARAGRAPHS: usize = 1_000_000;
/// Longest instruction of a field that is looked at.
const INSTRUCTION: usize = 100;

/// The parts that hold words.
pub(super) struct Parts<'p> {
    pub text: &'p str,
    pub footnotes: &'p str,
    pub endnotes: &'p str,
}

/// What was read.
pub(super) struct Body {
    pub paragraphs: Vec<Paragraph>,
    pub title: Option<String>,
}

/// A field that is open: a table of contents, a page number, a reference.
#[derive(Default)]
struct Field {
    instruction: String,
    is_contents: bool,
}

/// What is known while a part is read.
struct Reader<'s> {
    styles: &'s Styles,
    numbering: Numbering,
    notes: HashMap<(char, String), Vec<Paragraph>>,
    placed: Vec<Placed>,
    /// Paragraphs that are open, one within another by text boxes.
    frames: Vec<Frame>,
    /// A paragraph whose end was deleted: it goes on in the next.
    carried: Option<Frame>,
    /// For each table, the cell it stands in.
    tables: Vec<Option<Cell>>,
    /// Open tables, with the next cell of each, and the cell around.
    at: Vec<(Cell, Option<Cell>)>,
    cell: Option<Cell>,
    /// How many elements within one that is left out.
    skipped: usize,
    in_properties: usize,
    in_run_properties: usize,
    in_text: bool,
    hidden: bool,
    fields: Vec<Field>,
    in_instruction: bool,
    /// Open content controls: whether each is a table of contents.
    controls: Vec<bool>,
    in_note: bool,
    title: Option<String>,
}

/// Reads it.
///
/// # Errors
/// A part that is broken, with its name.
pub(super) fn read(parts: &Parts<'_>, styles: &Styles, numbering: Numbering) -> Result<Body, (&'static str, Broken)> {
    let mut reader = Reader {
        styles,
        numbering,
        notes: HashMap::new(),
        placed: Vec::new(),
        frames: Vec::new(),
        carried: None,
        tables: Vec::new(),
        at: Vec::new(),
        cell: None,
        skipped: 0,
        in_properties: 0,
        in_run_properties: 0,
        in_text: false,
        hidden: false,
        fields: Vec::new(),
        in_instruction: false,
        controls: Vec::new(),
        in_note: false,
        title: None,
    };
    for (part, text, kind) in [("word/footnotes.xml", parts.footnotes, 'f'), ("word/endnotes.xml", parts.endnotes, 'e')] {
        if !text.is_empty() {
            reader.read_notes(text, kind).map_err(|broken| (part, broken))?;
        }
    }
    xml::walk(parts.text, |step| reader.step(step)).map_err(|broken| ("word/document.xml", broken))?;
    if let Some(carried) = reader.carried.take() {
        reader.finish(carried);
    }
    Ok(Body { paragraphs: cells::settle(reader.placed, &reader.tables), title: reader.title })
}

impl Reader<'_> {
    fn read_notes(&mut self, text: &str, kind: char) -> Result<(), Broken> {
        self.in_note = true;
        let mut note = None;
        xml::walk(text, |step| {
            match &step {
                Step::Start("footnote" | "endnote", tag) => {
                    let is_line = xml::attribute(tag, "type").is_some_and(|kind| kind != "normal");
                    note = xml::attribute(tag, "id").filter(|_| !is_line);
                }
                Step::End("footnote" | "endnote") => {
                    let placed = std::mem::take(&mut self.placed);
                    if let Some(id) = note.take() {
                        self.notes.insert((kind, id), placed.into_iter().map(|placed| placed.paragraph).collect());
                    }
                }
                _ => {}
            }
            self.step(step)
        })?;
        self.in_note = false;
        self.frames.clear();
        self.carried = None;
        self.fields.clear();
        Ok(())
    }

    fn step(&mut self, step: Step<'_>) -> Result<(), Broken> {
        if self.placed.len() > MAX_PARAGRAPHS {
            return Err(Broken::Many);
        }
        match step {
            Step::Start(_, _) if self.skipped > 0 => self.skipped += 1,
            Step::End(_) if self.skipped > 0 => self.skipped -= 1,
            Step::Start(name, tag) => self.start(name, tag),
            Step::End(name) => self.end(name),
            Step::Words(words) if self.skipped == 0 => self.words(words),
            Step::Words(_) => {}
        }
        Ok(())
    }

    fn start(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "pPr" => self.in_properties += 1,
            "rPr" => self.in_run_properties += 1,
            // What a paragraph or run looked like before a change; what older programs see; what was deleted or moved away.
            "pPrChange" | "rPrChange" | "sectPrChange" | "tblPrChange" | "tcPrChange" | "trPrChange" | "numberingChange" | "Fallback"
            | "delText" | "delInstrText" | "moveFrom" => self.skipped = 1,
            "del" if self.in_run_properties == 0 => self.skipped = 1,
            "del" if self.in_properties > 0 => self.frame(|frame| frame.is_joined = true),
            _ if self.in_properties > 0 => self.property(name, tag),
            _ if self.in_run_properties > 0 => self.hidden |= name == "vanish" && xml::is_on(tag),
            "p" => self.frames.push(Frame::new(self.is_contents())),
            "r" => self.hidden = false,
            "t" => self.in_text = true,
            "instrText" => self.in_instruction = true,
            "fldChar" => self.field(tag),
            "fldSimple" => self
                .fields
                .push(Field { is_contents: xml::attribute(tag, "instr").is_some_and(|text| is_contents(&text)), ..Field::default() }),
            "sdt" => self.controls.push(false),
            "docPartGallery" => {
                if let Some(control) = self.controls.last_mut() {
                    *control |= xml::attribute(tag, "val").is_some_and(|gallery| gallery == "Table of Contents");
                }
            }
            "tbl" => {
                let table = u32::try_from(self.tables.len()).unwrap_or(u32::MAX);
                self.tables.push(self.cell);
                self.at.push((Cell { table, row: 0, column: 0 }, self.cell));
            }
            "tc" => self.cell = self.at.last().map(|(cell, _)| *cell),
            "gridSpan" => {
                let more = xml::value::<u32>(tag).unwrap_or(1).clamp(1, 1000) - 1;
                if let Some((at, _)) = self.at.last_mut() {
                    at.column = at.column.saturating_add(more);
                }
            }
            "footnoteReference" | "endnoteReference" => {
                let kind = if name.starts_with('f') { 'f' } else { 'e' };
                if let Some(id) = xml::attribute(tag, "id") {
                    self.frame(|frame| frame.notes.push((kind, id)));
                }
            }
            _ => self.sign(name, tag),
        }
    }

    /// An element that stands for a sign.
    fn sign(&mut self, name: &str, tag: &BytesStart<'_>) {
        let written = match name {
            "tab" | "ptab" => "\t",
            "noBreakHyphen" => "-",
            "cr" => "\n",
            "br" => match xml::attribute(tag, "type").as_deref() {
                None | Some("textWrapping") => "\n",
                _ => " ",
            },
            "sym" => {
                let code = xml::attribute(tag, "char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                // Signs of symbol fonts have no meaning of their own.
                let letter = code.and_then(char::from_u32).filter(|letter| !('\u{e000}'..='\u{f8ff}').contains(letter)).unwrap_or(' ');
                self.write(letter.encode_utf8(&mut [0; 4]));
                return;
            }
            _ => return,
        };
        self.write(written);
    }

    /// A property of the paragraph.
    fn property(&mut self, name: &str, tag: &BytesStart<'_>) {
        self.frame(|frame| match name {
            "pStyle" => frame.style = xml::attribute(tag, "val"),
            "numId" => frame.number.0 = xml::value(tag),
            "ilvl" => frame.number.1 = xml::value(tag),
            "outlineLvl" => frame.outline = xml::value(tag),
            "ind" => frame.indent = styles::indent(tag),
            _ => {}
        });
    }

    fn end(&mut self, name: &str) {
        match name {
            "pPr" => self.in_properties = self.in_properties.saturating_sub(1),
            "rPr" => self.in_run_properties = self.in_run_properties.saturating_sub(1),
            "t" => self.in_text = false,
            "instrText" => self.in_instruction = false,
            "fldSimple" => _ = self.fields.pop(),
            "sdt" => _ = self.controls.pop(),
            "p" => {
                if let Some(frame) = self.frames.pop() {
                    self.end_paragraph(frame);
                }
            }
            "tc" => {
                self.cell = self.at.last().and_then(|(_, around)| *around);
                if let Some((at, _)) = self.at.last_mut() {
                    at.column = at.column.saturating_add(1);
                }
            }
            "tr" => {
                if let Some((at, _)) = self.at.last_mut() {
                    *at = Cell { row: at.row.saturating_add(1), column: 0, ..*at };
                }
            }
            "tbl" => self.cell = self.at.pop().and_then(|(_, around)| around),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.in_instruction {
            if let Some(field) = self.fields.last_mut().filter(|field| field.instruction.len() < INSTRUCTION) {
                field.instruction.push_str(words);
            }
        } else if self.in_text {
            self.write(words);
        }
    }

    fn write(&mut self, words: &str) {
        if !self.hidden {
            self.frame(|frame| frame.write(words));
        }
    }

    fn field(&mut self, tag: &BytesStart<'_>) {
        match xml::attribute(tag, "fldCharType").as_deref() {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.is_contents = is_contents(&field.instruction);
                    let contents = field.is_contents;
                    self.frame(|frame| frame.is_contents |= contents);
                }
            }
            Some("end") => _ = self.fields.pop(),
            _ => {}
        }
    }

    fn is_contents(&self) -> bool {
        self.fields.iter().any(|field| field.is_contents) || self.controls.contains(&true)
    }

    fn frame(&mut self, change: impl FnOnce(&mut Frame)) {
        if let Some(frame) = self.frames.last_mut() {
            change(frame);
        }
    }

    /// The role of what is read now, before the style is asked.
    fn role(&self, frame: &Frame) -> Option<Role> {
        match (self.in_note, frame.is_contents) {
            (true, _) => Some(Role::Note),
            (_, true) => Some(Role::Contents),
            _ => None,
        }
    }
}

fn is_contents(instruction: &str) -> bool {
    let first = instruction.split_whitespace().next().unwrap_or("");
    first.eq_ignore_ascii_case("TOC") || first.eq_ignore_ascii_case("INDEX") || first.eq_ignore_ascii_case("TOA")
}
