//! Error boundaries: nested, with a fallback that is a closure, a function, a variable of the render around it.
use vango::prelude::*;

#[component]
fn Share(_cx: &mut Setup, people: Prop<u32>) -> Component {
    render(move |r| view! { r, <output>{12 / *people.get(r)}</output> })
}

fn sorry(r: &Render, failure: &Failure) -> View {
    let retry = failure.retry;
    view! { r,
        <p role="alert">{failure.component}" has failed"</p>
        <button on:click=move |tx| { retry.run(tx); }>"Again"</button>
    }
}

#[component]
pub fn Page(cx: &mut Setup) -> Component {
    let people = cx.signal(3_u32);
    let failures = cx.signal(0_u32);
    render(move |r| {
        let title = "Shares";
        view! { r,
            <ErrorBoundary fallback=move |r, failure| {
                let name = failure.component;
                view! { r, <h2>{title}</h2> <p>{name}", after "{failures}</p> }
            }>
                <ErrorBoundary fallback=sorry>
                    <Share people={*people.get(r)}/>
                    for count in 1..*people.get(r), key = count { <Share people=count/> }
                </ErrorBoundary>
            </ErrorBoundary>
            <button on:click=move |tx| {
                people.update(tx, |people| *people = people.saturating_sub(1));
                *failures.get_mut(tx) += 1;
            }>"less"</button>
        }
    })
}
