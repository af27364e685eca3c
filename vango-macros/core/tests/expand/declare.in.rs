#[shared]
pub static CART: Vec<LineItem> = Vec::new();
/// Which theme.
#[session_key(schema = "shop:Theme:v2", was = "shop::old::THEME", migrate(u8 => Theme::of, Option<Old> as "shop:Theme:v1" => |old| old.map(upgrade)))]
#[allow(dead_code)]
pub(crate) static THEME: Option<Theme> = None;
#[global]
static BANNER: String = "Welcome";
#[component]
fn Tour(cx: &mut Setup) -> Component {
    #[shared(scope = browser)]
    static SEEN: bool = false;
    render(move |r| view! { r, {&SEEN} })
}
