use vango::prelude::*;

fn price(r: &Render) -> View {
    view! { r,
        <p role="text" allow:unknown_role="VoiceOver reads the parts as one with it; others ignore it">
            "12" <sup>"99"</sup> " €"
        </p>
    }
}
