//! Colour, pipes, help.

use crate::world::{Ran, World};
use std::io::Read;
use std::process::Stdio;

const ESCAPE: char = '\u{1b}';

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let world = World::new();
    let plain = world.run("check error.yaml").quietly(1).stdout;
    assert!(!plain.contains(ESCAPE), "a pipe is no terminal: {plain}");
    assert_eq!(world.run("check error.yaml --color never").stdout, plain);
    let colored = world.run("check error.yaml --color always").quietly(1).stdout;
    assert!(colored.contains(ESCAPE));
    assert_eq!(without_colour(&colored), plain, "colour changes no word");

    let asked_not_to = |arguments| Ran::of(world.command(arguments).env("NO_COLOR", "1").output().unwrap());
    assert_eq!(asked_not_to("check error.yaml").stdout, plain);
    assert_eq!(asked_not_to("check error.yaml --color always").stdout, colored, "who asks outright gets it all the same");
}

#[test]
fn formats_for_programs_are_never_coloured() {
    let world = World::new();
    for format in ["plain", "short", "json", "sarif"] {
        let ran = world.run(&format!("check error.yaml --color always --format {format}")).quietly(1);
        assert!(!ran.stdout.contains(ESCAPE), "{format}");
    }
}

fn without_colour(text: &str) -> String {
    let mut words = String::new();
    let mut parts = text.split(ESCAPE);
    words.push_str(parts.next().unwrap());
    for part in parts {
        words.push_str(part.split_once('m').unwrap().1);
    }
    words
}

/// `ungp-check check … | head -1`
#[test]
fn a_closed_pipe_is_no_mistake() {
    let world = World::bare();
    let law = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/past/de-netzdg-2017/description.yaml");
    world.write("netzdg.yaml", &std::fs::read_to_string(law).unwrap());
    for (arguments, expected) in [
        ("check netzdg.yaml --format sarif", 1),
        ("check netzdg.yaml", 1),
        ("rules list", 0),
        ("schema", 0),
        ("explain HRD", 0),
        ("--help", 0),
    ] {
        let mut child = world.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut stderr = String::new();
        child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        let status = child.wait().unwrap();
        assert_eq!((status.code(), stderr.as_str()), (Some(expected), ""), "{arguments}");
    }
}

#[test]
fn the_width_of_the_terminal_is_kept() {
    let world = World::new();
    for columns in ["80", "120"] {
        let ran = Ran::of(world.command("check open.yaml --explain-met").env("COLUMNS", columns).output().unwrap());
        let wide: Vec<&str> = ran.stdout.lines().filter(|line| line.chars().count() > columns.parse().unwrap()).collect();
        assert_eq!(wide, Vec::<&str>::new(), "{columns} columns");
    }
}

#[test]
fn help_and_version() {
    let world = World::bare();
    assert_eq!(world.run("--version").quietly(0).stdout, format!("ungp-check {}\n", env!("CARGO_PKG_VERSION")));
    let help = world.run("--help").quietly(0).stdout;
    assert_eq!(world.run("help").quietly(0).stdout, help);
    for command in ["check", "explain", "rules", "schema"] {
        assert!(help.lines().any(|line| line.trim_start().starts_with(command)), "{command} is not in the help");
        let own = world.run(&format!("{command} --help")).quietly(0).stdout;
        assert!(own.contains(&format!("Usage: ungp-check {command}")), "{own}");
    }
    for arguments in ["--help", "check --help"] {
        assert!(world.run(arguments).stdout.contains("Exit codes: 0 nothing at or above --fail-on, 1 findings, 2"), "{arguments}");
    }
}
