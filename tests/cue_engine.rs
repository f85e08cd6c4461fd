//! The cue engine against the plain way: every pattern by itself over paragraphs of real laws.

#![cfg(test)]

use std::collections::BTreeSet;
use std::path::Path;
use ungp_check::detect;
use ungp_check::pack;
use ungp_check::source::Sources;
use ungp_check::text::import::import;
use ungp_check::typecheck::Depth;
use ungp_check::typecheck::checked::Cue;

/// Laws of several ways of drafting, as plain text: what they are read from does not matter here.
const LAWS: [&str; 3] = ["text/eu-dsa-2022.md", "text/eu-gdpr-2016.md", "text/sg-pofma-2019.txt"];

/// A paragraph as patterns see it, a byte a character, written again for the comparison.
fn folded(text: &str) -> Vec<u8> {
    let fold = |letter: char| match letter {
        letter if letter.is_ascii() => letter as u8,
        '‘' | '’' => b'\'',
        '“' | '”' => b'"',
        '–' | '‑' | '‐' => b'-',
        '\u{a0}' => b' ',
        _ => 0x9f,
    };
    text.chars().map(fold).collect()
}

#[test]
fn the_engine_finds_what_each_pattern_finds_alone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/laws");
    let mut sources = Sources::new();
    let (pack, problems) = pack::load(pack::embedded(), Depth::Full, &mut sources);
    assert!(problems.is_empty(), "{problems:#?}");
    // The reference knows neither placeholders nor other letters than ASCII.
    let placeholder = regex::Regex::new(r"\{[a-z]+\}").unwrap();
    let plain = |pattern: &str| pattern.is_ascii() && !placeholder.is_match(pattern);
    // Marks that overlap are joined, words that a bill defines are left out, and so is what adds to a record and has a nearer rival:
    // none of that is for the engine to say.
    let adds = |cue: &Cue| cue.suggests.iter().any(|suggestion| suggestion.adds);
    let whole = |cue: &&Cue| cue.unless.is_none() && !cue.unless_defined && cue.marks.is_empty() && !adds(cue);
    let cues: Vec<_> = pack.rules.cues.iter().filter(whole).filter(|cue| plain(&cue.pattern.text)).collect();
    assert!(cues.len() > 400, "{}", cues.len());
    let regexes: Vec<_> = cues
        .iter()
        .map(|cue| regex::bytes::RegexBuilder::new(&cue.pattern.text).unicode(false).case_insensitive(true).build().unwrap())
        .collect();
    for law in LAWS {
        let path = root.join(law);
        let Ok(bytes) = std::fs::read(&path) else {
            eprintln!("SKIPPED {law}: {} is not there", path.display());
            continue;
        };
        let document = import("law.txt", bytes, &mut Sources::new()).unwrap();
        let mut alone = BTreeSet::new();
        let looked_at = |index: usize| law.contains("pofma") || index.is_multiple_of(6);
        for block in document.blocks.iter().enumerate().filter(|(index, _)| looked_at(*index)).map(|(_, block)| block) {
            let words = document.words(block.extent);
            let bytes = folded(words);
            let starts: Vec<usize> = words.char_indices().map(|(at, _)| at).chain([words.len()]).collect();
            for (cue, regex) in cues.iter().zip(&regexes) {
                for found in regex.find_iter(&bytes) {
                    let base = block.extent.start as usize;
                    alone.insert((cue.pattern.span, base + starts[found.start()], base + starts[found.end()]));
                }
            }
        }
        let detected = detect::find(&document, &pack.rules, &pack.vocabulary);
        assert!(!detected.cut);
        let proposals = detected.proposals.iter().map(|found| &found.hit);
        let hits = proposals.chain(detected.marks.iter().map(|found| &found.hit)).chain(detected.leads.iter().map(|found| &found.hit));
        let together: BTreeSet<_> = hits.map(|hit| (hit.cue, hit.extent.start as usize, hit.extent.end as usize)).collect();
        // Cues that suggest nothing leave nothing behind.
        let silent: BTreeSet<_> =
            cues.iter().filter(|cue| cue.suggests.is_empty() && cue.marks.is_empty()).map(|cue| cue.pattern.span).collect();
        let known: BTreeSet<_> = cues.iter().map(|cue| cue.pattern.span).collect();
        alone.retain(|(cue, ..)| !silent.contains(cue));
        let block_of = |start: usize| document.blocks.partition_point(|block| block.extent.start as usize <= start) - 1;
        let together: BTreeSet<_> =
            together.into_iter().filter(|(cue, start, _)| known.contains(cue) && looked_at(block_of(*start))).collect();
        let show = |(cue, start, end): &(ungp_check::source::Span, usize, usize)| {
            format!("{} in “{}” at {start}", sources.slice(*cue), document.text.get(*start..*end).unwrap_or("?"))
        };
        let missed: Vec<String> = alone.difference(&together).map(show).collect();
        let invented: Vec<String> = together.difference(&alone).map(show).collect();
        assert!(missed.is_empty() && invented.is_empty(), "{law}\nmissed: {missed:#?}\ninvented: {invented:#?}");
        assert!(alone.len() > 50, "{law}: only {}", alone.len());
    }
}
