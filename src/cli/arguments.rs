//! The command line: one table for parsing, help and completions.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXIT_CODES: &str = "Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 something could not be checked.";

const MERGE_EXIT_CODES: &str =
    "Exit codes: 0 no disagreement, 1 disagreements, 2 something could not be read or written, or nothing could be compared.";

const IMPORT_EXIT_CODES: &str =
    "Exit codes: 0 written, 2 the text could not be read, nothing was found in it, or nothing could be written.";

const DIFF_EXIT_CODES: &str = "Exit codes: 0 nothing new or graver at or above --fail-on, 1 there is, 2 something could not be compared.";

/// A linter for regulation: is a draft law aligned with the UN Guiding Principles on Business and Human Rights?
#[derive(Debug, Parser)]
#[command(name = "ungp-check", version, after_help = EXIT_CODES, arg_required_else_help = true)]
pub struct Arguments {
    #[command(flatten)]
    pub shared: Shared,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, Clone, Args)]
pub struct Shared {
    /// Add rules: a `.rules` file or a folder of them; may be given again
    #[arg(long = "rules", value_name = "PATH", global = true)]
    pub rules: Vec<PathBuf>,
    /// Use only the rules given with --rules or in the project file
    #[arg(long, global = true)]
    pub no_default_rules: bool,
    /// The project file, instead of the nearest `ungp-check.toml`
    #[arg(long, value_name = "FILE", global = true)]
    pub project: Option<PathBuf>,
    /// Colour: `auto` asks the terminal, NO_COLOR and CLICOLOR_FORCE
    #[arg(long, value_enum, default_value_t = ColorWhen::Auto, value_name = "WHEN", global = true)]
    pub color: ColorWhen,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check draft laws: descriptions of them, or their own text
    Check(Check),
    /// Explain a rule or a family: source, reason, logic, examples
    Explain(Explain),
    /// Put initiatives side by side, or look up how past laws meet what a bill does not
    Compare(Compare),
    /// List, check and format rules
    #[command(subcommand)]
    Rules(Rules),
    /// Run the examples of rules, and compare laws with what is expected of them
    Test(Test),
    /// Begin a description: the questions that matter for some kinds of initiative
    Init(Init),
    /// Print a schema, or the reference of the vocabulary
    Schema(Schema),
    /// Compare two drafts of a bill: which findings are new, fixed, changed, and the facts behind them
    Diff(Diff),
    /// Write a description from a bill's own text: what its words suggest, to confirm, correct and extend
    Import(Import),
    /// Make one description of two people's, and say where and how far they disagree
    Merge(Merge),
    /// Print a script that completes commands and options in a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page, of the program or of one command
    Man {
        /// The command; the program and all its commands without it
        #[arg(value_name = "COMMAND")]
        of: Vec<String>,
    },
}

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct Check {
    /// Descriptions (YAML, JSON), folders of them, texts of bills (Word, PDF, HTML, XML, Markdown, plain text), globs, or `-` for
    /// standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<String>,
    /// Compare with these other laws: descriptions, folders, globs; may be given again. Laws that do not hold where the bill does
    /// are left out
    #[arg(long, value_name = "LAWS")]
    pub with: Vec<String>,
    /// Compare with laws of any jurisdiction
    #[arg(long, requires = "with")]
    pub any_jurisdiction: bool,
    /// Ask only these rules or families: `HRD-003`, `PEN`; commas or repeated
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Ask only rules about these kinds of initiative: `hrdd-law`, `CP`; commas or repeated. For the text of a bill, this is also what
    /// kind it is of, whatever its words suggest
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub kind: Vec<String>,
    /// For the text of a bill: who enacts it, as `NO`, `US-CA` or `EU`
    #[arg(long, value_name = "CODE")]
    pub jurisdiction: Option<String>,
    /// The gravity from which findings give exit code 1 [default: error]
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub fail_on: Option<FailOn>,
    /// Set findings aside that somebody stands for: a file of waivers, instead of the one that the project file names
    #[arg(long, value_name = "FILE")]
    pub waivers: Option<PathBuf>,
    /// Leave out the findings of an earlier `check --format json`, and fail on new ones only
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// The day on which waivers are looked at, such as 2026-11-22, for runs that can be repeated [default: today in UTC]
    #[arg(long, value_name = "DATE")]
    pub today: Option<jiff::civil::Date>,
    /// How to print [default: human]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<Format>,
    /// Also write the report to a file, as `html=report.html`; without a format, its ending says which; `-` is standard output,
    /// instead of --format; may be given again
    #[arg(long, value_name = "FORMAT=FILE", value_parser = super::outputs::parse)]
    pub output: Vec<super::outputs::Output>,
    /// Also show the rules that are met, with the facts they rest on
    #[arg(long)]
    pub explain_met: bool,
    /// Show every finding in full, where `human` and `plain` name those of a rule beyond the third by their places only
    #[arg(long)]
    pub all: bool,
    /// Show only problems, errors and the last lines in `human`, `plain` and `short`, and no progress
    #[arg(short, long)]
    pub quiet: bool,
    /// Print one line for scripts instead of a report, the same with every version; problems go to standard error
    #[arg(long, conflicts_with_all = ["format", "explain_met", "all"])]
    pub summary: bool,
}

