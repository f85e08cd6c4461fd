use super::*;
use crate::text::import::import;

fn read(text: &str) -> (Sources, Document) {
    let mut sources = Sources::new();
    let document = import("bill.txt", text.as_bytes().to_vec(), &mut sources).unwrap();
    (sources, document)
}

fn found(text: &str, words: &str) -> Option<String> {
    let (sources, document) = read(text);
    let folded = Folded::new(&document.text);
    let extent = find(&document, &folded, Folded::new(words).text.trim_end(), None)?;
    Some(sources.slice(document.span(extent)).to_owned())
}

#[test]
fn quotes_are_found_through_layout_only() {
    let text = "remove it “within\n   24 **hours**” — or sooner é.";
    assert_eq!(found(text, "within 24 hours\" - or").as_deref(), Some("within\n   24 **hours**” — or"));
    assert_eq!(found(text, "sooner é").as_deref(), Some("sooner é"));
    assert_eq!(found(text, "within 24 Hours"), None);
    assert_eq!(found(text, "  "), None);
    assert_eq!(found(text, "within 24hours"), None);
}

#[test]
fn quotes_are_found_through_hyphens_and_forms_of_letters() {
    let text = "The regu-\nlation of well-being: e\u{301}tat, the ﬁnal ofﬁ\u{ad}ce ½ – 2019–2020.";
    for words in ["regulation of well-being", "regu\u{ad}lation of wellbeing", "état, the final office", "well\u{2011}being", "2019-2020"]
    {
        assert!(found(text, words).is_some(), "{words}");
    }
    assert_eq!(found(text, "20192020"), None, "a dash between figures says something");
    assert_eq!(found(text, "etat"), None, "an accent says something");
}

/// What the quote has, and what the bill.
type Differences = Vec<(String, String)>;

fn near(text: &str, words: &str) -> Option<(String, Differences, bool)> {
    let (_, document) = read(text);
    let folded = Folded::new(&document.text);
    let near = Words::new(&folded).nearest(&folded, &Folded::new(words))?;
    Some((document.words(Extent::new(near.range.start, near.range.end)).to_owned(), near.differences, near.only_case))
}

const ORDER: &str = "A service that stores pictures for others tells its users. It must take the picture down within 48 hours after it has read \
                     the order, unless a judge stays the order. Other services need not look for pictures.";

#[test]
fn a_near_miss_shows_what_is_different() {
    let (words, differences, _) = near(ORDER, "take the picture down within 24 hours after it has read the order").unwrap();
    assert_eq!(words, "take the picture down within 48 hours after it has read the order,");
    assert_eq!(differences, [("24".into(), "48".into()), ("order".into(), "order,".into())]);
    let (words, differences, _) = near(ORDER, "must take the picture down 48 hours after it has read").unwrap();
    assert_eq!(words, "must take the picture down within 48 hours after it has read");
    assert_eq!(differences, [(String::new(), "within".into())]);
    let (.., only_case) = near(ORDER, "Unless a Judge stays").unwrap();
    assert!(only_case);
    assert!(near(ORDER, "a fine of five million for each day of delay").is_none());
    assert!(near(ORDER, "order").is_none());
}

#[test]
fn many_quotes_in_a_long_text_take_no_time() {
    let text = "the order of the judge and the order of the court ".repeat(20_000);
    let (_, document) = read(&text);
    let folded = Folded::new(&document.text);
    let words = Words::new(&folded);
    for index in 0..200 {
        let wanted = Folded::new(&format!("the order of the {index} and of the order of the king"));
        words.nearest(&folded, &wanted);
    }
}
