//! A bill as it was read: its running text, its provisions, and the way from every character back to the source.
//!
//! ```text
//! source (bytes of the file as it is shown)   <p>within <b>24</b>&#160;hours</p>
//!        ▲ map
//! running text (what is searched)             within 24 hours
//!        ▲ extents
//! blocks (paragraphs, with a role), provisions (a tree, in the order of the text)
//! ```

mod build;
mod map;

pub use build::Builder;
pub(crate) use build::is_invisible;
pub use map::SourceMap;

use crate::source::{FileId, Span};

/// A byte range of the running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Extent {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Extent {
    /// From byte offsets, which fit since texts are bounded.
    pub fn new(start: usize, end: usize) -> Self {
        let fit = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: fit(start), end: fit(end.max(start)) }
    }

    /// As a range to slice with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether an offset lies in it.
    pub fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// The format a bill came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text.
    Plain,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// Akoma Ntoso, any version.
    AkomaNtoso,
    /// XML of Justice Canada.
    CanadaXml,
    /// Word.
    Docx,
    /// PDF.
    Pdf,
}

impl Format {
    /// What users call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::AkomaNtoso => "Akoma Ntoso",
            Self::CanadaXml => "Justice Canada XML",
            Self::Docx => "Word",
            Self::Pdf => "PDF",
        }
    }

    /// Whether the source is text that spans point into; otherwise they point into the text taken from it.
    pub fn is_text(self) -> bool {
        !matches!(self, Self::Docx | Self::Pdf)
    }
}

/// What a block of text is. Only [`Role::Text`] and [`Role::Heading`] belong to the law's own provisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The law's own words.
    Text,
    /// A heading.
    Heading,
    /// Title, preamble, enacting formula.
    Front,
    /// A recital.
    Recital,
    /// Words that amend another law, quoted.
    Quoted,
    /// A note of an editor or publisher, a footnote, a marginal note.
    Note,
    /// A cell of a table.
    Table,
    /// A table of contents.
    Contents,
    /// Signatures, publication data.
    Closing,
}

/// A paragraph of running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Its words, without the line end.
    pub extent: Extent,
    /// What it is.
    pub role: Role,
    /// The innermost provision that it stands in.
    pub provision: Option<ProvisionId>,
}

/// Index of a provision in [`Document::provisions`].
pub type ProvisionId = u32;

/// How a provision stands in the order of a law, from the outside in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProvisionKind {
    /// A schedule, annex or appendix.
    Schedule,
    /// A book, part, title, chapter, division, subdivision, or a group under a heading.
    Division,
    /// A section: the basic unit in most of the common law.
    Section,
    /// An article: the basic unit elsewhere.
    Article,
    /// A numbered recital.
    Recital,
    /// A subsection, or a numbered paragraph of an article.
    Paragraph,
    /// A point or lettered paragraph, at any depth.
    Point,
}

impl ProvisionKind {
    /// Whether it is what a law is counted in.
    pub fn is_unit(self) -> bool {
        matches!(self, Self::Section | Self::Article)
    }
}

/// A provision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// The provision around it.
    pub parent: Option<ProvisionId>,
    /// How it stands.
    pub kind: ProvisionKind,
    /// The word for it where it has one of its own: `part`, `chapter`, `annex`; otherwise empty.
    pub word: String,
    /// Stable identifier: the source's own (`eId`), or one made in the same manner: `part_2__sec_7__subsec_3__para_a`.
    pub id: String,
    /// Its number without brackets, stops or the word before it: `7`, `46A`, `3`, `a`, `iv`; empty without one.
    pub number: String,
    /// Where the number stands; empty without one.
    pub label: Extent,
    /// Its heading.
    pub heading: Option<Extent>,
    /// All of it, what stands within included.
    pub extent: Extent,
}

/// A bill as it was read.
#[derive(Debug)]
pub struct Document {
    /// Where spans point: the file itself, or the text taken from it.
    pub source: FileId,
    /// The format.
    pub format: Format,
    /// Title, if one was found.
    pub title: Option<String>,
    /// Language, as in `en`, if the source says so or its words do.
    pub language: Option<String>,
    /// Jurisdiction in the description's manner (`SG`, `EU`), if the source says so.
    pub jurisdiction: Option<String>,
    /// The running text: paragraphs, one a line; within them single spaces, no soft hyphens.
    pub text: String,
    /// The way back to the source.
    pub map: SourceMap,
    /// The paragraphs, in order, each one line of the running text.
    pub blocks: Vec<Block>,
    /// The provisions, each after the one around it, in order.
    pub provisions: Vec<Provision>,
}

