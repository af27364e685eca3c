//! Which variables are asserted, and how.

use super::*;

/// `+` before a name: it is asserted to be `Copy` as well.
fn check(body: &str, asserted: &[&str]) {
    let cx = Ident::new("cx", Span::call_site());
    let out = with_assertions(body.parse().unwrap(), Some(&cx), [])
        .to_string()
        .replace(' ', "")
        .replace("assert_taken(&", "assert_pure(&+");
    let found: Vec<&str> = out
        .split("assert_pure(&")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .collect();
    assert_eq!(found, asserted, "{body}");
}

#[test]
fn what_several_closures_take_along_is_copy() {
    check(
        "let a = 1; let b = 2; render(move |r| view! { r, <p on:click=|tx| { f(a) }>{a} {b}</p> })",
        &["+a", "b"],
    );
    check(
        "let a = 1; cx.on_mount(move |tx| log(a)); render(move |r| view! { r, {a} })",
        &["+a"],
    );
    check(
        "let a = 1; let f = move |x| x + a; let m = cx.memo(move |r| a);",
        &["+a"],
    );
    check(
        "let a = 1; let m = cx.memo(move |r| a); cx.effect(move |r| (m.get(r), a), |tx, _| ());",
        &["a", "m", "+a"],
    );
}

#[test]
fn what_may_be_another_variable_need_not_be_copy() {
    for body in [
        "let a = 1; render(move |r| view! { r, match a { Some(a) => { <p on:click=|tx| { a }></p> } } })",
        "let a = 1; render(move |r| { f(&a); view! { r, let a = a.clone(); <p on:click=|tx| { a }></p> } })",
        "let a = 1; cx.on_mount({ let a = a.clone(); move |tx| log(a) }); render(move |r| a)",
        "let a = 1; cx.on_mount(|tx| log(a)); render(move |r| a)",
    ] {
        check(body, &["a"]);
    }
    check(
        "let a = 1; cx.on_mount(move |tx| log(a)); let a = 2; render(move |r| a)",
        &["a"],
    );
}

#[test]
fn mentioned_setup_locals_are_asserted() {
    check(
        "let a = cx.signal(0); let b = 1; render(move |r| a.get(r))",
        &["a"],
    );
    check(
        "let (a, Some(b)) = f(); render(move |r| { g(b, a.x) })",
        &["b", "a"],
    );
    check(
        "let a: T = 1; let m = cx.memo(|r| *a.get(r)); render(|r| view! { r, {m} })",
        &["a", "m"],
    );
    check(
        "let a = 1; cx.effect(|r| a.get(r), |tx, v| a.set(tx, v));",
        &["a"],
    );
}

#[test]
fn the_second_closure_of_an_effect_is_its_own() {
    check(
        "let a = 1; let b = 2; cx.effect(|_| (), move |tx, _| b.set(tx, a));",
        &[],
    );
    check(
        "let a = 1; let b = 2; cx.effect(|r| { a.get(r) }, move |tx, _| b.set(tx, 1));",
        &["a"],
    );
}

#[test]
fn what_leaves_the_loop_is_asserted_in_its_closure() {
    let check = |body: &str, expected: &str| {
        let cx = Ident::new("cx", Span::call_site());
        let out = with_assertions(body.parse().unwrap(), Some(&cx), ["prop".to_owned()]);
        let out = out.to_string().replace(' ', "");
        let out = out.replace("use::vango::__private::v1as__v;", "");
        let out = out.replace("__v::", "");
        assert!(out.contains(expected), "{body}: {out}");
    };
    check(
        "let a = 1; let s = cx.action(|work, n: i64| async move { f(work, a, n) }).queue(2);",
        "|work,n:i64|{iffalse{assert_leaves(&a);}asyncmove{f(work,a,n)}}",
    );
    check(
        "let a = 1; let s = cx.resource(move |r| (*a.get(r), 1), move |work, id| load(work, prop, id));",
        "(move|r|{iffalse{assert_pure(&a);}(*a.get(r),1)},move|work,id|{iffalse{assert_leaves(&prop);}load(work,prop,id)})",
    );
    // A macro's named argument is no variable.
    check(
        "let a = 1; let s = cx.action(move |work, n: i64| async move { info!(a = n, \"saving\"); f(n) }).queue(2);",
        "move|work,n:i64|asyncmove{info!(a=n,\"saving\");f(n)}",
    );
    check(
        "let a = 1; cx.stream(move |work| { f(a) }, move |tx, item| a.set(tx, item));",
        "(move|work|{iffalse{assert_leaves(&a);}f(a)},move|tx,item|a.set(tx,item))",
    );
}

#[test]
fn a_comma_among_generic_arguments_ends_no_expression() {
    let cx = Ident::new("cx", Span::call_site());
    for body in [
        "let a = 1; let m = cx.memo(move |r| a.get(r).iter().collect::<HashMap<_, _>>());",
        "let a = 1; let m = cx.memo(move |r| <T as Into<X, Y>>::f(a, r));",
        "let a = 1; cx.effect(move |r| f::<A, B>(a) < 3 && a > 2, |tx, v| g(tx, v));",
    ] {
        let out = with_assertions(body.parse().unwrap(), Some(&cx), []);
        let code: syn::Block =
            syn::parse2(quote::quote!({ #out })).unwrap_or_else(|error| panic!("{error}: {out}"));
        drop(code);
    }
}

#[test]
fn what_is_declared_later_is_not_asserted() {
    check(
        "let a = cx.memo(move |r| match b.get(r) { Some(x) => x.a, None => 0 }); let b = 1;",
        &[],
    );
    check(
        "let a = cx.memo(|r| if let Some(a) = x { a } else { 1 }); render(move |r| a)",
        &["a"],
    );
    check(
        "let a = cx.memo(|r| f(a)); let a = cx.memo(move |r| a);",
        &["a"],
    );
}

#[test]
fn what_is_not_the_variable_is_not_asserted() {
    for body in [
        "let a = 1; render(move |r| match x { Some(a) => a, None => 2 })",
        "let a = 1; render(move |r| if let Some(b) = x && let Some(a) = b.a { a })",
        "let a = 1; render(move |r| view! { r, each a in x { {a} } })",
        "let a = 1; render(move |r| x.a + S { a: 1 } + a::b())",
        "let a = 1; render(move |r| { let a = 2; a })",
        "let a = 1; render(move |a| a)",
        "let a = 1; f(move |r| a)",
    ] {
        check(body, &[]);
    }
}
