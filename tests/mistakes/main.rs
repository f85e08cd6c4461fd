//! Mistakes people make, run through the real program: each must be named, with its place, and none may look like a pass.
//!
//! The page `docs/mistakes.md` is built from the same runs. `UPDATE_DOCS=1 cargo test --test mistakes` rewrites it.

#[cfg(test)]
mod beside;
mod case;
#[cfg(test)]
mod command_line;
#[cfg(test)]
mod descriptions;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod page;
#[cfg(test)]
mod project_file;
#[cfg(test)]
mod quotes;
#[cfg(test)]
mod rule_files;
#[cfg(test)]
mod rule_language;
#[cfg(test)]
mod run;

use case::{Case, Group};
use run::{Ran, run};
use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};

/// Every mistake, in the order of the page.
#[cfg(test)]
fn cases() -> Vec<Case> {
    let mut cases = descriptions::cases();
    cases.extend(hostile::cases());
    cases.extend(quotes::cases());
    cases.extend(command_line::cases());
    cases.extend(beside::cases());
    cases.extend(project_file::cases());
    cases.extend(rule_files::cases());
    cases.extend(rule_language::cases());
    cases
}

/// All cases with what the program said, each run once for all tests.
#[cfg(test)]
fn ran() -> &'static [(Case, Ran)] {
    static RAN: OnceLock<Vec<(Case, Ran)>> = OnceLock::new();
    RAN.get_or_init(|| {
        let cases = cases();
        let results: Vec<Mutex<Option<Ran>>> = cases.iter().map(|_| Mutex::new(None)).collect();
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..std::thread::available_parallelism().map_or(2, usize::from).min(8) {
                scope.spawn(|| {
                    while let Some((case, result)) = {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        cases.get(at).zip(results.get(at))
                    } {
                        *result.lock().unwrap() = Some(run(case, &[]));
                    }
                });
            }
        });
        let results: Vec<Ran> = results.into_iter().map(|result| result.into_inner().unwrap().unwrap()).collect();
        cases.into_iter().zip(results).collect()
    })
}

