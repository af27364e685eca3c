use vango::prelude::*;

#[component]
fn Home(_cx: &mut Setup) -> Component {
    render(move |r| view! { r,
        <main>
            <h1>"Welcome"</h1>
        </main>
    })
}
