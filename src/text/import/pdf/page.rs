//! What is written where on a page: the operators of its content, as far as they move and write text.

use super::font::{self, Font};
use super::lines::{Line, Lines, Piece};
use super::{Failure, MAX_STREAM};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// Most operators read of a document. A dense page has a few thousand.
const MAX_OPERATORS: usize = 20_000_000;
/// How deep drawings may hold others.
const MAX_FORMS: usize = 5;
/// Most fonts of a drawing.
const MAX_FONTS: usize = 100;
/// How many saved states of graphics are kept.
const MAX_SAVED: usize = 256;
/// A gap of so many times the size between two signs is a space.
const SPACE: f32 = 0.17;

/// A change of coordinates: `[a b c d e f]`.
type Matrix = [f32; 6];
const PLAIN: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First one, then the other.
fn after(first: &Matrix, then: &Matrix) -> Matrix {
    let [a, b, c, d, e, f] = *first;
    let [p, q, r, s, t, u] = *then;
    [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u]
}

/// The lines of each page.
pub(super) fn read(document: &Document, pages: &[ObjectId], mut budget: usize) -> Result<Vec<Vec<Line>>, Failure> {
    let fonts_of: Vec<_> = pages.iter().map(|page| document.get_page_fonts(*page).unwrap_or_default()).collect();
    // Pages share fonts; each is known by where its description lies.
    let key = |font: &Dictionary| std::ptr::from_ref(font).addr();
    let each: BTreeMap<usize, &Dictionary> = fonts_of.iter().flat_map(BTreeMap::values).map(|font| (key(font), *font)).collect();
    let copies: HashMap<usize, Option<Dictionary>> = each.iter().map(|(key, font)| (*key, font::with_table_only(font))).collect();
    let made = each.into_iter().map(|(key, font)| (key, Rc::new(Font::new(document, font, copies.get(&key).and_then(Option::as_ref)))));
    let fonts: HashMap<usize, Rc<Font<'_>>> = made.collect();
    let mut operators = 0;
    let mut read = Vec::with_capacity(pages.len());
    for (page, names) in pages.iter().zip(&fonts_of) {
        let content = document.get_page_content_with_limit(*page, budget.min(MAX_STREAM)).map_err(|_| Failure::TooLarge)?;
        budget = budget.saturating_sub(content.len());
        let named = names.iter().filter_map(|(name, font)| Some((name.clone(), fonts.get(&key(font))?.clone()))).collect();
        let mut writer = Writer::new(document, named, turned(document, *page), operators);
        let resources = document.get_page_resources(*page).ok();
        let resources = resources.and_then(|(direct, ids)| direct.or_else(|| document.get_dictionary(*ids.first()?).ok()));
        writer.content(&content, resources, &mut budget, 0)?;
        operators = writer.operators;
        read.push(writer.lines.end());
    }
    Ok(read)
}

/// How a page is turned when it is shown, so that its lines run from left to right.
fn turned(document: &Document, page: ObjectId) -> Matrix {
    let mut next = document.get_dictionary(page).ok();
    let mut turn = 0;
    for _ in 0..16 {
        let Some(node) = next else { break };
        if let Some(found) = node.get(b"Rotate").ok().and_then(|turn| font::number(document, turn)) {
            turn = (found as i64).rem_euclid(360);
            break;
        }
        next = node.get_deref(b"Parent", document).and_then(Object::as_dict).ok();
    }
    match turn {
        90 => [0.0, -1.0, 1.0, 0.0, 0.0, 0.0],
        180 => [-1.0, 0.0, 0.0, -1.0, 0.0, 0.0],
        270 => [0.0, 1.0, -1.0, 0.0, 0.0, 0.0],
        _ => PLAIN,
    }
}

/// Operands as numbers; what is none counts as zero.
fn numbers(document: &Document, objects: &[Object]) -> Vec<f32> {
    objects.iter().map(|object| font::number(document, object).filter(|number| number.is_finite()).unwrap_or(0.0)).collect()
}

