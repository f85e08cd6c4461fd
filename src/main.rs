use ungp_check::*;
fn main(){
    let mut s = source::Sources::new();
    let mut files = pack::embedded();
    for a in std::env::args().skip(1) { files.push(pack::PackFile{name:a.clone(), text: std::fs::read_to_string(&a).unwrap().into()}); }
    let (p, d) = pack::load(files, typecheck::Depth::Full, &mut s);
    let show = |d: &diagnostic::Diagnostic| { let l = d.primary(); let pl = l.map(|l| s.place(l.span)); 
      println!("{} {}:{}:{} {} | {} | {:?}", d.code, l.map_or("", |l| s.name(l.span.file)), pl.map_or(0,|p|p.line), pl.map_or(0,|p|p.column), d.message, l.map_or("", |l| s.slice(l.span)).chars().take(100).collect::<String>(), d.help);
      for n in &d.notes { println!("      {n}"); } };
    for x in &d { show(x); }
    println!("{} rules, broken {:?}", p.rules.rules.len(), p.broken);
    let (n, d) = pack::examples::run(&p, &s, |_| true);
    for x in &d { show(x); }
    println!("{n} examples, {} failed", d.len());
}
