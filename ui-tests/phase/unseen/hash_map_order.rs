//! Not seen: the order of a `HashMap`, which is another one for each map. Rows and texts change places (VG1201).
use std::collections::HashMap;

use vango::prelude::*;

#[component]
pub fn Page(cx: &mut Setup) -> Component {
    let words = cx.signal((0..64).map(|n| format!("word {n}")).collect::<Vec<_>>());
    render(move |r| {
        let lengths: HashMap<&str, usize> = words.get(r).iter().map(|word| (word.as_str(), word.len())).collect();
        view! { r,
            <p>{lengths.keys().copied().collect::<Vec<_>>().join(", ")}</p>
            for (word, length) in &lengths, key = *word { <p>{length}</p> }
        }
    })
}
