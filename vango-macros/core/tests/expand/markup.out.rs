fn controls(r: &Render, name: Signal<String>, done: Signal<bool>, rest: Attrs) -> View {
    {
        use ::vango::__private::v1 as __v;
        const __T0: __v::Template = __v::Template::marked(
            10299644973374379227u64,
            &[
                "",
                "",
                "<form><input class=\"",
                "\" id=\"name\"",
                "",
                "",
                "><input type=\"checkbox\" aria-label=\"Done\"",
                "",
                "><select aria-label=\"Kind\"",
                "",
                "><option value=\"a\">A</option></select><p style=\"left: 0;z-index:3;",
                "",
                "",
                "",
                "\">x</p><input aria-label=\"Search\"><sl-input size=\"small\"></sl-input></form><b>one</b>",
                "<!---->",
            ],
            &[(5, 2), (12, 4), (38, 2), (80, 2), (138, 2), (177, 1), (207, 1)],
            &[
                __v::Kind::OnWith {
                    event: "submit",
                    payload: false,
                    options: __v::EventOptions {
                        flags: __v::EventFlags(1),
                        keys: &[],
                        debounce_ms: 0,
                        throttle_ms: 0,
                    },
                },
                __v::Kind::OnWith {
                    event: "keydown",
                    payload: true,
                    options: __v::EventOptions {
                        flags: __v::EventFlags(32),
                        keys: &["Escape", "F1"],
                        debounce_ms: 0,
                        throttle_ms: 0,
                    },
                },
                __v::Kind::Class("long"),
                __v::Kind::Attr("value"),
                __v::Kind::on("input", true),
                __v::Kind::Spread,
                __v::Kind::Attr("checked"),
                __v::Kind::on("change", true),
                __v::Kind::Attr("value"),
                __v::Kind::on("change", true),
                __v::Kind::Style("color"),
                __v::Kind::Style("--accent"),
                __v::Kind::OnWith {
                    event: "input",
                    payload: true,
                    options: __v::EventOptions {
                        flags: __v::EventFlags(0),
                        keys: &[],
                        debounce_ms: 300,
                        throttle_ms: 0,
                    },
                },
                __v::Kind::OnWith {
                    event: "sl-change",
                    payload: true,
                    options: __v::EventOptions {
                        flags: __v::EventFlags(4),
                        keys: &[],
                        debounce_ms: 0,
                        throttle_ms: 0,
                    },
                },
                __v::Kind::Dyn,
            ],
        );
        let mut __b = __v::open(&*r, &__T0);
        __b.on0(
            __v::events::submit,
            move |tx| {
                _ = {
                    save(tx);
                };
            },
        );
        __b.on1(
            __v::events::keydown,
            move |tx, ev| {
                _ = {
                    close(tx, ev);
                };
            },
        );
        __b.class(name.get(r).len() > 20);
        __b.bind_value(__v::events::input, name);
        __b.spread(rest, &["id", "class", "value"]);
        __b.bind_checked(__v::events::change, done);
        __b.bind_value(__v::events::change, kind);
        __b.style(color);
        __b.style(accent);
        __b.on_with(__v::events::input, search);
        __b.on1(
            __v::events::custom,
            move |tx, ev| {
                _ = {
                    read(tx, &ev.detail);
                };
            },
        );
        __b.expr(name);
        __b.close()
    }
}
fn drawing(r: &Render, radius: f64, href: &str) -> View {
    {
        use ::vango::__private::v1 as __v;
        const __T0: __v::Template = __v::Template::marked(
            17071726938006535477u64,
            &[
                "<svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"red\"></stop></linearGradient>",
                "<a",
                "><title>",
                "</title></a></svg>",
            ],
            &[(127, 1)],
            &[__v::Kind::Branch, __v::Kind::Attr("href"), __v::Kind::Dyn],
        );
        const __T1: __v::Template = __v::Template::marked(
            9648512067195323899u64,
            &["<circle", " fill=\"url(#g)\"></circle>"],
            &[(7, 1)],
            &[__v::Kind::Attr("r")],
        );
        let mut __b = __v::open(&*r, &__T0);
        if radius > 0.0 {
            let mut __b = __b.branch(&__T1);
            __b.text(radius);
            __b.end();
        } else {
            __b.empty();
        }
        __b.url(href);
        __b.expr(href);
        __b.close()
    }
}
fn document(r: &Render, title: &str, children: Slot) -> View {
    {
        use ::vango::__private::v1 as __v;
        const __T0: __v::Template = __v::Template::marked(
            12038401627339342754u64,
            &[
                "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>",
                "</title></head><body>",
                "</body></html>",
            ],
            &[],
            &[__v::Kind::Dyn, __v::Kind::Dyn],
        );
        let mut __b = __v::open(&*r, &__T0);
        __b.expr(title);
        __b.expr(children);
        __b.close()
    }
}
