//! Findings of past laws with the very words they underline. Where those words stand is worked out here from the description's
//! text, by other means than the program's.

use super::law::{Law, law};

/// A law, a rule, the underlined words between `«»` in surroundings that occur once in the description, and the message.
pub type Case = (&'static str, &'static str, &'static str, &'static str);

/// The words of a case and where they stand: line and column of the start and of the end, all from 1.
#[derive(Debug, PartialEq)]
pub struct Spot {
    words: String,
    start: (usize, usize),
    end: (usize, usize),
}

/// Finds the words of a case in a text.
pub fn spot(text: &str, marked: &str) -> Result<Spot, String> {
    let (before, rest) = marked.split_once('«').ok_or("no «")?;
    let (words, after) = rest.split_once('»').ok_or("no »")?;
    let surroundings = format!("{before}{words}{after}");
    let found: Vec<usize> = text.match_indices(&surroundings).map(|(at, _)| at).collect();
    let [at] = *found else { return Err(format!("`{surroundings}` is in the description {} times, not once", found.len())) };
    let place = |offset: usize| {
        let lines: Vec<&str> = text.get(..offset).unwrap().split('\n').collect();
        (lines.len(), lines.last().map_or(0, |line| line.chars().count()) + 1)
    };
    let start = at + before.len();
    Ok(Spot { words: words.to_owned(), start: place(start), end: place(start + words.len()) })
}

/// What is wrong with a case, if anything.
pub fn wrong((id, code, marked, message): &Case) -> Option<String> {
    let law = law(id);
    let expected = match spot(law.text(), marked) {
        Ok(spot) => spot,
        Err(why) => return Some(format!("{id} {code}: {why}")),
    };
    let found = underlined(law, code);
    let there = found.iter().any(|(spot, said)| *spot == expected && said == message);
    (!there).then(|| format!("{id} {code}: expected {expected:?}: {message}\n  found {found:?}"))
}

/// The primary labels of a rule's findings, with their messages.
fn underlined(law: &Law, code: &str) -> Vec<(Spot, String)> {
    let Some(outcome) = law.outcome(code) else { return Vec::new() };
    let primaries = outcome.findings.iter().filter_map(|finding| Some((finding.labels.iter().find(|label| label.primary)?.span, finding)));
    primaries
        .map(|(span, finding)| {
            let (start, end) = (law.sources.place(span), law.sources.end_place(span));
            let words = law.sources.slice(span).to_owned();
            (Spot { words, start: (start.line, start.column), end: (end.line, end.column) }, finding.message.clone())
        })
        .collect()
}

