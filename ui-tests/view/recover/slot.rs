//! A generic component, a slot function with markup of its own, named slots, and statements that they see.

fn list(r: &Render) -> View {
    view! { r, <List<x_Item> rows={x_rows} row=move |x_r, x_item| { view! { x_r2, {x_item2} } }>
        let x_l = x_m; <:head><b>{x_n}</b></:head> <p>{x_o}</p> <:foot>if x_p { {x_q} }</:foot>
    </List> }
}
