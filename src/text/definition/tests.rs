use super::*;
use crate::source::Sources;
use crate::text::document::{Builder, Format, ProvisionKind};

/// A law of these paragraphs, all in one section.
fn law(paragraphs: &[&str]) -> Document {
    made(|builder| {
        builder.open(ProvisionKind::Section, "", "2", None);
        for paragraph in paragraphs {
            put(builder, Role::Text, paragraph);
        }
    })
}

fn made(write: impl FnOnce(&mut Builder)) -> Document {
    let mut builder = Builder::new();
    write(&mut builder);
    builder.finish_shown("law", Format::Plain, &mut Sources::new())
}

fn put(builder: &mut Builder, role: Role, words: &str) {
    builder.block(role);
    builder.push(words, 0..words.len());
}

/// Each definition in one line: `term, term | text`.
fn listed(document: &Document, found: &[Definition]) -> Vec<String> {
    let line = |one: &Definition| {
        let terms: Vec<&str> = std::iter::once(&one.term).chain(&one.aliases).map(|term| document.words(*term)).collect();
        format!("{} | {}", terms.join(", "), document.words(one.text).replace('\n', " ¶ "))
    };
    found.iter().map(line).collect()
}

fn found(paragraphs: &[&str]) -> Vec<String> {
    let document = law(paragraphs);
    listed(&document, &definitions(&document))
}

fn only(paragraphs: &[&str]) -> (Document, Definition) {
    let document = law(paragraphs);
    let mut all = definitions(&document);
    assert_eq!(all.len(), 1, "{:?}", listed(&document, &all));
    (document, all.remove(0))
}

#[test]
fn any_quotation_mark_encloses_a_term() {
    for quoted in ["“drone”", "\"drone\"", "‘drone’", "'drone'", "“ drone ”", "``drone''", "«drone»", "\"drone’", "”drone”"]
    {
        assert_eq!(
            found(&[&format!("{quoted} means an aircraft without a pilot.")]),
            ["drone | means an aircraft without a pilot"],
            "{quoted}"
        );
    }
}

#[test]
fn apostrophes_do_not_end_a_term() {
    assert_eq!(found(&["‘workers’ council’ means a body that workers elect;"]), ["workers’ council | means a body that workers elect"]);
    assert_eq!(found(&["'worker's file' means a record;"]), ["worker's file | means a record"]);
    assert_eq!(found(&["\"owners\" body\" means a body of owners;"]), ["owners\" body | means a body of owners"]);
}

#[test]
fn a_run_on_list_is_taken_apart() {
    let list = "(1) In this Act, unless the context otherwise requires— “Board” means the Data Board; “camera” includes any lens, and \
                “film” has a corresponding meaning;“zone” means a place the Board names.";
    let expected = [
        "Board | means the Data Board",
        "camera | includes any lens",
        "film | has a corresponding meaning",
        "zone | means a place the Board names",
    ];
    assert_eq!(found(&[list]), expected);
}

#[test]
fn terms_without_quotation_marks_end_at_the_verb() {
    let paragraphs = [
        "In this Act,",
        "device, in relation to a household, includes",
        "(a) a meter, and",
        "(b) a sensor; (appareil)",
        "film record[Repealed, 2020, c. 1, s. 2]",
        "means of transport means a cart or carriage; (véhicule)",
        "native species has the meaning assigned by section 4; (espèce)",
    ];
    let expected = [
        "device | includes ¶ (a) a meter, and ¶ (b) a sensor",
        "means of transport | means a cart or carriage",
        "native species | has the meaning assigned by section 4",
    ];
    assert_eq!(found(&paragraphs), expected);
    let document = law(&paragraphs);
    let all = definitions(&document);
    assert_eq!(document.words(all[1].translation.unwrap()), "véhicule");
    assert_eq!(all[1].drafting, Drafting::Means);
}

