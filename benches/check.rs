//! How fast packs load and descriptions are checked, beside the floor: serde_json parsing the same bytes to `Value`.
//!
//! `cargo bench` prints one table; compare rows of the same size within one run.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use std::fmt::Write;
use ungp_check::source::Sources;
use ungp_check::typecheck::Depth;
use ungp_check::{check, pack};

fn main() {
    divan::main();
}

/// A description of about `bytes` bytes, as JSON: the sections of a large platform law, its lists repeated.
fn description(bytes: usize) -> String {
    let mut text = String::from(
        r#"{"vocabulary":"initiative/1","meta":{"id":"made","title":"A made-up act","jurisdiction":"EU","kinds":["content-platform","hrdd-law","data-protection"]},"coverage":{"reviewed":["hrdd","penalties","content","duties","defs","remedy","powers"]},"hrdd":{"mode":{"is":"duty","at":"art 5"},"steps":["identify-assess","integrate-act","track"],"frequency":"periodic","triggers":["new-activity","context-change"]},"remedy":{"judicial":"new-cause","standing":["individual","collective"]},"duties":["#,
    );
    let third = bytes / 3;
    let mut index = 0;
    let start = text.len();
    while text.len() - start < third {
        let _ = write!(
            text,
            r#"{}{{"kind":"risk-assessment","force":"mandatory","precision":{{"is":"principle-with-guidance","at":"art {index}(1)","quote":"shall assess the risks of item {index}"}},"enforced_by":["admin-fine","order"]}}"#,
            comma(index)
        );
        index += 1;
    }
    text.push_str(r#"],"penalties":["#);
    index = 0;
    let start = text.len();
    while text.len() - start < third {
        let _ = write!(
            text,
            r#"{}{{"against":"company","nature":"admin-fine","for":["content-non-removal"],"max_fine":"{} EUR","turnover":"4%","mental":"negligence","unit":"systemic","factors":true,"graduated":{},"imposed_by":"independent-regulator","hearing":true,"appeal":"court","at":"art {index}"}}"#,
            comma(index),
            1000 * (index + 1),
            index % 7 != 0
        );
        index += 1;
    }
    text.push_str(r#"],"defs":["#);
    index = 0;
    let start = text.len();
    while text.len() - start < third {
        let _ = write!(
            text,
            r#"{}{{"term":"harmful item {index}","role":"prohibited-content","topic":"general-harm","status":"defined","defects":["open-list"],"harm_threshold":"likely","intent":"knowledge","at":"art 2({index})"}}"#,
            comma(index)
        );
        index += 1;
    }
    text.push_str("]}");
    text
}

fn comma(index: usize) -> &'static str {
    if index == 0 { "" } else { "," }
}

const SIZES: [usize; 3] = [30_000, 500_000, 10_000_000];

#[divan::bench]
fn load_embedded_pack() -> pack::Pack {
    let mut sources = Sources::new();
    pack::load(pack::embedded(), Depth::Names, &mut sources).0
}

#[divan::bench(max_time = 5)]
fn load_embedded_pack_with_all_checks() -> pack::Pack {
    let mut sources = Sources::new();
    pack::load(pack::embedded(), Depth::Full, &mut sources).0
}

/// The floor.
#[divan::bench(args = SIZES, max_time = 5)]
fn floor_serde_json_value(bencher: Bencher<'_, '_>, size: usize) {
    let text = description(size);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| serde_json::from_str::<serde_json::Value>(black_box(&text)).is_ok());
}

/// Reading, typing and evaluating a description; the pack is loaded.
#[divan::bench(args = SIZES, max_time = 5)]
fn check_description(bencher: Bencher<'_, '_>, size: usize) {
    let mut sources = Sources::new();
    let (pack, _) = pack::load(pack::embedded(), Depth::Names, &mut sources);
    let file = sources.add("made.json", description(size));
    bencher.counter(BytesCount::of_str(sources.text(file))).bench_local(|| {
        let (description, problems) = check::read(file, &sources, &pack);
        assert!(problems.is_empty(), "{problems:?}");
        description.map(|description| check::check(description, check::Beside::default(), &sources, &pack, |_| true).outcomes.len())
    });
}
