//! Places at the edges of files, and text that is out to spoil the terminal.

use super::*;
use crate::diagnostic::Label;
use crate::source::Span;

const PLAIN: Options = Options { color: false, width: 100 };

fn drawn(text: &str, label: impl FnOnce(crate::source::FileId) -> Vec<Label>) -> String {
    let mut sources = Sources::new();
    let file = sources.add("x.yaml", text.to_owned());
    let mut diagnostic = Diagnostic::error("some-code", "something is wrong").note("why: so").help("mend it");
    diagnostic.labels = label(file);
    problems(&[diagnostic], &sources, &PLAIN)
}

fn at(text: &str, range: std::ops::Range<usize>) -> String {
    drawn(text, |file| vec![Label { span: Span::new(file, range), text: "here".into(), primary: true }])
}

#[test]
fn words_at_every_edge_are_underlined() {
    let cases = [
        ("abc\nde\n", 4..6, "x.yaml:2:1", "2 │ de\n  │ ^^ here\n"),
        // The empty end of a file, with and without a last line feed.
        ("abc\nde\n", 7..7, "x.yaml:3:1", "3 │ \n  │ ^ here\n"),
        ("abc\nde", 6..6, "x.yaml:2:3", "2 │ de\n  │   ^ here\n"),
        ("", 0..0, "x.yaml:1:1", "1 │ \n  │ ^ here\n"),
        // Past the end, and inside a character: moved to where there is something.
        ("abc\nde", 40..90, "x.yaml:2:3", "2 │ de\n  │   ^ here\n"),
        ("aé b", 2..3, "x.yaml:1:2", "1 │ aé b\n  │  ^ here\n"),
        // A line end belongs to its line.
        ("abc\r\nde", 0..5, "x.yaml:1:1", "1 │ abc\n  │ ^^^ here\n"),
        ("abc\r\nde", 4..5, "x.yaml:1:4", "1 │ abc\n  │    ^ here\n"),
        // A byte order mark takes no column.
        ("\u{feff}abc", 3..6, "x.yaml:1:1", "1 │ abc\n  │ ^^^ here\n"),
        ("\u{feff}abc", 0..3, "x.yaml:1:1", "1 │ abc\n  │ ^ here\n"),
        // Wide characters and tabs.
        ("漢字: x", 8..9, "x.yaml:1:5", "1 │ 漢字: x\n  │       ^ here\n"),
        ("\tx", 1..2, "x.yaml:1:2", "1 │     x\n  │     ^ here\n"),
    ];
    for (text, range, place, lines) in cases {
        let output = at(text, range.clone());
        assert!(output.contains(&format!("┌─ {place}\n")), "{text:?} {range:?}\n{output}");
        assert!(output.contains(lines), "{text:?} {range:?}\n{output}");
    }
}

#[test]
fn every_range_of_a_nasty_text_can_be_drawn() {
    let text = "\u{feff}aé\r\n\r\n\u{202e}漢\u{1b}[31m\t😀\u{e0041}\n\n\nz\0";
    for start in 0..=text.len() + 2 {
        for end in start..=text.len() + 2 {
            let output = at(text, start..end);
            assert!(output.contains("here") && output.contains("┌─ x.yaml:") && output.contains("why: so"), "{start}..{end}\n{output}");
        }
    }
}

#[test]
fn several_lines_are_drawn_and_many_are_cut() {
    let text: String = (1..=20).map(|line| format!("line {line}\n")).collect();
    insta::assert_snapshot!("three_lines", at(&text, 2..20));
    let many = at(&text, 2..text.len());
    assert!(
        many.contains("1 │ line 1\n   │   ^^^^ here (to line 20)\n") || many.contains("1 │ line 1\n  │   ^^^^ here (to line 20)\n"),
        "{many}"
    );
    assert!(!many.contains("line 2\n"), "{many}");
}

