//! Statements between nodes, and values of every kind.

fn statements(r: &Render) -> View {
    view! { r, let x_a = x_b(x_c); {x_a2} <Card a={x_d} b=(x_e, x_f) c=-1/> if x_g { let x_h = x_i; } }
}
