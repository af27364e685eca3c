//! A bit of everything: attributes, handlers, `match`, `for`, `each`, `if`, a component.

fn section(x_r: &Render) -> View {
    view! { r, <section class="card" class:hot=(*x_count.get(x_r2) > 10) id=x_id>
        <button on:click=move |x_tx| { let x_by = *x_step.get(x_t); *x_c.get_mut(x_u) -= x_b; }>"-"</button>
        <input aria-label="a" value={x_value} disabled=(x_busy) on:input=|x_tx, x_ev| { x_set(x_ev.value)?; }>
        match x_user.get(x_r) { x_Some(x_name) if x_old => { <p>{&x_n.name}</p> } _ => { "none" } }
        <ul>for x_item in x_items.get(x_r), key = x_key.id { let x_i = x_j.id; <li>{&x_item2.name}</li> }</ul>
        each x_row in x_list { <p>{x_cell.text()}</p> }
        if x_a.is_empty() { <p>"empty"</p> } else if let x_B(x_c2) = x_d { {x_e} } else { {x_f} }
        <ui::Card title={x_title} kind=x_Kind::x_A on_pick=move |x_p| { x_q } open/>
        "text" {x_last}
    </section> }
}
