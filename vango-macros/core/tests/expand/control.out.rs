fn control(
    r: &Render,
    user: Option<User>,
    items: &[Item],
    list: ListSignal<Item>,
) -> View {
    {
        use ::vango::__private::v1 as __v;
        const __T0: __v::Template = __v::Template::marked(
            10976200197552274458u64,
            &["", "", "<ul>", "</ul>", ""],
            &[],
            &[__v::Kind::Branch, __v::Kind::Branch, __v::Kind::Rows, __v::Kind::Rows],
        );
        const __T1: __v::Template = __v::Template::marked(
            3585232534043467369u64,
            &["<p>none</p>"],
            &[],
            &[],
        );
        const __T2: __v::Template = __v::Template::marked(
            16006876822290563014u64,
            &["", "<!---->: <!---->", "<!---->"],
            &[],
            &[__v::Kind::Dyn, __v::Kind::Dyn],
        );
        const __T3: __v::Template = __v::Template::marked(
            582146267223528329u64,
            &["<b>admin</b>"],
            &[],
            &[],
        );
        const __T4: __v::Template = __v::Template::marked(
            10768764173576374537u64,
            &["new<!---->"],
            &[],
            &[],
        );
        const __T5: __v::Template = __v::Template::marked(
            18049309177067878012u64,
            &["<li", ">", "", "<button>×</button></li>"],
            &[(3, 1), (11, 1)],
            &[__v::Kind::Attr("title"), __v::Kind::Branch, __v::Kind::on("click", false)],
        );
        const __T6: __v::Template = __v::Template::marked(
            7630401680073865349u64,
            &["✓<!---->"],
            &[],
            &[],
        );
        const __T7: __v::Template = __v::Template::marked(
            8187366143433864009u64,
            &["<p>", "</p>"],
            &[],
            &[__v::Kind::Dyn],
        );
        let mut __b = __v::open(&*r, &__T0);
        let total = items.len();
        if total == 0 {
            let __b = __b.branch(&__T1);
            __b.end();
        } else if let Some(user) = &user {
            let mut __b = __b.branch(&__T2);
            let name = &user.name;
            __b.expr(name);
            __b.expr(total);
            __b.end();
        } else {
            __b.empty();
        }
        match user {
            Some(User { admin: true, .. }) => {
                let __b = __b.branch(&__T3);
                __b.end();
            }
            Some(user) if user.is_new() => {
                let __b = __b.branch(&__T4);
                __b.end();
            }
            None => {
                __b.empty();
            }
        }
        {
            let mut __rows = __b.rows(&__T5);
            #[allow(for_loops_over_fallibles)]
            for (id, item) in items.iter().map(|item| (item.id, item)) {
                if __rows.is_full() {
                    break;
                }
                let mut __b = __rows.row(&(id));
                let label = item.label();
                __b.text(label);
                if item.done {
                    let __b = __b.branch(&__T6);
                    __b.end();
                } else {
                    __b.empty();
                }
                __b.on0(
                    __v::Repeated(__v::events::click),
                    move |tx| {
                        _ = {
                            remove(tx, id);
                        };
                    },
                );
                __b.end();
            }
            __rows.end();
        }
        __b.each(
            &__T7,
            list,
            move |r, row| {
                let mut __b = __v::row(&*r, &__T7);
                __b.expr(&row.label);
                __b.end();
            },
        );
        __b.close()
    }
}
