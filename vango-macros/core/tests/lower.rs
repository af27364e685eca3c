//! Templates as the lowering computes them: pieces of the page, markup for the browser, slots.
//! Snapshots in `tests/snapshots`; `INSTA_UPDATE=always` writes them anew.

use vango_macros_core::diagnostic::Diagnostics;
use vango_macros_core::lower::program::{Block, Body, Program, Step};
use vango_macros_core::lower::template::{Slot, Template};
use vango_macros_core::{check, lower, parse};

fn templates(markup: &str) -> Vec<Template> {
    let mut diagnostics = Diagnostics::new();
    let model = parse::parse(
        format!("r, {markup}").parse().expect("tokens"),
        &mut diagnostics,
    );
    check::check(&model, &mut diagnostics);
    let list = diagnostics.into_list();
    assert!(list.is_empty(), "{markup}: {list:?}");
    let program = lower::lower(&model);
    program.templates.iter().for_each(check_template);
    check_block(&program.root, &program);
    program.templates
}

/// What holds for every template, whatever it shows.
fn check_template(template: &Template) {
    assert_eq!(template.pieces.len(), template.slots.len() + 1);
    // Page and browser see the same markup, but for separators and markers.
    let page = template.pieces.concat().replace("<!---->", "");
    let mut html = template.html.replace("<!--v-->", "");
    let mut own_slots = 0;
    while let Some(at) = html.find(" v=\"") {
        let length = html[at + 4..].find('"').expect("the marker is closed");
        own_slots += html[at + 4..at + 4 + length]
            .parse::<usize>()
            .expect("the marker counts slots");
        html.replace_range(at..at + 5 + length, "");
    }
    assert_eq!(page, html);
    assert_eq!(
        marked(template),
        template.html,
        "marks say where: {template:?}"
    );
    let between = template.html.matches("<!--v-->").count();
    assert_eq!(
        between + own_slots,
        template.slots.len(),
        "a marker for each slot: {template:?}"
    );
}

/// The browser's markup, from what the runtime gets.
fn marked(template: &Template) -> String {
    let mut html = String::new();
    let mut written = 0;
    for (piece, slot) in template
        .pieces
        .iter()
        .zip(template.slots.iter().map(Some).chain([None]))
    {
        for (at, character) in piece.char_indices().chain([(piece.len(), '\0')]) {
            for (place, own_slots) in &template.marks {
                let is_new = at > 0 || written == 0;
                if *place == written + at && is_new {
                    html.push_str(&format!(" v=\"{own_slots}\""));
                }
            }
            html.push(character);
        }
        written += piece.len();
        if let Some(Slot::Dyn | Slot::Branch | Slot::Rows | Slot::Child) = slot {
            html.push_str("<!--v-->");
        }
    }
    html.replace('\0', "").replace("<!---->", "")
}

/// Steps write the slots of their template in order.
fn check_block(block: &Block<'_>, program: &Program<'_>) {
    let mut written = Vec::new();
    steps(&block.steps, program, &mut written);
    let slots: Vec<&str> = program.templates[block.template]
        .slots
        .iter()
        .map(slot_name)
        .collect();
    assert_eq!(written, slots);
}

fn slot_name(slot: &Slot) -> &'static str {
    match slot {
        Slot::Dyn => "dyn",
        Slot::Attr(_) => "attr",
        Slot::Class(_) => "class",
        Slot::On { .. } | Slot::OnWith { .. } => "on",
        Slot::Style(_) => "style",
        Slot::Spread => "spread",
        Slot::Branch => "branch",
        Slot::Rows => "rows",
        Slot::Child => "child",
    }
}

fn steps(steps_of: &[Step<'_>], program: &Program<'_>, written: &mut Vec<&'static str>) {
    let body = |body: &Body<'_>| {
        if let Body::Block(block) = body {
            check_block(block, program);
        }
    };
    for step in steps_of {
        match step {
            Step::Let(_) | Step::Salvage(_) => {}
            Step::Style { .. } => written.push("style"),
            Step::Spread { .. } => written.push("spread"),
            Step::Bind { .. } => written.extend(["attr", "on"]),
            Step::Refused(_) => panic!("nothing is refused here"),
            Step::Scope(inner) => steps(inner, program, written),
            Step::Attr { .. } => written.push("attr"),
            Step::Class { .. } => written.push("class"),
            Step::On { .. } => written.push("on"),
            Step::Expr(_) => written.push("dyn"),
            Step::If {
                branches,
                otherwise,
            } => {
                branches.iter().for_each(|(_, branch)| body(branch));
                body(otherwise);
                written.push("branch");
            }
            Step::Match { arms, .. } => {
                arms.iter().for_each(|(_, arm)| body(arm));
                written.push("branch");
            }
            Step::For { row, .. } | Step::Each { row, .. } => {
                check_block(row, program);
                written.push("rows");
            }
            Step::Child {
                lead,
                slots,
                refused,
                ..
            } => {
                assert!(refused.is_empty());
                steps(lead, program, written);
                slots
                    .iter()
                    .for_each(|(_, block)| check_block(block, program));
                written.push("child");
            }
        }
    }
}

