//! The files of the embedded pack. A test compares the list with the folder.

/// Names and texts, in the order they are read.
pub const FILES: &[(&str, &str)] = &[
    ("vocabulary.rules", include_str!("../../rules/vocabulary.rules")),
    ("documents.rules", include_str!("../../rules/documents.rules")),
    ("hrd-due-diligence.rules", include_str!("../../rules/hrd-due-diligence.rules")),
    ("rem-access-to-remedy.rules", include_str!("../../rules/rem-access-to-remedy.rules")),
    ("vag-vague-definitions.rules", include_str!("../../rules/vag-vague-definitions.rules")),
];
