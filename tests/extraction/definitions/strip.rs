//! A law's XML without what betrays its definitions.

/// Elements whose tags are dropped, their words kept.
const DROPPED: [&str; 5] = ["DefinedTermEn", "DefinedTermFr", "Definition", "def", "term"];
/// Attributes that name what is defined or say that something is.
const TELLING: [&str; 3] = ["refersTo", "class", "name"];

/// What stands for a tag that holds quotation marks in its attributes, which are printed in every copy of the law.
const NEUTRAL: &str = "inline";

/// The law without mark-up of definitions. Quotation marks that Akoma Ntoso keeps in attributes stay there: to print them is the
/// importer's.
pub fn stripped(xml: &str) -> String {
    let mut out = String::with_capacity(xml.len());
    let mut rest = xml;
    // The end tag of each open element, outermost first.
    let mut open: Vec<String> = Vec::new();
    while let Some(start) = rest.find('<') {
        let (before, tag_on) = rest.split_at(start);
        out.push_str(before);
        if let Some(end) = ["<!--", "<?", "<!"].iter().find(|opening| tag_on.starts_with(**opening)) {
            let close = if *end == "<!--" { "-->" } else { ">" };
            let length = tag_on.find(close).unwrap() + close.len();
            let (skipped, after) = tag_on.split_at(length);
            out.push_str(skipped);
            rest = after;
            continue;
        }
        let length = tag_on.find('>').unwrap() + 1;
        let (tag, after) = tag_on.split_at(length);
        rest = after;
        let name: String =
            tag.trim_start_matches(['<', '/']).chars().take_while(|letter| !letter.is_whitespace() && !"/>".contains(*letter)).collect();
        let dropped = DROPPED.contains(&name.as_str());
        if tag.starts_with("</") {
            out.push_str(&open.pop().unwrap());
            continue;
        }
        let quoted = tag.contains("startQuote=");
        let mut end = format!("</{name}>");
        match dropped {
            false => out.push_str(&without_telling(tag)),
            true if quoted => {
                out.push_str(&without_telling(tag).replacen(&name, NEUTRAL, 1));
                end = format!("</{NEUTRAL}>");
            }
            true => end.clear(),
        }
        if !tag.ends_with("/>") {
            open.push(end);
        }
    }
    out.push_str(rest);
    out
}

/// A tag without the attributes that tell.
fn without_telling(tag: &str) -> String {
    let mut pieces = tag.split('"');
    let mut out = String::new();
    while let Some(before) = pieces.next() {
        let Some(value) = pieces.next() else {
            out.push_str(before);
            break;
        };
        let name = before.trim_end_matches('=').rsplit([' ', '\n', ':']).next().unwrap();
        let tells = TELLING.contains(&name) && value.to_lowercase().contains("defin") || name == "refersTo" || value.contains("def_");
        if !tells {
            out.push_str(before);
            out.push('"');
            out.push_str(value);
            out.push('"');
        } else if before.starts_with('<') {
            // The element's name stands before its first attribute.
            out.push_str(before.rsplit_once(' ').map_or(before, |(name, _)| name));
        }
    }
    out
}

#[test]
fn nothing_that_betrays_a_term_is_left() {
    let xml = r##"<!-- "x" --><a xmlns:u="u"><hcontainer name="definition" class="definition" eId="s__def_ship"><p refersTo="#term-ship" id="1">In this Act
<def u:startQuote="“" u:endQuote="”">ship</def> means a <term refersTo="#t">vessel</term>.</p></hcontainer><br/></a>"##;
    let expected = "<!-- \"x\" --><a xmlns:u=\"u\"><hcontainer><p id=\"1\">In this Act\n<inline u:startQuote=\"“\" u:endQuote=\"”\">ship</inline> means a vessel.</p></hcontainer><br/></a>";
    assert_eq!(stripped(xml), expected);
}
