//! A part of setup.

#[setup]
pub fn use_toggle(cx: &mut Setup, is_open: bool) -> Toggle {
    let x_open = cx.signal(x_initial);
    let x_label = cx.memo(move |x_r| if *x_open2.get(x_r2) { x_yes } else { x_no });
    Toggle { open: x_open3, label: x_label2 }
}