/// The state that text is written in.
#[derive(Clone)]
struct State<'d> {
    page: Matrix,
    font: Option<Rc<Font<'d>>>,
    size: f32,
    letter_space: f32,
    word_space: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
}

struct Writer<'d> {
    document: &'d Document,
    fonts: HashMap<Vec<u8>, Rc<Font<'d>>>,
    state: State<'d>,
    saved: Vec<State<'d>>,
    text: Matrix,
    line: Matrix,
    operators: usize,
    lines: Lines,
}

impl<'d> Writer<'d> {
    fn new(document: &'d Document, fonts: HashMap<Vec<u8>, Rc<Font<'d>>>, page: Matrix, operators: usize) -> Self {
        let state = State { page, font: None, size: 1.0, letter_space: 0.0, word_space: 0.0, stretch: 1.0, leading: 0.0, rise: 0.0 };
        Self { document, fonts, state, saved: Vec::new(), text: PLAIN, line: PLAIN, operators, lines: Lines::default() }
    }

    /// Goes through a page or a drawing in it. How deep drawings go is bounded.
    fn content(&mut self, content: &[u8], resources: Option<&'d Dictionary>, budget: &mut usize, depth: usize) -> Result<(), Failure> {
        for operation in Content::decode_iter(content) {
            let Ok(operation) = operation else { break };
            self.operators += 1;
            if self.operators > MAX_OPERATORS {
                return Err(Failure::TooLarge);
            }
            if operation.operator == "Do" && depth < MAX_FORMS {
                self.drawing(&operation, resources, budget, depth)?;
            } else {
                self.operate(&operation);
            }
        }
        Ok(())
    }

