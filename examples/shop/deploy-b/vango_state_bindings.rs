// Written by `cargo vango state apply`; commit it, don't edit it.
// Which persisted item is stored under which id, so that one that moves keeps its values. The app includes it:
// `App::new().state(include!("../vango_state_bindings.rs"))`.
::vango::persist::Bindings::new(&[
    ::vango::persist::Binding { path: "shop::admin::BANNER", id: "shop::admin::BANNER" },
    ::vango::persist::Binding { path: "shop::basket::CART", id: "shop::cart::CART" },
    ::vango::persist::Binding { path: "shop::theme::THEME", id: "shop::theme::THEME" },
])
