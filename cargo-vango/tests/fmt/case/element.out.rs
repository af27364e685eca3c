fn elements(r: &Render) -> View {
    view! { r,
        <p class="a" id=name>"Hello, "{name}"!"<b>"bold"</b></p>
        <ul>
            <li>"one"</li>
            <li>"two"</li>
        </ul>

        <img src="a.png" alt="">
        <br />
        <hr>
        <input
            type="text"
            name="one"
            placeholder="What is to be done?"
            autocomplete="off"
            autofocus
            required
            value=(text)
        >
        <div></div>
        <div></div>

        <main><section><p>"deep"</p></section></main>
        <>"fragment "<b>"one"</b></>
        <>
            <i>"two"</i>
            <i>"three"</i>
        </>
        <svg viewBox="0 0 10 10"><circle cx=5 cy=5 r=-1 /></svg>
        <star-rating data-row-2={id}></star-rating>
        <!doctype html>
        <!-- "a comment" "of two" -->
        <p>"spaces in tags"</p>
    }
}

fn inline(r: &Render) -> View {
    if wide { view! { r, <p>"short"</p> } } else { view!(r, <p>"in parentheses"</p>) }
}

fn empty(r: &Render) -> (View, View) { (view! { r }, view! { r, }) }

fn wide(r: &Render) -> View {
    let text = view! { r,
        <p class="lead">"This text is so long that the element does not fit on a line."</p>
    };
    vango::view! { r,
        <p
            title="This title is so long that the tag does not fit either, not even on one of its own"
            class="long"
        ></p>
    }
}