    /// A drawing within the page. It writes with its own fonts, or the page's.
    fn drawing(
        &mut self,
        operation: &Operation,
        resources: Option<&'d Dictionary>,
        budget: &mut usize,
        depth: usize,
    ) -> Result<(), Failure> {
        let name = operation.operands.first().and_then(|name| name.as_name().ok());
        let drawings = resources.and_then(|resources| resources.get_deref(b"XObject", self.document).and_then(Object::as_dict).ok());
        let drawing = name.and_then(|name| drawings?.get_deref(name, self.document).and_then(Object::as_stream).ok());
        let Some(drawing) =
            drawing.filter(|drawing| drawing.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form"))
        else {
            return Ok(());
        };
        let content = drawing.get_plain_content_with_limit((*budget).min(MAX_STREAM)).map_err(|_| Failure::TooLarge)?;
        // Each showing counts, though the stream is the same: a drawing shown a million times is a million drawings.
        *budget = budget.checked_sub(content.len()).ok_or(Failure::TooLarge)?;
        let inner = drawing.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).ok().or(resources);
        let (state, text, line) = (self.state.clone(), self.text, self.line);
        let fonts = self.fonts.clone();
        let own = drawing.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).ok();
        let own = own.and_then(|own| own.get_deref(b"Font", self.document).and_then(Object::as_dict).ok());
        for (name, font) in own.into_iter().flat_map(Dictionary::iter).take(MAX_FONTS) {
            if let Ok(font) = self.document.dereference(font).and_then(|(_, font)| font.as_dict()) {
                self.fonts.insert(name.clone(), Rc::new(Font::new(self.document, font, None)));
            }
        }
        let numbers: Vec<f32> = drawing
            .dict
            .get_deref(b"Matrix", self.document)
            .and_then(Object::as_array)
            .map(|matrix| numbers(self.document, matrix))
            .unwrap_or_default();
        if let Ok(matrix) = Matrix::try_from(numbers) {
            self.state.page = after(&matrix, &self.state.page);
        }
        let ended = self.content(&content, inner, budget, depth + 1);
        (self.state, self.text, self.line, self.fonts) = (state, text, line, fonts);
        ended
    }

    fn operate(&mut self, operation: &Operation) {
        let operands = &operation.operands;
        let document = self.document;
        let numbers = || numbers(document, operands);
        let first = || numbers().first().copied().unwrap_or(0.0);
        match operation.operator.as_str() {
            "q" if self.saved.len() < MAX_SAVED => self.saved.push(self.state.clone()),
            "Q" => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            "cm" => {
                if let Ok(matrix) = Matrix::try_from(numbers()) {
                    self.state.page = after(&matrix, &self.state.page);
                }
            }
            "BT" => (self.text, self.line) = (PLAIN, PLAIN),
            "Tf" => {
                self.state.font = operands.first().and_then(|name| name.as_name().ok()).and_then(|name| self.fonts.get(name).cloned());
                self.state.size = numbers().get(1).copied().unwrap_or(1.0);
            }
            "Tc" => self.state.letter_space = first(),
            "Tw" => self.state.word_space = first(),
            "Tz" => self.state.stretch = first() / 100.0,
            "TL" => self.state.leading = first(),
            "Ts" => self.state.rise = first(),
            "Tm" => {
                if let Ok(matrix) = Matrix::try_from(numbers()) {
                    (self.text, self.line) = (matrix, matrix);
                }
            }
            "Td" | "TD" => {
                if let [x, y] = *numbers().as_slice() {
                    if operation.operator == "TD" {
                        self.state.leading = -y;
                    }
                    self.move_line(x, y);
                }
            }
            "T*" => self.move_line(0.0, -self.state.leading),
            "Tj" | "TJ" => self.show(operands),
            "'" | "\"" => {
                if let [word, letter, _] = *numbers().as_slice() {
                    (self.state.word_space, self.state.letter_space) = (word, letter);
                }
                self.move_line(0.0, -self.state.leading);
                self.show(operands.last().map(std::slice::from_ref).unwrap_or_default());
            }
            _ => {}
        }
    }

    fn move_line(&mut self, x: f32, y: f32) {
        self.line = after(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line);
        self.text = self.line;
    }

    /// Writes texts, with the moves between them.
    fn show(&mut self, operands: &[Object]) {
        let parts = match operands.first() {
            Some(Object::Array(parts)) => parts.as_slice(),
            _ => operands,
        };
        let Some(font) = self.state.font.clone() else { return };
        let (size, stretch) = (self.state.size, self.state.stretch);
        let placed = |text: &Matrix| after(text, &self.state.page);
        let start = placed(&self.text);
        let mut words = String::new();
        let mut gap = 0.0;
        let mut x = 0.0;
        for part in parts {
            match part {
                Object::String(bytes, _) => font.signs(bytes, |sign| {
                    if gap > SPACE * size && !words.is_empty() && !words.ends_with(' ') {
                        words.push(' ');
                    }
                    gap = 0.0;
                    words.push_str(&sign.words);
                    let spaces = self.state.letter_space + if sign.is_space { self.state.word_space } else { 0.0 };
                    x += (sign.width * size + spaces) * stretch;
                    gap += self.state.letter_space.max(0.0) * if sign.is_space { 0.0 } else { 0.5 };
                }),
                part => {
                    let back = part.as_float().unwrap_or(0.0) / 1000.0 * size;
                    gap -= back;
                    x -= back * stretch;
                }
            }
        }
        self.text = after(&[1.0, 0.0, 0.0, 1.0, x, 0.0], &self.text);
        let end = placed(&self.text);
        let rise = after(&[1.0, 0.0, 0.0, 1.0, 0.0, self.state.rise], &start);
        // How large it comes out, and whether it runs from left to right.
        let [a, b, c, d, ..] = start;
        let height = size.abs() * c.hypot(d);
        if a.abs() < b.abs() * 4.0 || !height.is_finite() {
            return;
        }
        let ([.., left, _], [.., right, _], [.., y]) = (start, end, rise);
        self.lines.write(Piece { words, left: left.min(right), right: right.max(left), y, size: height, is_bold: font.is_bold() });
    }
}
