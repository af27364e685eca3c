//! What a phase must not do, found by its name; and what looks like it and is not.

use super::{codes, component, setup, view};

/// Bodies of components with one mistake each.
pub(super) const BODIES: &[(&str, u16)] = &[
    ("let a = load().await;", 706),
    ("let m = cx.memo(move |r| load(*a.get(r)).await);", 706),
    ("cx.on_mount(move |tx| { save().await; });", 706),
    ("std::thread::sleep(PAUSE);", 707),
    (
        "let text = fs::read_to_string(\"motd\").unwrap_or_default();",
        707,
    ),
    ("let text = std::fs::File::open(\"motd\");", 707),
    ("let user = runtime.block_on(load(id));", 707),
    (
        "let m = cx.memo(move |r| { thread::sleep(PAUSE); *a.get(r) });",
        707,
    ),
    (
        "cx.on_change(move |r| *a.get(r), move |tx, a| { fs::write(\"log\", a); });",
        707,
    ),
    (
        "let t = cx.timer(move |tx| { if late { thread::sleep(PAUSE); } });",
        707,
    ),
    ("let body = reqwest::blocking::get(url);", 707),
    (
        "let out = std::process::Command::new(\"ls\").output();",
        707,
    ),
    ("std::thread::spawn(move || work());", 708),
    ("tokio::spawn(async move { work().await });", 708),
    (
        "cx.on_mount(move |tx| { tokio::task::spawn_blocking(f); });",
        708,
    ),
    ("let m = cx.memo(move |r| Instant::now());", 709),
    (
        "let m = cx.memo(move |r| rows.get(r).iter().filter(|row| row.at < SystemTime::now()).count());",
        709,
    ),
    ("let m = cx.memo(move |r| std::env::var(\"HOME\"));", 709),
    ("let m = cx.memo(move |r| rand::random::<u8>());", 709),
    ("cx.effect(move |r| chrono::Utc::now(), |tx, now| {});", 709),
    ("let m = cx.memo(move |r| hits.lock().unwrap().len());", 710),
    (
        "let m = cx.memo(move |r| hits.fetch_add(1, Ordering::Relaxed));",
        710,
    ),
    (
        "let m = cx.memo(move |r| hits.load(Ordering::Relaxed));",
        710,
    ),
    (
        "let m = cx.memo(move |r| COUNT.with_borrow(|count| *count));",
        710,
    ),
    (
        "let save = cx.action(|work, n: u8| async move { Ok(n) });",
        804,
    ),
    (
        "let save = cx.action(|work, n: u8| async move { Ok(n) }).on_done(|tx, done| {});",
        804,
    ),
    (
        "let a: vango_runtime::reactive::Signal<u8> = cx.signal(0);",
        1103,
    ),
    ("let a = vango::__private::v1::prop(cx, 1);", 1103),
];

/// Markup with one mistake each.
pub(super) const MARKUP: &[(&str, u16)] = &[
    (
        "<button on:click=move |tx| { load().await; }>\"a\"</button>",
        706,
    ),
    (
        "<button on:click=move |tx| { load().await?; }>\"a\"</button>",
        706,
    ),
    ("<p>{load().await}</p>", 706),
    (
        "<button on:click=move |tx| { std::thread::sleep(PAUSE); }>\"a\"</button>",
        707,
    ),
    (
        "<button on:click=move |tx| { for file in files { fs::remove_file(file); } }>\"a\"</button>",
        707,
    ),
    ("<p>{std::fs::read_to_string(\"motd\")}</p>", 707),
    (
        "<button on:click=move |tx| { tokio::spawn(async move { send().await }); }>\"a\"</button>",
        708,
    ),
    ("<Card on_pick=|tx, id| { thread::spawn(f); }/>", 708),
    ("<p>{Instant::now()}</p>", 709),
    ("if Local::now().hour() > 12 { <p>\"late\"</p> }", 709),
    ("<p title={Uuid::new_v4()}></p>", 709),
    ("<Card pick=|r, item| { rand::random::<u8>() }/>", 709),
    (
        "for user in users.lock().unwrap().iter(), key = user.id { <p>{&user.name}</p> }",
        710,
    ),
    ("<p>{vango_runtime::reactive::now()}</p>", 1103),
];

