fn comments(r: &Render) -> View {
    view! { r, // behind the context
        // before the first

        // still before it
        <p // behind a name
            class="a" // behind an attribute
            // before an attribute
            id="b" /* behind another */
            title="c"
            /* before the end */
        >
            "text"
        </p> // behind an element
        /* a block */
        <p>"after a block"</p>
        <div> // behind a tag
            // alone
        </div>
        <p>
            "a" /* between */
            "b"
        </p>

        // before a condition
        if a { // behind a brace
            "a"
            // last in a body
        } // before else
        else {
            "b"
        } // behind else
        match a { // behind match
            // before an arm
            1 => { "one" } // behind an arm
            2 => /* in an arm */ {
                "two"
            }
            // after the last arm
        }
        <button
            on:click=move |tx| {
                // in a handler
                go(tx); // behind a statement
                /* several
                 lines
            */
            } /* behind a handler */
        >
            "go"
        </button>
        <button on:click=move |tx| { go(tx); /* inside */ }>"go"</button>
        <p
            title /* odd */ = "x"
        >
            "y"
        </p>
        <p>
            "z"
        </p /* odder */>
        {/* in braces */ value}
        {
            // a line in braces
            value
        }
        if a /* condition */ && b {
            "c"
        }

        /*
          A block comment keeps its lines
            as they are.
        */
        // after the last child
    }
}
