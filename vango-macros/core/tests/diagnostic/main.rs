//! Every mistake in one go: code, message and help of each; first what the parser found, then what the check found.
//! Snapshots in `tests/snapshots`; `INSTA_UPDATE=always` writes them anew.

mod accessible;
mod markup;
mod persisted;
mod phase;
mod signature;

use std::collections::BTreeSet;

use persisted::{DECLARED, PERSISTED, WELL_DECLARED};
use signature::{components, setup};
use vango_macros_core::catalogue::Layer;
use vango_macros_core::diagnostic::{Code, Diagnostic};

fn codes(list: &[Diagnostic]) -> Vec<u16> {
    list.iter()
        .map(|diagnostic| diagnostic.code.number())
        .collect()
}

/// Markup with one mistake each, and its code.
fn wrong() -> impl Iterator<Item = &'static (&'static str, u16)> {
    markup::WRONG.iter().chain(accessible::WRONG)
}

fn view(markup: &str) -> Vec<Diagnostic> {
    vango_macros_core::view(markup.parse().expect("tokens")).diagnostics
}

fn component(item: &str) -> Vec<Diagnostic> {
    vango_macros_core::component(Default::default(), item.parse().expect("tokens")).diagnostics
}

fn persist(item: &str) -> Vec<Diagnostic> {
    vango_macros_core::persist(item.parse().expect("tokens")).diagnostics
}

/// `attribute` is what stands in brackets.
fn declare(attribute: &str, item: &str) -> Vec<Diagnostic> {
    let (name, arguments) = attribute.split_once('(').unwrap_or((attribute, ")"));
    let arguments = arguments.strip_suffix(')').expect("a parenthesis");
    let expand = match name {
        "shared" => vango_macros_core::shared,
        "session_key" => vango_macros_core::session_key,
        "global" => vango_macros_core::global,
        _ => panic!("{name} is none of the three"),
    };
    expand(
        arguments.parse().expect("tokens"),
        item.parse().expect("tokens"),
    )
    .diagnostics
}

/// `markup` has exactly these mistakes.
#[track_caller]
fn check(markup: &str, expected: &[u16]) {
    let list = view(&format!("r, {markup}"));
    assert_eq!(codes(&list), expected, "{markup}\n{list:#?}");
}

#[track_caller]
fn check_component(item: &str, expected: &[u16]) {
    let list = component(item);
    assert_eq!(codes(&list), expected, "{item}\n{list:#?}");
}