impl Document {
    /// The words of an extent.
    pub fn words(&self, extent: Extent) -> &str {
        self.text.get(extent.range()).unwrap_or("")
    }

    /// Where words of the running text stand in the source.
    pub fn span(&self, extent: Extent) -> Span {
        Span::new(self.source, self.map.source_of(extent))
    }

    /// Where a span of the source stands in the running text; `None` if none of it does.
    pub fn extent_of(&self, span: Span) -> Option<Extent> {
        (span.file == self.source).then(|| self.map.text_of(span.range())).flatten()
    }

    /// A provision by index.
    pub fn provision(&self, id: ProvisionId) -> Option<&Provision> {
        self.provisions.get(id as usize)
    }

    /// The block that holds an offset of the running text.
    pub fn block_at(&self, offset: u32) -> Option<&Block> {
        let after = self.blocks.partition_point(|block| block.extent.start <= offset);
        self.blocks.get(after.checked_sub(1)?).filter(|block| offset <= block.extent.end)
    }

    /// The innermost provision at an offset of the running text.
    pub fn provision_at(&self, offset: u32) -> Option<ProvisionId> {
        self.block_at(offset)?.provision
    }

    /// A provision and those around it, from the inside out.
    pub fn ancestors(&self, id: ProvisionId) -> impl Iterator<Item = (ProvisionId, &Provision)> {
        std::iter::successors(Some(id), |id| self.provision(*id)?.parent).filter_map(|id| Some((id, self.provision(id)?)))
    }

    /// The section or article around a provision, or itself.
    pub fn unit(&self, id: ProvisionId) -> Option<ProvisionId> {
        self.ancestors(id).find(|(_, provision)| provision.kind.is_unit()).map(|(id, _)| id)
    }

    /// A provision as lawyers cite it and descriptions write it: `s 7(3)(a)`, `art 16(1)`, `recital 12`, `sch 1 para 3`.
    pub fn citation(&self, id: ProvisionId) -> String {
        let mut chain: Vec<&Provision> = self.ancestors(id).map(|(_, provision)| provision).collect();
        chain.reverse();
        // Divisions name a provision only where there is nothing smaller.
        let last = chain.len().saturating_sub(1);
        let smaller = |(at, provision): &(usize, &Provision)| *at == last || provision.kind != ProvisionKind::Division;
        let mut cited = String::new();
        let mut before = None;
        for (_, provision) in chain.into_iter().enumerate().filter(smaller) {
            cite(provision, before, &mut cited);
            before = Some(provision.kind);
        }
        cited
    }
}

/// Adds one step to a citation; `before` is the kind of the step before it.
fn cite(provision: &Provision, before: Option<ProvisionKind>, cited: &mut String) {
    let below = matches!(provision.kind, ProvisionKind::Paragraph | ProvisionKind::Point);
    if below && provision.number.is_empty() && !cited.is_empty() {
        return;
    }
    let word = match provision.kind {
        ProvisionKind::Section => "s",
        ProvisionKind::Article => "art",
        ProvisionKind::Recital => "recital",
        ProvisionKind::Schedule if provision.word == "annex" => "annex",
        ProvisionKind::Schedule => "sch",
        ProvisionKind::Division if provision.word.is_empty() => "part",
        ProvisionKind::Division => &provision.word,
        ProvisionKind::Paragraph | ProvisionKind::Point if matches!(before, None | Some(ProvisionKind::Schedule)) => "para",
        ProvisionKind::Paragraph | ProvisionKind::Point => {
            cited.push_str(&format!("({})", provision.number));
            return;
        }
    };
    if !cited.is_empty() {
        cited.push(' ');
    }
    cited.push_str(word);
    if !provision.number.is_empty() {
        cited.push(' ');
        cited.push_str(&provision.number);
    }
}

#[cfg(test)]
mod tests;
