//! Setup functions: generic, fallible, methods, one calling another; components call them with their context.
#![deny(warnings)]
use vango::prelude::*;

mod parts {
    use vango::prelude::*;

    /// Open or not.
    #[derive(Clone, Copy)]
    pub struct Toggle {
        pub is_open: Signal<bool>,
        pub label: Memo<&'static str>,
    }

    /// Allocates a toggle.
    #[setup]
    pub fn use_toggle(cx: &mut Setup, is_open: bool) -> Toggle {
        let is_open = cx.signal(is_open);
        let label = cx.memo(move |r| if *is_open.get(r) { "open" } else { "closed" });
        Toggle { is_open, label }
    }

    impl Toggle {
        #[setup]
        pub fn new(cx: &mut Setup) -> Self {
            use_toggle(cx, false)
        }

        #[setup]
        pub fn twin<'a>(&self, cx: &'a mut Setup<'_>) -> Self {
            let is_open = *self.is_open.get(cx);
            use_toggle(cx, is_open)
        }

        pub fn flip(self, tx: &mut Tx) {
            let now = !*self.is_open.get(tx);
            self.is_open.set(tx, now);
        }
    }
}

use parts::{Toggle, use_toggle};

#[setup]
pub(crate) fn parsed<T, const N: usize>(cx: &mut Setup, text: &str) -> Result<[Signal<T>; 2], T::Err>
where
    T: std::str::FromStr + Copy + Send + 'static,
{
    let value: Result<T, T::Err> = text.parse();
    let first = cx.signal(value.as_ref().ok().copied());
    let _ = (first, N);
    let value = value?;
    Err::<(), ()>(()).ok();
    let _: T = value;
    text.parse::<T>().map(|_| ()).and_then(|()| text.parse::<T>())?;
    unreachable_pair(first)
}

fn unreachable_pair<T, E>(_: Signal<Option<T>>) -> Result<[Signal<T>; 2], E> {
    panic!("never called")
}

#[component]
pub fn Menu(cx: &mut Setup) -> Component {
    let toggle = use_toggle(cx, true);
    let twin = toggle.twin(cx);
    let other = Toggle::new(cx);
    let pair = (use_toggle(cx, false), Toggle::new(cx));
    cx.effect(move |r| *toggle.is_open.get(r), move |tx, _| pair.0.flip(tx));
    render(move |r| view! { r,
        <button on:click=move |tx| { toggle.flip(tx); twin.flip(tx); }>{toggle.label} {other.label}</button>
        <p>{pair.1.label}</p>
    })
}

#[component]
pub fn Parsed(cx: &mut Setup) -> Component {
    let pair = parsed::<u8, 3>(cx, "1");
    let text = if pair.is_ok() { "yes" } else { "no" };
    render(move |r| view! { r, <p>{text}</p> })
}

fn main() {
    let _ = vango::Invocation::of::<Menu>();
}
