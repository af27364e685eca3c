//! Vango: a session of the page's component, driven as a worker of the server drives it, without the sockets.

use std::sync::Arc;

use vango::prelude::*;
use vango_protocol::{BootHead, Token, VERSION};
use vango_runtime::session::{
    Attach, Outbox, PageMatch, Root, Scratch, Session, SessionSettings, Turn,
};
use vango_runtime::view::Invocation;

use crate::data::{self, Profile, Row};

/// The table.
#[component]
fn Table(cx: &mut Setup) -> Component {
    let rows = cx.signal(data::rows().iter().collect::<Vec<&'static Row>>());
    let chosen = cx.signal(None::<u64>);
    render(move |r| {
        view! { r,
            <table class="table table-hover table-striped test-data">
                <tbody>
                    for row in rows.get(r), key = row.id {
                        let id = row.id;
                        <tr>
                            <td class="col-md-1">{id}</td>
                            <td class="col-md-4">
                                <a class="lbl" on:click=move |tx| { chosen.set(tx, Some(id)); }>{&row.label}</a>
                            </td>
                            <td class="col-md-1">
                                <a class="remove" on:click=move |tx| { rows.get_mut(tx).retain(|row| row.id != id); }>
                                    <span class="glyphicon glyphicon-remove" aria-hidden="true"></span>
                                </a>
                            </td>
                            <td class="col-md-6"></td>
                        </tr>
                    }
                </tbody>
            </table>
        }
    })
}

/// The small page.
#[component]
fn Card(cx: &mut Setup) -> Component {
    let profile: &'static Profile = data::profile();
    let followers = cx.signal(profile.followers);
    render(move |r| {
        view! { r,
            <article class="profile">
                <header>
                    <img class="avatar" src={&profile.avatar} alt="">
                    <h1>{&profile.name}</h1>
                    <span class="handle">{&profile.handle}</span>
                </header>
                <p class="bio">{&profile.bio}</p>
                <ul class="counts">
                    <li><b>{profile.posts}</b><span>"Posts"</span></li>
                    <li><b>{followers}</b><span>"Followers"</span></li>
                    <li><b>{profile.following}</b><span>"Following"</span></li>
                </ul>
                <footer>
                    <button type="button" on:click=move |tx| { *followers.get_mut(tx) += 1; }>"Follow"</button>
                    <small>"Since "</small>
                    <time>{profile.since}</time>
                </footer>
            </article>
        }
    })
}

/// Which component is the page.
pub fn table() -> Root {
    Arc::new(Invocation::of::<Table>)
}

/// Which component is the page.
pub fn page() -> Root {
    Arc::new(Invocation::of::<Card>)
}

/// A worker's buffers, reused from page to page.
#[derive(Debug, Default)]
pub struct Worker {
    scratch: Scratch,
    out: Outbox,
}

impl Worker {
    fn turn(&mut self) -> Turn<'_> {
        self.out.frames.clear();
        Turn {
            now_ms: 0,
            scratch: &mut self.scratch,
            out: &mut self.out,
        }
    }

    /// A session whose component was set up.
    ///
    /// # Panics
    /// When setup fails: the components here are in order.
    pub fn open(&self, root: &Root) -> Session {
        Session::open(root.clone(), SessionSettings::default()).expect("setup succeeds")
    }

    /// Rendering alone: values into the markup of a component that is set up, in one string.
    ///
    /// # Panics
    /// As [`Worker::open`].
    pub fn render(&mut self, session: &mut Session) -> String {
        session.markup(&mut self.scratch).expect("the page renders")
    }

    /// The page of a session that is set up: loads begin, the markup is made, and what a browser needs to adopt it.
    ///
    /// # Panics
    /// As [`Worker::open`].
    pub fn page(&mut self, session: &mut Session) -> String {
        let page = session.page(&mut self.turn()).expect("the page renders");
        page.html
    }

    /// All that a page that gets its socket costs: setup, markup, boot data, then shadow and handlers in slots.
    ///
    /// # Panics
    /// As [`Worker::open`], or when the session answers the socket with more than its greeting.
    pub fn attach(&mut self, root: &Root) -> (String, Vec<u8>, Session) {
        let mut session = self.open(root);
        let page = session.page(&mut self.turn()).expect("the page renders");
        let boot = page.boot(&BootHead {
            version: VERSION,
            session: 1,
            state: 0,
            secret: Token([1; 16]),
            ticket: Token([2; 16]),
            socket: "/_vango/live/1",
            build: 0,
            flags: 0,
        });
        let attach = Attach {
            fresh: true,
            page: PageMatch::Same,
            batch: 0,
            event: 0,
        };
        session.attach(attach, &mut self.turn());
        assert!(
            self.out.frames.len() == 1 && self.out.reports.is_empty() && self.out.close.is_none(),
            "what was adopted is not sent again"
        );
        (page.html, boot, session)
    }
}
