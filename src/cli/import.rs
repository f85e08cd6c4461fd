//! `import`: a bill's own text becomes a description to confirm, correct and extend.

use super::arguments::{Import as Options, Shared};
use super::{Exit, files, init, output, rules, texts};
use crate::check;
use crate::description::{self, Description, Record, jurisdiction};
use crate::detect::describe::{Told, describe};
use crate::diagnostic::{Diagnostic, Severity, any_error};
use crate::pack::Pack;
use crate::report::import::{self, Imported, insert};
use crate::source::Sources;
use crate::typecheck::Depth;
use std::path::{Component, Path, PathBuf};

/// More places than this are not listed one by one.
const LISTED: usize = 12;

/// Imports, and prints or writes.
pub fn run(options: &Options, shared: &Shared) -> Exit {
    let mut sources = Sources::new();
    let loaded = rules::load(shared, Depth::Names, &mut sources);
    let pack = loaded.pack;
    let mut problems = loaded.problems;
    if !any_error(&problems) {
        import(options, &pack, &mut sources, &mut problems);
    }
    output::problems(&problems, &sources, shared);
    output::exit_for(&problems, &pack)
}

fn import(options: &Options, pack: &Pack, sources: &mut Sources, problems: &mut Vec<Diagnostic>) {
    let kinds = if options.kind.is_empty() { 0 } else { init::kinds(&options.kind, pack, problems) };
    problems.extend(options.jurisdiction.as_deref().and_then(no_jurisdiction));
    if !options.merge
        && let Some(path) = options.output.as_deref().filter(|path| path.symlink_metadata().is_ok())
    {
        let problem = Diagnostic::error("file-exists", format!("`{}` is there already, and is left as it is", path.display()));
        problems.push(problem.help("`--merge` adds to it what it leaves open; or choose another name"));
    }
    if any_error(problems) {
        return;
    }
    let name = files::name(&options.text);
    let document = match texts::read(&options.text, sources) {
        Ok(document) => document,
        Err(found) => {
            problems.extend(found);
            return;
        }
    };
    problems.extend(check::language(&document, Severity::Warning));
    let detected = check::search(&document, pack);
    let told = Told { kinds, jurisdiction: options.jurisdiction.as_deref() };
    let suggested = describe(&document, &detected, told, &pack.vocabulary);
    let root = import::tidy(&suggested.description.root, &import::slug(&name), &pack.vocabulary);
    if options.merge {
        if let Some(path) = &options.output {
            problems.extend(merge(path, &options.text, &root, pack, sources).unwrap_or_else(|problem| vec![problem]));
        }
        return;
    }
    if suggested.description.kinds == 0 {
        problems.push(check::no_kind(&document, &detected, &suggested, sources, &pack.vocabulary));
        return;
    }
    let text = seen_from(options.output.as_deref(), &options.text);
    let imported = Imported {
        document: &document,
        detected: &detected,
        suggested: &suggested,
        root: &root,
        vocabulary: &pack.vocabulary,
        name: &name,
        text: text.as_deref(),
    };
    let page = import::render(&imported);
    match &options.output {
        None => output::print(&page),
        Some(path) => {
            let problem = init::create_new(path, &page);
            if problem.is_none() {
                output::print(&written(path, &imported));
            }
            problems.extend(problem);
        }
    }
}

fn written(path: &Path, imported: &Imported<'_>) -> String {
    let facts = imported.suggested.description.suggested(imported.vocabulary);
    format!(
        "wrote {}: {facts} suggested, {} to look at; confirm or mend them, then run `ungp-check check {}`\n",
        path.display(),
        imported.suggested.leads.len(),
        path.display()
    )
}

fn no_jurisdiction(code: &str) -> Option<Diagnostic> {
    (!jurisdiction::is_known(code)).then(|| {
        let problem = Diagnostic::error("unknown-value", format!("`{code}` is not a jurisdiction"));
        problem.help("give a country's two-letter code (`KE`), a part of one (`US-CA`), `EU`, `COE` or `MULTI`")
    })
}

