//! A trait whose methods render: default methods, `dyn`, generic helpers, an associated constant.
use vango::prelude::*;

trait Shown {
    const CLASS: &'static str = "item";

    fn title(&self) -> String;

    fn body(&self, r: &Render) -> View {
        view! { r, <p>{self.title()}</p> }
    }

    fn card(&self, r: &Render) -> View {
        view! { r, <article class={Self::CLASS}><h3>{self.title()}</h3>{self.body(r)}</article> }
    }
}

struct Book {
    pages: u32,
}

impl Shown for Book {
    fn title(&self) -> String {
        "Book".to_owned()
    }
    fn body(&self, r: &Render) -> View {
        view! { r, <p>{self.pages}" pages"</p> }
    }
}

struct Song(&'static str);

impl Shown for Song {
    const CLASS: &'static str = "song";
    fn title(&self) -> String {
        self.0.to_owned()
    }
}

trait Part: Send + Sync {
    fn name(&self) -> String;
    fn view(&self, r: &Render) -> View;
}

impl<S: Shown + Send + Sync> Part for S {
    fn name(&self) -> String {
        self.title()
    }
    fn view(&self, r: &Render) -> View {
        self.card(r)
    }
}

fn all(r: &Render, parts: &[Box<dyn Part>]) -> View {
    view! { r, for part in parts, key = part.name() { {part.view(r)} } }
}

#[component]
pub fn Shelf(cx: &mut Setup) -> Component {
    let pages = cx.signal(100);
    let parts: Vec<Box<dyn Part>> = vec![Box::new(Song("Yesterday")), Box::new(Book { pages: 7 })];
    render(move |r| {
        let book = Book { pages: *pages.get(r) };
        view! { r, {book.card(r)} <section>{all(r, &parts)}</section> }
    })
}
