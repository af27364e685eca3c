//! leptos with the feature `ssr`: the view is built and turned into HTML, below an owner of its own as for each request.
//!
//! The rows are a `Vec` of views, which is its fastest list on a server (`<For/>` and signals in each row cost more).
//! What its views borrow has to live as long as the program here, so nothing is cloned.

use leptos::prelude::*;

use crate::data::{Profile, Row};

/// The table, with its handlers.
pub fn table(rows: &'static [Row]) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        let shown = RwSignal::new(rows.iter().collect::<Vec<_>>());
        let chosen = RwSignal::new(None::<u64>);
        let lines = shown
            .get_untracked()
            .into_iter()
            .map(|row| {
                let id = row.id;
                view! {
                    <tr>
                        <td class="col-md-1">{id}</td>
                        <td class="col-md-4">
                            <a class="lbl" on:click=move |_| chosen.set(Some(id))>{row.label.as_str()}</a>
                        </td>
                        <td class="col-md-1">
                            <a class="remove" on:click=move |_| shown.update(|rows| rows.retain(|row| row.id != id))>
                                <span class="glyphicon glyphicon-remove" aria-hidden="true"></span>
                            </a>
                        </td>
                        <td class="col-md-6"></td>
                    </tr>
                }
            })
            .collect::<Vec<_>>();
        view! {
            <table class="table table-hover table-striped test-data">
                <tbody>{lines}</tbody>
            </table>
        }
        .to_html()
    });
    owner.cleanup();
    html
}

/// The small page, with its handler.
pub fn page(profile: &'static Profile) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        let followers = RwSignal::new(profile.followers);
        view! {
            <article class="profile">
                <header>
                    <img class="avatar" src=profile.avatar.as_str() alt="" />
                    <h1>{profile.name.as_str()}</h1>
                    <span class="handle">{profile.handle.as_str()}</span>
                </header>
                <p class="bio">{profile.bio.as_str()}</p>
                <ul class="counts">
                    <li><b>{profile.posts}</b><span>"Posts"</span></li>
                    <li><b>{followers}</b><span>"Followers"</span></li>
                    <li><b>{profile.following}</b><span>"Following"</span></li>
                </ul>
                <footer>
                    <button type="button" on:click=move |_| followers.update(|n| *n += 1)>"Follow"</button>
                    <small>"Since "</small>
                    <time>{profile.since}</time>
                </footer>
            </article>
        }
        .to_html()
    });
    owner.cleanup();
    html
}
