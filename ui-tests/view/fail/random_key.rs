use vango::prelude::*;

use std::hash::{BuildHasher, RandomState};

fn random() -> u64 {
    RandomState::new().hash_one(())
}

fn tags(r: &Render, tags: &[String]) -> View {
    view! { r, for tag in tags, key = random() { <span class="tag">{tag}</span> } }
}

fn main() {}
