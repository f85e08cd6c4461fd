use super::*;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;

fn tree_of(text: &str, test: impl FnOnce(&Tree<'_>)) {
    let mut sources = Sources::new();
    let file = sources.add("law.xml", text.to_owned());
    test(&parse(file, sources.text(file)).unwrap());
}

/// The diagnostic, and the words of the source that it points to with its line and column.
fn refused(text: &str) -> (Diagnostic, String, (usize, usize)) {
    let mut sources = Sources::new();
    let file = sources.add("law.xml", text.to_owned());
    let problem = parse(file, sources.text(file)).unwrap_err();
    let span = problem.primary().unwrap().span;
    let place = sources.place(span);
    let words = sources.slice(span).to_owned();
    (problem, words, (place.line, place.column))
}

#[test]
fn words_and_tags_know_where_they_stand() {
    let text = "\u{feff}<?xml version=\"1.0\"?>\n<!-- a -- note --><x:law id='1'><p n=\"a&amp;b\">one<![CDATA[ <two> ]]>&#x2019;s</p><br/></x:law>";
    tree_of(text, |tree| {
        let names: Vec<&str> = (0..tree.len()).map(|node| tree.name(node)).collect();
        assert_eq!(names, ["law", "p", "", "", "", "", "br"]);
        let mut buffer = [0; 4];
        let words: Vec<(String, &str)> = (2..6)
            .map(|node| {
                let (words, range) = tree.words(node, &mut buffer).unwrap();
                (words.to_owned(), text.get(range).unwrap())
            })
            .collect();
        let expected = [("one", "one"), (" <two> ", " <two> "), ("’", "&#x2019;"), ("s", "s")];
        assert_eq!(words, expected.map(|(words, source)| (words.to_owned(), source)));
        assert_eq!(tree.attribute(1, "n").as_deref(), Some("a&b"));
        assert_eq!(tree.plain(0, &[]), "one <two> ’s");
        assert_eq!(text.get(tree.range(1)), Some("<p n=\"a&amp;b\">"));
        assert_eq!((tree.end(1), tree.parent(6), tree.next_element(1)), (6, Some(0), Some(6)));
        assert_eq!(tree.children(0).collect::<Vec<_>>(), [1, 6]);
    });
}

#[test]
fn an_attribute_without_a_prefix_comes_first() {
    tree_of("<a l:id='7' id='x' l:fid='8'/>", |tree| {
        assert_eq!(tree.attribute(0, "id").as_deref(), Some("x"));
        assert_eq!(tree.attribute(0, "fid").as_deref(), Some("8"));
        assert_eq!(tree.attribute(0, "d"), None);
    });
}

#[test]
fn references_are_known_or_refused_with_their_place() {
    tree_of("<p>&sect;&nbsp;7&mdash;&lt;&#65;&#x1F600;</p>", |tree| assert_eq!(tree.plain(0, &[]), "§ 7—<A😀"));
    for reference in ["&office;", "&#0;", "&#xD800;", "&#xFFFFFFFFF;", "&#;", "&#-5;"] {
        let (problem, words, place) = refused(&format!("<law>\n<p>ab{reference}</p></law>"));
        assert_eq!((&*problem.code, &*words, place), ("unknown-entity", reference, (2, 6)), "{reference}");
    }
}

#[test]
fn entities_that_a_file_declares_are_refused() {
    let bomb = "<!DOCTYPE law [\n <!ENTITY a \"ha\">\n <!ENTITY b \"&a;&a;\">\n]>\n<law>&b;</law>";
    let (problem, words, place) = refused(bomb);
    assert_eq!((&*problem.code, &*words, place), ("entity-declared", "<!ENTITY a \"ha\">", (2, 2)));
    let (problem, words, _) = refused("<!DOCTYPE law [ <!ENTITY a SYSTEM \"file:///etc/passwd\"> ]><law>&a;</law>");
    assert_eq!((&*problem.code, words.contains("SYSTEM")), ("entity-declared", true));
    // A type without entities is harmless, and never fetched.
    tree_of("<!DOCTYPE law SYSTEM \"law.dtd\"><law>x</law>", |tree| assert_eq!(tree.len(), 2));
}

#[test]
fn what_is_not_well_formed_is_shown_where_it_is() {
    let cases = [
        ("<law>\n <p>one</q></law>", "`</q>` stands where `</p>` is expected", "</q>", (2, 8)),
        ("<law>\n <p>one", "the file ends before `</p>`", "", (2, 8)),
        ("<law></law></law>", "`</law>` ends nothing", "</law>", (1, 12)),
        ("<law/>\n<law/>", "`<law>` stands after the end of the document", "<law/>", (2, 1)),
        ("<law/> and more", "there is text outside the document's element", " and more", (1, 7)),
        ("law", "there is text outside the document's element", "law", (1, 1)),
        ("", "there is no XML in the file", "", (1, 1)),
        ("<law>profit & loss</law>", "a lone `&` begins a reference that does not end", "& loss</law>", (1, 13)),
        ("<law>1 < 2</law>", "`<` begins no tag", "< 2</law>", (1, 8)),
        ("<law><p id=7>x</p></law>", "the attributes of `<p>` are broken", "<p id=7>", (1, 6)),
        ("<law><p", "the file ends within a tag", "<p", (1, 6)),
        ("<law><p id=\"7>x</p></law>", "the file ends within the value of an attribute", "<p id=\"7>x</p></law>", (1, 6)),
        ("<law>\n<!-- x", "the file ends within a comment", "<!-- x", (2, 1)),
        ("<law><![CDATA[x", "the file ends within a CDATA section", "<![CDATA[x", (1, 6)),
    ];
    for (text, message, words, place) in cases {
        let (problem, at, found) = refused(text);
        assert_eq!(problem.code, "broken-xml", "{text}");
        assert!(!problem.help.is_empty(), "{text}: no help");
        assert!(problem.message.starts_with(message), "{text}: {}", problem.message);
        assert_eq!(at, words, "{text}");
        assert_eq!(found, place, "{text}: {}", problem.message);
    }
}

#[test]
fn depth_and_attributes_are_bounded() {
    let deep = "<a>".repeat(100_000);
    let (problem, words, place) = refused(&deep);
    assert_eq!((&*problem.code, &*words, place), ("too-deep", "<a>", (1, MAX_DEPTH * 3 + 1)));
    let allowed = format!("{}x{}", "<a>".repeat(MAX_DEPTH), "</a>".repeat(MAX_DEPTH));
    tree_of(&allowed, |tree| assert_eq!(tree.len(), MAX_DEPTH + 1));
    let attributes: String = (0..1000).map(|number| format!(" a{number}='x'")).collect();
    assert_eq!(refused(&format!("<a{attributes}/>")).0.code, "broken-xml");
}

#[test]
fn numbers_are_bare() {
    let cases = [
        ("Section 3.", "3"),
        ("(a)", "a"),
        ("A)", "A"),
        ("Artículo 1º", "1"),
        ("Art. 14 bis", "14 bis"),
        ("Article 14-bis", "14-bis"),
        ("SEC. 3 .", "3"),
        ("46A", "46A"),
        ("1.", "1"),
        ("(2.1)", "2.1"),
        ("3.01", "3.01"),
        ("CHAPTER IV", "IV"),
        ("Part A", "A"),
        ("III. Abschnitt", "III"),
        ("Chapter IV — Sanctions", "IV"),
        ("Article 1er", "1"),
        ("*(2)", "2"),
        ("§ 5", "5"),
        ("–", ""),
        ("•", ""),
        ("SCHEDULE", ""),
        ("Schedule 2", "2"),
        ("مادة ١", "١"),
        ("第一条", "第一条"),
        ("", ""),
        ("6(1)", "6(1)"),
    ];
    for (label, expected) in cases {
        assert_eq!(number::bare(label), expected, "{label}");
    }
    assert_eq!((&*number::word("PART I"), &*number::word("(a)"), &*number::word("Title 2")), ("part", "", "title"));
}
