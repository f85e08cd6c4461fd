//! `completions` and `man`: every command and option is in them, and shells and readers of manuals take them.

use crate::world::{Ran, World};
use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};

/// The commands that the help lists, without `help` itself.
fn commands(world: &World, of: &str) -> Vec<String> {
    let help = world.run(&format!("{of} --help")).quietly(0).stdout;
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = list.lines().filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next().filter(|_| !line.starts_with("   ")));
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

/// The long options of a command, from its help.
fn options(world: &World, of: &str) -> BTreeSet<String> {
    let help = world.run(&format!("{of} --help")).quietly(0).stdout;
    let words = help.lines().filter(|line| line.trim_start().starts_with('-')).flat_map(str::split_whitespace);
    words.filter(|word| word.starts_with("--")).map(|word| word.trim_end_matches(',').to_owned()).collect()
}

/// Feeds a text to a program, if it is there.
fn fed(program: &str, arguments: &[&str], text: &str) -> Option<Ran> {
    let command = Command::new(program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = command.ok()?;
    let mut input = child.stdin.take().unwrap();
    let text = text.to_owned();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    Some(Ran::of(output))
}

#[test]
fn completions_know_every_command_and_option() {
    let world = World::bare();
    let names = commands(&world, "");
    assert!(names.len() >= 10 && names.iter().any(|name| name == "completions"), "{names:?}");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = world.run(&format!("completions {shell}")).quietly(0).stdout;
        for name in &names {
            assert!(script.contains(name.as_str()), "{shell}: {name}");
        }
        for option in options(&world, "check") {
            let option = option.trim_start_matches('-');
            assert!(script.contains(option), "{shell}: {option}");
        }
    }
    let none = world.run("completions tcsh");
    assert_eq!((none.exit, none.stdout.as_str()), (Some(2), ""));
}

#[test]
fn bash_completes() {
    let world = World::bare();
    let script = world.run("completions bash").quietly(0).stdout;
    let Some(read) = fed("bash", &["-n"], &script) else {
        eprintln!("left out: there is no bash here");
        return;
    };
    assert_eq!(read.quietly(0).stdout, "");
    let ask = "ask=$(complete -p ungp-check | sed 's/.*-F //; s/ .*//')\n\
               COMP_WORDS=(ungp-check che); COMP_CWORD=1; $ask ungp-check che ungp-check; echo \"got ${COMPREPLY[*]}\"\n\
               COMP_WORDS=(ungp-check check --summ); COMP_CWORD=2; $ask ungp-check --summ check; echo \"got ${COMPREPLY[*]}\"\n";
    let answers = fed("bash", &["--norc"], &format!("{script}\n{ask}")).unwrap();
    assert_eq!(answers.quietly(0).stdout, "got check\ngot --summary\n");
}

#[test]
fn the_manual_page_has_every_command_and_option() {
    let world = World::bare();
    let page = world.run("man").quietly(0).stdout;
    assert!(page.starts_with('.') && page.contains("\n.TH UNGP-CHECK 1 "), "{page}");
    // Roff writes hyphens with a stroke before them.
    let words = page.replace("\\-", "-");
    for name in commands(&world, "") {
        let section = format!("\n.SH \"UNGP-CHECK {}\"\n", name.to_uppercase());
        let own = words.split(&section).nth(1).unwrap_or_else(|| panic!("no section on {name}")).split("\n.SH ").next().unwrap();
        let shared = options(&world, "");
        for option in options(&world, &name).difference(&shared) {
            assert!(own.contains(option.as_str()), "{name}: {option}");
        }
    }
    for name in commands(&world, "rules") {
        assert!(words.contains(&format!("\n.SH \"UNGP-CHECK RULES {}\"\n", name.to_uppercase())), "rules {name}");
    }
}

#[test]
fn commands_have_pages_of_their_own() {
    let world = World::bare();
    let page = world.run("man rules fmt").quietly(0).stdout;
    assert!(page.contains(&format!("\n.TH UNGP-CHECK-RULES-FMT 1  \"ungp-check {}\"", env!("CARGO_PKG_VERSION"))), "{page}");
    let none = world.run("man rulse");
    assert_eq!((none.exit, none.stdout.as_str()), (Some(2), ""));
    assert!(none.stderr.contains("did you mean `rules`?"), "{}", none.stderr);
    let none = world.run("man schema description");
    assert_eq!(none.exit, Some(2));
    assert!(none.stderr.contains("`description` is not a command of `ungp-check schema`"), "{}", none.stderr);
}

/// The manual page as a reader of manuals sees it, without complaints.
#[test]
fn the_manual_page_can_be_read() {
    let page = World::bare().run("man").quietly(0).stdout;
    let Some(read) = fed("man", &["--warnings", "-l", "-"], &page) else {
        eprintln!("left out: there is no man here");
        return;
    };
    assert!(read.quietly(0).stdout.contains("ungp-check"));
}
