use super::*;
use lopdf::{Object, Stream, dictionary};

/// A document of pages with these contents, in Helvetica (`F1`) and its bold (`F2`).
fn made(pages: &[String]) -> lopdf::Document {
    let mut document = lopdf::Document::with_version("1.5");
    let root = document.new_object_id();
    let font = |document: &mut lopdf::Document, name: &str| {
        document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => name, "Encoding" => "WinAnsiEncoding" })
    };
    let (plain, bold) = (font(&mut document, "Helvetica"), font(&mut document, "Helvetica-Bold"));
    let resources = document.add_object(dictionary! { "Font" => dictionary! { "F1" => plain, "F2" => bold } });
    let kids: Vec<Object> = pages
        .iter()
        .map(|content| {
            let content = document.add_object(Stream::new(dictionary! {}, content.clone().into_bytes()));
            document.add_object(dictionary! { "Type" => "Page", "Parent" => root, "Contents" => content }).into()
        })
        .collect();
    let count = i64::try_from(kids.len()).unwrap();
    let tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count, "Resources" => resources,
    "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()] };
    document.objects.insert(root, Object::Dictionary(tree));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root, "Lang" => Object::string_literal("en-GB") });
    document.trailer.set("Root", catalog);
    document
}

fn bytes(mut document: lopdf::Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// A line of text: font, size, place, words.
fn line(font: &str, size: u32, x: u32, y: u32, words: &str) -> String {
    let words = words.replace('(', "\\(").replace(')', "\\)");
    format!("BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET\n")
}

/// Lines below each other from a height on.
fn lines(x: u32, from: u32, words: &[&str]) -> String {
    (0..).zip(words).map(|(at, words)| line("F1", 11, x, from - at * 14, words)).collect()
}

fn shown(pages: &[String]) -> Vec<String> {
    let taken = taken(&bytes(made(pages))).map_err(|failure| format!("{failure:?}")).unwrap();
    let show = |paragraph: &Paragraph| {
        let heading = paragraph.hint.heading.map_or(String::new(), |level| format!("h{level} "));
        format!("{heading}{}", paragraph.text)
    };
    taken.paragraphs.iter().map(show).collect()
}

#[test]
fn lines_become_paragraphs() {
    let page = [
        line("F2", 18, 200, 780, "THE LAMPS ACT"),
        line("F2", 11, 72, 740, "1. Duty to light lamps"),
        lines(
            72,
            720,
            &[
                "(1) Every operator of a lamp in a public place shall light it at dusk, and shall keep regu-",
                "lation lamps lit until the sun has risen over the roofs of the town, as subsection",
                "(2) of section 4 has it, unless the board has excused the operator in writing.",
                "(2) The board shall answer within 14 days.",
            ],
        ),
        line("F1", 11, 72, 640, "(a)") + &line("F1", 11, 110, 640, "a lamp that is broken; or"),
        line("F1", 11, 72, 626, "(b)") + &line("F1", 11, 110, 626, "a lamp that is lost."),
    ]
    .concat();
    assert_eq!(
        shown(&[page]),
        [
            "h1 THE LAMPS ACT",
            "h3 1. Duty to light lamps",
            "(1) Every operator of a lamp in a public place shall light it at dusk, and shall keep regulation lamps lit until the sun has \
             risen over the roofs of the town, as subsection (2) of section 4 has it, unless the board has excused the operator in writing.",
            "(2) The board shall answer within 14 days.",
            "(a) a lamp that is broken; or",
            "(b) a lamp that is lost.",
        ]
    );
}

const NAMES: [&str; 5] = ["", "operator", "watchman", "neighbour", "merchant"];

#[test]
fn heads_feet_and_page_numbers_are_left_out_and_sentences_go_on() {
    let pages: Vec<String> = (1..=4u32)
        .map(|page| {
            line("F1", 9, 72, 810, &format!("Lamps Act 2031 [No. {page}]"))
                + &lines(
                    72,
                    760,
                    &[
                        &format!("{page}. Every {} of a lamp in a public place shall light it at the hour of dusk,", NAMES[page as usize]),
                        "and shall keep it lit until the sun has risen over all the roofs of the old town, and",
                        "every torch in a street of the town shall be lit and put out by the same operator who",
                    ],
                )
                + &lines(
                    72,
                    718,
                    &[&format!(
                        "lit it, for number 7 and the {}s of the street and of the square and of the market,",
                        NAMES[page as usize]
                    )],
                )
                + &line("F1", 9, 300, 40, &page.to_string())
        })
        .collect();
    let found = shown(&pages);
    assert_eq!(found.len(), 4, "{found:#?}");
    for (at, paragraph) in found.iter().enumerate() {
        assert!(paragraph.starts_with(&format!("{}. Every {}", at + 1, NAMES[at + 1])), "{paragraph}");
        assert!(paragraph.ends_with("of the market,"), "{paragraph}");
    }
}

#[test]
fn columns_are_read_one_after_the_other() {
    let column = |x, words: &str| {
        lines(x, 700, &[&format!("The {words} column has lines that"), "are as long as each other, so", "that it is plain how it ends."])
    };
    assert_eq!(
        shown(&[column(72, "left") + &column(320, "right")]),
        [
            "The left column has lines that are as long as each other, so that it is plain how it ends.",
            "The right column has lines that are as long as each other, so that it is plain how it ends."
        ]
    );
}

#[test]
fn moves_between_letters_are_spaces_and_raised_numbers_are_notes() {
    let moves = "BT /F1 11 Tf 72 700 Td [(The) -300 (b) 20 (oard) -280 (answers)] TJ 100 4 Td /F1 6 Tf (7) Tj ET\n";
    let end = "BT /F1 11 Tf 72 680 Td (Power of 10) Tj /F1 6 Tf 5 Ts (25) Tj 0 Ts /F1 11 Tf ( lamps) Tj 0 -14 TD (next \\(line\\)) Tj T* (and more) Tj ET";
    let found = shown(&[format!("{moves}{end}")]).join(" / ");
    assert!(found.starts_with("The board answers"), "{found}");
    assert!(!found.contains('7'), "{found}");
    assert!(found.contains("10 25 lamps") || found.contains("1025 lamps"), "{found}");
    assert!(found.contains("next (line)"), "{found}");
}

#[test]
fn drawings_and_turned_pages_hold_text_too() {
    let mut document = made(&["q 1 0 0 1 72 700 cm /X1 Do Q".into()]);
    let form = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 500.into(), 100.into()] };
    let drawing = document.add_object(Stream::new(form, b"/X1 Do BT /F1 11 Tf (Words of a drawing) Tj ET".to_vec()));
    let page = document.page_iter().next().unwrap();
    let resources = document.get_page_resources(page).unwrap().1[0];
    // The drawing shows itself, which has no end but the one set here.
    document.get_dictionary_mut(resources).unwrap().set("XObject", dictionary! { "X1" => drawing });
    let found = taken(&bytes(document)).ok().unwrap();
    assert!(found.paragraphs[0].text.starts_with("Words of a drawing"));
    assert_eq!(found.language.as_deref(), Some("en"));

    let mut document = made(&["BT /F1 11 Tf 0 1 -1 0 100 72 Tm (A page that lies on its side) Tj ET".into()]);
    let page = document.page_iter().next().unwrap();
    document.get_dictionary_mut(page).unwrap().set("Rotate", 90);
    assert_eq!(taken(&bytes(document)).ok().unwrap().paragraphs[0].text, "A page that lies on its side");
}

