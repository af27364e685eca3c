//! VG1204: markup of several views, put together so that a browser's parser would rearrange it.

use vango::prelude::*;
use vango::session::Report;
use vango::view::NoRequiredProps;
use vango_acceptance::{Find, Tab, reports_of_page};

use crate::check;

/// What is found in a page before a browser has seen it.
fn of_page<C: NoRequiredProps>() -> Vec<String> {
    let reports = reports_of_page::<C>();
    let found = reports.iter().filter_map(Report::finding);
    found.map(|finding| finding.to_string()).collect()
}

#[component]
fn Card(cx: &mut Setup, children: Slot) -> Component {
    let _state = cx.signal(0);
    render(move |r| view! { r, <div class="card">{children}</div> })
}

#[component]
fn Paragraph(cx: &mut Setup) -> Component {
    let on = cx.signal(false);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { on.set(tx, true); }>"on"</button>
            <p>"A card: "<em>if *on.get(r) { <Card>"one"</Card> }</em></p>
        }
    })
}

#[test]
fn a_div_in_a_p_of_another_component_is_found_when_it_is_patched_in() {
    let mut tab = Tab::open::<Paragraph>();
    check(&tab, &[]);
    tab.click(&Find::tag("button"));
    let expected = "the `<div>` of <Card> ends the `<p>` of <Paragraph>: a browser's parser takes them apart [VG1204]\n  \
                    where: `<p> <em> <div>`, from the `<p>` of <Paragraph> to the `<div>` of <Card>\n  \
                    help: make the outer element a `<div>`";
    check(&tab, &[expected]);
}

#[component]
fn Row(cx: &mut Setup) -> Component {
    let _state = cx.signal(0);
    render(move |r| view! { r, <tr><td>"cell"</td></tr> })
}

#[component]
fn Loose(cx: &mut Setup) -> Component {
    let _state = cx.signal(0);
    render(move |r| {
        view! { r,
            <Card><Row/></Card>
            <table><tbody><Row/></tbody></table>
            <table><Row/></table>
            <ul><li><Row/></li></ul>
        }
    })
}

#[test]
fn a_row_outside_of_a_table_is_found_wherever_it_stands_wrong() {
    let report = |name: &str, outer: &str| {
        format!(
            "the `<tr>` of <Row> cannot stand directly in the {outer}: a browser's parser moves it [VG1204]\n  \
             where: `<{name}> <tr>`, from the {outer} to the `<tr>` of <Row>\n  help: put it into `<tbody>` or `<tfoot>` or `<thead>`"
        )
    };
    assert_eq!(
        of_page::<Loose>(),
        [
            report("div", "`<div>` of <Card>"),
            report("table", "`<table>` of <Loose>"),
            report("li", "`<li>` of <Loose>"),
        ]
    );
}

#[component]
fn Bare(cx: &mut Setup) -> Component {
    let _state = cx.signal(0);
    render(move |r| view! { r, <tr></tr> })
}

#[component]
fn Link(cx: &mut Setup, children: Slot) -> Component {
    let _state = cx.signal(0);
    render(move |r| view! { r, <a href="/">{children}</a> })
}

#[component]
fn Search(cx: &mut Setup) -> Component {
    let _state = cx.signal(0);
    render(move |r| view! { r, <form><Link>"in a form"</Link></form> })
}

fn badge(r: &Render) -> View {
    view! { r, <a href="/badge">"badge"</a> }
}

#[component]
fn Twice(cx: &mut Setup) -> Component {
    let rows = cx.signal(vec![1, 2]);
    render(move |r| {
        let badge = badge(r);
        view! { r,
            <Link><span><Link>"inner"</Link></span></Link>
            <Link>{badge}</Link>
            <form><Card><Search/></Card></form>
            <table>
                <tbody>for row in rows.get(r), key = *row { <tr><td>{row}</td></tr> }</tbody>
                <tfoot><Card>"in no cell"</Card></tfoot>
            </table>
        }
    })
}

#[test]
fn links_in_links_forms_in_forms_and_what_is_no_row_are_found() {
    let found = of_page::<Twice>();
    let firsts: Vec<&str> = found
        .iter()
        .filter_map(|text| text.lines().next())
        .collect();
    assert_eq!(
        firsts,
        [
            "the `<a>` of <Link> cannot stand in the `<a>` of <Link>: a browser's parser takes them apart [VG1204]",
            "the `<a>` of <Twice> cannot stand in the `<a>` of <Link>: a browser's parser takes them apart [VG1204]",
            "the `<form>` of <Search> cannot stand in the `<form>` of <Twice>: a browser's parser takes them apart [VG1204]",
            "the `<div>` of <Card> cannot stand directly in the `<tfoot>` of <Twice>: a browser's parser moves it out of the \
             table [VG1204]",
        ]
    );
}

#[test]
fn a_page_that_is_a_row_alone_is_found() {
    assert_eq!(
        of_page::<Bare>(),
        [
            "the `<tr>` of <Bare> cannot stand directly in the page's `<body>`: a browser's parser moves it [VG1204]\n  \
             where: `<body> <tr>`, from the page's `<body>` to the `<tr>` of <Bare>\n  \
             help: put it into `<tbody>` or `<tfoot>` or `<thead>`",
        ]
    );
}

#[component]
fn Shelf(cx: &mut Setup, children: Slot) -> Component {
    let in_paragraph = cx.signal(false);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { in_paragraph.set(tx, true); }>"move"</button>
            if *in_paragraph.get(r) { <p>{children}</p> } else { <section>{children}</section> }
        }
    })
}

#[component]
fn Moved(cx: &mut Setup) -> Component {
    let _state = cx.signal(0);
    render(move |r| view! { r, <Shelf><ul><li>"one"</li></ul></Shelf> })
}

#[test]
fn content_that_is_moved_is_looked_at_where_it_comes_to() {
    let mut tab = Tab::open::<Moved>();
    check(&tab, &[]);
    tab.click(&Find::tag("button"));
    check(
        &tab,
        &[
            "the `<ul>` of <Moved> ends the `<p>` of <Shelf>: a browser's parser takes them apart [VG1204]\n  \
             where: `<p> <ul>`, from the `<p>` of <Shelf> to the `<ul>` of <Moved>\n  help: make the outer element a `<div>`",
        ],
    );
}

#[component]
fn Raw(cx: &mut Setup) -> Component {
    let _state = cx.signal(0);
    render(move |r| {
        let raw = TrustedHtml::new("<b>bold</b><table><tr><td>no `tbody`</td></tr></table>");
        view! { r, <section>{raw}</section><Card><table><tbody><Row/></tbody></table></Card> }
    })
}

#[test]
fn raw_html_is_its_authors_matter() {
    assert!(of_page::<Raw>().is_empty(), "{:#?}", of_page::<Raw>());
}
