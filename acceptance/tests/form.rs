//! Controls on a page before any script: what HTML alone shows.

use vango::prelude::*;
use vango_acceptance::{Find, Tab};

#[component]
fn Form(cx: &mut Setup) -> Component {
    let (text, size) = (cx.signal("typed".to_owned()), cx.signal("m".to_owned()));
    render(move |r| {
        view! { r,
            <textarea bind:value=text></textarea>
            <select bind:value=size>
                <option value="s" selected=(*size.get(r) == "s")>"small"</option>
                <option value="m" selected=(*size.get(r) == "m")>"medium"</option>
            </select>
            <output>{text}" "{size}</output>
        }
    })
}

#[test]
fn a_bound_select_can_be_right_without_script_and_stays_so_with_it() {
    let mut tab = Tab::open::<Form>();
    assert!(
        tab.page.contains("<option value=\"m\" selected"),
        "{}",
        tab.page
    );
    assert!(
        !tab.page.contains("<option value=\"s\" selected"),
        "{}",
        tab.page
    );
    tab.input(&Find::tag("textarea"), "more");
    tab.choose(&Find::tag("select"), &["s"]);
    assert_eq!(tab.output(), "more s");
    assert!(
        tab.client.mismatches().is_empty(),
        "{:?}",
        tab.client.mismatches()
    );
}
