//! maud: macro to `push_str`, its own escaping.

use maud::html;

use crate::data::{Profile, Row};

/// The table.
pub fn table(rows: &[Row]) -> String {
    html! {
        table class="table table-hover table-striped test-data" {
            tbody {
                @for row in rows {
                    tr {
                        td class="col-md-1" { (row.id) }
                        td class="col-md-4" { a class="lbl" { (row.label) } }
                        td class="col-md-1" {
                            a class="remove" {
                                span class="glyphicon glyphicon-remove" aria-hidden="true" {}
                            }
                        }
                        td class="col-md-6" {}
                    }
                }
            }
        }
    }
    .into_string()
}

/// The small page.
pub fn page(profile: &Profile) -> String {
    html! {
        article class="profile" {
            header {
                img class="avatar" src=(profile.avatar) alt="";
                h1 { (profile.name) }
                span class="handle" { (profile.handle) }
            }
            p class="bio" { (profile.bio) }
            ul class="counts" {
                li { b { (profile.posts) } span { "Posts" } }
                li { b { (profile.followers) } span { "Followers" } }
                li { b { (profile.following) } span { "Following" } }
            }
            footer {
                button type="button" { "Follow" }
                small { "Since " }
                time { (profile.since) }
            }
        }
    }
    .into_string()
}
