//! The files of the embedded pack. A test compares the list with the folder.

/// Names and texts, in the order they are read.
pub const FILES: &[(&str, &str)] = &[
    ("vocabulary.rules", include_str!("../../rules/vocabulary.rules")),
    ("documents.rules", include_str!("../../rules/documents.rules")),
    ("smx-smart-mix.rules", include_str!("../../rules/smx-smart-mix.rules")),
    ("hrd-due-diligence.rules", include_str!("../../rules/hrd-due-diligence.rules")),
    ("rem-access-to-remedy.rules", include_str!("../../rules/rem-access-to-remedy.rules")),
    ("coh-policy-coherence.rules", include_str!("../../rules/coh-policy-coherence.rules")),
    ("coh-other-laws.rules", include_str!("../../rules/coh-other-laws.rules")),
    ("vag-vague-definitions.rules", include_str!("../../rules/vag-vague-definitions.rules")),
    ("pen-penalties.rules", include_str!("../../rules/pen-penalties.rules")),
    ("trn-transparency.rules", include_str!("../../rules/trn-transparency.rules")),
    ("pro-legislative-process.rules", include_str!("../../rules/pro-legislative-process.rules")),
    ("ins-institutions.rules", include_str!("../../rules/ins-institutions.rules")),
    ("cnt-content-removal.rules", include_str!("../../rules/cnt-content-removal.rules")),
    ("rgt-rights-limits.rules", include_str!("../../rules/rgt-rights-limits.rules")),
    ("scp-scope.rules", include_str!("../../rules/scp-scope.rules")),
    ("nex-state-business-nexus.rules", include_str!("../../rules/nex-state-business-nexus.rules")),
    ("inv-investment.rules", include_str!("../../rules/inv-investment.rules")),
    ("mul-multilateral.rules", include_str!("../../rules/mul-multilateral.rules")),
];
