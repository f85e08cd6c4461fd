//! What the elements of HTML are, and what their attributes say.

use crate::text::document::Role;
use html5gum::{HtmlString, Spanned, StartTag};
use std::collections::BTreeMap;

/// What an element does to the words in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It never has an end: `br`, `img`.
    Void,
    /// It stands within a line.
    Inline,
    /// It begins and ends paragraphs.
    Block,
    /// A heading, with its level.
    Heading(u8),
    /// Words that belong to the page or to a program, not to the text.
    Skipped,
    /// A page's frame: left out unless an article holds it.
    Furniture,
}

/// What an element is.
pub(super) fn kind(name: &str) -> Kind {
    match name {
        "area" | "base" | "basefont" | "bgsound" | "br" | "col" | "embed" | "frame" | "hr" | "img" | "input" | "keygen" | "link"
        | "meta" | "param" | "source" | "track" | "wbr" => Kind::Void,
        "h1" => Kind::Heading(1),
        "h2" => Kind::Heading(2),
        "h3" => Kind::Heading(3),
        "h4" => Kind::Heading(4),
        "h5" => Kind::Heading(5),
        "h6" => Kind::Heading(6),
        "script" | "style" | "template" | "head" | "title" | "noscript" | "noframes" | "noembed" | "iframe" | "object" | "applet"
        | "svg" | "canvas" | "audio" | "video" | "map" | "select" | "datalist" | "textarea" | "button" | "dialog" | "nav" | "rp" | "rt"
        | "del" | "s" | "strike" => Kind::Skipped,
        "header" | "footer" | "aside" => Kind::Furniture,
        "address" | "article" | "blockquote" | "body" | "caption" | "center" | "dd" | "details" | "dir" | "div" | "dl" | "dt"
        | "fieldset" | "figcaption" | "figure" | "form" | "hgroup" | "html" | "legend" | "li" | "listing" | "main" | "menu" | "ol"
        | "optgroup" | "option" | "p" | "plaintext" | "pre" | "section" | "search" | "summary" | "table" | "tbody" | "td" | "tfoot"
        | "th" | "thead" | "tr" | "ul" | "xmp" => Kind::Block,
        _ => Kind::Inline,
    }
}

/// Whether an element closes a paragraph that was left open before it.
pub(super) fn ends_a_paragraph(name: &str, kind: Kind) -> bool {
    match kind {
        Kind::Heading(_) | Kind::Furniture => true,
        Kind::Block => true,
        Kind::Skipped => matches!(name, "nav" | "dialog"),
        Kind::Void => name == "hr",
        Kind::Inline => false,
    }
}

/// Whether an element belongs to the head of a page, so that it does not begin the body.
pub(super) fn is_of_head(name: &str) -> bool {
    matches!(
        name,
        "base" | "basefont" | "bgsound" | "head" | "html" | "link" | "meta" | "noscript" | "script" | "style" | "template" | "title"
    )
}

/// The attributes of an element.
pub(super) struct Attributes<'t>(&'t BTreeMap<HtmlString, Spanned<HtmlString, usize>>);

impl<'t> Attributes<'t> {
    pub(super) fn of(tag: &'t StartTag<usize>) -> Self {
        Self(&tag.attributes)
    }

