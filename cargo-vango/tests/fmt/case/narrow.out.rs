fn attributes(r: &Render) -> View {
    view! { r,
      <button
        class="quiet"
        aria-label={format!("Move up: {title}")}
        disabled=(is_first)
        on:click=move |tx| { todos.shift(tx, id, Way::Up); }
      >
        "↑"
      </button>
      <button class="quiet" on:click=move |tx| {
        let by = *step.get(tx);

        *count.get_mut(tx) += by;
      }>
        "+"
      </button>
      <button on:click=move |tx| {
        *count.get_mut(tx) += 1;
        let next = *count.get(tx) + 1;
        rows.push(tx, next);
      }>
        "more"
      </button>
      <button on:click=move |tx| {}>"nothing"</button>
      <button
        on:keydown.key("Enter", "Escape").prevent=move |tx: &mut Tx, ev| -> Result<(), Error> {
          go(tx)?;
        }
      >
        "key"
      </button>
      <p
        class:hot=(*count.get(r) > 10)
        class:"odd name"=(odd)
        style:--accent={colour}
        style:color={red}
        {..attrs}
      >
        "x"
      </p>
      <p
        {..attrs}
        title={"spaces"}
        hidden=(a && b)
        data-pair=(1, 2)
      >
        "x"
      </p>
      <input bind:value=(todos.new) value={
        first
            .or(second)
            .unwrap_or_default()
      }>
      <Card
        kind=Kind::Dark
        items={vec![
            one,
            two,
        ]}
        render={move |r| view! { r, <b>"slot"</b> }}
      />
      <List<Item> items={items}>
        <:row>"row"</:row>
      </List<Item>>
      <list::Rows::<Item, &'static str> />
      <textarea
        on:input=move |tx, ev| {
          text.set(tx, ev.value.clone());
        }
        rows=3
      ></textarea>
    }
}
