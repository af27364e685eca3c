//! Every control that a form can have, bound to state as far as it can be bound, and read and written where not.

use vango::prelude::*;

/// What one `<option>` stands for.
const TOPPINGS: [&str; 4] = ["ham", "egg", "olive", "corn"];

/// What the controls hold.
#[derive(Clone, Debug, PartialEq)]
struct Order {
    text: String,
    number: i64,
    level: u8,
    note: String,
    size: String,
    day: String,
    color: String,
    secret: String,
    gift: bool,
    pay: String,
    toppings: Vec<String>,
}

impl Order {
    fn first() -> Self {
        Self {
            text: "first".into(),
            number: 1,
            level: 10,
            note: "one\ntwo".into(),
            size: "m".into(),
            day: "2026-01-02".into(),
            color: "#102030".into(),
            secret: String::new(),
            gift: false,
            pay: "card".into(),
            toppings: vec!["egg".into()],
        }
    }

    fn second() -> Self {
        Self {
            text: "second".into(),
            number: -22,
            level: 90,
            note: "three".into(),
            size: "l".into(),
            day: "2027-03-04".into(),
            color: "#405060".into(),
            secret: "key".into(),
            gift: true,
            pay: "cash".into(),
            toppings: vec!["ham".into(), "corn".into()],
        }
    }

    /// All of it in one line, as the page shows it.
    fn line(&self) -> String {
        let Self {
            text,
            number,
            level,
            note,
            size,
            day,
            color,
            secret,
            gift,
            pay,
            toppings,
        } = self;
        let toppings = toppings.join("+");
        format!(
            "{text}|{number}|{level}|{note:?}|{size}|{day}|{color}|{secret}|{gift}|{pay}|{toppings}"
        )
    }
}

/// A part of the order that can be bound.
macro_rules! part {
    ($order:ident.$name:ident) => {
        $order.lens(|order| &order.$name, |order| &mut order.$name)
    };
}

/// The page.
#[component]
pub fn Controls(cx: &mut Setup) -> Component {
    let order = cx.signal(Order::first());
    let locked = cx.signal(false);
    let sizes = cx.signal(vec!["s", "m", "l"]);

    render(move |r| {
        let chosen = order.get(r);
        view! { r,
            <form id="order" on:reset=move |tx| { order.set(tx, Order::first()); }>
                <input id="text" disabled=(*locked.get(r)) bind:value=(part!(order.text))>
                <input id="number" type="number" bind:value=(part!(order.number))>
                <input id="level" type="range" min="0" max="100" bind:value=(part!(order.level))>
                <textarea id="note" bind:value=(part!(order.note))></textarea>
                <select id="size" bind:value=(part!(order.size))>
                    for size in sizes.get(r), key = size { <option value={*size}>{*size}</option> }
                </select>
                <input id="day" type="date" bind:value=(part!(order.day))>
                <input id="color" type="color" bind:value=(part!(order.color))>
                <input id="secret" type="password" bind:value=(part!(order.secret))>
                <input id="gift" type="checkbox" bind:checked=(part!(order.gift))>
                for pay in ["card", "cash"], key = pay {
                    <input id={pay} type="radio" name="pay" value={pay} checked=(chosen.pay == pay)
                        on:change=move |tx| { order.get_mut(tx).pay = pay.to_owned(); }>
                }
                <select id="toppings" multiple on:change=move |tx, ev| {
                    order.get_mut(tx).toppings = ev.values().map(str::to_owned).collect();
                }>
                    for topping in TOPPINGS, key = topping {
                        <option value={topping} selected=(chosen.toppings.iter().any(|other| other == topping))>{topping}</option>
                    }
                </select>
                <button id="reset" type="reset">"reset"</button>
            </form>
            <output id="line">{chosen.line()}</output>
            <button id="first" on:click=move |tx| { order.set(tx, Order::first()); }>"first"</button>
            <button id="second" on:click=move |tx| { order.set(tx, Order::second()); }>"second"</button>
            <button id="lock" on:click=move |tx| { let next = !*locked.get(tx); locked.set(tx, next); }>"lock"</button>
            <button id="sizes" on:click=move |tx| { sizes.set(tx, vec!["xs", "l", "m"]); }>"other sizes"</button>
        }
    })
}
