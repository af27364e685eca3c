fn control(r: &Render) -> View {
    view! { r,
        let count=words.get(r).len();let twice = count * 2;
        if count==0{<p>"Nothing."</p>}else if let Some(first)=words.get(r).first(){<p>{count}" words, the first is "{first}"."</p>}
        if open { "open" } else { "closed" }
        if open { <b>"open"</b> } else { "closed" }
        if matches!(state, State { .. }) {}
        <p>{count} if count == 1 { " word" } else { " words" }</p>
        match   count   {
            0=>{}
            1..=2=>{"few"},
            n   if   n > 100 => { <b>"very many"</b><i>"indeed"</i> }
            /// documented
            _ => {
                <b>"many"</b> " indeed"
            }
        }
        match nothing {}
        for   word   in   words.get(r) ,key=*word{<i>{word}</i>}
        for (at, Row { id, name }) in rows.iter().enumerate(), key = {id} { <Row id={*id} name={name.clone()} position={at} is_selected={selected == Some(*id)} /> }
        for row in rows
            .iter()
            .filter(|row| row.is_shown), key = row.id {
            <i>{row}</i>
        }
        each todo in todos.rows { let id = todo.id; {row(r, todos, id)} }
        if let Some(first) = words.get(r).first() && let Some(second) = words.get(r).get(1) && first != second {
            "two"
        }
        let total = rows
            .iter()
            .sum();
    }
}
