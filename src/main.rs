//! The program: parses the arguments, runs the command, gives the exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ungp_check::cli::main()
}
