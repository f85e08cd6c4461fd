//! The habits of a terminal: its width, colour, progress; what `--quiet`, `--summary` and `--all` leave and show.

use crate::world::{RULES, Ran, World, description};

/// A law with four findings of each of three rules, and no more than that.
fn many() -> String {
    let one = "{ deadline: 1 h, reasons: false, appeal: false }";
    let others = format!("\n  - {one}").repeat(3);
    description("Many Act", &format!("{one}{others}"))
}

#[test]
fn many_findings_have_a_digest_and_are_folded() {
    let world = World::new().with("many.yaml", &many());
    let ran = world.run("check many.yaml").quietly(1);
    insta::assert_snapshot!(ran.stdout);
    let plain = world.run("check many.yaml --format plain").quietly(1).stdout;
    for part in [
        "in short: 12 findings (4 errors, 4 warnings, 4 notes)\n",
        "among the gravest: TIM-001 violated (4 errors): Removal leaves time to decide\n",
        "\nand 1 more of REA-002 at 7:46\n",
        "\nfindings of a rule beyond the third are named by place; --all shows them in full\n",
    ] {
        assert!(plain.contains(part), "{part}\n{plain}");
    }
}

#[test]
fn all_unfolds_what_is_folded() {
    let world = World::new().with("many.yaml", &many());
    let findings = |arguments: &str| {
        let text = world.run(arguments).quietly(1).stdout;
        let starts = |line: &&str| ["error[", "warning[", "note["].iter().any(|start| line.starts_with(start));
        (text.lines().filter(starts).count(), text.contains("more of"), text.contains("--all"))
    };
    assert_eq!(findings("check many.yaml"), (9, true, true));
    assert_eq!(findings("check many.yaml --all"), (12, false, false));
    assert_eq!(findings("check many.yaml --quiet"), (3, true, true));
    assert_eq!(findings("check many.yaml --quiet --all"), (4, false, false));
    // Files and formats for programs have everything without being asked.
    assert_eq!(world.run("check many.yaml --format short").quietly(1).findings().len(), 12);
    world.run("check many.yaml --output plain=all.txt").quietly(1);
    assert!(!world.read("all.txt").contains("more of"));
}

#[test]
fn folded_findings_say_how_grave_they_are_where_that_differs() {
    let world = World::new();
    world.write("own.rules", &RULES.replacen("severity error\n", "severity error\n  severity note when c.deadline <= 1 h\n", 1));
    let hours = ["1 h", "2 h", "2 h", "1 h", "2 h", "2 h"].map(|hours| format!("{{ deadline: {hours}, reasons: true, appeal: true }}"));
    world.write("mixed.yaml", &description("Mixed Act", &hours.join("\n  - ")));
    let text = world.run("check mixed.yaml").quietly(1).stdout;
    assert!(text.contains("\nand 3 more of TIM-001 (1 error, 2 notes) at 9:17, 4:17, 7:17\n"), "{text}");
    let quiet = world.run("check mixed.yaml -q").quietly(1).stdout;
    assert!(quiet.contains("\nand 1 more of TIM-001 at 9:17\n"), "{quiet}");
}

#[test]
fn few_findings_have_no_digest() {
    let ten =
        format!("{{ deadline: 1 h, reasons: false, appeal: true }}{}", "\n  - { deadline: 1 h, reasons: false, appeal: true }".repeat(4));
    let world = World::new().with("ten.yaml", &description("Ten Act", &ten));
    let text = world.run("check ten.yaml").quietly(1).stdout;
    assert!(text.contains("checked 1 input against 3 rules: 10 findings (5 errors, 5 warnings)") && !text.contains("gravest"), "{text}");
    let plain = world.run("check ten.yaml --format plain").quietly(1).stdout;
    assert!(!plain.contains("gravest"), "{plain}");
}

#[test]
fn places_outside_the_description_and_doubled_ones_say_so() {
    let quotes: String = (1..=5)
        .map(|number| format!("  - {{ deadline: {{ is: 1 h, quote: \"remove it {number}\" }}, reasons: true, appeal: true }}\n"))
        .collect();
    let text = "We remove it 1,\nremove it 2, remove it 3,\nremove it 4 and remove it 5.\n";
    let law = description("Text Act", "").replace("vocabulary: initiative/1\n", "vocabulary: initiative/1\ntext: bill.txt\n");
    let law = law.replace("  - \n", &quotes);
    let world = World::new().with("text.yaml", &law).with("bill.txt", text);
    let shown = world.run("check text.yaml").quietly(1).stdout;
    assert!(shown.contains("\nand 2 more of TIM-001 at bill.txt:3:1, bill.txt:3:17\n"), "{shown}");
}

