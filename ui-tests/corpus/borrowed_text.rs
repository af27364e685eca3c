//! Text of every kind: `Cow`, `&str`, `char`, `Box<str>`, `Arc<str>`, numbers, `format_args!`, a type of one's own.
use std::borrow::Cow;
use std::sync::Arc;

use vango::prelude::*;
use vango::view::{Text, TextOut};

#[derive(Clone, Copy, PartialEq)]
struct Bytes(u64);

impl Text for Bytes {
    fn text(&self, out: TextOut<'_>) {
        match self.0 {
            0..1024 => out.display(format_args!("{} B", self.0)),
            _ => out.display(format_args!("{:.1} KiB", self.0 as f64 / 1024.0)),
        }
    }
}

fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(8) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

#[component]
pub fn Texts(cx: &mut Setup, #[prop(into)] name: Prop<Cow<'static, str>>, #[prop(into, default = "x")] arc: Prop<Arc<str>>) -> Component {
    let size = cx.signal(2048_u64);
    let boxed = cx.signal(Box::<str>::from("boxed"));
    let kind = cx.signal(None::<char>);
    render(move |r| {
        let Bytes(raw) = Bytes(*size.get(r));
        view! { r,
            <p title={shortened(name.get(r))} lang={kind.get(r).map(|_| "en")}>{name}{' '}{arc}" "{boxed}{kind}</p>
            <p>{shortened("a long, long text")} {&Bytes(raw)} {format_args!("{:>4}", raw)} {1.5_f32} {-1_i8} {u128::MAX}</p>
            <p>{Some("maybe")}{None::<String>}{Some(&kind).map(|_| "k")}{if raw > 9 { "many" } else { "few" }}</p>
        }
    })
}

#[component]
pub fn Page(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <Texts name="Ada"/> <Texts name={String::from("Grace")} arc={Arc::<str>::from("y")}/> })
}
