use vango::prelude::*;

fn prices(r: &Render) -> View {
    view! { r,
        <table>
            <tbody>
                <tr><th>"Coffee"</th><td>"3 €"</td></tr>
            </tbody>
        </table>
    }
}