/// The cases.
pub const CASES: &[Case] = &[
    (
        "au-avm-2019",
        "PEN-001",
        "- against: director-officer\n    nature: «imprisonment»",
        "the company's `director-officer` can be imprisoned for content that the company leaves up",
    ),
    (
        "au-avm-2019",
        "CNT-001",
        "no order or notice\" }\n    deadline_word: { is: \"«expeditiously»\"",
        "`expeditiously` is all the bill says on the time to remove content, and people can go to prison for being too slow",
    ),
    (
        "au-avm-2019",
        "VAG-007",
        "kind: content-removal\n    force: mandatory\n    bearer: company\n    precision: { is: «indeterminate»,",
        "breach of the `content-removal` duty is a crime, yet the text does not let a company know what is asked of it",
    ),
    ("au-avm-2019", "PEN-003", "turnover: «10 %»", "the `criminal-fine` can reach `10%` of turnover, more than `6%`"),
    (
        "au-avm-2019",
        "PRO-003",
        "route: { is: «fast-track»,",
        "a text that can limit rights goes through parliament with shortened time or debate",
    ),
    ("au-avm-2019", "PRO-001", "consulted: { is: «[none]»,", "nobody outside government was heard before the text was adopted"),
    (
        "br-lgpd-2018",
        "SCP-007",
        "excluded_uses: { is: «[national-security, defence, law-enforcement]»,",
        "some State uses fall outside the bill as a whole, safeguards included: `national-security, defence, law-enforcement`",
    ),
    (
        "br-lgpd-2018",
        "REM-013",
        "adm: { is: «[explanation, contest]»,",
        "of explanation, human review and contest, people subject to automated decisions get only `explanation, contest`",
    ),
    (
        "ca-s211-2023",
        "HRD-001",
        "mode: { is: «disclosure-only»,",
        "companies must say what they do about human rights, but are not required to do anything",
    ),
    ("ca-s211-2023", "PEN-008", "penalties:\n  - «against: company»\n", "no fine can reach `200000 EUR`, and none is tied to turnover"),
    (
        "ca-s211-2023",
        "SCP-002",
        "size_basis: { is: «[employees, turnover, balance-sheet, listed-status]»,",
        "companies below a threshold of `employees, turnover, balance-sheet, listed-status` owe nothing, however grave the harm they can do",
    ),
    (
        "ca-s211-2023",
        "REM-015",
        "reviewed: [mix, scope, defs, duties, hrdd, «remedy»,",
        "no provision found that protects complainants, whistle-blowers, workers and defenders from retaliation",
    ),
    (
        "de-netzdg-2017",
        "CNT-001",
        "deadline: { is: «24 h»,",
        "content must be gone within `24 h` of a private notice, though no court or independent authority has looked at it",
    ),
    (
        "de-netzdg-2017",
        "VAG-001",
        "term: Beschwerde über rechtswidrige Inhalte\n    role: duty-trigger\n    topic: other\n    status: { is: «undefined»,",
        "duties of companies turn on `Beschwerde über rechtswidrige Inhalte`, which the bill does not define",
    ),
    (
        "de-netzdg-2017",
        "INS-002",
        "executive_control: { is: «true», at: \"s 4(4)\"",
        "the executive alone can appoint, instruct or dismiss those who lead `Bundesamt für Justiz`",
    ),
    (
        "de-netzdg-2017",
        "CNT-008",
        "external_review: { is: «none», note: \"general civil courts only\" }",
        "users have nowhere outside the platform to have a restriction reviewed",
    ),
    (
        "eu-aia-2024",
        "SCP-007",
        "excluded_uses: { is: «[national-security, defence]»,",
        "some State uses fall outside the bill as a whole, safeguards included: `national-security, defence`",
    ),
    (
        "eu-aia-2024",
        "HRD-010",
        "safe_harbour: { is: «presumption»,",
        "a certificate, scheme, audit, contract clause or approval counts as compliance until somebody proves the contrary",
    ),
    (
        "eu-aia-2024",
        "REM-013",
        "adm: { is: «[explanation]»,",
        "of explanation, human review and contest, people subject to automated decisions get only `explanation`",
    ),
    (
        "eu-dsa-2022",
        "INS-002",
        "executive_control: { is: «true», note: \"judgement: it is itself the Union's executive\" }",
        "the executive alone can appoint, instruct or dismiss those who lead `European Commission`",
    ),
    (
        "eu-dsa-2022",
        "VAG-001",
        "term: manifestly illegal content\n    role: prohibited-content\n    topic: other\n    status: { is: «undefined»,",
        "`manifestly illegal content` is banned, and the bill does not define it",
    ),
    (
        "fr-vigilance-2017",
        "VAG-007",
        "kind: mitigation\n    force: mandatory\n    bearer: company\n    precision: { is: «indeterminate»,",
        "breach of the `mitigation` duty is fined, yet the text does not let a company know what is asked of it",
    ),
    (
        "fr-vigilance-2017",
        "REM-003",
        "evidence: { is: «claimant-bears-all»,",
        "people harmed must prove everything themselves, though the company holds what they need to know",
    ),
    (
        "fr-vigilance-2017",
        "SCP-002",
        "size_basis: { is: «[employees]»,",
        "companies below a threshold of `employees` owe nothing, however grave the harm they can do",
    ),
    (
        "hn-zede-2013",
        "INV-004",
        "stabilisation: «freezes-rights-law»,",
        "an agreement freezes laws that protect human rights, or makes the State pay for them",
    ),
    ("hn-zede-2013", "INV-005", "regime_exemptions: { is: «[labour, courts]»,", "the ordinary courts have no say over investors"),
    ("in-dpdp-2023", "REM-002", "judicial: { is: «excluded»,", "the bill shuts people harmed out of the courts"),
    ("in-dpdp-2023", "COH-003", "overrides: { is: «[foi, courts]»,", "the bill sets existing protections aside: `foi, courts`"),
    (
        "in-dpdp-2023",
        "PEN-007",
        "against: company, nature: «service-block»,",
        "the `executive` can block a whole service, lawful users included, to punish the company",
    ),
    (
        "ke-cmca-2018",
        "PEN-009",
        "- against: journalist-media\n    nature: «imprisonment»",
        "journalists can be imprisoned for what they publish, and not only for incitement to imminent harm",
    ),
    (
        "ke-cmca-2018",
        "CNT-002",
        "origin: { is: «executive-order»,",
        "the executive can make companies remove content on its own word, with no court or independent body behind it",
    ),
    (
        "sg-pofma-2019",
        "INS-002",
        "executive_control: { is: «true», at: \"s 6(2)\"",
        "the executive alone can appoint, instruct or dismiss those who lead `Competent Authority`",
    ),
    (
        "sg-pofma-2019",
        "CNT-012",
        "private_messaging: { is: «true», at: \"s 2(1)\", quote: \"messaging services\" }",
        "this rule on content also reaches what people write to each other in private",
    ),
    (
        "sg-pofma-2019",
        "RGT-001",
        "aims: { is: «[national-security, public-health, public-order, election-integrity, counter-hate, official-image, other]»,",
        "this power may be used to guard the standing of the State, its institutions or its officials",
    ),
    (
        "uk-ipa-2016",
        "RGT-008",
        "power: «decrypt-assist»,",
        "companies can be made to decrypt, or to weaken encryption, beyond the case of a particular suspect",
    ),
    (
        "us-build-2018",
        "NEX-010",
        "gross_abuse: { is: «deny»,",
        "companies involved in gross abuse get no new support or contracts, but keep those they have",
    ),
    (
        "us-far-2217",
        "HRD-011",
        "disengagement: { is: «required-first»,",
        "companies must leave a business partner at once, and nobody checks what that does to the people affected",
    ),
];
