fn nested(r: &Render) -> View {
    view! { r,
        {items.iter().map(|item| view! { r, <li>{item}</li> }).collect::<Views>()}
        <Card
            header={view! { r,
                <h1>"Title"</h1>
                <p>"Subtitle"</p>
            }}
            footer={view! { r, <p>"footer"</p> }}
        />
        {match kind {
            Kind::One => view! { r, <b>"one"</b> },
            Kind::Two => {
                    view! { r,
                        <b>"two"</b>
                        <i>"more"</i>
                    }
            }
        }}
        <List row={move |r, row| {
            let name = row.name.clone();
            view! { r,
                <li class="row">{name}</li>
                // a comment in a nested view
            }
        }} />
    }
}

#[component]
fn Page(cx: &mut Setup) -> Component {
    render(move |r| view! { r,
        <main>
            <h1>"A page"</h1>
            <p>"with a view in a closure without braces"</p>
        </main>
    })
}

macro_rules! page {
    ($text:expr) => { view! { r,<p>{$text}</p>   <b>$more</b> } };
}

const SHOWN: &str = stringify!(view! { r,   <p/> });

fn tests() { assert_eq!(html(view! { r, <p>"in an argument"</p> }), "<p></p>"); vec![view! { r,
    <i>"in another"</i>
}] }
