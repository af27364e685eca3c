//! Pages, fixtures and the catalogue say the same. `BLESS=1` writes the fixtures from the pages, and into the pages the
//! errors that the fixtures give.

mod fixture;
mod message;
mod page;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use fixture::{below, broken_file, broken_path, error_path, files, in_folder, mended_path, root};
use page::Page;
use vango_macros_core::catalogue::{Code, Layer};

/// Words that the first line of an error must not have: they are Vango's own business, or say nothing to a user.
const FORBIDDEN: &[&str] = &[
    "__private",
    "__vango",
    "__v::",
    "__b",
    "{closure",
    "{async",
    "PropsOf",
    "ValuesOf",
    "HandlesOf",
    "vango_runtime",
    "vango_protocol",
    "vango_server",
    "vango_schema",
    "HandlesStayOnTheSessionLoop",
];

/// Fixtures whose first line has such a word, each with the reason.
const SPOKEN: &[(&str, &str)] = &[
    (
        "offloop/fail/loader_result",
        "rustc names the block when its answer has another type",
    ),
    (
        "component/fail/dodge_unknown_prop_builder",
        "the program calls the builder itself, not in markup",
    ),
    (
        "component/fail/dodge_unexpected_children_builder",
        "the program calls the builder itself, not in markup",
    ),
    (
        "component/fail/dodge_missing_prop_marks",
        "the program names the generated type itself",
    ),
    (
        "phase/fail/dodge_impure_capture_closure",
        "what is captured is a closure",
    ),
    (
        "phase/fail/dodge_impure_capture_each",
        "the closure is the row of `each`",
    ),
    (
        "phase/fail/dodge_impure_capture_slot_function",
        "the closure is the slot function",
    ),
    (
        "phase/fail/dodge_state_not_send_closure",
        "what is kept is a closure",
    ),
    (
        "phase/fail/dodge_state_not_send_any",
        "the bound is rustc's own, `dyn Any + Send`",
    ),
    (
        "phase/fail/dodge_state_not_send_static",
        "the bound is rustc's own, `static … : Sync`",
    ),
    (
        "offloop/fail/dodge_stays_on_loop_closure",
        "what is taken along is a closure",
    ),
    (
        "offloop/fail/dodge_stays_on_loop_thread",
        "the bound is that of `std::thread::spawn`",
    ),
    (
        "offloop/fail/dodge_stays_on_loop_stream",
        "the stream itself has to be `Send`, beside what it is made of",
    ),
];

fn is_blessing() -> bool {
    std::env::var_os("BLESS").is_some_and(|value| value == "1")
}

/// `text` is what stands in the file at `path`; written there when blessing.
fn check_file(path: &Path, text: &str, wrong: &mut Vec<String>) {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return;
    }
    if is_blessing() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    } else {
        wrong.push(format!("{} is not what its page says", path.display()));
    }
}

#[track_caller]
fn none(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "{}\n(BLESS=1 writes what follows from the pages)",
        wrong.join("\n")
    );
}

#[test]
fn every_rule_has_a_page_whose_examples_are_its_fixtures() {
    let mut wrong = Vec::new();
    for &code in Code::ALL {
        match Page::read(code) {
            Ok(page) => {
                check_file(
                    &broken_path(code),
                    &broken_file(code, page.broken()),
                    &mut wrong,
                );
                check_file(&mended_path(code), page.mended(), &mut wrong);
            }
            Err(error) => wrong.push(error),
        }
    }
    none(&wrong);
}

#[test]
fn every_page_shows_the_error() {
    let mut wrong = Vec::new();
    for &code in Code::ALL.iter().filter(|code| !code.is_of(Layer::DevRun)) {
        let (Ok(page), Ok(stderr)) = (Page::read(code), fs::read_to_string(error_path(code)))
        else {
            wrong.push(format!(
                "{code}: the page or {} is missing",
                error_path(code).display()
            ));
            continue;
        };
        let errors = message::errors(&stderr);
        let Some(first) = errors.first() else {
            wrong.push(format!("{code}: no error"));
            continue;
        };
        if errors.len() > 1 {
            wrong.push(format!("{code}: one mistake gives {} errors", errors.len()));
        }
        let names_itself = match code.rustc() {
            None => first.first.ends_with(&format!("[{code}]")),
            Some(rustc) => rustc
                .split(", ")
                .any(|rustc| first.first.starts_with(&format!("error[{rustc}]"))),
        };
        if !names_itself {
            wrong.push(format!(
                "{code}: the first line does not name it: {}",
                first.first
            ));
        }
        check_file(
            &Page::path(code),
            &page.with_error(&message::head(first)),
            &mut wrong,
        );
    }
    none(&wrong);
}

#[test]
fn no_first_line_names_what_is_not_the_users() {
    let mut wrong = Vec::new();
    for path in files("fail", "stderr") {
        let stderr = fs::read_to_string(&path).expect("a file");
        let name = path.with_extension("").display().to_string();
        let is_spoken = SPOKEN.iter().any(|(file, _)| name.ends_with(file));
        for error in message::errors(&stderr) {
            let found = FORBIDDEN.iter().find(|word| error.first.contains(**word));
            if let (Some(word), false) = (found, is_spoken) {
                wrong.push(format!("{name}: `{word}` in: {}", error.first));
            }
        }
    }
    for (file, _) in SPOKEN {
        let stderr =
            fs::read_to_string(root().join(file).with_extension("stderr")).unwrap_or_default();
        let speaks = message::errors(&stderr)
            .iter()
            .any(|error| FORBIDDEN.iter().any(|word| error.first.contains(word)));
        if !speaks {
            wrong.push(format!("{file} needs no exception any more"));
        }
    }
    none(&wrong);
}

