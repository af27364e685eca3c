fn literals(r: &Render) -> View {
        view! { r,
              <p>"one
    line and another"</p>
              <pre>r#"raw
  "text" // no comment
        kept"#</pre>
              <p title="a \
                        continued">{format!("a
  b {}", x)}</p>
              <button on:click=move |tx| {
                    let text = "
first
   second";
                    set(tx, text, 'a', '"', b'"', r"//");
              }>"{ not an expression }"</button>
        }
}
