//! Deadlines, durations, fines and imprisonment that cues find in real laws, against the lists made by hand.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::Write;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::LazyLock;
use ungp_check::description::yaml;
use ungp_check::detect::{self, quantity};
use ungp_check::node::{Node, NodeValue};
use ungp_check::pack::Pack;
use ungp_check::source::Sources;
use ungp_check::text::document::ProvisionKind;
use ungp_check::text::import::import;
use ungp_check::typecheck::Depth;
use ungp_check::value::{Money, Quantity, QuantityType, parse_quantity};

/// The laws that the cues were written with: all of them were looked at.
const WRITTEN_WITH: [&str; 10] = [
    "ke-cmca-2018",
    "ph-privacy-2012",
    "eu-gdpr-2016",
    "gh-cybersecurity-2020",
    "za-public-parks-2010",
    "ca-f-10.6",
    "eu-dsa-2022",
    "sg-pofma-2019",
    "zw-interception-2007",
    "za-informal-trading-2009",
];

/// The English laws with a list that the cues were not written with, by name. The list may be there or not.
fn held_out() -> Vec<String> {
    let folder = root().join("fixtures/extraction");
    let names = std::fs::read_dir(folder).unwrap().filter_map(|file| {
        let name = file.unwrap().file_name().into_string().unwrap().strip_suffix(".yaml")?.to_owned();
        let list = List::read(&name);
        let english = list.text(&list.node, "language") == "en";
        (english && !WRITTEN_WITH.contains(&name.as_str())).then_some(name)
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// The lists, and the marks they are compared with.
const KINDS: [(&str, &str); 4] =
    [("deadlines", "deadline"), ("durations", "duration"), ("fines", "fine"), ("imprisonment", "imprisonment")];

/// An entry of a list.
#[derive(Debug)]
struct Entry {
    list: String,
    at: String,
    words: String,
    value: Option<Quantity>,
    /// What the list says instead of a figure: `word`, `event`, `open`, `every 3 months`.
    without: String,
    /// Arguable: neither a miss nor a false hit.
    arguable: bool,
}

/// A mark that was found.
#[derive(Debug, Clone)]
struct Found {
    name: String,
    range: Range<usize>,
    value: Option<Quantity>,
}

/// A law as it was read and searched.
#[derive(Debug)]
struct Law {
    /// The running text, each line end a space.
    text: String,
    /// The sections and articles: number and extent.
    units: Vec<(String, Range<usize>)>,
    /// What cues found in the provisions' own words.
    found: Vec<Found>,
}

impl Law {
    fn read(law: &str, pack: &Pack) -> Option<Self> {
        let path = path(law)?;
        let mut sources = Sources::new();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let mut document = import(&name, std::fs::read(&path).unwrap(), &mut sources).unwrap();
        // A description says it, where the text does not.
        document.jurisdiction = Some(jurisdiction(law));
        let detected = detect::find(&document, &pack.rules, &pack.vocabulary);
        let marks = detected.marks.into_iter().filter(|mark| mark.hit.meant);
        let found = marks.map(|mark| Found { name: mark.name.to_string(), range: mark.hit.extent.range(), value: mark.value }).collect();
        // What a schedule holds is not meant by `s 3`.
        let own = |id: u32| document.ancestors(id).all(|(_, around)| around.kind != ProvisionKind::Schedule);
        let units = (0_u32..).zip(&document.provisions).filter(|(id, provision)| provision.kind.is_unit() && own(*id));
        let units = units.map(|(_, unit)| (unit.number.clone(), unit.extent.range())).collect();
        Some(Self { text: document.text.replace('\n', " "), units, found })
    }
}

/// The embedded pack, loaded once.
fn pack() -> &'static Pack {
    static PACK: LazyLock<Pack> = LazyLock::new(|| {
        let (pack, problems) = ungp_check::pack::load(ungp_check::pack::embedded(), Depth::Names, &mut Sources::new());
        assert!(problems.is_empty(), "{problems:?}");
        pack
    });
    &PACK
}

/// Hits, misses and false hits.
#[derive(Debug, Default, Clone, Copy)]
struct Score {
    hits: usize,
    misses: usize,
    false_hits: usize,
}

impl Score {
    fn add(&mut self, other: Self) {
        self.hits += other.hits;
        self.misses += other.misses;
        self.false_hits += other.false_hits;
    }

    fn recall(self) -> f64 {
        share(self.hits, self.hits + self.misses)
    }

    fn precision(self) -> f64 {
        share(self.hits, self.hits + self.false_hits)
    }

    fn shown(self) -> String {
        if self.hits + self.misses + self.false_hits == 0 {
            return "–".to_owned();
        }
        format!("{:.2} / {:.2} ({})", self.precision(), self.recall(), self.hits + self.misses)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

struct List {
    sources: Sources,
    node: Node,
}

impl List {
    fn read(law: &str) -> Self {
        let mut sources = Sources::new();
        let text = std::fs::read_to_string(root().join(format!("fixtures/extraction/{law}.yaml"))).unwrap();
        let file = sources.add(law, text);
        let (node, problems) = yaml::read(file, sources.text(file));
        assert!(problems.is_empty(), "{law}: {problems:?}");
        Self { node: node.unwrap(), sources }
    }

    fn value<'n>(&self, node: &'n Node, key: &str) -> Option<&'n Node> {
        let NodeValue::Mapping(entries) = &node.value else { return None };
        entries.iter().find(|entry| entry.key.text(&self.sources) == key).map(|entry| &entry.value)
    }

    fn text(&self, node: &Node, key: &str) -> String {
        self.value(node, key).and_then(|node| node.text(&self.sources)).unwrap_or_default().to_owned()
    }

    fn entries(&self, jurisdiction: &str) -> Vec<Entry> {
        let mut found = Vec::new();
        for list in ["deadlines", "durations", "fines", "imprisonment", "doubtful"] {
            let Some(NodeValue::Sequence(items)) = self.value(&self.node, list).map(|node| &node.value) else { continue };
            for item in items {
                let (value, without) = figure(&self.text(item, "value"), jurisdiction);
                found.push(Entry {
                    list: if list == "doubtful" { self.text(item, "list") } else { list.to_owned() },
                    at: self.text(item, "at"),
                    words: collapsed(&self.text(item, "words")),
                    value,
                    without,
                    arguable: list == "doubtful" || ["borderline", "kind"].iter().any(|key| self.value(item, key).is_some()),
                });
            }
        }
        found
    }
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The figure of a list's value, or the words it has instead.
fn figure(written: &str, jurisdiction: &str) -> (Option<Quantity>, String) {
    let spaced = written.replace('_', "");
    let money = spaced.rsplit_once(' ').and_then(|_| parse_quantity(&spaced, QuantityType::Money).ok());
    // “1 year 6 months” is one time.
    let joined = spaced.replace("year ", "year and ").replace("years ", "years and ");
    let kinds = [QuantityType::Percent, QuantityType::Text, QuantityType::Duration, QuantityType::Date];
    let fixed = ["word", "open", "event", "life"].contains(&written) || written.starts_with("start");
    let value =
        if fixed { None } else { money.or_else(|| kinds.iter().find_map(|kind| quantity::figure(*kind, &joined, Some(jurisdiction)))) };
    let without = if value.is_some() { String::new() } else { written.to_owned() };
    (value, without)
}

/// Whether a mark's figure is the list's.
fn same(found: &Quantity, listed: &Quantity) -> bool {
    match (found, listed) {
        (Quantity::Money(found), Quantity::Money(listed)) => {
            let Money { amount, currency, .. } = **found;
            amount == listed.amount && currency == listed.currency
        }
        _ => found.compare(listed) == Some(std::cmp::Ordering::Equal),
    }
}

/// The number of the section or article that an entry stands in: `13` of `s 13(5)`.
fn unit(at: &str) -> Option<String> {
    let rest = at.strip_prefix("s ").or_else(|| at.strip_prefix("art "))?;
    let number: String = rest.chars().take_while(|letter| letter.is_alphanumeric()).collect();
    (!number.is_empty()).then_some(number)
}

/// Where an entry's words stand: in its section if that is known and has them, otherwise anywhere.
fn places(entry: &Entry, law: &Law) -> Vec<Range<usize>> {
    let all: Vec<Range<usize>> = law.text.match_indices(&entry.words).map(|(at, words)| at..at + words.len()).collect();
    let number = unit(&entry.at);
    let mut units = law.units.iter().filter(|(found, _)| Some(found) == number.as_ref()).map(|(_, range)| range).peekable();
    if units.peek().is_none() {
        return all;
    }
    let units: Vec<&Range<usize>> = units.collect();
    let inside = |place: &&Range<usize>| units.iter().any(|unit| unit.start <= place.start && place.end <= unit.end);
    let within: Vec<Range<usize>> = all.iter().filter(inside).cloned().collect();
    if within.is_empty() { all } else { within }
}

fn overlap(left: &Range<usize>, right: &Range<usize>) -> bool {
    left.start < right.end && right.start < left.end
}

/// The score of one kind; with what was missed and what was wrong. `words` says whether times without a figure count too.
fn score(list: &str, mark: &str, words: bool, entries: &[Entry], law: &Law) -> (Score, Vec<String>) {
    let flat = &law.text;
    let mut score = Score::default();
    let mut report = Vec::new();
    let marks: Vec<&Found> =
        law.found.iter().filter(|found| found.name == mark && (words || found.value.is_some() || mark == "imprisonment")).collect();
    let mut right: HashSet<usize> = HashSet::new();
    for entry in entries.iter().filter(|entry| entry.list == list) {
        let places = places(entry, law);
        if places.is_empty() {
            report.push(format!("NOWHERE {} {}", entry.at, entry.words));
        }
        // An entry without a figure is also matched by words that have one: “every three months”.
        let fits = |found: &Found| match &entry.value {
            Some(listed) => found.value.as_ref().is_some_and(|value| same(value, listed)),
            None => entry.without != "life" || found.value.is_none(),
        };
        let matching: Vec<usize> = (0..marks.len())
            .filter(|index| places.iter().any(|place| overlap(place, &marks[*index].range)) && (entry.arguable || fits(marks[*index])))
            .collect();
        right.extend(&matching);
        let counts = match entry.without.as_str() {
            "" | "life" => true,
            "word" => words,
            _ => false,
        };
        if entry.arguable || !counts {
            continue;
        }
        if matching.is_empty() {
            score.misses += 1;
            report.push(format!("MISS {} [{}] {:?}{}", entry.at, entry.words, entry.value, entry.without));
        } else {
            score.hits += 1;
        }
    }
    // What is printed twice is wrong once.
    let mut wrong = HashSet::new();
    for (index, found) in marks.iter().enumerate().filter(|(index, _)| !right.contains(index)) {
        let at = law.units.iter().find(|(_, range)| overlap(range, &found.range)).map(|(number, _)| number.clone());
        let words = flat.get(found.range.clone()).unwrap();
        if wrong.insert((at.clone(), words.to_lowercase())) {
            score.false_hits += 1;
            let start = found.range.start.saturating_sub(60);
            let around: String = flat.get(floor(flat, start)..floor(flat, found.range.end + 40)).unwrap_or("").to_owned();
            report.push(format!("FALSE {index} {} [{words}] {:?}  …{around}…", at.unwrap_or_default(), found.value));
        }
    }
    (score, report)
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The country of a law, by its file's name.
fn jurisdiction(law: &str) -> String {
    law.get(..2).unwrap_or("").to_uppercase()
}

fn path(law: &str) -> Option<PathBuf> {
    let list = List::read(law);
    let folder = std::env::var_os("UNGP_LAWS").map_or_else(|| root().join("../shared/laws"), PathBuf::from);
    let path = folder.join(list.text(&list.node, "text").strip_prefix("laws/").unwrap());
    if !path.exists() {
        let _ = writeln!(std::io::stderr(), "SKIPPED {law}: {} is not there", path.display());
        return None;
    }
    Some(path)
}

/// What was measured of a kind in several laws.
#[derive(Debug, Default, Clone, Copy)]
struct Measured {
    figures: Score,
    all: Score,
}

/// The rows of some laws, and what they come to for each kind; `None` if a law is not there.
fn measured(laws: &[String], pack: &Pack, rows: &mut String) -> Option<[Measured; KINDS.len()]> {
    let mut totals = [Measured::default(); KINDS.len()];
    let mut missing = false;
    for name in laws {
        let Some(law) = Law::read(name, pack) else {
            missing = true;
            continue;
        };
        let entries = List::read(name).entries(&jurisdiction(name));
        let mut row = format!("| {name} |");
        for ((list, mark), total) in KINDS.iter().zip(&mut totals) {
            let (figures, _) = score(list, mark, false, &entries, &law);
            let (all, report) = score(list, mark, true, &entries, &law);
            for line in report.iter().filter(|_| std::env::var_os("UNGP_SHOW_MISSES").is_some()) {
                let _ = writeln!(std::io::stderr(), "{name} {mark}: {line}");
            }
            total.figures.add(figures);
            total.all.add(all);
            row.push_str(&cells(list, figures, all));
        }
        writeln!(rows, "{row}").unwrap();
    }
    (!missing).then_some(totals)
}

/// Fines and imprisonment are figures always.
fn cells(list: &str, figures: Score, all: Score) -> String {
    if matches!(list, "fines" | "imprisonment") {
        format!(" {} |", all.shown())
    } else {
        format!(" {} | {} |", figures.shown(), all.shown())
    }
}

fn total_row(name: &str, totals: &[Measured; KINDS.len()]) -> String {
    let cells: String = KINDS.iter().zip(totals).map(|((list, _), total)| cells(list, total.figures, total.all)).collect();
    format!("| **{name}** |{cells}\n")
}

/// How well times and sanctions are found, in Markdown; `None` where the laws are not there.
pub fn section() -> Option<String> {
    let pack = pack();
    let mut rows = String::new();
    let ours = measured(&WRITTEN_WITH.map(str::to_owned), pack, &mut rows);
    rows.push_str(&total_row("written with", &ours?));
    let names = held_out();
    if !names.is_empty() {
        let others = measured(&names, pack, &mut rows);
        rows.push_str(&total_row("held out", &others?));
    }
    Some(format!(
        "## Deadlines, durations, fines, imprisonment\n\n\
         Precision / recall, and in brackets how many the list has. A hit stands where the list's words stand, in the same section, and has the\n\
         same figure. “With words” counts times such as “without undue delay” too. Times fixed by an event or left to somebody else, and what\n\
         the lists call arguable, count neither way; what is printed twice counts once. The cues were written with the first ten laws: every one\n\
         of them was looked at, with what was missed and what was wrong, and so their row shows how well the cues fit these, not how well they\n\
         do elsewhere. The laws held out, where there are any, were listed by somebody who had not seen the cues; they are measured once, and the\n\
         cues are not tuned on them. The cues are English: nothing is looked for in the German and the Arabic law.\n\n\
         | law | deadlines | with words | durations | with words | fines | imprisonment |\n|---|---|---|---|---|---|---|\n{rows}"
    ))
}

#[test]
fn times_and_sanctions_are_found_in_real_laws() {
    let pack = pack();
    let mut rows = String::new();
    // Deadlines, durations, fines, imprisonment: a little below what was measured.
    let floors = |totals: Option<[Measured; KINDS.len()]>, least: [(f64, f64); KINDS.len()]| {
        let Some(totals) = totals else { return };
        for (((list, _), total), (precision, recall)) in KINDS.iter().zip(totals).zip(least) {
            let all = total.all;
            assert!(all.precision() >= precision && all.recall() >= recall, "{list}: {}", all.shown());
        }
    };
    let ours = measured(&WRITTEN_WITH.map(str::to_owned), pack, &mut rows);
    let others = measured(&held_out(), pack, &mut rows);
    let _ = writeln!(std::io::stderr(), "{rows}");
    floors(ours, [(0.95, 0.94), (0.93, 0.80), (0.97, 0.95), (0.97, 0.97)]);
    // Measured once, and held from then on.
    floors(others, [(0.95, 0.60), (0.90, 0.90), (0.97, 0.90), (0.97, 0.97)]);
}

/// What is found in a text of one's own: the mark, and its figure.
fn found(text: &str) -> Vec<String> {
    let pack = pack();
    let mut sources = Sources::new();
    let mut document = import("own.txt", text.as_bytes().to_vec(), &mut sources).unwrap();
    document.jurisdiction = Some("NZ".into());
    let marks = detect::find(&document, &pack.rules, &pack.vocabulary).marks.into_iter().filter(|mark| mark.hit.meant);
    marks.map(|mark| format!("{} {}", mark.name, mark.value.map_or("-".to_owned(), |value| value.to_string()))).collect()
}

#[test]
fn deadlines_in_many_ways_of_drafting() {
    for (text, wanted) in [
        ("The keeper shall answer the letter within ten (10) working days.", "deadline 10 days"),
        ("The keeper shall answer no later than the fifth day of the month.", "deadline 5 days"),
        ("The plan must be laid open at least three weeks before the hearing.", "deadline 3 weeks"),
        ("The harbour master shall be told without any undue delay.", "deadline -"),
        ("The harbour master must be told forthwith.", "deadline -"),
        ("The council may end the lease by notice in writing of not less than six months.", "deadline 6 months"),
        ("The council shall publish the register by 31 March 2031.", "deadline 2031-03-31"),
        ("The council must send the list on or before June 30 of each year.", "deadline 30 June"),
        ("The council shall inspect the bridge once every two years.", "deadline 2 years"),
        ("The council shall twice a year meet the ferrymen.", "deadline 0.5 years"),
        ("The term may be extended by a further month.", "deadline 1 month"),
        ("The logbook shall be kept for at least five years.", "duration 5 years"),
        ("The permit remains in force until the harbour is closed.", "duration -"),
        ("The ban shall not exceed 14 days.", "duration 14 days"),
        ("Claims are subject to a limitation period of three years.", "deadline 3 years"),
        ("The keeper answers within a time set by the council, which shall not be less than two weeks.", "deadline 2 weeks"),
        ("The council shall give the keeper ten working days in which to answer.", "deadline 10 days"),
        ("The council may extend that period by two weeks.", "deadline 2 weeks"),
        ("The letter shall state a day by which the mooring is to be free.", "deadline -"),
        ("The council shall fix a reasonable time for the repair.", "deadline -"),
        ("The keeper answers in a courteous, timely and thorough manner.", "deadline -"),
        ("The harbour master shall swiftly close the gate.", "deadline -"),
        ("No claim may be brought later than two years after the damage.", "deadline 2 years"),
        ("The measure is limited to a period not exceeding three weeks.", "duration 3 weeks"),
        ("The pilot may serve during a period longer than six years.", "duration 6 years"),
        ("The list is shown until one year after the last voyage.", "duration 1 year"),
        ("He shall take no other post over the 12 months following his service.", "duration 12 months"),
        ("The books are kept for at least three years after the sale.", "duration 3 years"),
        ("The work has a guarantee period of two years.", "duration 2 years"),
        ("The log shall be held no longer than is reasonably necessary.", "duration -"),
        ("The court may order a permanent ban.", "duration -"),
    ] {
        assert_eq!(found(text), [wanted], "{text}");
    }
}

#[test]
fn sanctions_in_many_ways_of_drafting() {
    for (text, wanted) in [
        ("Whoever moors there is liable to a fine not exceeding $5,000.", &["fine 5000 NZD"][..]),
        ("Whoever moors there is liable to a fine of not less than $500 and not more than $2,000.", &["fine 500 NZD", "fine 2000 NZD"]),
        ("A breach is punished by a fine at level 4 on the standard scale.", &["fine level 4"]),
        ("A shipowner pays a penalty of up to 3 % of yearly turnover.", &["fine 3%"]),
        ("Whoever moors there is liable to 40 penalty units.", &["fine 40 penalty units"]),
        ("Whoever moors there pays a level 2 fine.", &["fine level 2"]),
        ("Maximum penalty: 100 penalty units.", &["fine 100 penalty units"]),
        (
            "1. Whoever moors there is liable to a fine not exceeding—\n(a) $300 by day; or\n(b) at night, $900.",
            &["fine 300 NZD", "fine 900 NZD"],
        ),
        ("Whoever sinks a ferry is liable to imprisonment for a term of up to seven years.", &["imprisonment 7 years"]),
        ("Whoever sinks a ferry shall be imprisoned for life.", &["imprisonment -"]),
        ("The court may sentence the pilot to two years’ imprisonment.", &["imprisonment 2 years"]),
        (
            "The pilot is liable to imprisonment ranging from six (6) months to two (2) years.",
            &["imprisonment 6 months", "imprisonment 2 years"],
        ),
    ] {
        assert_eq!(found(text), wanted, "{text}");
    }
}

#[test]
fn what_only_looks_like_one() {
    for text in [
        "The harbour master holds office for a term of four years.",
        "Nobody under the age of sixteen years may steer.",
        "The fee for mooring is $50.",
        "A company with a capital of more than $2,000,000 must register.",
        "The figures of the preceding twelve months are shown.",
        "The owner of a boat built immediately before the flood keeps it.",
        "The compensation is $300.",
        "Five persons form a quorum and may meet in three rooms.",
        "The timely performance of the work is praised.",
        "The decision shall apply with immediate effect.",
        "A berth that was used within two weeks before the storm is free.",
        "A line is added immediately after paragraph 3.",
        "1. Whoever moors there is liable to a fine where—\n(a) the cargo is worth more than $300; or\n(b) it burns.",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}

#[test]
fn the_section_has_a_row_for_every_law() {
    let Some(section) = section() else { return };
    for name in WRITTEN_WITH.iter().chain(&["**written with**"]) {
        assert!(section.lines().any(|line| line.starts_with(&format!("| {name} |"))), "{name}");
    }
    let held_out = held_out();
    assert!(held_out.iter().all(|name| section.contains(&format!("| {name} |"))), "{held_out:?}");
    assert_eq!(section.contains("| **held out** |"), !held_out.is_empty());
    let columns = |line: &&str| line.starts_with('|').then(|| line.matches('|').count());
    assert_eq!(section.lines().filter_map(|line| columns(&line)).collect::<HashSet<_>>().len(), 1, "{section}");
    let _ = writeln!(std::io::stderr(), "{section}");
}