#[test]
fn a_run_on_list_without_quotation_marks_is_taken_apart() {
    let list = "In this Part— drone means an aircraft; pilot includes a person who steers from the ground; and zone means an area.";
    assert_eq!(
        found(&[list]),
        ["drone | means an aircraft", "pilot | includes a person who steers from the ground", "zone | means an area"]
    );
}

#[test]
fn numbered_and_lettered_definitions() {
    let paragraphs = [
        "For the purposes of this Regulation, the following definitions apply:",
        "(1) ‘keeper’ means a person who keeps;",
        "(2) ‘herd’ means:",
        "(a) ten goats; or",
        "(b) ten cows;",
        "(3) ‘shed’ means a roof.",
    ];
    let expected = ["keeper | means a person who keeps", "herd | means: ¶ (a) ten goats; or ¶ (b) ten cows", "shed | means a roof"];
    assert_eq!(found(&paragraphs), expected);
    assert_eq!(found(&["(a) \"herd\" means ten goats;"]), ["herd | means ten goats"]);
}

#[test]
fn after_a_phrase_of_scope() {
    for scope in [
        "For the purposes of this Act,",
        "In this section",
        "In sections 3, 4 and 5,",
        "For purposes of paragraph (2),",
        "In this Part, unless the context otherwise requires,",
        "In this section and section 9,",
    ] {
        assert_eq!(found(&[&format!("(3) {scope} “kiln” means an oven.")]), ["kiln | means an oven"], "{scope}");
        assert_eq!(found(&[&format!("(3) {scope} kiln means an oven.")]), ["kiln | means an oven"], "{scope}");
        assert_eq!(found(&[&format!("(3) {scope} a kiln includes an oven.")]), ["kiln | includes an oven"], "{scope}");
    }
    let late = "This Act does not bind a potter. In this section, kiln and wheel have the same meanings as in section 8 of that Act.";
    assert_eq!(found(&[late]), ["kiln, wheel | have the same meanings as in section 8 of that Act"]);
}

#[test]
fn points_have_the_verbs() {
    let list = [
        "In this section,",
        "milk share, with respect to",
        "(a) a goat, means a quarter; and",
        "(b) a cow, means a tenth;",
        "herd means ten goats.",
    ];
    let expected = ["milk share |  ¶ (a) a goat, means a quarter; and ¶ (b) a cow, means a tenth", "herd | means ten goats"];
    assert_eq!(found(&list), expected);
    let quoted = ["In this section—", "“keeper”, in relation to a goat—", "(a) before sale, means the farmer;", "(b) after it, the buyer;"];
    assert_eq!(found(&quoted), ["keeper |  ¶ (a) before sale, means the farmer; ¶ (b) after it, the buyer"]);
}

#[test]
fn a_term_is_a_thing() {
    assert_eq!(
        found(&["For the purposes of this section, a market day is a day on which goats are sold."]),
        ["market day | is a day on which goats are sold"]
    );
    assert_eq!(found(&["In this Act—", "“smartcard” is a card that pays;"]), ["smartcard | is a card that pays"]);
    assert_eq!(found(&["eligible, in relation to a farm, means that the farm is listed."]), Vec::<String>::new());
    assert_eq!(
        found(&["In this Act,", "eligible in relation to a farm, means that the farm is listed."]),
        ["eligible | means that the farm is listed"]
    );
    assert_eq!(
        found(&["For the purposes of this Part and Part IV, yard has the same meaning as in section 2."]),
        ["yard | has the same meaning as in section 2"]
    );
    assert_eq!(found(&["In this Act—", "“graze” means eat (and “grazing” is to be read accordingly);"]).len(), 2);
}