/// Bodies that only look like it.
const FINE: &[&str] = &[
    "let load = cx.action(|_, path: PathBuf| tokio::fs::read_to_string(path)).queue(2);",
    "let rows = cx.resource(move |r| *id.get(r), |w, id| tokio::task::spawn_blocking(move || load(id)));",
    "let files = cx.stream(|mut w| { let at = std::fs::read(\"a\"); lines(at) }, move |tx, line| lines.get_mut(tx).push(line));",
    "let rows = use_rows(cx, |work: Work, id| tokio::spawn(load(id)));",
    "let due = records.iter().filter(|r| r.at < Utc::now()).count();",
    "let full = rooms.iter().map(|r| r.lock().unwrap().len()).sum::<usize>();",
    "let m = cx.memo(move |r| rand::rngs::StdRng::seed_from_u64(*seed.get(r)).next());",
    "let m = cx.memo(move |r| fastrand::Rng::with_seed(*seed.get(r)).u8(..));",
    "cx.on_mount(move |tx| { crate::fs::read(tx, id); self::task::spawn(tx, todo); });",
    "let save = cx.action(f); let save = if fast { save.queue(8) } else { save.drop_while_running() };",
    "let save: ActionBuilder<_, _> = cx.action(f);",
    "let builder = cx.action(f); let save = finish(builder, 5);",
    "let save = cx.action(f).my_policy();",
    "let m = cx.memo(move |r| thread.get(r).sleep);",
    "let m = cx.memo(move |r| door.get(r).lock());",
    "let m = cx.memo(move |r| book.get(r).read());",
    "let m = cx.memo(move |r| cart.get(r).load(4));",
    "let started = Instant::now();",
    "let seed = rand::random::<u64>();",
    "let key = std::env::var(\"KEY\").unwrap_or_default();",
    "let user = cx.resource(move |r| *id.get(r), |work, id| async move { load(id).await });",
    "let user = cx.resource(move |r| *id.get(r), |work, id| { let at = Instant::now(); async move { tokio::spawn(load(id)).await } });",
    "let save = cx.action(|work, n: u8| async move { tokio::fs::write(\"a\", [n]).await?; Ok(()) }).queue(3);",
    "let save = cx.action(async |work, n: u8| { std::fs::write(\"a\", [n])?; Ok(()) }).drop_while_running();",
    "let builder = cx.action(|work, n: u8| async move { Ok(n) }); let save = builder.queue(2);",
    "let builder = cx.action(|work, n: u8| async move { Ok(n) }); let save = finish(builder);",
    "cx.on_mount(move |tx| { started.set(tx, Some(Instant::now())); });",
    "cx.on_mount(move |tx| { *hits.lock().unwrap() += 1; });",
    "let click = move |tx: &mut Tx| at.set(tx, SystemTime::now());",
    "let fs = cx.signal(1); let m = cx.memo(move |r| fs.read(r));",
    "let local = Local::now;",
    "let m = cx.memo(move |r| config::env::name(r));",
    "fn load() -> String { std::fs::read_to_string(\"a\").unwrap() }",
];

#[test]
fn each_is_found_once_at_its_name() {
    for (body, code) in BODIES {
        let list = component(&setup(body));
        assert_eq!(codes(&list), [*code], "{body}\n{list:#?}");
    }
    for (markup, code) in MARKUP {
        let list = view(&format!("r, {markup}"));
        assert_eq!(codes(&list), [*code], "{markup}\n{list:#?}");
    }
}

/// Markup that only looks like it.
const FINE_MARKUP: &[&str] = &[
    "<Picker on_pick={move |t, day| { at.set(t, Utc::now()) }}/>",
    "<Picker on_pick=move |t, day| { at.set(t, Utc::now()) }/>",
    "if n < i as u32 { <p>\"a\"</p> }",
    "if total < data as usize { <p>\"a\"</p> }",
    "for error in error.get(r), key = 0 { <p role=\"alert\">{error}</p> }",
    "for user in users.get(&id), key = 0 { <p>{user.name}</p> }",
];

#[test]
fn what_only_looks_like_it_is_left_alone() {
    for body in FINE {
        let list = component(&setup(body));
        assert_eq!(codes(&list), [], "{body}\n{list:#?}");
    }
    for markup in FINE_MARKUP {
        let list = view(&format!("r, {markup}"));
        assert_eq!(codes(&list), [], "{markup}\n{list:#?}");
    }
}

#[test]
fn messages() {
    let mut out = String::new();
    let bodies = BODIES
        .iter()
        .map(|(body, _)| (*body, component(&setup(body))));
    let markup = MARKUP
        .iter()
        .map(|(markup, _)| (*markup, view(&format!("r, {markup}"))));
    for (source, list) in bodies.chain(markup) {
        out.push_str(&format!("{source}\n"));
        for diagnostic in list {
            out.push_str(&format!(
                "    {}\n",
                diagnostic.to_string().replace('\n', "\n    ")
            ));
        }
    }
    insta::assert_snapshot!("phases", out);
}
