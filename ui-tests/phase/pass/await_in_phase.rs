use vango::prelude::*;

async fn store(_note: String) {}

#[component]
fn Editor(cx: &mut Setup) -> Component {
    let note = cx.signal(String::new());
    let save = cx
        .action(|_work, note: String| async move {
            store(note).await;
            Ok(())
        })
        .drop_while_running();
    render(move |r| view! { r,
        <button disabled=(save.is_running(r)) on:click=move |tx| { let note = note.get(tx).clone(); let _ = save.run(tx, note); }>
            "Save"
        </button>
    })
}
