//! Work off the loop may block, wait and start what it likes, whatever its context is called and however it is written.
use std::path::PathBuf;

use vango::prelude::*;

fn read(path: PathBuf) -> impl Future<Output = Result<String, vango::Error>> + Send {
    async move { Ok(std::fs::read_to_string(path)?) }
}

#[derive(Clone, Copy)]
struct Form {
    count: Signal<u32>,
    url: &'static str,
}

#[component]
pub fn Files(cx: &mut Setup, limits: Prop<Vec<u32>>) -> Component {
    let form = Form { count: cx.signal(0), url: "/files" };
    let first = limits.get(cx).iter().filter(|r| **r > std::time::Instant::now().elapsed().as_secs() as u32).count();
    let load = cx.action(|_, path: PathBuf| read(path)).cancel_latest();
    let count = cx
        .action(move |w, (): ()| {
            let url = form.url;
            std::thread::sleep(std::time::Duration::ZERO);
            async move {
                let _ = w.is_cancelled();
                Ok(format!("{url} {n}", n = first))
            }
        })
        .queue(2);
    render(move |r| view! { r,
        <button disabled=(load.is_running(r)) on:click=move |tx| { load.run(tx, PathBuf::from("motd"))?; }>"Read"</button>
        <button disabled=(count.is_running(r)) on:click=move |tx| { count.run(tx, ())?; }>{form.count}</button>
    })
}
