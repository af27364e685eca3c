fn elements(r: &Render, url: &str, on: bool) -> View {
    view! { r,
        <main id="top" data-level=3 hidden>
            <h1>"Ham & " "eggs"</h1>
            <img src={url} alt="">
            <input type="checkbox" aria-label="On" checked=(on) tabindex=-1>
            <my-clock zone="utc"></my-clock>
            <pre>"\n two"</pre>
            {url}
            "!"
        </main>
        "end"
    }
}
