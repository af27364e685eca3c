/// Every kind of parameter.
pub struct Picker<T: 'static, const N: usize>(::core::marker::PhantomData<fn() -> T>);
impl<T: Display + PartialEq + Send + 'static, const N: usize> Picker<T, N>
where
    T: Clone,
{
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
    pub struct ValuesOfPicker<T: Display + PartialEq + Send + 'static, const N: usize>
    where
        T: Clone,
    {
        children: __v::Option<__v::View>,
        items: Vec<T>,
        row: __v::Option<__v::SlotClosure<T>>,
        header: __v::Option<__v::View>,
        title: Option<String>,
        on_pick: __v::Option<__v::CallbackClosure<T>>,
        __given: __v::Marks<(T,)>,
    }
    pub struct HandlesOfPicker<T: Display + PartialEq + Send + 'static, const N: usize>
    where
        T: Clone,
    {
        children: __v::Slot,
        items: __v::Prop<Vec<T>>,
        row: __v::SlotFn<T>,
        header: __v::Slot,
        title: __v::Prop<Option<String>>,
        on_pick: __v::Callback<T>,
        __given: __v::Marks<(T,)>,
    }
    pub struct PropsOfPicker<T: 'static, const N: usize, ChildrenIs, ItemsIs, RowIs> {
        children: __v::Option<__v::View>,
        items: __v::Option<Vec<T>>,
        row: __v::Option<__v::SlotClosure<T>>,
        header: __v::Option<__v::View>,
        title: __v::Option<Option<String>>,
        on_pick: __v::Option<__v::CallbackClosure<T>>,
        __given: __v::Marks<(T, ChildrenIs, ItemsIs, RowIs)>,
    }
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
        pub fn props() -> PropsOfPicker<T, N, __v::Missing, __v::Missing, __v::Missing> {
            PropsOfPicker {
                children: __v::None,
                items: __v::None,
                row: __v::None,
                header: __v::None,
                title: __v::None,
                on_pick: __v::None,
                __given: __v::PhantomData,
            }
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
            mut self,
            value: __v::View,
        ) -> PropsOfPicker<T, N, __v::Given, ItemsIs, RowIs> {
            self.children = __v::Some(value);
            self.__mark()
        }
        pub fn items(
            mut self,
            value: Vec<T>,
        ) -> PropsOfPicker<T, N, ChildrenIs, __v::Given, RowIs> {
            self.items = __v::Some(value);
            self.__mark()
        }
        pub fn row(
            mut self,
            value: impl Fn(&__v::Render<'_>, &T) -> __v::View + __v::Pure + 'static,
        ) -> PropsOfPicker<T, N, ChildrenIs, ItemsIs, __v::Given> {
            self.row = __v::Some(__v::slot_closure(value));
            self.__mark()
        }
        pub fn header(mut self, value: __v::View) -> Self {
            self.header = __v::Some(value);
            self
        }
        pub fn title(mut self, value: impl __v::Into<String>) -> Self {
            self.title = __v::Some(__v::Some(__v::Into::into(value)));
            self
        }
        /// `title`, or `None` to leave it out.
        pub fn maybe_title(mut self, value: Option<String>) -> Self {
            self.title = __v::Some(value);
            self
        }
        pub fn on_pick(mut self, value: impl Fn(&mut __v::Tx<'_>, T) + 'static) -> Self {
            self.on_pick = __v::Some(__v::callback_closure(value));
            self
        }
        fn __mark<NowChildrenIs, NowItemsIs, NowRowIs>(
            self,
        ) -> PropsOfPicker<T, N, NowChildrenIs, NowItemsIs, NowRowIs> {
            PropsOfPicker {
                children: self.children,
                items: self.items,
                row: self.row,
                header: self.header,
                title: self.title,
                on_pick: self.on_pick,
                __given: __v::PhantomData,
            }
        }
        #[doc(hidden)]
        pub fn all_given(self) -> __v::Ready<Picker<T, N>>
        where
            T: Display + PartialEq + Send,
            T: Clone,
            ChildrenIs: PickerHasChildren,
            ItemsIs: PickerHasItems,
            RowIs: PickerHasRow,
        {
            __v::complete(self)
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
        type Component = Picker<T, N>;
        fn into_props(self) -> ValuesOfPicker<T, N> {
            ValuesOfPicker {
                children: self.children,
                items: __v::given(self.items),
                row: self.row,
                header: self.header,
                title: __v::Option::unwrap_or_default(self.title),
                on_pick: self.on_pick,
                __given: __v::PhantomData,
            }
        }
    }
    impl<T: Display + PartialEq + Send + 'static, const N: usize> __v::ComponentDef
    for Picker<T, N>
    where
        T: Clone,
    {
        const NAME: &'static str = "Picker";
        type Props = ValuesOfPicker<T, N>;
        type Handles = HandlesOfPicker<T, N>;
        fn setup(
            cx: &mut __v::Setup<'_, __v::Checked>,
            props: Self::Props,
        ) -> (__v::Component, Self::Handles) {
            let props = HandlesOfPicker {
                children: __v::slot(cx, props.children),
                items: __v::keep(cx, props.items, __v::keeps::<Vec<T>>()),
                row: __v::slot_fn(cx, props.row),
                header: __v::slot(cx, props.header),
                title: __v::keep(cx, props.title, __v::keeps::<Option<String>>()),
                on_pick: __v::callback::<T>(cx, props.on_pick),
                __given: __v::PhantomData,
            };
            (
                Self::__body(
                    cx,
                    props.children,
                    props.items,
                    props.row,
                    props.header,
                    props.title,
                    props.on_pick,
                ),
                props,
            )
        }
        fn update(
            props: Self::Props,
            handles: &Self::Handles,
            cx: &mut __v::PropWriter<'_>,
        ) {
            cx.slot(handles.children, props.children);
            cx.renew(handles.items, props.items, __v::keeps::<Vec<T>>());
            cx.slot_fn(handles.row, props.row);
            cx.slot(handles.header, props.header);
            cx.renew(handles.title, props.title, __v::keeps::<Option<String>>());
            cx.callback(handles.on_pick, props.on_pick);
        }
    }
};
struct Shell;
impl Shell {
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
    struct HandlesOfShell {
        children: __v::Slot,
    }
    struct PropsOfShell<ChildrenIs> {
        children: __v::Option<__v::View>,
        __given: __v::Marks<(ChildrenIs,)>,
    }
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
        pub fn props() -> PropsOfShell<__v::Missing> {
            let _ = Shell;
            PropsOfShell {
                children: __v::None,
                __given: __v::PhantomData,
            }
        }
    }
    impl<ChildrenIs> PropsOfShell<ChildrenIs> {
        pub fn children(mut self, value: __v::View) -> PropsOfShell<__v::Given> {
            self.children = __v::Some(value);
            self.__mark()
        }
        fn __mark<NowChildrenIs>(self) -> PropsOfShell<NowChildrenIs> {
            PropsOfShell {
                children: self.children,
                __given: __v::PhantomData,
            }
        }
        #[doc(hidden)]
        pub fn all_given(self) -> __v::Ready<Shell>
        where
            ChildrenIs: ShellHasChildren,
        {
            __v::complete(self)
        }
    }
    impl<ChildrenIs> __v::CompleteProps for PropsOfShell<ChildrenIs>
    where
        ChildrenIs: ShellHasChildren,
    {
        type Component = Shell;
        fn into_props(self) -> ValuesOfShell {
            ValuesOfShell {
                children: self.children,
            }
        }
    }
    impl __v::Layout for Shell {
        fn wrap(children: __v::View) -> Self::Props {
            __v::CompleteProps::into_props(Self::props().children(children))
        }
    }
    impl __v::ComponentDef for Shell {
        const NAME: &'static str = "Shell";
        type Props = ValuesOfShell;
        type Handles = HandlesOfShell;
        fn setup(
            cx: &mut __v::Setup<'_, __v::Checked>,
            props: Self::Props,
        ) -> (__v::Component, Self::Handles) {
            let props = HandlesOfShell {
                children: __v::slot(cx, props.children),
            };
            (Self::__body(cx, props.children), props)
        }
        fn update(
            props: Self::Props,
            handles: &Self::Handles,
            cx: &mut __v::PropWriter<'_>,
        ) {
            cx.slot(handles.children, props.children);
        }
    }
};
