//! A past law, read and checked as the command does it, without its own text.

use std::path::PathBuf;
use std::sync::OnceLock;
use ungp_check::check::{self, Checked};
use ungp_check::diagnostic::Diagnostic;
use ungp_check::outcome::Outcome;
use ungp_check::pack::{self, Pack};
use ungp_check::report::{Report, short};
use ungp_check::source::{FileId, Sources};
use ungp_check::suite::{self, Suite, Tested};
use ungp_check::typecheck::Depth;

/// One folder under `fixtures/past`.
pub struct Law {
    /// The folder's name, which is the description's `meta.id`.
    pub id: String,
    /// The rules, embedded as users have them.
    pub pack: Pack,
    /// Rules, description and expectations.
    pub sources: Sources,
    /// The description.
    pub file: FileId,
    /// What the rules say of it; `None` if it cannot be used.
    pub checked: Option<Checked>,
    /// What is wrong with the rules or with the description.
    pub complaints: Vec<Diagnostic>,
    /// What others expect the rules to say; `None` if the file cannot be used.
    pub suite: Option<Suite>,
    /// What is wrong with that file.
    pub mistakes: Vec<Diagnostic>,
}

/// The project's folder.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All laws, in the order of their names.
pub fn laws() -> &'static [Law] {
    static LAWS: OnceLock<Vec<Law>> = OnceLock::new();
    LAWS.get_or_init(|| {
        let folders = std::fs::read_dir(root().join("fixtures/past")).unwrap();
        let mut names: Vec<String> = folders.map(|folder| folder.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names.into_iter().map(Law::read).collect()
    })
}

/// One of them.
pub fn law(id: &str) -> &'static Law {
    laws().iter().find(|law| law.id == id).unwrap_or_else(|| panic!("no fixtures/past/{id}"))
}

impl Law {
    fn read(id: String) -> Self {
        let mut sources = Sources::new();
        let (pack, mut complaints) = pack::load(pack::embedded(), Depth::Names, &mut sources);
        let name = format!("fixtures/past/{id}/description.yaml");
        let text = std::fs::read_to_string(root().join(&name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let file = sources.add(name, text);
        let expected = format!("fixtures/past/{id}/{}", suite::NAME);
        let text = std::fs::read_to_string(root().join(&expected)).unwrap_or_else(|error| panic!("{expected}: {error}"));
        let expected = sources.add(expected, text);
        let (suite, mistakes) = suite::read(expected, &sources, &pack);
        let (description, found) = check::read(file, &sources, &pack);
        complaints.extend(found);
        let checked = description.map(|description| check::check(description, check::Beside::default(), &sources, &pack, |_| true));
        Self { id, pack, sources, file, checked, complaints, suite, mistakes }
    }

    /// The description's text.
    pub fn text(&self) -> &str {
        self.sources.text(self.file)
    }

    /// What the rules say.
    pub fn checked(&self) -> &Checked {
        self.checked.as_ref().unwrap_or_else(|| panic!("{} cannot be used: {:?}", self.id, self.complaints))
    }

    /// The law beside what is expected of it.
    pub fn tested(&self) -> Tested<'_> {
        let suite = self.suite.as_ref().unwrap_or_else(|| panic!("{}: {:?}", self.id, self.mistakes));
        Tested::new(suite, self.checked())
    }

    /// What one rule says; `None` for a code that no rule has.
    pub fn outcome(&self, code: &str) -> Option<&Outcome> {
        let index = self.pack.rules.rules.iter().position(|rule| rule.code == code)?;
        self.checked().outcomes.iter().find(|outcome| outcome.rule == index)
    }

    /// The one-line report that `check --format short` prints.
    pub fn short(&self) -> String {
        let report = Report {
            pack: &self.pack,
            sources: &self.sources,
            checked: std::slice::from_ref(self.checked()),
            problems: &self.complaints,
            inputs: 1,
            rules: self.pack.rules.rules.len(),
            explain_met: false,
            waivers: None,
            baseline: None,
            past: &[],
            date: None,
        };
        short::render(&report)
    }
}
