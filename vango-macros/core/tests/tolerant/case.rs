//! Valid markup, and markup as it looks while it is being typed. What begins with `x_` is user code.

/// Each of them is also cut off after each of its tokens.
pub(crate) const VIEWS: &[&str] = &[
    r#"r, <section class="card" class:hot=(*x_count.get(x_r) > 10) id=x_id>
        <button on:click=move |x_tx| { let x_by = *x_step.get(x_t); *x_c.get_mut(x_u) -= x_b; }>"-"</button>
        <input aria-label="a" value={x_value} disabled=(x_busy) on:input=|x_tx, x_ev| { x_set(x_ev.value)?; }>
        match x_user.get(x_r) { x_Some(x_name) if x_old => { <p>{&x_n.name}</p> } _ => { "none" } }
        <ul>for x_item in x_items.get(x_r), key = x_key.id { let x_i = x_j.id; <li>{&x_item2.name}</li> }</ul>
        each x_row in x_list { <p>{x_cell.text()}</p> }
        if x_a.is_empty() { <p>"empty"</p> } else if let x_B(x_c2) = x_d { {x_e} } else { {x_f} }
        <ui::Card title={x_title} kind=x_Kind::x_A on_pick=move |x_p| { x_q } open/>
        "text" {x_last}
    </section>"#,
    r#"r, <table><tbody>for (x_i, x_y) in x_z.iter().enumerate(), key = x_y2 {
        <tr><td title={x_u1}>{x_u2}</td><td><a href=(x_u3) on:click={x_u4(|x_u5| x_u6)}>"x"</a></td></tr>
    }</tbody></table>"#,
    r#"r, <form on:submit.prevent.stop=|x_tx| { x_a(x_tx2); } on:keydown.key("Enter", "a").once={x_b} {..x_rest}>
        <input bind:value=x_name id="a"> <label><input type="checkbox" bind:checked={x_flags.x_done}>"a"</label>
        <p style="left: 0" style:color={x_color} style:--x=(x_accent) style:z-index=1>"x"</p>
        <x-tag on:x-event.throttle(10)=|x_t, x_ev| { x_c(x_ev2) }></x-tag> <!-- "a comment" --> <><b>{x_d}</b></>
        <svg viewBox="0 0 1 1"><linearGradient id={x_e}/> if let Some(x_f) = x_g { <circle r={x_h}/> }</svg>
    </form>"#,
    r#"r, <List<x_Item> rows={x_rows} row=move |x_r, x_item| { view! { x_r2, {x_item2} } }>
        let x_l = x_m; <:head><b>{x_n}</b></:head> <p>{x_o}</p> <:foot>if x_p { {x_q} }</:foot>
    </List>"#,
    r#"r, <img src={x_a} allow:missing_alt="why"> <button title={x_b} on:click={move |x_tx| x_c.set(x_tx, x_d)}></button>
        <button aria-label="a" on:click=(|x_t, x_ev| { x_e(x_ev2)?; })></button> for x_f in x_g, key = x_f2 { <p>{x_h}</p> }"#,
    r#"r, <!doctype html><html lang={x_l}><head><title>{x_t}</title></head><body>{x_b}<Card>{x_c}</Card></body></html>"#,
    r#"r, let x_a = x_b(x_c); {x_a2} <Card a={x_d} b=(x_e, x_f) c=-1/> if x_g { let x_h = x_i; } "#,
];

