//! A hole. A handle is leaked: a reference to it is `Send`, since handles are `Sync`. It can be kept in a signal and taken to
//! a loader, where no context reads it. Its use after its component has gone panics with `StaleHandle`.
use vango::prelude::*;

#[component]
pub fn Page(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    let leaked: &'static Signal<i32> = Box::leak(Box::new(count));
    let kept = cx.signal(vec![leaked]);
    let loaded = cx.resource(|_| (), move |_work, ()| async move { Ok(format!("{leaked:?}").len()) });
    render(move |r| view! { r, {kept.get(r).len()}{loaded.ready(r)} })
}
