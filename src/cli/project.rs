//! The project file `ungp-check.toml`: packs, waivers, settings, severities.

use super::files;
use crate::diagnostic::{Diagnostic, Severity};
use crate::pack::{Override, SeverityOverride};
use crate::source::{FileId, Sources, Span};
use crate::suggest::{choices, did_you_mean};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// Its usual name.
pub const NAME: &str = "ungp-check.toml";

/// What a project file says.
#[derive(Debug, Default)]
pub struct Project {
    /// Further rules, and where each is named.
    pub packs: Vec<(PathBuf, Span)>,
    /// Whether the embedded rules are used.
    pub default_rules: Option<bool>,
    /// The gravity that fails.
    pub fail_on: Option<super::arguments::FailOn>,
    /// The file of waivers, and where it is named.
    pub waivers: Option<(PathBuf, Span)>,
    /// Changed settings.
    pub settings: Vec<Override>,
    /// Changed severities.
    pub severities: Vec<SeverityOverride>,
    /// Folders of suites for `test`, and where each is named.
    pub suites: Vec<(PathBuf, Span)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    packs: Vec<Spanned<String>>,
    #[serde(default)]
    suites: Vec<Spanned<String>>,
    default_rules: Option<bool>,
    fail_on: Option<Spanned<String>>,
    waivers: Option<Spanned<String>>,
    #[serde(default)]
    settings: BTreeMap<Spanned<String>, Spanned<toml::Value>>,
    #[serde(default)]
    severity: BTreeMap<Spanned<String>, Spanned<String>>,
}

const KEYS: [&str; 7] = ["packs", "suites", "default_rules", "fail_on", "waivers", "settings", "severity"];

/// Reads the project file that was named, or the nearest one from the working folder upwards; none is no mistake.
pub fn load(named: Option<&Path>, sources: &mut Sources) -> (Project, Vec<Diagnostic>) {
    let Some(path) = named.map(Path::to_path_buf).or_else(nearest) else { return (Project::default(), Vec::new()) };
    let text = match files::read(&path) {
        Ok(text) => text,
        Err(problem) => return (Project::default(), vec![problem]),
    };
    let file = sources.add(path.display().to_string(), text);
    let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
    parse(file, sources, &folder)
}

fn nearest() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let found = here.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file())?;
    // In the working folder the bare name reads best.
    Some(if found.parent() == Some(&here) { PathBuf::from(NAME) } else { found })
}

fn parse(file: FileId, sources: &Sources, folder: &Path) -> (Project, Vec<Diagnostic>) {
    let text = sources.text(file);
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let offset = sources.text(file).len() - text.len();
    let place = |range: Range<usize>| Span::new(file, range.start + offset..range.end + offset);
    let written: Written = match toml::from_str(text) {
        Ok(written) => written,
        Err(error) => return (Project::default(), vec![refused(text, &error, place)]),
    };
    let mut problems = Vec::new();
    let mut project = Project { default_rules: written.default_rules, ..Project::default() };
    for pack in &written.packs {
        project.packs.push((folder.join(pack.get_ref()), place(pack.span())));
    }
    for suite in &written.suites {
        project.suites.push((folder.join(suite.get_ref()), place(suite.span())));
    }
    project.waivers = written.waivers.map(|named| (folder.join(named.get_ref()), place(named.span())));
    if let Some(level) = written.fail_on {
        match <super::arguments::FailOn as clap::ValueEnum>::from_str(level.get_ref(), false) {
            Ok(found) => project.fail_on = Some(found),
            Err(_) => {
                let known = ["never", "error", "warning", "note", "undetermined"];
                let help = did_you_mean(level.get_ref(), known).unwrap_or_else(|| format!("levels are {}", choices(known, 9)));
                problems.push(
                    Diagnostic::error("unknown-value", format!("`{}` is not a level", level.get_ref()))
                        .at(place(level.span()), "not a level")
                        .help(help),
                );
            }
        }
    }
    for (name, value) in written.settings {
        let words = match value.get_ref() {
            toml::Value::String(words) => words.clone(),
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Float(number) => number.to_string(),
            toml::Value::Datetime(date) => date.to_string(),
            _ => {
                let message = format!("the setting `{}` takes a single value", name.get_ref());
                problems.push(
                    Diagnostic::error("wrong-type", message)
                        .at(place(value.span()), "not a single value")
                        .help("write it in quotation marks: `\"24 h\"`"),
                );
                continue;
            }
        };
        project.settings.push(Override { name: (name.get_ref().clone(), place(name.span())), value: (words, place(value.span())) });
    }
    for (code, severity) in written.severity {
        match Severity::parse(severity.get_ref()) {
            Some(found) => {
                project.severities.push(SeverityOverride { code: (code.get_ref().clone(), place(code.span())), severity: found })
            }
            None => {
                let known = ["error", "warning", "note"];
                let help = did_you_mean(severity.get_ref(), known).unwrap_or_else(|| {
                    format!("severities are {}; a rule cannot be switched off here, since what was not asked would look like a pass: use `--only` to ask some rules", choices(known, 9))
                });
                problems.push(
                    Diagnostic::error("unknown-value", format!("`{}` is not a severity", severity.get_ref()))
                        .at(place(severity.span()), "not a severity")
                        .help(help),
                );
            }
        }
    }
    (project, problems)
}

/// What the reader of TOML says, with advice where it has none.
fn refused(text: &str, error: &toml::de::Error, place: impl Fn(Range<usize>) -> Span) -> Diagnostic {
    let message = error.message().lines().next().unwrap_or("not TOML").to_owned();
    let range = error.span().unwrap_or(0..0);
    let range = range.start.min(text.len())..range.end.min(text.len());
    let words = text.get(range.clone()).unwrap_or("");
    let advice = if message.contains("duplicate key") {
        Some("keep one of the two".into())
    } else if message.starts_with("unclosed") {
        Some("close it with what is expected".into())
    } else {
        did_you_mean(words, KEYS).filter(|_| !KEYS.contains(&words))
    };
    Diagnostic::error("project-file", message).at(place(range), "here").maybe_help(advice)
}
