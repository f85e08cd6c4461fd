//! How fast a bill's text is read, searched by the embedded cues and checked, beside the floor: reading the bytes of the file.
//!
//! `cargo bench --bench import` prints one table; compare rows of one run. Rows of the real law need the Digital Services Act beside
//! the checkout and are left out without it; those of a made-up act of 3 MB in Akoma Ntoso need nothing.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use ungp_check::check::{self, Beside};
use ungp_check::detect;
use ungp_check::detect::describe::Told;
use ungp_check::pack::{self, Pack};
use ungp_check::source::Sources;
use ungp_check::text::document::Document;
use ungp_check::text::import::import;
use ungp_check::typecheck::Depth;

fn main() {
    if law().is_none() {
        eprintln!("SKIPPED the rows of a real law: {LAW} is not there");
    }
    divan::main();
}

const LAW: &str = "../shared/laws/text/eu-dsa-2022.md";
/// Rows of the real law and of the made-up act.
const BILLS: [&str; 2] = ["law", "act"];

/// A bill: its name, where it lies, and its bytes.
struct Bill {
    name: &'static str,
    path: PathBuf,
    bytes: Vec<u8>,
}

fn law() -> Option<Bill> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(LAW);
    let bytes = std::fs::read(&path).ok()?;
    Some(Bill { name: "law.md", path, bytes })
}

/// An act of 3 MB: sections with subsections, points, duties, deadlines and penalties.
fn act() -> Option<Bill> {
    let mut text = String::from(
        "<?xml version='1.0' encoding='UTF-8'?><akomaNtoso xmlns='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'><act name='act'><body>",
    );
    for number in 1..=2_350 {
        let point = |letter: &str, words: &str| {
            format!(
                "<paragraph eId='sec_{number}__subsec_2__para_{letter}'><num>({letter})</num><content><p>{words}</p></content></paragraph>"
            )
        };
        let _ = writeln!(
            text,
            "<section eId='sec_{number}'><num>{number}</num><heading>Duties of providers</heading>\
             <subsection eId='sec_{number}__subsec_1'><num>(1)</num><content><p>A provider of an online platform shall remove unlawful \
             content within {} hours of a notice and inform the Authority.</p></content></subsection>\
             <subsection eId='sec_{number}__subsec_2'><num>(2)</num><intro><p>A company with more than {} employees shall—</p></intro>{}{}\
             </subsection>\
             <subsection eId='sec_{number}__subsec_3'><num>(3)</num><content><p>A person who contravenes this section is liable on \
             conviction to a fine not exceeding {} euros or to imprisonment for a term not exceeding {} years, or to both.</p></content>\
             </subsection>\
             <subsection eId='sec_{number}__subsec_4'><num>(4)</num><content><p>The Minister may by regulations amend the list in the \
             Schedule after consulting those that appear to be affected.</p></content></subsection></section>",
            number % 90 + 1,
            number * 10,
            point("a", "carry out human rights due diligence at least once a year, and"),
            point("b", "publish a report about its adverse impacts and the measures that it takes to prevent them."),
            number * 100,
            number % 9 + 1,
        );
    }
    text.push_str("</body></act></akomaNtoso>");
    let path = std::env::temp_dir().join("ungp-check-bench-act.xml");
    std::fs::write(&path, &text).ok()?;
    Some(Bill { name: "act.xml", path, bytes: text.into_bytes() })
}

fn bill(which: &str) -> Option<Bill> {
    if which == "law" { law() } else { act() }
}

fn loaded() -> (Sources, Pack) {
    let mut sources = Sources::new();
    let pack = pack::load(pack::embedded(), Depth::Names, &mut sources).0;
    (sources, pack)
}

fn read(name: &str, bytes: Vec<u8>, sources: &mut Sources) -> Option<Document> {
    import(name, bytes, sources).ok()
}

