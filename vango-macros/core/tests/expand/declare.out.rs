pub static CART: ::vango::__private::v1::Shared<Vec<LineItem>> = {
    use ::vango::__private::v1 as __v;
    enum __Item {}
    impl __v::Declare for __Item {
        type Value = Vec<LineItem>;
        const LIFETIME: __v::schema::Lifetime = __v::schema::Lifetime::Session;
        const NAME: &'static str = "CART";
        const PATH: &'static str = ::core::concat!(::core::module_path!(), "::CART");
        fn initial() -> Self::Value {
            __v::FromConst::from_const(const { Vec::new() })
        }
    }
    const __DECLARED: __v::Declared<Vec<LineItem>> = __v::declare::<
        Vec<LineItem>,
        __Item,
    >();
    static __RECORD: [u8; __DECLARED.record.encoded_len()] = __DECLARED.record.encode();
    __v::Shared::new(__DECLARED.define(&__RECORD))
};
/// Which theme.
#[allow(dead_code)]
pub(crate) static THEME: ::vango::__private::v1::SessionKey<Theme> = {
    use ::vango::__private::v1 as __v;
    enum __Item {}
    impl __v::Declare for __Item {
        type Value = Option<Theme>;
        const LIFETIME: __v::schema::Lifetime = __v::schema::Lifetime::Key;
        const NAME: &'static str = "THEME";
        const PATH: &'static str = ::core::concat!(::core::module_path!(), "::THEME");
        const WAS: ::core::option::Option<&'static str> = ::core::option::Option::Some(
            "shop::old::THEME",
        );
        const ID: ::core::option::Option<&'static str> = ::core::option::Option::Some(
            "shop:Theme:v2",
        );
        const MIGRATIONS: &'static [__v::Migration<Self::Value>] = &[
            __v::migration::<u8, __From0>(),
            __v::migration::<Option<Old>, __From1>(),
        ];
        const MIGRATES: &'static [__v::Fingerprint] = &__v::origins::<
            _,
            2usize,
        >(Self::MIGRATIONS);
        fn initial() -> Self::Value {
            __v::FromConst::from_const(__v::Nothing)
        }
    }
    enum __From0 {}
    impl __v::Migrate for __From0 {
        type Old = u8;
        type New = <__Item as __v::Declare>::Value;
        const UPGRADE: fn(Self::Old) -> Self::New = Theme::of;
    }
    enum __From1 {}
    impl __v::Migrate for __From1 {
        type Old = Option<Old>;
        type New = <__Item as __v::Declare>::Value;
        const ID: ::core::option::Option<&'static str> = ::core::option::Option::Some(
            "shop:Theme:v1",
        );
        const UPGRADE: fn(Self::Old) -> Self::New = |old| old.map(upgrade);
    }
    const __DECLARED: __v::Declared<Option<Theme>> = __v::declare::<
        Option<Theme>,
        __Item,
    >();
    static __RECORD: [u8; __DECLARED.record.encoded_len()] = __DECLARED.record.encode();
    __v::SessionKey::new(__DECLARED.define(&__RECORD))
};
static BANNER: ::vango::__private::v1::Global<String> = {
    use ::vango::__private::v1 as __v;
    enum __Item {}
    impl __v::Declare for __Item {
        type Value = String;
        const LIFETIME: __v::schema::Lifetime = __v::schema::Lifetime::Global;
        const NAME: &'static str = "BANNER";
        const PATH: &'static str = ::core::concat!(::core::module_path!(), "::BANNER");
        fn initial() -> Self::Value {
            __v::FromConst::from_const(const { "Welcome" })
        }
    }
    const __DECLARED: __v::Declared<String> = __v::declare::<String, __Item>();
    static __RECORD: [u8; __DECLARED.record.encoded_len()] = __DECLARED.record.encode();
    __v::Global::new(__DECLARED.define(&__RECORD))
};
struct Tour;
impl Tour {
    #[inline(always)]
    fn __body(cx: &mut Setup<'_, ::vango::__private::v1::Checked>) -> Component {
        static SEEN: ::vango::__private::v1::Shared<bool> = {
            use ::vango::__private::v1 as __v;
            enum __Item {}
            impl __v::Declare for __Item {
                type Value = bool;
                const LIFETIME: __v::schema::Lifetime = __v::schema::Lifetime::Browser;
                const NAME: &'static str = "SEEN";
                const PATH: &'static str = ::core::concat!(
                    ::core::module_path!(), "::Tour::SEEN"
                );
                fn initial() -> Self::Value {
                    __v::FromConst::from_const(const { false })
                }
            }
            const __DECLARED: __v::Declared<bool> = __v::declare::<bool, __Item>();
            static __RECORD: [u8; __DECLARED.record.encoded_len()] = __DECLARED
                .record
                .encode();
            __v::Shared::new(__DECLARED.define(&__RECORD))
        };
        render(move |r| {
            use ::vango::__private::v1 as __v;
            const __T0: __v::Template = __v::Template::marked(
                10160134414349708765u64,
                &["", "<!---->"],
                &[],
                &[__v::Kind::Dyn],
            );
            let mut __b = __v::open(&*r, &__T0);
            __b.expr(&SEEN);
            __b.close()
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
    struct ValuesOfTour {}
    struct PropsOfTour(ValuesOfTour, __v::Marks<()>);
    impl Tour {
        /// Its props; each method sets one.
        #[inline(always)]
        pub fn props() -> PropsOfTour {
            PropsOfTour(ValuesOfTour {}, __v::PhantomData)
        }
    }
    impl PropsOfTour {
        #[doc(hidden)]
        #[inline(always)]
        pub fn __of(self) -> (Tour, Self) {
            (Tour, self)
        }
        #[doc(hidden)]
        pub fn all_given(self) -> __v::Invocation {
            __v::Invocation::new(
                &<Tour as __v::ComponentDef>::KIND,
                __v::Box::new(self.0),
            )
        }
    }
    impl __v::CompleteProps for PropsOfTour {
        fn into_invocation(self) -> __v::Invocation {
            self.all_given()
        }
    }
    impl __v::NoRequiredProps for Tour {
        fn with_defaults() -> __v::Invocation {
            Self::props().all_given()
        }
    }
    impl __v::ComponentDef for Tour {
        const NAME: &'static str = "Tour";
        type Props = ValuesOfTour;
    }
    impl __v::Mount for ValuesOfTour {
        #[inline(always)]
        fn setup(&mut self, __cx: &mut __v::Setup<'_, __v::Checked>) -> __v::Component {
            <Tour>::__body(__cx)
        }
    }
};
