use super::*;

/// Paragraphs in one line each: heading or indent, number, role, words.
fn shown(source: &str) -> Vec<String> {
    let page = page::read(source);
    let show = |paragraph: &crate::text::import::paragraph::Paragraph| {
        let hint = &paragraph.hint;
        let heading = hint.heading.map_or(String::new(), |level| format!("h{level} "));
        let number = hint.number.as_ref().map_or(String::new(), |number| format!("[{number}] "));
        let role = hint.role.map_or(String::new(), |role| format!("{role:?}: "));
        let words = paragraph.text.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{}{heading}{role}{number}{words}", "> ".repeat(hint.indent.into()))
    };
    page.paragraphs.iter().map(show).collect()
}

fn document(source: &str) -> (Sources, Document) {
    let mut sources = Sources::new();
    let file = sources.add("law.html", source.to_owned());
    let document = read(file, &sources).unwrap();
    (sources, document)
}

#[test]
fn blocks_are_paragraphs_and_frames_are_left_out() {
    let source = "<!doctype html><html lang=en-GB><head><title>Site: Lamps</title><style>p{}</style><script>if (a<b) '<p>no</p>'</script></head>\
        <body><nav><a href=/>Home</a></nav><header>Ministry</header><div role=banner>Sign in</div>\
        <main><header><h1>Lamps Act</h1></header><h2>1&nbsp;Short title</h2><p>This Act is the <b>Lamps</b> Act.<p>Second<div>Third</div></main>\
        <div hidden>no</div><p aria-hidden=true>no</p><p style='color:red; display: none'>no</p><noscript>no</noscript>\
        <aside>Related</aside><footer>Contact</footer></body></html>";
    assert_eq!(shown(source), ["h1 Lamps Act", "h2 1 Short title", "This Act is the Lamps Act.", "Second", "Third"]);
    let page = page::read(source);
    assert_eq!((page.title.as_deref(), page.language.as_deref()), (Some("Lamps Act"), Some("en")));
    assert_eq!(page::read("<title>The\n Act</title><p>x").title.as_deref(), Some("The Act"));
}

#[test]
fn an_article_ends_a_frame_that_was_left_open() {
    assert_eq!(shown("<header>Ministry<article><p>1. Lamps.</p></article>"), ["1. Lamps."]);
    assert_eq!(shown("<head><title>x</title><p>1. Lamps."), ["1. Lamps."]);
}

#[test]
fn every_word_leads_back_to_the_source() {
    let source = "<p>within\r\n <b>24</b>&#160;hours &amp; “5&euro;”<!-- no --> AT&T a &lt; b</p>\r\n<p>caf&eacute; über</p>";
    let (sources, document) = document(source);
    assert_eq!(document.text, "within 24 hours & “5€” AT&T a < b\ncafé über\n");
    for (words, there) in [
        ("24 hours", "24</b>&#160;hours"),
        ("&", "&amp;"),
        ("5€", "5&euro;"),
        ("AT&T", "AT&T"),
        ("a < b", "a &lt; b"),
        ("café", "caf&eacute;"),
        ("über", "über"),
        ("within", "within"),
    ] {
        let at = document.text.find(words).unwrap();
        let extent = crate::text::document::Extent::new(at, at + words.len());
        assert_eq!(sources.slice(document.span(extent)), there, "{words}");
    }
}

#[test]
fn lists_are_numbered_as_browsers_do() {
    let source = "<ol><li>One<ol type=a start=3><li>see<li>dee</ol><li value=7>Seven<ul><li>dot</ul></ol>\
        <ol type=I><li>First</ol><ol style='list-style-type: lower-roman' start=4><li>Fourth</ol>\
        <ol reversed><li>Three<li>Two<li>One</ol><ol reversed start=2><li>Two<li>One</ol>\
        <ol style='list-style:none'><li>(a) Own number</ol><ol><li>(b) Own number<li><p>Second</p><p>goes on</p></ol>";
    assert_eq!(
        shown(source),
        [
            "[1.] One",
            "> [c.] see",
            "> [d.] dee",
            "[7.] Seven",
            "> dot",
            "[I.] First",
            "[iv.] Fourth",
            "[3.] Three",
            "[2.] Two",
            "[1.] One",
            "[2.] Two",
            "[1.] One",
            "(a) Own number",
            "(b) Own number",
            "[2.] Second",
            "goes on"
        ]
    );
}

#[test]
fn a_line_break_ends_a_line_and_not_a_sentence() {
    assert_eq!(
        shown("<p>Article 5<br>Complaints<br/><br>1. A platform<br>handles them.<br>2. It answers."),
        ["Article 5", "Complaints", "1. A platform handles them.", "2. It answers."]
    );
    let typed = "<pre>1. An operator keeps a register of the complaints that the\nBoard sends it, and shows it.\n\n2. Short.\n(a) one;\n(b) two.</pre>";
    let first = "1. An operator keeps a register of the complaints that the Board sends it, and shows it.";
    assert_eq!(shown(typed), [first, "2. Short.", "(a) one;", "(b) two."]);
}