    /// The value of one.
    pub(super) fn get(&self, name: &str) -> Option<&'t str> {
        std::str::from_utf8(self.0.get(name.as_bytes())?).ok()
    }

    fn has(&self, name: &str) -> bool {
        self.0.contains_key(name.as_bytes())
    }

    fn is(&self, name: &str, value: &str) -> bool {
        self.get(name).is_some_and(|given| given.trim().eq_ignore_ascii_case(value))
    }

    /// A property of its `style`, in lower case.
    pub(super) fn style(&self, property: &str) -> Option<String> {
        let style = self.get("style")?.to_ascii_lowercase();
        let found = style.split(';').filter_map(|rule| rule.split_once(':')).find(|(name, _)| name.trim() == property)?;
        Some(found.1.trim().to_owned())
    }

    fn classes(&self) -> impl Iterator<Item = &'t str> {
        self.get("class").unwrap_or("").split_whitespace()
    }

    /// Whether readers do not see it.
    pub(super) fn is_hidden(&self) -> bool {
        let hidden_by_style = || {
            self.style("display").is_some_and(|value| value.starts_with("none"))
                || self.style("visibility").is_some_and(|value| value.starts_with("hidden"))
        };
        self.has("hidden") || self.is("aria-hidden", "true") || self.has("style") && hidden_by_style()
    }

    /// Whether it is a frame of the page in words rather than by its name.
    pub(super) fn is_navigation(&self) -> bool {
        self.get("role").is_some_and(|role| matches!(role.trim(), "navigation" | "banner" | "contentinfo" | "search" | "dialog" | "menu"))
    }

    /// What its class, identifier or role says of the words in it.
    pub(super) fn role(&self) -> Option<Role> {
        match self.get("role").unwrap_or("").trim() {
            "doc-footnote" | "doc-endnote" | "doc-endnotes" => return Some(Role::Note),
            "doc-toc" => return Some(Role::Contents),
            _ => {}
        }
        let names = self.classes().chain(self.get("id"));
        names.map(str::to_ascii_lowercase).find_map(|name| match name.as_str() {
            "toc" | "table-of-contents" | "tableofcontents" | "table_of_contents" => Some(Role::Contents),
            _ if numbered(&name, &["msotoc"]) => Some(Role::Contents),
            "note" | "oj-note" | "footnote" | "footnotes" | "endnote" | "endnotes" | "msofootnotetext" | "msoendnotetext" => {
                Some(Role::Note)
            }
            _ if numbered(&name, &["ftn", "fn", "edn", "sdfootnote", "sdendnote", "footnote", "footnote-", "fn-", "fn:"]) => {
                Some(Role::Note)
            }
            _ => None,
        })
    }

    /// Whether its class says that it holds the number of a provision, which is then no part of the word after it.
    pub(super) fn is_number(&self) -> bool {
        self.classes().any(|class| {
            let lower = class.to_ascii_lowercase();
            matches!(lower.as_str(), "num" | "no" | "nr" | "number" | "label" | "enum" | "lawlabel" | "sectionlabel" | "secnum")
                || lower.ends_with("-num")
                || lower.ends_with("number")
                || class.ends_with("No")
                || class.ends_with("Num")
        })
    }

    /// What a link leads to.
    pub(super) fn link(&self) -> Link {
        let is_reference = matches!(self.get("role"), Some("doc-noteref"))
            || self.get("epub:type") == Some("noteref")
            || self.classes().any(|class| matches!(class, "footnote-ref" | "footnoteRef" | "noteref" | "sdfootnoteanc" | "sdendnoteanc"));
        let Some(target) = self.get("href") else { return Link::None };
        let Some(fragment) = target.strip_prefix('#').map(str::to_ascii_lowercase) else { return Link::None };
        match is_reference
            || numbered(&fragment, &["fn", "fn-", "fn:", "_ftn", "ftn", "ntr", "footnote", "footnote-", "_edn", "edn", "endnote"])
        {
            true => Link::Note,
            false => Link::Within,
        }
    }

    /// Where its words are a heading by its role, the level.
    pub(super) fn heading(&self) -> Option<u8> {
        self.is("role", "heading").then(|| self.get("aria-level").and_then(|level| level.trim().parse().ok()).unwrap_or(2))
    }
}

/// Where a link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// Nowhere, or away.
    None,
    /// Elsewhere on the page.
    Within,
    /// To a footnote.
    Note,
}

/// Whether a name is one of these with a figure behind it: `ftn1`, `ntr12-L_2016`.
fn numbered(name: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| name.strip_prefix(start).is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit())))
}
