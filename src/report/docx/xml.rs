//! XML that cannot come out malformed: what is opened is closed, and every word is escaped.
//!
//! What XML cannot hold at all becomes `�`, for Word refuses a whole document over one such character.

use crate::report::xml::{attribute, content};

/// A part of the document while it is written.
#[derive(Debug)]
pub struct Xml {
    text: String,
}

/// Attributes of an element: names are ours, values may be anybody's.
pub type Attributes<'a> = &'a [(&'static str, &'a str)];

impl Xml {
    /// Nothing but the declaration.
    pub fn new() -> Self {
        Self { text: "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".into() }
    }

    /// An element with what `inside` writes into it.
    pub fn within(&mut self, name: &'static str, attributes: Attributes<'_>, inside: impl FnOnce(&mut Self)) {
        self.start(name, attributes);
        self.text.push('>');
        inside(self);
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
    }

    /// An element with nothing in it.
    pub fn empty(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.start(name, attributes);
        self.text.push_str("/>");
    }

    /// An element whose only attribute is `w:val`, of which Word's XML is full.
    pub fn value(&mut self, name: &'static str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// Words.
    pub fn words(&mut self, words: &str) {
        self.text.push_str(&content(words));
    }

    /// All of it.
    pub fn into_text(self) -> String {
        self.text
    }

    fn start(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes {
            self.text.push(' ');
            self.text.push_str(name);
            self.text.push_str("=\"");
            self.text.push_str(&attribute(value));
            self.text.push('"');
        }
    }
}
