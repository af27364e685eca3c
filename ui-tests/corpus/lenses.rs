//! Lenses: into structs, arrays and tuples, made by functions, bound, shown, passed to helpers, generic.
use vango::prelude::*;

#[derive(Default)]
struct Address {
    street: String,
    zip: u32,
}

#[derive(Default)]
struct Person {
    name: (String, String),
    home: Address,
    phones: [String; 2],
}

fn last(person: &Person) -> &String {
    &person.name.1
}

fn last_mut(person: &mut Person) -> &mut String {
    &mut person.name.1
}

fn upper<S: Send + 'static>(tx: &mut Tx, text: Lens<S, String>) {
    let new = text.get(tx).to_uppercase();
    text.set(tx, new);
}

fn field<S: Send + 'static>(r: &Render, label: &str, text: Lens<S, String>) -> View {
    view! { r, <label>{label} <input bind:value=text/></label> }
}

#[component]
pub fn Form(cx: &mut Setup) -> Component {
    let person = cx.signal(Person::default());
    let first = person.lens(|person| &person.name.0, |person| &mut person.name.0);
    let last = person.lens(last, last_mut);
    let zip = person.lens(|person| &person.home.zip, |person| &mut person.home.zip);
    render(move |r| {
        let phones = [
            person.lens(|person| &person.phones[0], |person| &mut person.phones[0]),
            person.lens(|person| &person.phones[1], |person| &mut person.phones[1]),
        ];
        view! { r,
            {field(r, "First", first)} {field(r, "Last", last)}
            {field(r, "Street", person.lens(|person| &person.home.street, |person| &mut person.home.street))}
            <label>"Zip" <input type="number" bind:value=zip/></label>
            for (at, phone) in phones.into_iter().enumerate(), key = phones[at].get(r) { {field(r, "Phone", phone)} }
            <button on:click=move |tx| { upper(tx, first); zip.update(tx, |zip| *zip += 1); }>{last}", "{first}" "{zip}</button>
        }
    })
}