/// Levels in rising strictness of the gate: `undetermined` fails on everything but met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Findings never fail
    Never,
    /// Errors
    Error,
    /// Errors and warnings
    Warning,
    /// Errors, warnings and notes
    Note,
    /// Any finding, and any rule that could not be decided
    Undetermined,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Like a compiler's: the words underlined
    Human,
    /// Sentences, for screen readers and logs
    Plain,
    /// One line a finding
    Short,
    /// Everything, for programs; `schema report` describes it
    Json,
    /// The same, an object a line; `schema ndjson` describes it
    Ndjson,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, for continuous integration
    Junit,
    /// Annotations of GitHub Actions
    Github,
    /// A comment on a pull request
    Markdown,
    /// A row a finding, for a spreadsheet
    Csv,
    /// One page to read in a browser and to print
    Html,
    /// A document for a word processor
    Docx,
}

impl Format {
    /// Endings of file names, each with the format that is meant by it; where two fit, the first one counts.
    pub const ENDINGS: &[(&str, Self)] = &[
        (".sarif.json", Self::Sarif),
        (".sarif", Self::Sarif),
        (".json", Self::Json),
        (".ndjson", Self::Ndjson),
        (".jsonl", Self::Ndjson),
        (".xml", Self::Junit),
        (".md", Self::Markdown),
        (".csv", Self::Csv),
        (".html", Self::Html),
        (".htm", Self::Html),
        (".docx", Self::Docx),
        (".txt", Self::Plain),
    ];
}

#[derive(Debug, Args)]
pub struct Explain {
    /// A rule (`HRD-003`) or a family (`HRD`)
    pub code: String,
    /// Show instead which of the past laws that come with the program meet it, and where
    #[arg(long)]
    pub past: bool,
    /// How to print what past laws say
    #[arg(long, value_enum, requires = "past", default_value_t = PastFormat::Human, value_name = "FORMAT")]
    pub format: PastFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PastFormat {
    /// For a terminal
    Human,
    /// For a page
    Markdown,
    /// For programs
    Json,
}

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct Compare {
    /// Descriptions (YAML, JSON), folders of them, globs, `-` for standard input, or short names of past laws such as `eu-dsa-2022`;
    /// at least two initiatives, or one with --past
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<String>,
    /// For each rule that a bill does not meet, name the past laws that do, with places
    #[arg(long)]
    pub past: bool,
    /// Name every such law and every place, not the first few
    #[arg(long, requires = "past")]
    pub all: bool,
    /// Show only the rules in which the initiatives differ
    #[arg(long, conflicts_with = "past")]
    pub differences: bool,
    /// Ask only these rules or families: `HRD-003`, `PEN`; commas or repeated
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Ask only rules about these kinds of initiative: `hrdd-law`, `CP`; commas or repeated. For the text of a bill, this is also what
    /// kind it is of, whatever its words suggest
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub kind: Vec<String>,
    /// For the text of a bill: who enacts it, as `NO`, `US-CA` or `EU`
    #[arg(long, value_name = "CODE")]
    pub jurisdiction: Option<String>,
    /// The gravity from which findings give exit code 1 [default: error]
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub fail_on: Option<FailOn>,
    /// How to print
    #[arg(long, value_enum, default_value_t = CompareFormat::Human, value_name = "FORMAT")]
    pub format: CompareFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    /// Tables for a terminal
    Human,
    /// Tables for a page
    Markdown,
    /// A line a rule, for a spreadsheet
    Csv,
    /// For programs
    Json,
}

#[derive(Debug, Subcommand)]
pub enum Rules {
    /// All rules, by family
    List,
    /// Look for mistakes in rules, and run their examples
    Check {
        /// Only these rules or families
        #[arg(long, value_name = "CODE", value_delimiter = ',')]
        only: Vec<String>,
    },
    /// Lay rule files out in the usual way
    Fmt {
        /// Files or folders; `-` formats standard input to standard output
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Change nothing; exit with 1 if something would change
        #[arg(long)]
        check: bool,
    },
    /// Write a page of Markdown for each family of rules, and an index
    Docs {
        /// The folder to write to
        #[arg(long, value_name = "FOLDER", default_value = "docs/rules")]
        out: PathBuf,
    },
    /// Show which statements of the sources which rules test, and which branches of rules nothing reaches
    Coverage(Coverage),
}

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct Test {
    /// Folders of suites (each `expected.yaml` in them), rule files, or folders of them; without any, the examples of all rules, and
    /// the suites of the project file
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Test only these rules or families: `HRD-003`, `PEN`; commas or repeated
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub only: Vec<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = TestFormat::Human, value_name = "FORMAT")]
    pub format: TestFormat,
    /// Show no notes, and no progress
    #[arg(short, long)]
    pub quiet: bool,
    /// Print how far the rules agree with critics instead, as Markdown
    #[arg(long, conflicts_with = "format")]
    pub agreement: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TestFormat {
    /// What differs, and the figures
    Human,
    /// JUnit XML, for continuous integration
    Junit,
    /// Everything, for programs; `schema test` describes it
    Json,
}