/// The bill's text as a description names it: only what lies beside or below it is read.
fn seen_from(output: Option<&Path>, text: &Path) -> Option<String> {
    let folder = match output.and_then(Path::parent) {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let (folder, text) = (folder.canonicalize().ok()?, text.canonicalize().ok()?);
    let below = text.strip_prefix(folder).ok()?;
    let parts = below.components().map(|part| match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    parts.collect::<Option<Vec<_>>>().map(|parts| parts.join("/")).filter(|name| !name.is_empty())
}

/// Adds to a description that is there, and tells what was added. The file is only replaced by one that says all it said.
fn merge(path: &Path, text: &Path, root: &Record, pack: &Pack, sources: &mut Sources) -> Result<Vec<Diagnostic>, Diagnostic> {
    let words = files::read(path)?;
    let file = sources.add(path.display().to_string(), words);
    let refused = |mut problems: Vec<Diagnostic>| {
        let first = problems.iter().position(|problem| problem.severity == Severity::Error).unwrap_or(0);
        if first < problems.len() { problems.swap_remove(first) } else { Diagnostic::error("unreadable", "nothing could be read") }
    };
    let (old, found) = check::read(file, sources, pack);
    let Some(old) = old else {
        let help = format!("nothing was added: mend `{}` first; `ungp-check check` lists all that is wrong", path.display());
        return Err(refused(found).help(help));
    };
    let (tree, found) = description::tree(file, sources);
    let Some(tree) = tree else { return Err(refused(found)) };
    let inserted = insert::insert(&old, &tree, root, &pack.vocabulary, sources)?;
    let mut facts = 0;
    if !inserted.added.is_empty() {
        facts = verify(&old, &inserted, path, pack, sources)?;
        replace(path, &inserted.text)?;
    }
    tell(&inserted, facts, path);
    Ok(kept(&inserted).into_iter().chain(another_text(&old, path, text)).collect())
}

/// That a description still has its quotes looked up in another text, such as the draft before.
fn another_text(old: &Description, path: &Path, read: &Path) -> Option<Diagnostic> {
    let named = old.text.as_ref()?;
    let there = files::beside(path, &named.text).ok().and_then(|there| there.canonicalize().ok());
    if there.is_some() && there == read.canonicalize().ok() {
        return None;
    }
    let name = seen_from(Some(path), read).unwrap_or_else(|| read.display().to_string());
    let message =
        format!("the quotes in `{}` are looked up in `{}`, and what was read is `{}`", path.display(), named.text, read.display());
    let problem = Diagnostic::warning("another-text", message).at(named.span, "names another text");
    Some(
        problem
            .help(format!("if this is the next draft, write `text: {name}` here: `check` then names the quotes that are no longer in it")),
    )
}

/// Reads the new text before anything is written: it must say all that was said, and what was added besides. Tells how many facts that is.
fn verify(old: &Description, inserted: &insert::Inserted, path: &Path, pack: &Pack, sources: &mut Sources) -> Result<usize, Diagnostic> {
    let refused = |why: String| {
        let problem = Diagnostic::error("not-added", format!("nothing was added to `{}`: {why}", path.display()));
        problem.help("write the suggestions to a new file without `--merge`, and copy from it what is right")
    };
    let file = sources.add(format!("{} with suggestions", path.display()), inserted.text.clone());
    let (new, found) = check::read(file, sources, pack);
    let Some(new) = new else {
        let first = found.first().map(|problem| problem.message.clone()).unwrap_or_default();
        return Err(refused(format!("the way it is laid out leaves no room ({first})")));
    };
    insert::unchanged(old, &new, &pack.vocabulary).map_err(|what| refused(format!("it would have changed {what}")))?;
    let facts = |description: &Description| {
        let mut number = 0_usize;
        description.for_each_fact(&pack.vocabulary, &mut |_, _, _, _| number += 1);
        number
    };
    let added = facts(&new).saturating_sub(facts(old));
    if added < inserted.added.len() {
        return Err(refused("not all of it would have been read again".into()));
    }
    Ok(added)
}

/// Writes beside the file and then takes its place, so that a failure half-way loses nothing.
fn replace(path: &Path, text: &str) -> Result<(), Diagnostic> {
    let failed = |error: &std::io::Error| {
        Diagnostic::error("unwritable", format!("cannot write `{}`: {}", path.display(), files::reason(error)))
            .help("the file is as it was")
    };
    // A link stays a link: what it leads to is replaced.
    let real = path.canonicalize().map_err(|error| failed(&error))?;
    let beside = free_name(&real);
    let written = std::fs::File::create_new(&beside).and_then(|mut file| {
        std::io::Write::write_all(&mut file, text.as_bytes())?;
        file.sync_all()?;
        std::fs::set_permissions(&beside, std::fs::metadata(&real)?.permissions())?;
        std::fs::rename(&beside, &real)
    });
    written.map_err(|error| {
        if error.kind() != std::io::ErrorKind::AlreadyExists {
            let _ = std::fs::remove_file(&beside);
        }
        failed(&error)
    })
}

fn free_name(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}.{}.new", std::process::id()))
}

fn tell(inserted: &insert::Inserted, facts: usize, path: &Path) {
    let name = path.display();
    if inserted.added.is_empty() {
        output::print(&format!("nothing to add to {name}\n"));
        return;
    }
    let mut words =
        format!("added to {name}, all suggested: {}\n", if facts == 1 { "1 fact".to_owned() } else { format!("{facts} facts") });
    for path in inserted.added.iter().take(LISTED) {
        words.push_str(&format!("  {path}\n"));
    }
    if let more @ 1.. = inserted.added.len().saturating_sub(LISTED) {
        words.push_str(&format!("  and {more} more\n"));
    }
    output::print(&words);
}

/// What was left as it is, though the words say otherwise.
fn kept(inserted: &insert::Inserted) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for (path, span) in inserted.unsupported.iter().take(LISTED) {
        let note = Diagnostic::new(Severity::Note, "kept", format!("the words of the text do not suggest `{path}` any more; it was kept"));
        notes.push(note.at(*span, "suggested earlier").help("confirm it if it is right, or take it out"));
    }
    if let more @ 1.. = inserted.unsupported.len().saturating_sub(LISTED) {
        notes.push(Diagnostic::new(
            Severity::Note,
            "kept",
            format!("{more} more earlier suggestions were kept that the words do not bear out"),
        ));
    }
    if inserted.answered > 0 {
        let message = format!(
            "{} left out, in sections that were read in full or lists that are said to be empty",
            if inserted.answered == 1 { "1 suggestion was".to_owned() } else { format!("{} suggestions were", inserted.answered) }
        );
        notes.push(Diagnostic::new(Severity::Note, "answered", message));
    }
    notes
}
