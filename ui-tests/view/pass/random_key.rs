use vango::prelude::*;

use std::hash::{BuildHasher, RandomState};

fn random() -> u64 {
    RandomState::new().hash_one(())
}

struct Tag {
    id: u64,
    name: String,
}

fn new_tag(name: String) -> Tag {
    Tag { id: random(), name }
}

fn tags(r: &Render, tags: &[Tag]) -> View {
    view! { r, for tag in tags, key = tag.id { <span class="tag">{&tag.name}</span> } }
}