#[test]
fn what_a_terminal_would_act_on_is_made_visible() {
    let hostile = "key: \u{1b}[2J\u{1b}]0;title\u{7} \u{202e}txet\u{2069} \u{9b}31m value # \u{e0041}";
    let mut sources = Sources::new();
    let file = sources.add("\u{1b}[31mname\u{202e}.yaml", hostile);
    let start = hostile.find("value").unwrap();
    let diagnostic = Diagnostic::error("code\u{1b}", format!("message\n{hostile}"))
        .at(Span::new(file, start..start + 5), format!("label\r{hostile}"))
        .note(format!("why: {hostile}\r"))
        .help(format!("help\n{hostile}"));
    let output = problems(std::slice::from_ref(&diagnostic), &sources, &PLAIN);
    let bad = |letter: char| {
        (letter.is_control() && letter != '\n')
            || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}')
    };
    assert!(!output.chars().any(bad), "{output:?}");
    let column = hostile.get(..start).unwrap().chars().count() + 1;
    assert!(output.contains(&format!(":1:{column}\n")), "{output}");
    let lines: Vec<&str> = output.lines().collect();
    let line = lines.iter().find(|line| line.starts_with("1 │")).unwrap();
    let carets = lines.iter().find(|line| line.contains('^')).unwrap();
    // The emoji that stands for a tag character comes after the words, so a character is a column here.
    let underlined: String = line.chars().zip(carets.chars()).filter(|(_, caret)| *caret == '^').map(|(letter, _)| letter).collect();
    assert_eq!(underlined, "value", "{output}");
}

#[test]
fn a_line_of_a_megabyte_is_cut_to_a_window() {
    let filler = "é, ".repeat(200_000);
    let text = format!("{{ {filler}\"mode\": \"none\", {filler}\"frequency\": \"one-off\" }}");
    let (mode, frequency) = (text.find("\"none\"").unwrap(), text.find("\"one-off\"").unwrap());
    let output = drawn(&text, |file| {
        vec![
            Label { span: Span::new(file, mode..mode + 6), text: "the mode".into(), primary: true },
            Label { span: Span::new(file, frequency..frequency + 9), text: "the frequency".into(), primary: false },
        ]
    });
    assert!(output.len() < 1500, "{}", output.len());
    assert!(output.contains(&format!("x.yaml:1:{}\n", text.get(..mode).unwrap().chars().count() + 1)), "{output}");
    let underlined = |mark: char| {
        let line: Vec<char> = output.lines().find(|line| line.starts_with("1 │")).unwrap().chars().collect();
        let carets = output.lines().find(|line| line.contains("^^^")).unwrap();
        carets.chars().enumerate().filter(|(_, caret)| *caret == mark).filter_map(|(at, _)| line.get(at)).collect::<String>()
    };
    assert_eq!((underlined('^'), underlined('-')), ("\"none\"".into(), "\"one-off\"".into()), "{output}");
    assert!(output.contains("the mode") && output.contains("the frequency"), "{output}");
    // A label over all of it.
    let all = at(&text, 0..text.len());
    assert!(all.len() < 1500 && all.contains("here"), "{}", all.len());
}

#[test]
fn a_label_without_a_file_keeps_its_words() {
    let mut other = Sources::new();
    (0..3).for_each(|_| _ = other.add("other", "text"));
    let (foreign, _) = other.iter().last().unwrap();
    let output = drawn("abc", |_| vec![Label { span: Span::new(foreign, 0..1), text: "lost words".into(), primary: true }]);
    assert!(output.contains("lost words") && output.contains("why: so"), "{output}");
}

#[test]
fn a_narrow_terminal_breaks_notes_at_spaces() {
    let mut sources = Sources::new();
    let file = sources.add("x", "abc");
    let why = "why: human rights situations change, so an assessment ages";
    let diagnostic = Diagnostic::error("c", "m").at(Span::new(file, 0..1), "").note(why);
    let output = problems(&[diagnostic], &sources, &Options { color: false, width: 10 });
    assert!(output.contains("  = why: human rights situations\n    change, so an assessment ages\n"), "{output}");
}
