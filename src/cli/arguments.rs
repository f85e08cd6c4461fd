//! The command line: one table for parsing, help and completions.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXIT_CODES: &str = "Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 something could not be checked.";

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
#[derive(Debug, Args)]
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
    /// Colour: `auto` asks the terminal and NO_COLOR
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
    /// Check descriptions of draft laws
    Check(Check),
    /// Explain a rule or a family: source, reason, logic, examples
    Explain(Explain),
    /// List, check and format rules
    #[command(subcommand)]
    Rules(Rules),
    /// Begin a description: the questions that matter for some kinds of initiative
    Init(Init),
    /// Print a schema, or the reference of the vocabulary
    Schema(Schema),
}

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct Check {
    /// Descriptions (YAML, JSON), folders of them, globs, or `-` for standard input
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
    /// Ask only rules about these kinds of initiative: `hrdd-law`, `CP`; commas or repeated
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub kind: Vec<String>,
    /// The gravity from which findings give exit code 1 [default: error]
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub fail_on: Option<FailOn>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Human, value_name = "FORMAT")]
    pub format: Format,
    /// Also show the rules that are met, with the facts they rest on
    #[arg(long)]
    pub explain_met: bool,
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
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

#[derive(Debug, Args)]
pub struct Explain {
    /// A rule (`HRD-003`) or a family (`HRD`)
    pub code: String,
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
    /// The vocabulary as a page of Markdown
    Vocabulary,
}