/// One template after the other: `page` has `|` where a slot is.
fn show(markup: &str) -> String {
    let mut out = format!("{markup}\n");
    for (index, template) in templates(markup).iter().enumerate() {
        out.push_str(&format!("T{index} page  {:?}\n", template.pieces.join("|")));
        out.push_str(&format!("   html  {:?}\n", template.html));
        out.push_str(&format!("   slots {:?}\n", template.slots));
    }
    out
}

fn snapshot(name: &str, markups: &[&str]) {
    let shown: Vec<String> = markups.iter().map(|markup| show(markup)).collect();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, shown.join("\n"));
    });
}

#[test]
fn texts_that_a_parser_would_join_are_kept_apart() {
    snapshot(
        "separators",
        &[
            r#"<p>"a" "b"</p>"#,
            r#"<p>"a" {b}</p>"#,
            r#"<p>{a} "b" {c} {d}</p>"#,
            r#"<p>"a" <b>"x"</b> "c"</p>"#,
            r#"<p>{a}<b></b>{c}</p>"#,
            r#""root" {a}"#,
            r#"{a} "root""#,
            r#"<p>"a" if c { "b" } "d"</p>"#,
            r#"<p>"a" for x in xs, key = x { {x} } {e}</p>"#,
            r#"<p>"a" <Card/> "b"</p>"#,
            r#"<p>"a" let x = 1; "b" {x} let y = 2; {y}</p>"#,
            r#"<p>"" {a} ""</p>"#,
        ],
    );
}

#[test]
fn classes_come_first_and_share_one_attribute() {
    snapshot(
        "classes",
        &[
            r#"<p class:a=(x) class="s t" class:b=(y) title={z}>"x"</p>"#,
            r#"<p title={z} class:a=(x)/>"#,
            r#"<p class={z}/>"#,
            r#"<p class="only"/>"#,
            r#"<p class:"md:flex"=(x)/>"#,
        ],
    );
}

#[test]
fn static_text_and_values_are_escaped() {
    snapshot(
        "escaping",
        &[
            r#"<p title="a \"b\" <c> & d">"<script> & \"quotes\""</p>"#,
            "<p title=\"a\\r\\0\">\"a\\r\\n\\0b\"</p>",
            r#"<input value='x' width=10 disabled=true readonly=false>"#,
        ],
    );
}

#[test]
fn elements_with_parsers_rules_of_their_own() {
    snapshot(
        "parser_rules",
        &[
            r#"<pre>"a"</pre>"#,
            r#"<pre>"\na" {b}</pre>"#,
            r#"<textarea rows=3>"a & b"</textarea>"#,
            r#"<br><img src="a.png" alt=""><hr/>"#,
            r#"<div/>"#,
            r#"<my-element anything={x} on:click=f></my-element>"#,
        ],
    );
}

#[test]
fn slots_stand_in_document_order() {
    snapshot(
        "order",
        &[r#"
            <div on:click=f id={a} class:x=(b)>
                <a href={c}>{d}</a>
                match e { A => { <i>{g}</i> } _ => { } }
                for h in i, key = h { <li on:click=f>{h}</li> }
                each j in k { {j} }
                <Card x=1/>
            </div>
            {l}
        "#],
    );
}

#[test]
fn the_hash_depends_on_html_and_slots_alone() {
    let hash = |markup| templates(markup)[0].hash();
    assert_eq!(hash("<p>{a}</p>"), hash("<p> { a + b } </p>"));
    assert_ne!(hash("<p>{a}</p>"), hash("<b>{a}</b>"));
    assert_ne!(hash("<p id={a}/>"), hash("<p lang={a}/>"));
    assert_ne!(hash("<p>{a}</p>"), hash("<p>if a { <b/> }</p>"));
    assert_ne!(
        hash("<p on:click=|tx| {}/>"),
        hash("<p on:click=|tx, ev| {}/>")
    );
    // Pinned: a template's identity survives compiler and platform.
    assert_eq!(hash("<p>{a}</p>"), PINNED, "the hash of templates changed");
}

const PINNED: u64 = 8_187_366_143_433_864_009;
