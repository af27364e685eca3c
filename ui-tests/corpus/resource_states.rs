//! Resources: all states, helpers over `Load`, a key that is a struct, one resource that follows another, `latest`.
use vango::prelude::*;

#[derive(Clone, PartialEq)]
struct Key {
    user: u32,
    page: usize,
}

#[derive(Clone, Debug)]
struct Post {
    id: u32,
    title: String,
}

async fn load_posts(work: &Work, key: &Key) -> Result<Vec<Post>, vango::Error> {
    if work.is_cancelled() {
        return Err(vango::Error::message("nobody waits"));
    }
    let title = format!("{} of {}", key.page, key.user);
    let id = u32::try_from(key.page)?;
    Ok(vec![Post { id, title }])
}

fn notice<T>(r: &Render, load: &Load<T>) -> Option<View> {
    let text = match load {
        Load::Loading => "loading".to_owned(),
        Load::Reloading(_) => "loading again".to_owned(),
        Load::Failed(error) => format!("{error:#}"),
        Load::Ready(_) => return None,
    };
    Some(view! { r, <p role="status">{text}</p> })
}

#[component]
pub fn Posts(cx: &mut Setup, user: Prop<u32>) -> Component {
    let page = cx.signal(0);
    let posts = cx.resource(
        move |r| Key { user: *user.get(r), page: *page.get(r) },
        async |work, key| load_posts(&work, &key).await,
    );
    let first = cx.resource(
        move |r| posts.ready(r).and_then(|posts| posts.first()).map(|post| post.id),
        |_work, id| async move {
            let Some(id) = id else { return Ok(None) };
            let text: String = format!("post {id}").parse()?;
            Ok(Some(text))
        },
    );
    render(move |r| {
        view! { r,
            {notice(r, posts.get(r))} {notice(r, first.get(r))}
            if let Some(posts) = posts.latest(r) {
                for post in posts, key = post.id { <h3>{&post.title}</h3> }
            }
            {first.ready(r).and_then(Option::as_ref)}
            if let Some(error) = posts.get(r).failure() {
                <p role="alert">{error.to_string()}</p>
                <button on:click=move |tx| { posts.refresh(tx); }>"again"</button>
            }
            <button disabled=(posts.is_loading(r)) on:click=move |tx| { *page.get_mut(tx) += 1; }>"more"</button>
        }
    })
}