#[test]
fn quiet_leaves_problems_errors_and_the_last_lines() {
    let world = World::new();
    let all = "check error.yaml warning.yaml note.yaml open.yaml clean.yaml";
    for format in ["human", "plain", "short"] {
        let usual = world.run(&format!("{all} --format {format}")).quietly(1).stdout;
        let quiet = world.run(&format!("{all} --format {format} -q")).quietly(1).stdout;
        for (word, there) in [("TIM-001", true), ("REA-001", false), ("REA-002", false), ("checked 5 inputs", true)] {
            assert!(usual.contains(word), "{format}: {word}");
            assert_eq!(quiet.contains(word), there, "{format}: {word}\n{quiet}");
        }
        assert_eq!(quiet.lines().last(), usual.lines().last(), "{format}");
    }
    let clean = world.run("check clean.yaml warning.yaml --quiet").quietly(0).stdout;
    assert_eq!(clean, "checked 2 inputs against 3 rules: 1 finding (1 warning)\n");
    // What went wrong is never left out, and what is only worth knowing is.
    world.write("other.yaml", "a: b\n");
    world.write("broken.yaml", "vocabulary: initiative/1\nmeta: {\n");
    let folder = world.run("check . --quiet --format short");
    assert_eq!(folder.exit, Some(2), "{folder:?}");
    assert!(folder.stdout.contains("broken.yaml:") && folder.stdout.contains("1 of 6 inputs could not be checked"), "{}", folder.stdout);
    assert!(!folder.stdout.contains("note[skipped]") && world.run("check . --format short").stdout.contains("note[skipped]"));
    // Formats for programs are whole.
    assert_eq!(world.run("check warning.yaml --quiet --format json"), world.run("check warning.yaml --format json"));
}

/// Documented as stable: scripts read it.
#[test]
fn the_summary_is_one_line() {
    let world = World::new();
    let all = "check error.yaml warning.yaml note.yaml open.yaml clean.yaml --summary";
    let line = |errors: usize, exit: i32| {
        let found = format!("{errors} errors, 1 warnings, 1 notes, 0 waived, 0 known, 1 undetermined");
        format!("ungp-check: 5 inputs, 3 rules, {found}, 0 not checked, 0 problems, exit {exit}\n")
    };
    assert_eq!(world.run(all).quietly(1).stdout, line(1, 1));
    assert_eq!(world.run(&format!("{all} --fail-on never")).quietly(0).stdout, line(1, 0));
    world.write("broken.yaml", "vocabulary: initiative/1\nmeta: {\n");
    let broken = world.run("check broken.yaml clean.yaml --summary");
    assert!(broken.stderr.contains("error["), "{}", broken.stderr);
    let of = |counts: &str| {
        format!("ungp-check: 2 inputs, 3 rules, 0 errors, 0 warnings, 0 notes, 0 waived, 0 known, 0 undetermined, {counts}\n")
    };
    assert_eq!((broken.exit, broken.stdout), (Some(2), of("1 not checked, 1 problems, exit 2")));
    // A baseline and waivers have their places.
    world.run("check error.yaml warning.yaml --output json=base.json").quietly(1);
    let known = world.run("check error.yaml warning.yaml --baseline base.json --summary").quietly(0).stdout;
    assert!(known.contains(" 0 errors, 0 warnings, 0 notes, 0 waived, 2 known,") && known.ends_with("exit 0\n"), "{known}");
    let both = world.run("check clean.yaml --summary --format short");
    assert_eq!((both.exit, both.stdout.as_str()), (Some(2), ""));
    let both = world.run("check clean.yaml --summary --output json=-");
    assert_eq!((both.exit, both.stdout.as_str()), (Some(2), ""), "two things cannot share standard output");
    world.run("check clean.yaml --summary --output json=report.json").quietly(0);
    assert!(world.read("report.json").contains("\"summary\""));
}

