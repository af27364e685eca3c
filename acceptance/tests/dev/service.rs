//! VG1207: a service that the app does not have.

use std::sync::Arc;

use vango::Invocation;
use vango::prelude::*;
use vango::session::Root;
use vango_acceptance::try_page;

use crate::line_after;

struct Pool;

#[component]
fn Page(cx: &mut Setup) -> Component {
    // service
    let _pool = cx.service::<Pool>();
    render(move |r| view! { r, "a page" })
}

#[test]
fn a_missing_service_is_named_with_the_line_that_asks_for_it() {
    let root: Root = Arc::new(Invocation::of::<Page>);
    let error = try_page(root).expect_err("there is no such service");
    let expected = format!(
        "the setup of <Page> panicked (the app has no service `dev::service::Pool`, which is asked for at {}:{}:20 [VG1207]: \
         add it before the app runs, `App::new().service(value)` (it has: none))",
        file!(),
        line_after(include_str!("service.rs"), "service"),
    );
    assert_eq!(error.to_string(), expected);
}
