//! Custom elements: attributes, events with details, slots by attribute, content that the client leaves alone.
use vango::prelude::*;

#[derive(Debug)]
struct Position(f64, f64);

impl std::str::FromStr for Position {
    type Err = vango::Error;
    fn from_str(text: &str) -> Result<Self, vango::Error> {
        let (x, y) = text.trim_matches(['[', ']']).split_once(',').ok_or_else(|| vango::Error::message("two numbers"))?;
        Ok(Self(x.trim().parse()?, y.trim().parse()?))
    }
}

#[component]
pub fn Map(cx: &mut Setup, #[prop(default = 7)] zoom: Prop<u8>) -> Component {
    let place = cx.signal(None::<Position>);
    let count = cx.signal(0_u32);
    render(move |r| {
        view! { r,
            <city-map zoom={zoom.get(r)} show-labels data-count=count class="map" class:empty=(place.get(r).is_none())
                on:move-end.debounce(200)=move |tx, ev| { place.set(tx, Some(ev.detail.parse::<Position>().map_err(|error| vango::Error::message(error.to_string()))?)); }
                on:click=move |tx| { *count.get_mut(tx) += 1; }>
                <span slot="title">"Graz"</span>
                <map-marker lat=47.07 lon={15.44} label=(format!("{count:?}").len())></map-marker>
            </city-map>
            <div id="legend" data-vango-ignore></div>
            if let Some(Position(x, y)) = place.get(r) { <output>{x}", "{y}</output> }
        }
    })
}
