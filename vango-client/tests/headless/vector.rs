//! Vectors that the TypeScript client is tested with too: a page, frames, and what is shown after adoption and after each
//! frame. `BLESS=1` writes them. What they say is checked by this client and, when they are written, against the model
//! server, which shares no code with either client.

use std::path::PathBuf;

use serde_json::{Value as Json, json};
use vango_client::headless::{Headless, normalise};
use vango_protocol::OwnedSlotKind::{self, Branch, Child, Dyn, Rows};
use vango_protocol::PatchWriter;

use crate::model::{
    Block, Tree, Value, attr, block, class, element, on, on_with, page, page_html, patch, slot,
    style, text, value,
};

struct Case {
    name: &'static str,
    trees: Vec<Tree>,
    root: Block,
    frames: Vec<Vec<u8>>,
}

fn path() -> PathBuf {
    [
        env!("CARGO_MANIFEST_DIR"),
        "..",
        "vango-protocol",
        "vectors",
        "apply.json",
    ]
    .iter()
    .collect()
}

fn frame(write: impl FnOnce(&mut PatchWriter<'_>)) -> Vec<Vec<u8>> {
    vec![patch(1, write)]
}

fn texts() -> Vec<Case> {
    let side_by_side = vec![slot(Dyn), text("s"), slot(Dyn), slot(Dyn)];
    let set = |patch: &mut PatchWriter<'_>| {
        (0..3).for_each(|slot| patch.text(1, slot, &format!("{slot}")));
    };
    let case = |name, values: [&str; 3]| Case {
        name,
        trees: vec![side_by_side.clone()],
        root: block(0, values.map(value).to_vec()),
        frames: frame(set),
    };
    vec![
        case("texts side by side", ["a", "b", "c"]),
        case("empty texts side by side", ["", "", ""]),
        case("a text that is like its neighbour", ["s", "", "s"]),
        Case {
            name: "nothing, then an empty text, then a static one",
            trees: vec![vec![slot(Dyn), slot(Dyn), text("s")]],
            root: block(0, vec![Value::View(None), value("")]),
            frames: frame(|patch| {
                patch.text(1, 0, "a");
                patch.text(1, 1, "b");
            }),
        },
        Case {
            name: "an empty branch, then an empty text, then a static one",
            trees: vec![vec![slot(Branch), slot(Dyn), text("s")], vec![text("i")]],
            root: block(0, vec![Value::Branch(None), value("")]),
            frames: frame(|patch| {
                patch.branch(1, 0).branch(1);
                patch.text(1, 1, "b");
            }),
        },
        Case {
            name: "characters that markup escapes",
            trees: vec![vec![element("p", &[attr("title")], vec![slot(Dyn)])]],
            root: block(
                0,
                vec![
                    Value::Attr(Some("\"<&>\r\n".into())),
                    value("\"<&>\r\n\u{a0}"),
                ],
            ),
            frames: frame(|patch| {
                patch.text(1, 1, "<i>&amp;</i>\r");
                patch.attr(1, 0, Some("<\">"));
            }),
        },
    ]
}

