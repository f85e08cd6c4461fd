//! Paragraphs, lists and tables of Word, with the styles of `parts/styles.xml` and in the order of elements that its schema demands.

use super::words::{Run, begins_leftward, is_all_leftward, plain, stretches};
use super::xml::Xml;

/// The namespace of Word's own elements.
pub const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The namespace of references to other parts.
const REFERENCES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Columns of the page between its margins, in twentieths of a point: A4 with 2.2 cm on either side.
pub const WIDTH: usize = 9412;

/// The paragraphs of the document, in order.
#[derive(Debug, Default)]
pub struct Body {
    blocks: Vec<Block>,
}

#[derive(Debug)]
enum Block {
    Paragraph { style: &'static str, runs: Vec<Run> },
    Table(Table),
}

/// A table with a head that Word repeats on every page.
#[derive(Debug)]
pub struct Table {
    /// What it is, for those who hear it.
    pub caption: String,
    /// Width of each column, in twentieths of a point.
    pub widths: Vec<usize>,
    /// What stands over each column.
    pub head: Vec<String>,
    /// The rows, with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell: its paragraphs.
pub type Cell = Vec<Vec<Run>>;

/// A cell with a few words.
pub fn cell(words: &str) -> Cell {
    vec![vec![plain(words)]]
}

impl Body {
    /// A heading of level 1 to 3.
    pub fn heading(&mut self, level: usize, words: &str) {
        let style = match level {
            0 | 1 => "Heading1",
            2 => "Heading2",
            _ => "Heading3",
        };
        self.paragraph(style, vec![plain(words)]);
    }

    /// A paragraph in a style.
    pub fn paragraph(&mut self, style: &'static str, runs: Vec<Run>) {
        self.blocks.push(Block::Paragraph { style, runs });
    }

    /// A paragraph like most.
    pub fn text(&mut self, runs: Vec<Run>) {
        self.paragraph("BodyText", runs);
    }

    /// An item of a list.
    pub fn bullet(&mut self, runs: Vec<Run>) {
        self.paragraph("ListBullet", runs);
    }

    /// A table.
    pub fn table(&mut self, table: Table) {
        self.blocks.push(Block::Table(table));
    }

    /// The part `word/document.xml`.
    pub fn into_xml(self) -> String {
        let mut xml = Xml::new();
        xml.within("w:document", &[("xmlns:w", NAMESPACE), ("xmlns:r", REFERENCES)], |xml| {
            xml.within("w:body", &[], |xml| {
                for block in &self.blocks {
                    match block {
                        Block::Paragraph { style, runs } => paragraph(xml, style, runs),
                        Block::Table(found) => table(xml, found),
                    }
                }
                xml.within("w:sectPr", &[], |xml| {
                    xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rId4")]);
                    xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
                    let margins = ["w:top", "w:right", "w:bottom", "w:left"].map(|side| (side, "1247")).into_iter().chain([
                        ("w:header", "709"),
                        ("w:footer", "567"),
                        ("w:gutter", "0"),
                    ]);
                    xml.empty("w:pgMar", &margins.collect::<Vec<_>>());
                });
            });
        });
        xml.into_text()
    }
}

/// A paragraph. A title in a leftward script begins on the right; our own sentences do not, even if they begin with such a word.
pub fn paragraph(xml: &mut Xml, style: &str, runs: &[Run]) {
    let words = || runs.iter().map(|run| run.words.as_str());
    let begins_right = if matches!(style, "Title" | "Heading1") { begins_leftward(words()) } else { is_all_leftward(words()) };
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| {
            xml.value("w:pStyle", style);
            if begins_right {
                xml.empty("w:bidi", &[]);
            }
        });
        runs.iter().for_each(|words| run(xml, words));
    });
}

fn run(xml: &mut Xml, run: &Run) {
    // A tab is an element of its own, and the only one that our own words hold.
    for (index, part) in run.words.split('\t').enumerate() {
        if index > 0 {
            xml.within("w:r", &[], |xml| xml.empty("w:tab", &[]));
        }
        for stretch in stretches(part) {
            xml.within("w:r", &[], |xml| {
                if run.look.style().is_some() || stretch.leftward {
                    xml.within("w:rPr", &[], |xml| {
                        run.look.style().into_iter().for_each(|style| xml.value("w:rStyle", style));
                        if stretch.leftward {
                            xml.empty("w:rtl", &[]);
                        }
                    });
                }
                xml.within("w:t", &[("xml:space", "preserve")], |xml| xml.words(stretch.words));
            });
        }
    }
}

fn table(xml: &mut Xml, table: &Table) {
    xml.within("w:tbl", &[], |xml| {
        xml.within("w:tblPr", &[], |xml| {
            xml.value("w:tblStyle", "ReportTable");
            xml.empty("w:tblW", &[("w:w", &table.widths.iter().sum::<usize>().to_string()), ("w:type", "dxa")]);
            xml.empty("w:tblLayout", &[("w:type", "fixed")]);
            xml.empty("w:tblLook", &[("w:val", "0020"), ("w:firstRow", "1"), ("w:noVBand", "1")]);
            xml.value("w:tblCaption", &table.caption);
        });
        xml.within("w:tblGrid", &[], |xml| {
            table.widths.iter().for_each(|width| xml.empty("w:gridCol", &[("w:w", &width.to_string())]));
        });
        let head: Vec<Cell> = table.head.iter().map(|words| cell(words)).collect();
        row(xml, table, &head, true);
        table.rows.iter().for_each(|cells| row(xml, table, cells, false));
    });
    // Word wants a paragraph between a table and what follows.
    paragraph(xml, "AfterTable", &[]);
}

fn row(xml: &mut Xml, table: &Table, cells: &[Cell], is_head: bool) {
    xml.within("w:tr", &[], |xml| {
        xml.within("w:trPr", &[], |xml| {
            xml.empty("w:cantSplit", &[]);
            if is_head {
                xml.empty("w:tblHeader", &[]);
            }
        });
        let empty = Cell::new();
        for (index, width) in table.widths.iter().enumerate() {
            xml.within("w:tc", &[], |xml| {
                xml.within("w:tcPr", &[], |xml| {
                    xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
                    if is_head {
                        xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", "DCE6F0")]);
                    }
                });
                let style = if is_head { "TableHead" } else { "TableText" };
                let paragraphs = cells.get(index).unwrap_or(&empty);
                paragraphs.iter().for_each(|runs| paragraph(xml, style, runs));
                // A cell without a paragraph makes Word refuse the document.
                if paragraphs.is_empty() {
                    paragraph(xml, style, &[]);
                }
            });
        }
    });
}
