//! A required prop is required however the component is named and wherever its tag stands.
use vango::prelude::*;

#[component]
fn Card<T: PartialEq + Send + std::fmt::Display>(_cx: &mut Setup, title: Prop<T>, #[prop(optional)] children: Slot) -> Component {
    render(move |r| view! { r, <h2>{title.get(r).to_string()}</h2> {children} })
}

type Alias = Card<String>;

mod ui {
    pub(super) use super::Card as Renamed;
}

macro_rules! card {
    ($r:ident) => {
        view! { $r, <Card<u8>/> }
    };
}

fn by_an_alias(r: &Render) -> View {
    view! { r, <Alias/> }
}

fn by_another_name(r: &Render) -> View {
    view! { r, <ui::Renamed<u8>>"x"</ui::Renamed<u8>> }
}

fn in_a_macro(r: &Render) -> View {
    card!(r)
}

fn in_a_slot(r: &Render, is_new: bool) -> View {
    view! { r,
        <Card title="outer">
            match is_new {
                true => { <Card<u8>/> }
                false => { "old" }
            }
        </Card>
    }
}

fn in_a_generic_function<T: PartialEq + Send + std::fmt::Display + 'static>(r: &Render) -> View {
    view! { r, <Card<T>/> }
}

fn by_the_builder() -> vango::Invocation {
    vango::ready(Card::<u8>::props())
}

fn by_its_method() {
    let _ = Card::<u8>::props().all_given();
}

fn main() {}