fn views() -> Vec<Case> {
    let inner = || block(1, vec![value("i")]);
    let trees = vec![
        vec![element(
            "p",
            &[],
            vec![slot(Branch), text("s"), slot(Child), slot(Dyn)],
        )],
        vec![text("("), slot(Dyn)],
    ];
    let fill = |patch: &mut PatchWriter<'_>| {
        for slot in [0, 1] {
            let mut content = patch.branch(1, slot);
            content.branch(1);
            content.dyn_text("n");
        }
        let mut content = patch.dyn_(1, 2);
        content.dyn_view(1);
        content.dyn_text("v");
    };
    let some = || Value::Branch(Some(inner()));
    vec![
        Case {
            name: "empty slots are filled",
            trees: trees.clone(),
            root: block(
                0,
                vec![Value::Branch(None), Value::Branch(None), Value::View(None)],
            ),
            frames: frame(fill),
        },
        Case {
            name: "filled slots are replaced",
            trees: trees.clone(),
            root: block(0, vec![some(), some(), Value::View(Some(inner()))]),
            frames: frame(fill),
        },
        Case {
            name: "filled slots are emptied",
            trees,
            root: block(0, vec![some(), some(), Value::View(Some(inner()))]),
            frames: frame(|patch| {
                patch.branch(1, 0).branch_empty();
                patch.branch(1, 1).branch_empty();
                patch.dyn_(1, 2).dyn_empty();
            }),
        },
        Case {
            name: "a block that begins with a slot leaves whole",
            trees: vec![
                vec![slot(Child), text("e")],
                vec![slot(Branch), text("1")],
                vec![slot(Dyn), slot(Branch)],
            ],
            root: block(
                0,
                vec![Value::Branch(Some(block(1, vec![Value::Branch(None)])))],
            ),
            frames: vec![
                patch(1, |patch| {
                    let mut content = patch.branch(2, 0);
                    content.branch(2); // block 3
                    content.dyn_text("x");
                    content.branch(1); // block 4
                    content.branch_empty();
                }),
                patch(2, |patch| patch.branch(1, 0).branch_empty()),
            ],
        },
        Case {
            name: "attributes, classes and listeners",
            trees: vec![vec![element(
                "a",
                &[class("x"), class("y"), attr("href"), on("click", false)],
                vec![text("t")],
            )]],
            root: block(
                0,
                vec![
                    Value::Class(true),
                    Value::Class(false),
                    Value::Attr(None),
                    Value::On,
                ],
            ),
            frames: vec![
                patch(1, |patch| {
                    patch.class(1, 0, false);
                    patch.class(1, 1, true);
                    patch.attr(1, 2, Some(""));
                }),
                patch(2, |patch| patch.attr(1, 2, None)),
            ],
        },
    ]
}

fn lists() -> Vec<Case> {
    let row = |label: &str| block(1, vec![value(label), value(".")]);
    let labels = |labels: &str| Value::Rows {
        template: 1,
        rows: labels
            .chars()
            .map(|label| row(&label.to_string()))
            .collect(),
    };
    let rows = vec![element("li", &[], vec![slot(Dyn)]), slot(Dyn)];
    let owned = vec![vec![element("ul", &[], vec![slot(Rows)])], rows.clone()];
    let anchored = vec![vec![slot(Rows), text("s"), slot(Rows)], rows];
    let insert = |patch: &mut PatchWriter<'_>, slot, at| {
        let mut content = patch.insert(1, slot, at, 2, 1);
        for label in ["x", "-", "y", "-"] {
            content.dyn_text(label);
        }
    };
    let all = |slot: u32| {
        vec![
            patch(1, |patch| insert(patch, slot, 0)),
            patch(2, |patch| insert(patch, slot, 3)),
            patch(3, |patch| patch.move_(1, slot, 0, 4)),
            patch(4, |patch| patch.move_(1, slot, 6, 1)),
            patch(5, |patch| patch.swap(1, slot, 6, 0)),
            patch(6, |patch| patch.swap(1, slot, 2, 3)),
            patch(7, |patch| patch.remove(1, slot, 1, 3)),
            patch(8, |patch| patch.clear(1, slot)),
            patch(9, |patch| insert(patch, slot, 0)),
        ]
    };
    vec![
        Case {
            name: "rows that own their element",
            trees: owned,
            root: block(0, vec![labels("abcd")]),
            frames: all(0),
        },
        Case {
            name: "rows before a text",
            trees: anchored.clone(),
            root: block(0, vec![labels("abcd"), labels("z")]),
            frames: all(0),
        },
        Case {
            name: "rows at the end of the root",
            trees: anchored,
            root: block(0, vec![labels(""), labels("abcd")]),
            frames: all(1),
        },
        Case {
            name: "rows that begin with a slot",
            trees: vec![
                vec![slot(Rows)],
                vec![slot(Dyn), slot(Branch)],
                vec![text("b")],
            ],
            root: block(
                0,
                vec![Value::Rows {
                    template: 1,
                    rows: vec![
                        block(
                            1,
                            vec![Value::View(Some(block(2, vec![]))), Value::Branch(None)],
                        ),
                        block(1, vec![value("t"), Value::Branch(Some(block(2, vec![])))]),
                    ],
                }],
            ),
            frames: vec![
                patch(1, |patch| patch.swap(1, 0, 0, 1)),
                patch(2, |patch| patch.text(2, 0, "u")),
                patch(3, |patch| patch.move_(1, 0, 1, 0)),
                patch(4, |patch| patch.remove(1, 0, 0, 1)),
                patch(5, |patch| patch.clear(1, 0)),
            ],
        },
        Case {
            name: "a mount replaces everything, its ids go on",
            trees: vec![
                vec![text("a"), slot(Dyn)],
                vec![element("b", &[], vec![slot(Dyn)])],
            ],
            root: block(0, vec![value("1")]),
            frames: vec![
                patch(1, |patch| {
                    let mut content = patch.mount(7);
                    content.branch(1);
                    content.dyn_view(0); // block 8
                    content.dyn_text("2");
                    patch.text(8, 0, "3");
                }),
                patch(2, |patch| patch.mount(9).branch_empty()),
            ],
        },
    ]
}