#[test]
fn tables_of_numbers_are_text_and_tables_are_not() {
    let source = "<table><tr><td><p>(a)</p></td><td><p>the operator:</p><table><tr><td>(i)</td><td>keeps it;</td></tr></table></td></tr>\
        <tr><td>(b)<td>the board.</table><table><caption>Fees</caption><tr><th>Lamp<th>Fee<tr><td>Small<td>2<tr><td>Large<td>4</table><p>End";
    let found = shown(source);
    assert_eq!(
        found,
        [
            "(a) the operator:",
            "> (i) keeps it;",
            "(b) the board.",
            "Fees",
            "Table: Lamp",
            "Table: Fee",
            "Table: Small",
            "Table: 2",
            "Table: Large",
            "Table: 4",
            "End"
        ]
    );
}

#[test]
fn changes_notes_and_quotations() {
    let source = "<p>within <del>seven</del><ins>three</ins> days<sup><a href='#fn1'>1</a></sup>, or<a href='#_ftn2' id=_ftnref2>[2]</a> less, 10<sup>2</sup></p>\
        <blockquote>“3A. Lamps are lit.”</blockquote><blockquote><p>(a) set in only;</p><p>(b) also</p></blockquote>\
        <div class=footnotes><p id=fn1><a href='#fnref1'>1</a> A note.</p></div><p class=MsoToc1>Part 1 … 3</p>";
    assert_eq!(
        shown(source),
        [
            "within three days, or less, 102",
            "> Quoted: “3A. Lamps are lit.”",
            "> (a) set in only;",
            "> (b) also",
            "Note: 1 A note.",
            "Contents: Part 1 … 3"
        ]
    );
}

#[test]
fn rows_of_links_within_the_page_are_its_contents() {
    let source = "<ul><li><a href='#s1'>1 Title</a><li><a href='#s2'>2 Lamps</a><li><a href='#s3'>3 Fees</a></ul>\
        <h2><a href='#s1'>1 Title</a></h2><p>See <a href='#s2'>2</a>.<p><a href='#s3'>section 3</a>";
    assert_eq!(shown(source), ["Contents: 1 Title", "Contents: 2 Lamps", "Contents: 3 Fees", "h2 1 Title", "See 2.", "section 3"]);
}

#[test]
fn numbers_set_apart_by_style_are_not_glued_to_words() {
    assert_eq!(shown("<p><span class='LegDS LegP1No'>12</span><span>Lamps</span> <span>1</span><span>st</span>"), ["12 Lamps 1st"]);
}

#[test]
fn wrongly_nested_elements_lose_no_words() {
    assert_eq!(shown("<b><p>one</b> two</p>three</div></p></td><i>four</i>"), ["one two", "threefour"]);
    assert_eq!(shown("<table><tr><td>a</p></div><td>b</table>c"), ["Table: a", "Table: b", "c"]);
    assert_eq!(shown("<p>a<del>b<p>c"), ["a", "c"]);
    assert_eq!(shown("<ul><li>a<li>b</ul><dl><dt>c<dd>d<dt>e</dl>"), ["a", "b", "c", "d", "e"]);
    assert_eq!(shown("<h2>a<h3>b</h3>c"), ["h2 a", "h3 b", "c"]);
    assert_eq!(
        shown("<?xml version='1.0'?><html><head><script src='x'/><title/></head><body><p/>a<a name='x'/><br/>b</body></html>"),
        ["a b"]
    );
}

#[test]
fn no_depth_or_number_of_elements_is_too_much() {
    for piece in [
        "<div>",
        "<b>",
        "<ul><li>",
        "<table><tr><td>",
        "<blockquote>",
        "<p><b>",
        "</b>",
        "<b><p></b>",
        "<a href=#x>",
        "<li>",
        "&",
        "<ol reversed><li>x",
        "<h1>",
        "<td>",
    ] {
        // One shape in full; of the others enough to overflow a stack or to see a square.
        let times = if piece == "<div>" { 100_000 } else { 10_000 };
        let source = format!("{}words{}", piece.repeat(times), "</div>".repeat(times));
        assert!(page::read(&source).paragraphs.last().unwrap().text.contains("words"), "{piece}");
    }
    assert!(page::read(&"<".repeat(100_000)).paragraphs.len() <= 1);
}

#[test]
fn a_page_without_words_says_so() {
    let mut sources = Sources::new();
    let file = sources.add("law.html", "<nav>Home</nav><div id=app></div><script>fetch()</script>");
    let problems = read(file, &sources).unwrap_err();
    assert_eq!(problems[0].message, "there are no words in `law.html` besides navigation and scripts");
}
