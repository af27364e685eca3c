use vango::prelude::*;

fn clicks(r: &Render) -> u32 {
    #[shared]
    static COUNT: u32 = 0;
    *COUNT.get(r)
}

fn visits(r: &Render) -> u32 {
    #[shared]
    static COUNT: u32 = 0;
    *COUNT.get(r)
}

#[component]
pub fn Counts(cx: &mut Setup) -> Component {
    let _shown = cx.signal(true);
    render(move |r| {
        view! { r, <p>{clicks(r)}" clicks, "{visits(r)}" visits"</p> }
    })
}
