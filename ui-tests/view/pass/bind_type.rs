use vango::prelude::*;

#[component]
fn Tags(cx: &mut Setup) -> Component {
    let tags = cx.signal(vec![String::from("rust")]);
    let text = cx.signal(String::from("rust"));
    cx.on_change(
        move |r| text.get(r).clone(),
        move |tx, text| tags.set(tx, text.split(' ').map(str::to_owned).collect()),
    );
    render(move |r| view! { r,
        <input aria-label="Tags" bind:value=text>
        <p>{tags.get(r).len()}</p>
    })
}
