#[component]
pub fn Profile(cx: &mut Setup, #[prop(default = 1)] step: Prop<i64>) -> Component {
    let count = cx.signal(0);
    let name = cx.signal(String::new());
    render(move |r| view! { r,
        <article class="profile" class:busy=(*count.get(r) > 10)>
            <header>
                <h1>{name}</h1>
                <p>"Member since " <time>"2024"</time></p>
            </header>
            <nav>
                <ul>
                    <li><a href="/">"Home"</a></li>
                    <li><a href="/about">"About"</a></li>
                    <li><a href="/help">"Help"</a></li>
                </ul>
            </nav>
            <section>
                <output title={name.get(r)}>{count}</output>
                <button on:click=move |tx| { *count.get_mut(tx) += *step.get(tx); }>"+"</button>
                <button on:click=move |tx| { *count.get_mut(tx) -= *step.get(tx); }>"-"</button>
            </section>
            <footer>
                <small>"Steps of " <b>{step}</b></small>
            </footer>
        </article>
    })
}