/// Styles, spreads, listeners with options, raw HTML.
fn elements() -> Vec<Case> {
    let html = |html: &str| Value::Html(html.to_owned());
    let raw = vec![slot(Dyn), text("s"), slot(Dyn), slot(Dyn)];
    let write = |patch: &mut PatchWriter<'_>, slot, html: &str| {
        patch.dyn_(1, slot).dyn_html(html);
    };
    let styled = element(
        "p",
        &[
            class("on"),
            style("--gap"),
            style("width"),
            OwnedSlotKind::Spread,
            on_with("click", 1 | 2, &[]),
            on_with("keydown", 1, &["Enter"]),
        ],
        vec![text("t")],
    );
    let attributes = |style: Option<&str>, spread: Option<&str>| {
        vec![
            Value::Class(true),
            Value::Attr(style.map(str::to_owned)),
            Value::Attr(None),
            Value::Attr(spread.map(str::to_owned)),
            Value::On,
            Value::On,
        ]
    };
    let set = vec![
        patch(1, |patch| {
            patch.attr(1, 1, Some("2px"));
            patch.attr(1, 2, Some("10px"));
            patch.attr(1, 3, Some("data-b\x002\0hidden\0\0"));
        }),
        patch(2, |patch| {
            patch.attr(1, 1, None);
            patch.attr(1, 3, Some("data-b\x003\0"));
        }),
        patch(3, |patch| {
            patch.attr(1, 2, None);
            patch.attr(1, 3, None);
        }),
    ];
    vec![
        Case {
            name: "styles and a spread that were absent",
            trees: vec![vec![styled.clone()]],
            root: block(0, attributes(None, None)),
            frames: set.clone(),
        },
        Case {
            name: "styles and a spread that the page has",
            trees: vec![vec![styled]],
            root: block(
                0,
                attributes(Some("1px"), Some("data-a\x001\0data-b\0<\"&\0")),
            ),
            frames: set,
        },
        Case {
            name: "raw HTML in a page is replaced",
            trees: vec![raw.clone()],
            root: block(
                0,
                vec![html("<b>1</b>2"), html(""), html("3<!--c--><i></i>")],
            ),
            frames: vec![
                patch(1, |patch| {
                    write(patch, 0, "x");
                    write(patch, 1, "<b>y</b>");
                    patch.text(1, 2, "z");
                }),
                patch(2, |patch| {
                    write(patch, 0, "");
                    patch.dyn_(1, 1).dyn_empty();
                    write(patch, 2, "<u>z</u>z");
                }),
            ],
        },
        Case {
            name: "raw HTML beside texts, and in a block that moves",
            trees: vec![vec![slot(Rows)], raw],
            root: block(
                0,
                vec![Value::Rows {
                    template: 1,
                    rows: vec![
                        block(1, vec![html("<b>1</b>"), value("t"), html("u")]),
                        block(1, vec![value(""), html("2<hr>"), value("v")]),
                    ],
                }],
            ),
            frames: vec![
                patch(1, |patch| patch.swap(1, 0, 0, 1)),
                patch(2, |patch| patch.dyn_(2, 0).dyn_html("<i>1</i>!")),
                patch(3, |patch| patch.move_(1, 0, 1, 0)),
                patch(4, |patch| patch.remove(1, 0, 0, 1)),
            ],
        },
    ]
}

