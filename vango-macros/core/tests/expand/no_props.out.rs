struct Page;
impl Page {
    #[allow(unused)]
    #[inline(always)]
    fn __body(cx: &mut Setup<'_, ::vango::__private::v1::Checked>) -> Component {
        render(|r| {
            use ::vango::__private::v1 as __v;
            const __T0: __v::Template = __v::Template::marked(
                6564390462268365539u64,
                &["<p>hello</p>"],
                &[],
                &[],
            );
            let __b = __v::open(&*r, &__T0);
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
    struct ValuesOfPage {}
    struct PropsOfPage(ValuesOfPage, __v::Marks<()>);
    impl Page {
        /// Its props; each method sets one.
        #[inline(always)]
        pub fn props() -> PropsOfPage {
            PropsOfPage(ValuesOfPage {}, __v::PhantomData)
        }
    }
    impl PropsOfPage {
        #[doc(hidden)]
        #[inline(always)]
        pub fn __of(self) -> (Page, Self) {
            (Page, self)
        }
        #[doc(hidden)]
        pub fn all_given(self) -> __v::Invocation {
            __v::Invocation::new(
                &<Page as __v::ComponentDef>::KIND,
                __v::Box::new(self.0),
            )
        }
    }
    impl __v::CompleteProps for PropsOfPage {
        fn into_invocation(self) -> __v::Invocation {
            self.all_given()
        }
    }
    impl __v::NoRequiredProps for Page {
        fn with_defaults() -> __v::Invocation {
            Self::props().all_given()
        }
    }
    impl __v::ComponentDef for Page {
        const NAME: &'static str = "Page";
        type Props = ValuesOfPage;
    }
    impl __v::Mount for ValuesOfPage {
        #[inline(always)]
        fn setup(&mut self, __cx: &mut __v::Setup<'_, __v::Checked>) -> __v::Component {
            <Page>::__body(__cx)
        }
    }
};
