/// A card.
pub struct Card;
impl Card {
    #[inline(always)]
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
                const __T0: __v::Template = __v::Template::marked(
                    6744853309926305072u64,
                    &["<h2>", "</h2>", ""],
                    &[],
                    &[__v::Kind::Dyn, __v::Kind::Branch],
                );
                const __T1: __v::Template = __v::Template::marked(
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
        title: __v::Option<String>,
        size: __v::Option<u32>,
        kind: __v::Option<Kind>,
    }
    pub struct PropsOfCard<TitleIs, SizeIs>(ValuesOfCard, __v::Marks<(TitleIs, SizeIs)>);
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
        #[inline(always)]
        pub fn props() -> PropsOfCard<__v::Missing, __v::Missing> {
            PropsOfCard(
                ValuesOfCard {
                    title: __v::None,
                    size: __v::None,
                    kind: __v::None,
                },
                __v::PhantomData,
            )
        }
        #[doc(hidden)]
        #[inline(always)]
        pub fn title<TitleIs, SizeIs>(
            &self,
            mut p: PropsOfCard<TitleIs, SizeIs>,
            value: impl __v::Into<String>,
        ) -> PropsOfCard<__v::Given, SizeIs> {
            p.0.title = __v::Some(__v::Into::into(value));
            PropsOfCard(p.0, __v::PhantomData)
        }
        #[doc(hidden)]
        #[inline(always)]
        pub fn size<TitleIs, SizeIs>(
            &self,
            mut p: PropsOfCard<TitleIs, SizeIs>,
            value: u32,
        ) -> PropsOfCard<TitleIs, __v::Given> {
            p.0.size = __v::Some(value);
            PropsOfCard(p.0, __v::PhantomData)
        }
        #[doc(hidden)]
        #[inline(always)]
        pub fn kind<TitleIs, SizeIs>(
            &self,
            mut p: PropsOfCard<TitleIs, SizeIs>,
            value: Kind,
        ) -> PropsOfCard<TitleIs, SizeIs> {
            p.0.kind = __v::Some(value);
            p
        }
    }
    impl<TitleIs, SizeIs> PropsOfCard<TitleIs, SizeIs> {
        /// What stands at the top.
        pub fn title(
            self,
            value: impl __v::Into<String>,
        ) -> PropsOfCard<__v::Given, SizeIs> {
            let (c, p) = self.__of();
            c.title(p, value)
        }
        pub fn size(self, value: u32) -> PropsOfCard<TitleIs, __v::Given> {
            let (c, p) = self.__of();
            c.size(p, value)
        }
        pub fn kind(self, value: Kind) -> PropsOfCard<TitleIs, SizeIs> {
            let (c, p) = self.__of();
            c.kind(p, value)
        }
        #[doc(hidden)]
        #[inline(always)]
        pub fn __of(self) -> (Card, Self) {
            (Card, self)
        }
        #[doc(hidden)]
        pub fn all_given(mut self) -> __v::Invocation
        where
            TitleIs: CardHasTitle,
            SizeIs: CardHasSize,
        {
            if let __v::None = self.0.kind {
                self.0.kind = __v::Some(Kind::Plain);
            }
            __v::Invocation::new(
                &<Card as __v::ComponentDef>::KIND,
                __v::Box::new(self.0),
            )
        }
    }
    impl<TitleIs, SizeIs> __v::CompleteProps for PropsOfCard<TitleIs, SizeIs>
    where
        TitleIs: CardHasTitle,
        SizeIs: CardHasSize,
    {
        fn into_invocation(self) -> __v::Invocation {
            self.all_given()
        }
    }
    impl __v::ComponentDef for Card {
        const NAME: &'static str = "Card";
        type Props = ValuesOfCard;
    }
    impl __v::Mount for ValuesOfCard {
        #[inline(always)]
        fn setup(&mut self, __cx: &mut __v::Setup<'_, __v::Checked>) -> __v::Component {
            let title = __v::keep(__cx, &mut self.title, __v::keeps::<String>());
            let size = __v::keep(__cx, &mut self.size, __v::keeps::<u32>());
            let kind = __v::keep(__cx, &mut self.kind, __v::keeps::<Kind>());
            <Card>::__body(__cx, title, size, kind)
        }
        #[inline(always)]
        fn update(&mut self, __cx: &mut __v::PropWriter<'_>) {
            __cx.renew(&mut self.title, __v::keeps::<String>());
            __cx.renew(&mut self.size, __v::keeps::<u32>());
            __cx.renew(&mut self.kind, __v::keeps::<Kind>());
        }
    }
};
fn parent(r: &Render) -> View {
    {
        use ::vango::__private::v1 as __v;
        const __T0: __v::Template = __v::Template::marked(
            2940894309654236107u64,
            &["", "", ""],
            &[],
            &[__v::Kind::Child, __v::Kind::Child],
        );
        let mut __b = __v::open(&*r, &__T0);
        __b.child({
            let (__c, __p) = ui::Card::props().__of();
            let __p = __c.title(__p, "hello");
            let __p = __c.size(__p, 1 + 1);
            __p.all_given()
        });
        __b.child({
            let (__c, __p) = Card::props().__of();
            let __p = __c.title(__p, name);
            let __p = __c.size(__p, 2);
            let __p = __c.kind(__p, Kind::Big);
            __p.all_given()
        });
        __b.close()
    }
}