/// Gathers what is wrong over all cases, so that one run shows everything.
#[cfg(test)]
fn all_hold(check: impl Fn(&Case, &Ran, &mut Vec<String>)) {
    let mut failures = Vec::new();
    for (case, ran) in ran() {
        let mut wrong = Vec::new();
        check(case, ran, &mut wrong);
        if !wrong.is_empty() {
            failures.push(format!("## {} ({})\n  - {}\n{}", case.title, case.command(), wrong.join("\n  - "), ran.output));
        }
    }
    assert!(failures.is_empty(), "{} mistakes are not handled as they should be:\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn each_mistake_is_named_with_its_place() {
    all_hold(|case, ran, wrong| {
        if ran.exit != Some(case.exit) {
            wrong.push(format!("exit {:?}, expected {}", ran.exit, case.exit));
        }
        for words in case.says.iter().chain(&case.helps).filter(|words| !ran.unwrapped.contains(&unwrapped(words))) {
            wrong.push(format!("does not say: {words}"));
        }
        let places = ran.places();
        for (place, words) in &case.places {
            if !places.iter().any(|found| found.at == *place && found.words == *words) {
                wrong.push(format!("no place {place} with `{words}` underlined; there are {places:?}"));
            }
        }
    });
}

#[test]
fn none_looks_like_a_pass() {
    all_hold(|case, ran, wrong| {
        if case.works {
            return;
        }
        if case.exit == 0 || ran.exit == Some(0) {
            wrong.push("a mistake must not exit 0".into());
        }
        if ran.exit == Some(2)
            && case.arguments.first() == Some(&"check")
            && ran.headlines().is_empty()
            && !ran.output.starts_with("error: ")
            && !ran.output.contains("Usage")
        {
            wrong.push("no line begins with `error`".into());
        }
        let last = ran.stdout.lines().last().unwrap_or("");
        if ran.exit == Some(2)
            && last.starts_with("checked")
            && !["could not", "nothing was", "there were problems"].iter().any(|words| ran.stdout.contains(words))
        {
            wrong.push("the closing words do not say that something is wrong".into());
        }
    });
}

#[test]
fn each_message_is_in_the_house_style_and_gives_advice() {
    all_hold(|_, ran, wrong| {
        for (code, message) in ran.headlines() {
            let rule_of_law = code.chars().any(char::is_uppercase);
            if message.ends_with('.') || (!rule_of_law && message.starts_with(char::is_uppercase)) {
                wrong.push(format!("not in the house style: {message}"));
            }
            if message.contains('\u{1b}') || message.chars().count() > 300 {
                wrong.push(format!("too long, or with control characters: {message}"));
            }
        }
        if !ran.gives_advice() {
            wrong.push("gives no advice".into());
        }
        if ran.output.contains("panicked") || ran.output.contains("overflow") {
            wrong.push("the program crashed".into());
        }
        if ran.output.contains(&*std::env::temp_dir().to_string_lossy()) || ran.output.contains(env!("CARGO_MANIFEST_DIR")) {
            wrong.push("a path of this machine shows".into());
        }
        let (lines, bytes) = (ran.output.lines().count(), ran.output.len());
        if lines > 140 || bytes > 8000 {
            wrong.push(format!("{lines} lines and {bytes} bytes are more than anyone reads"));
        }
    });
}

/// Programs that read the output must not take a mistake for a pass either. Each case is run in one further format, in turn.
#[test]
fn every_format_tells_the_same() {
    let formats = ["plain", "short", "json", "sarif"];
    for ((case, human), format) in ran().iter().zip(formats.iter().cycle()) {
        let reports = case.arguments.first() == Some(&"check") && !case.arguments.contains(&"--format");
        if case.slow || !reports {
            continue;
        }
        {
            let other = run(case, &["--format", format]);
            assert_eq!(other.exit, human.exit, "{} in {format}: {}", case.title, other.output);
            // What is wrong with the arguments is said before there is a format.
            if human.headlines().is_empty() && !case.works {
                continue;
            }
            for (code, _) in human.headlines().into_iter().filter(|(code, _)| code != "more-problems") {
                assert!(other.stdout.contains(&code), "{} in {format} does not say {code}: {}", case.title, other.output);
            }
            if matches!(*format, "json" | "sarif") {
                let parsed: Result<serde_json::Value, _> = serde_json::from_str(&other.stdout);
                assert!(parsed.is_ok(), "{} in {format}: {parsed:?}\n{}", case.title, other.stdout);
            }
        }
    }
}

#[test]
fn the_page_is_what_the_program_says() {
    let page = page::build(ran());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/mistakes.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, page).unwrap();
        return;
    }
    let there = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    let first = page.lines().zip(there.lines()).position(|(new, old)| new != old);
    assert!(
        page == there,
        "docs/mistakes.md is not what the program says (first at line {}): run UPDATE_DOCS=1 cargo test --test mistakes, and read the difference",
        first.map_or_else(|| page.lines().count().min(there.lines().count()) + 1, |line| line + 1)
    );
}

#[test]
fn the_list_is_long_and_without_repetition() {
    let cases = cases();
    let mistakes = cases.iter().filter(|case| !case.works).count();
    assert!(mistakes >= 70, "only {mistakes} mistakes");
    let mut titles = HashSet::new();
    let twice: Vec<&str> = cases.iter().map(|case| case.title).filter(|title| !titles.insert(*title)).collect();
    assert_eq!(twice, Vec::<&str>::new(), "the same title twice");
    for group in Group::ALL {
        assert!(cases.iter().any(|case| case.group == group), "nothing about {}", group.title());
    }
    for case in &cases {
        assert!(case.works || !case.says.is_empty(), "{}: what should it say?", case.title);
    }
}

/// Words with white space made single, since notes are wrapped.
#[cfg(test)]
fn unwrapped(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
