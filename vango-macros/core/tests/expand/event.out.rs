fn events(r: &Render, count: Signal<i64>, save: fn(&mut Tx)) -> View {
    {
        use ::vango::__private::v1 as __v;
        const __T0: __v::Template = __v::Template::marked(
            6325808192143059609u64,
            &[
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "<button>+</button><input id=\"a\"><input id=\"b\"><button>load</button><button>all</button><button>save</button><button></button><button>one</button>",
            ],
            &[(7, 1), (24, 1), (38, 1), (53, 1), (74, 1), (94, 1), (115, 1), (132, 1)],
            &[
                __v::Kind::on("click", false),
                __v::Kind::on("input", true),
                __v::Kind::on("change", true),
                __v::Kind::on("click", false),
                __v::Kind::on("click", false),
                __v::Kind::on("click", true),
                __v::Kind::on("click", true),
                __v::Kind::on("click", false),
            ],
        );
        let mut __b = __v::open(&*r, &__T0);
        __b.on0(
            __v::events::click,
            move |tx| {
                _ = {
                    *count.get_mut(tx) += 1;
                };
            },
        );
        __b.on1(
            __v::events::input,
            move |tx, ev: &InputEvent| {
                _ = { count.set(tx, ev.value.len() as i64) };
            },
        );
        __b.try1(
            __v::events::change,
            move |tx, ev| {
                {
                    count.set(tx, ev.value.parse()?);
                };
                ::core::result::Result::Ok(())
            },
        );
        __b.try0(
            __v::events::click,
            move |tx| {
                {
                    load(tx)?;
                };
                ::core::result::Result::Ok(())
            },
        );
        __b.on0(
            __v::events::click,
            move |tx| {
                _ = {
                    let all = rows.iter().map(|row| row?).collect();
                };
            },
        );
        __b.on_with(__v::events::click, save);
        __b.on_with(__v::events::click, make(|x| x));
        __b.on0(
            __v::events::click,
            move |tx| {
                _ = count.set(tx, 1);
            },
        );
        __b.close()
    }
}