/// Blocks that leave the page and come back.
fn parked() -> Vec<Case> {
    let trees = vec![
        vec![element("div", &[], vec![slot(Dyn), slot(Child)]), slot(Dyn)],
        vec![slot(Dyn), text("|"), element("b", &[], vec![slot(Rows)])],
        vec![text("c"), slot(Dyn)],
    ];
    let content = |text: &str| {
        let rows = ["1", "2"].map(|row| block(2, vec![value(row)])).to_vec();
        let list = Value::Rows { template: 2, rows };
        block(1, vec![value(text), list])
    };
    let child = Value::Branch(Some(block(
        2,
        // blocks 5 and 6 are the child and what it shows
        vec![Value::View(Some(block(2, vec![value("in")])))],
    )));
    let root = || {
        let shown = Value::View(Some(content("t"))); // blocks 2, 3 and 4
        block(0, vec![shown, child.clone(), value("e")])
    };
    vec![
        Case {
            name: "a block is parked, changed there, and shown elsewhere",
            trees: trees.clone(),
            root: root(),
            frames: vec![
                patch(1, |patch| patch.park(2)),
                patch(2, |patch| {
                    patch.text(2, 0, "changed");
                    patch.remove(2, 1, 0, 1);
                    let mut rows = patch.insert(2, 1, 1, 1, 2);
                    rows.dyn_text("3"); // block 7
                    patch.text(7, 0, "three");
                }),
                patch(3, |patch| patch.dyn_(1, 2).dyn_parked(2)),
                patch(4, |patch| {
                    patch.text(2, 0, "");
                    patch.text(4, 0, "two");
                    patch.park(2);
                    patch.text(1, 2, "after");
                    patch.dyn_(1, 0).dyn_parked(2);
                }),
            ],
        },
        Case {
            name: "a block is parked before what is around it leaves, and shown in what comes",
            trees: trees.clone(),
            root: root(),
            frames: vec![
                patch(1, |patch| {
                    patch.park(6);
                    patch.branch(1, 1).branch_empty();
                }),
                patch(2, |patch| {
                    let mut content = patch.branch(1, 1);
                    content.branch(1); // block 7
                    content.dyn_parked(6);
                    content.rows(1, 2);
                    content.dyn_text("8"); // block 8
                    patch.text(6, 0, "again");
                    patch.text(8, 0, "eight");
                }),
            ],
        },
        Case {
            name: "a parked block is dropped",
            trees,
            root: root(),
            frames: vec![
                patch(1, |patch| {
                    patch.park(2);
                    patch.drop_parked(2);
                    patch.dyn_(1, 0).dyn_view(2);
                    patch.content().dyn_text("n"); // block 7
                }),
                patch(2, |patch| patch.text(7, 0, "new")),
            ],
        },
    ]
}

fn run(case: &Case) -> Json {
    let page = page(&case.trees, &case.root);
    let mut client = Headless::from_page(&page, "/").expect(case.name);
    assert_eq!(
        Ok(client.html()),
        normalise(&page_html(&case.trees, &case.root)),
        "{}",
        case.name
    );
    let mut html = vec![client.html()];
    for frame in &case.frames {
        client.receive(frame).expect(case.name);
        html.push(client.html());
    }
    assert!(
        client.mismatches().is_empty(),
        "{}: {:?}",
        case.name,
        client.mismatches()
    );
    let hex = |frame: &Vec<u8>| {
        frame
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    let frames: Vec<String> = case.frames.iter().map(hex).collect();
    json!({"name": case.name, "page": page, "frames": frames, "html": html})
}

#[test]
fn pages_and_frames() {
    let cases: Vec<Json> = [texts(), views(), lists(), elements(), parked()]
        .iter()
        .flatten()
        .map(run)
        .collect();
    if std::env::var_os("BLESS").is_some() {
        let lines: Vec<String> = cases.iter().map(|case| format!("  {case}")).collect();
        std::fs::write(path(), format!("[\n{}\n]\n", lines.join(",\n")))
            .expect("the vectors can be written");
    }
    let text = std::fs::read_to_string(path()).expect("the vectors; write them with BLESS=1");
    let golden: Vec<Json> = serde_json::from_str(&text).expect("the vectors are JSON");
    for (case, golden) in cases.iter().zip(&golden) {
        assert_eq!(
            case, golden,
            "what is shown has changed; if that is meant, bless it with BLESS=1"
        );
    }
    assert_eq!(
        cases.len(),
        golden.len(),
        "cases came or went; bless with BLESS=1"
    );
}
