use super::super::{Detected, find};
use crate::pack::{self, Pack, PackFile};
use crate::source::Sources;
use crate::text::import::import;
use crate::typecheck::Depth;

/// A pack whose vocabulary has penalties and, if it is asked for, terms.
fn pack(terms: bool) -> Pack {
    let terms = if terms {
        "section defs list \"Terms.\" { field term text \"Which?\" field status enum { defined, undefined } \"Is it?\" \
         field defects set { circular, open-list, none } \"Which?\" }"
    } else {
        ""
    };
    let rules = format!(
        "vocabulary law 1 {{ kinds meta.kinds reviewed coverage.reviewed section meta \"The law.\" {{ field kinds set {{ platform, works }} \"Of \
         which kind is it?\" }} section coverage \"What was read.\" {{ field reviewed sections \"Which sections?\" }} section penalties list \
         \"Penalties.\" {{ field nature enum {{ fine, prison }} \"What happens?\" }} {terms} }}\n\
         cues \"test\" {{ cue strong /\\bliable to a fine\\b/ suggests penalties[].nature = fine }}"
    );
    let (pack, problems) = pack::load(vec![PackFile { name: "t.rules".into(), text: rules.into() }], Depth::Names, &mut Sources::new());
    assert!(problems.is_empty(), "{problems:?}");
    pack
}

fn detected(bill: &str, terms: bool) -> (Pack, Detected) {
    let document = import("bill.txt", bill.into(), &mut Sources::new()).unwrap();
    let pack = pack(terms);
    let detected = find(&document, &pack.rules, &pack.vocabulary);
    (pack, detected)
}

const BILL: &str = "Section 1. Definitions\n\nIn this Act—\n\n“kite gear” means strings, tails and any other similar thing;\n\n“harsh words” means words that are harsh;\n\n\
    “fixed” means fixed in an order;\n\n“harbour” means a place where ships lie, such as a quay;\n\n“pilot” means the person who holds the string of a kite.\n\n\
    Section 2. Offences\n\nA pilot who sells kite gears at a fixed time or says harsh words is liable to a fine.\n\n\
    Section 3. Harbours\n\nA harbour is open to all.\n";

#[test]
fn terms_with_faults_on_which_a_sanction_hangs_are_proposed() {
    let (pack, detected) = detected(BILL, true);
    let shown: Vec<String> = detected
        .proposals
        .iter()
        .filter(|proposal| pack.vocabulary.record(proposal.record).path.starts_with("defs"))
        .map(|proposal| {
            let field = pack.vocabulary.record(proposal.record).field(proposal.field).unwrap();
            format!("{} {} = {}", proposal.group, field.name, pack.vocabulary.show(field.kind, &proposal.value))
        })
        .collect();
    // No cue's record has the same group, and no fault of the harbour's is looked at: nothing hangs on it.
    let penalty = |record| pack.vocabulary.record(record).path.starts_with("penalties");
    let own = detected.proposals.iter().find(|proposal| penalty(proposal.record)).unwrap().group;
    let line = |group: u32, rest: &str| format!("{} {rest}", own + group);
    assert_eq!(
        shown,
        [
            line(1, "term = kite gear"),
            line(1, "status = defined"),
            line(1, "defects = open-list"),
            line(2, "term = harsh words"),
            line(2, "status = defined"),
            line(2, "defects = circular"),
        ]
    );
}

#[test]
fn a_vocabulary_without_terms_gets_none() {
    let (_, detected) = detected(BILL, false);
    assert_eq!(detected.proposals.len(), 1);
}
