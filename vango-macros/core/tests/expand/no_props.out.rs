struct Page;
impl Page {
    #[allow(unused)]
    fn __body(cx: &mut Setup<'_, ::vango::__private::v1::Checked>) -> Component {
        render(|r| {
            use ::vango::__private::v1 as __v;
            static __T0: __v::Template = __v::Template::new(
                6564390462268365539u64,
                &["<p>hello</p>"],
                "<p>hello</p>",
                &[],
            );
            let __b = __v::open(&*r, &__T0);
            __b.close()
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
    struct PageProps {}
    struct PageHandles {}
    struct PagePropsBuilder {}
    impl Page {
        /// The props of this component; each method sets one.
        fn props() -> PagePropsBuilder {
            let _ = Page;
            PagePropsBuilder {}
        }
    }
    impl PagePropsBuilder {
        /// Called by `view!`. The bounds stand on the method, so that rustc reports a missing prop where it is called.
        #[doc(hidden)]
        fn __complete(self) -> __v::Ready<Page> {
            __v::complete(self)
        }
    }
    impl __v::CompleteProps for PagePropsBuilder {
        type Component = Page;
        fn into_props(self) -> PageProps {
            PageProps {}
        }
    }
    impl __v::NoRequiredProps for Page {
        fn default_props() -> PageProps {
            __v::CompleteProps::into_props(Page::props())
        }
    }
    impl __v::ComponentDef for Page {
        const NAME: &'static str = "Page";
        type Props = PageProps;
        type Handles = PageHandles;
        fn setup(
            cx: &mut __v::Setup<'_, __v::Checked>,
            props: PageProps,
        ) -> (__v::Component, PageHandles) {
            let props = PageHandles {};
            (Page::__body(cx), props)
        }
        fn update(
            props: PageProps,
            handles: &PageHandles,
            cx: &mut __v::PropWriter<'_>,
        ) {
            _ = (props, handles, cx);
        }
    }
};
