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
        let twice = cx
            .memo(move |r| {
                if false {
                    use ::vango::__private::v1 as __v;
                    __v::assert_pure(&size);
                }
                *size.get(r) * 2
            });
        cx.effect(
            move |r| {
                if false {
                    use ::vango::__private::v1 as __v;
                    __v::assert_pure(&open);
                }
                *open.get(r)
            },
            |tx, open| log(tx, open),
        );
        render(move |r| {
            if false {
                use ::vango::__private::v1 as __v;
                __v::assert_pure(&title);
                __v::assert_taken(&open);
                __v::assert_pure(&twice);
                __v::assert_pure(&kind);
            }
            {
                use ::vango::__private::v1 as __v;
                static __T0: __v::Template = __v::Template::marked(
                    6744853309926305072u64,
                    &["<h2>", "</h2>", ""],
                    &[],
                    &[__v::Kind::Dyn, __v::Kind::Branch],
                );
                static __T1: __v::Template = __v::Template::marked(
                    8658528813794952014u64,
                    &["", "<!---->", "<!---->"],
                    &[],
                    &[__v::Kind::Dyn, __v::Kind::Dyn],
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
    nonstandard_style,
    missing_docs,
    private_interfaces,
    private_bounds,
    unreachable_pub,
    unreachable_code
)]
const _: () = {
    use ::vango::__private::v1 as __v;
    pub struct ValuesOfCard {
        title: String,
        size: u32,
        kind: Kind,
    }
    pub struct HandlesOfCard {
        title: __v::Prop<String>,
        size: __v::Prop<u32>,
        kind: __v::Prop<Kind>,
    }
    pub struct PropsOfCard<TitleIs, SizeIs> {
        title: __v::Option<String>,
        size: __v::Option<u32>,
        kind: __v::Option<Kind>,
        __given: __v::Marks<(TitleIs, SizeIs)>,
    }
    #[diagnostic::on_unimplemented(
        message = "`<Card>` needs the prop `title` [VG0504]",
        label = "the prop `title` is missing",
        note = "write `<Card title={{…}}/>`"
    )]
    pub trait CardHasTitle {}
    #[diagnostic::do_not_recommend]
    impl CardHasTitle for __v::Given {}
    #[diagnostic::on_unimplemented(
        message = "`<Card>` needs the prop `size` [VG0504]",
        label = "the prop `size` is missing",
        note = "write `<Card size={{…}}/>`"
    )]
    pub trait CardHasSize {}
    #[diagnostic::do_not_recommend]
    impl CardHasSize for __v::Given {}
    impl Card {
        /// Its props; each method sets one.
        pub fn props() -> PropsOfCard<__v::Missing, __v::Missing> {
            let _ = Card;
            PropsOfCard {
                title: __v::None,
                size: __v::None,
                kind: __v::None,
                __given: __v::PhantomData,
            }
        }
    }
    impl<TitleIs, SizeIs> PropsOfCard<TitleIs, SizeIs> {
        /// What stands at the top.
        pub fn title(
            mut self,
            value: impl __v::Into<String>,
        ) -> PropsOfCard<__v::Given, SizeIs> {
            self.title = __v::Some(__v::Into::into(value));
            self.__mark()
        }
        pub fn size(mut self, value: u32) -> PropsOfCard<TitleIs, __v::Given> {
            self.size = __v::Some(value);
            self.__mark()
        }
        pub fn kind(mut self, value: Kind) -> Self {
            self.kind = __v::Some(value);
            self
        }
        #[doc(hidden)]
        pub fn children(self, _: impl __v::ChildrenOf<Card>) -> Self {
            self
        }
        fn __mark<NowTitleIs, NowSizeIs>(self) -> PropsOfCard<NowTitleIs, NowSizeIs> {
            PropsOfCard {
                title: self.title,
                size: self.size,
                kind: self.kind,
                __given: __v::PhantomData,
            }
        }
        #[doc(hidden)]
        pub fn all_given(self) -> __v::Ready<Card>
        where
            TitleIs: CardHasTitle,
            SizeIs: CardHasSize,
        {
            __v::complete(self)
        }
    }
    impl<TitleIs, SizeIs> __v::CompleteProps for PropsOfCard<TitleIs, SizeIs>
    where
        TitleIs: CardHasTitle,
        SizeIs: CardHasSize,
    {
        type Component = Card;
        fn into_props(self) -> ValuesOfCard {
            ValuesOfCard {
                title: __v::given(self.title),
                size: __v::given(self.size),
                kind: match self.kind {
                    __v::Some(value) => value,
                    __v::None => Kind::Plain,
                },
            }
        }
    }
    impl __v::ComponentDef for Card {
        const NAME: &'static str = "Card";
        type Props = ValuesOfCard;
        type Handles = HandlesOfCard;
        fn setup(
            cx: &mut __v::Setup<'_, __v::Checked>,
            props: Self::Props,
        ) -> (__v::Component, Self::Handles) {
            let props = HandlesOfCard {
                title: __v::keep(cx, props.title, __v::keeps::<String>()),
                size: __v::keep(cx, props.size, __v::keeps::<u32>()),
                kind: __v::keep(cx, props.kind, __v::keeps::<Kind>()),
            };
            (Self::__body(cx, props.title, props.size, props.kind), props)
        }
        fn update(
            props: Self::Props,
            handles: &Self::Handles,
            cx: &mut __v::PropWriter<'_>,
        ) {
            cx.renew(handles.title, props.title, __v::keeps::<String>());
            cx.renew(handles.size, props.size, __v::keeps::<u32>());
            cx.renew(handles.kind, props.kind, __v::keeps::<Kind>());
        }
    }
};
fn parent(r: &Render) -> View {
    {
        use ::vango::__private::v1 as __v;
        static __T0: __v::Template = __v::Template::marked(
            2940894309654236107u64,
            &["", "", ""],
            &[],
            &[__v::Kind::Child, __v::Kind::Child],
        );
        let mut __b = __v::open(&*r, &__T0);
        __b.child(ui::Card::props().title("hello").size(1 + 1).all_given());
        __b.child(Card::props().title(name).size(2).kind(Kind::Big).all_given());
        __b.close()
    }
}
