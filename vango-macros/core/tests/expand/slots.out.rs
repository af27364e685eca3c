fn page(r: &Render, items: Signal<Vec<Item>>, picked: Signal<u32>) -> View {
    {
        use ::vango::__private::v1 as __v;
        const __T0: __v::Template = __v::Template::marked(
            11305372471128346998u64,
            &["", "", "", "", ""],
            &[],
            &[__v::Kind::Child, __v::Kind::Child, __v::Kind::Child, __v::Kind::Rows],
        );
        const __T1: __v::Template = __v::Template::marked(
            4554842787777118930u64,
            &["<p>body</p>", "<!---->"],
            &[],
            &[__v::Kind::Dyn],
        );
        const __T2: __v::Template = __v::Template::marked(
            9226800213404968411u64,
            &["<h2>", "</h2>"],
            &[],
            &[__v::Kind::Dyn],
        );
        const __T3: __v::Template = __v::Template::marked(
            15519201624626240356u64,
            &["", ""],
            &[],
            &[__v::Kind::Branch],
        );
        const __T4: __v::Template = __v::Template::marked(
            12595173216288364862u64,
            &["some<!---->"],
            &[],
            &[],
        );
        const __T5: __v::Template = __v::Template::marked(
            10145392484707854476u64,
            &["only a slot<!---->"],
            &[],
            &[],
        );
        const __T6: __v::Template = __v::Template::marked(
            3753392516018464666u64,
            &["", "<button>", "</button>"],
            &[(7, 1)],
            &[__v::Kind::on("click", false), __v::Kind::Dyn],
        );
        let mut __b = __v::open(&*r, &__T0);
        {
            let count = items.get(r).len();
            __b.child({
                #[allow(unused_imports)]
                use __v::NoChildren as _;
                let (__c, __p) = ui::Card::props().__of();
                let __p = __c.title(__p, "x");
                let __p = __c
                    .children(
                        __p,
                        {
                            let mut __b = __v::open(&*r, &__T1);
                            __b.expr(count);
                            __b.close()
                        },
                    );
                let __p = __c
                    .head(
                        __p,
                        {
                            let mut __b = __v::open(&*r, &__T2);
                            __b.expr(count);
                            __b.close()
                        },
                    );
                let __p = __c
                    .foot(
                        __p,
                        {
                            let mut __b = __v::open(&*r, &__T3);
                            if count > 0 {
                                let __b = __b.branch(&__T4);
                                __b.end();
                            } else {
                                __b.empty();
                            }
                            __b.close()
                        },
                    );
                __p.all_given()
            });
        }
        __b.child({
            let (__c, __p) = List::<Item>::props().__of();
            let __p = __c.rows(__p, items);
            let __p = __c
                .row(
                    __p,
                    move |r, item| {
                        {
                            use ::vango::__private::v1 as __v;
                            const __T0: __v::Template = __v::Template::marked(
                                10160134414349708765u64,
                                &["", "<!---->"],
                                &[],
                                &[__v::Kind::Dyn],
                            );
                            let mut __b = __v::open(&*r, &__T0);
                            __b.expr(&item.name);
                            __b.close()
                        }
                    },
                );
            let __p = __c.on_pick(__p, move |tx, id| { picked.set(tx, id) });
            __p.all_given()
        });
        __b.child({
            let (__c, __p) = Empty::props().__of();
            let __p = __c
                .head(
                    __p,
                    {
                        let __b = __v::open(&*r, &__T5);
                        __b.close()
                    },
                );
            __p.all_given()
        });
        {
            let mut __rows = __b.rows(&__T6);
            #[allow(for_loops_over_fallibles)]
            for item in items.get(r) {
                if __rows.is_full() {
                    break;
                }
                let mut __b = __rows.row(&(item.id));
                let name = &item.name;
                if false {
                    {
                        use __v::Owned as _;
                        __v::row_of(&item).kept();
                    }
                    __v::copy_what_you_need_first!(name);
                }
                __b.on0(
                    __v::Repeated(__v::events::click),
                    move |tx| {
                        _ = {
                            picked.set(tx, item.id);
                            note(tx, name.len());
                        };
                    },
                );
                __b.expr(name);
                __b.end();
            }
            __rows.end();
        }
        __b.close()
    }
}
