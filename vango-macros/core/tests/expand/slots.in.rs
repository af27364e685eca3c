fn page(r: &Render, items: Signal<Vec<Item>>, picked: Signal<u32>) -> View {
    view! { r,
        <ui::Card title="x">
            let count = items.get(r).len();
            <:head><h2>{count}</h2></:head>
            <p>"body"</p> {count}
            <:foot>if count > 0 { "some" }</:foot>
        </ui::Card>
        <List<Item> rows={items} row=move |r, item| { view! { r, {&item.name} } } on_pick=move |tx, id| { picked.set(tx, id) }/>
        <Empty><:head>"only a slot"</:head></Empty>
        for item in items.get(r), key = item.id {
            let name = &item.name;
            <button on:click=move |tx| { picked.set(tx, item.id); note(tx, name.len()); }>{name}</button>
        }
    }
}
