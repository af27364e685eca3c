//! Content that may fail, and what is shown instead.

fn guarded(r: &Render) -> View {
    view! { r, <ErrorBoundary fallback=move |x_r, x_failure| { view! { x_r2, <p role="alert">{x_failure2}</p> } }>
        <p>{x_risky.get(x_r3)}</p>
    </ErrorBoundary> }
}
