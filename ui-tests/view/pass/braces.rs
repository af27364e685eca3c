//! Braces in text that are meant.
use vango::prelude::*;

#[component]
pub fn Documentation(_cx: &mut Setup) -> Component {
    render(|r| {
        let name = "Ada";
        view! { r,
            <p>"{" {name} "} { } {} a { color: red } {\"a\": {\"b\": 1}} {{name}} [0-9]{3} *.{js,ts} \\frac{a}{b}"</p>
            <p title={"Hello {name}"} data-template="Hello {name}">"Write " {"{name}"} "."</p>
            <pre><code>"println!(\"Hello {name}\");"</code></pre>
            <input aria-label="Code" pattern="[a-z]{n}" value="{}" />
            <x-row text="{name}"></x-row>
            <Template text="Hello {name}" />
        }
    })
}

#[component]
pub fn Template(_cx: &mut Setup, #[prop(into)] text: Prop<String>) -> Component {
    render(move |r| view! { r, <p>{text}</p> })
}
