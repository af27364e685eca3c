//! Components with a mistake in their signature, their setup or their result.

/// A component with `body` as its setup.
pub(super) fn setup(body: &str) -> String {
    format!(
        "fn Card(cx: &mut Setup, size: Prop<u32>) -> Component {{ {body} render(move |r| view! {{ r, }}) }}"
    )
}

/// Components with one mistake each.
pub(super) fn components() -> Vec<(String, u16)> {
    let signature = |text: &str| format!("{text} {{ render(|r| view! {{ r, }}) }}");
    vec![
        ("struct Card;".into(), 101),
        ("struct Card { size: u32 }".into(), 101),
        (
            "fn Card(cx: &mut Setup -> Component { }"
                .replace(" -> Component", ") -> ")
                .to_owned(),
            101,
        ),
        (setup("if a { cx.signal(1); }"), 102),
        (
            setup("if let Flags { debug: true, .. } = FLAGS { cx.signal(1); }"),
            102,
        ),
        (
            setup("for Field { name, .. } in FIELDS { cx.signal(name); }"),
            102,
        ),
        (
            setup("let c = 'pick: { if wide { break 'pick cx.signal(1); } other };"),
            102,
        ),
        (
            setup("let a = if b { cx.signal(1) } else { cx.signal(2) };")
                .replace("else { cx.signal(2) }", "else { c }"),
            102,
        ),
        (setup("match a { _ => { cx.signal(1); } }"), 102),
        (setup("if ready { cx.signal(1); }"), 102),
        (setup("if a == Kind { cx.signal(1); }"), 102),
        (setup("if *size.get(cx) > 1 { cx.signal(1); }"), 102),
        (setup("if a { } else if *size.get(cx) > 1 { }"), 102),
        (setup("while *size.get(cx) > 1 { }"), 102),
        (setup("let a = b && cx.is_ready();"), 102),
        (setup("for i in 0..3 { cx.signal(i); }"), 102),
        (setup("let v = either![cx.signal(1)];"), 102),
        (setup("let c = cx;"), 103),
        (setup("let c = Some(cx);"), 103),
        (setup("let c = (cx, 1);"), 103),
        (setup("let f = |c: &mut Setup<'_, _>| c.signal(1);"), 104),
        (setup("use_it(&mut *cx);"), 103),
        (setup("let f = || cx.signal(1);"), 104),
        (setup("let m = cx.memo(|r| cx.signal(1));"), 104),
        (setup("if a { return b; } let c = cx.signal(1);"), 105),
        (setup("let a = f()?; let c = cx.signal(1);"), 105),
        (signature("fn Card() -> Component"), 106),
        (signature("fn Card(cx: &Setup) -> Component"), 106),
        (
            signature("fn Card(size: Prop<u32>, cx: &mut Setup) -> Component"),
            106,
        ),
        (signature("fn Card(self) -> Component"), 106),
        (
            signature("fn Card(&self, cx: &mut Setup) -> Component"),
            109,
        ),
        (signature("async fn Card(cx: &mut Setup) -> Component"), 107),
        (signature("fn Card<'a>(cx: &mut Setup) -> Component"), 107),
        (signature("fn Card(cx: &mut Setup)"), 108),
        (signature("fn Card(cx: &mut Setup) -> View"), 108),
        (
            "fn Card(cx: &mut Setup) -> Component { view! { r, } }".into(),
            108,
        ),
        (
            "fn Card(cx: &mut Setup) -> Component { view! { cx, } }".into(),
            108,
        ),
        ("fn Card(cx: &mut Setup) -> Component { }".into(), 108),
        (
            "fn Card(cx: &mut Setup) -> Component { let a = cx.signal(1); }".into(),
            108,
        ),
        (
            signature("fn Card(cx: &mut Setup, title: impl Display) -> Component"),
            114,
        ),
        (
            signature(
                "fn Card(cx: &mut Setup, #[prop(into = 3)] title: Prop<String>) -> Component",
            ),
            110,
        ),
        (
            signature(
                "fn Card(cx: &mut Setup, #[prop(into, into)] title: Prop<String>) -> Component",
            ),
            110,
        ),
        (
            signature(
                "fn Card(cx: &mut Setup, #[prop(required)] title: Prop<String>) -> Component",
            ),
            110,
        ),
        (
            signature("fn Card(cx: &mut Setup, title: String) -> Component"),
            109,
        ),
        (
            signature("fn Card(cx: &mut Setup, #[prop(defalt)] title: Prop<String>) -> Component"),
            110,
        ),
        (signature("fn card_box(cx: &mut Setup) -> Component"), 111),
        (
            signature("fn Card(cx: &mut Setup, key: Prop<u32>) -> Component"),
            112,
        ),
        (
            signature("fn Card(cx: &mut Setup, children: Prop<u32>) -> Component"),
            112,
        ),
        (
            signature(
                "fn Card(cx: &mut Setup, #[prop(optional)] a: Prop<Option<u8>>, maybe_a: Prop<u8>) -> Component",
            ),
            112,
        ),
        (
            signature(
                "fn Card(cx: &mut Setup, #[prop(optional)] title: Prop<String>) -> Component",
            ),
            110,
        ),
        (
            signature(
                "fn Card(cx: &mut Setup, #[prop(optional, default)] title: Prop<Option<u8>>) -> Component",
            ),
            110,
        ),
        (
            signature("fn Card(cx: &mut Setup, #[prop(into)] head: Slot) -> Component"),
            110,
        ),
        (
            signature(
                "fn Card(cx: &mut Setup, #[prop(default = f)] pick: Callback<u8>) -> Component",
            ),
            110,
        ),
        (
            signature("fn Card(cx: &mut Setup, head: View) -> Component"),
            109,
        ),
        (
            signature("fn Card(cx: &mut Setup, row: SlotFn) -> Component"),
            109,
        ),
        (
            signature("fn Card(cx: &mut Setup, head: Slot<u8>) -> Component"),
            109,
        ),
        (
            signature("fn Card(cx: &mut Setup, title: &str) -> Component"),
            109,
        ),
        (
            signature("fn Card<'a>(cx: &mut Setup, title: Prop<&'a str>) -> Component"),
            114,
        ),
        (
            signature("fn Card(cx: &mut Setup, title: Prop<&str>) -> Component"),
            114,
        ),
        (
            signature("fn Card(cx: &mut Setup, names: Prop<Option<&'a [&'a str]>>) -> Component"),
            114,
        ),
        (
            signature("fn Card(cx: &mut Setup, title: Prop<impl Display>) -> Component"),
            114,
        ),
    ]
}
