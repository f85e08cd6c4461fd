//! `completions` and `man`: what the table of the command line says, for shells and for readers of manuals.

use super::arguments::{Arguments, Shared};
use super::{Exit, output};
use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use crate::suggest::{choices, did_you_mean};
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;

/// Prints a script for a shell.
pub fn completions(shell: Shell) -> Exit {
    let script = match shell {
        // The generator for bash makes two different names of a hyphen, and then completes no command's options (clap issue 6421).
        // So it is given a name without one, and only the line that says what is completed has the real name.
        Shell::Bash => script(shell, "ungp_check").replace(" ungp_check\n", " ungp-check\n"),
        _ => script(shell, "ungp-check"),
    };
    output::print(&script);
    Exit::Clean
}

fn script(shell: Shell, name: &str) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), name, &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// Prints the manual page of the program with all its commands, or of one command.
pub fn man(of: &[String], shared: &Shared) -> Exit {
    let mut program = Arguments::command();
    program.build();
    let page = match find(&program, of) {
        Ok(command) => page(command, of.is_empty()),
        Err(problem) => {
            output::problems(&[*problem], &Sources::new(), shared);
            return Exit::NotChecked;
        }
    };
    match page {
        Ok(page) => {
            output::print_bytes(&page);
            Exit::Clean
        }
        Err(error) => {
            let problem = Diagnostic::error("unwritable", format!("the manual page cannot be made: {error}"));
            output::problems(&[problem], &Sources::new(), shared);
            Exit::NotChecked
        }
    }
}

/// The command that words lead to: `rules fmt`.
fn find<'c>(program: &'c Command, of: &[String]) -> Result<&'c Command, Box<Diagnostic>> {
    let mut command = program;
    for word in of {
        command = command.find_subcommand(word).ok_or_else(|| {
            let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
            let help = did_you_mean(word, names.iter().copied());
            let help = help.or_else(|| (!names.is_empty()).then(|| format!("commands are {}", choices(names.iter().copied(), 20))));
            Box::new(Diagnostic::error("unknown-command", format!("`{word}` is not a command of `{}`", shown(command))).maybe_help(help))
        })?;
    }
    Ok(command)
}

fn shown(command: &Command) -> &str {
    command.get_bin_name().unwrap_or_else(|| command.get_name())
}

/// One page; that of the program says of each command what it takes, so that one page has everything.
fn page(command: &Command, whole: bool) -> std::io::Result<Vec<u8>> {
    // Within a page of its own a command goes by its whole name, with hyphens, as `git-log` does.
    let name = shown(command).replace(' ', "-");
    let man = Man::new(command.clone())
        .title(name.to_uppercase())
        .source(concat!("ungp-check ", env!("CARGO_PKG_VERSION")))
        .manual("A linter for regulation");
    let mut page = Vec::new();
    man.render(&mut page)?;
    if whole {
        commands(command, &mut page)?;
    }
    Ok(page)
}

/// A section for each command, and for the commands of commands. What every command takes was said at the top.
fn commands(of: &Command, page: &mut Vec<u8>) -> std::io::Result<()> {
    for command in of.get_subcommands().filter(|command| command.get_name() != "help") {
        page.extend(format!(".SH \"{}\"\n", shown(command).to_uppercase()).bytes());
        let own = command.clone().mut_args(|option| {
            let known = option.is_global_set() || option.get_id() == "help";
            if known { option.hide(true) } else { option }
        });
        let man = Man::new(own);
        let mut sections = Vec::new();
        man.render_description_section(&mut sections)?;
        man.render_synopsis_section(&mut sections)?;
        man.render_options_section(&mut sections)?;
        // They are parts of this section, not sections of the page.
        let sections = String::from_utf8_lossy(&sections).replace("\n.SH ", "\n.SS ");
        page.extend(sections.strip_prefix(".SH ").map_or(sections.clone(), |rest| format!(".SS {rest}")).bytes());
        commands(command, page)?;
    }
    Ok(())
}
