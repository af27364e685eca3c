//! dioxus-ssr: a virtual DOM that is built and rendered, or rendered again as it stands.

use dioxus::prelude::*;

use crate::data;

/// The table's virtual DOM, built.
pub fn build_table() -> VirtualDom {
    build(Table)
}

/// The small page's virtual DOM, built.
pub fn build_page() -> VirtualDom {
    build(Page)
}

fn build(app: fn() -> Element) -> VirtualDom {
    let mut dom = VirtualDom::new(app);
    dom.rebuild_in_place();
    dom
}

/// The markup of a virtual DOM.
pub fn render(dom: &VirtualDom) -> String {
    dioxus_ssr::render(dom)
}

#[component]
fn Table() -> Element {
    let mut shown = use_signal(|| data::rows().iter().collect::<Vec<_>>());
    let mut chosen = use_signal(|| None::<u64>);
    rsx! {
        table { class: "table table-hover table-striped test-data",
            tbody {
                for row in shown.read().iter().copied() {
                    tr { key: "{row.id}",
                        td { class: "col-md-1", "{row.id}" }
                        td { class: "col-md-4",
                            a { class: "lbl", onclick: move |_| chosen.set(Some(row.id)), "{row.label}" }
                        }
                        td { class: "col-md-1",
                            a {
                                class: "remove",
                                onclick: move |_| shown.write().retain(|other| other.id != row.id),
                                span { class: "glyphicon glyphicon-remove", aria_hidden: "true" }
                            }
                        }
                        td { class: "col-md-6" }
                    }
                }
            }
        }
    }
}

#[component]
fn Page() -> Element {
    let profile = data::profile();
    let mut followers = use_signal(|| profile.followers);
    rsx! {
        article { class: "profile",
            header {
                img { class: "avatar", src: "{profile.avatar}", alt: "" }
                h1 { "{profile.name}" }
                span { class: "handle", "{profile.handle}" }
            }
            p { class: "bio", "{profile.bio}" }
            ul { class: "counts",
                li { b { "{profile.posts}" } span { "Posts" } }
                li { b { "{followers}" } span { "Followers" } }
                li { b { "{profile.following}" } span { "Following" } }
            }
            footer {
                button { r#type: "button", onclick: move |_| followers += 1, "Follow" }
                small { "Since " }
                time { "{profile.since}" }
            }
        }
    }
}
