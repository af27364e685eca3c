//! Raw HTML that would change the page around it: it is not shown, it is reported, and nothing else is harmed.

use std::sync::Arc;

use vango::prelude::*;
use vango::session::Report;
use vango::view::{Attrs, HtmlFaultKind, TrustedHtml};
use vango_acceptance::Tab;
use vango_client::headless::Find;

/// Each with what is wrong, and the byte at which it is.
const FAULTY: &[(&str, HtmlFaultKind, usize)] = &[
    ("<b>a</b><!--/v--><b>c</b>", HtmlFaultKind::EndMark, 8),
    ("<b>a</b><!--/v--!><b>c</b>", HtmlFaultKind::EndMark, 8),
    ("<b>a</b><!/v>", HtmlFaultKind::EndMark, 8),
    ("<b>a</b><//v>", HtmlFaultKind::EndMark, 8),
    ("<p>a<!--/v--></p>", HtmlFaultKind::EndMark, 4),
    ("<p>a</p><!-- no end", HtmlFaultKind::Unfinished, 8),
    ("<p>a</p><b title=\"no end>", HtmlFaultKind::Unfinished, 8),
    ("<div><p>a</p>", HtmlFaultKind::Unclosed, 0),
    ("<textarea>no end", HtmlFaultKind::Unclosed, 0),
    ("a</div></div>", HtmlFaultKind::Unopened, 1),
    ("<body></body>", HtmlFaultKind::Misplaced, 0),
];

const GOOD: &str = "<i>fine</i>";

fn html_of(choice: usize) -> &'static str {
    FAULTY.get(choice).map_or(GOOD, |(html, ..)| html)
}

#[component]
fn Article(cx: &mut Setup, first: Prop<usize>) -> Component {
    let start = *first.get(cx);
    let choice = cx.signal(start);
    let clicks = cx.signal(0_u32);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { *choice.get_mut(tx) += 1; }>"next"</button>
            <main>"before "{TrustedHtml::new(html_of(*choice.get(r)))}" after"</main>
            <Own />
            <button on:click=move |tx| { *clicks.get_mut(tx) += 1; }>"count"</button>
            <output>{clicks}</output>
        }
    })
}

#[component]
fn Own(cx: &mut Setup) -> Component {
    let good = cx.signal(TrustedHtml::new("<hr><!-- v -->"));
    render(move |r| view! { r, <div>{good.get(r)}{Some(good.get(r))}</div> })
}

fn article(first: usize) -> Tab {
    let root = move || vango::ready(Article::props().first(first));
    let mut tab = Tab::page(Arc::new(root));
    tab.connect();
    tab
}

fn check(tab: &Tab, raw: &str, clicks: u32) {
    let mismatches = tab.client.mismatches();
    assert!(mismatches.is_empty(), "{mismatches:?}");
    let expected = format!(
        "<button>next</button><main>before {raw} after</main><div><hr><hr></div>\
         <button>count</button><output>{clicks}</output>"
    );
    assert_eq!(tab.client.html(), expected);
}

/// What was reported; forgets it.
fn refused(tab: &mut Tab) -> (HtmlFaultKind, usize) {
    let reports = std::mem::take(&mut tab.reports);
    match &reports[..] {
        [
            Report::RefusedHtml {
                component: "Article",
                fault,
            },
        ] => (fault.kind, fault.at),
        _ => panic!("{reports:?}"),
    }
}

#[test]
fn faulty_html_on_a_page_leaves_its_place_empty_and_is_reported() {
    for (first, (html, kind, at)) in FAULTY.iter().enumerate() {
        let mut tab = article(first);
        check(&tab, "", 0);
        assert_eq!(refused(&mut tab), (*kind, *at), "{html}");
        tab.click(&Find::tag("button").text("count"));
        check(&tab, "", 1);
        // The component has rendered again, and been refused again.
        assert_eq!(refused(&mut tab), (*kind, *at), "{html}");
    }
}

#[test]
fn faulty_html_in_a_patch_leaves_its_place_empty_and_is_reported() {
    let mut tab = article(0);
    refused(&mut tab);
    for (html, kind, at) in &FAULTY[1..] {
        tab.click(&Find::tag("button").text("next"));
        check(&tab, "", 0);
        assert_eq!(refused(&mut tab), (*kind, *at), "{html}");
    }
    tab.click(&Find::tag("button").text("next"));
    check(&tab, GOOD, 0);
    tab.click(&Find::tag("button").text("count"));
    check(&tab, GOOD, 1);
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
}

#[component]
fn Escaped(cx: &mut Setup) -> Component {
    let text = cx.signal("<!--/v--><//v></p>".to_owned());
    let rest = cx.signal(Attrs::new().set("data-x", "\"><!--/v-->"));
    render(move |r| {
        view! { r,
            <p title={text.get(r)} {..rest.get(r)}>{text}{TrustedHtml::new("<b title=\"<!--/v-->\">b</b>")}{text}</p>
            <button on:click=move |tx| { text.get_mut(tx).push('!'); }>"!"</button>
        }
    })
}

#[test]
fn text_and_attributes_that_read_like_the_mark_are_no_mark() {
    let mut tab = Tab::open::<Escaped>();
    let text = |nth: &str| format!("&lt;!--/v--&gt;&lt;//v&gt;&lt;/p&gt;{nth}");
    for more in ["", "!", "!!"] {
        assert!(tab.client.mismatches().is_empty());
        let html = tab.client.html();
        assert!(
            html.contains(&format!(">{}<b title=", text(more))),
            "{html}"
        );
        assert!(html.contains(&format!("</b>{}</p>", text(more))), "{html}");
        tab.click(&Find::tag("button"));
    }
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
}
