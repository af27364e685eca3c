use vango::prelude::*;

fn prices(r: &Render) -> View {
    view! { r,
        <table>
            <tr><th>"Coffee"</th><td>"3 €"</td></tr>
        </table>
    }
}

fn main() {}
