//! Habits from other frameworks: each is one error that says how it is written here.
use vango::prelude::*;

struct Item {
    id: u32,
    name: String,
}

fn braces(r: &Render, ok: bool, items: &[Item]) -> View {
    view! { r,
        {if ok { <p>"yes"</p> } else { <p>"no"</p> }}
        {ok && <p>"yes"</p>}
        {items.iter().map(|item| <li class="row">{&item.name}</li>)}
    }
}

fn closures(r: &Render, count: Signal<u32>) -> View {
    view! { r,
        <p title=move || { count.get(r).to_string() }>{move || *count.get(r)}</p>
        <p class:many=move || { *count.get(r) > 1 }>"many"</p>
    }
}

fn events(r: &Render, count: Signal<u32>) -> View {
    view! { r,
        <button @click=move |tx| { count.set(tx, 1); }>"a"</button>
        <button on-click=move |tx| { count.set(tx, 1); }>"b"</button>
        <button onClick={move |tx| { count.set(tx, 1); }}>"c"</button>
    }
}

fn sentence(r: &Render, name: &str, items: &[Item]) -> View {
    view! { r,
        <p>Hello {name}, nice to see you!</p>
        <ul>for item in items, key = item.id <li>{&item.name}</li></ul>
    }
}

fn keys(r: &Render, items: &[Item], best: Option<&Item>) -> View {
    view! { r,
        <p><ol>for item in items { <li key={item.id}>{&item.name}</li> }</ol></p>
        match best { Some(item) => { <p>{&item.name}</p> } None => () }
        <p class=("best", best.is_some())>"best"</p>
    }
}

fn main() {}
