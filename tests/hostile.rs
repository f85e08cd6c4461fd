//! Careless and hostile files through the real program: each ends in time, in bounded memory, with words a person can act on, and
//! leaves nothing half-written behind.
//!
//! Every file goes three ways: `check FILE`, `import FILE -o out.yaml`, and `check` of a description whose `text:` names it.

#![cfg(test)]

use lopdf::{Object, Stream, dictionary};
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;

/// How long one run may take. A debug build on a busy machine is many times slower than what people use.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 120 } else { 60 });
/// Address space of one run in KiB: a file of 32 MiB, which is the most that is read, must do with it.
const MEMORY: usize = 2 * 1024 * 1024;
/// Size of what is made large, in bytes: as much as is read, or what a debug build can go through.
const LARGE: usize = if cfg!(debug_assertions) { 300_000 } else { 30_000_000 };
/// How deep things are nested: far deeper than a stack would allow, or what a debug build can go through.
const DEEP: usize = if cfg!(debug_assertions) { 10_000 } else { 100_000 };

const DESCRIPTION: &str = "vocabulary: initiative/1\nmeta: { id: a, title: A, jurisdiction: NO, kinds: [content-platform] }\ntext: ";

/// How many changed bytes of a PDF are tried.
const CHANGES: usize = if cfg!(debug_assertions) { 12 } else { 40 };

struct Ran {
    exit: i32,
    said: String,
}

/// A folder with one file, and the program run in it.
struct World {
    folder: TempDir,
    name: &'static str,
}

impl World {
    fn new(name: &'static str, bytes: &[u8]) -> Self {
        let world = Self::without(name);
        std::fs::write(world.path(), bytes).expect("a file");
        world
    }

    fn without(name: &'static str) -> Self {
        let folder = TempDir::new().expect("a folder");
        std::fs::write(folder.path().join("d.yaml"), format!("{DESCRIPTION}{name}\n")).expect("a file");
        Self { folder, name }
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join(self.name)
    }

    /// The three ways.
    fn runs(&self) -> [Ran; 3] {
        let name = self.name;
        let ways: [&[&str]; 3] = [
            &["check", name, "--kind", "CP", "--format", "short"],
            &["import", name, "--kind", "CP", "-o", "out.yaml"],
            &["check", "d.yaml", "--format", "short"],
        ];
        ways.map(|way| run(self.folder.path(), way))
    }

    fn files(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.folder.path()).expect("a folder");
        let mut names: Vec<String> = names.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
        names.sort();
        names
    }

    /// Not read, whichever way: so it is said, and nothing is written.
    fn refused(&self, code: &str, words: &str) {
        let before = self.files();
        for (way, ran) in self.runs().into_iter().enumerate() {
            let (name, said) = (self.name, shortened(&ran.said));
            assert_eq!(ran.exit, 2, "{name}, way {way}: {said}");
            assert!(said.contains(&format!("error[{code}")), "{name}, way {way}: {said}");
            assert!(said.contains(words) && said.contains(name), "{name}, way {way}, `{words}`: {said}");
            assert!(!said.contains("panicked") && !said.contains("src/"), "{name}, way {way}: {said}");
        }
        assert_eq!(self.files(), before, "{} left something behind", self.name);
    }

    /// Read, whichever way: a verdict each, and a description that can be checked in its turn.
    fn taken(&self) {
        let [checked, imported, beside] = self.runs();
        for (way, ran) in [("check", &checked), ("check with text", &beside)] {
            assert!((0..=1).contains(&ran.exit), "{}, {way}: {} {}", self.name, ran.exit, shortened(&ran.said));
            assert!(!ran.said.contains("error[") && !ran.said.contains("panicked"), "{}, {way}: {}", self.name, shortened(&ran.said));
        }
        assert_eq!(imported.exit, 0, "{}: {}", self.name, shortened(&imported.said));
        let mut expected = vec!["d.yaml".to_owned(), self.name.to_owned(), "out.yaml".to_owned()];
        expected.sort();
        assert_eq!(self.files(), expected);
        let again = run(self.folder.path(), &["check", "out.yaml", "--format", "short"]);
        assert!((0..=1).contains(&again.exit), "{}, imported: {}", self.name, shortened(&again.said));
    }
}

fn shortened(said: &str) -> String {
    said.chars().take(2_000).collect()
}

