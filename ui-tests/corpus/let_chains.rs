//! `if let … && let …`, `let … else` and `matches!` in memos, render, markup and handlers.
use vango::prelude::*;

#[derive(Clone)]
struct User {
    name: String,
    boss: Option<Box<User>>,
}

#[component]
pub fn Profile(cx: &mut Setup) -> Component {
    let user = cx.signal(None::<User>);
    let minimum = cx.signal(Some(3_usize));
    let boss = cx.memo(move |r| {
        if let Some(user) = user.get(r) && let Some(boss) = &user.boss && boss.name.len() > 1 {
            Some(boss.name.clone())
        } else {
            None
        }
    });
    render(move |r| {
        let Some(user_now) = user.get(r) else {
            return view! { r, <button on:click=move |tx| { user.set(tx, Some(User { name: "Ada".into(), boss: None })); }>"Log in"</button> };
        };
        view! { r,
            if let Some(boss) = boss.get(r) && !boss.is_empty() { <p>"below "{boss}</p> }
            else if let Some(minimum) = minimum.get(r) && user_now.name.len() < *minimum { <p>"short"</p> }
            <label>"Name" <input on:change=move |tx, ev| {
                let Some(minimum) = *minimum.get(tx) else { return };
                let (("" | " ", false) | (_, true)) = (ev.value.as_str(), ev.value.len() >= minimum) else {
                    return;
                };
                if let Some(user) = user.get_mut(tx) && user.name != ev.value {
                    user.name.clone_from(&ev.value);
                }
            }/></label>
        }
    })
}
