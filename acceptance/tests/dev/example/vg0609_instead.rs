use vango::prelude::*;

fn clicks(r: &Render) -> u32 {
    #[shared]
    static CLICKS: u32 = 0;
    *CLICKS.get(r)
}

fn visits(r: &Render) -> u32 {
    #[shared]
    static VISITS: u32 = 0;
    *VISITS.get(r)
}

#[component]
pub fn Counts(cx: &mut Setup) -> Component {
    let _shown = cx.signal(true);
    render(move |r| {
        view! { r, <p>{clicks(r)}" clicks, "{visits(r)}" visits"</p> }
    })
}
