/// A card.
pub struct Card;
impl Card {
    fn __body(
        cx: &mut Setup<'_, ::vango::__private::v1::Checked>,
        title: Prop<String>,
        size: Prop<u32>,
        kind: Prop<Kind>,
    ) -> Component {
        let open = cx.signal(true);
        let twice = cx.memo(move |r| *size.get(r) * 2);
        cx.effect(
            move |r| {
                if false {
                    ::vango::__private::v1::assert_pure(&open);
                }
                *open.get(r)
            },
            |tx, open| log(tx, open),
        );
        render(move |r| {
            if false {
                ::vango::__private::v1::assert_pure(&open);
                ::vango::__private::v1::assert_pure(&twice);
            }
            {
                use ::vango::__private::v1 as __v;
                static __T0: __v::Template = __v::Template::new(
                    6744853309926305072u64,
                    &["<h2>", "</h2>", ""],
                    "<h2><!--v--></h2><!--v-->",
                    &[__v::SlotKind::Dyn, __v::SlotKind::Branch],
                );
                static __T1: __v::Template = __v::Template::new(
                    8658528813794952014u64,
                    &["", "<!---->", "<!---->"],
                    "<!--v--><!--v-->",
                    &[__v::SlotKind::Dyn, __v::SlotKind::Dyn],
                );
                let mut __b = __v::open(&*r, &__T0);
                __b.expr(title);
                if *open.get(r) {
                    let mut __b = __b.branch(&__T1);
                    __b.expr(twice);
                    __b.expr(kind.get(r).name());
                    __b.end();
                } else {
                    __b.empty();
                }
                __b.close()
            }
        })
    }
}
#[allow(
    dead_code,
    non_snake_case,
    non_camel_case_types,
    missing_docs,
    private_interfaces,
    private_bounds,
    unreachable_pub
)]
const _: () = {
    use ::vango::__private::v1 as __v;
    pub struct CardProps {
        title: String,
        size: u32,
        kind: Kind,
    }
    pub struct CardHandles {
        title: Prop<String>,
        size: Prop<u32>,
        kind: Prop<Kind>,
    }
    pub struct CardPropsBuilder<__title, __size> {
        title: __title,
        size: __size,
        kind: ::core::option::Option<Kind>,
    }
    #[diagnostic::on_unimplemented(
        message = "`<Card>` needs the prop `title`",
        label = "the prop `title` is missing",
        note = "write `<Card title={{…}}/>`"
    )]
    pub trait __Needs_title {
        fn value(self) -> String;
    }
    impl __Needs_title for String {
        fn value(self) -> String {
            self
        }
    }
    #[diagnostic::on_unimplemented(
        message = "`<Card>` needs the prop `size`",
        label = "the prop `size` is missing",
        note = "write `<Card size={{…}}/>`"
    )]
    pub trait __Needs_size {
        fn value(self) -> u32;
    }
    impl __Needs_size for u32 {
        fn value(self) -> u32 {
            self
        }
    }
    impl<__size> CardPropsBuilder<(), __size> {
        /// What stands at the top.
        pub fn title(
            self,
            value: impl ::core::convert::Into<String>,
        ) -> CardPropsBuilder<String, __size> {
            CardPropsBuilder {
                title: ::core::convert::Into::into(value),
                size: self.size,
                kind: self.kind,
            }
        }
    }
    impl<__title> CardPropsBuilder<__title, ()> {
        pub fn size(self, value: u32) -> CardPropsBuilder<__title, u32> {
            CardPropsBuilder {
                size: value,
                title: self.title,
                kind: self.kind,
            }
        }
    }
    impl<__title, __size> CardPropsBuilder<__title, __size> {
        pub fn kind(self, value: Kind) -> CardPropsBuilder<__title, __size> {
            CardPropsBuilder {
                kind: ::core::option::Option::Some(value),
                title: self.title,
                size: self.size,
            }
        }
    }
    impl Card {
        /// The props of this component; each method sets one.
        pub fn props() -> CardPropsBuilder<(), ()> {
            let _ = Card;
            CardPropsBuilder {
                title: (),
                size: (),
                kind: ::core::option::Option::None,
            }
        }
    }
    impl<__title, __size> CardPropsBuilder<__title, __size> {
        /// Called by `view!`. The bounds stand on the method, so that rustc reports a missing prop where it is called.
        #[doc(hidden)]
        pub fn __complete(self) -> __v::Ready<Card>
        where
            __title: __Needs_title,
            __size: __Needs_size,
        {
            __v::complete(self)
        }
    }
    impl<__title: __Needs_title, __size: __Needs_size> __v::CompleteProps
    for CardPropsBuilder<__title, __size> {
        type Component = Card;
        fn into_props(self) -> CardProps {
            CardProps {
                title: __Needs_title::value(self.title),
                size: __Needs_size::value(self.size),
                kind: match self.kind {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => Kind::Plain,
                },
            }
        }
    }
    impl __v::ComponentDef for Card {
        const NAME: &'static str = "Card";
        type Props = CardProps;
        type Handles = CardHandles;
        fn setup(
            cx: &mut __v::Setup<'_, __v::Checked>,
            props: CardProps,
        ) -> (__v::Component, CardHandles) {
            let props = CardHandles {
                title: __v::prop(cx, props.title),
                size: __v::prop(cx, props.size),
                kind: __v::prop(cx, props.kind),
            };
            (Card::__body(cx, props.title, props.size, props.kind), props)
        }
        fn update(
            props: CardProps,
            handles: &CardHandles,
            cx: &mut __v::PropWriter<'_>,
        ) {
            cx.set(handles.title, props.title);
            cx.set(handles.size, props.size);
            cx.set(handles.kind, props.kind);
        }
    }
};
fn parent(r: &Render) -> View {
    {
        use ::vango::__private::v1 as __v;
        static __T0: __v::Template = __v::Template::new(
            2940894309654236107u64,
            &["", "", ""],
            "<!--v--><!--v-->",
            &[__v::SlotKind::Child, __v::SlotKind::Child],
        );
        let mut __b = __v::open(&*r, &__T0);
        __b.child(ui::Card::props().title("hello").size(1 + 1).__complete());
        __b.child(Card::props().title(name).size(2).kind(Kind::Big).__complete());
        __b.close()
    }
}