/// The span is the user's token: none begins where a macro call or an attribute of ours does.
#[test]
fn no_error_stands_on_a_whole_macro() {
    let mut wrong = Vec::new();
    for path in files("fail", "stderr") {
        let source = fs::read_to_string(path.with_extension("rs")).expect("the fixture");
        let stderr = fs::read_to_string(&path).expect("a file");
        for error in message::errors(&stderr) {
            let Some(marked) = message::place(error.text)
                .and_then(|(line, column)| source.lines().nth(line - 1)?.get(column - 1..))
            else {
                continue;
            };
            let calls = [
                "view!",
                "vango::view!",
                "#[component",
                "#[setup",
                "#[shared",
                "#[session_key",
                "#[global",
            ];
            if calls.iter().any(|call| marked.starts_with(call)) {
                wrong.push(format!("{}: {}", path.display(), error.first));
            }
        }
    }
    none(&wrong);
}

/// Of whatever layer: none silences another, and none is told twice.
#[test]
fn ten_mistakes_give_ten_errors() {
    let stderr = fs::read_to_string(root().join("view/fail/ten_mistakes.stderr")).expect("a file");
    let firsts: Vec<&str> = message::errors(&stderr)
        .iter()
        .map(|error| error.first)
        .collect();
    assert_eq!(firsts.len(), 10, "{firsts:#?}");
    assert!(
        firsts.iter().all(|first| first.contains("[VG")),
        "{firsts:#?}"
    );
}

/// What a bound says in our words is said by the layer *type*, whatever else says it.
#[test]
fn a_rule_that_a_bound_tells_is_of_the_layer_type() {
    let mut wrong = Vec::new();
    for folder in ["../vango-runtime/src", "../vango-server/src"] {
        for path in below(&root().join(folder)) {
            let source = fs::read_to_string(&path).expect("a file");
            for bound in source.split("#[diagnostic::on_unimplemented(").skip(1) {
                let text = bound.split_once(")]\n").map_or(bound, |(text, _)| text);
                let told = text
                    .match_indices("[VG")
                    .filter_map(|(at, _)| text.get(at + 1..at + 7));
                for code in told
                    .filter_map(Code::parse)
                    .filter(|code| !code.is_of(Layer::Type))
                {
                    wrong.push(format!("{}: {code}", path.display()));
                }
            }
        }
    }
    none(&wrong);
}

#[test]
fn no_page_is_left_over() {
    let known: BTreeSet<String> = Code::ALL.iter().map(|code| format!("{code}.md")).collect();
    let mut found: BTreeSet<String> = in_folder(&root().join("../docs/errors"), "md")
        .iter()
        .map(|path| {
            path.file_name()
                .expect("a file")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    found.remove("README.md");
    assert_eq!(found, known);
}

/// The tables of all rules: in the guide, and the index of the pages.
#[test]
fn the_tables_list_every_rule() {
    const START: &str =
        "<!-- rules: written by `BLESS=1 cargo test -p vango-ui-tests --test catalogue` -->\n";
    const END: &str = "<!-- end of rules -->";
    let mut wrong = Vec::new();
    for (file, to_pages) in [
        ("../docs/guide/compiler.md", "../errors/"),
        ("../docs/errors/README.md", ""),
    ] {
        let path = root().join(file);
        let text = fs::read_to_string(&path).expect("a page");
        let (head, rest) = text.split_once(START).expect("the mark of the table");
        let (_, tail) = rest.split_once(END).expect("the end of the table");
        let fresh = format!("{head}{START}{}{END}{tail}", page::table(to_pages));
        check_file(&path, &fresh, &mut wrong);
    }
    none(&wrong);
}

#[test]
fn counts() {
    let of = |layer| Code::ALL.iter().filter(|code| code.is_of(layer)).count();
    let dodges = files("fail", "rs")
        .iter()
        .filter(|path| path.to_string_lossy().contains("/dodge_"))
        .count();
    let corpus = in_folder(&root().join("corpus"), "rs").len();
    let pages = Code::ALL
        .iter()
        .filter(|code| Page::read(**code).is_ok())
        .count();
    let broken = Code::ALL
        .iter()
        .filter(|code| broken_path(**code).is_file())
        .count();
    let mended = Code::ALL
        .iter()
        .filter(|code| mended_path(**code).is_file())
        .count();
    // Not `println!`, which a passing test keeps to itself.
    let mut out = std::io::stderr();
    writeln!(
        out,
        "catalogue: {} rules ({} type, {} macro, {} dev run; some are of two layers), {pages} pages, {broken} broken and {mended} mended examples; \
         {} failing programs in all, {dodges} of them dodges; {corpus} valid programs in the corpus",
        Code::ALL.len(), of(Layer::Type), of(Layer::Macro), of(Layer::DevRun), files("fail", "rs").len(),
    )
    .expect("stderr");
    assert_eq!([pages, broken, mended], [Code::ALL.len(); 3]);
    assert!(corpus >= 60, "the corpus has {corpus} programs");
    assert!(dodges > 0);
}
