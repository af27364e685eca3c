use vango::prelude::*;

fn delivery(r: &Render, days: Option<u32>) -> View {
    view! { r,
        match days {
            Some(days) => <p>"Arrives in "{days}" days."</p>,
            None => { <p>"Not in stock."</p> }
        }
    }
}

fn main() {}
