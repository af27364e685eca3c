struct Page;
impl Page {
    #[allow(unused)]
    fn __body(cx: &mut Setup<'_, ::vango::__private::v1::Checked>) -> Component {
        render(|r| {
            use ::vango::__private::v1 as __v;
            static __T0: __v::Template = __v::Template::marked(
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
    struct HandlesOfPage {}
    struct PropsOfPage {
        __given: __v::Marks<()>,
    }
    impl Page {
        /// Its props; each method sets one.
        pub fn props() -> PropsOfPage {
            let _ = Page;
            PropsOfPage {
                __given: __v::PhantomData,
            }
        }
    }
    impl PropsOfPage {
        #[doc(hidden)]
        pub fn children(self, _: impl __v::ChildrenOf<Page>) -> Self {
            self
        }
        #[doc(hidden)]
        pub fn all_given(self) -> __v::Ready<Page> {
            __v::complete(self)
        }
    }
    impl __v::CompleteProps for PropsOfPage {
        type Component = Page;
        fn into_props(self) -> ValuesOfPage {
            ValuesOfPage {}
        }
    }
    impl __v::NoRequiredProps for Page {
        fn default_props() -> Self::Props {
            __v::CompleteProps::into_props(Self::props())
        }
    }
    impl __v::ComponentDef for Page {
        const NAME: &'static str = "Page";
        type Props = ValuesOfPage;
        type Handles = HandlesOfPage;
        fn setup(
            cx: &mut __v::Setup<'_, __v::Checked>,
            props: Self::Props,
        ) -> (__v::Component, Self::Handles) {
            let props = HandlesOfPage {};
            (Self::__body(cx), props)
        }
        fn update(
            props: Self::Props,
            handles: &Self::Handles,
            cx: &mut __v::PropWriter<'_>,
        ) {
            _ = (props, handles, cx);
        }
    }
};
