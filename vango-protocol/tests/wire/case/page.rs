//! Templates, shapes and boot data.

use vango_protocol::{BootHead, OwnedSlotKind, OwnedTemplate, Token, VERSION};

use super::{SECRET, TICKET};
use crate::model::{Block, Slot, attr, block, class, on, on_with, template, text, write_shape};

/// Every kind of slot; the other cases refer to these by index.
pub(crate) fn templates() -> Vec<OwnedTemplate> {
    use OwnedSlotKind::{Branch, Child, Dyn, Rows};
    vec![
        template("<p><!--v--></p>", &[Dyn]),
        template(
            r#"<section v="3" class="card"><!--v--> is <!--v--><ul><!--v--></ul><!--v--></section>"#,
            &[
                class("hot"),
                attr("title"),
                on("click", false),
                Dyn,
                Branch,
                Rows,
                Child,
            ],
        ),
        template(
            r#"<li><a v="2"><!--v--></a><input v="1"></li>"#,
            &[class("danger"), on("click", true), Dyn, on("input", true)],
        ),
        template("<hr>", &[]),
        template("<!--v--><!--v-->é", &[Dyn, Dyn]),
        template("<ul><!--v--></ul>", &[Rows]),
        template(
            r#"<form v="4" style="color:red"><input v="2"><!--v--></form>"#,
            &[
                OwnedSlotKind::Style("--gap".into()),
                OwnedSlotKind::Spread,
                on_with("submit", true, 1 | 2, &[], 0, 0),
                on_with("pointermove", true, 4 | 8 | 16 | 32, &[], 0, 50),
                attr("value"),
                on_with("keydown", false, 1, &["Enter", "é"], 300, 60_000),
                Dyn,
            ],
        ),
    ]
}

/// The index of the shape that has blocks in every slot.
const EVERYTHING: usize = 11;

/// Pages, as a shape knows them: texts are empty, attributes absent, classes off.
pub(crate) fn shape() -> Vec<(&'static str, Block)> {
    let row = || block(2, vec![Slot::Class(false), Slot::On, text(""), Slot::On]);
    let section = |dyn_, branch, rows, child| {
        let (class, attr) = (Slot::Class(false), Slot::Attr(None));
        block(
            1,
            vec![
                class,
                attr,
                Slot::On,
                dyn_,
                Slot::Branch(branch),
                Slot::Rows(rows),
                Slot::Branch(child),
            ],
        )
    };
    let pair = block(4, vec![text(""), text("")]);
    vec![
        ("nothing dynamic", block(3, Vec::new())),
        ("one text", block(0, vec![text("")])),
        ("two texts", pair.clone()),
        ("a Dyn that shows nothing", block(0, vec![Slot::View(None)])),
        (
            "a Dyn that shows a view",
            block(0, vec![Slot::View(Some(pair.clone()))]),
        ),
        (
            "a Dyn that shows raw HTML",
            block(0, vec![Slot::Html(String::new())]),
        ),
        (
            "raw HTML between texts and views",
            block(
                5,
                vec![Slot::Rows(
                    [
                        vec![text(""), Slot::Html(String::new())],
                        vec![Slot::Html(String::new()), Slot::Html(String::new())],
                        vec![Slot::Html(String::new()), text("")],
                    ]
                    .map(|slots| block(4, slots))
                    .into(),
                )],
            ),
        ),
        (
            "listeners, styles and spreads leave no trace",
            block(
                6,
                vec![
                    Slot::Attr(None),
                    Slot::Attr(None),
                    Slot::On,
                    Slot::On,
                    Slot::Attr(None),
                    Slot::On,
                    text(""),
                ],
            ),
        ),
        (
            "text before and after nothing",
            block(4, vec![text(""), Slot::View(Some(pair))]),
        ),
        (
            "empty slots of every kind",
            section(text(""), None, Vec::new(), None),
        ),
        ("rows", section(text(""), None, vec![row(); 3], None)),
        (
            "everything",
            section(
                Slot::View(Some(block(0, vec![text("")]))),
                Some(block(3, Vec::new())),
                vec![row(); 2],
                Some(section(
                    Slot::View(None),
                    None,
                    Vec::new(),
                    Some(block(0, vec![text("")])),
                )),
            ),
        ),
        (
            "300 rows without slots",
            block(5, vec![Slot::Rows(vec![block(3, Vec::new()); 300])]),
        ),
    ]
}

pub(crate) fn boot() -> Vec<(&'static str, BootHead<'static>, Vec<OwnedTemplate>, Vec<u8>)> {
    let head = |session, socket| BootHead {
        version: VERSION,
        build: 0xfedc_ba98_7654_3210,
        flags: 1,
        session,
        state: 0xfedc,
        secret: Token(SECRET),
        ticket: Token(TICKET),
        socket,
    };
    let shapes: Vec<Vec<u8>> = shape().iter().map(|(_, root)| write_shape(root)).collect();
    let one = vec![template("<hr>", &[])];
    vec![
        ("a static page", head(1, "/_vango/live/1"), one, vec![0, 0]),
        (
            "all templates",
            head(u64::MAX, "/_vango/live/ff"),
            templates(),
            shapes[EVERYTHING].clone(),
        ),
    ]
}