/// Runs the program with so much memory and so much time.
fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let program = env!("CARGO_BIN_EXE_ungp-check");
    let mut command = if cfg!(target_os = "linux") {
        let mut limited = Command::new("sh");
        limited.args(["-c", &format!("ulimit -v {MEMORY} && exec \"$0\" \"$@\""), program]);
        limited
    } else {
        Command::new(program)
    };
    command.args(arguments).current_dir(folder).env("NO_COLOR", "1").env("RUST_BACKTRACE", "1");
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
    let mut out = child.stdout.take().expect("an output");
    let mut err = child.stderr.take().expect("an output");
    let reader = std::thread::spawn(move || {
        let mut said = Vec::new();
        out.read_to_end(&mut said).expect("an end");
        said
    });
    let complaints = std::thread::spawn(move || {
        let mut said = Vec::new();
        err.read_to_end(&mut said).expect("an end");
        said
    });
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        if start.elapsed() > PATIENCE {
            let _ = child.kill();
            let _ = child.wait();
            panic!("{arguments:?} took longer than {PATIENCE:?}");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let said = [reader.join().expect("an output"), complaints.join().expect("an output")].concat();
    let said = String::from_utf8(said).expect("text");
    Ran { exit: status.code().unwrap_or_else(|| panic!("{arguments:?} was ended: {status} {}", shortened(&said))), said }
}

fn akn(body: &str) -> String {
    format!(
        "<?xml version='1.0'?><akomaNtoso xmlns='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'><act><body>{body}</body></act></akomaNtoso>"
    )
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated)).expect("a part");
        writer.write_all(bytes).expect("a part");
    }
    writer.finish().expect("an archive").into_inner()
}

/// A PDF with one page of this content.
fn pdf(content: &[u8]) -> Vec<u8> {
    let mut document = lopdf::Document::with_version("1.5");
    let root = document.new_object_id();
    let content = document.add_object(Stream::new(dictionary! {}, content.to_vec()));
    let page = document.add_object(dictionary! { "Type" => "Page", "Parent" => root, "Contents" => content });
    let kids: Vec<Object> = vec![page.into()];
    document.objects.insert(root, Object::Dictionary(dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 }));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a PDF");
    bytes
}

/// Bytes without any order, always the same.
fn rubbish(length: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let next = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..length).map(next).collect()
}

#[test]
fn xml_that_is_broken_or_a_trap() {
    let whole = akn("<section eId='s1'><num>1.</num><content><p>Posts are removed within 24 hours.</p></content></section>");
    World::new("cut.xml", &whole.as_bytes()[..whole.len() - 60]).refused("broken", "");
    let entities: String = (1..10).map(|at| format!("<!ENTITY e{at} '{}'>", format!("&e{};", at - 1).repeat(10))).collect();
    let bomb =
        format!("<!DOCTYPE akomaNtoso [<!ENTITY e0 'removal'>{entities}]>{}", akn("<p>&e9;</p>").replace("<?xml version='1.0'?>", ""));
    World::new("bomb.xml", bomb.as_bytes()).refused("", "entit");
    let outside = format!("<!DOCTYPE akomaNtoso [<!ENTITY e SYSTEM 'd.yaml'>]>{}", akn("<p>&e;</p>").replace("<?xml version='1.0'?>", ""));
    World::new("outside.xml", outside.as_bytes()).refused("", "entit");
    let deep = akn(&format!("{}x{}", "<section>".repeat(DEEP), "</section>".repeat(DEEP)));
    World::new("deep.xml", deep.as_bytes()).refused("too-deep", "deep");
    World::new("other.xml", b"<rss><channel/></rss>").refused("unknown-format", "`rss`");
}

#[test]
fn archives_that_are_broken_or_a_trap() {
    let body = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body/></w:document>";
    let whole = packed(&[("word/document.xml", body.as_bytes())]);
    World::new("cut.docx", &whole[..whole.len() / 2]).refused("broken-document", "damaged");
    World::new("empty.docx", &whole).refused("empty-text", "no words");
    World::new("without.docx", &packed(&[("word/styles.xml", b"<w:styles/>")])).refused("broken-document", "word/document.xml");
    World::new("bomb.docx", &packed(&[("word/document.xml", &vec![b' '; 200 << 20])])).refused("too-large", "64 MiB");
    World::new("named.docx", b"No archive at all.").refused("unknown-format", "no Word document");
}

