/// Every kind of parameter.
pub struct Picker<T: 'static, const N: usize>(::core::marker::PhantomData<fn() -> T>);
impl<T: Display + PartialEq + Send + 'static, const N: usize> Picker<T, N>
where
    T: Clone,
{
    #[inline(always)]
    fn __body(
        cx: &mut Setup<'_, ::vango::__private::v1::Checked>,
        children: Slot,
        items: Prop<Vec<T>>,
        row: SlotFn<T>,
        header: Slot,
        title: Prop<Option<String>>,
        on_pick: Callback<T>,
    ) -> Component {
        render(move |r| {
            if false {
                use ::vango::__private::v1 as __v;
                __v::assert_pure(&row);
                __v::assert_pure(&items);
            }
            row.show(r, &items.get(r)[N])
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
    pub struct ValuesOfPicker<T: 'static, const N: usize> {
        children: __v::Option<__v::View>,
        items: __v::Option<Vec<T>>,
        row: __v::Option<__v::SlotClosure<T>>,
        header: __v::Option<__v::View>,
        title: __v::Option<Option<String>>,
        on_pick: __v::Option<__v::CallbackClosure<T>>,
        __given: __v::Marks<(T,)>,
    }
    pub struct PropsOfPicker<T: 'static, const N: usize, ChildrenIs, ItemsIs, RowIs>(
        ValuesOfPicker<T, N>,
        __v::Marks<(ChildrenIs, ItemsIs, RowIs)>,
    );
    #[diagnostic::on_unimplemented(
        message = "`<Picker>` needs children [VG0504]",
        label = "nothing stands between the tags of `<Picker>`",
        note = "write `<Picker>…</Picker>`"
    )]
    pub trait PickerHasChildren {}
    #[diagnostic::do_not_recommend]
    impl PickerHasChildren for __v::Given {}
    #[diagnostic::on_unimplemented(
        message = "`<Picker>` needs the prop `items` [VG0504]",
        label = "the prop `items` is missing",
        note = "write `<Picker items={{…}}/>`"
    )]
    pub trait PickerHasItems {}
    #[diagnostic::do_not_recommend]
    impl PickerHasItems for __v::Given {}
    #[diagnostic::on_unimplemented(
        message = "`<Picker>` needs the slot function `row` [VG0504]",
        label = "the slot function `row` is missing",
        note = "write `<Picker row=|r, value| {{ view! {{ r, … }} }}/>`"
    )]
    pub trait PickerHasRow {}
    #[diagnostic::do_not_recommend]
    impl PickerHasRow for __v::Given {}
    impl<T: 'static, const N: usize> Picker<T, N> {
        /// Its props; each method sets one.
        #[inline(always)]
        pub fn props() -> PropsOfPicker<T, N, __v::Missing, __v::Missing, __v::Missing> {
            PropsOfPicker(
                ValuesOfPicker {
                    children: __v::None,
                    items: __v::None,
                    row: __v::None,
                    header: __v::None,
                    title: __v::None,
                    on_pick: __v::None,
                    __given: __v::PhantomData,
                },
                __v::PhantomData,
            )
        }
        #[doc(hidden)]
        #[inline(always)]
        pub fn children<ChildrenIs, ItemsIs, RowIs>(
            &self,
            mut p: PropsOfPicker<T, N, ChildrenIs, ItemsIs, RowIs>,
            value: __v::View,
        ) -> PropsOfPicker<T, N, __v::Given, ItemsIs, RowIs> {
            p.0.children = __v::Some(value);
            PropsOfPicker(p.0, __v::PhantomData)
        }
        #[doc(hidden)]
        #[inline(always)]
        pub fn items<ChildrenIs, ItemsIs, RowIs>(
            &self,
            mut p: PropsOfPicker<T, N, ChildrenIs, ItemsIs, RowIs>,
            value: Vec<T>,
        ) -> PropsOfPicker<T, N, ChildrenIs, __v::Given, RowIs> {
            p.0.items = __v::Some(value);
            PropsOfPicker(p.0, __v::PhantomData)
        }
        #[doc(hidden)]
        #[inline(always)]
        pub fn row<ChildrenIs, ItemsIs, RowIs>(
            &self,
            mut p: PropsOfPicker<T, N, ChildrenIs, ItemsIs, RowIs>,
            value: impl Fn(&__v::Render<'_>, &T) -> __v::View + __v::Pure + 'static,
        ) -> PropsOfPicker<T, N, ChildrenIs, ItemsIs, __v::Given> {
            p.0.row = __v::Some(__v::slot_closure(value));
            PropsOfPicker(p.0, __v::PhantomData)
        }
        #[doc(hidden)]
        #[inline(always)]
        pub fn header<ChildrenIs, ItemsIs, RowIs>(
            &self,
            mut p: PropsOfPicker<T, N, ChildrenIs, ItemsIs, RowIs>,
            value: __v::View,
        ) -> PropsOfPicker<T, N, ChildrenIs, ItemsIs, RowIs> {
            p.0.header = __v::Some(value);
            p
        }
        #[doc(hidden)]
        #[inline(always)]
        pub fn title<ChildrenIs, ItemsIs, RowIs>(
            &self,
            mut p: PropsOfPicker<T, N, ChildrenIs, ItemsIs, RowIs>,
            value: impl __v::Into<String>,
        ) -> PropsOfPicker<T, N, ChildrenIs, ItemsIs, RowIs> {
            p.0.title = __v::Some(__v::Some(__v::Into::into(value)));
            p
        }
        #[doc(hidden)]
        #[inline(always)]
        pub fn maybe_title<ChildrenIs, ItemsIs, RowIs>(
            &self,
            mut p: PropsOfPicker<T, N, ChildrenIs, ItemsIs, RowIs>,
            value: Option<String>,
        ) -> PropsOfPicker<T, N, ChildrenIs, ItemsIs, RowIs> {
            p.0.title = __v::Some(value);
            p
        }
        #[doc(hidden)]
        #[inline(always)]
        pub fn on_pick<ChildrenIs, ItemsIs, RowIs>(
            &self,
            mut p: PropsOfPicker<T, N, ChildrenIs, ItemsIs, RowIs>,
            value: impl Fn(&mut __v::Tx<'_>, T) + 'static,
        ) -> PropsOfPicker<T, N, ChildrenIs, ItemsIs, RowIs> {
            p.0.on_pick = __v::Some(__v::callback_closure(value));
            p
        }
    }
    impl<
        T: 'static,
        const N: usize,
        ChildrenIs,
        ItemsIs,
        RowIs,
    > PropsOfPicker<T, N, ChildrenIs, ItemsIs, RowIs> {
        pub fn children(
            self,
            value: __v::View,
        ) -> PropsOfPicker<T, N, __v::Given, ItemsIs, RowIs> {
            let (c, p) = self.__of();
            c.children(p, value)
        }
        pub fn items(
            self,
            value: Vec<T>,
        ) -> PropsOfPicker<T, N, ChildrenIs, __v::Given, RowIs> {
            let (c, p) = self.__of();
            c.items(p, value)
        }
        pub fn row(
            self,
            value: impl Fn(&__v::Render<'_>, &T) -> __v::View + __v::Pure + 'static,
        ) -> PropsOfPicker<T, N, ChildrenIs, ItemsIs, __v::Given> {
            let (c, p) = self.__of();
            c.row(p, value)
        }
        pub fn header(
            self,
            value: __v::View,
        ) -> PropsOfPicker<T, N, ChildrenIs, ItemsIs, RowIs> {
            let (c, p) = self.__of();
            c.header(p, value)
        }
        pub fn title(
            self,
            value: impl __v::Into<String>,
        ) -> PropsOfPicker<T, N, ChildrenIs, ItemsIs, RowIs> {
            let (c, p) = self.__of();
            c.title(p, value)
        }
        /// `title`, or `None` to leave it out.
        pub fn maybe_title(
            self,
            value: Option<String>,
        ) -> PropsOfPicker<T, N, ChildrenIs, ItemsIs, RowIs> {
            let (c, p) = self.__of();
            c.maybe_title(p, value)
        }
        pub fn on_pick(
            self,
            value: impl Fn(&mut __v::Tx<'_>, T) + 'static,
        ) -> PropsOfPicker<T, N, ChildrenIs, ItemsIs, RowIs> {
            let (c, p) = self.__of();
            c.on_pick(p, value)
        }
        #[doc(hidden)]
        #[inline(always)]
        pub fn __of(self) -> (Picker<T, N>, Self) {
            (Picker(__v::PhantomData), self)
        }
        #[doc(hidden)]
        pub fn all_given(mut self) -> __v::Invocation
        where
            T: Display + PartialEq + Send,
            T: Clone,
            ChildrenIs: PickerHasChildren,
            ItemsIs: PickerHasItems,
            RowIs: PickerHasRow,
        {
            __v::left_out(&mut self.0.title);
            __v::Invocation::new(
                &<Picker<T, N> as __v::ComponentDef>::KIND,
                __v::Box::new(self.0),
            )
        }
    }
    impl<
        T: Display + PartialEq + Send + 'static,
        const N: usize,
        ChildrenIs,
        ItemsIs,
        RowIs,
    > __v::CompleteProps for PropsOfPicker<T, N, ChildrenIs, ItemsIs, RowIs>
    where
        T: Clone,
        ChildrenIs: PickerHasChildren,
        ItemsIs: PickerHasItems,
        RowIs: PickerHasRow,
    {
        fn into_invocation(self) -> __v::Invocation {
            self.all_given()
        }
    }
    impl<T: Display + PartialEq + Send + 'static, const N: usize> __v::ComponentDef
    for Picker<T, N>
    where
        T: Clone,
    {
        const NAME: &'static str = "Picker";
        type Props = ValuesOfPicker<T, N>;
    }
    impl<T: Display + PartialEq + Send + 'static, const N: usize> __v::Mount
    for ValuesOfPicker<T, N>
    where
        T: Clone,
    {
        #[inline(always)]
        fn setup(&mut self, __cx: &mut __v::Setup<'_, __v::Checked>) -> __v::Component {
            let children = __v::slot(__cx, &mut self.children);
            let items = __v::keep(__cx, &mut self.items, __v::keeps::<Vec<T>>());
            let row = __v::slot_fn(__cx, &mut self.row);
            let header = __v::slot(__cx, &mut self.header);
            let title = __v::keep(__cx, &mut self.title, __v::keeps::<Option<String>>());
            let on_pick = __v::callback::<T>(__cx, &mut self.on_pick);
            <Picker<T, N>>::__body(__cx, children, items, row, header, title, on_pick)
        }
        #[inline(always)]
        fn update(&mut self, __cx: &mut __v::PropWriter<'_>) {
            __cx.slot(&mut self.children);
            __cx.renew(&mut self.items, __v::keeps::<Vec<T>>());
            __cx.slot_fn(&mut self.row);
            __cx.slot(&mut self.header);
            __cx.renew(&mut self.title, __v::keeps::<Option<String>>());
            __cx.callback(&mut self.on_pick);
        }
    }
};
struct Shell;
impl Shell {
    #[inline(always)]
    fn __body(
        cx: &mut Setup<'_, ::vango::__private::v1::Checked>,
        children: Slot,
    ) -> Component {
        let label = String::new();
        cx.effect(|_| (), move |tx, _| log(&label));
        render(move |r| {
            if false {
                use ::vango::__private::v1 as __v;
                __v::assert_taken(&label);
            }
            other(r, &label)
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
    struct ValuesOfShell {
        children: __v::Option<__v::View>,
    }
    struct PropsOfShell<ChildrenIs>(ValuesOfShell, __v::Marks<(ChildrenIs,)>);
    #[diagnostic::on_unimplemented(
        message = "`<Shell>` needs children [VG0504]",
        label = "nothing stands between the tags of `<Shell>`",
        note = "write `<Shell>…</Shell>`"
    )]
    trait ShellHasChildren {}
    #[diagnostic::do_not_recommend]
    impl ShellHasChildren for __v::Given {}
    impl Shell {
        /// Its props; each method sets one.
        #[inline(always)]
        pub fn props() -> PropsOfShell<__v::Missing> {
            PropsOfShell(
                ValuesOfShell {
                    children: __v::None,
                },
                __v::PhantomData,
            )
        }
        #[doc(hidden)]
        #[inline(always)]
        pub fn children<ChildrenIs>(
            &self,
            mut p: PropsOfShell<ChildrenIs>,
            value: __v::View,
        ) -> PropsOfShell<__v::Given> {
            p.0.children = __v::Some(value);
            PropsOfShell(p.0, __v::PhantomData)
        }
    }
    impl<ChildrenIs> PropsOfShell<ChildrenIs> {
        pub fn children(self, value: __v::View) -> PropsOfShell<__v::Given> {
            let (c, p) = self.__of();
            c.children(p, value)
        }
        #[doc(hidden)]
        #[inline(always)]
        pub fn __of(self) -> (Shell, Self) {
            (Shell, self)
        }
        #[doc(hidden)]
        pub fn all_given(self) -> __v::Invocation
        where
            ChildrenIs: ShellHasChildren,
        {
            __v::Invocation::new(
                &<Shell as __v::ComponentDef>::KIND,
                __v::Box::new(self.0),
            )
        }
    }
    impl<ChildrenIs> __v::CompleteProps for PropsOfShell<ChildrenIs>
    where
        ChildrenIs: ShellHasChildren,
    {
        fn into_invocation(self) -> __v::Invocation {
            self.all_given()
        }
    }
    impl __v::Layout for Shell {
        fn wrap(children: __v::View) -> __v::Invocation {
            Self::props().children(children).all_given()
        }
    }
    impl __v::ComponentDef for Shell {
        const NAME: &'static str = "Shell";
        type Props = ValuesOfShell;
    }
    impl __v::Mount for ValuesOfShell {
        #[inline(always)]
        fn setup(&mut self, __cx: &mut __v::Setup<'_, __v::Checked>) -> __v::Component {
            let children = __v::slot(__cx, &mut self.children);
            <Shell>::__body(__cx, children)
        }
        #[inline(always)]
        fn update(&mut self, __cx: &mut __v::PropWriter<'_>) {
            __cx.slot(&mut self.children);
        }
    }
};