/// Describes and evaluates; gives the number of outcomes.
fn evaluated(document: Arc<Document>, sources: &Sources, pack: &Pack) -> usize {
    let told = Told { kinds: 1, jurisdiction: None };
    check::check_text(document, told, Beside::default(), sources, pack, |_| true).map_or(0, |checked| checked.outcomes.len())
}

/// The floor.
#[divan::bench(args = BILLS)]
fn floor_read_the_bytes(bencher: Bencher<'_, '_>, which: &str) {
    let Some(bill) = bill(which) else { return };
    let read = || std::fs::read(black_box(&bill.path)).map(|bytes| bytes.len());
    bencher.counter(BytesCount::new(bill.bytes.len())).bench_local(read);
}

/// What any reader of text must do besides.
#[divan::bench(args = BILLS)]
fn floor_validate_utf8(bencher: Bencher<'_, '_>, which: &str) {
    let Some(bill) = bill(which) else { return };
    bencher.counter(BytesCount::new(bill.bytes.len())).bench_local(|| std::str::from_utf8(black_box(&bill.bytes)).is_ok());
}

#[divan::bench(args = BILLS)]
fn import_a_bill(bencher: Bencher<'_, '_>, which: &str) {
    let Some(bill) = bill(which) else { return };
    bencher
        .counter(BytesCount::new(bill.bytes.len()))
        .with_inputs(|| (bill.bytes.clone(), Sources::new()))
        .bench_local_values(|(bytes, mut sources)| (read(bill.name, bytes, &mut sources), sources));
}

/// As a command does it: the patterns are prepared, and compiled as they are needed.
#[divan::bench(args = BILLS, sample_size = 1)]
fn search_for_the_first_time(bencher: Bencher<'_, '_>, which: &str) {
    let Some(bill) = bill(which) else { return };
    let Some(document) = read(bill.name, bill.bytes.clone(), &mut Sources::new()) else { return };
    bencher
        .counter(BytesCount::new(bill.bytes.len()))
        .with_inputs(|| loaded().1)
        .bench_local_values(|pack| (detect::find(&document, &pack.rules, &pack.vocabulary).proposals.len(), pack));
}

/// As an editor or a folder of bills has it: all is compiled.
#[divan::bench(args = BILLS)]
fn search_again(bencher: Bencher<'_, '_>, which: &str) {
    let Some(bill) = bill(which) else { return };
    let Some(document) = read(bill.name, bill.bytes.clone(), &mut Sources::new()) else { return };
    let (_, pack) = loaded();
    let _ = detect::find(&document, &pack.rules, &pack.vocabulary);
    let find = || detect::find(&document, &pack.rules, &pack.vocabulary).proposals.len();
    bencher.counter(BytesCount::new(bill.bytes.len())).bench_local(find);
}

/// Search, describe and evaluate, with all compiled: less [`search_again`], it is what describing and evaluating cost.
#[divan::bench(args = BILLS)]
fn search_describe_evaluate(bencher: Bencher<'_, '_>, which: &str) {
    let Some(bill) = bill(which) else { return };
    let (mut sources, pack) = loaded();
    let Some(document) = read(bill.name, bill.bytes.clone(), &mut sources).map(Arc::new) else { return };
    let check = || evaluated(Arc::clone(&document), &sources, &pack);
    bencher.counter(BytesCount::new(bill.bytes.len())).bench_local(check);
}

/// From nothing to the outcomes, the pack loaded.
#[divan::bench(args = BILLS, sample_size = 1)]
fn everything(bencher: Bencher<'_, '_>, which: &str) {
    let Some(bill) = bill(which) else { return };
    bencher.counter(BytesCount::new(bill.bytes.len())).bench_local(|| {
        let (mut sources, pack) = loaded();
        let document = std::fs::read(&bill.path).ok().and_then(|bytes| read(bill.name, bytes, &mut sources));
        document.map(|document| evaluated(Arc::new(document), &sources, &pack))
    });
}
