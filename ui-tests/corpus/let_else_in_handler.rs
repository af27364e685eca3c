//! Handlers with `let … else`, loops, labelled breaks, nested functions and local types.
use vango::prelude::*;

#[component]
pub fn Commands(cx: &mut Setup) -> Component {
    let log = cx.signal(Vec::<String>::new());
    let grid = cx.signal([[0_u8; 3]; 3]);
    render(move |r| {
        view! { r,
            <label>"Command" <input on:keydown.key("Enter")=move |tx, ev| {
                enum Command<'a> {
                    Say(&'a str),
                    Clear,
                }
                fn parse(text: &str) -> Option<Command<'_>> {
                    let (name, rest) = text.split_once(' ')?;
                    match name {
                        "say" => Some(Command::Say(rest)),
                        "clear" => Some(Command::Clear),
                        _ => None,
                    }
                }
                let Some(command) = parse(&ev.key) else {
                    log.get_mut(tx).push(format!("what is {}?", ev.key));
                    return;
                };
                match command {
                    Command::Say(text) => log.get_mut(tx).push(text.to_owned()),
                    Command::Clear => log.set(tx, Vec::new()),
                }
            }/></label>
            <button on:click=move |tx| {
                let free = 'search: {
                    for (y, row) in grid.get(tx).iter().enumerate() {
                        for (x, cell) in row.iter().enumerate() {
                            if *cell == 0 { break 'search Some((x, y)); }
                        }
                    }
                    None
                };
                let Some((x, y)) = free else { return };
                grid.get_mut(tx)[y][x] = 1;
                while log.get(tx).len() > 9 { log.get_mut(tx).remove(0); }
            }>"mark"</button>
            for (at, line) in log.get(r).iter().enumerate(), key = (at, line) { <p>{line}</p> }
        }
    })
}
