//! The page that a model's state makes: `page.rs` once more, as text.

use std::fmt::Write as _;

use crate::life::{Act, Seat};
use crate::model::Model;
use crate::script::{Item, blob, is_bad, loaded, work_fails};

impl Model {
    /// The page.
    pub(crate) fn draw(&self) -> String {
        let mut out = String::with_capacity(4096);
        self.draw_head(&mut out).expect("a string takes everything");
        self.draw_lists(&mut out)
            .expect("a string takes everything");
        self.draw_rest(&mut out).expect("a string takes everything");
        out
    }

    fn draw_head(&self, out: &mut String) -> std::fmt::Result {
        let total: u64 = self.rows.iter().map(|item| item.n).sum();
        for name in ["script", "panic", "fail"] {
            write!(out, "<button data-act=\"{name}\">{name}</button>")?;
        }
        write!(
            out,
            "<output>{0}</output><samp>{0}/{total}</samp>",
            self.count
        )?;
        write!(
            out,
            "<input aria-label=\"Text\" name=\"text\" value=\"{}\">",
            self.text
        )?;
        write!(
            out,
            "<form><input aria-label=\"Number\" name=\"number\"><input aria-label=\"Draft\" name=\"draft\" value=\"{0}\"><s>{0}</s><u>{1}</u></form>",
            self.draft, self.sent
        )?;
        out.push_str("<button data-act=\"key\">key</button>");
        match loaded(self.key).filter(|_| !work_fails(self.key)) {
            Some(value) => write!(out, "<dfn>{value}</dfn>")?,
            None => out.push_str("<dfn>failed</dfn>"),
        }
        let (well, badly) = self.saved;
        write!(
            out,
            "<button data-act=\"save\">save</button><kbd>{well}+{badly}</kbd>"
        )?;
        out.push_str("<button data-act=\"timer\">timer</button>");
        write!(
            out,
            "<var>{} {} {}</var>",
            self.heard, self.ticks, self.rung
        )?;
        for message in &self.last {
            write!(out, "<em>{message}</em>")?;
        }
        write!(out, "<pre>{}</pre>", blob(self.blob_of))
    }

    fn draw_lists(&self, out: &mut String) -> std::fmt::Result {
        if self.shows {
            out.push_str("<ol>");
            for Item { id, n } in &self.rows {
                let hot = if self.chosen == Some(*id) {
                    " class=\"hot\""
                } else {
                    ""
                };
                write!(out, "<li{hot} title=\"{n}\">")?;
                write!(
                    out,
                    "<button class=\"v\" data-act=\"row-{id}\">{n}</button>"
                )?;
                self.draw_kid(out, Seat::Row(*id), *n)?;
                out.push_str("</li>");
            }
            out.push_str("</ol>");
            self.draw_kid(out, Seat::Branch, self.level)?;
        } else {
            out.push_str("<hr>");
        }
        out.push_str("<ul>");
        for Item { id, n } in &self.items {
            write!(
                out,
                "<li><button class=\"v\" data-act=\"item-{id}\">{n}</button>"
            )?;
            if n % 3 == 1 {
                out.push_str("<b>one</b>");
            }
            self.draw_kid(out, Seat::Item(*id), *n)?;
            out.push_str("</li>");
        }
        out.push_str("</ul>");
        Ok(())
    }

    fn draw_rest(&self, out: &mut String) -> std::fmt::Result {
        out.push_str("<button data-act=\"mode\">mode</button>");
        if let Some(name) = [Some("div"), None, Some("p")][(self.mode % 3) as usize] {
            write!(out, "<{name}>slot {}", self.level)?;
            self.draw_kid(out, Seat::Slot, self.level)?;
            write!(out, "</{name}>")?;
        }
        if is_bad(self.level) {
            out.push_str("<p>Fragile</p><button class=\"v\" data-act=\"retry\">retry</button>");
        } else {
            write!(out, "<i>level {}</i>", self.level)?;
            self.draw_kid(out, Seat::Guarded, self.level)?;
        }
        if is_bad(self.level + 1) {
            out.push_str(
                "<div data-vango-error=\"render\" role=\"alert\">Something went wrong here.</div>",
            );
        } else {
            write!(out, "<i>level {}</i>", self.level + 1)?;
        }
        Ok(())
    }

    fn draw_kid(&self, out: &mut String, seat: Seat, label: u64) -> std::fmt::Result {
        // One that was never set up is drawn as new, and the page will differ if it is not there.
        let clicks = self.kids.get(&seat).map_or(0, |kid| kid.clicks);
        let act = Act::Kid(seat);
        write!(
            out,
            "<button class=\"v\" data-act=\"{act}\" title=\"{label}\">{clicks}</button>"
        )?;
        if clicks % 2 == 1 {
            write!(out, "<q>{}</q>", (label + clicks) * 2)?;
        }
        Ok(())
    }
}