/// Half-typed cases of `EDITOR.md`, the cursor where `x_cursor` stands (or where a name ends).
pub(crate) const EDITOR: &[&str] = &[
    "r, <di></di>",
    "r, <di",
    "r, <But />",
    "r, <But",
    "r, < />",
    "r, <div cl></div>",
    "r, <div cl=\"a\"></div>",
    "r, <div >",
    "r, <a hr></a>",
    "r, <p on:cl></p>",
    "r, <p on:cl=|x_tx| { x_a. }></p>",
    "r, <p on:></p>",
    "r, <p cla:big={x_a}></p>",
    "r, <input bind:va={x_a}>",
    "r, <Card ti />",
    "r, <Card ti kind={x_a} />",
    "r, <Card ti=\"a\" b={x_b} />",
    "r, <Card  />",
    "r, <Card kind=x_Kind:: title={x_a} />",
    "r, <Card kind=x_Kind::x_Da />",
    "r, <Card kind= title={x_b}/>",
    "r, {x_cou}",
    "r, {x_count.ge}",
    "r, {x_count.}",
    "r, if x_a { {x_user.na} }",
    "r, match x_a { x_B => { {x_user.} } }",
    "r, for x_a in x_b, key = x_c { {x_user.} }",
    "r, <p on:click=move |x_tx| { x_count. }></p>",
    "r, <p on:click=move |x_tx| x_count.></p>",
    "r, <p on:click=|x_tx, x_ev| { x_ev. }></p>",
    "r, <div></d>",
    "r, <div></",
    "r, <p>< {x_user.} </p>",
    "r, <p id= > {x_a} </b> <q {x_c.} ",
    "r, if x_user. <p>{x_a}</p>",
    "r, for x_a in x_b. <p>\"x\"</p>",
    "r, match x_a. ",
    "r, <p on:click=|x_tx></p>",
    "r, <p on:click=move></p>",
    "r, each x_a in x_b. ",
    "r, let x_a = x_b. <p/>",
    "r, let x_a",
    "r",
    "",
    ",",
    "r, else { {x_a} }",
    "r, <p {x_a} {..x_b}></p>",
    "r, <p a=x_b.x_c() d=\"e\"></p>",
    "r, <p y z.w =></p>",
    "r, x_count.get(x_r) <p/>",
    "r, match x_a { x_b => x_c, x_d }",
    "r, <Card>{x_a} let x_b = x_c; {x_d.}</Card>",
    "r, <Card on:click={x_a} a-b={x_c} d={x_e} d={x_f}/>",
    "<p>{x_a}</p>",
    "r, each x_a in x_b, key = x_c { {x_d} }",
    "r.x_y, each x_a in x_b { {x_d} }",
    "r, <input bind:={x_a}>",
    "r, <input bind:value>",
    "r, <div bind:value={x_a}></div>",
    "r, <input bind:value=|x_a| { x_b }>",
    "r, <input bind:value={x_a} bind:value={x_b} value={x_c}>",
    "r, <p on:click.=|x_tx| { x_a. }></p>",
    "r, <p on:click.on=|x_tx| { x_a. }></p>",
    "r, <p on:keydown.key(x_a)=|x_tx| { x_b }></p>",
    "r, <p on:keydown.key(\"a\", x_a.)={x_b}></p>",
    "r, <p on:input.debounce(x_a)></p>",
    "r, <p style:={x_a}></p>",
    "r, <p style:--={x_a}></p>",
    "r, <p style:col></p>",
    "r, <p {..x_a.}></p>",
    "r, <p {.. x_a} {..x_b}></p>",
    "r, <Card {..x_a} bind:value={x_b} style:a={x_c} on:click.key(x_d)={x_e}/>",
    "r, <Card><:he",
    "r, <Card><:head>{x_a.}",
    "r, <Card><:head a={x_a}>{x_b}</:head></Card>",
    "r, <Card><: {x_a}</Card>",
    "r, <Card><:a>{x_a}</:a><:a>{x_b}</:a><:c-d>{x_c}</:c-d></Card>",
    "r, <p><:a>{x_a}</:a></p>",
    "r, <Card> let x_a = x_b; <:a>{x_c}</:a> let x_d</Card>",
    "r, <List<x_T",
    "r, <List<x_T> ro />",
    "r, <List <p>{x_a}</p>",
    "r, <Island a={x_a}>let x_b = x_c; {x_d}<:e>{x_f}</:e></Island>",
    "r, <p hook:Chart={x_a}></p>",
    "r, <!-- {x_a} -->",
    "r, <!-- {x_a}",
    "r, <!",
    "r, <!doc",
    "r, <!doctype {x_a}>",
    "r, <><p>{x_a}</p>",
    "r, <p>{x_a}</></p>",
    "r, {x_a}</>",
    "r, <img allow:",
    "r, <img allow:mis>",
    "r, <img allow:missing_alt={x_a}>",
    "r, <img allow:missing_alt=|x_a| { x_b }>",
    "r, <img allow:=\"a\" src={x_b}>",
    "r, <Card allow:missing_alt={x_a}/>",
    "r, <p on:click={move |x_tx| x_count.}></p>",
    "r, <p on:click={move |x_tx| }></p>",
    "r, <p on:click={move |x_tx}></p>",
    "r, <p on:click={|x_a| x_b; |x_c| x_d}></p>",
    "r, for x_a in x_b key = x_c { {x_d} }",
    "r, for x_a in x_b key = { {x_d} }",
    "r, for x_a in key = x_c { {x_d} }",
    "r, each x_a in x_b key = x_c { {x_d} }",
    "r, <svg><circ r={x_a}",
    "r <p>{x_a}</p>",
    "for x_a in x_b, key = x_c { {x_d} }",
];
