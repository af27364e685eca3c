//! Every mistake of this kind is one error, wherever the element stands.
use vango::prelude::*;

macro_rules! icon {
    ($r:expr, $path:literal) => {
        view! { $r, <button><svg viewBox="0 0 8 8"><path d=$path /></svg></button> }
    };
}

#[component]
fn Panel(cx: &mut Setup, children: Slot) -> Component {
    let name = cx.signal(String::new());
    let tags = cx.signal(vec!["a".to_owned()]);
    render(move |r| {
        let rows = move |r: &Render| view! { r, <ul>for tag in tags.get(r), key = tag { <li><a href="/"></a></li> }</ul> };
        view! { r,
            <section>
                <img src="/logo.svg" />
                <img src="/logo.svg" atl="A logo" />
                <input placeholder="Name" bind:value=name />
                match name.get(r).as_str() {
                    "" => { <textarea></textarea> }
                    _ => { <div role="dialogue" tabindex=3 aria-modal>{children}</div> }
                }
                <Fold><button class="more"></button></Fold>
                {rows(r)}
                {icon!(r, "M0 0")}
            </section>
        }
    })
}

#[component]
fn Fold(_cx: &mut Setup, children: Slot) -> Component {
    render(move |r| {
        view! { r,
            <div aria-hidden="no">{children}</div>
            <img src="/a.png" alt="A" allow:missing_alt="there was none once" />
            <img src="/b.png" allow:missing_alt="" />
            <img src="/c.png" allow:mising_alt="decoration" />
        }
    })
}

fn main() {}