#[test]
fn each_mistake_is_found_and_nothing_else() {
    let views =
        wrong().map(|(markup, code)| (markup.to_string(), view(&format!("r, {markup}")), *code));
    let items = components()
        .into_iter()
        .map(|(item, code)| (item.clone(), component(&item), code));
    let no_context = "<p>\"x\"</p>";
    let wrong: Vec<String> = views
        .chain(items)
        .chain(
            PERSISTED
                .iter()
                .map(|(item, code)| (item.to_string(), persist(item), *code)),
        )
        .chain(DECLARED.iter().map(|(attribute, item, code)| {
            let source = format!("#[{attribute}] {item}");
            (source, declare(attribute, item), *code)
        }))
        .chain([(no_context.to_owned(), view(no_context), 201)])
        .filter(|(_, list, code)| codes(list) != [*code])
        .map(|(source, list, code)| {
            let found: Vec<String> = list.iter().map(ToString::to_string).collect();
            format!("{source}\n  expected VG{code:04}, found {found:#?}")
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_has_a_case() {
    let mut seen: BTreeSet<u16> = wrong().map(|(_, code)| *code).collect();
    seen.extend(components().iter().map(|(_, code)| *code));
    seen.extend(PERSISTED.iter().map(|(_, code)| *code));
    seen.extend(DECLARED.iter().map(|(_, _, code)| *code));
    let phases = phase::BODIES.iter().chain(phase::MARKUP);
    seen.extend(phases.map(|(_, code)| *code));
    // Tested elsewhere: VG0113 and VG0214 need long inputs (`limits_are_held`), VG0201 has no context, VG0115 is `#[setup]`'s (`setup.rs`).
    seen.extend([113, 115, 201, 214]);
    let by_macros = Code::ALL.iter().filter(|code| code.is_of(Layer::Macro));
    let all: BTreeSet<u16> = by_macros.map(|code| code.number()).collect();
    assert_eq!(seen, all);
}

#[test]
fn messages_say_what_is_wrong_and_how_to_mend_it() {
    let mut out = String::new();
    let views = wrong().map(|(markup, _)| (markup.to_string(), view(&format!("r, {markup}"))));
    for (source, list) in views.chain(
        components()
            .into_iter()
            .map(|(item, _)| (item.clone(), component(&item))),
    ) {
        out.push_str(&format!("{source}\n"));
        for diagnostic in list {
            out.push_str(&format!(
                "    {}\n",
                diagnostic.to_string().replace('\n', "\n    ")
            ));
        }
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("messages", out);
    });
}

#[test]
fn all_mistakes_of_one_input_are_reported_together() {
    check(
        r#"
        <div clas="a" id=b.c><p>hello</p>
            <button on:clik=|| {}>5</button>
            for x in xs { <dvi></dvi> }
            <Card a=1 a=2 on:click=f>"x"</Card>
            if { <a hrf="x"></b> }
        "#,
        &[
            209, 202, 213, 210, 204, 203, 302, 303, 311, 401, 301, 501, 502, 302,
        ],
    );
}

#[test]
fn a_missing_context_is_one_mistake() {
    for markup in [
        "<p>{a}</p>",
        "r <p>{a}</p>",
        "r {a}",
        "for x in xs, key = x { {x} }",
        "if a { {b} }",
        "{a}, {b}",
        "",
    ] {
        let list = view(markup);
        let expected: &[u16] = if markup == "{a}, {b}" {
            &[201, 202]
        } else {
            &[201]
        };
        assert_eq!(codes(&list), expected, "{markup}\n{list:#?}");
    }
}

#[test]
fn limits_are_held() {
    let deep = format!("{}{}", "<div>".repeat(200), "</div>".repeat(200));
    check(&deep, &[214]);
    let props: Vec<String> = (0..65).map(|n| format!("p{n}: Prop<u32>")).collect();
    check_component(
        &format!(
            "fn Card(cx: &mut Setup, {}) -> Component {{ todo!() }}",
            props.join(", ")
        ),
        &[113],
    );
}

#[test]
fn valid_setups_are_not_refused() {
    for body in [
        "let a = cx.signal(0);",
        "let s = State { a: cx.signal(0), b: cx.signal(1) };",
        "let clock = use_clock(cx, 1); let b = clock.get(cx);",
        "if size.get_now() > 1 { log(); } let a = cx.signal(0);",
        "let a = cx.signal(if x { 1 } else { 2 });",
        "if *size.get(cx) > 1 { log(); } let a = cx.signal(0);",
        "let first = match *size.get(cx) { 0 => { 1 } _ => { 2 } }; let a = cx.signal(first);",
        "if let Some(a) = size.get(cx).checked_sub(1) { log(a); } let a = cx.signal(0);",
        "let f = |cx: &Render| cx.now();",
        "fn helper(cx: &mut Other) { if a { cx.go() } }",
        "let a = cx.signal(0); let b = x?; ",
        "let a = cx.signal(xs.iter().map(|x| x?).collect());",
        "let t = (cx.signal(0), cx.signal(1));",
        "let a = match cx.signal(1) { b => b };",
        "if *size.get(cx) > LEAST { log(); } let a = cx.signal(0);",
        "for row in rows.get(cx) { log(row); } let a = cx.signal(0);",
        "let a = cx.signal(format!(\"{} {}\", size.get(cx), vec![size.get(cx), 1].len()));",
        "let f = move |x| { let cx = x; cx + 1 };",
        "let f = |x| match x { Some((cx, _)) => cx, None => 0 };",
    ] {
        check_component(&setup(body), &[]);
    }
}

#[test]
fn valid_statics_are_not_refused() {
    for (attribute, item) in WELL_DECLARED {
        let list = declare(attribute, item);
        assert_eq!(codes(&list), [], "#[{attribute}] {item}\n{list:#?}");
    }
}

#[test]
fn valid_markup_is_not_refused() {
    for markup in markup::VALID.iter().chain(accessible::VALID) {
        let markup = markup.replace(" type=\"y\"", "");
        check(&markup, &[]);
    }
}

/// A handler may bind the render context's name anew, and then means its own.
#[test]
fn a_name_bound_in_a_handler_is_not_the_render_context() {
    for handler in [
        "move |r| { count.set(r, 1); *count.get(r) }",
        "move |tx| { if let Some(r) = rows.get(tx).first() { found.push(r); } }",
        "move |tx| { let r = rows.get(tx); found.push(r); }",
        "move |tx| { rows.get(tx).iter().map(|r| total.plus(r)).count(); }",
    ] {
        check(&format!("<button on:click={handler}>\"x\"</button>"), &[]);
    }
}

/// As the value of an attribute may stand in braces, so may a key.
#[test]
fn a_key_may_stand_in_braces() {
    check("for x in xs, key={x.id} { <p>{x.name}</p> }", &[]);
    check("for x in xs, key = {} { <p>{x.name}</p> }", &[210]);
    check("for x in xs, key = 1.5 { <p></p> }", &[403]);
    check("for x in xs, key={1.5} { <p></p> }", &[403]);
}

/// What types would refuse as well is said by the macro where it is seen: rustc would name the closure's type.
#[test]
fn a_closure_is_called_or_not_shown() {
    check("{move || a.get(r)}", &[333]);
    check("<p>{|r| a.get(r)}</p>", &[333]);
    check("<p title=move || a></p>", &[209]);
    check("<p title=move || { a }></p>", &[328]);
    check("<p class:a=move || { b }></p>", &[328]);
}