#[test]
fn several_terms_at_once() {
    assert_eq!(found(&["In this Act, “hen” and “cock” mean fowl."]), ["hen, cock | mean fowl"]);
    assert_eq!(
        found(&["“hen”, “cock” or “chick” has the meaning given by section 3."]),
        ["hen, cock, chick | has the meaning given by section 3"]
    );
    assert_eq!(
        found(&["\"Council\" or \"the Town Council\" means the council of the town."]),
        ["Council, the Town Council | means the council of the town"]
    );
    assert_eq!(
        found(&["“National Farm Register” (“NFR”) means the register under section 2."]),
        ["National Farm Register, NFR | means the register under section 2"]
    );
    assert_eq!(
        found(&["In this Act,", "terms and conditions means the clauses of a contract."]),
        ["terms and conditions | means the clauses of a contract"]
    );
}

#[test]
fn words_between_term_and_verb() {
    let cases = [
        "“keeper”, in relation to a goat (or cow), means its owner.",
        "“keeper” (except in “keeper of records” and “game keeper”) means its owner.",
        "“keeper” of a goat means its owner.",
        "\"keeper\" where the term is used in this law, means its owner.",
        "“keeper”, without limiting its ordinary meaning, means its owner.",
    ];
    for case in cases {
        assert_eq!(found(&[case]), ["keeper | means its owner"], "{case}");
    }
}

#[test]
fn marks_and_points_in_place_of_a_verb() {
    let list = [
        "Definitions used here. In this Act—",
        "“hen”: a female fowl;",
        "“cock” – a male fowl;",
        "“owner”—",
        "(a) of a hen, the keeper;",
        "(b) of a cock, the farmer.",
    ];
    assert_eq!(
        found(&list),
        ["hen | : a female fowl", "cock | – a male fowl", "owner | — ¶ (a) of a hen, the keeper; ¶ (b) of a cock, the farmer"]
            .map(|line| line.replace("| : ", "| ").replace("| – ", "| ").replace("| — ¶", "|  ¶"))
    );
    assert_eq!(found(&["The Board calls it “hen”: a female fowl."]), Vec::<String>::new());
}

#[test]
fn names_given_in_passing() {
    let cases = [
        ("There shall be a Commission on Goats (hereinafter “the Commission”).", "the Commission | There shall be a Commission on Goats"),
        ("There is a Goat Board (in this Act referred to as the \"Board\").", "Board | There is a Goat Board"),
        ("There is a Goat Board (hereinafter referred to as the Board), which sits monthly.", "Board | There is a Goat Board"),
        ("A person must send a notice (called in this Part a grazing notice).", "grazing notice | A person must send a notice"),
        ("A person who asks (the “applicant”) pays.", "applicant | A person who asks"),
        ("There is a Goat Board, hereinafter referred to as “the Board”, in the capital.", "the Board | There is a Goat Board,"),
    ];
    for (words, expected) in cases {
        let (document, one) = only(&[words]);
        assert_eq!(one.form, Form::ShortName, "{words}");
        assert_eq!(listed(&document, &[one]), [expected]);
    }
    assert_eq!(
        found(&["Except as hereinafter provided, a goat (see “herds”) may graze (formerly known as “roaming”)."]),
        Vec::<String>::new()
    );
    assert_eq!(found(&["“Act” means the Goats Act (« Loi »)."]), ["Act | means the Goats Act (« Loi »)"]);
}