#[test]
fn pdfs_that_are_broken_or_a_trap() {
    World::new("scan.pdf", &pdf(b"q 500 0 0 700 0 0 cm /Im1 Do Q")).refused("no-text", "text layer");
    World::new("none.pdf", b"No PDF at all.").refused("unknown-format", "no PDF");
    World::new("head.pdf", b"%PDF-1.7\nand nothing").refused("broken-document", "damaged");
    let whole = pdf(b"BT /F1 10 Tf 60 700 Td (A platform shall remove posts.) Tj ET");
    for cut in [whole.len() / 3, whole.len() / 2, whole.len() - 20] {
        let ran = World::new("cut.pdf", &whole[..cut]).runs();
        assert!(ran.iter().all(|ran| ran.exit <= 2 && !ran.said.contains("panicked")), "{cut}: {}", ran[0].said);
    }
    // Bytes changed here and there: whatever the library does with it, people read words of ours.
    for (at, byte) in rubbish(CHANGES).into_iter().enumerate() {
        let mut changed = whole.clone();
        let place = (at * whole.len() / CHANGES + usize::from(byte) % 20).min(whole.len() - 1);
        changed[place] = byte;
        let ran = run_alone("odd.pdf", &changed);
        assert!((0..=2).contains(&ran.exit) && !ran.said.contains("panicked"), "{place}: {}", ran.said);
    }
    let unpacked = vec![b' '; 100 << 20];
    let mut document = lopdf::Document::load_mem(&whole).expect("a PDF");
    let mut stream = Stream::new(dictionary! {}, unpacked);
    stream.compress().expect("a stream");
    let content = document.add_object(stream);
    let page = document.page_iter().next().expect("a page");
    document.get_object_mut(page).and_then(Object::as_dict_mut).expect("a page").set("Contents", content);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a PDF");
    World::new("bomb.pdf", &bytes).refused("", "");
}

fn run_alone(name: &'static str, bytes: &[u8]) -> Ran {
    let world = World::new(name, bytes);
    run(world.folder.path(), &["check", name, "--kind", "CP", "--format", "short"])
}

#[test]
fn depth_is_no_harm() {
    let words = "A platform shall remove unlawful posts within 24 hours.";
    let html = format!("{}<p>{words}</p>{}", "<div><ol><li>".repeat(DEEP / 3), "</li></ol></div>".repeat(DEEP / 3));
    World::new("deep.html", html.as_bytes()).taken();
    let quoted = format!("{} {words}\n", ">".repeat(DEEP));
    World::new("quoted.md", quoted.as_bytes()).taken();
    let lists: String = (0..DEEP / 50).map(|depth| format!("{}- {words}\n", "  ".repeat(depth))).collect();
    World::new("lists.md", lists.as_bytes()).taken();
    let numbered: String = (0..DEEP).map(|at| format!("({}) {words}\n", ["1", "a", "i", "A"][at % 4])).collect();
    let numbered = numbered.get(..LARGE.min(numbered.len())).unwrap_or(&numbered);
    World::new("numbered.txt", numbered.as_bytes()).taken();
    let chain = format!("1{} {words}\n", ".1".repeat(DEEP));
    World::new("chain.txt", chain.as_bytes()).taken();
    let brackets = format!("1. {}{words}{}\n", "(\u{201c}".repeat(DEEP), "\u{201d})".repeat(DEEP));
    World::new("brackets.txt", brackets.as_bytes()).taken();
}

#[test]
fn what_is_no_text() {
    World::new("empty.txt", b"").refused("empty-text", "empty");
    World::new("blank.txt", " \r\n\t\u{a0}\u{feff}\n".repeat(1_000).as_bytes()).refused("empty-text", "no words");
    World::new("blank.html", b"<html><body><p> </p><script>x()</script></body></html>").refused("empty-text", "no words");
    World::new("blank.xml", akn("<section/>").as_bytes()).refused("empty-text", "no words");
    World::new("rubbish.txt", &rubbish(100_000)).refused("unknown-format", "zero bytes");
    World::new("rubbish.pdf", &rubbish(100_000)).refused("unknown-format", "no PDF");
    World::new("rubbish.docx", &rubbish(100_000)).refused("unknown-format", "no Word document");
    World::new("latin.txt", b"1. The caf\xe9 is closed.").refused("not-utf8", "line 1, byte 11");
    World::new("letter.rtf", b"{\\rtf1 Posts are removed.}").refused("unknown-format", "not read");
    World::new("letter.txt", b"{\\rtf1 Posts are removed.}").refused("unknown-format", "RTF");
}