fn refused(bytes: Vec<u8>) -> String {
    let failure = apart(bytes).err().unwrap();
    let told = failure.told("law.pdf");
    assert!(!told.help.is_empty());
    format!("{}: {}", told.code, told.message)
}

#[test]
fn pages_without_letters_say_so() {
    let scanned = made(&["q 500 0 0 700 0 0 cm /Im1 Do Q".into(), String::new()]);
    assert_eq!(refused(bytes(scanned)), "no-text: `law.pdf` has no text layer: its pages are images");
    // A font of two-byte codes without a table: shapes and no letters.
    let mut document = made(&["BT /F3 11 Tf 72 700 Td <004500460047> Tj ET".into()]);
    let page = document.page_iter().next().unwrap();
    let resources = document.get_page_resources(page).unwrap().1[0];
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "Shapes", "Encoding" => "Identity-H" };
    document.get_dictionary_mut(resources).unwrap().set("Font", dictionary! { "F3" => font });
    assert_eq!(refused(bytes(document)), "no-text: the letters of `law.pdf` cannot be read: it holds their shapes and not what they are");
}

#[test]
fn passwords_damage_and_bombs_are_refused() {
    let text = lines(72, 700, &["Words enough to be a page of text."]);
    let mut locked = made(std::slice::from_ref(&text));
    locked.trailer.set("ID", vec![Object::string_literal("lamp"), Object::string_literal("lamp")]);
    let state = |user| {
        let version = lopdf::EncryptionVersion::V1 {
            document: &locked,
            owner_password: "owner",
            user_password: user,
            permissions: lopdf::Permissions::all(),
        };
        lopdf::EncryptionState::try_from(version).unwrap()
    };
    let (with, without) = (state("secret"), state(""));
    let mut open = locked.clone();
    locked.encrypt(&with).unwrap();
    assert_eq!(refused(bytes(locked)), "encrypted: `law.pdf` is protected with a password");
    // One that only forbids changes opens without a password, in every viewer and here.
    open.encrypt(&without).unwrap();
    assert_eq!(taken(&bytes(open)).ok().unwrap().paragraphs.len(), 1);

    let whole = bytes(made(std::slice::from_ref(&text)));
    for cut in [&whole[..20], &whole[..whole.len() / 3], b"%PDF-1.7\nrubbish", b"%PDF-"] {
        assert_eq!(refused(cut.to_vec()), "broken-document: `law.pdf` is a damaged PDF");
    }
    let mut bomb = made(&[" ".repeat(MAX_STREAM + 1)]);
    bomb.compress();
    let bomb = bytes(bomb);
    assert!(bomb.len() < 100_000);
    assert!(refused(bomb).starts_with("too-large: `law.pdf` is too large"));
    let deep = format!("{}{} BT /F1 9 Tf 72 700 Td (Words enough to be a page) Tj ET", "[".repeat(50_000), "]".repeat(50_000));
    // What cannot be understood ends the page, and no more.
    assert!(refused(bytes(made(&[deep]))).starts_with("no-text"));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]

    #[test]
    fn a_byte_changed_anywhere_does_no_harm(at in 0usize..4000, byte in 0u8..=255) {
        let mut whole = bytes(made(&[lines(72, 700, &["Words enough to be a page of text."])]));
        let length = whole.len();
        whole[at % length] = byte;
        if let Err(failure) = apart(whole) {
            proptest::prop_assert!(failure != Failure::Slow);
        }
    }
}
