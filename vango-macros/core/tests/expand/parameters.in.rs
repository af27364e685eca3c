/// Every kind of parameter.
#[component]
pub fn Picker<T: Display + PartialEq + Send, const N: usize>(
    cx: &mut Setup,
    children: Slot,
    items: Prop<Vec<T>>,
    row: SlotFn<T>,
    #[prop(optional)] header: Slot,
    #[prop(optional, into)] title: Prop<Option<String>>,
    #[prop(optional)] on_pick: Callback<T>,
) -> Component
where
    T: Clone,
{
    render(move |r| row.show(r, &items.get(r)[N]))
}

#[component]
fn Shell(cx: &mut Setup, children: Slot) -> Component {
    let label = String::new();
    cx.effect(|_| (), move |tx, _| log(&label));
    render(move |r| other(r, &label))
}
