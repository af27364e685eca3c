//! Structs of handles with methods: `&Render` methods that give views, `&mut Tx` methods that change, constructors.
use vango::prelude::*;

#[derive(Clone, Copy)]
struct Pager {
    page: Signal<usize>,
    pages: Memo<usize>,
}

impl Pager {
    const FIRST: usize = 0;

    #[setup]
    fn new(cx: &mut Setup, items: Signal<Vec<String>>, size: usize) -> Self {
        let page = cx.signal(Self::FIRST);
        let pages = cx.memo(move |r| items.get(r).len().div_ceil(size).max(1));
        Self { page, pages }
    }

    fn go(&self, tx: &mut Tx, by: isize) {
        let last = *self.pages.get(tx) - 1;
        self.page.update(tx, |page| *page = page.saturating_add_signed(by).min(last));
    }

    fn buttons(&self, r: &Render) -> View {
        let pager = *self;
        let (page, pages) = (*self.page.get(r), *self.pages.get(r));
        view! { r,
            <nav aria-label="Pages">
                <button disabled=(page == Self::FIRST) on:click=move |tx| { pager.go(tx, -1); }>"back"</button>
                {page + 1}"/"{pages}
                <button disabled=(page + 1 >= pages) on:click=move |tx| { pager.go(tx, 1); }>"on"</button>
            </nav>
        }
    }
}

#[component]
pub fn Pages(cx: &mut Setup) -> Component {
    let items = cx.signal(Vec::new());
    let pager = Pager::new(cx, items, 10);
    render(move |r| {
        view! { r,
            {pager.buttons(r)}
            for item in items.get(r).chunks(10).nth(*pager.page.get(r)).into_iter().flatten(), key = item { <p>{item}</p> }
        }
    })
}
