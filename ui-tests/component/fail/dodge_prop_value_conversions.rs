//! Values that nearly are the prop's: a reference, an option, a handle, a number of another size.
use vango::prelude::*;

#[component]
fn Card(_cx: &mut Setup, title: Prop<String>, size: Prop<u32>, #[prop(optional)] note: Prop<Option<u8>>) -> Component {
    render(move |r| view! { r, {title}{size}{note} })
}

#[component]
fn Page(cx: &mut Setup) -> Component {
    let title = cx.signal(String::new());
    render(move |r| view! { r,
        <Card title="text" size=1/>
        <Card title={title.get(r)} size=2/>
        <Card title=title size=3/>
        <Card title={String::new()} size={4_u64}/>
        <Card title={String::new()} size=5 note={Some(1)}/>
    })
}

fn main() {}