#[test]
fn colour_follows_the_environment() {
    let world = World::new();
    let colored = |arguments: &str, environment: &[(&str, &str)]| {
        let ran = Ran::of(world.command(arguments).envs(environment.iter().copied()).output().unwrap());
        ran.stdout.contains('\u{1b}')
    };
    let usual = "check error.yaml";
    assert!(!colored(usual, &[]));
    assert!(colored(usual, &[("CLICOLOR_FORCE", "1")]), "asked for, pipe or not");
    assert!(colored(usual, &[("CLICOLOR_FORCE", "1"), ("TERM", "dumb")]));
    assert!(!colored(usual, &[("CLICOLOR_FORCE", "")]), "an empty wish is none");
    assert!(!colored(usual, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!colored("check error.yaml --color never", &[("CLICOLOR_FORCE", "1")]));
    for arguments in ["--help", "check --help --color auto"] {
        assert!(colored(arguments, &[("CLICOLOR_FORCE", "1")]), "{arguments}");
    }
    for arguments in ["--color never --help", "--color=never check --help", "check --help --color never"] {
        assert!(!colored(arguments, &[("CLICOLOR_FORCE", "1")]), "{arguments}");
    }
    assert!(colored("--color always --help", &[]));
}

/// On a terminal of its own, where there are such things.
#[cfg(unix)]
mod terminal {
    use super::World;
    use rexpect::process::PtyProcess;
    use std::io::Read;
    use std::process::Command;

    /// What a shell shows that runs a script in a folder on a new terminal. `$PROGRAM` is the program.
    fn shown(world: &World, script: &str) -> String {
        let mut shell = Command::new("sh");
        shell.args(["-c", script]).current_dir(world.path()).env_clear().env("TERM", "xterm");
        shell.env("PATH", std::env::var_os("PATH").unwrap()).env("PROGRAM", env!("CARGO_BIN_EXE_ungp-check"));
        let process = PtyProcess::new(shell).unwrap();
        let mut terminal = process.get_file_handle().unwrap();
        let mut bytes = Vec::new();
        let mut buffer = [0; 4096];
        // Linux says that a terminal whose other end is closed cannot be read.
        while let Ok(read @ 1..) = terminal.read(&mut buffer) {
            bytes.extend_from_slice(&buffer[..read]);
        }
        process.wait().unwrap();
        String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
    }

    /// Notes are made to fit; titles, messages and labels stay on their line.
    fn widest(text: &str) -> usize {
        text.lines().filter(|line| line.starts_with(' ') && !line.contains('│')).map(|line| line.chars().count()).max().unwrap()
    }

    #[test]
    fn colour_on_a_terminal() {
        let world = World::new();
        let colored = |script: &str| shown(&world, script).contains('\u{1b}');
        assert!(colored("$PROGRAM check error.yaml"));
        for script in [
            "TERM=dumb $PROGRAM check error.yaml",
            "NO_COLOR=1 $PROGRAM check error.yaml",
            "$PROGRAM check error.yaml --color never",
            "$PROGRAM check error.yaml | cat",
            "$PROGRAM check error.yaml --format short",
            "$PROGRAM rules check --color never --rules absent.rules",
        ] {
            assert!(!colored(script), "{script}");
        }
        assert!(colored("NO_COLOR= $PROGRAM check error.yaml"), "an empty wish is none");
        // Problems go to standard error, whose colour does not depend on where the report goes.
        assert!(colored("$PROGRAM check absent.yaml --summary > line.txt"));
        assert!(!colored("$PROGRAM check absent.yaml --summary 2> problems.txt"));
        assert!(!world.read("problems.txt").contains('\u{1b}'));
    }

    #[test]
    fn the_terminal_says_how_wide_it_is() {
        let world = World::bare();
        let law = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/past/de-netzdg-2017/description.yaml");
        world.write("netzdg.yaml", &std::fs::read_to_string(law).unwrap());
        let check = "$PROGRAM check netzdg.yaml --only HRD --color never";
        let shown = |before: &str, after: &str| shown(&world, &format!("{before} {check} {after}"));
        let (narrow, wide) = (shown("stty cols 60 rows 24;", ""), shown("stty cols 100 rows 24;", ""));
        assert!(widest(&narrow) <= 60 && widest(&wide) > 60, "{narrow}\n{wide}");
        assert_eq!(shown("stty cols 60 rows 24; COLUMNS=100", ""), wide, "COLUMNS wins");
        // A pipe has no width, whatever the terminal beside it.
        assert_eq!(shown("stty cols 60 rows 24;", "| cat"), wide);
        assert_eq!(shown("stty cols 0 rows 24;", ""), wide, "a terminal that does not know");
        assert!(widest(&shown("stty cols 300 rows 24;", "")) <= 120);
    }

    /// The second input comes only after a while, so that the third finds the run long.
    const SLOW: &str = "(sleep 0.8; cat open.yaml) | $PROGRAM check error.yaml - warning.yaml";

    #[test]
    fn progress_is_shown_on_long_runs_and_cleared() {
        let world = World::new();
        let text = shown(&world, &format!("{SLOW} > report.txt"));
        assert_eq!(text, "\r\u{1b}[Kchecking 3 of 3: warning.yaml\r\u{1b}[K");
        assert!(world.read("report.txt").contains("checked 3 inputs"));
        let text = shown(&world, &format!("{SLOW} --color never"));
        let rest = text.strip_prefix("\r\u{1b}[Kchecking 3 of 3: warning.yaml\r\u{1b}[K").unwrap_or_else(|| panic!("{text:?}"));
        assert_eq!(rest, world.read("report.txt"), "gone before the report begins");
    }

    #[test]
    fn progress_is_not_shown_where_it_would_disturb() {
        let world = World::new();
        for script in [
            format!("{SLOW} > report.txt 2> progress.txt; cat progress.txt"),
            format!("{SLOW} --quiet > report.txt"),
            format!("export TERM=dumb; {SLOW} > report.txt"),
            "$PROGRAM check error.yaml open.yaml warning.yaml > report.txt".to_owned(),
            "(sleep 0.8; cat open.yaml) | $PROGRAM check - > report.txt".to_owned(),
        ] {
            assert_eq!(shown(&world, &script), "", "{script}");
        }
    }
}
