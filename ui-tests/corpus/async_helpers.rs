//! Loaders and actions made of async functions: joined, retried, generic over a client, with `async` closures and `Pin`.
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use vango::prelude::*;

pub trait Client: Send + Sync + 'static {
    fn fetch(&self, path: &str) -> Pin<Box<dyn Future<Output = Result<String, vango::Error>> + Send + '_>>;
}

async fn retry<T, F, Fut>(times: u32, work: &Work, mut attempt: F) -> Result<T, vango::Error>
where
    F: FnMut(u32) -> Fut,
    Fut: Future<Output = Result<T, vango::Error>>,
{
    let mut last = vango::Error::message("never tried");
    for time in 0..times {
        if work.is_cancelled() {
            break;
        }
        match attempt(time).await {
            Ok(value) => return Ok(value),
            Err(error) => last = error,
        }
    }
    Err(last)
}

async fn profile(work: Work, id: u32) -> Result<(String, Vec<u8>), vango::Error> {
    let client = work.service::<Arc<dyn Client>>();
    let name = retry(3, &work, |_| client.fetch("/name")).await?;
    let bytes = async { client.fetch(&format!("/picture/{id}")).await.map(String::into_bytes) };
    Ok((name, bytes.await.unwrap_or_default()))
}

#[component]
pub fn Profile(cx: &mut Setup, id: Prop<u32>) -> Component {
    let spawn = cx.resource(move |r| *id.get(r), profile);
    let rename = cx.action(async |work: Work, name: String| {
        let client = work.service::<Arc<dyn Client>>();
        let answer = client.fetch(&name).await?;
        Ok(answer.len())
    }).queue(2);
    render(move |r| {
        view! { r,
            if let Some((name, picture)) = spawn.ready(r) { <p>{name}" "{picture.len()}</p> }
            <button on:click=move |tx| { rename.run(tx, "Ada".into())?; }>"rename"</button>
            {rename.get(r).done()}
        }
    })
}
