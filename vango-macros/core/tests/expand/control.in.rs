fn control(r: &Render, user: Option<User>, items: &[Item], list: ListSignal<Item>) -> View {
    view! { r,
        let total = items.len();
        if total == 0 {
            <p>"none"</p>
        } else if let Some(user) = &user {
            let name = &user.name;
            {name} ": " {total}
        }
        match user {
            Some(User { admin: true, .. }) => { <b>"admin"</b> }
            Some(user) if user.is_new() => { "new" }
            None => {}
        }
        <ul>
            for (id, item) in items.iter().map(|item| (item.id, item)), key = id {
                let label = item.label();
                <li title={label}>
                    if item.done { "✓" }
                    <button on:click=move |tx| { remove(tx, id); }>"×"</button>
                </li>
            }
        </ul>
        each row in list { <p>{&row.label}</p> }
    }
}
