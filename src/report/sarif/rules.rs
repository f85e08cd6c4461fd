//! The rules as SARIF describes them, and the Guiding Principles as a taxonomy they point into.

use super::TAXONOMY;
use super::model::{
    ComponentReference, Configuration, Descriptor, DescriptorProperties, Relationship, TaxonReference, Text, ToolComponent,
};
use crate::pack::Pack;
use crate::typecheck::checked::Rule;
use std::collections::BTreeSet;

/// How many Guiding Principles there are.
const PRINCIPLES: usize = 31;

/// One rule.
pub fn rule(pack: &Pack, rule: &Rule) -> Descriptor {
    let family = rule.family.and_then(|family| pack.rules.families.get(family));
    let mut tags: Vec<String> = family.map(|family| family.code.clone()).into_iter().collect();
    tags.extend(family.into_iter().flat_map(|family| &family.pillars).map(|pillar| format!("pillar-{pillar}")));
    let citation = pack.citation(rule);
    Descriptor {
        id: rule.code.clone(),
        name: Some(pascal_case(&rule.title)).filter(|name| !name.is_empty()),
        short_description: Some(Text::plain(rule.title.clone())),
        full_description: (!rule.because.is_empty()).then(|| Text::plain(rule.because.clone())),
        help: Some(help(rule, &citation, pack.calibrations(rule))),
        default_configuration: Some(Configuration { level: rule.severity.name() }),
        relationships: principles(pack, rule).into_iter().map(relationship).collect(),
        properties: Some(DescriptorProperties { tags, sources: citation }),
    }
}

fn help(rule: &Rule, citation: &str, calibrations: Option<String>) -> Text {
    let parts = [
        ("Why", rule.because.as_str()),
        ("Help", rule.help.as_str()),
        ("Sources", citation),
        ("Note", calibrations.as_deref().unwrap_or("")),
    ];
    let given = || parts.iter().filter(|(_, words)| !words.is_empty());
    let text = given().map(|(name, words)| format!("{name}: {words}")).collect::<Vec<_>>().join("\n");
    let markdown = given().map(|(name, words)| format!("**{name}:** {}", escaped(words))).collect::<Vec<_>>().join("\n\n");
    if text.is_empty() { Text::plain(rule.title.clone()) } else { Text { text, markdown: Some(markdown) } }
}

/// Words that Markdown leaves as they are. Backticks stay: in messages they mark names.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for letter in words.chars() {
        if matches!(letter, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            text.push('\\');
        }
        text.push(letter);
    }
    text
}

/// `DueDiligenceIsOngoing`
fn pascal_case(title: &str) -> String {
    let words = title.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words
        .map(|word| {
            let mut letters = word.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
        })
        .collect()
}

/// Numbers of the principles a rule cites.
fn principles(pack: &Pack, rule: &Rule) -> BTreeSet<usize> {
    let is_ungp = |document: usize| pack.rules.documents.get(document).is_some_and(|document| document.name == TAXONOMY);
    let places =
        rule.sources.iter().filter(|source| is_ungp(source.document)).flat_map(|source| &source.places).flat_map(|(_, places)| places);
    let number = |place: &String| place.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok();
    places.filter_map(number).filter(|number| (1..=PRINCIPLES).contains(number)).collect()
}

fn relationship(principle: usize) -> Relationship {
    let tool_component = ComponentReference { name: TAXONOMY, index: 0 };
    Relationship { target: TaxonReference { id: principle.to_string(), index: principle - 1, tool_component }, kinds: ["relevant"] }
}

/// The thirty-one principles.
pub fn taxonomy() -> ToolComponent {
    let taxon = |number: usize| {
        let pillar = match number {
            1..=10 => "pillar I, the State duty to protect human rights",
            11..=24 => "pillar II, the corporate responsibility to respect human rights",
            _ => "pillar III, access to remedy",
        };
        let short_description = Some(Text::plain(format!("Guiding Principle {number}: {pillar}")));
        Descriptor { id: number.to_string(), name: Some(format!("Principle{number}")), short_description, ..Descriptor::default() }
    };
    ToolComponent {
        name: TAXONOMY,
        full_name: Some("Guiding Principles on Business and Human Rights"),
        organization: Some("United Nations"),
        short_description: Text::plain("The thirty-one principles endorsed by the Human Rights Council in resolution 17/4 of 16 June 2011"),
        taxa: (1..=PRINCIPLES).map(taxon).collect(),
        is_comprehensive: Some(true),
        ..ToolComponent::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_pascal_case() {
        assert_eq!(
            pascal_case("Due diligence is ongoing, and renewed when things change"),
            "DueDiligenceIsOngoingAndRenewedWhenThingsChange"
        );
        assert_eq!(pascal_case("été 2024"), "Été2024");
    }

    #[test]
    fn markdown_is_escaped() {
        assert_eq!(escaped("a_b <i> `c` [d](e)"), "a\\_b \\<i\\> `c` \\[d\\](e)");
    }
}
