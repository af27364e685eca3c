//! Builders: for a prop's value, for attributes, for a page's component, for an action.
use std::time::Duration;

use vango::prelude::*;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    words: Vec<String>,
    limit: Option<usize>,
    newest_first: bool,
}

impl Query {
    pub fn new() -> Self {
        Self::default()
    }
    pub fn word(mut self, word: impl Into<String>) -> Self {
        self.words.push(word.into());
        self
    }
    pub fn limit(self, limit: usize) -> Self {
        Self { limit: Some(limit), ..self }
    }
    pub fn newest_first(mut self) -> Self {
        self.newest_first = true;
        self
    }
}

#[component]
pub fn Results(cx: &mut Setup, query: Prop<Query>) -> Component {
    let export = cx
        .action(|work, query: Query| async move {
            work.cancelled().await;
            Ok(format!("{query:?}"))
        })
        .deadline(Duration::from_secs(5))
        .on_done(|_tx, result| assert!(result.as_ref().is_ok_and(|text| !text.is_empty())))
        .cancel_latest();
    render(move |r| {
        let attrs = Attrs::new().set("title", query.get(r).words.join(" ")).flag("hidden", query.get(r).limit == Some(0));
        view! { r,
            <section {..attrs}>{query.get(r).words.len()}</section>
            <button on:click=move |tx| { export.run(tx, query.get(tx).clone().limit(1_000))?; }>"Export"</button>
        }
    })
}

#[component]
pub fn Search(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <Results query={Query::new().word("rust").word(String::from("ui")).limit(10).newest_first()}/> })
}

pub fn app() -> App {
    App::new().title("Search").page("/", Search).page_with("/{word}", |params| {
        let query = Query::new().word(params.parse::<String>("word")?);
        Ok(vango::ready(Results::props().query(query)))
    })
}
