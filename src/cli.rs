//! The commands. Only these modules touch the file system and the terminal.

mod arguments;
mod check;
mod compare;
mod coverage;
mod diff;
mod explain;
mod files;
mod import;
mod init;
mod inputs;
mod merge;
mod output;
mod outputs;
mod pages;
mod progress;
mod project;
mod rules;
mod schema;
mod table;
mod terminal;
mod test;
mod texts;
mod waivers;

use arguments::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

/// How a command ended. The codes are the same for every command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Nothing at or above the level that fails.
    Clean,
    /// Findings.
    Findings,
    /// Something could not be checked.
    NotChecked,
}

impl Exit {
    fn code(self) -> ExitCode {
        ExitCode::from(self.number())
    }

    fn number(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::NotChecked => 2,
        }
    }
}

/// Runs the program with the process's arguments.
pub fn main() -> ExitCode {
    terminal::choose_for_help(std::env::args_os());
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no errors. A closed pipe is nobody's fault.
            let _ = error.print();
            return if error.use_stderr() { Exit::NotChecked.code() } else { Exit::Clean.code() };
        }
    };
    let exit = match &arguments.command {
        Command::Check(options) => check::run(options, &arguments.shared),
        Command::Compare(options) => compare::run(options, &arguments.shared),
        Command::Explain(options) => explain::run(options, &arguments.shared),
        Command::Rules(command) => rules::run(command, &arguments.shared),
        Command::Init(options) => init::run(options, &arguments.shared),
        Command::Schema(options) => schema::run(options, &arguments.shared),
        Command::Diff(options) => diff::run(options, &arguments.shared),
        Command::Test(options) => test::run(options, &arguments.shared),
        Command::Import(options) => import::run(options, &arguments.shared),
        Command::Merge(options) => merge::run(options, &arguments.shared),
        Command::Completions { shell } => table::completions(*shell),
        Command::Man { of } => table::man(of, &arguments.shared),
    };
    exit.code()
}