#[test]
fn encodings_and_line_ends_make_no_difference() {
    let text = "Fair Feeds Bill\n\n1. A platform shall remove unlawful posts within 24 hours of a notice.\n\n2. Whoever fails pays €500.\n";
    let facts = |name: &'static str, bytes: &[u8]| {
        let world = World::new(name, bytes);
        world.taken();
        let page = std::fs::read_to_string(world.folder.path().join("out.yaml")).expect("a description");
        let told: Vec<String> = page.lines().filter(|line| !line.contains("text") && !line.contains(':')).map(str::to_owned).collect();
        let facts: Vec<String> = page.lines().filter(|line| line.contains("is:") || line.contains("quote:")).map(str::to_owned).collect();
        assert!(!facts.is_empty(), "{page}");
        (told.len(), facts)
    };
    let plain = facts("bill.txt", text.as_bytes());
    assert_eq!(facts("bill.txt", text.replace('\n', "\r\n").as_bytes()), plain);
    assert_eq!(facts("bill.txt", format!("\u{feff}{text}").as_bytes()), plain);
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        let wide: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(order).collect();
        assert_eq!(facts("bill.txt", &wide), plain);
    }
}

#[test]
fn size_is_bounded() {
    let world = World::without("huge.txt");
    // Nothing is on the disk: it is as long as it says and has no bytes.
    std::fs::File::create(world.path()).and_then(|file| file.set_len(200 << 20)).expect("a file");
    world.refused("too-large", "32 MiB");
    let line = "A provider shall carry out human rights due diligence and remove unlawful posts within 24 hours, and is liable to a fine not exceeding EUR 5 000. ";
    World::new("line.txt", line.repeat(LARGE / 20 / line.len()).as_bytes()).taken();
    let said = "A platform shall remove unlawful posts within 24 hours.";
    World::new("word.txt", format!("{said}\n\n{}", "a".repeat(LARGE / 3)).as_bytes()).taken();
    // A reader of Markdown and one of HTML make more of every byte than one of plain text does.
    World::new("marks.md", format!("{said}\n\n{}", "*_[`<".repeat(LARGE / 30 / 5)).as_bytes()).taken();
    World::new("tags.html", format!("<p>{said}</p>{}", "<b>x<i>".repeat(LARGE / 10 / 7)).as_bytes()).taken();
}

#[test]
fn nothing_but_cues_is_still_bounded() {
    let cues = "shall remove within 24 hours\ncommits an offence\nfine not exceeding 5000 EUR\nimprisonment for 2 years\nhuman rights due diligence\n";
    World::new("cues.txt", cues.repeat(LARGE / cues.len()).as_bytes()).taken();
    let paragraphs = cues.replace('\n', ".\n\n");
    World::new("paragraphs.txt", format!("1. Fines\n\n{}", paragraphs.repeat(LARGE / paragraphs.len())).as_bytes()).taken();
}

#[cfg(unix)]
#[test]
fn what_is_no_file() {
    let world = World::without("folder.txt");
    std::fs::create_dir(world.path()).expect("a folder");
    let before = world.files();
    for ran in world.runs() {
        assert!(ran.exit == 2 && ran.said.contains("error["), "{}", ran.said);
    }
    assert_eq!(world.files(), before);
    World::without("gone.txt").refused("unreadable", "no such file");
    let world = World::without("loop.txt");
    std::os::unix::fs::symlink("loop.txt", world.path()).expect("a link");
    world.refused("unreadable", "");
    let world = World::new("secret.txt", b"1. Posts are removed.");
    std::fs::set_permissions(world.path(), std::os::unix::fs::PermissionsExt::from_mode(0o000)).expect("permissions");
    // For the superuser every file is readable.
    if std::fs::read(world.path()).is_err() {
        world.refused("unreadable", "permission denied");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_where_it_is_named_and_not_waited_for_beside_a_description() {
    let world = World::without("pipe.txt");
    assert!(Command::new("mkfifo").arg(world.path()).status().expect("mkfifo").success());
    // Nobody writes to it: a description from somewhere must not make the program wait for ever.
    let ran = run(world.folder.path(), &["check", "d.yaml", "--format", "short"]);
    assert!(ran.exit == 2 && ran.said.contains("error[unreadable") && ran.said.contains("pipe.txt"), "{}", ran.said);
    let path = world.path();
    let writer = std::thread::spawn(move || std::fs::write(path, "1. A platform shall remove unlawful posts within 24 hours.\n"));
    let ran = run(world.folder.path(), &["check", "pipe.txt", "--kind", "CP", "--format", "short"]);
    assert!(ran.exit <= 1, "{}", ran.said);
    writer.join().expect("a writer").expect("written");
}
