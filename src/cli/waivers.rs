//! `check --waivers` and `--baseline`: reading what sets findings aside, and applying it.

use super::arguments::Check;
use super::files;
use crate::check::Checked;
use crate::diagnostic::{Diagnostic, Severity};
use crate::pack::Pack;
use crate::report::baseline::{self, Baseline};
use crate::source::{Sources, Span};
use crate::waiver::{self, Register};
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// What sets findings aside.
#[derive(Debug, Default)]
pub struct Aside {
    /// The waivers, if there is a file of them.
    pub waivers: Option<Register>,
    /// The earlier report, if there is one.
    pub baseline: Option<Baseline>,
}

impl Aside {
    /// Reads the files that the command line or the project file names; what is wrong with them goes to the problems.
    pub fn read(
        options: &Check,
        project: Option<&(PathBuf, Span)>,
        pack: &Pack,
        sources: &mut Sources,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let named = options.waivers.as_deref().map(|path| (path, None));
        let named = named.or_else(|| project.map(|(path, place)| (path.as_path(), Some(*place))));
        let waivers = named.and_then(|(path, place)| match files::read(path) {
            Ok(text) => {
                let file = sources.add(name(path), text);
                let (written, found) = waiver::read(file, sources, pack);
                problems.extend(found);
                Some(Register::new(file, written, options.today.unwrap_or_else(today)))
            }
            Err(problem) => {
                problems.push(match place {
                    Some(place) => problem.at(place, "named here"),
                    None => problem,
                });
                None
            }
        });
        let baseline = options.baseline.as_deref().and_then(|path| earlier(path, sources, problems));
        Self { waivers, baseline }
    }

    /// Marks the findings that are waived or known. `inputs` is how many there are, checked or not.
    pub fn apply(&mut self, checked: &mut [Checked], inputs: usize, pack: &Pack, problems: &mut Vec<Diagnostic>) {
        if let Some(waivers) = &mut self.waivers {
            waivers.apply(checked, pack, checked.len() == inputs);
        }
        if let Some(baseline) = &mut self.baseline {
            problems.extend(baseline.apply(checked, pack).err());
        }
    }

    /// The gravest finding about a waiver.
    pub fn worst(&self) -> Option<Severity> {
        self.waivers.as_ref()?.findings.iter().map(|finding| finding.severity).max()
    }
}

fn earlier(path: &Path, sources: &mut Sources, problems: &mut Vec<Diagnostic>) -> Option<Baseline> {
    let read = files::read(path).map_err(|problem| vec![problem]).and_then(|text| {
        let file = sources.add(name(path), text);
        baseline::read(file, sources)
    });
    read.map_err(|found| problems.extend(found)).ok()
}

fn name(path: &Path) -> String {
    if path.as_os_str() == "-" { "<stdin>".to_owned() } else { path.display().to_string() }
}

/// Today, where nobody says otherwise; in UTC, so that it does not depend on the machine.
pub(super) fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}