#[derive(Debug, Args)]
pub struct Coverage {
    /// How to print
    #[arg(long, value_enum, default_value_t = CoverageFormat::Human, value_name = "FORMAT")]
    pub format: CoverageFormat,
    /// Also say which branches these descriptions reach: folders, files or globs; may be given again
    #[arg(long, value_name = "DIR")]
    pub laws: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CoverageFormat {
    /// The figures, and what is missing
    Human,
    /// A page with the whole table
    Markdown,
}

#[derive(Debug, Args)]
pub struct Init {
    /// The kinds of initiative: `hrdd-law`, `CP`; commas or repeated
    #[arg(long, value_name = "KIND", value_delimiter = ',', required = true)]
    pub kind: Vec<String>,
    /// The file to write, which must not be there yet; standard output without it
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Schema {
    /// What to print
    #[arg(value_enum, default_value_t = SchemaOf::Description)]
    pub of: SchemaOf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// JSON Schema of a description, from the vocabulary
    Description,
    /// JSON Schema of `check --format json`
    Report,
    /// JSON Schema of a line of `check --format ndjson`
    Ndjson,
    /// JSON Schema of `test --format json`
    Test,
    /// JSON Schema of `diff --format json`
    Diff,
    /// JSON Schema of `merge --format json`
    Merge,
    /// The vocabulary as a page of Markdown
    Vocabulary,
}

#[derive(Debug, Args)]
#[command(after_help = DIFF_EXIT_CODES)]
pub struct Diff {
    /// The old draft: a description, a folder with one, or `-` for standard input
    pub old: String,
    /// The new draft
    pub new: String,
    /// Ask only these rules or families: `HRD-003`, `PEN`; commas or repeated
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub only: Vec<String>,
    /// What gives exit code 1 [default: new-error]
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub fail_on: Option<DiffFailOn>,
    /// How to print
    #[arg(long, value_enum, default_value_t = DiffFormat::Human, value_name = "FORMAT")]
    pub format: DiffFormat,
    /// Also show unchanged findings, moved provisions and every changed fact; the other formats have them anyway
    #[arg(long)]
    pub all: bool,
}

/// Levels in rising strictness of the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFailOn {
    /// Nothing fails
    Never,
    /// New errors, and findings that became errors
    NewError,
    /// New or graver findings from warnings up
    NewWarning,
    /// Any new or graver finding
    New,
    /// Any new or graver finding, and any rule that is newly undetermined
    Undetermined,
    /// Any difference in findings or verdicts, for the better too
    Any,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// The figures, then what is new, changed and fixed
    Human,
    /// Everything, for programs
    Json,
    /// Tables, for a comment on a pull request
    Markdown,
    /// SARIF 2.1.0 of the new draft, with `baselineState`
    Sarif,
}

#[derive(Debug, Args)]
#[command(after_help = IMPORT_EXIT_CODES)]
pub struct Import {
    /// The bill's own text
    #[arg(value_name = "TEXT")]
    pub text: PathBuf,
    /// The description to write, which must not be there yet; standard output without it
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Add to a description that is there: only what it leaves open, and without changing a byte of what it says
    #[arg(long, requires = "output")]
    pub merge: bool,
    /// The kinds of initiative, instead of what the words suggest: `hrdd-law`, `CP`; commas or repeated
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub kind: Vec<String>,
    /// Who enacts it: a code such as `NO`, `US-CA`, `EU`
    #[arg(long, value_name = "CODE")]
    pub jurisdiction: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = MERGE_EXIT_CODES)]
pub struct Merge {
    /// One person's description (YAML, JSON), or `-` for standard input; its values come first where the two disagree
    pub first: PathBuf,
    /// The other's, of the same initiative
    pub second: PathBuf,
    /// Write the merged description to a file, which must not be there yet; `-` is standard output, and the report goes to standard
    /// error then
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What gives exit code 1
    #[arg(long, value_enum, default_value_t = MergeFailOn::Disagreement, value_name = "LEVEL")]
    pub fail_on: MergeFailOn,
    /// How to print
    #[arg(long, value_enum, default_value_t = MergeFormat::Human, value_name = "FORMAT")]
    pub format: MergeFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MergeFailOn {
    /// Nothing fails
    Never,
    /// Any disagreement
    Disagreement,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MergeFormat {
    /// Like a compiler's, and a table
    Human,
    /// Everything, for programs; `schema merge` describes it
    Json,
}