#[test]
fn references_and_construction() {
    let cases = [
        (
            "A reference in this Act to the sale of a goat includes a reference to its exchange.",
            "sale of a goat | includes a reference to its exchange",
            Drafting::Includes,
        ),
        ("References to a “fit goat” are to a goat that can walk.", "fit goat | are to a goat that can walk", Drafting::Means),
        (
            "In this Act, a reference to a goat is a reference to any kind of goat.",
            "goat | is a reference to any kind of goat",
            Drafting::Means,
        ),
        ("References in subsections (1) to (4) to a “fit” goat are to one that walks.", "fit | are to one that walks", Drafting::Means),
        (
            "References in this Act to grazing shall be construed in accordance with section 3.",
            "grazing | shall be construed in accordance with section 3",
            Drafting::ByReference,
        ),
    ];
    for (words, expected, drafting) in cases {
        let (document, one) = only(&[words]);
        assert_eq!((one.form, one.drafting), (Form::Reference, drafting), "{words}");
        assert_eq!(listed(&document, &[one]), [expected]);
    }
    let cases = [
        ("“herding” shall be construed accordingly.", Drafting::ByReference),
        ("In this Act “goat” is to be read in accordance with section 3.", Drafting::ByReference),
        ("By “goat” is meant a horned animal.", Drafting::Means),
        ("“goat” has the same meaning as in the Goats Act.", Drafting::ByReference),
        ("“goat” does not include a kid.", Drafting::Excludes),
        ("“goat” means a horned animal and includes a kid.", Drafting::MeansAndIncludes),
        ("“goat” means and includes a kid.", Drafting::MeansAndIncludes),
        ("In this Act, “goat” is deemed to include a sheep.", Drafting::Deeming),
        ("“goat” shall have the meaning given in section 3.", Drafting::ByReference),
        ("“goat” refers to a horned animal.", Drafting::Means),
    ];
    for (words, drafting) in cases {
        assert_eq!(only(&[words]).1.drafting, drafting, "{words}");
    }
}

#[test]
fn what_is_no_definition() {
    let sentences = [
        "The report includes a list of means of communication.",
        "A service may be notified by means of electronic mail or any other means that is safe.",
        "The Minister must publish the title “Goats and Sheep” in the Gazette.",
        "A notice must say “this goat is mine”, and the keeper signs it.",
        "This means that the keeper pays.",
        "Failure to pay means that the licence ends.",
        "In this Act the words “or Minister” are omitted.",
        "A plan under subsection (2) must state the means by which goats are counted, and includes a map.",
        "Terms used in this section have the same meaning as in section 4.",
        "In this section, a failure to act is to be treated as done when it was decided on.",
        "In the definition of “goat”, for paragraph (a) read paragraph (b).",
        "Nothing in this section includes a duty to graze.",
        "Unless the context otherwise requires, words and expressions used in this section have the same meaning as in the Goats Act.",
    ];
    assert_eq!(
        found(&[
            "In this Act, the following terms shall have the respective meanings set forth:",
            "(a) Goat shall refer to a horned animal."
        ]),
        ["Goat | shall refer to a horned animal"]
    );
    for sentence in sentences {
        assert_eq!(found(&[sentence]), Vec::<String>::new());
    }
}

#[test]
fn under_a_heading_of_definitions() {
    let document = made(|builder| {
        builder.open(ProvisionKind::Section, "", "3", None);
        put(builder, Role::Heading, "Definition of terms");
        put(builder, Role::Text, "(a) Keeper refers to a person who keeps goats.");
        put(builder, Role::Text, "(b) “Goat”: a horned animal.");
        builder.close();
        builder.open(ProvisionKind::Section, "", "4", None);
        put(builder, Role::Heading, "Reports");
        put(builder, Role::Text, "(a) Keeper refers to the Board what it cannot decide.");
    });
    assert_eq!(listed(&document, &definitions(&document)), ["Keeper | refers to a person who keeps goats", "Goat | a horned animal"]);
}

#[test]
fn a_list_ends_with_its_provision() {
    let document = made(|builder| {
        builder.open(ProvisionKind::Section, "", "2", None);
        builder.open(ProvisionKind::Paragraph, "", "1", None);
        put(builder, Role::Text, "(1) In this Act,");
        put(builder, Role::Text, "goat means an animal with");
        builder.open(ProvisionKind::Point, "", "a", None);
        put(builder, Role::Text, "(a) horns, and");
        builder.close();
        builder.open(ProvisionKind::Point, "", "b", None);
        put(builder, Role::Text, "(b) a beard,");
        builder.close();
        put(builder, Role::Text, "but does not include a kid.");
        builder.close();
        builder.open(ProvisionKind::Paragraph, "", "2", None);
        put(builder, Role::Text, "(2) ownership includes a duty of care.");
    });
    let all = definitions(&document);
    assert_eq!(listed(&document, &all), ["goat | means an animal with ¶ (a) horns, and ¶ (b) a beard, ¶ but does not include a kid"]);
    assert_eq!(document.citation(all[0].provision.unwrap()), "s 2(1)");
}

