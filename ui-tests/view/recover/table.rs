//! Rows in rows, and a pattern of several names.

fn table(r: &Render) -> View {
    view! { r, <table><tbody>for (x_i, x_y) in x_z.iter().enumerate(), key = x_y2 {
        <tr><td title={x_u1}>{x_u2}</td><td><a href=(x_u3) on:click={x_u4(|x_u5| x_u6)}>"x"</a></td></tr>
    }</tbody></table> }
}
