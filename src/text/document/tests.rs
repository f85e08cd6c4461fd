use super::*;
use crate::source::Sources;

/// A small law from pieces of its source.
fn made(source: &str, write: impl FnOnce(&mut Builder, &dyn Fn(&str) -> std::ops::Range<usize>)) -> (Sources, Document) {
    let mut sources = Sources::new();
    let file = sources.add("law", source.to_owned());
    let mut builder = Builder::new();
    let find = |words: &str| {
        let at = source.find(words).unwrap();
        at..at + words.len()
    };
    write(&mut builder, &find);
    (sources, builder.finish(file, Format::Html))
}

fn extent(document: &Document, words: &str) -> Extent {
    let at = document.text.find(words).unwrap();
    Extent::new(at, at + words.len())
}

#[test]
fn words_lead_back_through_tags_entities_and_white_space() {
    let source = "<p>within\n  <b>24</b>&#160;ho\u{ad}urs</p>";
    let (sources, document) = made(source, |builder, find| {
        builder.block(Role::Text);
        builder.push("within\n  ", find("within\n  "));
        builder.push("24", find("24"));
        builder.push("\u{a0}", find("&#160;"));
        builder.push("ho\u{ad}urs", find("ho\u{ad}urs"));
    });
    assert_eq!(document.text, "within 24 hours\n");
    let words = |text: &str| sources.slice(document.span(extent(&document, text)));
    assert_eq!(words("24"), "24");
    assert_eq!(words("24 h"), "24</b>&#160;h");
    assert_eq!(words("hours"), "ho\u{ad}urs");
    assert_eq!(words("within 24"), "within\n  <b>24");
    let back = document.extent_of(document.span(extent(&document, "24 hours"))).unwrap();
    assert_eq!(document.words(back), "24 hours");
    assert_eq!(document.extent_of(Span::new(document.source, 0..3)), None);
}

#[test]
fn provisions_nest_and_are_cited() {
    let source = "PART 1 7 Orders (3) It must (a) stop";
    let (_, document) = made(source, |builder, find| {
        builder.open(ProvisionKind::Division, "part", "1", None);
        builder.block(Role::Heading);
        builder.push("PART 1", find("PART 1"));
        builder.open(ProvisionKind::Section, "", "7", None);
        builder.block(Role::Heading);
        builder.push_label("7", find("7"));
        builder.space();
        builder.push("Orders", find("Orders"));
        builder.open(ProvisionKind::Paragraph, "", "3", None);
        builder.block(Role::Text);
        builder.push_label("(3)", find("(3)"));
        builder.push(" It must", find(" It must"));
        builder.open(ProvisionKind::Point, "", "a", None);
        builder.block(Role::Text);
        builder.push("(a) stop", find("(a) stop"));
    });
    assert_eq!(document.text, "PART 1\n7 Orders\n(3) It must\n(a) stop\n");
    let at = document.provision_at(extent(&document, "stop").start).unwrap();
    assert_eq!(document.citation(at), "s 7(3)(a)");
    assert_eq!(document.citation(0), "part 1");
    let ids: Vec<&str> = document.provisions.iter().map(|provision| &*provision.id).collect();
    assert_eq!(ids, ["part_1", "sec_7", "sec_7__para_3", "sec_7__para_3__point_a"]);
    let section = document.provision(document.unit(at).unwrap()).unwrap();
    assert_eq!((document.words(section.heading.unwrap()), document.words(section.label)), ("7 Orders", "7"));
    assert_eq!(document.words(section.extent), "7 Orders\n(3) It must\n(a) stop");
}

#[test]
fn the_same_number_twice_gets_two_identifiers_and_depth_is_bounded() {
    let (_, document) = made("x", |builder, find| {
        builder.open(ProvisionKind::Section, "", "1", None);
        builder.close();
        builder.open(ProvisionKind::Section, "", "1", None);
        for _ in 0..100_000 {
            builder.open(ProvisionKind::Point, "", "a", None);
        }
        builder.block(Role::Text);
        builder.push("x", find("x"));
    });
    assert_eq!(document.provisions[1].id, "sec_1-2");
    assert_eq!(document.provisions.len(), 2 + 63);
    assert_eq!(document.blocks[0].provision, Some(64));
}

#[test]
fn sources_lead_to_the_text_in_order_and_out_of_it() {
    let source = "one two three four";
    for order in [["one", "two", "three", "four"], ["one", "three", "four", "two"]] {
        let (_, document) = made(source, |builder, find| {
            for words in order {
                builder.block(Role::Text);
                builder.push(words, find(words));
            }
        });
        for words in order {
            let at = source.find(words).unwrap();
            let found = document.extent_of(Span::new(document.source, at..at + words.len())).unwrap();
            assert_eq!(document.words(found), words, "{order:?}");
        }
        assert_eq!(document.extent_of(Span::new(document.source, 3..4)), None);
    }
    let (_, document) = made("&ab; c", |builder, find| {
        builder.block(Role::Text);
        builder.push("xyz", find("&ab;"));
        builder.push(" c", find(" c"));
    });
    let found = document.extent_of(Span::new(document.source, 1..2)).unwrap();
    assert_eq!(document.words(found), "xyz");
}