#[test]
fn words_for_another_law_are_kept_apart() {
    let document = made(|builder| {
        put(builder, Role::Text, "In section 3, after the definition of “goat” insert—");
        put(builder, Role::Text, "“hen” means a fowl;");
        put(builder, Role::Text, "In section 4, for “goat” substitute—");
        put(builder, Role::Quoted, "“cock” means a male fowl.");
        put(builder, Role::Text, "In this Act “egg” means what a hen lays.");
    });
    assert_eq!(listed(&document, &definitions(&document)), ["egg | means what a hen lays"]);
    assert_eq!(listed(&document, &inserted(&document)), ["hen | means a fowl", "cock | means a male fowl"]);
}

#[test]
fn notes_recitals_and_headings_define_nothing() {
    for role in [Role::Note, Role::Recital, Role::Heading, Role::Front, Role::Contents, Role::Closing] {
        let document = made(|builder| put(builder, role, "“goat” means a horned animal."));
        assert_eq!(definitions(&document), [], "{role:?}");
    }
}

#[test]
fn how_a_definition_is_worded() {
    let cases = [
        ("“harmful content” means content that is harmful.", (true, false, false)),
        ("“specified” means specified in regulations.", (true, false, true)),
        ("“Board” means the Board of Goats.", (false, false, false)),
        ("“person” means a natural or juristic person.", (false, false, false)),
        ("“keeper” means a keeper or keepers.", (true, false, false)),
        ("“licence” means a document that allows the keeping of goats on public land.", (false, false, false)),
        ("“goat” includes a kid.", (false, true, false)),
        ("“goat” means an animal such as a kid.", (false, true, false)),
        ("“goat” means a kid, a buck and any other animal with horns.", (false, true, false)),
        ("“goat” means a kid, a buck or other animal as may be prescribed.", (false, true, true)),
        ("“zone” means land designated by order of the Governor.", (false, false, true)),
        ("“zone” means land that the Minister may by notice in the Gazette declare.", (false, false, true)),
        ("“zone” means land fenced by its owner.", (false, false, false)),
        ("“zone” means land prescribed by section 4.", (false, false, false)),
    ];
    for (words, expected) in cases {
        let (_, one) = only(&[words]);
        assert_eq!((one.circular, one.open, one.by_executive), expected, "{words}");
    }
}

/// Little growth of time for much growth of text; measured in steps of the reader is not possible, so in time with much room.
#[test]
fn hostile_texts_take_linear_time() {
    let unit = [
        "“a” ",
        "\"a\", ",
        "“a”, in relation to b, ",
        "\" ",
        "(hereinafter ",
        "“a” means ",
        "In this section, ",
        "a means b; ",
        "((((",
        "a reference to b ",
    ];
    for piece in unit {
        let text = format!("In this Act— {}", piece.repeat(100_000));
        let started = std::time::Instant::now();
        let document = law(&[&text]);
        let all = definitions(&document);
        assert!(all.len() <= 100_001);
        assert!(started.elapsed().as_secs() < 60, "{piece}: {:?}", started.elapsed());
    }
}

#[test]
fn many_blocks_take_linear_time() {
    let blocks: Vec<String> = (0..30_000).map(|at| format!("“term {at}” means something that goes on,")).collect();
    let blocks: Vec<&str> = std::iter::once("In this Act,").chain(blocks.iter().map(String::as_str)).collect();
    assert_eq!(found(&blocks).len(), 30_000);
}
