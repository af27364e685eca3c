/// A card.
#[component]
pub fn Card(
    cx: &mut Setup,
    /// What stands at the top.
    #[prop(into)]
    title: Prop<String>,
    size: Prop<u32>,
    #[prop(default = Kind::Plain)] kind: Prop<Kind>,
) -> Component {
    let open = cx.signal(true);
    let twice = cx.memo(move |r| *size.get(r) * 2);
    cx.effect(move |r| *open.get(r), |tx, open| log(tx, open));
    render(move |r| view! { r,
        <h2>{title}</h2>
        if *open.get(r) { {twice} {kind.get(r).name()} }
    })
}

fn parent(r: &Render) -> View {
    view! { r, <ui::Card title="hello" size=(1 + 1)/> <Card title={name} size=2 kind=Kind::Big/> }
}
