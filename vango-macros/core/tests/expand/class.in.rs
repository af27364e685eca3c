fn classes(r: &Render, hot: bool, sum: &str) -> View {
    view! { r,
        <p id="a" class:hot=hot title=sum class="card wide" class:text-2xl=(!hot)>"x"</p>
        <p class:only={hot}/>
        <p class={sum}/>
    }
}
