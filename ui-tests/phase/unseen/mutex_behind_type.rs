//! Not seen: a `Mutex` behind a type of one's own, opened by a method. Each render shows another number (VG1201).
use std::sync::{Arc, Mutex, PoisonError};

use vango::prelude::*;

#[derive(Default)]
struct Numbers(Mutex<u32>);

impl Numbers {
    fn next(&self) -> u32 {
        let mut number = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *number += 1;
        *number
    }
}

#[component]
pub fn Page(_cx: &mut Setup) -> Component {
    let numbers = Arc::new(Numbers::default());
    render(move |r| view! { r, <p>{numbers.next()}</p> })
}
